package web

import (
	"cmp"
	"strings"

	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
)

// A book finds the case's things by id and names them in the page's language.
type book struct {
	facts       observance.Facts
	lang        locale.Lang
	areas       map[place.AreaID]*place.Area
	parties     map[party.ID]*party.Party
	instruments map[instrument.ID]*instrument.Instrument
	provisions  map[instrument.ProvisionID]*instrument.Provision
	acts        map[instrument.ActID]*instrument.Act
	meant       map[string]*instrument.Act // by importer's code
}

func newBook(facts observance.Facts, lang locale.Lang) book {
	b := book{
		facts:       facts,
		lang:        lang,
		areas:       make(map[place.AreaID]*place.Area, len(facts.Areas)),
		parties:     make(map[party.ID]*party.Party, len(facts.Parties)),
		instruments: make(map[instrument.ID]*instrument.Instrument, len(facts.Instruments)),
		provisions:  make(map[instrument.ProvisionID]*instrument.Provision),
		acts:        make(map[instrument.ActID]*instrument.Act, len(facts.Acts)),
		meant:       make(map[string]*instrument.Act),
	}
	for i := range facts.Areas {
		b.areas[facts.Areas[i].ID] = &facts.Areas[i]
	}
	for i := range facts.Parties {
		b.parties[facts.Parties[i].ID] = &facts.Parties[i]
	}
	for i := range facts.Instruments {
		in := &facts.Instruments[i]
		b.instruments[in.ID] = in
		for j := range in.Provisions {
			b.provisions[in.Provisions[j].ID] = &in.Provisions[j]
		}
	}
	for i := range facts.Acts {
		act := &facts.Acts[i]
		b.acts[act.ID] = act
		for _, c := range act.Codes {
			b.meant[c] = act
		}
		b.meant["act:"+string(act.ID)] = act
	}
	return b
}

// AreaName names an area, or repeats the id of one that is not known.
func (b book) AreaName(id place.AreaID) string {
	if a := b.areas[id]; a != nil {
		return cmp.Or(a.Names.In(b.lang.Tag), string(id))
	}
	return string(id)
}

// PartyName names a party, or repeats the id of one that is not known.
func (b book) PartyName(id party.ID) string {
	if p := b.parties[id]; p != nil {
		return cmp.Or(p.Names.In(b.lang.Tag), string(id))
	}
	return string(id)
}

// InstrumentName names an instrument, or repeats the id of one that is not known.
func (b book) InstrumentName(id instrument.ID) string {
	if in := b.instruments[id]; in != nil {
		return cmp.Or(in.Names.In(b.lang.Tag), string(id))
	}
	return string(id)
}

// ProvisionName cites a provision: instrument, paragraph, label.
func (b book) ProvisionName(id instrument.ProvisionID) string {
	p := b.provisions[id]
	if p == nil {
		return string(id)
	}
	is := b.lang.Isolate
	return is(b.short(p.Instrument)) + ", " + is(p.Paragraph) + ": " + is(p.Label)
}

// short is an instrument's symbol or, without one, its name.
func (b book) short(id instrument.ID) string {
	if in := b.instruments[id]; in != nil && in.Symbol != "" {
		return in.Symbol
	}
	return b.InstrumentName(id)
}

// ActNames are the acts that a source's codes mean; a code that the catalogue
// does not know stays as it is.
func (b book) ActNames(codes []string) string {
	var out []string
	for _, c := range codes {
		name := c
		if act := b.meant[c]; act != nil {
			name = act.Names.In(b.lang.Tag)
		}
		out = append(out, name)
	}
	return strings.Join(out, "; ")
}
