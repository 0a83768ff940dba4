package docfile_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/docfile"
)

// bounded reads a file within small bounds and checks what holds of any file: it
// is refused with a sentence, or gives a text that keeps its promises.
func bounded(t *testing.T, name string, data []byte) (docfile.Text, bool) {
	got, err := docfile.Read(t.Context(), name, bytes.NewReader(data), docfile.Options{MaxBytes: 1 << 20, MaxText: 1 << 18})
	if err != nil {
		if truceline.KindOf(err) != truceline.InvalidKind || !strings.HasPrefix(err.Error(), name+": the ") {
			t.Fatalf("refused as %v", err)
		}
		return got, false
	}
	if len(got.Content) > 1<<18 {
		t.Fatalf("%d bytes of text", len(got.Content))
	}
	check(t, data, got)
	return got, true
}

// FuzzText reads any bytes that are not a PDF, whose parser is not ours.
func FuzzText(f *testing.F) {
	for _, s := range []string{english, french, german, turkish, russian, ukraine, arabic} {
		f.Add([]byte(s))
		f.Add([]byte("\ufeff" + s + "\r\n\xff"))
	}
	f.Add(encoded(f, charmap.Windows1251, russian))
	f.Add(encoded(f, charmap.Windows1252, french))
	f.Add([]byte("\xff\xfea\x00\x00\xd8b\x00"))
	f.Add([]byte("a\x00b\x00c\x00"))
	f.Fuzz(func(t *testing.T, in []byte) {
		if bytes.Contains(in, []byte("%PDF-")) {
			return
		}
		got, ok := bounded(t, "a.txt", in)
		if ok && got.Format == "text" && got.Encoding == "" {
			t.Error("a text without an encoding")
		}
	})
}

func FuzzHTML(f *testing.F) {
	f.Add("<p>The <b>parties</b><ol start=3 type=a><li value=7>agree<li><ul><li>now</ul></ol>")
	f.Add("<nav><div hidden>a</div></nav><sup>1</sup><q>a</q><pre>b\n</pre><svg/><title>t<table><td>a")
	f.Add("<script><!--<script></script>--></script><plaintext></p>")
	f.Fuzz(func(t *testing.T, in string) {
		bounded(t, "a.html", []byte("<!doctype html><p>word "+in))
	})
}

func FuzzDOCX(f *testing.F) {
	f.Add(paragraph("word")+item(1, 0, "a"), outline(1, "decimal %1.", "lowerLetter (%2)")+list(1, 1, ""), `<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`)
	f.Add(`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>x</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r></w:p>`, `<w:num w:numId="1"><w:lvlOverride w:ilvl="-1"><w:startOverride w:val="99999999999"/></w:lvlOverride></w:num>`, "<!DOCTYPE a>")
	f.Fuzz(func(t *testing.T, body, lists, styles string) {
		bounded(t, "a.docx", docx(t, paragraph("word")+body, numbering(lists), part{"word/styles.xml", `<w:styles ` + wordNS + `>` + styles + `</w:styles>`}))
	})
}

// FuzzArchive reads what are archives only by their first bytes.
func FuzzArchive(f *testing.F) {
	f.Add(docx(f, paragraph("word")))
	f.Add(archive(f, part{"mimetype", "application/epub+zip"}))
	f.Fuzz(func(t *testing.T, in []byte) {
		if !bytes.HasPrefix(in, []byte("PK\x03\x04")) {
			return
		}
		if z, err := zip.NewReader(bytes.NewReader(in), int64(len(in))); err == nil {
			for _, e := range z.File { // what takes long to unpack is refused by another test
				if r, err := e.Open(); err == nil {
					n, _ := io.Copy(io.Discard, io.LimitReader(r, 4<<20))
					r.Close()
					if n == 4<<20 {
						return
					}
				}
			}
		}
		bounded(t, "a.docx", in)
	})
}
