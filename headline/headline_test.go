package headline_test

import (
	"compress/gzip"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/headline"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place/gazetteer"
	"github.com/truceline/truceline/report"
)

func date(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestCounts(t *testing.T) {
	exactly := func(n int) *report.Range { return &report.Range{Low: n, Best: n, High: n} }
	for _, tc := range []struct {
		text    string
		deaths  *report.Range // nil: not said
		injured int
		lethal  bool
	}{
		{"Clashes continue in the countryside of Hama", nil, -1, false},
		{"More casualties in the countryside of Al-Raqqah", nil, -1, true},
		{"18 killed, 21 injured in raid on a market", exactly(18), 21, true},
		{"At least 12 people killed in shelling", &report.Range{Low: 12, Best: 12, High: 18}, -1, true},
		{"About 20 civilians are killed in al-Tabaqa", &report.Range{Low: 18, Best: 20, High: 22}, -1, true},
		{"Up to 24 killed in fighting", &report.Range{Low: 12, Best: 24, High: 24}, -1, true},
		{"SEVENTEEN KILLED IN COMBAT IN NORTHERN COLOMBIA", exactly(17), -1, true},
		{"Twenty-four soldiers die, seven wounded", exactly(24), 7, true},
		{"Massacre claims the lives of 22 Syrian citizens", exactly(22), -1, true},
		{"Death toll of the market rises to 69", exactly(69), -1, true},
		{"Gunmen wound 3 people", nil, 3, false},
		{"About 100 airstrikes target Deir Ezzor and 10 days of battles kill more than 340", &report.Range{Low: 340, Best: 340, High: 510}, -1, true},
		{"Attack on the 137 brigade, several killed", nil, -1, true},
		{"June 9th 2017: killed near Raqqa", nil, -1, true},
		{"1234567890 killed", nil, -1, true},
		{"Ataque deja 12 muertos", exactly(12), -1, true},
	} {
		t.Run(tc.text, func(t *testing.T) {
			r := headline.Read(tc.text, headline.Options{On: date("2017-07-01")})
			var got *report.Range
			if !r.Uncounted {
				got = &r.Deaths
			}
			if diff := cmp.Diff(got, tc.deaths); diff != "" {
				t.Errorf("deaths (-got +want):\n%s", diff)
			}
			if r.Injured != tc.injured || r.Lethal != tc.lethal {
				t.Errorf("injured %d, lethal %v; want %d, %v", r.Injured, r.Lethal, tc.injured, tc.lethal)
			}
		})
	}
}

func TestDates(t *testing.T) {
	for _, tc := range []struct {
		name, text, on string
		from, to       string // days, to the day after the last; empty: none is read
	}{
		{"a day", "June 9th 2017: (S823e) Raqqa", "2017-07-01", "2017-06-09", "2017-06-10"},
		{"a span", "October 3rd-4th 2017: Mayadin", "2017-11-01", "2017-10-03", "2017-10-05"},
		{"a span with a spaced dash", "March 30th – 31st 2017: Safsaf", "2017-04-01", "2017-03-30", "2017-04-01"},
		{"a span over the end of a month", "July 31st - August 2nd 2017", "2017-08-03", "2017-07-31", "2017-08-03"},
		{"the year is that of the report", "July 24th: Mayadin", "2017-08-01", "2017-07-24", "2017-07-25"},
		{"or the year before it", "December 30th: Mayadin", "2018-01-02", "2017-12-30", "2017-12-31"},
		{"the day first", "Syrian War Daily – 18th of November 2018", "2018-11-18", "2018-11-18", "2018-11-19"},
		{"day and month by name", "Press review, 22 Mar 02", "2002-03-23", "2002-03-22", "2002-03-23"},
		{"numbers, day first", "Syria Daily Report 13/02/2016", "2016-02-14", "2016-02-13", "2016-02-14"},
		{"an ISO date", "VDC Tal Hawash 2019-04-26", "2019-04-26", "2019-04-26", "2019-04-27"},
		{"too old for this report", "June 9th 2015: Raqqa", "2017-07-01", "", ""},
		{"after this report", "June 9th 2018: Raqqa", "2017-07-01", "", ""},
		{"no such day", "February 30th 2017: Raqqa", "2017-03-01", "", ""},
		{"may is also a verb", "Peace may come to 5 towns", "2017-05-06", "", ""},
		{"no day is known", "July 24th: Mayadin", "", "", ""},
		{"a year alone", "Highest toll in 2017", "2017-11-01", "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var opts headline.Options
			if tc.on != "" {
				opts.On = date(tc.on)
			}
			var want truceline.Interval
			if tc.from != "" {
				want = truceline.Interval{From: date(tc.from), To: date(tc.to)}
			}
			if got := headline.Read(tc.text, opts).When; got != want {
				t.Errorf("%v, want %v", got, want)
			}
		})
	}
}

func TestADayIsThatOfTheZone(t *testing.T) {
	zone := time.FixedZone("+03:00", 3*3600)
	got := headline.Read("June 9th 2017", headline.Options{On: date("2017-06-10"), Zone: zone}).When
	want := truceline.Interval{From: date("2017-06-09").Add(-3 * time.Hour), To: date("2017-06-10").Add(-3 * time.Hour)}
	if got != want {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestKindsAndMeans(t *testing.T) {
	for _, tc := range []struct {
		text         string
		kinds, means []string
	}{
		{"Air strikes accompany clashes", []string{"air strike", "fighting"}, []string{"aircraft"}},
		{"Car blast rocks the market, bomber escapes", []string{"explosion"}, []string{"bomb"}},
		{"Roadside bomb kills two", []string{"explosion"}, []string{"bomb"}},
		{"Masacre de Saiza", []string{"killing"}, nil},
		{"обстрел и взрыв", []string{"explosion", "shelling"}, []string{"artillery"}},
		{"Truce is breached by mortar shells", []string{"ceasefire", "shelling"}, []string{"artillery"}},
		{"Peace process to go on", nil, nil},
	} {
		r := headline.Read(tc.text, headline.Options{})
		if diff := cmp.Diff([][]string{r.Kinds, r.Means}, [][]string{tc.kinds, tc.means}); diff != "" {
			t.Errorf("%q (-got +want):\n%s", tc.text, diff)
		}
	}
}

func TestPlacesAndPartiesAreReadIfThereAreLists(t *testing.T) {
	places := gazetteer.New([]gazetteer.Entry{{ID: "x:1", Names: []gazetteer.Name{{Lang: "en", Text: "Tafas"}}, Lon: 36.07, Lat: 32.74, Kind: "locality"}})
	roll, err := party.NewRoll([]party.Party{
		{ID: "sdf", Names: truceline.Names{"en": "Syrian Democratic Forces"}, Aliases: []string{"SDF"}},
		{ID: "is", Names: truceline.Names{"en": "Islamic State"}, Aliases: []string{"IS", "ISIS"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	opts := headline.Options{Places: places, Parties: roll}
	r := headline.Read("Syrian Democratic Forces and ISIS clash near Tafas; there is no truce", opts)
	if diff := cmp.Diff(r.Parties, []party.ID{"is", "sdf"}); diff != "" {
		t.Errorf("parties (-got +want):\n%s", diff)
	}
	if len(r.Places) != 1 || r.Places[0].Candidates[0].Entry.ID != "x:1" {
		t.Errorf("places %+v, want Tafas alone", r.Places)
	}
	if r := headline.Read("There is no truce near here", opts); len(r.Parties) > 0 {
		t.Errorf("parties %v in \"is\", want none", r.Parties)
	}
	if r := headline.Read("IS shells Tafas", opts); !slices.Equal(r.Parties, []party.ID{"is"}) {
		t.Errorf("parties %v, want IS", r.Parties)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"18 killed, 21 injured in Al-Raqqah", "October 3rd-4th 2017: (S1396e) الميادين", "31/02/2016", "Twenty", "at least", "9 of May", "\xff 5 killed"} {
		f.Add(s)
	}
	opts := headline.Options{On: date("2017-07-01")}
	f.Fuzz(func(t *testing.T, s string) {
		r := headline.Read(s, opts)
		if r.Uncounted && r.Deaths != (report.Range{}) || r.Deaths.Low > r.Deaths.Best || r.Deaths.Best > r.Deaths.High {
			t.Fatalf("deaths %+v, uncounted %v", r.Deaths, r.Uncounted)
		}
		if !slices.IsSorted(r.Kinds) || !slices.IsSorted(r.Means) {
			t.Fatalf("kinds %v and means %v are not sorted", r.Kinds, r.Means)
		}
		if r.When.To.Before(r.When.From) {
			t.Fatalf("%v ends before it begins", r.When)
		}
		if diff := cmp.Diff(headline.Read(s, opts), r); diff != "" {
			t.Fatalf("read again it differs:\n%s", diff)
		}
	})
}

// TestRealHeadlines says how much headlines give at all. The bounds are far
// below the figures of docs/headlines.md, and fail if a vocabulary is lost.
func TestRealHeadlines(t *testing.T) {
	shared := os.Getenv("TRUCELINE_SHARED")
	if shared == "" {
		t.Skip("TRUCELINE_SHARED is not set: the headlines on Syria are not read")
	}
	f, err := os.Open(filepath.Join(shared, "data", "ged_syria_source_reports.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var counted, kinds, names, dated, sums int
	for _, row := range rows[1:] {
		r := headline.Read(row[3], headline.Options{On: date(row[2])})
		for _, c := range []struct {
			n    *int
			does bool
		}{{&counted, !r.Uncounted}, {&kinds, len(r.Kinds) > 0}, {&names, len(r.Names) > 0}, {&dated, !r.When.From.IsZero()}, {&sums, r.Sums}} {
			if c.does {
				*c.n++
			}
		}
	}
	t.Logf("of %d headlines %d give a number of deaths, %d a kind, %d a name, %d a date, %d sum up many events", len(rows)-1, counted, kinds, names, dated, sums)
	for _, c := range []struct {
		what      string
		got, want int
	}{{"a number of deaths", counted, 2500}, {"a kind", kinds, 8000}, {"a name", names, 9000}, {"a date", dated, 800}, {"many events", sums, 400}} {
		if c.got < c.want {
			t.Errorf("%d give %s, want at least %d", c.got, c.what, c.want)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	opts := headline.Options{On: date("2017-07-01")}
	b.ReportAllocs()
	for b.Loop() {
		headline.Read("At least 62 were killed yesterday including 21 members of the regime forces in air strikes on Deir Ezzor", opts)
	}
}
