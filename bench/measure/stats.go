package measure

import (
	"math"
	"slices"
)

// Spread is the middle and the ends of several figures.
type Spread struct {
	Median float64 `json:"median"`
	Min    float64 `json:"min"`
	Max    float64 `json:"max"`
	N      int     `json:"n"`
}

// SpreadOf is the spread of xs: NaN without any, and of an even number the mean
// of the two in the middle.
func SpreadOf(xs []float64) Spread {
	n := len(xs)
	if n == 0 {
		return Spread{Median: math.NaN(), Min: math.NaN(), Max: math.NaN()}
	}
	s := slices.Sorted(slices.Values(xs))
	mid := s[n/2]
	if n%2 == 0 {
		mid = (s[n/2-1] + s[n/2]) / 2
	}
	return Spread{Median: mid, Min: s[0], Max: s[n-1], N: n}
}

// Ratios are peer over ours, pair by pair, so that more than one means that we
// are quicker. Only neighbours in time are compared: the machine changes its
// speed between rounds, and the ratio of two medians would mix the speeds.
func Ratios(ours, peer []Run) []float64 {
	out := make([]float64, min(len(ours), len(peer)))
	for i := range out {
		out[i] = peer[i].Wall.Seconds() / ours[i].Wall.Seconds()
	}
	return out
}

// ratios are the result's, for one thing each where the peer handles fewer.
func (res Result) ratios() []float64 {
	out := Ratios(res.Ours, res.Peer)
	if m := res.Metric; m.PeerItems > 0 {
		for i := range out {
			out[i] *= float64(m.Items) / float64(m.PeerItems)
		}
	}
	return out
}

// slack is how far the lowest of the ratios may fall below a target that the
// median meets: one slow pair is the machine's, a fifth missing is ours.
const slack = 0.8

// Met reports whether ratios meet a target: their median does, and the lowest
// is at least four fifths of it.
func Met(ratios []float64, target float64) bool {
	s := SpreadOf(ratios)
	return s.Median >= target && s.Min >= slack*target
}
