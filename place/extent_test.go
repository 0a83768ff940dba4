package place_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"github.com/truceline/truceline/place"
)

// rectangle is a polygon of so many metres from west to east and from south to north,
// whose south-west corner lies at 36° east.
func rectangle(lat, wideM, highM float64) orb.Polygon {
	const perDegree = 111_195 // of the mean sphere
	w, h := wideM/perDegree/math.Cos(lat*math.Pi/180), highM/perDegree
	return orb.Polygon{{{36, lat}, {36 + w, lat}, {36 + w, lat + h}, {36, lat + h}, {36, lat}}}
}

func TestNoFinerThan(t *testing.T) {
	small, large := rectangle(33, 1_800, 1_800), rectangle(33, 9_000, 9_000)
	pierced := append(rectangle(33, 6_000, 6_000), rectangle(33.01, 4_000, 4_000)[0])
	for _, tc := range []struct {
		name string
		area place.Area
		m    float64
		want bool
	}{
		{"larger than the square", place.Area{Certain: orb.MultiPolygon{large}}, 5_000, true},
		{"smaller than the square", place.Area{Certain: orb.MultiPolygon{small}}, 5_000, false},
		{"a strip of the same surface is finer across", place.Area{Certain: orb.MultiPolygon{rectangle(33, 100_000, 1_000)}}, 5_000, false},
		{"many small parts are as fine as one", place.Area{Certain: orb.MultiPolygon{small, small, small, small, small, small, small, small, small}}, 5_000, false},
		{"one large part is enough", place.Area{Certain: orb.MultiPolygon{small, large}}, 5_000, true},
		{"a ring of little surface in a large box", place.Area{Certain: orb.MultiPolygon{pierced}}, 5_000, false},
		{"what is only possible does not make it larger", place.Area{Certain: orb.MultiPolygon{small}, Possible: orb.MultiPolygon{large}}, 5_000, false},
		{"where nothing is certain, what is possible counts", place.Area{Possible: orb.MultiPolygon{large}}, 5_000, true},
		{"of an area without a line nobody knows", place.Area{}, 5_000, false},
		{"a degree of longitude is short in the north", place.Area{Certain: orb.MultiPolygon{{{{36, 80}, {36.1, 80}, {36.1, 80.1}, {36, 80.1}, {36, 80}}}}}, 5_000, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := tc.area.NoFinerThan(tc.m); got != tc.want {
				t.Errorf("got %v, want %v", got, tc.want)
			}
		})
	}
}
