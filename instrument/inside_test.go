package instrument_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
)

// stretch is a proposal of some words of a text.
func stretch(t *testing.T, text, id string, kind document.Kind, words string, f document.Fields) document.Proposal {
	t.Helper()
	i := strings.Index(text, words)
	if i < 0 {
		t.Fatalf("%q is not in the text", words)
	}
	return document.Proposal{ID: id, Kind: kind, Text: words, Span: document.Span{Start: i, End: i + len(words)}, Fields: f}
}

func TestInside(t *testing.T) {
	text := "On Monday they met at the Ford. Within ten days of signature, unless it rains, both sides shall withdraw from Hilltown, " +
		"and will report every week to the commission in Lakeside, within ten days of each meeting, if there is a road. If not, it waits."
	span := func(words string) *document.Span {
		s := stretch(t, text, "", "", words, document.Fields{}).Span
		return &s
	}
	first := stretch(t, text, "a1", document.ActKind, "shall withdraw", document.Fields{ContentSpan: span("from Hilltown")})
	second := stretch(t, text, "a2", document.ActKind, "will report", document.Fields{ContentSpan: span("every week to the commission in Lakeside")})
	all := []document.Proposal{
		stretch(t, text, "monday", document.DateKind, "Monday", document.Fields{Role: "event"}),
		stretch(t, text, "ford", document.PlaceKind, "Ford", document.Fields{}),
		stretch(t, text, "ten", document.DateKind, "Within ten days of signature", document.Fields{Role: "deadline"}),
		stretch(t, text, "rain", document.ConditionKind, "unless it rains", document.Fields{Type: "condition"}),
		first,
		stretch(t, text, "hill", document.PlaceKind, "Hilltown", document.Fields{}),
		second,
		stretch(t, text, "week", document.DateKind, "every week", document.Fields{Role: "frequency"}),
		stretch(t, text, "lake", document.PlaceKind, "Lakeside", document.Fields{}),
		stretch(t, text, "each", document.DateKind, "within ten days of each meeting", document.Fields{Role: "deadline"}),
		stretch(t, text, "road", document.ConditionKind, "if there is a road", document.Fields{Type: "condition"}),
		stretch(t, text, "not", document.ConditionKind, "If not", document.Fields{Type: "condition"}),
	}
	for _, tc := range []struct {
		name string
		act  document.Proposal
		want []string
	}{
		{"its content, and the deadline and condition that open its sentence", first, []string{"ten", "rain", "hill"}},
		{"what opens the sentence belongs to the act that it stands before", second, []string{"week", "lake", "each", "road"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []string
			for _, p := range instrument.Inside(text, tc.act, all) {
				got = append(got, p.ID)
			}
			if !slices.Equal(got, tc.want) {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

// TestBetweenTwoActs: a condition between two acts belongs to one of them.
func TestBetweenTwoActs(t *testing.T) {
	text := "A shall withdraw, provided that B does, and if it rains, B shall wait."
	first := stretch(t, text, "a1", document.ActKind, "shall withdraw", document.Fields{})
	second := stretch(t, text, "a2", document.ActKind, "shall wait", document.Fields{})
	all := []document.Proposal{
		first,
		stretch(t, text, "provided", document.ConditionKind, "provided that B does", document.Fields{Type: "condition"}),
		stretch(t, text, "rains", document.ConditionKind, "if it rains", document.Fields{Type: "condition"}),
		second,
	}
	for _, tc := range []struct {
		act  document.Proposal
		want string
	}{{first, "provided"}, {second, "rains"}} {
		got := instrument.Inside(text, tc.act, all)
		if len(got) != 1 || got[0].ID != tc.want {
			t.Errorf("%q has %v, want %s alone", tc.act.Text, got, tc.want)
		}
	}
}
