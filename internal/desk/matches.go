package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/sanctions"
	"github.com/truceline/truceline/sanctions/screening"
)

// A MatchVerdict is what a person decided of a party and an entry of a list.
type MatchVerdict string

// The verdicts.
const (
	MatchSame  MatchVerdict = "same"  // the party is the subject of the entry
	MatchOther MatchVerdict = "other" // it is not
	MatchOpen  MatchVerdict = "open"  // it may be; nobody can tell, and the answer is unknown
)

// MatchVerdicts are all of them.
var MatchVerdicts = []MatchVerdict{MatchSame, MatchOther, MatchOpen}

// A MatchDecision is what a person decides of a party and an entry.
type MatchDecision struct {
	Party   party.ID     `json:"party"`
	Ref     string       `json:"reference"`      // of the entry: "QDe.137"
	Name    string       `json:"name,omitempty"` // the name of the entry that it rests on; empty: the entry itself
	Verdict MatchVerdict `json:"verdict"`
	Reason  string       `json:"reason"`
}

// A MatchEvent is a decision, or the undoing of one, as it was recorded.
type MatchEvent struct {
	MatchDecision           // of an undoing: of the decision that it took back, but for the reason
	By            string    `json:"by"`
	Undoes        int       `json:"undoes,omitempty"` // of an undoing: the number of the decision
	N             int       `json:"n"`                // its number among all of the pair, from 1
	Undone        bool      `json:"undone,omitempty"` // it was taken back later
	Known         time.Time `json:"known,omitzero"`   // when it was recorded
	Entry         int64     `json:"entry,omitempty"`  // of the log
}

// A MatchView is a party and an entry, what stands of the two, and why.
type MatchView struct {
	Party   party.ID         `json:"party"`
	Ref     string           `json:"reference"`
	Name    string           `json:"name,omitempty"` // the name that what stands rests on
	Verdict MatchVerdict     `json:"verdict"`
	By      string           `json:"by"`
	Reason  string           `json:"reason"`
	OfCase  bool             `json:"of_case,omitempty"` // what stands is the case's
	Case    *sanctions.Match `json:"case,omitempty"`    // what the case says of the two; nil if nothing
	History []MatchEvent     `json:"history,omitempty"` // what people decided, the latest first
	// Idle says why what stands has no effect: no list that counts has the
	// entry. Empty if it has one.
	Idle string `json:"idle,omitempty"`
}

// match is what stands, as the engine takes it.
func (v MatchView) match() sanctions.Match {
	if v.OfCase {
		return *v.Case
	}
	return sanctions.Match{
		Party: v.Party, Ref: v.Ref, Name: v.Name, By: v.By, Reason: v.Reason,
		Decided: v.Verdict == MatchSame, Denied: v.Verdict == MatchOther,
	}
}

// pairID is the record of what people decided of a party and an entry.
func pairID(p party.ID, ref string) string { return matchID(sanctions.Match{Party: p, Ref: ref}) }

// longestReason is how many bytes a person may write to say why.
const longestReason = longestNote

// reasonOf folds the reason that a person gives to one line. A decision without
// one is refused: whoever disputes it will ask.
func reasonOf(s string) (string, error) {
	s = strings.Join(strings.Fields(s), " ")
	return s, checkLine("reason", s, longestReason, "say why; whoever disputes the decision will ask")
}

// DecideMatch records that a party is, is not or may be the subject of an entry
// of a list, with a reason. The party and the entry must be known; a name must
// be one of the entry's. Deciding the same again adds nothing.
func (d *Desk) DecideMatch(ctx context.Context, by string, m MatchDecision) error {
	if err := d.mayWrite(by); err != nil {
		return err
	}
	if !slices.Contains(MatchVerdicts, m.Verdict) {
		return truceline.Invalid("verdict", "%q is no verdict on a match; it is same, other or open", m.Verdict)
	}
	var err error
	if m.Reason, err = reasonOf(m.Reason); err != nil {
		return err
	}
	reg, err := d.Register(ctx, zeroTime)
	if err != nil {
		return err
	}
	if err := reg.CheckNames("", "", m.Party); err != nil || m.Party == "" {
		return orMissing(err, "party", "name a party of the case")
	}
	listed, err := designation(reg, m.Ref)
	if err != nil {
		return err
	}
	if m.Name != "" {
		named, err := d.nameOf(ctx, listed, m.Name)
		if err != nil {
			return err
		}
		m.Name = named
	}
	id := pairID(m.Party, m.Ref)
	return d.write(ctx, func(tx *store.Tx) error {
		events, err := d.matchEvents(ctx, id, zeroTime)
		if err != nil {
			return err
		}
		if last := lastStanding(events); last != nil && last.MatchDecision == m && last.By == by {
			return nil
		}
		return putMatchEvent(tx, "decide_match", id, MatchEvent{MatchDecision: m, By: by, N: len(events) + 1})
	})
}

// UndoMatch takes the last decision on a party and an entry back, with a
// reason: what stood before it stands again. What the case says of the two is
// not undone here, but decided otherwise.
func (d *Desk) UndoMatch(ctx context.Context, by string, p party.ID, ref, reason string) error {
	if err := d.mayWrite(by); err != nil {
		return err
	}
	reason, err := reasonOf(reason)
	if err != nil {
		return err
	}
	id := pairID(p, ref)
	return d.write(ctx, func(tx *store.Tx) error {
		events, err := d.matchEvents(ctx, id, zeroTime)
		if err != nil {
			return err
		}
		last := lastStanding(events)
		if last == nil {
			return truceline.Conflict("nobody has decided on %s and %s, so that there is nothing to undo; what the case says is decided otherwise with a decision", p, ref)
		}
		e := MatchEvent{MatchDecision: last.MatchDecision, By: by, Undoes: last.N, N: len(events) + 1}
		e.Reason = reason
		return putMatchEvent(tx, "undo_match", id, e)
	})
}

// putMatchEvent records a decision or an undoing, and the act.
func putMatchEvent(tx *store.Tx, what, id string, e MatchEvent) error {
	if _, err := put(tx, kindMatchDecision, id, e); err != nil {
		return err
	}
	notes := map[string]string{"verdict": string(e.Verdict), "reason": e.Reason}
	if e.Name != "" {
		notes["name"] = e.Name
	}
	_, err := put(tx, kindAct, fmt.Sprintf("%s:%s:%s", what, id, tx.Known().Format(time.RFC3339Nano)), Act{
		What: what, By: e.By, Of: id, Counts: map[string]int{"decisions": e.N}, Notes: notes,
	})
	return err
}

func orMissing(err error, field, remedy string) error {
	if err != nil {
		return err
	}
	return truceline.Invalid(field, "is missing; %s", remedy)
}

// designation is the entry with a reference in a register.
func designation(reg *observance.Register, ref string) (sanctions.Designation, error) {
	for _, x := range reg.Facts.Designations {
		if x.Ref == ref {
			return x, nil
		}
	}
	return sanctions.Designation{}, truceline.NotFound("no list on record has an entry %q, nor has the case; give its reference as the list writes it, for example QDe.137", ref)
}

// nameOf is the name of an entry that a person means, as the list writes it.
func (d *Desk) nameOf(ctx context.Context, x sanctions.Designation, name string) (string, error) {
	if err := checkLine("name", name, longestField, "name one of the entry's names"); err != nil {
		return "", err
	}
	names := []string{x.Name}
	for _, t := range x.Taken {
		names = append(names, t.Name)
	}
	for _, tag := range slices.Sorted(maps.Keys(x.Names)) {
		names = append(names, x.Names[tag])
	}
	called, err := d.calledOf(ctx, x.Ref)
	if err != nil {
		return "", err
	}
	key := screening.Fold(name)
	for _, n := range slices.Concat(names, called) {
		if n == name {
			return n, nil
		}
	}
	for _, n := range slices.Concat(names, called) {
		if screening.Fold(n) == key {
			return n, nil
		}
	}
	return "", truceline.NotFound("%s never had the name %q in what is on record; give one of its names, or leave the name out if the match rests on the entry itself", x.Ref, name)
}

// matchEvents are the decisions and undoings on a pair by then, the first first.
func (d *Desk) matchEvents(ctx context.Context, id string, known time.Time) ([]MatchEvent, error) {
	rows, err := d.versionsBy(ctx, kindMatchDecision, id, known)
	if err != nil {
		return nil, err
	}
	out := make([]MatchEvent, len(rows))
	for i, row := range rows {
		if out[i], err = decode[MatchEvent](row); err != nil {
			return nil, err
		}
		out[i].Known, out[i].Entry = row.Known, row.Entry
		if n := out[i].Undoes; n > 0 && n <= i {
			out[n-1].Undone = true
		}
	}
	return out, nil
}

// lastStanding is the decision that stands: the last that was not taken back.
func lastStanding(events []MatchEvent) *MatchEvent {
	for i := range slices.Backward(events) {
		if e := &events[i]; e.Undoes == 0 && !e.Undone {
			return e
		}
	}
	return nil
}

// Matches are the parties and entries of which the case or a person says
// anything, as known then (zero: now), by party and reference.
func (d *Desk) Matches(ctx context.Context, known time.Time) ([]MatchView, error) {
	reg, err := d.Register(ctx, known)
	if err != nil {
		return nil, err
	}
	facts, _, err := d.folder(ctx, known)
	if err != nil {
		return nil, err
	}
	views, err := d.matchViews(ctx, facts.Matches, known)
	if err != nil {
		return nil, err
	}
	for i, v := range views {
		if _, err := designation(reg, v.Ref); err != nil {
			views[i].Idle = fmt.Sprintf("no list that counts has an entry %s", v.Ref)
		} else if _, there := reg.Roll().Party(v.Party); !there {
			views[i].Idle = fmt.Sprintf("the case no longer has a party %s", v.Party)
		}
	}
	return views, nil
}

// matchViews join what the case says with what people decided by then.
func (d *Desk) matchViews(ctx context.Context, stated []sanctions.Match, known time.Time) ([]MatchView, error) {
	pairs := make(map[string]*MatchView)
	for i, m := range stated {
		pairs[matchID(m)] = &MatchView{
			Party: m.Party, Ref: m.Ref, Name: m.Name, By: m.By, Reason: m.Reason, Verdict: verdictOf(m), OfCase: true, Case: &stated[i],
		}
	}
	for row, err := range d.store.List(ctx, store.Query{Kind: kindMatchDecision, Known: known}) {
		if err != nil {
			return nil, err
		}
		events, err := d.matchEvents(ctx, row.ID, known)
		if err != nil {
			return nil, err
		}
		v := pairs[row.ID]
		if v == nil {
			v = &MatchView{Party: events[0].Party, Ref: events[0].Ref}
			pairs[row.ID] = v
		}
		if e := lastStanding(events); e != nil {
			v.Name, v.Verdict, v.By, v.Reason, v.OfCase = e.Name, e.Verdict, e.By, e.Reason, false
		}
		slices.Reverse(events)
		v.History = events
	}
	out := make([]MatchView, 0, len(pairs))
	for _, id := range slices.Sorted(maps.Keys(pairs)) {
		out = append(out, *pairs[id])
	}
	return out, nil
}

// Stands reports whether anybody's word stands, the case's or a person's: not
// if all that people decided was taken back and the case says nothing.
func (v MatchView) Stands() bool { return v.Verdict != "" }

func verdictOf(m sanctions.Match) MatchVerdict {
	switch {
	case m.Denied:
		return MatchOther
	case m.Decided:
		return MatchSame
	}
	return MatchOpen
}

// matched are the matches that the engine goes by: those of the case, where
// nobody decided otherwise, and those that people decided. One whose entry no
// list has any longer is left out, and so is one of a party that the case no
// longer has.
func (d *Desk) matched(ctx context.Context, f observance.Facts, known time.Time) ([]sanctions.Match, error) {
	views, err := d.matchViews(ctx, f.Matches, known)
	if err != nil {
		return nil, err
	}
	entries := make(map[string]sanctions.Designation, len(f.Designations))
	for _, x := range f.Designations {
		entries[x.Ref] = x
	}
	var out []sanctions.Match
	for _, v := range views {
		x, listed := entries[v.Ref]
		if !v.Stands() || !listed || !slices.ContainsFunc(f.Parties, func(p party.Party) bool { return p.ID == v.Party }) {
			continue
		}
		m := v.match()
		took := slices.ContainsFunc(x.Taken, func(t sanctions.TakenName) bool { return t.Name == m.Name })
		if len(x.AsOf) == 0 && !took { // the case took it in on no day: it is the entry's own
			m.Name = ""
		}
		out = append(out, m)
	}
	return out, nil
}
