package place_test

import (
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/truceline/truceline/place"
)

// syria is the fourteen governorates, or the districts, in the order of the
// file.
func syria(t testing.TB, file, id string) []place.Area {
	dir := os.Getenv("TRUCELINE_SHARED")
	if dir == "" {
		t.Skip("the boundary files of Syria are not here: set TRUCELINE_SHARED to the folder that holds data/" + file)
	}
	text, err := os.ReadFile(filepath.Join(dir, "data", file))
	if err != nil {
		t.Fatal(err)
	}
	features, err := geojson.UnmarshalFeatureCollection(text)
	if err != nil {
		t.Fatal(err)
	}
	var out []place.Area
	for _, f := range features.Features {
		var shape orb.MultiPolygon
		switch g := f.Geometry.(type) {
		case orb.Polygon:
			shape = orb.MultiPolygon{g}
		case orb.MultiPolygon:
			shape = g
		default:
			continue // a district of which only a point is known
		}
		name, _ := f.Properties[id].(string)
		if name == "" {
			t.Fatalf("a feature of %s has no %s", file, id)
		}
		out = append(out, place.Area{ID: place.AreaID(name), Certain: shape, Possible: shape})
	}
	return out
}

func governorates(t testing.TB) []place.Area {
	return syria(t, "syria_admin1_ocha.geojson", "adm1_pcode")
}

func shapesOf(areas []place.Area) []orb.MultiPolygon {
	var out []orb.MultiPolygon
	for _, a := range areas {
		out = append(out, a.Certain)
	}
	return out
}

func TestGovernoratesPartitionSyria(t *testing.T) {
	areas := governorates(t)
	shapes := shapesOf(areas)
	x, err := place.NewIndex(shapes)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 8))
	none, several, inside := 0, 0, 0
	check := func(lon, lat float64, inland bool) {
		got := x.Locate(nil, lon, lat)
		if want := castRays(shapes, lon, lat); len(got) != len(want) || len(got) > 0 && got[0] != want[0] {
			t.Fatalf("Locate(%v, %v) = %v, rays say %v", lon, lat, got, want)
		}
		switch {
		case len(got) > 1:
			several++
		case len(got) == 1:
			inside++
		case inland:
			none++
		}
	}
	for range 2000 { // well inside the country
		check(37.2+2.5*r.Float64(), 34.0+2.2*r.Float64(), true)
		check(35.5+7*r.Float64(), 32+5.5*r.Float64(), false)
	}
	for _, shape := range shapes { // on the borders themselves
		for i := 0; i < len(shape[0][0])-1; i += 7 {
			p := shape[0][0][i]
			check(p[0], p[1], false)
		}
	}
	if none > 0 || several > 0 || inside < 2000 {
		t.Errorf("%d points in one governorate, %d inland points in none, %d in more than one", inside, none, several)
	}
}

func TestSharesOfGovernoratesSumToOne(t *testing.T) {
	areas := governorates(t)
	a, err := place.NewAtlas(areas)
	if err != nil {
		t.Fatal(err)
	}
	var ids []place.AreaID
	for _, area := range areas {
		ids = append(ids, area.ID)
	}
	if !a.Disjoint(ids) {
		t.Error("the governorates overlap")
	}
	r := rand.New(rand.NewPCG(1, 9))
	for range 200 {
		p := place.Place{Point: place.Point{Lon: 37.2 + 2.5*r.Float64(), Lat: 34.3 + 1.6*r.Float64(), RadiusM: 30_000 * r.Float64()}}
		sum := 0.0
		for _, s := range a.At(p, nil) {
			sum += s.Share.Min
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Errorf("the shares of %v sum to %.12f", p, sum)
		}
		if any := a.ShareOfAny(p, ids); math.Abs(any.Min-1) > 1e-9 {
			t.Errorf("the share of %v in all is %.12f", p, any.Min)
		}
	}
	for _, id := range ids {
		for _, s := range a.At(place.Place{Within: id}, nil) {
			if s.Area != id {
				t.Errorf("%v of %s lies in %s", s.Share, id, s.Area)
			}
		}
	}
}

// TestDistrictsAgainstGovernorates says how far the files of two publishers
// fit: nine districts in ten lie in one governorate but for a twentieth of them.
func TestDistrictsAgainstGovernorates(t *testing.T) {
	districts := syria(t, "syria_admin2_districts_wof.geojson", "name")
	outer := governorates(t)
	fit, n := 0, 0
	for _, d := range districts {
		best, sum := 0.0, 0.0
		for _, g := range outer {
			share, err := place.ShareOfArea(d.Certain, g.Certain)
			if err != nil {
				t.Fatalf("%s: %v", d.ID, err)
			}
			best, sum = max(best, share), sum+share
		}
		if sum > 1+1e-5 {
			t.Errorf("%s lies %v times in Syria", d.ID, sum)
		}
		n++
		if best > 0.95 {
			fit++
		} else {
			t.Logf("%s lies %.3f in its best governorate, %.3f in Syria", d.ID, best, sum)
		}
	}
	t.Logf("%d of %d districts fit", fit, n)
	if fit*10 < n*9 {
		t.Errorf("only %d of %d districts fit", fit, n)
	}
}

func BenchmarkAtDisc(b *testing.B) {
	a, err := place.NewAtlas(governorates(b))
	if err != nil {
		b.Fatal(err)
	}
	p := place.Place{Point: place.Point{Lon: 36.7, Lat: 35.6, RadiusM: 25_000}}
	var dst []place.AreaShare
	b.ReportAllocs()
	for b.Loop() {
		dst = a.At(p, dst[:0])
	}
}

func BenchmarkAtPoint(b *testing.B) {
	a, err := place.NewAtlas(governorates(b))
	if err != nil {
		b.Fatal(err)
	}
	p := place.Place{Point: place.Point{Lon: 36.7, Lat: 35.6}}
	var dst []place.AreaShare
	b.ReportAllocs()
	for b.Loop() {
		dst = a.At(p, dst[:0])
	}
}

func BenchmarkShareOfArea(b *testing.B) {
	shapes := shapesOf(governorates(b))
	for b.Loop() {
		if _, err := place.ShareOfArea(shapes[1], shapes[10]); err != nil {
			b.Fatal(err)
		}
	}
}
