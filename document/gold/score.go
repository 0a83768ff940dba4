package gold

import "github.com/truceline/truceline/document"

// Rates are precision, recall and their harmonic mean, each from 0 to 1. Where
// nothing was annotated and nothing proposed, all are 1.
type Rates struct{ P, R, F1 float64 }

// rates are those of hits among so many proposals and so many annotations.
func rates(hits, proposed, annotated int) Rates {
	share := func(of, other int) float64 {
		switch {
		case of > 0:
			return float64(hits) / float64(of)
		case other == 0:
			return 1
		}
		return 0
	}
	r := Rates{P: share(proposed, annotated), R: share(annotated, proposed)}
	if r.P+r.R > 0 {
		r.F1 = 2 * r.P * r.R / (r.P + r.R)
	}
	return r
}

// A LayerScore is how well the spans of a layer were found.
type LayerScore struct {
	Layer     Layer
	Gold      int // annotations
	Predicted int // proposals
	Exact     Rates
	Overlap   Rates
}

// A FieldScore is how well a field of the spans that were found was filled in.
type FieldScore struct {
	Layer Layer
	// Field is the field's name. "+force" is the F1 of finding the span and
	// filling in the field; "content" the share of contents with a Jaccard index
	// of at least 0.5, "content_jaccard" their mean index.
	Field   string
	Figure  float64 // from 0 to 1; 0 where nothing could be measured
	OK, Of  float64 // what the figure was made of: right ones, of how many
	Measure string  // accuracy, F1 end to end, micro-F1, F1, share, mean

	// Measured is false where there was nothing to measure: no pair, or no
	// annotation with the field.
	Measured bool
}

// Scores are the figures of a set of proposals against annotations.
type Scores struct {
	Documents int // texts with annotations
	Ignored   int // proposals for other texts
	Layers    []LayerScore
	Fields    []FieldScore
}

// Layer is the score of a layer.
func (s Scores) Layer(l Layer) LayerScore {
	for _, x := range s.Layers {
		if x.Layer == l {
			return x
		}
	}
	return LayerScore{Layer: l}
}

// Field is the score of a field. One that is not scored has no Measure and
// reaches nothing.
func (s Scores) Field(l Layer, field string) FieldScore {
	for _, x := range s.Fields {
		if x.Layer == l && x.Field == field {
			return x
		}
	}
	return FieldScore{Layer: l, Field: field}
}

// Score scores proposals against annotations. Field figures are of the pairs
// that match; figures of a "+field" are of finding the span and filling it in.
func Score(gold, predicted []document.Proposal, opts Options) Scores {
	opts = opts.withDefaults()
	annotated := map[string]bool{}
	for _, g := range gold {
		annotated[g.Doc] = true
	}
	s := Scores{Documents: len(annotated)}
	for _, p := range predicted {
		if !annotated[p.Doc] {
			s.Ignored++
		}
	}
	byLayer := map[Layer][]Pair{}
	for _, p := range Pairs(gold, predicted, opts) {
		byLayer[p.Layer] = append(byLayer[p.Layer], p)
	}
	for _, l := range Layers {
		x := LayerScore{Layer: l}
		var matched []Pair
		exact := 0
		for _, p := range byLayer[l] {
			if p.Gold != nil {
				x.Gold++
			}
			if p.Predicted != nil {
				x.Predicted++
			}
			if p.Matched() {
				matched = append(matched, p)
			}
			if p.Exact() {
				exact++
			}
		}
		x.Exact, x.Overlap = rates(exact, x.Predicted, x.Gold), rates(len(matched), x.Predicted, x.Gold)
		s.Layers = append(s.Layers, x)
		s.Fields = append(s.Fields, fieldScores(x, matched, opts)...)
	}
	return s
}
