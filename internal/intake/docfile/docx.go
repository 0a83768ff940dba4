package docfile

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/truceline/truceline"
)

// Bounds of a DOCX, which is a zip archive of XML.
const (
	maxEntries  = 4096      // files in the archive; one with many pictures has hundreds
	maxUnpacked = 128 << 20 // bytes of all parts that are read, unpacked; a book's take 20 MiB
	maxRatio    = 50        // unpacked bytes to a packed one; XML of Word reaches 10 to 30
	ratioFloor  = 16 << 20  // unpacked bytes before maxRatio is held against a part
	maxDepth    = 256       // elements within each other; tables in tables reach 60
)

// docx reads a DOCX (ECMA-376), or says what other archive the file is.
func (f *file) docx(ctx context.Context) (Text, error) {
	pkg, err := f.openPackage()
	if err != nil {
		return Text{}, err
	}
	main, err := pkg.target(ctx, "", "officeDocument", "word/document.xml")
	if err != nil {
		return Text{}, err
	}
	name := partName(main)
	if pkg.files[name] == nil || strings.HasPrefix(name, "xl/") || strings.HasPrefix(name, "ppt/") {
		return Text{}, pkg.other()
	}
	return pkg.word(ctx, main)
}

// A parts is the archive of a document, with how much was unpacked of it.
type parts struct {
	file     *file
	files    map[string]*zip.File
	unpacked int64
}

// partName is the name of a part as names are compared: without regard to letter
// case (ECMA-376 part 2, 6.2.2.3).
func partName(s string) string { return strings.ToLower(strings.TrimPrefix(s, "/")) }

// openPackage opens the archive. The entries are counted before the directory is
// read, since one of a few megabytes can name a million.
func (f *file) openPackage() (*parts, error) {
	if n := bytes.Count(f.data, []byte("PK\x01\x02")); n > maxEntries {
		return nil, f.refuse("the archive holds %d files, more than the %d that a document may have; %s", n, maxEntries, instead)
	}
	z, err := zip.NewReader(bytes.NewReader(f.data), int64(len(f.data)))
	if err != nil {
		return nil, f.damaged("document (a zip archive)", err)
	}
	p := &parts{file: f, files: make(map[string]*zip.File, len(z.File))}
	for _, e := range z.File {
		name := partName(e.Name)
		if _, twice := p.files[name]; !twice {
			p.files[name] = e
		}
	}
	return p, nil
}

// other says what an archive is that is no DOCX.
func (p *parts) other() *truceline.Problem {
	kind, _ := p.read("mimetype", 200)
	has := func(prefix string) bool {
		for name := range p.files {
			if strings.HasPrefix(name, prefix) {
				return true
			}
		}
		return false
	}
	switch {
	case bytes.Contains(kind, []byte("opendocument.text")):
		return p.file.refuse("the file is an OpenDocument text (ODT); %s", saveAsDocx)
	case bytes.Contains(kind, []byte("opendocument")):
		return p.file.refuse("the file is an OpenDocument table or presentation; %s", instead)
	case bytes.Contains(kind, []byte("epub")):
		return p.file.refuse("the file is an e-book (EPUB); %s", instead)
	case has("word/"):
		return p.file.damaged("document (DOCX)", nil)
	case has("xl/"):
		return p.file.refuse("the file is an Excel workbook; %s", instead)
	case has("ppt/"):
		return p.file.refuse("the file is a PowerPoint presentation; %s", instead)
	case has("index/document.iwa"):
		return p.file.refuse("the file is a Pages document; export it as DOCX or PDF")
	}
	return p.file.refuse("the file is a zip archive; %s", unpack)
}

// A bomb is the Problem of an archive that unpacks to more than a document does.
func (p *parts) bomb() *truceline.Problem {
	return p.file.refuse("the document unpacks to more than a text can be (%s in all, or %d times its packed size); it was not read", size(maxUnpacked), maxRatio)
}

// open opens a part for reading within the bounds. One that is not there is empty:
// few documents have all that a document can have.
func (p *parts) open(name string) (io.ReadCloser, error) {
	e := p.files[partName(name)]
	if e == nil {
		return io.NopCloser(bytes.NewReader(nil)), nil
	}
	if e.Flags&1 != 0 {
		return nil, p.file.refuse("the archive is locked with a password; save a copy without the password and give that")
	}
	r, err := e.Open()
	if err != nil {
		return nil, p.file.damaged("document (DOCX)", err)
	}
	return &boundedPart{ReadCloser: r, parts: p, packed: min(int64(e.CompressedSize64), int64(len(p.file.data)))}, nil
}

// read takes the first bytes of a part, up to max.
func (p *parts) read(name string, max int64) ([]byte, error) {
	r, err := p.open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, max))
}

// A boundedPart ends a part that unpacks beyond the bounds. The sizes that the
// archive states are not relied on.
type boundedPart struct {
	io.ReadCloser
	parts  *parts
	packed int64
	n      int64
}

func (b *boundedPart) Read(buf []byte) (int, error) {
	n, err := b.ReadCloser.Read(buf)
	b.n += int64(n)
	b.parts.unpacked += int64(n)
	if b.parts.unpacked > maxUnpacked || b.n > ratioFloor && (b.n-ratioFloor)/maxRatio > b.packed {
		return 0, b.parts.bomb()
	}
	return n, err
}

// A handler takes the tokens of a part. Starting an element may ask to leave out
// all that is in it.
type handler interface {
	start(e xml.StartElement) (keep bool)
	end(name xml.Name)
	text(s []byte)
}

// walk hands the tokens of a part to h; a part that is not there has none. The
// decoder knows no entities but the five of XML and fetches nothing; a document
// that defines its own is refused by it.
func (p *parts) walk(ctx context.Context, name string, h handler) error {
	r, err := p.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	d := xml.NewDecoder(transform.NewReader(r, utf16.BOMOverride(transform.Nop)))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // decoded by its mark, or UTF-8
	depth, skip := 0, 0                                                                  // skip: the depth whose element is left out
	for n := 0; ; n++ {
		if n%1024 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			if problem, ok := errors.AsType[*truceline.Problem](err); ok {
				return problem
			}
			return p.file.damaged("document (DOCX)", fmt.Errorf("%s: %w", name, err))
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return p.file.refuse("the document has elements within each other deeper than %d, which no text needs; it was not read", maxDepth)
			}
			if skip == 0 && !h.start(tok) {
				skip = depth
			}
		case xml.EndElement:
			if skip == 0 {
				h.end(tok.Name)
			}
			if skip == depth {
				skip = 0
			}
			depth--
		case xml.CharData:
			if skip == 0 {
				h.text(tok)
			}
		}
	}
}

// target finds the part that another is related to in a way: the styles of the
// document, its numbering. It is the usual name if no relationship says
// otherwise. What lies outside of the archive is no target: nothing is fetched.
func (p *parts) target(ctx context.Context, from, kind, usual string) (string, error) {
	rels := &relations{kind: kind}
	dir, base := path.Split(from)
	if err := p.walk(ctx, dir+"_rels/"+base+".rels", rels); err != nil {
		return "", err
	}
	switch {
	case rels.found == "":
		return usual, nil
	case strings.HasPrefix(rels.found, "/"):
		return path.Clean(rels.found), nil
	}
	return path.Join(dir, rels.found), nil
}

// relations looks for the first relationship of a kind within the archive.
type relations struct{ kind, found string }

func (r *relations) start(e xml.StartElement) bool {
	kind := xmlAttr(e, "Type")
	if e.Name.Local == "Relationship" && r.found == "" && xmlAttr(e, "TargetMode") != "External" &&
		kind[strings.LastIndexByte(kind, '/')+1:] == r.kind {
		r.found = xmlAttr(e, "Target")
	}
	return true
}

func (r *relations) end(xml.Name) {}
func (r *relations) text([]byte)  {}

// xmlAttr is the value of an attribute, whatever its namespace.
func xmlAttr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
