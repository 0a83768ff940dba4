package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/locale"
)

// A card is what stands in the margin beside an act.
type card struct {
	Page      frame
	ID        string // of the act within its text
	Token     string // with the version of its decision, as a button sends them
	Force     string // class of its force
	Does      string // what it does, in words
	Words     string // the act's own
	Speaker   string
	Addressee string
	Says      []pair // places, dates, conditions: what sort, and the words
	Notes     string // mode, section, themes
	Verdict   string // class of its verdict
	Decided   string // who decided what when; empty if nobody did
	Note      string // what they wrote
	Restates  link   // the provision that it was decided to be a reference to
	Seems     []seeming
	Draft     *draftPart
	EditURL   string // from the page of the text
	Open      bool   // somebody may decide of it here
}

// CanAccept reports whether accepting the act would change anything.
func (c card) CanAccept() bool {
	return c.Verdict == string(desk.Undecided) || c.Verdict == string(desk.Rejected)
}

// CanReject reports whether rejecting the act would change anything.
func (c card) CanReject() bool { return c.Verdict != string(desk.Rejected) }

// CanUndo reports whether there is a decision to take back.
func (c card) CanUndo() bool { return c.Verdict != string(desk.Undecided) }

// A seeming is a provision that an act may be saying again.
type seeming struct {
	Provision link
	Token     string // what a button sends to make the act a reference to it
	Why       string
}

// A draftPart is the provision that an act would become, or has become, and the
// rule that proposed the act.
type draftPart struct {
	Page       frame
	Row        provisionRow
	Stands     bool
	LeftOut    string // what the text leaves out
	Unresolved string // names of the text that the case does not know
	Rule       string
}

// forceClass is the class that draws a force; what is none of them is drawn as
// nothing in particular.
func forceClass(f document.Force) string {
	if slices.Contains(document.Forces[:], f) {
		return string(f)
	}
	return "other"
}

// actForce is a force in a word.
func (f frame) actForce(force document.Force) string {
	return f.word("act.force.", string(force))
}

// word is a phrase whose key ends in a value, or the value itself.
func (f frame) word(prefix, value string) string {
	if k := locale.Key(prefix + value); f.Lang.Has(k) {
		return f.T(k)
	}
	return value
}

// actLayer is how an act is drawn in the text.
func (f frame) actLayer(s standing) layer {
	class, word := forceClass(s.Fields.Force), f.actForce(s.Fields.Force)
	if v := s.Verdict(); v != desk.Undecided {
		class += " " + string(v)
		if v == desk.Rejected || v == desk.Reference {
			word += ", " + f.T(locale.Key("verdict."+string(v)))
		}
	}
	return layer{Span: s.Span, Act: s.Local(), Class: class, Tag: tag{class, word}}
}

// thingLayer is how a date, a place, an instrument, a quotation or a condition
// is drawn.
func (f frame) thingLayer(p document.Proposal) layer {
	var title string
	if p.Fields.Norm != "" && p.Fields.Norm != "-" && p.Fields.Norm != p.Text {
		title = f.T(locale.Key("thing."+string(p.Kind))) + ": " + p.Fields.Norm
	}
	return layer{Span: p.Span, Class: "t " + string(p.Kind), Title: title}
}

// within are the things of a kind inside what an act says.
func within(v ReadingView, s standing) []document.Proposal {
	all := v.Reading.Proposals
	from, _ := slices.BinarySearchFunc(all, s.Start, func(p document.Proposal, at int) int { return cmp.Compare(p.Start, at) })
	var out []document.Proposal
	for _, p := range all[from:] {
		if p.Start >= s.End() {
			break
		}
		if p.Kind != document.ActKind && p.Kind != document.QuoteKind {
			out = append(out, p)
		}
	}
	return out
}

// said are the places, dates, instruments and conditions of an act, each as the
// text has it.
func (f frame) said(v ReadingView, s standing) []pair {
	var out []pair
	for _, kind := range [...]document.Kind{document.PlaceKind, document.DateKind, document.InstrumentKind, document.ConditionKind} {
		var words []string
		for _, p := range within(v, s) {
			if p.Kind != kind {
				continue
			}
			w := strings.Join(strings.Fields(p.Text), " ")
			if n := p.Fields.Norm; n != "" && n != "-" && n != w {
				w = joinNote(f.Lang.Isolate(w), f.Lang.Isolate(n))
			}
			if !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
		if len(words) > 0 {
			out = append(out, pair{f.T(locale.Key("thing." + string(kind))), strings.Join(words, "; ")})
		}
	}
	return out
}

// card is what stands beside an act.
func (f frame) card(v ReadingView, s standing) card {
	id := s.Local()
	c := card{
		Page: f, ID: id, Token: fmt.Sprintf("%s.%d", id, s.Decision.Seq),
		Force: forceClass(s.Fields.Force), Does: f.actForce(s.Fields.Force), Words: strings.Join(strings.Fields(s.Text), " "),
		Speaker: s.Fields.Speaker, Addressee: s.Fields.Addressee, Says: f.said(v, s), Notes: f.actNotes(s.Fields),
		Verdict: string(s.Verdict()), Note: s.Decision.Note,
		EditURL: f.Link(string(v.Document.ID) + "/acts/" + id), Open: f.Open(),
	}
	if s.Decision.Seq > 0 {
		c.Decided = f.T(locale.Key("decided."+c.Verdict), s.Decision.By, f.Instant(s.Decision.Decided))
	}
	if id := s.Decision.Restates; id != "" {
		c.Restates = f.provisionLink(id)
	}
	if !s.Decided() {
		for _, r := range s.Restates {
			c.Seems = append(c.Seems, seeming{
				Provision: f.provisionLink(r.Provision), Token: c.Token + "." + string(r.Provision),
				Why: strings.Join(r.Reasons, "; "),
			})
		}
	}
	c.Draft = f.draftPart(s)
	return c
}

// draftPart is what an act would be in the register; nil where there is nothing
// to say of it.
func (f frame) draftPart(s standing) *draftPart {
	d := draftPart{Page: f}
	if s.Proposed != nil {
		d.Rule = s.Proposed.Rule
	}
	if s.Draft == nil {
		if d.Rule == "" {
			return nil
		}
		return &d
	}
	var out []string
	for _, k := range s.Draft.Ambiguity {
		if k != "missing.names" { // the names themselves say it
			out = append(out, f.T(locale.Key(k)))
		}
	}
	d.Row, d.Stands = f.provisionRow(&s.Draft.Provision), s.Draft.Stands
	d.LeftOut, d.Unresolved = strings.Join(out, "; "), strings.Join(s.Draft.Unresolved, ", ")
	return &d
}

// actNotes are mode, section and themes of an act in words.
func (f frame) actNotes(x document.Fields) string {
	var out []string
	add := func(prefix, value string) {
		if value != "" {
			out = append(out, f.word(prefix, value))
		}
	}
	if x.Mode != document.Direct {
		add("act.mode.", string(x.Mode))
	}
	if x.Para != "" {
		out = append(out, f.T("act.para", x.Para))
	}
	if x.Polarity == "neg" {
		out = append(out, f.T("act.neg"))
	}
	if x.Indirect != "" {
		out = append(out, f.T("act.indirect"))
	}
	for _, t := range x.Themes {
		add("theme.", t)
	}
	return strings.Join(out, " · ")
}

// provisionLink cites a provision and leads to where it stands.
func (f frame) provisionLink(id instrument.ProvisionID) link {
	l := link{Word: f.ProvisionName(id)}
	if p := f.provisions[id]; p != nil {
		l.Href = f.provisionURL(p.Instrument, id)
	}
	return l
}

// readURL is where a text is read.
func readURL(id DocumentID) string { return "/read/" + string(id) }
