package screening

import (
	"math"
	"slices"
)

// A weighed word is what the score needs of a word.
type weighed struct {
	weight  float32
	class   class
	initial byte
	letters uint8
}

// telling reports whether a word that is on one side alone says something.
func (c class) telling() bool {
	switch c {
	case nameWord, commonName, organWord, placeWord, initialWord, patronymic:
		return true
	}
	return false
}

// rarity is how much of its weight a word keeps that stands in n of so many
// names of the list: all of it for one name, under half for most names.
func rarity(n, names int) float32 {
	if n < 1 {
		n = 1
	}
	return float32(1 - 0.6*math.Log(float64(n))/math.Log(float64(names+50)))
}

// A word missing from the name costs less than a word too many, and both less
// the more the words that met have said.
const (
	fitMissing = 0.62
	fitExtra   = 0.5
	enough     = 1.6  // weight of words that met from which a missing word is taken lightly
	fitBody    = 0.72 // a word missing from a name of which only the sort of body is told
	against    = 1.3  // how much heavier words weigh that stand in each other's place and differ
	stress     = 0.6  // how much heavier a word weighs the worse it fits
	turned     = 0.01
	fitShort   = 0.57 // a short word that tells, mistyped
	fitMangled = 0.42 // a short word that nobody knows, with two letters wrong
	fitLight   = 0.78 // a short word that weighs little, mistyped
)

// A scale weighs two names. It keeps its memory between them.
type scale struct {
	runs     []run    // the words of the name
	terms    []term   // of the index
	words    []uint32 // of the listed name, in terms
	meetings []meeting
	taken    []meeting
	asked    [wordsRead]bool
	listed   [wordsRead]bool
}

// weigh scores two names by the meetings of their words, and leaves in s.taken
// how they meet best.
func (s *scale) weigh(asked, listed []weighed, weak bool) float64 {
	s.pair(asked, listed, false)
	sum, whole := s.shares(asked, listed, weak, nil)
	if whole <= 0 {
		return 0
	}
	score := sum / whole
	for _, m := range s.meetings {
		if m.how == joined { // words joined may do better than their parts that meet others
			s.pair(asked, listed, true)
			if sum, whole = s.shares(asked, listed, weak, nil); whole > 0 && sum/whole > score+1e-9 {
				return min(1, sum/whole)
			}
			s.pair(asked, listed, false)
			break
		}
	}
	return min(1, score)
}

// pair takes the best meetings first, or joined words before all. Each word meets
// once.
func (s *scale) pair(asked, listed []weighed, joinedFirst bool) {
	slices.SortFunc(s.meetings, func(a, b meeting) int {
		switch {
		case joinedFirst && (a.how == joined) != (b.how == joined):
			if a.how == joined {
				return -1
			}
			return 1
		case a.fit != b.fit:
			if a.fit > b.fit {
				return -1
			}
			return 1
		case a.askedN+a.listedN != b.askedN+b.listedN:
			return int(b.askedN+b.listedN) - int(a.askedN+a.listedN)
		}
		if d := apart(a) - apart(b); d != 0 {
			return d
		}
		if a.asked != b.asked {
			return int(a.asked) - int(b.asked)
		}
		return int(a.listed) - int(b.listed)
	})
	clear(s.asked[:len(asked)])
	clear(s.listed[:len(listed)])
	s.taken = s.taken[:0]
	for _, m := range s.meetings {
		if free(s.asked[m.asked:m.asked+m.askedN]) && free(s.listed[m.listed:m.listed+m.listedN]) {
			s.take(m)
		}
	}
	s.late(asked, listed)
	s.initials(asked, listed)
	slices.SortFunc(s.taken, func(a, b meeting) int { return int(a.asked) - int(b.asked) })
	last := -1
	for i := range s.taken { // words in another order are as good, but come after words in the same
		m := &s.taken[i]
		if int(m.listed) < last {
			m.fit -= turned
		}
		last = max(last, int(m.listed))
	}
}

func apart(m meeting) int {
	d := int(m.asked) - int(m.listed)
	return max(d, -d)
}

func free(used []bool) bool {
	for _, u := range used {
		if u {
			return false
		}
	}
	return true
}

func (s *scale) take(m meeting) {
	s.taken = append(s.taken, m)
	for i := range m.askedN {
		s.asked[m.asked+i] = true
	}
	for i := range m.listedN {
		s.listed[m.listed+i] = true
	}
}

// mangledMost is how long a word may be to be taken for another with two letters
// wrong; longer ones are found by their keys.
const mangledMost = 5

// late lets words meet that no key finds: short and light ones that were
// mistyped, and numbers. They meet only where nothing better is left for them.
func (s *scale) late(asked, listed []weighed) {
	for i := range asked {
		if s.asked[i] {
			continue
		}
		a := &s.runs[i].word
		if a.class == commonName {
			continue
		}
		best := meeting{fit: fitLeast}
		for j := range listed {
			if s.listed[j] {
				continue
			}
			l := &s.terms[s.words[j]].word
			m := meeting{uint8(i), 1, uint8(j), 1, typing, 0, false}
			switch {
			case a.class == numberWord && l.class == numberWord,
				a.class == numberWord && l.class == initialWord, a.class == initialWord && l.class == numberWord:
				m.fit, m.how = fitNumber, other
			case len(a.own) == 1 && len(l.own) == 1:
				continue
			case len(a.own) <= 3 && len(l.own) <= 3 && !light(l.class) && (a.class == nameWord || a.class == initialWord):
				if edits(a.own, l.own, 1) == 1 {
					m.fit = fitShort
				}
			case (light(l.class) || l.class == numberWord && len(l.own) >= 4) && a.class == nameWord || light(l.class) && light(a.class):
				if n := max(len(a.own), len(l.own)); edits(a.own, l.own, 1) == 1 {
					m.fit = max(fitAt(unit, n), fitLight)
				}
			}
			if m.fit == 0 && a.class == nameWord && !s.runs[i].known && a.script == l.script && l.class.telling() &&
				len(a.own) <= mangledMost && len(l.own) <= mangledMost && len(a.own)+len(l.own) > 4 && edits(a.own, l.own, 2) == 2 {
				m.fit = fitMangled
			}
			if m.fit > best.fit || m.fit == best.fit && best.how != none && apart(m) < apart(best) {
				best = m
			}
		}
		if best.how != none {
			s.take(best)
		}
	}
}

func light(c class) bool {
	switch c {
	case particle, titleWord, legalForm, prefixName, servant, kunya, initialWord:
		return true
	}
	return false
}

// initials lets single letters meet names that begin with them.
func (s *scale) initials(asked, listed []weighed) {
	for i, a := range asked {
		if s.asked[i] {
			continue
		}
		if w := &s.runs[i]; a.class == nameWord && a.letters >= 2 && a.letters <= 3 && w.caps && !w.known {
			if j := s.lettersOf(w.own, listed); j >= 0 {
				s.take(meeting{uint8(i), 1, uint8(j), a.letters, initially, fitInitial, false})
			}
			continue
		}
		for j, l := range listed {
			if s.listed[j] || a.initial == 0 || a.initial != l.initial || a.class == initialWord == (l.class == initialWord) {
				continue
			}
			if c := max(a.class*b2c(l.class == initialWord), l.class*b2c(a.class == initialWord)); c != nameWord && c != commonName {
				continue
			}
			s.take(meeting{uint8(i), 1, uint8(j), 1, initially, fitInitial, false})
			break
		}
	}
}

// lettersOf finds names in a row, all unmet, that begin with the letters: JC for
// Jean-Claude.
func (s *scale) lettersOf(letters []rune, listed []weighed) int {
next:
	for j := 0; j+len(letters) <= len(listed); j++ {
		for k, c := range letters {
			if l := listed[j+k]; s.listed[j+k] || rune(l.initial) != c || l.class != nameWord && l.class != commonName {
				continue next
			}
		}
		return j
	}
	return -1
}

func b2c(b bool) class {
	if b {
		return 1
	}
	return 0
}

// alone reports whether no more than one telling word of the listed name is met.
// All hangs on it then, so it has to be the same word, or a long one with a
// letter wrong.
func (s *scale) alone(listed []weighed) bool {
	n := 0
	for j, l := range listed {
		if s.listed[j] && l.class.telling() && l.class != initialWord {
			n++
		}
	}
	return n <= 1
}

// personal reports whether a word is part of who is named.
func (c class) personal() bool {
	return c == nameWord || c == commonName || c == patronymic || c == prefixName || c == servant || c == kunya
}

// attached reports whether a word goes with the name that follows it. It weighs
// little, but Karim is not Haji Karim and Samad not Abdul Samad, where that is
// all there is.
func (c class) attached() bool {
	return c == titleWord || c == prefixName || c == servant || c == kunya
}

// leftAlone is how much such a word weighs then.
const leftAlone = 0.35

// unmet is the weight of a word that is on one side alone. However common it is,
// that it is missing says something.
func unmet(w weighed) float32 {
	switch w.class {
	case commonName, nameWord:
		return max(w.weight, 0.5)
	case prefixName, servant:
		return max(w.weight, 0.3)
	}
	return w.weight
}

// bodyOnly reports whether every word of the name says what sort of body it is,
// and is met: Trading Corporation. A listed name with one word more is a lead then.
func (s *scale) bodyOnly(asked []weighed) bool {
	for i, a := range asked {
		switch a.class {
		case nameWord, commonName, patronymic, kunya, prefixName, servant, titleWord:
			return false
		}
		if !s.asked[i] && a.class != particle {
			return false
		}
	}
	for _, m := range s.taken {
		if m.fit < fitSynonym-2*turned {
			return false
		}
	}
	return true
}

// serves reports whether the name is abd- and a name, both met: Abdul Seddiqi
// for Abdul Wali Seddiqi.
func (s *scale) serves(asked []weighed) bool {
	abd := false
	for i, a := range asked {
		if !s.asked[i] {
			return false
		}
		abd = abd || a.class == servant
	}
	for _, m := range s.taken {
		if m.fit < fitOwn-turned {
			return false
		}
	}
	return abd
}

// within reports whether the name is the listed one, letter for letter and in its
// order, but for what the listed one has more.
func (s *scale) within(asked []weighed) bool {
	for i := range asked {
		if !s.asked[i] {
			return false
		}
	}
	for _, m := range s.taken {
		if m.how != same || m.fit < 1 {
			return false
		}
	}
	return true
}

// fitWithin is the fit of the one word missing then.
const fitWithin = 0.62

// lonely is how much less a word fits that is not the same and on which all hangs.
const lonely = 0.75

// fitAlone is the least fit of a word with a letter wrong on which all hangs. It
// makes a lead of it; a word that the index knows to be ordinary gets no such fit.
const fitAlone = 0.78

// A shared is one part of a score.
type shared struct {
	meeting
	weight float32
}

// shares adds up weights times fits, and weights. It appends the parts to out,
// if there is one.
func (s *scale) shares(asked, listed []weighed, weak bool, out *[]shared) (sum, whole float64) {
	add := func(m meeting, w float32) {
		if m.fit < 1 && m.how != missing && m.how != extra {
			w *= 1 + stress*(1-m.fit)
		}
		sum += float64(w) * float64(m.fit)
		whole += float64(w)
		if out != nil {
			*out = append(*out, shared{m, w})
		}
	}
	met := float32(0)
	alone := s.alone(listed)
	for _, m := range s.taken {
		if alone && m.fit < fitOwn {
			if m.plain {
				m.fit = max(m.fit, fitAlone)
			} else {
				m.fit *= lonely
			}
		}
		w := float32(0)
		for _, l := range listed[m.listed : m.listed+m.listedN] {
			w += l.weight
		}
		if m.how == initially {
			w = 0.7 * max(w, asked[m.asked].weight)
		}
		add(m, w)
		met += w * m.fit
	}
	share := min(1, met/enough)
	share *= float32(math.Sqrt(float64(share)))
	lack := fitMissing * share
	var lacking, over int
	named := false // a word is lacking that is not of the sort of body
	servants := 0  // names in abd- that are lacking
	for j, l := range listed {
		switch {
		case s.listed[j]:
		case l.class.telling():
			lacking++
			named = l.class != organWord
		case l.class == servant:
			servants++
		}
	}
	for i, a := range asked {
		if !s.asked[i] && a.class.telling() {
			over++
		}
	}
	if lacking == 1 && over == 0 && named && len(asked) > 1 && s.bodyOnly(asked) {
		lack = fitBody
	}
	if lacking == 1 && over == 0 && servants == 0 && s.serves(asked) {
		lack, alone = fitBody, false
	}
	if lacking == 1 && over == 0 && servants == 0 && !alone && s.within(asked) {
		lack = max(lack, fitWithin)
	}
	differ := min(lacking, over) // so many words on each side stand against each other
	left := differ
	for j, l := range listed {
		if s.listed[j] {
			continue
		}
		m := meeting{listed: uint8(j), listedN: 1, how: missing, fit: lack}
		w := unmet(l)
		if (weak || alone && l.class.personal()) && lack != fitBody {
			m.fit = 0
		}
		if l.class == kunya || alone && l.class.attached() {
			m.fit, w = 0, max(w, leftAlone)
		}
		if l.class.telling() && left > 0 {
			left--
			m.fit, w = 0, w*against
		}
		add(m, w)
	}
	left = differ
	for i, a := range asked {
		if s.asked[i] {
			continue
		}
		m := meeting{asked: uint8(i), askedN: 1, how: extra, fit: fitExtra * share}
		w := unmet(a)
		if weak || alone && (a.class.personal() || a.class == organWord) {
			m.fit = 0
		}
		if a.class == kunya || alone && a.class.attached() {
			m.fit, w = 0, max(w, leftAlone)
		}
		if a.class.telling() && left > 0 {
			left--
			m.fit, w = 0, w*against
		}
		add(m, w)
	}
	return sum, whole
}
