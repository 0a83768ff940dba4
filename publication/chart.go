package publication

import "strconv"

// The chart's drawing, in units of its view box.
const (
	chartWidth  = 720.0
	chartHeight = 150.0
	chartLeft   = 34.0 // room for the numbers of the axis
	chartBottom = 18.0 // room for the dates
	dateWidth   = 90.0 // of a date in the largest type, on a narrow screen
)

// A drawing is the chart as shapes.
type drawing struct {
	Width, Height, Left, Base float64
	Bars                      []bar
	Lines                     []mark // horizontal lines with their number
	Dates                     []mark
	Says                      string // the chart in a sentence, for those who do not see it
}

// A bar is one day: what is certain and, hatched on top of it, what is possible.
type bar struct {
	X, Width          string
	Y, Height         string // certain
	Over, OverHeight  string // possible
	CertainSet, Other string // ids of the sets
	Says              string
}

type mark struct {
	At   string
	Text string
}

// draw lays the chart out.
func (c Chart) draw() drawing {
	d := drawing{Width: chartWidth, Height: chartHeight, Left: chartLeft, Base: chartHeight - chartBottom}
	if len(c.Days) == 0 {
		return d
	}
	top, peak := 1, c.Days[0]
	for _, day := range c.Days {
		if n := day.Certain.N + day.Possible.N; n > top {
			top, peak = n, day
		}
	}
	step := niceStep(top)
	top = (top + step - 1) / step * step
	y := func(n int) float64 { return d.Base - float64(n)/float64(top)*(d.Base-8) }
	for n := 0; n <= top; n += step {
		d.Lines = append(d.Lines, mark{units(y(n)), digits(n)})
	}
	each := (chartWidth - chartLeft) / float64(len(c.Days))
	gap := min(2, each*0.2)
	every := (len(c.Days) + 6) / 7
	for i, day := range c.Days {
		x := chartLeft + float64(i)*each
		sum := day.Certain.N + day.Possible.N
		d.Bars = append(d.Bars, bar{
			X: units(x), Width: units(each - gap),
			Y: units(y(day.Certain.N)), Height: units(d.Base - y(day.Certain.N)),
			Over: units(y(sum)), OverHeight: units(y(day.Certain.N) - y(sum)),
			CertainSet: day.Certain.Set, Other: day.Possible.Set,
			Says: day.Day + ": " + day.Tally.String(),
		})
		if i%every == 0 && x+dateWidth <= chartWidth {
			d.Dates = append(d.Dates, mark{units(x), day.Day})
		}
	}
	d.Says = "Incidents by local day from " + c.Days[0].Day + " to " + c.Days[len(c.Days)-1].Day +
		"; the most on " + peak.Day + ": " + peak.Tally.String() + "."
	return d
}

// niceStep is the distance between lines: 1, 2 or 5 times a power of ten, so
// that about four lines are drawn.
func niceStep(top int) int {
	for scale := 1; ; scale *= 10 {
		for _, n := range [...]int{1, 2, 5} {
			if n*scale*4 >= top {
				return n * scale
			}
		}
	}
}

func units(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
