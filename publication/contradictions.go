package publication

import (
	"fmt"
	"slices"
	"strings"

	"github.com/truceline/truceline/report"
)

// contradictions lists what the claims of the period say against each other
// and against themselves. None of it is judged.
func (d *draft) contradictions() []Contradiction {
	parts := d.parts()
	return slices.Concat(parts, d.bulletins(), d.rivals(), d.flags(parts))
}

// groups splits the claims of areas into runs that share a key, in the order of
// the first of each.
func (d *draft) groups(key func(report.Claim) string) [][]report.Claim {
	at := map[string]int{}
	var out [][]report.Claim
	for _, held := range d.claims {
		k := key(held.Claim)
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], held.Claim)
	}
	return out
}

// withNumber are the claims that give a number: one without cannot differ.
func withNumber(claims []report.Claim) []report.Claim {
	return slices.DeleteFunc(slices.Clone(claims), func(c report.Claim) bool { return c.Uncounted })
}

func ids(claims []report.Claim) []string {
	out := make([]string, len(claims))
	for i, c := range claims {
		out[i] = c.ID()
	}
	return out
}

// parts finds totals that the parts of the same bulletin do not add up to. With
// a part of which no number is given, the sum is the least that it can be.
func (d *draft) parts() []Contradiction {
	var out []Contradiction
	for _, g := range d.groups(func(c report.Claim) string { return key(string(c.Source), c.Bulletin, c.Metric) }) {
		sum, n, open := 0, 0, 0
		var totals []report.Claim
		for _, c := range g {
			switch {
			case c.Total && !c.Uncounted:
				totals = append(totals, c)
			case c.Total:
			case c.Uncounted:
				n, open = n+1, open+1
			default:
				sum, n = sum+c.Count, n+1
			}
		}
		of, up := fmt.Sprintf("%d of them", n), digits(sum)
		if open > 0 {
			of, up = fmt.Sprintf("%s, %d without a number", of, open), up+" at least"
		}
		for _, t := range totals {
			if n == 0 || t.Count == sum || open > 0 && t.Count > sum {
				continue
			}
			out = append(out, Contradiction{Kind: "parts", Claims: ids(g), Text: fmt.Sprintf(
				"Bulletin %s, %s: the total%s is given as %s; its parts by area (%s) add up to %s.",
				titled(t), d.names.source(t.Source), d.of(t.Metric), digits(t.Count), of, up)})
		}
	}
	return out
}

// key joins words into a key that no other words give.
func key(words ...string) string { return strings.Join(words, "\x00") }

// window is the window of a claim, or, where it is undated, its bulletin: only
// counts of one window can differ.
func (d *draft) window(c report.Claim) string {
	if c.Period.From.IsZero() || c.Period.To.IsZero() {
		return "bulletin " + c.Bulletin + " (undated)"
	}
	return inWords(c.Period, d.Zone)
}

// where tells apart the places that claims count.
func where(c report.Claim) string {
	if len(c.Areas) == 0 && !c.Total {
		return "name " + c.AreaName
	}
	return fmt.Sprint(areaKey(c))
}

// of names what is counted, where the claims of the edition count several things.
func (d *draft) of(metric string) string {
	if metric == "" || d.metrics() < 2 {
		return ""
	}
	return " of “" + metric + "”"
}

// titled is the id of a bulletin for a reader. One that is named by the days
// that it covers has two dots between them.
func titled(c report.Claim) string { return strings.Replace(c.Bulletin, "..", " to ", 1) }

// bulletins finds one source giving different numbers of one thing for one
// window and area.
func (d *draft) bulletins() []Contradiction {
	var out []Contradiction
	for _, g := range d.groups(func(c report.Claim) string { return key(string(c.Source), d.window(c), c.Metric, where(c)) }) {
		g = withNumber(g)
		if !slices.ContainsFunc(g, func(c report.Claim) bool { return c.Count != g[0].Count }) {
			continue
		}
		var says []string
		for _, c := range g {
			says = append(says, digits(c.Count)+d.of(c.Metric)+" in "+titled(c))
		}
		out = append(out, Contradiction{Kind: "bulletins", Claims: ids(g), Text: fmt.Sprintf(
			"%s, %s, %s: %s.", d.window(g[0]), d.names.source(g[0].Source), d.claimArea(g[0]), strings.Join(says, "; "))})
	}
	return out
}

// rivals finds sources whose numbers of one thing for one window differ, area by
// area.
func (d *draft) rivals() []Contradiction {
	var out []Contradiction
	for _, window := range d.groups(func(c report.Claim) string { return key(d.window(c), c.Metric) }) {
		window = withNumber(window)
		var areas []string
		var claims []report.Claim
		var done []report.Claim
		for _, c := range window {
			if slices.ContainsFunc(done, func(x report.Claim) bool { return same(x, c) }) {
				continue
			}
			done = append(done, c)
			var rival []report.Claim
			for _, x := range window {
				if same(x, c) {
					rival = append(rival, x)
				}
			}
			if says, differ := d.perSource(rival); differ {
				areas = append(areas, d.claimArea(c)+" ("+says+")")
				claims = append(claims, rival...)
			}
		}
		if len(areas) > 0 {
			out = append(out, Contradiction{Kind: "sides", Claims: ids(claims), Text: fmt.Sprintf(
				"%s: those who register give different numbers%s for %s.", d.window(window[0]), d.of(window[0].Metric), strings.Join(areas, "; "))})
		}
	}
	return out
}

// perSource lists the counts of each source, and reports whether two sources
// differ in them.
func (d *draft) perSource(claims []report.Claim) (says string, differ bool) {
	counts := map[report.SourceID][]int{}
	var order []report.SourceID
	for _, c := range claims {
		if counts[c.Source] == nil {
			order = append(order, c.Source)
		}
		if !slices.Contains(counts[c.Source], c.Count) {
			counts[c.Source] = append(counts[c.Source], c.Count)
		}
	}
	slices.Sort(order)
	var each []string
	for _, s := range order {
		slices.Sort(counts[s])
		differ = differ || !slices.Equal(counts[s], counts[order[0]])
		var n []string
		for _, c := range counts[s] {
			n = append(n, digits(c))
		}
		each = append(each, d.names.source(s)+" "+strings.Join(n, " or "))
	}
	return strings.Join(each, ", "), differ
}

// sumFlag is how a sum of parts that is not the total is flagged on the total.
const sumFlag = "its parts add up to "

// flags repeats what the importer found in single claims, once for each
// bulletin, but for sums that parts states already.
func (d *draft) flags(parts []Contradiction) []Contradiction {
	stated := func(f string, c report.Claim) bool {
		return c.Total && strings.HasPrefix(f, sumFlag) &&
			slices.ContainsFunc(parts, func(p Contradiction) bool { return slices.Contains(p.Claims, c.ID()) })
	}
	var out []Contradiction
	for _, g := range d.groups(func(c report.Claim) string { return key(c.Bulletin, c.ViaURL) }) {
		var found []string
		var flagged []report.Claim
		var by []report.SourceID
		for _, c := range g {
			by = addOnce(by, c.Source)
			odd := slices.DeleteFunc(remarks(c), func(f string) bool { return stated(f, c) })
			if len(odd) > 0 {
				flagged = append(flagged, c)
			}
			for _, f := range odd {
				found = addOnce(found, f)
			}
		}
		if len(found) == 0 {
			continue
		}
		name := titled(g[0])
		if name != g[0].Bulletin && len(by) == 1 { // days name no source
			name += ", " + d.names.source(by[0])
		}
		out = append(out, Contradiction{Kind: "flag", Claims: ids(flagged), Text: fmt.Sprintf(
			"Bulletin %s: “%s”.", name, strings.Join(found, "”; “"))})
	}
	return out
}
