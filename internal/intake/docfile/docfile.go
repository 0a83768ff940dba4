// Package docfile reads the file that a text comes in: the bytes of a plain
// text, HTML, DOCX or PDF file in, the text out, with what of it stands on which
// page where the format has pages.
//
// What a file is, is told from its bytes; its name only breaks ties. Files come
// from outside, so everything is bounded: the size of the file, of what it
// unpacks to and of the text. Nothing of a file is executed, and nothing that it
// points to is fetched.
package docfile

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/truceline/truceline"
)

// A Text is what a file says, with where on the original it stands.
type Text struct {
	Format   string // "text", "html", "docx", "pdf"
	Encoding string // of text and HTML: "utf-8", "utf-16le", "utf-16be", "windows-1252", ...; "" otherwise
	Digest   string // hex SHA-256 of the file's bytes

	// Content is the text. Of a plain text file in UTF-8 it is the file's bytes
	// untouched: byte order mark, carriage returns, marks of direction and bytes
	// that are not UTF-8 stay, so that offsets count in the original. Of any other
	// file it is the text as decoded or extracted, UTF-8; of HTML, DOCX and PDF
	// with one paragraph to a line.
	Content string

	Title string   // as HTML, DOCX or PDF state it beside the text; "" if they do not
	Pages []Page   // of a PDF; together they cover Content without gap or overlap
	Notes []string // what was noticed, in plain sentences: "windows-1252 was guessed ..."
}

// A Page is which bytes of the text stand on which page, and where its lines
// lie. A paragraph that runs on is divided where the page ends.
type Page struct {
	Number        int     // from 1, counted and not as printed
	Start, End    int     // bytes of Content, half-open; equal if nothing of the page is in the text
	Width, Height float64 // points of 1/72 inch, as the page is shown
	Lines         []Line  // in the order of the text
}

// A Line is a run of text on one line of a page.
type Line struct {
	Start, End               int     // bytes of Content, half-open, within its page
	Left, Top, Right, Bottom float64 // points from the page's top left corner
}

// Options bound what Read accepts. The zero value is the published default.
type Options struct {
	// MaxBytes is how many bytes the file may hold. Default 64 MiB.
	MaxBytes int64

	// MaxText is how many bytes the text may hold. Default 32 MiB.
	MaxText int
}

func (o Options) withDefaults() Options {
	if o.MaxBytes == 0 {
		o.MaxBytes = 64 << 20
	}
	if o.MaxText == 0 {
		o.MaxText = 32 << 20
	}
	return o
}

// Read reads a file. The name is for messages, and for telling HTML from text
// where the bytes leave that open; it may be empty. A file that holds no text
// that could be read is a Problem that says what it is and what to give instead.
// Read returns the error of ctx if that ends first.
func Read(ctx context.Context, name string, r io.Reader, opts Options) (Text, error) {
	opts = opts.withDefaults()
	f := file{name: name, max: opts.MaxText}
	if err := f.load(ctx, r, opts.MaxBytes); err != nil {
		return Text{}, err
	}
	t, err := f.read(ctx)
	if err != nil {
		return Text{}, err
	}
	if !hasWords(t.Content) {
		return Text{}, f.refuse("the file holds no words; %s", instead)
	}
	sum := sha256.Sum256(f.data)
	t.Digest = hex.EncodeToString(sum[:])
	return t, nil
}

// A file is what is being read.
type file struct {
	name string // for messages
	data []byte
	max  int // bytes that the text may hold
}

// refuse is a Problem with the file.
func (f *file) refuse(format string, args ...any) *truceline.Problem {
	return truceline.Invalid(f.name, format, args...)
}

// damaged is a Problem with a file that does not hold to its own format.
func (f *file) damaged(what string, cause error) *truceline.Problem {
	p := f.refuse("the %s is damaged or incomplete; fetch it again, or open it and save it anew", what)
	p.Err = cause
	return p
}

// tooLong is the Problem of a text beyond the bound.
func (f *file) tooLong() *truceline.Problem {
	return f.refuse("the text is longer than %s; divide the file and give the parts", size(int64(f.max)))
}

// chunk is how much is asked of the input at a time, in bytes.
const chunk = 64 << 10

// load takes the bytes in. It stops where they exceed max, and at once where the
// first of them tell that there is no text in the file.
func (f *file) load(ctx context.Context, r io.Reader, max int64) error {
	var all bytes.Buffer
	for part := make([]byte, chunk); ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := io.ReadFull(r, part)
		first := all.Len() == 0
		all.Write(part[:n])
		f.data = all.Bytes()
		if first {
			if p := f.foreign(); p != nil {
				return p
			}
		}
		if int64(all.Len()) > max {
			return f.refuse("the file holds more than %s; divide it and give the parts", size(max))
		}
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return nil
		case err != nil:
			return fmt.Errorf("read %s: %w", f.name, err)
		}
	}
}

// read tells the format and reads it.
func (f *file) read(ctx context.Context) (Text, error) {
	switch {
	case len(f.data) == 0:
		return Text{}, f.refuse("the file is empty; %s", instead)
	case bytes.HasPrefix(f.data, []byte("PK\x03\x04")), bytes.HasPrefix(f.data, []byte("PK\x05\x06")):
		return f.docx(ctx)
	case bytes.HasPrefix(f.data, []byte(oleMark)):
		return Text{}, f.ole()
	case isPDF(f.data):
		return f.pdf(ctx)
	}
	t, err := f.decode()
	if err != nil {
		return Text{}, err
	}
	if p := f.markup(t.Content); p != nil {
		return Text{}, p
	}
	if looksHTML(t.Content, f.name) {
		return f.html(ctx, t)
	}
	if len(t.Content) > f.max {
		return Text{}, f.tooLong()
	}
	return t, nil
}

// hasWords reports whether a text holds any letter or number at all.
func hasWords(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) >= 0
}

// size prints a number of bytes as people write limits.
func size(n int64) string {
	switch {
	case n >= 1<<30 && n%(1<<30) == 0:
		return fmt.Sprintf("%d GiB", n>>30)
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// plural prints a count with its noun: "1 page", "3 pages".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// verb is a verb that agrees with a count.
func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
