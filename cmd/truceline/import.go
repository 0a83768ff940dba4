package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	reporting "github.com/truceline/truceline/report"
)

// importCmd takes files in.
type importCmd struct {
	record
	by
	Format  string   `required:"" enum:"ged,acled,geojson,hxl,csv,claims,bulletin,list" help:"ged (UCDP GED CSV), acled (ACLED CSV), geojson, hxl (hashtags, CSV or XLSX), csv (any table, CSV or XLSX, with --mapping), claims (CSV of bare counts), bulletin (the text of one) or list (of designated groups: UN XML, FollowTheMoney JSON lines, or CSV with the columns id, name and kind)."`
	Source  string   `placeholder:"ID" help:"Source of the case whose reports the files are. Default: the format's own dataset, or what the mapping says."`
	Mapping string   `placeholder:"F.yaml" help:"With csv: which column holds what. Without it a mapping is suggested and nothing is taken."`
	DryRun  bool     `help:"Say what would be taken, refused and joined, and write nothing."`
	On      string   `placeholder:"D" help:"With bulletin: its local date, if the text names none. With list: the day as of which it stands, if the file does not say."`
	List    string   `placeholder:"ID" help:"With list: which list the files are of, for example un-sc. Default: as the format tells."`
	Title   string   `placeholder:"T" help:"With list: the list's name in full. Default: as the format tells."`
	Confirm bool     `help:"With bulletin: take the claims that were read of the text. Without it they are printed for a person to look at."`
	JSON    bool     `name:"json" help:"Print the outcome as JSON."`
	Files   []string `arg:"" name:"file" help:"Files, plain or gzip."`
}

// Help is the example.
func (importCmd) Help() string {
	return "Example: truceline import --record ./record --format ged ucdp-ged.csv.gz\n" +
		"Example: truceline import --record ./record --format csv --mapping monitor.yaml --dry-run monitor.xlsx\n" +
		"Example: truceline import --record ./record --format list un-2017-07-03.xml un-2018-08-24.xml.gz\n\n" +
		"Importing a file twice adds nothing. A row that cannot be taken is refused by line, field and reason; the others are taken. " +
		"Rows are written in whole batches: after an interruption, import the file again. " +
		"Reports are joined with those on record; files are kept as received, under originals in the record's folder. " +
		"Counts without a date take it from the totals of their bulletin, so import the file of totals first. " +
		"A file of a list with anything that cannot be accounted for, an empty one, and one that lacks more than a twentieth of the entries of the file before it wait for a person (truceline designations accept). docs/intake.md describes the formats."
}

// Run imports the files one after the other.
func (c importCmd) Run(ctx context.Context, e env) error {
	switch {
	case c.Format == desk.FormatCSV && c.Mapping == "":
		return c.suggest(ctx, e)
	case c.Format == formatList:
		return c.lists(ctx, e)
	case c.List != "" || c.Title != "":
		return truceline.Invalid("--list", "only a file of a list has --list and --title; take them out, or use --format list")
	case c.Format == formatBulletin:
		return c.bulletins(ctx, e)
	case c.Confirm || c.On != "":
		return truceline.Invalid("--confirm", "only the claims of a bulletin are confirmed, and only a bulletin or a list is dated; take --confirm and --on out, or use --format bulletin or list")
	}
	in := desk.Input{Format: c.Format, Source: reporting.SourceID(c.Source), Dry: c.DryRun}
	if c.Mapping != "" {
		if c.Format != desk.FormatCSV {
			return truceline.Invalid("--mapping", "a mapping is for --format csv; %s says itself what its columns hold", c.Format)
		}
		var err error
		if in.Mapping, err = os.ReadFile(c.Mapping); err != nil {
			return truceline.NotFound("the mapping %s cannot be read; check its name and permissions", c.Mapping)
		}
	}
	d, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	var outs []desk.Imported
	refused := 0
	for _, name := range c.Files {
		in.Files, in.Name = os.DirFS(filepath.Dir(name)), filepath.Base(name)
		out, err := importFile(ctx, e, d, c.By, name, in)
		outs = append(outs, out)
		refused += len(out.Refused)
		if err != nil {
			return errors.Join(c.print(e, outs), err)
		}
	}
	if err := c.print(e, outs); err != nil || refused == 0 {
		return err
	}
	return truceline.Invalid("", "%s refused, all others are %s; mend them and import the file again", plural(refused, "row was", "rows were"), c.where())
}

// where is what became of the rows that were not refused.
func (c importCmd) where() string {
	if c.DryRun {
		return "fit to be taken"
	}
	return "in the record"
}

func (c importCmd) print(e env, outs []desk.Imported) error {
	if c.JSON {
		return printJSON(e.stdout, outs)
	}
	for _, o := range outs {
		printImported(e, o)
	}
	return nil
}

func printImported(e env, o desk.Imported) {
	fmt.Fprintf(e.stdout, "%s: %s read, %d new, %d changed, %d already there, %d refused\n",
		o.File, plural(o.Rows, "row", "rows"), o.New, o.Changed, o.Same, len(o.Refused))
	if o.Joined+o.Flagged > 0 {
		fmt.Fprintf(e.stdout, "%s: %s of several reports new or changed, %s taken with a remark\n",
			o.File, plural(o.Joined, "incident", "incidents"), plural(o.Flagged, "row", "rows"))
	}
	if o.Dry {
		fmt.Fprintf(e.stdout, "%s: this was a dry run; nothing was written\n", o.File)
	}
	for _, r := range o.Refused {
		fmt.Fprintf(e.stderr, "%s: %s\n", o.File, r.Error())
	}
}

// importFile imports one file with a bar; shown is its name as given.
func importFile(ctx context.Context, e env, d *desk.Desk, who, shown string, in desk.Input) (desk.Imported, error) {
	b := newBar(e.stderr, "importing "+filepath.Base(shown))
	out, err := d.Import(ctx, who, in, b.set)
	b.done()
	if err != nil && truceline.KindOf(err) == truceline.Internal && ctx.Err() == nil {
		err = fmt.Errorf("import %s: %w", shown, err)
	}
	return out, err
}

// suggest prints a mapping that fits the first file as far as its headings and
// first rows tell, for a person to complete.
func (c importCmd) suggest(ctx context.Context, e env) error {
	name := c.Files[0]
	m, err := desk.SuggestMapping(ctx, os.DirFS(filepath.Dir(name)), filepath.Base(name))
	if err != nil {
		return err
	}
	m.Source = cmp.Or(reporting.SourceID(c.Source), m.Source)
	fmt.Fprintln(e.stderr, "no --mapping was given, so that nothing was taken; this one is suggested, save it, complete it and name it with --mapping")
	_, err = e.stdout.Write(m.YAML())
	return err
}

// formatBulletin is the text of a bulletin of counts.
const formatBulletin = "bulletin"

// bulletins reads texts of bulletins: it prints the claims, or takes them.
func (c importCmd) bulletins(ctx context.Context, e env) error {
	d, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	for _, name := range c.Files {
		text, err := os.ReadFile(name)
		if err != nil {
			return truceline.NotFound("%s cannot be read; check its name and permissions", name)
		}
		if !utf8.Valid(text) {
			return truceline.Invalid(name, "is not text in UTF-8; save it as UTF-8")
		}
		read, err := d.ReadBulletin(ctx, string(text), desk.BulletinOptions{Source: reporting.SourceID(c.Source), On: c.On})
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if c.JSON {
			if err := printJSON(e.stdout, read); err != nil {
				return err
			}
		} else {
			for _, p := range read.Claims {
				x := p.Claim
				fmt.Fprintf(e.stdout, "%s: %s %s, %s, %s%s\n", x.ID(), cmp.Or(x.AreaName, "in all"), claimCount(x), x.Metric, cmp.Or(x.Published, "undated"), flags(x.Flags))
			}
			for _, f := range read.Flags {
				fmt.Fprintf(e.stdout, "%s: %s\n", filepath.Base(name), f)
			}
		}
		if !c.Confirm || c.DryRun {
			fmt.Fprintf(e.stderr, "%s: %s proposed and none taken; look at them and add --confirm\n", filepath.Base(name), plural(len(read.Claims), "claim", "claims"))
			continue
		}
		var all []reporting.Claim
		for _, p := range read.Claims {
			all = append(all, p.Claim)
		}
		out, err := d.ConfirmClaims(ctx, c.By, filepath.Base(name), string(text), all)
		if err != nil {
			return err
		}
		printImported(e, out)
	}
	return nil
}

func claimCount(c reporting.Claim) string {
	if c.Uncounted {
		return "(no number)"
	}
	return fmt.Sprint(c.Count)
}

func flags(fs []string) string {
	if len(fs) == 0 {
		return ""
	}
	return " [" + strings.Join(fs, "; ") + "]"
}
