package docfile

import (
	"math"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A fragment is characters of one line that follow each other in the page and
// lie close together. A line is made of one or more.
type fragment struct {
	text     string
	box      rect // in the frame that the page is read in
	place    rect // on the page as shown
	size     float64
	baseline float64
	seq      int     // in the order of the file
	first    float64 // width of the first word
	second   float64 // where the second word begins; NaN if there is none
	rtl      bool    // most of its letters are written from right to left
	running  bool    // part of a header or footer
}

// cut makes fragments of the characters of a page, and counts those that are
// turned otherwise than the page is read: watermarks, bar codes' numbers at the
// edge.
func (s *sheet) cut(glyphs []glyph, turn int) (slanted int) {
	var c cutter
	for _, g := range glyphs {
		switch {
		case g.r == lineEnd:
			s.flush(&c)
			continue
		case g.size == 0: // white space
			c.space = len(c.glyphs) > 0
			if g.box != (rect{}) {
				at := s.read.rect(g.box.left, g.box.top, g.box.right, g.box.bottom)
				c.spaces = append(c.spaces, gap{(at.left + at.right) / 2, at.width() > 1})
			}
			continue
		case g.turn != turn:
			slanted++
			s.flush(&c)
			continue
		}
		p := placed{glyph: g, at: s.read.rect(g.box.left, g.box.top, g.box.right, g.box.bottom)}
		p.baseline = p.at.bottom - descent*g.size
		if g.based {
			var x float64
			x, p.baseline = s.read.point(g.originX, g.originY)
			p.at.top, p.at.bottom = p.baseline-(1-descent)*g.size, p.baseline+descent*g.size
			p.at.left = min(p.at.left, x) // joined letters may begin beyond their shape
		}
		if !c.takes(p) {
			s.flush(&c)
		}
		c.add(p)
		if g.hyphen {
			s.flush(&c)
		}
	}
	s.flush(&c)
	return slanted
}

// descent is how much of the height of a font is usually below the baseline.
const descent = 0.22

// A placed is a glyph in the frame that the page is read in.
type placed struct {
	glyph
	at       rect
	baseline float64
	spaced   bool // white space stands before it
}

// A gap is white space on a line: in the middle of it, and whether the file wrote
// it or the parser put it in.
type gap struct {
	at      float64
	written bool
}

// A cutter gathers the glyphs of one fragment.
type cutter struct {
	glyphs []placed
	space  bool
	spaces []gap
	box    rect
	line   rect // box of a glyph of full size
	rtl    bool
}

// wideGap is the gap, in heights of the font, that is more than a space between
// words: of a column, a cell, a number and its paragraph.
const wideGap = 1.5

// takes reports whether a glyph goes on from those gathered. Where letters run
// from right to left the file's order jumps, and only lines are told apart.
func (c *cutter) takes(p placed) bool {
	if len(c.glyphs) == 0 {
		return true
	}
	if c.line.overlap(p.at) < 0.3 {
		return false
	}
	if c.rtl || isRTL(p.r) {
		return true
	}
	gap := max(p.at.left-c.box.right, c.box.left-p.at.right)
	return gap <= wideGap*max(p.size, c.glyphs[len(c.glyphs)-1].size)
}

func (c *cutter) add(p placed) {
	p.spaced = c.space
	c.space = false
	if len(c.glyphs) == 0 {
		c.box, c.line = p.at, p.at
	}
	c.box = c.box.union(p.at)
	if p.at.height() > c.line.height()*1.1 {
		c.line = p.at
	}
	c.rtl = c.rtl || isRTL(p.r)
	c.glyphs = append(c.glyphs, p)
}

// isRTL reports whether a letter is of a script written from right to left.
func isRTL(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko) && unicode.IsLetter(r)
}

// flush makes fragments of what was gathered: one, or several where letters run
// from right to left and lie apart.
func (s *sheet) flush(c *cutter) {
	gathered := *c
	*c = cutter{}
	switch {
	case len(gathered.glyphs) == 0:
	case gathered.rtl:
		for _, part := range logical(gathered.glyphs, gathered.spaces) {
			s.fragments = append(s.fragments, s.fragment(part))
		}
	default:
		s.fragments = append(s.fragments, s.fragment(gathered.glyphs))
	}
}

// fragment makes a fragment of glyphs in reading order.
func (s *sheet) fragment(glyphs []placed) fragment {
	f := fragment{box: glyphs[0].at, seq: len(s.fragments), second: math.NaN()}
	f.size = usualSize(glyphs)
	f.baseline = baselineOf(glyphs, f.size)
	var b strings.Builder
	first, firstWord, letters, rtl := rect{}, true, 0, 0
	for i, g := range glyphs {
		place := s.shown.rect(g.box.left, g.box.top, g.box.right, g.box.bottom)
		if i == 0 {
			first, f.place = g.at, place
		}
		f.place, f.box = f.place.union(place), f.box.union(g.at)
		if g.spaced && i > 0 {
			b.WriteByte(' ')
			if firstWord {
				f.second = g.at.left
				if isRTL(g.r) {
					f.second = g.at.right
				}
			}
			firstWord = false
		}
		if firstWord {
			first = first.union(g.at)
		}
		if unicode.IsLetter(g.r) {
			letters++
			if isRTL(g.r) {
				rtl++
			}
		}
		b.WriteString(g.written(f.size, f.baseline))
	}
	f.first, f.rtl = first.width(), rtl*2 > letters
	f.text = foldForms(b.String())
	return f
}

// written is a glyph as text: a digit that is smaller than its line and stands
// above it is the mark of a footnote.
func (p placed) written(size, baseline float64) string {
	s := string(p.r)
	if p.size < 0.8*size && p.baseline < baseline-0.15*size {
		return raised(s)
	}
	return s
}

// usualSize is the font's height of most characters, in quarters of a point.
func usualSize(glyphs []placed) float64 {
	n := map[float64]int{}
	best := 0.0
	for _, g := range glyphs {
		q := math.Round(g.size*4) / 4
		n[q]++
		if n[q] > n[best] || n[q] == n[best] && q > best {
			best = q
		}
	}
	return best
}

// baselineOf is where the characters of the usual size stand.
func baselineOf(glyphs []placed, size float64) float64 {
	best := glyphs[0]
	for _, g := range glyphs {
		if math.Abs(g.size-size) <= 0.25 {
			if g.based {
				return g.baseline
			}
			best = g
		}
	}
	return best.baseline
}

// foldForms writes the forms that letters take beside others, and ligatures, as
// the letters that they are: fonts have shapes for them, and some files name the
// shape.
func foldForms(s string) string {
	if strings.IndexFunc(s, isForm) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if isForm(r) {
			b.WriteString(norm.NFKC.String(string(r)))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isForm reports whether a rune is a Latin ligature or an Arabic presentation
// form.
func isForm(r rune) bool {
	return r >= 0xfb00 && r <= 0xfb06 || r >= 0xfb50 && r <= 0xfdfb && r != 0xfd3e && r != 0xfd3f || r >= 0xfe70 && r <= 0xfefc
}
