package publication

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"time"

	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/observance"
)

// ContradictionColumns are the columns of a table of contradictions between
// reports, one row a contradiction. New columns are added at the end.
var ContradictionColumns = [...]string{
	"incident_id", "days", "from", "to", "place_name", "aspect",
	"report_a", "says_a", "report_b", "says_b", "apart", "entry",
}

// A ContradictionRow is a contradiction between two reports of one incident. Its
// JSON names are ContradictionColumns.
type ContradictionRow struct {
	Incident incident.ID      `json:"incident_id"`
	Days     string           `json:"days"`
	From     time.Time        `json:"from"` // with the offset of the case's zone
	To       time.Time        `json:"to"`   // exclusive
	Place    string           `json:"place_name"`
	Aspect   incident.Dispute `json:"aspect"`
	ReportA  string           `json:"report_a"` // "source:number"
	SaysA    string           `json:"says_a"`   // as given
	ReportB  string           `json:"report_b"`
	SaysB    string           `json:"says_b"`
	Apart    string           `json:"apart"` // "14.2 km", "26 h", a number of deaths; empty where it cannot be measured
	Entry    int64            `json:"entry"` // of the incident, in the log
}

// ContradictionRows are the rows of one incident, in the order of its
// contradictions.
func ContradictionRows(h observance.Held, zone *time.Location) []ContradictionRow {
	in := h.Incident
	var out []ContradictionRow
	for _, c := range in.Contradictions {
		out = append(out, ContradictionRow{
			Incident: in.ID, Days: in.Days, From: in.When.From.In(zone), To: in.When.To.In(zone), Place: in.Where.Name,
			Aspect: c.Aspect, ReportA: c.A, SaysA: c.SaysA, ReportB: c.B, SaysB: c.SaysB, Apart: c.Apart, Entry: h.Entry,
		})
	}
	return out
}

// ContradictionsCSV writes the contradictions of the incidents as CSV with a
// header line, in the order given. A cell of text that a spreadsheet would take
// for a formula starts with an apostrophe.
func ContradictionsCSV(w io.Writer, zone *time.Location, held []observance.Held) error {
	out := csv.NewWriter(w)
	out.Write(ContradictionColumns[:]) // the error is kept until Error
	for _, h := range held {
		for _, r := range ContradictionRows(h, zone) {
			out.Write([]string{
				safe(string(r.Incident)), safe(r.Days), r.From.Format(time.RFC3339), r.To.Format(time.RFC3339), safe(r.Place), string(r.Aspect),
				safe(r.ReportA), safe(r.SaysA), safe(r.ReportB), safe(r.SaysB), safe(r.Apart), strconv.FormatInt(r.Entry, 10),
			})
		}
	}
	out.Flush()
	return out.Error()
}

// ContradictionsJSONL writes the same as JSON, one ContradictionRow a line.
func ContradictionsJSONL(w io.Writer, zone *time.Location, held []observance.Held) error {
	buf := bufio.NewWriter(w)
	enc := json.NewEncoder(buf)
	for _, h := range held {
		for _, row := range ContradictionRows(h, zone) {
			if err := enc.Encode(row); err != nil {
				return err
			}
		}
	}
	return buf.Flush()
}
