package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/report"
)

// accounts is the reports of an incident as the columns of a table, so that
// rival accounts stand side by side.
type accounts struct {
	Heads []accountHead
	Rows  []accountRow
}

// An accountHead names a report and its source.
type accountHead struct {
	Badge          badge
	Source, Number string
	ID             string // of the report
}

// An accountRow is one aspect in all reports. Differs marks one on which they do
// not say the same; Contradicts one on which not all of them can be right.
type accountRow struct {
	Label                string
	Cells                []accountCell
	Differs, Contradicts bool
	Literal              bool // as received: not in the page's language
}

// An accountCell is what one report says of an aspect, line by line. Empty: it
// does not say.
type accountCell []accountLine

// An accountLine is a statement, with what it rests on.
type accountLine struct {
	Text, Note string
	Lang       string // BCP 47, of a text as received
	Href       string
}

func statement(text, note string) accountCell {
	if text == "" {
		return nil
	}
	return accountCell{{Text: text, Note: note}}
}

// accounts sets the reports side by side, aspect by aspect.
func (f frame) accounts(in incident.Incident, views []ReportView) accounts {
	var a accounts
	for i, v := range views {
		a.Heads = append(a.Heads, accountHead{badgeOf(i), f.SourceName(v.Report.Source), v.Report.Number, v.Report.ID()})
	}
	row := func(key locale.Key, cell func(ReportView) accountCell) *accountRow {
		r := accountRow{Label: f.T(key)}
		for _, v := range views {
			r.Cells = append(r.Cells, cell(v))
		}
		a.Rows = append(a.Rows, r)
		return &a.Rows[len(a.Rows)-1]
	}
	// rival is an aspect in which what one says can be held against the other.
	rival := func(key locale.Key, over incident.Dispute, cell func(report.Report) accountCell) {
		r := row(key, func(v ReportView) accountCell { return cell(v.Report) })
		r.Differs = differ(r.Cells)
		r.Contradicts = r.Differs && in.Disputed(over)
	}
	rival("account.when", incident.OverTime, func(r report.Report) accountCell { return statement(r.Days, r.WhenBasis) })
	rival("account.where", incident.OverPlace, func(r report.Report) accountCell {
		return statement(f.placeName(r.Where)+" · "+coordinates(r.Where.Point)+" · "+f.radius(r.Where), r.Where.Basis)
	})
	rival("account.what", incident.OverKind, func(r report.Report) accountCell { return statement(f.ActNames(r.Codes), "") })
	rival("account.form", "", func(r report.Report) accountCell { return statement(f.formWord(r.Form), "") })
	rival("account.side_a", incident.OverActor, func(r report.Report) accountCell { return statement(f.named(r.SideA), "") })
	rival("account.side_b", incident.OverActor, func(r report.Report) accountCell { return statement(f.named(r.SideB), "") })
	rival("account.deaths", incident.OverCount, func(r report.Report) accountCell { return statement(f.deathsOf(r), "") })
	rival("account.civilians", "", func(r report.Report) accountCell {
		if r.Casualties.Unstated {
			return nil
		}
		return statement(fmt.Sprint(r.Casualties.Civilians), "")
	})
	rival("account.means", incident.OverMeans, func(r report.Report) accountCell { return statement(strings.Join(r.Means, ", "), "") })
	// What tells two sources or two records apart is no disagreement.
	row("account.words", func(v ReportView) accountCell {
		if v.Report.Words == "" {
			return nil
		}
		return accountCell{{Text: v.Report.Words, Lang: v.Report.Lang}}
	}).Literal = true
	row("account.observed", func(v ReportView) accountCell { return statement(v.Report.Observed, "") })
	row("account.origins", func(v ReportView) accountCell {
		return statement(strings.Join(v.Report.Origins, ", "), f.T("account.outlets_n", v.Report.Outlets))
	})
	row("account.grade", func(v ReportView) accountCell { return f.grades(v.Source, v.Report) })
	row("account.credibility", func(v ReportView) (c accountCell) {
		judged := func(grade int, why string) {
			c = append(c, accountLine{Text: fmt.Sprintf("%d · %s", grade, f.T(locale.Key(fmt.Sprintf("credibility.%d", grade)))), Note: why})
		}
		if j := v.Judged; j != nil { // a person's word goes first
			judged(j.Grade, f.Lang.Isolate(j.By)+": "+f.Lang.Isolate(j.Reason))
		}
		if v.Report.Credibility > 0 {
			judged(v.Report.Credibility, v.Report.CredibilityReason)
		}
		if c == nil {
			return statement(f.T("credibility.none"), "")
		}
		return c
	})
	row("account.remarks", func(v ReportView) (c accountCell) {
		for _, r := range v.Report.Remarks {
			c = append(c, accountLine{Text: r, Lang: "en"})
		}
		return c
	})
	row("account.received", func(v ReportView) accountCell {
		return accountCell{{Text: "sha256:" + v.Report.Received, Lang: "zxx"}}
	}).Literal = true
	row("account.recorded", func(v ReportView) accountCell {
		return accountCell{{Text: f.Instant(v.Known)}, {Text: f.T("log.entry_n", v.Entry), Href: f.entryURL(v.Entry)}}
	})
	// A row of which no account speaks says nothing.
	a.Rows = slices.DeleteFunc(a.Rows, func(r accountRow) bool {
		return !slices.ContainsFunc(r.Cells, func(c accountCell) bool { return len(c) > 0 })
	})
	return a
}

// differ reports whether two cells that say something do not say the same.
func differ(cells []accountCell) bool {
	first := ""
	for _, c := range cells {
		switch {
		case len(c) == 0:
		case first == "":
			first = c[0].Text
		case c[0].Text != first:
			return true
		}
	}
	return false
}

// deathsOf are the deaths that a report gives; that it gives none is not zero.
func (f frame) deathsOf(r report.Report) string {
	return f.deathsIn(r.Casualties.Deaths, r.Casualties.Unstated)
}

func (f frame) deathsIn(d report.Range, unstated bool) string {
	if unstated {
		return f.T("deaths.unstated")
	}
	return f.T("deaths.range", d.Low, d.High, d.Best)
}

// named gives each actor as the source names it and as it was resolved.
func (f frame) named(actors []report.Actor) string {
	var out []string
	for _, a := range actors {
		to := f.T("actor.unresolved")
		if a.Party != "" {
			to = f.PartyName(a.Party)
		}
		if to == a.Name {
			out = append(out, to)
			continue
		}
		out = append(out, joinNote("“"+f.Lang.Isolate(a.Name)+"”", f.Lang.Isolate(to)))
	}
	return strings.Join(out, ", ")
}

// joinNote puts a basis in brackets after what it is the basis of.
func joinNote(s, note string) string {
	if note == "" {
		return s
	}
	return s + " (" + note + ")"
}

// grades are the source's reliability by topic on the day, each with its reason.
func (f frame) grades(src report.Source, r report.Report) accountCell {
	var out accountCell
	for _, g := range src.Grades {
		if g.Term.During(r.When).Max > 0 {
			out = append(out, accountLine{Text: joinNote(g.Grade, g.Topic), Note: g.Reason})
		}
	}
	if out == nil {
		return statement(f.T("grade.none"), "")
	}
	return out
}

// reportNames is a list of reports by source and number.
func (f frame) reportNames(ids []string) string {
	var out []string
	for _, id := range ids {
		out = append(out, f.Lang.Isolate(f.SourceName(sourceOf(id))+" · "+numberOf(id)))
	}
	return cmp.Or(strings.Join(out, ", "), "–")
}

// formWord says how the sides of a report stand to each other.
func (f frame) formWord(form report.Form) string {
	return f.T(locale.Key("form." + string(cmp.Or(form, report.Unsaid))))
}
