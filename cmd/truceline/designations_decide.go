package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/party"
)

// decision is what every decision needs.
type decision struct {
	record
	by
	Reason string `required:"" placeholder:"R" help:"Why; stands in the log."`
}

type designationsAcceptCmd struct {
	decision
	Digest string `arg:"" help:"Digest of the file, or its first figures."`
}

// Help is the example.
func (designationsAcceptCmd) Help() string {
	return "Example: truceline designations accept 3fa9c1 --record ./record --by anna --reason \"the delistings of 6 July were announced\""
}

// Run accepts.
func (c designationsAcceptCmd) Run(ctx context.Context, e env) error {
	return c.decide(ctx, e, c.Digest, true)
}

type designationsSetAsideCmd struct {
	decision
	Digest string `arg:"" help:"Digest of the file, or its first figures."`
}

// Help is the example.
func (designationsSetAsideCmd) Help() string {
	return "Example: truceline designations set-aside 3fa9c1 --record ./record --by anna --reason \"cut off in the download\""
}

// Run sets aside.
func (c designationsSetAsideCmd) Run(ctx context.Context, e env) error {
	return c.decide(ctx, e, c.Digest, false)
}

func (c decision) decide(ctx context.Context, e env, digest string, accept bool) error {
	d, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.DecideList(ctx, c.By, digest, accept, c.Reason); err != nil {
		return err
	}
	files, err := d.Lists(ctx, time.Time{})
	for _, f := range files {
		if strings.HasPrefix(f.Digest, strings.ToLower(digest)) {
			fmt.Fprintf(e.stdout, "%s of %s is now %s; run truceline evaluate to hold the incidents against it\n", f.List, f.On.Words(), strings.ReplaceAll(string(f.State), "_", " "))
		}
	}
	return err
}

type designationsMatchCmd struct {
	decision
	Party   string `arg:"" help:"Party of the case."`
	Ref     string `arg:"" name:"reference" help:"Reference of the entry: QDe.137."`
	Name    string `placeholder:"N" help:"The name of the entry that the match rests on; it then holds only from the day on which the list took the name in. Default: the entry itself."`
	Verdict string `required:"" enum:"same,other,open" help:"same: the party is the subject of the entry. other: it is not. open: it may be."`
}

// Help is the example.
func (designationsMatchCmd) Help() string {
	return "Example: truceline designations match hts QDe.137 --name \"Hay'at Tahrir al-Sham\" --verdict same --reason \"renamed by its own announcement\" --by anna --record ./record"
}

// Run decides.
func (c designationsMatchCmd) Run(ctx context.Context, e env) error {
	return c.act(ctx, e, c.Party, c.Ref, func(d *desk.Desk) error {
		return d.DecideMatch(ctx, c.By, desk.MatchDecision{
			Party: party.ID(c.Party), Ref: c.Ref, Name: c.Name, Verdict: desk.MatchVerdict(c.Verdict), Reason: c.Reason,
		})
	})
}

type designationsUndoCmd struct {
	decision
	Party string `arg:"" help:"Party of the case."`
	Ref   string `arg:"" name:"reference" help:"Reference of the entry: QDe.137."`
}

// Help is the example.
func (designationsUndoCmd) Help() string {
	return "Example: truceline designations undo hts QDe.137 --reason \"decided too early\" --by anna --record ./record\n\n" +
		"What stood before the last decision stands again: an earlier decision, or what the case says."
}

// Run undoes.
func (c designationsUndoCmd) Run(ctx context.Context, e env) error {
	return c.act(ctx, e, c.Party, c.Ref, func(d *desk.Desk) error {
		return d.UndoMatch(ctx, c.By, party.ID(c.Party), c.Ref, c.Reason)
	})
}

// act decides on a party and an entry, and prints what then stands.
func (c decision) act(ctx context.Context, e env, who, ref string, f func(*desk.Desk) error) error {
	d, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := f(d); err != nil {
		return err
	}
	views, err := d.Matches(ctx, time.Time{})
	for _, v := range views {
		switch {
		case string(v.Party) != who || v.Ref != ref:
		case !v.Stands():
			fmt.Fprintf(e.stdout, "nothing stands of %s and %s\n", who, ref)
		default:
			printMatch(e.stdout, "", v)
		}
	}
	return err
}

type designationsMatchesCmd struct {
	record
	known
	JSON bool `name:"json" help:"Print JSON."`
}

// Help is the example.
func (designationsMatchesCmd) Help() string {
	return "Example: truceline designations matches --record ./record\n\nWhat people decided stands under each with the time, the latest first, undone decisions included."
}

// Run prints the matches.
func (c designationsMatchesCmd) Run(ctx context.Context, e env) error {
	d, _, at, err := ask(ctx, c.record, c.known)
	if err != nil {
		return err
	}
	defer d.Close()
	views, err := d.Matches(ctx, at)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(e.stdout, views)
	}
	printMatches(e.stdout, views)
	return nil
}

func printMatches(w io.Writer, views []desk.MatchView) {
	for _, v := range views {
		if v.Stands() {
			printMatch(w, "", v)
		} else {
			fmt.Fprintf(w, "%s and %s: nothing stands\n", v.Party, v.Ref)
		}
		for _, x := range v.History {
			what := string(x.Verdict)
			switch {
			case x.Undoes > 0:
				what = fmt.Sprintf("took back decision %d", x.Undoes)
			case x.Undone:
				what += ", taken back later"
			}
			fmt.Fprintf(w, "  %d. %s by %s at %s: %s\n", x.N, what, x.By, x.Known.Format(time.RFC3339), x.Reason)
		}
	}
}
