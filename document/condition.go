package document

// The types of conditions.
const (
	conditionType = "condition" // something must be so first
	caveatType    = "caveat"    // something stays as it is
	exceptionType = "exception" // something is left out
	scopeType     = "scope"     // something is as somebody else says
)

// A markerCheck is what else must be so for a marker to begin a condition: most
// of its words do other work as well.
type markerCheck int8

const (
	always       markerCheck = iota
	ifCheck                  // no hedge ("if necessary"), no question ("asked if")
	onceCheck                // a clause follows: not "once again", "once a year"
	openCheck                // it opens its sentence
	apartCheck               // it opens a sentence or stands after a mark
	caseCheck                // something goes wrong: not "in the case of the north"
	clauseCheck              // an article or a pronoun follows
	nothingCheck             // "nothing in this Article shall"
	namesCheck               // what follows names who decides
)

// A follow is what a marker has after it.
type follow int8

const (
	noun    follow = iota // a noun: "without prejudice to their rights"
	clause                // a clause of its own: "if the parties agree"
	rest                  // the rest of its sentence: "nothing in this Article shall"
	nothing               // nothing, or the items of a list: "without preconditions"
)

// markers are the words with which conditions begin. The list is closed: what
// only hedges ("where feasible", "to the extent possible") or describes ("in
// accordance with") is no condition, and neither is "until".
var markers = [...]struct {
	words  string
	typ    string
	check  markerCheck
	follow follow
}{
	{"if", conditionType, ifCheck, clause},
	{"only if", conditionType, ifCheck, clause},
	{"but only if", conditionType, ifCheck, clause},
	{"and only if", conditionType, ifCheck, clause},
	{"if and when", conditionType, always, clause},
	{"if and only if", conditionType, always, clause},
	{"unless", conditionType, always, clause},
	{"unless and until", conditionType, always, clause},
	{"provided that", conditionType, always, clause},
	{"provided, however, that", conditionType, always, clause},
	{"providing that", conditionType, always, clause},
	{"provided", conditionType, clauseCheck, clause},
	{"on condition that", conditionType, always, clause},
	{"on the condition that", conditionType, always, clause},
	{"on the understanding that", conditionType, always, clause},
	{"in the event that", conditionType, always, clause},
	{"in the event of", conditionType, always, noun},
	{"in case of", conditionType, always, noun},
	{"in the case that", conditionType, always, clause},
	{"in the case of", conditionType, caseCheck, noun},
	{"in case", conditionType, clauseCheck, clause},
	{"as long as", conditionType, always, clause},
	{"so long as", conditionType, always, clause},
	{"for as long as", conditionType, always, clause},
	{"subject to", conditionType, apartCheck, noun},
	{"contingent on", conditionType, apartCheck, noun},
	{"contingent upon", conditionType, apartCheck, noun},
	{"conditional on", conditionType, apartCheck, noun},
	{"conditional upon", conditionType, apartCheck, noun},
	{"should", conditionType, clauseCheck, clause},
	{"once", conditionType, onceCheck, clause},
	{"upon", conditionType, openCheck, noun},
	{"without prejudice to", caveatType, always, noun},
	{"without discrimination", caveatType, always, nothing},
	{"without any discrimination", caveatType, always, nothing},
	{"without distinction", caveatType, always, nothing},
	{"without any distinction", caveatType, always, nothing},
	{"without adverse distinction", caveatType, always, nothing},
	{"without any adverse distinction", caveatType, always, nothing},
	{"without condition", caveatType, always, nothing},
	{"without conditions", caveatType, always, nothing},
	{"without precondition", caveatType, always, nothing},
	{"without preconditions", caveatType, always, nothing},
	{"without any preconditions", caveatType, always, nothing},
	{"without any conditions", caveatType, always, nothing},
	{"without exception", caveatType, always, nothing},
	{"under no circumstances", caveatType, always, clause},
	{"in no circumstances", caveatType, always, clause},
	{"under any circumstances", caveatType, always, nothing},
	{"in any circumstances", caveatType, always, nothing},
	{"even if", caveatType, always, clause},
	{"nothing", caveatType, nothingCheck, rest},
	{"except", exceptionType, always, noun},
	{"with the exception of", exceptionType, always, noun},
	{"with the sole exception of", exceptionType, always, noun},
	{"notwithstanding", exceptionType, always, noun},
	{"save as", exceptionType, always, clause},
	{"save that", exceptionType, always, clause},
	{"save in", exceptionType, always, noun},
	{"as designated", scopeType, namesCheck, noun},
	{"as defined", scopeType, namesCheck, noun},
	{"as determined", scopeType, namesCheck, noun},
	{"as identified", scopeType, namesCheck, noun},
}

// Classes of words that conditions ask for.
const (
	hedgeWord   = condClass << iota // "if necessary" hedges
	loneHedge                       // "if any" hedges where nothing follows
	troubleWord                     // what goes wrong "in the case of"
	listLead                        // begins something else after a comma, not an item of a list
)

func conditionWords(b *builder) {
	for i, m := range markers {
		b.phrase(conditionLayer, m.words, int32(i+1))
	}
	b.class(hedgeWord, `necessary possible appropriate applicable feasible practicable`)
	b.class(loneHedge, `any needed required requested relevant desired warranted so`)
	b.class(troubleWord, `non violation violations breach breaches failure failures dispute disputes doubt default disagreement
		emergency emergencies refusal attack attacks obstruction noncompliance divergence need force withdrawal termination death`)
	b.class(listLead, `including such in with by to from under as while on at pursuant where when which who that notwithstanding
		whose after before until during through with without if unless for inter`)
	b.class(0, askWords+` again more every contained does do did`)
}

// askWords make a question of "if".
const askWords = `ask asks asked asking see sees verify verifies know knows wonder wondered check determine as`

// findConditions proposes the clauses that make a promise or a demand depend on
// something, or leave something out of it, each with its marker.
func (d *doc) findConditions() []Proposal {
	var out []Proposal
	si, last := 0, int32(0)
	for _, h := range d.hits[conditionLayer] {
		for si < len(d.sents) && d.sents[si].last <= h.at {
			si++
		}
		if si == len(d.sents) {
			break
		}
		s := d.sents[si]
		if h.at < s.first || h.at < last || h.at+h.n > s.last {
			continue
		}
		m := &markers[h.value-1]
		c := conditional{doc: d, start: int(s.first), end: int(s.last), at: int(h.at), body: int(h.at + h.n), typ: m.typ, follow: m.follow}
		if !c.begins(m.check) {
			continue
		}
		if h.at > s.first && d.is(int(h.at)-1, modalWord) {
			c.follow = nothing // "will under no circumstances negotiate": it is the verb that it qualifies
		}
		end := c.extent()
		last = int32(end)
		out = append(out, Proposal{
			Kind: ConditionKind, Span: d.span(c.at, end), Rule: "condition." + m.typ, Fields: Fields{Type: m.typ},
		})
	}
	return out
}

// A conditional is a marker in its sentence: tokens start to end, the marker
// from at to body.
type conditional struct {
	*doc
	start, end int
	at, body   int
	typ        string
	follow     follow
}

// begins reports whether the marker begins a condition here.
func (c *conditional) begins(check markerCheck) bool {
	i, j := c.at, c.body
	switch check {
	case ifCheck:
		if i > c.start && hasWord(askWords, c.lex.words[c.word(i-1)].word) {
			return false
		}
		ends := j+1 >= c.end || c.toks[j+1].is(isMark) || c.is(j+1, coordinator)
		if c.is(j, hedgeWord) {
			return !ends && c.says(j+1, "by")
		}
		return !ends || !c.is(j, loneHedge)
	case onceCheck:
		if c.says(j, "again") || c.says(j, "more") || c.says(j, "and") || c.says(j, "every") || c.says(j, "a") || c.says(j, "for") || j >= c.end || c.toks[j].is(isMark) {
			return false
		}
		return (i == c.start || c.toks[i-1].is(isMark) || !c.is(i-1, preposition|adverb|determiner)) && c.clause(j)
	case openCheck:
		return i == c.start && c.toks[i].is(isCap)
	case apartCheck:
		return c.apart(i)
	case caseCheck:
		return c.is(j, troubleWord) || c.is(j, determiner) && c.is(j+1, troubleWord)
	case clauseCheck:
		return c.apart(i) && c.is(j, determiner|pronoun) || c.says(i, "in") && c.is(j, determiner|pronoun)
	case nothingCheck:
		return i == c.start && (c.says(j, "in") || c.says(j, "contained"))
	case namesCheck:
		return c.says(j, "by") || c.says(j, "in") || c.says(j, "under")
	}
	return true
}

// apart reports whether token i opens its sentence or stands after a mark.
func (c *conditional) apart(i int) bool {
	return i == c.start || c.toks[i-1].is(isMark) && !c.mark(i-1, '-') && !c.mark(i-1, wordPossessive)
}

// maxClause bounds the tokens of a condition.
const maxClause = 160

// clause reports whether a finite verb follows from token j on before a mark.
func (c *conditional) clause(j int) bool {
	for k := j; k < c.end && k < j+20 && !c.toks[k].is(isMark); k++ {
		if c.is(k, formOfBe|formOfHave|modalWord) || k > j && c.lex.words[c.word(k)].verb.lemma != 0 || k > j && c.thirdPerson(k) {
			return true
		}
	}
	return false
}

// thirdPerson reports whether a word may be a verb by its ending: "begins". It
// follows a noun, and no other noun can.
func (c *conditional) thirdPerson(k int) bool {
	w := c.toks[k]
	if !w.is(isWord) || w.is(isCap) || c.is(k, unitWord) || w.end-w.start < 4 || c.text[w.end-1] != 's' {
		return false
	}
	return k+1 >= c.end || c.toks[k+1].is(isMark) || c.is(k+1, preposition|adverb|determiner|possessive|infinitive)
}

// extent is where the condition ends: at a mark that ends its clause, or where
// another begins. A comma between the items of a list does not end it, nor one
// inside its clause.
func (c *conditional) extent() int {
	if c.follow == nothing {
		return c.listed()
	}
	depth := 0
	inList, verb := false, false
	k := c.body
	for ; k < c.end && k < c.at+maxClause; k++ {
		t := c.toks[k]
		if !t.is(isMark) {
			if k > c.body && depth == 0 && c.cutsWord(k) {
				break
			}
			verb = verb || c.finite(k)
			continue
		}
		switch {
		case t.word == '(':
			depth++
			continue
		case t.word == ')':
			if depth == 0 && !t.is(spaced) && !c.toks[k-1].is(spaced) || depth == 0 && c.toks[k-1].end-c.toks[k-1].start <= 2 {
				continue // "sub-paragraph 2a)"
			}
			if depth--; depth < 0 {
				return k
			}
			continue
		case depth > 0:
			continue
		case t.word == ';' || t.word == ':' || t.word == '!' || t.word == '?':
			return k
		case t.word == dash && t.is(spaced), t.is(isCloseQ):
			return k
		case t.word == '.' && (k+1 >= c.end || k+2 >= c.end && c.toks[k+1].is(isMark|isCloseQ)):
			return k
		case t.word == ',' && c.follow != rest:
			next := c.goesOn(k, inList, verb)
			if next == k {
				return k
			}
			inList = inList || next == k+1
			k = next - 1
		}
	}
	for k > c.body && (c.is(k-1, coordinator) || c.mark(k-1, ',')) {
		k--
	}
	return k
}

// goesOn is the token with which the condition goes on after the comma at token
// k, or k if the comma ends it.
func (c *conditional) goesOn(k int, inList, verb bool) int {
	switch {
	case c.listGoes(k, inList):
		return k + 1
	case c.follow != clause:
		return k
	case k == c.body:
		// "if, in their view, ...": after the second comma.
		if next := c.comma(k + 1); next > 0 {
			return next + 1
		}
		return k
	case verb:
		// ", or deems": the main clause comes after a later comma.
		if c.at == c.start && c.says(k+1, "or") && c.comma(k+2) > 0 {
			return k + 1
		}
		return k
	case c.is(c.body, preposition) || c.mark(c.body, ',') || c.says(k+1, "or"):
		return k + 1 // the clause has not begun, or not come to its verb
	case c.is(k+1, preposition):
		// "that the body, through its chair, decides"
		if next := c.comma(k + 1); next > 0 {
			return next + 1
		}
	}
	return k
}

// finite reports whether token k looks like the verb of a clause.
func (c *conditional) finite(k int) bool {
	if c.is(k, formOfBe|formOfHave|modalWord) || c.says(k, "does") || c.says(k, "do") || c.says(k, "did") {
		return true
	}
	v := c.lex.words[c.word(k)].verb
	return v.lemma != 0 && v.form&gerund == 0 && k > c.body || c.past(k) || k > c.body && c.thirdPerson(k)
}

// listed is where a marker ends that has its noun already: after the items of a
// list that go on with it, or with itself.
func (c *conditional) listed() int {
	k := c.body
	if k < c.end && c.mark(k, ',') && c.listGoes(k, false) {
		for k < c.end && k < c.body+maxClause && (c.mark(k, ',') || !c.toks[k].is(isMark) && !c.is(k, coordinator)) {
			k++
		}
	}
	if k+1 < c.end && c.says(k, "or") && !c.is(k+1, determiner|preposition) {
		k += 2
	}
	return k
}

// comma is the next comma from token k on, or 0.
func (c *conditional) comma(k int) int {
	for m := k; m < c.end && m < k+20; m++ {
		if c.mark(m, ',') {
			return m
		}
		if c.toks[m].is(isMark) && !c.mark(m, '-') {
			return 0
		}
	}
	return 0
}

// cutsWord reports whether a word ends the condition: another marker, an act
// joined with "and", and for a scope whatever is not its name.
func (c *conditional) cutsWord(k int) bool {
	if c.typ == scopeType && k > c.body+1 && (c.is(k, preposition) && !c.says(k, "of") || c.is(k, infinitive|coordinator|relative|modalWord|formOfBe|formOfHave)) {
		return true
	}
	if c.follow == noun && c.is(k, pronoun) && !c.is(k-1, subordinator|relative) && c.is(k+1, modalWord|formOfBe|formOfHave) {
		return true // "in case of dispute he may"
	}
	switch c.lex.words[c.word(k)].word {
	case "unless", "except":
		return true
	case "provided":
		return c.says(k+1, "that")
	}
	if c.is(k, coordinator) && k+1 < c.end {
		if v := c.lex.words[c.word(k+1)].verb; v.lemma != 0 && v.form&thirdForm != 0 && inventory[v.lemma-1].traits&strong != 0 {
			return true
		}
	}
	return false
}

// maxItem bounds the tokens of an item of a list.
const maxItem = 4

// listGoes reports whether the comma at token k parts the items of a list: a
// few words follow that begin nothing else, and then "and", "or" or another
// comma. inList says that one such comma was there before.
func (c *conditional) listGoes(k int, inList bool) bool {
	m := k + 1
	if m < c.end && c.is(m, coordinator) {
		// The comma before the last item, if any before was there.
		return inList && c.item(m+1)
	}
	for range 12 {
		if !c.item(m) {
			return false
		}
		n := 0
		for m < c.end && n <= maxItem && !c.is(m, coordinator) && !c.mark(m, ',') {
			if c.toks[m].is(isMark) && !c.mark(m, '-') || c.is(m, formOfBe|formOfHave|modalWord|relative|pronoun|determiner) {
				return false
			}
			m++
			n++
		}
		if m >= c.end || n > maxItem {
			return false
		}
		if c.is(m, coordinator) {
			return c.item(m + 1)
		}
		m++ // a comma
		if m < c.end && c.is(m, coordinator) {
			return c.item(m + 1)
		}
	}
	return false
}

// item reports whether token m may begin an item of a list of nouns.
func (c *conditional) item(m int) bool {
	if m >= c.end || c.toks[m].is(isMark) || c.is(m, determiner|pronoun|relative|modalWord|formOfBe|formOfHave|listLead|possessive) {
		return false
	}
	v := c.lex.words[c.word(m)].verb
	return v.lemma == 0 || v.form&(thirdForm|gerund) == 0 && !c.past(m)
}

// past reports whether a word looks like a verb's past.
func (c *conditional) past(m int) bool {
	t := c.toks[m]
	return t.end-t.start > 3 && c.text[t.end-2:t.end] == "ed"
}
