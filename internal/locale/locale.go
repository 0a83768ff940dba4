// Package locale holds the words of the interface in the case's languages.
// Names of parties, instruments and areas are facts of the case and are not
// here; neither are the engine's sentences, which are English in every edition.
package locale

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// A Key names one phrase of the interface.
type Key string

// A Lang is one language with all its phrases.
type Lang struct {
	Tag    string         `json:"-"`      // BCP 47
	Name   string         `json:"name"`   // what the language calls itself
	Dir    string         `json:"dir"`    // ltr or rtl
	Months [12]string     `json:"months"` // as they stand in a date
	Words  map[Key]string `json:"words"`
}

//go:embed words/*.json
var files embed.FS

// Tags lists the languages in the order in which they are offered.
var Tags = [...]string{"en", "ar", "ru", "tr", "fa"}

// Load reads every language, in the order of Tags.
func Load() ([]Lang, error) {
	langs := make([]Lang, 0, len(Tags))
	for _, tag := range Tags {
		b, err := files.ReadFile("words/" + tag + ".json")
		if err != nil {
			return nil, err
		}
		l := Lang{Tag: tag}
		if err := json.Unmarshal(b, &l); err != nil {
			return nil, fmt.Errorf("words of %s: %w", tag, err)
		}
		langs = append(langs, l)
	}
	return langs, nil
}

// Match returns the language of a tag, or the first where there is none.
func Match(langs []Lang, tag string) Lang {
	if i := slices.IndexFunc(langs, func(l Lang) bool { return l.Tag == tag }); i >= 0 {
		return langs[i]
	}
	return langs[0]
}

// T returns the phrase of a key, filled with args. A key that no language has
// comes back as itself, so that it is seen and not silently empty. In a
// right-to-left language string arguments are isolated, so that a date or a
// Latin name does not turn the words around it.
func (l Lang) T(k Key, args ...any) string {
	w, ok := l.Words[k]
	if !ok {
		return string(k)
	}
	if len(args) == 0 {
		return w
	}
	if l.Dir == "rtl" {
		args = slices.Clone(args)
		for i, a := range args {
			if s, ok := a.(string); ok {
				args[i] = l.Isolate(s)
			}
		}
	}
	return fmt.Sprintf(w, args...)
}

// Isolate keeps a foreign piece of a right-to-left line in its own direction. In
// other languages it changes nothing.
func (l Lang) Isolate(s string) string {
	if l.Dir != "rtl" || s == "" {
		return s
	}
	return "\u2068" + s + "\u2069" // first strong isolate, pop directional isolate
}

// Has reports whether the language has a phrase for the key.
func (l Lang) Has(k Key) bool { return l.Words[k] != "" }

// Date writes the local date of t in words: "16 March 2018".
func (l Lang) Date(t time.Time) string {
	return fmt.Sprintf("%d %s %d", t.Day(), l.Months[t.Month()-1], t.Year())
}
