package score

import (
	"slices"

	"github.com/truceline/truceline"
)

// filed is groups by numbers. A report that stands in no group is one of its own.
type filed struct {
	groups  [][]int32 // of each report
	members [][]int32 // of each group
}

func (t *Truth) file(groups [][]string) (filed, error) {
	f := filed{groups: make([][]int32, len(t.names))}
	for _, g := range groups {
		var members []int32
		for _, name := range g {
			n, err := t.number(name)
			if err != nil {
				return filed{}, err
			}
			members = append(members, n)
		}
		slices.Sort(members)
		f.add(slices.Compact(members))
	}
	for n := range f.groups {
		if len(f.groups[n]) == 0 {
			f.add([]int32{int32(n)})
		}
	}
	return f, nil
}

func (f *filed) add(members []int32) {
	g := int32(len(f.members))
	f.members = append(f.members, members)
	for _, m := range members {
		f.groups[m] = append(f.groups[m], g)
	}
}

// Groups scores all pairs that stand in one group. Groups may overlap.
func (t *Truth) Groups(groups [][]string) (Figures, error) {
	f, err := t.file(groups)
	if err != nil {
		return Figures{}, err
	}
	return t.groups(f), nil
}

func (t *Truth) groups(f filed) Figures {
	said, right := 0, 0
	mates := newMates(f.groups, f.members)
	for n := range f.groups {
		for _, other := range mates.of(int32(n)) {
			if other <= int32(n) {
				continue
			}
			said++
			if t.same(int32(n), other) {
				right++
			}
		}
	}
	return figures(said, t.pairsN, right)
}

// BCubed is B-cubed precision and recall, each a mean over reports, and the
// harmonic mean of the two.
type BCubed struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

// BCubed scores groups by B-cubed (Bagga and Baldwin 1998, Entity-Based
// Cross-Document Coreferencing Using the Vector Space Model, COLING-ACL), in the
// extended form for reports of several events and groups that overlap (Amigó,
// Gonzalo, Artiles and Verdejo 2009, A comparison of extrinsic clustering
// evaluation metrics based on formal constraints, Information Retrieval 12(4)):
// two reports that share c groups and l events count min(c, l)/c for precision
// and min(c, l)/l for recall, over the pairs that share a group or an event, the
// report with itself included. Where nothing overlaps it is B-cubed as first
// published.
func (t *Truth) BCubed(groups [][]string) (BCubed, error) {
	f, err := t.file(groups)
	if err != nil {
		return BCubed{}, err
	}
	return t.bCubed(f), nil
}

func (t *Truth) bCubed(f filed) BCubed {
	if len(t.names) == 0 {
		return BCubed{1, 1, 1}
	}
	b := BCubed{
		Precision: multiplicity(f.groups, f.members, t.events),
		Recall:    multiplicity(t.events, t.reports, f.groups),
	}
	if b.Precision+b.Recall > 0 {
		b.F1 = 2 * b.Precision * b.Recall / (b.Precision + b.Recall)
	}
	return b
}

// multiplicity is the mean over members of the mean over their mates in sets of
// min(shared sets, shared others)/(shared sets).
func multiplicity(sets, members, others [][]int32) float64 {
	mates := newMates(sets, members)
	sum := 0.0
	for m := range sets {
		own, list := 0.0, mates.of(int32(m))
		for _, other := range list {
			c := common(sets[m], sets[other])
			own += float64(min(c, common(others[m], others[other]))) / float64(c)
		}
		sum += own / float64(len(list))
	}
	return sum / float64(len(sets))
}

// A Result is all that is printed of one run of a linker.
type Result struct {
	ReportsN         int     `json:"reports"`
	EventsN          int     `json:"events"`
	Proposed         Figures `json:"proposed"`          // all pairs that the linker named
	AveragePrecision float64 `json:"average_precision"` // of the same, ranked
	Joined           Figures `json:"joined"`            // those for which no person is needed
	Groups           Figures `json:"groups"`            // all pairs that stand in one group
	BCubed           BCubed  `json:"b_cubed"`
}

// Measure scores the pairs that a linker named and the groups that it made.
// Groups may be nil if it made none: the joined pairs then stand for them, each
// with what it is chained to.
func (t *Truth) Measure(pairs []Judged, groups [][]string) (Result, error) {
	ps, err := t.settle(pairs)
	if err != nil {
		return Result{}, err
	}
	var joined []settled
	for _, p := range ps {
		if p.joined {
			joined = append(joined, p)
		}
	}
	if groups == nil {
		groups = t.chained(joined)
	}
	f, err := t.file(groups)
	if err != nil {
		return Result{}, err
	}
	return Result{
		ReportsN: t.ReportsN(), EventsN: t.EventsN(),
		Proposed:         figures(len(ps), t.pairsN, rightN(ps)),
		AveragePrecision: averagePrecision(ps, t.pairsN),
		Joined:           figures(len(joined), t.pairsN, rightN(joined)),
		Groups:           t.groups(f),
		BCubed:           t.bCubed(f),
	}, nil
}

// chained are the groups that joined pairs make when each is followed.
func (t *Truth) chained(joined []settled) [][]string {
	root := make([]int32, len(t.names))
	for i := range root {
		root[i] = int32(i)
	}
	find := func(n int32) int32 {
		for root[n] != n {
			root[n] = root[root[n]]
			n = root[n]
		}
		return n
	}
	for _, p := range joined {
		root[find(p.a)] = find(p.b)
	}
	at := make(map[int32]int)
	var out [][]string
	for n, name := range t.names {
		r := find(int32(n))
		i, ok := at[r]
		if !ok {
			i = len(out)
			at[r] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], name)
	}
	return out
}

// Check says what keeps groups from being a partition of the reports: a report
// in none, or in two.
func (t *Truth) Check(groups [][]string) error {
	n := make([]int, len(t.names))
	for _, g := range groups {
		for _, name := range g {
			i, err := t.number(name)
			if err != nil {
				return err
			}
			n[i]++
		}
	}
	for i, c := range n {
		if c != 1 {
			return truceline.Invalid("report_id", "%q stands in %d groups; each report stands in one", t.names[i], c)
		}
	}
	return nil
}
