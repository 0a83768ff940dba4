package namesakes

import (
	"maps"
	"slices"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/cases"
	"github.com/truceline/truceline/internal/intake/casedir"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place/gazetteer"
	"github.com/truceline/truceline/sanctions/screening"
)

// The case whose places and parties are ordinary names.
const caseName = "astana"

// A Ground is what ordinary names are made from.
type Ground struct {
	Places  []gazetteer.Entry
	Parties []party.Party // to which nobody matched an entry of a list, decided or proposed
}

// Bundled is the ground of the case that comes with the program.
func Bundled() (Ground, error) {
	dir, ok := cases.Bundled(caseName)
	if !ok {
		return Ground{}, truceline.NotFound("the case %q does not come with the program", caseName)
	}
	c, err := casedir.Load(dir)
	if err != nil {
		return Ground{}, err
	}
	matched := map[party.ID]bool{}
	for _, m := range c.Facts.Matches {
		matched[m.Party] = true
	}
	g := Ground{Places: c.Gazetteer}
	for _, p := range c.Facts.Parties {
		if !matched[p.ID] && p.Kind != "class" && p.Kind != "population" { // what texts call many is no name
			g.Parties = append(g.Parties, p)
		}
	}
	return g, nil
}

// An Ordinary is a name that no list means.
type Ordinary struct {
	Name   string
	Script string // ISO 15924
	Of     string // place, people or party
}

// Ordinary makes n different names: every name of every party, and of the rest
// half places of the gazetteer and half invented people of the region, of its
// neighbours and of elsewhere. A name that is listed, in whatever order of its
// words, is left out: it may be the listed one.
func (g Ground) Ordinary(n int, seed uint64, listed []screening.Reference) []Ordinary {
	taken := map[string]bool{"": true}
	for _, r := range listed {
		taken[unordered(r.Name)] = true
	}
	var out []Ordinary
	add := func(name, of string) {
		if key := unordered(name); len(out) < n && !taken[key] && Letters(name) > 2 {
			taken[key] = true
			out = append(out, Ordinary{Name: name, Script: Script(name), Of: of})
		}
	}
	for _, p := range g.Parties {
		for _, tag := range slices.Sorted(maps.Keys(p.Names)) {
			add(p.Names[tag], "party")
		}
		for _, a := range p.Aliases {
			add(a, "party")
		}
	}
	half := len(out) + (n-len(out))/2
	d := newDice(seed, "places")
	at := make([]int, len(g.Places))
	for i := range at {
		at[i] = i
	}
	shuffle(d, at)
	for _, i := range at {
		if len(out) >= half {
			break
		}
		add(pick(d, g.Places[i].Names).Text, "place")
	}
	for d := newDice(seed, "people"); len(out) < n; {
		add(person(d), "people")
	}
	return out
}
