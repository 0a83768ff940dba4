package rivals

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"
)

// Columns are those of a file of reports in general, as Write writes them and
// `truceline fuse --reports` reads them. An empty cell is not stated.
//
//	report_id    unique over all sources
//	source       whose report it is
//	office       whom it names as its origin
//	report_date  local date of publication
//	start, end   a local date each, the last included, where only the day is
//	             given; instants (RFC 3339), the end excluded, where hours are
//	latitude     WGS 84, degrees, with longitude, and radius_m, metres, within
//	             which the source places the event
//	place        as the source spells it
//	admin1       the governorate, by its English name
//	kind         in the words of the source
//	actor1       the sides in the words of the source; several names of one side
//	             are divided by semicolons; actor2 the other side
//	deaths_low   with deaths_best and deaths_high
//	means        divided by semicolons
//	headline
var Columns = []string{
	"report_id", "source", "office", "report_date", "start", "end", "latitude", "longitude", "radius_m", "place", "admin1",
	"kind", "actor1", "actor2", "deaths_low", "deaths_best", "deaths_high", "means", "headline",
}

// row is the account under Columns.
func (a Account) row() []string {
	start, end := a.Days, a.Days
	if a.WhenBasis != dayBasis {
		start, end = a.When.From.Format(time.RFC3339), a.When.To.Format(time.RFC3339)
	}
	var lat, lon, radius string
	if a.Where.Within == "" { // of a governorate only its name is stated
		lat, lon = degrees(a.Where.Lat), degrees(a.Where.Lon)
		radius = strconv.FormatFloat(a.Where.RadiusM, 'f', -1, 64)
	}
	name := a.Where.Name
	if a.Where.Within != "" {
		name = ""
	}
	_, kind, _ := strings.Cut(a.Codes[0], ":")
	var low, best, high string
	if !a.Casualties.Unstated {
		low, best, high = strconv.Itoa(a.Casualties.Deaths.Low), strconv.Itoa(a.Casualties.Deaths.Best), strconv.Itoa(a.Casualties.Deaths.High)
	}
	return []string{
		a.Number, string(a.Source), a.Origin(), a.Published, start, end, lat, lon, radius, name, a.Admin1,
		kind, join(a.SideA), join(a.SideB), low, best, high, strings.Join(a.Means, "; "), a.Words,
	}
}

func degrees(x float64) string { return strconv.FormatFloat(x, 'f', 5, 64) }

// Write writes accounts as CSV under Columns.
func Write(w io.Writer, accounts []Account) error {
	out := csv.NewWriter(w)
	if err := out.Write(Columns); err != nil {
		return err
	}
	for _, a := range accounts {
		if err := out.Write(a.row()); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// WriteTruth writes which event each account tells of, as CSV with the columns
// report_id and event_id.
func WriteTruth(w io.Writer, accounts []Account) error {
	out := csv.NewWriter(w)
	if err := out.Write([]string{"report_id", "event_id"}); err != nil {
		return err
	}
	for _, a := range accounts {
		if err := out.Write([]string{a.Number, a.Event}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// WriteVocabulary writes what the words of the sources mean in the bundled case,
// as CSV with the columns source, part, words and case: what `truceline fuse
// --words` reads.
func WriteVocabulary(w io.Writer) error {
	terms, err := Vocabulary()
	if err != nil {
		return err
	}
	out := csv.NewWriter(w)
	if err := out.Write([]string{"source", "part", "words", "case"}); err != nil {
		return err
	}
	for _, t := range terms {
		if err := out.Write([]string{string(t.Source), t.Part, t.Words, t.Case}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
