// Package gold measures a reader of texts against annotated texts. It reads and
// writes annotations as JSON lines, one record a span (doc, id, kind, bs, be,
// rs, re, text, fields), and scores what a reader proposes against what people
// marked.
//
// The figures are those of the published scorer, score.py, to the last bit that
// its rounding leaves; a test holds the two beside each other. So a figure in
// docs, one in a test and one from that scorer can be compared.
package gold

import "github.com/truceline/truceline/document"

// A Layer is what is scored by itself: a kind of span, but that dates of
// urgency are a layer of their own, since they are a closed list of words and
// no calendar.
type Layer string

// The layers.
const (
	Act        Layer = "act"
	Instrument Layer = "instrument"
	Date       Layer = "date" // but urgency
	Urgency    Layer = "urgency"
	Place      Layer = "place"
	Quote      Layer = "quote"
	Condition  Layer = "condition"
)

// Layers lists the layers in the order of the tables.
var Layers = [...]Layer{Act, Instrument, Date, Urgency, Place, Quote, Condition}

// urgencyRole is the role of a date that puts it into Urgency.
const urgencyRole = "urgency"

// LayerOf is the layer that a proposal belongs to. A kind that is none of
// document's gives a layer that is none of Layers, and is scored nowhere.
func LayerOf(p document.Proposal) Layer {
	if p.Kind == document.DateKind && p.Fields.Role == urgencyRole {
		return Urgency
	}
	return Layer(p.Kind)
}

// Of keeps the proposals of the texts that keep names, in their order: the
// annotated texts of one sort, or a single one.
func Of(ps []document.Proposal, keep func(doc string) bool) []document.Proposal {
	var out []document.Proposal
	for _, p := range ps {
		if keep(p.Doc) {
			out = append(out, p)
		}
	}
	return out
}
