package desk

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/observance"
)

// A drafter drafts provisions from the acts of one document.
type drafter struct {
	s     *state
	book  *instrument.Book
	frame instrument.Frame // but for the act
}

// A background is the case against which a text is read: what its folder holds,
// so that a draft does not depend on what else was accepted meanwhile.
type background struct {
	facts observance.Facts
	zone  *time.Location
	book  *instrument.Book
}

func (d *Desk) background(ctx context.Context, known time.Time) (background, error) {
	last, err := d.store.LastKnownOf(ctx, known, registerKinds...)
	if err != nil {
		return background{}, err
	}
	d.mu.Lock()
	have := d.ground
	d.mu.Unlock()
	if have.book != nil && have.facts.Known.Equal(last) {
		return have, nil
	}
	f, zone, err := d.folder(ctx, known)
	if err != nil {
		return background{}, err
	}
	bg := background{f, zone, instrument.NewBook(f.Parties, f.Areas, f.Instruments)}
	d.mu.Lock()
	d.ground = bg
	d.mu.Unlock()
	return bg, nil
}

func newDrafter(bg background, s *state) drafter {
	ins := bg.facts.Instruments
	w := drafter{s: s, book: bg.book}
	w.frame = instrument.Frame{Instrument: s.Document.Instrument, Speakers: s.Document.Speakers}
	i := slices.IndexFunc(ins, func(in instrument.Instrument) bool { return in.ID == s.Document.Instrument })
	if i >= 0 && s.Document.Instrument != s.Document.Own() { // it is known whose text that is
		w.frame.Adopters = ins[i].AdoptedBy
	} else {
		w.frame.Adopters, _ = w.book.Parties(s.Document.Speakers)
	}
	return w
}

// draft is the provision that an act would become, beside the other proposals.
func (w drafter) draft(act document.Proposal, all []document.Proposal) instrument.Drafted {
	f := w.frame
	f.Provision, f.Passage = provisionID(act.ID), w.passage(act)
	return instrument.Draft(act, instrument.Inside(w.s.text, act, all), w.book, f)
}

// passage is where an act stands: its words with what they say, and whom they
// name where that stands close before them.
func (w drafter) passage(act document.Proposal) instrument.Passage {
	span := act.Span
	widen := func(to *document.Span) {
		if to == nil {
			return
		}
		if to.Start < span.Start {
			span.Start, span.RuneStart = to.Start, to.RuneStart
		}
		if to.End > span.End {
			span.End, span.RuneEnd = to.End, to.RuneEnd
		}
	}
	widen(act.Fields.ContentSpan)
	if a := act.Fields.AddresseeSpan; a != nil && span.Start-a.End < 200 {
		widen(a)
	}
	return instrument.Passage{Document: string(w.s.Document.ID), Text: w.s.Document.Text, Act: act.ID, Span: span}
}

// settled is a draft with what a person settled beyond it. Where the person left
// a label, a text, a paragraph or themes out, the draft's stay.
func settled(draft instrument.Provision, by *instrument.Provision) instrument.Provision {
	if by == nil {
		return draft
	}
	p := *by
	p.ID, p.Instrument, p.Passages = draft.ID, draft.Instrument, draft.Passages
	for _, x := range [...]struct{ to, from *string }{
		{&p.Label, &draft.Label}, {&p.Text, &draft.Text}, {&p.Paragraph, &draft.Paragraph},
		{(*string)(&p.Force), (*string)(&draft.Force)}, {(*string)(&p.Confidence), (*string)(&draft.Confidence)},
	} {
		if *x.to == "" {
			*x.to = *x.from
		}
	}
	if p.Themes == nil {
		p.Themes = draft.Themes
	}
	return p
}

// act is what a decision lets stand as an act of the text; false if it lets
// nothing stand, or something that is no act.
func (s *state) act(dec Decision) (document.Proposal, bool) {
	if !dec.Stands() {
		return document.Proposal{}, false
	}
	if dec.As != nil {
		return *dec.As, dec.As.Kind == document.ActKind
	}
	if dec.Read < 1 || dec.Read > len(s.readings) {
		return document.Proposal{}, false
	}
	p, ok := proposalIn(s.readings[dec.Read-1], dec.Proposal)
	return p, ok && p.Kind == document.ActKind
}

// settle writes what the decisions of proposals mean for the register, and takes
// back what they no longer mean.
func (d *Desk) settle(ctx context.Context, tx *store.Tx, bg background, s *state, ids ...string) error {
	w := newDrafter(bg, s)
	all := s.standing()
	for _, id := range ids {
		dec := s.decisions[id]
		var provision, passage any
		if act, ok := s.act(dec); ok {
			if dec.Verdict == Reference {
				passage = readPassage{dec.Restates, w.passage(act)}
			} else {
				drafted := w.draft(act, all)
				provision = readProvision{settled(drafted.Provision, dec.Provision), drafted.Cites}
			}
		}
		if err := replace(tx, kindReadProvision, string(provisionID(id)), provision); err != nil {
			return err
		}
		if err := replace(tx, kindReadPassage, id, passage); err != nil {
			return err
		}
	}
	return d.keepInstrument(ctx, tx, bg, s, s.Document.Instrument)
}

// replace writes a record, or takes it back where there is nothing to write; one
// that was never there needs no taking back.
func replace(tx *store.Tx, kind, id string, v any) error {
	if v == nil {
		if _, there, err := tx.Latest(kind, id); err != nil || !there {
			return err
		}
	}
	_, err := put(tx, kind, id, v)
	return err
}

// keepInstrument writes the instrument that a document makes of itself while any
// provision stands in it, and takes it back when none does. An instrument of the
// case stays as it is.
func (d *Desk) keepInstrument(ctx context.Context, tx *store.Tx, bg background, s *state, of instrument.ID) error {
	owner := s
	if of != s.Document.Own() {
		var err error
		owner, err = d.state(ctx, DocumentID(of), zeroTime)
		if truceline.KindOf(err) == truceline.NotFoundKind {
			return nil
		}
		if err != nil {
			return err
		}
	}
	stands := s.Document.Instrument == of && s.stands()
	if !stands {
		var err error
		if stands, err = d.standElsewhere(ctx, of, s.Document.ID); err != nil {
			return err
		}
	}
	if !stands {
		return replace(tx, kindReadInstrument, string(of), nil)
	}
	return replace(tx, kindReadInstrument, string(of), instrumentOf(owner, bg))
}

// standElsewhere reports whether any provision stands in an instrument that is
// said in another document than one.
func (d *Desk) standElsewhere(ctx context.Context, of instrument.ID, but DocumentID) (bool, error) {
	others, err := d.textsOf(ctx, of, but, zeroTime)
	if err != nil {
		return false, err
	}
	for _, doc := range others {
		for row, err := range d.store.List(ctx, store.Query{Kind: kindReadProvision, Prefix: string(doc.ID) + "-"}) {
			if err != nil || string(row.Body) != retracted {
				return err == nil, err
			}
		}
	}
	return false, nil
}

// stands reports whether any act of the document is a provision.
func (s *state) stands() bool {
	for _, dec := range s.decisions {
		if _, ok := s.act(dec); ok && dec.Verdict != Reference {
			return true
		}
	}
	return false
}

// move carries the provisions of a document to the instrument that it is now a
// text of. They stay as they were accepted.
func (d *Desk) move(ctx context.Context, tx *store.Tx, bg background, s *state, from instrument.ID) error {
	for id := range s.decisions {
		row, there, err := tx.Latest(kindReadProvision, string(provisionID(id)))
		if err != nil {
			return err
		}
		if !there || string(row.Body) == retracted {
			continue
		}
		p, err := decode[readProvision](row)
		if err != nil {
			return err
		}
		p.Instrument = s.Document.Instrument
		if _, err := put(tx, kindReadProvision, row.ID, p); err != nil {
			return err
		}
	}
	if err := d.keepInstrument(ctx, tx, bg, s, from); err != nil {
		return err
	}
	return d.keepInstrument(ctx, tx, bg, s, s.Document.Instrument)
}

// instrumentOf is the instrument that a document makes of itself: its title, its
// day, and who speaks in it as far as the case knows them.
func instrumentOf(s *state, bg background) instrument.Instrument {
	doc := s.Document
	adopters, unknown := bg.book.Parties(doc.Speakers)
	in := instrument.Instrument{
		ID: doc.Own(), Kind: instrumentKind(s.reading.Section, doc.Speakers), Names: truceline.Names{"en": doc.Title},
		Adopted: doc.On, AdoptedBy: adopters, Confidence: truceline.OneSource,
		Sources: []truceline.Cite{{Note: "the document " + string(doc.ID) + " of the record", Read: true}},
	}
	for _, u := range unknown {
		in.Disputed = append(in.Disputed, "names "+u+" as a speaker, whom the case does not know")
	}
	if day, err := time.ParseInLocation(time.DateOnly, doc.On, bg.zone); err == nil {
		in.Entries = []instrument.Entry{{
			At: day.UTC(), Before: day.AddDate(0, 0, 1).UTC(), Says: "the day of the text", Confidence: truceline.OneSource,
		}}
	}
	return in
}

// instrumentKind is what sort of instrument a text is, by its section and by
// whether several speak in it.
func instrumentKind(s document.Section, speakers string) string {
	switch s {
	case document.Preambular, document.Operative:
		return "resolution"
	case document.Agreement:
		return "agreement"
	}
	if strings.Contains(speakers, " and ") || strings.Contains(speakers, ",") {
		return "joint_statement"
	}
	return "declaration"
}
