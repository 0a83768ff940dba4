package document_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/document/gold"
)

// musts are the figures below which a change of the rules is not taken: layer,
// field ("" for the overlap F1, "exact" for the exact one), least figure.
var musts = [...]struct {
	layer gold.Layer
	field string
	least float64
}{
	{gold.Act, "", 0.97}, {gold.Act, "exact", 0.92}, {gold.Act, "+force", 0.95}, {gold.Act, "mode", 0.98},
	{gold.Act, "speaker", 0.88}, {gold.Act, "addressee", 0.90}, {gold.Act, "content", 0.95},
	{gold.Instrument, "", 0.99}, {gold.Instrument, "+norm", 0.97},
	{gold.Date, "", 0.98}, {gold.Date, "+norm", 0.96}, {gold.Urgency, "", 0.98},
	{gold.Place, "", 0.95}, {gold.Quote, "", 0.99}, {gold.Condition, "", 0.88},
}

// TestQuality holds the reading of the annotated texts against the figures that
// docs/reading.md states. Each text is read with the date of its publication, as
// the list of texts gives it.
func TestQuality(t *testing.T) {
	dir := os.Getenv("TRUCELINE_SHARED")
	if dir == "" {
		t.Skip("TRUCELINE_SHARED names no folder of annotated texts")
	}
	dir = filepath.Join(dir, "texts")
	b, err := os.ReadFile(filepath.Join(dir, "gold.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := gold.Read(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	on := published(t, filepath.Join(dir, "index.tsv"))
	var got []document.Proposal
	seen := make(map[string]bool)
	for _, p := range want {
		if seen[p.Doc] {
			continue
		}
		seen[p.Doc] = true
		text, err := os.ReadFile(filepath.Join(dir, "docs", p.Doc+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, document.Read(p.Doc, string(text), document.Options{On: on[p.Doc]}).Proposals...)
	}
	s := gold.Score(want, got, gold.Options{})
	t.Logf("\n%s", s.Table())
	for _, m := range musts {
		figure := s.Field(m.layer, m.field).Figure
		switch m.field {
		case "":
			figure = s.Layer(m.layer).Overlap.F1
		case "exact":
			figure = s.Layer(m.layer).Exact.F1
		}
		if figure < m.least {
			t.Errorf("%s %s is %.3f, and must be %.3f", m.layer, m.field, figure, m.least)
		}
	}
}

// published is the date of each text of the list.
func published(t *testing.T, file string) map[string]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[string]string)
	for _, row := range rows[1:] {
		if len(row) > 2 && len(row[2]) == len("2006-01-02") {
			out[row[0]] = row[2]
		}
	}
	return out
}
