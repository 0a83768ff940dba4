package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/ledgers"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/publication"
	"github.com/truceline/truceline/report"
)

// A LedgerQuery asks for the ledgers of two sides, and of more for an estimate.
type LedgerQuery struct {
	A, B  string       // each a source, a party, "origin:NAME" or "rest"
	Also  []string     // further lists for the estimate, of the same sorts
	Area  place.AreaID // a division; empty: all of the case
	Span  truceline.Interval
	Known time.Time
}

// Ledgers holds the ledgers of two sides against each other, as known then.
func (d *Desk) Ledgers(ctx context.Context, q LedgerQuery) (publication.Ledger, error) {
	reg, err := d.Register(ctx, q.Known)
	if err != nil {
		return publication.Ledger{}, err
	}
	if err := reg.CheckNames(q.Area, "", ""); err != nil {
		return publication.Ledger{}, err
	}
	entries, where, err := d.entries(ctx, reg, q)
	if err != nil {
		return publication.Ledger{}, err
	}
	claims, err := d.sideClaims(ctx, q)
	if err != nil {
		return publication.Ledger{}, err
	}
	out := publication.Ledger{Incidents: len(entries), Places: where}
	for _, name := range append([]string{q.A, q.B}, q.Also...) {
		l, err := listOf(reg, name, entries, claims)
		if err != nil {
			return publication.Ledger{}, err
		}
		if slices.ContainsFunc(out.Lists, func(m ledgers.List) bool { return m.ID == l.ID }) {
			return publication.Ledger{}, truceline.Invalid("side", "%s is named twice; a side cannot be held against itself", name)
		}
		out.Lists = append(out.Lists, l)
	}
	opts := ledgers.Options{During: q.Span, Zone: reg.Zone()}
	if q.Area != "" {
		opts.Areas = []place.AreaID{q.Area}
	}
	if err := compareLists(&out, entries, opts); err != nil {
		return publication.Ledger{}, err
	}
	if out.Lists[0].Bare || out.Lists[1].Bare {
		out.Estimate = ledgers.OfCounts(out.Lists[:2])
	} else if out.Estimate, err = ledgers.Missed(entries, out.Lists, opts, ledgers.CaptureOptions{}); err != nil {
		return publication.Ledger{}, err
	}
	countClaims(&out, reg, q, entries, claims)
	return out, nil
}

// compareLists holds the first two lists against each other.
func compareLists(l *publication.Ledger, entries []ledgers.Entry, opts ledgers.Options) error {
	a, b := l.Lists[0], l.Lists[1]
	t, err := ledgers.Compare(entries, others(a, b, entries), others(b, a, entries), opts)
	if truceline.KindOf(err) == truceline.InvalidKind { // the two share a source or an origin
		l.Refused = err.Error()
		return nil
	}
	if err != nil {
		return err
	}
	l.Table = &t
	return nil
}

// others is a list as a side; the list of all others is the side of every origin
// that the other list does not name.
func others(l, than ledgers.List, entries []ledgers.Entry) ledgers.Side {
	if !l.Rest {
		return l.Side
	}
	side := l.Side
	for _, e := range entries {
		for _, r := range e.Registered {
			for _, o := range r.Origins {
				if !slices.Contains(than.Origins, o) {
					side.Origins = append(side.Origins, o)
				}
			}
		}
	}
	slices.Sort(side.Origins)
	side.Origins = slices.Compact(side.Origins)
	return side
}

// countClaims sets the sides' claims beside incidents and beside each other.
func countClaims(l *publication.Ledger, reg *observance.Register, q LedgerQuery, entries []ledgers.Entry, claims []report.Claim) {
	a, b := l.Lists[0].Sources, l.Lists[1].Sources
	own := slices.DeleteFunc(slices.Clone(claims), func(c report.Claim) bool {
		return !slices.Contains(a, c.Source) && !slices.Contains(b, c.Source) ||
			q.Area != "" && !slices.Contains(c.Areas, q.Area)
	})
	l.Claims = ledgers.BesideClaims(own, entries, ledgers.ClaimOptions{Zone: reg.Zone(), Reservations: reservations(reg, entries)})
	if len(a) != 1 || len(b) != 1 {
		return
	}
	split := ledgers.Whole
	if q.Area != "" {
		split = ledgers.ByArea
	}
	paired := ledgers.PairCounts(own, a[0], b[0], ledgers.PairOptions{Split: split})
	if len(paired.Pairs) == 0 {
		return
	}
	agreement := ledgers.Agree(paired.Pairs)
	l.Pairs, l.Left, l.Agreement = paired.Pairs, paired.Left, &agreement
	var u ledgers.Union
	for _, p := range paired.Pairs {
		one := ledgers.UnionOf(p)
		u.AtLeast += one.AtLeast
		u.AtMost += one.AtMost
	}
	l.Union = &u
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

// entries are the incidents that surely or possibly belong to what is asked, as
// the ledgers hold them.
func (d *Desk) entries(ctx context.Context, reg *observance.Register, q LedgerQuery) ([]ledgers.Entry, map[incident.ID]string, error) {
	reports := make(map[string]report.Report)
	for row, err := range d.store.List(ctx, store.Query{Kind: kindReport, Known: q.Known, Span: q.Span}) {
		if err != nil {
			return nil, nil, err
		}
		r, err := decode[report.Report](row)
		if err != nil {
			return nil, nil, err
		}
		reports[row.ID] = r
	}
	var out []ledgers.Entry
	where := make(map[incident.ID]string)
	for row, err := range d.store.List(ctx, store.Query{Kind: kindIncident, Known: q.Known, Span: q.Span, Order: store.ByTime}) {
		if err != nil {
			return nil, nil, err
		}
		in, err := decode[incident.Incident](row)
		if err != nil {
			return nil, nil, err
		}
		if !in.Live() {
			continue
		}
		var areas []ledgers.Lying
		inArea := q.Area == ""
		for _, a := range observance.AreasOf(reg, in) {
			if a.Area == q.Area {
				inArea = true
			}
			if of, ok := reg.Area(a.Area); ok && (of.Kind == divisionKind || a.Area == q.Area) {
				areas = append(areas, ledgers.Lying{Area: a.Area, Answer: a.Answer})
			}
		}
		if !inArea {
			continue
		}
		of := make([]report.Report, 0, len(in.Reports))
		for _, id := range in.Reports {
			r, ok := reports[id]
			if !ok { // its own span does not meet what is asked, the incident's does
				row, err := d.store.Get(ctx, kindReport, id, q.Known)
				if err != nil {
					return nil, nil, err
				}
				if r, err = decode[report.Report](row); err != nil {
					return nil, nil, err
				}
			}
			of = append(of, r)
		}
		out = append(out, ledgers.EntryOf(in, of, areas))
		where[in.ID] = strings.TrimSuffix(in.Days+", "+in.Where.Name, ", ")
	}
	return out, where, nil
}

// divisionKind is the division by which ledgers break down.
const divisionKind = "governorate"

// sideClaims are the counts on record that meet the span.
func (d *Desk) sideClaims(ctx context.Context, q LedgerQuery) ([]report.Claim, error) {
	held, err := d.Claims(ctx, q.Span, q.Known)
	if err != nil {
		return nil, err
	}
	out := make([]report.Claim, len(held))
	for i, h := range held {
		out[i] = h.Claim
	}
	return out, nil
}

// listOf is the ledger that a name means.
func listOf(reg *observance.Register, name string, entries []ledgers.Entry, claims []report.Claim) (ledgers.List, error) {
	if name == "rest" {
		return ledgers.List{Side: ledgers.Side{ID: "rest", Name: "all other origins"}, Rest: true}, nil
	}
	if origin, ok := strings.CutPrefix(name, "origin:"); ok {
		return ledgers.List{Side: ledgers.Side{ID: name, Name: origin, Origins: []string{origin}}}, nil
	}
	l := ledgers.List{Side: ledgers.Side{ID: name}}
	for _, s := range reg.Facts.Sources {
		if string(s.ID) != name && (s.Affiliation == "" || string(s.Affiliation) != name) {
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
	slices.Sort(l.Origins)
	l.Origins = slices.Compact(l.Origins)
	l.Bare = !registers(l.Side, entries) && slices.ContainsFunc(claims, func(c report.Claim) bool { return slices.Contains(l.Sources, c.Source) })
	return l, nil
}

// registers reports whether an incident stands in a side's ledger.
func registers(s ledgers.Side, entries []ledgers.Entry) bool {
	return slices.ContainsFunc(entries, func(e ledgers.Entry) bool {
		return slices.ContainsFunc(e.Registered, func(r ledgers.Registration) bool {
			return slices.Contains(s.Sources, r.Source) || slices.ContainsFunc(r.Origins, func(o string) bool { return slices.Contains(s.Origins, o) })
		})
	})
}

// A Ledgered is one who keeps a ledger: a source of the case or an origin that
// reports name.
type Ledgered struct {
	Name      string // as LedgerQuery takes it
	Words     string // for people
	Incidents int    // that stand in it; of a source that only counts, 0
	Claims    int
}

// Keepers are those whose ledgers can be held against each other in a span: the
// sources of the case, and the origins that reports name, the most used first.
func (d *Desk) Keepers(ctx context.Context, span truceline.Interval, known time.Time) (sources, origins []Ledgered, err error) {
	reg, err := d.Register(ctx, known)
	if err != nil {
		return nil, nil, err
	}
	bySource, byOrigin := make(map[report.SourceID]int), make(map[string]int)
	for row, err := range d.store.List(ctx, store.Query{Kind: kindIncident, Known: known, Span: span}) {
		if err != nil {
			return nil, nil, err
		}
		in, err := decode[incident.Incident](row)
		if err != nil {
			return nil, nil, err
		}
		seen := make(map[report.SourceID]bool)
		for _, id := range in.Reports {
			s, _, _ := strings.Cut(id, ":")
			seen[report.SourceID(s)] = true
		}
		for s := range seen {
			bySource[s]++
		}
		for _, o := range in.Origins {
			byOrigin[o]++
		}
	}
	claimed := make(map[report.SourceID]int)
	claims, err := d.sideClaims(ctx, LedgerQuery{Span: span, Known: known})
	if err != nil {
		return nil, nil, err
	}
	for _, c := range claims {
		claimed[c.Source]++
	}
	for _, s := range reg.Facts.Sources {
		if n := bySource[s.ID] + claimed[s.ID]; n > 0 {
			sources = append(sources, Ledgered{string(s.ID), s.Names.In("en"), bySource[s.ID], claimed[s.ID]})
		}
	}
	for o, n := range byOrigin {
		origins = append(origins, Ledgered{Name: "origin:" + o, Words: o, Incidents: n})
	}
	slices.SortFunc(origins, func(a, b Ledgered) int {
		if a.Incidents != b.Incidents {
			return b.Incidents - a.Incidents
		}
		return strings.Compare(a.Name, b.Name)
	})
	return sources, origins, nil
}
