package screening

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
)

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
