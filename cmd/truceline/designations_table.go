package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/intake/plainlist"
	"github.com/truceline/truceline/sanctions"
)

type designationsTableCmd struct {
	Kind     string `enum:"all,person,entity,vessel" default:"all" help:"Only entries of this kind: person, entity or vessel."`
	Comments bool   `help:"With what the list writes of each entry. Default: names, dates and references only."`
	File     string `arg:"" help:"A file of a list: UN XML, FollowTheMoney JSON lines or CSV, plain or gzip."`
}

// Help is the example and what is left out.
func (designationsTableCmd) Help() string {
	return "Example: truceline designations table --kind entity consolidated.xml > lists/un-2017-07-03.csv\n\n" +
		"The table is what truceline import --format list reads, and how a case bundles what it needs of a list. " +
		"Dates of birth, documents and addresses are left out. What the reader could not account for is told and is not in the table."
}

// Run prints the table.
func (c designationsTableCmd) Run(ctx context.Context, e env) error {
	s, err := desk.ReadUndatedList(ctx, listInput(c.File, ""))
	if err != nil {
		return err
	}
	s.Entries = slices.DeleteFunc(s.Entries, func(x sanctions.Entry) bool { return c.Kind != "all" && string(x.Kind) != c.Kind })
	for i := range s.Entries {
		if !c.Comments {
			s.Entries[i].Comments = ""
		}
	}
	w := bufio.NewWriterSize(e.stdout, 1<<16)
	if err := errors.Join(plainlist.Write(w, s), w.Flush()); err != nil {
		return err
	}
	for _, u := range s.Unread {
		fmt.Fprintf(e.stderr, "%s, line %d: %s: %s\n", filepath.Base(c.File), u.Line, u.Path, u.Why)
	}
	return nil
}
