package publication

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// Schema and SchemaVersion name the document that Edition.JSON writes. A field
// is added without a new version; one that changes its meaning takes a new one.
const (
	Schema        = "truceline.edition"
	SchemaVersion = 1
)

// An Edition is a numbered publication as a document: everything that is
// printed, and for every number the rows of the annex that make it.
type Edition struct {
	Schema  string `json:"schema"`
	Version int    `json:"version"`

	Head           Head                `json:"head"`
	Summary        []Sentence          `json:"summary"`
	Chart          Chart               `json:"chart"`
	Areas          []AreaRow           `json:"areas"`
	Provisions     []ProvisionRow      `json:"provisions"`
	Open           []OpenRow           `json:"open"` // what could not be determined, by the question that would settle it
	Claims         ClaimTable          `json:"claims"`
	Contradictions []Contradiction     `json:"contradictions"`
	Disputes       []DisputeRow        `json:"report_contradictions,omitempty"` // between reports of one incident, by aspect
	Sources        SourceTable         `json:"sources"`
	Annex          []Row               `json:"annex"` // the incidents surely or possibly in the period
	Index          []IndexRow          `json:"index"` // other incidents that a number of the edition counts
	Sets           []Set               `json:"sets"`
	Credits        []observance.Credit `json:"credits"`
	Boundary       string              `json:"boundary"`
	Check          []string            `json:"check"` // how a reader can check the edition

	shown released
}

// A Head says what the edition is of, and as known when.
type Head struct {
	Case        string    `json:"case"`
	CaseName    string    `json:"case_name"`
	Kind        string    `json:"kind"` // Day or Span
	Number      int       `json:"number"`
	Title       string    `json:"title"`
	FirstDay    string    `json:"first_day"` // local dates, both within the period
	LastDay     string    `json:"last_day"`
	Previous    string    `json:"previous"` // the days compared with, in the same form as a report's
	Since       string    `json:"since,omitempty"`
	SinceWhat   string    `json:"since_what,omitempty"` // the named agreement of the running total
	Zone        string    `json:"zone"`                 // IANA name
	Known       time.Time `json:"known"`                // in the case's zone, with its offset
	Audience    string    `json:"audience"`
	Engine      string    `json:"engine"`
	LogSize     int64     `json:"log_size"`
	LogRoot     string    `json:"log_root"`
	Withheld    int       `json:"withheld"` // incidents of the period that the release rules hold back
	BlurM       float64   `json:"blur_m"`   // metres by which points are coarsened
	Attribution string    `json:"attribution"`
	Rules       []string  `json:"rules"` // the release rules in words
}

// A Count is a number and the set of annex rows that makes it. N may exceed the
// rows of the set where findings are counted: one incident has many.
type Count struct {
	N   int    `json:"n"`
	Set string `json:"set,omitempty"` // id of a Set; empty if N is zero
}

// A Tally keeps apart what surely belongs to a number and what only possibly
// does, because time or place straddles. The two are never added.
type Tally struct {
	Certain  Count `json:"certain"`
	Possible Count `json:"possible"`
}

// None reports whether nothing belongs to the tally, not even possibly.
func (t Tally) None() bool { return t.Certain.N == 0 && t.Possible.N == 0 }

// A Set is the annex rows behind one or more numbers.
type Set struct {
	ID   string   `json:"id"`
	N    int      `json:"n"`    // rows in the set
	Rows [][2]int `json:"rows"` // ranges of row numbers, both ends included, ascending
}

// A Sentence is generated text whose numbers point to their sets.
type Sentence []Words

// Words are a part of a sentence. With a Set they are a number made by it.
type Words struct {
	Text string `json:"text"`
	Set  string `json:"set,omitempty"`
}

// String is the sentence without its references.
func (s Sentence) String() string {
	var b []byte
	for _, w := range s {
		b = append(b, w.Text...)
	}
	return string(b)
}

// A Chart is the number of incidents on each local day. An incident that may
// have happened on any of several days is possible on each of them.
type Chart struct {
	Days []ChartDay `json:"days"`
}

// A ChartDay is one local day of the chart.
type ChartDay struct {
	Day string `json:"day"`
	Tally
}

// An AreaRow is the count of incidents in an area, beside the previous period
// and the running total. The first row is all of the case and has no id.
type AreaRow struct {
	Area     place.AreaID   `json:"area,omitempty"`
	Name     string         `json:"name"`
	Kind     string         `json:"kind,omitempty"`
	Standing place.Standing `json:"standing,omitempty"`
	Period   Tally          `json:"period"`
	Previous Tally          `json:"previous"`
	Total    *Tally         `json:"total,omitempty"` // nil: the case names no agreement, or the period ends before it
}

// A ProvisionRow is what the engine proposes of the period's incidents against
// one provision. The zero Provision sums them all.
type ProvisionRow struct {
	Provision    instrument.ProvisionID `json:"provision"`
	Label        string                 `json:"label"`
	Cite         string                 `json:"cite"` // instrument and paragraph
	Text         string                 `json:"text"`
	Violation    Tally                  `json:"violation"`
	Alleged      Tally                  `json:"alleged_violation"`
	Undetermined Tally                  `json:"undetermined"`
	Excepted     Tally                  `json:"excepted"`
	Outside      Tally                  `json:"outside"`
}

// An OpenRow is the undetermined findings that one answer would settle.
type OpenRow struct {
	Settles   observance.Question `json:"settles,omitempty"` // empty: no single answer would
	Why       string              `json:"why"`
	Findings  Tally               `json:"findings"`
	Incidents Tally               `json:"incidents"`
	Groups    []Group             `json:"groups"` // the biggest, at most five
	Others    int                 `json:"others"` // groups not listed
}

// A Group is undetermined findings that are open for the same reason.
type Group struct {
	Name     string `json:"name"`
	Findings Tally  `json:"findings"`
}

// A ClaimTable sets the counts of those who register beside the incidents of
// the record. It has no sum over the columns, and a row holds one metric only.
// Counts of single settlements stand apart: they are parts of nothing here.
type ClaimTable struct {
	Registrars  []Registrar     `json:"registrars"`
	Rows        []ClaimRow      `json:"rows"`
	Settlements []SettlementRow `json:"settlements,omitempty"` // by window and bulletin
	Notes       []string        `json:"notes"`
}

// A Registrar is what one source counts of one metric, a column of the table.
type Registrar struct {
	ID      report.SourceID `json:"id"`
	Name    string          `json:"name"`
	Metrics []string        `json:"metrics"` // what it says that it counts: one, or none if it does not say
	Origins []string        `json:"origins"` // who its counts come from, whoever carries them
}

// A ClaimRow is one window, metric and area of one bulletin.
type ClaimRow struct {
	Bulletin  string         `json:"bulletin"`
	URL       string         `json:"url,omitempty"`
	Published string         `json:"published,omitempty"`
	Window    string         `json:"window"`
	Dated     string         `json:"dated"`
	Areas     []place.AreaID `json:"areas,omitempty"`
	AreaName  string         `json:"area_name"`
	Cells     [][]ClaimCount `json:"cells"` // in the order of Registrars; empty: it gives no count
	Ours      *Tally         `json:"ours,omitempty"`
	Why       string         `json:"why,omitempty"` // why there is no number of ours
}

// A ClaimCount is one claim as the record holds it.
type ClaimCount struct {
	Claim   string `json:"claim"` // claim id
	N       *int   `json:"n"`     // null: the source gives no number, which is not zero
	Total   bool   `json:"total,omitempty"`
	Alleged string `json:"alleged,omitempty"` // whom the source blames, as given; empty if it does not say or the rule hides it
	Entry   int64  `json:"entry"`             // log entry
}

// A SettlementRow is a source's count of one settlement.
type SettlementRow struct {
	ClaimCount
	Source    report.SourceID `json:"source"`
	Name      string          `json:"name"`   // of the source
	Metric    string          `json:"metric"` // what is counted
	Place     string          `json:"place"`  // the settlement as given
	Province  string          `json:"province"`
	Window    string          `json:"window"`
	Bulletin  string          `json:"bulletin"`
	Via       string          `json:"via,omitempty"` // who carried it
	URL       string          `json:"url,omitempty"`
	Published string          `json:"published,omitempty"`
	Dated     string          `json:"dated"`
	Remarks   []string        `json:"remarks,omitempty"` // what was odd or open at import, in sentences
}

// A Contradiction is stated and not judged.
type Contradiction struct {
	Kind   string   `json:"kind"` // parts, bulletins, sides or flag
	Text   string   `json:"text"`
	Claims []string `json:"claims"` // ids of the claims that contradict
}

// A DisputeRow is the incidents of the period whose reports contradict each
// other in one aspect, with what each says. None of it is averaged or judged.
type DisputeRow struct {
	Aspect    incident.Dispute `json:"aspect"`
	Incidents Tally            `json:"incidents"`
	Between   []Between        `json:"between"` // by row of the annex and then by report
}

// Between is two reports of one incident that cannot both be right.
type Between struct {
	Row      int         `json:"row"` // of the annex
	Incident incident.ID `json:"incident"`
	ReportA  string      `json:"report_a"`
	SaysA    string      `json:"says_a,omitempty"` // as given; empty where the release rules hide it
	ReportB  string      `json:"report_b"`
	SaysB    string      `json:"says_b,omitempty"`
	Apart    string      `json:"apart,omitempty"` // "14.2 km", "26 h", a number of deaths
}

// A SourceTable says whom the edition rests on, and on how few.
type SourceTable struct {
	Sources   []SourceRow `json:"sources"`
	Origins   []OriginRow `json:"origins"` // by number of incidents, largest first
	Dependent []Sentence  `json:"dependence"`
}

// A SourceRow is a source with the incidents of the period that it reports.
type SourceRow struct {
	Source    report.SourceID `json:"source"`
	Name      string          `json:"name"`
	Grades    []string        `json:"grades,omitempty"` // "lethal events: B"
	Incidents Count           `json:"incidents"`
	Terms     string          `json:"terms,omitempty"`
}

// An OriginRow is an origin with the incidents that name it, and those that
// name no other.
type OriginRow struct {
	Origin string `json:"origin"`
	Names  Count  `json:"names"`
	Alone  Count  `json:"alone"`
}

// A Row is an incident in the annex, as the release rules allow it to be shown.
type Row struct {
	Row      int              `json:"row"`
	ID       incident.ID      `json:"id"`
	Refs     []string         `json:"source_refs"`
	In       truceline.Answer `json:"in_period"` // yes, or unknown where the time straddles
	Days     string           `json:"days"`      // local dates
	Place    string           `json:"place"`     // as given
	Lon      float64          `json:"lon"`
	Lat      float64          `json:"lat"`
	RadiusM  float64          `json:"radius_m"`
	Areas    []place.AreaID   `json:"area_ids"`
	Perhaps  []place.AreaID   `json:"area_ids_possible"`
	Form     report.Form      `json:"form"`
	SideA    []string         `json:"side_a"` // as named
	SideB    []string         `json:"side_b,omitempty"`
	Parties  []string         `json:"parties"` // as the record resolves them
	Deaths   *report.Range    `json:"deaths"`  // null: no report gives a number, which is not zero
	Civil    *int             `json:"civilian_deaths"`
	Fact     incident.Fact    `json:"fact"`
	Origins  []string         `json:"origins"`
	Findings []RowFinding     `json:"findings"`
	Held     bool             `json:"evaluated"`
	Entry    int64            `json:"entry"` // log entry
	Recorded time.Time        `json:"recorded"`
	// Disputes are the aspects in which its reports contradict each other.
	Disputes []incident.Dispute `json:"contradictions,omitempty"`
}

// A RowFinding is a finding in short.
type RowFinding struct {
	Provision instrument.ProvisionID `json:"provision"`
	Proposed  observance.Proposed    `json:"proposed"`
	Settles   observance.Question    `json:"settles,omitempty"`
	Because   []string               `json:"because,omitempty"`
	// OpenAttribution marks a violation of which either side may be the author.
	OpenAttribution bool `json:"open_attribution,omitempty"`
}

// An IndexRow is an incident outside the period that a number counts.
type IndexRow struct {
	Row   int         `json:"row"`
	ID    incident.ID `json:"id"`
	Days  string      `json:"days"`
	Entry int64       `json:"entry"`
}

// Name is how the edition is cited: case, kind and number.
func (e *Edition) Name() string {
	return fmt.Sprintf("%s/%s/%d", e.Head.Case, e.Head.Kind, e.Head.Number)
}

// CSV is the findings of the edition's incidents as FindingsCSV has them,
// within the release rules. An incident without findings has no row in it.
func (e *Edition) CSV() ([]byte, error) {
	var b bytes.Buffer
	err := writeCSV(&b, e.shown)
	return b.Bytes(), err
}

// JSON writes the document on one line.
func (e *Edition) JSON() ([]byte, error) {
	b, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	return append(b, '\n'), nil
}
