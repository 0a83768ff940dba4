package ledgers

import "math"

// An Interval is a closed range of a number, 95 % unless it says otherwise.
type Interval struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// z is the 97.5 % point of the normal distribution, for 95 % intervals.
const z = 1.959963984540054

// chi2One is the 95 % point of the chi-squared distribution of one degree of
// freedom; a profile likelihood falls by half of it at the ends of its interval.
const chi2One = z * z

// wilson is the score interval of a proportion: Wilson, Probable inference, the
// law of succession, and statistical inference, JASA 22 (1927) 209-212.
func wilson(k, n int) Interval {
	p, m := float64(k)/float64(n), float64(n)
	mid := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m)) / (1 + z*z/m)
	return Interval{max(0, mid-half), min(1, mid+half)}
}

// logNormal is the interval of a population of which seen were seen and an
// estimated unseen more were not: what is unseen is taken as log-normal, so that
// the lower end never falls below what was seen. Chao, Biometrics 43 (1987)
// 783-791; Burnham et al., American Fisheries Society Monograph 5 (1987) 212.
func logNormal(seen, unseen, variance float64) Interval {
	if unseen <= 0 {
		return Interval{seen, seen}
	}
	c := math.Exp(z * math.Sqrt(math.Log1p(variance/(unseen*unseen))))
	return Interval{seen + unseen/c, seen + unseen*c}
}

// studentT is the 97.5 % point of Student's distribution.
func studentT(df int) float64 {
	v := float64(df)
	// P(|T| > t) is the regularised incomplete beta function at v/(v+t²) of v/2 and 1/2.
	low, high := 0.0, 1e6
	for range 200 {
		t := (low + high) / 2
		if betaInc(v/2, 0.5, v/(v+t*t)) > 0.05 {
			low = t
		} else {
			high = t
		}
	}
	return (low + high) / 2
}

// betaInc is the regularised incomplete beta function by its continued
// fraction (Abramowitz and Stegun 1964, 26.5.8), evaluated by Lentz's method.
func betaInc(a, b, x float64) float64 {
	if x <= 0 || x >= 1 {
		return min(1, max(0, x))
	}
	if x > (a+1)/(a+b+2) {
		return 1 - betaInc(b, a, 1-x)
	}
	front := math.Exp(a*math.Log(x)+b*math.Log1p(-x)+lgamma(a+b)-lgamma(a)-lgamma(b)) / a
	const tiny = 1e-300
	f, c, d := 1.0, 1.0, 0.0
	for i := range 1000 {
		m := float64(i / 2)
		var t float64
		switch {
		case i == 0:
			t = 1
		case i%2 == 0:
			t = m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		default:
			t = -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		}
		d = 1 + t*d
		if math.Abs(d) < tiny {
			d = tiny
		}
		c = 1 + t/c
		if math.Abs(c) < tiny {
			c = tiny
		}
		d = 1 / d
		f *= c * d
		if math.Abs(1-c*d) < 1e-14 {
			break
		}
	}
	return front * (f - 1)
}

// chi2Tail is the probability that a chi-squared variable of df degrees of
// freedom exceeds x: 1 if df is 0.
func chi2Tail(x float64, df int) float64 {
	if df == 0 || x <= 0 {
		return 1
	}
	a, h := float64(df)/2, x/2
	front := math.Exp(a*math.Log(h) - h - lgamma(a))
	if h < a+1 { // series of the lower part
		sum, term := 1/a, 1/a
		for k := 1.0; k < 10_000 && term > sum*1e-16; k++ {
			term *= h / (a + k)
			sum += term
		}
		return max(0, 1-front*sum)
	}
	// continued fraction of the upper part, Lentz's method
	const tiny = 1e-300
	b := h + 1 - a
	c, d := 1/tiny, 1/b
	f := d
	for k := 1.0; k < 10_000; k++ {
		an := -k * (k - a)
		b += 2
		d = an*d + b
		if math.Abs(d) < tiny {
			d = tiny
		}
		c = b + an/c
		if math.Abs(c) < tiny {
			c = tiny
		}
		d = 1 / d
		f *= d * c
		if math.Abs(d*c-1) < 1e-15 {
			break
		}
	}
	return front * f
}

func lgamma(x float64) float64 {
	v, _ := math.Lgamma(x)
	return v
}
