// Package observance is the engine: it holds incidents against provisions and
// says what it proposes, why, and what would settle what it cannot tell. It
// also answers, with no incident at all, what applied at a place and time.
//
// Everything here is a pure function of a register and an incident: no clock,
// no input or output, no randomness; the same input gives the same bytes.
package observance

import (
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
	"github.com/truceline/truceline/sanctions"
)

// Facts are everything that a register is compiled from: the latest versions
// that were known at Known.
type Facts struct {
	Known        time.Time // what had been recorded by then
	Case         Case
	Parties      []party.Party
	Areas        []place.Area
	Instruments  []instrument.Instrument
	Acts         []instrument.Act
	Sources      []report.Source
	Designations []sanctions.Designation
	Matches      []sanctions.Match
}

// A Case is a peace process: what its folder says of itself, and what differs
// between mechanisms.
type Case struct {
	ID     string             `json:"id"`
	Names  truceline.Names    `json:"names"`
	Zone   string             `json:"zone"` // IANA name; the case's days are local days
	Period truceline.Interval `json:"period"`
	Center Center             `json:"center"`
	// TotalSince is the named agreement since which editions keep a running total.
	TotalSince Since      `json:"total_since"`
	Thresholds Thresholds `json:"thresholds"`
	Release    Release    `json:"release"`
	Credits    []Credit   `json:"credits"`
}

// Center is the first view of the case's map.
type Center struct {
	Lon  float64 `json:"lon"`
	Lat  float64 `json:"lat"`
	Zoom float64 `json:"zoom"`
}

// Since names the agreement and the local day from which a total runs.
type Since struct {
	Instrument instrument.ID `json:"instrument"`
	On         time.Time     `json:"on"`
}

// Thresholds belong to the case, not to the code.
type Thresholds struct {
	// CorroboratedOrigins is how many independent origins make a fact
	// corroborated. Default 2.
	CorroboratedOrigins int `json:"corroborated_origins"`
	// CertainConfidence is the lowest grade of a case fact (entry into force,
	// renewal, end) that counts as certain; below it the fact is possible only.
	// Default B.
	CertainConfidence truceline.Confidence `json:"certain_confidence"`
}

// Release is what may be shown, to whom and when.
type Release struct {
	Audience    string        `json:"audience"`
	Delay       time.Duration `json:"delay"`       // how long after its end an incident is withheld
	BlurM       float64       `json:"blur_m"`      // metres by which published points are made coarser
	Attribution string        `json:"attribution"` // named, side or forbidden
}

// A Credit is an attribution that a licence asks for.
type Credit struct {
	What    string `json:"what"`
	Text    string `json:"text"`
	Licence string `json:"licence"`
	URL     string `json:"url"`
}
