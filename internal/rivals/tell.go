package rivals

import (
	"math"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// tell is the account that a source gives of an event, drawn from d.
func (m *maker) tell(d *dice, h habits, e Event) Account {
	n := m.noise
	a := Account{Event: e.ID, Report: report.Report{Source: h.id, Form: report.TwoSided, Lang: "en", Origins: []string{string(h.id)}, Outlets: 1}}
	if e.OneSided {
		a.Form = report.OneSided
	}
	m.date(d, h, e, &a)
	m.place(d, h, e, &a)

	kind := e.Kind
	if d.falls(n.OtherKind) {
		kind = pick(d, confused[kind])
	}
	a.kind = kind
	terms := m.words.kinds
	if d.falls(n.Vague) {
		terms = m.words.vague
	}
	a.Codes = []string{string(h.id) + ":" + terms[[2]string{string(h.id), kind}][0].Words}
	means := e.Means
	if d.falls(n.OtherMeans) {
		means = pick(d, confused[means])
	}
	if !d.falls(n.MeansUnsaid) && !h.mute {
		a.Means = []string{means}
	}
	m.sides(d, h, e, &a)
	m.count(d, h, e, &a)
	if !d.falls(n.Wordless) && !h.mute {
		a.Words = m.words.headline(d, h.id, kind, a.has(d))
	}
	return a
}

// has is what a headline can name of the account.
func (a Account) has(d *dice) map[string]string {
	has := map[string]string{"{a}": join(a.SideA), "{b}": join(a.SideB), "{place}": a.Where.Name, "{means}": strings.Join(a.Means, " and ")}
	if !a.Casualties.Unstated && a.Casualties.Deaths.Best > 0 {
		has["{n}"] = figure(d, a.Casualties.Deaths.Best)
	}
	return has
}

// join writes the names of a side into one cell.
func join(side []report.Actor) string {
	names := make([]string, len(side))
	for i, a := range side {
		names[i] = a.Name
	}
	return strings.Join(names, "; ")
}

// date says when: an hour that drifts, or a part of a day, or a day; each may be of
// the wrong day. A
// post's clock drifts by nothing that an hour shows.
func (m *maker) date(d *dice, h habits, e Event, a *Account) {
	n := m.noise
	wrong, back, hourless, part, drift := d.falls(n.WrongDay*h.wrong), d.falls(.25), d.falls(n.NoHour*h.hourless), d.falls(n.PartOnly), d.normal()
	if h.mute {
		drift = 0
	}
	shifted := 0
	if wrong {
		shifted = 1
		if back {
			shifted = -1
		}
	}
	at := e.At.In(m.zone).AddDate(0, 0, shifted)
	switch {
	case hourless && part:
		a.within(m, at, 6)
	case hourless:
		a.dayOnly(m, at)
	default:
		a.within(m, at.Add(time.Duration(drift*n.DriftH*float64(time.Hour))), 1)
	}
	a.Published = e.At.In(m.zone).AddDate(0, 0, h.late+max(shifted, 0)).Format(time.DateOnly)
}

// How an account tells the time.
const (
	dayBasis  = "the source gives the day"
	partBasis = "the source gives the part of the day"
	hourBasis = "the source gives the hour"
)

func (a *Account) dayOnly(m *maker, t time.Time) {
	a.Days = t.In(m.zone).Format(time.DateOnly)
	a.When = truceline.Interval{From: m.startOf(a.Days), To: m.startOf(m.dayAfter(a.Days))}
	a.WhenBasis = dayBasis
}

// within gives the hours of the day that hold t, so many at a time: one, or six
// for a night, a morning, an afternoon and an evening.
func (a *Account) within(m *maker, t time.Time, hours int) {
	t = t.In(m.zone)
	a.Days = t.Format(time.DateOnly)
	into := time.Duration(t.Hour()%hours)*time.Hour + time.Duration(t.Minute())*time.Minute + time.Duration(t.Second())*time.Second
	from := t.UTC().Truncate(time.Second).Add(-into)
	a.When = truceline.Interval{From: from, To: from.Add(time.Duration(hours) * time.Hour)}
	a.WhenBasis = hourBasis
	if hours > 1 {
		a.WhenBasis = partBasis
	}
}

// startOf is when a local day begins, which is not always at midnight. Days are
// those of reports that were read; the zero time is no day.
func (m *maker) startOf(day string) time.Time {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return time.Time{}
	}
	at := time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, m.zone)
	if at.Day() != d.Day() {
		at = at.Add(time.Hour)
	}
	return at.UTC()
}

// dayAfter is the next date.
func (m *maker) dayAfter(day string) string {
	return m.startOf(day).In(m.zone).AddDate(0, 0, 1).Format(time.DateOnly)
}

// place says where.
func (m *maker) place(d *dice, h habits, e Event, a *Account) {
	n := m.noise
	other, division, hidden, respelt := d.falls(n.OtherPlace*h.other), d.falls(n.DivisionOnly), d.falls(n.Understated), d.falls(n.Respelt)
	east, north, far := d.normal(), d.normal(), d.share()
	spot := e.Spot
	a.Admin1 = m.divisions[e.Division].name
	if division && !h.mute && m.divisions[e.Division].name != "" {
		div := m.divisions[e.Division]
		a.Where = place.Place{Point: div.middle, Within: e.Division, Name: div.name, Basis: "a governorate"}
		return
	}
	if other {
		if near := m.spots.within(e.Spot, 1_000, 30_000); len(near) > 0 {
			weights := make([]float64, len(near))
			for i, s := range near {
				weights[i] = math.Exp(-s.distanceM / n.OtherPlaceM)
			}
			spot = near[d.weighed(weights)].Spot
		} else { // nothing is known nearby: a point of the map, some way off
			spot = moved(spot, math.Min(30_000, 1_000-n.OtherPlaceM*math.Log(1-far)), 2*math.Pi*d.share())
		}
	}
	s := n.ScatterM * h.scatter
	p := moved(spot, s*math.Hypot(east, north)/math.Sqrt2, math.Atan2(north, east))
	radius := 0.
	if n != (Noise{}) {
		radius = h.radiusM
	}
	if off := place.DistanceM(p.point(), e.Spot.point()); off > radius && !hidden {
		radius = math.Ceil(off/1_000) * 1_000
	}
	a.Where = place.Place{Point: place.Point{Lon: round5(p.Lon), Lat: round5(p.Lat), RadiusM: radius}, Basis: "a point"}
	if !h.mute {
		a.Where.Name = spot.Name
		if respelt {
			a.Where.Name = respell(d, spot.Name)
		}
		a.Admin1 = m.divisions[m.divisionOf(spot)].name
	}
}

// moved is the spot so many metres off in a direction (radians, from the east).
func moved(s Spot, metres, angle float64) Spot {
	const perDeg = 111_195 // metres of a degree of latitude on the sphere of place.DistanceM
	s.Lat += metres * math.Sin(angle) / perDeg
	s.Lon += metres * math.Cos(angle) / (perDeg * math.Cos(s.Lat*math.Pi/180))
	return s
}

// round5 keeps five decimals, about a metre.
func round5(deg float64) float64 { return math.Round(deg*1e5) / 1e5 }

// sides says who.
func (m *maker) sides(d *dice, h habits, e Event, a *Account) {
	n := m.noise
	unnamed, mistaken, which := d.falls(n.Unnamed), d.falls(n.Mistaken), d.below(2)
	if h.mute {
		a.Form = report.Unsaid
		return
	}
	sides := [2][]report.Actor{e.A, e.B}
	for i, side := range sides {
		class := m.words.class(side)
		own, pickOne, of := d.falls(n.OwnWords), d.falls(.15), d.below(max(1, len(side)))
		wrong := mistaken && i == which && len(confused[class]) > 0
		if wrong {
			class = pick(d, confused[class])
		}
		switch terms := m.words.actors[[2]string{string(h.id), class}]; {
		case wrong || own && !pickOne:
			t := terms[d.below(len(terms))]
			sides[i] = []report.Actor{{Name: t.Words, Party: party.ID(t.Case)}}
		case own && len(side) > 1: // one of several groups is named
			sides[i] = []report.Actor{side[of]}
		}
	}
	if unnamed {
		sides[which] = nil
		a.Form = report.Unsaid
	}
	a.SideA, a.SideB = sides[0], sides[1]
}

// count says how many died.
func (m *maker) count(d *dice, h habits, e Event, a *Account) {
	n := m.noise
	unstated, one, off := d.falls(n.Uncounted*h.count), d.falls(n.OneSide*h.oneSide), d.normal()
	c := report.Casualties{Deaths: e.Deaths, SideA: e.DeathsA, SideB: e.DeathsB, Civilians: e.Civilians}
	if one {
		dead := e.Civilians
		if h.counts == "other" {
			dead = e.DeathsB
			if m.words.class(e.B) == "government" {
				dead = e.DeathsA
			}
		}
		c = report.Casualties{Deaths: report.Range{Low: dead, Best: dead, High: dead}}
		if h.counts == "civilians" {
			c.Civilians = dead
		}
		unstated = unstated || dead == 0
	}
	if unstated || h.mute {
		a.Casualties = report.Casualties{Unstated: true}
		return
	}
	if best := c.Deaths.Best; n.Miscount > 0 {
		told := int(math.Round(float64(best) * math.Exp(n.Miscount*off)))
		if best < 5 { // a share of three is no person: now and then one more or less
			told = best
			if math.Abs(off)*n.Miscount > .3 {
				told += sign(off)
			}
		}
		told = max(told, 1)
		if h.atLeast && told > 12 {
			told -= told % 5 // "at least 25"
		}
		low, high := c.Deaths.Low, c.Deaths.High
		c = report.Casualties{Deaths: report.Range{Low: min(low, told), Best: told, High: max(high, told)}}
		if h.atLeast || one {
			c.Deaths = report.Range{Low: told, Best: told, High: told}
		}
	}
	a.Casualties = c
}

func sign(x float64) int {
	if x < 0 {
		return -1
	}
	return 1
}
