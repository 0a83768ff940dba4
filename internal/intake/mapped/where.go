package mapped

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/truceline/truceline/place"
)

// A box bounds where the points of a case lie, degrees.
type box struct{ west, south, east, north float64 }

func (b *box) holds(lon, lat float64) bool {
	return b.west <= lon && lon <= b.east && b.south <= lat && lat <= b.north
}

// box is the mapping's, or one around the disc of the country; nil if neither is
// known.
func (m Mapping) box(c place.Place) *box {
	if b := m.Where.Box; len(b) == 4 {
		return &box{b[0], b[1], b[2], b[3]}
	}
	const degreeM = 111_320 // metres to a degree of latitude
	lat := c.RadiusM / degreeM
	if c.RadiusM <= 0 || lat > 30 { // a disc that large bounds nothing
		return nil
	}
	lon := lat / math.Cos(math.Min(math.Abs(c.Lat)+lat, 89)*math.Pi/180)
	return &box{c.Lon - lon, c.Lat - lat, c.Lon + lon, c.Lat + lat}
}

// where reads the place.
func (rd *reader) where(d *draft) {
	w, row := rd.m.Where, d.row
	name, admin := row.Text(w.Name), row.Text(w.Admin1)
	if w.Name == "" {
		name = rd.m.Constants.Name
	}
	if w.Admin1 == "" {
		admin = rd.m.Constants.Admin1
	}
	lon, lat, ok := rd.point(d)
	if row.Refused() != nil {
		return
	}
	if ok {
		d.report.Where = place.Place{Point: place.Point{Lon: lon, Lat: lat}, Name: strings.Clone(name)}
		rd.extent(d, name, admin)
		return
	}
	if name == "" {
		name = row.Text(w.Admin2) // a division by name is better than the one around it
	}
	at := rd.named(name, admin)
	d.report.Where = at.place
	d.remarks = append(d.remarks, at.remarks...)
	if name == "" && admin == "" && rd.placed() {
		d.remark("the row names no place")
	}
}

// placed reports whether the mapping names any column of a place.
func (rd *reader) placed() bool {
	w := rd.m.Where
	return w.Longitude+w.Coordinates+w.Name+w.Admin1+w.Admin2 != ""
}

// named asks for a name once.
func (rd *reader) named(name, admin string) found {
	key := [2]string{name, admin}
	f, asked := rd.places[key]
	if !asked {
		key = [2]string{strings.Clone(name), strings.Clone(admin)}
		f.place, f.remarks = rd.lex.Where(key[0], key[1])
		if name == "" && admin == "" && !rd.placed() {
			f.place.Basis = "the table does not say where; somewhere in the case"
		}
		if len(rd.places) < maxKept {
			rd.places[key] = f
		}
	}
	return f
}

// point reads the coordinates, false if the row gives none. It refuses those
// that are no position, and those that seem to be swapped.
func (rd *reader) point(d *draft) (lon, lat float64, ok bool) {
	w, row := rd.m.Where, d.row
	lonText, latText, column := row.Text(w.Longitude), row.Text(w.Latitude), w.Longitude
	if w.Coordinates != "" {
		column = w.Coordinates
		text := row.Text(column)
		if text == "" {
			return 0, 0, false
		}
		first, second, two := cutPair(text)
		if !two {
			row.Refuse(column, "not two numbers with a comma or a space between them")
			return 0, 0, false
		}
		if latText, lonText = first, second; w.Order == lonLat {
			latText, lonText = second, first
		}
	}
	if lonText == "" && latText == "" {
		return 0, 0, false
	}
	latColumn := w.Latitude
	if latColumn == "" {
		latColumn = column
	}
	lon, lonOK := degrees(lonText)
	lat, latOK := degrees(latText)
	switch {
	case !lonOK || math.Abs(lon) > 180:
		row.Refuse(column, "%snot a longitude, a number of degrees from -180 to 180", emptyOr(lonText))
	case !latOK || math.Abs(lat) > 180:
		row.Refuse(latColumn, "%snot a latitude, a number of degrees from -90 to 90", emptyOr(latText))
	case math.Abs(lat) > 90 && math.Abs(lon) <= 90:
		row.Refuse(latColumn, "not a latitude, but the longitude would be one: the two seem to be swapped")
	case math.Abs(lat) > 90:
		row.Refuse(latColumn, "not a latitude, a number of degrees from -90 to 90")
	case lon == 0 && lat == 0:
		d.remark("longitude and latitude are 0, which stands for no position; the point was not taken")
		return 0, 0, false
	case rd.box != nil && !rd.box.holds(lon, lat) && rd.box.holds(lat, lon):
		row.Refuse(column, "longitude %g and latitude %g lie outside the country, and inside it the other way round: the two seem to be swapped", lon, lat)
	default:
		return lon, lat, true
	}
	return 0, 0, false
}

func emptyOr(s string) string {
	if s == "" {
		return "empty, "
	}
	return ""
}

// degrees reads a finite decimal number; a comma counts as the point if there is
// no other and no point.
func degrees(s string) (float64, bool) {
	if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		s = strings.Replace(s, ",", ".", 1)
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil && !math.IsNaN(v) && !math.IsInf(v, 0)
}

// cutPair divides "36.2, 37.1", "36.2 37.1", "(36.2; 37.1)".
func cutPair(s string) (first, second string, ok bool) {
	s = strings.Trim(s, "()[] ")
	for _, sep := range [...]string{";", ", ", " ", ","} {
		if first, second, ok := strings.Cut(s, sep); ok {
			return strings.TrimSpace(first), strings.TrimSpace(second), true
		}
	}
	return "", "", false
}

// Discs that stand for a division of which the case knows no area, metres. They
// are wide on purpose, as those of GED's degrees are: one that is too small would
// make an answer of what is unknown.
const (
	admin2M  = 50_000
	admin1M  = 250_000
	countryM = 1_000_000
)

// extent says how far off the point of d may be. A point whose place is a
// division by its name only stands for that division.
func (rd *reader) extent(d *draft, name, admin string) {
	w, row := rd.m.Where, d.row
	e := extent{radiusM: -1}
	basis := ""
	if w.RadiusM != nil {
		e.radiusM = *w.RadiusM
		basis = fmt.Sprintf("within %g km of the point, as the mapping says of all of them", e.radiusM/1000)
	}
	if p := w.Precision; p.Column != "" {
		value := row.Text(p.Column)
		meaning, known := p.Values[value]
		switch {
		case known:
			e, _ = parseExtent(meaning) // Check read it
			basis = fmt.Sprintf("%s %s: within %g km of the point", p.Column, value, e.radiusM/1000)
			if e.area != "" {
				basis = fmt.Sprintf("%s %s: somewhere in ", p.Column, value)
			}
		case w.RadiusM == nil || value != "":
			row.Refuse(p.Column, "%s", unlisted(value, "where.precision"))
			return
		}
	}
	second, land := row.Text(w.Admin2), row.Text(w.Country)
	if e.area == "" && name != "" {
		for _, level := range [...]struct{ area, name string }{{admin2, second}, {admin1, admin}, {country, land}} {
			if level.name != "" && fold(level.name) == fold(name) {
				e.area = level.area
				basis = "the place is named as its division is: somewhere in "
				break
			}
		}
	}
	at := &d.report.Where
	switch e.area {
	case "":
		at.RadiusM, at.Basis = e.radiusM, basis
	case admin2:
		rd.within(d, basis, admin2M, second, admin, land)
	case admin1:
		rd.within(d, basis, admin1M, admin, land)
	case country:
		rd.within(d, basis, countryM, land)
	}
}

// within places a point in the area that the first known name means, the
// smallest first, or in a disc where the case knows none of them.
func (rd *reader) within(d *draft, basis string, discM float64, names ...string) {
	at := &d.report.Where
	unknown := ""
	for _, n := range names {
		if n == "" {
			continue
		}
		if rd.lex.Area != nil {
			if id, radius, ok := rd.lex.Area(n); ok {
				at.Within, at.RadiusM, at.Basis = id, radius, basis+n+unknown
				return
			}
		}
		if unknown == "" {
			unknown = fmt.Sprintf("; %s is not an area of the case", n)
		}
	}
	if unknown == "" {
		unknown = "; the row does not name it"
	}
	at.RadiusM, at.Basis = discM, fmt.Sprintf("%sthe division%s: taken as a disc of %g km", basis, unknown, discM/1000)
}
