package reading

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline/document"
)

// folder makes a folder of texts of the given files.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "docs"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestTexts(t *testing.T) {
	dir := folder(t, map[string]string{
		"index.tsv":  "id\ttitle\ttype\tdate\nb\tA \"title\tnews\t2018-03-16\na\tAnother\tresolution\t2007-04\n",
		"docs/a.txt": "Recalls.\r\n", "docs/b.txt": "Said.",
	})
	got, err := Texts(dir)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]Text{{"b", "news", "2018-03-16", "Said."}, {"a", "resolution", "", "Recalls.\r\n"}}, got); d != "" {
		t.Error(d)
	}
	for name, index := range map[string]string{"has no column type": "id\nx\n", "line 2": "id\ttype\tdate\na\n", "is empty": ""} {
		if _, err := Texts(folder(t, map[string]string{"index.tsv": index})); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%q: error %v, want one with %q", index, err, name)
		}
	}
}

func TestAnnotationsAreCheckedAgainstTheTexts(t *testing.T) {
	const record = `{"doc":"a","id":"a#1","kind":"place","bs":3,"be":7,"rs":3,"re":7,"text":"Hama","fields":{}}`
	dir := folder(t, map[string]string{"gold.jsonl": record})
	got, err := Annotations(dir, []Text{{Name: "a", Body: "In Hama."}})
	if err != nil || len(got) != 1 {
		t.Errorf("%d annotations, %v", len(got), err)
	}
	if _, err := Annotations(dir, []Text{{Name: "a", Body: "In Homs."}}); err == nil {
		t.Error("a text that has another word there is taken")
	}
	if _, err := Annotations(dir, nil); err == nil {
		t.Error("a text that is not in the index is taken")
	}
}

func TestJoined(t *testing.T) {
	texts := []Text{{Body: "one"}, {Body: "three"}}
	for _, tc := range []struct {
		name string
		size int
		want string
	}{
		{"a size within the first", 2, "one\n\n"},
		{"a size that the first just reaches", 5, "one\n\n"},
		{"all once", 12, "one\n\nthree\n\n"},
		{"and again", 13, "one\n\nthree\n\none\n\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Joined(texts, tc.size).Body; got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
	if got := Joined(nil, 5).Body; got != "" {
		t.Errorf("of nothing %q", got)
	}
	if got, want := (Text{Body: "a\r\nb\n\nc"}).OnOneLine().Body, "a b  c"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSamplePassesOverWhatDoesNotFit(t *testing.T) {
	got := Sample([]Text{{Body: "123456"}, {Body: "12"}, {Body: "1234"}, {Body: "123"}}, 5)
	if d := cmp.Diff([]Text{{Body: "12"}, {Body: "123"}}, got); d != "" {
		t.Error(d)
	}
	if n, words := Size(got), Words([]Text{{Body: "two words"}, {Body: " one\n"}}); n != 5 || words != 3 {
		t.Errorf("%d bytes and %d words, want 5 and 3", n, words)
	}
}

func TestPhrases(t *testing.T) {
	dir := folder(t, map[string]string{"verbs.tsv": "id\tlemma\tforce\tre2\n" +
		"1\tagree\tcommitment\t(?i)\\bagree[ds]?\\b\n2\tagree to\tcommitment\t(?i)\\bagree[ds]? to\\b\n3\tnote\tacknowledgement\t(?i)\\bnote[ds]?\\b\n"})
	p, err := NewPhrases(dir)
	if err != nil {
		t.Fatal(err)
	}
	got := p.Read(Text{Name: "a", Body: "É NOTED. They agreed to go."})
	want := []document.Proposal{
		{Doc: "a", Kind: document.ActKind, Text: "NOTED", Span: document.Span{Start: 3, End: 8, RuneStart: 2, RuneEnd: 7},
			Fields: document.Fields{Verb: "note", Force: document.Acknowledgement, Mode: document.Direct}},
		{Doc: "a", Kind: document.ActKind, Text: "agreed to", Span: document.Span{Start: 15, End: 24, RuneStart: 14, RuneEnd: 23},
			Fields: document.Fields{Verb: "agree to", Force: document.Commitment, Mode: document.Direct}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	bad := folder(t, map[string]string{"verbs.tsv": "lemma\tforce\tre2\nx\tdemand\t(\n"})
	if _, err := NewPhrases(bad); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("error %v, want one that names the line", err)
	}
}

func TestDigestTellsReadingsApart(t *testing.T) {
	one := []document.Reading{{Proposals: []document.Proposal{{ID: "1", Kind: document.ActKind}}}}
	two := []document.Reading{{Proposals: []document.Proposal{{ID: "1", Kind: document.ActKind, Fields: document.Fields{Polarity: "neg"}}}}}
	if Digest(one) == Digest(two) {
		t.Error("a polarity makes no difference")
	}
	if Digest(one) != Digest([]document.Reading{{}, one[0]}) {
		t.Error("a reading without proposals makes a difference")
	}
}
