package bulletin

import (
	"slices"
	"strings"

	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// A part is what a text says of one area, or of several together.
type part struct {
	from, to  int // tokens
	names     []string
	areas     []place.AreaID
	unknown   []string // names that are no area of the case
	n         int
	uncounted bool
}

// A name is a run of capitalised words or an area of the case, in tokens [from, to).
type name struct{ from, to int }

var (
	particle  = set("ez", "al", "el", "es", "ar", "as", "ad", "at", "эз", "аль", "эль", "эш", "эс", "ар", "ан", "ат", "эд", "de", "of")
	provinces = []string{"provinc", "governorat", "провинц", "мухафаз"}
	// notNames are capitalised words that begin sentences and name no place.
	notNames = set("the", "in", "on", "at", "of", "and", "all", "two", "one", "three", "four", "five", "six", "it", "this", "that", "there", "they", "no",
		"province", "provinces", "governorate", "governorates", "syria", "syrian", "russia", "russian", "turkey", "turkish", "joint", "commission", "ministry", "defense", "defence",
		"centre", "center", "reconciliation", "militants", "illegal", "armed", "groups", "over", "during", "past", "within", "according", "moscow", "ankara", "tass", "ria", "bulletin",
		"в", "во", "на", "и", "за", "все", "по", "из", "провинция", "провинции", "сирия", "сирии", "россия", "российская", "турция", "турецкая", "боевики", "центр", "минобороны", "также", "кроме", "сутки",
		"армии", "сар", "рф", "hmeimim", "хмеймим")
)

// nameAt reads a name that begins with token i.
func (rd *reader) nameAt(i int) (name, bool) {
	ts := rd.ts
	if i >= len(ts) || !rd.nameWord(i) || notNames[ts[i].low] {
		return name{}, false
	}
	j := i + 1
	for j < len(ts) && ts[j].line-ts[i].line <= 1 && ts[j].sentence == ts[i].sentence && !ts[j].first && rd.nameWord(j) && !notNames[ts[j].low] {
		j++
	}
	// An area of the case may go on in small letters: "Lower valley".
	for k := j; k < len(ts) && k < j+3 && ts[k].word && !rd.taken[k] && ts[k].sentence == ts[i].sentence; k++ {
		if len(rd.opts.Areas(rd.words(name{i, k + 1}))) > 0 {
			j = k + 1
		}
	}
	return name{i, j}, true
}

// nameWord reports whether token i can stand in a name: it begins with a
// capital, or with an article of Arabic names before one.
func (rd *reader) nameWord(i int) bool {
	t := rd.ts[i]
	if !t.word || rd.taken[i] || monthOf(t) > 0 && capital(t.text) {
		return false
	}
	if _, number := wordNumber(t.low); number {
		return false
	}
	if capital(t.text) {
		return true
	}
	before, after, hyphen := strings.Cut(t.low, "-")
	return hyphen && particle[before] && after != "" && capital(t.text[len(before)+1:])
}

func (rd *reader) words(n name) string { return rd.text[rd.ts[n.from].start:rd.ts[n.to-1].end] }

// areasOf are the areas that a name means, in the nominative or, in Russian, in
// another case.
func (rd *reader) areasOf(name string) []place.AreaID {
	for _, form := range forms(name) {
		if ids := rd.opts.Areas(form); len(ids) > 0 {
			return ids
		}
	}
	return nil
}

// endings turn Russian cases of a name back into the nominative.
var endings = [...][2]string{
	{"ии", "ия"}, {"ию", "ия"}, {"ией", "ия"}, {"е", "а"}, {"ы", "а"}, {"у", "а"}, {"ой", "а"}, {"е", ""}, {"а", ""}, {"у", ""}, {"ом", ""}, {"и", "а"}, {"я", "ь"},
}

// forms are a name and what it may be the oblique case of.
func forms(name string) []string {
	out := []string{name}
	for _, e := range endings {
		if stem, ok := strings.CutSuffix(name, e[0]); ok && len(stem) > 4 {
			out = append(out, stem+e[1])
		}
	}
	return out
}

// parts reads what stands by area in the tokens from i to end. Behind the end of
// the sentence in which it begins only names of areas with a number count.
func (rd *reader) parts(i, end int, total event) []part {
	ts := rd.ts
	sentence := -1
	if i < len(ts) {
		sentence = ts[max(total.to-1, 0)].sentence
	}
	var out []part
	each, cue := -1, false
	for i < end {
		if begins(ts[i].low, provinces...) {
			cue = true
		}
		if n, j, ok := rd.eachAt(i); ok {
			each, i = n, j
			continue
		}
		if p, ok := rd.before(i, end); ok && ts[i].sentence == sentence {
			out = append(out, p)
			i, each = p.to, -1
			continue
		}
		nm, ok := rd.nameAt(i)
		if !ok {
			if ts[i].text == "." || ts[i].text == ";" {
				each, cue = -1, false
			}
			i++
			continue
		}
		p := part{from: nm.from, to: nm.to, uncounted: true}
		rd.cover(&p, nm)
		n, j, counted := rd.after(nm.to, end)
		switch known := len(p.unknown) == 0; {
		case counted && (known || ts[nm.from].sentence == sentence):
			p.n, p.to, p.uncounted = n, j, false
		case ts[nm.from].sentence != sentence:
			i = nm.to
			continue
		case each >= 0 && (known || cue):
			p.n, p.uncounted = each, false
		case !known && !cue:
			i = nm.to
			continue
		}
		out = append(out, p)
		i = p.to
	}
	return rd.together(out, total)
}

// cover adds a name to what a part covers.
func (rd *reader) cover(p *part, nm name) {
	words := rd.words(nm)
	p.names = append(p.names, words)
	if ids := rd.areasOf(words); len(ids) > 0 {
		for _, id := range ids {
			if !slices.Contains(p.areas, id) {
				p.areas = append(p.areas, id)
			}
		}
		return
	}
	p.unknown = append(p.unknown, words)
}

// after reads a number behind a name: "Hama - 4", "Hama (4 cases)", "Hama 4,".
func (rd *reader) after(i, end int) (n, to int, ok bool) {
	ts := rd.ts
	if i < end && begins(ts[i].low, provinces...) {
		i++
	}
	if i >= end {
		return 0, 0, false
	}
	switch {
	case isDash(ts[i]):
		if n, to, ok = numberAt(ts, i+1); ok && to <= end {
			return n, rd.past1(to, end), !rd.inArea(to)
		}
	case ts[i].text == "(":
		n, to, ok = numberAt(ts, i+1)
		for k := to; ok && k < end && k < to+4; k++ {
			if ts[k].text == ")" {
				return n, k + 1, true
			}
		}
	default:
		if n, to, ok = numberAt(ts, i); ok && to <= end && (to == len(ts) || !ts[to].word && !isDash(ts[to]) || ts[to].low == "and" || ts[to].low == "и") {
			return n, to, ts[i].digits
		}
	}
	return 0, 0, false
}

// past1 is the token behind the noun that a number may have: "4 cases".
func (rd *reader) past1(i, end int) int {
	if i < end && isNoun(rd.ts[i]) {
		return i + 1
	}
	return i
}

// inArea reports whether "in" and a name follow, so that a number belongs to
// that name and not to the one before it.
func (rd *reader) inArea(i int) bool {
	i = rd.past1(i, len(rd.ts))
	if i >= len(rd.ts) || rd.ts[i].low != "in" && rd.ts[i].low != "в" && rd.ts[i].low != "во" {
		return false
	}
	_, ok := rd.nameAt(rd.skip(i + 1))
	return ok
}

// skip passes "the", "province of" and the like.
func (rd *reader) skip(i int) int {
	for i < len(rd.ts) {
		low := rd.ts[i].low
		if low != "the" && low != "of" && low != "city" && !begins(low, provinces...) && low != ":" {
			return i
		}
		i++
	}
	return i
}

// before reads a number in front of names: "four in Hama", "four cases in the
// provinces of Hama and Homs", which counts both together.
func (rd *reader) before(i, end int) (part, bool) {
	ts := rd.ts
	n, j, ok := numberAt(ts, i)
	if !ok || rd.taken[i] {
		return part{}, false
	}
	for k := j; k < end && k < j+5 && ts[k].word; k++ {
		if low := ts[k].low; low == "in" || low == "в" || low == "во" || low == "for" {
			p := part{from: i, n: n}
			return rd.gather(p, rd.skip(k+1), end)
		}
		if !isNoun(ts[k]) && !isVerb(ts[k]) && k > j+2 {
			break
		}
	}
	return part{}, false
}

// gather adds to a part the names from token i on that follow each other and
// have no number of their own.
func (rd *reader) gather(p part, i, end int) (part, bool) {
	ts := rd.ts
	for {
		nm, ok := rd.nameAt(i)
		if !ok || nm.to > end {
			break
		}
		if _, _, own := rd.after(nm.to, end); own {
			if len(p.names) == 0 {
				return part{}, false // the number is of something else: "9 in the provinces of Hama (4)"
			}
			break
		}
		rd.cover(&p, nm)
		p.to = nm.to
		i = nm.to
		if i < end && begins(ts[i].low, provinces...) {
			p.to, i = i+1, i+1
		}
		if i >= end || ts[i].text != "," && ts[i].low != "and" && ts[i].low != "и" {
			break
		}
		i++
		if i < end && (ts[i].low == "and" || ts[i].low == "и") {
			i++
		}
		i = rd.skip(i)
	}
	return p, len(p.names) > 0
}

// eachAt reads "one each in" and "по одному в": the number of every name after it.
func (rd *reader) eachAt(i int) (n, to int, ok bool) {
	ts := rd.ts
	if ts[i].low == "по" {
		n, to, ok = numberAt(ts, i+1)
		if ok && to < len(ts) && isNoun(ts[to]) {
			to++
		}
		if ok && to < len(ts) && (ts[to].low == "в" || ts[to].low == "во") {
			return n, to + 1, true
		}
		return 0, 0, false
	}
	if n, to, ok = numberAt(ts, i); !ok {
		return 0, 0, false
	}
	for k := to; k < len(ts) && k < to+4; k++ {
		if ts[k].low == "each" && k+1 < len(ts) && ts[k+1].low == "in" {
			return n, k + 2, true
		}
	}
	return 0, 0, false
}

// together reads a total whose areas have no numbers as the count of all of
// them together: "nine violations in the provinces of Aleppo and Hama".
func (rd *reader) together(of []part, total event) []part {
	if len(of) == 0 || slices.ContainsFunc(of, func(p part) bool { return !p.uncounted }) {
		return of
	}
	all := part{from: total.from, to: of[len(of)-1].to, n: total.n}
	for _, p := range of {
		all.names = append(all.names, p.names...)
		all.unknown = append(all.unknown, p.unknown...)
		for _, id := range p.areas {
			if !slices.Contains(all.areas, id) {
				all.areas = append(all.areas, id)
			}
		}
	}
	return []part{all}
}

// sourceOf is the source of the case that is counted under a name, or under a
// synonym of it; empty if there is none.
func (rd *reader) sourceOf(name string) report.SourceID {
	for _, s := range append([]string{name}, synonyms[name]...) {
		for _, n := range rd.names {
			if strings.Join(n.words, " ") == s {
				return n.source
			}
		}
	}
	return ""
}
