package incident

import (
	"cmp"
	"context"
	"encoding/binary"
	"math"
	"slices"

	"github.com/truceline/truceline"
)

// FuseOptions tune Fuse. The zero value is the published default.
type FuseOptions struct {
	// Weights of the comparison. Default DefaultWeights.
	Weights Weights

	// Decisions are what people decided of reports, oldest first.
	Decisions []Decision

	// Rarity is how common words are, where words are compared. Default: each
	// word weighs by whether it is one of the field.
	Rarity *Rarity

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
	Pairs  []Pair     // those joined, and those proposed to a person; by Linked, best first
}

// A Pair is two reports that may tell of one event, and why.
type Pair struct {
	A, B  string  // ids of reports, A before B
	Score float64 // log2 odds that both tell of one event, by the two alone
	// Linked is the same by all reports that may stand with either: the mean
	// score between the two clusters that met when A and B came together, 100 if
	// a person decided it. Pairs are proposed and joined by it.
	Linked float64
	Joined bool // they stand in one group
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
	bonds := f.cluster(f.withDecided(edges))
	return Fusion{Groups: f.groups(bonds), Pairs: f.pairs(bonds)}, nil
}

// A fuser is the accounts of one run, filed for comparison.
type fuser struct {
	*comparer
	opts    FuseOptions
	ids     []string         // by account
	numbers map[string]int32 // accounts by id; nil until one is asked for
	sorted  int32            // the accounts before it were filed at once and are numbered by id
	first   []int32          // of each account, its first mote; one more at the end
	motes   []mote
	grid    *grid
	decided decisions
}

func newFuser(opts FuseOptions) (*fuser, error) {
	if err := opts.Weights.Check(); err != nil {
		return nil, err
	}
	f := &fuser{comparer: newComparer(opts.Weights, opts.Repeats), opts: opts, first: []int32{0}}
	f.grid = newGrid(f.reachM)
	var err error
	f.decided, err = decide(opts.Decisions)
	return f, err
}

// number finds an account by its id.
func (f *fuser) number(id string) (int32, bool) {
	if f.numbers == nil {
		f.numbers = make(map[string]int32, len(f.ids))
		for n, id := range f.ids {
			f.numbers[id] = int32(n)
		}
	}
	n, ok := f.numbers[id]
	return n, ok
}

func twice(id string) error {
	return truceline.Invalid("report_id", "%q stands twice or is empty; every report needs an id of its own", id)
}

// take numbers one more account and prepares its motes, without filing them.
func (f *fuser) take(a *Account) ([]mote, error) {
	if _, known := f.number(a.ID); known || a.ID == "" {
		return nil, twice(a.ID)
	}
	f.numbers[a.ID] = int32(len(f.ids))
	return f.put(a), nil
}

// put adds an account, whose id is a new one.
func (f *fuser) put(a *Account) []mote {
	n := int32(len(f.ids))
	f.ids = append(f.ids, a.ID)
	if f.speaks {
		f.words = append(f.words, PrepareWords(a.Words, a.Source, f.opts.Rarity))
	}
	f.motes = f.comparer.motes(f.motes, n, a)
	f.first = append(f.first, int32(len(f.motes)))
	return f.of(n)
}

// file takes many accounts at once.
func (f *fuser) file(accounts []Account) error {
	f.ids, f.first = slices.Grow(f.ids, len(accounts)), slices.Grow(f.first, len(accounts))
	f.motes = slices.Grow(f.motes, len(accounts))
	last := ""
	for _, n := range numbered(accounts) {
		a := &accounts[n]
		if a.ID == last { // by id the empty one comes first
			return twice(a.ID)
		}
		f.put(a)
		last = a.ID
	}
	f.grid.fill(f.motes)
	f.sorted = int32(len(accounts))
	return nil
}

// numbered lists accounts by id.
func numbered(accounts []Account) []int32 {
	type begun struct {
		begins uint64 // the first eight bytes, which nearly always decide
		n      int32
	}
	order := make([]begun, len(accounts))
	for i := range accounts {
		var b [8]byte
		copy(b[:], accounts[i].ID)
		order[i] = begun{binary.BigEndian.Uint64(b[:]), int32(i)}
	}
	slices.SortFunc(order, func(a, b begun) int {
		if a.begins != b.begins {
			return cmp.Compare(a.begins, b.begins)
		}
		return cmp.Compare(accounts[a.n].ID, accounts[b.n].ID)
	})
	out := make([]int32, len(order))
	for i, o := range order {
		out[i] = o.n
	}
	return out
}

// byID orders two accounts by the ids of their reports.
func (f *fuser) byID(a, b int32) int {
	if a < f.sorted && b < f.sorted {
		return cmp.Compare(a, b)
	}
	return cmp.Compare(f.ids[a], f.ids[b])
}

// of is the motes of an account.
func (f *fuser) of(n int32) []mote { return f.motes[f.first[n]:f.first[n+1]] }

// An edge is a pair of accounts that scores enough to be looked at.
type edge struct {
	a, b  int32 // by id, a before b
	score float32
}

// edges compares all accounts within reach of each other.
func (f *fuser) edges(ctx context.Context) ([]edge, error) {
	out := make([]edge, 0, 2*len(f.motes))
	many := len(f.motes) > len(f.ids) // some account gives several places
	floor := f.floor()
	f.grid.pairs(f.windowS, func() bool { return ctx.Err() != nil }, func(a, b *mote) {
		if !rivals(a, b) {
			return
		}
		if apartM, ok := f.within(a, b); ok {
			if s, ok := f.reaches(a, b, apartM, floor); ok {
				out = append(out, f.edge(a.account, b.account, s))
			}
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if many {
		f.rank(out)
		out = best(out)
	}
	return out, nil
}

func (f *fuser) edge(a, b int32, score float32) edge {
	if f.byID(a, b) > 0 {
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
		if c := f.byID(x.a, y.a); c != 0 {
			return c
		}
		return f.byID(x.b, y.b)
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

// withDecided adds to edges the pairs that people decided to hold together and
// that do not score enough to be edges.
func (f *fuser) withDecided(edges []edge) []edge {
	if !f.decided.any() {
		return edges
	}
	there := make(map[[2]int32]bool)
	for _, e := range edges {
		if f.decided.holds(f.ids[e.a], f.ids[e.b]) {
			there[[2]int32{e.a, e.b}] = true
		}
	}
	for p, together := range f.decided.pairs {
		a, b, ok := f.both(p)
		if ok && together && !there[[2]int32{a, b}] {
			edges = append(edges, edge{a, b, unlike})
		}
	}
	f.rank(edges)
	return edges
}

// both finds the accounts of a pair of reports.
func (f *fuser) both(p [2]string) (a, b int32, ok bool) {
	a, okA := f.number(p[0])
	b, okB := f.number(p[1])
	return a, b, okA && okB
}

// scoreOf compares two accounts in full: the levels of their best pair of
// places. Accounts that are not within reach have none, and score unlike.
func (f *fuser) scoreOf(a, b int32) (float32, pattern) {
	var levels pattern
	score, found := float32(unlike), false
	xs, ys := f.of(a), f.of(b)
	for i := range xs {
		for j := range ys {
			x, y := &xs[i], &ys[j]
			apartM, ok := f.within(x, y)
			if !ok {
				continue
			}
			p := f.compare(x, y, apartM)
			if s := f.score(p); !found || s > score {
				score, levels, found = s, p, true
			}
		}
	}
	return score, levels
}

// groups are the ids of the reports of each group: those that joined, and each
// other by itself.
func (f *fuser) groups(bonds []bond) [][]string {
	first := make([]int32, len(f.ids)) // of the group of each account, by id
	for n := range first {
		first[n] = int32(n)
	}
	joined := 0
	for _, b := range bonds {
		if b.height < float32(f.weights.Join) {
			continue
		}
		joined++
		for _, n := range [2]int32{b.a, b.b} {
			if f.byID(b.a, first[n]) < 0 {
				first[n] = b.a
			}
		}
	}
	all := make([]int32, len(f.ids))
	for n := range all {
		all[n] = int32(n)
	}
	if int(f.sorted) < len(all) {
		slices.SortFunc(all, f.byID)
	}
	at := make([]int32, len(f.ids)) // of each first account, its group
	ids := make([]string, len(f.ids))
	size := make([]int32, len(f.ids))
	for _, n := range all {
		size[first[n]]++
	}
	out := make([][]string, 0, len(f.ids))
	next := int32(0)
	for _, n := range all {
		g := first[n]
		if g == n { // by id it comes before the others of its group
			at[n] = int32(len(out))
			out = append(out, ids[next:next:next+size[n]])
			next += size[n]
		}
		out[at[g]] = append(out[at[g]], f.ids[n])
	}
	return out
}

// pairs are the bonds with what they rest on, best first.
func (f *fuser) pairs(bonds []bond) []Pair {
	type scored struct {
		score  float32
		levels pattern
	}
	type placed struct {
		falls uint64 // the height, then the score, both falling
		bond  int32
	}
	found, order := make([]scored, len(bonds)), make([]placed, len(bonds))
	for i, b := range bonds {
		s, levels := f.scoreOf(b.a, b.b)
		found[i] = scored{s, levels}
		order[i] = placed{uint64(falling(b.height))<<32 | uint64(falling(s)), int32(i)}
	}
	slices.SortFunc(order, func(x, y placed) int {
		if x.falls != y.falls {
			return cmp.Compare(x.falls, y.falls)
		}
		a, b := &bonds[x.bond], &bonds[y.bond]
		if c := f.byID(a.a, b.a); c != 0 {
			return c
		}
		return f.byID(a.b, b.b)
	})
	out := make([]Pair, len(order))
	for i, o := range order {
		b, s := &bonds[o.bond], &found[o.bond]
		out[i] = Pair{
			A: f.ids[b.a], B: f.ids[b.b], Score: float64(s.score), Linked: float64(b.height),
			Joined: b.height >= float32(f.weights.Join), levels: s.levels,
		}
	}
	return out
}

// falling is a number that falls as x rises.
func falling(x float32) uint32 {
	u := math.Float32bits(x + 0) // -0 is 0
	if u>>31 == 0 {
		return ^u &^ (1 << 31)
	}
	return u
}
