package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// takesCmd imports a file into a record and holds the program to what it says of
// every import: a dry run foretells it and writes nothing, the file is kept as
// received under its SHA-256, importing it again adds nothing, and the log
// verifies. What the import printed matches the pattern, from its first letter to
// its last line end; what it said on standard error is left there.
func takesCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 5 {
		ts.Fatalf("usage: takes CODE PATTERN RECORD FILE ARGUMENT...")
	}
	code, err := strconv.Atoi(args[0])
	ts.Check(err)
	record, file := args[2], args[3]
	run := func(want int, args ...string) string {
		if got := run1(ts, append([]string{"truceline"}, args...)); got != want {
			ts.Fatalf("truceline %s: exit code %d, want %d", strings.Join(args, " "), got, want)
		}
		return ts.ReadFile("stdout")
	}
	importing := append([]string{"import", "--record", record}, append(args[4:], file)...)
	root := func() string { return run(exitOK, "log", "root", "--record", record) }
	body, err := os.ReadFile(ts.MkAbs(file))
	ts.Check(err)
	sum := sha256.Sum256(body)
	kept := filepath.Join(ts.MkAbs(record), "originals", hex.EncodeToString(sum[:]))

	before := root()
	dry := run(code, append(importing, "--dry-run")...)
	if after := root(); after != before {
		ts.Fatalf("the dry run changed the log from\n%sto\n%s", before, after)
	}
	if _, err := os.Stat(kept); err == nil {
		ts.Fatalf("the dry run kept %s", file)
	}
	base := filepath.Base(file)
	wet := run(code, importing...)
	said := ts.ReadFile("stderr")
	if !regexp.MustCompile(`\A(` + args[1] + `)\n\z`).MatchString(wet) {
		ts.Fatalf("it printed %q, want %s", wet, args[1])
	}
	if want := wet + base + ": this was a dry run; nothing was written\n"; dry != want {
		ts.Fatalf("the dry run foretold %q, want %q", dry, want)
	}
	if again, err := os.ReadFile(kept); err != nil || !bytes.Equal(again, body) {
		ts.Fatalf("%s is not kept as received: %v", file, err)
	}
	before = root()
	if again := run(code, importing...); !strings.Contains(again, " read, 0 new, 0 changed, ") {
		ts.Fatalf("importing it again printed %q", again)
	}
	if after := root(); after != before {
		ts.Fatalf("importing it again changed the log from\n%sto\n%s", before, after)
	}
	run(exitOK, "log", "verify", "--record", record)
	fmt.Fprint(ts.Stderr(), said)
}

// sheetCmd writes a table as the first sheet of a workbook: numbers as numbers,
// cells that begin with = as formulas, with the value after " -> " stored or, as
// of one that was never computed, none. Ranges such as A2:A3 are merged.
func sheetCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: sheet FROM.tsv TO.xlsx [RANGE]...")
	}
	f := excelize.NewFile()
	defer f.Close()
	const sheet = "Sheet1"
	for y, line := range strings.Split(strings.TrimSuffix(ts.ReadFile(args[0]), "\n"), "\n") {
		for x, cell := range strings.Split(line, "\t") {
			at, err := excelize.CoordinatesToCellName(x+1, y+1)
			ts.Check(err)
			formula, value, isFormula := strings.Cut(cell, " -> ")
			isFormula = isFormula || strings.HasPrefix(cell, "=")
			if !isFormula {
				value = cell
			}
			if n, err := strconv.ParseFloat(value, 64); err == nil {
				ts.Check(f.SetCellFloat(sheet, at, n, -1, 64))
			} else if value != "" {
				ts.Check(f.SetCellStr(sheet, at, value))
			}
			if isFormula {
				ts.Check(f.SetCellFormula(sheet, at, formula))
			}
		}
	}
	for _, r := range args[2:] {
		from, to, _ := strings.Cut(r, ":")
		ts.Check(f.MergeCell(sheet, from, to))
	}
	ts.Check(f.SaveAs(ts.MkAbs(args[1])))
}

// manyCmd writes a table of so many rows from one of a header and two rows: the
// first row again and again, and the second once, in the middle.
func manyCmd(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, "many FROM TO ROWS")
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	lines := strings.Split(ts.ReadFile(args[0]), "\n")
	f, err := os.Create(ts.MkAbs(args[1]))
	ts.Check(err)
	ts.Check(manyRows(f, lines[0], lines[1], lines[2], n))
	ts.Check(f.Close())
}

// manyRows writes a header and n rows, the middle one of which is odd. In a row
// {n} stands for its number from 1, {day} and {lon} for one of 300 days and one of
// a thousand longitudes, so that no two rows of 3,000 are of one place and day.
func manyRows(to io.Writer, header, row, odd string, n int) error {
	w := bufio.NewWriter(to)
	fmt.Fprintln(w, header)
	for i := range n {
		r := row
		if i == n/2 {
			r = odd
		}
		day := time.Date(2024, 3, 1+i%300, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		fmt.Fprintln(w, strings.NewReplacer("{n}", strconv.Itoa(i+1), "{day}", day, "{lon}", strconv.FormatFloat(float64(i%1000)/1000, 'f', -1, 64)).Replace(r))
	}
	return w.Flush()
}
