package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"iter"
	"strconv"
	"time"

	"github.com/truceline/truceline"
)

// A Query says which records List gives. Only Kind must be set.
type Query struct {
	Kind  string
	Known time.Time          // as known then; zero is now
	Span  truceline.Interval // only what was so at some instant of it; zero is all. An empty one is the instant at its From
	IDs   []string           // only these; nil is all
	// Prefix narrows to ids that begin with it.
	Prefix string

	Order      Order
	Descending bool   // the greatest first
	After      string // only what comes after the record with this id, in the order asked for
	Limit      int    // at most so many; 0 is no limit
}

// An Order is the order of a list.
type Order int

// The two orders. Both are total, and the same on every machine.
const (
	ByID   Order = iota // by the bytes of the id
	ByTime              // by when it began to be so, then by the bytes of the id
)

// List gives the latest version of each record that q asks for, as known at
// q.Known, one at a time: the next row is read when the loop asks for it. A
// list as known at an instant never changes. It ends after the first error.
func (s *Store) List(ctx context.Context, q Query) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		rows, err := s.list(ctx, q)
		if err != nil {
			yield(Row{}, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			row, err := scan(rows.Scan)
			if err != nil {
				yield(Row{}, explain(err))
				return
			}
			if !yield(row, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(Row{}, explain(err))
		}
	}
}

// list runs the query that q amounts to.
func (s *Store) list(ctx context.Context, q Query) (*sql.Rows, error) {
	size, err := s.limit(ctx, q.Known)
	if err != nil {
		return nil, err
	}
	query := listed
	args := []any{q.Kind, size}
	bind := func(v any) string {
		args = append(args, v)
		return "$" + strconv.Itoa(len(args))
	}
	if q.Span != (truceline.Interval{}) {
		if q.Span.Empty() {
			q.Span.To = q.Span.From.Add(time.Microsecond)
		}
		within := spanOf(q.Span)
		from, to := bind(within.from), bind(within.to)
		query += " AND v.valid_from < " + to + " AND (v.valid_to > " + from + " OR v.valid_from >= " + from + ")"
	}
	if q.IDs != nil {
		ids, err := json.Marshal(q.IDs)
		if err != nil {
			return nil, err
		}
		query += " AND v.id IN (SELECT value FROM json_each(" + bind(string(ids)) + "))" // PostgreSQL: = ANY($n)
	}
	if q.Prefix != "" {
		query += " AND v.id >= " + bind(q.Prefix) + " AND v.id < " + bind(q.Prefix+"\U0010ffff") // beyond every rune in use
	}
	direction, beyond := "", " > "
	if q.Descending {
		direction, beyond = " DESC", " < "
	}
	if q.After != "" {
		after, err := scan(s.reads.latest.QueryRowContext(ctx, q.Kind, q.After, size).Scan)
		if errors.Is(err, sql.ErrNoRows) {
			return nil, truceline.NotFound("the list cannot go on after %s %s: there is none", q.Kind, q.After)
		}
		if err != nil {
			return nil, explain(err)
		}
		if q.Order == ByTime {
			query += " AND (v.valid_from, v.id)" + beyond + "(" + bind(spanOf(after.Valid).from) + ", " + bind(after.ID) + ")"
		} else {
			query += " AND v.id" + beyond + bind(after.ID)
		}
	}
	query += " ORDER BY "
	switch {
	case q.Order == ByTime && q.IDs != nil:
		query += "+v.valid_from" + direction + ", " // the sign keeps the planner from walking all of time for a few ids
	case q.Order == ByTime:
		query += "v.valid_from" + direction + ", "
	}
	query += "v.id" + direction
	if q.Limit > 0 {
		query += " LIMIT " + bind(q.Limit)
	}
	rows, err := s.readers.QueryContext(ctx, query, args...)
	return rows, explain(err)
}

// listed selects the latest version of each record of kind $1 among the first
// $2 entries of the log. list adds what narrows and orders it; every value is
// bound, none is part of the text.
const listed = `
	SELECT ` + columns + ` FROM version v
	WHERE v.kind = $1 AND v.entry < $2
	AND NOT EXISTS (
		SELECT 1 FROM version w
		WHERE w.kind = v.kind AND w.id = v.id AND w.seq > v.seq AND w.entry < $2)`
