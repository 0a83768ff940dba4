package publication

import (
	"cmp"
	"slices"
	"strings"

	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// A glossary finds the names of what ids stand for.
type glossary struct {
	areas       map[place.AreaID]place.Area
	instruments map[instrument.ID]instrument.Instrument
	provisions  map[instrument.ProvisionID]instrument.Provision
	sources     map[report.SourceID]report.Source
	acts        map[string][]string // names of the acts that an importer's code means, sorted
}

func newGlossary(f observance.Facts) glossary {
	g := glossary{
		areas:       map[place.AreaID]place.Area{},
		instruments: map[instrument.ID]instrument.Instrument{},
		provisions:  map[instrument.ProvisionID]instrument.Provision{},
		sources:     map[report.SourceID]report.Source{},
		acts:        map[string][]string{},
	}
	for _, a := range f.Areas {
		g.areas[a.ID] = a
	}
	for _, in := range f.Instruments {
		g.instruments[in.ID] = in
		for _, p := range in.Provisions {
			p.Instrument = in.ID
			g.provisions[p.ID] = p
		}
	}
	for _, s := range f.Sources {
		g.sources[s.ID] = s
	}
	for _, a := range f.Acts {
		for _, code := range a.Codes {
			g.acts[code] = addOnce(g.acts[code], cmp.Or(a.Names.In("en"), string(a.ID)))
		}
	}
	return g
}

// conduct is a source's code with the acts of the catalogue that it means.
func (g glossary) conduct(code string) string {
	if names := g.acts[code]; len(names) > 0 {
		return strings.Join(names, " or ") + " (" + code + ")"
	}
	return code
}

func (g glossary) area(id place.AreaID) string {
	return cmp.Or(g.areas[id].Names.In("en"), string(id))
}

func (g glossary) source(id report.SourceID) string {
	return cmp.Or(g.sources[id].Names.In("en"), string(id))
}

// instrument is its name, with the document symbol if it has one.
func (g glossary) instrument(id instrument.ID) string {
	in := g.instruments[id]
	name := cmp.Or(in.Names.In("en"), string(id))
	if in.Symbol != "" && in.Symbol != name {
		name += ", " + in.Symbol
	}
	return name
}

// cite is the instrument and the paragraph.
func (g glossary) cite(id instrument.ProvisionID) string {
	p, ok := g.provisions[id]
	if !ok {
		return string(id)
	}
	if p.Paragraph == "" {
		return g.instrument(p.Instrument)
	}
	return g.instrument(p.Instrument) + ", " + p.Paragraph
}

// inOrder sorts provisions by the date of their instrument, and within it as
// the instrument has them.
func (g glossary) inOrder(ids []instrument.ProvisionID) {
	at := func(id instrument.ProvisionID) int {
		in := g.instruments[g.provisions[id].Instrument]
		return slices.IndexFunc(in.Provisions, func(p instrument.Provision) bool { return p.ID == id })
	}
	slices.SortFunc(ids, func(a, b instrument.ProvisionID) int {
		x, y := g.instruments[g.provisions[a].Instrument], g.instruments[g.provisions[b].Instrument]
		return cmp.Or(cmp.Compare(x.Adopted, y.Adopted), cmp.Compare(x.ID, y.ID), cmp.Compare(at(a), at(b)), cmp.Compare(a, b))
	})
}
