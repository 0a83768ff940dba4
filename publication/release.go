package publication

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// The ways in which a case may let parties be named.
const (
	attributeNamed     = "named"
	attributeSide      = "side"
	attributeForbidden = "forbidden"
)

// released is what of the material may be shown, in the order of time.
type released struct {
	held    []observance.Held // meeting the period
	zone    *time.Location
	parties namer
}

// withhold drops the incidents that ended less than the delay before known, and
// returns the rest with the number of those dropped that meet the period.
func withhold(held []observance.Held, r observance.Release, known time.Time, period truceline.Interval) (kept []observance.Held, dropped int) {
	for _, h := range held {
		to := h.Incident.When.To
		if r.Delay > 0 && (to.IsZero() || to.Add(r.Delay).After(known)) {
			if within(h.Incident.When, period) != truceline.No {
				dropped++
			}
			continue
		}
		kept = append(kept, h)
	}
	return kept, dropped
}

// A veil is the case's release rule with what it hides of where an incident was.
type veil struct {
	observance.Release
	named   map[place.AreaID]bool // areas that may be named of an incident; nil: all
	applies map[instrument.ProvisionID][]place.AreaID
}

func newVeil(f observance.Facts, r observance.Release) veil {
	v := veil{Release: r}
	if r.BlurM <= 0 {
		return v
	}
	v.named, v.applies = map[place.AreaID]bool{}, map[instrument.ProvisionID][]place.AreaID{}
	for i := range f.Areas {
		v.named[f.Areas[i].ID] = r.MayName(&f.Areas[i])
	}
	for _, in := range f.Instruments {
		for _, p := range in.Provisions {
			v.applies[p.ID] = p.Areas
		}
	}
	return v
}

// mayName reports whether it may be said that an incident was in an area.
func (v veil) mayName(id place.AreaID) bool { return v.named == nil || v.named[id] }

// tells reports whether a finding tells that the incident was in an area that
// may not be named: its provision applies there, and in no area that may be
// named and gives the same answer.
func (v veil) tells(f observance.Finding, areas []observance.AreaAnswer) bool {
	fine := false
	for _, a := range areas {
		switch {
		case !slices.Contains(v.applies[f.Provision], a.Area):
		case !v.mayName(a.Area):
			fine = true
		case a.Answer == f.Reply(observance.InArea).Answer:
			return false
		}
	}
	return fine
}

// unshown stands for the words on how exactly a place is known, which may name
// the place.
const unshown = "not shown, since it may name the place"

// show returns a copy of the incident as the rules allow it to be seen.
func (v veil) show(h observance.Held) observance.Held {
	h.Areas = slices.SortedFunc(slices.Values(h.Areas), func(a, b observance.AreaAnswer) int { return cmp.Compare(a.Area, b.Area) })
	h.Findings = slices.SortedFunc(slices.Values(h.Findings), func(a, b observance.Finding) int { return cmp.Compare(a.Provision, b.Provision) })
	h.Incident.Reports = slices.Sorted(slices.Values(h.Incident.Reports))
	h.Incident.Origins = slices.Compact(slices.Sorted(slices.Values(h.Incident.Origins)))
	h.Incident.Contradictions = showDisputes(h.Incident.Contradictions, v.Release)
	if v.BlurM > 0 {
		h.Incident.Where = place.Place{Point: blur(h.Incident.Where.Point, v.BlurM), Basis: unshown} // a name would undo the blur
		h.Findings = slices.DeleteFunc(h.Findings, func(f observance.Finding) bool { return v.tells(f, h.Areas) })
		h.Areas = slices.DeleteFunc(h.Areas, func(a observance.AreaAnswer) bool { return !v.mayName(a.Area) })
	}
	for i := range h.Findings {
		f := &h.Findings[i]
		for q := range f.Replies {
			reply := &f.Replies[q]
			if v.BlurM > 0 && reply.Question == observance.InArea && reply.Share != nil {
				s := coarse(*reply.Share)
				reply.Share = &s
			}
			if v.BlurM > 0 || v.Attribution != attributeNamed {
				reply.Because = nil // sentences name places and parties
			}
		}
	}
	return h
}

// coarse widens a share to tenths: a fine share tells where in the disc the
// point was.
func coarse(s truceline.Share) truceline.Share {
	return truceline.Share{Min: math.Floor(s.Min*10) / 10, Max: math.Ceil(s.Max*10) / 10}
}

// metresPerDegree is the longest that a degree of latitude gets on WGS 84, at
// the poles; a step counted with it is nowhere longer than meant.
const metresPerDegree = 111_694

// blur moves a point to the middle of its cell in a grid of m metres. It is a
// grid and not a random shift, so that many editions do not average to the
// point. The radius grows by the cell's half diagonal, so that the true
// position still lies within it.
func blur(p place.Point, m float64) place.Point {
	step := m / metresPerDegree
	lat := (math.Floor(p.Lat/step) + 0.5) * step
	lon := p.Lon
	if c := math.Cos(lat * math.Pi / 180); c > 0.01 {
		lon = (math.Floor(p.Lon/(step/c)) + 0.5) * step / c
	}
	return place.Point{
		Lon: math.Round(lon*1e5) / 1e5,
		Lat: math.Round(lat*1e5) / 1e5,
		// 0.72 is the half diagonal, 0.7071, and room for the narrowing of the
		// cell from its middle to its edge; 2 m for the rounding above.
		RadiusM: math.Ceil(p.RadiusM + 0.72*m + 2),
	}
}

// A namer says how the case lets parties be named.
type namer struct {
	rule   string
	sides  map[party.ID][]string // names of the sides that instruments name, by party or class
	member map[party.ID][]party.Membership
}

func newNamer(f observance.Facts, rule string) namer {
	n := namer{rule: rule, sides: map[party.ID][]string{}, member: map[party.ID][]party.Membership{}}
	for _, in := range f.Instruments {
		for _, p := range in.Provisions {
			for _, s := range p.Between {
				for _, id := range s.Parties {
					n.sides[id] = append(n.sides[id], s.Name)
				}
			}
		}
	}
	for _, p := range f.Parties {
		n.member[p.ID] = p.MemberOf
	}
	return n
}

// names are the actors as the source named them, or what the rule leaves.
func (n namer) names(actors []report.Actor, when truceline.Interval) []string {
	return n.say(actors, when, func(a report.Actor) string { return a.Name })
}

// ids are the actors as the record resolves them, or what the rule leaves.
func (n namer) ids(actors []report.Actor, when truceline.Interval) []string {
	return n.say(actors, when, func(a report.Actor) string {
		if a.Party != "" {
			return string(a.Party)
		}
		return "unresolved:" + strings.NewReplacer(";", ",", `"`, "").Replace(a.Name)
	})
}

func (n namer) say(actors []report.Actor, when truceline.Interval, named func(report.Actor) string) []string {
	var out []string
	for _, a := range actors {
		var s string
		switch n.rule {
		case attributeForbidden:
			continue
		case attributeSide:
			s = n.side(a, when)
		default:
			s = named(a)
		}
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// side is the side that an actor belonged to, certainly or possibly, by the
// sides that the case's instruments name.
func (n namer) side(a report.Actor, when truceline.Interval) string {
	var found []string
	seen := map[party.ID]bool{}
	for next := []party.ID{a.Party}; len(next) > 0; next = next[1:] {
		id := next[0]
		if seen[id] {
			continue
		}
		seen[id] = true
		found = append(found, n.sides[id]...)
		for _, m := range n.member[id] {
			if m.Term.During(when).Max > 0 {
				next = append(next, m.Party)
			}
		}
	}
	if len(found) == 0 {
		return "side: not stated"
	}
	slices.Sort(found)
	return "side: " + strings.Join(slices.Compact(found), " or ")
}

// rules are the release rules in words.
func rules(r observance.Release, withheld int) []string {
	var out []string
	if r.Delay > 0 {
		out = append(out, fmt.Sprintf("Incidents that ended less than %s before the as-of time are withheld: %s of this period, which no number here counts.",
			span(r.Delay), digits(withheld)))
	}
	if r.BlurM > 0 {
		out = append(out, fmt.Sprintf("Points are moved to the middle of a grid cell of %s metres and their radius grows so that it still holds the reported place. Place names and exact shares of areas are left out. Counts and findings were made before that.",
			digits(int(math.Ceil(r.BlurM)))))
		out = append(out, "No incident is said to be in an area smaller than such a cell, or in one without a line. What is found of it under a provision that applies to it only there is left out too, and no number here counts it: how many are left out would tell where they are.")
	}
	switch r.Attribution {
	case attributeSide:
		out = append(out, "Parties are not named: the side is given, by the sides that the instruments name.")
	case attributeForbidden:
		out = append(out, "The case forbids attribution: no party is named as an actor.")
	}
	return out
}

// span is a duration in days or hours, whichever is whole.
func span(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d%day == 0:
		return plural(int(d/day), "day", "days")
	case d%time.Hour == 0:
		return plural(int(d/time.Hour), "hour", "hours")
	}
	return d.String()
}
