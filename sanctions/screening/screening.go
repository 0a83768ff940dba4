// Package screening finds the names of a list that a given name may be, in any
// script and spelling, and says why. What it finds is a lead: that two names are
// of one subject is decided by a person.
package screening

// A Kind is what a name is of. The empty kind is not said, and meets every kind.
type Kind string

// The kinds.
const (
	Person Kind = "person"
	Entity Kind = "entity" // an organisation, a group, a company, a body
	Vessel Kind = "vessel" // a ship, an aircraft
)
