package gazetteer

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A sound is how a letter, or a group of letters, is heard, as one byte. Sounds
// are what names in different scripts have in common. Most are the letter that
// stands for them; the others are these.
//
// The tables below are our own. They follow the romanisation of Arabic by
// BGN/PCGN (1956), which GeoNames uses, its French counterpart of the mandate's
// maps (Charifa, Rhardouga, Djeble), the Russian practical transcription of
// Arabic (ج дж, ح and خ х, ق к, ع nothing) and Turkish orthography.
const (
	sTh      = 'T' // th: ث, which others write t or s
	sDh      = 'D' // dh: ذ and ظ, which others write d or z
	sKh      = 'x' // kh: خ
	sHa      = 'H' // the Cyrillic х: ح, ه or خ
	sSh      = 'S' // sh, French ch: ش
	sCedilla = '$' // ş: BGN/PCGN writes it for ص, Turkish for ش
	sCh      = 'C' // English ch, Turkish ç: چ
	sSoftC   = 'c' // a c alone: Turkish ج, French k or s
	sHardG   = 'G' // a g alone: ج, غ or ق
	sGh      = 'g' // gh, French rh: غ
	sMarbuta = '+' // ة within a name, which is heard as a or at
	sOpening = '@' // ا or ع at the beginning of a word: some vowel, which is not written
	sEnding  = '=' // ة, ا or ى at the end of a name, with an h or without: the feminine, mostly
	noSound  = 0
)

// A vowel at the beginning of a word stands for hamza or ayn as well, and tells
// more than another: it is heard as the capital.
const openings = "AEIOU"

// script is the writing that a word is in.
type script int

const (
	latin script = iota
	arabic
	cyrillic
	other
)

// arabicLetters is by the letter after compatibility decomposition, so that
// hamza above and below, madda and the vowel signs are marks of their own and
// have gone.
var arabicLetters = map[rune]byte{
	'ا': 'a', 'ٱ': 'a', 'ى': 'a', 'ب': 'b', 'پ': 'p', 'ت': 't', 'ث': sTh, 'ج': 'j', 'چ': sCh, 'ح': 'h', 'خ': sKh,
	'د': 'd', 'ذ': sDh, 'ر': 'r', 'ز': 'z', 'ژ': 'j', 'س': 's', 'ش': sSh, 'ص': 's', 'ض': 'd', 'ط': 't', 'ظ': sDh,
	'غ': sGh, 'ف': 'f', 'ڤ': 'v', 'ق': 'q', 'ك': 'k', 'ک': 'k', 'گ': sHardG, 'ل': 'l', 'م': 'm', 'ن': 'n',
	'ه': 'h', 'ھ': 'h', 'و': 'w', 'ۆ': 'o', 'ي': 'y', 'ی': 'y', 'ێ': 'e', 'ة': sMarbuta,
	'ع': noSound, 'ء': noSound,
}

var cyrillicLetters = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "G", 'д': "d", 'е': "e", 'ж': "j", 'з': "z", 'и': "i", 'й': "y", 'к': "k",
	'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "H",
	'ц': "ts", 'ч': "C", 'ш': "S", 'щ': "S", 'ы': "i", 'э': "e", 'ю': "yu", 'я': "ya", 'ъ': "", 'ь': "",
	'і': "i", 'ї': "yi", 'є': "e", 'ґ': "G", 'ў': "w",
}

// latinLetters are those that do not decompose into a letter and a mark.
var latinLetters = map[rune]byte{'ı': 'i', 'ø': 'o', 'æ': 'e', 'œ': 'e', 'ə': 'e', 'ð': 'd', 'þ': 't', 'ß': 's', 'ł': 'l', 'đ': 'd', 'ħ': 'h'}

// A group is letters that are heard as one sound, or as another spelling.
type group struct {
	letters string
	sound   byte
}

// latinGroups are tried in this order at every letter.
var latinGroups = []group{
	{"sch", sSh}, {"tsh", sCh}, {"tch", sCh}, {"dzh", 'j'},
	{"sh", sSh}, {"ch", sCh}, {"kh", sKh}, {"gh", sGh}, {"th", sTh}, {"dh", sDh}, {"ph", 'f'}, {"dj", 'j'}, {"dg", 'j'}, {"zh", 'j'},
	{"ck", 'k'}, {"ou", 'u'}, {"oo", 'u'}, {"ee", 'i'},
}

// Combining marks that change the letter before them.
const (
	cedilla = '\u0327'
	breve   = '\u0306'
)

// A word is one word of a name, as it is heard.
type word struct {
	text       string // as written
	from, to   int    // bytes within the text
	plain      string // its letters, decomposed, without marks, in lower case
	sound      []byte
	script     script
	upper      bool // its first letter is a capital
	shout      bool // all its letters are capitals
	glued      bool // joined to the word before by a hyphen
	bracketed  bool // within brackets
	afterComma bool // a comma stands somewhere before it, outside brackets
	alternate  int  // how many slashes stand before it: "Kobane/Ayn al Arab"
}

// scriptOf is the script of a letter.
func scriptOf(r rune) script {
	switch {
	case r < 0x250 || unicode.Is(unicode.Latin, r):
		return latin
	case unicode.Is(unicode.Arabic, r):
		return arabic
	case unicode.Is(unicode.Cyrillic, r):
		return cyrillic
	}
	return other
}

// inWord reports whether a rune that is no letter belongs to the word it stands
// in: marks, and what is written for ayn and hamza.
func inWord(r rune) bool {
	switch r {
	case '\'', '`', '´', '‘', '’', '‛', 'ʻ', 'ʼ', 'ʽ', 'ʾ', 'ʿ', '′', 'ـ', '\u200c', '\u200d', '\u200e', '\u200f', '\u00ad':
		return true
	}
	return unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Lm, r)
}

// letters is a word's letters decomposed, without marks, in lower case, with
// marks that change a letter written into it.
func letters(text string) (plain []rune, marked []byte) {
	decomposed := text
	if !ascii(text) {
		decomposed = norm.NFKD.String(text)
	}
	for _, r := range decomposed {
		if !unicode.IsLetter(r) {
			if n := len(marked); n > 0 && (r == cedilla || r == breve) {
				switch {
				case r == cedilla && plain[n-1] == 's':
					marked[n-1] = sCedilla
				case r == cedilla && plain[n-1] == 'c':
					marked[n-1] = sCh
				case r == breve && plain[n-1] == 'g':
					marked[n-1] = sGh
				case r == breve && plain[n-1] == 'и':
					plain[n-1] = 'й'
				}
			}
			if !unicode.IsDigit(r) {
				continue
			}
		}
		if unicode.Is(unicode.Lm, r) {
			continue
		}
		plain = append(plain, unicode.ToLower(r))
		marked = append(marked, 0)
	}
	return plain, marked
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// hear turns a word's letters into sounds. Letters that no table has are left
// out, but for digits, which are heard as themselves.
func hear(plain []rune, marked []byte, sc script) []byte {
	out := make([]byte, 0, len(plain))
	add := func(s byte) {
		if s != noSound && (len(out) == 0 || out[len(out)-1] != s) { // a letter twice is heard once
			out = append(out, s)
		}
	}
	for i := 0; i < len(plain); i++ {
		r := plain[i]
		switch {
		case i == 0 && sc == arabic && (r == 'ا' || r == 'ع'):
			add(sOpening)
		case r >= '0' && r <= '9':
			out = append(out, byte(r))
		case marked[i] != 0:
			add(marked[i])
		case sc == arabic:
			if r == 'ه' && i == len(plain)-1 && i >= 2 {
				r = 'ة' // often written without its dots
			}
			add(arabicLetters[r])
		case sc == cyrillic:
			if r == 'д' && i+1 < len(plain) && plain[i+1] == 'ж' {
				add('j')
				i++
				continue
			}
			for _, s := range []byte(cyrillicLetters[r]) {
				add(s)
			}
		default:
			s, n := hearLatin(plain[i:], marked[i:])
			add(s)
			i += n - 1
		}
	}
	if sc == latin || sc == cyrillic {
		out = bareEnd(out)
		if len(out) > 0 && isVowel(out[0]) {
			out[0] -= 'a' - 'A'
		}
	}
	return out
}

func isVowel(s byte) bool { return strings.IndexByte("aeiou", s) >= 0 }

// hearLatin is the sound at the beginning of the letters, and how many it takes.
func hearLatin(plain []rune, marked []byte) (byte, int) {
	for _, g := range latinGroups {
		if starts(plain, marked, g.letters) {
			return g.sound, len(g.letters)
		}
	}
	r := plain[0]
	switch {
	case r == 'r' && len(plain) > 2 && starts(plain, marked, "rh") && vowel(plain[2]):
		return sGh, 2
	case r == 'q' && len(plain) > 2 && starts(plain, marked, "qu") && (plain[2] == 'e' || plain[2] == 'i'):
		return 'q', 2 // French: Quirdaha. Where the u is heard it is weak evidence
	case r == 'g' && len(plain) > 2 && starts(plain, marked, "gu") && (plain[2] == 'e' || plain[2] == 'i'):
		return sHardG, 2
	case r == 'g':
		return sHardG, 1
	case r >= 'a' && r <= 'z':
		return byte(r), 1
	}
	return latinLetters[r], 1
}

func starts(plain []rune, marked []byte, with string) bool {
	if len(plain) < len(with) {
		return false
	}
	for i := range len(with) {
		if plain[i] != rune(with[i]) || marked[i] != 0 {
			return false
		}
	}
	return true
}

func vowel(r rune) bool {
	switch r {
	case 'a', 'e', 'i', 'o', 'u', 'ı':
		return true
	}
	return false
}

// bareEnd takes the h from an end in ah, eh or ih: it is how some write ة.
func bareEnd(s []byte) []byte {
	n := len(s)
	if n > 2 && (s[n-1] == 'h' || s[n-1] == sHa) && (s[n-2] == 'a' || s[n-2] == 'e' || s[n-2] == 'i') {
		return s[:n-1]
	}
	return s
}
