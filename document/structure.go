package document

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A doc is a text on its way through the reader: cut into tokens, these into
// paragraphs and sentences, with what stands between quotation marks.
type doc struct {
	id   string
	text string
	lex  *lexicon
	opts Options
	rule ruler

	toks   []token
	paras  []para
	sents  []sentence
	quotes []quotation
	hits   [layers][]hit // phrases found, the longest at each token, in order

	sort     Section // what sort of text it is, as a whole
	on       date    // its date, if that is known
	speakers string  // whose text it is
	theme    string  // what the text as a whole is about, once somebody asked
	title    string

	instruments []Proposal
	dates       []Proposal
	places      []Proposal
	conditions  []Proposal
}

// A para is a paragraph, a heading or an item of a list: tokens first to last,
// half-open. Its number, bullet or letter is no part of body.
type para struct {
	first, last int32
	body        int32 // first token after its number
	num         string
	kind        paraKind
	section     Section
	heading     bool // a title, a heading, a line that is no sentence
	hidden      bool // a page number or header
}

// A paraKind is how a paragraph is numbered.
type paraKind int8

const (
	plainPara  paraKind = iota
	numberPara          // "3."
	itemPara            // "(a)", "a)", "(iv)"
	bulletPara          // "-", "•"
)

// A sentence is tokens first to last of a paragraph's body, half-open, its full
// stop included.
type sentence struct {
	first, last int32
	para        int32
}

// A quotation is what stands between two quotation marks: tokens first to last,
// half-open, without the marks.
type quotation struct {
	first, last int32
	depth       int32 // 0: not inside another
}

func newDoc(id, text string, opts Options) *doc {
	d := &doc{id: id, text: text, lex: tables(), opts: opts, rule: newRuler(text)}
	s := scanner{text: text, lex: d.lex, toks: make([]token, 0, len(text)/5+16), buf: make([]byte, 0, 64)}
	d.toks = s.tokens()
	d.paragraphs()
	d.quote()
	d.sentences()
	d.find()
	d.sections()
	return d
}

func (d *doc) word(i int) wordID { return d.toks[i].word }

// is reports whether token i is a word of the class.
func (d *doc) is(i int, c class) bool {
	return i >= 0 && i < len(d.toks) && d.lex.words[d.toks[i].word].class&c != 0
}

// mark reports whether token i is the mark.
func (d *doc) mark(i int, m wordID) bool {
	return i >= 0 && i < len(d.toks) && d.toks[i].word == m && d.toks[i].is(isMark)
}

// says reports whether token i is the word, given in lower case.
func (d *doc) says(i int, word string) bool {
	return i >= 0 && i < len(d.toks) && d.lex.words[d.toks[i].word].word == word
}

// raw is the text of token i.
func (d *doc) raw(i int) string { return d.text[d.toks[i].start:d.toks[i].end] }

// span is tokens i to j, half-open, as a Span.
func (d *doc) span(i, j int) Span {
	return d.rule.span(int(d.toks[i].start), int(d.toks[j-1].end))
}

// paragraphs cuts the tokens where a line break ends a paragraph. A break
// inside a sentence that runs on is only where the page was full.
func (d *doc) paragraphs() {
	toks := d.toks
	start := 0
	lineStart := 0 // first token of the line that token i stands on
	for i := 1; i <= len(toks); i++ {
		if i < len(toks) && !toks[i].is(newLine) {
			continue
		}
		if i < len(toks) && !toks[i].is(blankLine) && d.runsOn(lineStart, i) {
			lineStart = i
			continue
		}
		for start < i {
			end := d.runOn(start, i)
			d.paras = append(d.paras, d.paragraph(start, end))
			start = end
		}
		start, lineStart = i, i
	}
	d.joinAcrossPages()
}

// runOn is where the paragraph that begins at token i ends within end: a text
// that has lost its line breaks begins a new one where a verb of the inventory
// with a capital follows a comma, a semicolon or a number.
func (d *doc) runOn(i, end int) int {
	for j := i + 2; j < end; j++ {
		t := d.toks[j]
		if !t.is(isCap) || t.is(isUpper) || !t.is(spaced) {
			continue
		}
		before := d.toks[j-1]
		if !before.is(isMark) {
			continue
		}
		k := j
		for k < end && (d.is(k, adverb) && !d.is(k, preposition) || d.manner(k)) {
			k++
		}
		if k >= end || k > j+2 {
			continue
		}
		v := d.lex.words[d.word(k)].verb
		opens := v.lemma != 0 && v.form&(gerund|thirdForm) != 0 && inventory[v.lemma-1].traits&strong != 0 || d.is(k, predicate) || d.says(k, "having")
		if !opens {
			continue
		}
		switch before.word {
		case ',', ';':
			return j
		case '.':
			if n := j - 2; n > i && d.toks[n].is(isNumber) && d.toks[n].end-d.toks[n].start <= 3 && !before.is(spaced) && d.toks[n-1].is(isMark) {
				return n
			}
		}
	}
	return end
}

// A line that ends because the page was full has at least fullLine bytes, and
// no page is wider than wideLine.
const (
	fullLine = 45
	wideLine = 200
)

// runsOn reports whether the line that ends before token i goes on with it: it
// is about as long as a page is wide, does not end as a paragraph ends, and the
// next does not begin as one begins.
func (d *doc) runsOn(lineStart, i int) bool {
	last, next := d.toks[i-1], d.toks[i]
	if n := int(last.end - d.toks[lineStart].start); n < fullLine || n > wideLine {
		return false
	}
	switch last.word {
	case '.', ':', ';', '!', '?', '"':
		return last.is(isMark) && last.word == '.' && !next.is(isCap) && next.is(isWord) && !d.startsItem(i)
	case ',':
		return !next.is(isCap) && !d.startsItem(i)
	}
	return !d.startsItem(i)
}

// startsItem reports whether token i begins as a numbered paragraph or an item
// of a list begins.
func (d *doc) startsItem(i int) bool {
	kind, _, _ := d.number(i, len(d.toks))
	return kind != plainPara
}

// number reads the number, letter or bullet with which tokens i to end begin,
// and returns where the words begin.
func (d *doc) number(i, end int) (kind paraKind, num string, body int) {
	at := func(k int) token {
		if k < end {
			return d.toks[k]
		}
		return token{}
	}
	// A quotation that goes on opens each of its paragraphs with a mark.
	j := i
	for at(j).word == '"' {
		j++
	}
	t := at(j)
	text := func(k int) string { return d.text[d.toks[k].start:d.toks[k].end] }
	switch {
	case t.word == bullet && t.is(isMark), t.word == '*' && at(j+1).is(spaced), (t.word == '-' || t.word == dash) && t.is(isMark) && at(j+1).is(spaced) && j == i:
		return bulletPara, "", j + 1
	case t.is(isNumber) && t.end-t.start <= 3 && (at(j+1).word == '.' || at(j+1).word == ')') && !at(j+1).is(spaced) && (at(j+2).is(spaced|isCap) || j+2 >= end):
		return numberPara, text(j), j + 2
	case t.is(isNumber) && t.end-t.start <= 2 && at(j+1).is(spaced) && at(j+1).is(isCap) && !d.is(j+1, monthWord) && j == i && d.toks[j].is(newLine) && d.opens(j+1):
		return numberPara, text(j), j + 1
	case t.is(isNumber) && strings.HasSuffix(text(j), ".") == false && strings.Contains(text(j), ".") && at(j+1).is(spaced) && at(j+1).is(isCap) && !strings.Contains(text(j), ","):
		return numberPara, text(j), j + 1
	case t.word == '(' && at(j+2).word == ')' && !at(j+1).is(spaced) && (at(j+1).is(isNumber) || itemLetter(text(j+1))) && at(j+3).is(spaced|isCap):
		if at(j + 1).is(isNumber) {
			return numberPara, text(j + 1), j + 3
		}
		return itemPara, "(" + text(j+1) + ")", j + 3
	case t.is(isWord) && at(j+1).word == ')' && !at(j+1).is(spaced) && itemLetter(text(j)):
		return itemPara, text(j) + ")", j + 2
	case t.is(isWord) && at(j+1).word == '.' && !at(j+1).is(spaced) && at(j+2).is(spaced) && d.toks[j].is(newLine) && romanOrLetter(text(j)):
		return itemPara, text(j) + ".", j + 2
	}
	return plainPara, "", i
}

// opens reports whether a paragraph may open with token i: a verb of the
// inventory or a word that begins sentences. It tells "3 Urges" from "3 May".
func (d *doc) opens(i int) bool {
	return d.lex.words[d.word(i)].verb.lemma != 0 || d.is(i, determiner|pronoun)
}

// itemLetter reports whether s numbers an item: one letter, or a small Roman
// number.
func itemLetter(s string) bool {
	if len(s) == 1 {
		return asciiLetter(s[0])
	}
	return len(s) <= 5 && strings.Trim(s, "ivx") == "" || len(s) == 2 && s[0] == s[1] && asciiLetter(s[0])
}

func romanOrLetter(s string) bool {
	return len(s) == 1 && asciiLetter(s[0]) && s != "I" || len(s) <= 5 && strings.Trim(s, "IVX") == ""
}

func (d *doc) paragraph(first, last int) para {
	kind, num, body := d.number(first, last)
	p := para{first: int32(first), last: int32(last), body: int32(body), num: num, kind: kind}
	p.hidden = d.furniture(first, last)
	if !p.hidden {
		p.heading = d.looksHeading(p)
	}
	return p
}

// furniture reports whether a paragraph is a page's number or header: no more
// than a symbol, a number or two.
func (d *doc) furniture(first, last int) bool {
	if last-first > 12 {
		return false
	}
	lower := 0
	numbers := 0
	for _, t := range d.toks[first:last] {
		if t.is(isNumber) {
			numbers++
		}
		if t.is(isWord) && !t.is(isUpper) && t.end-t.start > 1 {
			lower++
		}
	}
	if lower == 0 && numbers > 0 {
		return true
	}
	// "Page 3 of 12"
	return lower <= 2 && numbers > 0 && strings.EqualFold(d.raw(first), "page")
}

// looksHeading reports whether a paragraph is a title: short, with no mark at
// its end that ends a sentence or leads on.
func (d *doc) looksHeading(p para) bool {
	n := int(p.last - p.body)
	if n == 0 {
		return true
	}
	last := d.toks[p.last-1]
	if last.is(isMark) {
		switch last.word {
		case '.', ';', ':', ',', '!', '?':
			return false
		case '"':
			if n > 1 && d.toks[p.last-2].is(isMark) {
				return false
			}
		}
	}
	return n <= 14 || p.first == 0 && n <= 45
}

// joinAcrossPages joins a paragraph that a page's header breaks: it does not end
// as a paragraph ends, and after the header it goes on with a small letter.
func (d *doc) joinAcrossPages() {
	out := d.paras[:0]
	for i := 0; i < len(d.paras); i++ {
		p := d.paras[i]
		if n := len(out); p.hidden && n > 0 && i+1 < len(d.paras) && d.goesOn(&out[n-1], &d.paras[i+1]) {
			for k := p.first; k < p.last; k++ {
				d.toks[k].flags |= isHidden
			}
			out[n-1].last, out[n-1].heading = d.paras[i+1].last, false
			i++
			continue
		}
		out = append(out, p)
	}
	d.paras = out
}

// goesOn reports whether a paragraph goes on in another, which a page's header
// parts from it.
func (d *doc) goesOn(before, after *para) bool {
	if before.hidden || after.hidden || after.kind != plainPara || after.body >= after.last {
		return false
	}
	next, end := d.toks[after.body], d.toks[before.last-1]
	return next.is(isWord) && !next.is(isCap) && !(end.is(isMark) && (end.word == '.' || end.word == ';' || end.word == ':'))
}

// longestSentence bounds a sentence, in tokens, so that the work of reading it
// is bounded whatever the text. Paragraphs of resolutions reach some hundreds.
const longestSentence = 800

// sentences cuts the bodies of paragraphs at full stops, question marks and
// exclamation marks that end a sentence.
func (d *doc) sentences() {
	for pi := range d.paras {
		p := &d.paras[pi]
		if p.hidden {
			continue
		}
		start := p.body
		for i := p.body; i < p.last; i++ {
			if !d.endsSentence(int(i), int(p.last)) && i-start < longestSentence {
				continue
			}
			end := i + 1
			for end < p.last && d.toks[end].is(isMark) && !d.toks[end].is(spaced) && (d.toks[end].is(isCloseQ) || d.toks[end].word == ')' || d.toks[end].word == '.') {
				end++
			}
			d.sents = append(d.sents, sentence{start, end, int32(pi)})
			start, i = end, end-1
		}
		if start < p.last {
			d.sents = append(d.sents, sentence{start, p.last, int32(pi)})
		}
	}
}

// endsSentence reports whether the mark at token i ends a sentence of a
// paragraph that ends before token last.
func (d *doc) endsSentence(i, last int) bool {
	t := d.toks[i]
	if !t.is(isMark) {
		return false
	}
	switch t.word {
	case '!', '?':
		return i+1 < last && (d.toks[i+1].is(spaced) || d.toks[i+1].is(isCloseQ))
	case '.':
	default:
		return false
	}
	if i+1 >= last {
		return true
	}
	j := i + 1
	for j < last && d.toks[j].is(isMark) && !d.toks[j].is(spaced) && (d.toks[j].is(isCloseQ) || d.toks[j].word == ')') {
		j++
	}
	if j >= last {
		return true
	}
	next := d.toks[j]
	if !next.is(spaced) && !next.is(isCap) {
		return false
	}
	if d.small(j) || next.word == ',' || next.word == ';' || next.word == ')' {
		return false
	}
	if i > 0 {
		before := d.toks[i-1]
		if d.is(i-1, abbreviation) && !t.is(spaced) {
			return false
		}
		// An initial: "J. H. van Roijen", "Joseph R. Biden".
		if before.is(isCap) && before.end-before.start == 1 && !d.says(i-1, "i") {
			return false
		}
		// "No. 5", "art. 4"
		if next.is(isNumber) && before.is(isWord) && before.end-before.start <= 4 && d.is(i-1, numbered) {
			return false
		}
	}
	return true
}

// small reports whether token i begins with a small letter. Letters of scripts
// that have no capitals are neither.
func (d *doc) small(i int) bool {
	t := d.toks[i]
	if !t.is(isWord) || t.is(isCap) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(d.text[t.start:])
	return unicode.IsLower(r)
}

// find walks the trie from every token at which a phrase may begin and keeps
// the longest phrase of each layer.
func (d *doc) find() {
	t := &d.lex.trie
	toks := d.toks
	for i := range toks {
		if toks[i].flags&isHidden != 0 || !t.begins(toks[i].word) || toks[i].word == 0 {
			continue
		}
		var longest [layers]hit
		node := int32(0)
		for j := i; j < len(toks); j++ {
			if toks[j].is(isHidden) {
				continue
			}
			if j > i && toks[j].is(blankLine) {
				break
			}
			if node = t.step(node, toks[j].word); node == 0 || toks[j].word == 0 {
				break
			}
			for l, v := range t.values[node] {
				if v != 0 {
					longest[l] = hit{int32(i), int32(j - i + 1), v}
				}
			}
		}
		for l := range longest {
			if longest[l].n > 0 {
				d.hits[l] = append(d.hits[l], longest[l])
			}
		}
	}
}

// paraOf is the paragraph that token i stands in.
func (d *doc) paraOf(i int) *para {
	k, _ := slices.BinarySearchFunc(d.paras, int32(i), func(p para, i int32) int {
		switch {
		case p.last <= i:
			return -1
		case p.first > i:
			return 1
		}
		return 0
	})
	return &d.paras[min(k, len(d.paras)-1)]
}
