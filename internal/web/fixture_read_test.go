package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
)

// The texts are made up. The first has what a browser does not keep: line ends
// of two bytes, letters of four, a zero byte and a byte that is no UTF-8.
const (
	communique = "Communique of the guarantors\r\nof the Alder truce\r\n\r\n" +
		"ALDER, 3 March 2018 – The guarantors reaffirm their determination to uphold the Memorandum on areas 𝄞\x00\xff.\r\n" +
		"They call upon the parties to withdraw heavy weapons from the Old Mill within ten days of this communique, unless the joint commission agrees otherwise.\r\n\r\n" +
		"“We will not resume flights over the valley,” the Government said. The guarantors welcome the release of forty detainees and thank the Northern Brigade.\r\n\r\n" +
		"وتدعو الأطراف إلى فتح الطرق.\r\n"
	rivalText = "Communique of the guarantors\nof the Alder truce\n\nThe guarantors call upon the parties to withdraw heavy weapons from the Old Mill within twenty days.\n"
)

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// marked is a proposal for some words of a text.
func marked(text, id string, kind document.Kind, words string, x document.Fields) document.Proposal {
	at := strings.Index(text, words)
	if at < 0 {
		panic("the text lacks " + words)
	}
	doc, _, _ := strings.Cut(id, "#")
	return document.Proposal{Doc: doc, ID: id, Kind: kind, Span: spanAt(text, at, at+len(words)), Text: words, Fields: x, Rule: "a rule of the fixture"}
}

func saying(text, words string) *document.Span {
	at := strings.Index(text, words)
	sp := spanAt(text, at, at+len(words))
	return &sp
}

func fixtureReading() ReadingView {
	const doc = "communique-1"
	text := communique
	guarantors := document.Fields{Speaker: "the guarantors", Mode: document.Direct, Section: document.Statement}
	with := func(force document.Force, verb, to, content string, themes ...string) document.Fields {
		x := guarantors
		x.Force, x.Verb, x.Addressee, x.Themes = force, verb, to, themes
		if content != "" {
			x.ContentSpan = saying(text, content)
		}
		return x
	}
	quoted := with(document.Commitment, "will resume", "", "flights over the valley", "monitoring")
	quoted.Mode, quoted.Speaker, quoted.Polarity = document.Quoted, "the Government", "neg"
	ps := []document.Proposal{
		marked(text, doc+"#p001", document.PlaceKind, "ALDER", document.Fields{Type: "city"}),
		marked(text, doc+"#d001", document.DateKind, "3 March 2018", document.Fields{Norm: "2018-03-03", Role: "event"}),
		marked(text, doc+"#a001", document.ActKind, "reaffirm their determination", with(document.Commitment, "reaffirm its determination", "", "to uphold the Memorandum on areas", "ceasefire")),
		marked(text, doc+"#i001", document.InstrumentKind, "Memorandum on areas", document.Fields{Type: "memorandum"}),
		marked(text, doc+"#a002", document.ActKind, "call upon", with(document.Demand, "call upon", "the parties", "to withdraw heavy weapons from the Old Mill within ten days of this communique, unless the joint commission agrees otherwise", "withdrawal", "weapons")),
		marked(text, doc+"#p002", document.PlaceKind, "the Old Mill", document.Fields{Type: "area"}),
		marked(text, doc+"#d002", document.DateKind, "within ten days of this communique", document.Fields{Norm: "P10D", Role: "deadline"}),
		marked(text, doc+"#c001", document.ConditionKind, "unless the joint commission agrees otherwise", document.Fields{Type: "condition"}),
		marked(text, doc+"#q001", document.QuoteKind, "We will not resume flights over the valley,", document.Fields{Type: "quotation", Speaker: "the Government"}),
		marked(text, doc+"#a003", document.ActKind, "will not resume", quoted),
		marked(text, doc+"#a004", document.ActKind, "welcome", with(document.Acknowledgement, "welcome", "", "the release of forty detainees", "detainees")),
		marked(text, doc+"#a005", document.ActKind, "thank", with(document.Acknowledgement, "thank", "the Northern Brigade", "", "cooperation")),
	}
	corrected := ps[4]
	corrected.Fields.Addressee = "the parties and the Government"
	added := marked(text, doc+"#x001", document.ActKind, "وتدعو", with(document.Demand, "دعا", "الأطراف", "إلى فتح الطرق", "humanitarian_access"))
	decide := func(id string, v desk.Verdict, seq int) Decision {
		return Decision{Document: doc, Proposal: doc + id, Verdict: v, By: "duty editor", Seq: seq, Decided: fixtureKnown.Add(time.Duration(seq) * time.Minute)}
	}
	ds := map[string]Decision{
		doc + "#a002": decide("#a002", desk.Corrected, 2), doc + "#a003": decide("#a003", desk.Accepted, 1),
		doc + "#a004": decide("#a004", desk.Rejected, 1), doc + "#a005": decide("#a005", desk.Reference, 3), doc + "#x001": decide("#x001", desk.Added, 1),
	}
	as := func(id string, p *document.Proposal, note string, of instrument.ProvisionID) {
		d := ds[doc+id]
		d.As, d.Note, d.Restates = p, note, of
		ds[doc+id] = d
	}
	as("#a002", &corrected, "the Government is addressed too", "")
	as("#x001", &added, "", "")
	as("#a005", nil, "", "memo_6")
	return ReadingView{
		Document: Document{ID: doc, File: "communique <1>.txt", Title: "Communique of the guarantors", Format: "text", Encoding: "utf-8",
			Digest: hash(text), Text: hash(text), Bytes: len(text), On: "2018-03-03", Speakers: "the guarantors", Instrument: "statement", Reader: "1"},
		Content: text, Pages: []desk.TextPage{{Number: 1, Start: 0, End: 200}, {Number: 2, Start: 200, End: len(text)}},
		Reading: document.Reading{Doc: doc, Reader: "1", Section: document.Statement, Speakers: "the guarantors", Proposals: ps}, Decisions: ds,
		Drafts: []desk.Draft{
			{Proposal: doc + "#a001", Unresolved: []string{"Alder <valley>"}, Ambiguity: []string{"missing.area", "missing.measure"}, Provision: instrument.Provision{
				ID: "communique-1-a001", Instrument: "statement", Label: "uphold the memorandum", Force: instrument.Commits, Obligor: []party.ID{"guarantor"}, Themes: []string{"ceasefire"}}},
			{Proposal: doc + "#a002", Stands: true, Ambiguity: []string{"missing.measure"}, Provision: instrument.Provision{
				ID: "communique-1-a002", Instrument: "statement", Label: "withdraw heavy weapons", Force: instrument.CallsUpon, Addressee: []party.ID{"gov", "opposition"}, Areas: []place.AreaID{"place_mill"},
				Deadline: &instrument.Deadline{Within: "P10D", ClockStart: "this communique"}, Themes: []string{"withdrawal"}}},
		},
		Restate: map[string][]desk.Restatement{doc + "#a001": {{Provision: "memo_2a", Share: 0.6, Reasons: []string{"six of ten words in common"}}}},
		Rivals:  []Document{fixtureRival().Document},
	}
}

// fixtureRival is another text of the same instrument, with an act that nobody
// has decided of.
func fixtureRival() ReadingView {
	const doc = "communique-2"
	text := rivalText
	return ReadingView{
		Document: Document{ID: doc, File: "copy.pdf", Format: "pdf", Digest: hash("a file"), Text: hash(text), Bytes: len(text), Instrument: "statement", Reader: "1"},
		Content:  text,
		Reading: document.Reading{Doc: doc, Reader: "1", Section: document.Statement, Proposals: []document.Proposal{
			marked(text, doc+"#a001", document.ActKind, "call upon", document.Fields{Verb: "call upon", Force: document.Demand, Mode: document.Direct, Section: document.Statement, Addressee: "the parties"}),
		}},
		Decisions: map[string]Decision{}, Rivals: []Document{{ID: "communique-1"}},
	}
}

func (f *fixture) Documents(context.Context, time.Time) ([]DocumentRow, error) {
	var out []DocumentRow
	for i, v := range []ReadingView{fixtureRival(), fixtureReading()} {
		decided, acts := progress(standings(v))
		out = append(out, DocumentRow{Document: v.Document, Acts: acts, Decided: decided, Added: fixtureKnown.Add(-time.Duration(i) * time.Hour), By: "duty editor"})
	}
	return out, nil
}

func (f *fixture) Reading(_ context.Context, id DocumentID, _ time.Time) (ReadingView, error) {
	for _, v := range []ReadingView{fixtureReading(), fixtureRival()} {
		if v.Document.ID == id {
			return v, nil
		}
	}
	return ReadingView{}, truceline.NotFound("the record has no text %q", id)
}

func (f *fixture) Content(ctx context.Context, id DocumentID) (Document, string, error) {
	v, err := f.Reading(ctx, id, time.Time{})
	return v.Document, v.Content, err
}

func (f *fixture) Original(ctx context.Context, id DocumentID) (Document, []byte, error) {
	doc, text, err := f.Content(ctx, id)
	return doc, []byte(text), err
}

func (f *fixture) Reviewed(ctx context.Context, id DocumentID) ([]document.Proposal, error) {
	v, err := f.Reading(ctx, id, time.Time{})
	var out []document.Proposal
	for _, s := range standings(v) {
		if s.Decided() && s.Verdict() != desk.Rejected {
			out = append(out, s.Proposal)
		}
	}
	return out, err
}

func (f *fixture) DecisionsSince(ctx context.Context, id DocumentID, since time.Time) ([]Decision, error) {
	v, err := f.Reading(ctx, id, time.Time{})
	var out []Decision
	for _, d := range v.Decisions {
		if d.Decided.After(since) {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b Decision) int { return strings.Compare(a.Proposal, b.Proposal) })
	return out, err
}

func (f *fixture) DecisionHistory(ctx context.Context, id DocumentID, proposal string) ([]Decision, error) {
	v, err := f.Reading(ctx, id, time.Time{})
	d, ok := v.Decisions[proposal]
	if !ok {
		return nil, err
	}
	var out []Decision
	for seq := 1; seq <= d.Seq; seq++ {
		d.Seq = seq
		out = append(out, d)
	}
	return out, err
}

func (f *fixture) Rival(ctx context.Context, a, b DocumentID) (desk.Rivals, error) {
	va, err := f.Reading(ctx, a, time.Time{})
	if err != nil {
		return desk.Rivals{}, err
	}
	vb, err := f.Reading(ctx, b, time.Time{})
	return desk.Rivals{A: va.Document, B: vb.Document, TextA: va.Content, TextB: vb.Content, Passages: document.Compare(va.Content, vb.Content)}, err
}

func (f *fixture) AkomaNtoso(_ context.Context, w io.Writer, of instrument.ID, _ time.Time) error {
	_, err := fmt.Fprintf(w, "<akomaNtoso><!-- %s --></akomaNtoso>", of)
	return err
}

// The fixture is open for reading only: what would be written is refused, and a
// decision that was made on an older version is a conflict as anywhere.

func (f *fixture) AddDocument(context.Context, string, desk.Upload) (Document, error) {
	return Document{}, truceline.Unavailable(nil, "the record is open for reading only")
}

func (f *fixture) SetDocument(context.Context, string, DocumentID, string, string, instrument.ID) (Document, error) {
	return Document{}, truceline.Unavailable(nil, "the record is open for reading only")
}

func (f *fixture) Decide(ctx context.Context, seq int, dec Decision) (Decision, error) {
	v, err := f.Reading(ctx, dec.Document, time.Time{})
	if err != nil {
		return Decision{}, err
	}
	if now := v.Decisions[dec.Proposal]; now.Seq != seq {
		return Decision{}, truceline.Conflict("%s decided meanwhile: %s", now.By, now.Verdict)
	}
	return Decision{}, truceline.Unavailable(nil, "the record is open for reading only")
}
