package bulletin

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/truceline/truceline/internal/intake/csvrows"
)

// A date is a day that the text names, in tokens [from, to).
type date struct {
	from, to   int
	year       int // 0 if the text gives none
	month, day int
	weekday    int  // 0 to 6 from Sunday, if the text gives one; else -1
	heads      bool // it stands at the beginning of its line: the date of a bulletin
	alone      bool // its line holds little else
	cited      bool // it is the date of a document that the text cites
}

// months are the names of months, English and Russian, by their beginnings.
var months = [...][]string{
	1: {"jan", "январ"}, 2: {"feb", "феврал"}, 3: {"mar", "март"}, 4: {"apr", "апрел"},
	5: {"may", "мая", "май"}, 6: {"jun", "июн"}, 7: {"jul", "июл"}, 8: {"aug", "август"},
	9: {"sep", "сентябр"}, 10: {"oct", "октябр"}, 11: {"nov", "ноябр"}, 12: {"dec", "декабр"},
}

// monthWords are the whole English names and their short forms.
var monthWords = set("jan", "january", "feb", "february", "mar", "march", "apr", "april", "may", "jun", "june", "jul", "july",
	"aug", "august", "sep", "sept", "september", "oct", "october", "nov", "november", "dec", "december")

var weekdays = [...][]string{
	{"sunday", "воскресень"}, {"monday", "понедельник"}, {"tuesday", "вторник"}, {"wednesday", "сред"},
	{"thursday", "четверг"}, {"friday", "пятниц"}, {"saturday", "суббот"},
}

func monthOf(t token) int {
	if !t.word || t.low[0] < 0x80 && !monthWords[t.low] {
		return 0
	}
	for m := 1; m < len(months); m++ {
		if begins(t.low, months[m]...) {
			return m
		}
	}
	return 0
}

func weekdayOf(t token) int {
	for d, names := range weekdays {
		if t.word && begins(t.low, names...) {
			return d
		}
	}
	return -1
}

// dates finds the days that the text names, in order.
func dates(ts []token) []date {
	var out []date
	for i := 0; i < len(ts); {
		d, ok := dateAt(ts, i)
		if !ok {
			i++
			continue
		}
		d.from = i
		for j := i - 1; j >= 0 && j >= i-2 && d.weekday < 0; j-- {
			d.weekday = weekdayOf(ts[j])
		}
		for j := d.to; j < len(ts) && j <= d.to+1 && d.weekday < 0 && ts[j].sentence == ts[i].sentence; j++ {
			d.weekday = weekdayOf(ts[j])
		}
		start := i
		for start > 0 && ts[start-1].line == ts[i].line {
			start--
		}
		after := d.to
		for after < len(ts) && ts[after].line == ts[i].line {
			after++
		}
		d.heads, d.alone = i-start <= 3, i-start <= 3 && after-d.to <= 3
		for j := i - 1; j >= 0 && j >= i-6 && ts[j].sentence == ts[i].sentence; j-- {
			if begins(ts[j].low, "sign", "memorand", "agreement", "dated", "adopt", "resolution", "since", "подпис", "меморанд", "соглашени", "резолюци") {
				d.cited = true
			}
		}
		out = append(out, d)
		i = d.to
	}
	return out
}

// dateAt reads a date that begins with token i: 3 January 2018, January 3,
// 2018, 3 января 2018 года, 03.01.2018, 2018-01-03. Without a year it is one as
// well. A date of figures and slashes is none: its day and month cannot be told
// apart.
func dateAt(ts []token, i int) (date, bool) {
	at := func(j int) token {
		if j < len(ts) {
			return ts[j]
		}
		return token{}
	}
	figure := func(j int) int {
		if t := at(j); t.digits && len(t.text) <= 4 {
			n, _ := strconv.Atoi(t.text)
			return n
		}
		return 0
	}
	year := func(j int) int {
		if y := figure(j); y >= 1900 && y <= 2100 {
			return y
		}
		return 0
	}
	d := date{weekday: -1}
	switch m := monthOf(ts[i]); {
	case m > 0 && figure(i+1) > 0 && figure(i+1) <= 31 && len(at(i+1).text) <= 2:
		d.month, d.day, d.to = m, figure(i+1), i+2
		if begins(at(d.to).low, "th", "st", "nd", "rd") && at(d.to).start == at(i+1).end {
			d.to++
		}
		if at(d.to).text == "," && year(d.to+1) > 0 {
			d.year, d.to = year(d.to+1), d.to+2
		} else if year(d.to) > 0 {
			d.year, d.to = year(d.to), d.to+1
		}
	case m > 0 && at(i+1).text == "." && figure(i+2) > 0 && figure(i+2) <= 31 && len(at(i+2).text) <= 2: // Jan. 3
		d.month, d.day, d.to = m, figure(i+2), i+3
		if at(d.to).text == "," && year(d.to+1) > 0 {
			d.year, d.to = year(d.to+1), d.to+2
		}
	case figure(i) > 0 && figure(i) <= 31 && len(ts[i].text) <= 2:
		j := i + 1
		if at(j).low == "of" || begins(at(j).low, "th", "st", "nd", "rd") && at(j).start == ts[i].end {
			j++
		}
		if at(j).word && monthOf(at(j)) > 0 {
			d.month, d.day, d.to = monthOf(at(j)), figure(i), j+1
			if at(d.to).text == "," && year(d.to+1) > 0 {
				d.to++
			}
			if year(d.to) > 0 {
				d.year, d.to = year(d.to), d.to+1
			}
			break
		}
		if at(i+1).text == "." && at(i+3).text == "." && figure(i+2) >= 1 && figure(i+2) <= 12 && year(i+4) > 0 {
			d.day, d.month, d.year, d.to = figure(i), figure(i+2), year(i+4), i+5
		}
	case year(i) > 0 && at(i+1).text == "-" && at(i+3).text == "-":
		d.year, d.month, d.day, d.to = figure(i), figure(i+2), figure(i+4), i+5
	}
	if d.to == 0 || !exists(d) {
		return date{}, false
	}
	if low := at(d.to).low; d.year > 0 && (low == "г" || low == "года" || low == "год") {
		d.to++
	}
	return d, true
}

// exists reports whether the calendar has the day, in a leap year if none is given.
func exists(d date) bool {
	y := d.year
	if y == 0 {
		y = 2020
	}
	t := time.Date(y, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
	return d.month >= 1 && d.day >= 1 && int(t.Month()) == d.month && t.Day() == d.day
}

// A dating is the day of a bulletin and how it is known.
type dating struct {
	published csvrows.Day
	covers    csvrows.Day // the day that a sentence says it counts, if another than published
	dated     string      // day, inferred or unknown
	flags     []string
}

// dayOf is the day of a date, whose year may have to be taken from the rest of
// the text or from the day of reading: the latest such day that is not after it.
func (rd *reader) dayOf(d date) (day csvrows.Day, flags []string, ok bool) {
	year := d.year
	if year == 0 {
		year = rd.year
	}
	if year == 0 && !rd.on.IsZero() {
		year, _ = strconv.Atoi(rd.on.String()[:4])
		if fmt.Sprintf("%02d-%02d", d.month, d.day) > rd.on.String()[5:] {
			year--
		}
	}
	if year == 0 {
		return csvrows.Day{}, []string{fmt.Sprintf("the text names the day %d.%02d and no year", d.day, d.month)}, false
	}
	day, ok = csvrows.ParseDay(fmt.Sprintf("%04d-%02d-%02d", year, d.month, d.day))
	if !ok {
		return csvrows.Day{}, []string{fmt.Sprintf("%d has no day %d.%02d", year, d.day, d.month)}, false
	}
	if t, err := time.Parse(time.DateOnly, day.String()); err == nil && d.weekday >= 0 && int(t.Weekday()) != d.weekday {
		flags = append(flags, fmt.Sprintf("%v is a %v, and the text calls it a %s", day, t.Weekday(), strings.ToUpper(weekdays[d.weekday][0][:1])+weekdays[d.weekday][0][1:]))
	}
	return day, flags, true
}
