package desk

import (
	"context"

	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/sanctions"
)

// accepted are the files that count as known at a time at which what counts was
// recorded, by list and day.
func accepted(held []heldFile) []sanctions.Snapshot {
	var out []sanctions.Snapshot
	for _, h := range held {
		if h.state == FileCurrent || h.state == FileEarlier {
			out = append(out, h.snapshot.Snapshot)
		}
	}
	return out
}

// calledOf are the names that the files that count have for an entry.
func (d *Desk) calledOf(ctx context.Context, ref string) ([]string, error) {
	held, err := d.listFiles(ctx, zeroTime)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, s := range accepted(held) {
		for _, e := range s.Entries {
			if e.Ref != ref {
				continue
			}
			for _, n := range e.Names {
				out = append(out, n.Text)
			}
		}
	}
	return out, nil
}

// addListed adds what lists and people say of designated groups to the facts of
// the case, as known at facts.Known.
func (d *Desk) addListed(ctx context.Context, facts *observance.Facts) (err error) {
	facts.Matches, err = d.matched(ctx, *facts, facts.Known)
	return err
}
