package screening

import "slices"

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
	a.to = r.after(&w, n)
	b.from = a.to
	return append(out, a, b)
}

// after is where in the name a word has had n letters.
func (r *reader) after(w *word, n int) int {
	var own, said [16]rune
	for i, c := range r.name[w.from:w.to] {
		if n <= 0 && !mark(c) && !silent(c) {
			return w.from + i
		}
		if inWord(c) {
			folded, _ := foldLetter(own[:0], said[:0], c)
			n -= len(folded)
		}
	}
	return w.to
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
