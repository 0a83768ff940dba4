package desk_test

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/report"
)

// proposal is a record in which two reports may be of one event and stand
// apart, for a person to decide.
func proposal(t *testing.T) *desk.Desk {
	t.Helper()
	d := newDesk(t)
	c := astana(t)
	c.Facts.Sources = append(c.Facts.Sources, report.Source{ID: "monitor", Names: truceline.Names{"en": "Local monitor"}})
	w := incident.DefaultWeights()
	w.Version, w.Propose, w.Join = "test-1", -20, 40 // everything within reach waits for a person
	c.Weights = &w
	load(t, d, c)
	importCSV(t, d, "a.csv", "ged", gedHeader+clash)
	files := fstest.MapFS{"b.csv": {Data: []byte(gedHeader + "9,1,Government of Syria,Syrian insurgents,SNHR,1,Idlib,Idlib Governorate,,35.94,36.62,1,2017-06-01,2017-06-01,7,7,8\n")}}
	if _, err := d.Import(t.Context(), "test", desk.Input{Files: files, Name: "b.csv", Format: "ged", Source: "monitor"}, func(int64, int64) {}); err != nil {
		t.Fatal(err)
	}
	return d
}

// A pair that a person held apart waits no more, and comes back when that is
// undone.
func TestAPairHeldApartWaitsNoMore(t *testing.T) {
	d := proposal(t)
	span := truceline.Interval{From: time.Date(2017, 5, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2017, 7, 1, 0, 0, 0, 0, time.UTC)}
	waiting := func() int {
		t.Helper()
		ps, err := d.Proposals(t.Context(), span, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		return len(ps)
	}
	if got := waiting(); got != 1 {
		t.Fatalf("%d pairs wait, want 1", got)
	}
	out, err := d.Apart(t.Context(), "duty editor", "two villages", []string{"ucdp-ged:1", "ucdp-ged:1"}, []string{"monitor:9"})
	if err != nil {
		t.Fatal(err)
	}
	if got := waiting(); got != 0 || out.Stands != "i-ucdp-ged-1" {
		t.Errorf("%d pairs wait and the first stands in %s, want 0 and i-ucdp-ged-1", got, out.Stands)
	}
	all, err := d.Joinings(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	want := []desk.JoinDecision{{Incident: "i-ucdp-ged-1", Decision: incident.Decision{
		ID: out.Decision, Apart: true, Left: []string{"ucdp-ged:1"}, Right: []string{"monitor:9"}, By: "duty editor", Reason: "two villages"}}}
	for i := range all {
		all[i].Known, all[i].Entry = time.Time{}, 0
	}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Errorf("the decisions (-want +got):\n%s", diff)
	}
	if _, err := d.Undo(t.Context(), "chief editor", out.Decision); err != nil {
		t.Fatal(err)
	}
	if got := waiting(); got != 1 {
		t.Errorf("%d pairs wait after the decision was undone, want 1", got)
	}
	views, err := d.Reports(t.Context(), []string{"monitor:9", "nobody:1"}, time.Time{})
	if err != nil || len(views) != 1 || views[0].Source.Names["en"] != "Local monitor" {
		t.Errorf("Reports = %v, %v; want the report of the monitor with its source", views, err)
	}
}

func TestWhatCannotBeHeldApartIsRefused(t *testing.T) {
	d := proposal(t)
	for _, tc := range []struct {
		name string
		a, b []string
		want string
	}{
		{"nothing on one side", []string{"ucdp-ged:1"}, nil, "report: name a report on each side; they are then held apart"},
		{"one report on both sides", []string{"ucdp-ged:1"}, []string{"ucdp-ged:1"}, "report: ucdp-ged:1 stands on both sides; a report cannot be held apart from itself"},
		{"a report that nobody recorded", []string{"ucdp-ged:1"}, []string{"monitor:0"}, `report: there is no report "monitor:0" on record`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := d.Apart(t.Context(), "test", "", tc.a, tc.b)
			if err == nil || err.Error() != tc.want || truceline.KindOf(err) != truceline.InvalidKind {
				t.Errorf("got %v, want %s", err, tc.want)
			}
		})
	}
}
