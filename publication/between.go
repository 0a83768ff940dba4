package publication

import (
	"cmp"
	"slices"

	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/observance"
)

// disputes lists what the reports of the period's incidents say against each
// other, by aspect. An aspect without any has no row.
func (d *draft) disputes() []DisputeRow {
	var out []DisputeRow
	for _, over := range incident.Disputes {
		r := DisputeRow{Aspect: over}
		var in members
		for i, h := range d.census.held[:d.census.period] {
			if !h.Incident.Disputed(over) {
				continue
			}
			in.add(i, within(h.Incident.When, d.Period))
			for _, c := range h.Incident.Contradictions {
				if c.Aspect == over {
					r.Between = append(r.Between, Between{
						Row: i + 1, Incident: h.Incident.ID, ReportA: c.A, SaysA: c.SaysA, ReportB: c.B, SaysB: c.SaysB, Apart: c.Apart,
					})
				}
			}
		}
		if len(r.Between) > 0 {
			r.Incidents = d.census.tally(&in)
			out = append(out, r)
		}
	}
	return out
}

// disputed are the rows of the period whose reports contradict each other.
func (d *draft) disputed() Tally {
	var in members
	for i, h := range d.census.held[:d.census.period] {
		if len(h.Incident.Contradictions) > 0 {
			in.add(i, within(h.Incident.When, d.Period))
		}
	}
	return d.census.tally(&in)
}

// disputesOf are the aspects in which the reports of an incident contradict each
// other.
func disputesOf(in incident.Incident) []incident.Dispute {
	var out []incident.Dispute
	for _, over := range incident.Disputes {
		if in.Disputed(over) {
			out = append(out, over)
		}
	}
	return out
}

// showDisputes are the contradictions as the rules allow them to be seen, by
// aspect and then by report: that two reports differ is said always, and where
// the rules hide places or parties, not what they say of them. A kind in a
// source's own words may name a party.
func showDisputes(in []incident.Contradiction, r observance.Release) []incident.Contradiction {
	out := slices.SortedFunc(slices.Values(in), func(a, b incident.Contradiction) int {
		at := func(c incident.Contradiction) int { return slices.Index(incident.Disputes, c.Aspect) }
		return cmp.Or(cmp.Compare(at(a), at(b)), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	for i, c := range out {
		place := c.Aspect == incident.OverPlace && r.BlurM > 0
		who := (c.Aspect == incident.OverActor || c.Aspect == incident.OverKind) && r.Attribution != attributeNamed
		if place || who {
			out[i].SaysA, out[i].SaysB = "", ""
		}
	}
	return out
}
