package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"github.com/truceline/truceline"
)

// reads are the prepared statements of the readers.
type reads struct {
	moment, tally, latest, versions, byEntry, hash *sql.Stmt
}

func prepareReads(ctx context.Context, db *sql.DB) (r reads, err error) {
	for _, p := range []struct {
		stmt  **sql.Stmt
		query string
	}{
		{&r.moment, lastMoment}, {&r.tally, lastTally}, {&r.latest, latestVersion},
		{&r.versions, allVersions}, {&r.byEntry, versionOfEntry}, {&r.hash, hashOf},
	} {
		if *p.stmt, err = db.PrepareContext(ctx, p.query); err != nil {
			return reads{}, err
		}
	}
	return r, nil
}

// Get is the newest version of a record that was known at known, zero meaning
// now. It is NotFound if there was none.
func (s *Store) Get(ctx context.Context, kind, id string, known time.Time) (Row, error) {
	size, err := s.limit(ctx, known)
	if err != nil {
		return Row{}, err
	}
	row, err := scan(s.reads.latest.QueryRowContext(ctx, kind, id, size).Scan)
	if !errors.Is(err, sql.ErrNoRows) {
		return row, explain(err)
	}
	if known.IsZero() {
		return Row{}, truceline.NotFound("there is no %s %s", kind, id)
	}
	return Row{}, truceline.NotFound("no %s %s was known at %s", kind, id, known.UTC().Format(time.RFC3339Nano))
}

// limit is the number of entries that a question as known at known may use.
func (s *Store) limit(ctx context.Context, known time.Time) (int64, error) {
	if known.IsZero() {
		return always, nil
	}
	size, _, err := s.sizeAt(ctx, known)
	return size, err
}

// Versions are all versions of a record, the first first. It is NotFound if
// there is none.
func (s *Store) Versions(ctx context.Context, kind, id string) ([]Row, error) {
	rows, err := s.reads.versions.QueryContext(ctx, kind, id)
	if err != nil {
		return nil, explain(err)
	}
	defer rows.Close()
	var versions []Row
	for rows.Next() {
		row, err := scan(rows.Scan)
		if err != nil {
			return nil, explain(err)
		}
		versions = append(versions, row)
	}
	if err := rows.Err(); err != nil {
		return nil, explain(err)
	}
	if len(versions) == 0 {
		return nil, truceline.NotFound("there is no %s %s", kind, id)
	}
	return versions, nil
}

// allVersions selects every version of record $1 $2, in order.
const allVersions = `
	SELECT ` + columns + ` FROM version v
	WHERE v.kind = $1 AND v.id = $2
	ORDER BY v.seq`

// ByEntry is the version that entry n of the log attests, n from 0.
func (s *Store) ByEntry(ctx context.Context, n int64) (Row, error) {
	row, err := scan(s.reads.byEntry.QueryRowContext(ctx, n).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return Row{}, truceline.NotFound("the log has no entry %d", n)
	}
	return row, explain(err)
}

// versionOfEntry selects the version that entry $1 attests.
const versionOfEntry = `SELECT ` + columns + ` FROM version v WHERE v.entry = $1`

// Count is how many records of a kind were known at known, zero meaning now.
// It does not depend on how many there are.
func (s *Store) Count(ctx context.Context, kind string, known time.Time) (int64, error) {
	_, n, err := s.tallyAt(ctx, kind, known)
	return n, err
}

// tallyAt is the running total of a kind at known, zero meaning now, and when
// it was reached; both are zero if nothing of the kind was recorded by then.
func (s *Store) tallyAt(ctx context.Context, kind string, known time.Time) (at time.Time, records int64, err error) {
	var micros int64
	err = s.reads.tally.QueryRowContext(ctx, kind, until(known)).Scan(&micros, &records)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, 0, nil
	}
	if err != nil {
		return time.Time{}, 0, explain(err)
	}
	return time.UnixMicro(micros).UTC(), records, nil
}

// lastTally selects the running total of kind $1 at $2.
const lastTally = `
	SELECT known_at, records FROM tally
	WHERE kind = $1 AND known_at <= $2
	ORDER BY known_at DESC LIMIT 1`

// LastKnownOf is when any of the kinds was last recorded by known, zero meaning
// now; zero if none was.
func (s *Store) LastKnownOf(ctx context.Context, known time.Time, kinds ...string) (last time.Time, err error) {
	for _, kind := range kinds {
		at, _, err := s.tallyAt(ctx, kind, known)
		if err != nil {
			return time.Time{}, err
		}
		if at.After(last) {
			last = at
		}
	}
	return last, nil
}

// LastKnown is when anything but the excepted kinds was last recorded; zero if
// nothing was.
func (s *Store) LastKnown(ctx context.Context, exceptKinds ...string) (time.Time, error) {
	rows, err := s.readers.QueryContext(ctx, tallyNewestFirst)
	if err != nil {
		return time.Time{}, explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var micros int64
		var kind string
		if err := rows.Scan(&micros, &kind); err != nil {
			return time.Time{}, explain(err)
		}
		if !slices.Contains(exceptKinds, kind) {
			return time.UnixMicro(micros).UTC(), nil
		}
	}
	return time.Time{}, explain(rows.Err())
}

// tallyNewestFirst selects what was written when, the newest first.
const tallyNewestFirst = `SELECT known_at, kind FROM tally ORDER BY known_at DESC, kind DESC`
