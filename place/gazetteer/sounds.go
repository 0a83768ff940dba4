package gazetteer

import (
	"bytes"
	"strings"
)

// sounds is a name as it is heard: the sounds of its words, run together, with
// how much each tells. Words are run together because sources cut names
// differently (Harb Nafsah, Harbinafsah).
type sounds struct {
	letters []byte
	weight  []uint8 // of each sound, hundredths of a consonant
	total   int     // sum of the weights
	arabic  bool    // its short vowels are not written
}

// headShare is how much the sounds of a word like "tell" or "khirbat" tell,
// per cent of any other's.
const headShare = 45

// soundsOf runs the words of a name together. Articles and words that say what
// a place is have no part in it.
func soundsOf(parts []part) sounds {
	var s sounds
	kept := parts[:0:0]
	for _, p := range parts {
		if p.role == proper || p.role == head {
			kept = append(kept, p)
		}
	}
	for i, p := range kept {
		s.arabic = s.arabic || p.script == arabic
		letters := p.sound
		switch n := len(letters); {
		case i < len(kept)-1 && n > 2 && letters[n-1] == 't' && (letters[n-2] == 'a' || letters[n-2] == 'e'):
			letters = append(bytes.Clone(letters[:n-2]), sMarbuta) // Khirbat before another word is Khirbah by itself
		case i == len(kept)-1 && n > 1 && strings.IndexByte("ae+", letters[n-1]) >= 0:
			letters = append(bytes.Clone(letters[:n-1]), sEnding)
		}
		share := 100
		if p.role == head {
			share = headShare
		}
		for _, l := range letters {
			if n := len(s.letters); n > 0 && s.letters[n-1] == l && !digit(l) {
				continue // heard once, also where two words meet
			}
			w := weightOf(l) * share / 100
			s.letters = append(s.letters, l)
			s.weight = append(s.weight, uint8(w))
			s.total += w
		}
	}
	return s
}

func digit(s byte) bool { return s >= '0' && s <= '9' }

// same reports whether two names are heard alike.
func (s sounds) same(o sounds) bool {
	return s.arabic == o.arabic && bytes.Equal(s.letters, o.letters) && bytes.Equal(s.weight, o.weight)
}

// skeleton is the classes of the consonants, without vowels and half-vowels:
// what the spellings of one name have most surely in common.
func (s sounds) skeleton() string {
	var room [48]byte
	out := room[:0]
	for _, l := range s.letters {
		if c := classes[l]; c != 0 {
			out = append(out, c)
		}
	}
	return string(out)
}

// classes puts together the consonants that sources exchange for each other.
// h and kh, which Russian does not tell apart and others leave out, and v, which
// Russian writes for w, belong to none.
var classes = func() (c [128]byte) {
	for class, members := range map[byte]string{
		'B': "bp", 'F': "f", 'T': "tTdD", 'Z': "z", 'S': "sS$C", 'J': "j", 'K': "kqgGc", 'L': "l", 'M': "m", 'N': "n", 'R': "r",
	} {
		for _, m := range []byte(members) {
			c[m] = class
		}
	}
	for d := byte('0'); d <= '9'; d++ {
		c[d] = d
	}
	return c
}()

// A mask counts the classes of a skeleton, three to each, so that skeletons
// that differ by much are passed over without being compared.
type mask uint64

func maskOf(skeleton string) mask {
	const order = "BFTZSJKLMNR"
	var m mask
	for i := 0; i < len(skeleton); i++ {
		at := uint(strings.IndexByte(order, skeleton[i])+1) * 4 // digits share the lowest
		for bit := at; bit < at+4; bit++ {
			if m&(1<<bit) == 0 {
				m |= 1 << bit
				break
			}
		}
	}
	return m
}
