package desk_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
)

func TestDecisionsAreChecked(t *testing.T) {
	d, _, doc := reading(t)
	a := func(n string) string { return string(doc.ID) + "#" + n }
	act := func(change func(*document.Proposal)) *document.Proposal {
		p := document.Proposal{Kind: document.ActKind, Span: spanOf(statement, "reopen"), Fields: document.Fields{Verb: "reopen", Force: document.Commitment}}
		change(&p)
		return &p
	}
	apostrophe := strings.Index(statement, "’")
	for _, tc := range []struct {
		name string
		dec  desk.Decision
		kind truceline.Kind
		says string
	}{
		{"nobody", desk.Decision{Proposal: a("a001"), Verdict: desk.Accepted, By: " "}, truceline.InvalidKind, "by: is missing"},
		{"no verdict", desk.Decision{Proposal: a("a001"), Verdict: "maybe"}, truceline.InvalidKind, `"maybe" is not known; choose one of accepted`},
		{"no such document", desk.Decision{Document: "other", Proposal: "other#a001", Verdict: desk.Accepted}, truceline.NotFoundKind, `no document "other"`},
		{"no such proposal", desk.Decision{Proposal: a("a099"), Verdict: desk.Accepted}, truceline.NotFoundKind, "no proposal"},
		{"nothing was added", desk.Decision{Proposal: a("x001"), Verdict: desk.Rejected}, truceline.NotFoundKind, "nobody added"},
		{"of another document", desk.Decision{Proposal: "other#x001", Verdict: desk.Added, As: act(func(*document.Proposal) {})}, truceline.NotFoundKind, "no proposal"},
		{"corrected to what", desk.Decision{Proposal: a("a001"), Verdict: desk.Corrected}, truceline.InvalidKind, "as: is missing"},
		{"accepted and changed", desk.Decision{Proposal: a("a001"), Verdict: desk.Accepted, As: act(func(*document.Proposal) {})}, truceline.InvalidKind, "say corrected"},
		{"added over a proposal", desk.Decision{Proposal: a("a001"), Verdict: desk.Added, As: act(func(*document.Proposal) {})}, truceline.InvalidKind, "proposed already"},
		{"of another kind", desk.Decision{Proposal: a("p001"), Verdict: desk.Corrected, As: act(func(*document.Proposal) {})}, truceline.InvalidKind, "reject it and add"},
		{"an empty span", desk.Decision{Verdict: desk.Added, As: act(func(p *document.Proposal) { p.End = p.Start })}, truceline.InvalidKind, "no stretch of the text"},
		{"beyond the text", desk.Decision{Verdict: desk.Added, As: act(func(p *document.Proposal) { p.End = len(statement) + 1 })}, truceline.InvalidKind, "no stretch of the text"},
		{"before the text", desk.Decision{Verdict: desk.Added, As: act(func(p *document.Proposal) { p.Start = -1 })}, truceline.InvalidKind, "no stretch of the text"},
		{"empty space", desk.Decision{Verdict: desk.Added, As: act(func(p *document.Proposal) { p.Span = document.Span{Start: 5, End: 6} })}, truceline.InvalidKind, "empty space"},
		{"within a letter", desk.Decision{Verdict: desk.Added, As: act(func(p *document.Proposal) { p.Span = document.Span{Start: apostrophe + 1, End: apostrophe + 9} })}, truceline.InvalidKind, "within a letter"},
		{"runes of another stretch", desk.Decision{Verdict: desk.Added, As: act(func(p *document.Proposal) { p.RuneStart++; p.RuneEnd++ })}, truceline.InvalidKind, "give both of one stretch"},
		{"other words", desk.Decision{Verdict: desk.Added, As: act(func(p *document.Proposal) { p.Text = "close" })}, truceline.InvalidKind, `are "reopen", not "close"`},
		{"no force", desk.Decision{Verdict: desk.Added, As: act(func(p *document.Proposal) { p.Fields.Force = "" })}, truceline.InvalidKind, "force: is missing; choose one of commitment"},
		{"no verb", desk.Decision{Verdict: desk.Added, As: act(func(p *document.Proposal) { p.Fields.Verb = "" })}, truceline.InvalidKind, "verb: is missing"},
		{"no such theme", desk.Decision{Verdict: desk.Added, As: act(func(p *document.Proposal) { p.Fields.Themes = []string{"fishing"} })}, truceline.InvalidKind, `"fishing" is not known`},
		{"too many themes", desk.Decision{Verdict: desk.Added, As: act(func(p *document.Proposal) { p.Fields.Themes = document.Themes[:5] })}, truceline.InvalidKind, "one to four"},
		{"a content within a letter", desk.Decision{Verdict: desk.Added, As: act(func(p *document.Proposal) { p.Fields.ContentSpan = &document.Span{Start: 0, End: apostrophe + 1} })}, truceline.InvalidKind, "content_span"},
		{"a steering mark", desk.Decision{Verdict: desk.Added, As: act(func(p *document.Proposal) { p.Fields.Speaker = "a\x1b[2J" })}, truceline.InvalidKind, "control character"},
		{"restates nothing", desk.Decision{Proposal: a("a001"), Verdict: desk.Reference}, truceline.InvalidKind, "restates: is missing"},
		{"restates what is not there", desk.Decision{Proposal: a("a001"), Verdict: desk.Reference, Restates: "ford_9"}, truceline.NotFoundKind, `no provision "ford_9"`},
		{"a place restates nothing", desk.Decision{Proposal: a("p001"), Verdict: desk.Reference, Restates: "ford_1"}, truceline.InvalidKind, "is no act"},
		{"accepted and a reference", desk.Decision{Proposal: a("a001"), Verdict: desk.Accepted, Restates: "ford_1"}, truceline.InvalidKind, "say reference"},
		{"a party that the case lacks", desk.Decision{Proposal: a("a001"), Verdict: desk.Accepted, Provision: &instrument.Provision{Obligor: []party.ID{"nobody"}}}, truceline.NotFoundKind, `"nobody"`},
		{"an area that the case lacks", desk.Decision{Proposal: a("a001"), Verdict: desk.Accepted, Provision: &instrument.Provision{Areas: []place.AreaID{"nowhere"}}}, truceline.NotFoundKind, `"nowhere"`},
		{"an act that the catalogue lacks", desk.Decision{Proposal: a("a001"), Verdict: desk.Accepted, Provision: &instrument.Provision{Conduct: []instrument.ActID{"rudeness"}}}, truceline.NotFoundKind, `"rudeness"`},
		{"a call that binds who calls", desk.Decision{Proposal: a("a002"), Verdict: desk.Accepted, Provision: &instrument.Provision{Obligor: []party.ID{"hill_brigade"}}}, truceline.InvalidKind, "not by what it asks of others"},
		{"a provision of what is rejected", desk.Decision{Proposal: a("a001"), Verdict: desk.Rejected, Provision: &instrument.Provision{}}, truceline.InvalidKind, "no provision"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if tc.dec.Document == "" {
				tc.dec.Document = doc.ID
			}
			if tc.dec.By == "" {
				tc.dec.By = "anna"
			}
			_, err := d.Decide(t.Context(), 0, tc.dec)
			if truceline.KindOf(err) != tc.kind || err == nil || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("got %v, want %q", err, tc.says)
			}
		})
	}
	if since, err := d.DecisionsSince(t.Context(), doc.ID, time.Time{}); err != nil || len(since) > 0 {
		t.Errorf("refused decisions left %+v, %v", since, err)
	}
}

// The same bytes are one document, under whatever name; a file of it that is
// gone or damaged is not handed out, fails the check, and is put back.
func TestFilesOfADocument(t *testing.T) {
	d, dir, doc := reading(t)
	path := filepath.Join(dir, "documents", doc.Digest)
	again := func() desk.Document {
		t.Helper()
		out, err := d.AddDocument(t.Context(), "bertil", desk.Upload{Name: "copy.txt", Data: []byte(statement)})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	head, _ := d.LogHead(t.Context(), time.Time{})
	if got := again(); got.ID != doc.ID {
		t.Errorf("the same bytes are %s and %s", doc.ID, got.ID)
	}
	if now, _ := d.LogHead(t.Context(), time.Time{}); now != head {
		t.Error("adding the same bytes again wrote something")
	}
	for _, harm := range []struct {
		name string
		do   func() error
		kind truceline.Kind
	}{
		{"gone", func() error { return os.Remove(path) }, truceline.UnavailableKind},
		{"changed", func() error { return os.WriteFile(path, []byte("They will not."), 0o600) }, truceline.ConflictKind},
		{"cut off", func() error { return os.Truncate(path, 9) }, truceline.ConflictKind},
	} {
		t.Run(harm.name, func(t *testing.T) {
			if err := harm.do(); err != nil {
				t.Fatal(err)
			}
			if _, _, err := d.Original(t.Context(), doc.ID); truceline.KindOf(err) != harm.kind {
				t.Errorf("the original is handed out: %v", err)
			}
			if _, err := d.Reading(t.Context(), doc.ID, time.Time{}); truceline.KindOf(err) != harm.kind {
				t.Errorf("it is read: %v", err)
			}
			if err := d.Verify(t.Context(), func(int64, int64) {}); truceline.KindOf(err) != harm.kind {
				t.Errorf("it is verified: %v", err)
			}
			again()
			if _, body, err := d.Original(t.Context(), doc.ID); err != nil || string(body) != statement {
				t.Errorf("put back: %v", err)
			}
			verify(t, d)
		})
	}
}

func TestUploadsAreChecked(t *testing.T) {
	d, dir, _ := reading(t)
	for _, tc := range []struct {
		name string
		up   desk.Upload
		says string
	}{
		{"nothing in it", desk.Upload{Name: "empty.txt"}, "empty"},
		{"a date that is none", desk.Upload{Name: "a.txt", Data: []byte("They will go."), On: "5 April"}, "2018-03-16"},
		{"of no instrument", desk.Upload{Name: "a.txt", Data: []byte("They will go."), Instrument: "treaty"}, `no instrument "treaty"`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := d.AddDocument(t.Context(), "anna", tc.up)
			if err == nil || truceline.KindOf(err) == truceline.Internal || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("got %v, want %q", err, tc.says)
			}
		})
	}
	r, err := desk.Open(t.Context(), dir, desk.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	files, _ := os.ReadDir(filepath.Join(dir, "documents"))
	if _, err := r.AddDocument(t.Context(), "anna", desk.Upload{Name: "a.txt", Data: []byte("They will go.")}); truceline.KindOf(err) != truceline.UnavailableKind {
		t.Errorf("a record for reading takes a text: %v", err)
	}
	if after, _ := os.ReadDir(filepath.Join(dir, "documents")); len(after) != len(files) {
		t.Error("and writes its file")
	}
}

func TestDateInName(t *testing.T) {
	for _, tc := range []struct{ name, file, want string }{
		{"a day at the end", "seed-2018-03-16.txt", "2018-03-16"},
		{"a day at the start, in a folder", "2019-01-01/2018-03-16 statement.pdf", "2018-03-16"},
		{"a symbol is no day", "draft-s-2016-1061.txt", ""},
		{"no such day", "text-2018-02-30.txt", ""},
		{"digits go on", "text-12018-03-167.txt", ""},
		{"two days", "2018-03-16 to 2018-03-18.txt", ""},
		{"the same twice", "2018-03-16/2018-03-16 (2018-03-16).txt", "2018-03-16"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := desk.DateInName(tc.file); got != tc.want {
				t.Errorf("%q gives %q, want %q", tc.file, got, tc.want)
			}
		})
	}
}
