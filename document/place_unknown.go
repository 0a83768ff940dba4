package document

import "slices"

// A nameRun is words with capitals, tokens first to last, half-open, that the
// reader does not know and that may name a place.
type nameRun struct {
	first, last int
	taken       bool
}

// longestName bounds how many words an unknown name has.
const longestName = 5

// nameWord reports whether token i may be a word of an unknown name: it has a
// capital and is nothing that the reader knows as something else.
func (f *placeFinder) nameWord(i int) bool {
	d := f.d
	t := d.toks[i]
	if !t.is(isCap) || !t.is(isWord) || t.is(isHidden) || t.end-t.start < 2 || f.state[i]&(cited|placed|barred) != 0 {
		return false
	}
	if t.word == 0 {
		return true
	}
	w := &d.lex.words[t.word]
	if w.class != 0 || w.verb.lemma != 0 {
		return false
	}
	switch v := d.lex.placeValue(t.word); v.sort() {
	case 0:
		return true
	case nounSort:
		return v.marks(before)
	case nameSort:
		return v.marks(ordinary)
	}
	return false
}

// collect gathers the unknown names of a paragraph.
func (f *placeFinder) collect(first, last int) {
	f.runs = f.runs[:0]
	for i := first; i < last; i++ {
		if f.d.toks[i].flags&isCap == 0 || !f.nameWord(i) {
			continue
		}
		end := f.runEnd(i, last)
		f.runs = append(f.runs, nameRun{first: f.article(i), last: end})
		i = end - 1
	}
}

// runEnd is the token after the unknown name that begins at token i.
func (f *placeFinder) runEnd(i, last int) int {
	d := f.d
	j := i + 1
	for n := 1; n < longestName && j < last; n++ {
		k := j
		if d.hyphen(k) {
			k++
		} else if d.toks[k].is(blankLine) {
			break
		}
		// "Paengnyong-do": Korean islands, counties and villages.
		if k > j && k < last && (d.says(k, "do") || d.says(k, "ri") || d.says(k, "gun") || d.says(k, "dong")) {
			return k + 1
		}
		// "Deir al-Foo", "Villa de la Foo"
		if k < last && d.toks[k].is(isWord) && !d.toks[k].is(isCap) && d.is(k, joinsName) && (arabicArticle(d.raw(k)) || d.toks[k].end-d.toks[k].start == 2 && (d.says(k, "de") || d.says(k, "la") || d.says(k, "du"))) {
			k++
			if k < last && d.hyphen(k) {
				k++
			}
		}
		if k >= last || !f.nameWord(k) {
			break
		}
		j = k + 1
	}
	return j
}

// learnPersons keeps the words of names that stand after a title or beside a
// verb of saying.
func (f *placeFinder) learnPersons(first, last int) {
	d := f.d
	for k := range f.runs {
		r := &f.runs[k]
		i := r.first
		before := i > first && (d.is(i-1, titleWord|office) || d.mark(i-1, '.') && i > first+1 && d.is(i-2, titleWord))
		after := r.last < last && d.is(r.last, sayWord) && !(i > first && d.is(i-1, preposition))
		if !before && !after {
			continue
		}
		r.taken = true
		for ; i < r.last; i++ {
			if d.toks[i].is(isCap) {
				f.persons[d.raw(i)] = true
			}
		}
	}
}

// person reports whether a run is of words that name a person.
func (f *placeFinder) person(r nameRun) bool {
	return f.persons[f.d.raw(r.first)] || f.persons[f.d.raw(r.last-1)]
}

// acronym reports whether a run is one short word in capitals.
func (f *placeFinder) acronym(r nameRun) bool {
	t := f.d.toks[r.first]
	return r.last-r.first == 1 && (t.is(isUpper) || t.word == 0 && endsUpper(f.d.raw(r.first)))
}

// endsUpper reports whether the word has a capital after its first letter, as
// short names of bodies have and those of places do not: "MINUSMA", "FdL".
func endsUpper(s string) bool {
	for i := 1; i < len(s); i++ {
		if 'A' <= s[i] && s[i] <= 'Z' && s[i-1] != '\'' && s[i-1] >= 'a' {
			return true
		}
	}
	return false
}

// unknown takes the unknown names that their sentence shows to be places.
func (f *placeFinder) unknown() {
	d := f.d
	for k := range f.runs {
		r := &f.runs[k]
		if r.taken || !f.free(r.first, r.last) || r.last-r.first == 1 && (d.says(r.first, "old") || d.says(r.first, "new") || d.says(r.first, "great")) {
			continue
		}
		p := foundPlace{first: r.first, last: r.last, kind: localityType, located: true}
		if !f.byCountry(&p, *r) && !f.byNoun(&p, *r) && !f.byPreposition(&p, *r) && !f.byDateline(&p, *r) && !f.byApposition(&p, *r) {
			continue
		}
		if !f.free(p.first, p.last) {
			continue
		}
		if f.partOfBody(p.first, p.last, p.kind) {
			f.bar(p.first, p.last)
			continue
		}
		r.taken = true
		f.names[words(d.text, d.toks, r.first, r.last)] = p.kind
		f.add(p)
	}
}

// byCountry takes "Republic of Foo", "the Government of Foo".
func (f *placeFinder) byCountry(p *foundPlace, r nameRun) bool {
	d := f.d
	i := r.first
	if i > 0 && d.says(i-1, "the") {
		i--
	}
	if i < 2 || !d.says(i-1, "of") || d.toks[i-2].flags&isCap == 0 || f.acronym(r) || d.capAt(r.last) {
		return false
	}
	k := i - 2
	switch {
	case d.says(k, "republic") || d.says(k, "kingdom") || d.says(k, "federation") || d.says(k, "sultanate") || d.says(k, "emirate") || d.says(k, "principality"):
		for k > 0 && d.toks[k-1].is(isCap) && !d.toks[k].is(blankLine) && f.state[k-1]&opener == 0 && (d.says(k-1, "federal") || d.says(k-1, "democratic") || d.says(k-1, "islamic") || d.says(k-1, "socialist") || d.says(k-1, "arab") || d.says(k-1, "united")) {
			k--
		}
		p.first = k
	case d.says(k, "government") || d.says(k, "governments"):
		if r.last-r.first > 1 {
			return false
		}
	default:
		return false
	}
	p.kind, p.rule = countryType, "place.generic-noun"
	return true
}

// byApposition takes "Foo, one of the guarantors,": what is one of several
// States is one.
func (f *placeFinder) byApposition(p *foundPlace, r nameRun) bool {
	d, j := f.d, r.last
	if !d.mark(j, ',') || !d.says(j+1, "one") || !d.says(j+2, "of") || !d.says(j+3, "the") || r.last-r.first > 2 || f.acronym(r) {
		return false
	}
	for k := j + 4; k < j+7 && k < len(d.toks); k++ {
		if d.says(k, "guarantors") || d.says(k, "countries") || d.says(k, "states") || d.says(k, "nations") || d.says(k, "neighbours") || d.says(k, "neighbors") {
			p.kind, p.rule = countryType, "place.apposition"
			return true
		}
	}
	return false
}

// capAt reports whether token i goes on with a name: a word with a capital that
// is no day or month.
func (d *doc) capAt(i int) bool {
	return i < len(d.toks) && d.toks[i].is(isWord) && d.toks[i].is(isCap) && !d.toks[i].is(newLine) && !d.is(i, monthWord|dayWord)
}

// byNoun takes "the Foo river", "Foo Governorate", "the town of Foo", "Jabal
// Foo".
func (f *placeFinder) byNoun(p *foundPlace, r nameRun) bool {
	d := f.d
	p.rule = "place.generic-noun"
	j := d.pastSort(r.last)
	if n, ok := d.nounAfter(j); ok && f.free(j, j+1) && !d.toks[j].is(newLine) && !f.person(r) && (d.toks[j].is(isCap) || !f.acronym(r)) {
		capital := d.toks[j].is(isCap)
		switch k := n.kind(); {
		case d.capAt(j + 1):
		case vague(d, j):
			// "the Host State", "a Buffer Zone" are terms; "in Foo State" is a place.
			if capital && r.first > 0 && d.is(r.first-1, placeBefore) {
				p.last, p.kind = j+1, k
				return true
			}
		case capital || n.marks(relief):
			p.last, p.kind = j+1, k
			return true
		case k == governorateType || k == provinceType || k == areaType && !n.marks(redundant):
			p.last, p.kind = j+1, k
			return true
		default:
			p.kind = k
			return true
		}
	}
	// "the town of Foo"; "the Governorate of Foo" is a name as a whole.
	i := r.first
	if i > 0 && d.says(i-1, "the") {
		i--
	}
	if n, ok := d.placeNoun(i - 2); ok && d.says(i-1, "of") && !d.capAt(r.last) && !vague(d, i-2) && !f.acronym(r) {
		p.kind = n.kind()
		if d.toks[i-2].is(isCap) && f.state[i-2]&opener == 0 && !n.marks(plural) {
			p.first = i - 2
		}
		return true
	}
	if n, ok := d.placeNoun(r.first); ok && n.marks(before) && r.last-r.first > 1 && !d.capAt(r.last) && (r.first == 0 || !d.capAt(r.first-1) || f.state[r.first-1]&opener != 0) && !f.person(r) {
		p.kind = n.kind()
		return true
	}
	return false
}

// vague reports whether the noun at token i is as often a term as part of a
// name.
func vague(d *doc, i int) bool {
	switch d.lex.words[d.word(i)].word {
	case "state", "area", "areas", "zone", "sector", "line", "territory", "region", "regions", "port", "ports", "settlement", "settlements",
		"quarter", "quarters", "base", "bases", "parallel", "channel", "strip", "pocket", "triangle", "crossing", "crossings", "department",
		"departments", "camp", "camps", "junction", "locality", "commune", "corridor", "basin", "canal":
		return true
	}
	return false
}

// byPreposition takes "in Foo", "near Foo", "from Foo to Homs".
func (f *placeFinder) byPreposition(p *foundPlace, r nameRun) bool {
	d := f.d
	i, j := r.first, r.last
	if i == 0 || d.toks[i].is(blankLine) || f.acronym(r) || f.person(r) || d.capAt(j) {
		return false
	}
	if j < len(d.toks) && (d.toks[j].is(isNumber) || d.hyphen(j) || d.mark(j, '/')) {
		return false
	}
	// "Assistance in Mine Clearance", "in Time of War": words of a title.
	if i > 1 && d.toks[i-2].is(isCap) && !d.toks[i-2].is(isUpper) && f.state[i-2]&(opener|placed) == 0 || d.says(j, "of") {
		return false
	}
	p.rule = "place.after-preposition"
	if d.holdsPower(j) {
		return false
	}
	if d.deedAt(i-1) || d.says(i-1, "the") && d.deedAt(i-2) {
		return true
	}
	switch {
	case d.is(i-1, placeBefore) && !d.says(i-1, "into") && !d.says(i-1, "toward") && !d.says(i-1, "towards"):
		// "in Foo's government": whoever that is governs.
		return !(j < len(d.toks) && d.toks[j].word == wordPossessive)
	case d.says(i-1, "from") && d.says(j, "to") && j+1 < len(d.toks) && f.state[j+1]&placed != 0:
		return true
	case (d.says(i-1, "including") || d.says(i-1, "through") || d.says(i-1, "via") || d.says(i-1, "from")) && f.localAfter(j):
		return true
	case d.says(i-1, "to") && i > 2 && f.state[i-2]&placed != 0:
		for k := i - 3; k >= 0 && k > i-8; k-- {
			if d.says(k, "from") {
				return true
			}
		}
	}
	return false
}

// holdsPower reports whether token i is a noun that only a person or a body
// owns: "the fall of the Foo regime".
func (d *doc) holdsPower(i int) bool {
	return d.says(i, "regime") || d.says(i, "government") || d.says(i, "administration") || d.says(i, "forces") || d.says(i, "movement") || d.says(i, "group")
}

// deedAt reports whether token i, or the word before a preposition there, is
// what is done to or from places: "reach", "siege of", "withdraw from".
func (d *doc) deedAt(i int) bool {
	if i > 0 && (d.says(i, "of") || d.says(i, "from") || d.says(i, "to") || d.says(i, "on") || d.says(i, "into")) {
		i--
	}
	return i >= 0 && d.lex.placeValue(d.word(i)).sort() == deedSort
}

// localAfter reports whether a list goes on at token j with a known town or
// area.
func (f *placeFinder) localAfter(j int) bool {
	k, _ := f.separator(j)
	if k < 0 || f.state[k]&placed == 0 {
		return false
	}
	known := f.found[f.base:f.inOrder]
	n, ok := slices.BinarySearchFunc(known, k, func(p foundPlace, k int) int { return p.first - k })
	return ok && known[n].kind.local()
}

// byDateline takes the place with which a report begins: "FOO, May 19."
func (f *placeFinder) byDateline(p *foundPlace, r nameRun) bool {
	d := f.d
	if !d.toks[r.first].is(newLine) || !d.toks[r.first].is(isUpper) || !d.toks[r.last-1].is(isUpper) {
		return false
	}
	j := r.last
	p.kind, p.rule = cityType, "place.dateline"
	return d.mark(j, ',') && d.is(j+1, monthWord|dayWord) || (d.mark(j, dash) || d.mark(j, '-')) && d.toks[j].is(spaced) && d.capAt(j+1)
}

// again takes the further mentions of unknown names that are known to be places
// by now.
func (f *placeFinder) again() {
	if len(f.names) == 0 {
		return
	}
	d := f.d
	for _, r := range f.runs {
		if r.taken || !f.free(r.first, r.last) {
			continue
		}
		kind, ok := f.names[words(d.text, d.toks, r.first, r.last)]
		if !ok && r.last-r.first > 1 && f.state[r.first]&opener != 0 {
			// "Later Foo was quiet"
			r.first++
			kind, ok = f.names[words(d.text, d.toks, r.first, r.last)]
		}
		if !ok || d.compounded(r.first, r.last) || f.partOfBody(r.first, r.last, kind) {
			continue
		}
		f.add(foundPlace{first: r.first, last: r.last, kind: kind, rule: "place.again"})
	}
}
