package web

import (
	"bytes"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline/internal/locale"
)

// sendFiles posts a form with files as a browser does: pairs of names and values,
// where a name that begins with @ is a file of that name.
func sendFiles(t *testing.T, h http.Handler, target string, pairs ...string) (int, string) {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		part, err := form.CreateFormField(pairs[i])
		if name, file := strings.CutPrefix(pairs[i], "@"); file {
			part, err = form.CreateFormFile("file", name)
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(pairs[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, target, &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Accept", "text/html")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// A file is tried, and taken only by whoever says who they are; nothing is
// written before.
func TestWhatIsTakenWasAskedFor(t *testing.T) {
	table, text := "day,place\n01.02.2018,Old Mill\n", fixtureBulletin
	claim := func(i int) string { return token(fixtureClaims()[i]) }
	for _, tc := range []struct {
		name, target string
		pairs        []string
		readOnly     bool
		code         int
		says         string
		want         []string // what was to be written
	}{
		{"a file is looked at", "/intake", []string{"format", "csv", "do", "look", "source", "monitor", "@weeks.csv", table}, false, 200, "Mill &lt;ridge&gt;", nil},
		{"a file is taken", "/intake", []string{"format", "csv", "do", "take", "source", "monitor", "mapping", "m", "digest", fixtureFile, "by", "duty  editor"}, false, 200, "What was taken", []string{"duty editor imports weeks <1>.csv as csv of monitor"}},
		{"nobody takes it", "/intake", []string{"format", "csv", "do", "take", "mapping", "m", "digest", fixtureFile}, false, 400, "say who decides", nil},
		{"no format", "/intake", []string{"@weeks.csv", table}, false, 400, "choose the format", nil},
		{"a format that there is not", "/intake", []string{"format", "pdf", "@weeks.csv", table}, false, 400, "choose the format", nil},
		{"a source that the case has not", "/intake", []string{"format", "ged", "source", "nobody", "@weeks.csv", table}, false, 400, "no source", nil},
		{"two files", "/intake", []string{"format", "ged", "@a.csv", table, "@b.csv", table}, false, 400, "one after the other", nil},
		{"a file and a text", "/intake", []string{"format", "ged", "@a.csv", table, "text", text}, false, 400, "send one of them", nil},
		{"neither", "/intake", []string{"format", "ged", "text", "  "}, false, 400, "there is no file", nil},
		{"as known then", "/intake?known=2026-11-01", []string{"format", "csv", "do", "take", "digest", fixtureFile, "by", "e"}, false, 400, "known now", nil},
		{"a record for reading only", "/intake", []string{"format", "csv", "do", "take", "digest", fixtureFile, "by", "e"}, true, 503, "reading only", nil},
		{"a bulletin is looked at", "/intake", []string{"format", "bulletin", "do", "look", "text", text}, false, 200, "its parts add up to 4, not to 5", nil},
		{"two claims of three are confirmed", "/intake", []string{"format", "bulletin", "do", "take", "digest", fixtureText, "by", "e", "claim", claim(0), "claim", claim(1)}, false, 303, "", []string{"e confirms 2 claims of bulletin.txt"}},
		{"none is ticked", "/intake", []string{"format", "bulletin", "do", "take", "digest", fixtureText, "by", "e"}, false, 400, "no claim is ticked", nil},
		{"a claim that the text does not hold any more", "/intake", []string{"format", "bulletin", "do", "take", "digest", fixtureText, "by", "e", "claim", claim(0), "claim", "deadbeef"}, false, 409, "reads otherwise", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := newFixture(t)
			f.readOnly = tc.readOnly
			h := New(f, slog.New(slog.DiscardHandler)).Handler()
			code, body := sendFiles(t, h, tc.target, tc.pairs...)
			if code != tc.code || !strings.Contains(body, tc.says) {
				t.Errorf("status %d, want %d; the page lacks %q:\n%s", code, tc.code, tc.says, body)
			}
			if diff := cmp.Diff(tc.want, f.asked); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What is about to be taken is what was tried: the form that takes it holds the
// values of the trial, the mapping that the form filled in included.
func TestTheTrialHandsOnWhatWasTried(t *testing.T) {
	_, body := sendFiles(t, newHandler(t), "/intake", "format", "csv", "source", "monitor", "mapping", "source: \"\"\nwhen: {date: day}\n", "@weeks.csv", "day,place\n")
	for _, want := range []string{
		`name="digest" value="` + fixtureFile + `"`, `name="format" value="csv"`, `name="source" value="monitor"`,
		"name=\"mapping\" value=\"source: monitor\nwhen: {date: day}\n\"",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the form lacks %s", want)
		}
	}
	if strings.Count(body, `value="take"`) != 1 {
		t.Errorf("%d buttons take it, want one", strings.Count(body, `value="take"`))
	}
	_, body = sendFiles(t, newHandler(t), "/intake", "format", "csv", "source", "monitor", "@weeks.csv", "day,place,lat,lon\n")
	if strings.Contains(body, `value="take"`) {
		t.Error("a mapping that nobody has looked at can be taken")
	}
}

// Refusals leave as they are, and no cell runs in a spreadsheet.
func TestRefusalsAsCSV(t *testing.T) {
	code, head, body := get(t, newHandler(t), "/intake/"+fixtureFile+"/refusals.csv", "text/csv")
	if code != http.StatusOK || !strings.HasPrefix(head.Get("Content-Type"), "text/csv") {
		t.Fatalf("status %d, %s", code, head.Get("Content-Type"))
	}
	lines := strings.Split(strings.TrimSpace(body), "\n")
	want := []string{"line,field,value,reason", "3,lat,'=95,it is not a latitude", "4,,,the row has 3 fields where the header has 4"}
	if diff := cmp.Diff(want, lines[:3]); diff != "" || len(lines) != 231 {
		t.Errorf("%d lines; %s", len(lines), diff)
	}
}

func TestOriginalsAreKeptAndNotOpened(t *testing.T) {
	code, head, body := get(t, newHandler(t), "/originals/"+fixtureFile, "text/html")
	if code != http.StatusOK || body != "day,place\n" {
		t.Errorf("status %d, body %q", code, body)
	}
	for k, want := range map[string]string{
		"Content-Type": "application/octet-stream", "Content-Disposition": `attachment; filename="weeks _1_.csv"`,
		"Content-Security-Policy": "default-src 'none'; sandbox", "Content-Length": "10",
	} {
		if got := head.Get(k); got != want {
			t.Errorf("%s: %q, want %q", k, got, want)
		}
	}
}

func TestInformationIsJudgedByAPerson(t *testing.T) {
	for _, tc := range []struct {
		name, form, target string
		code               int
		want               []string
	}{
		{"a grade with a reason", "report=centre:%3D12/a&grade=3&reason=one+office&by=e", "", 303, []string{"e judges centre:=12/a as 3: one office"}},
		{"taken back", "report=monitor:77&grade=4&back=yes&reason=wrong+report&by=e", "", 303, []string{"e judges monitor:77 as 0: wrong report"}},
		{"no reason", "report=monitor:77&grade=3&reason=+&by=e", "", 400, nil},
		{"no grade", "report=monitor:77&reason=r&by=e", "", 400, nil},
		{"grade nought", "report=monitor:77&grade=0&reason=r&by=e", "", 400, nil},
		{"as known then", "report=monitor:77&grade=3&reason=r&by=e", "?known=2026-11-01", 400, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := newFixture(t)
			r := httptest.NewRequest(http.MethodPost, "/reports/credibility"+tc.target, strings.NewReader(tc.form))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			w := httptest.NewRecorder()
			New(f, slog.New(slog.DiscardHandler)).Handler().ServeHTTP(w, r)
			if w.Code != tc.code || !slices.Equal(f.asked, tc.want) {
				t.Errorf("status %d, asked %q; want %d, %q", w.Code, f.asked, tc.code, tc.want)
			}
			if id := strings.Split(strings.TrimPrefix(tc.form, "report="), "&")[0]; w.Code == 303 {
				id, _ = url.QueryUnescape(id)
				if got := w.Header().Get("Location"); got != "/reports/"+url.PathEscape(id)+"#information" {
					t.Errorf("leads to %s", got)
				}
			}
		})
	}
}

// english is the interface in English.
func english(t *testing.T) locale.Lang {
	t.Helper()
	langs, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	return langs[0]
}

func TestSharesAreNotRoundedAway(t *testing.T) {
	f := frame{}
	f.Lang = english(t)
	for _, tc := range []struct {
		n, of int
		want  string
	}{{0, 0, "–"}, {0, 9, "0 %"}, {9, 9, "100 %"}, {1, 1000, "< 1 %"}, {999, 1000, "> 99 %"}, {926, 1000, "93 %"}, {1, 2, "50 %"}} {
		if got := strings.ReplaceAll(f.share(tc.n, tc.of), "\u00a0", " "); got != tc.want {
			t.Errorf("share(%d, %d) = %q, want %q", tc.n, tc.of, got, tc.want)
		}
	}
}

func TestSentencesEscapeWhatTheyCount(t *testing.T) {
	f := frame{}
	f.Lang = english(t)
	got := string(f.Sentence("source.stands", link{Word: "<1>", Href: "/a?b=1&c=2"}, link{Word: "2"}, link{Word: "3"}))
	if want := `Its <bdi><a href="/a?b=1&amp;c=2">&lt;1&gt;</a></bdi> reports stand in <bdi>2</bdi> incidents; <bdi>3</bdi> of these no other source reports.`; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestMonthsOf(t *testing.T) {
	for _, tc := range []struct {
		name, first, last, want string
		unit                    string
	}{
		{"one month", "2018-02", "2018-02", "2018-02", "step.month"},
		{"over a year's end", "2017-11", "2018-02", "2017-11 2017-12 2018-01 2018-02", "step.month"},
		{"more than can be drawn", "2011-01", "2018-02", "2011 2012 2013 2014 2015 2016 2017 2018", "step.year"},
		{"no month", "2018", "2018-02", "", "step.month"},
	} {
		got, unit := monthsOf(tc.first, tc.last)
		if strings.Join(got, " ") != tc.want || string(unit) != tc.unit {
			t.Errorf("%s: %v by %s, want %s by %s", tc.name, got, unit, tc.want, tc.unit)
		}
	}
}
