package web

import (
	"testing"

	"github.com/truceline/truceline/instrument"
)

// TestHolding: a passage leads to the text that it names, or to the same bytes
// by another name; never to another version of the text.
func TestHolding(t *testing.T) {
	row := func(id, text string) DocumentRow {
		return DocumentRow{Document: Document{ID: DocumentID(id), Text: text}}
	}
	sh := shelf{docs: map[string]DocumentRow{"new": row("new", "aa"), "other": row("other", "bb"), "again": row("again", "bb")}}
	for _, tc := range []struct {
		document, text string
		want           DocumentID
	}{
		{"new", "aa", "new"},
		{"new", "cc", ""},
		{"of_the_case", "aa", "new"},
		{"of_the_case", "bb", "again"},
		{"other", "bb", "other"},
	} {
		got, ok := sh.holding(instrument.Passage{Document: tc.document, Text: tc.text})
		if got.ID != tc.want || ok != (tc.want != "") {
			t.Errorf("the passage in %s (%s) leads to %q, want %q", tc.document, tc.text, got.ID, tc.want)
		}
	}
}
