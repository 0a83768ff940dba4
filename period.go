package truceline

import (
	"regexp"
	"strconv"
	"time"
)

// A Period is a length of calendar time, as ISO 8601 writes it: "P6M", "P30D",
// "P1DT12H". Months and years are calendar months and years, so a Period has no
// fixed number of hours.
type Period struct {
	Years, Months, Days int
	Clock               time.Duration // the part after T
}

var periodForm = regexp.MustCompile(`^P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$`)

// ParsePeriod reads an ISO 8601 duration in years, months, weeks, days, hours,
// minutes and seconds, without fractions or signs.
func ParsePeriod(s string) (Period, error) {
	m := periodForm.FindStringSubmatch(s)
	if m == nil || s[len(s)-1] == 'P' || s[len(s)-1] == 'T' {
		return Period{}, Invalid("", "%q is not an ISO 8601 duration; write it as P6M, P30D or PT12H", s)
	}
	n := func(i int) int {
		v, _ := strconv.Atoi(m[i]) // the form admits digits only; "" is 0
		return v
	}
	return Period{
		Years:  n(1),
		Months: n(2),
		Days:   7*n(3) + n(4),
		Clock:  time.Duration(n(5))*time.Hour + time.Duration(n(6))*time.Minute + time.Duration(n(7))*time.Second,
	}, nil
}

// After is the instant that lies the period after t by the calendar of zone:
// six months from the start of a day end at the start of a day, whatever the
// clocks did in between. The result is in UTC.
func (p Period) After(t time.Time, zone *time.Location) time.Time {
	return t.In(zone).AddDate(p.Years, p.Months, p.Days).Add(p.Clock).UTC()
}
