package csvrows

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/truceline/truceline"
)

// A recordReader cuts bytes into records. It stands in front of encoding/csv
// because that neither bounds the size of a record nor hands out its bytes.
type recordReader struct {
	src  *bufio.Reader
	sep  byte   // between fields: an ASCII mark other than a quote or a line end
	max  int    // bytes that one record may hold
	raw  []byte // the record last read, its line end included; only its beginning if long
	long bool   // it was longer than max
	line int    // line on which it begins, the first being 1
	next int    // line after it
}

// read moves to the next record that is not a blank line. It returns io.EOF
// only between records.
func (r *recordReader) read(ctx context.Context) error {
	for {
		if err := r.one(ctx); err != nil {
			return err
		}
		if r.long || len(trimLineEnd(r.raw)) > 0 {
			return nil
		}
	}
}

// one moves to the next record, following quotes across line ends.
func (r *recordReader) one(ctx context.Context) error {
	r.raw, r.long, r.line = r.raw[:0], false, r.next
	at := fieldStart
	for read := 0; ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		part, err := r.src.ReadSlice('\n')
		read += len(part)
		if r.long = r.long || len(r.raw)+len(part) > r.max; !r.long {
			r.raw = append(r.raw, part...)
		}
		at = at.after(part, r.sep)
		switch {
		case err == nil:
			r.next++
			if at != inQuotes {
				return nil
			}
		case errors.Is(err, bufio.ErrBufferFull):
		case !errors.Is(err, io.EOF):
			return err
		case read == 0:
			return io.EOF
		case at == inQuotes:
			return truceline.Invalid("", "a quoted field of this row is never closed; close or double its quotes")
		default:
			return nil
		}
	}
}

// A quoting is where in a record the reader stands, by the grammar that
// encoding/csv follows.
type quoting int

const (
	fieldStart  quoting = iota
	inText              // in a field without quotes; a quote here is text to us and an error to encoding/csv
	inQuotes            // the only place where a line end does not end the record
	quoteClosed         // after a quote that closes the field or is the first of a doubled pair
	garbled             // text after a closing quote: encoding/csv gives up on the line
)

// after is where the reader stands after the bytes of part, sep being what stands
// between fields.
func (at quoting) after(part []byte, sep byte) quoting {
	for i := 0; i < len(part); i++ {
		if at == inQuotes {
			skip := bytes.IndexByte(part[i:], '"')
			if skip < 0 {
				return inQuotes
			}
			i, at = i+skip, quoteClosed
			continue
		}
		switch c := part[i]; {
		case c == '\n':
			at = fieldStart
		case at == garbled:
		case c == sep:
			at = fieldStart
		case c == '"' && (at == fieldStart || at == quoteClosed):
			at = inQuotes
		case at == fieldStart:
			at = inText
		case at == quoteClosed && c != '\r':
			at = garbled
		}
	}
	return at
}

// trimLineEnd is the record without its line end.
func trimLineEnd(raw []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(raw, []byte("\n")), []byte("\r"))
}
