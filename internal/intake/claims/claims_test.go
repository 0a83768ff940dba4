package claims_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/claims"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

const (
	totalsHeader = "report_id,bulletin_date,date_precision,date_estimate,ru_total,tr_total,arithmetic_flag,outlet,url,note\n"
	partsHeader  = "report_id,reported_by,province,admin1_pcode,count\n"
	otherHeader  = "source,metric,period_start,period_end,area,count,url,note\n"
)

func options(t testing.TB) claims.Options {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Damascus")
	if err != nil {
		t.Fatal(err)
	}
	return claims.Options{
		Sources: map[report.SourceID]report.Counted{
			"ru-part": {Column: "ru_total", Names: []string{"Russian part"}, Metric: "violations registered", Origin: "Russian MoD"},
			"tr-part": {Column: "tr_total", Names: []string{"Turkish part"}, Metric: "violations registered", Origin: "Russian MoD"},
			"snhr":    {Names: []string{"Syrian Network"}, Metric: "breaches"},
			"sohr":    {Metric: "shells"},
		},
		Zone: zone,
		Area: func(name string) (place.AreaID, bool) {
			return place.AreaID(name), strings.HasPrefix(name, "SY") && len(name) == 4
		},
	}
}

func read(t testing.TB, in string, opts claims.Options) ([]claims.Item, error) {
	t.Helper()
	rows, err := csvrows.Open(strings.NewReader(in), csvrows.Options{})
	if err != nil {
		return nil, err
	}
	return collect(t, rows, opts)
}

func collect(t testing.TB, rows *csvrows.Reader, opts claims.Options) ([]claims.Item, error) {
	t.Helper()
	var items []claims.Item
	for item, err := range claims.Read(t.Context(), rows, opts) {
		if err != nil {
			return items, err
		}
		items = append(items, item)
	}
	return items, nil
}

// span is the interval between two local days of Damascus at UTC+2.
func span(from, to string) truceline.Interval {
	a, _ := time.Parse(time.RFC3339, from+"T00:00:00+02:00")
	b, _ := time.Parse(time.RFC3339, to+"T00:00:00+02:00")
	return truceline.Interval{From: a.UTC(), To: b.UTC()}
}

func TestARowOfTotalsIsAClaimOfEachSource(t *testing.T) {
	row := `CC047,2018-01-03,day,,10,11,TR_parts_sum,TASS,https://tass.example/1,a note`
	items, err := read(t, totalsHeader+row+"\n", options(t))
	if err != nil {
		t.Fatal(err)
	}
	claim := report.Claim{
		Source: "ru-part", Number: "CC047/total", Bulletin: "CC047", Via: "TASS", ViaURL: "https://tass.example/1",
		Origin: "Russian MoD", Metric: "violations registered", Period: span("2018-01-02", "2018-01-04"),
		Published: "2018-01-03", Dated: "day", Count: 10, Total: true, Flags: []string{"TR_parts_sum"},
		Received: report.Digest([]byte(row)), Note: "a note",
	}
	other := claim
	other.Source, other.Count = "tr-part", 11
	if diff := cmp.Diff([]claims.Item{{Line: 2, Claim: claim}, {Line: 2, Claim: other}}, items); diff != "" {
		t.Error(diff)
	}
}

func TestDates(t *testing.T) {
	for _, tc := range []struct {
		name, in  string
		published string
		dated     string
		period    truceline.Interval
		note      string
	}{
		{"a day: that day and the one before", totalsHeader + "C1,2018-01-03,day,,1,,,,,\n", "2018-01-03", "day", span("2018-01-02", "2018-01-04"), ""},
		{"a day without a stated precision", totalsHeader + "C1,2018-01-03,,,1,,,,,\n", "2018-01-03", "day", span("2018-01-02", "2018-01-04"), ""},
		{"an inferred day", totalsHeader + "C1,2018-01-03,inferred,,1,,,,,x\n", "2018-01-03", "inferred", span("2018-01-02", "2018-01-04"), "x"},
		{"an inferred day that stands as an estimate", totalsHeader + "C1,,inferred,2018-01-03,1,,,,,x\n", "2018-01-03", "inferred", span("2018-01-02", "2018-01-04"), "x; date estimate 2018-01-03"},
		{"a month is no period of a day's count", totalsHeader + "C1,,month,2018-02,1,,,,,\n", "", "month", truceline.Interval{}, "date estimate 2018-02"},
		{"unknown", totalsHeader + "C1,,unknown,2018,1,,,,,\n", "", "unknown", truceline.Interval{}, "date estimate 2018"},
		{"a period of whole days", otherHeader + "snhr,,2018-01-02,2018-01-05,,1,,\n", "", "day", span("2018-01-02", "2018-01-06"), ""},
		{"a period without its beginning", otherHeader + "snhr,,,2018-01-05,,1,,\n", "", "unknown", truceline.Interval{}, ""},
		{"a general date", "source,date,count\nsnhr,2018-01-03,1\n", "2018-01-03", "day", span("2018-01-02", "2018-01-04"), ""},
		{"a part, its bulletin never asked for", partsHeader + "C1,Russian part,Hama,SY05,1\n", "", "unknown", truceline.Interval{}, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			items, err := read(t, tc.in, options(t))
			if err != nil || len(items) != 1 || items[0].Refusal != nil {
				t.Fatalf("read %+v, %v, want one claim", items, err)
			}
			got := items[0].Claim
			if got.Published != tc.published || got.Dated != tc.dated || got.Note != tc.note {
				t.Errorf("published %q, dated %q, note %q, want %q, %q, %q", got.Published, got.Dated, got.Note, tc.published, tc.dated, tc.note)
			}
			if diff := cmp.Diff(tc.period, got.Period); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCountsAreNumberedByBulletinAndArea(t *testing.T) {
	opts := options(t)
	opts.Bulletins = func(id string) (claims.Bulletin, bool) {
		return claims.Bulletin{Period: span("2018-01-02", "2018-01-04"), Published: "2018-01-03", Dated: "day", Via: "TASS"}, id == "CC047"
	}
	for _, tc := range []struct {
		name, in string
		number   string
		areas    []place.AreaID
		areaName string
		total    bool
	}{
		{"one province", partsHeader + "CC047,Turkish part,Hama,SY05,4\n", "CC047/SY05", []place.AreaID{"SY05"}, "Hama", false},
		{"two provinces counted together", partsHeader + "CC047,Turkish part,Damascus,SY01|SY03,4\n", "CC047/SY01|SY03", []place.AreaID{"SY01", "SY03"}, "Damascus", false},
		{"all of the case", partsHeader + "CC047,Turkish part,,,4\n", "CC047/total", nil, "", true},
		{"a bulletin without an id is named by its days, and by what it counts", otherHeader + "SNHR,\"breaches, daily\",2018-01-02,2018-01-02,SY05,3,,\n", "2018-01-02..2018-01-02/SY05/breaches, daily", []place.AreaID{"SY05"}, "SY05", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			items, err := read(t, tc.in, opts)
			if err != nil || len(items) != 1 || items[0].Refusal != nil {
				t.Fatalf("read %+v, %v, want one claim", items, err)
			}
			got := items[0].Claim
			if got.Number != tc.number || got.AreaName != tc.areaName || got.Total != tc.total || !slices.Equal(got.Areas, tc.areas) {
				t.Errorf("claim %+v, want number %s, areas %v, name %q, total %v", got, tc.number, tc.areas, tc.areaName, tc.total)
			}
		})
	}
}

func TestAnEmptyCountIsNoClaim(t *testing.T) {
	for _, in := range []string{
		totalsHeader + "C1,2018-01-03,day,,,,,,,only the sum\n",
		partsHeader + "C1,Russian part,Hama,SY05,\n",
	} {
		items, err := read(t, in, options(t))
		if err != nil || len(items) != 0 {
			t.Errorf("%q: read %+v, %v, want nothing", in, items, err)
		}
	}
	items, err := read(t, totalsHeader+"C1,2018-01-03,day,,0,,,,,\n", options(t))
	if err != nil || len(items) != 1 || items[0].Claim.Count != 0 {
		t.Errorf("a count of zero: read %+v, %v, want one claim", items, err)
	}
}

func TestRefusals(t *testing.T) {
	opts := options(t)
	opts.Bulletins = func(id string) (claims.Bulletin, bool) { return claims.Bulletin{Dated: "unknown"}, id == "C1" }
	for _, tc := range []struct {
		name, in, want string
	}{
		{"a count in words", totalsHeader + "C1,2018-01-03,day,,about 9,,,,,\n", `line 2, field ru_total, value "about 9": not a whole number from 0 to 100000000`},
		{"a negative count", partsHeader + "C1,Russian part,Hama,SY05,-1\n", `line 2, field count, value "-1": not a whole number from 0 to 100000000`},
		{"an unknown precision", totalsHeader + "C1,2018-01-03,week,,9,,,,,\n", `line 2, field date_precision, value "week": none of day, month, inferred and unknown`},
		{"a day that is not given", totalsHeader + "C1,,day,,9,,,,,\n", `line 2, field bulletin_date: empty, not a date written as year-month-day, like 2017-05-06`},
		{"an inferred day without an estimate of the day", totalsHeader + "C1,,inferred,2018-01,9,,,,,\n", `line 2, field date_estimate, value "2018-01": not a date written as year-month-day, like 2017-05-06`},
		{"no id and no date", totalsHeader + ",,,,9,,,,,\n", `line 2: the row has neither a bulletin (report_id) nor a date (bulletin_date, or period_start and period_end), so that its count could not be told from others`},
		{"no id and no day", totalsHeader + ",,month,2018-01,9,,,,,\n", `line 2, field report_id: a bulletin without a date needs an id (report_id)`},
		{"swapped days", otherHeader + "snhr,,2018-01-05,2018-01-02,,1,,\n", `line 2, field period_end, value "2018-01-02": before period_start, 2018-01-05; the two may be swapped`},
		{"an unknown source", partsHeader + "C1,Iranian part,Hama,SY05,1\n", `line 2, field reported_by, value "Iranian part": not a name under which a source of the case is counted; it is one of ru-part, russian part, snhr, sohr, syrian network, tr-part, turkish part`},
		{"an unknown area", partsHeader + "C1,Russian part,Damascus,SY01|SYX,1\n", `line 2, field admin1_pcode, value "SY01|SYX": "SYX" is not an area of the case; give the code or a name of one, several joined by |`},
		{"a part whose totals are not known", partsHeader + "C9,Russian part,Hama,SY05,1\n", `line 2, field report_id, value "C9": no totals of this bulletin are known, so that its count has no date; import the file of totals first`},
		{"a row with a field too many", partsHeader + "C1,Russian part,Hama,SY05,1,2\n", `line 2: the row has 6 fields where the header has 5; a comma inside a field needs quotes around the field`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			items, err := read(t, tc.in, opts)
			if err != nil || len(items) != 1 || items[0].Refusal == nil {
				t.Fatalf("read %+v, %v, want one refusal", items, err)
			}
			if got := items[0].Refusal.Error(); got != tc.want {
				t.Errorf("refused as %q, want %q", got, tc.want)
			}
		})
	}
}

func TestABulletinCountsAnAreaOnce(t *testing.T) {
	items, err := read(t, partsHeader+"C1,Russian part,Hama,SY05,1\nC1,Turkish part,Hama,SY05,1\nC1,Russian part,Hama,SY05,2\n", options(t))
	if err != nil || len(items) != 3 || items[2].Refusal == nil {
		t.Fatalf("read %+v, %v, want two claims and a refusal", items, err)
	}
	const want = "line 4: ru-part has a count for C1/SY05 on line 2 already; a bulletin may count an area once"
	if got := items[2].Refusal.Error(); got != want {
		t.Errorf("refused as %q, want %q", got, want)
	}
}

func TestAFileWithoutCountsIsRefused(t *testing.T) {
	_, err := read(t, "id,best\n1,2\n", options(t))
	const want = "line 1: the file has neither count with reported_by or source, nor a column of totals that a source of the case names (ru_total, tr_total); it has id, best"
	if err == nil || err.Error() != want {
		t.Errorf("Read = %v, want %q", err, want)
	}
}

func TestCheck(t *testing.T) {
	total := report.Claim{Source: "tr", Bulletin: "C1", Number: "C1/total", Count: 11, Total: true, Flags: []string{"as found"}}
	part := func(bulletin string, n int) report.Claim {
		return report.Claim{Source: "tr", Bulletin: bulletin, Count: n}
	}
	for _, tc := range []struct {
		name   string
		claims []report.Claim
		want   []string
	}{
		{"parts that add up", []report.Claim{total, part("C1", 4), part("C1", 7)}, []string{"as found"}},
		{"parts that do not", []report.Claim{part("C1", 4), total, part("C1", 6)}, []string{"as found", "its parts add up to 10, not to 11"}},
		{"no parts", []report.Claim{total}, []string{"as found"}},
		{"parts of another bulletin", []report.Claim{total, part("C2", 4)}, []string{"as found"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			before := slices.Clone(tc.claims)
			got := claims.Check(claims.Check(tc.claims))
			i := slices.IndexFunc(got, func(c report.Claim) bool { return c.Total })
			if diff := cmp.Diff(tc.want, got[i].Flags); diff != "" {
				t.Error(diff)
			}
			if got[i].Count != 11 {
				t.Errorf("the total became %d", got[i].Count)
			}
			if diff := cmp.Diff(before, tc.claims); diff != "" {
				t.Errorf("the claims given were changed: %s", diff)
			}
		})
	}
}

// TestNumbersDoNotDependOnOrder shuffles a file: every claim must come out the
// same, whichever row it stands in.
func TestNumbersDoNotDependOnOrder(t *testing.T) {
	lines := []string{
		"snhr,daily,2018-01-02,2018-01-02,,1,,\n", "snhr,daily,2018-01-03,2018-01-03,,2,,\n", "snhr,daily,2018-01-02,2018-01-02,SY05,2,,\n",
		"snhr,cumulative,2018-01-02,2018-01-03,,3,,\n", "sohr,daily,2018-01-02,2018-01-02,,1,,\n", "snhr,daily,,2018-01-02,,1,,\n",
	}
	claimsOf := func(lines []string) map[string]report.Claim {
		items, err := read(t, otherHeader+strings.Join(lines, ""), options(t))
		if err != nil || len(items) != len(lines) {
			t.Fatalf("read %d items, %v, want %d", len(items), err, len(lines))
		}
		got := map[string]report.Claim{}
		for _, item := range items {
			got[item.Claim.ID()] = item.Claim
		}
		return got
	}
	want := claimsOf(lines)
	if len(want) != len(lines) {
		t.Fatalf("%d numbers for %d counts", len(want), len(lines))
	}
	rapid.Check(t, func(rt *rapid.T) {
		if diff := cmp.Diff(want, claimsOf(rapid.Permutation(lines).Draw(rt, "order"))); diff != "" {
			rt.Error(diff)
		}
	})
}

// shared opens a file of the shared data, or skips the test.
func shared(t testing.TB, name string) *csvrows.Reader {
	t.Helper()
	dir := os.Getenv("TRUCELINE_SHARED")
	if dir == "" {
		t.Skip("TRUCELINE_SHARED does not name the folder of shared data, so that the real files are not read")
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

func TestTheRealFilesAreTakenWhole(t *testing.T) {
	opts := options(t)
	totals, err := collect(t, shared(t, "hmeimim_commission_counts_2016-2019.csv"), opts)
	if err != nil {
		t.Fatal(err)
	}
	bulletins := map[string]claims.Bulletin{}
	dated := map[string]int{}
	var all []report.Claim
	for _, item := range totals {
		if item.Refusal != nil {
			t.Errorf("refused: %v", item.Refusal)
			continue
		}
		if _, known := bulletins[item.Claim.Bulletin]; !known {
			dated[item.Claim.Dated]++
		}
		bulletins[item.Claim.Bulletin] = claims.BulletinOf(item.Claim)
		all = append(all, item.Claim)
	}
	// 103 bulletins, of which CC031 and CC052 give only a sum of both parts.
	if diff := cmp.Diff(map[string]int{"day": 74, "inferred": 5, "month": 2, "unknown": 20}, dated); diff != "" {
		t.Error(diff)
	}
	opts.Bulletins = func(id string) (claims.Bulletin, bool) { b, ok := bulletins[id]; return b, ok }
	parts, err := collect(t, shared(t, "hmeimim_commission_counts_by_province_2016-2019.csv"), opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range parts {
		if item.Refusal != nil {
			t.Errorf("refused: %v", item.Refusal)
			continue
		}
		all = append(all, item.Claim)
	}
	if got, want := len(parts), 529-47; got != want { // 47 provinces are named without a count
		t.Errorf("%d counts by province, want %d", got, want)
	}
	var flagged []string
	for _, c := range claims.Check(all) {
		if len(c.Flags) > 0 && strings.HasPrefix(c.Flags[len(c.Flags)-1], "its parts") {
			flagged = append(flagged, c.ID()+" "+c.Flags[len(c.Flags)-1])
		}
	}
	want := []string{
		"tr-part:CC020/total its parts add up to 4, not to 11",
		"tr-part:CC047/total its parts add up to 10, not to 11",
	}
	if diff := cmp.Diff(want, flagged); diff != "" {
		t.Error(diff)
	}
}

func TestTheCountsOfMonitorsAreTaken(t *testing.T) {
	items, err := collect(t, shared(t, "monitor_breach_counts_snhr_sohr.csv"), options(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range items {
		if item.Refusal != nil {
			t.Errorf("refused: %v", item.Refusal)
		}
	}
	totals, parts := 0, 0
	var flags []string
	for _, item := range items {
		if item.Claim.Total {
			totals++
		} else {
			parts++
		}
		for _, f := range item.Claim.Flags {
			flags = append(flags, item.Claim.Number+": "+f)
		}
	}
	if totals != 14 || parts != 26 {
		t.Errorf("%d totals and %d parts, want 14 and 26", totals, parts)
	}
	want := []string{
		"2016-02-28..2016-02-28/total/breaches, daily: its parts add up to 27, not to 35",
		"2016-12-30..2017-01-02/total/breaches, cumulative: its parts add up to 91, not to 100",
		"2016-12-30..2017-01-13/total/breaches, cumulative: its parts add up to 105, not to 318",
		"2016-12-30..2017-01-29/total/breaches, cumulative: its parts add up to 314, not to 366",
	}
	flags = slices.DeleteFunc(flags, func(f string) bool { return strings.HasSuffix(f, "is not an area of the case") })
	if diff := cmp.Diff(want, flags); diff != "" {
		t.Error(diff)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(totalsHeader + "CC047,2018-01-03,day,,10,11,x,TASS,u,n\n,2018-01-03,,,1,,,,,\n"))
	f.Add([]byte(partsHeader + "C1,Russian part,Damascus,SY01|SY03,3\n"))
	f.Add([]byte(otherHeader + "snhr,daily,2018-01-02,,SY05,1,,\n"))
	f.Add([]byte(settlementsHeader + ",past 24 h,SY06,Foo,,a,ru-part,o,,\n2018-01-03,seven hours,SY06,(province only),2,a,ru-part,o,,\n"))
	f.Add([]byte(monitorsHeader + "snhr,daily,2018-01-02,2018-01-02,5,1,a 2;b 3,SY05 2;SY05 3;x,n\n"))
	opts := options(f)
	opts.Where = func(name, admin1 string) (place.Place, []string) {
		return place.Place{Name: name, Basis: "a test"}, []string{"a remark"}
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		rows, err := csvrows.Open(bytes.NewReader(in), csvrows.Options{MaxBytes: 1 << 20})
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for item, err := range claims.Read(t.Context(), rows, opts) {
			if err != nil {
				if truceline.KindOf(err) != truceline.InvalidKind {
					t.Fatalf("ended by %v, which is not a Problem", err)
				}
				return
			}
			c := item.Claim
			if item.Refusal != nil {
				continue
			}
			if c.Bulletin == "" || c.Count < 0 || seen[c.ID()] || c.Total && len(c.Areas) > 0 || c.Uncounted && c.Count != 0 || c.Period.Empty() {
				t.Fatalf("half a claim: %+v", c)
			}
			seen[c.ID()] = true
		}
	})
}
