package gazetteer

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// A Mention is a name of a place in a text.
type Mention struct {
	Start, End int         // bytes of the text; the article belongs to it
	Candidates []Candidate // what it may mean, best first; at least one, and at most MostN
}

const (
	// longestName is how many words a name in a text has at most, articles not
	// counted.
	longestName = 4
	// oneWordScore and moreWordsScore are the least likeness of a name in a text
	// of one word and of several. They are higher than those of a name that is
	// known to be one: a text holds other words.
	oneWordScore   = 0.97
	moreWordsScore = 0.95
	// fullTotal is the sum of weights from which a name in a text may be spelt
	// otherwise than in the gazetteer at all.
	fullTotal = 300
)

// Find finds names of places in running text, such as a headline: the longest
// that match, in order, none within another. In scripts with capital letters a
// name is written with one, but for its article; common words that a headline
// writes with a capital are passed over. A name that several places bear has
// several candidates.
func (g *Gazetteer) Find(text string) []Mention {
	words := splitWords(text)
	parts := make([]part, len(words))
	for i, w := range words {
		start := w.from
		if w.script == arabic {
			w = bareArabic(w)
			w.from = start
		}
		parts[i] = part{word: w, role: rolesOf()[w.plain]}
		if i+1 < len(words) && joined(text, words[i], words[i+1]) && isArticle(w, words[i+1]) && (articles[w.plain] || w.upper || words[i+1].glued) {
			parts[i].role = article // "in Nawa" and "at Tell" are English
		}
	}
	var out []Mention
	for i := 0; i < len(parts); {
		m, n := g.mention(text, parts[i:])
		if n == 0 {
			i += passed(text, parts[i:])
			continue
		}
		out = append(out, m)
		i += n
	}
	return out
}

// passed is how many words to go on where no name begins: a word like "kafr"
// and what follows it are one name, whether the gazetteer has it or not, so that
// Kafr Sousa is not Sousa.
func passed(text string, parts []part) int {
	if parts[0].role != head {
		return 1
	}
	n := 1
	for n < len(parts) && joined(text, parts[n-1].word, parts[n].word) && (parts[n].role == article || nameLike(parts[n])) {
		n++
		if parts[n-1].role != article {
			break
		}
	}
	return n
}

// joined reports whether nothing but a space or a hyphen parts two words.
func joined(text string, a, b word) bool {
	switch strings.Trim(text[a.to:b.from], " '`‘’") {
	case "", "-", "‐", "‑":
		return true
	}
	return false
}

// mention is the longest name with which the words begin, and how many of them
// it takes; 0 if they begin with none.
func (g *Gazetteer) mention(text string, parts []part) (Mention, int) {
	var ends []int // where a name could end
	proper := 0
	for i, p := range parts {
		if i > 0 && !joined(text, parts[i-1].word, p.word) {
			break
		}
		if p.role == article {
			continue
		}
		if !nameLike(p) || proper == longestName {
			break
		}
		proper++
		ends = append(ends, i+1)
	}
	for _, end := range slices.Backward(ends) {
		if cs := g.named(parts[:end]); len(cs) > 0 {
			return Mention{Start: parts[0].from, End: parts[end-1].to, Candidates: cs}, end
		}
	}
	return Mention{}, 0
}

// nameLike reports whether a word may belong to a name.
func nameLike(p part) bool {
	switch p.role {
	case settled, quarter, division, described:
		return false
	}
	return p.upper && p.script != other
}

// named are the places that the words may name.
func (g *Gazetteer) named(words []part) []Candidate {
	own := slices.Clone(words)
	content, common := 0, 0
	for _, w := range own {
		if w.role != article {
			content++
			if commonWords()[w.plain] {
				common++
			}
		}
	}
	if content == 1 && own[0].role == head {
		return nil // "Wadi" alone; "al-Tall" is a town
	}
	if common == content || content == 1 && utf8.RuneCountInString(own[len(own)-1].plain) < 3 {
		return nil
	}
	settleEnds(own)
	s := soundsOf(own)
	least := moreWordsScore
	switch {
	case s.total < fullTotal:
		least = 1
	case content == 1:
		least = oneWordScore
	}
	n, ok := g.byShape[s.skeleton()]
	if !ok || len(s.letters) == 0 {
		return nil
	}
	best := make(map[int32]hit)
	var room []int
	for i := g.shapes[n].from; i < g.shapes[n].to; i++ {
		f := &g.forms[i]
		score := likeness(s, f.sound, &room)
		if b, ok := best[f.entry]; score >= least && (!ok || score > b.score) {
			best[f.entry] = hit{i, score}
		}
	}
	out := make([]Candidate, 0, len(best))
	for entry, b := range best {
		e := &g.entries[entry]
		out = append(out, Candidate{Entry: e, Name: e.Names[g.forms[b.form].name], Score: b.score, DistanceM: -1})
	}
	slices.SortFunc(out, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.Entry.Population, a.Entry.Population), strings.Compare(a.Entry.ID, b.Entry.ID))
	})
	return cut(out)
}

// commonWords are words of English headlines, in lower case, that sound like
// the name of some village and seldom name it.
var commonWords = sync.OnceValue(func() map[string]bool {
	out := make(map[string]bool)
	for _, w := range strings.Fields(commonText) {
		out[w] = true
	}
	return out
})
