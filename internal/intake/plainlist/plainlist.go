// Package plainlist reads a designation list that is a table, and writes one.
//
// A row is a name of an entry; rows with one id are of one entry. The columns id
// and name are required; kind, reference, regime, quality, script, note, alias,
// listed, amended, delisted and comments are read if they are there, and other
// columns are kept by their name. Names and dates that stand several in a cell
// are separated by semicolons.
package plainlist

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/intake/listing"
	"github.com/truceline/truceline/sanctions"
	"github.com/truceline/truceline/sanctions/screening"
)

// Format is the name of the format in a snapshot.
const Format = "csv"

// What a file may hold.
const (
	MaxBytes = 256 << 20 // unpacked
	MaxRow   = 1 << 20   // bytes of one row
	MaxRows  = 1_000_000
)

// Options say what a file does not. The zero value is the published default.
type Options struct {
	// Name is the name of the file, for messages.
	Name string

	// List is which list it is. Default: the name of the file without its
	// endings, else "list".
	List string

	// Title is the list's name in full. Default none.
	Title string

	// On is the day as of which the file stands, which a table does not say.
	// Default none: whoever needs a day must then refuse the file.
	On sanctions.Date
}

// columns are those that have a field; Write writes them in this order.
var columns = []string{
	"id", "reference", "kind", "regime", "name", "script", "quality", "note", "listed", "amended", "delisted", "comments",
}

// kinds are the words for what an entry is, in lower case: the three kinds, the
// schemata of FollowTheMoney, the words of the UN list and plain ones. A legal
// entity of FollowTheMoney is a person or not, which is not said.
var kinds = map[string]screening.Kind{
	"": "", "thing": "", "legalentity": "", "legal entity": "",
	"person": screening.Person, "individual": screening.Person,
	"entity": screening.Entity, "group": screening.Entity, "organization": screening.Entity, "organisation": screening.Entity,
	"company": screening.Entity, "publicbody": screening.Entity, "public body": screening.Entity,
	"vessel": screening.Vessel, "ship": screening.Vessel, "airplane": screening.Vessel, "aircraft": screening.Vessel, "vehicle": screening.Vessel,
}

// qualities are the words for how a list speaks of a name, in lower case without
// dots. The first name of an entry of which nothing is said is its primary one.
var qualities = map[string]sanctions.Quality{
	"primary": sanctions.Primary, "good": sanctions.Good, "strong": sanctions.Good, "low": sanctions.Low, "weak": sanctions.Low,
	"aka": sanctions.Known, "fka": sanctions.Formerly, "original": sanctions.Original, unsaid: sanctions.Unsaid,
}

// unsaid is the word for an alias without quality.
const unsaid = "alias"

// Read reads a table, plain or gzip, or a workbook, as csvrows does. A file
// without the columns id and name, or that ends in the middle, is a Problem, and
// nothing of it is taken. What is wrong with a row or a cell is Unread.
func Read(ctx context.Context, r io.Reader, opts Options) (sanctions.Snapshot, error) {
	received := listing.Receive(r)
	rows, err := csvrows.Open(received, csvrows.Options{Name: opts.Name, MaxBytes: MaxBytes, MaxRecord: MaxRow})
	if err != nil {
		return sanctions.Snapshot{}, err
	}
	if err := rows.Require("id", "name"); err != nil {
		return sanctions.Snapshot{}, err
	}
	rd := &reader{opts: opts, rows: rows, at: map[string]int{}, refs: listing.References{}}
	rd.list = sanctions.Snapshot{List: opts.List, Title: opts.Title, Format: Format, On: opts.On}
	if rd.list.List == "" {
		rd.list.List = listOf(opts.Name)
	}
	if err := rd.read(ctx); err != nil {
		return sanctions.Snapshot{}, err
	}
	if len(rd.list.Entries) == 0 {
		if err := listing.Add(&rd.list, opts.Name, sanctions.Unread{Line: 1, Path: "file", Why: "the list holds no entry"}); err != nil {
			return sanctions.Snapshot{}, err
		}
	}
	listing.Sort(&rd.list)
	rd.list.Digest, err = received.Digest()
	return rd.list, err
}

// listOf is the id of a list by the name of its file.
func listOf(name string) string {
	name, _, _ = strings.Cut(path.Base(strings.ReplaceAll(name, `\`, "/")), ".")
	return cmp.Or(listing.ID(name), "list")
}

// A reader takes one file in.
type reader struct {
	opts  Options
	rows  *csvrows.Reader
	rolls []listing.Roll // the names of each entry
	// others are the other elements of each entry.
	others []map[sanctions.Element]bool
	names  int
	list   sanctions.Snapshot
	at     map[string]int // id to the place of its entry
	lines  []int          // of each entry, its first row
	refs   listing.References
}

func (rd *reader) read(ctx context.Context) error {
	for n := 0; ; n++ {
		row, err := rd.rows.Next(ctx)
		if errors.Is(err, io.EOF) {
			break
		}
		if refusal, ok := errors.AsType[*csvrows.Refusal](err); ok {
			if err := rd.refuse(refusal, ""); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return whole(err)
		}
		if n >= MaxRows {
			return truceline.Invalid(rd.opts.Name, "the file holds more than %d rows; nothing was taken", MaxRows)
		}
		if err := rd.row(row); err != nil {
			return err
		}
	}
	for i := range rd.list.Entries {
		e := &rd.list.Entries[i]
		e.Names = rd.rolls[i].Names
		slices.Sort(e.Amended)
		e.Amended = slices.Compact(e.Amended)
	}
	return rd.references()
}

// whole says of a file that ended early that nothing of it was taken: a list is
// taken whole, because what is missing from it would look delisted.
func whole(err error) error {
	p, ok := errors.AsType[*truceline.Problem](err)
	if !ok {
		return err
	}
	msg, _, _ := strings.Cut(p.Msg, "; everything before")
	msg, _, _ = strings.Cut(msg, "; nothing was read")
	return &truceline.Problem{Kind: p.Kind, Field: p.Field, Msg: msg + "; nothing was taken", Err: p.Err}
}

func (rd *reader) refuse(f *csvrows.Refusal, id string) error {
	field := f.Field
	if field == "" {
		field = "row"
	}
	return listing.Add(&rd.list, rd.opts.Name, sanctions.Unread{Line: f.Line, Entry: id, Path: field, Text: f.Value, Why: f.Reason})
}

// row reads one name with what stands beside it.
func (rd *reader) row(row *csvrows.Row) error {
	id := cell(row, "id")
	bad := func(field, text, why string, args ...any) error {
		return listing.Add(&rd.list, rd.opts.Name, sanctions.Unread{Line: row.Line, Entry: id, Path: field, Text: text, Why: fmt.Sprintf(why, args...)})
	}
	if f := row.Refused(); f != nil {
		return rd.refuse(f, id)
	}
	if id == "" {
		return bad("id", "", "the row has no id; it was left out")
	}
	i, again := rd.at[id]
	if !again {
		i = len(rd.list.Entries)
		rd.at[id] = i
		rd.list.Entries = append(rd.list.Entries, sanctions.Entry{ID: id})
		rd.lines = append(rd.lines, row.Line)
		rd.rolls = append(rd.rolls, listing.Roll{})
		rd.others = append(rd.others, nil)
	}
	e := &rd.list.Entries[i]
	kind, ok := kinds[strings.ToLower(cell(row, "kind"))]
	if !ok {
		if err := bad("kind", cell(row, "kind"), "not a kind: person, entity or vessel"); err != nil {
			return err
		}
	}
	dates, err := rd.dates(row, bad)
	if err != nil {
		return err
	}
	for _, f := range []struct {
		column string
		has    *string
		says   string
	}{
		{"reference", &e.Ref, cell(row, "reference")}, {"kind", (*string)(&e.Kind), string(kind)}, {"regime", &e.Regime, cell(row, "regime")},
		{"listed", (*string)(&e.Listed), string(dates.listed)}, {"delisted", (*string)(&e.Delisted), string(dates.delisted)},
		{"comments", &e.Comments, cell(row, "comments")},
	} {
		switch {
		case *f.has == "":
			*f.has = f.says
		case f.says != "" && f.says != *f.has:
			if err := bad(f.column, f.says, "another row of this id says %q; the first stands", listing.Shorten(*f.has)); err != nil {
				return err
			}
		}
	}
	e.Amended = append(e.Amended, dates.amended...)
	if err := rd.addNames(row, e, again, bad); err != nil {
		return err
	}
	for _, name := range rd.rows.Columns() {
		if v := cell(row, name); v != "" && name != "alias" && !slices.Contains(columns, name) {
			if o := (sanctions.Element{Path: name, Text: v}); !rd.others[i][o] {
				if rd.others[i] == nil {
					rd.others[i] = map[sanctions.Element]bool{}
				}
				rd.others[i][o] = true
				e.Other = append(e.Other, o)
			}
		}
	}
	if f := row.Refused(); f != nil { // a cell of a workbook that holds an error
		return rd.refuse(f, id)
	}
	return nil
}

// rowDates are the dates of a row.
type rowDates struct {
	listed, delisted sanctions.Date
	amended          []sanctions.Date
}

func (rd *reader) dates(row *csvrows.Row, bad func(field, text, why string, args ...any) error) (out rowDates, err error) {
	for _, column := range [...]string{"listed", "amended", "delisted"} {
		values := []string{cell(row, column)}
		if column == "amended" {
			values = strings.Split(values[0], ";")
		}
		for _, v := range values {
			if v = strings.TrimSpace(v); v == "" {
				continue
			}
			d, ok := listing.Date(v)
			switch {
			case !ok:
				if err := bad(column, v, "not a date written as year-month-day, like 2014-05-14"); err != nil {
					return out, err
				}
			case column == "listed":
				out.listed = d
			case column == "delisted":
				out.delisted = d
			default:
				out.amended = append(out.amended, d)
			}
		}
	}
	return out, nil
}

// addNames reads the name of a row and the aliases beside it.
func (rd *reader) addNames(row *csvrows.Row, e *sanctions.Entry, again bool, bad func(field, text, why string, args ...any) error) error {
	said := cell(row, "quality")
	q, ok := qualities[strings.ReplaceAll(strings.ToLower(said), ".", "")]
	if !ok && said != "" {
		if err := bad("quality", said, "not a quality of a name: primary, good, low, aka, fka, original or alias"); err != nil {
			return err
		}
	}
	if said == "" && !again {
		q = sanctions.Primary
	}
	add := func(column, text, within string, n sanctions.Name) error {
		switch {
		case text == "":
			return nil
		case len(text) > listing.MaxName:
			e.Other = append(e.Other, sanctions.Element{Path: column, Text: text})
			return bad(column, text, "a name of %d bytes is no name; at most %d are read", len(text), listing.MaxName)
		}
		if n.Text = text; n.Script == "" {
			n.Script = listing.Script(text)
		}
		if within != text {
			n.Within = within
		}
		if rd.rolls[rd.at[e.ID]].Add(n) {
			rd.names++
		}
		if rd.names > listing.MaxNames {
			return listing.TooMany(rd.opts.Name)
		}
		return nil
	}
	raw := listing.Fold(unguard(row.Text("name")))
	name := listing.Clean(raw)
	if name == "" {
		if err := bad("name", "", "the row has no name"); err != nil {
			return err
		}
	}
	if err := add("name", name, raw, sanctions.Name{Script: cell(row, "script"), Quality: q, Note: cell(row, "note")}); err != nil {
		return err
	}
	raw = listing.Fold(unguard(row.Text("alias")))
	for _, p := range listing.Names(raw) {
		if err := add("alias", p.Text, raw, sanctions.Name{Script: p.Script, Note: p.Note}); err != nil {
			return err
		}
	}
	return nil
}

// references gives each entry its reference. Of two with one, the second goes by
// its id.
func (rd *reader) references() error {
	for i := range rd.list.Entries {
		e := &rd.list.Entries[i]
		ref, was := cmp.Or(e.Ref, e.ID), 0
		if e.Ref, was = rd.refs.Claim(ref, e.ID, rd.lines[i]); was > 0 {
			if err := listing.Add(&rd.list, rd.opts.Name, sanctions.Unread{Line: rd.lines[i], Entry: e.ID, Path: "reference", Text: ref,
				Why: fmt.Sprintf("the entry on line %d has this reference too; this one goes by its id", was)}); err != nil {
				return err
			}
		}
	}
	return nil
}

// cell is the text of a cell, cleaned, without the apostrophe that keeps a
// spreadsheet from running it.
func cell(row *csvrows.Row, column string) string { return listing.Clean(unguard(row.Text(column))) }
