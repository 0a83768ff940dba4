package listing

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/truceline/truceline/sanctions"
)

// firstYear and lastYear bound the dates that a list can state.
const firstYear, lastYear = 1800, 2200

// isoDate is a date of ISO 8601, whole or not, with what XML Schema lets stand
// behind it: a time of day, a zone.
var isoDate = regexp.MustCompile(`^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?)?)?(?:Z|[+-]\d\d:?\d\d)?$`)

// Date reads a calendar date as lists write it, whole or not: "2014-05-14",
// "2014-05", "2014", also with a time of day or a zone behind it, of which the
// date is taken as written. A date that no calendar has is none.
func Date(s string) (sanctions.Date, bool) {
	m := isoDate.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return "", false
	}
	return date(number(m[1]), number(m[2]), number(m[3]))
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// date makes a Date of its parts; a month or a day of 0 was not stated.
func date(year, month, day int) (sanctions.Date, bool) {
	switch {
	case year < firstYear || year > lastYear || month > 12 || month == 0 && day > 0:
		return "", false
	case month == 0:
		return sanctions.Date(fmt.Sprintf("%04d", year)), true
	case day == 0:
		return sanctions.Date(fmt.Sprintf("%04d-%02d", year, month)), true
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day {
		return "", false
	}
	return sanctions.Date(t.Format(time.DateOnly)), true
}

// Whole reports whether a date names a day.
func Whole(d sanctions.Date) bool { return len(d) == len(time.DateOnly) }

var (
	monthYear    = regexp.MustCompile(`^(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]+)\.? (\d{4})$`)
	monthDayYear = regexp.MustCompile(`^([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?, ?(\d{4})$`)
	monthAlone   = regexp.MustCompile(`^(?:(\d{1,2}) )?([a-z]+)\.?$`)
	about        = regexp.MustCompile(`^(?:approximately|approx\.?|circa|ca?\.|about|around) ?(.+)$|^(.+?),? ?\(?(?:approximately|approx\.?|circa)\)?$`)
	between      = regexp.MustCompile(`^(?:between|from) (.+) (?:and|to) (.+)$|^(\d{4}) ?(?:-|–|to) ?(\d{4})$`)
	decade       = regexp.MustCompile(`^(?:the )?(\d{3}0)s$`)
)

// Birth reads a date of birth that is written in words, where they can mean one
// thing: "between 1975 and 1979", "circa 1965", "12 Mar. 1965", "Nov. 1973",
// "between Aug. and Sep. 1977", "1960s". Two dates to choose from and numbers
// whose day and month cannot be told apart are none.
func Birth(s string) (sanctions.Birth, bool) {
	text := strings.ToLower(strings.Trim(Clean(s), " .,;()"))
	var b sanctions.Birth
	if m := about.FindStringSubmatch(text); m != nil {
		b.About = true
		text = m[1] + m[2]
	}
	if m := decade.FindStringSubmatch(text); m != nil {
		year := number(m[1])
		from, ok := date(year, 0, 0)
		b.From, b.To = from, sanctions.Date(fmt.Sprintf("%04d", year+9))
		return b, ok
	}
	if m := between.FindStringSubmatch(text); m != nil {
		to, ok := point(m[2]+m[4], "")
		if !ok {
			return sanctions.Birth{}, false
		}
		year := ""
		if len(to) > len("2006") {
			year = string(to)[:4] // "between Aug. and Sep. 1977"
		}
		from, ok := point(m[1]+m[3], year)
		if !ok || from[:4] > to[:4] || len(from) == len(to) && from > to {
			return sanctions.Birth{}, false
		}
		b.From, b.To = from, to
		return b, true
	}
	on, ok := point(text, "")
	b.On = on
	return b, ok
}

// point reads one date in words; year is the one to take if it states none.
func point(s, year string) (sanctions.Date, bool) {
	if d, ok := Date(s); ok {
		return d, true
	}
	if m := monthYear.FindStringSubmatch(s); m != nil {
		return named(m[3], m[2], m[1])
	}
	if m := monthDayYear.FindStringSubmatch(s); m != nil {
		return named(m[3], m[1], m[2])
	}
	if m := monthAlone.FindStringSubmatch(s); m != nil && year != "" {
		return named(year, m[2], m[1])
	}
	return "", false
}

func named(year, month, day string) (sanctions.Date, bool) {
	for m := time.January; m <= time.December; m++ {
		full := strings.ToLower(m.String())
		if month == full || month == full[:3] || month == "sept" && m == time.September {
			return date(number(year), int(m), number(day))
		}
	}
	return "", false
}

// Month reads the name of a month, "Sep." or "September", of a year that stands
// elsewhere.
func Month(s, year string) (sanctions.Date, bool) {
	m := monthAlone.FindStringSubmatch(strings.ToLower(strings.TrimSpace(s)))
	if m == nil {
		return "", false
	}
	return named(year, m[2], m[1])
}
