package unpack_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/truceline/truceline/internal/intake/unpack"
)

var errFault = errors.New("fault")

func squeeze(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A file may hold as much as its bounds say, and is refused by what is wrong
// with it.
func TestUnpack(t *testing.T) {
	const none = unpack.Fault(-1)
	zeros := strings.Repeat("0", 1<<16)
	good := squeeze(t, "some text")
	flipped := []byte(good)
	flipped[len(good)-5] ^= 1
	for _, tc := range []struct {
		name, in                       string
		maxBytes, maxRatio, ratioFloor int64
		want                           unpack.Fault
	}{
		{"plain, as long as it may be", zeros, 1 << 16, 1, 0, none},
		{"plain, a byte longer", zeros + "0", 1 << 16, 1, 0, unpack.Long},
		{"packed, as long as it may be", squeeze(t, zeros), 1 << 16, 2000, 0, none},
		{"packed, a byte longer", squeeze(t, zeros+"0"), 1 << 16, 2000, 0, unpack.Long},
		{"grown, up to where it counts", squeeze(t, zeros), 1 << 20, 10, 1 << 16, none},
		{"grown beyond", squeeze(t, zeros+"0"), 1 << 20, 10, 1 << 16, unpack.Inflated},
		{"a header cut off", good[:5], 99, 9, 9, unpack.CutOff},
		{"cut off", good[:len(good)-9], 99, 9, 9, unpack.CutOff},
		{"another checksum", string(flipped), 99, 9, 9, unpack.Checksum},
		{"no header", "\x1f\x8btext and text", 99, 9, 9, unpack.Header},
		{"more behind it", good + "text and text", 99, 9, 9, unpack.Header},
		{"no block of deflate", good[:10] + "\xff\xff\xff", 99, 9, 9, unpack.Damaged},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := none
			src := unpack.From(strings.NewReader(tc.in))
			r, err := src.Unpack(unpack.Bounds{Bytes: tc.maxBytes, Ratio: tc.maxRatio, Floor: tc.ratioFloor,
				Refuse: func(f unpack.Fault, _ error) error { got = f; return errFault }})
			if err == nil {
				_, err = io.Copy(io.Discard, r)
			}
			if got != tc.want || errors.Is(err, errFault) != (tc.want != none) {
				t.Errorf("fault %d, %v; want %d", got, err, tc.want)
			}
			if tc.want == none && (err != nil || src.Taken() != int64(len(tc.in))) {
				t.Errorf("%v, %d bytes taken of %d", err, src.Taken(), len(tc.in))
			}
		})
	}
}

// An error that is not the file's fault is no refusal.
func TestOtherErrors(t *testing.T) {
	lost := errors.New("the disk is gone")
	for _, in := range []string{"", "pl", "plain text", squeeze(t, "some text")[:4], squeeze(t, "some text")[:12]} {
		r, err := unpack.From(io.MultiReader(strings.NewReader(in), iotest.ErrReader(lost))).Unpack(unpack.Bounds{Bytes: 99, Ratio: 9,
			Refuse: func(unpack.Fault, error) error { return errFault }})
		if err == nil {
			_, err = io.Copy(io.Discard, r)
		}
		if !errors.Is(err, lost) {
			t.Errorf("%q ends with %v; want %v", in, err, lost)
		}
	}
}
