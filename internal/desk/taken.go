package desk

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/report"
)

// A Taken is one time that a file was taken in, or that claims of a text were
// confirmed.
type Taken struct {
	What    string // import or confirm_claims
	File    string // its name as it came
	Digest  string // hex SHA-256 of it
	Format  string // empty in records of before formats were noted
	Source  report.SourceID
	Mapping string // hex SHA-256 of the mapping file, if it was read through one
	By      string

	First, Last         time.Time // of its batches
	From, To            int64     // log entries of its first and last act
	New, Changed, Same  int
	Refused             int
	Kept                bool // the file lies with the record as received
	lastLine, firstLine int
}

// Intake is what came in by then (zero: now), the latest first. Files of which
// nothing was new and nothing refused left no trace.
func (d *Desk) Intake(ctx context.Context, known time.Time) ([]Taken, error) {
	rows, err := d.intakeActs(ctx, known)
	if err != nil {
		return nil, err
	}
	var out []Taken
	at := make(map[string]int) // the last time by file and how it was read
	for _, row := range rows {
		a, err := decode[Act](row)
		if err != nil {
			return nil, err
		}
		t := d.taken(row, a)
		key := strings.Join([]string{t.What, t.Digest, t.File, t.Format, string(t.Source), t.Mapping, t.By}, "\x00")
		i, before := at[key]
		if !before || t.What != "import" || t.firstLine <= out[i].lastLine { // begun again from the start
			at[key] = len(out)
			out = append(out, t)
			continue
		}
		sum := &out[i]
		sum.Last, sum.To, sum.lastLine = t.Last, t.To, t.lastLine
		sum.New += t.New
		sum.Changed += t.Changed
		sum.Same += t.Same
		sum.Refused += t.Refused
	}
	slices.SortStableFunc(out, func(a, b Taken) int { return cmp.Compare(b.To, a.To) })
	return out, nil
}

// intakeActs are all versions of the acts of imports and confirmed claims known
// then, in the order of the log.
func (d *Desk) intakeActs(ctx context.Context, known time.Time) ([]store.Row, error) {
	var out []store.Row
	for _, prefix := range []string{"import:", "bulletin:"} {
		var again []string
		for row, err := range d.store.List(ctx, store.Query{Kind: kindAct, Prefix: prefix, Known: known}) {
			if err != nil {
				return nil, err
			}
			if row.Seq > 1 {
				again = append(again, row.ID)
				continue
			}
			out = append(out, row)
		}
		for _, id := range again {
			rows, err := d.store.Versions(ctx, kindAct, id)
			if err != nil {
				return nil, err
			}
			for _, row := range rows {
				if known.IsZero() || !row.Known.After(known) {
					out = append(out, row)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b store.Row) int { return cmp.Compare(a.Entry, b.Entry) })
	return out, nil
}

// taken is an act of intake by itself.
func (d *Desk) taken(row store.Row, a Act) Taken {
	t := Taken{
		What: a.What, File: a.Of, Digest: a.Digest, Format: a.Format, Source: a.Source, Mapping: a.Mapping, By: a.By,
		First: row.Known, Last: row.Known, From: row.Entry, To: row.Entry,
		New: a.Counts["new"], Changed: a.Counts["changed"], Same: a.Counts["same"], Refused: len(a.Refused),
	}
	if a.Rows != nil {
		t.firstLine, t.lastLine = a.Rows.First, a.Rows.Last
	}
	if _, err := os.Stat(filepath.Join(d.dir, originalsDir, a.Digest)); err == nil {
		t.Kept = true
	}
	return t
}

// Refusals are the rows of a file that stand refused by then (zero: now), by line:
// of a file that was imported again, those of the last time.
func (d *Desk) Refusals(ctx context.Context, digest string, known time.Time) ([]csvrows.Refusal, error) {
	if !isDigest(digest) {
		return nil, truceline.Invalid("digest", "%q is not a SHA-256 in hexadecimal", digest)
	}
	var out []csvrows.Refusal
	found := false
	for row, err := range d.store.List(ctx, store.Query{Kind: kindAct, Prefix: fmt.Sprintf("import:%s:", digest), Known: known}) {
		if err != nil {
			return nil, err
		}
		a, err := decode[Act](row)
		if err != nil {
			return nil, err
		}
		found = true
		out = append(out, a.Refused...)
	}
	if !found {
		return nil, truceline.NotFound("no file with the digest %s was imported by then", digest)
	}
	slices.SortStableFunc(out, func(a, b csvrows.Refusal) int { return cmp.Compare(a.Line, b.Line) })
	return out, nil
}

// refusedBySource counts the refused rows of the files that were read as a
// source's reports.
func (d *Desk) refusedBySource(ctx context.Context, known time.Time) (map[report.SourceID]int, error) {
	out := make(map[report.SourceID]int)
	for row, err := range d.store.List(ctx, store.Query{Kind: kindAct, Prefix: "import:", Known: known}) {
		if err != nil {
			return nil, err
		}
		a, err := decode[Act](row)
		if err != nil {
			return nil, err
		}
		if a.Source != "" {
			out[a.Source] += len(a.Refused)
		}
	}
	return out, nil
}
