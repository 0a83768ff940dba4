package desk

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/sanctions"
)

// The formats of a file of a designation list.
const (
	ListXML   = "un-xml" // the UN Security Council's Consolidated List
	ListFtM   = "ftm"    // FollowTheMoney, a JSON object a line
	ListPlain = "csv"    // a table with the columns id, name and kind
)

// ListFormats are all of them.
var ListFormats = []string{ListXML, ListFtM, ListPlain}

// A ListInput is a file of a designation list.
type ListInput struct {
	Files  fs.FS
	Name   string         // within Files
	Format string         // one of ListFormats; by default as the first bytes tell
	List   string         // which list: lower-case letters, digits, dots and dashes; by default as the format tells
	Title  string         // the list's name in full; by default as the format tells
	On     sanctions.Date // the day as of which it stands; by default as the file says
	Dry    bool           // say what would be taken, and write nothing
}

// ListTaken says what taking a file of a list did.
type ListTaken struct {
	File    string             `json:"file"`
	Digest  string             `json:"digest"` // hex SHA-256 of the file as received
	List    string             `json:"list"`
	Format  string             `json:"format"`
	On      sanctions.Date     `json:"on"`
	Entries int                `json:"entries"`
	Names   int                `json:"names"`
	Unread  []sanctions.Unread `json:"unread,omitempty"` // what could not be accounted for
	// Before is the day of the file before it, by its day; empty of the first.
	// Added, Removed and Amended are against that.
	Before  sanctions.Date `json:"before,omitempty"`
	Added   int            `json:"added"`
	Removed int            `json:"removed"`
	Amended int            `json:"amended"`
	Current bool           `json:"current"`         // it is what the list now is
	Waits   []string       `json:"waits,omitempty"` // why it waits for a person; empty: it counts
	Same    bool           `json:"same,omitempty"`  // it was on record, and nothing was written
	Dry     bool           `json:"dry,omitempty"`
}

// A FileState is what a file of a list counts for.
type FileState string

// The states.
const (
	FileCurrent FileState = "current"   // the latest that counts, and no later one waits
	FileEarlier FileState = "earlier"   // it counts, and the list has a later file
	FileWaiting FileState = "waiting"   // it does not count until a person accepts it
	FileAside   FileState = "set_aside" // a person said that it does not count
)

// A ListFile is one file of a list as it stands on record.
type ListFile struct {
	File      string             `json:"file"` // its name as imported
	Digest    string             `json:"digest"`
	List      string             `json:"list"`
	Title     string             `json:"title,omitempty"`
	Format    string             `json:"format"`
	On        sanctions.Date     `json:"on"`
	Generated string             `json:"generated,omitempty"`
	Entries   int                `json:"entries"`
	Names     int                `json:"names"`
	Unread    []sanctions.Unread `json:"unread,omitempty"`
	State     FileState          `json:"state"`
	Why       []string           `json:"why,omitempty"`       // sentences
	Decisions []ListDecision     `json:"decisions,omitempty"` // what people decided of it, the latest first
	By        string             `json:"by"`                  // who imported it
	Known     time.Time          `json:"known"`               // when
	Entry     int64              `json:"entry"`               // of the log
}

// A ListDecision is what a person decided of a file.
type ListDecision struct {
	Accept bool      `json:"accept"` // false: it was set aside
	Reason string    `json:"reason"`
	By     string    `json:"by"`
	Known  time.Time `json:"known,omitzero"` // when it was recorded
	Entry  int64     `json:"entry,omitempty"`
}

// A heldFile is a file of a list with what the record says of it.
type heldFile struct {
	snapshot listRecord
	state    FileState
	why      []string
	decided  []ListDecision // the latest first
	row      store.Row      // without its body
}

// listRecord is a file of a list as it is recorded: what it says, and how it
// stood to the file before it when it was taken.
type listRecord struct {
	sanctions.Snapshot
	File  string   `json:"file"`
	By    string   `json:"by"`
	Waits []string `json:"waits,omitempty"` // why it waits for a person, in sentences
}

// listID is the id of a file of a list.
func listID(list, digest string) string { return list + "@" + digest }

func namesOf(entries []sanctions.Entry) (n int) {
	for _, e := range entries {
		n += len(e.Names)
	}
	return n
}

// Lists are all files of designation lists as known then (zero: now), by list,
// the latest day first.
func (d *Desk) Lists(ctx context.Context, known time.Time) ([]ListFile, error) {
	held, err := d.listFiles(ctx, known)
	if err != nil {
		return nil, err
	}
	out := make([]ListFile, 0, len(held))
	for _, h := range slices.Backward(held) {
		s := h.snapshot
		out = append(out, ListFile{
			File: s.File, Digest: s.Digest, List: s.List, Title: s.Title, Format: s.Format, On: s.On, Generated: s.Generated,
			Entries: len(s.Entries), Names: namesOf(s.Entries), Unread: s.Unread, State: h.state, Why: h.why, Decisions: h.decided,
			By: s.By, Known: h.row.Known, Entry: h.row.Entry,
		})
	}
	slices.SortStableFunc(out, func(a, b ListFile) int { return strings.Compare(a.List, b.List) })
	return out, nil
}

// listFiles are the files as known then, by list and day, the earliest first.
func (d *Desk) listFiles(ctx context.Context, known time.Time) ([]heldFile, error) {
	l, err := d.listed(ctx, known)
	if err != nil {
		return nil, err
	}
	return l.files, nil
}

// listed is what the files of lists say as known then.
func (d *Desk) listed(ctx context.Context, known time.Time) (*listed, error) {
	last, err := d.store.LastKnownOf(ctx, known, listKinds...)
	if err != nil || last.IsZero() {
		return newListed(nil), err
	}
	d.mu.Lock()
	l, ok := d.lists[last]
	d.mu.Unlock()
	if ok {
		return l, nil
	}
	var held []heldFile
	for row, err := range d.store.List(ctx, store.Query{Kind: kindList, Known: last}) {
		if err != nil {
			return nil, err
		}
		h := heldFile{}
		if h.snapshot, err = decode[listRecord](row); err != nil {
			return nil, err
		}
		if h.decided, err = d.listDecisions(ctx, row.ID, last); err != nil {
			return nil, err
		}
		row.Body = nil
		h.row = row
		held = append(held, h)
	}
	slices.SortFunc(held, func(a, b heldFile) int {
		return cmp.Or(strings.Compare(a.snapshot.List, b.snapshot.List), byDay(a.snapshot.Snapshot, b.snapshot.Snapshot), a.row.Known.Compare(b.row.Known), strings.Compare(a.row.ID, b.row.ID))
	})
	for i := range held {
		held[i].state, held[i].why = counts(held[i])
	}
	for i, j := 0, 0; i < len(held); i = j {
		for j = i; j < len(held) && held[j].snapshot.List == held[i].snapshot.List; j++ {
		}
		makeCurrent(held[i:j])
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if l, ok := d.lists[last]; ok { // another of us was quicker
		return l, nil
	}
	if len(d.lists) >= 4 { // a reader who walks through time; start over
		clear(d.lists)
	}
	l = newListed(held)
	d.lists[last] = l
	return l, nil
}

// byDay orders files of one list by the day as of which they stand, and of one
// day by when they were made.
func byDay(a, b sanctions.Snapshot) int {
	return cmp.Or(strings.Compare(string(a.On), string(b.On)), strings.Compare(a.Generated, b.Generated))
}

// listDecisions are what people decided of a file by then, the latest first.
func (d *Desk) listDecisions(ctx context.Context, id string, known time.Time) ([]ListDecision, error) {
	rows, err := d.versionsBy(ctx, kindListDecision, id, known)
	if err != nil {
		return nil, err
	}
	out := make([]ListDecision, 0, len(rows))
	for _, row := range slices.Backward(rows) {
		x, err := decode[ListDecision](row)
		if err != nil {
			return nil, err
		}
		x.Known, x.Entry = row.Known, row.Entry
		out = append(out, x)
	}
	return out, nil
}

// versionsBy are the versions of a record that were recorded by then, the first
// first; none of a record that is not there.
func (d *Desk) versionsBy(ctx context.Context, kind, id string, known time.Time) ([]store.Row, error) {
	rows, err := d.store.Versions(ctx, kind, id)
	if truceline.KindOf(err) == truceline.NotFoundKind {
		return nil, nil
	}
	return slices.DeleteFunc(rows, func(r store.Row) bool { return !known.IsZero() && r.Known.After(known) }), err
}

// counts says whether a file counts, and why not or by whose word.
func counts(h heldFile) (FileState, []string) {
	switch {
	case len(h.decided) > 0 && h.decided[0].Accept:
		return FileEarlier, append([]string{fmt.Sprintf("%s accepted it: %s", h.decided[0].By, h.decided[0].Reason)}, h.snapshot.Waits...)
	case len(h.decided) > 0:
		return FileAside, []string{fmt.Sprintf("%s set it aside: %s", h.decided[0].By, h.decided[0].Reason)}
	case len(h.snapshot.Waits) > 0:
		return FileWaiting, slices.Clone(h.snapshot.Waits)
	}
	return FileEarlier, nil
}

// makeCurrent finds the file of one list, in the order of their days, that the
// list now is. While a later file waits for a person, none is.
func makeCurrent(held []heldFile) {
	for i := len(held) - 1; i >= 0; i-- {
		h := &held[i]
		if h.state != FileEarlier {
			continue
		}
		for _, later := range held[i+1:] {
			if later.state == FileWaiting {
				h.why = append(h.why, fmt.Sprintf("it is not current: the file of %s waits for a person", later.snapshot.On.Words()))
				return
			}
		}
		h.state = FileCurrent
		return
	}
}
