package incident

import (
	"fmt"

	"github.com/truceline/truceline"
)

// A Decision is what a person decided of reports. It is respected by every
// later fusion, whatever the scores say; of two that speak of the same two
// reports the later stands.
type Decision struct {
	ID     string   `json:"id"`
	Apart  bool     `json:"apart"`           // no report of Left stands with one of Right; otherwise all of both stand together
	Left   []string `json:"left"`            // ids of reports
	Right  []string `json:"right,omitempty"` // likewise; none in Left
	By     string   `json:"by"`
	Reason string   `json:"reason,omitempty"`
}

// decisions are what stands of the decisions, by pair of reports.
type decisions struct {
	apart    map[[2]string]bool
	together [][2]string // in the order in which they are to be joined
}

func pairOf(a, b string) [2]string {
	if a > b {
		a, b = b, a
	}
	return [2]string{a, b}
}

// decide works out what stands. A decision that names no two reports, or one on
// both sides, is a Problem.
func decide(ds []Decision) (decisions, error) {
	stands := make(map[[2]string]bool) // pair -> apart
	var order [][2]string
	note := func(a, b string, apart bool) {
		p := pairOf(a, b)
		if _, there := stands[p]; !there {
			order = append(order, p)
		}
		stands[p] = apart
	}
	for i, d := range ds {
		if len(d.Left) == 0 || d.Apart && len(d.Right) == 0 || len(d.Left)+len(d.Right) < 2 {
			return decisions{}, truceline.Invalid(fmt.Sprintf("decision %d", i+1), "%s names no two reports to hold together or apart", d.ID)
		}
		for _, l := range d.Left {
			for _, r := range d.Right {
				if l == r {
					return decisions{}, truceline.Invalid(fmt.Sprintf("decision %d", i+1), "%s names the report %s on both sides", d.ID, l)
				}
				note(l, r, d.Apart)
			}
		}
		if d.Apart {
			continue
		}
		all := append(append([]string(nil), d.Left...), d.Right...)
		for j := range all {
			for k := j + 1; k < len(all); k++ {
				note(all[j], all[k], false)
			}
		}
	}
	out := decisions{apart: make(map[[2]string]bool)}
	for _, p := range order {
		if stands[p] {
			out.apart[p] = true
		} else {
			out.together = append(out.together, p)
		}
	}
	return out, nil
}

// clusters are accounts in groups.
type clusters struct {
	of      map[int32]int32 // group by account
	members [][]int32       // accounts by group, none for a group that went into another
}

// pairs is how many pairs of accounts stand in one group.
func (c *clusters) pairs() int {
	n := 0
	for _, m := range c.members {
		n += len(m) * (len(m) - 1) / 2
	}
	return n
}

// cluster joins accounts by ranked edges. of names the accounts to group; nil
// means all. An account joins others if people decided so, or if the score says
// so on average over all of them, so that a chain of likenesses does not make
// one event of many; never where people decided otherwise, nor two reports of
// one source unless they may repeat themselves.
func (f *fuser) cluster(edges []edge, of []int32) *clusters {
	c := &clusters{of: make(map[int32]int32, max(len(of), len(f.ids)))}
	add := func(n int32) {
		c.of[n] = int32(len(c.members))
		c.members = append(c.members, []int32{n})
	}
	if of == nil {
		for n := range f.ids {
			add(int32(n))
		}
	} else {
		for _, n := range of {
			add(n)
		}
	}
	for _, p := range f.decided.together {
		a, b, ok := f.both(p)
		if _, in := c.of[a]; ok && in && !f.parted(c, c.of[a], c.of[b]) {
			c.join(c.of[a], c.of[b])
		}
	}
	for _, e := range edges {
		if e.score < float32(f.weights.Join) {
			break
		}
		a, b := c.of[e.a], c.of[e.b]
		if a != b && f.mayJoin(c, a, b) {
			c.join(a, b)
		}
	}
	return c
}

// both finds the accounts of a pair of reports.
func (f *fuser) both(p [2]string) (a, b int32, ok bool) {
	a, okA := f.numbers[p[0]]
	b, okB := f.numbers[p[1]]
	return a, b, okA && okB
}

// parted reports whether people hold a report of one group apart from one of
// the other.
func (f *fuser) parted(c *clusters, a, b int32) bool {
	if a == b || len(f.decided.apart) == 0 {
		return false
	}
	for _, x := range c.members[a] {
		for _, y := range c.members[b] {
			if f.decided.apart[pairOf(f.ids[x], f.ids[y])] {
				return true
			}
		}
	}
	return false
}

// mayJoin reports whether two groups tell of one event by the scores of all
// pairs between them.
func (f *fuser) mayJoin(c *clusters, a, b int32) bool {
	as, bs := c.members[a], c.members[b]
	for _, x := range as {
		for _, y := range bs {
			if !rivals(&f.of(x)[0], &f.of(y)[0]) {
				return false
			}
		}
	}
	if f.parted(c, a, b) {
		return false
	}
	if len(as) == 1 && len(bs) == 1 {
		return true // the edge itself
	}
	// A single pair may not outweigh the others by more than its own doubt.
	const most = 20
	sum := float32(0)
	for _, x := range as {
		for _, y := range bs {
			s, _ := f.scoreOf(x, y)
			sum += min(max(s, unlike), most)
		}
	}
	return sum/float32(len(as)*len(bs)) >= float32(f.weights.Join)
}

// join puts group b into group a.
func (c *clusters) join(a, b int32) {
	if a == b {
		return
	}
	if len(c.members[a]) < len(c.members[b]) {
		a, b = b, a
	}
	for _, n := range c.members[b] {
		c.of[n] = a
	}
	c.members[a] = append(c.members[a], c.members[b]...)
	c.members[b] = nil
}
