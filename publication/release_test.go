package publication

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

func TestDelayWithholdsAndSaysSo(t *testing.T) {
	m := material(t)
	// Incident 2 ends on the 10th, and the others of the period before.
	m.Case.Release.Delay = m.Known.Sub(on(t, "2017-05-09"))
	e := compose(t, m)
	if e.Head.Withheld != 1 {
		t.Errorf("withheld = %d, want 1", e.Head.Withheld)
	}
	for ext, b := range files(t, e) {
		if strings.Contains(string(b), "i-ucdp-ged-2") {
			t.Errorf("the %s shows the withheld incident", ext)
		}
	}
	if got := e.Areas[0].Period; got.Certain.N != 2 || got.Possible.N != 0 {
		t.Errorf("the period counts %v", got)
	}
}

func TestBlurredDiscStillHoldsTheTruePlace(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := place.Point{
			Lon:     rapid.Float64Range(-179, 179).Draw(rt, "lon"),
			Lat:     rapid.Float64Range(-80, 80).Draw(rt, "lat"),
			RadiusM: rapid.Float64Range(0, 50_000).Draw(rt, "radius"),
		}
		m := rapid.Float64Range(100, 50_000).Draw(rt, "blur")
		q := blur(p, m)
		if d := haversine(p, q); d+p.RadiusM > q.RadiusM {
			rt.Fatalf("%v moved %.1f m to %v", p, d, q)
		}
		if q.RadiusM > p.RadiusM+m+3 {
			rt.Fatalf("radius %v grew to %v by a blur of %v", p.RadiusM, q.RadiusM, m)
		}
	})
}

func TestPeriodWithAllWithheldIsNotCalledEmpty(t *testing.T) {
	m := material(t)
	m.Case.Release.Delay = 365 * 24 * time.Hour
	if got := compose(t, m).Summary[0].String(); got != "All incidents that were reported in the period are withheld." {
		t.Errorf("summary = %q", got)
	}
}

// haversine is the distance on a sphere as large as WGS 84 at its largest.
func haversine(a, b place.Point) float64 {
	rad := func(deg float64) float64 { return deg * math.Pi / 180 }
	s := math.Sin(rad(b.Lat-a.Lat) / 2)
	u := math.Sin(rad(b.Lon-a.Lon) / 2)
	return 2 * 6_378_137 * math.Asin(math.Sqrt(s*s+math.Cos(rad(a.Lat))*math.Cos(rad(b.Lat))*u*u))
}

func TestBlurLeavesNoExactPlaceInAnyFile(t *testing.T) {
	m := material(t)
	m.Case.Release.BlurM = 10_000
	for i := range m.Held {
		for j := range m.Held[i].Findings {
			m.Held[i].Findings[j].Replies[1].Because = []string{"it lies at 36.65, 35.7"}
		}
	}
	for ext, b := range files(t, compose(t, m)) {
		for _, exact := range []string{"village", "36.65", "0.123", "it lies at"} {
			if strings.Contains(string(b), exact) {
				t.Errorf("the %s says %q", ext, exact)
			}
		}
	}
}

func TestAttributionRule(t *testing.T) {
	for _, tc := range []struct {
		name, rule   string
		shown, never string
	}{
		{"named", attributeNamed, "gov_syria", ""},
		{"by side", attributeSide, "side: Government side", "gov_syria"},
		{"forbidden", attributeForbidden, "", "Government"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := material(t)
			m.Case.Release.Attribution = tc.rule
			m.Held[2].Findings[0].Replies[2].Because = []string{"gov_syria, of the Government, was bound"}
			for ext, b := range files(t, compose(t, m)) {
				if ext != "html" && !strings.Contains(string(b), tc.shown) {
					t.Errorf("the %s does not say %q", ext, tc.shown)
				}
				if tc.never != "" && strings.Contains(string(b), tc.never) {
					t.Errorf("the %s says %q", ext, tc.never)
				}
			}
		})
	}
}

// hostile is material whose every text is an attack.
func hostile(t *testing.T) Material {
	const bad = `=1+1<script>alert("x")</script>`
	m := material(t)
	m.Case.Names["en"] = bad
	m.Case.Credits[0] = observance.Credit{What: bad, Text: bad, Licence: bad, URL: "javascript:alert(1)"}
	for i := range m.Facts.Areas {
		m.Facts.Areas[i].Names = truceline.Names{"en": bad}
	}
	m.Facts.Instruments[0].Provisions[0].Label = bad
	m.Held[0].Incident.Where.Name = bad
	m.Held[0].Incident.SideA = []report.Actor{{Name: bad}}
	m.Held[0].Incident.Origins = []string{bad}
	m.Held[0].Incident.ID = bad
	m.Held[0].Findings[0].Provision = instrument.ProvisionID(bad)
	m.Held[0].Incident.Fact = incident.Fact(bad)
	m.Claims[0].Claim.ViaURL = "javascript:alert(1)"
	m.Claims[0].Claim.Bulletin = bad
	m.Claims[0].Claim.Flags = []string{bad}
	return m
}

func TestHostileTextStaysText(t *testing.T) {
	got := files(t, compose(t, hostile(t)))
	page := string(got["html"])
	if strings.Contains(page, "<script") || strings.Contains(page, `href="javascript:`) {
		t.Error("the page carries a script")
	}
	if !strings.Contains(page, "&lt;script&gt;") {
		t.Error("the page lost the text instead of escaping it")
	}
	rows, err := csv.NewReader(strings.NewReader(string(got["csv"]))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for i, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@") {
				t.Errorf("column %s is a formula: %q", FindingColumns[i], cell)
			}
		}
	}
}

func TestFindingColumns(t *testing.T) {
	const begins = "incident_id,source_refs,provision_id,proposed,in_force,area,bound,conduct,excluded,exempt,evidence,area_share,time_share,from,to,lon,lat,radius_m,area_ids,parties,"
	m := material(t)
	var b strings.Builder
	if err := FindingsCSV(&b, m.Zone, m.Held); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.String(), begins) {
		t.Errorf("header %q", b.String()[:len(begins)])
	}
	rows, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1+5 {
		t.Fatalf("%d rows, want a header and five findings", len(rows))
	}
	b.Reset()
	if err := FindingsJSONL(&b, m.Zone, m.Held); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 5 {
		t.Fatalf("%d lines, want five findings", len(lines))
	}
	var keys map[string]any
	if err := json.Unmarshal([]byte(lines[0]), &keys); err != nil {
		t.Fatal(err)
	}
	for _, c := range FindingColumns {
		if _, ok := keys[c]; !ok {
			t.Errorf("column %s is not in the JSON", c)
		}
	}
	if len(keys) != len(FindingColumns) {
		t.Errorf("%d keys for %d columns", len(keys), len(FindingColumns))
	}
}

func TestFindingCells(t *testing.T) {
	m := material(t)
	h := m.Held[1]
	h.Incident.SideB = append(h.Incident.SideB, report.Actor{Name: `The "Lions"; north`}, report.Actor{Name: "A", Party: "gov_syria"})
	h.Incident.Where.Lon = -36.5
	cells := FindingRows(h, m.Zone)[0].cells()
	for _, tc := range []struct{ column, want string }{
		{"source_refs", "ucdp-ged:2"}, {"proposed", "undetermined"}, {"area", "unknown"}, {"in_force", "yes"},
		{"area_share", "0.123457"}, {"area_share_max", "0.5"}, {"time_share", "1"}, {"time_share_max", "1"},
		{"from", "2017-05-08T00:00:00+03:00"}, {"to", "2017-05-10T00:00:00+03:00"}, {"lon", "-36.5"},
		{"area_ids", ""}, {"area_ids_possible", "SY05;SY07;area_idlib"},
		{"parties", "gov_syria;unresolved:Syrian insurgents;unresolved:The Lions, north"}, {"settles", "area"}, {"open_attribution", "false"},
	} {
		if got := cells[slices.Index(FindingColumns[:], tc.column)]; got != tc.want {
			t.Errorf("%s = %q, want %q", tc.column, got, tc.want)
		}
	}
}

func TestSharesNeverRoundAPartUpToAWhole(t *testing.T) {
	for _, tc := range []struct {
		in   float64
		want string
	}{
		{0, "0"}, {1, "1"}, {1 - 1e-12, "1"}, {0.99999999, "0.999999"}, {0.5, "0.5"}, {1.0 / 3, "0.333333"}, {1e-8, "1e-08"},
	} {
		v := sixDigits(tc.in)
		if got := share(&v); got != tc.want {
			t.Errorf("share %v prints %s, want %s", tc.in, got, tc.want)
		}
	}
}

func TestGeoJSONIsAsTheRFCHasIt(t *testing.T) {
	m := material(t)
	var b strings.Builder
	about := About{Case: "astana", Known: time.Date(2018, 3, 16, 0, 0, 0, 0, time.UTC)}
	if err := FindingsGeoJSON(&b, m.Zone, m.Held, about); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Type, Case string
		Known      time.Time
		Features   []struct {
			Type, ID string
			Geometry struct {
				Type        string
				Coordinates []float64
			}
			Properties struct {
				RadiusM *float64 `json:"radius_m"`
			}
		}
	}
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil {
		t.Fatal(err)
	}
	if got.Type != "FeatureCollection" || got.Case != "astana" || !got.Known.Equal(about.Known) || len(got.Features) != 5 {
		t.Fatalf("got %+v", got)
	}
	f := got.Features[0]
	if f.Type != "Feature" || f.ID != "i-ucdp-ged-1/memo_2a" || f.Geometry.Type != "Point" || !slices.Equal(f.Geometry.Coordinates, []float64{36.7, 35.1}) || f.Properties.RadiusM == nil {
		t.Errorf("first feature %+v", f)
	}
}
