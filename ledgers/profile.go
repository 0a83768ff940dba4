package ledgers

import "math"

// mostMissed is how many times what was registered an interval follows the
// unregistered before it is called unbounded.
const mostMissed = 1000

// profile is the 95 % interval of N by the profile of the multinomial
// likelihood over all other parameters (Cormack 1992): the numbers of
// unregistered incidents for which twice the log likelihood lies within 3.84 of
// its maximum. Not ok if it has no upper end.
func (m Model) profile(counts []int) (Interval, bool) {
	cells, y := observed(counts)
	cells, y = append([]uint{0}, cells...), append([]float64{0}, y...)
	seen := float64(registered(counts))
	var start []float64
	at := func(unseen float64) float64 {
		y[0] = unseen
		f, ok := fitPoisson(m.terms, cells, y, start)
		if !ok {
			f, ok = fitPoisson(m.terms, cells, y, nil)
		}
		if !ok {
			return math.Inf(-1)
		}
		start = f.beta
		total := seen + unseen
		l := lgamma(total+1) - lgamma(unseen+1)
		for i, v := range y {
			if v > 0 { // what is expected never has not happened
				l += v * math.Log(f.mu[i]/total)
			}
		}
		return l
	}
	mode := peak(at, 0, 4*m.Missed+10)
	edge := at(mode) - chi2One/2
	low, high := crossing(at, edge, 0, mode), mode+1
	for at(high) > edge {
		if high *= 2; high > mostMissed*seen {
			return Interval{}, false
		}
	}
	high = crossing(at, edge, high, mode)
	return Interval{seen + low, seen + high}, true
}

// peak is where a function of one hump is highest between two points, by golden
// section.
func peak(f func(float64) float64, a, b float64) float64 {
	ratio := (math.Sqrt(5) - 1) / 2
	c, d := b-ratio*(b-a), a+ratio*(b-a)
	fc, fd := f(c), f(d)
	for b-a > 1e-5*(1+b) {
		if fc > fd {
			b, d, fd = d, c, fc
			c = b - ratio*(b-a)
			fc = f(c)
		} else {
			a, c, fc = c, d, fd
			d = a + ratio*(b-a)
			fd = f(d)
		}
	}
	return (a + b) / 2
}

// crossing is where the function passes the edge between a point outside, which
// lies below it, and one inside, which lies above; the outer point itself if
// that does not lie below.
func crossing(f func(float64) float64, edge, outside, inside float64) float64 {
	if f(outside) >= edge {
		return outside
	}
	for math.Abs(inside-outside) > 1e-6*(1+math.Abs(inside)) {
		mid := (inside + outside) / 2
		if f(mid) >= edge {
			inside = mid
		} else {
			outside = mid
		}
	}
	return (inside + outside) / 2
}
