package docfile

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Headers and footers of pages are no part of the text, and would stand in the
// middle of the sentences that run over a page. They are told by repeating, and
// only at the edge of pages: a line counts as one if
//
//   - the same words stand at the same height on another page, or
//   - they do but for numbers, and those grow with the pages: on two pages if
//     there is nothing beside the numbers but a word for "page", on three if there
//     is, so that "Article 3" and "Article 4" at the top of two pages stay; or
//   - it is nothing but the number of its page, apart from the text; or
//   - it ends with the number of its page and of all pages: "3/12",
//
// and everything between it and the edge counts too.

const (
	runningLines = 4    // lines, from either edge of a page, that are looked at
	sameHeight   = 4.0  // points
	margin       = 0.15 // of the page's height, from either edge, within which they stand
)

// An edgeLine is a line near the edge of a page.
type edgeLine struct {
	sheet     int
	fragments []int   // of its page
	height    float64 // from the edge to its baseline
	words     string  // with numbers as #
	numbers   []int
	apart     float64 // distance to the next line inwards, in its own heights
}

// dropRunning marks the headers and footers of pages and counts them.
func dropRunning(sheets []*sheet) int {
	n := 0
	for _, bottom := range []bool{false, true} {
		edges := make([][]edgeLine, len(sheets))
		alike := map[string][]edgeLine{}
		for i, s := range sheets {
			edges[i] = s.edge(i, bottom)
			for _, l := range edges[i] {
				alike[l.words] = append(alike[l.words], l)
			}
		}
		for i, lines := range edges {
			for _, l := range lines {
				if !repeats(l, alike[l.words]) && !l.isPageNumber(i+1) && !l.isPageOf(i+1, len(sheets)) {
					break
				}
				for _, f := range l.fragments {
					sheets[i].fragments[f].running = true
				}
				n++
			}
		}
	}
	return n
}

// edge lists the lines of a page from its top or bottom inwards.
func (s *sheet) edge(index int, bottom bool) []edgeLine {
	rows := rowsOf(s.body())
	_, height := s.read.size()
	if bottom {
		slices.Reverse(rows)
	}
	var out []edgeLine
	for i, fragments := range rows[:min(runningLines, len(rows))] {
		r := rowOf(index, fragments)
		l := edgeLine{sheet: index, height: r.baseline, apart: math.Inf(1)}
		if bottom {
			l.height = height - r.baseline
		}
		if l.height > margin*height {
			break
		}
		if i+1 < len(rows) {
			l.apart = math.Abs(rowOf(index, rows[i+1]).baseline-r.baseline) / r.size
		}
		for _, f := range fragments {
			l.fragments = append(l.fragments, f.seq)
		}
		l.words, l.numbers = numbersOut(r.text)
		out = append(out, l)
	}
	return out
}

// repeats reports whether a line stands on other pages too; alike are the lines of
// the same words.
func repeats(l edgeLine, alike []edgeLine) bool {
	needed := 2
	if pageWords.MatchString(l.words) {
		needed = 1
	}
	growing := 0
	for _, o := range alike {
		if o.sheet == l.sheet || len(o.numbers) != len(l.numbers) || math.Abs(o.height-l.height) > sameHeight {
			continue
		}
		if slices.Equal(o.numbers, l.numbers) {
			return true
		}
		if growsWithPages(l, o) {
			if growing++; growing == needed {
				return true
			}
		}
	}
	return false
}

// growsWithPages reports whether the numbers of two lines are the same but for
// one, and that differs as the numbers of their pages do.
func growsWithPages(a, b edgeLine) bool {
	differ := 0
	for i := range a.numbers {
		switch a.numbers[i] - b.numbers[i] {
		case 0:
		case a.sheet - b.sheet:
			differ++
		default:
			return false
		}
	}
	return differ == 1
}

// isPageNumber reports whether a line is the number of its page and stands apart
// from the text.
func (l edgeLine) isPageNumber(page int) bool {
	return pageWords.MatchString(l.words) && len(l.numbers) > 0 && l.numbers[0] == page && l.apart > 1.8
}

// isPageOf reports whether a line ends with the number of its page and of all.
func (l edgeLine) isPageOf(page, pages int) bool {
	n := len(l.numbers)
	return n > 1 && l.numbers[n-2] == page && l.numbers[n-1] == pages && pageOf.MatchString(l.words)
}

var pageOf = regexp.MustCompile(`#\s?(?:/|of|von|из|من|از)\s?#\W*$`)

// pageWords are lines that say nothing but which page it is, with numbers as #.
var pageWords = regexp.MustCompile(`^\W*(?:page|p|pg|seite|sayfa|стр|страница|صفحة|الصفحة|صفحه)?\W*#(?:\W*(?:of|von|из|من|از|sur|de)?\W*#)?\W*$`)

var digits = regexp.MustCompile(`\p{Nd}+`)

// numbersOut takes the numbers out of a line, in the digits of any script.
func numbersOut(s string) (string, []int) {
	var numbers []int
	words := digits.ReplaceAllStringFunc(s, func(d string) string {
		n, err := strconv.Atoi(strings.Map(asciiDigit, d))
		if err != nil {
			return d // longer than any number of a page
		}
		numbers = append(numbers, n)
		return "#"
	})
	return oneLine(strings.ToLower(words)), numbers
}

// asciiDigit is a digit of any script as one of ASCII. The digits of a script are
// assigned in tens from zero (Unicode stability policy).
func asciiDigit(r rune) rune {
	n := '0'
	for n < '9' && unicode.Is(unicode.Nd, r-1) {
		n++
		r--
	}
	return n
}
