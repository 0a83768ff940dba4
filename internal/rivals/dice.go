package rivals

import "math"

// dice are seeded draws. A generator of its own (splitmix64: Steele, Lea and
// Flood 2014, Fast splittable pseudorandom number generators, OOPSLA) keeps the
// bytes of a set the same whatever the standard library does later.
type dice struct{ state uint64 }

// newDice begins a stream for one purpose. Streams of other purposes do not move
// it, so that one event more or less leaves the others as they are.
func newDice(seed uint64, purpose ...string) *dice {
	h := seed ^ 0xcbf29ce484222325 // FNV-1a
	for _, p := range purpose {
		for i := range len(p) {
			h = (h ^ uint64(p[i])) * 0x100000001b3
		}
		h = (h ^ 0xff) * 0x100000001b3
	}
	d := &dice{h}
	d.next()
	return d
}

func (d *dice) next() uint64 {
	d.state += 0x9e3779b97f4a7c15
	z := d.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// share is from 0 up to 1.
func (d *dice) share() float64 { return float64(d.next()>>11) / (1 << 53) }

// falls says yes with probability p. It draws whatever p is.
func (d *dice) falls(p float64) bool { return d.share() < p }

// below is from 0 to n-1; n is small.
func (d *dice) below(n int) int { return int(d.next() >> 32 * uint64(n) >> 32) }

// normal has mean 0 and deviation 1 (Box and Muller 1958).
func (d *dice) normal() float64 {
	u, v := 1-d.share(), d.share()
	return math.Sqrt(-2*math.Log(u)) * math.Cos(2*math.Pi*v)
}

// weighed picks a position by weight; -1 if all are zero.
func (d *dice) weighed(weights []float64) int {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	at := d.share() * sum
	last := -1
	for i, w := range weights {
		if w <= 0 {
			continue
		}
		last = i
		if at -= w; at < 0 {
			return i
		}
	}
	return last
}
