package incident

import (
	"cmp"
	"slices"

	"github.com/golang/geo/s1"
	"github.com/golang/geo/s2"
)

// A class groups accounts that leave about as much open, so that a vague one
// does not widen the search around a precise one.
type class struct {
	radiusM float32 // of the places, at most
	spanS   int64   // of the times, at most
	level   int     // of the S2 cells that file them; -1 files them by time alone
}

// classes are in the order of how much they leave open in place, then in time.
// The cells of a class are about as wide as its places.
var classes = [...]class{
	{500, 3 * day, 9}, {8_000, 3 * day, 9}, {8_000, 31 * day, 9}, {8_000, 1 << 40, 9},
	{30_000, 3 * day, 8}, {30_000, 31 * day, 8}, {30_000, 1 << 40, 8},
	{120_000, 3 * day, 6}, {120_000, 31 * day, 6}, {120_000, 1 << 40, 6},
	{1e9, 3 * day, -1}, {1e9, 31 * day, -1}, {1e9, 1 << 40, -1},
}

// classOf is the first class that a mote fits in.
func classOf(m *mote) int {
	for i, c := range classes {
		if (m.radiusM <= c.radiusM && !m.nowhere() || c.level < 0) && m.to-m.from <= c.spanS {
			return i
		}
	}
	return len(classes) - 1
}

// A key names a list of motes: those of one class in one cell.
type key struct {
	class int8
	cell  s2.CellID // 0 for a class without cells
}

// A grid files motes by class and cell, each list by time.
type grid struct {
	lists  map[key]*filed
	keys   [len(classes)][]key // of lists, per class, in the order in which they came
	reachM float64
	near   map[neighbourhood][]neighbour
}

// filed is the motes of one key, by when they begin, then by account.
type filed struct {
	motes []mote
	spanS int64 // of the longest
	// While many are filed at once:
	n     int
	order []timed
}

// A neighbourhood is a cell and a level of cells near it.
type neighbourhood struct {
	cell  s2.CellID
	level int
}

// A neighbour is a cell and how far its nearest point is.
type neighbour struct {
	cell s2.CellID
	away s1.ChordAngle
}

func newGrid(reachM float64) *grid {
	return &grid{lists: make(map[key]*filed), near: make(map[neighbourhood][]neighbour), reachM: reachM}
}

// keyOf is the list that a mote belongs to.
func keyOf(m *mote) key {
	c := classOf(m)
	k := key{class: int8(c)}
	if level := classes[c].level; level >= 0 {
		k.cell = cellOf(m).Parent(level)
	}
	return k
}

func cellOf(m *mote) s2.CellID {
	return s2.CellFromPoint(s2.PointFromCoords(float64(m.x), float64(m.y), float64(m.z))).ID()
}

// list is the list of a key, made if there is none.
func (g *grid) list(k key) *filed {
	l := g.lists[k]
	if l == nil {
		l = &filed{}
		g.lists[k] = l
		g.keys[k.class] = append(g.keys[k.class], k)
	}
	return l
}

// fill files many motes at once.
func (g *grid) fill(motes []mote) {
	lists := make([]*filed, len(motes))
	for i := range motes {
		l := g.list(keyOf(&motes[i]))
		l.spanS = max(l.spanS, motes[i].to-motes[i].from)
		l.n++
		lists[i] = l
	}
	for i, l := range lists {
		if l.order == nil {
			l.order = make([]timed, 0, l.n)
		}
		l.order = append(l.order, timed{motes[i].from, int32(i)})
	}
	for _, l := range g.lists {
		slices.SortFunc(l.order, func(a, b timed) int {
			if a.from != b.from {
				return cmp.Compare(a.from, b.from)
			}
			return cmp.Compare(a.mote, b.mote) // motes are by account
		})
		l.motes = make([]mote, len(l.order))
		for i, t := range l.order {
			l.motes[i] = motes[t.mote]
		}
		l.order = nil
	}
}

// timed is a mote by when it begins.
type timed struct {
	from int64
	mote int32
}

// add files one mote.
func (g *grid) add(m mote) {
	l := g.list(keyOf(&m))
	i, _ := slices.BinarySearchFunc(l.motes, m, byTime)
	l.motes = slices.Insert(l.motes, i, m)
	l.spanS = max(l.spanS, m.to-m.from)
}

func byTime(a, b mote) int {
	return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.account, b.account))
}

// beside lists the keys of a class that may hold motes within reach of those of
// k, k itself included if it is of that class.
func (g *grid) beside(k key, of int, do func(key, *filed)) {
	level := classes[of].level
	if level < 0 || classes[k.class].level < 0 { // one of the two is filed by time alone
		if level < 0 {
			if l := g.lists[key{class: int8(of)}]; l != nil {
				do(key{class: int8(of)}, l)
			}
			return
		}
		for _, other := range g.keys[of] {
			do(other, g.lists[other])
		}
		return
	}
	limit := g.limit(classes[k.class].radiusM + classes[of].radiusM)
	for _, n := range g.cells(k.cell, level) {
		if n.away > limit {
			break
		}
		if l := g.lists[key{int8(of), n.cell}]; l != nil {
			do(key{int8(of), n.cell}, l)
		}
	}
}

// limit is how far apart two places may be that leave so much open together; a
// little more than the chord, for rounding.
func (g *grid) limit(openM float32) s1.ChordAngle {
	return s1.ChordAngleFromAngle(s1.Angle((g.reachM + float64(openM)) / earthM * 1.001))
}

// widestAt is the most that places leave open that are filed at each level.
func widestAt(level int) (m float32) {
	for _, c := range classes {
		if c.level == level {
			m = max(m, c.radiusM)
		}
	}
	return m
}

// cells are the cells of a level that may hold places within reach of those of a
// cell, the nearest first; found once.
func (g *grid) cells(near s2.CellID, level int) []neighbour {
	n := neighbourhood{near, level}
	cells, known := g.near[n]
	if known {
		return cells
	}
	limit := g.limit(widestAt(near.Level()) + widestAt(level))
	from := s2.CellFromCellID(near)
	start := s2.CellFromPoint(from.Center()).ID().Parent(level)
	queue, seen := []s2.CellID{start}, map[s2.CellID]bool{start: true}
	for len(queue) > 0 {
		cell := queue[0]
		queue = queue[1:]
		away := from.DistanceToCell(s2.CellFromCellID(cell))
		if away > limit {
			continue
		}
		cells = append(cells, neighbour{cell, away})
		for _, next := range cell.EdgeNeighbors() {
			if !seen[next] {
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	slices.SortFunc(cells, func(a, b neighbour) int { return cmp.Or(cmp.Compare(a.away, b.away), cmp.Compare(a.cell, b.cell)) })
	g.near[n] = cells
	return cells
}

// sweep calls do with every pair of motes of two lists that may be within
// windowS of each other in time; once for each pair if the lists are the same.
func sweep(as, bs *filed, windowS int64, do func(a, b *mote)) {
	lo := 0
	for i := range as.motes {
		a := &as.motes[i]
		for lo < len(bs.motes) && bs.motes[lo].from < a.from-windowS-bs.spanS {
			lo++
		}
		j := lo
		if as == bs {
			j = i + 1
		}
		for ; j < len(bs.motes) && bs.motes[j].from <= a.to+windowS; j++ {
			do(a, &bs.motes[j])
		}
	}
}

// pairs calls do with every pair of motes that may be within reach.
func (g *grid) pairs(windowS int64, stop func() bool, do func(a, b *mote)) {
	for c := range classes {
		for _, k := range g.keys[c] {
			if stop() {
				return
			}
			list := g.lists[k]
			for of := c; of < len(classes); of++ {
				if len(g.keys[of]) == 0 {
					continue
				}
				g.beside(k, of, func(other key, l *filed) {
					if of > c || other.cell >= k.cell {
						sweep(list, l, windowS, do)
					}
				})
			}
		}
	}
}

// around calls do with every mote of l that may be within windowS of m in time.
func (l *filed) around(m *mote, windowS int64, do func(*mote)) {
	first := m.from - windowS - l.spanS
	i, _ := slices.BinarySearchFunc(l.motes, first, func(a mote, t int64) int { return cmp.Compare(a.from, t) })
	for ; i < len(l.motes) && l.motes[i].from <= m.to+windowS; i++ {
		do(&l.motes[i])
	}
}
