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

// A text is a table of values with a separator between them.
type text struct {
	opts    Options
	charset charset
	records recordReader
	feed    bytes.Reader // holds the record that csv is to split
	csv     *csv.Reader  // splits one record at a time, so that it never reads ahead
}

func newText(src *bufio.Reader, charset charset, opts Options) (*text, error) {
	sep, skip, err := separator(src, opts)
	if err != nil {
		return nil, err
	}
	t := &text{
		opts: opts, charset: charset,
		records: recordReader{src: src, sep: sep, max: opts.MaxRecord, next: 1},
	}
	if skip { // the line that a spreadsheet program writes to name its separator
		if err := t.records.read(context.Background()); err != nil {
			return nil, stop(opts.Name, 1, err)
		}
	}
	return t, nil
}

func (t *text) kind() Kind { return kinds[t.records.sep] }

func (t *text) consumed(n int64) int64 { return n }

// header reads up to and including the column names.
func (t *text) header(ctx context.Context) (cells []string, line int, before [][]string, err error) {
	for {
		err := t.records.read(ctx)
		line = t.records.line
		switch {
		case errors.Is(err, io.EOF) && t.opts.IsHeader != nil && len(before) > 0:
			return nil, 0, nil, noHeader(t.opts.Name)
		case errors.Is(err, io.EOF) && len(before) > 0:
			return nil, 0, nil, truceline.Invalid(t.opts.Name, "the file ends before line %d, on which its header should stand", t.opts.Header)
		case errors.Is(err, io.EOF):
			return nil, 0, nil, truceline.Invalid(t.opts.Name, "the file is empty; its first line must name the columns")
		case err != nil:
			return nil, 0, nil, stop(t.opts.Name, line, err)
		}
		switch {
		case t.opts.IsHeader != nil:
			cells = t.lenient()
			if t.opts.IsHeader(line, cells) {
				return cells, line, before, nil
			}
			if len(before) == headerWithin-1 {
				return nil, 0, nil, noHeader(t.opts.Name)
			}
		case line >= t.opts.Header:
			cells, err = t.names(line)
			return cells, line, before, err
		default:
			cells = t.lenient()
		}
		before = append(before, cells)
	}
}

func noHeader(name string) error {
	return &truceline.Problem{Kind: truceline.InvalidKind, Field: name, Err: ErrNoHeader,
		Msg: fmt.Sprintf("no header was found among the first %d rows", headerWithin)}
}

// names reads the record at hand as column names.
func (t *text) names(line int) ([]string, error) {
	at := place(t.opts.Name, line)
	if t.records.long {
		return nil, truceline.Invalid(at, "the header is longer than %s; the first line must name the columns", size(int64(t.opts.MaxRecord)))
	}
	names, err := t.split()
	if err != nil {
		return nil, truceline.Invalid(at, "the header cannot be read: %s", quoteFault(err))
	}
	if _, bad := t.charset.decode(names, t.records.raw); bad >= 0 {
		return nil, truceline.Invalid(at, "the header is %s", t.charset.fault())
	}
	return names, nil
}

// lenient splits a record above the header, of which nothing depends.
func (t *text) lenient() []string {
	if t.records.long {
		return nil
	}
	cells, err := t.split()
	if err != nil {
		return nil
	}
	t.charset.decode(cells, t.records.raw)
	return cells
}

func (t *text) row(ctx context.Context, columns []string) (*Row, error) {
	if err := t.records.read(ctx); err != nil {
		return nil, stop(t.opts.Name, t.records.line, err)
	}
	line := t.records.line
	if t.records.long {
		return nil, &Refusal{Line: line, Reason: fmt.Sprintf("the row is longer than %s; a quote may be left open, or the file is no table", size(int64(t.opts.MaxRecord)))}
	}
	fields, err := t.split()
	switch {
	case errors.Is(err, csv.ErrQuote):
		return nil, stop(t.opts.Name, line, truceline.Invalid("", "%s", quoteFault(err)))
	case err != nil:
		return nil, &Refusal{Line: line, Reason: quoteFault(err)}
	case len(fields) != len(columns):
		return nil, &Refusal{Line: line, Reason: fmt.Sprintf("the row has %d fields where the header has %d; a %s inside a field needs quotes around the field", len(fields), len(columns), separatorWord[t.records.sep])}
	}
	row := &Row{Line: line, Digest: report.Digest(trimLineEnd(t.records.raw)), fields: fields}
	remark, bad := t.charset.decode(fields, t.records.raw)
	if bad >= 0 {
		return nil, &Refusal{Line: line, Field: columns[bad], Value: quoted(fields[bad]), Reason: t.charset.fault()}
	}
	if remark != "" {
		row.remark(remark)
	}
	return row, nil
}

// split divides the record just read into fields.
func (t *text) split() ([]string, error) {
	if t.csv == nil {
		t.csv = csv.NewReader(&t.feed)
		t.csv.FieldsPerRecord = -1
		t.csv.Comma = rune(t.records.sep)
	}
	t.feed.Reset(t.records.raw)
	fields, err := t.csv.Read()
	if err != nil {
		t.csv = nil // it may have kept the rest of a record that it gave up on
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

// kinds names a separator's kind of file, separatorWord the separator itself.
var (
	kinds         = map[byte]Kind{',': Commas, '\t': Tabs, ';': Semicolons}
	separatorWord = map[byte]string{',': "comma", '\t': "tab", ';': "semicolon"}
)

// separator tells the separator from the header, without taking a byte of src,
// and whether the first line only names it ("sep=;", as Excel writes).
func separator(src *bufio.Reader, opts Options) (sep byte, skip bool, err error) {
	for b, kind := range kinds {
		if kind == opts.Kind {
			return b, false, nil
		}
	}
	head, err := src.Peek(src.Size())
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
		return ',', false, nil // reading the header meets it again and says so
	}
	first, _, _ := bytes.Cut(head, []byte("\n"))
	if b, ok := bytes.CutPrefix(trimLineEnd(first), []byte("sep=")); ok && len(b) == 1 && kinds[b[0]] != "" {
		return b[0], true, nil
	}
	if opts.IsHeader != nil {
		return pickSeparator(head, opts), false, nil
	}
	trial := recordReader{src: bufio.NewReaderSize(bytes.NewReader(head), chunk), sep: ',', max: opts.MaxRecord, next: 1}
	for {
		if err := trial.read(context.Background()); err != nil {
			return ',', false, nil
		}
		if trial.line >= opts.Header {
			return countSeparators(trial.raw, opts.Name), false, nil
		}
	}
}

// pickSeparator is the first separator with which IsHeader finds a header.
func pickSeparator(head []byte, opts Options) byte {
	for _, sep := range [...]byte{',', '\t', ';'} {
		trial := &text{opts: opts, records: recordReader{
			src: bufio.NewReaderSize(bytes.NewReader(head), chunk), sep: sep, max: opts.MaxRecord, next: 1}}
		if _, _, _, err := trial.header(context.Background()); err == nil {
			return sep
		}
	}
	return ','
}

// countSeparators tells the separator of a header by what stands in it outside
// quotes: the only one there is; commas where they are at least as many as any
// other; and otherwise one that stands three times as often as all others. Where
// that tells nothing it is the comma, and Require hints at the others.
func countSeparators(header []byte, name string) byte {
	var commas, tabs, semicolons int
	quoted := false
	for _, c := range header {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == ',':
			commas++
		case c == '\t':
			tabs++
		case c == ';':
			semicolons++
		}
	}
	name = strings.TrimSuffix(strings.ToLower(name), ".gz")
	switch {
	case tabs > 0 && (strings.HasSuffix(name, ".tsv") || strings.HasSuffix(name, ".tab")):
		return '\t'
	case commas >= max(tabs, semicolons):
		return ','
	case tabs >= 3*(commas+semicolons):
		return '\t'
	case semicolons >= 3*(commas+tabs):
		return ';'
	}
	return ','
}

// firstInvalid is the first field that is not UTF-8, or -1.
func firstInvalid(fields []string) int {
	return slices.IndexFunc(fields, func(s string) bool { return !utf8.ValidString(s) })
}
