package web

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/report"
)

// incidentPage is all that incident.html may refer to.
type incidentPage struct {
	frame
	ID            string
	Row           incidentRow
	Form          string
	Basis         string // of the place, in the source's words
	Accounts      accounts
	Map           sketch
	When          whenBar
	InAreas       []inArea
	Groups        []findingGroup
	Contradiction []string
	Origins       []string
	Exempt        []incident.Exemption
	Versions      []versionRow
	Entry         int64
	ProofURL      string
	EntryURL      string
	Proof         string
}

// accounts is the reports of an incident as the columns of a table, so that
// rival accounts stand side by side.
type accounts struct {
	Heads []accountHead
	Rows  []accountRow
}

// An accountHead names a report and its source.
type accountHead struct{ Source, Number string }

// An accountRow is one aspect in all reports. Differs marks one on which they
// do not agree.
type accountRow struct {
	Label   string
	Cells   []string
	Differs bool
	Literal bool // as received: not in the page's language
}

// A whenBar draws a span of time to scale among its days.
type whenBar struct {
	W, X, Wide float64
	Ticks      []tick
	Words      string
	Rows       []whenRow // one for each report
	H          int
}

// A whenRow is the span that one report gives.
type whenRow struct {
	X, Y, Wide float64
	Label      string
}

// An inArea is an area that the incident surely or possibly lies in.
type inArea struct {
	Name, Href string
	Answer     answer
	Share      string
}

// A findingGroup is the findings with one proposal.
type findingGroup struct {
	Mark   mark
	Folded bool
	Rows   []findingRow
}

// A findingRow is the incident held against one provision.
type findingRow struct {
	Provision, Href, Text string
	Mark                  mark
	Replies               []replyRow
	Settles               string
	Open                  bool // attribution open: either side may be the author
}

// A versionRow is one state of the record.
type versionRow struct {
	Seq      int
	Known    time.Time
	Entry    int64
	URL      string
	EntryURL string
}

func (s *Server) incident(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "incident")
	if err != nil {
		return err
	}
	view, err := s.desk.Incident(r.Context(), incident.ID(r.PathValue("id")), f.Known)
	if err != nil {
		return err
	}
	in := view.Held.Incident
	p := incidentPage{
		frame: f, ID: string(in.ID), Row: f.row(view.Held), Basis: in.Where.Basis,
		Form:     f.T(locale.Key("form." + string(in.Form))),
		Accounts: f.accounts(view.Reports), When: f.when(in.When, view.Reports),
		Contradiction: contradictions(in), Origins: in.Origins, Exempt: in.Exempt,
		Entry: view.Held.Entry, Proof: string(view.Proof),
		EntryURL: f.entryURL(view.Held.Entry),
		ProofURL: f.proofURL(view.Held.Entry),
	}
	p.Title = f.placeName(in.Where) + ", " + in.Days
	p.Span = in.When
	for _, a := range view.Held.Areas {
		p.InAreas = append(p.InAreas, inArea{f.AreaName(a.Area), f.Link("/areas/" + string(a.Area)), f.answer(a.Answer), f.T("share.of", percent(a.Share))})
	}
	p.Groups = f.findings(view.Held.Findings)
	for _, v := range view.Versions {
		p.Versions = append(p.Versions, versionRow{v.Seq, v.Known, v.Entry, f.With("known", f.Stamp(v.Known)), f.entryURL(v.Entry)})
	}
	bound := around(in.Where.Point, 25000)
	if a := f.areas[in.Where.Within]; a != nil && len(a.Possible) > 0 {
		bound = a.Possible.Bound()
	}
	sk, v := f.sketch(f.T("map.place"), bound, f.ofKind("de_escalation_area"))
	f.plot(&sk, v, []observance.Held{view.Held})
	sk.IncidentsURL = f.Link("/incidents.geojson", "id", string(in.ID))
	p.Map = sk
	return s.render(w, "incident", p)
}

// contradictions puts each contradiction between two reports into a line.
func contradictions(in incident.Incident) []string {
	var out []string
	for _, c := range in.Contradictions {
		out = append(out, fmt.Sprintf("%s: %s – %s", c.Aspect, c.SaysA, c.SaysB))
	}
	return out
}

func (f frame) entryURL(n int64) string { return f.Link("/log", "q", fmt.Sprint(n)) }
func (f frame) proofURL(n int64) string { return fmt.Sprintf("/log/%d/proof.json", n) }

// findings groups findings by what is proposed, furthest first. Those that lie
// outside fold away: there are many, and each is still there to read.
func (f frame) findings(fs []observance.Finding) []findingGroup {
	var out []findingGroup
	for _, pr := range proposals {
		g := findingGroup{Mark: f.mark(Lead(pr)), Folded: pr == observance.Outside}
		for _, fd := range fs {
			if fd.Proposed != pr {
				continue
			}
			row := findingRow{
				Provision: f.ProvisionName(fd.Provision), Mark: g.Mark, Open: fd.OpenAttribution,
			}
			if pv := f.provisions[fd.Provision]; pv != nil {
				row.Text = pv.Text
				row.Href = f.provisionURL(pv.Instrument, pv.ID)
			}
			if fd.Settles != "" {
				row.Settles = f.T(locale.Key("question." + string(fd.Settles)))
			}
			for _, re := range fd.Replies {
				rr := f.reply(re)
				rr.Settles = fd.Settles != "" && re.Question == fd.Settles
				row.Replies = append(row.Replies, rr)
			}
			g.Rows = append(g.Rows, row)
		}
		if len(g.Rows) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// accounts sets the reports side by side, aspect by aspect.
func (f frame) accounts(views []ReportView) accounts {
	var a accounts
	for _, v := range views {
		a.Heads = append(a.Heads, accountHead{cmp.Or(v.Source.Names.In(f.Lang.Tag), string(v.Report.Source)), v.Report.ID()})
	}
	add := func(key locale.Key, literal bool, cell func(ReportView) string) {
		row := accountRow{Label: f.T(key), Literal: literal}
		for _, v := range views {
			c := cell(v)
			row.Differs = row.Differs || len(row.Cells) > 0 && c != row.Cells[0]
			row.Cells = append(row.Cells, cmp.Or(c, "–"))
		}
		a.Rows = append(a.Rows, row)
	}
	add("account.when", false, func(v ReportView) string { return joinNote(v.Report.Days, v.Report.WhenBasis) })
	add("account.where", false, func(v ReportView) string {
		p := v.Report.Where
		return joinNote(f.placeName(p)+" · "+coordinates(p.Point)+" · "+f.radius(p), p.Basis)
	})
	add("account.what", false, func(v ReportView) string { return f.ActNames(v.Report.Codes) })
	add("account.form", false, func(v ReportView) string { return f.T(locale.Key("form." + string(v.Report.Form))) })
	add("account.side_a", false, func(v ReportView) string { return f.named(v.Report.SideA) })
	add("account.side_b", false, func(v ReportView) string { return f.named(v.Report.SideB) })
	add("account.deaths", false, func(v ReportView) string {
		d := v.Report.Casualties.Deaths
		return f.T("deaths.range", d.Low, d.High, d.Best)
	})
	add("account.civilians", false, func(v ReportView) string { return fmt.Sprint(v.Report.Casualties.Civilians) })
	// What tells two sources or two records apart is no disagreement.
	rivals := len(a.Rows)
	add("account.origins", true, func(v ReportView) string { return strings.Join(v.Report.Origins, ", ") })
	add("account.outlets", false, func(v ReportView) string { return fmt.Sprint(v.Report.Outlets) })
	add("account.grade", false, func(v ReportView) string { return f.grade(v.Source, v.Report) })
	add("account.received", true, func(v ReportView) string { return "sha256:" + v.Report.Received })
	add("account.recorded", false, func(v ReportView) string {
		return f.Instant(v.Known) + " · " + f.T("log.entry_n", v.Entry)
	})
	for i := range a.Rows[rivals:] {
		a.Rows[rivals+i].Differs = false
	}
	return a
}

// joinNote puts a basis in brackets after what it is the basis of.
func joinNote(s, note string) string {
	if note == "" {
		return s
	}
	return s + " (" + note + ")"
}

// named gives each actor as the source names it and as it was resolved.
func (f frame) named(actors []report.Actor) string {
	var out []string
	for _, a := range actors {
		to := f.T("actor.unresolved")
		if a.Party != "" {
			to = f.PartyName(a.Party)
		}
		if to == a.Name {
			out = append(out, to)
			continue
		}
		out = append(out, joinNote("“"+f.Lang.Isolate(a.Name)+"”", f.Lang.Isolate(to)))
	}
	return strings.Join(out, ", ")
}

// grade is the source's reliability on the day and the information's
// credibility, each apart.
func (f frame) grade(src report.Source, r report.Report) string {
	var out []string
	for _, g := range src.Grades {
		if g.Term.During(r.When).Max > 0 {
			out = append(out, g.Grade+" ("+g.Topic+")")
		}
	}
	credibility := f.T("credibility.none")
	if r.Credibility > 0 {
		credibility = fmt.Sprint(r.Credibility)
	}
	return cmp.Or(strings.Join(out, ", "), f.T("grade.none")) + " / " + credibility
}

// when draws the span of an incident and of each of its reports.
func (f frame) when(iv truceline.Interval, views []ReportView) whenBar {
	all := iv
	for _, v := range views {
		if v.Report.When.From.Before(all.From) {
			all.From = v.Report.When.From
		}
		if v.Report.When.To.After(all.To) {
			all.To = v.Report.When.To
		}
	}
	from := f.localDay(all.From).Add(-24 * time.Hour)
	to := f.localDay(all.To).Add(48 * time.Hour)
	const wide = 440.0
	at := func(t time.Time) float64 { return wide * float64(t.Sub(from)) / float64(to.Sub(from)) }
	b := whenBar{W: wide, X: at(iv.From), Wide: max(2, at(iv.To)-at(iv.From)), Words: f.Days(iv)}
	days := int(to.Sub(from).Hours() / 24)
	for i := 0; i <= days; i += max(1, (days+4)/5) {
		t := f.localDay(from.Add(time.Duration(i)*24*time.Hour + time.Hour))
		b.Ticks = append(b.Ticks, tick{At: at(t), Word: f.Day(t)})
	}
	for i, v := range views {
		w := v.Report.When
		b.Rows = append(b.Rows, whenRow{X: at(w.From), Wide: max(2, at(w.To)-at(w.From)), Y: float64(46 + 14*i), Label: v.Report.ID()})
	}
	b.H = 46 + 14*len(views)
	return b
}
