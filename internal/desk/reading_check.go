package desk

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/party"
)

// checkLine refuses a line that is empty, too long, or no line of text.
func checkLine(field, s string, most int, remedy string) error {
	switch {
	case strings.TrimSpace(s) == "":
		return truceline.Invalid(field, "is missing; %s", remedy)
	case len(s) > most:
		return truceline.Invalid(field, "is %d bytes long; at most %d are kept", len(s), most)
	case !utf8.ValidString(s):
		return truceline.Invalid(field, "is not UTF-8")
	case strings.ContainsFunc(s, unicode.IsControl):
		return truceline.Invalid(field, "%q holds a control character; write it as one line", s)
	}
	return nil
}

// checkNote refuses a note that is too long or no text; it may have lines.
func checkNote(s string) error {
	return checkLine("note", strings.Join(strings.Fields(s), " "), longestNote, "")
}

// The bounds of what a person may write beside a text.
const (
	longestNote  = 2000
	longestField = 2000
)

// settleSpan checks a span that a person gave against the text. Byte offsets are
// needed; runes are counted where they are not given, and must agree where they are.
func settleSpan(field, text string, s *document.Span) error {
	switch {
	case s.Start < 0 || s.End > len(text) || s.Start >= s.End:
		return truceline.Invalid(field, "bytes %d to %d are no stretch of the text, which has %d; mark some of its words", s.Start, s.End, len(text))
	case !boundary(text, s.Start) || !boundary(text, s.End):
		return truceline.Invalid(field, "bytes %d to %d begin or end within a letter; mark whole ones", s.Start, s.End)
	case strings.TrimSpace(text[s.Start:s.End]) == "":
		return truceline.Invalid(field, "bytes %d to %d are empty space; mark some of the text's words", s.Start, s.End)
	}
	from := utf8.RuneCountInString(text[:s.Start])
	to := from + utf8.RuneCountInString(text[s.Start:s.End])
	if (s.RuneStart != 0 || s.RuneEnd != 0) && (s.RuneStart != from || s.RuneEnd != to) {
		return truceline.Invalid(field, "bytes %d to %d are runes %d to %d of the text, not %d to %d; give both of one stretch, or bytes alone", s.Start, s.End, from, to, s.RuneStart, s.RuneEnd)
	}
	s.RuneStart, s.RuneEnd = from, to
	return nil
}

// boundary reports whether a rune of the text, or a byte that belongs to none,
// begins at i.
func boundary(text string, i int) bool {
	for j := max(0, i-utf8.UTFMax+1); j < i; j++ {
		if _, n := utf8.DecodeRuneInString(text[j:]); j+n > i {
			return false
		}
	}
	return true
}

// settleProposal checks what a person made of a proposal against the text and
// the vocabularies of document, and fills in what follows from the text.
func settleProposal(text string, p *document.Proposal) error {
	if err := settleSpan("span", text, &p.Span); err != nil {
		return err
	}
	words := text[p.Start:p.End]
	if p.Text != "" && p.Text != words {
		return truceline.Invalid("text", "bytes %d to %d of the text are %q, not %q; leave it out, it is taken from the text", p.Start, p.End, shortly(words, 40), shortly(p.Text, 40))
	}
	p.Text = words
	f := &p.Fields
	for _, inner := range [...]struct {
		field string
		span  **document.Span
	}{{"addressee_span", &f.AddresseeSpan}, {"content_span", &f.ContentSpan}} {
		if *inner.span == nil {
			continue
		}
		s := **inner.span // the caller's stays as it is
		if err := settleSpan(inner.field, text, &s); err != nil {
			return err
		}
		*inner.span = &s
	}
	if s := f.AddresseeSpan; s != nil && f.Addressee == "" {
		f.Addressee = strings.Join(strings.Fields(text[s.Start:s.End]), " ")
	}
	return checkFields(p.Kind, *f)
}

// checkFields holds the fields against the vocabularies.
func checkFields(kind document.Kind, f document.Fields) error {
	for _, x := range [...]struct{ field, value string }{
		{"verb", f.Verb}, {"speaker", f.Speaker}, {"addressee", f.Addressee}, {"attribution", f.Attribution}, {"para", f.Para},
		{"type", f.Type}, {"norm", f.Norm}, {"pin", f.Pin},
	} {
		if x.value == "" {
			continue
		}
		if err := checkLine(x.field, x.value, longestField, ""); err != nil {
			return err
		}
	}
	if kind == document.ActKind {
		if f.Verb == "" {
			return truceline.Invalid("verb", "is missing; write the verb as a dictionary has it, for example call upon")
		}
		if err := oneOf("force", f.Force, document.Forces[:]); err != nil {
			return err
		}
	}
	modes := []document.Mode{"", document.Direct, document.Quoted, document.Reported}
	sections := []document.Section{"", document.Preambular, document.Operative, document.Agreement, document.Statement, document.News}
	if err := oneOf("mode", f.Mode, modes); err != nil {
		return err
	}
	if err := oneOf("section", f.Section, sections); err != nil {
		return err
	}
	if err := oneOf("polarity", f.Polarity, []string{"", "neg"}); err != nil {
		return err
	}
	if err := oneOf("indirect", f.Indirect, []string{"", string(document.Demand)}); err != nil {
		return err
	}
	if err := oneOf("role", f.Role, []string{"", "citation", "event", "deadline", "period", "frequency", "urgency"}); err != nil {
		return err
	}
	if len(f.Themes) > 4 {
		return truceline.Invalid("themes", "are %d; choose one to four", len(f.Themes))
	}
	for _, t := range f.Themes {
		if err := oneOf("themes", t, document.Themes[:]); err != nil {
			return err
		}
	}
	return nil
}

// oneOf refuses a value that a vocabulary does not have.
func oneOf[S ~string](field string, value S, vocabulary []S) error {
	if slices.Contains(vocabulary, value) {
		return nil
	}
	var names []string
	for _, v := range vocabulary {
		if v != "" {
			names = append(names, string(v))
		}
	}
	if value == "" {
		return truceline.Invalid(field, "is missing; choose one of %s", strings.Join(names, ", "))
	}
	return truceline.Invalid(field, "%q is not known; choose one of %s", value, strings.Join(names, ", "))
}

// checkProvision holds what a person settled of a provision against the case.
// What speakers ask of others is no obligation of theirs, whoever writes it so.
func checkProvision(bg background, p instrument.Provision, speakers []party.ID) error {
	if err := oneOf("force", p.Force, instrument.Forces[:]); err != nil {
		return err
	}
	for _, id := range p.Obligor {
		if asks := p.Force == instrument.CallsUpon || p.Force == instrument.Demands; asks && slices.Contains(speakers, id) {
			return truceline.Invalid("obligor", "%s is who speaks; a speaker is bound by what it commits to, and not by what it asks of others", id)
		}
	}
	who := slices.Concat(p.Obligor, p.Addressee, p.Beneficiary)
	for _, side := range p.Between {
		who = append(who, side.Parties...)
	}
	if id := bg.book.Lacks(who, p.Areas); id != "" {
		return truceline.NotFound("the case has no party or area %q; choose one that it lists, or leave the name as words", id)
	}
	for _, c := range p.Conduct {
		if !slices.ContainsFunc(bg.facts.Acts, func(a instrument.Act) bool { return a.ID == c }) {
			return truceline.NotFound("the catalogue has no act %q; choose one that it lists", c)
		}
	}
	if due := p.Deadline; due != nil {
		if _, err := time.Parse(time.DateOnly, due.On); due.On != "" && err != nil {
			return truceline.Invalid("deadline", "%q is not a date; write it as 2018-03-16", due.On)
		}
		if _, err := truceline.ParsePeriod(due.Within); due.Within != "" && err != nil {
			return truceline.Invalid("deadline", "%q is not an ISO 8601 duration; write it as P30D", due.Within)
		}
		if *due == (instrument.Deadline{}) {
			return truceline.Invalid("deadline", "says nothing; give a date, a duration or words, or leave it out")
		}
	}
	if _, err := truceline.ParsePeriod(p.Recurrence); p.Recurrence != "" && err != nil {
		return truceline.Invalid("recurrence", "%q is not an ISO 8601 duration; write it as P30D", p.Recurrence)
	}
	return nil
}

// shortly is the first n letters of some words, at most.
func shortly(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
