package rivals

import (
	"math"
	"slices"

	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/report"
)

// carries is how often an outlet carries another's account, as a share of
// Noise.Carried: a news desk lives on others, a network passes on what the
// monitor has of its own ground.
func carries(by, from report.SourceID) float64 {
	switch {
	case by == NewsDesk && (from == Monitor || from == Ministry):
		return 1
	case by == NewsDesk && from == Network:
		return .6
	case by == Network && from == Monitor:
		return .4
	}
	return 0
}

// again is a source's own update of its account: a later number, other words,
// the same day and place.
func (m *maker) again(d *dice, h habits, first Account) Account {
	a := first
	later, grown, hourLost, other := d.falls(.5), d.falls(.5), d.falls(.3), 1+d.below(3)
	if later {
		a.Published = m.dayAfter(a.Published)
	}
	if c := a.Casualties; grown && !c.Unstated {
		c.Deaths.Best += other
		c.Deaths.High = max(c.Deaths.High, c.Deaths.Best)
		a.Casualties = c
	}
	if hourLost && !h.mute {
		a.dayOnly(m, a.When.From)
	}
	if a.Words != "" {
		a.Words = m.words.headline(d, h.id, a.kind, a.has(d))
	}
	return a
}

// carry is an account as another outlet carries it a day later: with the errors
// of the first and some of its own.
func (m *maker) carry(d *dice, by, from habits, first Account) Account {
	n := m.noise
	a := first
	a.Source = by.id
	wrong, changed, other, hidden, vague, respelt := d.falls(3*n.WrongDay), d.falls(.2), d.below(3)-1, d.falls(n.Unattributed), d.falls(n.Vague), d.falls(n.Respelt)
	a.Published = m.dayAfter(first.Published)
	switch {
	case wrong: // the day on which it was read
		a.dayOnly(m, m.startOf(a.Published))
	case by.hourless > .5:
		a.dayOnly(m, a.When.From)
	}
	if a.Where.Within == "" {
		east, north := d.normal(), d.normal()
		p := moved(Spot{Lon: a.Where.Lon, Lat: a.Where.Lat}, n.ScatterM*by.scatter*math.Hypot(east, north)/math.Sqrt2, math.Atan2(north, east))
		a.Where.Lon, a.Where.Lat = round5(p.Lon), round5(p.Lat)
		a.Where.RadiusM = max(a.Where.RadiusM, by.radiusM)
		if respelt {
			a.Where.Name = respell(d, a.Where.Name)
		}
	}
	terms := m.words.kinds
	if vague {
		terms = m.words.vague
	}
	a.Codes = []string{string(by.id) + ":" + terms[[2]string{string(by.id), a.kind}][0].Words}
	a.SideA, a.SideB = m.reworded(d, by.id, a.SideA), m.reworded(d, by.id, a.SideB)
	if c := a.Casualties; changed && !c.Unstated {
		c.Deaths.Best = max(1, c.Deaths.Best+other)
		c.Deaths.Low, c.Deaths.High = min(c.Deaths.Low, c.Deaths.Best), max(c.Deaths.High, c.Deaths.Best)
		a.Casualties = c
	}
	a.Origins = []string{string(from.id)}
	if hidden {
		a.Origins = []string{string(by.id)}
	}
	if a.Words != "" {
		if a.Words = m.words.headline(d, by.id, a.kind, a.has(d)); !hidden {
			a.Words += ": " + string(from.id)
		}
	}
	return a
}

// reworded is a side in the words of another source.
func (m *maker) reworded(d *dice, by report.SourceID, side []report.Actor) []report.Actor {
	out := slices.Clone(side)
	own := m.noise.OwnWords
	for i, a := range out {
		class := "unknown"
		if a.Party != "" {
			class = m.words.class([]report.Actor{a})
		}
		if terms := m.words.actors[[2]string{string(by), class}]; d.falls(own) {
			t := terms[d.below(len(terms))]
			out[i] = report.Actor{Name: t.Words, Party: party.ID(t.Case)}
		}
	}
	return out
}
