package document

// An act is an act on its way to being a proposal.
type act struct {
	group
	start    int // token: the group with the adverbs before it
	sent     int
	para     *para
	clause   bool   // its object is a that-clause
	force    Force  //
	verb     string // lemma, as it will be shown
	subj     [2]int // tokens of its subject; equal: none
	quote    int    // number of the quotation that holds its verb, -1: none
	content  [2]int // tokens
	address  [2]int // tokens of the addressee; equal: none
	said     [2]int // tokens of the say-verb that it was looked up through
	toldBy   [2]int // tokens of who said it, if that stands elsewhere
	indirect bool
	negative bool
	item     bool // an item of a list under a commitment
	rule     string
	stop     int  // token at which a clause that is no part of it begins, 0: none
	duty     bool // says what its subject must do: the subject is addressed, and does not speak
	authored bool // its subject is a thing or a text: whoever speaks says what will be done
	byText   bool // a text does it, on behalf of those who are bound by it
	sayOnly  bool // a say-verb
	lead     bool // opens its sentence, without a subject
}

// A clauser finds the acts of one sentence, from left to right. It keeps the
// finite verbs passed, acts or not: what stands between two of them is the end
// of one clause and the subject of the next.
type clauser struct {
	d          *doc
	p          *para
	sent       int
	first, end int
	quote      int
	acts       []act // of the whole document; those of this sentence from base on
	base       int

	finite     int    // end of the last finite group, 0: none yet
	lastAct    bool   // that group is an act
	lastRel    bool   // that group stands in a relative clause without a comma
	say        int    // number of the act that waits for its complement, -1: none
	listForm   form   // form of the acts that the sentence coordinates
	beforeIt   [2]int // subject of the last act that had one
	relComma   bool   // a comma opened the relative clause, and one will close it
	modal      bool   // the group under way has a modal
	relSubject [2]int // what a relative clause that is open stands beside
	inner      bool   // the words of a quotation that is a sentence of its own
	spoken     int    // number of acts in the quotation that the sentence has passed, -1: it passed none
}

// sections' words for where a sentence stands.
func (c *clauser) resolution() bool {
	return c.p.section == Preambular && c.d.sort != Agreement || c.p.section == Operative
}

// scan goes over the sentence.
func (c *clauser) scan() {
	d := c.d
	for i := c.first; i < c.end; {
		t := d.toks[i]
		if t.is(isHidden) {
			i++
			continue
		}
		if t.is(isMark) {
			i = c.mark(i)
			continue
		}
		g := d.group(i, c.end)
		if g.kind == noGroup {
			i++
			continue
		}
		if i > c.first && d.is(i-1, infinitive) && g.kind != modalGroup {
			i = max(g.last, i+1)
			continue
		}
		i = c.consider(g)
	}
}

// mark passes a mark of punctuation. It skips what stands in brackets, and takes
// a quotation that is a sentence of its own apart.
func (c *clauser) mark(i int) int {
	d := c.d
	t := d.toks[i]
	switch {
	case t.word == '(':
		for j := i + 1; j < min(c.end, i+120); j++ {
			if d.mark(j, ')') {
				return j + 1
			}
		}
	case t.is(isOpenQ) && c.wholeQuote(i):
		k := d.quoteAt(i + 1)
		if k < 0 {
			break
		}
		q := d.quotes[k]
		last := min(int(q.last), c.end)
		c.within(i+1, last, k)
		return last + 1
	}
	return i + 1
}

// begunQuote takes the end of a quotation that began in a sentence before: "...
// It will not leave," the spokesman said.
func (c *clauser) begunQuote() {
	d := c.d
	q, k := d.quotedBy(c.first)
	if k < 0 || int(q.first) >= c.first || int(q.last) >= c.end || !d.toks[c.first].is(isCap) {
		return
	}
	c.within(c.first, int(q.last), k)
}

// within scans tokens of a quotation that is a sentence, or the end of one, and
// goes on after it.
func (c *clauser) within(from, last, k int) {
	in := clauser{d: c.d, p: c.p, sent: c.sent, first: from, end: last, quote: k, acts: c.acts, base: len(c.acts), say: -1, inner: true, spoken: -1}
	in.scan()
	in.finish()
	c.acts = in.acts
	c.spoken, c.first, c.finite = len(c.acts)-in.base, last+1, 0
}

// wholeQuote reports whether the quotation that mark i opens is a sentence of
// its own: it begins with a capital where the sentence begins or after a mark.
func (c *clauser) wholeQuote(i int) bool {
	d := c.d
	if i+1 >= c.end || !d.toks[i+1].is(isCap) {
		return false
	}
	return i == c.first || d.mark(i-1, ',') || d.mark(i-1, ':')
}

// quoteAt is the number of the quotation that begins at token i, or -1.
func (d *doc) quoteAt(i int) int {
	lo, hi := 0, len(d.quotes)
	for lo < hi {
		m := (lo + hi) / 2
		if int(d.quotes[m].first) < i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(d.quotes) && int(d.quotes[lo].first) == i {
		return lo
	}
	return -1
}

// A stance is how a verb group stands to what is before it.
type stance int8

const (
	leads       stance = iota // opens the sentence
	joins                     // coordinated with a group before it
	hasSubject                // a subject of its own, in a main clause
	complements               // a subject of its own, in what a say-verb reports
	subordinate               // in a subordinate clause, or part of an object
)

// stand works out the stance of the group at token at, whose adverbs begin at
// start, and its subject.
func (c *clauser) stand(start int) (s stance, subj [2]int) {
	d := c.d
	from := max(c.first, c.finite)
	// Only coordinators, marks and adverbs between: it leads or joins.
	only := true
	for i := from; i < start; i++ {
		if d.says(i, "in") && (d.says(i+1, "this") || d.says(i+1, "that")) && i+3 <= start && c.finite > 0 {
			i += 2
			continue
		}
		if !(d.toks[i].is(isMark) && d.toks[i].word != ')' && d.toks[i].word != wordPossessive && d.toks[i].word != '-') &&
			!d.is(i, coordinator) && !d.says(i, "while") && !c.aside(i) {
			only = false
			break
		}
	}
	before := start - 1
	if before-1 >= from && d.says(before-1, "in") && d.says(before, "particular") {
		before -= 2
	}
	for before-2 >= from && d.says(before-2, "in") && (d.says(before-1, "this") || d.says(before-1, "that")) && !d.is(before, determiner) {
		before -= 3 // "and in this regard reiterates"
	}
	for before >= from && d.toks[before].is(isMark) && d.toks[before].word == '"' {
		before--
	}
	joined := before >= from && (d.is(before, coordinator) || d.says(before, "while"))
	if c.finite == 0 {
		switch {
		case only:
			return leads, subj
		case joined:
			// "The coalition met in the capital and condemned": the first verb is
			// none that the reader knows, but its subject is the same.
			if s, subj := c.noun(from, c.subjectEnd(before), false); s == hasSubject {
				c.beforeIt = subj
				return hasSubject, subj
			}
			return joins, subj
		}
		return c.firstSubject(from, start)
	}
	switch {
	case start == from:
		if c.lastRel {
			return hasSubject, c.relSubject
		}
		return joins, subj
	case joined && c.lastRel && !c.relComma && c.base == len(c.acts) && !c.modal:
		return subordinate, subj
	case joined, only:
		return joins, subj
	case before >= from && (d.mark(before, ',') || d.mark(before, ';') || d.mark(before, dash)):
		if c.lastRel && c.base == len(c.acts) {
			if !c.relComma {
				return subordinate, subj // a list within the relative clause
			}
			return hasSubject, c.relSubject
		}
		return joins, subj
	}
	return c.laterSubject(from, start)
}

// aside reports whether token i is an adverb that may stand beside a verb.
func (c *clauser) aside(i int) bool {
	return c.d.is(i, adverb) && !c.d.is(i, preposition) || c.d.manner(i) && c.d.toks[i].is(spaced)
}

// firstSubject finds the subject of the first finite group of a sentence, in
// tokens from to start.
func (c *clauser) firstSubject(from, start int) (stance, [2]int) {
	d := c.d
	begin := from
	for begin < start && (d.toks[begin].is(isMark) || d.is(begin, coordinator)) {
		begin++
	}
	comma, commas := -1, 0
	listed := false
	for i := begin; i < start-1; i++ {
		if d.mark(i, ',') {
			if comma < 0 {
				comma = i
			}
			commas++
			if d.is(i+1, coordinator) {
				listed = true
			}
		}
	}
	if k := start - 1; k > begin && d.is(k, pronoun) && !d.says(k, "it") && (d.mark(k-1, ',') || d.is(k-1, coordinator|adverb)) {
		return hasSubject, [2]int{k, start} // "Together, we call"
	}
	for i := start - 1; i > max(begin, start-9); i-- {
		if d.mark(i, ',') {
			break
		}
		if d.is(i, coordinator) && d.mark(i-1, ',') && d.is(i+1, determiner|pronoun) && !c.names(begin, i) {
			return c.noun(i+1, start, false) // a second clause, after a verb that the reader does not know
		}
	}
	closed := start > begin && c.closes(start-1)
	fronted := d.is(begin, preposition|subordinator|adverb) || d.manner(begin) || d.ingWord(begin) || d.says(begin, "to") || d.says(begin, "today") || d.says(begin, "yesterday")
	if fronted && !d.is(begin, pronoun) {
		if comma < 0 {
			// "Thus we call", "At the meeting the ministers agreed"
			if d.is(begin, subordinator) && !d.says(begin+1, "from") && !d.says(begin+1, "of") && !(d.says(begin, "as") && d.says(begin+1, "a")) {
				return subordinate, [2]int{}
			}
			for i := begin + 1; i < start; i++ {
				if d.is(i, relative|subordinator) && !d.is(i-1, preposition) {
					return subordinate, [2]int{}
				}
				if d.is(i, pronoun) && !d.is(i-1, preposition) {
					return hasSubject, [2]int{i, start}
				}
			}
			if d.is(begin, adverb) || d.manner(begin) {
				return c.noun(begin+1, start, closed)
			}
			return hasSubject, c.afterFront(begin, start)
		}
		at := comma
		if !listed && !c.names(comma+1, start) {
			for i := start - 2; i > comma; i-- {
				if d.mark(i, ',') {
					at = i
					break
				}
			}
			// A parenthesis after the subject: "In Geneva, the envoy, who ..., said".
			if closed {
				at = comma
			}
		}
		return c.noun(at+1, start, closed)
	}
	return c.noun(begin, start, closed)
}

// afterFront is the subject after words at the front of the sentence that no
// comma closes: "On these flights the observers will". It begins with an
// article or a name that no preposition governs.
func (c *clauser) afterFront(begin, start int) [2]int {
	d := c.d
	for i := begin + 2; i < start; i++ {
		name := d.toks[i].is(isCap) && !d.toks[i-1].is(isCap)
		if (name || d.is(i, determiner)) && !d.is(i-1, preposition|determiner|infinitive|coordinator) && !d.ingWord(i-1) && !d.toks[i-1].is(isMark) && !d.is(i-1, commonVerb) {
			return [2]int{i, start}
		}
	}
	return [2]int{start - 1, start}
}

// names reports whether tokens i to j are names and what lists them.
func (c *clauser) names(i, j int) bool {
	d := c.d
	for ; i < j; i++ {
		if !d.toks[i].is(isCap) && !d.mark(i, ',') && !d.is(i, coordinator) && !d.mark(i, '"') && !d.is(i, adverb) {
			return false
		}
	}
	return true
}

// fronted reports whether the sentence begins with words that are not its
// subject: a clause, an infinitive, a preposition.
func (c *clauser) fronted() bool {
	return c.d.is(c.first, subordinator|preposition|infinitive) && !c.d.is(c.first, pronoun)
}

// closes reports whether token i is a comma or a dash that closes a
// parenthesis.
func (c *clauser) closes(i int) bool {
	return c.d.mark(i, ',') || c.d.mark(i, dash) || c.d.mark(i, '-') && c.d.toks[i].is(spaced)
}

// noun takes tokens from to start as a subject, unless a relative pronoun that
// nothing closes makes them part of a clause. closed: a comma stands right
// before the verb, which closes a parenthesis.
func (c *clauser) noun(from, start int, closed bool) (stance, [2]int) {
	d := c.d
	for from < start && (c.aside(from) || d.toks[from].is(isMark) && d.toks[from].word != '"') {
		from++
	}
	if from >= start {
		return subordinate, [2]int{}
	}
	if d.is(from, subordinator) && !d.is(from, pronoun|determiner) || d.is(from, relative) && !d.says(from, "that") {
		return subordinate, [2]int{}
	}
	to := start
	if closed {
		to = start - 1
	}
	for i := from; i < to; i++ {
		if (closed || d.mark(i, dash)) && (d.mark(i, ',') || d.mark(i, dash) || d.mark(i, '-') && d.toks[i].is(spaced)) && !d.is(i+1, coordinator) && !c.listGoesOn(i, to) {
			return hasSubject, [2]int{from, i}
		}
		if i > from && (d.says(i, "if") || d.says(i, "unless") || d.says(i, "because") || d.says(i, "although") || d.says(i, "whereas") || d.says(i, "when")) {
			return subordinate, [2]int{}
		}
		if d.is(i, relative) && i > from && !d.is(i-1, preposition) {
			return subordinate, [2]int{}
		}
		if d.is(i, relative) && i > from && d.is(i-1, preposition) && !closed {
			if c.modal && i+1 < to-1 && d.is(to-1, commonThird) {
				return hasSubject, [2]int{from, i - 1} // "weapons to which this Article applies shall"
			}
			return subordinate, [2]int{}
		}
	}
	return hasSubject, [2]int{from, to}
}

// listGoesOn reports whether the comma at token i parts the members of a list
// that ends in "and X" before token to, each short.
func (c *clauser) listGoesOn(i, to int) bool {
	d := c.d
	for j := i + 1; j < min(to, i+9); j++ {
		switch {
		case d.is(j, coordinator):
			return j > i+1 || d.mark(i, ',')
		case d.mark(j, ','):
			return c.listGoesOn(j, to)
		case d.is(j, relative|preposition) && !d.says(j, "of"), d.ingWord(j):
			return false
		}
	}
	return false
}

// ingWord reports whether token i is a word in -ing.
func (d *doc) ingWord(i int) bool {
	if i >= len(d.toks) || !d.toks[i].is(isWord) {
		return false
	}
	w := d.raw(i)
	return len(w) > 5 && w[len(w)-3:] == "ing"
}

// laterSubject finds the subject of a group after another finite group: there
// must be a boundary between the two, or the first must be a say-verb whose
// complement begins.
func (c *clauser) laterSubject(from, start int) (stance, [2]int) {
	d := c.d
	bound := -1
	hard, comma := false, false
	for i := from; i < start; i++ {
		switch {
		case d.mark(i, ';'), d.mark(i, ':'):
			bound, hard = i+1, true
		case d.mark(i, dash):
			bound = i + 1
		case d.is(i, coordinator) && i > from && d.mark(i-1, ','), d.is(i, coordinator) && i == from:
			bound = i + 1
		case d.is(i, coordinator) && i+1 < start && d.is(i+1, pronoun):
			bound = i + 1
		case d.mark(i, ',') && i+1 < start && d.is(i+1, pronoun) && (!d.says(i+1, "it") || i+2 == start) && !d.is(i+2, preposition):
			bound, comma = i+1, !d.is(i-1, coordinator)
		case d.says(i, "while") && i > from && d.mark(i-1, ','), d.says(i, "while") && i == from:
			bound = i + 1
		}
	}
	if bound < 0 || bound >= start {
		switch {
		case c.say >= 0 && c.finite == c.acts[c.say].last:
			return c.complement(from, start)
		case c.lastRel && c.closes(start-1):
			return hasSubject, c.relSubject
		case c.base == len(c.acts) && c.fronted():
			return c.afterComma(from, start)
		}
		return subordinate, [2]int{}
	}
	if reports := c.say >= 0 || len(c.acts) > c.base && c.acts[len(c.acts)-1].said != ([2]int{}); reports && d.says(bound, "that") {
		return complements, [2]int{bound + 1, start}
	}
	for i := bound; i < start; i++ {
		if d.is(i, relative|subordinator) && !(i == bound && d.is(i, determiner)) {
			return subordinate, [2]int{}
		}
	}
	s, subj := c.noun(bound, start, c.closes(start-1))
	if s != hasSubject {
		return s, subj
	}
	if comma && c.say >= 0 && c.finite == c.acts[c.say].last {
		return complements, subj // "stated that, based on the drafts, they believe"
	}
	if c.base == len(c.acts) && c.fronted() {
		if s, subj := c.afterComma(from, start); s == hasSubject {
			return s, subj
		}
	}
	if !hard && !c.speakerLike(subj) {
		return subordinate, subj
	}
	if c.say >= 0 && !hard && !c.lastAct {
		return complements, subj
	}
	return hasSubject, subj
}

// afterComma is the subject after the last comma: "In order that they may move,
// the party will".
func (c *clauser) afterComma(from, start int) (stance, [2]int) {
	for i := start - 2; i >= from; i-- {
		if !c.d.mark(i, ',') {
			continue
		}
		if s, subj := c.noun(i+1, start, false); s == hasSubject && (c.p.section == Agreement || c.speakerLike(subj)) {
			return s, subj
		}
		break
	}
	return subordinate, [2]int{}
}

// complement takes tokens from to start as the subject in what a say-verb
// reports, after an optional "that", what was said of when and to whom, and a
// mark.
func (c *clauser) complement(from, start int) (stance, [2]int) {
	d := c.d
	begin := from
	for i := from; i < start; i++ {
		if d.says(i, "that") {
			begin = i + 1
			break
		}
	}
	for i := begin; i < start; i++ {
		if d.is(i, relative) && i > begin || d.is(i, subordinator) && !d.says(i, "so") {
			return subordinate, [2]int{}
		}
	}
	if k := start - 1; k > begin && d.is(k, pronoun) && !d.is(k-1, preposition) {
		begin = k // "told reporters he would"
	}
	for begin < start && (d.is(begin, dayWord) || d.toks[begin].is(isMark) || d.says(begin, "on")) {
		begin++
	}
	return complements, [2]int{begin, start}
}
