package web

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/observance"
)

// A timeline draws when incidents were: stacked bars for those that lie within
// one step of the axis, and one thin bar to scale for every longer span, since
// a date that is not exact is no tick. Lengths are in the units of the viewBox.
type timeline struct {
	W, H  int
	Base  int // y of the axis
	Bars  []bar
	Rows  []spanRow
	Ticks []tick
	Grid  []tick
	Step  locale.Key // what one bar is: a day, a week, a month
	Loose int        // how many incidents the thin bars stand for
	More  int        // spans left undrawn, counted
}

// A bar is one step of the axis.
type bar struct {
	X, W  float64
	Href  string
	Label string // read aloud and shown on hover
	Parts []barPart
}

// A barPart is the share of one lead in a bar.
type barPart struct {
	Y, H  float64
	Shape string
}

// A spanRow is the incidents of one span that is longer than a step.
type spanRow struct {
	X, Y, W float64
	Href    string
	Label   string
	N       int
}

// A tick is a place on an axis with its word.
type tick struct {
	At   float64
	Word string
}

const (
	chartW    = 960
	chartH    = 190 // of the bars
	chartLeft = 34  // room for the counts
	spanRowH  = 7
	spanRows  = 24 // thin bars drawn at most
)

// steps cuts a period into at most 70 days, weeks or months. Each begins with its
// local day, also where the clocks skipped a midnight before it.
func steps(iv truceline.Interval, zone *time.Location) (cuts []time.Time, unit locale.Key) {
	days := int(iv.To.Sub(iv.From).Hours()/24 + 0.5)
	y, m, d := iv.From.In(zone).Date()
	nth := func(n int) time.Time { return time.Date(y, m, d+n, 0, 0, 0, 0, zone) }
	unit = "step.day"
	switch {
	case days > 490:
		nth, unit = func(n int) time.Time { return time.Date(y, m+time.Month(n), d, 0, 0, 0, 0, zone) }, "step.month"
	case days > 70:
		nth, unit = func(n int) time.Time { return time.Date(y, m, d+7*n, 0, 0, 0, 0, zone) }, "step.week"
	}
	for n, t := 0, iv.From.In(zone); t.Before(iv.To); t = nth(n) {
		cuts = append(cuts, t)
		n++
	}
	return append(cuts, iv.To.In(zone)), unit
}

// timeline draws the incidents of the page's period.
func (f frame) timeline(held []observance.Held) timeline {
	cuts, unit := steps(f.Span, f.Head.Zone)
	n := len(cuts) - 1
	counts := make([]map[Lead]int, n)
	loose := map[truceline.Interval]int{}
	for _, h := range held {
		iv := h.Incident.When
		i, found := slices.BinarySearchFunc(cuts[:n], iv.From, time.Time.Compare)
		if !found {
			i--
		}
		if i < 0 || iv.To.After(cuts[i+1]) {
			loose[iv]++
			continue
		}
		if counts[i] == nil {
			counts[i] = map[Lead]int{}
		}
		counts[i][leadOf(h)]++
	}
	t := timeline{W: chartW, Base: chartH, Step: unit}
	top := 1
	for _, c := range counts {
		top = max(top, total(c))
	}
	top = niceTop(top)
	scale := float64(chartH-16) / float64(top)
	width := float64(chartW-chartLeft) / float64(n)
	for i, c := range counts {
		b := bar{
			X:    chartLeft + float64(i)*width + width*0.09,
			W:    width * 0.82,
			Href: f.Link("/incidents", append(f.within(truceline.Interval{From: cuts[i], To: cuts[i+1]}), "sure", "yes")...),
		}
		b.Label = f.Days(truceline.Interval{From: cuts[i], To: cuts[i+1]}) + ": " + f.T("n.incidents", total(c))
		y := float64(chartH)
		for _, l := range Leads {
			if c[l] == 0 {
				continue
			}
			h := float64(c[l]) * scale
			y -= h
			b.Parts = append(b.Parts, barPart{Y: y, H: h, Shape: l.shape()})
			b.Label += fmt.Sprintf("; %s %d", f.mark(l).Word, c[l])
		}
		t.Bars = append(t.Bars, b)
	}
	for i := 0; i <= 2; i++ {
		v := top * i / 2
		t.Grid = append(t.Grid, tick{At: float64(chartH) - float64(v)*scale, Word: fmt.Sprint(v)})
	}
	every := max(1, (n+7)/8)
	for i := 0; i < n; i += every {
		t.Ticks = append(t.Ticks, tick{At: chartLeft + (float64(i)+0.5)*width, Word: f.Day(cuts[i])})
	}
	t.H = chartH + 20
	f.spans(&t, loose, func(iv truceline.Interval) string { return f.Link("/incidents", f.within(iv)...) })
	return t
}

// spans draws the incidents that no single step holds, longest counts first. Each
// bar leads to the incidents of its span.
func (f frame) spans(t *timeline, loose map[truceline.Interval]int, href func(truceline.Interval) string) {
	ivs := make([]truceline.Interval, 0, len(loose))
	for iv, n := range loose {
		ivs = append(ivs, iv)
		t.Loose += n
	}
	slices.SortFunc(ivs, func(a, b truceline.Interval) int {
		return cmp.Or(cmp.Compare(loose[b], loose[a]), a.From.Compare(b.From), a.To.Compare(b.To))
	})
	if len(ivs) > spanRows {
		t.More = len(ivs) - spanRows
		ivs = ivs[:spanRows]
	}
	slices.SortFunc(ivs, func(a, b truceline.Interval) int {
		return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To))
	})
	whole := f.Span.To.Sub(f.Span.From)
	at := func(x time.Time) float64 {
		part := float64(x.Sub(f.Span.From)) / float64(whole)
		return chartLeft + min(1, max(0, part))*(chartW-chartLeft)
	}
	for i, iv := range ivs {
		row := spanRow{
			X: at(iv.From), W: max(2, at(iv.To)-at(iv.From)), Y: float64(t.H + 8 + i*spanRowH),
			Href: href(iv),
			N:    loose[iv],
		}
		row.Label = f.Days(iv) + ": " + f.T("n.incidents", row.N)
		t.Rows = append(t.Rows, row)
	}
	if len(ivs) > 0 {
		t.H += 14 + len(ivs)*spanRowH
	}
}

func total(c map[Lead]int) (n int) {
	for _, k := range c {
		n += k
	}
	return n
}

// niceTop is the smallest even number of the form 2, 4, 10, 20, 40, ... that
// holds n, so that the middle grid line is a whole number.
func niceTop(n int) int {
	for unit := 1; ; unit *= 10 {
		for _, m := range []int{2, 4, 6, 10} {
			if m*unit >= n {
				return m * unit
			}
		}
	}
}
