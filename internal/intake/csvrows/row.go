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
	// packed or whether its last line is ended.
	Digest string

	fields  []string
	from    *Reader
	refusal *Refusal
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

// Refused is the first refusal of the row, or nil.
func (row *Row) Refused() *Refusal { return row.refusal }

// Refuse marks the row as refused because of a field, "" if the whole row is
// meant. The first refusal stands. The value of the field is quoted from the
// row.
func (row *Row) Refuse(field, format string, args ...any) {
	if row.refusal != nil {
		return
	}
	value := strings.Clone(shorten(strings.ToValidUTF8(row.Text(field), "\uFFFD"), 60))
	row.refusal = &Refusal{Line: row.Line, Field: field, Value: value, Reason: fmt.Sprintf(format, args...)}
}

// Text is a field without the white space around it; "" where the file has no
// such column. It shares memory with the whole row: clone what is kept.
func (row *Row) Text(name string) string {
	i, ok := row.from.index[name]
	if !ok {
		if i, ok = row.from.index[fold(name)]; !ok {
			return ""
		}
	}
	return strings.TrimSpace(row.fields[i])
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
