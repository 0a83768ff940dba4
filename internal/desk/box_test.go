package desk

import (
	"testing"

	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/place"
)

func TestTheBoxOfAPlaceHoldsItEverywhere(t *testing.T) {
	for _, tc := range []struct {
		name     string
		lon, lat float64
		radiusM  float64
		want     store.Box
	}{
		{"a point", 36.5, 35, 0, store.Box{West: 36.5, South: 35, East: 36.5, North: 35}},
		{"a disc is twice as wide as it is high", 36, 35, degreeM, store.Box{West: 34, South: 34, East: 38, North: 36}},
		{"far north it is as wide as the earth", -70, 65, degreeM, store.Box{West: -180, South: 64, East: 180, North: 66}},
		{"at the pole it ends there", 0, 89.5, degreeM, store.Box{West: -180, South: 88.5, East: 180, North: 90}},
		{"across the antimeridian west exceeds east", 179, 0, degreeM, store.Box{West: 177, South: -1, East: -179, North: 1}},
		{"half of the earth", 10, 0, 100 * degreeM, store.Box{West: -180, South: -90, East: 180, North: 90}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := *boxOf(place.Place{Point: place.Point{Lon: tc.lon, Lat: tc.lat, RadiusM: tc.radiusM}}); got != tc.want {
				t.Errorf("box %+v, want %+v", got, tc.want)
			}
		})
	}
}
