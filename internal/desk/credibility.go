package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/report"
)

// A Judgement is what a person thinks of the information of one report, apart
// from its source: 1 (confirmed by other sources) to 6 (cannot be judged) on the
// Admiralty scale. 0 takes an earlier judgement back.
type Judgement struct {
	Report  string    `json:"report"`
	Version int       `json:"version"` // of the report that was judged
	Grade   int       `json:"grade"`
	Reason  string    `json:"reason"`
	By      string    `json:"by"`
	Known   time.Time `json:"-"` // when it was recorded
	Entry   int64     `json:"-"`
}

// JudgeCredibility records what a person thinks of the information of a report:
// grade 1 to 6, or 0 to take an earlier judgement back, with a reason. The same
// again adds nothing. A report that is not on record is NotFound; another grade,
// a missing reason, and taking back what nobody judged are refused.
func (d *Desk) JudgeCredibility(ctx context.Context, by, reportID string, grade int, reason string) error {
	reason = strings.TrimSpace(reason)
	switch {
	case grade < 0 || grade > 6:
		return truceline.Invalid("grade", "%d is no grade of the information; give 1 (confirmed) to 6 (cannot be judged), or 0 to take a judgement back", grade)
	case reason == "":
		return truceline.Invalid("reason", "say why; whoever disputes the judgement will ask")
	}
	return d.write(ctx, func(tx *store.Tx) error {
		row, there, err := tx.Latest(kindReport, reportID)
		switch {
		case err != nil:
			return err
		case !there:
			return truceline.NotFound("there is no report %q on record", reportID)
		}
		if grade == 0 {
			last, judged, err := tx.Latest(kindCredibility, reportID)
			if err != nil {
				return err
			}
			if judged {
				before, err := decode[Judgement](last)
				if err != nil {
					return err
				}
				judged = before.Grade > 0
			}
			if !judged {
				return truceline.Conflict("nobody has judged the information of %s, so that there is nothing to take back", reportID)
			}
		}
		changed, err := put(tx, kindCredibility, reportID, Judgement{Report: reportID, Version: row.Seq, Grade: grade, Reason: reason, By: by})
		if err != nil || !changed {
			return err
		}
		_, err = put(tx, kindAct, fmt.Sprintf("judge_credibility:%s:%s", reportID, tx.Known().Format(time.RFC3339Nano)), Act{
			What: "judge_credibility", By: by, Of: reportID, Counts: map[string]int{"grade": grade},
		})
		return err
	})
}

// Credibility is what people think of the information of some reports as known
// then (zero: now), by report. Those that nobody judged are left out, as are
// judgements that were taken back.
func (d *Desk) Credibility(ctx context.Context, reportIDs []string, known time.Time) (map[string]Judgement, error) {
	out := make(map[string]Judgement)
	if len(reportIDs) == 0 {
		return out, nil
	}
	for row, err := range d.store.List(ctx, store.Query{Kind: kindCredibility, IDs: reportIDs, Known: known}) {
		if err != nil {
			return nil, err
		}
		j, err := judgement(row)
		if err != nil {
			return nil, err
		}
		if j.Grade > 0 {
			out[j.Report] = j
		}
	}
	return out, nil
}

func judgement(row store.Row) (Judgement, error) {
	j, err := decode[Judgement](row)
	j.Known, j.Entry = row.Known, row.Entry
	return j, err
}

// judge adds to reports what people think of their information.
func (d *Desk) judge(ctx context.Context, views []ReportView, known time.Time) error {
	ids := make([]string, len(views))
	for i, v := range views {
		ids[i] = v.Report.ID()
	}
	judged, err := d.Credibility(ctx, ids, known)
	if err != nil {
		return err
	}
	for i, id := range ids {
		if j, ok := judged[id]; ok {
			views[i].Judged = &j
		}
	}
	return nil
}

// judgements are all that was thought of a report's information by then, the
// first first, those taken back included.
func (d *Desk) judgements(ctx context.Context, id string, known time.Time) ([]Judgement, error) {
	rows, err := d.store.Versions(ctx, kindCredibility, id)
	if truceline.KindOf(err) == truceline.NotFoundKind {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(r store.Row) bool { return !known.IsZero() && r.Known.After(known) })
	out := make([]Judgement, len(rows))
	for i, row := range rows {
		if out[i], err = judgement(row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// sourcesOf adds to reports who their sources are.
func sourcesOf(views []ReportView, sources []report.Source) {
	for i := range views {
		for _, s := range sources {
			if s.ID == views[i].Report.Source {
				views[i].Source = s
			}
		}
	}
}
