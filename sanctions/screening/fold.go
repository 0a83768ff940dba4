package screening

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What is read of a name is bounded, so that no name costs much: no listed name
// comes near. Letters and words beyond are not compared.
const (
	lettersRead = 1000
	wordsRead   = 32
)

// Fold gives a key under which spellings of no consequence are equal: case,
// marks, apostrophes, punctuation, white space, controls of writing direction,
// and letters that stand for each other on keyboards of one script. All of the
// name is in the key.
func Fold(name string) string {
	out := make([]byte, 0, len(name))
	var own, said []rune
	space := false
	for _, r := range name {
		switch {
		case inWord(r):
			if own, said = foldLetter(own[:0], said[:0], r); len(own) == 0 {
				continue
			}
			if space && len(out) > 0 {
				out = append(out, ' ')
			}
			space = false
			for _, f := range own {
				out = utf8.AppendRune(out, f)
			}
		case mark(r), silent(r):
		default:
			space = true
		}
	}
	return string(out)
}

// inWord reports whether a rune belongs to a word.
func inWord(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	if r == utf8.RuneError || mark(r) || silent(r) {
		return false
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// foldLetter appends a letter's folded form, and the letters that say how it
// sounds, which differ from it only for Latin letters with some marks.
func foldLetter(own, said []rune, r rune) ([]rune, []rune) {
	if r < 0x80 {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(own, r), append(said, r)
	}
	r = unicode.ToLower(r)
	switch {
	case r >= 0x660 && r <= 0x669, r >= 0x6F0 && r <= 0x6F9:
		return append(own, '0'+r&0xF), append(said, '0'+r&0xF)
	case r >= 0x966 && r < 0xD80 && unicode.IsDigit(r):
		return append(own, '0'+(r-0x66)&0xF), append(said, '0'+(r-0x66)&0xF)
	case r >= 0xAC00 && r < 0xD7A4, r >= 0x3041 && r <= 0x30FA: // a syllable is as much as a letter elsewhere
		return append(own, r), append(said, r)
	}
	if s, ok := latinSound[r]; ok {
		for _, c := range s {
			said = append(said, c)
		}
		if s, ok := latinForm[r]; ok {
			for _, c := range s {
				own = append(own, c)
			}
			return own, said
		}
		if base := []rune(norm.NFKD.String(string(r))); len(base) > 0 {
			own = append(own, base[0])
		}
		return own, said
	}
	if s, ok := latinForm[r]; ok {
		for _, c := range s {
			own, said = append(own, c), append(said, c)
		}
		return own, said
	}
	var from [utf8.UTFMax]byte
	var to [64]byte
	for b := norm.NFKD.Append(to[:0], from[:utf8.EncodeRune(from[:], r)]...); len(b) > 0; {
		c, n := utf8.DecodeRune(b)
		b = b[n:]
		if mark(c) || silent(c) {
			continue
		}
		c = unicode.ToLower(c)
		for _, forms := range [...]map[rune]rune{arabicForm, cyrillicForm, greekForm, hebrewForm} {
			if f, ok := forms[c]; ok {
				c = f
				break
			}
		}
		if c == 'ء' || !inWord(c) {
			continue
		}
		own, said = append(own, c), append(said, c)
	}
	return own, said
}

// foldWord folds the letters of one word.
func foldWord(w string) []rune {
	var own, said []rune
	for _, r := range w {
		if inWord(r) {
			own, said = foldLetter(own, said, r)
		}
	}
	return own
}

// scriptOf is the script of a folded letter.
func scriptOf(r rune) script {
	switch {
	case r >= '0' && r <= '9':
		return digits
	case r < 0x370:
		return latin
	case r < 0x400:
		return greek
	case r < 0x530:
		return cyrillic
	case r >= 0x590 && r < 0x600:
		return hebrew
	case r >= 0x600 && r < 0x780:
		return arabic
	case r >= 0x3400 && r < 0xA000:
		return han
	}
	return otherScript
}
