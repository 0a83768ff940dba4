package desk

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/internal/store"
)

// A state is a document with everything that is proposed and decided of it.
type state struct {
	Document  Document
	text      string
	reading   document.Reading   // the latest
	readings  []document.Reading // every version, the first first
	decisions map[string]Decision
}

// state loads a document as known then.
func (d *Desk) state(ctx context.Context, id DocumentID, known time.Time) (*state, error) {
	doc, text, err := d.content(ctx, id, known)
	if err != nil {
		return nil, err
	}
	s := &state{Document: doc, text: text}
	rows, err := d.store.Versions(ctx, kindReading, string(id))
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if !known.IsZero() && row.Known.After(known) {
			break
		}
		r, err := decode[document.Reading](row)
		if err != nil {
			return nil, err
		}
		s.readings = append(s.readings, r)
	}
	s.reading = s.readings[len(s.readings)-1]
	s.decisions, err = d.decisionsOf(ctx, id, known)
	return s, err
}

// content is a document and its text as known then.
func (d *Desk) content(ctx context.Context, id DocumentID, known time.Time) (Document, string, error) {
	row, err := d.store.Get(ctx, kindDocument, string(id), known)
	if truceline.KindOf(err) == truceline.NotFoundKind {
		return Document{}, "", truceline.NotFound("no document %q was in the record then; the list of documents has them", id)
	}
	if err != nil {
		return Document{}, "", err
	}
	doc, err := decode[Document](row)
	if err != nil {
		return Document{}, "", err
	}
	body, err := d.documentFile(doc, doc.Text)
	return doc, string(body), err
}

// decisionsOf are the latest decisions of a document's proposals as known then.
func (d *Desk) decisionsOf(ctx context.Context, id DocumentID, known time.Time) (map[string]Decision, error) {
	out := make(map[string]Decision)
	for row, err := range d.store.List(ctx, store.Query{Kind: kindDecision, Known: known, Prefix: string(id) + "#"}) {
		if err != nil {
			return nil, err
		}
		dec, err := decisionOf(row)
		if err != nil {
			return nil, err
		}
		out[dec.Proposal] = dec
	}
	return out, nil
}

func decisionOf(row store.Row) (Decision, error) {
	dec, err := decode[Decision](row)
	dec.Seq, dec.Decided = row.Seq, row.Known
	return dec, err
}

// onDocument runs an act on a document: one transaction, which f adds to. The
// state is loaded while no one else can write, so that it is what f changes.
func (d *Desk) onDocument(ctx context.Context, id DocumentID, f func(*state, *store.Tx) error) error {
	return d.write(ctx, func(tx *store.Tx) error {
		s, err := d.state(ctx, id, zeroTime)
		if err != nil {
			return err
		}
		return f(s, tx)
	})
}

// shown are the proposals as a person sees them: those of the latest reading,
// but each that was decided on as it was read then.
func (s *state) shown() []document.Proposal {
	out := make([]document.Proposal, 0, len(s.reading.Proposals))
	placed := make(map[string]bool)
	for _, dec := range s.decisions {
		if dec.Verdict == Undecided || dec.Read == 0 || dec.Read >= len(s.readings) {
			continue
		}
		if p, ok := proposalIn(s.readings[dec.Read-1], dec.Proposal); ok {
			out = append(out, p)
			placed[p.ID] = true
		}
	}
	for _, p := range s.reading.Proposals {
		if !placed[p.ID] {
			out = append(out, p)
		}
	}
	inOrder(out)
	return out
}

// standing are the proposals as they are decided: corrected ones as corrected,
// added ones in, rejected ones out. What nobody decided stands as proposed.
func (s *state) standing() []document.Proposal { return standing(s.shown(), s.decisions) }

func standing(shown []document.Proposal, decisions map[string]Decision) []document.Proposal {
	out := make([]document.Proposal, 0, len(shown))
	for _, p := range shown {
		switch dec := decisions[p.ID]; {
		case dec.Verdict == Rejected:
		case dec.Stands() && dec.As != nil:
			out = append(out, *dec.As)
		default:
			out = append(out, p)
		}
	}
	for _, dec := range decisions {
		if added(dec.Proposal) && dec.Stands() && dec.As != nil {
			out = append(out, *dec.As)
		}
	}
	inOrder(out)
	return out
}

// added reports whether an id is that of a proposal that a person made.
func added(id string) bool {
	letter, n := numberOf(id)
	return letter == "x" && n > 0
}

func proposalIn(r document.Reading, id string) (document.Proposal, bool) {
	i := slices.IndexFunc(r.Proposals, func(p document.Proposal) bool { return p.ID == id })
	if i < 0 {
		return document.Proposal{}, false
	}
	return r.Proposals[i], true
}

// inOrder sorts proposals as they stand in the text.
func inOrder(ps []document.Proposal) {
	slices.SortFunc(ps, func(a, b document.Proposal) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
	})
}

// Standing are the proposals as they are decided: corrected ones as corrected,
// added ones in, rejected ones out, in the order of the text. What nobody
// decided stands as proposed.
func (v ReadingView) Standing() []document.Proposal {
	return standing(v.Reading.Proposals, v.Decisions)
}
