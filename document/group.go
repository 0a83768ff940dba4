package document

import "strings"

// A groupKind is what sort of verb group was found.
type groupKind int8

const (
	noGroup     groupKind = iota
	plainGroup            // a finite verb or a participle of the inventory: "welcomes", "recalling"
	modalGroup            // "will not reinforce", "is to take place"
	beGroup               // "is", "are being": finite, and no act
	haveGroup             // "has": finite, and no act
	adjectives            // "are deeply concerned", "stand ready", "Mindful of"
	passive               // "are requested", "have been blamed"
	progressive           // "is calling on"
	otherVerb             // finite, and no verb of the inventory
)

// A group is a verb with what belongs to it: its auxiliaries, adverbs,
// particles and completing noun.
type group struct {
	kind        groupKind
	first, last int // tokens, half-open, without the adverbs before it
	main        int // the verb, or the adjective
	lemma       int16
	form        form   // of the first word that has one
	modal       string // will, shall, ...
	neg         bool
	perfect     bool
	noun        wordNoun // that completes it
	nounAt      int
	particle    bool // it took one
	hollow      bool // an empty verb without its noun, or one that needs a word that is not there
	progressive bool
}

// adverbs is the first token from i on that is neither an adverb nor a
// negation, within end. neg reports whether a negation was passed.
func (d *doc) adverbs(i, end int) (j int, neg bool) {
	for j = i; j < end; j++ {
		switch {
		case d.is(j, negative):
			neg = true
		case d.is(j, adverb) && !d.is(j, preposition) || d.manner(j):
		case d.mark(j, '"') && j+1 < end && j > i:
		case d.says(j, "at") && d.says(j+1, "least"), d.says(j, "in") && d.says(j+1, "turn") && j > i-1:
			j++
		case d.says(j, "under") && d.says(j+1, "no") && (d.says(j+2, "circumstances") || d.says(j+2, "circumstance")):
			j, neg = j+2, true
		default:
			return j, neg
		}
	}
	return j, neg
}

// manner reports whether token i is an adverb by its ending. A word in -ly that
// a verb follows is one, whether or not the reader knows it.
func (d *doc) manner(i int) bool {
	t := d.toks[i]
	n := t.end - t.start
	return t.is(isWord) && n > 5 && !d.is(i, notAdverb) && d.text[t.end-2:t.end] == "ly" && d.lex.words[t.word].verb.lemma == 0 && !t.is(isUpper)
}

// participleLike reports whether token i looks like a past participle.
func (d *doc) participleLike(i, end int) bool {
	if i >= end || !d.toks[i].is(isWord) {
		return false
	}
	if v := d.lex.words[d.word(i)].verb; v.form&participle != 0 {
		return true
	}
	w := d.raw(i)
	return len(w) > 3 && (strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "en") && d.is(i, irregularWord)) || d.is(i, irregularWord)
}

// group reads the verb group that begins at token i, within end.
func (d *doc) group(i, end int) group {
	t := d.toks[i]
	if !t.is(isWord) {
		return group{}
	}
	info := &d.lex.words[t.word]
	g := group{first: i, last: i + 1, main: i}
	switch c := info.class; {
	case c&modalWord != 0 && !(d.is(i, monthWord) && t.is(isCap)):
		return d.modalGroup(g, end)
	case c&formOfBe != 0:
		return d.beGroup(g, end)
	case c&formOfHave != 0:
		return d.haveGroup(g, end)
	case d.says(i, "do") || d.says(i, "does") || d.says(i, "did"):
		return d.doGroup(g, end)
	case d.says(i, "need") || d.says(i, "needs"):
		return d.needGroup(g, end)
	case info.verb.lemma != 0:
		g.kind, g.lemma, g.form = plainGroup, info.verb.lemma, info.verb.form
		return d.complete(g, end)
	case c&predicate != 0:
		g.kind = adjectives
		return g
	}
	return group{}
}

func (d *doc) modalGroup(g group, end int) group {
	g.kind, g.modal = modalGroup, d.lex.words[d.word(g.first)].word
	switch g.modal {
	case "cannot", "can't":
		g.modal, g.neg = "cannot", true
	case "won't":
		g.modal, g.neg = "will", true
	case "shouldn't", "mustn't", "wouldn't":
		g.modal, g.neg = g.modal[:len(g.modal)-3], true
	}
	j, neg := d.adverbs(g.first+1, end)
	g.neg = g.neg || neg
	if j >= end || !d.toks[j].is(isWord) || d.is(j, preposition|determiner|pronoun) && !d.is(j, formOfBe) {
		if d.is(g.first+1, negative) {
			g.last++ // "will not, however, accept"
		}
		return g // a parenthesis, or a question's order
	}
	g.main, g.last = j, j+1
	return d.mainVerb(g, end)
}

// doGroup reads "did not intend": a verb of the inventory with "do" and "not".
func (d *doc) doGroup(g group, end int) group {
	j, neg := d.adverbs(g.first+1, end)
	if !neg || j >= end {
		return group{}
	}
	v := d.lex.words[d.word(j)].verb
	if v.lemma == 0 || v.form&baseForm == 0 {
		return group{}
	}
	g.kind, g.lemma, g.main, g.last, g.neg = plainGroup, v.lemma, j, j+1, true
	g.form = pastForm
	if !d.says(g.first, "did") {
		g.form = baseForm | thirdForm
	}
	return d.complete(g, end)
}

// needGroup reads "need" as the modal that it is before "to" or an object:
// "they need to leave", "they need access".
func (d *doc) needGroup(g group, end int) group {
	i := g.first
	if i == 0 || d.is(i-1, determiner|preposition|possessive|formOfBe) || d.mark(i-1, wordPossessive) || d.is(g.last, preposition) && !d.is(g.last, infinitive) || d.says(i-1, "in") {
		return group{}
	}
	g.kind, g.modal = modalGroup, "need"
	if d.is(g.last, infinitive) {
		k, neg := d.adverbs(g.last+1, end)
		if k < end {
			g.main, g.last, g.neg = k, k+1, neg
			return d.mainVerb(g, end)
		}
	}
	return g
}

// mainVerb goes on from the verb that a modal or "to" governs: passive, perfect,
// continue, particles.
func (d *doc) mainVerb(g group, end int) group {
	for range 3 {
		w := g.main
		if g.last >= end {
			break
		}
		next, neg := d.adverbs(g.last, end)
		switch {
		case d.is(w, formOfHave) && d.participleLike(next, end):
			g.perfect, g.neg = true, g.neg || neg
			g.main, g.last = next, next+1
			continue
		case d.is(w, formOfBe) && (d.participleLike(next, end) && !d.is(next, predicate)):
			g.neg = g.neg || neg
			g.main, g.last = next, next+1
		case d.is(w, formOfBe) && d.is(next, predicate) && next == g.last:
			g.main, g.last = next, next+1
		case (d.says(w, "continue") || d.says(w, "keep") || d.says(w, "begin") || d.says(w, "start")) && next == g.last:
			if d.is(next, infinitive) && next+1 < end && d.toks[next+1].is(isWord) && !d.is(next+1, determiner|preposition|pronoun) {
				k, _ := d.adverbs(next+1, end)
				if k < end {
					g.main, g.last = k, k+1
				}
				continue
			}
			if next < end && strings.HasSuffix(d.raw(next), "ing") {
				g.main, g.last = next, next+1
			}
		case (d.says(w, "remain") || d.says(w, "stay") || d.says(w, "stand")) && (d.participleLike(next, end) || d.is(next, predicate)):
			g.main, g.last = next, next+1
		}
		break
	}
	if g.last < end && (d.is(g.last, verbParticle) || d.says(g.last, "place") && d.says(g.main, "take") || d.says(g.last, "account") && d.says(g.main, "take")) {
		g.last++
	}
	g.lemma = d.lex.words[d.word(g.main)].verb.lemma
	return g
}

func (d *doc) beGroup(g group, end int) group {
	g.kind = beGroup
	first := g.first
	j, neg := d.adverbs(g.first+1, end)
	g.neg = neg
	if j >= end {
		return g
	}
	if d.says(first, "being") {
		g.form = gerund
	}
	switch v := d.lex.words[d.word(j)].verb; {
	case d.is(j, infinitive) && (j == g.first+1 || neg && j == g.first+2) && j+1 < end && !d.is(j+1, determiner|preposition|pronoun) && d.toks[j+1].is(isWord) && !d.says(first, "been") && !d.says(first, "being") && !d.says(first, "be"):
		k, neg := d.adverbs(j+1, end)
		if k >= end {
			return g
		}
		g.kind, g.modal, g.neg = modalGroup, "be to", g.neg || neg
		g.main, g.last = k, k+1
		return d.mainVerb(g, end)
	case d.says(j, "going") && d.is(j+1, infinitive) && j+2 < end:
		g.kind, g.modal = modalGroup, "will"
		g.main, g.last = j+2, j+3
		return d.mainVerb(g, end)
	case d.says(j, "being") && d.participleLike(j+1, end):
		g.kind, g.main, g.last = passive, j+1, j+2
		g.lemma = d.lex.words[d.word(j+1)].verb.lemma
	case d.is(j, predicate):
		g.kind, g.main, g.last = adjectives, j, j+1
	case v.lemma != 0 && v.form&gerund != 0:
		g.kind, g.main, g.last, g.lemma, g.progressive = progressive, j, j+1, v.lemma, true
		return d.complete(g, end)
	case d.participleLike(j, end):
		g.kind, g.main, g.last, g.lemma = passive, j, j+1, v.lemma
		if v.lemma != 0 {
			return d.complete(g, end)
		}
	}
	return g
}

func (d *doc) haveGroup(g group, end int) group {
	g.kind = haveGroup
	if d.says(g.first, "having") {
		g.form = gerund
	}
	j, neg := d.adverbs(g.first+1, end)
	g.neg = neg
	if j >= end {
		return g
	}
	v := d.lex.words[d.word(j)].verb
	switch {
	case d.says(j, "been"):
		b := d.beGroup(group{first: j, last: j + 1, main: j}, end)
		b.first, b.perfect, b.form, b.neg = g.first, true, g.form, b.neg || g.neg
		if b.kind == beGroup {
			b.kind = haveGroup
		}
		return b
	case v.lemma != 0 && v.form&participle != 0:
		form := g.form
		g.kind, g.perfect, g.main, g.last, g.lemma, g.form = plainGroup, true, j, j+1, v.lemma, v.form&participle
		if form == gerund {
			g.form = gerund
		}
		return d.complete(g, end)
	case d.participleLike(j, end):
		g.kind, g.perfect, g.main, g.last = otherVerb, true, j, j+1
	}
	return g
}

// complete takes the particle and the completing noun that follow a verb of the
// inventory: "call upon", "take note of", "expresses its grave concern".
func (d *doc) complete(g group, end int) group {
	v := &inventory[g.lemma-1]
	j := g.last
	if j < end && v.particles != "" && hasWord(v.particles, d.lex.words[d.word(j)].word) && d.toks[j].is(isWord) {
		g.last, g.particle = j+1, true
		if v.base == "look" && d.says(j, "forward") && d.says(j+1, "to") {
			g.last = j + 2
			return g
		}
	}
	if v.base == "remain" || v.base == "stand" {
		k, _ := d.adverbs(g.last, end)
		switch {
		case d.is(k, predicate) && k < end:
			g.kind, g.main, g.last, g.lemma = adjectives, k, k+1, 0
			return g
		case d.says(k, "in") && d.says(k+1, "support"):
			g.last = k + 2
			return g
		}
	}
	if v.traits&strong != 0 && v.traits&says == 0 {
		g.last = d.quality(g.last, end)
	}
	if v.needs != "" {
		g.hollow = !d.fixed(&g, v, end)
	}
	if v.traits&(empty|nounful) != 0 || v.base == "reserve" {
		if k := d.noun(g.last, end); k > 0 && !(d.says(k, "right") && v.base != "reaffirm" && v.base != "reserve") {
			g.noun, g.nounAt, g.last = d.lex.words[d.word(k)].noun, k, k+1
		} else if v.traits&empty != 0 {
			g.hollow = !d.listedNoun(g.last, end)
		}
	}
	return g
}

// quality takes what may stand between a verb and its object and belongs to the
// verb: "also", "further", "with concern", "in the strongest terms".
func (d *doc) quality(i, end int) int {
	if (d.says(i, "also") || d.says(i, "further") || d.says(i, "again")) && i+1 < end && (d.is(i+1, determiner|relative|infinitive) || d.toks[i+1].is(isCap)) {
		return i + 1
	}
	if d.says(i, "with") {
		for k := i + 1; k < min(i+4, end); k++ {
			if d.lex.words[d.word(k)].noun != 0 && !d.says(k+1, "to") {
				return k + 1
			}
			if d.is(k, determiner|preposition|possessive) {
				break
			}
		}
	}
	if d.says(i, "in") && d.says(i+1, "the") && (d.says(i+2, "strongest") || d.says(i+2, "clearest")) {
		for k := i + 3; k < min(i+6, end); k++ {
			if d.says(k, "terms") {
				return k + 1
			}
		}
	}
	return i
}

// fixed takes the fixed words that a verb needs: "take note of", "bear in
// mind", "pay tribute", "reserve the right". It reports whether they are there.
func (d *doc) fixed(g *group, v *verb, end int) bool {
	if v.needs == "-" {
		return false
	}
	if g.particle && hasWord(v.needs, d.lex.words[d.word(g.last-1)].word) {
		return true
	}
	j := g.last
	for k := j; k < min(j+4, end); k++ {
		w := d.lex.words[d.word(k)].word
		switch {
		case d.mark(k, ',') && hasWord(v.needs, ","), d.mark(k, '.') && hasWord(v.needs, "."):
			return true
		case !d.toks[k].is(isWord):
			return false
		case w != "" && hasWord(v.needs, w):
			switch w {
			case "to", "that", "with", "by", "attention", "committed":
				return true
			case "behind":
				g.last = k + 1
				return true
			}
			g.last = k + 1
			if w == "note" || w == "account" || w == "cognizance" {
				// "take note with satisfaction of"
				if d.says(k+1, "with") && k+3 < end && d.says(k+3, "of") {
					g.last = k + 4
				} else if d.says(k+1, "of") {
					g.last = k + 2
				}
			}
			if w == "pursuant" && d.says(k+1, "to") {
				g.last = k + 2
			}
			return true
		case d.is(k, possessive|preposition|determiner) || d.is(k, adverb):
		default:
			return false
		}
	}
	return false
}

// noun is the completing noun that follows token i: after a possessive or an
// article, and adjectives. 0 if there is none.
func (d *doc) noun(i, end int) int {
	j := i
	owned := false
	for k := 0; k < 7 && j < end; k++ {
		info := &d.lex.words[d.word(j)]
		switch {
		case info.noun != 0 && (d.toks[j].is(isWord)):
			if d.is(j+1, coordinator) && d.lex.words[d.word(min(j+2, end-1))].noun == 0 && d.is(j+2, commonVerb) {
				return 0
			}
			return j
		case j == i && info.class&(possessive|determiner) != 0 && info.class&relative == 0:
			owned = true
		case d.mark(j, wordPossessive), d.mark(j, '\'') && owned, d.toks[j].is(isCap) && owned && d.toks[j].is(isWord), d.toks[j].is(isUpper):
		case info.class&(preposition|pronoun|relative|modalWord|formOfBe|coordinator|determiner) != 0, !d.toks[j].is(isWord) && !d.mark(j, '-'):
			return 0
		}
		j++
	}
	return 0
}

// listedNoun reports whether a completing noun comes after another: "expresses
// its sympathy and condolences".
func (d *doc) listedNoun(i, end int) bool {
	for k := i; k < min(i+8, end); k++ {
		if d.lex.words[d.word(k)].noun != 0 {
			return true
		}
		if d.is(k, preposition|relative) {
			return false
		}
	}
	return false
}

// hasWord reports whether a list of words parted by spaces holds the word.
func hasWord(list, word string) bool {
	for word != "" {
		i := strings.Index(list, word)
		if i < 0 {
			return false
		}
		j := i + len(word)
		if (i == 0 || list[i-1] == ' ') && (j == len(list) || list[j] == ' ') {
			return true
		}
		list = list[j:]
	}
	return false
}
