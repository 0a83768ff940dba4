package publication

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// mixed is the material with what came with many sources: incidents of several
// reports that contradict each other, one without a number of deaths, one whose
// reports went to another, counts of several things, counts without a number,
// and settlements.
func mixed(t testing.TB) Material {
	m := material(t)
	m.Facts.Sources = append(m.Facts.Sources,
		report.Source{ID: "monitor", Names: truceline.Names{"en": "A monitor"}},
		report.Source{ID: "ru-centre", Names: truceline.Names{"en": "Russian centre"}})

	joined := &m.Held[0].Incident
	joined.Reports = []string{"acled:SYR9", "ucdp-ged:1"}
	joined.Contradictions = []incident.Contradiction{
		{Aspect: incident.OverTime, A: "acled:SYR9", B: "ucdp-ged:1", SaysA: "2017-05-08", SaysB: "2017-05-07", Apart: "1 h"},
		{Aspect: incident.OverPlace, A: "acled:SYR9", B: "ucdp-ged:1", SaysA: "hamlet", SaysB: "village 1", Apart: "14.2 km"},
		{Aspect: incident.OverActor, A: "acled:SYR9", B: "ucdp-ged:1", SaysA: "Unknown brigade", SaysB: "Government of Syria – Syrian insurgents"},
		{Aspect: incident.OverCount, A: "acled:SYR9", B: "ucdp-ged:1", SaysA: "9", SaysB: "2 (1–4)", Apart: "7"},
	}
	silent := held(event(t, "6", "2017-05-07", "2017-05-07", 36.7, 35.1, 0), "memo_2a", observance.Undetermined, observance.Conduct)
	silent.Incident.Uncounted, silent.Incident.Deaths = true, report.Range{}
	silent.Incident.Contradictions = []incident.Contradiction{
		{Aspect: incident.OverKind, A: "acled:SYR7", B: "ucdp-ged:6", SaysA: "acled:Looting", SaysB: "ucdp:type_of_violence=1"},
	}
	gone := event(t, "7", "2017-05-07", "2017-05-07", 36.7, 35.1, 0)
	gone.Incident.Reports, gone.Incident.Into = nil, "i-ucdp-ged-1"
	m.Held = append(m.Held, lies(silent, []place.AreaID{"SY05"}, nil), lies(gone, []place.AreaID{"SY05"}, nil))

	m.Claims = append(m.Claims,
		monitored(t, "2017-05-07..2017-05-07", "breaches, daily", 28, ""),
		monitored(t, "2017-05-06..2017-05-07", "breaches, cumulative", 51, ""),
		monitored(t, "2017-05-06..2017-05-07", "breaches, cumulative", 14, "SY05"),
		monitored(t, "2017-05-06..2017-05-07", "breaches, cumulative", 11, "SY07"),
		centre(t, "SY07", "", -1), // an area without a number
		centre(t, "SY05", "Harbnifsah", 3),
		centre(t, "SY05", "Kara Jurn", -1, "the place \"Kara Jurn\" is not known", unsaid),
	)
	return m
}

// monitored is a monitor's count that covers the days that name it.
func monitored(t testing.TB, over, metric string, n int, area place.AreaID) observance.ClaimHeld {
	h := counted(t, "monitor", over+"/"+string(area)+"/"+metric, over, n, area)
	first, last, _ := strings.Cut(over, "..")
	h.Claim.Period, h.Claim.Published = days(t, first, last), ""
	h.Claim.Metric, h.Claim.Origin, h.Claim.Alleged = metric, "A monitor", "regime forces"
	h.Claim.ViaURL = "https://monitor.example/" + last
	return h
}

// centre is a count of a settlement, or of an area if it has no name, without a
// number if n is negative.
func centre(t testing.TB, area place.AreaID, settlement string, n int, flags ...string) observance.ClaimHeld {
	h := counted(t, "ru-centre", "2017-05-08/"+string(area)+"/"+settlement, "2017-05-08", max(0, n), area)
	h.Claim.Metric, h.Claim.Alleged, h.Claim.Via = "shellings", "illegal armed groups", "An agency"
	h.Claim.Uncounted, h.Claim.Flags = n < 0, flags
	h.Claim.AreaName = "Province of " + string(area)
	if settlement != "" {
		h.Claim.AreaName = settlement + ", " + h.Claim.AreaName
		h.Claim.Where = &place.Place{Name: settlement, Within: area}
	}
	return h
}

func TestGoldenEditionOfManySources(t *testing.T) {
	for ext, got := range files(t, compose(t, mixed(t))) {
		name := filepath.Join("testdata", "mixed."+ext)
		if *update {
			if err := os.WriteFile(name, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s changed (-want +got); if that is meant, run with -update:\n%s", name, diff)
		}
	}
}

func TestShuffledSourcesGiveTheSameBytes(t *testing.T) {
	want := files(t, compose(t, mixed(t)))
	rapid.Check(t, func(rt *rapid.T) {
		m := mixed(t)
		m.Held = rapid.Permutation(m.Held).Draw(rt, "held")
		m.Claims = rapid.Permutation(m.Claims).Draw(rt, "claims")
		for i := range m.Held {
			in := &m.Held[i].Incident
			in.Contradictions = rapid.Permutation(in.Contradictions).Draw(rt, "contradictions")
			in.Reports = rapid.Permutation(in.Reports).Draw(rt, "reports")
		}
		for ext, got := range files(rt, compose(rt, m)) {
			if !bytes.Equal(got, want[ext]) {
				rt.Errorf("%s differs:\n%s", ext, cmp.Diff(string(want[ext]), string(got)))
			}
		}
	})
}

func TestEveryLinkOfAnEditionOfManySourcesHasItsTarget(t *testing.T) {
	page := string(files(t, compose(t, mixed(t)))["html"])
	ids := map[string]bool{}
	for _, m := range idForm.FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("id %q stands twice", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range linkForm.FindAllStringSubmatch(page, -1) {
		if !ids[m[1]] {
			t.Errorf("link to %q leads nowhere", m[1])
		}
	}
}

func TestAnIncidentWhoseReportsWentElsewhereIsInNoEdition(t *testing.T) {
	for ext, b := range files(t, compose(t, mixed(t))) {
		if strings.Contains(string(b), "i-ucdp-ged-7") {
			t.Errorf("the %s has it", ext)
		}
	}
	m := mixed(t)
	var b bytes.Buffer
	gone := held(m.Held[len(m.Held)-1], "memo_2a", observance.Violation, "")
	if err := FindingsCSV(&b, m.Zone, []observance.Held{gone}); err != nil || strings.Count(b.String(), "\n") != 1 {
		t.Errorf("findings of it: %q, %v; want the header only", b.String(), err)
	}
	with, without := compose(t, m), compose(t, func() Material { m.Held = m.Held[:len(m.Held)-1]; return m }())
	if diff := cmp.Diff(without.Areas, with.Areas); diff != "" {
		t.Errorf("it is counted:\n%s", diff)
	}
}

func TestDeathsThatNobodyCountedAreInNoSum(t *testing.T) {
	silent := func(m *Material, i int) {
		m.Held[i].Incident.Uncounted, m.Held[i].Incident.Deaths = true, report.Range{}
	}
	for _, tc := range []struct {
		name string
		edit func(*Material)
		want string // the beginning
		tail string // what follows on the bounds
	}{
		{"all give a number", func(*Material) {},
			"The sources count 2–4–8 deaths (low–best–high) in the incidents surely in the period and 1–2–4 in those possibly in it.", ""},
		{"one of those surely in the period gives none", func(m *Material) { silent(m, 0) },
			"The sources count 1–2–4 deaths (low–best–high) in the incidents surely in the period and 1–2–4 in those possibly in it.",
			" No report gives a number of deaths for 1 of the incidents; no sum holds them, and that is not to say that nobody died in them."},
		{"none of those surely in the period gives one", func(m *Material) { silent(m, 0); silent(m, 2) },
			"The sources count 1–2–4 deaths (low–best–high) in incidents possibly in the period.",
			" No report gives a number of deaths for 2 of the incidents; no sum holds them, and that is not to say that nobody died in them."},
		{"none at all", func(m *Material) { silent(m, 0); silent(m, 1); silent(m, 2) },
			"For none of the incidents does a report give a number of deaths, which does not say that nobody died.", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := material(t)
			tc.edit(&m)
			got := compose(t, m).Summary[3].String()
			_, tail, _ := strings.Cut(got, "the worst count in it.")
			if !strings.HasPrefix(got, tc.want) || tail != tc.tail {
				t.Errorf("got %q; want it to begin with %q and to end with %q", got, tc.want, tc.tail)
			}
		})
	}
}

func TestFindingsWithoutANumberOfDeathsHaveNone(t *testing.T) {
	m := mixed(t)
	silent := m.Held[5]
	var table, lines bytes.Buffer
	if err := FindingsCSV(&table, m.Zone, []observance.Held{silent}); err != nil {
		t.Fatal(err)
	}
	if want := ",SOHR,,,,conduct,false,40,1,kind\n"; !strings.HasSuffix(table.String(), want) {
		t.Errorf("the row is %q; want it to end with %q", table.String(), want)
	}
	if err := FindingsJSONL(&lines, m.Zone, []observance.Held{silent}); err != nil {
		t.Fatal(err)
	}
	if want := `"deaths_low":null,"deaths_best":null,"deaths_high":null`; !strings.Contains(lines.String(), want) {
		t.Errorf("the line is %s; want %s in it", lines.String(), want)
	}
}

func TestClaimsOfDifferentThingsAreNeverHeldTogether(t *testing.T) {
	m := mixed(t)
	// The monitor's daily count and the commission's are of one window and area.
	e := compose(t, m)
	for _, c := range e.Contradictions {
		if strings.Contains(c.Text, "28") || c.Kind == "bulletins" && strings.Contains(c.Text, "monitor") {
			t.Errorf("held against others: %s", c.Text)
		}
	}
	for _, r := range e.Claims.Rows {
		metrics := map[string]bool{}
		for i, cell := range r.Cells {
			if len(cell) > 0 {
				metrics[metricOf(e.Claims.Registrars[i])] = true
			}
		}
		if len(metrics) != 1 {
			t.Errorf("a row of %s holds %d metrics", r.Bulletin, len(metrics))
		}
	}
	for i := range m.Claims {
		m.Claims[i].Claim.Metric = "violations registered"
	}
	if !strings.Contains(texts(compose(t, m)), "28") {
		t.Error("of one thing counted, the numbers are not held against each other; the test proves nothing")
	}
}

func TestOneBulletinMayCountTwoThings(t *testing.T) {
	m := material(t)
	other := func(number string, n int, area place.AreaID) observance.ClaimHeld {
		h := counted(t, "ru-part", number+"/shellings", "B1", n, area)
		h.Claim.Metric = "shellings"
		return h
	}
	m.Claims = []observance.ClaimHeld{
		counted(t, "ru-part", "B1", "B1", 9, ""), counted(t, "ru-part", "B1/SY05", "B1", 9, "SY05"),
		other("B1", 70, ""), other("B1/SY05", 70, "SY05"),
	}
	e := compose(t, m)
	if got := texts(e); got != "" {
		t.Errorf("contradictions: %s", got)
	}
	if n := len(e.Claims.Rows); n != 4 {
		t.Errorf("%d rows, want one for each thing and area", n)
	}
	m.Claims[3].Claim.Count = 60
	want := "parts: Bulletin B1, Russian part: the total of “shellings” is given as 70; its parts by area (1 of them) add up to 60."
	if got := texts(compose(t, m)); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestASumOfPartsIsStatedOnce(t *testing.T) {
	m := material(t)
	m.Claims[0].Claim.Flags = []string{"its parts add up to 8, not to 9", "a total of two days"}
	got := texts(compose(t, m))
	if strings.Contains(got, "not to 9") || !strings.Contains(got, "its parts by area (2 of them) add up to 8") || !strings.Contains(got, "flag: Bulletin B1: “a total of two days”.") {
		t.Errorf("contradictions:\n%s", got)
	}
}

func texts(e *Edition) string {
	var out []string
	for _, c := range e.Contradictions {
		out = append(out, c.Kind+": "+c.Text)
	}
	return strings.Join(out, "\n")
}

func TestAPartWithoutANumberLeavesItsTotalOpen(t *testing.T) {
	for _, tc := range []struct {
		name        string
		total, part int
		want        string
	}{
		{"less may still add up", 9, 4, ""},
		{"all of it leaves nothing open to contradict", 9, 9, ""},
		{"more never does", 9, 10, "parts: Bulletin B1, Russian part: the total is given as 9; its parts by area (2 of them, 1 without a number) add up to 10 at least."},
		{"a total without a number contradicts nothing", -1, 10, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := material(t)
			open := counted(t, "ru-part", "B1/SY07", "B1", 0, "SY07")
			open.Claim.Uncounted = true
			total := counted(t, "ru-part", "B1", "B1", max(0, tc.total), "")
			total.Claim.Uncounted = tc.total < 0
			m.Claims = []observance.ClaimHeld{total, counted(t, "ru-part", "B1/SY05", "B1", tc.part, "SY05"), open}
			if got := texts(compose(t, m)); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func TestACountWithoutANumberContradictsNobody(t *testing.T) {
	m := material(t)
	none := counted(t, "tr-part", "B1/SY05", "B1", 0, "SY05")
	none.Claim.Uncounted = true
	again := counted(t, "ru-part", "B2/SY05", "B2", 0, "SY05")
	again.Claim.Uncounted = true
	m.Claims = []observance.ClaimHeld{counted(t, "ru-part", "B1/SY05", "B1", 5, "SY05"), none, again}
	e := compose(t, m)
	if got := texts(e); got != "" {
		t.Errorf("contradictions: %s", got)
	}
	page := string(files(t, e)["html"])
	if n := strings.Count(page, ">not given</a>"); n != 2 {
		t.Errorf("the page says %d times that no number is given, want 2", n)
	}
	if !strings.Contains(string(files(t, e)["json"]), `{"claim":"tr-part:B1/SY05","n":null,"entry":70}`) {
		t.Error("the JSON gives a number")
	}
}

func TestSettlementsStandApart(t *testing.T) {
	m := material(t)
	before := compose(t, m)
	m.Claims = append(m.Claims, centre(t, "SY05", "Harbnifsah", 300), centre(t, "SY05", "Kara Jurn", -1))
	for i := range m.Claims[len(m.Claims)-2:] { // as if they were of the commission's bulletin, and of what it counts
		c := &m.Claims[len(m.Claims)-2+i].Claim
		c.Source, c.Bulletin, c.Metric, c.Origin = "ru-part", "B1", "violations registered", "Ministry"
	}
	e := compose(t, m)
	if diff := cmp.Diff(before.Contradictions, e.Contradictions); diff != "" {
		t.Errorf("they contradict something:\n%s", diff)
	}
	if diff := cmp.Diff(before.Claims.Rows, e.Claims.Rows); diff != "" {
		t.Errorf("they stand among the areas:\n%s", diff)
	}
	var got []string
	for _, r := range e.Claims.Settlements {
		got = append(got, strings.Join([]string{r.Place, r.Province, given(r.N), r.Alleged, r.Via}, " | "))
	}
	want := []string{
		"Harbnifsah | Province of SY05 | 300 | illegal armed groups | An agency",
		"Kara Jurn | Province of SY05 | not given | illegal armed groups | An agency",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReleaseRulesReachWhatManySourcesSay(t *testing.T) {
	for _, tc := range []struct {
		name   string
		rule   observance.Release
		hidden []string
		shown  []string
	}{
		{"a blur hides settlements and the words of places",
			observance.Release{BlurM: 5000}, []string{"Harbnifsah", "Kara Jurn", "hamlet", "village 1"},
			[]string{"withhold 2 counts of settlements", "14.2 km", "Unknown brigade"}},
		{"without attribution nobody is blamed",
			observance.Release{Attribution: attributeForbidden}, []string{"illegal armed groups", "regime forces", "Unknown brigade", "Looting"},
			[]string{"Harbnifsah", "hamlet", `"aspect":"actor"`}},
		{"by side nobody is blamed by name either",
			observance.Release{Attribution: attributeSide}, []string{"illegal armed groups", "regime forces", "Unknown brigade"}, []string{"not shown"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := mixed(t)
			m.Case.Release = tc.rule
			var all strings.Builder
			for _, ext := range []string{"html", "csv", "geojson", "json"} {
				all.Write(files(t, compose(t, m))[ext])
			}
			for _, s := range tc.hidden {
				if strings.Contains(all.String(), s) {
					t.Errorf("%q is shown", s)
				}
			}
			for _, s := range tc.shown {
				if !strings.Contains(all.String(), s) {
					t.Errorf("%q is not shown", s)
				}
			}
		})
	}
}

func TestContradictionsBetweenReportsLeadToTheirIncident(t *testing.T) {
	e := compose(t, mixed(t))
	var got []string
	for _, r := range e.Disputes {
		for _, b := range r.Between {
			row := e.Annex[b.Row-1]
			got = append(got, string(r.Aspect)+" "+string(b.Incident)+" "+string(row.ID)+" "+b.SaysA+" / "+b.SaysB)
		}
	}
	want := []string{
		"time i-ucdp-ged-1 i-ucdp-ged-1 2017-05-08 / 2017-05-07",
		"place i-ucdp-ged-1 i-ucdp-ged-1 hamlet / village 1",
		"kind i-ucdp-ged-6 i-ucdp-ged-6 acled:Looting / ucdp:type_of_violence=1",
		"actor i-ucdp-ged-1 i-ucdp-ged-1 Unknown brigade / Government of Syria – Syrian insurgents",
		"count i-ucdp-ged-1 i-ucdp-ged-1 9 / 2 (1–4)",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsNotOfManySourcesHasNoTraceOfThem(t *testing.T) {
	var doc map[string]json.RawMessage
	if err := json.Unmarshal(files(t, compose(t, material(t)))["json"], &doc); err != nil {
		t.Fatal(err)
	}
	if _, ok := doc["report_contradictions"]; ok {
		t.Error("an edition without contradictions between reports has a list of them")
	}
	if bytes.Contains(doc["claims"], []byte("settlements")) {
		t.Error("an edition without settlements has a list of them")
	}
}
