package sanctions

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/truceline/truceline/sanctions/screening"
)

// A Difference is what the later of two files of a list changed against the
// earlier. Entries are told apart by their ID (the UN's DATAID). White space
// alone, the order of elements, and how names are spread over elements are no
// change. No slice is nil.
type Difference struct {
	From    Date           `json:"from"`    // the day of the first file
	To      Date           `json:"to"`      // the day of the second
	Added   []Listing      `json:"added"`   // by reference, then ID; as the second file has them
	Removed []Listing      `json:"removed"` // as the first file has them
	Amended []AmendedEntry `json:"amended"`
	Names   NameChanges    `json:"names"`
}

// A Listing names an entry of a file.
type Listing struct {
	ID   string         `json:"id"`
	Ref  string         `json:"reference"`
	Name string         `json:"name"` // the primary name; of a name that came or went, that name
	Kind screening.Kind `json:"kind,omitempty"`
}

// An AmendedEntry is an entry that both files hold and that differs in substance.
type AmendedEntry struct {
	Listing
	Changes []Change `json:"changes"` // by field
}

// A Change is one thing that differs. A value that was added has no From, one
// that was taken away no To.
type Change struct {
	Field string `json:"field"` // primary_name, name, listed, comments, ...; for what has no field of its own, its path
	From  string `json:"from,omitempty"`
	To    string `json:"to,omitempty"`
}

// NameChanges are the names that an entry of the second file has and had not in
// the first, and the other way round, those of added and removed entries among
// them. Names are compared by screening.Fold.
type NameChanges struct {
	Added   []Listing `json:"added"`
	Removed []Listing `json:"removed"`
}

// String says the change in words, without the values of long fields.
func (c Change) String() string {
	field := c.Field
	if field == strings.ToLower(field) { // ours; others are paths of the file
		field = strings.ReplaceAll(field, "_", " ")
	}
	short := func(s string) bool { return len(s) <= 120 }
	switch {
	case !short(c.From) || !short(c.To):
		return field + " changed"
	case c.From == "":
		return fmt.Sprintf("%s %q added", field, c.To)
	case c.To == "":
		return fmt.Sprintf("%s %q taken away", field, c.From)
	}
	return fmt.Sprintf("%s changed from %q to %q", field, c.From, c.To)
}

// Compare gives what changed from one file to another, in the order in which
// they are given: a is taken as the earlier.
func Compare(a, b Snapshot) Difference {
	d := Difference{
		From: a.On, To: b.On,
		Added: []Listing{}, Removed: []Listing{}, Amended: []AmendedEntry{},
		Names: NameChanges{Added: []Listing{}, Removed: []Listing{}},
	}
	was, is := byID(a.Entries), byID(b.Entries)
	for id, es := range is {
		for i, e := range es {
			if i >= len(was[id]) {
				d.Added = append(d.Added, e.listing(e.Name()))
				d.Names.Added = append(d.Names.Added, newNames(Entry{}, e)...)
				continue
			}
			before := was[id][i]
			if changes := before.changes(e); len(changes) > 0 {
				d.Amended = append(d.Amended, AmendedEntry{e.listing(e.Name()), changes})
			}
			d.Names.Added = append(d.Names.Added, newNames(before, e)...)
			d.Names.Removed = append(d.Names.Removed, newNames(e, before)...)
		}
	}
	for id, es := range was {
		for _, e := range es[min(len(is[id]), len(es)):] {
			d.Removed = append(d.Removed, e.listing(e.Name()))
			d.Names.Removed = append(d.Names.Removed, newNames(Entry{}, e)...)
		}
	}
	for _, ls := range [][]Listing{d.Added, d.Removed, d.Names.Added, d.Names.Removed} {
		slices.SortFunc(ls, Listing.compare)
	}
	slices.SortFunc(d.Amended, func(a, b AmendedEntry) int { return a.compare(b.Listing) })
	return d
}

func (l Listing) compare(m Listing) int {
	return cmp.Or(strings.Compare(l.Ref, m.Ref), strings.Compare(l.ID, m.ID), strings.Compare(l.Name, m.Name))
}

func (e Entry) listing(name string) Listing {
	return Listing{ID: e.ID, Ref: e.Ref, Name: name, Kind: e.Kind}
}

// byID groups entries by ID. Of several with one ID the order is that of what
// they say, so that the order of the file does not matter.
func byID(entries []Entry) map[string][]Entry {
	out := make(map[string][]Entry, len(entries))
	for _, e := range entries {
		out[e.ID] = append(out[e.ID], e)
	}
	for _, es := range out {
		if len(es) > 1 {
			slices.SortFunc(es, func(a, b Entry) int { return strings.Compare(a.text(), b.text()) })
		}
	}
	return out
}

// text is all that an entry says, as one string to sort by.
func (e Entry) text() string { return fmt.Sprintf("%+v", e) }

// newNames are the names of b that a has not.
func newNames(a, b Entry) []Listing {
	have := make(map[string]bool)
	for _, n := range a.Names {
		have[nameKey(n.Text)] = true
	}
	var out []Listing
	for _, n := range b.Names {
		if k := nameKey(n.Text); !have[k] {
			have[k] = true
			out = append(out, b.listing(n.Text))
		}
	}
	return out
}

// nameKey is what two spellings of one name have in common.
func nameKey(name string) string {
	if k := screening.Fold(name); k != "" {
		return k
	}
	return "=" + squash(name) // nothing but signs
}

// squash takes white space out, which alone is no change.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// changes are what differs in substance from e to f, by field.
func (e Entry) changes(f Entry) []Change {
	if reflect.DeepEqual(e, f) {
		return nil
	}
	was, is := e.values(), f.values()
	fields := make([]string, 0, len(was))
	for k := range was {
		fields = append(fields, k)
	}
	for k := range is {
		if _, both := was[k]; !both {
			fields = append(fields, k)
		}
	}
	slices.Sort(fields)
	var out []Change
	for _, k := range fields {
		gone, come := apart(was[k], is[k])
		if len(gone) == 1 && len(come) == 1 && k != "name" { // an alias that went is not one that came
			out = append(out, Change{Field: k, From: gone[0], To: come[0]})
			continue
		}
		for _, v := range gone {
			out = append(out, Change{Field: k, From: v})
		}
		for _, v := range come {
			out = append(out, Change{Field: k, To: v})
		}
	}
	return out
}

// apart gives the values that only the one and only the other has, as sets,
// white space aside.
func apart(was, is []string) (gone, come []string) {
	only := func(xs, ys []string) []string {
		have := make(map[string]bool)
		for _, y := range ys {
			have[squash(y)] = true
		}
		var out []string
		for _, x := range xs {
			if k := squash(x); !have[k] {
				have[k] = true
				out = append(out, x)
			}
		}
		slices.Sort(out)
		return out
	}
	return only(was, is), only(is, was)
}

// values are all that an entry says, by field. What is derived (the script of a
// name) and how the file spread it (Name.Within) is left out.
func (e Entry) values() map[string][]string {
	out := make(map[string][]string)
	put := func(field, v string) {
		if squash(v) != "" {
			out[field] = append(out[field], v)
		}
	}
	said := func(parts ...string) string {
		return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
	}
	put("reference", e.Ref)
	put("kind", string(e.Kind))
	put("regime", e.Regime)
	for i, n := range e.Names {
		if i == 0 {
			put("primary_name", n.Text)
			continue
		}
		v := n.Text
		if s := said(string(n.Quality), n.Note); s != "" {
			v += " (" + s + ")"
		}
		put("name", v)
	}
	put("listed", string(e.Listed))
	for _, d := range e.Amended {
		put("amended", string(d))
	}
	put("delisted", string(e.Delisted))
	for _, b := range e.Births {
		span, about := "", ""
		if b.From != "" || b.To != "" {
			span = "between " + string(b.From) + " and " + string(b.To)
		}
		if b.About {
			about = "approximately"
		}
		put("birth", said(about, string(b.On), span, b.Place, b.Note))
	}
	for _, d := range e.Documents {
		put("document", said(d.Kind, d.Number, d.Country, d.Issued, d.Note))
	}
	for _, a := range e.Addresses {
		put("address", said(a.Text, a.Country, a.Note))
	}
	put("comments", e.Comments)
	for _, x := range e.Other {
		put(x.Path, x.Text)
	}
	return out
}
