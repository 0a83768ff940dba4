package publication

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"

	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/observance"
)

// page is all that the template refers to.
type page struct {
	*Edition
	Drawing     drawing
	Registering []registering
	Tables      []countTable // one for each thing counted
	Towns       []townBulletin
	Notes       []claimNote    // every claim that is printed
	anchors     map[string]int // place in Notes, by claim id
}

// A claimNote is where a claim's number comes from.
type claimNote struct {
	ClaimCount
	At   int
	Area string
}

// HTML writes the edition as one file without scripts or outside resources.
func (e *Edition) HTML() ([]byte, error) {
	p := page{
		Edition: e, Drawing: e.Chart.draw(), anchors: map[string]int{},
		Registering: e.Claims.registering(), Tables: e.Claims.tables(), Towns: e.Claims.towns(),
	}
	note := func(c ClaimCount, area string) {
		p.anchors[c.Claim] = len(p.Notes) + 1
		p.Notes = append(p.Notes, claimNote{c, len(p.Notes) + 1, area})
	}
	for _, r := range e.Claims.Rows {
		for _, cell := range r.Cells {
			for _, c := range cell {
				note(c, r.AreaName)
			}
		}
	}
	for _, r := range e.Claims.Settlements {
		note(r.ClaimCount, strings.TrimSuffix(r.Place+", "+r.Province, ", "))
	}
	t, err := template.New("edition").Funcs(template.FuncMap{
		"num":     num,
		"tally":   tallyHTML,
		"digits":  digits,
		"entries": func(n int64) string { return plural(int(n), "entry", "entries") },
		"others":  func(n int) string { return plural(n, "smaller group", "smaller groups") },
		"float":   float,
		"radius":  radius,
		"words":   func(s string) string { return strings.ReplaceAll(s, "_", " ") },
		"join":    func(s []string) string { return strings.Join(s, ", ") },
		"verdict": verdictLines,
		"anchor":  func(claim string) int { return p.anchors[claim] },
		"given":   given,
		"blame":   e.blame,
		"aspects": aspects,
		"apart":   apart,
		"style":   func() template.CSS { return style },
	}).Parse(layout)
	if err != nil {
		return nil, fmt.Errorf("edition template: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, p); err != nil {
		return nil, fmt.Errorf("edition %s: %w", e.Name(), err)
	}
	return b.Bytes(), nil
}

// num links a number to its set. Set ids are made by the census and need no
// escaping.
func num(c Count) template.HTML {
	if c.Set == "" {
		return template.HTML(digits(c.N))
	}
	return template.HTML(`<a href="#` + c.Set + `">` + digits(c.N) + `</a>`)
}

// tallyHTML prints a tally; nothing at all is printed with what it means.
func tallyHTML(t Tally) template.HTML {
	switch {
	case t.None():
		return `0 <small>reported; ` + NoEffort + `</small>`
	case t.Possible.N == 0:
		return num(t.Certain)
	}
	return num(t.Certain) + `, <small>and</small> ` + num(t.Possible) + ` <small>possible</small>`
}

// given is the number of a claim, or that there is none.
func given(n *int) string {
	if n == nil {
		return "not given"
	}
	return digits(*n)
}

// blame is whom a source blames, as given.
func (e *Edition) blame(alleged string) string {
	switch {
	case alleged != "":
		return alleged
	case e.Head.Attribution != attributeNamed:
		return "not shown"
	}
	return "not said"
}

// aspects are those in which reports contradict each other.
func aspects(list []incident.Dispute) string {
	var words []string
	for _, a := range list {
		words = append(words, string(a))
	}
	return strings.Join(words, ", ")
}

// apart is how far two reports are from agreeing, if that can be measured.
func apart(over incident.Dispute, by string) string {
	switch {
	case by == "":
		return ""
	case over == incident.OverCount:
		return "; " + by + " deaths apart"
	}
	return "; " + by + " apart"
}

// radius prints an uncertainty in the unit in which it reads best.
func radius(m float64) string {
	switch {
	case m == 0:
		return "called exact"
	case m < 1000:
		return fmt.Sprintf("± %.0f m", m)
	}
	return fmt.Sprintf("± %.3g km", m/1000)
}

// A verdictLine is the provisions for which the same is proposed.
type verdictLine struct {
	Proposed   observance.Proposed
	Provisions string
}

// verdictLines are an incident's findings in short, the weightiest first.
func verdictLines(findings []RowFinding) []verdictLine {
	var out []verdictLine
	for _, p := range [...]observance.Proposed{observance.Violation, observance.AllegedViolation, observance.Undetermined, observance.Excepted, observance.Outside} {
		var list []string
		for _, f := range findings {
			switch {
			case f.Proposed != p:
			case f.Settles != "":
				list = append(list, fmt.Sprintf("%s (%s?)", f.Provision, strings.ReplaceAll(string(f.Settles), "_", " ")))
			case f.OpenAttribution:
				list = append(list, fmt.Sprintf("%s (by either side)", f.Provision))
			default:
				list = append(list, string(f.Provision))
			}
		}
		if len(list) > 0 {
			out = append(out, verdictLine{p, strings.Join(list, ", ")})
		}
	}
	return out
}
