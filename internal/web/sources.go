package web

import (
	"cmp"
	"fmt"
	"html"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/report"
)

// sourcesPage is all that sources.html may refer to.
type sourcesPage struct {
	frame
	Rows []sourceRow
}

// A sourceRow is one source in short.
type sourceRow struct {
	Name            link
	Affiliation     link
	Grades          []gradeRow
	Reports, Claims link
	Origins         int
	Lean            string // the origin that most incidents name, with its share; "" if none names any
	Period          string
}

// A gradeRow is one grade of a source with its reason.
type gradeRow struct {
	Grade, Word, Topic, Reason string
	Certain, Possible          []string // when it holds
}

func (s *Server) sources(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "sources")
	if err != nil {
		return err
	}
	f.Whole = true
	views, err := s.desk.Sources(r.Context(), f.Span, f.Known)
	if err != nil {
		return err
	}
	p := sourcesPage{frame: f}
	for _, v := range views {
		row := sourceRow{
			Name: link{Word: f.SourceName(v.Source.ID), Href: f.sourceURL(v.Source.ID, f.period()...)}, Affiliation: f.partyLink(v.Source),
			Grades: f.gradeRows(v.Source), Origins: len(v.Origins), Period: f.covered(v),
			Reports: f.counted(v.Source.ID, v.Reports), Claims: f.countedClaims(v.Source.ID, v.Claims),
		}
		if len(v.Origins) > 0 {
			row.Lean = f.Lang.Isolate(v.Origins[0].Origin) + " " + f.share(v.Origins[0].Named, v.Incidents)
		}
		p.Rows = append(p.Rows, row)
	}
	slices.SortStableFunc(p.Rows, func(a, b sourceRow) int {
		if silent := a.Period == ""; silent != (b.Period == "") { // those of which nothing is recorded come last
			if silent {
				return 1
			}
			return -1
		}
		return cmp.Compare(strings.ToLower(a.Name.Word), strings.ToLower(b.Name.Word))
	})
	return s.render(w, "sources", p)
}

// sourceURL is the address of a source.
func (f frame) sourceURL(id report.SourceID, pairs ...string) string {
	return f.Link("/sources/"+url.PathEscape(string(id)), pairs...)
}

// counted is a number of reports that leads to them; none lead nowhere.
func (f frame) counted(id report.SourceID, n int, pairs ...string) link {
	l := link{Word: fmt.Sprint(n)}
	if n > 0 {
		l.Href = f.Link("/sources/"+url.PathEscape(string(id))+"/reports", append(f.period(), pairs...)...)
	}
	return l
}

// countedClaims is a number of claims that leads to them.
func (f frame) countedClaims(id report.SourceID, n int, pairs ...string) link {
	l := link{Word: fmt.Sprint(n)}
	if n > 0 {
		l.Href = f.Link("/sources/"+url.PathEscape(string(id))+"/claims", append(f.period(), pairs...)...)
	}
	return l
}

func (f frame) partyLink(s report.Source) link {
	if s.Affiliation == "" {
		return link{}
	}
	return link{Word: f.PartyName(s.Affiliation), Href: f.Link("/parties/" + string(s.Affiliation))}
}

// gradeRows are the grades of a source with what each letter means.
func (f frame) gradeRows(s report.Source) []gradeRow {
	var out []gradeRow
	for _, g := range s.Grades {
		out = append(out, gradeRow{
			Grade: g.Grade, Word: f.word("grade.", g.Grade), Topic: g.Topic, Reason: g.Reason,
			Certain: f.Terms(g.Term.Certain), Possible: f.Terms(g.Term.Possible),
		})
	}
	return out
}

// covered is the period of a source's reports and dated claims.
func (f frame) covered(v desk.SourceView) string {
	if v.Period.From.IsZero() {
		return ""
	}
	return f.T("span.short", f.Day(v.Period.From), f.Last(v.Period))
}

// share is a part of a whole in hundreds, never rounded up to all nor down to
// nothing.
func (f frame) share(n, of int) string {
	switch {
	case of == 0:
		return "–"
	case n > 0 && 100*n < of:
		return "< " + f.T("percent", "1")
	case n < of && 200*n >= 199*of:
		return "> " + f.T("percent", "99")
	}
	return f.T("percent", fmt.Sprint((200*n+of)/(2*of)))
}

// Sentence is a phrase of the interface whose arguments lead to what they count.
func (f frame) Sentence(k locale.Key, args ...link) template.HTML {
	var parts []any
	for _, a := range args {
		word := html.EscapeString(a.Word)
		if a.Href != "" {
			word = `<a href="` + html.EscapeString(a.Href) + `">` + word + `</a>`
		}
		parts = append(parts, "<bdi>"+word+"</bdi>")
	}
	return template.HTML(fmt.Sprintf(html.EscapeString(f.T(k)), parts...)) // both are escaped
}

// sourcePage is all that source.html may refer to.
type sourcePage struct {
	frame
	Source      report.Source
	Affiliation link
	Named       []link // its names, each with its language
	Counted     []string
	Grades      []gradeRow
	Reports     link
	Claims      link
	Undated     int
	Covered     string

	Stands  template.HTML   // in how many incidents its reports stand
	Leans   []template.HTML // what they rest on, in sentences
	Depth   []shareRow      // incidents by how many origins are named
	Origins []originRow
	Rest    []originRow // further ones, folded away

	ByReport, ByClaim volume
	Places, Times     []shareRow
	Unresolved        []nameRow
	RestUnresolved    []nameRow
	Odd               []oddRow
	Beside            []agreeRow
}

// A shareRow is a part of a whole.
type shareRow struct {
	Word  string
	N     link
	Share string
	Bar   float64 // hundredths
}

// An originRow is how much rests on an origin.
type originRow struct {
	Origin      string
	Named, Only link
	NamedShare  string
	OnlyShare   string
	Bar, Inner  float64 // hundredths of the incidents: named, and named alone
}

// A nameRow is a name that resolves to no party.
type nameRow struct {
	Name string
	N    link
}

// An oddRow counts what is odd.
type oddRow struct {
	Word string
	N    link
}

// An agreeRow is how a source stands to another.
type agreeRow struct {
	Source      link
	Incidents   link
	Independent link
	Disputes    []link
	None        bool // there is none
}

const (
	originRows = 12
	nameRows   = 15
)

func (s *Server) source(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "source")
	if err != nil {
		return err
	}
	f.Whole = true
	v, err := s.desk.Source(r.Context(), report.SourceID(r.PathValue("id")), f.Span, f.Known)
	if err != nil {
		return err
	}
	src, id := v.Source, v.Source.ID
	p := sourcePage{
		frame: f, Source: src, Affiliation: f.partyLink(src), Grades: f.gradeRows(src), Covered: f.covered(v),
		Reports: f.counted(id, v.Reports), Claims: f.countedClaims(id, v.Claims), Undated: v.Undated,
	}
	p.Title = f.SourceName(id)
	for _, tag := range slices.Sorted(maps.Keys(src.Names)) {
		p.Named = append(p.Named, link{Word: src.Names[tag], Tag: tag})
	}
	for _, c := range append([]string{src.Counted.Column}, src.Counted.Names...) {
		if c != "" {
			p.Counted = append(p.Counted, c)
		}
	}
	p.rests(v)
	p.ByReport, p.ByClaim = f.volumes(v)
	p.Places = f.shares(id, v.Reports, v.Places, "place", "place_class.")
	p.Times = f.shares(id, v.Reports, v.Times, "time", "time_class.")
	for i, n := range v.Unresolved {
		row := nameRow{n.Name, f.counted(id, n.N, "name", n.Name)}
		if i < nameRows {
			p.Unresolved = append(p.Unresolved, row)
		} else {
			p.RestUnresolved = append(p.RestUnresolved, row)
		}
	}
	p.Odd = []oddRow{
		{f.T("source.unknown"), f.counted(id, v.Unknown, "unknown", "yes")},
		{f.T("source.remarked"), f.counted(id, v.Remarked, "odd", "yes")},
		{f.T("source.flagged"), f.countedClaims(id, v.Flagged, "odd", "yes")},
		{f.T("source.judged"), f.counted(id, v.Judged, "judged", "yes")},
		{f.T("source.refused"), link{Word: fmt.Sprint(v.Refused)}},
	}
	if v.Refused > 0 {
		p.Odd[4].N.Href = f.Link("/intake")
	}
	for _, a := range v.Beside {
		p.Beside = append(p.Beside, f.agreement(id, a))
	}
	return s.render(w, "source", p)
}

// rests says on whom the reports rest.
func (p *sourcePage) rests(v desk.SourceView) {
	f, id := p.frame, v.Source.ID
	p.Stands = f.Sentence("source.stands", p.Reports, f.counted(id, v.Incidents), f.counted(id, v.Alone, "alone", "yes"))
	if len(v.Origins) == 0 {
		p.Leans = append(p.Leans, f.Sentence("source.no_origin"))
	}
	for i, o := range v.Origins {
		row := originRow{
			Origin: o.Origin, Named: f.counted(id, o.Named, "origin", o.Origin), Only: f.counted(id, o.Only, "origin", o.Origin, "only", "yes"),
			NamedShare: f.share(o.Named, v.Incidents), OnlyShare: f.share(o.Only, v.Incidents),
			Bar: hundredths(o.Named, v.Incidents), Inner: hundredths(o.Only, v.Incidents),
		}
		if i == 0 {
			p.Leans = append(p.Leans, f.Sentence("source.lean", link{Word: o.Origin}, row.Named, link{Word: row.NamedShare}, row.Only, link{Word: row.OnlyShare}))
		}
		if i < originRows {
			p.Origins = append(p.Origins, row)
		} else {
			p.Rest = append(p.Rest, row)
		}
	}
	if v.Repeating > 0 {
		p.Leans = append(p.Leans, f.Sentence("source.outlets", f.counted(id, v.Repeating, "repeat", "yes"), f.counted(id, v.OneOrigin, "repeat", "yes", "folded", "yes")))
	}
	for i, n := range v.ByOrigins {
		key := fmt.Sprint(i)
		p.Depth = append(p.Depth, shareRow{f.T(locale.Key("origins_n." + key)), f.counted(id, n, "origins", key), f.share(n, v.Incidents), hundredths(n, v.Incidents)})
	}
}

func hundredths(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(n) / float64(of)
}

// shares are the parts of a source's reports by a degree.
func (f frame) shares(id report.SourceID, of int, counts []desk.ClassCount, name, prefix string) []shareRow {
	var out []shareRow
	for _, c := range counts {
		out = append(out, shareRow{f.word(prefix, c.Class), f.counted(id, c.N, name, c.Class), f.share(c.N, of), hundredths(c.N, of)})
	}
	return out
}

// agreement says how often two sources report one incident, and on what they
// contradict each other.
func (f frame) agreement(id report.SourceID, a desk.Agreement) agreeRow {
	row := agreeRow{
		Source: link{Word: f.SourceName(a.Source), Href: f.sourceURL(a.Source, f.period()...)}, None: len(a.Disputes) == 0,
		Incidents:   f.counted(id, a.Incidents, "with", string(a.Source)),
		Independent: f.counted(id, a.Independent, "with", string(a.Source), "apart", "yes"),
	}
	span := f.within(f.spanOr(f.CaseSpan()))
	for _, d := range a.Disputes {
		pairs := append(slices.Clone(span), "a", string(id), "b", string(a.Source), "aspect", string(d.Aspect))
		row.Disputes = append(row.Disputes, link{Word: fmt.Sprintf("%s %d", f.disputeWord(d.Aspect), d.N), Href: f.Link("/contradictions", pairs...)})
	}
	return row
}

// spanOr is the page's period, or another where the address states none.
func (f frame) spanOr(other truceline.Interval) truceline.Interval {
	if f.Given {
		return f.Span
	}
	return other
}

func (f frame) disputeWord(a incident.Dispute) string { return f.word("aspect.", string(a)) }
