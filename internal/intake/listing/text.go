package listing

import (
	"strings"
	"unicode"
)

// Fold joins the words of a text by single spaces.
func Fold(s string) string { return strings.Join(strings.Fields(s), " ") }

// Clean folds white space and takes out what cannot be seen: control
// characters, controls of writing direction, zero-width spaces, soft hyphens.
// The joiners U+200C and U+200D stay, because words of Persian differ by them.
func Clean(s string) string {
	return Fold(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == '\u200c', r == '\u200d':
			return r
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s))
}

// scripts are those that names of lists are written in, by ISO 15924 code.
var scripts = []struct {
	code  string
	table *unicode.RangeTable
}{
	{"Latn", unicode.Latin}, {"Arab", unicode.Arabic}, {"Cyrl", unicode.Cyrillic}, {"Hani", unicode.Han},
	{"Hang", unicode.Hangul}, {"Jpan", unicode.Hiragana}, {"Jpan", unicode.Katakana}, {"Hebr", unicode.Hebrew},
	{"Grek", unicode.Greek}, {"Ethi", unicode.Ethiopic}, {"Armn", unicode.Armenian}, {"Geor", unicode.Georgian},
	{"Deva", unicode.Devanagari}, {"Beng", unicode.Bengali}, {"Guru", unicode.Gurmukhi}, {"Taml", unicode.Tamil},
	{"Thai", unicode.Thai}, {"Syrc", unicode.Syriac}, {"Thaa", unicode.Thaana}, {"Mymr", unicode.Myanmar},
	{"Khmr", unicode.Khmer}, {"Mong", unicode.Mongolian}, {"Sinh", unicode.Sinhala}, {"Tibt", unicode.Tibetan},
}

func scriptOf(r rune) string {
	switch {
	case r < 0x80:
		if unicode.IsLetter(r) {
			return "Latn"
		}
		return ""
	case !unicode.IsLetter(r):
		return ""
	}
	for _, s := range scripts {
		if unicode.Is(s.table, r) {
			return s.code
		}
	}
	return ""
}

// Script is the ISO 15924 code of the script of most letters of a name, "" if
// it has none that is known. Han letters beside kana are Japanese.
func Script(name string) string {
	var n [64]int
	codes := make([]string, 0, 4)
	for _, r := range name {
		code := scriptOf(r)
		if code == "" {
			continue
		}
		i := 0
		for ; i < len(codes) && codes[i] != code; i++ {
		}
		if i == len(codes) {
			codes = append(codes, code)
		}
		n[i]++
	}
	best := ""
	most := 0
	for i, code := range codes {
		if code == "Jpan" {
			return code
		}
		if n[i] > most {
			best, most = code, n[i]
		}
	}
	return best
}

// Lowered reads a name in Arabic script of which only the low byte of each
// letter is left, as some copies of lists have it: "E-E/" for the letters
// U+0645 U+062D U+0645 U+062F. It is false for any text that can be something
// else.
func Lowered(s string) (string, bool) {
	const persian = "پچژکگھیڈےہں" // of Persian and Urdu, beyond U+064A
	telling := false
	var b strings.Builder
	for _, r := range s {
		if r == ' ' {
			b.WriteRune(r)
			continue
		}
		arabic := 0x600 + r
		if r > 0xff || unicode.IsLower(r) || !unicode.IsLetter(arabic) || arabic > 'ي' && !strings.ContainsRune(persian, arabic) {
			return "", false
		}
		telling = telling || !unicode.IsLetter(r) && !unicode.IsDigit(r)
		b.WriteRune(arabic)
	}
	return b.String(), telling
}
