package desk_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
)

// asJSON is a register's instruments as they would be printed.
func asJSON(t testing.TB, d *desk.Desk, known time.Time) string {
	t.Helper()
	body, err := json.Marshal(register(t, d, known).Facts.Instruments)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// What was known of the register and of a reading at an earlier time does not
// change by later decisions, dates, instruments or cases.
func TestLaterDecisionsNeverChangeEarlierAnswers(t *testing.T) {
	d, _, doc := reading(t)
	a := func(n string) string { return string(doc.ID) + "#" + n }
	first := decide(t, d, 0, desk.Decision{Document: doc.ID, Proposal: a("a001"), Verdict: desk.Accepted})
	known := first.Decided
	before := asJSON(t, d, known)
	view, err := d.Reading(t.Context(), doc.ID, known)
	if err != nil {
		t.Fatal(err)
	}

	decide(t, d, first.Seq, desk.Decision{Document: doc.ID, Proposal: a("a001"), Verdict: desk.Rejected})
	decide(t, d, 0, desk.Decision{Document: doc.ID, Proposal: a("a002"), Verdict: desk.Accepted})
	decide(t, d, 0, desk.Decision{Document: doc.ID, Proposal: a("a003"), Verdict: desk.Reference, Restates: "ford_1"})
	if _, err := d.SetDocument(t.Context(), "bertil", doc.ID, "2024-04-06", "Hill Brigade", "bridge_protocol"); err != nil {
		t.Fatal(err)
	}
	c := twoRivers(t)
	c.Facts.Parties[1].Aliases = []string{"Fishers' League"}
	load(t, d, c)
	if _, err := d.AddDocument(t.Context(), "bertil", desk.Upload{Name: "other.txt", Data: []byte("They will withdraw.")}); err != nil {
		t.Fatal(err)
	}

	if diff := cmp.Diff(before, asJSON(t, d, known)); diff != "" {
		t.Errorf("the register as known at %s moved\n%s", known, diff)
	}
	again, err := d.Reading(t.Context(), doc.ID, known)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(view, again); diff != "" {
		t.Errorf("the reading as known at %s moved\n%s", known, diff)
	}
	if before == asJSON(t, d, time.Time{}) {
		t.Error("the register of now is that of then: the test shows nothing")
	}
	if docs, err := d.Documents(t.Context(), known); err != nil || len(docs) != 1 || docs[0].Decided != 1 || docs[0].Acts != 4 || docs[0].By != "anna" {
		t.Errorf("the documents known then: %+v, %v", docs, err)
	}
	verify(t, d)
}

// Loading the case again leaves what was read in place; what it drops under a
// provision is left out of it and said; what a text is of it may not drop.
func TestLoadLeavesWhatWasRead(t *testing.T) {
	d, _, doc := reading(t)
	decide(t, d, 0, desk.Decision{Document: doc.ID, Proposal: string(doc.ID) + "#a001", Verdict: desk.Accepted})
	c := twoRivers(t)
	if out := load(t, d, c); out != (desk.Loaded{}) {
		t.Errorf("loading the same case again: %+v", out)
	}
	c.Facts.Areas = c.Facts.Areas[1:]
	c.Facts.Instruments[1].Provisions[0].Areas = []place.AreaID{"upper_valley"}
	c.Facts.Instruments[0].Provisions[0].Areas = []place.AreaID{"upper_valley"}
	load(t, d, c)
	p, _, _ := register(t, d, time.Time{}).Provision(instrument.ProvisionID(doc.ID) + "-a001")
	if len(p.Areas) != 0 || len(p.Caveats) != 1 || !strings.Contains(p.Caveats[0], "lower_valley") {
		t.Errorf("with its area gone: areas %v, caveats %q", p.Areas, p.Caveats)
	}
	if _, err := d.SetDocument(t.Context(), "anna", doc.ID, doc.On, doc.Speakers, "bridge_protocol"); err != nil {
		t.Fatal(err)
	}
	c.Facts.Instruments = slices.DeleteFunc(c.Facts.Instruments, func(in instrument.Instrument) bool { return in.ID == "bridge_protocol" })
	_, err := d.LoadCase(t.Context(), "test", c)
	if truceline.KindOf(err) != truceline.ConflictKind || !strings.Contains(err.Error(), string(doc.ID)) {
		t.Errorf("got %v, want a Conflict that names the document", err)
	}
}

// A document that is said to be of another instrument takes its provisions
// there, under the same ids; its acts are then those of whoever adopted it.
func TestSetDocumentMovesItsProvisions(t *testing.T) {
	d, _, doc := reading(t)
	decide(t, d, 0, desk.Decision{Document: doc.ID, Proposal: string(doc.ID) + "#a001", Verdict: desk.Accepted})
	id := string(doc.ID) + "-a001"
	if _, err := d.SetDocument(t.Context(), "anna", doc.ID, doc.On, doc.Speakers, "bridge_protocol"); err != nil {
		t.Fatal(err)
	}
	if got := provisionsOf(t, d, "bridge_protocol", time.Time{}); !slices.Equal(got, []string{"bridge_1", id}) {
		t.Errorf("the protocol has %q", got)
	}
	rival, err := d.AddDocument(t.Context(), "anna", desk.Upload{Name: "rival.txt", Data: []byte(strings.ReplaceAll(statement, "1 May", "9 May")), Instrument: "bridge_protocol"})
	if err != nil {
		t.Fatal(err)
	}
	view, err := d.Reading(t.Context(), rival.ID, time.Time{})
	if err != nil || len(view.Rivals) != 1 || view.Rivals[0].ID != doc.ID {
		t.Errorf("rivals %+v, %v", view.Rivals, err)
	}
	if got := view.Drafts[0].Provision.Obligor; !slices.Equal(got, []party.ID{"north_council", "hill_brigade"}) {
		t.Errorf("speakers whom the case knows by name: %v", got)
	}
	both, err := d.Rival(t.Context(), doc.ID, rival.ID)
	if err != nil {
		t.Fatal(err)
	}
	var changed []string
	for _, p := range both.Passages {
		for _, c := range p.Changes {
			changed = append(changed, both.TextA[c.A.Start:c.A.End]+" > "+both.TextB[c.B.Start:c.B.End])
		}
	}
	if !slices.Equal(changed, []string{"1 > 9"}) {
		t.Errorf("the texts differ in %q", changed)
	}
	if _, err := d.SetDocument(t.Context(), "anna", rival.ID, "", "", instrument.ID(doc.ID)); truceline.KindOf(err) != truceline.InvalidKind {
		t.Errorf("a text of a text: %v", err)
	}
	if _, err := d.SetDocument(t.Context(), "anna", doc.ID, doc.On, doc.Speakers, ""); err != nil {
		t.Fatal(err)
	}
	if got := provisionsOf(t, d, doc.Own(), time.Time{}); !slices.Equal(got, []string{id}) {
		t.Errorf("on its own again it has %q", got)
	}
}

// Reading a text again changes no id, and nothing that was decided.
func TestReadAgainLeavesWhatWasDecided(t *testing.T) {
	d, _, doc := reading(t)
	a := func(n string) string { return string(doc.ID) + "#" + n }
	decide(t, d, 0, desk.Decision{Document: doc.ID, Proposal: a("a002"), Verdict: desk.Accepted})
	d.ReadWith(func(doc, text string, opts document.Options) document.Reading {
		r := read(doc, text, opts)
		r.Proposals = slices.DeleteFunc(r.Proposals, func(p document.Proposal) bool { return p.Kind == document.ActKind && p.Fields.Verb == "will" })
		r.Proposals = slices.DeleteFunc(r.Proposals, func(p document.Proposal) bool { return p.Kind == document.ActKind && p.Fields.Verb == "call upon" })
		n := 0
		for i := range r.Proposals {
			if p := &r.Proposals[i]; p.Kind == document.ActKind {
				n++
				p.ID = fmt.Sprintf("%s#a%03d", doc, n)
			}
		}
		r.Proposals = append(r.Proposals, document.Proposal{Doc: doc, ID: doc + "#a003", Kind: document.ActKind, Span: spanOf(text, "release"), Text: "release", Fields: document.Fields{Verb: "release", Force: document.Commitment}})
		return r
	})
	if _, err := d.SetDocument(t.Context(), "anna", doc.ID, "2024-04-06", doc.Speakers, ""); err != nil {
		t.Fatal(err)
	}
	view, err := d.Reading(t.Context(), doc.ID, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string]string)
	for _, p := range view.Reading.Proposals {
		if p.Kind == document.ActKind {
			got[p.ID] = p.Text
		}
	}
	want := map[string]string{a("a002"): "call upon", a("a003"): "reaffirm", a("a004"): "demand", a("a005"): "release"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the acts by id (-want +got)\n%s", diff)
	}
	if p, _, ok := register(t, d, time.Time{}).Provision(instrument.ProvisionID(doc.ID) + "-a002"); !ok || p.Force != instrument.CallsUpon {
		t.Errorf("what was accepted is %+v", p)
	}
}
