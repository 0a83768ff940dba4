package main

import (
	"context"
	"io"

	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/movement"
	"github.com/truceline/truceline/place"
)

// movementCmd prints where excluded groups were reported.
type movementCmd struct {
	record
	known
	Group  string `placeholder:"ID" help:"Only this group: the reference of a list's entry, or a party that is matched to one. Default: every matched group."`
	Areas  string `enum:"governorate,district,zone," default:"" placeholder:"A" help:"By which areas: governorate, district or zone. Default: the first of these that the case has."`
	From   string `placeholder:"D" help:"First local day; its whole month is shown. Default: the case's first."`
	To     string `placeholder:"D" help:"Last local day, included; its whole month is shown. Default: the case's last."`
	Quiet  int    `default:"2" placeholder:"N" help:"How many months must have been observed without a group before it counts as vanished or as having appeared."`
	Format string `enum:"csv,json,text" default:"text" help:"csv, json or text."`
	Out    string `placeholder:"F" help:"File to write. Default: standard output."`
}

// Help is the example and what the record is.
func (movementCmd) Help() string {
	return "Example: truceline movement --record ./record --group QDe.137 --from 2017-01-01 --to 2018-03-16\n\n" +
		"The record says in which areas and months a group that people matched to a designation list was reported, beside how much was reported there by anybody. " +
		"It is a record for the parties' obligations: it shows past months only, no area finer than the case's release rule allows, no positions and no persons. " +
		"Where a group was last reported in one area and first in another, no report need say that these are the same people. docs/movement.md says how."
}

// Run prints the record.
func (c movementCmd) Run(ctx context.Context, e env) error {
	d, reg, at, err := ask(ctx, c.record, c.known)
	if err != nil {
		return err
	}
	defer d.Close()
	q := movement.Query{Group: c.Group, Division: c.Areas, Known: at, Quiet: c.Quiet}
	if q.Span, err = d.MovementSpan(ctx, at); err != nil {
		return err
	}
	if c.From != "" {
		first, err := day("--from", c.From, reg.Zone())
		if err != nil {
			return err
		}
		q.Span.From = first.UTC()
	}
	if c.To != "" {
		last, err := day("--to", c.To, reg.Zone())
		if err != nil {
			return err
		}
		q.Span.To = last.AddDate(0, 0, 1).UTC()
	}
	r, err := d.Movement(ctx, q)
	if err != nil {
		return err
	}
	return e.deliver(c.Out, func(w io.Writer) error {
		switch c.Format {
		case "csv":
			return desk.MovementCSV(w, r, reg)
		case "json":
			return desk.MovementJSON(w, r)
		}
		return writeMovement(w, r, func(id place.AreaID) string { return desk.EnglishArea(reg, id) })
	})
}
