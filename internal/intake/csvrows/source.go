package csvrows

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"io"
	"strings"

	"github.com/truceline/truceline"
)

// chunk is how much is asked of the input at a time, in bytes.
const chunk = 64 << 10

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

// open returns the decompressed bytes of in, held to the bounds of opts.
func open(in *counter, opts Options) (io.Reader, error) {
	src := bufio.NewReaderSize(in, chunk)
	out := &bounded{src: src, in: in, opts: opts}
	magic, err := src.Peek(2)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		if strings.HasSuffix(strings.ToLower(opts.Name), ".gz") && len(magic) > 0 {
			return nil, truceline.Invalid(opts.Name, "the file is named .gz but is not gzip; rename it if it is plain CSV, or fetch it again")
		}
		return out, nil
	}
	gz, err := gzip.NewReader(src)
	if err != nil {
		p := gzipProblem(err)
		if p == nil {
			return nil, err
		}
		p.Field = opts.Name
		return nil, p
	}
	out.src, out.gzip = gz, true
	return out, nil
}

// A bounded reader ends a file that grows past the bounds of opts.
type bounded struct {
	src  io.Reader
	in   *counter
	opts Options
	gzip bool
	n    int64 // bytes that came out
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.src.Read(p)
	b.n += int64(n)
	if b.n > b.opts.MaxBytes {
		return 0, truceline.Invalid("", "the file holds more than %s; split it and import the parts", size(b.opts.MaxBytes))
	}
	if b.gzip && b.n > b.opts.RatioFloor && b.n/b.opts.MaxRatio > b.in.n {
		return 0, truceline.Invalid("", "the gzip file grows more than %d-fold, which no table does; if it is genuine, decompress it and import the plain file", b.opts.MaxRatio)
	}
	if b.gzip && err != nil {
		if p := gzipProblem(err); p != nil {
			return n, p
		}
	}
	return n, err
}

// gzipProblem puts an error of the decompressor into a sentence. It is nil for
// errors that are not the file's fault.
func gzipProblem(err error) *truceline.Problem {
	var sentence string
	_, corrupt := errors.AsType[flate.CorruptInputError](err)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		sentence = "the gzip file ends too early, as an interrupted download does; fetch it again"
	case errors.Is(err, gzip.ErrChecksum):
		sentence = "the gzip file is damaged: its checksum does not match what it holds; fetch it again"
	case errors.Is(err, gzip.ErrHeader):
		sentence = "the gzip file is damaged: bytes that are not gzip stand where a gzip header belongs; fetch it again"
	case corrupt:
		sentence = "the gzip file is damaged; fetch it again"
	default:
		return nil
	}
	return &truceline.Problem{Kind: truceline.InvalidKind, Msg: sentence, Err: err}
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
