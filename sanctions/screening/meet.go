package screening

// A meeting is how well one word, or some in a row, of a name fits one or some
// of a listed name.
type meeting struct {
	asked, askedN   uint8 // the first word and how many
	listed, listedN uint8
	how             way
	fit             float32
	plain           bool // one letter off, in a word long enough for that to be an error
}

// A way is a How in one byte.
type way uint8

const (
	none way = iota
	same
	spelling
	scripts
	typing
	initially
	joined
	acronym
	synonym
	missing
	extra
	other
)

var ways = [...]How{
	same: Same, spelling: Spelling, scripts: Script, typing: Typing, initially: Initial, joined: Joined, acronym: Acronym,
	synonym: Synonym, missing: Missing, extra: Extra, other: Other,
}

// Fits of words that are not letter by letter the same. A letter wrong in a short
// word changes it more than in a long one.
const (
	fitSpelling = 0.97 // another spelling, by table or because it sounds the same
	fitSynonym  = 0.9
	fitInitial  = 0.6
	fitAcronym  = 0.92
	fitNumber   = 0.4 // two numbers
	fitLeast    = 0.3 // words that fit less are two words
)

// fitEdits is the fit of a word of so many letters with one, two, three edits.
var fitEdits = [...][4]float32{
	0: {1}, 1: {1}, 2: {1, 0.35}, 3: {1, 0.64, 0.1}, 4: {1, 0.76, 0.4}, 5: {1, 0.8, 0.57, 0.15}, 6: {1, 0.84, 0.64, 0.35},
	7: {1, 0.87, 0.69, 0.42}, 8: {1, 0.88, 0.72, 0.45}, 9: {1, 0.89, 0.75, 0.52}, 10: {1, 0.9, 0.76, 0.56}, 11: {1, 0.9, 0.78, 0.62}, 12: {1, 0.91, 0.8, 0.66},
}

// fitAt is the fit at a cost in units of an edit.
func fitAt(cost, letters int) float32 {
	row := &fitEdits[min(letters, len(fitEdits)-1)]
	whole := cost / unit
	if whole >= 3 {
		if whole == 3 && cost%unit == 0 {
			return row[3]
		}
		return 0
	}
	part := float32(cost%unit) / unit
	return row[whole]*(1-part) + row[whole+1]*part
}

// editLimit is how many edits leave a fit worth having.
func editLimit(letters int) int {
	switch {
	case letters <= 1:
		return 0
	case letters <= 3:
		return 1
	case letters <= 7:
		return 2
	}
	return 3
}

// bareLimit is how much, in units of an edit, words may differ of which one is
// of a script without short vowels, by its letters.
var bareLimit = [...]int{0, 0, 0, 5, 8, 10, 12, 14}

// A meter compares words and keeps its memory between them.
type meter struct {
	row     [longest + 1]int
	pattern pattern
}

// set prepares the first of the words that fit compares.
func (m *meter) set(a *word) { m.pattern.set(a.own) }

// fit says how well two words fit, and in what way. The first was prepared.
func (m *meter) fit(a, b *word) (fit float32, how way, plain bool) {
	if len(a.own) == len(b.own) && equal(a.own, b.own) {
		return 1, same, false
	}
	if a.group != 0 && a.group == b.group {
		switch {
		case a.class == numberWord:
			return 1, synonym, false
		case a.class == organWord, a.class == legalForm, a.class == placeWord:
			if a.script != b.script && a.class == placeWord {
				return fitSpelling, scripts, false
			}
			return fitSynonym, synonym, a.script == b.script && edits(a.own, b.own, 1) == 1
		case a.script != b.script:
			return fitSpelling, scripts, false
		}
		return fitSpelling, spelling, false
	}
	if a.class == numberWord && b.class == numberWord {
		return fitNumber, other, false
	}
	if a.class.light() || b.class.light() {
		if n := max(len(a.own), len(b.own)); a.script == b.script && n >= 5 && (a.class == nameWord || b.class == nameWord) && edits(a.own, b.own, 1) == 1 {
			return fitAt(unit, n), typing, true
		}
		return 0, none, false // scale.late looks at the short ones
	}
	if a.class == initialWord || b.class == initialWord || a.class == particle && b.class == particle {
		return 0, none, false
	}
	if apart := a.class == commonName && b.class == commonName; apart || (a.class == patronymic) != (b.class == patronymic) {
		// Two names, or the tables would have them as one: of likeness only an
		// error of one letter is left.
		n := max(len(a.own), len(b.own))
		if a.script != b.script || n < 3 || edits(a.own, b.own, 1) > 1 {
			return 0, none, false
		}
		if apart {
			return fitAt(unit, n) * knownWord, typing, false
		}
		return fitAt(unit, n), typing, true
	}
	best := float32(0)
	alike := a.script == b.script
	if alike {
		n := max(len(a.own), len(b.own))
		limit := editLimit(n)
		if d := m.pattern.edits(b.own, limit); d <= limit {
			best, how = fitAt(d*unit, n), typing
			plain = d == 1 && n >= plainLetters || d == 2 && n >= plainTwice
		}
	}
	if alike && (a.bone != b.bone || a.script.abjad() || a.script == han || a.script == otherScript) || len(a.sound) == 0 || len(b.sound) == 0 {
		return worth(best, how, plain)
	}
	n := max(len(a.sound), len(b.sound))
	x, y, bare := a.sound, b.sound, false
	switch {
	case a.script.abjad() == b.script.abjad():
	case a.script.abjad():
		bare, n = true, len(a.sound)
	default:
		x, y, bare, n = y, x, true, len(b.sound)
	}
	limit := editLimit(n) * unit
	if how != none { // only what fits better is of use
		limit = min(limit, int(unit*(1-best)/(1-fitEdits[min(n, len(fitEdits)-1)][1])))
	}
	if bare { // less is written, so less may differ
		limit = bareLimit[min(n, len(bareLimit)-1)]
	}
	if c := soundCost(x, y, bare, limit, &m.row); c <= limit {
		f := fitAt(c, n) * fitSpelling
		if f > best {
			best, how = f, spelling
			if !alike {
				how = scripts
			} else if c >= unit*3/4 {
				how = typing
			}
		}
	}
	return worth(best, how, plain)
}

func worth(f float32, how way, plain bool) (float32, way, bool) {
	if f < fitLeast {
		return 0, none, false
	}
	return f, how, plain
}

// plainLetters is from how many letters on a word that is one letter off is
// taken for an error in it even where nothing else is met.
const plainLetters = 3

// plainTwice is the same for two letters.
const plainTwice = 8

func equal(a, b []rune) bool {
	for i, c := range a {
		if c != b[i] {
			return false
		}
	}
	return true
}
