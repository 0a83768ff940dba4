package document

// known takes the names that the gazetteer has, the longest at each token, where
// the sentence lets them be places.
func (f *placeFinder) known(first, last int) {
	d := f.d
	for len(f.hits) > 0 && int(f.hits[0].at) < first {
		f.hits = f.hits[1:]
	}
	until := first
	for len(f.hits) > 0 && int(f.hits[0].at) < last {
		h := f.hits[0]
		f.hits = f.hits[1:]
		i, n := int(h.at), int(h.n)
		if i < until {
			continue
		}
		// A longer phrase that does not fit leaves room for a shorter one.
		for ; n > 0; n-- {
			v := placeValue(h.value)
			if n < int(h.n) {
				v = f.valueOf(i, n)
			}
			s := v.sort()
			if s == otherSort || s == peopleSort && n > 1 {
				if d.toks[i].is(isCap) {
					f.bar(i, i+n)
					until = i + n
					break
				}
			} else if s == sideSort {
				f.side(i)
				break
			} else if s == nameSort && d.namesPlace(i, i+n, v) && f.free(i, i+n) {
				if end := f.name(i, i+n, v); end > 0 {
					until = end
				}
				break
			}
		}
	}
}

// side takes "the northern valley": a side and a noun of land name an area of
// the text's own, even in small letters.
func (f *placeFinder) side(i int) {
	d := f.d
	n, ok := d.placeNoun(i + 1)
	if !ok || n.kind() != areaType || !n.marks(relief) || i == 0 || !d.says(i-1, "the") || !f.free(i, i+2) || d.toks[i+1].is(blankLine) {
		return
	}
	f.add(foundPlace{first: i, last: i + 2, kind: areaType, rule: "place.side", located: f.located(i)})
}

func (f *placeFinder) bar(i, j int) {
	for ; i < j; i++ {
		f.state[i] |= barred
	}
}

// valueOf is the value of the phrase of n tokens at i.
func (f *placeFinder) valueOf(i, n int) placeValue {
	t := &f.d.lex.trie
	node := int32(0)
	for ; n > 0; i, n = i+1, n-1 {
		if node = t.step(node, f.d.word(i)); node == 0 {
			return 0
		}
	}
	return placeValue(t.values[node][placeLayer])
}

// namesPlace reports whether tokens i to j are written as a name: with capitals,
// but for the small words inside and the nouns of land and water.
func (d *doc) namesPlace(i, j int, v placeValue) bool {
	if v.marks(inCapitals) {
		return j-i == 1 && capitals(d.raw(i))
	}
	capital := false
	for ; i < j; i++ {
		t := d.toks[i]
		switch {
		case !t.is(isWord):
		case t.is(isCap), '0' <= d.text[t.start] && d.text[t.start] <= '9': // "38th parallel"
			capital = true
		case d.is(i, joinsName), i > 0 && d.hyphen(i-1): // "Port-au-Prince"
		default:
			if _, noun := d.placeNoun(i); !noun {
				return false
			}
		}
	}
	return capital
}

// capitals reports whether a word is in capitals throughout, a full stop or not
// between them.
func capitals(s string) bool {
	for i := range len(s) {
		if 'a' <= s[i] && s[i] <= 'z' {
			return false
		}
	}
	return true
}

// name takes tokens i to j, which are written as the name of a place, if they
// stand as one. It returns the token after them, or 0.
func (f *placeFinder) name(i, j int, v placeValue) int {
	d := f.d
	p := foundPlace{first: i, last: j, kind: v.kind(), rule: "place.gazetteer"}
	if d.compounded(i, j) || d.qualifies(i, j, v) || f.initials(i, j, v) {
		return 0
	}
	p.located = f.located(i)
	if f.otherName(&p, v) {
		return 0
	}
	f.widen(&p, v)
	if f.partOfBody(p.first, p.last, p.kind) {
		f.dropped = p.last
		f.bar(p.first, p.last)
		f.dropList(p.first, p.last)
		return p.last
	}
	f.settle(&p, v)
	f.add(p)
	return p.last
}

// dropList drops the places of a list whose last one stands before the plural of
// a body: "the London, Bonn and Brussels Conferences".
func (f *placeFinder) dropList(at, next int) {
	d := f.d
	if next >= len(d.toks) || !d.is(next, headNoun) {
		return
	}
	if s := d.raw(next); s[len(s)-1] != 's' {
		return
	}
	for n := len(f.found) - 1; n >= f.base && f.found[n].kind == cityType && d.joins(f.found[n].last, at); n-- {
		at = f.found[n].first
		for i := at; i < f.found[n].last; i++ {
			f.state[i] ^= placed | barred
		}
		f.found = f.found[:n]
	}
}

// compounded reports whether a hyphen makes an adjective of tokens i to j:
// "Britain-based", "pro-Russia".
func (d *doc) compounded(i, j int) bool {
	if d.hyphen(j) && j+1 < len(d.toks) && d.toks[j+1].is(isWord) && !d.toks[j+1].is(isCap) {
		return true
	}
	return i >= 2 && d.hyphen(i-1) && !d.toks[i].is(spaced) && d.toks[i-2].is(isWord) && !d.toks[i-2].is(isCap) && !d.is(i-2, joinsName)
}

// initials reports whether a short name in capitals stands among words that are
// not: it is the short name of something else, "ORAN".
func (f *placeFinder) initials(i, j int, v placeValue) bool {
	d := f.d
	t := d.toks[i]
	if j-i > 1 || !t.is(isUpper) || t.end-t.start > 5 || v.marks(inCapitals) || f.state[i]&opener != 0 {
		return false
	}
	shouts := func(k int) bool { return k >= 0 && k < len(d.toks) && d.toks[k].is(isUpper) }
	return !shouts(i-1) && !shouts(i-2) && !shouts(j) && !shouts(j+1)
}

// hyphen reports whether token i is a hyphen inside a compound.
func (d *doc) hyphen(i int) bool {
	return d.mark(i, '-') && !d.toks[i].is(spaced) && i+1 < len(d.toks) && !d.toks[i+1].is(spaced)
}

// qualifies reports whether a name that is its own adjective stands as one:
// "U.S. officials", "Netherlands authorities". Other countries have an adjective
// of their own, and where their name stands before a noun it is a name.
func (d *doc) qualifies(i, j int, v placeValue) bool {
	short := v.marks(inCapitals) && (d.says(i, "u.s.") || d.says(i, "us") || d.says(i, "uk") || d.says(i, "u.k."))
	own := d.says(j-1, "netherlands") || d.says(j-1, "mediterranean") || d.says(j-1, "caribbean") || d.says(j-1, "pacific") || d.says(j-1, "atlantic")
	if !short && !own {
		return false
	}
	if j >= len(d.toks) || d.toks[j].is(blankLine) {
		return false
	}
	t := d.toks[j]
	switch {
	case t.is(isMark):
		return d.hyphen(j) && short
	case !t.is(isWord):
		return false
	case d.is(j, coordinator):
		return d.is(j+1, nationality)
	case d.is(j, modalWord|formOfBe|formOfHave|preposition|relative|subordinator|sayWord|negative|infinitive|adverb|pronoun|determiner):
		return false
	case t.is(isCap):
		return true
	}
	s := d.raw(j)
	if d.lex.words[t.word].verb.lemma != 0 && s[len(s)-1] == 's' {
		return false
	}
	return len(s) < 3 || s[len(s)-2:] != "ed"
}

// located reports whether the words before token i say that a place follows.
func (f *placeFinder) located(i int) bool {
	d := f.d
	if i > 0 && d.says(i-1, "the") {
		i--
	}
	if i == 0 || d.toks[i].is(blankLine) {
		return false
	}
	if d.is(i-1, preposition|infinitive) {
		return true
	}
	if n := len(f.found); n > 0 && f.found[n-1].last < i && d.joins(f.found[n-1].last, i) {
		return f.found[n-1].located
	}
	return d.mark(i-1, '(') && i > 1 && f.state[i-2]&placed != 0
}

// sure reports whether only a place can follow the words before token i: "in",
// "areas of", a list of places.
func (f *placeFinder) sure(i int) bool {
	d := f.d
	if i > 0 && d.says(i-1, "the") {
		i--
	}
	switch {
	case i == 0 || !f.located(i):
		return false
	case d.says(i-1, "of"):
		_, noun := d.placeNoun(i - 2)
		return noun || d.deedAt(i-1)
	case d.is(i-1, preposition):
		return d.is(i-1, placeBefore) || d.says(i-1, "from")
	}
	return true
}

// otherName reports whether the neighbours of a name make it that of a person
// or a word: "Michael Jordan", "Salma said".
func (f *placeFinder) otherName(p *foundPlace, v placeValue) bool {
	d, i, j := f.d, p.first, p.last
	if _, noun := d.placeNoun(j); v.marks(ordinary) && !(noun && d.toks[j].is(isCap)) {
		return d.capAt(j) || !f.sure(i)
	}
	if !v.marks(ofPersons) && (j-i > 1 || !v.kind().local()) {
		return false
	}
	if j < len(d.toks) && !d.toks[j].is(newLine) && d.unknownCap(j) || i > 0 && d.unknownCap(i-1) && !d.toks[i].is(blankLine) && f.state[i-1]&opener == 0 {
		if v.marks(ofPersons) {
			f.persons[d.raw(i)] = true
		}
		return true
	}
	if !p.located && f.persons[d.raw(i)] {
		return true
	}
	return v.marks(ofPersons) && i > 0 && d.is(i-1, titleWord) && d.toks[i-1].is(isCap)
}

// unknownCap reports whether token i is a word with a capital that the reader
// does not know: of a name.
func (d *doc) unknownCap(i int) bool {
	t := d.toks[i]
	if !t.is(isWord) || !t.is(isCap) || t.is(isUpper) {
		return false
	}
	w := &d.lex.words[t.word]
	return t.word == 0 || w.class == 0 && w.verb.lemma == 0 && d.lex.placeValue(t.word) == 0
}

// widen takes in what belongs to the name: the Arabic article, a side ("Northern
// Hama"), a noun ("Idlib Governorate", "Gulf of Aden").
func (f *placeFinder) widen(p *foundPlace, v placeValue) {
	d := f.d
	p.first = f.article(p.first)
	f.noun(p, v)
	i := p.first
	// In small letters a side belongs to no name: "eastern Congo".
	if i > 0 && d.isSide(i-1) && d.toks[i-1].is(isCap) && !d.toks[i].is(blankLine) && f.free(i-1, i) && !d.says(i-1, "central") {
		p.first, i = i-1, i-1
		switch {
		case p.kind == countryType:
			p.kind = regionType
		case p.kind == cityType || p.kind == localityType:
			p.kind = areaType
		}
		if i > 1 && d.hyphen(i-1) && d.isSide(i-2) && d.toks[i-2].is(isCap) {
			p.first, i = i-2, i-2
		}
	}
	if i < 2 || !d.says(i-1, "of") && !(d.says(i-1, "the") && d.says(i-2, "of")) {
		return
	}
	k := i - 2
	if d.says(i-1, "the") {
		k--
	}
	n, ok := d.placeNoun(k)
	if !ok || !f.free(k, i) {
		return
	}
	switch {
	case d.toks[k].is(isCap) && k > 0 && d.says(k-1, "old") && d.toks[k-1].is(isCap):
		p.first, p.kind = k-1, areaType
	case d.toks[k].is(isCap) && v.kind() != countryType && !n.marks(plural) && f.state[k]&opener == 0:
		p.first, p.kind, p.rule = k, n.kind(), "place.generic-noun"
	case !d.toks[k].is(isCap) && v.kind() != countryType && !n.marks(plural):
		switch n.kind() {
		case governorateType, provinceType:
			p.kind = n.kind()
		case areaType:
			if v.kind() == localityType {
				p.kind = areaType
			}
		}
	}
}

// article is the token at which the name at token i begins with its article:
// that of "al-Zahraa" or "El Baraf".
func (f *placeFinder) article(i int) int {
	d := f.d
	if i >= 2 && d.hyphen(i-1) && d.is(i-2, joinsName) && arabicArticle(d.raw(i-2)) && f.free(i-2, i) {
		return i - 2
	}
	if i >= 1 && d.toks[i-1].is(isCap) && !d.toks[i].is(blankLine) && arabicArticle(d.raw(i-1)) && f.free(i-1, i) {
		return i - 1
	}
	return i
}

// noun takes in the noun after a name. With a capital it is part of the name. In
// small letters it is where it makes another place of it ("Idlib province" is
// not the town) and is not where it only says what the name names ("the Middle
// East region").
func (f *placeFinder) noun(p *foundPlace, v placeValue) {
	d, j := f.d, p.last
	j = d.pastSort(j)
	if j >= len(d.toks) || d.toks[j].is(blankLine) || !f.free(j, j+1) {
		return
	}
	n, ok := d.nounAfter(j)
	if !ok {
		return
	}
	k, kind := n.kind(), v.kind()
	switch {
	case kind == countryType && k != riverType:
		return
	case d.toks[j].is(isCap):
		// "Area" and the like begin other names as well: "Area A".
	case k == baseType:
		if kind.local() {
			p.kind = baseType
		}
		return
	case n.marks(relief) && k != boundaryType:
	case n.marks(redundant) || k == kind || kind != cityType && kind != localityType:
		return
	}
	p.last, p.kind = j+1, k
	p.rule = "place.generic-noun"
}

// nounAfter is the noun at token j that may end a name: one of one place, and
// none with which names only begin.
func (d *doc) nounAfter(j int) (placeValue, bool) {
	n, ok := d.placeNoun(j)
	return n, ok && !n.marks(plural) && (!n.marks(before) || n.marks(relief|redundant))
}

// pastSort is the token after a word between a name and its noun that says of
// what sort the thing is: "Hama Military Airport".
func (d *doc) pastSort(j int) int {
	if j+1 < len(d.toks) && (d.says(j, "international") || d.says(j, "military") || d.says(j, "air")) {
		if _, ok := d.nounAfter(j + 1); ok {
			return j + 1
		}
	}
	return j
}

// settle gives a name the type that its neighbours show.
func (f *placeFinder) settle(p *foundPlace, v placeValue) {
	d := f.d
	n := len(f.found)
	// In brackets after a place stands what that lies in: "Nubl (Aleppo)" is the
	// governorate, "the Old City of Homs (Homs)" the town.
	if v.marks(ofDivision) && n > 0 && p.last-p.first == 1 && d.mark(p.first-1, '(') && d.mark(p.last, ')') {
		if q := f.found[n-1]; q.last == p.first-1 && q.kind.local() && d.word(q.last-1) != d.word(p.first) {
			p.kind = governorateType
		}
	}
	// "Homs and Hama provinces", "the Hmeimim and Tartus bases"
	m, ok := d.placeNoun(p.last)
	if !ok || !m.marks(plural) || !p.kind.local() || d.toks[p.last].is(blankLine) {
		return
	}
	switch m.kind() {
	case governorateType, provinceType, regionType, baseType:
	default:
		return
	}
	p.kind = m.kind()
	at := p.first
	for k := n - 1; k >= 0 && f.found[k].kind.local() && d.joins(f.found[k].last, at); k-- {
		f.found[k].kind = m.kind()
		at = f.found[k].first
	}
}
