// Command truceline is the whole program: it loads a case, reads texts, takes
// reports in, holds them against what binds, answers what applied where, writes
// editions and serves the pages.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // a case's days are local days, on machines without zone files too

	"github.com/alecthomas/kong"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/sanctions/screening"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, env{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr}, os.Args[1:])
	stop()
	os.Exit(code)
}

// env is what a command may touch of the outside world.
type env struct {
	stdin          io.Reader
	stdout, stderr io.Writer
}

// Exit codes.
const (
	exitOK      = 0
	exitProblem = 1 // it was tried and did not work, or a check did not hold
	exitUsage   = 2 // the command line is wrong
)

// commands is the table of commands. Flags may also be given as
// TRUCELINE_NAME in the environment.
type commands struct {
	Init         initCmd         `cmd:"" help:"Make a record and load a case into it, or load what changed in the case."`
	Import       importCmd       `cmd:"" help:"Take reports, counts or lists of designated groups into the record."`
	Fuse         fuseCmd         `cmd:"" help:"Find which reports are of one event: of a record, or of files without one."`
	Evaluate     evaluateCmd     `cmd:"" help:"Hold every incident against every provision that may have bound it."`
	Incidents    incidentsCmd    `cmd:"" help:"Print incidents with their reports, why these were joined and where they contradict each other."`
	Ledgers      ledgersCmd      `cmd:"" help:"Hold the ledgers of two sides against each other."`
	Movement     movementCmd     `cmd:"" help:"Print in which areas and months excluded groups were reported."`
	Findings     findingsCmd     `cmd:"" help:"Print findings as CSV, JSON lines or GeoJSON."`
	Applied      appliedCmd      `cmd:"" help:"Say what applied at a place, on a day, to a party."`
	Read         readCmd         `cmd:"" help:"Read texts: print who promises, demands and decides what, or take them into a record for review."`
	Provisions   provisionsCmd   `cmd:"" help:"Print the register of provisions as CSV, JSON lines or Akoma Ntoso."`
	Reviewed     reviewedCmd     `cmd:"" help:"Print what people decided of the texts, as annotated texts."`
	Designations designationsCmd `cmd:"" help:"Say who was designated on a day, by lists as they stood then, and decide which party is whom."`
	Screen       screenCmd       `cmd:"" help:"Find whom of a list a name may mean."`
	Publish      publishCmd      `cmd:"" help:"Write an edition for a day or a period."`
	Serve        serveCmd        `cmd:"" help:"Serve the pages."`
	Demo         demoCmd         `cmd:"" help:"Load the bundled case with its records, evaluate it, write an edition and serve it."`
	Log          logCmd          `cmd:"" help:"Show, prove and verify the transparency log."`
	Case         caseCmd         `cmd:"" help:"Check a case folder, or begin a new one."`
	Place        placeCmd        `cmd:"" help:"Say which place a name means."`
}

// vars are what the help of commands quotes.
var vars = kong.Vars{"threshold": fmt.Sprint(screening.DefaultThreshold)}

// run is main without the globals. Tests call it.
func run(ctx context.Context, e env, args []string) int {
	var c commands
	exited := -1
	out := &output{w: e.stdout}
	e.stdout = out
	parser, err := kong.New(&c,
		kong.Name("truceline"),
		kong.Description("Truceline holds what was reported against what was promised."),
		kong.Writers(e.stdout, e.stderr),
		kong.Exit(func(code int) { exited = code }),
		kong.DefaultEnvars("TRUCELINE"),
		vars,
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(e),
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		fmt.Fprintln(e.stderr, "truceline:", err)
		return exitProblem
	}
	line, err := parser.Parse(args)
	if exited >= 0 { // --help has printed
		return exited
	}
	if err != nil {
		fmt.Fprintf(e.stderr, "truceline: %v; see truceline --help\n", err)
		return exitUsage
	}
	err = line.Run()
	if out.err != nil {
		err = truceline.Unavailable(out.err, "the output could not be written (%v); check where it goes and run the command again", out.err)
	}
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(e.stderr, "truceline: stopped; what was reported as taken is on disk")
		return exitProblem
	default:
		report(e.stderr, err)
		return exitProblem
	}
}

// An output remembers the first error of writing to it, so that commands print
// line by line and none of it is lost without a word.
type output struct {
	w   io.Writer
	err error
}

// Write writes until something fails.
func (o *output) Write(p []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.w.Write(p)
	o.err = err
	return n, err
}

// report prints an error: a Problem as the sentence it is, any other with a word
// that it is ours.
func report(w io.Writer, err error) {
	if truceline.KindOf(err) != truceline.Internal {
		fmt.Fprintln(w, "truceline:", err)
		return
	}
	if ps, ok := errors.AsType[truceline.Problems](err); ok {
		fmt.Fprintln(w, ps)
		return
	}
	fmt.Fprintln(w, "truceline: something went wrong here:", err)
}
