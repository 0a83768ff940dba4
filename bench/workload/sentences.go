package workload

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// sentencesSize is how many sentences W5 has, and sentencesDigest the first 16
// hex digits of the SHA-256 of sentences.txt.
const (
	sentencesSize   = 20_000
	sentencesDigest = "34564980c2fd1c9b"
)

// A Sentence is one of W5: made from one of ten templates, with what the
// generator put into it.
type Sentence struct {
	Text   string
	Class  string // "commit-withdraw"; one of ten, each with one template
	Source string // the party whose sentence it is: "the Northern Front"
	Target string // the other party
	Place  string
	Date   string // ISO 8601
}

// OpenSentences makes W5 below cache, unless it is there already, checks it, and
// returns its folder.
func OpenSentences(ctx context.Context, shared, cache string) (string, error) {
	dir := filepath.Join(cache, fmt.Sprintf("w5-%d", sentencesSize))
	path := filepath.Join(dir, "sentences.txt")
	if _, err := os.Stat(path); err != nil {
		if err := generate(ctx, shared, dir, "text", sentencesSize, 1); err != nil {
			return "", err
		}
	}
	got, err := fileDigest(path)
	if err != nil {
		return "", err
	}
	if got[:16] != sentencesDigest {
		return "", fmt.Errorf("%s is not W5: its SHA-256 begins with %s, not %s; remove the folder to make it again", path, got[:16], sentencesDigest)
	}
	return dir, nil
}

// Sentences reads W5: a sentence for each line, and its truth from the same line
// of gold.tsv.
func Sentences(dir string) ([]Sentence, error) {
	text, err := os.ReadFile(filepath.Join(dir, "sentences.txt"))
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, "gold.tsv")
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = '\t'
	truth, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	if len(truth) != len(lines)+1 {
		return nil, fmt.Errorf("%s tells of %d sentences, and there are %d", path, len(truth)-1, len(lines))
	}
	out := make([]Sentence, len(lines))
	for i, t := range truth[1:] { // line, class, source, verb, target, place, date
		on, err := time.Parse("2 January 2006", t[6])
		if err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", path, i+2, err)
		}
		out[i] = Sentence{Text: lines[i], Class: t[1], Source: t[2], Target: t[4], Place: t[5], Date: on.Format(time.DateOnly)}
	}
	return out, nil
}
