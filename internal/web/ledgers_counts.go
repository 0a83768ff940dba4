package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/ledgers"
	"github.com/truceline/truceline/report"
)

// A countsView is what the bare counts of the sides say, and what not.
type countsView struct {
	N       int
	Answers []link // how many can be compared with incidents, by answer
	List    string // address of all of them
	X, Y    string // the sources whose numbers stand beside each other; empty: no two count the same
	Words   []string
	ByArea  []string // the same of areas
	Days    []countDay
	Fold    bool
	Drawn   pairsDrawing
	Paired  bool
	Few     string       // on how many days of the period there is a number at all
	NoBlame string       // that the counts name no author
	Others  []sideSource // who else counts in the period
}

// A countDay is what two sources count of one period, and the incidents of
// others that may be among it.
type countDay struct {
	Days       string
	Href       string // its counts by area
	X, Y       string // "–" where it gives none
	Difference string
	Beside     link // how many of others' incidents certainly or possibly belong there and then
}

// foldCounts is from how many rows on a table of days is folded away.
const foldCounts = 12

func (f ledgerFrame) counts() countsView {
	v := countsView{N: len(f.ledger.Claims), List: f.At("/ledgers/counts")}
	n := make(map[truceline.Answer]int)
	for _, b := range f.ledger.Claims {
		n[b.Comparable]++
	}
	for _, a := range []truceline.Answer{truceline.Yes, truceline.Unknown, truceline.No} {
		l := link{Word: f.T(locale.Key("ledgers.comparable."+a.String()), n[a])}
		if n[a] > 0 {
			l.Href = f.At("/ledgers/counts", "comparable", a.String())
		}
		v.Answers = append(v.Answers, l)
	}
	c := f.ledger.Counts
	if c == nil {
		c = f.ledger.ByArea
	} else if f.ledger.ByArea != nil {
		v.ByArea = f.ledger.ByArea.Words()
	}
	if c == nil {
		return v
	}
	v.Paired, v.X, v.Y, v.Words = true, f.SourceName(c.X), f.SourceName(c.Y), c.Words()
	v.Drawn = f.pairsDrawing(c.Pairs, c.Agreement)
	v.Days = f.countDays(c.X, c.Y)
	v.Fold = len(v.Days) > foldCounts
	both := 0
	for _, d := range v.Days {
		if d.Difference != "–" {
			both++
		}
	}
	v.Few = f.T("ledgers.few_days", f.spanDays(), both, len(v.Days)-both)
	if !slices.ContainsFunc(f.ledger.Claims, func(b ledgers.ClaimBeside) bool {
		return (b.Claim.Source == c.X || b.Claim.Source == c.Y) && b.Claim.Alleged != ""
	}) {
		v.NoBlame = f.T("ledgers.no_blame", v.X, v.Y)
	}
	v.Others = f.otherCounters()
	return v
}

// spanDays is how many local days the period has.
func (f frame) spanDays() int {
	return int(f.Span.To.Sub(f.Span.From).Hours()/24 + 0.5)
}

// otherCounters are the sources that count in the period and are of neither
// side: what they are graded for may say what a comparison of the two cannot.
func (f ledgerFrame) otherCounters() []sideSource {
	if f.keepers == nil {
		return nil
	}
	var out []sideSource
	for _, k := range f.keepers.Sources {
		if k.Claims == 0 || f.ofSide("a", report.SourceID(k.Name)) || f.ofSide("b", report.SourceID(k.Name)) {
			continue
		}
		for _, s := range f.facts.Sources {
			if string(s.ID) == k.Name {
				out = append(out, f.sideSource(s, false))
			}
		}
	}
	return out
}

// countDays are the periods of which one of two sources counts all of what is
// asked. A number that only one gives is missing of the other.
func (f ledgerFrame) countDays(x, y report.SourceID) []countDay {
	type two struct{ x, y *ledgers.ClaimBeside }
	byPeriod := make(map[truceline.Interval]*two)
	var order []truceline.Interval
	for i := range f.ledger.Claims {
		b := &f.ledger.Claims[i]
		c := b.Claim
		if (c.Source != x && c.Source != y) || c.Where != nil || len(b.Days) == 0 || (f.asked.Area == "") != (len(b.Areas) == 0) || len(b.Areas) > 1 {
			continue
		}
		t := byPeriod[c.Period]
		if t == nil {
			t = &two{}
			byPeriod[c.Period] = t
			order = append(order, c.Period)
		}
		if c.Source == x && t.x == nil {
			t.x = b
		} else if c.Source == y && t.y == nil {
			t.y = b
		}
	}
	word := func(b *ledgers.ClaimBeside) string {
		switch {
		case b == nil:
			return "–"
		case b.Claim.Uncounted:
			return f.T("claim.uncounted")
		}
		return strconv.Itoa(b.Claim.Count)
	}
	var out []countDay
	for _, iv := range order {
		t := byPeriod[iv]
		row := countDay{Days: f.Days(iv), Href: f.At("/ledgers/counts", "on", f.Day(iv.From)), X: word(t.x), Y: word(t.y), Difference: "–"}
		if t.x != nil && t.y != nil && !t.x.Claim.Uncounted && !t.y.Claim.Uncounted {
			row.Difference = fmt.Sprintf("%+d", t.x.Claim.Count-t.y.Claim.Count)
		}
		of := t.x
		if of == nil {
			of = t.y
		}
		row.Beside = f.besideClaim(of, unknown)
		if len(of.Certain) > 0 {
			row.Beside = f.besideClaim(of, yes)
		}
		out = append(out, row)
	}
	return out
}

// besideClaim is how many incidents of others stand beside a count, certainly or
// possibly of its period and areas.
func (f ledgerFrame) besideClaim(b *ledgers.ClaimBeside, sure string) link {
	n := len(b.Possible)
	if sure == yes {
		n = len(b.Certain)
	}
	return f.number(n, pick{Claim: b.Claim.ID(), Sure: sure})
}

// countsPage is all that ledgers_counts.html may refer to.
type countsPage struct {
	ledgerFrame
	Rows       []claimBeside
	From, To   int
	Total      int
	Prev, Next string
	Reasons    []countReason // English, by number
	Narrowed   []narrowed
}

// A claimBeside is one bare count beside the incidents of others.
type claimBeside struct {
	claimRow
	Source            link
	Certain, Possible link
	Comparable        string
	Class             string
	Why               []int // of Reasons
}

// A countReason is why a count can be compared, or cannot.
type countReason struct {
	N     int
	Words string
}

// shownCounts is how many counts one page lists.
const shownCounts = 100

func (s *Server) ledgerCounts(w http.ResponseWriter, r *http.Request) error {
	f, err := s.openLedgers(r, "ledgers_counts")
	if err != nil {
		return err
	}
	offset, err := parseOffset(f.query)
	if err != nil {
		return err
	}
	comparable, on, by := f.query.Get("comparable"), f.query.Get("on"), f.query.Get("by")
	switch {
	case comparable != "" && !slices.Contains([]string{"yes", "unknown", "no"}, comparable):
		return truceline.Invalid("comparable", "%q is none of yes, unknown and no", comparable)
	case by != "" && by != "a" && by != "b":
		return truceline.Invalid("by", "%q is neither a nor b", by)
	}
	p := countsPage{ledgerFrame: f}
	narrow := func(set string, word string, name string) {
		if set != "" {
			p.Narrowed = append(p.Narrowed, narrowed{word, f.With(name, "", "offset", "")})
		}
	}
	narrow(comparable, f.T(locale.Key("ledgers.compared."+comparable)), "comparable")
	narrow(on, f.T("ledgers.counts_on", on), "on")
	if by != "" {
		narrow(by, f.keeperName(map[string]string{"a": f.asked.A, "b": f.asked.B}[by]), "by")
	}
	numbers := make(map[string]int)
	for i := range f.ledger.Claims {
		b := &f.ledger.Claims[i]
		if comparable != "" && b.Comparable.String() != comparable || on != "" && f.Day(b.Claim.Period.From) != on || by != "" && !f.ofSide(by, b.Claim.Source) {
			continue
		}
		p.Total++
		if p.Total <= offset || p.Total > offset+shownCounts {
			continue
		}
		row := claimBeside{
			claimRow: f.claimRow(b.Claim), Source: link{Word: f.SourceName(b.Claim.Source), Href: f.sourceURL(b.Claim.Source, f.within(f.Span)...)},
			Certain: f.besideClaim(b, yes), Possible: f.besideClaim(b, unknown),
			Comparable: f.T(locale.Key("answer." + b.Comparable.String())), Class: b.Comparable.String(),
		}
		for _, because := range b.Because {
			if numbers[because] == 0 {
				numbers[because] = len(p.Reasons) + 1
				p.Reasons = append(p.Reasons, countReason{len(p.Reasons) + 1, because})
			}
			row.Why = append(row.Why, numbers[because])
		}
		p.Rows = append(p.Rows, row)
	}
	p.From, p.To = offset+1, offset+len(p.Rows)
	if offset > 0 {
		p.Prev = f.With("offset", positive(offset-shownCounts))
	}
	if p.Total > offset+shownCounts {
		p.Next = f.With("offset", strconv.Itoa(offset+shownCounts))
	}
	return s.render(w, "ledgers_counts", p)
}

// ofSide reports whether a source's counts are those of a side.
func (f ledgerFrame) ofSide(side string, id report.SourceID) bool {
	i := slices.Index([]string{"a", "b"}, side)
	l, other := f.ledger.Lists[i], f.ledger.Lists[1-i]
	return slices.Contains(l.Sources, id) || l.Rest && !slices.Contains(other.Sources, id)
}
