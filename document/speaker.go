package document

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A voice is who speaks in an act, and in whose words.
type voice struct {
	name string
	mode Mode
}

// speakers resolves who speaks: by the body of a resolution, the parties of an
// agreement, the first person of a statement, and in news by subjects, titles
// and who was named before.
type speakers struct {
	d       *doc
	people  people
	author  string // whose text it is
	first   bool   // it speaks of itself as "we" or "I"
	told    bool   // it tells what others did, as readouts do
	person  string // whose statement it is by its title: who says "I"
	joint   string // several who speak together, as named once: "Foreign ministers of A, B and C"
	pair    string // the two states that meet, where the text speaks of "the two sides"
	members int    // how many they are

	acronyms   map[string]string // full names of bodies by their letters
	heads      map[wordID]string // bodies that were named by what they are: "the coalition known as X"
	lastOwn    string            // the last to act in the text's own voice
	last       string            // the last to act
	lastPerson string
	lastBody   string
	lastMany   string
	two        string   // the two persons who spoke together
	met        []string // the persons who met, where a text opens with it
}

func (d *doc) assignSpeakers(acts []act) []voice {
	s := speakers{d: d, people: d.findPeople(), heads: make(map[wordID]string), acronyms: d.findAcronyms()}
	s.findAuthor(acts)
	d.speakers = asName(s.author)
	out := make([]voice, len(acts))
	for i := range acts {
		out[i] = s.voice(&acts[i])
		out[i].name = asName(out[i].name)
	}
	return out
}

// particles begin names in small letters.
var particles = [...]string{"al", "an", "ar", "as", "at", "el", "de", "di", "da", "van", "von", "bin", "ibn"}

// asName writes who speaks as a name: without an article, beginning with a
// capital, "the guarantor States" as "Guarantor States". A particle keeps its
// small letter: "al-Nusra".
func asName(s string) string {
	s = strings.TrimPrefix(s, "the ")
	word, _, _ := strings.Cut(s, " ")
	word, _, _ = strings.Cut(word, "-")
	if slices.Contains(particles[:], word) {
		return s
	}
	r, n := utf8.DecodeRuneInString(s)
	if u := unicode.ToUpper(r); u != r && r != utf8.RuneError {
		return string(u) + s[n:]
	}
	return s
}

// findAcronyms finds bodies that a text names in full and then by their letters:
// "the Rapid Support Forces (RSF)".
func (d *doc) findAcronyms() map[string]string {
	out := make(map[string]string)
	for i := 2; i+1 < len(d.toks); i++ {
		if !d.mark(i-1, '(') || !d.toks[i].is(isUpper) || !d.mark(i+1, ')') {
			continue
		}
		letters := d.raw(i)
		j, n := i-1, len(letters)-1
		for ; n >= 0 && j > 0; n-- {
			for j--; j > 0 && (d.is(j, preposition|coordinator) || d.says(j, "the")) && !d.toks[j].is(isCap); j-- {
			}
			if !d.toks[j].is(isWord) || !d.toks[j].is(isCap) || d.text[d.toks[j].start] != letters[n] {
				j = -1
			}
		}
		if j >= 0 && n < 0 {
			out[letters] = words(d.text, d.toks, j, i-1)
		}
	}
	return out
}

// voice is who speaks in one act.
func (s *speakers) voice(a *act) voice {
	d := s.d
	switch {
	case d.sort == Operative, d.sort == Agreement:
		return voice{s.author, Direct}
	}
	_, quoted := d.quoted(a.main)
	subj := a.subj
	if a.toldBy[0] < a.toldBy[1] && (a.said[0] < a.said[1] || a.quote >= 0 || s.firstPersonAt(subj)) {
		if s.pronounAt(subj) || a.quote >= 0 || a.said[0] < a.said[1] {
			subj = a.toldBy
		}
	}
	if a.duty && !s.firstPersonAt(subj) || a.authored && a.toldBy == ([2]int{}) {
		subj = [2]int{}
	}
	v := voice{mode: Direct}
	if d.sort == News || s.told {
		v.mode = Reported
	}
	if a.lead || subj[0] >= subj[1] {
		v.name = s.author
		if a.lead && s.last != "" && s.author == "" {
			v.name = s.last
		}
		if subj[0] >= subj[1] && !a.lead && s.last != "" && !((a.duty || a.authored) && s.author != "") {
			v.name = s.last
		}
	} else {
		v.name = s.name(subj)
		if strings.HasPrefix(s.author, v.name+" ") && v.name != "" {
			v.name = s.author // "the G7 will", in a statement of the G7 leaders
		}
		if d.sort == Statement && !s.told && v.name != s.author && !s.firstPersonAt(subj) && !(s.pair != "" && v.name == s.pair && !s.first) && !s.own(subj) && !(v.name == s.lastOwn && s.pronounAt(subj)) {
			v.mode = Reported
		}
		if a.byText {
			v.mode = Reported
		}
		if v.mode == Direct {
			s.lastOwn = v.name
		}
	}
	if quoted && s.wholeQuote(a) {
		v.mode = Quoted
	}
	if v.name != "" {
		s.last = v.name
	}
	return v
}

// wholeQuote reports whether the quotation that holds an act's verb holds more
// than a word or two of it.
func (s *speakers) wholeQuote(a *act) bool {
	q, ok := s.d.quoted(a.main)
	return ok && q.last-q.first > 2
}

func (s *speakers) pronounAt(x [2]int) bool {
	return x[0] < x[1] && s.d.is(s.skip(x), pronoun)
}

func (s *speakers) firstPersonAt(x [2]int) bool {
	if x[0] >= x[1] {
		return false
	}
	i := s.skip(x)
	return s.d.says(i, "we") || s.d.says(i, "i") || s.d.says(i, "our") || s.d.says(i, "my")
}

// own reports whether a subject is the author by another name.
func (s *speakers) own(x [2]int) bool {
	d := s.d
	if s.firstPersonAt(x) {
		return true
	}
	if s.author == "" {
		i := s.skip(x)
		return d.is(i, determiner|numeral) && s.joint == "" && !s.first && d.is(s.head(i, x[1]), kin|office|sideWord) && s.pluralWord(s.head(i, x[1])) && !s.namesState(i, x[1])
	}
	return false
}

// namesState reports whether tokens i to j name a country or its people: then
// it is one side that acts, and not all.
func (s *speakers) namesState(i, j int) bool {
	for k := i; k < j; k++ {
		if nationalityOf(s.d.word(k)) != "" || s.d.is(k, countryWord) {
			return true
		}
	}
	return false
}

// skip is the first word of a subject.
func (s *speakers) skip(x [2]int) int {
	i := x[0]
	for i < x[1]-1 && (s.d.toks[i].is(isMark) || s.d.is(i, adverb) && !s.d.is(i, pronoun) || s.d.is(i, coordinator)) {
		i++
	}
	return i
}

func (s *speakers) head(i, j int) int {
	c := clauser{d: s.d, first: i}
	return c.head(i, j)
}

// name is the canonical name of a subject.
func (s *speakers) name(x [2]int) string {
	d := s.d
	i := s.skip(x)
	j := x[1]
	for j > i+1 && (d.toks[j-1].is(isMark) && !d.mark(j-1, ')') || d.is(j-1, adverb) || d.says(j, "not") && (d.says(j-1, "does") || d.says(j-1, "do") || d.says(j-1, "did"))) {
		j-- // "the Government does not"
	}
	if i >= j {
		return s.last
	}
	if d.is(i, pronoun) && (j == i+1 || !d.toks[i+1].is(isWord) || d.mark(i+1, ',') || d.says(i, "they")) || d.says(i, "i") && d.toks[i].is(isCap) {
		return s.pronoun(i, j)
	}
	if d.says(i, "we") {
		return s.author
	}
	if (d.says(i, "our") || d.says(i, "my")) && s.author != "" {
		return s.author
	}
	if n, many := s.joined(i, j); n != "" {
		s.lastMany = n
		if many {
			return n
		}
	}
	if d.is(s.head(i, j), office) && d.mark(j, ',') && j+1 < len(d.toks) {
		// "its spokeswoman, Lia Morant, said"
		if full, ok := s.people.at(d, j+1, min(d.personName(j+1), len(d.toks))); ok {
			s.lastPerson = full
			return full
		}
	}
	if full, ok := s.people.at(d, i, j); ok && !s.withOthers(i, j) {
		s.lastPerson = full
		return full
	}
	return s.body(i, j)
}

// withOthers reports whether a subject names others beside a person: "the
// Secretary and his team".
func (s *speakers) withOthers(i, j int) bool {
	for k := i; k+1 < j; k++ {
		if s.d.is(k, coordinator) && s.d.is(k+1, possessive|determiner|adverb) {
			return true
		}
	}
	return false
}

// pronoun is whom a pronoun stands for.
func (s *speakers) pronoun(i, j int) string {
	d := s.d
	switch {
	case d.says(i, "i") && d.sort == Statement && d.opts.Speakers == "":
		return s.person // not the state of which "we" speaks
	case d.says(i, "i"), d.says(i, "we"):
		if d.sort == News {
			return s.last
		}
		if s.author == "" && s.joint != "" {
			return s.joint
		}
		return s.author
	case d.says(i, "they"):
		if s.joint != "" {
			return s.joint
		}
		if s.lastMany != "" {
			return s.lastMany
		}
		if s.told && len(s.met) > 1 {
			return joinNames(s.met)
		}
		if a, b := s.people.firstTwo(); s.told && b != "" {
			return a + " and " + b
		}
	case d.says(i, "he"), d.says(i, "she"):
		if s.lastPerson != "" {
			return s.lastPerson
		}
		if p := s.people.before(i); p != "" && s.last == "" {
			return p
		}
	case d.says(i, "it"):
		if s.lastBody != "" && s.lastBody != s.lastPerson {
			return s.lastBody
		}
	}
	return s.last
}

// joined is the name of several who speak together: "the two leaders", "Lavrov,
// Zarif and Cavusoglu", "the three countries' foreign ministers". many reports
// that the subject means them all.
func (s *speakers) joined(i, j int) (name string, many bool) {
	d := s.d
	persons := s.people.count(d, i, j)
	if s.joint != "" {
		k := i
		if d.says(k, "the") {
			k++
		}
		counted := s.numberAt(k)
		switch {
		case persons > 1 && (s.members == 0 || persons == s.members):
			return s.joint, true
		case counted > 0 && (s.members == 0 || counted == s.members):
			return s.joint, true
		case k > i && d.is(k, kin|office) && s.pluralWord(k) && j <= k+2:
			return s.joint, true
		case s.nationals(i, j) >= 2:
			return s.joint, true
		}
	}
	if names := s.each(i, j); len(names) > 1 {
		return joinNames(names), true
	}
	if s.meeting(i, j) {
		return joinNames(s.met), true
	}
	if s.pair != "" && d.is(j-1, sideWord) && (d.says(i, "both") || d.says(i, "the") && s.numberAt(i+1) == 2) {
		return s.pair, true
	}
	if h := s.head(i, j); j <= i+2 && s.lastMany != "" && (d.says(h, "sides") || d.says(h, "leaders") && s.told) && s.pair == "" {
		return s.lastMany, true // "the sides", of those named before
	}
	if persons == 2 && d.sort != News || s.told && (d.says(i, "both") || d.says(i, "the") && s.numberAt(i+1) == 2) {
		if a, b := s.people.firstTwo(); b != "" && d.sort != News {
			s.two = a + " and " + b
			return s.two, true
		}
	}
	if s.two != "" && j == i+2 && d.says(i, "the") && d.says(i+1, "leaders") {
		return s.two, true // of whom "the two leaders" was said before
	}
	return "", false
}

// each is the persons whom tokens i to j name one after the other, or nil if
// anything else is among them: "Vice President Oster and the King".
func (s *speakers) each(i, j int) []string {
	d := s.d
	var names []string
	for from := i; from < j; {
		to := from
		for to < j && !d.is(to, coordinator) && !d.mark(to, ',') {
			to++
		}
		name, ok := s.people.at(d, from, to)
		if k := from + 1; !ok && d.says(from, "the") && k < to && d.is(k, office) {
			for k < to && d.is(k, office) {
				k++
			}
			if k == to {
				name = s.people.holder(d.word(from+1), i)
			}
		}
		if name == "" {
			return nil
		}
		if full, ok := s.people.surname(lastWord(name)); ok {
			name = full
		}
		names = append(names, name)
		for from = to; from < j && (d.is(from, coordinator) || d.mark(from, ',')); {
			from++
		}
	}
	return names
}

// meeting reports whether tokens i to j are those who met: "the leaders", "both
// Presidents", "the two ministers".
func (s *speakers) meeting(i, j int) bool {
	d := s.d
	h := j - 1
	if len(s.met) < 2 || !d.says(h, "leaders") && !(d.is(h, office) && s.pluralWord(h)) {
		return false
	}
	switch h - i {
	case 1:
		return d.says(i, "the") || d.says(i, "both") && len(s.met) == 2
	case 2:
		return d.says(i, "the") && s.numberAt(i+1) == len(s.met)
	}
	return false
}

// nationals counts the nationalities that tokens i to j name: "the Russian,
// Iranian and Turkish top diplomats".
func (s *speakers) nationals(i, j int) int {
	n := 0
	for k := i; k < j; k++ {
		if nationalityOf(s.d.word(k)) != "" {
			n++
		}
	}
	return n
}

// numberAt is the small number that token i is, or 0.
func (s *speakers) numberAt(i int) int {
	for n, w := range [...]string{2: "two", 3: "three", 4: "four", 5: "five", 6: "six"} {
		if n >= 2 && s.d.says(i, w) {
			return n
		}
	}
	return 0
}

func (s *speakers) pluralWord(i int) bool {
	w := s.d.raw(i)
	return len(w) > 3 && w[len(w)-1] == 's'
}

// body is the name of a body, a state or a set of them.
func (s *speakers) body(i, j int) string {
	d := s.d
	k := i
	for k < j-1 && (d.says(k, "the") || d.says(k, "a") || d.says(k, "an")) || k < j-1 && k > i && d.is(k, numeral) && !d.mark(k+1, '-') {
		k++
	}
	end := s.phraseEnd(k, j)
	plain := words(d.text, d.toks, k, end)
	if name, n := d.country(k); n > 0 {
		switch {
		case k+n == end, k+n < end && (d.says(k+n, "government") || d.says(k+n, "statement") || d.says(k+n, "administration")):
			s.lastBody = name
			return name
		case d.is(k+n, coordinator):
			if list := s.countryList(k, end); list != "" {
				if s.pair != "" && samePair(list, s.pair) {
					list = s.pair
				}
				s.lastBody, s.lastMany = list, list
				return list
			}
		}
	}
	if capital := d.capitalOf(k); capital != "" && (end == k+1 || d.is(k+1, formOfHave|adverb|modalWord)) {
		s.lastBody = capital
		return capital
	}
	h := s.head(k, end)
	if d.says(h, "statement") && h == k && s.lastBody != "" {
		return s.lastBody // "the statement added": of whoever spoke before
	}
	if full := s.acronyms[d.raw(k)]; full != "" && end == k+1 {
		s.lastBody = full
		return full
	}
	if d.is(h, office|kin) && s.pluralWord(h) && d.says(h+1, "of") {
		if names := s.states(h + 2); len(names) > 1 {
			plain = words(d.text, d.toks, k, end)
			if s.formal(h, end) {
				plain = words(d.text, d.toks, k, h+1) + " of " + joinNames(names)
			}
			s.lastMany, s.lastBody = plain, plain
			return plain
		}
	}
	if d.says(end, "known") && d.says(end+1, "as") {
		// "the coalition known as the High Example Committee"
		a := end + 2
		if d.says(a, "the") {
			a++
		}
		if b := d.personName(a); b > a {
			plain = words(d.text, d.toks, a, b)
			s.heads[d.word(h)] = plain
			s.lastBody = plain
			return plain
		}
	}
	if known := s.heads[d.word(h)]; known != "" && end == k+1 && k > i {
		s.lastBody = known
		return known
	}
	if end == k+1 || end == k+2 && d.is(h, kin) {
		// "the Observatory": named in full before.
		if full := s.people.fullBody(d, h, k); full != "" {
			plain = full
		}
	}
	if d.is(h, office) && end <= k+2 && end == h+1 && k > i && s.d.toks[k].is(isCap) {
		if holder := s.people.holder(d.word(h), k); holder != "" {
			if full, ok := s.people.surname(lastWord(holder)); ok {
				holder = full
			}
			s.lastPerson = holder
			return holder // "the President"
		}
	}
	if d.is(h, office) && !s.pluralWord(h) && k > i && s.lastPerson != "" && !d.toks[h].is(isCap) && d.sort == News {
		return s.lastPerson // "the top diplomat said"
	}
	// "Britain-based": where it sits is no part of the name.
	if m := k + 3; m < end && d.mark(k+1, '-') && d.says(k+2, "based") {
		plain = words(d.text, d.toks, m, end)
	}
	for m := k + 1; m+1 < end; m++ {
		// "the opposition's Joint Command": of the opposition, which is no name.
		if d.mark(m, wordPossessive) && !d.toks[m-1].is(isCap) && d.toks[m+1].is(isCap) {
			plain = words(d.text, d.toks, m+1, end) + " of the " + words(d.text, d.toks, k, m)
			break
		}
	}
	switch {
	case s.pluralWord(h):
		s.lastMany = plain
	case d.is(h, office):
		s.lastPerson = plain // whom "he" or "she" stands for
	}
	s.lastBody = plain
	return plain
}

// phraseEnd ends a name before a relative clause, a participle or a
// parenthesis: "the coalition known as".
func (s *speakers) phraseEnd(k, j int) int {
	d := s.d
	for m := k + 1; m < j; m++ {
		switch {
		case d.mark(m, '('), d.mark(m, ',') && !s.listed(m, j), d.mark(m, dash), d.toks[m].is(isOpenQ):
			return m
		case d.says(m, "on") && d.is(m+1, dayWord), d.says(m, "for") && d.is(m+1, possessive) && m+2 < j, d.ingWord(m) && !d.toks[m].is(isCap) && !d.mark(m-1, '-') && d.is(m+1, preposition|determiner):
			return m
		case d.is(m, relative) || d.says(m, "known") || d.says(m, "involved") || d.says(m, "based") && !d.mark(m-1, '-'):
			return m
		}
	}
	return j
}

// listed reports whether the comma at token m parts members of a list.
func (s *speakers) listed(m, j int) bool {
	for k := m + 1; k < j; k++ {
		if s.d.is(k, coordinator) {
			return true
		}
	}
	return false
}

// formal reports whether tokens i to j give states their full names.
func (s *speakers) formal(i, j int) bool {
	for k := i; k < j; k++ {
		if s.d.says(k, "republic") || s.d.says(k, "kingdom") || s.d.says(k, "federation") {
			return true
		}
	}
	return false
}

// samePair reports whether "A and B" names the two of "B and A".
func samePair(x, y string) bool {
	a, b, ok := strings.Cut(x, " and ")
	c, e, also := strings.Cut(y, " and ")
	return ok && also && (a == c && b == e || a == e && b == c)
}

// countryList writes "A, B and C" of the countries that tokens i to j name, or
// "" if it names anything else.
func (s *speakers) countryList(i, j int) string {
	d := s.d
	var names []string
	for k := i; k < j; {
		name, n := d.country(k)
		switch {
		case n > 0:
			names = append(names, name)
			k += n
		case d.mark(k, ','), d.is(k, coordinator), d.says(k, "the"):
			k++
		default:
			return ""
		}
	}
	return joinNames(names)
}

// joinNames writes "A, B and C".
func joinNames(names []string) string {
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	default:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
}
