package publication_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/publication"
)

// aknOptions are those of a made-up case.
func aknOptions() publication.AKNOptions {
	return publication.AKNOptions{
		Case: "two_rivers", Known: time.Date(2024, 6, 1, 12, 0, 0, 0, time.UTC), Zone: time.UTC,
		Book: instrument.NewBook(
			[]party.Party{{ID: "north_council", Kind: "government", Names: truceline.Names{"en": "Northern Council"}}},
			[]place.Area{{ID: "valley", Names: truceline.Names{"en": "Valley"}}},
			[]instrument.Instrument{{ID: "memo", Kind: "memorandum", Names: truceline.Names{"en": "Memorandum"}, Adopted: "2024-01-01"}},
		),
	}
}

// accepted is an act of a text, of these words, with this content.
func accepted(text, doc, n, words, content string, section document.Section) publication.AcceptedAct {
	span := func(w string) document.Span {
		i := strings.Index(text, w)
		return document.Span{Start: i, End: i + len(w)}
	}
	a := publication.AcceptedAct{
		Act: document.Proposal{ID: doc + "#" + n, Kind: document.ActKind, Text: words, Span: span(words), Fields: document.Fields{Verb: words, Section: section}},
		Provision: instrument.Provision{ID: instrument.ProvisionID(doc + "-" + n), Force: instrument.Commits, Label: words, Obligor: []party.ID{"north_council"},
			Passages: []instrument.Passage{{Document: doc, Span: span(words)}}},
		By: "anna", At: time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC),
	}
	if content != "" {
		a.Act.Fields.ContentSpan = new(span(content))
	}
	return a
}

// An element is a start of an element with its attributes.
type element struct {
	name  string
	attrs map[string]string
	depth int
}

// parse reads a file strictly: what elements it has, and the text beside meta.
func parse(t interface {
	Helper()
	Fatalf(string, ...any)
}, file []byte) (elements []element, text string) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(file))
	var words strings.Builder
	depth, meta := 0, 0
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return elements, words.String()
		}
		if err != nil {
			t.Fatalf("it is no XML: %v\n%s", err, file)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			e := element{tok.Name.Local, make(map[string]string), depth}
			for _, a := range tok.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			elements = append(elements, e)
			depth++
			if tok.Name.Local == "meta" {
				meta++
			}
		case xml.EndElement:
			depth--
			if tok.Name.Local == "meta" {
				meta--
			}
		case xml.CharData:
			if meta == 0 {
				words.Write(tok)
			}
		}
	}
}

// checkAKN holds what must be so of any file: ids once, no reference to nothing,
// and the text as it was but for spaces between paragraphs.
func checkAKN(t interface {
	Helper()
	Fatalf(string, ...any)
}, file []byte, text string) []element {
	t.Helper()
	elements, words := parse(t, file)
	ids := make(map[string]bool)
	for _, e := range elements {
		if id := e.attrs["eId"]; id != "" {
			if ids[id] {
				t.Fatalf("the eId %q stands twice", id)
			}
			ids[id] = true
		}
	}
	for _, e := range elements {
		for _, name := range []string{"refersTo", "source", "href"} {
			for ref := range strings.FieldsSeq(e.attrs[name]) {
				if id, local := strings.CutPrefix(ref, "#"); local && !ids[id] {
					t.Fatalf("%s %s refers to %q, which is not there", e.name, name, ref)
				}
			}
		}
	}
	bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
	if bare(words) != bare(text) {
		t.Fatalf("the text is\n%s\nand was\n%s", words, text)
	}
	return elements
}

func names(elements []element) []string {
	var out []string
	for _, e := range elements {
		out = append(out, e.name)
	}
	return out
}

func TestAkomaNtosoOfAResolution(t *testing.T) {
	text := "RESOLUTION <1> & annex\nThe Council,\nRecalling the Memorandum,\nwhich stands,\n1. Decides to keep\nwatch in the Valley;\n2. Remains seized.\n"
	in := publication.Transcript{
		Document: "res-1", Kind: "resolution", Title: "Resolution \"1\"", On: "2024-05-01", Speakers: "Northern Council", Content: text, Section: document.Operative,
		Acts: []publication.AcceptedAct{
			accepted(text, "res-1", "a001", "Recalling", "the Memorandum,\nwhich stands", document.Preambular),
			accepted(text, "res-1", "a002", "Decides", "to keep\nwatch in the Valley", document.Operative),
		},
	}
	at := func(w string) document.Span {
		i := strings.Index(text, w)
		return document.Span{Start: i, End: i + len(w)}
	}
	in.Inside = []document.Proposal{
		{Kind: document.InstrumentKind, Text: "Memorandum", Span: at("Memorandum")},
		{Kind: document.PlaceKind, Text: "Valley", Span: at("Valley")},
		{Kind: document.PlaceKind, Text: "Council", Span: at("Council")},
	}
	var b bytes.Buffer
	if err := publication.AkomaNtoso(&b, []publication.Transcript{in}, aknOptions()); err != nil {
		t.Fatal(err)
	}
	elements := checkAKN(t, b.Bytes(), text)
	var body []string
	for i, n := range names(elements) {
		if n == "preface" {
			body = names(elements)[i:]
			break
		}
	}
	want := []string{
		"preface", "p", "p",
		"preamble", "recitals", "recital", "p", "span", "span", "ref",
		"mainBody", "paragraph", "num", "content", "p", "span", "span", "location", "paragraph", "num", "content", "p",
	}
	if !slices.Equal(body, want) {
		t.Errorf("the body is %q, want %q", body, want)
	}
	for _, s := range []string{
		`<statement name="resolution">`, `<FRBRdate date="2024-05-01" name="adoption"/>`, `<num>1.</num>`,
		`<span eId="act_a002" class="act" refersTo="#force_commits #provision_res-1-a002">Decides</span>`,
		`<location refersTo="#area_valley">Valley</location>`, `<ref href="/akn/ontology/object/instrument/memo">Memorandum</ref>`,
		`showAs="Northern Council"`, `accepted-by="anna"`, `RESOLUTION &lt;1&gt; &amp; annex`,
	} {
		if !strings.Contains(b.String(), s) {
			t.Errorf("it lacks %s", s)
		}
	}
}

func TestAkomaNtosoOfSeveralTexts(t *testing.T) {
	var texts []publication.Transcript
	all := ""
	for i := range 3 {
		text := fmt.Sprintf("They will go %d.\n", i)
		doc := fmt.Sprintf("text-%d", i)
		texts = append(texts, publication.Transcript{Document: doc, Content: text, Acts: []publication.AcceptedAct{accepted(text, doc, "a001", "will go", "", document.News)}})
		all += text
	}
	var b bytes.Buffer
	if err := publication.AkomaNtoso(&b, texts, aknOptions()); err != nil {
		t.Fatal(err)
	}
	elements := checkAKN(t, b.Bytes(), all)
	if n := len(slices.DeleteFunc(names(elements), func(n string) bool { return n != "component" })); n != 3 {
		t.Errorf("%d components, want 3", n)
	}
}

// Where marks overlap, the one that began first is cut in two: its id stands on
// its first part, and both parts are of its class.
func TestAkomaNtosoCutsMarksThatOverlap(t *testing.T) {
	text := "one two three four"
	a := accepted(text, "doc-1", "a001", "one two", "two three", document.Statement)
	a.Act.Fields.AddresseeSpan = &document.Span{Start: 8, End: 18}
	var b bytes.Buffer
	in := publication.Transcript{Document: "doc-1", Content: text, Acts: []publication.AcceptedAct{a}}
	if err := publication.AkomaNtoso(&b, []publication.Transcript{in}, aknOptions()); err != nil {
		t.Fatal(err)
	}
	checkAKN(t, b.Bytes(), text)
	_, body, _ := strings.Cut(b.String(), "<mainBody>")
	for _, cut := range []string{` refersTo="#force_commits #provision_doc-1-a001"`, ` refersTo="#provision_doc-1-a001"`} {
		body = strings.ReplaceAll(body, cut, "")
	}
	want := `<p><span eId="act_a001" class="act">one <span eId="act_a001__content" class="content">two</span></span>` +
		`<span class="content"> <span eId="act_a001__addressee" class="addressee">three</span></span><span class="addressee"> four</span></p>`
	if body, _, _ = strings.Cut(body, "</mainBody>"); body != want {
		t.Errorf("got  %s\nwant %s", body, want)
	}
}

// However marks lie over each other and over lines, and whatever stands in the
// text, the file is XML, its ids are once, and the text is whole.
func TestAkomaNtosoOfAnyMarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("ab <&>\"'\n\t1.é’ع\u202e")), 1, 60, -1).Draw(t, "text")
		in := publication.Transcript{Document: "doc-1", Content: text, Section: rapid.SampledFrom([]document.Section{document.Operative, document.News, document.Agreement}).Draw(t, "section")}
		span := func(name string) document.Span {
			r := []rune(text)
			i := rapid.IntRange(0, len(r)-1).Draw(t, name)
			j := rapid.IntRange(i+1, len(r)).Draw(t, name+" end")
			if strings.TrimSpace(string(r[i:j])) == "" {
				t.Skip("no words") // the desk refuses a span without any
			}
			return document.Span{Start: len(string(r[:i])), End: len(string(r[:j]))}
		}
		for i := range rapid.IntRange(0, 5).Draw(t, "acts") {
			a := publication.AcceptedAct{Act: document.Proposal{ID: fmt.Sprintf("doc-1#a%03d", i), Span: span("act")}, Provision: instrument.Provision{ID: instrument.ProvisionID(fmt.Sprintf("doc-1-a%03d", i)), Force: instrument.Notes}}
			a.Act.Fields.Section = rapid.SampledFrom([]document.Section{document.Preambular, document.Operative}).Draw(t, "part")
			a.Act.Fields.ContentSpan, a.Act.Fields.AddresseeSpan = new(span("content")), new(span("addressee"))
			in.Acts = append(in.Acts, a)
		}
		slices.SortFunc(in.Acts, func(a, b publication.AcceptedAct) int { return a.Act.Start - b.Act.Start })
		var b bytes.Buffer
		if err := publication.AkomaNtoso(&b, []publication.Transcript{in}, aknOptions()); err != nil {
			t.Fatal(err)
		}
		checkAKN(t, b.Bytes(), text)
	})
}
