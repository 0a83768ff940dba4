package place

import (
	"slices"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"

	"github.com/truceline/truceline"
)

// An Index answers which of many shapes hold a point. It is immutable, and so
// safe for any number of readers.
//
// A part (one polygon of a shape) holds a point by the even-odd rule over all
// its rings, and a shape holds what one of its parts does. The rule on an edge
// is half-open: think of the point as moved by a vanishing step to the east and
// a far smaller one to the north. So of shapes that share a border vertex by
// vertex exactly one holds a point of that border, and a rectangle holds its
// western and southern edges and not the other two.
//
// A uniform grid lies over all shapes. Each cell lists the parts that meet it
// and says of each whether it covers the whole cell, which needs no test. The
// edges of a part are kept by stripes of latitude, so that a test reads only
// the few edges at the height of the point.
type Index struct {
	bound      orb.Bound
	perDeg     [2]float64 // columns and rows of cells per degree
	cols, rows int
	cells      []uint32    // where the candidates of each cell start, row by row from the south-west; one more for the end
	candidates []Candidate // in the order of the cells and, within one, of the shapes
	parts      []part
	boxes      rtree.RTreeG[int32] // shapes by bounding box
}

// A Candidate is a shape that may hold a point. It is a number into its index:
// the part in the upper bits, and in the lowest whether that part covers the
// whole cell of the point.
type Candidate uint32

// The grid has some cells for each edge, within limits: more cells do not pay
// for their memory, and the grid is coarser where many shapes lie over each
// other, because each of them is listed in each cell.
const (
	cellsPerEdge  = 2
	maxCells      = 1 << 22
	maxCandidates = 1 << 24
)

// leastDeg is the least extent of a surface, degrees: a tenth of a millimetre.
// What is narrower holds nothing, and dividing by it would overflow.
const leastDeg = 1e-9

// NewIndex indexes shapes; afterwards a shape is named by its position. Rings
// may be closed or not and run either way. A shape with a coordinate that is
// not a longitude or latitude is a Problem.
func NewIndex(shapes []orb.MultiPolygon) (*Index, error) {
	x, bad := indexOf(shapes)
	if bad >= 0 {
		return nil, truceline.Invalid("", "shape %d has a coordinate that is not a longitude (within 360 degrees) and a latitude (within 90)", bad)
	}
	return x, nil
}

// indexOf is NewIndex; bad is the first shape that cannot be indexed, or -1.
func indexOf(shapes []orb.MultiPolygon) (x *Index, bad int) {
	x = &Index{}
	var outlines [][]edge // of each part
	for i, shape := range shapes {
		first := len(x.parts)
		for _, polygon := range shape {
			edges, ok := edgesOf(polygon)
			if !ok {
				return nil, i
			}
			if len(edges) > 0 {
				outlines = append(outlines, edges)
				x.parts = append(x.parts, newPart(int32(i), edges))
			}
		}
		if first == len(x.parts) {
			continue
		}
		bound := x.parts[first].bound
		for _, p := range x.parts[first:] {
			bound = bound.Union(p.bound)
		}
		x.boxes.Insert(bound.Min, bound.Max, int32(i))
		if first == 0 {
			x.bound = bound
		}
		x.bound = x.bound.Union(bound)
	}
	x.layGrid(outlines)
	x.fillGrid(outlines)
	return x, -1
}

// Candidates are the shapes that may hold a point, and all that do. The slice
// belongs to the index and must not be changed.
//
// It is the fast way to ask about many points where something else, such as
// whether a shape stood that day, settles most candidates before their edges
// need be read:
//
//	for _, c := range x.Candidates(lon, lat) {
//		if stood[x.Shape(c)] && x.Holds(c, lon, lat) {
func (x *Index) Candidates(lon, lat float64) []Candidate {
	col, row := (lon-x.bound.Min[0])*x.perDeg[0], (lat-x.bound.Min[1])*x.perDeg[1]
	// Written so that NaN is outside.
	if !(col >= 0 && row >= 0 && col < float64(x.cols) && row < float64(x.rows)) {
		return nil
	}
	cell := int(row)*x.cols + int(col)
	return x.candidates[x.cells[cell]:x.cells[cell+1]]
}

// Shape is the shape that a candidate stands for.
func (x *Index) Shape(c Candidate) int { return int(x.parts[c>>1].shape) }

// Holds reports whether the candidate, one of Candidates(lon, lat), holds that
// point.
func (x *Index) Holds(c Candidate, lon, lat float64) bool {
	return c&1 != 0 || x.parts[c>>1].holds(lon, lat)
}

// Locate appends every shape that holds the point to dst, in order.
func (x *Index) Locate(dst []int32, lon, lat float64) []int32 {
	first := len(dst)
	for _, c := range x.Candidates(lon, lat) {
		if !x.Holds(c, lon, lat) {
			continue
		}
		s := x.parts[c>>1].shape
		if n := len(dst); n > first && dst[n-1] == s {
			continue // two parts of a shape that overlap
		}
		dst = append(dst, s)
	}
	return dst
}

// Near appends every shape whose bounding box meets the box to dst, in order.
func (x *Index) Near(dst []int32, box orb.Bound) []int32 {
	first := len(dst)
	x.boxes.Search(box.Min, box.Max, func(_, _ [2]float64, shape int32) bool {
		dst = append(dst, shape)
		return true
	})
	slices.Sort(dst[first:])
	return dst
}
