package web

import (
	"encoding/csv"
	"encoding/json"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// submit posts a form as a browser does and gives the answer.
func submit(h http.Handler, target, form, cookie string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept", "application/json")
	if cookie != "" {
		r.Header.Set("Cookie", nameCookie+"="+cookie)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestDecisionsOnReports(t *testing.T) {
	const self, who = "/incidents/i-ucdp-ged-1003", "by=duty+editor"
	pair := "&in.0=i-ucdp-ged-1003&in.0=i-ucdp-ged-1004&a.0=monitor:77&a.0=centre:=12/a&b.0=ucdp-ged:1004&in.1=x&in.1=y"
	for _, tc := range []struct {
		name, target, form, cookie string
		status                     int
		asked, to, says            string
	}{
		{"two incidents are one", self + "/merge", who + "&reason=same+street&with=i-ucdp-ged-1004", "", 303,
			"duty editor merges [i-ucdp-ged-1003 i-ucdp-ged-1004]: same street", self + "#joins", ""},
		{"an incident that is named in a field", self + "/merge", who + "&reason=same&typed=1&other=+i-ucdp-ged-1004&with=", "", 303,
			"duty editor merges [i-ucdp-ged-1003 i-ucdp-ged-1004]: same", self + "#joins", ""},
		{"the language stays", self + "/merge?lang=ar", who + "&reason=same&with=i-ucdp-ged-1004", "", 303,
			"duty editor merges [i-ucdp-ged-1003 i-ucdp-ged-1004]: same", self + "?lang=ar#joins", ""},
		{"reports are split off", self + "/split", who + "&reason=another++village&report=monitor:77&report=centre:%3D12/a", "", 303,
			"duty editor splits [monitor:77 centre:=12/a] off i-ucdp-ged-1003: another village", self + "#joins", ""},
		{"a decision is undone by a remembered name", self + "/undo", "decision=j-2", "night+desk", 303, "night desk undoes j-2", self + "#joins", ""},
		{"a pair is one event", "/joining?from=2018-02-01&to=2018-02-28", who + "&one=0" + pair, "", 303,
			"duty editor merges [i-ucdp-ged-1003 i-ucdp-ged-1004]: ", "/joining?done=j-1&from=2018-02-01&stands=i-ucdp-ged-1003&to=2018-02-28#pair-0", ""},
		{"a pair is two events", "/joining?from=2018-02-01&to=2018-02-28&done=j-9", who + "&two=0&reason=two+mills" + pair, "", 303,
			"duty editor holds [monitor:77 centre:=12/a] apart from [ucdp-ged:1004]: two mills", "/joining?done=j-1&from=2018-02-01&stands=i-ucdp-ged-1003&to=2018-02-28#pair-0", ""},
		{"what was just decided is undone", "/joining?done=j-1", who + "&undo=j-1", "", 303, "duty editor undoes j-1", "/joining?done=j-1&stands=i-ucdp-ged-1003", ""},

		{"nobody says who decides", self + "/merge", "reason=same&with=i-ucdp-ged-1004", "", 400, "", "", "by: say who decides"},
		{"a merge without a reason", self + "/merge", who + "&with=i-ucdp-ged-1004", "", 400, "", "", "reason: say why"},
		{"a split without a reason", self + "/split", who + "&report=monitor:77", "", 400, "", "", "reason: say why"},
		{"a reason without end", self + "/merge", who + "&with=i-ucdp-ged-1004&reason=" + strings.Repeat("x", 3000), "", 400, "", "", "longer than 2000 bytes"},
		{"a page as it was known then", self + "/merge?known=2026-11-01", who + "&reason=same&with=i-ucdp-ged-1004", "", 400, "", "", "known: this address shows what was known then"},
		{"a pair that is not said", "/joining", who + "&one=4" + pair, "", 400, "", "", "pair: say of which pair"},
		{"no pair at all", "/joining", who, "", 400, "", "", "pair: say of which pair"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := newFixture(t)
			w := submit(New(f, slog.New(slog.DiscardHandler)).Handler(), tc.target, tc.form, tc.cookie)
			if w.Code != tc.status || !strings.Contains(w.Body.String(), tc.says) {
				t.Fatalf("status %d, want %d saying %q\n%s", w.Code, tc.status, tc.says, w.Body)
			}
			if got := strings.Join(f.asked, "; "); got != tc.asked {
				t.Errorf("the desk was asked %q, want %q", got, tc.asked)
			}
			if got := w.Header().Get("Location"); got != tc.to {
				t.Errorf("it leads to %q, want %q", got, tc.to)
			}
			if tc.status == 303 && tc.cookie == "" && !strings.Contains(w.Header().Get("Set-Cookie"), "Path=/;") {
				t.Errorf("the name is kept for a part of the site: %q", w.Header().Get("Set-Cookie"))
			}
		})
	}
}

// A record that is open for reading only offers no form and takes none.
func TestNobodyDecidesInAReadOnlyRecord(t *testing.T) {
	f := newFixture(t)
	f.readOnly = true
	h := New(f, slog.New(slog.DiscardHandler)).Handler()
	for _, target := range []string{"/incidents/i-ucdp-ged-1003", "/joining?from=2018-02-01&to=2018-02-28"} {
		_, _, body := get(t, h, target, "text/html")
		if strings.Contains(body, `method="post"`) || !strings.Contains(body, "open for reading only") {
			t.Errorf("%s offers a form, or does not say why there is none", target)
		}
	}
	for _, target := range []string{"/incidents/i-ucdp-ged-1003/merge", "/incidents/i-ucdp-ged-1003/split", "/incidents/i-ucdp-ged-1003/undo", "/joining"} {
		if w := submit(h, target, "by=x&reason=y&with=i&report=monitor:77&decision=j-1", ""); w.Code != http.StatusServiceUnavailable {
			t.Errorf("%s: status %d, want 503", target, w.Code)
		}
	}
	if f.asked != nil {
		t.Errorf("the desk was asked %v", f.asked)
	}
}

// Every control of the two pages sends what its handler reads.
func TestWhatTheFormsSend(t *testing.T) {
	h := newHandler(t)
	_, _, body := get(t, h, "/joining?from=2018-02-01&to=2018-02-28", "text/html")
	hidden := func(name string) []string {
		var out []string
		for _, m := range regexp.MustCompile(`name="`+regexp.QuoteMeta(name)+`" value="([^"]*)"`).FindAllStringSubmatch(body, -1) {
			out = append(out, html.UnescapeString(m[1]))
		}
		return out
	}
	got := map[string][]string{"in.0": hidden("in.0"), "a.0": hidden("a.0"), "b.0": hidden("b.0"), "a.1": hidden("a.1"), "b.1": hidden("b.1"), "in.1": hidden("in.1"), "in.2": hidden("in.2")}
	want := map[string][]string{
		"in.0": {"i-ucdp-ged-1003", "i-ucdp-ged-1004"}, "a.0": {"monitor:77", "centre:=12/a"}, "b.0": {"ucdp-ged:1004"},
		"in.1": {"i-ucdp-ged-1003", "i-ucdp-ged-1005"}, "a.1": {"monitor:77"}, "b.1": {"ucdp-ged:1005"}, "in.2": nil,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the pairs (-want +got):\n%s", diff)
	}
}

// What each report says stands in its own column, and what nobody says is not
// a zero.
func TestAccountsSideBySide(t *testing.T) {
	h := newHandler(t)
	_, _, body := get(t, h, "/incidents/i-ucdp-ged-1003", "text/html")
	for _, want := range []string{
		`id="account-A"`, `id="account-B"`, `id="account-C"`,
		`<bdi lang="ar">سقوط قذائف هاون على الطاحونة</bdi>`,
		"number not given", "2 · probably true", "two callers who did not know of each other",
		"5 · improbable</bdi><small><bdi>chief editor: no shell could reach it",
		"Mill &lt;ridge&gt;", "its total is not the sum of its parts",
		`data-accounts="/incidents/i-ucdp-ged-1003/accounts.geojson"`,
		"reports: 3; sources: 3; independent origins: 2",
		`≠ <a href="#disputes">they contradict each other`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	_, _, body = get(t, h, "/incidents/i-ucdp-ged-1013", "text/html")
	if strings.Contains(body, "0 to 0 killed") || strings.Count(body, "number not given") < 2 {
		t.Error("that nobody counted the dead is shown as a number")
	}
	_, _, list := get(t, h, "/incidents?from=2018-03-14&to=2018-03-14", "text/html")
	if !strings.Contains(list, "<bdi>number not given</bdi>") {
		t.Error("the list shows a number of deaths that nobody gave")
	}
}

// An incident whose reports went to another says so, and leads there.
func TestAMovedIncident(t *testing.T) {
	_, _, body := get(t, newHandler(t), "/incidents/i-monitor-77?lang=en", "text/html")
	if !strings.Contains(body, `href="/incidents/i-ucdp-ged-1003?lang=en"`) || !strings.Contains(body, "known=") {
		t.Errorf("it does not lead to where the reports went, or to what it was\n%s", body)
	}
}

func TestAccountsGeoJSON(t *testing.T) {
	_, _, body := get(t, newHandler(t), "/incidents/i-ucdp-ged-1003/accounts.geojson", "*/*")
	var fc struct {
		Features []struct {
			Properties struct {
				Letter, Source, Within string
				Shape                  int
				RadiusM                float64 `json:"radius_m"`
			}
		}
	}
	if err := json.Unmarshal([]byte(body), &fc); err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, f := range fc.Features {
		got += f.Properties.Letter + "=" + f.Properties.Source + " "
	}
	if want := "A=Reconciliation centre B=Local monitor C=Event dataset "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestContradictions(t *testing.T) {
	h := newHandler(t)
	for _, tc := range []struct {
		name, query, want string
	}{
		{"all of a period", "from=2018-02-01&to=2018-02-28", "time place actor count means"},
		{"another period", "from=2018-03-01&to=2018-03-28", ""},
		{"one aspect", "from=2018-02-01&to=2018-02-28&aspect=count", "count"},
		{"two sources, either way round", "a=ucdp-ged&b=centre", "actor"},
		{"the same the other way", "a=centre&b=ucdp-ged", "actor"},
		{"one source against any", "a=monitor", "time place count means"},
		{"an area", "area=SY07&aspect=place", "place"},
		{"an area it does not touch", "area=SY09", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, _, body := get(t, h, "/contradictions.csv?"+tc.query, "*/*")
			rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range rows[1:] {
				got = append(got, r[5])
			}
			if g := strings.Join(got, " "); g != tc.want {
				t.Errorf("got %q, want %q", g, tc.want)
			}
			_, _, lines := get(t, h, "/contradictions.jsonl?"+tc.query, "*/*")
			if n := strings.Count(lines, "\n"); n != len(got) {
				t.Errorf("%d lines of JSON beside %d rows", n, len(got))
			}
		})
	}
	t.Run("no cell is a formula", func(t *testing.T) {
		_, _, body := get(t, h, "/contradictions.csv?aspect=actor", "*/*")
		rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if got := rows[1][7]; got != "'=unnamed gang" {
			t.Errorf("says_a = %q", got)
		}
	})
	t.Run("the export has the period of the page", func(t *testing.T) {
		_, _, body := get(t, h, "/contradictions?from=2018-02-01&to=2018-02-28&aspect=place", "text/html")
		m := regexp.MustCompile(`href="(/contradictions\.csv\?[^"]*)"`).FindStringSubmatch(body)
		u, err := url.Parse(html.UnescapeString(m[1]))
		if err != nil {
			t.Fatal(err)
		}
		if q := u.Query(); q.Get("from") != "2018-02-01" || q.Get("to") != "2018-02-28" || q.Get("aspect") != "place" {
			t.Errorf("it leads to %s", u)
		}
		if !strings.Contains(body, "#disputes") || !strings.Contains(body, "4.5 km") {
			t.Error("the row lacks its incident or how far apart they are")
		}
	})
	for _, tc := range []struct{ query, says string }{
		{"aspect=colour", `aspect: "colour" is none of`}, {"a=nobody", `a: the register has no source "nobody"`}, {"area=atlantis", "area:"}, {"offset=x", "offset:"},
	} {
		if code, _, body := get(t, h, "/contradictions?"+tc.query, "application/json"); code != 400 || !strings.Contains(strings.ReplaceAll(body, `\"`, `"`), tc.says) {
			t.Errorf("%s: status %d %s", tc.query, code, body)
		}
	}
}

func TestBadges(t *testing.T) {
	for n, want := range map[int]badge{0: {"A", 0}, 5: {"F", 5}, 6: {"G", 0}, 25: {"Z", 1}, 26: {"AA", 2}, 27: {"AB", 3}, 702: {"AAA", 0}} {
		if got := badgeOf(n); got != want {
			t.Errorf("badgeOf(%d) = %v, want %v", n, got, want)
		}
	}
}

func TestOdds(t *testing.T) {
	lang := New(newFixture(t), slog.New(slog.DiscardHandler)).langs[0]
	f := frame{Lang: lang}
	for bits, want := range map[float64]string{0: "1 to 1 for one event", 7.3: "160 to 1 for one event", 1: "2 to 1 for one event", -1: "2 to 1 against one event", -0.2: "1.1 to 1 against one event", 40: "1 000 000+ to 1 for one event", 13: "8200 to 1 for one event"} {
		if got := f.odds(bits); got != want {
			t.Errorf("odds(%v) = %q, want %q", bits, got, want)
		}
	}
}
