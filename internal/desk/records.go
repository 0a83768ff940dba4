package desk

import (
	"encoding/json"
	"fmt"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
	"github.com/truceline/truceline/sanctions"
)

// The kinds of record.
const (
	kindAct         = "act"
	kindCase        = "case"
	kindParty       = "party"
	kindArea        = "area"
	kindInstrument  = "instrument"
	kindActKind     = "act_kind" // an entry of the act catalogue
	kindSource      = "source"
	kindDesignation = "designation"
	kindMatch       = "match"
	kindReport      = "report"
	kindClaim       = "claim"
	kindIncident    = "incident"
	kindEvaluation  = "evaluation"
	kindPublication = "publication"
	kindDocument    = "document"
	kindReading     = "reading"     // what was proposed of a document
	kindDecision    = "decision"    // what a person decided of a proposal
	kindGazetteer   = "gazetteer"   // places by name, all in one record
	kindWeights     = "weights"     // of fusion, as the case has them
	kindJoining     = "joining"     // what a person decided of reports of one event
	kindRetired     = "retired"     // that an incident's reports all went to another
	kindCredibility = "credibility" // what a person thinks of a report's information
	// What decisions put into the register, beside what the case folder holds.
	kindReadInstrument = "read_instrument" // one that a document makes
	kindReadProvision  = "read_provision"  // what an act says
	kindReadPassage    = "read_passage"    // where an act says again what a provision says
	// The files of designation lists, and what people decided.
	kindList          = "list"           // one file, as decoded
	kindListDecision  = "list_decision"  // that a file counts, or does not
	kindMatchDecision = "match_decision" // that a party is the subject of an entry, or is not
)

// registerKinds are the records of the case folder that a register is compiled
// from. readKinds, which people's decisions make, are the others: loading the
// case leaves them as they are.
var registerKinds = []string{kindCase, kindParty, kindArea, kindInstrument, kindActKind, kindSource, kindDesignation, kindMatch}

var readKinds = []string{kindReadInstrument, kindReadProvision, kindReadPassage}

// listKinds say which files of lists count.
var listKinds = []string{kindList, kindListDecision}

// matchingKinds are what the register has of lists beside the case folder.
var matchingKinds = []string{kindList, kindListDecision, kindMatchDecision}

// retracted is the body of a version that takes a record back.
const retracted = "null"

// put writes the next version of a record. An unchanged record is left alone.
func put(tx *store.Tx, kind, id string, v any) (changed bool, err error) {
	_, changed, err = putVersion(tx, kind, id, v)
	return changed, err
}

// putVersion is put, with the number of the version that stands after it.
func putVersion(tx *store.Tx, kind, id string, v any) (seq int, changed bool, err error) {
	body, err := json.Marshal(v)
	if err != nil {
		return 0, false, fmt.Errorf("encode %s %s: %w", kind, id, err)
	}
	changed, row, err := tx.Put(kind, id, envelope(v), body)
	return row.Seq, changed, err
}

// envelope derives what we filter by from a record's value. It is the only
// place that does.
func envelope(v any) store.Envelope {
	switch v := v.(type) {
	case report.Report:
		return store.Envelope{Valid: v.When, Box: boxOf(v.Where)}
	case incident.Incident:
		return store.Envelope{Valid: v.When, Box: boxOf(v.Where)}
	case evaluation:
		return store.Envelope{Valid: v.When}
	case report.Claim:
		return store.Envelope{Valid: v.Period}
	case Publication:
		return store.Envelope{Valid: v.Period}
	}
	return store.Envelope{}
}

// envelopeOf derives the envelope from the bytes of a body, so that the record
// can be verified: what it was filtered by is what it says.
func envelopeOf(kind string, body []byte) (store.Envelope, error) {
	row := store.Row{Kind: kind, Body: body}
	switch kind {
	case kindReport:
		return envelopeAs[report.Report](row)
	case kindIncident:
		return envelopeAs[incident.Incident](row)
	case kindEvaluation:
		return envelopeAs[evaluation](row)
	case kindClaim:
		return envelopeAs[report.Claim](row)
	case kindPublication:
		return envelopeAs[Publication](row)
	}
	return store.Envelope{}, nil
}

func envelopeAs[T any](row store.Row) (store.Envelope, error) {
	v, err := decode[T](row)
	return envelope(v), err
}

// degreeM is the length of a degree of latitude on the mean sphere, metres. A
// box is for narrowing only, so that the error of the sphere does no harm.
const degreeM = 111195

func boxOf(p place.Place) *store.Box {
	r := p.RadiusM / degreeM
	b := &store.Box{West: -180, South: max(-90, p.Lat-r), East: 180, North: min(90, p.Lat+r)}
	// A degree of longitude shrinks towards the poles; a box twice as wide as it
	// is high holds the disc up to 60 degrees north and south, and only all of
	// the earth holds it for sure beyond.
	if wide := 2 * r; wide < 180 && p.Lat+r <= 60 && p.Lat-r >= -60 {
		b.West, b.East = around(p.Lon-wide), around(p.Lon+wide)
	}
	return b
}

// around brings a longitude back to -180 to 180 degrees.
func around(lon float64) float64 {
	switch {
	case lon < -180:
		return lon + 360
	case lon > 180:
		return lon - 360
	}
	return lon
}

// decode reads the body of a row into a value of its kind.
func decode[T any](row store.Row) (T, error) {
	var v T
	if err := json.Unmarshal(row.Body, &v); err != nil {
		return v, fmt.Errorf("decode %s %s version %d: %w", row.Kind, row.ID, row.Seq, err)
	}
	return v, nil
}

// evaluation is what the engine proposed of one incident, without the
// sentences: these follow from the register and the incident as then known.
type evaluation struct {
	Incident incident.ID             `json:"incident"`
	Version  int                     `json:"version"` // of the incident
	Engine   string                  `json:"engine"`
	When     truceline.Interval      `json:"when"` // of the incident, for the envelope
	Findings []verdict               `json:"findings"`
	Areas    []observance.AreaAnswer `json:"areas,omitempty"`
}

// verdict is a finding in short.
type verdict struct {
	Provision instrument.ProvisionID `json:"provision"`
	Proposed  observance.Proposed    `json:"proposed"`
	Answers   string                 `json:"answers"` // one letter a question, in order: y, n, u
	Time      [2]float64             `json:"time"`    // share in force, least and most
	Place     [2]float64             `json:"place"`   // share in the area, least and most
	Settles   observance.Question    `json:"settles,omitempty"`
	Open      bool                   `json:"open_attribution,omitempty"`
}

const letters = "uny" // by truceline.Answer

func shorten(f observance.Finding) verdict {
	v := verdict{Provision: f.Provision, Proposed: f.Proposed, Settles: f.Settles, Open: f.OpenAttribution}
	var answers [len(f.Replies)]byte
	for i, r := range f.Replies {
		answers[i] = letters[r.Answer]
		if r.Share == nil {
			continue
		}
		switch r.Question {
		case observance.InForce:
			v.Time = [2]float64{r.Share.Min, r.Share.Max}
		case observance.InArea:
			v.Place = [2]float64{r.Share.Min, r.Share.Max}
		}
	}
	v.Answers = string(answers[:])
	return v
}

func (v verdict) finding(id incident.ID) (observance.Finding, error) {
	f := observance.Finding{Incident: id, Provision: v.Provision, Proposed: v.Proposed, Settles: v.Settles, OpenAttribution: v.Open}
	if len(v.Answers) != len(f.Replies) {
		return f, fmt.Errorf("evaluation of %s by %s: answers %q are not %d letters", id, v.Provision, v.Answers, len(f.Replies))
	}
	for i, q := range observance.Questions {
		f.Replies[i].Question = q
		switch v.Answers[i] {
		case 'y':
			f.Replies[i].Answer = truceline.Yes
		case 'n':
			f.Replies[i].Answer = truceline.No
		}
	}
	f.Replies[0].Share = &truceline.Share{Min: v.Time[0], Max: v.Time[1]}
	f.Replies[1].Share = &truceline.Share{Min: v.Place[0], Max: v.Place[1]}
	return f, nil
}

// facts are the registers' records, keyed for writing.
func factRecords(f observance.Facts) map[string]map[string]any {
	out := make(map[string]map[string]any)
	for _, k := range registerKinds {
		out[k] = make(map[string]any)
	}
	out[kindCase][f.Case.ID] = f.Case
	for _, v := range f.Parties {
		out[kindParty][string(v.ID)] = v
	}
	for _, v := range f.Areas {
		out[kindArea][string(v.ID)] = v
	}
	for _, v := range f.Instruments {
		out[kindInstrument][string(v.ID)] = v
	}
	for _, v := range f.Acts {
		out[kindActKind][string(v.ID)] = v
	}
	for _, v := range f.Sources {
		out[kindSource][string(v.ID)] = v
	}
	for _, v := range f.Designations {
		out[kindDesignation][v.Ref] = v
	}
	for _, v := range f.Matches {
		out[kindMatch][matchID(v)] = v
	}
	return out
}

func matchID(m sanctions.Match) string { return string(m.Party) + "=" + m.Ref }

// addFact adds a row of one of registerKinds to the facts.
func addFact(f *observance.Facts, row store.Row) error {
	switch row.Kind {
	case kindCase:
		v, err := decode[observance.Case](row)
		f.Case = v
		return err
	case kindParty:
		return appendFact(&f.Parties, row)
	case kindArea:
		return appendFact(&f.Areas, row)
	case kindInstrument:
		return appendFact(&f.Instruments, row)
	case kindActKind:
		return appendFact(&f.Acts, row)
	case kindSource:
		return appendFact(&f.Sources, row)
	case kindDesignation:
		return appendFact(&f.Designations, row)
	case kindMatch:
		return appendFact(&f.Matches, row)
	}
	return fmt.Errorf("record %s %s is no part of a register", row.Kind, row.ID)
}

func appendFact[T party.Party | place.Area | instrument.Instrument | instrument.Act | report.Source | sanctions.Designation | sanctions.Match](to *[]T, row store.Row) error {
	v, err := decode[T](row)
	*to = append(*to, v)
	return err
}
