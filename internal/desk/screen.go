package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/place/gazetteer"
	"github.com/truceline/truceline/sanctions"
	"github.com/truceline/truceline/sanctions/screening"
)

// A ScreenLead is a lead to an entry of a list. It is never a match: only a
// person's decision makes one.
type ScreenLead struct {
	screening.Lead        // Entry is the reference
	List           string `json:"list"`
	Ref            string `json:"reference"`
	Primary        string `json:"primary"` // the entry's primary name
	// Answer is whether the entry was listed on the day asked for: yes or unknown;
	// those that were not are no leads. Without a day it is unknown.
	Answer truceline.Answer `json:"answer"`
	// Named is whether the list had the name of the lead that day. An entry that
	// took it in later was listed under other names.
	Named   truceline.Answer `json:"named"`
	Reasons []string         `json:"reasons,omitempty"` // what the answers rest on

	course courseOf
}

// A listIndex is the names of one list, to screen against.
type listIndex struct {
	index   *screening.Index
	courses map[string]courseOf // by the Entry of a reference of the index
}

// indexesOf are the names of lists through all their files, a list an index:
// how rare a word is, is a matter of the list.
func indexesOf(hs []sanctions.History) []listIndex {
	out := make([]listIndex, len(hs))
	for i := range hs {
		out[i].courses = make(map[string]courseOf, len(hs[i].Courses))
		var refs []screening.Reference
		for j := range hs[i].Courses {
			c := courseOf{&hs[i], &hs[i].Courses[j]}
			key := c.Ref + "\x00" + c.ID // two entries may share a reference
			out[i].courses[key] = c
			refs = append(refs, referencesOf(key, c.Course)...)
		}
		out[i].index = screening.New(refs)
	}
	return out
}

// referencesOf are the names of an entry, each once. One that the list calls low
// wherever it has it is weak.
func referencesOf(key string, c *sanctions.Course) []screening.Reference {
	var out []screening.Reference
	at := make(map[string]int)
	for _, n := range c.Called {
		weak := n.Quality == sanctions.Low
		if i, twice := at[n.Text]; twice {
			out[i].Weak = out[i].Weak && weak
			continue
		}
		at[n.Text] = len(out)
		out = append(out, screening.Reference{Entry: key, Name: n.Text, Kind: c.Kind, Weak: weak})
	}
	return out
}

// A Screener looks names up in lists as they were known at one time. It may be
// used by several goroutines.
type Screener struct {
	indexes []listIndex
	day     sanctions.Date
	on      standings // of the day; nil: any day
	keep    func(courseOf) bool
}

// Screener looks names up in the lists as known then (zero: now). With a day,
// only entries that were listed then, or may have been, are leads. A record
// without a file of a list that counts is NotFound.
func (d *Desk) Screener(ctx context.Context, on sanctions.Date, known time.Time) (*Screener, error) {
	if on != "" && !on.Whole() {
		return nil, truceline.Invalid("on", "%q is not a date; write it as 2017-07-03", on)
	}
	l, err := d.listed(ctx, known)
	if err != nil {
		return nil, err
	}
	s, err := newScreener(l, on)
	if err == nil {
		s.indexes, err = d.besidePlaces(ctx, l, s.indexes, known)
	}
	if err == nil && len(s.indexes) == 0 {
		err = truceline.NotFound("no file of a designation list counts in the record; import one with truceline import --format list")
	}
	return s, err
}

// ordinary are the names of lists beside the places of a gazetteer, as last asked for.
type ordinary struct {
	lists   *listed
	places  *gazetteer.Gazetteer
	indexes []listIndex
}

// besidePlaces are the indexes, which then take the name of a place of the case
// for that place and not for a listed name with an error. Names of parties are
// not told: whether one of them is a listed name is what is asked.
func (d *Desk) besidePlaces(ctx context.Context, l *listed, indexes []listIndex, known time.Time) ([]listIndex, error) {
	places, err := d.Gazetteer(ctx, known)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.ordinary.lists == l && d.ordinary.places == places {
		return d.ordinary.indexes, nil
	}
	d.ordinary = ordinary{l, places, knowing(indexes, places.Entries())}
	return d.ordinary.indexes, nil
}

// knowing are the indexes, told of the names of places.
func knowing(indexes []listIndex, places []gazetteer.Entry) []listIndex {
	names := func(yield func(string) bool) {
		for _, e := range places {
			for _, n := range e.Names {
				if !yield(n.Text) {
					return
				}
			}
		}
	}
	out := slices.Clone(indexes)
	for i := range out {
		out[i].index = out[i].index.Knowing(names)
	}
	return out
}

func newScreener(l *listed, on sanctions.Date) (*Screener, error) {
	indexes, err := l.indexes()
	if err != nil {
		return nil, err
	}
	s := &Screener{indexes: indexes, day: on}
	if on != "" {
		s.on, err = l.on(on)
	}
	return s, err
}

// anyDay stands for the day of a file that says none, where none is asked for.
const anyDay sanctions.Date = "1970-01-01"

// ScreenerOf looks names up in one file of a list, without a record. The names
// of the places are taken for these, as in a record those of its case are.
func ScreenerOf(file sanctions.Snapshot, places []gazetteer.Entry) (*Screener, error) {
	if !file.On.Whole() {
		file.On = anyDay
	}
	h, err := sanctions.Chronicle([]sanctions.Snapshot{file})
	return &Screener{indexes: knowing(indexesOf([]sanctions.History{h}), places)}, err
}

// defaultLeads is how many leads a name has at most, unless said otherwise.
const defaultLeads = 10

// Screen finds the entries that a name may mean, best first, then by list and
// reference.
func (s *Screener) Screen(q screening.Query) []ScreenLead {
	limit := cmp.Or(q.Limit, defaultLeads)
	q.Name = undirected(q.Name)
	var out []ScreenLead
	for _, ix := range s.indexes {
		out = append(out, s.search(ix, q, limit)...)
	}
	slices.SortStableFunc(out, func(a, b ScreenLead) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.List, b.List), strings.Compare(a.Ref, b.Ref))
	})
	return out[:min(len(out), limit)]
}

// undirected is a name without the controls of writing direction, which are no
// part of it and come with what is copied from pages.
func undirected(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, name)
}

// search finds the leads of one list. Those that a day rules out do not count
// for the limit, so that more are asked for until enough are left.
func (s *Screener) search(ix listIndex, q screening.Query, limit int) []ScreenLead {
	for q.Limit = limit; ; q.Limit *= 4 {
		leads := ix.index.Search(q)
		var out []ScreenLead
		for _, l := range leads {
			if lead, ok := s.lead(ix, l); ok {
				out = append(out, lead)
			}
		}
		if len(out) >= limit || len(leads) < q.Limit {
			return out
		}
	}
}

func (s *Screener) lead(ix listIndex, l screening.Lead) (ScreenLead, bool) {
	c := ix.courses[l.Entry]
	if s.keep != nil && !s.keep(c) {
		return ScreenLead{}, false
	}
	l.Entry = c.Ref
	out := ScreenLead{Lead: l, List: c.history.List, Ref: c.Ref, Primary: c.Course.Name(), course: c}
	if s.on == nil {
		return out, true
	}
	at, stood := s.on[c.Course]
	if !stood {
		return out, false
	}
	out.Answer, out.Named, out.Reasons = at.Answer, truceline.Unknown, at.Reasons
	if called := calledSo(c.Course, screening.Fold(l.Name)); len(called) > 0 {
		var basis string
		out.Named, basis = calledThen(c.Course, called, s.day)
		switch out.Named {
		case truceline.No:
			out.Reasons = append([]string{fmt.Sprintf("the list did not have the name %q that day: %s", l.Name, basis)}, out.Reasons...)
		case truceline.Unknown:
			out.Reasons = append([]string{fmt.Sprintf("that the list had the name %q that day is not certain: %s", l.Name, basis)}, out.Reasons...)
		}
	}
	return out, true
}

// Screen finds the entries of the lists on record that a name may mean, best
// first, as known then (zero: now). With a day, only those that were listed
// then, or may have been.
func (d *Desk) Screen(ctx context.Context, q screening.Query, on sanctions.Date, known time.Time) ([]ScreenLead, error) {
	if err := checkAsked(q.Name); err != nil {
		return nil, err
	}
	s, err := d.Screener(ctx, on, known)
	if err != nil {
		return nil, err
	}
	return s.Screen(q), nil
}
