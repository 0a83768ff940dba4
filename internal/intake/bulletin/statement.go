package bulletin

import (
	"fmt"
	"slices"
	"strings"

	"github.com/truceline/truceline/report"
)

// A statement is what one source says that it registered.
type statement struct {
	source    report.SourceID
	name      string // as the text names it; empty if it does not
	total     event
	untotaled bool // only parts are given
	parts     []part
	confirmed []confirmation
	flags     []string
}

// A confirmation is how many of a statement's count somebody confirmed.
type confirmation struct {
	event
	source report.SourceID // who confirmed; empty if not said
	of     string          // whose they were
}

// statements puts together sides, counts and parts.
func (rd *reader) statements() []statement {
	var out []statement
	var headline []event // counts of the headline
	used := -1           // the last side that a count was given to
	for i, e := range rd.all {
		if e.kind != count || len(out) > 0 && e.from < rd.reach(out[len(out)-1]) {
			continue
		}
		s := statement{total: e}
		who := rd.whose(i, used)
		if who >= 0 {
			s.source, s.name = rd.all[who].source, rd.all[who].name
			used = who
		}
		if rd.ts[e.from].line == rd.ts[0].line && rd.headed() {
			if !slices.ContainsFunc(headline, func(h event) bool { return h.n == e.n }) && len(headline) < 4 {
				headline = append(headline, e)
			}
			continue
		}
		if who < 0 {
			s.source = rd.opts.Source
		}
		s.parts = rd.parts(e.to, rd.until(i), e)
		if len(s.parts) == 0 {
			s.parts = rd.ahead(e)
		}
		rd.partsOnly(&s)
		out = append(out, s)
	}
	out = rd.listed(out)
	rd.confirm(out)
	rd.sums(out)
	rd.headlines(headline, out)
	return out
}

// reach is the token behind what a statement was read from: a count within its
// parts is none of its own.
func (rd *reader) reach(s statement) int {
	to := s.total.to
	for _, p := range s.parts {
		to = max(to, p.to)
	}
	return to
}

// headed reports whether the first line is a headline: a body follows that
// counts as well.
func (rd *reader) headed() bool {
	return slices.ContainsFunc(rd.all, func(e event) bool { return e.kind == count && rd.ts[e.from].line > rd.ts[0].line })
}

// whose is the side, by its place among the events, that a count belongs to: the
// nearest before it in its sentence, else one behind it that stands for the
// agent, else the last one of earlier sentences that has no count yet; -1 if
// there is none.
func (rd *reader) whose(i, used int) int {
	at := rd.all[i]
	sentence := rd.ts[at.from].sentence
	for j := i + 1; j < len(rd.all) && rd.ts[rd.all[j].from].sentence == sentence && rd.all[j].kind != count && rd.all[j].kind != confirmed; j++ {
		if rd.all[j].kind == side && rd.all[j].agent {
			return j
		}
	}
	for j := i - 1; j >= 0; j-- {
		e := rd.all[j]
		if e.kind != side || e.agent && j == used {
			continue
		}
		if rd.ts[e.from].sentence == sentence || j > used && rd.ts[e.from].paragraph == rd.ts[at.from].paragraph {
			return j
		}
		break
	}
	return -1
}

// until is the token up to which the parts of count i reach: the next side or
// confirmation, a count that is no part, the next date that heads a line.
func (rd *reader) until(i int) int {
	end := len(rd.ts)
	first := true
	for j := i + 1; j < len(rd.all); j++ {
		e := rd.all[j]
		if e.kind == side && e.agent && first {
			continue // "registered by the Russian part: Hama - 4"
		}
		if e.kind == side || e.kind == confirmed || e.kind == count && !rd.partial(e) {
			end = e.from
			break
		}
		first = first && e.kind == hours
	}
	for _, d := range rd.dates {
		if d.heads && d.from > rd.all[i].to && rd.ts[d.from].line > rd.ts[rd.all[i].from].line {
			return min(end, d.from)
		}
	}
	return end
}

// partial reports whether a count is of an area: "four cases in Hama".
func (rd *reader) partial(e event) bool {
	if rd.inArea(e.to) {
		return true
	}
	for j := e.from - 1; j >= 0 && j >= e.from-2; j-- {
		if t := rd.ts[j]; !isDash(t) && t.text != "(" {
			break
		}
		if j > 0 && rd.nameWord(j-1) || j > 0 && begins(rd.ts[j-1].low, provinces...) {
			return true
		}
	}
	return false
}

// ahead reads an area in front of a count: "In the province of Hama the Turkish
// part registered two violations".
func (rd *reader) ahead(e event) []part {
	from := e.from
	for from > 0 && rd.ts[from-1].sentence == rd.ts[e.from].sentence {
		from--
	}
	for i := from; i < e.from; i++ {
		if low := rd.ts[i].low; low != "in" && low != "в" && low != "во" {
			continue
		}
		p, ok := rd.gather(part{from: e.from, n: e.n}, rd.skip(i+1), e.from)
		if ok && len(p.unknown) == 0 && len(p.areas) < 6 {
			p.to = e.to
			return []part{p}
		}
	}
	return nil
}

// partsOnly turns a first count that is itself of an area into a part where
// others follow it: "four cases in Hama and five cases in Homs" has no total.
func (rd *reader) partsOnly(s *statement) {
	if len(s.parts) == 0 || !rd.inArea(s.total.to) {
		return
	}
	sum := 0
	for _, p := range s.parts {
		sum += p.n
	}
	first, ok := rd.before(s.total.from, len(rd.ts))
	if !ok || sum == s.total.n || slices.ContainsFunc(s.parts, func(p part) bool { return slices.Equal(p.names, first.names) && !p.uncounted }) {
		return
	}
	var rest []part // without what the first count covers, which came without a number
	for _, p := range s.parts {
		if !p.uncounted || !slices.Contains(first.names, p.names[0]) {
			rest = append(rest, p)
		}
	}
	if len(rest) == 0 || !slices.ContainsFunc(rest, func(p part) bool { return !p.uncounted }) {
		return
	}
	s.untotaled, s.parts = true, append([]part{first}, rest...)
}

// listed adds what sides list by area without a total: "Turkish part: Hama - 4,
// Daraa - 1".
func (rd *reader) listed(out []statement) []statement {
	for i, e := range rd.all {
		if e.kind != side || slices.ContainsFunc(out, func(s statement) bool {
			return rd.ts[s.total.from].sentence == rd.ts[e.from].sentence && s.name == e.name
		}) {
			continue
		}
		end := len(rd.ts)
		if i+1 < len(rd.all) {
			end = rd.all[i+1].from
		}
		for end > e.to && rd.ts[end-1].sentence != rd.ts[e.from].sentence {
			end--
		}
		parts := slices.DeleteFunc(rd.parts(e.to, end, event{from: e.from, to: e.to}), func(p part) bool { return p.uncounted || len(p.unknown) > 0 || p.from == e.from })
		if len(parts) == 0 {
			continue
		}
		out = append(out, statement{source: e.source, name: e.name, total: event{from: e.from, to: e.to}, untotaled: true, parts: parts})
	}
	slices.SortStableFunc(out, func(a, b statement) int { return a.total.from - b.total.from })
	return out
}

// confirm gives confirmations to the statements that they are about: the last
// before them of another source than the one that confirms.
func (rd *reader) confirm(out []statement) {
	for i, e := range rd.all {
		if e.kind != confirmed {
			continue
		}
		c := confirmation{event: e}
		name := ""
		for j := max(i-1, 0); j < min(i+2, len(rd.all)); j++ {
			if x := rd.all[j]; x.kind == side && rd.ts[x.from].sentence == rd.ts[e.from].sentence && (j < i) == !x.agent {
				name, c.source = x.name, x.source
			}
		}
		for j := len(out) - 1; j >= 0; j-- {
			if s := &out[j]; s.total.from < e.from && (name == "" || s.name != name) {
				c.of = s.name
				s.confirmed = append(s.confirmed, c)
				break
			}
		}
	}
}

// sums flags totals that their parts do not add up to.
func (rd *reader) sums(out []statement) {
	for i := range out {
		s := &out[i]
		sum, open := 0, false
		for _, p := range s.parts {
			sum, open = sum+p.n, open || p.uncounted
		}
		if s.untotaled || len(s.parts) == 0 || sum == s.total.n || open && sum < s.total.n {
			continue
		}
		s.flags = append(s.flags, fmt.Sprintf("its parts add up to %d, not to %d", sum, s.total.n))
	}
}

// headlines flags totals that a headline contradicts: it may give the number of
// one of those who register, or of all together.
func (rd *reader) headlines(of []event, out []statement) {
	var totals []int
	sum := 0
	for _, s := range out {
		if !s.untotaled {
			totals, sum = append(totals, s.total.n), sum+s.total.n
		}
	}
	for _, h := range of {
		if len(totals) == 0 || h.n == sum || slices.Contains(totals, h.n) {
			continue
		}
		var says []string
		for i, n := range totals {
			if i == 4 {
				says = append(says, "others")
				break
			}
			says = append(says, fmt.Sprint(n))
		}
		for i := range out {
			if !out[i].untotaled {
				out[i].flags = append(out[i].flags, fmt.Sprintf("the headline says %d, the body %s", h.n, strings.Join(says, " and ")))
			}
		}
	}
}

// claims are the claims of a statement.
func (rd *reader) claims(s statement) []Proposal {
	var out []Proposal
	add := func(c report.Claim, from, to int) {
		start, end := rd.span(from, to)
		out = append(out, Proposal{Claim: c, Start: start, End: end})
	}
	if !s.untotaled {
		c := rd.frame(s.source, s.total.from)
		c.Number, c.Count, c.Total = c.Bulletin+"/total", s.total.n, true
		c.Flags = append(c.Flags, s.flags...)
		if s.total.about {
			c.Flags = append(c.Flags, "the number is said to be approximate")
		}
		add(c, s.total.from, s.total.to)
	}
	for _, p := range s.parts {
		c := rd.frame(s.source, p.from)
		c.Areas, c.AreaName, c.Count, c.Uncounted = p.areas, strings.Join(p.names, ", "), p.n, p.uncounted
		c.Number = c.Bulletin + "/" + c.AreaName
		if len(p.unknown) == 0 {
			var ids []string
			for _, id := range p.areas {
				ids = append(ids, string(id))
			}
			c.Number = c.Bulletin + "/" + strings.Join(ids, "|")
		}
		for _, n := range p.unknown {
			c.Flags = append(c.Flags, n+" is not an area of the case")
		}
		if len(p.unknown) > 0 {
			c.Areas = nil // some of them alone would be less than what was counted
		}
		if p.uncounted {
			c.Flags = append(c.Flags, "no number is given")
		}
		add(c, p.from, p.to)
	}
	for _, k := range s.confirmed {
		c := rd.frame(k.source, k.from)
		c.Number, c.Count, c.Total = c.Bulletin+"/confirmed", k.n, true
		c.Metric = "confirmed of what the " + k.of + " registered"
		if k.of == "" {
			c.Metric = "confirmed of what was registered"
		} else {
			c.Number += "/" + strings.ReplaceAll(k.of, " ", "-")
		}
		if !s.untotaled && k.n > s.total.n {
			c.Flags = append(c.Flags, fmt.Sprintf("more are confirmed than the %d that were registered", s.total.n))
		}
		add(c, k.from, k.to)
	}
	return out
}
