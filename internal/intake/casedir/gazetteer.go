package casedir

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"golang.org/x/text/language"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/place/gazetteer"
)

const (
	maxPlaces      = 64 << 20      // bytes of a gazetteer; 10,000 places have about one MB
	maxInhabitants = 1_000_000_000 // of a place
	// astrayDeg is how far beyond the box of its division a place may lie,
	// degrees: the lines of divisions are drawn by others than the places are.
	astrayDeg = 0.5
)

// entryForm is the id of a place: words, or a register with its own number.
var entryForm = regexp.MustCompile(`^[a-z0-9]+([-_][a-z0-9]+)*(:[A-Za-z0-9._-]+)?$`)

// placeColumns are the columns of a gazetteer, beside names_LANG for each
// language and names_other for variants of none.
var placeColumns = []string{"id", "kind", "name", "lon", "lat", "admin1", "population"}

// variants is the column of the names of which the language is not known.
const variants = "names_other"

// gazetteerFile reads the places that the case names, if it does. It goes after
// the areas, in which the places lie.
func (l *loader) gazetteerFile(c *Case, s spot, r *gazetteerRow) {
	if r == nil {
		return
	}
	at := s.at("file")
	if !l.filled(at, r.File, "name a file of the case folder, such as places.csv") {
		return
	}
	if !fs.ValidPath(r.File) || strings.ContainsAny(r.File, "\n\r\\") {
		l.refuse(at, "%q is not a path within the case folder; write it as places.csv", r.File)
		return
	}
	b, ok := l.read(r.File, maxPlaces)
	if !ok {
		return
	}
	rows, err := csvrows.Open(bytes.NewReader(b), csvrows.Options{})
	if err != nil {
		l.refuseTable(r.File, err)
		return
	}
	if err := rows.Require("id", "name", "lon", "lat"); err != nil {
		l.refuseTable(r.File, err)
		return
	}
	langs, ok := l.nameColumns(r.File, rows.Columns())
	if !ok {
		return
	}
	boxes := make(map[string]orb.Bound)
	for _, a := range c.Facts.Areas {
		if len(a.Possible) > 0 {
			boxes[string(a.ID)] = a.Possible.Bound()
		}
	}
	first := make(map[string]int) // the line of each id
	for {
		row, err := rows.Next(context.Background())
		switch refusal, refused := errors.AsType[*csvrows.Refusal](err); {
		case errors.Is(err, io.EOF):
			return
		case refused:
			l.refuse(lineOf(r.File, refusal.Line).at(refusal.Field), "%s", refusal.Reason)
			continue
		case err != nil:
			l.refuseTable(r.File, err)
			return
		}
		c.Gazetteer = append(c.Gazetteer, l.entry(lineOf(r.File, row.Line), row, langs, boxes, first))
	}
}

// refuseTable refuses a file that is no table of places.
func (l *loader) refuseTable(file string, err error) {
	at := spot{row: file}
	msg := "cannot be read: " + err.Error()
	if p, ok := errors.AsType[*truceline.Problem](err); ok {
		at.field, msg = p.Field, p.Msg
	}
	l.refuse(at, "%s", msg)
}

// nameColumns is the language of each column of names, in the order of the
// file; "" for variants. Columns that the format does not have are refused.
func (l *loader) nameColumns(file string, columns []string) (langs []string, ok bool) {
	ok = true
	for _, col := range columns {
		lang, names := strings.CutPrefix(col, "names_")
		switch {
		case slices.Contains(placeColumns, col):
		case col == variants:
			langs = append(langs, "")
		case names:
			if _, err := language.Parse(lang); err != nil {
				l.refuse(lineOf(file, 1).at(col), "%q is not a language; write its BCP 47 tag, as names_ar, or names_other", lang)
				ok = false
			}
			langs = append(langs, lang)
		default:
			l.refuse(lineOf(file, 1).at(col), "is not a column of places; the format has %s, names_LANG and names_other", strings.Join(placeColumns, ", "))
			ok = false
		}
	}
	return langs, ok
}

// entry reads one place.
func (l *loader) entry(at spot, row *csvrows.Row, langs []string, boxes map[string]orb.Bound, first map[string]int) gazetteer.Entry {
	text := func(column string) string { return strings.Clone(row.Text(column)) }
	e := gazetteer.Entry{ID: text("id"), Kind: or(text("kind"), "locality"), Admin1: place.AreaID(text("admin1"))}
	if l.filled(at.at("id"), e.ID, "give each place an id, such as wof:421167011") {
		line, twice := first[e.ID]
		switch {
		case !entryForm.MatchString(e.ID):
			l.refuse(at.at("id"), "%q is not an id; write lower-case words joined by - or _, or a register and its number, such as wof:421167011", e.ID)
		case twice:
			l.refuse(at.at("id"), "%q stands twice, first on line %d; give one of them another id", e.ID, line)
		default:
			first[e.ID] = row.Line
		}
	}
	l.word(at.at("kind"), e.Kind)
	l.refer(at.at("admin1"), kArea, string(e.Admin1))
	add := func(lang, name string) {
		if name = strings.TrimSpace(name); name != "" && !slices.ContainsFunc(e.Names, func(n gazetteer.Name) bool { return n.Text == name && n.Lang == lang }) {
			e.Names = append(e.Names, gazetteer.Name{Lang: lang, Text: name})
		}
	}
	if l.filled(at.at("name"), text("name"), "write the usual name of the place") {
		add("", text("name"))
	}
	for _, lang := range langs {
		column := variants
		if lang != "" {
			column = "names_" + lang
		}
		for name := range strings.SplitSeq(text(column), "|") {
			add(lang, name)
		}
	}
	e.Lon, e.Lat = row.Decimal("lon", -180, 180), row.Decimal("lat", -180, 180) // onEarth says what may be meant
	if row.Text("population") != "" {
		e.Population = row.Int("population", 0, maxInhabitants)
	}
	if f := row.Refused(); f != nil {
		l.refuse(at.at(f.Field), "%q is %s", f.Value, f.Reason)
		return e
	}
	l.astray(at, e, boxes)
	return e
}

// astray refuses a place that is not on Earth, or lies far from its division.
func (l *loader) astray(at spot, e gazetteer.Entry, boxes map[string]orb.Bound) {
	p := orb.Point{e.Lon, e.Lat}
	if !l.onEarth(at, p) {
		return
	}
	box, ok := boxes[string(e.Admin1)]
	if !ok || box.Pad(astrayDeg).Contains(p) {
		return
	}
	if box.Pad(astrayDeg).Contains(orb.Point{e.Lat, e.Lon}) {
		l.refuse(at.at("lon"), "%s lies away from %s, and %s would lie in it; are longitude and latitude exchanged?", lonLat(p), e.Admin1, lonLat(orb.Point{e.Lat, e.Lon}))
		return
	}
	l.refuse(at.at("admin1"), "%s lies away from %s; correct the position or the division", lonLat(p), e.Admin1)
}
