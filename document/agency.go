package document

import "strings"

// refused reports whether what stands around a modal group turns it into its
// contrary: "Neither Party shall", "None of the Parties will", "Under no
// circumstances shall a Party", "shall refrain from".
func (c *clauser) refused(a *act) bool {
	d := c.d
	if d.says(a.main, "refrain") {
		return true
	}
	x := a.subj
	if x[0] < x[1] && (d.is(x[0], negative) || hasWord(nobody, strings.ToLower(d.raw(x[0])))) {
		return true
	}
	for k := a.first - 1; k > a.first-12 && k >= 0 && !d.mark(k, '.') && !d.mark(k, ';') && !d.mark(k, ':'); k-- {
		switch {
		case k < x[0] && d.is(k, coordinator):
			return false // "none of them fired and both will withdraw"
		case hasWord(nobody, strings.ToLower(d.raw(k))) && (d.says(k+1, "of") || d.says(k+1, "in")):
			return true
		case d.says(k, "no") && k > 0 && d.is(k-1, preposition) && hasWord(occasions, d.raw(k+1)):
			return true
		}
	}
	return false
}

const (
	nobody    = `none nobody nothing neither`
	occasions = `circumstances circumstance case event account time way`
)

// modalAct decides on a modal group. In an agreement whatever shall be done is
// an act; elsewhere a modal commits only where its subject can promise, and
// demands where it says what others must do.
func (c *clauser) modalAct(a *act, s stance) bool {
	a.negative = a.neg != c.refused(a)
	future := a.modal == "will" || a.modal == "shall" || a.modal == "would" && s == complements
	duty := a.modal == "must" || a.modal == "should" || a.modal == "ought" || a.modal == "need"
	permits := a.modal == "may" || a.modal == "can" || a.modal == "cannot"
	switch {
	case a.modal == "might" || a.modal == "could" || a.modal == "would" && s != complements:
		return false
	case a.perfect:
		return false // "would have condemned": it is not said to be so
	}
	a.rule = "act.modal"
	if a.modal == "need" {
		a.verb, a.force = "need to", Demand
		return s == complements || s == hasSubject && c.p.section != Agreement && !c.resolution() && c.speakerLike(a.subj) && c.d.is(a.first+1, infinitive) && (c.d.is(a.first-1, pronoun|kin|office) || c.plural([2]int{a.first - 1, a.first}))
	}
	if c.p.section == Agreement {
		switch {
		case s == subordinate || s == complements:
			return false
		case s == joins && !c.lastAct && !c.sameModal(a):
			return false
		case s == leads:
			return false
		}
		switch {
		case permits && a.neg || a.modal == "cannot":
			a.verb, a.force = "may not", Commitment
		case permits && a.modal == "may":
			a.verb, a.force = "authorize", Decision
		case permits:
			return false
		case duty:
			a.verb, a.force = a.modal, Commitment
		case c.empowers(a):
			a.verb, a.force = "authorize", Decision
		default:
			a.verb, a.force = a.modal, Commitment
		}
		return a.modal != "be to" || !c.d.is(a.first, formOfHave)
	}
	if c.resolution() {
		return false
	}
	switch s {
	case hasSubject:
		switch {
		case future && c.agentive(a.subj, c.inner):
			a.verb, a.force = "will", Commitment
		case a.modal == "will" && c.arranged(a) && (c.p.section == Statement || c.saidLater(a.last)),
			a.modal == "shall" && c.p.section == Statement && c.textLike(a.subj):
			a.verb, a.force, a.authored = a.modal, Commitment, true
		case duty && c.speakerLike(a.subj) && !c.thingLike(a.subj):
			a.verb, a.force, a.duty = a.modal, Demand, true
		default:
			return false
		}
	case complements:
		a.rule = "act.modal-reported"
		switch {
		case future && (c.agentive(a.subj, true) || c.arranged(a)):
			a.verb, a.force = "will", Commitment
		case duty:
			a.verb, a.force = a.modal, Demand
		default:
			return false
		}
		if a.modal == "shall" || a.modal == "would" && a.neg {
			a.verb = "will"
		}
	case joins:
		a.rule = "act.modal-joins"
		switch {
		case duty && c.p.section == Statement && c.base == len(c.acts) && !c.lastRel && !c.lastAct:
			// "The abuses are unacceptable and must end"
			a.verb, a.force, a.duty = a.modal, Demand, true
		case !c.lastAct:
			return false
		case future && (c.beforeIt == [2]int{} || c.agentive(c.beforeIt, true)):
			a.verb, a.force = "will", Commitment
		case duty && c.sameModal(a):
			a.verb, a.force = a.modal, Demand
		default:
			return false
		}
	default:
		return false
	}
	return true
}

// arranged reports whether a passive says what somebody will do: a session will
// be held, prisoners will be released. What just happens to a thing is not done
// by anybody.
func (c *clauser) arranged(a *act) bool {
	return a.passiveVoice(c.d) && hasWord(arrangedWords, c.d.lex.words[c.d.word(a.main)].word)
}

// saidLater reports whether the sentence ends in ", X said".
func (c *clauser) saidLater(i int) bool {
	d := c.d
	comma := false
	for ; i < c.end; i++ {
		comma = comma || d.mark(i, ',')
		if comma && d.is(i, sayWord) {
			return true
		}
	}
	return false
}

// empowers reports whether a "shall" gives a power: "shall have the right",
// "will be authorized".
func (c *clauser) empowers(a *act) bool {
	d := c.d
	switch d.lex.words[d.word(a.main)].word {
	case "authorized", "authorised", "permitted", "entitled", "empowered", "allowed":
		return true
	case "have":
		for i := a.last; i < min(a.last+4, c.end); i++ {
			if d.says(i, "authority") || d.says(i, "right") || d.says(i, "power") {
				return true
			}
		}
	}
	return false
}

// sameModal reports whether the last act of the sentence has the same modal.
func (c *clauser) sameModal(a *act) bool {
	n := len(c.acts)
	return n > c.base && c.acts[n-1].modal == a.modal
}

// adjective decides on "is concerned", "stand ready", "Mindful of".
func (c *clauser) adjective(a *act, s stance) bool {
	d := c.d
	w := d.lex.words[d.word(a.main)].word
	alone := a.first == a.main || d.ingWord(a.first)
	a.rule = "act.adjective"
	a.verb, a.force = adjectiveForce(w)
	if base := inventory[max(d.lex.words[d.word(a.first)].verb.lemma, 1)-1].base; base == "stand" || base == "remain" && w != "concerned" {
		a.verb = base + " " + w
	}
	if (strings.HasSuffix(a.verb, " of") && d.says(a.last, "of") || strings.HasSuffix(a.verb, " by") && d.says(a.last, "by")) && a.last < c.end {
		a.last++ // "Mindful of"
	}
	if alone || d.says(a.first, "being") {
		// "Deeply concerned", "Being appalled": preambular.
		formula := s == leads && c.p.section != News && c.adjectiveObject(a.main+1) // "Mindful of the needs of ..., they agreed"
		if c.p.section != Preambular && !(c.p.kind != plainPara && s == leads) && !formula {
			return false
		}
		if w == "united" || w == "opposed" {
			return false
		}
		if w == "desiring" || w == "guided" || w == "encouraged" || w == "united" || w == "pleased" {
			if s != leads {
				return false
			}
		}
		if s == joins {
			return c.base < len(c.acts) && (d.mark(a.start-1, ',') || d.is(a.start-1, coordinator)) && !d.is(a.last, coordinator) && c.adjectiveObject(a.main+1)
		}
		return s == leads && (c.adjectiveObject(a.main+1) || a.start == c.first)
	}
	if c.resolution() || c.p.section == Agreement && (s != hasSubject || a.force != Commitment) {
		return false
	}
	switch s {
	case hasSubject:
		if !c.speakerLike(a.subj) {
			return false
		}
	case joins:
		if !c.lastAct || c.base == len(c.acts) {
			return false
		}
	case complements:
		if a.force != Commitment || !c.agentive(a.subj, true) {
			return false
		}
	default:
		return false
	}
	return c.adjectiveEnd(a, w)
}

// adjectiveEnd takes what belongs to an adjective: "willing to accept".
func (c *clauser) adjectiveEnd(a *act, w string) bool {
	d := c.d
	if w == "willing" && d.is(a.last, infinitive) && a.last+1 < c.end {
		a.main, a.last = a.last+1, a.last+2
		a.lemma = d.lex.words[d.word(a.main)].verb.lemma
		if a.lemma != 0 {
			a.verb = inventory[a.lemma-1].base
		}
	}
	return w != "united" && w != "aware" || d.says(a.last, "that") || d.says(a.last, "in")
}

// adjectiveObject reports whether token i can begin what an adjective such as
// "concerned" is about.
func (c *clauser) adjectiveObject(i int) bool {
	return i < c.end && c.d.is(i, preposition|infinitive|relative)
}

// adjectiveForce is the lemma and force of being what an adjective says.
func adjectiveForce(w string) (string, Force) {
	switch w {
	case "determined", "committed", "resolved", "united":
		return "be " + w, Commitment
	case "ready":
		return "ready", Commitment
	case "prepared", "willing":
		return "be " + w, Commitment
	case "seized":
		return "remain seized", Commitment
	case "desirous", "desiring":
		return "be desirous of", Commitment
	case "mindful", "conscious", "aware", "cognizant":
		return "be " + w + " of", Recall
	case "guided":
		return "be guided by", Recall
	case "grateful", "thankful":
		return "express gratitude", Acknowledgement
	case "pleased", "gratified", "encouraged":
		return "express satisfaction", Acknowledgement
	case "hopeful":
		return "express hope", Assessment
	case "confident":
		return "express confidence", Assessment
	}
	return "be " + w, Assessment
}

// passiveAct decides on "is permitted", "are requested", "has been blamed".
func (c *clauser) passiveAct(a *act, s stance) bool {
	d := c.d
	if s != hasSubject && s != joins || a.form == gerund {
		return false
	}
	a.rule = "act.passive"
	w := d.lex.words[d.word(a.main)].word
	if c.p.section == Agreement {
		switch w {
		case "established", "created", "constituted", "set", "appointed", "amended":
			if !d.says(a.first, "is") && !d.says(a.first, "are") || w == "set" && !d.says(a.last, "up") {
				return false
			}
			a.verb, a.force = "establish", Decision
		case "agreed":
			if !d.says(a.first-1, "it") {
				return false
			}
			a.verb, a.force = "agree", Commitment
		case "permitted", "authorized", "authorised", "allowed", "entitled", "empowered":
			a.verb, a.force = "authorize", Decision
		case "relieved", "exempted":
			a.verb, a.force = "authorize", Decision
		case "invited", "requested", "urged", "encouraged":
			a.verb, a.force = inventory[max(a.lemma, 1)-1].base, Demand
		case "prohibited", "forbidden":
			a.verb, a.force, a.negative = "prohibit", Commitment, true
		case "obliged", "required", "bound":
			a.verb, a.force = "be "+w, Commitment
		default:
			return false
		}
		a.negative = a.negative != a.neg
		return s == hasSubject
	}
	if c.resolution() || a.lemma == 0 || a.form == gerund {
		return false
	}
	v := &inventory[a.lemma-1]
	switch {
	case a.hollow && v.needs != "-":
		return false
	case v.base == "blame" || v.base == "accuse" || v.base == "criticize" || v.base == "condemn":
		a.verb, a.force = v.base, Assessment
		return !d.says(a.first, "was") && !d.says(a.first, "were") || d.says(a.last, "by")
	case v.traits&asks != 0 && v.traits&strong != 0 && v.force == Demand && (d.says(a.first, "is") || d.says(a.first, "are")):
		a.verb, a.force = v.base, Demand
		return true
	}
	return false
}

// plural reports whether a subject takes a verb in its base form: a plural, or
// a first person.
func (c *clauser) plural(subj [2]int) bool {
	d := c.d
	i, j := subj[0], subj[1]
	for i < j && (d.is(i, adverb) && !d.is(i, pronoun) || d.toks[i].is(isMark)) {
		i++
	}
	if i >= j {
		return false
	}
	if d.is(i, pronoun) {
		return d.says(i, "i") || d.says(i, "we") || d.says(i, "they") || d.says(i, "you")
	}
	h := c.head(i, j)
	for k := i; k < j; k++ {
		if d.is(k, coordinator) && !d.is(k, negative) {
			return true
		}
		if d.is(k, preposition|relative) {
			break
		}
	}
	w := d.raw(h)
	return len(w) > 2 && (w[len(w)-1] == 's' && w[len(w)-2] != 's' || d.says(h, "people") || d.says(h, "police")) || d.is(i, numeral) || d.says(i, "both") || d.says(i, "all")
}

// head is the head noun of a subject: the last word before its first
// preposition, relative or parenthesis.
func (c *clauser) head(i, j int) int {
	d := c.d
	h := i
	for k := i; k < j; k++ {
		t := d.toks[k]
		switch {
		case t.is(isWord) && k > i && (d.is(k, preposition|relative) || d.is(k, coordinator)) && h > i || k > i && d.is(k, preposition|relative):
			return h
		case k > h && h > i && d.lex.words[d.word(k)].verb.form&participle != 0 && d.is(k+1, preposition):
			return h // "the groups designated by"
		case d.mark(k, ',') || d.mark(k, '(') || d.mark(k, dash):
			if k > i {
				return h
			}
		case t.is(isWord) && !d.is(k, determiner) && !(c.aside(k) && !t.is(isCap)):
			h = k
		}
	}
	return h
}

// speakerLike reports whether a subject can do things with words: a first or
// third person, a body, an office, a name.
func (c *clauser) speakerLike(subj [2]int) bool {
	d := c.d
	i, j := subj[0], subj[1]
	for i < j && (d.toks[i].is(isMark) || c.aside(i)) {
		i++
	}
	if i >= j {
		return false
	}
	if d.is(i, pronoun) {
		return !d.says(i, "it") || !d.says(i+1, "is")
	}
	if d.is(i, relative) || d.says(i, "there") || d.says(i, "this") && j == i+1 {
		return false
	}
	if d.says(i, "both") && j == i+1 {
		return true
	}
	h := c.head(i, j)
	if d.is(h, thing) {
		return d.is(i, possessive) && (d.says(i, "our") || d.says(i, "my"))
	}
	if d.is(h, office|kin|agent) {
		return true
	}
	// A name, or an acronym: any capital but the sentence's own.
	for k := i; k <= h; k++ {
		if d.toks[k].is(isCap) && (k > c.first || d.toks[k].is(isUpper) || d.is(k, countryWord) || k+1 < j && d.toks[k+1].is(isCap) || k == h && !d.is(k, determiner)) {
			return !d.is(h, thing)
		}
	}
	if d.is(i, possessive) && (d.says(i, "our") || d.says(i, "my")) {
		return true
	}
	return d.is(i, numeral) || (d.says(i, "both") || d.says(i, "all")) && d.is(h, kin|office)
}

// textLike reports whether a subject is a text or a measure that binds: "the
// agreement commits the parties".
func (c *clauser) textLike(subj [2]int) bool {
	if subj[0] >= subj[1] {
		return false
	}
	return c.d.is(c.head(subj[0], subj[1]), textWord)
}

func (c *clauser) thingLike(subj [2]int) bool {
	return subj[0] < subj[1] && c.d.is(c.head(subj[0], subj[1]), thing)
}

// agentive reports whether a subject can promise what a "will" says. it counts
// where it stands for whoever is reported to speak.
func (c *clauser) agentive(subj [2]int, it bool) bool {
	d := c.d
	i, j := subj[0], subj[1]
	for i < j && (d.toks[i].is(isMark) || c.aside(i)) {
		i++
	}
	if i >= j {
		return false
	}
	if d.is(i, pronoun) && j-i <= 2 {
		if d.says(i, "it") {
			return it
		}
		return true
	}
	if d.says(i, "it") || d.says(i, "this") || d.says(i, "there") || d.says(i, "these") || d.says(i, "that") {
		return false
	}
	h := c.head(i, j)
	if d.is(i, possessive) && (d.says(i, "his") || d.says(i, "her") || d.says(i, "its") || d.says(i, "their")) {
		return d.is(h, kin|office|agent)
	}
	return c.speakerLike(subj)
}
