package incident

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// IDOf names the incident that a report alone makes.
func IDOf(source report.SourceID, number string) ID {
	return ID("i-" + string(source) + "-" + number)
}

// FormOptions are what the case says of forming incidents. The zero value takes
// words as they are.
type FormOptions struct {
	// Corroborated is how many independent origins make a fact corroborated.
	// Default 2.
	Corroborated int

	// Vocabulary says how the words of reports are compared.
	Vocabulary Vocabulary
}

// Form makes an incident of the reports of one event, at least one. What they
// say is kept apart, and nothing is averaged:
//
//   - Where all spans of time meet, the incident lies in what they have in
//     common, since each report says that it lies in its own; otherwise in the
//     whole from the first to the last.
//   - Where all places meet, it lies in the smallest of them; otherwise within
//     a disc that holds them all.
//   - Deaths run from the lowest number to the highest; the best number is that
//     of the report with the most origins.
//   - Parties and kinds of all reports stand side by side; a name that nobody
//     resolved stands only where no report of that side names a party.
//
// The order of the reports does not matter.
func Form(id ID, reports []report.Report, opts FormOptions) Incident {
	rs := slices.Clone(reports)
	slices.SortFunc(rs, func(a, b report.Report) int { return cmp.Compare(a.ID(), b.ID()) })
	lead := leading(rs)
	in := Incident{
		ID: id, When: lead.When, Days: lead.Days, Where: lead.Where,
		Codes: slices.Clone(lead.Codes), Form: lead.Form,
		SideA: slices.Clone(lead.SideA), SideB: slices.Clone(lead.SideB),
		Deaths: lead.Casualties.Deaths, Civil: lead.Casualties.Civilians, Uncounted: lead.Casualties.Unstated,
		Fact: Reported,
	}
	for _, r := range rs {
		in.Reports = append(in.Reports, r.ID())
		in.Origins = append(in.Origins, r.Origins...)
		in.Means = append(in.Means, r.Means...)
	}
	if len(rs) == 1 {
		in.Origins, in.Means = slices.Clone(rs[0].Origins), slices.Clone(rs[0].Means)
	} else {
		in.Origins, in.Means = Sorted(in.Origins), Sorted(in.Means)
		in.When, in.Days = spanOf(rs, lead)
		in.Where = placeOf(rs)
		in.Codes = codesOf(rs)
		in.count(rs)
		in.sides(rs, lead)
		in.Contradictions = Contradictions(rs, opts.Vocabulary)
	}
	if len(in.Origins) >= cmp.Or(opts.Corroborated, 2) {
		in.Fact = Corroborated
	}
	return in
}

// leading is the report that rests on most origins, of equals the first, among
// those that give a number of deaths if any does.
func leading(rs []report.Report) report.Report {
	lead := rs[0]
	for _, r := range rs[1:] {
		switch counts, led := !r.Casualties.Unstated, !lead.Casualties.Unstated; {
		case counts != led:
			if counts {
				lead = r
			}
		case len(r.Origins) > len(lead.Origins):
			lead = r
		}
	}
	return lead
}

// spanOf is the span of time of several reports, with the local dates as the
// report nearest to it gives them.
func spanOf(rs []report.Report, lead report.Report) (truceline.Interval, string) {
	common, whole := rs[0].When, rs[0].When
	for _, r := range rs[1:] {
		common = truceline.Interval{From: latest(common.From, r.When.From), To: earliest(common.To, r.When.To)}
		whole = truceline.Interval{From: earliest(whole.From, r.When.From), To: latest(whole.To, r.When.To)}
	}
	out := whole
	if !common.To.Before(common.From) && (common.To.After(common.From) || slices.ContainsFunc(rs, func(r report.Report) bool { return r.When == common })) {
		out = common
	}
	for _, r := range rs {
		if r.When == out && r.Days != "" {
			return out, r.Days
		}
	}
	first, last := "", ""
	for _, r := range rs {
		from, to, ok := cutDays(r.Days)
		if !ok {
			continue
		}
		if out == whole {
			first, last = lesser(first, from), max(last, to)
		} else {
			first, last = max(first, from), lesser(last, to)
		}
	}
	switch {
	case first == "" || first > last:
		return out, lead.Days
	case first == last:
		return out, first
	}
	return out, first + "/" + last
}

// cutDays cuts "2017-05-06/2017-05-09" into its first and last day.
func cutDays(days string) (first, last string, ok bool) {
	for i := range days {
		if days[i] == '/' {
			return days[:i], days[i+1:], true
		}
	}
	return days, days, days != ""
}

// lesser is the smaller of two dates, an empty one being none.
func lesser(a, b string) string {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

// placeOf is the place of several reports.
func placeOf(rs []report.Report) place.Place {
	least, all := rs[0].Where, true
	for i, r := range rs {
		if r.Where.RadiusM < least.RadiusM {
			least = r.Where
		}
		for _, s := range rs[i+1:] {
			all = all && meet(r.Where, s.Where)
		}
	}
	if all {
		return least
	}
	// The middle of the box of the points, and as far as the farthest edge.
	west, south, east, north := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, r := range rs {
		p := r.Where.Point
		west, east = min(west, p.Lon), max(east, p.Lon)
		south, north = min(south, p.Lat), max(north, p.Lat)
	}
	middle := place.Point{Lon: (west + east) / 2, Lat: (south + north) / 2}
	for _, r := range rs {
		middle.RadiusM = max(middle.RadiusM, place.DistanceM(middle, r.Where.Point)+r.Where.RadiusM)
	}
	middle.RadiusM = math.Ceil(middle.RadiusM)
	var names []string
	for _, r := range rs {
		if r.Where.Name != "" && !slices.Contains(names, r.Where.Name) {
			names = append(names, r.Where.Name)
		}
	}
	return place.Place{Point: middle, Name: strings.Join(names, " / "), Basis: "the reports give places that do not meet; the disc holds them all"}
}

// codesOf is every kind that the reports give, sorted.
func codesOf(rs []report.Report) []string {
	var all []string
	for _, r := range rs {
		all = append(all, r.Codes...)
	}
	return Sorted(all)
}

// count bounds the deaths by all reports that give a number.
func (in *Incident) count(rs []report.Report) {
	if in.Uncounted {
		return // so does no report
	}
	in.Deaths = ordered(in.Deaths)
	for _, r := range rs {
		if !r.Casualties.Unstated {
			d := ordered(r.Casualties.Deaths)
			in.Deaths.Low, in.Deaths.High = min(in.Deaths.Low, d.Low), max(in.Deaths.High, d.High)
		}
	}
}

// sides puts the parties of all reports side by side. A report whose sides are
// the other way round, as happens between two that fight, is turned; one that
// says who acted is not.
func (in *Incident) sides(rs []report.Report, lead report.Report) {
	in.Form = formOf(rs)
	in.SideA, in.SideB = nil, nil
	all := append([]report.Report{lead}, rs...)
	for _, r := range all {
		a, b := r.SideA, r.SideB
		if in.Form != report.OneSided && (meets(a, in.SideB) || meets(b, in.SideA)) && !meets(a, in.SideA) && !meets(b, in.SideB) {
			a, b = b, a
		}
		in.SideA, in.SideB = with(in.SideA, a), with(in.SideB, b)
	}
	in.SideA, in.SideB = resolved(in.SideA), resolved(in.SideB)
}

// formOf is the form that the reports agree on; two-sided, which leaves open
// who acted, if they do not.
func formOf(rs []report.Report) report.Form {
	form := report.Unsaid
	for _, r := range rs {
		switch {
		case r.Form == report.Unsaid || r.Form == "":
		case form == report.Unsaid:
			form = r.Form
		case form != r.Form:
			return report.TwoSided
		}
	}
	return form
}

func meets(a, b []report.Actor) bool {
	return slices.ContainsFunc(a, func(x report.Actor) bool {
		return x.Party != "" && slices.ContainsFunc(b, func(y report.Actor) bool { return x.Party == y.Party })
	})
}

// with adds actors that are not there yet.
func with(side, more []report.Actor) []report.Actor {
	for _, m := range more {
		known := func(a report.Actor) bool {
			return a.Party != "" && a.Party == m.Party || a.Party == m.Party && FoldName(a.Name) == FoldName(m.Name)
		}
		if !slices.ContainsFunc(side, known) {
			side = append(side, m)
		}
	}
	return side
}

// resolved drops names that nobody resolved where a party is named: they say
// nothing that it does not.
func resolved(side []report.Actor) []report.Actor {
	if !slices.ContainsFunc(side, func(a report.Actor) bool { return a.Party != "" }) {
		return side
	}
	return slices.DeleteFunc(side, func(a report.Actor) bool { return a.Party == "" })
}

func earliest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
