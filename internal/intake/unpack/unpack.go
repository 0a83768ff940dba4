// Package unpack opens files from outside that may be gzip, within bounds. What
// a file is and how a refusal reads is the reader's of its format.
package unpack

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"io"
)

// chunk is how much is asked of the input at a time, in bytes.
const chunk = 64 << 10

var magic = []byte{0x1f, 0x8b}

// Gzip reports whether the first bytes of a file are those of gzip (RFC 1952).
func Gzip(first []byte) bool { return bytes.HasPrefix(first, magic) }

// A Source is a file as it comes, packed or not.
type Source struct {
	*bufio.Reader
	in counter
}

// From reads a file from r.
func From(r io.Reader) *Source {
	s := &Source{in: counter{src: r}}
	s.Reader = bufio.NewReaderSize(&s.in, chunk)
	return s
}

// Taken is how many bytes were taken from the file so far, as it comes.
func (s *Source) Taken() int64 { return s.in.n }

// A counter counts the bytes that were taken from src.
type counter struct {
	src io.Reader
	n   int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.src.Read(p)
	c.n += int64(n)
	return n, err
}

// A Fault is why a file is refused.
type Fault int

const (
	Long     Fault = iota // more than Bounds.Bytes come out
	Inflated              // it grows more than Bounds.Ratio-fold
	CutOff                // the gzip file ends too early
	Checksum              // the checksum does not match what the gzip file holds
	Header                // bytes that are not gzip stand where a header belongs
	Damaged               // the packed bytes mean nothing
)

// Bounds are what a file may hold.
type Bounds struct {
	Bytes int64 // how many may come out
	Ratio int64 // how many of them may come of one that goes in, of gzip
	Floor int64 // how many may come out before Ratio counts

	// Refuse makes the error of a file with that fault, of the decompressor's
	// error if one says so.
	Refuse func(f Fault, err error) error
}

// Unpack returns the bytes of the file, out of gzip if it is packed. Reading
// ends with what Refuse makes where the file goes beyond its bounds or is
// damaged; errors that are not the file's fault stay as they are.
func (s *Source) Unpack(b Bounds) (io.Reader, error) {
	first, err := s.Peek(len(magic))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	out := &bounded{Bounds: b, src: s}
	if Gzip(first) {
		gz, err := gzip.NewReader(s)
		if err != nil {
			return nil, b.fault(err)
		}
		out.src, out.packed = gz, &s.in
	}
	return out, nil
}

// A bounded reader ends a file that grows past its bounds.
type bounded struct {
	Bounds
	src    io.Reader
	n      int64    // bytes that came out
	packed *counter // of the bytes that are unpacked; nil for a plain file
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.src.Read(p)
	b.n += int64(n)
	if b.n > b.Bytes {
		return 0, b.Refuse(Long, nil)
	}
	if b.packed == nil {
		return n, err
	}
	if b.n > b.Floor && b.n/b.Ratio > b.packed.n {
		return 0, b.Refuse(Inflated, nil)
	}
	return n, b.fault(err)
}

// fault is the error of a fault that the decompressor found.
func (b Bounds) fault(err error) error {
	_, corrupt := errors.AsType[flate.CorruptInputError](err)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return b.Refuse(CutOff, err)
	case errors.Is(err, gzip.ErrChecksum):
		return b.Refuse(Checksum, err)
	case errors.Is(err, gzip.ErrHeader):
		return b.Refuse(Header, err)
	case corrupt:
		return b.Refuse(Damaged, err)
	}
	return err
}
