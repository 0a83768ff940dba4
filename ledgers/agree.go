package ledgers

import "math"

// An Agreement is how far two sources that counted the same things agree. Every
// figure has its 95 % interval, in closed form, and rests on N pairs.
//
// The intervals take the pairs as a random sample of independent days. Days of
// which a bulletin happened to be kept are neither.
type Agreement struct {
	N     int `json:"n"`     // pairs: periods, or periods and areas, that both counted
	Exact int `json:"exact"` // pairs with one and the same number
	// Share is Exact of N, with Wilson's interval (1927).
	Share         float64  `json:"share"`
	ShareInterval Interval `json:"share_interval"`

	SumX int `json:"sum_x"`
	SumY int `json:"sum_y"`

	// Difference is the mean of X less Y, with Student's interval; SD the
	// standard deviation of the differences.
	Difference         float64  `json:"difference"`
	DifferenceInterval Interval `json:"difference_interval"`
	SD                 float64  `json:"sd"`
	// Limits are those of agreement, between which about 95 of 100 differences
	// lie: Difference ± 1.96 SD, each end with its own interval, of standard
	// error √(3 SD²/N). Bland and Altman, Lancet 327 (1986) 307-310.
	Limits     Interval `json:"limits"`
	LimitsLow  Interval `json:"limits_low"`
	LimitsHigh Interval `json:"limits_high"`
	// Slope is the correlation between the differences and the means of the
	// pairs: where it is not near 0, one of the two exceeds the other the more
	// the larger the counts are, and one mean difference does not say it.
	Slope float64 `json:"slope"`

	// Concordance is Lin's coefficient of how near the pairs lie to the line of
	// equality, -1 to 1, and 1 only if all are equal; with the interval of its
	// z-transform. Biometrics 45 (1989) 255-268, with the variance as corrected
	// in Biometrics 56 (2000) 324-325. Correlation is Pearson's, which does not
	// mind a constant difference. Both are 0 where undefined.
	Concordance         float64  `json:"concordance"`
	ConcordanceInterval Interval `json:"concordance_interval"`
	Correlation         float64  `json:"correlation"`

	// Refusal says why there is no agreement to state, or of what there is not;
	// a sentence, empty if everything is.
	Refusal string `json:"refusal,omitempty"`
}

// fewestPairs is how many pairs a spread can be told from at all.
const fewestPairs = 3

// Agree measures the agreement of pairs of counts.
func Agree(pairs []CountPair) Agreement {
	a := Agreement{N: len(pairs)}
	if a.N == 0 {
		a.Refusal = "There is no period and area that both counted, so that nothing can be said of how far they agree."
		return a
	}
	for _, p := range pairs {
		if p.X == p.Y {
			a.Exact++
		}
		a.SumX += p.X
		a.SumY += p.Y
	}
	a.Share, a.ShareInterval = float64(a.Exact)/float64(a.N), wilson(a.Exact, a.N)
	a.Difference = float64(a.SumX-a.SumY) / float64(a.N)
	if a.N < fewestPairs {
		a.Refusal = "Of fewer than three pairs no spread can be told, so that neither limits of agreement nor a concordance are given."
		return a
	}
	a.differences(pairs)
	a.concord(pairs)
	return a
}

func (a *Agreement) differences(pairs []CountPair) {
	n := float64(a.N)
	d, m := make([]float64, a.N), make([]float64, a.N)
	for i, p := range pairs {
		d[i], m[i] = float64(p.X-p.Y), float64(p.X+p.Y)/2
	}
	a.SD = math.Sqrt(covariance(d, d) * n / (n - 1))
	t := studentT(a.N - 1)
	a.DifferenceInterval = around(a.Difference, t*a.SD/math.Sqrt(n))
	a.Limits = around(a.Difference, z*a.SD)
	half := t * a.SD * math.Sqrt(3/n)
	a.LimitsLow, a.LimitsHigh = around(a.Limits.Low, half), around(a.Limits.High, half)
	a.Slope = correlation(d, m)
}

// concord is Lin's coefficient. Its moments divide by n, as Lin's do.
func (a *Agreement) concord(pairs []CountPair) {
	xs, ys := make([]float64, a.N), make([]float64, a.N)
	for i, p := range pairs {
		xs[i], ys[i] = float64(p.X), float64(p.Y)
	}
	vx, vy := covariance(xs, xs), covariance(ys, ys)
	if vx == 0 || vy == 0 {
		a.Refusal = "One of the two gives the same number every time, so that no concordance is defined."
		return
	}
	c := 2 * covariance(xs, ys) / (vx + vy + a.Difference*a.Difference)
	r := correlation(xs, ys)
	a.Concordance, a.Correlation = c, r
	a.ConcordanceInterval = Interval{c, c}
	if r == 0 || math.Abs(c) >= 1 || math.Abs(r) >= 1 {
		return // the variance is 0, or not defined
	}
	u2 := a.Difference * a.Difference / math.Sqrt(vx*vy) // location shift squared
	v := ((1-r*r)*c*c/((1-c*c)*r*r) +
		2*c*c*c*(1-c)*u2/(r*(1-c*c)*(1-c*c)) -
		c*c*c*c*u2*u2/(2*r*r*(1-c*c)*(1-c*c))) / (float64(a.N) - 2)
	half := z * math.Sqrt(max(0, v))
	a.ConcordanceInterval = Interval{math.Tanh(math.Atanh(c) - half), math.Tanh(math.Atanh(c) + half)}
}

func around(mid, half float64) Interval { return Interval{mid - half, mid + half} }

// covariance divides by n.
func covariance(x, y []float64) float64 {
	mx, my, s := mean(x), mean(y), 0.0
	for i := range x {
		s += (x[i] - mx) * (y[i] - my)
	}
	return s / float64(len(x))
}

// correlation is Pearson's, or 0 where one of the two does not vary.
func correlation(x, y []float64) float64 {
	vx, vy := covariance(x, x), covariance(y, y)
	if vx == 0 || vy == 0 {
		return 0
	}
	return max(-1, min(1, covariance(x, y)/math.Sqrt(vx*vy)))
}

func mean(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += v
	}
	return s / float64(len(x))
}

// A Union bounds how many things at least one of two sources counted, when only
// how many each counted is known: all of the smaller may be among the larger,
// or none. These are the bounds of Fréchet (1951); nothing narrower follows
// from bare counts.
type Union struct {
	AtLeast int `json:"at_least"` // the larger count
	AtMost  int `json:"at_most"`  // the sum
}

// UnionOf bounds what two counts together are.
func UnionOf(p CountPair) Union { return Union{max(p.X, p.Y), p.X + p.Y} }
