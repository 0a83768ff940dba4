package rivals_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/rivals"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

var bundled = sync.OnceValues(func() (rivals.Ground, error) { return rivals.Bundled(context.Background()) })

func ground(t testing.TB) rivals.Ground {
	t.Helper()
	g, err := bundled()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func made(t testing.TB, reports []report.Report, opts rivals.Options) rivals.Set {
	t.Helper()
	s, err := rivals.Make(reports, opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func written(t testing.TB, s rivals.Set) string {
	t.Helper()
	var b bytes.Buffer
	if err := rivals.Write(&b, s.Accounts); err != nil {
		t.Fatal(err)
	}
	if err := rivals.WriteTruth(&b, s.Accounts); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// some are a few hundred events of one summer.
func some(g rivals.Ground) []report.Report {
	var out []report.Report
	for _, r := range g.Reports {
		if r.Days >= "2017-06-01" && r.Days < "2017-08-01" {
			out = append(out, r)
		}
	}
	return out
}

func TestSameSeedSameBytes(t *testing.T) {
	g := ground(t)
	reports := some(g)
	opts := rivals.Options{Noise: rivals.High, Seed: 7, Divisions: g.Divisions, Zone: g.Zone}
	want := written(t, made(t, reports, opts))
	turned := slices.Clone(reports)
	slices.Reverse(turned)
	if got := written(t, made(t, turned, opts)); got != want {
		t.Error("the order of the events moved the bytes")
	}
	opts.Seed = 8
	if got := written(t, made(t, reports, opts)); got == want {
		t.Error("another seed made the same bytes")
	}
}

// The sets that figures are published of. If one moves, what was measured on it
// no longer holds: measure again, and change docs/fusion-truth.md with it.
func TestPublishedSetsStayAsTheyAre(t *testing.T) {
	g := ground(t)
	var got []string
	for _, n := range rivals.Levels() {
		for _, seed := range []uint64{rivals.Tuning, rivals.Scoring} {
			s, err := g.Make(n, seed)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprintf("%s %d %.16s", n.Name, seed, report.Digest([]byte(written(t, s)))))
		}
	}
	want := []string{
		"low 20170504 fbd298b023bb645c", "low 20180316 7e616300f30dbfb3",
		"middle 20170504 5925b6d91af0aa79", "middle 20180316 d8c14512b36bbc01",
		"high 20170504 bfb9bd13bcf99744", "high 20180316 ad109baa2ea3bf99",
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// An account says the same whichever other events there are.
func TestEventsDoNotMoveEachOther(t *testing.T) {
	g := ground(t)
	reports := some(g)
	opts := rivals.Options{Noise: rivals.Middle, Seed: 7, Divisions: g.Divisions, Zone: g.Zone, Spots: []rivals.Spot{}}
	opts.Noise.Neighbours = 0 // those take their numbers from the others
	byEvent := func(s rivals.Set) map[string][]string {
		out := map[string][]string{}
		for _, a := range s.Accounts {
			a.Number, a.Received = "", ""
			out[a.Event] = append(out[a.Event], fmt.Sprintf("%+v", a))
		}
		for _, l := range out {
			slices.Sort(l)
		}
		return out
	}
	all := byEvent(made(t, reports, opts))
	for id, got := range byEvent(made(t, reports[:len(reports)/2], opts)) {
		if diff := gocmp.Diff(all[id], got); diff != "" {
			t.Fatalf("%s: %s", id, diff)
		}
	}
}

func TestEveryReportHasOneEvent(t *testing.T) {
	g := ground(t)
	for _, n := range append(rivals.Levels(), rivals.Noise{}) {
		s, err := g.Make(n, rivals.Tuning)
		if err != nil {
			t.Fatal(err)
		}
		events, ids, numbers := map[string]bool{}, map[string]bool{}, map[string]bool{}
		for _, e := range s.Events {
			events[e.ID] = true
		}
		for i, l := range s.Links() {
			a := s.Accounts[i]
			if ids[l.Report] || numbers[a.Number] || !events[l.Event] || l.Report != a.ID() {
				t.Fatalf("%s: %+v stands twice or tells of no event", n.Name, l)
			}
			ids[l.Report], numbers[a.Number] = true, true
			if !a.When.From.Before(a.When.To) || a.Days == "" || len(a.Codes) != 1 || a.Where.Basis == "" || strings.ContainsAny(a.Words, "{}") {
				t.Fatalf("%s: half an account: %+v", n.Name, a)
			}
			if c := a.Casualties; !c.Unstated && (c.Deaths.Low > c.Deaths.Best || c.Deaths.Best > c.Deaths.High) && n.Miscount > 0 {
				t.Fatalf("%s: numbers out of order: %+v", n.Name, a)
			}
		}
	}
}

// Without noise the accounts are the events: every source tells each of them, on
// its day, where it was, with its sides and its numbers, and GED's own values
// stand in the event.
func TestWithoutNoiseTheEventsAreTold(t *testing.T) {
	g := ground(t)
	s, err := g.Make(rivals.Noise{}, rivals.Scoring)
	if err != nil {
		t.Fatal(err)
	}
	reports := map[string]report.Report{}
	for _, r := range g.Reports {
		reports[r.ID()] = r
	}
	events := map[string]rivals.Event{}
	for _, e := range s.Events {
		events[e.ID] = e
		r, ok := reports[e.ID]
		if !ok {
			t.Fatalf("%s is no event of GED", e.ID)
		}
		if e.Day != r.Days || e.Deaths != r.Casualties.Deaths || !r.When.Contains(e.At) || !gocmp.Equal(e.A, r.SideA) || !gocmp.Equal(e.B, r.SideB) {
			t.Fatalf("the event %+v is not the report %+v", e, r)
		}
		off := place.DistanceM(r.Where.Point, place.Point{Lon: e.Spot.Lon, Lat: e.Spot.Lat})
		if off > max(r.Where.RadiusM, 7_550) { // three deviations of a city, on either sphere
			t.Fatalf("%s lies %.0f m from where GED has it, within %.0f", e.ID, off, r.Where.RadiusM)
		}
	}
	if got, want := len(s.Accounts), len(s.Events)*len(rivals.Sources()); got != want {
		t.Fatalf("%d accounts, want %d: every source of every event", got, want)
	}
	for _, a := range s.Accounts {
		e := events[a.Event]
		apart := place.DistanceM(a.Where.Point, place.Point{Lon: e.Spot.Lon, Lat: e.Spot.Lat})
		if !a.When.Contains(e.At) || a.Days != e.Day || apart > 2 || a.Where.RadiusM != 0 {
			t.Fatalf("%+v\nis not when and where %+v was", a, e)
		}
		if a.Source == rivals.Sensor {
			if a.SideA != nil || a.Where.Name != "" || !a.Casualties.Unstated || a.Words != "" {
				t.Fatalf("the sensor says more than it can: %+v", a)
			}
			continue
		}
		if a.Casualties.Deaths != e.Deaths || !gocmp.Equal(a.SideA, e.A) || !gocmp.Equal(a.SideB, e.B) || a.Where.Name != e.Spot.Name || !slices.Equal(a.Means, []string{e.Means}) {
			t.Fatalf("%+v\nis not what happened: %+v", a, e)
		}
	}
}

// One share set at a time shows as often as it says, in the accounts of a source
// whose habits leave it as it is.
func TestNoiseIsAsOftenAsItSays(t *testing.T) {
	g := ground(t)
	type set struct {
		rivals.Set
		events map[string]rivals.Event
	}
	rate := func(s set, of report.SourceID, is func(a rivals.Account, e rivals.Event) bool) float64 {
		n, yes := 0., 0.
		for _, a := range s.Accounts {
			if a.Source == of {
				n++
				if is(a, s.events[a.Event]) {
					yes++
				}
			}
		}
		return yes / n
	}
	off := func(a rivals.Account, e rivals.Event) float64 {
		return place.DistanceM(a.Where.Point, place.Point{Lon: e.Spot.Lon, Lat: e.Spot.Lat})
	}
	for _, tc := range []struct {
		name  string
		noise rivals.Noise
		of    report.SourceID
		is    func(a rivals.Account, e rivals.Event) bool
		want  float64
	}{
		{"no hour: half of what the monitor leaves out by habit", rivals.Noise{NoHour: .5}, rivals.Monitor, func(a rivals.Account, e rivals.Event) bool { return a.When.To.Sub(a.When.From) > 6*time.Hour }, .25},
		{"the wrong day, of the ministry", rivals.Noise{WrongDay: .1}, rivals.Ministry, func(a rivals.Account, e rivals.Event) bool { return a.Days != e.Day }, .13},
		{"never a wrong day of a post", rivals.Noise{WrongDay: .5}, rivals.Sensor, func(a rivals.Account, e rivals.Event) bool { return a.Days != e.Day }, 0},
		{"another place, of the news desk", rivals.Noise{OtherPlace: .1, OtherPlaceM: 5000}, rivals.NewsDesk, func(a rivals.Account, e rivals.Event) bool { return off(a, e) > 500 }, .17},
		{"a governorate only", rivals.Noise{DivisionOnly: .1}, rivals.Monitor, func(a rivals.Account, e rivals.Event) bool { return a.Where.Within != "" }, .1},
		{"one side left out", rivals.Noise{Unnamed: .2}, rivals.Network, func(a rivals.Account, e rivals.Event) bool { return a.SideA == nil || a.SideB == nil }, .2},
		{"kinds in broader words", rivals.Noise{Vague: .3}, rivals.Network, func(a rivals.Account, e rivals.Event) bool {
			return slices.Contains([]string{"network:bombing", "network:fighting", "network:shooting", "network:martyrs"}, a.Codes[0])
		}, .3},
		{"no means", rivals.Noise{MeansUnsaid: .4}, rivals.Monitor, func(a rivals.Account, e rivals.Event) bool { return a.Means == nil }, .4},
		{"no number, of the ministry", rivals.Noise{Uncounted: .1}, rivals.Ministry, func(a rivals.Account, e rivals.Event) bool { return a.Casualties.Unstated }, .25},
		{"no headline", rivals.Noise{Wordless: .3}, rivals.Monitor, func(a rivals.Account, e rivals.Event) bool { return a.Words == "" }, .3},
		{"names spelt otherwise", rivals.Noise{Respelt: .5}, rivals.Monitor, func(a rivals.Account, e rivals.Event) bool { return a.Where.Name != e.Spot.Name }, .44}, // some have no other spelling, and some two changes undo each other
		{"a twentieth twice", rivals.Noise{Again: .05}, rivals.Monitor, func(a rivals.Account, e rivals.Event) bool { return true }, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := set{Set: made(t, g.Reports[:4_000], rivals.Options{Noise: tc.noise, Seed: 3, Divisions: g.Divisions, Zone: g.Zone}), events: map[string]rivals.Event{}}
			for _, e := range s.Events {
				s.events[e.ID] = e
			}
			if got := rate(s, tc.of, tc.is); math.Abs(got-tc.want) > .02 {
				t.Errorf("%.3f of the accounts, want about %.3f", got, tc.want)
			}
		})
	}
}

func TestWrite(t *testing.T) {
	zone, err := time.LoadLocation("Asia/Damascus")
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2017, 5, 5, 21, 0, 0, 0, time.UTC)
	r := report.Report{
		Source: "ucdp-ged", Number: "7", Days: "2017-05-06", When: truceline.Interval{From: day, To: day.Add(24 * time.Hour)},
		Where: place.Place{Point: place.Point{Lon: 36.4, Lat: 33.5}, Name: "Arbin town"}, Form: report.TwoSided,
		SideA:      []report.Actor{{Name: "Government of Syria", Party: "gov_syria"}},
		SideB:      []report.Actor{{Name: "HTS", Party: "hts"}, {Name: "Rahman Corps", Party: "faylaq_al_rahman"}},
		Casualties: report.Casualties{Deaths: report.Range{Low: 2, Best: 3, High: 4}, SideA: 1, SideB: 2},
	}
	s := made(t, []report.Report{r}, rivals.Options{Seed: 1, Zone: zone})
	var b bytes.Buffer
	if err := rivals.Write(&b, s.Accounts); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(rivals.Columns, rows[0]); diff != "" {
		t.Error(diff)
	}
	got := map[string]map[string]string{}
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, c := range row {
			m[rows[0][i]] = c
		}
		got[m["source"]] = m
	}
	if len(got) != 5 {
		t.Fatalf("%d sources wrote, want 5", len(got))
	}
	m := got["monitor"]
	at := s.Events[0].At
	for column, want := range map[string]string{
		"report_id": "O000001", "office": "monitor", "report_date": "2017-05-06",
		"start": at.Truncate(time.Hour).Format(time.RFC3339), "end": at.Truncate(time.Hour).Add(time.Hour).Format(time.RFC3339),
		"radius_m": "0", "place": "Arbin", "admin1": "", "actor1": "Government of Syria", "actor2": "HTS; Rahman Corps",
		"deaths_low": "2", "deaths_best": "3", "deaths_high": "4", "means": s.Events[0].Means,
	} {
		if m[column] != want {
			t.Errorf("%s is %q, want %q", column, m[column], want)
		}
	}
	for _, column := range []string{"place", "actor1", "actor2", "deaths_best", "means", "headline"} {
		if got["sensor"][column] != "" {
			t.Errorf("the sensor's %s is %q", column, got["sensor"][column])
		}
	}
	b.Reset()
	if err := rivals.WriteTruth(&b, s.Accounts); err != nil {
		t.Fatal(err)
	}
	if want := "report_id,event_id\nM000001,ucdp-ged:7\nO000001,ucdp-ged:7\nL000001,ucdp-ged:7\nN000001,ucdp-ged:7\nS000001,ucdp-ged:7\n"; b.String() != want {
		t.Errorf("truth %q, want %q", b.String(), want)
	}
}

// Every word of the vocabulary means something that the case knows.
func TestVocabulary(t *testing.T) {
	g := ground(t)
	known := map[party.ID]bool{"": true}
	for _, p := range g.Parties {
		known[p.ID] = true
	}
	terms, err := rivals.Vocabulary()
	if err != nil {
		t.Fatal(err)
	}
	meaning := map[string]string{}
	for _, x := range terms {
		if x.Part == "actor" && !known[party.ID(x.Case)] {
			t.Errorf("%q of %s means %q, which is no party of the case", x.Words, x.Source, x.Case)
		}
		if x.Part == "kind" && x.Case == "" {
			t.Errorf("%q of %s means no act", x.Words, x.Source)
		}
		key := string(x.Source) + x.Part + x.Words
		if before, twice := meaning[key]; twice && before != x.Case {
			t.Errorf("%q of %s means both %q and %q", x.Words, x.Source, before, x.Case)
		}
		meaning[key] = x.Case
	}
	s, err := g.Make(rivals.High, rivals.Tuning)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range s.Accounts {
		source, words, _ := strings.Cut(a.Codes[0], ":")
		if _, ok := meaning[source+"kind"+words]; !ok || source != string(a.Source) {
			t.Fatalf("the code %q of %s is not in the vocabulary", a.Codes[0], a.Source)
		}
	}
}
