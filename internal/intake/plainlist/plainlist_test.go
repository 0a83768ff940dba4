package plainlist_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/listing"
	"github.com/truceline/truceline/internal/intake/listing/listingtest"
	"github.com/truceline/truceline/internal/intake/plainlist"
	"github.com/truceline/truceline/internal/intake/unlist"
	"github.com/truceline/truceline/sanctions"
	"github.com/truceline/truceline/sanctions/screening"
)

func read(t testing.TB, text string) (sanctions.Snapshot, error) {
	t.Helper()
	return plainlist.Read(t.Context(), strings.NewReader(text), plainlist.Options{Name: "lists/Test List_1.csv", On: "2017-07-03"})
}

func TestScenarios(t *testing.T) {
	listingtest.Scenarios(t, func(t testing.TB, text string) (any, error) {
		s, err := read(t, text)
		s.Digest = ""
		return s, err
	})
}

func TestBadFiles(t *testing.T) {
	const at = "lists/Test List_1.csv"
	for _, tc := range []struct{ name, in, want string }{
		{"empty", "", at + ": the file is empty; its first line must name the columns"},
		{"no name", "id,kind\n1,person\n", at + ", line 1: the file lacks name; it has id, kind"},
		{"no id", "name\nOmar\n", at + ", line 1: the file lacks id; it has name"},
		{"a quote left open", "id,name\n1,\"Omar\n2,Umar\n", at + ", line 2: a quoted field of this row is never closed; close or double its quotes; nothing was taken"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := read(t, tc.in)
			if err == nil {
				t.Fatal("it was read")
			}
			if d := cmp.Diff(tc.want, err.Error()); d != "" || truceline.KindOf(err) != truceline.InvalidKind {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

func TestKinds(t *testing.T) {
	for word, want := range map[string]screening.Kind{
		"person": screening.Person, "Person": screening.Person, "Individual": screening.Person, "entity": screening.Entity, "group": screening.Entity,
		"Organization": screening.Entity, "Company": screening.Entity, "PublicBody": screening.Entity, "LegalEntity": "", "": "",
		"vessel": screening.Vessel, "Airplane": screening.Vessel,
	} {
		s, err := read(t, "id,name,kind\n1,Omar Testi,"+word+"\n")
		if err != nil || len(s.Unread) > 0 || s.Entries[0].Kind != want {
			t.Errorf("%q is %+v, %v; want %q", word, s.Entries, err, want)
		}
	}
}

// A table may be packed, separated otherwise or of no day.
func TestForms(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	w.Write([]byte("id,name,kind\n1,Omar Testi,person\n"))
	w.Close()
	for name, in := range map[string]string{
		"gzip": packed.String(), "semicolons": "id;name;kind\n1;Omar Testi;person\n", "tabs": "id\tname\tkind\n1\tOmar Testi\tperson\n",
		"a mark, another order, capitals": "\ufeffKind,NAME,Id\r\nperson, Omar  Testi ,1\r\n",
	} {
		s, err := plainlist.Read(t.Context(), strings.NewReader(in), plainlist.Options{})
		want := []sanctions.Entry{{ID: "1", Ref: "1", Kind: screening.Person, Names: []sanctions.Name{{Text: "Omar Testi", Script: "Latn", Quality: sanctions.Primary}}}}
		if d := cmp.Diff(want, s.Entries); err != nil || d != "" || len(s.Unread) > 0 || s.On != "" || s.List != "list" {
			t.Errorf("%s: %v, %+v -want +got\n%s", name, err, s, d)
		}
	}
}

func TestEmptyList(t *testing.T) {
	s, err := read(t, "id,name\n")
	want := []sanctions.Unread{{Line: 1, Path: "file", Why: "the list holds no entry"}}
	if d := cmp.Diff(want, s.Unread); err != nil || d != "" {
		t.Errorf("%v, -want +got\n%s", err, d)
	}
}

// asTable is what of a snapshot a table has.
func asTable(s sanctions.Snapshot) []sanctions.Entry {
	out := make([]sanctions.Entry, len(s.Entries))
	for i, e := range s.Entries {
		e.Births, e.Documents, e.Addresses, e.Other = nil, nil, nil, nil
		names := []sanctions.Name{}
		for _, n := range e.Names {
			n.Within = ""
			names = append(names, n)
		}
		e.Names = names
		out[i] = e
	}
	return out
}

func roundTrip(t *rapid.T, s sanctions.Snapshot) sanctions.Snapshot {
	var b bytes.Buffer
	if err := plainlist.Write(&b, s); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(b.String(), "\n") {
		for _, c := range strings.Split(line, ",") {
			if c = strings.Trim(c, `"`); c != "" && strings.ContainsRune("=+-@", rune(c[0])) && !strings.Contains(line, `"`) {
				t.Fatalf("a spreadsheet would run %q", c)
			}
		}
	}
	back, err := plainlist.Read(t.Context(), &b, plainlist.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return back
}

// What Write writes, Read reads back unchanged, whatever a spreadsheet would do
// with it.
func TestRoundTrip(t *testing.T) {
	text := rapid.Custom(func(t *rapid.T) string {
		return listing.Clean(rapid.StringOf(rapid.RuneFrom([]rune("=+-@'\",;#|AbعمTт1 ()\n"))).Draw(t, "text"))
	})
	date := rapid.SampledFrom([]sanctions.Date{"", "2014", "2014-05", "2014-05-14", "2017-06-07"})
	rapid.Check(t, func(t *rapid.T) {
		var s sanctions.Snapshot
		n := rapid.IntRange(1, 4).Draw(t, "entries")
		for i := range n {
			e := sanctions.Entry{ID: string(rune('a' + i)), Kind: rapid.SampledFrom([]screening.Kind{"", screening.Person, screening.Entity, screening.Vessel}).Draw(t, "kind")}
			e.Ref = e.ID + text.Draw(t, "ref")
			e.Regime, e.Comments = text.Draw(t, "regime"), text.Draw(t, "comments")
			e.Listed, e.Delisted = date.Draw(t, "listed"), date.Draw(t, "delisted")
			if d := date.Draw(t, "amended"); d != "" {
				e.Amended = []sanctions.Date{d}
			}
			e.Names = []sanctions.Name{}
			var roll listing.Roll
			for range rapid.IntRange(1, 3).Draw(t, "names") {
				name := sanctions.Name{Text: text.Draw(t, "name"), Note: text.Draw(t, "note"),
					Quality: rapid.SampledFrom([]sanctions.Quality{sanctions.Primary, sanctions.Good, sanctions.Low, sanctions.Known, sanctions.Formerly, sanctions.Original, sanctions.Unsaid}).Draw(t, "quality")}
				if name.Script = listing.Script(name.Text); name.Text != "" {
					roll.Add(name)
				}
			}
			if e.Names = roll.Names; len(e.Names) > 0 {
				s.Entries = append(s.Entries, e)
			}
		}
		if len(s.Entries) == 0 {
			return
		}
		back := roundTrip(t, s)
		if d := cmp.Diff(s.Entries, back.Entries, cmpopts.EquateEmpty()); d != "" || len(back.Unread) > 0 {
			t.Fatalf("%+v -wrote +read\n%s", back.Unread, d)
		}
	})
}

func TestWriteNeedsIds(t *testing.T) {
	if err := plainlist.Write(&bytes.Buffer{}, sanctions.Snapshot{Entries: []sanctions.Entry{{}}}); truceline.KindOf(err) != truceline.InvalidKind {
		t.Errorf("%v", err)
	}
}

// The real list becomes a table and comes back.
func TestRealList(t *testing.T) {
	shared := os.Getenv("TRUCELINE_SHARED")
	if shared == "" {
		t.Skip("TRUCELINE_SHARED is not set: it is the folder that holds data/un with the lists of the Security Council")
	}
	f, err := os.Open(filepath.Join(shared, "data", "un", "un_sc_consolidated_2018-08-24.xml.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s, err := unlist.Read(t.Context(), f, unlist.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := plainlist.Write(&b, s); err != nil {
		t.Fatal(err)
	}
	back, err := plainlist.Read(t.Context(), &b, plainlist.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(asTable(s), back.Entries, cmpopts.EquateEmpty()); d != "" || len(back.Unread) > 0 {
		t.Errorf("%+v -wrote +read\n%s", back.Unread, d)
	}
}

func FuzzRead(f *testing.F) {
	listingtest.Seed(f)
	f.Fuzz(func(t *testing.T, in []byte) {
		if bytes.HasPrefix(in, []byte("PK")) {
			return // workbooks are fuzzed where they are read
		}
		s, err := plainlist.Read(t.Context(), bytes.NewReader(in), plainlist.Options{})
		if err != nil {
			if truceline.KindOf(err) != truceline.InvalidKind {
				t.Fatalf("ended by %v, which is no Problem", err)
			}
			return
		}
		for _, e := range s.Entries {
			if e.ID == "" || e.Ref == "" {
				t.Fatalf("an entry without an identity: %+v", e)
			}
			for _, n := range e.Names {
				if n.Text == "" || n.Text != listing.Clean(n.Text) || len(n.Text) > listing.MaxName {
					t.Fatalf("name %q", n.Text)
				}
			}
		}
		var b bytes.Buffer
		if err := plainlist.Write(&b, s); err != nil {
			t.Fatal(err)
		}
		back, err := plainlist.Read(t.Context(), &b, plainlist.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(asTable(s), asTable(back), cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("-wrote +read\n%s", d)
		}
	})
}
