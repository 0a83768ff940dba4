package geojson

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"

	"github.com/truceline/truceline"
)

// A frame is the bytes of one feature, or why it cannot be had.
type frame struct {
	raw   []byte // valid until the next one
	at    int64  // byte of the file at which it begins, from 0
	fault string // a sentence, if it cannot be taken
}

// framer hands out features one at a time, and io.EOF at the end.
type framer interface{ next() (frame, error) }

// chunk is how much of the file is looked at to tell its form, in bytes.
const chunk = 1 << 20

// separator begins each text of a sequence (RFC 7464, section 2.2).
const separator = 0x1e

// featureLine is how a line begins that holds one feature.
var featureLine = regexp.MustCompile(`^\s*\{\s*"type"\s*:\s*"Feature"\s*[,}]`)

// open tells the form of a file from its first bytes.
func open(r io.Reader, opts Options) (framer, error) {
	src := bufio.NewReaderSize(r, 64<<10)
	head, err := src.Peek(4)
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		gz, err := gzip.NewReader(src)
		if err != nil {
			return nil, truceline.Invalid(opts.Name, "the gzip file is damaged; fetch it again")
		}
		r = gz
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return nil, truceline.Invalid(opts.Name, "the file is a zip archive; unpack it and import the GeoJSON in it")
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return nil, truceline.Invalid(opts.Name, "the file is UTF-16; JSON is UTF-8 (RFC 8259, section 8.1): save it as UTF-8")
	default:
		r = src
	}
	in := &input{src: r, max: opts.MaxBytes}
	text := bufio.NewReaderSize(in, chunk)
	at := int64(0)
	if head, _ := text.Peek(3); bytes.Equal(head, []byte("\xef\xbb\xbf")) {
		text.Discard(3)
		at = 3
	}
	begins, err := text.Peek(chunk)
	if err != nil && err != io.EOF {
		if _, ok := asProblem(err); ok || len(begins) == 0 {
			return nil, err
		}
	}
	begins = bytes.TrimLeft(begins, " \t\r\n")
	switch {
	case len(begins) == 0:
		return nil, truceline.Invalid(opts.Name, "the file is empty; it should hold a FeatureCollection")
	case begins[0] == separator:
		return &texts{src: text, delim: separator, at: at, max: opts.MaxFeature}, nil
	case begins[0] == '[':
		return nil, truceline.Invalid(opts.Name, "the file is a list; GeoJSON is an object: put the list into a FeatureCollection, under features")
	case begins[0] != '{':
		return nil, truceline.Invalid(opts.Name, "the file is not GeoJSON: it begins with %q and not with {", begins[0])
	}
	line, _, whole := bytes.Cut(begins, []byte("\n"))
	line = bytes.TrimRight(line, " \t\r")
	if (whole || err == io.EOF) && bytes.HasSuffix(line, []byte("}")) && (featureLine.Match(line) || oneFeature(line)) {
		return &texts{src: text, delim: '\n', at: at, max: opts.MaxFeature}, nil
	}
	return newCollection(text, at, opts), nil
}

// oneFeature reports whether a line is one whole feature.
func oneFeature(line []byte) bool {
	var f struct{ Type string }
	return json.Unmarshal(line, &f) == nil && f.Type == "Feature"
}

// An input ends a file that is longer than it may be, and puts what is wrong
// with gzip into a sentence.
type input struct {
	src    io.Reader
	n, max int64
}

func (in *input) Read(p []byte) (int, error) {
	n, err := in.src.Read(p)
	if in.n += int64(n); in.n > in.max {
		return 0, truceline.Invalid("", "the file holds more than %d bytes; split it and import the parts", in.max)
	}
	_, corrupt := errors.AsType[flate.CorruptInputError](err)
	if corrupt || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || errors.Is(err, io.ErrUnexpectedEOF) {
		return n, truceline.Invalid("", "the gzip file is damaged or ends too early; fetch it again")
	}
	return n, err
}

func asProblem(err error) (*truceline.Problem, bool) { return errors.AsType[*truceline.Problem](err) }

// texts are features that stand between delimiters: lines, or the texts of a
// sequence. One that is too long is refused without being held.
type texts struct {
	src   *bufio.Reader
	delim byte
	at    int64
	max   int
	buf   []byte
	end   error
}

func (t *texts) next() (frame, error) {
	for t.end == nil {
		begins, long := t.at, false
		t.buf = t.buf[:0]
		for {
			part, err := t.src.ReadSlice(t.delim)
			t.at += int64(len(part))
			if long = long || len(t.buf)+len(part) > t.max+1; !long {
				t.buf = append(t.buf, part...)
			}
			if err == nil {
				break
			}
			if err != bufio.ErrBufferFull {
				t.end = err
				break
			}
		}
		if t.end != nil && t.end != io.EOF {
			return frame{}, t.end
		}
		lead := len(t.buf) - len(bytes.TrimLeft(t.buf, " \t\r\n\x1e"))
		raw := bytes.Trim(t.buf, " \t\r\n\x1e")
		switch {
		case long:
			return frame{at: begins, fault: fmt.Sprintf("longer than %d bytes, which no event is", t.max)}, nil
		case len(raw) > 0:
			return frame{raw: raw, at: begins + int64(lead)}, nil
		}
	}
	return frame{}, t.end
}

// A collection hands out the features of FeatureCollections, token by token.
// Objects that stand one after another are read in turn.
type collection struct {
	src  *bounded
	dec  *json.Decoder
	at   int64 // of the first byte that the decoder was given
	opts Options

	inside  bool // between the brackets of features
	started bool // an object was read
	keep    map[string]json.RawMessage
	listed  bool  // the object has features
	begins  int64 // of the object, for the decoder
}

func newCollection(text io.Reader, at int64, opts Options) *collection {
	src := &bounded{src: text, max: int64(opts.MaxFeature)}
	return &collection{src: src, dec: json.NewDecoder(src), at: at, opts: opts}
}

// A bounded reader gives a decoder no more than one value may hold, and keeps
// the bytes of an object that may be a feature itself.
type bounded struct {
	src  io.Reader
	n    int64 // bytes given
	from int64 // where the value under way begins
	max  int64
	kept []byte // bytes from keptAt on; nil if none are kept
	at   int64
	off  bool // nothing is kept
}

// slack is what a decoder may read ahead, bytes.
const slack = 64 << 10

func (b *bounded) Read(p []byte) (int, error) {
	if b.n-b.from > b.max+slack {
		return 0, truceline.Invalid("", "a feature, or another member of the collection, is longer than %d bytes, which no event is", b.max)
	}
	n, err := b.src.Read(p[:min(len(p), slack/2)])
	b.n += int64(n)
	if !b.off {
		b.kept = append(b.kept, p[:n]...)
	}
	return n, err
}

// bytesOf are the bytes from one offset of the decoder to another.
func (b *bounded) bytesOf(from, to int64) []byte { return bytes.Clone(b.kept[from-b.at : to-b.at]) }

// next is the next feature.
func (c *collection) next() (frame, error) {
	for {
		if c.inside {
			if c.dec.More() {
				c.src.from = c.dec.InputOffset()
				var raw json.RawMessage
				if err := c.dec.Decode(&raw); err != nil {
					return frame{}, c.fault(err)
				}
				return frame{raw: raw, at: c.at + c.dec.InputOffset() - int64(len(raw))}, nil
			}
			if _, err := c.dec.Token(); err != nil {
				return frame{}, c.fault(err)
			}
			c.inside = false
		}
		if c.keep == nil {
			if err := c.object(); err != nil {
				return frame{}, err
			}
		}
		f, ok, err := c.members()
		if err != nil || ok {
			return f, err
		}
	}
}

// object begins an object, or is io.EOF if there is none.
func (c *collection) object() error {
	c.src.from = c.dec.InputOffset()
	t, err := c.dec.Token()
	if err == io.EOF && c.started {
		return io.EOF
	}
	if err != nil {
		return c.fault(err)
	}
	if t != json.Delim('{') {
		return truceline.Invalid("", "at byte %d stands something that is no object", c.at+c.src.from)
	}
	c.started, c.listed, c.keep = true, false, map[string]json.RawMessage{}
	c.begins = c.dec.InputOffset() - 1
	if !c.src.off { // forget what is before it
		c.src.kept = c.src.kept[c.begins-c.src.at:]
		c.src.at = c.begins
	}
	return nil
}

// members reads the members of the object up to its features or its end. ok is
// true if the object is a feature itself.
func (c *collection) members() (f frame, ok bool, err error) {
	for c.dec.More() {
		c.src.from = c.dec.InputOffset()
		t, err := c.dec.Token()
		if err != nil {
			return f, false, c.fault(err)
		}
		name, _ := t.(string)
		if name == "features" {
			if err := c.checked(); err != nil {
				return f, false, err
			}
			if c.listed {
				return f, false, truceline.Invalid("", "the collection has features twice; keep one")
			}
			t, err := c.dec.Token()
			switch {
			case err != nil:
				return f, false, c.fault(err)
			case t != json.Delim('['):
				return f, false, truceline.Invalid("features", "not a list")
			}
			c.inside, c.listed = true, true
			c.src.off, c.src.kept = true, nil
			return f, false, nil
		}
		var raw json.RawMessage
		if err := c.dec.Decode(&raw); err != nil {
			return f, false, c.fault(err)
		}
		if name == "type" || name == "crs" {
			c.keep[name] = raw
		}
	}
	c.src.from = c.dec.InputOffset()
	if _, err := c.dec.Token(); err != nil {
		return f, false, c.fault(err)
	}
	kind := text(c.keep["type"])
	err = c.checked()
	c.keep = nil
	switch {
	case err != nil:
		return f, false, err
	case c.listed && kind != "FeatureCollection" && kind != "":
		return f, false, truceline.Invalid("type", "%q is not FeatureCollection, and the object has features", kind)
	case c.listed:
		return f, false, nil
	case kind == "Feature" && !c.src.off:
		return frame{raw: c.src.bytesOf(c.begins, c.dec.InputOffset()), at: c.at + c.begins}, true, nil
	case kind == "Feature":
		return f, false, truceline.Invalid("", "a feature stands behind a collection at byte %d; put it into the collection", c.at+c.begins)
	case kind == "FeatureCollection":
		return f, false, truceline.Invalid("", "the FeatureCollection has no features")
	case kind == "Topology":
		return f, false, truceline.Invalid("", "the file is TopoJSON; convert it to GeoJSON")
	case kind == "":
		return f, false, truceline.Invalid("type", "the object has no type; it should be FeatureCollection")
	}
	return f, false, truceline.Invalid("type", "%q is not FeatureCollection; a geometry alone tells of no event", kind)
}

// checked refuses a collection in another reference system.
func (c *collection) checked() error {
	if sentence := foreignCRS(c.keep["crs"]); sentence != "" {
		return truceline.Invalid("crs", "%s", sentence)
	}
	return nil
}

// fault puts an error of the decoder into a sentence.
func (c *collection) fault(err error) error {
	if _, ok := asProblem(err); ok {
		return err
	}
	syntax, broken := errors.AsType[*json.SyntaxError](err)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return truceline.Invalid("", "the file ends within an object, as an interrupted download does; fetch it again")
	case broken:
		return truceline.Invalid("", "the file is not sound JSON behind byte %d: %v", c.at+c.dec.InputOffset(), syntax)
	}
	return err
}
