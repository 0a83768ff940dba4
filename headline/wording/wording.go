// Package wording takes a headline apart into words, folds the spellings of
// one name to one key, and says which words are names, whether a headline sums
// up many events and whether it is numbered in a series. It knows no country:
// no place and no party is on its lists. docs/headlines.md gives the figures.
package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MostN is how many words of one text are read; the rest is left. The longest
// headline of 13,767 on Syria has 60.
const MostN = 200

// A Word is a word of a text that says something: numbers, "9th", and words
// that stand in any headline ("the", "says") are none.
type Word struct {
	Text       string // as written, without hyphens and article
	Key        string // what the spellings of one word have in common; never empty
	Name       bool   // written as a name: with a capital, where capitals mean something
	Start, End int    // bytes of the text
}

// A Token is a run of letters or of digits, or both, as it stands.
type Token struct {
	Text       string
	Lower      string // lower case, apostrophes left out
	Start, End int    // bytes of the text
	Hyphen     bool   // a hyphen joins it to the token before
	Capital    bool   // begins with a capital letter, or with an Arabic one, which has no case
	Number     bool   // digits only
}

// Tokens splits a text. Apostrophes belong to the word ("Dar'a"), hyphens part
// words. Bytes that are not UTF-8 part words too.
func Tokens(text string) []Token {
	out := make([]Token, 0, 24)
	hyphen := false
	for i := 0; i < len(text) && len(out) < MostN; {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !letter(r) && !digit(r) {
			hyphen = (r == '-' || r == '\u2010' || r == '\u2011') && len(out) > 0 && out[len(out)-1].End == i
			i += n
			continue
		}
		j, digits := i, true
		for j < len(text) {
			r, n := utf8.DecodeRuneInString(text[j:])
			if !digit(r) {
				if !letter(r) && !(apostrophe(r) && inWord(text[j+n:])) && !unicode.Is(unicode.Mn, r) {
					break
				}
				digits = false
			}
			j += n
		}
		out = append(out, Token{
			Text: text[i:j], Lower: lower(text[i:j]), Start: i, End: j, Hyphen: hyphen, Number: digits,
			Capital: unicode.IsUpper(r) || unicode.Is(unicode.Arabic, r) && !digits,
		})
		hyphen, i = false, j
	}
	return out
}

func letter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return r != utf8.RuneError && unicode.IsLetter(r) && !apostrophe(r) // Unicode has apostrophes that are letters
}

func digit(r rune) bool { return '0' <= r && r <= '9' }

func apostrophe(r rune) bool {
	switch r {
	case '\'', '`', '\u00b4', '\u02bb', '\u02bc', '\u02be', '\u02bf', '\u2018', '\u2019':
		return true
	}
	return false
}

// inWord reports whether a word goes on at the start of text.
func inWord(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return letter(r)
}

// lower is the lower case of a word without apostrophes and vowel signs.
func lower(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' || c == '\'' || c == '`' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case apostrophe(r) || unicode.Is(unicode.Mn, r):
		case 'A' <= r && r <= 'Z':
			b.WriteByte(byte(r) + 'a' - 'A')
		case r < utf8.RuneSelf:
			b.WriteByte(byte(r))
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// Words are the words of a text that say something, in order.
func Words(text string) []Word { return WordsOf(Tokens(text)) }

// WordsOf is the same of a text already split.
func WordsOf(tokens []Token) []Word {
	out := make([]Word, 0, len(tokens))
	capitals := meant(tokens)
	for i, t := range tokens {
		if t.Lower == "" || t.Number || digit(rune(t.Lower[0])) || article(tokens, i) || plain[t.Lower] || months[t.Lower] || utf8.RuneCountInString(t.Lower) < 3 {
			continue
		}
		key := Fold(t.Lower)
		if key == "" {
			continue
		}
		// The first word has a capital whatever it is; an article before it
		// ("Al-Bab") shows that it is a name.
		name := capitals && t.Capital && (i > 0 || len(tokens) == 1) || t.Hyphen && article(tokens, i-1)
		out = append(out, Word{Text: t.Text, Key: key, Name: name && !field[t.Lower], Start: t.Start, End: t.End})
	}
	return out
}

// meant reports whether capitals mean names: in "Clashes Leave 50 Dead, 35
// Injured in Colombia" and in capitals throughout they do not.
func meant(tokens []Token) bool {
	words, capital := 0, 0
	for i, t := range tokens {
		if i == 0 || t.Number || len(t.Lower) < 4 {
			continue
		}
		words++
		if t.Capital {
			capital++
		}
	}
	return words < 3 || 10*capital <= 8*words
}

// article reports whether a token is an Arabic article in Latin letters, which
// is spelt in many ways or left out.
func article(tokens []Token, i int) bool {
	if i < 0 || i+1 >= len(tokens) || len(tokens[i].Lower) > 3 || !articles[tokens[i].Lower] {
		return false
	}
	return tokens[i+1].Hyphen || tokens[i].Capital && tokens[i+1].Capital && (tokens[i].Lower == "al" || tokens[i].Lower == "el")
}
