package headline

import (
	"github.com/truceline/truceline/headline/wording"
	"github.com/truceline/truceline/report"
)

// mostCounted is the largest number that is read as people of one event.
const mostCounted = 20_000

// reach is how many words may stand between a number and what it counts, after
// it and before it: "62 of the regime forces and their militiamen were killed",
// "death toll rises to 62".
const (
	reachAfter  = 8
	reachBefore = 6
)

// count reads how many were killed and hurt: of each the first number that
// stands near a word for it. dated tells the tokens that belong to a date.
func (r *Reading) count(tokens []wording.Token, dated func(int) bool) {
	lethal := make([]int8, len(tokens))
	for i, t := range tokens {
		lethal[i] = harms[t.Lower]
		if lethal[i] == killed {
			r.Lethal = true
		}
	}
	for i := 0; i < len(tokens); i++ {
		if dated(i) {
			continue
		}
		n, words := number(tokens[i:])
		if words == 0 || n > mostCounted || measured(tokens, i+words) {
			i += max(0, words-1)
			continue
		}
		switch r.counts(tokens, lethal, i, i+words-1) {
		case killed:
			r.Uncounted = false
			r.Deaths = bounds(tokens[:i], n)
		case hurt:
			r.Injured = n
		}
		i += words - 1
	}
}

// counts says what the number at tokens first to last counts, if it is not
// known yet: the nearest word for it.
func (r *Reading) counts(tokens []wording.Token, lethal []int8, first, last int) int8 {
	for j := last + 1; j < len(tokens) && j <= last+reachAfter; j++ {
		switch {
		case lethal[j] == killed && r.Uncounted:
			return killed
		case lethal[j] == hurt && r.Injured < 0 && (j <= last+2 || !r.Uncounted):
			return hurt
		}
	}
	for j := first - 1; j >= 0 && j >= first-reachBefore; j-- {
		switch {
		case lethal[j] == killed && r.Uncounted:
			return killed
		case lethal[j] == hurt && r.Injured < 0:
			return hurt
		}
	}
	return 0
}

// bounds are what the words before a number leave open.
func bounds(before []wording.Token, n int) report.Range {
	r := report.Range{Low: n, Best: n, High: n}
	if len(before) == 0 {
		return r
	}
	last, earlier := before[len(before)-1].Lower, ""
	if len(before) > 1 {
		earlier = before[len(before)-2].Lower
	}
	switch {
	case last == "least" && earlier == "at", last == "than" && earlier == "more", last == "over", last == "menos" && earlier == "al":
		r.High = n + (n+1)/2
	case last == "to" && earlier == "up":
		r.Low = n / 2
	case last == "about", last == "around", last == "some", last == "nearly", last == "almost", last == "approximately":
		r.Low, r.High = n-n/10, n+n/10
	}
	return r
}

// measured reports whether a number is followed by what is no person: "137
// brigade", "300 km", "100 airstrikes", "2 months".
func measured(tokens []wording.Token, next int) bool {
	return next < len(tokens) && units[tokens[next].Lower]
}

// number reads a number at the start of tokens, in digits or in words, and how
// many tokens it takes; 0 if there is none.
func number(tokens []wording.Token) (n, words int) {
	t := tokens[0]
	if t.Number {
		if len(t.Text) > 6 {
			return 0, 0
		}
		for _, c := range []byte(t.Text) {
			n = 10*n + int(c-'0')
		}
		return n, 1
	}
	n, ok := numbers[t.Lower]
	if !ok {
		return 0, 0
	}
	words = 1
	if n >= 20 && n%10 == 0 && len(tokens) > 1 { // twenty-four
		if unit, ok := numbers[tokens[1].Lower]; ok && unit < 10 {
			n, words = n+unit, 2
		}
	}
	if len(tokens) > words && tokens[words].Lower == "hundred" {
		n, words = n*100, words+1
	}
	return n, words
}
