package desk_test

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/report"
)

func TestIncomingFilesAreHeldAndForgotten(t *testing.T) {
	dir, now := t.TempDir(), clock()
	late := time.Duration(0)
	d, err := desk.Create(t.Context(), dir, desk.Options{Now: func() time.Time { return now().Add(late) }})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	ctx := t.Context()
	digest, name, err := d.Receive(ctx, `C:\reports\..\week: 1?.csv`, strings.NewReader("a,b\n"), 10)
	if err != nil {
		t.Fatal(err)
	}
	if name != "week_ 1_.csv" {
		t.Errorf("it goes by %q, want week_ 1_.csv", name)
	}
	files, as, err := d.Incoming(digest)
	if err != nil {
		t.Fatal(err)
	}
	if data, err := fs.ReadFile(files, as); err != nil || string(data) != "a,b\n" || as != name {
		t.Errorf("held as %s: %q, %v", as, data, err)
	}
	if _, _, err := d.Receive(ctx, "big.csv", strings.NewReader("12345678901"), 10); truceline.KindOf(err) != truceline.InvalidKind {
		t.Errorf("a file of eleven bytes of ten: %v, want invalid", err)
	}
	if _, _, err := d.Receive(ctx, "none.csv", strings.NewReader(""), 10); truceline.KindOf(err) != truceline.InvalidKind {
		t.Errorf("an empty file: %v, want invalid", err)
	}
	if entries, err := os.ReadDir(filepath.Join(dir, "incoming")); err != nil || len(entries) != 1 {
		t.Errorf("%d folders, %v; what was refused must leave nothing", len(entries), err)
	}
	if _, _, err := d.Incoming("../" + digest[3:]); truceline.KindOf(err) != truceline.InvalidKind {
		t.Errorf("a path as digest: %v, want invalid", err)
	}
	late = 25 * time.Hour
	second, _, err := d.Receive(ctx, "next.csv", strings.NewReader("c\n"), 10)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.Incoming(digest); truceline.KindOf(err) != truceline.NotFoundKind {
		t.Errorf("a day later: %v, want not found", err)
	}
	if err := d.Forget(second); err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.Incoming(second); truceline.KindOf(err) != truceline.NotFoundKind {
		t.Errorf("forgotten: %v, want not found", err)
	}
}

func TestPreviewReadsAsImportWould(t *testing.T) {
	d := newDesk(t)
	load(t, d, astana(t))
	digest, name, err := d.Receive(t.Context(), "ged.csv", strings.NewReader(gedHeader+clash+"9,1,Government of Syria,IS,,1,,,,95,39.01,1,2017-07-02,2017-07-02,2,2,4\n"+other), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	files, name, err := d.Incoming(digest)
	if err != nil {
		t.Fatal(err)
	}
	items, err := d.Preview(t.Context(), desk.Input{Files: files, Name: name, Format: "ged"}, 2)
	if err != nil {
		t.Fatal(err)
	}
	if len(items) != 2 || items[0].Report.ID() != "ucdp-ged:1" || items[1].Refusal == nil || items[1].Line != 3 {
		t.Errorf("got %+v, want the report 1 and a refusal of line 3", items)
	}
	if taken, err := d.Intake(t.Context(), time.Time{}); err != nil || len(taken) != 0 {
		t.Errorf("a preview left %v, %v", taken, err)
	}
}

func TestIntakeSaysWhatCameIn(t *testing.T) {
	d := newDesk(t)
	load(t, d, astana(t))
	importCSV(t, d, "ged.csv", "ged", gedHeader+clash+"9,1,Government of Syria,IS,,1,,,,95,39.01,1,2017-07-02,2017-07-02,2,2,4\n")
	known, err := d.Known(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	importCSV(t, d, "ged.csv", "ged", gedHeader+clash+"9,1,Government of Syria,IS,,1,,,,95,39.01,1,2017-07-02,2017-07-02,2,2,4\n") // leaves no trace
	text := "January 3, 2018. The Turkish part registered 4 violations: Damascus - 4."
	read, err := d.ReadBulletin(t.Context(), text, desk.BulletinOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.ConfirmClaims(t.Context(), "editor", "b.txt", text, []report.Claim{read.Claims[0].Claim}); err != nil {
		t.Fatal(err)
	}
	short := func(known time.Time) (out []desk.Taken) {
		t.Helper()
		all, err := d.Intake(t.Context(), known)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range all {
			out = append(out, desk.Taken{What: x.What, File: x.File, Format: x.Format, Source: x.Source, By: x.By, New: x.New, Refused: x.Refused, Kept: x.Kept})
		}
		return out
	}
	file := desk.Taken{What: "import", File: "ged.csv", Format: "ged", Source: "ucdp-ged", By: "test", New: 1, Refused: 1, Kept: true}
	claims := desk.Taken{What: "confirm_claims", File: "b.txt", Format: "bulletin", By: "editor", New: 1, Kept: true}
	taken := func(a, b desk.Taken) bool { return a == b }
	if diff := cmp.Diff([]desk.Taken{claims, file}, short(time.Time{}), cmp.Comparer(taken)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]desk.Taken{file}, short(known), cmp.Comparer(taken)); diff != "" {
		t.Error("as known before the claims:", diff)
	}
	all, err := d.Intake(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	refusals, err := d.Refusals(t.Context(), all[1].Digest, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if len(refusals) != 1 || refusals[0].Line != 3 || refusals[0].Field != "latitude" {
		t.Errorf("refusals %+v, want line 3, latitude", refusals)
	}
	if _, err := d.Refusals(t.Context(), strings.Repeat("0", 64), time.Time{}); truceline.KindOf(err) != truceline.NotFoundKind {
		t.Errorf("refusals of an unknown file: %v, want not found", err)
	}
}

// A table is read through a mapping, and the mapping is kept with the table.
func TestTheMappingIsKept(t *testing.T) {
	d := newDesk(t)
	load(t, d, astana(t))
	mapping := []byte("source: acled\nwhen: {date: day, formats: [DD.MM.YYYY]}\nwhere: {name: place}\n")
	digest, name, err := d.Receive(t.Context(), "t.csv", strings.NewReader("day,place\n01.06.2017,Idlib\n32.06.2017,Idlib\n"), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	files, name, err := d.Incoming(digest)
	if err != nil {
		t.Fatal(err)
	}
	in := desk.Input{Files: files, Name: name, Format: "csv", Mapping: mapping}
	out, err := d.Import(t.Context(), "test", in, func(int64, int64) {})
	if err != nil {
		t.Fatal(err)
	}
	if want := (csvrows.Refusal{}); out.New != 1 || len(out.Refused) != 1 || out.Refused[0] == want {
		t.Errorf("imported %+v, want one new and one refused", out)
	}
	all, err := d.Intake(t.Context(), time.Time{})
	if err != nil || len(all) != 1 {
		t.Fatalf("Intake = %v, %v", all, err)
	}
	f, err := d.ImportedFile(all[0].Mapping)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if kept, err := io.ReadAll(f); err != nil || !bytes.Equal(kept, mapping) {
		t.Errorf("kept %q, %v", kept, err)
	}
}
