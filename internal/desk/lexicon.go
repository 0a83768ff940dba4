package desk

import (
	"context"
	"math"

	"github.com/paulmach/orb"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/lexicon"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// Lexicon is how the case reads the words of a source's files: its parties,
// areas and places, as recorded now. A source that the case does not have is
// NotFound; an empty one means words that are nobody's.
func (d *Desk) Lexicon(ctx context.Context, source report.SourceID) (lexicon.Lexicon, error) {
	reg, err := d.Register(ctx, zeroTime)
	if err != nil {
		return lexicon.Lexicon{}, err
	}
	places, err := d.Gazetteer(ctx, zeroTime)
	if err != nil {
		return lexicon.Lexicon{}, err
	}
	l := LexiconOf(reg)
	if len(places.Entries()) > 0 {
		l.Place = places.Resolve
	}
	if source == "" {
		return l, nil
	}
	for _, s := range reg.Facts.Sources {
		if s.ID == source {
			l.Source = s
			return l, nil
		}
	}
	return lexicon.Lexicon{}, truceline.NotFound("the case has no source %q; add it to the case's sources and load the case again", source)
}

// LexiconOf is how a register reads the words of files: its parties and its
// areas. It knows no places and no source.
func LexiconOf(reg *observance.Register) lexicon.Lexicon {
	return lexicon.Lexicon{
		Zone:    reg.Zone(),
		Actor:   func(name, code string) party.ID { return partyOf(reg, name, code) },
		Area:    func(name string) (place.AreaID, float64, bool) { return areaOf(reg, name) },
		Center:  func(id place.AreaID) (place.Point, bool) { return centerOf(reg, id) },
		Country: countryOf(reg),
	}
}

// partyOf resolves a name by its code, then by the code that the name would be,
// then by a party's id, then by any name or alias that means one party.
func partyOf(reg *observance.Register, name, code string) party.ID {
	roll := reg.Roll()
	for _, c := range []string{code, "ucdp:" + name} {
		if id, ok := roll.Code(c); ok {
			return id
		}
	}
	if _, ok := roll.Party(party.ID(name)); ok {
		return party.ID(name)
	}
	id, _ := roll.Name(name)
	return id
}

// areaOf resolves the name of an area, with a radius that covers it from any
// point of it: the diagonal of its bounding box.
func areaOf(reg *observance.Register, name string) (place.AreaID, float64, bool) {
	id, ok := reg.AreaNamed(name)
	if !ok {
		return "", 0, false
	}
	a, _ := reg.Area(id)
	return id, math.Ceil(diagonalM(a.Possible.Bound())), true
}

// diagonalM is the longer diagonal of a box, metres.
func diagonalM(box orb.Bound) float64 {
	corner := func(p orb.Point) place.Point { return place.Point{Lon: p[0], Lat: p[1]} }
	return max(place.DistanceM(corner(box.Min), corner(box.Max)), place.DistanceM(corner(box.LeftTop()), corner(box.RightBottom())))
}

// centerOf is the middle of an area's bounding box with a radius that covers it
// from there; false of an area without a surface.
func centerOf(reg *observance.Register, id place.AreaID) (place.Point, bool) {
	a, ok := reg.Area(id)
	if !ok || len(a.Possible) == 0 {
		return place.Point{}, false
	}
	return middle(a.Possible.Bound()), true
}

func middle(box orb.Bound) place.Point {
	c := box.Center()
	p := place.Point{Lon: c[0], Lat: c[1]}
	for _, corner := range []orb.Point{box.Min, box.Max, box.LeftTop(), box.RightBottom()} {
		p.RadiusM = max(p.RadiusM, place.DistanceM(p, place.Point{Lon: corner[0], Lat: corner[1]}))
	}
	p.RadiusM = math.Ceil(p.RadiusM)
	return p
}

// countryOf is all of the case: its one area of the kind country, or else a
// disc around all areas together. A case without surfaces is somewhere on Earth.
func countryOf(reg *observance.Register) place.Place {
	var country *place.Area
	var all orb.Bound
	countries, surfaces := 0, 0
	for i := range reg.Facts.Areas {
		a := &reg.Facts.Areas[i]
		if len(a.Possible) == 0 {
			continue
		}
		if surfaces++; surfaces == 1 {
			all = a.Possible.Bound()
		}
		all = all.Union(a.Possible.Bound())
		if a.Kind == "country" {
			countries++
			country = a
		}
	}
	switch {
	case countries == 1:
		return place.Place{Point: middle(country.Possible.Bound()), Within: country.ID, Basis: "somewhere in " + string(country.ID)}
	case surfaces > 0:
		return place.Place{Point: middle(all), Basis: "somewhere in the areas of the case"}
	}
	return place.Place{}
}
