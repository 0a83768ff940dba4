package incident

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// A Dispute is an aspect in which two reports of one incident can contradict
// each other.
type Dispute string

// The aspects of a contradiction.
const (
	OverTime  Dispute = "time"
	OverPlace Dispute = "place"
	OverKind  Dispute = "kind"
	OverActor Dispute = "actor"
	OverCount Dispute = "count"
	OverMeans Dispute = "means"
)

// Disputes are all of them, in the order in which they are listed.
var Disputes = []Dispute{OverTime, OverPlace, OverKind, OverActor, OverCount, OverMeans}

// A Contradiction is two reports of one incident that cannot both be right in
// one aspect. Reports that merely say more or less than each other do not
// contradict each other.
type Contradiction struct {
	Aspect Dispute `json:"aspect"`
	A      string  `json:"a"` // ids of the reports, A before B
	B      string  `json:"b"`
	SaysA  string  `json:"says_a"` // what each says, as given
	SaysB  string  `json:"says_b"`
	Apart  string  `json:"apart,omitempty"` // how far they are from agreeing, where it can be measured: "14 km", "26 h"
}

// Contradictions are those between each two reports, by aspect and then by the
// reports, whatever their order.
func Contradictions(reports []report.Report, v Vocabulary) []Contradiction {
	rs := slices.Clone(reports)
	slices.SortFunc(rs, func(a, b report.Report) int { return cmp.Compare(a.ID(), b.ID()) })
	as := make([]Account, len(rs))
	for i, r := range rs {
		as[i] = AccountOf(r, v)
	}
	var out []Contradiction
	for _, over := range Disputes {
		for i := range rs {
			for j := i + 1; j < len(rs); j++ {
				a, b := said{rs[i], as[i]}, said{rs[j], as[j]}
				if c, ok := contradict(over, a, b, v); ok {
					c.Aspect, c.A, c.B = over, rs[i].ID(), rs[j].ID()
					out = append(out, c)
				}
			}
		}
	}
	return out
}

// said is a report beside what fusion compares of it.
type said struct {
	report.Report
	Account
}

func contradict(over Dispute, a, b said, v Vocabulary) (Contradiction, bool) {
	switch over {
	case OverTime:
		return overTime(a, b)
	case OverPlace:
		return overPlace(a, b)
	case OverKind:
		return Contradiction{SaysA: join(a.Codes), SaysB: join(b.Codes)}, unlikeTerms(a.Kinds, b.Kinds)
	case OverActor:
		return overActor(a, b, v)
	case OverCount:
		return overCount(a, b)
	}
	return Contradiction{SaysA: join(a.Account.Means), SaysB: join(b.Account.Means)},
		len(a.Account.Means) > 0 && len(b.Account.Means) > 0 && !share(a.Account.Means, b.Account.Means)
}

func overTime(a, b said) (Contradiction, bool) {
	x, y := a.Report.When, b.Report.When
	if x.From.IsZero() || y.From.IsZero() {
		return Contradiction{}, false
	}
	gap := max(x.From.Sub(y.To), y.From.Sub(x.To))
	moments := x.From.Equal(x.To) || y.From.Equal(y.To)
	c := Contradiction{SaysA: spoken(a.Report), SaysB: spoken(b.Report)}
	if gap > 0 {
		c.Apart = hours(gap)
	}
	return c, gap > 0 || gap == 0 && !moments
}

// spoken is when a report places its event, as it gives it.
func spoken(r report.Report) string {
	if r.Days != "" {
		return r.Days
	}
	return r.When.From.UTC().Format(time.RFC3339) + "/" + r.When.To.UTC().Format(time.RFC3339)
}

func hours(d time.Duration) string {
	if d < time.Hour {
		return fmt.Sprintf("%d min", int(d.Minutes()))
	}
	return fmt.Sprintf("%d h", int(d.Hours()+0.5))
}

func overPlace(a, b said) (Contradiction, bool) {
	if len(a.Places) == 0 || len(b.Places) == 0 {
		return Contradiction{}, false
	}
	x, y := a.Where, b.Where
	d := place.DistanceM(x.Point, y.Point)
	return Contradiction{SaysA: placed(x), SaysB: placed(y), Apart: fmt.Sprintf("%.1f km", d/1000)}, !meet(x, y)
}

// villageM is how far apart two points of one village may be, metres: a place
// that a source calls exact is a place by name, and no spot within it.
const villageM = 2000

// meet reports whether two places can be one.
func meet(a, b place.Place) bool {
	return place.DistanceM(a.Point, b.Point) <= max(a.RadiusM+b.RadiusM, villageM)
}

func placed(p place.Place) string {
	if p.Name != "" {
		return p.Name
	}
	return fmt.Sprintf("%.4f, %.4f", p.Lon, p.Lat)
}

// overActor holds who acted against who acted where both reports say, and
// otherwise everybody named against everybody named.
func overActor(a, b said, v Vocabulary) (Contradiction, bool) {
	c := Contradiction{SaysA: sides(a.Report), SaysB: sides(b.Report)}
	if a.Form == report.OneSided && b.Form == report.OneSided && v.Sides != nil {
		x, y := v.Sides(a.SideA), v.Sides(b.SideA)
		return c, unlikeTerms(x, y)
	}
	return c, unlikeTerms(a.Sides, b.Sides) && !someAlike(a.Sides.Named, b.Sides.Named)
}

// unlikeTerms reports whether both name something and nothing of it is the same
// or part of the other.
func unlikeTerms(a, b Terms) bool {
	return len(a.Named) > 0 && len(b.Named) > 0 &&
		!share(a.Named, b.Named) && !share(a.Named, b.Above) && !share(a.Above, b.Named)
}

// sides is who fought or acted, as named.
func sides(r report.Report) string {
	one, other := names(r.SideA), names(r.SideB)
	switch {
	case other == "":
		return one
	case one == "":
		return other
	case r.Form == report.OneSided:
		return one + " → " + other
	}
	return one + " – " + other
}

func names(actors []report.Actor) string {
	var out []string
	for _, a := range actors {
		out = append(out, a.Name)
	}
	return join(out)
}

func join(words []string) string { return strings.Join(words, ", ") }

func overCount(a, b said) (Contradiction, bool) {
	if a.Uncounted || b.Uncounted {
		return Contradiction{}, false
	}
	x, y := ordered(a.Casualties.Deaths), ordered(b.Casualties.Deaths)
	return Contradiction{SaysA: count(x), SaysB: count(y), Apart: fmt.Sprint(max(x.Best-y.Best, y.Best-x.Best))}, x.High < y.Low || y.High < x.Low
}

// ordered is a range whose bounds hold its best number, also where the source
// gives them out of order.
func ordered(r report.Range) report.Range {
	return report.Range{Low: min(r.Low, r.Best), Best: r.Best, High: max(r.High, r.Best)}
}

func count(r report.Range) string {
	if r.Low == r.High {
		return fmt.Sprint(r.Best)
	}
	return fmt.Sprintf("%d (%d–%d)", r.Best, r.Low, r.High)
}
