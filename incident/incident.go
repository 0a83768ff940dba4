// Package incident holds events on the ground, each fused from one or more
// reports. An incident knows its reports and nothing of what it will be held
// against.
package incident

import (
	"github.com/truceline/truceline"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// An ID names an incident of a record: "i-ucdp-ged-214797".
type ID string

// A Fact is how well established it is that the event happened.
type Fact string

// The grades of fact, DOMAIN words.
const (
	Reported     Fact = "reported"     // one origin, or origins unknown
	Corroborated Fact = "corroborated" // two or more independent origins
	Verified     Fact = "verified"     // own monitors or a sensor
	NotVerified  Fact = "not_verified" // looked into, could not be established
	Unverifiable Fact = "unverifiable"
	NoAccess     Fact = "no_access"
	Refuted      Fact = "refuted"
)

// An Exemption is a claim that the act was allowed: self-defence, a notified
// exercise, demining, an agreed window.
type Exemption struct {
	Kind    string           `json:"kind"`
	By      string           `json:"by"`      // who claims it
	Decided truceline.Answer `json:"decided"` // unknown until a person decides
	Reason  string           `json:"reason,omitempty"`
}

// An Incident is one event on the ground.
type Incident struct {
	ID      ID                 `json:"id"`
	Reports []string           `json:"reports"` // report ids, sorted
	When    truceline.Interval `json:"when"`    // the span within which it happened
	Days    string             `json:"days"`    // the same in the case's local dates
	Where   place.Place        `json:"where"`
	Codes   []string           `json:"codes"` // kinds in the sources' vocabularies
	Form    report.Form        `json:"form"`
	SideA   []report.Actor     `json:"side_a"`
	SideB   []report.Actor     `json:"side_b,omitempty"`
	Deaths  report.Range       `json:"deaths"`
	Civil   int                `json:"civilian_deaths,omitempty"`
	Fact    Fact               `json:"fact"`
	Origins []string           `json:"origins,omitempty"` // independent origins over all reports, sorted
	Exempt  []Exemption        `json:"exempt,omitempty"`

	// Uncounted says that no report gives a number of deaths, which is not zero.
	Uncounted bool     `json:"uncounted,omitempty"`
	Means     []string `json:"means,omitempty"` // weapons or means over all reports, sorted
	// Why says of every report but the first what it was joined by.
	Why []Why `json:"why,omitempty"`
	// Contradictions are between each two of the reports, none averaged away.
	Contradictions []Contradiction `json:"contradictions,omitempty"`
	// Into is the incident that this one's reports all went to. Such a record
	// has no reports and is no incident; it says where to look.
	Into ID `json:"into,omitempty"`
}

// Why is what joined a report to an incident: its likeness to the one of the
// other reports that it is most like, or a person's decision.
type Why struct {
	Report   string  `json:"report"`
	With     string  `json:"with"`
	Score    float64 `json:"score"` // log2 odds that both tell of one event
	Parts    []Part  `json:"parts,omitempty"`
	Weights  string  `json:"weights"`            // version of the weights
	Decision string  `json:"decision,omitempty"` // id of the decision that holds the two together, if one does
}

// Live reports whether the incident has reports, and was not merged into another.
func (in Incident) Live() bool { return len(in.Reports) > 0 }

// Disputed reports whether the reports contradict each other in an aspect.
func (in Incident) Disputed(a Dispute) bool {
	for _, c := range in.Contradictions {
		if c.Aspect == a {
			return true
		}
	}
	return false
}
