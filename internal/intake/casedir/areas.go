package casedir

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"github.com/truceline/truceline/place"
)

// A site is an area as its feature gives it: with a shape of its own, or as a
// join of other areas.
type site struct {
	at    spot
	row   areaRow
	shape orb.MultiPolygon // nil for a join
	joins bool
}

// areaFiles reads all areas, works out those that join others and looks for
// shapes that lie elsewhere than all the rest.
func (l *loader) areaFiles(c *Case) {
	var sites []site
	for _, name := range l.list("areas", ".geojson") {
		sites = append(sites, l.areaFile(name)...)
	}
	l.swapped(sites, c.Facts.Case.Center.Lon, c.Facts.Case.Center.Lat)
	shapes := l.joined(sites)
	for i, s := range sites {
		r := s.row
		c.Facts.Areas = append(c.Facts.Areas, place.Area{
			ID: place.AreaID(r.ID), Names: l.names(s.at.at("names"), r.Names), Aliases: l.texts(s.at.at("aliases"), r.Aliases),
			Kind: r.Kind, Standing: place.Standing(r.Standing), Term: l.term(s.at, r.termRow),
			Certain: shapes[i].certain, Possible: shapes[i].possible, Note: r.Note,
			Sources: l.cites(s.at.at("sources"), r.Sources), Confidence: l.graded(s.at.at("confidence"), r.Confidence),
		})
		l.word(s.at.at("kind"), r.Kind)
		l.oneOf(s.at.at("standing"), r.Standing, string(place.Agreed), string(place.Indicative), string(place.WordsOnly))
	}
}

// feature is a GeoJSON feature. It is read here and not by orb/geojson, which
// takes a position of one number for a place on the equator and stops at the
// first bad feature of a file.
type feature struct {
	Type       string          `json:"type"`
	Geometry   json.RawMessage `json:"geometry"`
	Properties json.RawMessage `json:"properties"`
}

func (l *loader) areaFile(name string) []site {
	b, ok := l.read(name, maxGeoJSON)
	if !ok {
		l.unread[kArea] = true
		return nil
	}
	var fc struct {
		Type     string            `json:"type"`
		Features []json.RawMessage `json:"features"`
	}
	if err := json.Unmarshal(b, &fc); err != nil {
		at := spot{row: name}
		if e, ok := errors.AsType[*json.SyntaxError](err); ok {
			at = lineOf(name, 1+bytes.Count(b[:min(int(e.Offset), len(b))], []byte("\n")))
		}
		l.unread[kArea] = true
		l.refuse(at, "is not GeoJSON: %v; write one FeatureCollection", err)
		return nil
	}
	if fc.Type != "FeatureCollection" {
		l.refuse(spot{row: name}, "is a %q; write one FeatureCollection", fc.Type)
		return nil
	}
	var sites []site
	for i, raw := range fc.Features {
		at := spot{row: fmt.Sprintf("%s, features[%d]", name, i)}
		var f feature
		if err := json.Unmarshal(raw, &f); err != nil || f.Type != "Feature" {
			l.unread[kArea] = true
			l.refuse(at, "is not a Feature; write {\"type\": \"Feature\", \"properties\": ..., \"geometry\": ...}")
			continue
		}
		s := site{}
		var bad error
		if len(f.Properties) > 0 {
			d := json.NewDecoder(bytes.NewReader(f.Properties))
			d.DisallowUnknownFields()
			bad = d.Decode(&s.row)
		}
		s.at = l.row(name, at, kArea, s.row.ID)
		if bad != nil {
			l.refuse(s.at.at("properties"), "cannot be read: %s; docs/case-format.md lists the properties of an area", strings.TrimPrefix(bad.Error(), "json: "))
		}
		s.shape, s.joins = l.geometry(s.at, f.Geometry, s.row)
		sites = append(sites, s)
	}
	return sites
}

// A position is a GeoJSON position: longitude, latitude and perhaps a height,
// which is not kept.
type position orb.Point

// UnmarshalJSON refuses anything but two or three numbers.
func (p *position) UnmarshalJSON(b []byte) error {
	var xs []*float64
	if err := json.Unmarshal(b, &xs); err != nil || len(xs) < 2 || len(xs) > 3 || slices.Contains(xs, nil) {
		return fmt.Errorf("a position must be [longitude, latitude], not %.40s", b)
	}
	*p = position{*xs[0], *xs[1]}
	return nil
}

// geometry reads an area's own shape, or reports that it joins other areas.
func (l *loader) geometry(s spot, raw json.RawMessage, r areaRow) (shape orb.MultiPolygon, joins bool) {
	idsOf[place.AreaID](l, s.at("certain_of"), kArea, r.CertainOf)
	idsOf[place.AreaID](l, s.at("possible_of"), kArea, r.PossibleOf)
	parts := len(r.CertainOf) + len(r.PossibleOf)
	at := s.at("geometry")
	if len(raw) == 0 || string(raw) == "null" {
		if parts == 0 {
			l.refuse(at, "is missing; give a Polygon, a MultiPolygon, a Point with radius_m, or name the areas that it joins in certain_of and possible_of")
		}
		return nil, true
	}
	if parts > 0 {
		l.refuse(at, "stands beside certain_of or possible_of; an area has a shape of its own or joins others")
	}
	var g struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	}
	var (
		point    position
		polygon  [][]position
		polygons [][][]position
		err      = json.Unmarshal(raw, &g)
	)
	if err == nil {
		switch g.Type {
		case "Point":
			err = json.Unmarshal(g.Coordinates, &point)
		case "Polygon":
			err = json.Unmarshal(g.Coordinates, &polygon)
			polygons = [][][]position{polygon}
		case "MultiPolygon":
			err = json.Unmarshal(g.Coordinates, &polygons)
		default:
			l.refuse(at, "a %q is no area; give a Polygon, a MultiPolygon or a Point with radius_m", g.Type)
			return nil, false
		}
	}
	if err != nil {
		l.refuse(at, "cannot be read: %v", err)
		return nil, false
	}
	if g.Type == "Point" {
		return l.disc(s, orb.Point(point), r.RadiusM), false
	}
	if r.RadiusM != nil {
		l.refuse(s.at("radius_m"), "stands beside a %s; only a Point has a radius", g.Type)
	}
	for _, rings := range polygons {
		p := make(orb.Polygon, 0, len(rings))
		for _, ring := range rings {
			out := make(orb.Ring, len(ring))
			for i, x := range ring {
				out[i] = orb.Point(x)
			}
			p = append(p, out)
		}
		shape = append(shape, p)
	}
	return l.shape(at, shape), false
}

// extent is an area's two shapes.
type extent struct{ certain, possible orb.MultiPolygon }

// joined is the extent of every site, in their order. What is certain of a
// part is possible too, whether possible_of repeats it or not, so that Possible
// holds Certain.
func (l *loader) joined(sites []site) []extent {
	byID := make(map[string]int)
	next, where := make(map[string][]string), make(map[string]spot)
	for i, s := range sites {
		byID[s.row.ID] = i
		next[s.row.ID] = slices.Concat(s.row.CertainOf, s.row.PossibleOf)
		where[s.row.ID] = s.at
	}
	out := make([]extent, len(sites))
	if l.circles(kArea, "joins", next, where) {
		return out
	}
	done := make(map[int]bool)
	var work func(i int) extent
	work = func(i int) extent {
		if done[i] {
			return out[i]
		}
		done[i] = true
		s := sites[i]
		if !s.joins {
			out[i] = extent{s.shape, s.shape}
			return out[i]
		}
		var certain, possible []orb.MultiPolygon
		used := make(map[string]bool)
		for _, id := range s.row.CertainOf {
			if j, ok := byID[id]; ok && !used[id] {
				certain, possible = append(certain, work(j).certain), append(possible, work(j).possible)
				used[id] = true
			}
		}
		for _, id := range s.row.PossibleOf {
			if j, ok := byID[id]; ok && !used[id] {
				possible = append(possible, work(j).possible)
				used[id] = true
			}
		}
		out[i] = extent{l.union(s.at.at("certain_of"), certain), l.union(s.at.at("possible_of"), possible)}
		return out[i]
	}
	for i := range sites {
		work(i)
	}
	return out
}

// swapped looks for latitude written before longitude: a shape that lies away
// from all others and would lie among them with its numbers exchanged, or a
// whole case of which that holds against the centre of its map.
func (l *loader) swapped(sites []site, lon, lat float64) {
	bounds := make(map[int]orb.Bound)
	for i, s := range sites {
		switch {
		case len(s.shape) > 0:
			bounds[i] = s.shape.Bound()
		case !s.joins:
			return // refused, so nobody knows where the others should lie
		}
	}
	order := slices.Sorted(maps.Keys(bounds))
	// rest[k] is the bound of all but the k-th: of those before, joined to those after.
	rest := make([]orb.Bound, len(order))
	none := orb.Bound{Min: orb.Point{1, 1}, Max: orb.Point{-1, -1}}
	before, after := none, none
	for k := range order {
		rest[k] = before
		before = before.Union(bounds[order[k]])
	}
	for k := len(order) - 1; k >= 0; k-- {
		rest[k] = rest[k].Union(after)
		after = after.Union(bounds[order[k]])
	}
	const remedy = "longitude comes first; are the two exchanged?"
	for k, i := range order {
		b := bounds[i]
		if len(order) > 1 && !rest[k].Intersects(b) && rest[k].Intersects(flip(b)) && !b.Intersects(flip(b)) {
			l.refuse(sites[i].at.at("geometry"), "lies around %s, away from every other area; %s", lonLat(b.Center()), remedy)
		}
	}
	center := orb.Point{lon, lat}
	if all := before; len(order) > 0 && !all.Contains(center) && flip(all).Contains(center) {
		l.refuse(spot{row: "areas"}, "all areas together lie around %s, away from the center in case.yaml; %s", lonLat(all.Center()), remedy)
	}
}

// flip exchanges longitude and latitude.
func flip(b orb.Bound) orb.Bound {
	return orb.Bound{Min: orb.Point{b.Min[1], b.Min[0]}, Max: orb.Point{b.Max[1], b.Max[0]}}
}

// lonLat prints a place as "36.3,33.5", to a tenth of a metre.
func lonLat(p orb.Point) string {
	round := func(x float64) string { return strconv.FormatFloat(math.Round(x*1e6)/1e6, 'f', -1, 64) }
	return round(p[0]) + "," + round(p[1])
}
