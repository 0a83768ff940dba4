package screening

import (
	"slices"
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
	if w.script == latin && len(w.own) > 0 && w.own[0] < 0x80 {
		return byte(w.own[0])
	}
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
	name   string
	words  []word
	spare  []word
	own    []rune
	said   []rune
	sounds sound
	key    []byte
}

// read parses a name.
func (r *reader) read(name string) []word {
	r.name = name
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

func runeKey(to []byte, w []rune) []byte {
	for _, c := range w {
		to = utf8.AppendRune(to, c)
	}
	return to
}
