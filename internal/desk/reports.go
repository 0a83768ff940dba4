package desk

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/report"
)

// A ReportsFilter narrows the reports of one source, by what the numbers of its
// SourceView count. The zero value of each field leaves it open.
type ReportsFilter struct {
	Source  report.SourceID
	Span    truceline.Interval // reports whose time may meet it
	Origin  string             // of incidents in which its reports name this origin
	Only    bool               // and name no other
	Origins string             // of incidents in which they name so many: 0, 1, 2, or 3 for three or more
	Alone   bool               // of incidents that no other source reports
	With    report.SourceID    // of incidents that this source reports too
	Apart   bool               // and both name origins and share none
	Place   string             // one of PlaceClasses
	Time    string             // one of TimeClasses
	Month   string             // that begin in this local month or year, 2017-05 or 2017
	Name    string             // that give this name, which is not resolved
	Unknown bool               // that give any such name
	Odd     bool               // that are odd as received
	Judged  bool               // whose information a person judged
	Repeat  bool               // that name two items or more
	Folded  bool               // whose items all go back to one origin
	Known   time.Time

	Limit, Offset int // a zero Limit means all
}

// ReportsOf are reports of one source with where they stand, by id.
type ReportsOf struct {
	Rows      []ReportRow
	Reports   int // that pass the filter, whatever its limit
	Incidents int // in which they stand
}

// A ReportRow is a report with the incident in which it stands.
type ReportRow struct {
	ReportView
	Incident incident.ID
}

// ReportsOf lists the reports behind a number of a SourceView.
func (d *Desk) ReportsOf(ctx context.Context, f ReportsFilter) (ReportsOf, error) {
	reg, err := d.Register(ctx, f.Known)
	if err != nil {
		return ReportsOf{}, err
	}
	g, err := d.gathered(ctx, f.Known)
	if err != nil {
		return ReportsOf{}, err
	}
	var in map[string]bool // reports of the incidents that are asked for; nil: of any
	if f.Origin != "" || f.Origins != "" || f.Alone || f.With != "" {
		in = make(map[string]bool)
		for _, st := range g.stands[f.Source] {
			if st.meets(f.Span) && f.keepsStand(st, g.incidents[st.incident]) {
				for _, id := range st.reports {
					in[id] = true
				}
			}
		}
	}
	var out ReportsOf
	var ids []string
	incidents := make(map[incident.ID]bool)
	for _, r := range g.of[f.Source] {
		if !f.Span.Meets(r.when) || in != nil && !in[r.id] || !f.keeps(r, g) || !strings.HasPrefix(monthOf(r.when, reg.Zone()), f.Month) {
			continue
		}
		out.Reports++
		if at, ok := g.in[r.id]; ok {
			incidents[at] = true
		}
		if out.Reports > f.Offset && (f.Limit == 0 || len(ids) < f.Limit) {
			ids = append(ids, r.id)
		}
	}
	out.Incidents = len(incidents)
	if len(ids) == 0 {
		return out, nil
	}
	views, err := d.reports(ctx, ids, f.Known)
	if err != nil {
		return out, err
	}
	sourcesOf(views, reg.Facts.Sources)
	if err := d.judge(ctx, views, f.Known); err != nil {
		return out, err
	}
	for _, v := range views {
		out.Rows = append(out.Rows, ReportRow{v, g.in[v.Report.ID()]})
	}
	return out, nil
}

// keepsStand reports whether what a source says of an incident is asked for.
func (f ReportsFilter) keepsStand(st stand, in incidentFact) bool {
	if f.Origin != "" {
		if _, named := slices.BinarySearch(st.origins, f.Origin); !named || f.Only && len(st.origins) > 1 {
			return false
		}
	}
	if f.Origins != "" && f.Origins != string(rune('0'+min(len(st.origins), 3))) || f.Alone && len(in.by) > 1 {
		return false
	}
	if f.With == "" {
		return true
	}
	i := slices.IndexFunc(in.by, func(s stand) bool { return s.source == f.With })
	if i < 0 {
		return false
	}
	other := in.by[i].origins
	return !f.Apart || len(st.origins) > 0 && len(other) > 0 && !meet(st.origins, other)
}

// keeps reports whether a report itself is asked for.
func (f ReportsFilter) keeps(r reportFact, g *gathering) bool {
	switch {
	case f.Place != "" && r.place != f.Place, f.Time != "" && r.time != f.Time,
		f.Name != "" && !slices.Contains(r.unresolved, f.Name), f.Unknown && len(r.unresolved) == 0,
		f.Odd && !r.remarked, f.Judged && !g.judged[r.id],
		f.Repeat && r.outlets < 2, f.Folded && len(r.origins) != 1:
		return false
	}
	return true
}

// monthOf is the local month in which a report's time begins; "" without one.
func monthOf(iv truceline.Interval, zone *time.Location) string {
	if iv.From.IsZero() {
		return ""
	}
	return iv.From.In(zone).Format("2006-01")
}

// A ReportRecord is all that the record holds of one report.
type ReportRecord struct {
	ReportView
	Version    int
	Versions   []Version
	Incident   incident.ID // in which it stands; empty if in none
	Judgements []Judgement // the first first, those taken back included
	File       *Taken      // with which the shown version came in; nil if no file is on record for it
	Proof      json.RawMessage
}

// ReportRecord shows one report as known then (zero: now).
func (d *Desk) ReportRecord(ctx context.Context, id string, known time.Time) (ReportRecord, error) {
	row, err := d.store.Get(ctx, kindReport, id, known)
	if truceline.KindOf(err) == truceline.NotFoundKind {
		return ReportRecord{}, truceline.NotFound("no report %q was recorded by then; its address or the date is wrong", id)
	}
	if err != nil {
		return ReportRecord{}, err
	}
	reg, err := d.Register(ctx, known)
	if err != nil {
		return ReportRecord{}, err
	}
	g, err := d.gathered(ctx, known)
	if err != nil {
		return ReportRecord{}, err
	}
	r, err := decode[report.Report](row)
	if err != nil {
		return ReportRecord{}, err
	}
	views := []ReportView{{Report: r, Entry: row.Entry, Known: row.Known}}
	sourcesOf(views, reg.Facts.Sources)
	if err := d.judge(ctx, views, known); err != nil {
		return ReportRecord{}, err
	}
	out := ReportRecord{ReportView: views[0], Version: row.Seq, Incident: g.in[id]}
	versions, err := d.store.Versions(ctx, kindReport, id)
	if err != nil {
		return out, err
	}
	for _, v := range versions {
		if known.IsZero() || !v.Known.After(known) {
			out.Versions = append(out.Versions, Version{Seq: v.Seq, Known: v.Known, Entry: v.Entry})
		}
	}
	if out.Judgements, err = d.judgements(ctx, id, known); err != nil {
		return out, err
	}
	if out.File, err = d.fileOf(ctx, row); err != nil {
		return out, err
	}
	out.Proof, err = d.Prove(ctx, row.Entry)
	return out, err
}

// fileOf is the import that wrote a version of a report: the act of the same
// transaction.
func (d *Desk) fileOf(ctx context.Context, row store.Row) (*Taken, error) {
	for act, err := range d.store.List(ctx, store.Query{Kind: kindAct, Prefix: "import:", Known: row.Known}) {
		if err != nil {
			return nil, err
		}
		if !act.Known.Equal(row.Known) {
			continue
		}
		a, err := decode[Act](act)
		if err != nil {
			return nil, err
		}
		t := d.taken(act, a)
		return &t, nil
	}
	return nil, nil
}

// ClaimsOf are the counts of one source as Claims has them, undated ones included
// only for an open span.
func (d *Desk) ClaimsOf(ctx context.Context, id report.SourceID, span truceline.Interval, known time.Time) ([]ClaimRow, error) {
	all, err := d.Claims(ctx, span, known)
	if err != nil {
		return nil, err
	}
	var out []ClaimRow
	for _, c := range all {
		if c.Claim.Source == id {
			out = append(out, ClaimRow{c.Claim, c.Entry, c.Known})
		}
	}
	return out, nil
}

// A ClaimRow is a count with its place in the log.
type ClaimRow struct {
	report.Claim
	Entry int64
	Known time.Time
}

// trimmed is a name of a file without what a folder or a header cannot hold, at
// most 120 bytes of it.
func trimmed(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || strings.ContainsRune(`:*?"<>|`, r) || r == '�' {
			return '_'
		}
		return r
	}, name)
	for len(name) > 120 {
		name = name[1:] // the end says what it is: .csv.gz
		name = strings.ToValidUTF8(name, "")
	}
	return strings.TrimLeft(strings.TrimSpace(name), ".")
}
