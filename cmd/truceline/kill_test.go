package main

import (
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	_ "modernc.org/sqlite"
)

// kills is how often the import is killed.
const kills = 20

// An import that is killed at any moment and begun again, twenty times over,
// leaves the record of an undisturbed one: the same versions of the same
// records in the same order of the log, whatever the clock said.
func TestKilledImportLeavesTheSameRecord(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes for some twenty seconds; run without -short")
	}
	program := filepath.Join(t.TempDir(), "truceline")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	run := func(args ...string) *exec.Cmd {
		cmd := exec.Command(program, args...)
		cmd.Stderr = os.Stderr
		return cmd
	}
	must := func(args ...string) {
		t.Helper()
		if err := run(args...).Run(); err != nil {
			t.Fatalf("truceline %v: %v", args, err)
		}
	}
	events := filepath.Join("..", "..", "cases", "astana", "events", "ucdp-ged-syria.csv")
	importing := func(dir string) []string {
		return []string{"import", "--record", dir, "--format", "ged", events}
	}

	calm := filepath.Join(t.TempDir(), "calm")
	must("init", "--case", "astana", "--record", calm)
	began := time.Now()
	must(importing(calm)...)
	whole := time.Since(began)

	// The seed is fixed; the moments fall where the machine happens to be.
	random := rand.New(rand.NewPCG(2401, 2018))
	killed := filepath.Join(t.TempDir(), "killed")
	must("init", "--case", "astana", "--record", killed)
	hit := 0
	for range kills {
		cmd := run(importing(killed)...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Int64N(int64(whole))))
		if err := cmd.Process.Kill(); err == nil {
			hit++
		} else if !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
		_ = cmd.Wait() // killed
	}
	if hit == 0 {
		t.Error("no import was killed before it ended: the test shows nothing")
	}
	must(importing(killed)...)
	must("log", "verify", "--record", killed)

	if diff := cmp.Diff(versions(t, calm), versions(t, killed)); diff != "" {
		t.Errorf("(-undisturbed +killed)\n%s", diff)
	}
}

// versions lists every version in the order of the log, without its instant.
func versions(t *testing.T, dir string) []string {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "record.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("SELECT entry, kind, id, seq, body FROM version ORDER BY entry")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var entry int64
		var kind, id string
		var seq int
		var body []byte
		if err := rows.Scan(&entry, &kind, &id, &seq, &body); err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%d %s %s %d %x", entry, kind, id, seq, sha256.Sum256(body)))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
