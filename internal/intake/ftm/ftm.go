// Package ftm reads designation lists as FollowTheMoney entities, a JSON object
// a line, as OpenSanctions publishes them: entities.ftm.json, in which
// sanctions, addresses and papers are lines of their own that point to their
// subject, and targets.nested.json, in which they stand inside it. What has no
// field is kept by path, and what is not such an entity is Unread by line.
//
// The format: https://followthemoney.tech and
// https://www.opensanctions.org/docs/bulk/json.
package ftm

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/listing"
	"github.com/truceline/truceline/sanctions"
)

// Format is the name of the format in a snapshot.
const Format = "ftm"

// What a file may hold.
const (
	MaxBytes    = 1 << 30 // of text, unpacked
	MaxLine     = 8 << 20 // bytes of one entity
	MaxEntities = 2_000_000
)

// Options say what a file does not. The zero value is the published default.
type Options struct {
	// Name is the name of the file, for messages.
	Name string

	// List is which list it is. Default: the one data set that all entities are
	// of; "ftm" if they are of several or of none.
	List string

	// Title is the list's name in full. Default none.
	Title string

	// On is the day as of which the file stands. Default: the latest day of
	// last_seen of its entities, else of last_change; none if they have neither.
	// Whoever needs a day must then refuse the file.
	On sanctions.Date
}

// Looks reports whether a file that begins with these bytes is JSON, plain or
// packed, which Read takes or refuses with a sentence.
func Looks(first []byte) bool {
	head := listing.Head(first)
	return bytes.HasPrefix(head, []byte("{")) || bytes.HasPrefix(head, []byte("["))
}

// Read reads a file, plain or gzip. A file that is cut off in the middle, is one
// JSON value or holds two entities of one id is a Problem, and nothing of it is
// taken. Lines that are no entity are Unread.
//
// A person, organisation, company, vessel or aircraft is an entry, unless the
// file says that it is none: it is no target ("target": false, topics without
// "sanction", or an end of a relation only) and no sanction points to it.
func Read(ctx context.Context, r io.Reader, opts Options) (sanctions.Snapshot, error) {
	received := listing.Receive(r)
	text, err := listing.Unpack(received, opts.Name, MaxBytes)
	if err != nil {
		return sanctions.Snapshot{}, err
	}
	rd := &reader{opts: opts, subjects: map[string]*subject{}, ends: map[string]bool{}, datasets: map[string]bool{}}
	rd.list = sanctions.Snapshot{Format: Format, Title: opts.Title}
	if err := rd.lines(ctx, text); err != nil {
		return sanctions.Snapshot{}, err
	}
	if err := rd.finish(); err != nil {
		return sanctions.Snapshot{}, err
	}
	rd.list.Digest, err = received.Digest()
	return rd.list, err
}

// A reader takes one file in.
type reader struct {
	opts     Options
	list     sanctions.Snapshot
	subjects map[string]*subject
	order    []*subject
	pieces   []piece // what points to a subject, in order
	ends     map[string]bool
	datasets map[string]bool
	seen     string // latest last_seen
	changed  string // latest last_change
	entities int
	names    int
}

func (rd *reader) unread(u sanctions.Unread) error { return listing.Add(&rd.list, rd.opts.Name, u) }

func (rd *reader) at(line int) string {
	if rd.opts.Name == "" {
		return fmt.Sprintf("line %d", line)
	}
	return fmt.Sprintf("%s, line %d", rd.opts.Name, line)
}

// lines reads entities, one a line. A line that is too long is skipped without
// being held.
func (rd *reader) lines(ctx context.Context, text *bufio.Reader) error {
	var buf []byte
	for line := 1; ; line++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		buf = buf[:0]
		long, ended := false, false
		for {
			part, err := text.ReadSlice('\n')
			if long = long || len(buf)+len(part) > MaxLine; !long {
				buf = append(buf, part...)
			}
			if err == nil {
				break
			}
			if errors.Is(err, io.EOF) {
				ended = true
				break
			}
			if !errors.Is(err, bufio.ErrBufferFull) {
				return err
			}
		}
		raw := bytes.TrimSpace(buf)
		switch {
		case long:
			if err := rd.unread(sanctions.Unread{Line: line, Path: "line", Why: fmt.Sprintf("the line is longer than %d MiB", MaxLine>>20)}); err != nil {
				return err
			}
		case len(raw) > 0:
			if err := rd.line(line, raw, ended); err != nil {
				return err
			}
		}
		if ended {
			return nil
		}
	}
}

// finish makes entries of what was read.
func (rd *reader) finish() error {
	if rd.entities == 0 && len(rd.list.Unread) > 0 {
		u := rd.list.Unread[0]
		return truceline.Invalid(rd.at(u.Line), "no line of the file is a FollowTheMoney entity, {\"id\": …, \"schema\": …, \"properties\": {…}}; the first is not because %s", u.Why)
	}
	mentions := rd.mentions()
	for _, s := range rd.order {
		if err := rd.fields(s); err != nil {
			return err
		}
	}
	for _, p := range rd.pieces {
		if err := rd.attach(p, mentions); err != nil {
			return err
		}
	}
	evidence := slices.ContainsFunc(rd.order, func(s *subject) bool { return s.listed })
	rd.identify()
	shared := map[string]int{}
	for _, s := range rd.order {
		shared[s.refs["recordId"]]++
	}
	refs := listing.References{}
	for _, s := range rd.order {
		if rd.bystander(s, evidence) {
			continue
		}
		e := s.finish()
		ref, was := s.reference(strings.HasPrefix(rd.list.List, "un-sc"), shared), 0
		if e.Ref, was = refs.Claim(ref, e.ID, s.line); was > 0 {
			if err := rd.unread(sanctions.Unread{Line: s.line, Entry: e.ID, Path: s.schema, Text: ref,
				Why: fmt.Sprintf("the entry on line %d has this reference too; this one goes by its id", was)}); err != nil {
				return err
			}
		}
		if len(e.Names) == 0 {
			if err := rd.unread(sanctions.Unread{Line: s.line, Entry: e.Ref, Path: s.schema + "/name", Why: "the entity has no name"}); err != nil {
				return err
			}
		}
		rd.list.Entries = append(rd.list.Entries, e)
	}
	if len(rd.list.Entries) == 0 {
		if err := rd.unread(sanctions.Unread{Line: 1, Path: "file", Why: "the list holds no entry"}); err != nil {
			return err
		}
	}
	listing.Sort(&rd.list)
	return nil
}

// mentions are the ids of the subjects that name a piece which points to none,
// such as an address, by its id; also those for which another piece does.
func (rd *reader) mentions() map[string][]string {
	ids := map[string]bool{}
	for _, p := range rd.pieces {
		if len(p.to) == 0 {
			ids[p.id] = true
		}
	}
	out := map[string][]string{}
	note := func(props map[string][]string, to ...string) {
		for _, values := range props {
			for _, v := range values {
				if ids[v] {
					out[v] = append(out[v], to...)
				}
			}
		}
	}
	for _, s := range rd.order {
		note(s.props, s.e.ID)
	}
	for _, p := range rd.pieces {
		note(p.props, p.to...)
	}
	return out
}

// identify says which list it is and as of which day.
func (rd *reader) identify() {
	rd.list.List = rd.opts.List
	if rd.list.List == "" {
		if len(rd.datasets) == 1 {
			for name := range rd.datasets {
				rd.list.List = listing.ID(name)
			}
		}
		rd.list.List = cmp.Or(rd.list.List, "ftm")
	}
	rd.list.On = rd.opts.On
	for _, stamp := range [...]string{rd.seen, rd.changed} {
		on, ok := listing.Date(stamp)
		if !ok || !listing.Whole(on) {
			continue
		}
		if rd.list.Generated == "" {
			rd.list.Generated = stamp
		}
		if rd.list.On == "" {
			rd.list.On = on
		}
	}
}

// bystander reports whether an entity is only there because it has to do with
// an entry: nothing says that it is listed, and something says that it is not.
// evidence is whether the file says of any entity that it is listed.
func (rd *reader) bystander(s *subject, evidence bool) bool {
	if s.listed {
		return false
	}
	return s.target == no || evidence && (len(s.props["topics"]) > 0 || rd.ends[s.e.ID])
}
