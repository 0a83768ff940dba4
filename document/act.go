package document

import (
	"cmp"
	"slices"
)

// findActs finds the acts of the text and who speaks in them and in its
// quotations.
func (d *doc) findActs() (acts, quotes []Proposal) {
	found := d.scanActs()
	share(found)
	d.items(&found)
	speakers := d.assignSpeakers(found)
	acts = make([]Proposal, 0, len(found))
	for i := range found {
		acts = append(acts, d.actProposal(&found[i], speakers[i]))
	}
	return acts, d.quoteProposals(found, speakers)
}

// scanActs goes over all sentences.
func (d *doc) scanActs() []act {
	acts := make([]act, 0, len(d.text)/300+4)
	parent := -1 // paragraph whose items are its content, -1: none
	for si := range d.sents {
		s := d.sents[si]
		p := &d.paras[s.para]
		if p.heading && p.kind == plainPara || p.hidden {
			continue
		}
		if d.subItem(p, int(s.para), parent) {
			continue
		}
		first := int(s.first)
		if s.first == p.body {
			if end := d.datelineEnd(p); end > first && end < int(s.last) {
				first = end
			}
		}
		if first >= int(s.last) {
			continue
		}
		c := clauser{d: d, p: p, sent: si, first: first, end: int(s.last), quote: -1, acts: acts, base: len(acts), say: -1, spoken: -1}
		c.begunQuote()
		c.scan()
		c.finish()
		if d.mark(int(s.last)-1, ':') && p.section == Operative && len(c.acts) > c.base {
			parent = int(s.para)
		} else if p.kind == numberPara || p.kind == plainPara && !p.heading && p.section != Operative {
			parent = -1
		}
		acts = c.acts
	}
	return acts
}

// subItem reports whether a paragraph is an item of a list that an operative
// paragraph leads on to: it is content of the one act.
func (d *doc) subItem(p *para, at, parent int) bool {
	if p.section != Operative || at == parent {
		return false
	}
	return p.kind == itemPara || p.kind == bulletPara && parent >= 0
}

// finish ends a sentence: say-verbs whose complement was an act are dropped,
// and contents end where the next act begins.
func (c *clauser) finish() {
	kept := c.acts[:c.base]
	for _, a := range c.acts[c.base:] {
		if a.kind != noGroup {
			kept = append(kept, a)
		}
	}
	c.acts = kept
	for i := c.base; i < len(c.acts); i++ {
		a := &c.acts[i]
		if a.content != ([2]int{}) {
			continue // of the quotation within
		}
		end := c.end
		for k := i + 1; k < len(c.acts); k++ {
			if c.acts[k].start > a.last {
				end = c.acts[k].start
				for _, s := range [...][2]int{c.acts[k].subj, c.acts[k].toldBy} {
					if s[0] >= a.last && s[1] <= end && s[0] < s[1] {
						end = s[0]
					}
				}
				break
			}
		}
		if a.stop > a.last {
			end = min(end, a.stop)
		}
		a.content = c.contentOf(a, end)
		if c.p.section != Agreement || a.kind != modalGroup && a.kind != passive {
			c.duties(a)
		}
		a.address = c.addressee(a)
		if a.lemma > 0 && inventory[a.lemma-1].traits&commits != 0 && c.textLike(a.subj) {
			// A text commits its parties: it is they who speak in it.
			if p := c.committed(a); p[0] < p[1] {
				a.subj, a.byText = p, true
			}
		}
		if k := i + 1; k < len(c.acts) && a.content[0] < a.content[1] && c.nothingBetween(a.content, c.acts[k].start) {
			a.content = [2]int{} // "Taking note of and acting upon the letter"
		}
	}
}

// nothingBetween reports whether a content is no more than what coordinates two
// verbs that share their object.
func (c *clauser) nothingBetween(x [2]int, next int) bool {
	if x[1] != next {
		return false
	}
	for i := x[0]; i < x[1]; i++ {
		if !c.d.is(i, coordinator) && !c.d.toks[i].is(isMark) && !c.aside(i) {
			return false
		}
	}
	return true
}

// share gives acts whose object stands after the next verb the content of that.
func share(acts []act) {
	for i := len(acts) - 2; i >= 0; i-- {
		a, next := &acts[i], &acts[i+1]
		if a.content == ([2]int{}) && next.sent == a.sent && next.start-a.last <= 3 && a.kind == plainGroup && next.start > a.last {
			a.content, a.address = next.content, next.address
		}
	}
}

// duties marks acts whose content says what must be done, or forbids.
func (c *clauser) duties(a *act) {
	d := c.d
	if a.force == Assessment || a.force == Recall {
		for i := a.content[0]; i < a.content[1] && !a.indirect; i++ {
			switch {
			case d.says(i, "must"), d.says(i, "should"), d.says(i, "shall") && c.p.section == Operative && a.force == Assessment && a.verb != "reaffirm that":
				a.indirect = a.clause || a.sayOnly || a.verb == "remind"
			case d.says(i, "need") && (d.says(i+1, "to") || d.says(i+1, "for")) && a.noun == 0 && (d.says(i-1, "the") || d.is(i-1, adverb)) && i < a.content[0]+4:
				a.indirect = true
			case d.says(i, "responsibility") && a.clause:
				for k := i + 1; k < min(a.content[1], i+25); k++ {
					if d.says(k, "lies") || d.says(k, "rests") {
						a.indirect = true
					}
				}
			}
		}
		if a.sayOnly {
			a.indirect = false
		}
	}
	if a.content[0]+3 < a.content[1] {
		for i := a.content[0]; i < min(a.content[1], a.content[0]+6); i++ {
			if d.says(i, "no") && (d.says(i+1, "circumstances") || d.says(i+1, "circumstance")) {
				a.negative = true
				if a.verb == "emphasize" {
					a.verb = "emphasize that under no circumstances"
					a.indirect = true
				}
			}
		}
	}
	if d.says(a.content[0], "never") || d.says(a.content[0], "not") && d.is(a.content[0]+1, infinitive) && a.force == Commitment {
		a.negative = true
	}
}

// items adds the items of a list under a commitment of an agreement: "Each Party
// undertakes: (a) To use ...; (b) Cease fire". Their verb is the act.
func (d *doc) items(acts *[]act) {
	var lead *act
	var out []act // of sentences that had none
	src := *acts
	for si := range d.sents {
		s := d.sents[si]
		p := &d.paras[s.para]
		n := 0
		for n < len(src) && src[n].sent == si {
			n++
		}
		has := src[:n]
		src = src[n:]
		switch {
		case p.section != Agreement || p.heading && p.kind == plainPara:
			lead = nil
		case p.kind == numberPara && n == 0 && s.first == p.body && d.infinitiveItem(int(s.first), int(s.last)):
			lead = nil
			out = d.infinitives(out, p, si, int(s.first), int(s.last))
		case p.kind != itemPara && p.kind != bulletPara:
			lead = nil
			if d.mark(int(s.last)-1, ':') && n > 0 && has[n-1].force == Commitment {
				l := has[n-1]
				lead = &l
			}
		case lead != nil && n == 0 && s.first == p.body:
			if a, ok := d.item(p, si, int(s.first), int(s.last), lead); ok {
				out = append(out, a)
			}
		}
	}
	if len(out) > 0 {
		*acts = append(*acts, out...)
		slices.SortStableFunc(*acts, func(a, b act) int { return cmp.Compare(a.sent, b.sent) })
	}
}

// infinitiveItem reports whether a numbered paragraph of an agreement is an
// infinitive: "1. To cease all fire", "4. Not to lay mines".
func (d *doc) infinitiveItem(i, end int) bool {
	if d.says(i, "not") {
		i++
	}
	return d.is(i, infinitive) && i+1 < end && !d.is(i+1, determiner|preposition)
}

// infinitives reads the infinitives of such a paragraph, each an act: "to lay no
// mines and to hand over maps".
func (d *doc) infinitives(out []act, p *para, si, first, end int) []act {
	base := len(out)
	for i := first; i+1 < end; i++ {
		not := d.says(i, "not") && d.is(i+1, infinitive)
		if !not && !d.is(i, infinitive) || i > first && !d.is(i-1, coordinator) {
			continue
		}
		start, j := i, i+1
		if not {
			j = i + 2
		} else {
			start = j
		}
		k, _ := d.adverbs(j, end)
		if k >= end || !d.toks[k].is(isWord) || d.is(k, determiner|preposition|pronoun) {
			continue
		}
		g := d.mainVerb(group{kind: plainGroup, first: start, last: k + 1, main: k, form: baseForm}, end)
		a := act{group: g, start: start, sent: si, para: p, quote: -1, verb: "undertake", force: Commitment, item: true, negative: not, rule: "act.infinitive"}
		if d.says(k, "refrain") && d.says(k+1, "from") {
			a.last, a.verb, a.negative = k+2, "refrain from", true
		}
		out = append(out, a)
		i = a.last - 1
	}
	c := clauser{d: d, p: p, sent: si, first: first, end: end, quote: -1}
	for i := base; i < len(out); i++ {
		to := end
		if i+1 < len(out) {
			to = out[i+1].start
		}
		out[i].content = c.contentOf(&out[i], to)
	}
	return out
}

// item reads an item that begins with a verb, with or without "to".
func (d *doc) item(p *para, si, first, end int, lead *act) (act, bool) {
	i, _ := d.adverbs(first, end)
	if i < end && d.is(i, infinitive) {
		i, _ = d.adverbs(i+1, end)
	} else if (lead.modal == "" || lead.content[1] > lead.content[0]) && !d.is(i, commonVerb) && d.lex.words[d.word(min(i, end-1))].verb.form&baseForm == 0 {
		return act{}, false
	}
	if i >= end || !d.toks[i].is(isWord) || d.is(i, determiner|preposition|pronoun|relative) {
		return act{}, false
	}
	bare := !d.is(i-1, infinitive)
	open := lead.modal != "" && lead.content[1] == lead.content[0] // "shall:"
	if bare && !open && !d.is(i, commonVerb) && d.lex.words[d.word(i)].verb.form&baseForm == 0 {
		return act{}, false
	}
	if bare && !d.says(i, "refrain") && (d.is(i+1, preposition) || d.mark(i+1, ';') || d.is(i+1, formOfBe|modalWord)) {
		return act{}, false // "Work of the commission", a noun
	}
	a := act{
		group: group{kind: plainGroup, first: i, last: i + 1, main: i, form: baseForm}, start: i, sent: si, para: p, quote: -1,
		verb: d.lex.words[d.word(i)].word, force: Commitment, item: true, negative: lead.negative, rule: "act.item",
		subj: lead.subj, address: lead.address,
	}
	if a.verb == "" {
		a.verb = foldWord(d.raw(i))
	}
	if bare && d.says(i, "cease") && d.says(i+1, "fire") {
		a.last, a.verb = i+2, "halt"
	}
	switch {
	case lead.negative:
		a.verb = "refrain from"
	case d.says(i, "refrain") && d.says(i+1, "from"):
		a.last, a.verb, a.negative = i+2, "refrain from", true
	}
	c := clauser{d: d, p: p, sent: si, first: first, end: end, quote: -1}
	a.content = c.contentOf(&a, end)
	if by, ok := c.byPhrase(a.content[0], a.content[1]); ok {
		a.address = by
	}
	return a, true
}

// actProposal is the act as a proposal.
func (d *doc) actProposal(a *act, v voice) Proposal {
	start, last := a.start, a.last
	// "and also emphasized": told in the past, "also" goes with the "and"; said in
	// the present it belongs to the formula, "Also demands".
	if start > 0 && d.is(start-1, coordinator) && a.form&pastForm != 0 && a.kind == plainGroup && a.para.section != Operative && d.says(start, "also") && start < a.first {
		start++
	}
	p := Proposal{Kind: ActKind, Span: d.rule.span(int(d.toks[start].start), int(d.toks[last-1].end)), Rule: a.rule}
	p.Fields = Fields{
		Verb: a.verb, Force: a.force, Mode: v.mode, Section: a.para.section, Speaker: v.name,
		Themes: d.themesOf(a, int(d.sents[a.sent].first), int(d.sents[a.sent].last)),
	}
	if a.para.kind == numberPara && (d.sort == Operative || a.para.section == Agreement || a.para.section == Statement) && !a.item {
		p.Fields.Para = a.para.num
	}
	if a.para.section == Agreement && a.address[0] < a.address[1] && words(d.text, d.toks, a.address[0], a.address[1]) == v.name {
		a.address = [2]int{} // all who speak: nobody is singled out
	}
	if s, e := d.trimContent(a); s < e {
		sp := d.rule.span(s, e)
		p.Fields.ContentSpan = &sp
	}
	if a.address[0] < a.address[1] {
		sp := d.span(a.address[0], a.address[1])
		p.Fields.AddresseeSpan = &sp
		p.Fields.Addressee = d.text[sp.Start:sp.End]
	}
	if a.negative {
		p.Fields.Polarity = "neg"
	}
	if a.indirect {
		p.Fields.Indirect = "demand"
	}
	if a.said[0] < a.said[1] {
		p.Fields.Attribution = words(d.text, d.toks, a.said[0], a.said[1])
	}
	return p
}

// trimContent is the bytes of an act's content, without what leads on to the
// next act.
func (d *doc) trimContent(a *act) (start, end int) {
	i, j := a.content[0], a.content[1]
	for i < j && (d.toks[i].is(isMark) && (d.toks[i].word == ',' || d.toks[i].word == ':' || d.toks[i].word == ';') || a.sayOnly && d.is(i, dayWord)) {
		i++
	}
	if d.says(i, "in") && d.says(i+1, "detail") && i+2 < j {
		i += 2
	}
	if j-i == 1 && d.is(i, infinitive) {
		return 0, 0 // "undertake to:", before a list
	}
	for i < j {
		t := d.toks[j-1]
		switch {
		case t.is(isMark) && (t.word == ',' || t.word == ';' || t.word == ':' || t.word == '.' || t.word == dash || t.word == '-' || t.is(isOpenQ)):
		case d.is(j-1, coordinator), d.says(j-1, "while"), d.says(j-1, "that") && j-i > 1:
		case t.is(isMark) && t.is(isCloseQ) && !d.opensWithin(i, j-1):
		default:
			return int(d.toks[i].start), int(t.end)
		}
		j--
	}
	return 0, 0
}

// opensWithin reports whether the quotation that mark j closes opens at or after
// token i.
func (d *doc) opensWithin(i, j int) bool {
	for k := i; k < j; k++ {
		if d.toks[k].is(isOpenQ) && d.toks[k].word == d.toks[j].word {
			if q := d.quoteAt(k + 1); q >= 0 && int(d.quotes[q].last) == j {
				return true
			}
		}
	}
	return false
}
