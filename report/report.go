// Package report holds what sources say: reports exactly as received, and
// claims, which are bare counts. A report does not know what it will be held
// against.
package report

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
)

// A SourceID names a source of a case: "ucdp-ged", "ru-mod".
type SourceID string

// A Source is who reports.
type Source struct {
	ID          SourceID        `json:"id"`
	Names       truceline.Names `json:"names"`
	Affiliation party.ID        `json:"affiliation,omitempty"` // the party it belongs to or speaks for, if one
	// Grades is its reliability, A (reliable) to F (cannot be judged), per topic
	// and period, on the Admiralty scale.
	Grades  []Grade       `json:"grades,omitempty"`
	Origins []OriginAlias `json:"origins,omitempty"` // spellings of offices that it repeats, folded to one origin each
	// Precision is how far off its places are, where its codebook leaves that to
	// the reader.
	Precision Precision `json:"precision,omitzero"`
	// Origin is what its reports rest on where they name nobody, for a source
	// that reports at first hand. Empty: unknown, which makes nothing certain.
	Origin string `json:"origin,omitempty"`
	// Repeats says that it may report one event more than once, so that two of
	// its reports can be of one event.
	Repeats bool `json:"repeats,omitempty"`
	// Counted says how files of bare counts name this source.
	Counted Counted          `json:"counted,omitzero"`
	Terms   string           `json:"terms,omitempty"` // licence and how to cite
	Note    string           `json:"note,omitempty"`
	Sources []truceline.Cite `json:"sources,omitempty"`
}

// A Grade is a judgement of a source's reliability, by a person, with a reason.
type Grade struct {
	Topic  string         `json:"topic"`
	Grade  string         `json:"grade"` // A to F
	Reason string         `json:"reason"`
	Term   truceline.Term `json:"term"`
}

// Precision is the radius in metres that a source's degrees of precision mean.
type Precision struct {
	ExactM float64 `json:"exact_m"` // a place called exact
	NearM  float64 `json:"near_m"`  // near a named point
	FuzzyM float64 `json:"fuzzy_m"` // a line or a region without a border
}

// Counted is how a CSV of counts names a source: a column that holds its totals
// ("ru_total"), or a value of the column reported_by ("Russian part").
type Counted struct {
	Column string   `json:"column,omitempty"`
	Names  []string `json:"names,omitempty"`
	Metric string   `json:"metric,omitempty"` // what it counts
	Origin string   `json:"origin,omitempty"` // the origin of its counts, whoever carries them
}

// An OriginAlias folds the spellings of one origin, so that "SOHR" and "SOH"
// do not count as two independent accounts.
type OriginAlias struct {
	Origin    string   `json:"origin"`
	Spellings []string `json:"spellings"`
}

// A Form says how the sides of a report stand to each other.
type Form string

// The forms of an event.
const (
	TwoSided Form = "two_sided" // A and B fought; who began is not said
	OneSided Form = "one_sided" // A acted, B was acted upon
	Unsaid   Form = "unsaid"    // the source names parties, if any, and not their roles
)

// An Actor is a party as a source named it and as it was resolved.
type Actor struct {
	Name  string   `json:"name"`            // exactly as given
	Party party.ID `json:"party,omitempty"` // empty if unresolved
}

// Range is a count of persons as a source bounds it.
type Range struct {
	Low  int `json:"low"`
	Best int `json:"best"`
	High int `json:"high"`
}

// Casualties are deaths as the source counts them.
type Casualties struct {
	Deaths    Range `json:"deaths"`
	SideA     int   `json:"side_a,omitempty"` // deaths of side A, the source's best number
	SideB     int   `json:"side_b,omitempty"`
	Civilians int   `json:"civilians,omitempty"`
	Unknown   int   `json:"unknown,omitempty"` // deaths of persons of unknown status
	// Unstated says that the source gives no number at all, which is not zero.
	Unstated bool `json:"unstated,omitempty"`
}

// A Report is what one source says happened. It is immutable: the same source
// and number with other content is a new version, never an edit.
type Report struct {
	Source   SourceID `json:"source"`
	Number   string   `json:"number"`   // the source's own id, unique within it
	Received string   `json:"received"` // hex SHA-256 of the original row or message, as Digest makes it
	// When is the span within which the source places the event, and Days the
	// local dates it gave, "2017-05-06" or "2017-05-06/2017-05-09".
	When      truceline.Interval `json:"when"`
	Days      string             `json:"days"`
	WhenBasis string             `json:"when_basis,omitempty"` // in words, for example "UCDP GED date_prec 2"
	Where     place.Place        `json:"where"`
	// Codes are what happened in the source's own vocabulary, as "source:code".
	// The act catalogue of the case maps them to acts.
	Codes      []string   `json:"codes"`
	Form       Form       `json:"form"`
	SideA      []Actor    `json:"side_a"`
	SideB      []Actor    `json:"side_b,omitempty"`
	Casualties Casualties `json:"casualties"`
	// Means are the weapons or means that the source names, folded to one
	// lower-case word or phrase each: "mortar", "barrel bomb". Empty: not said.
	Means []string `json:"means,omitempty"`
	// Observed is how the source says that it knows: "patrol", "sensor",
	// "telephone"; empty if it does not say.
	Observed string `json:"observed,omitempty"`
	// Words are the headline or short description as received.
	Words string `json:"words,omitempty"`
	// Origins are the independent origins that the source names, folded and
	// sorted; ten outlets that repeat one post are one origin. Empty: unknown.
	Origins []string `json:"origins,omitempty"`
	Outlets int      `json:"outlets,omitempty"` // how many items it names, repeats included
	// Credibility judges the information apart from the source, 1 (confirmed)
	// to 6 (cannot be judged), Admiralty scale; 0 if not judged.
	Credibility       int    `json:"credibility,omitempty"`
	CredibilityReason string `json:"credibility_reason,omitempty"`
	Lang              string `json:"lang,omitempty"` // BCP 47
	// Remarks are what is odd about the report as received, in sentences: counts
	// out of order and the like, taken as found.
	Remarks []string `json:"remarks,omitempty"`
}

// ID names the report across sources: "ucdp-ged:214797".
func (r Report) ID() string { return string(r.Source) + ":" + r.Number }

// Digest is the hex SHA-256 of bytes as received.
func Digest(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// A Claim is a source's own bare count for a period and an area. It is kept as
// a claim and never turned into incidents.
type Claim struct {
	Source    SourceID           `json:"source"` // whose count it is, for example the Turkish part of a commission
	Number    string             `json:"number"` // unique within the source and bulletin: "CC001/SY05"
	Bulletin  string             `json:"bulletin"`
	Via       string             `json:"via,omitempty"`       // who carried it
	ViaURL    string             `json:"via_url,omitempty"`   // where it was read
	Origin    string             `json:"origin,omitempty"`    // several outlets carrying one bulletin are one origin
	Metric    string             `json:"metric"`              // what is counted: "violations registered"
	Period    truceline.Interval `json:"period"`              // what the count covers; zero if undated
	Published string             `json:"published,omitempty"` // local date of the bulletin, "" if unknown
	Dated     string             `json:"dated"`               // day, month, inferred, unknown
	Areas     []place.AreaID     `json:"areas,omitempty"`     // empty: all of the case. Two: the count covers both together
	AreaName  string             `json:"area_name,omitempty"` // as given
	Where     *place.Place       `json:"where,omitempty"`     // the settlement, if the count is of one; nil for a count of an area
	Alleged   string             `json:"alleged,omitempty"`   // whom the source blames, exactly as given
	Count     int                `json:"count"`
	// Uncounted says that the source names the area or the settlement and gives
	// no number, which is not zero: Count is then 0 and means nothing.
	Uncounted bool     `json:"uncounted,omitempty"`
	Total     bool     `json:"total,omitempty"` // a total that the parts of the same bulletin should add up to
	Flags     []string `json:"flags,omitempty"` // arithmetic that does not add up and the like, as found
	Received  string   `json:"received"`
	Note      string   `json:"note,omitempty"`
}

// ID names the claim across sources.
func (c Claim) ID() string { return string(c.Source) + ":" + c.Number }
