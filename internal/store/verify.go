package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/tlog"
)

// verifyStep is how many rows Verify reads between two calls of progress.
const verifyStep = 4096

// Verify reads the whole record and recomputes the log from it: every leaf from
// its row, every hash of the tree, every instant, running total and version
// number, and, if the record was opened with Options.Envelope, every filter
// column from the body. Its Problem names the first row that does not fit.
// progress may be nil; it is told how many entries of how many are done.
//
// Verify shows that the record agrees with itself. That it is still the record
// of before shows only beside a Head that was kept elsewhere.
func (s *Store) Verify(ctx context.Context, progress func(done, total int64)) error {
	// One read transaction, so that a writer at work does not look like damage.
	tx, err := s.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return explain(err)
	}
	defer tx.Rollback() // nothing was written
	a := auditor{envelope: s.envelope, records: map[string]int64{}}
	if err := a.load(ctx, tx); err != nil {
		return explain(err)
	}
	rows, err := tx.QueryContext(ctx, everything)
	if err != nil {
		return explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var hashes []byte
		row, err := scan(rows.Scan, &hashes)
		if err != nil {
			return explain(err)
		}
		if err := a.row(row, hashes); err != nil {
			return err
		}
		if done := a.edge.Size(); progress != nil && (done%verifyStep == 0 || done == a.total) {
			progress(done, a.total)
		}
	}
	if err := rows.Err(); err != nil {
		return explain(err)
	}
	if err := a.end(); err != nil {
		return err
	}
	return numbered(ctx, tx)
}

// everything selects every row in the order of the log, with its hashes.
const everything = `SELECT ` + columns + `, v.hashes FROM version v ORDER BY v.entry`

// An auditor recomputes the log from the rows, given in order.
type auditor struct {
	envelope func(kind string, body []byte) (Envelope, error)
	edge     tlog.Edge
	total    int64            // entries that the last moment speaks of
	moments  []moment         // those not reached yet
	tallies  map[tally]int64  // those not reached yet
	records  map[string]int64 // distinct ids by kind, so far
	written  map[string]bool  // kinds of the moment at hand
}

// A moment is the end of a step: how many entries the log then had.
type moment struct{ known, size int64 }

// A tally is where a running total stands.
type tally struct {
	kind  string
	known int64
}

// load reads the moments and the running totals.
func (a *auditor) load(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, allMoments)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var m moment
		if err := rows.Scan(&m.known, &m.size); err != nil {
			return err
		}
		a.moments = append(a.moments, m)
		a.total = m.size
	}
	if err := rows.Err(); err != nil {
		return err
	}

	rows, err = tx.QueryContext(ctx, allTallies)
	if err != nil {
		return err
	}
	defer rows.Close()
	a.tallies = map[tally]int64{}
	for rows.Next() {
		var t tally
		var records int64
		if err := rows.Scan(&t.kind, &t.known, &records); err != nil {
			return err
		}
		a.tallies[t] = records
	}
	return rows.Err()
}

// allMoments selects the steps of the log in order.
const allMoments = `SELECT known_at, size FROM moment ORDER BY known_at`

// allTallies selects every running total.
const allTallies = `SELECT kind, known_at, records FROM tally ORDER BY kind, known_at`

// row holds the next row against the log.
func (a *auditor) row(r Row, hashes []byte) error {
	n := a.edge.Size()
	if r.Entry != n {
		return damaged("entry %d is missing", n)
	}
	next := a.edge.Next(r.attested().Hash())
	if !bytes.Equal(joined(next), hashes) {
		return damaged("entry %d (%s %s, version %d) is not what was logged: the row or its hashes were changed", n, r.Kind, r.ID, r.Seq)
	}
	a.edge.Append(next)
	if err := a.filters(r); err != nil {
		return err
	}

	if len(a.moments) == 0 || a.moments[0].known != r.Known.UnixMicro() {
		return damaged("entry %d (%s %s, version %d) is known at %s, which is not when its step was recorded", n, r.Kind, r.ID, r.Seq, r.Known.Format(time.RFC3339Nano))
	}
	if a.written == nil {
		a.written = map[string]bool{}
	}
	a.written[r.Kind] = true
	if r.Seq == 1 {
		a.records[r.Kind]++
	}
	if a.edge.Size() < a.moments[0].size {
		return nil
	}
	for kind := range a.written {
		t := tally{kind, a.moments[0].known}
		if records, ok := a.tallies[t]; !ok || records != a.records[kind] {
			return damaged("the running total of kind %s at %s is %d and should be %d", kind, r.Known.Format(time.RFC3339Nano), records, a.records[kind])
		}
		delete(a.tallies, t)
	}
	a.moments, a.written = a.moments[1:], nil
	return nil
}

// filters holds the filter columns of a row against its body.
func (a *auditor) filters(r Row) error {
	if a.envelope == nil {
		return nil
	}
	env, err := a.envelope(r.Kind, r.Body)
	if err != nil {
		return damaged("entry %d (%s %s, version %d) cannot be read: %v", r.Entry, r.Kind, r.ID, r.Seq, err)
	}
	sameBox := env.Box == r.Box || env.Box != nil && r.Box != nil && *env.Box == *r.Box
	if spanOf(env.Valid) != spanOf(r.Valid) || !sameBox {
		return damaged("entry %d (%s %s, version %d) is filed under a time or a place that its body does not have", r.Entry, r.Kind, r.ID, r.Seq)
	}
	return nil
}

// end says what is left over after the last row.
func (a *auditor) end() error {
	if len(a.moments) > 0 {
		return damaged("the log should have %d entries and has %d", a.total, a.edge.Size())
	}
	for t := range a.tallies {
		return damaged("there is a running total of kind %s at %s, when nothing of it was recorded", t.kind, time.UnixMicro(t.known).UTC().Format(time.RFC3339Nano))
	}
	return nil
}

// numbered checks that the versions of each record are numbered in the order of
// the log, from 1 without a gap.
func numbered(ctx context.Context, tx *sql.Tx) error {
	var kind, id string
	var seq int
	err := tx.QueryRowContext(ctx, misnumbered).Scan(&kind, &id, &seq)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return explain(err)
	}
	return damaged("%s %s has a version %d without a version %d before it", kind, id, seq, seq-1)
}

// misnumbered selects the first version that does not follow the one before.
const misnumbered = `
	SELECT v.kind, v.id, v.seq FROM version v
	WHERE v.seq > 1 AND NOT EXISTS (
		SELECT 1 FROM version w
		WHERE w.kind = v.kind AND w.id = v.id AND w.seq = v.seq - 1 AND w.entry < v.entry)
	ORDER BY v.kind, v.id, v.entry LIMIT 1`

// damaged is the Problem of a record that does not fit together.
func damaged(format string, args ...any) error {
	p := truceline.Unavailable(nil, format, args...)
	p.Msg = "the record is damaged: " + p.Msg + "; put back a copy of its folder from before"
	return p
}
