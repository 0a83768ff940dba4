package instrument_test

import (
	"strings"
	"testing"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/party"
)

func TestRestates(t *testing.T) {
	ins := []instrument.Instrument{
		{ID: "memo", Kind: "memorandum", Adopted: "2023-05-04", Names: truceline.Names{"en": "Memorandum on the valley"}, Provisions: []instrument.Provision{
			{ID: "memo_1", Instrument: "memo", Label: "withdrawal", Text: "Heavy weapons are withdrawn from the lower valley.", Obligor: []party.ID{"northland", "southland"}},
			{ID: "memo_2", Instrument: "memo", Label: "prisoners", Text: "Prisoners are released and their lists exchanged.", Obligor: []party.ID{"northland", "southland"}},
			{ID: "memo_3", Instrument: "memo", Label: "commission", Text: "A commission meets at the ford and registers what is reported.", Obligor: []party.ID{"northland"},
				Passages: []instrument.Passage{{Document: "source", Text: "abc", Span: document.Span{Start: 10, End: 40}}}},
		}},
		{ID: "later", Kind: "protocol", Adopted: "2025-01-01", Names: truceline.Names{"en": "Protocol"}, Provisions: []instrument.Provision{
			{ID: "later_1", Instrument: "later", Label: "withdrawal", Text: "Heavy weapons are withdrawn from the lower valley again."},
		}},
	}
	earlier := instrument.NewEarlier(ins, "2024-02-01")
	of := instrument.Drafted{Provision: instrument.Provision{ID: "doc-a001", Instrument: "doc", Obligor: []party.ID{"southland", "northland"}}}
	for _, tc := range []struct {
		name, verb, content string
		want                instrument.ProvisionID // the first; "" none
		reason              string
	}{
		{"the same in much the same words", "will", "withdraw their heavy weapons from the Lower valley without delay", "memo_1", "heavy"},
		{"a verb that repeats lets fewer words in common do", "reaffirm its commitment", "complete the release of prisoners agreed on between the delegations in spring, of whom several are ill", "memo_2", "repeats: reaffirm"},
		{"without such a verb they do not", "welcome", "complete the release of prisoners agreed on between the delegations in spring, of whom several are ill", "", ""},
		{"the same few words are no restatement of their own", "welcome", "the spring meeting between delegations, at which release of prisoners was one of many subjects for which no words were found", "", ""},
		{"something new", "will", "open a bridge for trade", "", ""},
		{"nothing is restated that is said only later", "will", "withdrawn again", "", ""},
		{"what the case has from these very words, whatever its own", "will", "see to the registers", "memo_3", "these very words"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			act := document.Proposal{Kind: document.ActKind, Fields: document.Fields{Verb: tc.verb}}
			d := of
			if tc.reason == "these very words" {
				d.Provision.Passages = []instrument.Passage{{Document: "doc", Text: "abc", Span: document.Span{Start: 14, End: 41}}}
			}
			if tc.verb == "welcome" { // nobody is bound by that
				d.Provision.Obligor = nil
			}
			got := earlier.Restates(act, tc.content, d)
			if tc.want == "" {
				if len(got) > 0 {
					t.Fatalf("got %+v, want none", got)
				}
				return
			}
			if len(got) == 0 || got[0].Provision != tc.want {
				t.Fatalf("got %+v, want %s first", got, tc.want)
			}
			if s := got[0].Share; s < 0 || s > 1 {
				t.Errorf("share %v", s)
			}
			if all := strings.Join(got[0].Reasons, "; "); !strings.Contains(all, tc.reason) {
				t.Errorf("reasons %q do not say %q", all, tc.reason)
			}
		})
	}
}
