package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/publication"
	"github.com/truceline/truceline/sanctions"
)

// designationsCmd is about lists of designated groups and persons.
type designationsCmd struct {
	On       designationsOnCmd       `cmd:"" help:"Say who was designated on a day, or whether a name was."`
	Diff     designationsDiffCmd     `cmd:"" help:"Print what changed from one file of a list to another; no record is needed."`
	Changes  designationsChangesCmd  `cmd:"" help:"Print what changed on the lists on record from one day to another."`
	Show     designationsShowCmd     `cmd:"" help:"Print all that is on record of one entry."`
	Table    designationsTableCmd    `cmd:"" help:"Print a file of a list as a plain table; no record is needed."`
	Files    designationsFilesCmd    `cmd:"" help:"Print the files of lists on record, and which of them count."`
	Accept   designationsAcceptCmd   `cmd:"" help:"Let a file count that waits for a person."`
	SetAside designationsSetAsideCmd `cmd:"" name:"set-aside" help:"Let a file not count."`
	Match    designationsMatchCmd    `cmd:"" help:"Decide whether a party of the case is the subject of an entry."`
	Undo     designationsUndoCmd     `cmd:"" help:"Take the last decision on a party and an entry back."`
	Matches  designationsMatchesCmd  `cmd:"" help:"Print what the case and people say of parties and entries."`
}

type designationsOnCmd struct {
	record
	known
	Date   string `arg:"" help:"Local day."`
	Name   string `arg:"" optional:"" help:"Only what this name may mean. Default: everybody on the lists."`
	List   string `placeholder:"ID" help:"Only of this list. Default: of every list on record."`
	Format string `enum:"text,csv" default:"text" help:"text or csv."`
	JSON   bool   `name:"json" help:"Print JSON."`
}

// Help is the example and what the answers mean.
func (designationsOnCmd) Help() string {
	return "Example: truceline designations on 2017-05-01 \"Jabhat Fath al-Sham\" --record ./record\n" +
		"Example: truceline designations on 2017-07-03 --list un-sc --format csv --record ./record\n\n" +
		"Answers are by the list as it stood that day. unknown is an answer: between a group's renaming and the amendment that took the name in, " +
		"and where the files leave a day open. A similar name is a lead; only a person's decision makes a match (truceline designations match)."
}

// Run answers.
func (c designationsOnCmd) Run(ctx context.Context, e env) error {
	d, _, at, err := ask(ctx, c.record, c.known)
	if err != nil {
		return err
	}
	defer d.Close()
	day, err := d.DesignationsOn(ctx, desk.DesignationQuery{On: sanctions.Date(c.Date), Name: c.Name, List: c.List, Known: at})
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(e.stdout, day)
	}
	w := bufio.NewWriterSize(e.stdout, 1<<16)
	if c.Format == "csv" {
		err = designationsCSV(w, day)
	} else {
		printDesignations(w, day)
	}
	return errors.Join(err, w.Flush())
}

// designationColumns are the columns of designations on --format csv. names are
// those of the day, joined by "; ", as are reasons.
var designationColumns = []string{"list", "reference", "name", "kind", "answer", "listed", "names", "parties", "reasons"}

func designationsCSV(w io.Writer, day desk.DesignationDay) error {
	out := csv.NewWriter(w)
	out.Write(designationColumns) // the error is kept until Error
	for _, r := range day.Rows {
		names, parties := make([]string, len(r.Names)), make([]string, len(r.Matches))
		for i, n := range r.Names {
			names[i] = n.Text
		}
		for i, m := range r.Matches {
			parties[i] = string(m.Party) + ": " + string(m.Verdict)
		}
		writeCells(out, r.List, r.Ref, r.Name, string(r.Kind), r.Answer.String(), r.Listed.String(),
			strings.Join(names, "; "), strings.Join(parties, "; "), strings.Join(r.Reasons, "; "))
	}
	out.Flush()
	return out.Error()
}

// writeCells writes a row in which no cell is a formula.
func writeCells(out *csv.Writer, cells ...string) {
	for i := range cells {
		cells[i] = publication.SafeCell(cells[i])
	}
	out.Write(cells) // the error is kept until Error
}

func printDesignations(w io.Writer, day desk.DesignationDay) {
	for _, l := range day.Lists {
		printStanding(w, l)
	}
	if len(day.Lists) == 0 {
		fmt.Fprintln(w, "no file of a list counts in the record; what follows is stated by the case alone")
	}
	if day.Name == "" {
		for _, r := range day.Rows {
			printDesignation(w, r)
		}
		fmt.Fprintf(w, "%s listed on %s, or possibly\n", plural(len(day.Rows), "entry", "entries"), day.On.Words())
		return
	}
	for _, p := range day.Parties {
		fmt.Fprintf(w, "party %s (%s): excluded on %s: %s\n", p.Party, p.Name, day.On.Words(), p.Answer)
		for _, r := range p.Reasons {
			fmt.Fprintf(w, "  %s\n", r)
		}
		for _, m := range p.Matches {
			printMatch(w, "  ", m)
		}
	}
	if len(day.Parties) == 0 {
		fmt.Fprintf(w, "no party of the case is called %q\n", day.Name)
	}
	for _, r := range day.Rows {
		printDesignation(w, r)
	}
	if len(day.Rows) == 0 {
		fmt.Fprintf(w, "no entry has the name %q or one like it on %s\n", day.Name, day.On.Words())
	}
}

func printStanding(w io.Writer, l desk.ListStanding) {
	days := make([]string, len(l.Files))
	for i, f := range l.Files {
		days[i] = f.On.Words()
	}
	not := ""
	if !l.Current {
		not = "; it is not current: a later file waits for a person"
	}
	fmt.Fprintf(w, "%s: %s, by its %s of %s%s\n", l.List, cmp.Or(l.Title, l.List), pluralWord(len(l.Files), "file", "files"), strings.Join(days, ", "), not)
}

func pluralWord(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// printDesignation prints an entry on a day. With a name its reasons are
// printed too, and of a lead what it hangs on.
func printDesignation(w io.Writer, r desk.DesignationRow) {
	fmt.Fprintf(w, "%s %s: %s", r.Ref, r.Name, r.Answer)
	if r.Lead != nil {
		fmt.Fprintf(w, ", a lead by %q, %.2f", r.Lead.Name, r.Lead.Score)
	}
	for _, m := range r.Matches {
		fmt.Fprintf(w, ", %s: %s by %s", m.Party, m.Verdict, m.By)
	}
	fmt.Fprintln(w)
	if !r.Exact && r.Lead == nil && r.Answer == truceline.Yes {
		return
	}
	for _, s := range r.Reasons {
		fmt.Fprintf(w, "  %s\n", s)
	}
	if r.Lead != nil {
		for _, p := range r.Lead.Parts {
			fmt.Fprintf(w, "  %s\n", p)
		}
	}
}

func printMatch(w io.Writer, indent string, m desk.MatchView) {
	on := ""
	if m.Name != "" {
		on = fmt.Sprintf(", by the name %q", m.Name)
	}
	fmt.Fprintf(w, "%s%s and %s: %s%s, decided by %s: %s\n", indent, m.Party, m.Ref, m.Verdict, on, m.By, m.Reason)
	if m.Idle != "" {
		fmt.Fprintf(w, "%s  it has no effect: %s\n", indent, m.Idle)
	}
}

type designationsDiffCmd struct {
	A      string `arg:"" name:"a" help:"The earlier file: UN XML, FollowTheMoney JSON lines or CSV, plain or gzip."`
	B      string `arg:"" name:"b" help:"The later file."`
	Format string `enum:",un-xml,ftm,csv" default:"" help:"un-xml, ftm or csv. Default: as the files tell."`
	JSON   bool   `name:"json" help:"Print JSON."`
}

// Help is the example.
func (designationsDiffCmd) Help() string {
	return "Example: truceline designations diff un-2017-07-03.xml un-2018-08-24.xml.gz --json\n\n" +
		"Entries are told apart by the list's own id (the UN's DATAID). White space alone is no amendment. Names of entries that came or went are among the names."
}

// Run compares.
func (c designationsDiffCmd) Run(ctx context.Context, e env) error {
	var files [2]sanctions.Snapshot
	for i, name := range []string{c.A, c.B} {
		var err error
		if files[i], err = desk.ReadUndatedList(ctx, listInput(name, c.Format)); err != nil {
			return err
		}
		for _, u := range files[i].Unread {
			fmt.Fprintf(e.stderr, "%s, line %d: %s: %s\n", filepath.Base(name), u.Line, u.Path, u.Why)
		}
	}
	diff := sanctions.Compare(files[0], files[1])
	if c.JSON {
		return printJSON(e.stdout, diff)
	}
	w := bufio.NewWriterSize(e.stdout, 1<<16)
	listings := func(what string, ls []sanctions.Listing) {
		for _, l := range ls {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", what, l.Ref, l.ID, l.Name)
		}
	}
	listings("added", diff.Added)
	listings("removed", diff.Removed)
	for _, a := range diff.Amended {
		says := make([]string, len(a.Changes))
		for i, x := range a.Changes {
			says[i] = x.String()
		}
		fmt.Fprintf(w, "amended\t%s\t%s\t%s: %s\n", a.Ref, a.ID, a.Name, strings.Join(says, "; "))
	}
	listings("name added", diff.Names.Added)
	listings("name removed", diff.Names.Removed)
	fmt.Fprintf(e.stderr, "%d added, %d removed, %d amended; %s added, %d removed\n", len(diff.Added), len(diff.Removed), len(diff.Amended),
		plural(len(diff.Names.Added), "name", "names"), len(diff.Names.Removed))
	return w.Flush()
}

// listInput is a file of a list by its path.
func listInput(name, format string) desk.ListInput {
	return desk.ListInput{Files: os.DirFS(filepath.Dir(name)), Name: filepath.Base(name), Format: format}
}

type designationsChangesCmd struct {
	record
	known
	From string `arg:"" help:"The earlier local day."`
	To   string `arg:"" help:"The later local day."`
	List string `placeholder:"ID" help:"Only of this list. Default: of every list on record."`
	JSON bool   `name:"json" help:"Print JSON."`
}

// Help is the example.
func (designationsChangesCmd) Help() string {
	return "Example: truceline designations changes 2017-01-01 2018-03-16 --record ./record\n\n" +
		"Each change stands with the answer on both days: unknown where the files leave open whether it was so."
}

// Run prints the changes.
func (c designationsChangesCmd) Run(ctx context.Context, e env) error {
	d, _, at, err := ask(ctx, c.record, c.known)
	if err != nil {
		return err
	}
	defer d.Close()
	x, err := d.DesignationChanges(ctx, sanctions.Date(c.From), sanctions.Date(c.To), c.List, at)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(e.stdout, x)
	}
	w := bufio.NewWriterSize(e.stdout, 1<<16)
	moves := func(what string, ms []desk.DesignationMove) {
		for _, m := range ms {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s -> %s\t%s\n", what, m.Ref, m.Name, m.Was, m.Is, strings.Join(m.Basis, "; "))
		}
	}
	moves("added", x.Added)
	moves("removed", x.Removed)
	for _, a := range x.Amended {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", map[bool]string{false: "amended", true: "possibly amended"}[a.Possibly], a.Ref, a.Name, amendmentsSay(a.Amendments))
	}
	moves("name added", x.Names.Added)
	moves("name removed", x.Names.Removed)
	return w.Flush()
}

func amendmentsSay(as []sanctions.Amendment) string {
	out := make([]string, len(as))
	for i, a := range as {
		out[i] = cmp.Or(a.On.Words(), a.Basis)
		if len(a.Changes) > 0 {
			out[i] += ": " + strings.Join(a.Changes, "; ")
		}
	}
	return strings.Join(out, "; ")
}

type designationsShowCmd struct {
	record
	known
	Ref  string `arg:"" name:"reference" help:"Reference of the entry: QDe.137."`
	JSON bool   `name:"json" help:"Print JSON."`
}

// Help is the example.
func (designationsShowCmd) Help() string {
	return "Example: truceline designations show QDe.137 --record ./record"
}

// Run prints the entry.
func (c designationsShowCmd) Run(ctx context.Context, e env) error {
	d, reg, at, err := ask(ctx, c.record, c.known)
	if err != nil {
		return err
	}
	defer d.Close()
	x, err := d.Designation(ctx, c.Ref, at)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(e.stdout, x)
	}
	w := bufio.NewWriterSize(e.stdout, 1<<16)
	for _, l := range x.Listings {
		fmt.Fprintf(w, "%s, %s: %s\n", l.Entry.Ref, cmp.Or(l.Title, l.List), l.Entry.Name())
		for _, s := range l.Entry.Basis {
			fmt.Fprintf(w, "  %s\n", s)
		}
		for _, n := range l.Entry.Called {
			fmt.Fprintf(w, "  called %q %s: %s\n", n.Text, spanSays(n.Span), n.Basis)
		}
		for _, a := range l.Entry.Amendments {
			fmt.Fprintf(w, "  amended %s\n", amendmentsSay([]sanctions.Amendment{a}))
		}
		for _, s := range l.Entry.Remarks {
			fmt.Fprintf(w, "  %s\n", s)
		}
	}
	if len(x.Listings) == 0 && x.Stated != nil {
		fmt.Fprintf(w, "%s, %s: %s\n  by the case alone: listed since %s\n", x.Stated.Ref, x.Stated.List, x.Stated.Name, x.Stated.Listed.In(reg.Zone()).Format(time.DateOnly))
	}
	for _, s := range x.Contradictions {
		fmt.Fprintf(w, "  contradiction: %s\n", s)
	}
	printMatches(w, x.Matches)
	return w.Flush()
}

// spanSays says in words when something held.
func spanSays(s sanctions.Span) string {
	out := "possibly from " + s.From.Words()
	switch {
	case s.SureFrom == s.From:
		out = "from " + s.From.Words()
	case s.SureFrom != "":
		out += ", certainly from " + s.SureFrom.Words()
	}
	switch {
	case s.To == "":
	case s.To == s.SureTo:
		out += " until " + s.To.Words()
	default:
		out += ", possibly until " + s.To.Words()
	}
	return out
}

type designationsFilesCmd struct {
	record
	known
	JSON bool `name:"json" help:"Print JSON."`
}

// Help is the example and what the states mean.
func (designationsFilesCmd) Help() string {
	return "Example: truceline designations files --record ./record\n\n" +
		"current: what its list now is. earlier: it counts, and the list has a later file. waiting: it counts for nothing until a person accepts it. set_aside: a person said that it does not count."
}

// Run prints the files.
func (c designationsFilesCmd) Run(ctx context.Context, e env) error {
	d, reg, at, err := ask(ctx, c.record, c.known)
	if err != nil {
		return err
	}
	defer d.Close()
	files, err := d.Lists(ctx, at)
	if err != nil {
		return err
	}
	if c.JSON {
		if files == nil {
			files = []desk.ListFile{}
		}
		return printJSON(e.stdout, files)
	}
	if len(files) == 0 {
		fmt.Fprintln(e.stdout, "no file of a list is on record; import one with truceline import --format list")
	}
	for _, f := range files {
		fmt.Fprintf(e.stdout, "%s %s %s %s: %s, %s, from %s, imported by %s on %s\n", f.List, f.On, f.Digest[:12], f.State,
			plural(f.Entries, "entry", "entries"), plural(f.Names, "name", "names"), f.File, f.By, f.Known.In(reg.Zone()).Format(time.DateOnly))
		for _, s := range f.Why {
			fmt.Fprintf(e.stdout, "  %s\n", s)
		}
		for i, x := range f.Decisions {
			if i > 0 { // the last stands under why
				fmt.Fprintf(e.stdout, "  before that, %s %s it: %s\n", x.By, map[bool]string{true: "accepted", false: "set aside"}[x.Accept], x.Reason)
			}
		}
		for _, u := range f.Unread {
			fmt.Fprintf(e.stdout, "  line %d, %s%s: %s: %s\n", u.Line, entryOf(u), u.Path, u.Why, u.Text)
		}
	}
	return nil
}

// entryOf names the entry that an unread piece stands in.
func entryOf(u sanctions.Unread) string {
	if u.Entry == "" {
		return ""
	}
	return u.Entry + ", "
}
