package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/report"
)

// A SourceView is one source and what the record says of its reports: how many
// there are, on which origins they rest, how exact they are, and how they stand
// to those of other sources. Incidents are counted that hold one of its reports;
// a number of origins is that of the origins that its own reports of an incident
// name, whatever others say of it.
type SourceView struct {
	Source  report.Source
	Reports int
	Claims  int
	Undated int                // claims without a period
	Period  truceline.Interval // from the first of its dated reports and claims to the last; zero if there is none
	Months  []Volume           // that hold a report or a dated claim, in order

	Incidents  int
	Alone      int    // incidents that no other source reports
	ByOrigins  [4]int // incidents by how many independent origins are named: none, one, two, three or more
	Origins    []OriginUse
	Repeating  int // reports that name two items or more
	OneOrigin  int // of these, reports whose items all go back to one origin
	Unresolved []NameCount
	Unknown    int          // reports that name a side that is not resolved
	Places     []ClassCount // of reports by how exact the place is, in the order of PlaceClasses
	Times      []ClassCount // of reports by how exact the time is, in the order of TimeClasses
	Remarked   int          // reports that are odd as received
	Flagged    int          // claims that are
	Judged     int          // reports whose information a person judged
	Refused    int          // rows of its files that were refused, whatever the period
	Beside     []Agreement  // with each source that it shares an incident with, most first
}

// A Volume is what came in of one local month.
type Volume struct {
	Month           string // 2017-05
	Reports, Claims int
}

// An OriginUse says how much rests on an origin.
type OriginUse struct {
	Origin string
	Named  int // incidents in which it is named
	Only   int // of these, incidents in which nothing else is
}

// A NameCount is a name that resolves to no party, and how many reports give it.
type NameCount struct {
	Name string
	N    int
}

// A ClassCount is how many reports are exact to a degree.
type ClassCount struct {
	Class string
	N     int
}

// The degrees to which a place is exact, by its radius or because it is an area.
var PlaceClasses = []string{"exact", "1km", "5km", "25km", "50km", "wide", "area"}

// The degrees to which a time is exact, by the length of its span.
var TimeClasses = []string{"hours", "day", "week", "month", "longer", "none"}

// An Agreement is how two sources stand to each other in the incidents that both
// report.
type Agreement struct {
	Source      report.SourceID
	Incidents   int
	Independent int // of these, incidents in which both name origins and share none
	Disputes    []DisputeCount
}

// A DisputeCount is how often two sources contradict each other in an aspect.
type DisputeCount struct {
	Aspect incident.Dispute
	N      int
}

// Sources are all sources of the case with what their reports of a period (zero:
// all) come to as known then (zero: now), in the order of their ids.
func (d *Desk) Sources(ctx context.Context, span truceline.Interval, known time.Time) ([]SourceView, error) {
	reg, err := d.Register(ctx, known)
	if err != nil {
		return nil, err
	}
	g, err := d.gathered(ctx, known)
	if err != nil {
		return nil, err
	}
	refused, err := d.refusedBySource(ctx, known)
	if err != nil {
		return nil, err
	}
	out := make([]SourceView, 0, len(reg.Facts.Sources))
	for _, s := range reg.Facts.Sources {
		v := g.source(s, span, reg.Zone())
		v.Refused = refused[s.ID]
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b SourceView) int { return cmp.Compare(a.Source.ID, b.Source.ID) })
	return out, nil
}

// Source is one of Sources. One that the case did not have by then is NotFound.
func (d *Desk) Source(ctx context.Context, id report.SourceID, span truceline.Interval, known time.Time) (SourceView, error) {
	reg, err := d.Register(ctx, known)
	if err != nil {
		return SourceView{}, err
	}
	i := slices.IndexFunc(reg.Facts.Sources, func(s report.Source) bool { return s.ID == id })
	if i < 0 {
		return SourceView{}, truceline.NotFound("the case has no source %q; its address or the date is wrong", id)
	}
	g, err := d.gathered(ctx, known)
	if err != nil {
		return SourceView{}, err
	}
	refused, err := d.refusedBySource(ctx, known)
	if err != nil {
		return SourceView{}, err
	}
	v := g.source(reg.Facts.Sources[i], span, reg.Zone())
	v.Refused = refused[id]
	return v, nil
}

// source counts what is gathered of one source.
func (g *gathering) source(s report.Source, span truceline.Interval, zone *time.Location) SourceView {
	v := SourceView{Source: s}
	months := make(map[string]*Volume)
	month := func(m string) *Volume {
		if months[m] == nil {
			months[m] = &Volume{Month: m}
		}
		return months[m]
	}
	places, times, names := make(map[string]int), make(map[string]int), make(map[string]int)
	for _, r := range g.of[s.ID] {
		if !span.Meets(r.when) {
			continue
		}
		v.Reports++
		v.stretch(r.when)
		if m := monthOf(r.when, zone); m != "" {
			month(m).Reports++
		}
		places[r.place]++
		times[r.time]++
		for _, n := range r.unresolved {
			names[n]++
		}
		v.Unknown += one(len(r.unresolved) > 0)
		v.Remarked += one(r.remarked)
		v.Judged += one(g.judged[r.id])
		v.Repeating += one(r.outlets > 1)
		v.OneOrigin += one(r.outlets > 1 && len(r.origins) == 1)
	}
	for _, c := range g.claims[s.ID] {
		if !span.Meets(c.period) {
			continue
		}
		v.Claims++
		v.Flagged += one(c.flagged)
		if c.period == (truceline.Interval{}) {
			v.Undated++
			continue
		}
		v.stretch(c.period)
		month(MonthCounted(c.period, zone)).Claims++
	}
	for _, m := range months {
		v.Months = append(v.Months, *m)
	}
	slices.SortFunc(v.Months, func(a, b Volume) int { return cmp.Compare(a.Month, b.Month) })
	v.Places, v.Times = classes(PlaceClasses, places), classes(TimeClasses, times)
	for n, c := range names {
		v.Unresolved = append(v.Unresolved, NameCount{n, c})
	}
	slices.SortFunc(v.Unresolved, func(a, b NameCount) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Name, b.Name)) })
	g.origins(&v, span)
	g.beside(&v, span)
	return v
}

// MonthCounted is the local month to which a count belongs: the hours that are
// counted end on the day of the bulletin. "" for an undated one.
func MonthCounted(period truceline.Interval, zone *time.Location) string {
	if period.To.IsZero() {
		return ""
	}
	return period.To.Add(-time.Microsecond).In(zone).Format("2006-01")
}

// stretch makes the period hold a span, if that has both ends.
func (v *SourceView) stretch(iv truceline.Interval) {
	if iv.From.IsZero() || iv.To.IsZero() {
		return
	}
	if v.Period.From.IsZero() || iv.From.Before(v.Period.From) {
		v.Period.From = iv.From
	}
	if iv.To.After(v.Period.To) {
		v.Period.To = iv.To
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func classes(order []string, counts map[string]int) []ClassCount {
	var out []ClassCount
	for _, c := range order {
		if counts[c] > 0 {
			out = append(out, ClassCount{c, counts[c]})
		}
	}
	return out
}

// origins counts the incidents of a source by what its reports rest on.
func (g *gathering) origins(v *SourceView, span truceline.Interval) {
	uses := make(map[string]*OriginUse)
	for _, st := range g.stands[v.Source.ID] {
		if !st.meets(span) {
			continue
		}
		v.Incidents++
		v.Alone += one(len(g.incidents[st.incident].by) == 1)
		v.ByOrigins[min(len(st.origins), 3)]++
		for _, o := range st.origins {
			if uses[o] == nil {
				uses[o] = &OriginUse{Origin: o}
			}
			uses[o].Named++
			uses[o].Only += one(len(st.origins) == 1)
		}
	}
	for _, u := range uses {
		v.Origins = append(v.Origins, *u)
	}
	slices.SortFunc(v.Origins, func(a, b OriginUse) int {
		return cmp.Or(cmp.Compare(b.Named, a.Named), cmp.Compare(b.Only, a.Only), cmp.Compare(a.Origin, b.Origin))
	})
}

// beside counts the incidents that a source shares with each other one.
func (g *gathering) beside(v *SourceView, span truceline.Interval) {
	shared := make(map[report.SourceID]*Agreement)
	disputes := make(map[report.SourceID]map[incident.Dispute]int)
	for _, st := range g.stands[v.Source.ID] {
		if !st.meets(span) {
			continue
		}
		in := g.incidents[st.incident]
		for _, other := range in.by {
			if other.source == v.Source.ID {
				continue
			}
			a := shared[other.source]
			if a == nil {
				a = &Agreement{Source: other.source}
				shared[other.source], disputes[other.source] = a, make(map[incident.Dispute]int)
			}
			a.Incidents++
			a.Independent += one(len(st.origins) > 0 && len(other.origins) > 0 && !meet(st.origins, other.origins))
		}
		for _, c := range in.disputes {
			switch v.Source.ID {
			case c.a:
				count(disputes, c.b, c.over)
			case c.b:
				count(disputes, c.a, c.over)
			}
		}
	}
	for id, a := range shared {
		for _, over := range incident.Disputes {
			if n := disputes[id][over]; n > 0 {
				a.Disputes = append(a.Disputes, DisputeCount{over, n})
			}
		}
		v.Beside = append(v.Beside, *a)
	}
	slices.SortFunc(v.Beside, func(a, b Agreement) int {
		return cmp.Or(cmp.Compare(b.Incidents, a.Incidents), cmp.Compare(a.Source, b.Source))
	})
}

// count adds a dispute with a source that stands in the incident; one between two
// reports of one source is none with another.
func count(disputes map[report.SourceID]map[incident.Dispute]int, with report.SourceID, over incident.Dispute) {
	if m := disputes[with]; m != nil {
		m[over]++
	}
}

// meet reports whether two sorted lists share an item.
func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { _, ok := slices.BinarySearch(b, x); return ok })
}

// sourceOf is the source of a report by the report's id, "source:number".
func sourceOf(id string) report.SourceID {
	source, _, _ := strings.Cut(id, ":")
	return report.SourceID(source)
}
