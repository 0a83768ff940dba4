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
	if a.kind == passive && c.p.section == Agreement && a.subj[0] < a.subj[1] && !d.says(a.subj[0], "it") {
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

const (
	asked   phraseEnd = iota // "to", a that-clause, an adverb before "to"
	thanked                  // also a preposition that says for what
)
