// Package listingtest holds the readers of designation lists to their
// scenarios, testdata/*.txtar: a list and what is wanted of it, under a first
// line that is the rule that they show. Only tests import it.
package listingtest

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite what the scenarios want; read the difference as a change of judgement")

// Scenarios reads the list of each scenario and compares the JSON of what was
// read with what is wanted, which the flag -update rewrites.
func Scenarios(t *testing.T, read func(t testing.TB, text string) (any, error)) {
	for _, file := range files(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a := parse(t, file)
			s, err := read(t, string(a.Files[0].Data))
			if err != nil {
				t.Fatal(err)
			}
			got, err := json.MarshalIndent(s, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, '\n')
			if *update {
				a.Files[1].Data = got
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(string(a.Files[1].Data), string(got)); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

// Seed adds the lists of the scenarios to a fuzz test.
func Seed(f *testing.F) {
	for _, file := range files(f) {
		f.Add(parse(f, file).Files[0].Data)
	}
}

func files(t testing.TB) []string {
	t.Helper()
	out, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(out) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	return out
}

func parse(t testing.TB, file string) *txtar.Archive {
	t.Helper()
	a, err := txtar.ParseFile(file)
	if err != nil || len(a.Files) != 2 || a.Files[1].Name != "want" {
		t.Fatalf("%s is not a list and what is wanted: %v", file, err)
	}
	return a
}
