package main

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/intake/casedir"
	"github.com/truceline/truceline/publication"
	"github.com/truceline/truceline/sanctions"
)

var zero time.Time // as a known time: now

// demoCmd does everything once with the bundled case.
type demoCmd struct {
	by
	Record  string `default:"demo-record" placeholder:"DIR" help:"Folder of the record; an existing one is brought up to date."`
	Addr    string `default:"127.0.0.1:8080" placeholder:"A" help:"Loopback address and port to serve on."`
	NoServe bool   `help:"Stop before serving."`
}

// Help is the example.
func (demoCmd) Help() string { return "Example: truceline demo --record ./demo-record" }

// Run loads, imports, evaluates, publishes and serves.
func (c demoCmd) Run(ctx context.Context, e env) error {
	if !c.NoServe {
		l, err := listen(c.Addr) // before the work, so that a taken port is known at once
		if err != nil {
			return err
		}
		l.Close()
	}
	d, err := openOrCreate(ctx, c.Record)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := c.load(ctx, e, d); err != nil {
		return err
	}
	if c.NoServe {
		return nil
	}
	return serve(ctx, e, d, c.Addr)
}

// load brings the record up to date with the bundled case.
func (c demoCmd) load(ctx context.Context, e env, d *desk.Desk) error {
	dir, err := caseFiles("astana")
	if err != nil {
		return err
	}
	loaded, err := casedir.Load(dir)
	if err != nil {
		return err
	}
	out, err := d.LoadCase(ctx, c.By, loaded)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "case %s: %d new, %d changed, %d retracted\n", loaded.Facts.Case.ID, out.New, out.Changed, out.Retracted)
	if err := c.lists(ctx, e, d, dir, loaded.Lists); err != nil {
		return err
	}
	for _, files := range [][]casedir.File{loaded.Events, loaded.Claims} {
		for _, f := range files {
			out, err := importFile(ctx, e, d, c.By, f.Path, desk.Input{Files: dir, Name: f.Path, Format: f.Format, Source: f.Source})
			if err != nil {
				return err
			}
			printImported(e, out)
		}
	}
	b := newBar(e.stderr, "evaluating")
	done, err := d.Evaluate(ctx, c.By, b.set)
	b.done()
	if err != nil {
		return err
	}
	printEvaluated(e, done)
	return c.publish(ctx, e, d)
}

// lists takes the case's files of designation lists, which decide who was an
// excluded group on the day of an incident.
func (c demoCmd) lists(ctx context.Context, e env, d *desk.Desk, dir fs.FS, files []casedir.ListFile) error {
	for _, f := range files {
		in := desk.ListInput{Files: dir, Name: f.Path, Format: f.Format, List: f.List, Title: f.Title, On: sanctions.Date(f.On)}
		out, err := importList(ctx, e, d, c.By, in)
		if err != nil {
			return err
		}
		printListTaken(e, out)
	}
	return nil
}

// publish writes an edition of the first day of resolution 2401, and one of the
// whole first month of the memorandum: a day and a period that readers know.
func (c demoCmd) publish(ctx context.Context, e env, d *desk.Desk) error {
	reg, err := d.Register(ctx, zero)
	if err != nil {
		return err
	}
	for _, o := range []struct{ kind, from, to string }{
		{publication.Day, "2018-02-25", "2018-02-25"},
		{publication.Span, "2017-05-06", "2017-06-05"},
	} {
		span, err := days(o.from, o.to, reg.Zone())
		if err != nil {
			return err
		}
		p, err := d.Publish(ctx, c.By, desk.Order{Kind: o.kind, Period: span})
		if err != nil {
			return err
		}
		printPublished(e, p, filepath.Join(c.Record, "editions", fmt.Sprint(p.Publication.Number)))
	}
	return nil
}
