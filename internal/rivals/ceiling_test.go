package rivals_test

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline/internal/rivals"
	"github.com/truceline/truceline/internal/rivals/score"
	"github.com/truceline/truceline/place"
)

// A pair is two accounts of a set by their numbers, a before b.
type pair struct {
	a, b   int32
	same   bool
	levels [features]uint8
	score  float64
}

const (
	byTime = iota
	byPlace
	byName
	byKind
	bySides
	byCount
	byMeans
	bySource
	features
)

// reach lists the pairs of accounts whose places are within 40 km, beyond what
// they themselves leave open, and whose spans are at most 48 hours apart.
func reach(s rivals.Set) []pair {
	order := make([]int32, len(s.Accounts))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int {
		return cmp.Or(s.Accounts[i].When.From.Compare(s.Accounts[j].When.From), cmp.Compare(i, j))
	})
	var out []pair
	for n, i := range order {
		a := &s.Accounts[i]
		for _, j := range order[n+1:] {
			b := &s.Accounts[j]
			if b.When.From.Sub(a.When.From) > 72*time.Hour {
				break
			}
			if b.When.From.Sub(a.When.To) > 48*time.Hour || !near(a, b, 40_000) {
				continue
			}
			out = append(out, pair{a: min(i, j), b: max(i, j), same: a.Event == b.Event})
		}
	}
	slices.SortFunc(out, func(x, y pair) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	return out
}

func near(a, b *rivals.Account, metres float64) bool {
	if math.Abs(a.Where.Lat-b.Where.Lat) > 3 {
		return false
	}
	return apart(a, b) <= metres+wide(a)+wide(b)
}

// wide is the radius of a place that is no point.
func wide(a *rivals.Account) float64 {
	if a.Where.Within != "" {
		return a.Where.RadiusM
	}
	return 0
}

func apart(a, b *rivals.Account) float64 { return place.DistanceM(a.Where.Point, b.Where.Point) }

// A judge compares accounts in the coarse levels that a person would use.
type judge struct{ acts map[string]string }

func newJudge() (judge, error) {
	terms, err := rivals.Vocabulary()
	j := judge{map[string]string{}}
	for _, t := range terms {
		if t.Part == "kind" {
			j.acts[string(t.Source)+":"+t.Words] = t.Case
		}
	}
	return j, err
}

func step(x float64, bounds ...float64) uint8 {
	for i, b := range bounds {
		if x <= b {
			return uint8(i)
		}
	}
	return uint8(len(bounds))
}

func (j judge) levels(a, b *rivals.Account) (l [features]uint8) {
	exactA, exactB := a.When.To.Sub(a.When.From) <= time.Hour, b.When.To.Sub(b.When.From) <= time.Hour
	gap := math.Abs(a.When.From.Sub(b.When.From).Hours())
	if exactA && exactB {
		l[byTime] = 1 + step(gap, 0, 1, 2, 4, 6, 10, 16, 22, 26, 32)
	} else if max(a.When.To.Sub(a.When.From), b.When.To.Sub(b.When.From)) <= 6*time.Hour {
		middles := math.Abs(a.When.From.Add(a.When.To.Sub(a.When.From) / 2).Sub(b.When.From.Add(b.When.To.Sub(b.When.From) / 2)).Hours())
		l[byTime] = 12 + step(middles, 3, 6, 9, 14, 20, 28)
	} else {
		days := math.Abs(float64(dayOf(a).Sub(dayOf(b)) / (24 * time.Hour)))
		l[byTime] = 20 + step(days, 0, 1)
	}
	switch {
	case wide(a) > 0 || wide(b) > 0:
		l[byPlace] = 30
		if a.Admin1 != b.Admin1 {
			l[byPlace] = 31
		}
	default:
		l[byPlace] = 1 + step(apart(a, b), 300, 700, 1200, 2000, 3000, 4500, 7000, 10000, 15000, 25000)
	}
	switch x, y := strings.ToLower(a.Where.Name), strings.ToLower(b.Where.Name); {
	case x == "" || y == "":
	case x == y:
		l[byName] = 1
	case edits(x, y) <= 3:
		l[byName] = 2
	default:
		l[byName] = 3
	}
	switch x, y := j.acts[a.Codes[0]], j.acts[b.Codes[0]]; {
	case x == y && x != "hostilities" && x != "armed_attack":
		l[byKind] = 1
	case x == y, broad(x), broad(y):
		l[byKind] = 2
	default:
		l[byKind] = 3
	}
	sides := func(a *rivals.Account) (out []string) {
		for _, s := range slices.Concat(a.SideA, a.SideB) {
			if s.Party != "" {
				out = append(out, string(s.Party))
			}
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	shared := 0
	x, y := sides(a), sides(b)
	for _, p := range x {
		if slices.Contains(y, p) {
			shared++
		}
	}
	switch {
	case len(x) == 0 || len(y) == 0:
	case shared == len(x) && shared == len(y):
		l[bySides] = 1
	case shared > 0:
		l[bySides] = 2
	default:
		l[bySides] = 3
	}
	if !a.Casualties.Unstated && !b.Casualties.Unstated {
		x, y := float64(a.Casualties.Deaths.Best), float64(b.Casualties.Deaths.Best)
		switch {
		case x == y && x == 1:
			l[byCount] = 1
		case x == y && x < 4:
			l[byCount] = 2
		case x == y && x < 10:
			l[byCount] = 3
		case x == y:
			l[byCount] = 4
		case math.Abs(x-y) <= 1:
			l[byCount] = 5
		default:
			l[byCount] = 6 + step(math.Abs(math.Log(x/y)), .25, .5, .8, 1.2)
		}
	}
	if len(a.Means) > 0 && len(b.Means) > 0 {
		l[byMeans] = 1
		if a.Means[0] != b.Means[0] {
			l[byMeans] = 2
		}
	}
	switch {
	case a.Source == b.Source:
		l[bySource] = 1
	case a.Origin() == b.Origin():
		l[bySource] = 2
	default:
		l[bySource] = 3
	}
	return l
}

func broad(act string) bool { return act == "hostilities" || act == "armed_attack" }

func dayOf(a *rivals.Account) time.Time {
	t, _ := time.Parse(time.DateOnly, a.Days)
	return t
}

// edits is the Levenshtein distance of two short names.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			last, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, last+cost)
		}
	}
	return row[len(b)]
}

// bits are the weights of levels, by counting with the truth in hand: no
// estimate without it can do better with the same levels.
type bits struct {
	prior float64
	of    [features][40]float64
}

func counted(pairs []pair) bits {
	var m, u [features][40]float64
	yes, no := 1., 1.
	for _, p := range pairs {
		into := &u
		if p.same {
			into = &m
			yes++
		} else {
			no++
		}
		for f, l := range p.levels {
			into[f][l]++
		}
	}
	w := bits{prior: math.Log2(yes / no)}
	for f := range features {
		for l := 1; l < 40; l++ {
			w.of[f][l] = math.Log2((m[f][l] + .5) / (yes - m[f][0]) * (no - u[f][0]) / (u[f][l] + .5))
		}
	}
	return w
}

func (w bits) score(p *pair) {
	p.score = w.prior
	for f, l := range p.levels {
		if l > 0 {
			p.score += w.of[f][l]
		}
	}
}

// weigh scores all pairs and files the scores by pair.
func (w bits) weigh(pairs []pair) map[[2]int32]float64 {
	scores := make(map[[2]int32]float64, len(pairs))
	for i := range pairs {
		p := &pairs[i]
		w.score(p)
		scores[[2]int32{p.a, p.b}] = max(p.score, -8)
	}
	return scores
}

// join groups accounts by average link: two groups become one if the mean of the
// scores between them is at least floor; a pair that is out of reach counts -8.
func join(n int, pairs []pair, scores map[[2]int32]float64, floor float64) [][]int32 {
	group, members := make([]int32, n), make([][]int32, n)
	for i := range n {
		group[i], members[i] = int32(i), []int32{int32(i)}
	}
	ranked := slices.DeleteFunc(slices.Clone(pairs), func(p pair) bool { return p.score < floor })
	slices.SortStableFunc(ranked, func(x, y pair) int { return cmp.Compare(y.score, x.score) })
	for _, p := range ranked {
		g, h := group[p.a], group[p.b]
		if g == h {
			continue
		}
		sum := 0.
		for _, x := range members[g] {
			for _, y := range members[h] {
				s, ok := scores[[2]int32{min(x, y), max(x, y)}]
				if !ok {
					s = -8
				}
				sum += s
			}
		}
		if sum/float64(len(members[g])*len(members[h])) < floor {
			continue
		}
		for _, y := range members[h] {
			group[y] = g
		}
		members[g], members[h] = append(members[g], members[h]...), nil
	}
	return members
}

// named turns groups of numbers into groups of ids.
func named(s rivals.Set, groups [][]int32) [][]string {
	var out [][]string
	for _, g := range groups {
		var ids []string
		for _, n := range g {
			ids = append(ids, s.Accounts[n].ID())
		}
		if ids != nil {
			out = append(out, ids)
		}
	}
	return out
}

func judged(s rivals.Set, pairs []pair, keep func(*pair) bool) []score.Judged {
	var out []score.Judged
	for i := range pairs {
		if p := &pairs[i]; keep(p) {
			out = append(out, score.Judged{A: s.Accounts[p.a].ID(), B: s.Accounts[p.b].ID(), Score: p.score})
		}
	}
	return out
}
