package docfile_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/truceline/truceline/internal/intake/docfile"
)

func TestHTML(t *testing.T) {
	for _, tc := range []struct {
		name, in, want string
	}{
		{"blocks are paragraphs, inline elements are joined", "<h1>Joint <i>statement</i></h1><p>The <b>guarant</b>ors:<p>agreed", "Joint statement\nThe guarantors:\nagreed\n"},
		{"white space is folded, as it is shown", "<p>  The\n\tparties   <b> agree </b> </p>\n\n<p>to it</p>", "The parties agree\nto it\n"},
		{"a space of fixed width stays", "<p>30\u00a0December</p>", "30\u00a0December\n"},
		{"a line break is a new line", "<p>Article 1<br>Scope<br/><br>End</p>", "Article 1\nScope\n\nEnd\n"},
		{"entities are decoded", "<p>&laquo;A &amp; B&raquo; &#1057;&#x438; &nbsp;&copy;</p>", "«A & B» Си \u00a0©\n"},
		{"text outside of any element", "One <p>two</p> three", "One\ntwo\nthree\n"},
		{"navigation, scripts, styles, forms and what is for other readers are dropped",
			"<head><title>T</title><style>p{}</style></head><nav><ul><li>Home</ul></nav><script>if (a<b) alert('<p>x</p>')</script><noscript>Enable</noscript><template><p>no</p></template><p>yes</p><svg><text>no</text></svg><button>Share</button><select><option>no</select><textarea>no</textarea><iframe src=x>no</iframe><!-- no -->", "yes\n"},
		{"navigation within navigation, and what follows", "<nav>a<nav>b</nav>c</nav><p>d</p>", "d\n"},
		{"navigation that is never closed ends at the article", "<nav>Menu<article><p>The text</p></article>", "The text\n"},
		{"what is hidden", "<p>a</p><div hidden>b<div>c</div>d</div><span style='display: none'>e</span><p>f</p>", "a\nf\n"},
		{"a numbered list", "<p>They:</p><ol><li>agree<li>decide<ol type=a><li>now<li>later</ol><li>declare</ol>", "They:\n1. agree\n2. decide\n(a) now\n(b) later\n3. declare\n"},
		{"a list that begins elsewhere", "<ol start=4 type=i><li>four<li value=7>seven<li>eight</ol>", "(iv) four\n(vii) seven\n(viii) eight\n"},
		{"capitals and styles", "<ol type=A><li>a</ol><ol style='list-style-type: lower-alpha'><li>b</ol><ol type=I><li>c</ol>", "A. a\n(a) b\nI. c\n"},
		{"a list without marks", "<ul style='list-style:none'><li>a</ul><ul><li>b</ul>", "a\n• b\n"},
		{"numbers that were typed stay alone", "<ol><li>1. one<li>(b) two</ol><ul><li>- three</ul>", "1. one\n(b) two\n- three\n"},
		{"a name with an initial is no number", "<ol><li>J. Smith</ol>", "1. J. Smith\n"},
		{"a paragraph within an item", "<ol><li><p>one</p><p>more</p><li><p>two</p></ol>", "1. one\nmore\n2. two\n"},
		{"an item that is a list", "<ol><li><ol type=a><li>x<li>y</ol></ol>", "1. (a) x\n(b) y\n"},
		{"cells are paragraphs", "<table><tr><th>Area<th>Violations<tr><td>Hama<td>4</table>", "Area\nViolations\nHama\n4\n"},
		{"quotations have their marks", "<p>They <q>reaffirmed</q> it</p>", "They “reaffirmed” it\n"},
		{"the mark of a footnote does not become part of a number", "<p>resolution 2254<sup>1</sup> and the 5<sup>th</sup></p>", "resolution 2254¹ and the 5th\n"},
		{"preformatted text keeps its lines", "<pre>One\n  two</pre>", "One\n  two\n"},
		{"deleted passages", "<p>will <del>not </del>cease</p>", "will cease\n"},
		{"marks of direction stay", "<p>\u200fسوريا\u200e</p>", "\u200fسوريا\u200e\n"},
		{"XHTML with empty elements", "<?xml version='1.0'?><html><body><iframe/></iframe><nav/><p/><p>a<a id='x'/>b</p></body></html>", "ab\n"},
		{"ends that nothing began, and beginnings without end", "</div></ol></q><p>a</li><ol><li>b</sup><sup>2", "a\n1. b²\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := read(t, "a.html", []byte("<!DOCTYPE html>"+tc.in))
			if diff := cmp.Diff(tc.want, got.Content); got.Format != "html" || diff != "" {
				t.Errorf("%s: %s", got.Format, diff)
			}
		})
	}
}

func TestHTMLIsToldFromText(t *testing.T) {
	for _, tc := range []struct {
		name, file, in, want string
	}{
		{"a page", "", "<html><p>a</html>", "html"},
		{"a page behind a comment and a declaration", "", "<?xml version='1.0'?>\n<!-- saved > from -->\n<html>", "html"},
		{"a piece of a page", "", "<div><p>a</p></div>", "html"},
		{"a piece of a page whose name says so", "a.htm", "Text with <br> a tag", "html"},
		{"a text that speaks of tags", "a.txt", "The tag <p> begins a paragraph", "text"},
		{"a text whose name is wrong", "a.html", "No tags: 3 < 4", "text"},
		{"a text in angle brackets", "", "<Embargo> until 16 March", "text"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got, _ := docfile.Read(t.Context(), tc.file, strings.NewReader(tc.in+" word"), docfile.Options{}); got.Format != tc.want {
				t.Errorf("read as %q, want %q", got.Format, tc.want)
			}
		})
	}
}

func TestEncodingsOfHTML(t *testing.T) {
	page := func(charset, text string) string {
		return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=` + charset + `"><title>` + text + `</title></head><p>` + text + `</p>`
	}
	for _, tc := range []struct {
		name     string
		data     []byte
		text, as string
		notes    []string
	}{
		{"as the page says", encoded(t, charmap.KOI8R, page("koi8-r", russian)), russian, "koi8-r", []string{"the page says that it is koi8-r"}},
		{"Latin-1 is windows-1252, as in browsers", encoded(t, charmap.Windows1252, page("ISO-8859-1", french)), french, "windows-1252", []string{"the page says that it is windows-1252"}},
		{"a page that says nothing", encoded(t, charmap.Windows1251, page("", russian)), russian, "windows-1251", []string{"windows-1251 was guessed, since the letters beyond ASCII follow each other as Cyrillic ones do"}},
		{"UTF-8, whatever the page says", []byte(page("windows-1251", russian)), russian, "utf-8", nil},
		{"UTF-16", append([]byte("\xff\xfe"), encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), page("utf-16", russian))...), russian, "utf-16le", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := read(t, "a", tc.data)
			want := docfile.Text{Format: "html", Encoding: tc.as, Digest: got.Digest, Content: tc.text + "\n", Title: tc.text, Notes: tc.notes}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDeepHTML(t *testing.T) {
	const n = 200_000
	deep := "<!doctype html>" + strings.Repeat("<div><ol><li>", n) + "word" + strings.Repeat("</ol></div>", n)
	got := read(t, "a", []byte(deep))
	if !strings.Contains(got.Content, "word") {
		t.Errorf("read %q", clip(got.Content))
	}
}
