package screening

import (
	"cmp"
	"iter"
	"maps"
	"math/bits"
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

// A brief is what tells at a glance that a word cannot be a term.
type brief struct {
	has     uint64 // letterSet
	bone    uint32
	script  script
	letters uint8
}

func briefOf(w *word) brief {
	return brief{letterSet(w.own), w.bone, w.script, uint8(min(len(w.own), longest+1))}
}

// far reports whether words in one script have neither their consonants in
// common nor letters enough.
func (b brief) far(a brief) bool {
	if a.script != b.script || a.bone == b.bone {
		return false
	}
	limit := editLimit(int(max(a.letters, b.letters)))
	d := int(a.letters) - int(b.letters)
	return d > limit || -d > limit || bits.OnesCount64(a.has&^b.has) > limit || bits.OnesCount64(b.has&^a.has) > limit
}

// A standing is where a term stands.
type standing struct {
	name  uint32
	first uint8 // word of the name
	n     uint8 // words
}

// A listed name is a name of the list by its terms.
type listed struct {
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
		words := r.read(ref.Name)
		if len(words) == 0 {
			continue
		}
		fold := Fold(ref.Name)
		ix.add(i, words, !seen[fold])
		seen[fold] = true
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

// add adds the words of a reference. A name that stands under many entries
// counts once towards how common its words are.
func (ix *Index) add(ref int, words []word, counts bool) {
	n := uint32(len(ix.names))
	l := listed{ref: uint32(ref), entry: uint32(ix.entries - 1), words: make([]uint32, len(words))}
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

// A keyTable finds the terms that a word may be by keys that they share.
type keyTable struct {
	shift uint
	first []uint32 // by the high bits of a key, where its pairs begin
	pairs []keyed
}

type keyed struct{ key, term uint32 }

func (ix *Index) tabulate() keyTable {
	var all []keyed
	var buf []uint32
	for t := range ix.terms {
		if ix.terms[t].letters {
			continue
		}
		joined := ix.terms[t].joined
		buf = ix.terms[t].word.keys(buf[:0], lettersWrong(joined), joined, false)
		if joined {
			buf = ix.terms[t].word.pieces(buf)
		}
		for _, k := range buf {
			all = append(all, keyed{k, uint32(t)})
		}
	}
	slices.SortFunc(all, func(a, b keyed) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.term, b.term)) })
	all = slices.Clip(slices.Compact(all))
	bits := uint(8)
	for 1<<bits < len(all) && bits < 20 {
		bits++
	}
	t := keyTable{shift: 32 - bits, pairs: slices.Clone(all), first: make([]uint32, 1<<bits+1)}
	for i := range t.pairs {
		t.first[t.pairs[i].key>>t.shift+1]++
	}
	for i := 1; i < len(t.first); i++ {
		t.first[i] += t.first[i-1]
	}
	return t
}

// find returns the terms that have a key.
func (t *keyTable) find(key uint32) []keyed {
	run := t.pairs[t.first[key>>t.shift]:t.first[key>>t.shift+1]]
	for len(run) > 0 && run[0].key < key {
		run = run[1:]
	}
	n := 0
	for n < len(run) && run[n].key == key {
		n++
	}
	return run[:n]
}

// keyLetters is how much of a word is looked at for keys: two words of up to two
// edits share one after up to two letters are left out of their beginnings.
const keyLetters = 8

// keys appends the keys of a word: its letters with up to so many left out, and
// its consonants. asked says that the word is of a query and not of the list.
func (w *word) keys(to []uint32, without int, joined, asked bool) []uint32 {
	switch w.class {
	case particle, initialWord, numberWord, legalForm:
		return to
	}
	own := w.own[:min(len(w.own), keyLetters)]
	to = append(to, hashLetters(own, -1, -1))
	if without > 0 && (len(own) >= 3 || w.script == han) {
		for i := range own {
			to = append(to, hashLetters(own, i, -1))
		}
	}
	if without > 1 && len(own) >= 5 {
		for i := range own {
			for j := i + 1; j < len(own); j++ {
				to = append(to, hashLetters(own, i, j))
			}
		}
	}
	var skeleton [longest]byte
	s := w.sound.skeleton(skeleton[:0])
	if len(s) == 0 {
		return to
	}
	// Words in one script meet by all their consonants; words joined, or with a
	// consonant wrong, only if they are of two scripts: in one script their
	// letters find what is near enough.
	across := uint32(saltLatin)
	if (w.script == latin) == asked {
		across = saltForeign
	}
	if joined {
		return append(to, hashBytes(s, across, -1))
	}
	to = append(to, hashBytes(s, saltWhole, -1), hashBytes(s, across, -1))
	if len(s) >= 4 && !w.script.abjad() { // where vowels are left out, so much may not differ
		for i := range s {
			to = append(to, hashBytes(s, across, i))
		}
	}
	return to
}

// lettersWrong is how many letters may be wrong in a word, or in words joined.
func lettersWrong(joined bool) int {
	if joined {
		return 1
	}
	return 2
}

// pieces appends the keys by which a long word that nobody knows meets words that
// it may be with the space between them lost or mistyped.
func (w *word) pieces(to []uint32) []uint32 {
	if len(w.own) < piecesLetters {
		return to
	}
	var skeleton [longest]byte
	s := w.sound.skeleton(skeleton[:0])
	for i := -1; i < len(s) && i < keyLetters; i++ {
		to = append(to, hashBytes(s, saltPieces, i))
	}
	return to
}

const piecesLetters = 8

// bone is a hash of the consonants of a word, 0 if it has none.
func (s sound) bone() uint32 {
	var skeleton [longest]byte
	if c := s.skeleton(skeleton[:0]); len(c) > 0 {
		return hashBytes(c, saltWhole, -1)
	}
	return 0
}

// Keys of consonants are apart from those of letters, and by where they lead.
const (
	saltWhole   = 0x5bd1e995
	saltLatin   = 0x27d4eb2f
	saltForeign = 0x165667b1
	saltPieces  = 0x51ed270b
)

const (
	hashStart = 0x811C9DC5
	hashPrime = 0x01000193
)

func hashLetters(w []rune, skip, too int) uint32 {
	h := uint32(hashStart)
	for i, c := range w {
		if i != skip && i != too {
			h = (h ^ uint32(c)) * hashPrime
		}
	}
	return mix(h)
}

func hashBytes(w []byte, salt uint32, skip int) uint32 {
	h := uint32(hashStart) ^ salt
	for i, c := range w {
		if i != skip {
			h = (h ^ uint32(c)) * hashPrime
		}
	}
	return mix(h)
}

func mix(h uint32) uint32 {
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 12
	h *= 0x297a2d39
	return h ^ h>>15
}

// skeleton appends the consonants, by families that romanisations mix.
func (s sound) skeleton(to []byte) []byte {
	for _, c := range s {
		if k := families[c]; k != 0 && len(to) < cap(to) && (len(to) == 0 || to[len(to)-1] != k) {
			to = append(to, k)
		}
	}
	return to
}

var families = func() (out [128]byte) {
	for _, f := range strings.Fields("bp dtTD kqgGx szScZCj lL m n r f") {
		for i := range len(f) {
			out[f[i]] = f[0]
		}
	}
	return out
}()
