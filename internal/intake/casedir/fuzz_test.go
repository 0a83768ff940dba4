package casedir_test

import (
	"errors"
	"testing"
	"testing/fstest"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/casedir"
)

// FuzzYAML puts any bytes in the place of a YAML file of a case. Whatever they
// are, they end in problems or in a case.
func FuzzYAML(f *testing.F) {
	files := example(f)
	names := []string{"case.yaml", "parties.yaml", "acts.yaml", "sources.yaml", "designations.yaml", "instruments/ford_agreement.yaml", "readings/ford_news.yaml"}
	for i, name := range names {
		f.Add(byte(i), files[name].Data)
	}
	for i, s := range []string{"", "\xff", "[", "a: {b: [", "? a", "- - -", "a: &b *b", "<<: {}", "--- a\n--- b", "parties: [{id: a, names: [", "a: |\n  b\n c", "!!x y", "%YAML", "\"", "acts: [null]", "{", "a: b: c"} {
		f.Add(byte(i), []byte(s))
	}
	f.Fuzz(func(t *testing.T, i byte, b []byte) {
		files := example(t)
		files[names[int(i)%len(names)]] = &fstest.MapFile{Data: b}
		check(t, files)
	})
}

// FuzzGeoJSON does so with the areas.
func FuzzGeoJSON(f *testing.F) {
	f.Add(example(f)["areas/areas.geojson"].Data)
	for _, s := range []string{"", "null", "{}", `{"type": "FeatureCollection", "features": [null, {}, {"type": "Feature"}]}`,
		`{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "a"}, "geometry": {"type": "Polygon", "coordinates": [[], [[1,2],[3,4],[1,2],[1,2]]]}}]}`,
		`{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "a", "radius_m": 1e300}, "geometry": {"type": "Point", "coordinates": [1e300, 0]}}]}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		files := example(t)
		files["areas/areas.geojson"] = &fstest.MapFile{Data: b}
		check(t, files)
	})
}

// FuzzGazetteer does so with the places.
func FuzzGazetteer(f *testing.F) {
	f.Add([]byte("id,kind,name,names_ar,names_other,lon,lat,admin1,population\nwof:1,locality,Ford,\u0641\u0648\u0631\u062f,Forde|Fjord,0.5,0.5,,12\n"))
	for _, s := range []string{"", "\xff", "id,name,lon,lat\n\"", "id,name,lon,lat\na,b,1e999,NaN\n", "id,id,name,lon,lat\n", "id,name,names_,lon,lat\n,,,,\n", "id;name;lon;lat"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		files := example(t)
		replace(t, files, "case.yaml", "attributions: []", "gazetteer: {file: places.csv}\nattributions: []")
		files["places.csv"] = &fstest.MapFile{Data: b}
		check(t, files)
	})
}

func check(t *testing.T, files fstest.MapFS) {
	c, err := casedir.Load(files)
	if err == nil {
		if c == nil {
			t.Error("Load returns neither a case nor a problem")
		}
		return
	}
	problems, ok := errors.AsType[truceline.Problems](err)
	if c != nil || !ok {
		t.Fatalf("Load = %v, %v; want problems", c, err)
	}
	for _, p := range problems {
		if p.Msg == "" || p.Field == "" {
			t.Errorf("%+v does not say what is wrong and where", p)
		}
	}
}
