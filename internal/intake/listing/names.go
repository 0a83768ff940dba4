package listing

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Part is one name out of a text that may hold several.
type Part struct {
	Text   string // white space folded, nothing invisible in it
	Script string // as Script says
	Note   string // what the text adds of it: "acronym", "original script", "sub-unit name"
}

// The notes that a reader adds itself.
const (
	Acronym  = "acronym"
	Original = "original script"
)

// Names returns the names that an element holds, the one that it is for first,
// none twice. Names stand behind one another after semicolons or letters with a
// bracket, and in brackets behind a name if they are its acronym, are in
// another script or are several. Brackets that belong to the name, such as
// those of "Leader (Hong Kong) International", stay in it, as does everything
// of which it is not plain that it is another name.
//
// A text of more than 4 KiB is not taken apart; it is one name, which is none.
func Names(written string) []Part {
	written = Clean(written)
	if len(written) > maxText {
		return add(nil, Part{Text: written})
	}
	var out []Part
	for _, piece := range pieces(written) {
		for _, p := range names(piece, 0) {
			out = add(out, p)
		}
	}
	return out
}

// add appends a name unless it is there.
func add(parts []Part, p Part) []Part {
	p.Text = Clean(trim(p.Text))
	if !strings.ContainsFunc(p.Text, isWordRune) {
		return parts
	}
	for i, q := range parts {
		if q.Text == p.Text {
			if q.Note == "" {
				parts[i].Note = p.Note
			}
			return parts
		}
	}
	p.Script = Script(p.Text)
	return append(parts, p)
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// letterMark is the letter before an item of a list: "b)".
var letterMark = regexp.MustCompile(`^[a-z]\)$`)

// pieces cuts a text at semicolons that stand in no bracket, and at the letters
// of a list, "a) one name b) another".
func pieces(s string) []string {
	var out []string
	depth, start := 0, 0
	cut := func(end, next int) {
		if piece := strings.TrimSpace(s[start:end]); piece != "" {
			out = append(out, piece)
		}
		start = next
	}
	arabic := Script(s) == "Arab"
	for i, r := range s {
		switch {
		case opens(r):
			depth++
		case closes(r) && depth > 0:
			depth--
		case closes(r):
			if w := strings.LastIndexByte(s[:i], ' ') + 1; w >= start && letterMark.MatchString(s[w:i+1]) {
				cut(w, i+1)
			}
		case depth > 0:
		case r == ';', r == '؛', r == '；', r == '،' && arabic:
			cut(i, i+utf8.RuneLen(r))
		}
	}
	if depth > 0 && start == 0 && strings.ContainsAny(s, ";؛") && len(out) == 0 {
		// A bracket is left open; what stands behind it is cut all the same.
		for _, piece := range strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '؛' }) {
			out = append(out, strings.TrimSpace(piece))
		}
		return out
	}
	cut(len(s), len(s))
	return out
}

func opens(r rune) bool  { return r == '(' || r == '[' || r == '（' }
func closes(r rune) bool { return r == ')' || r == ']' || r == '）' }

// What is taken apart. Lists stay far below; beyond it files are made to be slow.
const (
	maxText    = 4 << 10 // bytes
	maxNested  = 4       // names in brackets in brackets; deeper ones stay as written
	maxGroups  = 100     // brackets behind one name
	maxSpelled = 400     // bytes of a name that an acronym can be of
)

var (
	// label is what may stand before a name to say what it is.
	label = regexp.MustCompile(`(?i)^(original script|in arabic|arabic|transliterations?|translation|a\.?k\.?a\.?|f\.?k\.?a\.?|formerly|previously|also known as|formerly known as|previously listed as|formerly listed as|nom de guerre) ?: ?`)
	// tail is what may stand behind a name that is no part of it.
	tail = regexp.MustCompile(`(?i)(?: [-–—] (sub-unit name)|,? (born (?:in|on|approximately|circa|\d).*)|,? (d\.?o\.?b\.? ?[:\d].*))$`)
	// remark is what may stand in brackets behind a name that is no name.
	remark = regexp.MustCompile(`(?i)^(?:original script|(?:formerly|previously) (?:listed|known)\b.*|prominently known\b.*|nom de guerre|call sign|sub-unit name|born\b.*|d\.?o\.?b\.?\b.*|deceased\b.*|false identity\b.*|in\b .*|.*\b(?:passport|identification number|identity card)\b.*)$`)
	// language is the name of a language or script, said of the name before it.
	language = regexp.MustCompile(`(?i)^(?:in )?(?:arabic|amharic|bengali|burmese|chinese|cyrillic|dari|farsi|french|hebrew|indonesian|korean|kurdish|mandarin|pashto|persian|punjabi|russian|somali|spanish|tigrinya|turkish|uighur|uyghur|urdu|uzbek)(?: script)?$`)
	// kunya is the Arabic word for a by-name before one.
	kunya = "الكنية "
)

// names returns the names of one piece, the one that it is for first.
func names(piece string, nested int) []Part {
	s, note := piece, ""
	noted := func(n string) {
		if n = strings.TrimSpace(n); n != "" && note != "" {
			note += "; " + n
		} else if n != "" {
			note = n
		}
	}
	s = trim(s)
	if m := label.FindStringSubmatch(s); m != nil {
		noted(strings.ToLower(m[1]))
		s = trim(s[len(m[0]):])
	}
	if m := tail.FindStringSubmatch(s); m != nil {
		noted(m[1] + m[2] + m[3])
		s = trim(strings.TrimSuffix(s, m[0]))
	}
	if rest, ok := strings.CutPrefix(s, kunya); ok {
		noted(strings.TrimSpace(kunya))
		s = rest
	}
	s, groups := brackets(s)
	var beside []Part
	for _, group := range groups {
		g := group.in
		switch {
		case nested >= maxNested:
			s += group.written
		case !label.MatchString(g) && remark.MatchString(g):
			noted(g)
		case label.MatchString(g), strings.ContainsAny(g, ";؛"), differs(g, s) && !said(g):
			for _, in := range pieces(g) {
				beside = append(beside, names(in, nested+1)...)
			}
		case abbreviates(g, s):
			beside = append(beside, Part{Text: g, Note: Acronym})
		case said(g):
			noted(g)
		default:
			s += group.written
		}
	}
	var out []Part
	switch left, right, both := cutScripts(s); {
	case both:
		out = append(out, Part{Text: trim(left), Note: note}, Part{Text: trim(right), Note: Original})
	default:
		if l, r, ok := strings.Cut(s, " / "); ok && abbreviates(r, l) {
			s = l
			beside = append([]Part{{Text: r, Note: Acronym}}, beside...)
		}
		out = append(out, Part{Text: s, Note: note})
	}
	for _, a := range inside(s) {
		beside = append(beside, Part{Text: a, Note: Acronym})
	}
	return append(out, beside...)
}

// said reports whether the text of a bracket is said of the name before it and
// is no name: a remark, a language, words without a capital letter.
func said(g string) bool {
	return remark.MatchString(g) || language.MatchString(g) ||
		Script(g) == "Latn" && !strings.ContainsFunc(g, unicode.IsUpper)
}

// differs reports whether two texts are in different scripts.
func differs(a, b string) bool {
	x, y := Script(a), Script(b)
	return x != "" && y != "" && x != y
}

// trim takes off what stands around a name and is no part of it: commas,
// quotation marks around all of it, brackets that have no other half.
func trim(s string) string {
	for {
		was := s
		s = strings.Trim(s, " ,،")
		for _, q := range [...][2]string{{`"`, `"`}, {"“", "”"}, {"«", "»"}, {"„", "“"}} {
			if in, ok := strings.CutPrefix(s, q[0]); ok {
				if in, ok = strings.CutSuffix(in, q[1]); ok && !strings.Contains(in, q[0]) {
					s = in
				}
			}
		}
		if r, n := utf8.DecodeRuneInString(s); closes(r) {
			s = s[n:]
		}
		if r, n := utf8.DecodeLastRuneInString(s); opens(r) || closes(r) && opening(s) < 0 {
			s = s[:len(s)-n]
		}
		if s == was {
			return s
		}
	}
}

// opening is where the bracket opens that the end of s closes, -1 if none does.
func opening(s string) int {
	depth := 0
	for i := len(s); i > 0; {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		i -= n
		switch {
		case closes(r):
			depth++
		case opens(r):
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// A group is what stands in brackets at the end of a name.
type group struct {
	in      string
	written string // with its brackets and the white space before
}

// brackets takes the brackets off the end of a name, in order. One that is all
// of the text is its name.
func brackets(s string) (string, []group) {
	var groups []group
	for range maxGroups {
		r, n := utf8.DecodeLastRuneInString(s)
		if !closes(r) {
			break
		}
		at := opening(s)
		if at < 0 {
			break
		}
		_, m := utf8.DecodeRuneInString(s[at:])
		in := strings.TrimSpace(s[at+m : len(s)-n])
		if strings.TrimSpace(s[:at]) == "" {
			s = trim(in)
			if len(groups) > 0 {
				break
			}
			continue
		}
		if before, _ := utf8.DecodeLastRuneInString(s[:at]); before != ' ' && !closes(before) && !differs(in, s[:at]) {
			break // written into the word, as in "Ba(a)thist"
		}
		base := strings.TrimRight(s[:at], " ,")
		groups = append(groups, group{in: in, written: s[len(base):]})
		s = base
	}
	slices.Reverse(groups)
	return s, groups
}

// inside returns the acronyms in brackets in the middle of a name, each of what
// stands before it. The name keeps them, because what stands behind may need them.
func inside(s string) []string {
	var out []string
	for at := strings.IndexByte(s, '('); at > 0; {
		end := strings.IndexByte(s[at:], ')')
		if end < 0 {
			break
		}
		if in := s[at+1 : at+end]; at+end+1 < len(s) && abbreviates(in, s[:at]) {
			out = append(out, in)
		}
		next := strings.IndexByte(s[at+end:], '(')
		if next < 0 {
			break
		}
		at += end + next
	}
	return out
}

// abbreviates reports whether a is an acronym of a name: few letters, most of
// them capital, that stand in the name in that order, the first at the start of
// a word.
func abbreviates(a, name string) bool {
	const most = 10
	if len(a) > 4*most || len(name) > maxSpelled {
		return false
	}
	letters, capitals := foldedLetters(a)
	words, _ := foldedLetters(name)
	if n := len(letters); n < 2 || n > most || strings.Count(a, " ") > 1 || capitals < 2 || 2*capitals <= n || 2*n > len(words) {
		return false
	}
	if strings.ContainsFunc(a, func(r rune) bool { return !unicode.IsLetter(r) && !strings.ContainsRune(" -/.&'’", r) }) {
		return false
	}
	starts := func(i int) bool { return words[i].first }
	for at := range words {
		if !starts(at) || words[at].r != letters[0].r {
			continue
		}
		i := 0
		for _, l := range words[at:] {
			if i < len(letters) && l.r == letters[i].r {
				i++
			}
		}
		return i == len(letters)
	}
	return false
}

// A letter is one of a text, in lower case; first says that a word begins with it.
type letter struct {
	r     rune
	first bool
}

func foldedLetters(s string) (out []letter, capitals int) {
	first := true
	for _, r := range s {
		if !unicode.IsLetter(r) {
			first = true
			continue
		}
		if unicode.IsUpper(r) {
			capitals++
		}
		out = append(out, letter{plain(unicode.ToLower(r)), first})
		first = false
	}
	return out, capitals
}

// plain is a letter of French names without its accent.
func plain(r rune) rune {
	const accented, bare = "àâäçéèêëîïíôöóûùüú", "aaaceeeeiiiooouuuu"
	if i := strings.IndexRune(accented, r); i >= 0 {
		return rune(bare[utf8.RuneCountInString(accented[:i])])
	}
	return r
}

// cutScripts cuts a name that is written twice, in one script and then in
// another, with nothing between: "Agha Jan آغا جان".
func cutScripts(s string) (left, right string, ok bool) {
	words := strings.Fields(s)
	at, was := 0, ""
	for i, w := range words {
		code := Script(w)
		if code == "" {
			continue
		}
		if was != "" && code != was {
			if at != 0 {
				return "", "", false
			}
			at = i
		}
		was = code
	}
	if at == 0 {
		return "", "", false
	}
	left, right = strings.Join(words[:at], " "), strings.Join(words[at:], " ")
	latin := Script(left) == "Latn" || Script(right) == "Latn"
	return left, right, latin && !strings.ContainsFunc(s, func(r rune) bool { return opens(r) || closes(r) })
}
