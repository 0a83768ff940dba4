package docfile_test

import (
	"bytes"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/google/go-cmp/cmp"
)

// pdfOptions say how a PDF is laid out. The zero value is lines flush left with
// space between paragraphs.
type pdfOptions struct {
	align  string // "L", "J"; default "L"
	indent bool   // paragraphs begin with an indent and have no space between them
	size   float64
	header string
	number bool // pages bear their number
	title  string
	before func(*fpdf.Fpdf) // called before the text
}

// pdf lays paragraphs out.
func pdf(t testing.TB, o pdfOptions, paragraphs ...string) []byte {
	t.Helper()
	if o.align == "" {
		o.align = "L"
	}
	if o.size == 0 {
		o.size = 11
	}
	p := fpdf.New("P", "pt", "A4", "")
	p.SetMargins(72, 72, 72)
	p.SetAutoPageBreak(true, 72)
	p.AddUTF8FontFromBytes("dejavu", "", dejavusans.TTF)
	p.SetTitle(o.title, true)
	p.SetHeaderFunc(func() {
		if o.header != "" {
			p.SetFont("dejavu", "", 9)
			p.SetXY(72, 30)
			p.CellFormat(0, 12, o.header, "", 0, "L", false, 0, "")
			p.SetXY(72, 72)
		}
		p.SetFont("dejavu", "", o.size)
	})
	p.SetFooterFunc(func() {
		if o.number {
			p.SetFont("dejavu", "", 9)
			p.SetXY(72, 800)
			p.CellFormat(0, 12, string(rune('0'+p.PageNo()%10)), "", 0, "C", false, 0, "")
		}
	})
	p.SetFont("dejavu", "", o.size)
	p.AddPage()
	if o.before != nil {
		o.before(p)
	}
	for _, text := range paragraphs {
		if o.indent {
			text = "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0" + text
		}
		p.MultiCell(0, o.size*1.3, text, "", o.align, false)
		if !o.indent {
			p.Ln(o.size * 0.8)
		}
	}
	var b bytes.Buffer
	if err := p.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// lorem is a paragraph of some lines.
const lorem = "Reaffirmed their strong commitment to the sovereignty, independence, unity and territorial integrity of the Republic, as well as to the purposes and principles of the Charter, and highlighted that these principles should be universally respected and complied with by all sides."

func TestParagraphsOfPDF(t *testing.T) {
	paragraphs := []string{
		"Joint statement by the guarantors",
		"1. " + lorem,
		"2. " + lorem + " They agreed:",
		"(a) to deploy joint posts along the security lines;",
		"(b) to exchange maps of the posts within ten days, and to inform each other without delay of any change;",
		"3. " + lorem,
		"ARTICLE 4",
		lorem,
		"Стороны обязуются прекратить боевые действия с 30 декабря 2016 года и обеспечить доступ гуманитарной помощи во все районы.",
		"4. " + lorem,
		"5. " + lorem,
		"6. " + lorem,
		"7. " + lorem,
		"8. " + lorem,
		"9. " + lorem,
		"10. " + lorem,
	}
	for _, tc := range []struct {
		name  string
		o     pdfOptions
		notes []string
	}{
		{"flush left, with space between", pdfOptions{}, nil},
		{"justified, with space between", pdfOptions{align: "J"}, nil},
		{"indented, without space between", pdfOptions{align: "J", indent: true}, nil},
		{"large letters", pdfOptions{size: 16}, nil},
		{"with a header and page numbers", pdfOptions{header: "S/RES/2139 (2014)", number: true}, []string{"4 lines at the top or bottom of pages (headers, footers, page numbers) were left out"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.o.title = "A joint statement"
			got := read(t, "a.pdf", pdf(t, tc.o, paragraphs...))
			if diff := cmp.Diff(paragraphs, strings.Split(strings.TrimSuffix(got.Content, "\n"), "\n")); diff != "" {
				t.Error(diff)
			}
			if got.Format != "pdf" || got.Title != "A joint statement" || len(got.Pages) < 2 {
				t.Errorf("read as %s, title %q, %d pages", got.Format, got.Title, len(got.Pages))
			}
			if diff := cmp.Diff(tc.notes, got.Notes); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestLinesLieWhereTheyWereDrawn draws words at known places.
func TestLinesLieWhereTheyWereDrawn(t *testing.T) {
	data := pdf(t, pdfOptions{before: func(p *fpdf.Fpdf) {
		p.Text(100, 200, "upright words")
		p.AddPageFormat("L", fpdf.SizeType{Wd: 400, Ht: 600})
		p.Text(50, 350, "on a wide page")
	}})
	got := read(t, "a.pdf", data)
	type place struct {
		Page       int
		Text       string
		Left, Base int // Base is roughly the bottom
		W, H       int
	}
	var places []place
	for _, p := range got.Pages {
		for _, l := range p.Lines {
			places = append(places, place{p.Number, got.Content[l.Start:l.End], int(l.Left + 0.5), int(l.Bottom-0.2*(l.Bottom-l.Top)+5) / 10 * 10, int(p.Width + 0.5), int(p.Height + 0.5)})
		}
	}
	want := []place{{1, "upright words", 100, 200, 595, 842}, {2, "on a wide page", 50, 350, 600, 400}}
	if diff := cmp.Diff(want, places); diff != "" {
		t.Error(diff)
	}
}
