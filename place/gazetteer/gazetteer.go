// Package gazetteer finds places by name, however it is spelt: in Arabic,
// Latin, Cyrillic or Turkish letters, by any of the usual romanisations, with
// an article or without. It gives candidates with a likeness, a distance and
// whether they lie where they are said to lie, and leaves to a person what is
// not plain. docs/places.md gives the method, its figures and its limits.
package gazetteer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/place"
)

// An Entry is one place of a gazetteer.
type Entry struct {
	ID         string       `json:"id"`               // "wof:421167011"
	Names      []Name       `json:"names"`            // the usual one first; at least one
	Lon        float64      `json:"lon"`              // WGS 84, degrees east
	Lat        float64      `json:"lat"`              // WGS 84, degrees north
	Kind       string       `json:"kind"`             // locality, neighbourhood, ...
	Admin1     place.AreaID `json:"admin1,omitempty"` // the first-level division it lies in, "SY05"; empty if not known
	Population int          `json:"population,omitempty"`
}

// Neighbourhood is the Kind of a part of a town. Every other kind is a
// settlement of its own.
const Neighbourhood = "neighbourhood"

// A Name is one spelling of the name of a place.
type Name struct {
	Lang string `json:"lang,omitempty"` // BCP 47; empty for a variant of unknown language
	Text string `json:"text"`
}

// Usual is the name by which the place is shown: the first one.
func (e *Entry) Usual() string {
	if len(e.Names) == 0 {
		return e.ID
	}
	return e.Names[0].Text
}

// Point is where the place is marked; RadiusM is zero, since a gazetteer does
// not say how far a place extends.
func (e *Entry) Point() place.Point { return place.Point{Lon: e.Lon, Lat: e.Lat} }

// A Hint is what else is known of a place that is named. The zero value is
// that nothing is.
type Hint struct {
	Near   *place.Point   // nil: nothing
	Admin1 []place.AreaID // the division it is said to lie in; several if one word covers several; empty: not said
}

// A Candidate is a place that may be meant by a name.
type Candidate struct {
	Entry     *Entry
	Name      Name             // the spelling that matched
	Score     float64          // likeness of the names, 0 to 1; 1 is the same name after folding
	DistanceM float64          // from Hint.Near; -1 if not asked
	InAdmin1  truceline.Answer // whether it lies in the division that was said; unknown if none was
}

// A Verdict says how many places a name may mean.
type Verdict string

// The verdicts.
const (
	Resolved  Verdict = "resolved"  // one place
	Ambiguous Verdict = "ambiguous" // several, or one that is doubtful: a person chooses
	Unknown   Verdict = "unknown"   // none is close enough
)

// A Resolution is what a name may mean.
type Resolution struct {
	Verdict Verdict
	// Candidates are the places that may be meant, best first: of Resolved the
	// one that is meant comes first, of Unknown they are leads and no more.
	Candidates []Candidate
	Reason     string // a sentence, without a full stop
}

// A Gazetteer finds places by name. It may be used by any number of goroutines.
type Gazetteer struct {
	entries []Entry
	forms   []form                 // every spelling of every entry, by skeleton
	shapes  []shape                // the different skeletons, sorted
	byShape map[string]int         // the number of a skeleton among shapes
	homes   map[place.AreaID][]int // the entries of each division
}

// A form is one spelling of one entry, folded.
type form struct {
	entry int32 // number of the entry
	name  int32 // number of the name within it
	sound sounds
}

// A shape is a skeleton with the forms that have it.
type shape struct {
	skeleton string
	mask     mask
	from, to int // within Gazetteer.forms
}

// New makes a gazetteer of the entries, whatever their order. Of two entries
// with one id the first stands first. Building the index of 10,000 places with
// 30,000 spellings takes about a quarter of a second.
func New(entries []Entry) *Gazetteer {
	g := &Gazetteer{
		entries: slices.Clone(entries),
		byShape: make(map[string]int),
		homes:   make(map[place.AreaID][]int),
	}
	slices.SortStableFunc(g.entries, func(a, b Entry) int { return strings.Compare(a.ID, b.ID) })
	type shaped struct {
		skeleton string
		form     form
	}
	var all []shaped
	for i := range g.entries {
		e := &g.entries[i]
		if e.Admin1 != "" {
			g.homes[e.Admin1] = append(g.homes[e.Admin1], i)
		}
		first := len(all)
		for n := range e.Names {
			s := soundsOf(wordsOf(e.Names[n].Text))
			if len(s.letters) == 0 || slices.ContainsFunc(all[first:], func(o shaped) bool { return o.form.sound.same(s) }) {
				continue // nothing to hear, or heard before
			}
			all = append(all, shaped{s.skeleton(), form{entry: int32(i), name: int32(n), sound: s}})
		}
	}
	slices.SortStableFunc(all, func(a, b shaped) int { return cmp.Compare(a.skeleton, b.skeleton) })
	g.forms = make([]form, len(all))
	for i, s := range all {
		g.forms[i] = s.form
		if n := len(g.shapes); n > 0 && g.shapes[n-1].skeleton == s.skeleton {
			g.shapes[n-1].to = i + 1
			continue
		}
		g.byShape[s.skeleton] = len(g.shapes)
		g.shapes = append(g.shapes, shape{skeleton: s.skeleton, mask: maskOf(s.skeleton), from: i, to: i + 1})
	}
	return g
}

// Entries are all places, by id. They belong to the gazetteer and must not be
// changed.
func (g *Gazetteer) Entries() []Entry { return g.entries }

// Entry is the place with an id; false if there is none. It must not be
// changed.
func (g *Gazetteer) Entry(id string) (*Entry, bool) {
	i, ok := slices.BinarySearchFunc(g.entries, id, func(e Entry, id string) int { return strings.Compare(e.ID, id) })
	if !ok {
		return nil, false
	}
	return &g.entries[i], true
}
