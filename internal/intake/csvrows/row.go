package csvrows

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Row is one record under the header. Its readers (Int, Decimal, Day) return
// the zero value for a field that they cannot read and remember the first such
// field, so that a caller reads all that it needs and then asks Refused once.
type Row struct {
	Line int // line on which the row begins; the header is line 1
	// Digest is the hex SHA-256 of the row's original bytes, decompressed and
	// without the line end, so that it does not depend on how the file was
	// packed or whether its last line is ended. Of UTF-16 it is that of the row in
	// UTF-8, and of a row of a workbook that of its cells as canonical writes them.
	Digest string

	fields  []string
	from    *Reader
	refusal *Refusal
	odd     *oddRow // nil for nearly every row
}

// An oddRow is what is odd about a row.
type oddRow struct {
	remarks []string
	faults  []fault // cells of a workbook that are not what they seem
}

// remark notes what is odd about the row.
func (row *Row) remark(sentence string) {
	odd := row.oddly()
	odd.remarks = append(odd.remarks, sentence)
}

// fault notes a cell that is not what it seems.
func (row *Row) fault(f fault) {
	odd := row.oddly()
	odd.faults = append(odd.faults, f)
}

func (row *Row) oddly() *oddRow {
	if row.odd == nil {
		row.odd = &oddRow{}
	}
	return row.odd
}

// A fault is a cell of a workbook that cannot be taken as it stands.
type fault struct {
	column int
	reason string // a sentence that names the cell
	// broken is a cell that holds something that is no value; otherwise the cell
	// is empty because it is merged with another.
	broken bool
}

// A Refusal says why a row was not taken, so that a person can mend it.
type Refusal struct {
	Line   int    `json:"line"`
	Field  string `json:"field,omitempty"` // column name; empty where the whole row is meant
	Value  string `json:"value,omitempty"` // as given, shortened; bytes that are not UTF-8 become U+FFFD
	Reason string `json:"reason"`          // plain sentence, no trailing period
}

// Error prints the refusal as `line 3, field latitude, value "95": not a ...`.
func (f *Refusal) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "line %d", f.Line)
	if f.Field != "" {
		fmt.Fprintf(&b, ", field %s", f.Field)
	}
	if f.Value != "" {
		fmt.Fprintf(&b, ", value %q", f.Value)
	}
	return b.String() + ": " + f.Reason
}

// Remarks are what is odd about a row that can be taken, in sentences: a formula
// whose stored value was taken, an empty cell that is merged with another.
func (row *Row) Remarks() []string {
	if row.odd == nil {
		return nil
	}
	return row.odd.remarks
}

// Refused is the first refusal of the row, or nil.
func (row *Row) Refused() *Refusal { return row.refusal }

// Refuse marks the row as refused because of a field, "" if the whole row is
// meant. The first refusal stands. The value of the field is quoted from the
// row. Where the cell of a workbook is empty because it is merged with another,
// that is the reason.
func (row *Row) Refuse(field, format string, args ...any) {
	i, ok := row.column(field)
	if !ok {
		i = -1
	}
	row.refuse(i, field, format, args...)
}

// RefuseAt is Refuse for the field at a position, for files whose columns share
// a name.
func (row *Row) RefuseAt(i int, format string, args ...any) {
	row.refuse(i, row.from.columns[i], format, args...)
}

func (row *Row) refuse(i int, field, format string, args ...any) {
	if row.refusal != nil {
		return
	}
	value, reason := "", ""
	if i >= 0 {
		value = quoted(strings.TrimSpace(row.fields[i]))
		if f := row.faultAt(i); f != nil {
			value, reason = "", f.reason
		}
	}
	if reason == "" {
		reason = fmt.Sprintf(format, args...)
	}
	row.refusal = &Refusal{Line: row.Line, Field: field, Value: value, Reason: reason}
}

// quoted is a value as a refusal shows it.
func quoted(value string) string {
	return strings.Clone(shorten(strings.ToValidUTF8(value, "\uFFFD"), 60))
}

// column is the position of a name, and whether there is one.
func (row *Row) column(name string) (int, bool) {
	i, ok := row.from.index[name]
	if !ok {
		i, ok = row.from.index[fold(name)]
	}
	return i, ok
}

// Text is a field without the white space around it; "" where the file has no
// such column. It shares memory with the whole row: clone what is kept. A cell
// of a workbook that holds an error, or a formula without a stored value, reads
// as "" and refuses the row.
func (row *Row) Text(name string) string {
	i, ok := row.column(name)
	if !ok {
		return ""
	}
	return row.At(i)
}

// At is Text for the field at a position of Reader.Columns, from 0.
func (row *Row) At(i int) string {
	if f := row.faultAt(i); f != nil && f.broken {
		row.refuse(i, row.from.columns[i], "%s", f.reason)
		return ""
	}
	return strings.TrimSpace(row.fields[i])
}

func (row *Row) faultAt(i int) *fault {
	if row.odd == nil {
		return nil
	}
	for j := range row.odd.faults {
		if f := &row.odd.faults[j]; f.column == i {
			return f
		}
	}
	return nil
}

// Int reads a whole number from lo to hi.
func (row *Row) Int(name string, lo, hi int) int {
	v, err := strconv.Atoi(row.Text(name))
	if err != nil || v < lo || v > hi {
		row.Refuse(name, "%snot a whole number from %d to %d", row.emptyOr(name), lo, hi)
		return 0
	}
	return v
}

// Decimal reads a finite number from lo to hi, with a decimal point.
func (row *Row) Decimal(name string, lo, hi float64) float64 {
	v, err := strconv.ParseFloat(row.Text(name), 64)
	if err != nil || !(lo <= v && v <= hi) { // the negation also refuses NaN
		row.Refuse(name, "%snot a number from %g to %g", row.emptyOr(name), lo, hi)
		return 0
	}
	return v
}

// Day reads a date as ParseDay does.
func (row *Row) Day(name string) Day {
	d, ok := ParseDay(row.Text(name))
	if !ok {
		row.Refuse(name, "%snot a date written as year-month-day, like 2017-05-06", row.emptyOr(name))
	}
	return d
}

// emptyOr begins a reason with the word "empty" where there is no value to show.
func (row *Row) emptyOr(name string) string {
	if row.Text(name) == "" {
		return "empty, "
	}
	return ""
}

// hashtags reports whether the row holds HXL hashtags and nothing else.
func (row *Row) hashtags() bool {
	found := false
	for _, f := range row.fields {
		f = strings.TrimSpace(f)
		if f != "" && f[0] != '#' {
			return false
		}
		found = found || f != ""
	}
	return found
}

// shorten cuts s to n bytes at a character's edge and says so by an ellipsis.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}
