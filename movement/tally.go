package movement

import (
	"cmp"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// A Tally takes incidents in, in any order, and makes the record of them. It
// needs every incident of a record, not only those of the period: whether a
// group was ever reported before can be told in no other way.
type Tally struct {
	reg      *observance.Register
	query    Query
	rule     Rule
	groups   []Name
	areas    []place.AreaID // that may be shown, sorted
	tooSmall []place.AreaID
	from, to Month // those that meet the period

	effort      map[spot]*effort
	cells       map[groupSpot]*cell
	unplaced    [][]incident.ID // by group
	named       []map[party.ID][]incident.ID
	listed      []Answers
	told        []Told
	withheld    int
	first, last Month // of all incidents that surely lie in a month; none if first > last
}

// A spot is an area, by its number, in a month.
type spot struct {
	area  int
	month Month
}

type groupSpot struct {
	group int
	spot
}

type effort struct {
	sure, possible []incident.ID
	sources        []report.SourceID
	origins        []string
}

// A cell is a Cell in the making, with what is known of its incidents.
type cell struct {
	sure     []seen
	possible []seen
	slight   []incident.ID
	set      []incident.ID
}

// A seen is an incident in a cell.
type seen struct {
	Maybe
	listed  truceline.Answer
	sources []report.SourceID
	origins []string
	when    truceline.Interval
}

// New prepares a record. What the query asks for and the register does not have
// is a Problem.
func New(reg *observance.Register, q Query) (*Tally, error) {
	q = q.withDefaults(reg)
	if err := q.check(reg); err != nil {
		return nil, err
	}
	rule, err := ruleOf(reg, q.Known)
	if err != nil {
		return nil, err
	}
	t := &Tally{
		reg: reg, query: q, rule: rule, effort: make(map[spot]*effort), cells: make(map[groupSpot]*cell),
		first: 1, last: 0,
	}
	t.from, t.to = monthsOf(q.Span, reg.Zone())
	for i := range reg.Facts.Areas {
		a := &reg.Facts.Areas[i]
		switch {
		case a.Kind != q.kind():
		case reg.Facts.Case.Release.MayName(a):
			t.areas = append(t.areas, a.ID)
		default:
			t.tooSmall = append(t.tooSmall, a.ID)
		}
	}
	slices.Sort(t.areas)
	slices.Sort(t.tooSmall)
	switch rule.Attribution {
	case attributeNamed:
		if t.groups, err = groupsFor(reg, q.Group); err != nil {
			return nil, err
		}
	case attributeSide:
		if q.Group != "" && q.Group != Unnamed {
			return nil, truceline.Invalid("group", "the case's release rule lets no party be named; leave the group out")
		}
		t.groups = []Name{together(Groups(reg))}
	}
	t.unplaced = make([][]incident.ID, len(t.groups))
	t.listed = make([]Answers, len(t.groups))
	for range t.groups {
		t.named = append(t.named, make(map[party.ID][]incident.ID))
	}
	return t, nil
}

// together is all groups as one that has no name.
func together(groups []Name) Name {
	out := Name{ID: Unnamed, Decided: true}
	for _, g := range groups {
		out.Parties = append(out.Parties, g.Parties...)
		out.Sets = append(out.Sets, g.Sets...)
		out.Decided = out.Decided && g.Decided
	}
	slices.Sort(out.Parties)
	slices.Sort(out.Sets)
	out.Parties, out.Sets = slices.Compact(out.Parties), slices.Compact(out.Sets)
	return out
}

// A standing is how an incident stands in a spot.
type standing struct {
	spot
	lies, then truceline.Answer // in the area, in the month
	share      truceline.Share  // of its place in the area
	slight     bool
}

// sure reports whether it surely lies there and then.
func (s standing) sure() bool { return s.lies.And(s.then) == truceline.Yes }

// standings are the spots in which an incident surely or possibly lies.
func (t *Tally) standings(s Sighting) []standing {
	if s.When.From.IsZero() || s.When.To.IsZero() || s.When.To.Before(s.When.From) {
		return nil
	}
	first, last := monthsOf(s.When, t.reg.Zone())
	if last-first >= mostMonths {
		return nil // ten years: of no month
	}
	var out []standing
	for _, a := range s.Areas {
		i, ok := slices.BinarySearch(t.areas, a.Area)
		if !ok || a.Answer == truceline.No {
			continue
		}
		for m := first; m <= last; m++ {
			part := truceline.TermOf(m.Span(t.reg.Zone())).During(s.When)
			x := standing{spot: spot{i, m}, lies: a.Answer, then: part.Answer(), share: a.Share}
			if x.then == truceline.No {
				continue
			}
			x.slight = !x.sure() && a.Share.Max*part.Max < LeastShare
			out = append(out, x)
		}
	}
	return out
}

// acted answers whether a group took part, by the reports: unknown where these
// contradict each other on who acted, or where the fact was looked into and
// could not be established.
func acted(s Sighting) truceline.Answer {
	if s.Contested || s.Fact == incident.NotVerified {
		return truceline.Unknown
	}
	return truceline.Yes
}

// Add takes an incident in.
func (t *Tally) Add(s Sighting) {
	if len(s.Reports) == 0 { // its reports went to another
		return
	}
	if t.rule.withholds(s.When.To) {
		t.withheld++
		return
	}
	in := t.standings(s)
	for _, x := range in {
		t.addEffort(x, s)
	}
	if s.Fact == incident.Refuted { // somebody looked and reported; nobody acted
		return
	}
	for g, name := range t.groups {
		switch {
		case s.names(name.Parties):
			t.addTo(g, s, in)
		case slices.ContainsFunc(s.Actors, func(a report.Actor) bool { return name.meant(t.reg.Roll(), a.Party, s.When) }):
			for _, x := range in {
				if x.sure() {
					c := t.cell(g, x.spot)
					c.set = append(c.set, s.ID)
				}
			}
		}
	}
	t.tell(s, in)
}

func (t *Tally) addEffort(x standing, s Sighting) {
	if x.slight {
		return
	}
	e := t.effort[x.spot]
	if e == nil {
		e = new(effort)
		t.effort[x.spot] = e
	}
	if !x.sure() {
		e.possible = append(e.possible, s.ID)
		return
	}
	if t.first > t.last {
		t.first, t.last = x.month, x.month
	}
	t.first, t.last = min(t.first, x.month), max(t.last, x.month)
	e.sure = append(e.sure, s.ID)
	e.sources = united(e.sources, s.sources())
	e.origins = united(e.origins, s.Origins)
}

// united is a sorted list with what it does not hold yet.
func united[T cmp.Ordered](list, more []T) []T {
	for _, m := range more {
		if i, found := slices.BinarySearch(list, m); !found {
			list = slices.Insert(list, i, m)
		}
	}
	return list
}

func (t *Tally) cell(g int, at spot) *cell {
	k := groupSpot{g, at}
	c := t.cells[k]
	if c == nil {
		c = new(cell)
		t.cells[k] = c
	}
	return c
}

// addTo takes an incident that names a group into the cells of the group.
func (t *Tally) addTo(g int, s Sighting, in []standing) {
	x := seen{
		Maybe:  Maybe{Incident: s.ID, Acted: acted(s)},
		listed: t.listedThen(g, s), sources: s.sources(), origins: slices.Sorted(slices.Values(s.Origins)), when: s.When,
	}
	placed := false
	for _, at := range in {
		c := t.cell(g, at.spot)
		x.Area, x.Month, x.Share = at.lies, at.then, nil
		if t.rule.Days {
			x.Share = &at.share
		}
		switch {
		case at.sure() && x.Acted == truceline.Yes:
			c.sure = append(c.sure, x)
		case at.slight:
			c.slight = append(c.slight, s.ID)
			continue
		default:
			c.possible = append(c.possible, x)
		}
		placed = true
	}
	if !t.shown(s.When) {
		return
	}
	if !placed {
		t.unplaced[g] = append(t.unplaced[g], s.ID)
	}
	t.listed[g].add(s.ID, x.listed)
	for _, p := range t.groups[g].Parties {
		if s.names([]party.ID{p}) {
			t.named[g][p] = append(t.named[g][p], s.ID)
		}
	}
}

// shown reports whether something that happened in a span meets the months that
// are asked for and may be shown.
func (t *Tally) shown(when truceline.Interval) bool {
	last := min(t.to, t.rule.last)
	if last < t.from || when.From.IsZero() || when.To.IsZero() {
		return false
	}
	zone := t.reg.Zone()
	months := truceline.Interval{From: t.from.Span(zone).From, To: last.Span(zone).To}
	if when.Empty() {
		return months.Contains(when.From)
	}
	return months.Meets(when)
}

// listedThen answers whether one of the group's parties that an incident names
// was an excluded group then, by the list as of that day.
func (t *Tally) listedThen(g int, s Sighting) truceline.Answer {
	out := truceline.No
	for _, p := range t.groups[g].Parties {
		if s.names([]party.ID{p}) {
			out = out.Or(t.reg.Excluded(p).During(s.When).Answer())
		}
	}
	return out
}

// localDays are the first and the last local day of a span.
func localDays(when truceline.Interval, zone *time.Location) (first, last string) {
	to := when.To
	if when.From.Before(to) {
		to = to.Add(-1)
	}
	return when.From.In(zone).Format(time.DateOnly), to.In(zone).Format(time.DateOnly)
}
