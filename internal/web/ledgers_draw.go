package web

import (
	"fmt"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/ledgers"
)

// drawnCells are the sorts of incident that drawings stack: each certain one is
// of one of them.
var drawnCells = [...]string{"only_a", "both", "only_b", "independent", "unsaid"}

// legend are the sorts that the drawings show.
func (f ledgerFrame) legend() []ledgerColumn {
	var out []ledgerColumn
	for _, word := range drawnCells {
		if len(f.cellOf(f.ledger.Table.Total.Certain, word, "")) > 0 {
			out = append(out, ledgerColumn{word, f.T(locale.Key("ledgers.cell." + word))})
		}
	}
	return out
}

// A barSegment is a part of a bar that lies, drawn to scale.
type barSegment struct {
	X, W  float64
	Cell  string
	Href  string
	Label string
}

// segments are a tally as one bar, of 100 units for the most.
func segments(t ledgers.Tally, most int) []barSegment {
	var out []barSegment
	x := 0.0
	for i, n := range [...]int{len(t.OnlyA), len(t.Both), len(t.OnlyB), len(t.Independent), len(t.Unsaid)} {
		if n == 0 {
			continue
		}
		w := 100 * float64(n) / float64(most)
		out = append(out, barSegment{X: x, W: w, Cell: drawnCells[i]})
		x += w
	}
	return out
}

// An overlapDrawing shows the two ledgers as bars on one scale: where the second
// lies under the first, both registered. Lengths are in the units of the viewBox.
type overlapDrawing struct {
	W, H  int
	Bars  []overlapBar
	Guide []float64 // x of the edges of what both have
	Label string
}

// An overlapBar is one ledger.
type overlapBar struct {
	Y        float64
	Word     string // who, and how many
	Segments []barSegment
	Missing  string // why nothing is drawn
	Thin     bool   // possible ones, which are not to be added to the others
}

const (
	overlapW   = 640
	overlapRow = 50 // a line of words and the bar under it
	overlapBox = 18
)

func (f ledgerFrame) overlap() overlapDrawing {
	t := f.ledger.Table.Total
	scale := float64(overlapW) / float64(max(1, t.Certain.N(), t.Possible.N()))
	at := make(map[string]barSegment)
	x := 0.0
	for _, word := range drawnCells {
		n := len(f.cellOf(t.Certain, word, ""))
		w := float64(n) * scale
		at[word] = barSegment{X: x, W: w, Cell: word, Href: f.Records(pick{Cell: word}), Label: fmt.Sprintf("%s: %d", f.T(locale.Key("ledgers.cell."+word)), n)}
		x += w
	}
	d := overlapDrawing{W: overlapW, Label: f.T("ledgers.drawn")}
	add := func(word, missing string, thin bool, cells ...barSegment) {
		b := overlapBar{Y: float64(len(d.Bars)*overlapRow + 22), Word: word, Missing: missing, Thin: thin}
		for _, s := range cells {
			if s.W > 0 && missing == "" {
				b.Segments = append(b.Segments, s)
			}
		}
		d.Bars = append(d.Bars, b)
	}
	side := func(name, word string) string {
		return fmt.Sprintf("%s: %d", name, len(f.cellOf(t.Certain, word, "")))
	}
	for _, s := range []struct{ name, word, only string }{{f.NameA(), "a", "only_a"}, {f.NameB(), "b", "only_b"}} {
		if missing := f.missing(s.only); missing != "" {
			add(s.name, f.T("ledgers.bare_short"), false)
			continue
		}
		add(side(s.name, s.word), "", false, at[s.only], at["both"])
	}
	if n := len(t.Certain.Independent) + len(t.Certain.Unsaid); n > 0 {
		add(fmt.Sprintf("%s: %d", f.T("ledgers.others"), n), "", false, at["independent"], at["unsaid"])
	}
	if n := t.Possible.N(); n > 0 {
		add(f.T("ledgers.drawn_possible", n), "", true, barSegment{W: float64(n) * scale, Cell: "possible", Href: f.Records(pick{Cell: "all", Sure: unknown}), Label: f.T("areas.plus", n)})
	}
	if both := at["both"]; both.W > 0 {
		d.Guide = []float64{both.X, both.X + both.W}
	}
	d.H = len(d.Bars)*overlapRow + 2
	return d
}

// ledgerSteps are the period cut into days, weeks or months, with what stands in
// each and what stands in none.
type ledgerSteps struct {
	cuts    []time.Time
	unit    locale.Key
	certain []ledgers.Tally // by step
	maybe   []ledgers.Tally
	noDay   ledgers.Tally // of no known day
}

// steps counts the incidents by step, as ledgers.Compare counts them by day.
func (f ledgerFrame) steps() ledgerSteps {
	cuts, unit := steps(f.Span, f.Head.Zone)
	n := len(cuts) - 1
	s := ledgerSteps{cuts: cuts, unit: unit, certain: make([]ledgers.Tally, n), maybe: make([]ledgers.Tally, n)}
	from, to := make([]string, n), make([]string, n)
	for i := range n {
		from[i], to[i] = f.stepDays(cuts, i)
	}
	count := func(t ledgers.Tally, sure bool) {
		for _, word := range ledgerCells {
			for _, id := range f.cellOf(t, word, "") {
				own := f.localDays(id)
				if own.wide {
					addTo(&s.noDay, word, id)
					continue
				}
				for i := range n {
					switch at := own.within(from[i], to[i]); {
					case at == truceline.Yes && sure:
						addTo(&s.certain[i], word, id)
					case at != truceline.No:
						addTo(&s.maybe[i], word, id)
					}
				}
			}
		}
	}
	count(f.ledger.Table.Total.Certain, true)
	count(f.ledger.Table.Total.Possible, false)
	for i := range n {
		sortTally(&s.certain[i])
		sortTally(&s.maybe[i])
	}
	sortTally(&s.noDay)
	return s
}

// listOf is the list of a tally under one of ledgerCells.
func listOf(t *ledgers.Tally, word string) *[]incident.ID {
	switch word {
	case "only_a":
		return &t.OnlyA
	case "only_b":
		return &t.OnlyB
	case "both":
		return &t.Both
	case "contradictory":
		return &t.Contradictory
	case "independent":
		return &t.Independent
	}
	return &t.Unsaid
}

func sortTally(t *ledgers.Tally) {
	for _, word := range ledgerCells {
		slices.Sort(*listOf(t, word))
	}
}

func addTo(t *ledgers.Tally, word string, id incident.ID) {
	list := listOf(t, word)
	*list = append(*list, id)
}

// stepDays are the first and the last local day of a step.
func (f frame) stepDays(cuts []time.Time, i int) (first, last string) {
	return f.Day(cuts[i]), f.Day(cuts[i+1].Add(-time.Second))
}

// stepRows are the steps as rows; each that is longer than a day leads to the
// same ledgers of its days.
func (f ledgerFrame) stepRows(s ledgerSteps, columns []ledgerColumn) []ledgerRow {
	var out []ledgerRow
	top := 1
	for _, t := range s.certain {
		top = max(top, t.N())
	}
	for i := range s.certain {
		first, last := f.stepDays(s.cuts, i)
		row := ledgerRow{Name: link{Word: first, Href: f.At("/ledgers", "from", first, "to", last)}, Bar: segments(s.certain[i], top)}
		k := pick{Day: first}
		if first != last {
			k.Until = last
			row.Name.Word = f.T("span.short", first, last)
		}
		f.fill(&row, s.certain[i], s.maybe[i], columns, k)
		out = append(out, row)
	}
	if s.noDay.N() > 0 {
		row := ledgerRow{Name: link{Word: f.T("ledgers.no_day", spreadDays)}}
		f.fill(&row, ledgers.Tally{}, s.noDay, columns, pick{Day: noDay})
		out = append(out, row)
	}
	return out
}

// ledgerLine draws the steps: what certainly lies in each as stacked bars, and
// every span that no step holds as a thin bar to scale.
func (f ledgerFrame) ledgerLine(s ledgerSteps) timeline {
	n := len(s.certain)
	t := timeline{W: chartW, Base: chartH, Step: s.unit}
	top := 1
	for _, c := range s.certain {
		top = max(top, c.N())
	}
	top = niceTop(top)
	scale := float64(chartH-16) / float64(top)
	width := float64(chartW-chartLeft) / float64(n)
	held := make(map[incident.ID]bool)
	for i, c := range s.certain {
		first, last := f.stepDays(s.cuts, i)
		iv := truceline.Interval{From: s.cuts[i].UTC(), To: s.cuts[i+1].UTC()}
		b := bar{
			X: chartLeft + float64(i)*width + width*0.09, W: width * 0.82,
			Href:  f.Records(pick{Cell: "all", Day: first, Until: last}),
			Label: f.Days(iv) + ": " + f.T("n.incidents", c.N()),
		}
		y := float64(chartH)
		for _, word := range drawnCells {
			ids := f.cellOf(c, word, "")
			for _, id := range ids {
				held[id] = true
			}
			if len(ids) == 0 {
				continue
			}
			h := float64(len(ids)) * scale
			y -= h
			b.Parts = append(b.Parts, barPart{Y: y, H: h, Shape: word})
			b.Label += fmt.Sprintf("; %s %d", f.T(locale.Key("ledgers.cell."+word)), len(ids))
		}
		t.Bars = append(t.Bars, b)
	}
	for i := 0; i <= 2; i++ {
		v := top * i / 2
		t.Grid = append(t.Grid, tick{At: float64(chartH) - float64(v)*scale, Word: fmt.Sprint(v)})
	}
	every := max(1, (n+7)/8)
	for i := 0; i < n; i += every {
		t.Ticks = append(t.Ticks, tick{At: chartLeft + (float64(i)+0.5)*width, Word: f.Day(s.cuts[i])})
	}
	t.H = chartH + 20
	loose := make(map[truceline.Interval]int)
	for _, tally := range []ledgers.Tally{f.ledger.Table.Total.Certain, f.ledger.Table.Total.Possible} {
		for _, id := range f.cellOf(tally, "all", "") {
			if !held[id] {
				loose[f.wholeDays(id)]++
			}
		}
	}
	f.spans(&t, loose, func(iv truceline.Interval) string {
		first, last := f.Day(iv.From), f.Last(iv)
		return f.Records(pick{Cell: "all", Day: first, Until: last, Exact: true})
	})
	return t
}

// wholeDays are the local days on which an incident may have happened.
func (f ledgerFrame) wholeDays(id incident.ID) truceline.Interval {
	iv := f.ledger.Records[id].When
	if iv.From.IsZero() || iv.To.IsZero() {
		return f.Span
	}
	last := f.localDay(iv.To.Add(-1)).In(f.Head.Zone)
	return truceline.Interval{From: f.localDay(iv.From), To: last.AddDate(0, 0, 1).UTC()}
}

// A pairsDrawing shows two counts of the same days: how far apart each two are,
// over how large they are. Bland and Altman, Lancet 327 (1986) 307-310.
type pairsDrawing struct {
	W, H   int
	Points []pairPoint
	Bands  []pairBand // the intervals of the three lines
	Lines  []pairLine
	Across []tick // counts
	Up     []tick // differences
	Zero   float64
	Left   int
	Base   int
	Label  string
}

// A pairPoint is one period, or several with the same two numbers.
type pairPoint struct {
	X, Y, R float64
	Href    string
	Label   string
}

// A pairLine is the mean difference or a limit of agreement.
type pairLine struct {
	Y    float64
	Word string
	Mean bool
}

// A pairBand is the interval of a line.
type pairBand struct{ Y, H float64 }

const (
	pairsW    = 640
	pairsBase = 250
	pairsLeft = 40
	pairsTop  = 12
)

func (f ledgerFrame) pairsDrawing(pairs []ledgers.CountPair, a ledgers.Agreement) pairsDrawing {
	d := pairsDrawing{W: pairsW, H: pairsBase + 34, Left: pairsLeft, Base: pairsBase, Label: f.T("ledgers.pairs_drawn")}
	mostMean, most := 1.0, 1.0
	for _, p := range pairs {
		mostMean, most = max(mostMean, float64(p.X+p.Y)/2), max(most, float64(max(p.X-p.Y, p.Y-p.X)))
	}
	most = max(most, a.LimitsHigh.High, -a.LimitsLow.Low)
	right, top := float64(niceTop(int(mostMean+0.99))), float64(niceTop(int(most+0.99)))
	x := func(v float64) float64 { return pairsLeft + 8 + v/right*(pairsW-pairsLeft-16-80) }
	y := func(v float64) float64 { return pairsTop + (top-v)/(2*top)*(pairsBase-pairsTop) }
	d.Zero = y(0)
	for _, v := range []float64{0, right / 2, right} {
		d.Across = append(d.Across, tick{At: x(v), Word: fmt.Sprintf("%g", v)})
	}
	for _, v := range []float64{-top, -top / 2, 0, top / 2, top} {
		d.Up = append(d.Up, tick{At: y(v), Word: fmt.Sprintf("%+g", v)})
	}
	d.Up[2].Word = "0"
	if a.N >= 3 {
		for _, l := range []struct {
			at   float64
			iv   ledgers.Interval
			mean bool
		}{{a.Limits.High, a.LimitsHigh, false}, {a.Difference, a.DifferenceInterval, true}, {a.Limits.Low, a.LimitsLow, false}} {
			d.Bands = append(d.Bands, pairBand{y(l.iv.High), y(l.iv.Low) - y(l.iv.High)})
			word := f.T("ledgers.pairs_limit", fmt.Sprintf("%.1f", l.at))
			if l.mean {
				word = f.T("ledgers.pairs_mean", fmt.Sprintf("%.1f", l.at))
			}
			d.Lines = append(d.Lines, pairLine{y(l.at), word, l.mean})
		}
	}
	for i, p := range pairs {
		if slices.ContainsFunc(pairs[:i], func(o ledgers.CountPair) bool { return o.X == p.X && o.Y == p.Y }) {
			continue
		}
		same, label := 0, ""
		for _, o := range pairs {
			if o.X == p.X && o.Y == p.Y {
				same++
				if label != "" {
					label += "; "
				}
				label += f.Days(o.Period)
			}
		}
		d.Points = append(d.Points, pairPoint{
			X: x(float64(p.X+p.Y) / 2), Y: y(float64(p.X - p.Y)), R: 3.2 + 1.2*float64(same-1),
			Href: f.At("/ledgers/counts", "on", f.Day(p.Period.From)), Label: fmt.Sprintf("%s: %d, %d", label, p.X, p.Y),
		})
	}
	return d
}
