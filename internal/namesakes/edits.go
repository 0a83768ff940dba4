package namesakes

import (
	"cmp"
	"slices"
	"unicode"

	"github.com/truceline/truceline/sanctions/screening"
)

// An Edited is a listed name as somebody mistyped it.
type Edited struct {
	Entry   string   // whose name it is
	Entries []string // all that bear this very name, Entry among them; sorted
	Kind    screening.Kind
	Listed  string // as listed
	Name    string // as typed
	Script  string // of the listed name, ISO 15924
	Letters int    // that the listed name has
	Weak    bool   // as the reference says
}

// Is reports whether an entry bears the name that was mistyped.
func (e Edited) Is(entry string) bool { return slices.Contains(e.Entries, entry) }

// Edits mistypes each different name of each entry, by so many single edits of
// letters in its own script: two neighbours swapped, one left out, one doubled,
// one replaced, one too many. Digits, signs and spaces stay. A name with fewer
// than three letters is left out: an edit leaves nothing of it to be known by.
func Edits(refs []screening.Reference, edits int, seed uint64) []Edited {
	bearers := map[string][]string{}
	for _, r := range refs {
		p := plain(r.Name)
		if i, ok := slices.BinarySearch(bearers[p], r.Entry); !ok {
			bearers[p] = slices.Insert(bearers[p], i, r.Entry)
		}
	}
	type key struct{ entry, plain string }
	seen := map[key]bool{}
	alphabets := alphabetsOf(refs)
	d := newDice(seed, "edits")
	var out []Edited
	for _, r := range refs {
		p := plain(r.Name)
		n := Letters(r.Name)
		if n < 3 || seen[key{r.Entry, p}] {
			continue
		}
		seen[key{r.Entry, p}] = true
		out = append(out, Edited{
			Entry: r.Entry, Entries: bearers[p], Kind: r.Kind, Listed: r.Name, Name: mistype(d, r.Name, edits, alphabets),
			Script: Script(r.Name), Letters: n, Weak: r.Weak,
		})
	}
	return out
}

// mistype makes edits until the name is another one; two edits may undo each
// other.
func mistype(d *dice, name string, edits int, alphabets map[string][]rune) string {
	for {
		typed := []rune(name)
		for range edits {
			typed = edit(d, typed, alphabets)
		}
		if plain(string(typed)) != plain(name) {
			return string(typed)
		}
	}
}

// edit makes one edit at a letter.
func edit(d *dice, name []rune, alphabets map[string][]rune) []rune {
	var at []int // letters
	for i, r := range name {
		if unicode.IsLetter(r) {
			at = append(at, i)
		}
	}
	if len(at) < 2 {
		return name
	}
	for {
		i := pick(d, at)
		r := name[i]
		other := pick(d, alphabets[scriptOf(r)])
		if unicode.IsUpper(r) {
			other = unicode.ToUpper(other)
		}
		switch d.below(5) {
		case 0: // swapped with the next, if that is another letter
			if i+1 < len(name) && unicode.IsLetter(name[i+1]) && unicode.ToLower(name[i+1]) != unicode.ToLower(r) {
				out := slices.Clone(name)
				out[i], out[i+1] = out[i+1], out[i]
				return out
			}
		case 1: // left out
			return slices.Delete(slices.Clone(name), i, i+1)
		case 2: // doubled
			return slices.Insert(slices.Clone(name), i, r)
		case 3: // replaced
			if other != r {
				out := slices.Clone(name)
				out[i] = other
				return out
			}
		default: // one too many
			return slices.Insert(slices.Clone(name), i, other)
		}
	}
}

// alphabetsOf are the small letters that the names of a list are written with,
// by script: those that make up a thousandth of the script's letters, so that
// nobody types a letter that the script's languages do not have.
func alphabetsOf(refs []screening.Reference) map[string][]rune {
	counts, sums := map[rune]int{}, map[string]int{}
	for _, ref := range refs {
		for _, r := range ref.Name {
			if unicode.IsLetter(r) {
				counts[unicode.ToLower(r)]++
				sums[scriptOf(r)]++
			}
		}
	}
	out := map[string][]rune{}
	for r, n := range counts {
		if s := scriptOf(r); 1000*n >= sums[s] {
			out[s] = append(out[s], r)
		}
	}
	for r := range counts { // a script so wide that no letter makes up a thousandth
		if s := scriptOf(r); len(out[s]) == 0 {
			out[s] = []rune{r}
		}
	}
	for _, letters := range out {
		slices.SortFunc(letters, func(a, b rune) int { return cmp.Compare(a, b) })
	}
	return out
}
