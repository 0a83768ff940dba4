package desk

import (
	"cmp"
	"context"
	"io"
	"iter"
	"strings"

	"github.com/paulmach/orb"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/acled"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/intake/ged"
	"github.com/truceline/truceline/internal/intake/geojson"
	"github.com/truceline/truceline/internal/intake/hxl"
	"github.com/truceline/truceline/internal/intake/lexicon"
	"github.com/truceline/truceline/internal/intake/mapped"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/report"
)

// The formats that Import reads.
const (
	FormatGED     = "ged"     // UCDP GED, CSV
	FormatACLED   = "acled"   // ACLED's export, CSV
	FormatGeoJSON = "geojson" // RFC 7946, or a feature a line
	FormatHXL     = "hxl"     // a table with hashtags, CSV or XLSX
	FormatCSV     = "csv"     // any table, CSV or XLSX, through a mapping file
	FormatClaims  = "claims"  // bare counts, CSV

	// FormatBulletin is the text of a bulletin of counts, which ReadBulletin
	// proposes and ConfirmClaims takes; Import does not read it.
	FormatBulletin = "bulletin"
)

// ImportFormats are all of them.
var ImportFormats = []string{FormatGED, FormatACLED, FormatGeoJSON, FormatHXL, FormatCSV, FormatClaims}

// defaultSource is whose reports a format holds, unless said otherwise.
var defaultSource = map[string]report.SourceID{FormatGED: "ucdp-ged", FormatACLED: "acled"}

// items reads the reports of a file, in its order.
func (d *Desk) items(ctx context.Context, reg *observance.Register, in Input, from io.Reader) (iter.Seq2[csvrows.Item, error], error) {
	id, m, err := whose(in)
	if err != nil {
		return nil, err
	}
	words, err := d.Lexicon(ctx, id)
	if err != nil {
		return nil, err
	}
	named := csvrows.Options{Name: in.Name}
	switch in.Format {
	case FormatGeoJSON:
		return geojson.Read(ctx, from, geojson.Options{Lexicon: words, Name: in.Name, Bound: boundOf(reg)}), nil
	case FormatHXL:
		rows, err := hxl.Open(from, named)
		if err != nil {
			return nil, err
		}
		return hxl.Read(ctx, rows, words), nil
	case FormatCSV:
		named = m.Options(named)
	}
	rows, err := csvrows.Open(from, named)
	if err != nil {
		return nil, err
	}
	switch in.Format {
	case FormatGED:
		return events(ctx, rows, words), nil
	case FormatACLED:
		return acled.Read(ctx, rows, acled.Options{Lexicon: words, Bound: boundOf(reg)}), nil
	case FormatCSV:
		m.Source = id
		if b := boundOf(reg); m.Where.Box == nil && !b.IsZero() {
			m.Where.Box = []float64{b.Left(), b.Bottom(), b.Right(), b.Top()}
		}
		return mapped.Read(ctx, rows, m, words), nil
	}
	return nil, truceline.Invalid("format", "%q is not a format that can be imported; use one of %s", in.Format, strings.Join(ImportFormats, ", "))
}

// whose is the source whose reports a file holds, and the mapping of a table.
func whose(in Input) (report.SourceID, mapped.Mapping, error) {
	var m mapped.Mapping
	if in.Format == FormatCSV {
		var err error
		if m, err = mapped.ParseMapping(in.Mapping); err != nil {
			return "", m, err
		}
	}
	id := cmp.Or(in.Source, m.Source, defaultSource[in.Format])
	if id == "" {
		return "", m, truceline.Invalid("source", "a file of the format %q does not say whose reports it holds; name a source of the case", in.Format)
	}
	return id, m, nil
}

// boundOf is the box of everything that a case draws.
func boundOf(reg *observance.Register) orb.Bound {
	var b orb.Bound
	first := true
	for i := range reg.Facts.Areas {
		if a := &reg.Facts.Areas[i]; len(a.Possible) > 0 {
			if first {
				b, first = a.Possible.Bound(), false
			}
			b = b.Union(a.Possible.Bound())
		}
	}
	return b
}

// events are the rows of a GED file as reports.
func events(ctx context.Context, rows *csvrows.Reader, words lexicon.Lexicon) iter.Seq2[csvrows.Item, error] {
	opts := ged.Options{
		Source: words.Source, Precision: words.Source.Precision, Zone: words.Zone, Actor: words.Actor, Area: words.Area,
	}
	return func(yield func(csvrows.Item, error) bool) {
		for item, err := range ged.Read(ctx, rows, opts) {
			item.Report.Remarks = item.Remarks
			if !yield(csvrows.Item{Line: item.Line, Report: item.Report, Refusal: item.Refusal}, err) {
				return
			}
		}
	}
}
