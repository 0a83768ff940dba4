package docfile

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Lines with letters written from right to left come from the parser in an order
// that depends on the program that made the PDF: it reverses runs of such letters
// in the file's order, and files have them from left to right, from right to left
// or word by word. So only places are relied on here: characters are ordered as
// they stand on the line, and then turned into the order in which they are read,
// which undoes what the Unicode Bidirectional Algorithm (UAX #9) does for showing
// them.

// A cluster is characters that stand in one place: a letter with its marks, or a
// ligature, in the order in which they are read.
type cluster struct {
	glyphs []placed
	left   float64
	right  float64
	kind   direction
}

// A direction is how a character takes part in ordering, much as the classes of
// UAX #9 do.
type direction int

const (
	neutral direction = iota // white space and punctuation
	toRight                  // letters of Latin, Cyrillic, Greek
	toLeft                   // letters of Arabic, Hebrew, Syriac
	numeric                  // digits of any script, which are always written to the right
	joining                  // what may stand within a number: . , : / -
)

// logical puts the glyphs of one line into the order in which they are read, as
// fragments that lie apart, the first first.
func logical(glyphs []placed, spaces []gap) [][]placed {
	line := clusters(glyphs)
	var parts [][]cluster
	for i, c := range line {
		if i == 0 || c.left-line[i-1].right > wideGap*c.glyphs[0].size {
			parts = append(parts, nil)
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], c)
	}
	rtl := base(line) == toLeft
	if rtl {
		slices.Reverse(parts)
	}
	var out [][]placed
	for _, part := range parts {
		var read []placed
		space := false
		for _, c := range inReadingOrder(withSpaces(part, spaces), rtl) {
			if len(c.glyphs) == 0 {
				space = true
				continue
			}
			c.glyphs[0].spaced = space && len(read) > 0
			space = false
			read = append(read, c.glyphs...)
		}
		out = append(out, read)
	}
	return out
}

// clusters orders glyphs as they stand, from left to right. The pieces of a
// ligature, which have one place, come from the parser the wrong way round: it
// reverses all that is written from right to left.
func clusters(glyphs []placed) []cluster {
	var out []cluster
	for i, g := range glyphs {
		last := len(out) - 1
		switch {
		case i > 0 && g.box == glyphs[i-1].box && isRTL(g.r) && isRTL(glyphs[i-1].r):
			out[last].glyphs = slices.Insert(out[last].glyphs, 0, g)
		default:
			out = append(out, cluster{glyphs: []placed{g}, left: g.at.left, right: g.at.right, kind: kindOf(g.r)})
		}
	}
	out = withMarks(out)
	slices.SortStableFunc(out, func(a, b cluster) int { return cmp.Compare(a.left+a.right, b.left+b.right) })
	for i := range out {
		for j := range out[i].glyphs {
			out[i].glyphs[j].spaced = false
		}
	}
	return out
}

// withMarks puts vowel signs to the letters over or under which they stand.
func withMarks(in []cluster) []cluster {
	var out, marks []cluster
	for _, c := range in {
		if unicode.Is(unicode.Mn, c.glyphs[0].r) {
			marks = append(marks, c)
		} else {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		return marks
	}
	for _, m := range marks {
		middle := (m.left + m.right) / 2
		nearest := 0
		for i, c := range out {
			if off(c, middle) < off(out[nearest], middle) {
				nearest = i
			}
		}
		out[nearest].glyphs = append(out[nearest].glyphs, m.glyphs...)
	}
	return out
}

// off is how far a place is from the middle of a cluster.
func off(c cluster, x float64) float64 { return max(x-(c.left+c.right)/2, (c.left+c.right)/2-x) }

func kindOf(r rune) direction {
	switch {
	case isRTL(r):
		return toLeft
	case unicode.IsLetter(r):
		return toRight
	case unicode.Is(unicode.Nd, r):
		return numeric
	case strings.ContainsRune(".,:/-", r):
		return joining
	}
	return neutral
}

// base is the direction that most letters of a line have.
func base(line []cluster) direction {
	left, right := 0, 0
	for _, c := range line {
		switch c.kind {
		case toLeft:
			left++
		case toRight:
			right++
		}
	}
	if left >= right {
		return toLeft
	}
	return toRight
}

// Gaps, in heights of the font, from which there is a space between characters:
// the letters of a word touch, and a space is a quarter. Where the file writes its
// spaces, only they count, those that the parser put in, and gaps that no word has.
const (
	letterGap = 0.15
	surelyGap = 0.75
)

// withSpaces puts white space between clusters: where the file has it, or where
// they lie apart.
func withSpaces(line []cluster, spaces []gap) []cluster {
	least := surelyGap
	if !slices.ContainsFunc(spaces, func(g gap) bool { return g.written }) {
		least, spaces = letterGap, nil
	}
	var out []cluster
	for i, c := range line {
		if i > 0 {
			before := line[i-1]
			from, to := (before.left+before.right)/2, (c.left+c.right)/2
			written := slices.ContainsFunc(spaces, func(g gap) bool { return from < g.at && g.at < to })
			if written || c.left-before.right > least*c.glyphs[0].size {
				out = append(out, cluster{kind: neutral})
			}
		}
		out = append(out, c)
	}
	return out
}

// inReadingOrder turns clusters that stand from left to right into the order in
// which they are read. In a line that runs to the left all is turned but words and
// numbers that run to the right; in one that runs to the right only what runs to
// the left is.
func inReadingOrder(line []cluster, rtl bool) []cluster {
	var out []cluster
	for i := 0; i < len(line); {
		var run []cluster
		if rtl {
			run = slices.Clone(line[i : i+rightwards(line[i:])])
			slices.Reverse(run) // and once more with the line
		} else {
			run = inReadingOrder(line[i:i+leftwards(line[i:])], true)
		}
		if len(run) == 0 {
			run = line[i : i+1]
		}
		out = append(out, run...)
		i += len(run)
	}
	if rtl {
		slices.Reverse(out)
		facing(out)
	}
	return out
}

// leftwards is how many clusters, from the first, run to the left: from a letter
// to the last that only white space, punctuation and numbers part from it.
func leftwards(line []cluster) int {
	n := 0
	for i, c := range line {
		switch {
		case c.kind == toLeft:
			n = i + 1
		case i == 0, c.kind == toRight:
			return n
		}
	}
	return n
}

// rightwards is how many clusters, from the first, run to the right in a line that
// runs to the left. White space and punctuation belong to them between letters, and
// between a letter and the number behind it; between digits only one mark without
// spaces does, since numbers beside each other are read to the left.
func rightwards(line []cluster) int {
	n, letters := 0, false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c.kind == toRight && (letters || n == i):
			n, letters = i+1, true
		case c.kind == numeric && (letters || n == i || n == i-1 && n > 0 && line[n].kind == joining):
			n = i + 1
		case c.kind == toLeft, n == 0, c.kind == toRight, c.kind == numeric:
			return n
		}
	}
	return n
}

// facing puts brackets right that open where they should close: some files name
// the shape that is shown, which faces the other way in a line that runs to the
// left, some the character, and the parser turns some of them. Which it is, the
// white space beside a bracket tells, and otherwise their order.
func facing(line []cluster) {
	if balanced(line) {
		return
	}
	blank := func(i int) bool { return i < 0 || i >= len(line) || len(line[i].glyphs) == 0 }
	inside := false
	for i := range line {
		if blank(i) {
			continue
		}
		g := &line[i].glyphs[0]
		kind := max(strings.IndexRune(opening, g.r), strings.IndexRune(closing, g.r))
		if kind < 0 {
			continue
		}
		inside = !inside
		if blank(i-1) != blank(i+1) {
			inside = blank(i - 1)
		}
		if inside {
			g.r = rune(opening[kind])
		} else {
			g.r = rune(closing[kind])
		}
	}
}

// balanced reports whether each bracket that opens closes.
func balanced(line []cluster) bool {
	depth := 0
	for _, c := range line {
		if len(c.glyphs) == 0 {
			continue
		}
		switch r := c.glyphs[0].r; {
		case strings.ContainsRune(opening, r):
			depth++
		case strings.ContainsRune(closing, r):
			depth--
		}
		if depth < 0 {
			return false
		}
	}
	return depth == 0
}

const opening, closing = "([{<", ")]}>"
