package document

import (
	"strconv"
	"strings"
	"time"
)

// norms gives the instruments found their norms: the symbol that follows, what
// everybody knows, the name with a date that the text had before, or their own
// words. What comes later in the text changes none.
func (c *citer) norms() {
	full := make(map[string]int) // a dated instrument by its name without the date
	for i := range c.found {
		x := &c.found[i]
		if x.open && x.norm == "" {
			x.norm = c.symbolAfter(i)
		}
		if x.norm == "" && x.typ == prstType {
			x.norm = knownStatement(x.on)
		}
		if x.norm == "" {
			x.norm = knownByDate(x.typ, x.on)
		}
		switch k, ok := full[x.key]; {
		case x.norm != "" || x.typ == draftType:
		case x.same > 0:
			x.norm = c.found[x.same-1].norm // which stands before it
		case ok && x.key != "":
			x.norm = c.found[k].norm
		case x.rule == "instrument.date-list":
			x.norm = listName(x.typ) + " of " + longDate(x.on)
		default:
			x.norm = c.ownName(x)
		}
		if x.key != "" && x.on.year != 0 {
			if _, ok := full[x.key]; !ok {
				full[x.key] = i
			}
		}
	}
}

// ownName is an instrument by its own words, its day at the end.
func (c *citer) ownName(x *citation) string {
	if !x.dayFirst {
		return c.plain(int(x.first), int(x.last))
	}
	first := c.undated(int(x.first), int(x.last)-1)
	name := c.plain(first, int(x.last))
	return strings.ToUpper(name[:1]) + name[1:] + " of " + longDate(x.on)
}

// listName is what one of a list of documents is called.
func listName(typ string) string {
	switch typ {
	case prstType:
		return "Presidential statement"
	case reportType:
		return "Report"
	case letterType:
		return "Letter"
	case communiqueType:
		return "Communique"
	case decisionType:
		return "Decision"
	}
	return "Press statement"
}

// longDate writes a date as texts do: "30 June 2012".
func longDate(d date) string {
	var b []byte
	if d.day != 0 {
		b = append(strconv.AppendInt(b, int64(d.day), 10), ' ')
	}
	if d.month != 0 {
		b = append(b, time.Month(d.month).String()...)
	}
	if d.year != 0 {
		if len(b) > 0 {
			b = append(b, ' ')
		}
		b = strconv.AppendInt(b, int64(d.year), 10)
	}
	return string(b)
}

// symbolBytes bounds how far behind a document its symbol may stand.
const symbolBytes = 200

// symbolAfter is the symbol of the document found as number i: the next one, in
// the same stretch of words, before any other document.
func (c *citer) symbolAfter(i int) string {
	x := &c.found[i]
	for k := i + 1; k < len(c.found) && k < i+4; k++ {
		y := &c.found[k]
		from, to := c.toks[x.last-1].end, c.toks[y.first].start
		if to-from > symbolBytes {
			return ""
		}
		if y.rule == "instrument.symbol" {
			gap := c.text[from:to]
			if strings.ContainsAny(gap, ";.") || x.typ == agreementType && !strings.HasPrefix(strings.TrimSpace(gap), "(") {
				return ""
			}
			if !strings.ContainsRune(gap, '(') && strings.TrimSpace(gap) != "," {
				return ""
			}
			return y.norm
		}
		if y.open || y.typ == resolutionType {
			return ""
		}
	}
	return ""
}

// settleCitations gives dates that belong to instruments their role, and draft
// resolutions the day on which the text speaks of them. A date belongs to an
// instrument if it lies inside or follows after no more than "of" or the like.
func (d *doc) settleCitations(instruments, dates []Proposal) ([]Proposal, []Proposal) {
	k := 0
	for i := range dates {
		p := &dates[i]
		if p.Fields.Role != eventRole && p.Fields.Role != deadlineRole {
			continue
		}
		for k < len(instruments) && instruments[k].End <= p.Start {
			k++
		}
		inside := k < len(instruments) && instruments[k].Start <= p.Start && p.End <= instruments[k].End
		if inside || k > 0 && d.leadsToDate(instruments[k-1].End, p.Start) {
			p.Fields.Role = citationRole
		}
	}
	d.settleDrafts(instruments, dates)
	return instruments, dates
}

// leadsToDate reports whether bytes from to until, between an instrument and a
// date, only lead from the one to the other: "of", "dated", "adopted on".
func (d *doc) leadsToDate(from, until int) bool {
	if until-from > 24 || until <= from {
		return false
	}
	for w := range fields(d.text[from:until]) {
		switch strings.ToLower(strings.Trim(w, ",()")) {
		case "of", "dated", "adopted", "on", "":
		default:
			return false
		}
	}
	return true
}

// settleDrafts names draft resolutions by whose they are and by the day told
// last before them. A later one of the same side is the same draft.
func (d *doc) settleDrafts(instruments, dates []Proposal) {
	var names map[string]string
	k, day := 0, ""
	for i := range instruments {
		p := &instruments[i]
		if p.Fields.Type != draftType || p.Fields.Norm != "" {
			continue
		}
		for ; k < len(dates) && dates[k].Start < p.Start; k++ {
			if on, ok := parseDate(dates[k].Fields.Norm); ok {
				day = longDate(on)
			}
		}
		side := d.sideBefore(p.Start)
		if names == nil {
			names = make(map[string]string)
		}
		name, ok := names[side]
		if !ok {
			name = strings.TrimSpace(side + " draft resolution")
			if day != "" {
				name += " of " + day
			}
			names[side] = name
		}
		p.Fields.Norm = strings.ToUpper(name[:1]) + name[1:]
	}
}

// sideTokens bounds how far before a draft its side is looked for.
const sideTokens = 12

// sideBefore is the side whose draft begins at byte start, as an adjective:
// "Russian". It stands before it as that or as a country's possessive.
func (d *doc) sideBefore(start int) string {
	i := d.tokenAt(start)
	for k := i - 1; k >= 0 && k > i-sideTokens; k-- {
		if d.mark(k, '.') || d.mark(k, ';') {
			return ""
		}
		if d.is(k, nationality) {
			return d.raw(k)
		}
		if d.mark(k+1, wordPossessive) || d.says(k+1, "delegation") {
			if a := adjectiveOf(d.raw(k)); a != "" {
				return a
			}
		}
	}
	return ""
}

// tokenAt is the token that begins at byte start or after.
func (d *doc) tokenAt(start int) int {
	lo, hi := 0, len(d.toks)
	for lo < hi {
		if mid := (lo + hi) / 2; int(d.toks[mid].start) < start {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// adjectiveOf is the adjective of a country that proposes drafts, "" of others.
func adjectiveOf(country string) string {
	switch country {
	case "Russia":
		return "Russian"
	case "China":
		return "Chinese"
	case "France":
		return "French"
	case "Britain":
		return "British"
	case "Egypt":
		return "Egyptian"
	case "Turkey":
		return "Turkish"
	case "Syria":
		return "Syrian"
	case "Kuwait":
		return "Kuwaiti"
	case "Algeria":
		return "Algerian"
	case "Brazil":
		return "Brazilian"
	case "Malta":
		return "Maltese"
	case "Mexico":
		return "Mexican"
	case "Norway":
		return "Norwegian"
	}
	return ""
}
