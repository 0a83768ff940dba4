// Package namesakes makes the names that screening is measured with: names of a
// list retyped with errors, in each script, and names of ordinary people and
// places that no list means. It reads pairs of names of which it is known
// whether they are of one subject. What it makes depends on its input and seed
// alone. The tests of the screening figures and the bench share it.
package namesakes

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/truceline/truceline/sanctions"
	"github.com/truceline/truceline/sanctions/screening"
)

// References are all names of a snapshot, to screen against. The entry of each
// is its ID.
func References(s sanctions.Snapshot) []screening.Reference {
	var out []screening.Reference
	for _, e := range s.Entries {
		for _, n := range e.Names {
			out = append(out, screening.Reference{Entry: e.ID, Name: n.Text, Kind: e.Kind, Weak: n.Quality == sanctions.Low})
		}
	}
	return out
}

// scripts are the writings that are told apart, with their ISO 15924 codes.
var scripts = []struct {
	code  string
	table *unicode.RangeTable
}{
	{"Latn", unicode.Latin}, {"Arab", unicode.Arabic}, {"Cyrl", unicode.Cyrillic}, {"Hani", unicode.Han},
	{"Hang", unicode.Hangul}, {"Grek", unicode.Greek}, {"Hebr", unicode.Hebrew}, {"Kana", unicode.Katakana},
	{"Geor", unicode.Georgian}, {"Deva", unicode.Devanagari}, {"Ethi", unicode.Ethiopic}, {"Armn", unicode.Armenian},
	{"Beng", unicode.Bengali}, {"Thai", unicode.Thai}, {"Mymr", unicode.Myanmar},
}

// Unwritten is the script of what has no letters, or letters of none of the
// scripts that are told apart (ISO 15924: undetermined).
const Unwritten = "Zyyy"

// scriptOf is the code of a letter's script.
func scriptOf(r rune) string {
	for _, s := range scripts {
		if unicode.Is(s.table, r) {
			return s.code
		}
	}
	return Unwritten
}

// Script is the ISO 15924 code of the script that most letters of a name are
// in; of several with as many, the first in the name.
func Script(name string) string {
	counts := map[string]int{}
	best := Unwritten
	for _, r := range name {
		if unicode.IsLetter(r) {
			counts[scriptOf(r)]++
		}
	}
	for _, r := range name {
		if s := scriptOf(r); unicode.IsLetter(r) && counts[s] > counts[best] {
			best = s
		}
	}
	return best
}

// Letters is how many letters a name has.
func Letters(name string) (n int) {
	for _, r := range name {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// plain is a name without case, marks and signs: its words, one space between
// each two. Two names with the same plain form are one name to a reader.
func plain(name string) string {
	return strings.Join(words(name), " ")
}

// words are the words of the plain form.
func words(name string) []string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(name)) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '`' || unicode.Is(unicode.Cf, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mc, r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}

// unordered is the plain form with its words in order of the alphabet.
func unordered(name string) string {
	w := words(name)
	slices.Sort(w)
	return strings.Join(w, " ")
}
