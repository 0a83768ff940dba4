package desk

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/report"
)

// A joining is the reports of a span of time, filed for fusion, and the
// incidents that they stand in. It fuses what comes in without comparing again
// what is there.
type joining struct {
	desk    *Desk
	reg     *observance.Register
	known   time.Time // as the record stood then; zero is now
	opts    incident.FuseOptions
	form    incident.FormOptions
	repeats map[report.SourceID]bool
	ids     map[[2]string]string // decisions that hold two reports together
	index   *incident.Index
	all     bool                     // every report on record is filed
	span    truceline.Interval       // otherwise, all that meet this
	stands  map[string]incident.ID   // where each report stands
	live    map[incident.ID][]string // the reports of each incident that has any
}

// joining prepares fusion as the record stood then (zero: now): nothing is filed
// yet.
func (d *Desk) joining(ctx context.Context, reg *observance.Register, known time.Time) (*joining, error) {
	weights, err := d.Weights(ctx, known)
	if err != nil {
		return nil, err
	}
	decisions, err := d.JoinDecisions(ctx, known)
	if err != nil {
		return nil, err
	}
	j := &joining{
		desk: d, reg: reg, known: known,
		opts: incident.FuseOptions{Weights: weights, Decisions: decisions},
		form: incident.FormOptions{Corroborated: reg.Facts.Case.Thresholds.CorroboratedOrigins, Vocabulary: reg.Vocabulary()},
	}
	j.repeats = make(map[report.SourceID]bool)
	for _, s := range reg.Facts.Sources {
		j.repeats[s.ID] = s.Repeats
	}
	j.nameDecisions()
	return j, nil
}

// nameDecisions notes which decision holds which two reports together.
func (j *joining) nameDecisions() {
	j.ids = make(map[[2]string]string)
	for _, x := range j.opts.Decisions {
		both := slices.Concat(x.Left, x.Right)
		for _, a := range both {
			for _, b := range both {
				if x.Apart {
					delete(j.ids, [2]string{a, b})
				} else {
					j.ids[[2]string{a, b}] = x.ID
				}
			}
		}
	}
}

// account is a report as fusion compares it.
func (j *joining) account(r report.Report) incident.Account {
	a := incident.AccountOf(r, j.form.Vocabulary)
	a.Repeats = j.repeats[r.Source]
	return a
}

// prepare files what is on record near some reports. What fusion compares of a
// report that is filed may have changed: it is then left out.
func (j *joining) prepare(ctx context.Context, fresh []report.Report) error {
	ids := make([]string, len(fresh))
	for i, r := range fresh {
		ids[i] = r.ID()
	}
	earlier, err := j.desk.reports(ctx, ids, j.known) // whom they stood with may be far from what they say now
	if err != nil {
		return err
	}
	near := slices.Clone(fresh)
	for _, v := range earlier {
		near = append(near, v.Report)
	}
	moved := func(r report.Report) bool { return j.index.Holds(r.ID()) && !j.index.Same(j.account(r)) }
	if j.index == nil || slices.ContainsFunc(fresh, moved) {
		return j.fill(ctx, j.reach(near), fresh)
	}
	return j.extend(ctx, j.reach(near))
}

// reach is the span within which reports may be of one event with some.
func (j *joining) reach(rs []report.Report) truceline.Interval {
	window := j.opts.Weights.Window.Duration()
	span := j.span
	for _, r := range rs {
		if from := r.When.From.Add(-window); span.From.IsZero() || from.Before(span.From) {
			span.From = from
		}
		if to := r.When.To.Add(window); to.After(span.To) {
			span.To = to
		}
	}
	return span
}

func covers(outer, inner truceline.Interval) bool {
	return !inner.From.Before(outer.From) && !inner.To.After(outer.To)
}

// fill files the reports on record that meet the span, but for those of which a
// version is being recorded in which something changed that fusion compares.
func (j *joining) fill(ctx context.Context, span truceline.Interval, but []report.Report) error {
	left := make(map[string]incident.Account, len(but))
	for _, r := range but {
		left[r.ID()] = j.account(r)
	}
	j.index, j.span = nil, span
	j.stands, j.live = make(map[string]incident.ID), make(map[incident.ID][]string)
	accounts, n, err := j.read(ctx, span, left)
	if err != nil {
		return err
	}
	total, err := j.desk.store.Count(ctx, kindReport, j.known)
	if err != nil {
		return err
	}
	j.all = int64(n) == total
	j.index, err = incident.NewIndex(ctx, accounts, j.opts)
	return err
}

// extend files what is on record in a longer span beyond what is filed.
func (j *joining) extend(ctx context.Context, span truceline.Interval) error {
	if j.all || covers(j.span, span) {
		return nil
	}
	var beyond []truceline.Interval
	if span.From.Before(j.span.From) {
		beyond = append(beyond, truceline.Interval{From: span.From, To: j.span.From})
	}
	if span.To.After(j.span.To) {
		beyond = append(beyond, truceline.Interval{From: j.span.To, To: span.To})
	}
	for _, part := range beyond {
		accounts, _, err := j.read(ctx, part, nil)
		if err != nil {
			return err
		}
		if _, err := j.index.Add(accounts...); err != nil {
			return err
		}
	}
	j.span = hull(j.span, span)
	return nil
}

// read reads the reports on record that meet a span and are not filed, n of all
// that meet it, and where they stand.
func (j *joining) read(ctx context.Context, span truceline.Interval, left map[string]incident.Account) (accounts []incident.Account, n int, err error) {
	whole := span
	for row, err := range j.desk.store.List(ctx, store.Query{Kind: kindReport, Span: span, Known: j.known}) {
		if err != nil {
			return nil, 0, err
		}
		n++
		if j.index != nil && j.index.Holds(row.ID) {
			continue
		}
		r, err := decode[report.Report](row)
		if err != nil {
			return nil, 0, err
		}
		a := j.account(r)
		if next, ok := left[row.ID]; ok && !reflect.DeepEqual(a, next) {
			continue
		}
		accounts = append(accounts, a)
		whole = hull(whole, r.When)
	}
	for row, err := range j.desk.store.List(ctx, store.Query{Kind: kindIncident, Span: whole, Known: j.known}) {
		if err != nil {
			return nil, 0, err
		}
		in, err := decode[incident.Incident](row)
		if err != nil {
			return nil, 0, err
		}
		j.place(in)
	}
	return accounts, n, nil
}

func hull(a, b truceline.Interval) truceline.Interval {
	if a.From.IsZero() || b.From.Before(a.From) {
		a.From = b.From
	}
	if b.To.After(a.To) {
		a.To = b.To
	}
	return a
}

// place notes where the reports of an incident stand.
func (j *joining) place(in incident.Incident) {
	if in.Live() {
		j.live[in.ID] = in.Reports
	} else {
		delete(j.live, in.ID)
	}
	for _, id := range in.Reports {
		j.stands[id] = in.ID
	}
}

// join fuses reports that are being recorded with those on record, and gives
// the incidents that are new or change, in the order of their ids. Nothing is
// filed that is not near in time, unless an event reaches there.
func (j *joining) join(ctx context.Context, tx *store.Tx, fresh []report.Report) ([]incident.Incident, error) {
	if err := j.prepare(ctx, fresh); err != nil {
		return nil, err
	}
	batch := make(map[string]report.Report, len(fresh))
	var accounts []incident.Account
	var filed []string
	for _, r := range fresh {
		batch[r.ID()] = r
		if j.index.Holds(r.ID()) { // a new version, in which nothing changed that fusion compares
			filed = append(filed, r.ID())
		} else {
			accounts = append(accounts, j.account(r))
		}
	}
	touched, err := j.index.Add(accounts...)
	if err != nil {
		return nil, err
	}
	touched = append(touched, filed...)
	for _, r := range fresh { // a new version leaves those that it stood with, who may then stand with others
		touched = append(touched, j.live[j.stands[r.ID()]]...)
	}
	for {
		touched = append(touched, j.index.Connected(touched)...)
		slices.Sort(touched)
		touched = slices.Compact(touched)
		if j.all {
			break
		}
		near := make([]report.Report, 0, len(touched))
		for _, id := range touched {
			r, err := j.report(tx, batch, id)
			if err != nil {
				return nil, err
			}
			near = append(near, r)
		}
		span := j.reach(near)
		if covers(j.span, span) {
			break
		}
		if err := j.extend(ctx, span); err != nil { // an event may go on beyond what was filed
			return nil, err
		}
	}
	return j.settle(ctx, tx, batch, touched)
}

// report is a report of the batch or on record.
func (j *joining) report(tx *store.Tx, batch map[string]report.Report, id string) (report.Report, error) {
	if r, ok := batch[id]; ok {
		return r, nil
	}
	row, found, err := tx.Latest(kindReport, id)
	if err != nil || !found {
		return report.Report{}, cmp.Or(err, fmt.Errorf("report %s stands in an incident and is not on record", id))
	}
	return decode[report.Report](row)
}

// settle makes the incidents of the groups that hold some reports. An incident
// keeps its id with the report that it is named after; where several come
// together, the one that was recorded first goes on, and the others say where
// their reports went.
func (j *joining) settle(ctx context.Context, tx *store.Tx, batch map[string]report.Report, touched []string) ([]incident.Incident, error) {
	slices.Sort(touched)
	touched = slices.Compact(touched)
	done := make(map[string]bool)
	before := make(map[incident.ID]bool) // live incidents whose reports are touched
	went := make(map[incident.ID]incident.ID)
	var out []incident.Incident
	for _, id := range touched {
		if in := j.stands[id]; j.live[in] != nil {
			before[in] = true
		}
		if done[id] {
			continue
		}
		group := j.index.Group(id)
		reports := make([]report.Report, len(group))
		var err error
		for i, member := range group {
			done[member] = true
			if reports[i], err = j.report(tx, batch, member); err != nil {
				return nil, err
			}
		}
		name, err := j.name(ctx, reports)
		if err != nil {
			return nil, err
		}
		for _, r := range reports {
			went[incident.IDOf(r.Source, r.Number)] = name
		}
		in := incident.Form(name, reports, j.form)
		in.Why = j.why(group)
		out = append(out, in)
	}
	goes := make(map[incident.ID]bool, len(out))
	for _, in := range out {
		goes[in.ID] = true
	}
	for _, id := range slices.Sorted(maps.Keys(before)) {
		if goes[id] {
			continue
		}
		row, found, err := tx.Latest(kindIncident, string(id))
		if err != nil || !found {
			return nil, cmp.Or(err, fmt.Errorf("incident %s is gone", id))
		}
		was, err := decode[incident.Incident](row)
		if err != nil {
			return nil, err
		}
		into := went[id]
		if into == "" {
			into = out[0].ID
		}
		out = append(out, incident.Incident{ID: id, When: was.When, Days: was.Days, Where: was.Where, Into: into})
	}
	slices.SortFunc(out, func(a, b incident.Incident) int { return cmp.Compare(a.ID, b.ID) })
	for _, in := range out {
		j.place(in)
	}
	return out, nil
}

// name is the id of the incident of a group of reports.
func (j *joining) name(ctx context.Context, reports []report.Report) (incident.ID, error) {
	var best incident.ID
	first := int64(-1)
	for _, r := range reports {
		id := incident.IDOf(r.Source, r.Number)
		if j.live[id] == nil {
			continue
		}
		if best == "" {
			best = id
			continue
		}
		for _, id := range []incident.ID{best, id} {
			versions, err := j.desk.store.Versions(ctx, kindIncident, string(id))
			if err != nil {
				return "", err
			}
			if entry := versions[0].Entry; first < 0 || entry < first {
				best, first = id, entry
			}
		}
	}
	if best == "" {
		best = incident.IDOf(reports[0].Source, reports[0].Number)
	}
	return best, nil
}

// why says of each report of a group but the first what joined it.
func (j *joining) why(group []string) []incident.Why {
	if len(group) < 2 {
		return nil
	}
	pairs := j.index.Among(group)
	in := map[string]bool{group[0]: true}
	var out []incident.Why
	for len(in) < len(group) { // the strongest pair that reaches a report not yet joined
		i := slices.IndexFunc(pairs, func(p incident.Pair) bool { return in[p.A] != in[p.B] })
		p := pairs[i]
		joined, with := p.A, p.B
		if in[joined] {
			joined, with = p.B, p.A
		}
		in[joined] = true
		out = append(out, incident.Why{
			Report: joined, With: with, Score: hundredths(p.Score), Parts: j.parts(p),
			Weights: j.opts.Weights.Version, Decision: j.ids[[2]string{p.A, p.B}],
		})
	}
	slices.SortFunc(out, func(a, b incident.Why) int { return cmp.Compare(a.Report, b.Report) })
	return out
}

// parts are those of a pair's score, in hundredths of a bit: what is recorded
// does not depend on how a machine rounds.
func (j *joining) parts(p incident.Pair) []incident.Part {
	parts := j.opts.Weights.Parts(p)
	for i := range parts {
		parts[i].Bits = hundredths(parts[i].Bits)
	}
	return parts
}

func hundredths(x float64) float64 { return math.Round(100*x) / 100 }

// alone reports whether some reports can be of no event with any other: they and
// all on record are of one source, which does not repeat itself, and nobody
// decided anything of them. They need not be filed for fusion.
func (d *Desk) alone(ctx context.Context, reg *observance.Register, fresh []report.Report) (bool, error) {
	source := fresh[0].Source
	repeats := func(s report.Source) bool { return s.ID == source && s.Repeats }
	if slices.ContainsFunc(reg.Facts.Sources, repeats) || slices.ContainsFunc(fresh, func(r report.Report) bool { return r.Source != source }) {
		return false, nil
	}
	// By id, reports of one source stand together: if the first and the last are
	// of it, all are.
	for _, last := range []bool{false, true} {
		for row, err := range d.store.List(ctx, store.Query{Kind: kindReport, Descending: last, Limit: 1}) {
			if err != nil || !strings.HasPrefix(row.ID, string(source)+":") {
				return false, err
			}
		}
	}
	for _, err := range d.store.List(ctx, store.Query{Kind: kindJoining, Limit: 1}) {
		return false, err
	}
	return true, nil
}
