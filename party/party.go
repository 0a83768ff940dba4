// Package party holds who can be bound: states, armed groups, bodies and the
// classes that texts address, with their names in several scripts and the dated
// facts of membership and adherence. Who acted and what follows is decided
// elsewhere.
package party

import (
	"github.com/truceline/truceline"
)

// An ID names a party of a case: "gov_syria", "jaysh_al_islam".
type ID string

// A Party is a state, armed group, body or organisation, or a class of them
// that a text addresses.
type Party struct {
	ID      ID              `json:"id"`
	Names   truceline.Names `json:"names"`             // by BCP 47 tag: en, ar, ru, tr, fa
	Aliases []string        `json:"aliases,omitempty"` // other spellings and acronyms
	// Kind is state, government, armed_force, armed_group, body, political_body,
	// office, population or class. A class is a set of parties, never one actor.
	Kind string `json:"kind"`
	// Codes are the names and numbers that outside sources use, as
	// "source:code", for example "ucdp:118" or "ucdp:Rahman Corps".
	Codes []string `json:"codes,omitempty"`
	// MemberOf is what it belongs to and when: a parent force, an alliance, or
	// a class that texts address. What binds the whole binds its members.
	MemberOf []Membership `json:"member_of,omitempty"`
	// Adherence is which instruments it was bound by, and when.
	Adherence []Adherence `json:"adherence,omitempty"`
	// OpenTo makes a class open: its membership was never published in full, so
	// that any party that belongs to the named class may be a member. Answers
	// about such a party are unknown, not no. Empty for a closed class.
	OpenTo     ID                   `json:"open_to,omitempty"`
	Roles      []Role               `json:"roles,omitempty"`
	Note       string               `json:"note,omitempty"`
	Sources    []truceline.Cite     `json:"sources,omitempty"`
	Confidence truceline.Confidence `json:"confidence,omitempty"`
}

// A Membership is a dated record of belonging.
type Membership struct {
	Party ID             `json:"party"`
	Term  truceline.Term `json:"term"` // a disputed membership is possible and never certain
	Note  string         `json:"note,omitempty"`
}

// An Adherence is a dated record of being bound by an instrument.
type Adherence struct {
	Instrument string         `json:"instrument"` // id of the instrument
	Term       truceline.Term `json:"term"`
	Through    ID             `json:"through,omitempty"` // the guarantor that answers for it, if one
	Note       string         `json:"note,omitempty"`
}

// A Role is what a party does in the case: guarantor, signatory, adhering
// group, addressee, observer, facilitator, registrar, ...
type Role struct {
	Role       string         `json:"role"`
	Instrument string         `json:"instrument,omitempty"`
	Term       truceline.Term `json:"term"`
	Note       string         `json:"note,omitempty"`
}
