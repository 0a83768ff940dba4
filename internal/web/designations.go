package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/sanctions"
	"github.com/truceline/truceline/sanctions/screening"
)

// Designations are lists of designated groups and persons, and which parties
// people decided to be on them.
type Designations interface {
	Lists(ctx context.Context, known time.Time) ([]desk.ListFile, error)
	Histories(ctx context.Context, known time.Time) ([]sanctions.History, error)
	Screen(ctx context.Context, q screening.Query, on sanctions.Date, known time.Time) ([]desk.ScreenLead, error)
	Matches(ctx context.Context, known time.Time) ([]desk.MatchView, error)
	Contradictions(ctx context.Context, known time.Time) ([]string, error)

	ImportList(ctx context.Context, by string, in desk.ListInput, progress func(done, total int64)) (desk.ListTaken, error)
	DecideList(ctx context.Context, by, digest string, accept bool, reason string) error
	DecideMatch(ctx context.Context, by string, m desk.MatchDecision) error
	UndoMatch(ctx context.Context, by string, p party.ID, ref, reason string) error
}

// caseList stands for what the case itself states, where a list is chosen.
const caseList = "case"

// A listFrame is what the pages of designations share: the lists as known then.
type listFrame struct {
	frame
	files     []desk.ListFile
	histories []sanctions.History
	matches   []desk.MatchView
}

// openLists opens a page and reads the lists.
func (s *Server) openLists(r *http.Request, name string) (listFrame, error) {
	f, _, err := s.open(r, name)
	if err != nil {
		return listFrame{}, err
	}
	f.hereAt("/designations")
	out := listFrame{frame: f}
	ctx := r.Context()
	if out.files, err = s.desk.Lists(ctx, f.Known); err != nil {
		return out, err
	}
	if out.histories, err = s.desk.Histories(ctx, f.Known); err != nil {
		return out, err
	}
	out.matches, err = s.desk.Matches(ctx, f.Known)
	return out, err
}

// hereAt marks the page that a page belongs to, where it has no place of its own
// among the pages.
func (f *frame) hereAt(path string) {
	for i, n := range nav {
		f.Nav[i].Here = n.path == path
	}
}

// defaultDay is the day that a page speaks of where its address names none: the
// last of the stated period, or of the case; never one that is yet to come.
func (f frame) defaultDay() sanctions.Date {
	end := f.Span.To
	if end.IsZero() {
		end = f.CaseSpan().To
	}
	if end.IsZero() || end.After(f.Head.Known) {
		return sanctions.Date(f.Day(f.Head.Known))
	}
	return sanctions.Date(f.Day(end.Add(-time.Microsecond)))
}

// dayOf reads a day of the address, or the default.
func (f frame) dayOf(field string, or sanctions.Date) (sanctions.Date, error) {
	v := f.query.Get(field)
	if v == "" {
		return or, nil
	}
	if _, err := parseDay(field, v, time.UTC); err != nil {
		return "", err
	}
	return sanctions.Date(v), nil
}

// dateOf is the local day of an instant as a date of a list; empty for none.
func (f frame) dateOf(t time.Time) sanctions.Date { return sanctions.Date(f.Day(t)) }

// designationURL is the address of an entry.
func (f frame) designationURL(list, ref string, pairs ...string) string {
	return f.Link("/designations/"+url.PathEscape(ref), append([]string{"list", list}, pairs...)...)
}

// ScreenURL is the address at which names are searched for on a day.
func (f frame) ScreenURL(on sanctions.Date) string {
	return f.Link("/designations/screen", "on", string(on))
}

// history is a list by its id.
func (f listFrame) history(list string) (sanctions.History, bool) {
	i := slices.IndexFunc(f.histories, func(h sanctions.History) bool { return h.List == list })
	if i < 0 {
		return sanctions.History{}, false
	}
	return f.histories[i], true
}

// listed reports whether a list on record has an entry.
func (f listFrame) listed(ref string) bool {
	return slices.ContainsFunc(f.histories, func(h sanctions.History) bool {
		return slices.ContainsFunc(h.Courses, func(c sanctions.Course) bool { return c.Ref == ref })
	})
}

// A statedEntry is a designation that only the case states, in the words of a
// list, so that pages show both alike.
type statedEntry struct {
	sanctions.Course
	of *sanctions.Designation
}

// stated are the designations that the case states and no list on record has.
func (f listFrame) stated() []statedEntry {
	var out []statedEntry
	for i := range f.facts.Designations {
		if d := &f.facts.Designations[i]; !f.listed(d.Ref) {
			out = append(out, statedEntry{f.courseOf(d), d})
		}
	}
	slices.SortFunc(out, func(a, b statedEntry) int { return strings.Compare(a.Ref, b.Ref) })
	return out
}

// courseOf is what the case states of a designation as a course of a list.
func (f frame) courseOf(d *sanctions.Designation) sanctions.Course {
	span := sanctions.Span{From: f.dateOf(d.Listed), SureFrom: f.dateOf(d.Listed), SureTo: f.dateOf(d.Delisted), To: f.dateOf(d.Delisted)}
	c := sanctions.Course{Entry: sanctions.Entry{ID: d.Ref, Ref: d.Ref, Listed: span.From, Delisted: span.To}, Stands: span}
	add := func(text, script string, q sanctions.Quality, from sanctions.Date, basis string) {
		n := sanctions.Name{Text: text, Script: script, Quality: q}
		c.Names = append(c.Names, n)
		s := span
		if from != "" {
			s.From, s.SureFrom = from, from
		}
		c.Called = append(c.Called, sanctions.Called{Name: n, Span: s, Basis: basis})
	}
	add(d.Name, "", sanctions.Primary, "", "")
	for _, tag := range [...]string{"ar", "fa", "ru", "tr"} {
		if name := d.Names[tag]; name != "" && name != d.Name {
			add(name, "", sanctions.Original, "", "")
		}
	}
	for _, t := range d.Taken {
		add(t.Name, "", sanctions.Known, f.dateOf(t.On), t.Note)
	}
	return c
}

// A matchedParty is a party with what was decided of it and an entry.
type matchedParty struct {
	Party   link
	Verdict string // in words
	Same    bool   // decided: it is the subject of the entry
	Open    bool   // proposed, and not decided
	id      party.ID
}

// matched are the parties of which somebody decided or proposed that they are
// the subject of an entry.
func (f listFrame) matched(ref string) []matchedParty {
	var out []matchedParty
	for _, m := range f.matches {
		if m.Ref != ref || !m.Stands() || m.Verdict == desk.MatchOther {
			continue
		}
		v := m.Verdict
		out = append(out, matchedParty{Party: f.partyTo(m.Party), Verdict: f.verdictWord(v), Same: v == desk.MatchSame, Open: v == desk.MatchOpen, id: m.Party})
	}
	return out
}

// partyTo leads to a party.
func (f frame) partyTo(id party.ID) link {
	return link{Word: f.PartyName(id), Href: f.Link("/parties/" + string(id))}
}

// designationsPage is all that designations.html may refer to.
type designationsPage struct {
	listFrame
	On         sanctions.Date
	Rests      []listGround
	Stated     int // entries that only the case states
	Choices    []choice
	Words      string // that are looked for
	Narrowed   []narrowed
	Several    bool // the day has entries of more than one list, so that each row names its own
	Rows       []designationRow
	From, To   int
	Total      int
	Prev, Next string
	Exports    []link
}

// designationsAsked are the entries of the day that the address asks for.
func (s *Server) designationsAsked(r *http.Request) (listFrame, []designationRow, sanctions.Date, error) {
	f, err := s.openLists(r, "designations")
	if err != nil {
		return f, nil, "", err
	}
	on, err := f.dayOf("on", f.defaultDay())
	if err != nil {
		return f, nil, "", err
	}
	return f, f.designationRows(on), on, nil
}

func (s *Server) designations(w http.ResponseWriter, r *http.Request) error {
	f, rows, on, err := s.designationsAsked(r)
	if err != nil {
		return err
	}
	offset, err := parseOffset(f.query)
	if err != nil {
		return err
	}
	a, err := f.designationAsks()
	if err != nil {
		return err
	}
	p := designationsPage{listFrame: f, On: on, Words: a.words, Rests: f.rests(on), Stated: len(f.stated())}
	p.Several = slices.ContainsFunc(rows, func(row designationRow) bool { return row.list != rows[0].list })
	p.Choices, p.Narrowed = f.designationChoices(rows, a)
	rows = slices.DeleteFunc(rows, func(row designationRow) bool { return !a.takes(row) })
	p.Total = len(rows)
	offset = min(offset, max(0, (len(rows)-1)/pageRows*pageRows))
	p.Rows = rows[offset:min(len(rows), offset+pageRows)]
	p.From, p.To, p.Prev, p.Next = f.paging(offset, len(p.Rows), p.Total)
	for _, ext := range [...]string{"csv", "json"} {
		p.Exports = append(p.Exports, link{Word: strings.ToUpper(ext), Href: f.exportURL(ext, on)})
	}
	return s.render(w, "designations", p)
}
