package names

import (
	"fmt"

	"github.com/truceline/truceline/bench/workload"
)

// An Outcome is what came of one query.
type Outcome struct {
	Kind  string  // of the query: exact, edit1, none-hard, ...
	Rank  int     // of the entry that it expects, from 1; 0 if it was not among the hits
	Score float64 // of that entry
	Top   float64 // of the first hit; 0 without any
}

// OutcomeOf holds hits against a query.
func OutcomeOf(q workload.NameQuery, hits []Hit) Outcome {
	o := Outcome{Kind: q.Kind}
	for i, h := range hits {
		o.Top = max(o.Top, h.Score)
		if h.Entry == q.Expect && o.Rank == 0 {
			o.Rank, o.Score = i+1, h.Score
		}
	}
	return o
}

// A Score is how good answers are.
type Score struct {
	Asked, Found map[string]int // queries about an entry, and those that found it, by kind
	First        int            // that found it at rank 1
	Easy, Hard   Share          // names on no list that were hit
}

// A Share is n of all.
type Share struct{ N, Of int }

// The kinds of queries about no entry.
const (
	easyKind = "none"
	hardKind = "none-hard"
)

// ScoreOf counts outcomes, hits below the cut-off left out.
func ScoreOf(outcomes []Outcome, cutoff float64) Score {
	s := Score{Asked: map[string]int{}, Found: map[string]int{}}
	for _, o := range outcomes {
		hit := o.Top > 0 && o.Top >= cutoff
		switch o.Kind {
		case easyKind:
			s.Easy.count(hit)
		case hardKind:
			s.Hard.count(hit)
		default:
			s.Asked[o.Kind]++
			if o.Rank > 0 && o.Score >= cutoff {
				s.Found[o.Kind]++
				if o.Rank == 1 {
					s.First++
				}
			}
		}
	}
	return s
}

func (s *Share) count(yes bool) {
	s.Of++
	if yes {
		s.N++
	}
}

func sum(m map[string]int) (n int) {
	for _, x := range m {
		n += x
	}
	return n
}

// Recall is the share of queries about an entry that found it among the first
// ten.
func (s Score) Recall() float64 { return float64(sum(s.Found)) / float64(max(1, sum(s.Asked))) }

// FirstShare is the share that found it first.
func (s Score) FirstShare() float64 { return float64(s.First) / float64(max(1, sum(s.Asked))) }

// Hits is how many names of nobody were hit.
func (s Score) Hits() int { return s.Easy.N + s.Hard.N }

// String tells a score in a line.
func (s Score) String() string {
	return fmt.Sprintf("recall@10 %.4f, %d of %d hard and %d of %d easy negatives hit", s.Recall(), s.Hard.N, s.Hard.Of, s.Easy.N, s.Easy.Of)
}

// String tells a share as "3 of 50".
func (s Share) String() string { return fmt.Sprintf("%d of %d", s.N, s.Of) }

// A Count is how well a threshold tells pairs of one subject from others.
type Count struct{ Said, True, Right int }

// Told counts the pairs whose score reaches a threshold, beside those that are
// of one subject.
func Told(scores []float64, same []bool, threshold float64) Count {
	var c Count
	for i, s := range scores {
		said := s >= threshold
		if said {
			c.Said++
		}
		if same[i] {
			c.True++
		}
		if said && same[i] {
			c.Right++
		}
	}
	return c
}

// Precision is the share of what was said that is so; 1 if nothing was said.
func (c Count) Precision() float64 {
	if c.Said == 0 {
		return 1
	}
	return float64(c.Right) / float64(c.Said)
}

// Recall is the share of what is so that was said.
func (c Count) Recall() float64 { return float64(c.Right) / float64(max(1, c.True)) }

// F1 is the harmonic mean of the two.
func (c Count) F1() float64 { return 2 * float64(c.Right) / float64(max(1, c.Said+c.True)) }
