package publication

import (
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
)

// square is a shape around a point, so many degrees wide and high.
func square(lon, lat, deg float64) orb.MultiPolygon {
	d := deg / 2
	return orb.MultiPolygon{{{{lon - d, lat - d}, {lon + d, lat - d}, {lon + d, lat + d}, {lon - d, lat + d}, {lon - d, lat - d}}}}
}

// nearTheMill is the material with a place of a mile in a governorate, and a
// truce that applies there: incident 1 surely lies in both, 3 possibly.
func nearTheMill(t testing.TB) Material {
	m := material(t)
	for i := range m.Facts.Areas {
		m.Facts.Areas[i].Certain = square(36.7, 35.1, 1)
	}
	m.Facts.Areas = append(m.Facts.Areas,
		place.Area{ID: "place_mill", Names: truceline.Names{"en": "Old Mill"}, Kind: namedPlace, Standing: place.Indicative, Term: truceline.Always(), Certain: square(36.7, 35.1, 0.016)},
		place.Area{ID: "place_ford", Names: truceline.Names{"en": "The Ford"}, Kind: namedPlace, Standing: place.WordsOnly, Term: truceline.Always()})
	m.Facts.Instruments = append(m.Facts.Instruments, instrument.Instrument{
		ID: "truce", Names: truceline.Names{"en": "Truce"}, Adopted: "2017-01-04",
		Provisions: []instrument.Provision{
			{ID: "truce_mill", Instrument: "truce", Label: "quiet at the mill", Areas: []place.AreaID{"place_mill"}},
			{ID: "truce_hama", Instrument: "truce", Label: "quiet in Hama", Areas: []place.AreaID{"place_mill", "SY05"}},
			{ID: "truce_both", Instrument: "truce", Label: "quiet at the mill and in Idlib", Areas: []place.AreaID{"place_mill", "SY07"}},
		},
	})
	one := held(m.Held[0], "truce_mill", observance.AllegedViolation, "")
	one = held(held(one, "truce_hama", observance.AllegedViolation, ""), "truce_both", observance.AllegedViolation, "")
	one = lies(one, []place.AreaID{"place_mill"}, []place.AreaID{"SY07", "place_ford"})
	one.Incident.Where.Within = "place_mill"
	for i := range one.Findings {
		one.Findings[i].Replies[1].Because = []string{"truce_mill applies in Old Mill (place_mill, indicative line): inside"}
	}
	m.Held[0] = one
	two := held(m.Held[2], "truce_mill", observance.Undetermined, observance.InArea)
	two = held(two, "truce_both", observance.Undetermined, observance.InArea)
	two.Areas[0].Answer = truceline.Unknown // SY07
	m.Held[2] = lies(two, nil, []place.AreaID{"place_mill"})
	m.Held[2].Incident.Where.Basis = `"Old Mill" in the gazetteer`
	m.Claims = append(m.Claims, counted(t, "tr-part", "B1/mill", "B1", 2, "place_mill"))
	return m
}

// An area finer than the blur would undo it: it is named of no incident.
func TestBlurNamesNoAreaThatIsFiner(t *testing.T) {
	m := nearTheMill(t)
	for ext, b := range files(t, compose(t, m)) {
		for _, want := range []string{"truce_mill", map[string]string{"html": "Old Mill"}[ext], map[string]string{"csv": "place_mill", "json": "place_mill", "geojson": "place_mill"}[ext]} {
			if !strings.Contains(string(b), want) {
				t.Fatalf("without a blur the %s does not say %q", ext, want)
			}
		}
	}
	claimed := m.Claims
	m.Case.Release.BlurM = 5_000
	m.Claims = nil // a source's own count of a place is no incident
	e := compose(t, m)
	for ext, b := range files(t, e) {
		for _, never := range []string{"place_mill", "Old Mill", "truce_mill", "quiet at the mill<", "place_ford", "The Ford"} {
			if strings.Contains(string(b), never) {
				t.Errorf("the %s says %q", ext, never)
			}
		}
	}
	row := e.Annex[slices.IndexFunc(e.Annex, func(r Row) bool { return r.ID == "i-ucdp-ged-1" })]
	if !slices.Equal(row.Areas, []place.AreaID{"SY05"}) || !slices.Equal(row.Perhaps, []place.AreaID{"SY07"}) {
		t.Errorf("incident 1 surely in %v, possibly in %v", row.Areas, row.Perhaps)
	}
	provisions := func(id string) string {
		var out []string
		for _, r := range e.Annex {
			for _, f := range r.Findings {
				if string(r.ID) == id {
					out = append(out, string(f.Provision))
				}
			}
		}
		return strings.Join(out, " ")
	}
	// Incident 1 lies in Hama as surely as at the mill; that it surely lies at the
	// mill or in Idlib, of which Idlib is only possible, tells the mill.
	if got := provisions("i-ucdp-ged-1"); got != "memo_2a res_1 truce_hama" {
		t.Errorf("incident 1 is held against %q", got)
	}
	if got := provisions("i-ucdp-ged-3"); got != "memo_2a truce_both" {
		t.Errorf("incident 3 is held against %q", got)
	}
	if !strings.Contains(strings.Join(e.Head.Rules, " "), "smaller than such a cell") {
		t.Errorf("the rules do not say so: %q", e.Head.Rules)
	}

	m.Claims = claimed
	i := slices.IndexFunc(compose(t, m).Claims.Rows, func(r ClaimRow) bool { return slices.Contains(r.Areas, "place_mill") })
	if r := compose(t, m).Claims.Rows[i]; r.Ours != nil || !strings.Contains(r.Why, "this small") {
		t.Errorf("beside a count of the place: %v, %q", r.Ours, r.Why)
	}
}

// A row of an area that may not be named would read as one without incidents.
func TestAnAreaThatMayNotBeNamedHasNoRow(t *testing.T) {
	m := nearTheMill(t)
	m.Facts.Areas[0].Certain = square(36.7, 35.1, 0.016) // Hama, as small as the mill
	m.Case.Release.BlurM = 5_000
	for _, r := range compose(t, m).Areas {
		if r.Area == "SY05" {
			t.Errorf("it has %+v", r)
		}
	}
}
