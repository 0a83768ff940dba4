package docfile

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// html reads the text of a page. It goes over the tags once and builds no tree,
// so that neither depth nor size of a page can cost more than its bytes.
func (f *file) html(ctx context.Context, t Text) (Text, error) {
	t.Format = "html"
	t.Content = strings.ToValidUTF8(t.Content, "\ufffd")
	p := page{out: writer{max: f.max}}
	z := html.NewTokenizer(strings.NewReader(t.Content))
	for n := 0; ; n++ {
		if n%1024 == 0 {
			if err := ctx.Err(); err != nil {
				return Text{}, err
			}
		}
		kind := z.Next()
		if kind == html.ErrorToken {
			break // the end: the tokenizer finds no fault with anything
		}
		p.token(kind, z)
		if p.out.full || p.line.Len() > f.max {
			return Text{}, f.tooLong()
		}
	}
	p.end()
	if p.skipping != 0 && !hasWords(p.out.b.String()) {
		return Text{}, f.damaged("page", nil)
	}
	t.Content, t.Title = p.out.b.String(), title(p.title.String())
	if p.struck > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("%s marked as deleted %s left out", plural(p.struck, "passage"), verb(p.struck, "was", "were")))
	}
	return t, nil
}

// A page is the state of reading HTML.
type page struct {
	out   writer
	title strings.Builder

	line  strings.Builder // the paragraph being read
	mark  string          // that it will bear
	space bool            // white space is due before the next word
	pre   int             // depth of preformatted text
	lists []list
	sup   strings.Builder // what is raised, while in it
	inSup bool

	quotes int // quotations that are open

	skipping atom.Atom // the element that is being left out, 0 if none
	depth    int       // of elements of that name within it
	struck   int       // deleted passages left out
}

// A list is an open list: how its items are numbered, and the next number.
type list struct {
	style  string // as in numeral; "" for bullets, "none" for no mark
	number int
}

// maxLists is how deep lists are told apart. Deeper ones count as the last.
const maxLists = 64

// leftOut are elements whose content is no part of the text: scripts and what is
// meant for readers without them, navigation, controls, what other programs draw.
var leftOut = []atom.Atom{
	atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Nav, atom.Svg, atom.Canvas,
	atom.Iframe, atom.Object, atom.Audio, atom.Video, atom.Noembed, atom.Noframes,
	atom.Select, atom.Datalist, atom.Button, atom.Textarea, atom.Rt, atom.Rp, atom.Del,
	atom.Title, // read apart
}

// blocks are the elements that begin and end a paragraph.
var blocks = []atom.Atom{
	atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center,
	atom.Dd, atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset,
	atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5,
	atom.H6, atom.Head, atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Legend, atom.Li, atom.Main,
	atom.Menu, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td,
	atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul, atom.Listing, atom.Xmp, atom.Plaintext,
}

// closed are the elements whose end has to be written, so that one that is
// hidden can be left out up to there.
var closed = []atom.Atom{
	atom.A, atom.Article, atom.Aside, atom.Blockquote, atom.Details, atom.Dialog, atom.Div, atom.Footer,
	atom.Form, atom.Header, atom.Main, atom.Ol, atom.Section, atom.Span, atom.Table, atom.Ul,
}

func (p *page) token(kind html.TokenType, z *html.Tokenizer) {
	if kind == html.TextToken {
		p.words(z.Text())
		return
	}
	if kind != html.StartTagToken && kind != html.EndTagToken && kind != html.SelfClosingTagToken {
		return // a comment or the type of the document
	}
	name, more := z.TagName()
	tag := atom.Lookup(name)
	if p.skipping != 0 {
		p.skip(kind, tag)
		return
	}
	if kind == html.EndTagToken {
		p.close(tag)
		return
	}
	var attrs []html.Attribute
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		attrs = append(attrs, html.Attribute{Key: string(k), Val: string(v)})
	}
	p.open(tag, attrs)
	if kind == html.SelfClosingTagToken && !slices.Contains(raw, tag) {
		p.skipping = 0 // XHTML: there is nothing in it
		p.close(tag)
	}
}

// raw are the elements that hold text up to their end tag, whatever is in it,
// even where they are written as if they were empty.
var raw = []atom.Atom{
	atom.Script, atom.Style, atom.Textarea, atom.Title, atom.Iframe, atom.Noembed, atom.Noframes, atom.Xmp, atom.Plaintext,
}

// skip looks for the end of what is left out. Navigation that is never closed
// ends where the article begins.
func (p *page) skip(kind html.TokenType, tag atom.Atom) {
	switch {
	case p.skipping == atom.Nav && (tag == atom.Main || tag == atom.Article) && kind == html.StartTagToken:
		p.skipping = 0
		p.open(tag, nil)
	case tag != p.skipping || kind == html.SelfClosingTagToken:
	case kind == html.StartTagToken:
		p.depth++
	case p.depth > 0:
		p.depth--
	default:
		p.skipping = 0
	}
}

func (p *page) words(s []byte) {
	switch {
	case p.skipping == atom.Title:
		p.title.Write(s)
	case p.skipping != 0:
	case p.inSup:
		p.sup.Write(s)
	default:
		p.text(string(s))
	}
}

// text adds to the paragraph, with white space folded unless it is preformatted.
func (p *page) text(s string) {
	if p.pre > 0 {
		p.line.WriteString(s)
		return
	}
	for s != "" {
		i := strings.IndexAny(s, " \t\n\f\r")
		if i < 0 {
			i = len(s)
		}
		if i > 0 {
			if p.space && p.line.Len() > 0 {
				p.line.WriteByte(' ')
			}
			p.space = false
			p.line.WriteString(s[:i])
		}
		if i < len(s) {
			p.space = true
			i++
		}
		s = s[i:]
	}
}

// end ends the paragraph.
func (p *page) end() {
	p.close(atom.Sup)
	if s := p.line.String(); strings.TrimFunc(s, isBlank) != "" {
		mark := p.mark + " "
		if p.mark == "" || typedMark.MatchString(strings.TrimLeftFunc(s, isBlank)) {
			mark = ""
		}
		p.out.paragraph(mark, s)
		p.mark = ""
	}
	p.line.Reset()
	p.space = false
}

func (p *page) open(tag atom.Atom, attrs []html.Attribute) {
	if slices.Contains(blocks, tag) {
		p.end()
	}
	switch {
	case slices.Contains(leftOut, tag), slices.Contains(closed, tag) && hidden(attrs):
		p.skipping, p.depth = tag, 0
		if tag == atom.Del {
			p.struck++
		}
		return
	}
	switch tag {
	case atom.Br:
		p.close(atom.Sup)
		p.line.WriteByte('\n')
		p.space = false
	case atom.Pre, atom.Listing, atom.Xmp, atom.Plaintext:
		p.pre++
	case atom.Q:
		p.quotes++
		p.text("“")
	case atom.Sup:
		p.inSup = true
	case atom.Ol, atom.Ul, atom.Menu, atom.Dir:
		if l := newList(tag, attrs); len(p.lists) < maxLists {
			p.lists = append(p.lists, l)
		}
	case atom.Li:
		p.item(attrs)
	}
}

func (p *page) close(tag atom.Atom) {
	if slices.Contains(blocks, tag) {
		p.end()
	}
	switch tag {
	case atom.Pre, atom.Listing, atom.Xmp:
		p.pre = max(0, p.pre-1)
	case atom.Q:
		if p.quotes > 0 {
			p.quotes--
			p.line.WriteString("”")
		}
	case atom.Sup:
		s := p.sup.String()
		p.inSup = false
		p.sup.Reset()
		if digits := strings.TrimSpace(s); digits != "" && raised(digits) != digits {
			s = raised(digits)
		}
		p.text(s)
	case atom.Ol, atom.Ul, atom.Menu, atom.Dir:
		if len(p.lists) > 0 {
			p.lists = p.lists[:len(p.lists)-1]
		}
		p.mark = ""
	case atom.Li:
		p.mark = ""
	}
}

// item begins an item of a list. A list that is all of an item joins its marks
// to that of the item: "1. (a)".
func (p *page) item(attrs []html.Attribute) {
	l := &list{}
	if len(p.lists) > 0 {
		l = &p.lists[len(p.lists)-1]
	}
	if n, err := strconv.Atoi(attr(attrs, "value")); err == nil {
		l.number = n
	}
	if s := l.mark(); s != "" && len(p.mark) < 40 { // bytes: "1. (a) (i)" and more
		p.mark = strings.TrimSpace(p.mark + " " + s)
	}
	l.number++
}

// typedMark is what somebody typed before an item, on pages whose style sheet
// hides the marks of lists: then it is the only one.
var typedMark = regexp.MustCompile(`^(?:\(?\d{1,3}[.)]|\((?:\pL|[ivx]{1,5})\)|[a-z]\)|[•·▪–—*-])\s`)

// newList takes how a list is numbered from its attributes. A list that counts
// down says its first number or is not counted: how many items come is not known
// yet.
func newList(tag atom.Atom, attrs []html.Attribute) list {
	l := list{number: 1}
	if tag == atom.Ol {
		l.style = htmlStyles[attr(attrs, "type")]
		if n, err := strconv.Atoi(attr(attrs, "start")); err == nil {
			l.number = n
		}
	}
	if m := listStyle.FindStringSubmatch(strings.ToLower(attr(attrs, "style"))); m != nil {
		style, known := cssStyles[m[1]]
		if known {
			l.style = style
		}
	}
	return l
}

// htmlStyles are the styles of numeral by the type of an ordered list.
var htmlStyles = map[string]string{
	"": "decimal", "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
}

// cssStyles are the styles of numeral by the names of CSS.
var cssStyles = map[string]string{
	"none": "none", "disc": "", "circle": "", "square": "", "decimal": "decimal", "decimal-leading-zero": "decimalZero",
	"lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
	"lower-roman": "lowerRoman", "upper-roman": "upperRoman",
}

var listStyle = regexp.MustCompile(`list-style(?:-type)?\s*:\s*([a-z-]+)`)

// mark is what the next item bears. Small letters and numerals stand in brackets,
// as texts write them.
func (l *list) mark() string {
	switch l.style {
	case "":
		return "•"
	case "none":
		return ""
	case "lowerLetter", "lowerRoman":
		return "(" + numeral(l.number, l.style) + ")"
	}
	return numeral(l.number, l.style) + "."
}

func attr(attrs []html.Attribute, name string) string {
	for _, a := range attrs {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

var displayNone = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden`)

// hidden reports whether a page does not show an element.
func hidden(attrs []html.Attribute) bool {
	for _, a := range attrs {
		if a.Key == "hidden" || a.Key == "style" && displayNone.MatchString(a.Val) {
			return true
		}
	}
	return false
}
