package screening

import (
	"slices"
	"strings"
)

// How long an acronym may be. Two letters are anybody's.
const (
	acronymLeast = 3
	acronymMost  = 6
)

// acronymWays is in how many ways people take the first letters of a name: of
// all words, without particles, and without particles but for the article al.
const acronymWays = 3

// acronyms gives the first letters of the words of a body's name. They are in to.
func acronyms(words []word, to *[acronymWays][acronymMost]rune) [][]rune {
	if len(words) < acronymLeast || len(words) > 2*acronymMost {
		return nil
	}
	var out [acronymWays][]rune
	n := 0
ways:
	for way := range acronymWays {
		letters := to[n][:0]
		for i := range words {
			w := &words[i]
			if w.class == legalForm || w.class == particle && (way == 1 || way == 2 && w.initial() != 'a') {
				continue
			}
			if w.script != latin || w.own[0] < 'a' || w.own[0] > 'z' || len(letters) == acronymMost {
				continue ways
			}
			letters = append(letters, w.own[0])
		}
		for _, other := range out[:n] {
			if slices.Equal(other, letters) {
				continue ways
			}
		}
		if len(letters) >= acronymLeast {
			out[n] = letters
			n++
		}
	}
	return out[:n]
}

// acronym reports whether a word may be one: in capitals, or long enough and
// known to no table.
func (w *word) acronym() bool {
	n := len(w.own)
	return w.script == latin && w.class == nameWord && n >= acronymLeast && n <= acronymMost && (w.caps || n > acronymLeast)
}

// wellKnown are names of bodies that are written in short without the short form
// being listed with them, and what they are short for. Lists name more; their
// own acronyms are aliases like others.
var wellKnown = func() map[string][]string {
	out := map[string][]string{}
	for _, line := range strings.Split(strings.TrimSpace(`
isil isis daesh daish daech deash داعش игил даиш deaş ışid isid: Islamic State of Iraq and the Levant; Islamic State in Iraq and al-Sham
anf jn джан: Al-Nusrah Front; Jabhat al-Nusrah
jfs: Jabhat Fath al-Sham
hts htş хтш htc: Hay'at Tahrir al-Sham
aqi: Al-Qaida in Iraq
aqap: Al-Qaida in the Arabian Peninsula
aqim aqmi: Al-Qaida in the Islamic Maghreb
ttp: Tehrik-e Taliban Pakistan
imu: Islamic Movement of Uzbekistan
etim tip: Eastern Turkistan Islamic Movement; Turkistan Islamic Party
pkk: Partiya Karkeren Kurdistan; Kurdistan Workers Party
lra: Lord's Resistance Army
fdlr: Forces démocratiques de libération du Rwanda`), "\n") {
		short, long, _ := strings.Cut(line, ":")
		for _, s := range strings.Fields(short) {
			for _, l := range strings.Split(long, ";") {
				key := string(foldWord(s))
				out[key] = append(out[key], strings.TrimSpace(l))
			}
		}
	}
	return out
}()

// unfolded is a lead to what an acronym stands for, told as one to the acronym.
func unfolded(l Lead, asked string) Lead {
	for i := range l.Parts {
		if p := &l.Parts[i]; p.Asked != "" && p.Listed != "" {
			p.Asked, p.How = asked, Acronym
			p.Fit = min(p.Fit, fitAcronym)
		}
	}
	l.Score = 0
	for _, p := range l.Parts {
		l.Score += p.Weight * p.Fit
	}
	l.Score = round(l.Score)
	return l
}
