//go:build million

package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A bad row in the middle of a million costs that row and no other. It takes some
// minutes: go test -tags million -run TestAMillionRows ./cmd/truceline
func TestAMillionRows(t *testing.T) {
	program, must := built(t)
	dir := t.TempDir()
	table, mapping, record := filepath.Join(dir, "large.csv"), filepath.Join(dir, "m.yaml"), filepath.Join(dir, "r")
	f, err := os.Create(table)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(
		manyRows(f, "no,day,lat,lon", "m{n},{day},0.5,{lon}", "m{n},{day},1.5,0.5", 1_000_000), f.Close(),
		os.WriteFile(mapping, []byte("source: ucdp-ged\nnumber: [no]\nwhen: {date: day}\nwhere: {latitude: lat, longitude: lon, radius_m: 500}\n"), 0o600),
	); err != nil {
		t.Fatal(err)
	}
	must("init", "--case", filepath.Join("testdata", "case"), "--record", record)
	for _, want := range []string{"999999 new, 0 changed, 0 already there", "0 new, 0 changed, 999999 already there"} {
		began := time.Now()
		cmd := exec.Command(program, "import", "--record", record, "--format", "csv", "--mapping", mapping, table)
		out, err := cmd.CombinedOutput()
		if code := cmd.ProcessState.ExitCode(); code != exitProblem {
			t.Fatalf("exit code %d, want %d: %v\n%s", code, exitProblem, err, out)
		}
		for _, want := range []string{
			"large.csv: 1000000 rows read, " + want + ", 1 refused\n",
			"large.csv: line 500002, field lon, value \"0.5\": longitude 0.5 and latitude 1.5 lie outside the country, and inside it the other way round: the two seem to be swapped\n",
			"truceline: 1 row was refused, all others are in the record; mend them and import the file again\n",
		} {
			if !strings.Contains(string(out), want) {
				t.Errorf("it said %q, want %q", out, want)
			}
		}
		t.Logf("%v, %d MB at most", time.Since(began).Round(time.Second), peakMB(cmd.ProcessState))
	}
	must("log", "verify", "--record", record)
}

// peakMB is the most memory that a process that ended had, if the system tells.
func peakMB(s *os.ProcessState) int64 {
	if u, ok := s.SysUsage().(*syscall.Rusage); ok {
		return u.Maxrss / 1024
	}
	return 0
}
