package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/store"
)

// older reports whether a report says what an older version of it does, and not
// what the latest says. A file may hold one id twice with different content; were
// the first written whenever the file is imported, each import would add both
// again. So it waits until the end of the file says whether it is the last word.
func (t *taking) older(ctx context.Context, tx *store.Tx, r record) (bool, error) {
	if r.kind != kindReport || t.final {
		return false, nil
	}
	latest, found, err := tx.Latest(r.kind, r.id)
	if err != nil || !found || latest.Seq == 1 {
		return false, err
	}
	body, err := json.Marshal(r.value)
	if err != nil || bytes.Equal(body, latest.Body) {
		return false, err
	}
	versions, err := t.desk.store.Versions(ctx, r.kind, r.id)
	if truceline.KindOf(err) == truceline.NotFoundKind { // all of them are of this batch
		return false, nil
	}
	return slices.ContainsFunc(versions, func(v store.Row) bool { return bytes.Equal(v.Body, body) }), err
}

// waiting reports whether an id waits, by what the batch under way says of it or
// else by what those before it did.
func (t *taking) waiting(id string, now map[string]int) bool {
	if line, said := now[id]; said {
		return line > 0
	}
	return t.waits[id] > 0
}

// lastWords reads the file again and writes the reports that waited until its
// end: it says of them what it said in an earlier version, or another file did,
// and says it last.
func (t *taking) lastWords(ctx context.Context, in Input) error {
	f, err := in.Files.Open(in.Name)
	if err != nil {
		return unreadable(in.Name, err)
	}
	defer f.Close()
	items, err := t.desk.items(ctx, t.reg, in, f)
	if err != nil {
		return err
	}
	last := t.waits
	t.final, t.waits = true, nil
	rows, flagged := t.out.Rows, t.out.Flagged
	err = t.reports(ctx, func(yield func(csvrows.Item, error) bool) {
		for item, err := range items {
			if err == nil && (item.Refusal != nil || last[item.Report.ID()] != item.Line) {
				continue
			}
			if !yield(item, err) {
				return
			}
		}
	})
	t.out.Rows, t.out.Flagged = rows, flagged // counted before
	return err
}
