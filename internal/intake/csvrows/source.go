package csvrows

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/unpack"
)

// chunk is how much is asked of the input at a time, in bytes.
const chunk = 64 << 10

// open returns the decompressed bytes of src, held to the bounds of opts.
func open(src *unpack.Source, opts Options) (io.Reader, error) {
	first, err := src.Peek(2)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if !unpack.Gzip(first) && len(first) > 0 && strings.HasSuffix(strings.ToLower(opts.Name), ".gz") {
		return nil, truceline.Invalid(opts.Name, "the file is named .gz but is not gzip; rename it if it is plain CSV, or fetch it again")
	}
	return src.Unpack(unpack.Bounds{Bytes: opts.MaxBytes, Ratio: opts.MaxRatio, Floor: opts.RatioFloor, Refuse: opts.refuse})
}

// refuse puts what is wrong with a file before it is unpacked into a sentence.
func (o Options) refuse(f unpack.Fault, err error) error {
	p := truceline.Invalid(o.Name, "the gzip file is damaged; fetch it again")
	p.Err = err
	switch f {
	case unpack.Long:
		p.Msg = fmt.Sprintf("the file holds more than %s; split it and import the parts", size(o.MaxBytes))
	case unpack.Inflated:
		p.Msg = fmt.Sprintf("the gzip file grows more than %d-fold, which no table does; if it is genuine, decompress it and import the plain file", o.MaxRatio)
	case unpack.CutOff:
		p.Msg = "the gzip file ends too early, as an interrupted download does; fetch it again"
	case unpack.Checksum:
		p.Msg = "the gzip file is damaged: its checksum does not match what it holds; fetch it again"
	case unpack.Header:
		p.Msg = "the gzip file is damaged: bytes that are not gzip stand where a gzip header belongs; fetch it again"
	}
	return p
}

// tell says what the bytes of src are, and opens them as that.
func tell(src *bufio.Reader, opts Options) (table, error) {
	head, err := src.Peek(8)
	if p, ok := errors.AsType[*truceline.Problem](err); ok {
		return nil, &truceline.Problem{Kind: p.Kind, Field: opts.Name, Msg: p.Msg, Err: p.Err}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	set, err := charsetOf(opts.Charset)
	if err != nil {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return openWorkbook(src, opts)
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return nil, compound(src, opts)
	case opts.Kind == Workbook:
		return nil, truceline.Invalid(opts.Name, "the file is not an Excel workbook (.xlsx), which is a zip archive")
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		return nil, truceline.Invalid(opts.Name, "the file is gzip within gzip; decompress it once")
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		if _, err := src.Discard(3); err != nil {
			return nil, err
		}
		set = charset{} // the bytes know better than whoever named a character set
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		if set, err = charsetOf("utf-16"); err != nil {
			return nil, err
		}
	}
	if begins, _ := src.Peek(1024); set.wide == nil && bytes.IndexByte(begins, 0) >= 0 {
		return nil, truceline.Invalid(opts.Name, "the file is neither text nor a workbook (.xlsx): it holds zero bytes; UTF-16 without its mark is told by charset: utf-16le or utf-16be in a mapping")
	}
	if set.wide != nil {
		src = bufio.NewReaderSize(set.utf8Of(src), chunk)
	}
	return newText(src, set, opts)
}
