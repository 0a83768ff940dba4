package docfile

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Bounds of a PDF.
const (
	maxPages  = 2000    // pages; an agreement with its annexes has a few hundred
	maxGlyphs = 200_000 // characters of one page; a dense one has 10,000
	maxPieces = 1 << 20 // fragments of lines of all pages; a page has a hundred
	memoryMiB = 512     // that the parser may take, the file included
	atOnce    = 2       // PDFs being parsed at the same time; others wait
	wasmPage  = 1 << 16 // bytes
)

// compiled keeps the parser's machine code, which takes a second or more to make
// from its WebAssembly when the first PDF is read, and is the same for all.
var compiled = wazero.NewCompilationCache()

// slots bounds how many PDFs are parsed at once, and with it the memory.
var slots = make(chan struct{}, atOnce)

// pdf reads a PDF. The parser runs as WebAssembly without files, network, clock
// or environment, so that a file that breaks it breaks nothing else, and ends
// with ctx.
func (f *file) pdf(ctx context.Context) (Text, error) {
	select {
	case slots <- struct{}{}:
		defer func() { <-slots }()
	case <-ctx.Done():
		return Text{}, ctx.Err()
	}
	t, err := f.parse(ctx)
	if ctx.Err() != nil {
		return Text{}, ctx.Err() // whatever the parser made of being stopped
	}
	return t, err
}

// parse starts a parser of its own for the file and reads it.
func (f *file) parse(ctx context.Context) (Text, error) {
	pool, err := webassembly.Init(webassembly.Config{
		Context:  experimental.WithCompilationWorkers(ctx, runtime.GOMAXPROCS(0)),
		MaxIdle:  1,
		MaxTotal: 1,
		FSConfig: wazero.NewFSConfig(), // no folder at all: the default would be the whole disk
		Stdout:   io.Discard,
		Stderr:   io.Discard,
		RuntimeConfig: wazero.NewRuntimeConfig().
			WithCompilationCache(compiled).
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithMemoryLimitPages(memoryMiB << 20 / wasmPage).
			WithCloseOnContextDone(true),
	})
	if err != nil {
		return Text{}, fmt.Errorf("start the PDF parser: %w", err)
	}
	defer pool.Close()
	parser, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		return Text{}, fmt.Errorf("start the PDF parser: %w", err)
	}
	defer parser.Close()
	opened, err := parser.OpenDocument(&requests.OpenDocument{File: &f.data})
	switch {
	case errors.Is(err, pdferrors.ErrPassword):
		return Text{}, f.refuse("the PDF is locked with a password; save a copy without the password and give that")
	case errors.Is(err, pdferrors.ErrSecurity):
		return Text{}, f.refuse("the PDF is encrypted in a way that cannot be read; save a copy without encryption and give that")
	case err != nil:
		return Text{}, f.damaged("PDF", err)
	}
	return (&pdfReader{file: f, parser: parser, doc: opened.Document}).read(ctx)
}

// A pdfReader reads one open PDF.
type pdfReader struct {
	file   *file
	parser pdfium.Pdfium
	doc    references.FPDF_DOCUMENT

	glyphs   int // characters taken, for the bounds
	pieces   int // fragments that they make
	unmapped int // of which the file does not say which letter they are
	controls int // that are control characters
	slanted  int // characters at another angle than the page is read in
	unread   []int
}

func (d *pdfReader) read(ctx context.Context) (Text, error) {
	count, err := d.parser.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.doc})
	switch {
	case err != nil || count.PageCount == 0:
		return Text{}, d.file.damaged("PDF", err)
	case count.PageCount > maxPages:
		return Text{}, d.file.refuse("the PDF has %d pages, more than the %d that are read at once; divide it and give the parts", count.PageCount, maxPages)
	}
	sheets := make([]*sheet, count.PageCount)
	for i := range sheets {
		if err := ctx.Err(); err != nil {
			return Text{}, err
		}
		s, err := d.sheet(i)
		if err != nil {
			s = &sheet{}
			d.unread = append(d.unread, i+1)
		}
		sheets[i] = s
		if d.pieces += len(s.fragments); d.pieces > maxPieces || errors.Is(err, errScattered) {
			return Text{}, d.file.refuse("the PDF scatters its letters over more places than can be put together to a text; %s", typed)
		}
		if d.glyphs > d.file.max {
			return Text{}, d.file.tooLong()
		}
	}
	if len(d.unread) == len(sheets) {
		return Text{}, d.file.damaged("PDF", errors.New("no page could be read"))
	}
	if (d.unmapped+d.controls)*10 > d.glyphs*3 {
		return Text{}, d.file.refuse("the letters of the PDF cannot be told: its fonts do not say which letters their shapes are; give the text as DOCX, HTML or plain text")
	}
	t, err := d.compose(ctx, sheets)
	if err != nil {
		return Text{}, err
	}
	if !hasWords(t.Content) {
		return Text{}, d.file.refuse("the PDF has no text: it is a scan or a picture; give a version with text")
	}
	if len(t.Content) > d.file.max {
		return Text{}, d.file.tooLong()
	}
	t.Title = d.title()
	return t, nil
}

// errScattered is of a page with more characters than one can have.
var errScattered = errors.New("too many characters on a page")

// compose puts the pages together: what repeats on them taken out, lines in the
// order in which they are read, joined into paragraphs.
func (d *pdfReader) compose(ctx context.Context, sheets []*sheet) (Text, error) {
	repeated := dropRunning(sheets)
	for _, s := range sheets {
		if err := ctx.Err(); err != nil {
			return Text{}, err
		}
		s.arrange()
	}
	t, mended := join(sheets)
	t.Format = "pdf"
	if repeated > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("%s at the top or bottom of pages (headers, footers, page numbers) %s left out", plural(repeated, "line"), verb(repeated, "was", "were")))
	}
	if mended.asides > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("%s at the foot of pages %s before a paragraph that runs on to the next page", plural(mended.asides, "note"), verb(mended.asides, "stands", "stand")))
	}
	if mended.hyphens > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("%s at line ends %s taken out, where it divided a word", plural(mended.hyphens, "hyphen"), verb(mended.hyphens, "was", "were")))
	}
	if d.slanted > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("%s at an angle to the text %s left out", plural(d.slanted, "character"), verb(d.slanted, "was", "were")))
	}
	if d.unmapped > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("%s of which the PDF does not say which letter they are stand as the replacement character", plural(d.unmapped, "character")))
	}
	var blank []int
	for i, s := range sheets {
		if len(s.fragments) == 0 && !slices.Contains(d.unread, i+1) {
			blank = append(blank, i+1)
		}
	}
	if n := len(blank); n > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("%s %s no text; what is there may be a scan", pageList(blank), verb(n, "has", "have")))
	}
	if len(d.unread) > 0 {
		t.Notes = append(t.Notes, pageList(d.unread)+" could not be read: the PDF is damaged there, or takes more memory than it may")
	}
	return t, nil
}

// pageList names pages: "page 2", "pages 2, 3 and 5", "12 pages".
func pageList(pages []int) string {
	switch {
	case len(pages) == 1:
		return "page " + strconv.Itoa(pages[0])
	case len(pages) > 8:
		return strconv.Itoa(len(pages)) + " pages"
	}
	words := make([]string, len(pages))
	for i, n := range pages {
		words[i] = strconv.Itoa(n)
	}
	last := len(words) - 1
	return "pages " + strings.Join(words[:last], ", ") + " and " + words[last]
}

// title is the title that the PDF states.
func (d *pdfReader) title() string {
	m, err := d.parser.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: d.doc, Tag: "Title"})
	if err != nil {
		return ""
	}
	return title(strings.ToValidUTF8(strings.Trim(m.Value, "\x00"), "\ufffd"))
}
