package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/publication"
)

// Documents lists the documents, newest first, with how many acts are decided.
func (d *Desk) Documents(ctx context.Context, known time.Time) ([]DocumentRow, error) {
	decided := make(map[DocumentID]int)
	for row, err := range d.store.List(ctx, store.Query{Kind: kindDecision, Known: known}) {
		if err != nil {
			return nil, err
		}
		letter, _ := numberOf(row.ID)
		if letter != "a" {
			continue
		}
		dec, err := decode[Decision](row)
		if err != nil {
			return nil, err
		}
		if dec.Verdict != Undecided {
			decided[dec.Document]++
		}
	}
	var out []DocumentRow
	for doc, err := range d.documents(ctx, known) {
		if err != nil {
			return nil, err
		}
		r := DocumentRow{Document: doc, Acts: doc.ActN, Decided: decided[doc.ID]}
		added, err := d.store.Get(ctx, kindAct, "add_document:"+string(doc.ID), known)
		if err != nil {
			return nil, err
		}
		act, err := decode[Act](added)
		if err != nil {
			return nil, err
		}
		r.Added, r.By = added.Known, act.By
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b DocumentRow) int {
		return cmp.Or(b.Added.Compare(a.Added), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// Reading is a document with what is proposed and decided of it, as known.
func (d *Desk) Reading(ctx context.Context, id DocumentID, known time.Time) (ReadingView, error) {
	s, err := d.state(ctx, id, known)
	if err != nil {
		return ReadingView{}, err
	}
	bg, err := d.background(ctx, known)
	if err != nil {
		return ReadingView{}, err
	}
	v := ReadingView{Document: s.Document, Content: s.text, Reading: s.reading, Decisions: s.decisions, Restate: make(map[string][]Restatement)}
	v.Reading.Proposals = s.shown()
	if v.Pages, err = d.pages(s.Document); err != nil {
		return ReadingView{}, err
	}
	if v.Rivals, err = d.textsOf(ctx, s.Document.Instrument, id, known); err != nil {
		return ReadingView{}, err
	}
	w := newDrafter(bg, s)
	facts, _, err := d.facts(ctx, known)
	if err != nil {
		return ReadingView{}, err
	}
	earlier := instrument.NewEarlier(facts.Instruments, s.Document.On)
	all := s.standing()
	for _, act := range all {
		if act.Kind != document.ActKind {
			continue
		}
		drafted := w.draft(act, all)
		dec := s.decisions[act.ID]
		v.Drafts = append(v.Drafts, Draft{
			Proposal: act.ID, Provision: settled(drafted.Provision, dec.Provision), Unresolved: drafted.Unresolved,
			Ambiguity: drafted.Open, Stands: dec.Stands() && dec.Verdict != Reference,
		})
		for _, r := range earlier.Restates(act, said(s.text, act), drafted) {
			v.Restate[act.ID] = append(v.Restate[act.ID], Restatement(r))
		}
	}
	return v, nil
}

// said is the words of what an act says.
func said(text string, act document.Proposal) string {
	if c := act.Fields.ContentSpan; c != nil {
		return text[c.Start:c.End]
	}
	return act.Text
}

// pages are which part of the text stands on which page.
func (d *Desk) pages(doc Document) ([]TextPage, error) {
	if doc.Layout == "" {
		return nil, nil
	}
	body, err := d.documentFile(doc, doc.Layout)
	if err != nil {
		return nil, err
	}
	var out []TextPage
	if err := json.Unmarshal(body, &out); err != nil {
		return nil, fmt.Errorf("decode the pages of %s: %w", doc.ID, err)
	}
	return out, nil
}

// Content is a document and its text.
func (d *Desk) Content(ctx context.Context, id DocumentID) (Document, string, error) {
	return d.content(ctx, id, zeroTime)
}

// Original is a document and the bytes of the file that it came in.
func (d *Desk) Original(ctx context.Context, id DocumentID) (Document, []byte, error) {
	doc, _, err := d.content(ctx, id, zeroTime)
	if err != nil {
		return Document{}, nil, err
	}
	body, err := d.documentFile(doc, doc.Digest)
	return doc, body, err
}

// DecisionHistory is every decision of a proposal, oldest first.
func (d *Desk) DecisionHistory(ctx context.Context, id DocumentID, proposal string) ([]Decision, error) {
	if _, err := d.store.Get(ctx, kindDocument, string(id), zeroTime); truceline.KindOf(err) == truceline.NotFoundKind {
		return nil, truceline.NotFound("no document %q is in the record; the list of documents has them", id)
	} else if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(proposal, string(id)+"#") {
		return nil, truceline.NotFound("%s has no proposal %q; its reading lists them", id, proposal)
	}
	rows, err := d.store.Versions(ctx, kindDecision, proposal)
	if truceline.KindOf(err) == truceline.NotFoundKind {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	out := make([]Decision, len(rows))
	for i, row := range rows {
		if out[i], err = decisionOf(row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// DecisionsSince are the latest decisions of a document's proposals that were
// recorded after since (zero: all), in the order in which they were.
func (d *Desk) DecisionsSince(ctx context.Context, id DocumentID, since time.Time) ([]Decision, error) {
	last, err := d.store.LastKnownOf(ctx, zeroTime, kindDecision)
	if err != nil || !last.After(since) {
		return nil, err
	}
	all, err := d.decisionsOf(ctx, id, zeroTime)
	if err != nil {
		return nil, err
	}
	var out []Decision
	for _, dec := range all {
		if dec.Decided.After(since) {
			out = append(out, dec)
		}
	}
	slices.SortFunc(out, func(a, b Decision) int {
		return cmp.Or(a.Decided.Compare(b.Decided), cmp.Compare(a.Proposal, b.Proposal))
	})
	return out, nil
}

// Reviewed is what people accepted, corrected and added of a document, in the
// record format of the annotated texts: a regression case for the reader.
func (d *Desk) Reviewed(ctx context.Context, id DocumentID) ([]document.Proposal, error) {
	s, err := d.state(ctx, id, zeroTime)
	if err != nil {
		return nil, err
	}
	var out []document.Proposal
	for _, p := range s.standing() {
		if s.decisions[p.ID].Stands() {
			p.Rule = "" // a person says so, whatever rule proposed it
			out = append(out, p)
		}
	}
	return out, nil
}

// Choices are the parties and areas that a person can choose, by their names in
// a language.
func (d *Desk) Choices(ctx context.Context, lang string, known time.Time) ([]Choice, error) {
	bg, err := d.background(ctx, known)
	if err != nil {
		return nil, err
	}
	var out []Choice
	for _, p := range bg.facts.Parties {
		out = append(out, Choice{Party: p.ID, Name: p.Names.In(lang)})
	}
	for _, a := range bg.facts.Areas {
		out = append(out, Choice{Area: a.ID, Name: a.Names.In(lang)})
	}
	slices.SortFunc(out, func(a, b Choice) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Party, b.Party), cmp.Compare(a.Area, b.Area))
	})
	return out, nil
}

// Rival sets two texts beside each other, passage by passage.
func (d *Desk) Rival(ctx context.Context, a, b DocumentID) (Rivals, error) {
	var out Rivals
	var err error
	if out.A, out.TextA, err = d.Content(ctx, a); err != nil {
		return Rivals{}, err
	}
	if out.B, out.TextB, err = d.Content(ctx, b); err != nil {
		return Rivals{}, err
	}
	out.Passages = document.Compare(out.TextA, out.TextB)
	return out, nil
}

// AkomaNtoso writes the texts in which acts were accepted, of one instrument or
// of all, as Akoma Ntoso: the text as it is, with its acts marked.
func (d *Desk) AkomaNtoso(ctx context.Context, w io.Writer, of instrument.ID, known time.Time) error {
	bg, err := d.background(ctx, known)
	if err != nil {
		return err
	}
	facts, _, err := d.facts(ctx, known)
	if err != nil {
		return err
	}
	at := known
	if at.IsZero() {
		if at, err = d.Known(ctx); err != nil {
			return err
		}
	}
	docs, err := d.Documents(ctx, known)
	if err != nil {
		return err
	}
	var texts []publication.Transcript
	for _, doc := range slices.Backward(docs) { // the first taken in first
		if of != "" && doc.Instrument != of {
			continue
		}
		s, err := d.state(ctx, doc.ID, known)
		if err != nil {
			return err
		}
		if t := transcript(s, facts.Instruments); len(t.Acts) > 0 {
			texts = append(texts, t)
		}
	}
	if len(texts) == 0 {
		return truceline.NotFound("no act of any text is accepted there; review a document first")
	}
	return publication.AkomaNtoso(w, texts, publication.AKNOptions{Case: bg.facts.Case.ID, Known: at, Zone: bg.zone, Book: bg.book})
}

// transcript is a text with its accepted acts, as the register has them.
func transcript(s *state, ins []instrument.Instrument) publication.Transcript {
	t := publication.Transcript{
		Document: string(s.Document.ID), Instrument: s.Document.Instrument, Title: s.Document.Title, On: s.Document.On, Speakers: s.Document.Speakers,
		Digest: s.Document.Digest, TextHash: s.Document.Text, Content: s.text, Section: s.reading.Section,
	}
	said := make(map[instrument.ProvisionID]instrument.Provision)
	for _, in := range ins {
		if in.ID == s.Document.Instrument {
			t.Kind = in.Kind
		}
		for _, p := range in.Provisions {
			said[p.ID] = p
		}
	}
	all := s.standing()
	for _, p := range all {
		dec := s.decisions[p.ID]
		act, ok := s.act(dec)
		if !ok {
			continue
		}
		a := publication.AcceptedAct{Act: act, Provision: said[provisionID(p.ID)], By: dec.By, At: dec.Decided}
		if dec.Verdict == Reference {
			a.Restates, a.Provision = dec.Restates, said[dec.Restates]
		}
		t.Acts = append(t.Acts, a)
		for _, x := range instrument.Inside(s.text, act, all) {
			if !slices.ContainsFunc(t.Inside, func(p document.Proposal) bool { return p.ID == x.ID }) {
				t.Inside = append(t.Inside, x)
			}
		}
	}
	return t
}
