package web

import (
	"cmp"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/sanctions"
)

// The ways in which a list changes.
var changeKinds = [...]string{"added", "removed", "amended", "name_in", "name_out"}

// changesPage is all that designations_changes.html may refer to.
type changesPage struct {
	listFrame
	First, Last sanctions.Date
	Rests       []listGround
	Stated      int
	List        choice
	Chosen      string // list; empty: all of them
	Several     bool   // the rows are of more than one list
	Kinds       []kindCount
	Rows        []listChange
	From, To    int
	Total       int
	Prev, Next  string
}

// A kindCount is how many changes are of a kind, and leads to them.
type kindCount struct {
	Word string
	N    link
	Here bool
}

// A listChange is something that changed in a list.
type listChange struct {
	When    string
	Answer  answer // whether it was in the period
	What    string
	Entry   link
	Name    string
	List    string
	Changes []string
	Basis   []string

	kind string
	days dayRange
	sure truceline.Answer
}

func (s *Server) designationChanges(w http.ResponseWriter, r *http.Request) error {
	f, err := s.openLists(r, "designations_changes")
	if err != nil {
		return err
	}
	offset, err := parseOffset(f.query)
	if err != nil {
		return err
	}
	period := f.casePeriod()
	if !f.Span.From.IsZero() {
		period.From = f.Span.From
	}
	if !f.Span.To.IsZero() {
		period.To = f.Span.To
	}
	if !period.From.Before(period.To) {
		return truceline.Invalid("to", "the period ends before it has begun; give the first day and then the last")
	}
	f.Span = period
	kind, list := f.query.Get("what"), f.query.Get("list")
	if kind != "" && !slices.Contains(changeKinds[:], kind) {
		return truceline.Invalid("what", "%q is none of %s", kind, strings.Join(changeKinds[:], ", "))
	}
	p := changesPage{listFrame: f, First: sanctions.Date(f.Day(period.From)), Last: sanctions.Date(f.Last(period)), Chosen: list}
	p.Rests, p.Stated = f.rests(p.Last), len(f.stated())
	p.List = choice{Name: "list", Label: f.T("designation.list")}
	for _, h := range f.histories {
		p.List.Options = append(p.List.Options, option{h.List, cmp.Or(h.Title, h.List), h.List == list})
	}
	rows := f.changes(p.First, p.Last, list)
	p.Several = slices.ContainsFunc(rows, func(row listChange) bool { return row.List != rows[0].List })
	count := make(map[string]int)
	for _, row := range rows {
		count[row.kind]++
	}
	p.Kinds = append(p.Kinds, kindCount{f.T("designation.change.all"), link{Word: fmt.Sprint(len(rows)), Href: f.With("what", "", "offset", "")}, kind == ""})
	for _, k := range changeKinds {
		p.Kinds = append(p.Kinds, kindCount{f.T(locale.Key("designation.change." + k)), link{Word: fmt.Sprint(count[k]), Href: f.With("what", k, "offset", "")}, kind == k})
	}
	if kind != "" {
		rows = slices.DeleteFunc(rows, func(row listChange) bool { return row.kind != kind })
	}
	p.Total = len(rows)
	offset = min(offset, max(0, (len(rows)-1)/pageRows*pageRows))
	p.Rows = rows[offset:min(len(rows), offset+pageRows)]
	p.From, p.To, p.Prev, p.Next = f.paging(offset, len(p.Rows), p.Total)
	return s.render(w, "designations_changes", p)
}

// changes are what changed in a list, or in all, on the days from first to last,
// or what may have.
func (f listFrame) changes(first, last sanctions.Date, list string) []listChange {
	var out []listChange
	for _, h := range f.histories {
		if list == "" || list == h.List {
			for i := range h.Courses {
				out = f.courseChanges(out, h.List, cmp.Or(h.Title, h.List), &h.Courses[i], first, last)
			}
		}
	}
	if list == "" || list == caseList {
		for _, e := range f.stated() {
			e.Basis = []string{f.T("designation.basis_case")}
			out = f.courseChanges(out, caseList, cmp.Or(e.of.List, f.T("designation.case")), &e.Course, first, last)
		}
	}
	// What surely was in the period comes first; what may have been, by when it
	// was at the latest.
	slices.SortStableFunc(out, func(a, b listChange) int {
		return cmp.Or(-cmp.Compare(a.sure, b.sure), strings.Compare(string(a.days.Last), string(b.days.Last)), strings.Compare(a.Entry.Word, b.Entry.Word))
	})
	return out
}

// courseChanges adds what changed in one entry.
func (f frame) courseChanges(out []listChange, list, title string, c *sanctions.Course, first, last sanctions.Date) []listChange {
	at := make(map[string]int) // of names that came or went on the same days, into out
	// A name that may have come with the listing itself may be no change at all.
	listedFrom := make(map[sanctions.Date]bool)
	add := func(kind string, days dayRange, basis []string, changes ...string) {
		a := days.within(first, last)
		if kind == "name_in" && listedFrom[days.First] && a == truceline.Yes {
			a = truceline.Unknown
		}
		if a == truceline.No {
			return
		}
		key := fmt.Sprint(kind, days, basis)
		if i, same := at[key]; same {
			out[i].Changes = append(out[i].Changes, changes...)
			return
		}
		at[key] = len(out)
		out = append(out, listChange{
			When: f.daysWords(days), Answer: f.answer(a), What: f.T(locale.Key("designation.did." + kind)), Name: c.Name(), List: title, Changes: changes, Basis: basis,
			Entry: link{Word: c.Ref, Href: f.designationURL(list, c.Ref)}, kind: kind, days: days, sure: a,
		})
	}
	// A name that came or went with the entry itself is no change of its own.
	with := make(map[dayRange]bool)
	listing := func(s sanctions.Span, basis []string) {
		if days, ok := began(s); ok {
			with[days], listedFrom[days.First] = true, true
			add("added", days, basis)
		}
		if days, ok := ended(s); ok {
			with[days] = true
			add("removed", days, basis)
		}
	}
	listing(c.Stands, c.Basis)
	for _, x := range c.Earlier {
		if x.Under == "" || x.Under == c.Ref {
			listing(x.Span, nonEmpty(x.Basis))
		}
	}
	for _, a := range c.Amendments {
		if days := amendedIn(a); days != (dayRange{}) {
			add("amended", days, nonEmpty(a.Basis), f.openChanges(a.Changes)...)
		}
	}
	for _, n := range c.Called {
		if days, ok := began(n.Span); ok && !with[days] {
			add("name_in", days, nonEmpty(n.Basis), n.Text)
		}
		if days, ok := ended(n.Span); ok && !with[days] {
			add("name_out", days, nonEmpty(n.Basis), n.Text)
		}
	}
	return out
}

// amendedIn is when an entry was amended; nothing of an amendment of which no
// file tells when.
func amendedIn(a sanctions.Amendment) dayRange {
	if a.On != "" {
		return dayRange{a.On, a.On}
	}
	return dayRange{a.From, a.To}
}

// changeForm is how sanctions.Change says what changed.
var changeForm = regexp.MustCompile(`(?s)^([^"]*?) (?:".*" (added|taken away)|(changed)(?: from ".*" to ".*")?)$`)

// openFields are the fields of an entry whose values pages show.
var openFields = []string{"primary name", "name", "reference", "kind", "regime", "listed", "amended", "delisted"}

// openChanges are changes without the values of what is personal: births,
// documents, addresses, comments, and whatever a list has no field for. Those of
// one sort are said once.
func (f frame) openChanges(changes []string) []string {
	var out []string
	for _, c := range changes {
		if m := changeForm.FindStringSubmatch(c); m != nil && !slices.Contains(openFields, m[1]) {
			c = fmt.Sprintf("%s %s", m[1], cmp.Or(m[2], m[3]))
		}
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// nonEmpty is a sentence as a list of sentences.
func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}
