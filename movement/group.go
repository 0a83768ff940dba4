package movement

import (
	"cmp"
	"slices"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/sanctions"
)

// A Name is who a group is, as the register has it.
type Name struct {
	// ID is the reference of the list's entry for the parties that people decided
	// to be its subject, which one record holds together whatever they call
	// themselves; otherwise the id of the party.
	ID string `json:"id"`
	// Entry is the reference of the entry; of a party whose match nobody decided
	// the one that is proposed. Empty for a name for several parties.
	Entry   string `json:"entry,omitempty"`
	Listed  string `json:"listed,omitempty"` // the entry's primary name, as listed
	Decided bool   `json:"decided"`          // a person decided that the parties are the subject of the entry
	// Parties are those whose reports count as the group's, sorted.
	Parties []party.ID `json:"parties"`
	// Sets are names for several parties of which one of the group's may be meant.
	Sets []party.ID `json:"sets,omitempty"`
}

// Groups are the groups that the matches of the register make: the parties that
// people decided to be the subject of one entry are one group, and a party whose
// match is only proposed is one by itself. They are sorted by id.
func Groups(reg *observance.Register) []Name {
	byID := make(map[string]*Name)
	decided := make(map[party.ID]bool)
	for _, m := range reg.Facts.Matches {
		decided[m.Party] = decided[m.Party] || m.Decided && !m.Denied
	}
	for _, m := range reg.Facts.Matches {
		if m.Denied || !m.Decided && decided[m.Party] {
			continue
		}
		n := Name{ID: m.Ref, Entry: m.Ref, Listed: listedName(reg, m), Decided: m.Decided}
		if !m.Decided {
			n.ID = string(m.Party)
		}
		if byID[n.ID] == nil {
			byID[n.ID] = &n
		}
		g := byID[n.ID]
		if !slices.Contains(g.Parties, m.Party) {
			g.Parties = append(g.Parties, m.Party)
		}
		if !m.Decided && m.Ref < g.Entry { // two are proposed: the first, whatever the order
			g.Entry, g.Listed = m.Ref, n.Listed
		}
	}
	out := make([]Name, 0, len(byID))
	for _, g := range byID {
		slices.Sort(g.Parties)
		g.Sets = setsOf(reg, g.Parties)
		out = append(out, *g)
	}
	slices.SortFunc(out, func(a, b Name) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

func listedName(reg *observance.Register, m sanctions.Match) string {
	for _, d := range reg.Facts.Designations {
		if d.Ref == m.Ref {
			return d.Name
		}
	}
	return ""
}

// setsOf are the names for several parties that have one of these as a member
// at some time.
func setsOf(reg *observance.Register, parties []party.ID) []party.ID {
	var out []party.ID
	for _, p := range reg.Facts.Parties {
		if !reg.Roll().Set(p.ID) || slices.Contains(parties, p.ID) {
			continue
		}
		if slices.ContainsFunc(reg.Roll().Members(p.ID), func(m party.Membership) bool { return slices.Contains(parties, m.Party) }) {
			out = append(out, p.ID)
		}
	}
	slices.Sort(out)
	return out
}

// groupsFor are the groups that a query asks for.
func groupsFor(reg *observance.Register, asked string) ([]Name, error) {
	all := Groups(reg)
	if asked == "" {
		return all, nil
	}
	for _, g := range all {
		if g.ID == asked {
			return []Name{g}, nil
		}
	}
	id := party.ID(asked)
	for _, g := range all {
		if slices.Contains(g.Parties, id) { // one name of a group
			g.ID, g.Parties, g.Sets = asked, []party.ID{id}, setsOf(reg, []party.ID{id})
			return []Name{g}, nil
		}
	}
	if reg.Roll().Set(id) && len(reg.Excluded(id).Possible) > 0 {
		return []Name{{ID: asked, Parties: []party.ID{id}}}, nil
	}
	if _, ok := reg.Roll().Party(id); ok {
		return nil, truceline.NotFound("no person matched %q to an entry of a designation list; the record is kept of matched groups only", asked)
	}
	return nil, truceline.NotFound("no group %q: it is neither an entry that a party is matched to nor a party of the case", asked)
}

// meant reports whether an actor's name may mean one of the group in the span:
// it is a name for several parties, one of which is of the group then.
func (g Name) meant(roll *party.Roll, actor party.ID, when truceline.Interval) bool {
	if !slices.Contains(g.Sets, actor) {
		return false
	}
	return roll.Possibly(actor, func(id party.ID) truceline.Term {
		if slices.Contains(g.Parties, id) {
			return truceline.Always()
		}
		return truceline.Term{}
	}).During(when).Max > 0
}
