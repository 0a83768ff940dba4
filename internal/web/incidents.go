package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// incidentsPage is all that incidents.html may refer to.
type incidentsPage struct {
	frame
	Rows       []incidentRow
	From, To   int  // which of the list are shown, counted from 1
	Total      int  // how many there are, if Counted
	Counted    bool // false: more than are counted for one page
	Prev, Next string
	Exports    []link
	Choices    []choice
	Contradict string     // address of the contradictions of the same period
	Joining    string     // address of the pairs that wait for a person
	Narrowed   []narrowed // filters that only links set, each to be taken off
}

// An incidentRow keeps fact, attribution and finding apart.
type incidentRow struct {
	ID, Href, Days, Place string
	Radius                string
	Act                   string
	SideA, SideB          string
	OneSided              bool
	Deaths                string // "3–7", or that no report gives a number
	Killed                string // the same in words
	Fact                  string
	Reports, Origins      int
	Disputed              []string // aspects in which the reports contradict each other
	Lead                  mark
	Findings              int // proposed other than outside
}

// A choice is one filter of the form.
type choice struct {
	Name, Label string
	Options     []option
}

// An option is one value of a filter.
type option struct {
	Value, Word string
	Chosen      bool
}

// A narrowed is a filter in words with the address without it.
type narrowed struct{ Word, Off string }

const (
	pageRows = 50
	// countCap is how many incidents are counted for one page of the list.
	countCap = 5000
)

// A narrow is what the desk's filter cannot say: it is applied to the
// incidents that the desk returns.
type narrow struct {
	lead Lead
	sure string // yes: surely in the period and the area asked for; unknown: possibly
	near string // "lon,lat": the incidents of one drawn place
}

// surely reports whether all of an incident's time lies in the span and all of
// its place in the area, if one is given. One that straddles an edge is
// possibly there, and is counted apart.
func surely(h observance.Held, span truceline.Interval, area place.AreaID) bool {
	return span.Covers(h.Incident.When) && (area == "" ||
		slices.ContainsFunc(h.Areas, func(a observance.AreaAnswer) bool { return a.Area == area && a.Answer == truceline.Yes }))
}

func (n narrow) keeps(h observance.Held, fl Filter) bool {
	if n.lead != "" && leadOf(h) != n.lead {
		return false
	}
	if n.sure != "" && (n.sure == "yes") != surely(h, fl.Span, fl.Area) {
		return false
	}
	return n.near == "" || n.near == fmt.Sprintf("%g,%g", h.Incident.Where.Lon, h.Incident.Where.Lat)
}

// filter reads the list's filters from the address. Values that the register
// does not know are refused, so that a mistyped filter is not an empty list.
func (f frame) filter() (Filter, narrow, error) {
	q := f.query
	fl := Filter{
		Span:      f.Span,
		Known:     f.Known,
		Area:      place.AreaID(q.Get("area")),
		Provision: instrument.ProvisionID(q.Get("provision")),
		Proposed:  observance.Proposed(q.Get("proposed")),
		Party:     party.ID(q.Get("party")),
		Fact:      incident.Fact(q.Get("fact")),
		Settles:   observance.Question(q.Get("settles")),
		Source:    report.SourceID(q.Get("source")),
		Disputed:  incident.Dispute(q.Get("disputed")),
		Several:   q.Get("accounts") == "several",
	}
	n := narrow{Lead(q.Get("lead")), q.Get("sure"), q.Get("near")}
	switch {
	case fl.Area != "" && f.areas[fl.Area] == nil:
		return fl, n, truceline.Invalid("area", "the register has no area %q", fl.Area)
	case fl.Provision != "" && f.provisions[fl.Provision] == nil:
		return fl, n, truceline.Invalid("provision", "the register has no provision %q", fl.Provision)
	case fl.Party != "" && f.parties[fl.Party] == nil:
		return fl, n, truceline.Invalid("party", "the register has no party %q", fl.Party)
	case fl.Proposed != "" && !slices.Contains(proposals[:], fl.Proposed):
		return fl, n, truceline.Invalid("proposed", "%q is none of %v", fl.Proposed, proposals)
	case fl.Fact != "" && !slices.Contains(grades[:], fl.Fact):
		return fl, n, truceline.Invalid("fact", "%q is none of %v", fl.Fact, grades)
	case n.lead != "" && !slices.Contains(Leads[:], n.lead):
		return fl, n, truceline.Invalid("lead", "%q is none of %v", n.lead, Leads)
	case fl.Settles != "" && !slices.Contains(observance.Questions[:], fl.Settles):
		return fl, n, truceline.Invalid("settles", "%q is none of %v", fl.Settles, observance.Questions)
	case fl.Source != "" && !f.hasSource(fl.Source):
		return fl, n, truceline.Invalid("source", "the register has no source %q", fl.Source)
	case fl.Disputed != "" && !slices.Contains(incident.Disputes, fl.Disputed):
		return fl, n, truceline.Invalid("disputed", "%q is none of %v", fl.Disputed, incident.Disputes)
	case q.Get("accounts") != "" && !fl.Several:
		return fl, n, truceline.Invalid("accounts", "%q is not several", q.Get("accounts"))
	case n.sure != "" && n.sure != "yes" && n.sure != "unknown":
		return fl, n, truceline.Invalid("sure", "%q is neither yes nor unknown", n.sure)
	}
	// Every incident under a proposed lead has a finding that proposes it.
	if l := n.lead; l != "" && l != LeadNone && l != LeadWaiting && fl.Proposed == "" && fl.Provision == "" && fl.Settles == "" {
		fl.Proposed = observance.Proposed(l)
	}
	return fl, n, nil
}

var proposals = [...]observance.Proposed{observance.Violation, observance.AllegedViolation,
	observance.Undetermined, observance.Excepted, observance.Outside}

var grades = [...]incident.Fact{incident.Reported, incident.Corroborated, incident.Verified,
	incident.NotVerified, incident.Unverifiable, incident.NoAccess, incident.Refuted}

// held asks the desk for the incidents of the filters, from the offset on. A
// zero limit means all.
func (s *Server) held(ctx context.Context, fl Filter, n narrow, limit, offset int) ([]observance.Held, error) {
	if n == (narrow{}) {
		fl.Limit, fl.Offset = limit, offset
		return s.desk.Held(ctx, fl)
	}
	held, err := s.desk.Held(ctx, fl)
	if err != nil {
		return nil, err
	}
	held = slices.DeleteFunc(held, func(h observance.Held) bool { return !n.keeps(h, fl) })
	held = held[min(offset, len(held)):]
	if limit > 0 && len(held) > limit {
		held = held[:limit]
	}
	return held, nil
}

func (s *Server) incidents(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "incidents")
	if err != nil {
		return err
	}
	fl, n, err := f.filter()
	if err != nil {
		return err
	}
	offset, err := parseOffset(f.query)
	if err != nil {
		return err
	}
	p := incidentsPage{frame: f, Choices: f.choices(fl), Narrowed: f.narrowed(fl, n),
		Contradict: f.Link("/contradictions", f.period()...), Joining: f.Link("/joining", f.period()...)}
	var held []observance.Held
	if offset < countCap {
		all, err := s.held(r.Context(), fl, n, countCap+1, 0)
		if err != nil {
			return err
		}
		p.Total, p.Counted = len(all), len(all) <= countCap
		held = all[min(offset, len(all)):]
	} else if held, err = s.held(r.Context(), fl, n, pageRows+1, offset); err != nil {
		return err
	}
	more := len(held) > pageRows
	held = held[:min(pageRows, len(held))]
	for _, h := range held {
		p.Rows = append(p.Rows, f.row(h))
	}
	p.From, p.To = offset+1, offset+len(held)
	if offset > 0 {
		p.Prev = f.With("offset", positive(offset-pageRows))
	}
	if more {
		p.Next = f.With("offset", strconv.Itoa(offset+pageRows))
	}
	for _, ext := range []string{"csv", "jsonl", "geojson"} {
		q := url.Values{}
		for k, v := range f.query {
			if k != "offset" {
				q[k] = v
			}
		}
		p.Exports = append(p.Exports, link{Word: strings.ToUpper(ext), Href: "/incidents." + ext + "?" + q.Encode()})
	}
	return s.render(w, "incidents", p)
}

func parseOffset(q url.Values) (int, error) {
	v := q.Get("offset")
	if v == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 {
		return 0, truceline.Invalid("offset", "%q is not a number of incidents to pass over", v)
	}
	return n, nil
}

// positive writes a number above zero, and nothing otherwise.
func positive(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func (f frame) row(h observance.Held) incidentRow {
	in := h.Incident
	row := incidentRow{
		ID: string(in.ID), Href: f.incidentURL(in.ID),
		Days: in.Days, Place: f.placeName(in.Where), Radius: f.radius(in.Where),
		Act:   f.ActNames(in.Codes),
		SideA: f.sides(in.SideA), SideB: f.sides(in.SideB), OneSided: in.Form == report.OneSided,
		Deaths: bounds(in.Deaths), Killed: f.deathsIn(in.Deaths, in.Uncounted),
		Fact: f.T(locale.Key("fact." + string(in.Fact))), Reports: len(in.Reports), Origins: len(in.Origins),
		Lead: f.mark(leadOf(h)),
	}
	if in.Uncounted {
		row.Deaths = f.T("deaths.unstated")
	}
	for _, a := range incident.Disputes {
		if in.Disputed(a) {
			row.Disputed = append(row.Disputed, f.T(locale.Key("aspect."+string(a))))
		}
	}
	for _, fd := range h.Findings {
		if fd.Proposed != observance.Outside {
			row.Findings++
		}
	}
	return row
}

// bounds are the lowest and the highest number, on one line.
func bounds(r report.Range) string {
	if r.Low == r.High {
		return strconv.Itoa(r.Low)
	}
	return fmt.Sprintf("%d\u2060–\u2060%d", r.Low, r.High) // joined: they never break apart
}

// placeName is the name that the source gives, or that of the area meant.
func (f frame) placeName(p place.Place) string {
	if p.Name != "" {
		return p.Name
	}
	if p.Within != "" {
		return f.AreaName(p.Within)
	}
	return coordinates(p.Point)
}

func coordinates(p place.Point) string { return fmt.Sprintf("%.4f, %.4f", p.Lon, p.Lat) }

// radius says how far off a place may be.
func (f frame) radius(p place.Place) string {
	switch {
	case p.Within != "":
		return f.T("place.within", f.AreaName(p.Within))
	case p.RadiusM == 0:
		return f.T("place.exact")
	case p.RadiusM < 1000:
		return f.T("place.radius_m", p.RadiusM)
	}
	return f.T("place.radius_km", p.RadiusM/1000)
}

// sides names the parties of one side; one that was not resolved keeps the name
// that the source gives.
func (f frame) sides(actors []report.Actor) string {
	var names []string
	for _, a := range actors {
		if a.Party != "" {
			names = append(names, f.PartyName(a.Party))
			continue
		}
		names = append(names, "“"+a.Name+"”")
	}
	return strings.Join(names, ", ")
}

// choices are the filters of the form with what is chosen.
func (f frame) choices(fl Filter) []choice {
	prov := choice{Name: "provision", Label: f.T("filter.provision")}
	for _, in := range f.facts.Instruments {
		for _, p := range in.Provisions {
			if len(p.Conduct) > 0 {
				prov.Options = append(prov.Options, option{string(p.ID), f.ProvisionName(p.ID), p.ID == fl.Provision})
			}
		}
	}
	who := choice{Name: "party", Label: f.T("filter.party")}
	for _, p := range f.facts.Parties {
		if p.Kind != "class" {
			who.Options = append(who.Options, option{string(p.ID), f.PartyName(p.ID), p.ID == fl.Party})
		}
	}
	slices.SortFunc(who.Options, func(a, b option) int { return cmp.Compare(a.Word, b.Word) })
	proposed := choice{Name: "proposed", Label: f.T("filter.proposed")}
	for _, p := range proposals {
		proposed.Options = append(proposed.Options, option{string(p), f.mark(Lead(p)).Word, string(p) == f.query.Get("proposed")})
	}
	fact := choice{Name: "fact", Label: f.T("filter.fact")}
	for _, g := range grades {
		fact.Options = append(fact.Options, option{string(g), f.T(locale.Key("fact." + string(g))), g == fl.Fact})
	}
	several := choice{Name: "accounts", Label: f.T("filter.accounts"), Options: []option{{"several", f.T("filter.several"), fl.Several}}}
	return []choice{proposed, f.areaChoice(fl.Area), prov, who, fact, f.sourceChoice("source", f.T("filter.source"), fl.Source), several, f.aspectChoice("disputed", fl.Disputed)}
}

// areaChoice is the filter by area.
func (f frame) areaChoice(chosen place.AreaID) choice {
	area := choice{Name: "area", Label: f.T("filter.area")}
	for _, g := range f.byKind() {
		for _, a := range g.areas {
			area.Options = append(area.Options, option{string(a.ID), f.AreaName(a.ID) + " · " + f.kindName(a.Kind), a.ID == chosen})
		}
	}
	return area
}

// narrowed says in words what only links set.
func (f frame) narrowed(fl Filter, n narrow) []narrowed {
	var out []narrowed
	if n.lead != "" {
		out = append(out, narrowed{f.T("narrow.lead", f.mark(n.lead).Word), f.With("lead", "", "offset", "")})
	}
	if fl.Settles != "" {
		out = append(out, narrowed{f.T("narrow.settles", f.T(locale.Key("question."+string(fl.Settles)))), f.With("settles", "", "offset", "")})
	}
	if n.sure != "" {
		out = append(out, narrowed{f.T(locale.Key("narrow.sure." + n.sure)), f.With("sure", "", "offset", "")})
	}
	if n.near != "" {
		out = append(out, narrowed{f.T("narrow.near", n.near), f.With("near", "", "offset", "")})
	}
	return out
}
