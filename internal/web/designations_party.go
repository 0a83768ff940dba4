package web

import (
	"cmp"
	"net/url"

	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/sanctions"
)

// A listing is an entry of a designation list that somebody matched to a party:
// when the party was designated by it, as far as the lists and the match tell.
type listing struct {
	Entry             link // its reference
	List, Name        string
	Rests             string // the name on which the match rests; empty: the entry itself
	Certain, Possible []string
	Verdict           string
	By, Reason        string
}

// listings fills in the entries that are matched to a party, and draws when it
// was designated beside when it adhered to what.
func (p *partyPage) listings() error {
	f := p.frame
	var specs []termSpec
	for _, m := range f.facts.Matches {
		if m.Party != p.Party.ID {
			continue
		}
		for _, d := range f.facts.Designations {
			if d.Ref != m.Ref {
				continue
			}
			// The list with this match alone says what this match brings.
			alone, err := sanctions.NewList([]sanctions.Designation{d}, []sanctions.Match{m})
			if err != nil {
				return err
			}
			term := alone.Excluded(m.Party)
			verdict := desk.MatchOpen
			switch {
			case m.Denied:
				verdict = desk.MatchOther
			case m.Decided:
				verdict = desk.MatchSame
			}
			row := listing{
				Entry: link{Word: d.Ref, Href: f.Link("/designations/" + url.PathEscape(d.Ref))}, List: d.List, Name: d.Name, Rests: m.Name,
				Certain: f.Terms(term.Certain), Possible: f.Terms(term.Possible), Verdict: f.verdictWord(verdict), By: m.By, Reason: m.Reason,
			}
			p.Listed = append(p.Listed, row)
			if m.Denied {
				continue
			}
			p.Movement = f.Link("/movement", "group", string(m.Party))
			name := cmp.Or(m.Name, d.Name)
			specs = append(specs, termSpec{
				Word: f.T("party.as_entry", d.Ref, name), Label: f.T("party.designated_as", d.Ref, name), Class: "designated", Href: row.Entry.Href, Term: term,
			})
		}
	}
	for _, a := range p.Party.Adherence {
		id := instrument.ID(a.Instrument)
		specs = append(specs, termSpec{Word: f.short(id), Label: f.T("party.bound_by", f.InstrumentName(id)), Href: f.Link("/register/" + a.Instrument), Term: a.Term})
	}
	if name := p.Party.Names.In("en"); name != "" && p.Party.Kind != "class" && p.Party.Kind != "population" {
		p.ScreenURL = f.Link("/designations/screen", "name", name, "party", string(p.Party.ID))
	}
	if len(specs) == 0 {
		return nil
	}
	period := f.casePeriod()
	p.Drawn = &termPart{f.drawTerms(halfYearAround(period), period, specs), f.T("party.drawn", p.Title)}
	return nil
}
