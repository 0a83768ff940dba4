package desk

import (
	"time"

	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
)

// A DocumentID names a text of the record: a slug of its file's name and the
// first digits of its hash, "joint-statement-ccd29cb5".
type DocumentID string

// A Document is a text that was taken into the record. Its original bytes and
// its extracted text lie in the record's folder under their hashes.
type Document struct {
	ID       DocumentID `json:"id"`
	File     string     `json:"file"`               // name of the file it came in
	Title    string     `json:"title"`              // as the text has it, or the file's name
	Format   string     `json:"format"`             // text, html, docx, pdf
	Encoding string     `json:"encoding,omitempty"` // of a text file: utf-8, utf-16le, windows-1252, ...
	Digest   string     `json:"digest"`             // hex SHA-256 of the original bytes
	Text     string     `json:"text"`               // hex SHA-256 of the text that offsets count in; the same for a plain UTF-8 file
	Layout   string     `json:"layout,omitempty"`   // hex SHA-256 of where the text stands on the pages, if it has pages
	Bytes    int        `json:"bytes"`              // length of that text
	On       string     `json:"on,omitempty"`       // its local date, ISO 8601
	Speakers string     `json:"speakers,omitempty"` // whose text it is, as one name
	// Instrument is what this is a text of: one of the case, or one that its
	// accepted acts make, which bears the id of the document. Two documents of
	// one instrument are rival texts.
	Instrument instrument.ID `json:"instrument"`
	Reader     string        `json:"reader"`          // version of the rules that read it
	ActN       int           `json:"acts"`            // how many acts are proposed
	Notes      []string      `json:"notes,omitempty"` // what taking the text out of its file had to leave out
}

// Own is the instrument that the document's accepted acts make, if it is a text
// of no other.
func (d Document) Own() instrument.ID { return instrument.ID(d.ID) }

// A Verdict is what a person decided of a proposal.
type Verdict string

// The verdicts. Undecided is what undoing leaves; Added is an act that the reader
// missed and a person marked.
const (
	Undecided Verdict = "undecided"
	Accepted  Verdict = "accepted"
	Corrected Verdict = "corrected"
	Rejected  Verdict = "rejected"
	Added     Verdict = "added"
	Reference Verdict = "reference" // it restates a provision, and is a reference to it
)

// Verdicts lists the verdicts.
var Verdicts = [...]Verdict{Accepted, Corrected, Rejected, Added, Reference, Undecided}

// A Decision is what a person decided of one proposal, kept apart from it. The
// text and the proposal stay as they are.
type Decision struct {
	Document DocumentID `json:"document"`
	Proposal string     `json:"proposal"` // id of the proposal; for Added one of its own: "DOC#x001"
	Verdict  Verdict    `json:"verdict"`
	By       string     `json:"by"`
	Note     string     `json:"note,omitempty"`
	// As is the span and the fields as corrected or added; nil otherwise.
	As *document.Proposal `json:"as,omitempty"`
	// Restates is the provision that it is a reference to.
	Restates instrument.ProvisionID `json:"restates,omitempty"`
	// Provision is what the act says as a provision, where the person settled
	// more than the draft does (parties, areas, conduct); nil: the draft.
	Provision *instrument.Provision `json:"provision,omitempty"`
	// Read is the version of the reading that was decided on, from 1. If the
	// document is read again, what was decided stays as it was seen.
	Read int `json:"read,omitempty"`

	Seq     int       `json:"-"` // version of the decision, from 1; 0 if none was made
	Decided time.Time `json:"-"`
}

// Stands reports whether the proposal is decided to be what the decision says.
func (d Decision) Stands() bool {
	return d.Verdict == Accepted || d.Verdict == Corrected || d.Verdict == Added || d.Verdict == Reference
}

// A ReadingView is a document with what is proposed and decided of it.
type ReadingView struct {
	Document  Document
	Content   string // the text
	Pages     []TextPage
	Reading   document.Reading    // a proposal that was decided on is as it was then
	Decisions map[string]Decision // latest, by proposal
	Drafts    []Draft             // for every act that is not rejected, in order of the text
	Rivals    []Document          // other texts of the same instrument
	Restate   map[string][]Restatement
}

// A TextPage is which part of the text stands on which page of the original.
type TextPage struct {
	Number     int `json:"number"` // from 1
	Start, End int // bytes of the text
}

// A Draft is the provision that an act would become, or has become.
type Draft struct {
	Proposal  string
	Provision instrument.Provision
	// Words are parties and places that the text names and the case does not
	// know: they stay words until a person chooses.
	Unresolved []string
	Ambiguity  []string // what the text leaves out, as keys of the locale: "missing.area"
	Stands     bool     // accepted: it is in the register
}

// A Restatement is a provision that an act may be restating.
type Restatement struct {
	Provision instrument.ProvisionID
	Share     float64  // of the words in common, 0 to 1
	Reasons   []string // in words
}

// A Choice is a party or area that a person can choose, by its names.
type Choice struct {
	Party party.ID
	Area  place.AreaID
	Name  string
}

// Upload is a file to take in as a document.
type Upload struct {
	Name       string // of the file
	Data       []byte
	On         string        // date of the text, if known; empty: the one in the file's name, or as the text has it
	Instrument instrument.ID // what it is a text of; empty: one of its own
}

// A DocumentRow is a document in a list.
type DocumentRow struct {
	Document
	Acts, Decided int
	Added         time.Time
	By            string
}

// Rivals are two texts with the passages that say the same and those that do
// not, in the order of the first.
type Rivals struct {
	A, B         Document
	TextA, TextB string
	Passages     []document.Aligned
}
