package workload

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSentences(t *testing.T) {
	const header = "line\tclass\tsource\tverb\ttarget\tplace\tdate\n"
	for _, tc := range []struct {
		name, sentences, truth string
		want                   []Sentence
		wrong                  string // part of the error, if one is expected
	}{
		{"a sentence has the truth of its line", "One met Two in Hama.\nTwo left.\n",
			header + "1\tnone\tOne\tmeet\tTwo\tHama\t7 May 2024\n2\tstatement\tTwo\tleave\tOne\tHoms\t12 June 2023\n",
			[]Sentence{{"One met Two in Hama.", "none", "One", "Two", "Hama", "2024-05-07"}, {"Two left.", "statement", "Two", "One", "Homs", "2023-06-12"}}, ""},
		{"a sentence without truth is refused", "One.\nTwo.\n", header + "1\tnone\tA\tb\tC\tD\t7 May 2024\n", nil, "tells of 1 sentences, and there are 2"},
		{"a day that is none is refused by its line", "One.\n", header + "1\tnone\tA\tb\tC\tD\tsoon\n", nil, "line 2"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			dir := write(t, "sentences.txt", tc.sentences)
			if err := os.WriteFile(filepath.Join(dir, "gold.tsv"), []byte(tc.truth), 0o644); err != nil {
				t.Fatal(err)
			}
			got, err := Sentences(dir)
			if tc.wrong != "" {
				if err == nil || !strings.Contains(err.Error(), tc.wrong) {
					t.Fatalf("error %v, want one with %q", err, tc.wrong)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tc.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestOpenSentencesRefusesWhatIsNotW5(t *testing.T) {
	cache := t.TempDir()
	dir := filepath.Join(cache, "w5-20000")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "sentences.txt"), []byte("One met Two.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenSentences(t.Context(), "", cache); err == nil || !strings.Contains(err.Error(), "is not W5") {
		t.Errorf("error %v, want one that says the file is not W5", err)
	}
}
