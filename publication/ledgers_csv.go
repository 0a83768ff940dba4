package publication

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/ledgers"
	"github.com/truceline/truceline/place"
)

// ledgerColumns are those of LedgersCSV.
var ledgerColumns = []string{"part", "day", "area", "certainty", "cell", "n", "records"}

// LedgersCSV writes the ledgers as rows: of each day, area and cell the number
// and the incidents that make it, certain ones and possible ones apart; of each
// bare count what it is of and what stands beside it; and at the end the
// sentences. Days and areas that are empty stand for all in the parts total,
// by_day and by_area, and for none known in a breakdown by themselves. Rows of
// possible incidents must not be added up. An n that is empty is missing and not
// zero.
func LedgersCSV(w io.Writer, l Ledger, _ LedgerAbout) error {
	out := csv.NewWriter(w)
	write := func(cells ...string) error {
		for i := range cells {
			cells[i] = safe(cells[i])
		}
		return out.Write(cells)
	}
	if err := out.Write(ledgerColumns); err != nil {
		return err
	}
	if l.Table != nil {
		if err := l.tableRows(write); err != nil {
			return err
		}
	}
	if err := l.claimRows(write); err != nil {
		return err
	}
	for i, s := range l.Sentences() {
		if err := write("words", "", "", "", strconv.Itoa(i+1), "", s); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// tableRows writes what has an incident, and all of the total.
func (l Ledger) tableRows(write func(...string) error) error {
	for _, part := range []struct {
		name string
		rows []ledgers.Row
	}{{"total", []ledgers.Row{l.Table.Total}}, {"by_day", l.Table.ByDay}, {"by_area", l.Table.ByArea}, {"by_day_and_area", l.Table.Rows}} {
		for _, r := range part.rows {
			for _, t := range []struct {
				certainty string
				tally     ledgers.Tally
			}{{"certain", r.Certain}, {"possible", r.Possible}} {
				for _, c := range l.Cells(t.tally) {
					if len(c.Incidents) == 0 && part.name != "total" {
						continue
					}
					n := strconv.Itoa(len(c.Incidents))
					if c.Missing != "" {
						n = ""
					}
					if err := write(part.name, r.Day, string(r.Area), t.certainty, c.Word, n, joined(c.Incidents)); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

func (l Ledger) claimRows(write func(...string) error) error {
	for _, b := range l.Claims {
		c := b.Claim
		n := strconv.Itoa(c.Count)
		if c.Uncounted {
			n = ""
		}
		if err := write("claim", strings.Join(b.Days, "/"), areas(b.Areas), b.Comparable.String(), string(c.Source)+": "+c.Metric, n, c.ID()); err != nil {
			return err
		}
		for _, of := range []struct {
			certainty string
			ids       []incident.ID
		}{{"certain", b.Certain}, {"possible", b.Possible}} {
			if len(of.ids) == 0 {
				continue
			}
			if err := write("beside_claim", strings.Join(b.Days, "/"), areas(b.Areas), of.certainty, c.ID(), strconv.Itoa(len(of.ids)), joined(of.ids)); err != nil {
				return err
			}
		}
	}
	return nil
}

func joined(ids []incident.ID) string { return strings.Join(plain(ids), " ") }

func areas(ids []place.AreaID) string { return strings.Join(plain(ids), "|") }

func plain[S ~string](ids []S) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}
