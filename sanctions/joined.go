package sanctions

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// subjects groups what several lists hold under one reference: entries of
// different lists that share a name are one entry, of which each list tells what
// it knows. The list with the newest file comes first.
func subjects(fs []found) [][]found {
	fs = slices.Clone(fs)
	slices.SortStableFunc(fs, func(a, b found) int {
		x, y := a.list.Files[len(a.list.Files)-1], b.list.Files[len(b.list.Files)-1]
		return cmp.Or(strings.Compare(string(y.On), string(x.On)), cmp.Compare(y.Entries, x.Entries), strings.Compare(a.list.List, b.list.List))
	})
	var out [][]found
	for _, f := range fs {
		i := slices.IndexFunc(out, func(group []found) bool {
			return group[0].course.shares(*f.course) && !slices.ContainsFunc(group, func(g found) bool { return g.list == f.list })
		})
		if i < 0 {
			out = append(out, []found{f})
			continue
		}
		out[i] = append(out[i], f)
	}
	return out
}

// shares reports whether two courses have a name in common.
func (c Course) shares(d Course) bool {
	have := make(map[string]bool)
	for _, n := range c.Called {
		have[nameKey(n.Text)] = true
	}
	return slices.ContainsFunc(d.Called, func(n Called) bool { return have[nameKey(n.Text)] })
}

// join makes one course of what several lists say of one entry. Where the bounds
// of the one are narrower, they hold; where they contradict each other, the wider
// ones do, and a sentence says so. The days are those of all their files.
func join(group []found) (c Course, files []Date, contradictions []string) {
	c = *group[0].course
	files = asOf(*group[0].list)
	for _, f := range group[1:] {
		other, days := *f.course, asOf(*f.list)
		a, b := reachOf{c.Stands, slices.Max(files)}, reachOf{other.Stands, slices.Max(days)}
		stands, ok := a.join(b)
		if !ok {
			contradictions = append(contradictions, fmt.Sprintf("the lists %q and %q give days that contradict each other: %s; and %s", group[0].list.List, f.list.List, strings.Join(c.Basis, "; "), strings.Join(other.Basis, "; ")))
		}
		switch {
		case c.Stands == stands && ok:
		case other.Stands == stands && ok:
			c.Basis = other.Basis
		default:
			c.Basis = slices.Clone(c.Basis)
			for _, s := range other.Basis {
				c.Basis = appendNew(c.Basis, s)
			}
		}
		c.Stands = stands
		c.Earlier = slices.Clone(c.Earlier)
		for _, x := range other.Earlier {
			if !slices.ContainsFunc(c.Earlier, func(y EarlierListing) bool { return x.Span == y.Span && x.Under == y.Under }) {
				c.Earlier = append(c.Earlier, x)
			}
		}
		c.Called = joinNames(c.Called, other.Called, slices.Max(files), slices.Max(days))
		files = append(files, days...)
		slices.Sort(files)
		files = slices.Compact(files)
	}
	return c, files, contradictions
}

// joinNames joins the names of two lists. Where one of them knows a name not, or
// had it more than once, the first that has it speaks.
func joinNames(a, b []Called, newestA, newestB Date) []Called {
	at := make(map[string][]int)
	for i, n := range a {
		at[nameKey(n.Text)] = append(at[nameKey(n.Text)], i)
	}
	times := make(map[string]int)
	for _, n := range b {
		times[nameKey(n.Text)]++
	}
	out := slices.Clone(a)
	for _, n := range b {
		is := at[nameKey(n.Text)]
		switch {
		case len(is) == 0:
			out = append(out, n)
		case len(is) == 1 && times[nameKey(n.Text)] == 1:
			x := &out[is[0]]
			span, ok := reachOf{x.Span, newestA}.join(reachOf{n.Span, newestB})
			switch {
			case x.Span == span && ok:
			case n.Span == span && ok:
				x.Basis = n.Basis
			default:
				x.Basis += "; " + n.Basis
			}
			x.Span = span
		}
	}
	return out
}

// reachOf is a span and the newest file that it rests on: an open end is known
// up to that day, and taken to last from then on.
type reachOf struct {
	Span
	newest Date
}

// join narrows the bounds of each end by those of the other. It reports false if
// they contradict each other.
func (a reachOf) join(b reachOf) (s Span, ok bool) {
	ok = true
	s.From, s.SureFrom = max(a.From, b.From), earlier(a.SureFrom, b.SureFrom)
	if s.SureFrom != "" && s.From > s.SureFrom {
		ok = false
		s.From, s.SureFrom = min(a.From, b.From), max(a.SureFrom, b.SureFrom)
	}
	if a.To == "" && b.To == "" && (a.SureTo == "" && a.SureFrom != "" || b.SureTo == "" && b.SureFrom != "") {
		return s.settled(), ok // at least one holds it to the end of its files
	}
	known := func(r reachOf) Date {
		if r.To == "" && r.SureTo == "" && r.SureFrom != "" {
			return r.newest.next()
		}
		return r.SureTo
	}
	s.SureTo, s.To = max(known(a), known(b)), earlier(a.To, b.To)
	if s.To != "" && s.SureTo > s.To {
		ok = false
		s.SureTo, s.To = earlier(known(a), known(b)), max(a.To, b.To)
		if a.To == "" || b.To == "" {
			s.To = ""
		}
	}
	return s.settled(), ok
}
