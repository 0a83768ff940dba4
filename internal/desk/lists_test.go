package desk_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/intake/casedir"
	"github.com/truceline/truceline/sanctions"
)

// valley is the small case that the commands are tested with, in a record with
// a dozen events.
func valley(t testing.TB) *desk.Desk {
	t.Helper()
	return fill(t, newDesk(t))
}

// valleyIn is valley in a folder, and a way to look at it afresh, with nothing
// remembered of what was asked before.
func valleyIn(t testing.TB) (d *desk.Desk, afresh func() *desk.Desk) {
	t.Helper()
	dir := t.TempDir()
	d, err := desk.Create(t.Context(), dir, desk.Options{Now: clock()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return fill(t, d), func() *desk.Desk {
		t.Helper()
		other, err := desk.Open(t.Context(), dir, desk.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { other.Close() })
		return other
	}
}

func fill(t testing.TB, d *desk.Desk) *desk.Desk {
	t.Helper()
	const dir = "../../cmd/truceline/testdata"
	c, err := casedir.Load(os.DirFS(filepath.Join(dir, "case")))
	if err != nil {
		t.Fatal(err)
	}
	events, err := os.ReadFile(filepath.Join(dir, "events.csv"))
	if err != nil {
		t.Fatal(err)
	}
	load(t, d, c)
	importCSV(t, d, "events.csv", desk.FormatGED, string(events))
	return d
}

// lakes is a file of the list that the small case knows, as a table.
func lakes(on sanctions.Date, rows ...string) desk.ListInput {
	text := "id,reference,kind,name,listed,amended,delisted\n" + strings.Join(rows, "\n") + "\n"
	return desk.ListInput{
		Files: fstest.MapFS{"lakes.csv": {Data: []byte(text)}}, Name: "lakes.csv",
		List: "lakes", Title: "Example list of the Council of the Lakes", On: on,
	}
}

const (
	column  = "1,EX.001,entity,Lightning Column,2023-06-01,,"
	brigade = "2,EX.002,entity,Hill Brigade,2024-03-11,,"
)

func importList(t testing.TB, d *desk.Desk, in desk.ListInput) desk.ListTaken {
	t.Helper()
	out, err := d.ImportList(t.Context(), "test", in, func(int64, int64) {})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func size(t testing.TB, d *desk.Desk) int64 {
	t.Helper()
	h, err := d.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return h.Size
}

func states(t testing.TB, d *desk.Desk, known time.Time) map[sanctions.Date]desk.FileState {
	t.Helper()
	files, err := d.Lists(t.Context(), known)
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[sanctions.Date]desk.FileState)
	for _, f := range files {
		out[f.On] = f.State
	}
	return out
}

// proposed is what is proposed of an incident by the first provision of the
// agreement, and what the engine says of the question whether it is excluded.
func proposed(t testing.TB, d *desk.Desk, number int, known time.Time) (string, []string) {
	t.Helper()
	v, err := d.Incident(t.Context(), desk.IncidentID(number), known)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range v.Held.Findings {
		if f.Provision == "ford_1" {
			return string(f.Proposed), f.Replies[4].Because
		}
	}
	return "not held", nil
}

func same(t testing.TB, d *desk.Desk, party, ref, name string) {
	t.Helper()
	if err := d.DecideMatch(t.Context(), "anna", decided(party, ref, name, desk.MatchSame)); err != nil {
		t.Fatal(err)
	}
}

// The findings change where the list's dates say so, and only there; the reason
// names the files. What was known before an import is not moved by it.
func TestListsDecideFindings(t *testing.T) {
	d, afresh := valleyIn(t)
	evaluate(t, d)
	before, err := d.Known(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	first := findings(t, d, before)

	if out := importList(t, d, lakes("2024-06-01", column, brigade)); !out.Current || out.Added != 2 || len(out.Waits) > 0 {
		t.Fatalf("the first file was taken as %+v", out)
	}
	if out := evaluate(t, d); out.Changed != 0 {
		t.Errorf("a file that says what the case says moved %v", out.Moves)
	}
	same(t, d, "hill_brigade", "EX.002", "")
	if diff := cmp.Diff(map[string]int{"alleged_violation -> excepted": 3, "undetermined -> excepted": 1}, evaluate(t, d).Moves); diff != "" {
		t.Errorf("moves (-want +got):\n%s", diff)
	}
	excepted, err := d.Known(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	second := findings(t, d, excepted)
	for _, tc := range []struct {
		number int
		want   string
		says   string
	}{
		{101, "violation", "not yet listed"},
		{102, "excepted", "in the list as of 1 June 2024"},
		{110, "excepted", "listed since 11 March 2024"},
	} {
		got, because := proposed(t, d, tc.number, excepted)
		if got != tc.want || !strings.Contains(strings.Join(because, "\n"), tc.says) {
			t.Errorf("incident %d is proposed %s because %q, want %s and a reason that says %q", tc.number, got, because, tc.want, tc.says)
		}
	}

	// A later file: delisted on the day of the last of them.
	out := importList(t, d, lakes("2024-09-01", column, strings.TrimSuffix(brigade, ",")+",2024-03-15"))
	if !out.Current || out.Amended != 1 {
		t.Fatalf("the second file was taken as %+v", out)
	}
	if moves := evaluate(t, d).Moves; moves["excepted -> alleged_violation"]+moves["excepted -> violation"]+moves["excepted -> undetermined"] == 0 || len(moves) == 0 {
		t.Errorf("the delisting moved %v", moves)
	}
	if got, because := proposed(t, d, 110, time.Time{}); got == "excepted" || !strings.Contains(strings.Join(because, "\n"), "15 March 2024") {
		t.Errorf("after the delisting incident 110 is proposed %s because %q", got, because)
	}

	if diff := cmp.Diff(first, findings(t, d, before)); diff != "" {
		t.Errorf("what was known before the first file moved:\n%s", diff)
	}
	if diff := cmp.Diff(second, findings(t, d, excepted)); diff != "" {
		t.Errorf("what was known before the second file moved:\n%s", diff)
	}
	for _, d := range []*desk.Desk{d, afresh()} {
		if got, _ := proposed(t, d, 110, excepted); got != "excepted" {
			t.Errorf("as known before the second file, incident 110 is proposed %s", got)
		}
		if got := states(t, d, excepted); got["2024-06-01"] != desk.FileCurrent || len(got) != 1 {
			t.Errorf("as known before the second file, the files are %v", got)
		}
		if got := states(t, d, before); len(got) != 0 {
			t.Errorf("as known before the first file, the files are %v", got)
		}
	}
	if err := d.Verify(t.Context(), func(int64, int64) {}); err != nil {
		t.Error(err)
	}
}

// Loading the case again leaves lists and decisions as they are.
func TestLoadingTheCaseKeepsLists(t *testing.T) {
	d := valley(t)
	importList(t, d, lakes("2024-06-01", column, brigade))
	same(t, d, "hill_brigade", "EX.002", "")
	c, err := casedir.Load(os.DirFS("../../cmd/truceline/testdata/case"))
	if err != nil {
		t.Fatal(err)
	}
	c.Facts.Parties[0].Note = "changed"
	if out := load(t, d, c); out.Changed != 1 || out.Retracted != 0 {
		t.Errorf("loading wrote %+v", out)
	}
	reg, err := d.Register(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if len(reg.Facts.Designations) != 2 || len(reg.Facts.Matches) != 2 {
		t.Errorf("the register has %d designations and %d matches, want 2 and 2", len(reg.Facts.Designations), len(reg.Facts.Matches))
	}
}

// The same bytes, and the same bytes packed, are one file.
func TestImportingAListTwiceAddsNothing(t *testing.T) {
	d := valley(t)
	in := lakes("2024-06-01", column, brigade)
	importList(t, d, in)
	was := size(t, d)
	if out := importList(t, d, in); !out.Same || !out.Current {
		t.Errorf("the second time it was taken as %+v", out)
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	text, err := in.Files.(fstest.MapFS).ReadFile("lakes.csv")
	if _, werr := w.Write(text); errors.Join(err, werr, w.Close()) != nil {
		t.Fatal(err, werr)
	}
	gz := in
	gz.Files, gz.Name = fstest.MapFS{"lakes.csv.gz": {Data: packed.Bytes()}}, "lakes.csv.gz"
	if out := importList(t, d, gz); !out.Same {
		t.Errorf("packed it was taken as %+v", out)
	}
	if got := size(t, d); got != was {
		t.Errorf("the log grew from %d to %d entries", was, got)
	}
	other := in
	other.On = "2024-06-02"
	if _, err := d.ImportList(t.Context(), "test", other, func(int64, int64) {}); truceline.KindOf(err) != truceline.ConflictKind {
		t.Errorf("the same bytes as of another day: %v, want a conflict", err)
	}
	again := lakes("2024-06-03", column, brigade, "")
	if out := importList(t, d, again); out.Same || !out.Current || out.Added+out.Removed+out.Amended != 0 {
		t.Errorf("other bytes of another day, with the same entries, were taken as %+v", out)
	}
}

func TestFilesThatWaitForAPerson(t *testing.T) {
	rows := func(from, to int) []string {
		var out []string
		for i := from; i <= to; i++ {
			out = append(out, fmt.Sprintf("%d,N.%03d,person,Person Number %d,2020-01-01,,", i, i, i))
		}
		return out
	}
	for _, tc := range []struct {
		name  string
		after []string
		says  string // "" if it does not wait
	}{
		{"one in twenty gone", rows(6, 100), ""},
		{"one more gone", rows(7, 100), "6 of the 100 entries of the file of 1 January 2024 are gone"},
		{"as many new as old", append(rows(7, 100), rows(101, 120)...), "6 of the 100 entries"},
		{"all gone", nil, "no entry at all"},
		{"a date that cannot be read", append(rows(1, 99), "100,N.100,person,Person Number 100,sometime,,"), "one piece of the file could not be accounted for"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := valley(t)
			importList(t, d, lakes("2024-01-01", rows(1, 100)...))
			out := importList(t, d, lakes("2024-02-01", tc.after...))
			if tc.says == "" {
				if len(out.Waits) > 0 || !out.Current {
					t.Errorf("it was taken as %+v", out)
				}
				return
			}
			if out.Current || !strings.Contains(strings.Join(out.Waits, "; "), tc.says) {
				t.Fatalf("it was taken as %+v, want it to wait because %q", out, tc.says)
			}
			if got := states(t, d, time.Time{}); got["2024-02-01"] != desk.FileWaiting || got["2024-01-01"] != desk.FileEarlier {
				t.Errorf("the files are %v", got)
			}
			hs, err := d.Histories(t.Context(), time.Time{})
			if err != nil || len(hs) != 1 || len(hs[0].Files) != 1 {
				t.Errorf("a waiting file is in the history: %v %v", hs, err)
			}
		})
	}
}

// A person lets a file count or not, with a reason, and may decide otherwise
// later; what was decided stands under the file.
func TestDecidingOnFiles(t *testing.T) {
	d, afresh := valleyIn(t)
	importList(t, d, lakes("2024-06-01", column, brigade))
	importList(t, d, lakes("2024-07-01", column))
	files, err := d.Lists(t.Context(), time.Time{})
	if err != nil || len(files) != 2 {
		t.Fatal(files, err)
	}
	digest := files[0].Digest
	for _, tc := range []struct {
		name, digest, reason string
		accept               bool
		want                 truceline.Kind
	}{
		{"without a reason", digest, " ", true, truceline.InvalidKind},
		{"of no file", "abcdef012345", "because", true, truceline.NotFoundKind},
		{"by too little of a digest", digest[:3], "because", true, truceline.InvalidKind},
		{"one that counts", files[1].Digest, "because", true, truceline.ConflictKind},
	} {
		if err := d.DecideList(t.Context(), "anna", tc.digest, tc.accept, tc.reason); truceline.KindOf(err) != tc.want {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
	decide := func(accept bool, reason string, want desk.FileState) {
		t.Helper()
		if err := d.DecideList(t.Context(), "anna", digest[:12], accept, reason); err != nil {
			t.Fatal(err)
		}
		if got := states(t, d, time.Time{}); got["2024-07-01"] != want {
			t.Errorf("after %q the files are %v, want %s", reason, got, want)
		}
	}
	decide(true, "the delisting was announced", desk.FileCurrent)
	accepted, err := d.Known(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	decide(false, "it was another announcement", desk.FileAside)
	if got := states(t, d, time.Time{}); got["2024-06-01"] != desk.FileCurrent {
		t.Errorf("with the later one aside the files are %v", got)
	}
	decide(true, "it was announced after all", desk.FileCurrent)
	files, err = d.Lists(t.Context(), time.Time{})
	if err != nil || len(files[0].Decisions) != 3 || files[0].Decisions[0].Reason != "it was announced after all" {
		t.Errorf("the decisions are %+v, %v", files[0].Decisions, err)
	}
	waited := files[0].Known
	if got := states(t, afresh(), waited); got["2024-07-01"] != desk.FileWaiting {
		t.Errorf("as known when it was imported the files are %v", got)
	}
	if got := states(t, afresh(), accepted); got["2024-07-01"] != desk.FileCurrent {
		t.Errorf("as known when it was accepted the files are %v", got)
	}
	// What a later file lacks was listed before: gone by that day, and possibly
	// since the file before it.
	day := func(on sanctions.Date) truceline.Answer {
		t.Helper()
		out, err := d.DesignationsOn(t.Context(), desk.DesignationQuery{On: on, Name: "Hill Brigade"})
		if err != nil || len(out.Rows) != 1 {
			t.Fatal(out, err)
		}
		return out.Rows[0].Answer
	}
	for on, want := range map[sanctions.Date]truceline.Answer{"2024-06-01": truceline.Yes, "2024-06-15": truceline.Unknown, "2024-07-01": truceline.No} {
		if got := day(on); got != want {
			t.Errorf("on %s the entry was listed: %v, want %v", on, got, want)
		}
	}
}

// What cannot be read is refused, and leaves nothing behind: no version, no copy.
func TestRefusedListsLeaveNothing(t *testing.T) {
	dir := t.TempDir()
	d, err := desk.Create(t.Context(), dir, desk.Options{Now: clock()})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	fill(t, d)
	was := size(t, d)
	bad := func(name, text string) desk.ListInput {
		return desk.ListInput{Files: fstest.MapFS{name: {Data: []byte(text)}}, Name: name}
	}
	for name, in := range map[string]desk.ListInput{
		"truncated":     bad("a.xml", `<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2018-08-24T19:40:35"><INDIVIDUALS><INDIVIDUAL><DATAID>1`),
		"a doctype":     bad("a.xml", `<!DOCTYPE x [<!ENTITY a "b">]><CONSOLIDATED_LIST dateGenerated="2018-08-24T19:40:35"/>`),
		"another root":  bad("a.xml", `<html/>`),
		"no day":        bad("a.csv", "id,name\n1,A Front\n"),
		"no such file":  {Files: fstest.MapFS{}, Name: "a.xml"},
		"a wrong list":  {Files: fstest.MapFS{"a.csv": {Data: []byte("id,name\n1,A Front\n")}}, Name: "a.csv", List: "No List", On: "2024-01-01"},
		"no format":     {Files: fstest.MapFS{"a.csv": {Data: []byte("id,name\n1,A Front\n")}}, Name: "a.csv", Format: "pdf", On: "2024-01-01"},
		"a wrong day":   {Files: fstest.MapFS{"a.csv": {Data: []byte("id,name\n1,A Front\n")}}, Name: "a.csv", On: "2024-13-01"},
		"a dry run too": {Files: fstest.MapFS{"a.xml": {Data: []byte("<html/>")}}, Name: "a.xml", Dry: true},
	} {
		if out, err := d.ImportList(t.Context(), "test", in, func(int64, int64) {}); truceline.KindOf(err) == truceline.Internal || err == nil {
			t.Errorf("%s: %+v, %v, want a Problem", name, out, err)
		}
	}
	dry := lakes("2024-06-01", column)
	dry.Dry = true
	if out := importList(t, d, dry); !out.Dry || !out.Current || out.Entries != 1 {
		t.Errorf("a dry run says %+v", out)
	}
	stopped, stop := context.WithCancel(t.Context())
	half := lakes("2024-06-01", column)
	calls := 0
	if _, err := d.ImportList(stopped, "test", half, func(int64, int64) {
		if calls++; calls == 1 {
			stop()
		}
	}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped while it was read: %v", err)
	}
	if got := size(t, d); got != was {
		t.Errorf("the log grew from %d to %d entries", was, got)
	}
	kept, err := os.ReadDir(filepath.Join(dir, "originals"))
	if err != nil || len(kept) != 1 {
		t.Errorf("beside the events, %v was kept, %v", kept, err)
	}
}
