// Package headline reads what a headline says of an event: when, what happened,
// who, how many died, by what means, and which names it holds. A headline says
// little, and much of that is left open: what it does not say stays empty.
//
// The vocabularies are those of the field, in English, with the commonest words
// in Arabic, French, Russian, Spanish and Turkish. They hold no place and no
// party of any country; a gazetteer and a roll of parties add these if there
// are any. docs/headlines.md says how much a headline gives.
package headline

import (
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/headline/wording"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place/gazetteer"
	"github.com/truceline/truceline/report"
)

// Options say what is known beside the headline. The zero value knows nothing.
type Options struct {
	// On is the day of the report. A date without a year is the last such day up
	// to five days after it. Zero: dates without a year are not read.
	On time.Time

	// Zone is where days are days. Default UTC.
	Zone *time.Location

	// Places finds names of places. Default none.
	Places *gazetteer.Gazetteer

	// Parties finds parties by their names. Default none.
	Parties *party.Roll
}

// A Reading is what a headline says.
type Reading struct {
	// When is the day or days that the headline itself names; zero if none.
	When truceline.Interval

	// Kinds of what happened: keys of Kinds, sorted.
	Kinds []string

	// Means that are named: keys of Means, sorted.
	Means []string

	// Names are words written as names, as they stand and in order: places,
	// groups and persons, not told apart.
	Names []wording.Word

	// Places are names that the gazetteer knows, each with its candidates.
	Places []gazetteer.Mention

	// Parties are those that the roll knows, sorted.
	Parties []party.ID

	// Deaths is the number of people said to have been killed. Uncounted says
	// that no number is given, which is not zero.
	Deaths    report.Range
	Uncounted bool

	// Injured is the number of people said to have been hurt; -1 if none is given.
	Injured int

	// Lethal says that somebody is said to have died.
	Lethal bool

	// Sums says that it sums up many events, as the count of a day does.
	Sums bool
}

// Read reads a headline. It reads at most wording.MostN words; it never fails.
func Read(text string, opts Options) Reading {
	tokens := wording.Tokens(text)
	r := Reading{Injured: -1, Uncounted: true, Sums: wording.Sums(tokens)}
	dated := r.date(text, tokens, opts)
	r.count(tokens, dated)
	r.classify(tokens)
	for _, w := range wording.WordsOf(tokens) {
		if w.Name {
			r.Names = append(r.Names, w)
		}
	}
	if opts.Places != nil {
		r.Places = opts.Places.Find(text)
	}
	if opts.Parties != nil {
		r.Parties = partiesIn(text, tokens, opts.Parties)
	}
	return r
}

// classify finds kinds and means.
func (r *Reading) classify(tokens []wording.Token) {
	for i, t := range tokens {
		v := vocabulary[t.Lower]
		if i+1 < len(tokens) {
			if two, ok := phrases[[2]string{t.Lower, tokens[i+1].Lower}]; ok {
				r.Kinds, r.Means = append(r.Kinds, two.kinds...), append(r.Means, two.means...)
			}
		}
		r.Kinds, r.Means = append(r.Kinds, v.kinds...), append(r.Means, v.means...)
	}
	slices.Sort(r.Kinds)
	r.Kinds = slices.Compact(r.Kinds)
	slices.Sort(r.Means)
	r.Means = slices.Compact(r.Means)
}

// longestParty is how many words the name of a party has at most.
const longestParty = 5

// partiesIn finds names of parties, the longest first at each word.
func partiesIn(text string, tokens []wording.Token, roll *party.Roll) []party.ID {
	var out []party.ID
	for i := 0; i < len(tokens); {
		n := 1
		for k := min(longestParty, len(tokens)-i); k > 0; k-- {
			span := text[tokens[i].Start:tokens[i+k-1].End]
			if k == 1 && len(span) < 4 && span != strings.ToUpper(span) {
				break // "is" is no organisation
			}
			if id, ok := roll.Name(span); ok {
				out = append(out, id)
				n = k
				break
			}
		}
		i += n
	}
	slices.Sort(out)
	return slices.Compact(out)
}
