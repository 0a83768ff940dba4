package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/ftm"
	"github.com/truceline/truceline/internal/intake/plainlist"
	"github.com/truceline/truceline/internal/intake/unlist"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/sanctions"
)

// gone is the share of the entries of the file before it that a file may lack
// and still count without a person: lists shed a few entries at a time, and a
// file that was cut short lacks many.
const goneAtMost = 0.05

// listForm is how the id of a list is written: it stands in addresses.
var listForm = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{0,63}$`)

// ReadList reads a file of a designation list, plain or gzip, and keeps nothing
// of it. The snapshot bears the digest of the file as it was received.
func ReadList(ctx context.Context, in ListInput) (sanctions.Snapshot, error) {
	return readDated(ctx, in, func(int64) {})
}

// ReadUndatedList is ReadList where the day does not matter: a file may be read
// that says none, and for which none is given.
func ReadUndatedList(ctx context.Context, in ListInput) (sanctions.Snapshot, error) {
	return readList(ctx, in, func(int64) {})
}

// readDated is readList, and refuses a file that no record can hold: of a list
// without an id, or without a day.
func readDated(ctx context.Context, in ListInput, step func(done int64)) (sanctions.Snapshot, error) {
	s, err := readList(ctx, in, step)
	switch {
	case err != nil:
		return s, err
	case !listForm.MatchString(s.List):
		return s, truceline.Invalid("list", "%q is no id of a list; give lower-case letters, digits, dots and dashes, for example un-sc", s.List)
	case !s.On.Whole():
		return s, truceline.Invalid(in.Name, "the file does not say as of which day it stands; give the day, as 2017-07-03")
	}
	return s, nil
}

// readList reads a file, and calls step with how many bytes were read.
func readList(ctx context.Context, in ListInput, step func(done int64)) (sanctions.Snapshot, error) {
	if err := in.check(); err != nil {
		return sanctions.Snapshot{}, err
	}
	format, err := formatOf(in)
	if err != nil {
		return sanctions.Snapshot{}, err
	}
	f, err := in.Files.Open(in.Name)
	if err != nil {
		return sanctions.Snapshot{}, unreadable(in.Name, err)
	}
	defer f.Close()
	src := &cancelled{ctx: ctx, r: &stepping{r: f, step: step}}
	var s sanctions.Snapshot
	switch format {
	case ListXML:
		s, err = unlist.Read(ctx, src, unlist.Options{Name: in.Name, List: in.List, Title: in.Title, On: in.On})
	case ListFtM:
		s, err = ftm.Read(ctx, src, ftm.Options{Name: in.Name, List: in.List, Title: in.Title, On: in.On})
	default:
		s, err = plainlist.Read(ctx, src, plainlist.Options{Name: in.Name, List: in.List, Title: in.Title, On: in.On})
	}
	switch {
	case src.failed != nil && ctx.Err() == nil:
		return s, unreadable(in.Name, src.failed)
	case err != nil:
		return s, ofFile(in.Name, err)
	}
	return s, nil
}

// check refuses what is said of a file and cannot be so.
func (in ListInput) check() error {
	switch {
	case in.Format != "" && !slices.Contains(ListFormats, in.Format):
		return truceline.Invalid("format", "%q is no format of a list; it is one of %s", in.Format, strings.Join(ListFormats, ", "))
	case in.List != "" && !listForm.MatchString(in.List):
		return truceline.Invalid("list", "%q is no id of a list; give lower-case letters, digits, dots and dashes, for example un-sc", in.List)
	case in.On != "" && !in.On.Whole():
		return truceline.Invalid("on", "%q is not a date; write it as 2017-07-03", in.On)
	}
	return nil
}

// formatOf is the format that is given, or that the first bytes of a file tell:
// what is neither XML nor JSON lines is a table.
func formatOf(in ListInput) (string, error) {
	if in.Format != "" {
		return in.Format, nil
	}
	f, err := in.Files.Open(in.Name)
	if err != nil {
		return "", unreadable(in.Name, err)
	}
	defer f.Close()
	first := make([]byte, 4<<10)
	n, err := io.ReadFull(f, first)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", unreadable(in.Name, err)
	}
	switch {
	case unlist.Looks(first[:n]):
		return ListXML, nil
	case ftm.Looks(first[:n]):
		return ListFtM, nil
	}
	return ListPlain, nil
}

// ofFile names the file in a Problem that names no place.
func ofFile(name string, err error) error {
	if p, ok := errors.AsType[*truceline.Problem](err); ok && p.Field == "" {
		return &truceline.Problem{Kind: p.Kind, Field: name, Msg: p.Msg, Err: p.Err}
	}
	return err
}

// stepping counts what was read.
type stepping struct {
	r    io.Reader
	n    int64
	step func(done int64)
}

func (s *stepping) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.n += int64(n)
	s.step(s.n)
	return n, err
}

// ImportList takes a file of a designation list into the record, in one
// transaction: all of it or nothing. A file with anything that could not be
// accounted for, an empty one, and one that lacks more than a twentieth of the
// entries of the file before it, waits for a person and counts for nothing until
// then. A file that is on record, or says the same of the same day as one that
// is, adds nothing.
func (d *Desk) ImportList(ctx context.Context, by string, in ListInput, progress func(done, total int64)) (ListTaken, error) {
	out := ListTaken{File: in.Name, Dry: in.Dry}
	if !in.Dry {
		if err := d.mayWrite(by); err != nil {
			return out, err
		}
	}
	size, err := sizeOf(in)
	if err != nil {
		return out, err
	}
	s, err := readDated(ctx, in, func(done int64) { progress(done, size) })
	if err != nil {
		return out, err
	}
	out.Digest, out.List, out.Format, out.On = s.Digest, s.List, s.Format, s.On
	out.Entries, out.Names, out.Unread = len(s.Entries), namesOf(s.Entries), s.Unread
	if held, err := d.listFiles(ctx, zeroTime); err != nil {
		return out, err
	} else if h := sameFile(held, s); !in.Dry && (h == nil || h.snapshot.Digest == s.Digest) { // the same again puts a lost original back
		if err := d.keepList(ctx, in, s.Digest); err != nil {
			return out, err
		}
	}
	err = d.write(ctx, func(tx *store.Tx) error {
		held, err := d.listFiles(ctx, zeroTime)
		if err != nil {
			return err
		}
		if h := sameFile(held, s); h != nil {
			return out.again(*h)
		}
		before := fileBefore(held, s)
		out.against(before, s)
		r := listRecord{Snapshot: s, File: in.Name, By: by, Waits: out.Waits}
		out.Current = isCurrent(held, r)
		if err := putList(tx, r, out); err != nil {
			return err
		}
		if in.Dry {
			return errDry
		}
		return nil
	})
	if in.Dry && errors.Is(err, errDry) {
		err = nil
	}
	return out, err
}

// putList records a file and the act that took it.
func putList(tx *store.Tx, r listRecord, out ListTaken) error {
	if _, err := put(tx, kindList, listID(r.List, r.Digest), r); err != nil {
		return err
	}
	act := Act{
		What: "import_list", By: r.By, Of: r.File, Digest: r.Digest, Format: r.Format,
		Counts: map[string]int{
			"entries": out.Entries, "names": out.Names, "unread": len(out.Unread),
			"added": out.Added, "removed": out.Removed, "amended": out.Amended,
		},
		Notes: map[string]string{"list": r.List, "on": string(r.On)},
	}
	if len(out.Waits) > 0 {
		act.Notes["waits"] = strings.Join(out.Waits, "; ")
	}
	_, err := put(tx, kindAct, "import_list:"+listID(r.List, r.Digest), act)
	return err
}

func sizeOf(in ListInput) (int64, error) {
	f, err := in.Files.Open(in.Name)
	if err != nil {
		return 0, unreadable(in.Name, err)
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return 0, unreadable(in.Name, err)
	case info.IsDir():
		return 0, truceline.Invalid(in.Name, "is a folder; name a file of a list")
	}
	return info.Size(), nil
}

// keepList keeps the file as it was received, which must still be the one that
// was read.
func (d *Desk) keepList(ctx context.Context, in ListInput, digest string) error {
	_, kept, err := d.keep(ctx, Input{Files: in.Files, Name: in.Name})
	if err == nil && kept != digest {
		err = truceline.Conflict("%s changed while it was read; nothing was taken, import it again", in.Name)
	}
	return err
}

// sameFile is the file on record that has these bytes, or says the same of the
// same day, as a file does that was only packed otherwise; nil if none does.
func sameFile(held []heldFile, s sanctions.Snapshot) *heldFile {
	for i := range held {
		h := &held[i]
		if h.snapshot.List != s.List {
			continue
		}
		if h.snapshot.Digest == s.Digest || h.snapshot.On == s.On && h.snapshot.Generated == s.Generated && sameContent(h.snapshot.Snapshot, s) {
			return h
		}
	}
	return nil
}

// sameContent reports whether two files have the same entries, and leave the
// same unread.
func sameContent(a, b sanctions.Snapshot) bool {
	said := func(s sanctions.Snapshot) []byte {
		body, _ := json.Marshal([]any{s.Entries, s.Unread}) // strings and lists of them: it cannot fail
		return body
	}
	return len(a.Entries) == len(b.Entries) && bytes.Equal(said(a), said(b))
}

// fileBefore is the last file that counts before the day of s.
func fileBefore(held []heldFile, s sanctions.Snapshot) *sanctions.Snapshot {
	var before *sanctions.Snapshot
	for i := range held {
		h := &held[i]
		if h.snapshot.List == s.List && (h.state == FileCurrent || h.state == FileEarlier) && byDay(h.snapshot.Snapshot, s) <= 0 {
			before = &h.snapshot.Snapshot
		}
	}
	return before
}

// isCurrent reports whether a file will be what its list now is.
func isCurrent(held []heldFile, r listRecord) bool {
	var all []heldFile
	for _, h := range held {
		if h.snapshot.List == r.List {
			if h.state == FileCurrent {
				h.state = FileEarlier
			}
			h.why = nil
			all = append(all, h)
		}
	}
	fresh := heldFile{snapshot: r}
	fresh.state, _ = counts(fresh)
	all = append(all, fresh)
	slices.SortStableFunc(all, func(a, b heldFile) int { return byDay(a.snapshot.Snapshot, b.snapshot.Snapshot) })
	makeCurrent(all)
	i := slices.IndexFunc(all, func(h heldFile) bool { return h.snapshot.Digest == r.Digest })
	return all[i].state == FileCurrent
}

// against counts what a file changes, and says why a person has to look at it.
func (t *ListTaken) against(before *sanctions.Snapshot, s sanctions.Snapshot) {
	t.Added, t.Removed, t.Amended, t.Waits = len(s.Entries), 0, 0, nil
	if n := len(s.Unread); n > 0 {
		t.Waits = append(t.Waits, fmt.Sprintf("%s of the file could not be accounted for", pieces(n)))
	}
	if before != nil {
		diff := sanctions.Compare(*before, s)
		t.Before = before.On
		t.Added, t.Removed, t.Amended = len(diff.Added), len(diff.Removed), len(diff.Amended)
	}
	switch {
	case len(s.Entries) == 0:
		t.Waits = append(t.Waits, "the file has no entry at all")
	case before != nil && float64(t.Removed) > goneAtMost*float64(len(before.Entries)):
		t.Waits = append(t.Waits, fmt.Sprintf("%d of the %d entries of the file of %s are gone, which is more than one in twenty", t.Removed, len(before.Entries), before.On.Words()))
	}
}

// again says how a file stands that is on record already. The same bytes cannot
// be a file of two days.
func (t *ListTaken) again(h heldFile) error {
	if h.snapshot.On != t.On {
		return truceline.Conflict("%s is on record as of %s; the same file cannot stand for %s as well", t.File, h.snapshot.On.Words(), t.On.Words())
	}
	t.Same, t.Current = true, h.state == FileCurrent
	if h.state == FileWaiting || h.state == FileAside {
		t.Waits = h.why
	}
	return nil
}

func pieces(n int) string {
	if n == 1 {
		return "one piece"
	}
	return fmt.Sprintf("%d pieces", n)
}
