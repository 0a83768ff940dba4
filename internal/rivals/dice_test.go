package rivals

import (
	"math"
	"testing"
)

// The first numbers of the reference implementation of splitmix64 for seed 1234567.
func TestDiceAreSplitmix64(t *testing.T) {
	d := &dice{1234567}
	for i, want := range []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821} {
		if got := d.next(); got != want {
			t.Errorf("number %d is %d, want %d", i, got, want)
		}
	}
}

func TestDiceFallAsTheyShould(t *testing.T) {
	const n = 100_000
	d := newDice(1, "test")
	var yes, sum, squares float64
	var sides [6]int
	var weighed [3]int
	for range n {
		if d.falls(.3) {
			yes++
		}
		x := d.normal()
		sum, squares = sum+x, squares+x*x
		sides[d.below(6)]++
		weighed[d.weighed([]float64{1, 0, 3})]++
	}
	within := func(name string, got, want, by float64) {
		if math.Abs(got-want) > by {
			t.Errorf("%s is %.4f, want %.4f", name, got, want)
		}
	}
	within("the share", yes/n, .3, .01)
	within("the mean", sum/n, 0, .02)
	within("the variance", squares/n, 1, .03)
	for i, c := range sides {
		within("side "+string(rune('1'+i)), float64(c)/n, 1./6, .006)
	}
	within("the first weight", float64(weighed[0])/n, .25, .01)
	if weighed[1] != 0 {
		t.Errorf("a weight of zero was picked %d times", weighed[1])
	}
	if got := d.weighed([]float64{0, 0}); got != -1 {
		t.Errorf("of no weights %d was picked", got)
	}
}

func TestStreamsAreApart(t *testing.T) {
	seen := map[uint64]int{}
	for i, s := range []struct {
		seed    uint64
		purpose []string
	}{{1, []string{"a", "b"}}, {1, []string{"ab"}}, {1, []string{"a", "c"}}, {2, []string{"a", "b"}}, {1, []string{"b", "a"}}, {1, nil}} {
		n := newDice(s.seed, s.purpose...).next()
		if before, twice := seen[n]; twice {
			t.Errorf("stream %d begins as stream %d", i, before)
		}
		seen[n] = i
	}
}
