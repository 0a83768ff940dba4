package web

import (
	"cmp"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/sanctions"
	"github.com/truceline/truceline/sanctions/screening"
)

// A designationRow is an entry as it stood on a day.
type designationRow struct {
	Ref, Href string
	List      string
	Name      string
	Original  []string // in its own script
	Kind      string
	Regime    string
	Since     string
	Until     string // empty: no end is known
	Amended   string
	Answer    answer
	Matched   []matchedParty
	Basis     []string

	list    string
	course  *sanctions.Course
	says    truceline.Answer
	amended sanctions.Date
	folded  string // its names, to look for words in
}

// asks is what the list is narrowed to.
type asks struct{ list, regime, kind, words, matched string }

func (f frame) designationAsks() (asks, error) {
	q := f.query
	a := asks{q.Get("list"), q.Get("regime"), q.Get("kind"), strings.TrimSpace(q.Get("q")), q.Get("matched")}
	switch {
	case a.matched != "" && a.matched != "yes":
		return a, truceline.Invalid("matched", "%q is not yes; leave it out for all entries", a.matched)
	case len([]rune(a.words)) > maxScreened:
		return a, truceline.Invalid("q", "it is longer than %d characters; look for fewer words", maxScreened)
	}
	return a, nil
}

func (a asks) takes(row designationRow) bool {
	for _, w := range strings.Fields(screening.Fold(a.words)) {
		if !strings.Contains(row.folded, w) {
			return false
		}
	}
	return (a.list == "" || a.list == row.list) && (a.regime == "" || a.regime == row.course.Regime) &&
		(a.kind == "" || a.kind == string(row.course.Kind)) && (a.matched == "" || len(row.Matched) > 0)
}

// designationRows are the entries that stood, or may have stood, on a day, by
// reference.
func (f listFrame) designationRows(on sanctions.Date) []designationRow {
	var out []designationRow
	for _, h := range f.histories {
		for _, st := range h.On(on) {
			out = append(out, f.designationRow(h.List, cmp.Or(h.Title, h.List), on, st))
		}
	}
	for _, e := range f.stated() {
		if a := e.Stands.On(on); a != truceline.No {
			st := sanctions.Standing{Course: &e.Course, Answer: a, Reasons: []string{f.T("designation.basis_case")}}
			for _, n := range e.Called {
				if n.Span.On(on) != truceline.No {
					st.Names = append(st.Names, n)
				}
			}
			out = append(out, f.designationRow(caseList, cmp.Or(e.of.List, f.T("designation.case")), on, st))
		}
	}
	slices.SortStableFunc(out, func(a, b designationRow) int {
		return cmp.Or(strings.Compare(a.Ref, b.Ref), strings.Compare(a.list, b.list))
	})
	return out
}

func (f listFrame) designationRow(list, title string, on sanctions.Date, st sanctions.Standing) designationRow {
	c := st.Course
	row := designationRow{
		Ref: c.Ref, Href: f.designationURL(list, c.Ref), List: title, Name: c.Name(), Kind: f.kindWord(string(c.Kind)), Regime: c.Regime,
		Since: f.since(c.Stands), Until: f.until(c.Stands), Answer: f.answer(st.Answer), Matched: f.matched(c.Ref), Basis: st.Reasons,
		list: list, course: c, says: st.Answer,
	}
	names := []string{c.Ref}
	for i, n := range st.Names {
		if n.Quality == sanctions.Primary || i == 0 && c.Name() == "" {
			row.Name = n.Text
		}
		if n.Quality == sanctions.Original {
			row.Original = append(row.Original, n.Text)
		}
		names = append(names, n.Text)
	}
	for _, a := range c.Amendments {
		if a.On != "" && a.On <= on {
			row.amended = max(row.amended, a.On)
		}
	}
	row.Amended = f.ListDay(row.amended)
	row.folded = screening.Fold(strings.Join(names, "\n"))
	return row
}

// designationChoices are what the list of a day can be narrowed to, and to what
// it is.
func (f listFrame) designationChoices(rows []designationRow, a asks) ([]choice, []narrowed) {
	var choices []choice
	var said []narrowed
	offer := func(name, label, chosen string, of func(designationRow) (value, word string)) {
		words := make(map[string]string)
		for _, row := range rows {
			if value, word := of(row); value != "" {
				words[value] = word
			}
		}
		c := choice{Name: name, Label: label}
		for value, word := range words {
			c.Options = append(c.Options, option{value, word, value == chosen})
		}
		if chosen != "" && words[chosen] == "" { // nothing of the day has it, and it stays chosen
			c.Options = append(c.Options, option{chosen, chosen, true})
		}
		slices.SortFunc(c.Options, func(a, b option) int {
			return cmp.Or(strings.Compare(a.Word, b.Word), strings.Compare(a.Value, b.Value))
		})
		if chosen != "" {
			said = append(said, narrowed{label + ": " + f.Lang.Isolate(cmp.Or(words[chosen], chosen)), f.With(name, "", "offset", "")})
		}
		if len(c.Options) > 1 || chosen != "" {
			choices = append(choices, c)
		}
	}
	offer("list", f.T("designation.list"), a.list, func(r designationRow) (string, string) { return r.list, r.List })
	offer("regime", f.T("designation.regime"), a.regime, func(r designationRow) (string, string) { return r.course.Regime, r.course.Regime })
	offer("kind", f.T("designation.kind"), a.kind, func(r designationRow) (string, string) { return string(r.course.Kind), r.Kind })
	if a.words != "" {
		said = append(said, narrowed{f.T("designation.words") + ": " + f.Lang.Isolate(a.words), f.With("q", "", "offset", "")})
	}
	if a.matched != "" {
		said = append(said, narrowed{f.T("designation.only_matched"), f.With("matched", "", "offset", "")})
	}
	choices = append(choices, choice{"matched", f.T("designation.matched"), []option{{"yes", f.T("designation.only_matched"), a.matched != ""}}})
	return choices, said
}

// A listGround says on which files of a list an answer rests.
type listGround struct {
	List  string
	Files []link
	Says  []string
	Waits []waitingFile
}

// A waitingFile is a file that does not count until a person accepts it.
type waitingFile struct {
	File link // its day
	Why  []string
}

// rests says what the answer of a day rests on, list by list. A list none of
// whose files counts is one of them.
func (f listFrame) rests(on sanctions.Date) []listGround {
	var out []listGround
	for _, group := range f.byList() {
		first := group[0]
		row := listGround{List: cmp.Or(first.Title, first.List)}
		var days []sanctions.Date
		for _, file := range group {
			l := link{Word: f.ListDay(file.On), Href: f.fileURL(file.Digest)}
			switch file.State {
			case desk.FileCurrent, desk.FileEarlier:
				row.Files = append(row.Files, l)
				days = append(days, file.On)
			case desk.FileWaiting:
				row.Waits = append(row.Waits, waitingFile{l, file.Why})
			}
		}
		switch {
		case len(days) == 0:
			row.Says = append(row.Says, f.T("designation.none_counts"))
		case on > slices.Max(days):
			row.Says = append(row.Says, f.T("designation.after", f.ListDay(slices.Max(days))))
		case on < slices.Min(days):
			row.Says = append(row.Says, f.T("designation.before", f.ListDay(slices.Min(days))))
		}
		if current := slices.ContainsFunc(group, func(x desk.ListFile) bool { return x.State == desk.FileCurrent }); len(days) > 0 && !current {
			row.Says = append(row.Says, f.T("designation.not_current", f.ListDay(slices.Max(days))))
		}
		out = append(out, row)
	}
	return out
}

// byList are the files by list, each with the earliest day first.
func (f listFrame) byList() [][]desk.ListFile {
	var out [][]desk.ListFile
	sorted := slices.Clone(f.files)
	slices.SortStableFunc(sorted, func(a, b desk.ListFile) int {
		return cmp.Or(strings.Compare(a.List, b.List), strings.Compare(string(a.On), string(b.On)))
	})
	for _, x := range sorted {
		if n := len(out); n > 0 && out[n-1][0].List == x.List {
			out[n-1] = append(out[n-1], x)
			continue
		}
		out = append(out, []desk.ListFile{x})
	}
	return out
}

// fileURL is where a file of a list stands on its page.
func (f frame) fileURL(digest string) string { return f.Link("/designations/files") + "#f-" + digest }
