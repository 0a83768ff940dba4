package geojson_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/intake/geojson"
	"github.com/truceline/truceline/internal/intake/lexicon"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/publication"
	"github.com/truceline/truceline/report"
)

func options(t testing.TB) geojson.Options {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Damascus")
	if err != nil {
		t.Fatal(err)
	}
	return geojson.Options{
		Lexicon: lexicon.Lexicon{
			Source: report.Source{ID: "src", Origins: []report.OriginAlias{{Origin: "SOHR", Spellings: []string{"Syrian Observatory"}}}},
			Zone:   zone,
			Actor: func(name, code string) party.ID {
				return map[string]party.ID{"Foo Army": "foo_army", "foo_army": "foo_army"}[name]
			},
			Area: func(name string) (place.AreaID, float64, bool) {
				id, ok := map[string]place.AreaID{"Upper Foo": "upper", "upper": "upper"}[name]
				return id, 90_000, ok
			},
			Country: place.Place{Point: place.Point{Lon: 38, Lat: 35, RadiusM: 500_000}, Within: "foo"},
		},
		Bound: orb.Bound{Min: orb.Point{35.7, 32.3}, Max: orb.Point{42.4, 37.3}},
	}
}

func readAll(t testing.TB, in string, opts geojson.Options) ([]csvrows.Item, error) {
	t.Helper()
	var items []csvrows.Item
	for item, err := range geojson.Read(t.Context(), strings.NewReader(in), opts) {
		if err != nil {
			return items, err
		}
		items = append(items, item)
	}
	return items, nil
}

// feature is a feature with the given geometry and properties.
func feature(geometry, properties string) string {
	return `{"type":"Feature","geometry":` + geometry + `,"properties":{` + properties + `}}`
}

const at = `{"type":"Point","coordinates":[36.4,33.5]}`

// one reads one feature that must be taken.
func one(t testing.TB, f string, opts geojson.Options) report.Report {
	t.Helper()
	items, err := readAll(t, f, opts)
	if err != nil {
		t.Fatal(err)
	}
	if len(items) != 1 || items[0].Refusal != nil {
		t.Fatalf("read %+v, want one report", items)
	}
	return items[0].Report
}

func TestOneFeatureIsOneReport(t *testing.T) {
	f := `{"type":"Feature","id":7,"geometry":` + at + `,"properties":{
		"date":"2017-05-06","place":"Ford","event_type":"shelling","actor1":"Foo Army; Hill Guard","actor2":["Civilians"],
		"deaths":{"low":1,"best":2,"high":3},"source":"SOHR;syrian observatory","description":"Shells fell on Ford.","weapon":"Mortar","accuracy":500,"lang":"en"}}`
	want := report.Report{
		Source: "src", Number: "7", Received: report.Digest([]byte(f)),
		When: truceline.Interval{From: time.Date(2017, 5, 5, 21, 0, 0, 0, time.UTC), To: time.Date(2017, 5, 6, 21, 0, 0, 0, time.UTC)},
		Days: "2017-05-06", WhenBasis: "GeoJSON: the day is given",
		Where: place.Place{Point: place.Point{Lon: 36.4, Lat: 33.5, RadiusM: 500}, Name: "Ford", Basis: "GeoJSON Point; 500 m as the feature gives it"},
		Codes: []string{"src:kind=shelling"}, Form: report.Unsaid,
		SideA: []report.Actor{{Name: "Foo Army", Party: "foo_army"}, {Name: "Hill Guard"}}, SideB: []report.Actor{{Name: "Civilians"}},
		Casualties: report.Casualties{Deaths: report.Range{Low: 1, Best: 2, High: 3}},
		Means:      []string{"mortar"}, Words: "Shells fell on Ford.", Origins: []string{"SOHR"}, Outlets: 2, Lang: "en",
	}
	if diff := cmp.Diff(want, one(t, f, options(t))); diff != "" {
		t.Error(diff)
	}
}

func TestWhere(t *testing.T) {
	for _, tc := range []struct {
		name, geometry, properties string
		want                       place.Place
		remarks                    int
	}{
		{"a point without a radius", at, ``, place.Place{Point: place.Point{Lon: 36.4, Lat: 33.5, RadiusM: 2000}, Basis: "GeoJSON Point without a radius: taken as a disc of 2 km"}, 0},
		{"a point that is called exact", at, `"radius_m":0`, place.Place{Point: place.Point{Lon: 36.4, Lat: 33.5}, Basis: "GeoJSON Point; 0 m as the feature gives it"}, 0},
		{"a height is left out", `{"type":"Point","coordinates":[36.4,33.5,700]}`, `"uncertainty":"25.5"`, place.Place{Point: place.Point{Lon: 36.4, Lat: 33.5, RadiusM: 25.5}, Basis: "GeoJSON Point; 25.5 m as the feature gives it"}, 0},
		{"a line is the disc that covers it", `{"type":"LineString","coordinates":[[36,33.5],[36.2,33.5]]}`, ``, place.Place{Point: place.Point{Lon: 36.1, Lat: 33.5, RadiusM: 9282}, Basis: "GeoJSON LineString: the disc of 9282 m that covers it"}, 1},
		{"its own uncertainty is added", `{"type":"MultiPoint","coordinates":[[36,33.5],[36.2,33.5]]}`, `"accuracy":1000`, place.Place{Point: place.Point{Lon: 36.1, Lat: 33.5, RadiusM: 10282}, Basis: "GeoJSON MultiPoint: the disc of 10282 m that covers it"}, 1},
		{"several points that are one", `{"type":"MultiPoint","coordinates":[[36.4,33.5]]}`, ``, place.Place{Point: place.Point{Lon: 36.4, Lat: 33.5, RadiusM: 2000}, Basis: "GeoJSON MultiPoint without a radius: taken as a disc of 2 km"}, 0},
		{"within an area of the case", at, `"within":"upper"`, place.Place{Point: place.Point{Lon: 36.4, Lat: 33.5, RadiusM: 90_000}, Within: "upper", Basis: "GeoJSON Point without a radius: taken as a disc of 2 km; within upper"}, 0},
		{"no geometry: by the name of the division", `null`, `"admin1":"Upper Foo"`, place.Place{Point: place.Point{Lon: 38, Lat: 35, RadiusM: 500_000}, Within: "upper", Basis: "somewhere in upper"}, 0},
		{"nothing at all: somewhere in the case", `null`, ``, place.Place{Point: place.Point{Lon: 38, Lat: 35, RadiusM: 500_000}, Within: "foo", Basis: "no place or division of the case is named; somewhere in it"}, 1},
		{"far from the case", `{"type":"Point","coordinates":[10,50]}`, ``, place.Place{Point: place.Point{Lon: 10, Lat: 50, RadiusM: 2000}, Basis: "GeoJSON Point without a radius: taken as a disc of 2 km"}, 1},
		{"both sides of the 180th meridian", `{"type":"LineString","coordinates":[[179,0],[-179,0]]}`, ``, place.Place{Point: place.Point{Lon: 180, Lat: 0, RadiusM: 111307}, Basis: "GeoJSON LineString: the disc of 111307 m that covers it"}, 2},
		{"a collection of geometries at one point", `{"type":"GeometryCollection","geometries":[` + at + `,` + at + `]}`, ``, place.Place{Point: place.Point{Lon: 36.4, Lat: 33.5, RadiusM: 2000}, Basis: "GeoJSON GeometryCollection without a radius: taken as a disc of 2 km"}, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			props := `"date":"2017-05-06"`
			if tc.properties != "" {
				props += "," + tc.properties
			}
			got := one(t, feature(tc.geometry, props), options(t))
			if diff := cmp.Diff(tc.want, got.Where); diff != "" {
				t.Error(diff)
			}
			if len(got.Remarks) != tc.remarks {
				t.Errorf("remarks %q, want %d", got.Remarks, tc.remarks)
			}
		})
	}
}

func TestWhen(t *testing.T) {
	for _, tc := range []struct {
		name, properties string
		from, to, days   string // local time of Damascus
	}{
		{"a day", `"date":"2017-05-06"`, "2017-05-06T00:00:00", "2017-05-07T00:00:00", "2017-05-06"},
		{"first and last day", `"start":"2017-05-06","end":"2017-05-08"`, "2017-05-06T00:00:00", "2017-05-09T00:00:00", "2017-05-06/2017-05-08"},
		{"days as our exports write them", `"days":"2017-05-06/2017-05-08"`, "2017-05-06T00:00:00", "2017-05-09T00:00:00", "2017-05-06/2017-05-08"},
		{"an instant with its zone, to the minute", `"datetime":"2017-05-06T14:30Z"`, "2017-05-06T17:30:00", "2017-05-06T17:31:00", "2017-05-06"},
		{"an instant to the second", `"datetime":"2017-05-06T14:30:05+03:00"`, "2017-05-06T14:30:05", "2017-05-06T14:30:06", "2017-05-06"},
		{"late in the day it is the next one here", `"datetime":"2017-05-06T23:30:00Z"`, "2017-05-07T02:30:00", "2017-05-07T02:30:01", "2017-05-07"},
		{"from an instant to another", `"from":"2017-05-06T14:00:00+03:00","to":"2017-05-06T16:00:00+03:00"`, "2017-05-06T14:00:00", "2017-05-06T16:00:00", "2017-05-06"},
		{"a local time", `"date":"2017-05-06 14:30"`, "2017-05-06T14:30:00", "2017-05-06T14:31:00", "2017-05-06"},
		{"a local time that came twice", `"date":"2017-10-26 23:30"`, "2017-10-26T23:30:00", "2017-10-26T23:31:00", "2017-10-26"},
		{"midnight stands for a day", `"date":"2017-05-06T00:00:00Z"`, "2017-05-06T00:00:00", "2017-05-07T00:00:00", "2017-05-06"},
		{"two midnights stand for days", `"start_date":"2017-05-06T00:00:00Z","end_date":"2017-05-06T00:00:00Z"`, "2017-05-06T00:00:00", "2017-05-07T00:00:00", "2017-05-06"},
		{"a month", `"date":"2017-02"`, "2017-02-01T00:00:00", "2017-03-01T00:00:00", "2017-02-01/2017-02-28"},
		{"milliseconds", `"date":1494081000000`, "2017-05-06T17:30:00", "2017-05-06T17:30:01", "2017-05-06"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			opts := options(t)
			got := one(t, feature(at, tc.properties), opts)
			local := func(x time.Time) string { return x.In(opts.Lexicon.Zone).Format("2006-01-02T15:04:05") }
			if got.Days != tc.days || local(got.When.From) != tc.from || local(got.When.To) != tc.to {
				t.Errorf("%s to %s, days %s; want %s to %s, days %s", local(got.When.From), local(got.When.To), got.Days, tc.from, tc.to, tc.days)
			}
			if tc.name == "a local time that came twice" && got.When.To.Sub(got.When.From) != time.Hour+time.Minute {
				t.Errorf("it spans %v, want both hours", got.When.To.Sub(got.When.From))
			}
		})
	}
}

func TestProperties(t *testing.T) {
	for _, tc := range []struct {
		name, properties string
		check            func(report.Report) (got, want any)
	}{
		{"no number of deaths is not zero", ``, func(r report.Report) (any, any) { return r.Casualties, report.Casualties{Unstated: true} }},
		{"zero deaths", `"fatalities":0`, func(r report.Report) (any, any) { return r.Casualties, report.Casualties{} }},
		{"between", `"killed":"3-5"`, func(r report.Report) (any, any) {
			return r.Casualties.Deaths, report.Range{Low: 3, Best: 3, High: 5}
		}},
		{"bounds under names of their own", `"deaths_low":1,"deaths_best":2.0,"deaths_high":3`, func(r report.Report) (any, any) {
			return r.Casualties.Deaths, report.Range{Low: 1, Best: 2, High: 3}
		}},
		{"names in any letter case, with spaces", `"Event Type":"Shelling"`, func(r report.Report) (any, any) { return r.Codes, []string{"src:kind=Shelling"} }},
		{"kinds of two degrees", `"event_type":"A","sub_event_type":"B"`, func(r report.Report) (any, any) { return r.Codes, []string{"src:kind=A", "src:subkind=B"} }},
		{"codes are codes", `"codes":["ucdp:type_of_violence=1"]`, func(r report.Report) (any, any) { return r.Codes, []string{"ucdp:type_of_violence=1"} }},
		{"the form", `"form":"one_sided"`, func(r report.Report) (any, any) { return r.Form, report.OneSided }},
		{"null says nothing", `"form":null,"source":null`, func(r report.Report) (any, any) { return r.Outlets, 0 }},
		{"an id among the properties", `"event_id":"E-9"`, func(r report.Report) (any, any) { return r.Number, "E-9" }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			props := `"date":"2017-05-06"`
			if tc.properties != "" {
				props += "," + tc.properties
			}
			got, want := tc.check(one(t, feature(at, props), options(t)))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAFeatureWithoutAnIDIsKnownByWhatItSays(t *testing.T) {
	tight := feature(at, `"date":"2017-05-06"`)
	var spaced bytes.Buffer
	if err := json.Indent(&spaced, []byte(tight), "", "   "); err != nil {
		t.Fatal(err)
	}
	a, b := one(t, tight, options(t)), one(t, spaced.String(), options(t))
	if a.Number != b.Number || !strings.HasPrefix(a.Number, "sha-") || a.Received == b.Received {
		t.Errorf("numbers %s and %s, received %s and %s; want one number of two messages", a.Number, b.Number, a.Received, b.Received)
	}
	if c := one(t, feature(at, `"date":"2017-05-07"`), options(t)); c.Number == a.Number {
		t.Errorf("another feature has the same number %s", c.Number)
	}
}

func TestTwoNamesThatFoldToOneAreTakenInTheirOrder(t *testing.T) {
	for range 20 {
		got := one(t, feature(at, `"date":"2017-05-06","source":"c","Source":"b","SOURCE":"a","actor1":"y","Actor1":"x"`), options(t))
		if diff := cmp.Diff([]report.Actor{{Name: "x"}, {Name: "y"}}, got.SideA); diff != "" || got.Outlets != 3 {
			t.Fatalf("%d sources, %s", got.Outlets, diff)
		}
	}
}

func TestRename(t *testing.T) {
	opts := options(t)
	opts.Rename = map[string]string{"Tag der Tat": "start", "Ort": "place"}
	got := one(t, feature(at, `"Tag der Tat":"2017-05-06","date":"2016-01-01","ort":"Ford"`), opts)
	if got.Days != "2017-05-06" || got.Where.Name != "Ford" {
		t.Errorf("%s at %q, want 2017-05-06 at Ford", got.Days, got.Where.Name)
	}
	_, err := readAll(t, feature(at, `"Tag der Tat":"2017-05-06"`), opts)
	if want := `no feature has the property "ort" that is renamed to place; the features were read without it`; err == nil || err.Error() != want {
		t.Errorf("Read = %v, want %q", err, want)
	}
	opts.Rename = map[string]string{"x": "nonsense"}
	_, err = readAll(t, feature(at, `"date":"2017-05-06"`), opts)
	if err == nil || !strings.HasPrefix(err.Error(), `rename: "nonsense" is nothing that a property says; it is one of id, start, end, place,`) {
		t.Errorf("Read = %v, want the names that there are", err)
	}
}

func TestRefusals(t *testing.T) {
	const day = `"date":"2017-05-06"`
	for _, tc := range []struct{ name, feature, want string }{
		{"swapped by the range of latitudes", feature(`{"type":"Point","coordinates":[33.5,136.4]}`, day), `field geometry, value "33.5, 136.4": the second number is a latitude and beyond 90; the two may be swapped: GeoJSON puts longitude first (RFC 7946, section 3.1.1)`},
		{"swapped by the case's box", feature(`{"type":"Point","coordinates":[33.5,36.4]}`, day), `field geometry, value "33.5, 36.4": the position lies outside the case's box, and inside it once the two numbers are swapped: GeoJSON puts longitude first (RFC 7946, section 3.1.1)`},
		{"a corner of a surface that is swapped", feature(`{"type":"Polygon","coordinates":[[[36,33],[37,33],[33,37],[36,33]]]}`, day), `field geometry, value "33, 37": the position lies outside the case's box, and inside it once the two numbers are swapped: GeoJSON puts longitude first (RFC 7946, section 3.1.1)`},
		{"metres of some grid", feature(`{"type":"Point","coordinates":[732000,3710000]}`, day), `field geometry, value "732000, 3.71e+06": not a longitude from -180 to 180 and a latitude from -90 to 90; the file may be in another reference system than WGS 84`},
		{"a reference system of its own", `{"type":"Feature","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},"geometry":null,"properties":{` + day + `}}`, `field crs: its coordinates are in urn:ogc:def:crs:EPSG::3857; GeoJSON is in WGS 84, longitude first (RFC 7946, section 4): convert the file and import it again`},
		{"a geometry that is none", feature(`{"type":"Circle","coordinates":[36,33]}`, day), `field geometry: "Circle" is no type of geometry (RFC 7946, section 1.4)`},
		{"coordinates of another geometry", feature(`{"type":"Polygon","coordinates":[36,33]}`, day), `field geometry: the coordinates are not those of a Polygon (RFC 7946, section 3.1)`},
		{"an empty geometry", feature(`{"type":"LineString","coordinates":[]}`, day), `field geometry: the LineString has no position; write null for a place without one`},
		{"no date", feature(at, `"place":"Ford"`), `field date: the feature says no date; it is taken from date, start, datetime and the like`},
		{"a date whose day and month cannot be told apart", feature(at, `"date":"06/05/2017"`), `field date, value "06/05/2017": not a date like 2017-05-06, nor a time like 2017-05-06T14:30:00+03:00`},
		{"dates in the wrong order", feature(at, `"start":"2017-05-08","end":"2017-05-06"`), `field end, value "2017-05-06": before start, 2017-05-08; the two may be swapped`},
		{"a local time that never was", feature(at, `"date":"2017-03-31T00:30:00"`), `field date, value "2017-03-31T00:30:00": the clocks of Asia/Damascus went forward over this time, so that it never was`},
		{"deaths in words", feature(at, day+`,"deaths":"many"`), `field deaths, value "many": not a number of deaths; write 12, or 3-5`},
		{"a negative radius", feature(at, day+`,"accuracy":-1`), `field accuracy, value "-1": not a number of metres from 0 to 20100000`},
		{"a property twice", feature(at, day+`,"date":"2017-05-07"`), `field properties: "date" stands twice in one object; keep one`},
		{"not a feature", `{"type":"Feature","type":"Feature"}`, `"type" stands twice in one object; keep one`},
		{"nested too deep", feature(at, day+`,"x":`+strings.Repeat("[", 40)+strings.Repeat("]", 40)), `nested deeper than 32 levels`},
		{"not UTF-8", feature(at, day+",\"place\":\"\xff\""), `not valid UTF-8, which JSON is (RFC 8259, section 8.1)`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for form, in := range map[string]string{
				"lines":      tc.feature + "\n" + feature(at, day) + "\n",
				"collection": `{"type":"FeatureCollection","features":[` + tc.feature + `,` + feature(at, day) + `]}`,
			} {
				items, err := readAll(t, in, options(t))
				if err != nil {
					t.Fatal(err)
				}
				if len(items) != 2 || items[0].Refusal == nil || items[1].Refusal != nil {
					t.Fatalf("%s: read %+v, want a refusal and a report", form, items)
				}
				got, _, _ := strings.Cut(items[0].Refusal.Error(), "; this is feature 1, which begins at byte ")
				got = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(got, "line 1"), ", "), ": ")
				if got != tc.want {
					t.Errorf("%s: refused as %q, want %q", form, got, tc.want)
				}
			}
		})
	}
}

func TestForms(t *testing.T) {
	a, b := feature(at, `"id":"a","date":"2017-05-06"`), feature(at, `"id":"b","date":"2017-05-06"`)
	indent := func(s string) string {
		var out bytes.Buffer
		json.Indent(&out, []byte(s), "", "  ")
		return out.String()
	}
	var packed bytes.Buffer
	gz := gzip.NewWriter(&packed)
	gz.Write([]byte(`{"type":"FeatureCollection","features":[` + a + `,` + b + `]}`))
	gz.Close()
	for _, tc := range []struct{ name, in string }{
		{"a collection", `{"type":"FeatureCollection","features":[` + a + `,` + b + `]}`},
		{"a collection with its type last", `{"name":"x","bbox":[1,2,3,4],"features":[` + a + `,` + b + `],"type":"FeatureCollection"}`},
		{"an indented collection", indent(`{"type":"FeatureCollection","features":[` + a + `,` + b + `]}`)},
		{"a byte order mark", "\xef\xbb\xbf" + `{"type":"FeatureCollection","features":[` + a + `,` + b + `]}`},
		{"gzip", packed.String()},
		{"two collections", `{"type":"FeatureCollection","features":[` + a + `]}{"type":"FeatureCollection","features":[` + b + `]}`},
		{"an old collection that names WGS 84", `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"features":[` + a + `,` + b + `]}`},
		{"lines", a + "\n\n" + b},
		{"lines with CR", a + "\r\n" + b + "\r\n"},
		{"a sequence", "\x1e" + a + "\n\x1e" + b + "\n"},
		{"a sequence that is indented", "\x1e" + indent(a) + "\n\x1e" + indent(b) + "\n"},
		{"features one after another, indented", indent(a) + "\n" + indent(b)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			items, err := readAll(t, tc.in, options(t))
			if err != nil || len(items) != 2 || items[0].Report.Number != "a" || items[1].Report.Number != "b" || items[1].Line != 2 {
				t.Fatalf("read %+v, %v, want a and b", items, err)
			}
			var slow []csvrows.Item
			for item, err := range geojson.Read(t.Context(), iotest.OneByteReader(strings.NewReader(tc.in)), options(t)) {
				if err != nil {
					t.Fatal(err)
				}
				slow = append(slow, item)
			}
			if diff := cmp.Diff(items, slow); diff != "" {
				t.Errorf("byte by byte it reads otherwise: %s", diff)
			}
		})
	}
}

func TestProblems(t *testing.T) {
	a := feature(at, `"id":"a","date":"2017-05-06"`)
	for _, tc := range []struct {
		name, in, want string
		taken          int
	}{
		{"empty", " \n", "the file is empty; it should hold a FeatureCollection", 0},
		{"a list", "[" + a + "]", "the file is a list; GeoJSON is an object: put the list into a FeatureCollection, under features", 0},
		{"a table", "id,date\n", "the file is not GeoJSON: it begins with 'i' and not with {", 0},
		{"a zip", "PK\x03\x04xx", "the file is a zip archive; unpack it and import the GeoJSON in it", 0},
		{"a geometry", at, `"Point" is not FeatureCollection; a geometry alone tells of no event; nothing was read`, 0},
		{"TopoJSON", `{"type":"Topology","objects":{}}`, "the file is TopoJSON; convert it to GeoJSON; nothing was read", 0},
		{"no features", `{"type":"FeatureCollection"}`, "the FeatureCollection has no features; nothing was read", 0},
		{"another reference system", `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:32637"}},"features":[` + a + `]}`, "its coordinates are in EPSG:32637; GeoJSON is in WGS 84, longitude first (RFC 7946, section 4): convert the file and import it again; nothing was read", 0},
		{"a reference system behind a link", `{"type":"FeatureCollection","crs":{"type":"link","properties":{"href":"x"}},"features":[]}`, "it names a reference system that cannot be told; GeoJSON is in WGS 84, longitude first (RFC 7946, section 4): convert the file, take the member crs out, and import it again; nothing was read", 0},
		{"cut off", `{"type":"FeatureCollection","features":[` + a + `,{"type":"Fea`, "the file ends within an object, as an interrupted download does; fetch it again; everything up to feature 1 was read", 1},
		{"broken", `{"type":"FeatureCollection","features":[` + a + `,{"type":Feature}]}`, "the file is not sound JSON behind byte 157: invalid character 'F' looking for beginning of value; everything up to feature 1 was read", 1},
		{"a feature that is too long", `{"type":"FeatureCollection","features":[` + a + `,` + feature(at, `"x":"`+strings.Repeat("x", 200_000)+`"`) + `]}`, "a feature, or another member of the collection, is longer than 1024 bytes, which no event is; everything up to feature 1 was read", 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			opts := options(t)
			opts.MaxFeature = 1024
			items, err := readAll(t, tc.in, opts)
			if err == nil || err.Error() != tc.want {
				t.Errorf("Read = %v, want %q", err, tc.want)
			}
			if truceline.KindOf(err) != truceline.InvalidKind || len(items) != tc.taken {
				t.Errorf("%d taken, kind %v; want %d and a Problem", len(items), truceline.KindOf(err), tc.taken)
			}
		})
	}
}

func TestABadLineStandsAlone(t *testing.T) {
	a := feature(at, `"id":"a","date":"2017-05-06"`)
	for _, tc := range []struct{ name, bad, want string }{
		{"broken", `{"type":"Feature","geometry":`, "not sound JSON: it ends too early"},
		{"too long", feature(at, `"x":"`+strings.Repeat("x", 9000)+`"`), "longer than 4096 bytes, which no event is"},
		{"a list", `[1]`, "not a JSON object"},
		{"two features on a line", a + a, "text follows the end of the feature"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			opts := options(t)
			opts.MaxFeature = 4096
			for sep, in := range map[string]string{"\n": a + "\n" + tc.bad + "\n" + a + "\n", "\x1e": "\x1e" + a + "\n\x1e" + tc.bad + "\n\x1e" + a + "\n"} {
				items, err := readAll(t, in, opts)
				if err != nil || len(items) != 3 || items[1].Refusal == nil || items[2].Refusal != nil {
					t.Fatalf("%q: read %+v, %v, want a report, a refusal and a report", sep, items, err)
				}
				if got, _, _ := strings.Cut(items[1].Refusal.Reason, "; this is feature 2,"); got != tc.want {
					t.Errorf("%q: refused as %q, want %q", sep, got, tc.want)
				}
			}
		})
	}
}

func TestAnIDThatStandsTwiceIsTwoVersions(t *testing.T) {
	a, b := feature(at, `"id":"a","date":"2017-05-06"`), feature(at, `"id":"a","date":"2017-05-07"`)
	items, err := readAll(t, a+"\n"+b+"\n"+a+"\n", options(t))
	if err != nil || len(items) != 3 {
		t.Fatalf("read %+v, %v", items, err)
	}
	if diff := cmp.Diff([]string{"feature 1 has this id already, with other content; both are kept, as versions"}, items[1].Report.Remarks); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(items[0].Report, items[2].Report); diff != "" {
		t.Errorf("the same feature again is another report: %s", diff)
	}
}

// TestOurOwnFindingsReadBack writes the findings of two incidents as GeoJSON and
// reads them: place, time, deaths, origins and parties come back, once for each
// incident. Kinds of act and sides are not in that file.
func TestOurOwnFindingsReadBack(t *testing.T) {
	opts := options(t)
	zone := opts.Lexicon.Zone
	in := incident.Incident{
		ID: "i-src-7", Reports: []string{"src:7"}, Days: "2017-05-06",
		When:  truceline.Interval{From: time.Date(2017, 5, 5, 21, 0, 0, 0, time.UTC), To: time.Date(2017, 5, 6, 21, 0, 0, 0, time.UTC)},
		Where: place.Place{Point: place.Point{Lon: 36.4, Lat: 33.5, RadiusM: 25_000}, Name: "Ford"},
		Codes: []string{"src:shell"}, Form: report.TwoSided,
		SideA: []report.Actor{{Name: "Foo Army", Party: "foo_army"}}, SideB: []report.Actor{{Name: "Hill Guard"}},
		Deaths: report.Range{Low: 1, Best: 2, High: 3}, Fact: incident.Reported, Origins: []string{"SOHR"},
	}
	other := in
	other.ID = "i-src-8"
	held := []observance.Held{
		{Incident: in, Findings: []observance.Finding{{Provision: instrument.ProvisionID("p.1")}, {Provision: instrument.ProvisionID("p.2")}}},
		{Incident: other, Findings: []observance.Finding{{Provision: instrument.ProvisionID("p.1")}}},
	}
	var b bytes.Buffer
	if err := publication.FindingsGeoJSON(&b, zone, held, publication.About{Case: "foo"}); err != nil {
		t.Fatal(err)
	}
	items, err := readAll(t, b.String(), opts)
	if err != nil || len(items) != 3 {
		t.Fatalf("read %+v, %v, want three", items, err)
	}
	for _, item := range items {
		if item.Refusal != nil {
			t.Fatalf("refused: %v", item.Refusal)
		}
		if len(item.Report.Remarks) > 0 {
			t.Errorf("remarks %q, want none", item.Report.Remarks)
		}
	}
	if diff := cmp.Diff(items[0].Report, items[1].Report); diff != "" {
		t.Errorf("two findings of one incident are two reports: %s", diff)
	}
	got := items[0].Report
	want := report.Report{
		Source: "src", Number: "i-src-7", Received: got.Received, When: in.When, Days: in.Days, WhenBasis: "GeoJSON: an instant with its zone",
		Where: place.Place{Point: in.Where.Point, Name: "Ford", Basis: "GeoJSON Point; 25000 m as the feature gives it"}, Form: report.Unsaid,
		SideA:      []report.Actor{{Name: "foo_army", Party: "foo_army"}, {Name: "Hill Guard"}},
		Casualties: report.Casualties{Deaths: in.Deaths}, Origins: []string{"SOHR"}, Outlets: 1,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if items[2].Report.Number != "i-src-8" {
		t.Errorf("the third is %s, want i-src-8", items[2].Report.Number)
	}
}

// TestADiscCoversItsGeometry draws lines and looks whether points on them lie
// within the disc.
func TestADiscCoversItsGeometry(t *testing.T) {
	opts := options(t)
	opts.Bound = orb.Bound{}
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(2, 6).Draw(rt, "points")
		lon, lat := rapid.Float64Range(-170, 170).Draw(rt, "lon"), rapid.Float64Range(-70, 70).Draw(rt, "lat")
		line := make([][2]float64, n)
		for i := range line {
			line[i] = [2]float64{lon + rapid.Float64Range(-3, 3).Draw(rt, "east"), lat + rapid.Float64Range(-3, 3).Draw(rt, "north")}
		}
		b, _ := json.Marshal(line)
		items, err := readAll(t, feature(`{"type":"LineString","coordinates":`+string(b)+`}`, `"date":"2017-05-06"`), opts)
		if err != nil || len(items) != 1 || items[0].Refusal != nil {
			rt.Fatalf("read %+v, %v", items, err)
		}
		disc := items[0].Report.Where.Point
		for i := 1; i < n; i++ {
			share := rapid.Float64Range(0, 1).Draw(rt, "share")
			p := place.Point{Lon: line[i-1][0] + share*(line[i][0]-line[i-1][0]), Lat: line[i-1][1] + share*(line[i][1]-line[i-1][1])}
			if d := place.DistanceM(disc, p); d > disc.RadiusM+1 || math.IsNaN(d) {
				rt.Fatalf("%v lies %.0f m from the middle of a disc of %.0f m", p, d, disc.RadiusM)
			}
		}
	})
}

// TestRealFilesAreReadWithoutEvents reads the shared GeoJSON, which holds areas
// and no events: each feature must be refused for want of a date, and none lost.
func TestRealFilesAreReadWithoutEvents(t *testing.T) {
	dir := os.Getenv("TRUCELINE_SHARED")
	if dir == "" {
		t.Skip("TRUCELINE_SHARED does not name the folder of shared data, so that the real files are not read")
	}
	for name, want := range map[string]int{"syria_admin1_ocha.geojson": 14, "syria_admin2_districts_wof.geojson": 62} {
		f, err := os.Open(filepath.Join(dir, "data", name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		n := 0
		for item, err := range geojson.Read(t.Context(), f, options(t)) {
			if err != nil {
				t.Fatal(err)
			}
			if item.Refusal == nil || item.Refusal.Field != "date" {
				t.Errorf("%s: %+v, want a refusal for want of a date", name, item)
			}
			n++
		}
		if n != want {
			t.Errorf("%s: %d features, want %d", name, n, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	a := feature(at, `"id":"a","date":"2017-05-06","deaths":{"low":1},"actor1":"x;y","within":"upper"`)
	f.Add([]byte(`{"type":"FeatureCollection","crs":null,"features":[` + a + `,` + a + `]}`))
	f.Add([]byte(a + "\n" + feature(`{"type":"Polygon","coordinates":[[[36,33],[37,33],[37,34],[36,33]]]}`, `"from":"2017-05-06T14:30Z","to":"2017-05-07"`)))
	f.Add([]byte("\x1e" + a + "\n\x1e{"))
	f.Add([]byte(feature(`null`, `"date":"2017-05","place":"x"`)))
	opts := options(f)
	opts.MaxFeature, opts.MaxBytes = 4096, 1<<20
	f.Fuzz(func(t *testing.T, in []byte) {
		n := 0
		for item, err := range geojson.Read(t.Context(), bytes.NewReader(in), opts) {
			if err != nil {
				if truceline.KindOf(err) != truceline.InvalidKind {
					t.Fatalf("ended by %v, which is not a Problem", err)
				}
				return
			}
			if n++; item.Line != n {
				t.Fatalf("item %d has line %d", n, item.Line)
			}
			if item.Refusal != nil {
				continue
			}
			r := item.Report
			if r.Number == "" || !r.When.From.Before(r.When.To) || r.Days == "" || r.Where.Basis == "" || math.IsNaN(r.Where.RadiusM) || math.Abs(r.Where.Lat) > 90 || math.Abs(r.Where.Lon) > 180 {
				t.Fatalf("half a report: %+v", r)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var in strings.Builder
	in.WriteString(`{"type":"FeatureCollection","features":[`)
	for i := range 10_000 {
		if i > 0 {
			in.WriteString(",")
		}
		in.WriteString(feature(at, fmt.Sprintf(`"id":%d,"date":"2017-05-06","place":"Ford","event_type":"shelling","actor1":"Foo Army","deaths":2,"source":"SOHR","description":"Shells fell on Ford and nobody was there."`, i)))
	}
	in.WriteString("]}")
	opts := options(b)
	b.SetBytes(int64(in.Len()))
	for b.Loop() {
		for item, err := range geojson.Read(b.Context(), strings.NewReader(in.String()), opts) {
			if err != nil || item.Refusal != nil {
				b.Fatal(err, item.Refusal)
			}
		}
	}
}
