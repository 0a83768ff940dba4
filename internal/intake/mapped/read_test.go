package mapped_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/intake/lexicon"
	"github.com/truceline/truceline/internal/intake/mapped"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/place/gazetteer"
	"github.com/truceline/truceline/report"
)

// syria is a small case: two villages, two governorates, two parties.
func syria(t testing.TB, source report.SourceID) lexicon.Lexicon {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Damascus")
	if err != nil {
		t.Fatal(err)
	}
	g := gazetteer.New([]gazetteer.Entry{
		{ID: "g:1", Names: []gazetteer.Name{{Lang: "en", Text: "Khazerma"}, {Lang: "ru", Text: "Хазерма"}}, Lon: 36.4606, Lat: 33.5239, Kind: "locality", Admin1: "SY03"},
		{ID: "g:2", Names: []gazetteer.Name{{Lang: "en", Text: "Harbnafsah"}}, Lon: 36.6, Lat: 34.9, Kind: "locality", Admin1: "SY05"},
	})
	return lexicon.Lexicon{
		Source: report.Source{ID: source, Origins: []report.OriginAlias{{Origin: "SOHR", Spellings: []string{"SOH"}}}},
		Zone:   zone,
		Actor: func(name, _ string) party.ID {
			return map[string]party.ID{"Government of Syria": "gov"}[name]
		},
		Area: func(name string) (place.AreaID, float64, bool) {
			id, ok := map[string]place.AreaID{"Hama": "SY05", "SY05": "SY05", "Rural Damascus": "SY03", "Syria": "SY"}[name]
			return id, 120_000, ok
		},
		Place:   g.Resolve,
		Country: place.Place{Point: place.Point{Lon: 38.5, Lat: 35, RadiusM: 450_000}, Within: "SY"},
	}
}

func open(t testing.TB, in string, m mapped.Mapping) *csvrows.Reader {
	t.Helper()
	rows, err := csvrows.Open(strings.NewReader(in), m.Options(csvrows.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// lines reads a table, and writes each row as a line.
func lines(t testing.TB, mapping, in string, show func(report.Report) string) []string {
	t.Helper()
	m, err := mapped.ParseMapping([]byte(mapping))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for item, err := range mapped.Read(t.Context(), open(t, in, m), m, syria(t, m.Source)) {
		switch {
		case err != nil:
			out = append(out, "end: "+err.Error())
			if truceline.KindOf(err) != truceline.InvalidKind {
				t.Errorf("%v is not a Problem", err)
			}
		case item.Refusal != nil:
			out = append(out, item.Refusal.Error())
		default:
			line := show(item.Report)
			for _, r := range item.Report.Remarks {
				line += " ! " + r
			}
			out = append(out, line)
		}
	}
	return out
}

func check(t *testing.T, got, want []string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAReport(t *testing.T) {
	const mapping = `
source: monitors
number: [no]
when: {date: tarih, time: saat, formats: [DD.MM.YYYY], precision: {column: dp, values: {"1": day, "2": week}}}
where: {longitude: boylam, latitude: enlem, name: yer, admin1: il, precision: {column: wp, values: {"1": 500, "3": admin1}}}
who: {side_a: [fail], side_b: [hedef], separator: ",", form: one_sided}
what: {kind: [tur], vocabulary: {Bombardıman: "acled:Shelling"}, means: [silah], words: ozet, separator: "/"}
deaths: {best: olu, high: en_cok}
origins: {columns: [kaynak], separator: ";"}
credibility: {column: guven, values: {iyi: 2}}
constants: {observed: patrol, lang: tr}
`
	in := "no;tarih;saat;dp;boylam;enlem;yer;il;wp;fail;hedef;tur;silah;ozet;olu;en_cok;kaynak;guven\n" +
		"7;06.05.2017;14:30;1;36,4606;33,5239;Hazrama;Rural Damascus;1;Government of Syria, Allies;Faylaq;bombardıman;Mortar/Tank;Top atışı;3;5;SOH; iyi\n"
	m, err := mapped.ParseMapping([]byte(mapping))
	if err != nil {
		t.Fatal(err)
	}
	rows := open(t, in, m)
	for item, err := range mapped.Read(t.Context(), rows, m, syria(t, "monitors")) {
		if err != nil || item.Refusal != nil {
			t.Fatal(err, item.Refusal)
		}
		want := report.Report{
			Source: "monitors", Number: "7", Received: report.Digest([]byte(strings.TrimSuffix(strings.SplitAfter(in, "\n")[1], "\n"))),
			When: truceline.Interval{From: time.Date(2017, 5, 6, 11, 30, 0, 0, time.UTC), To: time.Date(2017, 5, 6, 11, 31, 0, 0, time.UTC)},
			Days: "2017-05-06", WhenBasis: "tarih, a minute of Asia/Damascus, dp 1: the day is known",
			Where: place.Place{Point: place.Point{Lon: 36.4606, Lat: 33.5239, RadiusM: 500}, Name: "Hazrama", Basis: "wp 1: within 0.5 km of the point"},
			Codes: []string{"acled:Shelling"}, Form: report.OneSided,
			SideA:      []report.Actor{{Name: "Government of Syria", Party: "gov"}, {Name: "Allies"}},
			SideB:      []report.Actor{{Name: "Faylaq"}},
			Casualties: report.Casualties{Deaths: report.Range{Low: 3, Best: 3, High: 5}},
			Means:      []string{"mortar", "tank"}, Observed: "patrol", Words: "Top atışı",
			Origins: []string{"SOHR"}, Outlets: 1, Credibility: 2, CredibilityReason: "guven iyi of the source itself", Lang: "tr",
		}
		if diff := cmp.Diff(want, item.Report); diff != "" {
			t.Error(diff)
		}
	}
}

func TestWhen(t *testing.T) {
	when := func(r report.Report) string {
		return fmt.Sprintf("%s %s %s (%s)", r.When.From.Format("01-02T15:04"), r.When.To.Format("01-02T15:04"), r.Days, r.WhenBasis)
	}
	check(t, lines(t, "source: a\nwhen: {start: s, end: e, formats: [ISO, DD/MM/YYYY], zone: UTC, precision: {column: p, values: {1: day, 2: P3D, 3: month, 4: week}}}\n",
		"s,e,p\n2017-05-06,2017-05-09,1\n2017-05-06,,1\n2017-05-06,,2\n2017-05-31,2017-06-01,3\n2017-05-06,,4\n2017-05,2017-05-03,1\n2017-05-06T14:30Z,2017-05-06,1\n"+
			"2017-05-09,2017-05-06,1\n13/13/2017,,1\n,,1\n2017-05-06,soon,1\n2017-05-06,,9\n2017-05-06,,\n1753-01-01,,1\n", when), []string{
		"05-06T00:00 05-10T00:00 2017-05-06/2017-05-09 (s and e, days of UTC, p 1: the day is known)",
		"05-06T00:00 05-07T00:00 2017-05-06 (s and e, days of UTC, p 1: the day is known)",
		"05-03T00:00 05-10T00:00 2017-05-03/2017-05-09 (s and e, days of UTC, p 2: within 3 days)",
		"05-01T00:00 07-01T00:00 2017-05-01/2017-06-30 (s and e, days of UTC, p 3: the month is known)",
		"05-01T00:00 05-08T00:00 2017-05-01/2017-05-07 (s and e, days of UTC, p 4: the week is known)",
		"05-01T00:00 05-04T00:00 2017-05-01/2017-05-03 (s and e, days of UTC, p 1: the day is known)",
		"05-06T14:30 05-07T00:00 2017-05-06 (s and e, days of UTC, p 1: the day is known)",
		`line 9, field e, value "2017-05-06": before s, 2017-05-09; the two may be swapped`,
		`line 10, field s, value "13/13/2017": there is no month 13; day and month may be the other way round than the notation says`,
		"line 11, field s: empty; a report needs its date",
		`line 12, field e, value "soon": not written as ISO or DD/MM/YYYY`,
		`line 13, field p, value "9": the mapping does not say what this degree means; add it under when.precision.values`,
		"line 14, field p: empty; the mapping says under when.precision what each degree means",
		"01-01T00:00 01-02T00:00 1753-01-01 (s and e, days of UTC, p 1: the day is known) ! the year 1753 is most likely a slip; it was taken as found",
	})
}

func TestWhere(t *testing.T) {
	where := func(r report.Report) string {
		return fmt.Sprintf("%q %g %g %g %q (%s)", r.Where.Name, r.Where.Lon, r.Where.Lat, r.Where.RadiusM, r.Where.Within, r.Where.Basis)
	}
	const mapping = "source: a\nwhen: {date: d}\nwhere: {longitude: x, latitude: y, name: n, admin1: a, admin2: b, country: c, radius_m: 2000, box: [35.6, 32.3, 42.4, 37.4], precision: {column: p, values: {1: 0, 2: admin1, 3: country}}}\n"
	got := lines(t, mapping, "d,x,y,n,a,b,c,p\n"+
		"2017-05-06,36.5,33.5,Khazerma,,,,\n"+
		"2017-05-06,36.5,33.5,Khazerma,,,,1\n"+
		"2017-05-06,36.5,33.5,,Hama,,,2\n"+
		"2017-05-06,36.5,33.5,,Nowhere,,Syria,2\n"+
		"2017-05-06,36.5,33.5,,Nowhere,,,2\n"+
		"2017-05-06,36.5,33.5,hama,Hama,,Syria,\n"+
		"2017-05-06,36.5,33.5,Salqin,Idlib,salqin,,\n"+
		"2017-05-06,33.5,36.5,,,,,\n"+
		"2017-05-06,33.5,112,,,,,\n"+
		"2017-05-06,2.3,48.8,,,,,\n"+
		"2017-05-06,x,33.5,,,,,\n"+
		"2017-05-06,36.5,,,,,,\n"+
		"2017-05-06,36.5,33.5,,,,,7\n"+
		"2017-05-06,,,Хазерма,,,,\n"+
		"2017-05-06,0,0,,Hama,,,\n"+
		"2017-05-06,,,,,,,\n", where)
	check(t, got, []string{
		`"Khazerma" 36.5 33.5 2000 "" (within 2 km of the point, as the mapping says of all of them)`,
		`"Khazerma" 36.5 33.5 0 "" (p 1: within 0 km of the point)`,
		`"" 36.5 33.5 120000 "SY05" (p 2: somewhere in Hama)`,
		`"" 36.5 33.5 120000 "SY" (p 2: somewhere in Syria; Nowhere is not an area of the case)`,
		`"" 36.5 33.5 250000 "" (p 2: somewhere in the division; Nowhere is not an area of the case: taken as a disc of 250 km)`,
		`"hama" 36.5 33.5 120000 "SY05" (the place is named as its division is: somewhere in Hama)`,
		`"Salqin" 36.5 33.5 50000 "" (the place is named as its division is: somewhere in the division; salqin is not an area of the case: taken as a disc of 50 km)`,
		`line 9, field x, value "33.5": longitude 33.5 and latitude 36.5 lie outside the country, and inside it the other way round: the two seem to be swapped`,
		`line 10, field y, value "112": not a latitude, but the longitude would be one: the two seem to be swapped`,
		`"" 2.3 48.8 2000 "" (within 2 km of the point, as the mapping says of all of them)`,
		`line 12, field x, value "x": not a longitude, a number of degrees from -180 to 180`,
		"line 13, field y: empty, not a latitude, a number of degrees from -90 to 90",
		`line 14, field p, value "7": the mapping does not say what this degree means; add it under where.precision.values`,
		got[13], // words of the lexicon, which has tests of its own
		got[14],
		`"" 38.5 35 450000 "SY" (no place or division of the case is named; somewhere in it) ! the row names no place`,
	})
	for i, want := range map[int]string{13: `"Хазерма" 36.4606 33.5239 2000 ""`, 14: `"" 38.5 35 450000 "SY05"`} {
		if !strings.HasPrefix(got[i], want) {
			t.Errorf("row %d is at %s, want %s", i, got[i], want)
		}
	}
}

func TestOneColumnOfCoordinates(t *testing.T) {
	const in = "d,c\n2017-05-06,\"33.5, 36.5\"\n2017-05-06,33.5 36.5\n2017-05-06,(33.5;36.5)\n2017-05-06,\"36.5, 33.5\"\n2017-05-06,here\n"
	show := func(r report.Report) string { return fmt.Sprint(r.Where.Lon, r.Where.Lat) }
	check(t, lines(t, "source: a\nwhen: {date: d}\nwhere: {coordinates: c, radius_m: 1, box: [35.6, 32.3, 42.4, 37.4]}\n", in, show), []string{
		"36.5 33.5", "36.5 33.5", "36.5 33.5",
		`line 5, field c, value "36.5, 33.5": longitude 33.5 and latitude 36.5 lie outside the country, and inside it the other way round: the two seem to be swapped`,
		`line 6, field c, value "here": not two numbers with a comma or a space between them`,
	})
	if got := lines(t, "source: a\nwhen: {date: d}\nwhere: {coordinates: c, order: lon_lat, radius_m: 1}\n", in, show); got[3] != "36.5 33.5" {
		t.Errorf("longitude first: %v, want 36.5 33.5", got[3])
	}
}

func TestABoxAroundTheCountry(t *testing.T) {
	show := func(r report.Report) string { return fmt.Sprint(r.Where.Lon, r.Where.Lat) }
	check(t, lines(t, "source: a\nwhen: {date: d}\nwhere: {longitude: x, latitude: y, radius_m: 1}\n", "d,x,y\n2017-05-06,40,33\n2017-05-06,33,40\n2017-05-06,2,40\n", show), []string{
		"40 33",
		`line 3, field x, value "33": longitude 33 and latitude 40 lie outside the country, and inside it the other way round: the two seem to be swapped`,
		"2 40",
	})
}

func TestWhatHappened(t *testing.T) {
	show := func(r report.Report) string {
		c := r.Casualties
		return fmt.Sprint(r.Codes, c.Deaths, c.Unstated, c.Civilians, r.Origins, r.Outlets)
	}
	check(t, lines(t, "source: a\nwhen: {date: d}\nwhat: {kind: [k, s], vocabulary: {shelling: 'x:S'}}\ndeaths: {low: l, best: b, high: h, civilians: c}\norigins: {columns: [o], articles: true}\n",
		"d,k,s,l,b,h,c,o\n"+
			"2017-05-06,SHELLING,,1,2,3,,\"Reuters 29 Dec 1998 \"\"x / y.\"\" /Soh 3 May\"\n"+
			"2017-05-06,Shelling,Mortar,,2.0,,,\n"+
			"2017-05-06,,,,,,,a title that goes on for longer than any office\n"+
			"2017-05-06,,,1,,4,,\n"+
			"2017-05-06,,,5,2,3,,\n"+
			"2017-05-06,,,,2,,7,\n"+
			"2017-05-06,,,,3-5,,,\n"+
			"2017-05-06,,,,few,,,\n"+
			"2017-05-06,,,,-1,,,\n", show), []string{
		"[x:S] {1 2 3} false 0 [SOHR reuters] 2",
		`[x:S a:Mortar] {2 2 2} false 0 [] 0 ! the vocabulary of the mapping does not hold "Mortar"`,
		"[] {0 0 0} true 0 [] 0",
		"[] {1 1 4} false 0 [] 0",
		"[] {5 2 3} false 0 [] 0 ! the counts of deaths are out of order: low 5, best 2, high 3",
		"[] {2 2 2} false 7 [] 0 ! the deaths by side add up to 7, more than the 2 in all",
		"[] {3 3 5} false 0 [] 0",
		`line 9, field b, value "few": not a count of deaths, a whole number from 0, or two as 3-5`,
		`line 10, field b, value "-1": not a count of deaths, a whole number from 0, or two as 3-5`,
	})
}

func TestNumbersOfRows(t *testing.T) {
	show := func(r report.Report) string { return r.Number }
	check(t, lines(t, "source: a\nnumber: [i, j]\nwhen: {date: d}\n", "i,j,d\n1,2,2017-05-06\n1,2,2017-05-07\n1,2,2017-05-07\n,,2017-05-06\n1,,x\n1,,2017-05-06\n", show), []string{
		"1/2",
		"1/2 ! number 1/2 stands on line 2 already with other content; both are kept, this one as the later version",
		"line 4: the row stands on line 3 already, the same in every field; it was taken once",
		"row-" + report.Digest([]byte(",,2017-05-06"))[:24],
		`line 6, field d, value "x": not written as ISO`,
		"1/",
	})
}

func TestWhatEndsAFile(t *testing.T) {
	none := func(report.Report) string { return "" }
	for _, tc := range []struct{ name, mapping, in, want string }{
		{"a column that is missing", "source: a\nwhen: {date: day, time: hour}\n", "date,hour,x\n", "end: line 1: the file lacks day; it has date, hour, x"},
		{"a file that breaks off", "source: a\nwhen: {date: d}\n", "d,e\n\"2017", "end: line 2: a quoted field of this row is never closed; close or double its quotes; everything before line 2 was read"},
	} {
		t.Run(tc.name, func(t *testing.T) { check(t, lines(t, tc.mapping, tc.in, none), []string{tc.want}) })
	}
	m := mapped.Mapping{Source: "a", When: mapped.When{Date: "d"}}
	var ends []string
	for _, err := range mapped.Read(t.Context(), open(t, "d\n", m), m, syria(t, "b")) {
		ends = append(ends, fmt.Sprint(err))
	}
	check(t, ends, []string{"source: the mapping is for reports of a, not of b"})
}

// shared opens a file of the shared data with a mapping of the Astana case.
func shared(t *testing.T, file, mapping string) (*csvrows.Reader, mapped.Mapping) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "cases", "astana", "mappings", mapping))
	if err != nil {
		t.Fatal(err)
	}
	m, err := mapped.ParseMapping(b)
	if err != nil {
		t.Fatal(err)
	}
	dir := os.Getenv("TRUCELINE_SHARED")
	if dir == "" {
		t.Skip("TRUCELINE_SHARED names no folder of shared data")
	}
	f, err := os.Open(filepath.Join(dir, "data", file))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	rows, err := csvrows.Open(f, m.Options(csvrows.Options{Name: file}))
	if err != nil {
		t.Fatal(err)
	}
	return rows, m
}

func TestTheHeadlinesOfGED(t *testing.T) {
	rows, m := shared(t, "ged_syria_source_reports.csv.gz", "ged-source-reports.yaml")
	taken, slips, sohr := 0, 0, 0
	for item, err := range mapped.Read(t.Context(), rows, m, syria(t, m.Source)) {
		if err != nil || item.Refusal != nil {
			t.Fatal(err, item.Refusal)
		}
		r := item.Report
		taken++
		slips += len(r.Remarks)
		if len(r.Origins) == 1 && r.Origins[0] == "SOHR" {
			sohr++
		}
		if r.Where.Within != "SY" || !r.Casualties.Unstated || r.Form != report.Unsaid || r.Words == "" || r.Outlets != 1 {
			t.Fatalf("line %d: %+v", item.Line, r)
		}
		if _, err := json.Marshal(r); err != nil {
			t.Fatal(err)
		}
	}
	if taken != 13_767 || slips == 0 || sohr == 0 {
		t.Errorf("%d reports, %d remarks, %d of SOHR; want 13767 reports, and some of both", taken, slips, sohr)
	}
	t.Logf("%d reports, %d remarks, %d of SOHR", taken, slips, sohr)
}

func TestTheFiresOfFIRMS(t *testing.T) {
	rows, m := shared(t, "firms_modis_c61_global_24h_2025-04-22.csv.gz", "firms-modis.yaml")
	taken := 0
	var first, last time.Time
	for item, err := range mapped.Read(t.Context(), rows, m, syria(t, m.Source)) {
		if err != nil || item.Refusal != nil {
			t.Fatal(err, item.Refusal)
		}
		r := item.Report
		taken++
		if first.IsZero() || r.When.From.Before(first) {
			first = r.When.From
		}
		if r.When.From.After(last) {
			last = r.When.From
		}
		if r.Observed != "sensor" || r.Codes[0] != "firms:fire" || r.Where.RadiusM != 2600 || len(r.Remarks) != 0 || r.When.To.Sub(r.When.From) != time.Minute {
			t.Fatalf("line %d: %+v", item.Line, r)
		}
	}
	if got, want := fmt.Sprint(taken, first, last), "13069 2025-04-22 00:01:00 +0000 UTC 2025-04-23 21:40:00 +0000 UTC"; got != want {
		t.Errorf("fires: %s, want %s", got, want)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("d,x,y,n,k,b,o,c\n2017-05-06,36.5,33.5,Khazerma,S,1-3,SOH,2\n")
	f.Add("d\tx\ty\tn\tk\tb\to\tc\n6/5/2017\t\t\t\t\t\t\t\n")
	m, err := mapped.ParseMapping([]byte("source: a\nwhen: {date: d, formats: [ISO, D/M/YYYY]}\nwhere: {longitude: x, latitude: y, name: n, radius_m: 9}\nwhat: {kind: [k], separator: ' '}\ndeaths: {best: b}\norigins: {columns: [o], articles: true}\ncredibility: {column: c}\n"))
	if err != nil {
		f.Fatal(err)
	}
	lex := syria(f, "a")
	f.Fuzz(func(t *testing.T, in string) {
		rows, err := csvrows.Open(bytes.NewReader([]byte(in)), csvrows.Options{MaxBytes: 1 << 16, MaxRecord: 1 << 10})
		if err != nil {
			return
		}
		for item, err := range mapped.Read(t.Context(), rows, m, lex) {
			if err != nil {
				if truceline.KindOf(err) != truceline.InvalidKind {
					t.Fatalf("%v is not a Problem", err)
				}
				return
			}
			r := item.Report
			if item.Refusal == nil && (r.Number == "" || !r.When.From.Before(r.When.To) || r.Where.RadiusM < 0 || r.Casualties.Deaths.Low < 0) {
				t.Fatalf("%+v", r)
			}
		}
	})
}
