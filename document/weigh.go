package document

// weigh gives an act its lemma and force, by its verb and what follows it.
func (c *clauser) weigh(a *act) {
	d := c.d
	v := &inventory[a.lemma-1]
	a.verb, a.force = v.base, v.force
	a.negative = a.neg
	defer c.qualified(a)
	if a.particle {
		a.verb += " " + d.lex.words[d.word(v.particleAt(a.group, d))].word
	}
	switch {
	case a.noun != 0:
		c.weighNoun(a, v)
		return
	case a.clause && v.clause != "":
		a.force = v.clause
		a.verb = v.base + " that"
	case a.clause && (v.base == "recall" || v.base == "decide"):
		a.verb = v.base + " that"
	}
	switch v.base {
	case "take":
		a.verb = "take note of"
		if d.says(a.last-1, "of") && a.last-a.main > 3 {
			a.verb = "take note with " + d.lex.words[d.word(a.last-2)].word + " of"
		}
		if d.says(a.main+1, "into") {
			a.verb, a.force = "take into account", Recall
		}
	case "bear":
		a.verb = "bear in mind"
	case "pay":
		a.verb = "pay tribute"
	case "act":
		a.verb = "act under"
		if !d.says(a.main+1, "under") {
			a.verb = "act pursuant to"
		}
	case "consider", "examine", "receive":
		if a.perfect {
			a.verb, a.force = "have "+d.lex.words[d.word(a.main)].word, Acknowledgement
		}
	case "note":
		if k := a.last; d.is(k, determiner) && d.lex.words[d.word(k+1)].noun != 0 && nouns[d.lex.words[d.word(k+1)].noun-1].force == Assessment {
			a.verb, a.force = "note that", Assessment
		}
	case "decide":
		c.weighDecision(a)
	case "determine", "observe":
		a.force = Assessment
	case "stand":
		if d.says(a.last, "ready") || d.says(a.last-1, "ready") {
			a.verb, a.force = "stand ready", Commitment
		} else {
			a.verb, a.force = "stand with", Acknowledgement
		}
	case "look":
		a.verb = "look forward to"
	case "point":
		a.verb = "point out"
	case "agree":
		if d.says(a.last, "to") || d.says(a.last, "on") {
			a.force = Commitment
		} else if a.force == Commitment && !a.clause && c.bareClause(a.last) {
			a.verb, a.force = "agree that", Assessment
		}
		if a.clause && (c.p.section == Agreement || c.promiseFollows(a.last) == Commitment) {
			a.verb, a.force = "agree", Commitment
		}
	case "warn":
		if d.says(a.last, "against") {
			a.force = Assessment
		}
	case "refuse", "decline", "refrain":
		a.negative = true
	case "recommit":
		a.verb = "commit"
	case "declare", "announce", "insist":
		if w := c.promiseFollows(a.last); w != "" {
			a.force = w
		}
	case "call":
		if !a.particle {
			a.verb = "call"
		}
	case "remain":
		a.verb, a.force = "support", Acknowledgement
	}
}

// weighNoun: the noun that completes a verb gives it its force.
func (c *clauser) weighNoun(a *act, v *verb) {
	n := nouns[a.noun-1]
	a.force = n.force
	word, _, _ := cut(n.words)
	switch {
	case word == "need" || word == "necessity" || word == "urgency":
		a.verb, a.indirect = v.base+" the need", true
		if word != "need" {
			a.verb = v.base
			a.indirect = word == "necessity"
		}
	case word == "importance" || word == "significance":
		a.verb = v.base + " the importance"
	case word == "right":
		a.verb = v.base + " the right"
		if v.base == "reserve" {
			a.force = Commitment
		}
	case word == "endorsement":
		a.verb = "endorse"
	case v.base == "reaffirm" || v.base == "reiterate":
		switch word {
		case "commitment", "determination", "resolve", "support", "call", "demand", "concern", "condemnation", "readiness", "respect":
			a.verb = v.base + " its " + word
		default:
			a.verb = "express " + word
		}
	case v.base == "lend":
		a.verb = "lend " + word
	case v.base == "voice":
		a.verb = "voice " + word
	default:
		a.verb = "express " + word
	}
}

// cut is the first word of a list.
func cut(list string) (first, rest string, more bool) {
	for i := range len(list) {
		if list[i] == ' ' {
			return list[:i], list[i+1:], true
		}
	}
	return list, "", false
}

// weighDecision: deciding to do something oneself, or to remain seized, is a
// commitment; deciding that all States shall is a demand.
func (c *clauser) weighDecision(a *act) {
	d := c.d
	if a.clause {
		// "Decides that all States shall" binds others; "that the Mission shall"
		// gives a mandate to a body of one's own.
		i := a.last
		for i < c.end && !d.says(i, "that") {
			i++
		}
		b := act{content: [2]int{i, c.end}}
		if p := c.dutyOf(&b); p[0] < p[1] && hasWord("states parties government governments authorities", d.lex.words[d.word(c.head(p[0], p[1]))].word) {
			a.verb, a.force, a.address = "decide that all States shall", Demand, p
		}
		return
	}
	if !d.is(a.last, infinitive) {
		return
	}
	k, _ := d.adverbs(a.last+1, c.end)
	if k >= c.end {
		return
	}
	w := d.lex.words[d.word(k)].word
	if w == "remain" {
		j, _ := d.adverbs(k+1, c.end)
		if d.says(j, "seized") {
			a.verb, a.force, a.last = "decide to remain seized", Commitment, j+1
			return
		}
	}
	switch w {
	case "extend", "renew", "establish":
		a.verb = "decide to " + w
	}
	if c.p.section == Statement || c.p.section == News {
		switch w {
		case "establish", "extend", "renew", "impose", "lift", "suspend", "terminate", "designate", "appoint":
		default:
			a.force = Commitment
		}
	}
}

// qualified gives the force of "with satisfaction", "with concern" to a verb that
// it qualifies.
func (c *clauser) qualified(a *act) {
	d := c.d
	for i := a.main + 1; i+1 < a.last; i++ {
		if !d.says(i, "with") {
			continue
		}
		if n := d.lex.words[d.word(a.last-1)].noun; n != 0 {
			word, _, _ := cut(nouns[n-1].words)
			base := inventory[a.lemma-1].base
			if base != "take" {
				a.verb = base + " with " + word
			}
			if f := nouns[n-1].force; f == Assessment || f == Acknowledgement {
				a.force = f
			}
		}
		return
	}
}

// bareClause reports whether a clause without "that" follows: "agreed there has
// been progress".
func (c *clauser) bareClause(i int) bool {
	return c.d.says(i, "there") || c.d.is(i, pronoun)
}

// promiseFollows is the force of a that-clause that promises or demands: "they
// would step up", "it must stop".
func (c *clauser) promiseFollows(i int) Force {
	d := c.d
	if c.d.says(i, "its") || d.says(i, "their") || d.says(i, "his") {
		return ""
	}
	for j := i; j < min(c.end, i+30); j++ {
		switch {
		case d.says(j, "must"), d.says(j, "should"):
			return Demand
		case d.says(j, "will"), d.says(j, "would"), d.says(j, "shall"):
			if c.agentive([2]int{c.nounBefore(j), j}, true) {
				return Commitment
			}
			return ""
		case d.mark(j, ';'), d.mark(j, '.'):
			return ""
		case d.is(j, formOfBe|formOfHave):
			return ""
		}
	}
	return ""
}

// nounBefore is where the subject that ends before token i begins, roughly.
func (c *clauser) nounBefore(i int) int {
	d := c.d
	j := i - 1
	for j > c.first && i-j < 8 && !d.mark(j-1, ',') && !d.is(j-1, relative|subordinator) {
		j--
	}
	return j
}

// particleAt is the token of a verb's particle.
func (v *verb) particleAt(g group, d *doc) int {
	for i := g.main + 1; i < g.last; i++ {
		if hasWord(v.particles, d.lex.words[d.word(i)].word) {
			return i
		}
	}
	return g.last - 1
}
