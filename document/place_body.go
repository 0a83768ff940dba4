package document

// longestTitle bounds, in tokens, how far the name of a body, an envoy or a
// conference reaches from the place in it.
const longestTitle = 16

// partOfBody reports whether tokens i to j, the name of a place, stand in the
// name of something else: a body, a mission, an envoy, a conference. Such names
// are known by their noun: "the Sochi Congress", "the United Nations Mission in
// Sudan", "Special Envoy of the Secretary-General for Yemen". What a State has is
// no such name: "the Government of Angola".
func (f *placeFinder) partOfBody(i, j int, kind placeType) bool {
	return f.beforeHead(j, kind) || f.afterHead(i, j, kind) || f.afterShortName(i)
}

// beforeHead reports whether the words with capitals from token j on end in the
// noun of a body. A process and its like are named in small letters too.
func (f *placeFinder) beforeHead(j int, kind placeType) bool {
	d := f.d
	// "the Doha agreement": named after a town, in whatever letters.
	if kind == cityType && j < len(d.toks) && !d.toks[j].is(blankLine) && d.lex.placeValue(d.word(j)).sort() == textSort {
		return true
	}
	for k := j; k < len(d.toks) && k < j+7; k++ {
		t := d.toks[k]
		switch {
		case t.is(blankLine):
			return false
		case d.hyphen(k) || d.mark(k, '&') || d.mark(k, '\'') && k+1 < len(d.toks) && d.says(k+1, "s"):
		case (d.says(k, "peace") || d.says(k, "political")) && d.says(k+1, "process"):
			return true
		case d.says(k, "process") || d.says(k, "format") || d.says(k, "conference"):
			return true
		case d.says(k, "s") && d.mark(k-1, '\''):
		case !t.is(isWord) || !t.is(isCap):
			// "Peace and Security Council"
			if k > j && d.says(k, "and") && d.toks[k-1].is(isCap) && f.state[k-1]&placed == 0 && k+1 < len(d.toks) && d.toks[k+1].is(isCap) && d.lex.placeValue(d.word(k+1)).sort() != nameSort {
				continue
			}
			return false
		case d.is(k, titleWord) && !d.is(k, headNoun):
			return false
		case d.is(k, headNoun):
			return true
		}
	}
	return false
}

// afterShortName reports whether a place follows the short name of a mission,
// as part of it: "EUTM Mali".
func (f *placeFinder) afterShortName(i int) bool {
	d := f.d
	if i == 0 || d.toks[i].is(newLine) || d.toks[i].is(isUpper) && d.toks[i].end-d.toks[i].start > 4 {
		return false
	}
	t := d.toks[i-1]
	return t.is(isUpper) && t.is(isWord) && t.word == 0 && t.end-t.start >= 4 && f.state[i-1]&(opener|placed) == 0
}

// afterHead reports whether the words with capitals before token i hold the
// noun of a body to which the place belongs.
func (f *placeFinder) afterHead(i, j int, kind placeType) bool {
	d := f.d
	k := i - 1
	for k >= 0 && !d.toks[k+1].is(blankLine) && (d.says(k, "the") || d.says(k, "former") || d.is(k, possessive)) {
		k--
	}
	if k < 1 || d.toks[k+1].is(blankLine) {
		return false
	}
	// "the Monitoring Group on Somalia and Eritrea"
	if d.is(k, coordinator) && f.dropped == k && f.dropped > 0 {
		return !(j < len(d.toks) && d.toks[j].word == wordPossessive)
	}
	of := d.says(k, "of")
	if !of && !d.says(k, "in") && !d.says(k, "for") && !d.says(k, "on") && !d.says(k, "to") && !d.says(k, "concerning") {
		return false
	}
	// A meeting or a committee in a town only sits there: "the Congress in Sochi".
	if d.says(k, "in") && (kind == cityType || kind == localityType) {
		return false
	}
	envoyOnly := false
	if d.says(k, "to") {
		// An envoy to a country is described; a mission to one is named.
		envoyOnly = true
	}
	first := k
	for k--; k >= 0 && first-k < longestTitle; k-- {
		t := d.toks[k]
		if d.toks[k+1].is(blankLine) || t.is(isHidden) {
			return false
		}
		switch {
		case t.word == ')' && k == first-1:
			// The short name in brackets: "the Panel of Experts (PoE) on Yemen".
			for k--; k >= 0 && !d.mark(k, '(') && first-k < 6; k-- {
			}
		case t.word == wordPossessive || d.hyphen(k) || d.mark(k, '/') || d.mark(k, '&') || d.mark(k, dash) && !t.is(spaced):
		case !t.is(isWord):
			return false
		case d.is(k, officeNoun) && !of && (t.is(isCap) || !envoyOnly && (d.says(k, "envoy") || d.says(k, "representative"))):
			if envoyOnly {
				return d.says(k, "mission") || d.says(k, "conference")
			}
			return true
		case !t.is(isCap):
			if !d.is(k, joinsName) {
				return false
			}
		case of && d.is(k, bodyNoun) && !d.is(k, stateNoun):
			return true
		case d.is(k, stateNoun):
			return false
		}
	}
	return false
}
