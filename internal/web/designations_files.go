package web

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/sanctions"
)

// listFilesPage is all that designations_files.html may refer to.
type listFilesPage struct {
	listFrame
	Lists   []listOfFiles
	Count   int
	Stated  int
	Against []string // where the case and the files contradict each other; English
	By      string
	Action  string
	Send    string // address that a new file is sent to
	MaxMB   int
}

// A listOfFiles is one list with its files, the latest day first.
type listOfFiles struct {
	Title, ID string
	Rows      []listFileRow
}

// A listFileRow is one file of a list.
type listFileRow struct {
	Name, Digest string
	On           string
	Format       string
	State        string // as a class
	StateWord    string
	Why          []string
	Entries      int
	Names        int
	Since        string // the file before it that counts, by its day; empty: it is the first
	Changes      []kindCount
	Unread       []csvrows.Refusal
	More         int // unread pieces that are not on the page
	Decisions    []listStep
	Original     string
	By, At       string
	EntryURL     string
	Entry        int64
	Accept       bool // it can be accepted
	Aside        bool // it can be set aside
}

// A listStep is what a person decided of a file.
type listStep struct {
	Word, By, Reason, At string
	EntryURL             string
	Entry                int64
}

func (s *Server) listFiles(w http.ResponseWriter, r *http.Request) error {
	f, err := s.openLists(r, "designations_files")
	if err != nil {
		return err
	}
	p := listFilesPage{listFrame: f, Count: len(f.files), Stated: len(f.stated()), By: remembered(r), Action: f.Link("/designations/files/decide"), Send: f.Link("/intake"), MaxMB: maxImport >> 20}
	if p.Against, err = s.desk.Contradictions(r.Context(), f.Known); err != nil {
		return err
	}
	for _, group := range f.byList() {
		l := listOfFiles{Title: cmp.Or(group[0].Title, group[0].List), ID: group[0].List}
		before := sanctions.Date("")
		var rows []listFileRow
		for _, x := range group {
			rows = append(rows, f.listFileRow(x, before))
			if x.State == desk.FileCurrent || x.State == desk.FileEarlier {
				before = x.On
			}
		}
		for i := len(rows) - 1; i >= 0; i-- {
			l.Rows = append(l.Rows, rows[i])
		}
		p.Lists = append(p.Lists, l)
	}
	return s.render(w, "designations_files", p)
}

// listFileRow is a file with what changed against the one before it that counts.
func (f listFrame) listFileRow(x desk.ListFile, before sanctions.Date) listFileRow {
	row := listFileRow{
		Name: x.File, Digest: x.Digest, On: f.ListDay(x.On), Format: f.word("designation.format.", x.Format), State: string(x.State), StateWord: f.word("designation.state.", string(x.State)),
		Why: x.Why, Entries: x.Entries, Names: x.Names, Original: "/originals/" + x.Digest, By: x.By, At: f.Instant(x.Known), Entry: x.Entry, EntryURL: f.entryURL(x.Entry),
		Accept: x.State == desk.FileWaiting || x.State == desk.FileAside, Aside: x.State != desk.FileAside,
	}
	row.Unread, row.More = unreadRows(x.Unread)
	for _, d := range x.Decisions {
		word := "designation.set_aside"
		if d.Accept {
			word = "designation.accepted"
		}
		row.Decisions = append(row.Decisions, listStep{f.word(word, ""), d.By, d.Reason, f.Instant(d.Known), f.entryURL(d.Entry), d.Entry})
	}
	if before != "" && (x.State == desk.FileCurrent || x.State == desk.FileEarlier) {
		row.Since = f.ListDay(before)
		row.Changes = f.changesBetween(x.List, before, x.On)
	}
	return row
}

// changesBetween counts what changed in a list after one day up to another, and
// leads to it.
func (f listFrame) changesBetween(list string, after, upTo sanctions.Date) []kindCount {
	first := sanctions.Date("")
	if t, ok := wholeDay(after); ok {
		first = sanctions.Date(t.AddDate(0, 0, 1).Format(time.DateOnly))
	}
	count := make(map[string]int)
	for _, row := range f.changes(first, upTo, list) {
		count[row.kind]++
	}
	var out []kindCount
	for _, k := range changeKinds[:3] {
		l := link{Word: fmt.Sprint(count[k])}
		if count[k] > 0 {
			l.Href = f.Link("/designations/changes", "list", list, "from", string(first), "to", string(upTo), "what", k)
		}
		out = append(out, kindCount{Word: f.T(locale.Key("designation.change." + k)), N: l})
	}
	return out
}

// unreadRows are pieces of a file that were not accounted for, as rows that were
// refused, and how many there is no room for.
func unreadRows(unread []sanctions.Unread) (rows []csvrows.Refusal, more int) {
	for _, u := range unread {
		if len(rows) == refusedRows {
			return rows, len(unread) - refusedRows
		}
		field := u.Path
		if u.Entry != "" {
			field = u.Entry + " · " + u.Path
		}
		rows = append(rows, csvrows.Refusal{Line: u.Line, Field: field, Value: u.Text, Reason: u.Why})
	}
	return rows, 0
}

// takeList tries or takes a file of a designation list.
func (p *trialPage) takeList(ctx context.Context, s *Server, r *http.Request, files fs.FS, step func(done, total int64)) {
	sent := &p.Sending
	in := desk.ListInput{Files: files, Name: sent.File, List: sent.List, Title: sent.Title, On: sanctions.Date(sent.On), Dry: !p.Taking}
	out, err := s.desk.ImportList(ctx, p.By, in, step)
	if err != nil {
		p.Problem = s.sayable(r, err)
		return
	}
	p.List = &out
	p.Counts = []pair{
		{p.T("designation.entries"), fmt.Sprint(out.Entries)}, {p.T("party.names"), fmt.Sprint(out.Names)},
		{p.T("designation.change.added"), fmt.Sprint(out.Added)}, {p.T("designation.change.removed"), fmt.Sprint(out.Removed)},
		{p.T("designation.entries_amended"), fmt.Sprint(out.Amended)}, {p.T("designation.unread"), fmt.Sprint(len(out.Unread))},
	}
	p.Refused, p.More = unreadRows(out.Unread)
	if !p.Taking {
		p.Ready, p.AllThere = !out.Same, out.Same
		return
	}
	p.TakenURL = p.fileURL(out.Digest)
	if err := s.desk.Forget(sent.Digest); err != nil {
		s.log.WarnContext(ctx, "a file that was taken is still held", "err", err)
	}
}

// decideList records whether a file of a list counts.
func (s *Server) decideList(w http.ResponseWriter, r *http.Request) error {
	f, v, by, err := s.deciding(w, r, "designations_files")
	if err != nil {
		return err
	}
	reason, err := reasonOf(v, true)
	if err != nil {
		return err
	}
	do := v.Get("do")
	if do != "accept" && do != "aside" {
		return truceline.Invalid("do", "say whether the file is accepted or set aside")
	}
	if err := s.desk.DecideList(r.Context(), by, v.Get("digest"), do == "accept", reason); err != nil {
		return err
	}
	http.Redirect(w, r, f.fileURL(v.Get("digest")), http.StatusSeeOther)
	return nil
}
