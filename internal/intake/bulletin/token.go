package bulletin

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is a word, a number in digits or a mark of the text.
type token struct {
	start, end int    // bytes of the text
	text       string // as it stands
	low        string // in lower case, ё as е
	word       bool   // it begins with a letter
	digits     bool   // it is a number in digits
	line       int    // number of its line, from 0
	first      bool   // the first of its line
	paragraph  int    // number of its paragraph: lines between blank ones
	sentence   int
}

// tokens divides a text. Hyphens and apostrophes between letters belong to a
// word, so that Jubb-ez-Zarur is one; a comma between groups of three digits
// belongs to a number.
func tokens(text string) []token {
	var out []token
	line, paragraph, fresh, blank := 0, 0, true, false
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == '\n' {
			blank = blank || fresh
			line, fresh = line+1, true
			i += size
			continue
		}
		if unicode.IsSpace(r) || !unicode.IsGraphic(r) {
			i += size
			continue
		}
		t := token{start: i, line: line, first: fresh}
		switch {
		case unicode.IsLetter(r):
			t.word = true
			t.end = wordEnd(text, i)
		case r >= '0' && r <= '9':
			t.digits = true
			t.end = digitsEnd(text, i)
		default:
			t.end = i + size
		}
		if blank && len(out) > 0 {
			paragraph++
		}
		t.text, t.paragraph = text[t.start:t.end], paragraph
		t.low = strings.ReplaceAll(strings.ToLower(t.text), "ё", "е")
		fresh, blank = false, false
		out = append(out, t)
		i = t.end
	}
	sentences(out)
	return out
}

// wordEnd is where a word ends that begins at i.
func wordEnd(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			next, _ := utf8.DecodeRuneInString(text[i+size:])
			if !strings.ContainsRune("-‑'’ʻ`", r) || !unicode.IsLetter(next) {
				return i
			}
		}
		i += size
	}
	return i
}

// digitsEnd is where a number ends that begins at i.
func digitsEnd(text string, i int) int {
	for i < len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			i++
		case c == ',' && len(text) > i+3 && threeDigits(text[i+1:]):
			i += 4
		default:
			return i
		}
	}
	return i
}

// threeDigits reports whether s begins with three digits and no fourth.
func threeDigits(s string) bool {
	for i := range 3 {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) == 3 || s[3] < '0' || s[3] > '9'
}

// abbreviations end with a full stop that ends no sentence.
var abbreviations = set("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "st", "mr", "г", "гг", "т", "д", "no", "approx")

// sentences numbers the sentences: they end with a full stop, an exclamation or
// a question mark before a capital or a digit, with a blank line, and with the
// first line of the text if more follow, which is its headline.
func sentences(ts []token) {
	n := 0
	for i := range ts {
		if i > 0 {
			p := ts[i-1]
			ends := p.text == "." || p.text == "!" || p.text == "?"
			if p.text == "." && i > 1 && ts[i-2].end == p.start && (abbreviations[ts[i-2].low] || ts[i-2].word && utf8.RuneCountInString(ts[i-2].text) == 1) {
				ends = false
			}
			if p.text == "." && i > 1 && ts[i-2].digits && ts[i].digits && p.end == ts[i].start {
				ends = false // 03.01.2018
			}
			switch {
			case ends && (capital(ts[i].text) || ts[i].digits || ts[i].line > p.line || !ts[i].word):
				n++
			case ts[i].paragraph > p.paragraph, ts[i].first && p.line == ts[0].line:
				n++
			}
		}
		ts[i].sentence = n
	}
}

// capital reports whether a word begins with a capital.
func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func set(words ...string) map[string]bool {
	out := make(map[string]bool, len(words))
	for _, w := range words {
		out[w] = true
	}
	return out
}

// begins reports whether a word begins with one of the stems.
func begins(low string, stems ...string) bool {
	for _, s := range stems {
		if strings.HasPrefix(low, s) {
			return true
		}
	}
	return false
}

// units are the number words up to ninety and a hundred, English, and Russian
// in its cases.
var units = func() map[string]int {
	out := map[string]int{}
	for n, forms := range [...]string{
		0:  "zero ноль ноля нуль нуля",
		1:  "one один одна одно одного одной одному одну одним",
		2:  "two два две двух двум двумя",
		3:  "three три трех трем тремя",
		4:  "four четыре четырех четырем четырьмя",
		5:  "five пять пяти пятью",
		6:  "six шесть шести шестью",
		7:  "seven семь семи семью",
		8:  "eight восемь восьми восемью",
		9:  "nine девять девяти девятью",
		10: "ten десять десяти десятью",
		11: "eleven одиннадцать одиннадцати",
		12: "twelve двенадцать двенадцати",
		13: "thirteen тринадцать тринадцати",
		14: "fourteen четырнадцать четырнадцати",
		15: "fifteen пятнадцать пятнадцати",
		16: "sixteen шестнадцать шестнадцати",
		17: "seventeen семнадцать семнадцати",
		18: "eighteen восемнадцать восемнадцати",
		19: "nineteen девятнадцать девятнадцати",
		20: "twenty двадцать двадцати",
		30: "thirty тридцать тридцати",
		40: "forty сорок сорока",
		50: "fifty пятьдесят пятидесяти",
		60: "sixty шестьдесят шестидесяти",
		70: "seventy семьдесят семидесяти",
		80: "eighty восемьдесят восьмидесяти",
		90: "ninety девяносто",
	} {
		for f := range strings.FieldsSeq(forms) {
			out[f] = n
		}
	}
	out["сто"], out["ста"], out["hundred"] = 100, 100, 100
	return out
}()

// numberAt reads the number that begins with token i, in digits or words, and
// returns the token after it. ok is false if there is none.
func numberAt(ts []token, i int) (n, next int, ok bool) {
	if i >= len(ts) {
		return 0, i, false
	}
	if ts[i].digits {
		n, err := strconv.Atoi(strings.ReplaceAll(ts[i].text, ",", ""))
		return n, i + 1, err == nil && n <= maxCount
	}
	n, ok = wordNumber(ts[i].low)
	if !ok {
		return 0, i, false
	}
	for next = i + 1; next < len(ts); next++ {
		more, ok := wordNumber(ts[next].low)
		switch {
		case !ok:
			return n, next, true
		case n >= 1 && n <= 9 && more == 100:
			n *= 100
		case n >= 20 && n < 100 && n%10 == 0 && more >= 1 && more <= 9, n >= 100 && n%100 == 0 && more < 100 && more > 0:
			n += more
		default:
			return n, next, true
		}
	}
	return n, next, true
}

// wordNumber is the value of a number word; "twenty-one" is one.
func wordNumber(low string) (int, bool) {
	if n, ok := units[low]; ok {
		return n, true
	}
	tens, ones, ok := strings.Cut(low, "-")
	if !ok {
		return 0, false
	}
	a, ok1 := units[tens]
	b, ok2 := units[ones]
	if !ok1 || !ok2 || a < 20 || a > 90 || b < 1 || b > 9 {
		return 0, false
	}
	return a + b, true
}

// maxCount keeps counts within what their sums can hold.
const maxCount = 100_000_000

// timesAt reads how often: once, twice, three times, дважды, 3 раза.
func timesAt(ts []token, i int) (n, next int, ok bool) {
	if i >= len(ts) {
		return 0, i, false
	}
	switch ts[i].low {
	case "once", "однажды":
		return 1, i + 1, true
	case "twice", "дважды":
		return 2, i + 1, true
	case "thrice", "трижды":
		return 3, i + 1, true
	case "четырежды":
		return 4, i + 1, true
	}
	if n, next, ok = numberAt(ts, i); ok && next < len(ts) {
		switch ts[next].low {
		case "times", "time", "раз", "раза":
			return n, next + 1, true
		}
	}
	return 0, i, false
}
