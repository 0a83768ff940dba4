package web

import (
	"encoding/csv"
	"encoding/json"
	"html"
	"log/slog"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/truceline/truceline/movement"
	"github.com/truceline/truceline/observance"
)

var movementPages = []string{
	"/movement",
	"/movement?quiet=1&effort=yes&from=2018-01-01&to=2018-03-16",
	"/movement?areas=zone&quiet=1&from=2018-01-01&to=2018-03-16",
	"/movement?group=XX.1&areas=district&effort=yes",
	"/movement?group=front&known=2018-03-12&from=2018-01-01&to=2018-03-16",
}

var movementLink = regexp.MustCompile(`<a[^>]* href="(/movement/records\?[^"]*)"[^>]*>([^<]*)</a>`)

// Every number of the record leads to a list of exactly as many incidents. A
// link without a number names an area and a month, of which it lists some.
func TestMovementNumbersHaveTheirIncidents(t *testing.T) {
	h := newHandler(t)
	seen := map[string]int{}
	for _, page := range movementPages {
		code, body := ask(t, h, page)
		if code != http.StatusOK {
			t.Fatalf("%s: status %d", page, code)
		}
		for _, m := range movementLink.FindAllStringSubmatch(body, -1) {
			word := html.UnescapeString(m[2])
			n, ok := seen[m[1]]
			if !ok {
				n = lengthOf(t, h, m[1])
				seen[m[1]] = n
			}
			word = strings.TrimPrefix(word[strings.LastIndex(word, " ")+1:], "+")
			want, err := strconv.Atoi(word)
			if year := err == nil && strings.Contains(m[2], ", ") && want > 2000; year {
				want = n
				if n == 0 {
					t.Errorf("%s: %s leads to nothing", page, m[2])
				}
			}
			if err != nil || n != want {
				t.Errorf("%s: %q leads to %d incidents: %s", page, m[2], n, html.UnescapeString(m[1]))
			}
		}
	}
	if len(seen) < 25 {
		t.Errorf("only %d numbers were followed", len(seen))
	}
}

// The page, the file of rows and the whole record say the same.
func TestMovementFiles(t *testing.T) {
	h := newHandler(t)
	_, head, body := get(t, h, "/movement.csv?from=2018-01-01&to=2018-03-16", "text/csv")
	if !strings.Contains(head.Get("Content-Disposition"), "movement.csv") {
		t.Errorf("headers %v", head)
	}
	rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(name string) int {
		for i, c := range rows[0] {
			if c == name {
				return i
			}
		}
		t.Fatalf("no column %s", name)
		return 0
	}
	sure := 0
	for _, r := range rows[1:] {
		if r[0] == "cell" && r[column("group")] == "XX.1" {
			n, _ := strconv.Atoi(r[column("sure")])
			sure += n
			if got := len(strings.Fields(r[column("incidents")])); got != n {
				t.Errorf("%v: %d incidents for the number %d", r, got, n)
			}
		}
	}
	var whole movement.Record
	_, _, body = get(t, h, "/movement.json?from=2018-01-01&to=2018-03-16", "application/json")
	if err := json.Unmarshal([]byte(body), &whole); err != nil {
		t.Fatal(err)
	}
	inCells := 0
	for _, g := range whole.Groups {
		for _, c := range g.Cells {
			inCells += len(c.Sure)
		}
	}
	if sure != inCells || sure != 3 {
		t.Errorf("the file counts %d sure incidents, the record %d; want 3", sure, inCells)
	}
}

// A page that a case's release rule narrows says no more than the rule allows,
// and says that it is narrowed.
func TestMovementKeepsToTheReleaseRule(t *testing.T) {
	serve := func(rule observance.Release) http.Handler {
		f := newFixture(t)
		facts := f.reg.Facts
		facts.Case.Release = rule
		reg, err := observance.Compile(facts, f.zone)
		if err != nil {
			t.Fatal(err)
		}
		f.reg = reg
		return New(f, slog.New(slog.DiscardHandler)).Handler()
	}
	const page = "/movement?from=2018-01-01&to=2018-03-16"
	for _, tc := range []struct {
		name    string
		rule    observance.Release
		target  string
		has     []string
		hasNone []string
	}{
		{"named", observance.Release{Attribution: "named", Audience: "public"}, page,
			[]string{"The Front", "XX.1", "For: public.", "surely, all months", "What obliges the parties"}, []string{"without names"}},
		{"days and places in a list", observance.Release{Attribution: "named"}, "/movement/records?of=XX.1&what=listed", []string{"2018-02-16", "Old Mill"}, nil},
		{"no days and no places where points are made coarser", observance.Release{Attribution: "named", BlurM: 5000}, "/movement/records?of=XX.1&what=listed", []string{"February 2018", "i-ucdp-ged-1005"}, []string{"2018-02-16", "Old Mill"}},
		{"areas smaller than the coarseness are not offered", observance.Release{BlurM: 80_000}, page + "&areas=district", []string{"smaller areas are not offered (1 of this division)"}, []string{"North district"}},
		{"side", observance.Release{Attribution: "side"}, page, []string{"Excluded groups, without names", "lets no party be named"}, []string{"The Front", "XX.1"}},
		{"side, in a list", observance.Release{Attribution: "side"}, "/movement/records?of=excluded&what=listed", []string{"February 2018"}, []string{"The Front", "2018-02-16"}},
		{"forbidden", observance.Release{Attribution: "forbidden"}, page, []string{"forbids attribution", "What obliges the parties"}, []string{"The Front", "XX.1", "surely, all months"}},
		{"the current month is withheld", observance.Release{}, page + "&known=2018-03-12", []string{"The last month that may be shown is February 2018", `class="withheld"`}, nil},
		{"and the one before it, by the delay", observance.Release{Delay: 20 * 24 * time.Hour}, page + "&known=2018-03-12", []string{"The last month that may be shown is January 2018", "ended less than 480 hours"}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			code, body := ask(t, serve(tc.rule), tc.target)
			if code != http.StatusOK {
				t.Fatalf("status %d: %s", code, body)
			}
			_, body, _ = strings.Cut(body, "<main")
			text := html.UnescapeString(body)
			for _, s := range tc.has {
				if !strings.Contains(text, s) {
					t.Errorf("%q is not said", s)
				}
			}
			for _, s := range tc.hasNone {
				if strings.Contains(text, s) {
					t.Errorf("%q is said", s)
				}
			}
		})
	}
}

func TestMovementRefusesWhatThereIsNot(t *testing.T) {
	h := newHandler(t)
	for target, want := range map[string]int{
		"/movement?group=gov":                                http.StatusNotFound,
		"/movement?areas=parish":                             http.StatusBadRequest,
		"/movement?quiet=many":                               http.StatusBadRequest,
		"/movement?quiet=99":                                 http.StatusBadRequest,
		"/movement?from=1990-01-01":                          http.StatusBadRequest,
		"/movement/records?of=XX.1&what=everything":          http.StatusBadRequest,
		"/movement/records?of=nobody":                        http.StatusNotFound,
		"/movement/records?of=XX.1&month=2018-13":            http.StatusBadRequest,
		"/movement/records?of=XX.1&area=place_mill":          http.StatusBadRequest,
		"/movement/records?of=XX.1&what=listed&answer=maybe": http.StatusBadRequest,
		"/movement/records?of=XX.1&turn=round":               http.StatusBadRequest,
	} {
		if code, _ := ask(t, h, target); code != want {
			t.Errorf("%s: status %d, want %d", target, code, want)
		}
	}
}
