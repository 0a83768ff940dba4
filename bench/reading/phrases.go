package reading

import (
	"cmp"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"unicode/utf8"

	"github.com/truceline/truceline/document"
)

// Phrases is the naive reader: the inventory of verbs, one case-insensitive
// regular expression for each phrase, run over the whole text one after the
// other.
type Phrases struct{ list []phrase }

type phrase struct {
	lemma string
	force document.Force
	find  *regexp.Regexp
}

// NewPhrases compiles the expressions of a folder's verbs.tsv.
func NewPhrases(dir string) (*Phrases, error) {
	rows, err := table(filepath.Join(dir, "verbs.tsv"), "lemma", "force", "re2")
	if err != nil {
		return nil, err
	}
	var p Phrases
	for i, row := range rows {
		re, err := regexp.Compile(row[2])
		if err != nil {
			return nil, fmt.Errorf("verbs.tsv, line %d: %w", i+2, err)
		}
		p.list = append(p.list, phrase{row[0], document.Force(row[1]), re})
	}
	return &p, nil
}

// A hit is where a phrase stands.
type hit struct{ from, to, phrase int }

// Read proposes an act wherever a phrase stands, the longer one where two do.
func (p *Phrases) Read(t Text) []document.Proposal {
	var hits []hit
	for i := range p.list {
		for _, at := range p.list[i].find.FindAllStringIndex(t.Body, -1) {
			hits = append(hits, hit{at[0], at[1], i})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to), cmp.Compare(a.phrase, b.phrase))
	})
	var out []document.Proposal
	end, runes, counted := 0, 0, 0
	for _, h := range hits {
		if h.from < end {
			continue
		}
		runes += utf8.RuneCountInString(t.Body[counted:h.from])
		counted, end = h.from, h.to
		words := t.Body[h.from:h.to]
		out = append(out, document.Proposal{Doc: t.Name, Kind: document.ActKind, Text: words,
			Span:   document.Span{Start: h.from, End: h.to, RuneStart: runes, RuneEnd: runes + utf8.RuneCountInString(words)},
			Fields: document.Fields{Verb: p.list[h.phrase].lemma, Force: p.list[h.phrase].force, Mode: document.Direct}})
	}
	return out
}
