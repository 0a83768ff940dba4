package publication

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/report"
)

// incidentColumns are those of IncidentsCSV. Times are RFC 3339 in UTC, the end
// excluded; coordinates WGS 84; several values of a cell are divided by ";".
var incidentColumns = []string{
	"incident", "days", "from", "to", "place", "lon", "lat", "radius_m", "within", "codes", "form", "side_a", "side_b",
	"deaths_low", "deaths_best", "deaths_high", "fact", "origins", "reports", "joined_by", "contradictions", "log_entry",
}

// IncidentsCSV writes incidents as rows: what is held of each, the reports that
// make it, the score of each join and what the reports contradict each other on.
// Cells of text that a spreadsheet would run are neutralised.
func IncidentsCSV(w io.Writer, held []observance.Held) error {
	out := csv.NewWriter(w)
	if err := out.Write(incidentColumns); err != nil {
		return err
	}
	for _, h := range held {
		in := h.Incident
		low, best, high := strconv.Itoa(in.Deaths.Low), strconv.Itoa(in.Deaths.Best), strconv.Itoa(in.Deaths.High)
		if in.Uncounted {
			low, best, high = "", "", ""
		}
		cells := []string{
			string(in.ID), in.Days, in.When.From.UTC().Format(time.RFC3339), in.When.To.UTC().Format(time.RFC3339),
			in.Where.Name, decimal(in.Where.Lon), decimal(in.Where.Lat), decimal(in.Where.RadiusM), string(in.Where.Within),
			strings.Join(in.Codes, ";"), string(in.Form), actorCell(in.SideA), actorCell(in.SideB),
			low, best, high, string(in.Fact), strings.Join(in.Origins, ";"), strings.Join(in.Reports, ";"),
			joinCell(in.Why), disputeCell(in.Contradictions), strconv.FormatInt(h.Entry, 10),
		}
		for i, c := range cells {
			if i != 5 && i != 6 { // a coordinate may begin with a minus
				cells[i] = safe(c)
			}
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// actorCell gives each actor by its party, or by its name where nobody resolved
// it.
func actorCell(actors []report.Actor) string {
	words := make([]string, len(actors))
	for i, a := range actors {
		words[i] = string(a.Party)
		if a.Party == "" {
			words[i] = "unresolved:" + a.Name
		}
	}
	return strings.Join(words, ";")
}

// joinCell gives of each report that joined the one that it is most like and the
// score, or the decision.
func joinCell(why []incident.Why) string {
	words := make([]string, len(why))
	for i, y := range why {
		by := strconv.FormatFloat(y.Score, 'f', 2, 64) + " bits"
		if y.Decision != "" {
			by = "decision " + y.Decision
		}
		words[i] = y.Report + " with " + y.With + ": " + by
	}
	return strings.Join(words, ";")
}

func disputeCell(cs []incident.Contradiction) string {
	words := make([]string, len(cs))
	for i, c := range cs {
		words[i] = string(c.Aspect) + ": " + c.A + " says " + c.SaysA + ", " + c.B + " says " + c.SaysB
	}
	return strings.Join(words, ";")
}

// IncidentsJSONL writes incidents as lines of JSON, each with its log entry.
func IncidentsJSONL(w io.Writer, held []observance.Held) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, h := range held {
		row := struct {
			incident.Incident
			Entry int64 `json:"log_entry"`
		}{h.Incident, h.Entry}
		if err := enc.Encode(row); err != nil {
			return err
		}
	}
	return nil
}
