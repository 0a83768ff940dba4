package publication

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// sortedClaims orders the claims by window, bulletin, area (totals first),
// metric and source, and sets those of settlements apart: they are parts of no
// total, and nothing is held against them.
func (d *draft) sortedClaims() (areas, settlements []observance.ClaimHeld) {
	for _, held := range slices.SortedFunc(slices.Values(d.Claims), func(x, y observance.ClaimHeld) int {
		a, b := x.Claim, y.Claim
		return cmp.Or(
			a.Period.From.Compare(b.Period.From), a.Period.To.Compare(b.Period.To),
			cmp.Compare(a.Bulletin, b.Bulletin), cmp.Compare(a.ViaURL, b.ViaURL), compareAreas(a, b),
			cmp.Compare(a.Metric, b.Metric), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Number, b.Number))
	}) {
		if held.Claim.Where != nil {
			settlements = append(settlements, held)
		} else {
			areas = append(areas, held)
		}
	}
	return areas, settlements
}

func compareAreas(a, b report.Claim) int {
	whole := func(c report.Claim) int {
		if c.Total || len(c.Areas) == 0 && c.AreaName == "" {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(whole(a), whole(b)), slices.Compare(areaKey(a), areaKey(b)), cmp.Compare(a.AreaName, b.AreaName))
}

// areaKey is the areas that a claim covers, sorted.
func areaKey(c report.Claim) []place.AreaID { return slices.Sorted(slices.Values(c.Areas)) }

// same reports whether two claims count the same place: the same areas, or,
// where none was resolved, the same name.
func same(a, b report.Claim) bool {
	return slices.Equal(areaKey(a), areaKey(b)) && (len(a.Areas) > 0 || a.Total && b.Total || a.AreaName == b.AreaName)
}

// claimTable sets the claims of each window, metric and area side by side.
func (d *draft) claimTable() ClaimTable {
	t := ClaimTable{Registrars: d.registrars(), Settlements: d.settlements(), Notes: d.claimNotes()}
	for i, held := range d.claims {
		c := held.Claim
		if i == 0 || !sameRow(d.claims[i-1].Claim, c) {
			t.Rows = append(t.Rows, d.claimRow(c, len(t.Registrars)))
		}
		r := &t.Rows[len(t.Rows)-1]
		at := slices.IndexFunc(t.Registrars, func(r Registrar) bool { return r.ID == c.Source && metricOf(r) == c.Metric })
		r.Cells[at] = append(r.Cells[at], d.claimCount(held))
	}
	return t
}

// claimCount is a claim as it is printed: without a number where its source
// gives none.
func (d *draft) claimCount(held observance.ClaimHeld) ClaimCount {
	c := held.Claim
	out := ClaimCount{Claim: c.ID(), Total: c.Total, Entry: held.Entry}
	if !c.Uncounted {
		out.N = &c.Count
	}
	if d.Case.Release.Attribution == attributeNamed {
		out.Alleged = c.Alleged
	}
	return out
}

// metricOf is what a column counts; empty if its source does not say.
func metricOf(r Registrar) string {
	if len(r.Metrics) == 0 {
		return ""
	}
	return r.Metrics[0]
}

// claimNotes say what the counts can and cannot be read as.
func (d *draft) claimNotes() []string {
	all := slices.Concat(d.claims, d.towns)
	var out []string
	if d.Case.Release.BlurM > 0 && len(d.towns) > 0 {
		out = append(out, fmt.Sprintf("The release rules withhold %s, since a name would undo the blur.", plural(len(d.towns), "count of a settlement", "counts of settlements")))
		all = d.claims
	}
	if len(all) == 0 {
		return append(out, "No bulletin with counts for this period is in the record. A missing bulletin is not a quiet day.")
	}
	out = append(out,
		"These numbers measure different things and are never merged: a registering side counts violations as it defines them, most of them without deaths, while the incidents of the record are what its sources report, where the source is a data set of lethal events only lethal ones. Neither bounds the other.",
		"Bulletins are a sample. A missing bulletin is not a quiet day, and “–” is not a zero: the bulletin gives no number.")
	if slices.ContainsFunc(all, func(c observance.ClaimHeld) bool { return c.Claim.Uncounted }) {
		out = append(out, "“Not given” is not a zero either: the source says that it happened there and not how often.")
	}
	if d.metrics() > 1 {
		out = append(out, "Each table is of one thing counted. Numbers of different things are never added up or held against each other, and a count over several days holds the days within it.")
	}
	return append(out, d.oneOrigin(all)...)
}

// metrics is how many things the claims of areas count.
func (d *draft) metrics() int {
	var list []string
	for _, held := range d.claims {
		if !slices.Contains(list, held.Claim.Metric) {
			list = append(list, held.Claim.Metric)
		}
	}
	return len(list)
}

// oneOrigin says which sources have one origin, so that their agreement
// confirms nothing.
func (d *draft) oneOrigin(all []observance.ClaimHeld) []string {
	var sources []report.SourceID
	by := map[string][]report.SourceID{}
	for _, held := range all {
		c := held.Claim
		by[c.Origin] = addOnce(by[c.Origin], c.Source)
		sources = addOnce(sources, c.Source)
	}
	var out []string
	for _, origin := range slices.Sorted(maps.Keys(by)) {
		of := by[origin]
		switch {
		case origin == "" || len(of) < 2:
		case len(of) == len(sources) && len(by) == 1:
			out = append(out, fmt.Sprintf("All of these counts come from one origin, %s, whichever side they are ascribed to: their agreement confirms nothing.", origin))
		default:
			var names []string
			for _, id := range of {
				names = append(names, d.names.source(id))
			}
			last := len(names) - 1
			out = append(out, fmt.Sprintf("The counts of %s and %s come from one origin, %s, whichever side they are ascribed to: their agreement confirms nothing.", strings.Join(names[:last], ", "), names[last], origin))
		}
	}
	return out
}

// registrars are the sources that count areas, each once for each thing that it
// counts, with whom its counts come from.
func (d *draft) registrars() []Registrar {
	type column struct {
		source report.SourceID
		metric string
	}
	by := map[column]*Registrar{}
	for _, held := range d.claims {
		c := held.Claim
		k := column{c.Source, c.Metric}
		r := by[k]
		if r == nil {
			r = &Registrar{ID: c.Source, Name: d.names.source(c.Source)}
			r.Metrics = addOnce(r.Metrics, c.Metric)
			by[k] = r
		}
		r.Origins = addOnce(r.Origins, c.Origin)
	}
	var out []Registrar
	for _, k := range slices.SortedFunc(maps.Keys(by), func(a, b column) int {
		return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.metric, b.metric))
	}) {
		out = append(out, *by[k])
	}
	return out
}

// addOnce keeps a sorted list of distinct words.
func addOnce[S ~string](list []S, s S) []S {
	if at, found := slices.BinarySearch(list, s); !found && s != "" {
		return slices.Insert(list, at, s)
	}
	return list
}

func sameRow(a, b report.Claim) bool {
	return a.Bulletin == b.Bulletin && a.ViaURL == b.ViaURL && a.Period == b.Period && a.Metric == b.Metric && same(a, b)
}

func (d *draft) claimRow(c report.Claim, columns int) ClaimRow {
	r := ClaimRow{
		Bulletin: c.Bulletin, URL: c.ViaURL, Published: c.Published, Dated: c.Dated,
		Window: inWords(c.Period, d.Zone), Areas: areaKey(c), AreaName: d.claimArea(c),
		Cells: make([][]ClaimCount, columns),
	}
	switch {
	case c.Period.From.IsZero() || c.Period.To.IsZero():
		r.Why = "the count is undated"
	case len(c.Areas) == 0 && c.AreaName != "" && !c.Total:
		r.Why = "the area as given is none of the case's"
	case slices.ContainsFunc(c.Areas, func(id place.AreaID) bool { return !d.hides.mayName(id) }):
		r.Why = "the release rules do not let incidents be said to be in an area this small"
	case !d.loaded(c.Period):
		r.Why = "the window reaches beyond what this edition holds"
	default:
		t := d.census.tally(d.inAreas(c.Period, c.Areas))
		r.Ours = &t
	}
	return r
}

// claimArea is the area of a claim for a reader.
func (d *draft) claimArea(c report.Claim) string {
	var names []string
	for _, id := range areaKey(c) {
		names = append(names, d.names.area(id))
	}
	switch name := strings.Join(names, " and "); {
	case name == "" && (c.Total || c.AreaName == ""):
		return "all of the case"
	case name == "" || name == c.AreaName || c.AreaName == "":
		return cmp.Or(name, c.AreaName)
	default:
		return name + " (given as " + c.AreaName + ")"
	}
}

// inAreas is the incidents in a window and in any of the areas; no areas mean
// all of the case.
func (d *draft) inAreas(window truceline.Interval, areas []place.AreaID) *members {
	if len(areas) == 0 {
		return d.census.all(window)
	}
	m := &members{}
	for i, h := range d.census.held {
		in := within(h.Incident.When, window)
		if in == truceline.No {
			continue
		}
		there := truceline.No
		for _, a := range h.Areas {
			if slices.Contains(areas, a.Area) {
				there = there.Or(a.Answer)
			}
		}
		m.add(i, in.And(there))
	}
	return m
}
