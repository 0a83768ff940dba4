package docfile

import (
	"math"
	"unicode"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// A glyph is a character of a page as the parser gives it.
type glyph struct {
	r       rune
	turn    int     // quarters clockwise that it is turned on the page as shown; -1: at another angle
	box     rect    // in the PDF's coordinates; 0 of white space without a place
	size    float64 // of the font as shown, points; 0 of white space
	hyphen  bool    // a hyphen at the end of a line
	based   bool    // the place of its baseline was asked for
	originX float64 // that place
	originY float64
}

const (
	lineEnd    = '\n'
	hyphenMark = '\x02' // how the parser marks a hyphen that ends a line
)

// sheet takes the characters of a page.
func (d *pdfReader) sheet(index int) (*sheet, error) {
	loaded, err := d.parser.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: d.doc, Index: index})
	if err != nil {
		return nil, err
	}
	defer d.parser.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	page := requests.Page{ByReference: &loaded.Page}
	shown, err := d.frame(page)
	if err != nil {
		return nil, err
	}
	text, err := d.parser.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return nil, err
	}
	defer d.parser.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	count, err := d.parser.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil {
		return nil, err
	}
	s := &sheet{number: index + 1, shown: shown, read: shown}
	if count.Count > maxGlyphs {
		return nil, errScattered
	}
	if d.glyphs += count.Count; d.glyphs > d.file.max {
		return s, nil
	}
	glyphs := make([]glyph, 0, count.Count)
	for i := range count.Count {
		g, err := d.glyph(text.TextPage, i, shown.quarters)
		if err != nil {
			return nil, err
		}
		if g.size > 0 && (i == 0 || glyphs[i-1].size == 0 || g.turn != shown.quarters || isRTL(g.r)) {
			if err := d.origin(text.TextPage, i, &g); err != nil {
				return nil, err
			}
		}
		glyphs = append(glyphs, g)
	}
	turn := usualTurn(glyphs)
	s.read.quarters = (shown.quarters - turn + 4) % 4
	d.slanted += s.cut(glyphs, turn)
	return s, nil
}

// frame is the page as it is shown: its crop box, turned as it says.
func (d *pdfReader) frame(page requests.Page) (frame, error) {
	box, err := d.parser.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: page})
	if err != nil {
		return frame{}, err
	}
	turned, err := d.parser.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: page})
	if err != nil {
		return frame{}, err
	}
	return frame{
		box:      tame(box.Rect),
		quarters: int(turned.PageRotation) & 3,
	}, nil
}

// glyph takes one character.
func (d *pdfReader) glyph(text references.FPDF_TEXTPAGE, i, quarters int) (glyph, error) {
	u, err := d.parser.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
	if err != nil {
		return glyph{}, err
	}
	g := glyph{r: rune(u.Unicode)}
	switch {
	case g.r == '\r' || g.r == '\n':
		g.r = lineEnd
		return g, nil
	case g.r != hyphenMark && unicode.IsSpace(g.r):
		return d.space(text, i)
	case g.r == hyphenMark:
		g.r, g.hyphen = '-', true
	case g.r == 0 || !utf8.ValidRune(g.r) || g.r == utf8.RuneError || g.r&0xfffe == 0xfffe:
		g.r = utf8.RuneError
		d.unmapped++
	case unicode.Is(unicode.Co, g.r):
		g.r = '•' // symbol fonts have their bullets at places for private use
	case unicode.IsControl(g.r):
		d.controls++ // some programs number the joints between Arabic letters like this
		g.r = ' '
		return g, nil
	}
	angle, err := d.parser.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: text, Index: i})
	if err != nil {
		return glyph{}, err
	}
	turns := float64(angle.CharAngle) / (math.Pi / 2)
	if g.turn = -1; math.Abs(turns-math.Round(turns)) < 0.04 { // 3.6 degrees: scans are put straight no better
		g.turn = (int(math.Round(turns)) + quarters) & 3
	}
	size, err := d.parser.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: text, Index: i})
	if err != nil {
		return glyph{}, err
	}
	loose, err := d.parser.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: i})
	if err != nil {
		return glyph{}, err
	}
	g.box = tame(loose.Rect)
	g.size = size.FontSize
	if high := g.box.top - g.box.bottom; g.turn == quarters && high > 0.8*g.size && high < 1.5*g.size {
		return g, nil
	}
	if err := d.scaled(text, i, &g); err != nil {
		return glyph{}, err
	}
	return g, nil
}

// space takes a space and its place, if it has one: some programs put spaces,
// without width, where the next letter is. The parser puts some in, where letters
// lie apart.
func (d *pdfReader) space(text references.FPDF_TEXTPAGE, i int) (glyph, error) {
	g := glyph{r: ' '}
	made, err := d.parser.FPDFText_IsGenerated(&requests.FPDFText_IsGenerated{TextPage: text, Index: i})
	if err != nil {
		return glyph{}, err
	}
	loose, err := d.parser.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: i})
	if err != nil {
		return glyph{}, err
	}
	if made.IsGenerated || loose.Rect.Right-loose.Rect.Left > 1 {
		g.box = tame(loose.Rect)
	}
	return g, nil
}

// scaled takes the size of a character whose font is scaled or turned, and its
// place if that is turned: the parser states sizes before scaling, and boxes of the
// height of the font only of upright letters.
func (d *pdfReader) scaled(text references.FPDF_TEXTPAGE, i int, g *glyph) error {
	matrix, err := d.parser.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: text, Index: i})
	if err != nil {
		return err
	}
	scale := math.Hypot(float64(matrix.Matrix.C), float64(matrix.Matrix.D))
	g.size = max(0.5, within(math.Abs(g.size)*scale))
	if g.box.top-g.box.bottom >= 0.5*g.size && g.box.right > g.box.left {
		return nil
	}
	box, err := d.parser.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: text, Index: i})
	if err != nil {
		return err
	}
	g.box = rect{within(box.Left), within(box.Top), within(box.Right), within(box.Bottom)}
	return nil
}

// origin takes the place of a character's baseline. It is asked for where words
// begin, since it costs as much as all else.
func (d *pdfReader) origin(text references.FPDF_TEXTPAGE, i int, g *glyph) error {
	o, err := d.parser.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text, Index: i})
	if err != nil {
		return err
	}
	g.originX, g.originY, g.based = within(o.X), within(o.Y), true
	return nil
}

// usualTurn is how most characters of a page are turned.
func usualTurn(glyphs []glyph) int {
	var n [4]int
	for _, g := range glyphs {
		if g.size > 0 && g.turn >= 0 {
			n[g.turn]++
		}
	}
	best := 0
	for i := range n {
		if n[i] > n[best] {
			best = i
		}
	}
	return best
}
