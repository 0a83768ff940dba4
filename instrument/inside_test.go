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
		"and will report every week to the commission in Lakeside."
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
	}
	for _, tc := range []struct {
		name string
		act  document.Proposal
		want []string
	}{
		{"its content, and the deadline and condition that open its sentence", first, []string{"ten", "rain", "hill"}},
		{"what opens the sentence belongs to the act that it stands before", second, []string{"week", "lake"}},
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
