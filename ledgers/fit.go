package ledgers

import "math"

// A fit is a Poisson log-linear model at its maximum likelihood.
type fit struct {
	beta     []float64   // by term; the first is the intercept, log of the expected unregistered
	cov      [][]float64 // their covariance
	mu       []float64   // expected counts, by cell
	deviance float64     // G², against the saturated table
	logLik   float64
}

// fitPoisson fits log μ(h) = Σ β(t) over the terms t that are subsets of the
// history h by maximum likelihood. Terms are sets of lists as bits, the first
// the empty set; cells are the histories that are observed, y their counts.
//
// Where histories without incidents would have to be expected never, the
// likelihood has its maximum on the edge of the space only (Fienberg and
// Rinaldo, Annals of Statistics 40 (2012) 996-1023): such histories are left
// out, with the terms that only they could tell, if the number of unregistered
// can still be told without them (Chan, Silverman and Vincent, JASA 116 (2021)
// 1297-1306). It is not ok where that number is not finite, or not told.
func fitPoisson(terms, cells []uint, y, start []float64) (fit, bool) {
	f, ok := newton(terms, cells, y, start)
	if ok {
		return f, true
	}
	const never = 1e-6
	var kept []int
	for i := range cells {
		if y[i] > 0 || f.mu[i] >= never {
			kept = append(kept, i)
		}
	}
	if len(kept) == len(cells) {
		return f, false
	}
	cells2, y2 := make([]uint, len(kept)), make([]float64, len(kept))
	for j, i := range kept {
		cells2[j], y2[j] = cells[i], y[i]
	}
	terms2, told := tellable(terms, cells2)
	if !told {
		return f, false
	}
	g, ok := fitPoisson(terms2, cells2, y2, nil)
	if !ok {
		return f, false
	}
	f.beta, f.cov, f.deviance, f.logLik = nil, g.cov, g.deviance, g.logLik
	f.beta = append(f.beta, g.beta[0]) // the others are no longer those of all terms
	for i := range f.mu {
		f.mu[i] = 0
	}
	for j, i := range kept {
		f.mu[i] = g.mu[j]
	}
	return f, true
}

// tellable leaves out terms whose values the cells cannot tell, and reports
// whether they can tell the intercept, which is asked last.
func tellable(terms, cells []uint) ([]uint, bool) {
	var basis [][]float64
	told := func(t uint) bool {
		v := make([]float64, len(cells))
		for i, h := range cells {
			if h&t == t {
				v[i] = 1
			}
		}
		for _, b := range basis { // Gram-Schmidt
			dot := 0.0
			for i := range v {
				dot += v[i] * b[i]
			}
			for i := range v {
				v[i] -= dot * b[i]
			}
		}
		norm := 0.0
		for _, x := range v {
			norm += x * x
		}
		if norm < 1e-9 {
			return false
		}
		for i := range v {
			v[i] /= math.Sqrt(norm)
		}
		basis = append(basis, v)
		return true
	}
	out := []uint{0}
	for _, t := range terms[1:] {
		if told(t) {
			out = append(out, t)
		}
	}
	return out, told(0)
}

// newton maximises the likelihood by Newton's method, which for this link is
// iteratively reweighted least squares (McCullagh and Nelder 1989, section
// 2.5). It is not ok if that does not come to rest.
func newton(terms, cells []uint, y, start []float64) (fit, bool) {
	f := fit{beta: make([]float64, len(terms)), mu: make([]float64, len(cells)), deviance: math.Inf(1)}
	eta := make([]float64, len(cells))
	if len(start) == len(terms) {
		copy(f.beta, start)
		predict(eta, f.beta, terms, cells)
		for i := range eta {
			f.mu[i] = math.Exp(eta[i])
		}
		f.deviance = deviance(y, f.mu)
	} else {
		for i := range cells {
			f.mu[i] = y[i] + 0.5
			eta[i] = math.Log(f.mu[i])
		}
	}
	const mostSteps = 200
	for range mostSteps {
		info, score := normalEquations(terms, cells, f.mu, eta, y)
		l, ok := cholesky(info)
		if !ok {
			return f, false
		}
		next := l.solve(score)
		moved, before := 0.0, f.deviance
		for half := 0; ; half++ { // halve a step that leads uphill
			predict(eta, next, terms, cells)
			for i := range eta {
				f.mu[i] = math.Exp(min(eta[i], 700))
			}
			f.deviance = deviance(y, f.mu)
			if f.deviance <= before*(1+1e-12)+1e-12 || half == 40 {
				break
			}
			for j := range next {
				next[j] = (next[j] + f.beta[j]) / 2
			}
		}
		for j := range next {
			moved = max(moved, math.Abs(next[j]-f.beta[j]))
		}
		f.beta = next
		if moved < 1e-9 && !math.IsInf(before, 1) {
			return f.atRest(terms, cells, y)
		}
	}
	return f, false
}

// atRest takes the covariance at the maximum.
func (f fit) atRest(terms, cells []uint, y []float64) (fit, bool) {
	total := 0.0
	for _, v := range y {
		total += v
	}
	const most, least = 1e6, 1e-6 // beyond these a number of unregistered is none
	if unseen := math.Exp(f.beta[0]); unseen > most*max(1, total) || unseen < least {
		return f, false
	}
	eta := make([]float64, len(cells))
	predict(eta, f.beta, terms, cells)
	info, _ := normalEquations(terms, cells, f.mu, eta, y)
	l, ok := cholesky(info)
	if !ok {
		return f, false
	}
	f.cov = l.inverse()
	f.logLik = 0
	for i, v := range y {
		f.logLik += v*math.Log(f.mu[i]) - f.mu[i] - lgamma(v+1)
	}
	return f, true
}

func predict(eta, beta []float64, terms, cells []uint) {
	for i, h := range cells {
		eta[i] = 0
		for j, t := range terms {
			if h&t == t {
				eta[i] += beta[j]
			}
		}
	}
}

// normalEquations are XᵀWX and XᵀWz of the reweighted regression on the working
// response z = η + (y-μ)/μ with weights W = μ.
func normalEquations(terms, cells []uint, mu, eta, y []float64) (square, []float64) {
	a := newSquare(len(terms))
	b := make([]float64, len(terms))
	for i, h := range cells {
		w := mu[i]
		wz := w*eta[i] + y[i] - w
		for j, t := range terms {
			if h&t != t {
				continue
			}
			b[j] += wz
			for k := 0; k <= j; k++ {
				if h&terms[k] == terms[k] {
					a[j][k] += w
				}
			}
		}
	}
	return a, b
}

// deviance is 2 Σ (y log(y/μ) - y + μ).
func deviance(y, mu []float64) float64 {
	d := 0.0
	for i, v := range y {
		if v > 0 {
			d += v * math.Log(v/mu[i])
		}
		d += mu[i] - v
	}
	return max(0, 2*d)
}

// A square is a symmetric matrix by rows, of which the lower triangle is used.
type square [][]float64

func newSquare(n int) square {
	s := make(square, n)
	for i := range s {
		s[i] = make([]float64, n)
	}
	return s
}

// cholesky is the lower triangle L with LLᵀ = a; not ok if a is not positive
// definite by a margin that its own size can show.
func cholesky(a square) (square, bool) {
	n := len(a)
	l := newSquare(n)
	for i := range n {
		for j := 0; j <= i; j++ {
			s := a[i][j]
			for k := range j {
				s -= l[i][k] * l[j][k]
			}
			if i != j {
				l[i][j] = s / l[j][j]
				continue
			}
			if !(s > 1e-12*a[i][i]) {
				return nil, false
			}
			l[i][i] = math.Sqrt(s)
		}
	}
	return l, true
}

func (l square) solve(b []float64) []float64 {
	n := len(l)
	x := make([]float64, n)
	for i := range n {
		s := b[i]
		for k := range i {
			s -= l[i][k] * x[k]
		}
		x[i] = s / l[i][i]
	}
	for i := n - 1; i >= 0; i-- {
		s := x[i]
		for k := i + 1; k < n; k++ {
			s -= l[k][i] * x[k]
		}
		x[i] = s / l[i][i]
	}
	return x
}

func (l square) inverse() [][]float64 {
	n := len(l)
	out := make([][]float64, n)
	for j := range n {
		e := make([]float64, n)
		e[j] = 1
		out[j] = l.solve(e)
	}
	return out
}
