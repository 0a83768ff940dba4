package main

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/http/httputil"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/desk"
)

var update = flag.Bool("update", false, "rewrite what the scripts compare with; read the difference as a change of the program")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"truceline": main})
}

// TestScript runs the program from outside, a rule a file. Each script finds a
// small case in case, a dozen events in events.csv and three bulletins in
// claims.csv; -update rewrites what cmp compares with.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                filepath.Join("testdata", "script"),
		UpdateScripts:      *update,
		RequireUniqueNames: true,
		Setup:              setup,
		Condition:          condition,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exit":    exitCmd,
			"problem": problemCmd,
			"keep":    keepCmd,
			"sql":     sqlCmd,
			"hold":    holdCmd,
			"release": releaseCmd,
			"serve":   serverCmd,
			"stop":    stopCmd,
			"http":    httpCmd,
			"gzip":    gzipCmd,
			"bomb":    bombCmd,
			"cut":     cutCmd,
			"latin1":  latin1Cmd,
			"utf16":   utf16Cmd,
			"long":    longCmd,
			"flip":    flipCmd,
			"decide":  decideCmd,
			"takes":   takesCmd,
			"sheet":   sheetCmd,
			"many":    manyCmd,
		},
	})
}

// A world is what a script has set going.
type world struct {
	server *exec.Cmd
	db     *sql.DB
	lock   *sql.Tx
}

type worldKey struct{}

func worldOf(ts *testscript.TestScript) *world { return ts.Value(worldKey{}).(*world) }

func (w *world) end() {
	if w.server != nil {
		w.server.Process.Kill()
		w.server.Wait()
	}
	if w.db != nil {
		w.lock.Rollback()
		w.db.Close()
	}
}

// setup lays out the small case and its files, and says where the bundled case is.
func setup(e *testscript.Env) error {
	w := &world{}
	e.Values[worldKey{}] = w
	e.Defer(w.end)
	astana, err := filepath.Abs(filepath.Join("..", "..", "cases", "astana"))
	if err != nil {
		return err
	}
	e.Setenv("ASTANA", astana)
	if err := os.CopyFS(filepath.Join(e.WorkDir, "case"), os.DirFS(filepath.Join("testdata", "case"))); err != nil {
		return err
	}
	for _, name := range []string{"events.csv", "claims.csv"} {
		body, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(e.WorkDir, name), body, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// condition knows root, which no permission keeps out, and tmpfs, whether a
// small disk can be made here.
func condition(name string) (bool, error) {
	switch name {
	case "root":
		return os.Geteuid() == 0, nil
	case "tmpfs":
		return exec.Command("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs -o size=1m tmpfs /mnt").Run() == nil, nil
	}
	return false, fmt.Errorf("there is no condition %q", name)
}

// want fails a script whose line has other than n words after the command's name.
func want(ts *testscript.TestScript, neg bool, args []string, usage string) {
	if neg || len(args) != len(strings.Fields(usage))-1 {
		ts.Fatalf("usage: %s", usage)
	}
}

// exitCmd runs a program and wants that exit code.
func exitCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exit CODE PROGRAM ARGUMENT...")
	}
	code, err := strconv.Atoi(args[0])
	ts.Check(err)
	if got := run1(ts, args[1:]); got != code {
		ts.Fatalf("exit code %d, want %d", got, code)
	}
}

// run1 runs a program to its end and returns its exit code.
func run1(ts *testscript.TestScript, args []string) int {
	err := ts.Exec(args[0], args[1:]...)
	if failed, ok := errors.AsType[*exec.ExitError](err); ok {
		return failed.ExitCode()
	}
	ts.Check(err)
	return 0
}

// problemCmd runs a program that must fail with one sentence of a Problem, the
// last line of standard error, that matches the pattern, and nothing after it.
func problemCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: problem PATTERN PROGRAM ARGUMENT...")
	}
	if got := run1(ts, args[1:]); got != exitProblem {
		ts.Fatalf("exit code %d, want %d", got, exitProblem)
	}
	said := ts.ReadFile("stderr")
	if !regexp.MustCompile(`\Atruceline: (`+args[0]+`)\n\z`).MatchString(said) || strings.Contains(said, "something went wrong") {
		ts.Fatalf("it said %q, want one sentence: %s", said, args[0])
	}
}

// keepCmd puts the first group of a pattern in standard output into a variable.
func keepCmd(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, "keep NAME PATTERN")
	found := regexp.MustCompile("(?m)" + args[1]).FindStringSubmatch(ts.ReadFile("stdout"))
	if found == nil {
		ts.Fatalf("no match for %s", args[1])
	}
	ts.Setenv(args[0], found[1])
}

// open opens the database of a record as another program would.
func open(ts *testscript.TestScript, dir string) *sql.DB {
	db, err := sql.Open("sqlite", filepath.Join(ts.MkAbs(dir), "record.db")+"?_txlock=immediate")
	ts.Check(err)
	return db
}

// sqlCmd runs statements on a record, past the program.
func sqlCmd(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, "sql RECORD STATEMENTS")
	db := open(ts, args[0])
	defer db.Close()
	_, err := db.Exec(args[1])
	ts.Check(err)
}

// flipCmd changes one bit in the middle of the body of an entry, past the guards.
func flipCmd(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, "flip RECORD ENTRY")
	db := open(ts, args[0])
	defer db.Close()
	var body []byte
	ts.Check(db.QueryRow("SELECT body FROM version WHERE entry = $1", args[1]).Scan(&body))
	body[len(body)/2] ^= 1
	_, err := db.Exec("DROP TRIGGER version_stays")
	ts.Check(err)
	_, err = db.Exec("UPDATE version SET body = $1 WHERE entry = $2", body, args[1])
	ts.Check(err)
}

// decideCmd decides on a proposal of a document, as a person does on the pages.
func decideCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 4 || len(args) > 5 {
		ts.Fatalf("usage: decide RECORD DOCUMENT PROPOSAL VERDICT [RESTATES]")
	}
	d, err := desk.Open(context.Background(), ts.MkAbs(args[0]), desk.Options{})
	ts.Check(err)
	defer d.Close()
	dec := desk.Decision{Document: desk.DocumentID(args[1]), Proposal: args[1] + "#" + args[2], Verdict: desk.Verdict(args[3]), By: "anna"}
	if len(args) == 5 {
		dec.Restates = instrument.ProvisionID(args[4])
	}
	before, err := d.DecisionHistory(context.Background(), dec.Document, dec.Proposal)
	ts.Check(err)
	_, err = d.Decide(context.Background(), len(before), dec)
	ts.Check(err)
}

// holdCmd begins to write to a record and does not end.
func holdCmd(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, "hold RECORD")
	w := worldOf(ts)
	w.db = open(ts, args[0])
	var err error
	w.lock, err = w.db.BeginTx(context.Background(), nil)
	ts.Check(err)
}

// releaseCmd gives up what hold began.
func releaseCmd(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, "release")
	ts.Check(worldOf(ts).lock.Rollback())
}

// serverCmd serves a record on a free port, for http.
func serverCmd(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, "serve RECORD")
	cmd := exec.Command("truceline", "serve", "--record", ts.MkAbs(args[0]), "--addr", "127.0.0.1:0")
	stdout, err := cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	worldOf(ts).server = cmd
	line, err := bufio.NewReader(stdout).ReadString('\n')
	ts.Check(err)
	url, ok := strings.CutPrefix(strings.TrimSpace(line), "serving on ")
	if !ok {
		ts.Fatalf("it said %q", line)
	}
	ts.Setenv("URL", url)
}

// stopCmd asks the server to end, which it must do without complaint.
func stopCmd(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, "stop")
	w := worldOf(ts)
	ts.Check(w.server.Process.Signal(os.Interrupt))
	ts.Check(w.server.Wait())
	w.server = nil
}

// httpCmd asks the server for a page and prints the whole answer.
func httpCmd(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, "http METHOD PATH")
	req, err := http.NewRequest(args[0], ts.Getenv("URL")+args[1], nil)
	ts.Check(err)
	resp, err := http.DefaultTransport.RoundTrip(req)
	ts.Check(err)
	defer resp.Body.Close()
	answer, err := httputil.DumpResponse(resp, true)
	ts.Check(err)
	ts.Stdout().Write(answer)
}

func TestEveryCommandHasAnExampleThatNamesIt(t *testing.T) {
	parser, err := kong.New(&commands{}, kong.Name("truceline"), vars)
	if err != nil {
		t.Fatal(err)
	}
	for _, leaf := range parser.Model.Leaves(false) {
		want := "Example: " + leaf.FullPath() + " "
		if !strings.HasPrefix(leaf.Detail, want) {
			t.Errorf("the help of %s begins %q, want %q", leaf.FullPath(), leaf.Detail, want)
		}
	}
}
