package incident_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

var noon = time.Date(2017, 5, 6, 12, 0, 0, 0, time.UTC)

// account is one of a few sources, days and villages, so that drawn accounts
// are often of one event and sometimes of nearly one.
func account(t *rapid.T, n int) incident.Account {
	at := noon.Add(time.Duration(rapid.IntRange(0, 96).Draw(t, "hour")) * time.Hour)
	a := incident.Account{
		ID:     fmt.Sprintf("r%03d", n),
		Source: report.SourceID(rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "source")),
		When:   truceline.Interval{From: at, To: at},
		Kinds:  incident.Terms{Named: rapid.SampledFrom([][]string{nil, {"shelling"}, {"airstrike"}, {"hostilities"}}).Draw(t, "kind")},
		Sides:  incident.Terms{Named: rapid.SampledFrom([][]string{nil, {"army"}, {"army", "brigade"}, {"front"}}).Draw(t, "sides")},
		Deaths: report.Range{Low: 1, Best: rapid.IntRange(1, 4).Draw(t, "deaths"), High: 9},
	}
	switch rapid.IntRange(0, 5).Draw(t, "span") {
	case 0: // a day
		a.When.From = at.Truncate(24 * time.Hour)
		a.When.To = a.When.From.Add(24 * time.Hour)
	case 1: // a fortnight
		a.When.To = at.Add(14 * 24 * time.Hour)
	}
	a.Uncounted = rapid.Bool().Draw(t, "uncounted")
	for range rapid.SampledFrom([]int{0, 1, 1, 1, 2}).Draw(t, "places") {
		a.Places = append(a.Places, place.Place{Point: place.Point{
			Lon:     36 + float64(rapid.IntRange(0, 30).Draw(t, "lon"))/40,
			Lat:     35 + float64(rapid.IntRange(0, 30).Draw(t, "lat"))/40,
			RadiusM: rapid.SampledFrom([]float64{0, 2000, 9000, 40_000, 150_000, 500_000}).Draw(t, "radius"),
		}})
	}
	return a
}

func accounts(t *rapid.T) []incident.Account {
	var out []incident.Account
	for n := range rapid.IntRange(2, 25).Draw(t, "n") {
		out = append(out, account(t, n))
	}
	return out
}

func decisions(t *rapid.T, as []incident.Account) []incident.Decision {
	var out []incident.Decision
	for n := range rapid.IntRange(0, 3).Draw(t, "decisions") {
		i := rapid.IntRange(0, len(as)-1).Draw(t, "left")
		j := rapid.IntRange(0, len(as)-1).Draw(t, "right")
		if i != j {
			out = append(out, incident.Decision{ID: fmt.Sprint("d", n), Left: []string{as[i].ID}, Right: []string{as[j].ID}, Apart: rapid.Bool().Draw(t, "apart")})
		}
	}
	return out
}

var samePairs = cmpopts.IgnoreUnexported(incident.Pair{})

func fuse(t *rapid.T, as []incident.Account, opts incident.FuseOptions) incident.Fusion {
	f, err := incident.Fuse(context.Background(), as, opts)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFusionDoesNotDependOnTheOrderOfArrival(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		as := accounts(t)
		opts := incident.FuseOptions{Decisions: decisions(t, as), Repeats: rapid.Bool().Draw(t, "repeats")}
		want := fuse(t, as, opts)
		got := fuse(t, rapid.Permutation(as).Draw(t, "order"), opts)
		if diff := cmp.Diff(want, got, samePairs); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestWhatComesInLaterIsFusedAsIfItHadBeenThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		as := accounts(t)
		opts := incident.FuseOptions{Decisions: decisions(t, as), Repeats: rapid.Bool().Draw(t, "repeats")}
		want := fuse(t, as, opts)
		first := rapid.IntRange(0, len(as)).Draw(t, "first")
		x, err := incident.NewIndex(t.Context(), as[:first], opts)
		if err != nil {
			t.Fatal(err)
		}
		for first < len(as) {
			next := rapid.IntRange(first+1, len(as)).Draw(t, "next")
			if next == first+1 { // asking changes nothing, and answers as if it were added
				near, err := x.Near(as[first])
				if err != nil {
					t.Fatal(err)
				}
				if _, err := x.Add(as[first]); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(x.Pairs(as[first].ID), near, samePairs, cmpopts.EquateEmpty()); diff != "" {
					t.Fatalf("Near is not what Add makes of it: %s", diff)
				}
			} else if _, err := x.Add(as[first:next]...); err != nil {
				t.Fatal(err)
			}
			first = next
		}
		if diff := cmp.Diff(want.Groups, x.Groups()); diff != "" {
			t.Fatal(diff)
		}
		for _, a := range as {
			var of []incident.Pair
			for _, p := range want.Pairs {
				if p.A == a.ID || p.B == a.ID {
					of = append(of, p)
				}
			}
			if diff := cmp.Diff(of, x.Pairs(a.ID), samePairs, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("pairs of %s: %s", a.ID, diff)
			}
		}
	})
}

// TestGridFindsEveryPair holds the grid against comparing everything with
// everything.
func TestGridFindsEveryPair(t *testing.T) {
	all := incident.DefaultWeights()
	narrow := all
	narrow.ReachM, narrow.Window = 5_000, 3
	rapid.Check(t, func(t *rapid.T) {
		as := accounts(t)
		for _, w := range []incident.Weights{all, narrow} {
			got, err := incident.Compared(t.Context(), as, w)
			if err != nil {
				t.Fatal(err)
			}
			for i, a := range as {
				for _, b := range as[i+1:] {
					want := a.Source != b.Source && within(a, b, w)
					if got[[2]string{a.ID, b.ID}] != want {
						t.Fatalf("%s and %s compared: %v, want %v\n%+v\n%+v", a.ID, b.ID, !want, want, a, b)
					}
				}
			}
		}
	})
}

// within is the plain rule: times and places within what they leave open and
// the reach. Distances so near the edge that the sphere and the ellipsoid
// disagree do not occur on the grid that accounts are drawn from.
func within(a, b incident.Account, w incident.Weights) bool {
	window := w.Window.Duration()
	if a.When.From.Sub(b.When.To) > window || b.When.From.Sub(a.When.To) > window {
		return false
	}
	if len(a.Places) == 0 || len(b.Places) == 0 {
		return true
	}
	for _, p := range a.Places {
		for _, q := range b.Places {
			if place.DistanceM(p.Point, q.Point) <= p.RadiusM+q.RadiusM+w.ReachM {
				return true
			}
		}
	}
	return false
}

func TestPeopleDecide(t *testing.T) {
	at := truceline.Interval{From: noon, To: noon}
	village := []place.Place{{Point: place.Point{Lon: 36.6, Lat: 35.2}, Name: "Harbnifsah"}}
	same := func(id string, source report.SourceID) incident.Account {
		return incident.Account{
			ID: id, Source: source, When: at, Places: village, Kinds: incident.Terms{Named: []string{"shelling"}},
			Sides: incident.Terms{Named: []string{"army", "brigade"}}, Deaths: report.Range{Low: 7, Best: 7, High: 7},
		}
	}
	far := same("z", "d")
	far.Places = []place.Place{{Point: place.Point{Lon: 40, Lat: 33}}}
	as := []incident.Account{same("a", "a"), same("b", "b"), same("c", "c"), same("a2", "a"), far}
	apart := func(l, r string) incident.Decision {
		return incident.Decision{ID: "apart-" + l + r, Apart: true, Left: []string{l}, Right: []string{r}}
	}
	together := func(l, r string) incident.Decision {
		return incident.Decision{ID: "together-" + l + r, Left: []string{l}, Right: []string{r}}
	}
	for _, tc := range []struct {
		name      string
		decisions []incident.Decision
		want      [][]string
	}{
		{"three sources on one event, and a second report of one of them", nil, [][]string{{"a", "b", "c"}, {"a2"}, {"z"}}},
		{"one is split off", []incident.Decision{apart("c", "a"), apart("c", "b")}, [][]string{{"a", "b"}, {"a2", "c"}, {"z"}}},
		{"what no score would join", []incident.Decision{together("a", "z")}, [][]string{{"a", "z"}, {"a2", "b", "c"}}},
		{"two reports of one source", []incident.Decision{together("a", "a2")}, [][]string{{"a", "a2", "b", "c"}, {"z"}}},
		{"the later of two decisions stands", []incident.Decision{together("a", "z"), apart("z", "a")}, [][]string{{"a", "b", "c"}, {"a2"}, {"z"}}},
		{"a decision on reports that are not there", []incident.Decision{together("a", "gone")}, [][]string{{"a", "b", "c"}, {"a2"}, {"z"}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f, err := incident.Fuse(t.Context(), as, incident.FuseOptions{Decisions: tc.decisions})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tc.want, f.Groups); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPartsAddUpToTheScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := incident.DefaultWeights()
		w.Propose = -1000
		for _, p := range fuse(t, accounts(t), incident.FuseOptions{Weights: w}).Pairs {
			parts := w.Parts(p)
			if len(parts) == 0 {
				continue // they stand together by way of others, out of each other's reach
			}
			sum := w.Prior
			for _, part := range parts {
				sum += part.Bits
			}
			if d := sum - p.Score; d > 1e-3 || d < -1e-3 {
				t.Fatalf("parts of %s and %s add up to %v, not to %v: %+v", p.A, p.B, sum, p.Score, w.Parts(p))
			}
		}
	})
}

func TestEstimateFindsTheSharesThatMadeTheData(t *testing.T) {
	// 300 events, each reported by two sources: of one in four the second gives
	// another kind, and nine in ten times it names the same actors.
	var as []incident.Account
	for i := range 300 {
		at := noon.Add(time.Duration(i) * 7 * time.Hour)
		p := []place.Place{{Point: place.Point{Lon: 36 + float64(i*37%100)/100, Lat: 35 + float64(i*61%100)/100}}}
		kinds := []string{"shelling", "airstrike", "clash", "raid", "ambush"}
		side := []string{"army", "brigade", "front", "division"}
		for j, source := range []report.SourceID{"a", "b"} {
			k, s := i%5, i%4
			if j == 1 && i%4 == 3 {
				k = (k + 1) % 5
			}
			if j == 1 && i%10 == 9 {
				s = (s + 1) % 4
			}
			as = append(as, incident.Account{
				ID: fmt.Sprintf("%s%d", source, i), Source: source, When: truceline.Interval{From: at, To: at}, Places: p,
				Kinds: incident.Terms{Named: kinds[k : k+1]}, Sides: incident.Terms{Named: side[s : s+1]}, Uncounted: true,
			})
		}
	}
	start := incident.DefaultWeights()
	start.ReachM, start.Window = 150_000, 24
	w, err := incident.Estimate(t.Context(), as, incident.EstimateOptions{Start: start})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
	for _, tc := range []struct {
		aspect string
		want   float64
	}{{"kind", 0.75}, {"actors", 0.9}} {
		if got := w.Levels[tc.aspect][0].M; got < tc.want-0.05 || got > tc.want+0.05 {
			t.Errorf("m of the same %s is %.3f, want about %.2f", tc.aspect, got, tc.want)
		}
	}
	again, err := incident.Estimate(t.Context(), reversed(as), incident.EstimateOptions{Start: start})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(w, again, cmpopts.EquateApprox(1e-9, 0)); diff != "" {
		t.Errorf("the order of the reports matters: %s", diff)
	}
}

func reversed(as []incident.Account) []incident.Account {
	out := slices.Clone(as)
	slices.Reverse(out)
	return out
}

func TestFuseRefuses(t *testing.T) {
	one := incident.Account{ID: "a", Source: "s"}
	bad := incident.DefaultWeights()
	bad.Levels["time"] = bad.Levels["time"][1:]
	for _, tc := range []struct {
		name string
		as   []incident.Account
		opts incident.FuseOptions
		want string
	}{
		{"an id twice", []incident.Account{one, one}, incident.FuseOptions{}, `report_id: "a" stands twice or is empty; every report needs an id of its own`},
		{"weights without a level", nil, incident.FuseOptions{Weights: bad}, `levels.time: there are 15 levels where time has 16; estimate the weights again`},
		{"a decision on one report", nil, incident.FuseOptions{Decisions: []incident.Decision{{ID: "d", Left: []string{"a"}}}}, `decision 1: d names no two reports to hold together or apart`},
		{"a decision of one report against itself", nil, incident.FuseOptions{Decisions: []incident.Decision{{ID: "d", Apart: true, Left: []string{"a"}, Right: []string{"a"}}}}, `decision 1: d names the report a on both sides`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := incident.Fuse(t.Context(), tc.as, tc.opts)
			if err == nil || err.Error() != tc.want || truceline.KindOf(err) != truceline.InvalidKind {
				t.Errorf("Fuse = %v, want %q", err, tc.want)
			}
		})
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if _, err := incident.Fuse(stopped, []incident.Account{one, {ID: "b", Source: "t"}}, incident.FuseOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Fuse after it was stopped = %v", err)
	}
}

func TestReportsWithoutASourceCanBeOfOneEvent(t *testing.T) {
	as := []incident.Account{
		{ID: "a", When: truceline.Interval{From: noon, To: noon}, Places: []place.Place{{Point: place.Point{Lon: 36, Lat: 35}, Name: "Ford"}}, Kinds: incident.Terms{Named: []string{"shelling"}}, Deaths: report.Range{Low: 7, Best: 7, High: 7}},
		{ID: "b", When: truceline.Interval{From: noon, To: noon}, Places: []place.Place{{Point: place.Point{Lon: 36, Lat: 35}, Name: "Ford"}}, Kinds: incident.Terms{Named: []string{"shelling"}}, Deaths: report.Range{Low: 7, Best: 7, High: 7}},
	}
	f, err := incident.Fuse(t.Context(), as, incident.FuseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]string{{"a", "b"}}, f.Groups); diff != "" {
		t.Error(diff)
	}
	as[0].Source, as[1].Source = "s", "s"
	if f, err = incident.Fuse(t.Context(), as, incident.FuseOptions{}); err != nil || len(f.Groups) != 2 {
		t.Errorf("two reports of one source stand in %v, %v", f.Groups, err)
	}
}

func TestAChainOfLikenessesIsNotOneEvent(t *testing.T) {
	at := func(id string, lon float64, hour int) incident.Account {
		when := noon.Add(time.Duration(hour) * time.Hour)
		return incident.Account{
			ID: id, Source: report.SourceID(id), When: truceline.Interval{From: when, To: when}, Uncounted: true,
			Places: []place.Place{{Point: place.Point{Lon: lon, Lat: 35}}},
			Kinds:  incident.Terms{Named: []string{"shelling"}}, Sides: incident.Terms{Named: []string{"army", "brigade"}},
		}
	}
	w := incident.DefaultWeights()
	w.Prior, w.Join = -3, 1.2 // so that b and e, 4 km and 3 hours apart, would join if they were alone
	as := []incident.Account{at("a", 36, 0), at("b", 36.004, 1), at("c", 36.14, 13), at("d", 36.144, 14), at("e", 36.05, 4)}
	f, err := incident.Fuse(t.Context(), as, incident.FuseOptions{Weights: w})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"a", "b"}, {"c", "d"}, {"e"}}
	if diff := cmp.Diff(want, f.Groups); diff != "" {
		for _, p := range f.Pairs {
			t.Log(p.A, p.B, p.Score, p.Joined)
		}
		t.Error(diff)
	}
}
