package movement

import (
	"strconv"
	"strings"

	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/place"
)

// Columns are the columns of Rows. New columns are added at the end.
var Columns = [...]string{
	"part", "group", "entry", "area", "area_name", "month", "state",
	"sure", "possible", "slight", "set_only", "listed_yes", "listed_unknown", "listed_no",
	"sources", "origins", "first_day", "last_day",
	"to_area", "to_area_name", "other_month", "months_without", "months_not_observed", "months_only_possible",
	"words", "incidents", "incidents_possible",
	"reported_there", "sources_there", "origins_there",
}

// Rows are the record as rows of text in the order of Columns: first what was
// reported by anybody, then each group's cells, changes and what stands
// together, incidents that tell of a move, duties, and rules and definitions in
// words. What was reported there by anybody stands beside each cell too. Lists of
// incidents are joined by spaces. name gives the English name of
// an area. The cells are as they are: who writes them for people guards those
// that a spreadsheet would run.
func (r Record) Rows(name func(place.AreaID) string) [][]string {
	w := rows{name: name, effort: make(map[string]Effort)}
	for _, e := range r.Effort {
		w.effort[string(e.Area)+" "+e.Month.String()] = e
		w.add("effort", "area", string(e.Area), "month", e.Month.String(), "sure", itoa(len(e.Sure)), "possible", itoa(len(e.Possible)),
			"sources", joined(e.Sources), "origins", itoa(e.Origins), "incidents", joined(e.Sure), "incidents_possible", joined(e.Possible))
	}
	for _, g := range r.Groups {
		w.group(g)
	}
	for _, n := range r.Silent {
		w.add("silent", "group", n.ID, "entry", n.Entry, "words", "no incident of these months names it")
	}
	for _, x := range r.Told {
		w.add("told", "group", strings.Join(x.Groups, " "), "area", joined(x.Sure), "month", x.Month.String(), "words", string(x.Act), "incidents", string(x.Incident))
	}
	for _, d := range r.Duties {
		w.add("duty", "state", d.Applied.String(), "words", d.Of+": "+string(d.Provision))
	}
	if r.Refused != "" {
		w.add("words", "words", r.Refused)
	}
	for _, s := range append(append([]string(nil), r.Rules...), r.Means...) {
		w.add("words", "words", s)
	}
	return w.out
}

// rows are rows in the making.
type rows struct {
	name   func(place.AreaID) string
	effort map[string]Effort // by area and month
	out    [][]string
}

// add adds a row of a part, with the columns named in pairs.
func (w *rows) add(part string, pairs ...string) {
	row := make([]string, len(Columns))
	row[0] = part
	for i := 0; i+1 < len(pairs); i += 2 {
		for c, column := range Columns {
			if column == pairs[i] {
				row[c] = pairs[i+1]
			}
			if column == pairs[i]+"_name" && pairs[i+1] != "" {
				row[c] = w.named(pairs[i+1])
			}
		}
	}
	w.out = append(w.out, row)
}

// named are the names of areas, joined as their ids are.
func (w *rows) named(ids string) string {
	var names []string
	for id := range strings.FieldsSeq(ids) {
		names = append(names, w.name(place.AreaID(id)))
	}
	return strings.Join(names, "; ")
}

func (w *rows) group(g Group) {
	for _, c := range g.Cells {
		var maybe []incident.ID
		for _, m := range c.Possible {
			maybe = append(maybe, m.Incident)
		}
		pairs := []string{"group", g.ID, "entry", g.Entry, "area", string(c.Area), "month", c.Month.String(), "state", string(c.State)}
		if c.State != Withheld {
			pairs = append(pairs, "sure", itoa(len(c.Sure)), "possible", itoa(len(c.Possible)), "slight", itoa(len(c.Slight)), "set_only", itoa(len(c.Set)),
				"listed_yes", itoa(c.Listed.Yes), "listed_unknown", itoa(c.Listed.Unknown), "listed_no", itoa(c.Listed.No),
				"sources", joined(c.Sources), "origins", itoa(len(c.Origins)), "first_day", c.First, "last_day", c.LastDay,
				"incidents", joined(c.Sure), "incidents_possible", joined(maybe))
			e := w.effort[string(c.Area)+" "+c.Month.String()]
			pairs = append(pairs, "reported_there", itoa(len(e.Sure)), "sources_there", itoa(len(e.Sources)), "origins_there", itoa(e.Origins))
		}
		w.add("cell", pairs...)
	}
	for _, c := range g.Changes {
		other := ""
		if c.Other != nil {
			other = c.Other.String()
		}
		w.add(string(c.Turn), "group", g.ID, "entry", g.Entry, "area", string(c.Area), "month", c.Month.String(), "other_month", other,
			"sure", itoa(len(c.Incidents)), "origins", itoa(c.Origins), "slight", itoa(len(c.Slight)), "set_only", itoa(len(c.Set)),
			"months_without", itoa(c.Without), "months_not_observed", itoa(c.Blind), "months_only_possible", itoa(c.Possible),
			"words", c.English(w.name), "incidents", joined(c.Incidents))
	}
	for _, p := range g.Together {
		w.add("together", "group", g.ID, "entry", g.Entry, "area", string(p.From), "month", p.Last.String(), "to_area", string(p.To), "other_month", p.First.String(),
			"words", p.English(w.name), "incidents", joined(p.Told))
	}
	w.add("unplaced", "group", g.ID, "entry", g.Entry, "possible", itoa(len(g.Unplaced)), "incidents_possible", joined(g.Unplaced),
		"words", "these name the group, and no cell holds them: their place or time is too wide, or they lie in no area of the division")
}

func itoa(n int) string { return strconv.Itoa(n) }

func joined[S ~string](list []S) string {
	parts := make([]string, len(list))
	for i, s := range list {
		parts[i] = string(s)
	}
	return strings.Join(parts, " ")
}
