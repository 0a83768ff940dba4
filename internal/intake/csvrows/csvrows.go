// Package csvrows reads rows of comma-separated values out of bytes from
// outside: plain or gzip, with a header in any order, within stated bounds of
// size. What cannot be taken is refused by line, field and reason, and the
// other rows are taken.
//
// The format is RFC 4180 as encoding/csv reads it, UTF-8 only.
package csvrows

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/report"
)

// Options bound what Open accepts. The zero value is the published default.
type Options struct {
	// Name is the file name as given, for messages only; a name that ends in
	// .gz promises gzip. Default "", which names and promises nothing.
	Name string

	// MaxBytes is how many bytes the file may hold once decompressed.
	// Default 8 GiB.
	MaxBytes int64

	// MaxRecord is how many bytes one record may hold, its line end included.
	// A longer one is refused without being held in memory. Default 4 MiB.
	MaxRecord int

	// MaxRatio is how many decompressed bytes one compressed byte may become
	// once RatioFloor bytes came out. Gzip cannot exceed about 1,030; tables of
	// text reach 5 to 20. Default 200.
	MaxRatio int64

	// RatioFloor is how many decompressed bytes may come out before MaxRatio is
	// held against them. Default 64 MiB.
	RatioFloor int64
}

func (o Options) withDefaults() Options {
	if o.MaxBytes == 0 {
		o.MaxBytes = 8 << 30
	}
	if o.MaxRecord == 0 {
		o.MaxRecord = 4 << 20
	}
	if o.MaxRatio == 0 {
		o.MaxRatio = 200
	}
	if o.RatioFloor == 0 {
		o.RatioFloor = 64 << 20
	}
	return o
}

// A Reader hands out the rows under a header, one at a time.
type Reader struct {
	opts     Options
	consumed *counter
	records  recordReader
	feed     bytes.Reader // holds the record that csv is to split
	csv      *csv.Reader  // splits one record at a time, so that it never reads ahead
	columns  []string     // header names, trimmed and case-folded
	index    map[string]int
	rows     int   // records handed out or refused, the header not counted
	end      error // once set, every later Next returns it
}

// Open reads the header of a file. It tells gzip and a byte order mark from the
// first bytes. Files that are no such table, an empty file and a header that
// names a column twice are Problems.
func Open(r io.Reader, opts Options) (*Reader, error) {
	opts = opts.withDefaults()
	in := &counter{src: r}
	text, err := open(in, opts)
	if err != nil {
		return nil, err
	}
	rd := &Reader{
		opts:     opts,
		consumed: in,
		records:  recordReader{src: bufio.NewReaderSize(text, chunk), max: opts.MaxRecord, next: 1},
	}
	if err := checkText(rd.records.src, opts.Name); err != nil {
		return nil, err
	}
	if err := rd.header(); err != nil {
		return nil, err
	}
	return rd, nil
}

// header reads the first record as column names.
func (r *Reader) header() error {
	err := r.records.read(context.Background())
	switch {
	case errors.Is(err, io.EOF):
		return truceline.Invalid(r.opts.Name, "the file is empty; its first line must name the columns")
	case err != nil:
		return r.stop(err)
	case r.records.long:
		return truceline.Invalid(r.place(1), "the header is longer than %s; the first line must name the columns", size(int64(r.opts.MaxRecord)))
	case !utf8.Valid(r.records.raw):
		return truceline.Invalid(r.place(1), "the header is %s", notUTF8)
	}
	names, err := r.split()
	if err != nil {
		return truceline.Invalid(r.place(1), "the header cannot be read: %s", quoteFault(err))
	}
	r.index = make(map[string]int, len(names))
	var twice []string
	for i, name := range names {
		name = fold(name)
		r.columns = append(r.columns, name)
		if name == "" {
			continue // tables written with row names leave that column unnamed
		}
		if _, ok := r.index[name]; ok && !slices.Contains(twice, name) {
			twice = append(twice, name)
		}
		r.index[name] = i
	}
	if len(twice) > 0 {
		return truceline.Invalid(r.place(1), "the header names %s more than once; each column needs a name of its own", strings.Join(twice, ", "))
	}
	return nil
}

// fold is how column names are compared: trimmed, in lower case.
func fold(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// Columns are the header's names, trimmed and in lower case, in file order.
func (r *Reader) Columns() []string { return slices.Clone(r.columns) }

// Has reports whether the file has a column of that name, in any letter case.
func (r *Reader) Has(name string) bool {
	_, ok := r.index[fold(name)]
	return ok
}

// Consumed is how many bytes of the input were taken so far, before any
// decompression, for progress against the size of the file.
func (r *Reader) Consumed() int64 { return r.consumed.n }

// Require is nil if the file has all of the columns, and otherwise a Problem
// that lists every missing one and what the file has instead.
func (r *Reader) Require(names ...string) error {
	var missing []string
	for _, name := range names {
		if !r.Has(name) {
			missing = append(missing, name)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	hint := ""
	if len(r.columns) == 1 && strings.ContainsAny(r.columns[0], ";\t") {
		hint = "; it seems to be separated by semicolons or tabs: save it with commas"
	}
	return truceline.Invalid(r.place(1), "the file lacks %s; it has %s%s",
		strings.Join(missing, ", "), shorten(strings.Join(r.columns, ", "), 1000), hint)
}

// Next returns the next row. Its error is a *Refusal where that row alone
// cannot be taken, and reading goes on with the next; io.EOF at the end of the
// file; and otherwise what ended the file early, a Problem that says up to
// which line everything was read, or the error of ctx. Blank lines and a line
// of HXL hashtags under the header (https://hxlstandard.org) are no rows.
func (r *Reader) Next(ctx context.Context) (*Row, error) {
	if r.end != nil {
		return nil, r.end
	}
	for {
		if err := r.records.read(ctx); err != nil {
			r.end = r.stop(err)
			return nil, r.end
		}
		r.rows++
		row, err := r.row()
		if err == nil && r.rows == 1 && row.hashtags() {
			continue
		}
		if _, refused := errors.AsType[*Refusal](err); err != nil && !refused {
			r.end = err
		}
		return row, err
	}
}

// row makes a Row of the record just read.
func (r *Reader) row() (*Row, error) {
	line := r.records.line
	if r.records.long {
		return nil, &Refusal{Line: line, Reason: fmt.Sprintf("the row is longer than %s; a quote may be left open, or the file is no table", size(int64(r.opts.MaxRecord)))}
	}
	fields, err := r.split()
	switch {
	case errors.Is(err, csv.ErrQuote):
		return nil, r.stop(truceline.Invalid("", "%s", quoteFault(err)))
	case err != nil:
		return nil, &Refusal{Line: line, Reason: quoteFault(err)}
	case len(fields) != len(r.columns):
		return nil, &Refusal{Line: line, Reason: fmt.Sprintf("the row has %d fields where the header has %d; a comma inside a field needs quotes around the field", len(fields), len(r.columns))}
	}
	row := &Row{Line: line, Digest: report.Digest(trimLineEnd(r.records.raw)), fields: fields, from: r}
	if !utf8.Valid(r.records.raw) {
		i := slices.IndexFunc(fields, func(s string) bool { return !utf8.ValidString(s) })
		row.Refuse(r.columns[i], notUTF8)
		return nil, row.Refused()
	}
	return row, nil
}

const notUTF8 = "not valid UTF-8; it looks like Latin-1 or Windows-1252: convert the file to UTF-8 and import it again"

// split divides the record just read into fields.
func (r *Reader) split() ([]string, error) {
	if r.csv == nil {
		r.csv = csv.NewReader(&r.feed)
		r.csv.FieldsPerRecord = -1
	}
	r.feed.Reset(r.records.raw)
	fields, err := r.csv.Read()
	if err != nil {
		r.csv = nil // it may have kept the rest of a record that it gave up on
	}
	return fields, err
}

// quoteFault says what is wrong with the quotes of a record.
func quoteFault(err error) string {
	if errors.Is(err, csv.ErrBareQuote) {
		return `a quote stands inside a field that does not begin with one; put quotes around the field and double those inside it ("")`
	}
	return `text follows a closing quote; quotes inside a quoted field must be doubled ("")`
}

// stop makes the error that ends the file, saying how far it was read.
func (r *Reader) stop(err error) error {
	p, ok := errors.AsType[*truceline.Problem](err)
	if !ok {
		return err
	}
	line := r.records.line
	msg := p.Msg + "; nothing was read"
	if line > 1 {
		msg = fmt.Sprintf("%s; everything before line %d was read", p.Msg, line)
	}
	return &truceline.Problem{Kind: p.Kind, Field: r.place(line), Msg: msg, Err: p.Err}
}

// place names a line of the file for a Problem.
func (r *Reader) place(line int) string {
	if r.opts.Name == "" {
		return fmt.Sprintf("line %d", line)
	}
	return fmt.Sprintf("%s, line %d", r.opts.Name, line)
}

// size prints a number of bytes as people write limits.
func size(n int64) string {
	switch {
	case n >= 1<<30 && n%(1<<30) == 0:
		return fmt.Sprintf("%d GiB", n>>30)
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}
