package movement

import (
	"fmt"
	"strings"

	"github.com/truceline/truceline/place"
)

// definitions say what the words and numbers of a record mean.
func definitions(q Query) []string {
	return []string{
		"An incident counts for a group if a report of it names, on either side, a party that people decided to be the subject of the group's entry in a designation list. What the list said as of the day is kept beside: yes, unknown or no.",
		"Sure: the place lies wholly in the area, the time wholly in the month, and the reports do not contradict each other on who acted. Possible: one of these is not certain. Possible incidents stand apart and are never added to sure ones; one may be possible in several areas and months.",
		fmt.Sprintf("Slight: less than %.0f %% of the place and time can lie in the area and month. A month with nothing else counts as one without the group.", LeastShare*100),
		"Without: incidents of anybody surely lie in the area and month, and none of them names the group. Not observed: no source reported anything that surely lies there. Neither says that the group was not there.",
		"Only a set: the incident names a party that is a name for several, of which one of the group's may be meant.",
		fmt.Sprintf("Appeared, vanished: the first and the last month with a sure incident, if %s observed without the group before or after it.", plural(q.Quiet, "month was", "months were")),
		"A vanishing and an appearance within the same or adjoining months stand together because they are close in time, and for no other reason.",
		"Counts of bulletins without incidents, incidents that were refuted, and reports whose actor nobody resolved to a party are not in the record.",
	}
}

// English says a change in a sentence. name gives the name of an area.
func (c Change) English(name func(place.AreaID) string) string {
	var b strings.Builder
	switch {
	case c.Turn == Vanished:
		fmt.Fprintf(&b, "last reported in %s in %s, then %s", name(c.Area), c.Month.words(), c.between())
		if c.Other != nil {
			fmt.Fprintf(&b, "; reported there again in %s", c.Other.words())
		} else {
			fmt.Fprintf(&b, "; not reported there again up to %s, where the record ends", c.Edge.words())
		}
	case c.Other != nil:
		fmt.Fprintf(&b, "reported again in %s in %s, after %s; reported there before in %s", name(c.Area), c.Month.words(), c.between(), c.Other.words())
	default:
		fmt.Fprintf(&b, "first reported in %s in %s, after %s since %s, where the record begins", name(c.Area), c.Month.words(), c.between(), c.Edge.words())
	}
	switch c.Origins {
	case 0:
		b.WriteString("; no origin is named for that month")
	case 1:
		b.WriteString("; that month rests on one origin only")
	}
	return b.String()
}

// between says what lies between two months with a group.
func (c Change) between() string {
	parts := []string{plural(c.Without, "month", "months") + " in which sources reported there and not of the group"}
	add := func(n int, one, many string) {
		if n > 0 {
			parts = append(parts, plural(n, one, many))
		}
	}
	add(c.Blind, "month not observed", "months not observed")
	add(c.Possible, "month in which it is only possible", "months in which it is only possible")
	add(len(c.Slight), "incident that is slightly possible", "incidents that are slightly possible")
	add(len(c.Set), "incident that names only a set of which it may be one", "incidents that name only a set of which it may be one")
	return strings.Join(parts, ", ")
}

// English says in a sentence what stands together, and no more than the record
// does.
func (p Together) English(name func(place.AreaID) string) string {
	first, until := "first reported", ""
	if p.Again {
		first = "reported again"
	}
	if p.Returned != nil {
		until = fmt.Sprintf(" until it was again in %s", p.Returned.words())
	}
	out := fmt.Sprintf("last reported in %s in %s%s; %s in %s in %s; ", name(p.From), p.Last.words(), until, first, name(p.To), p.First.words())
	if n := len(p.Told); n > 0 {
		return out + plural(n, "incident of these months tells", "incidents of these months tell") + " of a relocation, and whether of these people is for its reports to say"
	}
	return out + "no report says that these are the same people"
}
