package web

import (
	"context"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/publication"
	"github.com/truceline/truceline/report"
)

// Ledgers are what rival sides registered, held against each other.
type Ledgers interface {
	Ledgers(context.Context, desk.LedgerQuery) (publication.Ledger, error)
	Keepers(ctx context.Context, span truceline.Interval, known time.Time) (desk.Keepers, error)
}

// mostFurther is how many lists an estimate takes beside the two sides.
const mostFurther = 3

// A ledgerFrame is what the pages of ledgers share.
type ledgerFrame struct {
	frame
	asked   desk.LedgerQuery
	ledger  publication.Ledger
	reg     *observance.Register
	keepers *desk.Keepers // once somebody asked for them
	Empty   bool          // fewer than two keep a ledger in the period
	Assumed bool          // the address named no two sides
}

// ledgersPage is all that ledgers.html may refer to.
type ledgersPage struct {
	ledgerFrame
	Form      ledgerForm
	Sides     []ledgerSide
	Lead      []template.HTML // the whole in sentences
	Refused   string          // why there is no table; English
	Two       twoByTwo
	Drawn     overlapDrawing
	Legend    []ledgerColumn // of the drawings
	Shown     []ledgerColumn // of the tables by area and by time
	Unseen    string         // the columns that are left out, since nothing is in them
	ByArea    []ledgerRow
	ByStep    []ledgerRow
	Fold      bool // of ByStep
	Line      timeline
	Disputes  []link // what both registered and contradict each other on, by aspect
	Contested string // address of the contradictions between the two, where they are sources
	Estimate  estimateView
	Counts    countsView
	Files     []link
}

// openLedgers reads which ledgers the address asks for, and holds them. Where it
// names no two sides, the origin most often named stands against all others.
func (s *Server) openLedgers(r *http.Request, name string) (ledgerFrame, error) {
	f, reg, err := s.open(r, name)
	if err != nil {
		return ledgerFrame{}, err
	}
	if err := s.settleSpan(r.Context(), &f); err != nil {
		return ledgerFrame{}, err
	}
	out := ledgerFrame{frame: f, reg: reg, asked: desk.LedgerQuery{
		A: f.query.Get("a"), B: f.query.Get("b"), Area: place.AreaID(f.query.Get("area")), Span: f.Span, Known: f.Known,
	}}
	q := &out.asked
	if q.Area != "" && f.areas[q.Area] == nil {
		return out, truceline.Invalid("area", "the register has no area %q", q.Area)
	}
	for _, name := range f.query["also"] {
		if name != "" && !slices.Contains(q.Also, name) {
			q.Also = append(q.Also, name)
		}
	}
	if len(q.Also) > mostFurther {
		return out, truceline.Invalid("also", "%d further lists; an estimate takes at most %d beside the two sides", len(q.Also), mostFurther)
	}
	if q.A == "" || q.B == "" {
		keepers, err := s.desk.Keepers(r.Context(), f.Span, f.Known)
		if err != nil {
			return out, err
		}
		out.keepers = &keepers
		out.assume(keepers)
	}
	if out.Empty {
		return out, nil
	}
	out.ledger, err = s.desk.Ledgers(r.Context(), *q)
	return out, err
}

// assume fills in the sides that the address leaves open.
func (f *ledgerFrame) assume(k desk.Keepers) {
	f.Assumed = true
	var offer []string
	if len(k.Origins) > 0 {
		offer = []string{k.Origins[0].Name, publication.AllOthers}
	} else {
		for _, s := range k.Sources {
			offer = append(offer, s.Name)
		}
	}
	offer = slices.DeleteFunc(offer, func(name string) bool {
		return name == f.asked.A || name == f.asked.B || slices.Contains(f.asked.Also, name)
	})
	for _, side := range []*string{&f.asked.A, &f.asked.B} {
		switch {
		case *side != "":
		case len(offer) == 0:
			f.Empty = true
		default:
			*side, offer = offer[0], offer[1:]
		}
	}
}

// At is an address that asks for the same ledgers. A pair with an empty value
// takes what it names off.
func (f ledgerFrame) At(path string, pairs ...string) string {
	v := url.Values{}
	for _, k := range []string{"lang", "known"} {
		if s := f.query.Get(k); s != "" {
			v.Set(k, s)
		}
	}
	v.Set("a", f.asked.A)
	v.Set("b", f.asked.B)
	for _, name := range f.asked.Also {
		v.Add("also", name)
	}
	v.Set("area", string(f.asked.Area))
	v.Set("from", f.Day(f.Span.From))
	v.Set("to", f.Last(f.Span))
	return address(path, v, pairs)
}

// without is the address of the page with a further list taken off.
func (f ledgerFrame) without(name string) string {
	also := slices.DeleteFunc(slices.Clone(f.asked.Also), func(s string) bool { return s == name })
	f.asked.Also = also
	return f.At("/ledgers")
}

// keeperName is how the page calls one who keeps a ledger, by the name in an
// address.
func (f frame) keeperName(name string) string {
	switch origin, is := strings.CutPrefix(name, publication.OriginPrefix); {
	case is:
		return origin
	case name == publication.AllOthers:
		return f.T("ledgers.rest")
	case f.hasSource(report.SourceID(name)):
		return f.SourceName(report.SourceID(name))
	}
	return f.PartyName(party.ID(name))
}

// NameA is how the page calls the first side.
func (f ledgerFrame) NameA() string { return f.keeperName(f.asked.A) }

// NameB is how the page calls the second side.
func (f ledgerFrame) NameB() string { return f.keeperName(f.asked.B) }

// BadgeA marks the first side.
func (f ledgerFrame) BadgeA() badge { return badgeOf(0) }

// BadgeB marks the second side.
func (f ledgerFrame) BadgeB() badge { return badgeOf(1) }

// Back is the address of the ledgers that a list is of.
func (f ledgerFrame) Back() string { return f.At("/ledgers") }

// Where names the area that is asked for; empty: all of the case.
func (f ledgerFrame) Where() string {
	if f.asked.Area == "" {
		return ""
	}
	return f.AreaName(f.asked.Area)
}

// A ledgerForm is what is chosen and what can be.
type ledgerForm struct {
	A, B, Also keeperChoice
	Further    []further // lists already chosen beside the two sides
	More       bool      // another can be added
	Area       choice
	Swap       string // address of the same with the sides changed
}

// A keeperChoice is a choice among those who keep a ledger.
type keeperChoice struct {
	Name, Label string
	Groups      []optionGroup
}

// A further is a list beside the two sides, and the address without it.
type further struct{ Name, Word, Off string }

func (f ledgerFrame) form(k desk.Keepers) ledgerForm {
	out := ledgerForm{
		A:    keeperChoice{"a", f.T("ledgers.side_a"), f.options(k, f.asked.A)},
		B:    keeperChoice{"b", f.T("ledgers.side_b"), f.options(k, f.asked.B)},
		Also: keeperChoice{"also", f.T("ledgers.also"), f.options(k, "")},
		Area: f.areaChoice(f.asked.Area), More: len(f.asked.Also) < mostFurther,
	}
	for _, name := range f.asked.Also {
		out.Further = append(out.Further, further{name, f.keeperName(name), f.without(name)})
	}
	f.asked.A, f.asked.B = f.asked.B, f.asked.A
	out.Swap = f.At("/ledgers")
	return out
}

// options are those who keep a ledger in the period, and the chosen one.
func (f ledgerFrame) options(k desk.Keepers, chosen string) []optionGroup {
	found := chosen == ""
	group := func(key locale.Key, keepers []desk.Keeper) optionGroup {
		g := optionGroup{Word: f.T(key)}
		for _, k := range keepers {
			word := f.keeperName(k.Name)
			switch {
			case k.Incidents > 0:
				word += " · " + strconv.Itoa(k.Incidents)
			case k.Claims > 0:
				word += " · " + f.T("n.claims", k.Claims)
			}
			g.Options = append(g.Options, option{k.Name, word, k.Name == chosen})
			found = found || k.Name == chosen
		}
		return g
	}
	out := []optionGroup{
		group("ledgers.group.origins", k.Origins), group("ledgers.group.sources", k.Sources), group("ledgers.group.parties", k.Parties),
		group("ledgers.group.rest", []desk.Keeper{{Name: publication.AllOthers}}),
	}
	if !found { // it has nothing in the period, and stays chosen
		out = append(out, optionGroup{f.T("ledgers.group.none"), []option{{chosen, f.keeperName(chosen), true}}})
	}
	return slices.DeleteFunc(out, func(g optionGroup) bool { return len(g.Options) == 0 })
}

func (s *Server) ledgers(w http.ResponseWriter, r *http.Request) error {
	f, err := s.openLedgers(r, "ledgers")
	if err != nil {
		return err
	}
	if f.keepers == nil {
		keepers, err := s.desk.Keepers(r.Context(), f.Span, f.Known)
		if err != nil {
			return err
		}
		f.keepers = &keepers
	}
	p := ledgersPage{ledgerFrame: f, Form: f.form(*f.keepers)}
	if f.Empty {
		return s.render(w, "ledgers", p)
	}
	p.Sides = f.sides()
	p.Lead, p.Refused = f.lead(), f.ledger.Refused
	if t := f.ledger.Table; t != nil {
		p.Two, p.Drawn, p.Legend = f.twoByTwo(), f.overlap(), f.legend()
		p.Shown, p.Unseen = f.columns()
		p.ByArea = f.areaRows(p.Shown)
		steps := f.steps()
		p.ByStep, p.Fold = f.stepRows(steps, p.Shown), len(steps.cuts) > 17
		p.Line = f.ledgerLine(steps)
		p.Disputes, p.Contested = f.contradictory(), f.contested()
	}
	p.Estimate, p.Counts = f.estimate(), f.counts()
	for _, ext := range []string{"csv", "json", "html"} {
		p.Files = append(p.Files, link{Word: strings.ToUpper(ext), Href: f.At("/ledgers." + ext)})
	}
	return s.render(w, "ledgers", p)
}
