package desk

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/casedir"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/observance"
)

// Loaded says what loading a case wrote.
type Loaded struct {
	New, Changed, Retracted int
}

// LoadCase writes a case's facts into the record: what is new, what changed
// since it was last loaded, and a retraction of what the case no longer holds.
// A record holds one case; another one is a Conflict.
func (d *Desk) LoadCase(ctx context.Context, by string, c *casedir.Case) (Loaded, error) {
	if _, err := observance.Compile(c.Facts, c.Location); err != nil {
		return Loaded{}, err
	}
	var out Loaded
	have := make(map[string]map[string]bool)
	for _, k := range registerKinds {
		have[k] = make(map[string]bool)
		for row, err := range d.store.List(ctx, store.Query{Kind: k}) {
			if err != nil {
				return Loaded{}, err
			}
			have[k][row.ID] = string(row.Body) != retracted
		}
	}
	for id, stands := range have[kindCase] {
		if stands && id != c.Facts.Case.ID {
			return Loaded{}, truceline.Conflict("the record holds the case %q; load %q into a record of its own", id, c.Facts.Case.ID)
		}
	}
	if err := d.keepsTexts(ctx, c.Facts.Instruments); err != nil {
		return Loaded{}, err
	}
	err := d.write(ctx, func(tx *store.Tx) error {
		out = Loaded{}
		want := factRecords(c.Facts)
		for _, k := range registerKinds {
			for _, id := range slices.Sorted(maps.Keys(want[k])) {
				changed, err := put(tx, k, id, want[k][id])
				switch {
				case err != nil:
					return err
				case changed && have[k][id]:
					out.Changed++
				case changed:
					out.New++
				}
			}
			for _, id := range slices.Sorted(maps.Keys(have[k])) {
				if _, stays := want[k][id]; stays || !have[k][id] {
					continue
				}
				if _, err := put(tx, k, id, nil); err != nil {
					return err
				}
				out.Retracted++
			}
		}
		if err := putGazetteer(tx, c.Gazetteer, &out); err != nil {
			return err
		}
		if err := putWeights(tx, c.Weights, &out); err != nil {
			return err
		}
		if out == (Loaded{}) {
			return nil
		}
		_, err := put(tx, kindAct, "load_case:"+c.Digest, Act{
			What: "load_case", By: by, Of: c.Facts.Case.ID, Digest: c.Digest,
			Counts: map[string]int{"new": out.New, "changed": out.Changed, "retracted": out.Retracted},
		})
		return err
	})
	return out, err
}

// Register is the case's facts as known at a time (zero: now), with what people
// accepted of the documents, what the files of designation lists say and what
// people decided of matches to them, compiled.
func (d *Desk) Register(ctx context.Context, known time.Time) (*observance.Register, error) {
	last, err := d.store.LastKnownOf(ctx, known, slices.Concat(registerKinds, readKinds, matchingKinds)...)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	r, ok := d.registers[last]
	d.mu.Unlock()
	if ok {
		return r, nil
	}
	facts, zone, err := d.facts(ctx, known)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if r, ok := d.registers[facts.Known]; ok { // another of us was quicker
		return r, nil
	}
	r, err = observance.Compile(facts, zone)
	if err != nil {
		return nil, err
	}
	if len(d.registers) >= 8 { // a reader who walks through time; start over
		clear(d.registers)
	}
	d.registers[facts.Known] = r
	return r, nil
}

// facts are what a register is compiled from, and the case's calendar. Known is
// when the latest of them was recorded. They are shared, and must not be changed.
func (d *Desk) facts(ctx context.Context, known time.Time) (observance.Facts, *time.Location, error) {
	facts, zone, err := d.folder(ctx, known)
	if err != nil {
		return facts, nil, err
	}
	read, err := d.store.LastKnownOf(ctx, known, readKinds...)
	if err != nil {
		return facts, zone, err
	}
	listed, err := d.store.LastKnownOf(ctx, known, matchingKinds...)
	if err != nil {
		return facts, zone, err
	}
	for _, at := range []time.Time{read, listed} {
		if at.After(facts.Known) {
			facts.Known = at
		}
	}
	if !read.IsZero() {
		if err := d.addRead(ctx, &facts); err != nil {
			return facts, zone, err
		}
	}
	if !listed.IsZero() {
		err = d.addListed(ctx, &facts, zone)
	}
	return facts, zone, err
}

// folder is what the case folder held when it was last loaded by then.
func (d *Desk) folder(ctx context.Context, known time.Time) (observance.Facts, *time.Location, error) {
	last, err := d.store.LastKnownOf(ctx, known, registerKinds...)
	if err != nil {
		return observance.Facts{}, nil, err
	}
	if last.IsZero() {
		return observance.Facts{}, nil, truceline.NotFound("no case was in the record then; load one with truceline init")
	}
	facts, err := d.caseFacts(ctx, last)
	if err != nil {
		return observance.Facts{}, nil, err
	}
	zone, err := time.LoadLocation(facts.Case.Zone)
	if err != nil {
		return observance.Facts{}, nil, truceline.Invalid("case "+facts.Case.ID, "the time zone %q is not known here", facts.Case.Zone)
	}
	return facts, zone, nil
}

// caseFacts are the records of the case folder as known at the time at which one
// of them was recorded.
func (d *Desk) caseFacts(ctx context.Context, last time.Time) (observance.Facts, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.loaded.Known.Equal(last) {
		return d.loaded, nil
	}
	facts := observance.Facts{Known: last}
	for _, k := range registerKinds {
		for row, err := range d.store.List(ctx, store.Query{Kind: k, Known: last}) {
			if err != nil {
				return facts, err
			}
			if string(row.Body) == retracted {
				continue
			}
			if err := addFact(&facts, row); err != nil {
				return facts, err
			}
		}
	}
	d.loaded = facts
	return facts, nil
}
