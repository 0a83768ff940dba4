// Package rivals makes the truth that fusion is measured against where no real
// truth can be had: rival accounts of real events, by a documented model of how
// sources err. The events are those of UCDP GED that are of one day and a named
// place; the accounts are invented, of five sources that no real body is meant
// by. Which event each account tells of is known.
//
// docs/fusion-truth.md holds the model as a table, with a reason for each
// figure and the sizes of the sets.
package rivals

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"github.com/truceline/truceline/internal/rivals/score"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// An Account is what one source says of one event.
type Account struct {
	report.Report
	Event     string // the truth
	Published string // local date
	Admin1    string // the governorate as the source would name it; "" if none holds the place

	kind string // as the source took it
}

// Origin is the office that the account names as its origin; "" if it does not say.
func (a Account) Origin() string { return strings.Join(a.Origins, "; ") }

// A Set is rival accounts with the events that they tell of.
type Set struct {
	Accounts []Account // by source, then by number
	Events   []Event   // all that happened, told or not, by id
}

// Reports are the accounts as fusion takes them.
func (s Set) Reports() []report.Report {
	out := make([]report.Report, len(s.Accounts))
	for i, a := range s.Accounts {
		out[i] = a.Report
	}
	return out
}

// Links say which event each report tells of, by Report.ID.
func (s Set) Links() []score.Link {
	out := make([]score.Link, len(s.Accounts))
	for i, a := range s.Accounts {
		out[i] = score.Link{Report: a.ID(), Event: a.Event}
	}
	return out
}

// Options tune Make. The zero value tells every event exactly, by every source.
type Options struct {
	// Noise is how far accounts depart from the events.
	Noise Noise

	// Seed of all draws: Tuning or Scoring for what is published.
	Seed uint64

	// Spots are the places that an event's place may be taken for. Default:
	// those that the events name.
	Spots []Spot

	// Divisions are the governorates, each with its surface. Default: none, and
	// no account names one.
	Divisions []place.Area

	// Zone is where days begin. Default UTC.
	Zone *time.Location
}

// Make makes rival accounts of reports, which are of UCDP GED. The order of the
// reports does not matter; reports of more than a day or of a whole division
// are passed over. An area that cannot be read is a Problem.
func Make(reports []report.Report, opts Options) (Set, error) {
	m, err := newMaker(reports, opts)
	if err != nil {
		return Set{}, err
	}
	s := Set{Events: m.world(reports)}
	for _, e := range s.Events {
		s.Accounts = append(s.Accounts, m.accounts(e)...)
	}
	m.enter(s.Accounts)
	return s, nil
}

// A maker holds what is the same for all events.
type maker struct {
	noise     Noise
	seed      uint64
	zone      *time.Location
	words     *words
	spots     *spots
	index     *place.Index
	ids       []place.AreaID // of the shapes of the index
	divisions map[place.AreaID]division
}

// A division is a governorate as a source speaks of it.
type division struct {
	name   string
	middle place.Point // with a radius that covers it
}

func newMaker(reports []report.Report, opts Options) (*maker, error) {
	m := &maker{noise: opts.Noise, seed: opts.Seed, zone: opts.Zone, divisions: make(map[place.AreaID]division)}
	if m.zone == nil {
		m.zone = time.UTC
	}
	var err error
	if m.words, err = loadWords(); err != nil {
		return nil, err
	}
	all := opts.Spots
	if all == nil {
		all = named(reports)
	}
	m.spots = newSpots(all)
	var shapes []orb.MultiPolygon
	for _, a := range opts.Divisions {
		shapes = append(shapes, a.Possible)
		m.ids = append(m.ids, a.ID)
		box := a.Possible.Bound()
		middle := place.Point{Lon: round5(box.Center()[0]), Lat: round5(box.Center()[1])}
		corner := place.Point{Lon: box.Min[0], Lat: box.Min[1]}
		middle.RadiusM = math.Ceil(place.DistanceM(middle, corner)/1_000) * 1_000
		m.divisions[a.ID] = division{a.Names["en"], middle}
	}
	m.index, err = place.NewIndex(shapes)
	return m, err
}

// named are the places that the events name.
func named(reports []report.Report) []Spot {
	var out []Spot
	for _, r := range reports {
		if single(r) && r.Where.Name != "" {
			out = append(out, Spot{bare(r.Where.Name), r.Where.Lon, r.Where.Lat})
		}
	}
	return out
}

// divisionOf is the governorate that holds a place, "" if none does.
func (m *maker) divisionOf(s Spot) place.AreaID {
	if in := m.index.Locate(nil, s.Lon, s.Lat); len(in) > 0 {
		return m.ids[in[0]]
	}
	return ""
}

// accounts are what the sources say of one event: their own accounts, each in a
// stream of its own, what they say again, and what others carry of it.
func (m *maker) accounts(e Event) []Account {
	var out []Account
	a, b := m.words.class(e.A), m.words.class(e.B)
	for _, h := range sources {
		d := newDice(m.seed, "account", e.ID, string(h.id))
		if !d.falls(1 - m.noise.Silence*(1-h.registers(e, a, b))) {
			continue
		}
		first := m.tell(d, h, e)
		out = append(out, first)
		if d.falls(m.noise.Again) {
			out = append(out, m.again(d, h, first))
		}
		for _, by := range sources {
			if share := carries(by.id, h.id); d.falls(m.noise.Carried*share*(1+math.Min(2, float64(e.Deaths.Best)/10))) && share > 0 {
				out = append(out, m.carry(d, by, h, first))
			}
		}
	}
	return out
}

// enter numbers the accounts of each source as it would file them: by the day of
// publication, and within it in no order that the events could be read from.
func (m *maker) enter(accounts []Account) {
	order := make(map[report.SourceID]int)
	letters := make(map[report.SourceID]string)
	for i, h := range sources {
		order[h.id], letters[h.id] = i, h.letter
	}
	keys := make([]uint64, len(accounts))
	perm := make([]int, len(accounts))
	for i, a := range accounts {
		perm[i] = i
		keys[i] = newDice(m.seed, "order", a.Event, string(a.Source), strconv.Itoa(i)).next()
	}
	slices.SortFunc(perm, func(i, j int) int {
		a, b := accounts[i], accounts[j]
		return cmp.Or(cmp.Compare(order[a.Source], order[b.Source]), cmp.Compare(a.Published, b.Published), cmp.Compare(keys[i], keys[j]))
	})
	sorted := make([]Account, len(accounts))
	counts := make(map[report.SourceID]int)
	for i, j := range perm {
		a := accounts[j]
		counts[a.Source]++
		a.Number = fmt.Sprintf("%s%06d", letters[a.Source], counts[a.Source])
		a.Received = report.Digest([]byte(strings.Join(a.row(), "\x1f")))
		sorted[i] = a
	}
	copy(accounts, sorted)
}
