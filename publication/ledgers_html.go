package publication

import (
	"cmp"
	"fmt"
	"html/template"
	"io"
	"maps"
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

// LedgersHTML writes the ledgers as one page without scripts or outside
// resources. Every number leads to the list of the records that make it.
func LedgersHTML(w io.Writer, l Ledger, about LedgerAbout) error {
	about = about.withDefaults()
	p := ledgerPage{Ledger: l, About: about, lists: make(map[string]int), reasons: make(map[string]int)}
	p.index, p.rows = indexOf(l, about.Site)
	t, err := template.New("ledgers").Funcs(template.FuncMap{
		"style": func() template.CSS { return style + ledgerStyle },
		"area":  p.areaName, "given": p.claimed, "answer": truceline.Answer.String, "digits": digits,
		"cells": l.Cells, "all": allOf, "num": func(n float64) string { return strconv.FormatFloat(n, 'f', 0, 64) },
		"set": p.set, "sets": func() []idList { return p.sets }, "why": p.why, "whys": p.numbered,
		"incidents": func() []indexed { return p.index }, "stratum": p.stratum, "name": l.Name,
		"day":  func(t time.Time) string { return t.In(about.Zone).Format(time.DateOnly) },
		"last": func(t time.Time) string { return t.In(about.Zone).Add(-time.Second).Format(time.DateOnly) },
		"days": func(days []string) string { return strings.Join(days, " to ") },
		"span": func(c ledgers.CountPair) string { return spanDays(c.Period, about.Zone) },
		"odds": func(d ledgers.Dependence) string {
			odds, iv := d.Odds()
			return fmt.Sprintf("%.2f (%.2f to %.2f)", odds, iv.Low, iv.High)
		},
	}).Parse(ledgersTemplate)
	if err != nil {
		return fmt.Errorf("the page of ledgers: %w", err)
	}
	return t.Execute(w, &p)
}

// ledgerPage is all that the template refers to.
type ledgerPage struct {
	Ledger
	About   LedgerAbout
	index   []indexed
	rows    map[incident.ID]int // number in the index
	sets    []idList
	lists   map[string]int // number of a set by its content
	whys    []string       // reasons in the order in which they are first given
	reasons map[string]int
}

// An idList is the incidents that make a number of the page, as rows of the
// index.
type idList struct {
	N, Size int
	Rows    [][2]int // from and to, both included
}

// An indexed is an incident in the list at the end.
type indexed struct {
	N     int
	ID    incident.ID
	Href  string // empty: there are no pages to lead to
	Words string
}

// set numbers the list of incidents behind a number.
func (p *ledgerPage) set(ids []incident.ID) int {
	key := joined(ids)
	n, ok := p.lists[key]
	if ok {
		return n
	}
	l := idList{N: len(p.sets) + 1, Size: len(ids)}
	rows := make([]int, len(ids))
	for i, id := range ids {
		rows[i] = p.rows[id]
	}
	slices.Sort(rows)
	for _, at := range rows {
		if last := len(l.Rows) - 1; last >= 0 && l.Rows[last][1] == at-1 {
			l.Rows[last][1] = at
			continue
		}
		l.Rows = append(l.Rows, [2]int{at, at})
	}
	p.lists[key] = l.N
	p.sets = append(p.sets, l)
	return l.N
}

// why numbers the reasons that a count is given for, each once.
func (p *ledgerPage) why(because []string) []int {
	var out []int
	for _, b := range because {
		n, ok := p.reasons[b]
		if !ok {
			p.whys = append(p.whys, b)
			n = len(p.whys)
			p.reasons[b] = n
		}
		out = append(out, n)
	}
	return out
}

// A reason is why a count is comparable or not, with its number.
type reason struct {
	N     int
	Words string
}

// numbered are the reasons that the page gives.
func (p *ledgerPage) numbered() []reason {
	out := make([]reason, len(p.whys))
	for i, w := range p.whys {
		out[i] = reason{i + 1, w}
	}
	return out
}

// indexOf numbers the incidents by time and id.
func indexOf(l Ledger, site string) (index []indexed, rows map[incident.ID]int) {
	ids := slices.SortedFunc(maps.Keys(l.Records), func(a, b incident.ID) int {
		return cmp.Or(l.Records[a].When.From.Compare(l.Records[b].When.From), cmp.Compare(a, b))
	})
	rows = make(map[incident.ID]int, len(ids))
	for i, id := range ids {
		e := indexed{N: i + 1, ID: id, Words: l.Records[id].words()}
		if site != "" {
			e.Href = strings.TrimSuffix(site, "/") + "/incidents/" + pathEscaped(string(id))
		}
		index = append(index, e)
		rows[id] = i + 1
	}
	return index, rows
}

// pathEscaped writes a part of a path as RFC 3986 has it: what is not unreserved
// by its bytes.
func pathEscaped(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

func (p *ledgerPage) areaName(id place.AreaID) string {
	if id == "" {
		return "outside all of them"
	}
	return p.About.AreaName(id)
}

// stratum names a stratum, which by area is an area.
func (p *ledgerPage) stratum(s ledgers.StratumEstimate) string {
	if s.By == "area" {
		return p.About.AreaName(place.AreaID(s.Name))
	}
	return s.Name
}

// claimed is the number of a claim, or that there is none.
func (p *ledgerPage) claimed(c report.Claim) string {
	if c.Uncounted {
		return "not given"
	}
	return digits(c.Count)
}

// allOf are the incidents of a tally, by id.
func allOf(t ledgers.Tally) []incident.ID {
	return slices.Sorted(slices.Values(slices.Concat(t.OnlyA, t.OnlyB, t.Both, t.Independent, t.Unsaid)))
}

// spanDays are the first and the last local day of a span.
func spanDays(iv truceline.Interval, zone *time.Location) string {
	first, last := iv.From.In(zone).Format(time.DateOnly), iv.To.In(zone).Add(-time.Second).Format(time.DateOnly)
	if first == last {
		return first
	}
	return first + " to " + last
}

// ledgerStyle adds to style what only ledgers have.
const ledgerStyle template.CSS = `
.ledger tbody th{min-width:8rem}
.ledger td,.ledger th.n{text-align:right;min-width:0;padding-right:1rem}
.ledger td.w{text-align:left}
.two{width:auto}.two td{min-width:9rem;border:1px solid var(--rule);padding:.5rem .8rem;text-align:left}.two td b{display:block;font-size:1.3rem}.two thead th,.two tbody th{padding-right:1rem}
.poss{color:var(--soft)}
.sets{max-height:20rem;overflow:auto;border-block:1px solid var(--rule);padding:.4rem 0}
ol.index{list-style:decimal inside}
@media print{.sets{max-height:none}}
`

const ledgersTemplate = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ledgers: {{name 0}} and {{name 1}}</title><style>{{style}}</style></head><body>
<p class="kicker">Rival ledgers, case {{.About.Case}}</p>
<h1>{{name 0}} and {{name 1}}</h1>
<p>{{with .About.Area}}{{.}}, {{end}}{{if .About.Span.From.IsZero}}all of the record{{else}}{{day .About.Span.From}} to {{last .About.Span.To}}{{end}}{{if not .About.Known.IsZero}}, as known at {{.About.Known.UTC.Format "2006-01-02T15:04:05Z"}}{{end}}. {{digits .Incidents}} incidents surely or possibly belong to it. <b>A</b> is {{name 0}}, <b>B</b> is {{name 1}}.</p>
<section><h2>Who registered what</h2>
{{range .TableWords}}<p>{{.}}</p>{{end}}
{{with .Table}}<div class="wide"><table class="ledger"><thead><tr><th scope="col">which</th><th scope="col" class="n">certain</th><th scope="col" class="n">possible</th></tr></thead><tbody>
{{$possible := cells .Total.Possible}}{{range $i, $c := cells .Total.Certain}}<tr><th scope="row">{{$c.Means}}</th><td>{{template "n" $c}}</td><td>{{template "n" index $possible $i}}</td></tr>
{{end}}</tbody></table></div>
{{with .Total.Certain.Over}}<p>They contradict each other over: {{range $i, $o := .}}{{if $i}}, {{end}}{{.Aspect}} {{template "ids" .Incidents}}{{end}}.</p>{{end}}
<p class="note">A certain incident certainly happened in the period and the area. A possible one may have: its day or its place is not certain. It then stands in every row to which it may belong, so that rows of possible ones must not be added up. 0 says that nobody registered anything, not that nothing was.</p>
</section><section><h2>By area</h2><div class="wide">{{template "rows" .ByArea}}</div></section>
<section><details><summary>By day: {{len .ByDay}} days with an incident</summary><div class="wide">{{template "rows" .ByDay}}</div></details>{{end}}</section>
<section><h2>What nobody registered</h2>
{{range .Estimate.Words}}<p>{{.}}</p>{{end}}
{{with .Estimate.Strata}}<details><summary>{{len .}} strata by themselves</summary><table class="ledger"><thead><tr><th scope="col">stratum</th><th scope="col" class="n">registered</th><th scope="col" class="n">all</th><th scope="col" class="n">standard error</th></tr></thead><tbody>
{{range .}}<tr><th scope="row">{{.By}}: {{stratum .}}</th><td>{{digits .Registered}}</td>{{if .Refusal}}<td class="w" colspan="2">– {{.Refusal}}</td>{{else}}<td>{{num .N}}</td><td>{{num .SE}}</td>{{end}}</tr>
{{end}}</tbody></table></details>{{end}}
{{with .Estimate.Dependences}}<details><summary>Whether two lists depend on each other, among the incidents of others</summary><table class="ledger"><thead><tr><th scope="col">lists</th><th scope="col" class="n">both</th><th scope="col" class="n">first only</th><th scope="col" class="n">second only</th><th scope="col" class="n">neither</th><th scope="col" class="n">odds ratio (95 %)</th></tr></thead><tbody>
{{range .}}<tr><th scope="row">{{name .A}} and {{name .B}}</th><td>{{.Both}}</td><td>{{.OnlyA}}</td><td>{{.OnlyB}}</td><td>{{.Neither}}</td><td>{{odds .}}</td></tr>
{{end}}</tbody></table></details>{{end}}
{{with .Estimate.Models}}<details><summary>{{len .}} models</summary><table class="ledger"><thead><tr><th scope="col">model</th><th scope="col" class="n">BIC</th><th scope="col" class="n">AIC</th><th scope="col" class="n">all</th><th scope="col" class="n">unregistered</th><th scope="col">refused</th></tr></thead><tbody>
{{range .}}<tr><th scope="row">{{.Words}}</th><td>{{printf "%.2f" .BIC}}</td><td>{{printf "%.2f" .AIC}}</td><td>{{if .Refusal}}–{{else}}{{num .N}}{{end}}</td><td>{{if .Refusal}}–{{else}}{{num .Missed}}{{end}}</td><td class="w">{{.Refusal}}</td></tr>
{{end}}</tbody></table></details>{{end}}</section>
{{if or .Counts .ByArea}}<section><h2>Their counts beside each other</h2>{{range .CountWords}}<p>{{.}}</p>{{end}}
{{with .Counts}}{{$c := .}}<details><summary>{{len .Pairs}} days on which both gave a number</summary><table class="ledger"><thead><tr><th scope="col">within</th><th scope="col" class="n">{{.NameX}}</th><th scope="col" class="n">{{.NameY}}</th></tr></thead><tbody>
{{range .Pairs}}<tr><th scope="row">{{span .}}</th><td>{{.X}}</td><td>{{.Y}}</td></tr>
{{end}}</tbody></table></details>{{end}}</section>{{end}}
{{with .Claims}}<section><h2>Counts beside incidents</h2>
<p class="note">A count has no identity: nobody can say which of the incidents it includes, so that the two are set beside each other and never subtracted.</p>
<details><summary>{{len .}} counts</summary><div class="wide"><table class="ledger"><thead><tr><th scope="col">days</th><th scope="col">area</th><th scope="col">source</th><th scope="col" class="n">count</th><th scope="col" class="n">incidents, certain</th><th scope="col" class="n">possible</th><th scope="col">comparable</th></tr></thead><tbody>
{{range .}}<tr><td class="w">{{if .Days}}{{days .Days}}{{else}}not dated{{end}}</td><td class="w">{{if .Areas}}{{range $i, $a := .Areas}}{{if $i}} and {{end}}{{area $a}}{{end}}{{else}}all{{end}}</td><td class="w">{{.Claim.Source}}, {{.Claim.Metric}}</td><td><abbr title="{{.Claim.ID}}">{{given .Claim}}</abbr></td><td>{{template "ids" .Certain}}</td><td class="poss">{{template "ids" .Possible}}</td><td class="w">{{answer .Comparable}} {{range why .Because}}<a href="#w{{.}}">{{.}}</a> {{end}}</td></tr>
{{end}}</tbody></table></div></details>
<ol>{{range whys}}<li id="w{{.N}}">{{.Words}}</li>{{end}}</ol></section>{{end}}
<section><h2>The records behind the numbers</h2>
<p class="note">Each number above leads to its list; the numbers in a list are rows of the table of incidents at the end.</p>
<div class="sets">{{range sets}}<details><summary>{{.N}}: {{digits .Size}} {{if eq .Size 1}}incident{{else}}incidents{{end}}</summary><p id="s{{.N}}" class="set">{{range .Rows}}{{$from := index . 0}}{{$to := index . 1}}<a href="#r{{$from}}">{{$from}}{{if ne $from $to}}–{{$to}}{{end}}</a> {{end}}</p></details>
{{end}}</div>
<details open><summary>The incidents, by time</summary><ol class="index">{{range incidents}}<li id="r{{.N}}">{{if .Href}}<a href="{{.Href}}">{{.ID}}</a>{{else}}{{.ID}}{{end}} {{.Words}}</li>
{{end}}</ol></details></section>
</body></html>
{{define "ids"}}{{if .}}<a href="#s{{set .}}">{{digits (len .)}}</a>{{else}}0{{end}}{{end}}
{{define "n"}}{{if .Missing}}<abbr title="{{.Missing}}">–</abbr>{{else}}{{template "ids" .Incidents}}{{end}}{{end}}
{{define "rows"}}{{if .}}<table class="ledger"><thead><tr><th scope="col"></th>{{range cells (index . 0).Certain}}<th scope="col" class="n">{{.Short}}</th>{{end}}<th scope="col" class="n">possible, of any sort</th></tr></thead><tbody>
{{range .}}<tr><th scope="row">{{if .Day}}{{.Day}}{{else if .Area}}{{area .Area}}{{else}}none of these{{end}}</th>{{range cells .Certain}}<td>{{template "n" .}}</td>{{end}}<td class="poss">{{template "ids" (all .Possible)}}</td></tr>
{{end}}</tbody></table>{{else}}<p>None.</p>{{end}}{{end}}
`
