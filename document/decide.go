package document

// consider decides whether a verb group is an act, and returns the token from
// which the scan goes on.
func (c *clauser) consider(g group) int {
	d := c.d
	start := c.withAdverbs(g.first)
	c.modal = g.kind == modalGroup
	s, subj := c.stand(start)
	next := max(g.last, g.first+1)

	if g.kind == plainGroup && d.toks[g.first].is(isCap) && g.first > c.first && !d.toks[g.first-1].is(isMark) {
		return next // a name: the United States
	}
	if g.kind == plainGroup && g.form&gerund == 0 && g.first > c.first && c.article(g.first-1) {
		return next // a noun
	}
	if g.kind == plainGroup && g.form&(gerund|thirdForm|pastForm|baseForm) == 0 && s != leads && !g.perfect {
		return next // a participle that no auxiliary makes finite
	}
	if g.kind == plainGroup && (s == leads || s == joins && d.is(g.main+1, infinitive)) && c.p.section == Preambular && d.is(g.main, predicate) && g.form&participle != 0 && c.adjectiveObject(g.main+1) {
		g = group{kind: adjectives, first: g.main, last: g.main + 1, main: g.main} // "Determined to"
		next = g.last
	}
	if g.kind == haveGroup && g.form == gerund && s == leads && d.says(g.last, "in") && d.says(g.last+1, "mind") {
		g.kind, g.last = plainGroup, g.last+2 // "Having in mind"
		return c.take(act{group: g, start: start, sent: c.sent, para: c.p, quote: c.quote, lead: true, verb: "bear in mind", force: Recall, rule: "act.preambular"}, s, g.last)
	}
	if c.reduced(g, s) {
		return next
	}
	if g.kind == plainGroup && g.form&gerund == 0 && inventory[g.lemma-1].traits&says != 0 && (g.form&baseForm == 0 || inventory[g.lemma-1].base == "say") && c.trailingSay(g, start) {
		c.finite, c.lastAct, c.lastRel = next, true, false
		return next
	}
	a := act{
		group: g, start: start, sent: c.sent, para: c.p, subj: subj, quote: c.quote, lead: s == leads,
	}
	isAct := false
	switch g.kind {
	case plainGroup:
		if g.form == gerund {
			return c.participial(a, s, next)
		}
		isAct = c.plain(&a, s)
		if !isAct && g.form == baseForm && s != hasSubject && s != complements {
			return next // an infinitive or a noun
		}
		if !isAct && inventory[g.lemma-1].traits&named != 0 && (s == subordinate || c.nounHere(g)) {
			return next
		}
	case modalGroup:
		isAct = c.modalAct(&a, s)
	case adjectives:
		isAct = c.adjective(&a, s)
		if !isAct && g.first == g.main {
			return next // no verb at all
		}
	case passive:
		isAct = c.passiveAct(&a, s)
	case progressive:
		isAct = (s == hasSubject || s == joins) && inventory[g.lemma-1].traits&strong != 0 && !g.hollow && c.speakerLike(c.subject(s, subj))
		a.rule = "act.progressive"
	case beGroup, haveGroup:
		if g.form == gerund {
			return next
		}
	}
	if !isAct {
		c.passFinite(g, s)
		if s == hasSubject {
			c.beforeIt = subj
		}
		if n := len(c.acts); s == hasSubject && n > c.base && subj[0] > c.acts[n-1].last && c.acts[n-1].stop == 0 && (!c.acts[n-1].clause || d.is(subj[0]-1, coordinator)) {
			c.acts[n-1].stop = subj[0]
		}
		return next
	}
	return c.take(a, s, next)
}

// passFinite notes a finite verb that is no act.
func (c *clauser) passFinite(g group, s stance) {
	rel := c.relativeBefore(g.first)
	c.finite, c.lastAct = max(g.last, g.first+1), false
	if rel > 0 && !c.lastRel {
		from := c.first
		for from < rel && (c.d.toks[from].is(isMark) || c.aside(from)) {
			from++
		}
		c.relSubject = [2]int{from, rel}
		c.relComma = c.d.mark(rel, ',')
	}
	c.lastRel = rel > 0 && (s == subordinate || s == joins)
}

// relativeBefore is the relative pronoun that the clause of the verb at token i
// begins with, or the end of what it stands beside; 0 if there is none.
func (c *clauser) relativeBefore(i int) int {
	d := c.d
	from := max(c.first, c.finite)
	for j := i - 1; j >= max(from, i-12); j-- {
		if d.is(j, relative) && (j == from || !d.is(j, determiner) || !d.is(j+1, determiner|pronoun) && !d.says(j+1, "there")) {
			if j > from && d.mark(j-1, ',') || j > from && d.is(j-1, preposition) {
				j--
			}
			return max(j, 1)
		}
	}
	if c.lastRel && from < i {
		return max(from, 1) // the relative clause goes on: "which will begin and will continue"
	}
	return 0
}

// subject is the subject of a group: its own, or that of the act it joins.
func (c *clauser) subject(s stance, own [2]int) [2]int {
	if s == hasSubject || s == complements {
		return own
	}
	return c.beforeIt
}

// take adds an act and notes it as the last finite group.
func (c *clauser) take(a act, s stance, next int) int {
	if a.force == "" {
		c.weigh(&a)
	}
	if s == hasSubject {
		c.beforeIt = a.subj
	} else if s == joins || s == leads {
		a.subj = c.beforeIt
	}
	v := verb{}
	if a.lemma > 0 {
		v = inventory[a.lemma-1]
	}
	if a.kind == plainGroup && v.traits&says != 0 {
		a.sayOnly = true
		if a.form != gerund && c.afterWords(a) {
			c.finite, c.lastAct, c.lastRel = next, true, false
			return next
		}
	}
	if s == complements && c.say >= 0 {
		told := &c.acts[c.say]
		told.sayOnly, told.kind = true, noGroup // dropped: its complement is the act
		a.said = [2]int{told.first, told.last}
		a.toldBy = told.subj
	} else if !a.sayOnly {
		c.say = -1
	}
	c.acts = append(c.acts, a)
	if a.sayOnly {
		c.say = len(c.acts) - 1
	}
	if a.kind != plainGroup || a.form != gerund {
		c.finite, c.lastAct, c.lastRel = next, true, false
		if a.kind == plainGroup {
			c.listForm = a.form
		}
	} else {
		c.finite, c.lastAct, c.lastRel = next, true, false
	}
	return next
}

// afterWords attaches a say-verb to the words before it that it reports: "...,
// the ministers said". It reports whether there were acts among them, so that
// the say-verb is none itself.
func (c *clauser) afterWords(a act) bool {
	if c.spoken <= 0 || a.subj == ([2]int{}) {
		return false
	}
	k := c.acts[len(c.acts)-1].quote
	for i := len(c.acts) - 1; i >= 0 && c.acts[i].quote == k; i-- {
		c.acts[i].toldBy = a.subj // of this sentence, and of those of the quotation before it
	}
	return true
}

// trailingSay handles ", X said" at the end of what X said, where the words
// before it held a finite verb already.
func (c *clauser) trailingSay(g group, start int) bool {
	d := c.d
	from := max(c.first, c.finite)
	begin := -1
	for i := start - 1; i >= from; i-- {
		if d.mark(i, ',') || d.toks[i].is(isCloseQ) {
			begin = i + 1
			break
		}
		if d.is(i, relative|subordinator|modalWord) || start-i > 25 {
			return false
		}
	}
	if begin < 0 || begin >= start || d.is(begin, coordinator|relative) {
		return false
	}
	any := false
	for i := c.base; i < len(c.acts); i++ {
		if a := &c.acts[i]; a.kind != noGroup && a.toldBy == ([2]int{}) {
			a.toldBy, any = [2]int{begin, start}, true
			if a.quote < 0 || a.said == ([2]int{}) && !c.insideQuote(a) {
				a.said = [2]int{g.first, c.saidWhere(g.last)}
			}
		}
	}
	return any
}

// insideQuote reports whether an act's verb stands in quotation marks.
func (c *clauser) insideQuote(a *act) bool {
	_, ok := c.d.quoted(a.main)
	return ok
}

// saidWhere goes on from a say-verb over "in a joint statement".
func (c *clauser) saidWhere(i int) int {
	d := c.d
	if !d.says(i, "in") {
		return i
	}
	for j := i + 1; j < min(c.end, i+6); j++ {
		if d.says(j, "statement") || d.says(j, "communique") || d.says(j, "communiqué") || d.says(j, "declaration") {
			return j + 1
		}
	}
	return i
}

// withAdverbs goes back from a verb over the adverbs that stand directly before
// it: "strongly condemns", "“strongly” condemned".
func (c *clauser) withAdverbs(i int) int {
	d := c.d
	from := max(c.first, c.finite)
	start := i
	for start > from {
		j := start - 1
		switch {
		case c.aside(j) && d.toks[start].is(spaced) && !d.says(j, "later") && !d.says(j, "earlier") && !d.says(j, "meanwhile") && !d.says(j, "however"):
			start = j
		case d.says(j, "again") && j > from && d.says(j-1, "once"):
			start = j - 1
		case d.toks[j].is(isCloseQ) && j >= from+2 && d.toks[j-2].is(isOpenQ) && c.aside(j-1):
			return j - 2
		default:
			return start
		}
	}
	return start
}

// plain decides on a finite verb of the inventory.
func (c *clauser) plain(a *act, s stance) bool {
	v := &inventory[a.lemma-1]
	if a.hollow || v.traits&named != 0 && c.nounHere(a.group) {
		return false
	}
	a.clause = c.thatFollows(a.last)
	switch s {
	case leads:
		a.rule = "act.leads"
		return c.leadsAct(a, v)
	case joins:
		a.rule = "act.joins"
		return c.joinsAct(a, v)
	case hasSubject:
		a.rule = "act.subject"
		if v.traits&says != 0 {
			return a.form != baseForm || c.plural(a.subj)
		}
		return c.subjectAct(a, v)
	case complements:
		a.rule = "act.reported"
		if v.traits&says != 0 {
			return false
		}
		return (v.force == Commitment && !a.clause || v.force == Demand) && v.traits&deed == 0 && c.agentive(a.subj, true)
	}
	return false
}

// leadsAct: a verb that opens its sentence has the document for a subject. In a
// resolution and in a list any form does; elsewhere only verbs that perform.
func (c *clauser) leadsAct(a *act, v *verb) bool {
	list := c.p.kind != plainPara || c.p.section == Operative
	switch {
	case v.traits&says != 0:
		return false
	case c.p.section == Preambular:
		return false
	case a.form&thirdForm != 0:
		return list || v.traits&strong != 0
	case a.form&pastForm != 0 && a.form&baseForm == 0:
		return list && (v.traits&strong != 0 || v.traits&deed == 0 || v.traits&pastAct != 0)
	case a.form&baseForm != 0:
		if c.p.section == Agreement && (c.p.kind == itemPara || c.p.kind == bulletPara) {
			return false // items are read with what leads on to them
		}
		return list && (c.p.section == Agreement || v.traits&strong != 0 || v.traits&deed == 0)
	}
	return false
}

// joinsAct: a verb coordinated with one before it is an act if it has the form
// of the acts that the sentence lists. What a clause or an infinitive between
// them coordinates has another form, or is a verb that seldom performs.
func (c *clauser) joinsAct(a *act, v *verb) bool {
	if v.traits&says != 0 {
		return (c.lastAct || c.listForm&pastForm != 0) && a.form&pastForm != 0
	}
	if c.listForm == 0 && c.base < len(c.acts) {
		if c.lastRel || c.acts[len(c.acts)-1].kind != adjectives {
			return false
		}
		return a.form&(pastForm|thirdForm) != 0 && v.traits&strong != 0
	}
	if c.listForm == 0 {
		// Nothing before it was an act: "The coalition met and condemned".
		return a.form&(pastForm|thirdForm) != 0 && v.traits&strong != 0 && c.base == len(c.acts)
	}
	if a.form&c.listForm == 0 && !(a.perfect && c.listForm&pastForm != 0) {
		return false
	}
	if c.listForm&baseForm != 0 && a.form&baseForm != 0 && c.infinitiveOpen(a.start) {
		return false
	}
	if v.traits&strong == 0 {
		return c.lastAct && v.traits&deed == 0 || c.p.section == Operative && c.lastAct && !c.afterThat()
	}
	return true
}

// afterThat reports whether the last act's object is a that-clause.
func (c *clauser) afterThat() bool {
	n := len(c.acts)
	return n > c.base && c.acts[n-1].clause
}

// infinitiveOpen reports whether between the last act and token i a "to" begins
// an infinitive, which what follows may go on with.
func (c *clauser) infinitiveOpen(i int) bool {
	d := c.d
	n := len(c.acts)
	if n == c.base {
		return false
	}
	for j := c.acts[n-1].last; j < i; j++ {
		if !d.is(j, infinitive) {
			continue
		}
		k, _ := d.adverbs(j+1, i)
		if k < i && (d.is(k, commonVerb|formOfBe) || d.lex.words[d.word(k)].verb.form&baseForm != 0) {
			return true
		}
	}
	return false
}

// subjectAct: a verb with a subject in a main clause.
func (c *clauser) subjectAct(a *act, v *verb) bool {
	present := a.form&(baseForm|thirdForm) != 0 && a.form&pastForm == 0
	if present && a.form&baseForm != 0 && !c.plural(a.subj) {
		return false
	}
	if !c.speakerLike(a.subj) {
		// "The truce commits the parties to": a text does what its parties did.
		return present && v.traits&(commits|strong) != 0 && c.textLike(a.subj) && v.traits&named == 0
	}
	if v.traits&strong != 0 {
		return true
	}
	if a.noun != 0 && v.traits&nounful != 0 {
		return true // "offered his condolences"
	}
	if v.traits&deed != 0 {
		return (present && v.base == "support" && !a.perfect) || v.traits&pastAct != 0 && !present
	}
	if a.perfect {
		return v.traits&pastAct != 0
	}
	return true
}

// thatFollows reports whether a that-clause follows at token i, after what may
// stand before it ("in this regard").
func (c *clauser) thatFollows(i int) bool {
	d := c.d
	for j := i; j < min(c.end, i+5); j++ {
		switch {
		case d.says(j, "that"):
			return true
		case d.is(j, preposition|determiner|adverb) || d.mark(j, ',') || d.says(j, "regard") || d.says(j, "again"):
		default:
			return false
		}
	}
	return false
}
