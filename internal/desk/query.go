package desk

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/intake/claims"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

var zeroTime time.Time // as a known time: now

// Head says what the record holds.
type Head struct {
	Known  time.Time // the last act but publications
	Size   int64     // log entries
	Root   string    // hash of the log's tree, base64
	Case   observance.Case
	Zone   *time.Location
	Counts map[string]int64 // latest records by kind: incident, report, claim, instrument, ...

	ReadOnly bool // it was opened for reading only: nothing can be taken in or decided
}

// Head describes the record as it is now.
func (d *Desk) Head(ctx context.Context) (Head, error) {
	h, err := d.store.Head(ctx, zeroTime)
	if err != nil {
		return Head{}, err
	}
	known, err := d.Known(ctx)
	if err != nil {
		return Head{}, err
	}
	reg, err := d.Register(ctx, zeroTime)
	if err != nil {
		return Head{}, err
	}
	out := Head{
		Known: known, Size: h.Size, Root: base64.StdEncoding.EncodeToString(h.Root[:]),
		Case: reg.Facts.Case, Zone: reg.Zone(), Counts: make(map[string]int64),
		ReadOnly: d.readOnly,
	}
	for _, k := range append([]string{kindReport, kindClaim, kindIncident, kindEvaluation, kindPublication, kindDocument}, registerKinds...) {
		if out.Counts[k], err = d.store.Count(ctx, k, zeroTime); err != nil {
			return Head{}, err
		}
	}
	gone, err := d.retired(ctx, zeroTime)
	out.Counts[kindIncident] -= gone
	return out, err
}

// Known is when the last act but publications was recorded: what "now" means to
// a reader who wants the same answer twice.
func (d *Desk) Known(ctx context.Context) (time.Time, error) {
	return d.store.LastKnown(ctx, kindPublication)
}

// A Filter narrows the incidents that Held returns. The zero value of each
// field leaves it open; a zero Limit means all.
type Filter struct {
	Span          truceline.Interval     // incidents whose time may meet it
	Area          place.AreaID           // surely or possibly in it
	Provision     instrument.ProvisionID // held against it
	Proposed      observance.Proposed    // of the provision, if one is given, else of any
	Party         party.ID               // on either side
	Fact          incident.Fact
	Settles       observance.Question // undetermined for want of this answer
	Source        report.SourceID     // one of its reports is of this source
	Disputed      incident.Dispute    // its reports contradict each other in this
	Several       bool                // it has more than one report
	Known         time.Time
	Limit, Offset int
}

// keeps reports whether an incident passes the filter, but for span and known,
// which the store has applied.
func (f Filter) keeps(h observance.Held) bool {
	in := h.Incident
	if !in.Live() || f.Several && len(in.Reports) < 2 || f.Disputed != "" && !in.Disputed(f.Disputed) {
		return false
	}
	if f.Source != "" && !slices.ContainsFunc(in.Reports, func(id string) bool { return strings.HasPrefix(id, string(f.Source)+":") }) {
		return false
	}
	if f.Fact != "" && in.Fact != f.Fact {
		return false
	}
	if f.Area != "" && !slices.ContainsFunc(h.Areas, func(a observance.AreaAnswer) bool { return a.Area == f.Area }) {
		return false
	}
	named := func(a report.Actor) bool { return a.Party == f.Party }
	if f.Party != "" && !slices.ContainsFunc(in.SideA, named) && !slices.ContainsFunc(in.SideB, named) {
		return false
	}
	if f.Provision == "" && f.Proposed == "" && f.Settles == "" {
		return true
	}
	return slices.ContainsFunc(h.Findings, f.KeepsFinding)
}

// KeepsFinding reports whether a finding of a kept incident is one that the
// filter asks for.
func (f Filter) KeepsFinding(x observance.Finding) bool {
	return (f.Provision == "" || x.Provision == f.Provision) &&
		(f.Proposed == "" || x.Proposed == f.Proposed) &&
		(f.Settles == "" || x.Settles == f.Settles)
}

// Held returns the incidents that pass the filter with their findings, by time
// and id.
func (d *Desk) Held(ctx context.Context, f Filter) ([]observance.Held, error) {
	evals := make(map[string]evaluation)
	for row, err := range d.store.List(ctx, store.Query{Kind: kindEvaluation, Known: f.Known, Span: f.Span}) {
		if err != nil {
			return nil, err
		}
		e, err := decode[evaluation](row)
		if err != nil {
			return nil, err
		}
		evals[row.ID] = e
	}
	var out []observance.Held
	skip := f.Offset
	for row, err := range d.store.List(ctx, store.Query{Kind: kindIncident, Known: f.Known, Span: f.Span, Order: store.ByTime}) {
		if err != nil {
			return nil, err
		}
		h, err := held(row, evals[row.ID])
		if err != nil {
			return nil, err
		}
		if !f.keeps(h) {
			continue
		}
		if skip > 0 {
			skip--
			continue
		}
		out = append(out, h)
		if len(out) == f.Limit {
			break
		}
	}
	return out, nil
}

// held joins an incident and its evaluation. An evaluation of another version
// of the incident does not speak of this one.
func held(row store.Row, e evaluation) (observance.Held, error) {
	in, err := decode[incident.Incident](row)
	if err != nil {
		return observance.Held{}, err
	}
	h := observance.Held{Incident: in, Entry: row.Entry, Known: row.Known}
	if e.Version != row.Seq {
		return h, nil
	}
	h.Held = true
	h.Areas = e.Areas
	h.Findings = make([]observance.Finding, len(e.Findings))
	for i, v := range e.Findings {
		if h.Findings[i], err = v.finding(in.ID); err != nil {
			return observance.Held{}, err
		}
	}
	return h, nil
}

// An IncidentView is all that is held of one incident.
type IncidentView struct {
	Held      observance.Held // findings with sentences
	Reports   []ReportView
	Versions  []Version
	Near      []NearReport    // reports that stand elsewhere and may be of this event, most likely first
	Decisions []JoinDecision  // what people decided of its reports, the latest first
	Weights   string          // version of the weights that Near goes by
	Proof     json.RawMessage // inclusion of the shown version in the log
}

// A NearReport is a report that may be of an incident's event and stands
// elsewhere.
type NearReport struct {
	ReportView
	With     string          // the report of the incident that it is most like
	Score    float64         // log2 odds, by the two alone
	Linked   float64         // the same by all that may stand with either
	Parts    []incident.Part // of Score
	Incident incident.ID     // where it stands
}

// A ReportView is a report with its place in the log.
type ReportView struct {
	Report report.Report
	Entry  int64
	Known  time.Time
	Source report.Source
	Judged *Judgement // what a person thinks of its information; nil if nobody judged it
}

// A Version is one state of an incident as it was recorded.
type Version struct {
	Seq   int
	Known time.Time
	Entry int64
}

// Incident shows one incident as known then, with the sentences of the engine
// worked out again from the register and the incident of that time.
func (d *Desk) Incident(ctx context.Context, id incident.ID, known time.Time) (IncidentView, error) {
	row, err := d.store.Get(ctx, kindIncident, string(id), known)
	if truceline.KindOf(err) == truceline.NotFoundKind {
		return IncidentView{}, truceline.NotFound("no incident %q was recorded by then; its address or the date is wrong", id)
	}
	if err != nil {
		return IncidentView{}, err
	}
	in, err := decode[incident.Incident](row)
	if err != nil {
		return IncidentView{}, err
	}
	reg, err := d.Register(ctx, known)
	if err != nil {
		return IncidentView{}, err
	}
	view := IncidentView{Held: observance.Held{Incident: in, Entry: row.Entry, Known: row.Known, Held: true}}
	if in.Live() {
		view.Held.Findings = observance.Evaluate(reg, in)
		view.Held.Areas = observance.AreasOf(reg, in)
		if err := d.nearby(ctx, reg, in, known, &view); err != nil {
			return IncidentView{}, err
		}
	}
	sources := make(map[report.SourceID]report.Source)
	for _, s := range reg.Facts.Sources {
		sources[s.ID] = s
	}
	for _, rid := range in.Reports {
		rrow, err := d.store.Get(ctx, kindReport, rid, known)
		if err != nil {
			return IncidentView{}, err
		}
		r, err := decode[report.Report](rrow)
		if err != nil {
			return IncidentView{}, err
		}
		view.Reports = append(view.Reports, ReportView{Report: r, Entry: rrow.Entry, Known: rrow.Known, Source: sources[r.Source]})
	}
	if err := d.judge(ctx, view.Reports, known); err != nil {
		return IncidentView{}, err
	}
	for i := range view.Near {
		view.Near[i].Source = sources[view.Near[i].Report.Source]
	}
	versions, err := d.store.Versions(ctx, kindIncident, string(id))
	if err != nil {
		return IncidentView{}, err
	}
	for _, v := range versions {
		view.Versions = append(view.Versions, Version{Seq: v.Seq, Known: v.Known, Entry: v.Entry})
	}
	view.Proof, err = d.Prove(ctx, row.Entry)
	return view, err
}

// Claims are the counts whose period meets the span, by period and id, with a
// flag on each total that its parts do not add up to. Undated ones are returned
// only for an open span.
func (d *Desk) Claims(ctx context.Context, span truceline.Interval, known time.Time) ([]observance.ClaimHeld, error) {
	var out []observance.ClaimHeld
	var counts []report.Claim
	for row, err := range d.store.List(ctx, store.Query{Kind: kindClaim, Known: known, Span: span, Order: store.ByTime}) {
		if err != nil {
			return nil, err
		}
		c, err := decode[report.Claim](row)
		if err != nil {
			return nil, err
		}
		if c.Period == (truceline.Interval{}) && span != (truceline.Interval{}) {
			continue
		}
		counts = append(counts, c)
		out = append(out, observance.ClaimHeld{Entry: row.Entry, Known: row.Known})
	}
	for i, c := range claims.Check(counts) {
		out[i].Claim = c
	}
	return out, nil
}

// Applied answers what applied at a place, in a span of time, to a party.
func (d *Desk) Applied(ctx context.Context, where place.Place, when truceline.Interval, who party.ID, known time.Time) ([]observance.Applies, error) {
	reg, err := d.Register(ctx, known)
	if err != nil {
		return nil, err
	}
	return observance.Applied(reg, where, when, who)
}

// Latest is the local day after the last incident ended, in the case's zone:
// the end of what a reader would look at first. Zero if there is none.
func (d *Desk) Latest(ctx context.Context, known time.Time) (time.Time, error) {
	for row, err := range d.store.List(ctx, store.Query{Kind: kindIncident, Known: known, Order: store.ByTime, Descending: true}) {
		if err != nil {
			return zeroTime, err
		}
		in, err := decode[incident.Incident](row)
		if err != nil || in.Live() {
			return row.Valid.To, err
		}
	}
	return zeroTime, nil
}

// A LogEntry is one line of the log.
type LogEntry struct {
	N     int64
	Kind  string
	ID    string
	Seq   int
	Known time.Time
	Leaf  string // leaf hash, base64
}
