package incident

import (
	"math"

	"github.com/truceline/truceline/headline/wording"
	"github.com/truceline/truceline/report"
)

// A Rarity is how common words are among the reports of a case, by which words
// in common are weighed. It is data with a version: a pair of reports compares
// the same by it whatever else is on record, so that the answer for one new
// report is the one that all together would give. Nil is a rarity of no case,
// in which words that stand in many headlines anywhere weigh less than others.
type Rarity struct {
	Version  string                           `json:"version"`
	ReportsN int                              `json:"reports"`           // with words
	DaysN    int                              `json:"days"`              // that have any of them, in UTC
	Words    map[string]int                   `json:"words"`             // reports by the folded words they hold
	Sources  map[report.SourceID]SourceRarity `json:"sources,omitempty"` // the same by source
}

// A SourceRarity is how common words are among the reports of one source: what
// all of them hold ("governorate, Syria") says nothing of two.
type SourceRarity struct {
	ReportsN int            `json:"reports"`
	Words    map[string]int `json:"words"`
}

const (
	// tooCommon is the share of reports from which a name tells nothing apart:
	// that of the country itself.
	tooCommon = 0.25

	// ownReports is how many reports of a source weigh as much as all others.
	ownReports = 20

	fieldBits = 3 // of a word that stands in many headlines anywhere, if no rarity is known
	otherBits = 6 // of any other
)

// RarityOf counts the words of accounts. It does not depend on their order.
func RarityOf(version string, accounts []Account) *Rarity {
	r := &Rarity{Version: version, Words: make(map[string]int), Sources: make(map[report.SourceID]SourceRarity)}
	days := make(map[int64]bool)
	seen := make(map[string]bool)
	for _, a := range accounts {
		if a.Words == "" {
			continue
		}
		own, known := r.Sources[a.Source]
		if !known {
			own.Words = make(map[string]int)
		}
		own.ReportsN++
		r.Sources[a.Source] = own
		r.ReportsN++
		days[a.When.From.Unix()/day] = true
		clear(seen)
		for _, w := range wording.Words(a.Words) {
			if !seen[w.Key] {
				seen[w.Key] = true
				r.Words[w.Key]++
				own.Words[w.Key]++
			}
		}
	}
	r.DaysN = len(days)
	return r
}

// Crowding is log2 of the reports of a day that has any, in bits: the prior odds
// that two reports of one day are of one event fall with it, since each report
// has about as many that tell of the same, however many others there are.
func (r *Rarity) Crowding() float64 {
	if r == nil || r.DaysN == 0 {
		return 0
	}
	return math.Log2(float64(r.ReportsN) / float64(r.DaysN))
}

// bits is how much a word of a source says, and whether it is too common to be
// a name that does. A share is taken a little towards the middle, and that of a
// source towards that of all, so that few reports do not decide.
func (r *Rarity) bits(source report.SourceID, key string) (float64, bool) {
	if r == nil {
		if wording.Common(key) {
			return fieldBits, false
		}
		return otherBits, false
	}
	all := (float64(r.Words[key]) + 0.5) / (float64(r.ReportsN) + 50)
	of := r.Sources[source]
	own := (float64(of.Words[key]) + ownReports*all) / (float64(of.ReportsN) + ownReports)
	return -math.Log2(max(all, own)), all > tooCommon
}
