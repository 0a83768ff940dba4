package main

import (
	"bufio"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document/gold"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/publication"
)

// provisionsCmd prints the register.
type provisionsCmd struct {
	record
	known
	Format     string `enum:"csv,jsonl,akn" default:"csv" help:"csv, jsonl, or akn: Akoma Ntoso of the texts in which acts were accepted."`
	Instrument string `placeholder:"ID" help:"Only this instrument."`
}

// Help is the example.
func (provisionsCmd) Help() string {
	return "Example: truceline provisions --record ./record --format csv\n\n" +
		"Prints who promised what to whom, where and by when, with what each text leaves out and where it says it: " +
		"the provisions of the case and those that people accepted of documents."
}

// Run prints the provisions.
func (c provisionsCmd) Run(ctx context.Context, e env) error {
	d, reg, at, err := ask(ctx, c.record, c.known)
	if err != nil {
		return err
	}
	defer d.Close()
	of := instrument.ID(c.Instrument)
	if of != "" && !slices.ContainsFunc(reg.Facts.Instruments, func(in instrument.Instrument) bool { return in.ID == of }) {
		return truceline.NotFound("no instrument %q in the register; truceline provisions without --instrument lists them", c.Instrument)
	}
	w := bufio.NewWriterSize(e.stdout, 1<<16)
	switch c.Format {
	case "jsonl":
		err = publication.ProvisionsJSONL(w, reg, of)
	case "akn":
		err = d.AkomaNtoso(ctx, w, of, at)
	default:
		err = publication.ProvisionsCSV(w, reg, of)
	}
	if err != nil {
		return err
	}
	return w.Flush()
}

// reviewedCmd prints what people decided of the texts.
type reviewedCmd struct {
	record
	Docs []string `arg:"" optional:"" name:"document" help:"Documents of the record. Default: all."`
}

// Help is the example.
func (reviewedCmd) Help() string {
	return "Example: truceline reviewed --record ./record joint-statement-ccd29cb5\n\n" +
		"Prints what people accepted, corrected and added, in the record format of the annotated texts, " +
		"so that the reader can be measured against it. The text that it is of is the document's."
}

// Run prints the decisions of the documents.
func (c reviewedCmd) Run(ctx context.Context, e env) error {
	d, err := c.read(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	ids := make([]desk.DocumentID, len(c.Docs))
	for i, id := range c.Docs {
		ids[i] = desk.DocumentID(id)
	}
	if len(ids) == 0 {
		docs, err := d.Documents(ctx, time.Time{})
		if err != nil {
			return err
		}
		for _, doc := range slices.Backward(docs) { // the first taken in first
			ids = append(ids, doc.ID)
		}
	}
	w := bufio.NewWriterSize(e.stdout, 1<<16)
	n := 0
	for _, id := range ids {
		ps, err := d.Reviewed(ctx, id)
		if err != nil {
			return err
		}
		n += len(ps)
		if err := gold.Write(w, ps); err != nil {
			return err
		}
	}
	if n == 0 {
		fmt.Fprintln(e.stderr, "nothing is accepted, corrected or added there yet")
	}
	return w.Flush()
}
