package ledgers_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/ledgers"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

func lists(sides ...ledgers.Side) []ledgers.List {
	var out []ledgers.List
	for _, s := range sides {
		out = append(out, ledgers.List{Side: s})
	}
	return out
}

var un = ledgers.Side{ID: "un", Name: "UN patrols", Origins: []string{"UN patrol"}}

// crowd makes n incidents that the lists of a history registered, in an area.
func crowd(n int, area place.AreaID, deaths int, regs ...ledgers.Registration) []ledgers.Entry {
	var out []ledgers.Entry
	for i := range n {
		out = append(out, ledgers.Entry{
			ID:   incident.ID(fmt.Sprintf("%s-%d-%v-%03d", area, deaths, regs, i)),
			When: on("2026-02-01"), Areas: in(area), Deaths: report.Range{Best: deaths}, Registered: regs,
		})
	}
	return out
}

func TestCaptureRefusesInWords(t *testing.T) {
	good := []int{0, 40, 30, 60}
	for _, tc := range []struct {
		name string
		o    ledgers.Overlap
		want string
	}{
		{"bare counts", ledgers.Overlap{Lists: []ledgers.List{{Side: north, Bare: true}, {Side: south}}, Counts: good},
			"The North gives bare counts, and bare counts have no identity"},
		{"a list that covers a part", ledgers.Overlap{Lists: []ledgers.List{{Side: north}, {Side: south, Partial: "its bulletins never name A2"}}, Counts: good},
			"The South covers only a part of what is asked: its bulletins never name A2. What it cannot register would be taken for what it missed."},
		{"lists of one origin", ledgers.Overlap{Lists: lists(north, ledgers.Side{ID: "x", Origins: []string{"northern staff"}}), Counts: good},
			"The North and x share the origin Northern staff"},
		{"lists of one source", ledgers.Overlap{Lists: lists(north, ledgers.Side{ID: "x", Sources: []report.SourceID{"north-army"}}), Counts: good},
			"The North and x share the source north-army"},
		{"a list of nothing", ledgers.Overlap{Lists: lists(north, south), Counts: []int{0, 40, 0, 0}},
			"The South registered none of the incidents"},
		{"an overlap of six", ledgers.Overlap{Lists: lists(north, south), Counts: []int{0, 40, 30, 6}},
			"The North shares 6 incidents with the South; with fewer than 7"},
		{"a third list that shares too few", ledgers.Overlap{Lists: lists(north, south, un), Counts: []int{0, 40, 30, 60, 9, 1, 2, 3}},
			"UN patrols shares 6 incidents with any other list"},
		{"far more missing than registered", ledgers.Overlap{Lists: lists(north, south, un), Counts: []int{0, 400, 300, 9, 200, 4, 3, 0}},
			"16421 more would have happened than the 916 that were registered, more than 3 times as many"},
		{"an interval that says nothing", ledgers.Overlap{Lists: lists(north, south, un), Counts: []int{0, 1, 1, 7, 60, 0, 1, 6}},
			"The interval runs from 99 to 287 incidents, more than 2 times the lower end"},
		{"no model fits", ledgers.Overlap{Lists: lists(north, south, un, ledgers.Side{ID: "x", Origins: []string{"x"}}),
			Counts: []int{0, 900, 900, 20, 900, 20, 20, 900, 900, 20, 20, 900, 20, 900, 900, 20}},
			"No model of how these lists depend on each other fits"},
		{"no model has an estimate", ledgers.Overlap{Lists: lists(north, south, un), Counts: []int{0, 0, 0, 20, 0, 20, 20, 0}},
			""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			e, err := ledgers.Capture(tc.o, ledgers.CaptureOptions{MostSpan: 2})
			if err != nil {
				t.Fatal(err)
			}
			if !e.Refused() || !strings.Contains(strings.Join(e.Refusals, " "), tc.want) {
				t.Errorf("refusals %q, N %v, want a sentence with %q", e.Refusals, e.N, tc.want)
			}
			if e.N != 0 || e.Missed != 0 || e.SE != 0 || e.Interval != (ledgers.Interval{}) || e.Across != nil {
				t.Errorf("refused, and gives %v (%v)", e.N, e.Interval)
			}
			words := e.Words()
			if !slices.Contains(words, "No estimate is given of how many nobody registered.") {
				t.Errorf("words %q", words)
			}
			for _, w := range slices.Concat(e.Refusals, e.Warnings, e.Assumptions) {
				if !strings.HasSuffix(w, ".") {
					t.Errorf("%q is no sentence", w)
				}
			}
		})
	}
}

func TestBareCountsHaveNoIdentity(t *testing.T) {
	e := ledgers.OfCounts(lists(north, ledgers.Side{ID: "x", Origins: []string{"Northern staff"}}))
	want := []string{
		"No estimate is given of how many nobody registered.",
		"The North gives bare counts, and bare counts have no identity: nobody can tell which of its incidents another list has too.",
		"X gives bare counts, and bare counts have no identity: nobody can tell which of its incidents another list has too.",
		"The North and x share the origin Northern staff: what both have from it is one account, and their overlap says nothing of what is missing.",
	}
	if d := cmp.Diff(want, e.Words()); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

func TestOverlapsThatAreNone(t *testing.T) {
	for _, tc := range []struct {
		name string
		o    ledgers.Overlap
		want string
	}{
		{"one list", ledgers.Overlap{Lists: lists(north), Counts: []int{0, 1}}, "lists: 1 lists; two to five can be held against each other, and more must be put together into fewer first"},
		{"counts that are not all", ledgers.Overlap{Lists: lists(north, south), Counts: []int{0, 1, 2}}, "counts: 3 counts; 2 lists have 4 histories"},
		{"a negative count", ledgers.Overlap{Lists: lists(north, south), Counts: []int{0, 1, -2, 3}}, "counts: the count of history 2 is -2; a count is 0 or more"},
		{"a count of what nobody registered", ledgers.Overlap{Lists: lists(north, south), Counts: []int{5, 1, 2, 3}}, "counts: history 0 counts 5 incidents that nobody registered; it must be 0, for it is what is asked"},
		{"a stratum of other lists", ledgers.Overlap{Lists: lists(north, south), Counts: []int{0, 1, 2, 3}, Strata: []ledgers.Stratification{{By: "area", Strata: []ledgers.Stratum{{Name: "A1", Counts: []int{0}}}}}},
			"strata area A1: 1 counts; 2 lists have 4 histories"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := ledgers.Capture(tc.o, ledgers.CaptureOptions{})
			if err == nil || err.Error() != tc.want || truceline.KindOf(err) != truceline.InvalidKind {
				t.Errorf("got %v, want %s", err, tc.want)
			}
		})
	}
	twoRests := []ledgers.List{{Side: ledgers.Side{ID: "r"}, Rest: true}, {Side: ledgers.Side{ID: "s"}, Rest: true}}
	if _, err := ledgers.OverlapOf(nil, twoRests, ledgers.Options{}); err == nil || !strings.Contains(err.Error(), "there is one rest") {
		t.Errorf("two rests: %v", err)
	}
	named := []ledgers.List{{Side: north}, {Side: south, Rest: true}}
	if _, err := ledgers.OverlapOf(nil, named, ledgers.Options{}); err == nil || !strings.Contains(err.Error(), "it must name none") {
		t.Errorf("a rest with sources: %v", err)
	}
}

func TestMissedByTwoLists(t *testing.T) {
	a, b, o := by("north-army"), by("south-tv"), by("un", "UN patrol")
	independent := slices.Concat(
		crowd(30, "A1", 1, a), crowd(20, "A1", 1, b), crowd(30, "A1", 1, a, b),
		crowd(12, "A1", 1, a, o), crowd(8, "A1", 1, b, o), crowd(12, "A1", 1, a, b, o), crowd(8, "A1", 1, o))
	e, err := ledgers.Missed(independent, lists(north, south), ledgers.Options{Zone: zone}, ledgers.CaptureOptions{})
	if err != nil || e.Refused() {
		t.Fatalf("%v, %v", err, e.Refusals)
	}
	// A has 84, B has 70, both 42; the 8 of others alone are not in either list.
	want := 85*71/43.0 - 1
	if e.Registered != 112 || math.Abs(e.N-want) > 1e-9 || math.Abs(e.Missed-(want-112)) > 1e-9 {
		t.Errorf("N = %v of %d registered, want %v of 112", e.N, e.Registered, want)
	}
	if e.Exact == nil || e.Exact.Low > e.N || e.Exact.High < e.N || e.Interval.Low < 112 {
		t.Errorf("intervals %v and %v", e.Interval, e.Exact)
	}
	if len(e.Dependences) != 1 || e.Dependences[0].Shown() {
		t.Errorf("dependences %+v", e.Dependences)
	}
	if len(e.Parts) != 3 || len(e.Parts[2].Incidents) != 42 {
		t.Errorf("parts %+v", e.Parts)
	}
	words := strings.Join(e.Words(), "\n")
	for _, part := range []string{
		"Registered: 112 incidents; only the North 42; only the South 28; the North and the South 42.",
		"About 27 more happened that none of them registered (95 % interval 14 to 52), so that there were about 139 in all (126 to 164)",
		"This takes for granted:",
		"The two lists are independent",
	} {
		if !strings.Contains(words, part) {
			t.Errorf("the words do not say %q:\n%s", part, words)
		}
	}

	// The same two lists, where others show that they see the same incidents.
	dependent := slices.Concat(
		crowd(30, "A1", 1, a), crowd(20, "A1", 1, b), crowd(30, "A1", 1, a, b),
		crowd(5, "A1", 1, a, o), crowd(5, "A1", 1, b, o), crowd(20, "A1", 1, a, b, o), crowd(20, "A1", 1, o))
	e, err = ledgers.Missed(dependent, lists(north, south), ledgers.Options{Zone: zone}, ledgers.CaptureOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(e.Refusals, " "); !strings.Contains(got, "are not independent: of the 50 incidents that others registered, both have 20, only the North 5, only the South 5 and neither 20 (odds ratio 16.0") ||
		!strings.Contains(got, "more are missing") {
		t.Errorf("refusals %q", got)
	}
}

func TestThreeListsFindTheDependence(t *testing.T) {
	// 1000 incidents: UN patrols see half of all, independently; of the North
	// and the South each sees 500, and 400 are seen by both.
	counts := []int{0, 50, 50, 200, 200, 50, 50, 200}
	e, err := ledgers.Capture(ledgers.Overlap{Lists: lists(north, south, un), Counts: counts}, ledgers.CaptureOptions{})
	if err != nil || e.Refused() {
		t.Fatalf("%v, %v", err, e.Refusals)
	}
	if e.Model != "[12,3]" || math.Abs(e.N-1000) > 1e-6 {
		t.Errorf("%s gives %v, want [12,3] and 1000", e.Model, e.N)
	}
	if want := "dependence of the North with the South, and no other"; e.Models[0].Words != want {
		t.Errorf("got %q, want %q", e.Models[0].Words, want)
	}
	d := e.Dependences[0]
	if odds, _ := d.Odds(); d.A != 0 || d.B != 1 || !d.Shown() || math.Abs(odds-16) > 1e-9 {
		t.Errorf("dependence %+v", d)
	}
	two, err := ledgers.Capture(ledgers.Overlap{Lists: lists(north, south), Counts: []int{0, 100, 100, 400}}, ledgers.CaptureOptions{})
	if err != nil || math.Round(two.N) != 625 {
		t.Errorf("the North and the South alone: %v, %v; want 625, far below 1000", two.N, err)
	}
	if !slices.ContainsFunc(two.Warnings, func(w string) bool { return strings.Contains(w, "cannot be checked") }) {
		t.Errorf("warnings %q", two.Warnings)
	}
}

func TestStrataThatAreNotRegisteredAlike(t *testing.T) {
	a, b := by("north-army"), by("south-tv")
	// A1: 400, of which each sees 4 in 5; A2: 400, of which each sees 1 in 5.
	uneven := slices.Concat(
		crowd(64, "A1", 1, a), crowd(64, "A1", 1, b), crowd(256, "A1", 1, a, b),
		crowd(64, "A2", 1, a), crowd(64, "A2", 1, b), crowd(16, "A2", 1, a, b))
	e, err := ledgers.Missed(uneven, lists(north, south), ledgers.Options{Zone: zone}, ledgers.CaptureOptions{})
	if err != nil || e.Refused() {
		t.Fatalf("%v, %v", err, e.Refusals)
	}
	if !e.Summed || e.SummedBy != "area" || math.Abs(e.N-785) > 15 {
		t.Errorf("N = %v, summed %v: want about 800 as the sum over areas", e.N, e.Summed)
	}
	if got := strings.Join(e.Warnings, " "); !strings.Contains(got, "do not register the strata by area alike") {
		t.Errorf("warnings %q", got)
	}
	if !strings.Contains(strings.Join(e.Words(), " "), "summed over the strata by area") {
		t.Errorf("words %q", e.Words())
	}
	// The same, with too little in common in A2 to say anything of it.
	thin := slices.Concat(
		crowd(64, "A1", 1, a), crowd(64, "A1", 1, b), crowd(256, "A1", 1, a, b),
		crowd(64, "A2", 1, a), crowd(64, "A2", 1, b), crowd(5, "A2", 1, a, b))
	e, err = ledgers.Missed(thin, lists(north, south), ledgers.Options{Zone: zone}, ledgers.CaptureOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(e.Refusals, " "); !strings.Contains(got, "some strata share too few incidents") {
		t.Errorf("refusals %q", got)
	}
}

func TestOverlapLeavesOutWhatIsUncertain(t *testing.T) {
	a, b := by("north-army"), by("south-tv")
	all := slices.Concat(crowd(10, "A1", 1, a), crowd(10, "A1", 1, b), crowd(20, "A1", 9, a, b))
	astride := crowd(3, "A1", 1, a, b)
	for i := range astride {
		astride[i].ID += "-astride"
		astride[i].When = hours("2026-02-01", 12, 36)
	}
	o, err := ledgers.OverlapOf(slices.Concat(all, astride), lists(north, south), ledgers.Options{Zone: zone, During: on("2026-02-01")})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]int{0, 10, 10, 20}, o.Counts); d != "" || len(o.Uncertain) != 3 {
		t.Errorf("counts %s, %d uncertain", d, len(o.Uncertain))
	}
	want := []ledgers.Stratification{
		{By: "area", Strata: []ledgers.Stratum{{Name: "A1", Counts: []int{0, 10, 10, 20}}}},
		{By: "deaths", Strata: []ledgers.Stratum{{Name: "5 deaths or more", Counts: []int{0, 0, 0, 20}}, {Name: "under 5 deaths", Counts: []int{0, 10, 10, 0}}}},
	}
	if d := cmp.Diff(want, o.Strata); d != "" {
		t.Errorf("strata -want +got\n%s", d)
	}
	if d := cmp.Diff([]int{30, 30}, o.Unsaid); d != "" {
		t.Errorf("unsaid: %s", d)
	}
	e, err := ledgers.Capture(o, ledgers.CaptureOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"Of the incidents of the North, 30 rest on reports that name no origin", "3 incidents left out"} {
		if !strings.Contains(strings.Join(e.Warnings, " "), part) {
			t.Errorf("warnings %q do not say %q", e.Warnings, part)
		}
	}
}

func TestMissedOfListsThatShareAnOrigin(t *testing.T) {
	e, err := ledgers.Missed(nil, lists(north, ledgers.Side{ID: "x", Origins: []string{"Northern staff"}}), ledgers.Options{}, ledgers.CaptureOptions{})
	if err != nil || !e.Refused() || !strings.Contains(e.Refusals[0], "share the origin") {
		t.Errorf("%v, %v", e.Refusals, err)
	}
}

func TestEntryOfAnIncident(t *testing.T) {
	in := incident.Incident{ID: "i1", When: on("2026-02-01"), Deaths: report.Range{Low: 1, Best: 2, High: 3},
		Contradictions: []incident.Contradiction{{Aspect: incident.OverCount, A: "south-tv:1", B: "un:9"}}}
	reports := []report.Report{{Source: "un", Number: "9", Origins: []string{"UN patrol"}}, {Source: "south-tv", Number: "1"}}
	got := ledgers.EntryOf(in, reports, maybe("A1"))
	want := ledgers.Entry{ID: "i1", When: in.When, Areas: maybe("A1"), Deaths: in.Deaths, Contradictions: in.Contradictions,
		Registered: []ledgers.Registration{{Report: "south-tv:1", Source: "south-tv"}, {Report: "un:9", Source: "un", Origins: []string{"UN patrol"}}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}
