package place_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/place"
)

// castRay is the textbook even-odd rule, over every edge of every ring.
func castRay(shape orb.MultiPolygon, lon, lat float64) bool {
	for _, polygon := range shape {
		in := false
		for _, ring := range polygon {
			for i := range ring {
				a, b := ring[i], ring[(i+1)%len(ring)]
				if a[1] > b[1] {
					a, b = b, a
				}
				if a[1] <= lat && lat < b[1] && (lon-a[0])*(b[1]-a[1]) < (b[0]-a[0])*(lat-a[1]) {
					in = !in
				}
			}
		}
		if in {
			return true
		}
	}
	return false
}

func castRays(shapes []orb.MultiPolygon, lon, lat float64) []int32 {
	var out []int32
	for i, shape := range shapes {
		if castRay(shape, lon, lat) {
			out = append(out, int32(i))
		}
	}
	return out
}

// box is a rectangle, counter-clockwise and closed.
func box(west, south, east, north float64) orb.Ring {
	return orb.Ring{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}
}

func TestLocate(t *testing.T) {
	shapes := []orb.MultiPolygon{
		{{box(0, 0, 4, 4), box(1, 1, 3, 3)}},                      // a square with a hole
		{{box(1, 1, 3, 3)}},                                       // what fills the hole
		{{box(4, 0, 8, 4)}, {box(10, 0, 12, 4)}},                  // two parts, the first beside the square
		{{orb.Ring{{20, 0}, {24, 0}, {22, 0}, {20, 0}}}},          // no height
		{{orb.Ring{{30, 0}, {30, 0}, {30, 0}}}},                   // one point, repeated
		{},                                                        // nothing
		{{orb.Ring{{0, 4}, {0, 4}, {8, 4}, {8, 4}, {4, 8}}}},      // not closed, points repeated, above both
		{{orb.Ring{{10, 6}, {12, 6}, {12, 6 + 1e-13}, {10, 6}}}},  // thinner than an atom
		{{orb.Ring{{0, -4}, {0, -2}, {8, -2}, {8, -4}, {0, -4}}}}, // clockwise
		{{orb.Ring{{0, -8}, {4, -6}, {4, -8}, {0, -6}, {0, -8}}}}, // crosses itself
		{{box(14, 0, 18, 4)}, {box(16, 2, 20, 6)}},                // parts that overlap
		{{orb.Ring{{-3, 0}, {-1, 0}, {-2, 1}, {-3, 0}}, nil, {}}}, // rings of nothing
		{nil, {}, {orb.Ring{{-6, 0}, {-4, 0}, {-5, 1}, {-6, 0}}}}, // polygons of nothing
	}
	x, err := place.NewIndex(shapes)
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name     string
		lon, lat float64
		want     []int32
	}{
		{"in the square", 0.5, 0.5, []int32{0}},
		{"in its hole", 2, 2, []int32{1}},
		{"on the southern edge is in", 0.5, 0, []int32{0}},
		{"on the western edge is in", 0, 0.5, []int32{0}},
		{"on the south-western corner is in", 0, 0, []int32{0}},
		{"on a shared edge is in the eastern one", 4, 2, []int32{2}},
		{"on a shared edge is in the northern one", 2, 4, []int32{6}},
		{"where three meet is in one", 4, 4, []int32{6}},
		{"on the western edge of a hole is in what fills it", 1, 2, []int32{1}},
		{"on the eastern edge of a hole is not in what fills it", 3, 2, []int32{0}},
		{"on the eastern edge of all is outside", 12, 2, nil},
		{"in the second part", 11, 2, []int32{2}},
		{"between the parts", 9, 2, nil},
		{"on a line without height", 21, 0, nil},
		{"on a lone point", 30, 0, nil},
		{"in a ring that is not closed", 4, 5, []int32{6}},
		{"in a clockwise ring", 4, -3, []int32{8}},
		{"in the left half of a bow tie", 0.5, -7, []int32{9}},
		{"above the middle of a bow tie", 2, -6.5, nil},
		{"in two parts of one shape is there once", 17, 3, []int32{10}},
		{"beside rings of nothing", -2, 0.5, []int32{11}},
		{"beside polygons of nothing", -5, 0.5, []int32{12}},
		{"far away", 100, 50, nil},
		{"not a number", math.NaN(), 2, nil},
		{"infinite", math.Inf(1), 2, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := x.Locate(nil, tc.lon, tc.lat); !slices.Equal(got, tc.want) {
				t.Errorf("Locate(%v, %v) = %v, want %v", tc.lon, tc.lat, got, tc.want)
			}
		})
	}
}

func TestNewIndexOfNothing(t *testing.T) {
	for _, shapes := range [][]orb.MultiPolygon{nil, {{}}, {{{}}}, {{{{}}}}, {{{{{3, 3}}}}}} {
		x, err := place.NewIndex(shapes)
		if err != nil {
			t.Fatal(err)
		}
		if got := x.Locate(nil, 3, 3); got != nil {
			t.Errorf("an index of %v holds %v", shapes, got)
		}
	}
}

func TestNewIndexRefusesWhatIsNoPlace(t *testing.T) {
	for name, p := range map[string]orb.Point{
		"not a number":                {math.NaN(), 0},
		"infinite":                    {0, math.Inf(1)},
		"metres of a projection":      {275000, 3700000},
		"a latitude in the first row": {0, 91},
	} {
		ring := box(0, 0, 1, 1)
		ring[2] = p
		_, err := place.NewIndex([]orb.MultiPolygon{{{box(0, 0, 1, 1)}}, {{ring}}})
		if truceline.KindOf(err) != truceline.InvalidKind {
			t.Errorf("%s: err = %v, want a Problem with the input", name, err)
		}
	}
}

func TestNear(t *testing.T) {
	x, err := place.NewIndex([]orb.MultiPolygon{{{box(4, 4, 5, 5)}}, {}, {{box(0, 0, 1, 1)}, {box(8, 8, 9, 9)}}, {{box(0, 0, 2, 2)}}})
	if err != nil {
		t.Fatal(err)
	}
	near := func(west, south, east, north float64) []int32 {
		return x.Near(nil, orb.Bound{Min: orb.Point{west, south}, Max: orb.Point{east, north}})
	}
	if got, want := near(0.5, 0.5, 0.6, 0.6), []int32{2, 3}; !slices.Equal(got, want) {
		t.Errorf("near a corner: %v, want %v", got, want)
	}
	if got, want := near(-9, -9, 99, 99), []int32{0, 2, 3}; !slices.Equal(got, want) {
		t.Errorf("near everything: %v, want %v", got, want)
	}
	if got := near(20, 20, 30, 30); got != nil {
		t.Errorf("near nothing: %v", got)
	}
}

// star is a polygon that does not cross itself, about a centre, with a hole of
// the same form.
func star(r *rand.Rand, lon, lat, radius float64, vertices int, round func(float64) float64) orb.Polygon {
	outer, hole := make(orb.Ring, vertices), make(orb.Ring, vertices)
	for i := range outer {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(vertices))
		f := radius * (0.4 + 0.6*r.Float64())
		outer[i] = orb.Point{round(lon + f*cos), round(lat + f*sin)}
		hole[i] = orb.Point{round(lon + 0.3*f*cos), round(lat + 0.3*f*sin)}
	}
	if r.IntN(2) == 0 {
		slices.Reverse(outer)
	}
	return orb.Polygon{append(outer, outer[0]), append(hole, hole[0])}
}

// stars are shapes of up to three parts that lie over each other. Rounded to
// few values, their vertices and edges fall on each other and on cells.
func stars(r *rand.Rand, n int, round func(float64) float64) []orb.MultiPolygon {
	shapes := make([]orb.MultiPolygon, n)
	for i := range shapes {
		for range 1 + r.IntN(3) {
			shapes[i] = append(shapes[i], star(r, 8*r.Float64(), 8*r.Float64(), 0.1+2*r.Float64(), 3+r.IntN(60), round))
		}
	}
	return shapes
}

func TestLocateEqualsCastingRays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		grain := rapid.SampledFrom([]float64{1, 4, 64, 1e6}).Draw(t, "grain") // vertices per degree
		round := func(v float64) float64 { return math.Round(v*grain) / grain }
		shapes := stars(r, rapid.IntRange(1, 12).Draw(t, "shapes"), round)
		x, err := place.NewIndex(shapes)
		if err != nil {
			t.Fatal(err)
		}
		check := func(lon, lat float64) {
			if got, want := x.Locate(nil, lon, lat), castRays(shapes, lon, lat); !slices.Equal(got, want) {
				t.Fatalf("Locate(%v, %v) = %v, rays say %v", lon, lat, got, want)
			}
		}
		for range 200 {
			check(12*r.Float64()-2, 12*r.Float64()-2)
			check(round(12*r.Float64()-2), round(12*r.Float64()-2))
		}
		for _, shape := range shapes {
			for _, polygon := range shape {
				for _, ring := range polygon {
					for i, a := range ring {
						b := ring[(i+1)%len(ring)]
						check(a[0], a[1])
						check((a[0]+b[0])/2, (a[1]+b[1])/2)
						check(math.Nextafter(a[0], 99), a[1])
						check(a[0], math.Nextafter(a[1], -99))
					}
				}
			}
		}
	})
}

// mosaic cuts a square of the given side into side² quarter-turned cells whose
// corners are pushed about and whose borders are shared, in halves that run
// both ways.
func mosaic(r *rand.Rand, side int) []orb.MultiPolygon {
	corner := make([][]orb.Point, side+1)
	for i := range corner {
		for j := range side + 1 {
			p := orb.Point{float64(i), float64(j)}
			if i > 0 && j > 0 && i < side && j < side {
				p[0] += 0.6 * (r.Float64() - 0.5)
				p[1] += 0.6 * (r.Float64() - 0.5)
			}
			corner[i] = append(corner[i], p)
		}
	}
	var out []orb.MultiPolygon
	for i := range side {
		for j := range side {
			ring := orb.Ring{corner[i][j], corner[i+1][j], corner[i+1][j+1], corner[i][j+1], corner[i][j]}
			out = append(out, orb.MultiPolygon{{ring}})
		}
	}
	return out
}

func TestOneOfManyNeighboursHoldsAPoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		side := rapid.IntRange(1, 6).Draw(t, "side")
		shapes := mosaic(r, side)
		x, err := place.NewIndex(shapes)
		if err != nil {
			t.Fatal(err)
		}
		check := func(lon, lat float64) {
			if lon < 0 || lat < 0 || lon >= float64(side) || lat >= float64(side) {
				return // the outer border follows the half-open rule too
			}
			if got := x.Locate(nil, lon, lat); len(got) != 1 {
				t.Fatalf("(%v, %v) lies in %v, want exactly one", lon, lat, got)
			}
		}
		for _, shape := range shapes {
			ring := shape[0][0]
			for i := range ring[1:] {
				for _, f := range []float64{0, 0.5, r.Float64()} {
					a, b := ring[i], ring[i+1]
					check(a[0]+f*(b[0]-a[0]), a[1]+f*(b[1]-a[1]))
				}
			}
			check(float64(side)*r.Float64(), float64(side)*r.Float64())
		}
	})
}

// bench300 is three hundred shapes of some five hundred edges over each other.
func bench300(b *testing.B) (*place.Index, []orb.Point) {
	r := rand.New(rand.NewPCG(1, 2))
	var shapes []orb.MultiPolygon
	for range 300 {
		p := star(r, 7*r.Float64(), 5.5*r.Float64(), 0.1+0.6*r.Float64(), 100+r.IntN(900), func(v float64) float64 { return v })
		shapes = append(shapes, orb.MultiPolygon{p[:1]})
	}
	x, err := place.NewIndex(shapes)
	if err != nil {
		b.Fatal(err)
	}
	points := make([]orb.Point, 1<<16)
	for i := range points {
		points[i] = orb.Point{7 * r.Float64(), 5.5 * r.Float64()}
	}
	return x, points
}

func BenchmarkLocate(b *testing.B) {
	x, points := bench300(b)
	var dst []int32
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		p := points[i&(len(points)-1)]
		dst = x.Locate(dst[:0], p[0], p[1])
		i++
	}
}

func BenchmarkCandidatesOneInFour(b *testing.B) {
	x, points := bench300(b)
	i, held := 0, 0
	b.ReportAllocs()
	for b.Loop() {
		p := points[i&(len(points)-1)]
		for _, c := range x.Candidates(p[0], p[1]) {
			if x.Shape(c)%4 == i%4 && x.Holds(c, p[0], p[1]) {
				held++
			}
		}
		i++
	}
}

func BenchmarkNewIndex(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	shapes := stars(r, 300, func(v float64) float64 { return v })
	b.ReportAllocs()
	for b.Loop() {
		if _, err := place.NewIndex(shapes); err != nil {
			b.Fatal(err)
		}
	}
}
