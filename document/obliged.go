package document

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
