package observance

import (
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// Held is an incident with what the engine proposed of it and where it lies:
// what lists, counts, maps and editions are made from.
type Held struct {
	Incident incident.Incident
	Findings []Finding    // one for each provision that may have bound it; without sentences
	Areas    []AreaAnswer // the areas that it surely or possibly lies in, by id
	Entry    int64        // log entry of the incident's version
	Known    time.Time    // when that version was recorded
	Held     bool         // false: recorded and not yet evaluated; Findings is then empty
}

// An AreaAnswer says whether an incident lies in an area: Yes or Unknown.
type AreaAnswer struct {
	Area   place.AreaID     `json:"area"`
	Answer truceline.Answer `json:"answer"`
	Share  truceline.Share  `json:"share"`
}

// A ClaimHeld is a source's count with its record.
type ClaimHeld struct {
	Claim report.Claim
	Entry int64
	Known time.Time
}
