package gazetteer

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A role is what a word does in a name.
type role int

const (
	proper    role = iota // it tells the place from others
	head                  // "tell", "khirbat", "ayn": many names begin with it, so that it tells less
	article               // "al", "ash", "эль": it tells nothing
	settled               // "village", "town", "city": what the place is
	quarter               // "district", "hay", "квартал": it is a part of a town
	division              // "governorate", "province": it is a division and no place
	described             // "and", "near", "suburbs": the words describe a place and are not its name
)

// roleWords are the words that are no proper part of a name, in the letters in
// which they are written, without marks. They are our own selection.
var roleWords = map[role]string{
	head: `tall tell tal tel til telle tepe tappe tapa tepeh khirbat khirbet khirba khirbah kharbat kheurbet kherbet kherbat kirbet khurbat hirbet
		ayn ain aain aayn ein een aine jubb jub jeb joub djoub djebb kafr kafar kefr kafer kfar kfer kafir kufr kefar bayt beit bait beyt bet
		dayr deir dair der umm um oum om abu abou bu bou abo shaykh sheikh shaikh sheykh cheikh sheik seyh qalat kalat qalaat kalaat qalyat kalaa
		wadi ouadi vadi oued ras raas burj borj bordj bourj burc qasr kasr qasir mazraat mazra mazraah mezraat mezra mezraa hawijat huwayjat haouijet
		bir bi'r biar jabal jebel djebel jbel cebel madinat madinet medinat ard arad nahr dahr dahrat rasm rassem khan maarrat maarat maaret
		тель телль таль талль хирбет хирбат хербет айн эйн джубб джуб джеб кафр кафер кефр бейт байт дейр дайр дэйр умм ум абу шейх калъат калат
		вади рас бурдж хан каср маарет мааррат джебель мазраат
		تل تلة خربه خربة عين جب كفر بيت دير ام ابو بو الشيخ شيخ قلعه قلعة وادي راس برج قصر مزرعه مزرعة حويجه حويجة بير بءر جبل ظهر رسم خان معره معرة`,
	settled: `village villages town city settlement settlements locality hamlet township suburb
		qaryat balda baldat koy koyu kasaba kasabasi sehir sehri kent kenti belde beldesi ville commune bourg
		деревня деревни деревне село поселок поселка город города городе поселение нп
		قريه قرية مدينه مدينة بلده بلدة`,
	quarter: `district districts quarter quarters neighborhood neighbourhood neighborhoods neighbourhoods hai hay hayy hayyi mahalle mahallesi quartier quartiers
		район района районе квартал квартала квартале микрорайон
		حي الحي منطقه منطقة ضاحيه ضاحية`,
	division: `governorate governate governorates province provinces muhafazat vilayeti ili gouvernorat mohafazat region
		провинция провинции мухафаза губернаторство область области
		محافظه محافظة ولايه ولاية`,
	described: `of and or near the in at on to from between around outside inside with by its into towards toward along
		countryside suburbs outskirts vicinity rural reef rif north south east west northern southern eastern western central residential unknown only
		area areas road highway airport airbase airfield base frontier frontline crossing checkpoint dam station factory school hospital camp
		research centre center academy university college barracks position positions farm farms hill hills
		и или в во на у около возле между под близ северный южный восточный западный окрестности пригород пригороды
		ve veya yakinlarinda kirsali et ou pres du de la le les des
		ريف شمال جنوب شرق غرب ما بين قرب محيط`,
}

// rolesOf is by the letters of a word.
var rolesOf = sync.OnceValue(func() map[string]role {
	out := make(map[string]role)
	for _, r := range []role{head, settled, quarter, division, described} {
		for _, w := range strings.Fields(roleWords[r]) {
			plain, _ := letters(w)
			out[string(plain)] = r
		}
	}
	return out
})

// articles are the article by itself, in the letters in which it is written.
var articles = map[string]bool{"al": true, "el": true, "il": true, "ul": true, "ol": true, "аль": true, "эль": true, "ал": true, "ель": true, "ال": true}

// splitWords cuts a text into words. Brackets, commas and hyphens are kept as
// what they say of the words.
func splitWords(text string) []word {
	var out []word
	depth, slashes, comma, glued := 0, 0, false, false
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			switch r {
			case '(', '[':
				depth++
			case ')', ']':
				depth = max(0, depth-1)
			case ',', ';', '،':
				comma = comma || depth == 0
			case '/':
				slashes++
			}
			if !inWord(r) { // a stray apostrophe does not part what a hyphen joins
				glued = len(out) > 0 && (r == '-' || r == '‐' || r == '‑')
			}
			i += n
			continue
		}
		start := i
		for i < len(text) {
			r, n := utf8.DecodeRuneInString(text[i:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !inWord(r) {
				break
			}
			i += n
		}
		raw := text[start:i]
		trimmed := strings.TrimRight(raw, "'`´‘’′")
		if cut, ok := possessive(trimmed); ok {
			trimmed = cut
		}
		w := word{text: trimmed, from: start, to: start + len(trimmed), glued: glued, bracketed: depth > 0, afterComma: comma, alternate: slashes}
		first, _ := utf8.DecodeRuneInString(trimmed)
		w.script = scriptOf(first)
		w.upper = unicode.IsUpper(first) || w.script == arabic
		w.shout = strings.ToUpper(trimmed) == trimmed && strings.ToLower(trimmed) != trimmed && utf8.RuneCountInString(trimmed) > 1
		plain, marked := letters(trimmed)
		w.plain = string(plain)
		w.sound = hear(plain, marked, w.script)
		glued = false
		if len(plain) > 0 {
			out = append(out, w)
		}
	}
	return out
}

// possessive takes the English 's from the end of a word: "Idlib's". Names that
// end in an s after ayn write it in their own letters.
func possessive(s string) (string, bool) {
	for _, end := range []string{"'s", "’s"} {
		if cut, ok := strings.CutSuffix(s, end); ok && utf8.RuneCountInString(cut) > 3 {
			return cut, true
		}
	}
	return s, false
}

// A part is a word with its role.
type part struct {
	word
	role role
}

// wordsOf is a name's words with their roles.
func wordsOf(text string) []part {
	words := splitWords(text)
	out := make([]part, 0, len(words))
	for i, w := range words {
		if w.script == arabic {
			w = bareArabic(w)
		}
		p := part{word: w, role: rolesOf()[w.plain]}
		if i+1 < len(words) && isArticle(w, words[i+1]) {
			p.role = article
		}
		out = append(out, p)
	}
	settleEnds(out)
	return out
}

// isArticle reports whether a word is the Arabic article before the next word:
// al in any spelling, or a vowel with the consonant with which the next word
// begins, as in "ash Sham".
func isArticle(w, next word) bool {
	if articles[w.plain] {
		return true
	}
	if w.script == arabic || len(w.sound) != 2 || len(next.sound) == 0 {
		return false
	}
	switch w.sound[0] {
	case 'A', 'E', 'I', 'U':
		return sunLetter(w.sound[1]) && near(w.sound[1], next.sound[0])
	}
	return false
}

// sunLetter reports whether the article's l becomes like the consonant.
func sunLetter(s byte) bool { return strings.IndexByte("tTdDrzsS$nl", s) >= 0 }

func near(a, b byte) bool {
	return a == b || (a == 's' || a == sSh || a == sCedilla) && (b == 's' || b == sSh || b == sCedilla) && costs[a][b] <= 20
}

// bareArabic takes the article from the beginning of an Arabic word, if at
// least two letters are left.
func bareArabic(w word) word {
	rest, ok := strings.CutPrefix(w.plain, "ال")
	if !ok || utf8.RuneCountInString(rest) < 2 {
		return w
	}
	if _, known := rolesOf()[w.plain]; known {
		return w
	}
	w.plain = rest
	plain := []rune(rest)
	w.sound = hear(plain, make([]byte, len(plain)), arabic)
	return w
}

// settleEnds gives the last word that may tell something its full role: the
// village of Burj is called Burj, and Qastal al Burj ends in it.
func settleEnds(parts []part) {
	for i := len(parts) - 1; i >= 0; i-- {
		switch parts[i].role {
		case proper:
			return
		case head:
			parts[i].role = proper
			return
		}
	}
}
