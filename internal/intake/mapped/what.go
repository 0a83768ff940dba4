package mapped

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/truceline/truceline/internal/intake/lexicon"
	"github.com/truceline/truceline/report"
)

// who reads the parties that the row names.
func (rd *reader) who(d *draft) {
	w := rd.m.Who
	d.report.SideA = rd.actors(cells(d.row, w.SideA, w.Separator))
	d.report.SideB = rd.actors(cells(d.row, w.SideB, w.Separator))
}

// actors resolves names by the mapping and then by the case.
func (rd *reader) actors(names []string) []report.Actor {
	actors := rd.lex.Actors(names...)
	for i, a := range actors {
		if id, said := rd.parties[fold(a.Name)]; said {
			actors[i].Party = id
		}
	}
	return actors
}

// what reads what happened, by which means, and in which words.
func (rd *reader) what(d *draft) {
	w, row := rd.m.What, d.row
	for _, word := range cells(row, w.Kind, w.Separator) {
		code, known := rd.codes[fold(word)]
		if !known {
			code = string(rd.source) + ":" + word
			if len(rd.codes) > 0 {
				d.remark("the vocabulary of the mapping does not hold %q", word)
			}
		}
		d.report.Codes = append(d.report.Codes, code)
	}
	if len(d.report.Codes) == 0 && rd.m.Constants.Kind != "" {
		d.report.Codes = []string{rd.m.Constants.Kind}
	}
	for _, means := range cells(row, w.Means, w.Separator) {
		d.report.Means = append(d.report.Means, fold(means))
	}
	if len(d.report.Means) == 0 && rd.m.Constants.Means != "" {
		d.report.Means = []string{fold(rd.m.Constants.Means)}
	}
	if s := row.Text(w.Observed); s != "" {
		d.report.Observed = strings.Clone(s)
	}
	if s := row.Text(w.Lang); s != "" {
		d.report.Lang = strings.Clone(s)
	}
	d.report.Words = strings.Clone(row.Text(w.Words))
}

// maxDeaths keeps numbers within what their sums can hold.
const maxDeaths = 100_000_000

// deaths reads the counts. Where the best number is missing the lower bound
// stands for it, since a source that gives two vouches for no more; where a
// bound is missing, the best number does.
func (rd *reader) deaths(d *draft) {
	m, c := rd.m.Deaths, &d.report.Casualties
	best, stated := rd.count(d, m.Best)
	low, hasLow := rd.count(d, m.Low)
	high, hasHigh := rd.count(d, m.High)
	if c.Unstated = !stated && !hasLow && !hasHigh; c.Unstated {
		c.Deaths = report.Range{}
	} else {
		c.Deaths = best
		switch {
		case stated:
		case hasLow:
			c.Deaths = report.Range{Low: low.Low, Best: low.Best, High: low.High}
		default:
			c.Deaths = high
		}
		if hasLow {
			c.Deaths.Low = low.Low
		}
		if hasHigh {
			c.Deaths.High = high.High
		}
	}
	for _, part := range [...]struct {
		column string
		to     *int
	}{{m.SideA, &c.SideA}, {m.SideB, &c.SideB}, {m.Civilians, &c.Civilians}, {m.Unknown, &c.Unknown}} {
		n, _ := rd.count(d, part.column)
		*part.to = n.Best
	}
	if r := c.Deaths; !(r.Low <= r.Best && r.Best <= r.High) {
		d.remark("the counts of deaths are out of order: low %d, best %d, high %d", r.Low, r.Best, r.High)
	}
	if sum := c.SideA + c.SideB + c.Civilians + c.Unknown; stated && sum > c.Deaths.High {
		d.remark("the deaths by side add up to %d, more than the %d in all", sum, c.Deaths.High)
	}
}

// count reads a column of a count, false if the row gives none.
func (rd *reader) count(d *draft, column string) (report.Range, bool) {
	text := d.row.Text(column)
	if text == "" {
		return report.Range{}, false
	}
	whole := text
	if head, zeros, ok := strings.Cut(text, "."); ok && zeros != "" && strings.Trim(zeros, "0") == "" {
		whole = head // as programs write whole numbers that were once read as fractions
	}
	c, ok := lexicon.Deaths(whole)
	if !ok || c.Deaths.High > maxDeaths {
		d.row.Refuse(column, "not a count of deaths, a whole number from 0, or two as 3-5")
		return report.Range{}, false
	}
	return c.Deaths, true
}

// repeats reads whom the source repeats.
func (rd *reader) repeats(d *draft) {
	o := rd.m.Origins
	offices := cells(d.row, o.Columns, o.Separator)
	if o.Articles {
		offices = articles(offices)
	}
	d.report.Outlets = len(offices)
	if len(offices) == 0 {
		return
	}
	key := strings.Join(offices, "\x00")
	origins, asked := rd.origins[key]
	if !asked {
		origins = rd.lex.Origins(offices)
		if len(rd.origins) < maxKept {
			rd.origins[key] = origins
		}
	}
	d.report.Origins = origins
}

// articles are the offices of cited articles: what stands before the first digit
// or quote of each, a slash after a space and outside quotes dividing them. What
// has neither is taken whole only if it is short: a title is no office.
func articles(texts []string) []string {
	const longest = 40 // bytes of the name of an office
	var out []string
	add := func(item string) {
		if i := strings.IndexAny(item, `0123456789"“«`); i >= 0 {
			item = item[:i]
		} else if len(item) > longest {
			return
		}
		if item = strings.Trim(item, " ,;/"); item != "" {
			out = append(out, item)
		}
	}
	for _, text := range texts {
		from, quoted := 0, false
		for i := range len(text) {
			switch {
			case text[i] == '"':
				quoted = !quoted
			case text[i] == '/' && !quoted && i > 0 && text[i-1] == ' ':
				add(text[from:i])
				from = i
			}
		}
		add(text[from:])
	}
	return out
}

// judge reads how credible the information is held to be.
func (rd *reader) judge(d *draft) {
	c, k := rd.m.Credibility, rd.m.Constants
	d.report.Credibility, d.report.CredibilityReason = k.Credibility, k.CredibilityReason
	text := d.row.Text(c.Column)
	if text == "" {
		return
	}
	n, known := c.Values[text]
	if !known && len(c.Values) == 0 {
		var err error
		n, err = strconv.Atoi(text)
		known = err == nil && n >= 1 && n <= 6
	}
	if !known {
		d.row.Refuse(c.Column, "not a degree that the mapping explains, or from 1 (confirmed) to 6 (cannot be judged)")
		return
	}
	d.report.Credibility = n
	if d.report.CredibilityReason == "" {
		d.report.CredibilityReason = fmt.Sprintf("%s %s of the source itself", c.Column, text)
	}
}
