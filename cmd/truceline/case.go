package main

import (
	"fmt"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/casedir"
)

// caseCmd is about case folders.
type caseCmd struct {
	Lint caseLintCmd `cmd:"" help:"Check a case folder and print what its texts leave open."`
	New  caseNewCmd  `cmd:"" help:"Write a commented, minimal case to begin from."`
}

type caseLintCmd struct {
	Dir  string `arg:"" help:"Case folder, or the name of a case that comes with the program."`
	JSON bool   `name:"json" help:"Print JSON."`
}

// Help is the example.
func (caseLintCmd) Help() string { return "Example: truceline case lint ./cases/astana" }

// Run lints: problems go to standard error and make the command fail; the
// ambiguity list goes to standard output.
func (c caseLintCmd) Run(e env) error {
	dir, err := caseFiles(c.Dir)
	if err != nil {
		return err
	}
	problems, open := casedir.Lint(dir)
	if c.JSON {
		if err := printJSON(e.stdout, map[string]any{"problems": problemLines(problems), "ambiguities": open}); err != nil {
			return err
		}
	} else {
		for _, a := range open {
			fmt.Fprintln(e.stdout, a)
		}
		fmt.Fprintf(e.stdout, "%s, %s left open by the texts\n", plural(len(problems), "problem", "problems"), plural(len(open), "point", "points"))
	}
	if len(problems) > 0 {
		return problems
	}
	return nil
}

func problemLines(ps truceline.Problems) []string {
	out := make([]string, len(ps))
	for i, p := range ps {
		out[i] = p.Error()
	}
	return out
}

type caseNewCmd struct {
	Dir string `arg:"" help:"Folder to write; it must be empty or absent."`
}

// Help is the example.
func (caseNewCmd) Help() string { return "Example: truceline case new ./my-case" }

// Run writes the case.
func (c caseNewCmd) Run(e env) error {
	if err := casedir.New(c.Dir); err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "wrote a case to %s; edit its files, check them with truceline case lint %s\n", c.Dir, c.Dir)
	return nil
}
