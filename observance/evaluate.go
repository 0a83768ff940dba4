package observance

import (
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// Engine names the version of the rules below. It stands beside every finding;
// CHANGELOG lists what a new version changes.
const Engine = "2"

// Evaluate holds an incident against every provision that may have bound it:
// every one that prohibits an act and that time and place do not rule out. Each
// finding carries its seven answers with reasons in sentences. The findings are
// in the order of provision ids; the register says what was known.
func Evaluate(reg *Register, in incident.Incident) []Finding {
	return reg.evaluate(nil, in, reg.atlas.At(in.Where, nil), true)
}

// Judge is Evaluate without the sentences, appending to dst.
func Judge(dst []Finding, reg *Register, in incident.Incident) []Finding {
	var room [32]place.AreaShare
	return reg.evaluate(dst, in, reg.atlas.At(in.Where, room[:0]), false)
}

// Hold is Judge with the areas in which the incident surely or possibly lies.
func Hold(reg *Register, in incident.Incident) ([]Finding, []AreaAnswer) {
	near := reg.atlas.At(in.Where, nil)
	return reg.evaluate(nil, in, near, false), reg.areasOf(in, near)
}

// a hearing is one incident held against one provision.
type hearing struct {
	*Register
	*binding
	in      *incident.Incident
	explain bool
	reply   *Reply // the question being answered
}

// areaSetShare is how much of an incident's place lies in a set of areas.
type areaSetShare struct {
	set int
	truceline.Share
}

func (r *Register) evaluate(dst []Finding, in incident.Incident, near []place.AreaShare, explain bool) []Finding {
	var known [8]areaSetShare // provisions that name the same areas share one answer
	shares := known[:0]
	for _, i := range r.candidates(near) {
		b := r.bindings[i]
		inForce := b.term.During(in.When)
		if inForce.Answer() == truceline.No {
			continue
		}
		at := slices.IndexFunc(shares, func(s areaSetShare) bool { return s.set == b.areaSet })
		if at < 0 {
			at = len(shares)
			shares = append(shares, areaSetShare{b.areaSet, r.areaShare(b, &in, near)})
		}
		area := shares[at].Share
		if area.Answer() == truceline.No {
			continue
		}
		h := hearing{Register: r, binding: b, in: &in, explain: explain}
		dst = append(dst, h.hear(inForce, area))
	}
	return dst
}

// candidates are the indices of the provisions that prohibit an act in one of
// the areas, in order.
func (r *Register) candidates(near []place.AreaShare) []int {
	out := slices.Clone(r.anywhere)
	for _, a := range near {
		out = append(out, r.byArea[a.Area]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// hear asks the seven questions and proposes a finding.
func (h *hearing) hear(inForce, area truceline.Share) Finding {
	f := Finding{Incident: h.in.ID, Provision: h.ID}
	for i, q := range Questions {
		f.Replies[i].Question = q
		h.reply = &f.Replies[i]
		switch q {
		case InForce:
			h.reply.Answer = h.whetherInForce(inForce)
		case InArea:
			h.reply.Answer = h.whetherInArea(area)
		case Bound:
			h.reply.Answer = h.whetherBound()
		case Conduct:
			h.reply.Answer = h.whetherConduct()
		case Excluded:
			h.reply.Answer = h.whetherExcluded()
		case Exempt:
			h.reply.Answer = h.whetherExempt()
		case Evidence:
			h.reply.Answer = h.whetherEvidence()
		}
	}
	f.Proposed, f.Settles = propose(f.Replies)
	switch f.Proposed {
	case Violation, AllegedViolation:
		f.OpenAttribution = h.in.Form != report.OneSided || h.in.Disputed(incident.OverActor)
	}
	return f
}

// propose is the table of DOMAIN: any of the first four no is outside; excluded
// or exempt is excepted; all clear is a violation, alleged until corroborated;
// everything else is undetermined, naming the answer that would settle it.
func propose(r [7]Reply) (Proposed, Question) {
	for _, reply := range r[:4] {
		if reply.Answer == truceline.No {
			return Outside, ""
		}
	}
	if r[4].Answer == truceline.Yes || r[5].Answer == truceline.Yes {
		return Excepted, ""
	}
	for _, reply := range r[:6] {
		if reply.Answer == truceline.Unknown {
			return Undetermined, reply.Question
		}
	}
	if r[6].Answer == truceline.Yes {
		return Violation, ""
	}
	return AllegedViolation, ""
}

func (h *hearing) whetherInForce(s truceline.Share) truceline.Answer {
	h.reply.Share = &s
	if h.explain {
		h.inForceReasons(s)
	}
	return s.Answer()
}

func (h *hearing) whetherInArea(s truceline.Share) truceline.Answer {
	h.reply.Share = &s
	if h.explain {
		h.areaReasons(s)
	}
	return s.Answer()
}

// areaShare is how much of the place lies where the provision applied: at least
// what is certain of the areas that certainly stood then, at most what is
// possible of those that possibly did.
func (r *Register) areaShare(b *binding, in *incident.Incident, near []place.AreaShare) truceline.Share {
	if len(b.Areas) == 0 {
		return truceline.Share{Min: 0, Max: 1}
	}
	if len(b.Areas) == 1 {
		id := b.Areas[0]
		stood := r.areas[id].Term.During(in.When).Answer()
		i, found := slices.BinarySearchFunc(near, id, func(a place.AreaShare, id place.AreaID) int {
			return strings.Compare(string(a.Area), string(id))
		})
		if !found || stood == truceline.No {
			return truceline.Share{}
		}
		if stood == truceline.Yes {
			return near[i].Share
		}
		return truceline.Share{Max: near[i].Share.Max}
	}
	var surely, possibly []place.AreaID
	for _, id := range b.Areas {
		switch r.areas[id].Term.During(in.When).Answer() {
		case truceline.Yes:
			surely = append(surely, id)
			possibly = append(possibly, id)
		case truceline.Unknown:
			possibly = append(possibly, id)
		}
	}
	return truceline.Share{
		Min: r.atlas.ShareOfAny(in.Where, surely).Min,
		Max: r.atlas.ShareOfAny(in.Where, possibly).Max,
	}
}

// whetherBound answers for the side that acted. In a two-sided clash it is not
// said which side that was: yes only if both were bound, no only if neither was.
func (h *hearing) whetherBound() truceline.Answer {
	a := h.sideBound(h.in.SideA)
	if h.in.Form == report.OneSided {
		return a
	}
	b := h.sideBound(h.in.SideB)
	if a == b {
		return a
	}
	h.because("which side acted is not said, and the two are not bound alike")
	return truceline.Unknown
}

// sideBound answers for parties that acted together: yes if all were bound, no
// if none was.
func (h *hearing) sideBound(side []report.Actor) truceline.Answer {
	return h.side(side, h.actorBound)
}

// side folds the answers of the actors of one side: one answer if all agree.
func (h *hearing) side(side []report.Actor, of func(report.Actor) truceline.Answer) truceline.Answer {
	if len(side) == 0 {
		h.because("no actor is named on one side")
		return truceline.Unknown
	}
	out := of(side[0])
	for _, a := range side[1:] {
		if of(a) != out {
			out = truceline.Unknown
		}
	}
	return out
}

func (h *hearing) actorBound(a report.Actor) truceline.Answer {
	if a.Party == "" {
		h.because("the actor %q is not resolved to a party", a.Name)
		return truceline.Unknown
	}
	answer := h.bound[a.Party].During(h.in.When).Answer()
	if h.explain {
		h.boundReasons(a, answer)
	}
	return answer
}

// whetherConduct answers by the act catalogue and, where the text prohibits an
// act between sides only, by the sides.
func (h *hearing) whetherConduct() truceline.Answer {
	act := truceline.No
	if len(h.in.Codes) == 0 {
		h.because("no kind of act is stated")
		act = truceline.Unknown
	}
	all := truceline.Yes
	for _, code := range h.in.Codes {
		meant, ok := h.catalogue.Meaning(code)
		if !ok {
			h.because("the act catalogue does not say what the code %q means", code)
			act, all = act.Or(truceline.Unknown), all.And(truceline.Unknown)
			continue
		}
		answer := h.catalogue.Prohibited(meant.ID, h.Conduct)
		if h.explain {
			h.conductReasons(meant, answer)
		}
		act, all = act.Or(answer), all.And(answer)
	}
	// One report may tell of several acts, all of which happened. Of kinds that
	// contradict each other one did not.
	if act != all && h.in.Disputed(incident.OverKind) {
		h.because("the reports contradict each other on what happened, and not all of it is prohibited")
		act = truceline.Unknown
	}
	if len(h.sides) == 0 || act == truceline.No {
		return act
	}
	return act.And(h.betweenSides())
}

// betweenSides answers whether the two sides of the incident are two of the
// sides between which the text prohibits the act. A group that the text excepts
// counts as opposite: the exception presumes that the prohibition reaches it.
func (h *hearing) betweenSides() truceline.Answer {
	if h.toCivilians() {
		h.because("%s prohibits this between the sides; the target was civilians, and it does not say whether that is meant", h.ID)
		return truceline.Unknown
	}
	opposite := truceline.No
	if len(h.in.SideA) == 0 || len(h.in.SideB) == 0 {
		opposite = truceline.Unknown
	}
	for _, one := range h.in.SideA {
		for _, other := range h.in.SideB {
			opposite = opposite.Or(h.opposed(one.Party, other.Party))
			if h.excepts {
				opposite = opposite.Or(h.isExcluded(one)).Or(h.isExcluded(other))
			}
		}
	}
	switch opposite {
	case truceline.Yes:
	case truceline.No:
		h.because("%s prohibits this between %s; the two sides of the incident are not two of them", h.ID, h.sideNames())
	default:
		h.because("whether the incident was between %s cannot be told", h.sideNames())
	}
	return opposite
}

// opposed answers whether two parties stood on different sides.
func (h *hearing) opposed(a, b party.ID) truceline.Answer {
	out := truceline.No
	for i, one := range h.sides {
		for j, other := range h.sides {
			if i == j {
				continue
			}
			onOne, onOther := truceline.Unknown, truceline.Unknown
			if a != "" {
				onOne = one[a].During(h.in.When).Answer()
			}
			if b != "" {
				onOther = other[b].During(h.in.When).Answer()
			}
			out = out.Or(onOne.And(onOther))
		}
	}
	return out
}

func (h *hearing) toCivilians() bool {
	if h.in.Form != report.OneSided {
		return false
	}
	return slices.ContainsFunc(h.in.SideB, func(a report.Actor) bool {
		p, ok := h.roll.Party(a.Party)
		return ok && p.Kind == party.PopulationKind
	})
}

// whetherExcluded answers by the list as it stood that day: yes if either side
// was an excluded group.
func (h *hearing) whetherExcluded() truceline.Answer {
	if !h.excepts {
		h.because("%s makes no exception for designated groups", h.ID)
		return truceline.No
	}
	ask := func(a report.Actor) truceline.Answer {
		answer := h.isExcluded(a)
		if h.explain {
			h.excludedReasons(a)
		}
		return answer
	}
	a := h.side(h.in.SideA, ask)
	b := h.side(h.in.SideB, ask)
	return a.Or(b)
}

func (h *hearing) isExcluded(a report.Actor) truceline.Answer {
	if a.Party == "" {
		return truceline.Unknown
	}
	return h.roll.Possibly(a.Party, h.list.Excluded).During(h.in.When).Answer()
}

// whetherExempt answers by the exemptions that somebody claims for the incident
// and that the text allows.
func (h *hearing) whetherExempt() truceline.Answer {
	out := truceline.No
	for _, x := range h.in.Exempt {
		if !h.exempts[x.Kind] {
			h.because("%s claims %s, which %s does not exempt", x.By, x.Kind, h.ID)
			continue
		}
		h.because("%s claims %s; decided: %s", x.By, x.Kind, x.Decided)
		out = out.Or(x.Decided)
	}
	if len(h.in.Exempt) == 0 {
		h.because("no exemption is claimed")
	}
	return out
}

func (h *hearing) whetherEvidence() truceline.Answer {
	if h.explain {
		h.evidenceReasons()
	}
	switch h.in.Fact {
	case incident.Corroborated, incident.Verified:
		return truceline.Yes
	case incident.Refuted, incident.NotVerified:
		return truceline.No
	}
	return truceline.Unknown
}
