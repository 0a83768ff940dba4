package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
)

// A joinsPart is what people may decide of an incident's reports: which stand
// together, which other ones may belong to it, and what was decided before.
type joinsPart struct {
	Page      frame
	Self      string // address of the incident, without what the address says
	By        string // who decided last in this browser
	Heads     []accountHead
	Near      []nearRow
	Decisions []joinRow
	Weights   string
}

// Several reports can be split.
func (p joinsPart) Several() bool { return len(p.Heads) > 1 }

// Action is the address that a decision is posted to.
func (p joinsPart) Action(what string) string { return p.Page.Link(p.Self + "/" + what) }

// A nearRow is a report that stands elsewhere and may be of the same event.
type nearRow struct {
	N      int
	Name   string // source and number
	With   badge  // the account that it is most like
	Place  string
	Days   string
	Stands link // the incident in which it stands
	Pair   pairTable
	Apart  *joinRow // the person's decision that holds the two apart
}

// joins says what joins an incident's reports and what could.
func (f frame) joins(view IncidentView, by string) joinsPart {
	in := view.Held.Incident
	p := joinsPart{Page: f, Self: "/incidents/" + url.PathEscape(string(in.ID)), By: by, Weights: view.Weights}
	p.Heads = f.accounts(in, view.Reports).Heads
	for _, d := range view.Decisions {
		row := f.joinRow(d)
		if d.Incident != in.ID {
			row.On = link{Word: string(d.Incident), Href: f.incidentURL(d.Incident)}
		}
		p.Decisions = append(p.Decisions, row)
	}
	marks := badges(in.Reports)
	for i, n := range view.Near {
		row := nearRow{
			N: i, Name: f.reportNames([]string{n.Report.ID()}), With: marks[n.With], Place: f.placeName(n.Report.Where), Days: n.Report.Days,
			Stands: link{Word: string(n.Incident), Href: f.incidentURL(n.Incident)},
		}
		for _, v := range view.Reports {
			if v.Report.ID() == n.With {
				row.Pair = f.pair(v, n.ReportView, n.Score, n.Linked, n.Parts)
				row.Pair.HeadA.Badge = row.With
			}
		}
		for j, d := range view.Decisions {
			if !d.Undone && d.Apart && (slices.Contains(d.Left, n.With) && slices.Contains(d.Right, n.Report.ID()) || slices.Contains(d.Right, n.With) && slices.Contains(d.Left, n.Report.ID())) {
				row.Apart = &p.Decisions[j]
				break
			}
		}
		p.Near = append(p.Near, row)
	}
	return p
}

// deciding reads what a form about an incident's reports sends, and who sends it.
// Nobody decides on a page that shows what was known then, or in a record that
// is open for reading only.
func (s *Server) deciding(w http.ResponseWriter, r *http.Request, name string) (f frame, v url.Values, by string, err error) {
	if v, err = posted(w, r); err != nil {
		return f, nil, "", err
	}
	if f, _, err = s.open(r, name); err != nil {
		return f, nil, "", err
	}
	switch {
	case f.KnownAs != "":
		return f, nil, "", truceline.Invalid("known", "this address shows what was known then; decide on the page as it is known now")
	case f.Head.ReadOnly:
		return f, nil, "", truceline.Unavailable(nil, "the record is open for reading only: nothing can be decided here")
	}
	by, err = signed(w, r, v)
	return f, v, by, err
}

// maxReason is how long a reason may be, in bytes.
const maxReason = 2000

// reasonOf is the reason in a form, which a decision on an incident's page needs.
func reasonOf(v url.Values, needed bool) (string, error) {
	reason := strings.Join(strings.Fields(v.Get("reason")), " ")
	switch {
	case needed && reason == "":
		return "", truceline.Invalid("reason", "say why; whoever disputes the decision will ask")
	case len(reason) > maxReason:
		return "", truceline.Invalid("reason", "it is longer than %d bytes; say it in short", maxReason)
	}
	return reason, nil
}

// settled leads to where the first report of a decision stands now.
func (s *Server) settled(w http.ResponseWriter, r *http.Request, f frame, in incident.ID) error {
	http.Redirect(w, r, f.incidentURL(in)+"#joins", http.StatusSeeOther)
	return nil
}

// merge decides that other incidents are the one of the page.
func (s *Server) merge(w http.ResponseWriter, r *http.Request) error {
	f, v, by, err := s.deciding(w, r, "incident")
	if err != nil {
		return err
	}
	reason, err := reasonOf(v, true)
	if err != nil {
		return err
	}
	ids := []incident.ID{incident.ID(r.PathValue("id"))}
	if v.Has("typed") { // the incident is named in a field, not by a button of its own
		v["with"] = []string{strings.TrimSpace(v.Get("other"))}
	}
	for _, id := range v["with"] {
		ids = append(ids, incident.ID(id))
	}
	out, err := s.desk.Merge(r.Context(), by, reason, ids...)
	if err != nil {
		return err
	}
	return s.settled(w, r, f, out.Stands)
}

// split decides that some reports of an incident are of another event.
func (s *Server) split(w http.ResponseWriter, r *http.Request) error {
	f, v, by, err := s.deciding(w, r, "incident")
	if err != nil {
		return err
	}
	reason, err := reasonOf(v, true)
	if err != nil {
		return err
	}
	out, err := s.desk.Split(r.Context(), by, reason, incident.ID(r.PathValue("id")), v["report"]...)
	if err != nil {
		return err
	}
	return s.settled(w, r, f, out.Stands)
}

// undo takes a decision on reports back.
func (s *Server) undo(w http.ResponseWriter, r *http.Request) error {
	f, v, by, err := s.deciding(w, r, "incident")
	if err != nil {
		return err
	}
	out, err := s.desk.Undo(r.Context(), by, v.Get("decision"))
	if err != nil {
		return err
	}
	return s.settled(w, r, f, out.Stands)
}
