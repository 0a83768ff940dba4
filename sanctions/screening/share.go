package screening

import "math"

// The score of a lead is a weighted mean: each word that met, is missing or is
// too many counts by its weight with its fit.
//
//	score = sum of weight*fit / sum of weight
//
// A word that met weighs as listed; the worse it fits the more it weighs, up to
// stress more, so that one bad word is not outvoted by many good ones. Words
// left on both sides stand against each other: pair by pair they fit 0 and weigh
// against as much. What is left on one side alone fits the better the more the
// words that met have said.
const (
	stress  = 0.6
	against = 1.3

	fitMissing = 0.62 // a listed word missing from the name, at most
	fitExtra   = 0.5  // a word too many in the name, at most
	enough     = 1.6  // the weight of words that met from which on these hold

	fitWithin = 0.62 // the one word missing from a name that else is the listed one, at least
	fitBody   = 0.72 // the same where the name tells the sort of body only, or is abd- and a name

	fitAlone  = 0.78 // a word with a letter wrong on which all hangs, at least
	lonely    = 0.75 // how much less another word fits on which all hangs
	leftAlone = 0.4  // the weight of a word that goes with a name, missing where all hangs on one word
)

// rarity is how much of its weight a word keeps that stands in n of so many
// names of the list: all of it for one name, under half for most names. The 50
// keeps a short list from saying much.
func rarity(n, names int) float32 {
	return float32(1 - 0.6*math.Log(float64(max(n, 1)))/math.Log(float64(names+50)))
}

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

// A shared is one part of a score.
type shared struct {
	meeting
	weight float32
}

// A rest is what is left of two names when the words have met.
type rest struct {
	lacking int  // telling words of the listed name
	over    int  // telling words of the name
	body    bool // the last that is lacking says what sort of body it is
	servant bool // a name in abd- is lacking
	alone   bool // no more than one telling word is met: all hangs on it
}

func (s *scale) rest(asked, listed []weighed) (r rest) {
	met := 0
	for j, l := range listed {
		switch {
		case s.listed[j]:
			if l.class.telling() && l.class != initialWord {
				met++
			}
		case l.class.telling():
			r.lacking++
			r.body = l.class == organWord
		case l.class == servant:
			r.servant = true
		}
	}
	for i, a := range asked {
		if !s.asked[i] && a.class.telling() {
			r.over++
		}
	}
	r.alone = met <= 1
	return r
}

// one reports whether one telling word is lacking and nothing else.
func (r rest) one() bool { return r.lacking == 1 && r.over == 0 && !r.servant }

// shares adds up weights times fits, and weights. It appends the parts to out,
// if there is one.
func (s *scale) shares(asked, listed []weighed, strict bool, out *[]shared) (sum, whole float64) {
	add := func(m meeting, w float32) {
		sum += float64(w) * float64(m.fit)
		whole += float64(w)
		if out != nil {
			*out = append(*out, shared{m, w})
		}
	}
	r := s.rest(asked, listed)
	met := float32(0)
	for _, m := range s.taken {
		m.fit = hanging(m, r.alone)
		w := float32(0)
		for _, l := range listed[m.listed : m.listed+m.listedN] {
			w += l.weight
		}
		if a := asked[m.asked]; m.askedN == 1 && m.listedN == 1 && a.class == commonName {
			w = min(w, a.weight) // it is common however oddly the list spells it
		}
		if m.how == initially {
			w = 0.7 * max(w, asked[m.asked].weight)
		}
		w *= 1 + stress*(1-m.fit)
		add(m, w)
		met += w * m.fit
	}
	said := min(1, met/enough)
	said *= float32(math.Sqrt(float64(said)))
	lack, over := fitMissing*said, fitExtra*said
	if strict {
		lack, over = 0, 0
	}
	short := r.one() && !strict && s.within(asked) // somebody may have left a word out
	switch {
	case !short:
	case !r.alone:
		lack = max(lack, fitWithin)
	case served(asked) || !r.body && len(asked) > 1 && bodily(asked):
		lack, r.alone = fitBody, false
	}
	differ := min(r.lacking, r.over) // so many words on each side stand against each other
	for j, n := 0, differ; j < len(listed); j++ {
		l := listed[j]
		if s.listed[j] {
			continue
		}
		m := meeting{listed: uint8(j), listedN: 1, how: missing, fit: lack}
		w := unmet(l)
		switch {
		case l.class.telling() && n > 0:
			n--
			m.fit, w = 0, w*against
		case l.class == kunya || r.alone && l.class.attached():
			m.fit, w = 0, max(w, leftAlone)
		case r.alone && l.class.personal():
			m.fit = 0
		}
		add(m, w)
	}
	for i, n := 0, differ; i < len(asked); i++ {
		a := asked[i]
		if s.asked[i] {
			continue
		}
		m := meeting{asked: uint8(i), askedN: 1, how: extra, fit: over}
		w := unmet(a)
		switch {
		case a.class.telling() && n > 0:
			n--
			m.fit, w = 0, w*against
		case a.class == kunya || r.alone && a.class.attached():
			m.fit, w = 0, max(w, leftAlone)
		case r.alone && (a.class.personal() || a.class == organWord):
			m.fit = 0
		}
		add(m, w)
	}
	return sum, whole
}

// hanging is the fit of a meeting, where all may hang on it: the word then has to
// be the same, or to have a letter wrong and be no word in its own right.
func hanging(m meeting, alone bool) float32 {
	switch {
	case !alone || m.fit >= fitOwn:
		return m.fit
	case m.plain:
		return max(m.fit, fitAlone)
	}
	return m.fit * lonely
}

// bodily reports whether every word of the name says what sort of body it is:
// Trading Corporation.
func bodily(asked []weighed) bool {
	for _, a := range asked {
		if a.class.personal() || a.class == titleWord {
			return false
		}
	}
	return true
}

// served reports whether the name is abd- and a name: Abdul Seddiqi for Abdul Wali
// Seddiqi.
func served(asked []weighed) bool {
	abd, name := false, false
	for _, a := range asked {
		abd = abd || a.class == servant
		name = name || a.class.telling()
	}
	return abd && name
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
