package document

import (
	"slices"
	"strings"
)

// Classes of words that citations are made of.
const (
	headWord    = instrClass << iota // report, agreement: the noun of a citation
	genericWord                      // peace, joint: names no agreement by itself
	smallWord                        // of, the, and: stands inside a title without a capital
	pinWord                          // paragraph, article: leads to a part of an instrument
	kindWord                         // final, special: says which report
	signedWord                       // signed, adopted: leads to an instrument's date
	selfWord                         // this, present: the text itself, or one named before
	titleLead                        // on, between, concerning: begins a title
)

// A headKind is how citations with a head are built.
type headKind int8

const (
	resolutionHead headKind = iota + 1 // needs a number
	draftHead                          // counts as it is
	statementHead                      // needs a date or a symbol after it
	documentHead                       // needs a date or a symbol, after it or before
	agreementHead                      // needs a name, a title or a date
	symbolHead                         // begins the symbol of a document
)

// heads are the nouns with which citations are made. Those with many set stand
// before several.
var heads = [...]struct {
	phrase string
	kind   headKind
	typ    string
	many   bool
}{
	{"resolution", resolutionHead, resolutionType, false},
	{"resolutions", resolutionHead, resolutionType, true},
	{"unscr", resolutionHead, resolutionType, false},
	{"unscrs", resolutionHead, resolutionType, false},
	{"scr", resolutionHead, resolutionType, false},
	{"draft resolution", draftHead, draftType, false},
	{"presidential statement", statementHead, prstType, false},
	{"presidential statements", statementHead, prstType, true},
	{"statement of its president", statementHead, prstType, false},
	{"statement by its president", statementHead, prstType, false},
	{"statement of the president", statementHead, prstType, false},
	{"statement by the president", statementHead, prstType, false},
	{"statement of the president of the security council", statementHead, prstType, false},
	{"statement by the president of the security council", statementHead, prstType, false},
	{"statement of the president of the united nations security council", statementHead, prstType, false},
	{"statement by the president of the united nations security council", statementHead, prstType, false},
	{"statements of its president", statementHead, prstType, true},
	{"statements by its president", statementHead, prstType, true},
	{"statements of the president", statementHead, prstType, true},
	{"statements by the president", statementHead, prstType, true},
	{"statements by the president of the security council", statementHead, prstType, true},
	{"conclusions", documentHead, documentType, false},
	{"press statement", documentHead, documentType, false},
	{"press statements", statementHead, documentType, true},
	{"report", documentHead, reportType, false},
	{"reports", statementHead, reportType, true},
	{"letter", documentHead, letterType, false},
	{"letters", statementHead, letterType, true},
	{"note", documentHead, documentType, false},
	{"decision", documentHead, decisionType, false},
	{"decisions", statementHead, decisionType, true},
	{"communique", agreementHead, communiqueType, false},
	{"communiqué", agreementHead, communiqueType, false},
	{"communiques", statementHead, communiqueType, true},
	{"communiqués", statementHead, communiqueType, true},
	{"joint statement", documentHead, communiqueType, false},
	{"trilateral statement", documentHead, communiqueType, false},
	{"tripartite statement", documentHead, communiqueType, false},
	{"declaration", agreementHead, communiqueType, false},
	{"memorandum", agreementHead, memorandumType, false},
	{"memorandum of understanding", agreementHead, memorandumType, false},
	{"memorandum of cooperation", agreementHead, memorandumType, false},
	{"agreement", agreementHead, agreementType, false},
	{"agreements", agreementHead, agreementType, true},
	{"accord", agreementHead, agreementType, false},
	{"accords", agreementHead, agreementType, true},
	{"pact", agreementHead, agreementType, false},
	{"treaty", agreementHead, treatyType, false},
	{"convention", agreementHead, treatyType, false},
	{"covenant", agreementHead, treatyType, false},
	{"statute", agreementHead, treatyType, false},
	{"protocol", agreementHead, protocolType, false},
	{"protocols", agreementHead, protocolType, true},
	{"charter", agreementHead, charterType, false},
	{"terms of reference", agreementHead, referenceType, false},
	{"s/", symbolHead, documentType, false},
	{"a/", symbolHead, documentType, false},
	{"e/", symbolHead, documentType, false},
	{"st/", symbolHead, documentType, false},
	{"psc/", symbolHead, communiqueType, false},
	{"sc/", symbolHead, documentType, false},
	{"sg/", symbolHead, documentType, false},
	{"ccw/", symbolHead, documentType, false},
	{"cd/", symbolHead, documentType, false},
	{"infcirc/", symbolHead, documentType, false},
}

func instrumentWords(b *builder) {
	for i, h := range heads {
		b.phrase(instrumentLayer, h.phrase, int32(i+1))
	}
	knownWords(b)
	b.class(headWord, `resolution resolutions statement statements report reports letter letters note decision decisions communique
		communiqué communiques communiqués declaration conclusions memorandum agreement agreements accord accords pact treaty convention
		protocol protocols charter`)
	b.class(genericWord, `peace ceasefire cease-fire joint security framework final cooperation partnership political general new
		interim draft additional optional association trade permanent strategic humanitarian national free international
		forces mutual bilateral respective relevant previous second first third`)
	b.class(smallWord, `of the and on in for to or their its with between against from under at a an into by relating`)
	b.class(pinWord, `paragraph paragraphs para paras article articles art chapter annex annexes section part appendix sub-paragraph
		subparagraph operative`)
	b.class(kindWord, `final interim midterm special annual joint comprehensive quarterly`)
	b.class(signedWord, `signed adopted concluded reached dated done amended agreed`)
	b.class(selfWord, `this present these said same such above-mentioned aforementioned`)
	b.class(titleLead, `on between concerning regarding relating relative for against`)
	b.class(0, spokenCitations)
}

// spokenCitations are further words that the rules of citations ask for.
const spokenCitations = `number take takes taking took taken add annex prst res delegation rev es year model understanding presidential`

// A citation is an instrument found: tokens first to last, half-open.
type citation struct {
	first, last int32
	typ, norm   string
	pin         string
	rule        string
	key         string // its name without its date, by which it is found again
	on          date   // its date, if it has one
	open        bool   // its norm may be a symbol that follows
	dayFirst    bool   // its day stands before its name
	same        int32  // of a short name: index of what it is short for, plus 1
}

// A citer finds the instruments that a text cites.
type citer struct {
	*doc
	written []written
	next    int // the first written date that begins at the token at hand or later
	hits    []hit
	found   []citation
	start   int // of the sentence
	end     int
	taken   int    // where the last instrument ended
	many    string // type of the documents that the sentence has named last in the plural
	short   []shortName
}

// A shortName is an abbreviation that the text gives an instrument in brackets.
type shortName struct {
	name string
	of   int // index of found
}

// maxShortNames bounds how many abbreviations of one text are remembered.
const maxShortNames = 16

// findInstruments proposes the instruments that a text cites, in order.
func (d *doc) findInstruments() []Proposal {
	c := citer{doc: d, written: d.calendar(), hits: d.hits[instrumentLayer]}
	for _, s := range d.sents {
		c.sentence(int(s.first), int(s.last))
	}
	c.norms()
	out := make([]Proposal, 0, len(c.found))
	for _, x := range c.found {
		out = append(out, Proposal{
			Kind: InstrumentKind, Span: d.span(int(x.first), int(x.last)), Rule: x.rule,
			Fields: Fields{Type: x.typ, Norm: x.norm, Pin: x.pin},
		})
	}
	return out
}

// sentence finds the instruments of one sentence.
func (c *citer) sentence(start, end int) {
	c.start, c.end, c.taken, c.many = start, end, start, ""
	for i := start; i < end; {
		for len(c.hits) > 0 && int(c.hits[0].at) < i {
			c.hits = c.hits[1:]
		}
		next := i
		t := c.toks[i]
		switch {
		case t.is(isHidden):
		case len(c.hits) > 0 && int(c.hits[0].at) == i:
			next = c.hit(c.hits[0])
		case t.is(isNumber):
			next = c.numbered(i)
			if next == i {
				next = c.datedSymbol(i)
			}
		case t.is(isUpper) && len(c.short) > 0:
			next = c.shortAt(i)
		}
		if next > i {
			c.taken = max(c.taken, next)
			i = next
		} else {
			i++
		}
	}
}

// hit takes the instrument of which a phrase of the layer is the head or the
// name, and returns the token to go on with, or the phrase's own if it is none.
func (c *citer) hit(h hit) int {
	i, j := int(h.at), int(h.at+h.n)
	if j > c.end {
		return i
	}
	if h.value >= knownHits {
		return c.knownAt(i, j, &knownInstruments[h.value-knownHits])
	}
	head := &heads[h.value-1]
	switch head.kind {
	case resolutionHead:
		return c.resolution(i, j, head.many)
	case draftHead:
		return c.draft(i, j)
	case statementHead:
		return c.statement(i, j, head.typ, head.many)
	case documentHead:
		return c.document(i, j, head.typ)
	case agreementHead:
		return c.agreement(i, j, head.typ, head.many)
	case symbolHead:
		return c.symbol(i, head.typ)
	}
	return i
}

// add takes an instrument, with the part of it that the words before it point
// to.
func (c *citer) add(x citation) int {
	x.pin = c.pinBefore(int(x.first))
	c.found = append(c.found, x)
	return int(x.last)
}

// dateFrom is the written date that begins at token i.
func (c *citer) dateFrom(i int) (*written, bool) {
	// Dates are asked for almost in order: the mark moves with the questions.
	for c.next > 0 && int(c.written[c.next-1].first) >= i {
		c.next--
	}
	for c.next < len(c.written) && int(c.written[c.next].first) < i {
		c.next++
	}
	if c.next < len(c.written) && int(c.written[c.next].first) == i && i < c.end {
		if w := &c.written[c.next]; w.sort == calendarDate {
			return w, true
		}
	}
	return nil, false
}

// dateTo is the written date that ends before token i.
func (c *citer) dateTo(i int) (*written, bool) {
	k, ok := slices.BinarySearchFunc(c.written, int32(i), func(w written, i int32) int { return int(w.last - i) })
	if ok && c.written[k].sort == calendarDate && int(c.written[k].first) >= c.taken {
		return &c.written[k], true
	}
	return nil, false
}

// maxPin bounds the tokens of a part of an instrument: "paragraphs 21, 22 and 23".
const maxPin = 12

// pinBefore is the part of an instrument to which the words before token i
// point: "paragraph 26 of", "Chapter VII of the".
func (c *citer) pinBefore(i int) string {
	k := i - 1
	if k > c.start && c.is(k, determiner) {
		k--
	}
	if k <= c.start || !c.says(k, "of") && !c.says(k, "to") {
		return ""
	}
	last := k
	for k--; k >= c.start && k > last-maxPin; k-- {
		t := c.toks[k]
		switch {
		case c.is(k, pinWord):
			return c.text[c.toks[k].start:c.toks[last-1].end]
		case t.is(isNumber), t.is(isUpper), t.word == ',' && t.is(isMark), t.word == '(' && t.is(isMark), t.word == ')' && t.is(isMark),
			t.word == '-' && t.is(isMark), c.is(k, coordinator), c.says(k, "to"), t.is(isWord) && t.end-t.start <= 2:
		default:
			return ""
		}
	}
	return ""
}

// plain is the words of tokens i to j with single spaces, without quotation
// marks and accents: what a norm is made of.
func (c *citer) plain(i, j int) string {
	s := c.text[c.toks[i].start:c.toks[j-1].end]
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x7F || r < ' ' || r == '"' }) && !strings.Contains(s, "  ") {
		return s
	}
	s = strings.Join(strings.Fields(s), " ")
	return strings.Map(func(r rune) rune {
		switch r {
		case 'é', 'è', 'ê', 'ë':
			return 'e'
		case 'É':
			return 'E'
		case 'á', 'à', 'â', 'ä':
			return 'a'
		case 'í', 'ì', 'î', 'ï':
			return 'i'
		case 'ó', 'ò', 'ô', 'ö':
			return 'o'
		case 'ú', 'ù', 'û', 'ü':
			return 'u'
		case 'ç':
			return 'c'
		case '\u2019', '\u2018':
			return '\''
		case '"', '\u201C', '\u201D':
			return -1
		case '\u2010', '\u2011':
			return '-'
		}
		if ignorable(r) {
			return -1
		}
		return r
	}, s)
}

// shortAt takes an abbreviation that the text has given an instrument.
func (c *citer) shortAt(i int) int {
	raw := c.raw(i)
	for _, s := range c.short {
		if s.name == raw {
			of := c.found[s.of]
			return c.add(citation{first: int32(i), last: int32(i + 1), typ: of.typ, same: int32(s.of + 1), rule: "instrument.short-name"})
		}
	}
	return i
}

// remember keeps the abbreviation that stands in brackets from token j on as a
// name of the instrument found last: "(CPA)", "” (the ACOH)". It begins as the
// name does; otherwise it is of the name's last words. It returns the token to
// go on with.
func (c *citer) remember(j int) int {
	k := j
	if c.mark(k, '"') {
		k++
	}
	if !c.mark(k, '(') {
		return j
	}
	k++
	if c.says(k, "the") {
		k++
	}
	if k+1 >= c.end || !c.mark(k+1, ')') || !c.toks[k].is(isUpper) {
		return j
	}
	last := len(c.found) - 1
	name, whole := c.raw(k), c.found[last].key
	if len(name) >= 3 && len(c.short) < maxShortNames && whole != "" && name[0]|0x20 == whole[0]|0x20 {
		c.short = append(c.short, shortName{name, last})
	}
	return k + 2
}
