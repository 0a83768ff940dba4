package instrument

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/party"
)

// A Frame is what is known of the text that an act stands in.
type Frame struct {
	Instrument ID
	Provision  ProvisionID // what the provision will be called
	// Speakers is whose text it is, as one name, and Adopters the parties that
	// this means: acts of that speaker are theirs.
	Speakers string
	Adopters []party.ID
	Passage  Passage // where the act stands
}

// Drafted is the provision that an act would become.
type Drafted struct {
	Provision Provision
	// Unresolved are the names of parties and places that the case does not
	// know. They stay words until a person chooses.
	Unresolved []string
	Cites      []ID     // instruments of the case that it cites
	Open       []string // what the text leaves out: Provision.LeftOut, OpenNames, OpenCondition
}

// Draft says what an act would be as a provision. inside are the proposals that
// belong to it, as Inside finds them. The same act and book give the same
// provision.
//
// A commitment binds its speaker, or whom an agreement has it oblige; a demand
// or decision binds whom it addresses; a call binds nobody. Nothing that others
// are asked for ever becomes an obligation of the speaker.
func Draft(act document.Proposal, inside []document.Proposal, b *Book, of Frame) Drafted {
	f := act.Fields
	d := drafting{book: b, Drafted: Drafted{Provision: Provision{
		ID: of.Provision, Instrument: of.Instrument, Force: ForceOf(f), Paragraph: paragraph(f),
		Themes: slices.Clone(f.Themes), Passages: []Passage{of.Passage}, Confidence: truceline.OneSource,
	}}}
	d.people(f, of)
	d.contents(act, inside)
	p := &d.Provision
	p.Label = label(f)
	p.Text = d.describe(f)
	d.Open = p.LeftOut()
	if len(d.Unresolved) > 0 {
		d.Open = append(d.Open, OpenNames)
	}
	if d.conditional {
		d.Open = append(d.Open, OpenCondition)
	}
	return d.Drafted
}

// drafting is one draft under way.
type drafting struct {
	Drafted
	book        *Book
	conditional bool
	places      []string // as the text has them, resolved or not
	periods     []string // ISO 8601 durations for which it is said
}

// people settles who is bound and who is addressed.
func (d *drafting) people(f document.Fields, of Frame) {
	p := &d.Provision
	addressed, unknown := d.book.Parties(f.Addressee)
	d.leave(unknown...)
	switch p.Force {
	case Commits:
		// In an agreement the obliged party stands where others have the
		// addressee: "each side undertakes".
		if f.Section == document.Agreement && f.Addressee != "" {
			p.Obligor = addressed
			return
		}
		speakers, unknown := d.speakers(f, of)
		p.Obligor = speakers
		d.leave(unknown...)
		p.Addressee = addressed
	case Demands, Decides:
		p.Obligor, p.Addressee = addressed, slices.Clone(addressed)
	default:
		p.Addressee = addressed
	}
}

// speakers are the parties that an act's speaker means: by name, or, where the
// case does not know the name of whoever speaks in the whole text, those that
// adopted it.
func (d *drafting) speakers(f document.Fields, of Frame) (ids []party.ID, unknown []string) {
	ids, unknown = d.book.Parties(f.Speaker)
	if f.Speaker != "" && len(unknown) == 0 {
		return ids, nil
	}
	if len(of.Adopters) > 0 && (f.Speaker == "" || fold(f.Speaker) == fold(of.Speakers)) {
		return slices.Clone(of.Adopters), nil
	}
	return ids, unknown
}

// leave keeps names that the case does not know, each once.
func (d *drafting) leave(names ...string) {
	for _, n := range names {
		if !slices.Contains(d.Unresolved, n) {
			d.Unresolved = append(d.Unresolved, n)
		}
	}
}

// contents settles where, by when, how often and under what conditions.
func (d *drafting) contents(act document.Proposal, inside []document.Proposal) {
	p := &d.Provision
	var urgent *Deadline
	for _, x := range inside {
		switch x.Kind {
		case document.PlaceKind:
			if s := act.Fields.AddresseeSpan; s == nil || x.Start < s.Start || x.End > s.End {
				d.place(x.Text)
			}
		case document.InstrumentKind:
			if id, ok := d.book.Cited(x); ok && !slices.Contains(d.Cites, id) {
				d.Cites = append(d.Cites, id)
			}
		case document.DateKind:
			switch x.Fields.Role {
			case "deadline":
				due := deadline(x)
				if p.Deadline == nil {
					p.Deadline = &due
				} else {
					p.Caveats = append(p.Caveats, "a further deadline: "+words(x.Text))
				}
			case "urgency":
				if urgent == nil {
					urgent = &Deadline{Words: words(x.Text)}
				}
			case "period":
				if duration(x.Fields.Norm) {
					d.periods = append(d.periods, x.Fields.Norm)
				}
			case "frequency":
				if r := strings.TrimPrefix(x.Fields.Norm, "R/"); p.Recurrence == "" && duration(r) {
					p.Recurrence = r
				}
			}
		case document.ConditionKind:
			d.condition(act, x)
		}
	}
	if p.Deadline == nil {
		p.Deadline = urgent
	}
}

// place adds where it applies. A state that is named as one who acts is no
// place of the case and no open name either.
func (d *drafting) place(name string) {
	if !slices.Contains(d.places, words(name)) {
		d.places = append(d.places, words(name))
	}
	if id, ok := d.book.Area(name); ok {
		if !slices.Contains(d.Provision.Areas, id) {
			d.Provision.Areas = append(d.Provision.Areas, id)
		}
		return
	}
	if _, ok := d.book.Party(name); !ok {
		d.leave(words(name))
	}
}

// condition adds a condition, exception or caveat, in the words of the clause.
func (d *drafting) condition(act, x document.Proposal) {
	p := &d.Provision
	clause := shortened(words(x.Text))
	listed := strings.Contains(strings.ToLower(x.Text), "designated by") && strings.Contains(strings.ToLower(x.Text), "security council")
	switch x.Fields.Type {
	case "exception", "scope":
		// A text that turns against the listed groups does not leave them out: the
		// list says there whom it means.
		against := slices.Contains(act.Fields.Themes, "counter_terrorism") && !slices.Contains(act.Fields.Themes, "ceasefire")
		if x.Fields.Type == "scope" && (!listed || against) {
			p.Caveats = append(p.Caveats, clause)
			return
		}
		p.Exceptions = append(p.Exceptions, Exception{ID: "x" + strconv.Itoa(len(p.Exceptions)+1), Text: clause, ExcludedGroups: listed})
	case "condition":
		d.conditional = true
		p.Caveats = append(p.Caveats, clause)
	default:
		p.Caveats = append(p.Caveats, clause)
	}
}

// deadline reads a date whose role is a deadline.
func deadline(x document.Proposal) Deadline {
	norm := x.Fields.Norm
	switch {
	case duration(norm):
		return Deadline{Within: norm, ClockStart: clockStart(x.Text)}
	case len(norm) >= len("2006-01-02") && dayIn(norm[:len("2006-01-02")]) != "":
		due := Deadline{On: norm[:len("2006-01-02")]}
		if len(norm) > len("2006-01-02") { // an hour, or an interval: the words say which
			due.Words = words(x.Text)
		}
		return due
	}
	return Deadline{Words: words(x.Text)}
}

// duration reports whether a normalised date is an ISO 8601 duration of days or
// longer, or of hours.
func duration(norm string) bool {
	_, err := truceline.ParsePeriod(norm)
	return norm != "" && err == nil
}

// clockStart is what a relative deadline is counted from, in the text's words:
// "within ten days of the date of this statement" counts from the date of it.
func clockStart(text string) string {
	low := asciiLower(words(text))
	best := -1
	for _, anchor := range [...]string{" after ", " from ", " of ", " following ", " since "} {
		if i := strings.Index(low, anchor); i >= 0 && (best < 0 || i+len(anchor) < best) {
			best = i + len(anchor)
		}
	}
	if best < 0 {
		return ""
	}
	return words(text)[best:]
}

// paragraph is how the provision is cited, as far as its text numbers it.
func paragraph(f document.Fields) string {
	switch f.Section {
	case document.Operative:
		return strings.TrimSpace("OP" + f.Para)
	case document.Preambular:
		return strings.TrimSpace("PP" + f.Para)
	}
	return cmp.Or(f.Para, string(f.Section))
}

// label is two or three words: the verb and the first theme.
func label(f document.Fields) string {
	if len(f.Themes) == 0 {
		return f.Verb
	}
	return f.Verb + ": " + theme(f.Themes[0])
}

func theme(t string) string { return strings.ReplaceAll(t, "_", " ") }

// describe says by rule what the act says: who, the verb, to whom, about what,
// where, by when. It is never the text's own sentence, which the passage shows.
func (d *drafting) describe(f document.Fields) string {
	p := &d.Provision
	var out strings.Builder
	if f.Speaker != "" {
		out.WriteString(shortened(words(f.Speaker)) + ": ")
	}
	out.WriteString(f.Verb)
	if who := d.addressed(f); who != "" {
		out.WriteString(", to " + who)
	}
	say := func(before string, list ...string) {
		if len(list) > 0 {
			out.WriteString("; " + before + strings.Join(list, ", "))
		}
	}
	themes := make([]string, len(f.Themes))
	for i, t := range f.Themes {
		themes[i] = theme(t)
	}
	say("on ", themes...)
	if f.Polarity != "" {
		say("that something is not to be")
	}
	say("place: ", d.places...)
	say("for ", d.periods...)
	if due := p.Deadline; due != nil {
		switch {
		case due.On != "":
			say("by ", due.On)
		case due.Within != "" && due.ClockStart != "":
			say("within ", due.Within+" of "+shortened(due.ClockStart))
		case due.Within != "":
			say("within ", due.Within)
		default:
			say("", due.Words)
		}
	}
	if p.Recurrence != "" {
		say("every ", p.Recurrence)
	}
	return out.String()
}

// addressed is who is addressed, by the case's names where it knows them.
func (d *drafting) addressed(f document.Fields) string {
	ids, unknown := d.book.Parties(f.Addressee)
	names := make([]string, 0, len(ids)+len(unknown))
	for _, id := range ids {
		names = append(names, d.book.PartyName(id))
	}
	for _, u := range unknown {
		names = append(names, shortened(u))
	}
	return strings.Join(names, ", ")
}

// words is a stretch of text on one line.
func words(s string) string { return strings.Join(strings.Fields(s), " ") }

// longestClause is how many bytes of a clause are repeated, at most.
const longestClause = 120

// shortened cuts a long clause at a word.
func shortened(s string) string {
	if len(s) <= longestClause {
		return s
	}
	i := strings.LastIndexByte(s[:longestClause], ' ')
	if i <= 0 {
		i = longestClause
		for i > 0 && s[i]&0xC0 == 0x80 { // not within a rune
			i--
		}
	}
	return s[:i] + " …"
}
