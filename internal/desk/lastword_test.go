package desk_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"github.com/truceline/truceline/internal/desk"
)

// gedRow is a row of an event in which so many died.
func gedRow(id, deaths int) string {
	return fmt.Sprintf("%d,1,Government of Syria,Syrian insurgents,SOHR,1,Idlib,Idlib Governorate,,35.93,36.63,1,2017-06-01,2017-06-01,%d,%d,%d\n", id, deaths, deaths, deaths)
}

// deaths is the best count of an event as it stands.
func deaths(t rapid.TB, d *desk.Desk, id int) int {
	t.Helper()
	rs, err := d.Reports(context.Background(), []string{fmt.Sprintf("ucdp-ged:%d", id)}, time.Time{})
	if err != nil || len(rs) != 1 {
		t.Fatalf("event %d: %d reports, %v", id, len(rs), err)
	}
	return rs[0].Report.Casualties.Deaths.Best
}

// Whatever a file says of a report, once or several times, and whatever other
// files said before: its last word stands, each thing that it says is kept as a
// version, and importing it again adds nothing.
func TestTheLastWordOfAFileStands(t *testing.T) {
	d := newDesk(t)
	load(t, d, astana(t))
	base := 0
	rapid.Check(t, func(rt *rapid.T) {
		base += 10
		for n := range rapid.IntRange(1, 4).Draw(rt, "files") {
			said := rapid.SliceOfN(rapid.IntRange(0, 5), 1, 6).Draw(rt, fmt.Sprintf("rows of file %d", n))
			last := map[int]int{}
			var file strings.Builder
			file.WriteString(gedHeader)
			for _, x := range said {
				id, dead := base+x%2, 1+x/2
				file.WriteString(gedRow(id, dead))
				last[id] = dead
			}
			take := func() desk.Imported { return importCSV(t, d, "f.csv", desk.FormatGED, file.String()) }
			if out := take(); out.New+out.Changed+out.Same+len(out.Refused) != len(said) || out.Rows != len(said) {
				rt.Fatalf("of %d rows: %+v", len(said), out)
			}
			for id, want := range last {
				if got := deaths(rt, d, id); got != want {
					rt.Errorf("event %d stands with %d deaths, the file's last word is %d", id, got, want)
				}
			}
			before, err := d.LogHead(t.Context(), time.Time{})
			if err != nil {
				rt.Fatal(err)
			}
			if out := take(); out.New+out.Changed != 0 {
				rt.Errorf("importing it again: %+v", out)
			}
			if after, err := d.LogHead(t.Context(), time.Time{}); err != nil || after != before {
				rt.Errorf("importing it again: the log grew from %d to %d entries (%v)", before.Size, after.Size, err)
			}
		}
	})
}

// The rows of one report may be batches apart, and a dry run foretells it.
func TestTheLastWordOfALargeFileStands(t *testing.T) {
	d := newDesk(t)
	load(t, d, astana(t))
	var file strings.Builder
	file.WriteString(gedHeader + gedRow(1, 1))
	for id := range 2100 {
		file.WriteString(gedRow(100+id, 1))
	}
	file.WriteString(gedRow(1, 2))
	if out := importCSV(t, d, "f.csv", desk.FormatGED, file.String()); out.New != 2101 || out.Changed != 1 || out.Flagged != 1 {
		t.Fatalf("the first import: %+v", out)
	}
	if out := importCSV(t, d, "f.csv", desk.FormatGED, file.String()); out.Same != 2102 || out.New+out.Changed != 0 {
		t.Errorf("the second import: %+v", out)
	}
	back := gedHeader + gedRow(1, 1) // as it was said first
	dry, err := d.Import(t.Context(), "test", desk.Input{Files: fstest.MapFS{"b.csv": {Data: []byte(back)}}, Name: "b.csv", Format: desk.FormatGED, Dry: true}, func(int64, int64) {})
	if err != nil || dry.Changed != 1 || deaths(t, d, 1) != 2 {
		t.Errorf("a dry run of the way back: %+v, %v, and %d deaths stand, want 2", dry, err, deaths(t, d, 1))
	}
	if out := importCSV(t, d, "b.csv", desk.FormatGED, back); out.Changed != 1 || deaths(t, d, 1) != 1 {
		t.Errorf("the way back: %+v, and %d deaths stand, want 1", out, deaths(t, d, 1))
	}
	if err := d.Verify(t.Context(), func(int64, int64) {}); err != nil {
		t.Error(err)
	}
}

// Every change of a report has its act, also one that says word for word what an
// earlier one said.
func TestGoingBackAndForthIsOnRecord(t *testing.T) {
	d := newDesk(t)
	load(t, d, astana(t))
	for n := range 6 {
		importCSV(t, d, fmt.Sprintf("%c.csv", 'a'+n%2), desk.FormatGED, gedHeader+gedRow(1, 1+n%2))
		r, err := d.ReportRecord(t.Context(), "ucdp-ged:1", time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		if r.File == nil || r.Version != n+1 {
			t.Errorf("version %d came in with %v, want version %d of a file", r.Version, r.File, n+1)
		}
	}
}
