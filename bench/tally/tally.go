// Package tally keeps the daily counts of incidents by area, so that a new
// incident costs one look-up and not a recount.
//
// It is what the bench proposes for the product's observance package, and it
// uses nothing of the product but its public index. It counts what lies surely
// in an area that surely stood; the product's would keep certain and possible
// counts side by side.
package tally

import (
	"iter"

	"github.com/paulmach/orb"

	"github.com/truceline/truceline/place"
)

// daySeconds is the length of a day of a zone without daylight saving.
const daySeconds = 86400

// An Area is a shape and the span for which it stood.
type Area struct {
	Shape    orb.MultiPolygon
	From, To int64 // Unix seconds, [From, To)
}

// A Tally is how many incidents each area had on each day on which it stood.
// It is not safe for concurrent use.
type Tally struct {
	index *place.Index
	areas []days
}

// days are the counts of one area, one for each day from the first.
type days struct {
	from, to int64
	first    int // days since 1970-01-01
	n        []int32
}

// New is a tally without incidents. Afterwards an area is named by its position.
func New(areas []Area) (*Tally, error) {
	shapes := make([]orb.MultiPolygon, len(areas))
	t := &Tally{areas: make([]days, len(areas))}
	for i, a := range areas {
		shapes[i] = a.Shape
		first, last := int(a.From/daySeconds), int((a.To-1)/daySeconds)
		t.areas[i] = days{from: a.From, to: a.To, first: first, n: make([]int32, max(0, last-first+1))}
	}
	var err error
	t.index, err = place.NewIndex(shapes)
	return t, err
}

// Add counts an incident at an instant (Unix seconds) and a point, and returns
// in how many areas it counted. The areas may have several parts, as long as
// the parts do not overlap.
func (t *Tally) Add(at int64, lon, lat float64) int {
	counted := 0
	for _, c := range t.index.Candidates(lon, lat) {
		a := &t.areas[t.index.Shape(c)]
		if at < a.from || at >= a.to || !t.index.Holds(c, lon, lat) {
			continue
		}
		a.n[int(at/daySeconds)-a.first]++
		counted++
	}
	return counted
}

// A Count is how many incidents an area had on a day.
type Count struct {
	Area int // position in New's areas
	Day  int // days since 1970-01-01
	N    int
}

// Counts are all counts above zero, by area and then by day.
func (t *Tally) Counts() iter.Seq[Count] {
	return func(yield func(Count) bool) {
		for i, a := range t.areas {
			for d, n := range a.n {
				if n > 0 && !yield(Count{Area: i, Day: a.first + d, N: int(n)}) {
					return
				}
			}
		}
	}
}

// Clone is a copy that counts on its own.
func (t *Tally) Clone() *Tally {
	out := &Tally{index: t.index, areas: append([]days(nil), t.areas...)}
	for i := range out.areas {
		out.areas[i].n = append([]int32(nil), out.areas[i].n...)
	}
	return out
}
