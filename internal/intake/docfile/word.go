package docfile

import (
	"context"
	"encoding/xml"
	"fmt"
	"strings"
)

// word reads the main part of a DOCX and what it is related to. Headers and
// footers of pages and comments are no part of the text and are not opened.
func (p *parts) word(ctx context.Context, main string) (Text, error) {
	n := newNumbering()
	props := &coreProperties{}
	for _, related := range []struct {
		from, kind, usual string
		read              handler
	}{
		{"", "core-properties", "docProps/core.xml", props},
		{main, "styles", "word/styles.xml", &stylesPart{numbering: n}},
		{main, "numbering", "word/numbering.xml", &numberingPart{numbering: n}},
	} {
		if err := p.related(ctx, related.from, related.kind, related.usual, related.read); err != nil {
			return Text{}, err
		}
	}
	b := &body{numbering: n, out: writer{max: p.file.max}, numbers: map[string]int{}, noted: map[int][]string{}}
	if err := p.walk(ctx, main, b); err != nil {
		return Text{}, err
	}
	for _, kind := range []string{"footnotes", "endnotes"} {
		if err := p.related(ctx, main, kind, "word/"+kind+".xml", b); err != nil {
			return Text{}, err
		}
	}
	for n := range len(b.numbers) {
		for _, s := range b.noted[n+1] {
			b.out.paragraph("", s)
		}
	}
	switch {
	case b.out.full:
		return Text{}, p.file.tooLong()
	case b.pictures > 0 && !hasWords(b.out.b.String()):
		return Text{}, p.file.refuse("the document holds pictures and no words; %s", typed)
	}
	return Text{Format: "docx", Content: b.out.b.String(), Title: title(props.title.String()), Notes: b.noticed()}, nil
}

// related reads the part that another is related to in a way.
func (p *parts) related(ctx context.Context, from, kind, usual string, h handler) error {
	name, err := p.target(ctx, from, kind, usual)
	if err != nil {
		return err
	}
	return p.walk(ctx, name, h)
}

// A body is the state of reading paragraphs. A paragraph may hold others, in text
// boxes; they follow it.
type body struct {
	*numbering
	out  writer
	path []string // names of the open elements of a text; "" for any other vocabulary
	open []*para  // paragraphs within each other

	hidden  bool             // the run is not shown
	raised  bool             // the run stands above the line
	choices []bool           // for each open AlternateContent: a choice was taken
	carried *strings.Builder // text of paragraphs whose end was deleted, which the next goes on with

	numbers map[string]int   // of notes, in the order of their references
	inNote  int              // number of the note being read, 0 outside of notes
	noted   map[int][]string // paragraphs of notes by number

	deleted, concealed, embedded, pictures int // what was left out
}

// A para is a paragraph being read.
type para struct {
	text  *strings.Builder
	style string
	list  string // as the paragraph itself names it
	level int
	named bool // it names a level
	joins bool // its end was deleted: it runs on in the next
	boxes []string
}

// ofText reports whether an element belongs to the vocabulary of texts, in
// either edition of the standard, or to that of formulas.
func ofText(name xml.Name) bool {
	return strings.Contains(name.Space, "wordprocessingml") || strings.HasSuffix(name.Space, "/math")
}

func (b *body) start(e xml.StartElement) bool {
	local := e.Name.Local
	if !ofText(e.Name) {
		if !b.wrapper(local) {
			return false
		}
		b.path = append(b.path, "")
		return true
	}
	if !b.element(local, e) {
		return false
	}
	b.path = append(b.path, local)
	return true
}

// wrapper starts an element of another vocabulary. What is written twice, once
// for newer and once for older programs, is read once.
func (b *body) wrapper(local string) bool {
	last := len(b.choices) - 1
	switch local {
	case "AlternateContent":
		b.choices = append(b.choices, false)
	case "Choice", "Fallback":
		if last < 0 {
			return true
		}
		taken := b.choices[last]
		b.choices[last] = true
		return !taken
	case "blip", "imagedata":
		b.pictures++
	}
	return true
}

// element starts an element of a text.
func (b *body) element(local string, e xml.StartElement) bool {
	if strings.HasSuffix(local, "Change") {
		return false // how something was before it was changed
	}
	val := xmlAttr(e, "val")
	p := b.para()
	switch local {
	case "p":
		text := b.carried
		if b.carried = nil; text == nil {
			text = &strings.Builder{}
		}
		b.open = append(b.open, &para{text: text})
	case "r":
		b.hidden, b.raised = false, false
	case "del", "moveFrom":
		if !b.within("pPr", "rPr") {
			b.deleted++
		} else if p != nil {
			p.joins = true // the end of the paragraph was deleted, not text in it
		}
		return false
	case "delText", "delInstrText", "instrText", "rt":
		return false
	case "altChunk", "subDoc":
		b.embedded++
		return false
	case "tab", "ptab":
		if !b.within("tabs") {
			b.add("\t")
		}
	case "br", "cr":
		b.add("\n")
	case "noBreakHyphen":
		b.add("-")
	case "sym":
		b.add("•") // of a symbol font; which sign it is, only the font says
	case "vanish":
		b.hidden = isOn(e) // of the run, or of the end of a paragraph, behind which a run begins anew
	case "vertAlign":
		b.raised = val == "superscript"
	case "footnoteReference", "endnoteReference":
		b.reference(local, e)
	case "footnote", "endnote":
		return b.startNote(local, e)
	case "pStyle":
		if p != nil && b.within("pPr") {
			p.style = val
		}
	case "numId":
		if p != nil && b.within("pPr", "numPr") {
			p.list = val
		}
	case "ilvl":
		if p != nil && b.within("pPr", "numPr") {
			p.level, p.named = number(val), true
		}
	}
	return true
}

// within reports whether the innermost open elements are these, outermost first.
func (b *body) within(names ...string) bool {
	at := len(b.path) - len(names)
	if at < 0 {
		return false
	}
	for i, name := range names {
		if b.path[at+i] != name {
			return false
		}
	}
	return true
}

// para is the innermost open paragraph, nil if none.
func (b *body) para() *para {
	if len(b.open) == 0 {
		return nil
	}
	return b.open[len(b.open)-1]
}

// add adds to the paragraph.
func (b *body) add(s string) {
	p := b.para()
	switch {
	case p == nil:
	case b.hidden:
		b.concealed++
	case p.text.Len()+len(s) > b.out.max:
		b.out.full = true
	default:
		p.text.WriteString(s)
	}
}

// reference marks where the text refers to a note. Notes are numbered in the
// order in which they are referred to, footnotes and endnotes together.
func (b *body) reference(local string, e xml.StartElement) {
	key := strings.TrimSuffix(local, "Reference") + " " + xmlAttr(e, "id")
	if b.numbers[key] == 0 {
		b.numbers[key] = len(b.numbers) + 1
	}
	if !isOnAttr(xmlAttr(e, "customMarkFollows")) {
		b.add(raised(fmt.Sprint(b.numbers[key])))
	}
}

// startNote starts a note. Those that nothing refers to are the lines that separate
// notes from the page.
func (b *body) startNote(local string, e xml.StartElement) bool {
	n := b.numbers[local+" "+xmlAttr(e, "id")]
	if n == 0 {
		return false
	}
	b.inNote = n
	return true
}

func (b *body) text(s []byte) {
	if !b.within("t") {
		return
	}
	words := strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return ' ' // how the XML was laid out
		}
		return r
	}, string(s))
	if b.raised {
		words = raised(words)
	}
	b.add(words)
}

func (b *body) end(name xml.Name) {
	if len(b.path) > 0 {
		b.path = b.path[:len(b.path)-1]
	}
	switch {
	case name.Local == "AlternateContent" && !ofText(name) && len(b.choices) > 0:
		b.choices = b.choices[:len(b.choices)-1]
	case !ofText(name):
	case name.Local == "p" && len(b.open) > 0:
		p := b.para()
		b.open = b.open[:len(b.open)-1]
		b.paragraph(p)
	case name.Local == "body" || name.Local == "footnote" || name.Local == "endnote":
		if b.carried != nil {
			b.put(strings.TrimFunc(b.carried.String(), isBlank))
		}
		b.carried, b.inNote = nil, 0
	}
}

// paragraph puts a paragraph that has ended into the text, or behind the one
// whose text box it stands in.
func (b *body) paragraph(p *para) {
	text := ""
	if p.joins {
		b.carried = p.text
	} else {
		mark := b.numbering.mark(b.placed(p.style, p.list, p.level, p.named)) // counted even if there is no text
		if text = strings.TrimFunc(p.text.String(), isBlank); text != "" {
			text = mark + text
		}
	}
	above := b.para()
	for _, s := range append([]string{text}, p.boxes...) {
		if above != nil {
			above.boxes = append(above.boxes, s)
		} else {
			b.put(s)
		}
	}
}

// put puts a paragraph into the text, or those of a note aside, behind its number.
func (b *body) put(s string) {
	switch {
	case s == "":
	case b.inNote == 0:
		b.out.paragraph("", s)
	case len(b.noted[b.inNote]) == 0:
		b.noted[b.inNote] = []string{raised(fmt.Sprint(b.inNote)) + " " + s}
	default:
		b.noted[b.inNote] = append(b.noted[b.inNote], s)
	}
}

// noticed is what was left out of the text, in sentences.
func (b *body) noticed() []string {
	var out []string
	if b.deleted > 0 {
		out = append(out, fmt.Sprintf("%s that tracked changes mark as deleted %s left out", plural(b.deleted, "passage"), verb(b.deleted, "was", "were")))
	}
	if b.concealed > 0 {
		out = append(out, fmt.Sprintf("%s of hidden text %s left out", plural(b.concealed, "passage"), verb(b.concealed, "was", "were")))
	}
	if b.embedded > 0 {
		out = append(out, fmt.Sprintf("%s embedded in the document %s not read", plural(b.embedded, "file"), verb(b.embedded, "was", "were")))
	}
	if n := len(b.numbers); n > 0 {
		out = append(out, fmt.Sprintf("the notes of the document, %d in number, stand at its end", n))
	}
	return out
}

// coreProperties reads the title of docProps/core.xml.
type coreProperties struct {
	title strings.Builder
	in    bool
}

func (c *coreProperties) start(e xml.StartElement) bool {
	c.in = e.Name.Local == "title"
	return true
}

func (c *coreProperties) end(xml.Name) { c.in = false }

func (c *coreProperties) text(s []byte) {
	if c.in {
		c.title.Write(s)
	}
}
