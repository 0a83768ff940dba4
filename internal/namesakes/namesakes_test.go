package namesakes_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/truceline/truceline/internal/namesakes"
	"github.com/truceline/truceline/sanctions"
	"github.com/truceline/truceline/sanctions/screening"
)

var list = []screening.Reference{
	{Entry: "1", Name: "Usama Muhammad Awad bin Ladin", Kind: screening.Person},
	{Entry: "1", Name: "أسامة محمد عوض بن لادن", Kind: screening.Person},
	{Entry: "1", Name: "Abu Abdallah", Kind: screening.Person, Weak: true},
	{Entry: "2", Name: "ABU 'ABDALLAH", Kind: screening.Person},
	{Entry: "2", Name: "Abu Abdallah", Kind: screening.Person},
	{Entry: "3", Name: "JI", Kind: screening.Entity},
	{Entry: "4", Name: "Шамиль Басаев 2", Kind: screening.Person},
}

func TestEdits(t *testing.T) {
	for _, edits := range []int{1, 2} {
		got := namesakes.Edits(list, edits, 1)
		var of []string
		for _, e := range got {
			of = append(of, e.Entry+" "+e.Script+" "+strings.Join(e.Entries, "+"))
			if d := distance([]rune(strings.ToLower(e.Listed)), []rune(strings.ToLower(e.Name))); d == 0 || d > edits {
				t.Errorf("%q was typed %q, %d edits away, want 1 to %d", e.Listed, e.Name, d, edits)
			}
			for _, r := range e.Name {
				if s := namesakes.Script(string(r)); s != e.Script && s != namesakes.Unwritten {
					t.Errorf("%q was typed %q: %q is of another script", e.Listed, e.Name, r)
				}
			}
			if !e.Is(e.Entry) {
				t.Errorf("%q is no name of its own entry", e.Listed)
			}
		}
		want := []string{"1 Latn 1", "1 Arab 1", "1 Latn 1+2", "2 Latn 1+2", "4 Cyrl 4"}
		if !slices.Equal(of, want) {
			t.Errorf("edits of %q, want %q", of, want)
		}
		if again := namesakes.Edits(list, edits, 1); !slices.EqualFunc(got, again, func(a, b namesakes.Edited) bool { return a.Name == b.Name }) {
			t.Error("the same seed gave other names")
		}
	}
}

// TestEditsAreOfAllSorts: over many seeds a name is typed with letters swapped,
// missing, doubled, replaced and added.
func TestEditsAreOfAllSorts(t *testing.T) {
	seen := map[int]int{}
	for seed := range uint64(200) {
		for _, e := range namesakes.Edits(list[:1], 1, seed) {
			seen[len([]rune(e.Name))-len([]rune(e.Listed))]++
		}
	}
	for change, least := range map[int]int{-1: 20, 0: 50, 1: 50} {
		if seen[change] < least {
			t.Errorf("%d names of 200 changed their length by %d, want %d", seen[change], change, least)
		}
	}
}

// distance counts edits, a swap of two neighbours being one (optimal string
// alignment).
func distance(a, b []rune) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range b {
		d[0][j+1] = j + 1
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

func TestOrdinary(t *testing.T) {
	g, err := namesakes.Bundled()
	if err != nil {
		t.Fatal(err)
	}
	const n = 1000
	names := g.Ordinary(n, 1, nil)
	of, in, seen := map[string]int{}, map[string]int{}, map[string]bool{}
	for _, o := range names {
		of[o.Of]++
		in[o.Script]++
		if seen[o.Name] {
			t.Errorf("%q is there twice", o.Name)
		}
		seen[o.Name] = true
	}
	if len(names) != n || of["place"] < 300 || of["people"] < 300 || of["party"] < 150 {
		t.Errorf("%d names, %v; want %d, at least 300 places, 300 people and 150 of parties", len(names), of, n)
	}
	if in["Latn"] < 400 || in["Arab"] < 150 || in["Cyrl"] < 100 {
		t.Errorf("scripts %v, want at least 400 Latin, 150 Arabic, 100 Cyrillic", in)
	}
	for _, no := range []string{"Islamic State in Iraq and the Levant", "Jund al-Aqsa", "Jabhat al-Nusra"} {
		if seen[no] {
			t.Errorf("%q is matched to an entry and no ordinary name", no)
		}
	}
	// The same but for a name that is listed, in another order.
	listed := names[n-1].Name
	w := strings.Fields(listed)
	slices.Reverse(w)
	for _, o := range g.Ordinary(n, 1, []screening.Reference{{Name: strings.ToUpper(strings.Join(w, " "))}}) {
		if o.Name == listed {
			t.Errorf("%q is listed and no ordinary name", listed)
		}
	}
}

func TestReadPairs(t *testing.T) {
	const head = "case_group,schema,name1,name2,is_match,quality,category,notes\n"
	got, err := namesakes.ReadPairs(strings.NewReader(head + "g,Person,Olaf Scholze,Olaf Scholz,true,STRONG,why,\ng,Company,\"A, Ltd\",B,false,WEAK,,x\n"))
	want := []namesakes.Pair{
		{Group: "g", Kind: screening.Person, A: "Olaf Scholze", B: "Olaf Scholz", Same: true, Why: "why"},
		{Group: "g", Kind: screening.Entity, A: "A, Ltd", B: "B"},
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
	for _, tc := range []struct{ name, in, want string }{
		{"empty", "", "header"},
		{"a column is missing", "case_group,schema,name1,name2,category\n", "is_match"},
		{"neither true nor false", head + "g,Person,a,b,maybe,,,\n", "line 2"},
		{"a schema of no name", head + "g,Ownership,a,b,true,,,\n", "Ownership"},
	} {
		if _, err := namesakes.ReadPairs(strings.NewReader(tc.in)); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want an error with %q", tc.name, err, tc.want)
		}
	}
}

func TestReferences(t *testing.T) {
	got := namesakes.References(sanctions.Snapshot{Entries: []sanctions.Entry{{
		ID: "7", Ref: "QDe.001", Kind: screening.Entity,
		Names: []sanctions.Name{{Text: "A"}, {Text: "B", Quality: sanctions.Low}},
	}}})
	want := []screening.Reference{{Entry: "7", Name: "A", Kind: screening.Entity}, {Entry: "7", Name: "B", Kind: screening.Entity, Weak: true}}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestScript(t *testing.T) {
	for name, want := range map[string]string{
		"Hay'at": "Latn", "جبهة Nusra النصرة": "Arab", "Фронт": "Cyrl", "金英哲": "Hani", "ኤርሚኣስ ግርማይ": "Ethi", "12-3": namesakes.Unwritten, "": namesakes.Unwritten,
	} {
		if got := namesakes.Script(name); got != want {
			t.Errorf("Script(%q) = %s, want %s", name, got, want)
		}
	}
}
