package document

import "sort"

// each takes "every week", "each month", "once a year".
func (f *dater) each(i, from, end int) int {
	if i == from {
		return i
	}
	l := length{first: i, last: i + 1, n: 1, unit: f.lex.words[f.word(i)].word}
	switch {
	case (f.says(i-1, "every") || f.says(i-1, "each") && !f.says(i-2, "of")) && f.binding(i-1, from):
		next := f.thereafter(i+1, end)
		f.add(i-1, next, frequencyRole, "R/"+l.norm(), "date.every")
		return next
	}
	return i
}

// thereafter takes the word into a frequency's span.
func (f *dater) thereafter(i, end int) int {
	if i < end && f.says(i, "thereafter") {
		return i + 1
	}
	return i
}

// basis takes "on a monthly basis".
func (f *dater) basis(i, from, end int) int {
	if i-2 < from || i+1 >= end || !f.says(i+1, "basis") || !f.is(i-1, determiner) || !f.says(i-2, "on") {
		return i
	}
	n := ""
	switch f.lex.words[f.word(i)].word {
	case "daily":
		n = "P1D"
	case "weekly":
		n = "P7D"
	case "fortnightly":
		n = "P14D"
	case "monthly":
		n = "P1M"
	case "quarterly":
		n = "P3M"
	case "biannual":
		n = "P6M"
	default:
		n = "P1Y"
	}
	next := f.thereafter(i+2, end)
	f.add(i-2, next, frequencyRole, "R/"+n, "date.basis")
	return next
}

// backDates bounds how many dates are looked through for the end of a period.
const backDates = 64

// endOfPeriod takes "at the end of this period": the end of the last measure of
// which the text has said until when it lasts.
func (f *dater) endOfPeriod(i, from, end int) int {
	if i-3 < from || !f.is(i-1, determiner) || f.says(i-1, "a") || !f.says(i-2, "of") || !f.says(i-3, "end") {
		return i
	}
	first := i - 3
	if f.says(first-1, "the") {
		first--
	}
	if first > from && (f.says(first-1, "at") || f.says(first-1, "by") || f.says(first-1, "before")) {
		first--
	}
	norm := unknownDate
	// Calendar dates were taken before lengths, in order.
	taken := f.found[:len(f.written)]
	k := sort.Search(len(taken), func(k int) bool { return int(taken[k].first) >= i })
	for n := 0; k > 0 && n < backDates; n++ {
		if k--; taken[k].role == deadlineRole {
			norm = taken[k].norm
			break
		}
	}
	f.add(first, i+1, deadlineRole, norm, "date.end-of-period")
	return i + 1
}

// endOfUnit takes "the end of the year" as a latest time: the last day of the
// unit in which the text's own date lies, or of the next one.
func (f *dater) endOfUnit(i, from int) int {
	if i-3 < from || !f.says(i-2, "of") || !f.says(i-3, "end") {
		return i
	}
	n := 0
	switch f.lex.words[f.word(i-1)].word {
	case "the", "this":
	case "next":
		n = 1
	default:
		return i
	}
	var last date
	switch on := f.on; {
	case !on.full():
	case f.says(i, "year"):
		last = date{on.year + n, 12, 31}
	case f.says(i, "month"):
		last = date{on.year, on.month, 1}
		last = dateOf(last.time().AddDate(0, n, 0)).lastDay()
	case f.says(i, "week"):
		last = on.plus((7-on.weekday())%7 + 7*n) // Sunday
	default:
		return i
	}
	first := i - 3
	if first > from && f.says(first-1, "the") {
		first--
	}
	norm := unknownDate
	if last.year != 0 {
		norm = last.String()
	}
	f.add(first, i+1, deadlineRole, norm, "date.end-of-unit")
	return i + 1
}
