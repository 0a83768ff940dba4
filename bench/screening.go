package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/truceline/truceline/bench/measure"
	"github.com/truceline/truceline/bench/names"
	"github.com/truceline/truceline/bench/postgres"
	"github.com/truceline/truceline/bench/workload"
	"github.com/truceline/truceline/internal/namesakes"
	"github.com/truceline/truceline/sanctions/screening"
)

// Seeds of W1. Peers' cut-offs are fixed on one and scored on another; of the
// rest it is told how much chance there is in a thousand names.
const (
	namesScored = 1
	namesTuned  = 2
	namesFirst  = 3 // of the further seeds
	namesLast   = 12
)

// A screenInput is where the tasks of P1 find what they work on.
type screenInput struct {
	List    string  // the UN's list
	Queries string  // file of W1
	Cutoff  float64 // of a peer's task
}

// listOf reads the names of a list.
func listOf(path string) ([]screening.Reference, error) {
	snap, err := workload.List(context.Background(), path)
	return namesakes.References(snap), err
}

// listedOf are the names as peers take them.
func listedOf(refs []screening.Reference) []names.Listed {
	out := make([]names.Listed, len(refs))
	for i, r := range refs {
		out[i] = names.Listed{Entry: r.Entry, Name: r.Name}
	}
	return out
}

// hitsOf are leads as peers give them.
func hitsOf(leads []screening.Lead) []names.Hit {
	out := make([]names.Hit, len(leads))
	for i, l := range leads {
		out[i] = names.Hit{Entry: l.Entry, Score: l.Score}
	}
	return out
}

// A screened is what screening W1 once comes to.
type screened struct {
	names.Score
	P50, P99 time.Duration
	Heap     uint64 // bytes that the index holds
}

// screenTask screens W1 with an index, one name after the other. The index is
// made before anything is timed.
func screenTask(make func(refs []screening.Reference, cutoff float64) func(name string) []names.Hit) task {
	return func(in input) (step, error) {
		refs, err := listOf(in.W1.List)
		if err != nil {
			return nil, err
		}
		before := heap()
		search := make(refs, in.W1.Cutoff)
		held := heap() - before
		queries, err := workload.NameQueries(in.W1.Queries)
		if err != nil {
			return nil, err
		}
		var hits [][]names.Hit
		var laps []time.Duration
		return func() (answer, error) {
			hits, laps = hits[:0], laps[:0]
			for _, q := range queries {
				start := time.Now()
				h := search(q.Name)
				laps = append(laps, time.Since(start))
				hits = append(hits, h)
			}
			return func() string {
				return encode(screened{scoreOf(queries, hits), percentile(laps, 0.5), percentile(laps, 0.99), held}, nil)
			}, nil
		}, nil
	}
}

// heap is how many bytes are held, after what is garbage is gone.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// scoreOf judges hits of which those below the cut-off are left out already.
func scoreOf(queries []workload.NameQuery, hits [][]names.Hit) names.Score {
	outcomes := make([]names.Outcome, len(queries))
	for i, q := range queries {
		outcomes[i] = names.OutcomeOf(q, hits[i])
	}
	return names.ScoreOf(outcomes, 0)
}

// The searches of P1.
func ownSearch(refs []screening.Reference, _ float64) func(string) []names.Hit {
	ix := screening.New(refs)
	return func(name string) []names.Hit { return hitsOf(ix.Search(screening.Query{Name: name})) }
}

func sketchSearch(refs []screening.Reference, cutoff float64) func(string) []names.Hit {
	s := names.NewSketch(listedOf(refs))
	return func(name string) []names.Hit { return s.Search(name, cutoff) }
}

func winklerSearch(refs []screening.Reference, cutoff float64) func(string) []names.Hit {
	w := names.NewWinkler(listedOf(refs))
	return func(name string) []names.Hit { return w.Search(name, cutoff) }
}

// screenBuildTask makes the index anew each time.
func screenBuildTask(in input) (step, error) {
	refs, err := listOf(in.W1.List)
	if err != nil {
		return nil, err
	}
	return func() (answer, error) {
		ix := screening.New(refs)
		return func() string {
			runtime.KeepAlive(ix)
			return fmt.Sprint(len(refs))
		}, nil
	}, nil
}

// screeningPart is what P1 knows before anything is timed.
type screeningPart struct {
	refs    []screening.Reference
	scored  []workload.NameQuery
	trigram suited // pg_trgm
	winkler suited
	ours    screened // of the last run
	sketch  screened
	index   string        // of the peer
	curve   []names.Score // of pg_trgm on the scored seed, at hundredths
	tables  []measure.Section
}

// A suited is a peer with the cut-offs that suit it best.
type suited struct {
	tuned, scored float64     // on the tuned seed, and on the one that is scored
	atTuned, best names.Score // on the scored seed: at the tuned cut-off, and at the better one
	cutoff        float64     // of best
}

// recallFloor is the recall@10 that a screening needs before it counts how few
// names of nobody it hits. A peer's best cut-off is the one with the fewest of
// those at this recall.
const recallFloor = 0.99

// fixOn picks the cut-off that suits a peer best by its outcomes: of those with
// the recall that is needed the one with the fewest hits on nobody, of as many
// the one with the higher recall; if none has it, the one with the highest.
func fixOn(outcomes []names.Outcome, from, to float64) float64 {
	best, bestScore := 0.0, names.Score{}
	for c := from; c <= to+1e-9; c += 0.01 {
		c = float64(int(c*100+0.5)) / 100
		s := names.ScoreOf(outcomes, c)
		if best == 0 || better(s, bestScore) {
			best, bestScore = c, s
		}
	}
	return best
}

// better compares two scores by the rule of recallFloor.
func better(a, b names.Score) bool {
	enough := func(s names.Score) bool { return s.Recall() >= recallFloor }
	if enough(a) != enough(b) {
		return enough(a)
	}
	if enough(a) {
		return cmp.Or(cmp.Compare(a.Hits(), b.Hits()), cmp.Compare(b.Recall(), a.Recall())) < 0
	}
	return a.Recall() > b.Recall()
}

// Floors from which outcomes of peers are kept, to try cut-offs on, and the
// highest that is tried.
const (
	trigramFrom, trigramTo = 0.25, 0.80
	winklerFrom, winklerTo = 0.70, 0.98
)

// outcomesOf screens queries by a peer and keeps what came of each.
func outcomesOf(queries []workload.NameQuery, search func(string) []names.Hit) []names.Outcome {
	out := make([]names.Outcome, len(queries))
	for i, q := range queries {
		out[i] = names.OutcomeOf(q, search(q.Name))
	}
	return out
}

// fix finds a peer's cut-offs.
func fix(tuned, scored []names.Outcome, from, to float64) suited {
	f := suited{tuned: fixOn(tuned, from, to), scored: fixOn(scored, from, to)}
	f.atTuned, f.cutoff = names.ScoreOf(scored, f.tuned), f.scored
	f.best = names.ScoreOf(scored, f.scored)
	return f
}

// wrong says what is missing from ours beside pg_trgm, or nothing.
func (p *screeningPart) wrong(ours names.Score) string {
	for _, peer := range []names.Score{p.trigram.best, p.trigram.atTuned} {
		if ours.Recall() < peer.Recall() || ours.Hard.N > peer.Hard.N {
			return fmt.Sprintf("%v, and the peer %v", ours, peer)
		}
	}
	for _, peer := range p.curve {
		if peer.Recall() >= ours.Recall() && peer.Hard.N <= ours.Hard.N && (peer.Recall() > ours.Recall() || peer.Hard.N < ours.Hard.N) {
			return fmt.Sprintf("%v, and the peer at another cut-off %v", ours, peer)
		}
	}
	return ""
}

// screen prepares P1 and the tables of screening.
func (b *bench) screen(ctx context.Context) ([]measure.Metric, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	cache = filepath.Join(cache, "truceline-bench")
	p := &screeningPart{}
	list, err := workload.UNList(b.shared, cache, workload.NamesList)
	if err != nil {
		return nil, err
	}
	if p.refs, err = listOf(list); err != nil {
		return nil, err
	}
	w1, err := workload.OpenNames(ctx, b.shared, cache, workload.NamesList, namesScored)
	if err != nil {
		return nil, err
	}
	if p.scored, err = workload.NameQueries(w1); err != nil {
		return nil, err
	}
	tuned, err := b.queries(ctx, cache, workload.NamesList, namesTuned)
	if err != nil {
		return nil, err
	}
	b.say("screening: cut-offs of the peers, on seed %d", namesTuned)
	trigrams, winkler := sketchSearch(p.refs, trigramFrom), winklerSearch(p.refs, winklerFrom)
	onScored := outcomesOf(p.scored, trigrams)
	p.trigram = fix(outcomesOf(tuned, trigrams), onScored, trigramFrom, trigramTo)
	p.winkler = fix(outcomesOf(tuned, winkler), outcomesOf(p.scored, winkler), winklerFrom, winklerTo)
	for c := trigramFrom; c <= trigramTo; c += 0.01 {
		p.curve = append(p.curve, names.ScoreOf(onScored, c))
	}
	var peer *postgres.Screening
	if b.cluster != nil {
		if peer, err = postgres.NewScreening(ctx, b.cluster, listedOf(p.refs)); err != nil {
			return nil, err
		}
		if p.index, err = peer.Tune(ctx, queryNames(tuned[:200]), p.trigram.cutoff); err != nil {
			return nil, err
		}
		b.say("screening: of the peer's indexes %s is quickest", p.index)
	}
	b.say("screening: lists, edits by script, pairs, ordinary names; a minute")
	if p.tables, err = b.screenTables(ctx, p, cache); err != nil {
		return nil, err
	}
	b.screened = p
	return b.screenMetrics(ctx, p, peer, screenInput{List: list, Queries: w1})
}

// queries are those of W1 of a list and seed.
func (b *bench) queries(ctx context.Context, cache, day string, seed uint64) ([]workload.NameQuery, error) {
	path, err := workload.OpenNames(ctx, b.shared, cache, day, seed)
	if err != nil {
		return nil, err
	}
	return workload.NameQueries(path)
}

// queryNames are the names that queries ask for.
func queryNames(queries []workload.NameQuery) []string {
	out := make([]string, len(queries))
	for i, q := range queries {
		out[i] = q.Name
	}
	return out
}

// asGood is what a side of P1 answers that passed the gate.
const asGood = "as good as it must be"

// screenMetrics are the rows of P1.
func (b *bench) screenMetrics(ctx context.Context, p *screeningPart, peer *postgres.Screening, in screenInput) ([]measure.Metric, error) {
	begin := func(name string, cutoff float64) (*child, error) {
		where := b.where
		where.W1 = in
		where.W1.Cutoff = cutoff
		c, err := start(ctx, name, where, 1)
		if err == nil {
			b.closers = append(b.closers, c.stop)
		}
		return c, err
	}
	own, err1 := begin("screen", 0)
	sketch, err2 := begin("screensketch", p.trigram.cutoff)
	winkler, err3 := begin("screenwinkler", p.winkler.cutoff)
	build, err4 := begin("screenbuild", 0)
	if err := cmp.Or(err1, err2, err3, err4); err != nil {
		return nil, err
	}
	m := measure.Metric{
		ID: "P1", Name: fmt.Sprintf("1,000 names screened against %d", len(p.refs)), Want: asGood,
		Gate:  fmt.Sprintf("recall@10 >= %.4f, hard negatives hit <= %d of 50", p.trigram.best.Recall(), p.trigram.best.Hard.N),
		Rival: "pg_trgm, " + cmp.Or(p.index, "its quickest index"), Target: 12, Items: len(p.scored), Ours: p.judged(own.run, total),
	}
	anew, p99, p50, bound, plain := m, m, m, m, m
	anew.ID, anew.Name, anew.Rival = "P1p", "the same", m.Rival+", each name planned anew"
	p99.ID, p99.Name, p99.Target, p99.Items, p99.Aim, p99.Pairs = "P1l", "the same, one name: p99", 0, 0, time.Millisecond, 1
	p99.Ours = p.judged(own.run, func(s screened) time.Duration { return s.P99 })
	p50.ID, p50.Name, p50.Target, p50.Items, p50.Pairs = "P1m", "the same, one name: p50", 0, 0, 1
	p50.Ours = p.judged(own.run, func(s screened) time.Duration { return s.P50 })
	bound.ID, bound.Name, bound.Rival, bound.Target = "P1s", "the same", "sketch: pg_trgm's answers from arrays", 0.3
	bound.Peer = beside(scored(sketch.run, p.trigram.best, &p.sketch), asGood)
	plain.ID, plain.Name, plain.Rival, plain.Target, plain.Pairs = "P1j", "the same", "Jaro-Winkler, nearest words, the whole list", 0, 1
	plain.Peer = beside(scored(winkler.run, p.winkler.best, nil), asGood)
	made := measure.Metric{
		ID: "P1b", Name: "the index made", Gate: "every name", Want: fmt.Sprint(len(p.refs)), Ours: build.run,
		Rival: "PostgreSQL, COPY and " + cmp.Or(p.index, "an index"), Pairs: 1,
	}
	if peer != nil {
		made.Peer = peer.Load
		ask := func(plan postgres.Plan, wall func(run measure.Run, laps []time.Duration) time.Duration) measure.Side {
			return beside(p.askPeer(peer, plan, wall), asGood)
		}
		whole := func(run measure.Run, _ []time.Duration) time.Duration { return run.Wall }
		m.Peer, anew.Peer = ask(postgres.Kept, whole), ask(postgres.Anew, whole)
		p99.Peer = ask(postgres.Kept, func(_ measure.Run, laps []time.Duration) time.Duration { return percentile(laps, 0.99) })
		p50.Peer = ask(postgres.Kept, func(_ measure.Run, laps []time.Duration) time.Duration { return percentile(laps, 0.5) })
	}
	return []measure.Metric{m, anew, p99, p50, bound, plain, made}, nil
}

// total leaves a run's time as it is.
func total(screened) time.Duration { return 0 }

// judged runs ours and answers asGood if it passes the gate, or else how good it
// is. The time is what wall says of the run, if that is anything.
func (p *screeningPart) judged(side measure.Side, wall func(screened) time.Duration) measure.Side {
	return func(ctx context.Context) (measure.Run, error) {
		run, err := side(ctx)
		if err != nil {
			return run, err
		}
		p.ours = screened{}
		if err := json.Unmarshal([]byte(run.Answer), &p.ours); err != nil {
			return run, fmt.Errorf("answered %q", run.Answer)
		}
		if w := wall(p.ours); w > 0 {
			run.Wall, run.CPU = w, 0
		}
		run.Answer = cmp.Or(p.wrong(p.ours.Score), asGood)
		return run, nil
	}
}

// scored is a peer's side that must be as good as it was when its cut-off was
// chosen. What it comes to is kept, if anybody wants it.
func scored(side measure.Side, want names.Score, keep *screened) measure.Side {
	return func(ctx context.Context) (measure.Run, error) {
		run, err := side(ctx)
		if err != nil {
			return run, err
		}
		var s screened
		if err := json.Unmarshal([]byte(run.Answer), &s); err != nil {
			return run, fmt.Errorf("answered %q", run.Answer)
		}
		if s.Score.String() != want.String() {
			return run, fmt.Errorf("answered %v, want %v", s.Score, want)
		}
		if keep != nil {
			*keep = s
		}
		run.Answer = s.Score.String()
		return run, nil
	}
}

// askPeer asks pg_trgm for all names. It must find what the sketch does.
func (p *screeningPart) askPeer(peer *postgres.Screening, plan postgres.Plan, wall func(measure.Run, []time.Duration) time.Duration) measure.Side {
	asked := queryNames(p.scored)
	return func(ctx context.Context) (measure.Run, error) {
		if err := peer.Cutoff(ctx, p.trigram.cutoff); err != nil {
			return measure.Run{}, err
		}
		run, hits, laps, err := peer.Ask(ctx, asked, plan)
		if err != nil {
			return run, err
		}
		got := scoreOf(p.scored, hits)
		if got.String() != p.trigram.best.String() {
			return run, fmt.Errorf("answered %v where the sketch has %v", got, p.trigram.best)
		}
		if w := wall(run, laps); w != run.Wall {
			run.Wall, run.CPU = w, 0
		}
		run.Answer = got.String()
		return run, nil
	}
}
