package desk_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/place/gazetteer"
)

// names are the usual names of the places on record then.
func names(t *testing.T, d *desk.Desk, known time.Time) []string {
	t.Helper()
	g, err := d.Gazetteer(t.Context(), known)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for i := range g.Entries() {
		out = append(out, g.Entries()[i].Usual())
	}
	return out
}

func TestGazetteerIsVersioned(t *testing.T) {
	d, c := newDesk(t), astana(t)
	entry := func(id, name string) gazetteer.Entry {
		return gazetteer.Entry{ID: id, Names: []gazetteer.Name{{Text: name}}, Lon: 36, Lat: 35, Kind: "locality"}
	}
	now := func() time.Time {
		at, err := d.Known(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	c.Gazetteer = nil
	load(t, d, c)
	before := now()
	if got := names(t, d, time.Time{}); len(got) != 0 {
		t.Errorf("a case without a gazetteer has the places %v", got)
	}

	c.Gazetteer = []gazetteer.Entry{entry("x:1", "Ford")}
	if got, want := load(t, d, c), (desk.Loaded{New: 1}); got != want {
		t.Errorf("the first gazetteer: %+v, want %+v", got, want)
	}
	first := now()
	if got, want := load(t, d, c), (desk.Loaded{}); got != want {
		t.Errorf("the same gazetteer again: %+v, want %+v", got, want)
	}
	c.Gazetteer = []gazetteer.Entry{entry("x:2", "Weir"), entry("x:1", "Ford")}
	if got, want := load(t, d, c), (desk.Loaded{Changed: 1}); got != want {
		t.Errorf("another gazetteer: %+v, want %+v", got, want)
	}
	second := now()
	c.Gazetteer = nil
	if got, want := load(t, d, c), (desk.Loaded{Retracted: 1}); got != want {
		t.Errorf("no gazetteer any more: %+v, want %+v", got, want)
	}
	if got, want := load(t, d, c), (desk.Loaded{}); got != want {
		t.Errorf("no gazetteer still: %+v, want %+v", got, want)
	}
	for _, tc := range []struct {
		name  string
		known time.Time
		want  []string
	}{
		{"before the first", before, nil},
		{"as first loaded", first, []string{"Ford"}},
		{"as then changed", second, []string{"Ford", "Weir"}},
		{"now that it is taken back", time.Time{}, nil},
		{"as first loaded, asked again", first, []string{"Ford"}},
	} {
		if diff := cmp.Diff(names(t, d, tc.known), tc.want); diff != "" {
			t.Errorf("%s (-got +want):\n%s", tc.name, diff)
		}
	}
}

func TestLexicon(t *testing.T) {
	d := newDesk(t)
	load(t, d, astana(t))
	l, err := d.Lexicon(t.Context(), "ucdp-ged")
	if err != nil {
		t.Fatal(err)
	}
	if l.Source.ID != "ucdp-ged" || l.Location().String() != "Asia/Damascus" {
		t.Errorf("the words are read for %q in %s", l.Source.ID, l.Location())
	}
	if got := l.Actor("no code", "ucdp:118"); got != "gov_syria" {
		t.Errorf("the party of a code is %q, want gov_syria", got)
	}
	if _, err := d.Lexicon(t.Context(), "nobody"); truceline.KindOf(err) != truceline.NotFoundKind {
		t.Errorf("Lexicon of an unknown source: %v, want not found", err)
	}
	for _, tc := range []struct {
		name, place, admin1 string
		within              string
		lon, lat, radius    float64 // a radius of 0: a division's own
		remark              string
	}{
		{"a name in another script", "حزرما", "Rif Dimashq", "", 36.48874, 33.51718, 2000, ""},
		{"a name of several places is the division that is said", "Salihiyah", "Latakia", "SY06", 0, 0, 0, "left for a person"},
		{"a name of several places without a division is somewhere in the country", "Salihiyah", "", "syria", 0, 0, 0, "left for a person"},
		{"an unknown place lies in the division that is said", "Chiftlin-Hanifa", "Latakia", "SY06", 0, 0, 0, "not known"},
		{"a division alone", "", "Hama", "SY05", 0, 0, 0, ""},
		{"nothing is said", "", "", "syria", 0, 0, 0, ""},
		{"a place across the border of the division that is said", "Khan Shaykhoun", "Hama", "", 36.65095, 35.44208, 2000, "said to lie in SY05"},
		{"a city extends far", "Aleppo", "Aleppo", "", 37.17262, 36.20369, 10000, ""},
		{"a division that the case does not have", "Mars crater", "Mars", "syria", 0, 0, 0, `"Mars" is not an area`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, remarks := l.Where(tc.place, tc.admin1)
			said := strings.Join(remarks, "\n")
			if string(got.Within) != tc.within || !strings.Contains(said, tc.remark) || tc.remark == "" && said != "" {
				t.Errorf("Where(%q, %q) = %+v with %q; want within %q and a remark of %q", tc.place, tc.admin1, got, said, tc.within, tc.remark)
			}
			if tc.radius > 0 && (got.Lon != tc.lon || got.Lat != tc.lat || got.RadiusM != tc.radius) {
				t.Errorf("Where(%q, %q) is %v, %v within %v m; want %v, %v within %v m", tc.place, tc.admin1, got.Lon, got.Lat, got.RadiusM, tc.lon, tc.lat, tc.radius)
			}
			if got.RadiusM < 2000 || got.Basis == "" || got.Name != tc.place {
				t.Errorf("Where(%q, %q) = %+v, a place that does not say how far off it may be", tc.place, tc.admin1, got)
			}
			if _, known := l.Center(got.Within); got.Within != "" && !known {
				t.Errorf("%q has no surface", got.Within)
			}
		})
	}
}
