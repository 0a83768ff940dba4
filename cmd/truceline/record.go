package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/intake/casedir"
)

// initCmd makes a record and loads a case.
type initCmd struct {
	record
	by
	Case string `required:"" placeholder:"DIR|astana" help:"Case folder, or the name of a case that comes with the program."`
	JSON bool   `name:"json" help:"Print the outcome as JSON."`
}

// Help is the example.
func (initCmd) Help() string { return "Example: truceline init --case astana --record ./record" }

// Run makes the record, or opens the one that is there, and loads the case.
func (c initCmd) Run(ctx context.Context, e env) error {
	dir, err := caseFiles(c.Case)
	if err != nil {
		return err
	}
	loaded, err := casedir.Load(dir)
	if err != nil {
		return err
	}
	d, err := openOrCreate(ctx, c.Record)
	if err != nil {
		return err
	}
	defer d.Close()
	out, err := d.LoadCase(ctx, c.By, loaded)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(e.stdout, map[string]any{"case": loaded.Facts.Case.ID, "new": out.New, "changed": out.Changed, "retracted": out.Retracted})
	}
	fmt.Fprintf(e.stdout, "case %s loaded into %s: %d new, %d changed, %d retracted; %s left open by the texts (truceline case lint lists them)\n",
		loaded.Facts.Case.ID, c.Record, out.New, out.Changed, out.Retracted, plural(len(loaded.Ambiguities), "point", "points"))
	return nil
}

// openOrCreate opens the record in dir, or makes one where there is none.
func openOrCreate(ctx context.Context, dir string) (*desk.Desk, error) {
	d, err := desk.Open(ctx, dir, desk.Options{})
	if truceline.KindOf(err) == truceline.NotFoundKind {
		return desk.Create(ctx, dir, desk.Options{})
	}
	return d, err
}

// evaluateCmd runs the engine.
type evaluateCmd struct {
	record
	by
	JSON bool `name:"json" help:"Print the outcome as JSON."`
}

// Help is the example.
func (evaluateCmd) Help() string {
	return "Example: truceline evaluate --record ./record\n\nOnly what is new or has moved is written; how findings moved is printed."
}

// Run evaluates the record.
func (c evaluateCmd) Run(ctx context.Context, e env) error {
	d, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	b := newBar(e.stderr, "evaluating")
	out, err := d.Evaluate(ctx, c.By, b.set)
	b.done()
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(e.stdout, out)
	}
	printEvaluated(e, out)
	return nil
}

func printEvaluated(e env, out desk.Evaluated) {
	fmt.Fprintf(e.stdout, "%s held against the register: %s; %d incidents new or moved\n",
		plural(out.Incidents, "incident", "incidents"), plural(out.Findings, "finding", "findings"), out.Changed)
	for _, m := range [...]map[string]int{out.Proposed, out.Moves} {
		var parts []string
		for k, n := range m {
			parts = append(parts, fmt.Sprintf("%s %d", k, n))
		}
		slices.Sort(parts)
		if len(parts) > 0 {
			fmt.Fprintln(e.stdout, "  "+strings.Join(parts, ", "))
		}
	}
}
