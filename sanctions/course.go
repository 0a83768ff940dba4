package sanctions

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A run is editions in a row that hold an entry, from one listing to its end.
type run struct {
	full     []int // those of which every file of the day holds it
	some     []int // those of which only some do
	absent   int   // the last edition before them that does not hold it; -1
	gone     int   // the first edition after them that does not hold it; -1
	relisted Date  // it was listed anew on this day, with no file in between to say when it went
}

// course works out when an entry was listed and what it was called.
func (t *track) course(editions []edition) {
	t.Entry = t.newest(t.last)
	for _, i := range t.editions() {
		for _, e := range t.seen[i] {
			if e.Ref != t.Ref && !slices.Contains(t.Refs, e.Ref) {
				t.Refs = append(t.Refs, e.Ref)
				t.Remarks = append(t.Remarks, fmt.Sprintf("the list as of %s gives the reference %s and that as of %s %s", editions[i].on.Words(), e.Ref, editions[t.last].on.Words(), t.Ref))
			}
		}
	}
	t.comments(editions)
	byComments := len(t.Earlier)
	t.amendments(editions)
	for i, r := range t.runs(editions) {
		span, basis := t.span(editions, r)
		if i > 0 {
			t.Earlier = append(t.Earlier, EarlierListing{Span: t.Stands, Basis: strings.Join(t.Basis, "; ")})
		}
		t.Stands, t.Basis = span, basis
		t.Called = append(t.Called, t.called(editions, r, span)...)
	}
	t.adjoin(t.Earlier[:byComments])
	slices.SortStableFunc(t.Earlier, func(a, b EarlierListing) int { return strings.Compare(string(a.Span.From), string(b.Span.From)) })
	t.sortNames()
}

// editions are those that hold the entry, by day.
func (t *track) editions() []int {
	out := make([]int, 0, len(t.seen))
	for i := range t.seen {
		out = append(out, i)
	}
	slices.Sort(out)
	return out
}

// runs cuts the editions that hold the entry into listings.
func (t *track) runs(editions []edition) []run {
	var out []run
	absent := -1
	var r *run
	for i, ed := range editions {
		switch n := len(t.seen[i]); {
		case n == 0:
			if r != nil {
				r.gone, r = i, nil
			}
			absent = i
			continue
		case r == nil:
			out = append(out, run{absent: absent, gone: -1})
			r = &out[len(out)-1]
			fallthrough
		default:
			if n < len(ed.snaps) {
				r.some = append(r.some, i)
				t.Remarks = append(t.Remarks, fmt.Sprintf("of the files of %s only some hold it", ed.on.Words()))
				continue
			}
			if len(r.full) > 0 {
				if lo, _, ok := t.newest(i).Listed.bounds(); ok && lo > editions[lastOf(*r)].on && lo <= ed.on {
					r.relisted = lo
					out = append(out, run{absent: -1, gone: -1})
					r = &out[len(out)-1]
				}
			}
			r.full = append(r.full, i)
		}
	}
	return out
}

// span is when a run was listed, and what that rests on.
func (t *track) span(editions []edition, r run) (Span, []string) {
	var s Span
	var basis []string
	say := func(format string, args ...any) { basis = append(basis, fmt.Sprintf(format, args...)) }
	on := func(i int) Date { return editions[i].on }
	words := func(i int) string { return editions[i].on.Words() }
	var first, last Date // of the files that hold it
	var holding []Date
	for _, i := range r.full {
		holding = append(holding, on(i))
	}
	if len(holding) > 0 {
		first, last = holding[0], holding[len(holding)-1]
	}
	seen := on(slices.Min(slices.Concat(r.full, r.some))) // the first day of which any file holds it

	// Its beginning.
	doubt := Date("") // the last day before it on which some file does not hold it
	if r.absent >= 0 {
		doubt = on(r.absent)
	}
	for _, i := range r.some {
		if first == "" || on(i) < first {
			doubt = on(i)
		}
	}
	lo, hi, stated := t.stated(r, Entry.listed)
	switch {
	case len(stated) == 0:
		s.SureFrom = first
		if r.absent >= 0 {
			s.From = on(r.absent).next()
		}
	case doubt != "" && slices.ContainsFunc(stated, func(d Date) bool { _, l, _ := d.bounds(); return l < doubt }):
		s.From, s.SureFrom = min(lo, seen), first
		t.Remarks = append(t.Remarks, fmt.Sprintf("it is said to have been listed on %s, and the list as of %s does not hold it", lo.Words(), doubt.Words()))
	case lo > seen:
		s.From, s.SureFrom = seen, hi
		t.Remarks = append(t.Remarks, fmt.Sprintf("the list as of %s holds it and says that it was listed on %s", seen.Words(), lo.Words()))
	default:
		s.From, s.SureFrom = lo, hi
		if r.absent >= 0 && lo <= on(r.absent) { // on whose day it may have been listed after the file was made
			s.From = min(on(r.absent).next(), hi)
		}
		if first != "" && first < hi {
			s.SureFrom = max(first, s.From)
		}
	}
	if doubt != "" {
		s.SureFrom = max(s.SureFrom, doubt.next())
	}
	if first == "" {
		s.SureFrom = ""
	}
	for _, d := range stated {
		say("%s", t.statedBy(editions, r, d, Entry.listed))
	}
	if len(stated) > 1 {
		t.Remarks = appendNew(t.Remarks, "the files give different days of listing: "+and(inWords(stated)))
	}
	if r.absent >= 0 {
		say("not in the list as of %s", words(r.absent))
	}
	if len(holding) > 0 {
		say("in the list as of %s", days(holding))
	}
	for _, i := range r.some {
		say("in some files of %s and not in others", words(i))
	}

	// Its end.
	end, without := Date(""), "" // by when it was removed, and what shows that
	switch {
	case r.relisted != "":
		end, without = r.relisted, "listed anew on "+r.relisted.Words()
	case r.gone >= 0:
		end, without = on(r.gone), "not in the list as of "+words(r.gone)
	}
	dlo, dhi, delisted := t.stated(r, Entry.delisted)
	switch {
	case len(delisted) == 0:
		if end != "" {
			s.SureTo, s.To = last.next(), end
			say("%s, and no file states when it was removed", without)
		} else if len(r.some) > 0 && (last == "" || on(r.some[len(r.some)-1]) > last) {
			s.SureTo = last.next()
		}
	case t.silent(lastOf(r)):
		s.SureTo, s.To = dlo, end
		t.Remarks = append(t.Remarks, fmt.Sprintf("a file says that it was delisted on %s, and a later one holds it without that", dlo.Words()))
		say("delisted on %s by a file that a later one does not bear out", dlo.Words())
	default:
		s.SureTo, s.To = dlo, dhi
		for _, d := range delisted {
			say("%s", t.statedBy(editions, r, d, Entry.delisted))
		}
		if end != "" && dlo > end {
			s.SureTo = last.next()
			t.Remarks = append(t.Remarks, fmt.Sprintf("delisted on %s by its own statement, and %s", dlo.Words(), without))
		} else if end != "" {
			s.To = min(dhi, end)
		}
		for _, i := range slices.Concat(r.full, r.some) { // a file that holds it and does not say so
			if t.silent(i) && on(i) >= s.To {
				s.To = on(i).next()
				t.Remarks = append(t.Remarks, fmt.Sprintf("the list as of %s holds it, and a later file says that it had been delisted on %s", words(i), dlo.Words()))
			}
		}
	}
	if end != "" && len(delisted) > 0 {
		say("%s", without)
	}
	if s.To != "" && s.From >= s.To { // delisted before it was listed
		t.Remarks = append(t.Remarks, fmt.Sprintf("its days contradict each other: listed on %s, removed by %s", s.From.Words(), s.To.Words()))
		s = Span{From: s.From, To: end}
		if end != "" && s.From >= end {
			s.From = last
		}
	}
	return s.settled(), basis
}

// settled is a span whose certain part lies within the possible, or is empty.
func (s Span) settled() Span {
	s.SureTo = earlier(s.SureTo, s.To)
	if s.SureFrom != "" {
		s.SureFrom = max(s.SureFrom, s.From)
	}
	if s.SureFrom == "" || s.SureTo != "" && s.SureFrom >= s.SureTo {
		s.SureFrom, s.SureTo = "", ""
	}
	return s
}

// silent reports whether a file of an edition holds the entry and states no day
// of delisting.
func (t *track) silent(i int) bool {
	return slices.ContainsFunc(t.seen[i], func(e Entry) bool { return !e.Delisted.is() })
}

func lastOf(r run) int { return slices.Max(slices.Concat(r.full, r.some)) }

// stated are the different days that the files of a run state, and their bounds.
func (t *track) stated(r run, of func(Entry) Date) (lo, hi Date, all []Date) {
	editions := slices.Sorted(slices.Values(slices.Concat(r.full, r.some)))
	for _, i := range editions {
		for _, e := range t.seen[i] {
			d := of(e)
			a, b, ok := d.bounds()
			if !ok || slices.Contains(all, d) {
				continue
			}
			if len(all) == 0 || a < lo {
				lo = a
			}
			hi = max(hi, b)
			all = append(all, d)
		}
	}
	slices.Sort(all)
	return lo, hi, all
}

func (e Entry) listed() Date   { return e.Listed }
func (e Entry) delisted() Date { return e.Delisted }

// statedBy says which file of a run, the last that does, states a day.
func (t *track) statedBy(editions []edition, r run, d Date, of func(Entry) Date) string {
	by := 0
	for _, i := range slices.Concat(r.full, r.some) {
		if slices.ContainsFunc(t.seen[i], func(e Entry) bool { return of(e) == d }) {
			by = max(by, i)
		}
	}
	field := "its day of listing"
	un := editions[by].snaps[0].Format == "un-xml"
	switch delisting := of(Entry{Delisted: "x"}) != ""; {
	case un && delisting:
		field = "DELISTED_ON"
	case un:
		field = "LISTED_ON"
	case delisting:
		field = "its day of delisting"
	}
	return fmt.Sprintf("%s is %s in the list as of %s", field, d.Words(), editions[by].on.Words())
}

func inWords(ds []Date) []string {
	out := make([]string, len(ds))
	for i, d := range ds {
		out[i] = d.Words()
	}
	return out
}

// called are the names of a run and when the list had each.
func (t *track) called(editions []edition, r run, whole Span) []Called {
	type sight struct {
		name Name
		in   []int // editions of the run of which every file has it
		some []int
	}
	names := make(map[string]*sight)
	held := slices.Sorted(slices.Values(slices.Concat(r.full, r.some)))
	for _, i := range held {
		n := make(map[string]int)
		for _, e := range t.seen[i] {
			once := make(map[string]bool)
			for _, x := range e.Names {
				k := nameKey(x.Text)
				if once[k] {
					continue
				}
				once[k] = true
				n[k]++
				if names[k] == nil {
					names[k] = &sight{}
				}
				names[k].name = x
			}
		}
		for k, count := range n {
			if count == len(editions[i].snaps) || count == len(t.seen[i]) && slices.Contains(r.some, i) {
				names[k].in = append(names[k].in, i)
			} else {
				names[k].some = append(names[k].some, i)
			}
		}
	}
	var out []Called
	for _, s := range names {
		st := stretch{before: -1, after: -1}
		for _, i := range append(held, -1) {
			switch {
			case i >= 0 && slices.Contains(s.in, i):
				st.in = append(st.in, i)
			case i >= 0 && slices.Contains(s.some, i):
				st.some = append(st.some, i)
			default:
				if len(st.in)+len(st.some) > 0 {
					st.after = i
					out = append(out, t.stretch(editions, s.name, whole, st))
				}
				st = stretch{before: i, after: -1}
			}
		}
	}
	return out
}

// A stretch is editions in a row of which all files have a name, or some.
type stretch struct {
	in, some      []int
	before, after int // the editions next to it that hold the entry without the name; -1
}

// stretch is when the list had a name, by one stretch of editions.
func (t *track) stretch(editions []edition, name Name, whole Span, st stretch) Called {
	c := Called{Name: name, Span: whole}
	var basis []string
	say := func(format string, args ...any) { basis = append(basis, fmt.Sprintf(format, args...)) }
	on := func(i int) Date { return editions[i].on }
	have := st.in
	if len(have) == 0 {
		have = st.some
		say("only in some of the files of %s", on(have[0]).Words())
	}
	from, to := have[0], have[len(have)-1]
	if st.before < 0 {
		sure, why := t.withTheFirst(whole, on(from))
		c.Span.SureFrom = sure
		say("%s", why)
	} else {
		lo, hi, how := t.between(editions, st.before, from)
		c.Span.From, c.Span.SureFrom = max(lo, whole.From), max(hi, whole.From)
		say("not in the list as of %s, in that as of %s; %s", on(st.before).Words(), on(from).Words(), how)
	}
	switch {
	case st.after >= 0:
		lo, hi, how := t.between(editions, to, st.after)
		c.Span.SureTo, c.Span.To = lo, hi
		say("in the list as of %s, not in that as of %s; %s", on(to).Words(), on(st.after).Words(), how)
	case len(st.some) > 0 && st.some[len(st.some)-1] > to:
		c.Span.SureTo = on(to).next()
		say("the files of a later day differ in it")
	}
	if whole.To != "" {
		c.Span.To = earlier(c.Span.To, whole.To)
	}
	if whole.SureFrom == "" || len(st.in) == 0 {
		c.Span.SureFrom = ""
	} else {
		c.Span.SureFrom = max(c.Span.SureFrom, whole.SureFrom)
		c.Span.SureTo = earlier(c.Span.SureTo, whole.SureTo)
	}
	c.Span = c.Span.settled()
	c.Basis = strings.Join(basis, "; ")
	return c
}

// withTheFirst is from when a name is certain that the first file has: it came
// with the listing or with an amendment since.
func (t *track) withTheFirst(whole Span, first Date) (sure Date, why string) {
	var last Amendment
	for _, a := range t.Amendments {
		if lo, hi, ok := a.On.bounds(); ok && lo <= first {
			last, sure = a, max(sure, min(hi, first))
		}
	}
	if sure <= whole.SureFrom {
		return whole.SureFrom, fmt.Sprintf("in the list as of %s, with no amendment since its listing", first.Words())
	}
	return sure, fmt.Sprintf("in the list as of %s; the last amendment of the entry before it is of %s, and whether the name came with it or earlier is not stated", first.Words(), last.On.Words())
}

// between bounds the day of a change between two editions that hold the entry,
// by the amendments that are stated for the time in between.
func (t *track) between(editions []edition, a, b int) (lo, hi Date, how string) {
	from, to := editions[a].on, editions[b].on
	var in []Date
	for _, x := range t.Amendments {
		l, h, ok := x.On.bounds()
		if !ok || l > to || h < from || h == from && slices.ContainsFunc(t.seen[a], func(e Entry) bool { return slices.Contains(e.Amended, x.On) }) {
			continue
		}
		if l < from {
			l = from.next()
		}
		if h == from { // on the day of a file that may have been made before
			h = from.next()
		}
		if len(in) == 0 || l < lo {
			lo = l
		}
		hi = max(hi, min(h, to))
		in = append(in, x.On)
	}
	switch len(in) {
	case 0:
		return from.next(), to, "no amendment in between is stated"
	case 1:
		return lo, hi, fmt.Sprintf("the only amendment between the two files is of %s", in[0].Words())
	}
	return lo, hi, fmt.Sprintf("the entry was amended in between on %s, and with which of them is not stated", and(inWords(in)))
}

// sortNames puts the names in the order of the newest file, and after them those
// that it no longer has.
func (t *track) sortNames() {
	rank := make(map[string]int)
	for i, n := range t.Names {
		if k := nameKey(n.Text); rank[k] == 0 {
			rank[k] = i + 1
		}
	}
	at := func(c Called) int { return cmp.Or(rank[nameKey(c.Text)], len(t.Names)+1) }
	slices.SortFunc(t.Called, func(a, b Called) int {
		return cmp.Or(cmp.Compare(at(a), at(b)), strings.Compare(a.Text, b.Text), strings.Compare(string(a.Span.From), string(b.Span.From)))
	})
	for i, c := range t.Called { // the newest file's first spelling and quality
		if k := rank[nameKey(c.Text)]; k > 0 {
			t.Called[i].Name = t.Names[k-1]
		}
	}
}
