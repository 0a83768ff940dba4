package place

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/paulmach/orb"

	"github.com/truceline/truceline"
)

// An Atlas is the areas of a case, ready to be asked what share of a place lies
// in them. It says nothing of time: when an area stood is for its Term.
//
// A share is bounded from below by the certain geometry of an area and from
// above by the possible one. Of an area without any geometry nothing is known:
// its share of any place is 0 to 1. A place that names an area within which it
// lies is spread over that area, or over its own disc if the atlas has no
// surface for that area.
//
// An Atlas may be used by any number of goroutines.
type Atlas struct {
	areas    []Area             // by id
	shapes   []orb.MultiPolygon // by number
	bounds   []orb.Bound        // of the shapes
	outlines [][]outline        // of the shapes
	index    *Index             // of the shapes
	lineless []int              // areas without any geometry

	// memo keeps what was computed of pairs of shapes, which never change: it
	// gives the same answer sooner, never another one.
	memo   map[string]float64
	memoMu sync.RWMutex
}

// A shapeNo numbers the geometries of an atlas: 2i is what is certain of area
// i, and 2i+1 what is possible of it if that is more.
type shapeNo = int32

// An AreaShare is how much of a place lies in one area.
type AreaShare struct {
	Area  AreaID
	Share truceline.Share
}

// NewAtlas makes an atlas. Two areas with one id, and a coordinate that is not
// a longitude or latitude, are Problems.
func NewAtlas(areas []Area) (*Atlas, error) {
	a := &Atlas{
		areas:  slices.Clone(areas),
		shapes: make([]orb.MultiPolygon, 2*len(areas)),
		memo:   make(map[string]float64),
	}
	slices.SortStableFunc(a.areas, func(a, b Area) int { return strings.Compare(string(a.ID), string(b.ID)) })
	for i, area := range a.areas {
		if i > 0 && area.ID == a.areas[i-1].ID {
			return nil, truceline.Invalid("area "+string(area.ID), "two areas have this id; give one of them another")
		}
		a.shapes[2*i] = area.Certain
		if !area.Certain.Equal(area.Possible) {
			a.shapes[2*i+1] = area.Possible
		}
		if len(area.Certain)+len(area.Possible) == 0 {
			a.lineless = append(a.lineless, i)
		}
	}
	index, bad := indexOf(a.shapes)
	if bad >= 0 {
		return nil, truceline.Invalid("area "+string(a.areas[bad/2].ID),
			"a coordinate is not a longitude (within 360 degrees) and a latitude (within 90), in that order")
	}
	a.index = index
	for _, shape := range a.shapes {
		a.bounds = append(a.bounds, shape.Bound())
		a.outlines = append(a.outlines, outlinesOf(shape))
	}
	return a, nil
}

// Areas are all areas, by id. They belong to the atlas and must not be changed.
func (a *Atlas) Areas() []Area { return a.areas }

// Area is the area with an id; false if there is none. It must not be changed.
func (a *Atlas) Area(id AreaID) (*Area, bool) {
	i, ok := a.find(id)
	if !ok {
		return nil, false
	}
	return &a.areas[i], true
}

func (a *Atlas) find(id AreaID) (int, bool) {
	return slices.BinarySearchFunc(a.areas, id, func(x Area, id AreaID) int {
		return strings.Compare(string(x.ID), string(id))
	})
}

// Share is how much of a place lies in an area; false if there is no such area.
func (a *Atlas) Share(p Place, id AreaID) (truceline.Share, bool) {
	i, ok := a.find(id)
	if !ok {
		return truceline.Share{}, false
	}
	return a.share(p, []int{i}), true
}

// ShareOfAny is how much of a place lies in at least one of the areas: what
// they have in common counts once. It is 0 of no areas, and at most 1 of an id
// that the atlas does not have.
func (a *Atlas) ShareOfAny(p Place, ids []AreaID) truceline.Share {
	known := make([]int, 0, len(ids))
	for _, id := range ids {
		if i, ok := a.find(id); ok {
			known = append(known, i)
		}
	}
	slices.Sort(known)
	share := a.share(p, slices.Compact(known))
	if len(known) < len(ids) {
		share.Max = 1
	}
	return share
}

// At appends to dst every area in which the place may lie, that is with
// Share.Max > 0, by id.
func (a *Atlas) At(p Place, dst []AreaShare) []AreaShare {
	first := len(dst)
	var room [64]shapeNo
	if w, ok := a.spread(p); ok {
		dst = a.sharesOf(p, a.index.Near(room[:0], a.bounds[a.possible(w)]), dst)
	} else if p.RadiusM > 0 {
		dst = a.sharesOf(p, a.index.Near(room[:0], p.Bound()), dst)
	} else {
		for _, s := range a.index.Locate(room[:0], p.Lon, p.Lat) {
			id := a.areas[s/2].ID
			if n := len(dst); n > first && dst[n-1].Area == id {
				continue // possible, and already known to be certain
			}
			share := truceline.Share{Max: 1}
			if s%2 == 0 {
				share.Min = 1
			}
			dst = append(dst, AreaShare{id, share})
		}
	}
	for _, i := range a.lineless {
		dst = append(dst, AreaShare{a.areas[i].ID, a.share(p, []int{i})})
	}
	if len(a.lineless) > 0 {
		slices.SortFunc(dst[first:], func(a, b AreaShare) int { return strings.Compare(string(a.Area), string(b.Area)) })
	}
	return dst
}

// sharesOf appends the shares of the areas that the shapes, in order, belong to.
func (a *Atlas) sharesOf(p Place, shapes []shapeNo, dst []AreaShare) []AreaShare {
	last := -1
	for _, s := range shapes {
		i := int(s / 2)
		if i == last {
			continue
		}
		last = i
		if share := a.share(p, []int{i}); share.Max > 0 {
			dst = append(dst, AreaShare{a.areas[i].ID, share})
		}
	}
	return dst
}

// Disjoint reports whether no two of the areas overlap, neither in what is
// certain of them nor in what is possible, so that shares of them may be
// summed. Overlaps of less than a millionth of either area are rounding. Areas
// of which nothing is known may overlap.
func (a *Atlas) Disjoint(ids []AreaID) bool {
	shapes := make([]shapeNo, 0, len(ids))
	for i, id := range ids {
		n, ok := a.find(id)
		if !ok || slices.Contains(a.lineless, n) || slices.Contains(ids[:i], id) {
			return false
		}
		shapes = append(shapes, a.possible(n)) // it holds what is certain
	}
	return a.apart(shapes)
}

// possible is the shape of what is possible of an area.
func (a *Atlas) possible(area int) shapeNo {
	if len(a.shapes[2*area+1]) > 0 {
		return shapeNo(2*area + 1)
	}
	return shapeNo(2 * area)
}

// spread is the area over which a place is spread; false if it is its disc.
func (a *Atlas) spread(p Place) (int, bool) {
	if p.Within == "" {
		return 0, false
	}
	i, ok := a.find(p.Within)
	return i, ok && a.surface(a.possible(i)) > 0
}

// share is how much of a place lies in at least one of the areas.
func (a *Atlas) share(p Place, areas []int) truceline.Share {
	var certain, possible []shapeNo
	unknown := false
	for _, i := range areas {
		if p.Within != "" && p.Within == a.areas[i].ID {
			return truceline.Share{Min: 1, Max: 1} // wherever the area may be
		}
		if slices.Contains(a.lineless, i) {
			unknown = true
			continue
		}
		possible = append(possible, a.possible(i))
		if len(a.shapes[2*i]) > 0 {
			certain = append(certain, shapeNo(2*i))
		}
	}
	var out truceline.Share
	if w, ok := a.spread(p); ok {
		out = a.shareOfArea(w, certain, possible)
	} else {
		out.Min = a.shareOfDisc(p.Point, certain)
		out.Max = out.Min
		if !slices.Equal(certain, possible) {
			out.Max = a.shareOfDisc(p.Point, possible)
		}
	}
	if unknown {
		out.Max = 1
	}
	out.Max = max(out.Min, out.Max)
	return out
}

// shareOfDisc is how much of a disc lies in at least one of the shapes.
func (a *Atlas) shareOfDisc(p Point, shapes []shapeNo) float64 {
	if p.RadiusM <= 0 {
		var room [64]shapeNo
		for _, s := range a.index.Locate(room[:0], p.Lon, p.Lat) {
			if slices.Contains(shapes, s) {
				return 1
			}
		}
		return 0
	}
	d, box, sum := discOf(p), p.Bound(), 0.0
	var partly []shapeNo
	for _, s := range shapes {
		if !a.bounds[s].Intersects(box) {
			continue
		}
		share := d.share(a.outlines[s])
		if share == 1 {
			return 1
		}
		if share > 0 {
			partly, sum = append(partly, s), sum+share
		}
	}
	if a.apart(partly) {
		return min(sum, 1)
	}
	// Sources put many reports at one town, so that discs come again and again.
	key := append(make([]byte, 0, 64), 'd') // makes its length odd: no key of shapes alone has it
	key = binary.LittleEndian.AppendUint64(key, math.Float64bits(p.Lon))
	key = binary.LittleEndian.AppendUint64(key, math.Float64bits(p.Lat))
	key = binary.LittleEndian.AppendUint64(key, math.Float64bits(p.RadiusM))
	return a.rememberAs(withShapes(key, partly), func() float64 {
		return shareOfDiscInAny(p, a.geometries(partly))
	})
}

// shareOfArea is how much of a place that lies somewhere in area w lies in at
// least one of the shapes.
//
// Where the line of w is uncertain, the place is spread over some surface that
// holds what is certain of w, C, and lies in what is possible of it, P. With A
// the shapes, its share in them is least if that surface takes of P all that
// lies outside A and nothing else, and greatest the other way round:
//
//	|C ∩ A| / (|C ∩ A| + |P - A|)   to   |P ∩ A| / (|P ∩ A| + |C - A|)
func (a *Atlas) shareOfArea(w int, certain, possible []shapeNo) truceline.Share {
	inner, outer := shapeNo(2*w), a.possible(w)
	if inner == outer {
		return truceline.Share{Min: a.overlap(inner, certain), Max: a.overlap(inner, possible)}
	}
	c, p := a.surface(inner), a.surface(outer)
	out := truceline.Share{Min: 1}
	in, beyond := c*a.overlap(inner, certain), p*(1-a.overlap(outer, certain))
	if beyond > 0 {
		out.Min = in / (in + beyond)
	}
	in, beyond = p*a.overlap(outer, possible), c*(1-a.overlap(inner, possible))
	if in > 0 {
		out.Max = in / (in + beyond)
	}
	return out
}

// overlap is how much of a shape lies in at least one of others.
func (a *Atlas) overlap(inner shapeNo, others []shapeNo) float64 {
	sum := 0.0
	var partly []shapeNo
	for _, s := range others {
		share := a.overlapOfTwo(inner, s)
		if share == 1 {
			return 1
		}
		if share > 0 {
			partly, sum = append(partly, s), sum+share
		}
	}
	if len(partly) < 2 || a.apart(partly) {
		return snap(min(sum, 1))
	}
	return a.remember(append([]shapeNo{inner}, partly...), func() float64 {
		return snap(overlap(a.shapes[inner], a.geometries(partly)) / a.surface(inner))
	})
}

// overlapOfTwo is how much of a shape lies in another.
func (a *Atlas) overlapOfTwo(inner, outer shapeNo) float64 {
	switch {
	case inner == outer:
		return 1
	case !a.bounds[inner].Intersects(a.bounds[outer]) || a.surface(inner) == 0:
		return 0
	}
	return a.remember([]shapeNo{inner, outer}, func() float64 {
		return snap(overlap(a.shapes[inner], a.geometries([]shapeNo{outer})) / a.surface(inner))
	})
}

// apart reports whether no two of the shapes overlap.
func (a *Atlas) apart(shapes []shapeNo) bool {
	for i, s := range shapes {
		for _, t := range shapes[:i] {
			if a.overlapOfTwo(s, t) > 0 || a.overlapOfTwo(t, s) > 0 {
				return false
			}
		}
	}
	return true
}

// surface is the area of a shape, in square degrees at the equator.
func (a *Atlas) surface(s shapeNo) float64 {
	return a.remember([]shapeNo{s}, func() float64 { return surface(a.shapes[s]) })
}

func (a *Atlas) geometries(shapes []shapeNo) []orb.MultiPolygon {
	out := make([]orb.MultiPolygon, len(shapes))
	for i, s := range shapes {
		out[i] = a.shapes[s]
	}
	return out
}

// memoMost is how many numbers are remembered before all are forgotten: a
// hundred thousand places of one shape or another, a few megabytes.
const memoMost = 100_000

// remember computes a number of some shapes once. Two goroutines may both
// compute it, and get the same.
func (a *Atlas) remember(of []shapeNo, compute func() float64) float64 {
	var room [64]byte
	return a.rememberAs(withShapes(room[:0], of), compute)
}

// withShapes adds the numbers of shapes to a key.
func withShapes(key []byte, of []shapeNo) []byte {
	for _, s := range of {
		key = binary.LittleEndian.AppendUint32(key, uint32(s))
	}
	return key
}

func (a *Atlas) rememberAs(key []byte, compute func() float64) float64 {
	a.memoMu.RLock()
	v, ok := a.memo[string(key)]
	a.memoMu.RUnlock()
	if ok {
		return v
	}
	v = compute()
	a.memoMu.Lock()
	if len(a.memo) >= memoMost {
		clear(a.memo)
	}
	a.memo[string(key)] = v
	a.memoMu.Unlock()
	return v
}
