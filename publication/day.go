package publication

import (
	"time"

	"github.com/truceline/truceline"
)

const dateForm = "2006-01-02"

// startOfDay is the first instant of the local date that lies n days after t's.
// Where the clocks skip midnight, the day begins when they do.
func startOfDay(t time.Time, n int, zone *time.Location) time.Time {
	y, m, d := t.In(zone).Date()
	want := time.Date(y, m, d+n, 12, 0, 0, 0, zone)
	start := time.Date(y, m, d+n, 0, 0, 0, 0, zone)
	if start.Day() != want.Day() {
		// time.Date answers a skipped midnight with the hour before it.
		if _, end := start.ZoneBounds(); !end.IsZero() {
			start = end
		}
	}
	return start.UTC()
}

// daysIn is the number of local days that iv meets.
func daysIn(iv truceline.Interval, zone *time.Location) int {
	return 1 + dayNumber(iv.To.Add(-1), zone) - dayNumber(iv.From, zone)
}

// dayNumber counts local dates, so that a day of 23 hours is still one day.
func dayNumber(t time.Time, zone *time.Location) int {
	y, m, d := t.In(zone).Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// inWords is the interval as local dates if it consists of whole local days,
// and otherwise as local times.
func inWords(iv truceline.Interval, zone *time.Location) string {
	if iv.From.IsZero() || iv.To.IsZero() {
		return "undated"
	}
	whole := func(t time.Time) bool { return startOfDay(t, 0, zone).Equal(t) }
	if !whole(iv.From) || !whole(iv.To) || iv.Empty() {
		const form = "2006-01-02 15:04"
		return iv.From.In(zone).Format(form) + " to " + iv.To.In(zone).Format(form)
	}
	first, last := iv.From.In(zone).Format(dateForm), iv.To.Add(-1).In(zone).Format(dateForm)
	if first == last {
		return first
	}
	return first + " to " + last
}

// within answers whether something that happened in the span when happened in
// the window: unknown where the span straddles its edge.
func within(when, window truceline.Interval) truceline.Answer {
	switch {
	case when.Empty():
		if window.Contains(when.From) {
			return truceline.Yes
		}
		return truceline.No
	case window.Covers(when):
		return truceline.Yes
	case window.Meets(when):
		return truceline.Unknown
	}
	return truceline.No
}
