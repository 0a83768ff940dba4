package ledgers

import "math"

// chapman is what two lists of n1 and n2 incidents, m of them in both, say of
// how many there are:
//
//	N = (n1+1)(n2+1)/(m+1) - 1
//
// Chapman, University of California Publications in Statistics 1 (1951)
// 131-160. It is exactly unbiased where n1+n2 is at least N, and otherwise too
// low by the share exp(-(n1+1)(n2+1)/N).
func chapman(n1, n2, m int) float64 {
	return float64(n1+1)*float64(n2+1)/float64(m+1) - 1
}

// seberVariance is the variance of Chapman's estimate: Seber, Biometrika 57
// (1970) 313-318; Wittes, JASA 67 (1972) 93-97.
func seberVariance(n1, n2, m int) float64 {
	return float64(n1+1) * float64(n2+1) * float64(n1-m) * float64(n2-m) /
		(float64(m+1) * float64(m+1) * float64(m+2))
}

// hypergeometric is the exact 95 % interval of N, from the chances of an
// overlap as large, and as small, as m where the lists are independent: each
// end leaves 2.5 %. The upper end is at most mostMissed times what was seen; it
// is not ok if it lies beyond.
func hypergeometric(n1, n2, m int) (Interval, bool) {
	seen := float64(n1 + n2 - m)
	// An overlap of at most m grows more likely as N grows, one of at least m less.
	low := crossingWhole(seen, mostMissed*seen, func(n float64) bool { return overlapAtMost(n1, n2, m, n) > 0.025 })
	high := crossingWhole(seen, mostMissed*seen, func(n float64) bool { return 1-overlapAtMost(n1, n2, m-1, n) <= 0.025 })
	return Interval{low, max(low, high-1)}, high < mostMissed*seen
}

// crossingWhole is the first whole number in a range for which the condition
// holds, which then holds from there on; the end of the range if none.
func crossingWhole(from, to float64, holds func(float64) bool) float64 {
	low, high := math.Ceil(from), math.Floor(to)
	for low < high {
		mid := math.Floor((low + high) / 2)
		if holds(mid) {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return low
}

// overlapAtMost is the chance that at most m of the n1 incidents of one list
// are among n2 drawn from all n.
func overlapAtMost(n1, n2, m int, n float64) float64 {
	least := max(0, n1+n2-int(n))
	sum := 0.0
	a, b := float64(n1), float64(n2)
	all := choose(n, b)
	for x := least; x <= m; x++ {
		sum += math.Exp(choose(a, float64(x)) + choose(n-a, b-float64(x)) - all)
	}
	return min(1, sum)
}

// choose is the logarithm of the number of ways to choose k of n.
func choose(n, k float64) float64 {
	if k < 0 || k > n {
		return math.Inf(-1)
	}
	return lgamma(n+1) - lgamma(k+1) - lgamma(n-k+1)
}
