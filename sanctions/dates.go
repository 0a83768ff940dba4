package sanctions

import (
	"strings"
	"time"
)

// Whole reports whether d is a calendar date with its day: "2014-05-14". There
// is no year 0.
func (d Date) Whole() bool {
	t, err := time.Parse(time.DateOnly, string(d))
	return err == nil && t.Year() > 0
}

// Words is the date as a sentence has it: "14 May 2014", "May 2014", "2014".
// What is no date is given as it stands.
func (d Date) Words() string {
	for form, words := range map[string]string{time.DateOnly: "2 January 2006", "2006-01": "January 2006", "2006": "2006"} {
		if t, err := time.Parse(form, string(d)); err == nil {
			return t.Format(words)
		}
	}
	return string(d)
}

// bounds are the first and the last day that d may be. What is no date is
// nothing stated.
func (d Date) bounds() (first, last Date, ok bool) {
	for _, x := range []struct {
		form          string
		months, years int
	}{{"2006-01", 1, 0}, {"2006", 0, 1}} {
		if t, err := time.Parse(x.form, string(d)); err == nil && t.Year() > 0 {
			return dateOf(t), dateOf(t.AddDate(x.years, x.months, -1)), true
		}
	}
	if d.Whole() {
		return d, d, true
	}
	return "", "", false
}

// is reports whether d states anything.
func (d Date) is() bool {
	_, _, ok := d.bounds()
	return ok
}

// next is the day after a whole date.
func (d Date) next() Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d
	}
	return dateOf(t.AddDate(0, 0, 1))
}

// start is the instant at which a whole date begins in a zone, in UTC; zero for
// an empty date.
func (d Date) start(zone *time.Location) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, string(d), zone)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// dateOf is the calendar date of an instant in the zone that it carries.
func dateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// days says several dates in words: "3 July 2017 and 24 August 2018". More than
// four are counted: "each of 30 days from 3 July 2017 to 24 August 2018".
func days(ds []Date) string {
	if len(ds) > 4 {
		return "each of " + plural(len(ds), "day") + " from " + ds[0].Words() + " to " + ds[len(ds)-1].Words()
	}
	words := make([]string, len(ds))
	for i, d := range ds {
		words[i] = d.Words()
	}
	return and(words)
}

// and joins words: "a", "a and b", "a, b and c".
func and(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return strings.Join(words, "")
}

// earlier is the earlier of two dates of which an empty one is no bound.
func earlier(a, b Date) Date {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}
