package place

import (
	"math"

	"github.com/paulmach/orb"
)

// NoFinerThan reports whether an area is at least as coarse as a square with a
// side of m metres: it has a part whose surface is no less than that of the
// square, and neither is any side of its box. What is certain of it counts,
// which is less. Of an area without a line nobody knows how small it is: no.
func (a *Area) NoFinerThan(m float64) bool {
	shape := a.Certain
	if len(shape) == 0 {
		shape = a.Possible
	}
	for _, part := range shape {
		high, wide := sidesM(part.Bound())
		if min(high, wide) >= m && surfaceM2(part) >= m*m {
			return true
		}
	}
	return false
}

// leastPerDegree is the shortest that a degree of latitude gets on WGS 84, in
// metres, at the equator; what is measured with it is nowhere smaller than it
// says.
const leastPerDegree = 110_574

// sidesM are the sides of a box in metres, the width at its narrow end.
func sidesM(b orb.Bound) (high, wide float64) {
	lat := max(math.Abs(b.Min[1]), math.Abs(b.Max[1]))
	return (b.Max[1] - b.Min[1]) * leastPerDegree, (b.Max[0] - b.Min[0]) * leastPerDegree * math.Cos(lat*math.Pi/180)
}

// surfaceM2 is the surface of a polygon in square metres, holes left out, with
// degrees as short as they get within it.
func surfaceM2(polygon orb.Polygon) float64 {
	b := polygon.Bound()
	lat := max(math.Abs(b.Min[1]), math.Abs(b.Max[1]))
	deg2 := 0.0
	for i, ring := range polygon {
		if i == 0 {
			deg2 = math.Abs(ringDeg2(ring))
			continue
		}
		deg2 -= math.Abs(ringDeg2(ring))
	}
	return deg2 * leastPerDegree * leastPerDegree * math.Cos(lat*math.Pi/180)
}

// ringDeg2 is the surface of a ring in square degrees, by the trapezoids under
// its edges, counted from its first point so that little is lost to rounding.
func ringDeg2(ring orb.Ring) float64 {
	sum := 0.0
	for i := range ring {
		a, b := ring[i], ring[(i+1)%len(ring)]
		sum += (a[0]-ring[0][0])*(b[1]-ring[0][1]) - (b[0]-ring[0][0])*(a[1]-ring[0][1])
	}
	return sum / 2
}
