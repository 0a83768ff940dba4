package document

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is a word, a number or one mark of punctuation of a text.
type token struct {
	start, end int32 // bytes of the text
	word       wordID
	flags      flags
}

// flags say what a token looks like.
type flags uint16

const (
	isWord    flags = 1 << iota // letters, perhaps with digits
	isNumber                    // digits, perhaps with separators: 2401, 12,000, 1.5
	isMark                      // one mark of punctuation
	isCap                       // its first letter is a capital
	isUpper                     // two letters or more, all capitals
	spaced                      // white space stands before it
	newLine                     // a line break stands before it
	blankLine                   // an empty line, or the start of the text, stands before it
	isOpenQ                     // a mark that opens a quotation here
	isCloseQ                    // a mark that closes a quotation here
	isHidden                    // of a page's furniture: no part of a sentence
)

func (t token) is(f flags) bool { return t.flags&f != 0 }

// asciiKind sorts the bytes below utf8.RuneSelf.
var asciiKind = func() (k [utf8.RuneSelf]byte) {
	for c := range k {
		switch b := byte(c); {
		case 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z':
			k[c] = 'a'
		case '0' <= b && b <= '9':
			k[c] = '0'
		case b == ' ' || b == '\t' || b == '\r' || b == '\v' || b == '\f':
			k[c] = ' '
		case b == '\n':
			k[c] = '\n'
		default:
			k[c] = '.'
		}
	}
	return k
}()

// ignorable are runes that stand between letters without being seen: marks of
// direction and joining, soft hyphens, byte order marks.
func ignorable(r rune) bool {
	switch {
	case r == 0xAD, r == 0xFEFF, r == 0x061C, 0x200B <= r && r <= 0x200F, 0x202A <= r && r <= 0x202E, 0x2060 <= r && r <= 0x2069:
		return true
	}
	return false
}

// A scanner cuts a text into tokens.
type scanner struct {
	text string
	lex  *lexicon
	toks []token
	gap  flags // white space seen since the last token
	buf  []byte
}

// tokens cuts the text into words, numbers and marks. It never fails: bytes
// that are no UTF-8 are marks. It goes over the text once.
func (s *scanner) tokens() []token {
	text := s.text
	s.gap = blankLine | newLine | spaced
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			switch asciiKind[c] {
			case 'a', '0':
				i = s.wordAt(i)
			case ' ':
				s.gap |= spaced
				i++
			case '\n':
				if s.gap&newLine != 0 {
					s.gap |= blankLine
				}
				s.gap |= spaced | newLine
				i++
			default:
				s.add(i, i+1, markID(c), isMark)
				i++
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			s.add(i, i+1, 0, isMark)
		case ignorable(r):
			// no token, no gap
		case unicode.IsSpace(r):
			s.gap |= spaced
			if r == 0x2028 || r == 0x2029 || r == 0x85 {
				s.gap |= newLine
			}
		case (unicode.IsLetter(r) || unicode.IsDigit(r)) && !(0x02BB <= r && r <= 0x02BF): // these are apostrophes here
			i = s.wordAt(i)
			continue
		default:
			s.add(i, i+n, markOf(r), isMark)
		}
		i += n
	}
	return s.toks
}

func (s *scanner) add(start, end int, w wordID, f flags) {
	s.toks = append(s.toks, token{int32(start), int32(end), w, f | s.gap})
	s.gap = 0
}

// wordAt takes the word or number that begins at byte i, and returns where it
// ends. Apostrophes between letters belong to the word ("Sana'a"), but a
// possessive 's is a token of its own; a hyphen parts words, except where it
// breaks one over two lines; single letters with full stops are one word
// ("U.S.").
func (s *scanner) wordAt(i int) int {
	text := s.text
	start := i
	letters, digits := 0, 0
	upper := true
	apostrophe, upperBefore := -1, false // the last apostrophe, and whether all before it are capitals
	s.buf = s.buf[:0]
scan:
	for i < len(text) {
		c := text[i]
		if c < utf8.RuneSelf {
			switch asciiKind[c] {
			case 'a':
				letters++
				if c >= 'a' {
					upper = false
				} else {
					c |= 0x20
				}
				s.buf = append(s.buf, c)
				i++
				continue
			case '0':
				digits++
				s.buf = append(s.buf, c)
				i++
				continue
			case '.':
				switch {
				case c == '\'' && letters > 0 && i+1 < len(text) && asciiLetter(text[i+1]):
					apostrophe, upperBefore = i, upper && letters > 1
					s.buf = append(s.buf, '\'')
					i++
					continue
				case (c == ',' || c == '.') && letters == 0 && i+1 < len(text) && asciiKindOf(text[i+1]) == '0':
					s.buf = append(s.buf, c)
					i++
					continue
				case c == '.' && letters == 1 && digits == 0 && i == start+1 && i+2 < len(text) && asciiLetter(text[i+1]) && text[i+2] == '.':
					return s.initials(start)
				case c == '-' && letters > 1 && brokenAt(text, i):
					if end, ok := s.broken(start, i); ok {
						return end
					}
				}
			}
			break scan
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			break scan
		case ignorable(r): // unseen
		case r == '\u2018' || r == '\u2019' || 0x02BB <= r && r <= 0x02BF:
			// The typographic apostrophe between letters, and the signs for hamza
			// and ayn of transliterated Arabic.
			next, _ := utf8.DecodeRuneInString(text[i+n:])
			if letters == 0 || !unicode.IsLetter(next) {
				break scan
			}
			apostrophe, upperBefore = i, upper && letters > 1
			s.buf = append(s.buf, '\'')
		case unicode.IsLetter(r) || unicode.IsMark(r):
			letters++
			if !unicode.IsUpper(r) {
				upper = false
			}
			s.buf = utf8.AppendRune(s.buf, unicode.ToLower(r))
		case unicode.IsDigit(r):
			digits++
			s.buf = utf8.AppendRune(s.buf, r)
		default:
			break scan
		}
		i += n
	}
	f := isWord
	if letters == 0 {
		f = isNumber
	}
	if letters > 0 && startsUpper(text[start:]) {
		f |= isCap
		if upper && letters > 1 {
			f |= isUpper
		}
	}
	if apostrophe >= 0 {
		k := bytes.LastIndexByte(s.buf, '\'')
		if tail := string(s.buf[k+1:]); tail == "s" || contracted(tail) != "" {
			if upperBefore {
				f |= isUpper
			}
			s.add(start, apostrophe, s.lex.find(s.buf[:k]), f)
			if tail == "s" {
				s.add(apostrophe, i, wordPossessive, isMark)
			} else {
				s.add(apostrophe, i, s.lex.find([]byte(contracted(tail))), isWord)
			}
			return i
		}
	}
	s.add(start, i, s.lex.find(s.buf), f)
	return i
}

// contracted is the verb that the end of a contraction stands for: "we're",
// "I've", "they'll".
func contracted(tail string) string {
	switch tail {
	case "re":
		return "are"
	case "ve":
		return "have"
	case "ll":
		return "will"
	case "m":
		return "am"
	}
	return ""
}

// initials takes "U.S." and the like: single letters, each with a full stop.
func (s *scanner) initials(start int) int {
	i := start
	s.buf = s.buf[:0]
	for i+1 < len(s.text) && asciiLetter(s.text[i]) && s.text[i+1] == '.' {
		s.buf = append(s.buf, s.text[i]|0x20, '.')
		i += 2
	}
	f := isWord
	if startsUpper(s.text[start:]) {
		f |= isCap | isUpper
	}
	s.add(start, i, s.lex.find(s.buf), f)
	return i
}

// brokenAt reports whether the hyphen at byte i ends a line and a lower-case
// letter begins the next.
func brokenAt(text string, i int) bool {
	j := i + 1
	for j < len(text) && (text[j] == ' ' || text[j] == '\r') {
		j++
	}
	if j >= len(text) || text[j] != '\n' {
		return false
	}
	for j++; j < len(text) && text[j] == ' '; j++ {
	}
	return j < len(text) && 'a' <= text[j] && text[j] <= 'z'
}

// broken takes a word that a line break parts, if the two parts make a word
// that the reader knows. Otherwise the hyphen may be the word's own.
func (s *scanner) broken(start, hyphen int) (end int, ok bool) {
	text := s.text
	i := hyphen + 1
	for i < len(text) && asciiKindOf(text[i]) != 'a' {
		i++
	}
	whole := append([]byte(nil), s.buf...)
	for i < len(text) && asciiLetter(text[i]) {
		whole = append(whole, text[i]|0x20)
		i++
	}
	w := s.lex.find(whole)
	if w == 0 {
		return 0, false
	}
	f := isWord
	if startsUpper(text[start:]) {
		f |= isCap
	}
	s.add(start, i, w, f)
	return i, true
}

func asciiLetter(c byte) bool { return asciiKindOf(c) == 'a' }

func asciiKindOf(c byte) byte {
	if c < utf8.RuneSelf {
		return asciiKind[c]
	}
	return 0
}

func startsUpper(s string) bool {
	if s[0] < utf8.RuneSelf {
		return 'A' <= s[0] && s[0] <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// Marks have word ids of their own, so that phrases can hold them. Their ids
// are those of ASCII; wordPossessive is the possessive 's.
const (
	wordPossessive wordID = 1
	firstWord      wordID = 128
)

func markID(c byte) wordID { return wordID(c) }

// markOf is the id of a mark beyond ASCII: that of the ASCII mark which stands
// for the same, or 0.
func markOf(r rune) wordID {
	switch r {
	case '\u2010', '\u2011', '\u00AD':
		return '-'
	case '\u2012', '\u2013', '\u2014', '\u2015', '\u2212':
		return dash
	case '\u2018', '\u2019', '\u201B', '\u02BC':
		return '\''
	case '\u201C', '\u201D', '\u201E', '\u201F', '\u00AB', '\u00BB', '\u2033':
		return '"'
	case '\u2022', '\u25CF', '\u25E6', '\u00B7', '\u25AA':
		return bullet
	case '\u2026':
		return '.'
	case '\u061F':
		return '?'
	case '\u06D4':
		return '.'
	case '\u061B':
		return ';'
	case '\u060C':
		return ','
	}
	return 0
}

const (
	dash   wordID = 2 // a dash between words, not a hyphen
	bullet wordID = 3
)

// words is the text of tokens i to j.
func words(text string, toks []token, i, j int) string {
	if i >= j {
		return ""
	}
	return text[toks[i].start:toks[j-1].end]
}

// A ruler counts runes up to a byte: from the nearest of its marks, which stand
// at the first rune from each multiple of rulerStep bytes on.
type ruler struct {
	text  string
	marks []rulerMark
}

type rulerMark struct{ bytes, runes int32 }

const rulerStep = 512

// newRuler measures the text once.
func newRuler(text string) ruler {
	r := ruler{text: text, marks: make([]rulerMark, 0, len(text)/rulerStep+1)}
	runes, next := 0, 0
	for i := range text {
		for ; next <= i; next += rulerStep {
			r.marks = append(r.marks, rulerMark{int32(i), int32(runes)})
		}
		runes++
	}
	for ; next <= len(text); next += rulerStep {
		r.marks = append(r.marks, rulerMark{int32(len(text)), int32(runes)})
	}
	return r
}

// at is how many runes begin before byte i, which is the start of one.
func (r ruler) at(i int) int {
	m := i / rulerStep
	for int(r.marks[m].bytes) > i {
		m--
	}
	return int(r.marks[m].runes) + utf8.RuneCountInString(r.text[r.marks[m].bytes:i])
}

// span is the bytes from start to end as a Span.
func (r ruler) span(start, end int) Span {
	n := r.at(start)
	return Span{start, end, n, n + utf8.RuneCountInString(r.text[start:end])}
}

// trimmed is the span without white space at either end.
func trimmed(text string, start, end int) (int, int) {
	for start < end {
		r, n := utf8.DecodeRuneInString(text[start:end])
		if !unicode.IsSpace(r) && !ignorable(r) {
			break
		}
		start += n
	}
	t := strings.TrimRightFunc(text[start:end], func(r rune) bool { return unicode.IsSpace(r) || ignorable(r) })
	return start, start + len(t)
}
