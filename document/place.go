package document

import (
	"cmp"
	"slices"
)

// country is the usual English name of the country that tokens at i name, and
// how many tokens do: "" and 0 if none.
func (d *doc) country(i int) (name string, n int) {
	h, ok := d.placeHit(i)
	v := placeValue(h.value)
	if !ok || v.sort() != nameSort || v.kind() != countryType || !d.namesPlace(i, i+int(h.n), v) {
		return "", 0
	}
	return places().countries[v.country()], int(h.n)
}

// capitalOf is the country whose government token i stands for, if it is the
// name of its capital in one word: "Moscow". It is "" otherwise.
func (d *doc) capitalOf(i int) string {
	h, ok := d.placeHit(i)
	v := placeValue(h.value)
	if !ok || h.n != 1 || v.sort() != nameSort || v.kind() != cityType || !d.namesPlace(i, i+1, v) {
		return ""
	}
	return places().countries[v.country()]
}

// nationalityOf is the country that a word is the adjective or the people of:
// "Russian" is of Russia. It is "" if there is none, or no single one.
func nationalityOf(w wordID) string {
	v := tables().placeValue(w)
	if v.sort() != peopleSort {
		return ""
	}
	return places().countries[v.country()]
}

// placeAt is how many tokens the place that is proposed at token i has, or 0.
func (d *doc) placeAt(i int) int {
	start := int(d.toks[i].start)
	k, ok := slices.BinarySearchFunc(d.places, start, func(p Proposal, start int) int { return p.Start - start })
	if !ok {
		return 0
	}
	n := 1
	for i+n < len(d.toks) && int(d.toks[i+n].end) <= d.places[k].End {
		n++
	}
	return n
}

// placeHit is the longest phrase of the place layer at token i.
func (d *doc) placeHit(i int) (hit, bool) {
	hits := d.hits[placeLayer]
	k, ok := slices.BinarySearchFunc(hits, int32(i), func(h hit, i int32) int { return int(h.at - i) })
	if !ok {
		return hit{}, false
	}
	return hits[k], true
}

// placeValue is what the place layer says of a word that stands alone.
func (l *lexicon) placeValue(w wordID) placeValue {
	if w == 0 || !l.trie.begins(w) {
		return 0
	}
	return placeValue(l.trie.values[l.trie.step(0, w)][placeLayer])
}

// noun is the value of token i if it is a noun that makes places of names.
func (d *doc) placeNoun(i int) (placeValue, bool) {
	if i < 0 || i >= len(d.toks) || !d.toks[i].is(isWord) {
		return 0, false
	}
	v := d.lex.placeValue(d.toks[i].word)
	return v, v.sort() == nounSort
}

func (d *doc) isSide(i int) bool {
	return i >= 0 && i < len(d.toks) && d.lex.placeValue(d.toks[i].word).sort() == sideSort
}

// A foundPlace is tokens first to last, half-open, that name a place.
type foundPlace struct {
	first, last int
	kind        placeType
	rule        string
	located     bool // the words before it say that it is a place, not an actor
}

// placeState is what is known of a token.
type placeState uint8

const (
	cited  placeState = 1 << iota // inside an instrument
	placed                        // inside a place
	barred                        // inside a name that is no place
	opener                        // begins a sentence
)

// A placeFinder goes over a text paragraph by paragraph. What it learns of
// unknown names holds from the paragraph on in which it learns it, so that what
// stands later changes nothing before.
type placeFinder struct {
	d       *doc
	state   []placeState
	found   []foundPlace
	base    int   // number of the first of this paragraph
	inOrder int   // those of this paragraph before this number are in order
	hits    []hit // those that are left
	runs    []nameRun
	names   map[string]placeType // unknown names that a sentence showed to be places
	persons map[string]bool      // words of the names of persons
	dropped int                  // token after the last place that stands in a name of a body
}

// findPlaces proposes the places of the text, in order.
func (d *doc) findPlaces() []Proposal {
	f := &placeFinder{
		d: d, state: make([]placeState, len(d.toks)+1), hits: d.hits[placeLayer],
		names: make(map[string]placeType), persons: make(map[string]bool),
	}
	f.markInstruments()
	for _, s := range d.sents {
		f.state[s.first] |= opener
	}
	for k := range d.paras {
		if p := &d.paras[k]; !p.hidden {
			f.paragraph(p)
		}
	}
	slices.SortFunc(f.found, func(a, b foundPlace) int { return cmp.Compare(a.first, b.first) })
	out := make([]Proposal, len(f.found))
	for i, p := range f.found {
		out[i] = Proposal{Kind: PlaceKind, Span: d.span(p.first, p.last), Fields: Fields{Type: p.kind.String()}, Rule: p.rule}
	}
	return out
}

// markInstruments marks the tokens of instruments: no place is sought there.
func (f *placeFinder) markInstruments() {
	toks := f.d.toks
	for _, p := range f.d.instruments {
		i, _ := slices.BinarySearchFunc(toks, p.Start, func(t token, start int) int { return cmp.Compare(int(t.end)-1, start) })
		for ; i < len(toks) && int(toks[i].start) < p.End; i++ {
			f.state[i] |= cited
		}
	}
}

func (f *placeFinder) paragraph(p *para) {
	first, last := int(p.first), int(p.last)
	f.base = len(f.found)
	f.known(first, last)
	f.inOrder = len(f.found)
	f.collect(first, last)
	if len(f.runs) == 0 {
		return
	}
	f.learnPersons(first, last)
	if !p.heading {
		f.unknown()
		f.lists()
	}
	f.again()
}

// free reports whether tokens i to j are part of nothing yet.
func (f *placeFinder) free(i, j int) bool {
	for ; i < j; i++ {
		if f.state[i]&(cited|placed|barred) != 0 {
			return false
		}
	}
	return true
}

// add keeps tokens i to j as a place.
func (f *placeFinder) add(p foundPlace) {
	for i := p.first; i < p.last; i++ {
		f.state[i] |= placed
	}
	f.found = append(f.found, p)
}

// joins reports whether tokens i to j only join the items of a list: commas,
// "and", an article.
func (d *doc) joins(i, j int) bool {
	if i >= j || j-i > 3 {
		return false
	}
	for ; i < j; i++ {
		if !d.mark(i, ',') && !d.is(i, coordinator) && !d.says(i, "the") && !d.says(i, "in") {
			return false
		}
	}
	return true
}
