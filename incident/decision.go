package incident

import (
	"fmt"
	"slices"

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

// decisions are what stands of the decisions, by pair of reports: true if they
// stand together.
type decisions struct {
	pairs map[[2]string]bool
	bound map[string][]string // whom each report is to stand with
}

func pairOf(a, b string) [2]string {
	if a > b {
		a, b = b, a
	}
	return [2]string{a, b}
}

// any reports whether anything was decided.
func (d decisions) any() bool { return len(d.pairs) > 0 }

// holds reports whether two reports are to stand together.
func (d decisions) holds(a, b string) bool { return d.any() && d.pairs[pairOf(a, b)] }

// parts reports whether two reports are to stand apart.
func (d decisions) parts(a, b string) bool {
	together, there := d.pairs[pairOf(a, b)]
	return there && !together
}

// decide works out what stands. A decision that names no two reports, or one on
// both sides, is a Problem.
func decide(ds []Decision) (decisions, error) {
	out := decisions{pairs: make(map[[2]string]bool), bound: make(map[string][]string)}
	for i, d := range ds {
		if len(d.Left) == 0 || d.Apart && len(d.Right) == 0 || len(d.Left)+len(d.Right) < 2 {
			return decisions{}, truceline.Invalid(fmt.Sprintf("decision %d", i+1), "%s names no two reports to hold together or apart", d.ID)
		}
		for _, l := range d.Left {
			if slices.Contains(d.Right, l) {
				return decisions{}, truceline.Invalid(fmt.Sprintf("decision %d", i+1), "%s names the report %s on both sides", d.ID, l)
			}
			for _, r := range d.Right {
				out.pairs[pairOf(l, r)] = !d.Apart
			}
		}
		if d.Apart {
			continue
		}
		all := slices.Concat(d.Left, d.Right)
		for j := range all {
			for k := j + 1; k < len(all); k++ {
				out.pairs[pairOf(all[j], all[k])] = true
			}
		}
	}
	for p, together := range out.pairs {
		if together {
			out.bound[p[0]] = append(out.bound[p[0]], p[1])
			out.bound[p[1]] = append(out.bound[p[1]], p[0])
		}
	}
	for _, with := range out.bound {
		slices.Sort(with)
	}
	return out, nil
}
