// Package sanctions answers whether a party was an excluded group on a day: by
// a designation list as it stood that day, and by matches of parties to
// entries that people have decided. A similar name is a lead, never a match.
package sanctions

import (
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/party"
)

// A Designation is an entry of a sanctions list with its history, as a case
// states it, or as Merge makes it of what files of the list say.
type Designation struct {
	Ref      string          `json:"ref"`  // the list's own reference: "QDe.137"
	List     string          `json:"list"` // which list, in full
	Name     string          `json:"name"` // primary name as listed
	Names    truceline.Names `json:"names,omitempty"`
	Listed   time.Time       `json:"listed"`            // start of the local day of listing
	Delisted time.Time       `json:"delisted,omitzero"` // zero while listed
	// Taken is the names that the entry took in by amendment, each from its day.
	Taken      []TakenName          `json:"taken,omitempty"`
	Note       string               `json:"note,omitempty"`
	Sources    []truceline.Cite     `json:"sources,omitempty"`
	Confidence truceline.Confidence `json:"confidence,omitempty"`

	// AsOf are the days of the files that speak of the entry, in order. Empty
	// while only the case does; then nothing below is set.
	AsOf []Date `json:"as_of,omitempty"`
	// Term is when the entry was listed where that is more than from Listed to
	// Delisted: uncertain at an end, or listed before.
	Term    truceline.Term   `json:"term,omitzero"`
	Earlier []EarlierListing `json:"earlier,omitempty"`
	Basis   []string         `json:"basis,omitempty"` // what the listing rests on, in sentences
}

// A TakenName is a name that an amendment added to an entry, or that files of
// the list hold.
type TakenName struct {
	Name string    `json:"name"`
	On   time.Time `json:"on"` // start of the local day of the amendment; with files, of the day from which the name is certain
	Note string    `json:"note,omitempty"`

	// Set by what files say, see Merge.
	From  time.Time `json:"from,omitzero"`   // the day from which it is possible, where that is earlier than On
	Until time.Time `json:"until,omitzero"`  // the day from which it is no longer certain
	Never bool      `json:"never,omitempty"` // it is certain at no time: no file holds it, or files contradict each other on it
	Basis string    `json:"basis,omitempty"` // what that rests on
}

// A Match is a person's decision that a party is the subject of an entry.
type Match struct {
	Party party.ID `json:"party"`
	Ref   string   `json:"ref"`
	// Name is the taken name that the match rests on. While the list had not
	// yet taken it in, the answer is unknown. Empty: the match rests on the
	// entry itself and holds from its listing.
	Name    string `json:"name,omitempty"`
	Decided bool   `json:"decided"` // false: proposed, and the answer stays unknown
	// Denied says that By decided that the party is not the subject of the
	// entry: the entry then says nothing of it.
	Denied  bool             `json:"denied,omitempty"`
	By      string           `json:"by"` // who decided or proposed
	Reason  string           `json:"reason"`
	Sources []truceline.Cite `json:"sources,omitempty"`
}
