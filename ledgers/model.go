package ledgers

import (
	"cmp"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"
)

// A Model is a hierarchical log-linear model of how the lists depend on each
// other, fitted to the observed histories (Fienberg, Biometrika 59 (1972)
// 591-603; Bishop, Fienberg and Holland 1975, chapter 6).
type Model struct {
	// Name lists its largest terms by the numbers of the lists: "[12,3]" lets
	// the first two lists depend on each other, the third on neither.
	Name       string  `json:"name"`
	Words      string  `json:"words"`      // the same with the lists' names
	Parameters int     `json:"parameters"` // the intercept included
	DF         int     `json:"df"`         // degrees of freedom left; 0: saturated
	Deviance   float64 `json:"deviance"`   // G²
	P          float64 `json:"p"`          // chance of a larger G² if the model holds; 1 if DF is 0
	AIC        float64 `json:"aic"`
	// BIC is -2 log L + k log n, of the Poisson likelihood with k parameters
	// and n incidents that at least one list registered (Schwarz, Annals of
	// Statistics 6 (1978) 461-464).
	BIC      float64 `json:"bic"`
	N        float64 `json:"n"`        // all incidents: n and the expected unregistered
	Missed   float64 `json:"missed"`   // the expected unregistered
	SE       float64 `json:"se"`       // of N, under Poisson sampling
	Smallest float64 `json:"smallest"` // smallest expected count of a history that can be seen
	// Interval is that of the profile likelihood (Cormack, Biometrics 48 (1992)
	// 567-576), of the models that the data cannot tell from the best.
	Interval *Interval `json:"interval,omitempty"`
	// Refusal says why the model gives no estimate; a sentence, empty if it does.
	Refusal string `json:"refusal,omitempty"`

	terms []uint // the empty set, each list, and the dependences
}

// models lists all hierarchical models of k lists that have every list and no
// term of more lists than most, fewer than k: 8 for three lists, 113 for four,
// and 1,024 of pairwise dependence for five.
func models(k, most int) []Model {
	pairs, triples := termsOf(k, 2), []uint(nil)
	if most >= 3 {
		triples = termsOf(k, 3)
	}
	var out []Model
	for chosen := range 1 << len(pairs) {
		two := subset(pairs, chosen)
		three := slices.DeleteFunc(slices.Clone(triples), func(t uint) bool { return !closed(t, two) })
		for extra := range 1 << len(three) {
			m := Model{terms: []uint{0}}
			for i := range k {
				m.terms = append(m.terms, 1<<i)
			}
			m.terms = slices.Concat(m.terms, two, subset(three, extra))
			m.Name = modelName(m.terms)
			m.Parameters = len(m.terms)
			m.DF = 1<<k - 1 - m.Parameters
			out = append(out, m)
		}
	}
	return out
}

// termsOf are the sets of size lists out of k.
func termsOf(k, size int) []uint {
	var out []uint
	for t := range uint(1) << k {
		if bits.OnesCount(t) == size {
			out = append(out, t)
		}
	}
	return out
}

func subset(of []uint, chosen int) []uint {
	var out []uint
	for i, t := range of {
		if chosen&(1<<i) != 0 {
			out = append(out, t)
		}
	}
	return out
}

// closed reports whether all pairs of a triple are there, as the hierarchy asks.
func closed(triple uint, pairs []uint) bool {
	n := 0
	for _, p := range pairs {
		if triple&p == p {
			n++
		}
	}
	return n == 3
}

// modelName names a model by its largest terms, longest first.
func modelName(terms []uint) string {
	var largest []string
	for _, t := range terms {
		if t == 0 || slices.ContainsFunc(terms, func(u uint) bool { return u != t && u&t == t }) {
			continue
		}
		var name strings.Builder
		for i := 0; t>>i != 0; i++ {
			if t&(1<<i) != 0 {
				fmt.Fprint(&name, i+1)
			}
		}
		largest = append(largest, name.String())
	}
	slices.SortFunc(largest, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	return "[" + strings.Join(largest, ",") + "]"
}

// observed are all histories that can be seen, and their counts.
func observed(counts []int) (cells []uint, y []float64) {
	for h := 1; h < len(counts); h++ {
		cells, y = append(cells, uint(h)), append(y, float64(counts[h]))
	}
	return cells, y
}

// fit estimates a model from the counts of the histories.
func (m Model) fit(counts []int) Model {
	cells, y := observed(counts)
	f, ok := fitPoisson(m.terms, cells, y, nil)
	if !ok {
		m.Refusal = "On these counts it says nothing finite of how many are missing."
		return m
	}
	n := float64(registered(counts))
	m.Missed = math.Exp(f.beta[0])
	m.N = n + m.Missed
	m.SE = math.Sqrt(m.Missed + m.Missed*m.Missed*f.cov[0][0])
	m.Deviance = f.deviance
	if m.DF == 0 {
		m.Deviance = 0
	}
	m.P = chi2Tail(m.Deviance, m.DF)
	k := float64(m.Parameters)
	m.AIC, m.BIC = -2*f.logLik+2*k, -2*f.logLik+k*math.Log(n)
	m.Smallest = slices.Min(f.mu)
	return m
}

// byBIC orders fitted models from the best; those without an estimate are last.
func byBIC(a, b Model) int {
	if (a.Refusal == "") != (b.Refusal == "") {
		if a.Refusal == "" {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(a.BIC, b.BIC), cmp.Compare(a.Parameters, b.Parameters), cmp.Compare(a.Name, b.Name))
}
