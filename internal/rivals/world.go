package rivals

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// An Event is what happened. Day, sides and deaths are those of a GED event; the
// moment within the day, the site within what GED leaves open of the place, the
// kind and the means are invented once and the same for every source, since GED
// does not say them.
type Event struct {
	ID        string // "ucdp-ged:233201"; "+1" behind it for one that was added beside it
	At        time.Time
	Day       string // local date, "2017-05-06"
	Spot      Spot
	Division  place.AreaID // the governorate, "" beyond all borders
	Kind      string       // airstrike, shelling, clash, sniping, bomb, killing
	Means     string
	OneSided  bool
	A, B      []report.Actor
	Deaths    report.Range
	DeathsA   int
	DeathsB   int
	Civilians int
}

// A Spot is a named place.
type Spot struct {
	Name     string
	Lon, Lat float64 // WGS 84, degrees
}

func (s Spot) point() place.Point { return place.Point{Lon: s.Lon, Lat: s.Lat} }

// nearM is how far off a GED position may be for its event to count as told at
// a place: where_prec 1 and 2. Coarser ones are sums over provinces and weeks,
// which no two sources would tell alike.
const nearM = 25_000

// single reports whether a GED report is of one event of one day at a named place.
func single(r report.Report) bool {
	return r.Where.Within == "" && r.Where.RadiusM <= nearM && r.When.To.Sub(r.When.From) <= 26*time.Hour && len(r.Days) == len(time.DateOnly)
}

// world makes events of reports, and those added beside them.
func (m *maker) world(reports []report.Report) []Event {
	var out []Event
	for _, r := range reports {
		if single(r) {
			out = append(out, m.event(r))
		}
	}
	slices.SortFunc(out, func(a, b Event) int { return cmp.Compare(a.ID, b.ID) })
	n := len(out)
	for i := range n {
		if e, ok := m.beside(out[i], out); ok {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b Event) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

func (m *maker) event(r report.Report) Event {
	d := newDice(m.seed, "event", r.ID())
	e := Event{
		ID: r.ID(), Day: r.Days, OneSided: r.Form == report.OneSided, A: r.SideA, B: r.SideB,
		Spot:   Spot{bare(r.Where.Name), r.Where.Lon, r.Where.Lat},
		Deaths: r.Casualties.Deaths, DeathsA: r.Casualties.SideA, DeathsB: r.Casualties.SideB, Civilians: r.Casualties.Civilians,
	}
	e.Spot = m.site(d, e.Spot, r.Where.RadiusM)
	e.Division = m.divisionOf(e.Spot)
	e.At = m.moment(d, e.Day)
	e.Kind = d.kind(m.words.class(e.A), m.words.class(e.B), e)
	e.Means = pick(d, meansOf[e.Kind])
	return e
}

// How far from GED's point of an exact place (where_prec 1) its events are spread,
// as a deviation in metres: the point is the middle of a town, and in a city two
// events of a day lie quarters apart, which every source tells from each other.
const (
	townM = 600
	cityM = 2_500
)

// cities are the places of more than about 100,000 before the war, as GED spells them.
var cities = map[string]bool{
	"Aleppo": true, "Damascus": true, "Homs": true, "Hama": true, "Ar Raqqah": true, "Deir ez Zor": true,
	"Idlib": true, "Daraa": true, "Duma": true, "Latakia": true, "Al Hasakah": true, "Qamishli": true,
}

// site is where an event took place: within what GED leaves open of its point.
// An event near a named point (where_prec 2) took place at one of the villages
// around it; the odds fall by e every five kilometres, up to 20 of the 25.
func (m *maker) site(d *dice, at Spot, radiusM float64) Spot {
	far, angle, here := d.normal(), 2*math.Pi*d.share(), d.falls(.4)
	if radiusM > 0 && !here {
		if near := m.spots.within(at, 1_000, 20_000); len(near) > 0 {
			weights := make([]float64, len(near))
			for i, s := range near {
				weights[i] = math.Exp(-s.distanceM / 5_000)
			}
			at = near[d.weighed(weights)].Spot
		}
	}
	spread := townM
	if cities[at.Name] {
		spread = cityM
	}
	return moved(at, min(3, math.Abs(far))*float64(spread), angle)
}

// moment is a moment of a local day. Most is reported of daylight: of 24 hours,
// those from 6 to 22 are three times as likely each.
func (m *maker) moment(d *dice, day string) time.Time {
	weights := make([]float64, 24)
	for h := range weights {
		weights[h] = 1
		if h >= 6 && h < 22 {
			weights[h] = 3
		}
	}
	from := m.startOf(day).In(m.zone)
	at := time.Date(from.Year(), from.Month(), from.Day(), d.weighed(weights), d.below(60), 0, 0, m.zone).UTC()
	if at.Before(from) { // within an hour that the clocks left out
		at = at.Add(time.Hour)
	}
	return at
}

// The kinds of events, and the means that each is done with. The first of the
// means are the likeliest.
var kinds = []string{"airstrike", "shelling", "clash", "sniping", "bomb", "killing"}

var meansOf = map[string][]string{
	"airstrike": {"missile", "missile", "barrel bomb", "cluster bomb"},
	"shelling":  {"artillery", "artillery", "mortar", "rocket"},
	"clash":     {"small arms", "machine gun", "tank", "guided missile"},
	"sniping":   {"sniper rifle"},
	"bomb":      {"mine", "car bomb", "roadside bomb"},
	"killing":   {"small arms", "blade"},
}

// kind draws a kind that the sides could have done: only those with aircraft
// strike from the air, nobody fights civilians, and ISIL lays bombs.
func (d *dice) kind(a, b string, e Event) string {
	weights := map[string]float64{"shelling": 25, "clash": 40, "sniping": 5, "bomb": 7}
	flies := func(class string) bool {
		return class == "government" || class == "coalition" || class == "turkey" || class == "israel" || class == "sdf" // with the coalition above it
	}
	if flies(a) || flies(b) {
		weights["airstrike"] = 25
	}
	if a == "is" || b == "is" {
		weights["bomb"] = 18
	}
	if e.OneSided {
		weights["clash"], weights["killing"] = 0, 20
	}
	if e.Civilians > 0 && e.DeathsA+e.DeathsB == 0 {
		weights["clash"] = 0
	}
	list := make([]float64, len(kinds))
	for i, k := range kinds {
		list[i] = weights[k]
	}
	return kinds[d.weighed(list)]
}

// beside is an event added next to e, if one falls to it.
func (m *maker) beside(e Event, all []Event) (Event, bool) {
	d := newDice(m.seed, "beside", e.ID)
	if !d.falls(m.noise.Neighbours) {
		return Event{}, false
	}
	var near []Spot
	for _, n := range m.spots.within(e.Spot, 1_500, 8_000) {
		near = append(near, n.Spot)
	}
	if len(near) == 0 {
		return Event{}, false
	}
	n := e
	n.ID = e.ID + "+1"
	n.Spot = near[d.below(len(near))]
	n.Division = m.divisionOf(n.Spot)
	n.At = m.moment(d, e.Day)
	like := all[d.below(len(all))] // numbers of a size that occurs
	n.Deaths, n.DeathsA, n.DeathsB, n.Civilians = like.Deaths, like.DeathsA, like.DeathsB, like.Civilians
	if d.falls(.4) {
		n.Kind = d.kind(m.words.class(n.A), m.words.class(n.B), n)
	}
	n.Means = pick(d, meansOf[n.Kind])
	return n, true
}

// bare is a GED place name without the word for what it is.
func bare(name string) string {
	name = strings.Join(strings.Fields(name), " ")
	for _, kind := range []string{" town", " village", " suburb", " city", " neighborhood", " neighbourhood", " district"} {
		if cut := strings.TrimSuffix(name, kind); cut != "" {
			name = cut
		}
	}
	return name
}

func pick(d *dice, from []string) string { return from[d.below(len(from))] }

// spots are named places, to be asked for those around one.
type spots struct {
	all   []Spot
	cells map[[2]int][]int32
}

const cellDeg = .1 // about 10 km

func newSpots(all []Spot) *spots {
	s := &spots{all: slices.Clone(all), cells: make(map[[2]int][]int32)}
	slices.SortFunc(s.all, func(a, b Spot) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Lon, b.Lon), cmp.Compare(a.Lat, b.Lat))
	})
	s.all = slices.Compact(s.all)
	for i, p := range s.all {
		c := cellOf(p)
		s.cells[c] = append(s.cells[c], int32(i))
	}
	return s
}

func cellOf(p Spot) [2]int {
	return [2]int{int(math.Floor(p.Lon / cellDeg)), int(math.Floor(p.Lat / cellDeg))}
}

// A neighbour is a spot and how far off it is.
type neighbour struct {
	Spot
	distanceM float64
}

// within lists the places of another name between two distances of p, metres,
// nearest first.
func (s *spots) within(p Spot, from, to float64) []neighbour {
	reach := int(math.Ceil(to/(cellDeg*90_000))) + 1
	c := cellOf(p)
	var out []neighbour
	for dx := -reach; dx <= reach; dx++ {
		for dy := -reach; dy <= reach; dy++ {
			for _, i := range s.cells[[2]int{c[0] + dx, c[1] + dy}] {
				q := s.all[i]
				if d := place.DistanceM(p.point(), q.point()); q.Name != p.Name && d >= from && d <= to {
					out = append(out, neighbour{q, d})
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b neighbour) int {
		return cmp.Or(cmp.Compare(a.distanceM, b.distanceM), cmp.Compare(a.Name, b.Name))
	})
	return out
}
