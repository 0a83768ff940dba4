package desk

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/publication"
	"github.com/truceline/truceline/report"
)

// A Keeper is one who keeps a ledger.
type Keeper struct {
	Name      string            // as LedgerQuery takes it
	Sources   []report.SourceID // of a party: those that speak for it
	Incidents int               // that stand in it; of a source that only counts, 0
	Claims    int
}

// Keepers are those whose ledgers can be held against each other.
type Keepers struct {
	Sources []Keeper // of the case, in its order
	Parties []Keeper // for which a source speaks, in the order of their ids
	Origins []Keeper // that reports name, the most used first
}

// Keepers are those who keep a ledger in a span, as known then: the sources of
// the case that report or count in it, the parties for which they speak, and the
// origins that reports name.
func (d *Desk) Keepers(ctx context.Context, span truceline.Interval, known time.Time) (Keepers, error) {
	reg, err := d.Register(ctx, known)
	if err != nil {
		return Keepers{}, err
	}
	speaksFor := make(map[report.SourceID]party.ID)
	for _, s := range reg.Facts.Sources {
		if string(s.Affiliation) != string(s.ID) {
			speaksFor[s.ID] = s.Affiliation
		}
	}
	bySource, byParty, byOrigin := make(map[report.SourceID]int), make(map[party.ID]int), make(map[string]int)
	for row, err := range d.store.List(ctx, store.Query{Kind: kindIncident, Known: known, Span: span}) {
		if err != nil {
			return Keepers{}, err
		}
		in, err := decode[originated](row)
		if err != nil {
			return Keepers{}, err
		}
		if len(in.Reports) == 0 {
			continue
		}
		seen, spoken := make(map[report.SourceID]bool), make(map[party.ID]bool)
		for _, id := range in.Reports {
			s, _, _ := strings.Cut(id, ":")
			seen[report.SourceID(s)], spoken[speaksFor[report.SourceID(s)]] = true, true
		}
		for s := range seen {
			bySource[s]++
		}
		for p := range spoken {
			byParty[p]++
		}
		for _, o := range in.Origins {
			byOrigin[o]++
		}
	}
	claimed := make(map[report.SourceID]int)
	claims, err := d.sideClaims(ctx, LedgerQuery{Span: span, Known: known})
	if err != nil {
		return Keepers{}, err
	}
	for _, c := range claims {
		claimed[c.Source]++
	}
	return keepersOf(reg, speaksFor, bySource, claimed, byParty, byOrigin), nil
}

// An originated is as much of an incident as says who keeps a ledger with it.
type originated struct {
	Reports []string `json:"reports"`
	Origins []string `json:"origins"`
}

func keepersOf(reg *observance.Register, speaksFor map[report.SourceID]party.ID, bySource, claimed map[report.SourceID]int, byParty map[party.ID]int, byOrigin map[string]int) Keepers {
	var out Keepers
	spoken := make(map[party.ID]*Keeper)
	for _, s := range reg.Facts.Sources {
		n, c := bySource[s.ID], claimed[s.ID]
		if n+c == 0 {
			continue
		}
		out.Sources = append(out.Sources, Keeper{Name: string(s.ID), Incidents: n, Claims: c})
		of := speaksFor[s.ID]
		if of == "" {
			continue
		}
		p := spoken[of]
		if p == nil {
			p = &Keeper{Name: string(of), Incidents: byParty[of]}
			spoken[of] = p
		}
		p.Sources, p.Claims = append(p.Sources, s.ID), p.Claims+c
	}
	for _, p := range spoken {
		out.Parties = append(out.Parties, *p)
	}
	slices.SortFunc(out.Parties, func(a, b Keeper) int { return strings.Compare(a.Name, b.Name) })
	for o, n := range byOrigin {
		out.Origins = append(out.Origins, Keeper{Name: publication.OriginPrefix + o, Incidents: n})
	}
	slices.SortFunc(out.Origins, func(a, b Keeper) int {
		if a.Incidents != b.Incidents {
			return b.Incidents - a.Incidents
		}
		return strings.Compare(a.Name, b.Name)
	})
	return out
}
