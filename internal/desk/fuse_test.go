package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/report"
)

// rivals is a record with three sources that may report one event.
func rivals(t *testing.T) *desk.Desk {
	t.Helper()
	d := newDesk(t)
	c := astana(t)
	for _, id := range []report.SourceID{"monitor", "ministry"} {
		c.Facts.Sources = append(c.Facts.Sources, report.Source{ID: id, Names: truceline.Names{"en": string(id)}, Origin: string(id)})
	}
	load(t, d, c)
	return d
}

// say imports rows of GED's form as reports of a source.
func say(t *testing.T, d *desk.Desk, source string, rows ...string) desk.Imported {
	t.Helper()
	name := source + ".csv"
	files := fstest.MapFS{name: {Data: []byte(gedHeader + strings.Join(rows, ""))}}
	out, err := d.Import(t.Context(), "test", desk.Input{Files: files, Name: name, Format: "ged", Source: report.SourceID(source)}, func(int64, int64) {})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// shelling is a row about a village on a day; deaths stand for the event.
func shelling(id, day, deaths int, lat float64) string {
	return fmt.Sprintf("%d,1,Government of Syria,Syrian insurgents,,1,Harbnifsah,Hamah Governorate,,%v,36.63,1,2017-06-%02d,2017-06-%02d,%d,%d,%d\n", id, lat, day, day, deaths, deaths, deaths)
}

// stands are the live incidents as known then, each with its reports.
func stands(t *testing.T, d *desk.Desk, known time.Time) map[incident.ID]string {
	t.Helper()
	held, err := d.Held(t.Context(), desk.Filter{Known: known})
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[incident.ID]string)
	for _, h := range held {
		out[h.Incident.ID] = strings.Join(h.Incident.Reports, " ")
	}
	return out
}

func TestRivalReportsBecomeOneIncident(t *testing.T) {
	d := rivals(t)
	say(t, d, "ucdp-ged", shelling(1, 5, 7, 35.03), shelling(2, 20, 1, 36.2))
	before, err := d.Known(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out := say(t, d, "monitor", shelling(8, 5, 7, 35.031))
	if out.Joined != 1 {
		t.Errorf("%d incidents of several reports, want 1", out.Joined)
	}
	say(t, d, "ministry", shelling(3, 5, 9, 35.029))
	want := map[incident.ID]string{"i-ucdp-ged-1": "ministry:3 monitor:8 ucdp-ged:1", "i-ucdp-ged-2": "ucdp-ged:2"}
	if diff := cmp.Diff(want, stands(t, d, time.Time{})); diff != "" {
		t.Fatal(diff)
	}
	if diff := cmp.Diff(map[incident.ID]string{"i-ucdp-ged-1": "ucdp-ged:1", "i-ucdp-ged-2": "ucdp-ged:2"}, stands(t, d, before)); diff != "" {
		t.Errorf("what was known before moved: %s", diff)
	}
	view, err := d.Incident(t.Context(), "i-ucdp-ged-1", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	in := view.Held.Incident
	if in.Fact != incident.Corroborated || in.Deaths != (report.Range{Low: 7, Best: 9, High: 9}) {
		t.Errorf("fact %s by %v, deaths %+v", in.Fact, in.Origins, in.Deaths)
	}
	if len(in.Why) != 2 || in.Why[0].Weights != "astana-1" || len(in.Why[0].Parts) < 4 {
		t.Errorf("why: %+v", in.Why)
	}
	if !in.Disputed(incident.OverCount) || in.Disputed(incident.OverTime) {
		t.Errorf("contradictions: %+v", in.Contradictions)
	}
}

func TestTheOrderOfImportsDoesNotDecideWhatStandsTogether(t *testing.T) {
	files := []func(*desk.Desk){
		func(d *desk.Desk) { say(t, d, "ucdp-ged", shelling(1, 5, 7, 35.03), shelling(2, 6, 7, 35.03)) },
		func(d *desk.Desk) { say(t, d, "monitor", shelling(8, 5, 7, 35.031), shelling(9, 20, 1, 36.2)) },
		func(d *desk.Desk) { say(t, d, "ministry", shelling(3, 5, 9, 35.029), shelling(4, 20, 1, 36.2)) },
	}
	groups := func(order ...int) []string {
		d := rivals(t)
		for _, i := range order {
			files[i](d)
		}
		var out []string
		for _, reports := range stands(t, d, time.Time{}) {
			out = append(out, reports)
		}
		slices.Sort(out)
		return out
	}
	want := groups(0, 1, 2)
	for _, order := range [][]int{{2, 1, 0}, {1, 0, 2}, {1, 2, 0}} {
		if diff := cmp.Diff(want, groups(order...)); diff != "" {
			t.Errorf("order %v: %s", order, diff)
		}
	}
}

// TestWhatPeopleDecideStandsInLaterImports splits, merges and undoes, each time
// with an import after it.
func TestWhatPeopleDecideStandsInLaterImports(t *testing.T) {
	d := rivals(t)
	say(t, d, "ucdp-ged", shelling(1, 5, 7, 35.03), shelling(2, 20, 1, 36.2))
	say(t, d, "monitor", shelling(8, 5, 7, 35.031))
	split, err := d.Split(t.Context(), "editor", "another village", "i-ucdp-ged-1", "monitor:8")
	if err != nil {
		t.Fatal(err)
	}
	say(t, d, "ministry", shelling(3, 5, 7, 35.029))
	got := stands(t, d, time.Time{})
	if strings.Contains(got["i-ucdp-ged-1"], "monitor:8") || !strings.Contains(got["i-monitor-8"], "monitor:8") {
		t.Errorf("a later import joined again what was split: %v", got)
	}
	merged, err := d.Merge(t.Context(), "editor", "one battle", "i-ucdp-ged-2", "i-monitor-8")
	if err != nil {
		t.Fatal(err)
	}
	say(t, d, "ministry", shelling(3, 5, 7, 35.029), shelling(5, 25, 2, 36.9))
	got = stands(t, d, time.Time{})
	if in := got[merged.Stands]; !strings.Contains(in, "monitor:8") || !strings.Contains(in, "ucdp-ged:2") {
		t.Errorf("a later import parted what was merged: %v", got)
	}
	gone, err := d.Incident(t.Context(), "i-monitor-8", time.Time{})
	if err != nil || gone.Held.Incident.Live() && merged.Stands != "i-monitor-8" {
		t.Errorf("the incident that went into another: %+v, %v", gone.Held.Incident, err)
	}
	head, err := d.Head(t.Context())
	if err != nil || head.Counts["incident"] != int64(len(got)) {
		t.Errorf("%d incidents counted, %d stand, %v", head.Counts["incident"], len(got), err)
	}
	for _, id := range []string{merged.Decision, split.Decision} {
		if _, err := d.Undo(t.Context(), "editor", id); err != nil {
			t.Fatal(err)
		}
	}
	got = stands(t, d, time.Time{})
	if in := got["i-ucdp-ged-1"]; in != "ministry:3 monitor:8 ucdp-ged:1" {
		t.Errorf("after both decisions were undone %q stands together: %v", in, got)
	}
	if _, err := d.Undo(t.Context(), "editor", split.Decision); truceline.KindOf(err) != truceline.ConflictKind {
		t.Errorf("undoing twice: %v", err)
	}
	again, err := d.Fuse(t.Context(), "test", func(int64, int64) {})
	if err != nil || again.Changed != 0 {
		t.Errorf("fusing again changed %d incidents, %v", again.Changed, err)
	}
}

func TestDecisionsOnReportsAreRefused(t *testing.T) {
	d := rivals(t)
	say(t, d, "ucdp-ged", shelling(1, 5, 7, 35.03), shelling(2, 20, 1, 36.2))
	say(t, d, "monitor", shelling(8, 5, 7, 35.031))
	for _, tc := range []struct {
		name string
		do   func() error
		want string
	}{
		{"all reports split off", func() error {
			_, err := d.Split(t.Context(), "e", "", "i-ucdp-ged-1", "ucdp-ged:1", "monitor:8")
			return err
		}, "report: name some of the 2 reports of i-ucdp-ged-1 and leave some, so that both sides hold one"},
		{"a report of another incident", func() error {
			_, err := d.Split(t.Context(), "e", "", "i-ucdp-ged-1", "ucdp-ged:2")
			return err
		}, "report: ucdp-ged:2 does not stand in i-ucdp-ged-1, whose reports are [monitor:8 ucdp-ged:1]"},
		{"an incident with itself", func() error {
			_, err := d.Merge(t.Context(), "e", "", "i-ucdp-ged-1", "i-ucdp-ged-1")
			return err
		}, "incident: i-ucdp-ged-1 is named twice; an incident cannot be merged with itself"},
		{"one incident", func() error {
			_, err := d.Merge(t.Context(), "e", "", "i-ucdp-ged-1")
			return err
		}, "incident: name two incidents or more to merge"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if err := tc.do(); err == nil || err.Error() != tc.want {
				t.Errorf("got %v, want %q", err, tc.want)
			}
		})
	}
}

// TestANewVersionLeavesWhomItStoodWith corrects a report so that it is of
// another event.
func TestANewVersionLeavesWhomItStoodWith(t *testing.T) {
	d := rivals(t)
	say(t, d, "ucdp-ged", shelling(1, 5, 7, 35.03))
	say(t, d, "monitor", shelling(8, 5, 7, 35.031))
	say(t, d, "monitor", shelling(8, 25, 7, 36.9))
	want := map[incident.ID]string{"i-ucdp-ged-1": "ucdp-ged:1", "i-monitor-8": "monitor:8"}
	if diff := cmp.Diff(want, stands(t, d, time.Time{})); diff != "" {
		t.Error(diff)
	}
}
