package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// reportsPage is all that source_reports.html may refer to: the reports behind a
// number of a source's page.
type reportsPage struct {
	frame
	Source     link
	Narrowed   []narrowed
	Rows       []reportRow
	From, To   int
	Total      int
	Incidents  int
	Prev, Next string
}

// A reportRow is one report in short.
type reportRow struct {
	Number, Href string
	Days, Place  string
	Radius       string
	What, Who    string
	Deaths       string
	Origins      string
	Remarks      []string
	Judged       string
	Incident     link
	Words        string
	WordsLang    string
}

// reportURL is the address of a report.
func (f frame) reportURL(id string, pairs ...string) string {
	return f.Link("/reports/"+url.PathEscape(id), pairs...)
}

// reportsFilter reads which reports of a source an address asks for, and says it
// in words, each with the address without it.
func (f frame) reportsFilter(id report.SourceID) (desk.ReportsFilter, []narrowed, error) {
	q := f.query
	fl := desk.ReportsFilter{
		Source: id, Span: f.Span, Known: f.Known, Limit: pageRows,
		Origin: q.Get("origin"), Origins: q.Get("origins"), With: report.SourceID(q.Get("with")),
		Place: q.Get("place"), Time: q.Get("time"), Month: q.Get("month"), Name: q.Get("name"),
	}
	var said []narrowed
	say := func(name, words string) { said = append(said, narrowed{words, f.With(name, "", "offset", "")}) }
	for _, flag := range []struct {
		name string
		set  *bool
	}{
		{"only", &fl.Only}, {"alone", &fl.Alone}, {"apart", &fl.Apart}, {"unknown", &fl.Unknown},
		{"odd", &fl.Odd}, {"judged", &fl.Judged}, {"repeat", &fl.Repeat}, {"folded", &fl.Folded},
	} {
		switch q.Get(flag.name) {
		case "":
		case "yes":
			*flag.set = true
			say(flag.name, f.T(locale.Key("rf."+flag.name)))
		default:
			return fl, nil, truceline.Invalid(flag.name, "%q is not yes; leave it out for all reports", q.Get(flag.name))
		}
	}
	for _, x := range []struct{ name, value, words string }{
		{"origin", fl.Origin, f.Lang.Isolate(fl.Origin)}, {"with", string(fl.With), f.SourceName(fl.With)},
		{"place", fl.Place, f.word("place_class.", fl.Place)}, {"time", fl.Time, f.word("time_class.", fl.Time)},
		{"month", fl.Month, fl.Month}, {"name", fl.Name, fl.Name},
	} {
		if x.value != "" {
			say(x.name, f.T(locale.Key("rf."+x.name), x.words))
		}
	}
	if fl.Origins != "" {
		say("origins", f.word("origins_n.", fl.Origins))
	}
	switch {
	case fl.Origins != "" && !slices.Contains([]string{"0", "1", "2", "3"}, fl.Origins):
		return fl, nil, truceline.Invalid("origins", "%q is none of 0, 1, 2 and 3 (three or more)", fl.Origins)
	case fl.Place != "" && !slices.Contains(desk.PlaceClasses, fl.Place):
		return fl, nil, truceline.Invalid("place", "%q is none of %v", fl.Place, desk.PlaceClasses)
	case fl.Time != "" && !slices.Contains(desk.TimeClasses, fl.Time):
		return fl, nil, truceline.Invalid("time", "%q is none of %v", fl.Time, desk.TimeClasses)
	case fl.With != "" && !f.hasSource(fl.With):
		return fl, nil, truceline.Invalid("with", "the register has no source %q", fl.With)
	}
	return fl, said, nil
}

func (s *Server) sourceReports(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "source_reports")
	if err != nil {
		return err
	}
	f.Whole = true
	id := report.SourceID(r.PathValue("id"))
	if !f.hasSource(id) {
		return truceline.NotFound("the case has no source %q", id)
	}
	fl, said, err := f.reportsFilter(id)
	if err != nil {
		return err
	}
	if fl.Offset, err = parseOffset(f.query); err != nil {
		return err
	}
	found, err := s.desk.ReportsOf(r.Context(), fl)
	if err != nil {
		return err
	}
	p := reportsPage{frame: f, Source: link{Word: f.SourceName(id), Href: f.sourceURL(id, f.period()...)}, Narrowed: said, Total: found.Reports, Incidents: found.Incidents}
	p.Title = f.T("reports.title", p.Source.Word)
	for _, row := range found.Rows {
		p.Rows = append(p.Rows, f.reportRow(row))
	}
	p.From, p.To, p.Prev, p.Next = f.paging(fl.Offset, len(p.Rows), p.Total)
	return s.render(w, "source_reports", p)
}

// paging says which of a list are shown, and where the others are.
func (f frame) paging(offset, shown, total int) (from, to int, prev, next string) {
	if offset > 0 {
		prev = f.With("offset", positive(offset-pageRows))
	}
	if offset+shown < total {
		next = f.With("offset", strconv.Itoa(offset+pageRows))
	}
	return offset + 1, offset + shown, prev, next
}

func (f frame) reportRow(row desk.ReportRow) reportRow {
	r := row.Report
	out := reportRow{
		Number: r.Number, Href: f.reportURL(r.ID()), Days: r.Days, Place: f.placeName(r.Where), Radius: f.radius(r.Where),
		What: f.ActNames(r.Codes), Who: f.who(r), Deaths: f.T("deaths.unstated"), Remarks: r.Remarks, Words: r.Words, WordsLang: r.Lang,
		Origins: strings.Join(r.Origins, ", "),
	}
	if !r.Casualties.Unstated {
		out.Deaths = bounds(r.Casualties.Deaths)
	}
	if row.Judged != nil {
		out.Judged = f.credibility(row.Judged.Grade)
	}
	if row.Incident != "" {
		out.Incident = link{Word: string(row.Incident), Href: f.incidentURL(row.Incident)}
	}
	return out
}

// who names the sides of a report.
func (f frame) who(r report.Report) string {
	a, b := f.sides(r.SideA), f.sides(r.SideB)
	if a == "" || b == "" {
		return cmp.Or(a, b, "–")
	}
	between := f.T("form.and")
	if r.Form == report.OneSided {
		between = f.T("form.against")
	}
	return f.Lang.Isolate(a) + " " + between + " " + f.Lang.Isolate(b)
}

// credibility is a grade of information in words.
func (f frame) credibility(grade int) string {
	return fmt.Sprintf("%d · %s", grade, f.word("credibility.", strconv.Itoa(grade)))
}

// claimsPage is all that source_claims.html may refer to.
type claimsPage struct {
	frame
	Source     link
	Narrowed   []narrowed
	Rows       []claimRow
	From, To   int
	Total      int
	Prev, Next string
}

// A claimRow is one count as its source gives it.
type claimRow struct {
	N         int // its mark in the text that it was read from, if it was
	Bulletin  string
	Published string
	Period    string
	Area      string
	Areas     []link
	Count     string
	Metric    string
	Alleged   string
	Via       link
	Origin    string
	Flags     []string
	Total     bool
	Entry     link
}

func (s *Server) sourceClaims(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "source_claims")
	if err != nil {
		return err
	}
	f.Whole = true
	id := report.SourceID(r.PathValue("id"))
	if !f.hasSource(id) {
		return truceline.NotFound("the case has no source %q", id)
	}
	offset, err := parseOffset(f.query)
	if err != nil {
		return err
	}
	all, err := s.desk.ClaimsOf(r.Context(), id, f.Span, f.Known)
	if err != nil {
		return err
	}
	p := claimsPage{frame: f, Source: link{Word: f.SourceName(id), Href: f.sourceURL(id, f.period()...)}}
	p.Title = f.T("claims.title", p.Source.Word)
	month, odd := f.query.Get("month"), f.query.Get("odd")
	if month != "" {
		p.Narrowed = append(p.Narrowed, narrowed{f.T("rf.month", month), f.With("month", "", "offset", "")})
	}
	if odd != "" {
		p.Narrowed = append(p.Narrowed, narrowed{f.T("rf.odd"), f.With("odd", "", "offset", "")})
	}
	all = slices.DeleteFunc(all, func(c desk.ClaimRow) bool {
		return odd != "" && len(c.Flags) == 0 || month != "" && !strings.HasPrefix(desk.MonthCounted(c.Period, f.Head.Zone), month)
	})
	p.Total = len(all)
	shown := all[min(offset, len(all)):min(offset+pageRows, len(all))]
	for _, c := range shown {
		row := f.claimRow(c.Claim)
		row.Entry = link{Word: f.T("log.entry_n", c.Entry), Href: f.entryURL(c.Entry)}
		p.Rows = append(p.Rows, row)
	}
	p.From, p.To, p.Prev, p.Next = f.paging(offset, len(shown), p.Total)
	return s.render(w, "source_claims", p)
}

func (f frame) claimRow(c report.Claim) claimRow {
	row := claimRow{
		Bulletin: c.Bulletin, Published: c.Published, Count: strconv.Itoa(c.Count), Metric: c.Metric, Alleged: c.Alleged,
		Via: link{Word: cmp.Or(c.Via, c.ViaURL), Href: c.ViaURL}, Origin: c.Origin, Flags: c.Flags, Total: c.Total, Area: c.AreaName,
	}
	if c.Uncounted {
		row.Count = f.T("claim.uncounted")
	}
	if c.Period != (truceline.Interval{}) {
		row.Period = f.Days(c.Period)
	}
	for _, a := range c.Areas {
		row.Areas = append(row.Areas, f.areaLink(a))
	}
	if len(c.Areas) == 0 && c.AreaName == "" {
		row.Area = f.T("claim.all")
	}
	return row
}

func (f frame) areaLink(id place.AreaID) link {
	return link{Word: f.AreaName(id), Href: f.Link("/areas/" + string(id))}
}

// reportPage is all that report.html may refer to: one report with everything
// that the record holds of it.
type reportPage struct {
	frame
	Source      link
	ID          string
	Row         reportRow
	Facts       []accountRow
	Version     int
	Versions    []versionRow
	File        *originalRow
	Entry       int64
	EntryURL    string
	ProofURL    string
	Proof       string
	Judged      *judgedRow
	Judgements  []judgedRow
	Given       string // credibility that the source itself states
	GivenReason string
	By          string
	Scale       []option
	Incident    link
	Action      string
	JudgedOlder bool // the judgement is of an earlier version of the report
}

// An originalRow is the file with which something came in.
type originalRow struct {
	Name, Digest string
	Page         string
	Original     string // address of its bytes; empty if they are not kept here
	Format       string
	At, By       string
}

// A judgedRow is a judgement of a report's information.
type judgedRow struct {
	Grade, Reason, By, At string
	Back                  bool // it takes an earlier one back
	Version               int
	EntryURL              string
	Entry                 int64
}

func (s *Server) report(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "report")
	if err != nil {
		return err
	}
	rec, err := s.desk.ReportRecord(r.Context(), r.PathValue("id"), f.Known)
	if err != nil {
		return err
	}
	rep := rec.Report
	p := reportPage{
		frame: f, ID: rep.ID(), Source: link{Word: f.SourceName(rep.Source), Href: f.sourceURL(rep.Source)},
		Row: f.reportRow(desk.ReportRow{ReportView: rec.ReportView, Incident: rec.Incident}), Version: rec.Version,
		Facts: f.accounts(incident.Incident{}, []ReportView{rec.ReportView}).Rows,
		Entry: rec.Entry, EntryURL: f.entryURL(rec.Entry), ProofURL: f.proofURL(rec.Entry), By: remembered(r), Action: f.Link("/reports/credibility"),
	}
	p.Title = f.T("report.title", rep.Number)
	p.Incident = p.Row.Incident
	for _, v := range rec.Versions {
		p.Versions = append(p.Versions, versionRow{v.Seq, v.Known, v.Entry, f.reportURL(p.ID, "known", f.Stamp(v.Known)), f.entryURL(v.Entry)})
	}
	if rec.File != nil {
		row := f.originalRow(*rec.File)
		p.File = &row
	}
	for _, j := range slices.Backward(rec.Judgements) {
		p.Judgements = append(p.Judgements, f.judgedRow(j))
	}
	if rec.Judged != nil {
		row := f.judgedRow(*rec.Judged)
		p.Judged, p.JudgedOlder = &row, rec.Judged.Version != rec.Version
	}
	if rep.Credibility > 0 {
		p.Given, p.GivenReason = f.credibility(rep.Credibility), rep.CredibilityReason
	}
	for g := 1; g <= 6; g++ {
		p.Scale = append(p.Scale, option{Value: strconv.Itoa(g), Word: f.credibility(g), Chosen: rec.Judged != nil && rec.Judged.Grade == g})
	}
	if len(rec.Proof) > 0 {
		proof, err := json.MarshalIndent(rec.Proof, "", "  ")
		if err != nil {
			return err
		}
		p.Proof = string(proof)
	}
	return s.render(w, "report", p)
}

func (f frame) judgedRow(j desk.Judgement) judgedRow {
	row := judgedRow{Reason: j.Reason, By: j.By, At: f.Instant(j.Known), Back: j.Grade == 0, Version: j.Version, Entry: j.Entry, EntryURL: f.entryURL(j.Entry)}
	if !row.Back {
		row.Grade = f.credibility(j.Grade)
	}
	return row
}

// History is every version of the report on record.
func (p reportPage) History() versionsPart { return versionsPart{p.frame, p.Versions} }

// judge records what somebody thinks of a report's information, and leads back to
// the report, or to the page that the form names.
func (s *Server) judge(w http.ResponseWriter, r *http.Request) error {
	f, v, by, err := s.deciding(w, r, "report")
	if err != nil {
		return err
	}
	reason, err := reasonOf(v, true)
	if err != nil {
		return err
	}
	grade := 0
	if !v.Has("back") {
		if grade, err = strconv.Atoi(v.Get("grade")); err != nil || grade < 1 {
			return truceline.Invalid("grade", "choose a grade from 1 (confirmed by other sources) to 6 (cannot be judged)")
		}
	}
	if err := s.desk.JudgeCredibility(r.Context(), by, v.Get("report"), grade, reason); err != nil {
		return err
	}
	http.Redirect(w, r, f.reportURL(v.Get("report"))+"#information", http.StatusSeeOther)
	return nil
}
