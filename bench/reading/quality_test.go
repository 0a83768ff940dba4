package reading

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline/document"
)

// act is an act on ten bytes of a text.
func act(doc string, from int, f document.Fields) document.Proposal {
	return document.Proposal{Doc: doc, Kind: document.ActKind, Fields: f,
		Span: document.Span{Start: from, End: from + 10, RuneStart: from, RuneEnd: from + 10}}
}

// row is the row of a section that begins with name.
func row(t *testing.T, rows [][]string, name string) []string {
	t.Helper()
	i := slices.IndexFunc(rows, func(r []string) bool { return r[0] == name })
	if i < 0 {
		t.Fatalf("no row %q", name)
	}
	return rows[i]
}

func TestQualityByRegister(t *testing.T) {
	texts := []Text{{Name: "r", Sort: "resolution"}, {Name: "s", Sort: "readout"}, {Name: "seed-n", Sort: "news"}}
	demand := document.Fields{Force: document.Demand}
	annotations := []document.Proposal{act("r", 0, demand), act("s", 0, demand), act("s", 20, demand), act("seed-n", 0, demand), act("seed-n", 20, demand)}
	predicted := []document.Proposal{act("r", 0, demand), act("s", 0, demand), act("s", 22, demand), act("seed-n", 0, document.Fields{Force: document.Recall})}
	q := NewQuality(texts, annotations, predicted, annotations[:1])
	tables := q.Sections()
	for _, s := range tables {
		for _, r := range s.Rows {
			if len(r) != len(s.Header) {
				t.Errorf("%s: %d cells under a header of %d: %q", s.Title, len(r), len(s.Header), r)
			}
		}
	}
	if got, want := strings.Join(tables[0].Header, " "), "layer must aim reached all resolution statement agreement news verb list alone"; got != want {
		t.Errorf("header %s, want %s", got, want)
	}
	for _, want := range []string{
		"texts / annotations||||3 / 5|1 / 1|1 / 2|0 / 0|1 / 2|",
		"acts, overlap F1|0.88|0.97|must|0.889|1.000|1.000|-|0.667|0.333",
		"acts, exact F1|0.82|0.92|no|0.667|1.000|0.500|-|0.667|0.333",
		"acts with right force, end to end|0.85|0.95|no|0.667|1.000|1.000|-|0.000|0.333",
		"mode|0.95|0.98|aim|1.000|1.000|1.000|-|1.000|-",
		"quotations|0.97|0.99|-|-|-|-|-|-|-",
	} {
		name, _, _ := strings.Cut(want, "|")
		if d := cmp.Diff(want, strings.Join(row(t, tables[0].Rows, name), "|")); d != "" {
			t.Error(d)
		}
	}
	if d := cmp.Diff([][]string{{"act", "2", "0.500", "1", "0.667", "1", "no"}}, tables[1].Rows); d != "" {
		t.Error(d)
	}
}

// Everything that nothing was annotated of is missing too: a bar that cannot be
// measured is not reached.
func TestMissedCountsEveryMust(t *testing.T) {
	texts := []Text{{Name: "seed-n", Sort: "news"}}
	span := &document.Span{Start: 30, End: 40, RuneStart: 30, RuneEnd: 40}
	all := []document.Proposal{act("seed-n", 0, document.Fields{Force: document.Demand, Addressee: "all", ContentSpan: span})}
	for _, kind := range []document.Kind{document.InstrumentKind, document.DateKind, document.PlaceKind, document.QuoteKind, document.ConditionKind} {
		p := act("seed-n", 0, document.Fields{Norm: "x"})
		p.Kind = kind
		all = append(all, p)
	}
	if got := NewQuality(texts, all, all, nil).Missed(); got != 0 {
		t.Errorf("%d musts missed by the annotations themselves", got)
	}
	// Without the quotation its bar and the founding document's are missed.
	without := slices.DeleteFunc(slices.Clone(all), func(p document.Proposal) bool { return p.Kind == document.QuoteKind })
	if got := NewQuality(texts, all, without, nil).Missed(); got != 2 {
		t.Errorf("%d musts missed without the quotation, want 2", got)
	}
	if got, want := NewQuality(texts, all[:1], all, nil).Missed(), 9; got != want {
		t.Errorf("%d musts missed where only acts are annotated, want %d: two each of instruments and dates, three more, and two of the founding document", got, want)
	}
}
