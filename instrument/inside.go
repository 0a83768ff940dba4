package instrument

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/truceline/truceline/document"
)

// Inside is which of a text's proposals belong to an act: those within its
// words and its content, and deadlines and conditions that open its sentence
// ("Within ten days of signature, each side shall ..."). Other acts never
// belong to it. all is in the order of the text.
func Inside(text string, act document.Proposal, all []document.Proposal) []document.Proposal {
	from, to := act.Start, act.End
	if c := act.Fields.ContentSpan; c != nil {
		from, to = min(from, c.Start), max(to, c.End)
	}
	lead := sentenceStart(text, from)
	for _, p := range all { // what another act of the sentence says is not the lead of this one
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
		if p.Kind == document.ActKind || p.Kind == document.QuoteKind || p.Start >= to {
			continue
		}
		opens := p.Start >= lead && p.End <= from && (p.Kind == document.DateKind || p.Kind == document.ConditionKind)
		if opens && p.Kind == document.DateKind && p.Fields.Role != "deadline" && p.Fields.Role != "frequency" {
			continue // a day of the report, not of the promise
		}
		if opens || p.Start >= from && p.End <= to {
			out = append(out, p)
		}
	}
	return out
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
