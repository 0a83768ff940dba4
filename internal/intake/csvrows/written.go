package csvrows

import (
	"fmt"
	"time"

	"github.com/truceline/truceline"
)

// A Written is a date, a time of day or both, as a text gives it: no finer than
// it was written. Fields that were not written are 0.
type Written struct {
	Year, Month, Day     int
	Hour, Minute, Second int
	// Fine is the smallest part that was written: 'Y', 'M', 'D', 'H', 'm', 's'.
	Fine byte
	// Zoned says that the text gives an offset from UTC, OffsetS seconds east.
	Zoned   bool
	OffsetS int
}

// The years that are taken at all, and those that a report of this field can be
// of: what lies between is taken and remarked on.
const (
	firstYear, lastYear           = 1000, 9000
	firstLikelyYear, lastLikeYear = 1900, 2100
)

// order says how fine a part is.
var order = map[byte]int{0: 0, 'Y': 1, 'M': 2, 'D': 3, 'H': 4, 'm': 5, 's': 6}

// set gives a part its value.
func (w *Written) set(p notationPart, v int) {
	switch p.field {
	case 'Y':
		if w.Year = v; p.width == 2 {
			if w.Year += 1900; v < 69 {
				w.Year += 100
			}
		}
	case 'M':
		w.Month = v
	case 'D':
		w.Day = v
	case 'H':
		w.Hour = v
	case 'm':
		w.Minute = v
	case 's':
		w.Second = v
	}
	if order[p.field] > order[w.Fine] {
		w.Fine = p.field
	}
}

// check refuses what no calendar and no clock has; half is "am", "pm" or "".
func (w *Written) check(half string) error {
	if w.Fine == 'Y' && w.Month != 0 {
		w.Fine = 'M' // named in letters
	}
	dated := w.Year != 0 || order[w.Fine] < order['H']
	switch {
	case dated && (w.Year < firstYear || w.Year > lastYear):
		return fmt.Errorf("the year %d cannot be", w.Year)
	case dated && order[w.Fine] >= order['M'] && (w.Month < 1 || w.Month > 12):
		return fmt.Errorf("there is no month %d; day and month may be the other way round than the notation says", w.Month)
	case dated && order[w.Fine] >= order['D'] && (w.Day < 1 || w.Day > daysIn(w.Year, w.Month)):
		return fmt.Errorf("%s %d has no day %d", time.Month(w.Month), w.Year, w.Day)
	case half != "" && (w.Hour < 1 || w.Hour > 12):
		return fmt.Errorf("there is no hour %d %s", w.Hour, half)
	case w.Hour > 24 || w.Hour == 24 && w.Minute+w.Second > 0 || w.Minute > 59 || w.Second > 60:
		return fmt.Errorf("there is no time %d:%02d:%02d", w.Hour, w.Minute, w.Second)
	}
	if half != "" {
		w.Hour %= 12
		if half == "pm" {
			w.Hour += 12
		}
	}
	return nil
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// At is a date with the time of day of another text.
func (w Written) At(clock Written) Written {
	w.Hour, w.Minute, w.Second, w.Fine = clock.Hour, clock.Minute, clock.Second, clock.Fine
	w.Zoned, w.OffsetS = clock.Zoned, clock.OffsetS
	return w
}

// Clock reports whether a time of day was written.
func (w Written) Clock() bool { return order[w.Fine] >= order['H'] }

// First and Last are the first and the last day that may be meant.
func (w Written) First() Day {
	return day(w.Year, max(w.Month, 1), max(w.Day, 1))
}

// Last is the last day that may be meant.
func (w Written) Last() Day {
	switch w.Fine {
	case 'Y':
		return day(w.Year, 12, 31)
	case 'M':
		return day(w.Year, w.Month, daysIn(w.Year, w.Month))
	}
	return w.First()
}

func day(year, month, d int) Day {
	return Day{time.Date(year, time.Month(month), d, 0, 0, 0, 0, time.UTC)}
}

// Span is all the time that may be meant, in UTC: the second, the minute or the
// hour where a time was written, and otherwise the whole day, month or year of
// zone. An offset in the text goes before zone.
func (w Written) Span(zone *time.Location) truceline.Interval {
	if !w.Clock() {
		return truceline.Interval{From: w.First().Start(zone), To: w.Last().Add(1).Start(zone)}
	}
	if w.Zoned {
		zone = time.FixedZone("", w.OffsetS)
	}
	from := time.Date(w.Year, time.Month(w.Month), w.Day, w.Hour, w.Minute, w.Second, 0, zone).UTC()
	length := map[byte]time.Duration{'H': time.Hour, 'm': time.Minute, 's': time.Second}[w.Fine]
	return truceline.Interval{From: from, To: from.Add(length)}
}

// Unlikely is a sentence on a year that is most likely a slip, or "".
func (w Written) Unlikely() string {
	if w.Year >= firstLikelyYear && w.Year <= lastLikeYear {
		return ""
	}
	return fmt.Sprintf("the year %d is most likely a slip; it was taken as found", w.Year)
}
