package screening_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/truceline/truceline/internal/intake/unlist"
	"github.com/truceline/truceline/internal/namesakes"
	"github.com/truceline/truceline/sanctions/screening"
)

// shared opens a file of the shared data.
func shared(t *testing.T, name ...string) *os.File {
	t.Helper()
	dir := os.Getenv("TRUCELINE_SHARED")
	if dir == "" {
		t.Skip("TRUCELINE_SHARED does not name the folder of shared data, so that there is nothing to measure on")
	}
	f, err := os.Open(filepath.Join(append([]string{dir, "data"}, name...)...))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func listed(t *testing.T) []screening.Reference {
	t.Helper()
	s, err := unlist.Read(context.Background(), shared(t, "un", "un_sc_consolidated_2018-08-24.xml.gz"), unlist.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return namesakes.References(s)
}

// TestFiguresOfPairs holds the default threshold against labelled pairs.
func TestFiguresOfPairs(t *testing.T) {
	pairs, err := namesakes.ReadPairs(shared(t, "name_match_pairs_dev.csv"))
	if err != nil {
		t.Fatal(err)
	}
	var hits, wrong, missed int
	for _, p := range pairs {
		lead := screening.Compare(screening.Reference{Name: p.A}, screening.Reference{Name: p.B, Kind: p.Kind})
		switch is := lead.Score >= screening.DefaultThreshold; {
		case is && p.Same:
			hits++
		case is:
			wrong++
		case p.Same:
			missed++
		}
	}
	f1 := 2 * float64(hits) / float64(2*hits+wrong+missed)
	t.Logf("%d pairs: F1 %.3f, %d wrong, %d missed", len(pairs), f1, wrong, missed)
	if f1 < 0.90 {
		t.Errorf("F1 is %.3f, want 0.90 at least", f1)
	}
}

// TestFiguresOfEdits looks for every listed name with one typing error in the
// letters of its own script.
func TestFiguresOfEdits(t *testing.T) {
	refs := listed(t)
	ix := screening.New(refs)
	n, first := 0, 0
	for _, e := range namesakes.Edits(refs, 1, 1) {
		n++
		ls := ix.Search(screening.Query{Name: e.Name})
		if slices.ContainsFunc(ls, func(l screening.Lead) bool { return l.Score == ls[0].Score && e.Is(l.Entry) }) {
			first++
		}
	}
	share := float64(first) / float64(n)
	t.Logf("%d names with one error: %.4f at the first rank", n, share)
	if share < 0.985 {
		t.Errorf("%.4f of the names are at the first rank, want 0.985 at least", share)
	}
}

// A listed name finds its own entry at the top, whatever the order of the list.
func TestAListedNameFindsItself(t *testing.T) {
	refs := []screening.Reference{
		{Entry: "1", Name: "Jabhat al-Nusrah", Kind: screening.Entity}, {Entry: "2", Name: "جبهة فتح الشام", Kind: screening.Entity},
		{Entry: "3", Name: "Эмират Кавказ", Kind: screening.Entity}, {Entry: "4", Name: "Anna Maria Example", Kind: screening.Person},
		{Entry: "5", Name: "Harbour Trading Company", Kind: screening.Entity},
	}
	back := slices.Clone(refs)
	slices.Reverse(back)
	a, b := screening.New(refs), screening.New(back)
	for _, r := range refs {
		got := a.Search(screening.Query{Name: r.Name})
		if len(got) == 0 || got[0].Entry != r.Entry || got[0].Score < 0.999 {
			t.Errorf("%q finds %+v, want entry %s with a score of 1", r.Name, got, r.Entry)
		}
		if other := b.Search(screening.Query{Name: r.Name}); fmt.Sprint(other) != fmt.Sprint(got) {
			t.Errorf("%q finds %v in one order of the list and %v in the other", r.Name, got, other)
		}
	}
	for name, want := range map[string]string{"Nusra Front": "1", "Jabhat Fath al-Sham": "2", "Emirat Kavkaz": "3", "Example, Anna M.": "4", "Jabhat Al Nusra": "1"} {
		if got := a.Search(screening.Query{Name: name}); len(got) == 0 || got[0].Entry != want {
			t.Errorf("%q finds %+v, want entry %s", name, got, want)
		}
	}
}

// FuzzSearch: whatever a name is, it is answered, and the parts of a lead share
// its whole weight.
func FuzzSearch(f *testing.F) {
	for _, s := range []string{"", " ", "al-Nusra", "\u202eabc\u202c", "\xff\xfe", "جبهة", "A. B. C.", "- ' \" ( )"} {
		f.Add(s)
	}
	ix := screening.New([]screening.Reference{{Entry: "1", Name: "Jabhat al-Nusrah"}, {Entry: "2", Name: "Anna Example", Kind: screening.Person}})
	f.Fuzz(func(t *testing.T, name string) {
		for _, l := range ix.Search(screening.Query{Name: name, Threshold: 0.01}) {
			sum := 0.0
			for _, p := range l.Parts {
				sum += p.Weight
			}
			if l.Score < 0 || l.Score > 1.000001 || sum < 0.999 || sum > 1.001 {
				t.Errorf("%q: score %v, weights sum to %v", name, l.Score, sum)
			}
		}
	})
}
