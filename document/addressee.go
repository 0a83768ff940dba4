package document

// addressee is who is to act, or who is thanked or blamed; in an agreement, who
// is obliged. Empty where the text does not say.
func (c *clauser) addressee(a *act) [2]int {
	d := c.d
	none := [2]int{}
	if c.p.section == Agreement {
		return c.obliged(a)
	}
	if a.content[0] >= a.content[1] {
		return none
	}
	v := verb{}
	if a.lemma > 0 {
		v = inventory[a.lemma-1]
	}
	i := c.pastAside(a.content[0], a.content[1])
	end := a.content[1]
	switch {
	case a.authored:
		by, _ := c.byPhrase(a.content[0], a.content[1])
		return by
	case a.duty && !c.firstPerson(a.subj):
		return c.closePhrase(a.subj[0], a.subj[1])
	case a.kind == modalGroup && a.force == Demand:
		return none
	case a.kind == passive && a.force == Demand:
		return a.subj
	case v.base == "decide" && a.force == Demand:
		return a.address
	case a.force == Demand && (a.noun != 0 || a.particle && v.base == "appeal" || v.base == "insist"):
		// "reiterates its call on all parties to", "for all parties to"
		if d.says(i, "on") || d.says(i, "upon") || d.says(i, "to") && !d.is(i+1, commonVerb) {
			return c.nounPhrase(i+1, end, asked)
		}
		if d.says(i, "for") && c.infinitiveAfter(i+1, end) {
			return c.nounPhrase(i+1, end, asked)
		}
		if d.says(i, "that") {
			return c.clauseSubject(i+1, end)
		}
		if v.base == "appeal" && a.particle && d.says(a.last-1, "to") {
			return c.nounPhrase(i, end, asked)
		}
		return none
	case a.force == Demand && v.base == "call" && d.says(a.last-1, "for"):
		if c.infinitiveAfter(i, end) {
			if p := c.nounPhrase(i, end, asked); d.is(i, determiner) && p[0] < p[1] && d.is(c.head(p[0], p[1]), kin|office) {
				return p
			}
		}
		return c.calledFor(i, end)
	case a.force == Demand:
		if d.says(i, "that") {
			return c.clauseSubject(i+1, end)
		}
		if v.base == "recommend" || v.base == "demand" || v.base == "insist" {
			return none
		}
		if v.base == "encourage" && !c.infinitiveAfter(i, end) {
			return c.between(i, end)
		}
		if d.ingWord(i) && !d.toks[i].is(isCap) && !d.is(i+1, kin|office|agent) && !d.toks[min(i+1, end-1)].is(isCap) {
			return none
		}
		p := c.nounPhrase(i, end, asked)
		if !c.infinitiveAfter(i, end) && !c.bareVerb(p, end) {
			return c.between(i, end) // a thing is requested, and nobody named who is to do it
		}
		if p[0] < p[1] && c.abstract(c.head(p[0], p[1])) {
			return c.between(i, end) // "encourages efforts to"
		}
		return p
	case a.noun != 0 && (nouns[a.noun-1].words == "need" || a.indirect):
		if d.says(i, "for") && c.infinitiveAfter(i+1, end) {
			if p := c.nounPhrase(i+1, end, asked); p[0] < p[1] && !c.abstract(c.head(p[0], p[1])) {
				return p
			}
		}
	case v.traits&thanks != 0:
		return c.thanked(i, end)
	case a.noun != 0 && a.force == Acknowledgement, a.kind == adjectives && a.force == Acknowledgement:
		return c.thankedFor(a, i, end)
	case v.base == "remind":
		return c.nounPhrase(i, end, thanked)
	case v.base == "accuse", v.base == "blame" && a.kind == plainGroup:
		return c.nounPhrase(i, end, thanked)
	case v.base == "report" && d.says(i, "to"), v.base == "warn" && d.toks[i].is(isCap) && !d.says(i, "that"):
		if d.says(i, "to") {
			i++
		}
		return c.nounPhrase(i, end, thanked)
	case a.indirect && a.clause:
		if p := c.responsible(a); p[0] < p[1] {
			return p
		}
		return c.dutyOf(a)
	case v.force == Decision && v.traits&asks != 0 && c.infinitiveAfter(i, end):
		return c.nounPhrase(i, end, asked) // "authorizes Member States to"
	case v.base == "pay" && d.says(i, "to"):
		return c.nounPhrase(i+1, end, thanked)
	}
	return none
}

// firstPerson reports whether a subject is "we" or "I".
func (c *clauser) firstPerson(x [2]int) bool {
	for i := x[0]; i < x[1]; i++ {
		if c.d.says(i, "we") || c.d.says(i, "i") {
			return true
		}
	}
	return false
}

// committed is whom "the truce commits the parties to the conflict to" names.
func (c *clauser) committed(a *act) [2]int {
	d := c.d
	i, end := a.content[0], a.content[1]
	if !d.is(i, determiner) {
		return [2]int{}
	}
	for j := i + 1; j < min(end, i+20); j++ {
		if d.is(j, infinitive) && d.is(j+1, commonVerb|adverb) || d.is(j, infinitive) && !d.is(j+1, determiner) && !d.toks[j+1].is(isCap) {
			return c.closePhrase(i, j)
		}
	}
	return [2]int{}
}

// pastAside passes what may stand between a verb and its object: "in this
// regard", "once again", commas.
func (c *clauser) pastAside(i, end int) int {
	d := c.d
	for i < end {
		switch {
		case d.mark(i, ','):
			i++
		case d.says(i, "in") && (d.says(i+1, "this") || d.says(i+1, "that")) && i+3 <= end:
			i += 3
		case d.says(i, "in") && d.says(i+1, "particular"):
			i += 2
		case d.is(i, adverb) && !d.is(i, preposition):
			i++
		default:
			return i
		}
	}
	return i
}

// phraseEnd is what ends the noun phrase of an addressee.
type phraseEnd int8

// nounPhrase is the noun phrase that begins at token i: up to "to" and a verb,
// a relative clause that adds nothing, or a mark that ends it.
func (c *clauser) nounPhrase(i, end int, until phraseEnd) [2]int {
	d := c.d
	j := i
	for ; j < min(end, i+60); j++ {
		switch {
		case d.is(j, infinitive) && j > i && c.beginsInfinitive(j+1, end):
			return c.closePhrase(i, j)
		case d.says(j, "not") && d.is(j+1, infinitive), d.says(j, "that") && j > i && until == asked && !c.relativeThat(j):
			return c.closePhrase(i, j)
		case until == thanked && j > i && d.is(j, preposition) && !d.says(j, "of") && !d.says(j, "in") && d.countryOfOffice(j) == 0:
			return c.closePhrase(i, j)
		case until == thanked && d.says(j, "of") && j > i && c.d.ingWord(j+1), until == thanked && d.says(j, "of") && d.is(j+1, possessive):
			return c.closePhrase(i, j)
		case until == thanked && d.says(j, "that"):
			return c.closePhrase(i, j)
		case until == asked && j > i && d.is(j, commonVerb) && d.toks[j-1].is(isCap) && !d.toks[j].is(isCap):
			return c.closePhrase(i, j)
		case until == asked && j > i && d.says(j, "for") && c.infinitiveless(j, end):
			return c.closePhrase(i, j)
		case d.mark(j, ';'), d.mark(j, ':'), d.mark(j, '.'):
			return c.closePhrase(i, j)
		case d.mark(j, ',') && c.asideAfter(j, end):
			// "all Member States, based on burden sharing principles, to"
			return c.closePhrase(i, j)
		}
	}
	if until == asked && !c.beginsInfinitive(j, end) && j-i > 25 {
		return [2]int{}
	}
	return c.closePhrase(i, j)
}

// abstract reports whether a noun names what is done and nobody who does it.
func (c *clauser) abstract(i int) bool {
	d := c.d
	t := d.toks[i]
	if t.is(isCap) || d.is(i, kin|office|agent) {
		return false
	}
	if d.is(i, deedNoun) {
		return true
	}
	w := d.raw(i)
	for _, end := range [...]string{"tion", "tions", "ment", "ness", "ance", "ence", "sion", "ity", "ship"} {
		if len(w) > len(end)+2 && w[len(w)-len(end):] == end {
			return true
		}
	}
	return false
}

// bareVerb reports whether a verb without "to" follows a phrase: "requests the
// Secretary-General provide", "encourages that States continue".
func (c *clauser) bareVerb(p [2]int, end int) bool {
	return p[1] > p[0] && p[1] < end && (c.d.is(p[1], commonVerb|adverb) || c.d.mark(p[1], ','))
}

// relativeThat reports whether "that" at token j begins a relative clause: a
// verb follows it.
func (c *clauser) relativeThat(j int) bool {
	d := c.d
	return d.is(j+1, formOfBe|formOfHave|modalWord) || d.lex.words[d.word(min(j+1, len(d.toks)-1))].verb.form&(baseForm|pastForm) != 0
}

// infinitiveless reports whether no infinitive follows in the clause.
func (c *clauser) infinitiveless(i, end int) bool {
	return !c.infinitiveAfter(i, end)
}

// asideAfter reports whether the comma at token j sets off words that are no
// part of who is addressed: how, on what ground, in consultation with whom. What
// names some of the addressed ("in particular the authorities", "including
// States of the region") is part.
func (c *clauser) asideAfter(j, end int) bool {
	d := c.d
	k := j + 1
	if k >= end {
		return true
	}
	if d.says(k, "including") || d.says(k, "in") && d.says(k+1, "particular") || d.says(k, "especially") || d.says(k, "notably") || d.says(k, "particularly") {
		return false
	}
	if d.says(k, "as") && d.says(k+1, "well") || d.is(k, coordinator) {
		return !c.infinitiveAfter(k, min(end, k+25))
	}
	if d.says(k, "consistent") || d.says(k, "acting") || d.says(k, "based") {
		return true
	}
	if d.is(k, preposition|subordinator|relative|adverb) || d.participleLike(k, end) && !d.toks[k].is(isCap) || d.ingWord(k) || d.is(k, infinitive) {
		return true
	}
	return false
}

// closePhrase trims a noun phrase: no comma, no adverb before "to", no quotation
// mark that opened before it.
func (c *clauser) closePhrase(i, j int) [2]int {
	d := c.d
	for i < j && (d.toks[i].is(isMark) && !d.mark(i, '(')) {
		i++
	}
	for j > i && (d.toks[j-1].is(isMark) && !d.mark(j-1, ')') || d.is(j-1, adverb) && !d.is(j-1, preposition) || d.manner(j-1) && !d.toks[j-1].is(isCap) || d.is(j-1, coordinator) || d.says(j-1, "continue")) {
		j--
	}
	if i >= j {
		return [2]int{}
	}
	return [2]int{i, j}
}

// beginsInfinitive reports whether token i begins the verb of an infinitive:
// after "to", no article, preposition or name.
func (c *clauser) beginsInfinitive(i, end int) bool {
	d := c.d
	k, _ := d.adverbs(i, end)
	if k >= end || !d.toks[k].is(isWord) {
		return d.mark(k, ',') // "to, inter alia, ..."
	}
	return !d.is(k, determiner|preposition|pronoun) && !d.toks[k].is(isCap) && !d.toks[k].is(isNumber) || d.is(k, commonVerb)
}

// infinitiveAfter reports whether an infinitive follows within the clause.
func (c *clauser) infinitiveAfter(i, end int) bool {
	d := c.d
	for j := i; j+1 < min(end, i+40); j++ {
		if d.is(j, infinitive) && c.beginsInfinitive(j+1, end) && (d.is(j+1, commonVerb|adverb|formOfBe|formOfHave) || d.lex.words[d.word(j+1)].verb.form&baseForm != 0 || d.raw(j + 1)[len(d.raw(j+1))-1] != 's') {
			return true
		}
		if d.mark(j, ';') {
			return false
		}
	}
	return false
}

// clauseSubject is the subject of the that-clause that begins at token i: up to
// its verb.
func (c *clauser) clauseSubject(i, end int) [2]int {
	d := c.d
	if d.mark(i, ',') || d.is(i, preposition) {
		// "that, after a discussion with the Committee, the Panel submit"
		for j := i + 1; j < min(end, i+25); j++ {
			if d.mark(j, ',') && !d.is(j+1, preposition|coordinator) {
				i = j + 1
				break
			}
		}
	}
	for j := i; j < min(end, i+40); j++ {
		switch {
		case d.is(j, relative) && j > i:
			return c.closePhrase(i, j)
		case j > i && d.says(j, "be") && d.participleLike(j+1, end):
			return [2]int{} // "that the siege be lifted" says nothing of who is to lift it
		case j > i && d.is(j, commonVerb|modalWord|formOfBe|formOfHave) && !d.toks[j].is(isCap) && !d.is(j-1, determiner|preposition|possessive) && !d.is(j, preposition):
			return c.closePhrase(i, j)
		case j > i && d.is(j, commonThird) && !d.toks[j].is(isCap) && !d.is(j-1, determiner|preposition|possessive) && d.is(j+1, determiner|possessive|preposition|infinitive|adverb):
			return c.closePhrase(i, j)
		case j > i && (d.lex.words[d.word(j)].verb.form&(baseForm|thirdForm) != 0) && !d.toks[j].is(isCap) && !d.is(j-1, determiner|preposition|possessive):
			return c.closePhrase(i, j)
		case j > i && c.aside(j) && j+1 < end && !d.is(j+1, determiner|preposition):
			return c.closePhrase(i, j)
		case d.mark(j, ';'):
			return [2]int{}
		}
	}
	return [2]int{}
}

// calledFor is who is to act in "calls for Security Council action": a body
// named right before action or restraint. Most calls for something name nobody.
func (c *clauser) calledFor(i, end int) [2]int {
	d := c.d
	for j := i; j < min(end, i+6); j++ {
		if d.says(j, "action") && j > i && d.toks[j-1].is(isCap) {
			return c.closePhrase(i, j)
		}
		if d.is(j, preposition) {
			break
		}
	}
	for j := i; j < min(end, i+30); j++ {
		if d.says(j, "by") && !d.ingWord(j+1) && (d.says(j+1, "all") || d.says(j+1, "the") || d.says(j+1, "both")) {
			return c.nounPhrase(j+1, end, thanked)
		}
		if d.is(j, relative) || d.mark(j, ',') {
			break
		}
	}
	return [2]int{}
}

// between is who is to act in "encourages cooperation between X and Y".
func (c *clauser) between(i, end int) [2]int {
	d := c.d
	for j := i; j < min(end, i+12); j++ {
		if d.says(j, "between") || d.says(j, "among") || d.says(j, "by") && !d.ingWord(j+1) {
			return c.listPhrase(j+1, end)
		}
		if d.mark(j, ',') {
			return [2]int{}
		}
	}
	return [2]int{}
}

// listPhrase is a noun phrase that may hold commas: up to "to", a relative, an
// "including" or a semicolon.
func (c *clauser) listPhrase(i, end int) [2]int {
	d := c.d
	for j := i; j < min(end, i+50); j++ {
		if d.is(j, infinitive) || d.mark(j, ',') && (d.says(j+1, "including") || d.is(j+1, infinitive|relative)) || d.mark(j, ';') {
			return c.closePhrase(i, j)
		}
	}
	return c.closePhrase(i, min(end, i+50))
}
