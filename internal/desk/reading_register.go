package desk

import (
	"context"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
)

// readProvision is what an accepted act put into the register.
type readProvision struct {
	instrument.Provision
	Cites []instrument.ID `json:"cites,omitempty"` // instruments of the case that the act cites
}

// readPassage is where an act says again what a provision says.
type readPassage struct {
	Provision instrument.ProvisionID `json:"provision"`
	Passage   instrument.Passage     `json:"passage"`
}

// provisionID names the provision that an act becomes, by its document and its
// number there. It does not change when the document is said to be a text of
// another instrument, and two rival texts never share one.
func provisionID(proposal string) instrument.ProvisionID {
	return instrument.ProvisionID(strings.Replace(proposal, "#", "-", 1))
}

// addRead adds what people accepted of documents to the facts of the case, as
// known at facts.Known. A party, area or act that the case no longer holds is
// left out of a provision, which says so: the case may change under it.
func (d *Desk) addRead(ctx context.Context, facts *observance.Facts) error {
	m := newMerge(facts)
	for _, kind := range readKinds { // instruments first, passages last
		for row, err := range d.store.List(ctx, store.Query{Kind: kind, Known: facts.Known}) {
			if err != nil {
				return err
			}
			if string(row.Body) == retracted {
				continue
			}
			if err := m.add(row); err != nil {
				return err
			}
		}
	}
	return nil
}

// A merge adds what was read to the facts of a case.
type merge struct {
	facts       *observance.Facts
	parties     map[party.ID]int
	areas       map[place.AreaID]bool
	acts        map[instrument.ActID]bool
	instruments map[instrument.ID]int
	provisions  map[instrument.ProvisionID][2]int // of an instrument, which
	made        map[instrument.ID]bool            // by a document
	own         map[instrument.ID]bool            // its provisions are no longer shared
}

// openUp is an instrument whose provisions may be changed.
func (m *merge) openUp(i int) *instrument.Instrument {
	in := &m.facts.Instruments[i]
	if !m.own[in.ID] {
		m.own[in.ID] = true
		in.Provisions, in.Cites = slices.Clone(in.Provisions), slices.Clone(in.Cites)
	}
	return in
}

func newMerge(f *observance.Facts) *merge {
	f.Parties, f.Instruments = slices.Clone(f.Parties), slices.Clone(f.Instruments) // the facts of the case are shared
	m := &merge{
		facts: f, parties: make(map[party.ID]int), areas: make(map[place.AreaID]bool), acts: make(map[instrument.ActID]bool),
		instruments: make(map[instrument.ID]int), provisions: make(map[instrument.ProvisionID][2]int),
		made: make(map[instrument.ID]bool), own: make(map[instrument.ID]bool),
	}
	for i, p := range f.Parties {
		m.parties[p.ID] = i
	}
	for _, a := range f.Areas {
		m.areas[a.ID] = true
	}
	for _, a := range f.Acts {
		m.acts[a.ID] = true
	}
	for i, in := range f.Instruments {
		m.instruments[in.ID] = i
		for j, p := range in.Provisions {
			m.provisions[p.ID] = [2]int{i, j}
		}
	}
	return m
}

func (m *merge) add(row store.Row) error {
	switch row.Kind {
	case kindReadInstrument:
		in, err := decode[instrument.Instrument](row)
		if err == nil {
			m.instrument(in)
		}
		return err
	case kindReadProvision:
		p, err := decode[readProvision](row)
		if err == nil {
			m.provision(p)
		}
		return err
	}
	p, err := decode[readPassage](row)
	if at, ok := m.provisions[p.Provision]; err == nil && ok {
		said := &m.openUp(at[0]).Provisions[at[1]]
		said.Passages = append(slices.Clip(said.Passages), p.Passage)
	}
	return err
}

// instrument adds an instrument that a document makes, with whoever adopted it.
func (m *merge) instrument(in instrument.Instrument) {
	if _, taken := m.instruments[in.ID]; taken {
		return
	}
	in.AdoptedBy = slices.DeleteFunc(in.AdoptedBy, func(id party.ID) bool { return !m.hasParty(id) })
	m.instruments[in.ID] = len(m.facts.Instruments)
	m.facts.Instruments = append(m.facts.Instruments, in)
	m.made[in.ID] = true
	m.bind(in, in.AdoptedBy)
}

// bind lets parties adhere to an instrument that a document makes, from the day
// of the text: whoever speaks there is bound by what it commits to.
func (m *merge) bind(in instrument.Instrument, who []party.ID) {
	for _, id := range who {
		p := &m.facts.Parties[m.parties[id]]
		if slices.ContainsFunc(p.Adherence, func(a party.Adherence) bool { return a.Instrument == string(in.ID) }) {
			continue
		}
		a := party.Adherence{Instrument: string(in.ID), Note: "commits itself in the text"}
		if len(in.Entries) > 0 {
			a.Term = truceline.TermOf(truceline.Interval{From: in.Entries[0].At})
		}
		p.Adherence = append(slices.Clip(p.Adherence), a)
	}
}

// provision adds what an act says to the instrument that it is said in.
func (m *merge) provision(r readProvision) {
	i, known := m.instruments[r.Instrument]
	if _, taken := m.provisions[r.ID]; taken || !known {
		return
	}
	in := m.openUp(i)
	p := r.Provision
	var gone []string
	p.Obligor = kept(p.Obligor, &gone, m.hasParty)
	p.Addressee = kept(p.Addressee, &gone, m.hasParty)
	p.Beneficiary = kept(p.Beneficiary, &gone, m.hasParty)
	p.Areas = kept(p.Areas, &gone, func(id place.AreaID) bool { return m.areas[id] })
	p.Conduct = kept(p.Conduct, &gone, func(id instrument.ActID) bool { return m.acts[id] })
	for j := range p.Between {
		p.Between[j].Parties = kept(p.Between[j].Parties, &gone, m.hasParty)
	}
	if len(gone) > 0 {
		p.Caveats = append(p.Caveats, "when it was accepted it also named "+strings.Join(gone, ", ")+", which the case no longer holds")
	}
	for _, id := range r.Cites {
		if _, there := m.instruments[id]; there && id != in.ID && !slices.Contains(in.Cites, id) {
			in.Cites = append(in.Cites, id)
		}
	}
	if m.made[in.ID] && p.Force == instrument.Commits {
		m.bind(*in, p.Obligor)
	}
	m.provisions[p.ID] = [2]int{i, len(in.Provisions)}
	in.Provisions = append(in.Provisions, p)
}

func (m *merge) hasParty(id party.ID) bool {
	_, ok := m.parties[id]
	return ok
}

// kept is the ids that the case has; the others are added to gone.
func kept[ID ~string](ids []ID, gone *[]string, has func(ID) bool) []ID {
	return slices.DeleteFunc(ids, func(id ID) bool {
		if has(id) {
			return false
		}
		if !slices.Contains(*gone, string(id)) {
			*gone = append(*gone, string(id))
		}
		return true
	})
}
