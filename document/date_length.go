package document

import "strconv"

// lengths finds lengths of time that are the length of a measure, a latest time
// or a frequency: "for a period of six months", "within ten days of", "every 30
// days". A length that only tells ("after seven years of war") is none.
func (f *dater) lengths() {
	for si := range f.sents {
		s := f.sents[si]
		from := int(s.first)
		for i := from; i < int(s.last); i++ {
			if f.toks[i].is(isHidden) || !f.is(i, unitWord|basisWord) {
				continue
			}
			if next := f.lengthAt(i, from, s); next > i {
				from = next
				i = next - 1
			}
		}
	}
}

// A length is a number of units of time: its tokens, first to last, half-open.
type length struct {
	first, last int
	n           int
	unit        string
	hyphen      bool // a hyphen joins number and unit: "two-week"
	fixed       bool // "a period of", "a further", "up to" stood before it
	bound       int  // where "not more than", "at least" begin before it, or first
}

// lengthAt takes the length whose unit is token i of a sentence, if it has a
// role. It returns the token to go on with, or i.
func (f *dater) lengthAt(i, from int, s sentence) int {
	end := int(s.last)
	if f.is(i, basisWord) {
		return f.basis(i, from, end)
	}
	if f.says(i, "period") {
		return f.endOfPeriod(i, from, end)
	}
	l, ok := f.length(i, from)
	if !ok {
		if next := f.endOfUnit(i, from); next > i {
			return next
		}
		return f.each(i, from, end)
	}
	lead := f.lead(&l, from)
	switch {
	case lead >= from && f.says(lead, "every"):
		l.last = f.thereafter(l.last, end)
		f.add(lead, l.last, frequencyRole, "R/"+l.norm(), "date.every")
		return l.last
	case lead >= from && f.says(lead, "within"):
		return f.limit(l, lead, end, "date.within")
	case lead > from && f.says(lead, "than") && f.says(lead-1, "later"):
		first := lead - 1
		if first > from && f.is(first-1, negative) {
			first--
		}
		return f.limit(l, first, end, "date.not-later")
	case lead >= from && f.says(lead, "in") && (f.limitAhead(l, lead, from, end) || l.fixed && lead == from && f.modalAfter(l.last, end)):
		return f.limit(l, lead, end, "date.in")
	case f.adjective(l, end):
		if f.reportFollows(l.last, end) {
			f.add(l.first, l.last, frequencyRole, "R/"+l.norm(), "date.report-cycle")
		} else {
			f.add(l.first, l.last, periodRole, l.norm(), "date.length-of")
		}
		return l.last
	case l.bound < l.first && f.anchored(l.last, end):
		return f.limit(l, l.bound, end, "date.bound")
	case !l.fixed && f.anchored(l.last, end) && (f.binding(l.first, from) || l.first == from && f.modalAfter(l.last, end)):
		next := f.anchor(l.last, end)
		f.add(l.first, next, eventRole, l.norm(), "date.after")
		return next
	case f.measure(&l, lead, from, end):
		f.add(l.first, l.last, periodRole, l.norm(), "date.period")
		return l.last
	}
	return i
}

// length reads the number of units that ends with token i.
func (f *dater) length(i, from int) (length, bool) {
	l := length{last: i + 1, n: 1, unit: f.lex.words[f.word(i)].word}
	j := i
	if j > from && f.mark(j-1, '-') && !f.toks[j].is(spaced) {
		l.hyphen = true
		j--
	}
	for j > from {
		switch f.lex.words[f.word(j-1)].word {
		case "consecutive", "calendar", "working", "business", "further", "additional", "more", "full":
			j--
			continue
		}
		break
	}
	if n, first := f.countBefore(j, from); n > 0 {
		l.n, l.first = n, first
		return l, true
	}
	if j > from && (f.says(j-1, "a") || f.says(j-1, "an")) && !l.hyphen {
		l.first = j - 1
		return l, true
	}
	if j > from && f.is(j-1, ordinalWord) && f.says(j, "day") && i+1 < len(f.toks) && (f.says(i+1, "after") || f.says(i+1, "following") || f.says(i+1, "from")) {
		// "the second day after the truce"
		if l.n = ordinalValue(f.lex.words[f.word(j-1)].word); l.n > 0 {
			l.first = j - 1
			return l, true
		}
	}
	return l, false
}

// norm is the length as an ISO 8601 duration. Weeks are days, so that a
// fortnight, two weeks and 14 days are the same.
func (l length) norm() string {
	switch l.unit[:2] {
	case "mi":
		return "PT" + strconv.Itoa(l.n) + "M"
	case "ho":
		return "PT" + strconv.Itoa(l.n) + "H"
	case "da":
		return "P" + strconv.Itoa(l.n) + "D"
	case "we":
		return "P" + strconv.Itoa(7*l.n) + "D"
	case "fo":
		return "P" + strconv.Itoa(14*l.n) + "D"
	case "mo":
		return "P" + strconv.Itoa(l.n) + "M"
	}
	return "P" + strconv.Itoa(l.n) + "Y"
}

// lead is the token before the length and the words that only bound it: "at
// least", "up to", "a further", "a period of". l.fixed says whether any of the
// last two was there.
func (f *dater) lead(l *length, from int) int {
	j := l.first - 1
	l.bound = l.first
	for range 10 {
		if j < from {
			return j
		}
		switch f.lex.words[f.word(j)].word {
		case "another", "further", "additional", "extra", "initial", "maximum", "minimum", "total", "next", "coming", "first":
			l.fixed = true
			j--
		case "a", "an", "the", "about", "around", "approximately", "exactly", "only", "once":
			j--
		case "of":
			if j-1 < from {
				return j
			}
			switch f.lex.words[f.word(j-1)].word {
			case "period", "duration", "term", "maximum", "minimum", "interval", "total":
				l.fixed = true
				j -= 2
			default:
				return j
			}
		case "planned", "single", "renewable", "period":
			j--
		case "least", "most", "best":
			if j-1 >= from && f.says(j-1, "at") {
				l.bound = j - 1
				j -= 2
				continue
			}
			return j
		case "to":
			if j-1 >= from && f.says(j-1, "up") {
				l.fixed = true
				j -= 2
				continue
			}
			return j
		case "than":
			if j-1 >= from && (f.says(j-1, "more") || f.says(j-1, "less") || f.says(j-1, "fewer")) {
				j -= 2
				if j >= from && f.is(j, negative) {
					l.fixed = true
					l.bound = j
					j--
				}
				continue
			}
			return j
		case "exceeding", "exceed":
			l.fixed = true
			j--
			if j >= from && f.says(j, "to") {
				j--
			}
			if j >= from && f.is(j, negative) {
				j--
			}
		default:
			return j
		}
	}
	return j
}

// limit takes a length as a latest time, with what it is counted from.
func (f *dater) limit(l length, first, end int, rule string) int {
	next := l.last
	if f.anchored(next, end) {
		next = f.anchor(next, end)
	}
	f.add(first, next, deadlineRole, l.norm(), rule)
	return next
}

// anchored reports whether from token i on stands what a length is counted from.
func (f *dater) anchored(i, end int) bool {
	if i+1 >= end {
		return false
	}
	switch f.lex.words[f.word(i)].word {
	case "of", "after", "from", "following", "before":
		return !f.toks[i+1].is(isMark)
	case "prior":
		return f.says(i+1, "to")
	}
	return false
}

// anchorTokens bounds what a length is counted from.
const anchorTokens = 24

// anchor is where ends what a length is counted from, which begins at token i:
// at a mark, or at a word with which something else begins.
func (f *dater) anchor(i, end int) int {
	j := i + 1
	if f.says(i, "prior") {
		j++
	}
	for j < end && j < i+anchorTokens {
		t := f.toks[j]
		if t.is(isMark) && t.word != '-' && t.word != '/' && t.word != wordPossessive && t.word != '\'' {
			break
		}
		// "for that State", not "that they support".
		if f.is(j, anchorEnd|modalWord|formOfBe|relative) && j > i+1 && !(f.says(j, "that") && f.is(j-1, preposition)) {
			break
		}
		j++
	}
	return j
}

// limitAhead reports whether "in" makes a length the latest time: something is
// to be done in it. "For the first time in seven years" only tells.
func (f *dater) limitAhead(l length, lead, from, end int) bool {
	if l.hyphen {
		return false
	}
	if l.last < end && (f.says(l.last, "of") || f.says(l.last, "after") || f.says(l.last, "from")) {
		return f.binding(lead, from)
	}
	if f.says(lead-1, "time") || l.first-lead > 1 {
		return false
	}
	return f.binding(lead, from)
}

// modalAfter reports whether the sentence goes on with what is to be done:
// "Seven days after the signature, the sides shall".
func (f *dater) modalAfter(i, end int) bool {
	for k := i; k < end && k < i+aheadTokens; k++ {
		if f.is(k, modalWord) {
			return true
		}
		if f.mark(k, ';') {
			return false
		}
	}
	return false
}

// binding reports whether what stands before token i in its sentence is said to
// be done: "shall", "will", "requests", "decides to", "its intention to".
func (d *doc) binding(i, from int) bool {
	for k := i - 1; k >= from && k > i-aheadTokens; k-- {
		if d.is(k, modalWord) || d.is(k, infinitive) {
			return true
		}
		if d.is(k, formOfHave) && !d.says(k, "having") || d.mark(k, ';') {
			return false
		}
		switch d.lex.words[d.word(k)].word {
		case "requests", "decides", "demands", "undertakes", "intention", "intent":
			return true
		}
	}
	return false
}

// adjective reports whether a length stands before a noun that it measures: "a
// 15-day extension", "21 day ceasefire". Of what went on and on, it tells.
func (f *dater) adjective(l length, end int) bool {
	i := l.last
	if i >= end || f.mark(i, '-') && !f.toks[i].is(spaced) || !f.toks[i].is(isWord) {
		return false
	}
	switch f.lex.words[f.word(l.last-1)].word {
	case "minute", "hour", "day", "week", "month", "year":
	default:
		return false
	}
	if !l.hyphen && l.n == 1 || f.is(i, preposition|coordinator|relative|formOfBe|formOfHave|modalWord|adverb|determiner|pronoun|infinitive) {
		return false
	}
	for k := i; k < end && k < i+3 && f.toks[k].is(isWord); k++ {
		switch f.lex.words[f.word(k)].word {
		case "old", "conflict", "war", "crisis", "history", "struggle", "siege", "blockade", "occupation", "insurgency", "dispute",
			"rule", "anniversary", "ago", "later", "earlier", "low", "high", "prior", "veteran":
			return false
		}
	}
	return true
}

// reportFollows reports whether a length measures reports, which come that
// often.
func (f *dater) reportFollows(i, end int) bool {
	for k := i; k < end && k < i+3; k++ {
		switch f.lex.words[f.word(k)].word {
		case "report", "reports", "reporting", "update", "updates":
			return true
		}
	}
	return false
}

// measure reports whether a length is that of a measure: after "a period of",
// "for a further", "extended by"; as "14 days' notice"; alone in brackets. For a
// plain "for", something must be done or promised in the same sentence.
func (f *dater) measure(l *length, lead, from, end int) bool {
	if l.hyphen {
		return false
	}
	if l.last+1 < end && (f.mark(l.last, '\'') || f.mark(l.last, wordPossessive)) && f.says(l.last+1, "notice") || l.last < end && f.says(l.last, "notice") {
		return true
	}
	if lead >= from && f.mark(lead, '(') && f.mark(l.last, ')') {
		return true
	}
	if l.n == 1 && !l.fixed && (f.says(l.first, "a") || f.says(l.first, "an")) {
		return false
	}
	if l.last < end && (f.says(l.last, "ago") || f.says(l.last, "earlier") || f.says(l.last, "later") || f.says(l.last, "old")) {
		return false
	}
	if lead < from {
		return l.fixed
	}
	switch f.lex.words[f.word(lead)].word {
	case "for":
		return l.fixed || f.extends(lead, from) || f.binding(lead, from)
	case "by":
		return f.extends(lead, from)
	case "lasts":
		return true
	case "be", "exceed", "to", "last", "lasting":
		return l.fixed || f.binding(lead, from)
	}
	return l.fixed && !f.is(lead, determiner|preposition)
}

// extends reports whether a measure's length is changed before token i.
func (d *doc) extends(i, from int) bool {
	for k := i - 1; k >= from && k > i-aheadTokens; k-- {
		switch d.lex.words[d.word(k)].word {
		case "extend", "extends", "extended", "extending", "extension", "renew", "renews", "renewed", "renewing", "renewal",
			"prolong", "prolongs", "prolonged", "prolonging", "establish", "establishes", "authorize", "authorizes", "suspend", "suspended", "lasts", "valid":
			return true
		}
	}
	return false
}
