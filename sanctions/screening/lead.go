package screening

import "fmt"

// DefaultThreshold is the score from which a name is shown as a lead when the
// caller names no other. docs/screening.md says how it was chosen.
const DefaultThreshold = 0.75

// A Lead says that a name may be the name of an entry, and why. It is never a
// match: only a person makes one.
type Lead struct {
	Entry string  `json:"entry"`
	Name  string  `json:"name"`  // the listed name that fits best, as listed
	Score float64 `json:"score"` // 0 to 1
	Parts []Part  `json:"parts"`
}

// A Part says how one word of the name met one word of the listed name. The
// score of a lead is the sum over its parts of weight times fit.
type Part struct {
	Asked  string  `json:"asked,omitempty"`  // as written; empty: the listed word is missing from the name
	Listed string  `json:"listed,omitempty"` // as written; empty: the name has a word too many
	How    How     `json:"how"`
	Fit    float64 `json:"fit"`    // 0 to 1
	Weight float64 `json:"weight"` // share of the score that hangs on it; the parts of a lead sum to 1
}

// A How is the way in which two words met.
type How string

// The ways.
const (
	Same     How = "same"     // equal but for case, marks and apostrophes
	Spelling How = "spelling" // another spelling of one word in one script
	Script   How = "script"   // one word in two scripts
	Typing   How = "typing"   // a letter or two more, fewer, other or turned round
	Initial  How = "initial"  // the first letter of the word
	Joined   How = "joined"   // one word here, two or three there
	Acronym  How = "acronym"  // the first letters of the words
	Synonym  How = "synonym"  // another word for the same thing: Front and Jabhat, Ltd and Limited
	Missing  How = "missing"  // the listed word is not in the name
	Extra    How = "extra"    // the word of the name is not in the listed name
	Other    How = "other"    // the two words stand in each other's place and differ
)

// String says it in one sentence.
func (p Part) String() string {
	switch p.How {
	case Same:
		return fmt.Sprintf("%q is in both names", p.Asked)
	case Spelling:
		return fmt.Sprintf("%q is a spelling of %q", p.Asked, p.Listed)
	case Script:
		return fmt.Sprintf("%q is %q in another script", p.Asked, p.Listed)
	case Typing:
		return fmt.Sprintf("%q is close to %q", p.Asked, p.Listed)
	case Initial:
		return fmt.Sprintf("%q may be short for %q", p.Asked, p.Listed)
	case Joined:
		return fmt.Sprintf("%q and %q are one word, joined or parted", p.Asked, p.Listed)
	case Acronym:
		return fmt.Sprintf("%q and %q: one is the first letters of the other", p.Asked, p.Listed)
	case Synonym:
		return fmt.Sprintf("%q and %q mean the same", p.Asked, p.Listed)
	case Missing:
		return fmt.Sprintf("the name lacks %q", p.Listed)
	case Extra:
		return fmt.Sprintf("%q is not in the listed name", p.Asked)
	}
	return fmt.Sprintf("%q stands where the list has %q", p.Asked, p.Listed)
}
