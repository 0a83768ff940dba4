package movement

import (
	"cmp"
	"slices"

	"github.com/truceline/truceline/observance"
)

// state is what the record holds of a group there and then.
func (t *Tally) state(g int, at spot) State {
	if at.month > t.rule.last {
		return Withheld
	}
	c, e := t.cells[groupSpot{g, at}], t.effort[at]
	switch {
	case c != nil && len(c.sure) > 0:
		return Reported
	case c != nil && len(c.possible) > 0:
		return Possible
	case !t.stood(at):
		return NotThen
	case e == nil || len(e.sure) == 0:
		return Unobserved
	}
	return Without
}

// stood reports whether the area may have stood in some part of the month.
func (t *Tally) stood(at spot) bool {
	a, ok := t.reg.Area(t.areas[at.area])
	return ok && a.Term.During(at.month.Span(t.reg.Zone())).Max > 0
}

// changes are where a group appeared in an area or vanished from it, over all of
// the record that may be shown.
func (t *Tally) changes(g, area int) []Change {
	first, last := t.first, min(t.last, t.rule.last)
	// What lies before, between and after the months with the group.
	var with []Month
	gaps := []Change{{Edge: first}}
	for m := first; m <= last; m++ {
		at := spot{area, m}
		if t.state(g, at) == Reported {
			with = append(with, m)
			gaps = append(gaps, Change{Edge: m})
			continue
		}
		t.widen(&gaps[len(with)], g, at)
	}
	if len(with) == 0 {
		return nil
	}
	var out []Change
	for i, gap := range gaps {
		if gap.Without < t.query.Quiet {
			continue
		}
		if i > 0 { // after a month with it
			v := gap
			v.Edge, v.Other = last, nil
			if i < len(with) {
				v.Edge, v.Other = with[i], &with[i]
			}
			out = append(out, t.change(g, Vanished, v, spot{area, with[i-1]}))
		}
		if i < len(with) { // before one
			a := gap
			a.Edge, a.Other = first, nil
			if i > 0 {
				a.Edge, a.Other = with[i-1], &with[i-1]
			}
			out = append(out, t.change(g, Appeared, a, spot{area, with[i]}))
		}
	}
	return out
}

// widen counts a month without a sure incident into what lies between two.
func (t *Tally) widen(gap *Change, g int, at spot) {
	switch t.state(g, at) {
	case Without:
		gap.Without++
	case Possible:
		gap.Possible++
	default:
		gap.Blind++
	}
	if c := t.cells[groupSpot{g, at}]; c != nil {
		gap.Slight = append(gap.Slight, c.slight...)
		gap.Set = append(gap.Set, c.set...)
	}
}

// change is a change with what is known of its month.
func (t *Tally) change(g int, turn Turn, c Change, at spot) Change {
	c.Turn, c.Area, c.Month = turn, t.areas[at.area], at.month
	c.Slight, c.Set = slices.Compact(sorted(c.Slight)), slices.Compact(sorted(c.Set))
	var origins []string
	for _, x := range t.cells[groupSpot{g, at}].sure {
		c.Incidents = append(c.Incidents, x.Incident)
		origins = united(origins, x.origins)
	}
	slices.Sort(c.Incidents)
	c.Origins = len(origins)
	return c
}

// pairs are each vanishing beside each appearance of the group in another area
// within the same or adjoining months, if one of the two lies in the months
// asked for.
func (t *Tally) pairs(g int, all []Change, told []Told) []Together {
	var out []Together
	for _, v := range all {
		for _, a := range all {
			if v.Turn != Vanished || a.Turn != Appeared || v.Area == a.Area || a.Month > v.Month+1 || v.Month > a.Month+1 || !t.asked(v.Month) && !t.asked(a.Month) {
				continue
			}
			p := Together{From: v.Area, Last: v.Month, To: a.Area, First: a.Month, Again: a.Other != nil, Returned: v.Other}
			for _, x := range told {
				if x.Act == Relocation && min(v.Month, a.Month) <= x.Month && x.Month <= max(v.Month, a.Month) &&
					(len(x.Groups) == 0 || slices.Contains(x.Groups, t.groups[g].ID)) {
					p.Told = append(p.Told, x.Incident)
				}
			}
			out = append(out, p)
		}
	}
	for i := range out {
		slices.Sort(out[i].Told)
	}
	slices.SortFunc(out, func(a, b Together) int {
		return cmp.Or(cmp.Compare(a.Last, b.Last), cmp.Compare(a.First, b.First), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return out
}

// asked reports whether a month is one that the query asks for and that may be
// shown.
func (t *Tally) asked(m Month) bool { return m >= t.from && m <= t.to && m <= t.rule.last }

// sortedDuties sorts provisions by what they oblige to and by age.
func sortedDuties(reg *observance.Register, list []Duty) []Duty {
	rank := map[string]int{"relocation": 0, "presence": 1, "fight": 2}
	adopted := make(map[string]string, len(reg.Facts.Instruments))
	for _, in := range reg.Facts.Instruments {
		adopted[string(in.ID)] = in.Adopted
	}
	slices.SortFunc(list, func(a, b Duty) int {
		return cmp.Or(cmp.Compare(rank[a.Of], rank[b.Of]), cmp.Compare(adopted[string(a.Instrument)], adopted[string(b.Instrument)]), cmp.Compare(a.Provision, b.Provision))
	})
	return list
}
