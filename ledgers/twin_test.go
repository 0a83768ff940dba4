package ledgers

import (
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// someCounts draws an overlap of k lists in which every history is seen, so
// that every model has an estimate.
func someCounts(k int) *rapid.Generator[[]int] {
	return rapid.Custom(func(t *rapid.T) []int {
		out := make([]int, 1<<k)
		for h := 1; h < len(out); h++ {
			out[h] = rapid.IntRange(3, 200).Draw(t, fmt.Sprint(h))
		}
		return out
	})
}

// twin fits a hierarchical model the slow way: by iterative proportional
// fitting of the marginal tables of its largest terms over the observed
// histories (Deming and Stephan 1940; Bishop, Fienberg and Holland 1975), and
// takes the unregistered from the odd and even histories, since no model here
// has the term of all lists.
func twin(m Model, counts []int) (mu []float64, unseen float64) {
	k := bits.Len(uint(len(counts))) - 1
	mu = make([]float64, len(counts))
	for h := 1; h < len(counts); h++ {
		mu[h] = 1
	}
	for range 100_000 {
		off := 0.0
		for _, t := range m.terms {
			if slices.ContainsFunc(m.terms, func(u uint) bool { return u != t && u&t == t }) {
				continue
			}
			for cell := range uint(1) << k {
				if cell&^t != 0 {
					continue
				}
				want, got := 0.0, 0.0
				for h := 1; h < len(counts); h++ {
					if uint(h)&t == cell {
						want, got = want+float64(counts[h]), got+mu[h]
					}
				}
				if got == 0 {
					continue
				}
				off = max(off, math.Abs(want-got))
				for h := 1; h < len(counts); h++ {
					if uint(h)&t == cell {
						mu[h] *= want / got
					}
				}
			}
		}
		if off < 1e-10 {
			break
		}
	}
	log := 0.0
	for h := 1; h < len(counts); h++ {
		if bits.OnesCount(uint(h))%2 == 1 {
			log += math.Log(mu[h])
		} else {
			log -= math.Log(mu[h])
		}
	}
	return mu, math.Exp(log)
}

func TestNewtonAgreesWithProportionalFitting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(3, 4).Draw(t, "lists")
		counts := someCounts(k).Draw(t, "counts")
		all := models(k, k-1)
		m := all[rapid.IntRange(0, len(all)-1).Draw(t, "model")].fit(counts)
		_, unseen := twin(m, counts)
		if m.Refusal != "" {
			t.Fatalf("%s refused on %v: %s; the twin says %v", m.Name, counts, m.Refusal, unseen)
		}
		if math.Abs(m.Missed-unseen) > 1e-5*(1+unseen) {
			t.Fatalf("%s on %v: %v unregistered, the twin says %v", m.Name, counts, m.Missed, unseen)
		}
	})
}

func TestHowManyModels(t *testing.T) {
	for _, tc := range []struct{ lists, most, want int }{{2, 1, 2}, {3, 2, 8}, {4, 2, 64}, {4, 3, 113}, {5, 2, 1024}} {
		if tc.lists == 2 {
			continue // two lists are Chapman's
		}
		ms := models(tc.lists, tc.most)
		names := map[string]bool{}
		for _, m := range ms {
			names[m.Name] = true
		}
		if len(ms) != tc.want || len(names) != tc.want {
			t.Errorf("%d lists, terms of up to %d: %d models of %d names, want %d", tc.lists, tc.most, len(ms), len(names), tc.want)
		}
	}
}

// exact gives the counts that lists of given coverage in tenths have of 10^k
// incidents if they are exactly independent.
func exact(tenths []int) []int {
	out := make([]int, 1<<len(tenths))
	for h := range out {
		n := 1
		for i, p := range tenths {
			if h&(1<<i) != 0 {
				n *= p
			} else {
				n *= 10 - p
			}
		}
		out[h] = n
	}
	out[0] = 0
	return out
}

func TestExactIndependenceGivesN(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tenths := rapid.SliceOfN(rapid.IntRange(2, 8), 3, 5).Draw(t, "tenths")
		counts := exact(tenths)
		e, err := Capture(Overlap{Lists: named(len(tenths)), Counts: counts}, CaptureOptions{})
		if err != nil || e.Refused() {
			t.Fatalf("%v, %v", err, e.Refusals)
		}
		if want := math.Pow10(len(tenths)); math.Abs(e.N-want) > 1e-4*want {
			t.Fatalf("N = %v of %v, want %v", e.N, counts, want)
		}
		if best := e.Models[0]; best.Parameters != 1+len(tenths) {
			t.Fatalf("BIC prefers %s of independent lists", best.Name)
		}
		if !(e.Interval.Low <= e.N && e.N <= e.Interval.High) {
			t.Fatalf("N = %v lies outside %v", e.N, e.Interval)
		}
	})
}

func TestFactorScalesEveryModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := someCounts(3).Draw(t, "counts")
		factor := rapid.IntRange(2, 9).Draw(t, "factor")
		more := slices.Clone(counts)
		for h := range more {
			more[h] *= factor
		}
		for _, m := range models(3, 2) {
			a, b := m.fit(counts), m.fit(more)
			if math.Abs(b.N-float64(factor)*a.N) > 1e-5*b.N {
				t.Fatalf("%s: %v of the counts and %v of %d times as many", m.Name, a.N, b.N, factor)
			}
		}
	})
}

// permuted puts the lists of an overlap into another order.
func permuted(counts []int, order []int) []int {
	out := make([]int, len(counts))
	for h, n := range counts {
		g := 0
		for i, from := range order {
			if h&(1<<from) != 0 {
				g |= 1 << i
			}
		}
		out[g] = n
	}
	return out
}

func TestOrderOfListsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(2, 4).Draw(t, "lists")
		counts := someCounts(k).Draw(t, "counts")
		order := rapid.Permutation(slices.Collect(func(yield func(int) bool) {
			for i := range k {
				if !yield(i) {
					return
				}
			}
		})).Draw(t, "order")
		a, err := Capture(Overlap{Lists: named(k), Counts: counts}, CaptureOptions{MostSpan: 1e9})
		if err != nil {
			t.Fatal(err)
		}
		b, err := Capture(Overlap{Lists: named(k), Counts: permuted(counts, order)}, CaptureOptions{MostSpan: 1e9})
		if err != nil {
			t.Fatal(err)
		}
		if a.Refused() != b.Refused() {
			t.Fatalf("%v, and in another order %v", a.Refusals, b.Refusals)
		}
		tie := len(a.Models) > 1 && a.Models[1].BIC-a.Models[0].BIC < 1e-9
		if !tie && math.Abs(a.N-b.N) > 1e-6*(1+a.N) {
			t.Fatalf("N = %v, and in another order %v", a.N, b.N)
		}
		if !tie && (math.Abs(a.Interval.Low-b.Interval.Low) > 1e-3*(1+a.N) || math.Abs(a.Interval.High-b.Interval.High) > 1e-3*(1+a.N)) {
			t.Fatalf("interval %v, and in another order %v", a.Interval, b.Interval)
		}
	})
}

// The intervals are checked by simulation: of 400 draws of two, and 200 of
// three, independent lists about 95 of 100 intervals hold the true number. The
// seed is fixed, so that the test says the same every time.
func TestIntervalsCover(t *testing.T) {
	for _, tc := range []struct {
		name  string
		p     []float64
		draws int
	}{
		{"two lists", []float64{0.3, 0.4}, 400},
		{"three lists", []float64{0.4, 0.5, 0.3}, 200},
	} {
		t.Run(tc.name, func(t *testing.T) {
			const truth = 300
			rnd := rand.New(rand.NewPCG(1, 2))
			hit, exactHit := 0, 0
			for range tc.draws {
				counts := make([]int, 1<<len(tc.p))
				for range truth {
					h := 0
					for i, p := range tc.p {
						if rnd.Float64() < p {
							h |= 1 << i
						}
					}
					counts[h]++
				}
				counts[0] = 0
				var iv Interval
				if len(tc.p) == 2 {
					n1, n2, m := inAll(counts, 1), inAll(counts, 2), counts[3]
					seen := float64(registered(counts))
					iv = logNormal(seen, chapman(n1, n2, m)-seen, seberVariance(n1, n2, m))
					if e, ok := hypergeometric(n1, n2, m); ok && e.Low <= truth && truth <= e.High {
						exactHit++
					}
				} else {
					iv, _ = models(3, 2)[0].fit(counts).profile(counts)
					exactHit++
				}
				if iv.Low <= truth && truth <= iv.High {
					hit++
				}
			}
			share, exactShare := float64(hit)/float64(tc.draws), float64(exactHit)/float64(tc.draws)
			if share < 0.92 || share > 0.99 || exactShare < 0.94 {
				t.Errorf("%v of the intervals hold the true number, and %v of the exact ones", share, exactShare)
			}
			t.Logf("%.3f, exact %.3f", share, exactShare)
		})
	}
}

// Chapman's estimate and Seber's variance are unbiased where the two lists together are as long as
// the population (Chapman 1951; Seber 1970): their means over the hypergeometric
// distribution are the population, and the variance of the estimate.
func TestChapmanAndSeberAreUnbiased(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(5, 80).Draw(t, "population")
		n1 := rapid.IntRange(1, n).Draw(t, "n1")
		n2 := rapid.IntRange(max(1, n-n1), n).Draw(t, "n2")
		mean, square, variance := 0.0, 0.0, 0.0
		for m := max(0, n1+n2-n); m <= min(n1, n2); m++ {
			chance := math.Exp(choose(float64(n1), float64(m)) + choose(float64(n-n1), float64(n2-m)) - choose(float64(n), float64(n2)))
			mean += chance * chapman(n1, n2, m)
			square += chance * chapman(n1, n2, m) * chapman(n1, n2, m)
			variance += chance * seberVariance(n1, n2, m)
		}
		if want := square - mean*mean; math.Abs(variance-want) > 1e-6*(1+square) {
			t.Fatalf("mean of the variances of %d from %d and %d is %v, the variance %v", n, n1, n2, variance, want)
		}
		if math.Abs(mean-float64(n)) > 1e-6*float64(n) {
			t.Fatalf("mean of the estimates of %d from %d and %d is %v", n, n1, n2, mean)
		}
	})
}

// chance is that of an overlap of m, as a product of fractions and not by
// logarithms.
func chance(n1, n2, m, n int) float64 {
	p := 1.0
	for i := range m { // the first m drawn are among the n1
		p *= float64(n1-i) / float64(n-i) * float64(n2-i) / float64(i+1)
	}
	for i := m; i < n2; i++ { // and the others are not
		p *= float64(n-n1-(i-m)) / float64(n-i)
	}
	return p
}

func TestHypergeometricEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(3, 30).Draw(t, "both")
		n1, n2 := m+rapid.IntRange(0, 40).Draw(t, "only A"), m+rapid.IntRange(0, 40).Draw(t, "only B")
		iv, ok := hypergeometric(n1, n2, m)
		if !ok {
			t.Fatalf("no upper end of %d, %d, %d", n1, n2, m)
		}
		atMost := func(n int) float64 {
			s := 0.0
			for x := max(0, n1+n2-n); x <= m; x++ {
				s += chance(n1, n2, x, n)
			}
			return s
		}
		atLeast := func(n int) float64 { return 1 - atMost(n) + chance(n1, n2, m, n) }
		low, high, seen := int(iv.Low), int(iv.High), n1+n2-m
		const hair = 1e-9 // a chance of just 1/40 falls on either side of it by rounding
		if !(atMost(low) > 0.025-hair && (low == seen || atMost(low-1) <= 0.025+hair)) {
			t.Fatalf("low end %d of %d, %d, %d: %v, and %v one below", low, n1, n2, m, atMost(low), atMost(low-1))
		}
		if !(high == seen || atLeast(high) > 0.025-hair) || atLeast(high+1) > 0.025+hair {
			t.Fatalf("high end %d of %d, %d, %d: %v, and %v one above", high, n1, n2, m, atLeast(high), atLeast(high+1))
		}
	})
}

// The variance of the z-transform of Lin's coefficient is that of the delta
// method on the moments of a bivariate normal distribution, here by numerical
// derivatives; Lin divides by n-2.
func TestConcordanceVarianceIsThatOfTheDeltaMethod(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(5, 40).Draw(t, "pairs")
		var pairs []CountPair
		for range n {
			x := rapid.IntRange(0, 60).Draw(t, "x")
			pairs = append(pairs, CountPair{X: x, Y: max(0, x+rapid.IntRange(-20, 12).Draw(t, "off"))})
		}
		a := Agree(pairs)
		if a.Refusal != "" || math.Abs(a.Correlation) < 0.1 || math.Abs(a.Correlation) > 0.99 {
			t.Skip("no variance to compare")
		}
		xs, ys := make([]float64, n), make([]float64, n)
		for i, p := range pairs {
			xs[i], ys[i] = float64(p.X), float64(p.Y)
		}
		moments := [5]float64{mean(xs), mean(ys), covariance(xs, xs), covariance(ys, ys), covariance(xs, ys)}
		g := func(m [5]float64) float64 {
			d := m[0] - m[1]
			return math.Atanh(2 * m[4] / (m[2] + m[3] + d*d))
		}
		vx, vy, c := moments[2], moments[3], moments[4]
		cov := [5][5]float64{
			{vx, c, 0, 0, 0},
			{c, vy, 0, 0, 0},
			{0, 0, 2 * vx * vx, 2 * c * c, 2 * vx * c},
			{0, 0, 2 * c * c, 2 * vy * vy, 2 * vy * c},
			{0, 0, 2 * vx * c, 2 * vy * c, vx*vy + c*c},
		}
		var slope [5]float64
		for i := range slope {
			h := 1e-5 * (1 + math.Abs(moments[i]))
			up, down := moments, moments
			up[i] += h
			down[i] -= h
			slope[i] = (g(up) - g(down)) / (2 * h)
		}
		v := 0.0
		for i := range slope {
			for j := range slope {
				v += slope[i] * cov[i][j] * slope[j]
			}
		}
		want := z * math.Sqrt(v/float64(n-2))
		got := (math.Atanh(a.ConcordanceInterval.High) - math.Atanh(a.ConcordanceInterval.Low)) / 2
		if math.Abs(got-want) > 1e-4*(1+want) {
			t.Fatalf("half width %v, by the delta method %v (r %v, c %v)", got, want, a.Correlation, a.Concordance)
		}
	})
}
