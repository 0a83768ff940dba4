package instrument

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/truceline/truceline/document"
)

// Inside is which of a text's proposals belong to an act: those within its
// words and its content, and deadlines and conditions that open its sentence
// ("Within ten days of signature, each side shall ...") or come after its
// content (", provided that access is granted"). Other acts never belong to it,
// nor what stands beyond them. all is in the order of the text.
func Inside(text string, act document.Proposal, all []document.Proposal) []document.Proposal {
	from, to := act.Start, act.End
	if c := act.Fields.ContentSpan; c != nil {
		from, to = min(from, c.Start), max(to, c.End)
	}
	start, tail := sentenceStart(text, from), sentenceEnd(text, to)
	lead := start
	for _, p := range all { // what another act of the sentence says is not the lead of this one
		if p.Kind == document.ActKind && p.Start >= to {
			tail = min(tail, p.Start)
		}
		if p.Kind != document.ActKind || p.Start >= act.Start {
			continue
		}
		end := p.End
		if c := p.Fields.ContentSpan; c != nil {
			end = max(end, c.End)
		}
		if end > lead {
			lead = min(end, from)
		}
	}
	var out []document.Proposal
	for _, p := range all {
		if p.Kind == document.ActKind || p.Kind == document.QuoteKind || p.Start >= tail {
			continue
		}
		// Between two acts, "and if it rains" opens the second and ", if it is dry"
		// ends the first.
		opens := p.Start >= lead && p.End <= from && (lead == start || afterAnd(text[lead:p.Start]))
		ends := p.Start >= to && p.End <= tail && !afterAnd(text[to:p.Start])
		around := opens || ends
		if around && p.Kind != document.DateKind && p.Kind != document.ConditionKind {
			continue
		}
		if around && p.Kind == document.DateKind && p.Fields.Role != "deadline" && p.Fields.Role != "frequency" {
			continue // a day of the report, not of the promise
		}
		if around || p.Start >= from && p.End <= to {
			out = append(out, p)
		}
	}
	return out
}

// afterAnd reports whether words end in a coordinator.
func afterAnd(words string) bool {
	words = strings.TrimRight(words, " ,\r\n")
	last := words[strings.LastIndexAny(words, " \n")+1:]
	return last == "and" || last == "or" || last == "but" || last == "then"
}

// sentenceEnd is where the sentence that holds a byte ends: at a line break, a
// semicolon, or a full stop that a space or the end of the text follows.
func sentenceEnd(text string, at int) int {
	for i, r := range text[at:] {
		switch {
		case r == '\n' || r == ';':
			return at + i
		case strings.ContainsRune(".!?؟", r):
			after := text[at+i+utf8.RuneLen(r):]
			if next := strings.TrimLeft(after, `"”’)`); next == "" || next[0] == ' ' || next[0] == '\n' || next[0] == '\r' {
				return at + i
			}
		}
	}
	return len(text)
}

// sentenceStart is where the sentence that holds a byte begins: after the last
// line break, or after a full stop that a space and a capital follow.
func sentenceStart(text string, at int) int {
	for i := at; i > 0; {
		r, n := utf8.DecodeLastRuneInString(text[:i])
		i -= n
		if r == '\n' || r == ';' {
			return i + n
		}
		if !strings.ContainsRune(".!?؟", r) {
			continue
		}
		after := strings.TrimLeft(text[i+n:at], `"”’) `)
		next, _ := utf8.DecodeRuneInString(after)
		if len(after) < len(text[i+n:at]) && (unicode.IsUpper(next) || !unicode.In(next, unicode.Latin, unicode.Cyrillic)) {
			return i + n
		}
	}
	return 0
}
