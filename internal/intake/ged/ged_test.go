package ged_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/intake/ged"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// columns is the order in which the tests write rows.
var columns = []string{
	"id", "type_of_violence", "side_a_new_id", "side_a", "side_b_new_id", "side_b",
	"source_article", "source_office", "source_original",
	"where_prec", "where_coordinates", "adm_1", "adm_2", "latitude", "longitude", "country",
	"date_prec", "date_start", "date_end",
	"deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "low", "best", "high",
}

// A change replaces fields of the ordinary event.
type change map[string]string

// file writes an ordinary event for each change, with its fields replaced.
func file(t testing.TB, changes ...change) string {
	t.Helper()
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Write(columns)
	for _, c := range changes {
		row := change{
			"id": "1001", "type_of_violence": "1",
			"side_a_new_id": "118", "side_a": "Government of Syria", "side_b_new_id": "4456", "side_b": "Rahman Corps",
			"source_office": "SOHR", "source_article": `"SOHR,2017-05-06,A headline, with ""quotes"" in it"`,
			"where_prec": "1", "where_coordinates": "Arbin town", "adm_1": "Rif Dimashq Governorate", "adm_2": "Duma district",
			"latitude": "33.5", "longitude": "36.4", "country": "Syria",
			"date_prec": "1", "date_start": "2017-05-06", "date_end": "2017-05-06",
			"deaths_a": "1", "deaths_b": "2", "deaths_civilians": "0", "deaths_unknown": "0", "low": "2", "best": "3", "high": "4",
		}
		for k, v := range c {
			row[k] = v
		}
		fields := make([]string, len(columns))
		for i, name := range columns {
			fields[i] = row[name]
		}
		w.Write(fields)
	}
	w.Flush()
	return b.String()
}

func options(t testing.TB) ged.Options {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Damascus")
	if err != nil {
		t.Fatal(err)
	}
	parties := map[string]party.ID{
		"ucdp:118":              "gov_syria",
		"Government of Syria":   "gov_syria",
		"Rahman Corps":          "rahman_corps",
		"HTS":                   "hts",
		"Brigade of A, B and C": "abc",
		"Civilians":             "civilians",
	}
	areas := map[string]place.AreaID{"Duma district": "d_duma", "Rif Dimashq Governorate": "SY03", "Syria": "syr"}
	return ged.Options{
		Source: report.Source{ID: "ucdp-ged", Origins: []report.OriginAlias{
			{Origin: "SOHR", Spellings: []string{"SOH", "Syrian Observatory for Human Rights"}},
			{Origin: "Airwars", Spellings: []string{"Air Wars"}},
		}},
		Zone: zone,
		Actor: func(name, code string) party.ID {
			if id := parties[code]; id != "" {
				return id
			}
			return parties[name]
		},
		Area: func(name string) (place.AreaID, float64, bool) {
			id, ok := areas[name]
			return id, 90_000, ok
		},
	}
}

func read(t testing.TB, in string, opts ged.Options) ([]ged.Item, error) {
	t.Helper()
	rows, err := csvrows.Open(strings.NewReader(in), csvrows.Options{})
	if err != nil {
		return nil, err
	}
	var items []ged.Item
	for item, err := range ged.Read(t.Context(), rows, opts) {
		if err != nil {
			return items, err
		}
		items = append(items, item)
	}
	return items, nil
}

// one reads a file of one row that must be taken.
func one(t testing.TB, c change, opts ged.Options) ged.Item {
	t.Helper()
	items, err := read(t, file(t, c), opts)
	if err != nil {
		t.Fatal(err)
	}
	if len(items) != 1 || items[0].Refusal != nil {
		t.Fatalf("read %+v, want one report", items)
	}
	return items[0]
}

func TestOneEventIsOneReport(t *testing.T) {
	in := file(t, nil)
	_, line, _ := strings.Cut(in, "\n")
	got := one(t, nil, options(t))
	want := ged.Item{Line: 2, Report: report.Report{
		Source:   "ucdp-ged",
		Number:   "1001",
		Received: report.Digest([]byte(strings.TrimSuffix(line, "\n"))),
		When: truceline.Interval{
			From: time.Date(2017, 5, 5, 21, 0, 0, 0, time.UTC),
			To:   time.Date(2017, 5, 6, 21, 0, 0, 0, time.UTC),
		},
		Days:       "2017-05-06",
		WhenBasis:  "UCDP GED date_prec 1: the day is known",
		Where:      place.Place{Point: place.Point{Lon: 36.4, Lat: 33.5}, Name: "Arbin town", Basis: "UCDP GED where_prec 1: an exact place"},
		Codes:      []string{"ucdp:type_of_violence=1"},
		Form:       report.TwoSided,
		SideA:      []report.Actor{{Name: "Government of Syria", Party: "gov_syria"}},
		SideB:      []report.Actor{{Name: "Rahman Corps", Party: "rahman_corps"}},
		Casualties: report.Casualties{Deaths: report.Range{Low: 2, Best: 3, High: 4}, SideA: 1, SideB: 2},
		Origins:    []string{"SOHR"},
		Outlets:    1,
		Lang:       "en",
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhere(t *testing.T) {
	for _, tc := range []struct {
		name  string
		row   change
		areas string // "none" for a case that knows no area
		want  place.Place
	}{
		{"near a point", change{"where_prec": "2"}, "", place.Place{Point: place.Point{RadiusM: 25_000}, Basis: "UCDP GED where_prec 2: near a known point, within about 25 km"}},
		{"a district", change{"where_prec": "3"}, "", place.Place{Point: place.Point{RadiusM: 90_000}, Within: "d_duma", Basis: "UCDP GED where_prec 3: somewhere in a second-order division, Duma district"}},
		{"a district that the case does not know", change{"where_prec": "3", "adm_2": "Foo district"}, "", place.Place{Point: place.Point{RadiusM: 90_000}, Within: "SY03", Basis: "UCDP GED where_prec 3: somewhere in a second-order division, Rif Dimashq Governorate; Foo district is not an area of the case"}},
		{"a district that is not named, nor its governorate", change{"where_prec": "3", "adm_2": "", "adm_1": ""}, "", place.Place{Point: place.Point{RadiusM: 90_000}, Within: "syr", Basis: "UCDP GED where_prec 3: somewhere in a second-order division, Syria"}},
		{"a district in a case without areas", change{"where_prec": "3"}, "none", place.Place{Point: place.Point{RadiusM: 50_000}, Basis: "UCDP GED where_prec 3: somewhere in a second-order division; Duma district is not an area of the case: taken as a disc of 50 km"}},
		{"a governorate does not shrink to a district", change{"where_prec": "4"}, "", place.Place{Point: place.Point{RadiusM: 90_000}, Within: "SY03", Basis: "UCDP GED where_prec 4: somewhere in a first-order division, Rif Dimashq Governorate"}},
		{"a governorate in a case without areas", change{"where_prec": "4"}, "none", place.Place{Point: place.Point{RadiusM: 250_000}, Basis: "UCDP GED where_prec 4: somewhere in a first-order division; Rif Dimashq Governorate is not an area of the case: taken as a disc of 250 km"}},
		{"a fuzzy region", change{"where_prec": "5"}, "", place.Place{Point: place.Point{RadiusM: 50_000}, Basis: "UCDP GED where_prec 5: a line, or a region without a border"}},
		{"the country", change{"where_prec": "6"}, "", place.Place{Point: place.Point{RadiusM: 90_000}, Within: "syr", Basis: "UCDP GED where_prec 6: somewhere in the country, Syria"}},
		{"a country that is not named", change{"where_prec": "6", "country": ""}, "", place.Place{Point: place.Point{RadiusM: 1_000_000}, Basis: "UCDP GED where_prec 6: somewhere in the country; the row does not name it: taken as a disc of 1000 km"}},
		{"international waters", change{"where_prec": "7"}, "", place.Place{Point: place.Point{RadiusM: 50_000}, Basis: "UCDP GED where_prec 7: international waters or air space"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			opts := options(t)
			if tc.areas == "none" {
				opts.Area = nil
			}
			tc.want.Lon, tc.want.Lat, tc.want.Name = 36.4, 33.5, "Arbin town"
			if diff := cmp.Diff(tc.want, one(t, tc.row, opts).Report.Where); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhen(t *testing.T) {
	for _, tc := range []struct {
		name             string
		row              change
		from, to, days   string
		wantBasisOfMonth bool
	}{
		{"a span of days ends after its last day", change{"date_prec": "2", "date_start": "2017-05-06", "date_end": "2017-05-09"}, "2017-05-05T21:00:00Z", "2017-05-09T21:00:00Z", "2017-05-06/2017-05-09", false},
		{"dates with a midnight", change{"date_start": "2017-05-06 00:00:00", "date_end": "2017-05-06 00:00:00.000"}, "2017-05-05T21:00:00Z", "2017-05-06T21:00:00Z", "2017-05-06", false},
		{"a day that begins at one o'clock is an hour shorter", change{"date_start": "2017-03-31", "date_end": "2017-03-31"}, "2017-03-30T22:00:00Z", "2017-03-31T21:00:00Z", "2017-03-31", false},
		{"a month", change{"date_prec": "4", "date_start": "2017-05-01", "date_end": "2017-05-31"}, "2017-04-30T21:00:00Z", "2017-05-31T21:00:00Z", "2017-05-01/2017-05-31", true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := one(t, tc.row, options(t)).Report
			if from := got.When.From.Format(time.RFC3339); from != tc.from {
				t.Errorf("from %s, want %s", from, tc.from)
			}
			if to := got.When.To.Format(time.RFC3339); to != tc.to {
				t.Errorf("to %s, want %s", to, tc.to)
			}
			if got.Days != tc.days {
				t.Errorf("days %s, want %s", got.Days, tc.days)
			}
			if month := strings.Contains(got.WhenBasis, "the month is known"); month != tc.wantBasisOfMonth {
				t.Errorf("basis %q", got.WhenBasis)
			}
		})
	}
}

func TestSides(t *testing.T) {
	type actors = []report.Actor
	for _, tc := range []struct {
		name         string
		row          change
		sideA, sideB actors
		form         report.Form
	}{
		{"an alliance is its members", change{"side_b": "Foo Brigade, HTS, Rahman Corps"}, nil, actors{{Name: "Foo Brigade"}, {Name: "HTS", Party: "hts"}, {Name: "Rahman Corps", Party: "rahman_corps"}}, report.TwoSided},
		{"a name with commas that is one party stays whole", change{"side_b": "Brigade of A, B and C"}, nil, actors{{Name: "Brigade of A, B and C", Party: "abc"}}, report.TwoSided},
		{"a number resolves what the name does not", change{"side_a": "Gov. of Syria"}, actors{{Name: "Gov. of Syria", Party: "gov_syria"}}, actors{{Name: "Rahman Corps", Party: "rahman_corps"}}, report.TwoSided},
		{"a dash divides nothing", change{"side_b": "Rahman Corps - “Abu al-Joud” faction"}, nil, actors{{Name: "Rahman Corps - “Abu al-Joud” faction"}}, report.TwoSided},
		{"one-sided violence is upon civilians", change{"type_of_violence": "3", "side_b": "Civilians", "side_b_new_id": "9999"}, nil, actors{{Name: "Civilians", Party: "civilians"}}, report.OneSided},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := one(t, tc.row, options(t)).Report
			if tc.sideA == nil {
				tc.sideA = actors{{Name: "Government of Syria", Party: "gov_syria"}}
			}
			if diff := cmp.Diff(tc.sideA, got.SideA); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tc.sideB, got.SideB); diff != "" {
				t.Error(diff)
			}
			if got.Form != tc.form {
				t.Errorf("form %s, want %s", got.Form, tc.form)
			}
		})
	}
}

func TestOrigins(t *testing.T) {
	for _, tc := range []struct {
		name    string
		row     change
		want    []string
		outlets int
	}{
		{"ten items of one office are one origin", change{"source_office": "SOHR;SOHR;SOH", "source_article": ""}, []string{"SOHR"}, 3},
		{"spellings fold in any letter case", change{"source_office": "sohr;Syrian  Observatory for Human Rights;AIR WARS", "source_article": ""}, []string{"Airwars", "SOHR"}, 3},
		{"items without headlines", change{"source_office": "", "source_article": `"SOHR,2017-05-06";"Airwars,2017-05-07"`}, []string{"Airwars", "SOHR"}, 2},
		{"headlines hold commas, semicolons and dates", change{"source_office": "", "source_article": `"SOHR,2017-05-06,Fire; Airwars,2017-05-06, says";"Foo, Inc.,2017-05-07,X"`}, []string{"SOHR", "foo, inc."}, 2},
		{"an office that only carries another", change{"source_office": "The Star (in SOHR);Rudaw (on SOH);Foo citing SOHR", "source_article": ""}, []string{"SOHR"}, 3},
		{"brackets that name no origin stay in the name", change{"source_office": "Jpost (Online edition)", "source_article": ""}, []string{"jpost (online edition)"}, 1},
		{"an office that is not listed carried what the original source said", change{"source_office": "Reuters News", "source_article": "", "source_original": "SOHR"}, []string{"SOHR"}, 1},
		{"an original source never takes away an origin that is listed", change{"source_office": "SOHR;Airwars", "source_article": "", "source_original": "SOHR"}, []string{"Airwars", "SOHR"}, 2},
		{"an original source that is not listed adds nothing", change{"source_office": "Reuters News", "source_article": "", "source_original": "local sources"}, []string{"reuters news"}, 1},
		{"free text of an old release gives no origin", change{"source_office": "", "source_article": `Reuters 29 Dec 1998 "Colombia death squad"`}, nil, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := one(t, tc.row, options(t)).Report
			if diff := cmp.Diff(tc.want, got.Origins); diff != "" {
				t.Error(diff)
			}
			if got.Outlets != tc.outlets {
				t.Errorf("%d outlets, want %d", got.Outlets, tc.outlets)
			}
		})
	}
}

func TestDeathsOutOfOrderAreKeptAndRemarked(t *testing.T) {
	got := one(t, change{"low": "177", "best": "142", "high": "177"}, options(t))
	if want := (report.Range{Low: 177, Best: 142, High: 177}); got.Report.Casualties.Deaths != want {
		t.Errorf("deaths %v, want %v", got.Report.Casualties.Deaths, want)
	}
	want := []string{"the estimates of deaths are out of order and kept as given: low 177, best 142, high 177"}
	if diff := cmp.Diff(want, got.Remarks); diff != "" {
		t.Error(diff)
	}
}

func TestRefusals(t *testing.T) {
	for _, tc := range []struct {
		name string
		row  change
		want string
	}{
		{"no id", change{"id": ""}, `line 2, field id: empty, not a whole number from 1 to 9007199254740991`},
		{"an id that a spreadsheet rounded", change{"id": "1e+05"}, `line 2, field id, value "1e+05": not a whole number from 1 to 9007199254740991`},
		{"an unknown type of violence", change{"type_of_violence": "4"}, `line 2, field type_of_violence, value "4": not a whole number from 1 to 3`},
		{"no side a", change{"side_a": " "}, `line 2, field side_a: empty; each side of an event must be named`},
		{"no side b", change{"side_b": ""}, `line 2, field side_b: empty; each side of an event must be named`},
		{"an unknown precision of place", change{"where_prec": "8"}, `line 2, field where_prec, value "8": not a whole number from 1 to 7`},
		{"a latitude out of range", change{"latitude": "133.5"}, `line 2, field latitude, value "133.5": not a number from -90 to 90`},
		{"a longitude with a decimal comma", change{"longitude": "36,4"}, `line 2, field longitude, value "36,4": not a number from -180 to 180`},
		{"an unknown precision of date", change{"date_prec": "0"}, `line 2, field date_prec, value "0": not a whole number from 1 to 5`},
		{"a date that does not exist", change{"date_start": "2017-02-30"}, `line 2, field date_start, value "2017-02-30": not a date written as year-month-day, like 2017-05-06`},
		{"a date whose day and month cannot be told apart", change{"date_end": "6/5/2017"}, `line 2, field date_end, value "6/5/2017": not a date written as year-month-day, like 2017-05-06`},
		{"swapped dates", change{"date_start": "2017-05-07"}, `line 2, field date_end, value "2017-05-06": before date_start, 2017-05-07; the two may be swapped`},
		{"negative deaths", change{"low": "-1"}, `line 2, field low, value "-1": not a whole number from 0 to 100000000`},
		{"no best estimate", change{"best": ""}, `line 2, field best: empty, not a whole number from 0 to 100000000`},
		{"deaths of a side in words", change{"deaths_civilians": "many"}, `line 2, field deaths_civilians, value "many": not a whole number from 0 to 100000000`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			items, err := read(t, file(t, tc.row, change{"id": "2"}), options(t))
			if err != nil {
				t.Fatal(err)
			}
			if len(items) != 2 || items[0].Refusal == nil || items[1].Report.Number != "2" {
				t.Fatalf("read %+v, want a refusal and a report", items)
			}
			if got := items[0].Refusal.Error(); got != tc.want {
				t.Errorf("refused as %q, want %q", got, tc.want)
			}
		})
	}
}

func TestAnIDThatStandsTwice(t *testing.T) {
	items, err := read(t, file(t, nil, change{"id": "2"}, nil), options(t))
	if err != nil {
		t.Fatal(err)
	}
	const want = `line 4: the row stands on line 2 already, the same in every field; it was taken once`
	if len(items) != 3 || items[2].Refusal == nil || items[2].Refusal.Error() != want {
		t.Errorf("the same row again: read %+v, want the third refused as %q", items, want)
	}

	if items, err = read(t, file(t, nil, change{"best": "4"}), options(t)); err != nil {
		t.Fatal(err)
	}
	remark := []string{"number 1001 stands on line 2 already with other content; both are kept, this one as the later version"}
	if len(items) != 2 || items[1].Refusal != nil || items[1].Report.Casualties.Deaths.Best != 4 || !slices.Equal(items[1].Remarks, remark) {
		t.Errorf("the same id with other content: read %+v, want both, the second with the remark %q", items, remark)
	}
}

func TestMissingColumnsAreListed(t *testing.T) {
	_, err := read(t, "id,side_a,side_b,low,best,high,latitude,longitude,date_start,date_end,date_prec\n", options(t))
	const want = "line 1: the file lacks type_of_violence, where_prec; it has id, side_a, side_b, low, best, high, latitude, longitude, date_start, date_end, date_prec"
	if err == nil || err.Error() != want {
		t.Errorf("Read = %v, want %q", err, want)
	}
}

// TestTheOrderOfColumnsIsFree shuffles the columns of a file: only the digest of
// the row as received may differ.
func TestTheOrderOfColumnsIsFree(t *testing.T) {
	want := one(t, nil, options(t))
	rapid.Check(t, func(rt *rapid.T) {
		records, err := csv.NewReader(strings.NewReader(file(t, nil))).ReadAll()
		if err != nil {
			rt.Fatal(err)
		}
		order := rapid.Permutation(records[0]).Draw(rt, "order")
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Write(order)
		row := make([]string, len(order))
		for i, name := range order {
			for j, c := range records[0] {
				if c == name {
					row[i] = records[1][j]
				}
			}
		}
		w.Write(row)
		w.Flush()
		items, err := read(t, b.String(), options(t))
		if err != nil || len(items) != 1 {
			rt.Fatalf("read %v, %v", items, err)
		}
		items[0].Report.Received = want.Report.Received
		if diff := cmp.Diff(want, items[0]); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// shared opens a file of the shared data, or skips the test.
func shared(t testing.TB, name string) *csvrows.Reader {
	t.Helper()
	dir := os.Getenv("TRUCELINE_SHARED")
	if dir == "" {
		t.Skip("TRUCELINE_SHARED does not name the folder of shared data, so that the real file is not read")
	}
	f, err := os.Open(filepath.Join(dir, "data", name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	rows, err := csvrows.Open(f, csvrows.Options{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestTheRealFileIsTakenWhole(t *testing.T) {
	rows := shared(t, "ucdp_ged_syria_2016-2019.csv.gz")
	byPrec, byCode, odd, best := map[string]int{}, map[string]int{}, 0, 0
	for item, err := range ged.Read(t.Context(), rows, options(t)) {
		if err != nil {
			t.Fatal(err)
		}
		if item.Refusal != nil {
			t.Errorf("refused: %v", item.Refusal)
			continue
		}
		prec, _, _ := strings.Cut(strings.TrimPrefix(item.Report.Where.Basis, "UCDP GED where_prec "), ":")
		byPrec[prec]++
		byCode[item.Report.Codes[0]]++
		best += item.Report.Casualties.Deaths.Best
		odd += len(item.Remarks)
		if len(item.Report.Origins) == 0 || item.Report.Outlets == 0 {
			t.Errorf("event %s names no origin", item.Report.Number)
		}
	}
	if diff := cmp.Diff(map[string]int{"1": 9010, "2": 5786, "3": 334, "4": 620, "5": 562, "6": 254}, byPrec); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"ucdp:type_of_violence=1": 11507, "ucdp:type_of_violence=2": 4577, "ucdp:type_of_violence=3": 482}, byCode); diff != "" {
		t.Error(diff)
	}
	if best != 112_337 {
		t.Errorf("the best estimates add up to %d, want 112337", best)
	}
	if odd != 101 {
		t.Errorf("%d events have estimates out of order, want 101", odd)
	}
}

// TestAnotherReleaseIsTaken reads a file of another country and release, with
// hashtags under its header and its sources in free text.
func TestAnotherReleaseIsTaken(t *testing.T) {
	n := 0
	for item, err := range ged.Read(t.Context(), shared(t, "hxl/ucdp_colombia_hxl_sample.csv"), options(t)) {
		if err != nil {
			t.Fatal(err)
		}
		if item.Refusal != nil {
			t.Errorf("refused: %v", item.Refusal)
		}
		n++
	}
	if n != 200 {
		t.Errorf("%d events, want 200", n)
	}
}
