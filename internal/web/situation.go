package web

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
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
	Deaths     report.Range // in the period, sums of the reported bounds
	DeathsWere report.Range
	Map        sketch
	Crowded    bool // too many places to draw one by one
	Line       timeline
	Groups     []areaGroup
	Waits      []waitRow
	WaitingURL string // incidents not yet held against the register
	Waiting    int
}

// A countRow is a number beside the one of the previous period; both lead to
// the incidents that make them.
type countRow struct {
	Mark     mark
	Whole    bool // all incidents, not one lead
	N, Was   int
	URL, Old string
}

// An areaGroup is the areas of one kind.
type areaGroup struct {
	Kind   string
	Folded bool // long and of second interest: opened by a click
	Rows   []areaRow
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

// Incidents of the period before, narrowed by pairs.
func (p *situationPage) beforeURL(pairs ...string) string {
	return p.Link("/incidents", append(p.within(p.Before), pairs...)...)
}

func (p *situationPage) count(now, was []observance.Held) {
	p.Counts = append(p.Counts, countRow{
		Mark: mark{Word: p.T("count.all")}, Whole: true,
		N: len(now), Was: len(was), URL: p.Incidents(), Old: p.beforeURL(),
	})
	here, there := byLead(now), byLead(was)
	for _, l := range Leads {
		if l == LeadWaiting && here[l]+there[l] == 0 {
			continue
		}
		p.Counts = append(p.Counts, countRow{
			Mark: p.mark(l), N: here[l], Was: there[l],
			URL: p.Incidents("lead", string(l)), Old: p.beforeURL("lead", string(l)),
		})
	}
	p.Waiting, p.WaitingURL = here[LeadWaiting], p.Incidents("lead", string(LeadWaiting))
	p.Deaths, p.DeathsWere = deaths(now), deaths(was)
}

func byLead(held []observance.Held) map[Lead]int {
	n := map[Lead]int{}
	for _, h := range held {
		n[leadOf(h)]++
	}
	return n
}

// deaths adds up the bounds that the sources give.
func deaths(held []observance.Held) (sum report.Range) {
	for _, h := range held {
		d := h.Incident.Deaths
		sum.Low += d.Low
		sum.Best += d.Best
		sum.High += d.High
	}
	return sum
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
			if a.Answer == truceline.Yes {
				at(a.Area).sure++
			} else {
				at(a.Area).possible++
			}
		}
	}
	for _, h := range was {
		for _, a := range h.Areas {
			if a.Answer == truceline.Yes {
				at(a.Area).before++
			}
		}
	}
	for _, kg := range p.byKind() {
		g := areaGroup{Kind: p.kindName(kg.kind), Folded: kg.kind == "district"}
		for _, a := range kg.areas {
			t, id := at(a.ID), string(a.ID)
			g.Rows = append(g.Rows, areaRow{
				Name: p.AreaName(a.ID), Href: p.Link("/areas/"+id, p.period()...),
				Standing: p.T(locale.Key("standing." + string(a.Standing))),
				N:        t.sure, Possible: t.possible, Was: t.before,
				URL:         p.Incidents("area", id, "in", "yes"),
				PossibleURL: p.Incidents("area", id, "in", "unknown"),
				OldURL:      p.beforeURL("area", id, "in", "yes"),
			})
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
