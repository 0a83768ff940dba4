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
	return slices.Concat(d.parts(), d.bulletins(), d.rivals(), d.flags())
}

// groups splits the claims into runs that share a key, in the order of the
// first of each.
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

func ids(claims []report.Claim) []string {
	out := make([]string, len(claims))
	for i, c := range claims {
		out[i] = c.ID()
	}
	return out
}

// parts finds totals that the parts of the same bulletin do not add up to.
func (d *draft) parts() []Contradiction {
	var out []Contradiction
	for _, g := range d.groups(func(c report.Claim) string { return string(c.Source) + "\x00" + c.Bulletin }) {
		sum, n := 0, 0
		var totals []report.Claim
		for _, c := range g {
			if c.Total {
				totals = append(totals, c)
				continue
			}
			sum, n = sum+c.Count, n+1
		}
		for _, t := range totals {
			if n > 0 && t.Count != sum {
				out = append(out, Contradiction{Kind: "parts", Claims: ids(g), Text: fmt.Sprintf(
					"Bulletin %s, %s: the total is given as %s; its parts by area (%d of them) add up to %s.",
					t.Bulletin, d.names.source(t.Source), digits(t.Count), n, digits(sum))})
			}
		}
	}
	return out
}

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

// bulletins finds one source giving different numbers for one window and area.
func (d *draft) bulletins() []Contradiction {
	var out []Contradiction
	for _, g := range d.groups(func(c report.Claim) string { return string(c.Source) + "\x00" + d.window(c) + "\x00" + where(c) }) {
		if !slices.ContainsFunc(g, func(c report.Claim) bool { return c.Count != g[0].Count }) {
			continue
		}
		var says []string
		for _, c := range g {
			says = append(says, digits(c.Count)+" in "+c.Bulletin)
		}
		out = append(out, Contradiction{Kind: "bulletins", Claims: ids(g), Text: fmt.Sprintf(
			"%s, %s, %s: %s.", d.window(g[0]), d.names.source(g[0].Source), d.claimArea(g[0]), strings.Join(says, "; "))})
	}
	return out
}

// rivals finds sources whose numbers for one window differ, area by area.
func (d *draft) rivals() []Contradiction {
	var out []Contradiction
	for _, window := range d.groups(d.window) {
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
				"%s: those who register give different numbers for %s.", d.window(window[0]), strings.Join(areas, "; "))})
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

// flags repeats what the importer found in single claims, once for each bulletin.
func (d *draft) flags() []Contradiction {
	var out []Contradiction
	for _, g := range d.groups(func(c report.Claim) string { return c.Bulletin }) {
		var found []string
		var flagged []report.Claim
		for _, c := range g {
			if len(c.Flags) > 0 {
				flagged = append(flagged, c)
			}
			for _, f := range c.Flags {
				found = addOnce(found, f)
			}
		}
		if len(found) > 0 {
			out = append(out, Contradiction{Kind: "flag", Claims: ids(flagged), Text: fmt.Sprintf(
				"Bulletin %s: “%s”.", g[0].Bulletin, strings.Join(found, "”; “"))})
		}
	}
	return out
}
