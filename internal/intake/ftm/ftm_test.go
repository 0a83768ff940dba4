package ftm_test

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/ftm"
	"github.com/truceline/truceline/internal/intake/listing"
	"github.com/truceline/truceline/internal/intake/listing/listingtest"
	"github.com/truceline/truceline/sanctions"
)

func read(t testing.TB, text string) (sanctions.Snapshot, error) {
	t.Helper()
	return ftm.Read(t.Context(), strings.NewReader(text), ftm.Options{Name: "list.jsonl"})
}

func TestScenarios(t *testing.T) {
	listingtest.Scenarios(t, func(t testing.TB, text string) (any, error) {
		s, err := read(t, text)
		s.Digest = ""
		return s, err
	})
}

func TestBadFiles(t *testing.T) {
	one := `{"id":"T-1","schema":"Person","properties":{"name":["Omar Testi"]}}` + "\n"
	for _, tc := range []struct{ name, in, want string }{
		{"a list", "[" + strings.TrimSpace(one) + "]", "list.jsonl: the file is one JSON value over several lines; FollowTheMoney has an entity on each line: fetch entities.ftm.json or targets.nested.json"},
		{"an object over lines", "{\n\"entities\": []\n}", "list.jsonl: the file is one JSON value over several lines; FollowTheMoney has an entity on each line: fetch entities.ftm.json or targets.nested.json"},
		{"XML", "<list/>", `list.jsonl: the file is not JSON lines: its first line begins with "<" and not with {`},
		{"cut off", one + one[:40], "list.jsonl, line 2: the file ends in the middle of an entity, as an interrupted download does; nothing was taken: fetch it again"},
		{"one id twice", one + one, "list.jsonl, line 2: the entity T-1 stands on line 1 too; nothing was taken, because nothing tells which of them is the list's"},
		{"no entity at all", `{"a":1}` + "\n" + `{"b":2}`, `list.jsonl, line 1: no line of the file is a FollowTheMoney entity, {"id": …, "schema": …, "properties": {…}}; the first is not because the line is no entity: it has no id or no schema`},
		{"gzip that ends early", "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\x00", "list.jsonl: the gzip file ends too early, as an interrupted download does; nothing was taken: fetch it again"},
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

func TestDay(t *testing.T) {
	entity := func(fields string) string {
		return `{"id":"T-1","schema":"Person","properties":{"name":["Omar Testi"]}` + fields + "}\n"
	}
	for _, tc := range []struct {
		name, in string
		on, want sanctions.Date
	}{
		{"when it was last seen", entity(`,"last_seen":"2024-03-01T06:30:00","last_change":"2023-01-01"`), "", "2024-03-01"},
		{"when it last changed", entity(`,"last_change":"2023-01-01T00:00:00"`), "", "2023-01-01"},
		{"the day that is given goes first", entity(`,"last_seen":"2024-03-01T06:30:00"`), "2024-02-01", "2024-02-01"},
		{"nothing says when", entity(""), "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s, err := ftm.Read(t.Context(), strings.NewReader(tc.in), ftm.Options{On: tc.on})
			if err != nil || s.On != tc.want {
				t.Errorf("on %q, %v; want %q", s.On, err, tc.want)
			}
		})
	}
}

// A plain list says of nobody that they are listed: all are.
func TestPlainList(t *testing.T) {
	s, err := read(t, `{"id":"A","schema":"Person","properties":{"name":["Omar Testi"],"topics":["role.pep"]}}`+"\n"+
		`{"id":"B","schema":"LegalEntity","properties":{"name":["Test & Sons"]}}`)
	if err != nil || len(s.Entries) != 2 || len(s.Unread) > 0 || s.Entries[0].Kind != "person" || s.Entries[1].Kind != "" {
		t.Errorf("%+v, %v", s, err)
	}
	if s.List != "ftm" || s.Format != "ftm" {
		t.Errorf("list %q, format %q", s.List, s.Format)
	}
}

func TestEmptyList(t *testing.T) {
	s, err := read(t, "\n \n")
	want := []sanctions.Unread{{Line: 1, Path: "file", Why: "the list holds no entry"}}
	if d := cmp.Diff(want, s.Unread); err != nil || d != "" {
		t.Errorf("%v, -want +got\n%s", err, d)
	}
}

func TestLongLine(t *testing.T) {
	one := `{"id":"T-1","schema":"Person","properties":{"name":["Omar Testi"]}}` + "\n"
	s, err := read(t, one+`{"id":"T-2","x":"`+strings.Repeat("x", ftm.MaxLine)+"\"}\n"+strings.Replace(one, "T-1", "T-3", 1))
	if err != nil || len(s.Entries) != 2 || len(s.Unread) != 1 || s.Unread[0].Line != 2 {
		t.Errorf("%d entries, %+v, %v", len(s.Entries), s.Unread, err)
	}
}

func TestGzip(t *testing.T) {
	one := `{"id":"T-1","schema":"Person","properties":{"name":["Omar Testi"]}}` + "\n"
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(one))
	w.Close()
	s, err := read(t, b.String())
	if err != nil || len(s.Entries) != 1 {
		t.Errorf("%+v, %v", s, err)
	}
	if !ftm.Looks(b.Bytes()) || !ftm.Looks([]byte("\ufeff"+one)) || ftm.Looks([]byte("id,name")) || ftm.Looks(nil) {
		t.Error("Looks does not tell")
	}
}

func FuzzRead(f *testing.F) {
	listingtest.Seed(f)
	f.Fuzz(func(t *testing.T, in []byte) {
		s, err := ftm.Read(t.Context(), bytes.NewReader(in), ftm.Options{})
		if err != nil {
			if truceline.KindOf(err) != truceline.InvalidKind {
				t.Fatalf("ended by %v, which is no Problem", err)
			}
			return
		}
		ids, refs := map[string]bool{}, map[string]bool{}
		for _, e := range s.Entries {
			if e.ID == "" || e.Ref == "" || ids[e.ID] || refs[e.Ref] {
				t.Fatalf("an entry without an identity of its own: %+v", e)
			}
			ids[e.ID], refs[e.Ref] = true, true
			for _, n := range e.Names {
				if n.Text == "" || n.Text != listing.Clean(n.Text) || len(n.Text) > listing.MaxName {
					t.Fatalf("name %q", n.Text)
				}
			}
		}
	})
}
