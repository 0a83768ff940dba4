package publication

import (
	"cmp"
	"slices"
	"strings"

	"github.com/truceline/truceline/document"
)

// A textMark is a stretch of a text that is written as an element of its own.
type textMark struct {
	start, end int
	element    string
	attrs      []string // in pairs
	id         string   // eId, on the first part if other marks cut it
}

// marks are what is marked in a text: each act, what it says, whom it names, and
// the places and instruments that the case knows.
func (x *aknWriter) marks(t Transcript) []textMark {
	var out []textMark
	add := func(s *document.Span, m textMark) {
		if s != nil && s.Start < s.End && s.End <= len(t.Content) {
			m.start, m.end = s.Start, s.End
			out = append(out, m)
		}
	}
	for _, a := range t.Acts {
		id, about := actID(a.Act.ID), x.ref("provision_"+string(a.Provision.ID))
		class := "act"
		if a.Restates != "" {
			class = "act reference"
		}
		add(&a.Act.Span, textMark{element: "span", id: x.id(id), attrs: []string{"class", class, "refersTo", x.ref("force_"+string(a.Provision.Force)) + " " + about}})
		add(a.Act.Fields.ContentSpan, textMark{element: "span", id: x.id(id + "__content"), attrs: []string{"class", "content", "refersTo", about}})
		add(a.Act.Fields.AddresseeSpan, textMark{element: "span", id: x.id(id + "__addressee"), attrs: []string{"class", "addressee", "refersTo", about}})
	}
	for _, p := range t.Inside {
		switch p.Kind {
		case document.PlaceKind:
			if id, ok := x.opts.Book.Area(p.Text); ok {
				add(&p.Span, textMark{element: "location", attrs: []string{"refersTo", x.ref("area_" + string(id))}})
			}
		case document.InstrumentKind:
			if id, ok := x.opts.Book.Cited(p); ok {
				add(&p.Span, textMark{element: "ref", attrs: []string{"href", "/akn/ontology/object/instrument/" + string(id)}})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b textMark) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })
	return out
}

// A block is a paragraph of a text, in bytes.
type block struct{ start, end int }

// blocksOf cuts a text at its line breaks, but not within a mark: a line that
// was broken to fit a page is no paragraph.
func blocksOf(text string, marks []textMark) []block {
	var out []block
	start := 0
	flush := func(end int) {
		s, e := start, end
		for s < e && strings.IndexByte(" \t\r\n", text[s]) >= 0 {
			s++
		}
		for e > s && strings.IndexByte(" \t\r\n", text[e-1]) >= 0 {
			e--
		}
		if s < e {
			out = append(out, block{s, e})
		}
		start = end
	}
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' && !crosses(marks, i, i+1) {
			flush(i)
		}
	}
	flush(len(text))
	return out
}

// crosses reports whether any textMark meets the stretch.
func crosses(marks []textMark, start, end int) bool {
	for _, m := range marks {
		if m.start >= end {
			return false // they are in order
		}
		if m.end > start {
			return true
		}
	}
	return false
}

// blockOf is the number of the block that holds a byte, or stands after it.
func blockOf(blocks []block, at int) int {
	i, _ := slices.BinarySearchFunc(blocks, at, func(b block, at int) int {
		if b.end <= at {
			return -1
		}
		return 1
	})
	return i
}

// inline writes a stretch of the text with its marks. Where two marks overlap
// without one holding the other, the one that began first is cut in two.
func (x *aknWriter) inline(text string, start, end int, marks []textMark) {
	var open []textMark
	named := make(map[string]bool)
	begin := func(m textMark) {
		attrs := m.attrs
		if m.id != "" && !named[m.id] {
			named[m.id] = true
			attrs = append([]string{"eId", m.id}, attrs...)
		}
		x.open(m.element, attrs...)
		open = append(open, m)
	}
	// endAt closes what ends at i, with what was opened after it, which goes on.
	endAt := func(i int) {
		n := slices.IndexFunc(open, func(m textMark) bool { return m.end <= i })
		if n < 0 {
			return
		}
		above := slices.Clone(open[n:])
		for range above {
			x.close(open[len(open)-1].element)
			open = open[:len(open)-1]
		}
		for _, m := range above {
			if m.end > i {
				begin(m)
			}
		}
	}
	at := start
	next := func(limit int) int { // the nearest end of an open mark, at most limit
		for _, m := range open {
			limit = min(limit, m.end)
		}
		return limit
	}
	upTo := func(to int) {
		for at < to {
			n := next(to)
			x.say(text[at:n])
			at = n
			endAt(at)
		}
	}
	for _, m := range marks {
		if m.end <= start || m.start >= end {
			continue
		}
		m.start, m.end = max(m.start, start), min(m.end, end)
		upTo(m.start)
		begin(m)
	}
	upTo(end)
	endAt(end)
}
