package document

import "slices"

// quote pairs the quotation marks of each paragraph. A typographic mark says by
// its shape whether it opens; a straight one opens after white space or an
// opening bracket. A quotation that its paragraph does not close, and that the
// next goes on, ends with the paragraph; one that nothing closes is none.
func (d *doc) quote() {
	for pi := range d.paras {
		p := &d.paras[pi]
		if !p.hidden {
			d.quoteIn(int(p.first), int(p.last))
		}
	}
	slices.SortFunc(d.quotes, func(a, b quotation) int { return int(a.first - b.first) })
}

// openMark is a mark that waits for its partner.
type openMark struct {
	at     int
	single bool
}

func (d *doc) quoteIn(first, last int) {
	var stack [8]openMark
	n := 0
	for i := first; i < last; i++ {
		t := &d.toks[i]
		if !t.is(isMark) || t.word != '"' && t.word != '\'' {
			continue
		}
		single := t.word == '\''
		opens := d.opensQuote(i, first, last, n > 0 && stack[n-1].single == single)
		switch {
		case opens && n < len(stack):
			stack[n] = openMark{i, single}
			n++
		case !opens:
			// The mark closes the nearest open one of its sort; open ones
			// inside it were apostrophes or never closed.
			for k := n - 1; k >= 0; k-- {
				if stack[k].single != single {
					continue
				}
				if open := stack[k].at; i > open+1 {
					d.toks[open].flags |= isOpenQ
					t.flags |= isCloseQ
					d.quotes = append(d.quotes, quotation{int32(open + 1), int32(i), int32(k)})
				}
				n = k
				break
			}
		}
	}
}

// opensQuote reports whether the mark at token i opens a quotation.
func (d *doc) opensQuote(i, first, last int, waiting bool) bool {
	t := d.toks[i]
	switch d.text[t.start:t.end] {
	case "\u201C", "\u201E", "\u00AB", "\u2018":
		return true
	case "\u201D", "\u00BB":
		return false
	case "\u2019", "'":
		// As an apostrophe it follows a letter: "the parties' forces".
		if i+1 < last && !d.toks[i+1].is(spaced) && (t.is(spaced) || i == first) && d.toks[i+1].is(isWord) {
			return true
		}
		return false
	}
	switch {
	case i == first:
		return true
	case i+1 >= last:
		return false
	case d.toks[i+1].is(spaced):
		return false
	case t.is(spaced):
		return true
	}
	before := d.toks[i-1]
	return !waiting && before.is(isMark) && (before.word == '(' || before.word == '[' || before.word == dash || before.word == '"')
}

// quoted is the innermost quotation that token i stands in.
func (d *doc) quoted(i int) (quotation, bool) {
	q, k := d.quotedBy(i)
	return q, k >= 0
}

// quotedBy is quoted, with the number of the quotation, or -1.
func (d *doc) quotedBy(i int) (quotation, int) {
	// Quotations are in order of their beginning; those that hold i begin
	// before it, and nest.
	k, _ := slices.BinarySearchFunc(d.quotes, int32(i+1), func(q quotation, i int32) int { return int(q.first - i) })
	for k--; k >= 0 && int32(i)-d.quotes[k].first < longestQuote; k-- {
		if d.quotes[k].last > int32(i) {
			return d.quotes[k], k
		}
	}
	return quotation{}, -1
}

// longestQuote bounds, in tokens, how far back the quotation that holds a token
// is looked for.
const longestQuote = 2000
