package web

import (
	"fmt"
	"slices"
	"time"

	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/locale"
)

// A volume draws how much came in of each month, or of each year where there are
// more months than can be told apart. Lengths are in the units of the viewBox.
type volume struct {
	W, H, Base int
	Step       locale.Key
	Bars       []volumeBar
	Ticks      []tick
	Grid       []tick
}

// A volumeBar is one month or year.
type volumeBar struct {
	X, Y, W, H float64
	Href       string
	Label      string
}

const (
	volumeH   = 96
	maxMonths = 84 // that are drawn one by one
)

// volumes draws the reports and the dated claims of a source, month by month.
func (f frame) volumes(v desk.SourceView) (reports, claims volume) {
	if len(v.Months) == 0 {
		return volume{}, volume{}
	}
	first, last := v.Months[0].Month, v.Months[len(v.Months)-1].Month
	id := v.Source.ID
	reports = f.volume(first, last, func(m string) (n int) {
		for _, x := range v.Months {
			if len(m) <= len(x.Month) && x.Month[:len(m)] == m {
				n += x.Reports
			}
		}
		return n
	}, "n.reports", func(n int, m string) link { return f.counted(id, n, "month", m) })
	claims = f.volume(first, last, func(m string) (n int) {
		for _, x := range v.Months {
			if len(m) <= len(x.Month) && x.Month[:len(m)] == m {
				n += x.Claims
			}
		}
		return n
	}, "n.claims", func(n int, m string) link { return f.countedClaims(id, n, "month", m) })
	return reports, claims
}

// volume draws the months from first to last, both included, by what count says
// of each. Nothing is drawn where there is nothing.
func (f frame) volume(first, last string, count func(string) int, words locale.Key, to func(int, string) link) volume {
	steps, unit := monthsOf(first, last)
	v := volume{W: chartW, Base: volumeH, H: volumeH + 20, Step: unit}
	top, all := 1, 0
	counts := make([]int, len(steps))
	for i, m := range steps {
		counts[i] = count(m)
		all += counts[i]
		top = max(top, counts[i])
	}
	if all == 0 {
		return volume{}
	}
	top = niceTop(top)
	scale := float64(volumeH-10) / float64(top)
	width := float64(chartW-chartLeft) / float64(len(steps))
	for i, m := range steps {
		if counts[i] == 0 {
			continue
		}
		h := max(1, float64(counts[i])*scale)
		v.Bars = append(v.Bars, volumeBar{
			X: chartLeft + float64(i)*width + width*0.1, W: width * 0.8, Y: volumeH - h, H: h,
			Href: to(counts[i], m).Href, Label: m + ": " + f.T(words, counts[i]),
		})
	}
	for i := 0; i <= 2; i++ {
		n := top * i / 2
		v.Grid = append(v.Grid, tick{At: float64(volumeH) - float64(n)*scale, Word: fmt.Sprint(n)})
	}
	every := max(1, (len(steps)+8)/9)
	for i := 0; i < len(steps); i += every {
		v.Ticks = append(v.Ticks, tick{At: chartLeft + (float64(i)+0.5)*width, Word: steps[i]})
	}
	return v
}

// monthsOf are the months from first to last, 2017-05, or the years if those are
// more than can be drawn.
func monthsOf(first, last string) (steps []string, unit locale.Key) {
	from, err := time.Parse("2006-01", first)
	to, err2 := time.Parse("2006-01", last)
	if err != nil || err2 != nil || to.Before(from) {
		return nil, "step.month"
	}
	months := 12*(to.Year()-from.Year()) + int(to.Month()) - int(from.Month()) + 1
	if months > maxMonths {
		for y := from.Year(); y <= to.Year(); y++ {
			steps = append(steps, fmt.Sprintf("%04d", y))
		}
		return slices.Clip(steps), "step.year"
	}
	for i := range months {
		steps = append(steps, from.AddDate(0, i, 0).Format("2006-01"))
	}
	return steps, "step.month"
}
