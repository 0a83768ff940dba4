package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/ledgers"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/publication"
	"github.com/truceline/truceline/report"
)

// A LedgerQuery asks for the ledgers of two sides, and of more for an estimate.
type LedgerQuery = publication.LedgerQuery

// A heldLedger is an answer that may be given again as long as nothing that it
// rests on is recorded.
type heldLedger struct {
	of     string    // the query but for its known time
	last   time.Time // when the last of what it rests on was recorded
	ledger publication.Ledger
}

// A heldEntries is what answers for the same span and area are made from.
type heldEntries struct {
	of      string
	last    time.Time
	records []publication.LedgerRecord
	claims  []report.Claim
}

// How many answers are kept, since a page, its lists and its files ask the same,
// and for how many spans and areas, since a reader changes the sides.
const (
	keptLedgers = 6
	keptEntries = 2
)

// ledgerKinds are the kinds of record on which ledgers rest.
var ledgerKinds = slices.Concat([]string{kindReport, kindIncident, kindEvaluation, kindClaim}, registerKinds, readKinds)

// Ledgers holds the ledgers of two sides against each other, as known then. The
// answer is shared and must not be changed.
func (d *Desk) Ledgers(ctx context.Context, q LedgerQuery) (publication.Ledger, error) {
	last, err := d.store.LastKnownOf(ctx, q.Known, ledgerKinds...)
	if err != nil {
		return publication.Ledger{}, err
	}
	of := fmt.Sprintf("%q %q %q %q %d %d", q.A, q.B, q.Also, q.Area, q.Span.From.UnixNano(), q.Span.To.UnixNano())
	d.mu.Lock()
	i := slices.IndexFunc(d.ledgers, func(h heldLedger) bool { return h.of == of && h.last.Equal(last) })
	if i >= 0 {
		out := d.ledgers[i].ledger
		d.mu.Unlock()
		out.Query = q
		return out, nil
	}
	d.mu.Unlock()
	reg, err := d.Register(ctx, q.Known)
	if err != nil {
		return publication.Ledger{}, err
	}
	if err := reg.CheckNames(q.Area, "", ""); err != nil {
		return publication.Ledger{}, err
	}
	e, err := d.ledgerEntries(ctx, reg, q, last)
	if err != nil {
		return publication.Ledger{}, err
	}
	out, err := publication.HoldLedgers(reg, q, e.records, e.claims)
	if err != nil {
		return publication.Ledger{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.ledgers) >= keptLedgers {
		d.ledgers = slices.Clone(d.ledgers[1:])
	}
	d.ledgers = append(d.ledgers, heldLedger{of, last, out})
	return out, nil
}

// ledgerEntries are the incidents and the counts of a span and an area.
func (d *Desk) ledgerEntries(ctx context.Context, reg *observance.Register, q LedgerQuery, last time.Time) (heldEntries, error) {
	of := fmt.Sprintf("%q %d %d", q.Area, q.Span.From.UnixNano(), q.Span.To.UnixNano())
	d.mu.Lock()
	i := slices.IndexFunc(d.entries, func(h heldEntries) bool { return h.of == of && h.last.Equal(last) })
	if i >= 0 {
		defer d.mu.Unlock()
		return d.entries[i], nil
	}
	d.mu.Unlock()
	records, err := d.ledgerRecords(ctx, reg, q)
	if err != nil {
		return heldEntries{}, err
	}
	claims, err := d.sideClaims(ctx, q)
	if err != nil {
		return heldEntries{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.entries) >= keptEntries {
		d.entries = slices.Clone(d.entries[1:])
	}
	out := heldEntries{of, last, records, claims}
	d.entries = append(d.entries, out)
	return out, nil
}

// An enteredIncident is as much of an incident as ledgers hold.
type enteredIncident struct {
	ID             incident.ID              `json:"id"`
	Reports        []string                 `json:"reports"`
	When           truceline.Interval       `json:"when"`
	Days           string                   `json:"days"`
	Where          struct{ Name string }    `json:"where"`
	Deaths         report.Range             `json:"deaths"`
	Uncounted      bool                     `json:"uncounted"`
	Contradictions []incident.Contradiction `json:"contradictions"`
}

// A registered is as much of a report.
type registered struct {
	Source  report.SourceID `json:"source"`
	Origins []string        `json:"origins"`
}

// A placed is as much of an evaluation.
type placed struct {
	Version int                     `json:"version"`
	Areas   []observance.AreaAnswer `json:"areas"`
}

// ledgerRecords are the incidents that surely or possibly belong to what is
// asked. Where they lie is read from their evaluations and worked out for those
// that have none.
func (d *Desk) ledgerRecords(ctx context.Context, reg *observance.Register, q LedgerQuery) ([]publication.LedgerRecord, error) {
	reports, err := listAs[registered](ctx, d.store, store.Query{Kind: kindReport, Known: q.Known, Span: q.Span})
	if err != nil {
		return nil, err
	}
	places, err := listAs[placed](ctx, d.store, store.Query{Kind: kindEvaluation, Known: q.Known, Span: q.Span})
	if err != nil {
		return nil, err
	}
	var out []publication.LedgerRecord
	for row, err := range d.store.List(ctx, store.Query{Kind: kindIncident, Known: q.Known, Span: q.Span, Order: store.ByTime}) {
		if err != nil {
			return nil, err
		}
		in, err := decode[enteredIncident](row)
		if err != nil {
			return nil, err
		}
		if len(in.Reports) == 0 { // its reports went to another
			continue
		}
		lies := places[row.ID].Areas
		if places[row.ID].Version != row.Seq {
			whole, err := decode[incident.Incident](row)
			if err != nil {
				return nil, err
			}
			lies = observance.AreasOf(reg, whole)
		}
		areas, inArea := lying(reg, lies, q.Area)
		if !inArea {
			continue
		}
		of := make([]report.Report, 0, len(in.Reports))
		for _, id := range in.Reports {
			r, ok := reports[id]
			if !ok { // its own span does not meet what is asked, the incident's does
				row, err := d.store.Get(ctx, kindReport, id, q.Known)
				if err != nil {
					return nil, err
				}
				if r, err = decode[registered](row); err != nil {
					return nil, err
				}
			}
			_, number, _ := strings.Cut(id, ":")
			of = append(of, report.Report{Source: r.Source, Number: number, Origins: r.Origins})
		}
		entered := incident.Incident{ID: in.ID, When: in.When, Deaths: in.Deaths, Uncounted: in.Uncounted, Contradictions: in.Contradictions}
		out = append(out, publication.LedgerRecord{Entry: ledgers.EntryOf(entered, of, areas), Days: in.Days, Where: in.Where.Name})
	}
	return out, nil
}

// lying are the divisions, and the area that is asked for, in which an incident
// surely or possibly lies, and whether it may lie in what is asked.
func lying(reg *observance.Register, in []observance.AreaAnswer, asked place.AreaID) (areas []ledgers.Lying, may bool) {
	may = asked == ""
	for _, a := range in {
		may = may || a.Area == asked
		if of, ok := reg.Area(a.Area); ok && (of.Kind == publication.Division || a.Area == asked) {
			areas = append(areas, ledgers.Lying{Area: a.Area, Answer: a.Answer})
		}
	}
	return areas, may
}

// listAs reads as much of the rows as T holds, by id.
func listAs[T any](ctx context.Context, s *store.Store, q store.Query) (map[string]T, error) {
	out := make(map[string]T)
	for row, err := range s.List(ctx, q) {
		if err != nil {
			return nil, err
		}
		if out[row.ID], err = decode[T](row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// sideClaims are the counts on record that meet the span.
func (d *Desk) sideClaims(ctx context.Context, q LedgerQuery) ([]report.Claim, error) {
	held, err := d.Claims(ctx, q.Span, q.Known)
	if err != nil {
		return nil, err
	}
	out := make([]report.Claim, len(held))
	for i, h := range held {
		out[i] = h.Claim
	}
	return out, nil
}
