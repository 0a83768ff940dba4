package ledgers

import (
	"cmp"
	"slices"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/place"
)

// A List is a ledger as capture-recapture uses it, with what is known against
// using it so.
type List struct {
	Side
	// Rest makes this the list of all other known origins; Sources and Origins
	// are then empty.
	Rest bool `json:"rest,omitempty"`
	// Partial says in a sentence why the list covers only a part of what is
	// asked, for example that its bulletins never name Idlib. Empty: it covers
	// all of it.
	Partial string `json:"partial,omitempty"`
	// Bare says that the ledger is counts without incidents, so that nobody can
	// tell which incidents it shares with another.
	Bare bool `json:"bare,omitempty"`
}

// An Overlap is how many incidents stand in each combination of lists: all that
// an estimate rests on. A history is a combination as a set of bits: bit i is
// set if list i registered the incident.
type Overlap struct {
	Lists []List `json:"lists"`
	// Counts are how many incidents have each history; there are 2^len(Lists)
	// of them, and that of history 0, which nobody registered, is 0.
	Counts []int `json:"counts"`
	// Incidents are their ids, by history, if they are known.
	Incidents [][]incident.ID `json:"incidents,omitempty"`
	// Unsaid are, by list, those of its incidents that rest on reports of which
	// no origin is known.
	Unsaid []int `json:"unsaid,omitempty"`
	// Uncertain are left out: whether they belong to what is asked is not certain.
	Uncertain []incident.ID    `json:"uncertain,omitempty"`
	Strata    []Stratification `json:"strata,omitempty"`
}

// A Stratification divides the incidents by something that may change how
// likely a list is to register them.
type Stratification struct {
	By     string    `json:"by"` // "area", "deaths"
	Strata []Stratum `json:"strata"`
}

// A Stratum is one part of a Stratification, with counts by history as in
// Overlap.
type Stratum struct {
	Name   string `json:"name"`
	Counts []int  `json:"counts"`
}

// The number of lists that can be held against each other.
const (
	fewestLists = 2
	mostLists   = 5 // five lists have 1,024 models of pairwise dependence; six would have 32,768
)

// deadly is from how many deaths an incident is told apart as a large one:
// large events are seen by more (Price and Ball, SAIS Review 34 (2014) 9-20).
const deadly = 5

// OverlapOf counts the incidents by the lists that registered them. Incidents
// of which it is uncertain whether they belong to what is asked are left out
// and listed; those that no list registered do not count.
func OverlapOf(entries []Entry, lists []List, opts Options) (Overlap, error) {
	opts = opts.withDefaults()
	o := Overlap{Lists: slices.Clone(lists)}
	if err := o.wellFormed(); err != nil {
		return Overlap{}, err
	}
	whose, rest, err := rosterOf(lists)
	if err != nil {
		return Overlap{}, err
	}
	entries = slices.Clone(entries)
	slices.SortFunc(entries, func(a, b Entry) int { return cmp.Compare(a.ID, b.ID) })
	size := 1 << len(lists)
	o.Counts, o.Incidents, o.Unsaid = make([]int, size), make([][]incident.ID, size), make([]int, len(lists))
	areas, deaths := newStrata(size), newStrata(size)
	for _, e := range entries {
		w, unsaid := whose.all(e)
		history := w.sides
		if rest >= 0 && w.independent {
			history |= 1 << rest
		}
		asked := opts.asked(e)
		if history == 0 || asked == truceline.No {
			continue
		}
		if asked == truceline.Unknown {
			o.Uncertain = append(o.Uncertain, e.ID)
			continue
		}
		o.Counts[history]++
		o.Incidents[history] = append(o.Incidents[history], e.ID)
		for i := range lists {
			if unsaid && history&(1<<i) != 0 {
				o.Unsaid[i]++
			}
		}
		areas.add(areaStratum(e, opts.Areas), history)
		deaths.add(deathStratum(e), history)
	}
	o.Strata = []Stratification{{"area", areas.sorted()}, {"deaths", deaths.sorted()}}
	return o, nil
}

// rosterOf also gives the place of the list of the rest, or -1.
func rosterOf(lists []List) (roster, int, error) {
	rest := -1
	sides := make([]Side, len(lists))
	for i, l := range lists {
		sides[i] = l.Side
		if !l.Rest {
			continue
		}
		if rest >= 0 {
			return roster{}, -1, truceline.Invalid("lists", "%s and %s are both the list of all other origins; there is one rest", lists[rest].name(), l.name())
		}
		if len(l.Sources)+len(l.Origins) > 0 {
			return roster{}, -1, truceline.Invalid("lists", "%s is the list of all other origins and names some of its own; it must name none", l.name())
		}
		rest = i
		sides[i].Origins = []string{"\x00rest"} // a name that no origin has
	}
	whose, err := newRoster(sides)
	return whose, rest, err
}

// wellFormed refuses what is no overlap at all.
func (o Overlap) wellFormed() error {
	k := len(o.Lists)
	if k < fewestLists || k > mostLists {
		return truceline.Invalid("lists", "%d lists; two to five can be held against each other, and more must be put together into fewer first", k)
	}
	return nil
}

func (o Overlap) complete() error {
	if err := o.wellFormed(); err != nil {
		return err
	}
	if err := histories("counts", o.Counts, len(o.Lists)); err != nil {
		return err
	}
	for _, by := range o.Strata {
		for _, s := range by.Strata {
			if err := histories("strata "+by.By+" "+s.Name, s.Counts, len(o.Lists)); err != nil {
				return err
			}
		}
	}
	return nil
}

func histories(field string, counts []int, lists int) error {
	if len(counts) != 1<<lists {
		return truceline.Invalid(field, "%d counts; %d lists have %d histories", len(counts), lists, 1<<lists)
	}
	for h, n := range counts {
		if n < 0 {
			return truceline.Invalid(field, "the count of history %d is %d; a count is 0 or more", h, n)
		}
	}
	if counts[0] != 0 {
		return truceline.Invalid(field, "history 0 counts %d incidents that nobody registered; it must be 0, for it is what is asked", counts[0])
	}
	return nil
}

// strata gathers the counts of a stratification.
type strata struct {
	size int
	by   map[string][]int
}

func newStrata(size int) strata { return strata{size, map[string][]int{}} }

func (s strata) add(name string, history uint) {
	if s.by[name] == nil {
		s.by[name] = make([]int, s.size)
	}
	s.by[name][history]++
}

func (s strata) sorted() []Stratum {
	var out []Stratum
	for name, counts := range s.by {
		out = append(out, Stratum{name, counts})
	}
	slices.SortFunc(out, func(a, b Stratum) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// areaStratum is the one area in which an incident certainly lies.
func areaStratum(e Entry, asked []place.AreaID) string {
	var in []place.AreaID
	for _, l := range e.Areas {
		if l.Answer == truceline.Yes && (len(asked) == 0 || slices.Contains(asked, l.Area)) {
			in = append(in, l.Area)
		}
	}
	if len(in) != 1 {
		return "not in one area"
	}
	return string(in[0])
}

func deathStratum(e Entry) string {
	switch {
	case e.Uncounted:
		return "deaths not stated"
	case e.Deaths.Best >= deadly:
		return "5 deaths or more"
	}
	return "under 5 deaths"
}

// registered is how many incidents stand in any list.
func registered(counts []int) int {
	n := 0
	for _, c := range counts {
		n += c
	}
	return n
}

// inAll is how many incidents stand in all the lists of a set, whatever else.
func inAll(counts []int, set uint) int {
	n := 0
	for h, c := range counts {
		if uint(h)&set == set {
			n += c
		}
	}
	return n
}

// shared is how many incidents of a list stand in another list too.
func shared(counts []int, list int) int {
	n := 0
	for h, c := range counts {
		if uint(h)&(1<<list) != 0 && uint(h) != 1<<list {
			n += c
		}
	}
	return n
}
