package web

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/locale"
)

// An actForm is the form in which an act is corrected, referred or added. Its
// values are those of formOf, by the names of its fields, so that the script of
// the page fills the same form without asking again.
type actForm struct {
	Page      frame
	Action    string
	New       bool // it adds an act that was missed
	By        string
	Does      []option
	Modes     []option
	Sections  []option
	Themes    []option
	Binds     []option // forces of a provision
	Obligors  []option
	Addressed []option
	Gains     []option
	Areas     []option
	Conduct   []option
	Restates  []optionGroup

	values url.Values
}

// An optionGroup is options under a heading.
type optionGroup struct {
	Word    string
	Options []option
}

// Value is what a field of the form says.
func (a actForm) Value(name string) string { return a.values.Get(name) }

// A manyPart is all that the part "many" may refer to: options of which several
// can be chosen.
type manyPart struct {
	Name, Word string
	Options    []option
}

// Chosen are the words of what is chosen.
func (m manyPart) Chosen() string {
	var out []string
	for _, o := range m.Options {
		if o.Chosen {
			out = append(out, o.Word)
		}
	}
	return strings.Join(out, "; ")
}

// Many is a list of which several can be chosen.
func (f frame) Many(name string, word locale.Key, options []option) manyPart {
	return manyPart{name, f.T(word), options}
}

// The sections and modes in the order in which the form offers them.
var (
	modes    = [...]document.Mode{document.Direct, document.Quoted, document.Reported}
	sections = [...]document.Section{document.Preambular, document.Operative, document.Agreement, document.Statement, document.News}
)

// actForm is the form with some values in it.
func (f frame) actForm(id DocumentID, by string, values url.Values) actForm {
	a := actForm{Page: f, Action: f.Link(readURL(id) + "/decide"), New: values.Get("act") == "", By: by, values: values}
	choose := func(name, prefix, value string) option {
		return option{Value: value, Word: f.word(prefix, value), Chosen: slices.Contains(values[name], value)}
	}
	for _, x := range document.Forces {
		a.Does = append(a.Does, choose("force", "act.force.", string(x)))
	}
	for _, x := range modes {
		a.Modes = append(a.Modes, choose("mode", "act.mode.", string(x)))
	}
	for _, x := range sections {
		a.Sections = append(a.Sections, choose("section", "act.section.", string(x)))
	}
	for _, x := range document.Themes {
		a.Themes = append(a.Themes, choose("themes", "theme.", x))
	}
	for _, x := range instrument.Forces {
		a.Binds = append(a.Binds, choose("prov.force", "force.", string(x)))
	}
	a.Obligors = f.partyOptions(values["prov.obligor"])
	a.Addressed = f.partyOptions(values["prov.addressee"])
	a.Gains = f.partyOptions(values["prov.beneficiary"])
	for i := range f.facts.Areas {
		ar := &f.facts.Areas[i]
		a.Areas = append(a.Areas, option{Value: string(ar.ID), Word: f.AreaName(ar.ID), Chosen: slices.Contains(values["prov.area"], string(ar.ID))})
	}
	for i := range f.facts.Acts {
		act := &f.facts.Acts[i]
		a.Conduct = append(a.Conduct, option{Value: string(act.ID), Word: act.Names.In(f.Lang.Tag), Chosen: slices.Contains(values["prov.conduct"], string(act.ID))})
	}
	sortOptions(a.Areas)
	sortOptions(a.Conduct)
	for i := range f.facts.Instruments {
		in := &f.facts.Instruments[i]
		g := optionGroup{Word: f.InstrumentName(in.ID)}
		for j := range in.Provisions {
			p := &in.Provisions[j]
			g.Options = append(g.Options, option{Value: string(p.ID), Word: p.Paragraph + ": " + p.Label, Chosen: values.Get("restates") == string(p.ID)})
		}
		if len(g.Options) > 0 {
			a.Restates = append(a.Restates, g)
		}
	}
	return a
}

func (f frame) partyOptions(chosen []string) []option {
	out := make([]option, len(f.facts.Parties))
	for i := range f.facts.Parties {
		id := f.facts.Parties[i].ID
		out[i] = option{Value: string(id), Word: f.PartyName(id), Chosen: slices.Contains(chosen, string(id))}
	}
	sortOptions(out)
	return out
}

// sortOptions puts what is chosen first, and the rest by name.
func sortOptions(out []option) {
	slices.SortFunc(out, func(a, b option) int {
		if a.Chosen != b.Chosen {
			if a.Chosen {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.Word, b.Word), cmp.Compare(a.Value, b.Value))
	})
}

// formOf are the values of the form for an act as it stands.
func formOf(text string, s standing) url.Values {
	x := s.Fields
	v := url.Values{"act": {s.Local()}, "seq": {strconv.Itoa(s.Decision.Seq)}}
	set := func(name string, values ...string) {
		for _, val := range values {
			if val != "" {
				v.Add(name, val)
			}
		}
	}
	putSpan(v, text, "", s.Span)
	if c := x.ContentSpan; c != nil {
		putSpan(v, text, "content.", *c)
	}
	set("verb", x.Verb)
	set("force", string(x.Force))
	set("mode", string(x.Mode))
	set("section", string(x.Section))
	set("speaker", x.Speaker)
	set("addressee", x.Addressee)
	set("polarity", x.Polarity)
	set("indirect", x.Indirect)
	set("themes", x.Themes...)
	set("note", s.Decision.Note)
	set("restates", string(s.Decision.Restates))
	if s.Draft != nil {
		putProvision(set, s.Draft.Provision)
	}
	return v
}

func putSpan(v url.Values, text, prefix string, sp document.Span) {
	v.Set(prefix+"bs", strconv.Itoa(sp.Start))
	v.Set(prefix+"be", strconv.Itoa(sp.End))
	if 0 <= sp.Start && sp.Start <= sp.End && sp.End <= len(text) {
		v.Set(prefix+"words", text[sp.Start:sp.End])
	}
}

func putProvision(set func(name string, values ...string), p instrument.Provision) {
	set("prov.paragraph", p.Paragraph)
	set("prov.label", p.Label)
	set("prov.text", p.Text)
	set("prov.force", string(p.Force))
	set("prov.obligor", strs(p.Obligor)...)
	set("prov.addressee", strs(p.Addressee)...)
	set("prov.beneficiary", strs(p.Beneficiary)...)
	set("prov.area", strs(p.Areas)...)
	set("prov.conduct", strs(p.Conduct)...)
	set("prov.every", p.Recurrence)
	set("prov.measure", p.Measure)
	if d := p.Deadline; d != nil {
		set("prov.on", d.On)
		set("prov.within", d.Within)
		set("prov.clock", d.ClockStart)
		set("prov.due", d.Words)
	}
}

// strs are ids as strings.
func strs[T ~string](ids []T) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}

// formNames are the fields of the form that a person may change, with what each
// is called, in the order of the form.
var formNames = [...]struct {
	name string
	key  locale.Key
}{
	{"words", "form.words"}, {"content.words", "form.content"}, {"verb", "form.verb"}, {"force", "form.force"},
	{"speaker", "form.speaker"}, {"addressee", "form.addressee"}, {"mode", "form.mode"}, {"section", "form.section"},
	{"polarity", "form.polarity"}, {"indirect", "form.indirect"}, {"themes", "form.themes"}, {"restates", "form.restates"},
	{"prov.paragraph", "prov.paragraph"}, {"prov.label", "form.label"}, {"prov.text", "form.text"}, {"prov.force", "prov.force"},
	{"prov.obligor", "prov.obligor"}, {"prov.addressee", "prov.addressee"}, {"prov.beneficiary", "prov.beneficiary"},
	{"prov.area", "prov.areas"}, {"prov.conduct", "prov.conduct"}, {"prov.on", "form.on"}, {"prov.within", "form.within"},
	{"prov.clock", "form.clock"}, {"prov.due", "form.due"}, {"prov.every", "form.every"}, {"prov.measure", "prov.measure"}, {"note", "note"},
}
