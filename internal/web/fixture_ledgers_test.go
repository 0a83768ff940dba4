package web

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/ledgers"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/publication"
	"github.com/truceline/truceline/report"
)

// Ledgers holds the fixture's incidents and counts as the desk would.
func (f *fixture) Ledgers(_ context.Context, q desk.LedgerQuery) (publication.Ledger, error) {
	var records []publication.LedgerRecord
	for _, h := range f.held {
		in := h.Incident
		if !q.Span.Meets(in.When) || len(in.Reports) == 0 {
			continue
		}
		var of []report.Report
		for _, id := range in.Reports {
			of = append(of, f.reports[id])
		}
		var areas []ledgers.Lying
		may := q.Area == ""
		for _, a := range h.Areas {
			may = may || a.Area == q.Area
			if x, ok := f.reg.Area(a.Area); ok && (x.Kind == publication.Division || a.Area == q.Area) {
				areas = append(areas, ledgers.Lying{Area: a.Area, Answer: a.Answer})
			}
		}
		if may {
			records = append(records, publication.LedgerRecord{Entry: ledgers.EntryOf(in, of, areas), Days: in.Days, Where: in.Where.Name})
		}
	}
	var claims []report.Claim
	for _, c := range ledgerClaims() {
		if c.Period == (truceline.Interval{}) || q.Span.Meets(c.Period) {
			claims = append(claims, c)
		}
	}
	return publication.HoldLedgers(f.reg, q, records, claims)
}

func (f *fixture) Keepers(_ context.Context, span truceline.Interval, _ time.Time) (desk.Keepers, error) {
	n := make(map[string]int)
	for _, h := range f.held {
		if !span.Meets(h.Incident.When) {
			continue
		}
		for _, o := range h.Incident.Origins {
			n[o]++
		}
	}
	var out desk.Keepers
	for _, o := range []string{"SOHR", "LCC", "AFP", "Reuters"} {
		if n[o] > 0 {
			out.Origins = append(out.Origins, desk.Keeper{Name: "origin:" + o, Incidents: n[o]})
		}
	}
	if len(out.Origins) > 0 {
		out.Sources = []desk.Keeper{{Name: "ucdp-ged", Incidents: 14}, {Name: "monitor", Incidents: 1, Claims: 6}, {Name: "centre", Claims: 6}}
		out.Parties = []desk.Keeper{{Name: "guarantor", Sources: []report.SourceID{"talker", "walker"}, Claims: 9}}
	}
	return out, nil
}

// ledgerClaims are made-up counts of two sources that only count, five days of
// which both have, by the 24 hours before a bulletin, and of one that reports.
func ledgerClaims() []report.Claim {
	var out []report.Claim
	add := func(source report.SourceID, d, n int, areas ...place.AreaID) {
		on := time.Date(2018, 2, 20+d, 0, 0, 0, 0, time.UTC)
		c := report.Claim{
			Source: source, Number: fmt.Sprintf("B%d/%v", d, areas), Bulletin: fmt.Sprintf("B%d", d), Origin: "Ministry <of Defence>", Metric: "violations registered",
			Areas: areas, Count: n, Total: len(areas) == 0, Published: on.Format(time.DateOnly), Dated: "day",
			Period: truceline.Interval{From: on.AddDate(0, 0, -1).Add(-2 * time.Hour), To: on.AddDate(0, 0, 1).Add(-2 * time.Hour)},
		}
		out = append(out, c)
	}
	for d, n := range []int{12, 9, 15, 12, 30} {
		add("talker", d, n)
		add("walker", d, []int{14, 9, 4, 14, 21}[d])
		add("talker", d, n/3, "SY07")
		add("walker", d, n/4, "SY07")
	}
	add("talker", 7, 3)
	add("walker", 8, 0, "SY03", "SY05")
	out[len(out)-1].Uncounted = true
	undated := out[0]
	undated.Number, undated.Period, undated.Published = "=B9", truceline.Interval{}, ""
	monitored := out[0]
	monitored.Source, monitored.Origin, monitored.Published = "monitor", "", ""
	monitored.Period.To = monitored.Period.From.Add(24 * time.Hour)
	monitored.Number = strings.ReplaceAll(monitored.Number, "B", "M")
	return append(out, undated, monitored)
}
