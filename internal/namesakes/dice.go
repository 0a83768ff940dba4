package namesakes

// dice are seeded draws by splitmix64 (Steele, Lea and Flood 2014, Fast
// splittable pseudorandom number generators, OOPSLA), so that a seed gives the
// same names whatever the standard library does later.
type dice struct{ state uint64 }

// newDice begins a stream for one purpose: the purposes do not move each other.
func newDice(seed uint64, purpose string) *dice {
	h := seed ^ 0xcbf29ce484222325 // FNV-1a
	for i := range len(purpose) {
		h = (h ^ uint64(purpose[i])) * 0x100000001b3
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

// below is from 0 to n-1; n is small and at least 1.
func (d *dice) below(n int) int { return int(d.next() >> 32 * uint64(n) >> 32) }

// pick is one of several, each as likely.
func pick[T any](d *dice, from []T) T { return from[d.below(len(from))] }

// shuffle puts a slice into a drawn order.
func shuffle[T any](d *dice, s []T) {
	for i := len(s) - 1; i > 0; i-- {
		j := d.below(i + 1)
		s[i], s[j] = s[j], s[i]
	}
}
