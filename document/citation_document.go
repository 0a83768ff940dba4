package document

// statement takes statements and other documents that are citation by their day or
// symbol: "presidential statement of 2 October 2013", "press statements of 18
// June and 6 May 2013". Of several each day stands for one.
func (c *citer) statement(i, j int, typ string, many bool) int {
	if c.self(i) {
		return i
	}
	if !many {
		return c.document(i, j, typ)
	}
	c.many = typ
	k := j
	if k < c.end && (c.says(k, "of") || c.says(k, "dated") || c.says(k, "from") || c.says(k, "on")) {
		k++
	}
	if k == j {
		return i
	}
	return max(i, c.days(k, typ))
}

// days takes a list of days that stand for documents, from token k on, each
// perhaps with its symbol in brackets. It returns where the list ends, or 0.
func (c *citer) days(k int, typ string) int {
	last := 0
	for {
		w, ok := c.dateFrom(k)
		if !ok {
			return last
		}
		x := citation{first: w.first, last: w.last, typ: typ, on: w.from, rule: "instrument.date-list", open: true}
		last = c.add(x)
		if end := c.bracketed(last); end > last {
			last = end
		}
		k = last
		if k < c.end && c.mark(k, ',') {
			k++
		}
		if k < c.end && c.is(k, coordinator) {
			k++
		}
		if k == last {
			return last
		}
		if k+2 < c.end && (c.says(k, "of") || c.says(k, "on")) {
			k++
		}
	}
}

// bracketed takes the symbol in brackets that follows token j, as an instrument
// of its own, and returns where the brackets end, or j.
func (c *citer) bracketed(j int) int {
	if j+3 >= c.end || !c.mark(j, '(') {
		return j
	}
	end := c.symbolEnd(j + 1)
	if end == j+1 {
		return j
	}
	end = c.addSymbol(j+1, j+1, end, documentType)
	for k := end; k < c.end && k < end+8; k++ {
		if c.mark(k, ')') {
			return k + 1
		}
	}
	return end
}

// document takes a report, letter or the like: the noun with what says which it
// is, if a day or a symbol does: "report of the Secretary-General on Darfur dated
// 28 July 2006", "2 October 2013 statement by the President", "final report
// (S/2020/36)".
func (c *citer) document(i, j int, typ string) int {
	if c.self(i) {
		return i
	}
	if end := c.symbolEnd(j); j < c.end && end > j {
		return c.addSymbol(c.kind(i), j, end, typ)
	}
	if i > c.start && c.says(i, "note") {
		// "takes note of" is a verb.
		switch c.lex.words[c.word(i-1)].word {
		case "take", "takes", "taking", "took", "taken":
			return i
		}
	}
	first, on := c.dayBefore(i)
	if on != (date{}) {
		end := c.maker(j)
		if c.is(j, preposition|signedWord) {
			if next, _, symbol := c.phrase(j); symbol {
				end = next
			}
		}
		return c.add(citation{first: int32(first), last: int32(end), typ: typ, on: on, rule: "instrument.day-document", open: true, dayFirst: true})
	}
	if j >= c.end || !c.is(j, preposition|signedWord|infinitive) && !c.mark(j, '(') && !c.mark(j, ',') {
		return i
	}
	first = c.kind(i)
	end, on, symbol := c.phrase(j)
	if on == (date{}) && !symbol {
		return i
	}
	return c.add(citation{first: int32(first), last: int32(end), typ: typ, on: on, rule: "instrument.document", open: true})
}

// self reports whether the noun at token i means the text itself or one named
// before: "this report", "the present resolution", "his next reports".
func (c *citer) self(i int) bool {
	return i > c.start && c.is(i-1, selfWord)
}

// kind is where the adjectives before token i begin that say which report:
// "final report", "Special Report".
func (c *citer) kind(i int) int {
	for i > c.taken && (c.is(i-1, kindWord) || c.toks[i-1].is(isCap) && c.is(i-1, genericWord) && !c.is(i-1, determiner)) && !c.toks[i].is(newLine) {
		i--
	}
	return i
}

// maxBefore bounds the tokens between a day and the noun that it goes with.
const maxBefore = 14

// dayBefore finds the day that stands before the noun at token i with nothing
// between but names: "15 October 2018 Secretary-General's report".
func (c *citer) dayBefore(i int) (first int, on date) {
	for k := i; k >= c.taken && k > i-maxBefore; k-- {
		if w, ok := c.dateTo(k); ok {
			if w.from.day == 0 && w.from.year == 0 {
				return i, date{}
			}
			return int(w.first), w.from
		}
		if k == c.taken {
			break
		}
		t := c.toks[k-1]
		switch {
		case t.is(isCap), c.is(k-1, kindWord), t.is(isNumber):
		case t.is(isMark) && (t.word == '-' || t.word == wordPossessive || t.word == '\'' || t.word == '"' || t.word == ','):
		case k < i && c.toks[k].is(isCap) && (c.says(k-1, "of") || c.says(k-1, "and")):
		case t.is(isWord) && k == i && !c.is(k-1, determiner|preposition|coordinator|formOfBe|modalWord|possessive):
			// "31 December 2016 political agreement"
		default:
			return i, date{}
		}
	}
	return i, date{}
}

// maker is where the words end that say who made a document, from token j on:
// "by the President of the Security Council". j if there are none.
func (c *citer) maker(j int) int {
	if j+1 >= c.end || !c.says(j, "by") && !c.says(j, "of") && !c.says(j, "from") {
		return j
	}
	if _, ok := c.dateFrom(j + 1); ok {
		return j
	}
	end := c.title(j+1, true)
	if end == j+1 {
		return j
	}
	return end
}

// maxPhrase bounds the tokens of what says which document is meant.
const maxPhrase = 60

// phrase reads what says which document is meant, from token j on, after its
// noun: whose it is, on what, of which day. It returns where that ends, the day,
// and whether a symbol in brackets follows; without either the end is j.
func (c *citer) phrase(j int) (end int, on date, symbol bool) {
	end = j
	k := j
	for k < c.end && k < j+maxPhrase {
		t := c.toks[k]
		if w, ok := c.dateFrom(k); ok && k > j && (c.is(k-1, signedWord) || c.says(k-1, "of") || c.says(k-1, "from") || c.says(k-1, "on") && k > j+1) {
			if on == (date{}) {
				on = w.from
			}
			k = int(w.last)
			end = k
			continue
		}
		if t.is(isMark) {
			switch {
			case t.word == '(' && t.is(isMark) && c.symbolEnd(k+1) > k+1:
				return k, on, true
			case t.word == '(' && k+2 < c.end && c.mark(k+2, ')') && c.toks[k+1].is(isUpper):
				k += 3 // "(ONUSAL)"
				continue
			case t.word == '-' || t.word == '/' || t.word == wordPossessive || t.word == '\'':
				k++
				continue
			}
			break
		}
		if c.stops(k, j) || on != (date{}) && c.is(k, coordinator) {
			break
		}
		k++
	}
	if on == (date{}) {
		return j, on, false
	}
	// What follows the day without a mark still says whose it is or on what.
	if end < k && (c.says(end, "of") || c.says(end, "by") || c.says(end, "from") || c.is(end, titleLead)) {
		end = c.unjoined(end, k)
	}
	return end, on, false
}

// stops reports whether a word ends what says which instrument is meant: a verb,
// another instrument, something that begins anew.
func (c *citer) stops(k, from int) bool {
	if c.is(k, modalWord|formOfBe|formOfHave|relative|subordinator|pronoun) {
		return true
	}
	if c.is(k, headWord) && k > from {
		return true
	}
	if c.is(k, infinitive) && k+1 < c.end && !c.is(k+1, determiner) && !c.toks[k+1].is(isCap|isNumber) {
		return true
	}
	switch c.lex.words[c.word(k)].word {
	case "including", "pursuant", "regarding":
		return true
	}
	if k == from || c.toks[k].is(isCap) {
		return false
	}
	v := c.lex.words[c.word(k)].verb
	return v.lemma != 0 && (c.is(k-1, coordinator|adverb) || c.mark(k-1, ','))
}

// unjoined is the end of tokens i to j, less an "and" with which something else
// begins: another possessive or article.
func (c *citer) unjoined(i, j int) int {
	for k := i; k < j; k++ {
		if c.says(k, "and") && k+1 < j && c.is(k+1, determiner|preposition) {
			return k
		}
	}
	for j > i && c.is(j-1, preposition|coordinator|determiner) {
		j--
	}
	return j
}
