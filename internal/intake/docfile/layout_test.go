package docfile_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"strings"
	"sync"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/truceline/truceline/internal/intake/docfile"
)

// lines are the paragraphs of a text.
func lines(got docfile.Text) []string {
	return strings.Split(strings.TrimSuffix(got.Content, "\n"), "\n")
}

// typeset writes lines under each other from a place, each at a distance of 14
// points below the one before.
func typeset(p *fpdf.Fpdf, x, y float64, text ...string) {
	for i, s := range text {
		p.Text(x, y+14*float64(i), s)
	}
}

func TestLayoutsOfPDF(t *testing.T) {
	draw := func(f func(*fpdf.Fpdf)) pdfOptions { return pdfOptions{before: f} }
	full := "A line that fills the measure of the page, as those above and below it do;"
	for _, tc := range []struct {
		name  string
		o     pdfOptions
		want  []string
		notes []string
	}{
		{"a paragraph that runs over the page is one", draw(func(p *fpdf.Fpdf) {
			typeset(p, 72, 700, "Demanding that all parties take all appropriate steps to protect civilians,", "including members of ethnic, religious and confessional communities, and to stop")
			p.AddPage()
			typeset(p, 72, 90, "attacks against them.", "", "Stressing that it matters.")
		}), []string{"Demanding that all parties take all appropriate steps to protect civilians, including members of ethnic, religious and confessional communities, and to stop attacks against them.", "Stressing that it matters."}, nil},
		{"columns are read one after the other", draw(func(p *fpdf.Fpdf) {
			typeset(p, 72, 100, "The first column begins here and", "goes on to its own foot, where it", "is followed by the second, at the", "top of")
			typeset(p, 320, 100, "the page. That one has lines of", "its own, which are not mixed with", "those that stand beside them on", "the left.")
		}), []string{"The first column begins here and goes on to its own foot, where it is followed by the second, at the top of the page. That one has lines of its own, which are not mixed with those that stand beside them on the left."}, nil},
		{"the rows of a table are read across", draw(func(p *fpdf.Fpdf) {
			for i, s := range []string{"Aleppo governorate", "Damascus governorate", "Hama governorate", "Idlib governorate", "Latakia governorate"} {
				p.Text(72, 100+14*float64(i), s)
				p.Text(330, 100+14*float64(i), fmt.Sprint(i+1)+" violations were counted")
			}
		}), []string{"Aleppo governorate 1 violations were counted", "Damascus governorate 2 violations were counted", "Hama governorate 3 violations were counted", "Idlib governorate 4 violations were counted", "Latakia governorate 5 violations were counted"}, nil},
		{"cells of several lines are read one after the other", draw(func(p *fpdf.Fpdf) {
			typeset(p, 72, 100, "For the Government of the Republic", "(sd.) A. Name")
			typeset(p, 330, 100, "For the Kingdom of the Lowlands", "(sd.) B. Name")
		}), []string{"For the Government of the Republic (sd.) A. Name", "For the Kingdom of the Lowlands (sd.) B. Name"}, nil},
		{"numbers that hang out of their paragraphs", draw(func(p *fpdf.Fpdf) {
			p.Text(72, 100, "1.")
			typeset(p, 100, 100, "Decides that all parties shall cease hostilities at the hour that is set in the", "annex to this resolution;")
			p.Text(100, 128, "(a)")
			typeset(p, 128, 128, "on land, where the lines of the annex are those that the parties have drawn", "together;")
			p.Text(72, 156, "2.")
			typeset(p, 100, 156, "The parties shall cease hostilities on land, at sea and in the air from that hour.", "They shall say so.")
			p.Text(72, 184, "3.")
			p.Text(100, 184, "Decides to remain seized.")
		}), []string{"1. Decides that all parties shall cease hostilities at the hour that is set in the annex to this resolution;", "(a) on land, where the lines of the annex are those that the parties have drawn together;", "2. The parties shall cease hostilities on land, at sea and in the air from that hour. They shall say so.", "3. Decides to remain seized."}, nil},
		{"parts of a line that the file writes in another order", draw(func(p *fpdf.Fpdf) {
			p.Text(72, 128, "last line.")
			p.Text(170, 100, "The bold")
			p.Text(72, 100, "First words of it.")
		}), []string{"First words of it. The bold", "last line."}, nil},
		{"notes at the foot stand before the paragraph that runs on, and their marks do not join numbers", draw(func(p *fpdf.Fpdf) {
			typeset(p, 72, 660, "Recalling its earlier resolutions on the matter in hand.", "")
			typeset(p, 72, 688, "Recalling in particular that resolution 2254", "and every one that came after it, which the parties have pledged to carry out with")
			p.SetFontSize(7)
			p.Text(72+p.GetStringWidth("Recalling in particular that resolution 2254")*11/7, 684, "1")
			p.SetFontSize(8)
			typeset(p, 72, 750, "1 See document S/2015/1 for what was said of it.")
			p.SetFontSize(11)
			p.AddPage()
			typeset(p, 72, 90, "all means that they have.", "They agreed to meet again.")
		}), []string{"Recalling its earlier resolutions on the matter in hand.", "¹ See document S/2015/1 for what was said of it.", "Recalling in particular that resolution 2254¹ and every one that came after it, which the parties have pledged to carry out with all means that they have.", "They agreed to meet again."},
			[]string{"1 note at the foot of pages stands before a paragraph that runs on to the next page"}},
		{"a number at the edge that grows with the page and stands apart, on one side and the other", draw(func(p *fpdf.Fpdf) {
			for i, text := range []string{"The parties to the agreement met in order to go over all that they had promised", "A second meeting was held in the same place, with others taking part, and reached", "At the third, which was the last of that year, nobody wanted to say anything other"} {
				if i > 0 {
					p.AddPage()
				}
				typeset(p, 72, 100, text, "an end.")
				p.Text(72+float64(i%2)*400, 40, "S/2018/"+fmt.Sprint(7+i))
				p.Text(72+float64(i%2)*400, 800, fmt.Sprintf("– %d –", i+3))
			}
		}), []string{"The parties to the agreement met in order to go over all that they had promised an end.", "A second meeting was held in the same place, with others taking part, and reached an end.", "At the third, which was the last of that year, nobody wanted to say anything other an end."}, []string{"6 lines at the top or bottom of pages (headers, footers, page numbers) were left out"}},
		{"articles at the top of two pages are no headers", draw(func(p *fpdf.Fpdf) {
			typeset(p, 72, 90, "Article 3", "", "The first text of the two.")
			p.AddPage()
			typeset(p, 72, 90, "Article 4", "", "Another text of the two.")
		}), []string{"Article 3", "The first text of the two.", "Article 4", "Another text of the two."}, nil},
		{"words at an angle are left out", draw(func(p *fpdf.Fpdf) {
			p.TransformBegin()
			p.TransformRotate(45, 300, 400)
			p.Text(250, 400, "DRAFT")
			p.TransformEnd()
			typeset(p, 72, 90, "The text of it.")
		}), []string{"The text of it."}, []string{"5 characters at an angle to the text were left out"}},
		{"a page that is written sideways", draw(func(p *fpdf.Fpdf) {
			p.TransformBegin()
			p.TransformRotate(90, 300, 400)
			typeset(p, 100, 350, "A page whose lines all run upwards", "is read in their direction.")
			p.TransformEnd()
		}), []string{"A page whose lines all run upwards is read in their direction."}, nil},
		{"a page without text among others", draw(func(p *fpdf.Fpdf) {
			typeset(p, 72, 90, "The text of it.")
			p.AddPage()
			p.AddPage()
			typeset(p, 72, 90, "More of it.")
		}), []string{"The text of it.", "More of it."}, []string{"page 2 has no text; what is there may be a scan"}},
		{"letters that run to the left", draw(func(p *fpdf.Fpdf) {
			typeset(p, 72, 90, visual("تلتزم الأطراف بوقف إطلاق النار اعتبارا من 30 كانون الأول 2016،"), visual("وفقا للقرار 2254 الذي ترعاه UNMAS في Astana."))
		}), []string{"تلتزم الأطراف بوقف إطلاق النار اعتبارا من 30 كانون الأول 2016، وفقا للقرار 2254 الذي ترعاه UNMAS في Astana."}, nil},
		{"brackets and numbers in letters that run to the left", draw(func(p *fpdf.Fpdf) {
			typeset(p, 72, 90, visual("وفقا للقرار 2254 (2015) الصادر عن مجلس الأمن (UNSC) يومي 15 16 آذار"))
		}), []string{"وفقا للقرار 2254 (2015) الصادر عن مجلس الأمن (UNSC) يومي 15 16 آذار"}, nil},
		{"a title at the top of a page, below a full line", draw(func(p *fpdf.Fpdf) {
			typeset(p, 72, 686, full, full, "and so the text of this page ends with a sentence that fills it all.")
			p.AddPage()
			typeset(p, 72, 90, "Cybersecurity", "The two sides welcomed a new memorandum of cooperation, in which they", "agreed.")
		}), []string{full + " " + full + " and so the text of this page ends with a sentence that fills it all.", "Cybersecurity", "The two sides welcomed a new memorandum of cooperation, in which they agreed."}, nil},
		{"paragraphs that make one sentence, over the page", draw(func(p *fpdf.Fpdf) {
			typeset(p, 72, 650, "Recalling all that was said of it by those who took part in those meetings,", "", "Recalling also all that was said of it by those who had not taken part in them,")
			p.AddPage()
			typeset(p, 72, 90, "Reaffirming what it said of it earlier.")
		}), []string{"Recalling all that was said of it by those who took part in those meetings,", "Recalling also all that was said of it by those who had not taken part in them,", "Reaffirming what it said of it earlier."}, nil},
		{"items of a list, over the page", draw(func(p *fpdf.Fpdf) {
			typeset(p, 72, 664, "They decided to set up posts at all the places that both of them had agreed upon;", "(a) to set up posts at all the places of which both of them had a good map by then;")
			p.AddPage()
			typeset(p, 72, 90, "(b) to tell each other where they are.")
		}), []string{"They decided to set up posts at all the places that both of them had agreed upon;", "(a) to set up posts at all the places of which both of them had a good map by then;", "(b) to tell each other where they are."}, nil},
		{"indented paragraphs of one line", draw(func(p *fpdf.Fpdf) {
			typeset(p, 96, 90, "The first paragraph is one line long, and that line is full to its very end.", "The second one is longer, as one can see from where its next line begins: at the")
			typeset(p, 72, 118, "margin, where all lines but the first begin in this text and in many others. It", "ends here.")
			typeset(p, 96, 146, "The third.")
		}), []string{"The first paragraph is one line long, and that line is full to its very end.", "The second one is longer, as one can see from where its next line begins: at the margin, where all lines but the first begin in this text and in many others. It ends here.", "The third."}, nil},
		{"two titles in the middle", draw(func(p *fpdf.Fpdf) {
			middle := 72 + p.GetStringWidth(full)/2
			for i, s := range []string{"Statement of the guarantors on the areas of calm in the land", "Ankara, 30 December"} {
				p.Text(middle-p.GetStringWidth(s)/2, 90+14*float64(i), s)
			}
			typeset(p, 72, 140, full, full, full, full, "and the end.")
		}), []string{"Statement of the guarantors on the areas of calm in the land", "Ankara, 30 December", full + " " + full + " " + full + " " + full + " and the end."}, nil},
		{"a title of two lines in the middle", draw(func(p *fpdf.Fpdf) {
			for i, s := range []string{"Memorandum on the creation of areas of calm in the", "territory of the Republic"} {
				p.Text(300-p.GetStringWidth(s)/2, 90+14*float64(i), s)
			}
			typeset(p, 72, 140, full, full, full, full, "and the end.")
		}), []string{"Memorandum on the creation of areas of calm in the territory of the Republic", full + " " + full + " " + full + " " + full + " and the end."}, nil},
		{"a line that ends within brackets", draw(func(p *fpdf.Fpdf) {
			typeset(p, 72, 90, "The Council recalls its resolution of that year, which has the number 2254 (", "2015).")
		}), []string{"The Council recalls its resolution of that year, which has the number 2254 (2015)."}, nil},
		{"a word that runs to the left in a line that does not", draw(func(p *fpdf.Fpdf) {
			typeset(p, 72, 90, "The word "+reversed("وقف إطلاق")+" means ceasefire.")
		}), []string{"The word وقف إطلاق means ceasefire."}, nil},
		{"a line that ends because the paragraph does", draw(func(p *fpdf.Fpdf) {
			typeset(p, 72, 90, full, "a short end", "Another paragraph without space above it or an indent, of which the line is full;", full, full, full, full)
		}), []string{full + " a short end", "Another paragraph without space above it or an indent, of which the line is full; " + full + " " + full + " " + full + " " + full}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := read(t, "a.pdf", pdf(t, tc.o))
			if diff := cmp.Diff(tc.want, lines(got)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tc.notes, got.Notes); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// reversed writes a word as it is shown where letters run to the left.
func reversed(s string) string {
	runes := []rune(s)
	for i, j := 0, len(runes)-1; i < j; i, j = i+1, j-1 {
		runes[i], runes[j] = runes[j], runes[i]
	}
	return string(runes)
}

// visual writes a line of Arabic as it is shown, from left to right: words in the
// reverse order, those of Arabic letters reversed themselves.
func visual(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		switch tail := strings.TrimRight(w, "،."); {
		case tail != "" && tail[0] < 0x80:
			words[i] = w[len(tail):] + tail
		default:
			words[i] = reversed(w)
		}
	}
	for i, j := 0, len(words)-1; i < j; i, j = i+1, j-1 {
		words[i], words[j] = words[j], words[i]
	}
	return strings.Join(words, " ")
}

func TestHyphensAtLineEnds(t *testing.T) {
	for _, tc := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"a word that stands elsewhere is put together", []string{"The agreement of the parties is the agree-", "ment that they made."}, "The agreement of the parties is the agreement that they made."},
		{"a word that elsewhere has its hyphen keeps it", []string{"The cease-fire of the parties is the cease-", "fire that they made."}, "The cease-fire of the parties is the cease-fire that they made."},
		{"an ending is no word", []string{"They spoke at length of the implemen-", "tation of it."}, "They spoke at length of the implementation of it."},
		{"two parts of which nothing is known stay apart", []string{"They spoke at length of the rules-", "based order of it."}, "They spoke at length of the rules-based order of it."},
		{"a prefix keeps it", []string{"They spoke at length of the de-", "escalation of it."}, "They spoke at length of the de-escalation of it."},
		{"a capital behind it", []string{"They spoke at length with the Secretary-", "General of it."}, "They spoke at length with the Secretary-General of it."},
		{"where a program divided words, others are put together too", []string{"The territory is large, and the whole terri-", "tory of it is under observa-", "tion by mon-", "itors of the peace."}, "The territory is large, and the whole territory of it is under observation by monitors of the peace."},
		{"years and strokes", []string{"Those are the parties of the years 2016-", "2017 and of DAESH/", "ISIL."}, "Those are the parties of the years 2016-2017 and of DAESH/ISIL."},
		{"a dash is no hyphen", []string{"The guarantors of the ceasefire regime –", "Russia, Turkey and Iran."}, "The guarantors of the ceasefire regime – Russia, Turkey and Iran."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := read(t, "a.pdf", pdf(t, pdfOptions{before: func(p *fpdf.Fpdf) { typeset(p, 72, 90, tc.lines...) }}))
			if got.Content != tc.want+"\n" {
				t.Errorf("got  %q\nwant %q", got.Content, tc.want)
			}
		})
	}
}

func TestRefusedPDFs(t *testing.T) {
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 40))); err != nil {
		t.Fatal(err)
	}
	scan := func(p *fpdf.Fpdf) {
		p.RegisterImageOptionsReader("scan", fpdf.ImageOptions{ImageType: "png"}, bytes.NewReader(picture.Bytes()))
		for range 3 {
			p.ImageOptions("scan", 72, 72, 400, 600, false, fpdf.ImageOptions{}, 0, "")
			p.AddPage()
		}
	}
	whole := pdf(t, pdfOptions{}, lorem)
	for _, tc := range []struct {
		name string
		data []byte
		want string
	}{
		{"a scan", pdf(t, pdfOptions{before: scan}), "the PDF has no text: it is a scan or a picture; give a version with text"},
		{"a scan on which a program put page numbers", pdf(t, pdfOptions{before: scan, header: "Received 2 March 2014", number: true}), "the PDF has no text: it is a scan or a picture; give a version with text"},
		{"locked with a password", pdf(t, pdfOptions{before: func(p *fpdf.Fpdf) { p.SetProtection(0, "secret", "owner") }}, lorem), "the PDF is locked with a password; save a copy without the password and give that"},
		{"cut in the middle", whole[:len(whole)/2], "the PDF is damaged or incomplete; fetch it again, or open it and save it anew"},
		{"too many pages", pdf(t, pdfOptions{before: func(p *fpdf.Fpdf) {
			for range 2000 {
				p.AddPage()
			}
		}}, lorem), "the PDF has 2001 pages, more than the 2000 that are read at once; divide it and give the parts"},
		{"letters of which the fonts do not tell", unmapped(), "the letters of the PDF cannot be told: its fonts do not say which letters their shapes are; give the text as DOCX, HTML or plain text"},
		{"letters heaped on one page", pdf(t, pdfOptions{before: func(p *fpdf.Fpdf) {
			for i := range 2100 {
				p.Text(72, 12*float64(i), strings.Repeat("overprint ", 10))
			}
		}}), "the PDF scatters its letters over more places than can be put together to a text; the words in a picture are not read: give the text as DOCX, PDF, HTML or plain text"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := refusal(t, "a.pdf", tc.data, docfile.Options{}); got != "a.pdf: "+tc.want {
				t.Errorf("refused as\n%s\nwant\n%s", got, "a.pdf: "+tc.want)
			}
		})
	}
}

// unmapped is a PDF whose font numbers its shapes and does not say which letters
// they are.
func unmapped() []byte {
	return rawPDF("", "BT /F 12 Tf 72 700 Td <0001000200030004> Tj ET",
		"<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
		"<</Type/Font/Subtype/CIDFontType2/BaseFont/Own/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/FontDescriptor 7 0 R>>",
		"<</Type/FontDescriptor/FontName/Own/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80>>")
}

// rawPDF is a PDF of one page of 600 by 800 points with a stream, of which object
// 5 is the font F.
func rawPDF(page, stream string, font ...string) []byte {
	var b bytes.Buffer
	objects := append([]string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]" + page + "/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(stream), stream),
	}, font...)
	xref := fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	b.WriteString("%PDF-1.4\n")
	for i, s := range objects {
		xref += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, s)
	}
	fmt.Fprintf(&b, "%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", xref, len(objects)+1, b.Len())
	return b.Bytes()
}

// TestLinesOfTurnedPages draws a line at a place of a page that is shown turned,
// and one that is written at a right angle to the page.
func TestLinesOfTurnedPages(t *testing.T) {
	for _, tc := range []struct {
		name, page, matrix string
		want               string // edges in tens of points, and the size of the page
	}{
		{"upright", "", "1 0 0 1 100 200", "10 59 to 18 60 on 600x800"},
		{"shown a quarter turned", "/Rotate 90", "0 1 -1 0 100 200", "20 9 to 28 10 on 800x600"},
		{"shown upside down", "/Rotate 180", "-1 0 0 -1 100 200", "50 19 to 58 20 on 600x800"},
		{"shown three quarters turned", "/Rotate 270", "0 -1 1 0 100 200", "60 49 to 68 50 on 800x600"},
		{"written upwards", "", "0 1 -1 0 100 200", "9 52 to 10 60 on 600x800"},
		{"with a crop box, whose corner counts", "/CropBox[50 50 550 750]", "1 0 0 1 100 200", "5 54 to 13 55 on 500x700"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := read(t, "a.pdf", rawPDF(tc.page, "BT /F 12 Tf "+tc.matrix+" Tm (A line of words) Tj ET", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"))
			p := got.Pages[0]
			l := p.Lines[0]
			at := fmt.Sprintf("%.0f %.0f to %.0f %.0f on %.0fx%.0f", l.Left/10, l.Top/10, l.Right/10, l.Bottom/10, p.Width, p.Height)
			if got.Content != "A line of words\n" || at != tc.want {
				t.Errorf("%q lies %s, want %s (%+v)", got.Content, at, tc.want, l)
			}
		})
	}
}

// A drawn word is one that stands anywhere.
type drawn struct {
	Page             int
	Size, X, Y, Turn float64
	Word             string
}

// TestWordsAnywhereGiveValidPages puts words at any places, of any size and turn.
// A PDF takes long to make and read, so there are few examples, the same each time.
func TestWordsAnywhereGiveValidPages(t *testing.T) {
	anywhere := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) drawn {
		return drawn{
			rapid.IntRange(1, 3).Draw(rt, "page"),
			rapid.SampledFrom([]float64{5, 8, 11, 11.5, 30}).Draw(rt, "size"),
			rapid.SampledFrom([]float64{-50, 72, 73, 100, 300, 320, 580}).Draw(rt, "x"),
			rapid.SampledFrom([]float64{-9, 20, 100, 112, 126, 140, 700, 830}).Draw(rt, "y"),
			rapid.SampledFrom([]float64{0, 0, 0, 0, 90, 180, 30}).Draw(rt, "turn"),
			rapid.SampledFrom([]string{"word", "1.", "(a)", "the agree-", "ment", "12", "ISIL/", "огня", "وقف", "إطلاق", "(2015)", "•", "A.", "word, and", "–"}).Draw(rt, "word"),
		}
	}), 10, 80)
	for seed := range 25 {
		words := anywhere.Example(seed)
		data := pdf(t, pdfOptions{before: func(p *fpdf.Fpdf) {
			p.AddPage()
			p.AddPage()
			for _, w := range words {
				p.SetPage(w.Page)
				p.SetFont("dejavu", "", w.Size)
				p.TransformBegin()
				p.TransformRotate(w.Turn, w.X, w.Y)
				p.Text(w.X, w.Y, w.Word)
				p.TransformEnd()
			}
			p.SetPage(3)
		}}, "word")
		check(t, data, read(t, "a.pdf", data))
		if t.Failed() {
			t.Fatalf("%+v", words)
		}
	}
}

func TestAPDFThatMayNotBeChangedIsRead(t *testing.T) {
	got := read(t, "a.pdf", pdf(t, pdfOptions{before: func(p *fpdf.Fpdf) { p.SetProtection(0, "", "owner") }}, lorem))
	if got.Content != lorem+"\n" {
		t.Errorf("read %q", got.Content)
	}
}

func TestPDFsAreReadAtTheSameTime(t *testing.T) {
	data := pdf(t, pdfOptions{}, lorem, lorem)
	want := read(t, "a.pdf", data)
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() {
			got, err := docfile.Read(t.Context(), "a.pdf", bytes.NewReader(data), docfile.Options{})
			if diff := cmp.Diff(want, got); err != nil || diff != "" {
				t.Errorf("%v %s", err, diff)
			}
		})
	}
	all.Wait()
}
