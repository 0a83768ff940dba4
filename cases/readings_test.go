package cases_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	_ "time/tzdata"
	"unicode"

	"github.com/truceline/truceline/cases"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/internal/intake/casedir"
)

// bundled is the case that comes with the program, as files and as read.
func bundled(t *testing.T) (fs.FS, *casedir.Case) {
	t.Helper()
	dir, ok := cases.Bundled("astana")
	if !ok {
		t.Fatal("there is no case astana")
	}
	c, err := casedir.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return dir, c
}

// text finds the text of a reading among the shared ones, by its hash alone. It
// is not the program's to hand on, and so not in this repository.
func text(t *testing.T, r casedir.Reading) string {
	t.Helper()
	dir := os.Getenv("TRUCELINE_SHARED")
	if dir == "" {
		t.Skip("TRUCELINE_SHARED does not name the folder of shared data, so that the texts that the case was read from are not there")
	}
	names, err := filepath.Glob(filepath.Join(dir, "texts", "docs", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) == r.Text {
			return string(b)
		}
	}
	t.Fatalf("of %d texts none has the hash %s of %s", len(names), r.Text, r.ID)
	return ""
}

// TestReadingsAreOfTheirText holds every reading against its text: its length,
// and the acts that the reader proposes of it, each of which is decided.
func TestReadingsAreOfTheirText(t *testing.T) {
	_, c := bundled(t)
	for _, r := range c.Readings {
		t.Run(r.ID, func(t *testing.T) {
			text := text(t, r)
			if n := len([]rune(text)); len(text) != r.Bytes || n != r.Runes {
				t.Errorf("the text has %d bytes and %d runes, and the reading says %d and %d", len(text), n, r.Bytes, r.Runes)
			}
			if r.Reader != document.Reader {
				t.Errorf("the reader is of version %s, and the acts were decided on those of %s; look at each again", document.Reader, r.Reader)
			}
			decided := make(map[document.Span]casedir.ReadAct)
			for _, a := range r.Acts {
				decided[a.Span] = a
			}
			for _, p := range document.Read(r.ID, text, document.Options{}).Proposals {
				if p.Kind != document.ActKind {
					continue
				}
				a, ok := decided[p.Span]
				if !ok {
					t.Errorf("of %s, %+v, nothing is decided", p.ID, p.Span)
					continue
				}
				delete(decided, p.Span)
				if p.ID != r.ID+"#"+a.ID {
					t.Errorf("act %s is %s to the reader", a.ID, p.ID)
				}
				for _, said := range a.Says {
					within(t, text, a, said, p.Fields.ContentSpan)
				}
			}
			for _, a := range decided {
				if a.Verdict != "added" {
					t.Errorf("act %s, %+v, is none that the reader proposes", a.ID, a.Span)
				}
			}
		})
	}
}

// within holds the words of a provision against the text, and against what the
// reader takes for the content of its act: only a correction may depart from it.
func within(t *testing.T, text string, a casedir.ReadAct, said casedir.Said, content *document.Span) {
	t.Helper()
	c := said.Content
	if c == nil {
		return
	}
	if rs, re := len([]rune(text[:c.Start])), len([]rune(text[:c.End])); rs != c.RuneStart || re != c.RuneEnd {
		t.Errorf("act %s, %s: the words have the runes %d to %d, and the reading says %d to %d", a.ID, said.Provision, rs, re, c.RuneStart, c.RuneEnd)
	}
	words := []rune(text[c.Start:c.End])
	if first, last := words[0], words[len(words)-1]; !unicode.IsLetter(first) || !unicode.IsLetter(last) {
		t.Errorf("act %s, %s: the words do not begin and end with a letter", a.ID, said.Provision)
	}
	if a.Verdict != "corrected" && (content == nil || *c != *content) {
		t.Errorf("act %s is %s with other words than the reader's: %+v, want %+v", a.ID, a.Verdict, *c, content)
	}
}

// mostWords is how many consecutive words of a text a case may repeat at most:
// terms and names are as long, sentences are longer.
const mostWords = 5

// TestNoWordsOfTheTexts looks in every file of the case for the words of the
// texts that it was read from. Names of parties, instruments and areas are not
// theirs, nor are addresses.
func TestNoWordsOfTheTexts(t *testing.T) {
	dir, c := bundled(t)
	var names []string
	for _, p := range c.Facts.Parties {
		for _, n := range p.Names {
			names = append(names, " "+strings.Join(split(n), " ")+" ")
		}
	}
	for _, in := range c.Facts.Instruments {
		for _, n := range in.Names {
			names = append(names, " "+strings.Join(split(n), " ")+" ")
		}
	}
	address := regexp.MustCompile(`https?://\S+`)
	for _, r := range c.Readings {
		t.Run(r.ID, func(t *testing.T) {
			runs := make(map[string]bool)
			words := split(text(t, r))
			for i := range len(words) - mostWords {
				runs[strings.Join(words[i:i+mostWords+1], " ")] = true
			}
			err := fs.WalkDir(dir, ".", func(name string, e fs.DirEntry, err error) error {
				if err != nil || e.IsDir() {
					return err
				}
				b, err := fs.ReadFile(dir, name)
				if err != nil {
					return err
				}
				words := split(address.ReplaceAllString(string(b), " "))
				for i := range len(words) - mostWords {
					run := strings.Join(words[i:i+mostWords+1], " ")
					if runs[run] && !slices.ContainsFunc(names, func(n string) bool { return strings.Contains(n, " "+run+" ") }) {
						t.Errorf("%s repeats %d words of the text: %q; say it in our own", name, mostWords+1, run)
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

// split is the words of a text, in small letters.
func split(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
