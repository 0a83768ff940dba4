package publication

// layout is the page of an edition. Optional closing tags are left out in the
// annexes, which are most of a long edition.
const layout = `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{.Head.CaseName}}: edition {{.Head.Number}}, {{.Head.Title}}</title>
<style>{{style}}</style>
</head>
<body>
<header>
<p class="kicker">{{.Head.CaseName}} · {{if eq .Head.Kind "day"}}daily report{{else}}report for a period{{end}} no. {{digits .Head.Number}}</p>
<h1>{{.Head.Title}}</h1>
<p class="known">As known on <b><time datetime="{{.Head.Known.Format "2006-01-02T15:04:05Z07:00"}}">{{.Head.Known.Format "2 January 2006, 15:04:05"}}</time></b> (UTC{{.Head.Known.Format "-07:00"}}, {{.Head.Zone}})</p>
<dl class="facts">
<div><dt>Local days</dt><dd>{{.Head.FirstDay}}{{if ne .Head.FirstDay .Head.LastDay}} to {{.Head.LastDay}}{{end}}</dd></div>
<div><dt>Compared with</dt><dd>{{.Head.Previous}}</dd></div>
{{- if .Head.Since}}<div><dt>Running total since</dt><dd>{{.Head.Since}} <small>{{.Head.SinceWhat}}</small></dd></div>{{end}}
<div><dt>Audience</dt><dd>{{or .Head.Audience "not stated"}}</dd></div>
<div><dt>Engine</dt><dd>{{or .Head.Engine "not stated"}}</dd></div>
<div><dt>Log</dt><dd>{{entries .Head.LogSize}} <small class="hash">{{.Head.LogRoot}}</small></dd></div>
</dl>
{{- range .Head.Rules}}<p class="rule">{{.}}</p>{{end}}
<nav aria-label="Contents"><a href="#summary">Summary</a> <a href="#areas">Areas</a> <a href="#provisions">Provisions</a> <a href="#open">Not determined</a> <a href="#claims">Claims</a> <a href="#contradictions">Contradictions</a> <a href="#sources">Sources</a> <a href="#annex">Annex of incidents</a> <a href="#check">How to check</a></nav>
</header>
<main>
<section id="summary"><h2>Summary</h2>
{{range .Summary}}<p>{{template "sentence" .}}</p>
{{end}}<p class="note">Every number is a link to the incidents that make it. “12, and 3 possible” means that 12 surely belong to the number and 3 more may: their time or place straddles. The two are never added.</p>
{{template "chart" .Drawing}}
</section>
<section id="areas"><h2>Incidents by area</h2>
<p class="note">Areas overlap, so rows do not add up to the first. A zero says only that no source in the record reported, and not that nothing happened.</p>
<div class="wide"><table class="areas"><thead><tr><th scope="col">Area</th><th scope="col">{{.Head.FirstDay}}{{if ne .Head.FirstDay .Head.LastDay}} to {{.Head.LastDay}}{{end}}</th><th scope="col">Previous <small>{{.Head.Previous}}</small></th>{{if .Head.Since}}<th scope="col">Total <small>since {{.Head.Since}}</small></th>{{end}}</tr></thead>
<tbody>
{{range .Areas}}<tr{{if not .Area}} class="sum"{{end}}><th scope="row"><bdi>{{.Name}}</bdi>{{if .Area}} <small>{{words .Kind}}{{if .Standing}}, line {{words (print .Standing)}}{{end}} · {{.Area}}</small>{{end}}</th><td>{{tally .Period}}</td><td>{{tally .Previous}}</td>{{if $.Head.Since}}<td>{{if .Total}}{{tally .Total}}{{end}}</td>{{end}}</tr>
{{end}}</tbody></table></div>
</section>
<section id="provisions"><h2>Findings by provision</h2>
<p class="note">What the engine proposes of the incidents surely in the period, and apart from them of those possibly in it. Outside: the provision was not in force, did not apply there, did not bind who acted, or does not prohibit the act.</p>
<div class="wide"><table><thead><tr><th scope="col">Provision</th><th scope="col">Violation</th><th scope="col">Alleged</th><th scope="col">Undeter&shy;mined</th><th scope="col">Excepted</th><th scope="col">Outside</th></tr></thead>
<tbody>
{{range .Provisions}}<tr{{if not .Provision}} class="sum"{{end}}><th scope="row">{{.Label}}{{if .Provision}} <small>{{.Cite}} · {{.Provision}}</small>{{end}}</th>{{template "found" .Violation}}{{template "found" .Alleged}}{{template "found" .Undetermined}}{{template "found" .Excepted}}{{template "found" .Outside}}</tr>
{{end}}</tbody></table></div>
</section>
<section id="open"><h2>What could not be determined, and why</h2>
{{range .Open}}<h3>First open question: {{words (print .Settles)}}</h3>
<p>{{.Why}} Findings: {{tally .Findings}}. Incidents: {{tally .Incidents}}.</p>
<ul>{{range .Groups}}<li><bdi>{{.Name}}</bdi>: {{tally .Findings}}</li>{{end}}{{if .Others}}<li class="note">and {{others .Others}}</li>{{end}}</ul>
{{else}}<p>No finding of the period is undetermined.</p>
{{end}}</section>
<section id="claims"><h2>Counts of those who register, beside the incidents of the record</h2>
{{range .Claims.Notes}}<p class="note">{{.}}</p>
{{end}}{{if .Tables}}<ul>{{range .Registering}}<li><b>{{.Name}}</b> <small>{{.ID}}</small>{{if .Counts}} counts: {{.Counts}}{{end}}{{if .Origins}}; origin: {{join .Origins}}{{end}}</li>{{end}}</ul>
{{range $t, $table := .Tables}}{{if .Metric}}{{if $t}}
{{end}}<h3>Counted: <bdi>{{.Metric}}</bdi></h3>
{{end}}<div class="wide"><table class="claims"><thead><tr><th scope="col">Window and area</th>{{range .Registrars}}<th scope="col">{{.Name}}</th>{{end}}<th scope="col">Incidents of the record</th></tr></thead>
{{range .Bulletins}}<tbody><tr class="sum"><th colspan="{{.Columns}}" scope="rowgroup">{{.Window}} <small>{{if .Unnamed}}{{if .URL}}<a class="out" href="{{.URL}}">as published</a>{{else}}as published{{end}}{{if .Published}} on {{.Published}}{{end}}{{else}}bulletin {{if .URL}}<a class="out" href="{{.URL}}">{{.Bulletin}}</a>{{else}}{{.Bulletin}}{{end}}{{if .Published}} of {{.Published}}{{end}}{{end}}{{if and .Dated (ne .Dated "day")}}, date: {{.Dated}}{{end}}</small></th></tr>
{{range .Rows}}<tr><th scope="row"><bdi>{{.AreaName}}</bdi></th>{{range .Cells}}<td>{{range $i, $c := .}}{{if $i}}; {{end}}<a href="#c{{anchor $c.Claim}}">{{given $c.N}}</a>{{if $c.Total}} <small>total</small>{{end}}{{else}}–{{end}}</td>{{end}}<td>{{if .Ours}}{{tally .Ours}}{{else}}– <small>{{.Why}}</small>{{end}}</td></tr>
{{end}}</tbody>{{end}}</table></div>{{end}}{{end}}
{{if .Towns}}<h3>Settlements named</h3>
<p class="note">These stand apart: they are parts of no total and belong to no sum. One settlement may stand in several spellings. Province, number and blame are as the source gives them.</p>
<div class="wide"><table class="towns"><thead><tr><th scope="col">Settlement</th><th scope="col">Province as given</th><th scope="col">Times</th><th scope="col">Whom the source blames</th><th scope="col">Carried by</th></tr></thead>
{{range .Towns}}<tbody><tr class="sum"><th colspan="5" scope="rowgroup">{{.Window}} <small>{{.Name}}{{if .Metric}}, {{.Metric}}{{end}}{{if not .Unnamed}}, bulletin {{.Bulletin}}{{end}}{{if .Published}}, published {{.Published}}{{end}}{{if and .Dated (ne .Dated "day")}}, date: {{.Dated}}{{end}}</small></th></tr>
{{range .Rows}}<tr><th scope="row"><bdi>{{.Place}}</bdi>{{if .Remarks}}<details class="note"><summary>noted at import</summary>{{range .Remarks}}{{.}}<br>{{end}}</details>{{end}}</th><td><bdi>{{or .Province "not given"}}</bdi></td><td><a href="#c{{anchor .Claim}}">{{given .N}}</a></td><td><bdi>{{blame .Alleged}}</bdi></td><td>{{if .URL}}<a class="out" href="{{.URL}}">{{or .Via "the source itself"}}</a>{{else}}{{or .Via "not stated"}}{{end}}</td></tr>
{{end}}</tbody>{{end}}</table></div>
{{end}}</section>
<section id="contradictions"><h2>Contradictions</h2>
<p class="note">Stated, not judged.</p>
{{with .Contradictions}}<ul>{{range .}}<li><b>{{if eq .Kind "parts"}}Parts and total{{else if eq .Kind "bulletins"}}Two numbers of one source{{else if eq .Kind "sides"}}Sides differ{{else}}Noted at import{{end}}.</b> <bdi>{{.Text}}</bdi> <small>{{range $i, $c := .Claims}}{{if $i}} {{end}}<a href="#c{{anchor $c}}">{{$c}}</a>{{end}}</small></li>
{{end}}</ul>{{else}}<p>None was found among the counts of this period.</p>{{end}}
{{range .Disputes}}<h3>Reports of one incident: {{.Aspect}}</h3>
{{$over := .Aspect}}<p>Incidents: {{tally .Incidents}}.</p>
<details{{if le (len .Between) 12}} open{{end}}><summary>What the reports say: {{digits (len .Between)}} {{if eq (len .Between) 1}}pair{{else}}pairs{{end}}</summary><ul>{{range .Between}}<li><a href="#r{{.Row}}">{{.Incident}}</a>: {{if or .SaysA .SaysB}}<small>{{.ReportA}}</small> <bdi>{{.SaysA}}</bdi>; <small>{{.ReportB}}</small> <bdi>{{.SaysB}}</bdi>{{else}}{{.ReportA}} and {{.ReportB}} differ; what they say is withheld{{end}}{{apart $over .Apart}}</li>
{{end}}</ul></details>
{{end}}</section>
<section id="sources"><h2>Sources and their dependence</h2>
{{range .Sources.Dependent}}<p>{{template "sentence" .}}</p>
{{end}}{{if .Sources.Sources}}<div class="wide"><table><thead><tr><th scope="col">Source</th><th scope="col">Grades</th><th scope="col">Incidents</th></tr></thead><tbody>
{{range .Sources.Sources}}<tr><th scope="row">{{.Name}} <small>{{.Source}}{{if .Terms}} · {{.Terms}}{{end}}</small></th><td>{{join .Grades}}</td><td>{{num .Incidents}}</td></tr>
{{end}}</tbody></table></div>{{else}}<p>No incident, and so no source of one.</p>{{end}}
{{with .Sources.Origins}}<details{{if le (len .) 12}} open{{end}}><summary>{{digits (len .)}} origins, by number of incidents</summary><div class="wide"><table><thead><tr><th scope="col">Origin</th><th scope="col">Incidents that name it</th><th scope="col">of them, no other</th></tr></thead><tbody>
{{range .}}<tr><th scope="row"><bdi>{{.Origin}}</bdi></th><td>{{num .Names}}</td><td>{{num .Alone}}</td></tr>
{{end}}</tbody></table></div></details>{{end}}
</section>
<section id="annex"><h2>Annex A: incidents</h2>
{{if .Annex}}<p class="note">All that surely or possibly lie in the period, by time. Deaths are low–best–high. Coordinates are WGS 84, longitude first, with the radius within which the true place lies. A provision with a question mark is undetermined and names what would settle it.</p>
<table class="annex"><thead><tr><th scope="col">No.</th><th scope="col">Incident</th><th scope="col">When and where</th><th scope="col">Who and what</th><th scope="col">Proposed findings</th></tr></thead><tbody>
{{range .Annex}}<tr id="r{{.Row}}"><td>{{.Row}}<td><b>{{.ID}}</b><br>{{range .Refs}}{{.}}<br>{{end}}<small>log entry {{.Entry}}</small><td>{{.Days}}{{if ne (print .In) "yes"}} <i>possibly in the period</i>{{end}}<br>{{if .Place}}<bdi>{{.Place}}</bdi><br>{{end}}<small>{{float .Lon}}, {{float .Lat}}, {{radius .RadiusM}}</small><td><bdi>{{template "sides" .}}</bdi><br>deaths {{with .Deaths}}{{.Low}}–{{.Best}}–{{.High}}{{else}}not given{{end}} · {{words (print .Fact)}}<br><small>{{join .Origins}}</small>{{if .Disputes}}<br><i>reports differ: {{aspects .Disputes}}</i>{{end}}<td>
{{- range verdict .Findings}}<span class="v {{.Proposed}}">{{words (print .Proposed)}}</span> {{.Provisions}}<br>{{else}}{{if .Held}}none{{if $.Head.BlurM}} shown{{end}}{{else}}not yet evaluated{{end}}{{end}}{{template "because" .Findings}}
{{end}}</tbody></table>{{else}}<p>0 incidents reported; not observed: no effort is recorded.</p>{{end}}
{{if .Index}}<details><summary>Annex B: {{digits (len .Index)}} other incidents that a number counts</summary><p class="note">Of the previous period, of the running total, of days on the chart, and of the windows of bulletins: number, incident, local days, log entry.</p><ol class="index">
{{range .Index}}<li id="r{{.Row}}">{{.Row}} <b>{{.ID}}</b> {{.Days}} · {{.Entry}}
{{end}}</ol></details>{{end}}
{{if .Notes}}<details><summary>Annex C: {{digits (len .Notes)}} counts in bulletins, as recorded</summary><ul class="index">
{{range .Notes}}<li id="c{{.At}}"><b>{{.Claim}}</b> {{if not .N}}number {{end}}{{given .N}} · {{.Area}}{{if .Alleged}} · blames {{.Alleged}}{{end}} · log entry {{.Entry}}
{{end}}</ul></details>{{end}}
{{if .Sets}}<details><summary>Annex D: which incidents make each number</summary><p class="note">The numbers are rows of Annex A and Annex B. One set may stand behind several numbers; where findings are counted, an incident may count more than once.</p><div class="sets">
{{range .Sets}}<details><summary>{{.ID}}: {{digits .N}} {{if eq .N 1}}incident{{else}}incidents{{end}}</summary><p id="{{.ID}}" class="set">{{range .Rows}}{{$from := index . 0}}{{$to := index . 1}}<a href="#r{{$from}}">{{$from}}{{if ne $from $to}}–{{$to}}{{end}}</a> {{end}}</p></details>
{{end}}</div></details>{{end}}
</section>
<section id="check"><h2>How to check this edition</h2>
<ol>{{range .Check}}<li>{{.}}</li>{{end}}</ol>
<h3>Boundaries and names</h3><p>{{.Boundary}}</p>
{{with .Credits}}<h3>Attributions</h3><ul>{{range .}}<li><b>{{.What}}</b>: {{.Text}}{{if .Licence}} ({{.Licence}}){{end}}{{if .URL}} <a class="out" href="{{.URL}}">{{.URL}}</a>{{end}}</li>{{end}}</ul>{{end}}
</section>
</main>
</body>
</html>
{{define "sentence"}}{{range .}}{{if .Set}}<a href="#{{.Set}}">{{.Text}}</a>{{else}}{{.Text}}{{end}}{{end}}{{end}}
{{define "found"}}<td>{{if .None}}–{{else}}{{tally .}}{{end}}</td>{{end}}
{{define "sides"}}{{if .SideA}}{{join .SideA}}{{if .SideB}}{{if eq (print .Form) "one_sided"}} → {{else}} – {{end}}{{join .SideB}}{{end}}{{else}}not named{{end}}{{end}}
{{define "because"}}{{range .}}{{if .Because}}<details><summary>{{.Provision}}: why</summary>{{range .Because}}{{.}}<br>{{end}}</details>{{end}}{{end}}{{end}}
{{define "chart"}}<figure><svg viewBox="0 0 {{.Width}} {{.Height}}" role="img" aria-label="{{.Says}}"><defs><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="1.6" height="4" class="ink"/></pattern></defs>
{{$d := .}}{{range .Lines}}<line x1="{{$d.Left}}" x2="{{$d.Width}}" y1="{{.At}}" y2="{{.At}}" class="line"/><text x="30" y="{{.At}}" dy="3" text-anchor="end">{{.Text}}</text>{{end}}
{{range .Bars}}<g><title>{{.Says}}</title>{{if .CertainSet}}<a href="#{{.CertainSet}}"><rect x="{{.X}}" y="{{.Y}}" width="{{.Width}}" height="{{.Height}}" class="ink"/></a>{{end}}{{if .Other}}<a href="#{{.Other}}"><rect x="{{.X}}" y="{{.Over}}" width="{{.Width}}" height="{{.OverHeight}}" class="hatch"/></a>{{end}}</g>
{{end}}{{$n := len .Dates}}{{range .Dates}}<text x="{{.At}}" y="{{$d.Height}}" dy="-4">{{.Text}}</text>{{end}}</svg>
<figcaption>Incidents by local day. Solid: surely on that day. Hatched: possibly, and then on each day on which it may have been.</figcaption></figure>{{end}}
`
