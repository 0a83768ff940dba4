package sanctions

import (
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/sanctions/screening"
)

// A Date is a calendar date of a list, as far as the list states it:
// "2014-05-14", "2014-05" or "2014" (ISO 8601). Lists give dates without a zone;
// which instants they are follows from the case's zone. Empty is not stated.
type Date string

// A Snapshot is one file of a list, decoded: the list as it stood on a day.
type Snapshot struct {
	List      string   `json:"list"`                // which list: "un-sc"
	Title     string   `json:"title,omitempty"`     // the list's name in full
	Format    string   `json:"format"`              // in which it was read: un-xml, ftm, csv
	Digest    string   `json:"digest,omitempty"`    // hex SHA-256 of the file as received
	On        Date     `json:"on"`                  // the day as of which it stands, a whole date
	Generated string   `json:"generated,omitempty"` // when it was made, as the file says
	Entries   []Entry  `json:"entries"`             // by ID
	Unread    []Unread `json:"unread,omitempty"`    // what could not be accounted for
}

// An Unread is a piece of a file that could not be decoded. It is kept with the
// snapshot and stops it from being current until a person has looked.
type Unread struct {
	Line  int    `json:"line"`            // of the file, from 1
	Entry string `json:"entry,omitempty"` // the reference or ID of the entry that it stands in
	Path  string `json:"path"`            // "INDIVIDUAL/DATE_OF_BIRTH", or the column
	Text  string `json:"text,omitempty"`  // as written, at most 200 characters of it
	Why   string `json:"why"`             // what is wrong and what would be right
}

// An Entry is one entry of a snapshot.
type Entry struct {
	ID        string         `json:"id"`               // the list's own, stable between files: the UN's DATAID
	Ref       string         `json:"reference"`        // the reference that people cite: "QDe.137"; else the ID
	Kind      screening.Kind `json:"kind,omitempty"`   // a person, an entity, a vessel; empty: not said
	Regime    string         `json:"regime,omitempty"` // which sanctions: "Al-Qaida", "DPRK"
	Names     []Name         `json:"names"`            // the primary name first
	Listed    Date           `json:"listed,omitempty"`
	Amended   []Date         `json:"amended,omitempty"` // each day on which the list says it was amended, in order
	Delisted  Date           `json:"delisted,omitempty"`
	Births    []Birth        `json:"births,omitempty"`
	Documents []Document     `json:"documents,omitempty"`
	Addresses []Address      `json:"addresses,omitempty"`
	Comments  string         `json:"comments,omitempty"` // as written, white space folded
	// Other is every element that has no field of its own, by path: nothing of
	// a file is dropped.
	Other []Element `json:"other,omitempty"`
}

// Name returns the primary name.
func (e Entry) Name() string {
	if len(e.Names) == 0 {
		return ""
	}
	return e.Names[0].Text
}

// A Quality is how a list speaks of a name.
type Quality string

// The qualities of a name.
const (
	Primary  Quality = "primary"
	Good     Quality = "good"     // an alias that identifies (the UN's Good)
	Low      Quality = "low"      // an alias that may be anybody's (the UN's Low)
	Known    Quality = "aka"      // also known as
	Formerly Quality = "fka"      // formerly known as
	Original Quality = "original" // the name in its original script
	Unsaid   Quality = ""         // an alias without quality
)

// A Name is one name of an entry.
type Name struct {
	Text    string  `json:"text"`             // white space folded, without control characters
	Script  string  `json:"script,omitempty"` // ISO 15924 of most of its letters: Latn, Arab, Cyrl, ...
	Quality Quality `json:"quality,omitempty"`
	// Within is the element as written, where one element holds several names:
	// "Abu-Shaima; Abu- Shayma".
	Within string `json:"within,omitempty"`
	Note   string `json:"note,omitempty"` // what the list adds: "sub-unit name", "original script"
}

// A Birth is a date or place of birth as the list states it. A list may state several.
type Birth struct {
	On    Date   `json:"on,omitempty"`
	From  Date   `json:"from,omitempty"` // between From and To
	To    Date   `json:"to,omitempty"`
	About bool   `json:"about,omitempty"` // approximately
	Place string `json:"place,omitempty"`
	Note  string `json:"note,omitempty"`
}

// A Document is an identity document as the list states it.
type Document struct {
	Kind, Number, Country, Issued, Note string `json:",omitempty"`
}

// An Address is where an entry is, as the list states it.
type Address struct {
	Text    string `json:"text,omitempty"` // street, city, province, code
	Country string `json:"country,omitempty"`
	Note    string `json:"note,omitempty"`
}

// An Element is text of a file at a path, where a list has no field for it.
type Element struct {
	Path string `json:"path"`
	Text string `json:"text"`
}

// A Span is when something held, in calendar dates: certainly from SureFrom up
// to but not on SureTo, possibly from From up to but not on To. An empty To or
// SureTo is open; an empty SureFrom means that it was never certain.
type Span struct {
	From     Date `json:"from"`
	SureFrom Date `json:"sure_from,omitempty"`
	SureTo   Date `json:"sure_to,omitempty"`
	To       Date `json:"to,omitempty"`
}

// On answers whether it held on a whole date.
func (s Span) On(d Date) truceline.Answer {
	switch {
	case d < s.From || s.To != "" && d >= s.To:
		return truceline.No
	case s.SureFrom != "" && d >= s.SureFrom && (s.SureTo == "" || d < s.SureTo):
		return truceline.Yes
	}
	return truceline.Unknown
}

// Term is the span as instants of a zone, from the start of a local day.
func (s Span) Term(zone *time.Location) truceline.Term {
	at := func(d Date) time.Time {
		t, _ := time.ParseInLocation(time.DateOnly, string(d), zone)
		if t.IsZero() {
			return t
		}
		return t.UTC()
	}
	t := truceline.Term{Possible: []truceline.Interval{{From: at(s.From), To: at(s.To)}}}
	if sure := (truceline.Interval{From: at(s.SureFrom), To: at(s.SureTo)}); s.SureFrom != "" && !sure.Empty() {
		t.Certain = []truceline.Interval{sure}
	}
	return t
}
