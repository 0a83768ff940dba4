package reading

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline/bench/workload"
	"github.com/truceline/truceline/document"
)

func TestClassOf(t *testing.T) {
	act := func(f document.Fields) document.Proposal { return document.Proposal{Kind: document.ActKind, Fields: f} }
	commit := func(themes ...string) document.Proposal {
		return act(document.Fields{Verb: "agree", Force: document.Commitment, Themes: themes})
	}
	condition := func(kind string) document.Proposal {
		return document.Proposal{Kind: document.ConditionKind, Fields: document.Fields{Type: kind}}
	}
	for _, tc := range []struct {
		name string
		ps   []document.Proposal
		want string
	}{
		{"nobody does anything", []document.Proposal{{Kind: document.PlaceKind}}, "none"},
		{"a commitment is that of its theme", []document.Proposal{commit("ceasefire")}, "commit-ceasefire"},
		{"of two themes the narrower decides", []document.Proposal{commit("ceasefire", "detainees")}, "commit-release"},
		{"weapons are withdrawn", []document.Proposal{commit("weapons")}, "commit-withdraw"},
		{"a commitment of another theme has no class", []document.Proposal{commit("heritage")}, "commitment"},
		{"what is promised under a condition is conditional", []document.Proposal{commit("ceasefire"), condition("condition")}, "conditional"},
		{"a caveat is no condition", []document.Proposal{commit("ceasefire"), condition("caveat")}, "commit-ceasefire"},
		{"a refusal is one by its polarity", []document.Proposal{commit("ceasefire"), act(document.Fields{Force: document.Commitment, Polarity: "neg"})}, "negated"},
		{"or by its verb", []document.Proposal{act(document.Fields{Verb: "refuse", Force: document.Assessment})}, "negated"},
		{"a denial is one whatever its polarity", []document.Proposal{act(document.Fields{Verb: "deny", Force: document.Assessment, Polarity: "neg"})}, "denial"},
		{"an accusation", []document.Proposal{act(document.Fields{Verb: "accuse", Force: document.Assessment})}, "violation"},
		{"a welcome is a statement", []document.Proposal{act(document.Fields{Verb: "welcome", Force: document.Acknowledgement})}, "statement"},
		{"so is another assessment", []document.Proposal{act(document.Fields{Verb: "say", Force: document.Assessment})}, "statement"},
		{"a demand has no class", []document.Proposal{act(document.Fields{Force: document.Demand})}, "demand"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := ClassOf(document.Reading{Proposals: tc.ps}); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

// Two classes of two sentences each; one of the first is taken for the second,
// and one of the second for what is none.
func TestCompare(t *testing.T) {
	truth := []workload.Sentence{{Class: "a"}, {Class: "a"}, {Class: "b"}, {Class: "b"}}
	c := Compare(truth, []string{"a", "b", "b", "x"})
	got := fmt.Sprintf("a %.3f, b %.3f, mean %.3f, right %.3f, %s, %s", c.Rates["a"], c.Rates["b"], c.Macro, c.Micro, c.mistaken("a"), c.mistaken("b"))
	const want = "a {1.000 0.500 0.667}, b {0.500 0.500 0.500}, mean 0.583, right 0.500, b (1), x (1)"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	never := Compare(truth[:2], []string{"x", "x"})
	if never.Macro != 0 || never.mistaken("a") != "x (2)" {
		t.Errorf("nothing right: mean %v, taken for %s", never.Macro, never.mistaken("a"))
	}
}

func TestFactsOf(t *testing.T) {
	sentences := []workload.Sentence{
		{Class: "statement", Source: "the Northern Front", Place: "Hama", Date: "2024-05-07"},
		{Class: None, Source: "Russia", Place: "Homs", Date: "2024-05-08"},
	}
	readings := []document.Reading{{Proposals: []document.Proposal{
		{Kind: document.PlaceKind, Text: "Hama"},
		{Kind: document.DateKind, Fields: document.Fields{Norm: "2024-05-07"}},
		{Kind: document.ActKind, Fields: document.Fields{Speaker: "Northern Front"}},
	}}, {Proposals: []document.Proposal{
		{Kind: document.DateKind, Text: "8 May 2024", Fields: document.Fields{Norm: "-"}},
		{Kind: document.PlaceKind, Text: "Hama"},
	}}}
	if d := cmp.Diff(Facts{Place: 0.5, Date: 0.5, Speaker: 1}, FactsOf(sentences, readings)); d != "" {
		t.Error(d)
	}
}

// The peers go by the first verb, and see neither condition nor refusal.
func TestPeersGoByTheFirstVerb(t *testing.T) {
	scan, prose := NewScan(), NewProse()
	for _, tc := range []struct{ name, sentence, want string }{
		{"a welcome", "The Northern Front welcomed the announcement made by Jordan in Hama on 7 May 2024.", "statement"},
		{"no verb that it knows", "Representatives of Jordan spoke with Russia in Hama.", "none"},
		{"a condition is not seen", "If Jordan reopens the road, Russia would agree to a pause of 7 days.", "commit-ceasefire"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := scan.ClassOf(tc.sentence); got != tc.want {
				t.Errorf("the scan says %s, want %s", got, tc.want)
			}
			got, err := prose.ClassOf(tc.sentence)
			if err != nil {
				t.Fatal(err)
			}
			if got != tc.want {
				t.Errorf("prose says %s, want %s", got, tc.want)
			}
		})
	}
	if verbs, dates := scan.Read("They agreed on 7 May 2024 and met on 8 June 2024."); len(verbs) != 2 || len(dates) != 2 {
		t.Errorf("%d verbs and %d dates, want 2 and 2", len(verbs), len(dates))
	}
}
