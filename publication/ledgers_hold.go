package publication

import (
	"fmt"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/ledgers"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// AllOthers is how a LedgerQuery calls the list of all other origins, and
// OriginPrefix what stands before the name of an origin.
const (
	AllOthers    = "rest"
	OriginPrefix = "origin:"
)

// Division is the kind of area by which ledgers break down.
const Division = "governorate"

// HoldLedgers holds the ledgers of two sides against each other: the incidents
// that surely or possibly belong to what is asked, and the counts whose period
// meets it. The order of both does not matter. A side that the register does not
// know, or that is named twice, is a Problem.
func HoldLedgers(reg *observance.Register, q LedgerQuery, records []LedgerRecord, claims []report.Claim) (Ledger, error) {
	out := Ledger{Query: q, Incidents: len(records), Records: make(map[incident.ID]LedgerRecord, len(records))}
	entries := make([]ledgers.Entry, len(records))
	for i, r := range records {
		entries[i] = r.Entry
		out.Records[r.ID] = r
	}
	for _, name := range append([]string{q.A, q.B}, q.Also...) {
		l, err := listOf(reg, name, entries, claims)
		if err != nil {
			return Ledger{}, err
		}
		if slices.ContainsFunc(out.Lists, func(m ledgers.List) bool { return m.ID == l.ID }) {
			return Ledger{}, truceline.Invalid("side", "%s is named twice; a side cannot be held against itself", name)
		}
		out.Lists = append(out.Lists, l)
	}
	opts := ledgers.Options{During: q.Span, Zone: reg.Zone()}
	if q.Area != "" {
		opts.Areas = []place.AreaID{q.Area}
	}
	lists := slices.Clone(out.Lists)
	for i, l := range lists {
		if l.Rest {
			lists[i].Rest, lists[i].Origins = false, others(lists, entries)
		}
	}
	if err := out.compare(lists, entries, opts); err != nil {
		return Ledger{}, err
	}
	if err := out.estimate(lists, entries, claims, opts); err != nil {
		return Ledger{}, err
	}
	out.count(reg, entries, claims)
	return out, nil
}

// compare holds the first two lists against each other.
func (l *Ledger) compare(lists []ledgers.List, entries []ledgers.Entry, opts ledgers.Options) error {
	for i := range 2 {
		if l.Lists[i].Rest && len(lists[i].Origins) == 0 && !l.Lists[1-i].Bare {
			l.Refused = fmt.Sprintf("No report of what is asked names an origin that is not of %s, so that there is no other ledger to hold against it.", l.Name(1-i))
			return nil
		}
		if l.Lists[i].Rest && len(lists[i].Origins) == 0 {
			l.Refused = "No report of what is asked names an origin, so that there is no ledger of incidents."
			return nil
		}
	}
	t, err := ledgers.Compare(entries, lists[0].Side, lists[1].Side, opts)
	if truceline.KindOf(err) == truceline.InvalidKind { // the two share a source or an origin
		l.Refused = said(err)
		return nil
	}
	if err != nil {
		return err
	}
	l.Table = &t
	return nil
}

// said is a problem as a sentence, without the name of the field.
func said(err error) string {
	_, words, found := strings.Cut(err.Error(), ": ")
	if !found {
		words = err.Error()
	}
	return strings.ToUpper(words[:1]) + words[1:] + "."
}

// estimate says how many nobody registered, or why that cannot be told.
func (l *Ledger) estimate(lists []ledgers.List, entries []ledgers.Entry, claims []report.Claim, opts ledgers.Options) (err error) {
	if slices.ContainsFunc(lists, func(m ledgers.List) bool { return m.Bare }) {
		for i := range lists {
			lists[i].Origins = slices.Clone(lists[i].Origins)
			for _, c := range claims {
				if lists[i].Bare && c.Origin != "" && slices.Contains(lists[i].Sources, c.Source) {
					lists[i].Origins = append(lists[i].Origins, c.Origin)
				}
			}
			slices.Sort(lists[i].Origins)
			lists[i].Origins = slices.Compact(lists[i].Origins)
		}
	}
	for i, m := range lists {
		if l.Lists[i].Rest && len(m.Origins) == 0 {
			l.Estimate = ledgers.Estimate{Lists: lists, Refusals: []string{"No report of what is asked names an origin beside those of the other lists, so that all other origins keep no ledger."}}
			return nil
		}
	}
	l.Estimate, err = ledgers.Missed(entries, lists, opts, ledgers.CaptureOptions{})
	return err
}

// others are the origins of the list of all others: those that no list names
// and that somebody reports who is a source of none.
func others(lists []ledgers.List, entries []ledgers.Entry) []string {
	named, own := make(map[string]bool), make(map[report.SourceID]bool)
	for _, l := range lists {
		for _, o := range l.Origins {
			named[strings.ToLower(o)] = true
		}
		for _, s := range l.Sources {
			own[s] = true
		}
	}
	found := make(map[string]bool)
	var out []string
	for _, e := range entries {
		for _, r := range e.Registered {
			if own[r.Source] {
				continue
			}
			for _, o := range r.Origins {
				if !named[strings.ToLower(o)] && !found[o] {
					found[o] = true
					out = append(out, o)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// count sets the sides' counts beside incidents and beside each other. Where a
// side is all others, so are their counts.
func (l *Ledger) count(reg *observance.Register, entries []ledgers.Entry, claims []report.Claim) {
	a, b := l.Lists[0], l.Lists[1]
	of := func(c report.Claim) bool {
		return a.Rest || b.Rest || slices.Contains(a.Sources, c.Source) || slices.Contains(b.Sources, c.Source)
	}
	own := slices.DeleteFunc(slices.Clone(claims), func(c report.Claim) bool {
		return !of(c) || l.Query.Area != "" && !slices.Contains(c.Areas, l.Query.Area)
	})
	l.Claims = ledgers.BesideClaims(own, entries, ledgers.ClaimOptions{Zone: reg.Zone(), Reservations: reservations(reg, entries)})
	if l.Query.Area == "" {
		l.Counts = pairCounts(reg, own, a.Sources, b.Sources, ledgers.Whole)
	}
	l.ByArea = pairCounts(reg, own, a.Sources, b.Sources, ledgers.ByArea)
}

// pairCounts pairs the numbers of the two sources, one of each side, that have
// the most periods in common; nil if no two have any.
func pairCounts(reg *observance.Register, claims []report.Claim, a, b []report.SourceID, split ledgers.Splitting) *LedgerCounts {
	var out *LedgerCounts
	for _, x := range a {
		for _, y := range b {
			if x == y {
				continue
			}
			p := ledgers.PairCounts(claims, x, y, ledgers.PairOptions{Split: split})
			if len(p.Pairs) == 0 || out != nil && len(p.Pairs) <= len(out.Pairs) {
				continue
			}
			out = &LedgerCounts{X: x, Y: y, NameX: sourceName(reg, x), NameY: sourceName(reg, y), Pairs: p.Pairs, Left: p.Left, Agreement: ledgers.Agree(p.Pairs)}
			for _, pair := range p.Pairs {
				u := ledgers.UnionOf(pair)
				out.Union.AtLeast += u.AtLeast
				out.Union.AtMost += u.AtMost
			}
		}
	}
	return out
}

func sourceName(reg *observance.Register, id report.SourceID) string {
	for _, s := range reg.Facts.Sources {
		if name := s.Names.In("en"); s.ID == id && name != "" {
			return name
		}
	}
	return string(id)
}

// reservations are what sources of incidents are graded F for: what they cannot
// be asked.
func reservations(reg *observance.Register, entries []ledgers.Entry) []string {
	sources := make(map[report.SourceID]bool)
	for _, e := range entries {
		for _, r := range e.Registered {
			sources[r.Source] = true
		}
	}
	var out []string
	for _, s := range reg.Facts.Sources {
		for _, g := range s.Grades {
			if sources[s.ID] && g.Grade == "F" {
				out = append(out, fmt.Sprintf("%s is graded F on %s: %s", s.Names.In("en"), g.Topic, g.Reason))
			}
		}
	}
	return out
}

// listOf is the ledger that a name means.
func listOf(reg *observance.Register, name string, entries []ledgers.Entry, claims []report.Claim) (ledgers.List, error) {
	if name == AllOthers {
		return ledgers.List{Side: ledgers.Side{ID: AllOthers, Name: "all other origins"}, Rest: true}, nil
	}
	if origin, ok := strings.CutPrefix(name, OriginPrefix); ok && origin != "" {
		return ledgers.List{Side: ledgers.Side{ID: name, Name: origin, Origins: []string{origin}}}, nil
	}
	l := ledgers.List{Side: ledgers.Side{ID: name}}
	for _, s := range reg.Facts.Sources {
		if name == "" || string(s.ID) != name && string(s.Affiliation) != name {
			continue
		}
		l.Sources = append(l.Sources, s.ID)
		if s.Origin != "" {
			l.Origins = append(l.Origins, s.Origin)
		}
		if string(s.ID) == name {
			l.Name = s.Names.In("en")
		}
	}
	if len(l.Sources) == 0 {
		return l, truceline.NotFound("%q is neither a source of the case nor a party that one speaks for; write origin:NAME for an origin, or rest for all others", name)
	}
	if p, ok := reg.Roll().Party(party.ID(name)); ok && l.Name == "" {
		l.Name = p.Names.In("en")
	}
	slices.Sort(l.Sources)
	slices.Sort(l.Origins)
	l.Origins = slices.Compact(l.Origins)
	l.Bare = !registers(l.Side, entries) && slices.ContainsFunc(claims, func(c report.Claim) bool { return slices.Contains(l.Sources, c.Source) })
	return l, nil
}

// registers reports whether an incident stands in a side's ledger.
func registers(s ledgers.Side, entries []ledgers.Entry) bool {
	same := func(a, b string) bool { return strings.EqualFold(a, b) }
	return slices.ContainsFunc(entries, func(e ledgers.Entry) bool {
		return slices.ContainsFunc(e.Registered, func(r ledgers.Registration) bool {
			return slices.Contains(s.Sources, r.Source) || slices.ContainsFunc(r.Origins, func(o string) bool {
				return slices.ContainsFunc(s.Origins, func(own string) bool { return same(own, o) })
			})
		})
	})
}
