package mapped

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/truceline/truceline/internal/intake/csvrows"
)

// suggestedM is the radius that Suggest gives points, metres. A person puts in
// what the source says.
const suggestedM = 5000

// Suggest guesses a mapping from the names of columns and from some rows: from
// common headings in English, French, Arabic, Russian and Turkish, from how
// dates are written, and from the range of coordinates. What it could not tell,
// and what a person must decide, stands in About; Source is left empty.
func Suggest(columns []string, sample [][]string) Mapping {
	var m Mapping
	var notes []string
	note := func(format string, args ...any) { notes = append(notes, fmt.Sprintf(format, args...)) }
	at := assign(columns)
	column := func(r role) string {
		if at[r] < 0 {
			return ""
		}
		return columns[at[r]]
	}
	values := func(c int) []string {
		var out []string
		for _, row := range sample {
			if c >= 0 && c < len(row) && strings.TrimSpace(row[c]) != "" {
				out = append(out, strings.TrimSpace(row[c]))
			}
		}
		return out
	}
	list := func(r role) []string {
		if name := column(r); name != "" {
			return []string{name}
		}
		return nil
	}

	if name := column(number_); name != "" {
		m.Number = []string{name}
		if repeats(values(at[number_])) {
			m.Number = nil
			note("%s repeats, so that numbers are derived from the content of rows", name)
		}
	}
	when := at[date_]
	if when < 0 {
		when = at[start_]
	}
	if when < 0 {
		when = dateColumn(columns, at, values)
	}
	switch {
	case when < 0:
		note("no column of dates was found: name it under when")
	case when == at[start_]:
		m.When.Start, m.When.End = columns[when], column(end_)
	default:
		m.When.Date = columns[when]
		if clocks(values(at[time_])) {
			m.When.Time = column(time_)
		}
	}
	if when >= 0 {
		fits := DateFormats(values(when))
		switch {
		case len(fits) == 0:
			note("how dates are written was not recognised: write it under when.formats")
		case len(fits) > 1:
			note("the day and the month of %s cannot be told apart (%s): check when.formats", columns[when], strings.Join(fits, " or "))
			fallthrough
		default:
			m.When.Formats = fits[:1]
		}
	}
	m.Where, notes = suggestWhere(columns, at, values, notes)
	m.Who.SideA, m.Who.SideB = list(sideA_), list(sideB_)
	m.What.Kind, m.What.Means, m.What.Words = list(kind_), list(means_), column(words_)
	for _, d := range [...]struct {
		role role
		to   *string
	}{{low_, &m.Deaths.Low}, {best_, &m.Deaths.Best}, {high_, &m.Deaths.High}} {
		if name := column(d.role); name != "" && counts(values(at[d.role])) {
			*d.to = name
		}
	}
	m.Origins.Columns = list(office_)
	m.Credibility.Column = column(credibility_)
	m.About = strings.Join(notes, "; ")
	return m
}

// suggestWhere finds the columns of the place.
func suggestWhere(columns []string, at [roles]int, values func(int) []string, notes []string) (Where, []string) {
	column := func(r role) string {
		if at[r] < 0 {
			return ""
		}
		return columns[at[r]]
	}
	w := Where{Name: column(name_), Admin1: column(admin1_), Admin2: column(admin2_), Country: column(country_)}
	lon, lat := at[longitude_], at[latitude_]
	if lon < 0 || lat < 0 {
		lon, lat = pointColumns(columns, at, values)
		if lon >= 0 {
			notes = append(notes, fmt.Sprintf("%s and %s were taken for latitude and longitude by their values: check where", columns[lat], columns[lon]))
		}
	} else if reach(values(lat)) > 90 && reach(values(lon)) <= 90 {
		lon, lat = lat, lon
		notes = append(notes, "longitude and latitude seem to have each other's heading: check where")
	}
	switch {
	case lon >= 0:
		w.Longitude, w.Latitude = columns[lon], columns[lat]
	case at[coordinates_] >= 0:
		w.Coordinates = column(coordinates_)
		for _, v := range values(at[coordinates_]) {
			first, _, _ := cutPair(v)
			if n, ok := degrees(first); ok && math.Abs(n) > 90 {
				w.Order = lonLat
			}
		}
	default:
		return w, notes
	}
	radius := float64(suggestedM)
	w.RadiusM = &radius
	return w, append(notes, "how far off points may be was not told: set where.radius_m to what the source says")
}

// repeats reports whether a text stands twice.
func repeats(texts []string) bool {
	seen := map[string]bool{}
	for _, t := range texts {
		if seen[t] {
			return true
		}
		seen[t] = true
	}
	return false
}

// counts reports whether all texts are whole numbers.
func counts(texts []string) bool {
	for _, t := range texts {
		if strings.Trim(strings.TrimSuffix(t, ".0"), "0123456789-+ ") != "" {
			return false
		}
	}
	return true
}

// digits reports whether all texts are digits alone, as years are and ids too.
func digits(texts []string) bool {
	return !slices.ContainsFunc(texts, func(t string) bool { return strings.Trim(t, "0123456789") != "" })
}

// clocks reports whether there are texts and all are times of day as When reads
// them.
func clocks(texts []string) bool {
	forms, err := notations("", clockForms)
	return err == nil && len(texts) > 0 && !slices.ContainsFunc(texts, func(t string) bool {
		_, err := csvrows.ReadAny(forms, t)
		return err != nil
	})
}

// reach is the largest absolute value of texts that are numbers, -1 if one is
// none.
func reach(texts []string) float64 {
	most := -1.0
	for _, t := range texts {
		v, ok := degrees(t)
		if !ok {
			return -1
		}
		most = math.Max(most, math.Abs(v))
	}
	return most
}

// free are the columns that have no role yet.
func free(columns []string, at [roles]int) []int {
	taken := make([]bool, len(columns))
	for _, c := range at {
		if c >= 0 {
			taken[c] = true
		}
	}
	var out []int
	for c := range columns {
		if !taken[c] {
			out = append(out, c)
		}
	}
	return out
}

// dateColumn is the first free column in which all texts are dates, -1 if none.
func dateColumn(columns []string, at [roles]int, values func(int) []string) int {
	for _, c := range free(columns, at) {
		if len(values(c)) > 0 && len(DateFormats(values(c))) > 0 && !digits(values(c)) {
			return c
		}
	}
	return -1
}

// pointColumns are two free columns side by side that hold fractions within the
// range of coordinates: the one that goes past 90 is the longitude, and where
// none does the first is the latitude, as people say the two.
func pointColumns(columns []string, at [roles]int, values func(int) []string) (lon, lat int) {
	cs := free(columns, at)
	for i := 1; i < len(cs); i++ {
		a, b := cs[i-1], cs[i]
		if b != a+1 || !fractions(values(a)) || !fractions(values(b)) {
			continue
		}
		switch ra, rb := reach(values(a)), reach(values(b)); {
		case ra > 90 && ra <= 180 && rb <= 90:
			return a, b
		case ra <= 90 && rb <= 180:
			return b, a
		}
	}
	return -1, -1
}

// fractions reports whether there are texts and all are numbers with a fraction
// of three digits at least.
func fractions(texts []string) bool {
	for _, t := range texts {
		i := strings.IndexAny(t, ".,")
		if _, ok := degrees(t); !ok || i < 0 || len(t)-i < 4 {
			return false
		}
	}
	return len(texts) > 0
}

// dateForms are the notations that DateFormats tries, likelier first where
// several fit: the day before the month, as nearly all of the world writes.
var dateForms = func() []string {
	out := []string{"ISO"}
	for _, date := range [...]string{
		"DD/MM/YYYY", "MM/DD/YYYY", "DD.MM.YYYY", "DD-MM-YYYY", "MM-DD-YYYY", "YYYY/MM/DD", "YYYY.MM.DD",
		"D MMMM YYYY", "MMMM D, YYYY", "D-MMM-YYYY", "D-MMM-YY", "D MMMM YYYY 'г.'", "DD/MM/YY", "MM/DD/YY", "DD.MM.YY", "MMMM YYYY", "MM/YYYY",
	} {
		out = append(out, date)
		if strings.Contains(date, "D") {
			out = append(out, date+" HH:mm", date+" HH:mm:ss", date+" HH:mm A", date+" HH:mm:ss A")
		}
	}
	return out
}()

// DateFormats are the notations in which all of some texts can be read as dates,
// likelier first. Several mean that day and month cannot be told apart; a text
// that cannot be read in any leaves none.
func DateFormats(texts []string) []string {
	if len(texts) == 0 {
		return nil
	}
	var fits []string
next:
	for _, form := range dateForms {
		n, err := csvrows.ParseNotation(form)
		if err != nil {
			continue
		}
		for _, t := range texts {
			if w, err := n.Read(t); err != nil || w.Unlikely() != "" {
				continue next
			}
		}
		fits = append(fits, form)
	}
	return fits
}
