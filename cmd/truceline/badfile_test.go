package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/testscript"
)

// This file makes the broken files that scripts feed to the program.

// write writes a file of the script, gzipped if it is to be.
func write(ts *testscript.TestScript, name string, body io.Reader, zip bool) {
	f, err := os.Create(ts.MkAbs(name))
	ts.Check(err)
	defer f.Close()
	if !zip {
		_, err = io.Copy(f, body)
		ts.Check(err)
		return
	}
	z := gzip.NewWriter(f)
	_, err = io.Copy(z, body)
	ts.Check(err)
	ts.Check(z.Close())
}

// gzipCmd compresses a file.
func gzipCmd(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, "gzip FROM TO")
	write(ts, args[1], strings.NewReader(ts.ReadFile(args[0])), true)
}

// bombCmd compresses a file followed by 256 MiB of line ends, which take a
// quarter of a megabyte.
func bombCmd(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, "bomb FROM TO")
	body := io.MultiReader(strings.NewReader(ts.ReadFile(args[0])), io.LimitReader(lineEnds{}, 256<<20))
	write(ts, args[1], body, true)
}

// lineEnds is as many line ends as are asked for.
type lineEnds struct{}

func (lineEnds) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '\n'
	}
	return len(p), nil
}

// cutCmd keeps the first bytes of a file.
func cutCmd(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, "cut FILE BYTES")
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), n))
}

// latin1Cmd writes a file of UTF-8 in ISO 8859-1.
func latin1Cmd(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, "latin1 FROM TO")
	var b bytes.Buffer
	for _, r := range ts.ReadFile(args[0]) {
		if r > 0xff {
			ts.Fatalf("%q is not in ISO 8859-1", r)
		}
		b.WriteByte(byte(r))
	}
	write(ts, args[1], &b, false)
}

// utf16Cmd writes a file of UTF-8 in UTF-16, its low bytes first.
func utf16Cmd(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, "utf16 FROM TO")
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(ts.ReadFile(args[0]))) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	write(ts, args[1], bytes.NewReader(b), false)
}

// longCmd writes a file with its word LONG made five million bytes long.
func longCmd(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, "long FROM TO")
	write(ts, args[1], strings.NewReader(strings.Replace(ts.ReadFile(args[0]), "LONG", strings.Repeat("x", 5_000_000), 1)), false)
}
