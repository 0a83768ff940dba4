package score_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/rivals/score"
)

// truth reads "a b: E F; c: E" as links.
func truth(t testing.TB, text string) *score.Truth {
	t.Helper()
	var links []score.Link
	for part := range strings.SplitSeq(text, ";") {
		reports, events, _ := strings.Cut(part, ":")
		for _, r := range strings.Fields(reports) {
			for _, e := range strings.Fields(events) {
				links = append(links, score.Link{Report: r, Event: e})
			}
		}
	}
	tr, err := score.NewTruth(links)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// groups reads "a b | c".
func groups(text string) [][]string {
	var out [][]string
	for g := range strings.SplitSeq(text, "|") {
		out = append(out, strings.Fields(g))
	}
	return out
}

var near = cmpopts.EquateApprox(0, 1e-12)

func TestBCubed(t *testing.T) {
	// The truth of the figures of Bagga and Baldwin 1998, section 4.
	const baldwin = "1 2 3 4 5: X; 6 7: Y; 8 9 A B C: Z"
	for _, tc := range []struct {
		name, truth, groups string
		precision, recall   float64
	}{
		{"Bagga and Baldwin: the two smaller errors, 76 %", baldwin, "1 2 3 4 5 | 6 7 8 9 A B C", (5 + 2*2./7 + 5*5./7) / 12, 1},
		{"Bagga and Baldwin: the two larger ones, 58 %", baldwin, "1 2 3 4 5 8 9 A B C | 6 7", 7. / 12, 1},
		{"each alone", baldwin, "", 1, (1 + 1 + 1.) / 12},
		{"all in one", baldwin, "1 2 3 4 5 6 7 8 9 A B C", (25 + 4 + 25.) / 144, 1},
		{"as the truth", baldwin, "1 2 3 4 5 | 6 7 | 8 9 A B C", 1, 1},

		// Amigó et al. 2009, section 5: multiplicity of overlapping sets.
		{"two events in common and one group: half of it recalled", "a b: E F", "a b", 1, .5},
		{"two groups and two events in common", "a b: E F", "a b | a b", 1, 1},
		{"two groups and one event in common: half of it right", "a b: E", "a b | a b", .5, 1},
		{"one of two events shared", "a: E; b: E F; c: F", "a b | c", 1,
			// a has a b, both whole: 1; b has a 1, itself 1/2, c 0; c has b 0, itself 1
			(1 + .5 + .5) / 3},
		{"a report of two events in both groups", "a: E; b: E F; c: F", "a b | b c", 1, 1},
		{"nothing at all", "", "", 1, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := truth(t, tc.truth).BCubed(groups(tc.groups))
			if err != nil {
				t.Fatal(err)
			}
			want := score.BCubed{Precision: tc.precision, Recall: tc.recall, F1: 2 * tc.precision * tc.recall / (tc.precision + tc.recall)}
			if diff := cmp.Diff(want, got, near); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPairsAndGroups(t *testing.T) {
	tr := truth(t, "a b c: E; d: E F; e: F; f: G")
	if got := tr.PairsN(); got != 7 { // six of E, and d e
		t.Errorf("%d true pairs, want 7", got)
	}
	pairs := []score.Judged{
		{A: "b", B: "a", Score: 3, Joined: true}, {A: "a", B: "b", Score: 1}, // twice
		{A: "a", B: "e", Score: 2, Joined: true},
		{A: "e", B: "d", Score: 2},
		{A: "a", B: "f", Score: 1},
	}
	got, err := tr.Measure(pairs, groups("a b e | d c"))
	if err != nil {
		t.Fatal(err)
	}
	want := score.Result{
		ReportsN: 6, EventsN: 3,
		Proposed: score.Figures{SaidN: 4, TrueN: 7, RightN: 2, Precision: .5, Recall: 2. / 7, F1: 4. / 11},
		// a b is right: 1/1. The tie of a e and e d holds one, counted at its end: 2/3.
		AveragePrecision: (1 + 2./3) / 7,
		Joined:           score.Figures{SaidN: 2, TrueN: 7, RightN: 1, Precision: .5, Recall: 1. / 7, F1: 2. / 9},
		Groups:           score.Figures{SaidN: 4, TrueN: 7, RightN: 2, Precision: .5, Recall: 2. / 7, F1: 4. / 11},
	}
	if diff := cmp.Diff(want, got, near, cmpopts.IgnoreFields(score.Result{}, "BCubed")); diff != "" {
		t.Error(diff)
	}
}

// The ranked list of Manning, Raghavan and Schütze 2008, Introduction to
// Information Retrieval, section 8.4, as a hand-worked case: right at ranks 1,
// 3 and 6 of five true pairs.
func TestAveragePrecision(t *testing.T) {
	var links []score.Link
	for i := range 5 {
		links = append(links, score.Link{Report: fmt.Sprint("a", i), Event: fmt.Sprint(i)}, score.Link{Report: fmt.Sprint("b", i), Event: fmt.Sprint(i)})
	}
	tr, err := score.NewTruth(links)
	if err != nil {
		t.Fatal(err)
	}
	ranked := []score.Judged{
		{A: "a0", B: "b0", Score: 6}, {A: "a0", B: "b1", Score: 5}, {A: "a1", B: "b1", Score: 4},
		{A: "a0", B: "b2", Score: 3}, {A: "a0", B: "b3", Score: 2}, {A: "a2", B: "b2", Score: 1},
	}
	for _, tc := range []struct {
		name  string
		pairs []score.Judged
		want  float64
	}{
		{"right at ranks 1, 3 and 6 of five", ranked, (1 + 2./3 + 3./6) / 5},
		{"none", nil, 0},
		{"all of one score count at the end", []score.Judged{{A: "a0", B: "b0"}, {A: "a1", B: "b0"}, {A: "a1", B: "b1"}}, (2. / 3 * 2) / 5},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := tr.AveragePrecision(tc.pairs)
			if err != nil || math.Abs(got-tc.want) > 1e-12 {
				t.Errorf("AveragePrecision = %v, %v, want %v", got, err, tc.want)
			}
		})
	}
	best, err := tr.BestF1(ranked)
	if want := (score.Cut{Score: 1, Figures: score.Figures{SaidN: 6, TrueN: 5, RightN: 3, Precision: .5, Recall: .6, F1: 6. / 11}}); err != nil || !cmp.Equal(best, want, near) {
		t.Errorf("BestF1 = %+v, %v, want %+v", best, err, want)
	}
	low, err := tr.LowestAt(.6, ranked)
	if err != nil || low.Score != 4 || low.RightN != 2 {
		t.Errorf("LowestAt(0.6) = %+v, %v, want two right of three at score 4", low, err)
	}
}

func TestWhatCannotBeScored(t *testing.T) {
	tr := truth(t, "a b: E")
	for _, tc := range []struct {
		name string
		do   func() error
		want string
	}{
		{"a pair of an unknown report", func() error { _, err := tr.Pairs([]score.Judged{{A: "a", B: "x"}}); return err }, `report_id: "x" has no event in the truth; it cannot be scored`},
		{"a pair of a report with itself", func() error { _, err := tr.Pairs([]score.Judged{{A: "a", B: "a"}}); return err }, `report_b: "a" is paired with itself`},
		{"no number", func() error {
			_, err := tr.AveragePrecision([]score.Judged{{A: "a", B: "b", Score: math.NaN()}})
			return err
		}, `score: the score of "a" and "b" is not a number`},
		{"a group of an unknown report", func() error { _, err := tr.BCubed(groups("a x")); return err }, `report_id: "x" has no event in the truth; it cannot be scored`},
		{"a link without an event", func() error { _, err := score.NewTruth([]score.Link{{Report: "a"}}); return err }, "truth: link 1 lacks a report or an event"},
		{"a report in two groups", func() error { return tr.Check(groups("a b | a")) }, `report_id: "a" stands in 2 groups; each report stands in one`},
		{"a report in no group", func() error { return tr.Check(groups("a")) }, `report_id: "b" stands in 0 groups; each report stands in one`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			err := tc.do()
			if err == nil || err.Error() != tc.want || truceline.KindOf(err) != truceline.InvalidKind {
				t.Errorf("error %v, want the Problem %q", err, tc.want)
			}
		})
	}
}

// drawn is a truth with groups and pairs over the same few reports.
type drawn struct {
	links  []score.Link
	groups [][]string
	pairs  []score.Judged
}

func draw(t *rapid.T) drawn {
	n := rapid.IntRange(1, 9).Draw(t, "reports")
	name := func(i int) string { return string(rune('a' + i)) }
	var d drawn
	for i := range n {
		for _, e := range rapid.SliceOfNDistinct(rapid.IntRange(0, 4), 1, 3, rapid.ID[int]).Draw(t, "events") {
			d.links = append(d.links, score.Link{Report: name(i), Event: fmt.Sprint(e)})
		}
	}
	for range rapid.IntRange(0, 4).Draw(t, "groups") {
		var g []string
		for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, n-1), 1, n, rapid.ID[int]).Draw(t, "members") {
			g = append(g, name(i))
		}
		d.groups = append(d.groups, g)
	}
	for i := range n {
		for j := range i {
			if rapid.Bool().Draw(t, "paired") {
				d.pairs = append(d.pairs, score.Judged{A: name(i), B: name(j), Score: float64(rapid.IntRange(0, 3).Draw(t, "score")), Joined: rapid.Bool().Draw(t, "joined")})
			}
		}
	}
	return d
}

func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		a, err := score.NewTruth(d.links)
		if err != nil {
			t.Fatal(err)
		}
		want, err := a.Measure(d.pairs, d.groups)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 1))
		r.Shuffle(len(d.links), func(i, j int) { d.links[i], d.links[j] = d.links[j], d.links[i] })
		r.Shuffle(len(d.pairs), func(i, j int) { d.pairs[i], d.pairs[j] = d.pairs[j], d.pairs[i] })
		r.Shuffle(len(d.groups), func(i, j int) { d.groups[i], d.groups[j] = d.groups[j], d.groups[i] })
		for _, g := range d.groups {
			r.Shuffle(len(g), func(i, j int) { g[i], g[j] = g[j], g[i] })
		}
		for i, p := range d.pairs {
			if r.IntN(2) == 0 {
				d.pairs[i].A, d.pairs[i].B = p.B, p.A
			}
		}
		b, err := score.NewTruth(d.links)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := b.Measure(d.pairs, d.groups); err != nil || got != want { // to the last bit
			t.Fatalf("Measure = %+v, %v, in another order %+v", got, err, want)
		}
	})
}

// plain counts by comparing every two reports, as the definitions read.
func plain(d drawn) (pairs int, f [3]int, b score.BCubed) {
	events, in := map[string]map[string]bool{}, map[string]map[string]bool{}
	put := func(m map[string]map[string]bool, k, v string) {
		if m[k] == nil {
			m[k] = map[string]bool{}
		}
		m[k][v] = true
	}
	var names []string
	for _, l := range d.links {
		if events[l.Report] == nil {
			names = append(names, l.Report)
		}
		put(events, l.Report, l.Event)
	}
	for i, g := range d.groups {
		for _, m := range g {
			put(in, m, fmt.Sprint(i))
		}
	}
	for _, n := range names {
		if in[n] == nil {
			put(in, n, "alone "+n)
		}
	}
	both := func(x, y map[string]bool) (n float64) {
		for k := range x {
			if y[k] {
				n++
			}
		}
		return n
	}
	slices.Sort(names)
	for i, x := range names {
		for _, y := range names[:i] {
			l, c := both(events[x], events[y]) > 0, both(in[x], in[y]) > 0
			if l {
				f[1]++
			}
			if c {
				f[0]++
			}
			if l && c {
				f[2]++
			}
		}
		var p, pn, r, rn float64
		for _, y := range names {
			l, c := both(events[x], events[y]), both(in[x], in[y])
			if c > 0 {
				p, pn = p+min(c, l)/c, pn+1
			}
			if l > 0 {
				r, rn = r+min(c, l)/l, rn+1
			}
		}
		b.Precision += p / pn / float64(len(names))
		b.Recall += r / rn / float64(len(names))
	}
	b.F1 = 2 * b.Precision * b.Recall / (b.Precision + b.Recall)
	return f[1], f, b
}

func TestAsTheDefinitionsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		tr, err := score.NewTruth(d.links)
		if err != nil {
			t.Fatal(err)
		}
		pairs, f, b := plain(d)
		got, err := tr.Groups(d.groups)
		if err != nil {
			t.Fatal(err)
		}
		if tr.PairsN() != pairs || [3]int{got.SaidN, got.TrueN, got.RightN} != f {
			t.Fatalf("%d true pairs, groups %+v, want %d and %v", tr.PairsN(), got, pairs, f)
		}
		gotB, err := tr.BCubed(d.groups)
		if err != nil || !cmp.Equal(gotB, b, near) {
			t.Fatalf("BCubed = %+v, %v, want %+v", gotB, err, b)
		}
	})
}

// BenchmarkMeasure scores as many reports as the linkage workload has.
func BenchmarkMeasure(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	var links []score.Link
	var pairs []score.Judged
	byEvent := map[int]string{}
	for i := range 300_000 {
		name, e := fmt.Sprint("r", i), r.IntN(150_000)
		links = append(links, score.Link{Report: name, Event: fmt.Sprint(e)})
		if other := byEvent[e]; other != "" {
			pairs = append(pairs, score.Judged{A: name, B: other, Score: r.Float64(), Joined: true})
		}
		byEvent[e] = name
	}
	for b.Loop() {
		tr, err := score.NewTruth(links)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := tr.Measure(pairs, nil); err != nil {
			b.Fatal(err)
		}
	}
}
