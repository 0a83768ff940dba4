package lexicon_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline/internal/intake/lexicon"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/place/gazetteer"
	"github.com/truceline/truceline/report"
)

// valley is a lexicon of a made-up case: the divisions north and south, the
// towns Ford and Weir and the city Port, and a name that two villages bear.
func valley() lexicon.Lexicon {
	entry := func(id string, admin1 place.AreaID, lon float64, people int, names ...string) gazetteer.Entry {
		e := gazetteer.Entry{ID: id, Kind: "locality", Admin1: admin1, Lon: lon, Lat: 1, Population: people}
		for _, n := range names {
			e.Names = append(e.Names, gazetteer.Name{Text: n})
		}
		return e
	}
	g := gazetteer.New([]gazetteer.Entry{
		entry("x:1", "north", 1, 0, "Fordingen"),
		entry("x:2", "south", 2, 60_000, "Weirstadt"),
		entry("x:3", "south", 3, 800_000, "Portbury"),
		entry("x:4", "north", 1.5, 0, "Millbrook"), entry("x:5", "north", 4, 0, "Millbrook"),
		entry("x:6", "north", 1.5, 0, "Lockerby"), entry("x:7", "south", 4, 0, "Lockerby"),
	})
	discs := map[place.AreaID]place.Point{"north": {Lon: 1, Lat: 2, RadiusM: 90_000}, "south": {Lon: 2, Lat: 0, RadiusM: 40_000}}
	return lexicon.Lexicon{
		Area: func(name string) (place.AreaID, float64, bool) {
			id := place.AreaID(strings.ToLower(name))
			p, ok := discs[id]
			return id, 2 * p.RadiusM, ok
		},
		Center:  func(id place.AreaID) (place.Point, bool) { p, ok := discs[id]; return p, ok },
		Place:   g.Resolve,
		Country: place.Place{Point: place.Point{Lon: 1.5, Lat: 1, RadiusM: 300_000}, Within: "valley"},
	}
}

func TestWhere(t *testing.T) {
	for _, tc := range []struct {
		name, place, admin1 string
		want                place.Place // without Basis
		remarks             []string    // what each of them holds
	}{
		{"a village", "Fordingen", "North", place.Place{Point: place.Point{Lon: 1, Lat: 1, RadiusM: 2000}}, nil},
		{"a town extends farther", "Weirstadt", "", place.Place{Point: place.Point{Lon: 2, Lat: 1, RadiusM: 5000}}, nil},
		{"a city farther still", "Portbury", "South", place.Place{Point: place.Point{Lon: 3, Lat: 1, RadiusM: 10_000}}, nil},
		{"a name of two, without a division", "Lockerby", "", place.Place{Point: place.Point{Lon: 1.5, Lat: 1, RadiusM: 300_000}, Within: "valley"}, []string{"x:6, north, 1.00"}},
		{"a name of two in one division, which nobody said", "Millbrook", "", place.Place{Point: place.Point{Lon: 1, Lat: 2, RadiusM: 90_000}, Within: "north"}, []string{"x:4, north, 1.00"}},
		{"a name of two in the division that is said", "Millbrook", "north", place.Place{Point: place.Point{Lon: 1, Lat: 2, RadiusM: 90_000}, Within: "north"}, []string{"2 places of the name"}},
		{"a place far from the division that is said", "Weirstadt", "north", place.Place{Point: place.Point{Lon: 1, Lat: 2, RadiusM: 90_000}, Within: "north"}, []string{"does not lie in north"}},
		{"an unknown name", "Nowhereton", "South", place.Place{Point: place.Point{Lon: 2, Lat: 0, RadiusM: 40_000}, Within: "south"}, []string{"is not known"}},
		{"an area of the case as a place", "South", "", place.Place{Point: place.Point{Lon: 2, Lat: 0, RadiusM: 40_000}, Within: "south"}, nil},
		{"an area in a larger division", "South", "north", place.Place{Point: place.Point{Lon: 2, Lat: 0, RadiusM: 40_000}, Within: "south"}, nil},
		{"an area in a smaller division", "North", "south", place.Place{Point: place.Point{Lon: 2, Lat: 0, RadiusM: 40_000}, Within: "south"}, []string{"is not known"}},
		{"a division alone", "", "south", place.Place{Point: place.Point{Lon: 2, Lat: 0, RadiusM: 40_000}, Within: "south"}, nil},
		{"two divisions together", "", "north|South", place.Place{Point: place.Point{Lon: 1, Lat: 2, RadiusM: math.Ceil(place.DistanceM(place.Point{Lon: 1, Lat: 2}, place.Point{Lon: 2}) + 40_000)}}, nil},
		{"an unknown division", "", "west", place.Place{Point: place.Point{Lon: 1.5, Lat: 1, RadiusM: 300_000}, Within: "valley"}, []string{`division "west"`}},
		{"nothing", " ", " | ", place.Place{Point: place.Point{Lon: 1.5, Lat: 1, RadiusM: 300_000}, Within: "valley"}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, remarks := valley().Where(tc.place, tc.admin1)
			if got.Basis == "" {
				t.Errorf("Where(%q, %q) does not say what it rests on", tc.place, tc.admin1)
			}
			got.Basis = ""
			tc.want.Name = strings.TrimSpace(tc.place)
			if diff := cmp.Diff(got, tc.want); diff != "" {
				t.Errorf("Where(%q, %q) (-got +want):\n%s", tc.place, tc.admin1, diff)
			}
			if len(remarks) != len(tc.remarks) {
				t.Fatalf("Where(%q, %q) remarks %q, want %d", tc.place, tc.admin1, remarks, len(tc.remarks))
			}
			for i, r := range remarks {
				if !strings.Contains(r, tc.remarks[i]) {
					t.Errorf("remark %q does not hold %q", r, tc.remarks[i])
				}
			}
		})
	}
}

// TestWhereOfNothing: a lexicon that knows nothing gives no bare point.
func TestWhereOfNothing(t *testing.T) {
	for _, l := range []lexicon.Lexicon{{}, {Place: gazetteer.New(nil).Resolve}} {
		got, remarks := l.Where("Fordingen", "north")
		if got.RadiusM < 20_000_000 || got.Name != "Fordingen" || len(remarks) != 2 {
			t.Errorf("Where = %+v with %q, want somewhere on Earth and two remarks", got, remarks)
		}
	}
}

func TestOrigins(t *testing.T) {
	l := lexicon.Lexicon{Source: report.Source{Origins: []report.OriginAlias{
		{Origin: "SOHR", Spellings: []string{"Syrian Observatory", "Observatory (in London)"}},
	}}}
	for _, tc := range []struct {
		name    string
		offices []string
		want    []string
	}{
		{"none", nil, nil},
		{"spellings of one", []string{"sohr", "Syrian  observatory"}, []string{"SOHR"}},
		{"who only carried it", []string{"The Star (in SOHR)", "Gazette citing SOHR"}, []string{"SOHR"}},
		{"a bracket that belongs to the name", []string{"Observatory (in London)"}, []string{"SOHR"}},
		{"one that nobody listed, in two letter cases", []string{"The Star", "the star", " "}, []string{"the star"}},
		{"sorted", []string{"zeta", "SOHR", "alpha"}, []string{"SOHR", "alpha", "zeta"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(l.Origins(tc.offices), tc.want); diff != "" {
				t.Errorf("Origins(%q) (-got +want):\n%s", tc.offices, diff)
			}
		})
	}
}

func TestActors(t *testing.T) {
	l := lexicon.Lexicon{Actor: func(name, _ string) party.ID {
		if name == "River Guard" {
			return "river_guard"
		}
		return ""
	}}
	want := []report.Actor{{Name: "River Guard", Party: "river_guard"}, {Name: "Others"}}
	if diff := cmp.Diff(l.Actors("River Guard", " ", "Others", "River Guard "), want); diff != "" {
		t.Errorf("Actors (-got +want):\n%s", diff)
	}
	if got := (lexicon.Lexicon{}).Actors("Others"); len(got) != 1 || got[0].Party != "" {
		t.Errorf("without a register: %+v", got)
	}
}

func TestDeaths(t *testing.T) {
	of := func(low, best, high int) report.Casualties {
		return report.Casualties{Deaths: report.Range{Low: low, Best: best, High: high}}
	}
	for _, tc := range []struct {
		text string
		want report.Casualties
		ok   bool
	}{
		{"", report.Casualties{Unstated: true}, true},
		{"0", of(0, 0, 0), true},
		{" 12 ", of(12, 12, 12), true},
		{"3-5", of(3, 3, 5), true},
		{"3 – 5", of(3, 3, 5), true},
		{"5+", of(5, 5, 5), true},
		{"5-3", report.Casualties{}, false},
		{"-3", report.Casualties{}, false},
		{"many", report.Casualties{}, false},
		{"1.5", report.Casualties{}, false},
		{"99999999999999999999", report.Casualties{}, false},
	} {
		if got, ok := lexicon.Deaths(tc.text); got != tc.want || ok != tc.ok {
			t.Errorf("Deaths(%q) = %+v, %v, want %+v, %v", tc.text, got, ok, tc.want, tc.ok)
		}
	}
}

// FuzzDeaths: what is taken for a count is one.
func FuzzDeaths(f *testing.F) {
	for _, s := range []string{"", "3-5", "5+", "–", "٣", "0x1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, ok := lexicon.Deaths(text)
		if d := c.Deaths; d.Low < 0 || d.Best != d.Low || d.High < d.Low || !ok && c != (report.Casualties{}) {
			t.Errorf("Deaths(%q) = %+v, %v", text, c, ok)
		}
	})
}
