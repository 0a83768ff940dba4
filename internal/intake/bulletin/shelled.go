package bulletin

import (
	"slices"
	"strings"

	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// A shelling is a settlement that a text says was shelled, in tokens [from, to).
type shelling struct {
	from, to int
	name     string
	admin1   string // "" if not said
	areas    []place.AreaID
	n        int
	counted  bool
	shared   bool // one number stands before several names
	alleged  string
	source   report.SourceID
}

var (
	shellStems = []string{"shell", "обстрел"}
	// accused are the words for those who are blamed, by their beginnings. The
	// fifth is cut so that one word that this project says of nobody is found in
	// texts and not written here.
	accused = []string{"militant", "gunmen", "gunman", "rebel", "terror", "boeviki", "боевик", "террор", "формирован", "insurgent"}
)

// shelled finds the settlements that sentences of shelling list. Sentences that
// count violations are none of them.
func (rd *reader) shelled(statements []statement) []shelling {
	var out []shelling
	for i := 0; i < len(rd.ts); {
		j := i + 1
		for j < len(rd.ts) && rd.ts[j].sentence == rd.ts[i].sentence {
			j++
		}
		counts := slices.ContainsFunc(statements, func(s statement) bool { return s.total.from >= i && s.total.from < j })
		if verb := rd.shellVerb(i, j); verb >= 0 && !counts {
			out = append(out, rd.listOf(i, j, verb)...)
		}
		i = j
	}
	return out
}

// shellVerb is the token of the sentence [i, j) that says shelling; -1 if none.
func (rd *reader) shellVerb(i, j int) int {
	for k := i; k < j; k++ {
		if rd.ts[k].word && begins(rd.ts[k].low, shellStems...) {
			return k
		}
		if k+1 < j && strings.HasPrefix(rd.ts[k].low, "open") && rd.ts[k+1].low == "fire" {
			return k + 1
		}
	}
	return -1
}

// listOf reads the settlements of a sentence. A division closes the names before
// it, "Foo and Bar in Latakia", and where none stand before it opens those
// behind it, "in the province of Latakia: Foo, Bar".
func (rd *reader) listOf(from, to, verb int) []shelling {
	ts := rd.ts
	var out []shelling
	alleged, source := rd.accused(from, to), rd.reporter(from)
	open, opened := "", []place.AreaID(nil) // the division of the names to come
	pending := 0                            // names since the last division
	ahead, many := -1, 0                    // a number that stands before names, and how many names followed it
	for i := from; i < to; {
		if n, j, ok := timesAt(ts, i); ok {
			ahead, many = n, 0
			i = j
			continue
		}
		if e, ok := rd.sideAt(i); ok {
			i = e.to
			continue
		}
		nm, ok := rd.nameAt(i)
		if !ok || nm.to > to {
			i++
			continue
		}
		words := rd.words(nm)
		if ids := rd.areasOf(words); len(ids) > 0 && rd.division(nm, to) {
			if pending > 0 {
				for k := len(out) - pending; k < len(out); k++ {
					out[k].admin1, out[k].areas = words, ids
				}
			} else {
				open, opened = words, ids
			}
			pending, ahead, i = 0, -1, nm.to
			continue
		}
		if nm.from < verb && open == "" {
			i = nm.to // what stands before the verb is who says it, or who did it
			continue
		}
		s := shelling{from: nm.from, to: nm.to, name: words, admin1: open, areas: opened, alleged: alleged, source: source}
		if n, j, ok := rd.often(nm.to, to); ok {
			s.n, s.counted, s.to, ahead = n, true, j, -1
		} else if ahead >= 0 {
			if many++; many == 1 {
				s.n, s.counted = ahead, true
			} else {
				s.shared = true
				if k := len(out) - 1; many == 2 {
					out[k].n, out[k].counted, out[k].shared = 0, false, true
				}
			}
		}
		out = append(out, s)
		if open == "" {
			pending++
		}
		i = s.to
	}
	return out
}

// division reports whether the name of an area means the division and not its
// town: a word for province stands beside it, or "in" before it.
func (rd *reader) division(nm name, to int) bool {
	ts := rd.ts
	if nm.to < to && begins(ts[nm.to].low, provinces...) {
		return true
	}
	if nm.to < to && (ts[nm.to].low == "city" || ts[nm.to].low == "town") {
		return false
	}
	for j := nm.from - 1; j >= 0 && j >= nm.from-2; j-- {
		switch low := ts[j].low; {
		case begins(low, provinces...), low == "in", low == "в", low == "во":
			return true
		case low == "of", low == "the":
		default:
			return false
		}
	}
	return false
}

// often reads how often behind a name: "Foo twice", "Foo (2)", "Foo - two".
func (rd *reader) often(i, end int) (n, to int, ok bool) {
	ts := rd.ts
	if i >= end {
		return 0, 0, false
	}
	if n, to, ok = timesAt(ts, i); ok && to <= end {
		return n, to, !rd.atPlace(to)
	}
	if ts[i].text != "(" && !isDash(ts[i]) {
		return 0, 0, false
	}
	n, to, ok = timesAt(ts, i+1)
	if !ok {
		n, to, ok = numberAt(ts, i+1)
	}
	if !ok || to > end {
		return 0, 0, false
	}
	if to < end && ts[to].text == ")" {
		to++
	}
	return n, to, true
}

// atPlace reports whether "in" or "at" follows, so that a number goes with what
// comes: "Foo, twice in Bar".
func (rd *reader) atPlace(i int) bool {
	if i >= len(rd.ts) || rd.ts[i].low != "in" && rd.ts[i].low != "at" && rd.ts[i].low != "в" {
		return false
	}
	nm, ok := rd.nameAt(rd.skip(i + 1))
	return ok && len(rd.areasOf(rd.words(nm))) == 0
}

// accused is whom a sentence blames, in its own words.
func (rd *reader) accused(from, to int) string {
	ts := rd.ts
	for i := from; i < to; i++ {
		if !ts[i].word || !begins(ts[i].low, accused...) && !(begins(ts[i].low, "group", "групп") && i > from && begins(ts[i-1].low, "armed", "вооружен")) {
			continue
		}
		first := i
		for first > from && begins(ts[first-1].low, "illegal", "armed", "незаконн", "вооружен") {
			first--
		}
		start, end := rd.span(first, i+1)
		return rd.text[start:end]
	}
	return ""
}

// reporter is the source that the text up to the end of a sentence names as a
// reporter of settlements: one that is counted by shellings; else the source
// that options give.
func (rd *reader) reporter(from int) report.SourceID {
	for _, e := range rd.all {
		if e.kind == side && e.source != "" && strings.Contains(rd.opts.Sources[e.source].Metric, "shelling") {
			return e.source
		}
	}
	return rd.opts.Source
}

// settlements are the claims of shelled settlements.
func (rd *reader) settlements(of []shelling) []Proposal {
	var out []Proposal
	for _, s := range of {
		c := rd.frame(s.source, s.from)
		c.Metric, c.Alleged = "shellings", s.alleged
		c.Areas, c.Count, c.Uncounted = s.areas, s.n, !s.counted
		c.AreaName = strings.TrimSuffix(s.name+", "+s.admin1, ", ")
		c.Number = c.Bulletin + "/" + strings.TrimPrefix(s.admin1+"/"+s.name, "/")
		switch {
		case s.shared:
			c.Flags = append(c.Flags, "one number stands before several names, so that the number of each is not given")
		case !s.counted:
			c.Flags = append(c.Flags, "no number is given")
		}
		if rd.opts.Where != nil {
			var ids []string
			for _, id := range s.areas {
				ids = append(ids, string(id))
			}
			where, remarks := rd.opts.Where(s.name, strings.Join(ids, "|"))
			c.Where = &where
			c.Flags = append(c.Flags, remarks...)
		}
		start, end := rd.span(s.from, s.to)
		out = append(out, Proposal{Claim: c, Start: start, End: end})
	}
	return out
}
