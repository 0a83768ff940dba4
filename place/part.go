package place

import (
	"math"

	"github.com/paulmach/orb"
)

// A part is one polygon of a shape, its edges by stripes of latitude.
type part struct {
	south   float64  // degrees
	perDeg  float64  // stripes per degree
	stripes []uint32 // where the edges of each stripe start; one more for the end
	edges   []edge   // an edge stands in each stripe that it meets; level edges in none, they are never crossed
	shape   int32
	bound   orb.Bound
}

// An edge runs north, whichever way its ring does: two neighbours that share it
// then compute the same crossing to the last bit.
type edge struct{ lon0, lat0, lon1, lat1 float64 }

// edgesOf lists the edges of all rings, level ones included, and reports
// whether every coordinate is a longitude and latitude. Repeated points make no
// edge.
func edgesOf(polygon orb.Polygon) ([]edge, bool) {
	n := 0
	for _, ring := range polygon {
		n += len(ring)
	}
	out := make([]edge, 0, n)
	for _, ring := range polygon {
		for i, b := range ring {
			// Beyond 180 degrees a ring may run across the antimeridian.
			// Written so that NaN is refused.
			if !(math.Abs(b[0]) <= 360 && math.Abs(b[1]) <= 90) {
				return nil, false
			}
			if a := before(ring, i); a != b {
				out = append(out, north(a, b))
			}
		}
	}
	return out, true
}

// before is the point of a ring, closed or not, that comes before its i-th.
func before(ring orb.Ring, i int) orb.Point {
	if i == 0 {
		return ring[len(ring)-1]
	}
	return ring[i-1]
}

// north is the edge between two points.
func north(a, b orb.Point) edge {
	if a[1] <= b[1] {
		return edge{a[0], a[1], b[0], b[1]}
	}
	return edge{b[0], b[1], a[0], a[1]}
}

// crossed is 1 if a ray from the point to the east crosses the edge: if it
// starts at or south of the point, ends north of it and passes east of it.
//
// The three comparisons are made into numbers and joined: which of them fails
// first cannot be predicted, and a missed branch costs more than all three.
func (e edge) crossed(lon, lat float64) int {
	return truth(e.lat0 <= lat) & truth(lat < e.lat1) &
		truth((lon-e.lon0)*(e.lat1-e.lat0) < (e.lon1-e.lon0)*(lat-e.lat0))
}

// truth is 1 for true; the compiler makes no branch of it.
func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// holds reports whether one of the polygons holds the point, by the rule of
// Index and without one.
func holds(shape orb.MultiPolygon, lon, lat float64) bool {
	for _, polygon := range shape {
		odd := 0
		for _, ring := range polygon {
			for i, b := range ring {
				odd ^= north(before(ring, i), b).crossed(lon, lat)
			}
		}
		if odd == 1 {
			return true
		}
	}
	return false
}

// newPart sorts edges into stripes. A stripe is about as high as an edge is on
// average, so that an edge stands in some two of them however uneven the edges.
func newPart(shape int32, edges []edge) part {
	bound := orb.Bound{
		Min: orb.Point{math.Inf(1), math.Inf(1)},
		Max: orb.Point{math.Inf(-1), math.Inf(-1)},
	}
	climb := 0.0 // of all edges, degrees
	for _, e := range edges {
		bound.Min[0], bound.Max[0] = min(bound.Min[0], e.lon0, e.lon1), max(bound.Max[0], e.lon0, e.lon1)
		bound.Min[1], bound.Max[1] = min(bound.Min[1], e.lat0), max(bound.Max[1], e.lat1)
		climb += e.lat1 - e.lat0
	}
	p := part{shape: shape, bound: bound, south: bound.Min[1]}
	height := bound.Max[1] - bound.Min[1]
	if height < leastDeg {
		return p
	}
	n := int(max(1, stripesPerEdge*float64(len(edges))*height/climb))
	p.perDeg = float64(n) / height * (1 - 1e-12) // the northern edge falls into the last stripe
	p.stripes = make([]uint32, n+1)
	for _, e := range edges {
		if e.lat0 < e.lat1 {
			for s := p.stripe(e.lat0); s <= p.stripe(e.lat1); s++ {
				p.stripes[s+1]++
			}
		}
	}
	for s := range n {
		p.stripes[s+1] += p.stripes[s]
	}
	next := append([]uint32(nil), p.stripes...)
	p.edges = make([]edge, p.stripes[n])
	for _, e := range edges {
		if e.lat0 < e.lat1 {
			for s := p.stripe(e.lat0); s <= p.stripe(e.lat1); s++ {
				p.edges[next[s]] = e
				next[s]++
			}
		}
	}
	return p
}

// stripesPerEdge is how many stripes an edge of average height spans.
const stripesPerEdge = 1

func (p *part) stripe(lat float64) int { return int((lat - p.south) * p.perDeg) }

// holds is the even-odd rule: a ray from within crosses the outline an odd
// number of times.
func (p *part) holds(lon, lat float64) bool {
	s := (lat - p.south) * p.perDeg
	if !(s >= 0 && s < float64(len(p.stripes)-1)) {
		return false
	}
	odd := 0
	for _, e := range p.edges[p.stripes[int(s)]:p.stripes[int(s)+1]] {
		odd ^= e.crossed(lon, lat)
	}
	return odd == 1
}
