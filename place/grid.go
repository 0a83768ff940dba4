package place

import (
	"math"
	"slices"
)

// layGrid chooses the cells.
func (x *Index) layGrid(outlines [][]edge) {
	width, height := x.bound.Max[0]-x.bound.Min[0], x.bound.Max[1]-x.bound.Min[1]
	if width < leastDeg || height < leastDeg {
		return // nothing has a surface
	}
	edges, depth := 0, 0.0
	for i, p := range x.parts {
		edges += len(outlines[i])
		depth += (p.bound.Max[0] - p.bound.Min[0]) / width * (p.bound.Max[1] - p.bound.Min[1]) / height
	}
	n := min(cellsPerEdge*float64(edges), maxCells, maxCandidates/max(depth, 1))
	cols := math.Ceil(min(max(math.Sqrt(n*width/height), 1), n))
	rows := math.Ceil(n / cols)
	x.cols, x.rows = int(cols), int(rows)
	// The last cell reaches a little past the bound, so that rounding cannot
	// push a point of the eastern or northern edge out of the grid.
	x.perDeg = [2]float64{cols / width * (1 - 1e-12), rows / height * (1 - 1e-12)}
}

// How a part meets a cell.
const (
	apart    = iota
	crossing // an edge runs through the cell, or may by rounding
	covering
)

// fillGrid lists the candidates of each cell: once to count them, once to
// write them.
func (x *Index) fillGrid(outlines [][]edge) {
	x.cells = make([]uint32, x.cols*x.rows+1)
	if x.cols == 0 {
		return
	}
	patches := make([]patch, len(x.parts))
	for i := range x.parts {
		patches[i] = x.patchOf(&x.parts[i], outlines[i])
		patches[i].each(x.cols, func(cell int, _ uint8) { x.cells[cell+1]++ })
	}
	for i := range x.cols * x.rows {
		x.cells[i+1] += x.cells[i]
	}
	next := slices.Clone(x.cells)
	x.candidates = make([]Candidate, x.cells[len(x.cells)-1])
	for i, p := range patches {
		p.each(x.cols, func(cell int, how uint8) {
			x.candidates[next[cell]] = Candidate(i<<1 | int(how>>1))
			next[cell]++
		})
	}
}

// A patch is the block of cells under the bounding box of a part, and how the
// part meets each.
type patch struct {
	col, row, cols, rows int
	how                  []uint8
}

// each calls f for every cell that the part meets.
func (p patch) each(gridCols int, f func(cell int, how uint8)) {
	for r := range p.rows {
		first := (p.row+r)*gridCols + p.col
		for c, how := range p.line(r) {
			if how != apart {
				f(first+c, how)
			}
		}
	}
}

// line returns the cells of p in its r-th row.
func (p patch) line(r int) []uint8 { return p.how[r*p.cols : (r+1)*p.cols] }

// patchOf marks the cells that edges run through; every other cell lies on one
// side of the part as a whole, the side on which its middle lies.
func (x *Index) patchOf(p *part, edges []edge) patch {
	const slack = 1e-9 // cells; far above rounding, so that no edge is missed
	column := func(lon float64) float64 { return (lon - x.bound.Min[0]) * x.perDeg[0] }
	line := func(lat float64) float64 { return (lat - x.bound.Min[1]) * x.perDeg[1] }

	out := patch{
		col: cell(column(p.bound.Min[0])-slack, x.cols),
		row: cell(line(p.bound.Min[1])-slack, x.rows),
	}
	out.cols = cell(column(p.bound.Max[0])+slack, x.cols) - out.col + 1
	out.rows = cell(line(p.bound.Max[1])+slack, x.rows) - out.row + 1
	out.how = make([]uint8, out.cols*out.rows)

	for _, e := range edges {
		c0, r0, c1, r1 := column(e.lon0), line(e.lat0), column(e.lon1), line(e.lat1)
		west, east := min(c0, c1), max(c0, c1)
		last := cell(r1+slack, x.rows)
		for row := cell(r0-slack, x.rows); row <= last; row++ {
			a, b := west, east
			if r1 > r0 { // the piece within the row, and a little to each side
				slope := (c1 - c0) / (r1 - r0)
				a = c0 + slope*(max(r0, float64(row)-slack)-r0)
				b = c0 + slope*(min(r1, float64(row+1)+slack)-r0)
			}
			from := cell(max(min(a, b), west)-slack, x.cols) - out.col
			to := cell(min(max(a, b), east)+slack, x.cols) - out.col
			how := out.line(row - out.row)
			for c := from; c <= to; c++ {
				how[c] = crossing
			}
		}
	}

	for r := range out.rows {
		how := out.line(r)
		lat := x.bound.Min[1] + (float64(out.row+r)+0.5)/x.perDeg[1]
		within, known := false, false // known until the next edge
		for c := range how {
			if how[c] == crossing {
				known = false
				continue
			}
			if !known {
				lon := x.bound.Min[0] + (float64(out.col+c)+0.5)/x.perDeg[0]
				within, known = p.holds(lon, lat), true
			}
			if within {
				how[c] = covering
			}
		}
	}
	return out
}

// cell is the row or column in which a coordinate falls, the nearest of n if in
// none.
func cell(v float64, n int) int { return int(min(max(v, 0), float64(n-1))) }
