package publication

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

var update = flag.Bool("update", false, "rewrite the golden edition")

func compose(t interface {
	Helper()
	Fatal(...any)
}, m Material) *Edition {
	t.Helper()
	e, err := Compose(m)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// files are the edition in every form, by extension.
func files(t interface {
	Helper()
	Fatal(...any)
}, e *Edition) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for ext, write := range map[string]func() ([]byte, error){"html": e.HTML, "csv": e.CSV, "geojson": e.GeoJSON, "json": e.JSON} {
		b, err := write()
		if err != nil {
			t.Fatal(err)
		}
		out[ext] = b
	}
	return out
}

func TestGoldenEdition(t *testing.T) {
	for ext, got := range files(t, compose(t, material(t))) {
		name := filepath.Join("testdata", "edition."+ext)
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

func TestShuffledMaterialGivesTheSameBytes(t *testing.T) {
	want := files(t, compose(t, material(t)))
	rapid.Check(t, func(rt *rapid.T) {
		m := material(t)
		m.Held = rapid.Permutation(m.Held).Draw(rt, "held")
		m.Claims = rapid.Permutation(m.Claims).Draw(rt, "claims")
		m.Facts.Areas = rapid.Permutation(m.Facts.Areas).Draw(rt, "areas")
		m.Facts.Instruments = rapid.Permutation(m.Facts.Instruments).Draw(rt, "instruments")
		m.Facts.Sources = rapid.Permutation(m.Facts.Sources).Draw(rt, "sources")
		for i := range m.Held {
			m.Held[i].Findings = rapid.Permutation(m.Held[i].Findings).Draw(rt, "findings")
			m.Held[i].Areas = rapid.Permutation(m.Held[i].Areas).Draw(rt, "held areas")
		}
		got := files(rt, compose(rt, m))
		for ext := range want {
			if !bytes.Equal(got[ext], want[ext]) {
				rt.Errorf("%s differs:\n%s", ext, cmp.Diff(string(want[ext]), string(got[ext])))
			}
		}
	})
}

func TestComposeLeavesTheMaterialAsItWas(t *testing.T) {
	m := material(t)
	m.Case.Release = observance.Release{BlurM: 5000, Attribution: attributeForbidden}
	compose(t, m)
	if diff := cmp.Diff(material(t).Held, m.Held); diff != "" {
		t.Errorf("the caller's incidents changed:\n%s", diff)
	}
}

// Areas are counted here in the plainest way: from the material, without the
// census, and the answer written out in full.
func TestAreaCountsEqualBruteForce(t *testing.T) {
	first := on(t, "2017-04-20")
	areas := []place.AreaID{"SY05", "SY07", "SY13", "area_idlib", "area_southwest"}
	rapid.Check(t, func(rt *rapid.T) {
		m := quiet(t)
		for i := range rapid.IntRange(0, 25).Draw(rt, "incidents") {
			h := event(t, fmt.Sprint(i), "2017-05-07", "2017-05-07", 36, 35, 0)
			h.Incident.When.From = first.Add(time.Duration(rapid.IntRange(0, 600).Draw(rt, "from")) * time.Hour)
			h.Incident.When.To = h.Incident.When.From.Add(time.Duration(rapid.IntRange(0, 100).Draw(rt, "hours")) * time.Hour)
			for _, a := range areas {
				if ans := rapid.SampledFrom([]truceline.Answer{truceline.No, truceline.Unknown, truceline.Yes}).Draw(rt, "answer"); ans != truceline.No {
					h.Areas = append(h.Areas, observance.AreaAnswer{Area: a, Answer: ans})
				}
			}
			m.Held = append(m.Held, h)
		}
		e := compose(rt, m)
		count := func(id place.AreaID, from, to time.Time) (certain, possible int) {
			for _, h := range m.Held {
				w := h.Incident.When
				instant := w.From.Equal(w.To)
				meets := w.From.Before(to) && (w.To.After(from) || instant && !w.From.Before(from))
				inside := meets && !w.From.Before(from) && !w.To.After(to)
				area := id == ""
				maybe := area
				for _, a := range h.Areas {
					if a.Area == id {
						maybe, area = true, a.Answer == truceline.Yes
					}
				}
				switch {
				case inside && area:
					certain++
				case meets && maybe:
					possible++
				}
			}
			return certain, possible
		}
		listed := map[place.AreaID]bool{}
		for _, row := range e.Areas {
			listed[row.Area] = true
			for _, c := range []struct {
				what     string
				got      Tally
				from, to time.Time
			}{
				{"period", row.Period, on(t, "2017-05-07"), on(t, "2017-05-09")},
				{"previous", row.Previous, on(t, "2017-05-05"), on(t, "2017-05-07")},
				{"total", *row.Total, on(t, "2017-05-05"), on(t, "2017-05-09")},
			} {
				certain, possible := count(row.Area, c.from, c.to)
				if c.got.Certain.N != certain || c.got.Possible.N != possible {
					rt.Errorf("%s of %q = %v, want %d, and %d possible", c.what, row.Area, c.got, certain, possible)
				}
			}
		}
		for _, id := range areas {
			certain, possible := count(id, on(t, "2017-05-05"), on(t, "2017-05-09"))
			if want := certain+possible > 0 || strings.HasPrefix(string(id), "SY"); listed[id] != want {
				rt.Errorf("area %s listed: %v, want %v", id, listed[id], want)
			}
		}
	})
}

var (
	linkForm = regexp.MustCompile(`href="#([^"]+)"`)
	idForm   = regexp.MustCompile(` id="([^"]+)"`)
)

func TestEveryLinkOfThePageHasItsTarget(t *testing.T) {
	page := string(files(t, compose(t, material(t)))["html"])
	ids := map[string]int{}
	for _, m := range idForm.FindAllStringSubmatch(page, -1) {
		ids[m[1]]++
	}
	for id, n := range ids {
		if n != 1 {
			t.Errorf("id %q stands %d times", id, n)
		}
	}
	links := linkForm.FindAllStringSubmatch(page, -1)
	if len(links) < 50 {
		t.Fatalf("%d links; the numbers are not linked", len(links))
	}
	for _, m := range links {
		if ids[m[1]] == 0 {
			t.Errorf("link to %q leads nowhere", m[1])
		}
	}
}

func TestSetsHoldTheRowsTheyCount(t *testing.T) {
	e := compose(t, material(t))
	ids := map[int]string{}
	for _, r := range e.Annex {
		ids[r.Row] = string(r.ID)
	}
	for _, r := range e.Index {
		ids[r.Row] = string(r.ID)
	}
	set := func(c Count) (out []string) {
		for _, s := range e.Sets {
			if s.ID != c.Set {
				continue
			}
			for _, r := range s.Rows {
				for n := r[0]; n <= r[1]; n++ {
					out = append(out, ids[n])
				}
			}
		}
		return out
	}
	row := e.Areas[slices.IndexFunc(e.Areas, func(r AreaRow) bool { return r.Area == "SY05" })]
	for _, tc := range []struct {
		name string
		got  Count
		want []string
	}{
		{"surely in Hama in the period", row.Period.Certain, []string{"i-ucdp-ged-1"}},
		{"possibly there: place and time straddle", row.Period.Possible, []string{"i-ucdp-ged-2"}},
		{"there in the previous period", row.Previous.Certain, []string{"i-ucdp-ged-4"}},
		{"since the agreement, to the end of the period", row.Total.Certain, []string{"i-ucdp-ged-1", "i-ucdp-ged-4"}},
		{"findings open for the area", e.Open[0].Findings.Possible, []string{"i-ucdp-ged-2"}},
	} {
		if diff := cmp.Diff(tc.want, set(tc.got)); diff != "" {
			t.Errorf("%s:\n%s", tc.name, diff)
		}
	}
}

func TestQuietPeriodIsNotCalledQuiet(t *testing.T) {
	e := compose(t, quiet(t))
	page := string(files(t, e)["html"])
	if got := e.Summary[0].String(); !strings.Contains(got, "0 incidents were reported; "+NoEffort) {
		t.Errorf("summary = %q", got)
	}
	for _, want := range []string{
		"0 <small>reported; " + NoEffort + "</small>",
		"A missing bulletin is not a quiet day.",
		"<p>0 incidents reported; " + NoEffort + ".</p>",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if len(e.Areas) != 4 {
		t.Errorf("%d rows of areas, want all of the case and three governorates", len(e.Areas))
	}
}

func TestClaimsStandBesideOurs(t *testing.T) {
	e := compose(t, material(t))
	var got []string
	for _, r := range e.Claims.Rows {
		cells := ""
		for _, cell := range r.Cells {
			cells += " |"
			for _, c := range cell {
				cells += " " + given(c.N)
			}
		}
		got = append(got, fmt.Sprintf("%s %s%s | %v", r.Bulletin, r.AreaName, cells, r.Ours))
	}
	want := []string{
		"B1 all of the case | 9 | 4 | 1",
		"B1 Hama | 5 | 4 | 1",
		"B1 Idlib | 3 | | 0",
		"B2 all of the case | 10 | | 1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestClaimsThatCannotBeComparedSayWhy(t *testing.T) {
	for _, tc := range []struct {
		name string
		edit func(*report.Claim)
		want string
	}{
		{"undated", func(c *report.Claim) { c.Period = truceline.Interval{} }, "the count is undated"},
		{"an area that is none of the case's", func(c *report.Claim) { c.Areas, c.AreaName = nil, "Nowhere" }, "the area as given is none of the case's"},
		{"a window from before what is loaded", func(c *report.Claim) { c.Period.From = on(t, "2017-01-01") }, "the window reaches beyond what this edition holds"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := material(t)
			m.Claims = []observance.ClaimHeld{counted(t, "ru-part", "B1/SY05", "B1", 5, "SY05")}
			tc.edit(&m.Claims[0].Claim)
			row := compose(t, m).Claims.Rows[0]
			if row.Ours != nil || row.Why != tc.want {
				t.Errorf("ours %v, why %q; want none and %q", row.Ours, row.Why, tc.want)
			}
		})
	}
}

func TestContradictionsAreStated(t *testing.T) {
	var got []string
	for _, c := range compose(t, material(t)).Contradictions {
		got = append(got, c.Kind+": "+c.Text)
	}
	want := []string{
		"parts: Bulletin B1, Russian part: the total is given as 9; its parts by area (2 of them) add up to 8.",
		"bulletins: 2017-05-07, Russian part, all of the case: 9 in B1; 10 in B2.",
		"sides: 2017-05-07: those who register give different numbers for all of the case (Russian part 9 or 10, Turkish part 4); Hama (Russian part 5, Turkish part 4).",
		"flag: Bulletin B1: “sum 8 against 9”.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCheckRefusesWhatIsNoEdition(t *testing.T) {
	for _, tc := range []struct {
		name string
		edit func(*Material)
	}{
		{"no zone", func(m *Material) { m.Zone = nil }},
		{"another kind", func(m *Material) { m.Kind = "week" }},
		{"an open period", func(m *Material) { m.Period.To = time.Time{} }},
		{"two days called a day", func(m *Material) { m.Kind = Day }},
		{"no known", func(m *Material) { m.Known = time.Time{} }},
		{"an attribution rule that nobody knows", func(m *Material) { m.Case.Release.Attribution = "secret" }},
		{"an incident twice", func(m *Material) { m.Held = append(m.Held, m.Held[0]) }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := material(t)
			tc.edit(&m)
			if _, err := Compose(m); truceline.KindOf(err) != truceline.InvalidKind {
				t.Errorf("Compose: %v, want a problem with the input", err)
			}
		})
	}
}

func TestDaysAreLocalDays(t *testing.T) {
	zone := damascus(t)
	for _, tc := range []struct{ name, day, want string }{
		{"an ordinary day", "2017-05-07", "2017-05-06T21:00:00Z"},
		{"clocks go forward at midnight, and the day begins at one", "2017-03-31", "2017-03-30T22:00:00Z"},
	} {
		noon, err := time.ParseInLocation(dateForm+" 15", tc.day+" 12", zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := startOfDay(noon, 0, zone).Format(time.RFC3339); got != tc.want {
			t.Errorf("%s: starts %s, want %s", tc.name, got, tc.want)
		}
	}
	march := days(t, "2017-03-01", "2017-03-31")
	if n := daysIn(march, zone); n != 31 {
		t.Errorf("March has %d days", n)
	}
	if got := inWords(Previous(march, zone), zone); got != "2017-01-29 to 2017-02-28" {
		t.Errorf("previous of March is %s", got)
	}
}

func TestJSONSaysItsSchema(t *testing.T) {
	var got struct {
		Schema  string
		Version int
	}
	if err := json.Unmarshal(files(t, compose(t, material(t)))["json"], &got); err != nil {
		t.Fatal(err)
	}
	if got.Schema != Schema || got.Version != SchemaVersion {
		t.Errorf("got %+v", got)
	}
}

func TestClaimForTwoAreasCoversBothTogether(t *testing.T) {
	m := material(t)
	m.Held = []observance.Held{lies(event(t, "6", "2017-05-07", "2017-05-07", 36.3, 33.5, 500), []place.AreaID{"SY05"}, []place.AreaID{"SY07"})}
	c := counted(t, "ru-part", "B1/SY05", "B1", 5, "SY05")
	c.Claim.Areas = []place.AreaID{"SY07", "SY05"}
	m.Claims = []observance.ClaimHeld{c}
	row := compose(t, m).Claims.Rows[0]
	if row.AreaName != "Hama and Idlib" || row.Ours.Certain.N != 1 || row.Ours.Possible.N != 0 {
		t.Errorf("%s: ours %v, want one that surely lies in one of the two", row.AreaName, row.Ours)
	}
}
