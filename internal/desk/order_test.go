package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/report"
)

// Which reports stand together does not depend on which file came first, nor on
// how the rows were divided into files: only on what each source says last.
func TestOrderOfImportsDoesNotMatter(t *testing.T) {
	sources := []report.SourceID{"ucdp-ged", "monitor", "post"}
	desks := make([]*desk.Desk, 3)
	for i := range desks {
		desks[i] = newDesk(t)
		c := astana(t)
		for _, s := range sources[1:] {
			c.Facts.Sources = append(c.Facts.Sources, report.Source{ID: s, Names: truceline.Names{"en": string(s)}})
		}
		load(t, desks[i], c)
	}
	take := func(d *desk.Desk, source report.SourceID, rows ...string) {
		files := fstest.MapFS{"f.csv": {Data: []byte(gedHeader + strings.Join(rows, ""))}}
		if _, err := d.Import(t.Context(), "test", desk.Input{Files: files, Name: "f.csv", Format: desk.FormatGED, Source: source}, func(int64, int64) {}); err != nil {
			t.Fatal(err)
		}
	}
	day := time.Date(2017, 1, 1, 0, 0, 0, 0, time.UTC)
	id, several := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		day = day.AddDate(0, 0, 10) // out of reach of what came before
		id += 100
		row := func(source, n int, label string) string {
			on := day.AddDate(0, 0, rapid.IntRange(0, 2).Draw(rt, label+" day")).Format(time.DateOnly)
			lat := 35.9 + 0.02*float64(rapid.IntRange(0, 4).Draw(rt, label+" place"))
			side := rapid.SampledFrom([]string{"Syrian insurgents", "IS"}).Draw(rt, label+" side")
			dead := rapid.IntRange(1, 3).Draw(rt, label+" dead")
			return fmt.Sprintf("%d,1,Government of Syria,%s,%s,%d,Idlib,Idlib Governorate,,%.2f,36.63,1,%s,%s,%d,%d,%d\n",
				id+n, side, []string{"SOHR", "SNHR", "Reuters News"}[source], rapid.IntRange(1, 2).Draw(rt, label+" exact"), lat, on, on, dead, dead, dead)
		}
		files := make([][]string, len(sources))
		for s := range files {
			for n := range rapid.IntRange(1, 5).Draw(rt, "rows") {
				files[s] = append(files[s], row(s, n, fmt.Sprintf("%s %d", sources[s], n)))
			}
		}
		mended := row(0, 0, "correction") // of the first source's first report

		take(desks[0], sources[0], files[0]...)
		take(desks[0], sources[1], files[1]...)
		take(desks[0], sources[2], files[2]...)
		take(desks[0], sources[0], mended)

		take(desks[1], sources[2], files[2]...)
		take(desks[1], sources[1], files[1]...)
		take(desks[1], sources[0], files[0]...)
		take(desks[1], sources[0], mended)

		mixed := rapid.Permutation(files[1]).Draw(rt, "order")
		at := rapid.IntRange(0, len(mixed)).Draw(rt, "cut")
		take(desks[2], sources[1], mixed[:at]...)
		take(desks[2], sources[0], append(files[0][1:], mended)...)
		take(desks[2], sources[1], mixed[at:]...)
		take(desks[2], sources[2], files[2]...)

		span := truceline.Interval{From: day.AddDate(0, 0, -2), To: day.AddDate(0, 0, 6)}
		groups := func(d *desk.Desk) (out []string) {
			held, err := d.Held(t.Context(), desk.Filter{Span: span})
			if err != nil {
				rt.Fatal(err)
			}
			for _, h := range held {
				out = append(out, strings.Join(h.Incident.Reports, " "))
				if len(h.Incident.Reports) > 1 {
					several++
				}
			}
			slices.Sort(out)
			return out
		}
		want := groups(desks[0])
		for i, d := range desks[1:] {
			if diff := cmp.Diff(want, groups(d)); diff != "" {
				rt.Fatalf("in order %d other reports stand together (-first order +this one)\n%s", i+1, diff)
			}
		}
	})
	if several == 0 {
		t.Error("no two reports ever stood together: the test shows nothing")
	}
	for i, d := range desks {
		head, err := d.LogHead(t.Context(), time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		if out, err := d.Fuse(t.Context(), "test", func(int64, int64) {}); err != nil || out.Changed != 0 {
			t.Errorf("desk %d: fusing all again changed %d incidents (%v)", i, out.Changed, err)
		}
		if after, err := d.LogHead(t.Context(), time.Time{}); err != nil || after != head {
			t.Errorf("desk %d: fusing all again wrote to the log (%v)", i, err)
		}
		if err := d.Verify(t.Context(), func(int64, int64) {}); err != nil {
			t.Error(err)
		}
	}
}

// A report that moves elsewhere no longer keeps another one of its source from
// those that it stood with: they come together, and nothing stands twice.
func TestACorrectedReportMakesRoom(t *testing.T) {
	d := newDesk(t)
	c := astana(t)
	c.Facts.Sources = append(c.Facts.Sources, report.Source{ID: "monitor", Names: truceline.Names{"en": "Local monitor"}})
	load(t, d, c)
	row := func(id int, lat float64, day string) string {
		return fmt.Sprintf("%d,1,Government of Syria,Syrian insurgents,SOHR,1,Idlib,Idlib Governorate,,%.2f,36.63,1,%s,%s,2,2,2\n", id, lat, day, day)
	}
	stand := func(source report.SourceID, rows ...string) (groups []string) {
		t.Helper()
		files := fstest.MapFS{"f.csv": {Data: []byte(gedHeader + strings.Join(rows, ""))}}
		if _, err := d.Import(t.Context(), "test", desk.Input{Files: files, Name: "f.csv", Format: desk.FormatGED, Source: source}, func(int64, int64) {}); err != nil {
			t.Fatal(err)
		}
		held, err := d.Held(t.Context(), desk.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range held {
			groups = append(groups, strings.Join(h.Incident.Reports, " "))
		}
		slices.Sort(groups)
		return groups
	}
	stand("monitor", row(1, 35.93, "2017-06-01"))
	if diff := cmp.Diff([]string{"monitor:1 ucdp-ged:1", "ucdp-ged:2"}, stand("ucdp-ged", row(1, 35.93, "2017-06-01"), row(2, 35.94, "2017-06-01"))); diff != "" {
		t.Fatalf("the nearer one stands with the monitor's (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"monitor:1 ucdp-ged:2", "ucdp-ged:1"}, stand("ucdp-ged", row(1, 33.51, "2017-09-01"))); diff != "" {
		t.Errorf("when it moves, the other one does (-want +got)\n%s", diff)
	}
	if out, err := d.Fuse(t.Context(), "test", func(int64, int64) {}); err != nil || out.Changed != 0 {
		t.Errorf("fusing all again changed %d incidents (%v)", out.Changed, err)
	}
}
