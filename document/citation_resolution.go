package document

import (
	"strconv"
	"strings"
)

// resolutionNorm is the symbol of a resolution of the Security Council. The
// table knows the year better than the text, which may have misprinted it.
func resolutionNorm(n, year int) string {
	if y := resolutionYear(n); y != 0 {
		year = y
	}
	s := "S/RES/" + strconv.Itoa(n)
	if year != 0 {
		s += "(" + strconv.Itoa(year) + ")"
	}
	return s
}

// normYear is the year in the symbol of a resolution, or 0.
func normYear(norm string) int {
	if !strings.HasPrefix(norm, "S/RES/") || !strings.HasSuffix(norm, ")") || len(norm) < 12 {
		return 0
	}
	return max(0, digits(norm[len(norm)-5:len(norm)-1]))
}

// resolutionNumber is the number of a resolution that token i writes, or 0.
func (c *citer) resolutionNumber(i int) int {
	if i >= c.end || !c.toks[i].is(isNumber) || c.toks[i].end-c.toks[i].start > 4 {
		return 0
	}
	return max(0, c.wholeNumber(i))
}

// yearAfter reads a year in brackets from token j on.
func (c *citer) yearAfter(j int) (year, next int) {
	if j+2 < c.end && c.mark(j, '(') && c.mark(j+2, ')') {
		if n := c.wholeNumber(j + 1); n >= 100 && n <= 9999 {
			return n, j + 3
		}
	}
	return 0, j
}

// resolution takes the citation whose head is tokens i to j, and the bare
// numbers that a list goes on with. The head belongs to the span of a single
// one only: in a list each number stands for itself.
func (c *citer) resolution(i, j int, many bool) int {
	if j >= c.end {
		return i
	}
	if end := c.symbolEnd(j); end > j {
		first := i
		if many {
			first = j
		}
		return c.addSymbol(first, j, end, resolutionType)
	}
	if next := c.assembly(i, j); next > i {
		return next
	}
	if c.mark(j, '(') && c.mark(j+2, ')') && c.toks[j+1].is(isUpper) {
		j += 3 // "Resolution (UNSCR) 2254"
	}
	if c.says(j, "no") || c.says(j, "number") {
		j++
		if c.mark(j, '.') {
			j++
		}
	}
	n := c.resolutionNumber(j)
	if n == 0 {
		return i
	}
	year, next := c.yearAfter(j + 1)
	if y := c.yearNumber(j + 2); next == j+1 && c.mark(j+1, '/') && y != 0 {
		year, next = y, j+3 // "2254/2015"
	}
	if c.ownNumber(i, next) {
		return next
	}
	first := i
	if many {
		first = j
	}
	c.add(citation{first: int32(first), last: int32(next), typ: resolutionType, norm: resolutionNorm(n, year), rule: "instrument.resolution"})
	return c.moreResolutions(next)
}

// moreResolutions takes the bare numbers that go on a list from token j on:
// "2570, 2571 (2021)", "1585 of 10 March 2005 and 1588".
func (c *citer) moreResolutions(j int) int {
	for {
		k := j
		if k < c.end && c.says(k, "of") {
			if w, ok := c.dateFrom(k + 1); ok {
				k = int(w.last)
			}
		}
		listed := k
		if k < c.end && c.mark(k, ',') {
			k++
		}
		if k < c.end && c.is(k, coordinator) {
			k++
		}
		n := c.resolutionNumber(k)
		if k == listed || n < 100 {
			return j
		}
		year, next := c.yearAfter(k + 1)
		if year == 0 && (n >= 1900 && resolutionYear(n) == 0 || next < c.end && c.toks[next].is(isWord) && !c.is(next, preposition|coordinator|relative|formOfBe|modalWord)) {
			return j
		}
		if next < c.end && (c.mark(next, '/') || c.mark(next, '-') && !c.toks[next].is(spaced)) {
			return j
		}
		if w, ok := c.dateFrom(k); ok && w.last > int32(k) {
			return j
		}
		c.add(citation{first: int32(k), last: int32(next), typ: resolutionType, norm: resolutionNorm(n, year), rule: "instrument.resolution-list"})
		j = next
	}
}

// numbered takes a number with a year in brackets that the table knows for a
// resolution: "1612 (2005)", as lists have it between their explanations.
func (c *citer) numbered(i int) int {
	n := c.resolutionNumber(i)
	if n < 2 {
		return i
	}
	year, next := c.yearAfter(i + 1)
	if next == i+1 {
		return i
	}
	y := resolutionYear(n)
	if y == 0 && year <= lastTableYear() || y != 0 && year != y && year != y+1 && year != y-1 {
		return i
	}
	c.add(citation{first: int32(i), last: int32(next), typ: resolutionType, norm: resolutionNorm(n, year), rule: "instrument.resolution-list"})
	return c.moreResolutions(next)
}

func lastTableYear() int { return firstResolutionYear + len(lastResolutions) - 1 }

// ownNumber reports whether a resolution's number is that of the text itself:
// it stands in its title, or before "Adopted by".
func (c *citer) ownNumber(i, next int) bool {
	if next < len(c.toks) && c.says(next, "adopted") && c.toks[next].is(isCap) {
		return true
	}
	p := c.paraOf(i)
	return p.heading && int(p.first) == i && int(p.last) == next
}

// assembly takes a resolution of the General Assembly, whose number has its
// session before it: "51/45 S", "ES-11/1", or after it: "194 (III)".
func (c *citer) assembly(i, j int) int {
	k := j
	prefix := ""
	if c.says(k, "es") && k+2 < c.end && c.mark(k+1, '-') {
		prefix = "ES-"
		k += 2
	}
	if k+2 < c.end && c.toks[k].is(isNumber) && c.mark(k+1, '/') && c.toks[k+2].is(isNumber) && !c.toks[k+2].is(spaced) && c.toks[k].end-c.toks[k].start <= 2 {
		body := "A/RES/"
		if i-3 >= c.start && c.says(i-3, "human") && c.says(i-1, "council") {
			body = "A/HRC/RES/"
		}
		norm := body + prefix + c.raw(k) + "/" + c.raw(k+2)
		next := k + 3
		if next < c.end && c.toks[next].is(isCap) && c.toks[next].end-c.toks[next].start == 1 {
			norm += " " + c.raw(next)
			next++
		}
		return c.add(citation{first: int32(i), last: int32(next), typ: documentType, norm: norm, rule: "instrument.assembly-resolution"})
	}
	if k+3 < c.end && c.toks[k].is(isNumber) && c.mark(k+1, '(') && c.toks[k+2].is(isCap) && strings.Trim(c.raw(k+2), "IVXL") == "" && c.mark(k+3, ')') {
		norm := "A/RES/" + c.raw(k) + "(" + c.raw(k+2) + ")"
		return c.add(citation{first: int32(i), last: int32(k + 4), typ: documentType, norm: norm, rule: "instrument.assembly-resolution"})
	}
	return i
}

// draft takes a draft resolution, with the adjectives that say which: "one-page
// draft resolution". Whose it is stays outside.
func (c *citer) draft(i, j int) int {
	if end := c.symbolEnd(j); end > j {
		return c.add(citation{first: int32(i), last: int32(end), typ: draftType, norm: c.raw2(j, end), rule: "instrument.draft"})
	}
	first := c.adjectives(i)
	return c.add(citation{first: int32(first), last: int32(j), typ: draftType, rule: "instrument.draft"})
}

// adjectives is where the adjectives before token i begin: small words back to
// an article or a possessive.
func (c *citer) adjectives(i int) int {
	for k := i - 1; k >= c.taken && k >= i-8; k-- {
		t := c.toks[k]
		if t.is(isMark) && t.word == '-' || c.mark(k-1, '-') && c.mark(k+1, '-') {
			continue // "one-page", "status-of-forces"
		}
		if c.is(k, determiner|possessive) || t.is(isMark) && t.word == wordPossessive {
			return k + 1
		}
		if t.is(isCap) && k < i-1 {
			return k + 1
		}
		if !t.is(isWord) || t.is(isCap) || c.is(k, preposition|coordinator|pronoun|formOfBe|formOfHave|modalWord) {
			return i
		}
	}
	return i
}

// raw2 is the text of tokens i to j.
func (c *citer) raw2(i, j int) string { return c.text[c.toks[i].start:c.toks[j-1].end] }

// maxSymbol bounds the tokens of a symbol.
const maxSymbol = 24

// symbolEnd is where the symbol of a document ends that begins at token i, or i
// if none does: "S/2006/938", "A/RES/60/1", "PSC/PR/COMM.(DCCLXXVIII)". Its
// parts are not parted by white space, and one is a number.
func (c *citer) symbolEnd(i int) int {
	if i+2 >= c.end || !c.mark(i+1, '/') || c.toks[i+1].is(spaced) || !c.toks[i].is(isCap) || !c.symbolStart(i) {
		return i
	}
	number := false
	end := i
	for k := i; k < c.end && k < i+maxSymbol; k++ {
		t := c.toks[k]
		if k > i && t.is(spaced) {
			break
		}
		switch {
		case t.is(isNumber):
			number, end = true, k+1
		case t.is(isWord) && t.is(isCap):
			if end = k + 1; k > i+1 && c.mark(k-1, '(') && strings.Trim(c.raw(k), "IVXLCDM") == "" {
				number = true
			}
		case t.is(isMark) && (t.word == '/' || t.word == '.' || t.word == '-'):
		case t.is(isMark) && t.word == '(':
			// Roman numbers and the like in brackets that follow at once.
			if k+2 >= c.end || !c.mark(k+2, ')') || c.toks[k+1].is(spaced) || !c.mark(k-1, '.') && !c.toks[k-1].is(isNumber) {
				k = c.end
			}
		case t.is(isMark) && t.word == ')':
			if k > i+2 && c.mark(k-2, '(') {
				end = k + 1
			} else {
				k = c.end
			}
		default:
			k = c.end
		}
	}
	if !number || end <= i+2 {
		return i
	}
	return end
}

// symbolStart reports whether token i is the body with which symbols begin.
func (c *citer) symbolStart(i int) bool {
	switch c.lex.words[c.word(i)].word {
	case "s", "a", "e", "st", "psc", "sc", "sg", "ccw", "cd", "infcirc":
		return true
	}
	return false
}

// symbol takes the symbol that begins at token i.
func (c *citer) symbol(i int, typ string) int {
	end := c.symbolEnd(i)
	if end == i {
		return i
	}
	if typ != communiqueType {
		typ = documentType
	}
	return c.addSymbol(i, i, end, typ)
}

// addSymbol takes tokens first to end, of which those from token i on are a
// symbol.
func (c *citer) addSymbol(first, i, end int, typ string) int {
	norm := c.raw2(i, end)
	rule := "instrument.symbol"
	switch {
	case strings.HasPrefix(norm, "S/RES/"):
		typ, rule = resolutionType, "instrument.resolution-symbol"
		if n := digits(norm[len("S/RES/"):]); n > 0 {
			year, next := c.yearAfter(end)
			norm, end = resolutionNorm(n, year), next
		}
		if c.ownSymbol(first, end) {
			return end
		}
	case strings.HasPrefix(norm, "S/PRST/"):
		typ = prstType
	}
	return c.add(citation{first: int32(first), last: int32(end), typ: typ, norm: norm, rule: rule})
}

// ownSymbol reports whether the symbol of a resolution is that of the text, as
// its head and the heads of its pages have it: it opens the text, or stands
// between sentences without a word that leads to it.
func (c *citer) ownSymbol(first, end int) bool {
	if first == 0 || end == len(c.toks) {
		return true
	}
	before := c.toks[first-1]
	return before.is(isMark) && (before.word == '*' || before.word == '.') || c.toks[first].is(blankLine)
}

// datedSymbol takes a date that its symbol follows in brackets: "4 February
// 2005 (S/2005/68)". Lists of documents are made of them.
func (c *citer) datedSymbol(i int) int {
	w, ok := c.dateFrom(i)
	if !ok || i == c.start || !c.says(i-1, "of") && !c.says(i-1, "dated") && !c.is(i-1, coordinator) && !c.mark(i-1, ',') || int(w.last)+3 >= c.end || !c.mark(int(w.last), '(') {
		return i
	}
	end := c.symbolEnd(int(w.last) + 1)
	if end == int(w.last)+1 {
		return i
	}
	norm := c.raw2(int(w.last)+1, end)
	return c.add(citation{first: w.first, last: w.last, typ: c.symbolType(norm), norm: norm, on: w.from, rule: "instrument.date-list"})
}

// symbolType is the type of what a symbol is of, as far as it tells: of a
// report or letter otherwise.
func (c *citer) symbolType(norm string) string {
	switch {
	case strings.HasPrefix(norm, "S/PRST/"):
		return prstType
	case strings.HasPrefix(norm, "PSC/"):
		return communiqueType
	}
	if c.many != "" && c.many != prstType {
		return c.many // of a list that its head names
	}
	return reportType
}
