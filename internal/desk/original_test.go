package desk_test

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
)

func TestImportedFilesAreKeptAndVerified(t *testing.T) {
	dir := t.TempDir()
	d, err := desk.Create(t.Context(), dir, desk.Options{Now: clock()})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	load(t, d, astana(t))
	const text = gedHeader + clash
	out := importCSV(t, d, "ged.csv", "ged", text)
	f, err := d.ImportedFile(out.Digest)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(f)
	f.Close()
	if err != nil || string(got) != text {
		t.Errorf("kept %q, %v", got, err)
	}
	verify := func() error { return d.Verify(t.Context(), func(int64, int64) {}) }
	if err := verify(); err != nil {
		t.Fatal(err)
	}
	kept := filepath.Join(dir, "originals", out.Digest)
	if err := os.WriteFile(kept, []byte("other"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := verify(); truceline.KindOf(err) != truceline.ConflictKind {
		t.Errorf("a changed original: %v", err)
	}
	if err := os.Remove(kept); err != nil {
		t.Fatal(err)
	}
	if err := verify(); truceline.KindOf(err) != truceline.UnavailableKind {
		t.Errorf("a missing original: %v", err)
	}
	importCSV(t, d, "ged.csv", "ged", text)
	if err := verify(); err != nil {
		t.Errorf("importing it again did not put it back: %v", err)
	}
	if _, err := d.ImportedFile("../record.db"); truceline.KindOf(err) != truceline.InvalidKind {
		t.Errorf("a name that is no digest: %v", err)
	}
}

// A copy that an import left which was killed goes with the first one of the next
// day; one of the same day may be under way.
func TestLeftCopiesAreSwept(t *testing.T) {
	dir := t.TempDir()
	now := time.Date(2026, 1, 3, 0, 0, 0, 0, time.UTC)
	d, err := desk.Create(t.Context(), dir, desk.Options{Now: func() time.Time { now = now.Add(time.Second); return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	load(t, d, astana(t))
	importCSV(t, d, "ged.csv", "ged", gedHeader+clash)
	for name, age := range map[string]time.Duration{".taking-old": 25 * time.Hour, ".taking-new": 23 * time.Hour} {
		path := filepath.Join(dir, "originals", name)
		if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, now, now.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	importCSV(t, d, "ged.csv", "ged", gedHeader+clash)
	left, err := filepath.Glob(filepath.Join(dir, "originals", ".*"))
	if err != nil || len(left) != 1 || filepath.Base(left[0]) != ".taking-new" {
		t.Errorf("left are %q (%v), want .taking-new alone", left, err)
	}
}

// The mapping that a table was read through is verified as the table is.
func TestMappingsAreVerified(t *testing.T) {
	dir := t.TempDir()
	d, err := desk.Create(t.Context(), dir, desk.Options{Now: clock()})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	load(t, d, astana(t))
	const mapping = "source: ucdp-ged\nnumber: [no]\nwhen: {date: day}\n"
	in := desk.Input{Files: fstest.MapFS{"t.csv": {Data: []byte("no,day\n1,2017-06-01\n")}}, Name: "t.csv", Format: desk.FormatCSV, Mapping: []byte(mapping)}
	take := func() {
		t.Helper()
		if _, err := d.Import(t.Context(), "test", in, func(int64, int64) {}); err != nil {
			t.Fatal(err)
		}
	}
	verify := func() error { return d.Verify(t.Context(), func(int64, int64) {}) }
	take()
	if err := verify(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "originals", fmt.Sprintf("%x", sha256.Sum256([]byte(mapping))))); err != nil {
		t.Fatal(err)
	}
	if err := verify(); truceline.KindOf(err) != truceline.UnavailableKind {
		t.Errorf("a missing mapping: %v", err)
	}
	take()
	if err := verify(); err != nil {
		t.Errorf("importing it again did not put it back: %v", err)
	}
}
