package ledgers_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/ledgers"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// claim is a count of one day by the northern staff.
func claim(number string, n int, period truceline.Interval, areas ...place.AreaID) report.Claim {
	return report.Claim{
		Source: "north-army", Origin: "Northern staff", Bulletin: number, Number: number + "/" + cat(areas),
		Metric: "shellings", Period: period, Dated: "day", Areas: areas, Count: n, Total: len(areas) == 0,
	}
}

func cat(areas []place.AreaID) string {
	var s []string
	for _, a := range areas {
		s = append(s, string(a))
	}
	return strings.Join(s, "|")
}

func TestClaimsBesideIncidents(t *testing.T) {
	all := []ledgers.Entry{
		{ID: "own", When: hours("2026-02-01", 3, 4), Areas: in("A1"), Registered: []ledgers.Registration{by("north-army")}},
		{ID: "echo", When: hours("2026-02-01", 3, 4), Areas: in("A1"), Registered: []ledgers.Registration{by("wire", "northern staff")}},
		{ID: "other", When: hours("2026-02-01", 3, 4), Areas: in("A1"), Registered: []ledgers.Registration{by("north-army"), by("un", "UN patrol")}},
		{ID: "late", When: hours("2026-02-01", 23, 25), Areas: in("A1"), Registered: []ledgers.Registration{by("un", "UN patrol")}},
		{ID: "border", When: hours("2026-02-01", 3, 4), Areas: maybe("A1", "A3"), Registered: []ledgers.Registration{by("blog")}},
		{ID: "second", When: hours("2026-02-01", 3, 4), Areas: in("A2"), Registered: []ledgers.Registration{by("south-tv")}},
		{ID: "undated", Areas: in("A1"), Registered: []ledgers.Registration{by("south-tv")}},
		{ID: "elsewhere", When: hours("2026-02-01", 3, 4), Areas: in("A3"), Registered: []ledgers.Registration{by("south-tv")}},
	}
	floating := claim("B4", 7, hours("2026-01-31", 0, 48), "A1")
	floating.Published = "2026-02-01"
	uncounted := claim("B5", 0, on("2026-02-01"), "A1")
	uncounted.Uncounted = true
	flagged := claim("B7", 5, on("2026-02-01"), "A1")
	flagged.Flags = []string{"headline says 15, body says 14"}
	for _, tc := range []struct {
		name              string
		claim             report.Claim
		certain, possible []incident.ID
		comparable        truceline.Answer
		because           string // part of a sentence
	}{
		{"a day and an area: what others registered, not what is its own word", claim("B1", 4, on("2026-02-01"), "A1"),
			[]incident.ID{"other"}, []incident.ID{"border", "late"}, truceline.Yes, "of one span and one area"},
		{"two areas counted together", claim("B2", 4, on("2026-02-01"), "A2", "A1"),
			[]incident.ID{"other", "second"}, []incident.ID{"border", "late"}, truceline.Unknown, "cannot be split between them"},
		{"all of the case", claim("B3", 9, on("2026-02-01")),
			[]incident.ID{"border", "elsewhere", "other", "second"}, []incident.ID{"late"}, truceline.Yes, ""},
		{"a bulletin whose hours are not given: nothing is certain of two days", floating,
			nil, []incident.ID{"border", "late", "other"}, truceline.Unknown, "24 hours that end at an hour it does not give"},
		{"no number is not zero", uncounted,
			[]incident.ID{"other"}, []incident.ID{"border", "late"}, truceline.No, "gives no number, which is not zero"},
		{"no day: nothing beside it", claim("B6", 4, truceline.Interval{}, "A1"),
			nil, nil, truceline.No, "not dated to a day"},
		{"what is odd about it as received stands beside it", flagged,
			[]incident.ID{"other"}, []incident.ID{"border", "late"}, truceline.Unknown, "As received: headline says 15, body says 14."},
		{"a quiet day of others is not a quiet day", claim("B8", 4, on("2026-03-01"), "A1"),
			nil, nil, truceline.Yes, "which does not say that there was none"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := ledgers.BesideClaims([]report.Claim{tc.claim}, all, ledgers.ClaimOptions{Zone: zone})[0]
			if d := cmp.Diff(tc.certain, got.Certain); d != "" {
				t.Errorf("certain -want +got\n%s", d)
			}
			if d := cmp.Diff(tc.possible, got.Possible); d != "" {
				t.Errorf("possible -want +got\n%s", d)
			}
			if got.Comparable != tc.comparable {
				t.Errorf("comparable = %v, want %v", got.Comparable, tc.comparable)
			}
			if !strings.Contains(strings.Join(got.Because, " "), tc.because) {
				t.Errorf("because %q, want a sentence with %q", got.Because, tc.because)
			}
		})
	}
}

func TestClaimWords(t *testing.T) {
	all := []ledgers.Entry{{ID: "other", When: hours("2026-02-01", 3, 4), Areas: in("A1"), Registered: []ledgers.Registration{by("un", "UN patrol")}}}
	got := ledgers.BesideClaims([]report.Claim{claim("B1", 4, on("2026-02-01"), "A2", "A1")}, all,
		ledgers.ClaimOptions{Zone: zone, Reservations: []string{"The incidents are lethal events only."}})[0]
	want := []string{
		"north-army says 4 for A1 and A2, 2026-02-01; others registered 1 there and then for certain and 0 that may belong there.",
		"The count covers several areas together and cannot be split between them.",
		"The incidents are lethal events only.",
	}
	if d := cmp.Diff(want, got.Words()); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

func TestClaimsInOrderOfPeriodAndArea(t *testing.T) {
	claims := []report.Claim{
		claim("B2", 1, on("2026-02-02"), "A1"),
		claim("B1", 1, on("2026-02-01"), "A2"),
		claim("B1", 1, on("2026-02-01"), "A1"),
		claim("B1", 2, on("2026-02-01")),
	}
	var got []string
	for _, b := range ledgers.BesideClaims(claims, nil, ledgers.ClaimOptions{}) {
		got = append(got, b.Claim.Number)
	}
	if d := cmp.Diff([]string{"B1/", "B1/A1", "B1/A2", "B2/A1"}, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

// pairs prints what was paired: x-y, with a star where a zero is implied.
func pairs(p ledgers.Paired) []string {
	var out []string
	for _, c := range p.Pairs {
		s := c.Period.From.In(zone).Format(time.DateOnly) + "/" + cat(c.Areas) + " " + strconv.Itoa(c.X) + "-" + strconv.Itoa(c.Y)
		if c.Implied {
			s += "*"
		}
		out = append(out, s)
	}
	return out
}

func TestPairCounts(t *testing.T) {
	south := func(c report.Claim) report.Claim { c.Source = "south-tv"; return c }
	claims := []report.Claim{
		// both give a total and all their parts
		claim("B1", 5, on("2026-02-01")), claim("B1", 3, on("2026-02-01"), "A1"), claim("B1", 2, on("2026-02-01"), "A2"),
		south(claim("B1", 4, on("2026-02-01"))), south(claim("B1", 4, on("2026-02-01"), "A1")),
		// the parts of the South do not add up to its total
		claim("B2", 1, on("2026-02-02")), claim("B2", 1, on("2026-02-02"), "A1"),
		south(claim("B2", 9, on("2026-02-02"))), south(claim("B2", 4, on("2026-02-02"), "A2")),
		// only one of the two counted
		claim("B3", 7, on("2026-02-03")),
		// a second carrier of one bulletin, and one that differs
		claim("B4a", 2, on("2026-02-04")), claim("B4b", 2, on("2026-02-04")), south(claim("B4a", 6, on("2026-02-04"))),
		claim("B5a", 2, on("2026-02-05")), claim("B5b", 3, on("2026-02-05")), south(claim("B5a", 6, on("2026-02-05"))),
		// two areas counted together by one, apart by the other
		claim("B6", 2, on("2026-02-06")), claim("B6", 2, on("2026-02-06"), "A1", "A2"),
		south(claim("B6", 3, on("2026-02-06"))), south(claim("B6", 3, on("2026-02-06"), "A1")),
		// undated
		claim("B7", 2, truceline.Interval{}),
	}
	for _, tc := range []struct {
		split ledgers.Splitting
		want  []string
	}{
		{ledgers.Whole, []string{"2026-02-01/ 5-4", "2026-02-02/ 1-9", "2026-02-04/ 2-6", "2026-02-06/ 2-3"}},
		{ledgers.ByArea, []string{"2026-02-01/A1 3-4"}},
		{ledgers.ByAreaImplied, []string{"2026-02-01/A1 3-4", "2026-02-01/A2 2-0*", "2026-02-02/A2 0-4*"}},
	} {
		t.Run(string(tc.split), func(t *testing.T) {
			p := ledgers.PairCounts(claims, "north-army", "south-tv", ledgers.PairOptions{Split: tc.split})
			if d := cmp.Diff(tc.want, pairs(p)); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
			if tc.split != ledgers.Whole {
				return
			}
			if d := cmp.Diff([]string{"north-army:B3/"}, p.OnlyX); d != "" {
				t.Errorf("only X -want +got\n%s", d)
			}
			wantLeft := []string{
				"north-army:B5b/: gives 3 where north-army:B5a/ gives 2 for the same period and area.",
				"north-army:B7/: the count is not dated to a day.",
			}
			if d := cmp.Diff(wantLeft, p.Left); d != "" {
				t.Errorf("left -want +got\n%s", d)
			}
		})
	}
}

func TestAgreementOfFewPairs(t *testing.T) {
	for _, tc := range []struct {
		name  string
		pairs []ledgers.CountPair
		want  string
	}{
		{"none", nil, "There is no period and area that both counted"},
		{"two", []ledgers.CountPair{{X: 1, Y: 2}, {X: 3, Y: 3}}, "Of fewer than three pairs no spread can be told"},
		{"one side never varies", []ledgers.CountPair{{X: 1, Y: 2}, {X: 1, Y: 3}, {X: 1, Y: 4}}, "no concordance is defined"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a := ledgers.Agree(tc.pairs)
			if !strings.Contains(a.Refusal, tc.want) {
				t.Errorf("got %q, want a sentence with %q", a.Refusal, tc.want)
			}
			if words := strings.Join(a.Words("X", "Y"), " "); !strings.Contains(words, tc.want) {
				t.Errorf("words %q do not say it", words)
			}
		})
	}
	same := ledgers.Agree([]ledgers.CountPair{{X: 1, Y: 1}, {X: 5, Y: 5}, {X: 9, Y: 9}})
	if same.Concordance < 0.999999 || same.Exact != 3 || same.SD != 0 {
		t.Errorf("equal counts: %+v", same)
	}
}

func TestUnionOfCounts(t *testing.T) {
	got := ledgers.UnionOf(ledgers.CountPair{X: 12, Y: 27}).Words("the North", "the South")
	want := "the North and the South together counted at least 27, if all of one are among the other's, and at most 39, if none is."
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
