// Package ged reads the UCDP Georeferenced Event Dataset, one row of which is
// one lethal event, as reports of one source. It follows the GED codebook,
// version 19.1 (Högbladh 2019), and takes the columns of any release by name.
package ged

import (
	"context"
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// Options say how the case reads the dataset.
type Options struct {
	// Source is the source of the case that the rows are reports of; its
	// Origins fold the spellings of the offices that GED names.
	Source report.Source

	// Precision is how far off a point of where_prec 1, 2, 5 and 7 may be,
	// metres. Default 0, 25,000 and 50,000.
	Precision report.Precision

	// Zone is where the dataset's dates are days. Default UTC.
	Zone *time.Location

	// Actor resolves a side. name is as given; code is "ucdp:" and the side's
	// number in the file ("ucdp:118"), or "" where the file gives none for this
	// name. It returns "" for a name that it does not know. It is asked once
	// per name and code. Nil knows no names.
	Actor func(name, code string) party.ID

	// Area resolves the name of a country or of a first- or second-order
	// division. radiusM covers all of the area from any point of it, metres.
	// It is asked once per name. Nil knows no areas.
	Area func(name string) (id place.AreaID, radiusM float64, ok bool)
}

func (o Options) withDefaults() Options {
	if o.Precision.NearM == 0 {
		o.Precision.NearM = 25_000
	}
	if o.Precision.FuzzyM == 0 {
		o.Precision.FuzzyM = 50_000
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Actor == nil {
		o.Actor = func(string, string) party.ID { return "" }
	}
	if o.Area == nil {
		o.Area = func(string) (place.AreaID, float64, bool) { return "", 0, false }
	}
	return o
}

// An Item is what one row gave: a report, or a refusal if Refusal is not nil.
type Item struct {
	Line    int // line of the file; the header is line 1
	Report  report.Report
	Refusal *csvrows.Refusal
	// Remarks are what is odd about a row that was taken, in sentences: the
	// report holds the values as given.
	Remarks []string
}

// required are the columns without which a row says nothing that can be held
// against a text. All others are optional.
var required = [...]string{
	"id", "type_of_violence", "side_a", "side_b", "where_prec", "latitude", "longitude",
	"date_prec", "date_start", "date_end", "low", "best", "high",
}

// Read gives the rows of a file in order. An id that stands twice with other
// content is one event in two versions, which is remarked. An error ends the
// file: a Problem with it, or the error of ctx. Reports share slices (sides, origins, codes) with
// one another; nobody may write to them.
func Read(ctx context.Context, rows *csvrows.Reader, opts Options) iter.Seq2[Item, error] {
	if err := rows.Require(required[:]...); err != nil {
		return csvrows.Failed[Item](err)
	}
	return csvrows.Each(ctx, rows, newReader(rows, opts.withDefaults()).item, func(f *csvrows.Refusal) Item {
		return Item{Line: f.Line, Refusal: f}
	})
}

// A reader turns rows of one file into items.
type reader struct {
	opts    Options
	sideIDs [2]string // columns that number the sides; "" if the file has none
	origins *origins
	numbers csvrows.Numbers
	actors  map[sideKey][]report.Actor
	areas   map[string]area
}

func newReader(rows *csvrows.Reader, opts Options) *reader {
	return &reader{
		opts: opts,
		sideIDs: [2]string{
			firstColumn(rows, "side_a_new_id", "side_a_dset_id", "side_a_id"),
			firstColumn(rows, "side_b_new_id", "side_b_dset_id", "side_b_id"),
		},
		origins: newOrigins(opts.Source.Origins),
		actors:  map[sideKey][]report.Actor{},
		areas:   map[string]area{},
	}
}

// firstColumn is the first of the names that the file has. Releases up to 19.1
// call a column side_a_dset_id or side_a_new_id for the same numbers.
func firstColumn(rows *csvrows.Reader, names ...string) string {
	for _, n := range names {
		if rows.Has(n) {
			return n
		}
	}
	return ""
}

// maxID and maxDeaths keep numbers within what their sums can hold.
const (
	maxID     = 1<<53 - 1
	maxDeaths = 100_000_000
)

// item reads one row.
func (rd *reader) item(row *csvrows.Row) Item {
	id := row.Int("id", 1, maxID)
	violence := row.Int("type_of_violence", 1, 3)
	when := rd.when(row)
	rep := report.Report{
		Source:    rd.opts.Source.ID,
		Number:    strconv.Itoa(id),
		Received:  row.Digest,
		When:      when.span,
		Days:      when.days,
		WhenBasis: when.basis,
		Where:     rd.where(row),
		Codes:     codes[violence],
		Form:      report.TwoSided,
		SideA:     rd.side(row, 0),
		Lang:      "en",
	}
	if violence == oneSided {
		rep.Form = report.OneSided
	}
	rep.SideB = rd.side(row, 1)
	rep.Casualties = deaths(row)
	rep.Origins, rep.Outlets = rd.origins.of(row)
	rd.numbers.Take(row, rep.Number)
	if refusal := row.Refused(); refusal != nil {
		return Item{Line: row.Line, Refusal: refusal}
	}
	return Item{Line: row.Line, Report: rep, Remarks: slices.Concat(row.Remarks(), remarks(rep.Casualties))}
}

// oneSided is the type_of_violence of an actor that kills civilians; 1 is
// fighting with a state, 2 without one.
const oneSided = 3

// codes is the source's own word for each type_of_violence.
var codes = [...][]string{
	1: {"ucdp:type_of_violence=1"},
	2: {"ucdp:type_of_violence=2"},
	3: {"ucdp:type_of_violence=3"},
}
