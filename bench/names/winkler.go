package names

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// JaroWinkler is the likeness of two words, 0 to 1 (Winkler 1990, String
// comparator metrics and enhanced decision rules in the Fellegi-Sunter model):
// Jaro's, raised by a tenth of what is missing for each of up to four letters
// with which both begin.
func JaroWinkler(a, b []rune) float64 {
	j := jaro(a, b)
	same := 0
	for same < min(4, len(a), len(b)) && a[same] == b[same] {
		same++
	}
	return j + float64(same)*0.1*(1-j)
}

// jaro is the mean of three shares: the letters of each word that the other has
// within half of the longer one's length, and those of them in the same order.
func jaro(a, b []rune) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	reach := max(0, max(len(a), len(b))/2-1)
	var inA, inB [64]bool // a word of more letters counts with these
	a, b = a[:min(len(a), 64)], b[:min(len(b), 64)]
	met := 0
	for i, r := range a {
		for j := max(0, i-reach); j < min(len(b), i+reach+1); j++ {
			if !inB[j] && b[j] == r {
				inA[i], inB[j] = true, true
				met++
				break
			}
		}
	}
	if met == 0 {
		return 0
	}
	crossed, j := 0, 0
	for i, r := range a {
		if !inA[i] {
			continue
		}
		for !inB[j] {
			j++
		}
		if r != b[j] {
			crossed++
		}
		j++
	}
	m := float64(met)
	return (m/float64(len(a)) + m/float64(len(b)) + (m-float64(crossed)/2)/m) / 3
}

// A Words is a name cut into words, without case and marks.
type Words [][]rune

// WordsOf cuts a name.
func WordsOf(name string) Words {
	var out Words
	plain := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' || r == '‘' || r == '`':
			return -1
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return r
		}
		return ' '
	}, norm.NFKD.String(strings.ToLower(name)))
	for _, w := range strings.Fields(plain) {
		out = append(out, []rune(w))
	}
	return out
}

func (w Words) letters() (n int) {
	for _, x := range w {
		n += len(x)
	}
	return n
}

// Aligned is the likeness of two names: each word of either has the nearest word
// of the other, and counts by its letters.
func Aligned(a, b Words) float64 {
	n := a.letters() + b.letters()
	if n == 0 {
		return 0
	}
	var best [32]float64 // of the words of b, the first of them
	b = b[:min(len(b), len(best))]
	sum := 0.0
	for _, x := range a {
		nearest := 0.0
		for j, y := range b {
			l := JaroWinkler(x, y)
			nearest, best[j] = max(nearest, l), max(best[j], l)
		}
		sum += nearest * float64(len(x))
	}
	for j, y := range b {
		sum += best[j] * float64(len(y))
	}
	return sum / float64(n)
}

// A Winkler compares a name with every name of a list.
type Winkler struct {
	list  []Listed
	words []Words
}

// NewWinkler is a Winkler of a list.
func NewWinkler(list []Listed) *Winkler {
	w := &Winkler{list: slices.Clone(list)}
	slices.SortStableFunc(w.list, func(a, b Listed) int { return strings.Compare(a.Entry, b.Entry) })
	for _, n := range w.list {
		w.words = append(w.words, WordsOf(n.Name))
	}
	return w
}

// Search finds the entries with a name as near as the cut-off or nearer.
func (w *Winkler) Search(query string, cutoff float64) []Hit {
	asked := WordsOf(query)
	var hits []Hit
	for i, n := range w.list {
		score := Aligned(asked, w.words[i])
		if score < cutoff {
			continue
		}
		if last := len(hits) - 1; last >= 0 && hits[last].Entry == n.Entry {
			hits[last].Score = max(hits[last].Score, score)
			continue
		}
		hits = append(hits, Hit{n.Entry, score})
	}
	return top(hits)
}
