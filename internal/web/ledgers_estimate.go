package web

import (
	"fmt"
	"slices"
	"strings"

	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/ledgers"
	"github.com/truceline/truceline/place"
)

// An estimateView is what is said of the incidents that nobody registered. The
// sentences of package ledgers are English.
type estimateView struct {
	Refused     bool
	Said        string // the estimate, or that there is none
	Model       string // what the best model says; English
	Across      string // the interval over all models that cannot be told apart
	Exact       string // the second interval of two lists
	Summed      string // over which strata it is a sum
	Method      string // English
	Refusals    []string
	Warnings    []string
	Assumptions []string
	Parts       []estimatePart
	Models      []modelRow
	More        []modelRow // further models, folded
	Unlisted    int        // models that stand in the files only
	Dependences []dependRow
	Variations  []varyRow
	Strata      []stratumRow
}

// An estimatePart is the incidents that exactly some lists registered.
type estimatePart struct {
	Lists string
	N     link
}

// A modelRow is one log-linear model.
type modelRow struct {
	Words, BIC, AIC, N, Missed, Interval, Fit string
	Refusal                                   string
	Best                                      bool
}

// A dependRow is whether two lists depend on each other.
type dependRow struct {
	Lists                        string
	Both, OnlyA, OnlyB, Neither  int
	Odds, Interval, Independence string
}

// A varyRow is whether a list registers the strata alike.
type varyRow struct{ List, By, Chi2, P, Word string }

// A stratumRow is what one stratum says by itself.
type stratumRow struct {
	By, Name   string
	Registered int
	N, SE      string
	Refusal    string
}

const (
	shownModels  = 8
	listedModels = 120 // four lists have 113
	varies       = 0.01
)

// nobody is what the estimate says in short.
func (f ledgerFrame) nobody() string {
	e := f.ledger.Estimate
	if e.Refused() {
		return f.T("ledgers.nobody_unknown")
	}
	low, high := e.Interval.Low, e.Interval.High
	if e.Across != nil {
		low, high = e.Across.Low, e.Across.High
	}
	seen := float64(e.Registered)
	return f.T("ledgers.nobody_about", rounded(e.Missed), rounded(low-seen), rounded(high-seen))
}

func rounded(v float64) string { return fmt.Sprintf("%.0f", v) }

func (f ledgerFrame) between(iv ledgers.Interval) string {
	return f.T("ledgers.range", rounded(iv.Low), rounded(iv.High))
}

// lists names some of the estimate's lists.
func (f ledgerFrame) lists(of ...int) string {
	words := make([]string, len(of))
	for i, l := range of {
		words[i] = f.Lang.Isolate(f.keeperName(f.ledger.Lists[l].ID))
	}
	return strings.Join(words, " + ")
}

func (f ledgerFrame) estimate() estimateView {
	e := f.ledger.Estimate
	v := estimateView{Refused: e.Refused(), Refusals: e.Refusals, Warnings: e.Warnings, Assumptions: e.Assumptions, Said: f.T("ledgers.no_estimate")}
	if !v.Refused {
		seen := float64(e.Registered)
		v.Said = f.T("ledgers.estimate", rounded(e.Missed), f.T("ledgers.range", rounded(e.Interval.Low-seen), rounded(e.Interval.High-seen)), rounded(e.N), f.between(e.Interval))
		v.Method = e.Method
		if len(e.Models) > 0 {
			v.Model = e.Models[0].Words
		}
		if e.Across != nil && *e.Across != e.Interval {
			v.Across = f.T("ledgers.across", f.between(*e.Across))
		}
		if e.Exact != nil {
			v.Exact = f.T("ledgers.exact", f.between(*e.Exact))
		}
		if e.Summed {
			v.Summed = f.T("ledgers.summed", f.word("ledgers.by.", e.SummedBy))
		}
	}
	for _, p := range e.Parts {
		n := link{Word: fmt.Sprint(p.N)}
		if len(p.Incidents) > 0 {
			n.Href = f.Records(pick{Part: partName(p)})
		}
		v.Parts = append(v.Parts, estimatePart{f.lists(p.Lists...), n})
	}
	for i, m := range e.Models {
		row := f.modelRow(m)
		row.Best = i == 0 && !v.Refused
		switch {
		case i < shownModels:
			v.Models = append(v.Models, row)
		case i < listedModels:
			v.More = append(v.More, row)
		default:
			v.Unlisted++
		}
	}
	for _, d := range e.Dependences {
		if d.A >= len(f.ledger.Lists) || d.B >= len(f.ledger.Lists) {
			continue
		}
		odds, iv := d.Odds()
		word := locale.Key("ledgers.depend.no")
		switch {
		case d.Shown() && d.LogOdds > 0:
			word = "ledgers.depend.same"
		case d.Shown():
			word = "ledgers.depend.apart"
		}
		v.Dependences = append(v.Dependences, dependRow{
			Lists: f.lists(d.A, d.B), Both: d.Both, OnlyA: d.OnlyA, OnlyB: d.OnlyB, Neither: d.Neither,
			Odds: fmt.Sprintf("%.2f", odds), Interval: f.T("ledgers.range", fmt.Sprintf("%.2f", iv.Low), fmt.Sprintf("%.2f", iv.High)), Independence: f.T(word),
		})
	}
	for _, x := range e.Variations {
		row := varyRow{List: f.lists(x.List), By: f.word("ledgers.by.", x.By), Chi2: fmt.Sprintf("%.1f (%d)", x.Chi2, x.DF), P: pValue(x.P), Word: f.T("ledgers.alike")}
		if x.P < varies {
			row.Word = f.T("ledgers.uneven")
		}
		v.Variations = append(v.Variations, row)
	}
	for _, s := range e.Strata {
		row := stratumRow{By: f.word("ledgers.by.", s.By), Name: f.stratum(s.By, s.Name), Registered: s.Registered}
		if s.Refusal != "" {
			row.Refusal = f.T("ledgers.thin")
		} else {
			row.N, row.SE = rounded(s.N), rounded(s.SE)
		}
		v.Strata = append(v.Strata, row)
	}
	return v
}

func (f ledgerFrame) modelRow(m ledgers.Model) modelRow {
	row := modelRow{Words: m.Words, BIC: fmt.Sprintf("%.2f", m.BIC), AIC: fmt.Sprintf("%.2f", m.AIC), Refusal: m.Refusal, Interval: "–", N: "–", Missed: "–"}
	if m.Refusal == "" {
		row.N, row.Missed = rounded(m.N), rounded(m.Missed)
	}
	if m.Interval != nil {
		row.Interval = f.between(*m.Interval)
	}
	row.Fit = fmt.Sprintf("%.1f (%d)", m.Deviance, m.DF)
	if m.DF > 0 {
		row.Fit += ", p " + pValue(m.P)
	}
	return row
}

func pValue(p float64) string {
	if p < 0.001 {
		return "< 0.001"
	}
	return fmt.Sprintf("%.3f", p)
}

// strata are the names that package ledgers gives to strata which are no areas.
var strata = []string{"not in one area", "deaths not stated", "5 deaths or more", "under 5 deaths"}

// stratum names a stratum in the page's language.
func (f ledgerFrame) stratum(by, name string) string {
	if i := slices.Index(strata, name); i >= 0 {
		return f.T(locale.Key("ledgers.stratum." + strings.ReplaceAll(name, " ", "_")))
	}
	return f.AreaName(place.AreaID(name))
}

// A modelTable is all that the part "ledgermodels" may refer to.
type modelTable struct {
	Page  frame
	Title string
	Rows  []modelRow
}

// Models are some models under a heading.
func (p ledgersPage) Models(rows []modelRow, title locale.Key) modelTable {
	return modelTable{p.frame, p.T(title), rows}
}
