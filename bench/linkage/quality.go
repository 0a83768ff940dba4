// Package linkage is what P4 and P5 are measured with: how good groups of
// reports are against the truth, and the sketch, a program that does the least
// that has to be done.
package linkage

import (
	"fmt"
	"slices"
)

// A Quality is how pairs compare with the true ones.
type Quality struct {
	Said  int // pairs said to be of one event
	True  int // pairs that are
	Right int // pairs of both sorts
}

// Precision is the share of what is said that is true; 0 if nothing is said.
func (q Quality) Precision() float64 { return share(q.Right, q.Said) }

// Recall is the share of what is true that is said; 0 if nothing is true.
func (q Quality) Recall() float64 { return share(q.Right, q.True) }

// F1 is the harmonic mean of precision and recall.
func (q Quality) F1() float64 { return share(2*q.Right, q.Said+q.True) }

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// String prints the three, as the gates and tables show them.
func (q Quality) String() string {
	return fmt.Sprintf("F1 %.3f, precision %.3f, recall %.3f", q.F1(), q.Precision(), q.Recall())
}

// Counts prints the numbers themselves, by which two programs that should say
// the same are compared.
func (q Quality) Counts() string { return fmt.Sprintf("%d pairs, %d right", q.Said, q.Right) }

// TruePairs counts the pairs of reports of one event. events has the event of
// each report.
func TruePairs(events []int32) int {
	sorted, n := slices.Sorted(slices.Values(events)), 0
	for i, same := 1, 0; i < len(sorted); i++ {
		if sorted[i] == sorted[i-1] {
			same++
		} else {
			same = 0
		}
		n += same
	}
	return n
}

// OfGroups compares all pairs of reports within a group with the true ones.
// Each group lists its reports by their number, that of their event in events.
func OfGroups(groups [][]int32, events []int32) Quality {
	q := Quality{True: TruePairs(events)}
	for _, g := range groups {
		for i, a := range g {
			for _, b := range g[i+1:] {
				q.Said++
				if events[a] == events[b] {
					q.Right++
				}
			}
		}
	}
	return q
}

// OfPairs compares pairs of reports, each pair named once, with the true ones.
func OfPairs(pairs [][2]int32, events []int32) Quality {
	q := Quality{Said: len(pairs), True: TruePairs(events)}
	for _, p := range pairs {
		if events[p[0]] == events[p[1]] {
			q.Right++
		}
	}
	return q
}
