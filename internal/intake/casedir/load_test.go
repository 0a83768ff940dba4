package casedir_test

import (
	"encoding/json"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/intake/casedir"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
)

func load(t testing.TB, files fs.FS) *casedir.Case {
	t.Helper()
	c, err := casedir.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func area(t testing.TB, c *casedir.Case, id place.AreaID) place.Area {
	t.Helper()
	for _, a := range c.Facts.Areas {
		if a.ID == id {
			return a
		}
	}
	t.Fatalf("there is no area %s", id)
	return place.Area{}
}

func utc(s string) time.Time {
	t, err := time.Parse("2006-01-02T15:04", s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestLoadReadsWhatIsWritten(t *testing.T) {
	c := load(t, example(t))
	k := c.Facts.Case
	if k.ID != "two_rivers" || k.Names["fr"] != "Le cessez-le-feu des Deux Rivières" || c.Location.String() != "Etc/UTC" {
		t.Errorf("the case is %+v in %v", k, c.Location)
	}
	if want := (observance.Release{Audience: "public", Delay: 48 * time.Hour, BlurM: 1000, Attribution: "named"}); k.Release != want {
		t.Errorf("release = %+v, want %+v", k.Release, want)
	}
	in := c.Facts.Instruments[0]
	day := utc("2024-03-02T00:00")
	noon := utc("2024-03-02T12:00")
	if e := in.Entries; len(e) != 2 || e[0].At != day || e[0].Before != day || e[1].At != noon || e[1].Before != noon {
		t.Errorf("entries = %+v", e)
	}
	if p := in.Provisions[0]; p.Instrument != "ford_agreement" || !p.Exceptions[0].ExcludedGroups || len(p.Between) != 2 {
		t.Errorf("provision = %+v", p)
	}
	if a := c.Facts.Acts[1]; a.ID != "shelling" || a.Kind != "prohibited" {
		t.Errorf("act %+v does not take the kind of its broader act", a)
	}
	if !c.Facts.Known.IsZero() {
		t.Errorf("known = %v; a folder does not know when it was recorded", c.Facts.Known)
	}
	if _, err := observance.Compile(c.Facts, c.Location); err != nil {
		t.Errorf("what lints does not compile: %v", err)
	}
}

func TestDates(t *testing.T) {
	for _, tc := range []struct {
		name, zone, entry string
		at, before        string
	}{
		{"a date is the first instant of the local day", "Asia/Damascus", "at: 2024-03-02", "2024-03-01T21:00", "2024-03-01T21:00"},
		{"within is how much later it may have been", "Asia/Damascus", "at: 2024-03-02, within: P1D", "2024-03-01T21:00", "2024-03-02T21:00"},
		{"a day that begins at one o'clock", "Asia/Damascus", `at: "2017-03-31", within: PT1H`, "2017-03-30T22:00", "2017-03-30T23:00"},
		{"the same west of Greenwich", "America/Havana", "at: 2024-03-10", "2024-03-10T05:00", "2024-03-10T05:00"},
		{"a local time", "Asia/Damascus", "at: 2017-07-09T12:00", "2017-07-09T09:00", "2017-07-09T09:00"},
		{"an instant with its offset", "Asia/Damascus", "at: 2016-12-30T00:00+02:00", "2016-12-29T22:00", "2016-12-29T22:00"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			files := example(t)
			replace(t, files, "case.yaml", "Etc/UTC", tc.zone)
			replace(t, files, "instruments/ford_agreement.yaml", "adopted: 2024-03-01", "adopted: null")
			replace(t, files, "instruments/ford_agreement.yaml", "at: 2024-03-02,", tc.entry+",")
			e := load(t, files).Facts.Instruments[0].Entries[0]
			if e.At != utc(tc.at) || e.Before != utc(tc.before) {
				t.Errorf("entry = %v to %v, want %s to %s", e.At, e.Before, tc.at, tc.before)
			}
		})
	}
}

func TestTerms(t *testing.T) {
	from, to, later := utc("2024-03-01T00:00"), utc("2024-04-01T00:00"), utc("2024-05-01T00:00")
	one := func(iv truceline.Interval) []truceline.Interval { return []truceline.Interval{iv} }
	for _, tc := range []struct {
		name, row string
		want      truceline.Term
	}{
		{"without dates, always", "", truceline.Always()},
		{"from and to", ", from: 2024-03-01, to: 2024-04-01", truceline.TermOf(truceline.Interval{From: from, To: to})},
		{"disputed is nowhere certain", ", from: 2024-03-01, disputed: true", truceline.Term{Possible: one(truceline.Interval{From: from})}},
		{"possibly longer", ", from: 2024-03-01, to: 2024-04-01, to_possible: 2024-05-01",
			truceline.Term{Certain: one(truceline.Interval{From: from, To: to}), Possible: one(truceline.Interval{From: from, To: later})}},
		{"possibly still", ", from: 2024-03-01, to: 2024-04-01, to_possible: open",
			truceline.Term{Certain: one(truceline.Interval{From: from, To: to}), Possible: one(truceline.Interval{From: from})}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			files := example(t)
			replace(t, files, "parties.yaml", "{party: southern_groups, from: 2024-03-01}", "{party: southern_groups"+tc.row+"}")
			if d := cmp.Diff(tc.want, load(t, files).Facts.Parties[1].MemberOf[0].Term); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestJoinedArea(t *testing.T) {
	c := load(t, example(t))
	valley := area(t, c, "valley")
	if d := cmp.Diff(area(t, c, "lower_valley").Certain, valley.Certain); d != "" {
		t.Errorf("certain is not the lower valley: %s", d)
	}
	if len(valley.Possible) != 1 || math.Abs(planar.Area(valley.Possible)-0.36) > 1e-9 {
		t.Errorf("possible = %v, want both halves dissolved into 0.36 square degrees", valley.Possible)
	}
}

func TestWindingIsCorrected(t *testing.T) {
	files := example(t)
	replace(t, files, "areas/areas.geojson", "[[[0.2, 0.2], [0.8, 0.2], [0.8, 0.5], [0.2, 0.5], [0.2, 0.2]]]",
		"[[[0.2, 0.2], [0.2, 0.5], [0.8, 0.5], [0.8, 0.2], [0.2, 0.2]], [[0.3, 0.3], [0.4, 0.3], [0.4, 0.4], [0.3, 0.3]]]")
	p := area(t, load(t, files), "lower_valley").Certain[0]
	if p[0].Orientation() != orb.CCW || p[1].Orientation() != orb.CW {
		t.Errorf("the outer ring runs %v and the hole %v", p[0].Orientation(), p[1].Orientation())
	}
}

// TestDisc holds the corners of a disc against the great-circle distance.
func TestDisc(t *testing.T) {
	files := example(t)
	replace(t, files, "areas/areas.geojson", "[0.5, 0.35]", "[0.5, 60]")
	ring := area(t, load(t, files), "ford_town").Certain[0][0]
	if len(ring) != 65 || ring[0] != ring[64] || ring.Orientation() != orb.CCW {
		t.Fatalf("the disc is %v", ring)
	}
	for _, p := range ring {
		d := place.DistanceM(place.Point{Lon: 0.5, Lat: 60}, place.Point{Lon: p[0], Lat: p[1]})
		if math.Abs(d-3000) > 1 {
			t.Errorf("%v is %.1f m from the centre, want 3000", p, d)
		}
	}
}

// TestJoinHolds joins random rectangles and holds the join against its parts,
// point by point: what is certain is in all of Possible, and nothing is gained
// or lost.
func TestJoinHolds(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(rt, "n")
		files := example(t)
		var features, certain, possible []string
		var boxes []orb.Bound
		for i := range n {
			// A grid of tenths, so that borders coincide often, east of ten degrees, so
			// that nothing looks as if longitude and latitude had been exchanged.
			x, y := rapid.IntRange(0, 6).Draw(rt, "x"), rapid.IntRange(0, 6).Draw(rt, "y")
			w, h := rapid.IntRange(1, 4).Draw(rt, "w"), rapid.IntRange(1, 4).Draw(rt, "h")
			b := orb.Bound{Min: orb.Point{10 + float64(x)/10, float64(y) / 10}, Max: orb.Point{10 + float64(x+w)/10, float64(y+h) / 10}}
			boxes = append(boxes, b)
			id := string(rune('a' + i))
			features = append(features, feature(id, "", b))
			if rapid.Bool().Draw(rt, "certain") {
				certain = append(certain, `"`+id+`"`)
			} else {
				possible = append(possible, `"`+id+`"`)
			}
		}
		features = append(features, `{"type": "Feature", "geometry": null, "properties": {"id": "all", "names": {"en": "All"}, "kind": "join", "standing": "words_only",
			"certain_of": [`+strings.Join(certain, ",")+`], "possible_of": [`+strings.Join(possible, ",")+`]}}`)
		files["areas/more.geojson"] = &fstest.MapFile{Data: []byte(`{"type": "FeatureCollection", "features": [` + strings.Join(features, ",") + `]}`)}
		c, err := casedir.Load(files)
		if err != nil {
			rt.Fatal(err)
		}
		all := area(t, c, "all")
		for range 20 {
			// Between the lines of the grid.
			p := orb.Point{float64(rapid.IntRange(0, 10).Draw(rt, "px"))/10 + 10.05, float64(rapid.IntRange(0, 10).Draw(rt, "py"))/10 + 0.05}
			inCertain, inAny, parts := false, false, 0
			for i, b := range boxes {
				in := b.Contains(p)
				inAny = inAny || in
				inCertain = inCertain || in && strings.Contains(strings.Join(certain, ""), string(rune('a'+i)))
			}
			for _, polygon := range all.Possible {
				if planar.PolygonContains(polygon, p) {
					parts++
				}
			}
			if got := planar.MultiPolygonContains(all.Certain, p); got != inCertain {
				rt.Errorf("certain holds %v: %v, want %v", p, got, inCertain)
			}
			if (parts == 1) != inAny || parts > 1 {
				rt.Errorf("%d parts of possible hold %v, want it once if %v", parts, p, inAny)
			}
		}
	})
}

func feature(id, properties string, b orb.Bound) string {
	g, _ := json.Marshal(b.ToPolygon())
	return `{"type": "Feature", "properties": {"id": "` + id + `", "names": {"en": "` + id + `"}, "kind": "district", "standing": "indicative"` + properties +
		`}, "geometry": {"type": "Polygon", "coordinates": ` + string(g) + `}}`
}

func TestDigest(t *testing.T) {
	before := load(t, example(t)).Digest
	files := example(t)
	files["README.md"] = &fstest.MapFile{Data: []byte("notes")}
	if got := load(t, files).Digest; got != before {
		t.Error("a file that is not part of the case changes the digest")
	}
	replace(t, files, "acts.yaml", "armed attack by any means", "armed attack")
	if got := load(t, files).Digest; got == before || len(got) != 64 {
		t.Errorf("another word, and the digest is %q as before", got)
	}
}

func TestFileTooLarge(t *testing.T) {
	files := example(t)
	files["acts.yaml"] = &fstest.MapFile{Data: []byte("#" + strings.Repeat(" ", 4<<20))}
	problems, _ := casedir.Lint(files)
	if len(problems) != 1 || problems[0].Error() != "acts.yaml: is larger than 4 MB; split it into several files" {
		t.Errorf("problems = %v", problems)
	}
}

func TestAmbiguities(t *testing.T) {
	files := example(t)
	replace(t, files, "instruments/ford_agreement.yaml", "    areas: [ford_town]\n    deadline: {on: 2024-03-16, within: P14D, clock_start: entry into force}\n", "    deadline: {within: P14D}\n")
	replace(t, files, "instruments/ford_agreement.yaml", "    measure: convoys that passed, of those requested\n", "")
	_, got := casedir.Lint(files)
	var lines []string
	for _, a := range got {
		lines = append(lines, a.String())
	}
	want := []string{
		"ford_agreement: 2 accounts of its entry into force differ",
		"ford_agreement: the renewal of 2024-09-02 names no act on record that renews it: joint letter of both sides",
		"ford_agreement, ford_1: applies in valley, of which no line was ever published",
		"ford_agreement, ford_2: names no area",
		"ford_agreement, ford_2: does not say how observance is measured",
		"ford_agreement, ford_2: its deadline of P14D has no stated clock start",
	}
	if d := cmp.Diff(want, lines); d != "" {
		t.Error(d)
	}
}

func TestNew(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "case")
	if err := casedir.New(dir); err != nil {
		t.Fatal(err)
	}
	if problems, _ := casedir.Lint(os.DirFS(dir)); len(problems) > 0 {
		t.Errorf("a new case does not lint: %v", problems)
	}
	err := casedir.New(dir)
	if truceline.KindOf(err) != truceline.ConflictKind {
		t.Errorf("New over a case = %v, want a conflict", err)
	}
	file := filepath.Join(dir, "case.yaml")
	if err := casedir.New(file); truceline.KindOf(err) != truceline.InvalidKind {
		t.Errorf("New over a file = %v, want a problem", err)
	}
	empty := t.TempDir()
	if err := casedir.New(empty); err != nil {
		t.Errorf("New in an empty folder = %v", err)
	}
}

// TestEveryFieldArrives writes what the example leaves out and looks for fields
// of the facts that nothing of the folder reaches.
func TestEveryFieldArrives(t *testing.T) {
	files := example(t)
	replace(t, files, "parties.yaml", "codes: []", `codes: ["x:1"]`+"\n    note: n")
	replace(t, files, "parties.yaml", "from: 2024-03-01}", "from: 2024-03-01, note: n}")
	replace(t, files, "parties.yaml", "through: lake_republic}", "through: lake_republic, note: n}")
	replace(t, files, "parties.yaml", "instrument: ford_agreement, from: 2024-03-01}", "instrument: ford_agreement, from: 2024-03-01, note: n}")
	replace(t, files, "parties.yaml", "kind: class ", "kind: class\n    open_to: lake_republic ")
	replace(t, files, "parties.yaml", `read: true}`, `read: true, url: "https://example.org"}`)
	replace(t, files, "acts.yaml", "broader: armed_attack", "broader: armed_attack\n    note: n")
	replace(t, files, "sources.yaml", "affiliation: null", "affiliation: river_guard\n    origin: o\n    repeats: true\n    note: n\n    sources: [{note: n}]\n    precision: {exact_m: 1, near_m: 2, fuzzy_m: 3}\n    counted: {column: c, names: [n], metric: m, origin: o}")
	replace(t, files, "designations.yaml", "delisted: null", "delisted: 2025-01-01\n    names: {en: n}\n    note: n\n    confidence: A\n    sources: [{note: n}]")
	replace(t, files, "designations.yaml", "taken: []", "taken: [{name: n, on: 2024-01-01, note: n}]")
	replace(t, files, "designations.yaml", "decided: false", "decided: true\n    name: n\n    sources: [{note: n}]")
	ford := "instruments/ford_agreement.yaml"
	replace(t, files, ford, "symbol: null", "symbol: s\nvote: v")
	replace(t, files, ford, "suspensions: []", "suspensions: [{from: 2024-05-01, to: 2024-05-02, how: h, confidence: A}]")
	replace(t, files, ford, "ends: []", "ends: [{at: 2025-01-01, how: h, confidence: A, in_practice: true}]")
	replace(t, files, ford, "cites: []", "cites: [ford_agreement]")
	replace(t, files, ford, "disputed: []", "disputed: [d]")
	replace(t, files, ford, `{at: 2024-03-02, says`, `{never: true, says: s, confidence: C}`+"\n  - "+`{at: 2024-03-02, says`)
	replace(t, files, ford, "joint letter of both sides\"", "joint letter of both sides\", by: ford_agreement")
	replace(t, files, ford, "clock_start: entry into force}", "clock_start: entry into force, words: soon}\n    addressee: [lake_republic]\n    from: 2024-03-02\n    to: 2024-09-01\n    recurrence: P7D\n    caveats: [c]\n    sources: [{note: n}]")
	replace(t, files, "case.yaml", "claims: []", "claims: []\nbulletin_areas: {The Valley: [lower_valley, valley]}")
	replace(t, files, "case.yaml", "attributions: []", `attributions: [{what: w, text: t, licence: l, url: "https://example.org"}]`)
	replace(t, files, "areas/areas.geojson", `"radius_m": 3000,`, `"radius_m": 3000, "sources": [{"note": "n"}], "confidence": "A",`)
	elsewhere := []string{ // what files of lists and people's decisions say
		"observance.Facts.Known", "sanctions.Match.Denied",
		"sanctions.Designation.AsOf", "sanctions.Designation.Basis", "sanctions.Designation.Earlier", "sanctions.Designation.Term",
		"sanctions.TakenName.Basis", "sanctions.TakenName.From", "sanctions.TakenName.Never", "sanctions.TakenName.Until",
	}
	set := make(map[string]bool)
	reached(set, reflect.ValueOf(load(t, files).Facts))
	for _, field := range slices.Sorted(maps.Keys(set)) {
		if !set[field] && !slices.Contains(elsewhere, field) {
			t.Errorf("nothing in the folder reaches %s", field)
		}
	}
}

// reached notes of every field of our structs whether it is set anywhere in v.
func reached(set map[string]bool, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			reached(set, v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			reached(set, v.Index(i))
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			name := v.Type().String() + "." + v.Type().Field(i).Name
			set[name] = set[name] || !v.Field(i).IsZero()
			reached(set, v.Field(i))
		}
	}
}

// The files of a list come with what the importer has to be told, and count for
// the digest.
func TestListFiles(t *testing.T) {
	files := example(t)
	files["lists/a.csv"] = &fstest.MapFile{Data: []byte("id,name\n1,The Front\n")}
	replace(t, files, "case.yaml", "claims: []", `claims: []
lists: [{file: lists/a.csv, format: csv, list: sample, title: Sample list, on: 2017-07-03}]`)
	c := load(t, files)
	want := []casedir.ListFile{{Path: "lists/a.csv", Format: "csv", List: "sample", Title: "Sample list", On: "2017-07-03"}}
	if d := cmp.Diff(want, c.Lists); d != "" {
		t.Error(d)
	}
	files["lists/a.csv"] = &fstest.MapFile{Data: []byte("id,name\n1,The Rear\n")}
	if load(t, files).Digest == c.Digest {
		t.Error("another list leaves the digest of the case as it was")
	}
}

// TestAstana loads the bundled case.
func TestAstana(t *testing.T) {
	dir := os.DirFS("../../../cases/astana")
	c := load(t, dir)
	if _, err := observance.Compile(c.Facts, c.Location); err != nil {
		t.Errorf("what lints does not compile: %v", err)
	}
	if len(c.Ambiguities) == 0 {
		t.Error("the texts of the case are known to leave things out, and the list is empty")
	}
	if len(c.Readings) != 1 || len(c.Readings[0].Acts) != 17 {
		t.Fatalf("readings = %+v, want the founding document with its 17 acts", c.Readings)
	}
	var silent []instrument.ProvisionID // provisions of the founding document's instruments that it does not say
	for _, in := range c.Facts.Instruments {
		for _, p := range in.Provisions {
			founding := in.ID == "stmt_2018_03_16" || strings.HasPrefix(string(in.ID), "ru_") && in.ID != "ru_pause_2018_02_27"
			if founding && len(p.Passages) == 0 {
				silent = append(silent, p.ID)
			}
			if !founding && len(p.Passages) > 0 {
				t.Errorf("%s has passages %+v; only the founding document was read", p.ID, p.Passages)
			}
		}
	}
	if want := []instrument.ProvisionID{"rur_2", "js180316_11"}; !slices.Equal(silent, want) {
		t.Errorf("without a passage are %v, want %v", silent, want)
	}
}
