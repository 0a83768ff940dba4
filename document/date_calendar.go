package document

import "strings"

// A written is a date of the calendar as a text writes it: tokens first to
// last, half-open.
type written struct {
	first, last int32
	sent        int32  // its sentence
	from, to    date   // to is zero unless several days or months are meant
	clock       string // "T00:01Z", as ISO 8601 appends it to the day
	weekday     int8   // Sunday 1 to Saturday 7; 0 if none is named
	years       int8   // -1: of the year before the text's, 1: of the year after
	sort        writtenSort
	yearly      bool // "30 April of each year"
	endOf       bool // the last day of it: "the end of May"
}

// A writtenSort is what a written date consists of.
type writtenSort int8

const (
	calendarDate writtenSort = iota // a day, a month, a range of them
	weekdayOnly                     // "Friday"
	clockOnly                       // "midnight"
	weekendOnly                     // "the weekend"
	yearOnly                        // "2018", only as a latest time
)

// calendar finds the dates that are written in the text, in order, over its
// sentences. What each token costs does not depend on the length of these.
func (d *doc) calendar() []written {
	var out []written
	for si := range d.sents {
		s := d.sents[si]
		end := int(s.last)
		for i := int(s.first); i < end; {
			if !d.beginsDate(i) {
				i++
				continue
			}
			w, ok := d.writtenAt(i, int(s.first), end)
			if !ok {
				i++
				continue
			}
			w.sent = int32(si)
			out = append(out, w)
			i = int(w.last)
		}
	}
	d.shareYears(out)
	return out
}

// beginsDate reports whether a date can begin with token i, at a glance.
func (d *doc) beginsDate(i int) bool {
	t := d.toks[i]
	if t.flags&(isNumber|isHidden) == isNumber {
		return t.end-t.start <= 10
	}
	if d.lex.words[t.word].class&(monthWord|shortMonth|dayWord|clockWord|ordinalWord) != 0 {
		return t.flags&isHidden == 0
	}
	// "8th", "5pm": words that begin with a digit are none that the reader knows.
	return t.word == 0 && t.is(isWord) && t.end-t.start <= 4 && asciiKindOf(d.text[t.start]) == '0' && !t.is(isHidden)
}

// writtenAt reads the date that begins at token i of a sentence.
func (d *doc) writtenAt(i, start, end int) (written, bool) {
	w := written{first: int32(i)}
	j := i
	if clock, next := d.clockAt(j, end); next > j {
		w.clock, j = clock, next
		k := j
		if k < end && (d.says(k, "on") || d.says(k, "of") || d.mark(k, ',')) {
			k++
		}
		if from, to, wd, next := d.dayAt(k, start, end); next > k {
			w.from, w.to, w.weekday, w.last = from, to, wd, int32(next)
			if from == (date{}) {
				w.sort = weekdayOnly
			}
			return w, true
		}
		w.sort, w.last = clockOnly, int32(j)
		return w, true
	}
	if d.says(i, "weekend") {
		if i > start && (d.says(i-1, "the") || d.says(i-1, "this") || d.says(i-1, "next") || d.says(i-1, "last")) {
			w.first, w.last, w.sort = int32(i-1), int32(i+1), weekendOnly
			return w, true
		}
		return w, false
	}
	from, to, wd, next := d.dayAt(i, start, end)
	if next == i {
		return d.yearAt(i, start, end)
	}
	w.from, w.to, w.weekday, w.last = from, to, wd, int32(next)
	if from == (date{}) {
		w.sort = weekdayOnly
		if next < end && d.says(next, "at") {
			if clock, k := d.clockAt(next+1, end); k > next+1 {
				w.clock, w.last = clock, int32(k)
			}
		}
		return w, true
	}
	j = next
	if to == (date{}) {
		if to, next := d.rangeEnd(i, j, start, end); next > j {
			w.to, j = to, next
		}
	}
	if from.day == 0 && from.year == 0 && to == (date{}) {
		w.years, j = d.otherYear(j, end)
	}
	// The clock may come after the day: "on 5 May at 10:00".
	k := j
	if k < end && (d.says(k, "at") || d.mark(k, ',')) {
		k++
	}
	if clock, next := d.clockAt(k, end); k > j && next > k && from.day != 0 {
		w.clock, j = clock, next
	}
	if from.year == 0 && from.day != 0 && j+2 < end && d.says(j, "of") && d.says(j+2, "year") && (d.says(j+1, "each") || d.says(j+1, "every")) {
		w.yearly, j = true, j+3
	}
	w.last = int32(j)
	d.endOf(&w, i, start)
	return w, true
}

// dayAt reads what begins at token i: a day of the week, a calendar date, or
// the one with the other. A day of the week alone has a zero date. next is i if
// nothing is there.
func (d *doc) dayAt(i, start, end int) (from, to date, weekday int8, next int) {
	j := i
	if j < end && d.is(j, dayWord) && d.toks[j].is(isCap) {
		weekday = int8(weekdayIndex(d.lex.words[d.word(j)].word)) + 1
		j++
		k := j
		if k < end && d.mark(k, ',') {
			k++
		}
		if k < end && d.says(k, "the") {
			k++
		}
		if from, to, next = d.dateAt(k, start, end); next > k {
			return from, to, weekday, next
		}
		return date{}, date{}, weekday, j
	}
	from, to, next = d.dateAt(i, start, end)
	return from, to, 0, next
}

func weekdayIndex(word string) int {
	for i, w := range [...]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"} {
		if w == word {
			return i
		}
	}
	return 0
}

// monthAt is the month that token i names, and where it ends. "May" and "March"
// are other words as well, and short forms need the company that only a caller
// knows of: they count only with a capital.
func (d *doc) monthAt(i, end int) (month, next int) {
	if i >= end || !d.is(i, monthWord|shortMonth) {
		return 0, i
	}
	word := d.lex.words[d.word(i)].word
	month = monthIndex(word)
	short := len(word) <= 4 && !d.is(i, monthWord)
	if (short || word == "may" || word == "march") && !d.toks[i].is(isCap) {
		return 0, i
	}
	if short && i+1 < end && d.mark(i+1, '.') && !d.toks[i+1].is(spaced) {
		return month, i + 2
	}
	return month, i + 1
}

func monthIndex(word string) int {
	for i, m := range [...]string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"} {
		if strings.HasPrefix(word, m) {
			return i + 1
		}
	}
	return 0
}

// dateAt reads the calendar date that begins at token i, in whatever order its
// parts stand. Several days of one month are one date with from and to.
func (d *doc) dateAt(i, start, end int) (from, to date, next int) {
	if i >= end {
		return date{}, date{}, i
	}
	if month, j := d.monthAt(i, end); month != 0 {
		return d.monthFirst(i, j, month, start, end)
	}
	if from, next := d.figures(i, end); next > i {
		return from, date{}, next
	}
	return d.dayFirst(i, end)
}

// maxDays bounds how many days of one month are read as one date.
const maxDays = 8

// dayFirst reads "4 May 2017", "8th of May", "fifteenth day of August 1962",
// "19, 20 and 21 September", "4 to 10 June 2006".
func (d *doc) dayFirst(i, end int) (from, to date, next int) {
	first, j := d.dayNumber(i), i+1
	if first == 0 {
		if first, j = d.ordinalDay(i); first == 0 {
			return date{}, date{}, i
		}
	}
	last := 0
	for range maxDays {
		k := d.daySeparator(j, end)
		n := d.dayNumber(k)
		if k == j || k >= end || n == 0 {
			break
		}
		last, j = n, k+1
	}
	if j+1 < end && d.says(j, "day") && d.says(j+1, "of") {
		j += 2
	} else if j < end && d.says(j, "of") {
		j++
	}
	month, j := d.monthAt(j, end)
	if month == 0 {
		return date{}, date{}, i
	}
	k := j
	if k < end && (d.mark(k, ',') || d.says(k, "of")) {
		k++
	}
	year := 0
	if k < end {
		if year = d.yearNumber(k); year != 0 {
			j = k + 1
		}
	}
	from = date{year, month, first}
	if last > first {
		to = date{year, month, last}
	}
	if !from.valid() || !to.valid() {
		return date{}, date{}, i
	}
	return from, to, j
}

// daySeparator is the token after what parts two days of one month, if it
// stands at token j: "and", "to", a hyphen, a comma, or a comma and "and".
func (d *doc) daySeparator(j, end int) int {
	k := j
	if k < end && (d.mark(k, ',') || d.mark(k, '-') || d.mark(k, dash) || d.mark(k, '&')) {
		k++
	}
	if k < end && !d.mark(k-1, '-') && (d.says(k, "and") || d.says(k, "or") || d.says(k, "to") || d.says(k, "through")) {
		k++
	}
	return k
}

// monthFirst reads what begins with a month, which ends before token j: "March
// 16, 2018", "July 15-16", "April 13 and 14", "July 2031", "March".
func (d *doc) monthFirst(i, j, month, start, end int) (from, to date, next int) {
	if first := d.dayNumber(j); j < end && first != 0 {
		j++
		last := 0
		if k := d.daySeparator(j, end); k > j && k < end {
			if n := d.dayNumber(k); n > first && !d.mark(k-1, ',') && !d.startsMore(k+1, end) {
				last, j = n, k+1
			}
		}
		k := j
		if k < end && d.mark(k, ',') {
			k++
		}
		year := 0
		if k < end {
			if year = d.yearNumber(k); year != 0 {
				j = k + 1
			}
		}
		from = date{year, month, first}
		if last != 0 {
			to = date{year, month, last}
		}
		if !from.valid() || !to.valid() {
			return date{}, date{}, i
		}
		return from, to, j
	}
	k := j
	if k < end && (d.mark(k, ',') || d.says(k, "of")) {
		k++
	}
	if k < end {
		if year := d.yearNumber(k); year != 0 {
			return date{year, month, 0}, date{}, k + 1
		}
	}
	if d.is(i, monthWord) && d.toks[i].is(isCap) && d.monthAlone(i, start) {
		return date{0, month, 0}, date{}, j
	}
	return date{}, date{}, i
}

// startsMore reports whether the number before token k belongs to what follows
// and is no day: "on March 19 and 20 people". After a day there stands a mark,
// or a word that begins something else.
func (d *doc) startsMore(k, end int) bool {
	if k >= end || d.toks[k].is(isMark) {
		return false
	}
	if d.is(k, monthWord) {
		return true
	}
	return d.toks[k].is(isWord|isNumber) && d.yearNumber(k) == 0 &&
		!d.is(k, preposition|coordinator|relative|formOfBe|formOfHave|modalWord|determiner|pronoun|infinitive|adverb) && d.word(k) != 0
}

// monthAlone reports whether a month without day or year is meant as one. "May"
// and "March" are only where a preposition or the like leads to a time.
func (d *doc) monthAlone(i, start int) bool {
	word := d.lex.words[d.word(i)].word
	if i == start {
		return false
	}
	p := i - 1
	if d.mark(p, '-') && p > start { // "mid-June"
		p--
	}
	if d.is(p, preposition|coordinator) || d.mark(p, ',') && word != "may" && word != "march" {
		return true
	}
	switch d.lex.words[d.word(p)].word {
	case "last", "this", "next", "early", "late", "mid":
		return true
	}
	return word != "may" && word != "march" && d.toks[p].is(isWord) && d.is(p, determiner)
}

// figures reads dates that are figures only: 2018-03-16, 16.03.2018, 16/3/2018.
// Of the last two the day is the first, as in most of the world, unless only
// the second can be the day.
func (d *doc) figures(i, end int) (from date, next int) {
	s := d.raw(i)
	if len(s) >= 8 && strings.Count(s, ".") == 2 {
		parts := strings.SplitN(s, ".", 3)
		if from, ok := dayMonthYear(parts[0], parts[1], parts[2]); ok {
			return from, i + 1
		}
		return date{}, i
	}
	if i+4 >= end || !d.toks[i].is(isNumber) || d.toks[i+1].is(spaced) || d.toks[i+2].is(spaced) || d.toks[i+3].is(spaced) || d.toks[i+4].is(spaced) {
		return date{}, i
	}
	if i > 0 && (d.mark(i-1, '/') || d.mark(i-1, '-')) && !d.toks[i].is(spaced) {
		return date{}, i // of a symbol
	}
	if year := d.yearNumber(i); year != 0 && d.mark(i+1, '-') && d.mark(i+3, '-') {
		from = date{year, d.wholeNumber(i + 2), d.wholeNumber(i + 4)}
		if from.month > 0 && from.day > 0 && from.valid() {
			return from, i + 5
		}
	}
	if d.mark(i+1, '/') && d.mark(i+3, '/') && d.yearNumber(i+4) != 0 {
		if from, ok := dayMonthYear(s, d.raw(i+2), d.raw(i+4)); ok {
			return from, i + 5
		}
	}
	return date{}, i
}

func dayMonthYear(day, month, year string) (date, bool) {
	out := date{digits(year), digits(month), digits(day)}
	if len(year) != 4 || out.month < 1 || out.day < 1 {
		return date{}, false
	}
	if out.month > 12 {
		out.month, out.day = out.day, out.month
	}
	return out, out.year >= 1000 && out.valid()
}

// rangeEnd reads the second of two dates that make a range, from token j on.
func (d *doc) rangeEnd(i, j, start, end int) (to date, next int) {
	k := j
	switch {
	case k < end && (d.says(k, "to") || d.mark(k, dash) || d.mark(k, '-')):
		k++
	case k < end && d.says(k, "and") && i > start && d.says(i-1, "between"):
		k++
	default:
		return date{}, j
	}
	from, to, _, next := d.dayAt(k, start, end)
	if next == k || from == (date{}) || to != (date{}) || from.month == 0 {
		return date{}, j
	}
	return from, next
}

// otherYear reads the words that place a month in a year beside the text's own,
// from token j on.
func (d *doc) otherYear(j, end int) (years int8, next int) {
	k := j
	if k < end && d.says(k, "of") {
		k++
	}
	if k+1 < end && d.says(k+1, "year") {
		switch {
		case d.says(k, "last"):
			return -1, k + 2
		case d.says(k, "next"):
			return 1, k + 2
		case d.says(k, "this") && k > j:
			return 0, k + 2
		}
	}
	return 0, j
}

// endOf takes "the end of" before a date into its span.
func (d *doc) endOf(w *written, i, start int) {
	if i-2 < start || !d.says(i-1, "of") || !d.says(i-2, "end") {
		return
	}
	w.endOf = true
	w.first = int32(i - 2)
	if i-3 >= start && d.says(i-3, "the") {
		w.first = int32(i - 3)
	}
}

// yearAt reads a year that stands for a latest time: "the end of 2018", "by
// 2020". Other years alone are no dates.
func (d *doc) yearAt(i, start, end int) (written, bool) {
	year := d.yearNumber(i)
	if year == 0 || i+1 < end && d.toks[i+1].is(isWord) && !d.is(i+1, preposition|coordinator|relative|infinitive) {
		return written{}, false
	}
	w := written{first: int32(i), last: int32(i + 1), from: date{year: year}, sort: yearOnly}
	d.endOf(&w, i, start)
	if w.endOf || i > start && (d.says(i-1, "by") || d.says(i-1, "before")) {
		return w, true
	}
	return written{}, false
}

// shareYears gives dates that a list writes without a year the year with which
// the list ends: "12 January, 10 March and 27 June 2006".
func (d *doc) shareYears(all []written) {
	for i := len(all) - 2; i >= 0; i-- {
		w, next := &all[i], &all[i+1]
		if w.sort != calendarDate || next.sort != calendarDate || w.from.year != 0 || next.from.year == 0 || w.years != 0 || w.sent != next.sent {
			if w.from.year == 0 && w.to.year != 0 && w.from.month != 0 {
				w.from.year = w.to.year
			}
			continue
		}
		if d.listed(int(w.last), int(next.first)) {
			w.from.year = next.from.year
			if w.to.month != 0 && w.to.year == 0 {
				w.to.year = next.from.year
			}
		}
	}
	if n := len(all); n > 0 && all[n-1].from.year == 0 && all[n-1].to.year != 0 {
		all[n-1].from.year = all[n-1].to.year
	}
}

// listed reports whether tokens i to j only part the items of a list: a comma,
// "and", "or", a preposition that is said again.
func (d *doc) listed(i, j int) bool {
	if i >= j || j-i > 3 {
		return false
	}
	for k := i; k < j; k++ {
		if !d.mark(k, ',') && !d.is(k, coordinator) && !(k > i && (d.says(k, "on") || d.says(k, "in") || d.says(k, "of"))) {
			return false
		}
	}
	return true
}
