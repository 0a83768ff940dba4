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
}
