package screening

import "strings"

// A script is a family of letters. Words of one script are compared letter by
// letter as written; words of two scripts by how they sound in Latin letters.
type script uint8

const (
	latin script = iota
	arabic
	cyrillic
	greek
	hebrew
	han
	digits
	otherScript // each has its letters romanised; see brahmic.go
)

// abjad reports whether the script leaves short vowels out.
func (s script) abjad() bool { return s == arabic || s == hebrew }

// arabicLetters gives letters that stand for each other in writing one common
// form (Persian, Urdu, Pashto and Kurdish letters are brought to the Arabic that
// writers without them use), and each common form how it sounds.
var arabicForm, arabicSound = pairs(`
ا a,أ ا,إ ا,آ ا,ٱ ا,ٲ ا,ب b,ة ه,ت t,ث T,ج j,ح h,خ x,د d,ذ D,ر r,ز z,س s,ش S,ص s,ض d,ط t,ظ z,ع ',غ G,
ف f,ق q,ك k,ل l,م m,ن n,ه h,و v,ي y,ى ي,ؤ و,ئ ي,
ک ك,ی ي,ې ي,ۍ ي,ے ي,ێ ي,ہ ه,ھ ه,ە ه,ۀ ه,ۃ ة,ۂ ه,ں ن,ټ ت,ٹ ت,ډ د,ڈ د,ړ ر,ڑ ر,ڕ ر,ږ G,ښ x,ځ z,څ s,ګ گ,
گ g,پ p,چ C,ژ Z,ڤ v,ڵ ل,ۆ و,ۇ و,ۋ و,ڭ n,ݢ g,ڠ n,ڽ n,ۏ و`)

// cyrillicForm serves Russian, Ukrainian, Belarusian, Serbian, Macedonian,
// Bulgarian, Kazakh, Kyrgyz, Tatar and Tajik; sounds are of the usual English
// romanisation.
var cyrillicForm, cyrillicSound = pairs(`
а a,б b,в v,г g,д d,е e,ё е,ж Z,з z,и i,й y,к k,л l,м m,н n,о o,п p,р r,с s,т t,у u,ф f,х x,ц c,ч C,ш S,щ S,ъ -,ы i,ь -,э e,
ю yu,я ya,ґ г,є ye,і i,ї yi,ў v,ђ j,ј y,љ ly,њ ny,ћ C,џ j,ѓ g,ѕ dz,ќ k,қ k,ғ G,ң n,ө o,ұ u,ү u,һ h,ә a,ӣ и,ӯ у,ҳ h,ҷ j,ѣ е,ѐ е,ѝ и`)

var greekForm, greekSound = pairs(`
α a,β v,γ g,δ d,ε e,ζ z,η i,θ T,ι i,κ k,λ l,μ m,ν n,ξ ks,ο o,π p,ρ r,σ s,ς σ,τ t,υ i,φ f,χ x,ψ ps,ω o`)

var hebrewForm, hebrewSound = pairs(`
א a,ב b,ג g,ד d,ה h,ו v,ז z,ח x,ט t,י y,כ k,ך כ,ל l,מ m,ם מ,נ n,ן נ,ס s,ע ',פ p,ף פ,צ c,ץ צ,ק k,ר r,ש S,ת t`)

// pairs reads a table. Where the right side is a letter of the same script the
// left one is only another form of it, and sounds as that does; "-" is silent.
func pairs(table string) (form map[rune]rune, sound map[rune]string) {
	form, sound = map[rune]rune{}, map[rune]string{}
	for _, p := range strings.Split(table, ",") {
		from, to, _ := strings.Cut(strings.TrimSpace(p), " ")
		f, t := []rune(from)[0], []rune(to)
		switch {
		case to == "-":
			sound[f] = ""
		case to == "'":
			sound[f] = "'"
		case t[0] < 0x80:
			sound[f] = to
		default:
			form[f] = t[0]
		}
	}
	return form, sound
}

// latinForm is what a letter becomes that does not fall apart into a letter
// and marks.
var latinForm = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ə': "a",
	'ŋ': "ng", 'ħ': "h", 'ŧ': "t", 'ɖ': "d", 'ɓ': "b", 'ɗ': "d", 'ƙ': "k", 'ɛ': "e", 'ɔ': "o", 'ĸ': "k", 'ſ': "s",
}

// latinSound is how letters with marks sound that differ from the bare ones.
// Bare letters are compared too: most people write Erdogan, Vucic, Sanliurfa.
var latinSound = map[rune]string{
	'ş': "sh", 'ș': "sh", 'š': "sh", 'ś': "sh", 'ç': "ch", 'č': "ch", 'ć': "ch", 'ž': "zh", 'ż': "zh", 'ź': "zh",
	'ğ': "gh", 'ñ': "ny", 'đ': "dj", 'ţ': "ts", 'ț': "ts", 'ř': "rzh", 'ł': "l", 'þ': "th", 'ð': "dh",
	'ḏ': "dh", 'ṯ': "th", 'ḫ': "kh", 'ġ': "gh", 'ǧ': "j", 'ä': "e", 'ö': "o", 'ü': "u", 'ø': "o", 'å': "o", 'ə': "a",
}

// mark reports whether a rune only marks the letter before it: accents, Arabic
// and Hebrew vowel points, the lengthening stroke. The vowel signs of Indic and
// other scripts are letters here.
func mark(r rune) bool {
	switch {
	case r < 0x300:
		return r == 0xA8 || r == 0xAF || r == 0xB4 || r == 0xB8
	case r <= 0x36F, r >= 0x483 && r <= 0x489, r >= 0x591 && r <= 0x5C7 && r != 0x5BE,
		r >= 0x610 && r <= 0x61A, r >= 0x64B && r <= 0x65F, r == 0x670, r == 0x640, r >= 0x6D6 && r <= 0x6DC,
		r >= 0x6DF && r <= 0x6ED && r != 0x6E9, r >= 0x1AB0 && r <= 0x1AFF, r >= 0x1DC0 && r <= 0x1DFF,
		r >= 0x20D0 && r <= 0x20FF, r >= 0xFE00 && r <= 0xFE0F, r >= 0xFE20 && r <= 0xFE2F, r >= 0xE0100 && r <= 0xE01EF:
		return true
	}
	return false
}

// silent reports whether a rune is nothing to a name: apostrophes and what
// stands for them, controls of writing direction, joiners.
func silent(r rune) bool {
	switch r {
	case '\'', '’', '‘', '`', '´', 'ʻ', 'ʼ', 'ʽ', 'ʾ', 'ʿ', 'ˈ', '′', '＇', '‛', '΄', '᾽', '՚', 'ʹ', 'ʺ':
		return true
	case 0xAD, 0x61C, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF:
		return true
	}
	return r >= 0x202A && r <= 0x202E || r >= 0x2061 && r <= 0x206F || r >= 0xFFF9 && r <= 0xFFFB ||
		r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r >= 0x7F && r < 0xA0 && r != 0x85
}
