// Package unlist reads the Consolidated List of the United Nations Security
// Council, as XML of any year. Every element and every attribute of a file is
// accounted for: it is in a field of the entry, among its other elements by
// path, or reported as Unread. The order of elements does not matter.
package unlist

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/listing"
	"github.com/truceline/truceline/sanctions"
)

// Format is the name of the format in a snapshot.
const Format = "un-xml"

// What a file may hold. The Consolidated List has some 1,000 entries in 2 MiB.
const (
	MaxBytes    = 256 << 20 // of text, unpacked
	MaxEntries  = 100_000
	MaxElements = 20_000  // within one entry
	MaxText     = 1 << 20 // bytes of text within one element
	MaxDepth    = 32      // elements within elements
)

// root is the element that a file of the list is.
const root = "CONSOLIDATED_LIST"

// Options say what a file does not. The zero value is the published default.
type Options struct {
	// Name is the name of the file, for messages.
	Name string

	// List is which list it is. Default "un-sc".
	List string

	// Title is the list's name in full. Default "United Nations Security Council
	// Consolidated List".
	Title string

	// On is the day as of which the file stands, if it does not say when it was
	// generated. Default "": as it says. One that differs from what it says is a
	// Problem.
	On sanctions.Date
}

// Looks reports whether a file that begins with these bytes is XML, plain or
// packed, which Read takes or refuses with a sentence.
func Looks(first []byte) bool { return bytes.HasPrefix(listing.Head(first), []byte("<")) }

// Read reads a file of the list, plain or gzip. A file that cannot be read
// whole is a Problem, and nothing of it is taken: broken or endless XML, a
// document type, another root, two entries with one DATAID, a file that says on
// no day. What cannot be decoded within a readable file is in Unread. An empty
// list is read, with an Unread that says so.
func Read(ctx context.Context, r io.Reader, opts Options) (sanctions.Snapshot, error) {
	received := listing.Receive(r)
	text, err := listing.Unpack(received, opts.Name, MaxBytes)
	if err != nil {
		return sanctions.Snapshot{}, err
	}
	if err := notXML(listing.Head(peek(text)), opts.Name); err != nil {
		return sanctions.Snapshot{}, err
	}
	rd := &reader{opts: opts, dec: xml.NewDecoder(text), ids: map[string]int{}, refs: listing.References{}}
	rd.dec.CharsetReader = charset
	rd.list = sanctions.Snapshot{List: opts.List, Title: opts.Title, Format: Format}
	if rd.list.List == "" {
		rd.list.List = "un-sc"
	}
	if rd.list.Title == "" {
		rd.list.Title = "United Nations Security Council Consolidated List"
	}
	if err := rd.document(ctx); err != nil {
		return sanctions.Snapshot{}, err
	}
	if rd.list.Digest, err = received.Digest(); err != nil {
		return sanctions.Snapshot{}, err
	}
	if len(rd.list.Entries) == 0 {
		if err := rd.unread(sanctions.Unread{Line: 1, Path: root, Why: "the list holds no entry"}); err != nil {
			return sanctions.Snapshot{}, err
		}
	}
	listing.Sort(&rd.list)
	return rd.list, nil
}

func peek(r interface{ Peek(int) ([]byte, error) }) []byte {
	first, _ := r.Peek(1024) // what is wrong with it is met again, and told, by the decoder
	return first
}

// notXML refuses what people save by mistake in place of the list.
func notXML(head []byte, name string) error {
	low := bytes.ToLower(head)
	switch {
	case len(head) == 0:
		return truceline.Invalid(name, "the file is empty; the list is an XML file whose root is %s", root)
	case bytes.HasPrefix(low, []byte("<!doctype html")), bytes.HasPrefix(low, []byte("<html")):
		return truceline.Invalid(name, "the file is a web page and not the list, as a failed download leaves; fetch the XML again")
	case head[0] != '<':
		return truceline.Invalid(name, "the file is not XML: it begins with %q; the list is an XML file whose root is %s", string([]rune(string(head[:min(len(head), 40)]))[:1]), root)
	}
	return nil
}

// charset reads what an XML declaration says that the bytes are.
func charset(name string, in io.Reader) (io.Reader, error) {
	switch strings.ToLower(name) {
	case "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii":
		return in, nil // UTF-16 is UTF-8 by now
	case "iso-8859-1", "latin1", "windows-1252":
		return charmap.Windows1252.NewDecoder().Reader(in), nil
	case "windows-1256":
		return charmap.Windows1256.NewDecoder().Reader(in), nil
	}
	return nil, truceline.Invalid("", "the file says that it is in the character set %q, which is not read; save it as UTF-8", name)
}

// A reader takes one file in.
type reader struct {
	opts Options
	dec  *xml.Decoder
	list sanctions.Snapshot
	ids  map[string]int // DATAID to the line of its entry
	refs listing.References
	// names counts those of all entries.
	names int
}

func (rd *reader) unread(u sanctions.Unread) error { return listing.Add(&rd.list, rd.opts.Name, u) }

// line is where the decoder is, from 1.
func (rd *reader) line() int {
	line, _ := rd.dec.InputPos()
	return line
}

// document reads the whole file.
func (rd *reader) document(ctx context.Context) error {
	start, err := rd.root()
	if err != nil {
		return err
	}
	if err := rd.generated(start); err != nil {
		return err
	}
	if err := rd.entries(ctx, []string{root}); err != nil {
		return err
	}
	for {
		tok, err := rd.token()
		switch t := tok.(type) {
		case nil:
			if errors.Is(err, io.EOF) {
				return nil
			}
			return rd.broken(err)
		case xml.StartElement:
			return truceline.Invalid(rd.at(rd.line()), "a second root %s stands behind the list; nothing was taken", t.Name.Local)
		case xml.CharData:
			if s := listing.Fold(string(t)); s != "" {
				return truceline.Invalid(rd.at(rd.line()), "text stands behind the end of the list (%q); nothing was taken", listing.Shorten(s))
			}
		}
	}
}

// token is the next token; a document type is refused, and so are entities of
// the file's own, which only one can declare.
func (rd *reader) token() (xml.Token, error) {
	tok, err := rd.dec.Token()
	if err != nil {
		return nil, err
	}
	if _, ok := tok.(xml.Directive); ok {
		return nil, truceline.Invalid(rd.at(rd.line()), "the file declares a document type, which the list does not have and which can make a small file endless; nothing was taken")
	}
	return tok, nil
}

// at names a line of the file.
func (rd *reader) at(line int) string {
	if rd.opts.Name == "" {
		return fmt.Sprintf("line %d", line)
	}
	return fmt.Sprintf("%s, line %d", rd.opts.Name, line)
}

// broken says what is wrong with the XML.
func (rd *reader) broken(err error) error {
	if p, ok := errors.AsType[*truceline.Problem](err); ok {
		if p.Field == "" {
			p.Field = rd.opts.Name
		}
		return p
	}
	bad, ok := errors.AsType[*xml.SyntaxError](err)
	switch {
	case ok && bad.Msg == "unexpected EOF", errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return truceline.Invalid(rd.at(rd.line()), "the file ends in the middle of the list, as an interrupted download does; nothing was taken: fetch it again")
	case ok && bad.Msg == "invalid UTF-8":
		return truceline.Invalid(rd.at(bad.Line), "bytes that are not UTF-8 stand in the file, which says or implies that it is; nothing was taken: fetch it again")
	case ok:
		return truceline.Invalid(rd.at(bad.Line), "the XML is broken (%s); nothing was taken: fetch the file again", listing.Shorten(bad.Msg))
	case strings.HasPrefix(err.Error(), "xml: "):
		return truceline.Invalid(rd.at(rd.line()), "the XML is broken (%s); nothing was taken", listing.Shorten(strings.TrimPrefix(err.Error(), "xml: ")))
	}
	return err
}

// root reads up to the root.
func (rd *reader) root() (xml.StartElement, error) {
	for {
		tok, err := rd.token()
		if errors.Is(err, io.EOF) {
			return xml.StartElement{}, truceline.Invalid(rd.opts.Name, "the file holds no element; the list is an XML file whose root is %s", root)
		}
		if err != nil {
			return xml.StartElement{}, rd.broken(err)
		}
		t, ok := tok.(xml.StartElement)
		switch {
		case !ok:
		case t.Name.Local == root:
			return t, nil
		case strings.EqualFold(t.Name.Local, "html"):
			return xml.StartElement{}, truceline.Invalid(rd.opts.Name, "the file is a web page and not the list, as a failed download leaves; fetch the XML again")
		default:
			return xml.StartElement{}, truceline.Invalid(rd.opts.Name, "the root of the file is %s; that of the UN list is %s", listing.Shorten(t.Name.Local), root)
		}
	}
}

// generated reads when the file was made, and with it the day as of which it
// stands: the date as written, in the zone in which it was made.
func (rd *reader) generated(start xml.StartElement) error {
	for _, a := range start.Attr {
		switch {
		case a.Name.Local == "dateGenerated" && a.Name.Space == "":
			rd.list.Generated = listing.Clean(a.Value)
			on, ok := listing.Date(a.Value)
			if ok = ok && listing.Whole(on); ok {
				rd.list.On = on
				break
			}
			if err := rd.unread(sanctions.Unread{Line: rd.line(), Path: root + "/@dateGenerated", Text: a.Value,
				Why: "not a date and time, such as 2017-07-03T20:27:45-04:00"}); err != nil {
				return err
			}
		case structural(a):
		default:
			if err := rd.unread(sanctions.Unread{Line: rd.line(), Path: root + "/@" + a.Name.Local, Text: a.Value, Why: "the list has no such attribute"}); err != nil {
				return err
			}
		}
	}
	switch {
	case rd.list.On == "" && rd.opts.On == "":
		return truceline.Invalid(rd.opts.Name, "the file does not say when it was generated; say as of which day it stands")
	case rd.list.On == "":
		rd.list.On = rd.opts.On
	case rd.opts.On != "" && rd.opts.On != rd.list.On:
		return truceline.Invalid(rd.opts.Name, "the file says that it was generated on %s, and it is given as of %s; leave the day out, or look for the file of that day", rd.list.On, rd.opts.On)
	}
	return nil
}

// structural reports whether an attribute says nothing of the list: namespaces,
// where the schema is, that an element is empty.
func structural(a xml.Attr) bool {
	switch a.Name.Space {
	case "xmlns", "xsi", "http://www.w3.org/2001/XMLSchema-instance":
		return true
	case "":
		return a.Name.Local == "xmlns"
	}
	return a.Name.Space == "http://www.w3.org/XML/1998/namespace" && a.Name.Local == "space"
}

// entries reads everything within the root, at whatever depth entries stand.
func (rd *reader) entries(ctx context.Context, path []string) error {
	for {
		tok, err := rd.token()
		if err != nil {
			return rd.broken(err)
		}
		switch t := tok.(type) {
		case xml.EndElement:
			return nil
		case xml.CharData:
			if s := listing.Fold(string(t)); s != "" {
				if err := rd.unread(sanctions.Unread{Line: rd.line(), Path: strings.Join(path, "/"), Text: s, Why: "text stands between the entries"}); err != nil {
					return err
				}
			}
		case xml.StartElement:
			if err := rd.element(ctx, t, path); err != nil {
				return err
			}
		}
	}
}

// element reads an element that stands outside the entries.
func (rd *reader) element(ctx context.Context, t xml.StartElement, path []string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	line := rd.line()
	switch t.Name.Local {
	case "INDIVIDUALS", "ENTITIES":
		if len(path) > MaxDepth {
			return truceline.Invalid(rd.at(line), "elements stand more than %d deep in one another; nothing was taken", MaxDepth)
		}
		for _, a := range t.Attr {
			if structural(a) {
				continue
			}
			if err := rd.unread(sanctions.Unread{Line: line, Path: t.Name.Local + "/@" + a.Name.Local, Text: a.Value, Why: "the list has no such attribute"}); err != nil {
				return err
			}
		}
		return rd.entries(ctx, append(slices.Clip(path), t.Name.Local))
	}
	count := 0
	n, err := rd.node(t, len(path)+1, &count)
	if err != nil {
		return err
	}
	switch t.Name.Local {
	case "INDIVIDUAL", "ENTITY":
		if len(rd.list.Entries) >= MaxEntries {
			return truceline.Invalid(rd.at(line), "the file holds more than %d entries, which the list never did; nothing was taken", MaxEntries)
		}
		return rd.entry(n)
	}
	return rd.unread(sanctions.Unread{Line: line, Path: strings.Join(append(path, t.Name.Local), "/"), Text: n.all(), Why: "the list has no such element outside its entries"})
}
