package ged

import (
	"fmt"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/place"
)

// The degrees of where_prec, from the GED codebook.
const (
	exact         = 1 // the place itself
	near          = 2 // within about 25 km of a known point
	secondOrder   = 3 // somewhere in a second-order division (adm_2)
	firstOrder    = 4 // somewhere in a first-order division (adm_1)
	fuzzy         = 5 // a line, or a region without a border
	country       = 6 // somewhere in the country
	international = 7 // international waters or air space
)

// An area is an answer of Options.Area, kept because names repeat.
type area struct {
	id      place.AreaID
	radiusM float64
	ok      bool
}

// area asks for a name once.
func (rd *reader) area(name string) area {
	if name == "" {
		return area{}
	}
	a, asked := rd.areas[name]
	if !asked {
		a.id, a.radiusM, a.ok = rd.opts.Area(name)
		rd.areas[strings.Clone(name)] = a
	}
	return a
}

// where reads the place. A row that names an area is never taken for the point
// that stands in for it.
func (rd *reader) where(row *csvrows.Row) place.Place {
	p := place.Place{
		Point: place.Point{
			Lon: row.Decimal("longitude", -180, 180),
			Lat: row.Decimal("latitude", -90, 90),
		},
		Name: strings.Clone(row.Text("where_coordinates")),
	}
	known := rd.opts.Precision
	switch row.Int("where_prec", exact, international) {
	case exact:
		p.RadiusM, p.Basis = known.ExactM, "UCDP GED where_prec 1: an exact place"
	case near:
		p.RadiusM, p.Basis = known.NearM, "UCDP GED where_prec 2: near a known point, within about 25 km"
	case secondOrder:
		rd.within(row, &p, "where_prec 3: somewhere in a second-order division", known.FuzzyM, "adm_2", "adm_1", "country")
	case firstOrder:
		rd.within(row, &p, "where_prec 4: somewhere in a first-order division", 5*known.FuzzyM, "adm_1", "country")
	case fuzzy:
		p.RadiusM, p.Basis = known.FuzzyM, "UCDP GED where_prec 5: a line, or a region without a border"
	case country:
		rd.within(row, &p, "where_prec 6: somewhere in the country", 20*known.FuzzyM, "country")
	case international:
		p.RadiusM, p.Basis = known.FuzzyM, "UCDP GED where_prec 7: international waters or air space"
	}
	return p
}

// within places p in the area that the first resolvable column names, the
// smallest first. Where the case knows none of them it becomes a disc: FuzzyM
// for a second-order division, five times that for a first-order one and twenty
// times for a country. Such a disc is wide on purpose, because one that is too
// small would make an answer of what is unknown.
func (rd *reader) within(row *csvrows.Row, p *place.Place, degree string, discM float64, columns ...string) {
	var unknown string
	for _, column := range columns {
		name := row.Text(column)
		if name == "" {
			continue
		}
		if a := rd.area(name); a.ok {
			p.Within, p.RadiusM = a.id, a.radiusM
			p.Basis = fmt.Sprintf("UCDP GED %s, %s%s", degree, name, unknown)
			return
		}
		if unknown == "" {
			unknown = fmt.Sprintf("; %s is not an area of the case", name)
		}
	}
	if unknown == "" {
		unknown = "; the row does not name it"
	}
	p.RadiusM = discM
	p.Basis = fmt.Sprintf("UCDP GED %s%s: taken as a disc of %g km", degree, unknown, discM/1000)
}

// A moment is a row's answer to when.
type moment struct {
	span        truceline.Interval
	days, basis string
}

// whenBasis says what each date_prec means.
var whenBasis = [...]string{
	1: "UCDP GED date_prec 1: the day is known",
	2: "UCDP GED date_prec 2: within two to six days",
	3: "UCDP GED date_prec 3: the week is known",
	4: "UCDP GED date_prec 4: the month is known",
	5: "UCDP GED date_prec 5: within more than a month, up to a year",
}

// when reads the span of days within which the event lies.
func (rd *reader) when(row *csvrows.Row) moment {
	prec := row.Int("date_prec", 1, len(whenBasis)-1)
	start, end := row.Day("date_start"), row.Day("date_end")
	if row.Refused() == nil && end.Before(start) {
		row.Refuse("date_end", "before date_start, %v; the two may be swapped", start)
	}
	m := moment{
		span:  truceline.Interval{From: start.Start(rd.opts.Zone), To: end.Add(1).Start(rd.opts.Zone)},
		days:  start.String(),
		basis: whenBasis[prec],
	}
	if start != end {
		m.days += "/" + end.String()
	}
	return m
}
