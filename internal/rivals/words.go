package rivals

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/report"
)

// What sources call things is their own matter: it stands in a file, as received
// words do, and not in the code.
//
//go:embed vocabulary.csv
var vocabularyFile []byte

// A Term is one word of a source and what the case makes of it, as a mapping
// file would say.
type Term struct {
	Source report.SourceID
	Part   string // "actor" or "kind"
	Words  string
	Case   string // a party or an act of the case; "" if it would be left unresolved
}

// words is the vocabulary.
type words struct {
	classes map[party.ID]string
	actors  map[[2]string][]Term // by source and class
	kinds   map[[2]string][]Term // by source and kind
	vague   map[[2]string][]Term
	heads   map[[2]string][]string
	terms   []Term
}

// loadWords reads the file. It is part of the program: what is wrong with it is
// a mistake of ours.
func loadWords() (*words, error) {
	r := csv.NewReader(bytes.NewReader(vocabularyFile))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("vocabulary.csv: %w", err)
	}
	w := &words{
		classes: make(map[party.ID]string), actors: make(map[[2]string][]Term), kinds: make(map[[2]string][]Term),
		vague: make(map[[2]string][]Term), heads: make(map[[2]string][]string),
	}
	for _, row := range rows[1:] {
		key := [2]string{row[0], row[2]}
		t := Term{report.SourceID(row[0]), row[1], row[3], row[4]}
		switch row[1] {
		case "class":
			w.classes[party.ID(row[2])] = row[3]
		case "actor":
			w.actors[key] = append(w.actors[key], t)
			w.terms = append(w.terms, t)
		case "kind":
			w.kinds[key] = append(w.kinds[key], t)
			w.terms = append(w.terms, t)
		case "vague":
			t.Part = "kind"
			w.vague[key] = append(w.vague[key], t)
			w.terms = append(w.terms, t)
		case "headline":
			w.heads[key] = append(w.heads[key], row[3])
		default:
			return nil, fmt.Errorf("vocabulary.csv: %q is no part", row[1])
		}
	}
	return w, nil
}

// Vocabulary is what the sources call sides and kinds and what the bundled case
// would make of each: the mapping file of this set.
func Vocabulary() ([]Term, error) {
	w, err := loadWords()
	if err != nil {
		return nil, err
	}
	seen := make(map[Term]bool)
	var out []Term
	for _, t := range w.terms {
		if !seen[t] {
			seen[t] = true
			out = append(out, t)
		}
	}
	return out, nil
}

// class is the class that most of a side's parties belong to, the first of those
// that are equally many.
func (w *words) class(side []report.Actor) string {
	counts := make(map[string]int)
	best := "insurgents"
	for _, a := range side {
		c := w.classes[a.Party]
		if c == "" {
			c = "insurgents"
		}
		counts[c]++
		if counts[c] > counts[best] {
			best = c
		}
	}
	return best
}

// headline fills one of the source's templates, of those for which the account
// has what they name.
func (w *words) headline(d *dice, source report.SourceID, kind string, has map[string]string) string {
	var fits []string
	for _, h := range w.heads[[2]string{string(source), kind}] {
		ok := true
		for _, k := range []string{"{a}", "{b}", "{place}", "{n}", "{means}"} {
			ok = ok && (has[k] != "" || !strings.Contains(h, k))
		}
		if ok {
			fits = append(fits, h)
		}
	}
	if len(fits) == 0 {
		return ""
	}
	h := pick(d, fits)
	for _, k := range []string{"{a}", "{b}", "{place}", "{n}", "{means}"} {
		h = strings.ReplaceAll(h, k, has[k])
	}
	return strings.ToUpper(h[:1]) + h[1:]
}

// figure writes a count as headlines do: small ones in words, now and then.
func figure(d *dice, n int) string {
	small := []string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
	if n > 0 && n < len(small) && d.falls(.4) {
		return small[n]
	}
	return strconv.Itoa(n)
}

// swaps are pairs of letters between which transliterations from Arabic differ.
var swaps = [][2]string{
	{"al-", "Al "}, {"Al ", "Al-"}, {"Al ", "El "}, {"Ar ", "Al-"}, {"Ash ", "Al-"}, {"As ", "Al-"}, {"Az ", "Al-"},
	{"kh", "h"}, {"Kh", "H"}, {"q", "k"}, {"Q", "K"}, {"ay", "ei"}, {"ei", "ay"}, {"iyah", "iya"}, {"ah", "a"}, {"eh", "a"},
	{"ou", "u"}, {"oo", "u"}, {"u", "ou"}, {"sh", "ch"}, {"dh", "d"}, {"gh", "g"}, {"ee", "i"}, {"i", "ee"}, {"e", "a"}, {"a", "e"},
	{"ll", "l"}, {"mm", "m"}, {"bb", "b"}, {"rr", "r"}, {"ss", "s"}, {"'", ""}, {"aa", "a"}, {"j", "dj"},
}

// respell writes a name in another transliteration: one or two letters, never
// the first of a word in its place.
func respell(d *dice, name string) string {
	for range 1 + d.below(2) {
		var fits [][2]string
		for _, s := range swaps {
			if i := strings.LastIndex(name, s[0]); i > 0 || i == 0 && strings.HasSuffix(s[0], " ") {
				fits = append(fits, s)
			}
		}
		if len(fits) == 0 {
			return name
		}
		s := fits[d.below(len(fits))]
		i := strings.LastIndex(name, s[0])
		name = name[:i] + s[1] + name[i+len(s[0]):]
	}
	return name
}
