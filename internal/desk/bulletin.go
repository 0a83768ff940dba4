package desk

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/bulletin"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/intake/mapped"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/report"
)

// BulletinOptions say what the text of a bulletin does not.
type BulletinOptions struct {
	Source      report.SourceID // whose counts they are where the text names nobody
	On          string          // its local date, where the text names none
	Via, ViaURL string          // who carried it and where it was read
}

// ReadBulletin proposes the claims of a bulletin's text for a person to confirm.
// Nothing is written.
func (d *Desk) ReadBulletin(ctx context.Context, text string, opts BulletinOptions) (bulletin.Bulletin, error) {
	reg, err := d.Register(ctx, zeroTime)
	if err != nil {
		return bulletin.Bulletin{}, err
	}
	words, err := d.Lexicon(ctx, "")
	if err != nil {
		return bulletin.Bulletin{}, err
	}
	counted := make(map[report.SourceID]report.Counted)
	for _, s := range reg.Facts.Sources {
		if len(s.Counted.Names) > 0 || s.Counted.Column != "" {
			counted[s.ID] = s.Counted
		}
	}
	if _, ok := counted[opts.Source]; opts.Source != "" && !ok {
		if _, err := d.Lexicon(ctx, opts.Source); err != nil {
			return bulletin.Bulletin{}, err
		}
	}
	return bulletin.Read(text, bulletin.Options{
		Sources: counted, Source: opts.Source, Zone: reg.Zone(), On: opts.On, Via: opts.Via, ViaURL: opts.ViaURL,
		Where: words.Where, Areas: reg.BulletinAreas,
	})
}

// ConfirmClaims takes claims that a person confirmed of a bulletin's text, and
// keeps the text as received. A claim without a source is a Problem.
func (d *Desk) ConfirmClaims(ctx context.Context, by, name, text string, claims []report.Claim) (Imported, error) {
	out := Imported{File: name, Rows: len(claims)}
	for i, c := range claims {
		if c.Source == "" {
			return out, truceline.Invalid("source", "claim %d of %s is nobody's; say whose counts they are", i+1, name)
		}
	}
	_, digest, err := d.keepBytes(ctx, strings.NewReader(text), name)
	if err != nil {
		return out, err
	}
	out.Digest = digest
	err = d.write(ctx, func(tx *store.Tx) error {
		out.New, out.Changed, out.Same, out.Flagged = 0, 0, 0, 0
		for _, c := range claims {
			c.Received = digest
			seq, moved, err := putVersion(tx, kindClaim, c.ID(), c)
			switch {
			case err != nil:
				return err
			case !moved:
				out.Same++
			case seq == 1:
				out.New++
			default:
				out.Changed++
			}
			if len(c.Flags) > 0 {
				out.Flagged++
			}
		}
		if out.New+out.Changed == 0 {
			return nil
		}
		_, err := put(tx, kindAct, "bulletin:"+digest+":"+tx.Known().Format("20060102T150405.000000Z"), Act{
			What: "confirm_claims", By: by, Of: name, Digest: digest, Format: FormatBulletin,
			Counts: map[string]int{"new": out.New, "changed": out.Changed, "same": out.Same},
		})
		return err
	})
	return out, err
}

// sampleRows is how many rows of a table a mapping is suggested from.
const sampleRows = 50

// SuggestMapping guesses how a table is read as reports from its headings and
// first rows, for a person to complete.
func SuggestMapping(ctx context.Context, files fs.FS, name string) (mapped.Mapping, error) {
	f, err := files.Open(name)
	if err != nil {
		return mapped.Mapping{}, unreadable(name, err)
	}
	defer f.Close()
	return suggest(ctx, f, name)
}

// SuggestMappingOf is SuggestMapping for bytes.
func SuggestMappingOf(ctx context.Context, table []byte, name string) (mapped.Mapping, error) {
	return suggest(ctx, bytes.NewReader(table), name)
}

func suggest(ctx context.Context, from io.Reader, name string) (mapped.Mapping, error) {
	rows, err := csvrows.Open(from, csvrows.Options{Name: name})
	if err != nil {
		return mapped.Mapping{}, err
	}
	columns := rows.Columns()
	var sample [][]string
	for len(sample) < sampleRows {
		row, err := rows.Next(ctx)
		if _, refused := errors.AsType[*csvrows.Refusal](err); refused {
			continue
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return mapped.Mapping{}, err
		}
		cells := make([]string, len(columns))
		for i, c := range columns {
			cells[i] = row.Text(c)
		}
		sample = append(sample, cells)
	}
	return mapped.Suggest(columns, sample), nil
}
