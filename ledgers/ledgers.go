// Package ledgers holds what rival sides registered against each other: which
// incidents both have, which only one, and which only others; bare counts
// beside incidents and beside each other; and, where the overlap allows it, an
// estimate of how many happened that nobody registered. It never gives one
// merged number without its parts, and where a number would say more than the
// records do it refuses in a sentence.
//
// docs/ledgers.md gives the formulas, where they come from and what they
// cannot say.
package ledgers

import (
	"cmp"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// A Side keeps one of the ledgers: a source, a party with its sources, or an
// origin that many outlets repeat.
//
// Whose word a report is goes by its origins before its source, since
// independence is counted over origins and never over outlets:
//
//   - an origin that a side names makes the report that side's word, whoever
//     carried it: a source of A whose only origin is B's adds to B's ledger;
//   - an origin that no side names makes it the word of the side to which the
//     report's source belongs, and an independent account if it belongs to none;
//   - a report of which no origin is known is the word of the side of its
//     source, and otherwise of nobody that could be named.
//
// A report of several origins may be the word of several sides.
type Side struct {
	ID      string            `json:"id"`
	Name    string            `json:"name,omitempty"`    // for sentences; the ID if empty
	Sources []report.SourceID `json:"sources,omitempty"` // whose reports are its word, if their origins do not say otherwise
	Origins []string          `json:"origins,omitempty"` // as folded in report.Report
}

func (s Side) name() string { return cmp.Or(s.Name, s.ID) }

// A Registration is a report by which an incident stands in somebody's ledger.
type Registration struct {
	Report  string          `json:"report"` // report.Report.ID
	Source  report.SourceID `json:"source"`
	Origins []string        `json:"origins,omitempty"` // empty: not known
}

// A Lying says whether an incident lies in an area: Yes or Unknown. It is
// observance.AreaAnswer without the share.
type Lying struct {
	Area   place.AreaID     `json:"area"`
	Answer truceline.Answer `json:"answer"`
}

// An Entry is an incident as the ledgers hold it.
type Entry struct {
	ID   incident.ID
	When truceline.Interval // the span within which it happened, UTC; zero if that is not known
	// Areas are those of one division, for example the governorates, in which
	// it surely or possibly lies. Empty: it lies outside all of them.
	Areas          []Lying
	Deaths         report.Range // meaningless if Uncounted
	Uncounted      bool
	Registered     []Registration
	Contradictions []incident.Contradiction
}

// EntryOf makes the entry of an incident from its reports and the areas in
// which it lies. The reports may come in any order.
func EntryOf(in incident.Incident, reports []report.Report, areas []Lying) Entry {
	e := Entry{
		ID:             in.ID,
		When:           in.When,
		Areas:          slices.Clone(areas),
		Deaths:         in.Deaths,
		Uncounted:      in.Uncounted,
		Contradictions: in.Contradictions,
	}
	for _, r := range reports {
		e.Registered = append(e.Registered, Registration{Report: r.ID(), Source: r.Source, Origins: r.Origins})
	}
	slices.SortFunc(e.Registered, func(a, b Registration) int { return cmp.Compare(a.Report, b.Report) })
	return e
}

// days are the first and the last local day on which the incident may have
// happened, as "2017-05-06"; false if its time is not known.
func (e Entry) days(zone *time.Location) (first, last string, known bool) {
	if e.When.From.IsZero() || e.When.To.IsZero() {
		return "", "", false
	}
	to := e.When.To
	if e.When.From.Before(to) {
		to = to.Add(-1) // half-open: the instant of its end is no longer in it
	}
	return e.When.From.In(zone).Format(time.DateOnly), to.In(zone).Format(time.DateOnly), true
}

// within answers whether the incident happened in a span; a zero span is all
// of time.
func (e Entry) within(iv truceline.Interval) truceline.Answer {
	switch {
	case unbounded(iv):
		return truceline.Yes
	case e.When.From.IsZero() || e.When.To.IsZero():
		return truceline.Unknown
	case e.When.Empty(): // a moment
		return answer(iv.Contains(e.When.From))
	case iv.Covers(e.When):
		return truceline.Yes
	case !iv.Meets(e.When):
		return truceline.No
	}
	return truceline.Unknown
}

// unbounded reports whether a span is all of time, the zero of Options.
func unbounded(iv truceline.Interval) bool { return iv.From.IsZero() && iv.To.IsZero() }

// in answers whether the incident lies in one of the areas; none asked is
// everywhere.
func (e Entry) in(areas []place.AreaID) truceline.Answer {
	if len(areas) == 0 {
		return truceline.Yes
	}
	out := truceline.No
	for _, l := range e.Areas {
		if slices.Contains(areas, l.Area) {
			out = out.Or(l.Answer)
		}
	}
	return out
}

func answer(yes bool) truceline.Answer {
	if yes {
		return truceline.Yes
	}
	return truceline.No
}

// Options say which part of the ledgers is asked for. The zero value is all of
// them, with days in UTC.
type Options struct {
	// During is the span asked for; zero is all of it.
	During truceline.Interval
	// Areas are those asked for; empty is everywhere.
	Areas []place.AreaID
	// Zone is where days are days. Default UTC.
	Zone *time.Location
	// SpreadDays is over how many days an incident of uncertain day is at most
	// set beside each of them; a wider one is listed under no day. Default 31.
	SpreadDays int
}

func (o Options) withDefaults() Options {
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.SpreadDays == 0 {
		o.SpreadDays = 31
	}
	return o
}

// asked answers whether an incident is of the part that is asked for.
func (o Options) asked(e Entry) truceline.Answer {
	return e.within(o.During).And(e.in(o.Areas))
}
