package observance_test

import (
	"slices"
	"time"

	"github.com/paulmach/orb"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// twin is the engine again, hour by hour and pair by pair, without an index, a
// term or a shortcut.
type twin struct {
	facts observance.Facts
	acts  *instrument.Catalogue
}

func newTwin(f observance.Facts) twin {
	acts, err := instrument.NewCatalogue(f.Acts)
	if err != nil {
		panic(err)
	}
	return twin{f, acts}
}

func (w twin) provisions() []instrument.Provision {
	var out []instrument.Provision
	for _, in := range w.facts.Instruments {
		for _, p := range in.Provisions {
			if len(p.Conduct) > 0 {
				out = append(out, p)
			}
		}
	}
	return out
}

// throughout asks a question of every hour: yes if it was yes in all, no if no
// in all.
func throughout(iv truceline.Interval, of func(time.Time) truceline.Answer) truceline.Answer {
	out, first := truceline.Unknown, true
	for h := iv.From; h.Before(iv.To); h = h.Add(time.Hour) {
		a := of(h)
		if first {
			out, first = a, false
		} else if a != out {
			return truceline.Unknown
		}
	}
	return out
}

func (w twin) inForce(in instrument.Instrument, h time.Time) truceline.Answer {
	day := func(m time.Month, d int) time.Time { return time.Date(2026, m, d, 0, 0, 0, 0, time.UTC) }
	switch in.ID {
	case "truce": // worked out by hand from its entries, term, renewals and rule
		switch {
		case h.Before(day(1, 1)):
			return truceline.No
		case h.Before(day(1, 2).Add(12 * time.Hour)):
			return truceline.Unknown
		case h.Before(day(8, 1)):
			return truceline.Yes
		}
		return truceline.Unknown
	default: // resolution
		switch {
		case h.Before(time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)):
			return truceline.No
		case h.Before(day(11, 1)):
			return truceline.Yes
		}
		return truceline.Unknown
	}
}

func (w twin) area(p instrument.Provision, in incident.Incident) truceline.Answer {
	out := truceline.No
	for _, id := range p.Areas {
		i := slices.IndexFunc(w.facts.Areas, func(a place.Area) bool { return a.ID == id })
		a := w.facts.Areas[i]
		here := truceline.No
		if inside(a.Certain, in.Where.Lon, in.Where.Lat) {
			here = truceline.Yes
		} else if inside(a.Possible, in.Where.Lon, in.Where.Lat) {
			here = truceline.Unknown
		}
		stood := throughout(in.When, func(h time.Time) truceline.Answer { return at(a.Term, h) })
		out = out.Or(here.And(stood))
	}
	return out
}

// inside is plain even-odd ray casting over every ring.
func inside(mp orb.MultiPolygon, x, y float64) bool {
	in := false
	for _, polygon := range mp {
		for _, ring := range polygon {
			for i, j := 0, len(ring)-1; i < len(ring); j, i = i, i+1 {
				a, b := ring[i], ring[j]
				if (a[1] > y) != (b[1] > y) && x < (b[0]-a[0])*(y-a[1])/(b[1]-a[1])+a[0] {
					in = !in
				}
			}
		}
	}
	return in
}

func at(t truceline.Term, h time.Time) truceline.Answer {
	holds := func(s truceline.Interval) bool { return s.Contains(h) }
	switch {
	case slices.ContainsFunc(t.Certain, holds):
		return truceline.Yes
	case slices.ContainsFunc(t.Possible, holds):
		return truceline.Unknown
	}
	return truceline.No
}

// among walks every chain of memberships.
func (w twin) among(id party.ID, of []party.ID, h time.Time, depth int) truceline.Answer {
	if slices.Contains(of, id) {
		return truceline.Yes
	}
	out := truceline.No
	if depth > 6 {
		return out
	}
	for _, m := range w.party(id).MemberOf {
		out = out.Or(at(m.Term, h).And(w.among(m.Party, of, h, depth+1)))
	}
	return out
}

func (w twin) adheres(id party.ID, instrument string, h time.Time, depth int) truceline.Answer {
	out := truceline.No
	for _, a := range w.party(id).Adherence {
		if a.Instrument == instrument {
			out = out.Or(at(a.Term, h))
		}
	}
	if depth > 6 {
		return out
	}
	for _, m := range w.party(id).MemberOf {
		out = out.Or(at(m.Term, h).And(w.adheres(m.Party, instrument, h, depth+1)))
	}
	return out
}

func (w twin) party(id party.ID) party.Party {
	i := slices.IndexFunc(w.facts.Parties, func(p party.Party) bool { return p.ID == id })
	if i < 0 {
		return party.Party{}
	}
	return w.facts.Parties[i]
}

// ofSet asks a question of a party, and of a set's members where the set itself
// does not answer yes.
func (w twin) ofSet(id party.ID, h time.Time, of func(party.ID) truceline.Answer) truceline.Answer {
	out := of(id)
	if out != truceline.No || w.party(id).Kind != party.ClassKind {
		return out
	}
	for _, p := range w.facts.Parties {
		for _, m := range p.MemberOf {
			if m.Party == id && at(m.Term, h) != truceline.No && of(p.ID) != truceline.No {
				return truceline.Unknown
			}
		}
	}
	return out
}

func fold(side []report.Actor, of func(party.ID) truceline.Answer) truceline.Answer {
	if len(side) == 0 {
		return truceline.Unknown
	}
	var answers []truceline.Answer
	for _, a := range side {
		if a.Party == "" {
			answers = append(answers, truceline.Unknown)
			continue
		}
		answers = append(answers, of(a.Party))
	}
	if len(slices.Compact(slices.Sorted(slices.Values(answers)))) == 1 {
		return answers[0]
	}
	return truceline.Unknown
}

func (w twin) answers(p instrument.Provision, in incident.Incident) [7]truceline.Answer {
	i := slices.IndexFunc(w.facts.Instruments, func(x instrument.Instrument) bool { return x.ID == p.Instrument })
	of := w.facts.Instruments[i]
	bound := func(id party.ID) truceline.Answer {
		return throughout(in.When, func(h time.Time) truceline.Answer {
			return w.ofSet(id, h, func(id party.ID) truceline.Answer {
				return w.among(id, p.Obligor, h, 0).And(w.adheres(id, string(p.Instrument), h, 0))
			})
		})
	}
	excluded := func(id party.ID) truceline.Answer {
		return throughout(in.When, func(h time.Time) truceline.Answer { return w.ofSet(id, h, w.listed(h)) })
	}
	var a [7]truceline.Answer
	a[0] = throughout(in.When, func(h time.Time) truceline.Answer { return w.inForce(of, h) })
	a[1] = w.area(p, in)
	a[2] = fold(in.SideA, bound)
	if b := fold(in.SideB, bound); in.Form == report.TwoSided && b != a[2] {
		a[2] = truceline.Unknown
	}
	a[3] = w.conduct(p, in, excluded)
	a[4] = truceline.No
	if len(p.Exceptions) > 0 {
		a[4] = fold(in.SideA, excluded).Or(fold(in.SideB, excluded))
	}
	a[5] = truceline.No
	switch in.Fact {
	case incident.Corroborated:
		a[6] = truceline.Yes
	case incident.Refuted:
		a[6] = truceline.No
	}
	return a
}

// listed is the made-up list, by hand.
func (w twin) listed(h time.Time) func(party.ID) truceline.Answer {
	return func(id party.ID) truceline.Answer {
		on := h.Before(time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC))
		switch {
		case !on:
			return truceline.No
		case id == "listed", id == "renamed" && !h.Before(time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)):
			return truceline.Yes
		case id == "renamed", id == "suspected":
			return truceline.Unknown
		}
		return truceline.No
	}
}

func (w twin) conduct(p instrument.Provision, in incident.Incident, excluded func(party.ID) truceline.Answer) truceline.Answer {
	out := truceline.No
	if len(in.Codes) == 0 {
		out = truceline.Unknown
	}
	for _, c := range in.Codes {
		act, ok := w.acts.Meaning(c)
		if !ok {
			out = out.Or(truceline.Unknown)
			continue
		}
		out = out.Or(w.acts.Prohibited(act.ID, p.Conduct))
	}
	if len(p.Between) == 0 || out == truceline.No {
		return out
	}
	for _, b := range in.SideB {
		if in.Form == report.OneSided && b.Party == "civilians" {
			return out.And(truceline.Unknown)
		}
	}
	between := truceline.No
	if len(in.SideA) == 0 || len(in.SideB) == 0 {
		between = truceline.Unknown
	}
	on := func(id party.ID, side instrument.Side) truceline.Answer {
		if id == "" {
			return truceline.Unknown
		}
		return throughout(in.When, func(h time.Time) truceline.Answer {
			return w.ofSet(id, h, func(id party.ID) truceline.Answer { return w.among(id, side.Parties, h, 0) })
		})
	}
	for _, one := range in.SideA {
		for _, other := range in.SideB {
			north, south := p.Between[0], p.Between[1]
			between = between.
				Or(on(one.Party, north).And(on(other.Party, south))).
				Or(on(one.Party, south).And(on(other.Party, north)))
			for _, id := range []party.ID{one.Party, other.Party} {
				if id == "" {
					between = between.Or(truceline.Unknown)
				} else {
					between = between.Or(excluded(id))
				}
			}
		}
	}
	return out.And(between)
}

func (w twin) propose(a [7]truceline.Answer) observance.Proposed {
	switch {
	case slices.Contains(a[:4], truceline.No):
		return observance.Outside
	case slices.Contains(a[4:6], truceline.Yes):
		return observance.Excepted
	case slices.Contains(a[:6], truceline.Unknown):
		return observance.Undetermined
	case a[6] == truceline.Yes:
		return observance.Violation
	}
	return observance.AllegedViolation
}
