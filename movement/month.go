package movement

import (
	"fmt"
	"time"

	"github.com/truceline/truceline"
)

// A Month is a calendar month of the case's zone, counted from the year 0.
// It is written "2017-03".
type Month int

// String is the month as ISO 8601 writes it.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", int(m)/12, int(m)%12+1) }

// MarshalText writes the month as String does.
func (m Month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (m *Month) UnmarshalText(b []byte) error {
	t, err := time.Parse("2006-01", string(b))
	if err != nil {
		return truceline.Invalid("month", "%q is not a month; write it as 2017-03", b)
	}
	*m = Month(t.Year()*12 + int(t.Month()) - 1)
	return nil
}

// words is the month as sentences say it.
func (m Month) words() string { return fmt.Sprintf("%s %d", m.Calendar(), int(m)/12) }

// Calendar is the month of the year.
func (m Month) Calendar() time.Month { return time.Month(int(m)%12 + 1) }

// Year is the year of the month.
func (m Month) Year() int { return int(m) / 12 }

// Span is the month in a zone. It begins with its first local day, also where
// the clocks skip that midnight.
func (m Month) Span(zone *time.Location) truceline.Interval {
	return truceline.Interval{From: m.start(zone), To: (m + 1).start(zone)}
}

func (m Month) start(zone *time.Location) time.Time {
	t := time.Date(m.Year(), m.Calendar(), 1, 0, 0, 0, 0, zone)
	if t.Month() != m.Calendar() {
		// time.Date answers a skipped midnight with the hour before it.
		if _, end := t.ZoneBounds(); !end.IsZero() {
			t = end
		}
	}
	return t.UTC()
}

// monthOf is the local month of an instant.
func monthOf(t time.Time, zone *time.Location) Month {
	local := t.In(zone)
	return Month(local.Year()*12 + int(local.Month()) - 1)
}

// monthsOf are the first and the last month that a span meets.
func monthsOf(iv truceline.Interval, zone *time.Location) (first, last Month) {
	end := iv.To
	if iv.From.Before(end) {
		end = end.Add(-1) // half-open: the instant of its end is no longer in it
	}
	return monthOf(iv.From, zone), monthOf(end, zone)
}
