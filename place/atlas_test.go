package place_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/place"
)

func TestShareOfArea(t *testing.T) {
	square := orb.MultiPolygon{{box(36, 0, 37, 1)}}
	for _, tc := range []struct {
		name         string
		inner, outer orb.MultiPolygon
		want         float64
	}{
		{"in itself", square, square, 1},
		{"in itself, run the other way from another corner", square, orb.MultiPolygon{{{{37, 0}, {36, 0}, {36, 1}, {37, 1}, {37, 0}}}}, 1},
		{"in one that holds it", square, orb.MultiPolygon{{box(35, -1, 38, 2)}}, 1},
		{"in one that holds it and shares a corner", square, orb.MultiPolygon{{box(36, 0, 38, 2)}}, 1},
		{"in a neighbour that shares an edge", square, orb.MultiPolygon{{box(37, 0, 38, 1)}}, 0},
		{"in a neighbour whose edge is off by a centimetre", square, orb.MultiPolygon{{box(37-1e-7, 0, 38, 1)}}, 0},
		{"in one that leaves a strip of a kilometre", square, orb.MultiPolygon{{box(36, 0, 36.99, 1)}}, 0.99},
		{"in its eastern half", square, orb.MultiPolygon{{box(36.5, -1, 38, 2)}}, 0.5},
		{"in a hole", square, orb.MultiPolygon{{box(35, -1, 38, 2), box(36, 0, 37, 1)}}, 0},
		{"with a hole", square, orb.MultiPolygon{{box(35, -1, 38, 2), box(36.25, 0, 36.75, 1)}}, 0.5},
		{"in two parts", square, orb.MultiPolygon{{box(36, 0, 36.25, 1)}, {box(36.75, 0, 38, 1)}}, 0.5},
		{"in a triangle over its diagonal", square, orb.MultiPolygon{{{{36, 0}, {37, 0}, {37, 1}, {36, 0}}}}, 0.5},
		{"in a triangle whose sides cross its own", square, orb.MultiPolygon{{{{35, -1}, {38, 2}, {35, 2}, {35, -1}}}}, 0.5},
		{"far away", square, orb.MultiPolygon{{box(50, 0, 51, 1)}}, 0},
		{"in nothing", square, nil, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := place.ShareOfArea(tc.inner, tc.outer)
			if err != nil || math.Abs(got-tc.want) > 1e-4 {
				t.Errorf("got %v, %v, want %v", got, err, tc.want)
			}
			if tc.want == math.Trunc(tc.want) && got != tc.want {
				t.Errorf("got %v, want exactly %v", got, tc.want)
			}
		})
	}
	t.Run("the northern half of a hemisphere's lune is smaller", func(t *testing.T) {
		got, _ := place.ShareOfArea(orb.MultiPolygon{{box(0, 0, 10, 90)}}, orb.MultiPolygon{{box(0, 30, 10, 90)}})
		if math.Abs(got-0.5) > 1e-12 { // sin 30 degrees
			t.Errorf("got %v, want 0.5", got)
		}
	})
	t.Run("half an octant of longitude and latitude is two pi-ths of its surface", func(t *testing.T) {
		got, _ := place.ShareOfArea(orb.MultiPolygon{{box(0, 0, 90, 90)}}, orb.MultiPolygon{{{{0, 0}, {90, 0}, {0, 90}, {0, 0}}}})
		if math.Abs(got-2/math.Pi) > 1e-12 { // the integral of (pi/2 - lat) cos lat is 1
			t.Errorf("got %v, want %v", got, 2/math.Pi)
		}
	})
	t.Run("of no surface is a Problem", func(t *testing.T) {
		for _, inner := range []orb.MultiPolygon{nil, {{{{1, 1}, {2, 1}, {1, 1}}}}} {
			if _, err := place.ShareOfArea(inner, square); truceline.KindOf(err) != truceline.InvalidKind {
				t.Errorf("err = %v, want a Problem with the input", err)
			}
		}
	})
}

// Of 5,000 points a counted share is off by more than 0.04 less than once in
// a hundred million times.
func TestShareOfAreaEqualsCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 6))
		grain := rapid.SampledFrom([]float64{4, 1e6}).Draw(t, "grain")
		round := func(v float64) float64 { return math.Round(v*grain) / grain }
		inner := orb.MultiPolygon{star(r, 4, 4, 2, 3+r.IntN(30), round)}
		outer := orb.MultiPolygon{star(r, 4+r.Float64(), 4+r.Float64(), 2, 3+r.IntN(30), round)}
		in, both := 0, 0
		for in < 5_000 {
			lon, lat := 1+6*r.Float64(), 1+6*r.Float64() // near the equator, where equal boxes are equal areas
			if castRay(inner, lon, lat) {
				in++
				if castRay(outer, lon, lat) {
					both++
				}
			} else if in == 0 && r.IntN(100_000) == 0 {
				t.Skip("rounded away")
			}
		}
		got, err := place.ShareOfArea(inner, outer)
		if counted := float64(both) / float64(in); err != nil || math.Abs(got-counted) > 0.04 {
			t.Fatalf("share %v, %v; counted %v", got, err, counted)
		}
	})
}

// land is a country of two provinces, one of which has a zone of uncertain
// extent; a zone that lies over both; and one of which no line exists.
func land(t testing.TB) *place.Atlas {
	west, east := orb.MultiPolygon{{box(36, 34, 37, 35)}}, orb.MultiPolygon{{box(37, 34, 38, 35)}}
	sure := func(id place.AreaID, shape orb.MultiPolygon) place.Area {
		return place.Area{ID: id, Certain: shape, Possible: shape}
	}
	a, err := place.NewAtlas([]place.Area{
		sure("west", west),
		sure("east", east),
		sure("both", orb.MultiPolygon{{box(36.5, 34, 37.5, 35)}}),
		sure("north", orb.MultiPolygon{{box(37.4, 34.9, 38, 36)}}),
		{ID: "vague", Certain: orb.MultiPolygon{{box(36, 34, 36.5, 35)}}, Possible: west},
		{ID: "rumoured", Possible: east},
		{ID: "words"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAt(t *testing.T) {
	yes, no := truceline.Share{Min: 1, Max: 1}, truceline.Share{Max: 1}
	part := func(min, max float64) truceline.Share { return truceline.Share{Min: min, Max: max} }
	point := func(lon, lat, radiusM float64) place.Place {
		return place.Place{Point: place.Point{Lon: lon, Lat: lat, RadiusM: radiusM}}
	}
	within := func(id place.AreaID, p place.Place) place.Place {
		p.Within = id
		return p
	}
	for _, tc := range []struct {
		name string
		p    place.Place
		want []place.AreaShare
	}{
		{"an exact point", point(36.2, 34.5, 0), []place.AreaShare{{"vague", yes}, {"west", yes}, {"words", no}}},
		{"an exact point that is only possible", point(36.7, 34.5, 0), []place.AreaShare{{"both", yes}, {"vague", no}, {"west", yes}, {"words", no}}},
		{"an exact point on the border", point(37, 34.2, 0), []place.AreaShare{{"both", yes}, {"east", yes}, {"rumoured", no}, {"words", no}}},
		{"an exact point outside", point(40, 34.5, 0), []place.AreaShare{{"words", no}}},
		{"a disc over a border", point(37, 34.5, 5000), []place.AreaShare{
			{"both", yes}, {"east", part(0.5, 0.5)}, {"rumoured", part(0, 0.5)}, {"vague", part(0, 0.5)}, {"west", part(0.5, 0.5)}, {"words", no},
		}},
		{"a disc near a corner whose box meets it", point(35.96, 33.96, 5000), []place.AreaShare{{"words", no}}},
		{"somewhere in a province", within("west", point(36.2, 34.5, 90_000)), []place.AreaShare{
			{"both", part(0.5, 0.5)}, {"vague", part(0.5, 1)}, {"west", yes}, {"words", no},
		}},
		{"somewhere in an area of uncertain extent", within("vague", point(36.2, 34.5, 90_000)), []place.AreaShare{
			{"both", part(0, 0.5)}, {"vague", yes}, {"west", yes}, {"words", no},
		}},
		{"somewhere in an area that is only possible", within("rumoured", point(36.2, 34.5, 90_000)), []place.AreaShare{
			{"both", part(0, 1)}, {"east", yes}, {"north", part(0, 1)}, {"rumoured", yes}, {"words", no},
		}},
		{"somewhere in an area without a line is its disc", within("words", point(36.25, 34.5, 5000)), []place.AreaShare{{"vague", yes}, {"west", yes}, {"words", yes}}},
		{"somewhere in an unknown area is its disc", within("atlantis", point(36.25, 34.5, 5000)), []place.AreaShare{{"vague", yes}, {"west", yes}, {"words", no}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a := land(t)
			got := a.At(tc.p, nil)
			near := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-3 })
			if d := cmp.Diff(tc.want, got, near); d != "" {
				t.Errorf("want -, got +\n%s", d)
			}
			for _, area := range a.Areas() {
				one, ok := a.Share(tc.p, area.ID)
				i := slices.IndexFunc(got, func(s place.AreaShare) bool { return s.Area == area.ID })
				if !ok || i < 0 && one != (truceline.Share{}) || i >= 0 && one != got[i].Share {
					t.Errorf("Share says %v of %s, At %v", one, area.ID, got)
				}
			}
		})
	}
}

func TestShareOfAny(t *testing.T) {
	border := place.Place{Point: place.Point{Lon: 37, Lat: 34.5, RadiusM: 5000}}
	for _, tc := range []struct {
		name string
		p    place.Place
		ids  []place.AreaID
		want truceline.Share
	}{
		{"neighbours add up", border, []place.AreaID{"west", "east"}, truceline.Share{Min: 1, Max: 1}},
		{"one twice counts once", border, []place.AreaID{"west", "west"}, truceline.Share{Min: 0.5, Max: 0.5}},
		{"two over each other count once", border, []place.AreaID{"east", "rumoured"}, truceline.Share{Min: 0.5, Max: 0.5}},
		{"what is certain and what is possible are joined apart", border, []place.AreaID{"west", "rumoured"}, truceline.Share{Min: 0.5, Max: 1}},
		{"none", border, nil, truceline.Share{}},
		{"one of which nothing is known", border, []place.AreaID{"west", "words"}, truceline.Share{Min: 0.5, Max: 1}},
		{"one that is unknown", border, []place.AreaID{"west", "atlantis"}, truceline.Share{Min: 0.5, Max: 1}},
		{
			"a disc in two that overlap and leave some of it out",
			place.Place{Point: place.Point{Lon: 36.75, Lat: 34, RadiusM: 30_000}},
			[]place.AreaID{"west", "both"}, truceline.Share{Min: 0.5, Max: 0.5},
		},
		{
			"an area in two that overlap",
			place.Place{Within: "both"}, []place.AreaID{"west", "vague", "rumoured"}, truceline.Share{Min: 0.5, Max: 1},
		},
		{
			"an area in two that overlap and leave some of it out",
			place.Place{Within: "east"}, []place.AreaID{"both", "north"}, truceline.Share{Min: 0.5 + 0.05, Max: 0.5 + 0.05},
		},
		{
			"an exact point in either",
			place.Place{Point: place.Point{Lon: 36.7, Lat: 34.5}}, []place.AreaID{"east", "both"}, truceline.Share{Min: 1, Max: 1},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := land(t).ShareOfAny(tc.p, tc.ids)
			if math.Abs(got.Min-tc.want.Min) > 1e-3 || math.Abs(got.Max-tc.want.Max) > 1e-3 {
				t.Errorf("got %v, want %v", got, tc.want)
			}
			if got.Answer() != tc.want.Answer() {
				t.Errorf("the answer is %v, want %v", got.Answer(), tc.want.Answer())
			}
		})
	}
}

func TestShareOfAnyEqualsCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 7))
		shapes := stars(r, 4, func(v float64) float64 { return v })
		var areas []place.Area
		var ids []place.AreaID
		for i, shape := range shapes {
			shape = shape[:1] // parts of one area must not overlap
			shapes[i] = shape
			id := place.AreaID(rune('a' + i))
			areas, ids = append(areas, place.Area{ID: id, Certain: shape, Possible: shape}), append(ids, id)
		}
		a, err := place.NewAtlas(areas)
		if err != nil {
			t.Fatal(err)
		}
		p := place.Point{Lon: 2 + 4*r.Float64(), Lat: 2 + 4*r.Float64(), RadiusM: 100_000 * r.Float64()}
		const n = 5_000
		in := 0
		for range n {
			radius, angle := p.RadiusM*math.Sqrt(r.Float64()), 2*math.Pi*r.Float64()
			lon := p.Lon + radius*math.Cos(angle)/(metresPerDeg*math.Cos(p.Lat*math.Pi/180))
			lat := p.Lat + radius*math.Sin(angle)/metresPerDeg
			if castRays(shapes, lon, lat) != nil {
				in++
			}
		}
		got := a.ShareOfAny(place.Place{Point: p}, ids)
		if counted := float64(in) / n; got.Min != got.Max || math.Abs(got.Min-counted) > 0.04 {
			t.Fatalf("share %v, counted %v", got, counted)
		}
	})
}

func TestDisjoint(t *testing.T) {
	a := land(t)
	for _, tc := range []struct {
		name string
		ids  []place.AreaID
		want bool
	}{
		{"neighbours", []place.AreaID{"west", "east"}, true},
		{"one over another", []place.AreaID{"west", "both"}, false},
		{"only what is possible meets", []place.AreaID{"rumoured", "both"}, false},
		{"one twice", []place.AreaID{"west", "west"}, false},
		{"one of which nothing is known", []place.AreaID{"west", "words"}, false},
		{"one that is unknown", []place.AreaID{"atlantis"}, false},
		{"none", nil, true},
	} {
		if got := a.Disjoint(tc.ids); got != tc.want {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
		}
	}
}

func TestNewAtlasProblems(t *testing.T) {
	for name, areas := range map[string][]place.Area{
		"one id twice":            {{ID: "a"}, {ID: "b"}, {ID: "a"}},
		"latitude in first place": {{ID: "a"}, {ID: "b", Possible: orb.MultiPolygon{{box(34, 120, 35, 121)}}}},
	} {
		if _, err := place.NewAtlas(areas); truceline.KindOf(err) != truceline.InvalidKind {
			t.Errorf("%s: err = %v, want a Problem with the input", name, err)
		}
	}
}

func TestAnAtlasIsSharedByGoroutines(t *testing.T) {
	a := land(t)
	p := place.Place{Within: "both"}
	want := land(t).At(p, nil)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if d := cmp.Diff(want, a.At(p, nil)); d != "" {
				t.Error(d)
			}
		})
	}
	wg.Wait()
}
