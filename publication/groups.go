package publication

import (
	"cmp"
	"strings"

	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/observance"
)

// group names what an undetermined finding shares with others that are open for
// the same reason.
func (d *draft) group(h observance.Held, f observance.Finding) string {
	in := h.Incident
	switch f.Settles {
	case observance.InForce:
		return d.names.instrument(d.names.provisions[f.Provision].Instrument)
	case observance.InArea:
		return cmp.Or(in.Where.Basis, "precision of the place not stated")
	case observance.Bound, observance.Excluded:
		return cmp.Or(d.sides(in), "sides not shown")
	case observance.Conduct:
		var kinds []string
		for _, code := range in.Codes {
			kinds = append(kinds, d.names.conduct(code))
		}
		return cmp.Or(strings.Join(kinds, ", "), "kind not stated")
	case observance.Exempt:
		var kinds []string
		for _, x := range in.Exempt {
			kinds = append(kinds, x.Kind)
		}
		return strings.Join(kinds, ", ")
	case observance.Evidence:
		return cmp.Or(strings.Join(in.Origins, ", "), "origin not stated")
	}
	return d.names.cite(f.Provision)
}

// sides are both sides of an incident as named, within the attribution rule.
func (d *draft) sides(in incident.Incident) string {
	a := strings.Join(d.parties.names(in.SideA, in.When), ", ")
	b := strings.Join(d.parties.names(in.SideB, in.When), ", ")
	if a == "" || b == "" {
		return a + b
	}
	return a + " – " + b
}
