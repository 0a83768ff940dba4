package desk

import (
	"context"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// A gathering is what is counted of sources, condensed from all reports,
// incidents and claims of the record as known at one time.
type gathering struct {
	of        map[report.SourceID][]reportFact // in the order of their ids
	claims    map[report.SourceID][]claimFact
	stands    map[report.SourceID][]stand // in the order of the incidents' ids
	incidents []incidentFact
	in        map[string]incident.ID // where a report stands
	judged    map[string]bool        // reports whose information a person judged
}

// A reportFact is what is counted of a report.
type reportFact struct {
	id          string
	when        truceline.Interval
	place, time string // classes
	origins     []string
	outlets     int
	remarked    bool
	unresolved  []string // names, sorted, each once
}

// A claimFact is what is counted of a claim.
type claimFact struct {
	period  truceline.Interval
	flagged bool
}

// A stand is what one source says of one incident.
type stand struct {
	source   report.SourceID
	incident int // of gathering.incidents
	reports  []string
	spans    []truceline.Interval // of the reports
	origins  []string             // that its reports name, sorted
}

// meets reports whether one of the reports may be of the span.
func (s stand) meets(span truceline.Interval) bool {
	return slices.ContainsFunc(s.spans, span.Meets)
}

// An incidentFact is an incident with what each source says of it.
type incidentFact struct {
	id       incident.ID
	by       []stand
	disputes []disputeFact
}

// A disputeFact is a contradiction between two sources.
type disputeFact struct {
	a, b report.SourceID
	over incident.Dispute
}

// gatheredKinds are the kinds of record that a gathering is made of.
var gatheredKinds = []string{kindReport, kindIncident, kindClaim, kindCredibility}

// gathered is what is counted of sources as known then (zero: now). It is made
// once for each state of the record and must not be changed.
func (d *Desk) gathered(ctx context.Context, known time.Time) (*gathering, error) {
	last, err := d.store.LastKnownOf(ctx, known, gatheredKinds...)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	g, ok := d.counted[last]
	d.mu.Unlock()
	if ok {
		return g, nil
	}
	if g, err = d.gather(ctx, last); err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.counted) >= 2 { // one for now, and one for a reader who looks back
		clear(d.counted)
	}
	d.counted[last] = g
	return g, nil
}

// gather reads all that is counted as known at a time; nothing is known at zero.
func (d *Desk) gather(ctx context.Context, known time.Time) (*gathering, error) {
	g := &gathering{
		of: make(map[report.SourceID][]reportFact), claims: make(map[report.SourceID][]claimFact), stands: make(map[report.SourceID][]stand),
		in: make(map[string]incident.ID), judged: make(map[string]bool),
	}
	if known.IsZero() {
		return g, nil
	}
	facts := make(map[string]reportFact)
	for row, err := range d.store.List(ctx, store.Query{Kind: kindReport, Known: known}) {
		if err != nil {
			return nil, err
		}
		r, err := decode[countedReport](row)
		if err != nil {
			return nil, err
		}
		f := r.fact(row.ID)
		facts[row.ID] = f
		g.of[r.Source] = append(g.of[r.Source], f)
	}
	for row, err := range d.store.List(ctx, store.Query{Kind: kindIncident, Known: known}) {
		if err != nil {
			return nil, err
		}
		in, err := decode[countedIncident](row)
		if err != nil {
			return nil, err
		}
		if len(in.Reports) > 0 {
			g.stand(in, facts)
		}
	}
	counts, err := d.Claims(ctx, truceline.Interval{}, known)
	if err != nil {
		return nil, err
	}
	for _, c := range counts {
		g.claims[c.Claim.Source] = append(g.claims[c.Claim.Source], claimFact{c.Claim.Period, len(c.Claim.Flags) > 0})
	}
	for row, err := range d.store.List(ctx, store.Query{Kind: kindCredibility, Known: known}) {
		if err != nil {
			return nil, err
		}
		j, err := decode[Judgement](row)
		if err != nil {
			return nil, err
		}
		if j.Grade > 0 {
			g.judged[j.Report] = true
		}
	}
	return g, nil
}

// stand notes what each source says of an incident.
func (g *gathering) stand(in countedIncident, facts map[string]reportFact) {
	f := incidentFact{id: in.ID}
	for _, id := range in.Reports {
		g.in[id] = in.ID
		source, r := sourceOf(id), facts[id]
		i := slices.IndexFunc(f.by, func(s stand) bool { return s.source == source })
		if i < 0 {
			i = len(f.by)
			f.by = append(f.by, stand{source: source, incident: len(g.incidents)})
		}
		s := &f.by[i]
		s.reports, s.spans = append(s.reports, id), append(s.spans, r.when)
		for _, o := range r.origins {
			if at, there := slices.BinarySearch(s.origins, o); !there {
				s.origins = slices.Insert(s.origins, at, o)
			}
		}
	}
	for _, c := range in.Contradictions {
		f.disputes = append(f.disputes, disputeFact{sourceOf(c.A), sourceOf(c.B), c.Aspect})
	}
	g.incidents = append(g.incidents, f)
	for _, s := range f.by {
		g.stands[s.source] = append(g.stands[s.source], s)
	}
}

// countedReport is as much of a report as is counted: reading all of ten thousand
// would take twice as long.
type countedReport struct {
	Source report.SourceID    `json:"source"`
	When   truceline.Interval `json:"when"`
	Where  struct {
		RadiusM float64      `json:"radius_m"`
		Within  place.AreaID `json:"within"`
	} `json:"where"`
	SideA   []report.Actor `json:"side_a"`
	SideB   []report.Actor `json:"side_b"`
	Origins []string       `json:"origins"`
	Outlets int            `json:"outlets"`
	Remarks []string       `json:"remarks"`
}

func (r countedReport) fact(id string) reportFact {
	f := reportFact{
		id: id, when: r.When, place: placeClass(r.Where.RadiusM, r.Where.Within), time: timeClass(r.When),
		origins: r.Origins, outlets: r.Outlets, remarked: len(r.Remarks) > 0,
	}
	for _, side := range [][]report.Actor{r.SideA, r.SideB} {
		for _, a := range side {
			if a.Party == "" && a.Name != "" {
				f.unresolved = append(f.unresolved, a.Name)
			}
		}
	}
	slices.Sort(f.unresolved)
	f.unresolved = slices.Compact(f.unresolved)
	return f
}

// countedIncident is as much of an incident as is counted.
type countedIncident struct {
	ID             incident.ID              `json:"id"`
	Reports        []string                 `json:"reports"`
	Contradictions []incident.Contradiction `json:"contradictions"`
}

// placeClass is how exact a place is, one of PlaceClasses.
func placeClass(radiusM float64, within place.AreaID) string {
	switch {
	case within != "":
		return "area"
	case radiusM == 0:
		return "exact"
	case radiusM <= 1000:
		return "1km"
	case radiusM <= 5000:
		return "5km"
	case radiusM <= 25_000:
		return "25km"
	case radiusM <= 50_000:
		return "50km"
	}
	return "wide"
}

// timeClass is how exact a time is, one of TimeClasses. A local day lasts 23 to
// 25 hours.
func timeClass(iv truceline.Interval) string {
	const day = 24 * time.Hour
	if iv.From.IsZero() || iv.To.IsZero() {
		return "none"
	}
	switch length := iv.To.Sub(iv.From); {
	case length < 23*time.Hour:
		return "hours"
	case length <= 25*time.Hour:
		return "day"
	case length <= 7*day+time.Hour:
		return "week"
	case length <= 31*day+time.Hour:
		return "month"
	}
	return "longer"
}
