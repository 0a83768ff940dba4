package screening

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A Reference is one name of one entry, to screen against.
type Reference struct {
	Entry string // whose name: the reference or ID of the entry; what a lead is to
	Name  string
	Kind  Kind
	Weak  bool // the list itself says that the name may be anybody's (the UN's quality Low)
}

// An Index holds the names of a list, ready to screen against. It does not
// change once made and may be used from many goroutines.
type Index struct {
	refs  []Reference
	words [][]string
}

// New makes an index. The order of the references does not matter.
func New(refs []Reference) *Index {
	ix := &Index{refs: slices.Clone(refs)}
	slices.SortFunc(ix.refs, func(a, b Reference) int {
		return cmp.Or(cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Name, b.Name))
	})
	for _, r := range ix.refs {
		ix.words = append(ix.words, strings.Fields(Fold(r.Name)))
	}
	return ix
}

// A Query is a name to screen. The zero value of everything but the name is the
// published default.
type Query struct {
	Name      string
	Kind      Kind    // empty: not said
	Threshold float64 // leads with a lower score are left out; 0: DefaultThreshold
	Limit     int     // leads at most; 0: 10
}

// Search returns the leads for a name, best first, one an entry: its best name.
// Leads of equal score are in the order of their entries.
func (ix *Index) Search(q Query) []Lead {
	if q.Threshold == 0 {
		q.Threshold = DefaultThreshold
	}
	if q.Limit == 0 {
		q.Limit = 10
	}
	asked := strings.Fields(Fold(q.Name))
	best := map[string]Lead{}
	for i, r := range ix.refs {
		if q.Kind != "" && r.Kind != "" && q.Kind != r.Kind {
			continue
		}
		l := compare(asked, ix.words[i])
		if l.Score < q.Threshold || l.Score <= best[r.Entry].Score {
			continue
		}
		l.Entry, l.Name = r.Entry, r.Name
		best[r.Entry] = l
	}
	var out []Lead
	for _, l := range best {
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b Lead) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Entry, b.Entry))
	})
	return out[:min(len(out), q.Limit)]
}

// Compare compares two names alone. The lead is to b.
func Compare(a, b Reference) Lead {
	l := compare(strings.Fields(Fold(a.Name)), strings.Fields(Fold(b.Name)))
	l.Entry, l.Name = b.Entry, b.Name
	return l
}

// compare takes for each word the nearest that is left.
func compare(asked, listed []string) Lead {
	var l Lead
	left := slices.Clone(listed)
	n := float64(max(len(asked), len(listed)))
	for _, a := range asked {
		fit, at := 0.0, -1
		for i, b := range left {
			if f := nearness(a, b); f > fit {
				fit, at = f, i
			}
		}
		p := Part{Asked: a, How: Extra, Weight: 1 / n}
		if at >= 0 && fit > 0.6 {
			p.Listed, p.Fit, p.How = left[at], fit, Typing
			if fit == 1 {
				p.How = Same
			}
			left = slices.Delete(left, at, at+1)
		}
		l.Parts = append(l.Parts, p)
	}
	for _, b := range left[:min(len(left), max(0, len(listed)-len(asked)))] {
		l.Parts = append(l.Parts, Part{Listed: b, How: Missing, Weight: 1 / n})
	}
	for _, p := range l.Parts {
		l.Score += p.Weight * p.Fit
	}
	return l
}

// nearness is 1 less the edit distance by the longer word.
func nearness(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	if len(x) > 64 || len(y) > 64 {
		if a == b {
			return 1
		}
		return 0
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0]++
		for j := range y {
			d := diagonal
			if x[i] != y[j] {
				d++
			}
			diagonal = row[j+1]
			row[j+1] = min(d, row[j]+1, diagonal+1)
		}
	}
	return 1 - float64(row[len(y)])/float64(max(len(x), len(y), 1))
}

// Fold gives a key under which spellings of no consequence are equal: case,
// marks, apostrophes, white space and the controls of writing direction.
func Fold(name string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(name, " ")) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(unicode.ToLower(r))
		case unicode.Is(unicode.M, r), unicode.Is(unicode.Cf, r), strings.ContainsRune("'’‘`ʻʼʿʾ", r):
		default:
			space = true
		}
	}
	return b.String()
}
