package gazetteer

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/place"
)

// The thresholds of a verdict. docs/places.md says on what they were chosen and
// what they come to.
const (
	// SameScore is the least likeness at which a place may be the one that is
	// meant, wherever it lies: but for a vowel or two the names are heard alike.
	SameScore = 0.97
	// HereScore is the least likeness at which it may be if it lies in the
	// division that is said.
	HereScore = 0.95
	// BesideScore is the same for one that lies just outside that division.
	BesideScore = 0.96
	// LikeScore is the least likeness at which a place of that division is one
	// that a person should look at.
	LikeScore = 0.88
	// LeadScore is the least likeness at which a place is shown at all.
	LeadScore = 0.75
	// MarginScore is how much more alike than every other the one place must be.
	MarginScore = 0.04
	// TwinM is how far apart two records of one name may lie and still be one
	// place that was recorded twice, metres.
	TwinM = 5000
	// BesideM is how far from the nearest place of a division another place may
	// lie that is said to be of it, metres: sources are vague about borders.
	BesideM = 15_000
	// BorderM is how far from the nearest place of that division another place of
	// the name may lie and be meant as well as the one in it, metres.
	BorderM = 5_000
	// AroundM is how far from a town a part of it may lie, metres.
	AroundM = 15_000
)

// MostN is how many candidates a resolution lists at most.
const MostN = 12

// Resolve says which places a name may mean. The order of the candidates is by
// likeness, to the nearest fiftieth, then those that lie in the division that
// is said, then the nearer, then the more populous, then the likeness in full,
// then the id. A name that several places bear, one that is spelt
// as nearly like another, one whose only bearer lies far from the division that
// is said, and a part of a town that only a settlement elsewhere is called like,
// stay for a person to decide.
func (g *Gazetteer) Resolve(name string, h Hint) Resolution {
	q := parse(name)
	switch {
	case q.describes != "":
		return Resolution{Verdict: Unknown, Reason: fmt.Sprintf("%q describes where it was (%s) and names no place", name, q.describes)}
	case len(q.sounds) == 0:
		return Resolution{Verdict: Unknown, Reason: fmt.Sprintf("%q holds no name of a place", name)}
	}
	found := g.candidates(q.sounds, h)
	if q.of != "" {
		var none string
		if found, h, none = g.around(found, q, h); none != "" {
			return Resolution{Verdict: Unknown, Candidates: cut(found), Reason: none}
		}
	}
	return g.judge(q, found, h)
}

// A query is a name taken apart.
type query struct {
	sounds    []sounds // of the name, or of each of several that a slash parts
	quarter   bool     // it is said to be a part of a town
	of        string   // the town or division it is said to be of, from brackets or after a comma
	describes string   // the word that makes it a description; empty if it is a name
}

func parse(name string) query {
	var q query
	var own, rest []part
	for _, p := range wordsOf(name) {
		if p.bracketed || p.afterComma {
			rest = append(rest, p)
		} else {
			own = append(own, p)
		}
	}
	if len(own) == 0 {
		own, rest = rest, nil // all of it stands in brackets
	}
	for _, p := range own {
		switch p.role {
		case described:
			if q.describes == "" {
				q.describes = p.text
			}
		case quarter:
			q.quarter = true
		}
	}
	for len(own) > 0 {
		n := 1
		for n < len(own) && own[n].alternate == own[0].alternate {
			n++
		}
		settleEnds(own[:n])
		if s := soundsOf(own[:n]); len(s.letters) > 0 {
			q.sounds = append(q.sounds, s)
		}
		own = own[n:]
	}
	if len(rest) > 0 {
		q.of = name[rest[0].from:rest[len(rest)-1].to]
	}
	return q
}

// total is the least that one of the names tells.
func (q query) total() int {
	return slices.MinFunc(q.sounds, func(a, b sounds) int { return a.total - b.total }).total
}

// candidates are the places of which a name sounds like one of those asked for,
// best first.
func (g *Gazetteer) candidates(names []sounds, h Hint) []Candidate {
	best := make(map[int32]hit)
	for _, s := range names {
		g.hits(s, best)
	}
	out := make([]Candidate, 0, len(best))
	for entry, b := range best {
		e := &g.entries[entry]
		out = append(out, Candidate{
			Entry: e, Name: e.Names[g.forms[b.form].name], Score: b.score,
			DistanceM: distance(e, h.Near), InAdmin1: in(e, h.Admin1),
		})
	}
	slices.SortFunc(out, before)
	return out
}

// A hit is the form of an entry that is most like a name.
type hit struct {
	form  int
	score float64
}

// hits looks for the forms that sound like a name, the best of each entry.
func (g *Gazetteer) hits(s sounds, best map[int32]hit) {
	var room []int
	skeleton := s.skeleton()
	m, changes := maskOf(skeleton), tolerance(skeleton)
	for _, sh := range g.shapes {
		if !m.within(sh.mask, changes) || apart(skeleton, sh.skeleton, changes) {
			continue
		}
		for i := sh.from; i < sh.to; i++ {
			f := &g.forms[i]
			score := likeness(s, f.sound, &room)
			if score < LeadScore {
				continue
			}
			b, ok := best[f.entry]
			if !ok || score > b.score || score == b.score && f.name < g.forms[b.form].name {
				best[f.entry] = hit{i, score}
			}
		}
	}
}

// tolerance is in how many classes two skeletons may differ and still be
// compared.
func tolerance(skeleton string) int {
	switch n := len(skeleton); {
	case n < 2:
		return 0
	case n < 6:
		return 1
	}
	return 2
}

func distance(e *Entry, near *place.Point) float64 {
	if near == nil {
		return -1
	}
	return place.DistanceM(e.Point(), *near)
}

func in(e *Entry, admin1 []place.AreaID) truceline.Answer {
	switch {
	case len(admin1) == 0 || e.Admin1 == "":
		return truceline.Unknown
	case slices.Contains(admin1, e.Admin1):
		return truceline.Yes
	}
	return truceline.No
}

// before is the order of candidates.
func before(a, b Candidate) int {
	grade := func(c Candidate) float64 { return math.Round(c.Score * 50) }
	return cmp.Or(
		cmp.Compare(grade(b), grade(a)),
		cmp.Compare(standing(b.InAdmin1), standing(a.InAdmin1)),
		cmp.Compare(a.DistanceM, b.DistanceM),
		cmp.Compare(b.Entry.Population, a.Entry.Population),
		cmp.Compare(b.Score, a.Score),
		strings.Compare(a.Entry.ID, b.Entry.ID),
	)
}

// standing orders the answers: in the division, not known, outside.
func standing(a truceline.Answer) int {
	switch a {
	case truceline.Yes:
		return 2
	case truceline.Unknown:
		return 1
	}
	return 0
}
