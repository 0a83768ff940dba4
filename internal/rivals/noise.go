package rivals

// Noise is how far accounts depart from what happened. The zero value departs
// in nothing: every source registers every event, at its moment and place, with
// its sides and numbers. Shares are probabilities per account from 0 to 1; a
// source's own habits (see sources.go) multiply some of them.
//
// No file says what the errors of real rival sources are, since that needs a
// truth that nobody has. The figures are judgements from how such sources work;
// docs/fusion-truth.md gives the reason for each.
type Noise struct {
	Name string

	// Silence is how far sources keep to their own coverage: 0 registers
	// everything, 1 what the source would.
	Silence float64

	NoHour   float64 // of a source's habit to give no hour, how much shows
	PartOnly float64 // of accounts without an hour, how many name the night, morning, afternoon or evening
	DriftH   float64 // deviation of a stated hour, hours
	WrongDay float64 // filed under the next day, less often the one before

	ScatterM     float64 // deviation of a point that is meant to be right, metres
	OtherPlace   float64 // named by, and placed at, another place nearby
	OtherPlaceM  float64 // scale of how far that is: the odds fall by e every so many metres, from 1 to 30 km
	DivisionOnly float64 // only the governorate is given
	Understated  float64 // of errors larger than the radius that a source states by habit, how many are not admitted
	Respelt      float64 // the name of the place in another transliteration

	OwnWords float64 // a side in the source's own words, not by its usual name
	Unnamed  float64 // one of the sides is left out
	Mistaken float64 // one of the sides is another that it is taken for

	Vague       float64 // a kind in broader words
	OtherKind   float64 // a kind that it is taken for
	MeansUnsaid float64
	OtherMeans  float64 // means that they are taken for

	Uncounted float64 // no number
	OneSide   float64 // of a source's habit to count one side only, how much shows
	Miscount  float64 // deviation of a number, as a share of it

	Wordless float64 // no headline

	Carried      float64 // an account is carried by an outlet a day later
	Unattributed float64 // of those carried, how many do not say from whom
	Again        float64 // a source reports its event again, as an update

	// Neighbours is the share of events beside which another one is added: the
	// same sides, the same day, a village 1.5 to 8 km away. GED has many such
	// pairs of its own; these are above them.
	Neighbours float64
}

// The levels of noise.
var (
	// Low is what sources are at their best: an agreed form, trained observers,
	// coordinates from a map.
	Low = Noise{
		Name: "low", Silence: 1,
		NoHour: .35, PartOnly: .6, DriftH: .4, WrongDay: .006,
		ScatterM: 200, OtherPlace: .02, OtherPlaceM: 2500, DivisionOnly: .001, Understated: .2, Respelt: .3,
		OwnWords: .9, Unnamed: .015, Mistaken: .008,
		Vague: .04, OtherKind: .008, MeansUnsaid: .2, OtherMeans: .015,
		Uncounted: .03, OneSide: .12, Miscount: .07,
		Wordless: .1,
		Carried:  .04, Unattributed: .1, Again: .02,
		Neighbours: .03,
	}

	// Middle is what daily bulletins and monitors are like in ordinary months.
	Middle = Noise{
		Name: "middle", Silence: 1,
		NoHour: .5, PartOnly: .5, DriftH: .8, WrongDay: .018,
		ScatterM: 350, OtherPlace: .05, OtherPlaceM: 3000, DivisionOnly: .004, Understated: .3, Respelt: .5,
		OwnWords: 1, Unnamed: .04, Mistaken: .02,
		Vague: .12, OtherKind: .025, MeansUnsaid: .3, OtherMeans: .05,
		Uncounted: .06, OneSide: .3, Miscount: .12,
		Wordless: .2,
		Carried:  .06, Unattributed: .25, Again: .03,
		Neighbours: .05,
	}

	// High is an offensive: lines cut, accounts second-hand, claims of victory.
	High = Noise{
		Name: "high", Silence: 1,
		NoHour: .75, PartOnly: .45, DriftH: 1.5, WrongDay: .045,
		ScatterM: 600, OtherPlace: .11, OtherPlaceM: 4000, DivisionOnly: .012, Understated: .4, Respelt: .7,
		OwnWords: 1, Unnamed: .1, Mistaken: .05,
		Vague: .25, OtherKind: .06, MeansUnsaid: .45, OtherMeans: .1,
		Uncounted: .12, OneSide: .5, Miscount: .2,
		Wordless: .35,
		Carried:  .09, Unattributed: .4, Again: .05,
		Neighbours: .08,
	}
)

// Levels are the levels that fusion is measured at, in order.
func Levels() []Noise { return []Noise{Low, Middle, High} }

// The seeds, fixed before anything was measured. Whatever is chosen by looking
// (levels, thresholds, weights) is chosen on Tuning; figures are of Scoring.
const (
	Tuning  uint64 = 20170504 // the day of the Memorandum on the de-escalation areas
	Scoring uint64 = 20180316 // the day of the ninth meeting's statement
)
