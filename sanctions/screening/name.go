package screening

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A word is one word of a name, ready to be compared. Words are not always what
// stands between spaces: an article, abd- and -uddin are parted from what they
// are attached to, and the words of a legal form are one.
type word struct {
	own      []rune // folded letters of its own script
	raw      []rune // own as written, before a prefix was brought to one form
	sound    sound
	bone     uint32 // hash of the sound's consonants, where it is needed
	from, to int    // bytes of the name
	script   script
	class    class
	group    int16
	caps     bool // written in capitals alone
	dotted   bool // one letter, or some with dots between, and a dot after it
}

// initial is how the word begins, in Latin letters.
func (w *word) initial() byte {
	for _, c := range w.sound {
		if c != '\'' {
			return initials[c]
		}
	}
	return 0
}

// initials is the Latin letter that a sound's initial is written with.
var initials = func() (out [128]byte) {
	for c := range out {
		out[c] = byte(c)
	}
	for from, to := range map[byte]byte{'T': 't', 'D': 'd', 'S': 's', 'C': 'c', 'Z': 'z', 'G': 'g', 'E': 'e', 'x': 'k'} {
		out[from] = to
	}
	return out
}()

// A reader parses names into words and keeps its memory between names. What it
// returns is good until the next name.
type reader struct {
	words  []word
	spare  []word
	own    []rune
	said   []rune
	sounds sound
	key    []byte
}

// read parses a name.
func (r *reader) read(name string) []word {
	r.words, r.own, r.said, r.sounds = r.words[:0], r.own[:0], r.said[:0], r.sounds[:0]
	r.scan(name)
	r.attach()
	for i := range r.words {
		r.classify(&r.words[i])
	}
	r.phrases()
	r.numbers()
	if len(r.words) > wordsRead {
		r.words = r.words[:wordsRead]
	}
	return r.words
}

// scan finds the words and folds their letters. Letters with dots between them,
// A.B.C., are one word.
func (r *reader) scan(name string) {
	type start struct{ own, said int }
	var at [2*wordsRead + 1]start
	n, read := 0, 0
	open, lower, upper := false, false, false
	shut := func(end int) {
		if !open {
			return
		}
		open = false
		w := &r.words[n-1]
		w.to, w.caps = end, upper && !lower
		letters := len(r.own) - at[n-1].own
		if n > 1 && letters == 1 && r.words[n-2].dotted && r.words[n-2].to+1 == w.from {
			r.words[n-2].to, r.words[n-2].dotted = end, false
			r.words[n-2].caps = r.words[n-2].caps && w.caps
			letters = 0
		}
		if letters == 0 { // nothing in it, or all of it taken into the word before
			r.words, n = r.words[:n-1], n-1
		}
	}
	for i, c := range name {
		switch {
		case inWord(c) && !open && n == len(at)-1, read > lettersRead:
			read = lettersRead + 1
		case inWord(c):
			read++
			if !open {
				at[n] = start{len(r.own), len(r.said)}
				r.words = append(r.words, word{from: i})
				n, open, lower, upper = n+1, true, false, false
			}
			if c >= 'a' && c <= 'z' || c > 0x7F {
				lower = true
			} else if c >= 'A' && c <= 'Z' {
				upper = true
			}
			r.own, r.said = foldLetter(r.own, r.said, c)
		case mark(c), silent(c):
		default:
			shut(i)
			if n > 0 && c == '.' && r.words[n-1].to == i {
				letters := len(r.own) - at[n-1].own
				r.words[n-1].dotted = letters == 1 || name[r.words[n-1].to-2] == '.'
			}
		}
		if read > lettersRead {
			shut(i)
			break
		}
	}
	shut(len(name))
	at[n] = start{len(r.own), len(r.said)}
	for i := range r.words {
		w := &r.words[i]
		w.dotted = false
		w.own = r.own[at[i].own:at[i+1].own:at[i+1].own]
		w.raw = w.own
		for _, c := range w.own {
			if w.script = scriptOf(c); w.script != digits {
				break
			}
		}
		w.sound = r.say(r.said[at[i].said:at[i+1].said])
	}
}

// say appends the sounds of letters.
func (r *reader) say(letters []rune) sound {
	start := len(r.sounds)
	for i := 0; i < len(letters); {
		c := letters[i]
		s := scriptOf(c)
		if s == latin || s == digits {
			n := i + 1
			for n < len(letters) && letters[n] < 0x370 {
				n++
			}
			r.sounds = latinSounds(r.sounds, letters[i:n])
			i = n
			continue
		}
		var next rune
		if i+1 < len(letters) {
			next = letters[i+1]
		}
		switch s {
		case arabic:
			r.sounds = append(r.sounds, arabicSound[c]...)
		case cyrillic:
			r.sounds = append(r.sounds, cyrillicSound[c]...)
		case greek:
			r.sounds = append(r.sounds, greekSound[c]...)
		case hebrew:
			r.sounds = append(r.sounds, hebrewSound[c]...)
		default:
			r.sounds = romanise(r.sounds, c, next)
		}
		i++
	}
	said := settle(r.sounds[start:])
	r.sounds = r.sounds[:start+len(said)]
	return said[:len(said):len(said)]
}

var (
	theArticle = []rune("ال")
	abdArabic  = []rune("عبد")
	godArabic  = []rune("الله")
	abdLatin   = []rune("abd")
	godLatin   = []rune("allah")
	abdallah   = lexicon["abdallah"].group
)

// attach parts what is written as one word and is two: the Arabic article, abd-
// and -allah and -al-din in Arabic and Latin letters.
func (r *reader) attach() {
	out := r.spare[:0]
	for _, w := range r.words {
		switch {
		case (w.script == latin || w.script == cyrillic) && len(w.own) >= 6 && r.sense(&w).group == abdallah && abdallah != 0:
			out = r.part(out, w, 3)
			out[len(out)-2].own, out[len(out)-1].own = abdLatin, godLatin
		case w.script == arabic && slices.Equal(w.own, godArabic):
			out = append(out, w)
		case w.script == arabic && len(w.own) >= 5 && hasPrefix(w.own, theArticle):
			out = r.part(out, w, 2)
		case w.script == arabic && len(w.own) >= 6 && (w.own[0] == 'و' || w.own[0] == 'ب') && hasPrefix(w.own[1:], theArticle):
			out = r.part(out, w, 3)
		case w.script == arabic && len(w.own) >= 5 && w.own[0] == 'ل' && w.own[1] == 'ل':
			out = r.part(out, w, 2)
		case w.script == arabic && len(w.own) >= 5 && hasPrefix(w.own, abdArabic):
			n := len(out)
			out = r.part(out, w, 3)
			if rest := out[n+1]; len(rest.own) >= 5 && hasPrefix(rest.own, theArticle) {
				out = r.part(out[:n+1], rest, 2)
			}
		case w.script == latin && len(w.own) >= 6:
			if n := abdPrefix(w.own); n > 0 {
				out = r.part(out, w, n)
				if god := &out[len(out)-1]; len(god.own) <= 4 && god.own[0] == 'l' && god.own[1] == 'a' {
					god.own = godLatin // Abdullah: -lah
				}
			} else if n := divine(w.own); n > 0 {
				out = r.part(out, w, n)
			} else {
				out = append(out, w)
			}
		default:
			out = append(out, w)
		}
	}
	r.words, r.spare = out, r.words
}

// part parts a word after n letters.
func (r *reader) part(out []word, w word, n int) []word {
	a, b := w, w
	a.own, b.own = w.own[:n:n], w.own[n:]
	a.raw, b.raw = a.own, b.own
	a.sound, b.sound = r.say(a.own), r.say(b.own)
	return append(out, a, b)
}

func hasPrefix(w, p []rune) bool { return len(w) >= len(p) && slices.Equal(w[:len(p)], p) }

// abdPrefix is how long the abdul- of a word is: Abdulaziz, Abdelkader,
// Abdurrahman, Abdullah; 0 if there is none.
func abdPrefix(w []rune) int {
	if w[0] != 'a' || w[1] != 'b' || w[2] != 'd' {
		return 0
	}
	n := 3
	for n < len(w) && n < 5 && (w[n] == 'u' || w[n] == 'e' || w[n] == 'a' || w[n] == 'o' || w[n] == 'i') {
		n++
	}
	if n == 3 || n+2 > len(w) {
		return 0
	}
	if w[n] == 'l' || w[n] == w[n+1] {
		n++
	}
	if rest := w[n:]; len(rest) < 3 && !(len(rest) == 2 && rest[0] == 'l' && rest[1] == 'a') {
		return 0
	}
	return n
}

// divine is where the -ullah or -uddin of a word begins: Hamidullah, Saifuddin.
func divine(w []rune) int {
	for _, end := range divineEnds {
		if n := len(w) - len(end); n >= 3 && slices.Equal(w[n:], end) {
			return n
		}
	}
	return 0
}

var divineEnds = func() (out [][]rune) {
	for _, s := range []string{"ullah", "allah", "ullahi", "uddin", "eddin", "eddine", "uddeen", "aldin", "aldeen"} {
		out = append(out, []rune(s))
	}
	return out
}()

// sense looks a word up, by its letters and else by its sound.
func (r *reader) sense(w *word) sense {
	r.key = runeKey(r.key[:0], w.own)
	if s, ok := lexicon[string(r.key)]; ok {
		return s
	}
	if len(w.own) >= 4 && w.script == latin {
		if s := bySound[string(w.sound)]; s.group > 0 {
			return s
		}
	}
	return sense{}
}

// classify says what a word does.
func (r *reader) classify(w *word) {
	s := r.sense(w)
	switch {
	case s != sense{}:
		w.class, w.group = s.class, s.group
	case w.script == digits && allDigits(w.own):
		w.class = numberWord
	case len(w.own) == 1 && w.script != han:
		w.class = initialWord
	case w.script == latin && roman(w.own):
		w.class = numberWord
	case len(w.own) >= 7 && fathers(w.own):
		w.class = patronymic
	case len(w.own) >= 7 && (w.script == latin || w.script == cyrillic):
		if s, ok := misspelt(w.own); ok {
			w.class, w.group = s.class, s.group
		}
	}
}

// fathers reports whether a word ends as a father's name does in Russian and its
// neighbours.
func fathers(w []rune) bool {
	for _, end := range fathersEnds {
		if n := len(w) - len(end); n >= 2 && slices.Equal(w[n:], end) {
			return true
		}
	}
	return false
}

var fathersEnds = func() (out [][]rune) {
	for _, s := range strings.Fields("ovich evich ovych evych ovitch evitch ovna evna ivna ович евич овна евна івна йович ьович") {
		out = append(out, []rune(s))
	}
	return out
}()

func allDigits(w []rune) bool {
	for _, c := range w {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// legalPhrases are legal forms of several words, and the word each stands for.
var legalPhrases = func() map[string][]phrase {
	out := map[string][]phrase{}
	for _, line := range strings.Split(strings.TrimSpace(`
llc limited liability company
llc limited liability
llc with limited liability
llp limited liability partnership
llp limited partnership
plc public limited company
ltd private limited
ltd proprietary limited
jsc joint stock company
jsc open joint stock company
jsc closed joint stock company
jsc public joint stock company
llc gesellschaft mit beschrankter haftung
llc mbh
llc societe a responsabilite limitee
sa societe anonyme
sa sociedad anonima
sa sociedad anonima de capital variable
sa s a de c v
sa sa de cv
llc sociedad de responsabilidad limitada
llc societatea cu raspundere limitata
llc sp z oo
llc sp z o o
llc spolka z ograniczona odpowiedzialnoscia
jsc anonim sirketi
llc limited sirketi
jsc акционерное общество
jsc открытое акционерное общество
jsc закрытое акционерное общество
jsc публичное акционерное общество
llc общество с ограниченной ответственностью
ltd co ltd
ltd company limited
jsc شركه مساهمه
llc شركه ذات مسووليه محدوده`), "\n") {
		f := strings.Fields(line)
		p := phrase{stands: []rune(f[0])}
		for _, w := range f[1:] {
			p.words = append(p.words, foldWord(w))
		}
		out[string(p.words[0])] = append(out[string(p.words[0])], p)
	}
	for _, ps := range out {
		slices.SortStableFunc(ps, func(a, b phrase) int { return len(b.words) - len(a.words) })
	}
	return out
}()

type phrase struct {
	words  [][]rune
	stands []rune
}

// phrases makes one word of the words of a legal form.
func (r *reader) phrases() {
	out := r.spare[:0]
next:
	for i := 0; i < len(r.words); i++ {
		w := r.words[i]
		r.key = runeKey(r.key[:0], w.own)
		for _, p := range legalPhrases[string(r.key)] {
			if p.opens(r.words[i:]) {
				last := r.words[i+len(p.words)-1]
				w.own, w.to = p.stands, last.to
				w.sound, w.script = r.say(p.stands), latin
				w.group = 0
				r.classify(&w)
				out, i = append(out, w), i+len(p.words)-1
				continue next
			}
		}
		out = append(out, w)
	}
	r.words, r.spare = out, r.words
}

func (p phrase) opens(words []word) bool {
	if len(words) < len(p.words) {
		return false
	}
	for i, w := range p.words {
		if !slices.Equal(words[i].own, w) {
			return false
		}
	}
	return true
}

// numbers makes one word of tens and units: forty four, forty 4.
func (r *reader) numbers() {
	for i := 0; i+1 < len(r.words); i++ {
		a, b := &r.words[i], r.words[i+1]
		tens, units := value(a), value(&b)
		if a.script == digits || tens < 20 || tens > 90 || tens%10 != 0 || units < 1 || units > 9 {
			continue
		}
		a.own = []rune{'0' + rune(tens/10), '0' + rune(units)}
		a.raw, a.script, a.to = a.own, digits, b.to
		a.class, a.group = numberWord, 0
		a.sound = r.say(a.own)
		r.words = slices.Delete(r.words, i+1, i+2)
	}
}

// value is what number a word is, below 100; -1 if it is none.
func value(w *word) int {
	if w.class != numberWord {
		return -1
	}
	if w.script == digits && allDigits(w.own) && len(w.own) <= 2 {
		n := 0
		for _, c := range w.own {
			n = n*10 + int(c-'0')
		}
		return n
	}
	if n, ok := numerals[w.group]; ok && w.group != 0 {
		return n
	}
	return -1
}

// numerals is the number that a group of number words stands for.
var numerals = func() map[int16]int {
	out := map[int16]int{}
	for n := range 101 {
		if s, ok := lexicon[strconv.Itoa(n)]; ok && s.class == numberWord {
			out[s.group] = n
		}
	}
	return out
}()

func runeKey(to []byte, w []rune) []byte {
	for _, c := range w {
		to = utf8.AppendRune(to, c)
	}
	return to
}
