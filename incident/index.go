package incident

import (
	"cmp"
	"context"
	"slices"
)

// An Index holds accounts and takes more: its answers are those that Fuse would
// give over all of them, without comparing the old ones again. It is for one
// goroutine.
type Index struct {
	f       *fuser
	edges   map[int32][]edge // of each account, unordered
	groups  map[int32]int    // number of its group
	members map[int][]int32
	next    int // number of the next group
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
	x := &Index{f: f, edges: make(map[int32][]edge), groups: make(map[int32]int), members: make(map[int][]int32)}
	x.link(edges)
	x.settle(f.cluster(edges, nil))
	return x, nil
}

func (x *Index) link(edges []edge) {
	for _, e := range edges {
		x.edges[e.a] = append(x.edges[e.a], e)
		x.edges[e.b] = append(x.edges[e.b], e)
	}
}

// settle takes over the groups of some accounts.
func (x *Index) settle(c *clusters) {
	for n := range c.of {
		delete(x.members, x.groupOf(n))
	}
	for _, members := range c.members {
		if len(members) == 0 {
			continue
		}
		for _, n := range members {
			x.groups[n] = x.next
		}
		x.members[x.next] = members
		x.next++
	}
}

func (x *Index) groupOf(n int32) int {
	if g, ok := x.groups[n]; ok {
		return g
	}
	return -1
}

// Holds reports whether a report is filed.
func (x *Index) Holds(id string) bool {
	_, ok := x.f.numbers[id]
	return ok
}

// Len is how many accounts are filed.
func (x *Index) Len() int { return len(x.f.ids) }

// Near gives the pairs that an account would make, best first, as if it were
// added: what Fuse over all of them would say of it. Nothing is filed.
func (x *Index) Near(a Account) ([]Pair, error) {
	motes, err := x.f.take(a)
	if err != nil {
		return nil, err
	}
	n := int32(len(x.f.ids) - 1)
	edges := x.f.near(motes)
	for _, e := range edges {
		x.edges[n] = append(x.edges[n], e)
		x.edges[e.other(n)] = append(x.edges[e.other(n)], e)
	}
	component, links := x.component([]int32{n})
	pairs := x.f.pairsWith(n, edges, x.f.cluster(links, component))
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
		motes, err := x.f.take(a)
		if err != nil {
			return nil, err
		}
		n := int32(len(x.f.ids) - 1)
		x.link(x.f.near(motes))
		for _, m := range motes {
			x.f.grid.add(m)
		}
		fresh = append(fresh, n)
	}
	component, links := x.component(fresh)
	x.settle(x.f.cluster(links, component))
	ids := make([]string, len(component))
	for i, n := range component {
		ids[i] = x.f.ids[n]
	}
	slices.Sort(ids)
	return ids, nil
}

// Group is the ids of the reports that stand with a report, itself included,
// sorted; nil if it is not filed.
func (x *Index) Group(id string) []string {
	n, ok := x.f.numbers[id]
	if !ok {
		return nil
	}
	var ids []string
	for _, m := range x.members[x.groupOf(n)] {
		ids = append(ids, x.f.ids[m])
	}
	slices.Sort(ids)
	return ids
}

// Pairs are the pairs of a report, joined and proposed, best first.
func (x *Index) Pairs(id string) []Pair {
	n, ok := x.f.numbers[id]
	if !ok {
		return nil
	}
	component, links := x.component([]int32{n})
	return x.f.pairsWith(n, x.edges[n], x.f.cluster(links, component))
}

// component is the accounts that edges and decisions connect with some, sorted,
// and the edges among them, ranked.
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
	bound := x.f.boundTo()
	var links []edge
	for i := 0; i < len(queue); i++ {
		n := queue[i]
		for _, e := range x.edges[n] {
			visit(e.other(n))
			if e.a == n {
				links = append(links, e)
			}
		}
		for _, id := range bound[x.f.ids[n]] {
			if m, ok := x.f.numbers[id]; ok {
				visit(m)
			}
		}
	}
	slices.Sort(queue)
	x.f.rank(links)
	return queue, links
}

// boundTo is whom people decided to hold together with each report.
func (f *fuser) boundTo() map[string][]string {
	if f.bound == nil {
		f.bound = make(map[string][]string)
		for _, p := range f.decided.together {
			f.bound[p[0]] = append(f.bound[p[0]], p[1])
			f.bound[p[1]] = append(f.bound[p[1]], p[0])
		}
	}
	return f.bound
}

// other is the far end of an edge.
func (e edge) other(n int32) int32 {
	if e.a == n {
		return e.b
	}
	return e.a
}

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
					if !rivals(a, b) || !f.within(a, b) {
						return
					}
					if s, ok := f.reaches(a, b, f.floor()); ok {
						out = append(out, f.edge(a.account, b.account, s))
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
	f.words = f.words[:n]
	f.motes = f.motes[:f.first[n]]
	f.first = f.first[:n+1]
	delete(f.numbers, id)
}

// pairsWith are the pairs of one account: its edges, and whom it stands with.
func (f *fuser) pairsWith(n int32, edges []edge, c *clusters) []Pair {
	var out []Pair
	seen := map[int32]bool{n: true}
	add := func(m int32) {
		if !seen[m] {
			seen[m] = true
			e := f.edge(n, m, 0)
			out = append(out, f.pair(e.a, e.b, c.of[n] == c.of[m]))
		}
	}
	for _, e := range edges {
		add(e.other(n))
	}
	for _, m := range c.members[c.of[n]] {
		add(m)
	}
	slices.SortFunc(out, byScore)
	return out
}

// byScore puts the best pairs first; equals by the ids of their reports.
func byScore(x, y Pair) int {
	return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
}

// Among are the pairs of some reports with each other, joined or not, best first.
func (x *Index) Among(ids []string) []Pair {
	var out []Pair
	for i := range ids {
		for j := i + 1; j < len(ids); j++ {
			a, b, ok := x.f.both([2]string{ids[i], ids[j]})
			if ok {
				e := x.f.edge(a, b, 0)
				out = append(out, x.f.pair(e.a, e.b, x.groupOf(a) == x.groupOf(b)))
			}
		}
	}
	slices.SortFunc(out, byScore)
	return out
}

// Groups are the ids of the reports of each event, sorted, by the first of them.
func (x *Index) Groups() [][]string {
	out := make([][]string, 0, len(x.members))
	for _, members := range x.members {
		ids := make([]string, len(members))
		for i, n := range members {
			ids[i] = x.f.ids[n]
		}
		slices.Sort(ids)
		out = append(out, ids)
	}
	slices.SortFunc(out, func(a, b []string) int { return cmp.Compare(a[0], b[0]) })
	return out
}

// Connected are the reports that some might stand with, by way of any number of
// others, themselves included, sorted: what their groups depend on.
func (x *Index) Connected(ids []string) []string {
	var from []int32
	for _, id := range ids {
		if n, ok := x.f.numbers[id]; ok {
			from = append(from, n)
		}
	}
	component, _ := x.component(from)
	out := make([]string, len(component))
	for i, n := range component {
		out[i] = x.f.ids[n]
	}
	slices.Sort(out)
	return out
}

// Proposed are the pairs that stand apart and score enough to be shown to a
// person, best first. Pairs that a person decided on are not among them.
func (x *Index) Proposed() []Pair {
	var out []Pair
	for n := range x.f.ids {
		for _, e := range x.edges[int32(n)] {
			if int(e.a) != n || x.groupOf(e.a) == x.groupOf(e.b) || x.f.decided.apart[pairOf(x.f.ids[e.a], x.f.ids[e.b])] {
				continue
			}
			out = append(out, x.f.pair(e.a, e.b, false))
		}
	}
	slices.SortFunc(out, byScore)
	return out
}
