package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// An import of files of a list that is killed at any moment leaves whole files,
// the first ones, each with its original; done again it leaves the record of an
// undisturbed one.
func TestKilledListImportLeavesWholeFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes for some seconds; run without -short")
	}
	program, must := built(t)
	work := t.TempDir()
	const files = 6
	name := func(month int) string { return filepath.Join(work, fmt.Sprintf("lakes-%d.csv", month)) }
	for month := 1; month <= files; month++ {
		var b bytes.Buffer
		b.WriteString("id,reference,kind,name,listed\n")
		for i := range 3000 + month {
			fmt.Fprintf(&b, "%d,N.%05d,person,Person Number %d of the Valley,2020-01-01\n", i, i, i)
		}
		if err := os.WriteFile(name(month), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	fresh := filepath.Join(work, "fresh")
	must("init", "--case", filepath.Join("testdata", "case"), "--record", fresh)
	killAndResume(t, program, fresh, 8, func(dir string) [][]string {
		var out [][]string
		for month := 1; month <= files; month++ {
			out = append(out, []string{"import", "--record", dir, "--format", "list", "--list", "lakes", "--on", fmt.Sprintf("2024-%02d-01", month), name(month)})
		}
		return out
	})
}
