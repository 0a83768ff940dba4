package publication

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
)

// FindingColumns are the columns of a table of findings, one row a finding. New
// columns are added at the end.
var FindingColumns = [...]string{
	"incident_id", "source_refs", "provision_id", "proposed",
	"in_force", "area", "bound", "conduct", "excluded", "exempt", "evidence",
	"area_share", "time_share", "from", "to", "lon", "lat", "radius_m", "area_ids", "parties",
	"area_share_max", "time_share_max", "area_ids_possible", "days", "place_name", "fact", "origins",
	"deaths_low", "deaths_best", "deaths_high", "settles", "open_attribution", "entry",
	"reports", "contradictions",
}

// A FindingRow is a finding with its incident, as every table and file of
// findings has it. Its JSON names are FindingColumns.
type FindingRow struct {
	Incident  incident.ID            `json:"incident_id"`
	Refs      []string               `json:"source_refs"` // "source:number"
	Provision instrument.ProvisionID `json:"provision_id"`
	Proposed  observance.Proposed    `json:"proposed"`
	InForce   truceline.Answer       `json:"in_force"`
	InArea    truceline.Answer       `json:"area"`
	Bound     truceline.Answer       `json:"bound"`
	Conduct   truceline.Answer       `json:"conduct"`
	Excluded  truceline.Answer       `json:"excluded"`
	Exempt    truceline.Answer       `json:"exempt"`
	Evidence  truceline.Answer       `json:"evidence"`
	AreaShare *float64               `json:"area_share"` // the least share of the place in the provision's areas; null if not measurable
	TimeShare *float64               `json:"time_share"`
	From      time.Time              `json:"from"` // with the offset of the case's zone
	To        time.Time              `json:"to"`   // exclusive
	Lon       float64                `json:"lon"`
	Lat       float64                `json:"lat"`
	RadiusM   float64                `json:"radius_m"`
	Areas     []place.AreaID         `json:"area_ids"` // surely in
	Parties   []string               `json:"parties"`  // party ids, or "unresolved:" and the name

	AreaShareMax    *float64            `json:"area_share_max"` // the greatest share
	TimeShareMax    *float64            `json:"time_share_max"`
	AreasPossible   []place.AreaID      `json:"area_ids_possible"`
	Days            string              `json:"days"`
	Place           string              `json:"place_name"`
	Fact            incident.Fact       `json:"fact"`
	Origins         []string            `json:"origins"`
	DeathsLow       *int                `json:"deaths_low"` // null: no report gives a number, which is not zero
	DeathsBest      *int                `json:"deaths_best"`
	DeathsHigh      *int                `json:"deaths_high"`
	Settles         observance.Question `json:"settles"`
	OpenAttribution bool                `json:"open_attribution"`
	Entry           int64               `json:"entry"`

	Reports        int                `json:"reports"`        // how many tell of the incident
	Contradictions []incident.Dispute `json:"contradictions"` // in what they contradict each other
}

// FindingRows are the rows of one incident, in the order of its findings; none
// of an incident whose reports went to another.
func FindingRows(h observance.Held, zone *time.Location) []FindingRow {
	return findingRows(h, zone, namer{rule: attributeNamed})
}

func findingRows(h observance.Held, zone *time.Location, parties namer) []FindingRow {
	in := h.Incident
	if !in.Live() {
		return nil
	}
	base := FindingRow{
		Incident: in.ID, Refs: some(in.Reports),
		From: in.When.From.In(zone), To: in.When.To.In(zone),
		Lon: in.Where.Lon, Lat: in.Where.Lat, RadiusM: in.Where.RadiusM,
		Areas: some(areasOf(h, truceline.Yes)), AreasPossible: some(areasOf(h, truceline.Unknown)),
		Parties: some(parties.ids(slices.Concat(in.SideA, in.SideB), in.When)),
		Days:    in.Days, Place: in.Where.Name, Fact: in.Fact, Origins: some(in.Origins),
		Entry: h.Entry, Reports: len(in.Reports), Contradictions: some(disputesOf(in)),
	}
	if !in.Uncounted {
		base.DeathsLow, base.DeathsBest, base.DeathsHigh = &in.Deaths.Low, &in.Deaths.Best, &in.Deaths.High
	}
	var out []FindingRow
	for _, f := range h.Findings {
		r := base
		r.Provision, r.Proposed, r.Settles, r.OpenAttribution = f.Provision, f.Proposed, f.Settles, f.OpenAttribution
		r.InForce, r.InArea, r.Bound = f.Reply(observance.InForce).Answer, f.Reply(observance.InArea).Answer, f.Reply(observance.Bound).Answer
		r.Conduct, r.Excluded = f.Reply(observance.Conduct).Answer, f.Reply(observance.Excluded).Answer
		r.Exempt, r.Evidence = f.Reply(observance.Exempt).Answer, f.Reply(observance.Evidence).Answer
		r.AreaShare, r.AreaShareMax = bounds(f.Reply(observance.InArea).Share)
		r.TimeShare, r.TimeShareMax = bounds(f.Reply(observance.InForce).Share)
		out = append(out, r)
	}
	return out
}

// some makes an absent list an empty one: a reader of JSON meets no null list.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// bounds are the two ends of a share, if it was measured at all.
func bounds(s *truceline.Share) (least, most *float64) {
	if s == nil {
		return nil, nil
	}
	return new(sixDigits(s.Min)), new(sixDigits(s.Max))
}

// sixDigits rounds a share to six significant digits, and never a part up to a
// whole: a whole means yes.
func sixDigits(v float64) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 6, 64), 64)
	if err != nil || math.IsNaN(v) {
		return v
	}
	if full := (truceline.Share{Min: v, Max: v}).Answer() == truceline.Yes; r >= 1 && !full {
		return 0.999999
	}
	return r
}

// FindingsCSV writes the findings of the incidents as CSV with a header line,
// in the order given. Instants carry the offset of zone; lists are joined by
// ";"; deaths are empty where no report gives a number; a cell of text that a spreadsheet would take for a formula starts with
// an apostrophe.
func FindingsCSV(w io.Writer, zone *time.Location, held []observance.Held) error {
	return writeCSV(w, released{held: held, zone: zone, parties: namer{rule: attributeNamed}})
}

func writeCSV(w io.Writer, r released) error {
	out := csv.NewWriter(w)
	out.Write(FindingColumns[:]) // the error is kept until Error
	for _, h := range r.held {
		for _, row := range findingRows(h, r.zone, r.parties) {
			out.Write(row.cells())
		}
	}
	out.Flush()
	return out.Error()
}

// cells are the row in the order of FindingColumns.
func (r FindingRow) cells() []string {
	return []string{
		safe(string(r.Incident)), safe(join(r.Refs)), safe(string(r.Provision)), string(r.Proposed),
		r.InForce.String(), r.InArea.String(), r.Bound.String(), r.Conduct.String(), r.Excluded.String(), r.Exempt.String(), r.Evidence.String(),
		share(r.AreaShare), share(r.TimeShare), r.From.Format(time.RFC3339), r.To.Format(time.RFC3339),
		float(r.Lon), float(r.Lat), float(r.RadiusM), safe(join(r.Areas)), safe(join(r.Parties)),
		share(r.AreaShareMax), share(r.TimeShareMax), safe(join(r.AreasPossible)), safe(r.Days), safe(r.Place), safe(string(r.Fact)), safe(join(r.Origins)),
		whole(r.DeathsLow), whole(r.DeathsBest), whole(r.DeathsHigh),
		string(r.Settles), strconv.FormatBool(r.OpenAttribution), strconv.FormatInt(r.Entry, 10),
		strconv.Itoa(r.Reports), join(r.Contradictions),
	}
}

func join[S ~string](list []S) string {
	var b strings.Builder
	for i, s := range list {
		if i > 0 {
			b.WriteByte(';')
		}
		b.WriteString(string(s))
	}
	return b.String()
}

// safe neutralises text that a spreadsheet would run as a formula.
func safe(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

func share(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'g', 6, 64)
}

// whole is a number, or an empty cell where there is none.
func whole(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func float(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// FindingsJSONL writes the findings of the incidents as JSON, one FindingRow a
// line, in the order given.
func FindingsJSONL(w io.Writer, zone *time.Location, held []observance.Held) error {
	buf := bufio.NewWriter(w)
	enc := json.NewEncoder(buf)
	for _, h := range held {
		for _, row := range FindingRows(h, zone) {
			if err := enc.Encode(row); err != nil {
				return err
			}
		}
	}
	return buf.Flush()
}
