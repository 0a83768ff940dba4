// Package mapped reads tables of any layout as reports, through a mapping that
// says which column holds what and how it is written. docs/intake.md describes
// the mapping file.
package mapped

import (
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/report"
)

// A Mapping says how the rows of one kind of table are read as reports of one
// source. Columns are named as the header names them, in any letter case. What
// is left out is not read; only When must say where the date is.
type Mapping struct {
	Source report.SourceID `yaml:"source"`          // whose reports they are: a source of the case
	About  string          `yaml:"about,omitempty"` // what table this is for, in words
	Table  Table           `yaml:"table,omitempty"`
	// Number are the columns that together are the source's own id of a row, "/"
	// between them. None, or all empty in a row: csvrows.Numbers derives it from
	// the content.
	Number      []string    `yaml:"number,omitempty,flow"`
	When        When        `yaml:"when"`
	Where       Where       `yaml:"where,omitempty"`
	Who         Who         `yaml:"who,omitempty"`
	What        What        `yaml:"what,omitempty"`
	Deaths      Deaths      `yaml:"deaths,omitempty"`
	Origins     Origins     `yaml:"origins,omitempty"`
	Credibility Credibility `yaml:"credibility,omitempty"`
	Constants   Constants   `yaml:"constants,omitempty"`
}

// A Table says how the file is written, where its bytes and its first line do
// not tell. The fields are those of csvrows.Options.
type Table struct {
	Kind    csvrows.Kind `yaml:"kind,omitempty"`
	Sheet   string       `yaml:"sheet,omitempty"`
	Header  int          `yaml:"header,omitempty"`
	Charset string       `yaml:"charset,omitempty"`
}

// Options are opts with what the mapping says of the file.
func (m Mapping) Options(opts csvrows.Options) csvrows.Options {
	opts.Kind, opts.Sheet, opts.Header, opts.Charset = m.Table.Kind, m.Table.Sheet, m.Table.Header, m.Table.Charset
	return opts
}

// A When says when it happened: Date and perhaps Time, or Start and perhaps End,
// both inclusive.
type When struct {
	Date  string `yaml:"date,omitempty"`
	Time  string `yaml:"time,omitempty"` // local time of Date
	Start string `yaml:"start,omitempty"`
	End   string `yaml:"end,omitempty"` // empty in a row: Start
	// Formats are how dates are written, in csvrows.Notation; the first that fits
	// counts. Default ISO.
	Formats []string `yaml:"formats,omitempty,flow"`
	// TimeFormats are how Time is written. Default HH:mm, HH:mm:ss and HHmm.
	TimeFormats []string `yaml:"time_formats,omitempty,flow"`
	// Zone is where dates are days, an IANA name. Default: the case's.
	Zone string `yaml:"zone,omitempty"`
	// Precision says how exact the date is. Its values are day, week (Monday to
	// Sunday), month, year, or days to either side, as P3D.
	Precision Precision `yaml:"precision,omitempty"`
	// Basis replaces the words about where the time comes from.
	Basis string `yaml:"basis,omitempty"`
}

// A Where says where it happened: a point, a name, or both.
type Where struct {
	Longitude string `yaml:"longitude,omitempty"` // degrees east, WGS 84; a decimal comma is taken
	Latitude  string `yaml:"latitude,omitempty"`
	// Coordinates is one column of both, Order lat_lon (the default) or lon_lat.
	Coordinates string `yaml:"coordinates,omitempty"`
	Order       string `yaml:"order,omitempty"`
	Name        string `yaml:"name,omitempty"`
	Admin1      string `yaml:"admin1,omitempty"` // first-order division: name or code
	Admin2      string `yaml:"admin2,omitempty"`
	Country     string `yaml:"country,omitempty"`
	// RadiusM is how far off a point may be, metres, where Precision says nothing
	// else. A mapping with a point must say one or the other.
	RadiusM *float64 `yaml:"radius_m,omitempty"`
	// Precision says how exact the place is. Its values are metres, or admin1,
	// admin2 or country where the point only stands for that area.
	Precision Precision `yaml:"precision,omitempty"`
	// Box is what the points should lie in: west, south, east, north. A point
	// outside that would lie inside the other way round is refused as swapped.
	// Default: around the disc of Lexicon.Country, which is wider than the country
	// and lets some pass: a caller that knows the country's bounds sets them.
	Box []float64 `yaml:"box,omitempty,flow"`
}

// A Precision is a column of degrees and what each of them means.
type Precision struct {
	Column string            `yaml:"column,omitempty"`
	Values map[string]string `yaml:"values,omitempty"`
}

// A Who says who is named.
type Who struct {
	SideA     []string    `yaml:"side_a,omitempty,flow"`
	SideB     []string    `yaml:"side_b,omitempty,flow"`
	Separator string      `yaml:"separator,omitempty"` // between several names in one cell
	Form      report.Form `yaml:"form,omitempty"`      // default unsaid
	// Names says which party of the case a name of the columns means, by its id or
	// by a name of it. Other names go through the case's own.
	Names map[string]string `yaml:"names,omitempty"`
}

// A What says what happened.
type What struct {
	Kind []string `yaml:"kind,omitempty,flow"`
	// Vocabulary turns a word of the Kind columns, in any letter case, into a code
	// of the act catalogue. A word that is not in it becomes "source:word".
	Vocabulary map[string]string `yaml:"vocabulary,omitempty"`
	Means      []string          `yaml:"means,omitempty,flow"`
	Observed   string            `yaml:"observed,omitempty"`
	Words      string            `yaml:"words,omitempty"` // headline or description
	Lang       string            `yaml:"lang,omitempty"`  // column of a BCP 47 tag
	Separator  string            `yaml:"separator,omitempty"`
}

// A Deaths names the columns of counts. An empty cell is no count, not zero.
type Deaths struct {
	Low       string `yaml:"low,omitempty"`
	Best      string `yaml:"best,omitempty"`
	High      string `yaml:"high,omitempty"`
	SideA     string `yaml:"side_a,omitempty"`
	SideB     string `yaml:"side_b,omitempty"`
	Civilians string `yaml:"civilians,omitempty"`
	Unknown   string `yaml:"unknown,omitempty"`
}

// An Origins says whom the source repeats.
type Origins struct {
	Columns   []string `yaml:"columns,omitempty,flow"`
	Separator string   `yaml:"separator,omitempty"` // between several offices in one cell
	// Articles says that a cell cites articles, `Reuters 29 Dec 1998 "Title" /AFP`:
	// an office is what stands before the first digit or quote.
	Articles bool `yaml:"articles,omitempty"`
}

// A Credibility is a column that judges the information, and which of 1
// (confirmed) to 6 (cannot be judged) each of its values is. Without Values the
// column holds the number.
type Credibility struct {
	Column string         `yaml:"column,omitempty"`
	Values map[string]int `yaml:"values,omitempty"`
}

// Constants are what holds for every row.
type Constants struct {
	Kind              string `yaml:"kind,omitempty"` // a code, "firms:fire"
	Means             string `yaml:"means,omitempty"`
	Observed          string `yaml:"observed,omitempty"` // "sensor"
	Lang              string `yaml:"lang,omitempty"`     // BCP 47
	Name              string `yaml:"name,omitempty"`     // of a place
	Admin1            string `yaml:"admin1,omitempty"`
	Credibility       int    `yaml:"credibility,omitempty"`
	CredibilityReason string `yaml:"credibility_reason,omitempty"`
}

// columns are all columns that the mapping names, in the order of the file
// format.
func (m Mapping) columns() []string {
	var out []string
	add := func(names ...string) {
		for _, n := range names {
			if n != "" {
				out = append(out, n)
			}
		}
	}
	add(m.Number...)
	add(m.When.Date, m.When.Time, m.When.Start, m.When.End, m.When.Precision.Column)
	w := m.Where
	add(w.Longitude, w.Latitude, w.Coordinates, w.Name, w.Admin1, w.Admin2, w.Country, w.Precision.Column)
	add(m.Who.SideA...)
	add(m.Who.SideB...)
	add(m.What.Kind...)
	add(m.What.Means...)
	add(m.What.Observed, m.What.Words, m.What.Lang)
	d := m.Deaths
	add(d.Low, d.Best, d.High, d.SideA, d.SideB, d.Civilians, d.Unknown)
	add(m.Origins.Columns...)
	add(m.Credibility.Column)
	return out
}
