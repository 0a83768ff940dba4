package web

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/ledgers"
	"github.com/truceline/truceline/place"
)

// ledgerCells are the words of publication.Cell in the order in which the pages
// draw and list them. The contradictory ones are among those of both.
var ledgerCells = [...]string{"only_a", "both", "contradictory", "only_b", "independent", "unsaid"}

// A pick says which of the ledgers' incidents a list shows, as an address does.
// Every number of the pages is one.
type pick struct {
	Cell  string           // one of ledgerCells; or all, a and b (all of a side's), one_report
	Sure  string           // yes: those that certainly belong there; unknown: those that may
	In    string           // an area of the division, or outside: of none
	Day   string           // a local day; none: of no known day
	Until string           // with Day: the last of several days
	Exact bool             // those whose own days are Day to Until
	Over  incident.Dispute // the sides contradict each other in this
	Claim string           // those beside a count
	Part  string           // of the estimate: the lists that registered them and no other, "0.2"
}

const (
	yes, unknown = "yes", "unknown"
	outside      = "outside"
	noDay        = "none"
)

// pairs are the pick as an address has it. What is empty is left out.
func (k pick) pairs() []string {
	exact := ""
	if k.Exact {
		exact = yes
	}
	return []string{"cell", k.Cell, "sure", k.Sure, "in", k.In, "day", k.Day, "until", k.Until, "exact", exact, "over", string(k.Over), "claim", k.Claim, "part", k.Part}
}

// Records is the address of the incidents of a pick.
func (f ledgerFrame) Records(k pick) string { return f.At("/ledgers/records", k.pairs()...) }

// cellOf are the incidents of a tally under a word.
func (f ledgerFrame) cellOf(t ledgers.Tally, word string, over incident.Dispute) []incident.ID {
	if over != "" {
		for _, o := range t.Over {
			if o.Aspect == over {
				return o.Incidents
			}
		}
		return nil
	}
	switch word {
	case "only_a":
		return t.OnlyA
	case "only_b":
		return t.OnlyB
	case "both":
		return t.Both
	case "contradictory":
		return t.Contradictory
	case "independent":
		return t.Independent
	case "unsaid":
		return t.Unsaid
	case "a":
		return slices.Concat(t.OnlyA, t.Both)
	case "b":
		return slices.Concat(t.OnlyB, t.Both)
	case "one_report":
		var out []incident.ID
		for _, id := range t.Both {
			if len(f.ledger.Records[id].Registered) == 1 {
				out = append(out, id)
			}
		}
		return out
	}
	return slices.Concat(t.OnlyA, t.OnlyB, t.Both, t.Independent, t.Unsaid)
}

// picked are the incidents of a pick, which is of this ledger.
func (f ledgerFrame) picked(k pick) []incident.ID {
	switch {
	case k.Claim != "":
		for _, b := range f.ledger.Claims {
			if b.Claim.ID() == k.Claim && k.Sure == yes {
				return b.Certain
			} else if b.Claim.ID() == k.Claim {
				return b.Possible
			}
		}
		return nil
	case k.Part != "":
		for _, p := range f.ledger.Estimate.Parts {
			if partName(p) == k.Part {
				return p.Incidents
			}
		}
		return nil
	case f.ledger.Table == nil:
		return nil
	}
	row := f.ledger.Table.Total
	if k.In != "" {
		row = f.areaTally(place.AreaID(strings.TrimPrefix(k.In, outside)))
	}
	certain, possible := f.cellOf(row.Certain, k.Cell, k.Over), f.cellOf(row.Possible, k.Cell, k.Over)
	if k.Day == "" {
		if k.Sure == unknown {
			return possible
		}
		return certain
	}
	until := k.Until
	if until == "" {
		until = k.Day
	}
	var out []incident.ID
	for _, id := range slices.Concat(certain, possible) {
		own := f.localDays(id)
		if k.Exact {
			if own.first == k.Day && own.last == until {
				out = append(out, id)
			}
			continue
		}
		at := own.within(k.Day, until)
		if !slices.Contains(certain, id) {
			at = at.And(truceline.Unknown)
		}
		if at == truceline.Yes && k.Sure != unknown || at == truceline.Unknown && k.Sure == unknown {
			out = append(out, id)
		}
	}
	return out
}

// areaTally is the row of an area; the empty one is of those that lie in none.
func (f ledgerFrame) areaTally(id place.AreaID) ledgers.Row {
	for _, r := range f.ledger.Table.ByArea {
		if r.Area == id {
			return r
		}
	}
	return ledgers.Row{Area: id}
}

// partName names the lists of a part of the estimate as an address does.
func partName(p ledgers.Part) string {
	words := make([]string, len(p.Lists))
	for i, l := range p.Lists {
		words[i] = strconv.Itoa(l)
	}
	return strings.Join(words, ".")
}

// ownDays are the first and the last local day on which an incident may have
// happened; empty if no day of it is known.
type ownDays struct {
	first, last string
	wide        bool // it stands under no day
}

// spreadDays is over how many days an incident of uncertain day stands under
// each of them, as ledgers.Options has it; a wider one stands under none.
const spreadDays = 31

func (f ledgerFrame) localDays(id incident.ID) ownDays {
	iv := f.ledger.Records[id].When
	if iv.From.IsZero() || iv.To.IsZero() {
		return ownDays{wide: true}
	}
	to := iv.To
	if iv.From.Before(to) {
		to = to.Add(-1)
	}
	from, to := iv.From.In(f.Head.Zone), to.In(f.Head.Zone)
	y, m, d := to.Date()
	// Wide: as many days before the last one it may have happened already.
	return ownDays{from.Format(time.DateOnly), to.Format(time.DateOnly), time.Date(y, m, d-spreadDays, 23, 59, 59, 0, f.Head.Zone).After(from)}
}

// within answers whether it happened from a day to another, both included. Of
// one that stands under no day it is asked with noDay.
func (d ownDays) within(from, to string) truceline.Answer {
	switch {
	case from == noDay && d.wide:
		return truceline.Unknown
	case from == noDay, d.wide:
		return truceline.No
	case d.first >= from && d.last <= to:
		return truceline.Yes
	case d.first <= to && d.last >= from:
		return truceline.Unknown
	}
	return truceline.No
}

// A ledgerCell is a number with its list, or why there is none.
type ledgerCell struct {
	Head    string // of its column
	N       link
	More    link   // possible ones beside it; no word: none
	Missing string // why there is no number
}

// number is a number that leads to its incidents; none lead nowhere.
func (f ledgerFrame) number(n int, k pick) link {
	l := link{Word: strconv.Itoa(n)}
	if n > 0 {
		l.Href = f.Records(k)
	}
	return l
}

// more is how many are possible, in words; nothing if none are.
func (f ledgerFrame) more(n int, k pick) link {
	if n == 0 {
		return link{}
	}
	k.Sure = unknown
	return link{Word: f.T("areas.plus", n), Href: f.Records(k)}
}

// missing says why a cell has no number; empty if it has one.
func (f ledgerFrame) missing(word string) string {
	bare := func(i int) bool { return f.ledger.Lists[i].Bare }
	switch {
	case bare(0) && slices.Contains([]string{"only_a", "a", "both", "contradictory"}, word):
		return f.T("ledgers.bare", f.NameA())
	case bare(1) && slices.Contains([]string{"only_b", "b", "both", "contradictory"}, word):
		return f.T("ledgers.bare", f.NameB())
	}
	return ""
}

// cell is a number of the whole.
func (f ledgerFrame) cell(word string) ledgerCell {
	t := f.ledger.Table.Total
	return ledgerCell{
		Head: f.T(locale.Key("ledgers.cell." + word)), Missing: f.missing(word),
		N:    f.number(len(f.cellOf(t.Certain, word, "")), pick{Cell: word}),
		More: f.more(len(f.cellOf(t.Possible, word, "")), pick{Cell: word}),
	}
}

// A twoByTwo is the table of what each side registered and did not.
type twoByTwo struct {
	Both, OnlyA, OnlyB, Independent, Unsaid ledgerCell
	Contradictory                           ledgerCell
	Nobody                                  string // what the estimate says of those that nobody registered
}

func (f ledgerFrame) twoByTwo() twoByTwo {
	return twoByTwo{
		Both: f.cell("both"), OnlyA: f.cell("only_a"), OnlyB: f.cell("only_b"), Contradictory: f.cell("contradictory"),
		Independent: f.cell("independent"), Unsaid: f.cell("unsaid"), Nobody: f.nobody(),
	}
}

// lead says the whole in sentences whose numbers lead to their incidents.
func (f ledgerFrame) lead() []template.HTML {
	if f.ledger.Table == nil {
		return nil
	}
	t := f.ledger.Table.Total
	a, b := link{Word: f.NameA()}, link{Word: f.NameB()}
	n := func(word string) link { return f.cell(word).N }
	var out []template.HTML
	say := func(k locale.Key, args ...link) { out = append(out, f.Sentence(k, args...)) }
	bareA, bareB := f.ledger.Lists[0].Bare, f.ledger.Lists[1].Bare
	if bareA {
		say("ledgers.sum_bare", a)
	}
	if bareB {
		say("ledgers.sum_bare", b)
	}
	alone := f.number(len(t.Certain.Independent)+len(t.Certain.Unsaid), pick{Cell: "all"})
	switch {
	case t.Certain.N()+t.Possible.N() == 0:
		say("ledgers.none")
	case bareA && bareB:
		say("ledgers.sum_others", alone)
	case bareA || bareB:
		side, of := a, "only_a"
		if bareA {
			side, of = b, "only_b"
		}
		say("ledgers.sum_one", side, n(of), f.number(len(t.Certain.Independent), pick{Cell: "independent"}))
	default:
		say("ledgers.sum", f.number(t.Certain.N(), pick{Cell: "all"}), n("only_a"), a, n("both"), n("only_b"), b, n("independent"))
	}
	if len(t.Certain.Unsaid) > 0 {
		say("ledgers.sum_unsaid", n("unsaid"))
	}
	if len(t.Certain.Contradictory) > 0 {
		say("ledgers.sum_disputed", n("contradictory"))
	}
	if k := len(f.cellOf(t.Certain, "one_report", "")); k > 0 {
		say("ledgers.sum_one_report", f.number(k, pick{Cell: "one_report"}))
	}
	if k := t.Possible.N(); k > 0 {
		say("ledgers.sum_possible", f.number(k, pick{Cell: "all", Sure: unknown}))
	}
	return out
}

// contradictory are what the sides contradict each other in, each with how many.
func (f ledgerFrame) contradictory() []link {
	var out []link
	for _, a := range incident.Disputes {
		n := len(f.cellOf(f.ledger.Table.Total.Certain, "contradictory", a))
		l := f.number(n, pick{Cell: "contradictory", Over: a})
		l.Word = f.disputeWord(a) + ": " + l.Word
		out = append(out, l)
	}
	return out
}

// contested is the address of the contradictions between two sources.
func (f ledgerFrame) contested() string {
	a, b := f.ledger.Lists[0], f.ledger.Lists[1]
	if len(a.Sources) != 1 || len(b.Sources) != 1 || a.Bare || b.Bare {
		return ""
	}
	return f.Link("/contradictions", append(f.within(f.Span), "area", string(f.asked.Area), "a", string(a.Sources[0]), "b", string(b.Sources[0]))...)
}
