package hxl

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A tag is a hashtag with its attributes, in lower case.
type tag struct {
	name       string   // "#date"
	attributes []string // "start"; sorted
}

// tagForm is a hashtag of the HXL standard 1.1: a word after a mark, and any
// number of attributes, each after a plus, with white space between.
var tagForm = regexp.MustCompile(`^\s*#\s*([A-Za-z][A-Za-z0-9_]*)((?:\s*\+\s*[A-Za-z][A-Za-z0-9_]*)*)\s*$`)

// parseTag reads a hashtag.
func parseTag(s string) (tag, bool) {
	m := tagForm.FindStringSubmatch(s)
	if m == nil {
		return tag{}, false
	}
	t := tag{name: "#" + strings.ToLower(m[1])}
	for a := range strings.SplitSeq(strings.ToLower(m[2]), "+") {
		if a = strings.TrimSpace(a); a != "" {
			t.attributes = append(t.attributes, a)
		}
	}
	slices.Sort(t.attributes)
	t.attributes = slices.Compact(t.attributes)
	return t, true
}

// String writes the tag as the standard does: #affected+killed.
func (t tag) String() string { return strings.Join(append([]string{t.name}, t.attributes...), "+") }

// lang is the language that the tag names, as +fr or +i_fr, "" if none.
func (t tag) lang() string {
	for _, a := range t.attributes {
		if a = strings.TrimPrefix(a, "i_"); len(a) == 2 && !slices.Contains(unlikeLanguages, a) {
			return a
		}
	}
	return ""
}

// unlikeLanguages are attributes of two letters that say something else.
var unlikeLanguages = []string{"id", "to"}

// matches reports whether the tag is the pattern: its name, all attributes after
// a plus, and no others than those after a question mark and those that change
// nothing: languages, vocabularies (+v_pcode) and forms (+num, +text, +label).
func (t tag) matches(pattern string) bool {
	parts := strings.Fields(pattern)
	if t.name != parts[0] {
		return false
	}
	may := []string{"num", "text", "label", "list"}
	for _, p := range parts[1:] {
		if a := p[1:]; p[0] == '?' {
			may = append(may, a)
		} else if !slices.Contains(t.attributes, a) {
			return false
		} else {
			may = append(may, a)
		}
	}
	for _, a := range t.attributes {
		language := len(a) == 2 && !slices.Contains(unlikeLanguages, a)
		if !language && !strings.HasPrefix(a, "v_") && !strings.HasPrefix(a, "i_") && !slices.Contains(may, a) {
			return false
		}
	}
	return true
}

// A finder looks for the row of hashtags, and keeps what came nearest to one.
type finder struct {
	near   string // a sentence
	nearBy int    // how many cells of it look like hashtags
}

// bareForm is a hashtag that lost its mark: "adm1+code".
var bareForm = regexp.MustCompile(`^\s*[A-Za-z][A-Za-z0-9_]*(\+[A-Za-z][A-Za-z0-9_]*)+\s*$`)

// row reports whether a row is that of hashtags: each of its cells is empty or
// one, and one at least is.
func (f *finder) row(line int, cells []string) bool {
	tags, bare := 0, 0
	other, unmarked := "", ""
	for _, c := range cells {
		switch _, ok := parseTag(c); {
		case strings.TrimSpace(c) == "":
		case ok:
			tags++
		case bareForm.MatchString(c):
			bare++
			if unmarked == "" {
				unmarked = strings.TrimSpace(c)
			}
		case other == "":
			other = strings.TrimSpace(c)
		}
	}
	if tags > 0 && bare == 0 && other == "" {
		return true
	}
	if tags+bare <= f.nearBy {
		return false
	}
	switch {
	case tags > 0:
		if other == "" {
			other = unmarked
		}
		f.nearBy = tags + bare
		f.near = fmt.Sprintf("line %d looks like the row of HXL hashtags, but %q is none; each cell of it must be empty or a hashtag like #date+start", line, other)
	case bare > 1:
		f.nearBy = bare
		f.near = fmt.Sprintf("line %d looks like a row of HXL hashtags without their marks; write #%s instead of %s", line, unmarked, unmarked)
	}
	return false
}
