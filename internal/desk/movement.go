package desk

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/movement"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/publication"
)

// A heldMovement is a record of presence that may be given again as long as
// nothing that it rests on is recorded.
type heldMovement struct {
	of     movement.Query
	last   time.Time // when the last of what it rests on was recorded
	record movement.Record
}

// keptMovements is how many are kept, since a page, its lists and its files ask
// for the same one.
const keptMovements = 4

// movementKinds are the kinds of record on which a record of presence rests.
var movementKinds = slices.Concat([]string{kindIncident, kindEvaluation}, registerKinds, readKinds)

// Movement is the record of where excluded groups were reported. A zero known
// time is that of the last act. The answer is shared and must not be changed.
func (d *Desk) Movement(ctx context.Context, q movement.Query) (movement.Record, error) {
	last, err := d.store.LastKnownOf(ctx, q.Known, movementKinds...)
	if err != nil {
		return movement.Record{}, err
	}
	if q.Known.IsZero() {
		if q.Known, err = d.Known(ctx); err != nil {
			return movement.Record{}, err
		}
	}
	d.mu.Lock()
	i := slices.IndexFunc(d.movements, func(h heldMovement) bool { return h.of == q && h.last.Equal(last) })
	if i >= 0 {
		defer d.mu.Unlock()
		return d.movements[i].record, nil
	}
	d.mu.Unlock()
	out, err := d.movement(ctx, q)
	if err != nil {
		return movement.Record{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.movements) >= keptMovements {
		d.movements = slices.Clone(d.movements[1:])
	}
	d.movements = append(d.movements, heldMovement{q, last, out})
	return out, nil
}

// MovementSpan is the period of a record of presence that nobody gives one for:
// that of the case. Where it is open, the months up to the last act, and of those
// two years.
func (d *Desk) MovementSpan(ctx context.Context, known time.Time) (truceline.Interval, error) {
	reg, err := d.Register(ctx, known)
	if err != nil {
		return truceline.Interval{}, err
	}
	out := reg.Facts.Case.Period
	if out.To.IsZero() {
		if out.To = known; known.IsZero() {
			if out.To, err = d.Known(ctx); err != nil {
				return out, err
			}
		}
	}
	if out.From.IsZero() || out.From.Before(out.To.AddDate(-10, 0, 0)) {
		out.From = out.To.AddDate(-2, 0, 0)
	}
	return out, nil
}

// movement reads every incident on record, since whether a group was ever
// reported before can be told in no other way.
func (d *Desk) movement(ctx context.Context, q movement.Query) (movement.Record, error) {
	reg, err := d.Register(ctx, q.Known)
	if err != nil {
		return movement.Record{}, err
	}
	tally, err := movement.New(reg, q)
	if err != nil {
		return movement.Record{}, err
	}
	places, err := listAs[placed](ctx, d.store, store.Query{Kind: kindEvaluation, Known: q.Known})
	if err != nil {
		return movement.Record{}, err
	}
	for row, err := range d.store.List(ctx, store.Query{Kind: kindIncident, Known: q.Known}) {
		if err != nil {
			return movement.Record{}, err
		}
		in, err := decode[incident.Incident](row)
		if err != nil {
			return movement.Record{}, err
		}
		if in.Live() {
			tally.Add(movement.SightingOf(in, areasThen(reg, row, in, places[row.ID])))
		}
	}
	return tally.Record(), nil
}

// areasThen are the areas in which an incident surely or possibly lies, read from
// its evaluation, and worked out where that is of another version or there is none.
func areasThen(reg *observance.Register, row store.Row, in incident.Incident, p placed) []observance.AreaAnswer {
	if p.Version == row.Seq {
		return p.Areas
	}
	return observance.AreasOf(reg, in)
}

// MovementIncidents are the incidents of a list of a record of presence, with
// where they lie, by time and id.
func (d *Desk) MovementIncidents(ctx context.Context, ids []incident.ID, known time.Time) ([]observance.Held, error) {
	reg, err := d.Register(ctx, known)
	if err != nil {
		return nil, err
	}
	want := make([]string, len(ids))
	for i, id := range ids {
		want[i] = string(id)
	}
	places, err := listAs[placed](ctx, d.store, store.Query{Kind: kindEvaluation, Known: known, IDs: want})
	if err != nil {
		return nil, err
	}
	out := make([]observance.Held, 0, len(ids))
	for row, err := range d.store.List(ctx, store.Query{Kind: kindIncident, Known: known, IDs: want, Order: store.ByTime}) {
		if err != nil {
			return nil, err
		}
		in, err := decode[incident.Incident](row)
		if err != nil {
			return nil, err
		}
		out = append(out, observance.Held{Incident: in, Areas: areasThen(reg, row, in, places[row.ID]), Entry: row.Entry, Known: row.Known})
	}
	return out, nil
}

// MovementCSV writes a record of presence as CSV with a header line, in the
// columns of movement.Columns. Text that a spreadsheet would run as a formula
// starts with an apostrophe.
func MovementCSV(w io.Writer, r movement.Record, reg *observance.Register) error {
	out := csv.NewWriter(w)
	out.Write(movement.Columns[:]) // the error is kept until Error
	for _, row := range r.Rows(func(id place.AreaID) string { return EnglishArea(reg, id) }) {
		for i := range row {
			row[i] = publication.SafeCell(row[i])
		}
		out.Write(row)
	}
	out.Flush()
	return out.Error()
}

// MovementJSON writes a record of presence whole.
func MovementJSON(w io.Writer, r movement.Record) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(r)
}

// EnglishArea is the English name of an area, or its id where it has none.
func EnglishArea(reg *observance.Register, id place.AreaID) string {
	if a, ok := reg.Area(id); ok && a.Names.In("en") != "" {
		return a.Names.In("en")
	}
	return string(id)
}
