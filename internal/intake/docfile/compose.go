package docfile

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A composer writes the text and notes where on the pages it stands.
type composer struct {
	sheets  []*sheet
	words   map[string]int // of the text, with how often
	divided bool           // a program divided words at line ends
	b       strings.Builder
	pages   []Page
	mending mending
}

// paragraph writes a paragraph.
func (c *composer) paragraph(lines []line) {
	for i, l := range lines {
		text := l.text
		if i+1 < len(lines) {
			var glue string
			text, glue = c.glue(text, lines[i+1].text)
			c.write(l, text)
			c.b.WriteString(glue)
			continue
		}
		c.write(l, text)
	}
	c.b.WriteByte('\n')
}

// write writes one line.
func (c *composer) write(l line, text string) {
	for len(c.pages) <= l.sheet {
		c.turn()
	}
	start := c.b.Len()
	c.b.WriteString(text)
	page := &c.pages[l.sheet]
	page.Lines = append(page.Lines, Line{
		Start: start, End: c.b.Len(),
		Left: l.place.left, Top: l.place.top, Right: l.place.right, Bottom: l.place.bottom,
	})
}

// turn ends a page and begins the next.
func (c *composer) turn() {
	if n := len(c.pages); n > 0 {
		c.pages[n-1].End = c.b.Len()
	}
	s := c.sheets[len(c.pages)]
	p := Page{Number: len(c.pages) + 1, Start: c.b.Len(), End: c.b.Len()}
	p.Width, p.Height = s.shown.size()
	c.pages = append(c.pages, p)
}

// finish is the text.
func (c *composer) finish() Text {
	for len(c.pages) < len(c.sheets) {
		c.turn()
	}
	c.pages[len(c.pages)-1].End = c.b.Len()
	return Text{Content: c.b.String(), Pages: c.pages}
}

// glue is what stands between two lines of a paragraph, and the first of them
// without a hyphen that only divided a word.
func (c *composer) glue(a, b string) (string, string) {
	last, n := utf8.DecodeLastRuneInString(a)
	before, _ := utf8.DecodeLastRuneInString(a[:len(a)-n])
	next, _ := utf8.DecodeRuneInString(b)
	switch {
	case isHyphen(last) && unicode.IsLetter(before) && unicode.IsLetter(next):
		if c.divides(a, b) {
			c.mending.hyphens++
			return a[:len(a)-n], ""
		}
		return a, ""
	case (last == '/' || isHyphen(last) || last == '–') && !unicode.IsSpace(before) && before != utf8.RuneError && !unicode.IsSpace(next):
		return a, ""
	case isIdeograph(last) && isIdeograph(next), strings.ContainsRune(opening, last):
		return a, ""
	}
	return a, " "
}

func isHyphen(r rune) bool { return r == '-' || r == '\u00ad' || r == '‐' }

// isIdeograph reports whether a rune is of a script written without spaces.
func isIdeograph(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// divides reports whether the hyphen at the end of a line only divides a word,
// and so is taken out. It does
//
//   - if the whole word stands elsewhere in the text, more often than the one with
//     the hyphen;
//   - if neither does and the second part is an ending and no word ("implemen-tation");
//   - if neither does, but hyphens at other lines' ends are proved by the first rule
//     to divide words, so that a program hyphenated the text, and the parts are not
//     both words of the text.
//
// The last two do not hold of first parts that often have a hyphen. Otherwise it
// stays, as in "security-related".
func (c *composer) divides(a, b string) bool {
	first, second := halves(a, b)
	whole, hyphened := c.words[first+second], c.words[first+"-"+second]
	next, _ := utf8.DecodeRuneInString(b)
	switch {
	case whole != hyphened:
		return whole > hyphened
	case whole > 0, !unicode.IsLower(next), strings.Contains(first, "-"), oftenHyphened.MatchString(first):
		return false
	case ending.MatchString(second) && c.words[second] == 0:
		return true
	}
	return c.divided && (c.words[first] == 0 || c.words[second] == 0)
}

// halves are the parts of a word on either side of a hyphen that ends a line.
func halves(a, b string) (first, second string) {
	first = lastWord.FindString(strings.TrimRightFunc(a, isHyphen))
	return strings.ToLower(first), strings.ToLower(firstWord.FindString(b))
}

// ending is a part of an English word that is no word by itself.
var ending = regexp.MustCompile(`^(?:(?:[aeiou]|ta|ca|za|ga)?[ts]ion(?:s|al|ally|ed|ing)?|e?ment(?:s|al|ed|ing)?|ing(?:s|ly)?|[blmnrtv]?it(?:y|ies)|[ae]nc(?:e|es|y|ies)|ness(?:es)?|[aiu]?tive(?:ly|s)?|ed(?:ly)?|(?:al|ing)?ly|[ai]bl[ey]|[ei]?ous(?:ly)?|i[sz](?:e|es|ed|ing|ation)|tar(?:y|ian|ily)|tor(?:y|s|ies)?|[ct]ial(?:ly)?)$`)

// oftenHyphened are first parts of words that are often written with a hyphen.
var oftenHyphened = regexp.MustCompile(`^(?:de|re|co|non|pre|post|anti|ex|vice|self|all|well|ill|counter|cross|inter|multi|sub|semi|so|above|below|under|over|long|short|high|low|half|cease|по|во|из|кое)$`)

var (
	lastWord  = regexp.MustCompile(`[\pL\pM]+(?:-[\pL\pM]+)*$`)
	firstWord = regexp.MustCompile(`^[\pL\pM]+`)
	anyWord   = regexp.MustCompile(`[\pL\pM]+(?:-[\pL\pM]+)*`)
)

// vocabulary counts the words of a text, those with hyphens as they are and by
// their parts. What may be half of a word, at the ends of lines, is not counted.
func vocabulary(lines []line) map[string]int {
	words := map[string]int{}
	for i, l := range lines {
		found := anyWord.FindAllString(strings.ToLower(l.text), -1)
		if i > 0 && endsInHyphen(lines[i-1].text) && len(found) > 0 {
			found = found[1:]
		}
		if endsInHyphen(l.text) && len(found) > 0 {
			found = found[:len(found)-1]
		}
		for _, w := range found {
			words[w]++
			if strings.Contains(w, "-") {
				for _, part := range strings.Split(w, "-") {
					words[part]++
				}
			}
		}
	}
	return words
}

// dividedWords reports whether hyphens at line ends are known to divide words: of
// those whose whole word stands elsewhere in the text, with or without a hyphen,
// most stand without.
func dividedWords(lines []line, words map[string]int) bool {
	without, with := 0, 0
	for i := 1; i < len(lines); i++ {
		if !endsInHyphen(lines[i-1].text) {
			continue
		}
		first, second := halves(lines[i-1].text, lines[i].text)
		whole, hyphened := words[first+second], words[first+"-"+second]
		switch {
		case first == "" || second == "":
		case whole > hyphened:
			without++
		case hyphened > whole:
			with++
		}
	}
	return without > with
}

func endsInHyphen(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return isHyphen(r)
}
