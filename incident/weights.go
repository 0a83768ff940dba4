package incident

import (
	"fmt"
	"math"
	"time"

	"github.com/truceline/truceline"
)

// An Aspect is a part of two reports that fusion compares.
type Aspect int

// The aspects, in the order in which their weights are printed.
const (
	InTime Aspect = iota
	InPlace
	ByName // of the place
	InKind
	InActors
	InCasualties
	InMeans
	InWords
	BySource
	aspects
)

var aspectNames = [aspects]string{"time", "place", "place name", "kind", "actors", "casualties", "means", "words", "source"}

// String is the aspect's word.
func (a Aspect) String() string { return aspectNames[a] }

// A Level is how well two reports agree in one aspect; 0 says that one of them
// does not speak of it. Levels are numbered within their aspect.
type Level uint8

// levelNames say each level in words, as a person would read them to another.
// Levels of time and place are by how precise the less precise report is, since
// an overlap of two months says less than one of two hours.
var levelNames = [aspects][]string{
	InTime: {
		"no time is given",
		"within 1 hour", "within 3 hours", "within 6 hours", "within 12 hours", "within 20 hours", "about a day apart", "more than 28 hours apart",
		"the same day", "on days that follow each other", "two days apart", "more than two days apart",
		"spans of days that overlap", "spans of days up to a day apart", "spans of days further apart",
		"spans of weeks that overlap", "spans of weeks that do not",
	},
	InPlace: {
		"no place is given",
		"within 500 m", "within 1.5 km", "within 3 km", "within 6 km", "within 12 km", "within 25 km", "more than 25 km apart",
		"within 4 km, known to some kilometres", "within 10 km, known to some kilometres", "within 20 km, known to some kilometres", "more than 20 km apart, known to some kilometres",
		"well within what the vaguer place covers", "within what the vaguer place covers", "outside what the vaguer place covers",
		"within a province or country", "outside a province or country",
	},
	ByName:       {"no name is given", "the same place name", "much the same place name", "another place name"},
	InKind:       {"no kind is given", "the same kind", "a kind in common", "one kind is part of the other", "kinds that have nothing in common"},
	InActors:     {"no actors are named", "the same actors", "an actor in common", "actors that belong together or are spelt alike", "actors that have nothing in common"},
	InCasualties: {"no number is given", "no deaths in both", "the same number, below five", "the same number, five or more", "numbers that nearly agree", "numbers up to twice each other", "numbers that disagree", "deaths in one only"},
	InMeans:      {"no means are named", "a means in common", "means that have nothing in common"},
	InWords:      wordsLevels,
	BySource:     {"no source is given", "the same source", "an origin in common", "sources without an origin in common"},
}

// A LevelWeight says how often a level is met among pairs of reports of one
// event, and among pairs of two events. Its weight is log2(M/U) bits.
type LevelWeight struct {
	Level string  `json:"level"`
	M     float64 `json:"m"` // share of pairs of one event, 0 to 1
	U     float64 `json:"u"` // share of pairs of two events, 0 to 1
}

// Bits is the weight of the level.
func (w LevelWeight) Bits() float64 { return math.Log2(w.M / w.U) }

// Weights are the parameters of the model of Fellegi and Sunter (1969), A
// Theory for Record Linkage, Journal of the American Statistical Association
// 64(328). They are data of a case, with a version, and never change within a
// run: a pair of reports has the same score whatever else is on record.
type Weights struct {
	Version string `json:"version"`         // names the set; stands beside every join
	Basis   string `json:"basis,omitempty"` // on what they were estimated, in words

	// Prior is the log2 odds that a pair within reach tells of one event,
	// before anything of it is compared.
	Prior float64 `json:"prior"`

	// Levels are by aspect, by its word, in the order of the levels after the
	// first, which weighs nothing.
	Levels map[string][]LevelWeight `json:"levels"`

	// Propose is the score, in bits, from which a pair is shown to a person;
	// Join that from which reports are joined without one.
	Propose float64 `json:"propose"`
	Join    float64 `json:"join"`

	// Pairwise says that pairs are proposed by their own score alone, since a
	// report may tell of several events, as headlines do. By default a pair is
	// proposed by all reports that may stand with either.
	Pairwise bool `json:"pairwise,omitempty"`

	// ReachM is how far apart the places of two reports may be beyond what they
	// themselves leave open, metres; Window the same of their times.
	ReachM float64 `json:"reach_m"`
	Window Hours   `json:"window_hours"`
}

// Hours is a length of time, written as a number of hours.
type Hours float64

// Duration is the same as a duration.
func (h Hours) Duration() time.Duration { return time.Duration(float64(h) * float64(time.Hour)) }

// Check says what is wrong with the weights, if anything: every aspect has all
// of its levels, in order, with shares between 0 and 1.
func (w Weights) Check() error {
	for a := range aspects {
		levels := w.Levels[a.String()]
		if len(levels) != len(levelNames[a])-1 {
			return truceline.Invalid("levels."+a.String(), "there are %d levels where %s has %d; estimate the weights again", len(levels), a, len(levelNames[a])-1)
		}
		for i, l := range levels {
			if l.Level != levelNames[a][i+1] {
				return truceline.Invalid(fmt.Sprintf("levels.%s.%d", a, i+1), "%q is not its level, which is %q", l.Level, levelNames[a][i+1])
			}
			if !(l.M > 0 && l.M <= 1 && l.U > 0 && l.U <= 1) {
				return truceline.Invalid(fmt.Sprintf("levels.%s.%d", a, i+1), "m %v and u %v are not shares above 0 and up to 1", l.M, l.U)
			}
		}
	}
	switch {
	case len(w.Levels) != int(aspects):
		return truceline.Invalid("levels", "there are %d aspects where %d are compared", len(w.Levels), aspects)
	case !(w.Join >= w.Propose):
		return truceline.Invalid("join", "%v bits is below %v, from which pairs are proposed", w.Join, w.Propose)
	case !(w.ReachM > 0 && w.ReachM <= 200_000):
		return truceline.Invalid("reach_m", "%v is not a distance up to 200,000 metres", w.ReachM)
	case !(w.Window > 0 && w.Window <= 24*31):
		return truceline.Invalid("window_hours", "%v is not a number of hours up to a month", w.Window)
	}
	return nil
}

// bits is the weights as the comparison reads them.
func (w Weights) bits() (out [aspects][]float32) {
	for a := range aspects {
		out[a] = make([]float32, len(levelNames[a]))
		for i, l := range w.Levels[a.String()] {
			if i+1 < len(out[a]) {
				out[a][i+1] = float32(l.Bits())
			}
		}
	}
	return out
}

// Aspects are all that fusion compares, in the order in which it prints them.
func Aspects() []Aspect {
	out := make([]Aspect, aspects)
	for i := range out {
		out[i] = Aspect(i)
	}
	return out
}
