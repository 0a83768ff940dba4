// Package place says where: points that know how far off they may be, areas
// with what is certain and what is only possible of them, and the share of an
// uncertain place that lies within an area.
//
// All coordinates are WGS 84 (EPSG:4326), decimal degrees, longitude first, as
// in RFC 7946. Edges between vertices are straight lines in longitude and
// latitude, the rule of RFC 7946 and of PostGIS geometry; see
// docs/decisions for why no other rule is used anywhere.
package place

import (
	"github.com/paulmach/orb"

	"github.com/truceline/truceline"
)

// An AreaID names an area of a case: "SY07", "area_idlib", "place_douma".
type AreaID string

// A Point is a reported position and how far off it may be.
type Point struct {
	Lon     float64 `json:"lon"`      // degrees east, -180 to 180
	Lat     float64 `json:"lat"`      // degrees north, -90 to 90
	RadiusM float64 `json:"radius_m"` // uncertainty, metres; the true position lies within it. 0 only where the source calls the position exact
}

// A Place is where a source says something happened: a point with its
// uncertainty, or a named area somewhere within which it was.
type Place struct {
	Point
	// Within is the named area that the source gives instead of a point. The
	// uncertainty is then that area, and Point is the point that the source
	// gives for it with a radius that covers it. Empty for a point.
	Within AreaID `json:"within,omitempty"`
	// Name is the place name exactly as the source gives it.
	Name string `json:"name,omitempty"`
	// Basis says in words where the uncertainty comes from, for example
	// "UCDP GED where_prec 2: within 25 km of a named point".
	Basis string `json:"basis,omitempty"`
}

// A Standing says what the line of an area rests on.
type Standing string

// The standings of an area.
const (
	Agreed     Standing = "agreed"     // a line that the parties drew
	Indicative Standing = "indicative" // a line that somebody else drew
	WordsOnly  Standing = "words_only" // no line was ever published
)

// An Area is a named surface with the time for which it stood.
type Area struct {
	ID         AreaID               `json:"id"`
	Names      truceline.Names      `json:"names"`
	Aliases    []string             `json:"aliases,omitempty"` // other spellings, used to resolve names in reports
	Kind       string               `json:"kind"`              // governorate, district, de_escalation_area, named_place, country, ...
	Standing   Standing             `json:"standing"`
	Term       truceline.Term       `json:"term"`               // when it stood, by all accounts and by any
	Certain    orb.MultiPolygon     `json:"certain,omitempty"`  // valid, outer rings counter-clockwise; nil if nothing is certain
	Possible   orb.MultiPolygon     `json:"possible,omitempty"` // holds Certain; equal to it for an agreed line
	Note       string               `json:"note,omitempty"`     // what is known and disputed about its line
	Sources    []truceline.Cite     `json:"sources,omitempty"`
	Confidence truceline.Confidence `json:"confidence,omitempty"`
}
