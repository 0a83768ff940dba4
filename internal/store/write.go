package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/tlog"
)

// A Tx is one step of writing: all of it is recorded, at one instant, or none.
// It is for the function given to Update, and for one goroutine.
type Tx struct {
	known   time.Time
	edge    tlog.Edge
	before  int64            // entries at the beginning
	records map[string]int64 // new ids by kind, for every kind written
	failed  error            // the first error of the database: nothing may be written after it
	writes                   // the statements, bound to the transaction
}

// writes are the prepared statements of the writer.
type writes struct {
	insert, latest, moment, addMoment, tally, addTally, hash *sql.Stmt
}

func prepareWrites(ctx context.Context, db *sql.DB) (w writes, err error) {
	for _, p := range []struct {
		stmt  **sql.Stmt
		query string
	}{
		{&w.insert, insertVersion}, {&w.latest, latestVersion}, {&w.moment, lastMoment},
		{&w.addMoment, addMoment}, {&w.tally, lastTally}, {&w.addTally, addTally}, {&w.hash, hashOf},
	} {
		if *p.stmt, err = db.PrepareContext(ctx, p.query); err != nil {
			return writes{}, err
		}
	}
	return w, nil
}

// in binds the statements to a transaction.
func (w writes) in(ctx context.Context, tx *sql.Tx) writes {
	return writes{
		insert: tx.StmtContext(ctx, w.insert), latest: tx.StmtContext(ctx, w.latest),
		moment: tx.StmtContext(ctx, w.moment), addMoment: tx.StmtContext(ctx, w.addMoment),
		tally: tx.StmtContext(ctx, w.tally), addTally: tx.StmtContext(ctx, w.addTally),
		hash: tx.StmtContext(ctx, w.hash),
	}
}

// Update runs f and records what it wrote, all of it known at known (cut to
// whole microseconds), which must be later than anything recorded before. If f
// fails, or the process ends, nothing of it was written. When Update returns
// without error the step is on the disk. A step that changes nothing leaves no
// trace.
//
// One writer goes at a time: a second one of this process waits for the first,
// one of another process waits for Options.Wait and is then a Problem.
func (s *Store) Update(ctx context.Context, known time.Time, f func(*Tx) error) error {
	err := s.update(ctx, known, f)
	if errors.Is(err, sql.ErrTxDone) && ctx.Err() != nil {
		return ctx.Err() // it was rolled back between two statements
	}
	return err
}

func (s *Store) update(ctx context.Context, known time.Time, f func(*Tx) error) error {
	if s.writer == nil {
		return truceline.Unavailable(nil, "the record was opened for reading only; nothing can be written to it")
	}
	sqlTx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return explain(err)
	}
	defer sqlTx.Rollback() // no-op once committed

	tx, err := s.begin(ctx, sqlTx, known.UTC().Truncate(time.Microsecond))
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		return err
	}
	if err := tx.seal(); err != nil || tx.edge.Size() == tx.before {
		return err
	}
	return explain(sqlTx.Commit())
}

// begin reads where the log ends.
func (s *Store) begin(ctx context.Context, sqlTx *sql.Tx, known time.Time) (*Tx, error) {
	tx := &Tx{known: known, records: map[string]int64{}, writes: s.writes.in(ctx, sqlTx)}
	var last int64
	err := tx.moment.QueryRow(int64(always)).Scan(&last, &tx.before)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, explain(err)
	}
	if at := time.UnixMicro(last).UTC(); err == nil && !known.After(at) {
		return nil, truceline.Conflict("the last step was recorded at %s, which is not before %s; set the clock right, or wait",
			at.Format(time.RFC3339Nano), known.Format(time.RFC3339Nano))
	}
	tx.edge, err = tlog.EdgeAt(tx.before, readHashes(ctx, tx.hash))
	return tx, err
}

// seal writes the totals of the step.
func (tx *Tx) seal() error {
	if tx.failed != nil {
		return tx.failed
	}
	if tx.edge.Size() == tx.before {
		return nil
	}
	known := tx.known.UnixMicro()
	if _, err := tx.addMoment.Exec(known, tx.edge.Size()); err != nil {
		return explain(err)
	}
	for _, kind := range slices.Sorted(maps.Keys(tx.records)) {
		var last, records int64
		err := tx.tally.QueryRow(kind, int64(always)).Scan(&last, &records)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return explain(err)
		}
		if _, err := tx.addTally.Exec(kind, known, records+tx.records[kind]); err != nil {
			return explain(err)
		}
	}
	return nil
}

// Known is the instant at which everything of this step is recorded.
func (tx *Tx) Known() time.Time { return tx.known }

// Put records body as the next version of a record, with its log entry. If it
// equals the latest version byte for byte, nothing is written and row is that
// version. kind and id are as tlog.CheckName says; body is not empty.
func (tx *Tx) Put(kind, id string, env Envelope, body []byte) (changed bool, row Row, err error) {
	if tx.failed != nil {
		return false, Row{}, tx.failed
	}
	if err := check(kind, id, env, body); err != nil {
		return false, Row{}, err
	}
	row = Row{Kind: kind, ID: id, Seq: 1, Known: tx.known, Valid: spanOf(env.Valid).interval(), Box: env.Box, Entry: tx.edge.Size(), Body: body}

	// Most records have one version, so it is tried first; the unique key
	// says if there is one already.
	changed, err = tx.add(row)
	if changed || err != nil {
		return changed, row, err
	}
	latest, _, err := tx.Latest(kind, id)
	if err != nil {
		return false, Row{}, err
	}
	if bytes.Equal(latest.Body, body) {
		return false, latest, nil
	}
	row.Seq = latest.Seq + 1
	changed, err = tx.add(row)
	return changed, row, err
}

func check(kind, id string, env Envelope, body []byte) error {
	if err := tlog.CheckName("kind", kind); err != nil {
		return err
	}
	if err := tlog.CheckName("id", id); err != nil {
		return err
	}
	if len(body) == 0 {
		return truceline.Invalid("body", "the body of %s %s is empty", kind, id)
	}
	return env.check()
}

// add appends the row and its log entry, unless the record has that version.
func (tx *Tx) add(row Row) (bool, error) {
	hashes := tx.edge.Next(tlog.EntryOf(row.Kind, row.ID, row.Seq, row.Known, row.Body).Hash())
	valid := spanOf(row.Valid)
	var west, south, east, north any
	if b := row.Box; b != nil {
		west, south, east, north = b.West, b.South, b.East, b.North
	}
	res, err := tx.insert.Exec(row.Entry, row.Kind, row.ID, row.Seq, row.Known.UnixMicro(),
		valid.from, valid.to, west, south, east, north, joined(hashes), row.Body)
	if err != nil {
		// A full disk makes SQLite roll back by itself, after which a further
		// statement would be a transaction of its own.
		tx.failed = explain(err)
		return false, tx.failed
	}
	if n, err := res.RowsAffected(); n == 0 || err != nil {
		return false, err
	}
	tx.edge.Append(hashes)
	n := tx.records[row.Kind]
	if row.Seq == 1 {
		n++
	}
	tx.records[row.Kind] = n
	return true, nil
}

// insertVersion adds a version unless it is there. It runs unchanged on SQLite
// and PostgreSQL, as does all SQL here that does not say otherwise.
const insertVersion = `
	INSERT INTO version (entry, kind, id, seq, known_at, valid_from, valid_to, west, south, east, north, hashes, body)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
	ON CONFLICT (kind, id, seq) DO NOTHING`

func joined(hashes []tlog.Hash) []byte {
	b := make([]byte, 0, len(hashes)*len(tlog.Hash{}))
	for _, h := range hashes {
		b = append(b, h[:]...)
	}
	return b
}

// Latest is the newest version of a record, this step's own writes included,
// and whether there is one.
func (tx *Tx) Latest(kind, id string) (Row, bool, error) {
	if tx.failed != nil {
		return Row{}, false, tx.failed
	}
	row, err := scan(tx.latest.QueryRow(kind, id, int64(always)).Scan)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Row{}, false, nil
	case err != nil:
		tx.failed = explain(err)
		return Row{}, false, tx.failed
	}
	return row, true, nil
}

// latestVersion selects the newest version of record $1 $2 among the first $3
// entries of the log, which are those known at some instant.
const latestVersion = `
	SELECT ` + columns + ` FROM version v
	WHERE v.kind = $1 AND v.id = $2 AND v.entry < $3
	ORDER BY v.seq DESC LIMIT 1`

// addMoment ends a step of the log.
const addMoment = `INSERT INTO moment (known_at, size) VALUES ($1, $2)`

// addTally adds the running total of a kind.
const addTally = `INSERT INTO tally (kind, known_at, records) VALUES ($1, $2, $3)`
