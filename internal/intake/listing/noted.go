package listing

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	// transliterated is a note that says of the names in it what they are.
	transliterated = regexp.MustCompile(`(?i)^transliterations?(?: of [^:]*)?: ?([^()]*)|^(.*?) ?\(transliterations?\b[^()]*\)$`)
	grouped        = regexp.MustCompile(`\(([^()]*;[^()]*)\)`)
)

// Noted returns the names that a note beside a name holds: the name in its
// original script, spellings of it that stand after one another. A note of
// which it is not plain that it holds names holds none.
func Noted(note, name string) []Part {
	note = Clean(note)
	var out []Part
	if len(note) > maxText {
		return nil
	}
	for _, run := range foreign(note) {
		out = add(out, Part{Text: trim(run), Note: Original})
	}
	lists := []string{}
	switch m := transliterated.FindStringSubmatch(note); {
	case m != nil:
		lists = append(lists, strings.ReplaceAll(m[1]+m[2], ",", ";"))
	case strings.Contains(note, ";") && Script(name) != "Latn" && Script(note) == "Latn" && !strings.ContainsAny(note, "():"):
		lists = append(lists, note)
	default:
		for _, g := range grouped.FindAllStringSubmatch(note, -1) {
			lists = append(lists, g[1])
		}
	}
	for _, list := range lists {
		for _, piece := range strings.Split(list, ";") {
			if piece = trim(piece); isName(piece) {
				out = add(out, Part{Text: piece})
			}
		}
	}
	return out
}

// isName reports whether a text can be a name in Latin letters and nothing else.
func isName(s string) bool {
	const words = 10
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsDigit(r) || r == ':' }) || len(strings.Fields(s)) > words {
		return false
	}
	for _, r := range s {
		if unicode.IsLetter(r) {
			return unicode.IsUpper(r)
		}
	}
	return false
}

// foreign returns the runs of words in a script that is not Latin, in a note
// that is Latin otherwise.
func foreign(note string) []string {
	if strings.TrimSpace(note) == "" {
		return nil
	}
	var runs []string
	var run []string
	latin := false
	end := func() {
		if len(run) > 0 {
			runs = append(runs, strings.Join(run, " "))
		}
		run = nil
	}
	for _, w := range strings.Fields(note) {
		switch Script(w) {
		case "":
			end()
		case "Latn":
			latin = true
			end()
		default:
			run = append(run, w)
		}
	}
	end()
	if !latin {
		return nil
	}
	return runs
}
