package ledgers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// A CountPair is what two sources counted in one period and area.
type CountPair struct {
	Period truceline.Interval `json:"period"`
	Areas  []place.AreaID     `json:"areas,omitempty"` // several: counted together; empty: all of the case
	X      int                `json:"x"`
	Y      int                `json:"y"`
	Claims []string           `json:"claims"` // ids of the claims on which it rests, sorted
	// Implied says that one of the two is a zero that nobody wrote: the parts
	// of that source's bulletin add up to its total without this area.
	Implied bool `json:"implied,omitempty"`
}

// Paired is what two counting sources have in common, and what not.
type Paired struct {
	X, Y  report.SourceID
	Pairs []CountPair // by period and areas
	// OnlyX and OnlyY are claims with a number that the other has no number
	// for. A missing count is missing: it is not a quiet day.
	OnlyX []string
	OnlyY []string
	// Left are counts that could not be paired, in sentences.
	Left []string
}

// PairOptions tune PairCounts. The zero value is the published default.
type PairOptions struct {
	// Split pairs the counts of areas; otherwise those of all of the case are
	// paired.
	Split Splitting
}

// A Splitting says which counts are paired.
type Splitting string

// The splittings.
const (
	Whole  Splitting = ""        // counts of all of the case
	ByArea Splitting = "by_area" // counts of areas, each that both sources give a number for
	// ByAreaImplied adds the areas that only one of the two names, where the
	// parts of the other's bulletin add up to its total: what is left over for
	// the area is then zero by arithmetic.
	ByAreaImplied Splitting = "by_area_implied"
)

// PairCounts pairs the numbers that two sources give for the same period and
// areas and of the same metric. Several carriers of one number are one number;
// where they differ the number is left out with a sentence.
func PairCounts(claims []report.Claim, x, y report.SourceID, opts PairOptions) Paired {
	p := Paired{X: x, Y: y}
	xs, ys := p.countsOf(claims, x, opts.Split), p.countsOf(claims, y, opts.Split)
	if opts.Split == ByAreaImplied {
		implyZeros(xs, ys)
		implyZeros(ys, xs)
	}
	for key, a := range xs.by {
		b, both := ys.by[key]
		if !both {
			p.OnlyX = append(p.OnlyX, a.claims...)
			continue
		}
		ids := slices.Sorted(slices.Values(slices.Concat(a.claims, b.claims)))
		p.Pairs = append(p.Pairs, CountPair{
			Period: a.period, Areas: a.areas, X: a.n, Y: b.n,
			Claims: slices.Compact(ids), Implied: a.implied || b.implied,
		})
	}
	for key, b := range ys.by {
		if _, both := xs.by[key]; !both {
			p.OnlyY = append(p.OnlyY, b.claims...)
		}
	}
	slices.SortFunc(p.Pairs, func(a, b CountPair) int {
		return cmp.Or(a.Period.From.Compare(b.Period.From), a.Period.To.Compare(b.Period.To), slices.Compare(a.Areas, b.Areas), slices.Compare(a.Claims, b.Claims))
	})
	slices.Sort(p.OnlyX)
	slices.Sort(p.OnlyY)
	slices.Sort(p.Left)
	return p
}

// A count is one number of a source, and the claims that give it.
type count struct {
	period  truceline.Interval
	areas   []place.AreaID
	n       int
	claims  []string
	implied bool
	metric  string
}

// counts are the numbers of one source by what they cover, and which periods
// its parts account for in full.
type counts struct {
	by    map[string]count
	whole map[string]count // by period and metric: the total, where the parts add up to it
}

func coverage(period truceline.Interval, metric string, areas []place.AreaID) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %d %s", period.From.UnixNano(), period.To.UnixNano(), metric)
	for _, a := range areas {
		b.WriteString("|" + string(a))
	}
	return b.String()
}

func (p *Paired) countsOf(claims []report.Claim, source report.SourceID, split Splitting) counts {
	claims = slices.Clone(claims)
	slices.SortFunc(claims, func(a, b report.Claim) int { return cmp.Compare(a.ID(), b.ID()) })
	out := counts{by: map[string]count{}, whole: map[string]count{}}
	differ := map[string]bool{}
	totals := map[string]report.Claim{} // by bulletin and metric
	parts := map[string]int{}           // sum of the areas, by bulletin and metric
	for _, c := range claims {
		if c.Source != source || c.Uncounted || c.Where != nil {
			continue
		}
		bulletin := c.Bulletin + "|" + c.Metric
		if len(c.Areas) == 0 {
			totals[bulletin] = c
		} else {
			parts[bulletin] += c.Count
		}
		if (len(c.Areas) > 0) != (split != Whole) {
			continue
		}
		if c.Period.From.IsZero() || c.Period.To.IsZero() {
			p.Left = append(p.Left, fmt.Sprintf("%s: the count is not dated to a day.", c.ID()))
			continue
		}
		areas := sortedAreas(c.Areas)
		key := coverage(c.Period, c.Metric, areas)
		known, twice := out.by[key]
		if twice && known.n != c.Count {
			differ[key] = true
			p.Left = append(p.Left, fmt.Sprintf("%s: gives %d where %s gives %d for the same period and area.", c.ID(), c.Count, known.claims[0], known.n))
		}
		out.by[key] = count{period: c.Period, areas: areas, n: c.Count, claims: append(known.claims, c.ID()), metric: c.Metric}
	}
	for key := range differ {
		delete(out.by, key)
	}
	for bulletin, total := range totals {
		if parts[bulletin] == total.Count && !total.Period.From.IsZero() {
			key := coverage(total.Period, total.Metric, nil)
			out.whole[key] = count{period: total.Period, claims: append(out.whole[key].claims, total.ID()), metric: total.Metric}
		}
	}
	return out
}

// implyZeros adds to one source a zero for each area that the other counts and
// that its own parts leave nothing for. An area of which it counts a part
// together with others is left alone.
func implyZeros(to, from counts) {
	for key, c := range from.by {
		whole, full := to.whole[coverage(c.period, c.metric, nil)]
		if _, has := to.by[key]; has || !full || c.implied || to.overlaps(c) {
			continue
		}
		to.by[key] = count{period: c.period, areas: c.areas, claims: slices.Sorted(slices.Values(whole.claims)), implied: true, metric: c.metric}
	}
}

// overlaps reports whether a number of the same period covers one of the areas.
func (cs counts) overlaps(c count) bool {
	for _, own := range cs.by {
		if own.implied || own.metric != c.metric || !own.period.From.Equal(c.period.From) || !own.period.To.Equal(c.period.To) {
			continue
		}
		if slices.ContainsFunc(own.areas, func(a place.AreaID) bool { return slices.Contains(c.areas, a) }) {
			return true
		}
	}
	return false
}
