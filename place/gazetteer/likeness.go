package gazetteer

import "math/bits"

// Likeness. The sounds of two names are aligned at the least cost (Wagner and
// Fischer, The String-to-String Correction Problem, Journal of the ACM 21(1),
// 1974), where exchanging two sounds that writers exchange costs little, as in
// ALINE (Kondrak, A New Algorithm for the Alignment of Phonetic Sequences,
// NAACL 2000); the costs are our own. The score is
//
//	1 - cost / ((W(a) + W(b)) / 2), and at least 0
//
// where W is the sum of the weights of the sounds of a name. One consonant of
// four that differs costs about a fifth.

// weightOf is how much a sound tells, hundredths of a consonant.
func weightOf(s byte) int {
	switch s {
	case 'a', 'e', 'i', 'o', 'u', sMarbuta:
		return 30
	case 'w', 'y', sEnding:
		return 50
	case 'A', 'E', 'I', 'O', 'U', sOpening:
		return 60
	case 'h':
		return 80
	}
	return 100
}

// dropped is what it costs to leave a sound out, per cent of its weight. Vowels
// are chosen freely by who writes, and Arabic does not write the short ones.
func dropped(s byte, otherArabic bool) int {
	switch s {
	case 'a', 'e', 'i', 'o', 'u':
		if otherArabic {
			return 20
		}
		return 50
	case sMarbuta:
		return 50
	case 'w', 'y', sEnding, 'A', 'E', 'I', 'O', 'U', sOpening:
		return 60
	case 'h':
		return 80
	}
	return 100
}

// never is the cost of exchanging sounds that nobody exchanges: as much as
// leaving out both.
const never = 255

// costs is what it costs to exchange two sounds, per cent of the greater
// weight.
var costs = func() (c [128][128]uint8) {
	for a := range c {
		for b := range c {
			c[a][b] = 100
			if a == b {
				c[a][b] = 0
			}
		}
	}
	set := func(pairs string, cost uint8) {
		for i := 0; i+1 < len(pairs); i += 3 {
			a, b := pairs[i], pairs[i+1]
			c[a][b], c[b][a] = cost, cost
		}
	}
	vowels, soft := "aeiou", "wy+="
	for i := range 128 {
		for _, v := range []byte(vowels + soft + openings + "@") { // a vowel is no consonant
			if x := byte(i); x != v {
				c[i][v], c[v][i] = never, never
			}
		}
	}
	for _, v := range []byte(vowels) {
		for _, u := range []byte(vowels) {
			if u != v {
				c[u][v] = 50
			}
		}
		c['w'][v], c[v]['w'], c['y'][v], c[v]['y'] = 100, 100, 100, 100
	}
	set("ae ei ou", 10)
	set("ai ao eo iu oi eu", 30)
	set("wu yi", 0)
	set("wo ye", 10)
	set("+a +e +t =a =e", 0)
	set("=+ =h", 30)
	set("=i =o =u =y", 60)
	set("wv", 5)
	set("wy", 90)
	set("bv fv", 35)
	set("bp", 10)
	set("xH hH", 0)
	set("hx", 15)
	set("Hk kx", 40)
	set("$s $S", 0)
	set("sS", 25)
	set("CS", 10)
	set("C$ Cc", 15)
	set("Cj Cs", 35)
	set("cj ck cs", 10)
	set("qk", 5)
	set("Gg Gj", 5)
	set("Gq Gk", 15)
	set("gj", 60)
	set("gq gk", 40)
	set("gx", 50)
	set("Tt", 5)
	set("Ts", 15)
	set("Dd Dz", 5)
	set("DT td", 40)
	set("zd zs", 45)
	set("Td", 60)
	set("jz jS", 45)
	set("yj", 80)
	set("mn nl lr", 80)
	for _, v := range []byte(vowels + soft) { // an opening vowel is exchanged as any other
		for _, u := range []byte(vowels) {
			if capital := u - 'a' + 'A'; c[u][v] != never {
				c[capital][v], c[v][capital] = max(c[u][v], 10), max(c[u][v], 10)
				if isVowel(v) {
					c[capital][v-'a'+'A'] = c[u][v]
				}
			}
		}
	}
	for _, v := range []byte(openings) {
		c[v][sOpening], c[sOpening][v] = 0, 0
	}
	for _, v := range []byte(vowels + soft) {
		c[v][sOpening], c[sOpening][v] = 10, 10
	}
	c['t'][sOpening], c[sOpening]['t'] = never, never
	return c
}()

// likeness is the score of two names, 0 to 1. room is reused between calls.
func likeness(a, b sounds, room *[]int) float64 {
	if len(a.letters) == 0 || len(b.letters) == 0 {
		return 0
	}
	n := len(b.letters)
	if cap(*room) < 2*(n+1) {
		*room = make([]int, 2*(n+1))
	}
	last, row := (*room)[:n+1], (*room)[n+1:2*(n+1)]
	// costs are in ten-thousandths of a consonant
	last[0] = 0
	for j := range n {
		last[j+1] = last[j] + int(b.weight[j])*dropped(b.letters[j], a.arabic)
	}
	for i, x := range a.letters {
		drop := int(a.weight[i]) * dropped(x, b.arabic)
		row[0] = last[0] + drop
		for j, y := range b.letters {
			cost := min(last[j+1]+drop, row[j]+int(b.weight[j])*dropped(y, a.arabic))
			switch c := costs[x][y]; {
			case x == y:
				cost = min(cost, last[j]+unlike(a.weight[i], b.weight[j]))
			case c != never:
				cost = min(cost, last[j]+int(c)*int(max(a.weight[i], b.weight[j])))
			}
			row[j+1] = cost
		}
		last, row = row, last
	}
	score := 1 - float64(last[n])/100/(float64(a.total+b.total)/2)
	return max(0, score)
}

// unlike is what it costs that the same sound belongs to a word that tells much
// in one name and to one that tells little in the other: half the difference.
func unlike(a, b uint8) int {
	return (int(max(a, b)) - int(min(a, b))) * 50
}

// apart reports whether two skeletons differ by more than most changes of one
// class each (a class put in, left out or exchanged).
func apart(a, b string, most int) bool {
	if d := len(a) - len(b); d > most || -d > most {
		return true
	}
	var room [64]uint8
	if len(b) >= len(room) {
		return true // no name of a place is so long
	}
	row := room[:len(b)+1]
	for j := range row {
		row[j] = uint8(j)
	}
	for i := 0; i < len(a); i++ {
		diagonal := row[0]
		row[0] = uint8(i + 1)
		least := row[0]
		for j := 0; j < len(b); j++ {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
			least = min(least, row[j+1])
		}
		if int(least) > most {
			return true
		}
	}
	return int(row[len(b)]) > most
}

// within reports whether two masks may belong to skeletons that differ by at
// most so many changes: each exchange moves two bits.
func (m mask) within(o mask, most int) bool {
	return bits.OnesCount64(uint64(m^o)) <= 2*most
}
