package plainlist

import (
	"encoding/csv"
	"io"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/publication"
	"github.com/truceline/truceline/sanctions"
)

// Write writes a snapshot as a table that Read reads: a row for each name, with
// what the entry says in the first of them. Births, documents, addresses, other
// elements and the elements that names stood within have no column. A cell that
// a spreadsheet would run begins with an apostrophe, which Read takes off.
func Write(w io.Writer, s sanctions.Snapshot) error {
	out := csv.NewWriter(w)
	if err := out.Write(columns); err != nil {
		return err
	}
	words := map[sanctions.Quality]string{}
	for _, q := range [...]sanctions.Quality{sanctions.Primary, sanctions.Good, sanctions.Low, sanctions.Known, sanctions.Formerly, sanctions.Original} {
		words[q] = string(q)
	}
	words[sanctions.Unsaid] = unsaid
	for _, e := range s.Entries {
		if e.ID == "" {
			return truceline.Invalid("id", "an entry without an id cannot stand in a table")
		}
		var amended []string
		for _, d := range e.Amended {
			amended = append(amended, string(d))
		}
		names := e.Names
		if len(names) == 0 {
			names = []sanctions.Name{{}}
		}
		for i, n := range names {
			row := []string{e.ID, "", "", "", n.Text, n.Script, words[n.Quality], n.Note, "", "", "", ""}
			if i == 0 {
				row = []string{e.ID, e.Ref, string(e.Kind), e.Regime, n.Text, n.Script, words[n.Quality], n.Note,
					string(e.Listed), strings.Join(amended, "; "), string(e.Delisted), e.Comments}
			}
			for j := range row {
				row[j] = guard(row[j])
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// guard makes a cell safe, and so that unguard gives back what it was: one that
// begins like a guarded one is guarded too.
func guard(s string) string {
	if safe := publication.SafeCell(s); safe != s {
		return safe
	}
	if unguard(s) != s {
		return "'" + s
	}
	return s
}

// unguard takes off the apostrophe before a cell that a spreadsheet would run.
func unguard(s string) string {
	if bare := strings.TrimLeft(s, "'"); bare != s && publication.SafeCell(bare) != bare {
		return s[1:]
	}
	return s
}
