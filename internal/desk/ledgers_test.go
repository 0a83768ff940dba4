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
	"github.com/truceline/truceline/cases"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/ledgers"
	"github.com/truceline/truceline/publication"
)

// bundled is a record of the bundled case with its files, not yet evaluated.
func bundled(t testing.TB) *desk.Desk {
	t.Helper()
	d := newDesk(t)
	c := astana(t)
	load(t, d, c)
	dir, _ := cases.Bundled("astana")
	for _, f := range slices.Concat(c.Events, c.Claims) {
		in := desk.Input{Files: dir, Name: f.Path, Format: f.Format, Source: f.Source}
		if _, err := d.Import(t.Context(), "test", in, func(int64, int64) {}); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func year(t testing.TB, d *desk.Desk) truceline.Interval {
	t.Helper()
	reg, err := d.Register(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return truceline.Interval{From: localDay(2017, 1, 1, reg.Zone()).From, To: localDay(2017, 12, 31, reg.Zone()).To}
}

func heldLedgers(t testing.TB, d *desk.Desk, q desk.LedgerQuery) publication.Ledger {
	t.Helper()
	l, err := d.Ledgers(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// tally is how many incidents stand in each cell.
func tally(t ledgers.Tally) [6]int {
	return [6]int{len(t.OnlyA), len(t.Both), len(t.Contradictory), len(t.OnlyB), len(t.Independent), len(t.Unsaid)}
}

// The year 2017 of the bundled case: one observatory against all others. Where
// incidents lie is the same, worked out or read from their evaluations.
func TestLedgersOf2017(t *testing.T) {
	d := bundled(t)
	span := year(t, d)
	spring := desk.LedgerQuery{A: "origin:SOHR", B: "origin:Airwars", Area: "SY11", Span: truceline.Interval{From: span.From, To: span.From.AddDate(0, 3, 0)}}
	before := heldLedgers(t, d, spring)
	evaluate(t, d)
	if diff := cmp.Diff(before.Table, heldLedgers(t, d, spring).Table); diff != "" || before.Incidents == 0 {
		t.Errorf("of %d incidents, evaluated and not: %s", before.Incidents, diff)
	}
	l := heldLedgers(t, d, desk.LedgerQuery{A: "origin:SOHR", B: "rest", Span: span})
	if got, want := tally(l.Table.Total.Certain), [6]int{4802, 322, 0, 463, 0, 0}; l.Incidents != 5587 || got != want || l.Table.Total.Possible.N() != 0 {
		t.Errorf("%d incidents, %v and %d possible; want 5587, %v and none", l.Incidents, got, l.Table.Total.Possible.N(), want)
	}
	if !l.Estimate.Refused() || !strings.Contains(strings.Join(l.Estimate.Refusals, " "), "do not register the strata by area alike") {
		t.Errorf("estimate refused %v with %q", l.Estimate.Refused(), l.Estimate.Refusals)
	}

	counts := heldLedgers(t, d, desk.LedgerQuery{A: "rus", B: "tur", Span: span})
	if c := counts.Counts; c == nil || c.Agreement.N != 27 || c.Agreement.SumX != 264 || c.Agreement.SumY != 272 || c.Agreement.Exact != 0 {
		t.Errorf("the two parts: %+v; want 27 days, 264 and 272, never the same", c)
	}
	if counts.Refused != "" || !counts.Lists[0].Bare || !counts.Lists[1].Bare {
		t.Errorf("refused %q, bare %v and %v; want no refusal and both bare", counts.Refused, counts.Lists[0].Bare, counts.Lists[1].Bare)
	}

	keepers, err := d.Keepers(t.Context(), span, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if o := keepers.Origins[0]; o.Name != "origin:SOHR" || o.Incidents != 4802+322 {
		t.Errorf("the origin most named is %+v, want SOHR with 5,124", o)
	}
	for _, want := range []desk.Keeper{{Name: "ucdp-ged", Incidents: 5587}, {Name: "ru-part", Claims: 100}} {
		if !slices.ContainsFunc(keepers.Sources, func(k desk.Keeper) bool { return cmp.Equal(k, want) }) {
			t.Errorf("the sources %+v lack %+v", keepers.Sources, want)
		}
	}
	if !slices.ContainsFunc(keepers.Parties, func(k desk.Keeper) bool { return k.Name == "rus" && slices.Contains(k.Sources, "ru-part") }) {
		t.Errorf("the parties %+v lack the one for which ru-part speaks", keepers.Parties)
	}
}

const watchMapping = `source: sohr
number: [no]
when: {date: day}
where: {longitude: lon, latitude: lat, name: place, radius_m: 500}
deaths: {best: killed}
constants: {kind: "ucdp:type_of_violence=1"}
`

// With a second source, read through a mapping: what both have, with another
// number of dead, what one has, and what is not certainly of the day.
func TestLedgersOfTwoSources(t *testing.T) {
	d := newDesk(t)
	load(t, d, astana(t))
	ged := func(n int, day, office, name string, lat, lon float64, killed int) string {
		return fmt.Sprintf("%d,1,Government of Syria,Syrian insurgents,%s,1,%s,,,%g,%g,1,%s,%s,%d,%d,%d\n", n, office, name, lat, lon, day, day, killed, killed, killed)
	}
	importCSV(t, d, "ged.csv", "ged", gedHeader+
		ged(1, "2017-06-01", "Reuters", "Idlib", 35.93, 36.63, 2)+
		ged(2, "2017-06-02", "Reuters", "Saraqib", 35.864, 36.805, 3)+
		ged(3, "2017-06-03", "SOHR", "Binnish", 35.955, 36.71, 1)+
		ged(4, "2017-06-04", "", "Hama", 35.13, 36.75, 1))
	files := fstest.MapFS{"watch.csv": {Data: []byte("no,day,lon,lat,place,killed\n" +
		"1,2017-06-01,36.63,35.93,Idlib,2\n2,2017-06-02,36.805,35.864,Saraqib,14\n3,2017-06-09,39.01,35.95,Raqqa,4\n")}}
	if _, err := d.Import(t.Context(), "test", desk.Input{Files: files, Name: "watch.csv", Format: "csv", Mapping: []byte(watchMapping)}, func(int64, int64) {}); err != nil {
		t.Fatal(err)
	}
	evaluate(t, d)

	q := desk.LedgerQuery{A: "ucdp-ged", B: "sohr", Also: []string{"origin:Reuters"}}
	l := heldLedgers(t, d, q)
	if got, want := tally(l.Table.Total.Certain), [6]int{1, 2, 1, 2, 0, 0}; got != want {
		t.Errorf("%v, want %v: GED's event of SOHR is the word of SOHR", got, want)
	}
	if want := []ledgers.Over{{Aspect: incident.OverCount, Incidents: l.Table.Total.Certain.Contradictory}}; !cmp.Equal(l.Table.Total.Certain.Over, want) {
		t.Errorf("they contradict each other over %v, want the number killed", l.Table.Total.Certain.Over)
	}
	r := l.Records["i-ucdp-ged-1"]
	if r.Days != "2017-06-01" || r.Where == "" || len(r.Registered) != 2 {
		t.Errorf("the record %+v lacks its day, its place or its two reports", r)
	}

	before := l
	importCSV(t, d, "more.csv", "ged", gedHeader+ged(5, "2017-06-07", "Reuters", "Hama", 35.13, 36.75, 1))
	after := heldLedgers(t, d, q)
	if got, want := len(after.Table.Total.Certain.OnlyA), 2; got != want {
		t.Errorf("after one more event %d of A only, want %d: an answer that is kept must not outlive what is recorded", got, want)
	}
	at, err := d.Known(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	q.Known = at.Add(-time.Microsecond) // before the event
	if then := heldLedgers(t, d, q); !cmp.Equal(then.Table, before.Table) || !then.Query.Known.Equal(q.Known) {
		t.Errorf("as known before: %v, want what was said before, and the known time", tally(then.Table.Total.Certain))
	}
}

// BenchmarkLedgers is what the page of 2017 waits for, without an answer kept.
func BenchmarkLedgers(b *testing.B) {
	d := bundled(b)
	evaluate(b, d)
	span := year(b, d)
	for i := 0; b.Loop(); i++ {
		heldLedgers(b, d, desk.LedgerQuery{A: "origin:SOHR", B: "rest", Span: truceline.Interval{From: span.From.Add(time.Duration(i)), To: span.To}})
	}
}
