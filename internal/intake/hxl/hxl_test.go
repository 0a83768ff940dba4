package hxl_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/intake/hxl"
	"github.com/truceline/truceline/internal/intake/lexicon"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// lex is a case that knows one area.
var lex = lexicon.Lexicon{
	Source: report.Source{ID: "hdx", Origins: []report.OriginAlias{{Origin: "Reuters", Spellings: []string{"Reuters News"}}}},
	Area: func(name string) (place.AreaID, float64, bool) {
		return "SY05", 120_000, name == "Hama" || name == "SY05"
	},
	Country: place.Place{Point: place.Point{Lon: 38.5, Lat: 35, RadiusM: 450_000}, Within: "SY"},
}

// read reads a file, and writes each row as a line.
func read(t testing.TB, src io.Reader, opts csvrows.Options, show func(report.Report) string) []string {
	t.Helper()
	rows, err := hxl.Open(src, opts)
	if err != nil {
		if truceline.KindOf(err) != truceline.InvalidKind {
			t.Errorf("%v is not a Problem", err)
		}
		return []string{"end: " + err.Error()}
	}
	var out []string
	for item, err := range hxl.Read(t.Context(), rows, lex) {
		switch {
		case err != nil:
			if truceline.KindOf(err) != truceline.InvalidKind {
				t.Errorf("%v is not a Problem", err)
			}
			out = append(out, "end: "+err.Error())
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

func brief(r report.Report) string {
	return fmt.Sprintf("%s %s %s%v%v%s", r.Days, r.Where.Name, r.Where.Within, r.Codes, r.Casualties.Deaths, r.Words)
}

func TestTags(t *testing.T) {
	for _, tc := range []struct {
		name, in string
		want     []string
	}{
		{"a header, and tags in any order and letter case", "When,Where,Killed\n#DATE + Start,#Adm1+code+v_pcode,# affected +num +killed\n2017-05-06,SY05,3\n", []string{"2017-05-06  SY05[]{3 3 3}"}},
		{"no header at all", "#date,#adm1,#event+type\n2017-05-06,Hama,Shelling\n", []string{"2017-05-06  SY05[hdx:Shelling]{0 0 0}"}},
		{"tabs, and a title above", "Events of May\n\n#date\t#adm1\t#event\n2017-05\tHama\tShelling;Clash\n", []string{"2017-05-01/2017-05-31  SY05[hdx:Shelling hdx:Clash]{0 0 0}"}},
		{"a date in words", "#date;#adm1;#description+en\n6 May 2017;Hama;x\n6/5/2017;Hama;y\n", []string{"2017-05-06  SY05[]{0 0 0}x", `line 3, field #date, value "6/5/2017": not written as ISO or YYYY/MM/DD or D MMMM YYYY or MMMM D, YYYY`}},
		{"the day of the report, where there is no other", "#date+reported,#adm1,#description\n2017-05-06,Hama,x\n", []string{"2017-05-06  SY05[]{0 0 0}x"}},
		{"the year beside the day", "#date+year,#date,#adm1,#description\n2017,2017-05-06,Hama,x\n", []string{"2017-05-06  SY05[]{0 0 0}x"}},
		{"the year alone", "#date+year,#adm1,#description\n2017,Hama,x\n", []string{"2017-01-01/2017-12-31  SY05[]{0 0 0}x"}},
		{"deaths by sex are not the deaths", "#date,#adm1,#affected+killed+f,#description\n2017-05-06,Hama,3,x\n", []string{"2017-05-06  SY05[]{0 0 0}x"}},
		{"deaths from low to high", "#date,#adm1,#affected+killed,#affected+killed+min,#affected+killed+max\n2017-05-06,Hama,3,1,9\n", []string{"2017-05-06  SY05[]{1 3 9}"}},
		{"a ragged row", "#date,#adm1,#description\n2017-05-06,Hama,x,y\n2017-05-06,Hama,z\n", []string{"line 2: the row has 4 fields where the header has 3; a comma inside a field needs quotes around the field", "2017-05-06  SY05[]{0 0 0}z"}},
		{"tags that repeat: the first counts", "#date,#adm1,#description,#description\n2017-05-06,Hama,x,y\n", []string{"2017-05-06  SY05[]{0 0 0}x"}},
		{"end before start", "#date+start,#date+end,#adm1,#description\n2017-05-09,2017-05-06,Hama,x\n", []string{`line 2, field #date+end, value "2017-05-06": before #date+start, 2017-05-09; the two may be swapped`}},
		{"a plain date and an end", "#date,#date+end,#adm1,#description\n2017-05-06,2017-05-09,Hama,x\n", []string{"2017-05-06/2017-05-09  SY05[]{0 0 0}x"}},
		{"an end without a beginning", "#date+end,#date+year,#adm1,#description\n2017-05-09,2017,Hama,x\n", []string{"2017-01-01/2017-12-31  SY05[]{0 0 0}x"}},
		{"ids that come twice", "#meta+id,#date,#adm1,#description\n1,2017-05-06,Hama,x\n1,2017-05-06,Hama,y\n1,2017-05-06,Hama,y\n", []string{
			"2017-05-06  SY05[]{0 0 0}x",
			"2017-05-06  SY05[]{0 0 0}y ! number 1 stands on line 2 already with other content; both are kept, this one as the later version",
			"line 4: the row stands on line 3 already, the same in every field; it was taken once"}},

		{"who works where", "#org,#sector,#adm1,#date\nA,B,Hama,2017-05-06\n", []string{"end: the file is tagged, but says nothing that happened: it lacks what happened (#event+type, #description, #affected+killed); it has #org, #sector, #adm1, #date"}},
		{"texts alone", "#description\nx\n", []string{"end: the file is tagged, but says nothing that happened: it lacks a date (#date, #date+start) and a place (#geo+lat and #geo+lon, #loc+name, #adm1); it has #description"}},
		{"a row of tags and words", "#date,#adm1,event\n2017-05-06,Hama,x\n", []string{`end: e: line 1 looks like the row of HXL hashtags, but "event" is none; each cell of it must be empty or a hashtag like #date+start`}},
		{"tags without their marks", "date+start,adm1+code,affected+killed\n2017-05-06,Hama,x\n", []string{"end: e: line 1 looks like a row of HXL hashtags without their marks; write #date+start instead of date+start"}},
		{"a malformed tag", "#date,#adm1,#affected+\n2017-05-06,Hama,x\n", []string{`end: e: line 1 looks like the row of HXL hashtags, but "#affected+" is none; each cell of it must be empty or a hashtag like #date+start`}},
		{"tags on line 26", strings.Repeat("x,y,z\n", 25) + "#date,#adm1,#event\n", []string{"end: e: no row of HXL hashtags was found among the first 25; a table without them is imported through a mapping file"}},
		{"nothing", "", []string{"end: e: the file is empty; its first line must name the columns"}},

		{"JSON rows", `[["When"],["#date","#adm1","#affected+killed"],["2017-05-06","Hama",3],["2017-05-06","Hama",null]]`, []string{"2017-05-06  SY05[]{3 3 3}", "2017-05-06  SY05[]{0 0 0}"}},
		{"JSON objects that lack some keys", `[{"#adm1":"Hama","#description":"x"},{"#description":"y","#date":"2017-05-06","#adm1":"Hama","#adm1":"z"}]`, []string{"line 2, field #date: empty; a report needs its date", "2017-05-06  SY05[]{0 0 0}y"}},
		{"a JSON object", `{"type": "FeatureCollection"}`, []string{"end: e: the file is a JSON object; HXL in JSON is a list of rows or of objects with hashtags as keys"}},
		{"JSON cut short", `[["#date"],["2017`, []string{"end: e, row 2: the JSON file ends too early; fetch it again"}},
		{"a list in a cell", `[["#date",[]]]`, []string{"end: e, row 1: a cell holds a list or an object; it must be text, a number, true or false"}},
		{"rows and objects", `[["#date"],{"#date":1}]`, []string{"end: e, row 2: an object among lists of cells; write all rows alike"}},
		{"objects and rows", `[{"#date":1},["#date"]]`, []string{"end: e, row 2: a list of cells among objects; write all rows alike"}},
		{"a bare value", `[1]`, []string{"end: e, row 1: a row must be a list of cells or an object with hashtags as keys"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := read(t, strings.NewReader(tc.in), csvrows.Options{Name: "e"}, brief)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAReport(t *testing.T) {
	in := "#date+start,#date+end,#geo+lat,#geo+lon,#loc+name,#adm1+name,#group+name+first,#group+name+second,#event+type,#affected+killed,#meta+source,#description+es\n" +
		"2017-05-06,2017-05-07,35.1,36.7,Hama,Hama,A,B,Shelling,3,\"Reuters News 6 May \"\"x\"\" /Reuters 7 May\",obuses\n"
	rows, err := hxl.Open(strings.NewReader(in), csvrows.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for item, err := range hxl.Read(t.Context(), rows, lex) {
		if err != nil || item.Refusal != nil {
			t.Fatal(err, item.Refusal)
		}
		digest := report.Digest([]byte(strings.TrimSpace(strings.SplitAfter(in, "\n")[1])))
		want := report.Report{
			Source: "hdx", Number: "row-" + digest[:24], Received: digest,
			When: truceline.Interval{From: time.Date(2017, 5, 6, 0, 0, 0, 0, time.UTC), To: time.Date(2017, 5, 8, 0, 0, 0, 0, time.UTC)},
			Days: "2017-05-06/2017-05-07", WhenBasis: "#date+start and #date+end, days of UTC",
			Where: place.Place{Point: place.Point{Lon: 36.7, Lat: 35.1, RadiusM: 120_000}, Within: "SY05", Name: "Hama", Basis: "the place is named as its division is: somewhere in Hama"},
			Codes: []string{"hdx:Shelling"}, Form: report.Unsaid, SideA: []report.Actor{{Name: "A"}}, SideB: []report.Actor{{Name: "B"}},
			Casualties: report.Casualties{Deaths: report.Range{Low: 3, Best: 3, High: 3}},
			Words:      "obuses", Lang: "es", Origins: []string{"Reuters"}, Outlets: 2,
		}
		if diff := cmp.Diff(want, item.Report); diff != "" {
			t.Error(diff)
		}
	}
}

func TestATaggedWorkbook(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range [][]any{{"Events"}, {"#date", "#adm1", "#affected+killed"}, {time.Date(2017, 5, 6, 0, 0, 0, 0, time.UTC), "Hama", 3}} {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"2017-05-06  SY05[]{3 3 3}"}, read(t, &b, csvrows.Options{}, brief)); diff != "" {
		t.Error(diff)
	}
}

func data(t *testing.T, name string) *os.File {
	t.Helper()
	dir := os.Getenv("TRUCELINE_SHARED")
	if dir == "" {
		t.Skip("TRUCELINE_SHARED names no folder of shared data")
	}
	f, err := os.Open(filepath.Join(dir, "data", "hxl", name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestTheSharedFiles(t *testing.T) {
	const nothing = "end: the file is tagged, but says nothing that happened: it lacks what happened (#event+type, #description, #affected+killed); it has #sector+es, #subsector+es, #org+es, #targeted+f, #targeted+m, #country, #adm1, #date+reported"
	for _, tc := range []struct{ name, want string }{
		{"input-valid.csv", nothing},
		{"input-valid.tsv", nothing},
		{"input-valid.xlsx", nothing},
		{"input-valid.json", nothing},
		{"input-valid-objects.json", nothing},
		{"input-valid-latin1.csv", nothing},
		{"input-fuzzy.csv", `end: input-fuzzy.csv: line 3 looks like the row of HXL hashtags, but "country" is none; each cell of it must be empty or a hashtag like #date+start`},
		{"input-invalid.csv", "end: input-invalid.csv: line 3 looks like a row of HXL hashtags without their marks; write #sector+es instead of sector+es"},
		{"input-untagged.csv", "end: input-untagged.csv: no row of HXL hashtags was found among the first 25; a table without them is imported through a mapping file"},
		{"input-multiple-headers.csv", "end: the file is tagged, but says nothing that happened: it lacks a date (#date, #date+start) and what happened (#event+type, #description, #affected+killed); it has #org, #adm1, #affected"},
		{"input-multiline.csv", "end: the file is tagged, but says nothing that happened: it lacks a date (#date, #date+start) and a place (#geo+lat and #geo+lon, #loc+name, #adm1); it has #description"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := read(t, data(t, tc.name), csvrows.Options{Name: tc.name}, brief)
			if diff := cmp.Diff([]string{tc.want}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestColombia(t *testing.T) {
	var plain bytes.Buffer
	if _, err := io.Copy(&plain, data(t, "ucdp_colombia_hxl_sample.csv")); err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(plain.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	show := func(r report.Report) string { return fmt.Sprintf("%+v", r) }
	got := read(t, bytes.NewReader(plain.Bytes()), csvrows.Options{Name: "c.csv"}, show)
	if diff := cmp.Diff(got, read(t, &packed, csvrows.Options{Name: "c.csv.gz"}, show)); diff != "" {
		t.Errorf("packed it reads otherwise: %s", diff)
	}
	rows, err := hxl.Open(&plain, csvrows.Options{})
	if err != nil {
		t.Fatal(err)
	}
	killed, areas, reuters := 0, 0, 0
	numbers := map[string]bool{}
	for item, err := range hxl.Read(t.Context(), rows, lex) {
		if err != nil || item.Refusal != nil {
			t.Fatal(err, item.Refusal)
		}
		r := item.Report
		numbers[r.Number] = true
		killed += r.Casualties.Deaths.Best
		if r.Where.RadiusM > 25_000 {
			areas++
		}
		for _, o := range r.Origins {
			if o == "Reuters" {
				reuters++
			}
		}
		if r.Casualties.Unstated || len(r.SideA) == 0 || len(r.SideB) == 0 || r.Where.Name == "" || r.Where.Lat == 0 {
			t.Errorf("line %d: %+v", item.Line, r)
		}
	}
	t.Logf("%d reports, %d killed, %d at a division, %d of Reuters", len(numbers), killed, areas, reuters)
	if got, want := fmt.Sprint(len(numbers), killed, areas), "200 1764 94"; got != want || reuters == 0 {
		t.Errorf("reports, killed, at a division: %s, want %s, and some of Reuters", got, want)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("x,y,z\n#date+start,#geo+lat,#geo+lon\n2017-05-06,1,2\n"))
	f.Add([]byte(`[["#date","#adm1","#event"],["2017-05-06","Hama",true]]`))
	f.Add([]byte(`[{"#date":"2017","#loc":"x","#affected+killed":1e3}]`))
	f.Add([]byte("#meta+id\t#date\t#loc\t#description+en\n1\t6 May 2017\tHama\t\xe9\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		for _, line := range read(t, bytes.NewReader(in), csvrows.Options{MaxBytes: 1 << 16, MaxRecord: 1 << 10}, brief) {
			if line == "" {
				t.Fatal("a row that gave nothing")
			}
		}
	})
}
