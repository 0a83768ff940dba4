// Package movement keeps a record of where excluded groups were reported: by
// group, area and month, beside how much was reported there by anybody, so that
// a month without a report says whether anyone was looking. From it follow where
// a group was reported to appear and to vanish, with what leaves that open.
//
// It is a record for the obligation of parties to keep such groups from moving
// and to part from them. It is no tracker of people: it holds no position, no
// person and no number of fighters, no area finer than the case's release rule
// allows, and no month that is not past by that rule.
//
// Everything here is a pure function of a register and of incidents, whose order
// does not matter. docs/movement.md gives the rules in words.
package movement

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// The divisions by which a record may be made, as addresses and commands name
// them, and the kinds of area that each is.
var divisions = [...]struct{ name, kind string }{
	{"governorate", "governorate"},
	{"district", "district"},
	{"zone", "de_escalation_area"},
}

// Divisions are the names of the divisions of which the case has areas, in a
// fixed order.
func Divisions(reg *observance.Register) []string {
	var out []string
	for _, d := range divisions {
		if slices.ContainsFunc(reg.Facts.Areas, func(a place.Area) bool { return a.Kind == d.kind }) {
			out = append(out, d.name)
		}
	}
	return out
}

// LeastShare is the least share of an incident's uncertainty, of its place times
// its time, that makes it a possible presence in an area and a month. What is
// less is slight: it is counted apart, and a month with nothing else counts as
// one without the group. An incident placed somewhere in the country would
// otherwise be possible everywhere.
const LeastShare = 0.25

// mostMonths is how many months a record may show.
const mostMonths = 120

// A Query asks for a record.
type Query struct {
	// Group is the reference of a list's entry, or the id of a party that is
	// matched to one or of a name for several of which some are. Empty: every
	// matched group.
	Group string
	// Division is one of Divisions. Default the first.
	Division string
	// Span is the period: the record shows every month that meets it. Both ends
	// must be given.
	Span truceline.Interval
	// Known is as of when: months that were not past then, by the release rule,
	// are withheld. It must be given.
	Known time.Time
	// Quiet is how many months must have been observed without a group before it
	// counts as vanished, or as having appeared. Default 2.
	Quiet int
}

// DefaultQuiet is the default of Query.Quiet.
const DefaultQuiet = 2

func (q Query) withDefaults(reg *observance.Register) Query {
	if has := Divisions(reg); q.Division == "" && len(has) > 0 {
		q.Division = has[0]
	}
	q.Quiet = cmp.Or(q.Quiet, DefaultQuiet)
	return q
}

// check refuses a query that asks for nothing that there is.
func (q Query) check(reg *observance.Register) error {
	switch {
	case q.Span.From.IsZero() || q.Span.To.IsZero() || q.Span.Empty():
		return truceline.Invalid("period", "a record of presence needs a first and a last day")
	case q.Known.IsZero():
		return truceline.Invalid("known", "a record of presence needs the instant of what was known")
	case q.Quiet < 1 || q.Quiet > 24:
		return truceline.Invalid("quiet", "%d months; give a number of months from 1 to 24", q.Quiet)
	case len(Divisions(reg)) == 0:
		return truceline.Invalid("areas", "the case has no governorates, districts or de-escalation areas by which presence could be told")
	case !slices.Contains(Divisions(reg), q.Division):
		return truceline.Invalid("areas", "the case has no areas of the division %q; it has %s", q.Division, strings.Join(Divisions(reg), ", "))
	}
	first, last := monthsOf(q.Span, reg.Zone())
	if n := int(last-first) + 1; n > mostMonths {
		return truceline.Invalid("period", "%d months; a record shows at most %d, ask for a shorter period", n, mostMonths)
	}
	return nil
}

// kind is the kind of area of the query's division.
func (q Query) kind() string {
	for _, d := range divisions {
		if d.name == q.Division {
			return d.kind
		}
	}
	return ""
}

// A Sighting is as much of an incident as a record of presence holds.
type Sighting struct {
	ID      incident.ID
	Reports []string           // "source:number"
	When    truceline.Interval // the span within which it happened, UTC
	Areas   []observance.AreaAnswer
	Actors  []report.Actor // of both sides
	Codes   []string
	Fact    incident.Fact
	Origins []string
	// Contested says that its reports contradict each other on who acted.
	Contested bool
}

// SightingOf takes from an incident what a record holds of it. The areas are
// those in which it surely or possibly lies, as observance.AreasOf gives them.
func SightingOf(in incident.Incident, areas []observance.AreaAnswer) Sighting {
	return Sighting{
		ID: in.ID, Reports: in.Reports, When: in.When, Areas: areas, Actors: slices.Concat(in.SideA, in.SideB),
		Codes: in.Codes, Fact: in.Fact, Origins: in.Origins, Contested: in.Disputed(incident.OverActor),
	}
}

// sources are the sources of the reports, sorted.
func (s Sighting) sources() []report.SourceID {
	var out []report.SourceID
	for _, r := range s.Reports {
		id, _, _ := strings.Cut(r, ":")
		out = append(out, report.SourceID(id))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// names reports whether one of the parties is an actor.
func (s Sighting) names(of []party.ID) bool {
	return slices.ContainsFunc(s.Actors, func(a report.Actor) bool { return a.Party != "" && slices.Contains(of, a.Party) })
}
