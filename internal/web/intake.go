package web

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/publication"
	"github.com/truceline/truceline/report"
)

// intakePage is all that intake.html may refer to.
type intakePage struct {
	frame
	Rows    []takenRow
	By      string
	Formats []option
	Sources []option
	MaxMB   int
	Action  string
	Done    *takenRow // what was just taken
}

// A takenRow is one time that a file was taken in.
type takenRow struct {
	File              originalRow
	What              string
	Source            link
	New, Changed      int
	Same, Refused     int
	RefusedURL        string
	EntryURL          string
	Entry             int64
	Mapping           string // address of the mapping file; empty without one
	First, Last, Took string
}

// formatList is a file of a designation list, which desk.ImportList reads.
const formatList = "list"

// formats are what the page takes.
var formats = append(slices.Clone(desk.ImportFormats), desk.FormatBulletin, formatList)

func (s *Server) intake(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "intake")
	if err != nil {
		return err
	}
	all, err := s.desk.Intake(r.Context(), f.Known)
	if err != nil {
		return err
	}
	p := intakePage{
		frame: f, By: remembered(r), MaxMB: maxImport >> 20, Action: f.Link("/intake"),
		Formats: f.formatOptions(""), Sources: f.sourceOptions(""),
	}
	for _, t := range all {
		row := f.takenRow(t)
		p.Rows = append(p.Rows, row)
		if p.Done == nil && t.Digest == f.query.Get("done") {
			p.Done = &row
		}
	}
	return s.render(w, "intake", p)
}

func (f frame) formatOptions(chosen string) []option {
	var out []option
	for _, x := range formats {
		out = append(out, option{Value: x, Word: f.formatWord(x), Chosen: x == chosen})
	}
	return out
}

func (f frame) formatWord(format string) string { return f.word("format.", format) }

// sourceOptions are the sources of the case to choose from, by name.
func (f frame) sourceOptions(chosen report.SourceID) []option {
	var out []option
	for _, s := range f.facts.Sources {
		out = append(out, option{Value: string(s.ID), Word: f.SourceName(s.ID), Chosen: s.ID == chosen})
	}
	slices.SortFunc(out, func(a, b option) int { return cmp.Or(cmp.Compare(a.Word, b.Word), cmp.Compare(a.Value, b.Value)) })
	return out
}

func (f frame) takenRow(t desk.Taken) takenRow {
	row := takenRow{
		File: f.originalRow(t), What: f.word("intake.what.", t.What), New: t.New, Changed: t.Changed, Same: t.Same, Refused: t.Refused,
		Entry: t.To, EntryURL: f.entryURL(t.To), First: f.Instant(t.First), Last: f.Instant(t.Last),
	}
	if t.Refused > 0 {
		row.RefusedURL = row.File.Page + "#refused"
	}
	if t.Source != "" {
		row.Source = link{Word: f.SourceName(t.Source), Href: f.sourceURL(t.Source)}
	}
	if t.Mapping != "" {
		row.Mapping = "/originals/" + t.Mapping
	}
	return row
}

func (f frame) originalRow(t desk.Taken) originalRow {
	row := originalRow{Name: t.File, Digest: t.Digest, Page: f.Link("/intake/" + t.Digest), Format: f.formatWord(t.Format), At: f.Instant(t.Last), By: t.By}
	if t.Kept {
		row.Original = "/originals/" + t.Digest
	}
	return row
}

// takenPage is all that taken.html may refer to: one file, every time that it was
// taken in, and what was refused of it.
type takenPage struct {
	frame
	File    originalRow
	Times   []takenRow
	Refused []csvrows.Refusal
	More    int    // that are not on the page
	CSV     string // address of all of them
}

// refusedRows is how many refused rows stand on one page.
const refusedRows = 200

func (s *Server) taken(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "taken")
	if err != nil {
		return err
	}
	digest := r.PathValue("digest")
	all, err := s.desk.Intake(r.Context(), f.Known)
	if err != nil {
		return err
	}
	p := takenPage{frame: f, CSV: f.Link("/intake/" + digest + "/refusals.csv")}
	imported := false
	for _, t := range all {
		if t.Digest == digest {
			p.Times = append(p.Times, f.takenRow(t))
			imported = imported || t.What == "import"
		}
	}
	if len(p.Times) == 0 {
		return truceline.NotFound("no file with the digest %q was taken in by then", digest)
	}
	p.File = p.Times[0].File
	p.Title = p.File.Name
	if imported {
		if p.Refused, err = s.desk.Refusals(r.Context(), digest, f.Known); err != nil {
			return err
		}
	}
	if n := len(p.Refused); n > refusedRows {
		p.Refused, p.More = p.Refused[:refusedRows], n-refusedRows
	}
	return s.render(w, "taken", p)
}

// refusalsCSV writes every refused row of a file.
func (s *Server) refusalsCSV(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "taken")
	if err != nil {
		return err
	}
	refused, err := s.desk.Refusals(r.Context(), r.PathValue("digest"), f.Known)
	if err != nil {
		return err
	}
	attach(w, "text/csv; charset=utf-8", "refused.csv")
	return ignoreGone(writeRefusals(w, refused))
}

func writeRefusals(w io.Writer, refused []csvrows.Refusal) error {
	out := csv.NewWriter(w)
	if err := out.Write([]string{"line", "field", "value", "reason"}); err != nil {
		return err
	}
	for _, x := range refused {
		if err := out.Write([]string{strconv.Itoa(x.Line), publication.SafeCell(x.Field), publication.SafeCell(x.Value), publication.SafeCell(x.Reason)}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// importedFile hands out a file as it was received, to be kept and not to be
// opened here: it is from outside. Its name is the one under which it came.
func (s *Server) importedFile(w http.ResponseWriter, r *http.Request) error {
	digest := r.PathValue("digest")
	file, err := s.desk.ImportedFile(digest)
	if err != nil {
		return err
	}
	defer file.Close()
	name := digest
	all, err := s.desk.Intake(r.Context(), zeroKnown)
	if err != nil {
		return err
	}
	for _, t := range all {
		switch digest {
		case t.Digest:
			name = fileName(Document{ID: DocumentID(digest), File: t.File})
		case t.Mapping:
			name = "mapping-" + digest[:12] + ".yaml"
		}
	}
	lists, err := s.desk.Lists(r.Context(), zeroKnown)
	if err != nil {
		return err
	}
	for _, x := range lists {
		if x.Digest == digest {
			name = fileName(Document{ID: DocumentID(digest), File: x.File})
		}
	}
	attach(w, "application/octet-stream", name)
	w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox")
	if info, err := file.Stat(); err == nil {
		w.Header().Set("Content-Length", strconv.FormatInt(info.Size(), 10))
	}
	_, err = io.Copy(w, file)
	return ignoreGone(err)
}

// counts are what an import did or would do, in the order of the page.
func (f frame) importedCounts(o desk.Imported) []pair {
	var out []pair
	for _, c := range []struct {
		key locale.Key
		n   int
	}{
		{"intake.rows", o.Rows}, {"intake.new", o.New}, {"intake.changed", o.Changed}, {"intake.same", o.Same},
		{"intake.joined", o.Joined}, {"intake.flagged", o.Flagged}, {"intake.refused", len(o.Refused)},
	} {
		out = append(out, pair{f.T(c.key), fmt.Sprint(c.n)})
	}
	return out
}
