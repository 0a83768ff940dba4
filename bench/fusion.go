package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"github.com/truceline/truceline/bench/linkage"
	"github.com/truceline/truceline/bench/measure"
	"github.com/truceline/truceline/bench/postgres"
	"github.com/truceline/truceline/bench/workload"
	"github.com/truceline/truceline/incident"
)

// Gates of P4 and P5.
const (
	fusionFloor = 0.93 // F1 on W6 from which P4's times count; the peer's best is 0.912
	fixedOn     = 2    // the seed on which weights and thresholds are fixed
	askedN      = 1000 // reports that are asked for one by one
	// The reach was chosen on that seed too: of 15, 20 and 30 km it is the least
	// that costs no F1.
	reachM = 20_000
	// melttN is how many reports of each source the slowest peer is given.
	melttN = 10_000
)

// A fused is what a run of ours comes to.
type fused struct {
	linkage.Quality
	Proposed linkage.Quality // the joined pairs and those shown to a person
}

// fuse fuses the reports of a folder, from its files on.
func fuse(dir string, w incident.Weights) (incident.Fusion, error) {
	accounts, err := workload.Accounts(dir)
	if err != nil {
		return incident.Fusion{}, err
	}
	return incident.Fuse(context.Background(), accounts, incident.FuseOptions{Weights: w, Repeats: true})
}

// judge holds a fusion against the truth of its folder.
func judge(dir string, f incident.Fusion) (fused, error) {
	events, err := workload.Events(dir)
	if err != nil {
		return fused{}, err
	}
	numbers := make(map[string]int32, len(events))
	for r, err := range workload.SourceReports(dir) {
		if err != nil {
			return fused{}, err
		}
		numbers[r.ID()] = int32(len(numbers))
	}
	groups := make([][]int32, len(f.Groups))
	for i, ids := range f.Groups {
		for _, id := range ids {
			groups[i] = append(groups[i], numbers[id])
		}
	}
	pairs := make([][2]int32, len(f.Pairs))
	for i, p := range f.Pairs {
		pairs[i] = [2]int32{numbers[p.A], numbers[p.B]}
	}
	return fused{linkage.OfGroups(groups, events), linkage.OfPairs(pairs, events)}, nil
}

// fuseTask fuses W6, reading it included, and answers with how good that is.
func fuseTask(in input) (step, error) {
	return func() (answer, error) {
		f, err := fuse(in.W6, in.Weights)
		if err != nil {
			return nil, err
		}
		return func() string {
			q, err := judge(in.W6, f)
			f = incident.Fusion{}
			return encode(q, err)
		}, nil
	}, nil
}

// encode is an answer of several figures.
func encode(v any, err error) string {
	if err != nil {
		return err.Error()
	}
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// sketchTask is the sketch on W6, reading it included.
func sketchTask(in input) (step, error) {
	events, err := workload.Events(in.W6)
	if err != nil {
		return nil, err
	}
	return func() (answer, error) {
		s, err := linkage.NewSketch(in.W6)
		if err != nil {
			return nil, err
		}
		m := s.Match(linkage.Cutoffs[0])
		return func() string { return linkage.OfPairs(m.Pairs, events).Counts() }, nil
	}, nil
}

// A nearby is how long single reports took, and what was wrong with the answers.
type nearby struct {
	NearP50, NearP99 time.Duration
	AddP50, AddP99   time.Duration
	Pairs            int    // in all answers
	Wrong            string `json:",omitempty"`
}

// nearTask asks an index of all other reports about each of a thousand that
// were left out, and then adds them. The answers must be those of fusing all at
// once: what is asked lies so far apart that none bears on another's.
func nearTask(in input) (step, error) {
	accounts, err := workload.Accounts(in.W6)
	if err != nil {
		return nil, err
	}
	ctx, opts := context.Background(), incident.FuseOptions{Weights: in.Weights, Repeats: true}
	batch, err := incident.Fuse(ctx, accounts, opts)
	if err != nil {
		return nil, err
	}
	asked, err := workload.Apart(in.W6, in.asked())
	if err != nil {
		return nil, err
	}
	left := make(map[int32]bool, len(asked))
	for _, n := range asked {
		left[n] = true
	}
	var others, fresh []incident.Account
	for n, a := range accounts {
		if left[int32(n)] {
			fresh = append(fresh, a)
		} else {
			others = append(others, a)
		}
	}
	want := make(map[string][]told, len(fresh)) // by report
	for _, a := range fresh {
		want[a.ID] = nil
	}
	for _, p := range batch.Pairs {
		for _, id := range [2]string{p.A, p.B} {
			if _, ok := want[id]; ok {
				want[id] = append(want[id], toldOf(p))
			}
		}
	}
	groups := batch.Groups
	return func() (answer, error) {
		// Adding changes the index, so that each run makes its own. That is not
		// among the laps.
		x, err := incident.NewIndex(ctx, others, opts)
		if err != nil {
			return nil, err
		}
		got := make([][]incident.Pair, len(fresh))
		near, add := make([]time.Duration, len(fresh)), make([]time.Duration, len(fresh))
		for i, a := range fresh {
			start := time.Now()
			pairs, err := x.Near(a)
			near[i] = time.Since(start)
			if err != nil {
				return nil, err
			}
			got[i] = pairs
		}
		for i, a := range fresh {
			start := time.Now()
			_, err := x.Add(a)
			add[i] = time.Since(start)
			if err != nil {
				return nil, err
			}
		}
		return func() string {
			n := nearby{NearP50: percentile(near, 0.5), NearP99: percentile(near, 0.99), AddP50: percentile(add, 0.5), AddP99: percentile(add, 0.99)}
			for i, a := range fresh {
				n.Pairs += len(got[i])
				if !slices.EqualFunc(got[i], want[a.ID], func(p incident.Pair, w told) bool { return toldOf(p) == w }) && n.Wrong == "" {
					n.Wrong = fmt.Sprintf("report %s: %d pairs, and other ones than the %d of the batch", a.ID, len(got[i]), len(want[a.ID]))
				}
			}
			if !slices.EqualFunc(x.Groups(), groups, slices.Equal[[]string]) && n.Wrong == "" {
				n.Wrong = "the groups after all were added are not those of the batch"
			}
			return encode(n, nil)
		}, nil
	}, nil
}

// asked is how many reports are asked for.
func (in input) asked() int { return cmp.Or(in.Asked, askedN) }

// A told is what a pair tells, in a form that can be compared.
type told struct {
	a, b          string
	score, linked float64
	joined        bool
}

func toldOf(p incident.Pair) told { return told{p.A, p.B, p.Score, p.Linked, p.Joined} }

// percentile is the value below which the share of laps lies, by nearest rank.
func percentile(laps []time.Duration, share float64) time.Duration {
	s := slices.Sorted(slices.Values(laps))
	return s[min(len(s)-1, max(0, int(math.Ceil(share*float64(len(s))))-1))]
}

// fusionPart is what P4 and P5 know before anything is timed.
type fusionPart struct {
	ours, strict fused             // of the last run, and at the threshold of precision
	weights      incident.Weights  // with the threshold of the best F1 on the other seed
	tuned        []tried           // what thresholds came to on the other seed
	strictJoin   float64           // the least of them with precision 0.98 there
	sql          []linkage.Quality // of the rule of the peer, by cut-off
	candidates   int
	pairs        map[string]int // P5: how many pairs all answers held, by side
}

// A tried is a threshold and what it comes to on the seed that it is fixed on.
type tried struct {
	join float64
	linkage.Quality
}

// fix estimates weights on the folder of the other seed, and tries thresholds
// on it.
func (p *fusionPart) fix(ctx context.Context, dir string) error {
	accounts, err := workload.Accounts(dir)
	if err != nil {
		return err
	}
	start := incident.DefaultWeights()
	start.ReachM = reachM
	if p.weights, err = incident.Estimate(ctx, accounts, incident.EstimateOptions{Start: start, Repeats: true}); err != nil {
		return err
	}
	for _, join := range []float64{-0.5, 0, 0.5, 1, 1.5, 2, 3} {
		w := p.weights
		w.Join, w.Propose = join, min(join, 0)
		f, err := incident.Fuse(ctx, accounts, incident.FuseOptions{Weights: w, Repeats: true})
		if err != nil {
			return err
		}
		q, err := judge(dir, f)
		if err != nil {
			return err
		}
		p.tuned = append(p.tuned, tried{join, q.Quality})
	}
	best := slices.MaxFunc(p.tuned, func(a, b tried) int { return cmp.Compare(a.F1(), b.F1()) })
	p.weights.Join, p.weights.Propose = best.join, min(best.join, 0)
	p.strictJoin = p.tuned[len(p.tuned)-1].join
	for _, t := range slices.Backward(p.tuned) {
		if t.Precision() >= 0.98 {
			p.strictJoin = t.join
		}
	}
	return nil
}

// fusion prepares P4 and P5.
func (b *bench) fusion(ctx context.Context) ([]measure.Metric, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	cache = filepath.Join(cache, "truceline-bench")
	if b.where.W6, err = workload.OpenLinkage(ctx, b.shared, cache, workload.LinkageSize, 1); err != nil {
		return nil, err
	}
	other, err := workload.OpenLinkage(ctx, b.shared, cache, workload.LinkageSize, fixedOn)
	if err != nil {
		return nil, err
	}
	b.say("fusion: weights and thresholds, on seed %d", fixedOn)
	p := &fusionPart{pairs: make(map[string]int)}
	if err := p.fix(ctx, other); err != nil {
		return nil, err
	}
	b.where.Weights = p.weights
	if err := p.score(b.where.W6); err != nil {
		return nil, err
	}
	b.linked = p
	var out []measure.Metric
	var peer *postgres.Linkage
	if b.cluster != nil {
		if peer, err = postgres.NewLinkage(ctx, b.cluster, b.where.W6); err != nil {
			return nil, err
		}
	}
	if b.wants("p4") {
		ms, err := b.matching(ctx, p, peer, cache)
		if err != nil {
			return nil, err
		}
		out = append(out, ms...)
	}
	if b.wants("p5") {
		ms, err := b.nearby(ctx, p, peer)
		if err != nil {
			return nil, err
		}
		out = append(out, ms...)
	}
	return out, nil
}

// score runs what is not timed on the seed that is scored: the rule of the peer
// at both its cut-offs, by the sketch, and ours at the stricter threshold.
func (p *fusionPart) score(dir string) error {
	events, err := workload.Events(dir)
	if err != nil {
		return err
	}
	for _, cutoff := range linkage.Cutoffs {
		s, err := linkage.NewSketch(dir)
		if err != nil {
			return err
		}
		m := s.Match(cutoff)
		p.candidates = m.Candidates
		p.sql = append(p.sql, linkage.OfPairs(m.Pairs, events))
	}
	w := p.weights
	w.Join = p.strictJoin
	f, err := fuse(dir, w)
	if err != nil {
		return err
	}
	p.strict, err = judge(dir, f)
	return err
}

// matching are the rows of P4.
func (b *bench) matching(ctx context.Context, p *fusionPart, peer *postgres.Linkage, cache string) ([]measure.Metric, error) {
	ours, err := b.start(ctx, "fuse")
	if err != nil {
		return nil, err
	}
	sketch, err := b.start(ctx, "sketch")
	if err != nil {
		return nil, err
	}
	const met = "as good as it must be"
	want := p.sql[0].Counts()
	plain := measure.Metric{
		ID: "P4", Name: "3 x 100,000 reports matched, files read", Want: met,
		Gate:  fmt.Sprintf("F1 >= %.2f and the peer's %.3f", fusionFloor, p.sql[0].F1()),
		Ours:  p.judged(ours.run, met),
		Rival: "PostgreSQL, the published rule as the planner likes", Target: 30, Items: 300_000, Pairs: 1,
	}
	tuned := plain
	tuned.ID, tuned.Name, tuned.Rival, tuned.Target = "P4t", "the same, the peer's SQL rewritten for speed", "PostgreSQL, one key, half of the neighbours, hashed", 0
	if peer != nil {
		plain.Peer = beside(sql(peer, postgres.Plain, want), met)
		tuned.Peer = beside(sql(peer, postgres.Tuned, want), met)
	}
	bound := plain
	bound.ID, bound.Name, bound.Rival, bound.Target, bound.Pairs = "P4s", "the same", "sketch: the rule of the SQL, from arrays", 0.25, 2
	bound.Peer = beside(answered(sketch.run, want), met)
	meltt := plain
	meltt.ID, meltt.Name, meltt.Rival, meltt.Target, meltt.Items = "P4m", "3 x 10,000 reports", "meltt", 1000, 3*melttN
	small := b.where
	if small.W6, err = workload.OpenLinkage(ctx, b.shared, cache, melttN, 1); err != nil {
		return nil, err
	}
	few, err := start(ctx, "fuse", small, 1)
	if err != nil {
		return nil, err
	}
	b.closers = append(b.closers, few.stop)
	meltt.Gate = "the same on each run" // the weights are fixed on ten times as many reports
	meltt.Ours, meltt.Peer = beside(few.run, met), nil
	if b.meltt != "" {
		meltt.Peer = func(ctx context.Context) (measure.Run, error) {
			run, _, err := measure.Exec(exec.CommandContext(ctx, b.meltt, small.W6))
			run.Answer = met
			return run, err
		}
	}
	return []measure.Metric{plain, tuned, bound, meltt}, nil
}

// judged runs ours and answers met if it is as good as the gate asks, or else
// how good it is.
func (p *fusionPart) judged(side measure.Side, met string) measure.Side {
	return func(ctx context.Context) (measure.Run, error) {
		run, err := side(ctx)
		if err != nil {
			return run, err
		}
		if err := json.Unmarshal([]byte(run.Answer), &p.ours); err != nil {
			return run, fmt.Errorf("answered %q", run.Answer)
		}
		run.Answer = p.ours.Quality.String()
		if p.ours.F1() >= max(fusionFloor, p.sql[0].F1()) {
			run.Answer = met
		}
		return run, nil
	}
}

// sql is the peer matching W6 in a way, at the cut-off that suits it best.
func sql(peer *postgres.Linkage, way postgres.Way, want string) measure.Side {
	return answered(func(ctx context.Context) (measure.Run, error) {
		run, _, err := peer.Match(ctx, way, linkage.Cutoffs[0])
		return run, err
	}, want)
}

// answered is a side that must answer so.
func answered(side measure.Side, want string) measure.Side {
	return func(ctx context.Context) (measure.Run, error) {
		run, err := side(ctx)
		if err == nil && run.Answer != want {
			err = fmt.Errorf("answered %s, want %s", run.Answer, want)
		}
		return run, err
	}
}

// nearby are the rows of P5. The time of a run is a percentile of a thousand
// answers.
func (b *bench) nearby(ctx context.Context, p *fusionPart, peer *postgres.Linkage) ([]measure.Metric, error) {
	ours, err := b.start(ctx, "near")
	if err != nil {
		return nil, err
	}
	ask, err := b.askPeer(ctx, p, peer)
	if err != nil {
		return nil, err
	}
	const same = "the pairs of the batch"
	side := func(wall func(nearby) time.Duration) measure.Side {
		return func(ctx context.Context) (measure.Run, error) {
			run, err := ours.run(ctx)
			if err != nil {
				return run, err
			}
			var n nearby
			if err := json.Unmarshal([]byte(run.Answer), &n); err != nil {
				return run, fmt.Errorf("answered %q", run.Answer)
			}
			p.pairs["ours"] = n.Pairs
			run.Wall, run.CPU, run.Answer = wall(n), 0, same
			if n.Wrong != "" {
				run.Answer = n.Wrong
			}
			return run, nil
		}
	}
	p99 := measure.Metric{
		ID: "P5", Name: "one new report against 299,000: p99 of 1,000", Gate: same, Want: same, Aim: 500 * time.Microsecond,
		Rival: "PostgreSQL, indexed query", Ours: side(func(n nearby) time.Duration { return n.NearP99 }), Pairs: 1,
	}
	p50, add99, add50 := p99, p99, p99
	p50.ID, p50.Name, p50.Aim, p50.Ours = "P5m", "the same: p50", 0, side(func(n nearby) time.Duration { return n.NearP50 })
	if ask != nil {
		p99.Peer, p50.Peer = beside(ask(0.99), same), beside(ask(0.5), same)
	}
	add99.ID, add99.Name, add99.Aim, add99.Rival, add99.Ours = "P5a", "the same, filed: p99", 0, "", side(func(n nearby) time.Duration { return n.AddP99 })
	add50.ID, add50.Name, add50.Aim, add50.Rival, add50.Ours = "P5am", "the same, filed: p50", 0, "", side(func(n nearby) time.Duration { return n.AddP50 })
	return []measure.Metric{p99, p50, add99, add50}, nil
}

// askPeer loads the peer for single questions, and returns a side that asks all
// of them; nil if there is no peer. It must find the pairs that the sketch does.
func (b *bench) askPeer(ctx context.Context, p *fusionPart, peer *postgres.Linkage) (func(share float64) measure.Side, error) {
	if peer == nil {
		return nil, nil
	}
	asked, err := workload.Apart(b.where.W6, b.where.asked())
	if err != nil {
		return nil, err
	}
	s, err := linkage.NewSketch(b.where.W6)
	if err != nil {
		return nil, err
	}
	m, want := s.Match(linkage.Cutoffs[0]), 0
	for _, pair := range m.Pairs {
		for _, n := range pair {
			if _, ok := slices.BinarySearch(asked, n); ok {
				want++
			}
		}
	}
	p.pairs["sql"] = want
	return func(share float64) measure.Side {
		return func(ctx context.Context) (measure.Run, error) {
			if err := peer.Ready(ctx); err != nil {
				return measure.Run{}, err
			}
			laps, found, err := peer.Near(ctx, asked, linkage.Cutoffs[0])
			if err != nil {
				return measure.Run{}, err
			}
			if found != want {
				return measure.Run{}, fmt.Errorf("found %d pairs where the sketch has %d", found, want)
			}
			return measure.Run{Wall: percentile(laps, share), Peak: b.cluster.Memory(), Answer: fmt.Sprintf("%d pairs", found)}, nil
		}
	}, nil
}

// section tells how good the matching of W6 is.
func (p *fusionPart) section() measure.Section {
	s := measure.Section{
		Title:  "Matching W6",
		Header: []string{"who", "fixed on", "pairs said", "precision", "recall", "F1"},
		Note: fmt.Sprintf("399,031 pairs are true, repeats of a source included. Pairs of ours are those that stand in one group. "+
			"The rule of the SQL compares %d candidates; its cut-offs were picked on the seed that they are scored on, ours were not.", p.candidates),
	}
	row := func(who, fixed string, q linkage.Quality) {
		s.Rows = append(s.Rows, []string{who, fixed, fmt.Sprint(q.Said), fmt.Sprintf("%.3f", q.Precision()), fmt.Sprintf("%.3f", q.Recall()), fmt.Sprintf("%.3f", q.F1())})
	}
	other := fmt.Sprintf("seed %d", fixedOn)
	if p.ours.Said > 0 {
		row(fmt.Sprintf("ours, joined at %v bits: best F1 on seed %d", p.weights.Join, fixedOn), other, p.ours.Quality)
	}
	row(fmt.Sprintf("ours, joined at %v bits: precision 0.98 on seed %d", p.strictJoin, fixedOn), other, p.strict.Quality)
	for i, q := range p.sql {
		row(fmt.Sprintf("the rule of the SQL, cut-off %v", linkage.Cutoffs[i]), "seed 1", q)
	}
	for _, t := range p.tuned {
		row(fmt.Sprintf("on seed %d, joined at %v bits", fixedOn, t.join), other, t.Quality)
	}
	return s
}
