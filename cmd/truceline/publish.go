package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/publication"
)

// publishCmd writes editions.
type publishCmd struct {
	Day    publishDayCmd    `cmd:"" help:"An edition for one local day."`
	Period publishPeriodCmd `cmd:"" help:"An edition for several local days."`
}

// edition is what both kinds of edition take.
type edition struct {
	record
	by
	known
	Format string `default:"html,csv,geojson,json" placeholder:"F,F" help:"Formats: html, csv, geojson, json."`
	Out    string `required:"" placeholder:"DIR" help:"Folder to write the files to."`
	JSON   bool   `name:"json" help:"Print the outcome as JSON."`
}

type publishDayCmd struct {
	edition
	On string `required:"" placeholder:"D" help:"The local day."`
}

type publishPeriodCmd struct {
	edition
	From string `required:"" placeholder:"D" help:"First local day."`
	To   string `required:"" placeholder:"D" help:"Last local day, included."`
}

// Help is the example.
func (publishDayCmd) Help() string {
	return "Example: truceline publish day --record ./record --on 2018-02-25 --format html,csv --out ./edition\n\n" +
		"The same day as known at the same time gives the same bytes. Without --known an edition says what was known when anything but an edition was last recorded."
}

// Help is the example.
func (publishPeriodCmd) Help() string {
	return "Example: truceline publish period --record ./record --from 2017-05-06 --to 2017-05-31 --out ./edition"
}

// Run publishes the day.
func (c publishDayCmd) Run(ctx context.Context, e env) error {
	return c.publish(ctx, e, publication.Day, c.On, c.On)
}

// Run publishes the period.
func (c publishPeriodCmd) Run(ctx context.Context, e env) error {
	return c.publish(ctx, e, publication.Span, c.From, c.To)
}

func (c edition) publish(ctx context.Context, e env, kind, from, to string) error {
	d, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	order := desk.Order{Kind: kind, Formats: strings.Split(c.Format, ",")}
	for _, f := range order.Formats {
		if !slices.Contains(desk.Formats(), f) {
			return truceline.Invalid("--format", "%q is not a format of an edition; use %s", f, strings.Join(desk.Formats(), ", "))
		}
	}
	if order.Known, err = c.time(); err != nil {
		return err
	}
	reg, err := d.Register(ctx, order.Known)
	if err != nil {
		return err
	}
	if order.Period, err = days(from, to, reg.Zone()); err != nil {
		return err
	}
	p, err := d.Publish(ctx, c.By, order)
	if err != nil {
		return err
	}
	if err := p.WriteFiles(c.Out); err != nil {
		return err
	}
	if c.JSON {
		return printJSON(e.stdout, p.Publication)
	}
	printPublished(e, p, c.Out)
	return nil
}

func printPublished(e env, p desk.Published, dir string) {
	again := ""
	if p.Again {
		again = ", published before with the same bytes"
	}
	fmt.Fprintf(e.stdout, "edition %d in %s%s\n", p.Publication.Number, dir, again)
	for _, f := range p.Publication.Files {
		if _, ok := p.Files[f.Name]; ok {
			fmt.Fprintf(e.stdout, "  %s  %s  %d bytes\n", f.Digest, f.Name, f.Size)
		}
	}
}
