package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/tlog"
)

// logCmd is about the transparency log.
type logCmd struct {
	Root   logRootCmd   `cmd:"" help:"Print the size and root of the log."`
	Prove  logProveCmd  `cmd:"" help:"Print the proof that an entry stands in the log, or that the log only grew."`
	Verify logVerifyCmd `cmd:"" help:"Recompute the whole log from the records, or check a proof."`
}

type logRootCmd struct {
	record
	known
	JSON bool `name:"json" help:"Print JSON."`
}

// Help is the example.
func (logRootCmd) Help() string { return "Example: truceline log root --record ./record" }

// Run prints the root.
func (c logRootCmd) Run(ctx context.Context, e env) error {
	d, err := c.read(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	at, err := c.time()
	if err != nil {
		return err
	}
	h, err := d.LogHead(ctx, at)
	if err != nil {
		return err
	}
	root := base64.StdEncoding.EncodeToString(h.Root[:])
	if c.JSON {
		return printJSON(e.stdout, map[string]any{"size": h.Size, "root": root, "known": h.Known})
	}
	fmt.Fprintf(e.stdout, "size %d\nroot %s\nknown %s\n", h.Size, root, h.Known.Format("2006-01-02T15:04:05.000000Z07:00"))
	return nil
}

type logProveCmd struct {
	record
	Entry  int64  `default:"-1" placeholder:"N" help:"Number of an entry: prove that it stands in the log."`
	Of     string `placeholder:"KIND:ID" help:"A record, incident:i-ucdp-ged-1: prove its latest version."`
	Growth int64  `default:"-1" placeholder:"SIZE" help:"An earlier size of the log: prove that the log of now begins with it."`
}

// Help is the example.
func (logProveCmd) Help() string {
	return "Example: truceline log prove --record ./record --of incident:i-ucdp-ged-262085 > proof.json"
}

// Run prints the proof as JSON.
func (c logProveCmd) Run(ctx context.Context, e env) error {
	d, err := c.read(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	var proof []byte
	switch {
	case c.Growth >= 0:
		proof, err = d.ProveGrowth(ctx, c.Growth, 0)
	case c.Of != "":
		kind, id, ok := strings.Cut(c.Of, ":")
		if !ok {
			return truceline.Invalid("--of", "%q names no record; write it as kind:id, for example incident:i-ucdp-ged-262085", c.Of)
		}
		entries, err := d.LogEntriesOf(ctx, kind, id)
		if err != nil {
			return err
		}
		proof, err = d.Prove(ctx, entries[len(entries)-1].N)
		if err != nil {
			return err
		}
	case c.Entry >= 0:
		proof, err = d.Prove(ctx, c.Entry)
	default:
		return truceline.Invalid("", "say what to prove: --entry N, --of KIND:ID or --growth SIZE")
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(e.stdout, string(proof))
	return err
}

type logVerifyCmd struct {
	Record string `placeholder:"DIR" help:"Folder of the record: recompute its whole log."`
	Proof  string `placeholder:"FILE" help:"A proof that log prove printed: check it, without any record."`
}

// Help is the example.
func (logVerifyCmd) Help() string {
	return "Example: truceline log verify --record ./record\n         truceline log verify --proof proof.json"
}

// Run verifies.
func (c logVerifyCmd) Run(ctx context.Context, e env) error {
	if c.Proof != "" {
		return verifyProof(e, c.Proof)
	}
	if c.Record == "" {
		return truceline.Invalid("", "say what to verify: --record DIR or --proof FILE")
	}
	d, err := record{c.Record}.read(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	b := newBar(e.stderr, "verifying")
	err = d.Verify(ctx, b.set)
	b.done()
	if err != nil {
		return err
	}
	h, err := d.LogHead(ctx, zero)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "the log holds: %d entries, root %s\n", h.Size, base64.StdEncoding.EncodeToString(h.Root[:]))
	return nil
}

func verifyProof(e env, file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return truceline.NotFound("the proof %s cannot be read: %v", file, err)
	}
	var is struct {
		Form string `json:"proof"`
	}
	if json.Unmarshal(text, &is); !strings.HasPrefix(is.Form, "truceline growth ") { // what is no proof at all is told so as an entry's
		proof, entry, err := tlog.VerifyEntry(text)
		if err != nil {
			return err
		}
		fmt.Fprintf(e.stdout, "the proof holds for the tree of %d entries with root %s:\n%s\n", proof.Tree.Size, base64.StdEncoding.EncodeToString(proof.Tree.Root[:]), entry.Leaf())
		return nil
	}
	proof, err := tlog.VerifyTree(text)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "the proof holds: the tree of %d entries begins with the tree of %d entries\n", proof.After.Size, proof.Before.Size)
	return nil
}
