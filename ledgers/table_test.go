package ledgers_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/ledgers"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

var (
	north = ledgers.Side{ID: "north", Name: "the North", Sources: []report.SourceID{"north-army"}, Origins: []string{"Northern staff"}}
	south = ledgers.Side{ID: "south", Name: "the South", Sources: []report.SourceID{"south-tv", "south-post"}}
	zone  = time.FixedZone("case", 2*60*60)
)

// on is a whole local day, hours a part of it or of more.
func on(day string) truceline.Interval { return hours(day, 0, 24) }

func hours(day string, from, to int) truceline.Interval {
	d, err := time.ParseInLocation(time.DateOnly, day, zone)
	if err != nil {
		panic(err)
	}
	return truceline.Interval{From: d.Add(time.Duration(from) * time.Hour).UTC(), To: d.Add(time.Duration(to) * time.Hour).UTC()}
}

func in(areas ...place.AreaID) []ledgers.Lying {
	var out []ledgers.Lying
	for _, a := range areas {
		out = append(out, ledgers.Lying{Area: a, Answer: truceline.Yes})
	}
	return out
}

func maybe(areas ...place.AreaID) []ledgers.Lying {
	out := in(areas...)
	for i := range out {
		out[i].Answer = truceline.Unknown
	}
	return out
}

// by is a registration by a source, of the origins that follow.
func by(source report.SourceID, origins ...string) ledgers.Registration {
	return ledgers.Registration{Report: string(source) + ":" + strings.Join(origins, "+"), Source: source, Origins: origins}
}

func TestWhoseWordAReportIs(t *testing.T) {
	for _, tc := range []struct {
		name string
		regs []ledgers.Registration
		want string
	}{
		{"a source of A without an origin is A's word", []ledgers.Registration{by("north-army")}, "only A"},
		{"a source of A whose only origin is B's is not A's word", []ledgers.Registration{by("south-tv", "Northern staff")}, "only A"},
		{"a side's own source that quotes an origin of no side is its word", []ledgers.Registration{by("south-tv", "an eyewitness")}, "only B"},
		{"spelling of an origin in another case is the same origin", []ledgers.Registration{by("un", " northern STAFF")}, "only A"},
		{"an outlet of neither that repeats A's origin is A's word", []ledgers.Registration{by("wire", "Northern staff")}, "only A"},
		{"two outlets that repeat one origin of A are A's word once", []ledgers.Registration{by("wire", "Northern staff"), by("south-tv", "Northern staff")}, "only A"},
		{"one report of both sides' origins is the word of both", []ledgers.Registration{by("south-tv", "Northern staff", "a doctor")}, "both"},
		{"each side by itself", []ledgers.Registration{by("north-army"), by("south-post")}, "both"},
		{"an origin of neither, beside A, leaves it A's", []ledgers.Registration{by("north-army"), by("un", "UN patrol")}, "only A"},
		{"an origin of neither alone is independent", []ledgers.Registration{by("un", "UN patrol")}, "independent"},
		{"a source of neither without an origin is nobody's word that could be named", []ledgers.Registration{by("blog")}, "unsaid"},
		{"a known independent origin outweighs an unknown one", []ledgers.Registration{by("blog"), by("un", "UN patrol")}, "independent"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			table, err := ledgers.Compare([]ledgers.Entry{{ID: "i1", When: on("2026-02-01"), Registered: tc.regs}}, north, south, ledgers.Options{Zone: zone})
			if err != nil {
				t.Fatal(err)
			}
			c := table.Total.Certain
			got := ""
			for _, cell := range []struct {
				name string
				ids  []incident.ID
			}{{"only A", c.OnlyA}, {"only B", c.OnlyB}, {"both", c.Both}, {"independent", c.Independent}, {"unsaid", c.Unsaid}} {
				if len(cell.ids) > 0 {
					got += cell.name
				}
			}
			if got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func entries() []ledgers.Entry {
	return []ledgers.Entry{
		{ID: "i1", When: hours("2026-02-01", 5, 6), Areas: in("A1"), Registered: []ledgers.Registration{by("north-army")}},
		{ID: "i2", When: on("2026-02-01"), Areas: in("A1"), Registered: []ledgers.Registration{by("north-army"), by("south-tv")},
			Contradictions: []incident.Contradiction{
				{Aspect: incident.OverCount, A: "north-army:", B: "south-tv:"},
				{Aspect: incident.OverTime, A: "north-army:", B: "south-tv:"},
			}},
		{ID: "i3", When: on("2026-02-02"), Areas: in("A2"), Registered: []ledgers.Registration{by("south-tv"), by("south-post"), by("north-army")},
			Contradictions: []incident.Contradiction{{Aspect: incident.OverCount, A: "south-post:", B: "south-tv:"}}},
		{ID: "i4", When: hours("2026-02-01", 20, 28), Areas: in("A1"), Registered: []ledgers.Registration{by("south-tv")}},
		{ID: "i5", When: on("2026-02-02"), Areas: maybe("A1", "A2"), Registered: []ledgers.Registration{by("un", "UN patrol")}},
		{ID: "i6", When: hours("2026-02-01", 0, 24*60), Areas: in("A1"), Registered: []ledgers.Registration{by("blog")}},
		{ID: "i7", When: on("2026-02-02"), Registered: []ledgers.Registration{by("north-army")}},
		{ID: "i8", Areas: in("A2"), Registered: []ledgers.Registration{by("south-post")}},
		{ID: "i9", When: on("2026-02-02"), Areas: in("A1")}, // no report is left
	}
}

// lines prints a table one row a line: day, area, certain, possible.
func lines(t ledgers.Table) string {
	var b strings.Builder
	ids := func(name string, ids []incident.ID) string {
		var s []string
		for _, id := range ids {
			s = append(s, string(id))
		}
		if len(s) == 0 {
			return ""
		}
		return " " + name + "=" + strings.Join(s, ",")
	}
	tally := func(t ledgers.Tally) string {
		s := ids("A", t.OnlyA) + ids("B", t.OnlyB) + ids("both", t.Both) + ids("independent", t.Independent) + ids("unsaid", t.Unsaid)
		for _, o := range t.Over {
			s += ids("over "+string(o.Aspect), o.Incidents)
		}
		return s
	}
	row := func(kind string, r ledgers.Row) {
		b.WriteString(kind + " " + r.Day + "/" + string(r.Area) + ":" + tally(r.Certain))
		if p := tally(r.Possible); p != "" {
			b.WriteString(" ; possible" + p)
		}
		b.WriteByte('\n')
	}
	row("total", t.Total)
	for _, r := range t.ByDay {
		row("day", r)
	}
	for _, r := range t.ByArea {
		row("area", r)
	}
	for _, r := range t.Rows {
		row("row", r)
	}
	return b.String()
}

func TestCompareByDayAndArea(t *testing.T) {
	table, err := ledgers.Compare(entries(), north, south, ledgers.Options{Zone: zone})
	if err != nil {
		t.Fatal(err)
	}
	want := `total /: A=i1,i7 B=i4,i8 both=i2,i3 independent=i5 unsaid=i6 over time=i2 over count=i2
day 2026-02-01/: A=i1 both=i2 over time=i2 over count=i2 ; possible B=i4
day 2026-02-02/: A=i7 both=i3 independent=i5 ; possible B=i4
day /: ; possible B=i8 unsaid=i6
area /A1: A=i1 B=i4 both=i2 unsaid=i6 over time=i2 over count=i2 ; possible independent=i5
area /A2: B=i8 both=i3 ; possible independent=i5
area /: A=i7
row 2026-02-01/A1: A=i1 both=i2 over time=i2 over count=i2 ; possible B=i4
row 2026-02-02/A1: ; possible B=i4 independent=i5
row 2026-02-02/A2: both=i3 ; possible independent=i5
row 2026-02-02/: A=i7
row /A1: ; possible unsaid=i6
row /A2: ; possible B=i8
`
	if d := cmp.Diff(want, lines(table)); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

func TestCompareOfASpanAndAreas(t *testing.T) {
	table, err := ledgers.Compare(entries(), north, south, ledgers.Options{Zone: zone, During: on("2026-02-01"), Areas: []place.AreaID{"A1"}})
	if err != nil {
		t.Fatal(err)
	}
	// i4 ends after midnight, i6 may be of any day of two months: both only possible.
	want := `total /: A=i1 both=i2 over time=i2 over count=i2 ; possible B=i4 unsaid=i6
day 2026-02-01/: A=i1 both=i2 over time=i2 over count=i2 ; possible B=i4
day /: ; possible unsaid=i6
area /A1: A=i1 both=i2 over time=i2 over count=i2 ; possible B=i4 unsaid=i6
row 2026-02-01/A1: A=i1 both=i2 over time=i2 over count=i2 ; possible B=i4
row /A1: ; possible unsaid=i6
`
	if d := cmp.Diff(want, lines(table)); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

func TestCompareWords(t *testing.T) {
	table, err := ledgers.Compare(entries(), north, south, ledgers.Options{Zone: zone, During: on("2026-02-01"), Areas: []place.AreaID{"A1"}})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"2 incidents: 1 registered by the North only, 0 by the South only, 1 by both, 0 by independent origins only.",
		"Of those that both registered, the two contradict each other on 1: over time 1 and count 1.",
		"Beside these, 2 incidents may or may not belong here: the day or the place is not certain.",
	}
	if d := cmp.Diff(want, table.Words()); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	empty, err := ledgers.Compare(nil, north, south, ledgers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"Nobody registered an incident, which does not say that there was none."}, empty.Words()); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

func TestSidesThatCannotBeToldApart(t *testing.T) {
	for _, tc := range []struct {
		name string
		a, b ledgers.Side
		want string
	}{
		{"one source on both", north, ledgers.Side{ID: "x", Sources: []report.SourceID{"north-army"}},
			"sides: the source north-army belongs to the North and to x; a source keeps one ledger"},
		{"one origin on both", north, ledgers.Side{ID: "x", Origins: []string{"northern staff"}},
			`sides: "northern staff" is an origin of the North and of x; what both have from one origin is one account`},
		{"a side of nothing", north, ledgers.Side{ID: "x"},
			"sides: x has neither a source nor an origin, so that nothing could be its word"},
		{"a side without an id", ledgers.Side{Origins: []string{"o"}}, south, "sides: side 1 has no id"},
		{"a side against itself", north, ledgers.Side{ID: "north", Origins: []string{"o"}},
			`sides: the id "north" stands twice; a side cannot be held against itself`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := ledgers.Compare(nil, tc.a, tc.b, ledgers.Options{})
			if err == nil || err.Error() != tc.want || truceline.KindOf(err) != truceline.InvalidKind {
				t.Errorf("got %v, want %s", err, tc.want)
			}
		})
	}
}

// someEntries draws incidents of every kind: known and unknown days and places,
// any registrations, contradictions between any of their reports.
func someEntries() *rapid.Generator[[]ledgers.Entry] {
	sources := []report.SourceID{"north-army", "south-tv", "south-post", "un", "blog"}
	origins := []string{"Northern staff", "UN patrol", "a doctor"}
	one := rapid.Custom(func(t *rapid.T) ledgers.Entry {
		var e ledgers.Entry
		if rapid.Bool().Draw(t, "dated") {
			from := rapid.IntRange(0, 24*20).Draw(t, "from")
			e.When = hours("2026-02-01", from, from+rapid.SampledFrom([]int{0, 1, 24, 100, 24 * 40}).Draw(t, "for"))
		}
		for _, a := range rapid.SliceOfNDistinct(rapid.SampledFrom([]place.AreaID{"A1", "A2", "A3"}), 0, 2, rapid.ID).Draw(t, "areas") {
			e.Areas = append(e.Areas, ledgers.Lying{Area: a, Answer: rapid.SampledFrom([]truceline.Answer{truceline.Yes, truceline.Unknown}).Draw(t, "lies")})
		}
		for i := range rapid.IntRange(0, 4).Draw(t, "reports") {
			r := by(rapid.SampledFrom(sources).Draw(t, "source"), rapid.SliceOfNDistinct(rapid.SampledFrom(origins), 0, 2, rapid.ID).Draw(t, "origins")...)
			r.Report = string(rune('a' + i))
			e.Registered = append(e.Registered, r)
		}
		for i := range e.Registered {
			for j := range i {
				if rapid.Bool().Draw(t, "contradict") {
					e.Contradictions = append(e.Contradictions, incident.Contradiction{
						Aspect: rapid.SampledFrom(incident.Disputes).Draw(t, "aspect"), A: string(rune('a' + j)), B: string(rune('a' + i))})
				}
			}
		}
		e.Deaths = report.Range{Best: rapid.IntRange(0, 20).Draw(t, "deaths")}
		return e
	})
	return rapid.Custom(func(t *rapid.T) []ledgers.Entry {
		out := rapid.SliceOfN(one, 0, 30).Draw(t, "entries")
		for i := range out {
			out[i].ID = incident.ID(rune('A'+i/10)) + incident.ID(rune('0'+i%10))
		}
		return out
	})
}

func TestTableProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := someEntries().Draw(t, "all")
		opts := ledgers.Options{Zone: zone}
		if rapid.Bool().Draw(t, "a span") {
			opts.During = hours("2026-02-03", 0, 24*7)
		}
		if rapid.Bool().Draw(t, "an area") {
			opts.Areas = []place.AreaID{"A1", "A2"}
		}
		table, err := ledgers.Compare(all, north, south, opts)
		if err != nil {
			t.Fatal(err)
		}
		// the order of the entries does not matter
		shuffled := slices.Clone(all)
		rand.New(rand.NewPCG(1, uint64(len(all)))).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		again, err := ledgers.Compare(shuffled, north, south, opts)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(table, again, cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("in another order: %s", d)
		}
		// exchanging the sides exchanges the cells, and nothing else
		other, err := ledgers.Compare(all, south, north, opts)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(table.Total.Certain.OnlyA, other.Total.Certain.OnlyB); d != "" {
			t.Fatalf("sides exchanged: %s", d)
		}
		if d := cmp.Diff(table.Total.Certain.Both, other.Total.Certain.Both); d != "" {
			t.Fatalf("sides exchanged: %s", d)
		}
		// every incident with a report stands in one cell of the total, or is not asked for
		if !opts.During.From.IsZero() || len(opts.Areas) > 0 {
			return
		}
		n := 0
		for _, e := range all {
			if len(e.Registered) > 0 {
				n++
			}
		}
		if got := table.Total.Certain.N() + table.Total.Possible.N(); got != n {
			t.Fatalf("%d incidents in the total, want %d", got, n)
		}
		// what is certain of a day is certain of one day only
		days := 0
		for _, r := range table.ByDay {
			days += r.Certain.N()
		}
		if days > n {
			t.Fatalf("%d incidents are certain of a day, of %d", days, n)
		}
		for _, r := range table.Rows {
			if len(r.Certain.Contradictory) > len(r.Certain.Both) {
				t.Fatal("more contradictory than both")
			}
		}
	})
}
