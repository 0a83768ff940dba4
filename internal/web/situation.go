package web

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// situationPage is all that situation.html may refer to.
type situationPage struct {
	frame
	Before     truceline.Interval // the period of the same length just before
	Prev, Next string             // addresses of the periods on either side
	Counts     []countRow
	Deaths     deathsCell
	DeathsWere deathsCell
	Map        sketch
	Crowded    bool // too many places to draw one by one
	Line       timeline
	Groups     []areaGroup
	Waits      []waitRow
	WaitingURL string // incidents not yet held against the register
	Waiting    int
}

// A countRow is a number beside the one of the previous period.
type countRow struct {
	Mark     mark
	Whole    bool // all incidents, not one lead
	Now, Was countCell
}

// A countCell counts the incidents surely in a period and, apart, those whose
// time straddles its edge. Each number leads to the incidents that make it.
type countCell struct {
	N, Possible      int
	URL, PossibleURL string
}

// A deathsCell is the sums of the bounds that the sources give for the
// incidents surely and possibly in a period.
type deathsCell struct {
	Sure, Possible   deathsSum
	URL, PossibleURL string
}

// A deathsSum adds up the incidents for which a report gives a number, and
// counts those for which none does.
type deathsSum struct {
	report.Range
	Given, Ungiven int
}

func (s *deathsSum) add(in incident.Incident) {
	if in.Uncounted {
		s.Ungiven++
		return
	}
	s.Given++
	s.Low += in.Deaths.Low
	s.Best += in.Deaths.Best
	s.High += in.Deaths.High
}

// An areaGroup is the areas of one kind.
type areaGroup struct {
	Kind string
	Rows []areaRow
	Rest []areaRow // in long groups: those in which nothing surely lay
}

// An areaRow counts the incidents surely and possibly in an area.
type areaRow struct {
	Name, Href       string
	Standing         string
	N, Possible, Was int
	URL, PossibleURL string
	OldURL           string
}

// A waitRow is the undetermined findings that one answer would settle.
type waitRow struct {
	Question string
	Findings int
	In       int // incidents
	URL      string
}

func (s *Server) situation(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "situation")
	if err != nil {
		return err
	}
	if err := s.settleSpan(r.Context(), &f); err != nil {
		return err
	}
	before := f.previous()
	now, err := s.desk.Held(r.Context(), Filter{Span: f.Span, Known: f.Known})
	if err != nil {
		return err
	}
	was, err := s.desk.Held(r.Context(), Filter{Span: before, Known: f.Known})
	if err != nil {
		return err
	}
	p := situationPage{frame: f, Before: before, Line: f.timeline(now)}
	length := f.Span.To.Sub(f.Span.From)
	after := truceline.Interval{From: f.Span.To, To: f.localDay(f.Span.To.Add(length))}
	p.Prev, p.Next = f.With(f.within(before)...), f.With(f.within(after)...)
	p.count(now, was)
	p.areas(now, was)
	p.waits(now)
	sk, v := f.sketch(f.T("map.title"), f.caseBound(), f.ofKind("de_escalation_area"))
	p.Crowded = !f.plot(&sk, v, now)
	sk.IncidentsURL = f.Link("/incidents.geojson", f.within(f.Span)...)
	p.Map = sk
	return s.render(w, "situation", p)
}

// spanDays is the length of the period that is shown when none is asked for.
const spanDays = 31

// settleSpan fills in what the address leaves open of the period: the last 31
// days of the case that hold an incident, or, where one end is given, the 31
// days on its other side.
func (s *Server) settleSpan(ctx context.Context, f *frame) error {
	switch zone := f.Head.Zone; {
	case !f.Span.From.IsZero() && !f.Span.To.IsZero():
		return nil
	case !f.Span.From.IsZero():
		f.Span.To = f.Span.From.In(zone).AddDate(0, 0, spanDays).UTC()
		return nil
	case !f.Span.To.IsZero():
		f.Span.From = f.Span.To.In(zone).AddDate(0, 0, -spanDays).UTC()
		return nil
	}
	period := f.Head.Case.Period
	end := period.To
	if end.IsZero() {
		end = f.localDay(f.Head.Known).AddDate(0, 0, 1)
	}
	start := period.From
	if start.IsZero() {
		start = end.AddDate(-1, 0, 0)
	}
	f.Span = truceline.Interval{From: f.localDay(end.AddDate(0, 0, -spanDays)), To: f.localDay(end)}
	for iv := f.Span; iv.To.After(start); iv = f.before(iv) {
		held, err := s.desk.Held(ctx, Filter{Span: iv, Known: f.Known, Limit: 1})
		if err != nil {
			return err
		}
		if len(held) > 0 {
			f.Span = iv
			return nil
		}
	}
	return nil
}

// localDay is the first instant of the local day of t.
func (f frame) localDay(t time.Time) time.Time {
	y, m, d := t.In(f.Head.Zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, f.Head.Zone).UTC()
}

// before is the span of as many local days that ends where iv begins.
func (f frame) before(iv truceline.Interval) truceline.Interval {
	from, to := iv.From.In(f.Head.Zone), iv.To.In(f.Head.Zone)
	// Half a day is added so that a change of clocks does not cost a day.
	n := int((to.Sub(from) + 12*time.Hour) / (24 * time.Hour))
	return truceline.Interval{From: from.AddDate(0, 0, -n).UTC(), To: iv.From}
}

func (f frame) previous() truceline.Interval { return f.before(f.Span) }

// in is the address of the incidents of a period, narrowed by pairs.
func (f frame) in(iv truceline.Interval, pairs ...string) string {
	return f.Link("/incidents", append(f.within(iv), pairs...)...)
}

func (p *situationPage) count(now, was []observance.Held) {
	cell := func(iv truceline.Interval, held []observance.Held, l Lead) countCell {
		c := countCell{
			URL:         p.in(iv, "lead", string(l), "sure", "yes"),
			PossibleURL: p.in(iv, "lead", string(l), "sure", "unknown"),
		}
		for _, h := range held {
			switch {
			case l != "" && leadOf(h) != l:
			case surely(h, iv, ""):
				c.N++
			default:
				c.Possible++
			}
		}
		return c
	}
	row := func(m mark, l Lead) countRow {
		return countRow{Mark: m, Whole: l == "", Now: cell(p.Span, now, l), Was: cell(p.Before, was, l)}
	}
	p.Counts = append(p.Counts, row(mark{Word: p.T("count.all")}, ""))
	for _, l := range Leads {
		r := row(p.mark(l), l)
		if l == LeadWaiting {
			p.Waiting, p.WaitingURL = r.Now.N+r.Now.Possible, p.Incidents("lead", string(l))
			if r.Now.N+r.Now.Possible+r.Was.N+r.Was.Possible == 0 {
				continue
			}
		}
		p.Counts = append(p.Counts, r)
	}
	p.Deaths, p.DeathsWere = p.deaths(p.Span, now), p.deaths(p.Before, was)
}

// deaths adds up the bounds that the sources give.
func (f frame) deaths(iv truceline.Interval, held []observance.Held) deathsCell {
	c := deathsCell{URL: f.in(iv, "sure", "yes"), PossibleURL: f.in(iv, "sure", "unknown")}
	for _, h := range held {
		sum := &c.Possible
		if surely(h, iv, "") {
			sum = &c.Sure
		}
		sum.add(h.Incident)
	}
	return c
}

// areaKinds are the kinds of area that tables group by, in order. Every other
// kind (a town, a camp, a crossing) is a named place.
var areaKinds = [...]string{"de_escalation_area", namedPlace, "governorate", "district", "country"}

const namedPlace = "named_place"

// group is the heading under which tables list an area.
func group(a *place.Area) string {
	if slices.Contains(areaKinds[:], a.Kind) {
		return a.Kind
	}
	return namedPlace
}

// A kindGroup is the areas under one heading, in the case's order.
type kindGroup struct {
	kind  string
	areas []*place.Area
}

// byKind are the headings that the case has areas for.
func (b book) byKind() []kindGroup {
	var out []kindGroup
	for _, kind := range areaKinds {
		g := kindGroup{kind: kind}
		for i := range b.facts.Areas {
			if a := &b.facts.Areas[i]; group(a) == kind {
				g.areas = append(g.areas, a)
			}
		}
		if len(g.areas) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// kindName is the heading of a kind of area in words.
func (f frame) kindName(kind string) string {
	if k := locale.Key("kind." + kind); f.Lang.Has(k) {
		return f.T(k)
	}
	return strings.ReplaceAll(kind, "_", " ")
}

// longGroup is how many areas of one kind are listed whatever lies in them.
const longGroup = 20

func (p *situationPage) areas(now, was []observance.Held) {
	type tally struct{ sure, possible, before int }
	tallies := map[place.AreaID]*tally{}
	at := func(id place.AreaID) *tally {
		if tallies[id] == nil {
			tallies[id] = new(tally)
		}
		return tallies[id]
	}
	for _, h := range now {
		for _, a := range h.Areas {
			if surely(h, p.Span, a.Area) {
				at(a.Area).sure++
			} else {
				at(a.Area).possible++
			}
		}
	}
	for _, h := range was {
		for _, a := range h.Areas {
			if surely(h, p.Before, a.Area) {
				at(a.Area).before++
			}
		}
	}
	for _, kg := range p.byKind() {
		g := areaGroup{Kind: p.kindName(kg.kind)}
		for _, a := range kg.areas {
			t, id := at(a.ID), string(a.ID)
			row := areaRow{
				Name: p.AreaName(a.ID), Href: p.Link("/areas/"+id, p.period()...),
				Standing: p.T(locale.Key("standing." + string(a.Standing))),
				N:        t.sure, Possible: t.possible, Was: t.before,
				URL:         p.Incidents("area", id, "sure", "yes"),
				PossibleURL: p.Incidents("area", id, "sure", "unknown"),
				OldURL:      p.in(p.Before, "area", id, "sure", "yes"),
			}
			if len(kg.areas) > longGroup && row.N == 0 && row.Was == 0 {
				g.Rest = append(g.Rest, row)
				continue
			}
			g.Rows = append(g.Rows, row)
		}
		p.Groups = append(p.Groups, g)
	}
}

func (p *situationPage) waits(now []observance.Held) {
	findings := map[observance.Question]int{}
	incidents := map[observance.Question]int{}
	for _, h := range now {
		seen := map[observance.Question]bool{}
		for _, f := range h.Findings {
			if f.Proposed != observance.Undetermined {
				continue
			}
			findings[f.Settles]++
			if !seen[f.Settles] {
				seen[f.Settles] = true
				incidents[f.Settles]++
			}
		}
	}
	for _, q := range observance.Questions {
		if findings[q] == 0 {
			continue
		}
		p.Waits = append(p.Waits, waitRow{
			Question: p.T(locale.Key("question." + string(q))),
			Findings: findings[q], In: incidents[q],
			URL: p.Incidents("settles", string(q)),
		})
	}
	slices.SortStableFunc(p.Waits, func(a, b waitRow) int { return b.Findings - a.Findings })
}
