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

// sortedClaims orders the claims by window, bulletin, area (totals first) and
// source.
func (d *draft) sortedClaims() []observance.ClaimHeld {
	return slices.SortedFunc(slices.Values(d.Claims), func(x, y observance.ClaimHeld) int {
		a, b := x.Claim, y.Claim
		return cmp.Or(
			a.Period.From.Compare(b.Period.From), a.Period.To.Compare(b.Period.To),
			cmp.Compare(a.Bulletin, b.Bulletin), compareAreas(a, b),
			cmp.Compare(a.Source, b.Source), cmp.Compare(a.Number, b.Number))
	})
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

// claimTable sets the claims of each window and area side by side.
func (d *draft) claimTable() ClaimTable {
	t := ClaimTable{Registrars: d.registrars()}
	if len(d.claims) == 0 {
		t.Notes = []string{"No bulletin with counts for this period is in the record. A missing bulletin is not a quiet day."}
		return t
	}
	column := map[report.SourceID]int{}
	for i, r := range t.Registrars {
		column[r.ID] = i
	}
	for i, held := range d.claims {
		c := held.Claim
		if i == 0 || !sameRow(d.claims[i-1].Claim, c) {
			t.Rows = append(t.Rows, d.claimRow(c, len(column)))
		}
		r := &t.Rows[len(t.Rows)-1]
		at := column[c.Source]
		r.Cells[at] = append(r.Cells[at], ClaimCount{Claim: c.ID(), N: c.Count, Total: c.Total, Entry: held.Entry})
	}
	t.Notes = []string{
		"These numbers measure different things and are never merged: a registering side counts violations as it defines them, most of them without deaths, while the incidents of the record are what its sources report, where the source is a data set of lethal events only lethal ones. Neither bounds the other.",
		"Bulletins are a sample. A missing bulletin is not a quiet day, and “–” is not a zero: the bulletin gives no number.",
	}
	origins := map[string]bool{}
	for _, c := range d.claims {
		origins[c.Claim.Origin] = true
	}
	if only := d.claims[0].Claim.Origin; len(t.Registrars) > 1 && len(origins) == 1 && only != "" {
		t.Notes = append(t.Notes, fmt.Sprintf("All of these counts come from one origin, %s, whichever side they are ascribed to: their agreement confirms nothing.", only))
	}
	return t
}

// registrars are the sources that count, with what and through whom.
func (d *draft) registrars() []Registrar {
	by := map[report.SourceID]*Registrar{}
	for _, held := range d.claims {
		c := held.Claim
		r := by[c.Source]
		if r == nil {
			r = &Registrar{ID: c.Source, Name: d.names.source(c.Source)}
			by[c.Source] = r
		}
		r.Metrics = addOnce(r.Metrics, c.Metric)
		r.Origins = addOnce(r.Origins, c.Origin)
	}
	var out []Registrar
	for _, id := range slices.Sorted(maps.Keys(by)) {
		out = append(out, *by[id])
	}
	return out
}

// addOnce keeps a sorted list of distinct words.
func addOnce(list []string, s string) []string {
	if at, found := slices.BinarySearch(list, s); !found && s != "" {
		return slices.Insert(list, at, s)
	}
	return list
}

func sameRow(a, b report.Claim) bool {
	return a.Bulletin == b.Bulletin && a.Period == b.Period && same(a, b)
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
