package ged

import (
	"fmt"
	"slices"
	"strings"

	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/report"
)

// A sideKey is a side as the file gives it.
type sideKey struct{ name, code string }

// side reads side a (0) or b (1) as actors.
func (rd *reader) side(row *csvrows.Row, i int) []report.Actor {
	column := [...]string{"side_a", "side_b"}[i]
	key := sideKey{name: row.Text(column)}
	if key.name == "" {
		row.Refuse(column, "empty; each side of an event must be named")
		return nil
	}
	if rd.sideIDs[i] != "" {
		key.code = row.Text(rd.sideIDs[i])
	}
	actors, known := rd.actors[key]
	if !known {
		key = sideKey{strings.Clone(key.name), strings.Clone(key.code)}
		actors = rd.resolve(key)
		rd.actors[key] = actors
	}
	return actors
}

// resolve names the parties of a side. GED writes an alliance as its members
// joined by ", ", but a comma may also belong to one name: it divides only what
// does not resolve as a whole.
func (rd *reader) resolve(side sideKey) []report.Actor {
	code := side.code
	if code != "" {
		code = "ucdp:" + code
	}
	whole := rd.opts.Actor(side.name, code)
	if whole != "" || !strings.Contains(side.name, ", ") {
		return []report.Actor{{Name: side.name, Party: whole}}
	}
	var actors []report.Actor
	for name := range strings.SplitSeq(side.name, ", ") {
		if name = strings.TrimSpace(name); name != "" {
			actors = append(actors, report.Actor{Name: name, Party: rd.opts.Actor(name, "")})
		}
	}
	return actors
}

// deaths reads the three estimates and, where the file has them, the parts of
// the best one.
func deaths(row *csvrows.Row) report.Casualties {
	part := func(column string) int {
		if row.Text(column) == "" {
			return 0
		}
		return row.Int(column, 0, maxDeaths)
	}
	return report.Casualties{
		Deaths: report.Range{
			Low:  row.Int("low", 0, maxDeaths),
			Best: row.Int("best", 0, maxDeaths),
			High: row.Int("high", 0, maxDeaths),
		},
		SideA:     part("deaths_a"),
		SideB:     part("deaths_b"),
		Civilians: part("deaths_civilians"),
		Unknown:   part("deaths_unknown"),
	}
}

// remarks says what is odd about deaths. The estimates of about one event in
// 160 are out of order in the published dataset; the event still happened, so
// that it is taken, with its numbers as given.
func remarks(c report.Casualties) []string {
	if d := c.Deaths; d.Low > d.Best || d.Best > d.High {
		return []string{fmt.Sprintf("the estimates of deaths are out of order and kept as given: low %d, best %d, high %d", d.Low, d.Best, d.High)}
	}
	return nil
}

// origins folds the names of offices to the independent origins behind them.
type origins struct {
	known map[string]string // origin by folded spelling
	sets  map[string][]string
}

func newOrigins(aliases []report.OriginAlias) *origins {
	o := &origins{known: map[string]string{}, sets: map[string][]string{}}
	for _, a := range aliases {
		o.known[foldName(a.Origin)] = a.Origin
		for _, s := range a.Spellings {
			o.known[foldName(s)] = a.Origin
		}
	}
	return o
}

// foldName is how spellings are compared: in lower case, with single spaces.
func foldName(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }

// of reads the origins that a row names, folded, sorted and each once, and how
// many items it names. Both are empty where the row's sources are free text, as
// in releases before 5.0: no origin is better than a wrong one, since two that
// are not independent would pass for corroboration.
func (o *origins) of(row *csvrows.Row) ([]string, int) {
	offices := splitOffices(row.Text("source_office"))
	items := articleOffices(row.Text("source_article"))
	original, originalKnown := o.known[foldName(row.Text("source_original"))]
	var found []string
	for _, office := range slices.Concat(offices, items) {
		origin, known := o.origin(office)
		if !known && originalKnown {
			// source_original is who the information comes from: an office that
			// the case does not list as an origin only carried it.
			origin = original
		}
		found = append(found, origin)
	}
	slices.Sort(found)
	return o.shared(slices.Compact(found)), max(len(offices), len(items))
}

// shared returns an equal slice that was returned before, if there is one.
func (o *origins) shared(names []string) []string {
	if len(names) == 0 {
		return nil
	}
	key := strings.Join(names, ";")
	set, ok := o.sets[key]
	if !ok {
		set = make([]string, len(names))
		for i, n := range names {
			set[i] = strings.Clone(n)
		}
		o.sets[strings.Clone(key)] = set
	}
	return set
}

// origin folds one office, and reports whether the case lists it. An office
// that it does not list is an origin of its own, in lower case so that letter
// case alone never makes two of one.
func (o *origins) origin(office string) (string, bool) {
	name := foldName(cited(office))
	if known, ok := o.known[name]; ok {
		return known, true
	}
	return name, false
}

// cited is whom an office only carries, "The Star (in SOHR)" or "X citing
// SOHR", and otherwise the office itself. "(on SOHR)" is written for "in".
func cited(office string) string {
	lower := strings.ToLower(office)
	if len(lower) != len(office) {
		return office // letters whose case changes their length: cut nothing
	}
	for _, mark := range [...]string{"(in ", "(on "} {
		if _, after, ok := strings.Cut(lower, mark); ok {
			if inner, closed := strings.CutSuffix(strings.TrimSpace(after), ")"); closed && strings.TrimSpace(inner) != "" {
				return strings.TrimSpace(inner)
			}
		}
	}
	if _, after, ok := strings.Cut(lower, " citing "); ok && strings.TrimSpace(after) != "" {
		return strings.TrimSpace(after)
	}
	return office
}

// splitOffices divides source_office: "SOHR;Airwars".
func splitOffices(s string) []string {
	var offices []string
	for office := range strings.SplitSeq(s, ";") {
		if office = strings.TrimSpace(office); office != "" {
			offices = append(offices, office)
		}
	}
	return offices
}

// articleOffices reads the offices out of source_article, whose items are
// "OFFICE,DATE,HEADLINE" or "OFFICE,DATE", each in quotes and divided by
// semicolons. Headlines are not kept.
func articleOffices(s string) []string {
	inner, ok := strings.CutPrefix(s, `"`)
	if !ok {
		return nil
	}
	var offices []string
	for item := range strings.SplitSeq(inner, `";"`) {
		if office := beforeDate(item); office != "" {
			offices = append(offices, office)
		}
	}
	return offices
}

// beforeDate is what stands before the first ",YYYY-MM-DD" of an item, or "".
// An office may hold a comma itself.
func beforeDate(item string) string {
	for i := 0; i < len(item); i++ {
		if item[i] != ',' || i+1+len("2006-01-02") > len(item) {
			continue
		}
		if _, ok := csvrows.ParseDay(item[i+1 : i+1+len("2006-01-02")]); ok {
			return strings.TrimSpace(item[:i])
		}
	}
	return ""
}
