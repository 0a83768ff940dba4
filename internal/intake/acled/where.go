package acled

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/place"
)

// The degrees of geo_precision, from the codebook: 1 a particular town, whose
// coordinates are given; 2 a small part of a region, or near a town, for which a
// town of it stands; 3 a larger region, for which the provincial capital or a
// natural feature stands.
const (
	exact  = 1
	near   = 2
	region = 3
)

// where reads the place. A row that names a region is never taken for the town
// that stands in for it.
func (rd *reader) where(row *csvrows.Row) (place.Place, []string) {
	name := strings.Clone(row.Text("location"))
	prec := row.Int("geo_precision", exact, region)
	if row.Text("latitude") == "" && row.Text("longitude") == "" {
		if name == "" && row.Text("admin1") == "" {
			row.Refuse("latitude", "empty, and so are longitude, location and admin1; a place needs one of them")
			return place.Place{}, nil
		}
		return rd.lex.Where(name, strings.Clone(row.Text("admin1")))
	}
	p := place.Place{Name: name, Point: place.Point{
		Lon: row.Decimal("longitude", -180, 180),
		Lat: row.Decimal("latitude", -90, 90),
	}}
	if b := rd.opts.Bound; b != (orb.Bound{}) && row.Refused() == nil {
		if !b.Contains(orb.Point{p.Lon, p.Lat}) && b.Contains(orb.Point{p.Lat, p.Lon}) {
			row.Refuse("latitude", "latitude %v, longitude %v lies outside the case's box, and inside it once the two are swapped; swap the columns", p.Lat, p.Lon)
		}
	}
	known := rd.lex.Source.Precision
	switch prec {
	case exact:
		p.RadiusM, p.Basis = known.ExactM, "ACLED geo_precision 1: a particular town or place"
	case near:
		p.RadiusM = known.NearM
		p.Basis = fmt.Sprintf("ACLED geo_precision 2: near a town, or in a small part of a region for which it stands; within about %g km", known.NearM/1000)
	case region:
		rd.within(row, &p)
	}
	return p, nil
}

// within places p in the division that a row of geo_precision 3 names, or in the
// country. Where the case knows neither it becomes a disc, five times FuzzyM for
// a division and twenty times for a country: wide on purpose, because one that
// is too small would make an answer of what is unknown.
func (rd *reader) within(row *csvrows.Row, p *place.Place) {
	const degree = "ACLED geo_precision 3: somewhere in a larger region"
	unknown, discM := "", 20*rd.lex.Source.Precision.FuzzyM
	for _, column := range [...]string{"admin1", "country"} {
		name := row.Text(column)
		if name == "" {
			continue
		}
		if a := rd.area(name); a.ok {
			p.Within, p.RadiusM = a.id, a.radiusM
			p.Basis = fmt.Sprintf("%s, taken as %s%s", degree, name, unknown)
			return
		}
		if unknown == "" {
			unknown = fmt.Sprintf("; %s is not an area of the case", name)
			if column == "admin1" {
				discM = 5 * rd.lex.Source.Precision.FuzzyM
			}
		}
	}
	if unknown == "" {
		unknown = "; the row does not name it"
	}
	p.RadiusM = discM
	p.Basis = fmt.Sprintf("%s%s: taken as a disc of %g km", degree, unknown, discM/1000)
}

// A moment is a row's answer to when.
type moment struct {
	span        truceline.Interval
	days, basis string
	remarks     []string
}

// when reads the day, or the span around it. By the codebook the date of
// time_precision 2 is the middle of "a week, or a similar period": the event
// lies in some span of seven days that holds the date. Of time_precision 3 it is
// the middle, the first or the last day of the month.
func (rd *reader) when(row *csvrows.Row) moment {
	d, ok := dayOf(row.Text("event_date"))
	if !ok {
		row.Refuse("event_date", "not a date written like 06 May 2017 or 2017-05-06")
	}
	var m moment
	first, last := d, d
	switch row.Int("time_precision", 1, 3) {
	case 1:
		m.basis = "ACLED time_precision 1: the day is known"
	case 2:
		first, last = d.Add(-6), d.Add(6)
		m.basis = fmt.Sprintf("ACLED time_precision 2: in a week that holds %v", d)
	case 3:
		if t, err := time.Parse(time.DateOnly, d.String()); err == nil {
			first = d.Add(1 - t.Day())
			last = first.Add(t.AddDate(0, 1, -t.Day()).Day() - 1)
		}
		m.basis = "ACLED time_precision 3: the month is known"
	}
	if row.Refused() != nil {
		return moment{}
	}
	zone := rd.lex.Location()
	m.span = truceline.Interval{From: first.Start(zone), To: last.Add(1).Start(zone)}
	m.days = first.String()
	if first != last {
		m.days += "/" + last.String()
	}
	if year := row.Text("year"); year != "" && !strings.HasPrefix(d.String(), year) {
		m.remarks = append(m.remarks, fmt.Sprintf("year says %s and event_date %v; the date is taken", strings.Clone(year), d))
	}
	return m
}

// layouts are the dates of exports beside ISO. Each names the month in letters,
// so that it cannot be taken for the day.
var layouts = [...]string{"02 January 2006", "2 January 2006", "02-January-2006", "2-January-2006", "02 Jan 2006", "2 Jan 2006", "02-Jan-2006", "2-Jan-2006"}

func dayOf(text string) (csvrows.Day, bool) {
	if d, ok := csvrows.ParseDay(text); ok {
		return d, true
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, text); err == nil {
			return csvrows.ParseDay(strconv.Itoa(t.Year()) + t.Format("-01-02"))
		}
	}
	return csvrows.Day{}, false
}
