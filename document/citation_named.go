package document

import "strings"

// agreement takes an agreement, convention or the like with the noun at tokens i
// to j. With a capital it needs a name, a title or a day; with a small letter a
// day. "The Agreement" alone means one named before and is none.
func (c *citer) agreement(i, j int, typ string, many bool) int {
	capital := c.toks[i].is(isCap)
	if typ == communiqueType && !capital {
		return c.document(i, j, typ)
	}
	if typ == charterType && capital && c.says(i-1, "the") && strings.HasPrefix(c.pinBefore(i), "Chapter V") {
		// "Chapter VII of the Charter" is of one charter only.
		return c.add(citation{first: int32(i), last: int32(j), typ: typ, norm: knownInstruments[0].norm, rule: "instrument.charter"})
	}
	first, on := c.dayBefore(i)
	named := on != (date{})
	if !named {
		first, named = c.name(i, capital)
	}
	if c.self(first) {
		return max(i, c.title(j, false))
	}
	if c.ownTitle(first) {
		// All of the paragraph is the text's title.
		return c.end
	}
	nameEnd := j
	if typ == referenceType && first == c.start {
		return i // a heading
	}
	if capital {
		if c.toks[j-1].is(isUpper) && c.toks[i].is(newLine) {
			return i
		}
		nameEnd = c.titleAfter(first < i && !named, j, typ)
	}
	if q, ok := c.quoted(i); ok && capital && int(q.first) >= c.taken && int(q.first) <= first && int(q.last-q.first) < maxTitle && c.toks[q.first].is(isCap) {
		// A title in quotation marks.
		first, nameEnd, named = int(q.first), int(q.last), true
		if _, day := c.dayAfter(nameEnd+1, true); day != (date{}) {
			on = day
		}
	}
	end, day := c.dayAfter(nameEnd, capital || named)
	if day == (date{}) && capital && (c.says(nameEnd, "of") || c.is(nameEnd, titleLead)) {
		// "Dayton Agreement on implementing the Federation of 10 November 1995"
		if next, d, _ := c.phrase(nameEnd); d != (date{}) {
			end, day = next, d
		}
	}
	if day != (date{}) {
		on = day
	}
	switch {
	case day == (date{}):
	case c.says(end, "between"):
		end = c.title(end, true)
	case capital && nameEnd == j:
		// "Memorandum of 4 May 2017 on the creation of": a title after the day.
		end = c.tail(end)
	}
	if nameEnd == j && first < i && day == (date{}) && on != (date{}) && typ == communiqueType {
		end = c.maker(j)
	}
	switch {
	case day != (date{}) || nameEnd > j:
	case named && (capital || on != (date{})):
	case !capital && on == (date{}):
		if on, end = c.smallDay(j); on == (date{}) {
			return i
		}
	default:
		return i
	}
	if !capital && !c.startsDay(first) {
		first = c.adjectives(i)
		for first > c.taken && c.toks[first-1].is(isCap) && c.is(first-1, nationality) {
			first--
		}
	}
	if many && !named && nameEnd == j && day == (date{}) {
		return i
	}
	x := citation{
		first: int32(first), last: int32(end), typ: typ, on: on, open: true, dayFirst: day == (date{}) && c.startsDay(first),
		key: strings.ToLower(c.plain(c.undated(first, i), nameEnd)), rule: "instrument.named",
	}
	return c.remember(c.add(x))
}

// titleAfter is where the title ends that goes on from token j, after the noun
// of a name, or j if none does. generic: the words before the noun name nothing.
func (c *citer) titleAfter(generic bool, j int, typ string) int {
	if j >= c.end {
		return j
	}
	if c.says(j, "for") && generic && c.is(j+1, determiner) {
		return j // "the obligations of the Peace Agreement for the parties"
	}
	if typ != protocolType || !c.says(j, "to") {
		if !c.is(j, titleLead) && !c.says(j, "of") {
			return j
		}
	}
	if end := c.title(j, false); end > j {
		return end
	}
	if _, ok := c.dateFrom(j + 1); !ok && c.is(j, titleLead) && !c.says(j, "for") && !c.says(j, "against") {
		return c.tail(j) // a title with small letters
	}
	return j
}

// knownAt takes an instrument of knownInstruments, which tokens i to j name.
func (c *citer) knownAt(i, j int, k *known) int {
	if !c.toks[i].is(isCap) || j == i+1 && !c.toks[i].is(isUpper) {
		return i
	}
	first, on := c.dayBefore(i)
	if on == (date{}) {
		first = i
		if i > c.taken && c.yearNumber(i-1) != 0 {
			first = i - 1
		}
	}
	if c.self(first) || c.ownTitle(first) {
		return max(j, c.title(j, false))
	}
	end := j
	if c.mark(end, '(') && end+2 < c.end && !c.toks[end+1].is(isUpper) && c.toks[end+1].is(isCap) {
		end = c.title(end, false) // "West New Guinea (West Irian)"
	}
	if k.typ == agreementType && c.is(end, titleLead) && c.toks[min(end+1, c.end-1)].is(isCap) || c.says(end, "relative") {
		end = c.title(end, false)
	}
	end, day := c.dayAfter(end, true)
	if day != (date{}) {
		on = day
	} else if end == j && c.says(j, "of") && c.yearNumber(j+1) != 0 {
		end = j + 2
	} else if end == j && c.yearNumber(j) != 0 {
		end = j + 1
	}
	return c.remember(c.add(citation{
		first: int32(first), last: int32(end), typ: k.typ, norm: k.norm, key: k.norm, on: on, rule: "instrument.known",
	}))
}

// startsDay reports whether a written date begins with token i.
func (c *citer) startsDay(i int) bool {
	_, ok := c.dateFrom(i)
	return ok
}

// maxName bounds the tokens of a name before its noun.
const maxName = 10

// name is where the name before the noun at token i begins, and whether it names
// anything: "Riyadh Agreement", but not "Peace Agreement". A year counts: "2020
// Sinjar Agreement".
func (c *citer) name(i int, capital bool) (first int, named bool) {
	first = i
	for k := i - 1; k >= c.taken && k > i-maxName; k-- {
		t := c.toks[k]
		if c.toks[k+1].is(newLine) && c.toks[k+1].is(blankLine) {
			break
		}
		switch {
		case t.is(isWord) && t.is(isCap) && (!c.is(k, determiner|possessive|pronoun) || c.is(k, genericWord)) && !(c.is(k, preposition|adverb) && k == c.start):
			if k == c.start && c.lex.words[t.word].verb.lemma != 0 {
				return first, named
			}
			first = k
			if !c.is(k, genericWord) {
				named = true
			}
			continue
		case t.is(isMark) && t.word == '-' && !t.is(spaced) && !c.toks[k+1].is(spaced):
			continue
		case t.is(isMark) && t.word == '\'':
			continue
		case c.says(k, "of") && first == k+1 && k > c.taken && c.toks[k-1].is(isCap) && (k-1 == c.taken || !c.is(k-2, preposition)):
			// "Cessation of Hostilities Agreement"
			continue
		case c.says(k, "and") && first == k+1 && k-1 > c.taken && c.toks[k-1].is(isCap) && c.is(k-2, determiner|preposition):
			// "the Trade and Investment Agreement"
			continue
		case c.says(k, "and") && c.mark(k-1, ',') && first == k+1:
			// "Research, Development, and Evaluation Agreement"
			for k -= 2; k >= c.taken && k > i-maxName && c.toks[k].is(isCap) && (c.mark(k-1, ',') || c.is(k-1, determiner)); k -= 2 {
				first, named = k, true
			}
			return first, named
		case c.yearNumber(k) != 0 && first == k+1:
			return k, true
		}
		break
	}
	if !capital {
		return i, false
	}
	return first, named
}

// undated is where a name begins without the day or year before it.
func (c *citer) undated(first, i int) int {
	for k := first; k < i; k++ {
		if c.toks[k].is(isCap) && !c.is(k, monthWord) {
			return k
		}
	}
	return i
}

// ownTitle reports whether a name at token first is the title of the text or of
// a part of it, and no citation: it opens a heading, or the text.
func (c *citer) ownTitle(first int) bool {
	p := c.paraOf(first)
	if p.heading && int(p.body) == first {
		return true
	}
	return p == &c.paras[0] && int(p.body) == first && c.toks[p.last-1].word != '.' && c.sents[0].last == p.last
}

// maxTitle bounds the tokens of a title, maxSmall its small words in a row,
// maxListed the commas of a list in it.
const (
	maxTitle  = 60
	maxSmall  = 5
	maxListed = 8
)

// title is where a title ends that goes on from token j: words with capitals,
// joined by small ones. Between parties "and the" joins as well; elsewhere it
// begins something else. A title in quotation marks ends with them.
func (c *citer) title(j int, parties bool) int {
	if j >= c.end {
		return j
	}
	if j > 0 {
		if q, ok := c.quoted(j - 1); ok && c.toks[q.first-1].is(isOpenQ) && int(q.first) >= c.taken && int(q.last)-int(q.first) < maxTitle && int(q.first) >= j-maxName {
			return int(q.last)
		}
	}
	if c.says(j, "between") {
		parties = true
	}
	good := j
	small := 0
	joined := false // the last of the parties has come
	for k := j; k < c.end && k < j+maxTitle; k++ {
		t := c.toks[k]
		switch {
		case c.says(k, "concerning"), c.says(k, "regarding"), c.says(k, "relative") && c.says(k+1, "to"):
			parties = false
			small++
		case c.says(k, "between"):
			parties = true
			small++
		case t.is(isWord) && t.is(isCap):
			if c.is(k, monthWord) && c.yearNumber(k+1) != 0 && c.says(k-1, "of") {
				return good
			}
			good, small = k+1, 0
		case t.is(isNumber):
			if _, ok := c.dateFrom(k); ok {
				return good
			}
			if small > 0 {
				return good
			}
			good = k + 1
		case t.is(isMark) && (t.word == '-' || t.word == '/' || t.word == '\'' || t.word == wordPossessive) && (!c.toks[k].is(spaced)):
			if t.word == wordPossessive || t.word == '\'' {
				good = k + 1
			}
			if k+1 < c.end && t.word == '-' && c.toks[k+1].is(isWord) && !c.toks[k+1].is(isCap) && !c.toks[k+1].is(spaced) {
				k++ // "Anti-personnel"
				good, small = k+1, 0
			}
		case c.is(k, smallWord):
			if small++; small > maxSmall {
				return good
			}
			if parties && c.says(k, "and") && c.is(k+1, determiner) {
				joined = true
			}
			if c.says(k, "and") && !c.joins(k, parties) || c.says(k, "by") && k > j || c.says(k, "to") && k > j && !parties && c.is(k+1, determiner) {
				return good
			}
		case t.is(isMark) && t.word == ',' && parties && !joined && c.is(k+1, determiner) && k+2 < c.end && c.toks[k+2].is(isCap):
		case t.is(isMark) && t.word == ',' && c.enumerates(k, maxListed):
		case t.is(isMark) && t.word == '(':
			end := c.alias(k)
			if end == k {
				return good
			}
			if c.toks[k+1].is(isUpper) {
				// An abbreviation: inside a title, not at its end.
				if end < c.end && (c.is(end, smallWord) && !c.says(end, "in") || c.toks[end].is(isCap)) {
					k = end - 1
					continue
				}
				return good
			}
			k = end - 1
			good, small = end, 0
		default:
			return good
		}
	}
	return good
}

// joins reports whether the "and" at token k goes on a title: a word with a
// capital follows, or a preposition of the title and one.
func (c *citer) joins(k int, parties bool) bool {
	if k+1 >= c.end {
		return false
	}
	if c.toks[k+1].is(isCap) {
		return true
	}
	if parties {
		return c.is(k+1, determiner) && k+2 < c.end && c.toks[k+2].is(isCap)
	}
	if !c.says(k+1, "on") && !c.says(k+1, "of") && !c.says(k+1, "for") {
		return false
	}
	m := k + 2
	if m < c.end && c.is(m, determiner) {
		m++
	}
	return m < c.end && c.toks[m].is(isCap)
}

// enumerates reports whether the comma at token k stands inside a title: a few
// words with capitals follow, and then "and" or another comma. It looks through
// as many more commas as it is told.
func (c *citer) enumerates(k, commas int) bool {
	if commas == 0 {
		return false
	}
	n := 0
	for m := k + 1; m < c.end && m < k+6; m++ {
		t := c.toks[m]
		switch {
		case t.is(isWord) && t.is(isCap) && c.lex.words[t.word].verb.form&(gerund|thirdForm) == 0:
			n++
		case t.is(isMark) && t.word == '-':
		case c.says(m, "and"):
			return m+1 < c.end && c.toks[m+1].is(isCap)
		case t.is(isMark) && t.word == ',':
			return n > 0 && c.enumerates(m, commas-1)
		case t.is(isWord) && !t.is(isCap) && m > k+1 && c.mark(m-1, '-'):
		default:
			return false
		}
	}
	return false
}

// alias is where the brackets at token k end if they hold a few words with
// capitals, otherwise k.
func (c *citer) alias(k int) int {
	for m := k + 1; m < c.end && m < k+7; m++ {
		t := c.toks[m]
		switch {
		case t.is(isMark) && t.word == ')':
			if m > k+1 {
				return m + 1
			}
			return k
		case t.is(isCap), t.is(isMark) && (t.word == '/' || t.word == '-'):
		default:
			return k
		}
	}
	return k
}

// dayAfter reads the day of an instrument after its name: "of 30 June 2012",
// "signed in Nairobi on 9 January 2005", ", as amended on 3 May 1996". It
// returns where the name ends with it. certain: what stands before is a name.
func (c *citer) dayAfter(j int, certain bool) (end int, on date) {
	k := j
	if c.mark(k, '(') {
		// "(CPA) of 9 January 2005"
		if m := c.alias(k); m > k && c.says(m, "of") {
			k = m
		}
	}
	if w, ok := c.dateFrom(k + 1); ok && k < c.end && (c.says(k, "of") || c.says(k, "dated") || c.says(k, "on") || c.says(k, "from")) {
		return int(w.last), w.from
	}
	if !certain {
		return j, date{}
	}
	if c.mark(k, ',') {
		k++
		if w, ok := c.dateFrom(k + 1); ok && c.says(k, "of") {
			return int(w.last), w.from
		}
	}
	if c.says(k, "as") {
		k++
	}
	if k >= c.end || !c.is(k, signedWord) {
		return j, date{}
	}
	for m := k + 1; m < c.end && m < k+12; m++ {
		if w, ok := c.dateFrom(m); ok && (c.is(m-1, signedWord) || c.says(m-1, "on") || c.says(m-1, "in")) {
			return int(w.last), w.from
		}
		if c.toks[m].is(isMark) && !c.mark(m, ',') && !c.mark(m, '\'') || c.is(m, coordinator|relative|modalWord|formOfBe) {
			break
		}
	}
	return j, date{}
}

// maxTail bounds the tokens of a title with small letters.
const maxTail = 30

// tail is where a title ends that goes on after the day: "on the creation of
// safe areas". It ends at a mark, a verb, or an "and" with which something else
// begins.
func (c *citer) tail(j int) int {
	if j >= c.end || !c.is(j, titleLead) && !c.says(j, "of") {
		return j
	}
	k := j + 1
	for k < c.end && k < j+maxTail {
		t := c.toks[k]
		if t.is(isMark) && t.word != '-' && t.word != '/' && t.word != wordPossessive {
			break
		}
		if c.stops(k, j) {
			break
		}
		k++
	}
	return c.unjoined(j, k)
}

// maxSmallDay bounds the tokens between an agreement with a small letter and its
// day.
const maxSmallDay = 24

// smallDay reads the day of an agreement with a small letter, from token j on:
// "agreement between A and B signed in C on 26 July 2006".
func (c *citer) smallDay(j int) (on date, end int) {
	for k := j; k < c.end && k < j+maxSmallDay; k++ {
		if w, ok := c.dateFrom(k); ok && k > j {
			if w.from.day != 0 && (k == j+1 && (c.says(j, "of") || c.says(j, "dated")) || c.signedBefore(k, j)) {
				return w.from, int(w.last)
			}
			return date{}, j
		}
		if c.toks[k].is(isMark) && !c.mark(k, '-') && !c.mark(k, '\'') && !c.mark(k, '/') || c.is(k, modalWord|formOfBe|formOfHave|relative|headWord) {
			return date{}, j
		}
	}
	return date{}, j
}

// signedBefore reports whether a word that leads to an instrument's day stands
// between tokens j and k.
func (c *citer) signedBefore(k, j int) bool {
	for m := k - 1; m >= j; m-- {
		if c.is(m, signedWord) {
			return true
		}
	}
	return false
}
