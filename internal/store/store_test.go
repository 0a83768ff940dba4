package store_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/store"
)

func TestSQLite(t *testing.T) {
	Suite(t, func(t testing.TB) *store.Store { return create(t, t.TempDir()) })
}

func create(t testing.TB, dir string) *store.Store {
	t.Helper()
	s, err := store.Create(t.Context(), dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// filled is the folder of a record with a few versions in it, closed.
func filled(t *testing.T) string {
	dir := t.TempDir()
	s := create(t, dir)
	for n := range 5 {
		put(t, s, n, "incident", fmt.Sprint("I", n%3), fmt.Sprint("body ", n))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// tamper runs SQL on the record as someone with another program would, past
// the guard rails.
func tamper(t *testing.T, dir string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "record.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

const noGuards = `DROP TRIGGER version_stays; DROP TRIGGER version_remains; DROP TRIGGER moment_stays;
	DROP TRIGGER moment_remains; DROP TRIGGER tally_stays; DROP TRIGGER tally_remains`

func TestOpenProblems(t *testing.T) {
	for _, tc := range []struct {
		name string
		make func(t *testing.T) string
		kind truceline.Kind
		says string
	}{
		{"no record", func(t *testing.T) string { return t.TempDir() }, truceline.NotFoundKind, "holds no record"},
		{"no folder", func(t *testing.T) string { return filepath.Join(t.TempDir(), "none") }, truceline.NotFoundKind, "holds no record"},
		{"a text file", func(t *testing.T) string {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "record.db"), []byte(strings.Repeat("not a record\n", 400)), 0o666); err != nil {
				t.Fatal(err)
			}
			return dir
		}, truceline.InvalidKind, "not a record"},
		{"a folder in its place", func(t *testing.T) string {
			dir := t.TempDir()
			if err := os.Mkdir(filepath.Join(dir, "record.db"), 0o777); err != nil {
				t.Fatal(err)
			}
			return dir
		}, truceline.InvalidKind, "not a record"},
		{"another program's database", func(t *testing.T) string {
			dir := t.TempDir()
			tamper(t, dir, "CREATE TABLE bookmark (url TEXT)")
			return dir
		}, truceline.InvalidKind, "another program"},
		{"a newer schema", func(t *testing.T) string {
			dir := filled(t)
			tamper(t, dir, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)")
			return dir
		}, truceline.UnavailableKind, "this record was written by a newer version of truceline; use that version"},
		{"the last entry is gone", func(t *testing.T) string {
			dir := filled(t)
			tamper(t, dir, noGuards, "DELETE FROM version WHERE entry = 4")
			return dir
		}, truceline.UnavailableKind, "should have 5 entries and has 4"},
		{"a file cut short", func(t *testing.T) string {
			dir := filled(t)
			if err := os.Truncate(filepath.Join(dir, "record.db"), 9000); err != nil {
				t.Fatal(err)
			}
			return dir
		}, truceline.UnavailableKind, "damaged"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			dir := tc.make(t)
			for _, readOnly := range []bool{true, false} {
				s, err := store.Open(t.Context(), dir, store.Options{ReadOnly: readOnly})
				if err == nil {
					s.Close()
				}
				if truceline.KindOf(err) != tc.kind || !strings.Contains(err.Error(), tc.says) {
					t.Errorf("read-only %v: got %v, want %q", readOnly, err, tc.says)
				}
			}
		})
	}
}

func TestCreate(t *testing.T) {
	dir := filled(t)
	_, err := store.Create(t.Context(), dir, store.Options{})
	wantKind(t, err, truceline.ConflictKind)
	s, err := store.Open(t.Context(), dir, store.Options{})
	if err != nil {
		t.Fatalf("the record that was there: %v", err)
	}
	s.Close()

	strange := filepath.Join(t.TempDir(), "a ?#%25 folder", "المرصد")
	put(t, create(t, strange), 1, "party", "P1", "x")
	if _, err := os.Stat(filepath.Join(strange, "record.db")); err != nil {
		t.Errorf("a folder with a strange name: %v", err)
	}

	unfinished := t.TempDir() // a Create that was killed before it wrote anything
	if err := os.WriteFile(filepath.Join(unfinished, "record.db"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	_, err = store.Open(t.Context(), unfinished, store.Options{ReadOnly: true})
	wantKind(t, err, truceline.NotFoundKind)
	put(t, create(t, unfinished), 1, "party", "P1", "x")
}

func TestReadOnly(t *testing.T) {
	s, err := store.Open(t.Context(), filled(t), store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := ids(t, s, store.Query{Kind: "incident"}); len(got) != 3 {
		t.Errorf("List = %v", got)
	}
	err = s.Update(t.Context(), at(9), func(*store.Tx) error { return nil })
	wantKind(t, err, truceline.UnavailableKind)
}

// TestSecondWriter holds the lock with a connection of another pool, which is
// to SQLite what another process is.
func TestSecondWriter(t *testing.T) {
	dir := filled(t)
	first, err := store.Open(t.Context(), dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	second, err := store.Open(t.Context(), dir, store.Options{Wait: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	update(t, first, 10, func(tx *store.Tx) error {
		if _, _, err := tx.Put("incident", "I9", store.Envelope{}, []byte("x")); err != nil {
			return err
		}
		err := second.Update(t.Context(), at(11), func(*store.Tx) error { return nil })
		wantKind(t, err, truceline.UnavailableKind)
		if !strings.Contains(err.Error(), "in use by another process") {
			t.Errorf("the second writer is told %q", err)
		}
		if got := ids(t, second, store.Query{Kind: "incident"}); len(got) != 3 {
			t.Errorf("a reader sees %v, want what was recorded before", got)
		}
		return nil
	})
	put(t, second, 11, "incident", "I10", "x") // it goes on from where the other ended
	if err := first.Verify(t.Context(), nil); err != nil {
		t.Errorf("Verify: %v", err)
	}
}

func TestVerifyNamesTheRow(t *testing.T) {
	for _, tc := range []struct{ name, sql, says string }{
		{"a body", "UPDATE version SET body = x'7b7d' WHERE entry = 2", "entry 2 (incident I2, version 1)"},
		{"an id", "UPDATE version SET id = 'I7' WHERE entry = 2", "entry 2 (incident I7, version 1)"},
		{"an instant", "UPDATE version SET known_at = known_at + 1 WHERE entry = 1", "entry 1 (incident I1, version 1)"},
		{"a hash", "UPDATE version SET hashes = zeroblob(64) WHERE entry = 1", "entry 1 (incident I1, version 1)"},
		{"a row taken out", "DELETE FROM version WHERE entry = 3", "entry 3 is missing"},
		{"a filter column", "UPDATE version SET valid_from = 5 WHERE entry = 2", "entry 2 (incident I2, version 1) is filed under"},
		{"a box", "UPDATE version SET west = 1, south = 1, east = 1, north = 1 WHERE entry = 2", "entry 2 (incident I2, version 1) is filed under"},
		{"a step", "UPDATE moment SET known_at = known_at + 1 WHERE size = 2", "entry 1 (incident I1, version 1) is known at"},
		{"a total", "UPDATE tally SET records = 9 WHERE known_at = (SELECT known_at FROM moment WHERE size = 2)", "running total of kind incident"},
		{"a total too many", "INSERT INTO tally VALUES ('party', 5, 1)", "running total of kind party"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			dir := filled(t)
			tamper(t, dir, noGuards, tc.sql)
			s, err := store.Open(t.Context(), dir, store.Options{
				ReadOnly: true,
				Envelope: func(string, []byte) (store.Envelope, error) { return store.Envelope{}, nil },
			})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			err = s.Verify(t.Context(), nil)
			wantKind(t, err, truceline.UnavailableKind)
			if !strings.Contains(err.Error(), tc.says) {
				t.Errorf("Verify says %q, want it to name %q", err, tc.says)
			}
		})
	}
}

func TestVerifyTellsProgress(t *testing.T) {
	s, err := store.Open(t.Context(), filled(t), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var done, total int64
	if err := s.Verify(t.Context(), func(d, n int64) { done, total = d, n }); err != nil || done != 5 || total != 5 {
		t.Errorf("Verify: %v, told %d of %d at the end, want 5 of 5", err, done, total)
	}
}

func TestGuardRails(t *testing.T) {
	dir := filled(t)
	db, err := sql.Open("sqlite", filepath.Join(dir, "record.db")+"?_pragma=recursive_triggers(on)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range []string{
		"UPDATE version SET body = x'00'", "DELETE FROM version",
		"INSERT OR REPLACE INTO version SELECT * FROM version WHERE entry = 1",
		"UPDATE moment SET size = 1", "DELETE FROM moment", "UPDATE tally SET records = 1", "DELETE FROM tally",
	} {
		if _, err := db.Exec(statement); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: got %v, want a refusal", statement, err)
		}
	}
}

// TestDiskFull caps the pages of the database, which SQLite reports as it does
// a disk without room.
func TestDiskFull(t *testing.T) {
	s := create(t, t.TempDir())
	put(t, s, 1, "incident", "I1", "before")
	store.LimitPages(t, s, 40)
	err := s.Update(t.Context(), at(2), func(tx *store.Tx) error {
		for i := range 1000 {
			// The caller looks away: the step must not be recorded in part.
			tx.Put("incident", fmt.Sprint("big ", i), store.Envelope{}, make([]byte, 4000))
		}
		return nil
	})
	wantKind(t, err, truceline.UnavailableKind)
	if !strings.Contains(err.Error(), "full") {
		t.Errorf("got %q, want it to say that the disk is full", err)
	}
	if got := ids(t, s, store.Query{Kind: "incident"}); len(got) != 1 {
		t.Errorf("recorded %v, want what was there before", got)
	}
	store.LimitPages(t, s, 1<<20)
	put(t, s, 2, "incident", "I2", "after")
	if err := s.Verify(t.Context(), nil); err != nil {
		t.Errorf("Verify: %v", err)
	}
}

const killedBatch = 50

// TestKilled kills a writing process again and again, and looks at what it left.
func TestKilled(t *testing.T) {
	if dir := os.Getenv("TRUCELINE_TEST_WRITE"); dir != "" {
		writeUntilKilled(t, dir)
		return
	}
	if testing.Short() {
		t.Skip("it starts ten processes")
	}
	dir := t.TempDir()
	create(t, dir).Close()
	var acknowledged int64
	for round := range 10 {
		child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilled$")
		child.Env = append(os.Environ(), "TRUCELINE_TEST_WRITE="+dir)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for n := 1 + rand.IntN(20); n > 0 && lines.Scan(); n-- { // let it get somewhere
			fmt.Sscanf(lines.Text(), "recorded %d", &acknowledged)
		}
		child.Process.Kill()
		rest, _ := io.ReadAll(out)
		for line := range strings.Lines(string(rest)) {
			if strings.HasSuffix(line, "\n") {
				fmt.Sscanf(line, "recorded %d", &acknowledged)
			}
		}
		child.Wait()

		s, err := store.Open(t.Context(), dir, store.Options{})
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		head, err := s.Head(t.Context(), time.Time{})
		if err != nil || head.Size%killedBatch != 0 || head.Size < acknowledged {
			t.Errorf("round %d: the log has %d entries, %v; want whole batches of %d and at least the %d acknowledged", round, head.Size, err, killedBatch, acknowledged)
		}
		if err := s.Verify(t.Context(), nil); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if acknowledged == 0 {
		t.Error("no round got as far as writing")
	}
}

// writeUntilKilled is the process that is killed.
func writeUntilKilled(t *testing.T, dir string) {
	ctx := context.Background()
	s, err := store.Open(ctx, dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for {
		head, err := s.Head(ctx, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		err = s.Update(ctx, at(0).Add(time.Duration(head.Size)*time.Second), func(tx *store.Tx) error {
			for i := range killedBatch {
				id := fmt.Sprint((head.Size + int64(i)*7) % 1000) // new ones and corrections
				if _, _, err := tx.Put("incident", id, store.Envelope{}, fmt.Appendf(nil, "%d/%d", head.Size, i)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Printf("recorded %d\n", head.Size+killedBatch)
	}
}
