package place_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/truceline/truceline/place"
)

const metresPerDeg = place.EarthRadiusM * math.Pi / 180

func TestDistanceM(t *testing.T) {
	for _, tc := range []struct {
		name string
		a, b place.Point
		want float64
	}{
		{"nowhere", place.Point{Lon: 36, Lat: 33}, place.Point{Lon: 36, Lat: 33}, 0},
		{"a degree north", place.Point{Lon: 36, Lat: 33}, place.Point{Lon: 36, Lat: 34}, metresPerDeg},
		{"a degree east at the equator, across the antimeridian", place.Point{Lon: 179.5}, place.Point{Lon: -179.5}, metresPerDeg},
		{"pole to pole", place.Point{Lat: 90}, place.Point{Lat: -90}, 180 * metresPerDeg},
		{"to the antipode", place.Point{Lon: 10, Lat: 20}, place.Point{Lon: -170, Lat: -20}, 180 * metresPerDeg},
		{"a metre", place.Point{Lon: 36, Lat: 33}, place.Point{Lon: 36, Lat: 33 + 1/metresPerDeg}, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := place.DistanceM(tc.a, tc.b); math.Abs(got-tc.want) > 1e-6 {
				t.Errorf("%v m, want %v", got, tc.want)
			}
		})
	}
}

// at is the point so many metres east and north of 36 E 34 N, in the plane of
// discs there.
func at(east, north float64) orb.Point {
	const lat = 34.0
	return orb.Point{36 + east/(metresPerDeg*math.Cos(lat*math.Pi/180)), lat + north/metresPerDeg}
}

// plot is a ring through points in metres from 36 E 34 N.
func plot(metres ...[2]float64) orb.Ring {
	var ring orb.Ring
	for _, m := range metres {
		ring = append(ring, at(m[0], m[1]))
	}
	return append(ring, ring[0])
}

func TestShareOfDisc(t *testing.T) {
	square := func(half float64) orb.Ring {
		return plot([2]float64{-half, -half}, [2]float64{half, -half}, [2]float64{half, half}, [2]float64{-half, half})
	}
	east := plot([2]float64{0, -9000}, [2]float64{9000, -9000}, [2]float64{9000, 9000}, [2]float64{0, 9000})
	segment := func(h float64) float64 { return (math.Acos(h) - h*math.Sqrt(1-h*h)) / math.Pi } // beyond a chord at height h
	for _, tc := range []struct {
		name    string
		radiusM float64
		shape   orb.MultiPolygon
		want    float64
	}{
		{"far inside", 1000, orb.MultiPolygon{{square(5000)}}, 1},
		{"touching from inside", 1000, orb.MultiPolygon{{square(1000)}}, 1},
		{"a square within the disc", 1000, orb.MultiPolygon{{square(100)}}, 0.04 / math.Pi},
		{"the inscribed square", 1000, orb.MultiPolygon{{square(1000 / math.Sqrt2)}}, 2 / math.Pi},
		{"half", 1000, orb.MultiPolygon{{east}}, 0.5},
		{"beyond a chord", 1000, orb.MultiPolygon{{plot([2]float64{600, -9000}, [2]float64{9000, -9000}, [2]float64{9000, 9000}, [2]float64{600, 9000})}}, segment(0.6)},
		{"a quarter", 1000, orb.MultiPolygon{{plot([2]float64{0, 0}, [2]float64{9000, 0}, [2]float64{9000, 9000}, [2]float64{0, 9000})}}, 0.25},
		{"a wedge with its tip in the centre, across due west", 1000, orb.MultiPolygon{{plot([2]float64{0, 0}, [2]float64{-9000, 9000}, [2]float64{-9000, -9000})}}, 0.25},
		{"in a hole", 1000, orb.MultiPolygon{{square(9000), square(2000)}}, 0},
		{"a hole within the disc", 1000, orb.MultiPolygon{{square(9000), square(100)}}, 1 - 0.04/math.Pi},
		{"two parts", 1000, orb.MultiPolygon{{plot([2]float64{-200, -100}, [2]float64{-100, -100}, [2]float64{-100, 100}, [2]float64{-200, 100})}, {east}}, 0.5 + 0.02/math.Pi},
		{"an exact point inside", 0, orb.MultiPolygon{{square(100)}}, 1},
		{"an exact point in a hole", 0, orb.MultiPolygon{{square(9000), square(100)}}, 0},
		{"an exact point outside", 0, orb.MultiPolygon{{plot([2]float64{1, 1}, [2]float64{2, 1}, [2]float64{2, 2})}}, 0},
		{"a line without width", 1000, orb.MultiPolygon{{plot([2]float64{-9000, 0}, [2]float64{9000, 0}, [2]float64{-9000, 0})}}, 0},
		{"repeated points", 1000, orb.MultiPolygon{{plot([2]float64{0, -9000}, [2]float64{0, -9000}, [2]float64{9000, -9000}, [2]float64{9000, 9000}, [2]float64{9000, 9000}, [2]float64{0, 9000})}}, 0.5},
		{"nothing", 1000, nil, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			centre := at(0, 0)
			p := place.Point{Lon: centre[0], Lat: centre[1], RadiusM: tc.radiusM}
			if got := place.ShareOfDisc(p, tc.shape); math.Abs(got-tc.want) > 1e-9 {
				t.Errorf("got %.12f, want %.12f", got, tc.want)
			}
		})
	}
}

// TestShareOfDiscEqualsCounting throws points into a disc. Of 5,000 points a
// counted share is off by more than 0.04 less than once in a hundred million
// times (5.6 standard deviations at a half).
func TestShareOfDiscEqualsCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 3))
		centre := orb.Point{36 + r.Float64(), 34 + r.Float64()}
		p := place.Point{Lon: centre[0], Lat: centre[1], RadiusM: math.Pow(10, 2+2.5*r.Float64())}
		polygon := star(r, centre[0]+0.2*(r.Float64()-0.5), centre[1]+0.2*(r.Float64()-0.5), 0.3*r.Float64(), 3+r.IntN(40), func(v float64) float64 { return v })
		shape := orb.MultiPolygon{polygon}
		const n = 5_000
		in := 0
		for range n {
			radius, angle := p.RadiusM*math.Sqrt(r.Float64()), 2*math.Pi*r.Float64()
			lon := p.Lon + radius*math.Cos(angle)/(metresPerDeg*math.Cos(p.Lat*math.Pi/180))
			lat := p.Lat + radius*math.Sin(angle)/metresPerDeg
			if castRay(shape, lon, lat) {
				in++
			}
		}
		if got, counted := place.ShareOfDisc(p, shape), float64(in)/n; math.Abs(got-counted) > 0.04 {
			t.Fatalf("share %v, counted %v", got, counted)
		}
	})
}

func TestSharesOfAPartitionSumToOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 4))
		const side = 6
		shapes := mosaic(r, side)
		radius := rapid.Float64Range(1, 150_000).Draw(t, "radius_m") // no disc leaves the mosaic
		p := place.Point{Lon: 2 + 2*r.Float64(), Lat: 2 + 2*r.Float64(), RadiusM: radius}
		if r.IntN(4) == 0 { // on a corner where four meet
			c := shapes[side+1][0][0][2]
			p.Lon, p.Lat = c[0], c[1]
		}
		sum := 0.0
		for _, shape := range shapes {
			sum += place.ShareOfDisc(p, shape)
		}
		if math.Abs(sum-1) > 1e-11 {
			t.Fatalf("the shares of %v sum to %.15f", p, sum)
		}
	})
}

func TestASmallerDiscIsNotLessSure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 5))
		shape := orb.MultiPolygon{star(r, 36, 34, 0.5, 3+r.IntN(60), func(v float64) float64 { return v })}
		p := place.Point{Lon: 36 + 1.4*(r.Float64()-0.5), Lat: 34 + 1.4*(r.Float64()-0.5)}
		big, small := p, p
		big.RadiusM = rapid.Float64Range(1, 60_000).Draw(t, "radius_m")
		small.RadiusM = big.RadiusM * r.Float64()
		shareBig, shareSmall := place.ShareOfDisc(big, shape), place.ShareOfDisc(small, shape)
		if (shareBig == 0 || shareBig == 1) && shareSmall != shareBig {
			t.Fatalf("share %v at %v m, but %v at %v m", shareBig, big.RadiusM, shareSmall, small.RadiusM)
		}
		if point := place.ShareOfDisc(p, shape); (shareBig == 0 || shareBig == 1) && point != shareBig {
			t.Fatalf("share %v at %v m, but %v at the centre", shareBig, big.RadiusM, point)
		}
		// The disc inside the smaller one is no more than all of the bigger.
		inside, whole := shareSmall*small.RadiusM*small.RadiusM, shareBig*big.RadiusM*big.RadiusM
		if inside > whole*(1+1e-9)+1e-6 {
			t.Fatalf("%v of the inner disc, but less in all: %v", inside, whole)
		}
	})
}

func BenchmarkShareOfDisc(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	shape := orb.MultiPolygon{star(r, 36, 34, 1, 2500, func(v float64) float64 { return v })}
	p := place.Point{Lon: 36.5, Lat: 34.5, RadiusM: 25_000}
	for b.Loop() {
		place.ShareOfDisc(p, shape)
	}
}
