package mapped

import (
	"fmt"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
)

// when reads the span within which the source places the event.
func (rd *reader) when(d *draft) {
	w := rd.m.When
	column := w.Date
	if column == "" {
		column = w.Start
	}
	start, ok := rd.written(d, column)
	if !ok {
		return
	}
	end := start
	if w.End != "" && d.row.Text(w.End) != "" {
		if end, ok = rd.written(d, w.End); !ok {
			return
		}
	}
	if w.Time != "" {
		if start, ok = rd.clock(d, start); !ok {
			return
		}
		end = start
	}
	var degree string
	near := slack{unit: 'D'}
	if p := w.Precision; p.Column != "" {
		value := d.row.Text(p.Column)
		meaning, known := p.Values[value]
		if !known {
			d.row.Refuse(p.Column, "%s", unlisted(value, "when.precision"))
			return
		}
		near, _ = parseSlack(meaning) // Check read it
		degree = fmt.Sprintf(", %s %s: %s", p.Column, value, inWords(near))
	}
	from, to := start.Span(rd.zone), end.Span(rd.zone)
	span := truceline.Interval{From: from.From, To: to.To}
	first, last := start.First(), end.Last()
	if near != (slack{unit: 'D'}) {
		first, last = near.around(first, last)
		span = truceline.Interval{From: first.Start(rd.zone), To: last.Add(1).Start(rd.zone)}
	}
	if !from.From.Before(to.To) {
		d.row.Refuse(w.End, "before %s, %s; the two may be swapped", column, d.row.Text(column))
		return
	}
	d.report.When, d.report.Days = span, first.String()
	if last != first {
		d.report.Days += "/" + last.String()
	}
	d.report.WhenBasis = w.Basis
	if w.Basis == "" {
		d.report.WhenBasis = rd.basis(column, start, degree)
	}
	if slip := start.Unlikely(); slip != "" {
		d.remark("%s", slip)
	} else if slip := end.Unlikely(); slip != "" {
		d.remark("%s", slip)
	}
}

// basis says in words where the time comes from.
func (rd *reader) basis(column string, w csvrows.Written, degree string) string {
	fine := map[byte]string{'Y': "a year", 'M': "a month", 'D': "a day", 'H': "an hour", 'm': "a minute", 's': "a second"}[w.Fine]
	switch {
	case rd.m.When.End != "":
		return fmt.Sprintf("%s and %s, days of %v%s", column, rd.m.When.End, rd.zone, degree)
	case w.Zoned:
		return fmt.Sprintf("%s, %s with its offset from UTC%s", column, fine, degree)
	}
	return fmt.Sprintf("%s, %s of %v%s", column, fine, rd.zone, degree)
}

// written reads a date.
func (rd *reader) written(d *draft, column string) (csvrows.Written, bool) {
	text := d.row.Text(column)
	if text == "" {
		d.row.Refuse(column, "empty; a report needs its date")
		return csvrows.Written{}, false
	}
	w, err := csvrows.ReadAny(rd.dates, text)
	if err != nil {
		d.row.Refuse(column, "%s", err)
		return csvrows.Written{}, false
	}
	return w, true
}

// clock adds the time of day that stands in a column of its own. Its being empty
// leaves the day.
func (rd *reader) clock(d *draft, date csvrows.Written) (csvrows.Written, bool) {
	column := rd.m.When.Time
	text := d.row.Text(column)
	if text == "" || date.Fine != 'D' {
		return date, true
	}
	c, err := csvrows.ReadAny(rd.clocks, text)
	if err != nil {
		d.row.Refuse(column, "%s", err)
		return csvrows.Written{}, false
	}
	return date.At(c), true
}

// unlisted says that a degree has no meaning in the mapping.
func unlisted(value, field string) string {
	if value == "" {
		return fmt.Sprintf("empty; the mapping says under %s what each degree means", field)
	}
	return fmt.Sprintf("the mapping does not say what this degree means; add it under %s.values", field)
}

// around widens the days from first to last.
func (s slack) around(first, last csvrows.Day) (csvrows.Day, csvrows.Day) {
	switch s.unit {
	case 'W':
		return first.Monday(), last.Monday().Add(6)
	case 'M':
		return first.MonthStart(), last.MonthEnd()
	case 'Y':
		return first.YearStart(), last.YearEnd()
	}
	return first.Add(-s.days), last.Add(s.days)
}

// inWords says what a slack is.
func inWords(s slack) string {
	switch {
	case s.unit == 'W':
		return "the week is known"
	case s.unit == 'M':
		return "the month is known"
	case s.unit == 'Y':
		return "the year is known"
	case s.days == 0:
		return "the day is known"
	case s.days == 1:
		return "within a day"
	}
	return fmt.Sprintf("within %d days", s.days)
}
