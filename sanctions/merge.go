package sanctions

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
)

// Merge gives the designations that the engine is to use: those that the case
// states, with the days and names that files of their lists give, and after them
// every other entry of the lists, by reference. Days of the lists are local days
// of the zone.
//
// An entry of the lists goes before one of the case with the same reference. If
// several lists hold it under a name in common, as where one is an extract of the
// other, each narrows what the others leave open. A day that the case states
// stands where the files leave it open: between what is possible and what is
// certain, or after the newest file. One that lies outside of that is a
// contradiction: the files stand, and a sentence says both. A name that the case
// says the list took in, and that is in no file, is certain at no time.
//
// An entry that only the case states is left as it is, unless another entry of
// the case with the same List is in the files: then they hold a list in which it
// should be, and where a file lacks it on a day on which the case says that it
// was listed, it is possible only.
func Merge(stated []Designation, lists []History, zone *time.Location) (merged []Designation, contradictions []string) {
	mg := merger{zone: zone, byRef: make(map[string][]found), listOf: make(map[string]*History)}
	for i := range lists {
		h := &lists[i]
		for j := range h.Courses {
			c := &h.Courses[j]
			mg.byRef[c.Ref] = append(mg.byRef[c.Ref], found{h, c})
		}
	}
	for i := range lists { // a reference of earlier files, if no entry has it now
		h := &lists[i]
		for j := range h.Courses {
			for _, ref := range h.Courses[j].Refs {
				if len(mg.byRef[ref]) == 0 {
					mg.byRef[ref] = []found{{h, &h.Courses[j]}}
				}
			}
		}
	}
	for _, d := range stated {
		if fs := mg.byRef[d.Ref]; len(fs) > 0 && mg.listOf[d.List] == nil {
			mg.listOf[d.List] = fs[0].list
		}
	}
	used := make(map[string]bool)
	for _, d := range stated {
		used[d.Ref] = true
		merged = append(merged, mg.one(d))
	}
	var rest []string
	for ref, fs := range mg.byRef {
		if !used[ref] && ref != "" && fs[0].course.Ref == ref {
			rest = append(rest, ref)
		}
	}
	slices.Sort(rest)
	for _, ref := range rest {
		merged = append(merged, mg.one(Designation{Ref: ref}))
	}
	return merged, mg.contradictions
}

// found is an entry of a list.
type found struct {
	list   *History
	course *Course
}

type merger struct {
	zone           *time.Location
	byRef          map[string][]found
	listOf         map[string]*History // the list that a case calls so
	contradictions []string
}

func (mg *merger) contradicts(d Designation, format string, args ...any) {
	mg.contradictions = append(mg.contradictions, d.Ref+": "+fmt.Sprintf(format, args...))
}

// local is the calendar date of an instant in the zone; empty if there is none.
func (mg *merger) local(t time.Time) Date {
	if t.IsZero() {
		return ""
	}
	return dateOf(t.In(mg.zone))
}

// one merges what the case states of an entry, which may be its reference only,
// with what the lists say.
func (mg *merger) one(d Designation) Designation {
	groups := subjects(mg.byRef[d.Ref])
	if len(groups) == 0 {
		return mg.notHeld(d)
	}
	named := groups
	if len(groups) > 1 {
		named = slices.DeleteFunc(slices.Clone(groups), func(g []found) bool { return nameKey(g[0].course.Name()) != nameKey(d.Name) })
	}
	if len(named) == 1 {
		c, files, contradictions := join(named[0])
		for _, s := range contradictions {
			mg.contradicts(d, "%s", s)
		}
		return mg.with(d, *named[0][0].list, c, files)
	}
	// Which of them is meant nobody can tell: possible while any was listed.
	out := d
	var term truceline.Term
	for i, g := range groups {
		c, files, _ := join(g)
		x := mg.with(Designation{Ref: d.Ref}, *g[0].list, c, files)
		term = term.Union(x.listed())
		if i == 0 && d.Name == "" {
			out = x
		}
		out.AsOf = slices.Compact(slices.Sorted(slices.Values(append(out.AsOf, files...))))
	}
	out.Term, out.Earlier = term.Doubted(), nil
	out.Basis = []string{fmt.Sprintf("the reference stands for %d entries, and which of them is meant is not known", len(groups))}
	if d.Name != "" {
		mg.contradicts(d, "%s", out.Basis[0])
	}
	return out
}

// notHeld is an entry of the case that no file holds.
func (mg *merger) notHeld(d Designation) Designation {
	h := mg.listOf[d.List]
	if h == nil {
		return d
	}
	from, to := mg.local(d.Listed), mg.local(d.Delisted)
	var lacking []Date
	for _, f := range h.Files {
		if f.On > from && (to == "" || f.On < to) && !slices.Contains(lacking, f.On) {
			lacking = append(lacking, f.On)
		}
	}
	if len(lacking) == 0 {
		return d
	}
	why := fmt.Sprintf("the case says that it is listed since %s, and the list as of %s does not hold it", from.Words(), days(lacking))
	mg.contradicts(d, "%s", why)
	d.Term = d.listed().Doubted()
	d.Basis, d.AsOf = []string{why}, asOf(*h)
	return d
}

func asOf(h History) []Date {
	var out []Date
	for _, f := range h.Files {
		out = append(out, f.On)
	}
	return slices.Compact(out)
}

// with merges what the case states of an entry with its course.
func (mg *merger) with(d Designation, h History, c Course, files []Date) Designation {
	d.AsOf = files
	d.Earlier = c.Earlier
	d.Basis = slices.Clone(c.Basis)
	if d.List == "" {
		d.List = h.Title
		if d.List == "" {
			d.List = h.List
		}
	}
	if n := c.Name(); nameKey(n) != nameKey(d.Name) {
		if d.Name != "" {
			mg.contradicts(d, "the case calls it %q, the list as of %s %q", d.Name, d.AsOf[len(d.AsOf)-1].Words(), n)
		}
		d.Name = n
	}
	stands := mg.narrowed(&d, c)
	term := stands.Term(mg.zone)
	for _, x := range c.Earlier {
		term = term.Union(x.Span.Term(mg.zone))
	}
	d.Listed, d.Delisted = stands.SureFrom.start(mg.zone), stands.To.start(mg.zone)
	if stands.SureFrom == "" {
		d.Listed = stands.From.start(mg.zone)
	}
	d.Term = truceline.Term{}
	if plain := truceline.TermOf(truceline.Interval{From: d.Listed, To: d.Delisted}); !reflect.DeepEqual(term, plain) {
		d.Term = term
	}
	d.Taken = mg.names(d, c)
	return d
}

// narrowed is when an entry stood on the list, with the days that the case
// states where the files leave them open.
func (mg *merger) narrowed(d *Designation, c Course) Span {
	s := c.Stands
	newest := d.AsOf[len(d.AsOf)-1]
	listed, delisted := mg.local(d.Listed), mg.local(d.Delisted)
	before := func(on Date) bool { // it is of an earlier listing
		return slices.ContainsFunc(c.Earlier, func(x EarlierListing) bool { return x.Span.From <= on && (x.Span.To == "" || on <= x.Span.To) })
	}
	within := func(on, lo, hi Date) bool { return lo <= on && (hi == "" || on <= hi) }
	sure := s.SureFrom != ""
	switch {
	case listed == "" || listed == s.From && listed == s.SureFrom:
	case sure && within(listed, s.From, s.SureFrom):
		s.From, s.SureFrom = listed, listed
		d.Basis = append(d.Basis, fmt.Sprintf("the case says that it was listed on %s, which the files leave open", listed.Words()))
	case !sure && within(listed, s.From, s.To) || before(listed):
	default:
		mg.contradicts(*d, "the case says that it was listed on %s; the files say otherwise: %s", listed.Words(), strings.Join(c.Basis, "; "))
	}
	switch {
	case delisted == "" || delisted == s.SureTo && delisted == s.To:
	case sure && s.SureTo == "" && delisted > newest, sure && s.SureTo != "" && within(delisted, s.SureTo, s.To):
		s.SureTo, s.To = delisted, delisted
		d.Basis = append(d.Basis, fmt.Sprintf("the case says that it was delisted on %s, which the files leave open", delisted.Words()))
	case !sure && within(delisted, s.From, s.To) || before(delisted):
	default:
		mg.contradicts(*d, "the case says that it was delisted on %s; the files say otherwise: %s", delisted.Words(), strings.Join(c.Basis, "; "))
	}
	return s.settled()
}

// names are the names of an entry with the days from which the list had them,
// those that the case states first. The primary name is among them only if files
// show that it was another before: otherwise it is the entry itself.
func (mg *merger) names(d Designation, c Course) []TakenName {
	byName := make(map[string][]Called)
	for _, n := range c.Called {
		byName[nameKey(n.Text)] = append(byName[nameKey(n.Text)], n)
	}
	var out []TakenName
	done := make(map[string]bool)
	for _, t := range d.Taken {
		k := nameKey(t.Name)
		if done[k] {
			continue
		}
		done[k] = true
		if len(byName[k]) == 0 {
			out = append(out, mg.notAmong(d, t))
			continue
		}
		agreed := false
		on := mg.local(t.On)
		for _, n := range byName[k] {
			x := mg.taken(n)
			x.Name, x.Note = t.Name, t.Note
			s := n.Span
			switch {
			case s.From == on && s.SureFrom == on:
				agreed = true
			case s.SureFrom != "" && s.From <= on && on <= s.SureFrom:
				agreed = true
				x.On, x.From = t.On, time.Time{}
				x.Basis += fmt.Sprintf("; the case says on %s, which the files leave open", on.Words())
			case s.SureFrom == "" && s.From <= on && (s.To == "" || on < s.To):
				agreed = true
			}
			out = append(out, x)
		}
		if !agreed {
			mg.contradicts(d, "the case says that the list took in the name %q on %s; the files say otherwise: %s", t.Name, on.Words(), byName[k][0].Basis)
		}
	}
	for _, n := range c.Called {
		k := nameKey(n.Text)
		if done[k] || k == nameKey(c.Name()) && n.Span.From == c.Stands.From && n.Span.To == c.Stands.To {
			continue
		}
		out = append(out, mg.taken(n))
	}
	return out
}

// taken is a name of a list for the engine.
func (mg *merger) taken(n Called) TakenName {
	t := TakenName{
		Name: n.Text, On: n.Span.SureFrom.start(mg.zone), Until: n.Span.SureTo.start(mg.zone),
		Never: n.Span.SureFrom == "", Basis: n.Basis,
	}
	if n.Span.From != n.Span.SureFrom {
		t.From = n.Span.From.start(mg.zone)
	}
	return t
}

// notAmong is a name that the case says the list took in, and that no file has.
func (mg *merger) notAmong(d Designation, t TakenName) TakenName {
	on, newest := mg.local(t.On), d.AsOf[len(d.AsOf)-1]
	if on > newest {
		t.Basis = fmt.Sprintf("by the case; the newest file, of %s, is earlier", newest.Words())
		return t
	}
	mg.contradicts(d, "the case says that the list took in the name %q on %s; %s", t.Name, on.Words(), d.without(t.Name))
	return TakenName{Name: t.Name, Note: t.Note, Never: true, Basis: d.without(t.Name)}
}
