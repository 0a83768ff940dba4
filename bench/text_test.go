package main

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline/bench/measure"
	"github.com/truceline/truceline/bench/reading"
	"github.com/truceline/truceline/document"
)

// answering is a side that answers so, one after the other.
func answering(answers ...string) measure.Side {
	i := -1
	return func(context.Context) (measure.Run, error) {
		i++
		return measure.Run{Answer: answers[i]}, nil
	}
}

func TestAPeerBesideMustAnswerTheSame(t *testing.T) {
	side := beside(answering("7 verbs", "7 verbs", "8 verbs"), "ours")
	for range 2 {
		if run, err := side(t.Context()); err != nil || run.Answer != "ours" {
			t.Errorf("answered %q, %v, want ours", run.Answer, err)
		}
	}
	if _, err := side(t.Context()); err == nil || !strings.Contains(err.Error(), `"8 verbs" after "7 verbs"`) {
		t.Errorf("error %v, want one with both answers", err)
	}
	if _, err := beside(answering(""), "ours")(t.Context()); err == nil {
		t.Error("a peer that says nothing passes")
	}
}

func TestJudged(t *testing.T) {
	good := &readingPart{sentences: "digest", classes: reading.Classes{Macro: 0.96}}
	// Nothing is annotated, so that every must is missed.
	run, err := good.judged(t.Context(), answering("digest"), "met")
	if want := "class F1 0.960 and 17 musts missed"; err != nil || run.Answer != want {
		t.Errorf("answered %q, %v, want %q", run.Answer, err, want)
	}
	if _, err := good.judged(t.Context(), answering("other"), "met"); err == nil {
		t.Error("another reading of W5 than before passes")
	}
}

func TestAllocationsAreOfAWordAndOfAProposal(t *testing.T) {
	p := &readingPart{
		texts:    []reading.Text{{Body: "one two three four"}},
		readings: []document.Reading{{Proposals: make([]document.Proposal, 2)}},
	}
	runs := []measure.Run{{Allocs: 6}, {Allocs: 2}, {Allocs: 9}}
	got := p.allocations([]measure.Result{
		{Metric: measure.Metric{ID: "READ", Rival: "naive"}, Ours: runs, Peer: runs[:1]},
		{Metric: measure.Metric{ID: "P10"}, Ours: runs},
		{Metric: measure.Metric{ID: "READp", Rival: "prose"}, Peer: runs[2:]},
	})
	want := [][]string{{"ours", "4", "1.500", "3.00"}, {"naive", "4", "1.500", "-"}, {"prose", "4", "2.250", "-"}}
	if d := cmp.Diff(want, got.Rows); d != "" {
		t.Error(d)
	}
}
