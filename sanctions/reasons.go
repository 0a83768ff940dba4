package sanctions

import (
	"fmt"
	"strings"
	"time"

	"github.com/truceline/truceline"
)

// reason says what files of a list and a match say of a party on the days of iv.
func (m Match) reason(e Designation, name string, iv truceline.Interval, zone *time.Location) string {
	day := func(t time.Time) string { return t.In(zone).Format("2 January 2006") }
	basis := strings.Join(e.Basis, "; ")
	entry := fmt.Sprintf("%s (%s)", e.Ref, e.Name)
	listed := e.listed()
	share := listed.During(iv)
	since, past := "", e.before(iv, zone)
	switch {
	case past != nil:
		since = ", " + past.words(e.Ref)
	case !e.Listed.IsZero():
		since = ", listed since " + day(e.Listed)
	}
	var s string
	switch names := e.taken(m.Name); {
	case share.Max == 0 && !iv.To.IsZero() && !iv.To.After(listed.Possible[0].From):
		s = fmt.Sprintf("%s was not yet listed: %s is listed from %s (%s)", name, e.Ref, day(e.Listed), basis)
	case share.Max == 0:
		s = fmt.Sprintf("%s was not listed then: %s (%s)", name, entry, basis)
	case !m.Decided:
		return fmt.Sprintf("the match of %s to %s is proposed by %s and not decided: %s", name, e.Ref, m.By, strings.TrimSuffix(m.Reason, "."))
	case share.Answer() != truceline.Yes && past != nil:
		s = fmt.Sprintf("%s is matched to %s; whether it was listed throughout those days is not certain%s; %s", name, entry, since, basis)
	case share.Answer() != truceline.Yes:
		s = fmt.Sprintf("%s is matched to %s; whether it was listed throughout those days is not certain: %s", name, entry, basis)
	case len(names) > 0 && certain(names).During(iv).Answer() != truceline.Yes:
		s = fmt.Sprintf("%s is matched to %s%s, %s", name, entry, since, whyNot(names, iv, day))
	default:
		s = fmt.Sprintf("%s is %s%s", name, entry, since)
		if past == nil && basis != "" {
			s += fmt.Sprintf(" (%s)", basis)
		}
		for _, n := range names {
			if (truceline.Interval{From: n.On, To: n.Until}).Covers(iv) && !n.Never {
				s += fmt.Sprintf(", under this name since %s (%s)", day(n.On), n.Basis)
				break
			}
		}
		s += "; match decided by " + m.By
	}
	if r := e.reach(iv, zone); r != "" {
		s += "; " + r
	}
	return s
}

// whyNot says why it is not certain that an entry had a name on the days of iv.
func whyNot(names []TakenName, iv truceline.Interval, day func(time.Time) string) string {
	last := names[0]
	for _, n := range names {
		switch {
		case n.Never:
			return fmt.Sprintf("but the name %q is certain at no time (%s): unknown", n.Name, n.Basis)
		case iv.From.Before(n.On) && (n.From.IsZero() || n.From.Equal(n.On)):
			return fmt.Sprintf("but the list took in this name only on %s (%s): before it, unknown", day(n.On), n.Basis)
		case iv.From.Before(n.On):
			return fmt.Sprintf("but this name is certain only from %s (%s): before it, unknown", day(n.On), n.Basis)
		}
		last = n
	}
	return fmt.Sprintf("but this name is no longer certain from %s (%s): unknown from then on", day(last.Until), last.Basis)
}

// before is the earlier listing that speaks for the days of iv, if they lie
// before the entry's own listing.
func (d Designation) before(iv truceline.Interval, zone *time.Location) *EarlierListing {
	if d.Listed.IsZero() || iv.To.IsZero() || iv.To.After(d.Listed) {
		return nil
	}
	for i, x := range d.Earlier {
		if x.Span.Term(zone).During(iv).Max > 0 {
			return &d.Earlier[i]
		}
	}
	return nil
}

// reach says how far the files reach, where the days of iv lie outside of them.
func (d Designation) reach(iv truceline.Interval, zone *time.Location) string {
	from, to := dateOf(iv.From.In(zone)), Date("9999-12-31")
	if !iv.To.IsZero() {
		to = dateOf(iv.To.Add(-time.Nanosecond).In(zone)).next()
	}
	return reach(d.AsOf, from, to)
}
