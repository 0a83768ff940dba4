// Package lexicon says how a case reads the words of outside files: whom a name
// means, where a place is, which office is which origin. Every importer of
// reports reads the same words the same way.
package lexicon

import (
	"time"

	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/place/gazetteer"
	"github.com/truceline/truceline/report"
)

// A Lexicon says how the case reads the words of outside files. Its zero value
// knows no party, no area and no place, and puts everything somewhere on Earth.
type Lexicon struct {
	Source report.Source  // whose reports they are
	Zone   *time.Location // where dates without a zone are days; nil is UTC

	// Actor is the party that a name, or a code of the source's, means; "" if it
	// is not known. nil knows none.
	Actor func(name, code string) party.ID

	// Area is the area that a name or code means, with a radius in metres that
	// covers it from any point of it; false if it means none, or several. nil
	// knows none.
	Area func(name string) (place.AreaID, float64, bool)

	// Center is a point of an area with a radius that covers the area from
	// there; false if it has no surface. Without it, or without a surface, a
	// place within an area stands at the point of Country.
	Center func(id place.AreaID) (place.Point, bool)

	// Place is which places a name may mean. nil knows none.
	Place func(name string, h gazetteer.Hint) gazetteer.Resolution

	// Country is where something is of which no place resolves: the whole case,
	// with Within set and a radius that covers it.
	Country place.Place
}

// Location is the zone of the days of the file.
func (l Lexicon) Location() *time.Location {
	if l.Zone == nil {
		return time.UTC
	}
	return l.Zone
}
