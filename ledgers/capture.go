package ledgers

import (
	"cmp"
	"math"
	"slices"

	"github.com/truceline/truceline/incident"
)

// An Estimate is how many incidents happened, by lists that each registered a
// part of them, with all the parts that it is made of. Where Refusals is not
// empty there is no estimate, and N, Missed, SE and the intervals are zero.
//
// All intervals are 95 %.
type Estimate struct {
	Lists []List `json:"lists"`
	// Parts are the observed histories with incidents, in order of how many
	// lists they have.
	Parts      []Part `json:"parts"`
	Registered int    `json:"registered"` // by at least one list
	Uncertain  int    `json:"uncertain"`  // left out: it is uncertain whether they belong

	Method   string    `json:"method,omitempty"` // in words
	N        float64   `json:"n,omitempty"`
	Missed   float64   `json:"missed,omitempty"` // N less Registered: by no list
	SE       float64   `json:"se,omitempty"`     // standard error of N
	Interval Interval  `json:"interval,omitzero"`
	Exact    *Interval `json:"exact,omitempty"` // two lists: the hypergeometric interval

	// Models are all that were fitted, the best by BIC first; none for two lists.
	Models []Model `json:"models,omitempty"`
	Model  string  `json:"model,omitempty"` // name of the best
	// Across is from the lowest to the highest end of the intervals of the
	// models whose BIC is within Near of the best: the data cannot tell these apart.
	Across *Interval `json:"across,omitempty"`

	Dependences []Dependence      `json:"dependences,omitempty"`
	Variations  []Variation       `json:"variations,omitempty"`
	Strata      []StratumEstimate `json:"strata,omitempty"` // of each stratification, what its parts say
	Summed      bool              `json:"summed,omitempty"` // N is the sum over Strata by SummedBy
	SummedBy    string            `json:"summed_by,omitempty"`

	Assumptions []string `json:"assumptions,omitempty"` // sentences
	Warnings    []string `json:"warnings,omitempty"`    // sentences
	Refusals    []string `json:"refusals,omitempty"`    // sentences
}

// A Part is a combination of lists and the incidents that exactly they registered.
type Part struct {
	Lists     []int         `json:"lists"` // indices
	N         int           `json:"n"`
	Incidents []incident.ID `json:"incidents,omitempty"`
}

// A StratumEstimate is what one stratum says by itself.
type StratumEstimate struct {
	By         string  `json:"by"`
	Name       string  `json:"name"`
	Registered int     `json:"registered"`
	N          float64 `json:"n,omitempty"`
	SE         float64 `json:"se,omitempty"`
	Refusal    string  `json:"refusal,omitempty"` // a sentence, if the stratum is too thin
}

// Refused reports whether there is no estimate.
func (e Estimate) Refused() bool { return len(e.Refusals) > 0 }

// CaptureOptions tune Capture. The zero value is the published default.
type CaptureOptions struct {
	// FewestShared is how many incidents each list must share with the others.
	// Default 7: Robson and Regier, Transactions of the American Fisheries
	// Society 93 (1964) 215-226, and Seber 1982, section 3.1.1, ask for it, so
	// that Chapman's estimate is nearly unbiased.
	FewestShared int

	// MostSpan is how many times the lower end of the interval of N the upper
	// end may be. Default 5; this is our own limit, beyond which a number would
	// be read as more than it is.
	MostSpan float64

	// MostMissed is how many times the registered incidents the estimated
	// others may be. Default 3; this too is our own limit: beyond it three of
	// four incidents would rest on the assumptions alone.
	MostMissed float64

	// Near is within which difference of BIC models cannot be told apart.
	// Default 2: Kass and Raftery, JASA 90 (1995) 773-795, call a smaller one
	// not worth more than a bare mention.
	Near float64

	// Dependences are what a further list says of two lists, where two are
	// held against each other; see Missed.
	Dependences []Dependence
}

func (o CaptureOptions) withDefaults() CaptureOptions {
	if o.FewestShared == 0 {
		o.FewestShared = 7
	}
	if o.MostSpan == 0 {
		o.MostSpan = 5
	}
	if o.MostMissed == 0 {
		o.MostMissed = 3
	}
	if o.Near == 0 {
		o.Near = 2
	}
	return o
}

// Missed estimates how many incidents no list registered. Of two lists it also
// asks those that others registered whether the two depend on each other, and
// refuses if they do.
func Missed(entries []Entry, lists []List, opts Options, capture CaptureOptions) (Estimate, error) {
	if reasons := structural(lists); len(reasons) > 0 {
		return Estimate{Lists: slices.Clone(lists), Refusals: reasons}, nil
	}
	o, err := OverlapOf(entries, lists, opts)
	if err != nil {
		return Estimate{}, err
	}
	if len(lists) == 2 && !lists[0].Rest && !lists[1].Rest {
		others := List{Side: Side{ID: "\x00others"}, Rest: true}
		three, err := OverlapOf(entries, append(slices.Clone(lists), others), opts)
		if err != nil {
			return Estimate{}, err
		}
		for _, d := range Dependences(three.Counts, 3) {
			if d.A == 0 && d.B == 1 {
				capture.Dependences = append(slices.Clone(capture.Dependences), d)
			}
		}
	}
	return Capture(o, capture)
}

// Capture estimates how many incidents there are from the overlap of two to
// five lists, by Chapman's estimate of two and by log-linear models of more, or
// refuses in sentences. An overlap that is not well formed is a Problem.
func Capture(o Overlap, opts CaptureOptions) (Estimate, error) {
	opts = opts.withDefaults()
	if err := o.complete(); err != nil {
		return Estimate{}, err
	}
	e := Estimate{Lists: o.Lists, Parts: o.parts(), Registered: registered(o.Counts), Uncertain: len(o.Uncertain)}
	e.Refusals = append(structural(o.Lists), thin(o, opts)...)
	e.warnUnsaid(o)
	if e.Refused() {
		return e, nil
	}
	e.Assumptions = assumptions(o.Lists)
	if len(o.Lists) == 2 {
		e.Dependences = opts.Dependences
	} else {
		e.Dependences = Dependences(o.Counts, len(o.Lists))
	}
	for _, by := range o.Strata {
		e.Variations = append(e.Variations, variations(by, len(o.Lists))...)
	}
	if len(o.Lists) == 2 {
		e.twoLists(o, opts)
	} else {
		e.manyLists(o, opts)
	}
	if e.Refused() {
		e.N, e.Missed, e.SE, e.Interval, e.Exact, e.Across, e.Summed, e.SummedBy = 0, 0, 0, Interval{}, nil, nil, false, ""
		return e, nil
	}
	e.Missed = e.N - float64(e.Registered)
	return e, nil
}

// parts are the observed histories that have incidents, those of fewest lists
// first.
func (o Overlap) parts() []Part {
	var out []Part
	for h, n := range o.Counts {
		if n == 0 {
			continue
		}
		p := Part{N: n}
		for i := range o.Lists {
			if h&(1<<i) != 0 {
				p.Lists = append(p.Lists, i)
			}
		}
		if o.Incidents != nil {
			p.Incidents = o.Incidents[h]
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b Part) int {
		return cmp.Or(cmp.Compare(len(a.Lists), len(b.Lists)), slices.Compare(a.Lists, b.Lists))
	})
	return out
}

// twoLists estimates by Chapman.
func (e *Estimate) twoLists(o Overlap, opts CaptureOptions) {
	n1, n2, m := inAll(o.Counts, 1), inAll(o.Counts, 2), o.Counts[3]
	e.Method = methodTwo
	e.N = chapman(n1, n2, m)
	variance := seberVariance(n1, n2, m)
	e.SE = math.Sqrt(variance)
	e.Interval = logNormal(float64(e.Registered), e.N-float64(e.Registered), variance)
	if exact, ok := hypergeometric(n1, n2, m); ok {
		e.Exact = &exact
	}
	if e.Exact != nil && n1+n2 == 2*m { // neither has an incident that the other has not
		e.Interval = *e.Exact
	}
	e.biasOf(n1, n2)
	e.dependOf()
	e.stratify(o, opts, func(counts []int) (float64, float64, bool) {
		n1, n2, m := inAll(counts, 1), inAll(counts, 2), counts[3]
		return chapman(n1, n2, m), seberVariance(n1, n2, m), m >= opts.FewestShared
	})
	e.tooWide(e.Interval, opts)
}

// manyLists fits every hierarchical model and estimates by the one of the
// lowest BIC.
func (e *Estimate) manyLists(o Overlap, opts CaptureOptions) {
	most := len(o.Lists) - 1
	if len(o.Lists) == mostLists {
		most = 2
	}
	e.Method = methodMany
	for _, m := range models(len(o.Lists), most) {
		m.Words = e.modelWords(m)
		e.Models = append(e.Models, m.fit(o.Counts))
	}
	slices.SortFunc(e.Models, byBIC)
	best := &e.Models[0]
	if best.Refusal != "" {
		e.refuse("No model of how these lists depend on each other has a finite estimate on these counts.")
		return
	}
	if best.DF > 0 && best.P < 0.001 {
		e.refuse("No model of how these lists depend on each other fits: of the best, %s, the deviance is %s on %d degrees of freedom (p below 0.001).", best.Words, num(best.Deviance), best.DF)
		return
	}
	e.Model, e.N, e.SE = best.Name, best.N, best.SE
	var across Interval
	for i := range e.Models {
		m := &e.Models[i]
		if m.Refusal != "" || m.BIC > best.BIC+opts.Near {
			break
		}
		interval, ok := m.profile(o.Counts)
		if !ok {
			e.refuse("The interval of the model %s has no upper end: these counts agree with any number of incidents.", m.Words)
			return
		}
		m.Interval = &interval
		if i == 0 {
			across = interval
		}
		across = Interval{min(across.Low, interval.Low), max(across.High, interval.High)}
	}
	e.Interval, e.Across = *best.Interval, &across
	e.warnModels(*best, opts)
	e.stratify(o, opts, func(counts []int) (float64, float64, bool) {
		for i := range o.Lists {
			if shared(counts, i) < opts.FewestShared {
				return 0, 0, false
			}
		}
		m := Model{terms: best.terms, Name: best.Name, Parameters: best.Parameters, DF: best.DF}.fit(counts)
		return m.N, m.SE * m.SE, m.Refusal == ""
	})
	e.tooWide(across, opts)
}

// varying is below which chance a list is said not to register strata alike.
const varying = 0.01

// stratify holds the strata against the whole. Where two lists or more do not
// register the strata alike, one estimate of all together is biased: of two
// lists the sum over the strata stands in for it, and if the strata are too
// thin for that there is none.
func (e *Estimate) stratify(o Overlap, opts CaptureOptions, estimate func([]int) (n, variance float64, ok bool)) {
	pooled, summed := e.Interval, ""
	for _, by := range o.Strata {
		if len(by.Strata) < 2 {
			continue
		}
		sum, variance, ok := 0.0, 0.0, true
		for _, s := range by.Strata {
			part := StratumEstimate{By: by.By, Name: s.Name, Registered: registered(s.Counts)}
			n, v, enough := estimate(s.Counts)
			if enough {
				part.N, part.SE = n, math.Sqrt(v)
			} else {
				part.Refusal = "The lists share too few incidents in it."
			}
			ok = ok && enough
			sum, variance = sum+n, variance+v
			e.Strata = append(e.Strata, part)
		}
		varies := e.varies(by.By)
		if len(varies) < 2 {
			continue
		}
		names := e.names(varies)
		switch {
		case len(o.Lists) > 2 && ok && (sum < pooled.Low || sum > pooled.High):
			e.warn("The strata by %s disagree with the whole: by themselves they add up to %s incidents, which lies outside the interval of %s. %s do not register them alike.", by.By, whole(sum), pooled.whole(), list(names))
		case len(o.Lists) > 2:
			e.warn("%s do not register the strata by %s alike; the models take that for dependence between the lists.", list(names), by.By)
		case !ok:
			e.refuse("%s do not register the strata by %s alike, so that one estimate of all of them together is biased, and some strata share too few incidents for one of their own.", list(names), by.By)
		case !e.Summed:
			summed = say("%s do not register the strata by %s alike, so that the estimate is the sum over the strata (%s); all together would have given %s.", list(names), by.By, whole(sum), whole(e.N))
			e.Summed, e.SummedBy = true, by.By
			e.N, e.SE = sum, math.Sqrt(variance)
			e.Interval = logNormal(float64(e.Registered), sum-float64(e.Registered), variance)
			e.Exact = nil
		case sum < e.Interval.Low || sum > e.Interval.High:
			e.refuse("The strata by %s add up to %s and those by %s to %s incidents: the lists register so unevenly that no one number can be given.", e.SummedBy, whole(e.N), by.By, whole(sum))
		}
	}
	if summed != "" && !e.Refused() { // of what is refused nobody needs to know how it would have been reached
		e.warn("%s", summed)
	}
}

// varies are the lists that do not register the strata alike.
func (e *Estimate) varies(by string) []int {
	var out []int
	for _, v := range e.Variations {
		if v.By == by && v.P < varying {
			out = append(out, v.List)
		}
	}
	return out
}

// OfCounts is the answer for two sources that give numbers and no incidents: a
// refusal, for a number has no identity. UnionOf says what does follow.
func OfCounts(lists []List) Estimate {
	e := Estimate{Lists: slices.Clone(lists)}
	for i := range e.Lists {
		e.Lists[i].Bare = true
	}
	e.Refusals = structural(e.Lists)
	return e
}
