package linkage

import (
	"cmp"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline/bench/workload"
)

// small makes W6 with few reports, or skips.
func small(t *testing.T, seed uint64) string {
	t.Helper()
	shared := os.Getenv("TRUCELINE_SHARED")
	if shared == "" {
		t.Skip("TRUCELINE_SHARED is not set: the generator of W6 is not there")
	}
	dir, err := workload.OpenLinkage(t.Context(), shared, t.TempDir(), 2_000, seed)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestTrigramsAreThoseOfPgTrgm(t *testing.T) {
	// From SELECT show_trgm('the Northern-Army').
	want := []string{"  a", "  n", "  t", " ar", " no", " th", "arm", "ern", "he ", "her", "my ", "nor", "ort", "rmy", "rn ", "rth", "the"}
	if d := gocmp.Diff(want, trigrams("the Northern-Army")); d != "" {
		t.Error(d)
	}
	// From SELECT similarity(a, b).
	for _, tc := range []struct {
		a, b string
		want float32
	}{
		{"NORTHERN ARMY", "Northern Army", 1},
		{"the Northern-Army", "Northern Army", 0.8235294},
		{"Souhern Army", "Southern Army", 0.6875},
	} {
		if got := float32(similarity(trigrams(tc.a), trigrams(tc.b))); got != tc.want {
			t.Errorf("%q and %q: %v, want %v", tc.a, tc.b, got, tc.want)
		}
	}
}

func TestSketchFindsWhatComparingAllWithAllFinds(t *testing.T) {
	dir := small(t, 3)
	var reports []workload.SourceReport
	for r, err := range workload.SourceReports(dir) {
		if err != nil {
			t.Fatal(err)
		}
		reports = append(reports, r)
	}
	candidates := 0
	var want [][2]int32
	for i, a := range reports {
		for j, b := range reports[:i] {
			if max(a.At-b.At, b.At-a.At) >= 2*86400 || workload.TypeGroup(a.Type) != workload.TypeGroup(b.Type) ||
				math.Abs(math.Floor(a.Lon/0.2)-math.Floor(b.Lon/0.2)) > 1 || math.Abs(math.Floor(a.Lat/0.2)-math.Floor(b.Lat/0.2)) > 1 {
				continue
			}
			candidates++
			score := math.Exp(-math.Abs(float64(a.At-b.At))/(16*3600)) * math.Exp(-math.Hypot(a.Lon-b.Lon, a.Lat-b.Lat)/0.054)
			if a.Type != b.Type {
				score *= 0.7
			}
			if a.Actor == "" || b.Actor == "" {
				score *= 0.5
			} else {
				score *= 0.2 + 0.8*alikeBySets(a.Actor, b.Actor)
			}
			if score >= 0.1 {
				want = append(want, [2]int32{int32(j), int32(i)})
			}
		}
	}
	if len(want) < 1000 || len(want) == candidates {
		t.Fatalf("%d of %d candidates match: the workload tests nothing", len(want), candidates)
	}
	s, err := NewSketch(dir)
	if err != nil {
		t.Fatal(err)
	}
	got := s.Match(0.1)
	if got.Candidates != candidates {
		t.Errorf("%d candidates, want %d", got.Candidates, candidates)
	}
	for _, pairs := range [][][2]int32{got.Pairs, want} {
		slices.SortFunc(pairs, func(x, y [2]int32) int { return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])) })
	}
	if d := gocmp.Diff(want, got.Pairs); d != "" {
		t.Error(d)
	}
}

// alikeBySets is the share of trigrams in common, by another way than the
// sketch's.
func alikeBySets(a, b string) float64 {
	all, both := map[string]int{}, 0
	for k, name := range []string{a, b} {
		for _, w := range strings.Fields(strings.ReplaceAll(strings.ToLower(name), "-", " ")) {
			w = "  " + w + " "
			for i := 0; i+3 <= len(w); i++ {
				all[w[i:i+3]] |= 1 << k
			}
		}
	}
	for _, who := range all {
		if who == 3 {
			both++
		}
	}
	return float64(both) / float64(len(all))
}

func TestQuality(t *testing.T) {
	events := []int32{7, 7, 7, 8, 8, 9}
	for _, tc := range []struct {
		name string
		got  Quality
		want Quality
	}{
		{"what is said of all pairs of a group", OfGroups([][]int32{{0, 1, 3}, {2}, {4, 5}}, events), Quality{Said: 4, True: 4, Right: 1}},
		{"what is said of single pairs", OfPairs([][2]int32{{0, 1}, {1, 2}, {3, 5}}, events), Quality{Said: 3, True: 4, Right: 2}},
		{"nothing is said", OfPairs(nil, events), Quality{True: 4}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if tc.got != tc.want {
				t.Errorf("got %+v, want %+v", tc.got, tc.want)
			}
		})
	}
	q := Quality{Said: 3, True: 4, Right: 2}
	if got, want := q.String(), "F1 0.571, precision 0.667, recall 0.500"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if (Quality{}).F1() != 0 || (Quality{}).Precision() != 0 {
		t.Error("nothing said of nothing is not 0")
	}
}
