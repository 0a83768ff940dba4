package gazetteer_test

import (
	"testing"

	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/place/gazetteer"
)

func BenchmarkNew(b *testing.B) {
	es := entries(b)
	for b.Loop() {
		gazetteer.New(es)
	}
}

func BenchmarkResolve(b *testing.B) {
	g := built()
	h := gazetteer.Hint{Admin1: []place.AreaID{"SY06"}}
	for b.Loop() {
		g.Resolve("Jubb-ez-Zarur", h)
	}
}

func BenchmarkFind(b *testing.B) {
	g := built()
	for b.Loop() {
		g.Find("Shelling targets Khan Shaykhun and the vicinity of Jisr al-Shughur, casualties in the countryside of Hama")
	}
}
