package document

// sections says of every paragraph which part of which sort of document it is.
// A resolution shows itself by its body ("The Security Council,") and by
// paragraphs that open with participles and then, numbered, with verbs; an
// agreement by its title, its articles and its "shall"; news by a dateline and
// by who said what; all else is a statement.
func (d *doc) sections() {
	d.sort = d.sortOf()
	d.findTitle()
	switch d.sort {
	case Operative:
		d.resolutionSections()
	case Agreement:
		d.agreementSections()
	default:
		for i := range d.paras {
			d.paras[i].section = d.sort
		}
	}
}

// headParas is how many paragraphs the sort of a text is read from.
const headParas = 60

// sortOf is the sort of the text as a whole; Operative stands for a resolution.
func (d *doc) sortOf() Section {
	var participles, operative, shalls, articles, says, quotes, firstPerson int
	body := false
	seen := 0
	for i := range d.paras {
		p := &d.paras[i]
		if p.hidden || p.body >= p.last {
			continue
		}
		if seen++; seen > headParas {
			break
		}
		b := int(p.body)
		if d.councilLine(p) {
			body = true
		}
		if d.says(b, "article") && d.toks[b].is(isCap) && p.heading {
			articles++
		}
		if d.opensPreamble(p) {
			participles++
		}
		if v := d.lex.words[d.word(d.afterAdverbs(b, int(p.last)))].verb; p.kind == numberPara && v.lemma != 0 && v.form&thirdForm != 0 {
			operative++
		}
		for k := b; k < int(p.last); k++ {
			switch {
			case d.says(k, "shall"):
				shalls++
			case d.is(k, sayWord):
				says++
			case d.toks[k].is(isOpenQ):
				quotes++
			case d.says(k, "we") || d.says(k, "our") || d.says(k, "i") && d.toks[k].is(isCap):
				firstPerson++
			}
		}
	}
	title := d.titleWords()
	switch {
	case body && (participles > 0 || operative > 0), participles >= 2 && operative >= 2:
		return Operative
	case articles >= 2 && shalls >= 3, shalls >= 8 && says == 0:
		return Agreement
	case title&agreementTitle != 0 && firstPerson < 4 && says == 0:
		return Agreement
	case d.hasDateline(), says >= 3 && firstPerson <= says && title&statementTitle == 0, says >= 2 && quotes >= 2 && firstPerson < 4:
		return News
	}
	return Statement
}

// councilLine reports whether a paragraph is the body whose resolution this is:
// "The Security Council,".
func (d *doc) councilLine(p *para) bool {
	b := int(p.body)
	for b < int(p.last) && d.toks[b].is(isMark) {
		b++
	}
	n := int(p.last) - b
	return n >= 3 && n <= 12 && d.says(b, "the") && d.mark(int(p.last)-1, ',') && d.toks[b+1].is(isCap) && d.bodyName(b+1, int(p.last)-1) != ""
}

// bodyName is the body that tokens i to j name, in the form that speakers have:
// the principal organs of the United Nations by their usual names, another body
// by its fullest name at the head of the text.
func (d *doc) bodyName(i, j int) string {
	for k := i; k < j; k++ {
		switch {
		case k > i:
		case d.says(k, "security") && d.says(k+1, "council"):
			return "UN Security Council"
		case d.says(k, "general") && d.says(k+1, "assembly"):
			return "UN General Assembly"
		case d.says(k, "human") && d.says(k+1, "rights") && d.says(k+2, "council"):
			return "UN Human Rights Council"
		case d.says(k, "economic") && d.says(k+3, "council"):
			return "UN Economic and Social Council"
		}
	}
	for k := i; k < j; k++ {
		if hasWord(bodyWords, d.lex.words[d.word(k)].word) {
			return d.fullerName(i, j)
		}
	}
	return ""
}

// fullerName is the name at tokens i to j with the capitalised words that stand
// before it where it is named earlier: "ECOWAS Mediation and Security Council".
func (d *doc) fullerName(i, j int) string {
	name := words(d.text, d.toks, i, j)
	for k := 1; k+j-i <= min(i, 200); k++ {
		if d.toks[k].word != d.toks[i].word || words(d.text, d.toks, k, k+j-i) != name {
			continue
		}
		first := k
		for first > 0 && d.toks[first-1].is(isCap) && d.toks[first-1].is(isWord) && !d.is(first-1, determiner|preposition) && !d.toks[first].is(newLine) {
			first--
		}
		if first < k {
			return words(d.text, d.toks, first, k+j-i)
		}
	}
	return name
}

func (d *doc) afterAdverbs(i, end int) int {
	for i < end && d.toks[i].is(isMark) {
		i++
	}
	j, _ := d.adverbs(i, end)
	return min(j, len(d.toks)-1)
}

// opensPreamble reports whether a paragraph opens as those of a preamble do:
// with a participle of the inventory, or an adjective.
func (d *doc) opensPreamble(p *para) bool {
	j := d.afterAdverbs(int(p.body), int(p.last))
	if j >= int(p.last) {
		return false
	}
	v := d.lex.words[d.word(j)].verb
	return v.lemma != 0 && v.form == gerund || d.is(j, predicate) && !d.says(j, "ready") || d.says(j, "having") || d.says(j, "being")
}

// resolutionSections: paragraphs before the first operative one are
// preambular. An annex is read as an agreement: it says what shall be done.
func (d *doc) resolutionSections() {
	now := Preambular
	for i := range d.paras {
		p := &d.paras[i]
		if p.kind == plainPara && p.body < p.last && d.toks[p.body].is(isCap) && (d.says(int(p.body), "annex") || d.says(int(p.body), "appendix") || d.says(int(p.body), "attachment")) && now != Preambular {
			now = Agreement
		}
		if now == Preambular && d.opensOperative(p) {
			now = Operative
		}
		if now == Operative && p.kind == plainPara && d.opensPreamble(p) && d.nextPreamble(i) {
			now = Preambular // a second resolution, or a preamble taken for its opposite
		}
		p.section = now
	}
}

// nextPreamble reports whether the next paragraph opens as a preamble does too.
func (d *doc) nextPreamble(i int) bool {
	for k := i + 1; k < len(d.paras); k++ {
		if !d.paras[k].hidden {
			return d.opensPreamble(&d.paras[k]) && d.paras[k].kind == plainPara
		}
	}
	return false
}

// opensOperative reports whether a paragraph opens as operative ones do: with a
// verb in the present of the third person.
func (d *doc) opensOperative(p *para) bool {
	if p.hidden || p.heading && p.kind == plainPara {
		return false
	}
	j := d.afterAdverbs(int(p.body), int(p.last))
	if j >= int(p.last) {
		return false
	}
	v := d.lex.words[d.word(j)].verb
	return v.lemma != 0 && v.form&thirdForm != 0 && d.toks[p.body].is(isCap)
}

// agreementSections: what stands before "agree as follows" or the first article
// is preambular if it opens with participles.
func (d *doc) agreementSections() {
	for i := range d.paras {
		p := &d.paras[i]
		p.section = Agreement
		if d.opensPreamble(p) && p.kind == plainPara && !d.says(d.afterAdverbs(int(p.body), int(p.last)), "being") {
			p.section = Preambular
		}
	}
}

// titleSort is what the words of a title say of the sort of a text.
type titleSort uint8

const (
	agreementTitle titleSort = 1 << iota
	statementTitle
)

// titleWords looks at the first paragraphs that are headings or short.
func (d *doc) titleWords() (t titleSort) {
	seen := 0
	for i := range d.paras {
		p := &d.paras[i]
		if p.hidden {
			continue
		}
		if seen++; seen > 3 {
			break
		}
		if !p.heading && seen > 1 {
			continue
		}
		for k := int(p.body); k < min(int(p.last), int(p.body)+16); k++ {
			switch {
			case !d.toks[k].is(isCap):
			case d.says(k, "agreement"), d.says(k, "memorandum"), d.says(k, "protocol"), d.says(k, "treaty"), d.says(k, "convention"), d.says(k, "accord"), d.says(k, "modalities"):
				if p.heading {
					t |= agreementTitle
				}
			case d.says(k, "statement"), d.says(k, "communique"), d.says(k, "communiqué"), d.says(k, "declaration"), d.says(k, "readout"):
				t |= statementTitle
			}
		}
	}
	return t
}

// findTitle takes the first paragraph as the title if it is one.
func (d *doc) findTitle() {
	for i := range d.paras {
		p := &d.paras[i]
		if p.hidden {
			continue
		}
		if p.heading && !d.councilLine(p) && p.last > p.body {
			d.title = words(d.text, d.toks, int(p.body), int(p.last))
		}
		return
	}
}

// hasDateline reports whether the text opens as news agencies' do: a place in
// capitals, then a date or an agency, a full stop or a dash.
func (d *doc) hasDateline() bool {
	for i := range d.paras {
		p := &d.paras[i]
		if p.hidden {
			continue
		}
		if i > 2 {
			return false
		}
		if d.datelineEnd(p) > int(p.body) {
			return true
		}
	}
	return false
}

// datelineEnd is the token after a paragraph's dateline, or its body's first if
// it has none.
func (d *doc) datelineEnd(p *para) int {
	b := int(p.body)
	if b >= int(p.last) || !d.toks[b].is(isUpper) || d.toks[b].end-d.toks[b].start < 3 {
		return b
	}
	for k := b + 1; k < min(int(p.last), b+20); k++ {
		switch {
		case d.mark(k, dash) && d.toks[k].is(spaced), d.mark(k, '-') && d.toks[k].is(spaced) && d.toks[min(k+1, len(d.toks)-1)].is(spaced):
			return k + 1
		case d.mark(k, '-') && d.toks[k].is(spaced) && d.mark(k+1, '-'):
			return k + 2
		case d.mark(k, '/') && k+2 < int(p.last) && d.mark(k+2, '/'):
			if d.mark(k+3, '.') || d.mark(k+3, dash) || d.mark(k+3, '-') {
				return k + 4
			}
			return k + 3
		case d.mark(k, '.') && k+1 < int(p.last) && d.toks[k+1].is(spaced|isCap) && (d.toks[k-1].is(isNumber) || d.is(k-1, monthWord)):
			if d.mark(k+1, '/') {
				continue
			}
			return k + 1
		case d.toks[k].is(isWord) && !d.toks[k].is(isCap) && !d.is(k, monthWord):
			return b
		}
	}
	return b
}
