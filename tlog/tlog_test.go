package tlog_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/truceline/truceline/tlog"
	sumdb "golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

// noon is an instant with a zone and nanoseconds, both of which a leaf sheds.
var noon = time.Date(2017, 5, 4, 12, 0, 0, 123456789, time.FixedZone("Damascus", 3*3600))

func entry(i int) tlog.Entry {
	return tlog.EntryOf("incident", fmt.Sprint("ged-", i), 1, noon, []byte(fmt.Sprint(i)))
}

// grow is a log of n entries in memory: its edge, and a reader of its hashes.
func grow(n int) (tlog.Edge, tlog.HashReader) {
	var edge tlog.Edge
	var stored []tlog.Hash
	for i := range n {
		hashes := edge.Next(entry(i).Hash())
		stored = append(stored, hashes...)
		edge.Append(hashes)
	}
	return edge, tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var out []tlog.Hash
		for _, i := range indexes {
			out = append(out, stored[i])
		}
		return out, nil
	})
}

func TestLeaf(t *testing.T) {
	e := tlog.EntryOf("incident", "إدلب 7", 2, noon, []byte("hello"))
	want := `truceline entry v1
kind incident
id إدلب 7
seq 2
known 2017-05-04T09:00:00.123456Z
sha256 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
`
	if got := string(e.Leaf()); got != want {
		t.Fatalf("Leaf is\n%s\nwant\n%s", got, want)
	}
	if got, want := e.Hash(), tlog.Hash(sha256.Sum256([]byte("\x00"+want))); got != want {
		t.Errorf("Hash = %v, want SHA-256 of a zero byte and the leaf, %v", got, want)
	}
	if got, err := tlog.ParseLeaf([]byte(want)); err != nil || got != e {
		t.Errorf("ParseLeaf = %v, %v; want %v", got, err, e)
	}
	if !e.Attests([]byte("hello")) || e.Attests([]byte("hello ")) {
		t.Error("Attests must say whether the body is the one that was hashed")
	}
}

func TestParseLeafRefuses(t *testing.T) {
	good := string(entry(1).Leaf())
	for _, tc := range []struct{ name, old, new string }{
		{"another form", "v1", "v2"},
		{"no last line feed", "\n", ""},
		{"a line more", "seq 1\n", "seq 1\nnote x\n"},
		{"version 0", "seq 1", "seq 0"},
		{"a version with a sign", "seq 1", "seq +1"},
		{"milliseconds", ".123456Z", ".123Z"},
		{"another zone", ".123456Z", ".123456+00:00"},
		{"a date that is not", "05-04", "02-30"},
		{"a short hash", "sha256 ", "sha256"},
		{"upper-case digits", good[len(good)-65:], strings.ToUpper(good[len(good)-65:])},
		{"no id", "id ged-1", "id "},
		{"a control character", "id ged-1", "id ged\r1"},
	} {
		if bad := strings.ReplaceAll(good, tc.old, tc.new); bad == good {
			t.Errorf("%s: the case changes nothing", tc.name)
		} else if e, err := tlog.ParseLeaf([]byte(bad)); err == nil {
			t.Errorf("%s: accepted as %v", tc.name, e)
		}
	}
}

func FuzzParseLeaf(f *testing.F) {
	f.Add(entry(1).Leaf())
	f.Add([]byte("truceline entry v1\nkind a\nid b\nseq 1\nknown 2017-05-04T09:00:00.000000Z\nsha256 00\n"))
	f.Fuzz(func(t *testing.T, leaf []byte) {
		e, err := tlog.ParseLeaf(leaf)
		if err == nil && !bytes.Equal(e.Leaf(), leaf) {
			t.Errorf("accepted %q, which is written %q", leaf, e.Leaf())
		}
	})
}

// TestEdge holds the edge against the library that it stands in for.
func TestEdge(t *testing.T) {
	var edge tlog.Edge
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) (out []tlog.Hash, err error) {
		for _, i := range indexes {
			out = append(out, stored[i])
		}
		return out, nil
	})
	for n := range int64(300) {
		root, err := sumdb.TreeHash(n, reader)
		if err != nil {
			t.Fatal(err)
		}
		if want := (tlog.Tree{Size: n, Root: root}); edge.Tree() != want {
			t.Fatalf("at %d entries the edge gives %v, want %v", n, edge.Tree(), want)
		}
		if again, err := tlog.EdgeAt(n, reader); err != nil || again.Tree() != edge.Tree() {
			t.Fatalf("EdgeAt(%d) gives %v, %v; want %v", n, again.Tree(), err, edge.Tree())
		}
		leaf := entry(int(n)).Hash()
		want, err := sumdb.StoredHashesForRecordHash(n, leaf, reader)
		if err != nil {
			t.Fatal(err)
		}
		got := edge.Next(leaf)
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("entry %d brings %v, want %v", n, got, want)
		}
		for level := range got {
			if e, l := tlog.Place(int64(len(stored) + level)); e != n || l != level {
				t.Fatalf("Place(%d) = %d, %d; want %d, %d", len(stored)+level, e, l, n, level)
			}
		}
		stored = append(stored, got...)
		edge.Append(got)
	}
}

func TestProofs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, 70).Draw(t, "size")
		n := rapid.IntRange(0, size-1).Draw(t, "entry")
		from := rapid.IntRange(0, size).Draw(t, "from")
		edge, r := grow(size)

		p, err := tlog.ProveEntry(int64(n), int64(size), entry(n), r)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		got, e, err := tlog.VerifyEntry(text)
		if err != nil || e != entry(n) || got.Tree != edge.Tree() {
			t.Fatalf("VerifyEntry(%s) = %v, %v", text, e, err)
		}

		q, err := tlog.ProveTree(int64(from), int64(size), r)
		if err != nil {
			t.Fatal(err)
		}
		if text, err = json.Marshal(q); err != nil {
			t.Fatal(err)
		}
		if got, err := tlog.VerifyTree(text); err != nil || got.After != edge.Tree() {
			t.Fatalf("VerifyTree(%s): %v", text, err)
		}
	})
}

func TestForgedProofs(t *testing.T) {
	edge, r := grow(11)
	for _, tc := range []struct {
		name  string
		forge func(*tlog.EntryProof)
	}{
		{"another entry's leaf", func(p *tlog.EntryProof) { p.Leaf = string(entry(4).Leaf()) }},
		{"a later instant", func(p *tlog.EntryProof) { p.Leaf = strings.Replace(p.Leaf, "2017", "2018", 1) }},
		{"another number", func(p *tlog.EntryProof) { p.Entry = 4 }},
		{"a number that is not there", func(p *tlog.EntryProof) { p.Entry = 11 }},
		{"a negative number", func(p *tlog.EntryProof) { p.Entry = -1 }},
		{"another size", func(p *tlog.EntryProof) { p.Tree.Size = 17 }},
		{"a size beyond arithmetic", func(p *tlog.EntryProof) { p.Tree.Size = 1<<63 - 1 }},
		{"another root", func(p *tlog.EntryProof) { p.Tree.Root[0] ^= 1 }},
		{"another path", func(p *tlog.EntryProof) { p.Path[1][0] ^= 1 }},
		{"a path cut short", func(p *tlog.EntryProof) { p.Path = p.Path[1:] }},
		{"a path too long", func(p *tlog.EntryProof) { p.Path = append(p.Path, p.Path[0]) }},
		{"another form", func(p *tlog.EntryProof) { p.Form = "truceline growth v1" }},
	} {
		p, err := tlog.ProveEntry(3, 11, entry(3), r)
		if err != nil {
			t.Fatal(err)
		}
		tc.forge(&p)
		if e, err := p.Verify(); err == nil {
			t.Errorf("entry, %s: accepted as %v", tc.name, e)
		}
	}
	for _, tc := range []struct {
		name  string
		forge func(*tlog.TreeProof)
	}{
		{"another past", func(p *tlog.TreeProof) { p.Before.Root[0] ^= 1 }},
		{"another present", func(p *tlog.TreeProof) { p.After.Root[0] ^= 1 }},
		{"another size before", func(p *tlog.TreeProof) { p.Before.Size = 5 }},
		{"a size beyond arithmetic", func(p *tlog.TreeProof) { p.After.Size = 1<<63 - 1 }},
		{"a negative size", func(p *tlog.TreeProof) { p.Before.Size = -1 }},
		{"growth backwards", func(p *tlog.TreeProof) { p.Before, p.After = p.After, p.Before }},
		{"an empty log that is not", func(p *tlog.TreeProof) { p.Before.Size, p.Path = 0, nil }},
		{"a path from nothing", func(p *tlog.TreeProof) { p.Before = new(tlog.Edge).Tree() }},
		{"another form", func(p *tlog.TreeProof) { p.Form = "" }},
	} {
		p, err := tlog.ProveTree(6, 11, r)
		if err != nil {
			t.Fatal(err)
		}
		tc.forge(&p)
		if p.Verify() == nil {
			t.Errorf("growth, %s: accepted", tc.name)
		}
	}
	for _, bad := range []string{"", "{}", "[]", "{\"proof\":\"truceline entry v1\",\"more\":1}", "{} {}"} {
		if _, _, err := tlog.VerifyEntry([]byte(bad)); err == nil {
			t.Errorf("VerifyEntry(%q) accepted", bad)
		}
		if _, err := tlog.VerifyTree([]byte(bad)); err == nil {
			t.Errorf("VerifyTree(%q) accepted", bad)
		}
	}
	if _, err := tlog.ProveEntry(11, 11, entry(0), r); err == nil {
		t.Error("proved an entry beyond the end")
	}
	if _, err := tlog.ProveTree(12, 11, r); err == nil {
		t.Error("proved growth backwards")
	}
	if edge.Size() != 11 {
		t.Errorf("Size = %d", edge.Size())
	}
}

func FuzzVerify(f *testing.F) {
	_, r := grow(11)
	p, _ := tlog.ProveEntry(3, 11, entry(3), r)
	text, _ := json.Marshal(p)
	f.Add(text)
	q, _ := tlog.ProveTree(6, 11, r)
	text, _ = json.Marshal(q)
	f.Add(text)
	f.Add([]byte(`{"proof":"truceline growth v1","before":{"size":1},"after":{"size":9223372036854775807}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		if p, e, err := tlog.VerifyEntry(text); err == nil && string(e.Leaf()) != p.Leaf {
			t.Errorf("accepted a leaf %q that is written %q", p.Leaf, e.Leaf())
		}
		tlog.VerifyTree(text)
	})
}
