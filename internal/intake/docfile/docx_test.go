package docfile_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"

	"github.com/truceline/truceline/internal/intake/docfile"
)

// part is a file of an archive.
type part struct{ name, text string }

const (
	wordNS = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relNS  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	ctNS   = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// archive makes a zip archive.
func archive(t testing.TB, parts ...part) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.Create(p.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(p.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// docx makes a document of the XML of its body and of other parts. A part of word/
// is related to the document by the kind that its name says.
func docx(t testing.TB, body string, more ...part) []byte {
	t.Helper()
	var types, rels strings.Builder
	for i, p := range more {
		name := strings.TrimSuffix(strings.TrimPrefix(p.name, "word/"), ".xml")
		if !strings.HasPrefix(p.name, "word/") {
			continue
		}
		kind := strings.TrimRight(name, "0123456789")
		fmt.Fprintf(&types, `<Override PartName="/%s" ContentType="%s%s+xml"/>`, p.name, ctNS, kind)
		fmt.Fprintf(&rels, `<Relationship Id="r%d" Type="%s%s" Target="%s.xml"/>`, i+1, relNS, kind, name)
	}
	return archive(t, append([]part{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="` + ctNS + `document.main+xml"/>` + types.String() + `</Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="` + relNS + `officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + rels.String() + `</Relationships>`},
		{"word/document.xml", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ` + wordNS + `><w:body>` + body + `</w:body></w:document>`},
	}, more...)...)
}

// paragraph is a plain paragraph.
func paragraph(text string) string { return "<w:p>" + run(text) + "</w:p>" }

func run(text string) string {
	return `<w:r><w:t xml:space="preserve">` + html.EscapeString(text) + `</w:t></w:r>`
}

// item is a paragraph of a list.
func item(list, level int, text string) string {
	return fmt.Sprintf(`<w:p><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr>%s</w:p>`, level, list, run(text))
}

// styled is a paragraph of a style.
func styled(style, text string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>` + run(text) + `</w:p>`
}

// numbering is word/numbering.xml.
func numbering(text string) part {
	return part{"word/numbering.xml", `<w:numbering ` + wordNS + `>` + text + `</w:numbering>`}
}

// outline is a definition of a list with a style and a text for each level.
func outline(id int, levels ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<w:abstractNum w:abstractNumId="%d">`, id)
	for i, l := range levels {
		style, text, _ := strings.Cut(l, " ")
		fmt.Fprintf(&b, `<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:pPr><w:ind w:left="%d" w:hanging="567"/></w:pPr></w:lvl>`, i, style, html.EscapeString(text), 567*(i+1))
	}
	b.WriteString(`</w:abstractNum>`)
	return b.String()
}

// list uses an outline.
func list(id, outline int, more string) string {
	return fmt.Sprintf(`<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>%s</w:num>`, id, outline, more)
}

func TestDOCX(t *testing.T) {
	for _, tc := range []struct {
		name, body, want string
		more             []part
		notes            []string
	}{
		{name: "paragraphs, runs, tabs, line breaks, hyphens", body: paragraph("Joint statement") + `<w:p><w:r><w:t>The guaran</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">tors </w:t><w:tab/><w:t>agree</w:t><w:br/><w:t>to de</w:t><w:noBreakHyphen/><w:t>esca</w:t><w:softHyphen/><w:t>late</w:t></w:r></w:p><w:p/>`,
			want: "Joint statement\nThe guarantors \tagree\nto de-escalate\n"},
		{name: "links, fields, controls and smart tags are text; what fields are made of is not", body: `<w:p><w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "http://x"</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>b</w:t><w:fldChar w:fldCharType="end"/></w:r><w:sdt><w:sdtContent><w:r><w:t>c</w:t></w:r></w:sdtContent></w:sdt><w:smartTag><w:r><w:t>d</w:t></w:r></w:smartTag></w:p>`,
			want: "abcd\n"},
		{name: "tables by cell", body: `<w:tbl><w:tr><w:tc>` + paragraph("Hama") + `</w:tc><w:tc>` + paragraph("4") + `</w:tc></w:tr></w:tbl>`, want: "Hama\n4\n"},
		{name: "tracked changes: insertions stay, deletions do not", body: `<w:p><w:r><w:t xml:space="preserve">will </w:t></w:r><w:del><w:r><w:delText>not </w:delText></w:r></w:del><w:ins><w:r><w:t xml:space="preserve">immediately </w:t></w:r></w:ins><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>cease</w:t></w:r></w:p>`,
			want: "will immediately cease\n", notes: []string{"2 passages that tracked changes mark as deleted were left out"}},
		{name: "a paragraph whose end was deleted runs on in the next, and counts once", body: `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>` + run("The parties ") + `</w:p>` + item(1, 0, "agree") + item(1, 0, "decide"),
			more: []part{numbering(outline(1, "decimal %1.") + list(1, 1, ""))}, want: "1. The parties agree\n2. decide\n"},
		{name: "how a paragraph was before it was changed", body: `<w:p><w:pPr><w:pPrChange><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange></w:pPr>` + run("text") + `</w:p>`,
			more: []part{numbering(outline(1, "decimal %1.") + list(1, 1, ""))}, want: "text\n"},
		{name: "hidden text", body: `<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t xml:space="preserve">open </w:t></w:r>` + run("too") + `</w:p>`,
			want: "open too\n", notes: []string{"1 passage of hidden text was left out"}},
		{name: "a text box stands once, behind its paragraph", body: `<w:p>` + run("before ") + `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>` + paragraph("boxed") + `</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>` + paragraph("boxed") + `</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>` + run("after") + `</w:p>`,
			want: "before after\nboxed\n"},
		{name: "words of drawings are no text", body: `<w:p><w:r><w:drawing><a:p><a:r><a:t>chart</a:t></a:r></a:p></w:drawing></w:r>` + run("text") + `</w:p>`, want: "text\n"},
		{name: "an embedded file", body: paragraph("text") + `<w:altChunk r:id="r9"/>`, want: "text\n", notes: []string{"1 file embedded in the document was not read"}},
		{name: "the layout of the XML is no text", body: "\n  <w:p>\n   <w:r>\n    <w:t>one\n two</w:t>\n   </w:r>\n  </w:p>\n", want: "one  two\n"},
		{name: "footnotes and endnotes at the end, in the order of their references", body: `<w:p>` + run("resolution 2254") + `<w:r><w:footnoteReference w:id="7"/></w:r>` + run(" of 2015") + `<w:r><w:endnoteReference w:id="2"/></w:r><w:r><w:footnoteReference w:id="3"/></w:r></w:p>`,
			more: []part{
				{"word/footnotes.xml", `<w:footnotes ` + wordNS + `><w:footnote w:type="separator" w:id="0">` + paragraph("----") + `</w:footnote><w:footnote w:id="3">` + paragraph("third") + `</w:footnote><w:footnote w:id="7">` + paragraph("first") + paragraph("more") + `</w:footnote></w:footnotes>`},
				{"word/endnotes.xml", `<w:endnotes ` + wordNS + `><w:endnote w:id="2">` + paragraph("second") + `</w:endnote></w:endnotes>`},
			},
			want: "resolution 2254¹ of 2015²³\n¹ first\nmore\n² second\n³ third\n", notes: []string{"the notes of the document, 3 in number, stand at its end"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := read(t, "a.docx", docx(t, tc.body, tc.more...))
			want := docfile.Text{Format: "docx", Digest: got.Digest, Content: tc.want, Notes: tc.notes}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNumbersOfDOCX(t *testing.T) {
	restart := `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>`
	styles := part{"word/styles.xml", `<w:styles ` + wordNS + `>
		<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>
		<w:style w:type="paragraph" w:styleId="Article"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
		<w:style w:type="paragraph" w:styleId="Para"><w:basedOn w:val="Article"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
		<w:style w:type="paragraph" w:styleId="Plain"><w:basedOn w:val="Article"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
		<w:style w:type="paragraph" w:styleId="LoopA"><w:basedOn w:val="LoopB"/></w:style><w:style w:type="paragraph" w:styleId="LoopB"><w:basedOn w:val="LoopA"/></w:style>
		<w:style w:type="numbering" w:styleId="Legal"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style></w:styles>`}
	for _, tc := range []struct {
		name, lists, body string
		more              []part
		want              string
	}{
		{name: "levels count apart and start again under the next", lists: outline(1, "decimal %1.", "lowerLetter (%2)", "lowerRoman (%3)") + list(1, 1, ""),
			body: item(1, 0, "a") + item(1, 1, "b") + item(1, 2, "c") + item(1, 2, "d") + item(1, 1, "e") + item(1, 0, "f") + item(1, 1, "g"),
			want: "1. a\n(a) b\n(i) c\n(ii) d\n(b) e\n2. f\n(a) g\n"},
		{name: "text between does not stop the count", lists: outline(1, "decimal %1.") + list(1, 1, ""), body: item(1, 0, "a") + paragraph("x") + item(1, 0, "b"), want: "1. a\nx\n2. b\n"},
		{name: "numbers of higher levels within", lists: outline(1, "upperRoman %1.", "decimal %1.%2", "decimal %1.%2.%3") + list(1, 1, ""), body: item(1, 0, "a") + item(1, 1, "b") + item(1, 2, "c"), want: "I. a\nI.1 b\nI.1.1 c\n"},
		{name: "legal style: all in digits", lists: strings.Replace(outline(1, "upperRoman %1.", "decimal %1.%2"), `<w:numFmt w:val="decimal"/>`, `<w:numFmt w:val="decimal"/><w:isLgl/>`, 1) + list(1, 1, ""), body: item(1, 0, "a") + item(1, 1, "b"), want: "I. a\n1.1 b\n"},
		{name: "two lists of one outline count on", lists: outline(1, "decimal %1.") + list(1, 1, "") + list(2, 1, ""), body: item(1, 0, "a") + item(2, 0, "b"), want: "1. a\n2. b\n"},
		{name: "a list that starts again does so once", lists: outline(1, "decimal %1.") + list(1, 1, "") + list(2, 1, restart), body: item(1, 0, "a") + item(2, 0, "b") + item(2, 0, "c"), want: "1. a\n1. b\n2. c\n"},
		{name: "a level of its own", lists: outline(1, "decimal %1.") + list(1, 1, `<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="7"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride>`), body: item(1, 0, "a") + item(1, 0, "b"), want: "G) a\nH) b\n"},
		{name: "bullets of symbol fonts are bullets, dashes dashes", lists: outline(1, "bullet \uf0b7", "bullet –") + list(1, 1, ""), body: item(1, 0, "a") + item(1, 1, "b"), want: "• a\n– b\n"},
		{name: "none, and a list that is not there", lists: outline(1, "none %1") + list(1, 1, ""), body: item(1, 0, "a") + item(9, 0, "b"), want: "a\nb\n"},
		{name: "alphabets", lists: outline(1, "russianLower %1)", "arabicAlpha %2)", "ordinal %3:", "decimalZero %4") + list(1, 1, ""), body: item(1, 0, "a") + item(1, 1, "b") + item(1, 2, "c") + item(1, 3, "d"), want: "а) a\nأ) b\n1st: c\n01 d\n"},
		{name: "after z comes aa", lists: strings.Replace(outline(1, "lowerLetter (%1)"), `<w:start w:val="1"/>`, `<w:start w:val="26"/>`, 1) + list(1, 1, ""), body: item(1, 0, "a") + item(1, 0, "b"), want: "(z) a\n(aa) b\n"},
		{name: "styles bear lists, and are based on each other", more: []part{styles}, lists: outline(1, "decimal Article %1", "decimal %2.") + list(1, 1, ""),
			body: styled("Article", "a") + styled("Para", "b") + styled("Para", "c") + styled("Plain", "d") + styled("LoopA", "e") + styled("Article", "f") + styled("Para", "g"),
			want: "Article 1 a\n1. b\n2. c\nd\ne\nArticle 2 f\n1. g\n"},
		{name: "a level that names its style", more: []part{styles}, lists: strings.Replace(outline(1, "decimal %1.", "lowerLetter (%2)"), `<w:lvlText w:val="(%2)"/>`, `<w:lvlText w:val="(%2)"/><w:pStyle w:val="Article"/>`, 1) + list(1, 1, ""), body: item(1, 0, "a") + styled("Article", "b"), want: "1. a\n(a) b\n"},
		{name: "an outline that stands in a style", more: []part{styles}, lists: `<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Legal"/></w:abstractNum>` + outline(2, "decimal §%1") + list(1, 1, "") + list(5, 2, ""), body: item(1, 0, "a"), want: "§1 a\n"},
		{name: "an empty paragraph bears a number", lists: outline(1, "decimal %1.") + list(1, 1, ""), body: item(1, 0, "a") + item(1, 0, "") + item(1, 0, "b"), want: "1. a\n3. b\n"},
		{name: "a list in a text box", lists: outline(1, "decimal %1.") + list(1, 1, ""), body: `<w:p><w:r><w:pict><w:txbxContent>` + item(1, 0, "a") + `</w:txbxContent></w:pict></w:r>` + run("x") + `</w:p>` + item(1, 0, "b"), want: "x\n1. a\n2. b\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := read(t, "a.docx", docx(t, tc.body, append(tc.more, numbering(tc.lists))...))
			if diff := cmp.Diff(tc.want, got.Content); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTitleOfDOCX(t *testing.T) {
	got := read(t, "a.docx", docx(t, paragraph("text"), part{"docProps/core.xml", `<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>A</dc:creator><dc:title> Joint
 statement </dc:title></cp:coreProperties>`}))
	if got.Title != "Joint statement" {
		t.Errorf("title %q, want %q", got.Title, "Joint statement")
	}
}

// TestTitlesOfPrograms: what a program puts where a title belongs is none.
func TestTitlesOfPrograms(t *testing.T) {
	for stated, want := range map[string]string{
		"about:blank": "", "Microsoft Word - statement": "", "S_2018_852.DOCX": "", "https://example.org/a": "", "Untitled": "", "Document 1": "",
		"About the truce": "About the truce", "Document on security in Idlib": "Document on security in Idlib",
	} {
		got := read(t, "a.docx", docx(t, paragraph("text"), part{"docProps/core.xml", `<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + stated + `</dc:title></cp:coreProperties>`}))
		if got.Title != want {
			t.Errorf("of %q the title %q, want %q", stated, got.Title, want)
		}
	}
}

func TestStrictDOCX(t *testing.T) {
	strict := strings.NewReplacer("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main",
		relNS, "http://purl.oclc.org/ooxml/officeDocument/relationships/")
	body := `<?xml version="1.0" encoding="UTF-16"?><w:document ` + wordNS + `><w:body>` + paragraph("Стороны обязуются") + `</w:body></w:document>`
	got := read(t, "a.docx", archive(t,
		part{"_rels/.rels", strict.Replace(`<Relationships><Relationship Type="` + relNS + `officeDocument" Target="/Word/Main.xml"/></Relationships>`)},
		part{"word/main.xml", "\xff\xfe" + string(encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), strict.Replace(body)))}))
	if got.Content != "Стороны обязуются\n" {
		t.Errorf("read %q", got.Content)
	}
}

func TestAMainPartOfAnotherName(t *testing.T) {
	got := read(t, "a.docx", archive(t,
		part{"_rels/.rels", `<Relationships><Relationship Type="` + relNS + `officeDocument" Target="docs/main.xml"/></Relationships>`},
		part{"docs/_rels/main.xml.rels", `<Relationships><Relationship Type="` + relNS + `numbering" Target="../lists.xml"/><Relationship Type="` + relNS + `footnotes" TargetMode="External" Target="http://example.org/notes.xml"/></Relationships>`},
		part{"docs/main.xml", `<w:document ` + wordNS + `><w:body>` + item(1, 0, "text") + `</w:body></w:document>`},
		part{"lists.xml", numbering(outline(1, "decimal %1.") + list(1, 1, "")).text}))
	if got.Content != "1. text\n" {
		t.Errorf("read %q", got.Content)
	}
}

func TestRefusedArchives(t *testing.T) {
	const instead = "give the text as DOCX, PDF, HTML or plain text"
	whole := docx(t, paragraph("text"))
	locked := bytes.Replace(docx(t, paragraph("text")), []byte("PK\x03\x04\x14\x00\x08\x00"), []byte("PK\x03\x04\x14\x00\x09\x00"), -1)
	locked = bytes.Replace(locked, []byte("PK\x01\x02\x14\x00\x14\x00\x08\x00"), []byte("PK\x01\x02\x14\x00\x14\x00\x09\x00"), -1)
	many := make([]part, 5000)
	for i := range many {
		many[i].name = fmt.Sprint(i)
	}
	for _, tc := range []struct {
		name string
		data []byte
		want string
	}{
		{"a zip archive", archive(t, part{"a.txt", "text"}), "the file is a zip archive; unpack it and give the file inside"},
		{"an empty archive", archive(t), "the file is a zip archive; unpack it and give the file inside"},
		{"a workbook", archive(t, part{"xl/workbook.xml", "<a/>"}), "the file is an Excel workbook; " + instead},
		{"a presentation", archive(t, part{"ppt/presentation.xml", "<a/>"}), "the file is a PowerPoint presentation; " + instead},
		{"an OpenDocument text", archive(t, part{"mimetype", "application/vnd.oasis.opendocument.text"}), "the file is an OpenDocument text (ODT); open it and save it as DOCX"},
		{"an OpenDocument table", archive(t, part{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}), "the file is an OpenDocument table or presentation; " + instead},
		{"a book", archive(t, part{"mimetype", "application/epub+zip"}), "the file is an e-book (EPUB); " + instead},
		{"a Pages document", archive(t, part{"Index/Document.iwa", ""}), "the file is a Pages document; export it as DOCX or PDF"},
		{"a document without its main part", archive(t, part{"word/styles.xml", "<a/>"}), "the document (DOCX) is damaged or incomplete; fetch it again, or open it and save it anew"},
		{"a main part that lies elsewhere", archive(t, part{"_rels/.rels", `<r><Relationship Type="/officeDocument" Target="http://example.org/a.xml"/></r>`}, part{"word/document.xml", "<a/>"}), "the document (DOCX) is damaged or incomplete; fetch it again, or open it and save it anew"},
		{"an archive that was cut", whole[:len(whole)-40], "the document (a zip archive) is damaged or incomplete; fetch it again, or open it and save it anew"},
		{"XML that is none", docx(t, "</w:p>"), "the document (DOCX) is damaged or incomplete; fetch it again, or open it and save it anew"},
		{"entities of its own", docx(t, "", part{"word/footnotes.xml", `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`}), "the document (DOCX) is damaged or incomplete; fetch it again, or open it and save it anew"},
		{"an archive with a password", locked, "the archive is locked with a password; save a copy without the password and give that"},
		{"no words", docx(t, paragraph("")), "the file holds no words; " + instead},
		{"pictures alone", docx(t, `<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>`), "the document holds pictures and no words; the words in a picture are not read: " + instead},
		{"elements within elements", docx(t, strings.Repeat("<w:tbl>", 300)+strings.Repeat("</w:tbl>", 300)), "the document has elements within each other deeper than 256, which no text needs; it was not read"},
		{"thousands of files", archive(t, many...), "the archive holds 5000 files, more than the 4096 that a document may have; " + instead},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := refusal(t, "a.docx", tc.data, docfile.Options{}); got != "a.docx: "+tc.want {
				t.Errorf("refused as\n%s\nwant\n%s", got, "a.docx: "+tc.want)
			}
		})
	}
}

// TestABombIsRefused would unpack to 256 MiB of paragraphs from 260 KiB.
func TestABombIsRefused(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	block := append(bytes.Repeat([]byte(" "), 1<<16), "<w:p/>"...)
	io.WriteString(w, `<w:document `+wordNS+`><w:body>`)
	for n := 0; n < 256<<20; n += len(block) {
		if _, err := w.Write(block); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	var got string
	used := peak(func() { got = refusal(t, "a.docx", b.Bytes(), docfile.Options{}) })
	if want := "a.docx: the document unpacks to more than a text can be (128 MiB in all, or 50 times its packed size); it was not read"; got != want {
		t.Errorf("refused as %s, want %s", got, want)
	}
	if used > 64<<20 {
		t.Errorf("%d MiB were in use on the way", used>>20)
	}
}
