// Command bench measures Truceline beside its peers: the same answers, on the
// same data, in the same minutes, with the same durability. It prints a table
// of ratios; a time counts only where the answer was right.
//
//	go run . [-rounds 5] [-n 1000000] [-only p1,p2,p3,p4,p5,fuse,p10,eval,import,restart,demo]
//	         [-workload DIR] [-json FILE] [-md FILE]
//
// The workload comes from the generator below TRUCELINE_SHARED (default
// ../../shared), and the annotated texts from that folder's texts. The peer of
// names, places, records and matching is Debian's PostgreSQL with PostGIS, started on a loopback
// port and removed afterwards; the peers of reading are in package reading.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"github.com/truceline/truceline/bench/measure"
	"github.com/truceline/truceline/bench/postgres"
	"github.com/truceline/truceline/bench/workload"
)

// options are the command line.
type options struct {
	rounds   int
	n        int
	rows     int    // GED rows of the import
	workload string // folder with W2; empty: made in the cache
	only     string
	json, md string
	child    string // run this task; for the bench itself
	input    string // JSON of the child's input
	meltt    string // program that runs meltt on a folder of W6; empty: absent
}

// parts are what -only may name.
var parts = []string{"p1", "p2", "p3", "p4", "p5", "fuse", "p10", "eval", "import", "restart", "demo"}

// tasks are what children run.
var tasks = map[string]task{
	"pairs":   pairsTask,
	"daily":   dailyTask,
	"renew":   renewTask,
	"add":     addTask,
	"eval":    evalTask,
	"read":    readTask(0),
	"read1":   readTask(1),
	"read5":   readTask(5),
	"read20":  readTask(20),
	"line20":  readLineTask,
	"phrases": phrasesTask,
	"prose":   proseTask,
	"w5":      sentencesTask,
	"w5prose": proseSentencesTask,
	"w5scan":  scanTask,
	"fuse":    fuseTask,
	"sketch":  sketchTask,
	"near":    nearTask,

	"screen":        screenTask(ownSearch),
	"screensketch":  screenTask(sketchSearch),
	"screenwinkler": screenTask(winklerSearch),
	"screenbuild":   screenBuildTask,
}

func main() {
	var o options
	flag.IntVar(&o.rounds, "rounds", 5, "rounds to run")
	flag.IntVar(&o.n, "n", workload.FullSize, "incidents; fewer for a trial, whose figures mean nothing")
	flag.IntVar(&o.rows, "rows", 200_000, "GED rows of the import")
	flag.StringVar(&o.workload, "workload", "", "folder that holds the workload; empty: make it in the user's cache folder")
	flag.StringVar(&o.only, "only", strings.Join(parts, ","), "what to measure")
	flag.StringVar(&o.json, "json", "", "file for every run as JSON")
	flag.StringVar(&o.md, "md", "", "file for the table as Markdown")
	flag.StringVar(&o.meltt, "meltt", "", "program that runs meltt on the folder that it is given: source1.csv to source3.csv of W6 with 10,000 reports each")
	flag.StringVar(&o.child, "child", "", "run one task for the bench itself")
	flag.StringVar(&o.input, "input", "", "the task's input")
	flag.Parse()

	// Processes that must end with this one are bound to the thread that
	// started them, so all are started from this one.
	runtime.LockOSThread()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	if o.child != "" {
		var where input
		if err := json.Unmarshal([]byte(o.input), &where); err != nil {
			return err
		}
		return serve(tasks[o.child], where, os.Stdin, os.Stdout)
	}
	for part := range strings.SplitSeq(strings.ToLower(o.only), ",") {
		if !slices.Contains(parts, part) {
			return fmt.Errorf("-only: %q is nothing to measure; it takes %s", part, strings.Join(parts, ", "))
		}
	}
	say := func(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
	b, err := newBench(ctx, o, say)
	if err != nil {
		return err
	}
	defer b.close()
	metrics, err := b.metrics(ctx)
	if err != nil {
		return err
	}
	all := measure.Bench{Rounds: o.rounds, Calibrate: b.calibrate, Quiet: measure.Quiet, Say: say}
	rounds, results, err := all.Run(ctx, metrics)
	if err != nil {
		return err
	}
	if n := b.folder.Truth.Incidents; n != workload.FullSize {
		fmt.Printf("A trial with %d incidents instead of %d: no figure below stands for anything.\n", n, workload.FullSize)
	}
	sections := b.sections(results)
	if err := measure.Text(os.Stdout, rounds, results, sections); err != nil {
		return err
	}
	for path, write := range map[string]func(io.Writer, []measure.Round, []measure.Result, []measure.Section) error{o.json: measure.JSON, o.md: measure.Markdown} {
		if path == "" {
			continue
		}
		f, err := os.Create(path)
		if err != nil {
			return err
		}
		if err := errors.Join(write(f, rounds, results, sections), f.Close()); err != nil {
			return err
		}
	}
	for _, res := range results {
		if res.Wrong != "" {
			return fmt.Errorf("%s: %s", res.Metric.ID, res.Wrong)
		}
	}
	return nil
}

// bench is what the metrics share.
type bench struct {
	options
	say      func(string, ...any)
	shared   string
	folder   workload.Folder
	where    input
	csv      []byte            // incidents.csv, for the calibration
	cluster  *postgres.Cluster // nil if the peer is absent
	program  *program          // the product, once built
	reading  *readingPart      // P10, once prepared
	linked   *fusionPart       // P4 and P5, once prepared
	screened *screeningPart    // P1, once prepared

	truthSets []*truthSet     // what fusion is scored on, once prepared
	claims    measure.Section // beside what was registered
	closers   []func()
}

// newBench makes the workload and starts the peer.
func newBench(ctx context.Context, o options, say func(string, ...any)) (_ *bench, err error) {
	b := &bench{options: o, say: say, shared: os.Getenv("TRUCELINE_SHARED")}
	defer func() {
		if err != nil {
			b.close()
		}
	}()
	if b.shared == "" {
		b.shared = filepath.Join("..", "..", "shared")
	}
	if b.shared, err = filepath.Abs(b.shared); err != nil {
		return nil, err
	}
	if o.workload != "" {
		b.folder, err = workload.Check(o.workload)
	} else {
		cache, cerr := os.UserCacheDir()
		if cerr != nil {
			cache = os.TempDir()
		}
		say("the workload: %d incidents, 300 areas", o.n)
		b.folder, err = workload.Open(ctx, b.shared, filepath.Join(cache, "truceline-bench"), o.n)
	}
	if err != nil {
		return nil, err
	}
	b.where = input{Dir: b.folder.Dir}
	if b.csv, err = os.ReadFile(filepath.Join(b.folder.Dir, "incidents.csv")); err != nil {
		return nil, err
	}
	if !slices.ContainsFunc([]string{"p1", "p2", "p3", "p4", "p5", "import"}, b.wants) {
		return b, nil
	}
	say("the peer: starting PostgreSQL")
	b.cluster, err = postgres.Start(ctx)
	if errors.Is(err, postgres.ErrNotInstalled) {
		say("%v; its rows are marked absent", err)
		return b, nil
	}
	if err == nil {
		b.closers = append(b.closers, b.cluster.Stop)
	}
	return b, err
}

// close undoes what was started, the last first.
func (b *bench) close() {
	for _, f := range slices.Backward(b.closers) {
		f()
	}
	b.closers = nil
}

func (b *bench) calibrate() (float64, error) { return workload.Calibrate(b.csv) }

// wants reports whether -only names a part.
func (b *bench) wants(part string) bool {
	return slices.Contains(strings.Split(strings.ToLower(b.only), ","), part)
}

// start starts a task on one processor, as a side of a metric.
func (b *bench) start(ctx context.Context, name string) (*child, error) {
	c, err := start(ctx, name, b.where, 1)
	if err == nil {
		b.closers = append(b.closers, c.stop)
	}
	return c, err
}

// metrics prepares what -only names, in the order of the table.
func (b *bench) metrics(ctx context.Context) ([]measure.Metric, error) {
	var out []measure.Metric
	for _, part := range []struct {
		names   []string
		prepare func(context.Context) ([]measure.Metric, error)
	}{
		{[]string{"p1"}, b.screen},
		{[]string{"p2", "p3"}, b.spatial},
		{[]string{"p4", "p5"}, b.fusion},
		{[]string{"fuse"}, b.truths},
		{[]string{"p10"}, b.texts},
		{[]string{"eval"}, b.evaluation},
		{[]string{"import"}, b.imports},
		{[]string{"restart"}, b.restart},
		{[]string{"demo"}, b.demo},
	} {
		if !slices.ContainsFunc(part.names, b.wants) {
			continue
		}
		ms, err := part.prepare(ctx)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil { // the row says so, and the others go on
			failed := func(context.Context) (measure.Run, error) { return measure.Run{}, err }
			ms = []measure.Metric{{ID: strings.ToUpper(part.names[0]), Name: "not prepared", Ours: failed}}
		}
		out = append(out, ms...)
	}
	return out, nil
}
