package screening

import (
	"cmp"
	"math"
	"slices"
)

// looked is how many names at most are weighed for one query: those whose words
// promise most.
const looked = 64

// A search is the memory of one query. It is kept for the next.
type search struct {
	reader reader
	meter  meter
	scale  scale

	ordinary bool // the name is known to be that of somebody or something else
	asked    []weighed
	runs     []run    // the words and the words joined
	met      []meets  // by run and term, chained from head
	head     []int32  // by term: the last of its meets, -1 none
	stamp    []uint32 // by term: the run that it was last tried for
	mark     uint32
	brief    brief     // of the run that is tried
	touch    []uint32  // terms with meets
	gain     []float32 // by name
	gained   []uint32
	last     []uint16 // by name: the run that last added to gain, from 1
	part     []float32
	best     []candidate
	found    []scored
	keys     []uint32
	made     arena
	letters  [acronymWays][acronymMost]rune
	parts    []shared
	listed   reader
}

// A run is a word of the name, or some joined.
type run struct {
	word
	first, n uint8
	letters  bool // the first letters of all words
	known    bool // the list or the built-in tables have the word: it is hardly an error for another
	weight   float32
}

// A word that is itself known fits another that it is close to so much less.
const (
	knownWord     = 0.6
	fitJoined     = 0.74 // the least fit of words joined
	listedWord    = 0.8  // one that only the list has
	knownSpelling = 0.8
	fitOwn        = 0.95
)

type meets struct {
	run   uint8
	how   way
	fit   float32
	plain bool
	next  int32
}

type candidate struct {
	name    uint32
	promise float32
}

type scored struct {
	name  uint32
	score float64
}

func newSearch(ix *Index) *search {
	s := &search{
		head: make([]int32, len(ix.terms)), stamp: make([]uint32, len(ix.terms)),
		gain: make([]float32, len(ix.names)), last: make([]uint16, len(ix.names)), part: make([]float32, len(ix.names)),
	}
	for i := range s.head {
		s.head[i] = -1
	}
	return s
}

// prepare reads the name.
func (s *search) prepare(ix *Index, name string, kind Kind) {
	words := s.reader.read(name)
	s.made.clear()
	s.ordinary = false
	if len(ix.ordinary) > 0 {
		_, s.ordinary = ix.ordinary[whole(words)]
	}
	s.asked, s.runs = s.asked[:0], s.runs[:0]
	for i := range words {
		w := &words[i]
		n := 0
		t, known := ix.own(s, w.own, "")
		if known {
			n = int(ix.terms[t].names)
		}
		x := ix.weighWord(w, n)
		s.asked = append(s.asked, x)
		s.runs = append(s.runs, run{*w, uint8(i), 1, false, known || w.class == commonName || w.class == placeWord, x.weight})
	}
	if kind != Person && len(words) >= acronymLeast {
		for _, a := range acronyms(words, &s.letters) {
			w := word{own: a, script: latin, from: words[0].from, to: words[len(words)-1].to}
			s.runs = append(s.runs, run{word: w, n: uint8(len(words)), letters: true, known: true})
		}
	}
	for n := 2; n <= 3; n++ {
		for i := 0; i+n <= len(words); i++ {
			if w, ok := join(words[i:i+n], &s.made); ok {
				weight, known := float32(0), true
				for k, a := range s.asked[i : i+n] {
					weight += a.weight
					known = known && (s.runs[i+k].known || a.class != nameWord)
				}
				s.runs = append(s.runs, run{w, uint8(i), uint8(n), false, known, weight})
			}
		}
	}
}

// own finds the term of a word.
func (ix *Index) own(s *search, w []rune, sort string) (uint32, bool) {
	s.reader.key = runeKey(append(s.reader.key[:0], sort...), w)
	t, ok := ix.byOwn[string(s.reader.key)]
	return t, ok
}

// gather finds the terms that the words may be.
func (s *search) gather(ix *Index) {
	for i := range s.runs {
		r := &s.runs[i]
		s.mark++
		s.meter.set(&r.word)
		r.bone = r.sound.bone()
		s.brief = briefOf(&r.word)
		if r.letters {
			if t, ok := ix.own(s, r.own, ""); ok && ix.terms[t].acronym() {
				s.meet(i, t, acronym, fitAcronym, false)
			}
			continue
		}
		if t, ok := ix.own(s, r.own, ""); ok {
			s.try(ix, i, t)
		}
		if t, ok := ix.own(s, r.own, "+"); ok {
			s.try(ix, i, t)
		}
		if r.n == 1 && !s.ordinary && r.acronym() && s.bodyBut(r.first) {
			if t, ok := ix.own(s, r.own, "~"); ok {
				s.meet(i, t, acronym, fitAcronym, false)
			}
		}
		if r.group != 0 && r.n == 1 {
			for _, t := range ix.byGroup[r.group] {
				s.try(ix, i, t)
			}
		}
		without := lettersWrong(r.n > 1)
		if r.known { // it is hardly an error for another
			without--
		}
		s.keys = r.word.keys(s.keys[:0], without, r.n > 1, true)
		if r.n == 1 && !r.known {
			s.keys = r.word.pieces(s.keys)
		}
		for _, k := range s.keys {
			for _, p := range ix.keys.find(k) {
				if s.stamp[p.term] != s.mark && !ix.briefs[p.term].far(s.brief) {
					s.try(ix, i, p.term)
				}
			}
		}
	}
}

// bodyBut reports whether all words but one say what sort of body is meant or
// where: a person's name has no acronym in it.
func (s *search) bodyBut(one uint8) bool {
	for i, a := range s.asked {
		if i != int(one) && a.class != organWord && a.class != placeWord && a.class != particle && a.class != legalForm {
			return false
		}
	}
	return true
}

// try compares a word with a term, once.
func (s *search) try(ix *Index, i int, t uint32) {
	if s.stamp[t] == s.mark {
		return
	}
	s.stamp[t] = s.mark
	r, term := &s.runs[i], &ix.terms[t]
	fit, how, plain := s.meter.fit(&r.word, &term.word)
	if how == none {
		return
	}
	if r.n > 1 && r.known && fit < fitOwn { // words that are known each
		return
	}
	if fit < fitOwn {
		fit, plain = s.credible(r, term, how, fit, plain)
	}
	if r.n > 1 || term.joined {
		if fit < fitJoined || r.script != term.script && fit < 0.93 {
			return
		}
		if r.n > 1 && term.joined && (r.script != term.script || edits(r.own, term.own, 1) > 1) {
			return
		}
		fit, how = fit*0.98, joined
	}
	s.meet(i, t, how, fit, plain)
}

// meet keeps that a word may be a term.
func (s *search) meet(i int, t uint32, how way, fit float32, plain bool) {
	if s.head[t] < 0 {
		s.touch = append(s.touch, t)
	}
	s.met = append(s.met, meets{uint8(i), how, fit, plain, s.head[t]})
	s.head[t] = int32(len(s.met) - 1)
}

// credible is the fit of a word that is not the listed one, the less so if it is
// a word in its own right.
func (s *search) credible(r *run, t *term, how way, fit float32, plain bool) (float32, bool) {
	switch {
	case s.ordinary:
		return fit * knownWord, false
	case r.class == commonName && t.class == commonName: // the meter has seen to it
	case r.class == commonName || r.class == placeWord || r.class == organWord && how != synonym:
		if how == typing {
			return fit * knownWord, false
		}
		return fit * knownSpelling, plain
	case r.n == 1 && r.class == nameWord && r.known && how == typing && !t.joined:
		return fit * listedWord, plain && len(r.own) < 4
	}
	return fit, plain
}

// choose takes the names whose words promise most.
func (s *search) choose(ix *Index, q Query) {
	asked := float32(0)
	for _, a := range s.asked {
		asked += a.weight
	}
	quiet := true // of a name of particles and titles alone, those are looked for
	for _, a := range s.asked {
		quiet = quiet && (a.class == particle || a.class == titleWord || a.class == prefixName || a.class == servant || a.class == kunya || a.class == legalForm)
	}
	for _, t := range s.touch {
		term := &ix.terms[t]
		if term.class == particle && !quiet {
			continue
		}
		gain, run := float32(0), uint16(0)
		for m := s.head[t]; m >= 0; m = s.met[m].next {
			if g := s.met[m].fit * s.runs[s.met[m].run].weight; g > gain {
				gain, run = g, uint16(s.met[m].run)+1
			}
		}
		for _, at := range term.at {
			if s.gain[at.name] == 0 {
				s.gained = append(s.gained, at.name)
			}
			if s.last[at.name] == run { // one word of the name adds once
				if d := gain - s.part[at.name]; d > 0 {
					s.gain[at.name] += d
					s.part[at.name] = gain
				}
				continue
			}
			s.gain[at.name] += gain
			s.last[at.name], s.part[at.name] = run, gain
		}
	}
	s.best = s.best[:0]
	for _, n := range s.gained {
		l := &ix.names[n]
		if k := ix.refs[l.ref].Kind; q.Kind != "" && k != "" && k != q.Kind {
			continue
		}
		promise := 2 * min(s.gain[n], asked) / (asked + l.total)
		if promise < 0.35 {
			continue
		}
		s.best = append(s.best, candidate{n, promise})
	}
	most := looked
	if q.Limit > looked/2 {
		most = 2 * q.Limit
	}
	if len(s.best) > most {
		slices.SortFunc(s.best, func(a, b candidate) int {
			return cmp.Or(cmp.Compare(b.promise, a.promise), cmp.Compare(a.name, b.name))
		})
		s.best = s.best[:most]
	}
}

// rank weighs the names and keeps the best of each entry.
func (s *search) rank(ix *Index, q Query) {
	s.found = s.found[:0]
	for _, c := range s.best {
		score := s.weigh(ix, c.name)
		if score < q.Threshold-1e-9 {
			continue
		}
		s.found = append(s.found, scored{c.name, score})
	}
	slices.SortFunc(s.found, func(a, b scored) int {
		return cmp.Or(cmp.Compare(ix.names[a.name].entry, ix.names[b.name].entry), cmp.Compare(b.score, a.score), cmp.Compare(a.name, b.name))
	})
	s.found = slices.CompactFunc(s.found, func(a, b scored) bool { return ix.names[a.name].entry == ix.names[b.name].entry })
	slices.SortFunc(s.found, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(ix.names[a.name].entry, ix.names[b.name].entry))
	})
}

// strict reports whether the two names have to meet as a whole: the list says that
// the one may be anybody's, or the other is known to be ordinary.
func (s *search) strict(ix *Index, l *listed) bool { return s.ordinary || ix.refs[l.ref].Weak }

// weigh scores one listed name.
func (s *search) weigh(ix *Index, name uint32) float64 {
	l := &ix.names[name]
	s.scale.meetings = s.scale.meetings[:0]
	s.scale.runs, s.scale.terms, s.scale.words = s.runs, ix.terms, l.words
	for j, t := range l.words {
		s.meetings(t, uint8(j), 1)
	}
	for _, j := range l.joined {
		s.meetings(j.term, j.first, j.n)
	}
	return round(s.scale.weigh(s.asked, l.weighed, s.strict(ix, l)))
}

func (s *search) meetings(t uint32, first, n uint8) {
	for m := s.head[t]; m >= 0; m = s.met[m].next {
		r := &s.runs[s.met[m].run]
		if r.n > 1 && n > 1 && !r.letters && !s.parted(r, first, n) {
			continue
		}
		s.scale.meetings = append(s.scale.meetings, meeting{r.first, r.n, first, n, s.met[m].how, s.met[m].fit, s.met[m].plain})
	}
}

// parted reports whether words in a row are parted elsewhere on the other side:
// munk il, mun kil. Where they are not, they meet one by one.
func (s *search) parted(r *run, first, n uint8) bool {
	own := func(i uint8) []rune { return s.scale.terms[s.scale.words[i]].own }
	front, back := &s.runs[r.first], &s.runs[r.first+r.n-1]
	alike := slices.Equal(front.own, own(first)) && (back.known || back.class != nameWord) ||
		slices.Equal(back.own, own(first+n-1)) && (front.known || front.class != nameWord)
	return !alike
}

// round keeps scores equal that differ by the order of addition alone.
func round(x float64) float64 { return math.Round(x*1e6) / 1e6 }

// explain gives the parts of a score.
func (s *search) explain(ix *Index, name string, f scored) Lead {
	l := &ix.names[f.name]
	ref := ix.refs[l.ref]
	s.weigh(ix, f.name)
	lead := Lead{Entry: ref.Entry, Name: ref.Name, Score: f.score}
	lead.Parts = s.told(ix, l, name)
	return lead
}

// told puts the parts that weigh has left into words.
func (s *search) told(ix *Index, l *listed, name string) []Part {
	s.parts = s.parts[:0]
	_, whole := s.scale.shares(s.asked, l.weighed, s.strict(ix, l), &s.parts)
	words := s.listed.read(l.text)
	out := make([]Part, 0, len(s.parts))
	for _, m := range s.parts {
		p := Part{How: ways[m.how], Fit: float64(m.fit), Weight: float64(m.weight) / whole}
		if m.askedN > 0 {
			p.Asked = name[s.runs[m.asked].from:s.runs[m.asked+m.askedN-1].to]
		}
		if m.listedN > 0 {
			p.Listed = l.text[words[m.listed].from:words[m.listed+m.listedN-1].to]
		}
		out = append(out, p)
	}
	return out
}

func (s *search) reset() {
	for _, t := range s.touch {
		s.head[t] = -1
	}
	for _, n := range s.gained {
		s.gain[n], s.last[n], s.part[n] = 0, 0, 0
	}
	s.touch, s.gained, s.met = s.touch[:0], s.gained[:0], s.met[:0]
}
