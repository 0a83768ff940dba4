package hxl

import (
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/mapped"
	"github.com/truceline/truceline/report"
)

// nearM is how far off a point may be where the source does not say, metres: HXL
// has no word for it. It is the distance that UCDP means by "near".
const nearM = 25_000

// What each hashtag means here, the surest pattern first; tag.matches reads
// them. docs/intake.md prints the same table.
var (
	numberTags = []string{"#meta +id", "#event +id", "#event +code"}
	startTags  = []string{"#date +start ?occurred ?event", "#date +from"}
	endTags    = []string{"#date +end ?occurred ?event", "#date +to"}
	dateTags   = []string{"#date +occurred", "#date +event", "#date"}
	// reportedTags and yearTags stand for the date only where nothing better does.
	reportedTags = []string{"#date +reported", "#date +published", "#date +publication"}
	yearTags     = []string{"#date +year ?start", "#date +month"}

	latTags    = []string{"#geo +lat", "#loc +lat"}
	lonTags    = []string{"#geo +lon", "#geo +long", "#loc +lon"}
	coordTags  = []string{"#geo +coord", "#geo +coords"}
	nameTags   = []string{"#loc +name", "#loc", "#adm5 +name", "#adm5", "#adm4 +name", "#adm4", "#adm3 +name", "#adm3"}
	adm1Tags   = []string{"#adm1 +name", "#adm1", "#adm1 +code"}
	adm2Tags   = []string{"#adm2 +name", "#adm2", "#adm2 +code"}
	countryTag = []string{"#country +name", "#country", "#country +code"}

	sideATags   = []string{"#group +first ?name", "#actor +first ?name", "#group +a ?name", "#actor +a ?name", "#actor ?name", "#group ?name"}
	sideBTags   = []string{"#group +second ?name", "#actor +second ?name", "#group +b ?name", "#actor +b ?name", "#actor +target ?name", "#group +target ?name"}
	kindTags    = []string{"#event +type", "#event +category", "#event ?name", "#cause ?type"}
	subkindTags = []string{"#event +subtype", "#subevent ?type"}
	meansTags   = []string{"#event +weapon", "#cause +weapon", "#weapon ?type ?name"}
	wordsTags   = []string{"#description", "#event +description", "#description +event", "#description +headline"}

	killedTags   = []string{"#affected +killed ?total ?best ?all", "#affected +dead ?total ?all", "#affected +deaths ?total ?all"}
	leastTags    = []string{"#affected +killed +min", "#affected +killed +low"}
	mostTags     = []string{"#affected +killed +max", "#affected +killed +high"}
	civilianTags = []string{"#affected +killed +civilians", "#affected +killed +civilian"}

	originTags      = []string{"#meta +source ?name"}
	credibilityTags = []string{"#meta +credibility"}
)

// dateForms are how dates may be written: the forms of ISO 8601, which HXL asks
// for, and those in which day and month cannot be taken for each other.
var dateForms = []string{"ISO", "YYYY/MM/DD", "D MMMM YYYY", "MMMM D, YYYY"}

// Mapping is what a row of hashtags says of the columns, as a mapping. Tags that
// say no date, no place or nothing that happened are a Problem: a table of who
// works where is no table of events.
func Mapping(columns []string, source report.Source) (mapped.Mapping, error) {
	tags := make([]tag, len(columns))
	for i, c := range columns {
		tags[i], _ = parseTag(c) // an empty cell is no tag
	}
	first := func(patterns []string) string {
		for _, p := range patterns {
			for i, t := range tags {
				if t.name != "" && t.matches(p) {
					return columns[i]
				}
			}
		}
		return ""
	}
	list := func(patterns ...[]string) []string {
		var out []string
		for _, p := range patterns {
			if c := first(p); c != "" {
				out = append(out, c)
			}
		}
		return out
	}
	m := mapped.Mapping{
		Source: source.ID,
		Number: list(numberTags),
		When:   mapped.When{Formats: dateForms},
		Where: mapped.Where{
			Longitude: first(lonTags), Latitude: first(latTags), Name: first(nameTags),
			Admin1: first(adm1Tags), Admin2: first(adm2Tags), Country: first(countryTag),
		},
		Who:  mapped.Who{SideA: list(sideATags), SideB: list(sideBTags), Separator: ";"},
		What: mapped.What{Kind: list(kindTags, subkindTags), Means: list(meansTags), Words: first(wordsTags), Separator: ";"},
		Deaths: mapped.Deaths{
			Low: first(leastTags), Best: first(killedTags), High: first(mostTags), Civilians: first(civilianTags),
		},
		Origins:     mapped.Origins{Columns: list(originTags), Separator: ";", Articles: true},
		Credibility: mapped.Credibility{Column: first(credibilityTags)},
	}
	if t, ok := parseTag(m.What.Words); ok {
		m.Constants.Lang = t.lang()
	}
	when(&m, first)
	where(&m, first, source)
	return m, check(m, tags)
}

// when chooses the column of the date.
func when(m *mapped.Mapping, first func([]string) string) {
	w := &m.When
	if w.Start, w.End = first(startTags), first(endTags); w.Start != "" {
		return
	}
	if w.Start = first(dateTags); w.Start != "" && w.End != "" {
		return // from a plain #date to a #date+end
	}
	w.Date, w.Start, w.End = w.Start, "", ""
	if w.Date != "" {
		return
	}
	if w.Date = first(reportedTags); w.Date != "" {
		w.Basis = w.Date + ": the day of the report, no other being given"
		return
	}
	w.Date = first(yearTags)
}

// where chooses the columns of the point, and how far off it may be.
func where(m *mapped.Mapping, first func([]string) string, source report.Source) {
	w := &m.Where
	if w.Longitude == "" || w.Latitude == "" {
		w.Longitude, w.Latitude, w.Coordinates = "", "", first(coordTags)
	}
	if w.Longitude+w.Coordinates == "" {
		return
	}
	radius := source.Precision.NearM
	if radius == 0 {
		radius = nearM
	}
	w.RadiusM = &radius
}

// check refuses tags of which no report can be made.
func check(m mapped.Mapping, tags []tag) error {
	var lacks []string
	if m.When.Date+m.When.Start == "" {
		lacks = append(lacks, "a date (#date, #date+start)")
	}
	if w := m.Where; w.Longitude+w.Coordinates+w.Name+w.Admin1+w.Admin2+w.Country == "" {
		lacks = append(lacks, "a place (#geo+lat and #geo+lon, #loc+name, #adm1)")
	}
	if len(m.What.Kind) == 0 && m.What.Words+m.Deaths.Best+m.Deaths.Low+m.Deaths.High == "" {
		lacks = append(lacks, "what happened (#event+type, #description, #affected+killed)")
	}
	if len(lacks) == 0 {
		return nil
	}
	var has []string
	for _, t := range tags {
		if t.name != "" {
			has = append(has, t.String())
		}
	}
	return truceline.Invalid("", "the file is tagged, but says nothing that happened: it lacks %s; it has %s", strings.Join(lacks, " and "), strings.Join(has, ", "))
}
