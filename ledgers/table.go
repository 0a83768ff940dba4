package ledgers

import (
	"cmp"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/place"
)

// A Table holds the ledgers of two sides against each other.
type Table struct {
	A Side `json:"a"`
	B Side `json:"b"`
	// Total counts each incident once. Its Possible are those of which it is
	// uncertain whether they belong to the span or the areas asked for.
	Total  Row   `json:"total"`
	ByDay  []Row `json:"by_day"`  // local days with an incident, in order; "" last
	ByArea []Row `json:"by_area"` // areas with an incident, by id; "" last
	Rows   []Row `json:"rows"`    // by day and then by area
}

// A Row is one day and area of a Table. A day or an area that is empty stands
// for all of them in Total, ByDay and ByArea; in a breakdown it is the row of
// what has no known day, or lies outside every area.
//
// Certain are the incidents that certainly belong here. Possible are those that
// may: each stands in every row to which it may belong, so that rows of
// Possible must not be added up.
type Row struct {
	Day      string       `json:"day,omitempty"`
	Area     place.AreaID `json:"area,omitempty"`
	Certain  Tally        `json:"certain"`
	Possible Tally        `json:"possible"`
}

// A Tally lists incidents by who registered them, each by id in order; the
// counts are the lengths.
type Tally struct {
	OnlyA       []incident.ID `json:"only_a,omitempty"`      // A and not B
	OnlyB       []incident.ID `json:"only_b,omitempty"`      // B and not A
	Both        []incident.ID `json:"both,omitempty"`        // A and B
	Independent []incident.ID `json:"independent,omitempty"` // independent origins only: neither A nor B
	Unsaid      []incident.ID `json:"unsaid,omitempty"`      // only reports of which no origin is known, of sources of neither side
	// Contradictory are those of Both of which a report of A and a report of B
	// contradict each other; Over says in what.
	Contradictory []incident.ID `json:"contradictory,omitempty"`
	Over          []Over        `json:"over,omitempty"`
}

// Over lists the incidents of which the sides contradict each other in one
// aspect.
type Over struct {
	Aspect    incident.Dispute `json:"aspect"`
	Incidents []incident.ID    `json:"incidents"`
}

// N is how many incidents are in the tally.
func (t Tally) N() int {
	return len(t.OnlyA) + len(t.OnlyB) + len(t.Both) + len(t.Independent) + len(t.Unsaid)
}

// Compare holds the ledgers of two sides against each other: each incident by
// who registered it, by local day and by area. It is a Problem if the sides
// share a source or an origin. The order of the entries does not matter.
func Compare(entries []Entry, a, b Side, opts Options) (Table, error) {
	opts = opts.withDefaults()
	whose, err := newRoster([]Side{a, b})
	if err != nil {
		return Table{}, err
	}
	t := Table{A: a, B: b}
	byDay, byArea, rows := map[string]*Row{}, map[place.AreaID]*Row{}, map[dayArea]*Row{}
	entries = slices.Clone(entries)
	slices.SortFunc(entries, func(a, b Entry) int { return cmp.Compare(a.ID, b.ID) })
	for _, e := range entries {
		asked := opts.asked(e)
		if asked == truceline.No || len(e.Registered) == 0 {
			continue
		}
		add := whose.cell(e)
		add(t.Total.tally(asked))
		spread := opts.spread(e)
		for _, d := range spread.days {
			add(rowOf(byDay, d, Row{Day: d}).tally(asked.And(spread.dayKnown)))
		}
		for _, l := range spread.areas {
			add(rowOf(byArea, l.Area, Row{Area: l.Area}).tally(asked.And(l.Answer)))
			for _, d := range spread.days {
				key := dayArea{d, l.Area}
				add(rowOf(rows, key, Row{Day: d, Area: l.Area}).tally(asked.And(l.Answer).And(spread.dayKnown)))
			}
		}
	}
	t.ByDay, t.ByArea, t.Rows = sortedRows(byDay), sortedRows(byArea), sortedRows(rows)
	return t, nil
}

type dayArea struct {
	day  string
	area place.AreaID
}

func rowOf[K comparable](rows map[K]*Row, key K, blank Row) *Row {
	if rows[key] == nil {
		rows[key] = &blank
	}
	return rows[key]
}

// sortedRows are the rows by day and area, those without a name last.
func sortedRows[K comparable](rows map[K]*Row) []Row {
	out := make([]Row, 0, len(rows))
	for _, r := range rows {
		out = append(out, *r)
	}
	slices.SortFunc(out, func(a, b Row) int {
		return cmp.Or(namedFirst(a.Day, b.Day), namedFirst(a.Area, b.Area))
	})
	return out
}

func namedFirst[S ~string](a, b S) int {
	if (a == "") != (b == "") {
		return -cmp.Compare(a, b)
	}
	return cmp.Compare(a, b)
}

func (r *Row) tally(a truceline.Answer) *Tally {
	if a == truceline.Yes {
		return &r.Certain
	}
	return &r.Possible
}

// cell gives what adds an incident to a tally, under who registered it.
func (r roster) cell(e Entry) func(*Tally) {
	w, _ := r.all(e)
	switch {
	case w.by(0) && w.by(1):
		over := r.disputes(e)
		return func(t *Tally) { t.both(e.ID, over) }
	case w.by(0):
		return func(t *Tally) { t.OnlyA = append(t.OnlyA, e.ID) }
	case w.by(1):
		return func(t *Tally) { t.OnlyB = append(t.OnlyB, e.ID) }
	case w.independent:
		return func(t *Tally) { t.Independent = append(t.Independent, e.ID) }
	}
	return func(t *Tally) { t.Unsaid = append(t.Unsaid, e.ID) }
}

func (t *Tally) both(id incident.ID, over []incident.Dispute) {
	t.Both = append(t.Both, id)
	if len(over) == 0 {
		return
	}
	t.Contradictory = append(t.Contradictory, id)
	for _, aspect := range over {
		i := slices.IndexFunc(t.Over, func(o Over) bool { return o.Aspect == aspect })
		if i < 0 {
			t.Over = append(t.Over, Over{Aspect: aspect})
			slices.SortFunc(t.Over, func(a, b Over) int { return cmp.Compare(rank(a.Aspect), rank(b.Aspect)) })
			i = slices.IndexFunc(t.Over, func(o Over) bool { return o.Aspect == aspect })
		}
		t.Over[i].Incidents = append(t.Over[i].Incidents, id)
	}
}

func rank(d incident.Dispute) int { return slices.Index(incident.Disputes, d) }

// disputes are the aspects in which a report that is A's word and one that is
// B's contradict each other, in the order of incident.Disputes. What two
// reports of one side say differently is no contradiction between the sides.
func (r roster) disputes(e Entry) []incident.Dispute {
	whose := map[string]word{}
	for _, reg := range e.Registered {
		whose[reg.Report] = r.of(reg)
	}
	var out []incident.Dispute
	for _, c := range e.Contradictions {
		x, y := whose[c.A], whose[c.B]
		across := x.by(0) && y.by(1) || x.by(1) && y.by(0)
		if across && !slices.Contains(out, c.Aspect) {
			out = append(out, c.Aspect)
		}
	}
	slices.SortFunc(out, func(a, b incident.Dispute) int { return cmp.Compare(rank(a), rank(b)) })
	return out
}

// A spread is where an incident stands in a breakdown.
type spread struct {
	days     []string // local days; one empty if the day is not known, or too wide
	dayKnown truceline.Answer
	areas    []Lying // one empty if it lies outside every area
}

func (o Options) spread(e Entry) spread {
	s := spread{days: []string{""}, dayKnown: truceline.Yes, areas: []Lying{{Answer: truceline.Yes}}}
	if first, last, known := e.days(o.Zone); known && first == last {
		s.days = []string{first}
	} else if known {
		s.dayKnown = truceline.Unknown
		if days := eachDay(first, last, o.SpreadDays); days != nil {
			s.days = days
		}
	} else {
		s.dayKnown = truceline.Unknown
	}
	if len(e.Areas) > 0 {
		s.areas = slices.Clone(e.Areas)
	}
	// A day or an area outside what is asked for is no row of it.
	s.days = slices.DeleteFunc(s.days, func(d string) bool {
		return d != "" && !o.hasDay(d)
	})
	s.areas = slices.DeleteFunc(s.areas, func(l Lying) bool {
		return len(o.Areas) > 0 && !slices.Contains(o.Areas, l.Area)
	})
	return s
}

// hasDay reports whether any of a local day is in the span asked for.
func (o Options) hasDay(day string) bool {
	if unbounded(o.During) {
		return true
	}
	from, err := time.ParseInLocation(time.DateOnly, day, o.Zone)
	if err != nil {
		return false
	}
	return o.During.Meets(truceline.Interval{From: from.UTC(), To: from.AddDate(0, 0, 1).UTC()})
}

// eachDay lists the days from first to last, or nil if they are more than most.
func eachDay(first, last string, most int) []string {
	from, err := time.Parse(time.DateOnly, first)
	if err != nil {
		return nil
	}
	var out []string
	for d := first; d <= last; d = from.AddDate(0, 0, len(out)).Format(time.DateOnly) {
		if out = append(out, d); len(out) > most {
			return nil
		}
	}
	return out
}
