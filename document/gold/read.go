package gold

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
)

// The bounds of Read. A span of prose has some hundred bytes, and a file with a
// thousand faults is not mended by a longer list of them.
const (
	maxLine     = 4 << 20
	maxProblems = 50
)

// Read reads annotated records, one JSON object a line; empty lines are passed
// over. It is strict: a record has doc, id, kind, the four offsets, text and
// fields, and may have a rule; a name that it does not know, a value of another
// sort and a label outside of the guideline's lists are truceline.Problems by
// line and field, all of them in one pass, up to 50. Offsets must agree with
// the words of the span as far as these can tell; Check holds them against the
// text itself.
func Read(r io.Reader) ([]document.Proposal, error) {
	var out []document.Proposal
	var wrong truceline.Problems
	first := map[string]int{} // line on which an id was given
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	n := 0
	for lines.Scan() && len(wrong) < maxProblems {
		n++
		if len(strings.TrimSpace(lines.Text())) == 0 {
			continue
		}
		l := line{n: n}
		p := l.proposal(lines.Bytes())
		if at, ok := first[p.ID]; ok && p.ID != "" {
			l.problem("id", "%q stands on line %d already", p.ID, at)
		} else {
			first[p.ID] = n
		}
		wrong = append(wrong, l.wrong...)
		out = append(out, p)
	}
	if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		wrong = append(wrong, truceline.Invalid(fmt.Sprintf("line %d", n+1), "is longer than %d MiB; one record stands on one line", maxLine>>20))
	} else if err != nil {
		return nil, fmt.Errorf("reading annotations: %w", err)
	}
	if len(wrong) > 0 {
		return nil, wrong[:min(len(wrong), maxProblems)]
	}
	return out, nil
}

// A line is one line being read, and what is wrong with it.
type line struct {
	n     int
	wrong truceline.Problems
}

// place names a field of the line: "line 3, field bs".
func (l *line) place(field string) string {
	if field == "" {
		return fmt.Sprintf("line %d", l.n)
	}
	return fmt.Sprintf("line %d, field %s", l.n, field)
}

func (l *line) problem(field, format string, args ...any) {
	l.wrong = append(l.wrong, truceline.Invalid(l.place(field), format, args...))
}

// A setter takes the value of a field whose full name is field.
type setter func(field string, raw json.RawMessage)

// members hands the members of an object to their setters. Names without one
// and those of need that are missing are problems.
func (l *line) members(field string, raw []byte, set map[string]setter, need ...string) {
	ms, p := object(raw, l.place(field))
	if p != nil {
		l.wrong = append(l.wrong, p)
		return
	}
	prefix := ""
	if field != "" {
		prefix = field + "."
	}
	found := map[string]bool{}
	for _, m := range ms {
		found[m.name] = true
		if f, ok := set[m.name]; ok {
			f(prefix+m.name, m.raw)
		} else {
			l.problem(prefix+m.name, "is no field of an annotation")
		}
	}
	for _, name := range need {
		if !found[name] {
			l.problem(prefix+name, "is missing")
		}
	}
}

// proposal reads a whole line.
func (l *line) proposal(raw []byte) document.Proposal {
	var p document.Proposal
	if !utf8.Valid(raw) {
		l.problem("", "is not UTF-8")
		return p
	}
	span := l.span(&p.Span)
	l.members("", raw, map[string]setter{
		"doc":    l.word(&p.Doc),
		"id":     l.word(&p.ID),
		"kind":   oneOf(l, &p.Kind, kinds[:]),
		"bs":     span["bs"],
		"be":     span["be"],
		"rs":     span["rs"],
		"re":     span["re"],
		"text":   l.text(&p.Text),
		"fields": func(field string, raw json.RawMessage) { l.fields(field, raw, &p.Fields) },
		"rule":   l.text(&p.Rule),
	}, "doc", "id", "kind", "bs", "be", "rs", "re", "text", "fields")
	if len(l.wrong) == 0 && l.length("", p.Span) {
		l.words(p)
	}
	return p
}

// fields reads the fields of a span.
func (l *line) fields(field string, raw []byte, f *document.Fields) {
	l.members(field, raw, map[string]setter{
		"verb":           l.text(&f.Verb),
		"force":          oneOf(l, &f.Force, document.Forces[:]),
		"mode":           oneOf(l, &f.Mode, modes[:]),
		"section":        oneOf(l, &f.Section, sections[:]),
		"speaker":        l.text(&f.Speaker),
		"addressee":      l.text(&f.Addressee),
		"addressee_span": l.inner(&f.AddresseeSpan),
		"themes":         l.themes(&f.Themes),
		"content_span":   l.inner(&f.ContentSpan),
		"polarity":       oneOf(l, &f.Polarity, []string{"neg"}),
		"indirect":       oneOf(l, &f.Indirect, []string{string(document.Demand)}),
		"attribution":    l.text(&f.Attribution),
		"para":           l.paragraph(&f.Para),
		"type":           l.text(&f.Type),
		"norm":           l.text(&f.Norm),
		"pin":            l.text(&f.Pin),
		"role":           oneOf(l, &f.Role, roles[:]),
	})
}

// text takes any string.
func (l *line) text(to *string) setter {
	return func(field string, raw json.RawMessage) { l.decode(field, raw, to, "a string") }
}

// word takes a string that is not empty.
func (l *line) word(to *string) setter {
	return func(field string, raw json.RawMessage) {
		if l.decode(field, raw, to, "a string") && *to == "" {
			l.problem(field, "is empty")
		}
	}
}

// paragraph takes a number or a string: paragraphs are numbered 4, IV or 4 bis.
func (l *line) paragraph(to *string) setter {
	return func(field string, raw json.RawMessage) {
		if _, err := strconv.Atoi(string(raw)); err == nil {
			*to = string(raw)
			return
		}
		l.decode(field, raw, to, "a whole number or a string")
	}
}

// themes takes a list of the guideline's themes.
func (l *line) themes(to *[]string) setter {
	return func(field string, raw json.RawMessage) {
		if !l.decode(field, raw, to, "a list of themes") {
			return
		}
		for _, theme := range *to {
			listed(l, field, theme, document.Themes[:])
		}
		if len(*to) == 0 {
			*to = nil
		}
	}
}

// oneOf takes a string of a list, or an empty one, which says nothing.
func oneOf[S ~string](l *line, to *S, list []S) setter {
	return func(field string, raw json.RawMessage) {
		var s string
		if l.decode(field, raw, &s, "a string") && (s != "" || field == "kind") {
			listed(l, field, S(s), list)
		}
		*to = S(s)
	}
}

// decode reads a value of the sort that want names. JSON's null is of none.
func (l *line) decode(field string, raw json.RawMessage, to any, want string) bool {
	if string(raw) == "null" || json.Unmarshal(raw, to) != nil {
		l.problem(field, "is not %s", want)
		return false
	}
	return true
}
