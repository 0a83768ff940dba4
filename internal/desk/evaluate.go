package desk

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"

	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/observance"
)

// evaluateBatch is how many incidents are evaluated in one transaction.
const evaluateBatch = 4000

// Evaluated says what an evaluation did.
type Evaluated struct {
	Incidents int            // looked at
	Changed   int            // whose findings are new or moved
	Findings  int            // in force after it
	Proposed  map[string]int // findings by what is proposed
	Moves     map[string]int // "unevaluated -> outside", "undetermined -> excepted", by number of findings
}

// Evaluate holds every incident against the register as both are known now and
// records what is new or has moved. Incidents whose findings stay as they were
// are not written again. It can be stopped between batches; what was written
// stays and a later call goes on from there.
func (d *Desk) Evaluate(ctx context.Context, by string, progress func(done, total int64)) (Evaluated, error) {
	reg, err := d.Register(ctx, zeroTime)
	if err != nil {
		return Evaluated{}, err
	}
	total, err := d.store.Count(ctx, kindIncident, zeroTime)
	if err != nil {
		return Evaluated{}, err
	}
	out := Evaluated{Proposed: make(map[string]int), Moves: make(map[string]int)}
	var batch []store.Row
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		err := d.evaluateRows(ctx, by, reg, batch, &out)
		batch = batch[:0]
		progress(int64(out.Incidents), total)
		return err
	}
	for row, err := range d.store.List(ctx, store.Query{Kind: kindIncident}) {
		if err != nil {
			return out, err
		}
		batch = append(batch, row)
		if len(batch) == evaluateBatch {
			if err := flush(); err != nil {
				return out, err
			}
		}
	}
	return out, flush()
}

// evaluateRows evaluates one batch in one transaction.
func (d *Desk) evaluateRows(ctx context.Context, by string, reg *observance.Register, rows []store.Row, out *Evaluated) error {
	results, err := judge(reg, rows)
	if err != nil {
		return err
	}
	for _, r := range results {
		for _, v := range r.eval.Findings {
			out.Proposed[string(v.Proposed)]++
		}
		out.Findings += len(r.eval.Findings)
		if r.live {
			out.Incidents++
		}
	}

	ids := make([]string, len(results))
	for i, r := range results {
		ids[i] = r.id
	}
	before, err := d.evaluations(ctx, ids)
	if err != nil {
		return err
	}
	changed, moves := 0, make(map[string]int)
	err = d.write(ctx, func(tx *store.Tx) error {
		for _, r := range results {
			moved, err := put(tx, kindEvaluation, r.id, r.eval)
			if err != nil {
				return err
			}
			if moved {
				changed++
				countMoves(moves, before[r.id], r.eval)
			}
		}
		if changed == 0 {
			return nil
		}
		_, err := put(tx, kindAct, fmt.Sprintf("evaluate:%s:%s", tx.Known().Format(time.RFC3339Nano), rows[0].ID), Act{
			What: "evaluate", By: by, Counts: map[string]int{"incidents": len(rows), "changed": changed}, Changes: moves,
			Notes: map[string]string{"engine": observance.Engine},
		})
		return err
	})
	if err != nil {
		return err
	}
	out.Changed += changed
	for m, n := range moves {
		out.Moves[m] += n
	}
	return nil
}

// judged is an incident with what the engine proposes of it.
type judged struct {
	id   string
	live bool
	eval evaluation
}

// judge runs the engine over the rows, on every processor: each incident is
// judged by itself, so that the order does not matter.
func judge(reg *observance.Register, rows []store.Row) ([]judged, error) {
	results := make([]judged, len(rows))
	errs := make([]error, len(rows))
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(rows); i += workers {
				in, err := decode[incident.Incident](rows[i])
				if err != nil {
					errs[i] = err
					continue
				}
				var found []observance.Finding
				var areas []observance.AreaAnswer
				if in.Live() {
					found, areas = observance.Hold(reg, in)
				}
				eval := evaluation{
					Incident: in.ID, Version: rows[i].Seq, Engine: observance.Engine, When: in.When,
					Findings: make([]verdict, len(found)),
					Areas:    areas,
				}
				for j, f := range found {
					eval.Findings[j] = shorten(f)
				}
				results[i] = judged{rows[i].ID, in.Live(), eval}
			}
		})
	}
	wg.Wait()
	return results, errors.Join(errs...)
}

// countMoves counts how the proposals of one incident moved.
func countMoves(moves map[string]int, before, after evaluation) {
	was := make(map[instrument.ProvisionID]observance.Proposed)
	for _, v := range before.Findings {
		was[v.Provision] = v.Proposed
	}
	for _, v := range after.Findings {
		from, ok := was[v.Provision]
		delete(was, v.Provision)
		switch {
		case before.Incident == "":
			moves["unevaluated -> "+string(v.Proposed)]++
		case !ok:
			moves["not held -> "+string(v.Proposed)]++
		case from != v.Proposed:
			moves[string(from)+" -> "+string(v.Proposed)]++
		}
	}
	for _, from := range was {
		moves[string(from)+" -> not held"]++
	}
}

// evaluations are the latest evaluations of the incidents, by id.
func (d *Desk) evaluations(ctx context.Context, ids []string) (map[string]evaluation, error) {
	out := make(map[string]evaluation, len(ids))
	for row, err := range d.store.List(ctx, store.Query{Kind: kindEvaluation, IDs: ids}) {
		if err != nil {
			return nil, err
		}
		e, err := decode[evaluation](row)
		if err != nil {
			return nil, err
		}
		out[row.ID] = e
	}
	return out, nil
}
