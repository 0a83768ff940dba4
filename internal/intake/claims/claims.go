// Package claims reads bare counts out of CSV: a source's own number for a
// period and an area, kept as its claim and never turned into incidents.
//
// A file has one of three forms, told from its columns.
//
// Totals: one bulletin a row, with a column of counts for each source
// (ru_total, tr_total).
//
// Counts: one number a row, in the column count, with the source in source or
// reported_by and the area in admin1_pcode, area or province. A total may list
// its parts in by_governorate, "Homs 6;Hama 8": each becomes a claim of its own.
//
// Settlements: one settlement a row, in place or place_as_reported, with how
// often in times or count, empty where the source gives no number, and whom it
// blames in alleged or alleged_actor.
//
// Each may name the bulletin by report_id or bulletin, and date its rows by
// bulletin_date, report_date or date (a bulletin of that day on the 24 hours
// before it, or on what the column period says) or by period_start and
// period_end (the first and the last whole day that is counted).
package claims

import (
	"context"
	"errors"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// Options say how the case reads counts.
type Options struct {
	// Sources are the sources of the case that files of counts name, by the
	// column that holds their totals or by the names that a file gives them.
	Sources map[report.SourceID]report.Counted

	// Zone is where the bulletins' dates are days. Default UTC.
	Zone *time.Location

	// Area resolves the code or name of an area. Nil knows no areas, so that
	// only counts for all of the case are taken.
	Area func(name string) (place.AreaID, bool)

	// Where places a settlement by its name and by the name or code of the
	// division in which it is said to lie (several joined by |), and says in remarks what was left open; the remarks become
	// flags. Nil places none, so that a settlement is known by its name only.
	Where func(name, admin1 string) (place.Place, []string)

	// Bulletins returns what is known of a bulletin from its totals, for rows
	// that name a bulletin and no date; a row whose bulletin it does not know is
	// refused. Nil leaves such rows undated.
	Bulletins func(id string) (Bulletin, bool)
}

func (o Options) withDefaults() Options {
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Area == nil {
		o.Area = func(string) (place.AreaID, bool) { return "", false }
	}
	if o.Bulletins == nil {
		o.Bulletins = func(string) (Bulletin, bool) { return Bulletin{Dated: unknown}, true }
	}
	return o
}

// A Bulletin is when a bulletin was published, what it covers and who carried
// it: what the counts of its parts take from its totals.
type Bulletin struct {
	Period    truceline.Interval // what its counts cover; zero if undated
	Published string             // local date, "" if unknown
	Dated     string             // day, month, inferred or unknown
	Via       string             // who carried it
	ViaURL    string             // where it was read
	Flags     []string           // what is odd about its period, in sentences
}

// BulletinOf is the bulletin that a claim was read from.
func BulletinOf(c report.Claim) Bulletin {
	return Bulletin{Period: c.Period, Published: c.Published, Dated: c.Dated, Via: c.Via, ViaURL: c.ViaURL}
}

// An Item is a claim, or a refusal if Refusal is not nil. A row of totals gives
// one for each source that it has a count of, and none if it has no count: an
// empty count is not zero.
type Item struct {
	Line    int // line of the file; the header is line 1
	Claim   report.Claim
	Refusal *csvrows.Refusal
}

// Read gives the claims of a file in order. An error ends it: a Problem with
// the file, or the error of ctx.
func Read(ctx context.Context, rows *csvrows.Reader, opts Options) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		rd, err := newReader(rows, opts.withDefaults())
		if err != nil {
			yield(Item{}, err)
			return
		}
		for {
			row, err := rows.Next(ctx)
			refusal, refused := errors.AsType[*csvrows.Refusal](err)
			var items []Item
			switch {
			case refused:
				items = []Item{{Line: refusal.Line, Refusal: refusal}}
			case errors.Is(err, io.EOF):
				return
			case err != nil:
				yield(Item{}, err)
				return
			default:
				items = rd.items(row)
			}
			for _, item := range items {
				if !yield(item, nil) {
					return
				}
			}
		}
	}
}

// A tally is a column of counts and whose they are.
type tally struct {
	column string
	source report.SourceID
}

// A reader turns rows of one file into items.
type reader struct {
	opts    Options
	totals  []tally                    // columns of totals; empty for the form of counts
	byName  map[string]report.SourceID // source by folded name
	seen    map[string]int             // line by claim id
	columns columns
}

// columns are the names under which this file has what it may have; "" for what
// it has not.
type columns struct{ source, bulletin, date, metric, via, place, times, alleged string }

func newReader(rows *csvrows.Reader, opts Options) (*reader, error) {
	first := func(names ...string) string {
		if i := slices.IndexFunc(names, rows.Has); i >= 0 {
			return names[i]
		}
		return ""
	}
	rd := &reader{
		opts:   opts,
		byName: map[string]report.SourceID{},
		seen:   map[string]int{},
		columns: columns{
			source:   first("reported_by", "source"),
			bulletin: first("report_id", "bulletin"),
			date:     first("bulletin_date", "report_date", "date"),
			metric:   first("metric"),
			via:      first("outlet", "via"),
			place:    first("place_as_reported", "place", "settlement"),
			times:    first("times", "count"),
			alleged:  first("alleged_actor", "alleged"),
		},
	}
	var known []string
	for _, id := range slices.Sorted(maps.Keys(opts.Sources)) {
		counted := opts.Sources[id]
		for _, name := range append([]string{string(id)}, counted.Names...) {
			rd.byName[strings.ToLower(name)] = id
		}
		if counted.Column == "" {
			continue
		}
		known = append(known, counted.Column)
		if rows.Has(counted.Column) {
			rd.totals = append(rd.totals, tally{counted.Column, id})
		}
	}
	if c := rd.columns; c.source != "" && (rows.Has("count") || c.place != "" && c.times != "") {
		rd.totals = nil
		return rd, nil
	}
	if len(rd.totals) == 0 {
		columns := "a column of totals that a source of the case names"
		if len(known) > 0 {
			columns += " (" + strings.Join(known, ", ") + ")"
		}
		return nil, truceline.Invalid(rows.HeaderAt(), "the file has neither count with reported_by or source, nor %s; it has %s", columns, strings.Join(rows.Columns(), ", "))
	}
	return rd, nil
}

// items reads one row.
func (rd *reader) items(row *csvrows.Row) []Item {
	var made []report.Claim
	switch {
	case len(rd.totals) > 0:
		for _, t := range rd.totals {
			if row.Text(t.column) != "" {
				made = append(made, rd.claim(row, t))
			}
		}
	case rd.columns.place != "":
		made = []report.Claim{rd.settlement(row)}
	case row.Text("count") != "":
		c := rd.claim(row, tally{"count", rd.source(row)})
		made = rd.withParts(row, c)
	}
	if row.Refused() != nil {
		return []Item{{Line: row.Line, Refusal: row.Refused()}}
	}
	var items []Item
	for _, c := range made {
		rd.seen[c.ID()] = row.Line
		items = append(items, Item{Line: row.Line, Claim: c})
	}
	return items
}

// source is whose count a row of the form of counts is.
func (rd *reader) source(row *csvrows.Row) report.SourceID {
	id, ok := rd.byName[strings.ToLower(row.Text(rd.columns.source))]
	if !ok {
		row.Refuse(rd.columns.source, "not a name under which a source of the case is counted; it is one of %s", strings.Join(slices.Sorted(maps.Keys(rd.byName)), ", "))
	}
	return id
}

// maxCount keeps counts within what their sums can hold.
const maxCount = 100_000_000

// claim reads the claim that one column of a row makes.
func (rd *reader) claim(row *csvrows.Row, t tally) report.Claim {
	areas, name, key := rd.areas(row)
	c := rd.frame(row, t.source, rd.bulletin(row))
	c.Areas, c.AreaName, c.Total = areas, name, len(areas) == 0
	c.Count = row.Int(t.column, 0, maxCount)
	rd.number(row, &c, key)
	return c
}

// frame is what every claim of a row has: whose it is, of which bulletin, when.
func (rd *reader) frame(row *csvrows.Row, source report.SourceID, b named) report.Claim {
	counted := rd.opts.Sources[source]
	c := report.Claim{
		Source:    source,
		Bulletin:  b.id,
		Via:       b.Via,
		ViaURL:    b.ViaURL,
		Origin:    counted.Origin,
		Metric:    counted.Metric,
		Period:    b.Period,
		Published: b.Published,
		Dated:     b.Dated,
		Alleged:   row.Text(rd.columns.alleged),
		Received:  row.Digest,
		Note:      row.Text("note"),
		Flags:     slices.Clone(b.Flags),
	}
	if metric := row.Text(rd.columns.metric); metric != "" {
		c.Metric = metric
	}
	if flag := row.Text("arithmetic_flag"); flag != "" {
		c.Flags = append(c.Flags, flag)
	}
	if estimate := row.Text("date_estimate"); estimate != "" {
		c.Note = also(c.Note, "date estimate "+estimate)
	}
	return c
}

// also adds to a note.
func also(note, more string) string { return strings.TrimPrefix(note+"; "+more, "; ") }

// number numbers a claim by its bulletin, by what it covers and, where the file
// has that column, by what it counts.
func (rd *reader) number(row *csvrows.Row, c *report.Claim, key string) {
	c.Number = c.Bulletin + "/" + key
	if metric := row.Text(rd.columns.metric); metric != "" {
		c.Number += "/" + metric
	}
	if line, twice := rd.seen[c.ID()]; twice {
		row.Refuse("", "%s has a count for %s on line %d already; a bulletin may count an area once", c.Source, c.Number, line)
	}
}

// areas are the areas that a count covers together, their name as given, and
// the key that tells counts of one bulletin apart. A count without any area
// covers all of the case.
func (rd *reader) areas(row *csvrows.Row) (ids []place.AreaID, name, key string) {
	for _, column := range [...]string{"admin1_pcode", "area", "province"} {
		given := row.Text(column)
		if given == "" {
			continue
		}
		if key == "" {
			key = given
			for part := range strings.SplitSeq(given, "|") {
				id, ok := rd.opts.Area(strings.TrimSpace(part))
				if !ok {
					row.Refuse(column, "%q is not an area of the case; give the code or a name of one, several joined by |", strings.TrimSpace(part))
				}
				ids = append(ids, id)
			}
		}
		name = given // the last column that is filled names it in words
	}
	if key == "" {
		key = "total"
	}
	return ids, name, key
}
