package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/report"
)

// weightsID is the one set of weights that a record goes by.
const weightsID = "fusion"

// putWeights records the weights of a case, or takes them back, and counts that.
func putWeights(tx *store.Tx, w *incident.Weights, out *Loaded) error {
	row, there, err := tx.Latest(kindWeights, weightsID)
	if err != nil || w == nil && !there {
		return err
	}
	changed, err := put(tx, kindWeights, weightsID, w)
	switch stood := there && string(row.Body) != retracted; {
	case err != nil || !changed:
	case w == nil:
		out.Retracted++
	case stood:
		out.Changed++
	default:
		out.New++
	}
	return err
}

// Weights are those that fusion went by then (zero: now): the case's, or the
// published default.
func (d *Desk) Weights(ctx context.Context, known time.Time) (incident.Weights, error) {
	row, err := d.store.Get(ctx, kindWeights, weightsID, known)
	switch {
	case truceline.KindOf(err) == truceline.NotFoundKind || err == nil && string(row.Body) == retracted:
		return incident.DefaultWeights(), nil
	case err != nil:
		return incident.Weights{}, err
	}
	return decode[incident.Weights](row)
}

// A JoinDecision is what a person decided of reports, as it stands on record.
type JoinDecision struct {
	incident.Decision
	Incident incident.ID `json:"incident"` // on whose page it was decided
	Undone   bool        `json:"undone,omitempty"`
	UndoneBy string      `json:"undone_by,omitempty"`
	Known    time.Time   `json:"-"` // when it was last changed
	Entry    int64       `json:"-"`
}

// Joinings are all decisions on reports as known then, undone ones included,
// the oldest first.
func (d *Desk) Joinings(ctx context.Context, known time.Time) ([]JoinDecision, error) {
	var out []JoinDecision
	for row, err := range d.store.List(ctx, store.Query{Kind: kindJoining, Known: known}) {
		if err != nil {
			return nil, err
		}
		x, err := decode[JoinDecision](row)
		if err != nil {
			return nil, err
		}
		x.Known, x.Entry = row.Known, row.Entry
		out = append(out, x)
	}
	slices.SortFunc(out, func(a, b JoinDecision) int { return cmp.Compare(a.ID, b.ID) }) // ids rise with time
	return out, nil
}

// JoinDecisions are the decisions that stand.
func (d *Desk) JoinDecisions(ctx context.Context, known time.Time) ([]incident.Decision, error) {
	all, err := d.Joinings(ctx, known)
	if err != nil {
		return nil, err
	}
	var out []incident.Decision
	for _, x := range all {
		if !x.Undone {
			out = append(out, x.Decision)
		}
	}
	return out, nil
}

// Joined is what a decision on reports led to.
type Joined struct {
	Decision  string        `json:"decision"`  // its id, for undoing it
	Incidents []incident.ID `json:"incidents"` // that are new, changed or went into another
	Stands    incident.ID   `json:"stands"`    // where the first report of the decision stands now
}

// Merge decides that all reports of some incidents are of one event.
func (d *Desk) Merge(ctx context.Context, by, reason string, ids ...incident.ID) (Joined, error) {
	if len(ids) < 2 {
		return Joined{}, truceline.Invalid("incident", "name two incidents or more to merge")
	}
	x := JoinDecision{Incident: ids[0], Decision: incident.Decision{By: by, Reason: reason}}
	for i, id := range ids {
		in, err := d.liveIncident(ctx, id)
		if err != nil {
			return Joined{}, err
		}
		if slices.Contains(ids[:i], id) {
			return Joined{}, truceline.Invalid("incident", "%s is named twice; an incident cannot be merged with itself", id)
		}
		if i == 0 {
			x.Left = in.Reports
		} else {
			x.Right = append(x.Right, in.Reports...)
		}
	}
	return d.decideJoining(ctx, by, x)
}

// Split decides that some reports of an incident are of another event than the
// rest of them.
func (d *Desk) Split(ctx context.Context, by, reason string, id incident.ID, reports ...string) (Joined, error) {
	in, err := d.liveIncident(ctx, id)
	if err != nil {
		return Joined{}, err
	}
	x := JoinDecision{Incident: id, Decision: incident.Decision{By: by, Reason: reason, Apart: true}}
	for _, r := range reports {
		if !slices.Contains(in.Reports, r) {
			return Joined{}, truceline.Invalid("report", "%s does not stand in %s, whose reports are %v", r, id, in.Reports)
		}
	}
	for _, r := range in.Reports {
		if slices.Contains(reports, r) {
			x.Left = append(x.Left, r)
		} else {
			x.Right = append(x.Right, r)
		}
	}
	if len(x.Left) == 0 || len(x.Right) == 0 {
		return Joined{}, truceline.Invalid("report", "name some of the %d reports of %s and leave some, so that both sides hold one", len(in.Reports), id)
	}
	return d.decideJoining(ctx, by, x)
}

// Apart decides that no report of a is of the event of a report of b, wherever
// they stand: what a person says of a pair that was proposed.
func (d *Desk) Apart(ctx context.Context, by, reason string, a, b []string) (Joined, error) {
	x := JoinDecision{Decision: incident.Decision{By: by, Reason: reason, Apart: true, Left: slices.Compact(slices.Sorted(slices.Values(a))), Right: slices.Compact(slices.Sorted(slices.Values(b)))}}
	if len(x.Left) == 0 || len(x.Right) == 0 {
		return Joined{}, truceline.Invalid("report", "name a report on each side; they are then held apart")
	}
	for _, id := range slices.Concat(x.Left, x.Right) {
		if _, err := d.store.Get(ctx, kindReport, id, zeroTime); truceline.KindOf(err) == truceline.NotFoundKind {
			return Joined{}, truceline.Invalid("report", "there is no report %q on record", id)
		} else if err != nil {
			return Joined{}, err
		}
	}
	for _, id := range x.Left {
		if slices.Contains(x.Right, id) {
			return Joined{}, truceline.Invalid("report", "%s stands on both sides; a report cannot be held apart from itself", id)
		}
	}
	return d.decideJoining(ctx, by, x)
}

// Undo takes a decision on reports back: from now on it says nothing, and the
// reports stand as the scores and the other decisions have it.
func (d *Desk) Undo(ctx context.Context, by, decision string) (Joined, error) {
	row, err := d.store.Get(ctx, kindJoining, decision, zeroTime)
	if err != nil {
		return Joined{}, err
	}
	x, err := decode[JoinDecision](row)
	if err != nil {
		return Joined{}, err
	}
	if x.Undone {
		return Joined{}, truceline.Conflict("the decision %s was undone already, by %s", decision, x.UndoneBy)
	}
	x.Undone, x.UndoneBy = true, by
	return d.decideJoining(ctx, by, x)
}

// liveIncident is an incident that has reports.
func (d *Desk) liveIncident(ctx context.Context, id incident.ID) (incident.Incident, error) {
	row, err := d.store.Get(ctx, kindIncident, string(id), zeroTime)
	if err != nil {
		return incident.Incident{}, err
	}
	in, err := decode[incident.Incident](row)
	if err == nil && !in.Live() {
		err = truceline.Conflict("the reports of %s went to %s; decide there", id, in.Into)
	}
	return in, err
}

// decideJoining records a decision, or that one is undone, with the incidents
// that follow from it, and holds these against the provisions, all in one step
// but the last.
func (d *Desk) decideJoining(ctx context.Context, by string, x JoinDecision) (Joined, error) {
	reg, err := d.Register(ctx, zeroTime)
	if err != nil {
		return Joined{}, err
	}
	var out Joined
	err = d.write(ctx, func(tx *store.Tx) error {
		what := "undo_joining"
		if !x.Undone {
			what = "merge"
			if x.Apart {
				what = "split"
			}
			x.ID = "j-" + strconv.FormatInt(tx.Known().UnixMicro(), 36)
		}
		j, err := d.joining(ctx, reg, zeroTime)
		if err != nil {
			return err
		}
		j.decide(x)
		ins, err := j.again(ctx, tx, slices.Concat(x.Left, x.Right))
		if err != nil {
			return err
		}
		x.Incident = cmp.Or(x.Incident, j.stands[x.Left[0]]) // of reports that no page put together
		if _, err := put(tx, kindJoining, x.ID, x); err != nil {
			return err
		}
		out = Joined{Decision: x.ID, Stands: j.stands[x.Left[0]]}
		if out.Incidents, err = putAll(tx, ins); err != nil {
			return err
		}
		_, err = put(tx, kindAct, fmt.Sprintf("%s:%s:%s", what, x.ID, tx.Known().Format(time.RFC3339Nano)), Act{
			What: what, By: by, Of: string(x.Incident), Counts: map[string]int{"reports": len(x.Left) + len(x.Right), "changed": len(out.Incidents)},
		})
		return err
	})
	if err != nil {
		return Joined{}, err
	}
	return out, d.evaluateSome(ctx, by, out.Incidents)
}

// decide adds a decision to those that the joining goes by, or takes it out.
func (j *joining) decide(x JoinDecision) {
	j.opts.Decisions = slices.DeleteFunc(slices.Clone(j.opts.Decisions), func(d incident.Decision) bool { return d.ID == x.ID })
	if !x.Undone {
		j.opts.Decisions = append(j.opts.Decisions, x.Decision)
	}
	j.nameDecisions()
}

// again groups reports on record anew, with all that hang together with them.
func (j *joining) again(ctx context.Context, tx *store.Tx, ids []string) ([]incident.Incident, error) {
	var near []report.Report
	for _, id := range ids {
		r, err := j.report(tx, nil, id)
		if err != nil {
			return nil, err
		}
		near = append(near, r)
	}
	for {
		span := j.reach(near)
		if j.index == nil || !covers(j.span, span) {
			if err := j.fill(ctx, span, nil); err != nil {
				return nil, err
			}
		}
		connected := j.index.Connected(ids)
		near = near[:0]
		for _, id := range connected {
			r, err := j.report(tx, nil, id)
			if err != nil {
				return nil, err
			}
			near = append(near, r)
		}
		if j.all || covers(j.span, j.reach(near)) {
			return j.settle(ctx, tx, nil, connected)
		}
	}
}

// evaluateSome holds some incidents against the provisions.
func (d *Desk) evaluateSome(ctx context.Context, by string, ids []incident.ID) error {
	if len(ids) == 0 {
		return nil
	}
	reg, err := d.Register(ctx, zeroTime)
	if err != nil {
		return err
	}
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = string(id)
	}
	var rows []store.Row
	for row, err := range d.store.List(ctx, store.Query{Kind: kindIncident, IDs: names}) {
		if err != nil {
			return err
		}
		rows = append(rows, row)
	}
	out := Evaluated{Proposed: make(map[string]int), Moves: make(map[string]int)}
	return d.evaluateRows(ctx, by, reg, rows, &out)
}

// Reports are some reports as known then, with their sources, by id. One that is
// not on record by then is left out.
func (d *Desk) Reports(ctx context.Context, ids []string, known time.Time) ([]ReportView, error) {
	reg, err := d.Register(ctx, known)
	if err != nil {
		return nil, err
	}
	out, err := d.reports(ctx, ids, known)
	if err != nil {
		return nil, err
	}
	sourcesOf(out, reg.Facts.Sources)
	return out, d.judge(ctx, out, known)
}
