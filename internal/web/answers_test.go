package web

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/publication"
)

func TestHeaders(t *testing.T) {
	_, head, body := get(t, newHandler(t), "/", "text/html")
	for k, want := range map[string]string{
		"Content-Security-Policy": policy,
		"X-Content-Type-Options":  "nosniff",
		"Referrer-Policy":         "same-origin",
	} {
		if got := head.Get(k); got != want {
			t.Errorf("%s = %q, want %q", k, got, want)
		}
	}
	for _, bad := range []string{"unsafe-eval", "http:", "https:", "*"} {
		if strings.Contains(policy, bad) {
			t.Errorf("the policy allows %s", bad)
		}
	}
	if m := regexp.MustCompile(`<script(?: type="module" src="/static/[^"]+")?>[^<]|<[^>]+\s(?:style|on[a-z]+)="|src="(?:https?:)?//`).FindString(body); m != "" {
		t.Errorf("the page has something inline or from a third party: %s", m)
	}
}

func TestProblems(t *testing.T) {
	h := newHandler(t)
	for _, tc := range []struct {
		name, target string
		status       int
		says         string
	}{
		{"an address that is no page", "/none", 404, "there is no page at /none"},
		{"an incident that is not there", "/incidents/none", 404, `no incident "none"`},
		{"a date that is none", "/?from=soon", 400, `from: "soon" is not a date; write it as 2018-03-16`},
		{"a period that ends before it begins", "/incidents?from=2018-03-02&to=2018-03-01", 400, "to: the period ends on 2018-03-01, before it has begun"},
		{"a known time that is none", "/?known=lately", 400, "known:"},
		{"an area that the register lacks", "/incidents?area=atlantis", 400, `area: the register has no area "atlantis"`},
		{"a proposal that is none", "/incidents?proposed=guilty", 400, "proposed:"},
		{"a sureness that is none", "/incidents?sure=perhaps", 400, "sure:"},
		{"an offset below zero", "/incidents?offset=-1", 400, "offset:"},
		{"a file outside of the bundle", "/static/../server.go", 404, ""},
		{"the bundle's own bookkeeping", "/static/.keep", 404, ""},
		{"a proof of no entry", "/log/60/proof.json", 404, "no entry 60"},
		{"an edition that is not there", "/publications/9/report.html", 404, "no file"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			code, head, body := get(t, h, tc.target, "application/json")
			if code == http.StatusMovedPermanently || code == http.StatusTemporaryRedirect {
				code, head, body = get(t, h, head.Get("Location"), "application/json")
			}
			if code != tc.status || head.Get("Content-Type") != "application/problem+json" {
				t.Fatalf("status %d, type %q; want %d\n%s", code, head.Get("Content-Type"), tc.status, body)
			}
			var doc struct {
				Status int
				Title  string
			}
			if err := json.Unmarshal([]byte(body), &doc); err != nil {
				t.Fatal(err)
			}
			if doc.Status != tc.status || !strings.Contains(doc.Title, tc.says) {
				t.Errorf("got %+v, want %q", doc, tc.says)
			}
		})
	}
	t.Run("a browser gets a page", func(t *testing.T) {
		code, head, body := get(t, h, "/?from=soon&lang=ar", "text/html")
		if code != 400 || !strings.HasPrefix(head.Get("Content-Type"), "text/html") || !strings.Contains(body, `dir="rtl"`) || !strings.Contains(body, "is not a date") {
			t.Errorf("status %d\n%s", code, body)
		}
	})
}

// TestCounts: a number on the situation page is the length of the list that it
// leads to.
func TestCounts(t *testing.T) {
	h := newHandler(t)
	_, _, body := get(t, h, "/", "text/html")
	cell := regexp.MustCompile(`<a href="(/incidents\?[^"]*)">\+?(\d+)(?: possible)?</a>`)
	checked := 0
	for _, m := range cell.FindAllStringSubmatch(body, -1) {
		if strings.Contains(m[1], "settles") {
			continue // counts findings beside incidents
		}
		target := strings.Replace(strings.ReplaceAll(m[1], "&amp;", "&"), "/incidents?", "/incidents.geojson?", 1)
		_, _, list := get(t, h, target, "*/*")
		var fc struct{ Features []json.RawMessage }
		if err := json.Unmarshal([]byte(list), &fc); err != nil {
			t.Fatalf("%s: %v", target, err)
		}
		var want int
		if err := json.Unmarshal([]byte(m[2]), &want); err != nil {
			t.Fatal(err)
		}
		if len(fc.Features) != want {
			t.Errorf("%s lists %d, the page says %d", target, len(fc.Features), want)
		}
		checked++
	}
	if checked < 20 {
		t.Errorf("only %d numbers were followed", checked)
	}
}

func TestExports(t *testing.T) {
	h := newHandler(t)
	t.Run("findings as CSV, one row for each provision, no formula in a cell", func(t *testing.T) {
		_, _, body := get(t, h, "/incidents.csv", "*/*")
		rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(rows[0], publication.FindingColumns[:]) {
			t.Errorf("columns %v", rows[0])
		}
		ids := map[string]bool{}
		for _, r := range rows[1:] {
			ids[r[0]] = true
			for _, c := range r {
				if strings.HasPrefix(c, "=") {
					t.Errorf("the cell %q is a formula", c)
				}
			}
		}
		want := len(fixtureIncidents()) - 1 // one is held against no provision
		if len(ids) != want {
			t.Errorf("%d incidents, want the %d that have findings", len(ids), want)
		}
	})
	t.Run("findings as lines of JSON", func(t *testing.T) {
		_, _, body := get(t, h, "/incidents.jsonl?lead=violation", "*/*")
		proposed := 0
		for line := range strings.Lines(body) {
			var row publication.FindingRow
			if err := json.Unmarshal([]byte(line), &row); err != nil {
				t.Fatal(err)
			}
			if row.Proposed == observance.Violation {
				proposed++
			}
		}
		if proposed == 0 {
			t.Error("the incidents led by a violation have no finding that proposes one")
		}
	})
	t.Run("areas with what is certain and what is possible", func(t *testing.T) {
		_, head, body := get(t, h, "/areas.geojson?kind=de_escalation_area", "*/*")
		if got := head.Get("Content-Type"); got != "application/geo+json" {
			t.Errorf("type %q", got)
		}
		if n := strings.Count(body, `"part":"possible"`); n != 2 || strings.Count(body, `"part":"certain"`) != 2 {
			t.Errorf("%d possible surfaces, want 2 beside 2 certain ones", n)
		}
	})
	t.Run("drawing does not change the register's lines", func(t *testing.T) {
		_, _, before := get(t, h, "/areas.geojson?lines=full", "*/*")
		get(t, h, "/areas.geojson", "*/*")
		if _, _, after := get(t, h, "/areas.geojson?lines=full", "*/*"); after != before {
			t.Error("the lines have changed")
		}
	})
}

func TestLeadOf(t *testing.T) {
	with := func(ps ...observance.Proposed) observance.Held {
		h := observance.Held{Held: true}
		for _, p := range ps {
			h.Findings = append(h.Findings, observance.Finding{Proposed: p})
		}
		return h
	}
	for _, tc := range []struct {
		name string
		held observance.Held
		want Lead
	}{
		{"not yet held against the register", observance.Held{}, LeadWaiting},
		{"no provision may have bound it", with(), LeadNone},
		{"the one that goes furthest", with(observance.Outside, observance.AllegedViolation, observance.Undetermined), LeadAlleged},
		{"unknown before excepted", with(observance.Excepted, observance.Undetermined), LeadUndetermined},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := leadOf(tc.held); got != tc.want {
				t.Errorf("leadOf = %s, want %s", got, tc.want)
			}
		})
	}
}

func TestPercent(t *testing.T) {
	for _, tc := range []struct {
		name string
		s    truceline.Share
		want string
	}{
		{"all", truceline.Share{Min: 1, Max: 1}, "100%"},
		{"none", truceline.Share{}, "0%"},
		{"nearly all is not all", truceline.Share{Min: 0.9999, Max: 0.9999}, ">99%"},
		{"nearly none is not none", truceline.Share{Min: 0.00001, Max: 0.5}, "<0.01%–50%"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := percent(tc.s); got != tc.want {
				t.Errorf("percent(%v) = %s, want %s", tc.s, got, tc.want)
			}
		})
	}
}

// TestTimeline: every incident of the period is in a bar or under a thin one.
func TestTimeline(t *testing.T) {
	fx := newFixture(t)
	f := frame{Head: Head{Zone: fx.zone}, Span: truceline.Interval{From: at("2018-02-13 22:00"), To: at("2018-03-16 22:00")}}
	f.Lang = mustLangs(t)[0]
	held, err := fx.Held(t.Context(), Filter{Span: f.Span})
	if err != nil {
		t.Fatal(err)
	}
	line := f.timeline(held)
	if len(line.Bars) != 31 {
		t.Errorf("%d bars, want 31", len(line.Bars))
	}
	drawn := 0.0
	unit := (float64(line.Base) - line.Grid[2].At) / 2 // the fixture's highest bar is 2
	for _, b := range line.Bars {
		for _, p := range b.Parts {
			drawn += p.H / unit
		}
	}
	if got := int(drawn+0.5) + line.Loose; got != len(held) {
		t.Errorf("%d incidents drawn, want %d", got, len(held))
	}
	for _, iv := range []truceline.Interval{
		{From: at("2018-03-01 22:00"), To: at("2018-04-01 21:00")}, // clocks go forward
		{From: at("2016-12-29 22:00"), To: at("2018-03-16 22:00")},
		{From: at("2010-12-31 22:00"), To: at("2018-12-31 22:00")},
	} {
		cuts, _ := steps(iv, fx.zone)
		if !cuts[0].Equal(iv.From) || !cuts[len(cuts)-1].Equal(iv.To) || !slices.IsSortedFunc(cuts, time.Time.Compare) {
			t.Errorf("the steps of %v do not cover it: %v", iv, cuts)
		}
	}
}

func mustLangs(t *testing.T) []locale.Lang {
	t.Helper()
	langs, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	return langs
}

// TestDynamicWords holds the phrases whose keys are made of values.
func TestDynamicWords(t *testing.T) {
	en := mustLangs(t)[0]
	var keys []locale.Key
	for _, l := range Leads {
		keys = append(keys, locale.Key("lead."+string(l)))
	}
	for _, q := range observance.Questions {
		keys = append(keys, locale.Key("question."+string(q)))
	}
	for _, f := range []incident.Fact{incident.Reported, incident.Corroborated, incident.Verified, incident.NotVerified, incident.Unverifiable, incident.NoAccess, incident.Refuted} {
		keys = append(keys, locale.Key("fact."+string(f)))
	}
	for _, k := range areaKinds {
		keys = append(keys, locale.Key("kind."+k))
	}
	for _, n := range nav {
		keys = append(keys, n.key)
	}
	keys = append(keys, readingKeys()...)
	for _, k := range keys {
		if !en.Has(k) {
			t.Errorf("the words lack %s", k)
		}
	}
}

// TestStyleIsLogical: right-to-left is a first-class layout, so the style sheet
// names no left and no right, and no address but the bundle's own.
func TestStyleIsLogical(t *testing.T) {
	var css []byte
	for _, name := range []string{"style.css", "reading.css"} {
		b, err := os.ReadFile("../../web/src/" + name)
		if err != nil {
			t.Fatal(err)
		}
		css = append(css, b...)
	}
	bad := regexp.MustCompile(`(?m)^.*(?:\b(?:margin|padding|border|inset)-(?:left|right)\b|[\s;{](?:left|right)\s*:|text-align:\s*(?:left|right)|float:|@import|url\(['"]?http).*$`)
	for _, m := range bad.FindAllString(string(css), -1) {
		t.Errorf("the style sheet has a physical direction or an outside address: %s", strings.TrimSpace(m))
	}
}

func TestPeriodIncludesItsLastDay(t *testing.T) {
	zone := time.FixedZone("", 2*60*60)
	iv, err := parseSpan("2018-03-16", "2018-03-16", zone)
	if err != nil {
		t.Fatal(err)
	}
	if got := iv.To.Sub(iv.From); got != 24*time.Hour {
		t.Errorf("from and to the same day is %v long, want a day", got)
	}
	f := frame{Head: Head{Zone: zone}}
	if got := f.within(iv); !slices.Equal(got, []string{"from", "2018-03-16", "to", "2018-03-16"}) {
		t.Errorf("the address of that day is %v", got)
	}
}
