package accounts_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/intake/accounts"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

func open(t testing.TB, table string) *csvrows.Reader {
	t.Helper()
	rows, err := csvrows.Open(strings.NewReader(table), csvrows.Options{Name: "t.csv"})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// read gives the accounts and the refusals of a table, and what ended it.
func read(t testing.TB, table string, opts accounts.Options) (all []incident.Account, refused []string, err error) {
	t.Helper()
	for item, err := range accounts.Read(t.Context(), open(t, table), opts) {
		switch {
		case err != nil:
			return all, refused, err
		case item.Refusal != nil:
			if item.Line != item.Refusal.Line {
				t.Errorf("the item of line %d is refused as line %d", item.Line, item.Refusal.Line)
			}
			refused = append(refused, item.Refusal.Error())
		default:
			all = append(all, item.Account)
		}
	}
	return all, refused, nil
}

func span(from, to string) truceline.Interval {
	iv := truceline.Interval{}
	iv.From, _ = time.Parse(time.RFC3339, from)
	iv.To, _ = time.Parse(time.RFC3339, to)
	return iv
}

func TestATableOfReportsInGeneral(t *testing.T) {
	const table = "report_id,source,office,report_date,start,end,latitude,longitude,radius_m,place,admin1,kind,actor1,actor2,deaths_low,deaths_best,deaths_high,means,headline\n" +
		"a1,watch,Ford Radio; Hill Post;ford radio,,2024-03-10,2024-03-11,0.5,0.25,300,Ford,Valley,Shelling; Air strike,Northern Council,Hill Brigade; Council,1,2,3,Mortar,Two dead\n" +
		"a2,watch,,,2024-03-10T14:30:00+03:00,,,,,,,,,,,4,,,\n" +
		"a3,watch,,2024-03-12,,,0.5,0.25,,,,,,,5,,,,\n"
	zone, err := time.LoadLocation("Etc/GMT-3")
	if err != nil {
		t.Fatal(err)
	}
	got, refused, err := read(t, table, accounts.Options{Zone: zone})
	if err != nil || refused != nil {
		t.Fatal(refused, err)
	}
	want := []incident.Account{
		{
			ID: "a1", Source: "watch", Origins: []string{"ford radio", "hill post"}, When: span("2024-03-09T21:00:00Z", "2024-03-11T21:00:00Z"),
			Places: []place.Place{{Name: "Ford", Point: place.Point{Lon: 0.25, Lat: 0.5, RadiusM: 300}}},
			Kinds:  incident.Terms{Named: []string{"air strike", "shelling"}},
			Sides:  incident.Terms{Named: []string{"council", "hill brigade", "northern council"}},
			Deaths: report.Range{Low: 1, Best: 2, High: 3}, Means: []string{"mortar"}, Words: "Two dead",
		},
		// An instant; the one number of deaths is all three.
		{ID: "a2", Source: "watch", When: span("2024-03-10T11:30:00Z", "2024-03-10T11:30:00Z"), Deaths: report.Range{Low: 4, Best: 4, High: 4}},
		// Without a start the day of the report, without a radius a village; a lower bound alone is all that is vouched for.
		{
			ID: "a3", Source: "watch", When: span("2024-03-11T21:00:00Z", "2024-03-12T21:00:00Z"),
			Places: []place.Place{{Point: place.Point{Lon: 0.25, Lat: 0.5, RadiusM: 2000}}}, Deaths: report.Range{Low: 5, Best: 5, High: 5},
		},
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
}

func TestATableOfHeadlines(t *testing.T) {
	const table = "report_id,office,report_date,headline\nh1,Ford Radio,2024-03-10,\"Shelling kills 3 in Ford\"\nh2,Ford Radio,0217-05-06,Quiet\n"
	if !accounts.HeadlinesOnly(open(t, table)) {
		t.Error("a table of dates and headlines is taken for more")
	}
	for _, more := range []string{"latitude", "place", "kind", "actor1", "start"} {
		if accounts.HeadlinesOnly(open(t, "report_id,report_date,headline,"+more+"\n")) {
			t.Errorf("a table with %s is taken for headlines alone", more)
		}
	}
	if accounts.HeadlinesOnly(open(t, "report_id,report_date\n")) {
		t.Error("a table without headlines is taken for headlines")
	}
	got, refused, err := read(t, table, accounts.Options{Prepare: accounts.FromHeadline(time.UTC)})
	if err != nil || refused != nil || len(got) != 2 {
		t.Fatal(got, refused, err)
	}
	if a := got[0]; a.Source != "Ford Radio" || a.Origins != nil || a.Uncounted || a.Deaths.Best != 3 || len(a.Kinds.Named) == 0 {
		t.Errorf("of the headline was read %+v; want its office as the source, 3 deaths and a kind", a)
	}
	// Years that coders mistyped are no reason to lose a row.
	if a := got[1]; a.When.From.Year() != 217 || !a.Uncounted {
		t.Errorf("of a mistyped year was read %+v", a)
	}
}

func TestRowsThatCannotBeCompared(t *testing.T) {
	const header = "report_id,report_date,start,end,latitude,longitude,radius_m,deaths_low,deaths_best,deaths_high\n"
	for _, tc := range []struct{ name, row, want string }{
		{"no id", ",2024-03-10,,,,,,,,", `line 2, field report_id: empty; every report needs an id of its own`},
		{"the id of another", "x,2024-03-11,,,,,,,,", `line 3, field report_id, value "x": the report stands on line 2 already; every report needs an id of its own`},
		{"no date", "b,,,,,,,,,", `line 2, field report_date: not a date written as year-month-day, like 2017-05-06`},
		{"day and month", "b,5/6/2024,,,,,,,,", `line 2, field report_date, value "5/6/2024": not a date written as year-month-day, like 2017-05-06`},
		{"30 February", "b,2024-02-30,,,,,,,,", `line 2, field report_date, value "2024-02-30": not a date written as year-month-day, like 2017-05-06`},
		{"an instant without a zone", "b,,2024-03-10T14:30:00,,,,,,,", `line 2, field start, value "2024-03-10T14:30:00": neither a date, like 2017-05-06, nor an instant with its zone, like 2017-05-06T14:30:00+03:00`},
		{"an end before the start", "b,,2024-03-10,2024-03-08,,,,,,", `line 2, field end, value "2024-03-08": before start, 2024-03-10; the two may be swapped`},
		{"latitude and longitude swapped", "b,2024-03-10,,,136.5,33.5,,,,", `line 2, field latitude, value "136.5": not a number from -90 to 90`},
		{"half a position", "b,2024-03-10,,,33.5,,,,,", `line 2, field longitude: empty, not a number from -180 to 180`},
		{"a position that is no number", "b,2024-03-10,,,NaN,33,,,,", `line 2, field latitude, value "NaN": not a number from -90 to 90`},
		{"a negative radius", "b,2024-03-10,,,33.5,36.5,-1,,,", `line 2, field radius_m, value "-1": not a number from 0 to 2.01e+07`},
		{"some deaths", "b,2024-03-10,,,,,,,several,", `line 2, field deaths_best, value "several": not a whole number from 0 to 100000000`},
		{"a row that is cut short", "b,2024-03-10", `line 2: the row has 2 fields where the header has 10; a comma inside a field needs quotes around the field`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			first := ""
			if strings.HasPrefix(tc.want, "line 3") {
				first = "x,2024-03-10,,,,,,,,\n"
			}
			got, refused, err := read(t, header+first+tc.row+"\nlast,2024-03-10,,,,,,,,\n", accounts.Options{})
			if err != nil || len(refused) != 1 || len(got) == 0 || got[len(got)-1].ID != "last" {
				t.Fatalf("read %v, refused %q, %v; want one refused and the last one taken", got, refused, err)
			}
			if refused[0] != tc.want {
				t.Errorf("refused as %q, want %q", refused[0], tc.want)
			}
		})
	}
}

func TestTablesThatCannotBeCompared(t *testing.T) {
	for _, tc := range []struct{ name, header, want string }{
		{"no ids", "office,report_date,headline", "t.csv, line 1: the file lacks report_id; it has office, report_date, headline"},
		{"no dates", "report_id,office,headline", "t.csv, line 1: the file has neither report_date nor start, so that nothing in it has a date; it has report_id, office, headline"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if _, _, err := read(t, tc.header+"\n", accounts.Options{}); err == nil || err.Error() != tc.want || truceline.KindOf(err) != truceline.InvalidKind {
				t.Errorf("got %v, want %q", err, tc.want)
			}
		})
	}
}

// FuzzRead: whatever the bytes are, every row becomes an account that fusion can
// take or a refusal with its line, and nothing stops in the middle without a
// sentence.
func FuzzRead(f *testing.F) {
	f.Add("report_id,office,report_date,headline\nh1,Ford Radio,2024-03-10,\"Shelling kills 3 in Ford on Monday\"\nh1,Ford Radio,2024-03-10,twice\n")
	f.Add("report_id,start,end,latitude,longitude,radius_m,deaths_low,deaths_high,kind,actor1\na,2024-03-10T14:30:00+03:00,2024-03-10,0.5,0.5,0,3,1,a;;b; a,x\n")
	f.Add("report_id;report_date;deaths_best\r\na;2024-03-10;1e3\r\n")
	f.Add("\xff\xfer\x00e\x00")
	f.Add("report_id,report_date\n\"a,2024")
	f.Fuzz(func(t *testing.T, table string) {
		rows, err := csvrows.Open(strings.NewReader(table), csvrows.Options{MaxBytes: 1 << 20})
		if err != nil {
			if truceline.KindOf(err) == truceline.Internal {
				t.Fatal(err)
			}
			return
		}
		opts := accounts.Options{}
		if accounts.HeadlinesOnly(rows) {
			opts.Prepare = accounts.FromHeadline(time.UTC)
		}
		var all []incident.Account
		last := 1
		for item, err := range accounts.Read(t.Context(), rows, opts) {
			if err != nil {
				if truceline.KindOf(err) == truceline.Internal {
					t.Fatal(err)
				}
				return
			}
			if item.Line <= last {
				t.Fatalf("line %d comes after line %d", item.Line, last)
			}
			last = item.Line
			if item.Refusal != nil {
				if item.Refusal.Line != item.Line || item.Refusal.Reason == "" {
					t.Fatalf("line %d is refused as %+v", item.Line, item.Refusal)
				}
				continue
			}
			if a := item.Account; a.ID == "" || a.When.To.Before(a.When.From) || a.Deaths.Low < 0 {
				t.Fatalf("line %d became %+v", item.Line, a)
			}
			all = append(all, item.Account)
		}
		if len(all) > 50 {
			all = all[:50]
		}
		if _, err := incident.Fuse(t.Context(), all, incident.FuseOptions{}); err != nil {
			t.Fatalf("%v: of %s", err, fmt.Sprint(all))
		}
	})
}
