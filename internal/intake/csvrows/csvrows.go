// Package csvrows reads rows out of bytes from outside: values separated by
// commas, tabs or semicolons, plain or gzip, or a sheet of an Excel workbook,
// with a header in any order, within stated bounds of size. What cannot be
// taken is refused by line, field and reason, and the other rows are taken.
//
// Separated values are RFC 4180 as encoding/csv reads it, in UTF-8, in UTF-16
// that says so by a byte order mark, or in the character set that Options name.
// Workbooks are ECMA-376 (.xlsx, .xlsm); nothing in them is computed, and no
// other file that they point to is opened.
package csvrows

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/unpack"
)

// A Kind is how a file writes its rows.
type Kind string

// The kinds of file. The zero value tells them from the first bytes and the
// header.
const (
	Commas     Kind = "csv"
	Tabs       Kind = "tsv"
	Semicolons Kind = "semicolons"
	Workbook   Kind = "xlsx"
)

// Options bound what Open accepts. The zero value is the published default.
type Options struct {
	// Name is the file name as given, for messages; a name that ends in .gz
	// promises gzip, one that ends in .tsv tabs. Default "", which names and
	// promises nothing.
	Name string

	// Kind is how the file writes its rows. Default "": as its first bytes and
	// its header tell.
	Kind Kind

	// Sheet is the sheet of a workbook that is read. Default: the first that is
	// not hidden.
	Sheet string

	// Charset is the character set of text that is not Unicode, by its usual
	// name: "windows-1252", "latin-1", "windows-1256". Default "": UTF-8, or
	// UTF-16 where a byte order mark says so.
	Charset string

	// Header is the line, in a workbook the row, on which the header stands, the
	// first being 1; a blank one stands for the next that is not. What is above
	// it is no row. Default 1.
	Header int

	// IsHeader picks the header instead: the first of the first 25 rows for which
	// it is true, whose names may then repeat (HXL standard 1.1). It may be asked
	// more than once. Nil: Header decides.
	IsHeader func(line int, cells []string) bool

	// MaxBytes is how many bytes the file may hold once decompressed, and any
	// part of a workbook. Default 8 GiB.
	MaxBytes int64

	// MaxRecord is how many bytes one record may hold, its line end included.
	// A longer one is refused without being held in memory. Default 4 MiB.
	MaxRecord int

	// MaxRatio is how many decompressed bytes one compressed byte may become
	// once RatioFloor bytes came out. Gzip cannot exceed about 1,030; tables of
	// text reach 5 to 20, sheets 50. Default 200.
	MaxRatio int64

	// RatioFloor is how many decompressed bytes may come out before MaxRatio is
	// held against them. Default 64 MiB.
	RatioFloor int64
}

func (o Options) withDefaults() Options {
	if o.Header == 0 {
		o.Header = 1
	}
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

// check refuses options that mean nothing.
func (o Options) check() error {
	switch o.Kind {
	case "", Commas, Tabs, Semicolons, Workbook:
	default:
		return truceline.Invalid("kind", "%q is no kind of table; write csv, tsv, semicolons or xlsx", o.Kind)
	}
	if o.Header < 1 {
		return truceline.Invalid("header", "%d is no line; the first is 1", o.Header)
	}
	_, err := charsetOf(o.Charset)
	return err
}

// headerWithin is how many rows may stand above a header that IsHeader picks,
// itself included: the HXL standard says 25.
const headerWithin = 25

// ErrNoHeader is the cause in the Problem of a file in which IsHeader found no
// header.
var ErrNoHeader = errors.New("no header")

// A Reader hands out the rows under a header, one at a time.
type Reader struct {
	opts    Options
	src     *unpack.Source
	table   table
	columns []string // header names, trimmed and case-folded
	index   map[string]int
	before  [][]string // rows above the header
	rows    int        // records handed out or refused, the header not counted
	end     error      // once set, every later Next returns it
}

// A table cuts a file into records; separated text and workbooks are the two.
type table interface {
	// header reads up to and including the header, and returns it with its line
	// and the records above it. Its error is a Problem with its place.
	header(ctx context.Context) (cells []string, line int, before [][]string, err error)

	// row reads the next record that is not blank, as Reader.Next does. Its
	// fields are as many as the columns.
	row(ctx context.Context, columns []string) (*Row, error)

	// kind is what the file was told to be.
	kind() Kind

	// consumed is how much of the input was worked through, of n bytes taken.
	consumed(n int64) int64
}

// Open reads the header of a file. It tells gzip, a byte order mark, a workbook
// and the separator from the first bytes. Files that are no such table, an empty
// file and a header that names a column twice are Problems.
func Open(r io.Reader, opts Options) (*Reader, error) {
	opts = opts.withDefaults()
	if err := opts.check(); err != nil {
		return nil, err
	}
	src := unpack.From(r)
	text, err := open(src, opts)
	if err != nil {
		return nil, err
	}
	rd := &Reader{opts: opts, src: src}
	rd.table, err = tell(bufio.NewReaderSize(text, chunk), opts)
	if err != nil {
		return nil, err
	}
	if err := rd.header(); err != nil {
		return nil, err
	}
	return rd, nil
}

// header reads the column names.
func (r *Reader) header() error {
	names, line, before, err := r.table.header(context.Background())
	if err != nil {
		return err
	}
	r.before = before
	r.index = make(map[string]int, len(names))
	var twice []string
	for i, name := range names {
		name = fold(name)
		r.columns = append(r.columns, name)
		if name == "" {
			continue // tables written with row names leave that column unnamed
		}
		if _, ok := r.index[name]; ok {
			if !slices.Contains(twice, name) {
				twice = append(twice, name)
			}
			continue
		}
		r.index[name] = i
	}
	if len(twice) > 0 && r.opts.IsHeader == nil {
		return truceline.Invalid(place(r.opts.Name, line), "the header names %s more than once; each column needs a name of its own", strings.Join(twice, ", "))
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

// Kind is what the file was told to be.
func (r *Reader) Kind() Kind { return r.table.kind() }

// Before are the rows that stand above the header, as given.
func (r *Reader) Before() [][]string { return r.before }

// Consumed is how many bytes of the input were worked through so far, before
// any decompression, for progress against the size of the file.
func (r *Reader) Consumed() int64 { return r.table.consumed(r.src.Taken()) }

// HeaderAt names the line of the header for a Problem: "monitor.csv, line 1".
func (r *Reader) HeaderAt() string { return place(r.opts.Name, r.opts.Header) }

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
	if slices.ContainsFunc(r.columns, func(name string) bool { return strings.ContainsAny(name, ";\t") }) {
		hint = "; it seems to be separated by semicolons or tabs: save it with commas"
	}
	return truceline.Invalid(r.HeaderAt(), "the file lacks %s; it has %s%s",
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
		row, err := r.table.row(ctx, r.columns)
		r.rows++
		if err != nil {
			if _, refused := errors.AsType[*Refusal](err); !refused {
				r.end = err
			}
			return nil, err
		}
		if r.rows == 1 && r.opts.IsHeader == nil && row.hashtags() {
			continue
		}
		row.from = r
		return row, nil
	}
}

// stop makes the error that ends a file at a line, saying how far it was read.
func stop(name string, line int, err error) error {
	p, ok := errors.AsType[*truceline.Problem](err)
	if !ok {
		return err
	}
	msg := p.Msg + "; nothing was read"
	if line > 1 {
		msg = fmt.Sprintf("%s; everything before line %d was read", p.Msg, line)
	}
	return &truceline.Problem{Kind: p.Kind, Field: place(name, line), Msg: msg, Err: p.Err}
}

// place names a line of a file for a Problem.
func place(name string, line int) string {
	if name == "" {
		return fmt.Sprintf("line %d", line)
	}
	return fmt.Sprintf("%s, line %d", name, line)
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
