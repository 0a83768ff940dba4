package desk

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"time"

	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/tlog"
)

// LogEntries are n entries of the log from number from on.
func (d *Desk) LogEntries(ctx context.Context, from int64, n int) ([]LogEntry, error) {
	head, err := d.store.Head(ctx, zeroTime)
	if err != nil {
		return nil, err
	}
	var out []LogEntry
	for i := max(from, 0); i < head.Size && len(out) < n; i++ {
		row, err := d.store.ByEntry(ctx, i)
		if err != nil {
			return nil, err
		}
		out = append(out, logEntry(row))
	}
	return out, nil
}

// LogEntriesOf are the entries of every version of a record.
func (d *Desk) LogEntriesOf(ctx context.Context, kind, id string) ([]LogEntry, error) {
	rows, err := d.store.Versions(ctx, kind, id)
	out := make([]LogEntry, len(rows))
	for i, row := range rows {
		out[i] = logEntry(row)
	}
	return out, err
}

func logEntry(row store.Row) LogEntry {
	leaf := tlog.EntryOf(row.Kind, row.ID, row.Seq, row.Known, row.Body).Hash()
	return LogEntry{
		N: row.Entry, Kind: row.Kind, ID: row.ID, Seq: row.Seq, Known: row.Known,
		Leaf: base64.StdEncoding.EncodeToString(leaf[:]),
	}
}

// LogHead is the log as it stood at known (zero: now).
func (d *Desk) LogHead(ctx context.Context, known time.Time) (store.Head, error) {
	return d.store.Head(ctx, known)
}

// Prove is the proof, as JSON, that an entry stands in the log as it is now.
func (d *Desk) Prove(ctx context.Context, entry int64) ([]byte, error) {
	head, err := d.store.Head(ctx, zeroTime)
	if err != nil {
		return nil, err
	}
	proof, err := d.store.ProveEntry(ctx, entry, head.Size)
	if err != nil {
		return nil, err
	}
	return json.MarshalIndent(proof, "", "  ")
}

// ProveGrowth is the proof, as JSON, that the log of to entries begins with the
// log of from entries; a zero to is the log as it is now.
func (d *Desk) ProveGrowth(ctx context.Context, from, to int64) ([]byte, error) {
	if to == 0 {
		head, err := d.store.Head(ctx, zeroTime)
		if err != nil {
			return nil, err
		}
		to = head.Size
	}
	proof, err := d.store.ProveTree(ctx, from, to)
	if err != nil {
		return nil, err
	}
	return json.MarshalIndent(proof, "", "  ")
}

// Verify recomputes the whole log from the records and holds it against the
// hashes on record, then the files of the documents and the imported
// files against theirs.
func (d *Desk) Verify(ctx context.Context, progress func(done, total int64)) error {
	if err := d.store.Verify(ctx, progress); err != nil {
		return err
	}
	if err := d.verifyFiles(ctx); err != nil {
		return err
	}
	return d.verifyOriginals(ctx)
}
