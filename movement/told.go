package movement

import (
	"slices"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/observance"
)

// Acts of a catalogue that say by themselves that a designated group moved, or
// was somewhere. A case that has them gives them these ids; acts narrower than
// they are count as they do.
const (
	Relocation instrument.ActID = "relocation_of_designated_group"
	Presence   instrument.ActID = "designated_group_presence"
)

// CounterTerrorism is the theme of provisions on fighting designated groups and
// on parting from them.
const CounterTerrorism = "counter_terrorism"

// obliging are the forces that ask something of those whom a provision names.
var obliging = []instrument.Force{instrument.Commits, instrument.Decides, instrument.Demands, instrument.CallsUpon, instrument.Reaffirms}

// tells is which of the two acts a code means; empty if neither.
func tells(c *instrument.Catalogue, code string) instrument.ActID {
	act, ok := c.Meaning(code)
	if !ok {
		return ""
	}
	return means(c, act.ID)
}

// means is which of the two acts an act is or is a kind of; empty if neither.
func means(c *instrument.Catalogue, id instrument.ActID) instrument.ActID {
	for _, a := range append([]instrument.ActID{id}, c.Above(id)...) {
		if a == Relocation || a == Presence {
			return a
		}
	}
	return ""
}

// tell keeps an incident whose kind says that a designated group moved or was
// there. A kind of relocation goes before one of presence.
func (t *Tally) tell(s Sighting, in []standing) {
	var act instrument.ActID
	for _, code := range s.Codes {
		if a := tells(t.reg.Catalogue(), code); a == Relocation || act == "" {
			act = a
		}
	}
	if act == "" || s.When.From.IsZero() || s.When.To.IsZero() {
		return
	}
	out := Told{Incident: s.ID, Act: act, Month: monthOf(s.When.From, t.reg.Zone())}
	if out.Month > t.rule.last {
		return
	}
	for _, x := range in {
		a := t.areas[x.area]
		switch {
		case x.lies == truceline.Yes && !slices.Contains(out.Sure, a):
			out.Sure = append(out.Sure, a)
		case x.lies != truceline.Yes && !x.slight && !slices.Contains(out.Possible, a):
			out.Possible = append(out.Possible, a)
		}
	}
	for _, g := range t.groups {
		if s.names(g.Parties) {
			out.Groups = append(out.Groups, g.ID)
		}
	}
	t.told = append(t.told, out)
}

// Duties are the provisions that oblige parties in the matter of this record,
// those on relocation first, then by when their instruments were adopted.
func Duties(reg *observance.Register, span truceline.Interval) []Duty {
	var out []Duty
	for _, in := range reg.Facts.Instruments {
		for _, p := range in.Provisions {
			of := dutyOf(reg.Catalogue(), p)
			if of == "" || len(p.Obligor) == 0 || !slices.Contains(obliging, p.Force) {
				continue
			}
			share := p.Term(reg.InForce(in.ID)).During(span)
			out = append(out, Duty{Provision: p.ID, Instrument: in.ID, Of: of, Applied: share.Answer(), AppliedIn: share})
		}
	}
	return sortedDuties(reg, out)
}

// dutyOf says what a provision obliges to; empty if to nothing of this kind.
func dutyOf(c *instrument.Catalogue, p instrument.Provision) string {
	out := ""
	for _, act := range p.Conduct {
		switch means(c, act) {
		case Relocation:
			return "relocation"
		case Presence:
			out = "presence"
		}
	}
	if out == "" && len(p.Conduct) == 0 && slices.Contains(p.Themes, CounterTerrorism) {
		out = "fight"
	}
	return out
}
