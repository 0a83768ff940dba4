package gold

import (
	"math"
	"slices"

	"github.com/truceline/truceline/document"
)

// An equal field is one whose label is compared for equality, once folded.
type equal struct {
	name     string
	of       func(document.Fields) string
	endToEnd bool // its F1 end to end is scored too
}

// equals are the fields compared in each layer, in the order of the table.
func equals(l Layer) []equal {
	kind := equal{"type", func(f document.Fields) string { return f.Type }, false}
	norm := equal{"norm", func(f document.Fields) string { return f.Norm }, true}
	speaker := equal{"speaker", func(f document.Fields) string { return f.Speaker }, false}
	switch l {
	case Act:
		return []equal{
			{"force", func(f document.Fields) string { return string(f.Force) }, true},
			{"mode", func(f document.Fields) string { return string(f.Mode) }, true},
			{"verb", func(f document.Fields) string { return f.Verb }, false},
			{"section", func(f document.Fields) string { return string(f.Section) }, false},
			{"polarity", func(f document.Fields) string { return f.Polarity }, false},
			{"indirect", func(f document.Fields) string { return f.Indirect }, false},
			speaker,
		}
	case Instrument:
		return []equal{kind, norm}
	case Date:
		return []equal{norm, {"role", func(f document.Fields) string { return f.Role }, false}}
	case Place, Condition:
		return []equal{kind}
	case Quote:
		speaker.endToEnd = true
		return []equal{kind, speaker}
	}
	return nil
}

// same reports whether a pair agrees on a field.
func (e equal) same(p Pair) bool { return fold(e.of(p.Gold.Fields)) == fold(e.of(p.Predicted.Fields)) }

// fieldScores are the figures of a layer's fields.
func fieldScores(x LayerScore, matched []Pair, opts Options) []FieldScore {
	var accuracies, ends []FieldScore
	for _, e := range equals(x.Layer) {
		ok := 0
		for _, p := range matched {
			if e.same(p) {
				ok++
			}
		}
		accuracies = append(accuracies, share(FieldScore{Layer: x.Layer, Field: e.name, Measure: "accuracy"}, float64(ok), len(matched)))
		if e.endToEnd {
			end := FieldScore{Layer: x.Layer, Field: "+" + e.name, Measure: "F1 end to end"}
			ends = append(ends, f1(end, ok, x.Predicted, x.Gold, x.Gold+x.Predicted > 0))
		}
	}
	out := slices.Concat(accuracies, ends)
	if x.Layer == Act {
		out = append(out, themes(matched), addressees(matched, opts))
		out = append(out, contents(matched, opts)...)
	}
	return out
}

// share fills in the figure of ok among so many.
func share(x FieldScore, ok float64, of int) FieldScore {
	x.OK, x.Of, x.Measured = ok, float64(of), of > 0
	if of > 0 {
		x.Figure = ok / float64(of)
	}
	return x
}

// f1 fills in the F1 of hits, if there was anything to measure.
func f1(x FieldScore, hits, proposed, annotated int, measured bool) FieldScore {
	x.OK, x.Of, x.Measured = float64(hits), float64(annotated), measured
	if measured {
		x.Figure = rates(hits, proposed, annotated).F1
	}
	return x
}

// themes counts single themes over all pairs.
func themes(matched []Pair) FieldScore {
	hits, proposed, annotated := 0, 0, 0
	for _, p := range matched {
		a, b := set(p.Gold.Fields.Themes), set(p.Predicted.Fields.Themes)
		annotated, proposed = annotated+len(a), proposed+len(b)
		for theme := range a {
			if b[theme] {
				hits++
			}
		}
	}
	return f1(FieldScore{Layer: Act, Field: "themes", Measure: "micro-F1"}, hits, proposed, annotated, len(matched) > 0)
}

func set(list []string) map[string]bool {
	out := make(map[string]bool, len(list))
	for _, x := range list {
		out[x] = true
	}
	return out
}

// addressees counts an addressee as right by its name or by where it stands.
func addressees(matched []Pair, opts Options) FieldScore {
	hits, proposed, annotated := 0, 0, 0
	for _, p := range matched {
		a, b := fold(p.Gold.Fields.Addressee) != "", fold(p.Predicted.Fields.Addressee) != ""
		if a {
			annotated++
		}
		if b {
			proposed++
		}
		if a && b && sameAddressee(p, opts) {
			hits++
		}
	}
	return f1(FieldScore{Layer: Act, Field: "addressee", Measure: "F1"}, hits, proposed, annotated, len(matched) > 0)
}

// partOverlap is the Jaccard index from which two spans of a part of an act
// count as the same. It is not the Overlap of the options.
const partOverlap = 0.5

func sameAddressee(p Pair, opts Options) bool {
	a, b := p.Gold.Fields, p.Predicted.Fields
	if fold(a.Addressee) == fold(b.Addressee) {
		return true
	}
	return a.AddresseeSpan != nil && b.AddresseeSpan != nil && opts.of(a.AddresseeSpan).jaccard(opts.of(b.AddresseeSpan)) >= partOverlap
}

// contents are the share of contents that were found, and how well.
func contents(matched []Pair, opts Options) []FieldScore {
	hits, of, sum := 0, 0, 0.0
	for _, p := range matched {
		a, b := p.Gold.Fields.ContentSpan, p.Predicted.Fields.ContentSpan
		if a == nil {
			continue
		}
		of++
		if b == nil {
			continue
		}
		j := opts.of(a).jaccard(opts.of(b))
		sum += j
		if j >= partOverlap {
			hits++
		}
	}
	mean := share(FieldScore{Layer: Act, Field: "content_jaccard", Measure: "mean Jaccard"}, sum, of)
	mean.OK = math.Round(sum*100) / 100
	return []FieldScore{share(FieldScore{Layer: Act, Field: "content", Measure: "share with Jaccard >= 0.5"}, float64(hits), of), mean}
}

// Wrong are the names of the fields on which a matched pair differs, in the
// order of the table; nothing if either is missing.
func (p Pair) Wrong(opts Options) []string {
	if !p.Matched() {
		return nil
	}
	opts = opts.withDefaults()
	var out []string
	for _, e := range equals(p.Layer) {
		if !e.same(p) {
			out = append(out, e.name)
		}
	}
	if p.Layer != Act {
		return out
	}
	one := []Pair{p}
	if t := themes(one); t.Figure < 1 {
		out = append(out, t.Field)
	}
	if !sameAddressee(p, opts) {
		out = append(out, "addressee")
	}
	if c := contents(one, opts)[0]; c.Measured && c.Figure < 1 {
		out = append(out, c.Field)
	}
	return out
}
