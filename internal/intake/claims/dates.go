package claims

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/report"
)

// How the date of a bulletin is known.
const (
	day      = "day"      // it is given
	month    = "month"    // only its month is
	inferred = "inferred" // somebody concluded it
	unknown  = "unknown"
)

// A named bulletin is a Bulletin with its id.
type named struct {
	Bulletin
	id string
}

// bulletin reads which bulletin a row belongs to and when that was. A row
// without an id is named by its dates, so that its number stays the same when
// the file is read again in another order.
func (rd *reader) bulletin(row *csvrows.Row) named {
	b := named{
		Bulletin: Bulletin{Dated: unknown, Via: row.Text(rd.columns.via), ViaURL: row.Text("url")},
		id:       row.Text(rd.columns.bulletin),
	}
	on, from, to := row.Text(rd.columns.date), row.Text("period_start"), row.Text("period_end")
	precision := row.Text("date_precision")
	switch {
	case from != "" || to != "":
		rd.covers(row, &b, from, to)
	case on != "" || precision != "":
		rd.published(row, &b, on, precision)
		rd.narrow(row, &b)
	case b.id == "" && rd.columns.place != "":
		b.id = undated(row, b.ViaURL)
	case b.id == "":
		row.Refuse("", "the row has neither a bulletin (report_id) nor a date (bulletin_date, or period_start and period_end), so that its count could not be told from others")
	default:
		rd.recall(row, &b)
	}
	return b
}

// covers dates a bulletin by the first and the last day that its count covers.
// With only one of them the period is unknown.
func (rd *reader) covers(row *csvrows.Row, b *named, from, to string) {
	var first, last csvrows.Day
	if from != "" {
		first = row.Day("period_start")
	}
	if to != "" {
		last = row.Day("period_end")
	}
	if b.id == "" {
		b.id = first.String() + ".." + last.String()
	}
	if first.IsZero() || last.IsZero() {
		return
	}
	if last.Before(first) {
		row.Refuse("period_end", "before period_start, %v; the two may be swapped", first)
	}
	b.Dated = day
	b.Period = truceline.Interval{From: first.Start(rd.opts.Zone), To: last.Add(1).Start(rd.opts.Zone)}
}

// published dates a bulletin by the day on which it came out. Its count covers
// the 24 hours that end at some hour of that day, which is not given: they lie
// within that day and the one before. A bulletin of which only the month is
// known, or less, has no period: its count is one day's, not the month's.
func (rd *reader) published(row *csvrows.Row, b *named, on, precision string) {
	if precision == "" {
		precision = day
	}
	column := rd.columns.date
	switch precision {
	case day:
	case inferred:
		if on == "" {
			column = "date_estimate"
		}
	case month, unknown:
		b.Dated = precision
		if b.id == "" {
			row.Refuse(rd.columns.bulletin, "a bulletin without a date needs an id (report_id)")
		}
		return
	default:
		row.Refuse("date_precision", "none of day, month, inferred and unknown")
		return
	}
	d := row.Day(column)
	b.Dated, b.Published = precision, d.String()
	b.Period = truceline.Interval{From: d.Add(-1).Start(rd.opts.Zone), To: d.Add(1).Start(rd.opts.Zone)}
	if b.id == "" {
		b.id = d.String()
	}
}

// recall dates a row by the totals of its bulletin. What the row itself says of
// who carried it stands.
func (rd *reader) recall(row *csvrows.Row, b *named) {
	found, ok := rd.opts.Bulletins(b.id)
	if !ok {
		row.Refuse(rd.columns.bulletin, "no totals of this bulletin are known, so that its count has no date; import the file of totals first")
		return
	}
	via, url := b.Via, b.ViaURL
	b.Bulletin = found
	if via != "" {
		b.Via = via
	}
	if url != "" {
		b.ViaURL = url
	}
}

// undated names the bulletin of a row that gives neither an id nor a date: by
// the page on which it was read, whose settlements belong together, or else by
// the row alone.
func undated(row *csvrows.Row, url string) string {
	if url == "" {
		return "undated-" + row.Digest[:12]
	}
	return "undated-" + report.Digest([]byte(url))[:12]
}

// hoursForm is a period in hours: "past 24 h", "seven hours", "last 7-hour period".
var hoursForm = regexp.MustCompile(`(?i)\b(\d{1,3}|[a-z]+)[ -]?(?:h|hours?)\b`)

// hourWords are the numbers of hours that bulletins write in words.
var hourWords = []string{
	"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
}

// narrow takes the period from the words of the column period. A day or "past
// 24 h" is what a bulletin covers anyway; another number of hours is taken as
// said and flagged, and an ISO date is that whole day.
func (rd *reader) narrow(row *csvrows.Row, b *named) {
	words := row.Text("period")
	published, ok := csvrows.ParseDay(b.Published)
	if words == "" || !ok {
		return
	}
	if d, ok := csvrows.ParseDay(words); ok {
		b.Period = truceline.Interval{From: d.Start(rd.opts.Zone), To: d.Add(1).Start(rd.opts.Zone)}
		return
	}
	switch hours := hoursOf(words); {
	case hours == 24, strings.EqualFold(words, "during the day"), strings.EqualFold(words, "day"):
	case hours > 0:
		// They end at some hour of the day of the bulletin.
		b.Period = truceline.Interval{
			From: published.Start(rd.opts.Zone).Add(-time.Duration(hours) * time.Hour),
			To:   published.Add(1).Start(rd.opts.Zone),
		}
		b.Flags = append(b.Flags, fmt.Sprintf("the period is %d hours, not a day", hours))
	default:
		b.Flags = append(b.Flags, fmt.Sprintf("the period is given as %q, which is not understood; it is taken as the 24 hours before the bulletin", words))
	}
}

// hoursOf is how many hours the words of a period name; 0 if none.
func hoursOf(words string) int {
	for _, m := range hoursForm.FindAllStringSubmatch(words, -1) {
		if n, err := strconv.Atoi(m[1]); err == nil {
			return n
		}
		for n, w := range hourWords {
			if strings.EqualFold(w, m[1]) {
				return n
			}
		}
	}
	return 0
}
