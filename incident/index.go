package incident

import (
	"cmp"
	"context"
	"reflect"
	"slices"
)

// An Index holds accounts and takes more: its answers are those that Fuse would
// give over all of them, without comparing the old ones again. It is for one
// goroutine.
type Index struct {
	f     *fuser
	filed map[string]Account
	edges map[int32][]edge // of each account, unordered
	bonds map[int32][]bond // likewise
}

// NewIndex files accounts and fuses them.
func NewIndex(ctx context.Context, accounts []Account, opts FuseOptions) (*Index, error) {
	opts = opts.withDefaults()
	f, err := newFuser(opts)
	if err != nil {
		return nil, err
	}
	if err := f.file(accounts); err != nil {
		return nil, err
	}
	edges, err := f.edges(ctx)
	if err != nil {
		return nil, err
	}
	x := &Index{f: f, filed: make(map[string]Account, len(accounts)), edges: make(map[int32][]edge), bonds: make(map[int32][]bond)}
	for _, a := range accounts {
		x.filed[a.ID] = a
	}
	x.link(edges)
	x.tie(f.cluster(f.withDecided(edges)))
	return x, nil
}

func (x *Index) link(edges []edge) {
	for _, e := range edges {
		x.edges[e.a] = append(x.edges[e.a], e)
		x.edges[e.b] = append(x.edges[e.b], e)
	}
}

func (x *Index) tie(bonds []bond) {
	for _, b := range bonds {
		x.bonds[b.a] = append(x.bonds[b.a], b)
		x.bonds[b.b] = append(x.bonds[b.b], b)
	}
}

// Holds reports whether a report is filed.
func (x *Index) Holds(id string) bool {
	_, ok := x.f.number(id)
	return ok
}

// Same reports whether a report is filed as it is: what fusion compares of it
// has not changed.
func (x *Index) Same(a Account) bool {
	was, ok := x.filed[a.ID]
	return ok && reflect.DeepEqual(was, a)
}

// Len is how many accounts are filed.
func (x *Index) Len() int { return len(x.f.ids) }

// Near gives the pairs that an account would make, best first, as if it were
// added: what Fuse over all of them would say of it. Nothing is filed.
func (x *Index) Near(a Account) ([]Pair, error) {
	motes, err := x.f.take(&a)
	if err != nil {
		return nil, err
	}
	n := int32(len(x.f.ids) - 1)
	edges := x.f.near(motes)
	x.link(edges)
	_, links := x.component([]int32{n})
	var own []bond
	for _, b := range x.f.cluster(links) {
		if b.a == n || b.b == n {
			own = append(own, b)
		}
	}
	pairs := x.f.pairs(own)
	for _, e := range edges { // take it back out
		o := e.other(n)
		x.edges[o] = x.edges[o][:len(x.edges[o])-1]
	}
	delete(x.edges, n)
	x.f.drop(a.ID)
	return pairs, nil
}

// Add files accounts and fuses them with those that are there. It returns the
// ids of all reports whose group may have changed, sorted, the new ones among
// them.
func (x *Index) Add(accounts ...Account) ([]string, error) {
	var fresh []int32
	for _, a := range accounts {
		motes, err := x.f.take(&a)
		if err != nil {
			return nil, err
		}
		n := int32(len(x.f.ids) - 1)
		x.filed[a.ID] = a
		x.link(x.f.near(motes))
		for _, m := range motes {
			x.f.grid.add(m)
		}
		fresh = append(fresh, n)
	}
	component, links := x.component(fresh)
	for _, n := range component {
		delete(x.bonds, n)
	}
	x.tie(x.f.cluster(links))
	return x.names(component), nil
}

// names are the ids of accounts, sorted.
func (x *Index) names(accounts []int32) []string {
	ids := make([]string, len(accounts))
	for i, n := range accounts {
		ids[i] = x.f.ids[n]
	}
	slices.Sort(ids)
	return ids
}

// Group is the ids of the reports that stand with a report, itself included,
// sorted; nil if it is not filed.
func (x *Index) Group(id string) []string {
	n, ok := x.f.number(id)
	if !ok {
		return nil
	}
	group := []int32{n}
	for _, b := range x.bonds[n] {
		if b.height >= float32(x.f.weights.Join) {
			group = append(group, b.other(n))
		}
	}
	return x.names(group)
}

// Groups are the ids of the reports of each event, sorted, by the first of them.
func (x *Index) Groups() [][]string {
	var out [][]string
	for _, id := range x.f.ids {
		if g := x.Group(id); g[0] == id {
			out = append(out, g)
		}
	}
	slices.SortFunc(out, func(a, b []string) int { return cmp.Compare(a[0], b[0]) })
	return out
}

// Pairs are the pairs of a report, joined and proposed, best first.
func (x *Index) Pairs(id string) []Pair {
	n, ok := x.f.number(id)
	if !ok {
		return nil
	}
	return x.f.pairs(x.bonds[n])
}

// Proposed are the pairs that stand apart and are linked enough to be shown to a
// person, best first.
func (x *Index) Proposed() []Pair {
	var out []bond
	for n, bonds := range x.bonds {
		for _, b := range bonds {
			if b.a == n && b.height < float32(x.f.weights.Join) {
				out = append(out, b)
			}
		}
	}
	return x.f.pairs(out)
}

// Among are the pairs of some reports with each other, joined or not, best first.
func (x *Index) Among(ids []string) []Pair {
	var out []bond
	for i := range ids {
		for j := i + 1; j < len(ids); j++ {
			a, b, ok := x.f.both(pairOf(ids[i], ids[j]))
			if !ok {
				continue
			}
			height := float32(unlike)
			for _, tie := range x.bonds[a] {
				if tie.other(a) == b {
					height = tie.height
				}
			}
			out = append(out, bond{a, b, height})
		}
	}
	return x.f.pairs(out)
}

// Connected are the reports that some might stand with, by way of any number of
// others, themselves included, sorted: what their groups depend on.
func (x *Index) Connected(ids []string) []string {
	var from []int32
	for _, id := range ids {
		if n, ok := x.f.number(id); ok {
			from = append(from, n)
		}
	}
	component, _ := x.component(from)
	return x.names(component)
}

// component is the accounts that edges and decisions connect with some, and the
// edges among them, ranked.
func (x *Index) component(from []int32) ([]int32, []edge) {
	in := make(map[int32]bool)
	queue := slices.Clone(from)
	for _, n := range queue {
		in[n] = true
	}
	visit := func(n int32) {
		if !in[n] {
			in[n] = true
			queue = append(queue, n)
		}
	}
	least := float32(x.f.weights.Propose)
	for i := 0; i < len(queue); i++ {
		n := queue[i]
		for _, e := range x.edges[n] {
			if e.score >= least {
				visit(e.other(n))
			}
		}
		for _, id := range x.f.decided.bound[x.f.ids[n]] {
			if m, ok := x.f.number(id); ok {
				visit(m)
			}
		}
	}
	var links []edge
	decided := make(map[[2]int32]bool)
	for _, n := range queue {
		for _, e := range x.edges[n] {
			if e.a == n && in[e.b] {
				links = append(links, e)
			}
		}
		for _, id := range x.f.decided.bound[x.f.ids[n]] {
			if m, ok := x.f.number(id); ok && x.f.ids[n] < id && !slices.ContainsFunc(x.edges[n], func(e edge) bool { return e.other(n) == m }) && !decided[[2]int32{n, m}] {
				decided[[2]int32{n, m}] = true
				links = append(links, edge{n, m, unlike})
			}
		}
	}
	x.f.rank(links)
	return queue, links
}

// other is the far end of an edge.
func (e edge) other(n int32) int32 { return e.a ^ e.b ^ n }

// other is the far end of a bond.
func (b bond) other(n int32) int32 { return b.a ^ b.b ^ n }

// near compares the motes of one account with all that are filed within reach.
func (f *fuser) near(motes []mote) []edge {
	var out []edge
	for i := range motes {
		a := &motes[i]
		k := keyOf(a)
		for of := range classes {
			if len(f.grid.keys[of]) == 0 {
				continue
			}
			f.grid.beside(k, of, func(_ key, l *filed) {
				l.around(a, f.windowS, func(b *mote) {
					if !rivals(a, b) {
						return
					}
					if apartM, ok := f.within(a, b); ok {
						if s, ok := f.reaches(a, b, apartM, f.floor()); ok {
							out = append(out, f.edge(a.account, b.account, s))
						}
					}
				})
			})
		}
	}
	f.rank(out)
	return best(out)
}

// drop undoes the last take.
func (f *fuser) drop(id string) {
	n := len(f.ids) - 1
	f.ids = f.ids[:n]
	if f.speaks {
		f.words = f.words[:n]
	}
	f.motes = f.motes[:f.first[n]]
	f.first = f.first[:n+1]
	delete(f.numbers, id)
}
