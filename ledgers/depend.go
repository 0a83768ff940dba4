package ledgers

import (
	"math"
)

// A Dependence is how two lists depend on each other among the incidents that
// some further list registered: of those all four combinations of the two are
// seen, so that the odds of A registering what B registered can be held against
// the odds of A registering what B did not. Wittes, Colton and Sidel, Journal
// of Chronic Diseases 27 (1974) 25-36.
type Dependence struct {
	A int `json:"a"` // index of the list
	B int `json:"b"`
	// Among are the incidents that another list registered: Both, OnlyA, OnlyB
	// and Neither of the two.
	Both    int `json:"both"`
	OnlyA   int `json:"only_a"`
	OnlyB   int `json:"only_b"`
	Neither int `json:"neither"`
	// LogOdds is the logarithm of the odds ratio; 0 is independence, above it
	// the two register the same incidents, below it different ones. SE is
	// Woolf's (1955). A half is added to each of the four where one of them is 0
	// (Haldane 1956; Anscombe 1956).
	LogOdds float64 `json:"log_odds"`
	SE      float64 `json:"se"`
}

// Odds is the odds ratio with its 95 % interval.
func (d Dependence) Odds() (float64, Interval) {
	return math.Exp(d.LogOdds), Interval{math.Exp(d.LogOdds - z*d.SE), math.Exp(d.LogOdds + z*d.SE)}
}

// Shown reports whether the interval of the odds ratio leaves out 1.
func (d Dependence) Shown() bool { return math.Abs(d.LogOdds) > z*d.SE }

// Dependences are those of each two lists given the others. There are none
// between two lists alone, and none where no other list registered anything.
func Dependences(counts []int, lists int) []Dependence {
	var out []Dependence
	for a := range lists {
		for b := a + 1; b < lists; b++ {
			d := Dependence{A: a, B: b}
			pair := uint(1<<a | 1<<b)
			for h, n := range counts {
				if uint(h)&^pair == 0 {
					continue // in no other list
				}
				switch uint(h) & pair {
				case pair:
					d.Both += n
				case 1 << a:
					d.OnlyA += n
				case 1 << b:
					d.OnlyB += n
				default:
					d.Neither += n
				}
			}
			if d.Both+d.OnlyA+d.OnlyB+d.Neither == 0 {
				continue
			}
			add := 0.0
			if min(d.Both, d.OnlyA, d.OnlyB, d.Neither) == 0 {
				add = 0.5
			}
			both, onlyA, onlyB, neither := float64(d.Both)+add, float64(d.OnlyA)+add, float64(d.OnlyB)+add, float64(d.Neither)+add
			d.LogOdds = math.Log(both*neither) - math.Log(onlyA*onlyB)
			d.SE = math.Sqrt(1/both + 1/onlyA + 1/onlyB + 1/neither)
			out = append(out, d)
		}
	}
	return out
}

// A Variation is whether one list registers the strata alike, among the
// incidents that another list registered: Pearson's chi-squared over strata.
// Where at most one of two lists varies, counting all strata together is right
// (Chapman and Junge, Annals of Mathematical Statistics 27 (1956) 375-389;
// Seber 1982, chapter 11); where both do, it is not.
type Variation struct {
	By   string  `json:"by"`
	List int     `json:"list"` // index of the list
	Chi2 float64 `json:"chi2"`
	DF   int     `json:"df"`
	P    float64 `json:"p"`
}

// variations tests each list over the strata of one stratification. Strata with
// fewer than five incidents of other lists are put together, so that the test
// holds (Cochran, Biometrics 10 (1954) 417-451).
func variations(by Stratification, lists int) []Variation {
	const fewest = 5
	var out []Variation
	for i := range lists {
		var in, of []int // registered by list i, of those that another registered
		thinIn, thinOf := 0, 0
		for _, s := range by.Strata {
			k, n := shared(s.Counts, i), registered(s.Counts)-s.Counts[1<<i]
			if n < fewest {
				thinIn, thinOf = thinIn+k, thinOf+n
				continue
			}
			in, of = append(in, k), append(of, n)
		}
		if thinOf >= fewest {
			in, of = append(in, thinIn), append(of, thinOf)
		}
		v := Variation{By: by.By, List: i, DF: len(in) - 1, P: 1}
		if v.DF < 1 {
			continue
		}
		sumIn, sumOf := 0, 0
		for j := range in {
			sumIn, sumOf = sumIn+in[j], sumOf+of[j]
		}
		p := float64(sumIn) / float64(sumOf)
		if p == 0 || p == 1 {
			continue
		}
		for j := range in {
			n := float64(of[j])
			off := float64(in[j]) - n*p
			v.Chi2 += off * off / (n * p * (1 - p))
		}
		v.P = chi2Tail(v.Chi2, v.DF)
		out = append(out, v)
	}
	return out
}
