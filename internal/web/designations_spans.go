package web

import (
	"cmp"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/sanctions"
)

// wholeDay reads a date of a list that is stated to the day.
func wholeDay(d sanctions.Date) (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, string(d))
	return t, err == nil
}

// ListDay writes a date of a list in words; one that is stated to the month or
// the year stays as it is stated.
func (f frame) ListDay(d sanctions.Date) string {
	if t, ok := wholeDay(d); ok {
		return f.Lang.Date(t)
	}
	return string(d)
}

// eve is the day before a whole date.
func eve(d sanctions.Date) sanctions.Date {
	t, ok := wholeDay(d)
	if !ok {
		return d
	}
	return sanctions.Date(t.AddDate(0, 0, -1).Format(time.DateOnly))
}

// A dayRange is the days on one of which something happened: on First if both are the
// same day, on some day from First to Last otherwise. An empty First is open.
type dayRange struct{ First, Last sanctions.Date }

// began is when a span began; none of one whose beginning nothing tells.
func began(s sanctions.Span) (dayRange, bool) {
	return dayRange{s.From, cmp.Or(s.SureFrom, s.To, s.From)}, s.From != ""
}

// ended is when a span ended; none of one that is open.
func ended(s sanctions.Span) (dayRange, bool) {
	if s.To == "" && s.SureTo == "" {
		return dayRange{}, false
	}
	if s.SureFrom == "" { // it was never certain, and may have ended as soon as it began
		return dayRange{cmp.Or(s.SureTo, s.From), s.To}, true
	}
	return dayRange{cmp.Or(s.SureTo, s.To), s.To}, true
}

// within says whether something that happened in the range happened on the days
// from first to last.
func (w dayRange) within(first, last sanctions.Date) truceline.Answer {
	switch {
	case w.First > last || w.Last != "" && w.Last < first:
		return truceline.No
	case w.First >= first && w.Last != "" && w.Last <= last:
		return truceline.Yes
	}
	return truceline.Unknown
}

// daysWords writes them in words.
func (f frame) daysWords(w dayRange) string {
	switch {
	case w.First == w.Last:
		return f.ListDay(w.First)
	case w.First == "":
		return f.T("designation.by", f.ListDay(w.Last))
	case w.Last == "":
		return f.T("designation.after_day", f.ListDay(w.First))
	}
	return f.T("designation.between", f.ListDay(w.First), f.ListDay(w.Last))
}

// since and until write the two ends of a span; empty where nothing tells.
func (f frame) since(s sanctions.Span) string {
	w, ok := began(s)
	if !ok {
		return ""
	}
	return f.daysWords(w)
}

func (f frame) until(s sanctions.Span) string {
	w, ok := ended(s)
	if !ok {
		return ""
	}
	return f.daysWords(w)
}

// A termSpec is a row of a chart of terms.
type termSpec struct {
	Word  string // in short
	Label string // in full
	Class string // "" or "designated"
	Href  string
	Term  truceline.Term
}

// ticksAtMost is how many places of an axis of years get a word.
const ticksAtMost = 13

// drawTerms draws terms on one axis of time. The part of it that matters most is
// set off; what is not certain is hatched, and what is open runs off the edge.
func (f frame) drawTerms(axis, focus truceline.Interval, specs []termSpec) termChart {
	at := func(t time.Time, open float64) float64 {
		if t.IsZero() {
			return open
		}
		part := float64(t.Sub(axis.From)) / float64(axis.To.Sub(axis.From))
		return termLeft + min(1, max(0, part))*(termW-termLeft)
	}
	segments := func(ivs []truceline.Interval) (out []segment) {
		for _, iv := range ivs {
			x, end := at(iv.From, termLeft), at(iv.To, termW)
			if end > termLeft && x < termW {
				out = append(out, segment{x, max(1.5, end-x)})
			}
		}
		return out
	}
	c := termChart{W: termW, H: 30 + len(specs)*termRowH}
	c.Focus = [2]float64{at(focus.From, termLeft), at(focus.To, termW) - at(focus.From, termLeft)}
	for i, s := range specs {
		row := termRow{
			Y: float64(24 + i*termRowH), Word: shorten(s.Word, 36), Href: s.Href, Class: s.Class,
			Certain: segments(s.Term.Certain), Possible: segments(s.Term.Possible), Label: s.Label,
		}
		for _, t := range f.Terms(s.Term.Certain) {
			row.Label += "; " + f.T("term.certain") + " " + t
		}
		for _, t := range f.Terms(s.Term.Possible) {
			row.Label += "; " + f.T("term.possible") + " " + t
		}
		c.Rows = append(c.Rows, row)
	}
	for _, t := range f.axisTicks(axis) {
		c.Ticks = append(c.Ticks, tick{At: at(t, 0), Word: t.Format("2006-01")})
	}
	return c
}

// axisTicks are the starts of half years, or of as few years as have room.
func (f frame) axisTicks(axis truceline.Interval) []time.Time {
	for step := 6; ; step = max(12, step*2) {
		var out []time.Time
		for t := time.Date(axis.From.In(f.Head.Zone).Year(), 1, 1, 0, 0, 0, 0, f.Head.Zone); !t.After(axis.To); t = t.AddDate(0, step, 0) {
			if t.After(axis.From) {
				out = append(out, t)
			}
		}
		if len(out) <= ticksAtMost {
			return out
		}
	}
}

// casePeriod is the period of the case, with an end also where it is open.
func (f frame) casePeriod() truceline.Interval {
	period := f.CaseSpan()
	if period.To.IsZero() {
		period.To = f.Head.Known
	}
	if period.From.IsZero() {
		period.From = period.To.AddDate(-2, 0, 0)
	}
	return period
}

// halfYearAround is a period with half a year on either side.
func halfYearAround(period truceline.Interval) truceline.Interval {
	return truceline.Interval{From: period.From.AddDate(0, -6, 0), To: period.To.AddDate(0, 6, 0)}
}

// kindWord is what an entry is of.
func (f frame) kindWord(kind string) string {
	if kind == "" {
		return "–"
	}
	return f.word("designation.kind.", kind)
}

// qualityWord is how a list speaks of a name.
func (f frame) qualityWord(q sanctions.Quality) string {
	if q == sanctions.Unsaid {
		return f.T("designation.quality.alias")
	}
	return f.T(locale.Key("designation.quality." + string(q)))
}
