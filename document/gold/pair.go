package gold

import (
	"cmp"
	"slices"

	"github.com/truceline/truceline/document"
)

// A Unit is which offsets are compared.
type Unit int8

// The units.
const (
	Bytes Unit = iota
	Runes
)

// Options tune scoring. The zero value is the published default.
type Options struct {
	// Overlap is the least Jaccard index of two spans that match, above 0 and at
	// most 1: what they share over what they cover together. Default 0.5.
	Overlap float64

	// Unit is which offsets are compared. Default Bytes.
	Unit Unit
}

func (o Options) withDefaults() Options {
	if !(o.Overlap > 0 && o.Overlap <= 1) {
		o.Overlap = 0.5
	}
	return o
}

// A Pair is an annotation and the proposal that was matched with it. Without a
// proposal the annotation was missed; without an annotation the proposal is
// spurious. Both point into the slices that Pairs was given.
type Pair struct {
	Layer     Layer
	Gold      *document.Proposal
	Predicted *document.Proposal
	Jaccard   float64 // of the two spans; 1 if they are the same, 0 without one of them
}

// Matched reports whether both are there.
func (p Pair) Matched() bool { return p.Gold != nil && p.Predicted != nil }

// Exact reports whether the two are the same span.
func (p Pair) Exact() bool { return p.Jaccard == 1 }

// Pairs matches proposals with annotations one to one within text and layer:
// the same span first, then by falling Jaccard index, and of those that are
// equally good the earlier annotation and the earlier proposal. Proposals for a
// text of which gold holds nothing are left out.
//
// The pairs come by layer, then text, then the matched by falling Jaccard, the
// missed and the spurious.
func Pairs(gold, predicted []document.Proposal, opts Options) []Pair {
	opts = opts.withDefaults()
	docs := docsOf(gold)
	g, p := byGroup(gold), byGroup(predicted)
	var out []Pair
	for _, l := range Layers {
		for _, doc := range docs {
			key := group{doc, l}
			out = append(out, match(l, g[key], p[key], opts)...)
		}
	}
	return out
}

// docsOf are the texts that proposals are of, sorted.
func docsOf(ps []document.Proposal) []string {
	var out []string
	seen := map[string]bool{}
	for _, p := range ps {
		if !seen[p.Doc] {
			seen[p.Doc] = true
			out = append(out, p.Doc)
		}
	}
	slices.Sort(out)
	return out
}

// A group is within what spans are matched.
type group struct {
	doc   string
	layer Layer
}

func byGroup(ps []document.Proposal) map[group][]*document.Proposal {
	out := map[group][]*document.Proposal{}
	for i := range ps {
		key := group{ps[i].Doc, LayerOf(ps[i])}
		out[key] = append(out[key], &ps[i])
	}
	return out
}

// match pairs the spans of one group.
func match(l Layer, gold, predicted []*document.Proposal, opts Options) []Pair {
	type candidate struct {
		jaccard float64
		span    stretch // of the annotation
		g, p    int
	}
	var cs []candidate
	for i, g := range gold {
		gs := opts.of(&g.Span)
		for k, p := range predicted {
			if j := gs.jaccard(opts.of(&p.Span)); j >= opts.Overlap {
				cs = append(cs, candidate{j, gs, i, k})
			}
		}
	}
	slices.SortFunc(cs, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.jaccard, a.jaccard), cmp.Compare(a.span.from, b.span.from),
			cmp.Compare(a.span.to, b.span.to), cmp.Compare(a.p, b.p), cmp.Compare(a.g, b.g))
	})
	var out []Pair
	goldUsed, predictedUsed := make([]bool, len(gold)), make([]bool, len(predicted))
	for _, c := range cs {
		if !goldUsed[c.g] && !predictedUsed[c.p] {
			goldUsed[c.g], predictedUsed[c.p] = true, true
			out = append(out, Pair{l, gold[c.g], predicted[c.p], c.jaccard})
		}
	}
	for i, g := range gold {
		if !goldUsed[i] {
			out = append(out, Pair{Layer: l, Gold: g})
		}
	}
	for k, p := range predicted {
		if !predictedUsed[k] {
			out = append(out, Pair{Layer: l, Predicted: p})
		}
	}
	return out
}

// A stretch is a span in one unit, half-open.
type stretch struct{ from, to int }

// of is a span in the unit compared.
func (o Options) of(s *document.Span) stretch {
	if o.Unit == Runes {
		return stretch{s.RuneStart, s.RuneEnd}
	}
	return stretch{s.Start, s.End}
}

// jaccard is what two stretches share over what they cover together.
func (a stretch) jaccard(b stretch) float64 {
	shared := min(a.to, b.to) - max(a.from, b.from)
	if shared <= 0 {
		return 0
	}
	return float64(shared) / float64(max(a.to, b.to)-min(a.from, b.from))
}
