// Package hxl reads tables that carry hashtags of the Humanitarian Exchange
// Language (HXL standard 1.1, https://hxlstandard.org) as reports: one event a
// row. What the columns hold is told from their hashtags alone; docs/intake.md
// has the table of them.
package hxl

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"iter"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/intake/lexicon"
	"github.com/truceline/truceline/internal/intake/mapped"
)

// Open finds the row of hashtags among the first 25 rows of a table that csvrows
// reads, or of HXL in JSON, a list of rows or of objects. Files without it are
// Problems. It sets opts.IsHeader.
func Open(r io.Reader, opts csvrows.Options) (*csvrows.Reader, error) {
	src := bufio.NewReader(r)
	if isJSON(src) {
		table, err := fromJSON(src, opts.Name)
		if err != nil {
			return nil, err
		}
		src = bufio.NewReader(bytes.NewReader(table))
		opts.Kind, opts.Charset = csvrows.Commas, ""
	}
	var f finder
	opts.IsHeader = f.row
	rows, err := csvrows.Open(src, opts)
	if !errors.Is(err, csvrows.ErrNoHeader) {
		return rows, err
	}
	if f.near == "" {
		f.near = "no row of HXL hashtags was found among the first 25; a table without them is imported through a mapping file"
	}
	return nil, truceline.Invalid(opts.Name, "%s", f.near)
}

// Read gives the rows of a table that Open opened, in order, as reports of
// lex.Source. An error ends it: a Problem with the file, such as one whose
// hashtags say nothing that happened, or the error of ctx.
func Read(ctx context.Context, rows *csvrows.Reader, lex lexicon.Lexicon) iter.Seq2[csvrows.Item, error] {
	m, err := Mapping(rows.Columns(), lex.Source)
	if err != nil {
		return func(yield func(csvrows.Item, error) bool) { yield(csvrows.Item{}, err) }
	}
	return mapped.Read(ctx, rows, m, lex)
}
