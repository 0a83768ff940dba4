package incident

import (
	"cmp"
	"slices"

	"github.com/truceline/truceline/headline/wording"
	"github.com/truceline/truceline/report"
)

// Words is a headline or a description, prepared for comparison. The zero value
// is one that says nothing.
type Words struct {
	keys   []keyed // by key, each once
	namesN int32
	sums   bool   // it sums up many events
	series uint32 // the letters of the series in which it is filed; 0 if in none
	number int32  // its number there
}

// keyed is a word by its folded key.
type keyed struct {
	key  uint32  // FNV-1a of the folded word
	bits float32 // how much it says, by how rare it is
	name bool
}

// wordsLevels say how two descriptions agree. Names are told by their capitals
// and by how they are spelt, so that no list of places or parties is needed.
var wordsLevels = []string{
	"no words are given",
	"both sum up many events",
	"one sums up many events, a rare word in common",
	"one sums up many events, hardly a word in common",
	"numbered in one series, the same or neighbours",
	"numbered in one series, close to each other",
	"numbered in one series, apart",
	"much the same words",
	"a rare name and other words in common",
	"a rare name in common",
	"a common name and other words in common",
	"a common name in common",
	"no names to compare, rare words in common",
	"no names to compare, hardly a word in common",
	"no name in common",
	"no name in common of several",
}

// The levels of words, in the order of their names.
const (
	noWords Level = iota
	bothSum
	oneSumsAlike
	oneSums
	seriesSame
	seriesClose
	seriesApart
	sameWords
	rareNameAndWords
	rareName
	commonNameAndWords
	commonName
	wordsOnly
	fewWords
	otherNames
	severalOtherNames
)

// Where one level ends and the next begins, in bits of rarity: judged on the
// headlines of 2016 and 2017 on Syria. docs/headlines.md gives the figures.
const (
	rareBits  = 4.5  // from here a name is rare: at most one report in 23 has it
	wordsBits = 9.0  // so much in common is more than chance
	sameBits  = 15.0 // so much in common leaves little to differ
	sumBits   = 6.0  // the same where one of the two sums up many events
)

// fading is how much each further word in common counts of the one before it:
// words come together, and the second says less than its rarity.
const fading = 0.6

// PrepareWords reads the words of a report of a source. Words weigh by their
// rarity. The answer depends on nothing but the three: as long as the rarity is
// data with a version, a pair compares the same whatever else is on record.
func PrepareWords(text string, source report.SourceID, r *Rarity) Words {
	if text == "" {
		return Words{}
	}
	tokens := wording.Tokens(text)
	w := Words{sums: wording.Sums(tokens)}
	if letters, n, ok := wording.Series(tokens); ok {
		w.series, w.number = hashOf(letters), int32(n)
	}
	read := wording.WordsOf(tokens)
	w.keys = make([]keyed, 0, len(read))
	for _, x := range read {
		bits, common := r.bits(source, x.Key)
		w.keys = append(w.keys, keyed{hashOf(x.Key), float32(bits), x.Name && !common})
	}
	slices.SortFunc(w.keys, func(a, b keyed) int {
		if c := cmp.Compare(a.key, b.key); c != 0 || a.name == b.name {
			return c
		}
		if a.name { // once written as a name, it is one
			return -1
		}
		return 1
	})
	w.keys = slices.CompactFunc(w.keys, func(a, b keyed) bool { return a.key == b.key })
	for _, k := range w.keys {
		if k.name {
			w.namesN++
		}
	}
	return w
}

// hashOf is FNV-1a, 32 bits. Two of the few thousand words of a case hardly ever
// meet in it.
func hashOf(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// overlap is what two descriptions have in common: the bits of the words, each
// further one counting less, and the bits of the rarest name.
func overlap(a, b *Words) (words, name float32) {
	var top [6]float32 // the rarest in common, rarest first
	for i, j := 0, 0; i < len(a.keys) && j < len(b.keys); {
		x, y := a.keys[i], b.keys[j]
		switch {
		case x.key < y.key:
			i++
		case x.key > y.key:
			j++
		default:
			bits := min(x.bits, y.bits)
			if x.name && y.name {
				name = max(name, bits)
			}
			for n := range top {
				if bits > top[n] {
					bits, top[n] = top[n], bits
				}
			}
			i++
			j++
		}
	}
	factor := float32(1)
	for _, bits := range top {
		words += factor * bits
		factor *= fading
	}
	return words, name
}

// Overlap is how much two descriptions have in common, in bits: what is rarer
// says more, and each further word less.
func (w Words) Overlap(other Words) float64 {
	words, _ := overlap(&w, &other)
	return float64(words)
}

// wordsLevel compares two descriptions.
func wordsLevel(a, b *Words) Level {
	switch {
	case a.series != 0 && a.series == b.series:
		switch apart := max(a.number-b.number, b.number-a.number); {
		case apart <= 1:
			return seriesSame
		case apart <= 4:
			return seriesClose
		}
		return seriesApart
	case len(a.keys) == 0 || len(b.keys) == 0:
		return noWords
	}
	words, name := overlap(a, b)
	switch {
	case a.sums && b.sums:
		return bothSum
	case (a.sums || b.sums) && words >= sumBits:
		return oneSumsAlike
	case a.sums || b.sums:
		return oneSums
	case words >= sameBits:
		return sameWords
	case name >= rareBits && words >= wordsBits:
		return rareNameAndWords
	case name >= rareBits:
		return rareName
	case name > 0 && words >= wordsBits:
		return commonNameAndWords
	case name > 0:
		return commonName
	case words >= wordsBits:
		return wordsOnly
	case a.namesN == 0 || b.namesN == 0:
		return fewWords
	case a.namesN == 1 || b.namesN == 1:
		return otherNames
	}
	return severalOtherNames
}
