package geojson

import (
	"strconv"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/report"
)

// A moment is one value of time: the span that it names, and how.
type moment struct {
	truceline.Interval
	basis   string
	instant bool // a time of day, not a whole day
	dawn    bool // an instant at 00:00, which programs write for a day
	day     csvrows.Day
}

// A layout is a way to write a time, and how exact it is.
type layout struct {
	form  string
	width time.Duration
}

// The ways to write a time, with a zone and without. Fractions of a second are
// taken with seconds.
var (
	zoned = [...]layout{
		{time.RFC3339, time.Second}, {"2006-01-02T15:04Z07:00", time.Minute},
		{"2006-01-02T15:04:05Z0700", time.Second}, {"2006-01-02 15:04:05Z07:00", time.Second}, {"2006-01-02 15:04:05Z0700", time.Second},
		{"2006-01-02 15:04:05 Z07:00", time.Second}, {"2006-01-02 15:04Z07:00", time.Minute},
	}
	local = [...]layout{
		{"2006-01-02T15:04:05", time.Second}, {"2006-01-02 15:04:05", time.Second},
		{"2006-01-02T15:04", time.Minute}, {"2006-01-02 15:04", time.Minute},
	}
)

// when reads the time of the feature.
func (ft *feature) when(rep *report.Report) {
	from := ft.props.named(start)
	if from == "" {
		ft.refuse("date", "", "the feature says no date; it is taken from date, start, datetime and the like")
		return
	}
	given := ft.props.value(from)
	until := ft.props.named(end)
	to := ft.props.value(until)
	if a, b, two := strings.Cut(given, "/"); two && until == "" && len(a) >= len("2006-01") && len(b) >= len("2006-01") {
		given, to, until = strings.TrimSpace(a), strings.TrimSpace(b), from
	}
	a, ok := ft.moment(from, given)
	if !ok {
		return
	}
	if to == "" {
		if a.dawn {
			a = ft.wholeDay(a.day, "midnight stands for the day")
		}
		ft.span(rep, a.Interval, a.basis)
		return
	}
	b, ok := ft.moment(until, to)
	if !ok {
		return
	}
	// "to" and "until" end a half-open span, as our own exports write it; "end" is
	// a day that is still in it, also where a program added a midnight.
	if b.dawn && until != "to" && until != "until" && until != from {
		b = ft.wholeDay(b.day, "midnight stands for the day")
		if a.dawn {
			a = ft.wholeDay(a.day, b.basis)
		}
	}
	span := truceline.Interval{From: a.From, To: b.To}
	if b.instant && (!a.instant || b.From.After(a.From)) {
		span.To = b.From // an instant is where it ended, a day is its last
	}
	if !span.From.Before(span.To) || b.From.Before(a.From) {
		ft.refuse(until, to, "before %s, %s; the two may be swapped", from, given)
		return
	}
	basis := a.basis
	if b.basis != a.basis {
		basis += ", to " + b.basis
	}
	ft.span(rep, span, basis)
}

// span sets when the event was.
func (ft *feature) span(rep *report.Report, span truceline.Interval, basis string) {
	zone := ft.rd.opts.Lexicon.Location()
	rep.When = truceline.Interval{From: span.From.UTC(), To: span.To.UTC()}
	rep.Days = span.From.In(zone).Format(time.DateOnly)
	if last := span.To.Add(-1).In(zone).Format(time.DateOnly); last != rep.Days {
		rep.Days += "/" + last
	}
	rep.WhenBasis = "GeoJSON: " + basis
}

// wholeDay is a day of the case's zone.
func (ft *feature) wholeDay(d csvrows.Day, basis string) moment {
	zone := ft.rd.opts.Lexicon.Location()
	return moment{Interval: truceline.Interval{From: d.Start(zone), To: d.Add(1).Start(zone)}, basis: basis, day: d}
}

// moment reads one value of time.
func (ft *feature) moment(field, v string) (moment, bool) {
	zone := ft.rd.opts.Lexicon.Location()
	if d, ok := csvrows.ParseDay(v); ok && !strings.ContainsAny(v, "T:") {
		return ft.wholeDay(d, "the day is given"), true
	}
	if t, err := time.Parse("2006-01", v); err == nil && t.Year() >= 1900 && t.Year() <= 2100 {
		first, _ := csvrows.ParseDay(v + "-01")
		next, _ := csvrows.ParseDay(t.AddDate(0, 1, 0).Format(time.DateOnly))
		return moment{Interval: truceline.Interval{From: first.Start(zone), To: next.Start(zone)}, basis: "the month is given"}, true
	}
	for _, l := range zoned {
		if t, err := time.Parse(l.form, v); err == nil {
			return ft.instant(field, v, t, l.width, "an instant with its zone")
		}
	}
	for _, l := range local {
		if _, err := time.Parse(l.form, v); err == nil {
			return ft.local(field, v, l)
		}
	}
	// ArcGIS writes dates so. Below a hundred thousand million it would be 1973 at
	// the latest, or seconds.
	if ms, err := strconv.ParseInt(whole(v), 10, 64); err == nil && ms >= 1e11 && ms < 4.2e12 {
		return ft.instant(field, v, time.UnixMilli(ms).UTC(), time.Second, "milliseconds since 1970 UTC")
	}
	ft.refuse(field, v, "not a date like 2017-05-06, nor a time like 2017-05-06T14:30:00+03:00")
	return moment{}, false
}

// local is a time of the case's zone. Where the clocks went forward over it, it
// never was; where they went back, either of two instants may be meant.
func (ft *feature) local(field, v string, l layout) (moment, bool) {
	zone := ft.rd.opts.Lexicon.Location()
	wall, _ := time.Parse(l.form, v)
	same := func(t time.Time) bool {
		return t.In(zone).Format("2006-01-02T15:04:05") == wall.Format("2006-01-02T15:04:05")
	}
	t, err := time.ParseInLocation(l.form, v, zone)
	if err != nil || !same(t) {
		ft.refuse(field, v, "the clocks of %s went forward over this time, so that it never was", zone)
		return moment{}, false
	}
	m, ok := ft.instant(field, v, t, l.width, "a local time of "+zone.String())
	if same(t.Add(time.Hour)) {
		m.To = m.To.Add(time.Hour)
	}
	if same(t.Add(-time.Hour)) {
		m.From = m.From.Add(-time.Hour)
	}
	return m, ok
}

// instant is an instant, as exact as it is written.
func (ft *feature) instant(field, v string, t time.Time, width time.Duration, basis string) (moment, bool) {
	if y := t.Year(); y < 1900 || y > 2100 {
		ft.refuse(field, v, "the year %d is not from 1900 to 2100", y)
		return moment{}, false
	}
	m := moment{Interval: truceline.Interval{From: t, To: t.Add(width)}, basis: basis, instant: true}
	if h, mi, s := t.Clock(); h+mi+s+t.Nanosecond() == 0 {
		m.day, m.dawn = csvrows.ParseDay(t.Format(time.DateOnly))
	}
	return m, true
}
