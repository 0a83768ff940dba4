package desk

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/report"
)

// longest is the longest span of an incident for which nearby reports are
// looked for: half a year of reports is a list that nobody reads.
const longest = 62 * 24 * time.Hour

// nearby finds the reports that may be of an incident's event and stand
// elsewhere, and what people decided of its reports, as known then.
func (d *Desk) nearby(ctx context.Context, reg *observance.Register, in incident.Incident, known time.Time, view *IncidentView) error {
	all, err := d.Joinings(ctx, known)
	if err != nil {
		return err
	}
	for _, x := range slices.Backward(all) {
		if slices.ContainsFunc(in.Reports, func(id string) bool { return slices.Contains(x.Left, id) || slices.Contains(x.Right, id) }) {
			view.Decisions = append(view.Decisions, x)
		}
	}
	j, err := d.joining(ctx, reg, known)
	if err != nil {
		return err
	}
	view.Weights = j.opts.Weights.Version
	reports, err := d.reports(ctx, in.Reports, known)
	if err != nil {
		return err
	}
	var own []report.Report
	for _, r := range reports {
		own = append(own, r.Report)
	}
	span := j.reach(own)
	if span.To.Sub(span.From) > longest {
		return nil
	}
	if err := j.fill(ctx, span, nil); err != nil {
		return err
	}
	best := make(map[string]NearReport)
	for _, id := range in.Reports {
		for _, p := range j.index.Pairs(id) {
			other := p.A
			if other == id {
				other = p.B
			}
			if slices.Contains(in.Reports, other) {
				continue
			}
			if had, ok := best[other]; !ok || hundredths(p.Linked) > had.Linked {
				best[other] = NearReport{With: id, Score: hundredths(p.Score), Linked: hundredths(p.Linked), Parts: j.parts(p), Incident: j.stands[other]}
			}
		}
	}
	ids := make([]string, 0, len(best))
	for id := range best {
		ids = append(ids, id)
	}
	found, err := d.reports(ctx, ids, known)
	if err != nil {
		return err
	}
	for _, r := range found {
		n := best[r.Report.ID()]
		n.ReportView = r
		view.Near = append(view.Near, n)
	}
	slices.SortFunc(view.Near, func(a, b NearReport) int {
		return cmp.Or(cmp.Compare(b.Linked, a.Linked), cmp.Compare(a.Report.ID(), b.Report.ID()))
	})
	return nil
}

// reports are some reports as known then, by id.
func (d *Desk) reports(ctx context.Context, ids []string, known time.Time) ([]ReportView, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var out []ReportView
	for row, err := range d.store.List(ctx, store.Query{Kind: kindReport, IDs: ids, Known: known}) {
		if err != nil {
			return nil, err
		}
		r, err := decode[report.Report](row)
		if err != nil {
			return nil, err
		}
		out = append(out, ReportView{Report: r, Entry: row.Entry, Known: row.Known})
	}
	return out, nil
}

// A Proposal is two reports that may be of one event and stand apart: a person
// decides.
type Proposal struct {
	A, B          string
	Score, Linked float64
	Parts         []incident.Part
	InA, InB      incident.ID // where each stands
}

// Proposals are the pairs of reports within a span that wait for a person, best
// first, as known then.
func (d *Desk) Proposals(ctx context.Context, span truceline.Interval, known time.Time) ([]Proposal, error) {
	reg, err := d.Register(ctx, known)
	if err != nil {
		return nil, err
	}
	j, err := d.joining(ctx, reg, known)
	if err != nil {
		return nil, err
	}
	if err := j.fill(ctx, span, nil); err != nil {
		return nil, err
	}
	var out []Proposal
	for _, p := range j.index.Proposed() {
		if j.stands[p.A] != j.stands[p.B] {
			out = append(out, Proposal{A: p.A, B: p.B, Score: hundredths(p.Score), Linked: hundredths(p.Linked), Parts: j.parts(p), InA: j.stands[p.A], InB: j.stands[p.B]})
		}
	}
	return out, nil
}
