package document

import (
	"slices"
	"strings"
)

// people are the persons that a text names with an office or in full, so that a
// surname, a title or a pronoun finds them again.
type people struct {
	all  []person          // in order of the text
	full map[string]string // the fullest name by its first and by its last word
}

type person struct {
	at          int32 // first token of the name
	name        string
	office      wordID
	first, last int32 // tokens of the name, half-open
}

// honorifics stand between an office and a name.
const honorifics = `his her highness majesty excellency royal sheikh sayyid mr mrs ms dr`

// styles stand before a name without an office: "His Majesty Omar bin Said".
const styles = `majesty highness excellency`

// findPeople finds names that follow an office ("Foreign Minister Ann Other"),
// or that an office is set beside with a comma ("its spokeswoman, Lia Morant").
func (d *doc) findPeople() people {
	var p people
	if d.sort == Operative || d.sort == Agreement {
		return p
	}
	for i := 0; i+1 < len(d.toks); i++ {
		if !d.is(i, office) && !(d.toks[i].is(isCap) && hasWord(styles, d.lex.words[d.word(i)].word)) {
			continue
		}
		j := i + 1
		// "Secretary of State", "Minister of Foreign Affairs"
		if d.says(j, "of") {
			if j+1 >= len(d.toks) || !hasWord(ministryWords, d.lex.words[d.word(j+1)].word) {
				// "the Prince of Elsewhere" is no name; "the chairperson of the
				// Commission, Ann Oster, said" has one further on.
				k := j + 1
				for k < min(len(d.toks), j+9) && !d.mark(k, ',') && !d.mark(k, '.') {
					k++
				}
				if last := d.personName(k + 1); d.mark(k, ',') && last-k > 2 && d.mark(last, ',') && !d.is(k+1, determiner|kin|office) {
					p.add(d, person{at: int32(k + 1), name: d.personText(k+1, last), office: d.word(i), first: int32(k + 1), last: int32(last)})
				}
				continue
			}
			j += 2
			for j < len(d.toks) && d.toks[j].is(isCap) && (d.is(j, kin|office) || hasWord(ministryWords, d.lex.words[d.word(j)].word)) {
				j++
			}
		}
		if n := d.countryOfOffice(j); n > 0 && d.personName(j+n) > j+n {
			j += n // "Special Envoy for Norland Ann Oster"
		}
		for j < len(d.toks) && (d.is(j, office) || hasWord(honorifics, d.lex.words[d.word(j)].word)) && d.toks[j].is(isCap) && j < i+5 {
			j++ // "Lieutenant General Ann Oster", "His Highness Sheikh Omar"
		}
		if d.mark(j, ',') {
			j++
		}
		last := d.personName(j)
		if last == j {
			continue
		}
		if d.is(j, office|kin|determiner|preposition|monthWord|dayWord) {
			continue
		}
		held := d.word(i)
		if !d.is(i, office) && d.mark(last, ',') && d.says(last+1, "the") && d.is(last+2, office) {
			held = d.word(last + 2) // "His Majesty Omar bin Said, the King of Norland"
		}
		p.add(d, person{at: int32(j), name: d.personText(j, last), office: held, first: int32(j), last: int32(last)})
		i = last - 1
	}
	return p
}

// countryOfOffice counts the tokens of "for Norland" after an office with a
// capital, from token i on: "Special Envoy for Norland".
func (d *doc) countryOfOffice(i int) int {
	if !d.says(i, "for") || i == 0 || !d.is(i-1, office) || !d.toks[i-1].is(isCap) {
		return 0
	}
	if _, n := d.country(i + 1); n > 0 {
		return 1 + n
	}
	return 0
}

// personName is where the name that begins at token j ends: capitalised words
// and initials.
func (d *doc) personName(j int) int {
	k := j
	for k < len(d.toks) && k < j+8 {
		t := d.toks[k]
		switch {
		case d.says(k, "jr") || d.says(k, "sr"):
			return k
		case t.is(isWord|isCap) && t.is(isCap) && (k == j || t.is(spaced) || d.mark(k-1, '-')) && !t.is(newLine) && !d.is(k, monthWord|dayWord) && (!d.is(k, determiner|pronoun|preposition) || k > j):
			if t.end-t.start == 1 && d.mark(k+1, '.') {
				k++
			}
			k++
		case d.mark(k, '-') && k > j && k+1 < len(d.toks) && !t.is(spaced) && !d.toks[k+1].is(spaced):
			k++
		case t.is(isWord) && k > j && (d.raw(k) == "al" || d.raw(k) == "bin" || d.raw(k) == "van" || d.raw(k) == "de" || d.raw(k) == "el" || d.raw(k) == "ibn"):
			k++
		default:
			return k
		}
	}
	return k
}

// personText is a name as it stands, without a possessive.
func (d *doc) personText(i, j int) string { return words(d.text, d.toks, i, j) }

func (p *people) add(d *doc, x person) {
	p.all = append(p.all, x)
	if p.full == nil {
		p.full = make(map[string]string)
	}
	for i := int(x.first); i < int(x.last); i++ {
		word := d.raw(i)
		if len(word) < 3 || !d.toks[i].is(isCap) || d.is(i, office) {
			continue
		}
		if len(x.name) > len(p.full[word]) {
			p.full[word] = x.name
		}
	}
}

// at is the full name of the one person whom tokens i to j name.
func (p *people) at(d *doc, i, j int) (string, bool) {
	if p.count(d, i, j) > 1 {
		return "", false
	}
	for k := j - 1; k >= i; k-- {
		if !d.toks[k].is(isWord|isCap) || !d.toks[k].is(isCap) {
			continue
		}
		if x, ok := p.surname(d.raw(k)); ok {
			// "Turkey's ambassador" names no person; "Kerry" does.
			return x, true
		}
	}
	return "", false
}

// surname is the fullest name of the text that ends in a surname or begins with
// it.
func (p *people) surname(word string) (string, bool) {
	name, ok := p.full[word]
	return name, ok
}

// holder is the last person before token i who was named with an office, or "".
func (p *people) holder(office wordID, i int) string {
	k, _ := slices.BinarySearchFunc(p.all, int32(i), func(x person, i int32) int { return int(x.at - i) })
	for n := 0; k > 0 && n < 50; n++ {
		if k--; p.all[k].office == office {
			return p.all[k].name
		}
	}
	return ""
}

// count is how many different persons tokens i to j name.
func (p *people) count(d *doc, i, j int) int {
	var names []string
	for k := i; k < j; k++ {
		if d.toks[k].is(isWord) && d.toks[k].is(isCap) {
			if x, ok := p.surname(d.raw(k)); ok && !slices.Contains(names, x) {
				names = append(names, x)
			}
		}
	}
	return len(names)
}

// firstTwo is the first two persons of the text, by their fullest names.
func (p *people) firstTwo() (a, b string) {
	for i := range p.all {
		n := p.all[i].name
		switch {
		case a == "":
			a = n
		case n != a && !sameSurname(a, n):
			return a, n
		}
	}
	return a, b
}

func sameSurname(a, b string) bool { return lastWord(a) == lastWord(b) }

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// before is the last person named before token i.
func (p *people) before(i int) string {
	k, _ := slices.BinarySearchFunc(p.all, int32(i), func(x person, i int32) int { return int(x.at - i) })
	if k == 0 {
		return ""
	}
	return p.all[k-1].name
}

// fullBody is the full name, earlier in the text, of a body that token h names
// in short: "the Observatory" is the "Example Observatory for Rights".
func (p *people) fullBody(d *doc, h, k int) string {
	if !d.toks[h].is(isCap) {
		return ""
	}
	w := d.word(h)
	short := d.raw(h)
	for i := 0; i < k && i < 3000; i++ {
		if d.toks[i].word != w || w == 0 && d.raw(i) != short || !d.toks[i].is(isCap) {
			continue
		}
		a := i
		for a > 0 && d.toks[a-1].is(isCap) && d.toks[a-1].is(isWord) && !d.is(a-1, determiner) && d.toks[a].is(spaced) {
			a--
		}
		b := i + 1
		for b < k && (d.toks[b].is(isCap) || (d.says(b, "for") || d.says(b, "of")) && b+1 < k && d.toks[b+1].is(isCap)) {
			b++
		}
		if b-a > 1 {
			return words(d.text, d.toks, a, b)
		}
		return ""
	}
	return ""
}
