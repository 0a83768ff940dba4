package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/sanctions"
)

// designationPage is all that designations_entry.html may refer to: one entry of
// a list, through all files that count. What the list says of persons beside
// their names stays in the file.
type designationPage struct {
	listFrame
	List, ListTitle string
	Ref             string
	Back            string // address of the list of the day
	On              sanctions.Date
	Primary         string
	Original        []string
	Kind, Regime    string
	Answer          answer
	Reasons         []string
	Since, Until    string
	Drawn           termPart
	Names           []calledRow
	Amendments      []amendedRow
	Earlier         []earlierRow
	Basis           []string
	Remarks         []string
	Files           []link // the files of the list that count
	Others          []link // entries of other lists with the same reference
	Note            string // of the case
	Sources         []truceline.Cite
	Matches         []matchRow
	Form            matchForm
	Done            string // of which party was just decided
}

// A calledRow is a name of an entry with when the list had it.
type calledRow struct {
	N            int
	Text         string
	Quality      string
	Within, Note string
	Answer       answer // on the day
	Since, Until string
	Basis        string
}

// An earlierRow is a time for which the subject was listed before, or elsewhere.
type earlierRow struct {
	Under, Name  string
	Since, Until string
	Basis        string
}

// amendedWords is when an entry was amended.
func (f frame) amendedWords(a sanctions.Amendment) string {
	days := amendedIn(a)
	if days == (dayRange{}) {
		return f.T("designation.undated")
	}
	return f.daysWords(days)
}

// An amendedRow is an amendment of an entry.
type amendedRow struct {
	On      string
	Changes []string
	Basis   string
}

func (s *Server) designation(w http.ResponseWriter, r *http.Request) error {
	f, err := s.openLists(r, "designations_entry")
	if err != nil {
		return err
	}
	on, err := f.dayOf("on", f.defaultDay())
	if err != nil {
		return err
	}
	ref := r.PathValue("ref")
	found := f.entries(ref)
	i := slices.IndexFunc(found, func(e foundEntry) bool { return e.list == f.query.Get("list") || f.query.Get("list") == "" })
	switch {
	case len(found) == 0:
		return truceline.NotFound("no list on record has an entry %q", ref)
	case i < 0 && f.query.Get("list") == caseList: // a list took the place of what the case stated
		i = 0
	case i < 0:
		return truceline.NotFound("the list %q has no entry %q", f.query.Get("list"), ref)
	}
	e := found[i]
	c := e.course
	p := designationPage{
		listFrame: f, List: e.list, ListTitle: e.title, Ref: ref, On: on, Back: f.Link("/designations", "on", string(on)), Primary: c.Name(), Kind: f.kindWord(string(c.Kind)), Regime: c.Regime,
		Since: f.since(c.Stands), Until: f.until(c.Stands), Basis: c.Basis, Remarks: c.Remarks,
		Matches: f.matchRows(ref), Form: f.matchForm(e.list, c, remembered(r)),
	}
	p.Title = cmp.Or(p.Primary, ref)
	says, reasons := c.On(on)
	p.Answer, p.Reasons = f.answer(says), reasons
	for _, x := range c.Earlier {
		p.Earlier = append(p.Earlier, earlierRow{x.Under, x.Name, f.since(x.Span), f.until(x.Span), x.Basis})
	}
	p.names(c)
	for _, a := range c.Amendments {
		p.Amendments = append(p.Amendments, amendedRow{f.amendedWords(a), f.openChanges(a.Changes), a.Basis})
	}
	for _, x := range e.history.Files {
		p.Files = append(p.Files, link{Word: f.ListDay(x.On), Href: f.fileURL(x.Digest)})
	}
	for j, other := range found {
		if j != i {
			p.Others = append(p.Others, link{Word: other.title, Href: f.designationURL(other.list, ref)})
		}
	}
	for _, d := range f.facts.Designations {
		if d.Ref == ref {
			p.Note, p.Sources = d.Note, d.Sources
		}
	}
	if id := f.query.Get("done"); id != "" {
		for _, m := range p.Matches {
			if string(m.ID) == id {
				p.Done = m.Party.Word
			}
		}
	}
	return s.render(w, "designations_entry", p)
}

// A foundEntry is an entry with the list that it is of.
type foundEntry struct {
	list, title string
	history     sanctions.History
	course      *sanctions.Course
}

// entries are the entries with a reference, of every list; what the case states
// only where no list has it.
func (f listFrame) entries(ref string) []foundEntry {
	var out []foundEntry
	for _, h := range f.histories {
		for i := range h.Courses {
			if h.Courses[i].Ref == ref {
				out = append(out, foundEntry{h.List, cmp.Or(h.Title, h.List), h, &h.Courses[i]})
			}
		}
	}
	for _, e := range f.stated() {
		if e.Ref == ref {
			e.Basis = []string{f.T("designation.basis_case")}
			out = append(out, foundEntry{caseList, cmp.Or(e.of.List, f.T("designation.case")), sanctions.History{}, &e.Course})
		}
	}
	return out
}

// names fills in what the entry was called, and draws it.
func (p *designationPage) names(c *sanctions.Course) {
	f := p.frame
	focus := f.casePeriod()
	axis := halfYearAround(focus)
	specs := []termSpec{{Word: p.Ref, Label: p.Ref, Class: "designated", Href: "#names", Term: c.Stands.Term(f.Head.Zone)}}
	if t, ok := wholeDay(c.Stands.From); ok && t.AddDate(0, -6, 0).Before(axis.From) {
		axis.From = t.AddDate(0, -6, 0)
	}
	for n, called := range c.Called {
		row := calledRow{
			N: n, Text: called.Text, Quality: f.qualityWord(called.Quality), Within: called.Within, Note: called.Note,
			Answer: f.answer(called.Span.On(p.On)), Since: f.since(called.Span), Until: f.until(called.Span), Basis: called.Basis,
		}
		if called.Quality == sanctions.Original {
			p.Original = append(p.Original, called.Text)
		}
		p.Names = append(p.Names, row)
		specs = append(specs, termSpec{Word: called.Text, Label: called.Text, Href: "#name-" + fmt.Sprint(n), Term: called.Span.Term(f.Head.Zone)})
	}
	p.Drawn = termPart{f.drawTerms(axis, focus, specs), f.T("designation.drawn", p.Ref)}
}
