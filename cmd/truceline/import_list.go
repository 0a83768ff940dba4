package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/sanctions"
)

// formatList is a file of a list of designated groups, in any of its formats.
const formatList = "list"

// lists takes files of lists, one after the other. One that waits for a person
// is on record and makes the command fail: nobody is to think that it counts.
func (c importCmd) lists(ctx context.Context, e env) error {
	if c.Source != "" || c.Mapping != "" || c.Confirm {
		return truceline.Invalid("--format", "a list is nobody's reports and has no mapping; take --source, --mapping and --confirm out")
	}
	d, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	var outs []desk.ListTaken
	waits := 0
	for _, name := range c.Files {
		in := listInput(name, "")
		in.List, in.Title, in.On, in.Dry = c.List, c.Title, sanctions.Date(c.On), c.DryRun
		out, err := importList(ctx, e, d, c.By, in)
		if err != nil {
			return errors.Join(c.printLists(e, outs), err)
		}
		outs = append(outs, out)
		if len(out.Waits) > 0 {
			waits++
		}
	}
	if err := c.printLists(e, outs); err != nil || waits == 0 {
		return err
	}
	return truceline.Invalid("", "%s for a person and does not count until then; look at truceline designations files, then accept it or set it aside", plural(waits, "file waits", "files wait"))
}

func (c importCmd) printLists(e env, outs []desk.ListTaken) error {
	if c.JSON {
		if outs == nil {
			outs = []desk.ListTaken{}
		}
		return printJSON(e.stdout, outs)
	}
	for _, o := range outs {
		printListTaken(e, o)
	}
	return nil
}

// importList takes one file of a list with a bar.
func importList(ctx context.Context, e env, d *desk.Desk, who string, in desk.ListInput) (desk.ListTaken, error) {
	b := newBar(e.stderr, "importing "+in.Name)
	defer b.done()
	return d.ImportList(ctx, who, in, b.set)
}

func printListTaken(e env, o desk.ListTaken) {
	against := ""
	if o.Before != "" {
		against = fmt.Sprintf("; against the file of %s %d added, %d removed, %d amended", o.Before.Words(), o.Added, o.Removed, o.Amended)
	}
	fmt.Fprintf(e.stdout, "%s: %s as of %s, %s with %s, %d unread%s; %s\n", o.File, o.List, o.On.Words(),
		plural(o.Entries, "entry", "entries"), plural(o.Names, "name", "names"), len(o.Unread), against, stateOf(o))
	if o.Dry {
		fmt.Fprintf(e.stdout, "%s: this was a dry run; nothing was written\n", o.File)
	}
	for _, u := range o.Unread {
		fmt.Fprintf(e.stderr, "%s, line %d, %s%s: %s: %s\n", o.File, u.Line, entryOf(u), u.Path, u.Why, u.Text)
	}
}

// stateOf says what a file counts for.
func stateOf(o desk.ListTaken) string {
	var out []string
	if o.Same {
		out = append(out, "it was on record already")
	}
	switch {
	case len(o.Waits) > 0:
		out = append(out, "it does not count: "+strings.Join(o.Waits, "; "))
	case o.Current:
		out = append(out, "the list is current by it")
	default:
		out = append(out, "it counts, and is not what the list now is")
	}
	return strings.Join(out, "; ")
}
