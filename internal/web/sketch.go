package web

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/simplify"

	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
)

// A sketch is a map drawn on the server as SVG: it is there without JavaScript,
// on paper, and before the map island has loaded. The projection is spherical
// Mercator, in which a small disc stays a disc; lengths are in the units of the
// viewBox.
type sketch struct {
	W, H     float64
	Title    string
	Lines    []shape // governorates
	Areas    []shape // named areas: certain and possible
	Within   []shape // areas somewhere in which an incident lies
	Discs    []disc
	Points   []mapPoint
	Accounts []accountMark // of one incident, each drawn apart
	Labels   []mapLabel
	Bar      scaleBar

	// For the island: where its data are, and where it looks first.
	AreasURL, IncidentsURL string
	AccountsURL            string // of one incident's accounts, in place of incidents
	Bounds                 string // "west,south,east,north", degrees
	Asked                  string // "lon,lat,radius_m" of the place asked about
	Pick                   bool   // a click fills in the form of the page
}

// A shape is an outline as SVG path data.
type shape struct {
	Path, Class, Name, Href string
}

// A disc is how far off a place may be, to scale.
type disc struct {
	X, Y, R float64
	Shape   string
}

// A mapPoint is the incidents of one place and one lead.
type mapPoint struct {
	X, Y  float64
	Shape string
	Label string
	Href  string
}

// A mapLabel is a name on the map.
type mapLabel struct {
	X, Y float64
	Word string
}

// A scaleBar is a length on the map and on the ground.
type scaleBar struct {
	W  float64
	KM int
}

const (
	sketchW   = 720.0
	sketchMin = 300.0 // lowest and greatest height
	sketchMax = 640.0
	// sketchTolerance is how far a drawn line may lie from the true one, in
	// units of the viewBox.
	sketchTolerance = 0.45
	// sketchPoints is how many symbols a sketch draws before it says instead
	// that there are too many to read.
	sketchPoints = 900
	earthM       = 6378137.0 // radius of the sphere of the projection, metres
)

// A window maps longitude and latitude to the viewBox.
type window struct {
	minX, maxY, scale float64 // projected metres; units per metre
	w, h              float64
}

func mercator(p orb.Point) (x, y float64) {
	lat := min(85, max(-85, p[1])) * math.Pi / 180
	return earthM * p[0] * math.Pi / 180, earthM * math.Log(math.Tan(math.Pi/4+lat/2))
}

// look fits a window to a bound with a margin around it.
func look(b orb.Bound) window {
	x0, y0 := mercator(b.Min)
	x1, y1 := mercator(b.Max)
	dx, dy := max(x1-x0, 2000), max(y1-y0, 2000)
	pad := 0.04 * max(dx, dy)
	x0, x1, y0, y1 = x0-pad, x1+pad, y0-pad, y1+pad
	h := min(sketchMax, max(sketchMin, sketchW*(y1-y0)/(x1-x0)))
	scale := min(sketchW/(x1-x0), h/(y1-y0))
	mx, my := (x0+x1)/2, (y0+y1)/2
	return window{minX: mx - sketchW/scale/2, maxY: my + h/scale/2, scale: scale, w: sketchW, h: h}
}

func (v window) at(p orb.Point) orb.Point {
	x, y := mercator(p)
	return orb.Point{(x - v.minX) * v.scale, (v.maxY - y) * v.scale}
}

// metres is a length on the ground at a latitude, in units of the viewBox.
func (v window) metres(m, lat float64) float64 {
	return m * v.scale / math.Cos(lat*math.Pi/180)
}

// path draws the outlines of a surface, simplified to what can be seen.
func (v window) path(mp orb.MultiPolygon) string {
	var b strings.Builder
	for _, poly := range mp {
		for _, ring := range poly {
			line := make(orb.LineString, len(ring))
			box := orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
			for i, p := range ring {
				line[i] = v.at(p)
				box = box.Extend(line[i])
			}
			if box.Max[0] < 0 || box.Max[1] < 0 || box.Min[0] > v.w || box.Min[1] > v.h {
				continue
			}
			line = simplify.DouglasPeucker(sketchTolerance).LineString(line)
			if len(line) < 4 {
				continue
			}
			for i, p := range line[:len(line)-1] {
				fmt.Fprintf(&b, "%c%.1f %.1f", "ML"[min(i, 1)], p[0], p[1])
			}
			b.WriteByte('Z')
		}
	}
	return b.String()
}

// sketch starts a map of what lies in the bound: lines and names of
// governorates, and the areas given.
func (f frame) sketch(title string, b orb.Bound, areas []*place.Area) (sketch, window) {
	v := look(b)
	s := sketch{W: v.w, H: v.h, Title: title, AreasURL: f.Link("/areas.geojson"),
		Bounds: fmt.Sprintf("%.3f,%.3f,%.3f,%.3f", b.Min[0], b.Min[1], b.Max[0], b.Max[1])}
	for i := range f.facts.Areas {
		a := &f.facts.Areas[i]
		if a.Kind != "governorate" {
			continue
		}
		d := v.path(a.Possible)
		if d == "" {
			continue
		}
		s.Lines = append(s.Lines, shape{Path: d, Name: f.AreaName(a.ID), Href: f.Link("/areas/"+string(a.ID), f.period()...)})
		c := v.at(a.Possible.Bound().Center())
		if c[0] > 20 && c[0] < v.w-20 && c[1] > 12 && c[1] < v.h-8 {
			s.Labels = append(s.Labels, mapLabel{X: c[0], Y: c[1], Word: f.AreaName(a.ID)})
		}
	}
	for _, a := range areas {
		href := f.Link("/areas/"+string(a.ID), f.period()...)
		// With the even-odd rule the hatching leaves out what is certain.
		if d := v.path(a.Possible) + v.path(a.Certain); d != "" && !orb.Equal(a.Certain, a.Possible) {
			s.Areas = append(s.Areas, shape{Path: d, Class: "possible", Name: f.AreaName(a.ID), Href: href})
		}
		if d := v.path(a.Certain); d != "" {
			s.Areas = append(s.Areas, shape{Path: d, Class: "certain", Name: f.AreaName(a.ID), Href: href})
		}
	}
	s.Bar = v.bar(b.Center()[1])
	return s, v
}

// bar is a round length that fills at most a fifth of the map.
func (v window) bar(lat float64) scaleBar {
	km := 1
	for _, k := range []int{2, 5, 10, 20, 50, 100, 200, 500} {
		if v.metres(float64(k)*1000, lat) <= v.w/5 {
			km = k
		}
	}
	return scaleBar{W: v.metres(float64(km)*1000, lat), KM: km}
}

// plot adds incidents to a sketch, one symbol for each place and lead, and a
// disc to scale, or the outline of the area named, for each place that is not
// exact. It reports whether there was room for them.
func (f frame) plot(s *sketch, v window, held []observance.Held) bool {
	type spot struct {
		lon, lat, radius float64
		lead             Lead
	}
	groups := map[spot][]observance.Held{}
	within := map[place.AreaID]bool{}
	for _, h := range held {
		p := h.Incident.Where
		k := spot{p.Lon, p.Lat, p.RadiusM, leadOf(h)}
		if a := f.areas[p.Within]; a != nil && len(a.Possible) > 0 {
			k.radius = 0
			if !within[a.ID] {
				within[a.ID] = true
				s.Within = append(s.Within, shape{Path: v.path(a.Possible), Name: f.AreaName(a.ID)})
			}
		}
		groups[k] = append(groups[k], h)
	}
	if len(groups) > sketchPoints {
		return false
	}
	spots := make([]spot, 0, len(groups))
	for k := range groups {
		spots = append(spots, k)
	}
	// What goes furthest is drawn last, on top.
	slices.SortFunc(spots, func(a, b spot) int {
		return cmp.Or(
			cmp.Compare(slices.Index(Leads[:], b.lead), slices.Index(Leads[:], a.lead)),
			cmp.Compare(b.radius, a.radius), cmp.Compare(a.lon, b.lon), cmp.Compare(a.lat, b.lat))
	})
	for _, k := range spots {
		c := v.at(orb.Point{k.lon, k.lat})
		if r := v.metres(k.radius, k.lat); r > 4 {
			s.Discs = append(s.Discs, disc{X: c[0], Y: c[1], R: r, Shape: k.lead.shape()})
		}
		hs := groups[k]
		pt := mapPoint{X: c[0], Y: c[1], Shape: k.lead.shape()}
		in := hs[0].Incident
		if len(hs) == 1 {
			pt.Href = f.incidentURL(in.ID)
			pt.Label = fmt.Sprintf("%s, %s: %s", cmp.Or(in.Where.Name, f.AreaName(in.Where.Within)), in.Days, f.mark(k.lead).Word)
		} else {
			pt.Href = f.Incidents("near", fmt.Sprintf("%g,%g", k.lon, k.lat), "lead", string(k.lead))
			pt.Label = fmt.Sprintf("%s: %s, %s", cmp.Or(in.Where.Name, f.AreaName(in.Where.Within)), f.T("n.incidents", len(hs)), f.mark(k.lead).Word)
		}
		s.Points = append(s.Points, pt)
	}
	return true
}

// caseBound is the box that holds every governorate, or the case's centre.
func (f frame) caseBound() orb.Bound {
	var b orb.Bound
	first := true
	for _, a := range f.facts.Areas {
		if a.Kind != "governorate" || len(a.Possible) == 0 {
			continue
		}
		if first {
			b, first = a.Possible.Bound(), false
			continue
		}
		b = b.Union(a.Possible.Bound())
	}
	if first {
		c := f.Head.Case.Center
		p := orb.Point{c.Lon, c.Lat}
		return orb.Bound{Min: p, Max: p}.Pad(3)
	}
	return b
}

// around is the box of a place with some country about it, at least so many
// metres to each side.
func around(p place.Point, least float64) orb.Bound {
	m := max(least, 1.3*p.RadiusM)
	dLat := m / 111320
	dLon := dLat / math.Cos(p.Lat*math.Pi/180)
	return orb.Bound{Min: orb.Point{p.Lon - dLon, p.Lat - dLat}, Max: orb.Point{p.Lon + dLon, p.Lat + dLat}}
}

// ofKind are the areas of a kind, in the case's order.
func (b book) ofKind(kind string) []*place.Area {
	var out []*place.Area
	for i := range b.facts.Areas {
		if b.facts.Areas[i].Kind == kind {
			out = append(out, &b.facts.Areas[i])
		}
	}
	return out
}
