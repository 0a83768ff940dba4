package document

// contentOf is what an act says is done, demanded or judged: from its verb to
// the next act, to a condition that a mark sets off, or to the end.
func (c *clauser) contentOf(a *act, end int) [2]int {
	d := c.d
	start := a.last
	// The sentence's own "X said" at its end is no content.
	if a.toldBy[0] > start && a.toldBy[0] < end {
		end = a.toldBy[0]
	}
	for i := start; i < end; i++ {
		switch {
		case d.mark(i, ';') && c.p.section != Preambular:
			end = i
		case d.mark(i, ',') && i > start && c.conditionAt(i+1, end):
			end = i
		case a.sayOnly && d.mark(i, ',') && d.says(i+1, "but"):
			end = i
		case i > start && d.says(i, "if") && d.is(i+1, determiner|pronoun) && c.p.section != Operative && !d.says(i-1, "even"):
			end = i
		}
	}
	// In an agreement the passive's content may stand before it.
	if a.kind == passive && c.p.section == Agreement && a.subj[0] < a.subj[1] {
		return [2]int{a.subj[0], a.subj[1]}
	}
	if start >= end {
		return [2]int{}
	}
	return [2]int{start, end}
}

// conditionAt reports whether a condition that limits the act begins at token
// i: "provided that", "but only if", "unless".
func (c *clauser) conditionAt(i, end int) bool {
	d := c.d
	if d.says(i, "but") {
		i++
	}
	if d.says(i, "even") || d.says(i, "only") {
		i++
	}
	return i < end && (d.says(i, "if") || d.says(i, "unless") || d.says(i, "provided") && d.says(i+1, "that"))
}

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

const (
	asked   phraseEnd = iota // "to", a that-clause, an adverb before "to"
	thanked                  // also a preposition that says for what
)

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
		case until == thanked && j > i && d.is(j, preposition) && !d.says(j, "of") && !d.says(j, "in"):
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

// thanked is whom a commendation is of: "commends the efforts of X", "commends X
// for".
func (c *clauser) thanked(i, end int) [2]int {
	d := c.d
	for j := i; j < min(end, i+8); j++ {
		if d.says(j, "efforts") || d.says(j, "work") || d.says(j, "role") || d.says(j, "commitment") || d.says(j, "contribution") || d.says(j, "contributions") || d.says(j, "leadership") {
			if d.says(j+1, "of") || d.says(j+1, "by") || d.says(j+1, "made") && d.says(j+2, "by") {
				k := j + 2
				if d.says(j+1, "made") {
					k++
				}
				return c.placeless(c.nounPhrase(k, end, thanked))
			}
			// "commends UNMIS's efforts"
			for k := i; k < j; k++ {
				if d.mark(k, wordPossessive) {
					return c.closePhrase(i, k)
				}
			}
			return [2]int{}
		}
		if d.is(j, preposition) {
			break
		}
	}
	return c.placeless(c.nounPhrase(i, end, thanked))
}

// placeless ends a phrase at " in " that says where.
func (c *clauser) placeless(x [2]int) [2]int {
	d := c.d
	for j := x[0] + 1; j < x[1]; j++ {
		if d.says(j, "in") {
			return c.closePhrase(x[0], j)
		}
	}
	return x
}

// thankedFor is whom thanks, appreciation or condolences go to: "to X", "for the
// work of X", "for X's".
func (c *clauser) thankedFor(a *act, i, end int) [2]int {
	d := c.d
	if n := nouns; a.noun != 0 {
		switch word, _, _ := cut(n[a.noun-1].words); word {
		case "appreciation", "gratitude", "thanks", "condolences", "sympathy", "congratulations", "admiration":
		default:
			return [2]int{}
		}
	}
	if d.says(i, "to") {
		return c.nounPhrase(i+1, end, thanked)
	}
	if !d.says(i, "for") {
		return [2]int{}
	}
	for j := i + 1; j < min(end, i+11); j++ {
		if (d.says(j, "of") || d.says(j, "by")) && !d.ingWord(j+1) && j > i+2 && (d.is(j+1, possessive|kin|office) || j+2 < end && (d.toks[j+1].is(isCap) || d.toks[j+2].is(isCap) || d.is(j+2, kin|office))) {
			k := [2]int{j + 1, end}
			for m := j + 1; m < end; m++ {
				if d.is(m, infinitive|relative) || d.says(m, "as") || d.says(m, "for") && d.is(m+1, possessive) || d.mark(m, ',') && (d.says(m+1, "notably") || d.is(m+1, preposition|relative|infinitive)) || d.says(m, "in") && d.ingWord(m+1) {
					k[1] = m
					break
				}
			}
			return c.closePhrase(k[0], k[1])
		}
	}
	return [2]int{}
}

// responsible is who bears the responsibility that a clause states: "lies with
// X", "rests with X".
func (c *clauser) responsible(a *act) [2]int {
	d := c.d
	for i := a.content[0]; i < a.content[1]; i++ {
		if (d.says(i, "lies") || d.says(i, "rests")) && d.says(i+1, "with") {
			return c.nounPhrase(i+2, a.content[1], thanked)
		}
	}
	return [2]int{}
}

// dutyOf is who must do what a clause says must be done: a body or a party that
// is the subject of an active verb.
func (c *clauser) dutyOf(a *act) [2]int {
	d := c.d
	i := a.content[0]
	for i < a.content[1] && !d.says(i, "that") {
		i++
	}
	for j := i + 1; j < min(a.content[1], i+12); j++ {
		if !d.says(j, "must") && !d.says(j, "should") && !d.says(j, "shall") {
			if d.is(j, relative|formOfBe|formOfHave) || d.mark(j, ',') {
				break
			}
			continue
		}
		k, _ := d.adverbs(j+1, a.content[1])
		if d.says(k, "be") && d.participleLike(k+1, a.content[1]) {
			break
		}
		if p := c.closePhrase(i+1, j); p[0] < p[1] && d.is(c.head(p[0], p[1]), kin|office|agent) {
			return p
		}
		break
	}
	return [2]int{}
}

// obliged is the party that an agreement's act obliges: its subject, if that can
// act, or whom "by" names after a passive.
func (c *clauser) obliged(a *act) [2]int {
	d := c.d
	if by, ok := c.byPhrase(a.content[0], a.content[1]); ok && (a.passiveVoice(d) || a.subj[0] >= a.subj[1]) {
		return by
	}
	if a.passiveVoice(d) {
		return [2]int{}
	}
	s := a.subj
	if s[0] >= s[1] {
		return [2]int{}
	}
	// A subject that is a thing is not obliged.
	if !c.d.is(s[0], pronoun) && !c.obligable(s) {
		return [2]int{}
	}
	return c.closePhrase(s[0], s[1])
}

// obligable reports whether a subject names somebody: a party, a body, an
// office, a name.
func (c *clauser) obligable(s [2]int) bool {
	d := c.d
	if c.textLike(s) {
		return false
	}
	for i := s[0]; i < s[1]; i++ {
		if d.is(i, preposition) && i > s[0] {
			break
		}
		if d.is(i, kin|office|agent) || d.toks[i].is(isCap) && i > s[0] {
			return true
		}
	}
	return d.toks[s[0]].is(isCap) && !d.is(s[0], determiner|preposition) && s[1] == s[0]+1
}

// passiveVoice reports whether the act's verb is passive.
func (a *act) passiveVoice(d *doc) bool {
	if a.kind == passive {
		return true
	}
	if a.kind != modalGroup || a.main-1 < a.first {
		return false
	}
	for i := a.first; i < a.main; i++ {
		if d.is(i, formOfBe) {
			return d.participleLike(a.main, a.last)
		}
	}
	return false
}

// byPhrase is the phrase after the first "by" that names somebody.
func (c *clauser) byPhrase(i, end int) ([2]int, bool) {
	d := c.d
	for j := i; j < min(end, i+40); j++ {
		if !d.says(j, "by") || d.ingWord(j+1) || !(d.is(j+1, determiner) || j+1 < end && d.toks[j+1].is(isCap)) {
			continue
		}
		k := j + 1
		for k < end && !(k > j+1 && d.is(k, preposition|infinitive|relative)) && !d.mark(k, ',') && !d.mark(k, ';') && !d.mark(k, '.') {
			if d.is(k, modalWord|formOfBe) {
				break
			}
			k++
		}
		p := c.closePhrase(j+1, k)
		if p[0] < p[1] && (c.obligable(p) || d.toks[p[0]].is(isCap)) || d.says(j+1, "both") || d.says(j+1, "all") {
			return p, true
		}
	}
	return [2]int{}, false
}
