package screening

// A sound is a word in letters of one alphabet, whatever it was written in:
// small Latin letters, where c is ts, q and x are the Arabic qaf and kha, v is v
// or w, and T D S C Z G E stand for th dh sh ch zh gh and the diphthong of
// Hussein and Husayn. It is made to be compared, not to be read.
type sound []byte

// latinSounds appends the sounds of a word in bare Latin letters.
func latinSounds(to sound, w []rune) sound {
	at := func(i int) rune {
		if i < 0 || i >= len(w) {
			return 0
		}
		return w[i]
	}
	for i := 0; i < len(w); i++ {
		r, next := w[i], at(i+1)
		switch {
		case r == 's' && next == 'c' && at(i+2) == 'h':
			to, i = append(to, 'S'), i+2
		case r == 't' && next == 's' && at(i+2) == 'c' && at(i+3) == 'h':
			to, i = append(to, 'C'), i+3
		case r == 's' && next == 'h' && at(i+2) == 'c' && at(i+3) == 'h':
			to, i = append(to, 'S'), i+3
		case r == 't' && next == 'c' && at(i+2) == 'h':
			to, i = append(to, 'C'), i+2
		case r == 'd' && (next == 'j' || next == 'z' && at(i+2) == 'h'):
			to, i = append(to, 'j'), i+1
			if next == 'z' {
				i++
			}
		case next == 'h' && digraph[r&0x7F] != 0 && r < 0x80:
			to, i = append(to, digraph[r]), i+1
		case r == 't' && (next == 's' || next == 'z'):
			to, i = append(to, 'c'), i+1
		case r == 'c' && next == 'k':
			to, i = append(to, 'k'), i+1
		case r == 'q' && next == 'u':
			to, i = append(to, 'k'), i+1
		case r == 'c':
			if next == 'e' || next == 'i' || next == 'y' {
				to = append(to, 'c')
			} else {
				to = append(to, 'k')
			}
		case r == 'x' && i == 0:
			to = append(to, 'S')
		case r == 'x':
			to = append(to, 'k', 's')
		case r == 'o' && (next == 'u' || next == 'o'):
			to, i = append(to, 'u'), i+1
		case r == 'e' && next == 'e':
			to, i = append(to, 'i'), i+1
		case r == 'w':
			to = append(to, 'v')
		case r < 0x80:
			to = append(to, byte(r))
		}
	}
	return to
}

// digraph is what a consonant with h is.
var digraph = [128]byte{'s': 'S', 'c': 'C', 'k': 'x', 'g': 'G', 'z': 'Z', 'd': 'D', 't': 'T', 'p': 'f'}

// settle makes one letter of doubled ones and of the diphthongs ay, ai, ey, ei
// and aw, au before a consonant. It works in place.
func settle(s sound) sound {
	out := s[:0]
	for i := 0; i < len(s); i++ {
		c := s[i]
		if i+1 < len(s) {
			next := s[i+1]
			open := i+2 < len(s) && vowel(s[i+2])
			if (c == 'a' || c == 'e') && (next == 'y' || next == 'i' || next == 'j' && !open && i+2 < len(s)) && !open {
				c, i = 'E', i+1
			} else if c == 'a' && (next == 'v' || next == 'u') && !open && i+2 < len(s) {
				c, i = 'o', i+1
			}
		}
		if n := len(out); n > 0 && out[n-1] == c {
			continue
		}
		out = append(out, c)
	}
	return out
}

func vowel(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u', 'E':
		return true
	}
	return false
}

// unit is the cost of one edit. Costs below it are of letters that stand for
// each other between romanisations.
const unit = 20

// swapCost and dropCost say what it costs to take one sound for another, and to
// leave one out. The pairs are those in which romanisations of Arabic, Persian,
// Turkish and Russian into English, French, German and Turkish differ.
var swapCost, dropCost = costs()

func costs() (swap [128][128]uint8, drop [128]uint8) {
	for a := range swap {
		for b := range swap {
			if a != b {
				swap[a][b] = unit
			}
		}
		drop[a] = unit
	}
	for pair, c := range map[string]uint8{
		// vowels
		"ei": 4, "ou": 4, "ae": 7, "ao": 12, "au": 15, "ai": 16, "eo": 16, "eu": 16, "iu": 16, "io": 18,
		"Ee": 4, "Ei": 5, "Ea": 10, "Ey": 4, "iy": 3, "ey": 6, "uy": 14, "vu": 5, "vo": 6, "ij": 6, "ay": 14,
		// emphatic, guttural and doubled-meaning consonants
		"qk": 2, "qg": 5, "kg": 10, "Gg": 3, "Gq": 6, "Gr": 12, "xk": 6, "xh": 5, "xS": 16, "xq": 10, "xG": 12,
		"Tt": 5, "Ts": 7, "Td": 12, "Dd": 4, "Dz": 5, "zs": 13, "zd": 10, "Zz": 8, "Zj": 3, "ZS": 10, "zc": 8, "zj": 10,
		"Ss": 8, "SC": 6, "Cj": 8, "Ck": 10, "Cc": 5, "cs": 6, "ck": 9, "cj": 8, "cS": 10, "cZ": 10, "gj": 7, "jy": 6, "jE": 8, "jS": 12, "hj": 16,
		"td": 12, "pb": 8, "vb": 10, "fv": 7, "fp": 10, "ht": 10, "mn": 14, "hG": 14,
		// digits that look like letters
		"0o": 3, "1i": 3, "1l": 3, "3e": 3, "4a": 3, "5s": 3, "9g": 3, "8b": 3, "7t": 3, "6b": 4,
	} {
		swap[pair[0]][pair[1]], swap[pair[1]][pair[0]] = c, c
	}
	for c, n := range map[byte]uint8{'a': 11, 'e': 9, 'i': 11, 'o': 12, 'u': 12, 'E': 13, 'y': 7, 'h': 7, 'v': 16, '\'': 3, 'G': 17} {
		drop[c] = n
	}
	return swap, drop
}

// What a letter costs where one word is of a script that leaves short vowels out:
// a vowel of Latin that it lacks, a long vowel of its own that Latin lacks.
const (
	shortVowel = 2
	longVowel  = 6
)

// soundCost is the least cost to make one sound of the other, in units; it stops
// counting above limit. bare says that a alone is of a script without short vowels.
func soundCost(a, b sound, bare bool, limit int, row *[longest + 1]int) int {
	if len(a) > longest {
		a = a[:longest]
	}
	if len(b) > longest {
		b = b[:longest]
	}
	dropA, dropB := &dropCost, &dropCost
	if bare {
		dropA, dropB = &bareDrop, &bareLack
	}
	row[0] = 0
	for j := range b {
		row[j+1] = row[j] + int(dropB[b[j]])
	}
	for i := range a {
		diagonal, least := row[0], limit+1
		da := int(dropA[a[i]])
		row[0] += da
		left := row[0]
		swap := &swapCost[a[i]]
		if bare {
			swap = &bareSwap[a[i]]
		}
		for j, c := range b {
			d := diagonal + int(swap[c])
			diagonal = row[j+1]
			d = min(d, left+int(dropB[c]), diagonal+da)
			row[j+1], left = d, d
			least = min(least, d)
		}
		if min(least, row[0]) > limit {
			return limit + 1
		}
	}
	return row[len(b)]
}

// bareSwap, bareDrop and bareLack are the costs where the first word is of a
// script without short vowels: to take its letter for another's, to leave its
// letter out, and to be without the other's letter.
var bareSwap, bareDrop, bareLack = bareCosts()

func bareCosts() (swap [128][128]uint8, drop, lack [128]uint8) {
	swap, drop, lack = swapCost, dropCost, dropCost
	for _, v := range "aeiouE" {
		lack[v], drop[v] = shortVowel, longVowel
		swap['v'][v], swap['y'][v] = 8, 8
		swap['\''][v] = 1
		swap['a'][v] = 6
	}
	swap['v']['o'], swap['v']['u'], swap['y']['i'], swap['y']['e'], swap['y']['E'], swap['a']['a'], swap['a']['e'] = 1, 1, 1, 2, 1, 0, 2
	swap['b']['p'], swap['f']['v'], swap['f']['p'], swap['j']['g'], swap['k']['g'], swap['q']['g'], swap['G']['g'] = 2, 4, 8, 4, 4, 4, 2 // Arabic has no p, v, g
	drop['v'], drop['y'], drop['\''], drop['h'] = 9, 8, 2, 8
	lack['y'], lack['v'], lack['h'] = 9, 14, 8
	swap['s']['z'], swap['z']['s'] = 14, 14
	return swap, drop, lack
}

// longest is the most letters of a word that are looked at.
const longest = 40

// edits is how many letters were left out, put in, taken for others or turned
// round with a neighbour, at most limit+1 (optimal string alignment).
func edits(a, b []rune, limit int) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) > longest {
		a = a[:longest]
	}
	if len(b) > longest {
		b = b[:longest]
	}
	if len(a) == 0 || len(b) == 0 {
		return min(len(a)+len(b), limit+1)
	}
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	var rows [3][longest + 1]uint8
	before, last, now := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = uint8(j)
	}
	for i := range a {
		now[0] = uint8(i + 1)
		least := now[0]
		for j := range b {
			d := last[j]
			if a[i] != b[j] {
				d++
			}
			d = min(d, now[j]+1, last[j+1]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d = min(d, before[j-1]+1)
			}
			now[j+1] = d
			least = min(least, d)
		}
		if int(least) > limit {
			return limit + 1
		}
		before, last, now = last, now, before
	}
	return min(int(last[len(b)]), limit+1)
}

// A pattern is a word prepared to be compared with many: for each letter, at
// which places of the word it stands.
type pattern struct {
	word   []rune
	letter [patternSlots]rune
	places [patternSlots]uint64
	used   [patternSlots]uint32
	mark   uint32
}

// patternSlots are one for each ASCII letter, and as many for all others.
const patternSlots = 256

// set prepares a word of up to longest letters.
func (p *pattern) set(w []rune) {
	p.mark++
	p.word = w
	for i, c := range w[:min(len(w), longest)] {
		s := p.slot(c)
		if p.used[s] != p.mark {
			p.used[s], p.letter[s], p.places[s] = p.mark, c, 0
		}
		p.places[s] |= 1 << i
	}
}

// letterSet has a bit for every letter of a word, one for those that end alike.
func letterSet(w []rune) (set uint64) {
	for _, c := range w {
		set |= 1 << (c & 63)
	}
	return set
}

// slot is where a letter is, or would be. There are more slots than letters.
func (p *pattern) slot(c rune) int {
	if c < patternSlots/2 {
		return int(c)
	}
	s := int(uint32(c)*0x9E3779B1>>16)%(patternSlots/2) + patternSlots/2
	for p.used[s] == p.mark && p.letter[s] != c {
		if s++; s == patternSlots {
			s = patternSlots / 2
		}
	}
	return s
}

// edits is edits of the prepared word and another, all rows of the table at once
// (Hyyro 2003, with transpositions).
func (p *pattern) edits(b []rune, limit int) int {
	a := p.word
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	if len(a) == 0 || len(a) > longest || len(b) > longest {
		return edits(a, b, limit)
	}
	distance, last := len(a), uint64(1)<<(len(a)-1)
	plus, minus, zero, before := ^uint64(0), uint64(0), uint64(0), uint64(0)
	for _, c := range b {
		here := uint64(0)
		if s := p.slot(c); p.used[s] == p.mark {
			here = p.places[s]
		}
		turned := (^zero & here) << 1 & before
		zero = (here&plus + plus) ^ plus | here | minus | turned
		up := minus | ^(zero | plus)
		down := zero & plus
		if up&last != 0 {
			distance++
		}
		if down&last != 0 {
			distance--
		}
		up = up<<1 | 1
		plus = down<<1 | ^(zero | up)
		minus = up & zero
		before = here
	}
	return min(distance, limit+1)
}
