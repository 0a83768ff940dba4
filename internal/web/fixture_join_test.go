package web

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/report"
)

// rivals gives the incidents their reports, and makes three accounts of the
// third one, which contradict each other.
func (f *fixture) rivals() {
	f.reports = make(map[string]report.Report)
	for i := range f.held {
		in := &f.held[i].Incident
		_, number, _ := strings.Cut(in.Reports[0], ":")
		f.reports[in.Reports[0]] = report.Report{Source: "ucdp-ged", Number: number, Received: report.Digest([]byte(in.ID)), When: in.When, Days: in.Days, WhenBasis: "date_prec 1",
			Where: in.Where, Codes: in.Codes, Form: in.Form, SideA: in.SideA, SideB: in.SideB, Casualties: report.Casualties{Deaths: in.Deaths}, Origins: in.Origins, Outlets: 3}
	}
	third := &f.held[2].Incident
	first := f.reports["ucdp-ged:1003"]
	second := first
	second.Source, second.Number, second.Casualties.Deaths = "monitor", "77", report.Range{Low: 7, Best: 7, High: 7}
	second.When.From, second.When.To, second.Days = at("2018-02-16 04:00"), at("2018-02-16 07:00"), "2018-02-16"
	second.Where.RadiusM, second.Where.Name, second.Where.Lon = 2500, "Mill <ridge>", 36.5
	second.Means, second.Observed, second.Words, second.Lang = []string{"mortar"}, "telephone", "سقوط قذائف هاون على الطاحونة", "ar"
	second.Credibility, second.CredibilityReason = 2, "two callers who did not know of each other"
	third3 := first
	third3.Source, third3.Number, third3.Origins = "centre", "=12/a", nil
	third3.Casualties, third3.Form, third3.SideA, third3.SideB = report.Casualties{Unstated: true}, report.Unsaid, []report.Actor{{Name: "=unnamed gang"}}, nil
	third3.Where.Within, third3.Where.Name, third3.Means = "area_north", "", []string{"tank"}
	third3.Remarks = []string{"its total is not the sum of its parts"}
	for _, r := range []report.Report{second, third3} {
		f.reports[r.ID()] = r
		third.Reports = append(third.Reports, r.ID())
	}
	slices.Sort(third.Reports)
	third.Deaths.High = 7
	third.Contradictions = []incident.Contradiction{
		{Aspect: incident.OverTime, A: "monitor:77", B: "ucdp-ged:1003", SaysA: "2018-02-16", SaysB: "2018-02-10/2018-02-15", Apart: "6 h"},
		{Aspect: incident.OverPlace, A: "monitor:77", B: "ucdp-ged:1003", SaysA: "Mill <ridge>", SaysB: "Old Mill", Apart: "4.5 km"},
		{Aspect: incident.OverActor, A: "centre:=12/a", B: "ucdp-ged:1003", SaysA: "=unnamed gang", SaysB: "Government of X – NB fighters"},
		{Aspect: incident.OverCount, A: "monitor:77", B: "ucdp-ged:1003", SaysA: "7", SaysB: "1 (1–2)", Apart: "6"},
		{Aspect: incident.OverMeans, A: "centre:=12/a", B: "monitor:77", SaysA: "tank", SaysB: "mortar"},
	}
	parts := []incident.Part{{Aspect: "time", Level: "on days that follow each other", Bits: -1.2}, {Aspect: "place", Level: "within 6 km", Bits: 1.4}, {Aspect: "place name", Level: "much the same place name", Bits: 3}, {Aspect: "kind", Level: "the same kind", Bits: 0.9}}
	third.Why = []incident.Why{
		{Report: "monitor:77", With: "ucdp-ged:1003", Score: -0.9, Parts: parts, Weights: "default-1", Decision: "j-1"},
		{Report: "ucdp-ged:1003", With: "centre:=12/a", Score: 7.3, Parts: parts, Weights: "default-1"},
	}
	// Nobody counted the dead of the last but one.
	uncounted := &f.held[len(f.held)-2].Incident
	uncounted.Uncounted, uncounted.Deaths = true, report.Range{}
	r := f.reports[uncounted.Reports[0]]
	r.Casualties = report.Casualties{Unstated: true}
	f.reports[uncounted.Reports[0]] = r
	f.moved = incident.Incident{ID: "i-monitor-77", When: second.When, Days: second.Days, Where: second.Where, Into: third.ID}
}

func (f *fixture) view(id string) ReportView {
	v := ReportView{Report: f.reports[id], Entry: 12, Known: fixtureKnown}
	if v.Report.Source == "centre" {
		v.Judged = &desk.Judgement{Report: id, Grade: 5, Reason: "no shell could reach it", By: "chief editor"}
	}
	for _, s := range f.reg.Facts.Sources {
		if s.ID == v.Report.Source {
			v.Source = s
		}
	}
	return v
}

func (f *fixture) Incident(_ context.Context, id incident.ID, _ time.Time) (IncidentView, error) {
	if id == f.moved.ID {
		return IncidentView{Held: observance.Held{Incident: f.moved, Entry: 51, Known: fixtureKnown, Held: true},
			Versions: []Version{{Seq: 1, Known: fixtureKnown.Add(-time.Hour), Entry: 21}, {Seq: 2, Known: fixtureKnown, Entry: 51}}}, nil
	}
	for _, h := range f.held {
		if h.Incident.ID != id {
			continue
		}
		in := h.Incident
		v := IncidentView{Held: h, Versions: []Version{{Seq: 1, Known: fixtureKnown.Add(-time.Hour), Entry: 20}, {Seq: 2, Known: fixtureKnown, Entry: h.Entry}},
			Proof: json.RawMessage(`{"entry":40,"leaf":"…","hashes":["…"]}`), Weights: "default-1"}
		for _, id := range in.Reports {
			v.Reports = append(v.Reports, f.view(id))
		}
		if len(in.Reports) > 1 {
			all, err := f.Joinings(context.Background(), time.Time{})
			if err != nil {
				return v, err
			}
			slices.Reverse(all)
			v.Decisions = all
			for i, p := range fixtureProposals() {
				v.Near = append(v.Near, desk.NearReport{ReportView: f.view(p.B), With: in.Reports[i], Score: p.Score, Linked: p.Linked, Parts: p.Parts, Incident: p.InB})
			}
		}
		return v, nil
	}
	return IncidentView{}, truceline.NotFound("no incident %q was recorded by then", id)
}

func (f *fixture) Reports(_ context.Context, ids []string, _ time.Time) ([]ReportView, error) {
	var out []ReportView
	for _, id := range ids {
		out = append(out, f.view(id))
	}
	return out, nil
}

func fixtureProposals() []desk.Proposal {
	parts := []incident.Part{{Aspect: "time", Level: "on days that follow each other", Bits: 0.8}, {Aspect: "place", Level: "within 500 m", Bits: 5.1}, {Aspect: "place name", Level: "the same place name", Bits: 4}, {Aspect: "actors", Level: "an actor in common", Bits: 0.3}, {Aspect: "casualties", Level: "numbers that disagree", Bits: -1.1}, {Aspect: "source", Level: "an origin in common", Bits: 0}}
	return []desk.Proposal{
		{A: "monitor:77", B: "ucdp-ged:1004", Score: 4.1, Linked: 3.2, Parts: parts, InA: "i-ucdp-ged-1003", InB: "i-ucdp-ged-1004"},
		{A: "centre:=12/a", B: "ucdp-ged:1004", Score: 2.5, Linked: 2.5, Parts: parts[1:], InA: "i-ucdp-ged-1003", InB: "i-ucdp-ged-1004"},
		{A: "ucdp-ged:1005", B: "monitor:77", Score: 0, Parts: parts, InA: "i-ucdp-ged-1005", InB: "i-ucdp-ged-1003"},
	}
}

func (f *fixture) Proposals(_ context.Context, span truceline.Interval, _ time.Time) ([]desk.Proposal, error) {
	if !span.Contains(day("2018-02-16")) {
		return nil, nil
	}
	return fixtureProposals(), nil
}

func (f *fixture) Weights(context.Context, time.Time) (incident.Weights, error) {
	return incident.DefaultWeights(), nil
}

func (f *fixture) Joinings(context.Context, time.Time) ([]JoinDecision, error) {
	return []JoinDecision{
		{Decision: incident.Decision{ID: "j-1", Left: []string{"ucdp-ged:1003"}, Right: []string{"monitor:77"}, By: "duty editor", Reason: "same <mill>"}, Incident: "i-ucdp-ged-1003", Known: fixtureKnown, Entry: 14},
		{Decision: incident.Decision{ID: "j-2", Apart: true, Left: []string{"centre:=12/a"}, Right: []string{"ucdp-ged:1004"}, By: "chief editor"}, Incident: "i-ucdp-ged-1003", Known: fixtureKnown, Entry: 15},
		{Decision: incident.Decision{ID: "j-3", Apart: true, Left: []string{"centre:=12/a"}, Right: []string{"ucdp-ged:1003"}, By: "duty editor", Reason: "typo"}, Incident: "i-ucdp-ged-1003", Undone: true, UndoneBy: "chief editor", Known: fixtureKnown, Entry: 16},
	}, nil
}

// What is to be written is noted in words, and refused where it would be.

func (f *fixture) joined(what string, args ...any) (desk.Joined, error) {
	if f.readOnly {
		return desk.Joined{}, truceline.Unavailable(nil, "the record is open for reading only")
	}
	f.asked = append(f.asked, fmt.Sprintf(what, args...))
	return desk.Joined{Decision: "j-1", Stands: "i-ucdp-ged-1003"}, nil
}

func (f *fixture) Merge(_ context.Context, by, reason string, ids ...incident.ID) (desk.Joined, error) {
	return f.joined("%s merges %v: %s", by, ids, reason)
}

func (f *fixture) Split(_ context.Context, by, reason string, id incident.ID, reports ...string) (desk.Joined, error) {
	return f.joined("%s splits %v off %s: %s", by, reports, id, reason)
}

func (f *fixture) Apart(_ context.Context, by, reason string, a, b []string) (desk.Joined, error) {
	return f.joined("%s holds %v apart from %v: %s", by, a, b, reason)
}

func (f *fixture) Undo(_ context.Context, by, decision string) (desk.Joined, error) {
	return f.joined("%s undoes %s", by, decision)
}
