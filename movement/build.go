package movement

import (
	"cmp"
	"slices"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/report"
)

// Record makes the record of the incidents taken in.
func (t *Tally) Record() Record {
	zone := t.reg.Zone()
	r := Record{
		Case: t.reg.Facts.Case.ID, Division: t.query.Division, Span: t.query.Span, Known: t.query.Known, Quiet: t.query.Quiet,
		Zone: zone.String(), Release: t.rule, Rules: t.rule.words(t.withheld, len(t.tooSmall)), Means: definitions(t.query),
		Last: t.rule.last, Areas: some(t.areas), TooSmall: t.tooSmall, Withheld: t.withheld,
		Effort: []Effort{}, Groups: []Group{}, Silent: []Name{}, Told: []Told{},
		Duties: some(Duties(t.reg, truceline.Interval{From: t.from.Span(zone).From, To: t.to.Span(zone).To})),
	}
	for m := t.from; m <= t.to; m++ {
		r.Months = append(r.Months, m)
	}
	if t.rule.Attribution == attributeForbidden {
		r.Refused = "the case forbids attribution, and to say where a group was reported is one"
		return r
	}
	for i := range t.areas {
		for m := t.from; m <= min(t.to, t.rule.last); m++ {
			r.Effort = append(r.Effort, t.effortAt(spot{i, m}))
		}
	}
	for _, x := range t.told {
		if t.asked(x.Month) {
			r.Told = append(r.Told, x)
		}
	}
	slices.SortFunc(r.Told, func(a, b Told) int {
		return cmp.Or(cmp.Compare(a.Month, b.Month), cmp.Compare(a.Incident, b.Incident))
	})
	for g := range t.groups {
		if t.listed[g].N() == 0 {
			r.Silent = append(r.Silent, t.shownName(g))
			continue
		}
		r.Groups = append(r.Groups, t.group(g))
	}
	return r
}

// some makes an absent list an empty one: a reader of JSON meets no null list.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// shownName is who a group is, as far as the rule lets it be said.
func (t *Tally) shownName(g int) Name {
	n := t.groups[g]
	if t.rule.Attribution != attributeNamed {
		n.Parties, n.Sets = nil, nil
	}
	n.Parties = some(n.Parties)
	return n
}

func (t *Tally) effortAt(at spot) Effort {
	out := Effort{Area: t.areas[at.area], Month: at.month, Sure: []incident.ID{}, Possible: []incident.ID{}, Sources: []report.SourceID{}}
	if e := t.effort[at]; e != nil {
		out.Sure, out.Possible, out.Origins = sorted(e.sure), sorted(e.possible), len(e.origins)
		out.Sources = append(out.Sources, e.sources...)
	}
	return out
}

// group is the record of one group.
func (t *Tally) group(g int) Group {
	out := Group{
		Name: t.shownName(g), Named: []Count{}, Cells: []Cell{}, Changes: []Change{},
		Listed:   Answers{sorted(t.listed[g].Yes), sorted(t.listed[g].Unknown), sorted(t.listed[g].No)},
		Unplaced: sorted(t.unplaced[g]),
	}
	for _, p := range out.Parties {
		if ids := t.named[g][p]; len(ids) > 0 {
			out.Named = append(out.Named, Count{p, sorted(ids)})
		}
	}
	var all []Change
	for i := range t.areas {
		for m := t.from; m <= t.to; m++ {
			out.Cells = append(out.Cells, t.cellAt(g, spot{i, m}))
		}
		all = append(all, t.changes(g, i)...)
	}
	for _, c := range all {
		if t.asked(c.Month) {
			out.Changes = append(out.Changes, c)
		}
	}
	slices.SortFunc(out.Changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Month, b.Month), cmp.Compare(a.Area, b.Area), cmp.Compare(a.Turn, b.Turn))
	})
	out.Together = some(t.pairs(g, all, t.told))
	return out
}

// sorted is a list in order, whatever the order in which incidents came.
func sorted[T cmp.Ordered](list []T) []T {
	out := append([]T{}, list...)
	slices.Sort(out)
	return out
}

// cellAt is a group there and then. Of a month that the rule withholds it says
// nothing but that.
func (t *Tally) cellAt(g int, at spot) Cell {
	out := Cell{Area: t.areas[at.area], Month: at.month, State: t.state(g, at)}
	c := t.cells[groupSpot{g, at}]
	if out.State == Withheld || c == nil {
		return out
	}
	for _, x := range c.sure {
		out.Sure = append(out.Sure, x.Incident)
		out.Listed.add(x.listed)
	}
	for _, x := range c.possible {
		out.Possible = append(out.Possible, x.Maybe)
		out.Listed.add(x.listed)
	}
	slices.Sort(out.Sure)
	slices.SortFunc(out.Possible, func(a, b Maybe) int { return cmp.Compare(a.Incident, b.Incident) })
	out.Slight, out.Set = sortedOrNone(c.slight), sortedOrNone(c.set)
	basis := c.sure
	if len(basis) == 0 {
		basis = c.possible
	}
	for _, x := range basis {
		out.Sources = united(out.Sources, x.sources)
		out.Origins = united(out.Origins, x.origins)
		if t.rule.Days {
			first, last := localDays(x.when, t.reg.Zone())
			if out.First == "" || first < out.First {
				out.First = first
			}
			out.LastDay = max(out.LastDay, last)
		}
	}
	return out
}

func sortedOrNone(ids []incident.ID) []incident.ID {
	if len(ids) == 0 {
		return nil
	}
	return sorted(ids)
}
