package store

import (
	"context"
	"crypto/sha256"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/tlog"
)

// A Head is the log as it stood at an instant: what an edition quotes, and what
// a reader holds later states against.
type Head struct {
	Size  int64     // entries, numbered from 0
	Root  tlog.Hash // over all of them
	Known time.Time // when the last of them was recorded; zero if there is none
}

// Head is the log as it stood at known, zero meaning now.
func (s *Store) Head(ctx context.Context, known time.Time) (Head, error) {
	size, at, err := s.sizeAt(ctx, known)
	if err != nil {
		return Head{}, err
	}
	tree, err := tlog.At(size, readHashes(ctx, s.reads.hash))
	return Head{Size: tree.Size, Root: tree.Root, Known: at}, err
}

// ProveEntry proves that entry n stands in the log of the first size entries.
func (s *Store) ProveEntry(ctx context.Context, n, size int64) (tlog.EntryProof, error) {
	if err := s.holds(ctx, size); err != nil {
		return tlog.EntryProof{}, err
	}
	row, err := s.ByEntry(ctx, n)
	if err != nil {
		return tlog.EntryProof{}, err
	}
	return tlog.ProveEntry(n, size, row.attested(), readHashes(ctx, s.reads.hash))
}

// ProveTree proves that the log of the first to entries begins with the log of
// the first from: that it only grew.
func (s *Store) ProveTree(ctx context.Context, from, to int64) (tlog.TreeProof, error) {
	if err := s.holds(ctx, to); err != nil {
		return tlog.TreeProof{}, err
	}
	return tlog.ProveTree(from, to, readHashes(ctx, s.reads.hash))
}

// holds says whether the log has that many entries.
func (s *Store) holds(ctx context.Context, size int64) error {
	now, _, err := s.sizeAt(ctx, time.Time{})
	if err == nil && size > now {
		err = truceline.NotFound("the log has %d entries, not %d", now, size)
	}
	return err
}

// attested is what the log attests about the row.
func (r Row) attested() tlog.Entry {
	return tlog.Entry{Kind: r.Kind, ID: r.ID, Seq: r.Seq, Known: r.Known, Body: sha256.Sum256(r.Body)}
}
