package claims

import (
	"slices"

	"github.com/truceline/truceline/report"
)

// A sum is what the parts of one total add up to.
type sum struct {
	parts, count int
	open         bool // a part gives no number: the sum is the least that it can be
}

// A bulletinKey joins a total with its parts: one source, one bulletin, one
// thing counted.
type bulletinKey struct {
	source           report.SourceID
	bulletin, metric string
}

func keyOf(c report.Claim) bulletinKey { return bulletinKey{c.Source, c.Bulletin, c.Metric} }

// Check returns the claims with a flag on each total that its parts, where
// there are any, do not add up to. Settlements are no parts: a bulletin that
// names some beside its provinces would be counted twice. Numbers are never
// corrected, and the claims given are not changed. Checking twice flags nothing
// twice.
func Check(claims []report.Claim) []report.Claim {
	sums := map[bulletinKey]sum{}
	for _, c := range claims {
		if !c.Total && c.Where == nil {
			s := sums[keyOf(c)]
			sums[keyOf(c)] = sum{s.parts + 1, s.count + c.Count, s.open || c.Uncounted}
		}
	}
	out := slices.Clone(claims)
	for i, c := range out {
		s := sums[keyOf(c)]
		if !c.Total || c.Uncounted || s.parts == 0 || s.count == c.Count || s.open && s.count < c.Count {
			continue
		}
		flag := unequal(s.count, c.Count)
		if !slices.Contains(c.Flags, flag) {
			out[i].Flags = append(slices.Clone(c.Flags), flag)
		}
	}
	return out
}
