package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"math"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/intake/claims"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/intake/ged"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// importBatch is how many rows of a file are taken in one transaction. Batches
// are counted from the first row of the file, so that an import that was
// interrupted and begun again writes the same batches as one that was not.
const importBatch = 2000

// The formats that Import reads.
const (
	FormatGED    = "ged"    // UCDP GED, CSV
	FormatClaims = "claims" // bare counts, CSV
)

// An Input is a file to import.
type Input struct {
	Files  fs.FS
	Name   string // within Files
	Format string
	Source report.SourceID // whose reports they are; by default the source of the format's own dataset
}

// Imported says what an import did.
type Imported struct {
	File    string            `json:"file"`
	Digest  string            `json:"digest"` // hex SHA-256 of the file
	Rows    int               `json:"rows"`   // read, refused ones included
	New     int               `json:"new"`
	Changed int               `json:"changed"` // recorded before with other content: a new version
	Same    int               `json:"same"`    // recorded before
	Refused []csvrows.Refusal `json:"refused,omitempty"`
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
	size, digest, err := sum(in)
	if err != nil {
		return out, err
	}
	out.Digest = digest
	f, err := in.Files.Open(in.Name)
	if err != nil {
		return out, unreadable(in.Name, err)
	}
	defer f.Close()
	rows, err := csvrows.Open(f, csvrows.Options{Name: in.Name})
	if err != nil {
		return out, err
	}
	t := taking{desk: d, by: by, reg: reg, out: &out, step: func() { progress(rows.Consumed(), size) }}
	switch in.Format {
	case FormatGED:
		err = t.reports(ctx, rows, in.Source)
	case FormatClaims:
		err = t.claims(ctx, rows)
	default:
		err = truceline.Invalid("format", "%q is not a format that can be imported; use ged or claims", in.Format)
	}
	return out, err
}

// sum reads the whole file once: its size and digest name it in the log.
func sum(in Input) (size int64, digest string, err error) {
	f, err := in.Files.Open(in.Name)
	if err != nil {
		return 0, "", unreadable(in.Name, err)
	}
	defer f.Close()
	h := sha256.New()
	if size, err = io.Copy(h, f); err != nil {
		return 0, "", unreadable(in.Name, err)
	}
	return size, hex.EncodeToString(h.Sum(nil)), nil
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
	step func()

	batch   []record // not yet written
	refused []csvrows.Refusal
	first   int // line of the first row of the batch
	last    int
	n       int // rows of the batch
}

// A record is what a row became: one value under its kind and id, and what
// follows from it.
type record struct {
	kind, id string
	value    any
	then     []record
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
		t.batch = append(t.batch, *r)
	}
	if t.n == importBatch {
		return t.flush(ctx)
	}
	return nil
}

// flush writes the batch in one transaction: all of it or nothing.
func (t *taking) flush(ctx context.Context) error {
	if t.n == 0 {
		return nil
	}
	var fresh, changed, same int
	err := t.desk.write(ctx, func(tx *store.Tx) error {
		fresh, changed, same = 0, 0, 0
		for _, r := range t.batch {
			seq, moved, err := putVersion(tx, r.kind, r.id, r.value)
			switch {
			case err != nil:
				return err
			case !moved:
				same++
				continue
			case seq == 1:
				fresh++
			default:
				changed++
			}
			for _, next := range r.then {
				if _, err := put(tx, next.kind, next.id, next.value); err != nil {
					return err
				}
			}
		}
		act := fmt.Sprintf("import:%s:%d-%d", t.out.Digest, t.first, t.last)
		if fresh+changed == 0 {
			if _, done, err := tx.Latest(kindAct, act); err != nil || done || len(t.refused) == 0 {
				return err
			}
		}
		_, err := put(tx, kindAct, act, Act{
			What: "import", By: t.by, Of: t.out.File, Digest: t.out.Digest,
			Rows:    &Rows{First: t.first, Last: t.last},
			Counts:  map[string]int{"new": fresh, "changed": changed, "same": same},
			Refused: t.refused,
		})
		return err
	})
	if err != nil {
		return err
	}
	t.out.New += fresh
	t.out.Changed += changed
	t.out.Same += same
	t.out.Refused = append(t.out.Refused, t.refused...)
	t.batch, t.refused, t.n = t.batch[:0], nil, 0
	t.step()
	return nil
}

// reports takes a GED file: each row is a report, and an incident formed of it.
func (t *taking) reports(ctx context.Context, rows *csvrows.Reader, id report.SourceID) error {
	if id == "" {
		id = gedSource
	}
	source, err := t.source(id)
	if err != nil {
		return err
	}
	origins := t.reg.Facts.Case.Thresholds.CorroboratedOrigins
	opts := ged.Options{Source: source, Precision: source.Precision, Zone: t.reg.Zone(), Actor: t.actor, Area: t.area}
	for item, err := range ged.Read(ctx, rows, opts) {
		if err != nil {
			return err
		}
		var r *record
		if item.Refusal == nil {
			item.Report.Remarks = item.Remarks
			in := incident.Form(incident.IDOf(item.Report.Source, item.Report.Number), []report.Report{item.Report}, incident.FormOptions{Corroborated: origins})
			r = &record{kindReport, item.Report.ID(), item.Report, []record{{kindIncident, string(in.ID), in, nil}}}
		}
		if err := t.take(ctx, item.Line, r, item.Refusal); err != nil {
			return err
		}
	}
	return t.flush(ctx)
}

func (t *taking) source(id report.SourceID) (report.Source, error) {
	for _, s := range t.reg.Facts.Sources {
		if s.ID == id {
			return s, nil
		}
	}
	return report.Source{}, truceline.NotFound("the case has no source %q; add it to the case's sources and load the case again", id)
}

// actor resolves a side by its code, then by its name as the source spells it,
// then by any name or alias that means one party.
func (t *taking) actor(name, code string) party.ID {
	roll := t.reg.Roll()
	for _, c := range []string{code, "ucdp:" + name} {
		if id, ok := roll.Code(c); ok {
			return id
		}
	}
	id, _ := roll.Name(name)
	return id
}

// area resolves the name of a division, with a radius that covers it from any
// point of it: the diagonal of its bounding box.
func (t *taking) area(name string) (place.AreaID, float64, bool) {
	id, ok := t.reg.AreaNamed(name)
	if !ok {
		return "", 0, false
	}
	a, _ := t.reg.Area(id)
	box := a.Possible.Bound()
	diagonal := place.DistanceM(place.Point{Lon: box.Left(), Lat: box.Bottom()}, place.Point{Lon: box.Right(), Lat: box.Top()})
	return id, math.Ceil(diagonal), true
}

// claims takes a file of counts. Counts of a bulletin whose totals are on record
// take its dates from there; of one that nobody has dated they stay undated.
func (t *taking) claims(ctx context.Context, rows *csvrows.Reader) error {
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
	opts := claims.Options{
		Sources: counted, Zone: t.reg.Zone(), Area: t.reg.AreaNamed,
		Bulletins: func(id string) (claims.Bulletin, bool) { return bulletins[id], true },
	}
	for item, err := range claims.Read(ctx, rows, opts) {
		if err != nil {
			return err
		}
		var r *record
		if item.Refusal == nil {
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
