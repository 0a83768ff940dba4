package incident

import (
	"cmp"
	"context"
	"slices"

	"github.com/truceline/truceline"
)

// FuseOptions tune Fuse. The zero value is the published default.
type FuseOptions struct {
	// Weights of the comparison. Default DefaultWeights.
	Weights Weights

	// Decisions are what people decided of reports, oldest first.
	Decisions []Decision

	// Repeats says that a source may report one event more than once. By
	// default two reports of one source are two events.
	Repeats bool
}

func (o FuseOptions) withDefaults() FuseOptions {
	if o.Weights.Version == "" {
		o.Weights = DefaultWeights()
	}
	return o
}

// A Fusion is what the reports became.
type Fusion struct {
	Groups [][]string // the ids of the reports of each event, sorted, by the first of them; every report stands in one
	Pairs  []Pair     // those joined, and those proposed to a person; best first
}

// A Pair is two reports that may tell of one event, and why.
type Pair struct {
	A, B   string  // ids of reports, A before B
	Score  float64 // log2 odds that both tell of one event
	Joined bool    // they stand in one group, without a person or because one decided it
	levels pattern
}

// A Part is what one aspect adds to the score of a pair.
type Part struct {
	Aspect string  `json:"aspect"`
	Level  string  `json:"level"` // how well the two agree, in words
	Bits   float64 `json:"bits"`  // what that adds to the log2 odds; 0 if one of the two does not say
}

// Parts are the parts of a pair's score, which add up to it with the prior.
func (w Weights) Parts(p Pair) []Part {
	bits := w.bits()
	parts := make([]Part, 0, aspects)
	for a, l := range p.levels {
		if l > 0 {
			parts = append(parts, Part{aspectNames[a], levelNames[a][l], float64(bits[a][l])})
		}
	}
	return parts
}

// Fuse groups reports of the same event by the model of Fellegi and Sunter. The
// result does not depend on the order of the accounts. It returns ctx.Err() if
// stopped early, and a Problem for weights or decisions that cannot be used and
// for an id that stands twice.
func Fuse(ctx context.Context, accounts []Account, opts FuseOptions) (Fusion, error) {
	opts = opts.withDefaults()
	f, err := newFuser(opts)
	if err != nil {
		return Fusion{}, err
	}
	if err := f.file(accounts); err != nil {
		return Fusion{}, err
	}
	edges, err := f.edges(ctx)
	if err != nil {
		return Fusion{}, err
	}
	c := f.cluster(edges, nil)
	return Fusion{Groups: f.groups(c), Pairs: f.pairsOf(edges, c)}, nil
}

// A fuser is the accounts of one run, filed for comparison.
type fuser struct {
	*comparer
	opts    FuseOptions
	ids     []string         // by account
	numbers map[string]int32 // accounts by id
	first   []int32          // of each account, its first mote; one more at the end
	motes   []mote
	grid    *grid
	decided decisions
	bound   map[string][]string // whom people decided to hold together with each report, once asked for
}

func newFuser(opts FuseOptions) (*fuser, error) {
	if err := opts.Weights.Check(); err != nil {
		return nil, err
	}
	f := &fuser{comparer: newComparer(opts.Weights, opts.Repeats), opts: opts, numbers: make(map[string]int32), first: []int32{0}}
	f.grid = newGrid(f.reachM)
	var err error
	f.decided, err = decide(opts.Decisions)
	return f, err
}

// take numbers an account and prepares its motes, without filing them.
func (f *fuser) take(a Account) ([]mote, error) {
	if _, twice := f.numbers[a.ID]; twice || a.ID == "" {
		return nil, truceline.Invalid("report_id", "%q stands twice or is empty; every report needs an id of its own", a.ID)
	}
	n := int32(len(f.ids))
	f.ids = append(f.ids, a.ID)
	f.numbers[a.ID] = n
	f.words = append(f.words, prepare(a, f.weights))
	f.motes = append(f.motes, f.comparer.motes(n, a)...)
	f.first = append(f.first, int32(len(f.motes)))
	return f.of(n), nil
}

// file takes many accounts at once.
func (f *fuser) file(accounts []Account) error {
	for _, a := range accounts {
		if _, err := f.take(a); err != nil {
			return err
		}
	}
	f.grid.fill(f.motes)
	return nil
}

// of is the motes of an account.
func (f *fuser) of(n int32) []mote { return f.motes[f.first[n]:f.first[n+1]] }

// An edge is a pair of accounts that scores enough to be looked at.
type edge struct {
	a, b  int32 // by id, a before b
	score float32
}

// floor is the score below which a pair is nobody's business.
func (f *fuser) floor() float32 { return float32(f.weights.Propose) }

// edges compares all accounts within reach of each other.
func (f *fuser) edges(ctx context.Context) ([]edge, error) {
	var out []edge
	many := len(f.motes) > len(f.ids) // some account gives several places
	f.grid.pairs(f.windowS, func() bool { return ctx.Err() != nil }, func(a, b *mote) {
		if !rivals(a, b) || !f.within(a, b) {
			return
		}
		if s, ok := f.reaches(a, b, f.floor()); ok {
			out = append(out, f.edge(a.account, b.account, s))
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f.rank(out)
	if many {
		out = best(out)
	}
	return out, nil
}

func (f *fuser) edge(a, b int32, score float32) edge {
	if f.ids[a] > f.ids[b] {
		a, b = b, a
	}
	return edge{a, b, score}
}

// rank puts the best edges first; equals by the ids of their reports.
func (f *fuser) rank(edges []edge) {
	slices.SortFunc(edges, func(x, y edge) int {
		if c := cmp.Compare(y.score, x.score); c != 0 {
			return c
		}
		return cmp.Or(cmp.Compare(f.ids[x.a], f.ids[y.a]), cmp.Compare(f.ids[x.b], f.ids[y.b]))
	})
}

// best keeps of ranked edges the first of each pair.
func best(edges []edge) []edge {
	seen := make(map[[2]int32]bool, len(edges))
	return slices.DeleteFunc(edges, func(e edge) bool {
		pair := [2]int32{e.a, e.b}
		if seen[pair] {
			return true
		}
		seen[pair] = true
		return false
	})
}

// scoreOf compares two accounts in full: the levels of their best pair of
// places. Accounts that are not within reach score the least there is.
func (f *fuser) scoreOf(a, b int32) (float32, pattern) {
	var levels pattern
	score, found := float32(unlike), false
	for i := range f.of(a) {
		for j := range f.of(b) {
			x, y := &f.of(a)[i], &f.of(b)[j]
			if !f.within(x, y) {
				continue
			}
			if p := f.compare(x, y); !found || f.score(p) > score {
				score, levels, found = f.score(p), p, true
			}
		}
	}
	return score, levels
}

// unlike is the score of two accounts that are out of each other's reach.
const unlike = -8

// pairsOf are the edges and the pairs of each group, best first.
func (f *fuser) pairsOf(edges []edge, c *clusters) []Pair {
	out := make([]Pair, 0, len(edges))
	var within map[[2]int32]bool
	inside := 0
	for _, e := range edges {
		joined := c.of[e.a] == c.of[e.b]
		if joined {
			inside++
		}
		out = append(out, f.pair(e.a, e.b, joined))
	}
	if total := c.pairs(); total > inside { // some joined pairs are no edges
		within = make(map[[2]int32]bool, inside)
		for _, e := range edges {
			if c.of[e.a] == c.of[e.b] {
				within[[2]int32{e.a, e.b}] = true
			}
		}
		for _, members := range c.members {
			for i, a := range members {
				for _, b := range members[i+1:] {
					e := f.edge(a, b, 0)
					if !within[[2]int32{e.a, e.b}] {
						out = append(out, f.pair(e.a, e.b, true))
					}
				}
			}
		}
	}
	slices.SortFunc(out, byScore)
	return out
}

func (f *fuser) pair(a, b int32, joined bool) Pair {
	s, levels := f.scoreOf(a, b)
	return Pair{A: f.ids[a], B: f.ids[b], Score: float64(s), Joined: joined, levels: levels}
}

// groups are the ids of the reports of each group.
func (f *fuser) groups(c *clusters) [][]string {
	out := make([][]string, 0, len(c.members))
	for _, members := range c.members {
		if len(members) == 0 {
			continue
		}
		ids := make([]string, len(members))
		for i, n := range members {
			ids[i] = f.ids[n]
		}
		slices.Sort(ids)
		out = append(out, ids)
	}
	slices.SortFunc(out, func(a, b []string) int { return cmp.Compare(a[0], b[0]) })
	return out
}
