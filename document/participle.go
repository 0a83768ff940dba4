package document

// article reports whether a noun must follow token i.
func (c *clauser) article(i int) bool {
	d := c.d
	return d.says(i, "the") || d.says(i, "a") || d.says(i, "an") || d.is(i, possessive) && !d.is(i, pronoun) || d.mark(i, wordPossessive)
}

// reduced reports whether an -ed form is a participle after a noun: "the groups
// designated by the Council". A verb that wants an object and meets a
// preposition has none.
func (c *clauser) reduced(g group, s stance) bool {
	if g.kind != plainGroup || g.perfect || g.form != pastForm|participle || s == leads {
		return false
	}
	v := &inventory[g.lemma-1]
	d := c.d
	if g.last >= c.end {
		return true
	}
	if g.particle || g.noun != 0 || g.last > g.main+1 {
		return false
	}
	if d.is(g.last, infinitive) && v.traits&commits != 0 && s != subordinate {
		return v.base == "intend" // "a device intended to protect"
	}
	if d.says(g.last, "to") && d.says(g.last+1, "me") {
		return false
	}
	if d.says(g.last, "in") && (d.says(g.last+1, "detail") || d.says(g.last+1, "this")) {
		return false
	}
	if d.mark(g.last, '.') || d.mark(g.last, ';') {
		return v.traits&intransitive == 0 // "the issues discussed."
	}
	if d.is(g.last, preposition) && v.traits&intransitive == 0 && !d.says(g.last, "over") {
		return true
	}
	// "agreed upon by", "the truce committed to by the parties"
	return d.is(g.last, preposition|infinitive) && d.says(g.last+1, "by")
}

// nounHere reports whether a word that may be a noun is one here: an article,
// an adjective or a preposition stands before it, or what follows cannot follow
// a verb.
func (c *clauser) nounHere(g group) bool {
	d := c.d
	i := g.first
	if i > c.first && d.is(i-1, determiner|possessive|preposition) && !d.is(i-1, coordinator) && !d.is(i-1, pronoun) && !d.says(i-1, "all") {
		return true
	}
	if i > c.first && d.mark(i-1, wordPossessive) || i > c.first && d.mark(i-1, '-') && !d.toks[i-1].is(spaced) {
		return true
	}
	if g.particle || g.noun != 0 || g.last > g.main+1 {
		return false
	}
	n := g.last
	if n >= c.end {
		return true
	}
	if d.toks[n].is(isMark) {
		return !d.toks[n].is(isOpenQ) && !d.mark(n, ',') || d.mark(n, wordPossessive) || d.mark(n, '-')
	}
	if d.says(n, "with") || d.says(n, "in") && d.says(n+1, "this") || d.says(n, "to") {
		return false
	}
	return d.is(n, preposition|coordinator|formOfBe|modalWord|formOfHave) || d.ingWord(n) && !d.toks[n].is(isCap)
}

// participial decides on a gerund: it opens a preambular paragraph, or is
// coordinated with an act.
func (c *clauser) participial(a act, s stance, next int) int {
	d := c.d
	v := &inventory[a.lemma-1]
	a.clause = c.thatFollows(a.last)
	ok := false
	switch {
	case a.hollow && !(a.perfect && v.needs == "-"):
	case s == leads:
		a.rule = "act.preambular"
		ok = v.traits&says == 0 && (c.p.section == Preambular || v.traits&strong != 0 && (c.p.kind != plainPara || c.p.section != News))
		if a.perfect {
			ok = c.p.section == Preambular
		}
	case s == joins:
		a.rule = "act.participle"
		comma := d.mark(a.start-1, ',') || d.says(a.start-1, "particular") || d.says(a.start-2, "this") || d.says(a.start-2, "that") || d.mark(a.start-1, ';') || d.is(a.start-1, coordinator) || d.says(a.start-1, "while")
		switch {
		case !comma || c.base == len(c.acts) && c.p.section != Preambular && c.finite == 0:
		case v.traits&says != 0:
			ok = c.lastAct || c.spoken >= 0 || c.base < len(c.acts)
		case c.gerundsOpen(a.start) && c.p.section != Preambular && v.traits&nounful == 0:
		case v.base == "take" && !d.says(a.main+1, "note"): // "taking into account", a preposition
		case v.traits&named != 0 && d.is(a.last, coordinator):
		default:
			ok = (v.traits&strong != 0 || c.p.section == Preambular && a.clause && v.traits&deed == 0) && (c.p.section == Preambular || c.base < len(c.acts))
		}
	case s == subordinate || s == hasSubject:
		// "issued a statement saying", "a truce, while harshly criticizing"
		if v.traits&says != 0 && (d.says(a.first-1, "statement") || d.says(a.first-1, "letter") || d.says(a.first-1, "communique")) {
			a.rule, ok = "act.saying", true
			a.subj = [2]int{c.first, c.subjectEnd(a.first)}
			return c.take(a, hasSubject, next)
		}
		if j := a.start - 1; c.base < len(c.acts) && j > c.first && (d.says(j, "while") || d.mark(j, ',') || d.is(j, coordinator) && d.mark(j-1, ',')) && v.traits&strong != 0 {
			a.rule = "act.participle"
			ok = c.p.section == Preambular || !c.gerundsOpen(a.start) || v.traits&nounful != 0 || d.says(j, "while")
			s = joins
		}
		if c.p.section == Preambular && v.traits&strong != 0 && c.base < len(c.acts) {
			j := a.start - 1
			if d.is(j, coordinator) && !c.gerundsOpen(a.start) {
				a.rule, ok, s = "act.participle", true, joins
			}
		}
	}
	if !ok {
		return next
	}
	if s == leads {
		c.listForm = gerund
	}
	return c.take(a, s, next)
}

// subjectEnd is where the subject at the beginning of a sentence ends, roughly:
// at its first comma or before token i.
func (c *clauser) subjectEnd(i int) int {
	for j := c.first; j < i; j++ {
		if c.d.mark(j, ',') || c.d.says(j, "issued") || c.d.says(j, "released") || c.d.is(j, preposition) && j > c.first+6 {
			return j
		}
	}
	return i
}

// gerundsOpen reports whether between the last act and token i a preposition
// governs a gerund, so that further gerunds may be its list: "by sending aid,
// encouraging".
func (c *clauser) gerundsOpen(i int) bool {
	d := c.d
	n := len(c.acts)
	if n == c.base {
		return false
	}
	for j := c.acts[n-1].last; j+1 < i; j++ {
		if d.is(j, preposition) && !d.is(j, subordinator) {
			k := j + 1
			for k < i && (c.aside(k) || d.is(k, preposition)) {
				k++
			}
			if k < i && d.ingWord(k) && !d.is(k, preposition) {
				return true
			}
		}
	}
	return false
}
