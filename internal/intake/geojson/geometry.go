package geojson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/truceline/truceline/place"
)

// where reads the place of a feature.
func (ft *feature) where(raw json.RawMessage) place.Place {
	opts := ft.rd.opts
	name, division := ft.props.first(placeName), ft.props.first(admin1)
	radius, given := ft.radius()
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || string(raw) == "null" {
		p, remarks := opts.Lexicon.Where(name, division)
		if name == "" && division == "" {
			ft.remark("the feature has neither a geometry nor the name of a place or division")
		}
		ft.remarks = append(ft.remarks, remarks...)
		return p
	}
	kind, at, fault := positions(raw, 0)
	if fault != "" {
		ft.refuse("geometry", "", "%s", fault)
		return place.Place{}
	}
	for _, x := range at {
		if !ft.sound(x) {
			return place.Place{}
		}
	}
	if !slices.ContainsFunc(at, func(x orb.Point) bool { return x != at[0] }) {
		at = at[:1]
	}
	p := place.Place{Name: name}
	switch {
	case len(at) == 1 && given:
		p.Point = place.Point{Lon: at[0][0], Lat: at[0][1], RadiusM: radius}
		p.Basis = fmt.Sprintf("GeoJSON %s; %g m as the feature gives it", kind, radius)
	case len(at) == 1:
		p.Point = place.Point{Lon: at[0][0], Lat: at[0][1], RadiusM: opts.PointM}
		p.Basis = fmt.Sprintf("GeoJSON %s without a radius: taken as a disc of %g km", kind, opts.PointM/1000)
	default:
		p.Point = covering(at)
		p.RadiusM = math.Ceil(p.RadiusM + radius)
		p.Basis = fmt.Sprintf("GeoJSON %s: the disc of %g m that covers it", kind, p.RadiusM)
		ft.remark("the geometry is a %s; it is taken as the disc that covers it", kind)
	}
	ft.inside(&p)
	if b := opts.Bound; b != (orb.Bound{}) && !b.Contains(orb.Point{p.Lon, p.Lat}) {
		ft.remark("%v, %v lies outside the case's box", p.Lon, p.Lat)
	}
	return p
}

// inside places p in the area that the property within names, if the case knows
// it: our own exports give areas so.
func (ft *feature) inside(p *place.Place) {
	within, area := ft.props.first(withinArea), ft.rd.opts.Lexicon.Area
	if within == "" || area == nil {
		return
	}
	id, radiusM, ok := area(within)
	if !ok {
		ft.remark("%s is not an area of the case", within)
		return
	}
	p.Within, p.RadiusM = id, math.Max(p.RadiusM, radiusM)
	p.Basis += "; within " + string(id)
}

// sound refuses a position that is none, or that is swapped where this can be
// told.
func (ft *feature) sound(x orb.Point) bool {
	const first = "GeoJSON puts longitude first (RFC 7946, section 3.1.1)"
	value := fmt.Sprintf("%v, %v", x[0], x[1])
	b := ft.rd.opts.Bound
	switch {
	case math.Abs(x[1]) > 90 && math.Abs(x[0]) <= 90 && math.Abs(x[1]) <= 180:
		ft.refuse("geometry", value, "the second number is a latitude and beyond 90; the two may be swapped: %s", first)
	case math.Abs(x[0]) > 180 || math.Abs(x[1]) > 90:
		ft.refuse("geometry", value, "not a longitude from -180 to 180 and a latitude from -90 to 90; the file may be in another reference system than WGS 84")
	case b != (orb.Bound{}) && !b.Contains(x) && b.Contains(orb.Point{x[1], x[0]}):
		ft.refuse("geometry", value, "the position lies outside the case's box, and inside it once the two numbers are swapped: %s", first)
	default:
		return true
	}
	return false
}

// maxRadiusM is half the circumference of the earth and a little more.
const maxRadiusM = 20_100_000

// positions are all positions of a geometry, and what it is called.
func positions(raw json.RawMessage, level int) (kind string, at []orb.Point, fault string) {
	ms, fault := members(raw)
	if fault != "" {
		return "", nil, fault
	}
	kind = text(ms["type"])
	if kind == "GeometryCollection" {
		var parts []json.RawMessage
		if json.Unmarshal(ms["geometries"], &parts) != nil || level > 3 {
			return kind, nil, "the geometries of a GeometryCollection are a list of geometries, and not nested deeper than three"
		}
		for _, part := range parts {
			_, more, fault := positions(part, level+1)
			if fault != "" {
				return kind, nil, fault
			}
			at = append(at, more...)
		}
	} else {
		nested, known := nesting[kind]
		if !known {
			return kind, nil, fmt.Sprintf("%q is no type of geometry (RFC 7946, section 1.4)", kind)
		}
		if at, known = flat(ms["coordinates"], nested, nil); !known {
			return kind, nil, fmt.Sprintf("the coordinates are not those of a %s (RFC 7946, section 3.1)", kind)
		}
	}
	if len(at) == 0 {
		return kind, nil, fmt.Sprintf("the %s has no position; write null for a place without one", kind)
	}
	return kind, at, ""
}

// nesting is how many lists lie around a position.
var nesting = map[string]int{
	"Point": 0, "MultiPoint": 1, "LineString": 1, "Polygon": 2, "MultiLineString": 2, "MultiPolygon": 3,
}

// flat gathers the positions of nested lists. Heights are left out.
func flat(raw json.RawMessage, nested int, at []orb.Point) ([]orb.Point, bool) {
	if nested == 0 {
		var x []float64
		if json.Unmarshal(raw, &x) != nil || len(x) < 2 {
			return nil, false
		}
		return append(at, orb.Point{x[0], x[1]}), true
	}
	var parts []json.RawMessage
	if json.Unmarshal(raw, &parts) != nil || parts == nil {
		return nil, false
	}
	for _, part := range parts {
		var ok bool
		if at, ok = flat(part, nested-1, at); !ok {
			return nil, false
		}
	}
	return at, true
}

// covering is the disc around the middle of the box of the positions that
// reaches the farthest of them and a thousandth more, which is what a straight
// line between two of them may bulge. Positions on both sides of the 180th
// meridian are taken the short way round.
func covering(at []orb.Point) place.Point {
	box := orb.MultiPoint(at).Bound()
	if box.Max[0]-box.Min[0] > 180 {
		turned := make(orb.MultiPoint, len(at))
		for i, x := range at {
			if x[0] < 0 {
				x[0] += 360
			}
			turned[i] = x
		}
		box = turned.Bound()
	}
	c := box.Center()
	if c[0] > 180 {
		c[0] -= 360
	}
	p := place.Point{Lon: c[0], Lat: c[1]}
	for _, x := range at {
		p.RadiusM = math.Max(p.RadiusM, place.DistanceM(p, place.Point{Lon: x[0], Lat: x[1]}))
	}
	p.RadiusM = math.Ceil(p.RadiusM * 1.001)
	return p
}
