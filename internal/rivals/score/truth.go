// Package score measures how well reports were linked: pairs and groups of
// reports against a truth that says which events each report tells of.
//
// A report may tell of several events, and a pair of reports is true if the two
// have at least one event in common. All measures are from 0 to 1 and do not
// depend on the order in which pairs, groups or links are given. What cannot be
// divided (the precision of no pairs at all) is 1 where nothing was there to be
// found or said wrongly, and 0 otherwise.
package score

import (
	"cmp"
	"slices"

	"github.com/truceline/truceline"
)

// A Link says that a report tells of an event.
type Link struct{ Report, Event string }

// A Truth is which events the reports tell of.
type Truth struct {
	numbers map[string]int32
	names   []string
	events  [][]int32 // of each report, sorted, no repeats
	reports [][]int32 // of each event, sorted, no repeats
	pairsN  int
}

// NewTruth builds a truth. A link that stands twice counts once; an empty name
// is a Problem.
func NewTruth(links []Link) (*Truth, error) {
	for i, l := range links {
		if l.Report == "" || l.Event == "" {
			return nil, truceline.Invalid("truth", "link %d lacks a report or an event", i+1)
		}
	}
	// Numbers by name, so that sums are taken in one order.
	links = slices.Clone(links)
	slices.SortFunc(links, func(a, b Link) int {
		return cmp.Or(cmp.Compare(a.Report, b.Report), cmp.Compare(a.Event, b.Event))
	})
	t := &Truth{numbers: make(map[string]int32)}
	events := make(map[string]int32)
	for _, l := range links {
		r, ok := t.numbers[l.Report]
		if !ok {
			r = int32(len(t.names))
			t.numbers[l.Report] = r
			t.names = append(t.names, l.Report)
			t.events = append(t.events, nil)
		}
		e, ok := events[l.Event]
		if !ok {
			e = int32(len(t.reports))
			events[l.Event] = e
			t.reports = append(t.reports, nil)
		}
		t.events[r] = append(t.events[r], e)
		t.reports[e] = append(t.reports[e], r)
	}
	for _, lists := range [][][]int32{t.events, t.reports} {
		for i, l := range lists {
			slices.Sort(l)
			lists[i] = slices.Compact(l)
		}
	}
	mates := newMates(t.events, t.reports)
	for r := range t.names {
		for _, other := range mates.of(int32(r)) {
			if other > int32(r) {
				t.pairsN++
			}
		}
	}
	return t, nil
}

// ReportsN is how many reports have an event.
func (t *Truth) ReportsN() int { return len(t.names) }

// EventsN is how many events have a report.
func (t *Truth) EventsN() int { return len(t.reports) }

// PairsN is how many pairs of reports are true.
func (t *Truth) PairsN() int { return t.pairsN }

// Same reports whether two reports have an event in common; false if the truth
// does not know one of them.
func (t *Truth) Same(a, b string) bool {
	x, okA := t.numbers[a]
	y, okB := t.numbers[b]
	return okA && okB && t.same(x, y)
}

func (t *Truth) same(a, b int32) bool { return common(t.events[a], t.events[b]) > 0 }

// number finds a report, or says that the truth does not know it.
func (t *Truth) number(report string) (int32, error) {
	n, ok := t.numbers[report]
	if !ok {
		return 0, truceline.Invalid("report_id", "%q has no event in the truth; it cannot be scored", report)
	}
	return n, nil
}

// common is how many numbers two sorted lists have in common.
func common(a, b []int32) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			n, a, b = n+1, a[1:], b[1:]
		}
	}
	return n
}

// mates finds the members that share a set with a member, each once. Sets may
// overlap. It walks the sets of one member at a time, so that no list of all
// pairs is held.
type mates struct {
	sets, members [][]int32 // sets by member, members by set
	seen          []int32   // by member: the member for which it was last met, plus one
	out           []int32
}

func newMates(sets, members [][]int32) *mates {
	return &mates{sets: sets, members: members, seen: make([]int32, len(sets))}
}

// of lists the members that share a set with m, m itself included if it is in
// any, sorted. The list is good until the next call.
func (s *mates) of(m int32) []int32 {
	s.out = s.out[:0]
	for _, set := range s.sets[m] {
		for _, other := range s.members[set] {
			if s.seen[other] != m+1 {
				s.seen[other] = m + 1
				s.out = append(s.out, other)
			}
		}
	}
	slices.Sort(s.out)
	return s.out
}
