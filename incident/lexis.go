package incident

import (
	"cmp"
	"slices"
	"strings"
)

// A lexis numbers the sets of words that accounts use, and remembers how each
// two of them compare: there are few sets and many pairs. Set 0 is the empty one.
type lexis struct {
	numbers map[string]int32
	sets    []Terms
	key     []byte // of the set that was asked for last
	asked   [4]answers
}

func newLexis() lexis { return lexis{numbers: map[string]int32{"": 0}, sets: []Terms{{}}} }

// word numbers the set of one word.
func (l *lexis) word(w string) int32 {
	n, ok := l.numbers[w]
	if !ok {
		n = l.add(strings.Clone(w), Terms{Named: []string{w}})
	}
	return n
}

// set numbers a set of words.
func (l *lexis) set(t Terms) int32 {
	switch {
	case len(t.Named) == 0 || len(t.Named) == 1 && t.Named[0] == "":
		return 0
	case len(t.Named) == 1 && len(t.Above) == 0:
		if n, ok := l.numbers[t.Named[0]]; ok {
			return n
		}
	}
	l.key = l.key[:0]
	for i, w := range t.Named {
		if i > 0 {
			l.key = append(l.key, 0x1f)
		}
		l.key = append(l.key, w...)
	}
	for i, w := range t.Above {
		l.key = append(l.key, "\x1e\x1f"[min(i, 1)])
		l.key = append(l.key, w...)
	}
	n, ok := l.numbers[string(l.key)]
	if !ok {
		n = l.add(string(l.key), t)
	}
	return n
}

func (l *lexis) add(key string, t Terms) int32 {
	n := int32(len(l.sets))
	l.numbers[key] = n
	l.sets = append(l.sets, t)
	return n
}

// Answers are how pairs of sets compare, by the numbers of both: a table with
// open addressing, which is asked for every pair of reports.
type answers struct {
	keys   []uint64 // 0 where there is none; as many as a power of two
	levels []Level
	n      int
}

// at is where a key stands, or would.
func (t *answers) at(key uint64) int {
	mask := len(t.keys) - 1
	i := int(key*0x9E3779B97F4A7C15>>32) & mask
	for t.keys[i] != key && t.keys[i] != 0 {
		i = (i + 1) & mask
	}
	return i
}

func (t *answers) put(key uint64, level Level) {
	if 2*t.n >= len(t.keys) {
		old := *t
		t.keys, t.levels = make([]uint64, max(64, 2*len(old.keys))), make([]Level, max(64, 2*len(old.keys)))
		for i, k := range old.keys {
			if k != 0 {
				at := t.at(k)
				t.keys[at], t.levels[at] = k, old.levels[i]
			}
		}
	}
	i := t.at(key)
	t.keys[i], t.levels[i] = key, level
	t.n++
}

// The questions that are asked of two sets.
const (
	askNames = iota
	askKinds
	askSides
	askMeans
)

// ask compares two sets once.
func (l *lexis) ask(which int, a, b int32, compare func(a, b Terms) Level) Level {
	if a == 0 || b == 0 {
		return 0
	}
	if a == b {
		return 1
	}
	if a > b {
		a, b = b, a
	}
	key, t := uint64(a)<<32|uint64(b), &l.asked[which]
	if t.n > 0 {
		if i := t.at(key); t.keys[i] == key {
			return t.levels[i]
		}
	}
	level := compare(l.sets[a], l.sets[b])
	t.put(key, level)
	return level
}

func (l *lexis) names(a, b int32) Level {
	return l.ask(askNames, a, b, func(a, b Terms) Level {
		if alike(a.Named[0], b.Named[0]) {
			return 2
		}
		return 3
	})
}

func (l *lexis) kinds(a, b int32) Level { return l.ask(askKinds, a, b, termsLevel) }

func (l *lexis) sides(a, b int32) Level {
	return l.ask(askSides, a, b, func(a, b Terms) Level {
		level := termsLevel(a, b)
		if level == 4 && someAlike(a.Named, b.Named) {
			return 3
		}
		return level
	})
}

// termsLevel compares what two reports name of one vocabulary: the levels of
// kinds, which are those of actors too.
func termsLevel(a, b Terms) Level {
	switch {
	case slices.Equal(a.Named, b.Named):
		return 1
	case share(a.Named, b.Named):
		return 2
	case share(a.Named, b.Above) || share(a.Above, b.Named):
		return 3
	}
	return 4
}

func (l *lexis) means(a, b int32) Level {
	return l.ask(askMeans, a, b, func(a, b Terms) Level {
		if share(a.Named, b.Named) {
			return 1
		}
		return 2
	})
}

// meet reports whether two sets have a word in common.
func (l *lexis) meet(a, b int32) bool {
	return a != 0 && b != 0 && (a == b || share(l.sets[a].Named, l.sets[b].Named))
}

// share reports whether two sorted lists have a word in common.
func share(a, b []string) bool {
	for len(a) > 0 && len(b) > 0 {
		switch cmp.Compare(a[0], b[0]) {
		case 0:
			return true
		case -1:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return false
}

// partyPrefix marks a party that a list resolved: its spelling says nothing.
const partyPrefix = "party:"

func someAlike(as, bs []string) bool {
	for _, a := range as {
		for _, b := range bs {
			if !strings.HasPrefix(a, partyPrefix) && !strings.HasPrefix(b, partyPrefix) && alike(a, b) {
				return true
			}
		}
	}
	return false
}

// alike reports whether two folded names are spellings of one: one edit, or one
// in six letters of the longer, swaps of neighbours counting as one (optimal
// string alignment).
func alike(a, b string) bool {
	x, y := []rune(a), []rune(b)
	allowed := max(1, max(len(x), len(y))/6)
	if len(x) < 4 || len(y) < 4 || max(len(x)-len(y), len(y)-len(x)) > allowed {
		return a == b
	}
	before, last, now := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		now[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
		}
		before, last, now = last, now, before
	}
	return last[len(y)] <= allowed
}
