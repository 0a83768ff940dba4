package workload

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestNameQueries(t *testing.T) {
	path := filepath.Join(t.TempDir(), "queries.tsv")
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("kind\ttype\tquery\texpect\nexact\tentity\tA \"B\" Co.\t69\nnone\tperson\tNadia\t-\n")
	got, err := NameQueries(path)
	if err != nil || len(got) != 2 || got[0] != (NameQuery{"exact", "entity", `A "B" Co.`, "69"}) || got[1].Expect != "-" {
		t.Errorf("got %+v, %v", got, err)
	}
	write("kind\ttype\tquery\texpect\nexact\tentity\t69\n")
	if _, err := NameQueries(path); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("error %v, want one with the line", err)
	}
}

// W1 of both lists has its digests, and every entry that it expects is listed.
func TestOpenNames(t *testing.T) {
	shared := os.Getenv("TRUCELINE_SHARED")
	if shared == "" {
		t.Skip("TRUCELINE_SHARED is not set: neither the generator nor the lists are there")
	}
	cache := t.TempDir()
	for _, day := range []string{NamesList, EarlierList} {
		path, err := OpenNames(t.Context(), shared, cache, day, 1)
		if err != nil {
			t.Fatal(err)
		}
		queries, err := NameQueries(path)
		if err != nil || len(queries) != NamesSize {
			t.Fatalf("%d queries, %v", len(queries), err)
		}
		list, err := UNList(shared, cache, day)
		if err != nil {
			t.Fatal(err)
		}
		snap, err := List(t.Context(), list)
		if err != nil {
			t.Fatal(err)
		}
		ids := map[string]bool{"-": true}
		for _, e := range snap.Entries {
			ids[e.ID] = true
		}
		for _, q := range queries {
			if !ids[q.Expect] {
				t.Errorf("%s: %q expects %s, which is not listed", day, q.Name, q.Expect)
			}
		}
	}
}
