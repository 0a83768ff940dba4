package observance

import (
	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/instrument"
)

// A Proposed is what the engine proposes; people decide.
type Proposed string

// The proposed findings, in the order in which the engine considers them.
const (
	Outside          Proposed = "outside"
	Excepted         Proposed = "excepted"
	Violation        Proposed = "violation"
	AllegedViolation Proposed = "alleged_violation"
	Undetermined     Proposed = "undetermined"
)

// A Question is one of the seven that the engine asks of an incident and a
// provision.
type Question string

// The seven questions, in order.
const (
	InForce  Question = "in_force"
	InArea   Question = "area"
	Bound    Question = "bound"
	Conduct  Question = "conduct"
	Excluded Question = "excluded"
	Exempt   Question = "exempt"
	Evidence Question = "evidence"
)

// Questions lists the seven in order.
var Questions = [7]Question{InForce, InArea, Bound, Conduct, Excluded, Exempt, Evidence}

// A Reply is the answer to one question, with the reason as sentences that name
// the records used.
type Reply struct {
	Question Question         `json:"question"`
	Answer   truceline.Answer `json:"answer"`
	Share    *truceline.Share `json:"share,omitempty"` // where it is measurable: in force (time) and area (place)
	Because  []string         `json:"because,omitempty"`
}

// A Finding is an incident held against one provision by the engine.
type Finding struct {
	Incident  incident.ID            `json:"incident"`
	Provision instrument.ProvisionID `json:"provision"`
	Proposed  Proposed               `json:"proposed"`
	Replies   [7]Reply               `json:"replies"` // in the order of Questions
	// Settles is the question to ask first of an undetermined finding: the first
	// that is unknown, whose answer may settle it alone (a no to one of the first
	// four, a yes to the next two). Empty otherwise.
	Settles Question `json:"settles,omitempty"`
	// OpenAttribution marks a violation of which either side may be the author.
	OpenAttribution bool `json:"open_attribution,omitempty"`
}

// Reply returns the reply to a question.
func (f Finding) Reply(q Question) Reply {
	for _, r := range f.Replies {
		if r.Question == q {
			return r
		}
	}
	return Reply{Question: q}
}
