package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/bench/measure"
	"github.com/truceline/truceline/internal/rivals"
	"github.com/truceline/truceline/internal/rivals/score"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/place/gazetteer"
	"github.com/truceline/truceline/report"
)

func TestReadClaims(t *testing.T) {
	path := filepath.Join(t.TempDir(), "claims.csv")
	const header = "report_date,period,province_as_reported,place_as_reported,times,alleged_actor\n"
	if err := os.WriteFile(path, []byte(header+"2019-06-04,past 24 h,Latakia,Sandjeka,1,militants\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := readClaims(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got[0].on != "2019-06-04" || got[0].province != "Latakia" || got[0].name != "Sandjeka" || got[0].times != "1" {
		t.Errorf("got %+v", got)
	}
	if err := os.WriteFile(path, []byte("a,b,c,d,e\n1,2,3,4,5\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := readClaims(path); err == nil {
		t.Error("a file of other columns is read as claims")
	}
}

func TestEventsBesideAClaim(t *testing.T) {
	event := func(number string, day int, lon float64) report.Report {
		at := time.Date(2019, 6, day, 0, 0, 0, 0, time.UTC)
		return report.Report{Number: number, When: truceline.Interval{From: at, To: at.AddDate(0, 0, 1)}, Where: place.Place{Point: place.Point{Lon: lon, Lat: 35}}}
	}
	ground := rivals.Ground{Zone: time.UTC, Reports: []report.Report{
		event("two days before", 2, 36), event("the day before", 3, 36.05), event("that day", 4, 36.02), event("the day after", 5, 36), event("too far", 4, 36.2),
	}}
	c := claim{on: "2019-06-04", resolved: gazetteer.Resolution{Verdict: gazetteer.Resolved, Candidates: []gazetteer.Candidate{{Entry: &gazetteer.Entry{Lon: 36, Lat: 35}}}}}
	if err := c.beside(ground); err != nil {
		t.Fatal(err)
	}
	if c.events != 2 || c.nearest != "GED that day: , 0 dead" || c.nearestOn != "2019-06-04" || int(c.nearestM) != 1821 {
		t.Errorf("got %d events, nearest %s on %s, %.0f m", c.events, c.nearest, c.nearestOn, c.nearestM)
	}
	open := claim{on: "2019-06-04", resolved: gazetteer.Resolution{Verdict: gazetteer.Ambiguous}}
	if err := open.beside(ground); err != nil || open.events != 0 {
		t.Errorf("a place that is not resolved has %d events, %v", open.events, err)
	}
}

func TestTruthSectionShowsWhatRan(t *testing.T) {
	naive := score.Figures{TrueN: 7, Precision: 0.5, Recall: 0.25, F1: 1. / 3}
	got := truthSection([]*truthSet{
		{name: "not run"},
		{name: "headlines", ran: true, aim: "an aim", naive: &naive, result: score.Result{ReportsN: 9, AveragePrecision: 0.125,
			Groups: score.Figures{SaidN: 3, TrueN: 7, Precision: 1, Recall: 0.5, F1: 2. / 3}, BCubed: score.BCubed{Precision: 0.9, Recall: 0.8, F1: 0.85}, Proposed: score.Figures{SaidN: 5, Precision: 0.4, Recall: 0.3, F1: 0.34}}},
		{name: "no join", ran: true, aim: "-", result: score.Result{ReportsN: 2, Groups: score.Figures{TrueN: 1}}},
	})
	want := [][]string{
		{"headlines: 9", "7", "1.000", "0.500", "0.667", "0.900", "0.800", "0.850", "0.400", "0.300", "0.340", "0.125", "an aim"},
		{"the same, all pairs of one day", "7", "-", "-", "-", "-", "-", "-", "0.500", "0.250", "0.333", "-", "-"},
		{"no join: 2", "1", "-", "-", "-", "0.000", "0.000", "0.000", "-", "-", "-", "0.000", "-"},
	}
	if d := cmp.Diff(want, got.Rows); d != "" {
		t.Error(d)
	}
	for _, row := range got.Rows {
		if len(row) != len(got.Header) {
			t.Errorf("%q has %d cells below a header of %d", row[0], len(row), len(got.Header))
		}
	}
}

func TestSameRefusesAnotherAnswer(t *testing.T) {
	side := same(answering("one", "one", "two"))
	for range 2 {
		if _, err := side(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := side(t.Context()); err == nil {
		t.Error("another answer than before passes")
	}
	var _ measure.Side = side
}
