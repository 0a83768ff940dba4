package lexicon

import (
	"slices"
	"strconv"
	"strings"

	"github.com/truceline/truceline/report"
)

// Origins folds the spellings of offices to the independent origins behind
// them, sorted and each once. An office that the source does not list is an
// origin of its own, in lower case so that letter case alone never makes two of
// one; of "The Star (in SOHR)" and "X citing SOHR" it is whom they cite.
func (l Lexicon) Origins(offices []string) []string {
	known := make(map[string]string)
	for _, a := range l.Source.Origins {
		known[folded(a.Origin)] = a.Origin
		for _, s := range a.Spellings {
			known[folded(s)] = a.Origin
		}
	}
	var out []string
	for _, office := range offices {
		name := folded(cited(office))
		if name == "" {
			continue
		}
		if origin, ok := known[name]; ok {
			name = origin
		} else if origin, ok := known[folded(office)]; ok {
			name = origin
		}
		out = append(out, name)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// folded is how spellings are compared: in lower case, with single spaces.
func folded(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }

// cited is whom an office only carries, and otherwise the office itself.
func cited(office string) string {
	lower := strings.ToLower(office)
	if len(lower) != len(office) {
		return office // letters whose case changes their length: cut nothing
	}
	for _, mark := range [...]string{"(in ", "(on "} { // "on" is written for "in"
		if _, after, ok := strings.Cut(lower, mark); ok {
			if inner, closed := strings.CutSuffix(strings.TrimSpace(after), ")"); closed && strings.TrimSpace(inner) != "" {
				return inner
			}
		}
	}
	if _, after, ok := strings.Cut(lower, " citing "); ok && strings.TrimSpace(after) != "" {
		return after
	}
	return office
}

// Actors are the parties of one side as the file names them, resolved where the
// case knows them. Names that are empty are left out; one that stands twice
// counts once. The order is kept.
func (l Lexicon) Actors(names ...string) []report.Actor {
	var out []report.Actor
	for _, name := range names {
		name = strings.TrimSpace(name)
		if name == "" || slices.ContainsFunc(out, func(a report.Actor) bool { return a.Name == name }) {
			continue
		}
		a := report.Actor{Name: name}
		if l.Actor != nil {
			a.Party = l.Actor(name, "")
		}
		out = append(out, a)
	}
	return out
}

// maxDeaths is more than any one event has cost.
const maxDeaths = 10_000_000

// Deaths reads a count of deaths as tables write it: "12", "3-5" (between; the
// best number is then the lower, since a source that gives two vouches for no
// more), "5+" (at least five; the same number is low, best and high, as nothing
// bounds it). Empty is unstated, which is not zero. It is false for anything
// else, and for two numbers that fall.
func Deaths(text string) (report.Casualties, bool) {
	text = strings.TrimSpace(text)
	if text == "" {
		return report.Casualties{Unstated: true}, true
	}
	lo, hi, two := strings.Cut(strings.ReplaceAll(text, "–", "-"), "-")
	low, ok := count(strings.TrimSuffix(strings.TrimSpace(lo), "+"))
	if !ok {
		return report.Casualties{}, false
	}
	high := low
	if two {
		if high, ok = count(strings.TrimSpace(hi)); !ok || high < low {
			return report.Casualties{}, false
		}
	}
	return report.Casualties{Deaths: report.Range{Low: low, Best: low, High: high}}, true
}

// count is a whole number in plain digits.
func count(s string) (int, bool) {
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n <= maxDeaths
}
