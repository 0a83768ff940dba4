package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Taking texts in that is killed at any moment leaves whole documents, the first
// ones, each with its files; done again it leaves the record of an undisturbed
// one.
func TestKilledReadingLeavesWholeDocuments(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes for some seconds; run without -short")
	}
	program, must := built(t)
	texts := t.TempDir()
	reading := func(dir string) []string {
		args := []string{"read", "--record", dir}
		for i := range 60 {
			args = append(args, filepath.Join(texts, fmt.Sprintf("text%02d.txt", i)))
		}
		return args
	}
	for i, name := range reading("")[3:] {
		text := strings.Repeat(fmt.Sprintf("The Council will meet the Brigade on day %d, and called upon all sides to stop.\n", i), 40)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	fresh := filepath.Join(t.TempDir(), "fresh")
	must("init", "--case", filepath.Join("testdata", "case"), "--record", fresh)
	calm := copied(t, fresh)
	began := time.Now()
	must(reading(calm)...)
	whole := time.Since(began)
	want := readLog(t, calm)

	random := rand.New(rand.NewPCG(2254, 2015))
	dir := copied(t, fresh)
	partly := 0
	const kills = 8
	for killed := 0; killed < kills; {
		cmd := exec.Command(program, reading(dir)...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration((float64(killed) + random.Float64()) / kills * float64(whole)))
		if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err == nil { // it was done before the signal came
			dir, whole = copied(t, fresh), whole-whole/10
			continue
		}
		killed++
		got := readLog(t, copied(t, dir)).versions
		if n := len(got); n > len(want.versions) || !slices.Equal(got, want.versions[:n]) || !slices.Contains(want.steps, int64(n)) {
			t.Fatalf("kill %d left %d versions, which are not whole documents", killed, n)
		} else if n < len(want.versions) && n > len(readLog(t, fresh).versions) {
			partly++
		}
		must("log", "verify", "--record", dir) // the files of every document that is named are there
	}
	must(reading(dir)...)
	if diff := cmp.Diff(want.versions, readLog(t, dir).versions); diff != "" {
		t.Errorf("(-undisturbed +killed)\n%s", diff)
	}
	must("log", "verify", "--record", dir)
	if partly == 0 {
		t.Error("no kill fell between the first document and the last: the test shows nothing")
	}
}
