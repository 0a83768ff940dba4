package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/store"
)

// Decide records what a person decided of a proposal, and what that means for
// the register, in one transaction. seq is the version of the decision that the
// person saw, 0 for none: if another was recorded since, it is a Conflict that
// names who decided what, and nothing is lost. Undoing is deciding Undecided.
func (d *Desk) Decide(ctx context.Context, seq int, dec Decision) (Decision, error) {
	if err := d.mayWrite(dec.By); err != nil {
		return Decision{}, err
	}
	if err := oneOf("verdict", dec.Verdict, Verdicts[:]); err != nil {
		return Decision{}, err
	}
	if dec.Note != "" {
		if err := checkNote(dec.Note); err != nil {
			return Decision{}, err
		}
	}
	bg, err := d.background(ctx, zeroTime)
	if err != nil {
		return Decision{}, err
	}
	var out Decision
	err = d.onDocument(ctx, dec.Document, func(s *state, tx *store.Tx) error {
		next := dec
		if next.Proposal == "" && next.Verdict == Added {
			next.Proposal = s.nextAdded()
		}
		before := s.decisions[next.Proposal]
		if before.Seq != seq {
			return conflict(before, next.Proposal)
		}
		if err := s.complete(bg, before, &next); err != nil {
			return err
		}
		if err := d.isThere(ctx, bg, next.Restates); err != nil {
			return err
		}
		if err := d.unreferred(ctx, s, before, next); err != nil {
			return err
		}
		at, changed, err := putVersion(tx, kindDecision, next.Proposal, next)
		if err != nil {
			return err
		}
		if !changed {
			out = before
			return nil
		}
		next.Seq, next.Decided = at, tx.Known()
		out, s.decisions[next.Proposal] = next, next
		return d.settle(ctx, tx, bg, s, s.touched(next.Proposal)...)
	})
	return out, err
}

// conflict says what stands in the way of a decision that did not see it.
func conflict(before Decision, proposal string) error {
	if before.Seq == 0 {
		return truceline.Conflict("nobody has decided on %s yet; load the document again", proposal)
	}
	what := string(before.Verdict)
	if before.Verdict == Undecided {
		what = "undone"
	}
	return truceline.Conflict("%s was %s by %s at %s, after you looked; what you sent is not recorded: look at it and decide again",
		proposal, what, before.By, before.Decided.Format(time.RFC3339))
}

// nextAdded is the next free id for a proposal that a person makes.
func (s *state) nextAdded() string {
	n := 0
	for id := range s.decisions {
		if letter, k := numberOf(id); letter == "x" {
			n = max(n, k)
		}
	}
	return fmt.Sprintf("%s#x%03d", s.Document.ID, n+1)
}

// complete checks a decision against the text, the proposals and the case, and
// fills in what follows from them.
func (s *state) complete(bg background, before Decision, dec *Decision) error {
	base, proposed := s.proposal(dec.Proposal)
	switch {
	case added(dec.Proposal) && dec.Proposal == fmt.Sprintf("%s#x%03d", s.Document.ID, numberIn(dec.Proposal)):
		if before.Seq == 0 && dec.Verdict != Added {
			return truceline.NotFound("nobody added a proposal %q to %s", dec.Proposal, s.Document.ID)
		}
		if dec.As == nil {
			dec.As = before.As // whoever takes it back leaves what it was
		}
		if dec.As == nil {
			return truceline.Invalid("as", "is missing; mark the words that are added and say what they are")
		}
	case !proposed:
		return truceline.NotFound("%s has no proposal %q; its reading lists them", s.Document.ID, dec.Proposal)
	case dec.Verdict == Added:
		return truceline.Invalid("verdict", "%s is proposed already; accept or correct it", dec.Proposal)
	case dec.Verdict == Corrected && dec.As == nil:
		return truceline.Invalid("as", "is missing; give the span and the fields as they should be")
	case dec.As != nil && dec.Verdict != Corrected && dec.Verdict != Reference:
		return truceline.Invalid("as", "stands beside %s; say corrected where something is to be other than proposed", dec.Verdict)
	case dec.As != nil && dec.As.Kind != base.Kind && dec.As.Kind != "":
		return truceline.Invalid("kind", "%s is proposed as %s, not %s; reject it and add what is there", dec.Proposal, base.Kind, dec.As.Kind)
	}
	dec.Read = len(s.readings)
	if dec.As != nil {
		as := *dec.As
		as.Doc, as.ID, as.Rule = string(s.Document.ID), dec.Proposal, ""
		if as.Kind == "" {
			as.Kind = base.Kind
		}
		kinds := []document.Kind{document.ActKind, document.InstrumentKind, document.DateKind, document.PlaceKind, document.QuoteKind, document.ConditionKind}
		if err := oneOf("kind", as.Kind, kinds); err != nil {
			return err
		}
		if err := settleProposal(s.text, &as); err != nil {
			return err
		}
		dec.As = &as
	}
	act := base.Kind == document.ActKind || dec.As != nil && dec.As.Kind == document.ActKind
	if err := s.completeReference(act, dec); err != nil || dec.Provision == nil {
		return err
	}
	if !act || !dec.Stands() || dec.Verdict == Reference {
		return truceline.Invalid("provision", "stands beside what is no provision; only an act that is accepted, corrected or added is one")
	}
	w := newDrafter(bg, s)
	said, _ := s.act(*dec)
	speakers, _ := w.book.Parties(said.Fields.Speaker)
	if said.Fields.Speaker == s.Document.Speakers {
		speakers = append(speakers, w.frame.Adopters...)
	}
	return checkProvision(bg, settled(w.draft(said, s.standing()).Provision, dec.Provision), speakers)
}

// completeReference checks what a decision says is restated.
func (s *state) completeReference(act bool, dec *Decision) error {
	switch {
	case dec.Verdict != Reference && dec.Restates != "":
		return truceline.Invalid("restates", "stands beside %s; say reference where an act restates a provision", dec.Verdict)
	case dec.Verdict != Reference:
		return nil
	case !act:
		return truceline.Invalid("verdict", "%s is no act; only an act restates a provision", dec.Proposal)
	case dec.Restates == "":
		return truceline.Invalid("restates", "is missing; name the provision that it restates")
	case dec.Restates == provisionID(dec.Proposal):
		return truceline.Invalid("restates", "%s cannot restate itself; accept it instead", dec.Proposal)
	}
	return nil
}

// isThere refuses a provision that the register does not have; "" passes.
func (d *Desk) isThere(ctx context.Context, bg background, id instrument.ProvisionID) error {
	if id == "" || slices.ContainsFunc(bg.facts.Instruments, func(in instrument.Instrument) bool {
		return slices.ContainsFunc(in.Provisions, func(p instrument.Provision) bool { return p.ID == id })
	}) {
		return nil
	}
	row, err := d.store.Get(ctx, kindReadProvision, string(id), zeroTime)
	if err == nil && string(row.Body) != retracted {
		return nil
	}
	if err != nil && truceline.KindOf(err) != truceline.NotFoundKind {
		return err
	}
	return truceline.NotFound("the register has no provision %q; name one that it lists", id)
}

// proposal is what was proposed under an id, in the latest reading or in the one
// that was decided on.
func (s *state) proposal(id string) (document.Proposal, bool) {
	if p, ok := proposalIn(s.reading, id); ok {
		return p, true
	}
	if n := s.decisions[id].Read; n > 0 && n <= len(s.readings) {
		return proposalIn(s.readings[n-1], id)
	}
	return document.Proposal{}, false
}

func numberIn(id string) int {
	_, n := numberOf(id)
	return n
}

// unreferred refuses to take back a provision that another act is said to
// restate.
func (d *Desk) unreferred(ctx context.Context, s *state, before, next Decision) error {
	_, stood := s.act(before)
	_, stands := s.act(next)
	if !stood || before.Verdict == Reference || stands && next.Verdict != Reference {
		return nil
	}
	for row, err := range d.store.List(ctx, store.Query{Kind: kindReadPassage}) {
		if err != nil {
			return err
		}
		if string(row.Body) == retracted {
			continue
		}
		p, err := decode[readPassage](row)
		if err != nil {
			return err
		}
		if p.Provision == provisionID(next.Proposal) {
			return truceline.Conflict("%s is said to restate %s; undo that first", p.Passage.Act, next.Proposal)
		}
	}
	return nil
}

// touched are the proposals whose provisions a decision on one may change: an
// act itself; of a place, a date or a condition the accepted acts around it.
func (s *state) touched(id string) []string {
	if p, ok := s.proposal(id); ok && p.Kind == document.ActKind {
		return []string{id}
	}
	if as := s.decisions[id].As; as != nil && as.Kind == document.ActKind {
		return []string{id}
	}
	around := s.standing()
	var out []string
	for other, dec := range s.decisions {
		act, ok := s.act(dec)
		if !ok || dec.Verdict == Reference {
			continue
		}
		// Whether it belongs to the act now, or did as it was proposed.
		near := around
		if p, ok := s.proposal(id); ok {
			near = append(slices.Clone(around), p)
			inOrder(near)
		}
		inside := instrument.Inside(s.text, act, near)
		if slices.ContainsFunc(inside, func(p document.Proposal) bool { return p.ID == id }) {
			out = append(out, other)
		}
	}
	slices.Sort(out)
	return out
}
