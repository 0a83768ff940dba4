package place

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/truceline/truceline"
)

// overlapSlack is the share of an area below which an overlap is taken for
// rounding of the coordinates: under 1e-6 is none, over 1 - 1e-6 is all. It
// does not make borders of two publishers fit, which differ by up to some
// per cent of a district; such a share stays what it is.
const overlapSlack = 1e-6

// ShareOfArea is how much of the surface of inner lies in outer, from 0 to 1,
// with areas on the sphere between edges that are straight in longitude and
// latitude. Less than a millionth is 0 and all but a millionth is 1. That inner
// has no surface is a Problem.
func ShareOfArea(inner, outer orb.MultiPolygon) (float64, error) {
	whole := surface(inner)
	if whole <= 0 {
		return 0, truceline.Invalid("", "the inner area has no surface, so no share of it can be given")
	}
	return snap(overlap(inner, []orb.MultiPolygon{outer}) / whole), nil
}

// snap takes what may be rounding for nothing and for all.
func snap(share float64) float64 {
	switch {
	case share < overlapSlack:
		return 0
	case share > 1-overlapSlack:
		return 1
	}
	return share
}

// surface is the area of a shape in units of square degrees at the equator.
func surface(shape orb.MultiPolygon) float64 {
	sum := 0.0
	sweep([]orb.MultiPolygon{shape}, shape.Bound(), func(in []bool) bool { return in[0] }, func(t trapezoid) { sum += t.surface() })
	return sum
}

// overlap is the area of inner that lies in at least one of outers.
func overlap(inner orb.MultiPolygon, outers []orb.MultiPolygon) float64 {
	shapes := append([]orb.MultiPolygon{inner}, outers...)
	sum := 0.0
	sweep(shapes, inner.Bound(), func(in []bool) bool {
		return in[0] && slices.Contains(in[1:], true)
	}, func(t trapezoid) { sum += t.surface() })
	return sum
}

// shareOfDiscInAny is how much of a disc lies in at least one of the shapes,
// which may overlap.
func shareOfDiscInAny(p Point, shapes []orb.MultiPolygon) float64 {
	d := discOf(p)
	sum := 0.0
	sweep(shapes, p.Bound(), func(in []bool) bool {
		return slices.Contains(in, true)
	}, func(t trapezoid) {
		sum += d.share(outlinesOf(orb.MultiPolygon{{{
			{t.west[0], t.lat[0]}, {t.east[0], t.lat[0]}, {t.east[1], t.lat[1]}, {t.west[1], t.lat[1]},
		}}}))
	})
	return min(sum, 1)
}

// A trapezoid lies between two parallels; index 0 is its south, 1 its north.
type trapezoid struct{ lat, west, east [2]float64 }

// surface is its area on the sphere, in square degrees at the equator: the
// integral of its width, which is linear in the latitude, times the cosine.
// With the latitude as middle + u it is, over u from -h to h,
//
//	∫ (width + slope·u) cos(middle+u) du
//	= 2 width cos(middle) sin h - 2 slope sin(middle) (sin h - h cos h)
func (t trapezoid) surface() float64 {
	const rad = math.Pi / 180
	south, north := t.east[0]-t.west[0], t.east[1]-t.west[1]
	h := (t.lat[1] - t.lat[0]) / 2 * rad
	sin, cos := math.Sincos((t.lat[0] + t.lat[1]) / 2 * rad)
	rest := math.Sin(h) - h*math.Cos(h)
	if h < 1e-3 {
		rest = h * h * h / 3 // the difference of two nearly equal numbers otherwise
	}
	return ((south+north)*cos*math.Sin(h) - (north-south)/h*sin*rest) / rad
}

// A side is an edge of one of the shapes of a sweep, and where it runs in the
// band of latitude at hand.
type side struct {
	edge
	shape int
	lon   [2]float64 // at the south and the north of the band
}

// at is the longitude of the edge at a latitude that it spans; at its ends it
// is that of the vertex to the last bit.
func (e edge) at(lat float64) float64 {
	if lat >= e.lat1 {
		return e.lon1
	}
	return e.lon0 + (e.lon1-e.lon0)*((lat-e.lat0)/(e.lat1-e.lat0))
}

// sweep cuts the plane within the latitudes of the box into trapezoids between
// the edges of the shapes and yields those where holds is true of the shapes
// that a trapezoid lies in. Shapes may share edges, overlap and cross: nothing
// has to be snapped or repaired, because a sliver is a trapezoid like any other.
// The slice given to holds is reused.
//
// The bands between the latitudes of all vertices are the slabs of Dobkin and
// Lipton (1976). Each sorts its few dozen edges anew.
func sweep(shapes []orb.MultiPolygon, box orb.Bound, holds func(in []bool) bool, yield func(trapezoid)) {
	south, north := box.Min[1], box.Max[1]
	var sides []side
	var lats []float64
	for i, shape := range shapes {
		for _, polygon := range shape {
			edges, _ := edgesOf(polygon)
			for _, e := range edges {
				if e.lat0 < e.lat1 && e.lat0 < north && e.lat1 > south {
					sides = append(sides, side{edge: e, shape: i})
					lats = append(lats, max(e.lat0, south), min(e.lat1, north))
				}
			}
		}
	}
	slices.SortFunc(sides, func(a, b side) int { return cmp.Compare(a.lat0, b.lat0) })
	slices.Sort(lats)
	lats = slices.Compact(lats)

	in := make([]bool, len(shapes))
	var band []side
	for k := 1; k < len(lats); k++ {
		lat := [2]float64{lats[k-1], lats[k]}
		band = slices.DeleteFunc(band, func(s side) bool { return s.lat1 <= lat[0] })
		for len(sides) > 0 && sides[0].lat0 <= lat[0] {
			band = append(band, sides[0])
			sides = sides[1:]
		}
		for i := range band {
			band[i].lon = [2]float64{band[i].at(lat[0]), band[i].at(lat[1])}
		}
		fill(band, lat, in, holds, yield)
	}
}

// fill yields the trapezoids of one band, of which every side spans the whole.
// Where sides cross it is first cut at the crossings.
func fill(band []side, lat [2]float64, in []bool, holds func([]bool) bool, yield func(trapezoid)) {
	slices.SortFunc(band, fromWest)
	cuts := crossings(band, lat)
	if len(cuts) == 0 {
		fillUncrossed(band, lat, in, holds, yield)
		return
	}
	cut := slices.Clone(band)
	south := lat[0]
	for _, north := range append(cuts, lat[1]) {
		if south >= north {
			continue
		}
		for i := range cut {
			cut[i].lon = [2]float64{cut[i].at(south), cut[i].at(north)}
		}
		slices.SortFunc(cut, fromWest)
		fillUncrossed(cut, [2]float64{south, north}, in, holds, yield)
		south = north
	}
}

// fromWest orders sides that do not cross.
func fromWest(a, b side) int { return cmp.Compare(a.lon[0]+a.lon[1], b.lon[0]+b.lon[1]) }

// crossings are the latitudes within the band where two of its sides cross, in
// order. Sides that only touch, and those that cross by no more than rounding,
// are left as they are.
func crossings(band []side, lat [2]float64) []float64 {
	const rounding = 1e-12 // degrees; about a tenth of a micrometre
	ordered := true
	for i := 1; i < len(band) && ordered; i++ {
		ordered = band[i-1].lon[0] <= band[i].lon[0]+rounding && band[i-1].lon[1] <= band[i].lon[1]+rounding
	}
	if ordered {
		return nil
	}
	var cuts []float64
	for i, a := range band {
		for _, b := range band[i+1:] {
			south, north := b.lon[0]-a.lon[0], b.lon[1]-a.lon[1]
			if min(south, north) < -rounding && max(south, north) > rounding {
				cuts = append(cuts, lat[0]+(lat[1]-lat[0])*(south/(south-north)))
			}
		}
	}
	slices.Sort(cuts)
	return cuts
}

// fillUncrossed walks a band from west to east.
func fillUncrossed(band []side, lat [2]float64, in []bool, holds func([]bool) bool, yield func(trapezoid)) {
	clear(in)
	var west *side // of the trapezoid that is open, if one is
	for i := range band {
		s := &band[i]
		in[s.shape] = !in[s.shape]
		switch now := holds(in); {
		case now && west == nil:
			west = s
		case !now && west != nil:
			yield(trapezoid{lat, west.lon, s.lon})
			west = nil
		}
	}
}
