package casedir

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/peterstace/simplefeatures/geom"

	"github.com/truceline/truceline/place"
)

const (
	discCorners = 64
	maxRadiusM  = 200_000 // beyond it the local plane is no longer true to the metre
	// searchable is the most edges of a crossed ring among which the place of the
	// crossing is looked for; the search can take the square of them.
	searchable = 20_000
)

// shape checks polygons and turns their rings the way of RFC 7946: outer rings
// counter-clockwise, holes clockwise. It returns nil after a problem.
func (l *loader) shape(s spot, m orb.MultiPolygon) orb.MultiPolygon {
	if len(m) == 0 {
		l.refuse(s, "has no polygon; give one, or a null geometry with possible_of")
		return nil
	}
	for i, p := range m {
		at := s
		if len(m) > 1 {
			at = spot{s.row, fmt.Sprintf("%s.polygon[%d]", s.field, i)}
		}
		if !l.polygon(at, p) {
			return nil
		}
	}
	if err := geomOf(m).Validate(); err != nil {
		l.refuse(s, "its polygons overlap or share a border%s; join those that meet", near(err))
		return nil
	}
	return wound(m)
}

// polygon checks one polygon ring by ring, then the rings against each other.
func (l *loader) polygon(s spot, p orb.Polygon) bool {
	if len(p) == 0 {
		l.refuse(s, "has no ring; give at least an outer one")
		return false
	}
	for i, ring := range p {
		at := spot{s.row, fmt.Sprintf("%s.ring[%d]", s.field, i)}
		if !l.ring(at, ring) {
			return false
		}
	}
	err := geomOf(orb.MultiPolygon{p}).PolygonN(0).Validate()
	if err == nil {
		return true
	}
	switch msg := err.Error(); {
	case strings.Contains(msg, "interior ring outside"), strings.Contains(msg, "nested"):
		l.refuse(s, "a hole lies outside the outer ring or within another hole%s; make it a polygon of its own or take it out", near(err))
	case strings.Contains(msg, "multiple points"):
		l.refuse(s, "two of its rings cross or share a border%s; redraw them so that they touch in one point at most", near(err))
	case strings.Contains(msg, "disconnected"):
		l.refuse(s, "its holes cut it apart; make each part a polygon of its own")
	default:
		l.refuse(s, "is not a valid polygon: %v", err)
	}
	return false
}

// ring checks one ring by itself.
func (l *loader) ring(s spot, r orb.Ring) bool {
	for _, p := range r {
		if !l.onEarth(s, p) {
			return false
		}
	}
	switch {
	case len(r) < 4:
		l.refuse(s, "has %d points; a ring has at least three corners and ends where it began", len(r))
		return false
	case r[0] != r[len(r)-1]:
		l.refuse(s, "is not closed: it begins at %s and ends at %s; repeat the first point at the end", lonLat(r[0]), lonLat(r[len(r)-1]))
		return false
	}
	for i, p := range r[1:] {
		if p == r[i] {
			l.refuse(s, "repeats the point %s; leave one out", lonLat(p))
			return false
		}
	}
	if lineOfRing(r).IsSimple() {
		return true
	}
	where := ""
	if p, ok := crossing(r); ok {
		where = " at " + lonLat(p)
	}
	l.refuse(s, "crosses or touches itself%s; redraw it so that its edges meet only at their ends", where)
	return false
}

func (l *loader) onEarth(s spot, p orb.Point) bool {
	lon, lat := p[0], p[1]
	switch {
	case math.Abs(lon) <= 180 && math.Abs(lat) <= 90:
		return true
	case math.Abs(lat) <= 180 && math.Abs(lon) <= 90:
		l.refuse(s, "%s has a latitude beyond 90 degrees; longitude comes first, so it may be meant as %s", lonLat(p), lonLat(orb.Point{lat, lon}))
	default:
		l.refuse(s, "%s is not on Earth; write degrees of WGS 84, longitude -180 to 180 first, then latitude -90 to 90", lonLat(p))
	}
	return false
}

// crossing finds a point at which two edges of a ring meet that are not
// neighbours.
func crossing(r orb.Ring) (orb.Point, bool) {
	n := len(r) - 1
	if n > searchable {
		return orb.Point{}, false
	}
	west := func(i int) float64 { return min(r[i][0], r[i+1][0]) }
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(west(a), west(b)) })
	for k, i := range order {
		east := max(r[i][0], r[i+1][0])
		for _, j := range order[k+1:] {
			if west(j) > east {
				break
			}
			if p, ok := meet(r[i], r[i+1], r[j], r[j+1]); ok {
				if next := (i+1)%n == j || (j+1)%n == i; !next || folded(r, n, i, j) {
					return p, true
				}
			}
		}
	}
	return orb.Point{}, false
}

// folded reports whether two neighbouring edges lie on each other: a spike.
func folded(r orb.Ring, n, i, j int) bool {
	if (i+1)%n != j {
		i, j = j, i
	}
	a, b, c := r[i], r[i+1], r[j+1]
	return side(a, b, c) == 0 && (a[0]-b[0])*(c[0]-b[0])+(a[1]-b[1])*(c[1]-b[1]) > 0
}

// side is twice the signed area of a triangle: positive if c is left of a to b.
func side(a, b, c orb.Point) float64 {
	return (b[0]-a[0])*(c[1]-a[1]) - (b[1]-a[1])*(c[0]-a[0])
}

// meet is a point that the segments ab and cd share.
func meet(a, b, c, d orb.Point) (orb.Point, bool) {
	s1, s2, s3, s4 := side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)
	if s1*s2 < 0 && s3*s4 < 0 {
		t := s3 / (s3 - s4)
		return orb.Point{a[0] + t*(b[0]-a[0]), a[1] + t*(b[1]-a[1])}, true
	}
	for _, e := range []struct {
		s       float64
		p, u, v orb.Point
	}{{s1, c, a, b}, {s2, d, a, b}, {s3, a, c, d}, {s4, b, c, d}} {
		if e.s == 0 && (orb.MultiPoint{e.u, e.v}).Bound().Contains(e.p) {
			return e.p, true
		}
	}
	return orb.Point{}, false
}

// disc is a point with a radius as a polygon of 64 corners on the circle, in
// the plane of package place: degrees of longitude shrink by the cosine of the
// centre's latitude.
func (l *loader) disc(s spot, center orb.Point, radiusM *float64) orb.MultiPolygon {
	if radiusM == nil {
		l.refuse(s.at("radius_m"), "is missing; a Point needs a radius in metres to be an area")
		return nil
	}
	if *radiusM <= 0 || *radiusM > maxRadiusM {
		l.refuse(s.at("radius_m"), "%v is no radius; write metres, more than 0 and at most %d", *radiusM, maxRadiusM)
		return nil
	}
	if !l.onEarth(s.at("geometry"), center) {
		return nil
	}
	north := *radiusM / (place.EarthRadiusM * math.Pi / 180)
	east := north / math.Cos(center[1]*math.Pi/180)
	if math.Abs(center[1])+north > 89 || math.Abs(center[0])+east > 180 {
		l.refuse(s.at("geometry"), "the disc of %v m around %s goes over a pole or the 180th meridian; draw a polygon instead", *radiusM, lonLat(center))
		return nil
	}
	ring := make(orb.Ring, discCorners, discCorners+1)
	for i := range ring {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / discCorners)
		ring[i] = orb.Point{center[0] + east*cos, center[1] + north*sin}
	}
	return orb.MultiPolygon{{append(ring, ring[0])}}
}

// union joins shapes. Polygons whose boxes are apart are put side by side; all
// others are dissolved into each other, borders that they share included: the
// result is then valid, no place in it counts twice when shares are summed,
// and no place falls into the seam between two neighbours.
func (l *loader) union(s spot, shapes []orb.MultiPolygon) orb.MultiPolygon {
	if len(shapes) == 1 {
		return shapes[0]
	}
	m := slices.Concat(shapes...)
	if apart(m) {
		return m
	}
	out, err := dissolve(m)
	if err != nil {
		l.refuse(s, "the areas named cannot be joined (%v); draw their join as a polygon, or name areas whose borders do not nearly coincide", err)
		return nil
	}
	return wound(out)
}

func apart(m orb.MultiPolygon) bool {
	for i := range m {
		for j := range i {
			if m[i].Bound().Intersects(m[j].Bound()) {
				return false
			}
		}
	}
	return true
}

// dissolve is the union of polygons. It does not trust its result: an overlay
// of nearly coincident borders is where numbers fail.
func dissolve(m orb.MultiPolygon) (out orb.MultiPolygon, err error) {
	defer func() {
		if p := recover(); p != nil { // the overlay panics on what it holds impossible
			err = fmt.Errorf("overlay: %v", p)
		}
	}()
	var parts []geom.Geometry
	largest, sum := 0.0, 0.0
	all := geomOf(m)
	for i := range all.NumPolygons() {
		p := all.PolygonN(i)
		parts = append(parts, p.AsGeometry())
		largest, sum = max(largest, p.Area()), sum+p.Area()
	}
	g, err := geom.UnionMany(parts)
	if err != nil {
		return nil, err
	}
	switch {
	case g.IsPolygon():
		all = g.MustAsPolygon().AsMultiPolygon()
	case g.IsMultiPolygon():
		all = g.MustAsMultiPolygon()
	default:
		return nil, fmt.Errorf("overlay made a %s", g.Type())
	}
	const slack = 1e-6
	if a := all.Area(); a < largest*(1-slack) || a > sum*(1+slack) {
		return nil, fmt.Errorf("overlay of %g square degrees, at most %g and at least %g possible", a, sum, largest)
	}
	for i := range all.NumPolygons() {
		var p orb.Polygon
		for _, ring := range all.PolygonN(i).DumpRings() {
			xy := ring.Coordinates()
			r := make(orb.Ring, xy.Length())
			for k := range r {
				c := xy.GetXY(k)
				r[k] = orb.Point{c.X, c.Y}
			}
			p = append(p, r)
		}
		out = append(out, p)
	}
	return out, nil
}

// wound turns rings the way of RFC 7946, in place.
func wound(m orb.MultiPolygon) orb.MultiPolygon {
	for _, p := range m {
		for i, r := range p {
			if ccw := r.Orientation() == orb.CCW; ccw != (i == 0) {
				r.Reverse()
			}
		}
	}
	return m
}

func lineOfRing(r orb.Ring) geom.LineString {
	xy := make([]float64, 0, 2*len(r))
	for _, p := range r {
		xy = append(xy, p[0], p[1])
	}
	return geom.NewLineString(geom.NewSequence(xy, geom.DimXY))
}

func geomOf(m orb.MultiPolygon) geom.MultiPolygon {
	polygons := make([]geom.Polygon, len(m))
	for i, p := range m {
		rings := make([]geom.LineString, len(p))
		for j, r := range p {
			rings[j] = lineOfRing(r)
		}
		polygons[i] = geom.NewPolygon(rings)
	}
	return geom.NewMultiPolygon(polygons)
}

var nearForm = regexp.MustCompile(`\(at or near \{(\S+) (\S+)\}\)`)

// near is where a validity error lies, " near lon,lat", or nothing if it does
// not say. The library gives the place in its sentence only.
func near(err error) string {
	m := nearForm.FindStringSubmatch(err.Error())
	if m == nil {
		return ""
	}
	lon, err1 := strconv.ParseFloat(m[1], 64)
	lat, err2 := strconv.ParseFloat(m[2], 64)
	if err1 != nil || err2 != nil {
		return ""
	}
	return " near " + lonLat(orb.Point{lon, lat})
}
