package docfile

import (
	"bytes"
	"cmp"
	"regexp"
	"strings"

	"github.com/truceline/truceline"
)

// A mark is bytes at a place of a file that tell what it is.
type mark struct {
	at    int
	bytes string
	is    string
	then  string // what to do about it; "" for what is always right
}

// foreignMarks are those of formats that hold no text we could read. Each is
// long or odd enough not to begin a plain text.
var foreignMarks = []mark{
	{0, "\x89PNG\r\n\x1a\n", "a picture (PNG)", typed},
	{0, "\xff\xd8\xff", "a picture (JPEG)", typed},
	{0, "GIF87a", "a picture (GIF)", typed},
	{0, "GIF89a", "a picture (GIF)", typed},
	{0, "II*\x00", "a picture (TIFF)", typed},
	{0, "MM\x00*", "a picture (TIFF)", typed},
	{8, "WEBPVP8", "a picture (WebP)", typed},
	{4, "ftyphei", "a picture (HEIC)", typed},
	{4, "ftypmif1", "a picture (HEIC)", typed},
	{4, "ftypavif", "a picture (AVIF)", typed},
	{0, "AT&TFORM", "a scan (DjVu)", typed},
	{4, "ftyp", "a video or a recording (MP4)", ""},
	{8, "AVI LIST", "a video (AVI)", ""},
	{8, "WAVEfmt ", "a recording (WAV)", ""},
	{0, "ID3\x03", "a recording (MP3)", ""},
	{0, "ID3\x04", "a recording (MP3)", ""},
	{0, "OggS\x00", "a recording (Ogg)", ""},
	{0, "\x1aE\xdf\xa3", "a video (Matroska)", ""},
	{0, "\x1f\x8b", "packed with gzip", unpack},
	{0, "BZh91AY&SY", "packed with bzip2", unpack},
	{0, "\xfd7zXZ\x00", "packed with xz", unpack},
	{0, "\x28\xb5\x2f\xfd", "packed with zstd", unpack},
	{0, "7z\xbc\xaf\x27\x1c", "a 7z archive", unpack},
	{0, "Rar!\x1a\x07", "a RAR archive", unpack},
	{257, "ustar", "a tar archive", unpack},
	{0, "MZ\x90\x00", "a program for Windows", ""},
	{0, "MZP\x00", "a program for Windows", ""},
	{0, "\x7fELF", "a program", ""},
	{0, "\xcf\xfa\xed\xfe", "a program", ""},
	{0, "\x00asm", "a program", ""},
	{0, "SQLite format 3\x00", "a database (SQLite)", ""},
	{0, "PAR1\x15", "a table (Parquet)", ""},
	{0, "{\\rtf", "an RTF document", saveAsDocx},
	{0, "%!PS", "a PostScript file", "convert it to PDF and give that"},
}

// What to do about a file that cannot be read.
const (
	instead    = "give the text as DOCX, PDF, HTML or plain text"
	typed      = "the words in a picture are not read: " + instead
	unpack     = "unpack it and give the file inside"
	saveAsDocx = "open it and save it as DOCX"
)

// foreign is the Problem of a file whose first bytes tell that we cannot read
// it, and nil if they do not. A mark further in counts only beside a zero byte,
// so that no text is taken for a film because of a word in its place.
func (f *file) foreign() *truceline.Problem {
	plain := bytes.IndexByte(f.data, 0) < 0
	for _, m := range foreignMarks {
		if m.at > 0 && plain || len(f.data) < m.at {
			continue
		}
		if bytes.HasPrefix(f.data[m.at:], []byte(m.bytes)) {
			return f.refuse("the file is %s; %s", m.is, cmp.Or(m.then, instead))
		}
	}
	return nil
}

// oleMark begins the container of Office before 2007, which is also that of an
// encrypted DOCX.
const oleMark = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// ole says what an OLE container holds, by the names of its streams.
func (f *file) ole() *truceline.Problem {
	switch {
	case holdsName(f.data, "EncryptedPackage"):
		return f.refuse("the document is locked with a password; save a copy without the password and give that")
	case holdsName(f.data, "WordDocument"):
		return f.refuse("the file is a Word document of the old format (DOC); %s", saveAsDocx)
	case holdsName(f.data, "Workbook"), holdsName(f.data, "PowerPoint Document"):
		return f.refuse("the file is an Excel or PowerPoint file of the old format; %s", instead)
	case holdsName(f.data, "__substg1.0_"):
		return f.refuse("the file is a message saved from Outlook; %s", instead)
	}
	return f.refuse("the file is of the old format of Office; %s", instead)
}

// holdsName reports whether bytes hold a name in the UTF-16 of OLE containers.
func holdsName(data []byte, name string) bool {
	wide := make([]byte, 0, 2*len(name))
	for i := range len(name) {
		wide = append(wide, name[i], 0)
	}
	return bytes.Contains(data, wide)
}

// isPDF reports whether a file is a PDF. Readers accept bytes before the header
// if it comes within the first 1,024 (PDF 1.7, implementation note 13), and so
// does mail that was saved with the line of its header; a text that merely
// speaks of the header has no "%PDF-1." at a line's beginning.
func isPDF(data []byte) bool {
	head := data[:min(len(data), 1024)]
	for at := 0; ; {
		i := bytes.Index(head[at:], []byte("%PDF-"))
		if i < 0 {
			return false
		}
		at += i
		if at == 0 || head[at-1] == '\n' || head[at-1] == '\r' || !isPrint(head[at-1]) {
			return true
		}
		at++
	}
}

func isPrint(c byte) bool { return c >= 0x20 && c < 0x7f }

// markup is the Problem of a text that is written in markup other than HTML, and
// nil for anything else.
func (f *file) markup(s string) *truceline.Problem {
	s = beginning(s)
	switch {
	case mimeHeader.MatchString(s) && strings.Contains(s, "\nmime-version:"), strings.HasPrefix(s, "mime-version:"):
		return f.refuse("the file is a message or page saved with its mail headers (EML, MHTML); %s", instead)
	case !strings.HasPrefix(s, "<"):
		return nil
	case strings.Contains(s, `progid="word.document"`), strings.Contains(s, "<w:worddocument"), strings.Contains(s, "<pkg:package"):
		return f.refuse("the file is a Word document saved as XML; %s", saveAsDocx)
	case strings.Contains(s, "<office:document"):
		return f.refuse("the file is an OpenDocument text saved as XML; %s", saveAsDocx)
	case strings.HasPrefix(s, "<svg"), strings.HasPrefix(s, "<?xml") && strings.Contains(s, "<svg"):
		return f.refuse("the file is a picture (SVG); %s", typed)
	case strings.HasPrefix(s, "<?xml") && !strings.Contains(s, "<html") && !strings.Contains(s, "<!doctype html"):
		return f.refuse("the file is data in XML; %s", instead)
	}
	return nil
}

// beginning is how a text begins, in lower case and without white space before it.
func beginning(s string) string {
	const looked = 4 << 10 // bytes: comments and declarations may stand before the first tag
	return strings.ToLower(strings.TrimLeft(s[:min(len(s), looked)], "\ufeff \t\r\n"))
}

// mimeHeader is the first line of a message.
var mimeHeader = regexp.MustCompile(`^[a-z][a-z-]*: `)

// beforePage is what may stand before the first tag of a page.
var beforePage = regexp.MustCompile(`^(?:<\?xml[^>]*>|(?s:<!--.*?-->)|\s)+`)

// knownTag is a tag that pages are made of.
var knownTag = regexp.MustCompile(`</?(?:p|div|br|table|t[rdh]|span|h[1-6]|ul|ol|li|a|b|i|em|strong|meta|title|body|blockquote|article|section|main)(?:\s[^<>]*)?/?>`)

// looksHTML reports whether a text is HTML: it begins as a page does, or with a
// tag and has more; or its name says so and it has any.
func looksHTML(s, name string) bool {
	s, name = beginning(s), strings.ToLower(name)
	named := strings.HasSuffix(name, ".html") || strings.HasSuffix(name, ".htm") || strings.HasSuffix(name, ".xhtml")
	s = beforePage.ReplaceAllString(s, "")
	for _, begin := range []string{"<!doctype html", "<html", "<head", "<body"} {
		if strings.HasPrefix(s, begin) {
			return true
		}
	}
	tags := len(knownTag.FindAllStringIndex(s, 3))
	return tags > 0 && named || tags > 2 && strings.HasPrefix(s, "<")
}
