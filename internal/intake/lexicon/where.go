package lexicon

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/place/gazetteer"
)

// How far a settlement extends from its point, metres, by its inhabitants. A
// gazetteer gives a point and says nothing of this: a village of the region
// with its fields is within two kilometres, a town of 50,000 within five, and a
// city of half a million within ten.
const (
	VillageM = 2_000  // fewer inhabitants, or their number is not known
	TownM    = 5_000  // from TownN
	CityM    = 10_000 // from CityN
	TownN    = 50_000
	CityN    = 500_000
)

// everywhereM is half the circumference of the earth and a little more.
const everywhereM = 20_100_000

// listed is how many candidates a remark names.
const listed = 5

// Where makes an uncertain place of a name and of the name or code of the
// division in which it is said to lie; several are joined by "|", and either
// may be empty. Remarks say in sentences what stayed open. The place always has
// an extent:
//
//   - a name that means one place is a disc around it, as large as such a
//     settlement (VillageM, TownM, CityM);
//   - one that means none and is an area of the case is that area, with Within
//     set, unless the division that is said is smaller;
//   - any other that means several, or none, is the division that is said, or the
//     one in which all of the several lie, with Within set;
//   - without a division it is Country.
func (l Lexicon) Where(name, admin1 string) (place.Place, []string) {
	name = strings.TrimSpace(name)
	ids, remarks := l.divisions(admin1)
	r := gazetteer.Resolution{Verdict: gazetteer.Unknown}
	itself, isArea := l.itself(name, ids)
	switch {
	case name == "":
	case l.Place == nil && isArea:
	case l.Place == nil:
		remarks = append(remarks, fmt.Sprintf("the place %q is not looked up: the case has no gazetteer", name))
	default:
		r = l.Place(name, gazetteer.Hint{Admin1: ids})
	}
	switch r.Verdict {
	case gazetteer.Resolved:
		return settlement(name, r), append(remarks, l.disagree(name, ids, r.Candidates[0])...)
	case gazetteer.Ambiguous:
		remarks = append(remarks, fmt.Sprintf("the place %q is left for a person to decide: %s; candidates: %s", name, r.Reason, list(r.Candidates)))
		if len(ids) == 0 {
			ids = l.common(r.Candidates)
		}
	default:
		if isArea {
			return l.within(name, []place.AreaID{itself}), remarks
		}
		if name != "" && l.Place != nil {
			remarks = append(remarks, fmt.Sprintf("the place %q is not known: %s", name, r.Reason))
		}
	}
	return l.within(name, ids), remarks
}

// itself is the area of the case that a place's name is, if none of the divisions
// that are said is smaller.
func (l Lexicon) itself(name string, said []place.AreaID) (place.AreaID, bool) {
	id, ok := l.area(name)
	if !ok || len(said) == 0 {
		return id, ok
	}
	at, ok := l.center(id)
	return id, ok && !slices.ContainsFunc(said, func(d place.AreaID) bool {
		of, known := l.center(d)
		return known && of.RadiusM < at.RadiusM
	})
}

// divisions are the areas that the words for a division mean.
func (l Lexicon) divisions(admin1 string) (ids []place.AreaID, remarks []string) {
	for word := range strings.SplitSeq(admin1, "|") {
		word = strings.TrimSpace(word)
		if word == "" {
			continue
		}
		id, ok := l.area(word)
		if !ok {
			remarks = append(remarks, fmt.Sprintf("the division %q is not an area of the case, or several", word))
			continue
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids, remarks
}

func (l Lexicon) area(word string) (place.AreaID, bool) {
	if l.Area == nil {
		return "", false
	}
	id, _, ok := l.Area(word)
	return id, ok
}

// settlement is the disc around the one place that a name means.
func settlement(name string, r gazetteer.Resolution) place.Place {
	c := r.Candidates[0]
	radius := float64(VillageM)
	switch n := c.Entry.Population; {
	case n >= CityN:
		radius = CityM
	case n >= TownN:
		radius = TownM
	}
	at := c.Entry.Point()
	at.RadiusM = radius
	return place.Place{Point: at, Name: name,
		Basis: fmt.Sprintf("%q is %s in the gazetteer (%s), likeness %.2f; within %g km of its point", name, spelt(c), c.Entry.ID, c.Score, radius/1000)}
}

// disagree says that a place does not lie where it is said to lie.
func (l Lexicon) disagree(name string, ids []place.AreaID, c gazetteer.Candidate) []string {
	if c.InAdmin1 != truceline.No {
		return nil
	}
	where := "elsewhere"
	if c.Entry.Admin1 != "" {
		where = "in " + string(c.Entry.Admin1)
	}
	return []string{fmt.Sprintf("%q is said to lie in %s; the gazetteer's place of that name, %s, lies %s", name, joined(ids), c.Entry.Usual(), where)}
}

// common is the one division in which all candidates that may be meant lie.
func (l Lexicon) common(cs []gazetteer.Candidate) []place.AreaID {
	if len(cs) == 0 || len(cs) >= gazetteer.MostN { // there may be more of them, elsewhere
		return nil
	}
	id := cs[0].Entry.Admin1
	if id == "" || slices.ContainsFunc(cs, func(c gazetteer.Candidate) bool { return c.Entry.Admin1 != id }) {
		return nil
	}
	if _, ok := l.area(string(id)); !ok {
		return nil
	}
	return []place.AreaID{id}
}

// within is somewhere in the areas, or in the country if there is none.
func (l Lexicon) within(name string, ids []place.AreaID) place.Place {
	out := l.Country
	out.Name = name
	switch len(ids) {
	case 0:
		out.Basis = "no place or division of the case is named; somewhere in it"
	case 1:
		out.Within = ids[0]
		out.Basis = "somewhere in " + string(ids[0])
		if at, ok := l.center(ids[0]); ok {
			out.Point = at
		}
	default: // several together are no area: a disc that covers them all
		out.Basis = "somewhere in " + joined(ids)
		if at, ok := l.covering(ids); ok {
			out.Point, out.Within = at, ""
		}
	}
	if out.RadiusM == 0 {
		out.RadiusM = everywhereM
	}
	return out
}

// center is a point of an area with a radius that covers it.
func (l Lexicon) center(id place.AreaID) (place.Point, bool) {
	if l.Center == nil {
		return place.Point{}, false
	}
	at, ok := l.Center(id)
	return at, ok && at.RadiusM > 0
}

// covering is a disc around several areas: around the first that covers most.
func (l Lexicon) covering(ids []place.AreaID) (place.Point, bool) {
	var discs []place.Point
	for _, id := range ids {
		at, ok := l.center(id)
		if !ok {
			return place.Point{}, false
		}
		discs = append(discs, at)
	}
	var best place.Point
	for _, at := range discs {
		radius := at.RadiusM
		for _, o := range discs {
			radius = math.Max(radius, place.DistanceM(at, o)+o.RadiusM)
		}
		if best.RadiusM == 0 || radius < best.RadiusM {
			best = place.Point{Lon: at.Lon, Lat: at.Lat, RadiusM: math.Ceil(radius)}
		}
	}
	return best, true
}

func joined(ids []place.AreaID) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = string(id)
	}
	return strings.Join(words, " or ")
}

// list names candidates, best first.
func list(cs []gazetteer.Candidate) string {
	var names []string
	for _, c := range cs[:min(len(cs), listed)] {
		where := string(c.Entry.Admin1)
		if where == "" {
			where = "no division"
		}
		names = append(names, fmt.Sprintf("%s (%s, %s, %.2f)", spelt(c), c.Entry.ID, where, c.Score))
	}
	if n := len(cs) - len(names); n > 0 {
		names = append(names, fmt.Sprintf("%d more", n))
	}
	return strings.Join(names, "; ")
}

// spelt is the usual name of a candidate, with the spelling that matched.
func spelt(c gazetteer.Candidate) string {
	if usual := c.Entry.Usual(); usual != c.Name.Text {
		return usual + ", also " + c.Name.Text
	}
	return c.Entry.Usual()
}
