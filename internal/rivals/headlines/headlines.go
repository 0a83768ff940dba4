// Package headlines reads reports of which only the headline is known, with the
// events that a coder who read the whole article attached them to: truth of the
// hard kind, where the words compared say less than the coder knew.
package headlines

import (
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/rivals/score"
)

// A Report is one article.
type Report struct {
	ID     string
	Office string // who published it, as given
	On     string // the date given for it, "2017-05-06", typing errors included; "" if none is
	Words  string // the headline
}

// A Set is articles and the events that they were attached to. One article may
// tell of several events.
type Set struct {
	Reports []Report
	Links   []score.Link // every Report of them is in Reports
}

// columns of the two files, as `truceline fuse --reports` reads the first.
var (
	columns      = []string{"report_id", "office", "report_date", "headline"}
	truthColumns = []string{"report_id", "ged_event_id"}
)

// Read reads the files of reports and of the events attached to each, gzip or
// plain. A row that cannot be read, an id that stands twice and a link to a
// report that is not there are Problems: truth is not read in part.
func Read(ctx context.Context, reports, truth io.Reader) (Set, error) {
	var s Set
	known := make(map[string]bool)
	err := each(ctx, reports, "reports", columns, func(row *csvrows.Row) error {
		r := Report{ID: row.Text("report_id"), Office: row.Text("office"), On: row.Text("report_date"), Words: row.Text("headline")}
		if r.ID == "" || known[r.ID] {
			return truceline.Invalid("report_id", "line %d: %q is empty or stands twice; every report needs an id of its own", row.Line, r.ID)
		}
		if r.On != "" {
			if _, err := time.Parse(time.DateOnly, r.On); err != nil {
				return truceline.Invalid("report_date", "line %d: %q is not a date like 2017-05-06", row.Line, r.On)
			}
		}
		known[r.ID] = true
		s.Reports = append(s.Reports, r)
		return nil
	})
	if err != nil {
		return Set{}, err
	}
	err = each(ctx, truth, "truth", truthColumns, func(row *csvrows.Row) error {
		l := score.Link{Report: row.Text("report_id"), Event: row.Text("ged_event_id")}
		if !known[l.Report] || l.Event == "" {
			return truceline.Invalid("report_id", "line %d: %q is not a report of the other file, or no event is attached to it", row.Line, l.Report)
		}
		s.Links = append(s.Links, l)
		return nil
	})
	return s, err
}

// EventDays reads on which day each event of a GED file began, by its id.
func EventDays(ctx context.Context, ged io.Reader) (map[string]string, error) {
	days := make(map[string]string)
	err := each(ctx, ged, "events", []string{"id", "date_start"}, func(row *csvrows.Row) error {
		days[row.Text("id")] = row.Text("date_start")
		return nil
	})
	return days, err
}

// each calls do with every row. Fields are copies, so that they may be kept.
func each(ctx context.Context, in io.Reader, name string, need []string, do func(*csvrows.Row) error) error {
	rows, err := csvrows.Open(in, csvrows.Options{Name: name})
	if err != nil {
		return err
	}
	if err := rows.Require(need...); err != nil {
		return err
	}
	for {
		row, err := rows.Next(ctx)
		if refusal, refused := errors.AsType[*csvrows.Refusal](err); refused {
			return truceline.Invalid(name, "%v", refusal)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := do(row); err != nil {
			return err
		}
	}
}

// The years that the Syrian set covers. Reports of the first half are for
// tuning and those of the second for scoring; the split was fixed before
// anything was tuned and goes by the calendar, so that no event lends its words
// to both sides but at the turn of one year.
const (
	firstYear   = "2015" // some events of January 2016 were reported before, by their dates
	scoringFrom = "2018"
	lastYear    = "2019"
)

// Split parts the set by the year of each report's date: up to 2017 for tuning,
// from 2018 for scoring. A date outside 2015 to 2019 is a typing error of the
// coder (1753, 2109): such a report goes by the year in which the first of its
// events began, by eventDays. Across is how many true pairs have one report on
// either side; they count for neither.
func (s Set) Split(eventDays map[string]string) (tuning, scoring Set, across int, err error) {
	began := make(map[string]string)
	for _, l := range s.Links {
		if day := eventDays[l.Event]; day != "" && (began[l.Report] == "" || day < began[l.Report]) {
			began[l.Report] = day
		}
	}
	late := make(map[string]bool)
	for _, r := range s.Reports {
		day := r.On
		if year := day[:min(4, len(day))]; year < firstYear || year > lastYear {
			if day = began[r.ID]; day == "" {
				return Set{}, Set{}, 0, truceline.Invalid("report_date", "the report %s is of %q and the day of its events is not known; it belongs to neither half", r.ID, r.On)
			}
		}
		if late[r.ID] = day >= scoringFrom; late[r.ID] {
			scoring.Reports = append(scoring.Reports, r)
		} else {
			tuning.Reports = append(tuning.Reports, r)
		}
	}
	for _, l := range s.Links {
		if late[l.Report] {
			scoring.Links = append(scoring.Links, l)
		} else {
			tuning.Links = append(tuning.Links, l)
		}
	}
	n := 0
	for i, part := range []Set{s, tuning, scoring} {
		t, err := score.NewTruth(part.Links)
		if err != nil {
			return Set{}, Set{}, 0, err
		}
		if i == 0 {
			n = t.PairsN()
		} else {
			n -= t.PairsN()
		}
	}
	return tuning, scoring, n, nil
}

// WithinDays are all pairs of reports whose dates are at most n days apart: what
// can be said without reading a word. Reports without a date are in none.
func (s Set) WithinDays(n int) []score.Judged {
	type dated struct {
		id  string
		day int64
	}
	var all []dated
	for _, r := range s.Reports {
		if at, err := time.Parse(time.DateOnly, r.On); err == nil {
			all = append(all, dated{r.ID, at.Unix() / 86400})
		}
	}
	slices.SortFunc(all, func(a, b dated) int { return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.id, b.id)) })
	var out []score.Judged
	for i, a := range all {
		for _, b := range all[i+1:] {
			if b.day-a.day > int64(n) {
				break
			}
			out = append(out, score.Judged{A: a.id, B: b.id, Score: -float64(b.day - a.day)})
		}
	}
	return out
}

// Write writes the reports and what is true of them in the columns that Read
// and `truceline fuse` read.
func (s Set) Write(reports, truth io.Writer) error {
	w := csv.NewWriter(reports)
	rows := [][]string{columns}
	for _, r := range s.Reports {
		rows = append(rows, []string{r.ID, r.Office, r.On, r.Words})
	}
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	rows = [][]string{truthColumns}
	for _, l := range s.Links {
		rows = append(rows, []string{l.Report, l.Event})
	}
	return csv.NewWriter(truth).WriteAll(rows)
}
