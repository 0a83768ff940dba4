package document

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// tableNames yields the names of a table with the line that they stand on.
func tableNames(table string, yield func(line, name string)) {
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		kind, names, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		for _, name := range listed(names) {
			yield(kind, name)
		}
	}
}

func TestGazetteerIsWellFormed(t *testing.T) {
	seen := make(map[string]string)
	check := func(where, name string) {
		name, _ = cutMarks(name)
		if !utf8.ValidString(name) || strings.ContainsAny(name, "!?~^:|`") || strings.TrimSpace(name) != name {
			t.Errorf("%s: %q has marks or blanks inside", where, name)
		}
		r, _ := utf8.DecodeRuneInString(name)
		if !unicode.IsUpper(r) && !strings.ContainsFunc(name, unicode.IsUpper) && !unicode.IsDigit(r) {
			t.Errorf("%s: %q has no capital", where, name)
		}
		if before, ok := seen[name]; ok {
			t.Errorf("%s: %q stands in %s already", where, name, before)
		}
		seen[name] = where
	}
	for line := range strings.Lines(strings.TrimSpace(countryNames)) {
		names, _, _ := strings.Cut(strings.TrimSpace(line), ":")
		for _, name := range listed(names) {
			check("countries", name)
		}
	}
	for _, table := range []string{placeNames, divisionNames} {
		tableNames(table, func(kind, name string) {
			check(kind, name)
			typeNamed(kind) // panics at a type that is none
		})
	}
	for _, name := range listed(notPlaces) {
		check("no places", name)
	}
	tableNames(capitalNames, func(country, name string) {
		if !slices.Contains(places().countries, country) {
			t.Errorf("%q is the capital of %q, which is no country of the table", name, country)
		}
	})
}

// Every name that the tables hold is found where a sentence speaks of it as a
// place, with the type of its line.
func TestGazetteerNamesAreFound(t *testing.T) {
	for _, table := range []string{placeNames, divisionNames} {
		tableNames(table, func(kind, name string) {
			name, marks := cutMarks(name)
			if marks&inCapitals != 0 || name != strings.ToUpper(name[:1])+name[1:] {
				return
			}
			d := newDoc("t", "Guards stood in "+name+".", Options{})
			got := d.findPlaces()
			if len(got) != 1 || d.text[got[0].Start:got[0].End] != name && !strings.HasPrefix(name, "The ") {
				t.Errorf("%s %q is not found: %v", kind, name, got)
			}
		})
	}
}
