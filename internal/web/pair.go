package web

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/report"
)

// A bitsRow is what one aspect adds to the score of two reports.
type bitsRow struct {
	Aspect string
	Level  string // how well the two agree, in the engine's words
	Bits   string // with its sign
}

// A scoreRow is the score of two reports, in bits and as odds, with its parts.
type scoreRow struct {
	Bits  string
	Odds  string
	Parts []bitsRow
	Start string // bits before anything is compared
	// Linked is the score by all reports that may stand with either, where it is
	// another one: pairs are proposed and joined by it.
	Linked     string
	LinkedOdds string
}

// score puts a score and its parts into words.
func (f frame) score(score float64, parts []incident.Part) scoreRow {
	s := scoreRow{Bits: signed2(score), Odds: f.odds(score)}
	start := score
	for _, p := range parts {
		start -= p.Bits
		s.Parts = append(s.Parts, bitsRow{f.T(partKey(p.Aspect)), p.Level, signed2(p.Bits)})
	}
	s.Start = signed2(start)
	return s
}

// linked adds the score by all reports that may stand with either.
func (f frame) linked(s scoreRow, bits float64) scoreRow {
	if b := signed2(bits); b != s.Bits {
		s.Linked, s.LinkedOdds = b, f.odds(bits)
	}
	return s
}

// Waits are the odds by which a pair waits for a person.
func (s scoreRow) Waits() string { return cmp.Or(s.LinkedOdds, s.Odds) }

// partKey is the phrase for an aspect that fusion compares.
func partKey(aspect string) locale.Key {
	return locale.Key("part." + strings.ReplaceAll(aspect, " ", "_"))
}

// signed2 writes bits to one decimal with their sign.
func signed2(bits float64) string {
	if math.Abs(bits) < 0.05 {
		return "0"
	}
	return strings.Replace(fmt.Sprintf("%+.1f", bits), "-", "−", 1)
}

// odds writes log2 odds as odds to two digits: "150 to 1".
func (f frame) odds(bits float64) string {
	one := func(v float64) string {
		if v >= 1e6 {
			return "1 000 000+"
		}
		if v >= 10 {
			unit := math.Pow(10, math.Floor(math.Log10(v))-1)
			return strconv.FormatFloat(math.Round(v/unit)*unit, 'f', 0, 64)
		}
		return strconv.FormatFloat(v, 'g', 2, 64)
	}
	if bits >= 0 {
		return f.T("odds.for", one(math.Exp2(bits)))
	}
	return f.T("odds.against", one(math.Exp2(-bits)))
}

// A pairTable is two reports beside each other, aspect by aspect, with how far
// they agree in it.
type pairTable struct {
	HeadA, HeadB accountHead
	Rows         []pairRow
	Score        scoreRow
}

// A pairRow is one aspect of two reports.
type pairRow struct {
	Label   string
	A, B    accountLine
	Parts   []bitsRow
	Literal bool
}

// pair sets two reports beside each other.
func (f frame) pair(a, b ReportView, score, linked float64, parts []incident.Part) pairTable {
	head := func(v ReportView) accountHead {
		return accountHead{Source: f.SourceName(v.Report.Source), Number: v.Report.Number, ID: v.Report.ID()}
	}
	t := pairTable{HeadA: head(a), HeadB: head(b), Score: f.linked(f.score(score, parts), linked)}
	of := func(names ...string) (out []bitsRow) {
		for i, p := range parts {
			for _, n := range names {
				if p.Aspect == n {
					out = append(out, t.Score.Parts[i])
				}
			}
		}
		return out
	}
	row := func(key locale.Key, cell func(report.Report) accountLine, aspects ...string) {
		r := pairRow{Label: f.T(key), A: cell(a.Report), B: cell(b.Report), Parts: of(aspects...)}
		if r.A.Text != "" || r.B.Text != "" || len(r.Parts) > 0 {
			t.Rows = append(t.Rows, r)
		}
	}
	row("account.when", func(r report.Report) accountLine { return accountLine{Text: r.Days} }, "time")
	row("account.where", func(r report.Report) accountLine {
		return accountLine{Text: f.placeName(r.Where), Note: f.radius(r.Where)}
	}, "place", "place name")
	row("account.what", func(r report.Report) accountLine { return accountLine{Text: f.ActNames(r.Codes)} }, "kind")
	row("account.sides", func(r report.Report) accountLine { return accountLine{Text: f.sidesOf(r)} }, "actors")
	row("account.deaths", func(r report.Report) accountLine { return accountLine{Text: f.deathsShort(r)} }, "casualties")
	row("account.means", func(r report.Report) accountLine { return accountLine{Text: strings.Join(r.Means, ", ")} }, "means")
	row("account.words", func(r report.Report) accountLine { return accountLine{Text: r.Words, Lang: r.Lang} }, "words")
	row("account.origins", func(r report.Report) accountLine { return accountLine{Text: strings.Join(r.Origins, ", ")} }, "source")
	return t
}

// deathsShort are the deaths that a report gives, in short.
func (f frame) deathsShort(r report.Report) string {
	d := r.Casualties.Deaths
	switch {
	case r.Casualties.Unstated:
		return f.T("deaths.unstated")
	case d.Low == d.Best && d.Best == d.High:
		return bounds(d)
	}
	return bounds(d) + " · " + f.T("deaths.best", d.Best)
}

// sidesOf is who fought or acted, in a line.
func (f frame) sidesOf(r report.Report) string {
	a, b := f.sides(r.SideA), f.sides(r.SideB)
	if a == "" || b == "" {
		return a + b
	}
	between := f.T("form.and")
	if r.Form == report.OneSided {
		between = f.T("form.against")
	}
	return f.Lang.Isolate(a) + " " + between + " " + f.Lang.Isolate(b)
}

// A whyRow is what joined a report to an incident.
type whyRow struct {
	Report, With badge
	Number       string
	Score        scoreRow
	Weights      string
	By           *joinRow // the person's decision that holds them together
	ByID         string   // of one that is not among those of the page
}

// why puts into words what joined each report.
func (f frame) why(in incident.Incident, decisions []joinRow) []whyRow {
	marks := badges(in.Reports)
	var out []whyRow
	for _, w := range in.Why {
		row := whyRow{Report: marks[w.Report], With: marks[w.With], Number: f.reportNames([]string{w.Report}),
			Score: f.score(w.Score, w.Parts), Weights: w.Weights}
		if w.Decision != "" {
			row.ByID = w.Decision
			for i := range decisions {
				if decisions[i].ID == w.Decision {
					row.By = &decisions[i]
				}
			}
		}
		out = append(out, row)
	}
	return out
}

// A joinRow is a decision on reports.
type joinRow struct {
	ID, What, By, At, Reason string
	Left, Right              string
	Apart, Undone            bool
	UndoneBy, UndoneAt       string
	On                       link // the incident on whose page it was made, if another
	Entry                    int64
	EntryURL                 string
}

// joinRow puts a decision on reports into words.
func (f frame) joinRow(d JoinDecision) joinRow {
	row := joinRow{
		ID: d.ID, What: f.T("joins.together"), By: d.By, At: f.Instant(decidedAt(d)), Reason: d.Reason,
		Left: f.reportNames(d.Left), Right: f.reportNames(d.Right), Apart: d.Apart, Undone: d.Undone,
		Entry: d.Entry, EntryURL: f.entryURL(d.Entry),
	}
	if d.Apart {
		row.What = f.T("joins.apart")
	}
	if d.Undone {
		row.UndoneBy, row.UndoneAt = d.UndoneBy, f.Instant(d.Known)
	}
	return row
}

// decidedAt is when a decision was made, which its id says; the record itself
// was changed last when it was undone.
func decidedAt(d JoinDecision) time.Time {
	if n, err := strconv.ParseInt(strings.TrimPrefix(d.ID, "j-"), 36, 64); err == nil {
		return time.UnixMicro(n).UTC()
	}
	return d.Known
}

// A disputeRow is a contradiction between two accounts of an incident.
type disputeRow struct {
	Aspect       string
	A, B         badge
	NameA, NameB string // of the reports: source and number
	SaysA, SaysB string
	Apart        string
}

// dispute puts a contradiction into words.
func (f frame) dispute(c incident.Contradiction, marks map[string]badge) disputeRow {
	row := disputeRow{
		Aspect: f.T(locale.Key("aspect." + string(c.Aspect))), A: marks[c.A], B: marks[c.B],
		NameA: f.reportNames([]string{c.A}), NameB: f.reportNames([]string{c.B}),
		SaysA: c.SaysA, SaysB: c.SaysB, Apart: f.apart(c),
	}
	if c.Aspect == incident.OverKind {
		row.SaysA, row.SaysB = f.ActNames(strings.Split(c.SaysA, ", ")), f.ActNames(strings.Split(c.SaysB, ", "))
	}
	return row
}

// apart says how far two accounts are from agreeing, in the page's language.
func (f frame) apart(c incident.Contradiction) string {
	n, unit, _ := strings.Cut(c.Apart, " ")
	switch {
	case n == "":
		return "–"
	case c.Aspect == incident.OverCount:
		return f.T("apart.deaths", n)
	case unit == "":
		return c.Apart
	}
	return f.T(locale.Key("apart."+unit), n)
}
