// Package desk is every act that reads, decides and writes. Each act is one
// method: one transaction, one instant, the acting person an argument. The
// pages, the commands and the importers all come through here.
package desk

import (
	"context"
	"sync"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/report"
)

// A Desk works on one record.
type Desk struct {
	store    *store.Store
	dir      string
	now      func() time.Time
	readOnly bool
	read     func(doc, text string, opts document.Options) document.Reading // document.Read, but in tests

	writing   sync.Mutex // held by the act that writes, so that instants rise in the order of the acts
	mu        sync.Mutex
	loaded    observance.Facts                   // of the case folder, as last asked for
	ground    background                         // the same, for reading texts
	places    finder                             // the places of the case, as last asked for
	ordinary  ordinary                           // the names of lists beside those places, likewise
	registers map[time.Time]*observance.Register // compiled, by when their latest fact was recorded
	counted   map[time.Time]*gathering           // of sources, by when the last of it was recorded
	ledgers   []heldLedger                       // as last asked for, the oldest first
	entries   []heldEntries                      // of ledgers, likewise
	movements []heldMovement                     // records of presence, likewise
	lists     map[time.Time]*listed              // files of designation lists, by when the last of what says which count was recorded
}

// Options of a Desk. The zero value is what an operator wants.
type Options struct {
	ReadOnly bool
	Now      func() time.Time // the clock; default time.Now
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// Open opens the record in dir.
func Open(ctx context.Context, dir string, opts Options) (*Desk, error) {
	opts = opts.withDefaults()
	s, err := store.Open(ctx, dir, store.Options{ReadOnly: opts.ReadOnly, Envelope: envelopeOf})
	if err != nil {
		return nil, err
	}
	return newDesk(s, dir, opts), nil
}

func newDesk(s *store.Store, dir string, opts Options) *Desk {
	return &Desk{
		store: s, dir: dir, now: opts.Now, readOnly: opts.ReadOnly, read: document.Read,
		registers: make(map[time.Time]*observance.Register), counted: make(map[time.Time]*gathering),
		lists: make(map[time.Time]*listed),
	}
}

// Create makes an empty record in dir, which must hold none.
func Create(ctx context.Context, dir string, opts Options) (*Desk, error) {
	opts = opts.withDefaults()
	s, err := store.Create(ctx, dir, store.Options{Envelope: envelopeOf})
	if err != nil {
		return nil, err
	}
	return newDesk(s, dir, opts), nil
}

// Close releases the record.
func (d *Desk) Close() error { return d.store.Close() }

// write runs one act: one transaction at one instant, which is later than every
// instant recorded before even if the clock was set back. f may be run again,
// if another process wrote between the look at the clock and the transaction.
func (d *Desk) write(ctx context.Context, f func(*store.Tx) error) error {
	d.writing.Lock()
	defer d.writing.Unlock()
	for {
		last, err := d.store.LastKnown(ctx)
		if err != nil {
			return err
		}
		now := d.now().UTC().Truncate(time.Microsecond)
		if !now.After(last) {
			now = last.Add(time.Microsecond)
		}
		err = d.store.Update(ctx, now, f)
		if truceline.KindOf(err) != truceline.ConflictKind {
			return err
		}
		if since, lookErr := d.store.LastKnown(ctx); lookErr != nil || since.Equal(last) {
			return err // nobody wrote meanwhile: it is a conflict of f's
		}
	}
}

// An Act is the record of one change: who did what, to what.
type Act struct {
	What    string            `json:"what"` // load_case, import, confirm_claims, evaluate, judge_credibility, merge, ...
	By      string            `json:"by"`
	Of      string            `json:"of,omitempty"`      // the file or folder, by name
	Digest  string            `json:"digest,omitempty"`  // hex SHA-256 of what was read
	Format  string            `json:"format,omitempty"`  // in which it was read
	Source  report.SourceID   `json:"source,omitempty"`  // whose reports it was read as; empty if its rows say that
	Mapping string            `json:"mapping,omitempty"` // hex SHA-256 of the mapping that it was read through
	Rows    *Rows             `json:"rows,omitempty"`    // which rows of the file
	Counts  map[string]int    `json:"counts,omitempty"`
	Refused []csvrows.Refusal `json:"refused,omitempty"`
	Changes map[string]int    `json:"changes,omitempty"` // proposed findings that moved, "from -> to"
	Notes   map[string]string `json:"notes,omitempty"`
}

// Rows is a span of lines of a file, both ends included.
type Rows struct {
	First int `json:"first"`
	Last  int `json:"last"`
}
