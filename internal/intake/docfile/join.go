package docfile

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lines of a page are joined into paragraphs by what a reader sees: more space
// between them, an indent, a line that ends although the next word would have
// fitted, a number or bullet, another size of letters.

// A line of a paragraph, with the column it stands in.
type line struct {
	row
	left, right float64 // of the column
	top         bool    // the first of its column: no space above it tells anything
	leading     float64 // usual distance of baselines in the column, in heights of the font
	apart       bool    // of a table: it is a paragraph for itself
	title       bool    // the first of its column, and stands alone as a title does
}

// start and end are the edges of a line in its reading direction, growing in that
// direction.
func (l line) start() float64 {
	if l.rtl {
		return -l.box.right
	}
	return l.box.left
}

func (l line) end() float64 {
	if l.rtl {
		return -l.box.left
	}
	return l.box.right
}

// margins are the edges of its column in the same sense.
func (l line) margins() (start, end float64) {
	if l.rtl {
		return -l.right, -l.left
	}
	return l.left, l.right
}

// inner is where its second word begins; NaN if it has one word.
func (l line) inner() float64 {
	if l.rtl {
		return -l.second
	}
	return l.second
}

// centred reports whether a line stands in the middle of its column, away from
// both edges.
func (l line) centred() bool {
	start, end := l.margins()
	before, after := l.start()-start, end-l.end()
	return before > 1.5*l.size && math.Abs(before-after) < l.size
}

// short reports whether the first word of next would have fitted behind a line.
func (l line) short(next line) bool {
	_, end := l.margins()
	room := end - l.end()
	if l.centred() {
		room *= 2
	}
	return room > next.first+0.7*l.size // a space is a quarter; the rest is for justified lines
}

// itemMark is the number, letter or bullet that a paragraph begins with, or the
// word that heads one.
var itemMark = regexp.MustCompile(`^(?:\(?(?:\d{1,3}(?:\.\d{1,2}){0,3}|\pL|[ivxlc]{1,5}|[IVXLC]{1,5})[.)]|\(\pL{2}\)|\d{1,2}\.\d{1,2}|[•◦▪■●○·–—-]|(?:Article|ARTICLE|Annex|ANNEX|Section|SECTION|Chapter|CHAPTER|Статья|Madde|MADDE|المادة|ماده)\s[\dIVXA-Z٠-٩۰-۹]+)(?:\s|$|[“"«(])`)

// sentenceEnd is how a line ends that a paragraph may end with.
var sentenceEnd = regexp.MustCompile(`[.:;!?؟۔…][”"»’')\]¹²³⁴-⁹⁰]*$`)

// clauseEnd is how a line ends before an item of a list.
var clauseEnd = regexp.MustCompile(`(?:[,.:;!?؟،؛…][”"»’')\]¹²³⁴-⁹⁰]*|[,;]\s(?:and|or|и|или|و|ve|veya))$`)

// unfinished is how a line ends within a word, a range or brackets.
var unfinished = regexp.MustCompile(`[\pL\pN][-‐–/]$|[(\[{«“]$`)

// openEnd is how paragraphs end that make one sentence together: "Recalling ...,".
var openEnd = regexp.MustCompile(`[,;:،؛]$`)

// sameEnd reports whether a line ends with the mark that the paragraph before its
// own ended with, of those that join paragraphs to a sentence.
func sameEnd(before, last line) bool {
	end := openEnd.FindString(last.text)
	return end != "" && end == openEnd.FindString(before.text)
}

// begins reports whether a line begins as a sentence may: with a capital, a
// number, a quotation, or a letter of a script that has no capitals.
func begins(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "“\"«‘'(["))
	return !unicode.IsLower(r)
}

// runsOn reports whether next goes on with the paragraph of the lines so far.
func runsOn(lines []line, next line) bool {
	last := lastLine(lines)
	if next.apart || last.apart || next.sheet > last.sheet+1 {
		return false
	}
	if math.Abs(next.size-last.size) > 0.1*last.size || next.rtl != last.rtl {
		return false
	}
	ends, marked := sentenceEnd.MatchString(last.text), itemMark.MatchString(next.text)
	if last.short(next) && !unfinished.MatchString(last.text) && (ends || marked || begins(next.text)) {
		return false
	}
	if next.top {
		return !(next.title && begins(next.text)) && overTheEdge(last, next, marked)
	}
	if last.spaced(next) {
		return false
	}
	if marked && (clauseEnd.MatchString(last.text) || math.Abs(next.start()-last.start()) > 0.5*next.size && !last.hangs(next)) {
		return false
	}
	return aligned(lines, next, ends)
}

// spaced reports whether there is more space below a line than there is within
// paragraphs.
func (l line) spaced(next line) bool {
	gap := (next.baseline - l.baseline) / l.size
	return gap > 1.25*next.leading && gap > next.leading+0.2
}

// overTheEdge reports whether the first line of a column or page goes on with the
// last of the one before, which is a full line. Where that ends a sentence, the
// paragraph has more often gone on than ended: its last line is rarely full.
func overTheEdge(last, next line, marked bool) bool {
	if unfinished.MatchString(last.text) {
		return true
	}
	margin, _ := next.margins()
	indented := next.start() > margin+0.8*next.size && !last.hangs(next)
	return !(marked && clauseEnd.MatchString(last.text) || indented && begins(next.text))
}

// hangs reports whether next stands under the text of a line that begins with a
// mark, as the lines of a numbered paragraph do.
func (l line) hangs(next line) bool {
	return itemMark.MatchString(l.text) && (math.Abs(next.start()-l.inner()) < 0.6*l.size || next.start() > l.start() && next.start() < l.start()+6*l.size)
}

// aligned reports whether next stands where the lines of the paragraph do.
func aligned(lines []line, next line, ends bool) bool {
	const slack = 0.7 // heights of the font
	last := lastLine(lines)
	shift := (next.start() - last.start()) / last.size
	if math.Abs(shift) < slack {
		margin, _ := last.margins()
		indents := len(lines) == 1 && last.start() > margin+0.8*last.size // both may be first lines
		return !(indents && ends && begins(next.text))
	}
	if len(lines) > 1 && !last.top {
		return !ends && !begins(next.text) // lines after the first keep to one edge
	}
	if shift < 0 { // the first line was indented
		margin, _ := next.margins()
		return shift > -6 && next.start() < margin+slack*next.size || !ends
	}
	return last.hangs(next) || !ends
}

// A mending counts what joining did.
type mending struct {
	hyphens int // taken out at line ends
	asides  int // notes moved before a paragraph that runs on
}

// join makes the text of pages whose rows are in order.
func join(sheets []*sheet) (Text, mending) {
	body, asides := lines(sheets)
	var paragraphs [][]line
	for _, l := range body {
		n := len(paragraphs)
		if n > 0 && runsOn(paragraphs[n-1], l) && !(n > 1 && l.top && begins(l.text) && sameEnd(lastLine(paragraphs[n-2]), lastLine(paragraphs[n-1]))) {
			paragraphs[n-1] = append(paragraphs[n-1], l)
			continue
		}
		paragraphs = append(paragraphs, []line{l})
	}
	c := composer{sheets: sheets, words: vocabulary(body)}
	c.divided = dividedWords(body, c.words)
	paragraphs = c.place(paragraphs, asides)
	for _, p := range paragraphs {
		c.paragraph(p)
	}
	return c.finish(), c.mending
}

func lastLine(p []line) line { return p[len(p)-1] }

// lines lists the rows of all pages with the measure of their columns, and apart
// from them the notes at the foot of pages.
func lines(sheets []*sheet) (body, asides []line) {
	usual := bodySize(sheets)
	whole := leading(allRows(sheets))
	columns := measured(sheets)
	for _, s := range sheets {
		for bi := range s.blocks {
			b := &s.blocks[bi]
			rows, notes := b.rows, []row(nil)
			if bi == len(s.blocks)-1 {
				rows, notes = footnotes(b.rows, usual, whole)
			}
			left, right := b.measure(columns)
			distance := whole
			if len(b.rows) >= 8 {
				distance = leading(b.rows)
			}
			for i, r := range rows {
				body = append(body, line{row: r, left: left, right: right, top: i == 0, apart: b.table, leading: distance})
			}
			if n := len(body) - len(rows); len(rows) > 1 {
				first, second := body[n], body[n+1]
				body[n].title = (first.spaced(second) || first.short(second)) && !clauseEnd.MatchString(first.text)
			}
			for i, r := range notes {
				r.text = raisedMark(r.text)
				asides = append(asides, line{row: r, left: left, right: right, top: i == 0, leading: distance})
			}
		}
	}
	return body, asides
}

// A measure is the edges of columns whose lines begin at the same place.
type measure struct {
	edge        float64
	rows        []row
	left, right float64
}

// measures are the columns of all pages by where their lines begin.
type measures map[measureKey]*measure

// A measureKey is a place, in steps of sameEdge, and the direction of lines.
type measureKey struct {
	step int
	rtl  bool
}

const sameEdge = 12 // points

// edge is where the lines of a block begin.
func (b *block) edge() float64 {
	if b.rtl {
		return b.right
	}
	return b.left
}

// of finds the columns that begin where a block does, nil if there are none.
func (m measures) of(b *block) *measure {
	step := int(math.Floor(b.edge() / sameEdge))
	for _, i := range []int{step, step - 1, step + 1} {
		if found := m[measureKey{i, b.rtl}]; found != nil && math.Abs(found.edge-b.edge()) < sameEdge {
			return found
		}
	}
	return nil
}

// measured gathers the columns of all pages.
func measured(sheets []*sheet) measures {
	m := measures{}
	for _, s := range sheets {
		for i := range s.blocks {
			b := &s.blocks[i]
			found := m.of(b)
			if found == nil {
				found = &measure{edge: b.edge()}
				m[measureKey{int(math.Floor(b.edge() / sameEdge)), b.rtl}] = found
			}
			found.rows = append(found.rows, b.rows...)
		}
	}
	for _, found := range m {
		found.left, found.right = edges(found.rows)
	}
	return m
}

// measure is the edges of a block's column. The lines of a block of a few end
// where those of the others that begin there do, within the column.
func (b *block) measure(all measures) (left, right float64) {
	left, right = b.left, b.right
	others := all.of(b)
	switch {
	case len(b.rows) >= 6 || others == nil:
	case b.rtl:
		left = min(left, max(others.left, b.bounds.left))
	default:
		right = max(right, min(others.right, b.bounds.right))
	}
	return left, right
}

func allRows(sheets []*sheet) []row {
	var out []row
	for _, s := range sheets {
		for _, b := range s.blocks {
			out = append(out, b.rows...)
		}
	}
	return out
}

// bodySize is the height of the font that most letters of the text have.
func bodySize(sheets []*sheet) float64 {
	n := map[float64]int{}
	best := 0.0
	for _, r := range allRows(sheets) {
		n[r.size] += len(r.text)
		if n[r.size] > n[best] || n[r.size] == n[best] && r.size > best {
			best = r.size
		}
	}
	return best
}

// leading is the distance between baselines of lines within a paragraph, in
// heights of the font: the fifth part of all distances is not greater. Most
// distances may be those between paragraphs, if they are of one line each.
func leading(rows []row) float64 {
	var gaps []float64
	for i := 1; i < len(rows); i++ {
		a, b := rows[i-1], rows[i]
		if a.sheet == b.sheet && math.Abs(a.size-b.size) < 0.1*a.size && b.baseline > a.baseline+0.5*a.size {
			gaps = append(gaps, (b.baseline-a.baseline)/a.size)
		}
	}
	if len(gaps) == 0 {
		return 1.2
	}
	slices.Sort(gaps)
	distance := max(0.9, gaps[len(gaps)/5])
	if len(gaps) < 4 {
		distance = min(distance, 1.4) // too few to tell that they are not those between paragraphs
	}
	return distance
}

// noteMark is how a note at the foot of a page begins.
var noteMark = regexp.MustCompile(`^(?:\d{1,3}|[¹²³⁴-⁹⁰]+|[*†‡]+)[.)]?(?:\s|\pL|$)`)

// raisedMark writes the number of a note as the text writes it where it refers to
// the note.
func raisedMark(s string) string {
	number, rest, _ := strings.Cut(s, " ")
	if rest == "" {
		return s
	}
	return raised(number) + " " + rest
}

// footnotes parts the notes at the foot of a page from the rows above them: the
// last rows that are smaller than the text, from one that begins with a mark and
// stands apart.
func footnotes(rows []row, usual, leading float64) (body, notes []row) {
	from := len(rows)
	for i := len(rows) - 1; i >= 0 && rows[i].size < 0.93*usual; i-- {
		apart := i == 0 || (rows[i].baseline-rows[i-1].baseline)/rows[i].size > 1.2*leading || rows[i-1].size >= 0.93*usual
		if apart && noteMark.MatchString(rows[i].text) {
			from = i
		}
	}
	return rows[:from], rows[from:]
}

// place puts the notes of each page between the paragraphs: behind the last that
// ends on the page, so that none stands within a sentence.
func (c *composer) place(paragraphs [][]line, asides []line) [][]line {
	var notes [][]line
	for _, l := range asides {
		if n := len(notes); n > 0 && notes[n-1][0].sheet == l.sheet && !noteMark.MatchString(l.text) {
			notes[n-1] = append(notes[n-1], l)
			continue
		}
		notes = append(notes, []line{l})
	}
	for _, note := range notes {
		at, _ := slices.BinarySearchFunc(paragraphs, note[0].sheet, func(p []line, sheet int) int {
			if p[0].sheet <= sheet {
				return -1
			}
			return cmp.Compare(p[0].sheet, sheet)
		})
		if at > 0 && lastLine(paragraphs[at-1]).sheet > note[0].sheet {
			last := paragraphs[at-1]
			if last[0].sheet == note[0].sheet {
				at--
				c.mending.asides++
			} else { // it fills the page from before: it is divided, since a note must stay on its page
				cut := slices.IndexFunc(last, func(l line) bool { return l.sheet > note[0].sheet })
				paragraphs = slices.Insert(paragraphs, at, last[cut:])
				paragraphs[at-1] = last[:cut]
			}
		}
		paragraphs = slices.Insert(paragraphs, at, note)
	}
	return paragraphs
}
