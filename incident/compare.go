package incident

import (
	"math"
	"slices"

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
	most    [aspects]float32 // bits that an aspect can add
	speaks  bool             // words weigh something
}

func newComparer(w Weights, repeats bool) *comparer {
	c := &comparer{
		weights: w, bits: w.bits(), lexis: newLexis(), repeats: repeats,
		reachM: w.ReachM, windowS: int64(w.Window.Duration().Seconds()),
	}
	for a := range aspects {
		c.most[a] = max(0, slices.Max(c.bits[a]))
	}
	c.speaks = slices.ContainsFunc(w.Levels[InWords.String()], func(l LevelWeight) bool { return l.M != l.U })
	return c
}

// motes appends the places of an account, at least one.
func (c *comparer) motes(to []mote, n int32, a *Account) []mote {
	m := mote{
		account: n, from: a.When.From.Unix(), to: a.When.To.Unix(),
		kinds: c.lexis.set(a.Kinds), sides: c.lexis.set(a.Sides),
		means: c.lexis.set(Terms{Named: a.Means}), origins: c.lexis.set(Terms{Named: a.Origins}),
		source: c.lexis.word(string(a.Source)),
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
		return append(to, m)
	}
	for i := range a.Places {
		p := &a.Places[i]
		at := m.at(p.Point)
		if p.Name != "" {
			at.name = c.lexis.word(FoldName(p.Name))
		}
		to = append(to, at)
	}
	return to
}

// at is the mote at a place.
func (m mote) at(p place.Point) mote {
	lat, lon := p.Lat*math.Pi/180, p.Lon*math.Pi/180
	m.x, m.y, m.z = float32(math.Cos(lat)*math.Cos(lon)), float32(math.Cos(lat)*math.Sin(lon)), float32(math.Sin(lat))
	m.radiusM = float32(p.RadiusM)
	return m
}

// rivals reports whether two motes can be of one event by who reports them. Of
// reports that name no source nobody can tell that it is the same.
func rivals(a, b *mote) bool {
	return a.account != b.account && (a.source != b.source || a.source == 0 || a.repeats && b.repeats)
}

// within reports whether two motes are near enough in time and place, by what
// they leave open and the reach of the weights, to be compared at all; and how
// far apart their points are, metres, if both have one. That is the chord, which
// is within a thousandth of the great circle up to 900 km.
func (c *comparer) within(a, b *mote) (apartM float64, ok bool) {
	if a.from-b.to > c.windowS || b.from-a.to > c.windowS {
		return 0, false
	}
	if a.nowhere() || b.nowhere() {
		return 0, true
	}
	dx, dy, dz := float64(a.x-b.x), float64(a.y-b.y), float64(a.z-b.z)
	chord := dx*dx + dy*dy + dz*dz
	if reach := (float64(a.radiusM) + float64(b.radiusM) + c.reachM) / earthM; chord > reach*reach {
		return 0, false
	}
	return earthM * math.Sqrt(chord), true
}

// A pattern is the level of each aspect.
type pattern [aspects]Level

// compare finds the levels of two motes that are so far apart.
func (c *comparer) compare(a, b *mote, apartM float64) pattern {
	p := pattern{
		InTime:   timeLevel(a, b),
		InPlace:  placeLevel(a, b, apartM),
		InKind:   c.lexis.kinds(a.kinds, b.kinds),
		InActors: c.lexis.sides(a.sides, b.sides),
	}
	c.complete(&p, a, b)
	return p
}

// complete adds the levels of what decides little by itself.
func (c *comparer) complete(p *pattern, a, b *mote) {
	p[ByName] = c.lexis.names(a.name, b.name)
	p[InCasualties] = casualtyLevel(a, b)
	p[InMeans] = c.lexis.means(a.means, b.means)
	if c.speaks {
		p[InWords] = c.wordsLevel(a, b)
	}
	p[BySource] = c.sourceLevel(a, b)
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

// slack covers the rounding of sums in another order, bits.
const slack = 0.01

// reaches compares two motes and reports whether they score floor or more. It
// asks what decides most pairs first, and gives up as soon as what is left
// cannot lift them there.
func (c *comparer) reaches(a, b *mote, apartM float64, floor float32) (float32, bool) {
	floor -= slack
	rest := c.most[InKind] + c.most[InActors] + c.most[BySource]
	if a.name != 0 && b.name != 0 {
		rest += c.most[ByName]
	}
	if a.low >= 0 && b.low >= 0 {
		rest += c.most[InCasualties]
	}
	if a.means != 0 && b.means != 0 {
		rest += c.most[InMeans]
	}
	if c.speaks {
		rest += c.most[InWords]
	}
	var p pattern
	p[InTime], p[InPlace] = timeLevel(a, b), placeLevel(a, b, apartM)
	s := float32(c.weights.Prior) + c.bits[InTime][p[InTime]] + c.bits[InPlace][p[InPlace]]
	if s+rest < floor {
		return 0, false
	}
	p[InKind] = c.lexis.kinds(a.kinds, b.kinds)
	s, rest = s+c.bits[InKind][p[InKind]], rest-c.most[InKind]
	if s+rest < floor {
		return 0, false
	}
	p[InActors] = c.lexis.sides(a.sides, b.sides)
	s, rest = s+c.bits[InActors][p[InActors]], rest-c.most[InActors]
	if s+rest < floor {
		return 0, false
	}
	c.complete(&p, a, b)
	s = c.score(p)
	return s, s >= floor+slack
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
	switch gap := max(a.from-b.to, b.from-a.to); { // negative by how far they overlap
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
func placeLevel(a, b *mote, d float64) Level {
	if a.nowhere() || b.nowhere() {
		return 0
	}
	r := float64(max(a.radiusM, b.radiusM))
	switch {
	case r <= 3_000:
		switch { // most pairs are of these
		case d > 25_000:
			return 7
		case d > 12_000:
			return 6
		case d > 6_000:
			return 5
		}
		return 1 + step(d, 500, 1_500, 3_000)
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
	case a.source == 0 || b.source == 0:
		return 0
	case a.source == b.source:
		return 1
	case c.lexis.meet(a.origins, b.origins):
		return 2
	}
	return 3
}
