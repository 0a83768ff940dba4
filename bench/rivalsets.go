package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/truceline/truceline/bench/measure"
	"github.com/truceline/truceline/cases"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/intake/casedir"
	"github.com/truceline/truceline/internal/rivals"
	"github.com/truceline/truceline/internal/rivals/score"
	"github.com/truceline/truceline/observance"
)

// Rival accounts are fused as an import into the bundled case fuses them: what
// sources call sides and kinds is mapped to its parties and acts.

// A rivalLevel is the rival accounts of one level of noise.
type rivalLevel struct {
	*truthSet
	weights  incident.Weights
	accounts []incident.Account // of the seed that is scored
}

// levelAims are the F1 that fusion is asked to reach, by noise.
var levelAims = map[string]float64{"low": 0.97, "middle": 0.92, "high": 0.80}

// joinedAim is the precision that joins without a person must have.
const joinedAim = 0.98

// spare is what a threshold must have above joinedAim on the seed that it is
// fixed on, for the other.
const spare = 0.005

// rivalVocabulary maps words to the acts and parties of the bundled case.
func rivalVocabulary() (incident.Vocabulary, error) {
	dir, ok := cases.Bundled("astana")
	if !ok {
		return incident.Vocabulary{}, errors.New("the case astana does not come with the program")
	}
	c, err := casedir.Load(dir)
	if err != nil {
		return incident.Vocabulary{}, err
	}
	reg, err := observance.Compile(c.Facts, c.Location)
	if err != nil {
		return incident.Vocabulary{}, err
	}
	terms, err := rivals.Vocabulary()
	if err != nil {
		return incident.Vocabulary{}, err
	}
	codes := make(map[string]string)
	for _, t := range terms {
		if t.Part == "kind" && t.Case != "" {
			codes[string(t.Source)+":"+t.Words] = "act:" + t.Case
		}
	}
	v := reg.Vocabulary()
	kinds := v.Kinds
	v.Kinds = func(said []string) incident.Terms {
		meant := make([]string, len(said))
		for i, code := range said {
			meant[i] = cmp.Or(codes[code], code)
		}
		return kinds(meant)
	}
	return v, nil
}

// accountsOf are the accounts of a set as fusion compares them.
func accountsOf(set rivals.Set, v incident.Vocabulary) []incident.Account {
	out := make([]incident.Account, len(set.Accounts))
	for i, r := range set.Reports() {
		out[i] = incident.AccountOf(r, v)
	}
	return out
}

// judgedOf are the pairs of a fusion as they are scored.
func judgedOf(f incident.Fusion) []score.Judged {
	out := make([]score.Judged, len(f.Pairs))
	for i, p := range f.Pairs {
		out[i] = score.Judged{A: p.A, B: p.B, Score: p.Linked, Joined: p.Joined}
	}
	return out
}

// newLevels makes the set of a level that is scored, once for the published
// weights, and once for weights and thresholds that the same level gives on the
// seed for tuning.
func newLevels(ctx context.Context, ground rivals.Ground, noise rivals.Noise, v incident.Vocabulary) (published, own *rivalLevel, err error) {
	set, err := ground.Make(noise, rivals.Tuning)
	if err != nil {
		return nil, nil, err
	}
	weights, err := fixed(ctx, accountsOf(set, v), set.Links())
	if err != nil {
		return nil, nil, err
	}
	if set, err = ground.Make(noise, rivals.Scoring); err != nil {
		return nil, nil, err
	}
	truth, err := score.NewTruth(set.Links())
	if err != nil {
		return nil, nil, err
	}
	accounts := accountsOf(set, v)
	level := func(id, name string, w incident.Weights) *rivalLevel {
		return &rivalLevel{weights: w, accounts: accounts, truthSet: &truthSet{id: "FUSE-" + noise.Name + id, name: "rival accounts, " + noise.Name + " noise" + name,
			truth: truth, aim: fmt.Sprintf("F1 %.2f of those proposed, joined at %.2f", levelAims[noise.Name], joinedAim)}}
	}
	return level("", "", incident.DefaultWeights()), level("-own", ", weights of its own", weights), nil
}

// fixed estimates weights on accounts without their truth, and by it sets the
// threshold from which pairs are proposed to the best F1, and the one from which
// they join to the least that joins precisely enough.
func fixed(ctx context.Context, accounts []incident.Account, links []score.Link) (incident.Weights, error) {
	truth, err := score.NewTruth(links)
	if err != nil {
		return incident.Weights{}, err
	}
	w, err := incident.Estimate(ctx, accounts, incident.EstimateOptions{Repeats: true})
	if err != nil {
		return w, err
	}
	const lowest = -4
	w.Propose, w.Join = lowest, lowest
	f, err := incident.Fuse(ctx, accounts, incident.FuseOptions{Weights: w, Repeats: true})
	if err != nil {
		return w, err
	}
	pairs := judgedOf(f)
	slices.SortStableFunc(pairs, func(a, b score.Judged) int { return cmp.Compare(b.Score, a.Score) })
	best, right := 0.0, 0
	for i, p := range pairs {
		if truth.Same(p.A, p.B) {
			right++
		}
		if i+1 < len(pairs) && pairs[i+1].Score == p.Score {
			continue
		}
		if f1 := 2 * float64(right) / float64(i+1+truth.PairsN()); f1 > best {
			best, w.Propose = f1, p.Score
		}
		if float64(right) >= (joinedAim+spare)*float64(i+1) {
			w.Join = p.Score
		}
	}
	w.Join = max(w.Join, w.Propose)
	return w, nil
}

// run fuses the set that is scored, which is timed, and scores it.
func (l *rivalLevel) run(ctx context.Context) (measure.Run, error) {
	cpu, start := measure.SelfCPU(), time.Now()
	f, err := incident.Fuse(ctx, l.accounts, incident.FuseOptions{Weights: l.weights, Repeats: true})
	run := measure.Run{Wall: time.Since(start), CPU: measure.SelfCPU() - cpu}
	if err != nil {
		return run, err
	}
	l.result, err = l.truth.Measure(judgedOf(f), f.Groups)
	l.ran = err == nil
	run.Answer = fmt.Sprintf("%d pairs, %d joined, %d right", len(f.Pairs), l.result.Joined.SaidN, l.result.Proposed.RightN)
	return run, err
}
