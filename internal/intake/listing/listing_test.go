package listing_test

import (
	"io"
	"strings"
	"testing"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/listing"
	"github.com/truceline/truceline/sanctions"
)

// A text may be as long as its bound and not a byte longer.
func TestUnpackBound(t *testing.T) {
	const bound = 1 << 20
	for _, tc := range []struct {
		n    int
		want string
	}{
		{bound, ""},
		{bound + 1, "list.xml: the file holds more than 1 MiB, which no designation list does; nothing was taken"},
	} {
		r, err := listing.Unpack(strings.NewReader(strings.Repeat("x", tc.n)), "list.xml", bound)
		if err != nil {
			t.Fatal(err)
		}
		n, err := io.Copy(io.Discard, r)
		if tc.want == "" && (err != nil || n != int64(tc.n)) {
			t.Errorf("%d bytes of %d, %v", n, tc.n, err)
		}
		if tc.want != "" && (err == nil || err.Error() != tc.want || truceline.KindOf(err) != truceline.InvalidKind) {
			t.Errorf("%v; want %s", err, tc.want)
		}
	}
}

// The digest is of all bytes, also of those that nobody read.
func TestDigest(t *testing.T) {
	f := listing.Receive(strings.NewReader("abc"))
	if _, err := f.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	const want = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" // FIPS 180-2, B.1
	if got, err := f.Digest(); err != nil || got != want {
		t.Errorf("%s, %v; want %s", got, err, want)
	}
}

func TestClaim(t *testing.T) {
	refs := listing.References{}
	for _, tc := range []struct {
		ref, id string
		line    int
		as      string
		was     int
	}{
		{"QDe.1", "7", 3, "QDe.1", 0},
		{"QDe.1", "8", 4, "8", 3},
		{"8", "9", 5, "9", 4},
		{"QDe.1", "9", 6, "id 9", 3},
	} {
		if as, was := refs.Claim(tc.ref, tc.id, tc.line); as != tc.as || was != tc.was {
			t.Errorf("Claim(%s, %s) = %s, %d; want %s, %d", tc.ref, tc.id, as, was, tc.as, tc.was)
		}
	}
}

func TestShorten(t *testing.T) {
	if got := listing.Shorten(strings.Repeat("ع", 200)); got != strings.Repeat("ع", 200) {
		t.Errorf("200 characters became %q", got)
	}
	if got := listing.Shorten(strings.Repeat("ع", 201) + "\xff"); got != strings.Repeat("ع", 200)+"…" {
		t.Errorf("201 characters became %q", got)
	}
}

// One name of one quality stands once, with what any of its elements says of it.
func TestRoll(t *testing.T) {
	var r listing.Roll
	added := []bool{
		r.Add(sanctions.Name{Text: "A", Quality: sanctions.Good}), r.Add(sanctions.Name{Text: "A", Quality: sanctions.Low}),
		r.Add(sanctions.Name{Text: "A", Quality: sanctions.Good, Note: "n", Script: "Latn"}),
	}
	if !added[0] || !added[1] || added[2] || len(r.Names) != 2 || r.Names[0].Note != "n" {
		t.Errorf("added %v, names %+v", added, r.Names)
	}
}

func TestID(t *testing.T) {
	for in, want := range map[string]string{"UN SC_sanctions": "un-sc-sanctions", "عمر": "", "a/b.c": "abc", "_x_": "x"} {
		if got := listing.ID(in); got != want {
			t.Errorf("ID(%q) = %q, want %q", in, got, want)
		}
	}
}
