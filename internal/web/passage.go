package web

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/internal/desk"
)

// A paragraph is a block of a text between blank lines, with the acts that begin
// in it. It carries the byte at which it begins, so that a browser can say which
// bytes of the text are selected.
type paragraph struct {
	Start int
	Runs  []run
	Cards []card
}

// A run is a stretch of a paragraph that is drawn alike.
type run struct {
	Text  string
	Break int    // bytes of the line end that it is; 0 if it is none
	Raw   int    // bytes that Text stands for where a browser cannot hold them
	Page  int    // number of the page that begins here, which Text says; 0 if none does
	Act   string // the act that it is part of: "a005"; empty if of none
	First bool   // the act begins here
	Class string // how it is drawn
	Title string // what it is, in words
	Tag   tag    // what the act does, where it begins
}

// A tag is what an act does in a word, as the text shows it before the act.
type tag struct{ Class, Word string }

// A layer is a span of the text and how it is drawn.
type layer struct {
	document.Span
	Act   string
	Class string
	Title string
	Tag   tag
}

// block is a half-open range of bytes.
type block struct{ start, end int }

// wrapped is how long a line may be, in bytes, that was broken to fit a page. A
// longer one is a paragraph of its own, though no blank line may follow.
const wrapped = 120

// blocks are the paragraphs of a text: the lines between blank ones, or a line by
// itself where lines were not broken to fit a page, as in a text that was taken
// out of another format.
func blocks(text string, unbroken bool) []block {
	var out []block
	open := -1
	shut := func(end int) {
		if open >= 0 {
			out = append(out, block{open, open + len(strings.TrimRight(text[open:end], "\r\n"))})
		}
		open = -1
	}
	for at := 0; at < len(text); {
		end, next := line(text, at)
		switch long := unbroken || end-at > wrapped; {
		case strings.TrimSpace(text[at:end]) == "":
			shut(at)
		case long:
			shut(at)
			open = at
			shut(end)
		case open < 0:
			open = at
		}
		at = next
	}
	shut(len(text))
	return out
}

// line finds the end of the line that begins at a byte, and the next one.
func line(text string, at int) (end, next int) {
	i := strings.IndexAny(text[at:], "\r\n")
	if i < 0 {
		return len(text), len(text)
	}
	end = at + i
	if strings.HasPrefix(text[end:], "\r\n") {
		return end, end + 2
	}
	return end, end + 1
}

// paragraphs cuts a text into blocks and each into runs, with the layers drawn
// over it.
func paragraphs(text string, unbroken bool, layers []layer, pages []desk.TextPage) []paragraph {
	slices.SortStableFunc(layers, func(a, b layer) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	if len(pages) < 2 {
		pages = nil // one page is no place to look for
	}
	var out []paragraph
	var over []layer // begun and not yet ended
	begun := make(map[string]bool)
	for _, b := range blocks(text, unbroken) {
		for len(layers) > 0 && layers[0].Start < b.end {
			over = append(over, layers[0])
			layers = layers[1:]
		}
		over = slices.DeleteFunc(over, func(l layer) bool { return l.End <= b.start })
		p := paragraph{Start: b.start}
		cuts := cutsOf(text, b, over, pages)
		for i := 0; i+1 < len(cuts); i++ {
			start, end := cuts[i], cuts[i+1]
			for len(pages) > 0 && pages[0].Start <= start {
				p.Runs = append(p.Runs, run{Page: pages[0].Number})
				pages = pages[1:]
			}
			p.Runs = append(p.Runs, drawn(text[start:end], start, over, begun))
		}
		out = append(out, p)
	}
	return out
}

// cutsOf are the bytes of a block at which what is drawn may change, its own
// ends included.
func cutsOf(text string, b block, over []layer, pages []desk.TextPage) []int {
	cuts := []int{b.start, b.end}
	cut := func(at int) {
		if at > b.start && at < b.end {
			cuts = append(cuts, at)
		}
	}
	for _, l := range over {
		cut(l.Start)
		cut(l.End)
	}
	for _, pg := range pages {
		if pg.Start >= b.end {
			break
		}
		cut(pg.Start)
	}
	for at := b.start; at < b.end; {
		end, next := line(text[:b.end], at)
		cut(end)
		cut(next)
		at = next
	}
	// A browser turns a zero byte and what is no UTF-8 into a sign of three bytes.
	for at := b.start; at < b.end; {
		r, n := utf8.DecodeRuneInString(text[at:b.end])
		if r == 0 || r == utf8.RuneError && n == 1 {
			cut(at)
			cut(at + 1)
		}
		at += n
	}
	slices.Sort(cuts)
	return slices.Compact(cuts)
}

// drawn is the run of some text that begins at a byte: the act that began last
// is drawn over the others, and lesser things as classes beside it.
func drawn(text string, start int, over []layer, begun map[string]bool) run {
	r := run{Text: text}
	switch {
	case text == "\n" || text == "\r" || text == "\r\n":
		return run{Break: len(text)}
	case len(text) == 1 && (text[0] == 0 || text[0] >= utf8.RuneSelf):
		r.Text, r.Raw = string(utf8.RuneError), 1
	}
	var acting string
	var classes []string
	for _, l := range over {
		if l.Start > start || l.End <= start {
			continue
		}
		if l.Act == "" {
			classes = append(classes, l.Class)
			r.Title = l.Title
			continue
		}
		r.Act, r.Tag = l.Act, l.Tag
		acting = l.Class
	}
	if r.Act != "" && !begun[r.Act] {
		begun[r.Act], r.First = true, true
	} else {
		r.Tag = tag{}
	}
	if acting != "" {
		classes = append(classes, acting)
	}
	r.Class = strings.Join(classes, " ")
	return r
}
