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
	numbers map[string]int32 // accounts by id
	order   []int32          // place of each account among the ids, of those that were filed at once
	first   []int32          // of each account, its first mote; one more at the end
	motes   []mote
	grid    *grid
	decided decisions
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
	f.words = append(f.words, prepare(a, f.weights, f.opts.Rarity))
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
	byID := make([]int32, len(f.ids))
	for n := range byID {
		byID[n] = int32(n)
	}
	slices.SortFunc(byID, func(a, b int32) int { return cmp.Compare(f.ids[a], f.ids[b]) })
	f.order = make([]int32, len(byID))
	for place, n := range byID {
		f.order[n] = int32(place)
	}
	return nil
}

// byID orders two accounts by the ids of their reports.
func (f *fuser) byID(a, b int32) int {
	if n := int32(len(f.order)); a < n && b < n {
		return cmp.Compare(f.order[a], f.order[b])
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
	a, okA := f.numbers[p[0]]
	b, okB := f.numbers[p[1]]
	return a, b, okA && okB
}

// scoreOf compares two accounts in full: the levels of their best pair of
// places. Accounts that are not within reach have none, and score unlike.
func (f *fuser) scoreOf(a, b int32) (float32, pattern) {
	var levels pattern
	score, found := float32(unlike), false
	for i := range f.of(a) {
		for j := range f.of(b) {
			x, y := &f.of(a)[i], &f.of(b)[j]
			if !f.within(x, y) {
				continue
			}
			p := f.compare(x, y)
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
	slices.SortFunc(all, f.byID)
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
		bond
		score  float32
		levels pattern
	}
	found := make([]scored, len(bonds))
	for i, b := range bonds {
		s, levels := f.scoreOf(b.a, b.b)
		found[i] = scored{b, s, levels}
	}
	slices.SortFunc(found, func(x, y scored) int {
		if c := cmp.Compare(y.height, x.height); c != 0 {
			return c
		}
		if c := cmp.Compare(y.score, x.score); c != 0 {
			return c
		}
		if c := f.byID(x.a, y.a); c != 0 {
			return c
		}
		return f.byID(x.b, y.b)
	})
	out := make([]Pair, len(found))
	for i, p := range found {
		out[i] = Pair{
			A: f.ids[p.a], B: f.ids[p.b], Score: float64(p.score), Linked: float64(p.height),
			Joined: p.height >= float32(f.weights.Join), levels: p.levels,
		}
	}
	return out
}
