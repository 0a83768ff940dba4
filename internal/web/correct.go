package web

import (
	"cmp"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
)

// The buttons beside an act send its token under the name of what they do.
var buttons = map[string]desk.Verdict{
	"accept": desk.Accepted, "reject": desk.Rejected, "undo": desk.Undecided, "refer": desk.Reference,
}

// unpack writes what a button beside an act sends ("a005.2", or with the
// provision that it refers to "a005.2.memo_2a") as the fields of the form.
func unpack(v url.Values) {
	for name, verdict := range buttons {
		token := v.Get(name)
		if token == "" {
			continue
		}
		act, rest, _ := strings.Cut(token, ".")
		seq, provision, _ := strings.Cut(rest, ".")
		v.Set("act", act)
		v.Set("seq", seq)
		v.Set("verdict", string(verdict))
		if provision != "" {
			v.Set("restates", provision)
		}
		v.Del(name)
	}
}

// decision is what a posted form decides, and the version of the decision that
// whoever filled it in had seen.
func (f frame) decision(view ReadingView, acts []standing, v url.Values) (seq int, dec Decision, err error) {
	dec = Decision{
		Document: view.Document.ID, Verdict: desk.Verdict(v.Get("verdict")), Note: strings.TrimSpace(v.Get("note")),
	}
	if v.Get("seq") != "" {
		if seq, err = strconv.Atoi(v.Get("seq")); err != nil || seq < 0 {
			return 0, dec, truceline.Invalid("seq", "%q is not the number of a version; send the form from the page", v.Get("seq"))
		}
	}
	id := v.Get("act")
	var s standing
	if id != "" {
		var ok bool
		if s, ok = find(acts, id); !ok {
			return 0, dec, truceline.NotFound("the text has no act %q, or it was taken back; open the page again", id)
		}
		dec.Proposal = s.ID
	}
	switch dec.Verdict {
	case desk.Accepted, desk.Rejected, desk.Undecided, desk.Reference, desk.Corrected:
		if id == "" {
			return 0, dec, truceline.Invalid("act", "say of which act this is decided")
		}
	case desk.Added:
		if id != "" && s.Proposed != nil {
			return 0, dec, truceline.Invalid("act", "act %s was proposed by the reader; correct it instead of adding it", id)
		}
	default:
		return 0, dec, truceline.Invalid("verdict", "%q is none of accepted, corrected, rejected, reference, added and undecided", dec.Verdict)
	}
	switch dec.Verdict {
	case desk.Reference:
		dec.Restates = instrument.ProvisionID(v.Get("restates"))
		if f.provisions[dec.Restates] == nil {
			return 0, dec, truceline.Invalid("restates", "choose the provision of the register that this act says again")
		}
	case desk.Corrected, desk.Added:
		err = f.correct(view, s, v, &dec)
	case desk.Accepted:
		if s.Proposed == nil { // somebody added it and it was rejected: it is added again
			dec.Verdict, dec.As = desk.Added, &s.Proposal
		}
	}
	return seq, dec, err
}

// correct fills in what a form says of an act and of its provision. A correction
// that changes no word of what was proposed is an acceptance, and a correction of
// an act that a person added leaves it one.
func (f frame) correct(view ReadingView, s standing, v url.Values, dec *Decision) error {
	as := s.Proposal
	as.Doc, as.Kind, as.Rule = string(view.Document.ID), document.ActKind, ""
	sp, err := spanOf(view.Content, v, "", "words")
	if err != nil {
		return err
	}
	as.Span, as.Text = sp, view.Content[sp.Start:sp.End]
	x := &as.Fields
	x.ContentSpan = nil
	if strings.TrimSpace(v.Get("content.words")) != "" {
		c, err := spanOf(view.Content, v, "content.", "content.words")
		if err != nil {
			return err
		}
		x.ContentSpan = &c
	}
	x.Verb = strings.TrimSpace(v.Get("verb"))
	x.Force, x.Mode, x.Section = document.Force(v.Get("force")), document.Mode(v.Get("mode")), document.Section(v.Get("section"))
	switch {
	case !slices.Contains(document.Forces[:], x.Force):
		return truceline.Invalid("force", "choose what the act does: a commitment, a demand, a decision, a recall, an acknowledgement or an assessment")
	case !slices.Contains(modes[:], x.Mode):
		return truceline.Invalid("mode", "choose whose voice the act is in")
	case !slices.Contains(sections[:], x.Section):
		return truceline.Invalid("section", "choose in which part of a text the act stands")
	}
	x.Speaker = strings.TrimSpace(v.Get("speaker"))
	switch a := strings.TrimSpace(v.Get("addressee")); {
	case a == x.Addressee:
	case s.Proposed != nil && a == s.Proposed.Fields.Addressee:
		x.Addressee, x.AddresseeSpan = a, s.Proposed.Fields.AddresseeSpan
	default:
		x.Addressee, x.AddresseeSpan = a, addressed(view.Content, a, sp)
	}
	x.Polarity, x.Indirect = v.Get("polarity"), v.Get("indirect")
	x.Themes = nil
	for _, t := range v["themes"] {
		if !slices.Contains(document.Themes[:], t) {
			return truceline.Invalid("themes", "%q is no theme; choose of the list", t)
		}
		x.Themes = append(x.Themes, t)
	}
	if v.Has("prov.force") {
		if dec.Provision, err = f.settled(s, v); err != nil {
			return err
		}
	}
	switch {
	case s.Proposed != nil && sameAct(*s.Proposed, as):
		dec.Verdict, dec.As = desk.Accepted, nil
	case s.Proposed == nil:
		dec.Verdict, dec.As = desk.Added, &as
	default:
		dec.Verdict, dec.As = desk.Corrected, &as
	}
	return nil
}

// sameAct reports whether two say the same of the same words.
func sameAct(a, b document.Proposal) bool {
	a.Rule, b.Rule = "", ""
	a.Text, b.Text = "", ""
	a.Fields.Themes = append([]string{}, a.Fields.Themes...)
	b.Fields.Themes = append([]string{}, b.Fields.Themes...)
	slices.Sort(a.Fields.Themes)
	slices.Sort(b.Fields.Themes)
	return reflect.DeepEqual(a, b)
}

// settled is the provision as the form has it, or nil where it is what follows
// from the act anyway.
func (f frame) settled(s standing, v url.Values) (*instrument.Provision, error) {
	var was instrument.Provision
	if s.Draft != nil {
		was = s.Draft.Provision
	}
	p := was
	line := func(name string) string { return strings.TrimSpace(v.Get(name)) }
	p.Paragraph, p.Label, p.Text = line("prov.paragraph"), line("prov.label"), line("prov.text")
	p.Force = instrument.Force(line("prov.force"))
	if p.Force != "" && !slices.Contains(instrument.Forces[:], p.Force) {
		return nil, truceline.Invalid("prov.force", "%q is no force of a provision; choose of the list", p.Force)
	}
	for _, x := range []struct {
		name string
		to   *[]party.ID
	}{{"prov.obligor", &p.Obligor}, {"prov.addressee", &p.Addressee}, {"prov.beneficiary", &p.Beneficiary}} {
		if err := chosen(x.to, v, x.name, func(id party.ID) bool { return f.parties[id] != nil }); err != nil {
			return nil, err
		}
	}
	if err := chosen(&p.Areas, v, "prov.area", func(id place.AreaID) bool { return f.areas[id] != nil }); err != nil {
		return nil, err
	}
	if err := chosen(&p.Conduct, v, "prov.conduct", func(id instrument.ActID) bool { return f.acts[id] != nil }); err != nil {
		return nil, err
	}
	due := instrument.Deadline{On: line("prov.on"), Within: line("prov.within"), ClockStart: line("prov.clock"), Words: line("prov.due")}
	if due.On != "" {
		if _, err := parseDay("prov.on", due.On, f.Head.Zone); err != nil {
			return nil, err
		}
	}
	for _, x := range []pair{{"prov.within", due.Within}, {"prov.every", line("prov.every")}} {
		if x.Value == "" {
			continue
		}
		if _, err := truceline.ParsePeriod(x.Value); err != nil {
			return nil, truceline.Invalid(x.Name, "%q is not a length of time; write thirty days as P30D and six months as P6M", x.Value)
		}
	}
	p.Deadline = nil
	if due != (instrument.Deadline{}) {
		p.Deadline = &due
	}
	p.Recurrence, p.Measure = line("prov.every"), line("prov.measure")
	if reflect.DeepEqual(p, was) {
		return s.Decision.Provision, nil
	}
	p.Themes = nil // they follow from the act
	return &p, nil
}

// chosen reads the ids that a form chooses; in the order in which they stood
// before, if they are the same.
func chosen[T ~string](to *[]T, v url.Values, name string, known func(T) bool) error {
	var ids []T
	for _, s := range v[name] {
		if !known(T(s)) {
			return truceline.Invalid(name, "the case has no %q; choose of the list", s)
		}
		ids = append(ids, T(s))
	}
	sorted := func(ids []T) []T { return slices.Sorted(slices.Values(ids)) }
	if !slices.Equal(sorted(ids), sorted(*to)) {
		*to = ids
	}
	return nil
}

// spanOf is the span of the text that a form means: its bytes, if its words are
// those of the form, and otherwise where its words stand, nearest to its bytes.
func spanOf(text string, v url.Values, prefix, field string) (document.Span, error) {
	start, errStart := strconv.Atoi(cmp.Or(v.Get(prefix+"bs"), "0"))
	end, errEnd := strconv.Atoi(cmp.Or(v.Get(prefix+"be"), "0"))
	if errStart != nil || errEnd != nil || start < 0 || end < start || end > len(text) {
		return document.Span{}, truceline.Invalid(field, "the bytes %q to %q are not in the text, which is %d bytes long", v.Get(prefix+"bs"), v.Get(prefix+"be"), len(text))
	}
	words := strings.Fields(v.Get(prefix + "words"))
	switch {
	case end > start && (len(words) == 0 || slices.Equal(words, strings.Fields(shown(text[start:end])))):
		if !border(text, start) || !border(text, end) {
			return document.Span{}, truceline.Invalid(field, "the bytes %d to %d begin or end within a letter", start, end)
		}
		return spanAt(text, start, end), nil
	case len(words) == 0:
		return document.Span{}, truceline.Invalid(field, "give the words of the act as they stand in the text")
	}
	found := places(text, words)
	switch {
	case len(found) == 0:
		return document.Span{}, truceline.Invalid(field, "these words do not stand in the text; copy them from it: %s", shorten(strings.Join(words, " "), 80))
	case len(found) > 1 && v.Get(prefix+"be") == "":
		return document.Span{}, truceline.Invalid(field, "these words stand in the text %d times, first at the bytes %d and %d; say where they begin, or give more of them", len(found), found[0].start, found[1].start)
	}
	b := slices.MinFunc(found, func(a, b block) int { return cmp.Compare(distance(a.start, start), distance(b.start, start)) })
	return spanAt(text, b.start, b.end), nil
}

func distance(a, b int) int { return max(a-b, b-a) }

// border reports whether a byte lies between two letters and not within one.
func border(text string, at int) bool {
	for back := 1; back < utf8.UTFMax && back <= at; back++ {
		if utf8.RuneStart(text[at-back]) {
			_, n := utf8.DecodeRuneInString(text[at-back:])
			return n <= back
		}
	}
	return true
}

// shown is a piece of the text as a browser holds it, which has no zero byte and
// no byte that is no UTF-8.
func shown(text string) string {
	return strings.ReplaceAll(string([]rune(text)), "\x00", string(utf8.RuneError))
}

// spanAt is a span with its runes counted.
func spanAt(text string, start, end int) document.Span {
	before := utf8.RuneCountInString(text[:start])
	return document.Span{Start: start, End: end, RuneStart: before, RuneEnd: before + utf8.RuneCountInString(text[start:end])}
}

// places are where words stand in a text one after another, whatever white space
// is between them.
func places(text string, words []string) []block {
	var out []block
	for from := 0; ; {
		i := strings.Index(text[from:], words[0])
		if i < 0 {
			return out
		}
		start := from + i
		end := start + len(words[0])
		ok := true
		for _, w := range words[1:] {
			rest := text[end:]
			trimmed := strings.TrimLeftFunc(rest, unicode.IsSpace)
			if len(trimmed) == len(rest) || !strings.HasPrefix(trimmed, w) {
				ok = false
				break
			}
			end += len(rest) - len(trimmed) + len(w)
		}
		if ok {
			out = append(out, block{start, end})
		}
		from = start + len(words[0])
	}
}

// addressed is where the text says an addressee, nearest to the act; nil where
// it says it in other words.
func addressed(text, words string, near document.Span) *document.Span {
	if words == "" {
		return nil
	}
	found := places(text, strings.Fields(words))
	if len(found) == 0 {
		return nil
	}
	b := slices.MinFunc(found, func(a, b block) int { return cmp.Compare(distance(a.start, near.Start), distance(b.start, near.Start)) })
	sp := spanAt(text, b.start, b.end)
	return &sp
}
