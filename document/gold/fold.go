package gold

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
)

// typed writes what typesetters write as it is typed.
var typed = strings.NewReplacer("\u2019", "'", "\u2018", "'", "\u00a0", " ", "\u2011", "-")

// fold makes labels that differ in case, spacing, typographic quotes or a
// leading article the same.
func fold(s string) string {
	if s == "" {
		return ""
	}
	s = strings.Join(strings.FieldsFunc(typed.Replace(s), space), " ")
	s = cases.Fold().String(s)
	for _, article := range [...]string{"the ", "a ", "an "} {
		if rest, ok := strings.CutPrefix(s, article); ok {
			return rest
		}
	}
	return s
}

// space is what the published scorer takes for space: Unicode's, and the four
// separators of ASCII.
func space(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }
