package observance

import (
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/report"
)

// Vocabulary compares the words of reports by the act catalogue and the parties
// of the register: what their codes mean, and who belongs to whom.
func (r *Register) Vocabulary() incident.Vocabulary {
	return incident.Vocabulary{Kinds: r.kinds, Sides: r.partiesOf}
}

// kinds are the acts that codes mean, with those above them; a code that means
// none stands for itself.
func (r *Register) kinds(codes []string) incident.Terms {
	var t incident.Terms
	for _, c := range codes {
		act, ok := r.catalogue.Meaning(c)
		if !ok {
			t.Named = append(t.Named, c)
			continue
		}
		t.Named = append(t.Named, string(act.ID))
		for _, up := range r.catalogue.Above(act.ID) {
			t.Above = append(t.Above, string(up))
		}
	}
	return incident.Terms{Named: incident.Sorted(t.Named), Above: incident.Sorted(t.Above)}
}

// partiesOf are the parties that actors were resolved to, with what these belong
// to; the others stand by their names.
func (r *Register) partiesOf(actors []report.Actor) incident.Terms {
	t := incident.NamedSides(actors)
	for _, a := range actors {
		if a.Party == "" {
			continue
		}
		for _, up := range r.roll.Above(a.Party) {
			t.Above = append(t.Above, incident.PartyTerm(up))
		}
	}
	return incident.Terms{Named: t.Named, Above: incident.Sorted(t.Above)}
}
