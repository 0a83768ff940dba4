package screening

import (
	"slices"
	"strconv"
	"strings"
)

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
