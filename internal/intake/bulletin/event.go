package bulletin

import (
	"slices"
	"strings"

	"github.com/truceline/truceline/report"
)

// What the text says at a place of it.
type kind int

const (
	side      kind = iota // one of those who register is named
	count                 // a number of violations
	confirmed             // a number that somebody confirmed
	hours                 // the hours that the count covers
)

// An event is one thing said, in tokens [from, to).
type event struct {
	kind     kind
	from, to int
	n        int
	name     string          // of a side, as the case's sources are named: "russian part"
	source   report.SourceID // of a side; empty if the case has none of that name
	agent    bool            // of a side: it stands behind "by", or in the instrumental
	about    bool            // of a count: about, more than
}

// The words of bulletins, by their stems.
var (
	nounStems    = []string{"violation", "breach", "incident", "instance", "shelling", "infringement", "нарушени", "случа", "факт", "инцидент", "обстрел"}
	nounWords    = set("case", "cases", "fact", "facts")
	verbStems    = []string{"regist", "record", "report", "detect", "reveal", "observ", "log", "document", "count", "зафиксир", "фиксир", "зарегистрир", "регистрир", "выяв", "отмет", "отмеч", "насчит"}
	confirmStems = []string{"confirm", "подтверд", "подтвержд"}
	sideStems    = []string{"част", "сторон", "представител", "коллег", "контингент"}
	sideWords    = set("part", "side", "party", "representatives", "representative", "members", "contingent", "section", "delegation", "officers", "observers", "monitors", "mission")
	aboutWords   = set("about", "around", "some", "approximately", "nearly", "almost", "over", "around", "около", "примерно", "порядка", "почти", "свыше")
	// between are words that end the run from a number to its noun.
	between = set("in", "at", "by", "of", "on", "and", "or", "with", "from", "to", "hours", "hour", "в", "во", "на", "и", "из", "с", "к", "по", "за", "от")
)

func isNoun(t token) bool {
	return t.word && !strings.Contains(t.low, "-") && (nounWords[t.low] || begins(t.low, nounStems...))
}

func isVerb(t token) bool { return t.word && begins(t.low, verbStems...) }

func isDash(t token) bool {
	return t.text == "-" || t.text == "–" || t.text == "—" || t.text == "‒" || t.text == "−" || t.text == ":"
}

// synonyms of the two sides, as the sources of a case may be named.
var synonyms = map[string][]string{
	"russian part": {"russian side", "russian party", "российская часть", "российская сторона"},
	"turkish part": {"turkish side", "turkish party", "турецкая часть", "турецкая сторона"},
}

// events finds what the text says, in order.
func (rd *reader) events() []event {
	var out []event
	ts := rd.ts
	for i := 0; i < len(ts); {
		e, ok := rd.sideAt(i)
		if !ok {
			e, ok = rd.hoursAt(i)
		}
		if !ok {
			e, ok = rd.noneAt(i)
		}
		if !ok {
			e, ok = rd.countAt(i, out)
		}
		if !ok {
			i++
			continue
		}
		out = append(out, e)
		i = max(e.to, i+1)
	}
	return rd.confirmations(out)
}

// sideAt finds one of those who register.
func (rd *reader) sideAt(i int) (event, bool) {
	ts := rd.ts
	for _, n := range rd.names {
		if j := i + len(n.words); j <= len(ts) && slices.EqualFunc(n.words, ts[i:j], func(w string, t token) bool { return w == t.low }) {
			return event{kind: side, from: i, to: j, name: strings.Join(n.words, " "), source: n.source, agent: rd.by(i)}, true
		}
	}
	low := ts[i].low
	name, state := "", false
	switch {
	case strings.Contains(low, "-"):
	case low == "russian" || begins(low, "российск"):
		name = "russian part"
	case low == "turkish" || begins(low, "турецк"):
		name = "turkish part"
	case low == "russia" || low == "россия":
		name, state = "russian part", true
	case low == "turkey" || low == "turkiye" || low == "турция":
		name, state = "turkish part", true
	}
	if name == "" || i+1 >= len(ts) {
		return event{}, false
	}
	next := ts[i+1]
	e := event{kind: side, from: i, to: i + 1, name: name, source: rd.sourceOf(name), agent: rd.by(i)}
	switch {
	case state && (isVerb(next) || isDash(next) || i+2 < len(ts) && (next.low == "has" || next.low == "have") && isVerb(ts[i+2])):
		return e, true
	case state:
		return event{}, false
	case sideWords[next.low], next.word && begins(next.low, sideStems...):
		e.to = i + 2
		e.agent = e.agent || slices.Contains([]string{"частью", "стороной", "представителями", "коллегами"}, next.low)
		return e, true
	case isDash(next), next.low == "one":
		return e, true
	}
	return event{}, false
}

// by reports whether "by" stands before token i, with an article between.
func (rd *reader) by(i int) bool {
	for j := i - 1; j >= 0 && j >= i-2; j-- {
		switch rd.ts[j].low {
		case "by":
			return true
		case "the":
		default:
			return false
		}
	}
	return false
}

// hoursAt finds the hours that counts cover. A day of 24 is what a bulletin
// covers anyway, and found as well, so that its number is not taken for a count.
func (rd *reader) hoursAt(i int) (event, bool) {
	ts := rd.ts
	n, j, ok := numberAt(ts, i)
	if !ok {
		if begins(ts[i].low, "сутк", "суток") {
			return event{kind: hours, from: i, to: i + 1, n: 24}, true
		}
		return event{}, false
	}
	if j < len(ts) && ts[j].text == "-" {
		j++
	}
	if j < len(ts) && n > 0 && n < 1000 {
		switch low := ts[j].low; {
		case low == "hours", low == "hour", begins(low, "час") && !begins(low, "част"):
			return event{kind: hours, from: i, to: j + 1, n: n}, true
		case begins(low, "сутк", "суток"), low == "days" && rd.past(i):
			return event{kind: hours, from: i, to: j + 1, n: 24 * n}, true
		}
	}
	return event{}, false
}

// past reports whether "past" or "last" stands before token i.
func (rd *reader) past(i int) bool {
	return i > 0 && slices.Contains([]string{"past", "last", "previous"}, rd.ts[i-1].low)
}

// noneAt finds that nothing was registered, which is a count of zero.
func (rd *reader) noneAt(i int) (event, bool) {
	ts := rd.ts
	e := event{kind: count, from: i, to: i + 1}
	low := ts[i].low
	switch {
	case low == "no" || low == "ни" && i+1 < len(ts) && begins(ts[i+1].low, "одн"):
		if j := rd.nounAfter(i+1, 4); j > 0 {
			e.to = j
			return e, true
		}
	case low == "не", low == "not", strings.HasSuffix(low, "n't"), strings.HasSuffix(low, "n’t"):
		for j := i + 1; j < len(ts) && j <= i+2; j++ {
			if begins(ts[j].low, confirmStems...) {
				return event{}, false
			}
			// "not a single violation" needs no verb; "нарушений не было" is one.
			if isVerb(ts[j]) || ts[j].low == "single" || begins(ts[j].low, "был") && rd.nounBefore(i, 5) {
				e.to = j + 1
				if k := rd.nounAfter(j+1, 5); k > 0 {
					e.to = k
				}
				return e, true
			}
		}
	case low == "none" && i > 0 && (isVerb(ts[i-1]) || isDash(ts[i-1])):
		return e, true
	}
	return event{}, false
}

// nounAfter is the token after the first noun for a violation within n words
// from token i; 0 if there is none.
func (rd *reader) nounAfter(i, n int) int {
	for j := i; j < len(rd.ts) && j < i+n; j++ {
		if isNoun(rd.ts[j]) {
			return j + 1
		}
		if !rd.ts[j].word || isVerb(rd.ts[j]) {
			return 0
		}
	}
	return 0
}

func (rd *reader) nounBefore(i, n int) bool {
	for j := i - 1; j >= 0 && j >= i-n && rd.ts[j].word; j-- {
		if isNoun(rd.ts[j]) {
			return true
		}
	}
	return false
}

// countAt finds a number of violations: a number with a noun behind it, a noun
// with a colon and a number, a verb of registering with a bare number, or a
// side with a dash and a number.
func (rd *reader) countAt(i int, before []event) (event, bool) {
	ts := rd.ts
	e := event{kind: count, from: i}
	if n, j, ok := numberAt(ts, i); ok {
		e.n, e.to = n, j
		e.about = i > 0 && aboutWords[ts[i-1].low] || i > 1 && ts[i-1].low == "than" && ts[i-2].low == "more" || i > 0 && ts[i-1].low == "более"
		for k := j; k < len(ts) && k < j+5 && ts[k].word && !between[ts[k].low]; k++ {
			if isNoun(ts[k]) {
				e.to = k + 1
				return e, true
			}
		}
		if rd.ends(j) && rd.leads(i, before) {
			return e, true
		}
		return event{}, false
	}
	if !isNoun(ts[i]) {
		return event{}, false
	}
	for j := i + 1; j < len(ts) && j < i+8; j++ {
		if isDash(ts[j]) {
			n, k, ok := numberAt(ts, j+1)
			if !ok || !rd.ends(k) || k < len(ts) && (ts[k].low == "in" || ts[k].low == "в") {
				return event{}, false
			}
			e.n, e.to = n, k
			return e, true
		}
		if !ts[j].word {
			break
		}
		if _, _, number := numberAt(ts, j); number {
			break
		}
	}
	return event{}, false
}

// ends reports whether what was counted need not follow: the text ends, or a
// mark or a preposition stands there.
func (rd *reader) ends(j int) bool {
	return j >= len(rd.ts) || !rd.ts[j].word && !rd.ts[j].digits && rd.ts[j].text != "%" || rd.ts[j].low != "of" && rd.ts[j].low != "из" && between[rd.ts[j].low]
}

// leads reports whether a verb of registering stands before a bare number, or a
// side with a dash.
func (rd *reader) leads(i int, before []event) bool {
	if len(before) > 0 {
		if s := before[len(before)-1]; s.kind == side && s.to == i-1 && isDash(rd.ts[i-1]) {
			return true
		}
	}
	for j := i - 1; j >= 0 && j >= i-2; j-- {
		if isVerb(rd.ts[j]) {
			return true
		}
		if !rd.ts[j].word {
			return false
		}
	}
	return false
}

// confirmations finds what somebody confirmed. A count that is said to be
// confirmed is no count of its own.
func (rd *reader) confirmations(events []event) []event {
	for i, t := range rd.ts {
		if !t.word || !begins(t.low, confirmStems...) {
			continue
		}
		n, from, to, ok := rd.confirmedNumber(i)
		if !ok {
			continue
		}
		e := event{kind: confirmed, from: from, to: to, n: n}
		events = slices.DeleteFunc(events, func(x event) bool { return x.kind == count && x.from < to && x.to > from })
		at, _ := slices.BinarySearchFunc(events, from, func(x event, from int) int { return x.from - from })
		events = slices.Insert(events, at, e)
	}
	return events
}

// confirmedNumber is the number that the word for confirming at token i goes
// with: a negation is none, else the nearest before it in its clause, else the
// nearest behind it.
func (rd *reader) confirmedNumber(i int) (n, from, to int, ok bool) {
	ts := rd.ts
	stop := func(t token) bool {
		return t.text == "." || t.text == ";" || t.text == "(" || t.sentence != ts[i].sentence
	}
	for j := i - 1; j >= 0 && j >= i-8 && !stop(ts[j]); j-- {
		switch low := ts[j].low; low {
		case "not", "не", "none", "no":
			return 0, j, i + 1, true
		}
		if ts[j].text == "," && j < i-3 {
			break
		}
		if n, next, ok := numberAt(ts, j); ok && next <= i {
			for j > 0 { // the first word of "twenty one"
				m, k, ok := numberAt(ts, j-1)
				if !ok || k != next {
					break
				}
				n, j = m, j-1
			}
			if k := next; k < len(ts) && (ts[k].low == "hours" || begins(ts[k].low, "сут", "час")) {
				continue
			}
			return n, j, i + 1, true
		}
	}
	for j := i + 1; j < len(ts) && j <= i+6 && !stop(ts[j]); j++ {
		if ts[j].low == "none" {
			return 0, i, j + 1, true
		}
		if n, next, ok := numberAt(ts, j); ok {
			return n, i, next, true
		}
	}
	return 0, 0, 0, false
}
