package claims_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/cases"
	"github.com/truceline/truceline/internal/intake/casedir"
	"github.com/truceline/truceline/internal/intake/claims"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

const (
	settlementsHeader = "report_date,period,province_as_reported,place_as_reported,times,alleged_actor,source,outlet,url,note\n"
	monitorsHeader    = "source,metric,period_start,period_end,count,killed,by_type_or_actor,by_governorate,note\n"
)

// placed are options with a gazetteer that knows one village.
func placed(t testing.TB) claims.Options {
	opts := options(t)
	opts.Area = func(name string) (place.AreaID, bool) {
		id, ok := map[string]place.AreaID{"Latakia": "SY06", "Hama": "SY05", "Homs": "SY04", "SY05": "SY05"}[name]
		return id, ok
	}
	opts.Where = func(name, admin1 string) (place.Place, []string) {
		if name != "Khalfa" {
			return place.Place{Within: "SY06", Name: name, Basis: "somewhere in " + admin1}, []string{name + " is no place of the gazetteer"}
		}
		return place.Place{Point: place.Point{Lon: 36.5, Lat: 35.1, RadiusM: 2000}, Name: name, Basis: "a village of " + admin1}, nil
	}
	return opts
}

func taken(t testing.TB, in string, opts claims.Options) []report.Claim {
	t.Helper()
	items, err := read(t, in, opts)
	if err != nil {
		t.Fatal(err)
	}
	var out []report.Claim
	for _, item := range items {
		if item.Refusal != nil {
			t.Fatalf("refused: %v", item.Refusal)
		}
		out = append(out, item.Claim)
	}
	return out
}

func TestASettlementIsAClaimWithAPlace(t *testing.T) {
	row := "2018-08-11,past 24 h,Hama,Khalfa,2,armed groups,Russian part,Outlet,https://a.example/1,a note"
	got := taken(t, settlementsHeader+row+"\n", placed(t))
	want := []report.Claim{{
		Source: "ru-part", Number: "2018-08-11/Hama/Khalfa", Bulletin: "2018-08-11", Via: "Outlet", ViaURL: "https://a.example/1",
		Origin: "Russian MoD", Metric: "violations registered", Published: "2018-08-11", Dated: "day",
		Period: summer("2018-08-10", "2018-08-12"), Areas: []place.AreaID{"SY05"}, AreaName: "Khalfa, Hama",
		Where:   &place.Place{Point: place.Point{Lon: 36.5, Lat: 35.1, RadiusM: 2000}, Name: "Khalfa", Basis: "a village of Hama"},
		Alleged: "armed groups", Count: 2, Received: report.Digest([]byte(row)), Note: "a note",
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

var damascus = func() *time.Location {
	zone, err := time.LoadLocation("Asia/Damascus")
	if err != nil {
		panic(err)
	}
	return zone
}()

// summer is the interval between two local days of Damascus at UTC+3.
func summer(from, to string) truceline.Interval {
	a, _ := csvrows.ParseDay(from)
	b, _ := csvrows.ParseDay(to)
	return truceline.Interval{From: a.Start(damascus), To: b.Start(damascus)}
}

func TestSettlements(t *testing.T) {
	for _, tc := range []struct {
		name, row string
		want      report.Claim // Number, Areas, AreaName, Count, Uncounted, Dated, Period and Flags are compared
	}{
		{"no number is a claim without one", "2018-08-11,past 24 h,Hama,Khalfa,,a,ru-part,,,",
			report.Claim{Number: "2018-08-11/Hama/Khalfa", Areas: []place.AreaID{"SY05"}, AreaName: "Khalfa, Hama", Uncounted: true,
				Dated: "day", Period: summer("2018-08-10", "2018-08-12"), Flags: []string{"no number is given"}}},
		{"a zero is a number", "2018-08-11,past 24 h,Hama,Khalfa,0,a,ru-part,,,",
			report.Claim{Number: "2018-08-11/Hama/Khalfa", Areas: []place.AreaID{"SY05"}, AreaName: "Khalfa, Hama",
				Dated: "day", Period: summer("2018-08-10", "2018-08-12")}},
		{"a province without a settlement", "2018-08-11,past 24 h,Hama,(province only),,a,ru-part,,,",
			report.Claim{Number: "2018-08-11/Hama", Areas: []place.AreaID{"SY05"}, AreaName: "Hama", Uncounted: true,
				Dated: "day", Period: summer("2018-08-10", "2018-08-12"), Flags: []string{"no number is given"}}},
		{"a village that no gazetteer knows", "2018-08-11,during the day,Latakia,Foo,1,a,ru-part,,,",
			report.Claim{Number: "2018-08-11/Latakia/Foo", Areas: []place.AreaID{"SY06"}, AreaName: "Foo, Latakia", Count: 1,
				Dated: "day", Period: summer("2018-08-10", "2018-08-12"), Flags: []string{"Foo is no place of the gazetteer"}}},
		{"a province that the case does not know", "2018-08-11,past 24 h,Atlantis,Khalfa,1,a,ru-part,,,",
			report.Claim{Number: "2018-08-11/Atlantis/Khalfa", AreaName: "Khalfa, Atlantis", Count: 1,
				Dated: "day", Period: summer("2018-08-10", "2018-08-12"), Flags: []string{"Atlantis is not an area of the case"}}},
		{"a day that is named is the period", "2018-08-11,2018-08-10,Hama,Khalfa,1,a,ru-part,,,",
			report.Claim{Number: "2018-08-11/Hama/Khalfa", Areas: []place.AreaID{"SY05"}, AreaName: "Khalfa, Hama", Count: 1,
				Dated: "day", Period: summer("2018-08-10", "2018-08-11")}},
		{"seven hours are seven hours", "2018-08-11,past seven hours,Hama,Khalfa,1,a,ru-part,,,",
			report.Claim{Number: "2018-08-11/Hama/Khalfa", Areas: []place.AreaID{"SY05"}, AreaName: "Khalfa, Hama", Count: 1,
				Dated: "day", Flags: []string{"the period is 7 hours, not a day"},
				Period: truceline.Interval{From: summer("2018-08-11", "2018-08-12").From.Add(-7 * 3600e9), To: summer("2018-08-11", "2018-08-12").To}}},
		{"a period that is not understood", "2018-08-11,a while,Hama,Khalfa,1,a,ru-part,,,",
			report.Claim{Number: "2018-08-11/Hama/Khalfa", Areas: []place.AreaID{"SY05"}, AreaName: "Khalfa, Hama", Count: 1,
				Dated: "day", Period: summer("2018-08-10", "2018-08-12"),
				Flags: []string{`the period is given as "a while", which is not understood; it is taken as the 24 hours before the bulletin`}}},
		{"an undated page stays undated, and is known by its address", ",past 24 h,Hama,Khalfa,1,a,ru-part,,https://a.example/1,",
			report.Claim{Number: "undated-" + report.Digest([]byte("https://a.example/1"))[:12] + "/Hama/Khalfa", Areas: []place.AreaID{"SY05"}, AreaName: "Khalfa, Hama", Count: 1,
				Dated: "unknown"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := taken(t, settlementsHeader+tc.row+"\n", placed(t))
			if len(got) != 1 {
				t.Fatalf("read %+v, want one claim", got)
			}
			c := got[0]
			short := report.Claim{Number: c.Number, Areas: c.Areas, AreaName: c.AreaName, Count: c.Count, Uncounted: c.Uncounted, Dated: c.Dated, Period: c.Period, Flags: c.Flags}
			if diff := cmp.Diff(tc.want, short); diff != "" {
				t.Error(diff)
			}
			if c.Total {
				t.Error("it is taken for a total")
			}
		})
	}
}

func TestPartsByGovernorateAreClaimsOfTheirOwn(t *testing.T) {
	for _, tc := range []struct {
		name, row string
		want      []string // area name, count and flags of each claim
	}{
		{"parts that add up", "snhr,daily,2018-01-02,2018-01-02,14,,,Homs 6;Hama 8,", []string{" 14", "Homs 6", "Hama 8"}},
		{"parts that do not", "snhr,daily,2018-01-02,2018-01-02,15,,,Homs 6;Hama 8,", []string{" 15 its parts add up to 14, not to 15", "Homs 6", "Hama 8"}},
		{"an area that the case does not know", "snhr,daily,2018-01-02,2018-01-02,14,,,Homs 6;The suburbs 8,", []string{" 14", "Homs 6", "The suburbs 8 The suburbs is not an area of the case"}},
		{"an area twice", "snhr,daily,2018-01-02,2018-01-02,6,,,Homs 6;Homs 8,", []string{" 6 Homs is counted twice among its parts; the second, 8, is left out", "Homs 6"}},
		{"a part without a number", "snhr,daily,2018-01-02,2018-01-02,6,,,Homs 6;Hama,", []string{` 6 "Hama" is no part with a number, and is left out`, "Homs 6"}},
		{"types and authors divide the total twice", "snhr,daily,2018-01-02,2018-01-02,100,,combat 91;arrests 9;regime 91;Russian forces 9,,", []string{" 100"}},
		{"a last division that is not complete", "snhr,daily,2018-01-02,2018-01-02,318,,combat 298;arrests 20;regime combat 277,,", []string{" 318"}},
		{"types that do not add up", "snhr,daily,2018-01-02,2018-01-02,10,,combat 4;arrests 5,,", []string{" 10 its parts by type or author do not add up to 10"}},
		{"authors in words", "snhr,daily,2018-01-02,2018-01-02,10,,mostly the regime,,", []string{" 10"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []string
			for _, c := range claims.Check(taken(t, monitorsHeader+tc.row+"\n", placed(t))) {
				got = append(got, strings.TrimRight(c.AreaName+" "+strconv.Itoa(c.Count)+" "+strings.Join(c.Flags, "; "), " "))
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatIsSaidOfTypesAndDeathsStandsInTheNote(t *testing.T) {
	got := taken(t, monitorsHeader+"snhr,daily,2018-01-02,2018-01-02,14,3 civilians,combat 9;arrests 5,,a note\n", placed(t))
	if want := "a note; by type or author: combat 9, arrests 5; killed: 3 civilians"; got[0].Note != want {
		t.Errorf("note %q, want %q", got[0].Note, want)
	}
}

func TestAPartWithoutANumberLeavesASumOpen(t *testing.T) {
	total := report.Claim{Source: "s", Bulletin: "b", Count: 9, Total: true}
	open := report.Claim{Source: "s", Bulletin: "b", Uncounted: true}
	settlement := report.Claim{Source: "s", Bulletin: "b", Count: 50, Where: &place.Place{}}
	for _, tc := range []struct {
		name string
		part int
		want []string
	}{
		{"less may still add up", 4, nil},
		{"more never does", 10, []string{"its parts add up to 10, not to 9"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := claims.Check([]report.Claim{total, open, settlement, {Source: "s", Bulletin: "b", Count: tc.part}})
			if diff := cmp.Diff(tc.want, got[0].Flags); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheRealSettlementsAreTakenWhole(t *testing.T) {
	opts := placed(t)
	opts.Sources["ru-centre"] = report.Counted{Names: []string{"Russian Centre for Reconciliation"}, Metric: "shellings", Origin: "Russian MoD"}
	items, err := collect(t, shared(t, "hmeimim_shelling_claims.csv"), opts)
	if err != nil {
		t.Fatal(err)
	}
	n, uncounted, undated, sum := 0, 0, 0, 0
	for _, item := range items {
		if item.Refusal != nil {
			t.Errorf("refused: %v", item.Refusal)
			continue
		}
		c := item.Claim
		n, sum = n+1, sum+c.Count
		if c.Uncounted {
			uncounted++
		}
		if c.Dated == "unknown" {
			undated++
		}
		if c.Metric != "shellings" || c.Alleged == "" || c.AreaName == "" {
			t.Errorf("half a claim: %+v", c)
		}
	}
	if n != 86 || uncounted != 45 || undated != 3 || sum != 56 {
		t.Errorf("%d claims, %d without a number, %d undated, %d times in all; want 86, 45, 3 and 56", n, uncounted, undated, sum)
	}
}

// TestTheBundledCountsAreTakenWhole imports the counts of the bundled case by
// its own sources and areas.
func TestTheBundledCountsAreTakenWhole(t *testing.T) {
	dir, ok := cases.Bundled("astana")
	if !ok {
		t.Fatal("there is no case astana")
	}
	c, err := casedir.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	reg, err := observance.Compile(c.Facts, c.Location)
	if err != nil {
		t.Fatal(err)
	}
	opts := claims.Options{Sources: map[report.SourceID]report.Counted{}, Zone: c.Location, Area: reg.AreaNamed, Where: placed(t).Where}
	for _, s := range c.Facts.Sources {
		opts.Sources[s.ID] = s.Counted
	}
	got := map[string]int{}
	for _, file := range c.Claims {
		f, err := dir.Open(file.Path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := csvrows.Open(f, csvrows.Options{Name: file.Path})
		if err != nil {
			t.Fatal(err)
		}
		items, err := collect(t, rows, opts)
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range items {
			if item.Refusal != nil {
				t.Errorf("%s: refused: %v", file.Path, item.Refusal)
			}
			if c := item.Claim; len(c.Areas) == 0 && !c.Total {
				t.Errorf("%s: the area of %s is not one of the case: %q", file.Path, c.Number, c.AreaName)
			}
			got[file.Path]++
		}
	}
	want := map[string]int{
		"claims/hmeimim-totals.csv": 196, "claims/hmeimim-by-province.csv": 482,
		"claims/hmeimim-shelling.csv": 86, "claims/monitors.csv": 40,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
