package desk_test

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"io/fs"
	"strconv"
	"testing"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/cases"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
)

// TestIdlibAgreesWithTheRawFile works the findings of the memorandum's halt of
// hostilities out again from the raw CSV and the raw boundary file, for every
// event whose place and day are exact: plain ray casting over the governorate
// and plain comparison of days, with none of the program's own code.
func TestIdlibAgreesWithTheRawFile(t *testing.T) {
	const provision = "memo_2a" // applies in area_idlib, which is certain in the governorate
	d := newDesk(t)
	c := astana(t)
	load(t, d, c)
	dir, _ := cases.Bundled("astana")
	for _, f := range c.Events {
		in := desk.Input{Files: dir, Name: f.Path, Format: f.Format, Source: f.Source}
		if _, err := d.Import(t.Context(), "test", in, func(int64, int64) {}); err != nil {
			t.Fatal(err)
		}
	}
	evaluate(t, d)
	held, err := d.Held(t.Context(), desk.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[string]observance.Held)
	for _, h := range held {
		found[h.Incident.Reports[0]] = h
	}

	idlib := rawRings(t, dir, "areas/governorates.geojson", "SY07")
	inside, checked := 0, 0
	for _, e := range rawEvents(t, dir, c.Events[0].Path) {
		if e["where_prec"] != "1" || e["date_prec"] != "1" {
			continue
		}
		checked++
		h, ok := found["ucdp-ged:"+e["id"]]
		if !ok {
			t.Fatalf("event %s of the raw file is not in the record", e["id"])
		}
		lon, lat := number(t, e["longitude"]), number(t, e["latitude"])
		in := cast(idlib, lon, lat)
		if got := answerFor(h, "SY07"); got != yesNo(in) {
			t.Errorf("event %s at %v, %v: in the governorate %s, by ray casting %v", e["id"], lon, lat, got, in)
		}
		if !in {
			continue
		}
		inside++
		day := e["date_start"][:10]
		want := truceline.No
		switch {
		case day < "2017-05-06": // hostilities stop from 6 May, by every account
		case day < "2018-05-05": // six months, and six more by the first renewal
			want = truceline.Yes
		case day < "2018-11-05": // read from later statements, with no act found
			want = truceline.Unknown
		default: // kept for this area by the memorandum of 17 September 2018
			want = truceline.Yes
		}
		x, held := findingFor(h, provision)
		switch {
		case want == truceline.No && held:
			t.Errorf("event %s on %s: %s is held against it before it took effect", e["id"], day, provision)
		case want != truceline.No && !held:
			t.Errorf("event %s on %s: %s is not held against it", e["id"], day, provision)
		case held && (x.Reply(observance.InArea).Answer != truceline.Yes || x.Reply(observance.InForce).Answer != want):
			t.Errorf("event %s on %s: area %s, in force %s; want yes and %s", e["id"], day,
				x.Reply(observance.InArea).Answer, x.Reply(observance.InForce).Answer, want)
		}
	}
	if inside < 500 || checked < 5000 {
		t.Errorf("only %d exact events, %d of them in Idlib: the test shows too little", checked, inside)
	}
}

func findingFor(h observance.Held, provision string) (observance.Finding, bool) {
	for _, x := range h.Findings {
		if string(x.Provision) == provision {
			return x, true
		}
	}
	return observance.Finding{}, false
}

func answerFor(h observance.Held, area place.AreaID) truceline.Answer {
	for _, a := range h.Areas {
		if a.Area == area {
			return a.Answer
		}
	}
	return truceline.No
}

func yesNo(b bool) truceline.Answer {
	if b {
		return truceline.Yes
	}
	return truceline.No
}

// rawEvents reads a CSV into maps by column name.
func rawEvents(t *testing.T, dir fs.FS, name string) []map[string]string {
	t.Helper()
	f, err := dir.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	header, err := r.Read()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for {
		row, err := r.Read()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		m := make(map[string]string, len(header))
		for i, name := range header {
			m[name] = row[i]
		}
		out = append(out, m)
	}
}

// rawRings reads all rings of one feature of a GeoJSON file.
func rawRings(t *testing.T, dir fs.FS, name, id string) [][][2]float64 {
	t.Helper()
	b, err := fs.ReadFile(dir, name)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Features []struct {
			Properties struct {
				ID string `json:"id"`
			} `json:"properties"`
			Geometry struct {
				Type        string          `json:"type"`
				Coordinates json.RawMessage `json:"coordinates"`
			} `json:"geometry"`
		} `json:"features"`
	}
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	for _, f := range file.Features {
		if f.Properties.ID != id {
			continue
		}
		var polygons [][][][2]float64
		if f.Geometry.Type == "Polygon" {
			polygons = make([][][][2]float64, 1)
			err = json.Unmarshal(f.Geometry.Coordinates, &polygons[0])
		} else {
			err = json.Unmarshal(f.Geometry.Coordinates, &polygons)
		}
		if err != nil {
			t.Fatal(err)
		}
		var rings [][][2]float64
		for _, p := range polygons {
			rings = append(rings, p...)
		}
		return rings
	}
	t.Fatalf("%s has no feature %s", name, id)
	return nil
}

// cast is even-odd ray casting over all rings.
func cast(rings [][][2]float64, x, y float64) bool {
	in := false
	for _, ring := range rings {
		for i, j := 0, len(ring)-1; i < len(ring); j, i = i, i+1 {
			a, b := ring[i], ring[j]
			if (a[1] > y) != (b[1] > y) && x < (b[0]-a[0])*(y-a[1])/(b[1]-a[1])+a[0] {
				in = !in
			}
		}
	}
	return in
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
