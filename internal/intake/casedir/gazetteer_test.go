package casedir_test

import (
	"os"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline/place/gazetteer"
)

func TestGazetteerReadsWhatIsWritten(t *testing.T) {
	files := example(t)
	replace(t, files, "case.yaml", "attributions: []", "gazetteer: {file: lists/places.csv}\nattributions: []")
	files["lists/places.csv"] = &fstest.MapFile{Data: []byte("\ufefflat,lon,name,names_fr,names_other,names_ar,id,population,admin1,kind\r\n" +
		"0.25,0.5,Ford,Gué,Forde| Fjord |Forde,فورد,wof:2,1200,lower_valley,neighbourhood\r\n" +
		"0.6,0.7,\"Mill, the\",,,,mill,,,\r\n")}
	want := []gazetteer.Entry{
		{ID: "wof:2", Names: []gazetteer.Name{{Text: "Ford"}, {Lang: "fr", Text: "Gué"}, {Text: "Forde"}, {Text: "Fjord"}, {Lang: "ar", Text: "فورد"}},
			Lon: 0.5, Lat: 0.25, Kind: "neighbourhood", Admin1: "lower_valley", Population: 1200},
		{ID: "mill", Names: []gazetteer.Name{{Text: "Mill, the"}}, Lon: 0.7, Lat: 0.6, Kind: "locality"},
	}
	got := load(t, files)
	if diff := cmp.Diff(got.Gazetteer, want); diff != "" {
		t.Errorf("places (-got +want):\n%s", diff)
	}
	before := got.Digest
	replace(t, files, "lists/places.csv", "1200", "1201")
	if after := load(t, files).Digest; after == before {
		t.Error("another gazetteer is no other state of the case")
	}
	if c := load(t, example(t)); c.Gazetteer != nil {
		t.Errorf("a case without a gazetteer has %d places", len(c.Gazetteer))
	}
}

func TestAstanaGazetteer(t *testing.T) {
	c := load(t, os.DirFS("../../../cases/astana"))
	if n := len(c.Gazetteer); n != 10599 {
		t.Errorf("the case has %d places, want 10599", n)
	}
	homeless := 0
	for _, e := range c.Gazetteer {
		if e.Admin1 == "" {
			homeless++
		}
	}
	if homeless != 6 {
		t.Errorf("%d places lie in no governorate, want 6", homeless)
	}
}
