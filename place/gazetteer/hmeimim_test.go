package gazetteer_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/place/gazetteer"
)

// A judged is a place as a bulletin names it, with what a person who looked at
// the gazetteer and at the course of the front line took it for.
type judged struct {
	name, province string
	admin1         []place.AreaID
	truth          string // an id, "several" or "none"
	sure           bool
}

func readRows(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := make(map[string]string)
		for i, column := range rows[0] {
			m[column] = row[i]
		}
		out = append(out, m)
	}
	return out
}

// truth is testdata/hmeimim_truth.csv, our own judgement of the names.
func truth(t *testing.T) []judged {
	t.Helper()
	var out []judged
	for _, row := range readRows(t, "testdata/hmeimim_truth.csv") {
		j := judged{name: row["place"], province: row["province"], truth: row["truth"], sure: row["sure"] == "yes"}
		for a := range strings.SplitSeq(row["admin1"], "|") {
			j.admin1 = append(j.admin1, place.AreaID(a))
		}
		out = append(out, j)
	}
	return out
}

// A tally counts how names were resolved against what they mean.
type tally struct {
	one, several, none int // by verdict
	right, wrong       int // of those resolved to one
	findable, listed   int // of those that mean one place: all, and with the place among the candidates
}

func (n *tally) add(t *testing.T, j judged, r gazetteer.Resolution, rows int) {
	switch r.Verdict {
	case gazetteer.Resolved:
		n.one += rows
		if r.Candidates[0].Entry.ID == j.truth {
			n.right += rows
		} else {
			n.wrong += rows
			t.Logf("%s in %s means %s, and is resolved to %s: %s", j.name, j.province, j.truth, r.Candidates[0].Entry.ID, r.Reason)
		}
	case gazetteer.Ambiguous:
		n.several += rows
	default:
		n.none += rows
	}
	if j.truth == "none" || j.truth == "several" {
		return
	}
	n.findable += rows
	for _, c := range r.Candidates {
		if c.Entry.ID == j.truth {
			n.listed += rows
			return
		}
	}
	t.Logf("%s in %s means %s, which is no candidate: %s: %s", j.name, j.province, j.truth, r.Verdict, r.Reason)
}

// TestHmeimim holds the names of settlements in bulletins of 2018 and 2019,
// many by way of Russian, against what they mean. A name that is resolved to
// another place is the worst error.
func TestHmeimim(t *testing.T) {
	entries(t)
	g := built()
	var all, sure tally
	for _, j := range truth(t) {
		if _, ok := g.Entry(j.truth); !ok && j.truth != "none" && j.truth != "several" {
			t.Errorf("%s means %s, which the gazetteer does not have", j.name, j.truth)
		}
		r := g.Resolve(j.name, gazetteer.Hint{Admin1: j.admin1})
		all.add(t, j, r, 1)
		if j.sure {
			sure.add(t, j, r, 1)
		}
	}
	t.Logf("%d different names: %d mean one place, %d several, %d none; of those that mean one %d are right and %d wrong; of %d that have a place, %d list it",
		all.one+all.several+all.none, all.one, all.several, all.none, all.right, all.wrong, all.findable, all.listed)
	if sure.wrong > 0 {
		t.Errorf("%d names are resolved to another place than they mean", sure.wrong)
	}
	if all.right < 34 || all.listed < 44 {
		t.Errorf("%d names are resolved rightly and %d list their place, want at least 34 and 44", all.right, all.listed)
	}
}

// TestHmeimimRows counts the rows of the file itself.
func TestHmeimimRows(t *testing.T) {
	shared := os.Getenv("TRUCELINE_SHARED")
	if shared == "" {
		t.Skip("the rows of the bulletins are not here; name their folder in TRUCELINE_SHARED")
	}
	known := make(map[[2]string]judged)
	for _, j := range truth(t) {
		known[[2]string{j.name, j.province}] = j
	}
	entries(t)
	g := built()
	var n tally
	for _, row := range readRows(t, filepath.Join(shared, "data", "hmeimim_shelling_claims.csv")) {
		j, ok := known[[2]string{row["place_as_reported"], row["province_as_reported"]}]
		if !ok {
			t.Errorf("nobody has judged %q in %s", row["place_as_reported"], row["province_as_reported"])
			continue
		}
		n.add(t, j, g.Resolve(j.name, gazetteer.Hint{Admin1: j.admin1}), 1)
	}
	t.Logf("%d rows: %d mean one place, %d several, %d none; of those that mean one %d are right and %d wrong; of %d that have a place, %d list it",
		n.one+n.several+n.none, n.one, n.several, n.none, n.right, n.wrong, n.findable, n.listed)
}
