// Package instrument holds the texts that bind: instruments with their terms,
// renewals and rival accounts, the provisions in them, and the case's catalogue
// of acts. In-force intervals are computed from these, never typed in.
package instrument

import (
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
)

// An ID names an instrument: "memo_2017_05_04". A ProvisionID names a
// provision: "memo_2a". Neither is ever reused.
type (
	ID          string
	ProvisionID string
	ActID       string
)

// An Instrument is a resolution, memorandum, agreement, protocol or statement.
type Instrument struct {
	ID        ID              `json:"id"`
	Kind      string          `json:"kind"` // resolution, memorandum, agreement, local_agreement, joint_statement, declaration, ...
	Names     truceline.Names `json:"names"`
	Symbol    string          `json:"symbol,omitempty"`     // document symbol: S/RES/2401(2018)
	Adopted   string          `json:"adopted"`              // local date of adoption
	AdoptedAt string          `json:"adopted_at,omitempty"` // place
	AdoptedBy []party.ID      `json:"adopted_by,omitempty"`
	Vote      string          `json:"vote,omitempty"`
	Parties   []Part          `json:"parties,omitempty"`
	// Entries are the accounts of its entry into force. Where they differ, the
	// time between them is possible and not certain.
	Entries []Entry `json:"entries"`
	// TermText is the term as the instrument states it, an ISO 8601 duration
	// counted from entry into force: "P6M", "P30D". Empty: no term stated.
	TermText string `json:"term,omitempty"`
	// RenewalRule is how the term is extended, in words.
	RenewalRule string       `json:"renewal_rule,omitempty"`
	Renewals    []Renewal    `json:"renewals,omitempty"`
	Suspensions []Suspension `json:"suspensions,omitempty"`
	Ends        []End        `json:"ends,omitempty"`
	Cites       []ID         `json:"cites,omitempty"`    // other instruments that it refers to
	Disputed    []string     `json:"disputed,omitempty"` // rival readings and copies, in our own words
	Summary     string       `json:"summary,omitempty"`
	Provisions  []Provision  `json:"provisions"`

	Sources    []truceline.Cite     `json:"sources,omitempty"`
	Confidence truceline.Confidence `json:"confidence,omitempty"`
}

// A Part is a party's role in an instrument.
type Part struct {
	Party party.ID `json:"party"`
	Role  string   `json:"role"`
}

// An Entry is one account of when an instrument entered into force.
type Entry struct {
	// At is the earliest instant that the account allows, and Before the instant
	// by which it had entered into force at the latest. They are equal where the
	// hour is stated.
	At     time.Time `json:"at"`
	Before time.Time `json:"before"`
	Says   string    `json:"says"` // who says so, and how, in our own words
	// Never marks the account that it never took effect: nothing is then certain.
	Never      bool                 `json:"never,omitempty"`
	Confidence truceline.Confidence `json:"confidence"`
}

// A Renewal extends the term. One that rests on no act that was found is
// possible and not certain.
type Renewal struct {
	At         time.Time            `json:"at"`
	Until      time.Time            `json:"until,omitzero"` // zero: open
	How        string               `json:"how"`
	By         ID                   `json:"by,omitempty"` // the instrument that renews it, if one
	Confidence truceline.Confidence `json:"confidence"`
}

// A Suspension is a span in which the instrument did not apply, by some account.
type Suspension struct {
	Span       truceline.Interval   `json:"span"`
	How        string               `json:"how"`
	Confidence truceline.Confidence `json:"confidence"`
}

// An End is an account of when and how an instrument ended. InPractice marks an
// end on the ground that no text declares: from then on it is possibly, and no
// longer certainly, in force.
type End struct {
	At         time.Time            `json:"at"`
	How        string               `json:"how"`
	InPractice bool                 `json:"in_practice,omitempty"`
	Confidence truceline.Confidence `json:"confidence"`
}

// A Force is what a provision does to those it names.
type Force string

// The forces, DOMAIN words.
const (
	Commits          Force = "commits"
	Decides          Force = "decides"
	Demands          Force = "demands"
	CallsUpon        Force = "calls_upon"
	Reaffirms        Force = "reaffirms"
	Welcomes         Force = "welcomes"
	Notes            Force = "notes"
	ExpressesConcern Force = "expresses_concern"
	Reports          Force = "reports"
	Reserves         Force = "reserves"
)

// A Provision is the smallest citable unit of an instrument.
type Provision struct {
	ID          ProvisionID `json:"id"`
	Instrument  ID          `json:"instrument"`
	Paragraph   string      `json:"paragraph"` // as cited: "OP1", "2(a)", "Annex I"
	Label       string      `json:"label"`     // two or three words
	Text        string      `json:"text"`      // what it says, in our own words
	Force       Force       `json:"force"`     //
	Obligor     []party.ID  `json:"obligor"`   // parties or classes that it binds
	Addressee   []party.ID  `json:"addressee,omitempty"`
	Beneficiary []party.ID  `json:"beneficiary,omitempty"`
	// Conduct is the acts that it prohibits. Empty: it prohibits no act, and no
	// incident can be held against it.
	Conduct []ActID `json:"conduct,omitempty"`
	// Between, if given, are the sides between which the conduct is prohibited;
	// an act within one side is not the conduct meant.
	Between []Side `json:"between,omitempty"`
	// Areas is where it applies: at any of them.
	Areas []place.AreaID `json:"areas"`
	// From and To narrow the instrument's term, where the provision says so.
	From       time.Time   `json:"from,omitzero"`
	To         time.Time   `json:"to,omitzero"`
	Deadline   *Deadline   `json:"deadline,omitempty"`
	Recurrence string      `json:"recurrence,omitempty"` // ISO 8601 duration: "P7D"
	Exceptions []Exception `json:"exceptions,omitempty"`
	Themes     []string    `json:"themes"`
	Measure    string      `json:"measure,omitempty"` // how observance is measured, in words
	Caveats    []string    `json:"caveats,omitempty"` // reservations that attach to it
	// Passages are where texts say it: more than one where rival texts of the
	// instrument do, or where it is said again.
	Passages []Passage `json:"passages,omitempty"`

	Sources    []truceline.Cite     `json:"sources,omitempty"`
	Confidence truceline.Confidence `json:"confidence,omitempty"`
}

// A Passage is where a text says something: a span of it, and the text by its
// hash, so that whoever holds the text can look. It carries no words of it.
type Passage struct {
	Document string `json:"document"`      // id of the text: of a document of the record, or of a source of the case
	Text     string `json:"text"`          // hex SHA-256 of the text that the span counts in
	Act      string `json:"act,omitempty"` // id of the act: "DOC#a005"
	document.Span
}

// A Side is a set of parties or classes.
type Side struct {
	Name    string     `json:"name"`
	Parties []party.ID `json:"parties"`
}

// A Deadline is by when something is due.
type Deadline struct {
	On         string `json:"on,omitempty"`          // local date, if one follows from the text
	Within     string `json:"within,omitempty"`      // ISO 8601 duration, if that is what the text gives
	ClockStart string `json:"clock_start,omitempty"` // what the duration is counted from
	Words      string `json:"words,omitempty"`       // "as soon as possible" is kept as what it is
}

// An Exception is what a provision leaves out.
type Exception struct {
	ID   string `json:"id"`
	Text string `json:"text"`
	// ExcludedGroups marks the exception for groups designated on a list.
	ExcludedGroups bool `json:"excluded_groups,omitempty"`
	// Exempts are the kinds of exemption that it allows: self_defence, ...
	Exempts []string `json:"exempts,omitempty"`
}

// An Act is an entry of the act catalogue: something that a provision may
// prohibit. An act with narrower acts is general: a report that says no more
// leaves open which of them it was.
type Act struct {
	ID    ActID           `json:"id"`
	Names truceline.Names `json:"names"`
	Kind  string          `json:"kind"` // prohibited, provocative or exempted
	// Broader is the more general act that this is a kind of.
	Broader ActID `json:"broader,omitempty"`
	// Codes are the importers' codes that mean this act: "ucdp:type_of_violence=1".
	Codes []string `json:"codes,omitempty"`
	Note  string   `json:"note,omitempty"`
}
