package web

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/ledgers"
	"github.com/truceline/truceline/publication"
	"github.com/truceline/truceline/report"
)

// A ledgerSide says who keeps a ledger, and how far it can be relied on.
type ledgerSide struct {
	Badge      badge
	Name       link
	Kind       string // source, party, origin or all others, in words
	Registered ledgerCell
	Claims     link // bare counts in the period
	Silent     bool // it has neither
	Origins    []link
	More       []link // further ones, folded
	Sources    []sideSource
}

// A sideSource is a source of a side, or one that is its origin.
type sideSource struct {
	Name   link
	Grades []gradeRow
	Note   string // English
	Itself bool   // the side is this source
}

// sideOrigins is how many origins of all others are listed at once.
const sideOrigins = 8

// sides are the two sides.
func (f ledgerFrame) sides() []ledgerSide {
	return []ledgerSide{f.side(0, f.asked.A, "a"), f.side(1, f.asked.B, "b")}
}

func (f ledgerFrame) side(i int, name, cell string) ledgerSide {
	l := f.ledger.Lists[i]
	out := ledgerSide{Badge: badgeOf(i), Name: link{Word: f.keeperName(name)}}
	if f.ledger.Table != nil {
		out.Registered = f.cell(cell)
	} else {
		out.Registered.Missing = f.T("ledgers.refused")
	}
	claims := 0
	for _, b := range f.ledger.Claims {
		if slices.Contains(l.Sources, b.Claim.Source) || l.Rest && !slices.Contains(f.ledger.Lists[1-i].Sources, b.Claim.Source) {
			claims++
		}
	}
	out.Claims = link{Word: f.T("n.claims", claims)}
	if claims > 0 {
		out.Claims.Href = f.At("/ledgers/counts", "by", cell)
	}
	out.Silent = out.Registered.N.Href == "" && out.Registered.More.Word == "" && claims == 0
	switch {
	case l.Rest:
		out.Kind = f.T("ledgers.kind.rest")
		out.Origins = f.originsOf(cell)
		if len(out.Origins) > sideOrigins {
			out.Origins, out.More = out.Origins[:sideOrigins], out.Origins[sideOrigins:]
		}
	case strings.HasPrefix(name, publication.OriginPrefix):
		out.Kind = f.T("ledgers.kind.origin")
		for _, s := range f.facts.Sources { // the same as a source of the case
			if slices.ContainsFunc(l.Origins, func(o string) bool { return strings.EqualFold(o, s.Origin) }) {
				out.Sources = append(out.Sources, f.sideSource(s, false))
			}
		}
	case f.hasSource(report.SourceID(name)):
		out.Kind = f.T("ledgers.kind.source")
		out.Name.Href = f.sourceURL(report.SourceID(name), f.within(f.Span)...)
		fallthrough
	default:
		if out.Kind == "" {
			out.Kind = f.T("ledgers.kind.party")
			out.Name.Href = f.Link("/parties/" + name)
		}
		for _, s := range f.facts.Sources {
			if slices.Contains(l.Sources, s.ID) {
				out.Sources = append(out.Sources, f.sideSource(s, string(s.ID) == name))
			}
		}
	}
	return out
}

func (f ledgerFrame) sideSource(s report.Source, itself bool) sideSource {
	return sideSource{Name: link{Word: f.SourceName(s.ID), Href: f.sourceURL(s.ID, f.within(f.Span)...)}, Grades: f.gradeRows(s), Note: s.Note, Itself: itself}
}

// originsOf are the origins in a side's ledger of all others, the most often
// named first, each leading to what it registered against the other side.
func (f ledgerFrame) originsOf(cell string) []link {
	if f.ledger.Table == nil {
		return nil
	}
	other := f.ledger.Table.B
	mine := f.ledger.Table.A
	if cell == "b" {
		mine, other = other, mine
	}
	n := make(map[string]int)
	for _, tally := range []ledgers.Tally{f.ledger.Table.Total.Certain, f.ledger.Table.Total.Possible} {
		for _, id := range f.cellOf(tally, cell, "") {
			for _, o := range f.namedIn(id) {
				if slices.Contains(mine.Origins, o) {
					n[o]++
				}
			}
		}
	}
	names := slices.SortedFunc(maps.Keys(n), func(a, b string) int { return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b)) })
	var out []link
	for _, o := range names {
		out = append(out, link{Word: o + " " + f.Lang.Isolate(f.T("ledgers.named", n[o])), Href: f.At("/ledgers", "a", other.ID, "b", publication.OriginPrefix+o)})
	}
	return out
}

// namedIn are the origins that the reports of an incident name, each once.
func (f ledgerFrame) namedIn(id incident.ID) []string {
	var out []string
	for _, r := range f.ledger.Records[id].Registered {
		for _, o := range r.Origins {
			if !slices.Contains(out, o) {
				out = append(out, o)
			}
		}
	}
	return out
}
