package observance

import (
	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// Applies says of one provision whether it applied at a place, in a span of
// time, to a party.
type Applies struct {
	Provision  instrument.Provision
	Instrument *instrument.Instrument
	InForce    Reply
	Area       Reply
	Bound      Reply            // for the party asked about; of no party: unknown, with the obligors named
	Answer     truceline.Answer // all of them together; without a party, in force and area
}

// Applied answers "what applied here, then, to whom?": every provision that
// time and place do not rule out and, if a party is named, that may have bound
// it. Provisions of every force are listed, those that prohibit no act too.
func Applied(reg *Register, where place.Place, when truceline.Interval, who party.ID) ([]Applies, error) {
	if _, ok := reg.roll.Party(who); who != "" && !ok {
		return nil, truceline.NotFound("no party %q in the case; the register lists them", who)
	}
	in := incident.Incident{When: when, Where: where}
	near := reg.atlas.At(where, nil)
	var out []Applies
	for _, b := range reg.bindings {
		inForce := b.term.During(when)
		area := reg.areaShare(b, &in, near)
		if inForce.Answer() == truceline.No || area.Answer() == truceline.No {
			continue
		}
		a := Applies{Provision: b.Provision, Instrument: b.of}
		h := hearing{Register: reg, binding: b, in: &in, explain: true}

		h.reply = &a.InForce
		a.InForce.Question = InForce
		a.InForce.Answer = h.whetherInForce(inForce)

		h.reply = &a.Area
		a.Area.Question = InArea
		a.Area.Answer = h.whetherInArea(area)
		a.Answer = a.InForce.Answer.And(a.Area.Answer)

		h.reply = &a.Bound
		a.Bound.Question = Bound
		switch {
		case who == "" && len(b.Obligor) == 0:
			h.because("binds nobody")
		case who == "":
			h.because("binds %s", joinIDs(b.Obligor))
		default:
			a.Bound.Answer = b.bound[who].During(when).Answer()
			if a.Bound.Answer == truceline.No {
				continue
			}
			h.boundReasons(report.Actor{Party: who}, a.Bound.Answer)
			a.Answer = a.Answer.And(a.Bound.Answer)
		}
		out = append(out, a)
	}
	return out, nil
}

// BoundBy lists the parties that a provision certainly or possibly bound during
// a span, in the order of the register.
func (r *Register) BoundBy(id instrument.ProvisionID, during truceline.Interval) (surely, possibly []party.ID) {
	b, ok := r.byID[id]
	if !ok {
		return nil, nil
	}
	for _, p := range r.Facts.Parties {
		switch b.bound[p.ID].During(during).Answer() {
		case truceline.Yes:
			surely = append(surely, p.ID)
		case truceline.Unknown:
			possibly = append(possibly, p.ID)
		}
	}
	return surely, possibly
}

// AreasOf lists the areas in which an incident surely or possibly lies and that
// stood, or may have stood, at its time.
func AreasOf(reg *Register, in incident.Incident) []AreaAnswer {
	return reg.areasOf(in, reg.atlas.At(in.Where, nil))
}

func (r *Register) areasOf(in incident.Incident, near []place.AreaShare) []AreaAnswer {
	var out []AreaAnswer
	for _, n := range near {
		stood := r.areas[n.Area].Term.During(in.When).Answer()
		answer := stood.And(n.Share.Answer())
		if answer == truceline.No {
			continue
		}
		out = append(out, AreaAnswer{Area: n.Area, Answer: answer, Share: n.Share})
	}
	return out
}
