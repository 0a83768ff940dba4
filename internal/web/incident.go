package web

import (
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/report"
)

// incidentPage is all that incident.html may refer to.
type incidentPage struct {
	frame
	ID       string
	Row      incidentRow
	Form     string
	Basis    string // of the place, in the source's words
	Accounts accounts
	Counts   string // how many accounts, sources and origins
	Map      sketch
	When     whenBar
	Why      []whyRow
	Disputes []disputeRow
	Joins    joinsPart
	InAreas  []inArea
	Groups   []findingGroup
	Origins  []string
	Means    []string
	Exempt   []incident.Exemption
	Versions []versionRow
	Entry    int64
	ProofURL string
	EntryURL string
	Proof    string
}

// movedPage is all that moved.html may refer to: an incident whose reports all
// went to another.
type movedPage struct {
	frame
	ID       string
	Place    string
	On       string // its days as given
	Into     link
	At       string
	Versions []versionRow
	Entry    int64
	ProofURL string
	EntryURL string
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
	f.Title = f.placeName(in.Where) + ", " + in.Days
	f.Span = in.When
	var versions []versionRow
	for _, v := range view.Versions {
		versions = append(versions, versionRow{v.Seq, v.Known, v.Entry, f.With("known", f.Stamp(v.Known)), f.entryURL(v.Entry)})
	}
	if !in.Live() {
		f.Name = "moved"
		return s.render(w, "moved", movedPage{
			frame: f, ID: string(in.ID), Place: f.placeName(in.Where), On: in.Days, At: f.Instant(view.Held.Known),
			Into: link{Word: string(in.Into), Href: f.incidentURL(in.Into)}, Versions: versions,
			Entry: view.Held.Entry, EntryURL: f.entryURL(view.Held.Entry), ProofURL: f.proofURL(view.Held.Entry),
		})
	}
	p := incidentPage{
		frame: f, ID: string(in.ID), Row: f.row(view.Held), Basis: in.Where.Basis,
		Form:     f.formWord(in.Form),
		Accounts: f.accounts(in, view.Reports), When: f.when(in.When, view.Reports), Counts: f.counts(in),
		Joins: f.joins(view, remembered(r)), Origins: in.Origins, Means: in.Means, Exempt: in.Exempt,
		Groups: f.findings(view.Held.Findings), Versions: versions,
		Entry: view.Held.Entry, Proof: string(view.Proof),
		EntryURL: f.entryURL(view.Held.Entry), ProofURL: f.proofURL(view.Held.Entry),
	}
	p.Why = f.why(in, p.Joins.Decisions)
	marks := badges(in.Reports)
	for _, c := range in.Contradictions {
		row := f.dispute(c, marks)
		if c.Aspect == incident.OverPlace { // both may give one name to two places
			row.SaysA, row.SaysB = f.whereSaid(view.Reports, c.A, row.SaysA), f.whereSaid(view.Reports, c.B, row.SaysB)
		}
		p.Disputes = append(p.Disputes, row)
	}
	for _, a := range view.Held.Areas {
		p.InAreas = append(p.InAreas, inArea{f.AreaName(a.Area), f.Link("/areas/" + string(a.Area)), f.answer(a.Answer), f.T("share.of", percent(a.Share))})
	}
	sk, v := f.sketch(f.T("map.accounts"), f.boundOf(in, view.Reports), f.ofKind("de_escalation_area"))
	f.plotAccounts(&sk, v, view.Reports)
	sk.AccountsURL = f.Link("/incidents/" + url.PathEscape(string(in.ID)) + "/accounts.geojson")
	p.Map = sk
	return s.render(w, "incident", p)
}

// whereSaid is what a report says of the place, with where that is.
func (f frame) whereSaid(views []ReportView, id, says string) string {
	for _, v := range views {
		if p := v.Report.Where; v.Report.ID() == id && says != coordinates(p.Point) {
			return says + " · " + coordinates(p.Point)
		}
	}
	return says
}

// counts says how many accounts there are, of how many sources.
func (f frame) counts(in incident.Incident) string {
	sources := make(map[report.SourceID]bool)
	for _, id := range in.Reports {
		sources[sourceOf(id)] = true
	}
	return f.T("accounts.count", len(in.Reports), len(sources), len(in.Origins))
}

// incidentURL is the address of an incident's page.
func (f frame) incidentURL(id incident.ID) string {
	return f.Link("/incidents/" + url.PathEscape(string(id)))
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
