package desk_test

import (
	"bytes"
	"context"
	"testing"
	"testing/fstest"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/cases"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/intake/casedir"
	"github.com/truceline/truceline/publication"
)

// clock ticks a second at every look, from a fixed start.
func clock() func() time.Time {
	t := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	return func() time.Time {
		t = t.Add(time.Second)
		return t
	}
}

func newDesk(t testing.TB) *desk.Desk {
	t.Helper()
	d, err := desk.Create(t.Context(), t.TempDir(), desk.Options{Now: clock()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// astana loads the bundled case.
func astana(t testing.TB) *casedir.Case {
	t.Helper()
	dir, ok := cases.Bundled("astana")
	if !ok {
		t.Fatal("the astana case is not bundled")
	}
	c, err := casedir.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func load(t testing.TB, d *desk.Desk, c *casedir.Case) desk.Loaded {
	t.Helper()
	out, err := d.LoadCase(t.Context(), "test", c)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func importCSV(t testing.TB, d *desk.Desk, name, format, text string) desk.Imported {
	t.Helper()
	files := fstest.MapFS{name: {Data: []byte(text)}}
	out, err := d.Import(t.Context(), "test", desk.Input{Files: files, Name: name, Format: format}, func(int64, int64) {})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func evaluate(t testing.TB, d *desk.Desk) desk.Evaluated {
	t.Helper()
	out, err := d.Evaluate(t.Context(), "test", func(int64, int64) {})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// findings are all findings as known then, as the program prints them.
func findings(t testing.TB, d *desk.Desk, known time.Time) string {
	t.Helper()
	reg, err := d.Register(t.Context(), known)
	if err != nil {
		t.Fatal(err)
	}
	held, err := d.Held(t.Context(), desk.Filter{Known: known})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := publication.FindingsCSV(&b, reg.Zone(), held); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const gedHeader = "id,type_of_violence,side_a,side_b,source_office,where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,date_prec,date_start,date_end,low,best,high\n"

const (
	clash = "1,1,Government of Syria,Syrian insurgents,SOHR,1,Idlib,Idlib Governorate,,35.93,36.63,1,2017-06-01,2017-06-01,1,1,1\n"
	other = "2,1,Government of Syria,IS,SOHR;Reuters News,1,Raqqa,,,35.95,39.01,1,2017-06-02,2017-06-02,2,3,4\n"
	moved = "1,1,Government of Syria,Syrian insurgents,SOHR,1,Hama,Hamah Governorate,,35.13,36.75,1,2017-06-01,2017-06-01,1,1,1\n"
)

func localDay(y int, m time.Month, d int, zone *time.Location) truceline.Interval {
	from := time.Date(y, m, d, 0, 0, 0, 0, zone)
	return truceline.Interval{From: from.UTC(), To: from.AddDate(0, 0, 1).UTC()}
}

// What was known at an earlier time does not change when more becomes known: a
// corrected report, a corrected text, a new finding.
func TestLaterKnowledgeNeverChangesEarlierAnswers(t *testing.T) {
	d := newDesk(t)
	c := astana(t)
	load(t, d, c)
	importCSV(t, d, "a.csv", desk.FormatGED, gedHeader+clash)
	evaluate(t, d)
	known, err := d.Known(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	before := findings(t, d, known)
	order := desk.Order{Kind: publication.Day, Period: localDay(2017, 6, 1, c.Location), Known: known}
	first, err := d.Publish(t.Context(), "test", order)
	if err != nil {
		t.Fatal(err)
	}

	importCSV(t, d, "b.csv", desk.FormatGED, gedHeader+moved+other)
	for i := range c.Facts.Instruments {
		if in := &c.Facts.Instruments[i]; in.ID == "memo_2017_05_04" {
			in.Entries = in.Entries[:1]
			in.Entries[0].At = time.Date(2017, 7, 1, 0, 0, 0, 0, time.UTC)
			in.Entries[0].Before = in.Entries[0].At
		}
	}
	if out := load(t, d, c); out.Changed != 1 {
		t.Fatalf("loading the changed case changed %d records, want 1", out.Changed)
	}
	evaluate(t, d)

	if diff := cmp.Diff(before, findings(t, d, known)); diff != "" {
		t.Errorf("the answers as known at %s moved (-then +now)\n%s", known, diff)
	}
	if before == findings(t, d, time.Time{}) {
		t.Error("the answers of now are those of then: the test shows nothing")
	}
	again, err := d.Publish(t.Context(), "test", order)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first.Files, again.Files); diff != "" || !again.Again {
		t.Errorf("the edition as known at %s is not the same bytes (again=%v)", known, again.Again)
	}
	if err := d.Verify(t.Context(), func(int64, int64) {}); err != nil {
		t.Error(err)
	}
}

func TestImportTwiceAddsNothing(t *testing.T) {
	d := newDesk(t)
	load(t, d, astana(t))
	importCSV(t, d, "a.csv", desk.FormatGED, gedHeader+clash+"3,9,x,y,SOHR,1,a,b,c,1,1,1,2017-06-01,2017-06-01,1,1,1\n")
	before, err := d.LogHead(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	out := importCSV(t, d, "a.csv", desk.FormatGED, gedHeader+clash+"3,9,x,y,SOHR,1,a,b,c,1,1,1,2017-06-01,2017-06-01,1,1,1\n")
	if out.Same != 1 || out.New != 0 || len(out.Refused) != 1 {
		t.Errorf("the second import: %+v", out)
	}
	after, err := d.LogHead(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if before != after {
		t.Errorf("the log grew from %d to %d entries", before.Size, after.Size)
	}
}

// A second evaluation writes nothing, and a changed list moves just the
// findings that rest on it.
func TestEvaluateWritesWhatMoved(t *testing.T) {
	d := newDesk(t)
	c := astana(t)
	load(t, d, c)
	importCSV(t, d, "a.csv", desk.FormatGED, gedHeader+clash+other)
	if out := evaluate(t, d); out.Changed != 2 {
		t.Fatalf("first evaluation: %+v", out)
	}
	if out := evaluate(t, d); out.Changed != 0 || len(out.Moves) != 0 {
		t.Fatalf("second evaluation of the same: %+v", out)
	}
	for i := range c.Facts.Designations {
		if e := &c.Facts.Designations[i]; e.Ref == "QDe.115" {
			e.Delisted = time.Date(2017, 6, 1, 0, 0, 0, 0, time.UTC)
		}
	}
	load(t, d, c)
	out := evaluate(t, d)
	if out.Changed != 1 || out.Moves["excepted -> undetermined"]+out.Moves["excepted -> outside"] == 0 {
		t.Errorf("after ISIL was delisted: %+v", out)
	}
}

func TestAnotherCaseIsRefused(t *testing.T) {
	d := newDesk(t)
	c := astana(t)
	load(t, d, c)
	c.Facts.Case.ID = "elsewhere"
	_, err := d.LoadCase(t.Context(), "test", c)
	if truceline.KindOf(err) != truceline.ConflictKind {
		t.Errorf("got %v, want a Conflict", err)
	}
}

func TestLoadRetractsWhatTheCaseDropped(t *testing.T) {
	d := newDesk(t)
	c := astana(t)
	load(t, d, c)
	known, _ := d.Known(t.Context())
	n := len(c.Facts.Matches)
	c.Facts.Matches = c.Facts.Matches[1:]
	if out := load(t, d, c); out.Retracted != 1 {
		t.Errorf("loaded %+v, want one retracted", out)
	}
	for _, tc := range []struct {
		known time.Time
		want  int
	}{{time.Time{}, n - 1}, {known, n}} {
		reg, err := d.Register(t.Context(), tc.known)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(reg.Facts.Matches); got != tc.want {
			t.Errorf("known %v: %d matches, want %d", tc.known, got, tc.want)
		}
	}
}

// An import that is cancelled leaves whole batches, and the next one goes on.
func TestImportCanBeCancelled(t *testing.T) {
	d := newDesk(t)
	c := astana(t)
	load(t, d, c)
	dir, _ := cases.Bundled("astana")
	in := desk.Input{Files: dir, Name: c.Events[0].Path, Format: c.Events[0].Format}
	ctx, cancel := context.WithCancel(t.Context())
	out, err := d.Import(ctx, "test", in, func(int64, int64) { cancel() })
	if err == nil || out.New == 0 {
		t.Fatalf("cancelled after the first batch: %+v, %v", out, err)
	}
	rest, err := d.Import(t.Context(), "test", in, func(int64, int64) {})
	if err != nil {
		t.Fatal(err)
	}
	if rest.Same != out.New || rest.New+rest.Same != rest.Rows {
		t.Errorf("after %d the next import took %+v", out.New, rest)
	}
}

// The sentences of an incident's page agree with the findings on record.
func TestIncidentAgreesWithItsEvaluation(t *testing.T) {
	d := newDesk(t)
	load(t, d, astana(t))
	importCSV(t, d, "a.csv", desk.FormatGED, gedHeader+clash+other)
	evaluate(t, d)
	held, err := d.Held(t.Context(), desk.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range held {
		view, err := d.Incident(t.Context(), h.Incident.ID, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		got := view.Held.Findings
		for i := range got {
			for j := range got[i].Replies {
				got[i].Replies[j].Because = nil
			}
		}
		if diff := cmp.Diff(h.Findings, got); diff != "" {
			t.Errorf("%s (-on record +worked out again)\n%s", h.Incident.ID, diff)
		}
		if len(view.Reports) != 1 || len(view.Proof) == 0 {
			t.Errorf("%s: %d reports, proof of %d bytes", h.Incident.ID, len(view.Reports), len(view.Proof))
		}
	}
}
