package gazetteer_test

import (
	"compress/gzip"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/place/gazetteer"
)

// TestOwnNames: every name of a place finds the place, given where it is.
func TestOwnNames(t *testing.T) {
	es := entries(t)
	g := built()
	n, mute := 0, 0
	for i := 0; i < len(es); i += 9 { // some of each kind and division
		e := &es[i]
		at := e.Point()
		for _, name := range e.Names {
			r := g.Resolve(name.Text, gazetteer.Hint{Near: &at})
			n++
			if len(r.Candidates) == 0 { // its words are taken for a description
				mute++
				continue
			}
			if rank(r, e.ID) < 0 {
				t.Errorf("%q (%s) does not find %s: %s: %s", name.Text, name.Lang, e.ID, r.Verdict, r.Reason)
			}
		}
	}
	t.Logf("%d names, %d of which are taken for descriptions", n, mute)
	if mute > n/200 {
		t.Errorf("%d of %d names are taken for descriptions", mute, n)
	}
}

// rank is where a place stands among the candidates, -1 if it does not.
func rank(r gazetteer.Resolution, id string) int {
	return slices.IndexFunc(r.Candidates, func(c gazetteer.Candidate) bool { return c.Entry.ID == id })
}

// TestAcrossScripts takes all names of one language out of the gazetteer and
// looks for the places by them, so that only other languages can answer. Names
// that are translations or other names (Palmyra, Tadmur) cannot be found so.
func TestAcrossScripts(t *testing.T) {
	es := entries(t)
	for _, tc := range []struct {
		lang        string
		every       int     // looks at each so-manieth name
		first, five float64 // least shares found first, and among five, given the division
	}{
		{"ar", 7, 0.85, 0.96},
		{"ru", 1, 0.82, 0.93},
		{"tr", 1, 0.83, 0.95},
		{"fr", 1, 0.80, 0.93},
	} {
		rest := make([]gazetteer.Entry, len(es))
		for i, e := range es {
			e.Names = slices.DeleteFunc(slices.Clone(e.Names), func(n gazetteer.Name) bool { return n.Lang == tc.lang })
			rest[i] = e
		}
		g := gazetteer.New(rest)
		var names, first, five, resolved, wrong, k int
		for i := range es {
			for _, name := range es[i].Names {
				if name.Lang != tc.lang || len(rest[i].Names) == 0 {
					continue
				}
				if k++; k%tc.every != 0 {
					continue
				}
				r := g.Resolve(name.Text, gazetteer.Hint{Admin1: []place.AreaID{es[i].Admin1}})
				names++
				at := rank(r, es[i].ID)
				if at == 0 {
					first++
				}
				if at >= 0 && at < 5 {
					five++
				}
				if r.Verdict == gazetteer.Resolved {
					resolved++
					if at != 0 && place.DistanceM(r.Candidates[0].Entry.Point(), es[i].Point()) > gazetteer.TwinM {
						wrong++
					}
				}
			}
		}
		share := func(n int) float64 { return float64(n) / float64(names) }
		t.Logf("%s: %d names, given the division: recall@1 %.3f, recall@5 %.3f; resolved %.3f, of which %.3f to another place", tc.lang, names, share(first), share(five), share(resolved), float64(wrong)/float64(resolved))
		if share(first) < tc.first || share(five) < tc.five {
			t.Errorf("%s: recall@1 %.3f and recall@5 %.3f, want at least %.2f and %.2f", tc.lang, share(first), share(five), tc.first, tc.five)
		}
	}
}

// admin1Names are the divisions as GED spells them.
var admin1Names = map[string]place.AreaID{
	"Damascus Governorate": "SY01", "Aleppo Governorate": "SY02", "Rif Dimashq Governorate": "SY03", "Homs Governorate": "SY04",
	"Hamah Governorate": "SY05", "Latakia Governorate": "SY06", "Idlib Governorate": "SY07", "Al Hasakah Governorate": "SY08",
	"Deir ez Zor Governorate": "SY09", "Tartus Governorate": "SY10", "Ar Raqqah Governorate": "SY11", "Daraa Governorate": "SY12",
	"As Suwayda Governorate": "SY13", "Quneitra Governorate": "SY14",
}

// TestGED holds the different exact places of UCDP GED against the points that
// its coders gave them. Nothing was chosen by it but that a place that is only
// somewhat like is not resolved.
func TestGED(t *testing.T) {
	shared := os.Getenv("TRUCELINE_SHARED")
	if shared == "" {
		t.Skip("UCDP GED is not here; name its folder in TRUCELINE_SHARED")
	}
	f, err := os.Open(filepath.Join(shared, "data", "ucdp_ged_syria_2016-2019.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(unpacked).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	entries(t)
	g := built()
	for _, tc := range []struct {
		name           string
		divisions      bool
		least, correct float64 // least shares that are resolved, and of these rightly
	}{
		{"with the division", true, 0.62, 0.96},
		{"without", false, 0.45, 0.90},
	} {
		seen := make(map[[2]string]bool)
		var all, one, several, near, off int
		for _, row := range rows[1:] {
			cell := func(column string) string { return row[slices.Index(rows[0], column)] }
			name, division := cell("where_coordinates"), cell("adm_1")
			key := [2]string{name, division}
			if cell("where_prec") != "1" || seen[key] {
				continue
			}
			seen[key] = true
			var p place.Point
			if p.Lat, err = strconv.ParseFloat(cell("latitude"), 64); err != nil {
				t.Fatal(err)
			}
			if p.Lon, err = strconv.ParseFloat(cell("longitude"), 64); err != nil {
				t.Fatal(err)
			}
			var h gazetteer.Hint
			if id, ok := admin1Names[division]; ok && tc.divisions {
				h.Admin1 = []place.AreaID{id}
			}
			all++
			r := g.Resolve(name, h)
			switch r.Verdict {
			case gazetteer.Ambiguous:
				several++
			case gazetteer.Resolved:
				one++
				switch d := place.DistanceM(r.Candidates[0].Entry.Point(), p); {
				case d <= gazetteer.TwinM:
					near++
				case d > 2*gazetteer.TwinM:
					off++
				}
			}
		}
		t.Logf("%s: %d different names: %d mean one place, %d several, %d none; of those that mean one %d lie within %d km of GED's point and %d more than %d km off",
			tc.name, all, one, several, all-one-several, near, gazetteer.TwinM/1000, off, 2*gazetteer.TwinM/1000)
		if float64(one) < tc.least*float64(all) || float64(near) < tc.correct*float64(one) {
			t.Errorf("%s: %d of %d are resolved and %d of them rightly", tc.name, one, all, near)
		}
	}
}
