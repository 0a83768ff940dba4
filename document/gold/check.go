package gold

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
)

// Check holds proposals against the texts that they are of: the kind is one of
// document's, bytes and runes name the same stretch, that stretch is not empty
// and reads as the proposal says, and so do the spans of addressee and content.
// text gives the text of a document by its name. What is wrong comes back as
// truceline.Problems by id and field, up to 50; what text returns as an error is
// returned as it is.
func Check(ps []document.Proposal, text func(doc string) (string, error)) error {
	var wrong truceline.Problems
	rulers := map[string]ruler{}
	for _, p := range ps {
		r, ok := rulers[p.Doc]
		if !ok {
			t, err := text(p.Doc)
			if err != nil {
				return fmt.Errorf("the text of %s: %w", p.Doc, err)
			}
			r = newRuler(t)
			rulers[p.Doc] = r
		}
		wrong = append(wrong, r.check(p)...)
		if len(wrong) >= maxProblems {
			return wrong[:maxProblems]
		}
	}
	if len(wrong) > 0 {
		return wrong
	}
	return nil
}

// A ruler tells where each rune of a text begins.
type ruler struct {
	text   string
	starts []int // byte at which rune i begins; the last is the length of the text
}

func newRuler(text string) ruler {
	r := ruler{text: text, starts: make([]int, 0, len(text)+1)}
	for i := 0; i < len(text); {
		r.starts = append(r.starts, i)
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
	r.starts = append(r.starts, len(text))
	return r
}

// check says what is wrong with a proposal.
func (r ruler) check(p document.Proposal) (wrong truceline.Problems) {
	problem := func(field, format string, args ...any) {
		wrong = append(wrong, truceline.Invalid(fmt.Sprintf("%s %s %s, field %s", p.Doc, p.Kind, p.ID, field), format, args...))
	}
	if !slices.Contains(kinds[:], p.Kind) {
		problem("kind", "%q is no kind of proposal", p.Kind)
	}
	if why := r.holds(p.Span); why != "" {
		problem("bs", "%s", why)
	} else if got := valid(r.text[p.Start:p.End]); got != valid(p.Text) {
		problem("text", "is %q, and the document has %q there", brief(p.Text), brief(got))
	}
	for _, part := range []struct {
		name string
		span *document.Span
	}{{"addressee_span", p.Fields.AddresseeSpan}, {"content_span", p.Fields.ContentSpan}} {
		if part.span != nil {
			if why := r.holds(*part.span); why != "" {
				problem(part.name, "%s", why)
			}
		}
	}
	return wrong
}

// holds says why a span is none of the text, or nothing.
func (r ruler) holds(s document.Span) string {
	runes := len(r.starts) - 1
	switch {
	case s.RuneStart < 0 || s.RuneEnd > runes || s.RuneStart >= s.RuneEnd:
		return fmt.Sprintf("runes %d to %d are no stretch of a text of %d", s.RuneStart, s.RuneEnd, runes)
	case r.starts[s.RuneStart] != s.Start || r.starts[s.RuneEnd] != s.End:
		return fmt.Sprintf("bytes %d to %d, but the runes say %d to %d", s.Start, s.End, r.starts[s.RuneStart], r.starts[s.RuneEnd])
	}
	return ""
}

// valid writes U+FFFD for each byte that belongs to no rune, as JSON does.
func valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return string([]rune(s))
}

// brief is the beginning of a longer text, for a message.
func brief(s string) string {
	const most = 60
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return strings.TrimSpace(string(r[:most])) + "..."
}
