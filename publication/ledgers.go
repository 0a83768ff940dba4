package publication

import (
	"fmt"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/ledgers"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// A LedgerQuery asks for the ledgers of two sides, and of more for an estimate.
type LedgerQuery struct {
	A     string             `json:"a"` // a source, a party that sources speak for, "origin:NAME" or "rest", which is all other origins
	B     string             `json:"b"`
	Also  []string           `json:"also,omitempty"` // further lists for the estimate, of the same sorts
	Area  place.AreaID       `json:"area,omitempty"` // empty: all of the case
	Span  truceline.Interval `json:"span,omitzero"`  // zero: all of time
	Known time.Time          `json:"known,omitzero"` // zero: now
}

// A Ledger is the ledgers of two sides held against each other, with all that
// can be said of them.
type Ledger struct {
	Query     LedgerQuery           `json:"query"`
	Lists     []ledgers.List        `json:"lists"` // the two sides, and further lists of the estimate
	Table     *ledgers.Table        `json:"table,omitempty"`
	Refused   string                `json:"refused,omitempty"` // why there is no table; a sentence
	Estimate  ledgers.Estimate      `json:"estimate"`
	Claims    []ledgers.ClaimBeside `json:"claims,omitempty"` // the sides' bare counts beside the incidents of others
	Counts    *LedgerCounts         `json:"counts,omitempty"` // what two sources of the sides that count the same things have in common
	ByArea    *LedgerCounts         `json:"counts_by_area,omitempty"`
	Incidents int                   `json:"incidents"` // that surely or possibly belong to what is asked

	// Records are these incidents.
	Records map[incident.ID]LedgerRecord `json:"-"`
}

// LedgerCounts are the numbers that two sources give for the same periods, and
// for the same areas or for all of the case.
type LedgerCounts struct {
	X         report.SourceID     `json:"x"`
	Y         report.SourceID     `json:"y"`
	NameX     string              `json:"-"`
	NameY     string              `json:"-"`
	Pairs     []ledgers.CountPair `json:"pairs"`
	Left      []string            `json:"left,omitempty"` // numbers that could not be paired, in sentences
	Agreement ledgers.Agreement   `json:"agreement"`
	Union     ledgers.Union       `json:"union"` // what the pairs together bound
}

// Words say in sentences what the two have in common.
func (c LedgerCounts) Words() []string {
	out := c.Agreement.Words(c.NameX, c.NameY)
	out = append(out, c.Union.Words(c.NameX, c.NameY))
	return append(out, c.Left...)
}

// A LedgerRecord is an incident of the ledgers with what lists say of it.
type LedgerRecord struct {
	ledgers.Entry
	Days  string // local dates: 2017-05-06, or 2017-05-06/2017-05-09
	Where string // name of the place as given; may be empty
}

// words are the record on one line: "2017-05-06, Harbnifsah".
func (r LedgerRecord) words() string { return strings.TrimSuffix(r.Days+", "+r.Where, ", ") }

// A Cell is one entry of a row of ledgers: its word, what it means, and the
// incidents that make it.
type Cell struct {
	Word      string // only_a, only_b, both, contradictory, independent, unsaid
	Short     string // the same for the head of a column, with A and B for the sides
	Means     string
	Incidents []incident.ID
	// Missing says why there is no number, where a side's ledger is counts
	// without incidents: then none is not zero. Empty: the number stands.
	Missing string
}

// Cells are the entries of a tally in the order in which they are printed. The
// contradictory ones are among those of both.
func (l Ledger) Cells(t ledgers.Tally) []Cell {
	a, b := l.Name(0), l.Name(1)
	out := []Cell{
		{Word: "only_a", Short: "A only", Means: "registered by " + a + " and not by " + b, Incidents: t.OnlyA},
		{Word: "both", Short: "both", Means: "registered by both", Incidents: t.Both},
		{Word: "contradictory", Short: "of these contradictory", Means: "registered by both, whose reports contradict each other", Incidents: t.Contradictory},
		{Word: "only_b", Short: "B only", Means: "registered by " + b + " and not by " + a, Incidents: t.OnlyB},
		{Word: "independent", Short: "others only", Means: "registered by other origins only", Incidents: t.Independent},
		{Word: "unsaid", Short: "origin unknown", Means: "by reports that name no origin, of neither", Incidents: t.Unsaid},
	}
	bareA, bareB := l.Lists[0].Bare, l.Lists[1].Bare
	for i := range out {
		c := &out[i]
		switch {
		case bareA && c.Word == "only_b" && !bareB:
			c.Means = fmt.Sprintf("registered by %s; which of them %s counted, nobody can tell", b, a)
		case bareB && c.Word == "only_a" && !bareA:
			c.Means = fmt.Sprintf("registered by %s; which of them %s counted, nobody can tell", a, b)
		case bareA && (c.Word == "only_a" || c.Word == "both" || c.Word == "contradictory"):
			c.Missing = a + " gives counts and no incidents"
		case bareB && (c.Word == "only_b" || c.Word == "both" || c.Word == "contradictory"):
			c.Missing = b + " gives counts and no incidents"
		}
	}
	return out
}

// Name is how the i-th list is called.
func (l Ledger) Name(i int) string {
	if l.Lists[i].Name != "" {
		return l.Lists[i].Name
	}
	return l.Lists[i].ID
}

// bare are the names of the two sides that give counts and no incidents.
func (l Ledger) bare() []string {
	var out []string
	for i := range 2 {
		if l.Lists[i].Bare {
			out = append(out, l.Name(i))
		}
	}
	return out
}

// TableWords say the table in sentences, or why there is none.
func (l Ledger) TableWords() []string {
	if l.Table == nil {
		return []string{l.Refused}
	}
	bare := l.bare()
	if len(bare) == 0 {
		return l.Table.Words()
	}
	c, p := l.Table.Total.Certain, l.Table.Total.Possible
	var out []string
	for _, name := range bare {
		out = append(out, name+" gives counts and no incidents, so that nobody can tell which incidents it counted.")
	}
	if len(bare) == 1 {
		other, own := 0, c.OnlyA
		if l.Lists[0].Bare {
			other, own = 1, c.OnlyB
		}
		out = append(out, fmt.Sprintf("%s registered %s; others alone registered %s.", l.Name(other), plural(len(own), "incident", "incidents"), digits(len(c.Independent)+len(c.Unsaid))))
	} else {
		out = append(out, fmt.Sprintf("Others registered %s.", plural(c.N(), "incident", "incidents")))
	}
	if n := p.N(); n > 0 {
		out = append(out, fmt.Sprintf("Beside these, %s may or may not belong here: the day or the place is not certain.", plural(n, "incident", "incidents")))
	}
	return out
}

// Sentences say the ledgers in words: the table, the estimate or why there is
// none, and what the counts of the two have in common.
func (l Ledger) Sentences() []string {
	return append(append(l.TableWords(), l.Estimate.Words()...), l.CountWords()...)
}

// CountWords say what the counts of the two sides have in common, for all of
// the case and then for its areas.
func (l Ledger) CountWords() []string {
	var out []string
	if l.Counts != nil {
		out = append(out, l.Counts.Words()...)
	}
	if l.ByArea != nil {
		out = append(out, "Their counts of areas:")
		out = append(out, l.ByArea.Words()...)
	}
	return out
}

// LedgerAbout says what the ledgers are of, for the head of a file.
type LedgerAbout struct {
	Case  string
	Span  truceline.Interval
	Zone  *time.Location // default UTC
	Area  string         // empty: all of the case
	Known time.Time
	// AreaName names an area. Default: its id.
	AreaName func(place.AreaID) string
	// Site is the address of the pages, to which incidents are linked; empty:
	// they are named only.
	Site string
}

func (a LedgerAbout) withDefaults() LedgerAbout {
	if a.Zone == nil {
		a.Zone = time.UTC
	}
	if a.AreaName == nil {
		a.AreaName = func(id place.AreaID) string { return string(id) }
	}
	return a
}
