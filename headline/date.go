package headline

import (
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/headline/wording"
)

// Bounds of what is believed of a date in a headline: a report tells of what
// was up to a hundred days before it, and of ten days at most.
const (
	oldest  = 100 * 24 * time.Hour
	newest  = 5 * 24 * time.Hour
	longest = 10 * 24 * time.Hour
)

// date reads the first date in a headline: "June 9th 2017", "October 3rd-4th
// 2017", "9 June 2017", "22 Mar 02", "2019-04-28", "28/04/2019" (day first). It returns which
// tokens belong to it. A date that the day of the report does not bear out is
// not taken.
func (r *Reading) date(text string, tokens []wording.Token, opts Options) func(int) bool {
	zone := opts.Zone
	if zone == nil {
		zone = time.UTC
	}
	for i := range tokens {
		if i > 0 && monthNames[tokens[i].Lower] > 0 && ordinal(tokens[i-1]) > 0 {
			continue // the day came first
		}
		d, n := dateAt(text, tokens[i:])
		if n == 0 {
			continue
		}
		dated := func(j int) bool { return i <= j && j < i+n }
		if d.year == 0 {
			if opts.On.IsZero() {
				return dated
			}
			d.year = opts.On.Year()
			if time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, zone).Sub(opts.On) > newest {
				d.year--
			}
		}
		from := time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, zone)
		to := time.Date(d.year, time.Month(d.toMonth), d.toDay+1, 0, 0, 0, 0, zone)
		if to.Before(from) {
			to = to.AddDate(1, 0, 0)
		}
		old := !opts.On.IsZero() && (opts.On.Sub(from) > oldest || from.Sub(opts.On) > newest)
		if from.Day() == d.day && to.After(from) && to.Sub(from) <= longest && !old {
			r.When = truceline.Interval{From: from.UTC(), To: to.UTC()}
		}
		return dated
	}
	return func(int) bool { return false }
}

// days is a date or a span of days; year is 0 if not given.
type days struct{ year, month, day, toMonth, toDay int }

// dateAt reads a date at the start of tokens, and how many tokens it takes.
func dateAt(text string, tokens []wording.Token) (days, int) {
	if m := monthNames[tokens[0].Lower]; m > 0 && len(tokens) > 1 {
		day := ordinal(tokens[1])
		if day == 0 {
			return days{}, 0
		}
		d, n := days{month: m, day: day, toMonth: m, toDay: day}, 2
		if n < len(tokens) && dash(text, tokens[n-1].End, tokens[n].Start) {
			if to := ordinal(tokens[n]); to > 0 {
				d.toDay, n = to, n+1
			} else if m := monthNames[tokens[n].Lower]; m > 0 && n+1 < len(tokens) && ordinal(tokens[n+1]) > 0 {
				d.toMonth, d.toDay, n = m, ordinal(tokens[n+1]), n+2
			}
		}
		if n < len(tokens) && yearOf(tokens[n]) > 0 {
			d.year, n = yearOf(tokens[n]), n+1
		}
		return d, n
	}
	day := ordinal(tokens[0])
	if day > 0 && len(tokens) > 1 && monthNames[tokens[1].Lower] > 0 {
		m := monthNames[tokens[1].Lower]
		d, n := days{month: m, day: day, toMonth: m, toDay: day}, 2
		if n < len(tokens) {
			if y := yearOf(tokens[n]); y > 0 {
				d.year, n = y, n+1
			} else if y := small(tokens[n], 99); tokens[n].Number && len(tokens[n].Text) == 2 { // "22 Mar 02"
				d.year, n = 1900+y, n+1
				if y < 70 {
					d.year += 100
				}
			}
		}
		return d, n
	}
	if len(tokens) < 3 {
		return days{}, 0
	}
	if y := yearOf(tokens[2]); day > 0 && y > 0 {
		between := text[tokens[0].End:tokens[1].Start]
		if m := small(tokens[1], 12); m > 0 && (between == "/" || between == ".") {
			return days{y, m, day, m, day}, 3
		}
	}
	if day > 0 && tokens[1].Lower == "of" && len(tokens) > 3 && monthNames[tokens[2].Lower] > 0 && yearOf(tokens[3]) > 0 {
		m := monthNames[tokens[2].Lower]
		return days{yearOf(tokens[3]), m, day, m, day}, 4
	}
	if y, m, day := yearOf(tokens[0]), small(tokens[1], 12), small(tokens[2], 31); y > 0 && m > 0 && day > 0 && tokens[1].Hyphen && tokens[2].Hyphen {
		return days{y, m, day, m, day}, 3
	}
	return days{}, 0
}

// dash reports whether nothing but a dash stands between two tokens.
func dash(text string, from, to int) bool {
	found := false
	for _, r := range text[from:to] {
		switch r {
		case ' ', '?':
		case '-', '\u2010', '\u2011', '\u2013', '\u2014', '/':
			found = true
		default:
			return false
		}
	}
	return found
}

// ordinal is a day of a month: "9", "9th"; 0 if it is none.
func ordinal(t wording.Token) int {
	s := t.Lower
	if n := len(s); n > 2 {
		switch s[n-2:] {
		case "st", "nd", "rd", "th":
			s = s[:n-2]
		}
	}
	return smallNumber(s, 31)
}

func small(t wording.Token, most int) int { return smallNumber(t.Text, most) }

func smallNumber(s string, most int) int {
	if len(s) < 1 || len(s) > 2 {
		return 0
	}
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0
		}
		n = 10*n + int(c-'0')
	}
	if n > most {
		return 0
	}
	return n
}

// yearOf is a year from 1900 to 2099, or 0.
func yearOf(t wording.Token) int {
	if !t.Number || len(t.Text) != 4 || t.Text[:2] != "19" && t.Text[:2] != "20" {
		return 0
	}
	n := 0
	for _, c := range []byte(t.Text) {
		n = 10*n + int(c-'0')
	}
	return n
}

var monthNames = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
	"august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
	"enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7,
	"agosto": 8, "septiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12,
}
