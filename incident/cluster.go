package incident

import (
	"math"
	"slices"
)

// Scores beyond these bounds count as these where several pairs are averaged,
// so that no single pair outweighs all others.
const (
	unlike = -8 // also of a pair that scores less than floor, or is out of reach
	sure   = 20
)

// Heights at which people's decisions stand, above and below every score.
const (
	decided = 100
	never   = -1e6 // for each pair that may not stand together
)

// doubt is how far below the proposal threshold a pair is still told from one
// that has nothing in common, bits.
const doubt = 4

// floor is the score below which a pair is nobody's business.
func (f *fuser) floor() float32 { return float32(f.weights.Propose) - doubt }

// A bond is two accounts that stand in one cluster.
type bond struct {
	a, b   int32   // by id, a before b
	height float32 // the mean score between the two clusters that met when they came together
}

// cluster gathers the accounts that ranked edges connect, and gives every pair
// that comes together at the proposal threshold or above. Two clusters meet
// where the mean over all pairs between them is highest (average linkage: Sokal
// and Michener 1958), so that a chain of likenesses does not make one event of
// many; never where people decided otherwise, nor two reports of one source
// unless it may repeat itself. What comes together depends on the accounts that
// are connected and on nothing else.
func (f *fuser) cluster(edges []edge) []bond {
	least := float32(f.weights.Propose)
	if f.weights.Pairwise {
		least = float32(f.weights.Join)
	}
	out := make([]bond, 0, len(edges))
	var t table
	for _, p := range f.parts(edges, least) {
		out = f.clusterPart(&t, p, least, out)
	}
	if f.weights.Pairwise {
		out = f.alone(edges, out)
	}
	return out
}

// alone adds the pairs that are proposed by their own score to those that joined.
func (f *fuser) alone(edges []edge, joined []bond) []bond {
	there := make(map[[2]int32]bool, len(joined))
	for _, b := range joined {
		there[[2]int32{b.a, b.b}] = true
	}
	below := math.Nextafter32(float32(f.weights.Join), -1) // it is proposed, not joined
	for _, e := range edges {
		if e.score >= float32(f.weights.Propose) && !there[[2]int32{e.a, e.b}] && !f.decided.parts(f.ids[e.a], f.ids[e.b]) {
			joined = append(joined, bond{e.a, e.b, min(e.score, below)})
		}
	}
	return joined
}

// A part is accounts that edges connect, and the edges among them.
type part struct {
	accounts []int32
	edges    []edge
}

// parts cuts edges into connected parts by those of at least a score. The edges
// below it that lie within a part go with it.
func (f *fuser) parts(edges []edge, least float32) []part {
	// Accounts are numbered anew, in the order in which edges name them.
	local := make(map[int32]int32)
	if len(edges)*4 > len(f.ids) {
		local = nil
	}
	all := make([]int32, 0, len(edges))
	var whole []int32
	if local == nil {
		whole = make([]int32, len(f.ids))
	}
	number := func(n int32) int32 {
		if local == nil {
			if whole[n] == 0 {
				all = append(all, n)
				whole[n] = int32(len(all))
			}
			return whole[n] - 1
		}
		i, ok := local[n]
		if !ok {
			i = int32(len(all))
			local[n] = i
			all = append(all, n)
		}
		return i
	}
	type link struct{ a, b int32 }
	links := make([]link, len(edges))
	for i, e := range edges {
		links[i] = link{number(e.a), number(e.b)}
	}
	root := make([]int32, len(all))
	for i := range root {
		root[i] = int32(i)
	}
	find := func(i int32) int32 {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for i, e := range edges {
		if e.score >= least || f.decided.holds(f.ids[e.a], f.ids[e.b]) {
			if a, b := find(links[i].a), find(links[i].b); a != b {
				root[max(a, b)] = min(a, b)
			}
		}
	}
	at := make([]int32, len(all)) // of each root, its part; 0 if it has none
	accounts, inside := make([]int32, len(all)), make([]int32, len(all))
	for i := range all {
		accounts[find(int32(i))]++
	}
	for _, l := range links {
		if r := find(l.a); r == find(l.b) {
			inside[r]++
		}
	}
	var out []part
	for i, n := range all {
		r := find(int32(i))
		if accounts[r] < 2 {
			continue
		}
		if at[r] == 0 {
			out = append(out, part{make([]int32, 0, accounts[r]), make([]edge, 0, inside[r])})
			at[r] = int32(len(out))
		}
		p := &out[at[r]-1]
		p.accounts = append(p.accounts, n)
	}
	for i, e := range edges {
		if r := find(links[i].a); r == find(links[i].b) {
			p := &out[at[r]-1]
			p.edges = append(p.edges, e)
		}
	}
	return out
}

// widest is how many accounts are clustered at once. A larger part, which takes
// weights that propose nearly everything, falls apart at a higher threshold
// first.
const widest = 2500

// clusterPart clusters one part. The table is made anew and may be used again.
func (f *fuser) clusterPart(t *table, p part, least float32, out []bond) []bond {
	if len(p.accounts) == 2 {
		e := p.edges[0]
		if h := f.height(e.a, e.b, e.score); h >= least {
			out = append(out, bond{e.a, e.b, h})
		}
		return out
	}
	if len(p.accounts) > widest {
		for _, q := range f.parts(p.edges, least+1) {
			out = f.clusterPart(t, q, least+1, out)
		}
		return out
	}
	slices.SortFunc(p.accounts, f.byID)
	t.begin(p.accounts)
	if f.decided.any() || !f.repeats { // otherwise no two are held apart
		for i, a := range p.accounts {
			for j := range i {
				if h := f.height(a, p.accounts[j], unlike); h != unlike {
					t.set(i, j, h)
				}
			}
		}
	}
	at := func(n int32) int {
		i, _ := slices.BinarySearchFunc(p.accounts, n, f.byID)
		return i
	}
	for _, e := range p.edges {
		t.set(at(e.a), at(e.b), f.height(e.a, e.b, e.score))
	}
	return t.agglomerate(f, least, out)
}

// height is the score of two accounts as far as it counts for clusters.
func (f *fuser) height(a, b int32, score float32) float32 {
	switch {
	case f.decided.any() && f.decided.holds(f.ids[a], f.ids[b]):
		return decided
	case f.decided.any() && f.decided.parts(f.ids[a], f.ids[b]), !rivals(&f.of(a)[0], &f.of(b)[0]):
		return never
	case score < f.floor():
		return unlike
	}
	return min(max(score, unlike), sure)
}

// A table is clusters with the mean score between each two of them.
type table struct {
	n       int
	mean    []float32 // n by n
	members [][]int32 // nil for a cluster that went into another
	best    []int     // of each cluster, the other one with the highest mean; -1 if there is none
}

// begin puts each account into a cluster of its own.
func (t *table) begin(accounts []int32) {
	t.n = len(accounts)
	t.mean, t.members, t.best = t.mean[:0], t.members[:0], t.best[:0]
	for range t.n * t.n {
		t.mean = append(t.mean, unlike)
	}
	for i := range accounts {
		t.members = append(t.members, accounts[i:i+1:i+1])
		t.best = append(t.best, -1)
	}
}

func (t *table) set(i, j int, h float32) { t.mean[i*t.n+j], t.mean[j*t.n+i] = h, h }

// look finds the best other cluster of i; of equals the first.
func (t *table) look(i int) {
	t.best[i] = -1
	for j := range t.n {
		if j != i && t.members[j] != nil && (t.best[i] < 0 || t.mean[i*t.n+j] > t.mean[i*t.n+t.best[i]]) {
			t.best[i] = j
		}
	}
}

// agglomerate brings clusters together, the highest mean first, until none
// reaches least.
func (t *table) agglomerate(f *fuser, least float32, out []bond) []bond {
	for i := range t.n {
		t.look(i)
	}
	for {
		a := -1
		for i := range t.n {
			if t.members[i] != nil && t.best[i] >= 0 && (a < 0 || t.mean[i*t.n+t.best[i]] > t.mean[a*t.n+t.best[a]]) {
				a = i
			}
		}
		if a < 0 {
			return out
		}
		b := t.best[a]
		h := t.mean[a*t.n+b]
		if h < least {
			return out
		}
		if b < a {
			a, b = b, a
		}
		for _, x := range t.members[a] {
			for _, y := range t.members[b] {
				e := f.edge(x, y, h)
				out = append(out, bond{e.a, e.b, h})
			}
		}
		t.merge(a, b)
	}
}

// merge puts cluster b into a, which comes before it.
func (t *table) merge(a, b int) {
	na, nb := float32(len(t.members[a])), float32(len(t.members[b]))
	t.members[a] = append(t.members[a], t.members[b]...)
	t.members[b] = nil
	for k := range t.n {
		if k != a && t.members[k] != nil {
			t.set(a, k, (na*t.mean[a*t.n+k]+nb*t.mean[b*t.n+k])/(na+nb))
		}
	}
	t.look(a)
	for k := range t.n {
		if t.members[k] == nil || k == a {
			continue
		}
		if t.best[k] == a || t.best[k] == b {
			t.look(k)
		} else if m := t.mean[k*t.n+a]; m > t.mean[k*t.n+t.best[k]] || m == t.mean[k*t.n+t.best[k]] && a < t.best[k] {
			t.best[k] = a
		}
	}
}
