package mapped

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/report"
)

// maxMapping is how large a mapping file may be, bytes. A long vocabulary takes 50 KB.
const maxMapping = 1 << 20

// ParseMapping reads a mapping file. A field that the format does not know, a
// notation that cannot be read and whatever else would read rows wrongly is a
// Problem.
func ParseMapping(b []byte) (Mapping, error) {
	if len(b) > maxMapping {
		return Mapping{}, truceline.Invalid("mapping", "larger than %d MiB, which no mapping is", maxMapping>>20)
	}
	if !utf8.Valid(b) {
		return Mapping{}, truceline.Invalid("mapping", "not UTF-8; save the file as UTF-8")
	}
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	if err := plain(b); err != nil {
		return Mapping{}, err
	}
	var m Mapping
	if err := decode(b, &m); err != nil {
		return Mapping{}, err
	}
	return m, m.Check()
}

// plain refuses what the format has no use for and an attacker has: anchors and
// aliases, which multiply, and nesting without end.
func plain(b []byte) error {
	if len(bytes.TrimSpace(b)) == 0 {
		return truceline.Invalid("mapping", "the file is empty; docs/intake.md says what a mapping holds")
	}
	const deep = 16 // the format needs three levels
	depth, line, entries := 0, 0, 0
	for _, t := range lexer.Tokenize(string(b)) {
		if t.Position.Line != line {
			line, entries = t.Position.Line, 0
		}
		switch t.Type {
		case token.AnchorType, token.AliasType, token.MergeKeyType, token.TagType, token.MappingKeyType:
			return truceline.Invalid(fmt.Sprintf("mapping, line %d", line), "holds %q, which the format does not use; quote it if it is text", t.Value)
		case token.SequenceStartType, token.MappingStartType:
			depth++
		case token.SequenceEndType, token.MappingEndType:
			depth--
		case token.SequenceEntryType:
			entries++
		}
		if max(depth, entries) > deep || t.Type != token.CommentType && t.Position.IndentNum > 4*deep {
			return truceline.Invalid(fmt.Sprintf("mapping, line %d", line), "nests deeper than any mapping does")
		}
	}
	return nil
}

// decode reads YAML strictly. The bytes come from outside: a panic of the
// library must not end the program.
func decode(b []byte, m *Mapping) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &truceline.Problem{Kind: truceline.InvalidKind, Field: "mapping", Msg: "is not YAML", Err: fmt.Errorf("%v", p)}
		}
	}()
	err = yaml.NewDecoder(bytes.NewReader(b), yaml.Strict()).Decode(m)
	if err == nil {
		return nil
	}
	at, msg := "mapping", "is not YAML that a mapping can be read from"
	if e, ok := errors.AsType[yaml.Error](err); ok {
		msg = e.GetMessage()
		if t := e.GetToken(); t != nil {
			at = fmt.Sprintf("mapping, line %d", t.Position.Line)
		}
	}
	return &truceline.Problem{Kind: truceline.InvalidKind, Field: at, Msg: msg + "; docs/intake.md lists the fields", Err: err}
}

// YAML is the mapping as a file, which ParseMapping reads back.
func (m Mapping) YAML() []byte {
	b, err := yaml.MarshalWithOptions(m, yaml.Indent(2), yaml.IndentSequence(true))
	if err != nil {
		panic(err) // of strings, numbers and maps of them
	}
	return b
}

// Check is nil if the mapping can be used, and otherwise the Problem with it.
// Field is the path of the field.
func (m Mapping) Check() error {
	for _, check := range []func() error{m.checkWhen, m.checkWhere, m.checkWhat} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (m Mapping) checkWhen() error {
	w := m.When
	switch {
	case m.Source == "":
		return truceline.Invalid("source", "say whose reports the rows are: the id of a source of the case")
	case w.Date == "" && w.Start == "":
		return truceline.Invalid("when", "name the column that holds the date, as date: or start:")
	case w.Date != "" && w.Start+w.End != "":
		return truceline.Invalid("when", "name date:, or start: and end:, not both")
	case w.Time != "" && w.Date == "":
		return truceline.Invalid("when.time", "a time needs date: beside it; a start with its time has a format like YYYY-MM-DD HH:mm")
	}
	formats, err := notations("when.formats", w.Formats)
	if err != nil {
		return err
	}
	dayFirst, monthFirst := "", ""
	for i, n := range formats {
		if !n.HasDate() {
			return truceline.Invalid(fmt.Sprintf("when.formats[%d]", i), "%q names no date", n)
		}
		switch day, month := strings.Index(w.Formats[i], "D"), strings.Index(w.Formats[i], "M"); {
		case day < 0 || month < 0 || strings.Contains(w.Formats[i], "MMM") || strings.HasPrefix(w.Formats[i], "Y"):
		case day < month:
			dayFirst = w.Formats[i]
		default:
			monthFirst = w.Formats[i]
		}
	}
	if dayFirst != "" && monthFirst != "" {
		return truceline.Invalid("when.formats", "%q and %q cannot stand together: 5/6/2017 is either", dayFirst, monthFirst)
	}
	clocks, err := notations("when.time_formats", w.TimeFormats)
	if err != nil {
		return err
	}
	for i, n := range clocks {
		if !n.HasClock() || n.HasDate() {
			return truceline.Invalid(fmt.Sprintf("when.time_formats[%d]", i), "%q is no time of day", n)
		}
	}
	if _, err := time.LoadLocation(w.Zone); err != nil || w.Zone == "Local" {
		return truceline.Invalid("when.zone", "%q is no time zone; write its IANA name, like Asia/Damascus or UTC", w.Zone)
	}
	return w.Precision.check("when.precision", func(v string) bool { _, ok := parseSlack(v); return ok }, "day, week, month, year, or days to either side as P3D")
}

func notations(field string, written []string) ([]csvrows.Notation, error) {
	var out []csvrows.Notation
	for i, s := range written {
		n, err := csvrows.ParseNotation(s)
		if err != nil {
			at := fmt.Sprintf("%s[%d]", field, i)
			if p, ok := errors.AsType[*truceline.Problem](err); ok {
				return nil, truceline.Invalid(at, "%s", p.Msg)
			}
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}

func (m Mapping) checkWhere() error {
	w := m.Where
	point := w.Coordinates != "" || w.Longitude != ""
	switch {
	case (w.Longitude == "") != (w.Latitude == ""):
		return truceline.Invalid("where", "name both longitude: and latitude:")
	case w.Coordinates != "" && w.Longitude != "":
		return truceline.Invalid("where", "name longitude: and latitude:, or coordinates: for one column of both, not all three")
	case w.Order != "" && w.Order != latLon && w.Order != lonLat:
		return truceline.Invalid("where.order", "%q is no order of coordinates; write %s or %s", w.Order, latLon, lonLat)
	case w.RadiusM != nil && !(*w.RadiusM >= 0 && *w.RadiusM <= maxRadiusM):
		return truceline.Invalid("where.radius_m", "%g is no distance in metres from 0 to %d", *w.RadiusM, maxRadiusM)
	case point && w.RadiusM == nil && w.Precision.Column == "":
		return truceline.Invalid("where.radius_m", "say how far off a point may be, in metres, or name the column that says it, as precision:; no point is exact unless its source says so")
	}
	if len(w.Box) != 0 {
		if b := w.Box; len(b) != 4 || !(-180 <= b[0] && b[0] < b[2] && b[2] <= 180 && -90 <= b[1] && b[1] < b[3] && b[3] <= 90) {
			return truceline.Invalid("where.box", "a box is [west, south, east, north] in degrees")
		}
	}
	return w.Precision.check("where.precision", func(v string) bool { _, ok := parseExtent(v); return ok }, "metres, admin1, admin2 or country")
}

// check refuses a column without values, and a value that means nothing.
func (p Precision) check(field string, means func(string) bool, what string) error {
	if (p.Column == "") != (len(p.Values) == 0) {
		return truceline.Invalid(field, "name the column: and say under values: what each of its degrees means: %s", what)
	}
	for _, key := range sortedKeys(p.Values) {
		if !means(p.Values[key]) {
			return truceline.Invalid(field+".values."+key, "%q is none of %s", p.Values[key], what)
		}
	}
	return nil
}

func (m Mapping) checkWhat() error {
	switch m.Who.Form {
	case "", report.TwoSided, report.OneSided, report.Unsaid:
	default:
		return truceline.Invalid("who.form", "%q is none of two_sided, one_sided and unsaid", m.Who.Form)
	}
	if len(m.Who.Names) > 0 && len(m.Who.SideA)+len(m.Who.SideB) == 0 {
		return truceline.Invalid("who.side_a", "name the column whose names are explained")
	}
	for _, word := range sortedKeys(m.What.Vocabulary) {
		if code := m.What.Vocabulary[word]; !isCode(code) {
			return truceline.Invalid("what.vocabulary."+word, "%q is no code; write source:code, as the act catalogue does", code)
		}
	}
	if len(m.What.Vocabulary) > 0 && len(m.What.Kind) == 0 {
		return truceline.Invalid("what.kind", "name the column whose words the vocabulary explains")
	}
	if m.Constants.Kind != "" && !isCode(m.Constants.Kind) {
		return truceline.Invalid("constants.kind", "%q is no code; write source:code, as the act catalogue does", m.Constants.Kind)
	}
	for _, word := range sortedKeys(m.Credibility.Values) {
		if n := m.Credibility.Values[word]; n < 1 || n > 6 {
			return truceline.Invalid("credibility.values."+word, "%d is no degree from 1 (confirmed) to 6 (cannot be judged)", n)
		}
	}
	if len(m.Credibility.Values) > 0 && m.Credibility.Column == "" {
		return truceline.Invalid("credibility.column", "name the column whose values are explained")
	}
	if n := m.Constants.Credibility; n < 0 || n > 6 {
		return truceline.Invalid("constants.credibility", "%d is no degree from 1 (confirmed) to 6 (cannot be judged)", n)
	}
	if slices.Contains(m.columnLists(), "") {
		return truceline.Invalid("", "a list of columns holds an empty name; take it out")
	}
	return nil
}

// columnLists are the names in all lists of columns.
func (m Mapping) columnLists() []string {
	return slices.Concat(m.Number, m.Who.SideA, m.Who.SideB, m.What.Kind, m.What.Means, m.Origins.Columns)
}

func isCode(s string) bool {
	source, code, ok := strings.Cut(s, ":")
	return ok && strings.TrimSpace(source) != "" && strings.TrimSpace(code) != ""
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// A slack is how far from the written date the event may lie.
type slack struct {
	unit byte // D: Days to either side; W, M, Y: the week, month or year of the date
	days int
}

// parseSlack reads a value of when.precision.
func parseSlack(s string) (slack, bool) {
	switch s {
	case "day":
		return slack{unit: 'D'}, true
	case "week":
		return slack{unit: 'W'}, true
	case "month":
		return slack{unit: 'M'}, true
	case "year":
		return slack{unit: 'Y'}, true
	}
	p, err := truceline.ParsePeriod(s)
	if err != nil || p.Years+p.Months != 0 || p.Clock != 0 || p.Days > 3660 {
		return slack{}, false
	}
	return slack{unit: 'D', days: p.Days}, true
}

// maxRadiusM reaches around the earth.
const maxRadiusM = 20_000_000

// The areas that a point may stand for.
const (
	admin1  = "admin1"
	admin2  = "admin2"
	country = "country"
)

// The orders of a column of both coordinates.
const (
	latLon = "lat_lon"
	lonLat = "lon_lat"
)

// An extent is a radius in metres or, if area is not empty, an area.
type extent struct {
	radiusM float64
	area    string
}

// parseExtent reads a value of where.precision.
func parseExtent(s string) (extent, bool) {
	switch s {
	case admin1, admin2, country:
		return extent{area: s}, true
	}
	v, err := strconv.ParseFloat(s, 64)
	return extent{radiusM: v}, err == nil && v >= 0 && v <= maxRadiusM
}
