package geojson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/lexicon"
	"github.com/truceline/truceline/report"
)

// The things that properties say.
const (
	number     = "id"
	start      = "start"
	end        = "end"
	placeName  = "place"
	admin1     = "admin1"
	withinArea = "within"
	kind       = "kind"
	subkind    = "subkind"
	code       = "codes"
	sideA      = "side_a"
	sideB      = "side_b"
	best       = "deaths"
	low        = "deaths_low"
	high       = "deaths_high"
	civilians  = "deaths_civilians"
	source     = "source"
	words      = "words"
	means      = "means"
	observed   = "observed"
	radius     = "radius_m"
	form       = "form"
	lang       = "lang"
)

// A Property is one thing that a feature may say, and the names of properties
// under which it is taken, the first that a feature has before the others.
// Letter case does not matter, and a space or hyphen is an underscore; a member
// of an object within the properties has both names, "deaths_low".
type Property struct {
	Name  string   // as Options.Rename gives it
	Taken []string // the names, Name among them
	Says  string   // what it says, with units
}

// Properties are all of them.
func Properties() []Property { return slices.Clone(table[:]) }

var table = [...]Property{
	{number, []string{"id", "event_id", "eventid", "incident_id", "number", "uid", "globalid", "objectid"}, "the source's own id; the id of the feature goes before it, and a digest of the feature stands for none"},
	{start, []string{"start", "start_date", "date_start", "date", "event_date", "datetime", "date_time", "from", "days", "day", "when"}, "a day, a local time, an instant with its zone, a month, two of them around a slash, or milliseconds since 1970 UTC"},
	{end, []string{"end", "end_date", "date_end", "to", "until"}, "the last day, or the instant at which it ended"},
	{placeName, []string{"place", "place_name", "location", "settlement", "village", "locality", "site", "name"}, "the name of the place"},
	{admin1, []string{"admin1", "admin1_pcode", "adm1_pcode", "adm1", "adm1_en", "admin1name", "governorate", "province", "oblast"}, "the division in which it lies"},
	{withinArea, []string{"within"}, "an area of the case somewhere in which it was"},
	{kind, []string{"kind", "event_type", "incident_type", "type_of_event", "category", "type"}, "what happened, in the source's word"},
	{subkind, []string{"subkind", "sub_event_type", "subtype"}, "the same, closer"},
	{code, []string{"codes", "code"}, "the same as codes of the act catalogue, source:code"},
	{sideA, []string{"side_a", "actor1", "actor", "perpetrator", "attacker", "parties"}, "who acted, or one side; several around semicolons or in a list"},
	{sideB, []string{"side_b", "actor2", "target", "victim"}, "who was acted upon, or the other side"},
	{best, []string{"deaths", "deaths_best", "best", "fatalities", "fatalities_best", "killed", "dead"}, "deaths, 12 or 3-5"},
	{low, []string{"deaths_low", "low", "fatalities_low"}, "at least so many deaths"},
	{high, []string{"deaths_high", "high", "fatalities_high"}, "at most so many deaths"},
	{civilians, []string{"deaths_civilians", "civilian_deaths", "civilians_killed"}, "deaths of civilians among them"},
	{source, []string{"source", "sources", "office", "offices", "source_office", "origin", "origins", "reported_by"}, "whom it repeats; several around semicolons or in a list"},
	{words, []string{"words", "headline", "title", "description", "notes", "summary", "text", "comment"}, "the headline or description"},
	{means, []string{"means", "weapon", "weapons"}, "weapons or means"},
	{observed, []string{"observed", "observation", "means_of_observation"}, "how it is known"},
	{radius, []string{"radius_m", "accuracy_m", "uncertainty_m", "accuracy", "uncertainty"}, "how far off the position may be, metres"},
	{form, []string{"form"}, "one_sided, two_sided or unsaid; unsaid by default"},
	{lang, []string{"lang", "language"}, "the language of the words, BCP 47"},
}

// renamed checks what properties are renamed to.
func renamed(rename map[string]string) (map[string]string, error) {
	out := map[string]string{}
	for from, to := range rename {
		if !slices.ContainsFunc(table[:], func(p Property) bool { return p.Name == to }) {
			var names []string
			for _, p := range table {
				names = append(names, p.Name)
			}
			return nil, truceline.Invalid("rename", "%q is nothing that a property says; it is one of %s", to, strings.Join(names, ", "))
		}
		out[foldName(from)] = to
	}
	return out, nil
}

// foldName is how names of properties are compared.
func foldName(name string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '.' || r == ':' {
			return '_'
		}
		return r
	}, strings.ToLower(strings.TrimSpace(name)))
}

// properties are what a feature says, by folded name.
type properties struct {
	values map[string][]string
	rename map[string]string // folded name by concept, of those that the feature has
}

// properties reads the properties of the feature.
func (ft *feature) properties(raw json.RawMessage) {
	ft.props = properties{values: map[string][]string{}, rename: map[string]string{}}
	if raw = bytes.TrimSpace(raw); len(raw) == 0 || string(raw) == "null" {
		return
	}
	ft.flatten("", raw, 0)
	for from, to := range ft.rd.rename {
		if _, ok := ft.props.values[from]; !ok {
			continue
		}
		ft.rd.used[from] = true
		if other, twice := ft.props.rename[to]; twice && other < from {
			continue // two properties of one meaning: the first by name
		}
		ft.props.rename[to] = from
	}
}

// flatten takes the members of an object under their names, those of an object
// within under both.
func (ft *feature) flatten(prefix string, raw json.RawMessage, level int) {
	ms, fault := members(raw)
	if fault != "" {
		ft.refuse("properties", "", "%s", fault)
		return
	}
	for _, own := range slices.Sorted(maps.Keys(ms)) { // two may fold to one name
		name, value := foldName(own), ms[own]
		if prefix != "" {
			name = prefix + "_" + name
		}
		value = bytes.TrimSpace(value)
		switch {
		case string(value) == "null":
		case value[0] == '{':
			if level < 2 {
				ft.flatten(name, value, level+1)
			}
		case value[0] == '[':
			var parts []json.RawMessage
			if json.Unmarshal(value, &parts) == nil {
				for _, part := range parts {
					if part = bytes.TrimSpace(part); part[0] != '{' && part[0] != '[' {
						ft.add(name, text(part))
					}
				}
			}
		default:
			ft.add(name, text(value))
		}
	}
}

func (ft *feature) add(name, value string) {
	if value != "" && value != "null" {
		ft.props.values[name] = append(ft.props.values[name], value)
	}
}

func (p properties) has(name string) bool { return len(p.values[name]) > 0 }

// value is the only value of a property by its name, or the first of several.
func (p properties) value(name string) string {
	if v := p.values[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// named is the folded name of the property that says something; "" if none does.
func (p properties) named(concept string) string {
	if name := p.rename[concept]; name != "" {
		return name
	}
	for _, t := range table {
		if t.Name != concept {
			continue
		}
		for _, name := range t.Taken {
			if p.has(name) {
				return name
			}
		}
	}
	return ""
}

// first is what the feature says; "" if nothing.
func (p properties) first(concept string) string { return p.value(p.named(concept)) }

// list is everything that it says, divided at semicolons.
func (p properties) list(concept string) []string {
	var out []string
	for _, v := range p.values[p.named(concept)] {
		for part := range strings.SplitSeq(v, ";") {
			if part = strings.TrimSpace(part); part != "" {
				out = append(out, part)
			}
		}
	}
	return out
}

// codeForm is a code of the act catalogue.
var codeForm = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*:\S(.*\S)?$`)

// codes are the kinds of a feature: codes as they are, and words under the name
// of the source.
func (ft *feature) codes() []string {
	from := string(ft.rd.opts.Lexicon.Source.ID)
	if from == "" {
		from = "geojson"
	}
	var out []string
	for _, c := range ft.props.list(code) {
		if !codeForm.MatchString(c) {
			ft.remark("%q is not a code, source:code, and is left out", c)
			continue
		}
		out = append(out, c)
	}
	for _, concept := range [...]string{kind, subkind} {
		for _, word := range ft.props.list(concept) {
			out = append(out, from+":"+concept+"="+word)
		}
	}
	return out
}

// form is how the sides stand to each other, if the feature says so.
func (ft *feature) form() report.Form {
	switch f := ft.props.first(form); report.Form(strings.ToLower(f)) {
	case report.OneSided:
		return report.OneSided
	case report.TwoSided:
		return report.TwoSided
	case "", report.Unsaid:
	default:
		ft.remark("%q is no form of an event; it is taken as unsaid", f)
	}
	return report.Unsaid
}

// sides reads the parties. In our own exports those that no party of the case
// answers to begin with "unresolved:".
func (ft *feature) sides(rep *report.Report) {
	named := func(concept string) []report.Actor {
		names := ft.props.list(concept)
		for i, n := range names {
			names[i] = strings.TrimPrefix(n, "unresolved:")
		}
		return ft.rd.opts.Lexicon.Actors(names...)
	}
	rep.SideA, rep.SideB = named(sideA), named(sideB)
}

// maxDeaths keeps numbers within what their sums can hold.
const maxDeaths = 10_000_000

// deaths reads the number of deaths and its bounds.
func (ft *feature) deaths() report.Casualties {
	c := report.Casualties{Unstated: true}
	if name := ft.props.named(best); name != "" {
		given := whole(ft.props.value(name))
		read, ok := lexicon.Deaths(given)
		if !ok {
			ft.refuse(name, given, "not a number of deaths; write 12, or 3-5")
			return c
		}
		c = read
	}
	if lo, ok := ft.count(low); ok {
		if c.Unstated {
			c.Deaths.Best, c.Deaths.High = lo, lo
		}
		c.Deaths.Low, c.Unstated = lo, false
	}
	if hi, ok := ft.count(high); ok {
		c.Deaths.High, c.Unstated = hi, false
	}
	c.Civilians, _ = ft.count(civilians)
	if d := c.Deaths; d.Low > d.Best || d.Best > d.High {
		ft.remark("the estimates of deaths are out of order and kept as given: low %d, best %d, high %d", d.Low, d.Best, d.High)
	}
	return c
}

func (ft *feature) count(concept string) (int, bool) {
	name := ft.props.named(concept)
	if name == "" {
		return 0, false
	}
	n, err := strconv.Atoi(whole(ft.props.value(name)))
	if err != nil || n < 0 || n > maxDeaths {
		ft.refuse(name, ft.props.value(name), "not a whole number from 0 to %d", maxDeaths)
		return 0, false
	}
	return n, true
}

// whole is a whole number that a program wrote as 3.0, without the fraction.
func whole(s string) string {
	if digits, zeros, ok := strings.Cut(s, "."); ok && strings.Trim(zeros, "0") == "" {
		return digits
	}
	return s
}

// radius is how far off the feature says that its position may be.
func (ft *feature) radius() (metres float64, given bool) {
	name := ft.props.named(radius)
	if name == "" {
		return 0, false
	}
	v := ft.props.value(name)
	m, err := strconv.ParseFloat(v, 64)
	if err != nil || !(m >= 0 && m <= maxRadiusM) {
		ft.refuse(name, v, "%s", fmt.Sprintf("not a number of metres from 0 to %d", maxRadiusM))
		return 0, false
	}
	return m, true
}
