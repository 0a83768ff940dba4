package reading

import (
	"regexp"
	"strings"

	"github.com/jdkato/prose/v2"
)

// Prose is the library prose with its English model, loaded once: words, tags
// and named entities. Left to itself it loads the model for each text.
type Prose struct{ model *prose.Model }

// NewProse loads the model.
func NewProse() Prose { return Prose{prose.ModelFromData("shared")} }

// Read tags a text and finds its entities. Sentences are not asked for: nothing
// here needs them, and finding them loads a second model for each text.
func (p Prose) Read(text string) (*prose.Document, error) {
	return prose.NewDocument(text, prose.UsingModel(p.model), prose.WithSegmentation(false))
}

// ClassOf is the class of W5 that the first word tagged as a verb says, of those
// that verbClass knows.
func (p Prose) ClassOf(sentence string) (string, error) {
	doc, err := p.Read(sentence)
	if err != nil {
		return "", err
	}
	for _, t := range doc.Tokens() {
		if strings.HasPrefix(t.Tag, "VB") {
			if c := verbClass(strings.ToLower(t.Text)); c != "" {
				return c, nil
			}
		}
	}
	return None, nil
}

// Scan is the plain regexp scan: the verbs of W5 in their forms, and dates. It
// is the bound that a reader is held against, since it tells nothing apart.
type Scan struct{ verbs, dates *regexp.Regexp }

// NewScan compiles the two expressions.
func NewScan() Scan {
	return Scan{
		verbs: regexp.MustCompile(`(?i)\b(?:agree[ds]?|withdr[ae]ws?|releas(?:e[ds]?|ing)|allow(?:s|ed)?|accuse[ds]?|den(?:y|ies|ied)|welcome[ds]?|me(?:e?ts?)|refuse[ds]?|undertakes?|shall|will|would)\b`),
		dates: regexp.MustCompile(`\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b`),
	}
}

// Read finds the verbs and the dates of a sentence.
func (s Scan) Read(sentence string) (verbs, dates [][]int) {
	return s.verbs.FindAllStringIndex(sentence, -1), s.dates.FindAllStringIndex(sentence, -1)
}

// ClassOf is the class that the first verb says of those that verbClass knows.
func (s Scan) ClassOf(sentence string) string {
	verbs, _ := s.Read(sentence)
	for _, at := range verbs {
		if c := verbClass(strings.ToLower(sentence[at[0]:at[1]])); c != "" {
			return c
		}
	}
	return None
}

// verbClass is the class of W5 that a verb alone suggests, by its first letters;
// "" for others.
func verbClass(verb string) string {
	for _, c := range [...]struct{ stem, class string }{
		{"agree", "commit-ceasefire"}, {"withdr", "commit-withdraw"}, {"releas", "commit-release"}, {"allow", "commit-access"},
		{"accuse", "violation"}, {"den", "denial"}, {"welcome", "statement"}, {"refuse", "negated"},
	} {
		if strings.HasPrefix(verb, c.stem) {
			return c.class
		}
	}
	return ""
}
