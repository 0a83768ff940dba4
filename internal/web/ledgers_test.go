package web

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/ledgers"
	"github.com/truceline/truceline/publication"
)

// ledgerPages are addresses of ledgers that between them fill every table.
var ledgerPages = []string{
	"/ledgers?from=2018-02-01&to=2018-03-17&a=origin:SOHR&b=rest",
	"/ledgers?from=2018-02-01&to=2018-03-17&a=ucdp-ged&b=monitor&also=centre",
	"/ledgers?from=2018-02-10&to=2018-03-12&a=ucdp-ged&b=monitor&area=area_north",
	"/ledgers?from=2018-01-20&to=2018-12-31&a=origin:LCC&b=origin:SOHR&also=origin:Reuters",
	"/ledgers?from=2018-02-01&to=2018-03-17&a=talker&b=walker",
	"/ledgers?from=2018-02-01&to=2018-03-17&a=monitor&b=talker",
	"/ledgers/counts?from=2018-02-01&to=2018-03-17&a=talker&b=walker",
}

var (
	numberLink = regexp.MustCompile(`<a[^>]* href="(/ledgers/records\?[^"]*)"[^>]*>([^<]*)</a>`)
	barLink    = regexp.MustCompile(`<a href="(/ledgers/records\?[^"]*)" aria-label="([^"]*)"`)
	listSize   = regexp.MustCompile(`<h1>[^<]*<small>(?:\d+ to \d+ of (\d+)|none)</small>`)
	digitsIn   = regexp.MustCompile(`\d+`)
)

// lengthOf is how many incidents a list says that it has.
func lengthOf(t *testing.T, h http.Handler, target string) int {
	t.Helper()
	code, body := ask(t, h, html.UnescapeString(target))
	m := listSize.FindStringSubmatch(body)
	if code != http.StatusOK || m == nil {
		t.Fatalf("%s: status %d, or no size", target, code)
	}
	n, _ := strconv.Atoi(m[1]) // none
	return n
}

// Every number of the ledgers, in words, in a table or drawn, leads to a list of
// exactly as many incidents.
func TestLedgerNumbersHaveTheirIncidents(t *testing.T) {
	h := newHandler(t)
	seen := map[string]int{}
	check := func(page, target, word string) {
		want, err := strconv.Atoi(word)
		if err != nil {
			t.Errorf("%s: the link to %s says %q, which is no number", page, target, word)
			return
		}
		n, ok := seen[target]
		if !ok {
			n = lengthOf(t, h, target)
			seen[target] = n
		}
		if n != want {
			t.Errorf("%s: the number %d leads to %d incidents: %s", page, want, n, html.UnescapeString(target))
		}
	}
	for _, page := range ledgerPages {
		code, body := ask(t, h, page)
		if code != http.StatusOK {
			t.Fatalf("%s: status %d", page, code)
		}
		for _, m := range numberLink.FindAllStringSubmatch(body, -1) {
			word := strings.TrimSuffix(strings.TrimPrefix(html.UnescapeString(m[2]), "+"), " possible")
			check(page, m[1], word[strings.LastIndex(word, " ")+1:])
		}
		for _, m := range barLink.FindAllStringSubmatch(body, -1) {
			label := html.UnescapeString(m[2])
			if _, of, ok := strings.Cut(label, ": "); ok { // "1 February 2018: 3 incidents; A only 2", "A only: 2"
				label = of
			}
			check(page, m[1], digitsIn.FindString(label))
		}
	}
	if len(seen) < 120 {
		t.Errorf("only %d numbers were followed", len(seen))
	}
}

// heldFor opens the ledgers of an address, as a page does.
func heldFor(t *testing.T, target string) ledgerFrame {
	t.Helper()
	s := New(newFixture(t), slog.New(slog.DiscardHandler))
	f, err := s.openLedgers(httptest.NewRequest(http.MethodGet, target, nil), "ledgers")
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// The steps of the page are, where they are days, the days of the table that
// goes into the files.
func TestLedgerStepsAreTheDaysOfTheTable(t *testing.T) {
	for _, page := range ledgerPages[:4] {
		f := heldFor(t, strings.Replace(page, "to=2018-12-31", "to=2018-03-17", 1))
		s := f.steps()
		want := map[string]ledgers.Row{}
		for _, r := range f.ledger.Table.ByDay {
			want[r.Day] = r
		}
		filled := 0
		for i := range s.certain {
			first, last := f.stepDays(s.cuts, i)
			if first != last {
				t.Fatalf("%s: the step from %s to %s is no day", page, first, last)
			}
			for _, tc := range []struct {
				name      string
				got, want ledgers.Tally
			}{{"certain", s.certain[i], want[first].Certain}, {"possible", s.maybe[i], want[first].Possible}} {
				tc.want.Over = nil
				if diff := cmp.Diff(tc.want, tc.got); diff != "" {
					t.Errorf("%s on %s, %s: %s", page, first, tc.name, diff)
				}
				filled += tc.got.N()
			}
		}
		none := want[""].Possible
		none.Over = nil
		if diff := cmp.Diff(none, s.noDay); diff != "" {
			t.Errorf("%s, of no day: %s", page, diff)
		}
		if filled == 0 {
			t.Errorf("%s: nothing was compared", page)
		}
	}
}

// The same for incidents of any length, over the changes of the clocks too.
func TestLedgerStepsOfAnySpan(t *testing.T) {
	base := heldFor(t, ledgerPages[0])
	rapid.Check(t, func(rt *rapid.T) {
		f := base
		from := time.Date(2018, 3, 1, 0, 0, 0, 0, f.Head.Zone) // clocks change on the 30th
		f.Span = truceline.Interval{From: from.UTC(), To: from.AddDate(0, 0, 60).UTC()}
		var records []publication.LedgerRecord
		for i := range rapid.IntRange(1, 6).Draw(rt, "incidents") {
			start := from.Add(time.Duration(rapid.IntRange(-800, 1500).Draw(rt, "from hour")) * time.Hour)
			length := rapid.OneOf(rapid.IntRange(0, 50), rapid.IntRange(29*24, 33*24)).Draw(rt, "hours")
			records = append(records, publication.LedgerRecord{Entry: ledgers.Entry{
				ID: incident.ID(fmt.Sprint("i-", i)), When: truceline.Interval{From: start.UTC(), To: start.Add(time.Duration(length) * time.Hour).UTC()},
				Registered: []ledgers.Registration{{Report: fmt.Sprint("ucdp-ged:", i), Source: "ucdp-ged", Origins: []string{rapid.SampledFrom([]string{"SOHR", "LCC"}).Draw(rt, "origin")}}},
			}})
		}
		var err error
		if f.ledger, err = publication.HoldLedgers(f.reg, publication.LedgerQuery{A: "origin:SOHR", B: "origin:LCC", Span: f.Span}, records, nil); err != nil {
			rt.Fatal(err)
		}
		s := f.steps()
		want := make(map[string]ledgers.Row)
		for _, r := range f.ledger.Table.ByDay {
			want[r.Day] = r
		}
		for i := range s.certain {
			day, _ := f.stepDays(s.cuts, i)
			if diff := cmp.Diff(want[day].Certain, s.certain[i]) + cmp.Diff(want[day].Possible, s.maybe[i]); diff != "" {
				rt.Errorf("on %s: %s", day, diff)
			}
		}
		if diff := cmp.Diff(want[""].Possible, s.noDay); diff != "" {
			rt.Errorf("of no day: %s", diff)
		}
	})
}

// A year is drawn in weeks: what is certainly of a week is no possible one of
// its days.
func TestLedgerWeeksHoldWhatNoDayDoes(t *testing.T) {
	f := heldFor(t, "/ledgers?from=2018-02-05&to=2018-06-24&a=origin:SOHR&b=rest")
	s := f.steps()
	if s.unit != "step.week" {
		t.Fatalf("a step is %s, want a week", s.unit)
	}
	week := slices.IndexFunc(s.cuts, func(c time.Time) bool { return f.Day(c) == "2018-02-26" })
	if week < 0 {
		t.Fatal("no week begins on 26 February")
	}
	own := f.localDays("i-ucdp-ged-1010") // 1 to 9 March
	if got := own.within("2018-02-26", "2018-03-04").String(); got != "unknown" {
		t.Errorf("an incident of 1 to 9 March is %s of the week before the fifth, want unknown", got)
	}
	if got := own.within("2018-02-26", "2018-03-11").String(); got != "yes" {
		t.Errorf("of the fortnight: %s, want yes", got)
	}
}

// What a side that only counts has not registered is missing, and not zero.
func TestBareCountsAreMissingNotZero(t *testing.T) {
	h := newHandler(t)
	_, body := ask(t, h, "/ledgers?from=2018-02-01&to=2018-03-17&a=talker&b=walker")
	text := html.UnescapeString(regexp.MustCompile(`<[^>]+>`).ReplaceAllString(body, " "))
	for _, want := range []string{
		"Talking part", "gives counts and no incidents, so that nobody can tell which incidents it counted.",
		"No estimate is given of how many nobody registered.",
		"share the origin Ministry <of Defence>",
		"for 5 there is a number of both, for 1 of one only",
		"numbers alike do not say that the two blame the same side",
		"both gave a number 5 times: 78 and 62 in all",
		"without a list of events", // why the source is graded so
	} {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, bad := range []string{"0 by both", "registered by Talking part only"} {
		if strings.Contains(text, bad) {
			t.Errorf("the page says %q of a side that gives no incidents", bad)
		}
	}
	cells := regexp.MustCompile(`<table class="two">.*?</table>`).FindString(strings.ReplaceAll(body, "\n", " "))
	if n := strings.Count(cells, "<b>–</b>"); n != 3 {
		t.Errorf("%d of the two by two are missing, want 3", n)
	}
}

func TestLedgersRefuse(t *testing.T) {
	h := newHandler(t)
	for _, tc := range []struct {
		name, target, want string
		code               int
	}{
		{"a side that nobody is", "/ledgers?a=nobody&b=rest", "neither a source of the case nor a party", http.StatusNotFound},
		{"a side against itself", "/ledgers?a=rest&b=rest", "cannot be held against itself", http.StatusBadRequest},
		{"an area that is not", "/ledgers?area=SY99", "the register has no area", http.StatusBadRequest},
		{"too many lists", "/ledgers?also=rest&also=centre&also=monitor&also=talker", "at most 3", http.StatusBadRequest},
		{"a cell that is not", "/ledgers/records?cell=some", "is none of", http.StatusBadRequest},
		{"a day that is not", "/ledgers/records?cell=all&day=soon", "is not a date", http.StatusBadRequest},
		{"a count that is not", "/ledgers/records?claim=talker:none", "no count", http.StatusNotFound},
		{"an answer that is not", "/ledgers/counts?comparable=perhaps", "is none of yes, unknown and no", http.StatusBadRequest},
		{"a file of a period without ledgers", "/ledgers.csv?from=2016-01-01&to=2016-01-03", "nobody keeps a ledger", http.StatusNotFound},
	} {
		t.Run(tc.name, func(t *testing.T) {
			code, body := ask(t, h, tc.target)
			if code != tc.code || !strings.Contains(html.UnescapeString(body), tc.want) {
				t.Errorf("%s: status %d, want %d and %q", tc.target, code, tc.code, tc.want)
			}
		})
	}
	// Two that share a source are not refused the page: it says why there is no table.
	if code, body := ask(t, h, "/ledgers?from=2018-02-01&to=2018-03-17&a=guarantor&b=talker"); code != http.StatusOK || !strings.Contains(body, "a source keeps one ledger") {
		t.Errorf("two that share a source: status %d, or no reason", code)
	}
}

// The address says it all: a page with no sides names those that it assumes, and
// the links of a page keep what was asked.
func TestLedgerAddressSaysItAll(t *testing.T) {
	h := newHandler(t)
	_, assumed := ask(t, h, "/ledgers?from=2018-02-01&to=2018-03-17&lang=ar&known=2026-11-01")
	link := html.UnescapeString(regexp.MustCompile(`href="(/ledgers\.csv[^"]*)"`).FindStringSubmatch(assumed)[1])
	for _, want := range []string{"a=origin%3ASOHR", "b=rest", "from=2018-02-01", "to=2018-03-17", "lang=ar", "known=2026-11-01"} {
		if !strings.Contains(link, want) {
			t.Errorf("the file's address %s lacks %s", link, want)
		}
	}
	_, body := ask(t, h, "/ledgers?from=2018-02-01&to=2018-03-17&a=ucdp-ged&b=monitor&also=rest&also=centre&area=SY07")
	kept := 0
	for _, m := range regexp.MustCompile(`href="(/ledgers(?:/records|/counts|\.csv|\.json|\.html)[^"]*)"`).FindAllStringSubmatch(body, -1) {
		kept++
		for _, want := range []string{"also=rest", "also=centre", "area=SY07", "a=ucdp-ged", "b=monitor"} {
			if !strings.Contains(m[1], want) {
				t.Errorf("%s lacks %s", m[1], want)
			}
		}
	}
	if kept < 10 {
		t.Errorf("only %d links were looked at", kept)
	}
}

func TestLedgerFiles(t *testing.T) {
	h := newHandler(t)
	const query = "?from=2018-02-01&to=2018-03-17&a=ucdp-ged&b=monitor"
	code, head, body := get(t, h, "/ledgers.csv"+query, "text/csv")
	rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil || code != http.StatusOK || !strings.Contains(head.Get("Content-Disposition"), "ledgers.csv") {
		t.Fatalf("csv: status %d, %v, %v", code, head, err)
	}
	both := slices.IndexFunc(rows, func(r []string) bool { return r[0] == "total" && r[3] == "certain" && r[4] == "both" })
	if both < 0 || rows[both][5] != "1" || rows[both][6] != "i-ucdp-ged-1003" {
		t.Errorf("the file does not say that both have i-ucdp-ged-1003: %v", rows)
	}
	code, head, body = get(t, h, "/ledgers.json"+query, "application/json")
	var l publication.Ledger
	if err := json.Unmarshal([]byte(body), &l); err != nil || code != http.StatusOK || head.Get("Content-Type") != "application/json" {
		t.Fatalf("json: status %d, %v, %v", code, head, err)
	}
	if l.Query.A != "ucdp-ged" || fmt.Sprint(l.Table.Total.Certain.Both) != "[i-ucdp-ged-1003]" {
		t.Errorf("json: %+v", l.Query)
	}
	code, _, body = get(t, h, "/ledgers.html"+query, "text/html")
	if code != http.StatusOK || !strings.Contains(body, "<h1>Event dataset and Local monitor</h1>") {
		t.Errorf("html: status %d, or no heading", code)
	}
}
