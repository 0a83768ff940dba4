package casedir

import (
	"github.com/truceline/truceline/document"
)

// A mark is a place in a text, counted from its beginning.
type mark struct{ bytes, runes int }

func markStart(s document.Span) mark { return mark{s.Start, s.RuneStart} }
func markEnd(s document.Span) mark   { return mark{s.End, s.RuneEnd} }

// maxText is how long a text may be, in bytes: what a reader takes in at once.
const maxText = 1 << 30

// runeBytes is how many bytes a rune has at most in UTF-8.
const runeBytes = 4

// length is where a text ends, and whether it says so.
func (l *loader) length(s spot, r readingRow) (mark, bool) {
	good := l.count(s.at("bytes"), r.Bytes, "write how many bytes the text has", 1, maxText)
	good = l.count(s.at("runes"), r.Runes, "write how many runes (code points) the text has", 1, maxText) && good
	if !good {
		return mark{}, false
	}
	end := mark{*r.Bytes, *r.Runes}
	return end, l.apart(s.at("runes"), mark{}, end)
}

// count checks a number that may not be left out.
func (l *loader) count(s spot, n *int, remedy string, least, most int) bool {
	switch {
	case n == nil:
		l.refuse(s, "is missing; %s", remedy)
	case *n < least || *n > most:
		l.refuse(s, "%d is not from %d to %d; %s", *n, least, most, remedy)
	default:
		return true
	}
	return false
}

// stretch reads a span and checks that it can lie in a text that ends at end:
// whether it lies where the words are, only the text can say.
func (l *loader) stretch(s spot, r *stretchRow, end mark) (document.Span, bool) {
	if r == nil {
		l.refuse(s, "is missing; write {bs, be, rs, re}: first byte, byte after the last, and the same in runes")
		return document.Span{}, false
	}
	const bytes, runes = "count the bytes of the text, from 0", "count the runes of the text, from 0"
	good := l.count(s.at("bs"), r.Start, bytes, 0, end.bytes)
	good = l.count(s.at("be"), r.End, bytes, 0, end.bytes) && good
	good = l.count(s.at("rs"), r.RuneStart, runes, 0, end.runes) && good
	good = l.count(s.at("re"), r.RuneEnd, runes, 0, end.runes) && good
	if !good {
		return document.Span{}, false
	}
	out := document.Span{Start: *r.Start, End: *r.End, RuneStart: *r.RuneStart, RuneEnd: *r.RuneEnd}
	if out.End <= out.Start {
		l.refuse(s.at("be"), "%d is not after bs %d; be is the byte after the last", out.End, out.Start)
		return out, false
	}
	if out.RuneEnd <= out.RuneStart {
		l.refuse(s.at("re"), "%d is not after rs %d; re is the rune after the last", out.RuneEnd, out.RuneStart)
		return out, false
	}
	return out, l.apart(s.at("rs"), mark{}, markStart(out)) && l.apart(s.at("re"), markStart(out), markEnd(out)) && l.apart(s.at("re"), markEnd(out), end)
}

// apart refuses two marks between which bytes and runes cannot both be right: a
// rune has one to four bytes.
func (l *loader) apart(s spot, from, to mark) bool {
	bytes, runes := to.bytes-from.bytes, to.runes-from.runes
	if runes <= bytes && bytes <= runeBytes*runes {
		return true
	}
	l.refuse(s, "there cannot be %d runes in the %d bytes from %d to %d, as a rune has one to four; count both again", runes, bytes, from.bytes, to.bytes)
	return false
}

// contents reads the words that say what an act is about, for each provision
// that it says.
func (l *loader) contents(s spot, r readActRow, a *ReadAct, end mark) {
	for i := range a.Says {
		at := s.at("says").nth(i).at("content")
		row := r.Says[i].Content
		if row == nil {
			if len(a.Says) > 1 {
				l.refuse(at, "is missing; an act that says several provisions names the words of each")
			}
			continue
		}
		c, ok := l.stretch(at, row, end)
		if !ok {
			continue
		}
		if overlap(c, a.Span) {
			l.refuse(at, "%d to %d overlaps the act itself, %d to %d; name the words beside it", c.Start, c.End, a.Start, a.End)
		}
		for _, o := range a.Says[:i] {
			if o.Content != nil && overlap(c, *o.Content) {
				l.refuse(at, "%d to %d overlaps the words of provision %s, %d to %d; give each its own", c.Start, c.End, o.Provision, o.Content.Start, o.Content.End)
			}
		}
		a.Says[i].Content = &c
	}
}

func overlap(a, b document.Span) bool { return a.Start < b.End && b.Start < a.End }
