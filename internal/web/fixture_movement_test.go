package web

import (
	"context"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/movement"
	"github.com/truceline/truceline/observance"
)

// Movement makes the record of the fixture's incidents as the desk would.
func (f *fixture) Movement(_ context.Context, q movement.Query) (movement.Record, error) {
	if q.Known.IsZero() {
		q.Known = fixtureKnown
	}
	tally, err := movement.New(f.reg, q)
	if err != nil {
		return movement.Record{}, err
	}
	for _, h := range f.held {
		tally.Add(movement.SightingOf(h.Incident, h.Areas))
	}
	return tally.Record(), nil
}

func (f *fixture) MovementSpan(context.Context, time.Time) (truceline.Interval, error) {
	return f.reg.Facts.Case.Period, nil
}

func (f *fixture) MovementIncidents(_ context.Context, ids []incident.ID, _ time.Time) ([]observance.Held, error) {
	var out []observance.Held
	for _, h := range f.held {
		if slices.Contains(ids, h.Incident.ID) {
			out = append(out, h)
		}
	}
	return out, nil
}
