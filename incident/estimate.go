package incident

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/truceline/truceline"
)

// EstimateOptions tune Estimate. The zero value is the published default.
type EstimateOptions struct {
	// Start is where the estimation begins; its reach, window and thresholds
	// are kept. Default JudgedWeights.
	Start Weights

	// Repeats says that a source may report one event more than once.
	Repeats bool

	// Rarity is how common words are, where words are compared.
	Rarity *Rarity

	// Rounds is how often the shares are worked out anew at most. Default 200.
	Rounds int

	// Keep names aspects whose weights stay as they are in Start.
	Keep []Aspect
}

func (o EstimateOptions) withDefaults() EstimateOptions {
	if o.Start.Version == "" {
		o.Start = JudgedWeights()
	}
	if o.Rounds == 0 {
		o.Rounds = 200
	}
	return o
}

// Estimate fits the shares of every level, and the prior odds, to the pairs of
// the accounts that are within reach of each other, without being told which of
// them are of one event: expectation and maximisation under conditional
// independence of the aspects given whether a pair matches (Winkler 1988, Using
// the EM Algorithm for Weight Computation in the Fellegi-Sunter Model of Record
// Linkage; Herzog, Scheuren and Winkler 2007, Data Quality and Record Linkage
// Techniques, chapter 9). A level that is hardly met keeps a share above zero,
// so that no weight is without bounds. The version of what it returns is that of
// Start with "+em".
func Estimate(ctx context.Context, accounts []Account, opts EstimateOptions) (Weights, error) {
	opts = opts.withDefaults()
	f, err := newFuser(FuseOptions{Weights: opts.Start, Rarity: opts.Rarity, Repeats: opts.Repeats})
	if err != nil {
		return Weights{}, err
	}
	if err := f.file(accounts); err != nil {
		return Weights{}, err
	}
	patterns, err := f.patterns(ctx)
	if err != nil {
		return Weights{}, err
	}
	if len(patterns) == 0 {
		return Weights{}, truceline.Invalid("", "no two of the %d reports are within reach of each other; there is nothing to estimate from", len(accounts))
	}
	m := newModel(opts.Start)
	for range opts.Rounds {
		if ctx.Err() != nil {
			return Weights{}, ctx.Err()
		}
		if m.improve(patterns, opts.Keep) < 1e-7 {
			break
		}
	}
	w := opts.Start
	w.Version += "+em"
	w.Prior = math.Log2(m.match / (1 - m.match))
	w.Levels = m.levels()
	return w, nil
}

// counted is a pattern and how many pairs show it.
type counted struct {
	pattern
	n float64
}

// patterns counts the patterns of all pairs within reach, in a fixed order.
func (f *fuser) patterns(ctx context.Context) ([]counted, error) {
	counts := make(map[pattern]int)
	many := len(f.motes) > len(f.ids)
	seen := make(map[[2]int32]bool)
	f.grid.pairs(f.windowS, func() bool { return ctx.Err() != nil }, func(a, b *mote) {
		if !rivals(a, b) {
			return
		}
		apartM, ok := f.within(a, b)
		if !ok {
			return
		}
		if !many {
			counts[f.compare(a, b, apartM)]++
			return
		}
		pair := [2]int32{min(a.account, b.account), max(a.account, b.account)}
		if !seen[pair] {
			seen[pair] = true
			_, p := f.scoreOf(a.account, b.account)
			counts[p]++
		}
	})
	out := make([]counted, 0, len(counts))
	for p, n := range counts {
		out = append(out, counted{p, float64(n)})
	}
	slices.SortFunc(out, func(a, b counted) int { return slices.CompareFunc(a.pattern[:], b.pattern[:], cmp.Compare[Level]) })
	return out, ctx.Err()
}

// A model is the shares while they are estimated.
type model struct {
	match          float64            // share of pairs that match
	m, u           [aspects][]float64 // by level; [0] is unused
	startM, startU [aspects][]float64
}

func newModel(w Weights) *model {
	m := &model{match: 1 / (1 + math.Exp2(-w.Prior))}
	for a := range aspects {
		m.m[a], m.u[a] = make([]float64, len(levelNames[a])), make([]float64, len(levelNames[a]))
		for i, l := range w.Levels[a.String()] {
			m.m[a][i+1], m.u[a][i+1] = l.M, l.U
		}
		m.startM[a], m.startU[a] = m.m[a], m.u[a] // each round makes new ones
	}
	return m
}

// improve does one round and returns how much the share of matches moved.
func (m *model) improve(patterns []counted, keep []Aspect) float64 {
	var ms, us [aspects][]float64
	for a := range aspects {
		ms[a], us[a] = make([]float64, len(m.m[a])), make([]float64, len(m.u[a]))
	}
	matches, total := 0.0, 0.0
	for _, p := range patterns {
		like, unlike := m.match, 1-m.match
		for a, l := range p.pattern {
			if l > 0 {
				like *= m.m[a][l]
				unlike *= m.u[a][l]
			}
		}
		g := like / (like + unlike)
		matches += g * p.n
		total += p.n
		for a, l := range p.pattern {
			if l > 0 {
				ms[a][l] += g * p.n
				us[a][l] += (1 - g) * p.n
			}
		}
	}
	moved := math.Abs(m.match - matches/total)
	m.match = min(max(matches/total, 1e-6), 1-1e-6)
	for a := range aspects {
		if !slices.Contains(keep, a) {
			m.m[a] = shares(ms[a], m.startM[a], m.m[a])
			m.u[a] = shares(us[a], m.startU[a], m.u[a])
		}
	}
	return moved
}

// believed is which share of the pairs is thought to have been as Start says,
// before any was looked at: what was never met keeps the weight that it had, and
// is not called impossible.
const believed = 0.001

// shares makes shares of weighed counts. An aspect that no pair speaks of keeps
// its shares.
func shares(counts, start, before []float64) []float64 {
	sum := 0.0
	for _, c := range counts[1:] {
		sum += c
	}
	if sum < 1 {
		return before
	}
	out := make([]float64, len(counts))
	for i := 1; i < len(counts); i++ {
		out[i] = (counts[i]/sum + believed*start[i]) / (1 + believed)
	}
	return out
}

// levels are the shares as weights hold them.
func (m *model) levels() map[string][]LevelWeight {
	out := make(map[string][]LevelWeight)
	for a := range aspects {
		var ls []LevelWeight
		for i := 1; i < len(m.m[a]); i++ {
			ls = append(ls, LevelWeight{levelNames[a][i], m.m[a][i], m.u[a][i]})
		}
		out[a.String()] = ls
	}
	return out
}
