package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/store"
)

// Fused says what fusing the record again did.
type Fused struct {
	Reports   int `json:"reports"`
	Incidents int `json:"incidents"` // live ones after it
	Several   int `json:"several"`   // of several reports
	Changed   int `json:"changed"`   // incidents that are new, changed or went into another
}

// fuseBatch is how many incidents are written in one transaction.
const fuseBatch = 4000

// Fuse joins all reports on record anew, by the weights of the case and the
// decisions of people as they stand. What does not change is not written. It is
// needed where weights changed; imports join what they bring.
func (d *Desk) Fuse(ctx context.Context, by string, progress func(done, total int64)) (Fused, error) {
	reg, err := d.Register(ctx, zeroTime)
	if err != nil {
		return Fused{}, err
	}
	j, err := d.joining(ctx, reg, zeroTime)
	if err != nil {
		return Fused{}, err
	}
	if err := j.fill(ctx, truceline.Interval{}, nil); err != nil {
		return Fused{}, err
	}
	out := Fused{Reports: j.index.Len()}
	groups := j.index.Groups()
	for _, g := range groups {
		out.Incidents++
		if len(g) > 1 {
			out.Several++
		}
	}
	for part := range slices.Chunk(groups, fuseBatch) {
		var touched []string
		for _, g := range part {
			touched = append(touched, g...)
		}
		changed := 0
		err := d.write(ctx, func(tx *store.Tx) error {
			changed = 0
			ins, err := j.settle(ctx, tx, nil, touched)
			if err != nil {
				return err
			}
			moved, err := putAll(tx, ins)
			if changed = len(moved); err != nil || changed == 0 {
				return err
			}
			_, err = put(tx, kindAct, fmt.Sprintf("fuse:%s:%s", tx.Known().Format(time.RFC3339Nano), part[0][0]), Act{
				What: "fuse", By: by, Counts: map[string]int{"reports": len(touched), "changed": changed},
				Notes: map[string]string{"weights": j.opts.Weights.Version},
			})
			return err
		})
		if err != nil {
			return out, err
		}
		out.Changed += changed
		progress(int64(len(touched)), int64(out.Reports))
	}
	return out, nil
}

// putAll writes incidents and gives the ids of those that changed. An incident
// that went into another is noted apart, so that nobody counts it.
func putAll(tx *store.Tx, ins []incident.Incident) (changed []incident.ID, err error) {
	for _, in := range ins {
		moved, err := put(tx, kindIncident, string(in.ID), in)
		if err != nil {
			return changed, err
		}
		if !moved {
			continue
		}
		changed = append(changed, in.ID)
		if in.Live() {
			_, was, err := tx.Latest(kindRetired, string(in.ID))
			if err != nil {
				return changed, err
			}
			if !was {
				continue
			}
		}
		var into any // null takes the note back
		if !in.Live() {
			into = in.Into
		}
		if _, err := put(tx, kindRetired, string(in.ID), into); err != nil {
			return changed, err
		}
	}
	return changed, nil
}

// retired counts the incidents that went into others by then.
func (d *Desk) retired(ctx context.Context, known time.Time) (n int64, err error) {
	for row, err := range d.store.List(ctx, store.Query{Kind: kindRetired, Known: known}) {
		if err != nil {
			return 0, err
		}
		if string(row.Body) != retracted {
			n++
		}
	}
	return n, nil
}
