package measure

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSpreadOf(t *testing.T) {
	for _, tc := range []struct {
		name string
		xs   []float64
		want Spread
	}{
		{"one figure is its own median", []float64{3}, Spread{3, 3, 3, 1}},
		{"of three the middle one, whatever their order", []float64{9, 1, 4}, Spread{4, 1, 9, 3}},
		{"of four the mean of the middle two", []float64{8, 1, 4, 2}, Spread{3, 1, 8, 4}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if d := cmp.Diff(tc.want, SpreadOf(tc.xs)); d != "" {
				t.Error(d)
			}
		})
	}
	if s := SpreadOf(nil); !math.IsNaN(s.Median) || s.N != 0 {
		t.Errorf("of nothing %v, want no number", s)
	}
}

// Half of the figures lie on either side of the median, and the input is left
// in its order.
func TestMedianHalves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := rapid.SliceOfN(rapid.Float64Range(0, 1e6), 1, 40).Draw(t, "xs")
		before := append([]float64(nil), xs...)
		s := SpreadOf(xs)
		low, high := 0, 0
		for _, x := range xs {
			if x < s.Median {
				low++
			}
			if x > s.Median {
				high++
			}
		}
		if 2*low > len(xs) || 2*high > len(xs) || s.Min > s.Median || s.Median > s.Max {
			t.Fatalf("%v: %d below and %d above of %d", s, low, high, len(xs))
		}
		if d := cmp.Diff(before, xs); d != "" {
			t.Fatal(d)
		}
	})
}

// seconds makes runs that took so long.
func seconds(xs ...float64) []Run {
	out := make([]Run, len(xs))
	for i, x := range xs {
		out[i].Wall = time.Duration(x * float64(time.Second))
	}
	return out
}

func TestRatiosComparesNeighbours(t *testing.T) {
	// The machine halves its speed for the second pair: both ratios are 8.
	got := Ratios(seconds(0.5, 1), seconds(4, 8))
	if d := cmp.Diff([]float64{8, 8}, got); d != "" {
		t.Error(d)
	}
	if got := Ratios(seconds(1, 1), seconds(3)); len(got) != 1 {
		t.Errorf("%d ratios of one whole pair, want 1", len(got))
	}
}

func TestMet(t *testing.T) {
	for _, tc := range []struct {
		name   string
		ratios []float64
		want   bool
	}{
		{"median and lowest meet it", []float64{9, 10, 8.5, 9, 8}, true},
		{"one pair a little low is forgiven", []float64{9, 10, 6.5, 9, 8}, true},
		{"one pair a fifth below is not", []float64{9, 10, 6.3, 9, 8}, false},
		{"a median below it is not", []float64{7.9, 7.9, 9}, false},
		{"no pair meets nothing", nil, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Met(tc.ratios, 8); got != tc.want {
				t.Errorf("Met(%v, 8) = %v", tc.ratios, got)
			}
		})
	}
}
