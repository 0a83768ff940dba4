package desk_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/document/gold"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/intake/casedir"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
)

// statement is a made-up text of the made-up case of the commands' scripts.
const statement = `Joint statement of the Northern Council and the Hill Brigade, 5 April 2024
1. The two sides will withdraw their heavy weapons from the Lower valley by 1 May 2024.
2. They call upon the Fishers’ League to reopen the ford as soon as possible.
3. They reaffirm that attacks in the Upper valley stop, without prejudice to the list.
4. They demand that the Hill Brigade release all prisoners within ten days.
`

// twoRivers loads that case.
func twoRivers(t testing.TB) *casedir.Case {
	t.Helper()
	c, err := casedir.Load(os.DirFS(filepath.Join("..", "..", "cmd", "truceline", "testdata", "case")))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// spanOf is where words stand in a text.
func spanOf(text, words string) document.Span {
	i := strings.Index(text, words)
	if i < 0 {
		panic(words + " is not in the text")
	}
	r := len([]rune(text[:i]))
	return document.Span{Start: i, End: i + len(words), RuneStart: r, RuneEnd: r + len([]rune(words))}
}

// read proposes what a careful reader finds in the statement.
func read(doc, text string, opts document.Options) document.Reading {
	r := document.Reading{Doc: doc, Reader: "test", Section: document.Statement, Title: "Joint statement", On: "2024-04-05", Speakers: "Northern Council and Hill Brigade"}
	if opts.On != "" {
		r.On = opts.On
	}
	if opts.Speakers != "" {
		r.Speakers = opts.Speakers
	}
	add := func(id string, kind document.Kind, words string, f document.Fields) {
		if !strings.Contains(text, words) {
			return
		}
		r.Proposals = append(r.Proposals, document.Proposal{Doc: doc, ID: doc + "#" + id, Kind: kind, Span: spanOf(text, words), Text: words, Fields: f, Rule: "test"})
	}
	act := func(id, verb, words string, force document.Force, content, addressee string, themes ...string) {
		f := document.Fields{Verb: verb, Force: force, Mode: document.Direct, Section: document.Statement, Speaker: r.Speakers, Themes: themes}
		if strings.Contains(text, content) {
			f.ContentSpan = new(spanOf(text, content))
		}
		if addressee != "" && strings.Contains(text, addressee) {
			f.Addressee, f.AddresseeSpan = addressee, new(spanOf(text, addressee))
		}
		add(id, document.ActKind, words, f)
	}
	act("a001", "will", "will withdraw", document.Commitment, "their heavy weapons from the Lower valley by 1 May 2024", "", "withdrawal", "weapons")
	add("p001", document.PlaceKind, "Lower valley", document.Fields{Type: "area"})
	add("d001", document.DateKind, "1 May 2024", document.Fields{Role: "deadline", Norm: "2024-05-01"})
	act("a002", "call upon", "call upon", document.Demand, "the Fishers’ League to reopen the ford as soon as possible", "the Fishers’ League", "infrastructure")
	add("d002", document.DateKind, "as soon as possible", document.Fields{Role: "urgency", Norm: "-"})
	act("a003", "reaffirm", "reaffirm", document.Recall, "that attacks in the Upper valley stop, without prejudice to the list", "", "ceasefire")
	add("p002", document.PlaceKind, "Upper valley", document.Fields{Type: "area"})
	act("a004", "demand", "demand", document.Demand, "that the Hill Brigade release all prisoners within ten days", "the Hill Brigade", "detainees")
	add("d003", document.DateKind, "within ten days", document.Fields{Role: "deadline", Norm: "P10D"})
	return r
}

// reading is a desk with the case and the statement in it, and its folder.
func reading(t testing.TB) (*desk.Desk, string, desk.Document) {
	t.Helper()
	dir := t.TempDir()
	d, err := desk.Create(t.Context(), dir, desk.Options{Now: clock()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	d.ReadWith(read)
	load(t, d, twoRivers(t))
	doc, err := d.AddDocument(t.Context(), "anna", desk.Upload{Name: "Joint Statement.txt", Data: []byte(statement)})
	if err != nil {
		t.Fatal(err)
	}
	return d, dir, doc
}

func decide(t testing.TB, d *desk.Desk, seq int, dec desk.Decision) desk.Decision {
	t.Helper()
	if dec.By == "" {
		dec.By = "anna"
	}
	out, err := d.Decide(t.Context(), seq, dec)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func register(t testing.TB, d *desk.Desk, known time.Time) *observance.Register {
	t.Helper()
	reg, err := d.Register(t.Context(), known)
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

// provisionsOf are the ids of the provisions of an instrument, as known then.
func provisionsOf(t testing.TB, d *desk.Desk, of instrument.ID, known time.Time) []string {
	t.Helper()
	var out []string
	for _, in := range register(t, d, known).Facts.Instruments {
		for _, p := range in.Provisions {
			if in.ID == of {
				out = append(out, string(p.ID))
			}
		}
	}
	return out
}

func verify(t testing.TB, d *desk.Desk) {
	t.Helper()
	if err := d.Verify(t.Context(), func(int64, int64) {}); err != nil {
		t.Error(err)
	}
}

// An accepted act stands in the register as a provision of the instrument that
// the document makes, with its span; it binds, applies, and makes no findings.
func TestAcceptedActsStandInTheRegister(t *testing.T) {
	d, _, doc := reading(t)
	importCSV(t, d, "a.csv", desk.FormatGED, gedHeader+"9,1,Northern Council,Hill Brigade,Ford Radio,1,Ford,Valley,,0.4,0.4,1,2024-04-10,2024-04-10,1,1,1\n")
	evaluate(t, d)
	before := findings(t, d, time.Time{})
	for _, a := range []string{"a001", "a002", "a003", "a004"} {
		decide(t, d, 0, desk.Decision{Document: doc.ID, Proposal: string(doc.ID) + "#" + a, Verdict: desk.Accepted})
	}
	evaluate(t, d)
	if diff := cmp.Diff(before, findings(t, d, time.Time{})); diff != "" {
		t.Errorf("provisions that prohibit nothing moved findings\n%s", diff)
	}
	reg := register(t, d, time.Time{})
	p, in, ok := reg.Provision(instrument.ProvisionID(doc.ID) + "-a001")
	if !ok {
		t.Fatal("the accepted act is not in the register")
	}
	want := instrument.Provision{
		ID: p.ID, Instrument: doc.Own(), Paragraph: "statement", Label: "will: withdrawal", Force: instrument.Commits,
		Text:    "Northern Council and Hill Brigade: will; on withdrawal, weapons; place: Lower valley; by 2024-05-01",
		Obligor: []party.ID{"north_council", "hill_brigade"}, Areas: []place.AreaID{"lower_valley"}, Deadline: &instrument.Deadline{On: "2024-05-01"},
		Themes: []string{"withdrawal", "weapons"}, Confidence: truceline.OneSource,
		Passages: []instrument.Passage{{
			Document: string(doc.ID), Text: doc.Text, Act: string(doc.ID) + "#a001",
			Span: spanOf(statement, "will withdraw their heavy weapons from the Lower valley by 1 May 2024"),
		}},
	}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Errorf("the provision (-want +got)\n%s", diff)
	}
	if in.Kind != "joint_statement" || in.Adopted != "2024-04-05" || !slices.Equal(in.AdoptedBy, []party.ID{"north_council", "hill_brigade"}) {
		t.Errorf("the instrument is %+v", in)
	}
	call, _, _ := reg.Provision(instrument.ProvisionID(doc.ID) + "-a002")
	if call.Force != instrument.CallsUpon || len(call.Obligor) > 0 {
		t.Errorf("the call is %+v", call)
	}
	at := place.Place{Point: place.Point{Lon: 0.5, Lat: 0.5}}
	applied, err := observance.Applied(reg, at, localDay(2024, 4, 20, reg.Zone()), "hill_brigade")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(applied, func(a observance.Applies) bool { return a.Provision.ID == p.ID && a.Answer == truceline.Yes }) {
		t.Error("what the brigade committed to does not apply to it there, then")
	}
	if early, _ := observance.Applied(reg, at, localDay(2024, 4, 1, reg.Zone()), ""); slices.ContainsFunc(early, func(a observance.Applies) bool { return a.Instrument.ID == doc.Own() }) {
		t.Error("it applied before it was said")
	}
	verify(t, d)
}

// Two people decide on one proposal: the second is told who decided what, and
// both decisions stand in the history once the second has looked.
func TestTwoEditors(t *testing.T) {
	d, _, doc := reading(t)
	id := string(doc.ID) + "#a003"
	first := decide(t, d, 0, desk.Decision{Document: doc.ID, Proposal: id, Verdict: desk.Accepted, By: "anna"})
	_, err := d.Decide(t.Context(), 0, desk.Decision{Document: doc.ID, Proposal: id, Verdict: desk.Rejected, By: "bertil"})
	if truceline.KindOf(err) != truceline.ConflictKind || !strings.Contains(err.Error(), "accepted by anna at 2026-01-01T") {
		t.Fatalf("got %v, want a Conflict that names anna", err)
	}
	if got := provisionsOf(t, d, doc.Own(), time.Time{}); len(got) != 1 {
		t.Errorf("after the conflict the register has %q", got)
	}
	decide(t, d, first.Seq, desk.Decision{Document: doc.ID, Proposal: id, Verdict: desk.Rejected, By: "bertil", Note: "a quotation of another text"})
	history, err := d.DecisionHistory(t.Context(), doc.ID, id)
	if err != nil || len(history) != 2 || history[0].By != "anna" || history[1].By != "bertil" || history[1].Seq != 2 {
		t.Errorf("history %+v, %v", history, err)
	}
	since, err := d.DecisionsSince(t.Context(), doc.ID, first.Decided)
	if err != nil || len(since) != 1 || since[0].By != "bertil" {
		t.Errorf("since the first decision: %+v, %v", since, err)
	}
	if since, _ := d.DecisionsSince(t.Context(), doc.ID, since[0].Decided); len(since) != 0 {
		t.Errorf("since the last decision: %+v", since)
	}
}

// Of many who decide at once on one proposal one is heard, and on proposals of
// their own all are.
func TestManyEditorsAtOnce(t *testing.T) {
	d, _, doc := reading(t)
	var wg sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		wg.Go(func() {
			_, errs[i] = d.Decide(t.Context(), 0, desk.Decision{Document: doc.ID, Proposal: string(doc.ID) + "#a001", Verdict: desk.Accepted, By: fmt.Sprint("editor ", i)})
		})
	}
	wg.Wait()
	heard := 0
	for _, err := range errs {
		if err == nil {
			heard++
		} else if truceline.KindOf(err) != truceline.ConflictKind {
			t.Error(err)
		}
	}
	if heard != 1 {
		t.Errorf("%d were heard, want one", heard)
	}
	for i, a := range []string{"a002", "a003", "a004", "p001", "p002", "d001", "d002", "d003"} {
		wg.Go(func() {
			_, errs[i] = d.Decide(t.Context(), 0, desk.Decision{Document: doc.ID, Proposal: string(doc.ID) + "#" + a, Verdict: desk.Accepted, By: a})
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
	verify(t, d)
}

// Two programs that have the record open decide at once: each waits for the
// other, and everything is recorded, whatever their clocks say.
func TestTwoProgramsDecideAtOnce(t *testing.T) {
	d, dir, doc := reading(t)
	other, err := desk.Open(t.Context(), dir, desk.Options{Now: clock()}) // behind, so that its instants are taken
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	var wg sync.WaitGroup
	for i, proposals := range [][]string{{"a001", "a002", "p001", "d001"}, {"a003", "a004", "p002", "d002", "d003"}} {
		by := []*desk.Desk{d, other}[i]
		wg.Go(func() {
			for _, p := range proposals {
				if _, err := by.Decide(t.Context(), 0, desk.Decision{Document: doc.ID, Proposal: string(doc.ID) + "#" + p, Verdict: desk.Accepted, By: fmt.Sprint(i)}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	all, err := d.DecisionsSince(t.Context(), doc.ID, time.Time{})
	if err != nil || len(all) != 9 {
		t.Errorf("%d decisions, want 9 (%v)", len(all), err)
	}
	verify(t, d)
}

// Undoing takes the provision out and leaves both decisions on record.
func TestUndo(t *testing.T) {
	d, _, doc := reading(t)
	id := string(doc.ID) + "#a001"
	done := decide(t, d, 0, desk.Decision{Document: doc.ID, Proposal: id, Verdict: desk.Accepted})
	undone := decide(t, d, done.Seq, desk.Decision{Document: doc.ID, Proposal: id, Verdict: desk.Undecided})
	if got := register(t, d, time.Time{}); slices.ContainsFunc(got.Facts.Instruments, func(in instrument.Instrument) bool { return in.ID == doc.Own() }) {
		t.Error("an instrument of which nothing stands is in the register")
	}
	if got := provisionsOf(t, d, doc.Own(), done.Decided); len(got) != 1 {
		t.Errorf("as known when it was accepted the register has %q", got)
	}
	again := decide(t, d, undone.Seq, desk.Decision{Document: doc.ID, Proposal: id, Verdict: desk.Accepted})
	if same := decide(t, d, again.Seq, desk.Decision{Document: doc.ID, Proposal: id, Verdict: desk.Accepted}); same.Seq != 3 {
		t.Errorf("deciding the same again is version %d, want 3", same.Seq)
	}
}

// A correction changes what the provision says and where; what a person added
// becomes one, and taking it back takes it out.
func TestCorrectedAndAdded(t *testing.T) {
	d, _, doc := reading(t)
	as := document.Proposal{Kind: document.ActKind, Span: document.Span{Start: spanOf(statement, "will withdraw").Start, End: spanOf(statement, "withdraw their").End}, Fields: document.Fields{
		Verb: "will", Force: document.Commitment, Speaker: "Hill Brigade", Themes: []string{"withdrawal"}, ContentSpan: &document.Span{Start: spanOf(statement, "heavy").Start, End: spanOf(statement, "2024.").End - 1},
	}}
	as.Fields.ContentSpan.End = spanOf(statement, "1 May 2024").End
	decide(t, d, 0, desk.Decision{Document: doc.ID, Proposal: string(doc.ID) + "#a001", Verdict: desk.Corrected, As: &as})
	p, _, _ := register(t, d, time.Time{}).Provision(instrument.ProvisionID(doc.ID) + "-a001")
	if !slices.Equal(p.Obligor, []party.ID{"hill_brigade"}) {
		t.Errorf("corrected to bind the brigade, it binds %v", p.Obligor)
	}
	added := decide(t, d, 0, desk.Decision{Document: doc.ID, Verdict: desk.Added, As: &document.Proposal{
		Kind: document.ActKind, Span: spanOf(statement, "release"), Fields: document.Fields{Verb: "release", Force: document.Commitment, Speaker: "Hill Brigade"},
	}})
	if added.Proposal != string(doc.ID)+"#x001" || added.As.Text != "release" {
		t.Fatalf("added as %+v", added)
	}
	if got := provisionsOf(t, d, doc.Own(), time.Time{}); !slices.Equal(got, []string{string(doc.ID) + "-a001", string(doc.ID) + "-x001"}) {
		t.Errorf("the register has %q", got)
	}
	back := decide(t, d, added.Seq, desk.Decision{Document: doc.ID, Proposal: added.Proposal, Verdict: desk.Undecided})
	if back.As == nil || len(provisionsOf(t, d, doc.Own(), time.Time{})) != 1 {
		t.Errorf("taken back: %+v", back)
	}
	decide(t, d, back.Seq, desk.Decision{Document: doc.ID, Proposal: added.Proposal, Verdict: desk.Added})

	cases, err := d.Reviewed(t.Context(), doc.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) != 2 || cases[0].Text != "will withdraw their" || cases[1].ID != added.Proposal {
		t.Errorf("reviewed: %+v", cases)
	}
	if err := gold.Check(cases, func(string) (string, error) { return statement, nil }); err != nil {
		t.Error(err)
	}
}

// A place or a date that a person rejects inside an accepted act is gone from
// its provision, and only from its.
func TestRejectedPlaceLeavesTheProvision(t *testing.T) {
	d, _, doc := reading(t)
	for _, a := range []string{"a001", "a003"} {
		decide(t, d, 0, desk.Decision{Document: doc.ID, Proposal: string(doc.ID) + "#" + a, Verdict: desk.Accepted})
	}
	rejected := decide(t, d, 0, desk.Decision{Document: doc.ID, Proposal: string(doc.ID) + "#p001", Verdict: desk.Rejected})
	reg := register(t, d, time.Time{})
	first, _, _ := reg.Provision(instrument.ProvisionID(doc.ID) + "-a001")
	other, _, _ := reg.Provision(instrument.ProvisionID(doc.ID) + "-a003")
	if len(first.Areas) != 0 || len(other.Areas) != 1 {
		t.Errorf("areas %v and %v", first.Areas, other.Areas)
	}
	decide(t, d, rejected.Seq, desk.Decision{Document: doc.ID, Proposal: string(doc.ID) + "#p001", Verdict: desk.Undecided})
	if p, _, _ := register(t, d, time.Time{}).Provision(first.ID); len(p.Areas) != 1 {
		t.Errorf("undone, the provision has areas %v", p.Areas)
	}
}

// What restates a provision adds its passage there and makes no new one.
func TestReferenceAddsAPassage(t *testing.T) {
	d, _, doc := reading(t)
	id := string(doc.ID) + "#a003"
	ref := decide(t, d, 0, desk.Decision{Document: doc.ID, Proposal: id, Verdict: desk.Reference, Restates: "ford_1"})
	p, _, _ := register(t, d, time.Time{}).Provision("ford_1")
	if len(p.Passages) != 1 || p.Passages[0].Act != id || len(provisionsOf(t, d, doc.Own(), time.Time{})) != 0 {
		t.Errorf("ford_1 has passages %+v", p.Passages)
	}
	decide(t, d, ref.Seq, desk.Decision{Document: doc.ID, Proposal: id, Verdict: desk.Undecided})
	if p, _, _ := register(t, d, time.Time{}).Provision("ford_1"); len(p.Passages) != 0 {
		t.Errorf("undone, ford_1 still has passages %+v", p.Passages)
	}
	// One that is restated cannot be taken back under the reference.
	first := decide(t, d, 0, desk.Decision{Document: doc.ID, Proposal: string(doc.ID) + "#a001", Verdict: desk.Accepted})
	decide(t, d, 0, desk.Decision{Document: doc.ID, Proposal: string(doc.ID) + "#a004", Verdict: desk.Reference, Restates: instrument.ProvisionID(doc.ID) + "-a001"})
	_, err := d.Decide(t.Context(), first.Seq, desk.Decision{Document: doc.ID, Proposal: first.Proposal, Verdict: desk.Rejected, By: "anna"})
	if truceline.KindOf(err) != truceline.ConflictKind || !strings.Contains(err.Error(), "#a004") {
		t.Errorf("got %v, want a Conflict that names the reference", err)
	}
	view, err := d.Reading(t.Context(), doc.ID, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if got := view.Restate[id]; len(got) == 0 || got[0].Provision != "ford_1" {
		t.Errorf("what restates the agreement's halt of attacks is proposed as %+v", got)
	}
}

// A person settles parties, areas and conduct; then incidents are held against it.
func TestSettledProvisionIsHeld(t *testing.T) {
	d, _, doc := reading(t)
	importCSV(t, d, "a.csv", desk.FormatGED, gedHeader+"9,1,Northern Council,Hill Brigade,Ford Radio,1,Ford,Valley,,0.4,0.4,1,2024-04-10,2024-04-10,1,1,1\n")
	decide(t, d, 0, desk.Decision{Document: doc.ID, Proposal: string(doc.ID) + "#a001", Verdict: desk.Accepted, Provision: &instrument.Provision{
		Force: instrument.Commits, Obligor: []party.ID{"north_council"}, Areas: []place.AreaID{"lower_valley"}, Conduct: []instrument.ActID{"armed_attack"},
	}})
	evaluate(t, d)
	if got := findings(t, d, time.Time{}); !strings.Contains(got, string(doc.ID)+"-a001") {
		t.Errorf("no finding by the settled provision:\n%s", got)
	}
}

// Whatever is decided in whatever order, the register holds exactly what stands,
// no call binds anybody, and the record verifies.
func TestRegisterHoldsWhatStands(t *testing.T) {
	d, _, _ := reading(t)
	n := 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		doc, err := d.AddDocument(t.Context(), "anna", desk.Upload{Name: "text.txt", Data: fmt.Appendf(nil, "%sText %d.\n", statement, n)})
		if err != nil {
			r.Fatal(err)
		}
		seq := make(map[string]int)
		stands := make(map[string]bool)
		for range rapid.IntRange(1, 12).Draw(r, "decisions") {
			id := string(doc.ID) + "#" + rapid.SampledFrom([]string{"a001", "a002", "a003", "a004"}).Draw(r, "act")
			dec := desk.Decision{Document: doc.ID, Proposal: id, Verdict: rapid.SampledFrom([]desk.Verdict{desk.Accepted, desk.Rejected, desk.Undecided, desk.Reference}).Draw(r, "verdict")}
			if dec.Verdict == desk.Reference {
				dec.Restates = "ford_1"
			}
			seq[id] = decide(t, d, seq[id], dec).Seq
			stands[id] = dec.Verdict == desk.Accepted
		}
		var want []string
		for id, s := range stands {
			if s {
				want = append(want, strings.Replace(id, "#", "-", 1))
			}
		}
		slices.Sort(want)
		got := provisionsOf(t, d, doc.Own(), time.Time{})
		if !slices.Equal(got, want) {
			r.Fatalf("the register has %q, want %q", got, want)
		}
		for _, in := range register(t, d, time.Time{}).Facts.Instruments {
			for _, p := range in.Provisions {
				if in.ID == doc.Own() && p.Force == instrument.CallsUpon && len(p.Obligor) > 0 {
					r.Fatalf("%s binds %v", p.ID, p.Obligor)
				}
			}
		}
	})
	verify(t, d)
}
