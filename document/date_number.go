package document

// digits is the value of s if it is ASCII digits only and not longer than nine,
// otherwise -1.
func digits(s string) int {
	if len(s) == 0 || len(s) > 9 {
		return -1
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// number is the value of token i if it is a whole number, otherwise -1.
func (d *doc) wholeNumber(i int) int {
	if i < 0 || i >= len(d.toks) || !d.toks[i].is(isNumber) {
		return -1
	}
	return digits(d.raw(i))
}

// dayNumber is the day of a month that token i writes with digits, with an
// ordinal's ending or without: "8", "8th", "22nd". 0 if it writes none.
func (d *doc) dayNumber(i int) int {
	if i < 0 || i >= len(d.toks) {
		return 0
	}
	t := d.toks[i]
	if t.end-t.start > 4 || !t.is(isNumber|isWord) {
		return 0
	}
	s := d.text[t.start:t.end]
	if t.is(isWord) {
		if len(s) < 3 {
			return 0
		}
		switch s[len(s)-2:] {
		case "st", "nd", "rd", "th", "ST", "ND", "RD", "TH":
			s = s[:len(s)-2]
		default:
			return 0
		}
	}
	if n := digits(s); len(s) <= 2 && 1 <= n && n <= 31 {
		return n
	}
	return 0
}

// yearNumber is the year that token i writes with four digits, or 0.
func (d *doc) yearNumber(i int) int {
	if i < 0 || i >= len(d.toks) || d.toks[i].end-d.toks[i].start != 4 {
		return 0
	}
	if n := d.wholeNumber(i); 1000 <= n && n < 3000 {
		return n
	}
	return 0
}

// ordinalDay is the day of a month that begins at token i in words, and where
// it ends: "fifteenth", "twenty-first". 0 if there is none.
func (d *doc) ordinalDay(i int) (day, next int) {
	if !d.is(i, ordinalWord) {
		return 0, i
	}
	n := ordinalValue(d.lex.words[d.word(i)].word)
	if n != 20 && n != 30 || d.says(i, "twentieth") || d.says(i, "thirtieth") {
		return n, i + 1
	}
	// "twenty" and "thirty" alone are no ordinals.
	j := i + 1
	if d.mark(j, '-') {
		j++
	}
	if one := ordinalValueOr0(d, j); 1 <= one && one <= 9 && n+one <= 31 {
		return n + one, j + 1
	}
	return 0, i
}

func ordinalValueOr0(d *doc, i int) int {
	if !d.is(i, ordinalWord) {
		return 0
	}
	return ordinalValue(d.lex.words[d.word(i)].word)
}

func ordinalValue(word string) int {
	switch word {
	case "first":
		return 1
	case "second":
		return 2
	case "third":
		return 3
	case "fourth":
		return 4
	case "fifth":
		return 5
	case "sixth":
		return 6
	case "seventh":
		return 7
	case "eighth":
		return 8
	case "ninth":
		return 9
	case "tenth":
		return 10
	case "eleventh":
		return 11
	case "twelfth":
		return 12
	case "thirteenth":
		return 13
	case "fourteenth":
		return 14
	case "fifteenth":
		return 15
	case "sixteenth":
		return 16
	case "seventeenth":
		return 17
	case "eighteenth":
		return 18
	case "nineteenth":
		return 19
	case "twentieth", "twenty":
		return 20
	case "thirtieth", "thirty":
		return 30
	}
	return 0
}

// numeralValue is the value of a number in one word, or 0.
func numeralValue(word string) int {
	for i, w := range numeralWords {
		if w == word {
			return i
		}
	}
	switch word {
	case "thirty":
		return 30
	case "forty":
		return 40
	case "fifty":
		return 50
	case "sixty":
		return 60
	case "seventy":
		return 70
	case "eighty":
		return 80
	case "ninety":
		return 90
	}
	return 0
}

var numeralWords = [...]string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
	"twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"}

// countBefore reads the number that ends before token i, and where it begins:
// "6", "forty-eight", "thirty (30)", "180". 0 if there is none.
func (d *doc) countBefore(i, from int) (n, first int) {
	j := i - 1
	if d.mark(j, ')') && j-2 >= from && d.mark(j-2, '(') && d.wholeNumber(j-1) > 0 {
		// The same number in figures, after the words.
		n = d.wholeNumber(j - 1)
		if _, first = d.countBefore(j-2, from); first < j-2 {
			return n, first
		}
		return n, j - 2
	}
	if j < from {
		return 0, i
	}
	if n = d.wholeNumber(j); n > 0 {
		return n, j
	}
	if !d.is(j, numeral) {
		return 0, i
	}
	n = numeralValue(d.lex.words[d.word(j)].word)
	first = j
	k := j - 1
	if d.mark(k, '-') {
		k--
	}
	if n > 0 && n < 10 && k >= from && d.is(k, numeral) {
		if tens := numeralValue(d.lex.words[d.word(k)].word); tens >= 20 && tens%10 == 0 {
			n, first = n+tens, k
		}
	}
	if n == 0 {
		return 0, i
	}
	return n, first
}
