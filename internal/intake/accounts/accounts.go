// Package accounts reads tables of reports for fusion alone: nothing of them
// goes into a record. It takes the columns of reports in general, and the four
// that a list of headlines has.
package accounts

import (
	"context"
	"iter"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// Columns are those of reports in general. Only report_id is required, and one
// of report_date and start; an empty cell is not stated.
//
//	report_id    unique over all files
//	source       whose report it is; if there is no such column, office
//	office       whom it names as its origin; several divided by semicolons
//	report_date  local date, for a report without start
//	start, end   local dates, the last included, or instants (RFC 3339), the end excluded
//	latitude     WGS 84, degrees; with longitude, and radius_m, metres
//	place        as the source spells it
//	kind         what happened; several divided by semicolons
//	actor1       one side, actor2 the other; several divided by semicolons
//	deaths_low   with deaths_best and deaths_high
//	means        divided by semicolons
//	headline     or a short description
var Columns = []string{
	"report_id", "source", "office", "report_date", "start", "end", "latitude", "longitude", "radius_m", "place", "admin1",
	"kind", "actor1", "actor2", "deaths_low", "deaths_best", "deaths_high", "means", "headline",
}

// Options say how a table is read. The zero value is the published default.
type Options struct {
	// Zone is where dates are days. Default UTC.
	Zone *time.Location

	// RadiusM is how far off a point may be where the row does not say, metres.
	// Default 2,000, a village.
	RadiusM float64

	// Vocabulary says what kinds and actors mean. Default: they are compared as
	// they are written.
	Vocabulary Vocabulary

	// Prepare completes an account from its words. Default: leave it as it is.
	Prepare func(*incident.Account)
}

func (o Options) withDefaults() Options {
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.RadiusM == 0 {
		o.RadiusM = 2000
	}
	if o.Prepare == nil {
		o.Prepare = func(*incident.Account) {}
	}
	return o
}

// An Item is what one row gave: an account, or a refusal if Refusal is not nil.
type Item struct {
	Line    int
	Account incident.Account
	Refusal *csvrows.Refusal
}

// HeadlinesOnly reports whether a table says no more of an event than a date
// and words: no place, no kind and no parties.
func HeadlinesOnly(rows *csvrows.Reader) bool {
	for _, c := range []string{"latitude", "place", "kind", "actor1", "start"} {
		if rows.Has(c) {
			return false
		}
	}
	return rows.Has("headline")
}

// Read gives the rows of a table in order. An error ends it: a Problem with the
// file, or the error of ctx.
func Read(ctx context.Context, rows *csvrows.Reader, opts Options) iter.Seq2[Item, error] {
	if err := rows.Require("report_id"); err != nil {
		return csvrows.Failed[Item](err)
	}
	if !rows.Has("report_date") && !rows.Has("start") {
		return csvrows.Failed[Item](truceline.Invalid(rows.HeaderAt(), "the file has neither report_date nor start, so that nothing in it has a date; it has %s", strings.Join(rows.Columns(), ", ")))
	}
	rd := reader{opts: opts.withDefaults(), seen: make(map[string]int), source: "source"}
	if !rows.Has("source") {
		rd.source = "office"
	}
	return csvrows.Each(ctx, rows, rd.item, func(f *csvrows.Refusal) Item { return Item{Line: f.Line, Refusal: f} })
}

type reader struct {
	opts   Options
	source string         // column
	seen   map[string]int // line by id
}

func (rd *reader) item(row *csvrows.Row) Item {
	a := incident.Account{
		ID: strings.Clone(row.Text("report_id")), Source: report.SourceID(strings.Clone(row.Text(rd.source))),
		Origins: list(row, "office"), When: rd.when(row), Words: strings.Clone(row.Text("headline")), Means: list(row, "means"),
	}
	a.Kinds = rd.opts.Vocabulary.kinds(a.Source, list(row, "kind"))
	a.Sides = rd.opts.Vocabulary.sides(a.Source, append(cut(row, "actor1"), cut(row, "actor2")...))
	if a.ID == "" {
		row.Refuse("report_id", "empty; every report needs an id of its own")
	} else if line, twice := rd.seen[a.ID]; twice {
		row.Refuse("report_id", "the report stands on line %d already; every report needs an id of its own", line)
	}
	rd.where(row, &a)
	rd.deaths(row, &a)
	if refusal := row.Refused(); refusal != nil {
		return Item{Line: row.Line, Refusal: refusal}
	}
	rd.seen[a.ID] = row.Line
	rd.opts.Prepare(&a)
	return Item{Line: row.Line, Account: a}
}

// list is the words of a cell that are divided by semicolons, folded and sorted.
func list(row *csvrows.Row, column string) []string {
	var out []string
	for _, w := range cut(row, column) {
		out = append(out, incident.FoldName(w))
	}
	return incident.Sorted(out)
}

// cut is the words of a cell as they are written.
func cut(row *csvrows.Row, column string) []string {
	var out []string
	for w := range strings.SplitSeq(row.Text(column), ";") {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, strings.Clone(w))
		}
	}
	return out
}

// when reads the span of time of a row.
func (rd *reader) when(row *csvrows.Row) truceline.Interval {
	start, end := row.Text("start"), row.Text("end")
	if start == "" {
		return rd.published(row)
	}
	from, isDay := rd.moment(row, "start")
	iv := truceline.Interval{From: from, To: from}
	switch {
	case end != "":
		var endIsDay bool
		if iv.To, endIsDay = rd.moment(row, "end"); endIsDay {
			iv.To = iv.To.In(rd.opts.Zone).AddDate(0, 0, 1).UTC()
		}
	case isDay:
		iv.To = iv.From.In(rd.opts.Zone).AddDate(0, 0, 1).UTC()
	}
	if row.Refused() == nil && iv.To.Before(iv.From) {
		row.Refuse("end", "before start, %s; the two may be swapped", start)
	}
	return iv
}

// published is the day of a report. Years that cannot be, as coders mistype
// them, are taken as they stand: the report is then of no event with others.
func (rd *reader) published(row *csvrows.Row) truceline.Interval {
	if day, ok := csvrows.ParseDay(row.Text("report_date")); ok {
		return truceline.Interval{From: day.Start(rd.opts.Zone), To: day.Add(1).Start(rd.opts.Zone)}
	}
	day, err := time.ParseInLocation(time.DateOnly, row.Text("report_date"), rd.opts.Zone)
	if err != nil {
		row.Refuse("report_date", "not a date written as year-month-day, like 2017-05-06")
		return truceline.Interval{}
	}
	return truceline.Interval{From: day.UTC(), To: day.AddDate(0, 0, 1).UTC()}
}

// moment reads a date or an instant.
func (rd *reader) moment(row *csvrows.Row, column string) (at time.Time, day bool) {
	text := row.Text(column)
	if d, ok := csvrows.ParseDay(text); ok {
		return d.Start(rd.opts.Zone), true
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, text); err == nil && t.Year() >= 1900 && t.Year() <= 2100 {
			return t.UTC(), false
		}
	}
	row.Refuse(column, "neither a date, like 2017-05-06, nor an instant with its zone, like 2017-05-06T14:30:00+03:00")
	return time.Time{}, false
}

// where reads the point of a row, if it gives one.
func (rd *reader) where(row *csvrows.Row, a *incident.Account) {
	lat, lon := row.Text("latitude"), row.Text("longitude")
	if lat == "" && lon == "" {
		return
	}
	p := place.Place{Name: strings.Clone(row.Text("place")), Point: place.Point{
		Lon: row.Decimal("longitude", -180, 180), Lat: row.Decimal("latitude", -90, 90), RadiusM: rd.opts.RadiusM,
	}}
	if row.Text("radius_m") != "" {
		p.RadiusM = row.Decimal("radius_m", 0, 20_100_000)
	}
	a.Places = []place.Place{p}
}

// maxDeaths keeps numbers within what their sums can hold.
const maxDeaths = 100_000_000

// deaths reads the numbers of a row; best alone stands for all three.
func (rd *reader) deaths(row *csvrows.Row, a *incident.Account) {
	if row.Text("deaths_best") == "" && row.Text("deaths_low") == "" && row.Text("deaths_high") == "" {
		a.Uncounted = true
		return
	}
	of := func(column string, or int) int {
		if row.Text(column) == "" {
			return or
		}
		return row.Int(column, 0, maxDeaths)
	}
	a.Deaths.Low = of("deaths_low", 0)
	a.Deaths.Best = of("deaths_best", a.Deaths.Low)
	a.Deaths.High = of("deaths_high", a.Deaths.Best)
	if row.Text("deaths_low") == "" {
		a.Deaths.Low = a.Deaths.Best
	}
}
