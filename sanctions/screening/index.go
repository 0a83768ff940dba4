package screening

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
)

// A Reference is one name of one entry, to screen against.
type Reference struct {
	Entry string // whose name: the reference or ID of the entry; what a lead is to
	Name  string
	Kind  Kind
	Weak  bool // the list itself says that the name may be anybody's (the UN's quality Low)
}

// A term is a word of the list, or some words of a name written as one.
type term struct {
	word
	names   int32 // how many names it stands in
	joined  bool  // some words as one, or
	letters bool  // their first letters
	at      []standing
}

// A standing is where a term stands.
type standing struct {
	name  uint32
	first uint8 // word of the name
	n     uint8 // words
}

// A listed name is a name of the list by its terms.
type listed struct {
	text    string // the name, or one of two that it holds
	ref     uint32 // in Index.refs
	entry   uint32 // number of the entry, in the order of entries
	words   []uint32
	joined  []together
	weighed []weighed
	total   float32
}

type together struct {
	term     uint32
	first, n uint8
}

// An Index holds the names of a list, ready to screen against. It does not
// change once made and may be used from many goroutines.
type Index struct {
	refs     []Reference
	names    []listed
	terms    []term
	briefs   []brief // of the terms
	byOwn    map[string]uint32
	byGroup  map[int16][]uint32
	keys     keyTable
	entries  int
	known    int // distinct names
	scratch  *sync.Pool
	ordinary map[uint64]struct{} // whole names, hashed
}

// New makes an index. The order of the references does not matter.
func New(refs []Reference) *Index {
	ix := &Index{refs: slices.Clone(refs), byOwn: map[string]uint32{}, byGroup: map[int16][]uint32{}}
	slices.SortFunc(ix.refs, func(a, b Reference) int {
		return cmp.Or(cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Kind, b.Kind), weakLast(a, b))
	})
	ix.refs = slices.Compact(ix.refs)
	seen := map[string]bool{}
	var r reader
	for i, ref := range ix.refs {
		if i == 0 || ref.Entry != ix.refs[i-1].Entry {
			ix.entries++
		}
		fold := Fold(ref.Name)
		ix.add(&r, i, ref.Name, !seen[fold])
		seen[fold] = true
		if ref.Kind == Person || !strings.Contains(ref.Name, "/") || len(ref.Name) > 4*lettersRead {
			continue
		}
		for part := range strings.SplitSeq(ref.Name, "/") { // a body of two names
			if telling(part) {
				ix.add(&r, i, part, false)
			}
		}
	}
	ix.known = len(seen)
	for i := range ix.names {
		ix.weigh(&ix.names[i])
	}
	for i := range ix.terms {
		ix.briefs = append(ix.briefs, briefOf(&ix.terms[i].word))
	}
	ix.keys = ix.tabulate()
	ix.scratch = &sync.Pool{New: func() any { return newSearch(ix) }}
	return ix
}

func weakLast(a, b Reference) int {
	switch {
	case a.Weak == b.Weak:
		return 0
	case a.Weak:
		return 1
	}
	return -1
}

// Knowing returns an index of the same names that also knows names which are
// ordinary: the places of a gazetteer, say. A name that is as written among them
// is taken for itself and never for a mistyped other; where it is listed itself,
// or in another spelling, it is found as before.
func (ix *Index) Knowing(ordinary iter.Seq[string]) *Index {
	with := *ix
	with.ordinary = make(map[uint64]struct{}, len(ix.ordinary))
	maps.Copy(with.ordinary, ix.ordinary)
	var r reader
	for name := range ordinary {
		if words := r.read(name); len(words) > 0 {
			with.ordinary[whole(words)] = struct{}{}
		}
	}
	return &with
}

// whole is a hash of all words of a name (64-bit FNV-1a).
func whole(words []word) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range words {
		for _, c := range words[i].own {
			h = (h ^ uint64(c)) * 0x100000001b3
		}
		h = (h ^ ' ') * 0x100000001b3
	}
	return h
}

// add adds the words of a reference, or of a part of it. A name that stands under
// many entries counts once towards how common its words are.
func (ix *Index) add(r *reader, ref int, text string, counts bool) {
	words := r.read(text)
	if len(words) == 0 {
		return
	}
	n := uint32(len(ix.names))
	l := listed{text: text, ref: uint32(ref), entry: uint32(ix.entries - 1), words: make([]uint32, len(words))}
	for i := range words {
		t := ix.term(&words[i], "")
		l.words[i] = t
		ix.terms[t].at = append(ix.terms[t].at, standing{n, uint8(i), 1})
		if counts && !slices.Contains(l.words[:i], t) {
			ix.terms[t].names++
		}
	}
	var made arena
	for run := 2; run <= 3; run++ {
		for i := 0; i+run <= len(words); i++ {
			w, ok := join(words[i:i+run], &made)
			if !ok {
				continue
			}
			t := ix.term(&w, "+")
			l.joined = append(l.joined, together{t, uint8(i), uint8(run)})
			ix.terms[t].at = append(ix.terms[t].at, standing{n, uint8(i), uint8(run)})
		}
	}
	if ix.refs[ref].Kind != Person {
		var ways [acronymWays][acronymMost]rune
		for _, a := range acronyms(words, &ways) {
			w := word{own: a, script: latin}
			t := ix.term(&w, "~")
			l.joined = append(l.joined, together{t, 0, uint8(len(words))})
			ix.terms[t].at = append(ix.terms[t].at, standing{n, 0, uint8(len(words))})
		}
	}
	ix.names = append(ix.names, l)
}

// join makes one word of words that follow each other. Its letters are in to.
func join(words []word, to *arena) (word, bool) {
	w := word{script: words[0].script, from: words[0].from, to: words[len(words)-1].to}
	n := 0
	for i := range words {
		p := &words[i]
		if n += len(p.raw); p.script != w.script || p.script == digits || p.class == initialWord {
			return w, false
		}
	}
	if n > longest || n < 4 || len(words) > 2 && !slices.ContainsFunc(words, short) {
		return w, false
	}
	if slices.Equal(words[len(words)-1].own, theArticle) {
		return w, false
	}
	own, said := len(to.own), len(to.said)
	for i := range words {
		to.own = append(to.own, words[i].raw...)
		to.said = append(to.said, words[i].sound...)
	}
	w.own, w.sound = to.own[own:len(to.own):len(to.own)], to.said[said:len(to.said):len(to.said)]
	w.raw = w.own
	return w, true
}

// short reports whether a word is short enough to be a piece of one. Three words
// in a row are joined only where one is.
func short(w word) bool { return len(w.raw) <= 3 }

// An arena holds the letters of words that are made for one name.
type arena struct {
	own  []rune
	said sound
}

func (a *arena) clear() { a.own, a.said = a.own[:0], a.said[:0] }

// term gives the number of a word, and keeps the word if it is new. The sort is
// "+" for words joined, "~" for first letters, empty for a word.
func (ix *Index) term(w *word, sort string) uint32 {
	key := sort + string(w.own)
	if t, ok := ix.byOwn[key]; ok {
		return t
	}
	t := uint32(len(ix.terms))
	kept := *w
	kept.own, kept.sound = slices.Clone(w.own), slices.Clone(w.sound)
	kept.raw, kept.bone = nil, kept.sound.bone()
	ix.terms = append(ix.terms, term{word: kept, joined: sort != "", letters: sort == "~"})
	ix.byOwn[key] = t
	if w.group != 0 {
		ix.byGroup[w.group] = append(ix.byGroup[w.group], t)
	}
	return t
}

func (ix *Index) weigh(l *listed) {
	for _, t := range l.words {
		w := ix.weighWord(&ix.terms[t].word, int(ix.terms[t].names))
		l.weighed = append(l.weighed, w)
		l.total += w.weight
	}
}

func (ix *Index) weighWord(w *word, names int) weighed {
	return weighed{priors[w.class] * rarity(names, ix.known), w.class, w.initial(), uint8(min(len(w.own), 255))}
}

// Len is how many names the index holds.
func (ix *Index) Len() int { return len(ix.names) }
