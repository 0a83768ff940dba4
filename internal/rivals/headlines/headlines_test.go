package headlines_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/rivals/headlines"
	"github.com/truceline/truceline/internal/rivals/score"
)

// shared opens a file of the shared data, or skips the test.
func shared(t *testing.T, name string) io.Reader {
	t.Helper()
	dir := os.Getenv("TRUCELINE_SHARED")
	if dir == "" {
		t.Skip("TRUCELINE_SHARED is not set: the files of real headlines are not here")
	}
	f, err := os.Open(filepath.Join(dir, "data", name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// The figures of the Syrian set that fusion has to beat, and the split.
func TestSyria(t *testing.T) {
	set, err := headlines.Read(t.Context(), shared(t, "ged_syria_source_reports.csv.gz"), shared(t, "ged_syria_source_reports_gold.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	days, err := headlines.EventDays(t.Context(), shared(t, "ucdp_ged_syria_2016-2019.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	tuning, scoring, across, err := set.Split(days)
	if err != nil {
		t.Fatal(err)
	}
	type line struct {
		Reports, Links, Events, Pairs int
		Day, TwoDays                  [3]float64 // precision, recall, F1 of all pairs of one day, and within two
	}
	measure := func(s headlines.Set) line {
		tr, err := score.NewTruth(s.Links)
		if err != nil {
			t.Fatal(err)
		}
		l := line{Reports: len(s.Reports), Links: len(s.Links), Events: tr.EventsN(), Pairs: tr.PairsN()}
		for n, to := range map[int]*[3]float64{0: &l.Day, 2: &l.TwoDays} {
			f, err := tr.Pairs(s.WithinDays(n))
			if err != nil {
				t.Fatal(err)
			}
			*to = [3]float64{round(f.Precision), round(f.Recall), round(f.F1)}
		}
		return l
	}
	got := map[string]line{"all": measure(set), "tuning": measure(tuning), "scoring": measure(scoring)}
	for _, name := range []string{"all", "tuning", "scoring"} {
		t.Logf("%-7s %+v", name, got[name])
	}
	t.Logf("%d true pairs lie across the split", across)
	want := map[string]line{
		"all":     {13767, 21090, 16566, 7202, [3]float64{.024, .431, .045}, [3]float64{.013, .737, .025}},
		"tuning":  {8736, 14319, 11734, 3908, [3]float64{.017, .462, .033}, [3]float64{.009, .764, .019}},
		"scoring": {5031, 6771, 4849, 3273, [3]float64{.057, .398, .1}, [3]float64{.022, .709, .043}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if n := got["tuning"].Reports + got["scoring"].Reports; n != 13767 {
		t.Errorf("the halves hold %d reports", n)
	}
	if n := got["tuning"].Pairs + got["scoring"].Pairs + across; n != 7202 || across > 50 {
		t.Errorf("the halves hold %d true pairs, %d of them across", n, across)
	}
}

func round(x float64) float64 { return float64(int(x*1000+.5)) / 1000 }

func TestSplit(t *testing.T) {
	set, err := headlines.Read(t.Context(), strings.NewReader(
		"report_id,office,report_date,headline\na,X,2017-12-31,w\nb,X,2018-01-01,w\nc,X,1753-01-01,w\nd,Y,2015-07-01,w\n"),
		strings.NewReader("report_id,ged_event_id\na,1\nb,1\nb,2\nc,2\nc,1\nd,3\n"))
	if err != nil {
		t.Fatal(err)
	}
	tuning, scoring, across, err := set.Split(map[string]string{"1": "2018-02-01", "2": "2018-01-05"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range []headlines.Set{tuning, scoring} {
		ids := ""
		for _, r := range s.Reports {
			ids += r.ID
		}
		got = append(got, ids)
	}
	if diff := cmp.Diff([]string{"ad", "bc"}, got); diff != "" {
		t.Error(diff)
	}
	if across != 2 { // a b and a c
		t.Errorf("%d pairs across, want 2", across)
	}
	if _, _, _, err := set.Split(nil); err == nil || truceline.KindOf(err) != truceline.InvalidKind {
		t.Errorf("a report of 1753 whose event has no day: %v, want a Problem", err)
	}
}

func TestReadRefuses(t *testing.T) {
	const good, goldHead = "report_id,office,report_date,headline\na,X,2017-12-31,w\n", "report_id,ged_event_id\n"
	for _, tc := range []struct{ name, reports, truth, want string }{
		{"an id that stands twice", good + "a,X,2017-12-31,w\n", goldHead, `report_id: line 3: "a" is empty or stands twice; every report needs an id of its own`},
		{"a date that is none", good + "b,X,31.12.2017,w\n", goldHead, `report_date: line 3: "31.12.2017" is not a date like 2017-05-06`},
		{"a link to nowhere", good, goldHead + "z,1\n", `report_id: line 2: "z" is not a report of the other file, or no event is attached to it`},
		{"a row too long", good + "b,X,2017-12-31,w,x\n", goldHead, "reports: line 3: the row has 5 fields where the header has 4; a comma inside a field needs quotes around the field"},
		{"a missing column", "report_id,office\n", goldHead, "reports, line 1: the file lacks report_date, headline; it has report_id, office"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := headlines.Read(t.Context(), strings.NewReader(tc.reports), strings.NewReader(tc.truth))
			if err == nil || err.Error() != tc.want || truceline.KindOf(err) != truceline.InvalidKind {
				t.Errorf("error %v, want the Problem %q", err, tc.want)
			}
		})
	}
}

const gedHead = "id,date_start,source_article\n"

func TestArticles(t *testing.T) {
	for _, tc := range []struct {
		name, cell string
		want       []headlines.Report
	}{
		{"two in the newer form", `"AP Newswires,2003-02-25,Air Force, by accident, kills";"BBC,2003-02-27,Air force commander says."`, []headlines.Report{
			{Office: "AP Newswires", On: "2003-02-25", Words: "Air Force, by accident, kills"}, {Office: "BBC", On: "2003-02-27", Words: "Air force commander says."}}},
		{"slashes, and a quote left open", `Reuters 29 Dec 1998 "Leader killed." /Reuters 30 Dec 1998 "Chief escapes.`, []headlines.Report{
			{Office: "Reuters", On: "1998-12-29", Words: "Leader killed"}, {Office: "Reuters", On: "1998-12-30", Words: "Chief escapes"}}},
		{"a month in small letters, without a year", `Reuters 11-july "Clashes. " /AP 11 July 2003 "Threats`, []headlines.Report{
			{Office: "Reuters", On: "2002-07-11", Words: "Clashes"}, {Office: "AP", On: "2003-07-11", Words: "Threats"}}},
		{"no date", `Rutas del Conflicto "Masacre de Saiza" http://example.org/a?b=21`, []headlines.Report{{Office: "Rutas del Conflicto", Words: "Masacre de Saiza"}}},
		{"a year is no date", `HRW (1992) "Political murder`, []headlines.Report{{Office: "HRW (1992)", Words: "Political murder"}}},
		{"the date after the headline", `5 Dead, 5 wounded, 28 July 2009, EFE News; Rebels suspected, 29 July 2009, AP`, []headlines.Report{
			{Office: "EFE News", On: "2009-07-28", Words: "5 Dead, 5 wounded"}, {Office: "AP", On: "2009-07-29", Words: "Rebels suspected"}}},
		{"a paper and a day are no headline", "Noche y Niebla 3/10", nil},
		{"a broadcast is none either", "Inravision TV-A, Bogota, in Spanish 1800 gmt 18 Feb 95", nil},
		{"nothing", "", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			file := gedHead + `7,2002-07-09,"` + strings.ReplaceAll(tc.cell, `"`, `""`) + "\"\n"
			s, _, err := headlines.Articles(t.Context(), strings.NewReader(file), "R")
			if err != nil {
				t.Fatal(err)
			}
			for i := range s.Reports {
				s.Reports[i].ID = ""
			}
			if diff := cmp.Diff(tc.want, s.Reports); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOneArticleOfTwoEvents(t *testing.T) {
	file := gedHead + "#a,#b,#c\n7,2002-07-09,\"EFE 6 Oct 2001 \"\"Four killed\"\" /EFE 7 Oct 2001 \"\"Seven killed\"\n8,2002-07-09,\"EFE 7 Oct 2001 \"\"Seven killed.\"\n"
	file = strings.ReplaceAll(file, "killed\"\n", "killed\"\"\"\n")
	file = strings.ReplaceAll(file, "killed.\"\n", "killed.\"\"\"\n")
	s, bare, err := headlines.Articles(t.Context(), strings.NewReader(file), "R")
	if err != nil {
		t.Fatal(err)
	}
	want := []score.Link{{Report: "R00001", Event: "7"}, {Report: "R00002", Event: "7"}, {Report: "R00002", Event: "8"}}
	if diff := cmp.Diff(want, s.Links); diff != "" || bare != 0 {
		t.Error(bare, diff)
	}
	var reports, truth strings.Builder
	if err := s.Write(&reports, &truth); err != nil {
		t.Fatal(err)
	}
	back, err := headlines.Read(t.Context(), strings.NewReader(reports.String()), strings.NewReader(truth.String()))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s, back); diff != "" {
		t.Errorf("written and read: %s", diff)
	}
}

func TestColombia(t *testing.T) {
	s, bare, err := headlines.Articles(t.Context(), shared(t, "hxl/ucdp_colombia_hxl_sample.csv"), "COL-R")
	if err != nil {
		t.Fatal(err)
	}
	tr, err := score.NewTruth(s.Links)
	if err != nil {
		t.Fatal(err)
	}
	day, err := tr.Pairs(s.WithinDays(0))
	if err != nil {
		t.Fatal(err)
	}
	two, err := tr.Pairs(s.WithinDays(2))
	if err != nil {
		t.Fatal(err)
	}
	undated := 0
	for _, r := range s.Reports {
		if r.On == "" {
			undated++
		}
	}
	t.Logf("%d reports, %d undated, %d articles without a headline, %d events, %d true pairs; one day %+v; two days %+v", len(s.Reports), undated, bare, tr.EventsN(), tr.PairsN(), day, two)
	if got, want := [4]int{len(s.Reports), undated, bare, tr.PairsN()}, [4]int{143, 21, 72, 28}; got != want {
		t.Errorf("reports, undated, bare and pairs %v, want %v", got, want)
	}
}

func FuzzArticles(f *testing.F) {
	f.Add("id,date_start,source_article\n1,2002-01-01,\"Reuters 3 Jan 2001 \"\"X\"\" /AP 4-jan \"\"Y\"\n")
	f.Add("id,date_start,source_article\n1,,\"\"\"A,2003-02-25,B\"\";\"\"C,2003-02-27,D\"\"\"\n")
	f.Fuzz(func(t *testing.T, in string) {
		s, _, err := headlines.Articles(t.Context(), strings.NewReader(in), "R")
		if err != nil {
			return
		}
		known := map[string]bool{}
		for _, r := range s.Reports {
			if r.Words == "" || known[r.ID] {
				t.Fatalf("%+v", r)
			}
			known[r.ID] = true
		}
		for _, l := range s.Links {
			if !known[l.Report] {
				t.Fatalf("%+v", l)
			}
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("report_id,office,report_date,headline\na,X,2017-12-31,w\n"), []byte("report_id,ged_event_id\na,1\n"))
	f.Fuzz(func(t *testing.T, reports, truth []byte) {
		s, err := headlines.Read(t.Context(), strings.NewReader(string(reports)), strings.NewReader(string(truth)))
		if err != nil {
			return
		}
		for _, l := range s.Links {
			if l.Report == "" || l.Event == "" {
				t.Fatalf("%+v", l)
			}
		}
	})
}
