package publication

import (
	"encoding/csv"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/ledgers"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// A Ledger is the ledgers of two sides held against each other, with all that
// can be said of them.
type Ledger struct {
	Lists     []ledgers.List        `json:"lists"` // the two sides, and further lists of the estimate
	Table     *ledgers.Table        `json:"table,omitempty"`
	Refused   string                `json:"refused,omitempty"` // why there is no table; a sentence
	Estimate  ledgers.Estimate      `json:"estimate"`
	Claims    []ledgers.ClaimBeside `json:"claims,omitempty"` // the sides' bare counts beside the incidents of others
	Pairs     []ledgers.CountPair   `json:"pairs,omitempty"`  // of two that count the same things
	Left      []string              `json:"left,omitempty"`   // counts that could not be paired, in sentences
	Agreement *ledgers.Agreement    `json:"agreement,omitempty"`
	Union     *ledgers.Union        `json:"union,omitempty"` // what the pairs together bound
	Incidents int                   `json:"incidents"`       // that surely or possibly belong to what is asked

	// Places are the incidents in words, "2017-05-06, Harbnifsah".
	Places map[incident.ID]string `json:"-"`
}

// A Cell is one entry of a row of ledgers: its word, what it means, and the
// incidents that make it.
type Cell struct {
	Word      string
	Means     string
	Incidents []incident.ID
}

// Cells are the entries of a tally in the order in which they are printed. The
// contradictory ones are among those of both.
func (l Ledger) Cells(t ledgers.Tally) []Cell {
	a, b := l.Name(0), l.Name(1)
	return []Cell{
		{"only_a", "registered by " + a + " and not by " + b, t.OnlyA},
		{"only_b", "registered by " + b + " and not by " + a, t.OnlyB},
		{"both", "registered by both", t.Both},
		{"contradictory", "registered by both, whose reports contradict each other", t.Contradictory},
		{"independent", "registered by other origins only", t.Independent},
		{"unsaid", "by reports that name no origin, of neither", t.Unsaid},
	}
}

// Name is how the i-th list is called.
func (l Ledger) Name(i int) string {
	if l.Lists[i].Name != "" {
		return l.Lists[i].Name
	}
	return l.Lists[i].ID
}

// LedgerAbout says what the ledgers are of, for the head of a file.
type LedgerAbout struct {
	Case  string
	Span  truceline.Interval
	Zone  *time.Location
	Area  string // empty: all of the case
	Known time.Time
	// AreaName names an area. Default: its id.
	AreaName func(place.AreaID) string
	// Site is the address of the pages, to which incidents are linked; empty:
	// they are named only.
	Site string
}

// ledgerColumns are those of LedgersCSV.
var ledgerColumns = []string{"part", "day", "area", "certainty", "cell", "n", "records"}

// LedgersCSV writes the ledgers as rows: of each day, area and cell the number
// and the incidents that make it, certain ones and possible ones apart; and of
// each count what it is of. Days and areas that are empty stand for all. Rows of
// possible incidents must not be added up.
func LedgersCSV(w io.Writer, l Ledger, about LedgerAbout) error {
	out := csv.NewWriter(w)
	write := func(cells ...string) error {
		for i := range cells {
			cells[i] = safe(cells[i])
		}
		return out.Write(cells)
	}
	if err := out.Write(ledgerColumns); err != nil {
		return err
	}
	if l.Table != nil {
		for _, part := range []struct {
			name string
			rows []ledgers.Row
		}{{"total", []ledgers.Row{l.Table.Total}}, {"by_day", l.Table.ByDay}, {"by_area", l.Table.ByArea}, {"by_day_and_area", l.Table.Rows}} {
			for _, r := range part.rows {
				for _, t := range []struct {
					certainty string
					tally     ledgers.Tally
				}{{"certain", r.Certain}, {"possible", r.Possible}} {
					for _, c := range l.Cells(t.tally) {
						if len(c.Incidents) == 0 && part.name != "total" {
							continue
						}
						if err := write(part.name, r.Day, string(r.Area), t.certainty, c.Word, strconv.Itoa(len(c.Incidents)), joined(c.Incidents)); err != nil {
							return err
						}
					}
				}
			}
		}
	}
	for _, b := range l.Claims {
		c := b.Claim
		n := strconv.Itoa(c.Count)
		if c.Uncounted {
			n = ""
		}
		if err := write("claim", strings.Join(b.Days, "/"), areas(b.Areas), b.Comparable.String(), string(c.Source)+": "+c.Metric, n, c.ID()); err != nil {
			return err
		}
		for _, of := range []struct {
			certainty string
			ids       []incident.ID
		}{{"certain", b.Certain}, {"possible", b.Possible}} {
			if len(of.ids) == 0 {
				continue
			}
			if err := write("beside_claim", strings.Join(b.Days, "/"), areas(b.Areas), of.certainty, c.ID(), strconv.Itoa(len(of.ids)), joined(of.ids)); err != nil {
				return err
			}
		}
	}
	for i, s := range l.Sentences() {
		if err := write("words", "", "", "", strconv.Itoa(i+1), "", s); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func joined(ids []incident.ID) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = string(id)
	}
	return strings.Join(words, " ")
}

func areas(ids []place.AreaID) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = string(id)
	}
	return strings.Join(words, "|")
}

// Sentences say the ledgers in words: the table, the estimate or why there is
// none, and what the counts of the two have in common.
func (l Ledger) Sentences() []string {
	var out []string
	if l.Table != nil {
		out = append(out, l.Table.Words()...)
	}
	if l.Refused != "" {
		out = append(out, l.Refused)
	}
	out = append(out, l.Estimate.Words()...)
	return append(out, l.CountWords()...)
}

// CountWords say what the counts of the two sides have in common.
func (l Ledger) CountWords() []string {
	if l.Agreement == nil {
		return nil
	}
	out := l.Agreement.Words(l.Name(0), l.Name(1))
	if l.Union != nil {
		out = append(out, l.Union.Words(l.Name(0), l.Name(1)))
	}
	return append(out, l.Left...)
}

// LedgersHTML writes the ledgers as one page without scripts or outside
// resources. Every number leads to the list of the records that make it.
func LedgersHTML(w io.Writer, l Ledger, about LedgerAbout) error {
	if about.Zone == nil {
		about.Zone = time.UTC
	}
	if about.AreaName == nil {
		about.AreaName = func(id place.AreaID) string { return string(id) }
	}
	p := ledgerPage{Ledger: l, About: about, lists: make(map[string]int)}
	t, err := template.New("ledgers").Funcs(template.FuncMap{
		"style": func() template.CSS { return style },
		"area":  p.areaName, "claim": claimWords, "answer": truceline.Answer.String,
		"cells": l.Cells, "num": func(n float64) string { return strconv.FormatFloat(n, 'f', 0, 64) },
		"set": p.set, "sets": func() []idList { return p.sets }, "link": p.link, "where": func(id incident.ID) string { return l.Places[id] },
		"day": func(t time.Time) string { return t.In(about.Zone).Format(time.DateOnly) }, "last": func(t time.Time) string { return t.In(about.Zone).Add(-time.Second).Format(time.DateOnly) },
	}).Parse(ledgersTemplate)
	if err != nil {
		return fmt.Errorf("the page of ledgers: %w", err)
	}
	return t.Execute(w, &p)
}

// ledgerPage is all that the template refers to.
type ledgerPage struct {
	Ledger
	About LedgerAbout
	sets  []idList
	lists map[string]int // number of a set by its content
}

// An idList is the incidents that make a number of the page.
type idList struct {
	N   int
	IDs []incident.ID
}

// set numbers the list of incidents behind a number.
func (p *ledgerPage) set(ids []incident.ID) int {
	key := joined(ids)
	n, ok := p.lists[key]
	if !ok {
		n = len(p.sets) + 1
		p.lists[key] = n
		p.sets = append(p.sets, idList{n, slices.Clone(ids)})
	}
	return n
}

func (p *ledgerPage) link(id incident.ID) string {
	if p.About.Site == "" {
		return ""
	}
	return strings.TrimSuffix(p.About.Site, "/") + "/incidents/" + string(id)
}

func (p *ledgerPage) areaName(id place.AreaID) string {
	if id == "" {
		return "outside all of them, or all"
	}
	return p.About.AreaName(id)
}

func claimWords(c report.Claim) string {
	if c.Uncounted {
		return "not given"
	}
	return strconv.Itoa(c.Count)
}

const ledgersTemplate = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ledgers: {{.Name 0}} and {{.Name 1}}</title><style>{{style}}</style></head><body>
<h1>Ledgers: {{.Name 0}} and {{.Name 1}}</h1>
<p>Case {{.About.Case}}{{with .About.Area}}, {{.}}{{end}}{{if not .About.Span.From.IsZero}}, {{day .About.Span.From}} to {{last .About.Span.To}}{{end}}{{if not .About.Known.IsZero}}, as known at {{.About.Known.UTC.Format "2006-01-02T15:04:05Z"}}{{end}}. {{.Incidents}} incidents surely or possibly belong to it.</p>
<h2>In words</h2>
{{if .Table}}{{range .Table.Words}}<p>{{.}}</p>{{end}}{{end}}{{with .Refused}}<p>{{.}}</p>{{end}}
{{with .Table}}<h2>Who registered what</h2>
<table><thead><tr><th scope="col">which</th><th scope="col" class="n">certain</th><th scope="col" class="n">possible</th></tr></thead><tbody>
{{$possible := cells .Total.Possible}}{{range $i, $c := cells .Total.Certain}}<tr><th scope="row">{{$c.Means}}</th><td class="n">{{template "n" $c.Incidents}}</td><td class="n">{{with index $possible $i}}{{template "n" .Incidents}}{{end}}</td></tr>
{{end}}</tbody></table>
<h2>By area</h2>{{template "rows" .ByArea}}
<h2>By day</h2>{{template "rows" .ByDay}}{{end}}
<h2>What nobody registered</h2>
{{range .Estimate.Words}}<p>{{.}}</p>{{end}}
{{with .Estimate.Models}}<table><thead><tr><th scope="col">model</th><th scope="col" class="n">BIC</th><th scope="col" class="n">AIC</th><th scope="col" class="n">all</th><th scope="col" class="n">unregistered</th><th scope="col">refused</th></tr></thead><tbody>
{{range .}}<tr><th scope="row">{{.Words}}</th><td class="n">{{printf "%.2f" .BIC}}</td><td class="n">{{printf "%.2f" .AIC}}</td><td class="n">{{if .Refusal}}–{{else}}{{num .N}}{{end}}</td><td class="n">{{if .Refusal}}–{{else}}{{num .Missed}}{{end}}</td><td>{{.Refusal}}</td></tr>
{{end}}</tbody></table>{{end}}
{{with .CountWords}}<h2>Their counts beside each other</h2>{{range .}}<p>{{.}}</p>{{end}}{{end}}
{{with .Claims}}<h2>Counts beside incidents</h2>
<table><thead><tr><th scope="col">source</th><th scope="col">days</th><th scope="col">area</th><th scope="col" class="n">count</th><th scope="col" class="n">incidents, certain</th><th scope="col" class="n">possible</th><th scope="col">comparable</th></tr></thead><tbody>
{{range .}}<tr><td>{{.Claim.Source}}, {{.Claim.Metric}}</td><td>{{range $i, $d := .Days}}{{if $i}}, {{end}}{{$d}}{{end}}</td><td>{{if .Areas}}{{range $i, $a := .Areas}}{{if $i}} and {{end}}{{area $a}}{{end}}{{else}}all{{end}}</td><td class="n"><abbr title="{{.Claim.ID}}">{{claim .Claim}}</abbr></td><td class="n">{{template "n" .Certain}}</td><td class="n">{{template "n" .Possible}}</td><td>{{answer .Comparable}}{{range .Because}}; {{.}}{{end}}</td></tr>
{{end}}</tbody></table>{{end}}
<h2>The records behind the numbers</h2>
<dl>{{range sets}}<dt id="s{{.N}}">{{len .IDs}}</dt><dd>{{range $i, $id := .IDs}}{{if $i}}; {{end}}{{with link $id}}<a href="{{.}}">{{$id}}</a>{{else}}{{$id}}{{end}}{{with where $id}} ({{.}}){{end}}{{end}}</dd>
{{end}}</dl>
</body></html>
{{define "n"}}{{if .}}<a href="#s{{set .}}">{{len .}}</a>{{else}}0{{end}}{{end}}
{{define "rows"}}<table><thead><tr><th scope="col"></th>{{range cells (index . 0).Certain}}<th scope="col" class="n">{{.Means}}</th>{{end}}<th scope="col" class="n">possible, of any sort</th></tr></thead><tbody>
{{range .}}<tr><th scope="row">{{with .Day}}{{.}} {{end}}{{if or .Area (not .Day)}}{{area .Area}}{{end}}</th>{{range cells .Certain}}<td class="n">{{template "n" .Incidents}}</td>{{end}}<td class="n">{{.Possible.N}}</td></tr>
{{end}}</tbody></table>{{end}}
`
