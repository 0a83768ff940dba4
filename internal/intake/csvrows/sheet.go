package csvrows

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/report"
)

// A sheet is a table that a sheet of a workbook holds, read row by row.
type sheet struct {
	book     *book
	scanner  *scanner
	words    []string
	styles   []display
	covered  covered
	date1904 bool

	line   int      // row last begun
	fields []string // its cells as text, from column A
	odd    []oddity // its cells that are more than their text, by column
	over   bool     // the row holds more than MaxRecord
	ended  bool     // sheetData ended
}

// An oddity is a cell that holds a formula, or what is no value.
type oddity struct {
	column  int // from 0
	formula bool
	outside bool   // the formula reaches into another file
	broken  string // what the cell holds instead of a value
}

// cells opens a sheet with what its cells refer to.
func (b *book) cells(target string, related []relation, date1904 bool) (table, error) {
	t := &sheet{book: b, date1904: date1904}
	for _, r := range related {
		var err error
		switch {
		case r.is("sharedStrings"):
			t.words, err = b.words(r.Target)
		case r.is("styles"):
			t.styles, err = b.styles(r.Target)
		}
		if err != nil {
			return nil, err
		}
	}
	var err error
	if t.covered.all, err = b.merges(target); err != nil {
		return nil, err
	}
	p, err := b.open(target)
	if err != nil {
		return nil, err
	}
	t.scanner = newScanner(p)
	return t, nil
}

func (t *sheet) kind() Kind { return Workbook }

// consumed is the share of the sheet that was unpacked, of all bytes: a zip
// archive is taken in whole before its first row.
func (t *sheet) consumed(n int64) int64 {
	p := t.scanner.part
	if t.ended || p.stated <= 0 {
		return n
	}
	share := min(1, float64(p.n)/float64(p.stated))
	return max(0, n-p.packed) + int64(float64(min(n, p.packed))*share)
}

// header reads up to and including the row that names the columns.
func (t *sheet) header(ctx context.Context) (cells []string, line int, before [][]string, err error) {
	opts := t.book.opts
	for {
		err := t.next(ctx)
		switch {
		case errors.Is(err, io.EOF) && opts.IsHeader != nil && len(before) > 0:
			return nil, 0, nil, noHeader(opts.Name)
		case errors.Is(err, io.EOF) && len(before) > 0:
			return nil, 0, nil, truceline.Invalid(opts.Name, "the sheet ends before row %d, on which its header should stand", opts.Header)
		case errors.Is(err, io.EOF):
			return nil, 0, nil, truceline.Invalid(opts.Name, "the sheet is empty; its first row must name the columns")
		case err != nil:
			return nil, 0, nil, stop(opts.Name, t.line, err)
		case t.over && (opts.IsHeader != nil || t.line >= opts.Header):
			return nil, 0, nil, truceline.Invalid(place(opts.Name, t.line), "the header is longer than %s; its row must name the columns", size(int64(opts.MaxRecord)))
		}
		cells = trimTail(t.fields)
		switch {
		case opts.IsHeader != nil:
			if opts.IsHeader(t.line, cells) {
				return slices.Clone(cells), t.line, before, nil
			}
			if len(before) == headerWithin-1 {
				return nil, 0, nil, noHeader(opts.Name)
			}
		case t.line >= opts.Header:
			for _, o := range t.odd {
				if o.broken != "" {
					return nil, 0, nil, truceline.Invalid(place(opts.Name, t.line), "the header cannot be read: %s", t.sentence(o))
				}
			}
			return slices.Clone(cells), t.line, before, nil
		}
		before = append(before, slices.Clone(cells))
	}
}

// sentence says what is wrong with a broken cell.
func (t *sheet) sentence(o oddity) string {
	return fmt.Sprintf("cell %s holds %s", cellName(o.column+1, t.line), o.broken)
}

// trimTail drops empty cells at the end.
func trimTail(cells []string) []string {
	for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// canonical is what the digest of a row of a workbook is taken of: the text of
// its cells from column A to the last that is not empty, a tab between them,
// with tabs, line ends and backslashes written \t, \n, \r and \\. A formula
// counts as the value that is stored with it, an error as its name.
func canonical(cells []string) []byte {
	var b []byte
	for i, c := range trimTail(cells) {
		if i > 0 {
			b = append(b, '\t')
		}
		for j := range len(c) {
			switch c[j] {
			case '\t':
				b = append(b, `\t`...)
			case '\n':
				b = append(b, `\n`...)
			case '\r':
				b = append(b, `\r`...)
			case '\\':
				b = append(b, `\\`...)
			default:
				b = append(b, c[j])
			}
		}
	}
	return b
}

func (t *sheet) row(ctx context.Context, columns []string) (*Row, error) {
	if err := t.next(ctx); err != nil {
		return nil, stop(t.book.opts.Name, t.line, err)
	}
	if t.over {
		return nil, &Refusal{Line: t.line, Reason: fmt.Sprintf("the row is longer than %s; such a row is no table", size(int64(t.book.opts.MaxRecord)))}
	}
	row := &Row{Line: t.line, Digest: report.Digest(canonical(t.fields)), fields: make([]string, len(columns))}
	copy(row.fields, t.fields)
	if beyond := trimTail(t.fields); len(beyond) > len(columns) {
		row.remark(fmt.Sprintf("cell %s stands beyond the last column that has a name; it was not read", cellName(len(beyond), t.line)))
	}
	for _, f := range t.covered.faults(t.line, len(columns), row.fields) {
		row.fault(f)
		if columns[f.column] != "" {
			row.remark(f.reason)
		}
	}
	var formulas []string
	outside := ""
	for _, o := range t.odd {
		switch {
		case o.column >= len(columns) || columns[o.column] == "":
		case o.broken != "":
			row.fields[o.column] = ""
			row.fault(fault{column: o.column, reason: t.sentence(o), broken: true})
		default:
			formulas = append(formulas, cellName(o.column+1, t.line))
			if o.outside {
				outside = "; another file that it reaches into was not opened"
			}
		}
	}
	switch len(formulas) {
	case 0:
	case 1:
		row.remark(fmt.Sprintf("cell %s holds a formula; the value stored with it was taken%s", formulas[0], outside))
	default:
		row.remark(fmt.Sprintf("cells %s hold formulas; the values stored with them were taken%s", strings.Join(formulas, ", "), outside))
	}
	return row, nil
}

// next moves to the next row that has a cell with something in it.
func (t *sheet) next(ctx context.Context) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := t.one(); err != nil {
			if errors.Is(err, io.EOF) && !t.ended {
				return t.book.damaged(io.ErrUnexpectedEOF)
			}
			return err
		}
		if len(trimTail(t.fields)) > 0 || len(t.odd) > 0 || t.over {
			return nil
		}
	}
}

// A cell is one that is being read.
type cell struct {
	column    int // from 0; -1 between cells
	kind      string
	style     int
	value     strings.Builder // of v
	valued    bool            // it has a v
	formula   strings.Builder
	formulaic bool // it has an f
	inline    run  // of is
}

// one moves to the next row, which may be empty.
func (t *sheet) one() error {
	t.fields, t.odd, t.over = t.fields[:0], t.odd[:0], false
	if t.ended {
		return io.EOF
	}
	c := cell{column: -1}
	in, inRow, held, last := "", false, 0, -1
	for {
		tok, err := t.scanner.next()
		if err != nil {
			return err
		}
		switch e := tok.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "row":
				t.scanner.begin()
				if err := t.beginRow(e); err != nil {
					return err
				}
				inRow = true
			case "c":
				if !inRow {
					continue
				}
				column, err := t.columnOf(e, last)
				if err != nil {
					return err
				}
				last = column
				style, _ := strconv.Atoi(attr(e, "s"))
				c = cell{column: column, kind: attr(e, "t"), style: style}
			case "v", "f", "is":
				in = e.Name.Local
				c.valued = c.valued || in == "v"
				c.formulaic = c.formulaic || in == "f"
			default:
				if in == "is" {
					c.inline.take(tok)
				}
			}
		case xml.CharData:
			switch in {
			case "v":
				c.value.Write(e)
			case "f":
				c.formula.Write(e)
			case "is":
				c.inline.take(tok)
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "sheetData":
				t.ended = true
				return io.EOF
			case "row":
				if inRow {
					return nil
				}
			case "c":
				if c.column >= 0 {
					if held += t.put(&c); held > t.book.opts.MaxRecord {
						t.over, t.fields, t.odd = true, t.fields[:0], t.odd[:0]
					}
				}
				c, in = cell{column: -1}, ""
			case "v", "f", "is":
				in = ""
			default:
				if in == "is" {
					c.inline.take(tok)
				}
			}
		}
	}
}

// beginRow reads the number of a row. Rows stand in order, and a row without a
// number follows the one before it.
func (t *sheet) beginRow(e xml.StartElement) error {
	next := t.line + 1
	if r := attr(e, "r"); r != "" {
		n, err := strconv.Atoi(r)
		if err != nil || n < next || n > maxRows {
			return t.book.damaged(fmt.Errorf("row %q after row %d", r, t.line))
		}
		next = n
	}
	t.line = next
	return nil
}

// columnOf is the column of a cell; one without a name follows the one before.
func (t *sheet) columnOf(e xml.StartElement, last int) (int, error) {
	r := attr(e, "r")
	if r == "" {
		if last+1 >= maxColumns {
			return 0, t.book.damaged(errors.New("too many cells in a row"))
		}
		return last + 1, nil
	}
	col, _, ok := parseCell(r)
	if !ok {
		return 0, t.book.damaged(fmt.Errorf("cell %q", r))
	}
	return col - 1, nil
}

// put keeps a cell that was read to its end, and says how many bytes it holds.
func (t *sheet) put(c *cell) int {
	value := unescape(c.value.String())
	o := oddity{column: c.column, formula: c.formulaic, outside: strings.Contains(c.formula.String(), "[")}
	var s string
	switch {
	case c.formulaic && !c.valued && c.kind != "inlineStr":
		o.broken = "a formula without a stored value; open the workbook in a spreadsheet program and save it, or paste the values"
		s = "="
	case c.kind == "e":
		o.broken = fmt.Sprintf("the error %s; mend it in the workbook", shorten(value, 20))
		s = value
	case c.kind == "s":
		if value == "" {
			break
		}
		if i, err := strconv.Atoi(strings.TrimSpace(value)); err != nil || i < 0 || i >= len(t.words) {
			o.broken = "a text that the workbook does not have; open it in a spreadsheet program and save it again"
			s = value
		} else {
			s = t.words[i]
		}
	case c.kind == "inlineStr":
		s = c.inline.String()
	case c.kind == "b":
		s = map[string]string{"0": "false", "1": "true"}[value]
	case c.kind == "str", c.kind == "d":
		s = value
	default:
		s = t.number(value, c.style)
	}
	if o.formula || o.broken != "" {
		t.odd = append(t.odd, o)
	}
	if s == "" && c.column >= len(t.fields) {
		return 0
	}
	for len(t.fields) <= c.column {
		t.fields = append(t.fields, "")
	}
	t.fields[c.column] = s
	return len(s)
}

// number writes what a cell holds that says no other kind.
func (t *sheet) number(value string, style int) string {
	value = strings.TrimSpace(value)
	v, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return value
	}
	var d display
	if style >= 0 && style < len(t.styles) {
		d = t.styles[style]
	}
	if d == (display{}) && strings.Trim(value, "0123456789") == "" {
		return value // a whole number, of more digits perhaps than a binary one holds
	}
	return d.write(v, t.date1904)
}
