package ledgers

import (
	"cmp"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// A ClaimBeside is a source's bare count beside the incidents that others
// registered in the same span and area. The two are set side by side and never
// subtracted: a count has no identity, so that nobody can say which of the
// incidents it includes.
type ClaimBeside struct {
	Claim report.Claim   `json:"claim"`
	Days  []string       `json:"days,omitempty"`  // local days that its period touches
	Areas []place.AreaID `json:"areas,omitempty"` // several: the count covers them together; empty: all of the case
	// Certain are incidents that others registered and that certainly happened
	// within the period and the areas; Possible those that may have.
	Certain  []incident.ID `json:"certain,omitempty"`
	Possible []incident.ID `json:"possible,omitempty"`
	// Comparable is yes where count and incidents are of one span and area, no
	// where they cannot be, and unknown where it holds with reservations.
	Comparable truceline.Answer `json:"comparable"`
	Because    []string         `json:"because"` // sentences
}

// ClaimOptions tune BesideClaims. The zero value is the published default.
type ClaimOptions struct {
	// Zone is where days are days. Default UTC.
	Zone *time.Location
	// Reservations are sentences that hold of all the incidents and go with
	// every claim that is compared: "the incidents are lethal events only".
	Reservations []string
}

// BesideClaims sets each claim beside the incidents that others registered:
// other origins than the claim's where they are known, and other sources where
// not. The result is by period, areas, source and number; the order of claims
// and entries does not matter.
func BesideClaims(claims []report.Claim, entries []Entry, opts ClaimOptions) []ClaimBeside {
	if opts.Zone == nil {
		opts.Zone = time.UTC
	}
	entries = slices.Clone(entries)
	slices.SortFunc(entries, func(a, b Entry) int { return cmp.Compare(a.ID, b.ID) })
	out := make([]ClaimBeside, 0, len(claims))
	for _, c := range claims {
		out = append(out, besideClaim(c, entries, opts))
	}
	slices.SortFunc(out, func(a, b ClaimBeside) int {
		return cmp.Or(
			a.Claim.Period.From.Compare(b.Claim.Period.From),
			a.Claim.Period.To.Compare(b.Claim.Period.To),
			slices.Compare(a.Areas, b.Areas),
			cmp.Compare(a.Claim.Source, b.Claim.Source),
			cmp.Compare(a.Claim.Number, b.Claim.Number),
		)
	})
	return out
}

func besideClaim(c report.Claim, entries []Entry, opts ClaimOptions) ClaimBeside {
	b := ClaimBeside{Claim: c, Areas: sortedAreas(c.Areas)}
	dated := !c.Period.From.IsZero() && !c.Period.To.IsZero() && !c.Period.Empty()
	b.Comparable, b.Because = canCompare(c, dated)
	if !dated {
		return b
	}
	b.Days = daysOf(c.Period, opts.Zone)
	floating := Floating(c)
	for _, e := range entries {
		// A span that is not known may lie anywhere, so that it would stand beside every claim.
		if e.When.From.IsZero() || e.When.To.IsZero() {
			continue
		}
		there := e.within(c.Period).And(e.in(b.Areas))
		if there == truceline.No || !byOthers(e, c) {
			continue
		}
		switch there {
		case truceline.Yes:
			if floating {
				b.Possible = append(b.Possible, e.ID)
			} else {
				b.Certain = append(b.Certain, e.ID)
			}
		case truceline.Unknown:
			b.Possible = append(b.Possible, e.ID)
		}
	}
	if b.Comparable == truceline.No {
		return b
	}
	if len(b.Certain)+len(b.Possible) == 0 {
		b.Because = append(b.Because, "Nobody else registered an incident then and there, which does not say that there was none.")
	}
	b.Because = append(b.Because, opts.Reservations...)
	if len(opts.Reservations) > 0 {
		b.Comparable = b.Comparable.And(truceline.Unknown)
	}
	return b
}

// Floating reports whether a claim counts a day whose hours it does not give: a
// bulletin of a day counts the 24 hours that end at some hour of it, so that
// its Period holds the two days between which they lie. No incident of those
// two days is then certainly counted, nor certainly not.
func Floating(c report.Claim) bool {
	const day, longestDay = 24 * time.Hour, 25 * time.Hour // a day on which the clocks change
	span := c.Period.To.Sub(c.Period.From)
	return c.Published != "" && span > longestDay && span <= day+longestDay
}

// byOthers reports whether somebody else than the one who claims registered the
// incident.
func byOthers(e Entry, c report.Claim) bool {
	own := foldOrigin(c.Origin)
	return slices.ContainsFunc(e.Registered, func(r Registration) bool {
		if own == "" || len(r.Origins) == 0 {
			return r.Source != c.Source
		}
		return slices.ContainsFunc(r.Origins, func(o string) bool { return foldOrigin(o) != own })
	})
}

// canCompare says whether a count can be set beside incidents, with reasons.
func canCompare(c report.Claim, dated bool) (truceline.Answer, []string) {
	var no, but []string
	if c.Uncounted {
		no = append(no, "The source names the place and gives no number, which is not zero.")
	}
	if !dated {
		no = append(no, "The count is not dated to a day, so that no incident can be set beside it.")
	}
	if c.Where != nil {
		but = append(but, "The count is of one settlement; beside it stand the incidents of its whole area.")
	}
	if c.Dated == "inferred" {
		but = append(but, "The day is inferred and not given.")
	}
	if Floating(c) {
		but = append(but, "The count covers 24 hours that end at an hour it does not give, within two days: incidents of these two days may be in it, and none certainly is.")
	} else if dated && c.Period.To.Sub(c.Period.From) > 25*time.Hour {
		but = append(but, "The count covers more than one day and cannot be split by day.")
	}
	if len(c.Areas) > 1 {
		but = append(but, "The count covers several areas together and cannot be split between them.")
	}
	for _, f := range c.Flags {
		but = append(but, "As received: "+sentence(f))
	}
	switch {
	case len(no) > 0:
		return truceline.No, append(no, but...)
	case len(but) > 0:
		return truceline.Unknown, but
	}
	return truceline.Yes, []string{"Count and incidents are of one span and one area."}
}

// daysOf lists the local days that a span touches.
func daysOf(iv truceline.Interval, zone *time.Location) []string {
	first := iv.From.In(zone).Format(time.DateOnly)
	last := iv.To.Add(-1).In(zone).Format(time.DateOnly)
	const year = 366
	if days := eachDay(first, last, year); days != nil {
		return days
	}
	return []string{first, last}
}

func sortedAreas(ids []place.AreaID) []place.AreaID {
	out := slices.Clone(ids)
	slices.Sort(out)
	return slices.Compact(out)
}
