package docfile_test

import (
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var blankLine = regexp.MustCompile(`\n\s*\n`)

// paragraphsOf are the paragraphs of a text file: parted by blank lines, or one to
// a line if it has none.
func paragraphsOf(text string) []string {
	parts := blankLine.Split(text, -1)
	if len(parts) == 1 {
		parts = strings.Split(text, "\n")
	}
	var out []string
	for _, p := range parts {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// TestSharedTextsComeBack reads each text of the folder that TRUCELINE_SHARED names
// as the file it is, and wrapped as HTML, DOCX and PDF. All paragraphs must come
// back from HTML and DOCX. From PDF, which knows no paragraphs, all words must, and
// all paragraphs but a few: some texts of the folder are broken into lines within
// theirs, and come back whole.
func TestSharedTextsComeBack(t *testing.T) {
	shared := os.Getenv("TRUCELINE_SHARED")
	if shared == "" {
		t.Skip("TRUCELINE_SHARED names no folder of texts")
	}
	files, err := filepath.Glob(filepath.Join(shared, "texts", "docs", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no texts in %s: %v", shared, err)
	}
	styles := []pdfOptions{{}, {align: "J"}, {align: "J", indent: true}, {size: 9, header: "S/RES/2139 (2014)", number: true}}
	paragraphs, back, texts, exact := 0, 0, 0, 0
	for i, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, name, data); got.Content != string(data) || got.Encoding != "utf-8" {
			t.Errorf("%s: as text it came back changed, or as %s", name, got.Encoding)
		}
		want := paragraphsOf(string(data))
		var page, body strings.Builder
		for _, p := range want {
			page.WriteString("<p>" + html.EscapeString(p) + "</p>\n")
			body.WriteString(paragraph(p))
		}
		for format, file := range map[string][]byte{"html": []byte("<!doctype html>" + page.String()), "docx": docx(t, body.String())} {
			got := read(t, name, file)
			if format != got.Format || strings.Join(paragraphsOf(got.Content), "\n") != strings.Join(want, "\n") {
				t.Errorf("%s: as %s other paragraphs came back", name, format)
			}
		}
		style := styles[i%len(styles)]
		if len(data) < 6000 {
			style.header = "" // one page: a header that stands on no other is text
		}
		have := map[string]int{}
		got := paragraphsOf(read(t, name, pdf(t, style, want...)).Content)
		for _, p := range got {
			have[p]++
		}
		for _, p := range want {
			if paragraphs++; have[p] > 0 {
				have[p]--
				back++
			}
		}
		if texts++; unbroken(got) == unbroken(want) {
			exact++
		} else {
			t.Errorf("%s: as PDF other words came back", name)
		}
	}
	t.Logf("as PDF %d of %d paragraphs came back the same, and all the words of %d of %d texts", back, paragraphs, exact, texts)
	if back*100 < paragraphs*95 {
		t.Errorf("as PDF only %d of %d paragraphs came back", back, paragraphs)
	}
}

// unbroken is the words of paragraphs. Some texts have a space behind the hyphen
// at which a line of theirs was broken.
func unbroken(paragraphs []string) string {
	return strings.ReplaceAll(strings.Join(paragraphs, " "), "- ", "-")
}
