// Package names holds the peers of screening that need no server: pg_trgm's
// similarity kept in arrays, which is the physical bound, and Jaro-Winkler over
// a whole list; and how the answers of any of them are judged.
package names

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// A Listed is a name of an entry.
type Listed struct {
	Entry, Name string
}

// A Hit is an entry that a name may be, by its best name.
type Hit struct {
	Entry string
	Score float64 // 0 to 1
}

// TopN is how many hits an answer holds at most.
const TopN = 10

// top sorts hits, the best first and those of one score by entry, and keeps the
// first.
func top(hits []Hit) []Hit {
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Entry, b.Entry))
	})
	return hits[:min(len(hits), TopN)]
}

// A trigram is three characters, 21 bits each.
type trigram uint64

// trigrams are those of a text as pg_trgm makes them: of each word of letters and
// digits in lower case, with two blanks before and one behind; each once, sorted.
func trigrams(text string) []trigram {
	var out []trigram
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
		t := trigram(' ')<<21 | ' '
		for _, r := range w {
			t = (t<<21 | trigram(r)) & (1<<63 - 1)
			out = append(out, t)
		}
		out = append(out, (t<<21|' ')&(1<<63-1))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Similarity is pg_trgm's: the trigrams that two texts share, of all that either
// has.
func Similarity(a, b string) float64 {
	x, y := trigrams(a), trigrams(b)
	shared := 0
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch cmp.Compare(x[i], y[j]) {
		case -1:
			i++
		case 1:
			j++
		default:
			shared, i, j = shared+1, i+1, j+1
		}
	}
	return similarity(shared, len(x), len(y))
}

func similarity(shared, a, b int) float64 {
	if shared == 0 {
		return 0
	}
	// pg_trgm counts in single precision, and a cut-off falls between.
	return float64(float32(shared) / float32(a+b-shared))
}

// A Sketch finds names by trigrams, from lists of the names that have each. It
// is for one goroutine.
type Sketch struct {
	names    []Listed
	entries  []int32 // the entry of each name, by number
	ids      []string
	sizes    []int32 // trigrams of each name
	postings map[trigram][]int32
	shared   []int32 // of the query and each name; zero between queries
	best     []float64
}

// NewSketch is a sketch of a list.
func NewSketch(list []Listed) *Sketch {
	s := &Sketch{names: list, postings: map[trigram][]int32{}, shared: make([]int32, len(list))}
	numbers := map[string]int32{}
	for i, n := range list {
		e, ok := numbers[n.Entry]
		if !ok {
			e = int32(len(s.ids))
			numbers[n.Entry] = e
			s.ids = append(s.ids, n.Entry)
		}
		s.entries = append(s.entries, e)
		ts := trigrams(n.Name)
		s.sizes = append(s.sizes, int32(len(ts)))
		for _, t := range ts {
			s.postings[t] = append(s.postings[t], int32(i))
		}
	}
	s.best = make([]float64, len(s.ids))
	return s
}

// Search finds the entries with a name that is as similar as the cut-off or
// more, which is above zero.
func (s *Sketch) Search(query string, cutoff float64) []Hit {
	ts := trigrams(query)
	var met []int32
	for _, t := range ts {
		for _, i := range s.postings[t] {
			if s.shared[i] == 0 {
				met = append(met, i)
			}
			s.shared[i]++
		}
	}
	var found []int32
	for _, i := range met {
		score := similarity(int(s.shared[i]), len(ts), int(s.sizes[i]))
		s.shared[i] = 0
		if score < cutoff {
			continue
		}
		e := s.entries[i]
		if s.best[e] == 0 {
			found = append(found, e)
		}
		s.best[e] = max(s.best[e], score)
	}
	hits := make([]Hit, len(found))
	for i, e := range found {
		hits[i], s.best[e] = Hit{s.ids[e], s.best[e]}, 0
	}
	return top(hits)
}
