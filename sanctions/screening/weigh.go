package screening

import (
	"slices"
)

// A weighed word is what the score needs of a word.
type weighed struct {
	weight  float32
	class   class
	initial byte
	letters uint8
}

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
func (s *scale) weigh(asked, listed []weighed, strict bool) float64 {
	s.pair(asked, listed, false)
	sum, whole := s.shares(asked, listed, strict, nil)
	if whole <= 0 {
		return 0
	}
	score := sum / whole
	for _, m := range s.meetings {
		if m.how == joined { // words joined may do better than their parts that meet others
			s.pair(asked, listed, true)
			if sum, whole = s.shares(asked, listed, strict, nil); whole > 0 && sum/whole > score+1e-9 {
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

// Fits of words that no key finds.
const (
	fitShort   = 0.57 // a short word that tells, with a letter wrong
	fitMangled = 0.42 // a short word that nobody knows, with two letters wrong
	fitLight   = 0.78 // a word that weighs little, with a letter wrong
)

// turned is how much less a word fits that stands in another order. It only puts
// names in the same order first.
const turned = 0.01

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
			case len(a.own) <= 3 && len(l.own) <= 3 && !l.class.light() && (a.class == nameWord || a.class == initialWord):
				if edits(a.own, l.own, 1) == 1 {
					m.fit = fitShort
				}
			case (l.class.light() || l.class == numberWord && len(l.own) >= 4) && a.class == nameWord || l.class.light() && a.class.light():
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
			word := a.class
			if word == initialWord {
				word = l.class
			}
			if word != nameWord && word != commonName {
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
