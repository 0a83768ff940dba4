package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/party"
)

// TestDecision: what a form decides is what its reader would say that it does.
func TestDecision(t *testing.T) {
	fx := newFixture(t)
	f := frame{book: newBook(fx.reg.Facts, mustLangs(t)[0]), Lang: mustLangs(t)[0], Head: Head{Zone: fx.zone}}
	view := fixtureReading()
	acts := standings(view)
	// filled is the form of an act as the page gives it, with some fields changed.
	filled := func(id, verdict string, pairs ...string) url.Values {
		s, ok := find(acts, id)
		if !ok {
			t.Fatalf("no act %s", id)
		}
		v := formOf(view.Content, s)
		v.Set("verdict", verdict)
		for i := 0; i < len(pairs); i += 2 {
			if v.Del(pairs[i]); pairs[i+1] != "" {
				v[pairs[i]] = strings.Split(pairs[i+1], "|")
			}
		}
		return v
	}
	for _, tc := range []struct {
		name  string
		form  url.Values
		seq   int
		check func(t *testing.T, d Decision)
		wrong string // what is refused instead
	}{
		{name: "a button accepts", form: url.Values{"accept": {"a001.0"}}, check: func(t *testing.T, d Decision) {
			if d.Verdict != desk.Accepted || d.Proposal != "communique-1#a001" || d.As != nil {
				t.Errorf("%+v", d)
			}
		}},
		{name: "a form that changes nothing accepts, and settles nothing", form: filled("a001", "corrected"), check: func(t *testing.T, d Decision) {
			if d.Verdict != desk.Accepted || d.As != nil || d.Provision != nil {
				t.Errorf("%+v", d)
			}
		}},
		{name: "themes in another order change nothing", form: filled("a002", "corrected", "themes", "weapons|withdrawal", "addressee", "the parties"), seq: 2, check: func(t *testing.T, d Decision) {
			if d.Verdict != desk.Accepted {
				t.Errorf("%+v", d.As)
			}
		}},
		{name: "another addressee corrects, and says where the text has it", form: filled("a001", "corrected", "addressee", "the Government"), check: func(t *testing.T, d Decision) {
			if d.Verdict != desk.Corrected || d.As == nil || d.As.Fields.AddresseeSpan == nil || d.Provision != nil {
				t.Fatalf("%+v", d)
			}
			if a := d.As.Fields.AddresseeSpan; view.Content[a.Start:a.End] != "the Government" {
				t.Errorf("the addressee stands at %v", a)
			}
			if d.As.Rule != "" || d.As.ID != "communique-1#a001" {
				t.Errorf("%+v", d.As)
			}
		}},
		{name: "other words", form: filled("a001", "corrected", "words", "reaffirm"), check: func(t *testing.T, d Decision) {
			if d.As == nil || d.As.Text != "reaffirm" || d.As.RuneEnd-d.As.RuneStart != 8 {
				t.Errorf("%+v", d.As)
			}
		}},
		{name: "no content any more", form: filled("a001", "corrected", "content.words", ""), check: func(t *testing.T, d Decision) {
			if d.As == nil || d.As.Fields.ContentSpan != nil {
				t.Errorf("%+v", d.As)
			}
		}},
		{name: "who owes it is settled beside an act that stands as proposed", form: filled("a001", "corrected", "prov.obligor", "gov|guarantor", "prov.within", "P10D"), check: func(t *testing.T, d Decision) {
			if d.Verdict != desk.Accepted || d.Provision == nil {
				t.Fatalf("%+v", d)
			}
			if diff := cmp.Diff([]party.ID{"gov", "guarantor"}, d.Provision.Obligor); diff != "" {
				t.Error(diff)
			}
			if d.Provision.Deadline == nil || d.Provision.Deadline.Within != "P10D" || d.Provision.Force != instrument.Commits {
				t.Errorf("%+v", d.Provision)
			}
		}},
		{name: "a reference", form: url.Values{"refer": {"a001.0.memo_2a"}}, check: func(t *testing.T, d Decision) {
			if d.Verdict != desk.Reference || d.Restates != "memo_2a" {
				t.Errorf("%+v", d)
			}
		}},
		{name: "an act that was added and is corrected stays added", form: filled("x001", "corrected", "speaker", "the guarantors of the truce"), seq: 1, check: func(t *testing.T, d Decision) {
			if d.Verdict != desk.Added || d.As.Fields.Speaker != "the guarantors of the truce" || d.Proposal != "communique-1#x001" {
				t.Errorf("%+v", d)
			}
		}},
		{name: "a missed act, by its words", form: url.Values{"verdict": {"added"}, "words": {"agrees  otherwise"}, "force": {"decision"}, "mode": {"direct"}, "section": {"statement"}}, check: func(t *testing.T, d Decision) {
			if d.Verdict != desk.Added || d.Proposal != "" || d.As.Text != "agrees otherwise" || d.As.Kind != document.ActKind {
				t.Errorf("%+v", d)
			}
		}},
		{name: "a reference to nothing", form: url.Values{"act": {"a001"}, "verdict": {"reference"}}, wrong: "choose the provision"},
		{name: "a force that is none", form: filled("a001", "corrected", "force", "threat"), wrong: "choose what the act does"},
		{name: "a theme that is none", form: filled("a001", "corrected", "themes", "weather"), wrong: `"weather" is no theme`},
		{name: "a party that is none", form: filled("a001", "corrected", "prov.obligor", "atlantis"), wrong: `no "atlantis"`},
		{name: "an area that is none", form: filled("a001", "corrected", "prov.area", "atlantis"), wrong: `no "atlantis"`},
		{name: "a length of time that is none", form: filled("a001", "corrected", "prov.within", "ten days"), wrong: "write thirty days as P30D"},
		{name: "a due day that is none", form: filled("a001", "corrected", "prov.on", "soon"), wrong: "is not a date"},
		{name: "an act that is not there", form: url.Values{"accept": {"a077.0"}}, wrong: "no act"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			unpack(tc.form)
			seq, d, err := f.decision(view, acts, tc.form)
			switch {
			case tc.wrong != "":
				if k := truceline.KindOf(err); k == truceline.Internal || !strings.Contains(err.Error(), tc.wrong) {
					t.Errorf("error %v, want %q", err, tc.wrong)
				}
			case err != nil:
				t.Error(err)
			case seq != tc.seq:
				t.Errorf("seen was version %d, want %d", seq, tc.seq)
			default:
				tc.check(t, d)
			}
		})
	}
}

func TestStandings(t *testing.T) {
	view := fixtureReading()
	ids := func() (out []string) {
		for _, s := range standings(view) {
			out = append(out, s.Local()+" "+string(s.Verdict()))
		}
		return out
	}
	want := []string{"a001 undecided", "a002 corrected", "a003 accepted", "a004 rejected", "a005 reference", "x001 added"}
	if d := cmp.Diff(want, ids()); d != "" {
		t.Error(d)
	}
	if decided, of := progress(standings(view)); decided != 4 || of != 5 {
		t.Errorf("%d of %d decided, want 4 of the 5 that were proposed", decided, of)
	}
	d := view.Decisions["communique-1#x001"]
	d.Verdict = desk.Undecided
	view.Decisions["communique-1#x001"] = d
	if d := cmp.Diff(want[:5], ids()); d != "" {
		t.Errorf("what was added and taken back still stands: %s", d)
	}
}
