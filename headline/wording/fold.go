package wording

import "strings"

// Fold is what the spellings of one word have in common: its consonants, with
// those made alike that romanisations mix up, so that Raqqa, Al-Raqqah and Raqa
// are one, and so are Deir Ezzor and Der ez-Zor. Where hardly any consonants are
// left the first vowel is kept, which tells Dar'a from Deir. Endings of common
// words are taken off before ("killed", "kills"). Cyrillic and Arabic letters
// are read as the Latin ones that they are usually written with. The word is
// lower case. The result is ASCII, or empty if nothing can be read.
func Fold(word string) string {
	w := strings.TrimPrefix(stem(word), "ال")
	var latin [96]byte // longer words are cut
	n := 0
	put := func(s string) {
		if n+len(s) <= len(latin) {
			n += copy(latin[n:], s)
		}
	}
	for _, r := range w {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			if n < len(latin) {
				latin[n] = byte(r)
				n++
			}
		case r < 0x80:
		default:
			put(romanised[r])
		}
	}
	return skeleton(latin[:n])
}

// skeleton folds Latin letters.
func skeleton(s []byte) string {
	// An article that has become part of the word: Ezzor, Arraqqa, Essalam.
	if len(s) > 4 && (s[0] == 'a' || s[0] == 'e') && s[1] == s[2] && sun(s[1]) {
		s = s[2:]
	}
	var out [64]byte
	n := 0
	var vowel, last byte
	for i := 0; i < len(s) && n < len(out)-1; i++ {
		c := s[i]
		var next byte
		if i+1 < len(s) {
			next = s[i+1]
		}
		switch c {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			if vowel == 0 {
				vowel = sounds[c-'a']
			}
			continue
		case 'w', 'h':
			continue
		case 'k', 'g', 'd', 't', 's', 'c', 'p':
			if next == 'h' {
				i++
				c = aspirated(c)
				break
			}
			if c == 'c' {
				c = 'k'
				if next == 'k' {
					i++
				}
			}
		case 'q':
			c = 'k'
		case 'z':
			c = 's'
		case 'v':
			c = 'f'
		}
		if c == last {
			continue
		}
		out[n], last = c, c
		n++
	}
	if n <= 2 && vowel != 0 {
		out[n] = vowel
		n++
	}
	return string(out[:n])
}

// aspirated is what two letters are read as.
func aspirated(c byte) byte {
	switch c {
	case 'k':
		return 'x'
	case 's':
		return 'S'
	case 'c':
		return 'C'
	case 'p':
		return 'f'
	}
	return c // gh, dh and th are as often written g, d and t
}

// sun reports whether the l of the article becomes this letter.
func sun(c byte) bool { return strings.IndexByte("dnrstz", c) >= 0 }

// sounds are the vowels that spellings do not mix up.
var sounds = [26]byte{'a' - 'a': 'a', 'e' - 'a': 'i', 'i' - 'a': 'i', 'y' - 'a': 'i', 'o' - 'a': 'u', 'u' - 'a': 'u'}

// endings are taken off if four letters are left, longest first.
var endings = []string{"ings", "ians", "ing", "ian", "ans", "ers", "an", "er", "ed", "es", "s", "e"}

func stem(w string) string {
	for _, e := range endings {
		if len(w)-len(e) >= 4 && strings.HasSuffix(w, e) {
			return w[:len(w)-len(e)]
		}
	}
	return w
}

// romanised are letters beyond a to z as they are usually written with those.
// Arabic leaves short vowels out, which a fold mostly does too.
var romanised = func() map[rune]string {
	m := make(map[rune]string)
	for _, l := range strings.Fields(`
		a:àáâãäåāăą e:èéêëēėęě i:ìíîïīįı o:òóôõöøōő u:ùúûüūůűų y:ýÿ c:ćĉċč sh:ş ch:ç
		d:ďđð g:ĝğġģ h:ĥħ j:ĵ k:ķ l:ĺļľł n:ñńņň r:ŕŗř s:śŝšș t:ţťț w:ŵ z:źżž ss:ß ae:æ oe:œ th:þ
		a:а b:б v:в g:г d:д e:еёэ zh:ж z:з i:иіїы y:й k:к l:л m:м n:н o:о p:п r:р s:с t:т u:у
		f:ф kh:х ts:ц ch:ч sh:шщ yu:ю ya:я g:ґ ye:є
		a:اأإآىةعء b:ب t:تط th:ث j:ج h:حه kh:خ d:دضذ r:ر z:زظ s:سص sh:ش gh:غ f:ف q:ق k:كک l:ل m:م n:ن w:وؤ y:يئی p:پ ch:چ g:گ`) {
		to, letters, _ := strings.Cut(l, ":")
		for _, r := range letters {
			m[r] = to
		}
	}
	return m
}()
