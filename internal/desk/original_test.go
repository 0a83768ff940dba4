package desk_test

import (
	"io"
	"os"
	"path/filepath"
	"testing"

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
