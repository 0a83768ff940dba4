package document

// dateline finds the text's own date: what Options say; else the dateline of
// news, the adoption of a resolution, the "done" of an agreement, a title, or
// the first sentence where it tells when those met who speak.
func (d *doc) dateline(all []written) {
	if on, ok := parseDate(d.opts.On); ok {
		d.on = on
		return
	}
	for i := range all {
		w := &all[i]
		if w.sort != calendarDate || w.from.day == 0 || w.to != (date{}) {
			continue
		}
		switch {
		case d.newsLine(w):
			d.on = w.from
			if d.on.year == 0 {
				d.on.year = d.lineYear(all, w)
			}
		case w.from.year != 0 && (d.adopted(w) || d.done(w) || d.met(w)):
			d.on = w.from
		default:
			continue
		}
		if d.on.year == 0 {
			d.on = date{}
		}
		return
	}
}

// lineTokens bounds the tokens of a dateline before its date.
const lineTokens = 8

// newsLine reports whether a date is that of a dateline: at the start of one of
// the first paragraphs, after nothing but a place and before a mark.
func (d *doc) newsLine(w *written) bool {
	s := d.sents[w.sent]
	if s.first != d.paras[s.para].body || s.para > 4 || w.first == s.first || w.first-s.first > lineTokens {
		return false
	}
	for k := int(s.first); k < int(w.first); k++ {
		if !d.toks[k].is(isCap) && !d.mark(k, ',') && !d.mark(k, '(') && !d.mark(k, ')') && !d.mark(k, '/') && !d.mark(k, '-') && !d.mark(k, '.') && !d.mark(k, dash) {
			return false
		}
	}
	if int(w.last) >= len(d.toks) {
		return true
	}
	last := int(w.last)
	return d.mark(last, '.') || d.mark(last, dash) || d.mark(last, '-') || d.mark(last, '/') || d.mark(last, '(') || d.mark(last, ':') || d.toks[last].is(blankLine)
}

// lineYear is the year of a dateline that has none. It is the first in which
// the day is not before the latest day of which the text tells; failing that,
// not before the years of the resolutions that it cites. Otherwise it is not
// known: a day of the week fits a day of the year in one year of six or so.
func (d *doc) lineYear(all []written, line *written) int {
	at := line.from
	latest := d.latestTold(all)
	if latest.year == 0 {
		for i := range d.instruments {
			if y := normYear(d.instruments[i].Fields.Norm); y > latest.year {
				latest = date{y, 1, 1}
			}
		}
	}
	if latest.year != 0 {
		at.year = latest.year
		if at.before(latest) {
			at.year++
		}
		return at.year
	}
	return 0
}

// latestTold is the latest full date of which a text tells as of something that
// was: neither a latest time for something nor the end of a term.
func (d *doc) latestTold(all []written) date {
	var latest date
	for i := range all {
		w := &all[i]
		at := w.from
		if w.to.year != 0 {
			at = w.to
		}
		if w.sort != calendarDate || at.year == 0 || at.month == 0 || w.endOf || d.latestTime(w) || d.ahead(w) {
			continue
		}
		if latest.before(at) || latest.year == 0 {
			latest = at
		}
	}
	return latest
}

// adopted reports whether a date is that on which a resolution was adopted, as
// its head says: "Adopted by the Security Council at its 5151st meeting, on".
func (d *doc) adopted(w *written) bool {
	s := d.sents[w.sent]
	if s.para > 12 {
		return false
	}
	// The head may run into the first words of the text.
	for k := int(w.first) - 1; k >= int(s.first) && k > int(w.first)-20; k-- {
		if d.says(k, "adopted") {
			return d.toks[k].is(isCap)
		}
	}
	return false
}

// done reports whether a date is that on which an agreement was done: "DONE at
// Geneva on", "Signed at".
func (d *doc) done(w *written) bool {
	s := d.sents[w.sent]
	for k := int(w.first) - 1; k >= int(s.first) && k > int(w.first)-25; k-- {
		if d.says(k, "done") && d.toks[k].is(isCap) {
			return true
		}
	}
	return false
}

// met reports whether the first sentence of a text, or its title, tells the
// date: "held their meeting in Geneva on 12 March".
func (d *doc) met(w *written) bool {
	if w.sent > 1 {
		return false
	}
	s := d.sents[w.sent]
	if d.paras[s.para].heading && s.para == 0 {
		return w.last == s.last
	}
	if w.sent > 0 {
		return false
	}
	for k := int(s.first); k < int(w.first) && k < int(s.first)+60; k++ {
		switch d.lex.words[d.word(k)].word {
		case "held", "met", "convened", "gathered":
			return true
		}
	}
	return false
}

// latestTime reports whether what stands before a date makes it the latest time
// for something: "by", "until", "no later than", "the deadline of".
func (d *doc) latestTime(w *written) bool {
	i := int(w.first)
	s := d.sents[w.sent]
	k := i - 1
	for k >= int(s.first) && k > i-4 && (d.says(k, "the") || d.says(k, "on") || d.says(k, "about") || d.says(k, "around") || d.says(k, "early") || d.says(k, "late") || d.says(k, "mid") || d.mark(k, ',') || d.mark(k, '-')) {
		if d.says(k, "on") && k > int(s.first) && !d.is(k-1, deadlineWord) {
			return d.says(k-1, "deadline")
		}
		if d.says(k, "the") && k > int(s.first) && d.says(k-1, "by") {
			return false // "outlined by the 5 May report"
		}
		k--
	}
	if k < int(s.first) {
		return false
	}
	switch {
	case d.says(k, "than"):
		return k > int(s.first) && d.says(k-1, "later")
	case d.says(k, "before"):
		// "to be done before" sets a time, "what was made before" tells one.
		return d.binding(k, int(s.first))
	case d.is(k, deadlineWord):
		return true
	}
	if k > int(s.first) && (d.says(k, "of") || d.says(k, "for")) && (d.says(k-1, "deadline") || d.says(k-1, "date") && d.says(k-2, "target")) {
		return true
	}
	return k > int(s.first) && d.says(k, "to") && (d.says(k-1, "up") || d.says(k-1, "prior") || d.extends(k, int(s.first)))
}

// aheadTokens bounds how far back in its sentence a date is searched for a word
// that puts it into the future.
const aheadTokens = 40

// ahead reports whether the sentence puts a date into the future: after "will",
// "shall", "to be", or what a speaker decides or asks for.
func (d *doc) ahead(w *written) bool {
	s := d.sents[w.sent]
	for k := int(w.first) - 1; k >= int(s.first) && k > int(w.first)-aheadTokens; k-- {
		if d.is(k, modalWord) || d.says(k, "next") || d.is(k, formOfBe) && d.says(k+1, "to") || d.says(k, "be") && d.says(k-1, "to") {
			return true
		}
		if d.is(k, relative) || d.mark(k, ';') {
			return false
		}
		switch d.lex.words[d.word(k)].word {
		case "requests", "decides", "authorizes", "ends", "begins", "starts", "expires", "lasts":
			return true
		case "decided", "agreed":
			// "agreed to hold", not "agreed to the truce".
			if d.says(k+1, "to") && !d.is(k+2, determiner) {
				return true
			}
		}
	}
	// "In October, the two sides will": a date that opens the sentence.
	for k := int(w.last); w.first-s.first < 3 && k < int(s.last) && k < int(w.last)+12; k++ {
		if d.is(k, modalWord) {
			return true
		}
		if d.is(k, formOfHave|formOfBe|relative) {
			return false
		}
	}
	return false
}

// resolve gives the written dates their roles and norms. A date without a year
// gets that of the nearest such day: to a date told before in the same
// paragraph, else to the text's own. What is told was; a latest time is to come.
// Without either the year stays unknown, and so in the norm.
func (f *dater) resolve() {
	var before date // last full date, of paragraph para
	para := int32(-1)
	for i := range f.written {
		w := &f.written[i]
		if p := f.sents[w.sent].para; p != para {
			before, para = date{}, p
		}
		role := eventRole
		if w.endOf || w.sort == yearOnly || f.latestTime(w) || w.sort == weekendOnly && f.is(int(w.first)-1, deadlineWord) {
			role = deadlineRole
		}
		f.place(w, role, before)
		norm := f.norm(w)
		f.add(int(w.first), int(w.last), role, norm, "date."+[...]string{"calendar", "weekday", "clock", "weekend", "year"}[w.sort])
		if w.sort == calendarDate && w.from.full() && role == eventRole {
			before = w.from
		}
	}
}

// place finds the year, or the day, that a written date leaves open.
func (f *dater) place(w *written, role string, before date) {
	switch w.sort {
	case yearOnly:
		if w.endOf {
			w.from = w.from.lastDay()
		}
		return
	case weekdayOnly:
		w.from = f.dayOfWeek(w, role)
		return
	case weekendOnly:
		// The Saturday to come, or the one gone by.
		switch {
		case !f.on.full():
			w.from = date{}
		case role == eventRole && !f.ahead(w):
			w.from = f.on.plus(-f.on.weekday() - 1)
		default:
			w.from = f.on.plus(6 - f.on.weekday())
		}
		return
	case clockOnly:
		w.from = f.on
		return
	}
	if w.from.year == 0 && !w.yearly {
		y := 0
		switch {
		case w.years != 0:
			if f.on.year != 0 {
				y = f.on.year + int(w.years)
			}
		case before.year != 0:
			y = nearestYear(w.from, before)
			if d := (date{y, w.from.month, w.from.day}); f.on.year != 0 && role == eventRole && !f.ahead(w) && f.on.before(d) {
				y--
			}
		case f.on.year != 0:
			y = nearestYear(w.from, f.on)
			at := date{y, w.from.month, w.from.day}
			switch past := !f.ahead(w); {
			case w.from.day == 0 && w.from.month == f.on.month:
				y = f.on.year
			case role == deadlineRole && at.before(f.on) && !f.missed(w):
				y++
			case role == eventRole && past && f.on.before(at):
				y--
			case role == eventRole && !past && at.before(f.on):
				y++
			}
		}
		w.from.year = y
		if w.to != (date{}) && w.to.year == 0 {
			w.to.year = y
		}
	}
	if w.endOf {
		w.from = w.from.lastDay()
	}
}

// missed reports whether a sentence speaks of a latest time that has gone by:
// "regretted that the deadline of 30 April had not been met".
func (f *dater) missed(w *written) bool {
	s := f.sents[w.sent]
	for k := int(w.first) - 1; k >= int(s.first) && k > int(w.first)-6; k-- {
		if f.says(k, "deadline") {
			return true
		}
	}
	return false
}

// nearestYear is the year in which the day is nearest to another.
func nearestYear(d, to date) int {
	best, dist := to.year, 1<<30
	for y := to.year - 1; y <= to.year+1; y++ {
		n := date{y, d.month, d.day}.daysFrom(to)
		if n < 0 {
			n = -n
		}
		if n < dist {
			best, dist = y, n
		}
	}
	return best
}

// dayOfWeek is the day that a weekday means: the last such day up to the text's
// date, or the first from it on if it is ahead.
func (f *dater) dayOfWeek(w *written, role string) date {
	if !f.on.full() {
		return date{}
	}
	want := int(w.weekday - 1)
	back := (f.on.weekday() - want + 7) % 7
	if role == deadlineRole || f.ahead(w) && !f.told(w) {
		if back == 0 && f.says(int(w.first)-1, "next") {
			return f.on.plus(7)
		}
		return f.on.plus((7 - back) % 7)
	}
	if back == 0 && f.says(int(w.first)-1, "last") {
		back = 7
	}
	return f.on.plus(-back)
}

// told reports whether a day of the week goes with a word that tells: "said on
// Monday that it would".
func (f *dater) told(w *written) bool {
	s := f.sents[w.sent]
	for k := int(w.first) - 1; k >= int(s.first) && k >= int(w.first)-3; k-- {
		if f.is(k, sayWord) || f.lex.words[f.word(k)].verb.lemma != 0 {
			return true
		}
		if !f.says(k, "on") && !f.is(k, adverb) {
			return false
		}
	}
	return false
}

// norm is the date in ISO 8601.
func (f *dater) norm(w *written) string {
	norm := w.from.String()
	switch {
	case norm == "":
		return unknownDate
	case w.sort == clockOnly:
		// Midnight without a day is the end of the day of which the text is.
		if w.clock == "T00:00" {
			return norm + "T24:00"
		}
		return norm + w.clock
	case w.to != (date{}):
		return norm + "/" + w.to.String()
	case w.clock != "":
		return norm + w.clock
	}
	return norm
}
