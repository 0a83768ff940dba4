package document

import (
	"slices"
	"strings"
)

// findAuthor finds whose text it is.
func (s *speakers) findAuthor(acts []act) {
	d := s.d
	s.author = d.opts.Speakers
	s.first = s.speaksOfItself()
	switch {
	case s.author != "":
	case d.sort == Operative:
		s.author = s.councilName()
	case d.sort == Agreement:
		s.author = s.contracting(acts)
	default:
		s.author = s.statementAuthor(acts)
	}
	s.findJoint()
	s.findPair()
	s.findMet()
	s.findPerson()
	if s.author == "" && s.first {
		s.author = s.person
	}
	s.told = d.sort == Statement && !s.first && s.author == "" && s.joint == "" && s.readout()
}

// councilName is the body of a resolution.
func (s *speakers) councilName() string {
	d := s.d
	for i := range d.paras {
		p := &d.paras[i]
		if i > 12 {
			break
		}
		if d.councilLine(p) {
			b := int(p.body)
			for d.toks[b].is(isMark) || d.says(b, "the") {
				b++
			}
			return d.bodyName(b, int(p.last)-1)
		}
	}
	for i := range min(len(d.toks), 80) {
		if d.says(i, "general") && d.says(i+1, "assembly") {
			return "UN General Assembly"
		}
		if d.says(i, "security") && d.says(i+1, "council") && !d.says(i-2, "peace") {
			return "UN Security Council"
		}
	}
	return "UN Security Council"
}

// contracting is the parties of an agreement: those that its title or opening
// names, by the words in which its own acts name them together; or the class of
// parties that its acts speak of.
func (s *speakers) contracting(acts []act) string {
	d := s.d
	count := map[string]int{}
	best := ""
	for i := range acts {
		x := acts[i].subj
		if x[0] >= x[1] || x[1]-x[0] > 9 {
			continue
		}
		two := false
		for k := x[0] + 1; k < x[1]; k++ {
			two = two || d.is(k, coordinator) && d.toks[k+1].is(isWord)
		}
		if !two || !s.allNames(x[0], x[1]) {
			continue
		}
		w := words(d.text, d.toks, x[0], x[1])
		if count[w]++; best == "" || count[w] > count[best] {
			best = w
		}
	}
	if best != "" && count[best] > 1 {
		return best
	}
	if list := s.titleParties(); list != "" {
		return list
	}
	var states, contracting, parties int
	for i := range d.toks {
		if !d.toks[i].is(isCap) || i+1 >= len(d.toks) {
			continue
		}
		switch {
		case (d.says(i, "state") || d.says(i, "states")) && (d.says(i+1, "party") || d.says(i+1, "parties")):
			states++
		case d.says(i, "contracting") && (d.says(i+1, "party") || d.says(i+1, "parties")):
			contracting++
		case d.says(i, "parties") && !d.says(i-1, "contracting") && !d.says(i-1, "states"):
			parties++
		}
	}
	switch {
	case states > 0 && states >= contracting:
		return "States Parties"
	case contracting > 0:
		return "High Contracting Parties"
	case best != "":
		return best
	}
	return "Parties"
}

// allNames reports whether tokens i to j are names and what joins them.
func (s *speakers) allNames(i, j int) bool {
	d := s.d
	for k := i; k < j; k++ {
		if !d.toks[k].is(isCap) && !d.is(k, coordinator) && !d.says(k, "the") && !d.says(k, "of") && !d.mark(k, ',') {
			return false
		}
	}
	return true
}

// titleParties is "A and B" of a title "between A and B".
func (s *speakers) titleParties() string {
	d := s.d
	for i := 0; i < min(len(d.toks), 60); i++ {
		if !d.says(i, "between") {
			continue
		}
		var names []string
		start := i + 1
		for k := i + 1; k <= min(len(d.toks)-1, i+40); k++ {
			stop := d.toks[k].is(newLine) || !d.toks[k].is(isCap) && !d.says(k, "the") && !d.says(k, "of") && !d.mark(k, '\'') && !d.mark(k, wordPossessive) && !d.mark(k, '-')
			if !stop {
				continue
			}
			if n := s.shortName(start, k); n != "" {
				if len(names) > 0 && d.says(start, "the") && n == words(d.text, d.toks, start+1, k) {
					n = "the " + n // no name of a state: the article stays
				}
				names = append(names, n)
			}
			if !d.is(k, coordinator) && !d.mark(k, ',') || d.toks[k].is(newLine) {
				break
			}
			start = k + 1
		}
		if len(names) > 1 {
			return joinNames(names)
		}
	}
	return ""
}

// shortName is a party's name without its article and its form of state: "the
// Kingdom of the Netherlands" is the Netherlands.
func (s *speakers) shortName(i, j int) string {
	d := s.d
	for i < j && d.says(i, "the") {
		i++
	}
	if i >= j {
		return ""
	}
	if i+2 < j && d.says(i+1, "of") && (d.says(i, "republic") || d.says(i, "kingdom") || d.says(i, "federation") || d.says(i, "state") || d.says(i, "sultanate")) {
		return words(d.text, d.toks, i+2, j)
	}
	if name, n := d.country(i); n == j-i {
		return name
	}
	return words(d.text, d.toks, i, j)
}

// speaksOfItself reports whether the text says "we" or "I" outside quotations.
func (s *speakers) speaksOfItself() bool {
	d := s.d
	for i := range d.toks {
		if !d.is(i, pronoun|possessive) {
			continue
		}
		if (d.says(i, "we") || d.says(i, "our") || d.says(i, "i") && d.toks[i].is(isCap) || d.says(i, "my")) && len(d.quotes) == 0 {
			return true
		}
		if d.says(i, "we") || d.says(i, "i") && d.toks[i].is(isCap) {
			if _, in := d.quoted(i); !in {
				return true
			}
		}
	}
	return false
}

// statementAuthor is whose statement it is: who "we" are where the text says so,
// the list's lead ("The guarantors:"), or the body that most of its present acts
// are of.
func (s *speakers) statementAuthor(acts []act) string {
	d := s.d
	if d.sort == News {
		return ""
	}
	if list := s.titled(); list != "" {
		return list
	}
	for i := 0; i+3 < len(d.toks) && i < 200; i++ {
		// "We, the leaders of the Group of Seven (G7), reaffirm"
		if d.says(i, "we") && d.mark(i+1, ',') && d.says(i+2, "the") {
			for j := i + 3; j < min(len(d.toks), i+40); j++ {
				if d.mark(j, ',') && !s.listed(j, min(j+6, len(d.toks))) {
					return s.groupName(i+3, j)
				}
			}
		}
	}
	for si := range d.sents {
		if si > 12 {
			break
		}
		x := d.sents[si]
		if d.mark(int(x.last)-1, ':') && x.last-x.first <= 9 && d.says(int(x.first), "the") {
			name := words(d.text, d.toks, int(x.first)+1, int(x.last)-1)
			if list := s.asList(si); list != "" {
				name += " (" + list + ")"
			}
			return name
		}
	}
	count := map[string]int{}
	best := ""
	for i := range acts {
		a := &acts[i]
		x := a.subj
		present := a.form&(baseForm|thirdForm) != 0 && a.form&pastForm == 0 || a.modal == "will" || a.kind == adjectives
		if !present || x[0] >= x[1] || s.d.is(s.skip(x), pronoun|possessive) {
			continue
		}
		k := s.skip(x)
		for d.says(k, "the") {
			k++
		}
		name, n := d.country(k)
		if n == 0 {
			continue
		}
		if list := s.countryList(k, x[1]); list != "" {
			name = list
		} else if k+n < x[1] && !d.says(k+n, "government") && !d.says(k+n, "administration") {
			continue
		}
		if count[name]++; best == "" || count[name] > count[best] {
			best = name
		}
	}
	return best
}

// titled is who a text is of by its title or opening, where that names those who
// speak and their states: "Joint Communiqué of the Ministers of Foreign Affairs
// of A, B and C", "The Foreign Ministers of A and B met".
func (s *speakers) titled() string {
	d := s.d
	for i := 0; i < min(len(d.toks), 120); i++ {
		if !d.is(i, office) || !s.pluralWord(i) || !d.toks[i].is(isCap) {
			continue
		}
		first := i
		for first > 0 && d.toks[first-1].is(isCap) && d.is(first-1, office|kin|adverb) && !d.toks[first].is(newLine) || first > 0 && d.says(first-1, "foreign") && d.toks[first-1].is(isCap) {
			first--
		}
		j := i + 1
		for d.says(j, "of") && j+1 < len(d.toks) && d.toks[j+1].is(isCap) {
			k := j + 1
			for k < len(d.toks) && d.toks[k].is(isCap) && hasWord(ministryWords, d.lex.words[d.word(k)].word) {
				k++
			}
			if k == j+1 {
				break
			}
			j = k
		}
		if !d.says(j, "of") {
			continue
		}
		if names := s.states(j + 1); len(names) > 1 {
			s.members = len(names)
			s.joint = words(d.text, d.toks, first, j) + " of " + joinNames(names)
			return s.joint
		}
	}
	return ""
}

// states are the countries that a list from token i on names, with their
// articles and forms of state.
func (s *speakers) states(i int) []string {
	d := s.d
	var names []string
	for k := i; k < min(len(d.toks), i+60); {
		name, n := d.country(k)
		switch {
		case n > 0:
			names = append(names, name)
			k += n
		case d.mark(k, ','), d.is(k, coordinator), d.says(k, "the"), d.says(k, "of"):
			k++
		default:
			return names
		}
	}
	return names
}

// statementWords are what a title calls the words of one person.
const statementWords = `statement remarks address speech declaration message briefing`

// findPerson finds whose words a text is by its title: "Statement by President
// Ann Oster on the truce".
func (s *speakers) findPerson() {
	d := s.d
	if d.sort != Statement || !s.first {
		return
	}
	for n := range min(len(d.paras), 4) {
		p := &d.paras[n]
		for i := int(p.body); i+1 < min(int(p.last), int(p.body)+3); i++ {
			if !hasWord(statementWords, strings.ToLower(d.raw(i))) || !d.says(i+1, "by") && !d.says(i+1, "from") && !d.says(i+1, "of") {
				continue
			}
			end := i + 2
			for end < int(p.last) && end < i+14 && !hasWord(aside, d.raw(end)) {
				end++ // "by the Panel on President Lund": he is not who speaks
			}
			for _, x := range s.people.all {
				if int(x.at) > i+1 && int(x.at) < end {
					s.person = x.name
					return
				}
			}
		}
	}
}

// meetingWords tell of a meeting, and aside begins what is no longer of who met.
const (
	meetingWords = `spoke met call conversation meeting talks`
	aside        = `to about on regarding following during at in as after before`
)

// findMet finds who met, where a text opens with it: "President Ann Oster spoke
// today with Prime Minister Bo Lund of Norland to reaffirm".
func (s *speakers) findMet() {
	d := s.d
	if d.sort != Statement {
		return
	}
	for si := range min(len(d.sents), 3) {
		x := d.sents[si]
		last, told := int(x.first), false
		for ; last < int(x.last) && !(told && hasWord(aside, d.raw(last))); last++ {
			told = told || hasWord(meetingWords, d.raw(last))
		}
		if !told {
			continue
		}
		var names []string
		for _, p := range s.people.all {
			if int(p.at) < int(x.first) || int(p.at) >= last {
				continue
			}
			name, ok := s.people.surname(lastWord(p.name))
			if !ok {
				name = p.name
			}
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		if len(names) > 1 {
			s.met = names
			return
		}
	}
}

// groupName shortens "leaders of the Group of Seven (G7)" to "G7 leaders": the
// body's acronym and who of it speaks.
func (s *speakers) groupName(i, j int) string {
	d := s.d
	if s.pluralWord(i) && d.says(i+1, "of") && s.formal(i, j) {
		if names := s.states(i + 2); len(names) > 1 {
			return d.raw(i) + " of " + joinNames(names)
		}
	}
	if j-i > 4 && d.mark(j-1, ')') && d.mark(j-3, '(') && d.says(i+1, "of") {
		return d.raw(j-2) + " " + d.raw(i)
	}
	return words(d.text, d.toks, i, j)
}

// asList is the states of which a sentence before sentence si says that they
// speak "as guarantors": "the Republic of A, the Federation of B and C, as".
func (s *speakers) asList(si int) string {
	d := s.d
	for k := si - 1; k >= 0; k-- {
		x := d.sents[k]
		for i := int(x.first); i < int(x.last); i++ {
			if !d.says(i, "as") || !d.mark(i-1, ',') {
				continue
			}
			var names []string
			end := i - 1
			for j := i - 2; j >= int(x.first); j-- {
				if !(d.mark(j, ',') || d.is(j, coordinator) || d.says(j, "of") && !d.toks[j-1].is(isCap) || j == int(x.first)) {
					continue
				}
				if n := s.shortName(j+1, end); n != "" && startsUpper(n) {
					names = append([]string{n}, names...)
				}
				if d.says(j, "of") {
					break
				}
				end = j
				if d.mark(j-1, ',') {
					end, j = j-1, j-1
				}
			}
			if len(names) > 1 {
				return joinNames(names)
			}
		}
	}
	return ""
}

// findJoint finds several who speak together in news and readouts, by the first
// sentence that counts them and names their states: "Russia, Turkey and Iran -
// ..., the three countries' foreign ministers said".
func (s *speakers) findJoint() {
	d := s.d
	if s.joint != "" {
		return
	}
	if d.sort == Operative || d.sort == Agreement {
		return
	}
	for si := range d.sents {
		if si > 5 {
			return
		}
		x := d.sents[si]
		for i := int(x.first); i+2 < int(x.last); i++ {
			n := s.numberAt(i)
			if n == 0 || !(d.says(i+1, "countries") || d.says(i+1, "states") || d.says(i+1, "nations")) {
				continue
			}
			who := ""
			j := i + 2
			if d.mark(j, '\'') || d.mark(j, wordPossessive) {
				j++
				k := j
				for k < min(int(x.last), j+4) && !d.is(k, office) {
					k++
				}
				if d.is(k, office) {
					who = words(d.text, d.toks, j, k+1)
				}
			}
			list := s.statesBefore(int(x.first), i, n)
			if list == "" {
				continue
			}
			s.members = n
			s.joint = list
			if who != "" {
				s.joint = strings.ToUpper(who[:1]) + who[1:] + " of " + list
			}
			return
		}
	}
}

// findPair finds the first two states that a statement names together.
func (s *speakers) findPair() {
	d := s.d
	if d.sort != Statement {
		return
	}
	for i := 0; i < min(len(d.toks), 600); i++ {
		a, n := d.country(i)
		if n == 0 {
			continue
		}
		j := i + n
		if d.is(j, coordinator) {
			j++
			if d.says(j, "the") {
				j++
			}
			if b, m := d.country(j); m > 0 && b != a {
				s.pair = a + " and " + b
				return
			}
		}
		i += n - 1
	}
}

// statesBefore is the list of n states named between tokens i and j.
func (s *speakers) statesBefore(i, j, n int) string {
	d := s.d
	var names []string
	for k := i; k < j; {
		name, w := d.country(k)
		switch {
		case w > 0:
			if names = append(names, name); len(names) == n {
				return joinNames(names)
			}
			k += w
		case d.mark(k, ','), d.is(k, coordinator), d.says(k, "the"):
			k++
		default:
			names = names[:0]
			k++
		}
	}
	return ""
}

// readout reports whether the text tells of a meeting or a call of persons.
func (s *speakers) readout() bool {
	d := s.d
	for i := range min(len(d.toks), 400) {
		if d.is(i, sideWord) && (s.numberAt(i-1) == 2 || d.says(i-1, "both")) {
			return false // "the two sides": a joint text
		}
		if d.says(i, "communique") || d.says(i, "communiqué") || d.says(i, "joint") && d.says(i+1, "statement") {
			return false
		}
	}
	return true
}
