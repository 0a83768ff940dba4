package desk

import (
	"context"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/sanctions"
	"github.com/truceline/truceline/sanctions/screening"
)

// DesignationChanges are what changed on lists from one day to another, by list
// and reference. What is uncertain stands among them, with the two answers.
type DesignationChanges struct {
	From    sanctions.Date     `json:"from"`
	To      sanctions.Date     `json:"to"`
	Added   []DesignationMove  `json:"added"`   // not listed on the first day, or possibly not, and on the second
	Removed []DesignationMove  `json:"removed"` // the other way round
	Amended []DesignationAmend `json:"amended"`
	Names   DesignationNames   `json:"names"`
}

// DesignationNames are names that entries took in or gave up, those of added and
// removed entries left out.
type DesignationNames struct {
	Added   []DesignationMove `json:"added"`
	Removed []DesignationMove `json:"removed"`
}

// A DesignationMove is an entry or a name of one that the list had on one day and
// not on the other: certainly, or possibly.
type DesignationMove struct {
	List  string           `json:"list"`
	ID    string           `json:"id"`
	Ref   string           `json:"reference"`
	Name  string           `json:"name"` // the primary name; of a name, that name
	Kind  screening.Kind   `json:"kind,omitempty"`
	Was   truceline.Answer `json:"was"`
	Is    truceline.Answer `json:"is"`
	Basis []string         `json:"basis"`
}

// A DesignationAmend is an entry that was amended after the first day and by the
// second, or may have been.
type DesignationAmend struct {
	List       string                `json:"list"`
	ID         string                `json:"id"`
	Ref        string                `json:"reference"`
	Name       string                `json:"name"`
	Kind       screening.Kind        `json:"kind,omitempty"`
	Amendments []sanctions.Amendment `json:"amendments"`
	// Possibly says that no amendment is certain to lie between the days.
	Possibly bool `json:"possibly,omitempty"`
}

// DesignationChanges are what changed on the lists, or on one, after one day and
// by another, as known then (zero: now).
func (d *Desk) DesignationChanges(ctx context.Context, from, to sanctions.Date, list string, known time.Time) (DesignationChanges, error) {
	out := DesignationChanges{
		From: from, To: to, Added: []DesignationMove{}, Removed: []DesignationMove{}, Amended: []DesignationAmend{},
		Names: DesignationNames{Added: []DesignationMove{}, Removed: []DesignationMove{}},
	}
	switch {
	case !from.Whole():
		return out, truceline.Invalid("from", "%q is not a date; write it as 2017-07-03", from)
	case !to.Whole():
		return out, truceline.Invalid("to", "%q is not a date; write it as 2017-07-03", to)
	case to < from:
		return out, truceline.Invalid("to", "%s lies before %s; give the earlier day first", to, from)
	}
	l, err := d.listed(ctx, known)
	if err != nil {
		return out, err
	}
	courses, err := l.courses(list)
	if err != nil {
		return out, err
	}
	if list != "" && len(courses) == 0 && !slices.ContainsFunc(l.files, func(h heldFile) bool { return h.snapshot.List == list }) {
		return out, truceline.NotFound("no list %q is on record; truceline designations files lists what is", list)
	}
	for _, c := range courses {
		out.add(c)
	}
	return out, nil
}

// add takes in what changed of one entry.
func (x *DesignationChanges) add(c courseOf) {
	was, wasBasis := c.On(x.From)
	is, isBasis := c.On(x.To)
	move := DesignationMove{List: c.history.List, ID: c.ID, Ref: c.Ref, Name: c.Course.Name(), Kind: c.Kind, Was: was, Is: is, Basis: c.Basis}
	switch {
	case surer(is, was):
		move.Basis = cmpOr(isBasis, c.Basis)
		x.Added = append(x.Added, move)
		return
	case surer(was, is):
		if is == truceline.Unknown {
			move.Basis = cmpOr(isBasis, wasBasis)
		}
		x.Removed = append(x.Removed, move)
		return
	case was == truceline.No:
		return
	}
	x.names(move, c)
	amend := DesignationAmend{List: move.List, ID: move.ID, Ref: move.Ref, Name: move.Name, Kind: move.Kind, Possibly: true}
	for _, a := range c.Amendments {
		in, sure := between(a, x.From, x.To)
		if in {
			amend.Amendments = append(amend.Amendments, a)
			amend.Possibly = amend.Possibly && !sure
		}
	}
	if len(amend.Amendments) > 0 {
		x.Amended = append(x.Amended, amend)
	}
}

// names takes in the names that an entry took in or gave up.
func (x *DesignationChanges) names(of DesignationMove, c courseOf) {
	seen := make(map[string]bool)
	for _, n := range c.Called {
		if seen[n.Text] {
			continue
		}
		seen[n.Text] = true
		was, is := truceline.No, truceline.No
		for _, m := range c.Called {
			if m.Text == n.Text {
				was, is = was.Or(m.Span.On(x.From)), is.Or(m.Span.On(x.To))
			}
		}
		move := of
		move.Name, move.Was, move.Is, move.Basis = n.Text, was, is, []string{n.Basis}
		switch {
		case surer(is, was):
			x.Names.Added = append(x.Names.Added, move)
		case surer(was, is):
			x.Names.Removed = append(x.Names.Removed, move)
		}
	}
}

// surer reports whether an answer is nearer to yes than another.
func surer(a, b truceline.Answer) bool {
	rank := func(x truceline.Answer) int {
		switch x {
		case truceline.Yes:
			return 2
		case truceline.Unknown:
			return 1
		}
		return 0
	}
	return rank(a) > rank(b)
}

// between reports whether an amendment may lie, and surely lies, after one day
// and by another. A date without day or month may be any day of it.
func between(a sanctions.Amendment, from, to sanctions.Date) (may, surely bool) {
	first, last := a.From, a.To
	if a.On != "" {
		first, last = daysOf(a.On)
	}
	return last > from && first != "" && first <= to, first > from && last <= to
}

// daysOf are the first and the last day that a date may be; both are empty of
// what is no date.
func daysOf(d sanctions.Date) (first, last sanctions.Date) {
	if d.Whole() {
		return d, d
	}
	for form, ends := range map[string][2]int{"2006": {1, 0}, "2006-01": {0, 1}} {
		if t, err := time.Parse(form, string(d)); err == nil {
			return sanctions.Date(t.Format(time.DateOnly)), sanctions.Date(t.AddDate(ends[0], ends[1], -1).Format(time.DateOnly))
		}
	}
	return "", ""
}
