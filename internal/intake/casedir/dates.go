package casedir

import (
	"time"

	"github.com/truceline/truceline"
)

// Forms of local time in a case, beside a date alone.
const (
	minuteForm = "2006-01-02T15:04"
	secondForm = "2006-01-02T15:04:05"
)

// instant reads a date (the first instant of that day in the case's zone), a
// local time of the case, or an instant with its offset. Empty is the zero time.
func (l *loader) instant(s spot, text string) time.Time {
	if text == "" {
		return time.Time{}
	}
	if d, err := time.Parse(time.DateOnly, text); err == nil {
		if l.plausible(s, text, d) {
			return firstInstant(d, l.zone)
		}
		return time.Time{}
	}
	for _, form := range []string{minuteForm, secondForm} {
		t, err := time.ParseInLocation(form, text, l.zone)
		if err != nil {
			continue
		}
		if t.Format(form) != text {
			l.refuse(s, "%s does not exist in %s, where the clocks went forward then; write an instant with its offset", text, l.zone)
			return time.Time{}
		}
		l.plausible(s, text, t)
		return t.UTC()
	}
	for _, form := range []string{"2006-01-02T15:04Z07:00", time.RFC3339} {
		if t, err := time.Parse(form, text); err == nil {
			l.plausible(s, text, t)
			return t.UTC()
		}
	}
	l.refuse(s, "%q is not a date; write it as 2017-01-28, 2017-01-28T12:00 or 2017-01-28T12:00+02:00", text)
	return time.Time{}
}

// required is instant for a date that may not be left out.
func (l *loader) required(s spot, text string) time.Time {
	if !l.filled(s, text, "write a date such as 2017-01-28") {
		return time.Time{}
	}
	return l.instant(s, text)
}

// day checks a local date that stays text.
func (l *loader) day(s spot, text string) string {
	if text == "" {
		return ""
	}
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		l.refuse(s, "%q is not a date; write it as 2017-01-28", text)
		return ""
	}
	if !l.plausible(s, text, d) {
		return ""
	}
	return text
}

// plausible refuses years that are slips of the pen: no ceasefire with a text
// is older, and no term runs longer.
func (l *loader) plausible(s spot, text string, t time.Time) bool {
	if t.Year() < 1800 || t.Year() > 2200 {
		l.refuse(s, "%q lies outside the years 1800 to 2200; check the year", text)
		return false
	}
	return true
}

// firstInstant is the first instant of a local day, in UTC. Where the clocks
// go forward at midnight, as they did in Damascus, the day begins at one.
func firstInstant(day time.Time, zone *time.Location) time.Time {
	t := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, zone)
	if t.Day() != day.Day() { // midnight was skipped, and t is counted from before the change
		_, t = t.ZoneBounds()
	}
	return t.UTC()
}

// span reads from and to, both optional, and refuses an end that is not later.
func (l *loader) span(s spot, from, to string) truceline.Interval {
	iv := truceline.Interval{From: l.instant(s.at("from"), from), To: l.instant(s.at("to"), to)}
	if !iv.To.IsZero() && !iv.From.Before(iv.To) {
		l.refuse(s.at("to"), "%s is not later than from %s; to is the first day on which it no longer held", to, from)
	}
	return iv
}

// term reads when something held: certain until to, possible until to_possible,
// and nowhere certain if it is disputed.
func (l *loader) term(s spot, r termRow) truceline.Term {
	iv := l.span(s, r.From, r.To)
	t := truceline.TermOf(iv)
	switch {
	case r.ToPossible == "":
	case r.To == "":
		l.refuse(s.at("to_possible"), "stands without to; it says how much longer than to it possibly held")
	case r.ToPossible == "open":
		t.Possible = []truceline.Interval{{From: iv.From}}
	default:
		end := l.instant(s.at("to_possible"), r.ToPossible)
		if !end.IsZero() && !end.After(iv.To) {
			l.refuse(s.at("to_possible"), "%s is not later than to %s", r.ToPossible, r.To)
		}
		t.Possible = []truceline.Interval{{From: iv.From, To: end}}
	}
	if r.Disputed {
		return t.Doubted()
	}
	return t
}

// period checks an ISO 8601 duration; empty is none.
func (l *loader) period(s spot, text string) truceline.Period {
	if text == "" {
		return truceline.Period{}
	}
	p, err := truceline.ParsePeriod(text)
	if err != nil {
		l.refuse(s, "%q is not an ISO 8601 duration; write it as P6M, P30D or PT12H", text)
	}
	return p
}

// fixed is a duration without months or years, of which a day has 24 hours.
func (l *loader) fixed(s spot, text string) time.Duration {
	p := l.period(s, text)
	if p.Years != 0 || p.Months != 0 {
		l.refuse(s, "%q has months or years, which have no fixed length; write days or hours, as P30D or PT12H", text)
	}
	return time.Duration(p.Days)*24*time.Hour + p.Clock
}
