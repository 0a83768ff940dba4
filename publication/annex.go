package publication

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// annex is the incidents of the period in full and of the other windows by id.
func (d *draft) annex() (annex []Row, index []IndexRow) {
	for i, h := range d.census.held {
		if i < d.census.period {
			annex = append(annex, d.row(i+1, h))
			continue
		}
		index = append(index, IndexRow{Row: i + 1, ID: h.Incident.ID, Days: h.Incident.Days, Entry: h.Entry})
	}
	return some(annex), some(index)
}

func (d *draft) row(n int, h observance.Held) Row {
	in := h.Incident
	r := Row{
		Row: n, ID: in.ID, Refs: in.Reports, In: within(in.When, d.Period), Days: in.Days,
		Place: in.Where.Name, Lon: in.Where.Lon, Lat: in.Where.Lat, RadiusM: in.Where.RadiusM,
		Areas: some(areasOf(h, truceline.Yes)), Perhaps: some(areasOf(h, truceline.Unknown)),
		Form: in.Form, Findings: []RowFinding{}, SideA: some(d.parties.names(in.SideA, in.When)), SideB: d.parties.names(in.SideB, in.When),
		Parties: some(d.parties.ids(slices.Concat(in.SideA, in.SideB), in.When)),
		Fact:    in.Fact, Origins: some(in.Origins),
		Held: h.Held, Entry: h.Entry, Recorded: h.Known.UTC(), Disputes: disputesOf(in),
	}
	if !in.Uncounted {
		r.Deaths, r.Civil = &in.Deaths, &in.Civil
	}
	for _, f := range h.Findings {
		rf := RowFinding{Provision: f.Provision, Proposed: f.Proposed, Settles: f.Settles, OpenAttribution: f.OpenAttribution}
		for _, reply := range f.Replies {
			rf.Because = append(rf.Because, reply.Because...)
		}
		r.Findings = append(r.Findings, rf)
	}
	return r
}

// areasOf are the areas that an incident lies in with the given answer.
func areasOf(h observance.Held, a truceline.Answer) []place.AreaID {
	var out []place.AreaID
	for _, x := range h.Areas {
		if x.Answer == a {
			out = append(out, x.Area)
		}
	}
	return out
}

// sources counts whom the period's incidents rest on.
func (d *draft) sources() SourceTable {
	held := d.census.held[:d.census.period]
	bySource, names, alone := map[report.SourceID][]int{}, map[string][]int{}, map[string][]int{}
	var single, none, several []int
	for i, h := range held {
		row := i + 1
		var from []report.SourceID
		for _, id := range h.Incident.Reports {
			source, _, _ := strings.Cut(id, ":")
			if s := report.SourceID(source); !slices.Contains(from, s) {
				from = append(from, s)
				bySource[s] = append(bySource[s], row)
			}
		}
		for _, o := range h.Incident.Origins {
			names[o] = append(names[o], row)
		}
		switch len(h.Incident.Origins) {
		case 0:
			none = append(none, row)
		case 1:
			single = append(single, row)
			alone[h.Incident.Origins[0]] = append(alone[h.Incident.Origins[0]], row)
		default:
			several = append(several, row)
		}
	}
	var t SourceTable
	for _, id := range slices.Sorted(maps.Keys(bySource)) {
		s := d.names.sources[id]
		r := SourceRow{Source: id, Name: d.names.source(id), Incidents: d.census.count(bySource[id]), Terms: s.Terms}
		for _, g := range s.Grades {
			if g.Term.During(d.Period).Max > 0 {
				r.Grades = append(r.Grades, g.Topic+": "+g.Grade)
			}
		}
		slices.Sort(r.Grades)
		t.Sources = append(t.Sources, r)
	}
	byNames := func(a, b string) int { return cmp.Or(cmp.Compare(len(names[b]), len(names[a])), cmp.Compare(a, b)) }
	for _, o := range slices.SortedFunc(maps.Keys(names), byNames) {
		t.Origins = append(t.Origins, OriginRow{Origin: o, Names: d.census.count(names[o]), Alone: d.census.count(alone[o])})
	}
	if len(held) == 0 {
		return t
	}
	share := func(rows []int) Words { return text(" (%d in 100)", (200*len(rows)+len(held))/(2*len(held))) }
	t.Dependent = append(t.Dependent, Sentence{
		text("Of the incidents surely or possibly in the period, "), number(d.census.count(single)), share(single), text(" rest on one origin, "),
		number(d.census.count(several)), share(several), text(" on two or more, and for "), number(d.census.count(none)), share(none), text(" no origin is stated. Ten outlets that repeat one account are one origin."),
	})
	if len(alone) > 0 {
		most := slices.MinFunc(slices.Collect(maps.Keys(alone)), func(a, b string) int {
			return cmp.Or(cmp.Compare(len(alone[b]), len(alone[a])), cmp.Compare(a, b))
		})
		t.Dependent = append(t.Dependent, Sentence{
			number(d.census.count(alone[most])), share(alone[most]), text(" rest on %s alone, and on no other single origin more: what it did not see or did not pass on is missing here.", most),
		})
	}
	return t
}
