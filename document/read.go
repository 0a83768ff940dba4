package document

import (
	"cmp"
	"slices"
	"strconv"
)

// Read reads a text and proposes what it says. doc names it in the proposals'
// ids. The same text and options give the same proposals, in any order of
// calls and on any number of processors; any bytes whatever are read, and the
// offsets of every proposal lie in the text. Read goes over the text a fixed
// number of times, whatever its length.
func Read(doc, text string, opts Options) Reading {
	d := newDoc(doc, text, opts)
	d.instruments = d.findInstruments()
	d.dates = d.findDates()
	d.instruments, d.dates = d.settleCitations(d.instruments, d.dates)
	d.places = d.findPlaces()
	d.conditions = d.findConditions()
	acts, quotes := d.findActs()
	return d.reading(acts, quotes)
}

// reading puts the proposals in order and numbers them.
func (d *doc) reading(acts, quotes []Proposal) Reading {
	layers := [...][]Proposal{acts, d.instruments, d.dates, d.places, quotes, d.conditions}
	n := 0
	for _, l := range layers {
		n += len(l)
	}
	order := make([]*Proposal, 0, n) // proposals are large: sort where they are
	for _, l := range layers {
		for i := range l {
			order = append(order, &l[i])
		}
	}
	slices.SortStableFunc(order, func(a, b *Proposal) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(kindOrder(a.Kind), kindOrder(b.Kind)), cmp.Compare(b.End, a.End))
	})
	all := make([]Proposal, n)
	for i, p := range order {
		all[i] = *p
	}
	var count [len(kindLetters)]int
	for i := range all {
		p := &all[i]
		k := kindOrder(p.Kind)
		count[k]++
		p.Doc = d.id
		p.ID = d.id + "#" + kindLetters[k:k+1] + number3(count[k])
		p.Text = d.text[p.Start:p.End]
	}
	return Reading{
		Doc: d.id, Reader: Reader, Section: d.sort, Title: d.title, Speakers: d.speakers, On: d.on.String(), Proposals: all,
	}
}

// kindLetters are the letters of ids: act, instrument, date, place, quote,
// condition.
const kindLetters = "aidpqc"

func kindOrder(k Kind) int {
	switch k {
	case ActKind:
		return 0
	case InstrumentKind:
		return 1
	case DateKind:
		return 2
	case PlaceKind:
		return 3
	case QuoteKind:
		return 4
	}
	return 5
}

// number3 writes a number with three digits at least.
func number3(n int) string {
	s := strconv.Itoa(n)
	for len(s) < 3 {
		s = "0" + s
	}
	return s
}
