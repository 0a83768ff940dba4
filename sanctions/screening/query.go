package screening

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"unicode"
)

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
	if q.Limit <= 0 {
		q.Limit = 10
	}
	s := ix.scratch.Get().(*search)
	defer ix.scratch.Put(s)
	var out []Lead
	several := 0
	for name := range severally(q.Name) {
		s.prepare(ix, name, q.Kind)
		s.gather(ix)
		s.choose(ix, q)
		s.rank(ix, q)
		out = slices.Grow(out, min(q.Limit, len(s.found)))
		for _, f := range s.found[:min(q.Limit, len(s.found))] {
			out = append(out, s.explain(ix, name, f))
		}
		s.reset()
		several++
	}
	if len(q.Name) <= 4*lettersRead {
		for _, long := range wellKnown[Fold(q.Name)] {
			as := q
			as.Name = long
			for _, l := range ix.Search(as) {
				if l = unfolded(l, q.Name); l.Score >= q.Threshold {
					out = append(out, l)
				}
			}
			several += 2
		}
	}
	if several > 1 {
		out = best(out, q.Limit)
	}
	return out
}

// best keeps the best lead to each entry, best first.
func best(leads []Lead, limit int) []Lead {
	slices.SortStableFunc(leads, func(a, b Lead) int {
		return cmp.Or(cmp.Compare(a.Entry, b.Entry), cmp.Compare(b.Score, a.Score))
	})
	leads = slices.CompactFunc(leads, func(a, b Lead) bool { return a.Entry == b.Entry })
	slices.SortStableFunc(leads, func(a, b Lead) int { return cmp.Compare(b.Score, a.Score) })
	return leads[:min(len(leads), limit)]
}

// severalMost is how many names at most one query may hold.
const severalMost = 12

// severally gives the names that a query holds: the query itself; each of several
// parted by semicolons or strokes; the name without what stands in brackets, if
// that is an acronym, a remark of several words or a name in another script,
// which is then given too.
func severally(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if !yield(name) || len(name) > 4*lettersRead || !strings.ContainsAny(name, ";؛(/") {
			return
		}
		n := 0
		for part := range strings.FieldsFuncSeq(name, func(r rune) bool { return r == ';' || r == '؛' || r == '/' }) {
			if n++; n > severalMost {
				return
			}
			if len(part) < len(name) && telling(part) && !yield(part) {
				return
			}
			outside, inside, ok := strings.Cut(part, "(")
			if !ok {
				continue
			}
			inside, rest, _ := strings.Cut(inside, ")")
			foreign := scriptIn(inside) != scriptIn(outside)
			if (foreign || aside(inside)) && telling(outside) && !yield(outside+" "+rest) {
				return
			}
			if (foreign || aside(inside) && len(inside) >= acronymLeast && len(inside) <= acronymMost) && !yield(inside) {
				return
			}
		}
	}
}

// aside reports whether what stands in brackets is a remark of several words, or
// one short word that no table knows: an acronym.
func aside(inside string) bool {
	words := strings.Fields(inside)
	if len(words) != 1 {
		return len(words) > 1
	}
	letters := foldWord(words[0])
	_, known := lexicon[string(letters)]
	return len(letters) > 1 && len(letters) <= 6 && !known
}

// telling reports whether a text has enough letters to be a name.
func telling(text string) bool {
	n := 0
	for _, r := range text {
		if inWord(r) {
			n++
		}
	}
	return n >= 3
}

// scriptIn is the script of the last letter of a text, digits if it has none.
func scriptIn(text string) script {
	s := digits
	for _, r := range text {
		if inWord(r) {
			if is := scriptOf(unicode.ToLower(r)); is != digits {
				s = is
			}
		}
	}
	return s
}
