package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/intake/casedir"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/place/gazetteer"
	"github.com/truceline/truceline/sanctions"
	"github.com/truceline/truceline/sanctions/screening"
)

// screenCmd looks names up in lists.
type screenCmd struct {
	known
	Record    string   `placeholder:"DIR" help:"Screen against the lists of this record."`
	List      string   `placeholder:"FILE" help:"Screen against this file of a list instead: UN XML, FollowTheMoney JSON lines, or CSV with the columns id, name and kind."`
	Case      string   `placeholder:"DIR" help:"With --list: case folder, or the name of a case that comes with the program, whose places are taken for themselves and not for mistyped listed names. none: no place is. Default: astana."`
	On        string   `placeholder:"D" help:"With --record: only entries that were listed on this local day, or may have been. Default: any day."`
	Names     string   `placeholder:"FILE" help:"Screen the names of this table, with the columns id, name and, if it has one, kind (person, entity or vessel)."`
	Kind      string   `enum:",person,entity,vessel" default:"" help:"What the names are of: person, entity or vessel. Default: not said, which meets every kind."`
	Threshold float64  `placeholder:"S" help:"Score from which a name is a lead, above 0 and at most 1. Default: ${threshold}."`
	Limit     int      `default:"10" placeholder:"N" help:"Leads of a name at most, 1 to 1000."`
	Format    string   `enum:"text,jsonl,csv" default:"text" help:"text, jsonl or csv."`
	Name      []string `arg:"" optional:"" help:"Names to screen."`
}

// Help is the examples and what a score is.
func (screenCmd) Help() string {
	return "Example: truceline screen --record ./record --on 2018-03-16 \"Hayat Tahrir al Sham\" \"جبهة النصرة\"\n" +
		"Example: truceline screen --list un-2018-08-24.xml.gz --names staff.csv --format jsonl\n\n" +
		"A score is a lead and never a match: only a person's decision makes one (truceline designations match). " +
		"jsonl and csv have a row for each lead, with the id of the name; a name of the command line has its number, from 1, for an id."
}

// maxLeads bounds --limit.
const maxLeads = 1000

// Run screens.
func (c screenCmd) Run(ctx context.Context, e env) error {
	switch {
	case (c.Record == "") == (c.List == ""):
		return truceline.Invalid("--record", "name a record, or a file of a list with --list, and not both")
	case c.Names == "" && len(c.Name) == 0:
		return truceline.Invalid("NAME", "no name is given; name some, or a table of them with --names")
	case c.Names != "" && len(c.Name) > 0:
		return truceline.Invalid("--names", "stands beside the name %q; give one of the two", c.Name[0])
	case c.Record != "" && c.Case != "":
		return truceline.Invalid("--case", "a record knows the places of its own case; leave --case out")
	case c.List != "" && (c.On != "" || c.Known != ""):
		return truceline.Invalid("--on", "a file alone is of one day; with --list leave --on and --known out")
	case !(c.Threshold >= 0 && c.Threshold <= 1):
		return truceline.Invalid("--threshold", "%v is not between 0 and 1", c.Threshold)
	case c.Limit < 1 || c.Limit > maxLeads:
		return truceline.Invalid("--limit", "%d is not between 1 and %d", c.Limit, maxLeads)
	}
	s, err := c.screener(ctx, e)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(e.stdout, 1<<16)
	out := c.writer(w)
	refused, err := c.screen(ctx, e, s, out)
	if err := errors.Join(err, out.end(), w.Flush()); err != nil {
		return err
	}
	if refused > 0 {
		return truceline.Invalid("", "%s not screened, all others were; mend them and screen the file again", plural(refused, "row was", "rows were"))
	}
	return nil
}

// screener looks names up in the record, or in the file.
func (c screenCmd) screener(ctx context.Context, e env) (*desk.Screener, error) {
	if c.List != "" {
		s, err := desk.ReadUndatedList(ctx, listInput(c.List, ""))
		if err != nil {
			return nil, err
		}
		for _, u := range s.Unread {
			fmt.Fprintf(e.stderr, "%s, line %d: %s: %s\n", filepath.Base(c.List), u.Line, u.Path, u.Why)
		}
		places, err := c.places()
		if err != nil {
			return nil, err
		}
		return desk.ScreenerOf(s, places)
	}
	at, err := c.time()
	if err != nil {
		return nil, err
	}
	d, err := record{c.Record}.read(ctx)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.Screener(ctx, sanctions.Date(c.On), at)
}

// places are those of the case that --case names.
func (c screenCmd) places() ([]gazetteer.Entry, error) {
	name := cmp.Or(c.Case, "astana")
	if name == "none" {
		return nil, nil
	}
	files, err := caseFiles(name)
	if err != nil {
		return nil, err
	}
	folder, err := casedir.Load(files)
	if err != nil {
		return nil, err
	}
	return folder.Gazetteer, nil
}

// An askedName is a name to screen.
type askedName struct {
	id, name string
	kind     screening.Kind
	leads    []desk.ScreenLead
}

// together is how many names are screened at a time, on every processor.
const together = 512

// screen screens the names, in their order, and returns how many rows of a
// table could not be.
func (c screenCmd) screen(ctx context.Context, e env, s *desk.Screener, out screenWriter) (refused int, err error) {
	batch := make([]askedName, 0, together)
	flush := func() error {
		c.search(s, batch)
		for _, n := range batch {
			if err := out.write(n); err != nil {
				return err
			}
		}
		batch = batch[:0]
		return ctx.Err()
	}
	err = c.names(ctx, func(n askedName, bad error) error {
		if bad == nil {
			bad = desk.CheckAsked(n.name)
		}
		if bad != nil {
			refused++
			fmt.Fprintf(e.stderr, "%s: %v\n", n.id, bad)
			return nil
		}
		batch = append(batch, n)
		if len(batch) < together {
			return nil
		}
		return flush()
	})
	return refused, errors.Join(err, flush())
}

// search finds the leads of a batch, each name by itself.
func (c screenCmd) search(s *desk.Screener, batch []askedName) {
	var wg sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), len(batch))
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(batch); i += workers {
				batch[i].leads = s.Screen(screening.Query{Name: batch[i].name, Kind: batch[i].kind, Threshold: c.Threshold, Limit: c.Limit})
			}
		})
	}
	wg.Wait()
}

// kinds are the words that a table has for what a name is of.
var kinds = []screening.Kind{"", screening.Person, screening.Entity, screening.Vessel}

// names gives the names one by one; bad says why a row is none.
func (c screenCmd) names(ctx context.Context, yield func(n askedName, bad error) error) error {
	if c.Names == "" {
		for i, name := range c.Name {
			if err := yield(askedName{id: strconv.Itoa(i + 1), name: name, kind: screening.Kind(c.Kind)}, nil); err != nil {
				return err
			}
		}
		return nil
	}
	f, err := os.Open(c.Names)
	if err != nil {
		return &truceline.Problem{Kind: truceline.InvalidKind, Field: c.Names, Msg: "the file cannot be read; check its name and permissions", Err: err}
	}
	defer f.Close()
	rows, err := csvrows.Open(f, csvrows.Options{Name: filepath.Base(c.Names)})
	if err != nil {
		return err
	}
	if err := rows.Require("id", "name"); err != nil {
		return err
	}
	for {
		row, err := rows.Next(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if r, ok := errors.AsType[*csvrows.Refusal](err); ok {
			if err := yield(askedName{id: filepath.Base(c.Names)}, r); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		n := askedName{id: row.Text("id"), name: row.Text("name"), kind: screening.Kind(c.Kind)}
		var bad error
		if rows.Has("kind") && c.Kind == "" {
			if n.kind = screening.Kind(strings.ToLower(strings.TrimSpace(row.Text("kind")))); !slices.Contains(kinds, n.kind) {
				bad = truceline.Invalid("kind", "%q is none of person, entity and vessel; leave it empty if it is not known", n.kind)
			}
		}
		if err := yield(n, bad); err != nil {
			return err
		}
	}
}

// A screenWriter prints names with their leads.
type screenWriter interface {
	write(askedName) error
	end() error
}

func (c screenCmd) writer(w io.Writer) screenWriter {
	switch c.Format {
	case "jsonl":
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		return screenJSON{enc, c.On != ""}
	case "csv":
		out := csv.NewWriter(w)
		out.Write(screenColumns) // the error is kept until Error
		return screenCSV{out, c.On != ""}
	}
	return screenText{w, c.On}
}

// screenRow is one lead as JSON.
type screenRow struct {
	ID        string            `json:"id"`        // of the name
	Reference string            `json:"reference"` // of the entry: the reference number, or the id of a list that has none
	Name      string            `json:"name"`      // the listed name
	Score     float64           `json:"score"`
	Parts     []string          `json:"parts"`            // of the score, in words
	List      string            `json:"list"`             // which list
	Primary   string            `json:"primary"`          // the primary name of the entry
	Listed    *truceline.Answer `json:"listed,omitempty"` // on the day of --on
	Named     *truceline.Answer `json:"named,omitempty"`  // whether the list had the listed name that day
	Reasons   []string          `json:"reasons,omitempty"`
}

// score cuts a score to four figures, so that one that is printed as 1 is 1.
func score(x float64) float64 { return float64(int(x*10000)) / 10000 }

func partsOf(l desk.ScreenLead) []string {
	out := make([]string, len(l.Parts))
	for i, p := range l.Parts {
		out[i] = p.String()
	}
	return out
}

type screenJSON struct {
	enc *json.Encoder
	day bool
}

func (s screenJSON) write(n askedName) error {
	for _, l := range n.leads {
		r := screenRow{ID: n.id, Reference: l.Ref, Name: l.Name, Score: score(l.Score), Parts: partsOf(l), List: l.List, Primary: l.Primary}
		if s.day {
			r.Listed, r.Named, r.Reasons = &l.Answer, &l.Named, l.Reasons
		}
		if err := s.enc.Encode(r); err != nil {
			return err
		}
	}
	return nil
}

func (screenJSON) end() error { return nil }

// screenColumns are the columns of --format csv. parts are joined by "; ";
// listed and named, whether the list had the listed name that day, are empty
// without --on.
var screenColumns = []string{"id", "asked", "reference", "name", "score", "parts", "list", "primary", "listed", "named"}

type screenCSV struct {
	out *csv.Writer
	day bool
}

func (s screenCSV) write(n askedName) error {
	for _, l := range n.leads {
		listed, named := "", ""
		if s.day {
			listed, named = l.Answer.String(), l.Named.String()
		}
		writeCells(s.out, n.id, n.name, l.Ref, l.Name, strconv.FormatFloat(score(l.Score), 'f', -1, 64), strings.Join(partsOf(l), "; "), l.List, l.Primary, listed, named)
	}
	return s.out.Error()
}

func (s screenCSV) end() error {
	s.out.Flush()
	return s.out.Error()
}

type screenText struct {
	w  io.Writer
	on string
}

func (s screenText) write(n askedName) error {
	fmt.Fprintf(s.w, "%s: %s\n", shown(n.name), leadsIn(len(n.leads)))
	for _, l := range n.leads {
		fmt.Fprintf(s.w, "  %.2f %s %s", l.Score, l.Ref, l.Name)
		if l.Primary != l.Name {
			fmt.Fprintf(s.w, " (%s)", l.Primary)
		}
		if s.on != "" {
			fmt.Fprintf(s.w, ", listed on %s: %s, under this name: %s", sanctions.Date(s.on).Words(), l.Answer, l.Named)
		}
		fmt.Fprintln(s.w)
		for _, p := range partsOf(l) {
			fmt.Fprintf(s.w, "    %s\n", p)
		}
	}
	return nil
}

// shown is a name as a terminal can show it: without controls, those of writing
// direction among them, and not for pages.
func shown(name string) string {
	const most = 200
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name)
	if letters := []rune(name); len(letters) > most {
		return string(letters[:most]) + " …"
	}
	return name
}

func leadsIn(n int) string {
	if n == 0 {
		return "no lead"
	}
	return plural(n, "lead", "leads")
}

func (screenText) end() error { return nil }
