package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/intake/claims"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/report"
)

// importBatch is how many rows of a file are taken in one transaction. Batches
// are counted from the first row of the file, so that an import that was
// interrupted and begun again writes the same batches as one that was not.
const importBatch = 2000

// An Input is a file to import.
type Input struct {
	Files  fs.FS
	Name   string // within Files
	Format string
	Source report.SourceID // whose reports they are; by default the source of the format's own dataset, or of the mapping

	// Mapping is the mapping file of a table, for FormatCSV only.
	Mapping []byte

	// Dry says that nothing is to be written: the outcome is what an import
	// would do, but that rows of later batches do not see those of earlier ones.
	Dry bool
}

// Imported says what an import did.
type Imported struct {
	File    string            `json:"file"`
	Digest  string            `json:"digest"` // hex SHA-256 of the file
	Rows    int               `json:"rows"`   // read, refused ones included
	New     int               `json:"new"`
	Changed int               `json:"changed"` // recorded before with other content: a new version
	Same    int               `json:"same"`    // recorded before
	Joined  int               `json:"joined"`  // incidents of several reports that are new or changed
	Flagged int               `json:"flagged"` // taken with a remark
	Refused []csvrows.Refusal `json:"refused,omitempty"`
	Dry     bool              `json:"dry,omitempty"`
}

// gedSource is the source whose reports a GED file holds, unless said otherwise.
const gedSource report.SourceID = "ucdp-ged"

// Import takes a file into the record, batch by batch. Rows that cannot be
// taken are refused by line, field and reason; they stand in the act of their
// batch. A file that cannot be read on ends the import with a Problem, and what
// was taken before stays. Importing a file again adds nothing.
func (d *Desk) Import(ctx context.Context, by string, in Input, progress func(done, total int64)) (Imported, error) {
	out := Imported{File: in.Name}
	reg, err := d.Register(ctx, zeroTime)
	if err != nil {
		return out, err
	}
	size, digest, err := d.keep(ctx, in)
	if err != nil {
		return out, err
	}
	out.Digest, out.Dry = digest, in.Dry
	f, err := in.Files.Open(in.Name)
	if err != nil {
		return out, unreadable(in.Name, err)
	}
	defer f.Close()
	t := taking{desk: d, by: by, reg: reg, out: &out, dry: in.Dry, format: in.Format, waits: make(map[string]int)}
	from := &counting{r: f}
	t.step = func() { progress(from.n, size) }
	if in.Format == FormatClaims {
		return out, t.claims(ctx, in, from)
	}
	items, err := d.items(ctx, reg, in, from)
	if err != nil {
		return out, err
	}
	if t.source, _, err = whose(in); err != nil {
		return out, err
	}
	if len(in.Mapping) > 0 && !in.Dry { // how it was read can be looked up as well as what
		if _, t.mapping, err = d.keepBytes(ctx, bytes.NewReader(in.Mapping), "the mapping"); err != nil {
			return out, err
		}
	}
	if err := t.reports(ctx, items); err != nil || len(t.waits) == 0 {
		return out, err
	}
	return out, t.lastWords(ctx, in)
}

// counting counts what was read, for progress against the size of the file.
type counting struct {
	r io.Reader
	n int64
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func unreadable(name string, err error) error {
	return &truceline.Problem{Kind: truceline.InvalidKind, Field: name, Msg: "the file cannot be read; check its name and permissions", Err: err}
}

// taking is one import under way.
type taking struct {
	desk *Desk
	by   string
	reg  *observance.Register
	out  *Imported
	dry  bool
	step func()

	format, mapping string
	source          report.SourceID

	joining *joining  // what is filed for fusion; nil before the first report and after an error
	known   time.Time // up to when the record is that which joining knows

	waits map[string]int // lines of reports that say what an older version does, by id
	final bool           // what waited is being written

	batch   []record // not yet written
	refused []csvrows.Refusal
	first   int // line of the first row of the batch
	last    int
	n       int // rows of the batch
}

// A record is what a row became: one value under its kind and id.
type record struct {
	kind, id string
	line     int
	value    any
}

// take adds what a row became, or its refusal, and writes the batch if it is full.
func (t *taking) take(ctx context.Context, line int, r *record, refusal *csvrows.Refusal) error {
	if t.n == 0 {
		t.first = line
	}
	if line != t.last { // a row of totals becomes several claims
		t.out.Rows++
	}
	t.last = line
	t.n++
	if refusal != nil {
		t.refused = append(t.refused, *refusal)
	} else {
		r.line = line
		t.batch = append(t.batch, *r)
	}
	if t.n == importBatch {
		return t.flush(ctx)
	}
	return nil
}

// errDry ends the transaction of a dry run, so that nothing of it is written.
var errDry = errors.New("dry run")

// flush writes the batch in one transaction: all of it or nothing.
func (t *taking) flush(ctx context.Context) error {
	if t.n == 0 {
		return nil
	}
	var of Imported
	var waits map[string]int // 0: waits no longer
	err := t.desk.write(ctx, func(tx *store.Tx) error {
		of, waits = Imported{}, make(map[string]int)
		var fresh []report.Report
		for _, r := range t.batch {
			old, err := t.older(ctx, tx, r)
			if err != nil {
				return err
			}
			if t.waiting(r.id, waits) { // and has no last word, since its report comes again
				waits[r.id] = 0
				of.Same++
			}
			if old {
				waits[r.id] = r.line
				continue
			}
			seq, moved, err := putVersion(tx, r.kind, r.id, r.value)
			switch {
			case err != nil:
				return err
			case !moved:
				of.Same++
				continue
			case seq == 1:
				of.New++
			default:
				of.Changed++
			}
			if rep, ok := r.value.(report.Report); ok {
				fresh = append(fresh, rep)
			}
		}
		if err := t.join(ctx, tx, fresh, &of); err != nil {
			return err
		}
		if err := t.act(tx, of); err != nil {
			return err
		}
		if t.dry {
			return errDry
		}
		t.known = tx.Known()
		return nil
	})
	if t.dry && errors.Is(err, errDry) {
		t.joining, err = nil, nil
	}
	if err != nil {
		t.joining = nil
		return err
	}
	for id, line := range waits {
		if delete(t.waits, id); line > 0 {
			t.waits[id] = line
		}
	}
	t.out.New += of.New
	t.out.Changed += of.Changed
	t.out.Same += of.Same
	t.out.Joined += of.Joined
	t.out.Refused = append(t.out.Refused, t.refused...)
	t.batch, t.refused, t.n = t.batch[:0], nil, 0
	t.step()
	return nil
}

// join writes the incidents that reports make, with those on record.
func (t *taking) join(ctx context.Context, tx *store.Tx, fresh []report.Report, of *Imported) error {
	if len(fresh) == 0 {
		return nil
	}
	alone, err := t.desk.alone(ctx, t.reg, fresh)
	if err != nil {
		return err
	}
	if alone {
		ins := make([]incident.Incident, len(fresh))
		for i, r := range fresh {
			ins[i] = incident.Form(incident.IDOf(r.Source, r.Number), []report.Report{r}, incident.FormOptions{Corroborated: t.reg.Facts.Case.Thresholds.CorroboratedOrigins})
		}
		_, err := putAll(tx, ins)
		return err
	}
	last, err := t.desk.store.LastKnown(ctx)
	if err != nil {
		return err
	}
	if t.joining == nil || !last.Equal(t.known) { // somebody else wrote
		if t.joining, err = t.desk.joining(ctx, t.reg, zeroTime); err != nil {
			return err
		}
	}
	ins, err := t.joining.join(ctx, tx, latestOf(fresh))
	if err != nil {
		return err
	}
	changed, err := putAll(tx, ins)
	of.Joined = len(slices.DeleteFunc(ins, func(in incident.Incident) bool {
		return len(in.Reports) < 2 || !slices.Contains(changed, in.ID)
	}))
	return err
}

// latestOf keeps of several versions of a report in one batch the last.
func latestOf(fresh []report.Report) []report.Report {
	at := make(map[string]int, len(fresh))
	var out []report.Report
	for _, r := range fresh {
		if i, twice := at[r.ID()]; twice {
			out[i] = r
			continue
		}
		at[r.ID()] = len(out)
		out = append(out, r)
	}
	return out
}

// act records the batch, unless it is there already and nothing is new.
func (t *taking) act(tx *store.Tx, of Imported) error {
	act := fmt.Sprintf("import:%s:%d-%d", t.out.Digest, t.first, t.last)
	if of.New+of.Changed == 0 {
		if _, done, err := tx.Latest(kindAct, act); err != nil || done || len(t.refused) == 0 {
			return err
		}
	}
	said := Act{
		What: "import", By: t.by, Of: t.out.File, Digest: t.out.Digest, Format: t.format, Source: t.source, Mapping: t.mapping,
		Rows:    &Rows{First: t.first, Last: t.last},
		Counts:  map[string]int{"new": of.New, "changed": of.Changed, "same": of.Same},
		Refused: t.refused,
	}
	written, err := put(tx, kindAct, act, said)
	if err == nil && !written && of.New+of.Changed > 0 { // word for word what the last import of the file did
		said.Notes = map[string]string{"again": "the same as the time before"}
		_, err = put(tx, kindAct, act, said)
	}
	return err
}

// reports takes reports, whatever format they come from.
func (t *taking) reports(ctx context.Context, items iter.Seq2[csvrows.Item, error]) error {
	origin := make(map[report.SourceID]string)
	for _, s := range t.reg.Facts.Sources {
		origin[s.ID] = s.Origin
	}
	for item, err := range items {
		if err != nil {
			return err
		}
		var r *record
		if item.Refusal == nil {
			if o := origin[item.Report.Source]; o != "" && len(item.Report.Origins) == 0 {
				item.Report.Origins = []string{o}
			}
			if len(item.Report.Remarks) > 0 {
				t.out.Flagged++
			}
			r = &record{kind: kindReport, id: item.Report.ID(), value: item.Report}
		}
		if err := t.take(ctx, item.Line, r, item.Refusal); err != nil {
			return err
		}
	}
	return t.flush(ctx)
}

// claims takes a file of counts. Counts of a bulletin whose totals are on record
// take its dates from there; of one that nobody has dated they stay undated.
func (t *taking) claims(ctx context.Context, in Input, from io.Reader) error {
	rows, err := csvrows.Open(from, csvrows.Options{Name: in.Name})
	if err != nil {
		return err
	}
	bulletins, err := t.desk.bulletins(ctx)
	if err != nil {
		return err
	}
	counted := make(map[report.SourceID]report.Counted)
	for _, s := range t.reg.Facts.Sources {
		if s.Counted.Column != "" || len(s.Counted.Names) > 0 {
			counted[s.ID] = s.Counted
		}
	}
	words, err := t.desk.Lexicon(ctx, "")
	if err != nil {
		return err
	}
	opts := claims.Options{
		Where: words.Where, Sources: counted, Zone: t.reg.Zone(), Area: t.reg.AreaNamed,
		Bulletins: func(id string) (claims.Bulletin, bool) { return bulletins[id], true },
	}
	for item, err := range claims.Read(ctx, rows, opts) {
		if err != nil {
			return err
		}
		var r *record
		if item.Refusal == nil {
			if len(item.Claim.Flags) > 0 {
				t.out.Flagged++
			}
			r = &record{kind: kindClaim, id: item.Claim.ID(), value: item.Claim}
		}
		if err := t.take(ctx, item.Line, r, item.Refusal); err != nil {
			return err
		}
	}
	return t.flush(ctx)
}

// bulletins are what is on record of the bulletins whose totals were taken.
func (d *Desk) bulletins(ctx context.Context) (map[string]claims.Bulletin, error) {
	out := make(map[string]claims.Bulletin)
	for row, err := range d.store.List(ctx, store.Query{Kind: kindClaim}) {
		if err != nil {
			return nil, err
		}
		c, err := decode[report.Claim](row)
		if err != nil {
			return nil, err
		}
		if c.Total {
			out[c.Bulletin] = claims.BulletinOf(c)
		}
	}
	return out, nil
}
