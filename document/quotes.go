package document

// quoteProposals are the quotations as proposals. What is quoted at length, or
// by a say-verb, is a quotation; a word or two set apart is a scare quote, or a
// term where "referred to as", "called" or "means" stands beside it.
func (d *doc) quoteProposals(acts []act, voices []voice) []Proposal {
	out := make([]Proposal, 0, len(d.quotes))
	k := 0
	for i, q := range d.quotes {
		if q.first >= q.last || !d.quotable(q) {
			continue
		}
		for k < len(acts) && acts[k].start < int(q.first)-60 {
			k++
		}
		sent := d.sentOf(int(q.first))
		p := Proposal{Kind: QuoteKind, Span: d.inside(q), Rule: "quote.marks"}
		p.Fields.Type = d.quoteType(i, sent)
		p.Fields.Speaker = d.quoteSpeaker(q, sent, k, acts, voices)
		out = append(out, p)
	}
	return out
}

// inside is all that stands between the marks, trimmed.
func (d *doc) inside(q quotation) Span {
	start, end := trimmed(d.text, int(d.toks[q.first-1].end), int(d.toks[q.last].start))
	return d.rule.span(start, end)
}

// quotable reports whether what stands between two marks is said by somebody.
// The definitions and titles of resolutions and agreements are not.
func (d *doc) quotable(q quotation) bool {
	start, end := trimmed(d.text, int(d.toks[q.first-1].end), int(d.toks[q.last].start))
	if start >= end || d.sort == Operative || d.sort == Agreement {
		return false
	}
	if single := d.toks[q.first-1].word == '\''; single {
		return false
	}
	return true
}

// sentOf is the number of the sentence that token i stands in.
func (d *doc) sentOf(i int) int {
	lo, hi := 0, len(d.sents)
	for lo < hi {
		m := (lo + hi) / 2
		if int(d.sents[m].last) <= i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return min(lo, len(d.sents)-1)
}

// shortQuote is how many words a quotation has at most that sets a word apart
// and quotes nothing.
const shortQuote = 1

func (d *doc) quoteType(i, sent int) string {
	q := d.quotes[i]
	before := int(q.first) - 2
	for k := max(0, before-4); k <= before; k++ {
		if d.says(k, "called") || d.says(k, "calling") || d.says(k, "known") || d.says(k, "referred") || d.says(k, "term") || d.says(k, "dubbed") {
			return "term"
		}
	}
	n := 0
	for k := int(q.first); k < int(q.last); k++ {
		if d.toks[k].is(isWord) {
			n++
		}
	}
	if n <= shortQuote {
		return "scare"
	}
	return "quotation"
}

// quoteSpeaker is who is quoted: whoever speaks in the acts within, or in the
// act of the sentence that the quotation belongs to.
func (d *doc) quoteSpeaker(q quotation, sent, from int, acts []act, voices []voice) string {
	name := ""
	var nearest int
	for k := from; k < len(acts) && acts[k].start < int(q.last)+80; k++ {
		a := &acts[k]
		if a.start >= int(q.first) && a.start < int(q.last) {
			return voices[k].name
		}
		if a.sent != sent {
			continue
		}
		if dist := abs(a.start - int(q.first)); name == "" || dist < nearest {
			name, nearest = voices[k].name, dist
		}
	}
	return name
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
