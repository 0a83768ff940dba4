package csvrows

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/truceline/truceline"
)

// A Notation is how a file writes dates or times: "DD/MM/YYYY",
// "YYYY-MM-DD HH:mm", "D MMMM YYYY", "HHmm", or "ISO" for all forms of ISO 8601
// that name a year, a month, a day or a time on a day.
//
//	YYYY  year in four digits, 1000 to 9000
//	YY    year in two digits: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068
//	MM M  month in digits; MMMM and MMM its name or the short of it in English,
//	      French, Russian, Turkish or Arabic
//	DD D  day of the month
//	HH H  hour, 0 to 24; 1 to 12 beside A
//	mm m  minute
//	ss s  second, with a fraction that is dropped
//	A     am or pm
//	Z     offset from UTC: Z, +03, +0300, +03:00
//
// All other marks stand for themselves, and so do the letter T and what stands
// in single quotes. A field of two letters also takes one digit where no digit
// can follow; HHmm and HHmmss take fewer digits, since spreadsheets lose leading
// zeros. Arabic-Indic digits count as digits.
type Notation struct {
	text  string
	parts []notationPart
	pads  int // digits to which an all-digit text is filled up with zeros; 0: not at all
}

// A notationPart is one field or, if field is 0, a literal.
type notationPart struct {
	field   byte // Y, M, D, H, m, s, A, Z; L is the name of a month
	width   int  // letters of the field
	tight   bool // a digit may follow at once: exactly width digits
	literal string
}

// iso are the forms of ISO 8601, the longest first.
var iso = func() []Notation {
	var out []Notation
	for _, s := range [...]string{
		"YYYY-MM-DDTHH:mm:ssZ", "YYYY-MM-DDTHH:mm:ss", "YYYY-MM-DDTHH:mmZ", "YYYY-MM-DDTHH:mm",
		"YYYY-MM-DD HH:mm:ssZ", "YYYY-MM-DD HH:mm:ss", "YYYY-MM-DD HH:mm", "YYYY-MM-DD", "YYYY-MM", "YYYYMMDD", "YYYY",
	} {
		n, err := ParseNotation(s)
		if err != nil {
			panic(err) // a fixed list: the tests read each
		}
		out = append(out, n)
	}
	return out
}()

// ParseNotation reads a notation. What it does not know is a Problem.
func ParseNotation(s string) (Notation, error) {
	n := Notation{text: s}
	if s == "ISO" {
		return n, nil
	}
	seen := map[byte]bool{}
	for rest := s; rest != ""; {
		c := rest[0]
		if c == '\'' {
			inner, after, ok := strings.Cut(rest[1:], "'")
			if !ok {
				return Notation{}, truceline.Invalid("", "the notation %q has a quote that is never closed", s)
			}
			n.parts = append(n.parts, notationPart{literal: inner})
			rest = after
			continue
		}
		width := len(rest) - len(strings.TrimLeft(rest, string(c)))
		field, ok := fieldOf(c, width)
		switch {
		case ok && seen[group(field)]:
			return Notation{}, truceline.Invalid("", "the notation %q names one part of the date twice", s)
		case ok:
			seen[group(field)] = true
			n.parts = append(n.parts, notationPart{field: field, width: width})
			rest = rest[width:]
		case c != 'T' && c < utf8.RuneSelf && unicode.IsLetter(rune(c)):
			return Notation{}, truceline.Invalid("", "the notation %q holds %q, which stands for nothing; write it as YYYY-MM-DD, DD/MM/YYYY, D MMMM YYYY, HH:mm and the like, other letters in single quotes", s, rest[:width])
		default:
			_, size := utf8.DecodeRuneInString(rest)
			n.parts = append(n.parts, notationPart{literal: rest[:size]})
			rest = rest[size:]
		}
	}
	return n.finish(seen)
}

// fieldOf is what a run of one letter stands for.
func fieldOf(c byte, width int) (byte, bool) {
	switch {
	case c == 'Y' && (width == 4 || width == 2), strings.IndexByte("MDHms", c) >= 0 && width <= 2, (c == 'A' || c == 'Z') && width == 1:
		return c, true
	case c == 'M' && width <= 4:
		return 'L', true
	}
	return 0, false
}

// group takes the two ways of naming a month for one.
func group(field byte) byte {
	if field == 'L' {
		return 'M'
	}
	return field
}

// finish checks what the fields of a notation say together.
func (n Notation) finish(seen map[byte]bool) (Notation, error) {
	switch {
	case !seen['Y'] && !seen['H']:
		return Notation{}, truceline.Invalid("", "the notation %q names neither a year nor an hour", n.text)
	case seen['D'] && !seen['M'], seen['M'] && !seen['Y'], seen['H'] && seen['Y'] && !seen['D'],
		seen['m'] && !seen['H'], seen['s'] && !seen['m'], seen['A'] && !seen['H'], seen['Z'] && !seen['H']:
		return Notation{}, truceline.Invalid("", "the notation %q leaves out a part between those that it names", n.text)
	}
	digits := 0
	for i, p := range n.parts {
		numeric := p.field != 0 && strings.IndexByte("YMDHms", p.field) >= 0
		if i > 0 && n.parts[i-1].field != 0 && numeric && n.parts[i-1].field != 'L' && n.parts[i-1].field != 'A' {
			n.parts[i-1].tight = true
			n.parts[i].tight = true
		}
		if !numeric || p.width != 2 || p.field == 'Y' || p.field == 'M' || p.field == 'D' {
			digits = -1 << 30
		}
		digits += p.width
	}
	if digits > 2 {
		n.pads = digits
	}
	return n, nil
}

// String is the notation as it was written.
func (n Notation) String() string { return n.text }

// HasDate and HasClock report whether the notation names a date, a time of day.
func (n Notation) HasDate() bool { return n.text == "ISO" || n.has('Y') }

// HasClock reports whether the notation names a time of day.
func (n Notation) HasClock() bool { return n.text == "ISO" || n.has('H') }

func (n Notation) has(field byte) bool {
	for _, p := range n.parts {
		if p.field == field {
			return true
		}
	}
	return false
}

// errForm says that a text is not written as a notation says.
var errForm = errors.New("form")

// Read reads a text. Its error is the reason of a refusal: that the text is
// written otherwise, or what in it cannot be.
func (n Notation) Read(s string) (Written, error) {
	w, err := n.read(westernDigits(strings.TrimSpace(s)))
	if errors.Is(err, errForm) {
		return Written{}, fmt.Errorf("not written as %s", n.text)
	}
	return w, err
}

// ReadAny reads a text by the first of several notations that it is written in.
func ReadAny(notations []Notation, s string) (Written, error) {
	digits := westernDigits(strings.TrimSpace(s))
	var first error
	var names []string
	for _, n := range notations {
		w, err := n.read(digits)
		if err == nil {
			return w, nil
		}
		if first == nil && !errors.Is(err, errForm) {
			first = err
		}
		names = append(names, n.text)
	}
	if first != nil {
		return Written{}, first
	}
	return Written{}, fmt.Errorf("not written as %s", strings.Join(names, " or "))
}

func (n Notation) read(s string) (Written, error) {
	if n.text == "ISO" {
		for _, form := range iso {
			if w, err := form.read(s); !errors.Is(err, errForm) {
				return w, err
			}
		}
		return Written{}, errForm
	}
	if n.pads > len(s) && s != "" && strings.Trim(s, "0123456789") == "" {
		s = strings.Repeat("0", n.pads-len(s)) + s
	}
	var w Written
	half := ""
	for _, p := range n.parts {
		var ok bool
		switch p.field {
		case 0:
			s, ok = cutLiteral(s, p.literal)
		case 'L':
			w.Month, s, ok = cutMonth(s)
		case 'A':
			half, s, ok = cutHalf(s)
		case 'Z':
			w.OffsetS, s, ok = cutOffset(s)
			w.Zoned = true
		default:
			var v int
			if v, s, ok = cutDigits(s, p); ok {
				w.set(p, v)
			}
			if p.field == 's' && strings.HasPrefix(s, ".") {
				s = strings.TrimLeft(s[1:], "0123456789")
			}
		}
		if !ok {
			return Written{}, errForm
		}
	}
	if s != "" {
		return Written{}, errForm
	}
	return w, w.check(half)
}

// westernDigits writes Arabic-Indic digits as 0 to 9.
func westernDigits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return r - '٠' + '0'
		case r >= '۰' && r <= '۹':
			return r - '۰' + '0'
		}
		return r
	}, s)
}

// cutLiteral cuts a mark; white space stands for any amount of it.
func cutLiteral(s, literal string) (string, bool) {
	if strings.TrimSpace(literal) == "" {
		rest := strings.TrimLeftFunc(s, unicode.IsSpace)
		return rest, len(rest) < len(s)
	}
	return strings.CutPrefix(s, literal)
}

func cutDigits(s string, p notationPart) (v int, rest string, ok bool) {
	n := 0
	for n < len(s) && n < max(p.width, 2) && s[n] >= '0' && s[n] <= '9' {
		v = v*10 + int(s[n]-'0')
		n++
	}
	exact := p.tight || p.field == 'Y'
	return v, s[n:], n > 0 && (!exact || n == p.width)
}

func cutHalf(s string) (half, rest string, ok bool) {
	if len(s) < 2 {
		return "", s, false
	}
	half = strings.ToLower(s[:2])
	return half, s[2:], half == "am" || half == "pm"
}

// cutOffset reads Z, +03, +0300 or +03:00, in seconds east of UTC.
func cutOffset(s string) (seconds int, rest string, ok bool) {
	s = strings.TrimLeft(s, " ")
	if rest, ok := strings.CutPrefix(s, "Z"); ok {
		return 0, rest, true
	}
	if len(s) < 3 || s[0] != '+' && s[0] != '-' {
		return 0, s, false
	}
	two := notationPart{width: 2, tight: true}
	hours, rest, ok := cutDigits(s[1:], two)
	if !ok || hours > 14 {
		return 0, s, false
	}
	minutes := 0
	if rest != "" {
		if minutes, rest, ok = cutDigits(strings.TrimPrefix(rest, ":"), two); !ok || minutes > 59 {
			return 0, s, false
		}
	}
	seconds = hours*3600 + minutes*60
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, rest, true
}
