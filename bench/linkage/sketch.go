package linkage

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/truceline/truceline/bench/workload"
)

// The rule that the sketch and the peer in SQL share. Two reports are compared
// if their types are of one group, they are less than two days apart, and lie in
// the same or neighbouring cells of a fifth of a degree. Their score is a
// product of four likenesses, and they match from a cut-off on.
//
// Of the rule whose figures were published, the blocks are known, and these
// give just its 1,776,333 candidates on W6. The score is not known. The one here
// has the round constants that come closest to its results: 442,766 matches for
// its 442,608 at 0.05, and precision and recall within a thousandth at both
// cut-offs.
const (
	CellDeg  = 0.2
	WindowS  = 2 * 86400 // seconds; a gap of just this much is too long
	FadeS    = 16 * 3600 // gap over which the likeness of times falls to 1/e, seconds
	FadeDeg  = 0.054     // the same of places, degrees on a plane of longitude and latitude
	OtherOne = 0.7       // for another type of the group
	NoName   = 0.5       // where one names no actor
	LeastSim = 0.2       // for actors whose names have nothing in common; pg_trgm's similarity is worth the rest
)

// Cutoffs are the scores from which results were published, the better by F1
// first.
var Cutoffs = [...]float64{0.1, 0.05}

// A Sketch does what the peer in SQL does, and nothing else: the same
// candidates and scores from arrays. It shows what is physically possible.
type Sketch struct {
	reports []sketched
	actors  [][]string // trigrams of each actor's name, sorted; none if it is empty
	known   map[uint64]float64
}

// sketched is a report as the sketch compares it.
type sketched struct {
	cell   int64 // group and cell; those of neighbouring rows are neighbours
	at     int64
	x, y   float64 // degrees
	number int32
	actor  int32
	kind   int16
}

// cells numbers the cells of a group row by row, so that a neighbour's number
// is one or a row away. The box of W6 is far smaller than this.
const (
	cellsRow   = 1 << 12
	cellsGroup = cellsRow * cellsRow
)

// NewSketch loads the reports of a folder.
func NewSketch(dir string) (*Sketch, error) {
	s := &Sketch{known: make(map[uint64]float64)}
	actors, kinds, groups := map[string]int32{}, map[string]int16{}, map[string]int64{}
	for r, err := range workload.SourceReports(dir) {
		if err != nil {
			return nil, err
		}
		actor, ok := actors[r.Actor]
		if !ok {
			actor = int32(len(actors))
			actors[r.Actor] = actor
			s.actors = append(s.actors, trigrams(r.Actor))
		}
		group, ok := groups[workload.TypeGroup(r.Type)]
		if !ok {
			group = int64(len(groups))
			groups[workload.TypeGroup(r.Type)] = group
		}
		kind, ok := kinds[r.Type]
		if !ok {
			kind = int16(len(kinds))
			kinds[r.Type] = kind
		}
		col, row := int64(math.Floor(r.Lon/CellDeg)), int64(math.Floor(r.Lat/CellDeg))
		s.reports = append(s.reports, sketched{
			cell: group*cellsGroup + (row+cellsRow/2)*cellsRow + col + cellsRow/2, at: r.At,
			x: r.Lon, y: r.Lat,
			number: int32(len(s.reports)), actor: actor, kind: kind,
		})
	}
	return s, nil
}

// Match is what a run found.
type Match struct {
	Candidates int
	Pairs      [][2]int32 // those that score at least the cut-off, by number, in no order
}

// Match sorts the reports by cell and time and sweeps over each cell and the
// four neighbours that come after it.
func (s *Sketch) Match(cutoff float64) Match {
	var m Match
	slices.SortFunc(s.reports, func(a, b sketched) int { return cmp.Or(cmp.Compare(a.cell, b.cell), cmp.Compare(a.at, b.at)) })
	starts := make(map[int64][2]int)
	for from := 0; from < len(s.reports); {
		to := from + 1
		for to < len(s.reports) && s.reports[to].cell == s.reports[from].cell {
			to++
		}
		starts[s.reports[from].cell] = [2]int{from, to}
		from = to
	}
	for from := 0; from < len(s.reports); {
		cell := s.reports[from].cell
		to := starts[cell][1]
		mine := s.reports[from:to]
		for i := range mine {
			for j := i + 1; j < len(mine) && mine[j].at-mine[i].at < WindowS; j++ {
				s.compare(&m, &mine[i], &mine[j], cutoff)
			}
		}
		for _, step := range [...]int64{1, cellsRow - 1, cellsRow, cellsRow + 1} {
			if next, ok := starts[cell+step]; ok {
				s.sweep(&m, mine, s.reports[next[0]:next[1]], cutoff)
			}
		}
		from = to
	}
	return m
}

// sweep compares the reports of two cells, both sorted by time.
func (s *Sketch) sweep(m *Match, as, bs []sketched, cutoff float64) {
	first := 0
	for i := range as {
		for first < len(bs) && as[i].at-bs[first].at >= WindowS {
			first++
		}
		for j := first; j < len(bs) && bs[j].at-as[i].at < WindowS; j++ {
			s.compare(m, &as[i], &bs[j], cutoff)
		}
	}
}

func (s *Sketch) compare(m *Match, a, b *sketched, cutoff float64) {
	m.Candidates++
	gap := math.Abs(float64(a.at-b.at)) / FadeS
	dx, dy := a.x-b.x, a.y-b.y
	score := math.Exp(-gap - math.Sqrt(dx*dx+dy*dy)/FadeDeg)
	if a.kind != b.kind {
		score *= OtherOne
	}
	if score < cutoff { // no name makes it more
		return
	}
	if score *= s.named(a.actor, b.actor); score >= cutoff {
		m.Pairs = append(m.Pairs, [2]int32{min(a.number, b.number), max(a.number, b.number)})
	}
}

// named is the likeness of two actors, worked out once.
func (s *Sketch) named(a, b int32) float64 {
	key := uint64(min(a, b))<<32 | uint64(max(a, b))
	v, ok := s.known[key]
	if !ok {
		if v = NoName; len(s.actors[a]) > 0 && len(s.actors[b]) > 0 {
			v = LeastSim + (1-LeastSim)*similarity(s.actors[a], s.actors[b])
		}
		s.known[key] = v
	}
	return v
}

// trigrams are those of pg_trgm: of each word in lower case with two spaces
// before it and one behind, sorted, without repeats. The names of W6 are ASCII.
func trigrams(name string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}) {
		w = "  " + w + " "
		for i := range len(w) - 2 {
			out = append(out, w[i:i+3])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// similarity is pg_trgm's: the trigrams in common over all of both, with the
// digits of a real.
func similarity(a, b []string) float64 {
	both := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := strings.Compare(a[i], b[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			both, i, j = both+1, i+1, j+1
		}
	}
	return float64(float32(both) / float32(len(a)+len(b)-both))
}
