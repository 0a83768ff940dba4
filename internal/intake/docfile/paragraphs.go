package docfile

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// A writer puts paragraphs under each other, one to a line.
type writer struct {
	b    strings.Builder
	max  int  // bytes that it takes
	full bool // something did not fit any more
}

// paragraph adds a paragraph behind the mark that it bears in a list, "1. " or
// "(a) ". What is blank is none.
func (w *writer) paragraph(mark, s string) {
	s = strings.TrimFunc(s, isBlank)
	if s == "" {
		return
	}
	s = mark + s
	if w.b.Len()+len(s)+1 > w.max {
		w.full = true
		return
	}
	w.b.WriteString(s)
	w.b.WriteByte('\n')
}

// oneLine folds white space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// byProgram matches what programs put where a title belongs: the name of a file,
// an address, the name of a document without one.
var byProgram = regexp.MustCompile(`(?i)^(microsoft word - |about:|https?://|file:|untitled|document\s?\d*$)|\.(docx?|odt|rtf|pdf|txt|html?|indd)$`)

// title is a title as one line, cut where it is longer than any title; "" if a
// program wrote it.
func title(s string) string {
	const most = 300 // characters
	s = oneLine(s)
	if byProgram.MatchString(s) {
		return ""
	}
	n := 0
	for i := range s {
		if n == most {
			return s[:i]
		}
		n++
	}
	return s
}

// isBlank reports whether a rune shows nothing at the edge of a paragraph: white
// space, or the mark of zero width with which some pages fill empty lines.
func isBlank(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

// numeral writes the number of a paragraph in the style of its list. The styles
// bear the names of WordprocessingML (ECMA-376, 17.18.59); an unknown one is
// written in digits.
func numeral(n int, style string) string {
	switch style {
	case "lowerLetter":
		return letters(n, "abcdefghijklmnopqrstuvwxyz")
	case "upperLetter":
		return letters(n, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	case "russianLower":
		return letters(n, "абвгдежзиклмнопрстуфхцчшщыэюя")
	case "russianUpper":
		return letters(n, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ")
	case "arabicAlpha":
		return letters(n, "أبتثجحخدذرزسشصضطظعغفقكلمنهوي")
	case "arabicAbjad":
		return letters(n, "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ")
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	case "decimalZero":
		return fmt.Sprintf("%02d", n)
	case "ordinal":
		return fmt.Sprint(n) + ordinal(n)
	}
	return fmt.Sprint(n)
}

// letters writes a number as Word does: after z comes aa, then bb.
func letters(n int, alphabet string) string {
	runes := []rune(alphabet)
	if n < 1 || n > 30*len(runes) {
		return fmt.Sprint(n)
	}
	return strings.Repeat(string(runes[(n-1)%len(runes)]), (n-1)/len(runes)+1)
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return fmt.Sprint(n)
	}
	var b strings.Builder
	for _, s := range []struct {
		n int
		s string
	}{
		{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"},
		{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
	} {
		for n >= s.n {
			b.WriteString(s.s)
			n -= s.n
		}
	}
	return b.String()
}

func ordinal(n int) string {
	if n%100/10 == 1 {
		return "th"
	}
	switch n % 10 {
	case 1:
		return "st"
	case 2:
		return "nd"
	case 3:
		return "rd"
	}
	return "th"
}

// raised writes digits that stand above the line as the characters for that, so
// that the mark of a footnote does not become part of the number before it:
// "2254" with a raised 1 is "2254¹" and not "22541". Anything else stays.
func raised(s string) string {
	if s == "" || strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) >= 0 {
		return s
	}
	return strings.Map(func(r rune) rune { return []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[r-'0'] }, s)
}
