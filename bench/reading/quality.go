package reading

import (
	"fmt"
	"slices"
	"strings"

	"github.com/truceline/truceline/bench/measure"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/document/gold"
)

// A bar is one row of the table that reading is held against: a figure that must
// be reached and one that is aimed at.
type bar struct {
	name      string
	of        func(gold.Scores) (figure float64, measured bool)
	must, aim float64
}

func exactF1(l gold.Layer) func(gold.Scores) (float64, bool) {
	return func(s gold.Scores) (float64, bool) { x := s.Layer(l); return x.Exact.F1, x.Gold > 0 }
}

func overlapF1(l gold.Layer) func(gold.Scores) (float64, bool) {
	return func(s gold.Scores) (float64, bool) { x := s.Layer(l); return x.Overlap.F1, x.Gold > 0 }
}

func field(l gold.Layer, name string) func(gold.Scores) (float64, bool) {
	return func(s gold.Scores) (float64, bool) { x := s.Field(l, name); return x.Figure, x.Measured }
}

// bars are the rows, in their order. What is normalised is counted end to end:
// found and normalised, of all.
func bars() []bar {
	return []bar{
		{"acts, overlap F1", overlapF1(gold.Act), 0.88, 0.97},
		{"acts, exact F1", exactF1(gold.Act), 0.82, 0.92},
		{"acts with right force, end to end", field(gold.Act, "+force"), 0.85, 0.95},
		{"mode", field(gold.Act, "mode"), 0.95, 0.98},
		{"instruments, overlap F1", overlapF1(gold.Instrument), 0.94, 0.99},
		{"instruments, normalised", field(gold.Instrument, "+norm"), 0.90, 0.97},
		{"dates and deadlines, overlap F1", overlapF1(gold.Date), 0.94, 0.98},
		{"dates and deadlines, normalised", field(gold.Date, "+norm"), 0.90, 0.96},
		{"places", overlapF1(gold.Place), 0.90, 0.95},
		{"quotations", overlapF1(gold.Quote), 0.97, 0.99},
		{"speaker", field(gold.Act, "speaker"), 0.86, 0.93},
		{"addressee", field(gold.Act, "addressee"), 0.76, 0.90},
		{"content, share with Jaccard 0.5", field(gold.Act, "content"), 0.86, 0.95},
		{"conditions", overlapF1(gold.Condition), 0.72, 0.88},
	}
}

// verdict says which of its two figures a bar has reached.
func (b bar) verdict(figure float64, measured bool) string {
	switch {
	case !measured:
		return "-"
	case figure >= b.aim:
		return "aim"
	case figure >= b.must:
		return "must"
	}
	return "no"
}

// A register is a sort of language: texts that are read alike.
type register struct {
	name  string
	sorts []string // of texts; none means all
}

var registers = [...]register{
	{"all", nil},
	{"resolution", []string{"resolution"}},
	{"statement", []string{"statement", "readout"}},
	{"agreement", []string{"agreement"}},
	{"news", []string{"news"}},
}

// Quality is how good proposals for the annotated texts are.
type Quality struct {
	scores   [len(registers)]gold.Scores
	naive    gold.Scores // of the naive reader, in all
	founding gold.Scores // of the founding document alone
}

// NewQuality scores proposals against annotations, beside those of the naive
// reader.
func NewQuality(texts []Text, annotations, predicted, naive []document.Proposal) Quality {
	var q Quality
	for i, r := range registers {
		keep := func(doc string) bool {
			return r.sorts == nil || slices.ContainsFunc(texts, func(t Text) bool { return t.Name == doc && slices.Contains(r.sorts, t.Sort) })
		}
		q.scores[i] = gold.Score(gold.Of(annotations, keep), predicted, gold.Options{})
	}
	q.naive = gold.Score(annotations, naive, gold.Options{})
	founding := func(doc string) bool { return strings.HasPrefix(doc, foundingPrefix) }
	q.founding = gold.Score(gold.Of(annotations, founding), predicted, gold.Options{})
	return q
}

// foundingPrefix begins the name of the document that the project began with.
const foundingPrefix = "seed-"

// Missed is how many of the figures that must be reached are not, those of the
// founding document included.
func (q Quality) Missed() int {
	n := 0
	for _, b := range bars() {
		if x, ok := b.of(q.scores[0]); !ok || x < b.must {
			n++
		}
	}
	for _, l := range foundingLayers {
		if x := q.founding.Layer(l); x.Gold == 0 || x.Overlap.R < 1 {
			n++
		}
	}
	return n
}

// foundingLayers are those of which everything must be found in the founding
// document. In all layers everything is to be exact.
var foundingLayers = [...]gold.Layer{gold.Act, gold.Instrument, gold.Quote}

// Sections are the tables: every bar by register, and the founding document.
func (q Quality) Sections() []measure.Section {
	return []measure.Section{q.registers(), q.foundingDocument()}
}

func (q Quality) registers() measure.Section {
	s := measure.Section{Title: "Quality on the annotated texts", Header: []string{"layer", "must", "aim", "reached"},
		Note: "Figures are those of score.py; spans overlap from a Jaccard index of 0.5. Normalised: found and normalised, of all, F1. " +
			"Statements hold readouts too. The verb list alone is one regular expression a phrase, every hit an act. - : nothing there is annotated. " +
			"The rules are written with these texts at hand: the figures are of texts seen, and are likely higher than those of a text that nobody has seen."}
	size := []string{"texts / annotations", "", "", ""}
	for i, r := range registers {
		s.Header = append(s.Header, r.name)
		n := 0
		for _, x := range q.scores[i].Layers {
			n += x.Gold
		}
		size = append(size, fmt.Sprintf("%d / %d", q.scores[i].Documents, n))
	}
	s.Header = append(s.Header, "verb list alone")
	s.Rows = append(s.Rows, append(size, ""))
	for _, b := range bars() {
		figure, measured := b.of(q.scores[0])
		row := []string{b.name, fmt.Sprintf("%.2f", b.must), fmt.Sprintf("%.2f", b.aim), b.verdict(figure, measured)}
		for _, scores := range q.scores {
			row = append(row, cell(b.of(scores)))
		}
		naive := "-"
		if strings.HasPrefix(b.name, "acts") {
			naive = cell(b.of(q.naive))
		}
		s.Rows = append(s.Rows, append(row, naive))
	}
	return s
}

func cell(figure float64, measured bool) string {
	if !measured {
		return "-"
	}
	return three(figure)
}

func (q Quality) foundingDocument() measure.Section {
	s := measure.Section{Title: "The founding document", Header: []string{"layer", "annotated", "found (overlap R)", "must", "exact F1", "aim", "reached"}}
	for _, x := range q.founding.Layers {
		if x.Gold == 0 {
			continue
		}
		must, reached := "-", "no"
		if slices.Contains(foundingLayers[:], x.Layer) {
			must = "1"
		}
		switch {
		case x.Exact.F1 == 1:
			reached = "aim"
		case must == "-":
			reached = "-"
		case x.Overlap.R == 1:
			reached = "must"
		}
		s.Rows = append(s.Rows, []string{string(x.Layer), fmt.Sprint(x.Gold), three(x.Overlap.R), must, three(x.Exact.F1), "1", reached})
	}
	return s
}
