package locale

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

func load(t *testing.T) []Lang {
	t.Helper()
	langs, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return langs
}

var verb = regexp.MustCompile(`%[.\d]*[a-z]`)

// TestNoneMissing: every language says everything that English says, with the
// same arguments, and nothing else.
func TestNoneMissing(t *testing.T) {
	langs := load(t)
	en := langs[0]
	for _, l := range langs {
		if l.Name == "" || (l.Dir != "ltr" && l.Dir != "rtl") || slices.Contains(l.Months[:], "") {
			t.Errorf("%s: name, direction or months are incomplete: %q, %q, %q", l.Tag, l.Name, l.Dir, l.Months)
		}
		for k, w := range en.Words {
			got, ok := l.Words[k]
			if !ok || strings.TrimSpace(got) == "" {
				t.Errorf("%s lacks %s (%q)", l.Tag, k, w)
				continue
			}
			if g, want := verb.FindAllString(got, -1), verb.FindAllString(w, -1); !slices.Equal(g, want) {
				t.Errorf("%s: %s takes %v, in English %v", l.Tag, k, g, want)
			}
		}
		for k := range l.Words {
			if !en.Has(k) {
				t.Errorf("%s has %s, which English lacks", l.Tag, k)
			}
		}
	}
}

func TestMatch(t *testing.T) {
	langs := load(t)
	for _, tc := range []struct {
		name, tag, want string
	}{
		{"a language that is there", "ar", "ar"},
		{"none asked for", "", "en"},
		{"one that is not there", "de", "en"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Match(langs, tc.tag).Tag; got != tc.want {
				t.Errorf("Match(%q) = %q, want %q", tc.tag, got, tc.want)
			}
		})
	}
}

func TestT(t *testing.T) {
	langs := load(t)
	en, ar := Match(langs, "en"), Match(langs, "ar")
	for _, tc := range []struct{ name, got, want string }{
		{"a phrase", en.T("nav.log"), "Log"},
		{"a phrase with arguments", en.T("list.of", 1, 50, 400), "1 to 50 of 400"},
		{"a key that nobody has comes back", en.T("no.such"), "no.such"},
		{"arguments are isolated right to left", ar.T("due.every", "P7D"), "كل \u2068P7D\u2069"},
		{"a date", en.Date(time.Date(2018, 3, 16, 0, 0, 0, 0, time.UTC)), "16 March 2018"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if tc.got != tc.want {
				t.Errorf("got %q, want %q", tc.got, tc.want)
			}
		})
	}
}
