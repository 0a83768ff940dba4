package gold

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/truceline/truceline/document"
)

// The lists that a label must be of; document has those of forces and themes.
var (
	kinds = [...]document.Kind{document.ActKind, document.InstrumentKind, document.DateKind,
		document.PlaceKind, document.QuoteKind, document.ConditionKind}
	modes    = [...]document.Mode{document.Direct, document.Quoted, document.Reported}
	sections = [...]document.Section{document.Preambular, document.Operative, document.Agreement,
		document.Statement, document.News}
	roles = [...]string{"citation", "event", "deadline", "period", "frequency", urgencyRole}
)

// listed says what a label that is of no list should have been.
func listed[S ~string](l *line, field string, s S, list []S) {
	if slices.Contains(list, s) {
		return
	}
	names := make([]string, len(list))
	for i, x := range list {
		names[i] = string(x)
	}
	l.problem(field, "%q is none of %s", s, strings.Join(names, ", "))
}

// span takes the four offsets.
func (l *line) span(s *document.Span) map[string]setter {
	offset := func(to *int) setter {
		return func(field string, raw json.RawMessage) {
			if l.decode(field, raw, to, "a whole number") && *to < 0 {
				l.problem(field, "%d lies before the text", *to)
			}
		}
	}
	return map[string]setter{"bs": offset(&s.Start), "be": offset(&s.End), "rs": offset(&s.RuneStart), "re": offset(&s.RuneEnd)}
}

// inner takes the span of a part of an act.
func (l *line) inner(to **document.Span) setter {
	return func(field string, raw json.RawMessage) {
		var s document.Span
		before := len(l.wrong)
		l.members(field, raw, l.span(&s), "bs", "be", "rs", "re")
		if len(l.wrong) == before {
			l.length(field+".", s)
		}
		*to = &s
	}
}

// length refuses a span that is empty, or holds more runes than bytes.
func (l *line) length(prefix string, s document.Span) bool {
	switch bytes, runes := s.End-s.Start, s.RuneEnd-s.RuneStart; {
	case bytes <= 0:
		l.problem(prefix+"be", "%d does not lie behind bs, %d", s.End, s.Start)
	case runes <= 0:
		l.problem(prefix+"re", "%d does not lie behind rs, %d", s.RuneEnd, s.RuneStart)
	case runes > bytes || s.RuneStart > s.Start || s.RuneEnd > s.End:
		l.problem(prefix+"re", "runes %d to %d cannot be bytes %d to %d", s.RuneStart, s.RuneEnd, s.Start, s.End)
	default:
		return true
	}
	return false
}

// words holds the offsets against the words of the span. U+FFFD has three bytes
// where it stands in the text, and one where it stands for a byte that belongs
// to no rune.
func (l *line) words(p document.Proposal) {
	if n, want := p.RuneEnd-p.RuneStart, utf8.RuneCountInString(p.Text); n != want {
		l.problem("re", "rs and re enclose %d runes, text has %d", n, want)
	}
	n, most := p.End-p.Start, len(p.Text)
	least := most - 2*strings.Count(p.Text, "\uFFFD")
	if n < least || n > most || (most-n)%2 != 0 {
		l.problem("be", "bs and be enclose %d bytes, text has %d", n, most)
	}
}
