package score

import (
	"cmp"
	"slices"

	"github.com/truceline/truceline"
)

// Figures are how a number of pairs fared.
type Figures struct {
	SaidN     int     `json:"said"`  // pairs that were said to be of one event
	TrueN     int     `json:"true"`  // pairs that are
	RightN    int     `json:"right"` // both
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"` // harmonic mean of the two
}

func figures(said, truth, right int) Figures {
	f := Figures{SaidN: said, TrueN: truth, RightN: right}
	f.Precision, f.Recall = ratio(right, said, truth == 0), ratio(right, truth, said == 0)
	if f.Precision+f.Recall > 0 {
		f.F1 = 2 * f.Precision * f.Recall / (f.Precision + f.Recall)
	}
	return f
}

// ratio is n of d; of nothing it is 1 if that is as it should be.
func ratio(n, d int, rightly bool) float64 {
	switch {
	case d > 0:
		return float64(n) / float64(d)
	case rightly:
		return 1
	}
	return 0
}

// A Judged pair is what a linker says of two reports.
type Judged struct {
	A, B   string
	Score  float64 // higher is likelier
	Joined bool    // no person is needed
}

// settled is a judged pair by numbers.
type settled struct {
	a, b   int32 // a < b
	score  float64
	joined bool
	right  bool
}

// settle looks pairs up, best first. A pair that stands twice, either way
// round, counts once, with its best score, and as joined if either is.
func (t *Truth) settle(pairs []Judged) ([]settled, error) {
	out := make([]settled, 0, len(pairs))
	for _, p := range pairs {
		a, err := t.number(p.A)
		if err != nil {
			return nil, err
		}
		b, err := t.number(p.B)
		if err != nil {
			return nil, err
		}
		if a == b {
			return nil, truceline.Invalid("report_b", "%q is paired with itself", p.B)
		}
		if p.Score != p.Score {
			return nil, truceline.Invalid("score", "the score of %q and %q is not a number", p.A, p.B)
		}
		out = append(out, settled{min(a, b), max(a, b), p.Score, p.Joined, t.same(a, b)})
	}
	slices.SortFunc(out, func(x, y settled) int {
		return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), cmp.Compare(y.score, x.score))
	})
	kept := out[:0]
	for _, p := range out {
		if n := len(kept); n > 0 && kept[n-1].a == p.a && kept[n-1].b == p.b {
			kept[n-1].joined = kept[n-1].joined || p.joined
			continue
		}
		kept = append(kept, p)
	}
	slices.SortFunc(kept, func(x, y settled) int { return cmp.Compare(y.score, x.score) }) // ties are taken together everywhere
	return kept, nil
}

// Pairs scores the pairs as a set, whatever their scores.
func (t *Truth) Pairs(pairs []Judged) (Figures, error) {
	ps, err := t.settle(pairs)
	if err != nil {
		return Figures{}, err
	}
	return figures(len(ps), t.pairsN, rightN(ps)), nil
}

func rightN(ps []settled) int {
	n := 0
	for _, p := range ps {
		if p.right {
			n++
		}
	}
	return n
}

// AveragePrecision is the mean, over all true pairs, of the precision of the
// list down to each of them; a true pair that the list lacks adds nothing. Pairs
// of one score are in no order among themselves: each counts with the precision
// at the end of its tie, so that no order of the input can help or harm. It is
// the sum over thresholds of (R_n - R_n-1) P_n, without interpolation.
func (t *Truth) AveragePrecision(pairs []Judged) (float64, error) {
	ps, err := t.settle(pairs)
	if err != nil {
		return 0, err
	}
	return averagePrecision(ps, t.pairsN), nil
}

func averagePrecision(ps []settled, truth int) float64 {
	if truth == 0 {
		return 1
	}
	sum, right := 0.0, 0
	for i := 0; i < len(ps); {
		before := right
		j := i
		for ; j < len(ps) && ps[j].score == ps[i].score; j++ {
			if ps[j].right {
				right++
			}
		}
		sum += float64(right-before) * float64(right) / float64(j)
		i = j
	}
	return sum / float64(truth)
}

// A Cut is a threshold and how the pairs at or above it fare.
type Cut struct {
	Score float64 `json:"score"`
	Figures
}

// BestF1 is the threshold with the highest F1; of several the highest. It is
// for tuning, never for the split that is scored. A list without pairs has the
// zero Cut.
func (t *Truth) BestF1(pairs []Judged) (Cut, error) {
	return t.cut(pairs, func(best *Cut, c Cut) {
		if c.F1 > best.F1 {
			*best = c
		}
	})
}

// LowestAt is the lowest threshold whose pairs have at least that precision,
// which is how a threshold is chosen for joining without a person. It is the
// zero Cut if there is none.
func (t *Truth) LowestAt(precision float64, pairs []Judged) (Cut, error) {
	return t.cut(pairs, func(best *Cut, c Cut) {
		if c.Precision >= precision {
			*best = c
		}
	})
}

// cut offers every threshold, from the highest.
func (t *Truth) cut(pairs []Judged, offer func(best *Cut, c Cut)) (Cut, error) {
	ps, err := t.settle(pairs)
	if err != nil {
		return Cut{}, err
	}
	var best Cut
	right := 0
	for i, p := range ps {
		if p.right {
			right++
		}
		if i+1 == len(ps) || ps[i+1].score != p.score {
			offer(&best, Cut{p.score, figures(i+1, t.pairsN, right)})
		}
	}
	return best, nil
}
