package csvrows

import "time"

// A Day is a calendar date without a zone, from 1900-01-01 to 2100-12-31. The
// zero Day is no date.
type Day struct{ midnight time.Time } // 00:00 UTC of the date; zero for no date

// ParseDay reads an ISO 8601 date: 2017-05-06, 20170506, or either of the forms
// that spreadsheets make of it, 2017-05-06 00:00:00 and 2017-05-06T00:00:00Z. A
// time other than midnight is no date, nor is a form such as 6/5/2017, whose
// day and month cannot be told apart.
func ParseDay(s string) (Day, bool) {
	for _, layout := range [...]string{
		time.DateOnly, time.DateTime, time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04", "20060102",
	} {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		y, m, d := t.Date()
		if h, mi, sec := t.Clock(); h+mi+sec+t.Nanosecond() != 0 || y < 1900 || y > 2100 {
			return Day{}, false
		}
		return Day{time.Date(y, m, d, 0, 0, 0, 0, time.UTC)}, true
	}
	return Day{}, false
}

// String prints the date as 2017-05-06, and no date as "".
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return d.midnight.Format(time.DateOnly)
}

// IsZero reports whether there is no date.
func (d Day) IsZero() bool { return d.midnight.IsZero() }

// Before reports whether d is an earlier date than e.
func (d Day) Before(e Day) bool { return d.midnight.Before(e.midnight) }

// Add is the date n days later, earlier if n is negative.
func (d Day) Add(n int) Day { return Day{d.midnight.AddDate(0, 0, n)} }

// Start is the first instant of the date in a zone, in UTC. Where clocks go
// forward at midnight, as in Syria until 2022, that is 01:00 by the clock;
// where midnight comes twice it is the first.
func (d Day) Start(zone *time.Location) time.Time {
	// The offset in force at local midnight is the one of the day before or of
	// the day after; of the two candidates the earlier that falls on the date.
	_, before := d.midnight.AddDate(0, 0, -1).In(zone).Zone()
	_, after := d.midnight.AddDate(0, 0, 1).In(zone).Zone()
	first := d.midnight.Add(-time.Duration(max(before, after)) * time.Second)
	if y, m, day := first.In(zone).Date(); time.Date(y, m, day, 0, 0, 0, 0, time.UTC).Equal(d.midnight) {
		return first
	}
	return d.midnight.Add(-time.Duration(min(before, after)) * time.Second)
}

// Monday is the first day of the date's ISO week.
func (d Day) Monday() Day { return d.Add(-(int(d.midnight.Weekday()) + 6) % 7) }

// MonthStart is the first day of the date's month.
func (d Day) MonthStart() Day { return d.Add(1 - d.midnight.Day()) }

// MonthEnd is the last day of the date's month.
func (d Day) MonthEnd() Day {
	y, m, _ := d.midnight.Date()
	return day(y, int(m), daysIn(y, int(m)))
}

// YearStart is the first day of the date's year.
func (d Day) YearStart() Day { return day(d.midnight.Year(), 1, 1) }

// YearEnd is the last day of the date's year.
func (d Day) YearEnd() Day { return day(d.midnight.Year(), 12, 31) }
