package web

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
)

// registerPage is all that register.html may refer to.
type registerPage struct {
	frame
	Chart       termChart
	Instruments []instrumentRow
	Open        int // what the texts leave out, over all of them
	Exports     []link
}

// An instrumentRow is an instrument with who owes what to whom by when.
type instrumentRow struct {
	ID, Name, Href, Symbol string
	Kind, Adopted          string
	Certain, Possible      []string
	Provisions             []provisionRow
}

// A provisionRow is one provision, by name.
type provisionRow struct {
	ID, Href                  string
	Paragraph, Label, Text    string
	Force                     string
	Obligor, Addressee, Gains []link
	Areas                     []link
	When                      string   // deadline or recurrence as the text has it
	Exceptions                []string // what it leaves out
	Conduct                   []string // acts that it prohibits
	Sides                     []string
	Measure                   string
	Caveats                   []string
	Missing                   []string // what the text does not say
	Confidence                string
	Sources                   []truceline.Cite
	HeldURL                   string // the incidents held against it
	Passages                  []passageRow
}

// A termChart draws when instruments were in force, certain and possible apart.
type termChart struct {
	W, H  int
	Rows  []termRow
	Ticks []tick
	Focus [2]float64 // the case's period, x and width
}

// A termRow is one instrument of the chart.
type termRow struct {
	Y        float64
	Word     string
	Href     string
	Class    string // of its bars, where they are not of instruments
	Certain  []segment
	Possible []segment
	Label    string
}

// A segment is a span on an axis of time; an open one runs off the edge.
type segment struct{ X, W float64 }

const (
	termRowH = 20
	termLeft = 250 // room for the names
	termW    = 960
)

func (s *Server) register(w http.ResponseWriter, r *http.Request) error {
	f, reg, err := s.open(r, "register")
	if err != nil {
		return err
	}
	texts, err := s.shelf(r.Context(), f.Known)
	if err != nil {
		return err
	}
	p := registerPage{frame: f, Exports: f.provisionExports("")}
	sorted := slices.Clone(f.facts.Instruments)
	slices.SortStableFunc(sorted, func(a, b instrument.Instrument) int { return cmp.Compare(a.Adopted, b.Adopted) })
	for i := range sorted {
		row := f.instrumentRow(reg, texts, &sorted[i])
		for _, pr := range row.Provisions {
			p.Open += len(pr.Missing)
		}
		p.Instruments = append(p.Instruments, row)
	}
	p.Chart = f.terms(reg, sorted)
	return s.render(w, "register", p)
}

func (f frame) instrumentRow(reg *observance.Register, texts shelf, in *instrument.Instrument) instrumentRow {
	term := reg.InForce(in.ID)
	row := instrumentRow{
		ID: string(in.ID), Name: f.InstrumentName(in.ID), Href: f.Link("/register/" + string(in.ID)),
		Symbol: in.Symbol, Kind: f.instrumentKind(in.Kind), Adopted: in.Adopted,
		Certain: f.Terms(term.Certain), Possible: f.Terms(term.Possible),
	}
	for i := range in.Provisions {
		pr := f.provisionRow(&in.Provisions[i])
		pr.Passages = f.passages(texts, &in.Provisions[i])
		row.Provisions = append(row.Provisions, pr)
	}
	return row
}

func (f frame) instrumentKind(kind string) string {
	if k := locale.Key("instrument." + kind); f.Lang.Has(k) {
		return f.T(k)
	}
	return kind
}

func (f frame) provisionRow(p *instrument.Provision) provisionRow {
	row := provisionRow{
		ID: string(p.ID), Href: f.provisionURL(p.Instrument, p.ID),
		Paragraph: p.Paragraph, Label: p.Label, Text: p.Text,
		Force:   f.T(locale.Key("force." + string(p.Force))),
		Obligor: f.partyLinks(p.Obligor), Addressee: f.partyLinks(p.Addressee), Gains: f.partyLinks(p.Beneficiary),
		Areas: f.areaLinks(p.Areas), When: f.due(p), Measure: p.Measure, Caveats: p.Caveats,
		Missing: f.missing(p), Confidence: string(p.Confidence), Sources: p.Sources,
	}
	for _, e := range p.Exceptions {
		row.Exceptions = append(row.Exceptions, e.Text)
	}
	for _, id := range p.Conduct {
		name := string(id)
		if act := f.acts[id]; act != nil {
			name = act.Names.In(f.Lang.Tag)
		}
		row.Conduct = append(row.Conduct, name)
	}
	for _, side := range p.Between {
		row.Sides = append(row.Sides, side.Name)
	}
	if len(p.Conduct) > 0 {
		row.HeldURL = f.Link("/incidents", append(f.period(), "provision", string(p.ID))...)
	}
	return row
}

func (f frame) areaLinks(ids []place.AreaID) []link {
	var out []link
	for _, id := range ids {
		out = append(out, link{Word: f.AreaName(id), Href: f.Link("/areas/" + string(id))})
	}
	return out
}

// due is by when something is owed, in the text's own terms.
func (f frame) due(p *instrument.Provision) string {
	var s string
	if d := p.Deadline; d != nil {
		switch {
		case d.On != "":
			s = f.T("due.on", d.On)
		case d.Within != "" && d.ClockStart != "":
			s = f.T("due.within", d.Within, d.ClockStart)
		case d.Within != "":
			s = d.Within
		default:
			s = "“" + d.Words + "”"
		}
	}
	if p.Recurrence != "" {
		s = joinNote(f.T("due.every", p.Recurrence), s)
	}
	return s
}

// missing is what the text of a provision leaves out, in words. An omission is
// no fault of the text; it is what readers dispute.
func (f frame) missing(p *instrument.Provision) []string {
	var out []string
	for _, k := range p.LeftOut() {
		out = append(out, f.T(locale.Key(k)))
	}
	return out
}

// terms draws the terms of instruments over the case's period with half a year
// on either side.
func (f frame) terms(reg *observance.Register, ins []instrument.Instrument) termChart {
	var specs []termSpec
	for i := range ins {
		id := ins[i].ID
		specs = append(specs, termSpec{Word: f.short(id), Label: f.InstrumentName(id), Href: f.Link("/register/" + string(id)), Term: reg.InForce(id)})
	}
	period := f.casePeriod()
	return f.drawTerms(halfYearAround(period), period, specs)
}

// shorten cuts a name to n characters for a chart; its whole stands in the label.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}

// instrumentPage is all that instrument.html may refer to.
type instrumentPage struct {
	frame
	In        *instrument.Instrument
	Row       instrumentRow
	Chart     termChart
	AdoptedBy []link
	Parts     []partRow
	Cites     []link
	CitedBy   []link
	Texts     []textRow
	Exports   []link
}

// A textRow is a text of the instrument in the record.
type textRow struct {
	Doc      link
	On       string
	Progress string // of its review
	Beside   []link // the other texts beside which it can be laid
}

// A partRow is a party with its role.
type partRow struct {
	Party link
	Role  string
}

func (s *Server) instrument(w http.ResponseWriter, r *http.Request) error {
	f, reg, err := s.open(r, "instrument")
	if err != nil {
		return err
	}
	in := f.instruments[instrument.ID(r.PathValue("id"))]
	if in == nil {
		return truceline.NotFound("the register has no instrument %q", r.PathValue("id"))
	}
	texts, err := s.shelf(r.Context(), f.Known)
	if err != nil {
		return err
	}
	if err := s.takeDown(r.Context(), texts, in); err != nil {
		return err
	}
	p := instrumentPage{
		frame: f, In: in, Row: f.instrumentRow(reg, texts, in), AdoptedBy: f.partyLinks(in.AdoptedBy),
		Chart: f.terms(reg, []instrument.Instrument{*in}), Exports: f.provisionExports(in.ID),
	}
	p.Title = f.InstrumentName(in.ID)
	for i, d := range texts.of(in.ID) {
		row := textRow{Doc: link{Word: documentName(d.Document), Href: f.Link(readURL(d.ID))}, On: d.On, Progress: f.T("read.progress", d.Decided, d.Acts)}
		for _, other := range texts.of(in.ID)[:i] {
			row.Beside = append(row.Beside, link{Word: documentName(other.Document), Href: f.Link(readURL(other.ID) + "/beside/" + string(d.ID))})
		}
		p.Texts = append(p.Texts, row)
	}
	for _, pt := range in.Parties {
		p.Parts = append(p.Parts, partRow{link{Word: f.PartyName(pt.Party), Href: f.Link("/parties/" + string(pt.Party))}, pt.Role})
	}
	for _, id := range in.Cites {
		if f.instruments[id] == nil {
			p.Cites = append(p.Cites, link{Word: string(id)})
			continue
		}
		p.Cites = append(p.Cites, link{Word: f.InstrumentName(id), Href: f.Link("/register/" + string(id))})
	}
	for _, other := range f.facts.Instruments {
		if slices.Contains(other.Cites, in.ID) {
			p.CitedBy = append(p.CitedBy, link{Word: f.InstrumentName(other.ID), Href: f.Link("/register/" + string(other.ID))})
		}
	}
	return s.render(w, "instrument", p)
}
