package sanctions

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/party"
)

// A List is designations with the matches of parties to them.
type List struct {
	entries map[string]Designation
	matches map[party.ID][]Match
}

// NewList joins matches to their entries. A match to an entry that is not there,
// or that rests on a name that the entry never took in, is a Problem. If files
// of the list speak of the entry, a name that is in none of them is none: the
// answer is unknown, and the reason names the files.
func NewList(entries []Designation, matches []Match) (*List, error) {
	l := &List{entries: make(map[string]Designation, len(entries)), matches: make(map[party.ID][]Match)}
	for _, e := range entries {
		l.entries[e.Ref] = e
	}
	for _, m := range matches {
		e, ok := l.entries[m.Ref]
		if !ok {
			return nil, truceline.Invalid("match of "+string(m.Party), "designation %q is not in the list", m.Ref)
		}
		if m.Name != "" && len(e.AsOf) == 0 && len(e.taken(m.Name)) == 0 {
			return nil, truceline.Invalid("match of "+string(m.Party), "%s never took in the name %q", m.Ref, m.Name)
		}
		l.matches[m.Party] = append(l.matches[m.Party], m)
	}
	for _, ms := range l.matches {
		slices.SortFunc(ms, func(a, b Match) int { return strings.Compare(a.Ref+a.Name, b.Ref+b.Name) })
	}
	return l, nil
}

// taken is when the entry had a name: each time that it had, or nothing if the
// match rests on the entry itself. A case is held to its own spelling; files are
// compared as screening.Fold compares.
func (d Designation) taken(name string) []TakenName {
	var out []TakenName
	if name == "" {
		return nil
	}
	for _, t := range d.Taken {
		if t.Name == name || len(d.AsOf) > 0 && nameKey(t.Name) == nameKey(name) {
			out = append(out, t)
		}
	}
	if len(out) == 0 && len(d.AsOf) > 0 && nameKey(name) != nameKey(d.Name) {
		return []TakenName{{Name: name, Never: true, Basis: d.without(name)}}
	}
	return out
}

// without says in which files a name of an entry is not.
func (d Designation) without(name string) string {
	return fmt.Sprintf("%q is not among its names in the list as of %s", name, days(d.AsOf))
}

// listed is when the entry was listed.
func (d Designation) listed() truceline.Term {
	if d.Term.Possible != nil {
		return d.Term
	}
	return truceline.TermOf(truceline.Interval{From: d.Listed, To: d.Delisted})
}

// certain is when the entry certainly had one of its names.
func certain(names []TakenName) truceline.Term {
	var t truceline.Term
	for _, n := range names {
		if !n.Never {
			t = t.Union(truceline.TermOf(truceline.Interval{From: n.On, To: n.Until}))
		}
	}
	return t
}

// Excluded is when a party was an excluded group: certainly while a decided
// match rests on what the list then said, and possibly while the match is
// undecided or rests on a name that the list had not yet taken in.
func (l *List) Excluded(id party.ID) truceline.Term {
	var t truceline.Term
	for _, m := range l.matches[id] {
		if m.Denied {
			continue
		}
		e := l.entries[m.Ref]
		listed := e.listed()
		switch names := e.taken(m.Name); {
		case !m.Decided:
			listed = listed.Doubted()
		case len(names) > 0:
			listed.Certain = listed.Intersect(certain(names)).Certain
		}
		t = t.Union(listed)
	}
	return t
}

// Reasons says in sentences what the list and the matches say of a party on
// the days of iv.
func (l *List) Reasons(id party.ID, name string, iv truceline.Interval, zone *time.Location) []string {
	day := func(t time.Time) string { return t.In(zone).Format("2 January 2006") }
	ms := l.matches[id]
	if len(ms) == 0 {
		return []string{fmt.Sprintf("%s is matched to no entry of a designation list", name)}
	}
	var out []string
	for _, m := range ms {
		e := l.entries[m.Ref]
		if len(e.AsOf) > 0 && !m.Denied {
			out = append(out, m.reason(e, name, iv, zone))
			continue
		}
		var taken TakenName
		names := e.taken(m.Name)
		byName := len(names) > 0
		if byName {
			taken = names[0]
		}
		switch {
		case m.Denied:
			out = append(out, fmt.Sprintf("%s decided that %s is not the subject of %s (%s): %s", m.By, name, e.Ref, e.Name, strings.TrimSuffix(m.Reason, ".")))
		case !iv.To.IsZero() && !iv.To.After(e.Listed):
			out = append(out, fmt.Sprintf("%s was not yet listed: %s is listed from %s", name, e.Ref, day(e.Listed)))
		case !e.Delisted.IsZero() && !iv.From.Before(e.Delisted):
			out = append(out, fmt.Sprintf("%s was no longer listed: %s was delisted on %s", name, e.Ref, day(e.Delisted)))
		case !m.Decided:
			out = append(out, fmt.Sprintf("the match of %s to %s is proposed by %s and not decided: %s", name, e.Ref, m.By, strings.TrimSuffix(m.Reason, ".")))
		case byName && iv.From.Before(taken.On):
			out = append(out, fmt.Sprintf("%s is matched to %s (%s), listed since %s, but the list took in the name %q only on %s", name, e.Ref, e.Name, day(e.Listed), taken.Name, day(taken.On)))
		default:
			s := fmt.Sprintf("%s is %s (%s), listed since %s", name, e.Ref, e.Name, day(e.Listed))
			if byName {
				s += fmt.Sprintf(", under this name since %s", day(taken.On))
			}
			out = append(out, s+"; match decided by "+m.By)
		}
	}
	return out
}

// Entry returns a designation by its reference.
func (l *List) Entry(ref string) (Designation, bool) {
	e, ok := l.entries[ref]
	return e, ok
}
