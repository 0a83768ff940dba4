package sanctions

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// amendments are the days on which an entry was amended, as its files and its
// comments state them, and what changed from file to file.
func (t *track) amendments(editions []edition) {
	held := t.editions()
	at := make(map[Date]int) // into t.Amendments
	for i, a := range t.Amendments {
		at[a.On] = i
	}
	for _, i := range held {
		for _, e := range t.seen[i] {
			for _, d := range e.Amended {
				if _, _, ok := d.bounds(); !ok {
					continue
				}
				if _, known := at[d]; !known {
					at[d] = len(t.Amendments)
					t.Amendments = append(t.Amendments, Amendment{On: d, Basis: t.amendedBy(editions, i)})
				}
			}
		}
	}
	for k := 1; k < len(held); k++ {
		a, b := held[k-1], held[k]
		var said []string
		for _, c := range t.newest(a).changes(t.newest(b)) {
			if c.Field != "amended" {
				said = append(said, c.String())
			}
		}
		if len(said) == 0 {
			continue
		}
		lo, hi, how := t.between(editions, a, b)
		if i, known := at[lo]; known && lo == hi && strings.HasPrefix(how, "the only") {
			t.Amendments[i].Changes = append(t.Amendments[i].Changes, said...)
			continue
		}
		t.Amendments = append(t.Amendments, Amendment{From: lo, To: hi, Changes: said, Basis: fmt.Sprintf("between the lists as of %s and %s; %s", editions[a].on.Words(), editions[b].on.Words(), how)})
	}
	slices.SortStableFunc(t.Amendments, func(a, b Amendment) int {
		if a.On == "" || b.On == "" {
			return cmp.Compare(len(b.On), len(a.On)) // those without a day last, in their order
		}
		return strings.Compare(string(a.On), string(b.On))
	})
}

// amendedBy says which file states a day of amendment first.
func (t *track) amendedBy(editions []edition, i int) string {
	field := "stated"
	if editions[i].snaps[0].Format == "un-xml" {
		field = "LAST_DAY_UPDATED"
	}
	return field + " in the list as of " + editions[i].on.Words()
}

// comments takes in what the entry's comments say of its history.
func (t *track) comments(editions []edition) {
	read := make(map[string]bool) // as a rule they stay as they are from file to file
	for _, i := range t.editions() {
		from := "the comments in the list as of " + editions[i].on.Words()
		for _, e := range t.seen[i] {
			if read[e.Comments] {
				continue
			}
			read[e.Comments] = true
			said := parseComments(e.Comments)
			for _, x := range said.earlier {
				if !slices.ContainsFunc(t.Earlier, func(y EarlierListing) bool { return y.Span == x.Span && y.Under == x.Under }) {
					x.Basis = fmt.Sprintf("%s (%s)", x.Basis, from)
					t.Earlier = append(t.Earlier, x)
				}
			}
			for _, a := range said.amended {
				if !slices.ContainsFunc(t.Amendments, func(b Amendment) bool { return a.On == b.On }) && a.On != e.Listed {
					a.Basis = from
					t.Amendments = append(t.Amendments, a)
				}
			}
			for _, x := range said.others {
				x.Basis = fmt.Sprintf("%s (%s)", x.Basis, from)
				if !slices.ContainsFunc(t.others, func(y ofAnother) bool { return y.Ref == x.Ref && y.Span == x.Span }) {
					t.others = append(t.others, x)
				}
			}
			for _, s := range said.unread {
				t.Remarks = appendNew(t.Remarks, "what the comments say of an earlier listing is in no form that is known, and is not used: "+s)
			}
		}
	}
}

// told takes in what the comments of another entry say of this one's earlier
// listing. Alone it makes the time possible only; beside the entry's own word
// it is one more that says so.
func (t *track) told(by string, x EarlierListing) {
	for i, own := range t.Earlier {
		if own.Under == x.Under && own.Span.From == x.Span.From {
			t.Earlier[i].Basis += fmt.Sprintf("; the comments of %s say the same", by)
			return
		}
	}
	x.Span.SureFrom, x.Span.SureTo = "", ""
	x.Basis = fmt.Sprintf("by the entry %s only: %s", by, x.Basis)
	t.Earlier = append(t.Earlier, x)
	slices.SortStableFunc(t.Earlier, func(a, b EarlierListing) int { return strings.Compare(string(a.Span.From), string(b.Span.From)) })
}

// adjoin makes the last day of an earlier listing certain where the entry's own
// listing follows on the next: "between 30 May 2013 and 13 May 2014" includes
// 13 May if the entry is listed since 14 May.
func (t *track) adjoin(stated []EarlierListing) {
	for i, x := range stated {
		if x.Span.SureTo != "" && x.Span.To == x.Span.SureTo.next() && x.Span.To == t.Stands.SureFrom {
			stated[i].Span.SureTo = x.Span.To
			stated[i].Basis += fmt.Sprintf("; its own listing follows on %s", t.Stands.SureFrom.Words())
		}
	}
}
