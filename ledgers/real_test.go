package ledgers_test

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/intake/claims"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/ledgers"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// shared is the folder of the real data, or the test is skipped.
func shared(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("TRUCELINE_SHARED")
	if dir == "" {
		t.Skip("TRUCELINE_SHARED is not set: it is the folder that holds data/ with the real counts")
	}
	return filepath.Join(dir, "data")
}

// hmeimim reads the counts of the two parts of the joint commission as the
// record does, and the zone of their days.
func hmeimim(t *testing.T) ([]report.Claim, *time.Location) {
	t.Helper()
	damascus, err := time.LoadLocation("Asia/Damascus")
	if err != nil {
		t.Fatal(err)
	}
	bulletins := map[string]claims.Bulletin{}
	opts := claims.Options{
		Sources: map[report.SourceID]report.Counted{
			"ru-part": {Column: "ru_total", Names: []string{"Russian part"}, Metric: "violations registered", Origin: "Russian Ministry of Defence"},
			"tr-part": {Column: "tr_total", Names: []string{"Turkish part"}, Metric: "violations registered", Origin: "Russian Ministry of Defence"},
		},
		Zone:      damascus,
		Area:      func(name string) (place.AreaID, bool) { return place.AreaID(name), strings.HasPrefix(name, "SY") },
		Bulletins: func(id string) (claims.Bulletin, bool) { return bulletins[id], true },
	}
	var out []report.Claim
	for _, name := range []string{"hmeimim_commission_counts_2016-2019.csv", "hmeimim_commission_counts_by_province_2016-2019.csv"} {
		f, err := os.Open(filepath.Join(shared(t), name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := csvrows.Open(f, csvrows.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for item, err := range claims.Read(t.Context(), rows, opts) {
			if err != nil {
				t.Fatal(err)
			}
			if item.Refusal != nil {
				t.Fatalf("%s line %d: %v", name, item.Line, item.Refusal)
			}
			if item.Claim.Total {
				bulletins[item.Claim.Bulletin] = claims.BulletinOf(item.Claim)
			}
			out = append(out, item.Claim)
		}
	}
	return out, damascus
}

// TestWhatTheHmeimimCountsSay prints what docs/ledgers.md quotes.
func TestWhatTheHmeimimCountsSay(t *testing.T) {
	counts, zone := hmeimim(t)
	var got []string
	for _, split := range []struct {
		name string
		ledgers.Splitting
	}{{"totals", ledgers.Whole}, {"by province, both stated", ledgers.ByArea}, {"by province, with implied zeros", ledgers.ByAreaImplied}} {
		p := ledgers.PairCounts(counts, "ru-part", "tr-part", ledgers.PairOptions{Split: split.Splitting})
		got = append(got, fmt.Sprintf("# %s: %d pairs, %d only Russian, %d only Turkish, %d left out", split.name, len(p.Pairs), len(p.OnlyX), len(p.OnlyY), len(p.Left)))
		got = append(got, ledgers.Agree(p.Pairs).Words("The Russian part", "the Turkish part")...)
		if split.Splitting != ledgers.Whole {
			continue
		}
		days := map[string]bool{}
		least, most, x, y := 0, 0, 0, 0
		for _, pair := range p.Pairs {
			days[pair.Period.To.Add(-1).In(zone).Format(time.DateOnly)] = true
			u := ledgers.UnionOf(pair)
			least, most = least+u.AtLeast, most+u.AtMost
			if pair.X > pair.Y {
				x++
			} else if pair.Y > pair.X {
				y++
			}
		}
		for _, year := range []string{"2017", "2018", "2019"} {
			of := slices.DeleteFunc(slices.Clone(p.Pairs), func(c ledgers.CountPair) bool {
				return c.Period.To.Add(-1).In(zone).Format("2006") != year
			})
			a := ledgers.Agree(of)
			got = append(got, fmt.Sprintf("%s: %d pairs, %d and %d in all, concordance %.2f (%.2f to %.2f)",
				year, a.N, a.SumX, a.SumY, a.Concordance, a.ConcordanceInterval.Low, a.ConcordanceInterval.High))
		}
		got = append(got, fmt.Sprintf("days %d, Russian larger on %d, Turkish on %d; together at least %d, at most %d", len(days), x, y, least, most))
	}
	got = append(append(got, "# numbers given for a province since 30 December 2016: how often, and in all"), byProvince(counts)...)
	e := ledgers.OfCounts([]ledgers.List{
		{Side: ledgers.Side{ID: "ru-part", Name: "the Russian part", Sources: []report.SourceID{"ru-part"}, Origins: []string{"Russian Ministry of Defence"}}},
		{Side: ledgers.Side{ID: "tr-part", Name: "the Turkish part", Sources: []report.SourceID{"tr-part"}, Origins: []string{"Russian Ministry of Defence"}}},
	})
	got = append(append(got, "# how many nobody registered"), e.Words()...)
	text := strings.Join(got, "\n") + "\n"
	t.Log("\n" + text)
	const golden = "testdata/hmeimim.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), text); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

// byProvince says how often each part gives a number for a province, which says
// where it watches.
func byProvince(counts []report.Claim) []string {
	type tally struct{ times, sum [2]int }
	by := map[string]*tally{}
	for _, c := range counts {
		if len(c.Areas) == 0 || c.Uncounted || c.Published < "2016-12-30" {
			continue
		}
		name := cat(c.Areas)
		if by[name] == nil {
			by[name] = &tally{}
		}
		i := 0
		if c.Source == "tr-part" {
			i = 1
		}
		by[name].times[i]++
		by[name].sum[i] += c.Count
	}
	var out []string
	for _, name := range slices.Sorted(maps.Keys(by)) {
		t := by[name]
		out = append(out, fmt.Sprintf("%s: Russian part %d times, %d; Turkish part %d times, %d", name, t.times[0], t.sum[0], t.times[1], t.sum[1]))
	}
	return out
}

// governorates are the names that UCDP gives the divisions, by P-code.
var governorates = map[string]place.AreaID{
	"Damascus Governorate": "SY01", "Aleppo Governorate": "SY02", "Rif Dimashq Governorate": "SY03", "Homs Governorate": "SY04",
	"Hamah Governorate": "SY05", "Latakia Governorate": "SY06", "Idlib Governorate": "SY07", "Al Hasakah Governorate": "SY08",
	"Deir ez Zor Governorate": "SY09", "Tartus Governorate": "SY10", "Ar Raqqah Governorate": "SY11", "Daraa Governorate": "SY12",
	"As Suwayda Governorate": "SY13", "Quneitra Governorate": "SY14",
}

// lethal reads the events of UCDP GED as entries: each a report of UCDP with
// the offices that it names as origins.
func lethal(t *testing.T, zone *time.Location) []ledgers.Entry {
	t.Helper()
	f, err := os.Open(filepath.Join(shared(t), "ucdp_ged_syria_2016-2019.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(unpacked).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := func(name string) int { return slices.Index(rows[0], name) }
	id, office, division, from, to := at("id"), at("source_office"), at("adm_1"), at("date_start"), at("date_end")
	day := func(s string) time.Time {
		d, err := time.ParseInLocation(time.DateOnly, s[:10], zone)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	var out []ledgers.Entry
	for _, r := range rows[1:] {
		e := ledgers.Entry{
			ID:   incident.ID("ged-" + r[id]),
			When: truceline.Interval{From: day(r[from]).UTC(), To: day(r[to]).AddDate(0, 0, 1).UTC()},
		}
		if a, ok := governorates[r[division]]; ok {
			e.Areas = []ledgers.Lying{{Area: a, Answer: truceline.Yes}}
		}
		var origins []string
		for o := range strings.SplitSeq(r[office], ";") {
			if o = strings.TrimSpace(o); o != "" && !slices.Contains(origins, o) {
				origins = append(origins, o)
			}
		}
		e.Registered = []ledgers.Registration{{Report: "ucdp-ged:" + r[id], Source: "ucdp-ged", Origins: origins}}
		out = append(out, e)
	}
	return out
}

// TestHmeimimCountsBesideLethalEvents sets the parts of the bulletins beside the
// events of UCDP GED of the same two days and province.
func TestHmeimimCountsBesideLethalEvents(t *testing.T) {
	counts, zone := hmeimim(t)
	beside := ledgers.BesideClaims(counts, lethal(t, zone), ledgers.ClaimOptions{Zone: zone, Reservations: []string{"The incidents are lethal events only, and the count is of all violations."}})
	if len(beside) != len(counts) {
		t.Fatalf("%d claims beside, of %d", len(beside), len(counts))
	}
	n, certain, comparable, with, claimed, events := 0, 0, 0, 0, 0, 0
	for _, b := range beside {
		if len(b.Areas) == 0 || b.Claim.Published < "2016-12-30" {
			continue
		}
		n++
		certain += len(b.Certain)
		if b.Comparable == truceline.No {
			continue
		}
		comparable++
		claimed += b.Claim.Count
		events += len(b.Possible)
		if len(b.Possible) > 0 {
			with++
		}
	}
	got := fmt.Sprintf("%d counts of a province since 30 December 2016, %d that can be set beside incidents: %d violations in all; %d of them have lethal events of the same two days and province beside them, %d for certain",
		n, comparable, claimed, with, certain)
	t.Log(got, events)
	const want = "376 counts of a province since 30 December 2016, 376 that can be set beside incidents: 1653 violations in all; 281 of them have lethal events of the same two days and province beside them, 0 for certain"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
