package casedir

import (
	"time"

	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
)

func instrumentID(id string) instrument.ID { return instrument.ID(id) }

func (l *loader) actsFile(c *Case) {
	var r actsRow
	l.unread[kAct] = !l.yaml("acts.yaml", &r)
	codes := make(map[string]string)
	broader, where := make(map[string][]string), make(map[string]spot)
	byID := make(map[string]actRow)
	for _, a := range r.Acts {
		byID[a.ID] = a
		if a.Broader != "" {
			broader[a.ID] = []string{a.Broader}
		}
	}
	for _, a := range r.Acts {
		s := l.row("acts.yaml", lineOf("acts.yaml", a.Line), kAct, a.ID)
		where[a.ID] = s.at("broader")
		l.refer(s.at("broader"), kAct, a.Broader)
		kind := a.Kind
		for up, steps := a, 0; kind == "" && up.Broader != "" && steps < len(r.Acts); steps++ {
			up = byID[up.Broader]
			kind = up.Kind
		}
		l.oneOf(s.at("kind"), kind, "prohibited", "provocative", "exempted")
		c.Facts.Acts = append(c.Facts.Acts, instrument.Act{
			ID: instrument.ActID(a.ID), Names: l.names(s.at("names"), a.Names), Kind: kind,
			Broader: instrument.ActID(a.Broader), Codes: l.codes(s.at("codes"), a.Codes, codes), Note: a.Note,
		})
	}
	l.circles(kAct, "is broader than", broader, where)
}

// instrumentFile reads one instrument with its provisions.
func (l *loader) instrumentFile(c *Case, name string) {
	var r instrumentRow
	if !l.yaml(name, &r) {
		l.unread[kInstrument], l.unread[kProvision] = true, true
		return
	}
	s := l.row(name, lineOf(name, r.Line), kInstrument, r.ID)
	in := instrument.Instrument{
		ID: instrument.ID(r.ID), Kind: r.Kind, Names: l.names(s.at("names"), r.Names), Symbol: r.Symbol,
		Adopted: l.day(s.at("adopted"), r.Adopted), AdoptedAt: r.AdoptedPlace,
		AdoptedBy: idsOf[party.ID](l, s.at("adopted_by"), kParty, r.AdoptedBy), Vote: r.Vote,
		TermText: r.Term, RenewalRule: r.RenewalRule,
		Cites:    idsOf[instrument.ID](l, s.at("cites"), kInstrument, r.Cites),
		Disputed: l.texts(s.at("disputed"), r.Disputed), Summary: r.Summary,
		Sources: l.cites(s.at("sources"), r.Sources), Confidence: l.graded(s.at("confidence"), r.Confidence),
	}
	l.word(s.at("kind"), r.Kind)
	l.period(s.at("term"), r.Term)
	for i, p := range r.Parties {
		at := s.at("parties").nth(i)
		l.must(at.at("party"), kParty, p.Party)
		l.word(at.at("role"), p.Role)
		in.Parties = append(in.Parties, instrument.Part{Party: party.ID(p.Party), Role: p.Role})
	}
	l.course(s, r, &in)
	for _, p := range r.Provisions {
		in.Provisions = append(in.Provisions, l.provision(name, in.ID, p))
	}
	c.Facts.Instruments = append(c.Facts.Instruments, in)
}

// course reads how an instrument came into force, went on and ended.
func (l *loader) course(s spot, r instrumentRow, in *instrument.Instrument) {
	// A truce may begin days before its text is signed; that is an ambiguity. More
	// than a month is a slip of the pen.
	adopted := l.instant(spot{}, in.Adopted) // checked before; empty is the zero time
	var first time.Time                      // earliest entry of any account
	for i, e := range r.Entries {
		at := s.at("entries").nth(i)
		out := instrument.Entry{Says: e.Says, Never: e.Never, Confidence: l.weighed(at.at("confidence"), e.Confidence)}
		l.filled(at.at("says"), e.Says, "say whose account it is")
		switch {
		case e.Never:
			if e.At != "" || e.Within != "" {
				l.refuse(at.at("never"), "stands beside a time; an account says either when it entered into force or that it never did")
			}
		default:
			out.At = l.required(at.at("at"), e.At)
			out.Before = out.At
			if p := l.period(at.at("within"), e.Within); !out.At.IsZero() {
				out.Before = p.After(out.At, l.zone)
			}
			if !out.At.IsZero() && out.At.Before(adopted.AddDate(0, -1, 0)) {
				l.refuse(at.at("at"), "%s is more than a month earlier than adopted %s; one of the two is wrong", e.At, in.Adopted)
			}
			if first.IsZero() || !out.At.IsZero() && out.At.Before(first) {
				first = out.At
			}
		}
		in.Entries = append(in.Entries, out)
	}
	after := func(at spot, text string, t time.Time) {
		if !t.IsZero() && t.Before(first) {
			l.refuse(at, "%s is earlier than every account of the entry into force", text)
		}
	}
	for i, n := range r.Renewals {
		at := s.at("renewals").nth(i)
		out := instrument.Renewal{
			At: l.required(at.at("at"), n.At), Until: l.instant(at.at("until"), n.Until),
			How: n.How, By: instrument.ID(n.By), Confidence: l.weighed(at.at("confidence"), n.Confidence),
		}
		l.filled(at.at("how"), n.How, "say how it was renewed and by whose account")
		l.refer(at.at("by"), kInstrument, n.By)
		after(at.at("at"), n.At, out.At)
		if !out.Until.IsZero() && !out.Until.After(out.At) {
			l.refuse(at.at("until"), "%s is not later than at %s", n.Until, n.At)
		}
		if k := len(in.Renewals); k > 0 && out.At.Before(in.Renewals[k-1].At) {
			l.refuse(at.at("at"), "%s is earlier than the renewal before it; list renewals in the order of their dates", n.At)
		}
		in.Renewals = append(in.Renewals, out)
	}
	for i, n := range r.Suspensions {
		at := s.at("suspensions").nth(i)
		l.filled(at.at("from"), n.From, "write when it began")
		l.filled(at.at("how"), n.How, "say how it was suspended and by whose account")
		in.Suspensions = append(in.Suspensions, instrument.Suspension{
			Span: l.span(at, n.From, n.To), How: n.How, Confidence: l.weighed(at.at("confidence"), n.Confidence),
		})
	}
	for i, n := range r.Ends {
		at := s.at("ends").nth(i)
		l.filled(at.at("how"), n.How, "say how it ended and by whose account")
		out := instrument.End{
			At: l.required(at.at("at"), n.At), How: n.How, InPractice: n.InPractice, Confidence: l.weighed(at.at("confidence"), n.Confidence),
		}
		after(at.at("at"), n.At, out.At)
		in.Ends = append(in.Ends, out)
	}
}

func (l *loader) provision(file string, of instrument.ID, r provisionRow) instrument.Provision {
	s := l.row(file, lineOf(file, r.Line), kProvision, r.ID)
	span := l.span(s, r.From, r.To)
	p := instrument.Provision{
		ID: instrument.ProvisionID(r.ID), Instrument: of, Paragraph: r.Paragraph, Label: r.Label, Text: r.Text, Force: instrument.Force(r.Force),
		Obligor:     idsOf[party.ID](l, s.at("obligor"), kParty, r.Obligor),
		Addressee:   idsOf[party.ID](l, s.at("addressee"), kParty, r.Addressee),
		Beneficiary: idsOf[party.ID](l, s.at("beneficiary"), kParty, r.Beneficiary),
		Conduct:     idsOf[instrument.ActID](l, s.at("conduct"), kAct, r.Conduct),
		Areas:       idsOf[place.AreaID](l, s.at("areas"), kArea, r.Areas),
		From:        span.From, To: span.To, Recurrence: r.Recurrence, Themes: r.Themes, Measure: r.Measure,
		Caveats: l.texts(s.at("caveats"), r.Caveats),
		Sources: l.cites(s.at("sources"), r.Sources), Confidence: l.graded(s.at("confidence"), r.Confidence),
	}
	l.filled(s.at("label"), r.Label, "write two or three words")
	l.filled(s.at("text"), r.Text, "say in your own words what it says")
	l.oneOf(s.at("force"), r.Force, forces()...)
	l.period(s.at("recurrence"), r.Recurrence)
	for i, t := range r.Themes {
		l.oneOf(s.at("themes").nth(i), t, themes()...)
	}
	for i, b := range r.Between {
		at := s.at("between").nth(i)
		l.filled(at.at("name"), b.Name, "name the side")
		if len(b.Parties) == 0 {
			l.refuse(at.at("parties"), "is empty; name the parties of the side")
		}
		p.Between = append(p.Between, instrument.Side{Name: b.Name, Parties: idsOf[party.ID](l, at.at("parties"), kParty, b.Parties)})
	}
	if len(r.Between) == 1 {
		l.refuse(s.at("between"), "names one side; name at least two, or none")
	}
	p.Deadline = l.deadline(s.at("deadline"), r.Deadline)
	seen := make(map[string]bool)
	for i, x := range r.Exceptions {
		at := s.at("exceptions").nth(i)
		l.word(at.at("id"), x.ID)
		if seen[x.ID] {
			l.refuse(at.at("id"), "%q stands twice in this provision; give one of them another id", x.ID)
		}
		seen[x.ID] = true
		l.filled(at.at("text"), x.Text, "say in your own words what is left out")
		for j, e := range x.Exempts {
			l.word(at.at("exempts").nth(j), e)
		}
		p.Exceptions = append(p.Exceptions, instrument.Exception{ID: x.ID, Text: x.Text, ExcludedGroups: x.ExcludedGroups, Exempts: x.Exempts})
	}
	return p
}

func (l *loader) deadline(s spot, r *deadlineRow) *instrument.Deadline {
	if r == nil {
		return nil
	}
	l.period(s.at("within"), r.Within)
	if r.On == "" && r.Within == "" && r.Words == "" {
		l.refuse(s, "says nothing; give on, within or words, or take it out")
	}
	return &instrument.Deadline{On: l.day(s.at("on"), r.On), Within: r.Within, ClockStart: r.ClockStart, Words: r.Words}
}

// forces are the forces of a provision, as docs/words.md has them.
func forces() []string {
	all := []instrument.Force{
		instrument.Commits, instrument.Decides, instrument.Demands, instrument.CallsUpon, instrument.Reaffirms,
		instrument.Welcomes, instrument.Notes, instrument.ExpressesConcern, instrument.Reports, instrument.Reserves,
	}
	out := make([]string, len(all))
	for i, f := range all {
		out[i] = string(f)
	}
	return out
}

// themes are the subjects that a provision may be filed under.
func themes() []string {
	return []string{
		"ceasefire", "areas", "monitoring", "access", "aid", "protection", "chemical", "counter_terrorism", "political",
		"detainees", "mine_action", "infrastructure", "heritage", "withdrawal", "return", "sovereignty", "bodies",
	}
}
