package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/intake/accounts"
	"github.com/truceline/truceline/internal/intake/casedir"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/publication"
)

// fuseCmd joins reports, of a record or of files.
type fuseCmd struct {
	by
	Record   string   `placeholder:"DIR" help:"Fuse this record's reports again, by the case's weights and people's decisions."`
	DryRun   bool     `help:"Read --reports and write pairs; no record is needed and none is touched."`
	Reports  []string `placeholder:"F.csv" sep:"none" help:"A table of reports; give it once for each file."`
	Out      string   `placeholder:"PAIRS.csv" help:"Where the pairs go: report_a, report_b, score, joined. Default: standard output."`
	Case     string   `placeholder:"DIR|astana" help:"Case whose parties and acts the tables' words may mean. Default: none; words are compared as they are written."`
	Words    string   `placeholder:"F.csv" help:"With --case: what the words of each source mean: source, part (kind or actor), words, case."`
	Weights  string   `placeholder:"F.yaml" help:"Weights to go by. Default: the published ones, for reports or for headlines."`
	Estimate string   `placeholder:"F.yaml" help:"Estimate weights on the reports themselves, write them here and go by them."`
	Repeats  bool     `help:"A source may report one event more than once."`
	Zone     string   `default:"UTC" help:"Where dates without a zone are days, for example Asia/Damascus."`
}

// Help is the examples and the columns.
func (fuseCmd) Help() string {
	return "Example: truceline fuse --record ./record\n" +
		"Example: truceline fuse --dry-run --reports a.csv --reports b.csv --out pairs.csv\n\n" +
		"A table has the columns report_id, office, report_date, headline; or those of reports in general: report_id, source, office, report_date, start, end, " +
		"latitude, longitude, radius_m, place, admin1, kind, actor1, actor2, deaths_low, deaths_best, deaths_high, means, headline. " +
		"Every pair that is linked enough to be proposed is written, the best first; joined is yes where no person is needed. docs/fusion.md says how."
}

// Run fuses.
func (c fuseCmd) Run(ctx context.Context, e env) error {
	switch {
	case c.DryRun && len(c.Reports) == 0:
		return truceline.Invalid("--reports", "name a table of reports to read")
	case c.DryRun:
		return c.files(ctx, e)
	case len(c.Reports) > 0:
		return truceline.Invalid("--dry-run", "tables of reports are fused without a record only; add --dry-run, or take them in with truceline import")
	case c.Record == "":
		return truceline.Invalid("--record", "name a record to fuse again, or files with --dry-run --reports")
	}
	d, err := desk.Open(ctx, c.Record, desk.Options{})
	if err != nil {
		return err
	}
	defer d.Close()
	b := newBar(e.stderr, "fusing")
	out, err := d.Fuse(ctx, c.By, b.set)
	b.done()
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "%s in %s, %d of them of several reports; %d changed\n",
		plural(out.Reports, "report", "reports"), plural(out.Incidents, "incident", "incidents"), out.Several, out.Changed)
	return nil
}

// files fuses tables without a record.
func (c fuseCmd) files(ctx context.Context, e env) error {
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		return truceline.Invalid("--zone", "%q is not a time zone; write it like Asia/Damascus", c.Zone)
	}
	vocabulary, err := c.vocabulary(ctx)
	if err != nil {
		return err
	}
	all, words, err := c.read(ctx, e, accounts.Options{Zone: zone, Vocabulary: vocabulary})
	if err != nil {
		return err
	}
	opts := incident.FuseOptions{Weights: incident.DefaultWeights(), Repeats: c.Repeats}
	if words {
		rarity := incident.RarityOf("of these files", all)
		opts = incident.FuseOptions{Weights: incident.HeadlineWeights(rarity), Rarity: rarity, Repeats: true}
	}
	if c.Weights != "" {
		if _, err := os.Stat(c.Weights); err != nil {
			return truceline.NotFound("the weights %s cannot be read; check the name and permissions", c.Weights)
		}
		if opts.Weights, err = weightsIn(c.Weights); err != nil {
			return err
		}
	}
	if c.Estimate != "" && words {
		return truceline.Invalid("--estimate", "weights cannot be estimated from headlines alone: what EM finds in them is not events (docs/headlines.md); leave it out to go by the published ones")
	}
	if c.Estimate != "" {
		if opts.Weights, err = c.estimate(ctx, all, opts); err != nil {
			return err
		}
	}
	fused, err := incident.Fuse(ctx, all, opts)
	if err != nil {
		return err
	}
	joined := 0
	for _, p := range fused.Pairs {
		if p.Joined {
			joined++
		}
	}
	fmt.Fprintf(e.stderr, "%s in %s by weights %s; %s proposed, %d of them joined\n", plural(len(all), "report", "reports"),
		plural(len(fused.Groups), "group", "groups"), opts.Weights.Version, plural(len(fused.Pairs), "pair", "pairs"), joined)
	if c.Out == "" {
		return writePairs(e.stdout, fused.Pairs)
	}
	return writeFile(c.Out, func(w io.Writer) error { return writePairs(w, fused.Pairs) })
}

// weightsIn reads a file of weights.
func weightsIn(name string) (incident.Weights, error) {
	return casedir.Weights(os.DirFS(filepath.Dir(name)), filepath.Base(name))
}

// estimate writes weights that fit the reports, and gives them as the file has
// them: whoever goes by the file finds the same pairs.
func (c fuseCmd) estimate(ctx context.Context, all []incident.Account, opts incident.FuseOptions) (incident.Weights, error) {
	w, err := incident.Estimate(ctx, all, incident.EstimateOptions{Start: opts.Weights, Rarity: opts.Rarity, Repeats: opts.Repeats})
	if err != nil {
		return w, err
	}
	names := make([]string, len(c.Reports))
	for i, name := range c.Reports {
		names[i] = filepath.Base(name)
	}
	w.Basis = fmt.Sprintf("EM on the %d reports of %s", len(all), strings.Join(names, ", "))
	if err := os.WriteFile(c.Estimate, []byte(casedir.FusionFile(w)), 0o644); err != nil {
		return w, truceline.Unavailable(err, "the weights could not be written to %s (%v)", c.Estimate, err)
	}
	return weightsIn(c.Estimate)
}

// vocabulary is what the words of the tables mean.
func (c fuseCmd) vocabulary(ctx context.Context) (v accounts.Vocabulary, err error) {
	if c.Case == "" {
		if c.Words != "" {
			err = truceline.Invalid("--case", "words mean the parties and acts of a case; name it")
		}
		return v, err
	}
	dir, err := caseFiles(c.Case)
	if err != nil {
		return v, err
	}
	loaded, err := casedir.Load(dir)
	if err != nil {
		return v, err
	}
	reg, err := observance.Compile(loaded.Facts, loaded.Location)
	if err != nil {
		return v, err
	}
	v.Catalogue, v.Roll = reg.Catalogue(), reg.Roll()
	if c.Words == "" {
		return v, nil
	}
	f, err := os.Open(c.Words)
	if err != nil {
		return v, truceline.NotFound("%s cannot be opened; check its name and permissions", c.Words)
	}
	defer f.Close()
	rows, err := csvrows.Open(f, csvrows.Options{Name: filepath.Base(c.Words)})
	if err != nil {
		return v, err
	}
	return v, v.Add(ctx, rows)
}

// read reads all tables; words says that they hold headlines and nothing else.
func (c fuseCmd) read(ctx context.Context, e env, opts accounts.Options) (all []incident.Account, words bool, err error) {
	refused := 0
	words = true
	for _, name := range c.Reports {
		n, only, err := c.table(ctx, e, name, opts, &all)
		if err != nil {
			return nil, false, err
		}
		refused += n
		words = words && only
	}
	if refused > 0 {
		fmt.Fprintf(e.stderr, "%s refused; the others are compared\n", plural(refused, "row was", "rows were"))
	}
	return all, words, nil
}

// table reads one table and says how many rows it refused.
func (c fuseCmd) table(ctx context.Context, e env, name string, opts accounts.Options, all *[]incident.Account) (refused int, words bool, err error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, false, truceline.NotFound("%s cannot be opened; check its name and permissions", name)
	}
	defer f.Close()
	rows, err := csvrows.Open(f, csvrows.Options{Name: filepath.Base(name)})
	if err != nil {
		return 0, false, err
	}
	if words = accounts.HeadlinesOnly(rows); words {
		opts.Prepare = accounts.FromHeadline(opts.Zone)
	}
	for item, err := range accounts.Read(ctx, rows, opts) {
		switch {
		case err != nil:
			return refused, words, err
		case item.Refusal != nil:
			refused++
			fmt.Fprintf(e.stderr, "%s, %v\n", filepath.Base(name), item.Refusal)
		default:
			*all = append(*all, item.Account)
		}
	}
	return refused, words, nil
}

func writePairs(w io.Writer, pairs []incident.Pair) error {
	buf := bufio.NewWriterSize(w, 1<<16)
	out := csv.NewWriter(buf)
	if err := out.Write([]string{"report_a", "report_b", "score", "joined"}); err != nil {
		return err
	}
	for _, p := range pairs {
		joined := "no"
		if p.Joined {
			joined = "yes"
		}
		if err := out.Write([]string{publication.SafeCell(p.A), publication.SafeCell(p.B), strconv.FormatFloat(p.Linked, 'f', 3, 64), joined}); err != nil {
			return err
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return err
	}
	return buf.Flush()
}

// deliver writes to the file that --out names, or to standard output.
func (e env) deliver(out string, write func(io.Writer) error) error {
	if out != "" {
		return writeFile(out, write)
	}
	w := bufio.NewWriterSize(e.stdout, 1<<16)
	if err := write(w); err != nil {
		return err
	}
	return w.Flush()
}

// writeFile writes a file whole or not at all.
func writeFile(name string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".writing-*")
	if err != nil {
		return truceline.Unavailable(err, "%s cannot be written (%v); check the folder", name, err)
	}
	defer os.Remove(f.Name()) // gone by then, if all went well
	if err := write(f); err != nil {
		f.Close()
		return truceline.Unavailable(err, "%s could not be written whole (%v); nothing was left", name, err)
	}
	if err := errors.Join(f.Chmod(0o644), f.Sync(), f.Close(), os.Rename(f.Name(), name)); err != nil {
		return truceline.Unavailable(err, "%s cannot be written (%v); check the folder", name, err)
	}
	return nil
}
