package csvrows

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/truceline/truceline"
)

// Bounds of a workbook beyond those of Options. Its file is held in memory
// packed, and so are the words that its cells share; its rows never are.
const (
	maxPacked  = 256 << 20 // bytes of the file
	maxEntries = 4096      // parts of the archive; one with many pictures has hundreds
	maxPart    = 16 << 20  // bytes of a part that is read whole: the list of sheets, the formats
	maxWords   = 512 << 20 // bytes that the shared words take in memory
	maxElement = 32 << 20  // bytes of XML that one row or one shared word may take
	maxMerges  = 1 << 20   // merged ranges of a sheet
	maxColumns = 16_384    // XFD, the last column there is
	maxRows    = 1 << 20
	wordHead   = 16 // bytes of memory that a word takes beside its letters
)

// A book is an open workbook.
type book struct {
	opts  Options
	size  int64 // of the file, packed
	files map[string]*zip.File
}

// partName is the name of a part as names are compared: without regard to letter
// case (ECMA-376 part 2, 6.2.2.3).
func partName(s string) string { return strings.ToLower(strings.TrimPrefix(s, "/")) }

func (b *book) refuse(format string, args ...any) *truceline.Problem {
	return truceline.Invalid(b.opts.Name, format, args...)
}

// damaged is the Problem of a workbook that is not what its format says.
func (b *book) damaged(err error) *truceline.Problem {
	return &truceline.Problem{Kind: truceline.InvalidKind, Field: b.opts.Name, Err: err,
		Msg: "the Excel workbook is damaged; open it in a spreadsheet program and save it again, or fetch it again"}
}

// openWorkbook opens the sheet of a workbook that opts name.
func openWorkbook(src *bufio.Reader, opts Options) (table, error) {
	data, err := packed(src, opts)
	if err != nil {
		return nil, err
	}
	b := &book{opts: opts, size: int64(len(data)), files: map[string]*zip.File{}}
	// The entries are counted before the directory is read, since one of a few
	// megabytes can name a million.
	if n := bytes.Count(data, []byte("PK\x01\x02")); n > maxEntries {
		return nil, b.refuse("the archive holds %d files, more than the %d that a workbook may have; save the table as CSV in UTF-8", n, maxEntries)
	}
	z, err := zip.NewReader(bytes.NewReader(data), b.size)
	if err != nil {
		return nil, b.damaged(err)
	}
	for _, e := range z.File {
		name := partName(e.Name)
		if _, twice := b.files[name]; !twice {
			b.files[name] = e
		}
	}
	return b.sheet()
}

// packed reads the file whole: a zip archive has its directory at the end.
func packed(src io.Reader, opts Options) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(src, maxPacked+1))
	if err != nil {
		if p, ok := errors.AsType[*truceline.Problem](err); ok {
			return nil, &truceline.Problem{Kind: p.Kind, Field: opts.Name, Msg: p.Msg, Err: p.Err}
		}
		return nil, err
	}
	if len(data) > maxPacked {
		return nil, truceline.Invalid(opts.Name, "the workbook is larger than %s; save the table as CSV in UTF-8", size(maxPacked))
	}
	return data, nil
}

// compound is the Problem of an OLE file: a workbook of before 2007, or one
// that is encrypted and therefore wrapped in one (MS-OFFCRYPTO 2.3.4).
func compound(src io.Reader, opts Options) error {
	data, err := packed(src, opts)
	if err != nil {
		return err
	}
	var name []byte // "EncryptedPackage" in UTF-16
	for _, c := range []byte("EncryptedPackage") {
		name = append(name, c, 0)
	}
	if bytes.Contains(data, name) {
		return truceline.Invalid(opts.Name, "the workbook is encrypted with a password; save a copy without the password and give that")
	}
	return truceline.Invalid(opts.Name, "the file is in a format of Office before 2007, as .xls is; save the table as .xlsx, or as CSV in UTF-8")
}

// other says what an archive is that is no workbook.
func (b *book) other() *truceline.Problem {
	const instead = "save the table as .xlsx, or as CSV in UTF-8"
	kind, _ := b.read("mimetype", 200)
	has := func(prefix string) bool {
		for name := range b.files {
			if strings.HasPrefix(name, prefix) {
				return true
			}
		}
		return false
	}
	switch {
	case bytes.Contains(kind, []byte("opendocument")):
		return b.refuse("the file is an OpenDocument file (ODS); %s", instead)
	case b.files["xl/workbook.bin"] != nil:
		return b.refuse("the file is a binary workbook (.xlsb); %s", instead)
	case has("word/"), has("ppt/"):
		return b.refuse("the file is a document of Word or PowerPoint and no table; %s", instead)
	case has("xl/"):
		return b.damaged(nil)
	}
	return b.refuse("the file is a zip archive that holds no Excel workbook; unpack it and import the table in it")
}

// open opens a part within the bounds; one that is not there is empty, since
// few workbooks have all that a workbook can have.
func (b *book) open(name string) (*part, error) {
	e := b.files[partName(name)]
	if e == nil {
		return &part{ReadCloser: io.NopCloser(bytes.NewReader(nil)), book: b}, nil
	}
	if e.Flags&1 != 0 {
		return nil, b.refuse("the archive is locked with a password; save a copy without the password and give that")
	}
	r, err := e.Open()
	if err != nil {
		return nil, b.damaged(err)
	}
	return &part{ReadCloser: r, book: b,
		packed: max(1, min(int64(e.CompressedSize64), b.size)), stated: int64(e.UncompressedSize64)}, nil
}

// read takes a part whole, up to limit bytes.
func (b *book) read(name string, limit int64) ([]byte, error) {
	p, err := b.open(name)
	if err != nil {
		return nil, err
	}
	defer p.Close()
	data, err := io.ReadAll(io.LimitReader(p, limit+1))
	switch {
	case err != nil:
		return nil, err
	case int64(len(data)) > limit:
		return nil, b.refuse("the workbook holds a part of more than %s beside its sheets; save the table as CSV in UTF-8", size(limit))
	}
	return data, nil
}

// decode reads a small part of XML into a struct; a part that is not there
// leaves it as it is.
func (b *book) decode(name string, into any) error {
	data, err := b.read(name, maxPart)
	if err != nil || len(data) == 0 {
		return err
	}
	if err := xml.Unmarshal(data, into); err != nil {
		return b.damaged(err)
	}
	return nil
}

// A part is an open part of a workbook. It ends with a Problem where it unpacks
// beyond the bounds; the sizes that the archive states are not relied on.
type part struct {
	io.ReadCloser
	book   *book
	packed int64 // bytes
	stated int64 // bytes that the archive says it unpacks to
	n      int64 // bytes that came out
	since  int64 // of them since the last row or word began
}

func (p *part) Read(buf []byte) (int, error) {
	n, err := p.ReadCloser.Read(buf)
	p.n += int64(n)
	p.since += int64(n)
	switch opts := p.book.opts; {
	case p.n > opts.MaxBytes:
		return 0, p.book.refuse("the workbook unpacks to more than %s; split it and import the parts", size(opts.MaxBytes))
	case p.n > opts.RatioFloor && p.n/opts.MaxRatio > p.packed:
		return 0, p.book.refuse("the workbook grows more than %d-fold when it is unpacked, which no table does; if it is genuine, save the table as CSV in UTF-8", opts.MaxRatio)
	case p.since > maxElement:
		return 0, p.book.refuse("the workbook holds a row or a text of more than %s; save the table as CSV in UTF-8", size(maxElement))
	case err != nil && !errors.Is(err, io.EOF):
		return n, p.book.damaged(err)
	}
	return n, err
}

// A relation is what one part says of another (ECMA-376 part 2, 6.5).
type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
	Mode   string `xml:"TargetMode,attr"`
}

// is compares the last step of the type's address, which the two editions of
// the standard write under different roots.
func (r relation) is(kind string) bool { return path.Base(r.Type) == kind && r.Mode != "External" }

// relations reads what a part relates to, with targets as names of parts.
func (b *book) relations(of string) ([]relation, error) {
	dir, file := path.Split(of)
	var doc struct {
		All []relation `xml:"Relationship"`
	}
	if err := b.decode(path.Join(dir, "_rels", file+".rels"), &doc); err != nil {
		return nil, err
	}
	for i, r := range doc.All {
		if !strings.HasPrefix(r.Target, "/") {
			doc.All[i].Target = path.Join(dir, r.Target)
		}
	}
	return doc.All, nil
}

// sheet opens the sheet that the options name.
func (b *book) sheet() (table, error) {
	main := "xl/workbook.xml"
	root, err := b.relations("")
	if err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(root, func(r relation) bool { return r.is("officeDocument") }); i >= 0 {
		main = root[i].Target
	}
	if b.files[partName(main)] == nil || strings.HasPrefix(partName(main), "word/") || strings.HasPrefix(partName(main), "ppt/") {
		return nil, b.other()
	}
	if strings.HasSuffix(partName(main), ".bin") {
		return nil, b.other()
	}
	var doc struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string     `xml:"name,attr"`
			State string     `xml:"state,attr"`
			Attrs []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := b.decode(main, &doc); err != nil {
		return nil, err
	}
	related, err := b.relations(main)
	if err != nil {
		return nil, err
	}
	var names []string
	target := ""
	for _, s := range doc.Sheets {
		i := slices.IndexFunc(related, func(r relation) bool {
			return r.is("worksheet") && slices.ContainsFunc(s.Attrs, func(a xml.Attr) bool { return a.Name.Local == "id" && a.Value == r.ID })
		})
		if i < 0 {
			continue // a sheet that is one chart
		}
		names = append(names, s.Name)
		named := b.opts.Sheet != "" && strings.EqualFold(s.Name, b.opts.Sheet)
		first := b.opts.Sheet == "" && (s.State == "" || s.State == "visible")
		if target == "" && (named || first) {
			target = related[i].Target
		}
	}
	switch {
	case target == "" && b.opts.Sheet != "":
		return nil, b.refuse("the workbook has no sheet %q; it has %s", b.opts.Sheet, shorten(strings.Join(names, ", "), 1000))
	case target == "" && len(names) > 0:
		return nil, b.refuse("all sheets of the workbook are hidden; say which to read: %s", shorten(strings.Join(names, ", "), 1000))
	case target == "":
		return nil, b.refuse("the workbook has no sheet with cells")
	case b.files[partName(target)] == nil:
		return nil, b.damaged(fmt.Errorf("no part %s", target))
	}
	return b.cells(target, related, doc.Properties.Date1904 == "1" || doc.Properties.Date1904 == "true")
}
