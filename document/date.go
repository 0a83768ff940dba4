package document

import (
	"slices"
	"strconv"
	"time"
)

// A date is a day of the Gregorian calendar; parts that are not known are zero.
type date struct{ year, month, day int }

// String is the date in ISO 8601, with as many parts as are known: 2018-03-16,
// 2018-03, 2018; --03-16 and --03 without the year. Nothing known is "".
func (d date) String() string {
	b := make([]byte, 0, 10)
	switch {
	case d.year != 0:
		b = appendPadded(b, d.year, 4)
	case d.month != 0:
		b = append(b, '-')
	}
	if d.month != 0 {
		b = appendPadded(append(b, '-'), d.month, 2)
		if d.day != 0 {
			b = appendPadded(append(b, '-'), d.day, 2)
		}
	}
	return string(b)
}

func appendPadded(b []byte, n, width int) []byte {
	s := strconv.Itoa(n)
	for i := len(s); i < width; i++ {
		b = append(b, '0')
	}
	return append(b, s...)
}

// full reports whether the date is known to the day.
func (d date) full() bool { return d.year != 0 && d.month != 0 && d.day != 0 }

// time is the date as an instant, in UTC. What is not known counts as the
// middle, so that a month stands between what was before and what came after.
func (d date) time() time.Time {
	month, day := d.month, d.day
	if month == 0 {
		month = 7
		day = 1
	}
	if day == 0 {
		day = 15
	}
	return time.Date(d.year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

func dateOf(t time.Time) date { return date{t.Year(), int(t.Month()), t.Day()} }

func (d date) before(e date) bool { return d.time().Before(e.time()) }

// daysFrom is how many days d is after e.
func (d date) daysFrom(e date) int { return int(d.time().Sub(e.time()) / (24 * time.Hour)) }

// plus is n days after the date.
func (d date) plus(n int) date { return dateOf(d.time().AddDate(0, 0, n)) }

// weekday is the day of the week, Sunday 0.
func (d date) weekday() int { return int(d.time().Weekday()) }

// lastDay is the last day of the date's month, or of its year if it has none.
func (d date) lastDay() date {
	switch {
	case d.year == 0:
		return d
	case d.month == 0:
		return date{d.year, 12, 31}
	}
	return dateOf(time.Date(d.year, time.Month(d.month)+1, 0, 0, 0, 0, 0, time.UTC))
}

// valid reports whether the calendar has such a day. 29 February passes without
// a year.
func (d date) valid() bool {
	if d.month < 0 || d.month > 12 || d.day < 0 || d.day > 31 || d.day > 0 && d.month == 0 {
		return false
	}
	if d.day == 0 {
		return true
	}
	year := d.year
	if year == 0 {
		year = 2000
	}
	return d.day <= time.Date(year, time.Month(d.month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// parseDate reads an ISO 8601 date to the day.
func parseDate(s string) (date, bool) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return date{}, false
	}
	return dateOf(t), true
}

// The roles of dates.
const (
	citationRole  = "citation"  // the date of an instrument
	eventRole     = "event"     // when something was or is to be
	deadlineRole  = "deadline"  // the latest time for something
	periodRole    = "period"    // how long a measure lasts
	frequencyRole = "frequency" // how often
	urgencyRole   = "urgency"   // soon, without a day
)

// unknownDate is the norm of a date that is none of the calendar.
const unknownDate = "-"

// Classes of words that dates are made of.
const (
	shortMonth   = dateClass << iota // Jan, Sept: with a full stop or without
	unitWord                         // day, weeks: what a number of makes a length of time
	clockWord                        // midnight, noon, and the weekend
	zoneWord                         // GMT, UTC
	ordinalWord                      // first, fifteenth
	basisWord                        // monthly, annual: how often, before "basis"
	deadlineWord                     // by, until, before: what follows is the latest time
	anchorEnd                        // ends what a relative date hangs on
)

func dateWords(b *builder) {
	b.class(shortMonth, `jan feb mar apr jun jul aug sep sept oct nov dec`)
	b.class(unitWord, `period minute minutes hour hours day days week weeks fortnight fortnights month months year years`)
	b.class(clockWord, `midnight noon midday weekend`)
	b.class(zoneWord, `gmt utc est edt cet cest eet eest bst msk ist`)
	b.class(ordinalWord, `first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
		fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth twenty thirty`)
	b.class(basisWord, `daily weekly fortnightly monthly quarterly annual yearly biannual`)
	b.class(deadlineWord, `by until till before through than due expire expires expiring ending terminating terminates`)
	b.class(anchorEnd, `on in to by with at as and or unless if that which who including while when where until through`)
	b.class(0, spokenDates)
	// Urgency is a closed list: what says "soon" otherwise (swiftly, rapid,
	// immediate) is too common to mean a time.
	for i, p := range [...]string{
		"immediately", "without delay", "without further delay", "without any delay", "without any further delay",
		"as soon as possible", "as soon as practicable", "as soon as feasible",
		"promptly", "forthwith", "expeditiously", "at the earliest", "as rapidly as possible",
	} {
		b.phrase(urgencyLayer, p, int32(i+1))
	}
}

// spokenDates are further words that the rules of dates ask for. A word must be
// known to be asked for.
const spokenDates = `ends begins starts lasts valid first coming ago anniversary approximately basis best blockade business calendar consecutive convened date dispute duration
	earlier early exactly exceed exceeding extra fewer full gathered high history initial insurgency interval last lasting late
	later less local low maximum mid minimum next notice occupation old planned prior prolong prolonged prolonging prolongs
	renewable renewal rule siege single struggle target term time total update updates veteran working`

// findDates proposes calendar dates, days of the week, lengths of time and the
// words of urgency, in order.
func (d *doc) findDates() []Proposal {
	written := d.calendar()
	d.dateline(written)
	f := dater{doc: d, written: written}
	f.resolve()
	f.lengths()
	f.urgency()
	return f.proposals()
}

// A dater finds the dates of a text.
type dater struct {
	*doc
	written []written // calendar dates, in order
	found   []dated
}

// A dated is a date found: tokens first to last, half-open.
type dated struct {
	first, last int32
	role, norm  string
	rule        string
}

func (f *dater) add(first, last int, role, norm, rule string) {
	f.found = append(f.found, dated{int32(first), int32(last), role, norm, rule})
}

// urgency takes what the trie has found.
func (f *dater) urgency() {
	for _, h := range f.hits[urgencyLayer] {
		f.add(int(h.at), int(h.at+h.n), urgencyRole, unknownDate, "date.urgency")
	}
}

// proposals puts the dates in order. Of two that overlap the first stays.
func (f *dater) proposals() []Proposal {
	slices.SortStableFunc(f.found, func(a, b dated) int { return int(a.first - b.first) })
	out := make([]Proposal, 0, len(f.found))
	last := int32(0)
	for _, x := range f.found {
		if x.first < last {
			continue
		}
		last = x.last
		out = append(out, Proposal{
			Kind: DateKind, Span: f.span(int(x.first), int(x.last)), Rule: x.rule,
			Fields: Fields{Norm: x.norm, Role: x.role},
		})
	}
	return out
}
