package csvrows

import (
	"context"
	"errors"
	"io"
	"iter"

	"github.com/truceline/truceline/report"
)

// An Item is what one row of a file of reports gave: a report, or a refusal if
// Refusal is not nil. What is odd about a row that was taken stands in the
// report's Remarks; the report holds the values as given.
type Item struct {
	Line    int // of the file; the header is line 1
	Report  report.Report
	Refusal *Refusal
}

// Each gives what the rows of a file become, in order: of a row that was read,
// and of one that could not be. An error ends it: a Problem with the file, or
// the error of ctx.
func Each[T any](ctx context.Context, rows *Reader, of func(*Row) T, refused func(*Refusal) T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		for {
			row, err := rows.Next(ctx)
			refusal, unread := errors.AsType[*Refusal](err)
			switch {
			case unread:
				if !yield(refused(refusal), nil) {
					return
				}
			case errors.Is(err, io.EOF):
				return
			case err != nil:
				yield(none, err)
				return
			case !yield(of(row), nil):
				return
			}
		}
	}
}

// Refused is the item of a row that could not be read.
func Refused(f *Refusal) Item { return Item{Line: f.Line, Refusal: f} }

// Failed is a file of which nothing can be read.
func Failed[T any](err error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		yield(none, err)
	}
}
