package incident

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/truceline/truceline/place"
)

// earthM is the mean radius of the earth (IUGG), metres. A sphere is within
// half a per cent of WGS 84, which is far below what any level tells apart.
const earthM = 6_371_008.8

// A mote is one place of an account, in the form in which pairs are compared
// millions of times: numbers only, words by the number of their set.
type mote struct {
	account       int32
	x, y, z       float32 // unit vector; zero if no place is given
	radiusM       float32
	from, to      int64 // Unix seconds
	kinds, sides  int32 // sets of the lexis; 0 if not said
	means, name   int32
	source        int32
	origins       int32
	low, best, up int32 // deaths; low is -1 if not counted
	repeats       bool  // its source may report one event more than once
}

// nowhere reports whether the account gives no place.
func (m *mote) nowhere() bool { return m.x == 0 && m.y == 0 && m.z == 0 }

// A comparer compares accounts by fixed weights.
type comparer struct {
	weights Weights
	bits    [aspects][]float32
	lexis   lexis
	words   []Words // by account
	reachM  float64
	windowS int64
	repeats bool
	most    float32 // bits that the aspects other than time and place can add
}

func newComparer(w Weights, repeats bool) *comparer {
	c := &comparer{
		weights: w, bits: w.bits(), lexis: newLexis(), repeats: repeats,
		reachM: w.ReachM, windowS: int64(w.Window.Duration().Seconds()),
	}
	for a := ByName; a < aspects; a++ {
		c.most += max(0, slices.Max(c.bits[a]))
	}
	return c
}

// motes are the places of an account, at least one.
func (c *comparer) motes(n int32, a Account) []mote {
	m := mote{
		account: n, from: a.When.From.Unix(), to: a.When.To.Unix(),
		kinds: c.lexis.set(a.Kinds), sides: c.lexis.set(a.Sides),
		means: c.lexis.set(Terms{Named: a.Means}), origins: c.lexis.set(Terms{Named: a.Origins}),
		source: c.lexis.set(Terms{Named: []string{string(a.Source)}}),
		low:    int32(min(a.Deaths.Low, a.Deaths.Best)), best: int32(a.Deaths.Best), up: int32(max(a.Deaths.High, a.Deaths.Best)),
	}
	m.repeats = c.repeats || a.Repeats
	if a.Uncounted {
		m.low = -1
	}
	if m.to < m.from {
		m.to = m.from
	}
	if len(a.Places) == 0 {
		return []mote{m}
	}
	out := make([]mote, len(a.Places))
	for i, p := range a.Places {
		out[i] = m.at(p)
		if p.Name != "" {
			out[i].name = c.lexis.set(Terms{Named: []string{FoldName(p.Name)}})
		}
	}
	return out
}

// at is the mote at a place.
func (m mote) at(p place.Place) mote {
	lat, lon := p.Lat*math.Pi/180, p.Lon*math.Pi/180
	m.x, m.y, m.z = float32(math.Cos(lat)*math.Cos(lon)), float32(math.Cos(lat)*math.Sin(lon)), float32(math.Sin(lat))
	m.radiusM = float32(p.RadiusM)
	return m
}

// apartM is the distance of two motes, metres: the chord, which is within a
// thousandth of the great circle up to 900 km.
func apartM(a, b *mote) float64 {
	dx, dy, dz := float64(a.x-b.x), float64(a.y-b.y), float64(a.z-b.z)
	return earthM * math.Sqrt(dx*dx+dy*dy+dz*dz)
}

// rivals reports whether two motes can be of one event by who reports them.
func rivals(a, b *mote) bool {
	return a.account != b.account && (a.source != b.source || a.repeats && b.repeats)
}

// within reports whether two motes are near enough in time and place, by what
// they leave open and the reach of the weights, to be compared at all.
func (c *comparer) within(a, b *mote) bool {
	if a.from-b.to > c.windowS || b.from-a.to > c.windowS {
		return false
	}
	if a.nowhere() || b.nowhere() {
		return true
	}
	dx, dy, dz := float64(a.x-b.x), float64(a.y-b.y), float64(a.z-b.z)
	reach := (float64(a.radiusM) + float64(b.radiusM) + c.reachM) / earthM
	return dx*dx+dy*dy+dz*dz <= reach*reach
}

// A pattern is the level of each aspect.
type pattern [aspects]Level

// compare finds the levels of two motes.
func (c *comparer) compare(a, b *mote) pattern {
	return pattern{
		InTime:       timeLevel(a, b),
		InPlace:      placeLevel(a, b),
		ByName:       c.lexis.names(a.name, b.name),
		InKind:       c.lexis.kinds(a.kinds, b.kinds),
		InActors:     c.lexis.sides(a.sides, b.sides),
		InCasualties: casualtyLevel(a, b),
		InMeans:      c.lexis.means(a.means, b.means),
		InWords:      c.wordsLevel(a, b),
		BySource:     c.sourceLevel(a, b),
	}
}

func (c *comparer) wordsLevel(a, b *mote) Level {
	return wordsLevel(&c.words[a.account], &c.words[b.account])
}

// score is the log2 odds of a pattern.
func (c *comparer) score(p pattern) float32 {
	s := float32(c.weights.Prior)
	for a, l := range p {
		s += c.bits[a][l]
	}
	return s
}

// reaches compares two motes and reports whether they score floor or more. It
// gives up as soon as what is left cannot lift them there.
func (c *comparer) reaches(a, b *mote, floor float32) (float32, bool) {
	var p pattern
	p[InTime], p[InPlace] = timeLevel(a, b), placeLevel(a, b)
	if float32(c.weights.Prior)+c.bits[InTime][p[InTime]]+c.bits[InPlace][p[InPlace]]+c.most < floor {
		return 0, false
	}
	p = c.compare(a, b)
	s := c.score(p)
	return s, s >= floor
}

const (
	hour = 3600
	day  = 24 * hour
)

// timeLevel compares the spans of two accounts. Up to six hours a span is taken
// as a moment, its middle; a calendar day, whose clocks may change, has up to 26.
func timeLevel(a, b *mote) Level {
	if a.from == unset || b.from == unset {
		return 0
	}
	width := max(a.to-a.from, b.to-b.from)
	gap := max(a.from-b.to, b.from-a.to) // negative by how far they overlap
	switch {
	case width <= 6*hour:
		d := max(a.from+a.to-b.from-b.to, b.from+b.to-a.from-a.to) / 2
		switch {
		case d <= hour:
			return 1
		case d <= 3*hour:
			return 2
		case d <= 6*hour:
			return 3
		case d <= 12*hour:
			return 4
		case d <= 20*hour:
			return 5
		case d <= 28*hour:
			return 6
		}
		return 7
	case width <= 26*hour:
		switch {
		case gap < 0 || gap == 0 && min(a.to-a.from, b.to-b.from) == 0:
			return 8
		case gap < day:
			return 9
		case gap < 2*day:
			return 10
		}
		return 11
	case width <= 9*day:
		switch {
		case gap < 0:
			return 12
		case gap < day:
			return 13
		}
		return 14
	case gap < 0:
		return 15
	}
	return 16
}

// unset is the Unix second of the zero time: no time is given.
const unset = -62135596800

// placeLevel compares two places by the distance of their points, in classes of
// how far off the vaguer one may be.
func placeLevel(a, b *mote) Level {
	if a.nowhere() || b.nowhere() {
		return 0
	}
	d, r := apartM(a, b), float64(max(a.radiusM, b.radiusM))
	switch {
	case r <= 3_000:
		return 1 + step(d, 500, 1_500, 3_000, 6_000, 12_000, 25_000)
	case r <= 12_000:
		return 8 + step(d, 4_000, 10_000, 20_000)
	case r <= 60_000:
		return 12 + step(d, r/2, r)
	}
	return 15 + step(d, r)
}

// step is how many of the bounds, which rise, d exceeds.
func step(d float64, bounds ...float64) Level {
	for i, b := range bounds {
		if d <= b {
			return Level(i)
		}
	}
	return Level(len(bounds))
}

// casualtyLevel compares numbers of deaths by the best number and the bounds.
func casualtyLevel(a, b *mote) Level {
	if a.low < 0 || b.low < 0 {
		return 0
	}
	least, most := min(a.best, b.best), max(a.best, b.best)
	switch {
	case most == 0:
		return 1
	case least == 0 && (a.low > 0 || b.low > 0):
		return 7
	case least == most && most < 5:
		return 2
	case least == most:
		return 3
	case a.low <= b.best && b.best <= a.up, b.low <= a.best && a.best <= b.up, most-least <= 1, 4*(most-least) <= most:
		return 4
	case most <= 2*least:
		return 5
	}
	return 6
}

// sourceLevel says whether two accounts can be independent.
func (c *comparer) sourceLevel(a, b *mote) Level {
	switch {
	case a.source == b.source:
		return 1
	case c.lexis.meet(a.origins, b.origins):
		return 2
	}
	return 3
}

// A lexis numbers the sets of words that accounts use, and remembers how each
// two of them compare: there are few sets and many pairs. Set 0 is the empty one.
type lexis struct {
	numbers map[string]int32
	sets    []Terms
	asked   [4]map[uint64]Level
}

func newLexis() lexis {
	l := lexis{numbers: map[string]int32{"": 0}, sets: []Terms{{}}}
	for i := range l.asked {
		l.asked[i] = make(map[uint64]Level)
	}
	return l
}

// set numbers a set of words.
func (l *lexis) set(t Terms) int32 {
	if len(t.Named) == 0 || len(t.Named) == 1 && t.Named[0] == "" {
		return 0
	}
	key := strings.Join(t.Named, "\x1f")
	if len(t.Above) > 0 {
		key += "\x1e" + strings.Join(t.Above, "\x1f")
	}
	n, ok := l.numbers[key]
	if !ok {
		n = int32(len(l.sets))
		l.numbers[strings.Clone(key)] = n
		l.sets = append(l.sets, t)
	}
	return n
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
	key := uint64(a)<<32 | uint64(b)
	level, known := l.asked[which][key]
	if !known {
		level = compare(l.sets[a], l.sets[b])
		l.asked[which][key] = level
	}
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

func (l *lexis) kinds(a, b int32) Level {
	return l.ask(askKinds, a, b, func(a, b Terms) Level {
		switch {
		case slices.Equal(a.Named, b.Named):
			return 1
		case share(a.Named, b.Named):
			return 2
		case share(a.Named, b.Above) || share(a.Above, b.Named):
			return 3
		}
		return 4
	})
}

func (l *lexis) sides(a, b int32) Level {
	return l.ask(askSides, a, b, func(a, b Terms) Level {
		switch {
		case slices.Equal(a.Named, b.Named):
			return 1
		case share(a.Named, b.Named):
			return 2
		case share(a.Named, b.Above) || share(a.Above, b.Named) || someAlike(a.Named, b.Named):
			return 3
		}
		return 4
	})
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
