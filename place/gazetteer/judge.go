package gazetteer

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/place"
)

// Further thresholds of a verdict, which only some names meet.
const (
	// plainScore is the least likeness at which a place is one that a person
	// should look at where no division is said, or another one.
	plainScore = 0.93
	// shortTotal is the sum of weights under which a name must be heard alike:
	// with two consonants, everything resembles everything.
	shortTotal = 300
	// cityN and cityTimes say when the one city is meant by a name that villages
	// bear too: it has so many inhabitants, and so many times as many as any of
	// the others is known to have.
	cityN     = 20_000
	cityTimes = 10
	// nearM, nearTimes and apartM say when the nearest of several places of one
	// name is meant: it lies so near, every other so many times as far, and so
	// much farther.
	nearM     = 25_000
	nearTimes = 3
	apartM    = 10_000
	// commonN is how many places bear a name that is too common for a division to
	// tell which is meant: there it is likely that the gazetteer lacks one more.
	commonN = 10
	// reachM is how far from where it is said to be a place may lie at all.
	reachM = 50_000
)

// judge decides between the candidates, best first.
func (g *Gazetteer) judge(q query, found []Candidate, h Hint) Resolution {
	likely := slices.DeleteFunc(slices.Clone(found), func(c Candidate) bool { return c.Score < least(q, c) })
	if len(likely) == 0 {
		r := Resolution{Verdict: Unknown, Candidates: cut(found), Reason: "the gazetteer has no place of a name like it"}
		if len(found) > 0 {
			c := found[0]
			r.Reason = fmt.Sprintf("the nearest name, %s, is not like enough (%.2f)", c.shown(), c.Score)
		}
		return r
	}
	inside := slices.DeleteFunc(slices.Clone(likely), func(c Candidate) bool { return c.InAdmin1 != truceline.Yes })
	if len(inside) > 0 {
		r := g.among(q, likely, inside, h, HereScore)
		if r.Verdict == Resolved {
			top := r.Candidates[0]
			if c, ok := g.bordering(top, likely, h); ok {
				return Resolution{Verdict: Ambiguous, Candidates: lead([]Candidate{top, c}, likely),
					Reason: fmt.Sprintf("%s lies where it is said to lie, and %s just outside", top.shown(), c.shown())}
			}
		}
		return r
	}
	rivals := closeTo(likely)
	if len(h.Admin1) == 0 {
		return g.among(q, likely, rivals, h, SameScore)
	}
	beside := slices.DeleteFunc(slices.Clone(rivals), func(c Candidate) bool { return g.from(c.Entry, h.Admin1) > BesideM })
	if len(beside) == 1 || len(beside) > 1 && twins(beside) {
		r := g.among(q, likely, beside, h, BesideScore)
		if r.Verdict == Resolved {
			r.Reason += fmt.Sprintf("; it lies beside %s, not in it", divisions(h.Admin1))
		}
		return r
	}
	if rivals[0].Score < BesideScore {
		return Resolution{Verdict: Unknown, Candidates: lead(rivals, likely),
			Reason: fmt.Sprintf("%s is named somewhat like it (%.2f) and lies far from %s", rivals[0].shown(), rivals[0].Score, divisions(h.Admin1))}
	}
	return Resolution{Verdict: Ambiguous, Candidates: lead(rivals, likely),
		Reason: fmt.Sprintf("%s in %s, and none of the name does", bearers(rivals, "does not lie", "do not lie"), divisions(h.Admin1))}
}

// bordering is a place of the same name that lies just outside the division in
// which the one that was found lies: sources are vague about borders.
func (g *Gazetteer) bordering(top Candidate, likely []Candidate, h Hint) (Candidate, bool) {
	if top.Entry.Population >= cityN {
		return Candidate{}, false
	}
	for _, c := range likely {
		if c.InAdmin1 == truceline.No && c.Score > top.Score-MarginScore &&
			g.from(c.Entry, h.Admin1) <= BorderM && place.DistanceM(c.Entry.Point(), top.Entry.Point()) > TwinM {
			return c, true
		}
	}
	return Candidate{}, false
}

// least is the likeness that a candidate needs.
func least(q query, c Candidate) float64 {
	switch {
	case q.total() < shortTotal:
		return SameScore
	case c.InAdmin1 == truceline.Yes:
		return LikeScore
	}
	return plainScore
}

// among decides between places that may all be meant; others are places that
// are named like it and lie elsewhere. enough is the likeness that the one that
// is meant must have.
func (g *Gazetteer) among(q query, likely, may []Candidate, h Hint, enough float64) Resolution {
	rivals := closeTo(may)
	top := rivals[0]
	if i := slices.IndexFunc(likely, func(c Candidate) bool { return c.Score > top.Score+MarginScore }); i >= 0 {
		return Resolution{Verdict: Ambiguous, Candidates: lead(rivals, likely),
			Reason: fmt.Sprintf("%s lies where it is said to lie, and %s, elsewhere, is spelt more like it", top.shown(), likely[i].shown())}
	}
	reason := ""
	switch {
	case len(rivals) == 1:
		reason = fmt.Sprintf("%s is the one place of the name", top.shown())
	case twins(rivals):
		reason = fmt.Sprintf("%s is one place of %d records", top.shown(), len(rivals))
	default:
		var ok bool
		if top, reason, ok = prominent(rivals); !ok {
			if top, reason, ok = nearest(rivals, h.Near); !ok {
				return Resolution{Verdict: Ambiguous, Candidates: lead(rivals, likely), Reason: bearers(rivals, "may be meant", "may be meant")}
			}
		}
	}
	if len(h.Admin1) > 0 && top.InAdmin1 == truceline.Yes {
		reason += " in " + divisions(h.Admin1)
	}
	doubt := ""
	switch n := bearersOf(likely); {
	case top.Score < enough:
		doubt = fmt.Sprintf("it is only somewhat like (%.2f)", top.Score)
	case n >= commonN && h.Near == nil && top.Entry.Population < cityN:
		doubt = fmt.Sprintf("%d places bear so common a name", n)
	case h.Near != nil && top.DistanceM > math.Max(reachM, h.Near.RadiusM):
		doubt = fmt.Sprintf("it lies %.0f km from where it is said to be", top.DistanceM/1000)
	case q.quarter && q.of == "" && top.Entry.Kind != Neighbourhood:
		doubt = "the name is said to be that of a part of a town"
	}
	if doubt != "" {
		return Resolution{Verdict: Ambiguous, Candidates: lead([]Candidate{top}, likely), Reason: reason + ", but " + doubt}
	}
	return Resolution{Verdict: Resolved, Candidates: lead([]Candidate{top}, likely), Reason: reason}
}

// bearersOf is how many places bear the name, twins counted once.
func bearersOf(cs []Candidate) int {
	var apart []Candidate
	for _, c := range cs {
		if c.Score >= SameScore && !slices.ContainsFunc(apart, func(o Candidate) bool { return place.DistanceM(c.Entry.Point(), o.Entry.Point()) <= TwinM }) {
			apart = append(apart, c)
		}
	}
	return len(apart)
}

// closeTo are the candidates that are named as like as the best of them, but
// for a margin.
func closeTo(cs []Candidate) []Candidate {
	best := slices.MaxFunc(cs, func(a, b Candidate) int { return compare(a.Score, b.Score) }).Score
	return slices.DeleteFunc(slices.Clone(cs), func(c Candidate) bool { return c.Score <= best-MarginScore })
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// twins reports whether all of them lie within TwinM of the first.
func twins(cs []Candidate) bool {
	return !slices.ContainsFunc(cs[1:], func(c Candidate) bool { return place.DistanceM(c.Entry.Point(), cs[0].Entry.Point()) > TwinM })
}

// prominent is the one city among places of a name.
func prominent(cs []Candidate) (Candidate, string, bool) {
	big := slices.MaxFunc(cs, func(a, b Candidate) int { return a.Entry.Population - b.Entry.Population })
	for _, c := range cs {
		if c.Entry != big.Entry && place.DistanceM(c.Entry.Point(), big.Entry.Point()) > TwinM && c.Entry.Population*cityTimes > big.Entry.Population {
			return Candidate{}, "", false
		}
	}
	if big.Entry.Population < cityN || big.Score < SameScore {
		return Candidate{}, "", false
	}
	return big, fmt.Sprintf("%s is by far the most populous of %d places of the name", big.shown(), len(cs)), true
}

// nearest is the one place that lies where the name is said to be.
func nearest(cs []Candidate, near *place.Point) (Candidate, string, bool) {
	if near == nil {
		return Candidate{}, "", false
	}
	by := slices.Clone(cs)
	slices.SortStableFunc(by, func(a, b Candidate) int { return compare(a.DistanceM, b.DistanceM) })
	first := by[0]
	for _, c := range by[1:] {
		twin := place.DistanceM(c.Entry.Point(), first.Entry.Point()) <= TwinM
		if !twin && c.DistanceM < math.Max(nearTimes*first.DistanceM, first.DistanceM+apartM) {
			return Candidate{}, "", false
		}
	}
	if first.DistanceM > nearM {
		return Candidate{}, "", false
	}
	return first, fmt.Sprintf("%s is by far the nearest of %d places of the name", first.shown(), len(cs)), true
}

// around keeps the candidates that belong to the town or division that the name
// says it is of. none says that the name means no place there.
func (g *Gazetteer) around(found []Candidate, q query, h Hint) (kept []Candidate, with Hint, none string) {
	of := parse(q.of)
	if of.describes != "" || len(of.sounds) == 0 {
		return found, h, ""
	}
	towns := slices.DeleteFunc(g.candidates(of.sounds, Hint{}), func(c Candidate) bool { return c.Score < SameScore })
	if len(towns) == 0 {
		return found, h, ""
	}
	if big, _, ok := prominent(towns); ok {
		towns = []Candidate{big}
	}
	near := func(c Candidate) bool {
		return slices.ContainsFunc(towns, func(t Candidate) bool { return place.DistanceM(c.Entry.Point(), t.Entry.Point()) <= AroundM })
	}
	city := q.quarter || slices.ContainsFunc(wordsOf(q.of), func(p part) bool { return p.role == settled })
	if !city { // a town's name may stand for its division
		if len(h.Admin1) == 0 {
			for _, t := range towns {
				if a := t.Entry.Admin1; a != "" && !slices.Contains(h.Admin1, a) {
					h.Admin1 = append(h.Admin1, a)
				}
			}
			slices.Sort(h.Admin1)
		}
		again := make([]Candidate, len(found))
		for i, c := range found {
			c.InAdmin1 = in(c.Entry, h.Admin1)
			again[i] = c
		}
		slices.SortFunc(again, before)
		return again, h, ""
	}
	kept = slices.DeleteFunc(slices.Clone(found), func(c Candidate) bool { return !near(c) })
	if len(kept) == 0 {
		return found, h, fmt.Sprintf("it is said to be in %s, and no place of a name like it lies there", q.of)
	}
	return kept, h, ""
}

// from is how far a place lies from the nearest place of the divisions, metres.
func (g *Gazetteer) from(e *Entry, admin1 []place.AreaID) float64 {
	best := math.Inf(1)
	for _, a := range admin1 {
		for _, i := range g.homes[a] {
			best = min(best, place.DistanceM(e.Point(), g.entries[i].Point()))
		}
	}
	return best
}

// lead puts the first candidates before the others, each once.
func lead(first, others []Candidate) []Candidate {
	out := slices.Clone(first)
	for _, c := range others {
		if !slices.ContainsFunc(first, func(f Candidate) bool { return f.Entry == c.Entry }) {
			out = append(out, c)
		}
	}
	return cut(out)
}

func cut(cs []Candidate) []Candidate { return cs[:min(len(cs), MostN)] }

// shown is a candidate in a sentence.
func (c Candidate) shown() string {
	s := c.Entry.Usual()
	if c.Name.Text != s {
		s += " (" + c.Name.Text + ")"
	}
	if c.Entry.Admin1 != "" {
		s += " in " + string(c.Entry.Admin1)
	}
	return s
}

// bearers begins a sentence with the places that bear a name.
func bearers(cs []Candidate, one, several string) string {
	if len(cs) == 1 {
		return cs[0].shown() + " " + one
	}
	names := make([]string, 0, 4)
	for _, c := range cs[:min(len(cs), 4)] {
		names = append(names, c.shown())
	}
	more := ""
	if n := len(cs) - len(names); n > 0 {
		more = fmt.Sprintf(" and %d more", n)
	}
	return fmt.Sprintf("%d places of the name, %s%s, %s", len(cs), strings.Join(names, ", "), more, several)
}

func divisions(ids []place.AreaID) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = string(id)
	}
	return strings.Join(words, " or ")
}
