package docfile

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
)

// A sheet is a page being read: fragments first, then the lines made of them.
type sheet struct {
	number    int
	shown     frame // the page as it is shown
	read      frame // as most of its characters stand upright
	fragments []fragment
	blocks    []block // in reading order
}

// A row is a line of text: fragments beside each other.
type row struct {
	sheet    int // index of its page
	text     string
	box      rect
	place    rect
	size     float64
	baseline float64
	first    float64 // as of a fragment
	second   float64
	rtl      bool
}

// A block is rows under each other: a page, or a column of it.
type block struct {
	rows        []row
	left, right float64 // edges that the rows keep to
	bounds      span    // that the column cannot exceed
	table       bool    // the rows are those of a table, each for itself
	rtl         bool    // most rows run to the left
}

// A span is a breadth of the page.
type span struct{ left, right float64 }

// A column is rows of fragments that become a block.
type column struct {
	rows   [][]fragment
	bounds span
	table  bool
}

// rowsOf puts fragments that stand beside each other into rows, from top to
// bottom; each row lists its fragments from left to right.
func rowsOf(fragments []fragment) [][]fragment {
	sorted := slices.Clone(fragments)
	slices.SortStableFunc(sorted, func(a, b fragment) int { return cmp.Compare(a.baseline, b.baseline) })
	var rows [][]fragment
	var line rect // the tallest of the row
	for _, f := range sorted {
		body := rect{f.box.left, f.baseline - (1-descent)*f.size, f.box.right, f.baseline + descent*f.size}
		if len(rows) > 0 && line.overlap(body) >= 0.5 {
			rows[len(rows)-1] = append(rows[len(rows)-1], f)
			if body.height() > line.height() {
				line = body
			}
			continue
		}
		rows = append(rows, []fragment{f})
		line = body
	}
	for _, r := range rows {
		slices.SortStableFunc(r, func(a, b fragment) int { return cmp.Compare(a.box.left, b.box.left) })
	}
	return rows
}

// rowOf joins the fragments of a line, in the direction in which most of its
// letters are written.
func rowOf(sheet int, fragments []fragment) row {
	rtl, all := 0, 0
	for _, f := range fragments {
		all += len(f.text)
		if f.rtl {
			rtl += len(f.text)
		}
	}
	if rtl*2 > all {
		fragments = slices.Clone(fragments)
		slices.Reverse(fragments)
	}
	head := fragments[0]
	r := row{sheet: sheet, box: head.box, place: head.place, first: head.first, second: head.second, rtl: rtl*2 > all}
	var text strings.Builder
	for i, f := range fragments {
		if i > 0 {
			text.WriteString(between(fragments[i-1], &f))
		}
		text.WriteString(f.text)
		r.box, r.place = r.box.union(f.box), r.place.union(f.place)
		if len(f.text) > len(r.text) { // the longest tells where and how large the line is
			r.text, r.size, r.baseline = f.text, f.size, f.baseline
		}
		if i == 1 && math.IsNaN(r.second) {
			r.second = f.box.left
			if r.rtl {
				r.second = f.box.right
			}
		}
	}
	r.text = text.String()
	return r
}

// between is what stands between two fragments of a line: a space, unless they
// touch. The mark of a footnote that was written apart is raised.
func between(a fragment, b *fragment) string {
	if b.size < 0.8*a.size && b.baseline < a.baseline-0.15*a.size {
		b.text = raised(b.text)
	}
	if gap := max(b.box.left-a.box.right, a.box.left-b.box.right); gap < 0.12*a.size {
		return ""
	}
	return " "
}

// body is the fragments that are not of headers or footers.
func (s *sheet) body() []fragment {
	var out []fragment
	for _, f := range s.fragments {
		if !f.running {
			out = append(out, f)
		}
	}
	return out
}

// arrange puts what is left of a page's fragments into blocks of rows, in the
// order in which they are read.
func (s *sheet) arrange() {
	width, _ := s.read.size()
	for _, c := range columns(rowsOf(s.body()), width, span{math.Inf(-1), math.Inf(1)}) {
		b := block{bounds: c.bounds, table: c.table}
		rtl := 0
		for i, fragments := range c.rows {
			r := rowOf(s.number-1, fragments)
			if i > 0 && strings.IndexFunc(r.text, unicode.IsLetter) < 0 {
				r.rtl = b.rows[i-1].rtl // numbers alone have no direction
			}
			if r.rtl {
				rtl++
			}
			b.rows = append(b.rows, r)
		}
		b.left, b.right = edges(b.rows)
		b.rtl = rtl*2 > len(b.rows)
		s.blocks = append(s.blocks, b)
	}
}

// edges are those that the rows of a column keep to: one in ten may stand out,
// as a title does.
func edges(rows []row) (left, right float64) {
	var lefts, rights []float64
	for _, r := range rows {
		lefts, rights = append(lefts, r.box.left), append(rights, r.box.right)
	}
	slices.Sort(lefts)
	slices.Sort(rights)
	out := (len(rows) + 5) / 10
	return lefts[out], rights[len(rights)-1-out]
}

// Text side by side: columns, and cells of a table.
const (
	gutter      = 9.0  // points: the least free space between columns
	columnShare = 0.20 // of the page's width, the least that a column takes
	lookAhead   = 200  // rows; more than a page has
)

// columns divides rows where text stands side by side, and gives all in reading
// order. Rows are taken together as long as a strip of the page stays free
// through all of them. What then is read first, the file tells: it writes columns
// one after the other, and tables cell by cell. Only where it goes from one side
// to the other with every line are these lines read across, as those of a table.
func columns(rows [][]fragment, width float64, bounds span) []column {
	var out []column
	single := column{bounds: bounds}
	flush := func() {
		if len(single.rows) > 0 {
			out = append(out, single)
			single.rows = nil
		}
	}
	for i := 0; i < len(rows); {
		n, strip := sideBySide(rows[i:], width)
		if n == 0 {
			single.rows = append(single.rows, rows[i])
			i++
			continue
		}
		flush()
		runs := runsOf(rows[i:i+n], strip)
		if len(runs) == 0 {
			out = append(out, column{rows: rows[i : i+n], bounds: bounds, table: true})
		}
		for _, run := range runs {
			side := span{bounds.left, strip.right}
			if run[0].box.left >= strip.right {
				side = span{strip.left, bounds.right}
			}
			out = append(out, columns(rowsOf(run), width, side)...)
		}
		i += n
	}
	flush()
	return out
}

// sideBySide reports how many of the rows, from the first, are divided by a free
// strip, and the strip. It is 0 if there are not at least two.
func sideBySide(rows [][]fragment, width float64) (n int, strip span) {
	var taken []span // breadths of the rows so far, from left to right
	both := 0
	for i, r := range rows[:min(len(rows), lookAhead)] {
		next := taken
		for _, f := range r {
			next = take(next, span{f.box.left, f.box.right})
		}
		alone := len(next) == 1 && next[0].right-next[0].left < width/2
		if !alone && !divided(next) {
			break // a line on one side alone may come first, where a column begins above the other
		}
		if taken, n = next, i+1; len(r) > 1 {
			both++
		}
	}
	strip, ok := freeStrip(taken, width)
	if !ok || both < 2 {
		return 0, span{}
	}
	return n, strip
}

// runsOf parts rows into runs of fragments on either side of a strip, in the order
// of the file. There are none if nearly every fragment is on another side than the
// one before.
func runsOf(rows [][]fragment, strip span) [][]fragment {
	var all []fragment
	for _, r := range rows {
		all = append(all, r...)
	}
	slices.SortFunc(all, func(a, b fragment) int { return cmp.Compare(a.seq, b.seq) })
	onLeft := func(f fragment) bool { return f.box.right <= strip.right }
	var runs [][]fragment
	for i, f := range all {
		if i == 0 || onLeft(all[i-1]) != onLeft(f) {
			runs = append(runs, nil)
		}
		runs[len(runs)-1] = append(runs[len(runs)-1], f)
	}
	if len(all)*10 < len(runs)*11 {
		return nil
	}
	return runs
}

// take adds a breadth to those that are taken.
func take(taken []span, more span) []span {
	out := make([]span, 0, len(taken)+1)
	for _, t := range taken {
		if t.right < more.left || t.left > more.right {
			out = append(out, t)
			continue
		}
		more = span{min(t.left, more.left), max(t.right, more.right)}
	}
	out = append(out, more)
	slices.SortFunc(out, func(a, b span) int { return cmp.Compare(a.left, b.left) })
	return out
}

// divided reports whether a strip is free between what is taken.
func divided(taken []span) bool {
	for i := 1; i < len(taken); i++ {
		if taken[i].left-taken[i-1].right >= gutter {
			return true
		}
	}
	return false
}

// freeStrip is the widest strip between what is taken that has enough text on
// both sides to divide columns.
func freeStrip(taken []span, width float64) (span, bool) {
	best, found := span{}, false
	for i := 1; i < len(taken); i++ {
		s := span{taken[i-1].right, taken[i].left}
		enough := s.left-taken[0].left >= columnShare*width && taken[len(taken)-1].right-s.right >= columnShare*width
		if free := s.right - s.left; enough && free >= gutter && free > best.right-best.left {
			best, found = s, true
		}
	}
	return best, found
}
