package tally

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

// square is the unit square with its south-western corner at (x, y).
func square(x, y float64) orb.MultiPolygon {
	return orb.MultiPolygon{{{{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}, {x, y}}}}
}

func TestAdd(t *testing.T) {
	const day = 20000
	tally, err := New([]Area{{square(0, 0), day * daySeconds, (day + 2) * daySeconds}})
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name     string
		at       int64
		lon, lat float64
		want     int
	}{
		{"the first instant of the area counts", day * daySeconds, .5, .5, 1},
		{"the instant before it does not", day*daySeconds - 1, .5, .5, 0},
		{"the end of the area does not", (day + 2) * daySeconds, .5, .5, 0},
		{"beside the area does not", day * daySeconds, 1.5, .5, 0},
		{"the second day counts apart", (day + 1) * daySeconds, .5, .5, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := tally.Add(tc.at, tc.lon, tc.lat); got != tc.want {
				t.Errorf("counted in %d areas, want %d", got, tc.want)
			}
		})
	}
	want := []Count{{0, day, 1}, {0, day + 1, 1}}
	if d := cmp.Diff(want, slices.Collect(tally.Counts())); d != "" {
		t.Error(d)
	}
}

// However incidents arrive, the counts are those of counting each area and day
// from the start, and a clone does not feel what is added to the other.
func TestTallyEqualsARecount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coordinate := rapid.Float64Range(-1, 5)
		areas := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Area {
			from := rapid.Int64Range(0, 5*daySeconds).Draw(t, "from")
			return Area{square(coordinate.Draw(t, "x"), coordinate.Draw(t, "y")), from, from + rapid.Int64Range(0, 3*daySeconds).Draw(t, "length")}
		}), 1, 5).Draw(t, "areas")
		tally, err := New(areas)
		if err != nil {
			t.Fatal(err)
		}
		want := map[[2]int]int{}
		for range rapid.IntRange(0, 40).Draw(t, "incidents") {
			at, lon, lat := rapid.Int64Range(0, 8*daySeconds).Draw(t, "at"), coordinate.Draw(t, "lon"), coordinate.Draw(t, "lat")
			before := tally.Clone()
			kept := slices.Collect(before.Counts())
			tally.Add(at, lon, lat)
			if d := cmp.Diff(kept, slices.Collect(before.Counts())); d != "" {
				t.Fatal(d)
			}
			for i, a := range areas {
				sw := a.Shape[0][0][0]
				if at >= a.From && at < a.To && lon >= sw[0] && lon < sw[0]+1 && lat >= sw[1] && lat < sw[1]+1 {
					want[[2]int{i, int(at / daySeconds)}]++
				}
			}
		}
		got := map[[2]int]int{}
		for c := range tally.Counts() {
			got[[2]int{c.Area, c.Day}] = c.N
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatal(d)
		}
	})
}
