package movement

import (
	"fmt"
	"math"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/observance"
)

// The ways in which a case may let parties be named.
const (
	attributeNamed     = "named"
	attributeSide      = "side"
	attributeForbidden = "forbidden"
)

// Unnamed is the id of the one group under which all are counted where the case
// lets no party be named.
const Unnamed = "excluded"

// A Rule is what the case's release rule leaves of a record.
type Rule struct {
	Audience    string  `json:"audience,omitempty"`
	DelayHours  int     `json:"delay_hours"` // how long after its end a month, and an incident, is withheld
	BlurM       float64 `json:"blur_m"`
	Attribution string  `json:"attribution"`
	// Days says whether days and shares may be given; otherwise months are all.
	Days bool `json:"days"`

	delay time.Duration
	known time.Time
	zone  *time.Location
	last  Month // the last month that may be shown
}

// ruleOf reads the case's rule. One that the code does not know is a Problem:
// never guess how much may be shown.
func ruleOf(reg *observance.Register, known time.Time) (Rule, error) {
	of := reg.Facts.Case.Release
	r := Rule{
		Audience: of.Audience, DelayHours: int(math.Ceil(of.Delay.Hours())), BlurM: of.BlurM, Attribution: of.Attribution,
		delay: max(0, of.Delay), known: known, zone: reg.Zone(),
	}
	switch r.Attribution {
	case "":
		r.Attribution = attributeNamed
	case attributeNamed, attributeSide, attributeForbidden:
	default:
		return r, truceline.Invalid("release.attribution", "%q is no rule; use named, side or forbidden", of.Attribution)
	}
	// A day with a group and an area leads to the one item of news, and so to the
	// place and the party that the case does not give.
	r.Days = r.BlurM <= 0 && r.Attribution == attributeNamed
	r.last = monthOf(known.Add(-r.delay), r.zone)
	for !r.past(r.last) {
		r.last--
	}
	return r, nil
}

// past reports whether a month ended, with the delay, by the known time: the
// current month never did.
func (r Rule) past(m Month) bool { return !m.Span(r.zone).To.Add(r.delay).After(r.known) }

// withholds reports whether an incident that ended then may not be shown yet.
func (r Rule) withholds(to time.Time) bool { return to.IsZero() || to.Add(r.delay).After(r.known) }

// words are the rule in sentences.
func (r Rule) words(withheld int, small int) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	say("The last month that may be shown is %s: a month is shown when it is past%s.", r.last.words(), r.delayed())
	if withheld > 0 {
		say("%s withheld, which no number here counts.", plural(withheld, "incident that ended later is", "incidents that ended later are"))
	}
	if r.BlurM > 0 {
		say("The case makes points coarser by %.0f m: areas that are smaller than that are not offered (%d of this division), and days, place names and shares are left out.", r.BlurM, small)
	}
	switch r.Attribution {
	case attributeSide:
		say("The case lets no party be named: all excluded groups are counted as one, and days are left out.")
	case attributeForbidden:
		say("The case forbids attribution: to say where a group was reported is one, and no record of presence is given.")
	}
	return out
}

func (r Rule) delayed() string {
	if r.delay == 0 {
		return ""
	}
	if r.DelayHours%24 == 0 {
		return ", and " + plural(r.DelayHours/24, "day", "days") + " more"
	}
	return ", and " + plural(r.DelayHours, "hour", "hours") + " more"
}

func plural(n int, one, many string) string {
	if n == 1 {
		return fmt.Sprintf("%d %s", n, one)
	}
	return fmt.Sprintf("%d %s", n, many)
}
