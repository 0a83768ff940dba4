package main

import (
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	_ "modernc.org/sqlite"
)

// kills is how often the import is killed.
const kills = 20

// built is the program built from this tree, to be killed, and how to run it to
// an end that must be good.
func built(t *testing.T) (program string, must func(args ...string)) {
	t.Helper()
	program = filepath.Join(t.TempDir(), "truceline")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program, func(args ...string) {
		t.Helper()
		if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
			t.Fatalf("truceline %v: %v\n%s", args, err, out)
		}
	}
}

// An import that is killed at any moment leaves whole batches, the first ones
// of an undisturbed import and nothing else. Begun again as often as it takes,
// it leaves the record of the undisturbed one: the same versions of the same
// records in the same order of the log, whatever the clock said.
func TestKilledImportLeavesTheSameRecord(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes for some twenty seconds; run without -short")
	}
	program, must := built(t)
	fresh := filepath.Join(t.TempDir(), "fresh")
	must("init", "--case", "astana", "--record", fresh)
	killAndResume(t, program, fresh, kills, func(dir string) [][]string {
		return [][]string{{"import", "--record", dir, "--format", "ged", filepath.Join("..", "..", "cases", "astana", "events", "ucdp-ged-syria.csv")}}
	})
}

// The reports of two rival sources are joined within the transactions of the
// import, also by one that was begun again and knows the first ones only from the
// record. One report of each file stands in it twice, batches apart.
func TestKilledImportOfRivalsJoinsTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes for some twenty seconds; run without -short")
	}
	program, must := built(t)
	work := t.TempDir()
	at := func(name string) string { return filepath.Join(work, name) }
	table := func(name, header, row, odd string) {
		t.Helper()
		f, err := os.Create(at(name))
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(manyRows(f, header, row, odd, 7000), f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	const ged = "Northern Council,Hill Brigade,Ford Radio,1,Ford town,0.5,{lon},1,{day},{day},1,2,3"
	table("ged.csv", "id,type_of_violence,side_a,side_b,source_office,where_prec,where_coordinates,latitude,longitude,date_prec,date_start,date_end,low,best,high",
		"{n},1,"+ged, "1,1,"+ged+"0")
	table("watch.csv", "no,day,lat,lon,place,what,who,whom,dead", "w{n},{day},0.505,{lon},Ford town,clash,Northern Council,Hill Brigade,3",
		"w9,2024-03-09,0.2,0.9,Ford town,clash,Northern Council,,9")
	const mapping = "source: watch\nnumber: [no]\nwhen: {date: day}\nwhere: {latitude: lat, longitude: lon, name: place, radius_m: 2000}\n" +
		"who: {side_a: [who], side_b: [whom]}\nwhat: {kind: [what], vocabulary: {clash: \"ucdp:type_of_violence=1\"}}\ndeaths: {best: dead}\n"
	if err := errors.Join(
		os.CopyFS(at("case"), os.DirFS(filepath.Join("testdata", "case"))),
		os.WriteFile(at("watch.yaml"), []byte(mapping), 0o600),
		appended(at("case/sources.yaml"), "  - id: watch\n    names: {en: Valley Watch}\n"),
	); err != nil {
		t.Fatal(err)
	}
	fresh := at("fresh")
	must("init", "--case", at("case"), "--record", fresh)
	want := killAndResume(t, program, fresh, 10, func(dir string) [][]string {
		return [][]string{
			{"import", "--record", dir, "--format", "ged", at("ged.csv")},
			{"import", "--record", dir, "--format", "csv", "--mapping", at("watch.yaml"), at("watch.csv")},
		}
	})
	joined := 0
	for _, v := range want.versions { // an incident that took a second report in has a second version
		if strings.Contains(v, " incident i-ucdp-ged-") && strings.Fields(v)[3] == "2" {
			joined++
		}
	}
	if joined < 5000 {
		t.Errorf("%d incidents of the first source took in reports of the second: the test shows too little", joined)
	}
}

// appended adds text to a file.
func appended(name, text string) error {
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

// killAndResume kills imports that follow each other at so many moments, begins
// them again after each, and holds what is left against an undisturbed run, whose
// log it returns.
func killAndResume(t *testing.T, program, fresh string, kills int, importing func(dir string) [][]string) logged {
	t.Helper()
	// run runs the imports; it reports whether they were killed at the deadline.
	run := func(dir string, deadline time.Time) (killed bool) {
		t.Helper()
		for _, args := range importing(dir) {
			cmd := exec.Command(program, args...)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			bell := time.AfterFunc(time.Until(deadline), func() { cmd.Process.Kill() })
			err := cmd.Wait()
			bell.Stop()
			if err == nil {
				continue
			}
			if code := cmd.ProcessState.ExitCode(); code != -1 { // -1: ended by a signal
				t.Fatalf("truceline %v ended by itself: %v", args, err)
			}
			return true
		}
		return false
	}
	verify := func(dir string) {
		t.Helper()
		if out, err := exec.Command(program, "log", "verify", "--record", dir).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	never := time.Now().Add(time.Hour)

	calm := copied(t, fresh)
	began := time.Now()
	run(calm, never)
	took := time.Since(began)
	whole := took
	want := readLog(t, calm)
	empty := len(readLog(t, fresh).versions)

	// One kill in each part of the time that the imports take, the early ones
	// first: rows that are there already take as long as new ones, so that each run
	// comes a little further than the one before it. The seed is fixed; the moments
	// fall where the machine happens to be.
	random := rand.New(rand.NewPCG(2401, 2018))
	dir := copied(t, fresh)
	killed, partly, finished := 0, 0, 0
	var left []int
	finish := func() {
		t.Helper()
		if diff := cmp.Diff(want.versions, readLog(t, dir).versions); diff != "" {
			t.Fatalf("after %d kills: (-undisturbed +killed)\n%s", killed, diff)
		}
		verify(dir)
		finished++
	}
	for killed < kills {
		if !run(dir, time.Now().Add(time.Duration((float64(killed)+random.Float64())/float64(kills)*float64(whole)))) { // done before the signal came
			finish()
			dir = copied(t, fresh)
			whole -= whole / 10 // it was measured on a busier machine
			continue
		}
		killed++
		// A copy is read, so that it is the program that mends the record when it
		// is begun again, and not this test.
		got := readLog(t, copied(t, dir))
		n := len(got.versions)
		if n > len(want.versions) || !slices.Equal(got.versions, want.versions[:n]) || !slices.Contains(want.steps, int64(n)) || got.steps[len(got.steps)-1] != int64(n) {
			t.Fatalf("kill %d left %d versions, which are not the first whole steps %v of an undisturbed import", killed, n, want.steps)
		}
		left = append(left, n)
		if n > empty && n < len(want.versions) {
			partly++
		}
	}
	run(dir, never)
	finish()
	if partly == 0 {
		t.Error("no kill fell between the first batch and the last: the test shows nothing")
	}
	t.Logf("undisturbed import of %v in steps %v; %d kills left %v; %d records brought to their end",
		took.Round(time.Millisecond), want.steps, killed, left, finished)
	return want
}

// copied is a copy of a record, with what its database has not yet folded in.
func copied(t *testing.T, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "record")
	if err := os.Mkdir(to, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"record.db", "record.db-wal"} {
		body, err := os.ReadFile(filepath.Join(dir, name))
		if errors.Is(err, fs.ErrNotExist) && name != "record.db" {
			continue // it was closed in order
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(to, name), body, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return to
}

// A logged record is what its log attests, but for the instants.
type logged struct {
	versions []string // in the order of the log, each with the hash of its body
	steps    []int64  // how many entries the log had after each transaction
}

func readLog(t *testing.T, dir string) (out logged) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "record.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	each := func(query string, row func(*sql.Rows) error) {
		t.Helper()
		rows, err := db.Query(query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			if err := row(rows); err != nil {
				t.Fatal(err)
			}
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	each("SELECT entry, kind, id, seq, body FROM version ORDER BY entry", func(rows *sql.Rows) error {
		var entry, seq int64
		var kind, id string
		var body []byte
		err := rows.Scan(&entry, &kind, &id, &seq, &body)
		out.versions = append(out.versions, fmt.Sprintf("%d %s %s %d %x", entry, kind, id, seq, sha256.Sum256(body)))
		return err
	})
	each("SELECT size FROM moment ORDER BY known_at", func(rows *sql.Rows) error {
		var size int64
		err := rows.Scan(&size)
		out.steps = append(out.steps, size)
		return err
	})
	return out
}
