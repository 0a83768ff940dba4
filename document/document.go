// Package document reads a text: bytes in, proposals out. A proposal is a span
// of the text with what it seems to be: an act that its speaker does with words
// (commits, demands, welcomes), an instrument that it cites, a date, a place, a
// quotation, a condition. Each names its span in bytes and in runes of the
// untouched original, and the rule that made it.
//
// Reading is pure and deterministic: no model, no network, no clock. It
// proposes; a person accepts, corrects or rejects, and only what a person
// accepted becomes a provision.
package document

// A Span is a half-open range of a text, in bytes and in runes. Where the text
// is not valid UTF-8, each byte that belongs to no rune counts as one rune.
type Span struct {
	Start     int `json:"bs"`
	End       int `json:"be"`
	RuneStart int `json:"rs"`
	RuneEnd   int `json:"re"`
}

// A Kind is what a proposal proposes.
type Kind string

// The kinds of proposal.
const (
	ActKind        Kind = "act"
	InstrumentKind Kind = "instrument"
	DateKind       Kind = "date"
	PlaceKind      Kind = "place"
	QuoteKind      Kind = "quote"
	ConditionKind  Kind = "condition"
)

// A Proposal is a span and what it seems to be. Its JSON is the record of the
// annotated texts that readers are measured with: doc, id, kind, bs, be, rs,
// re, text, fields.
type Proposal struct {
	Doc  string `json:"doc"`
	ID   string `json:"id"` // unique in its reading: "DOC#a001"
	Kind Kind   `json:"kind"`
	Span
	Text   string `json:"text"` // the span's words, as they stand
	Fields Fields `json:"fields"`
	Rule   string `json:"rule,omitempty"` // the rule that made it
}

// Fields are what is said of a span. Which are in use depends on the kind; the
// others are empty.
type Fields struct {
	// Of an act.
	Verb          string   `json:"verb,omitempty"`           // lemma, without adverbs: "call upon"
	Force         Force    `json:"force,omitempty"`          //
	Mode          Mode     `json:"mode,omitempty"`           //
	Section       Section  `json:"section,omitempty"`        //
	Speaker       string   `json:"speaker,omitempty"`        // of an act or a quotation; joint speakers as one
	Addressee     string   `json:"addressee,omitempty"`      // who is to act, or is thanked, in the text's words
	AddresseeSpan *Span    `json:"addressee_span,omitempty"` // where it says so, if it does
	Themes        []string `json:"themes,omitempty"`         // of Themes
	ContentSpan   *Span    `json:"content_span,omitempty"`   // what is promised, demanded, noted
	Polarity      string   `json:"polarity,omitempty"`       // "neg" if the content forbids or refuses
	Indirect      string   `json:"indirect,omitempty"`       // "demand" where an assessment or a recall carries a duty
	Attribution   string   `json:"attribution,omitempty"`    // the say-verb that a reported act was looked up through
	Para          string   `json:"para,omitempty"`           // number of its paragraph

	Type string `json:"type,omitempty"` // of an instrument, place, quotation or condition
	Norm string `json:"norm,omitempty"` // of an instrument: S/RES/2401(2018); of a date: ISO 8601, "-" if none
	Pin  string `json:"pin,omitempty"`  // of an instrument: "paragraph 4"
	Role string `json:"role,omitempty"` // of a date: citation, event, deadline, period, frequency, urgency
}

// A Force is what an act does.
type Force string

// The forces of acts. A commitment binds its speaker, a demand binds another,
// an assessment judges or states, a recall cites an earlier text, duty or fact,
// an acknowledgement accepts, thanks, welcomes or notes, a decision changes a
// legal state.
const (
	Commitment      Force = "commitment"
	Demand          Force = "demand"
	Assessment      Force = "assessment"
	Recall          Force = "recall"
	Acknowledgement Force = "acknowledgement"
	Decision        Force = "decision"
)

// Forces lists the forces, in the order in which pages offer them.
var Forces = [...]Force{Commitment, Demand, Decision, Recall, Acknowledgement, Assessment}

// A Mode is whose voice an act is in.
type Mode string

// The modes. Direct is the document's own voice; quoted has the verb between
// quotation marks; reported is indirect speech.
const (
	Direct   Mode = "direct"
	Quoted   Mode = "quoted"
	Reported Mode = "reported"
)

// A Section is which part of which sort of document an act stands in.
type Section string

// The sections.
const (
	Preambular Section = "preambular" // of a resolution or agreement
	Operative  Section = "operative"  // of a resolution
	Agreement  Section = "agreement"
	Statement  Section = "statement"
	News       Section = "news"
)

// Themes are what an act may be about, one to four of them.
var Themes = [...]string{
	"ceasefire", "monitoring", "humanitarian_access", "protection_civilians", "detainees", "displacement",
	"mine_action", "infrastructure", "funding", "economy", "heritage", "political_process",
	"constitution_elections", "counter_terrorism", "sovereignty", "weapons", "withdrawal", "peacekeeping",
	"sanctions", "accountability", "women_children", "reporting", "regional_security", "procedure",
	"condolence", "cooperation",
}

// Options say what is known of a text beside its words. The zero value leaves
// everything to the text.
type Options struct {
	// On is the local date on which the text was adopted or published, ISO 8601
	// ("2018-03-16"). Weekdays and dates without a year are resolved from it.
	// Empty: from the text's own dateline and dates.
	On string
	// Speakers is whose text it is, as one name. Empty: from title, dateline and
	// sentences.
	Speakers string
}

// A Reading is what reading a text proposes.
type Reading struct {
	Doc       string     `json:"doc"`
	Reader    string     `json:"reader"`             // version of the rules: Reader
	Section   Section    `json:"section"`            // the sort of text it was taken for: of most of its acts
	Title     string     `json:"title,omitempty"`    // its first line, where that is a title
	Speakers  string     `json:"speakers,omitempty"` // whose text it is, as it seems
	On        string     `json:"on,omitempty"`       // its date, ISO 8601, as it seems
	Proposals []Proposal `json:"proposals"`          // by where they begin; by kind where they begin together
}

// Reader is the version of the rules. It rises when a rule changes what is
// proposed of any text.
const Reader = "1"
