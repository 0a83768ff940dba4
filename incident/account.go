package incident

import (
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// An Account is what fusion compares of one report. The zero value of each part
// means that the report does not say: it then weighs nothing.
type Account struct {
	ID      string             // of the report
	Source  report.SourceID    // who reports
	Origins []string           // whom it repeats, folded and sorted
	When    truceline.Interval // the span within which the source places the event; From = To for an instant
	Places  []place.Place      // where; several if the source names several, empty if none is known
	Kinds   Terms              // what happened
	Sides   Terms              // the parties named, on either side
	Deaths  report.Range
	// Uncounted says that the report gives no number, which is not zero.
	Uncounted bool
	Means     []string // weapons or means, folded and sorted
	Words     string   // headline or description as received
	Repeats   bool     // its source may report one event more than once
}

// Terms are words of one vocabulary with the broader terms above them, so that
// "shelling" and "hostilities" are told from two words that have nothing to do
// with each other. Both are sorted and without repeats; Above may overlap Named.
type Terms struct {
	Named []string
	Above []string
}

// A Vocabulary says how the words of reports are compared. A nil function
// leaves the words as they are.
type Vocabulary struct {
	// Kinds gives the act kinds of the case that the codes of a report mean.
	Kinds func(codes []string) Terms
	// Sides gives the parties, with what they belong to.
	Sides func(actors []report.Actor) Terms
}

// AccountOf takes from a report what fusion compares.
func AccountOf(r report.Report, v Vocabulary) Account {
	if v.Kinds == nil {
		v.Kinds = func(codes []string) Terms { return Terms{Named: Sorted(codes)} }
	}
	if v.Sides == nil {
		v.Sides = NamedSides
	}
	a := Account{
		ID: r.ID(), Source: r.Source, Origins: r.Origins, When: r.When,
		Kinds: v.Kinds(r.Codes), Sides: v.Sides(slices.Concat(r.SideA, r.SideB)),
		Deaths: r.Casualties.Deaths, Uncounted: r.Casualties.Unstated,
		Means: Sorted(r.Means), Words: r.Words,
	}
	if r.Where != (place.Place{}) {
		a.Places = []place.Place{r.Where}
	}
	return a
}

// NamedSides gives the resolved parties by id and the others by their folded
// names.
func NamedSides(actors []report.Actor) Terms {
	var t Terms
	for _, a := range actors {
		switch {
		case a.Party != "":
			t.Named = append(t.Named, PartyTerm(a.Party))
		case a.Name != "":
			t.Named = append(t.Named, FoldName(a.Name))
		}
	}
	t.Named = Sorted(t.Named)
	return t
}

// FoldName is how names are compared that no list resolves: lower case, without
// an article, hyphens and full stops, single spaces.
func FoldName(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return r == ' ' || r == '-' || r == '_' || r == '.' || r == ',' || r == '\u00a0' || r == '\t'
	})
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// Sorted is a sorted copy without repeats and empty words; nil if nothing is left.
func Sorted(words []string) []string {
	var out []string
	for _, w := range words {
		if w != "" {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// PartyTerm is how a resolved party stands among the sides of an account.
func PartyTerm(id party.ID) string { return partyPrefix + string(id) }
