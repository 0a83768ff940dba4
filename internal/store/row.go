package store

import (
	"math"
	"time"

	"github.com/truceline/truceline"
)

// A Row is one version of one record.
type Row struct {
	Kind  string             // what sort of record, for example "incident"
	ID    string             // unique within the kind
	Seq   int                // version number, from 1
	Known time.Time          // when it was recorded, UTC, whole microseconds
	Valid truceline.Interval // when it was so, widened to whole microseconds
	Box   *Box               // where it was so; nil if the record has no place
	Entry int64              // number in the log, from 0
	Body  []byte             // the record, in the exact bytes that were hashed
}

// A Box is a bounding box in WGS 84 (EPSG:4326), decimal degrees. West exceeds
// East where it crosses the antimeridian, as in RFC 7946, section 5.2.
type Box struct{ West, South, East, North float64 }

// An Envelope is what rows are filtered by. The caller derives it from the body
// with one function, and never from anything else.
type Envelope struct {
	Valid truceline.Interval // zero if the record holds at all times; From = To for one instant
	Box   *Box               // nil if the record has no place
}

// span is a valid interval as the columns hold it, in microseconds since 1970:
// what is open is the least and the greatest number.
type span struct{ from, to int64 }

// spanOf widens iv to whole microseconds, so that a filter by the span never
// loses what a filter by iv would keep.
func spanOf(iv truceline.Interval) span {
	s := span{math.MinInt64, math.MaxInt64}
	if !iv.From.IsZero() {
		s.from = iv.From.UnixMicro()
	}
	if !iv.To.IsZero() {
		s.to = iv.To.Add(time.Microsecond - 1).UnixMicro()
	}
	return s
}

func (s span) interval() (iv truceline.Interval) {
	if s.from != math.MinInt64 {
		iv.From = time.UnixMicro(s.from).UTC()
	}
	if s.to != math.MaxInt64 {
		iv.To = time.UnixMicro(s.to).UTC()
	}
	return iv
}

// check says what is wrong with the envelope, if anything.
func (e Envelope) check() error {
	if !e.Valid.To.IsZero() && e.Valid.To.Before(e.Valid.From) {
		return truceline.Invalid("valid", "it ends at %s, before it begins at %s",
			e.Valid.To.Format(time.RFC3339), e.Valid.From.Format(time.RFC3339))
	}
	b := e.Box
	if b == nil {
		return nil
	}
	if !(math.Abs(b.West) <= 180 && math.Abs(b.East) <= 180 && math.Abs(b.South) <= 90 && math.Abs(b.North) <= 90 && b.South <= b.North) {
		return truceline.Invalid("box", "west %v, south %v, east %v, north %v is not a box in degrees of longitude and latitude", b.West, b.South, b.East, b.North)
	}
	return nil
}

// columns are those of a Row, in the order that scan reads them.
const columns = `v.kind, v.id, v.seq, v.known_at, v.valid_from, v.valid_to,
	v.west, v.south, v.east, v.north, v.entry, v.body`

// scan reads the columns by the Scan method of a row or of rows. more takes
// what the query selects after them.
func scan(scanner func(...any) error, more ...any) (Row, error) {
	var (
		r     Row
		known int64
		valid span
		box   [4]any // float64, or nil if the record has no place
	)
	dst := [13]any{&r.Kind, &r.ID, &r.Seq, &known, &valid.from, &valid.to,
		&box[0], &box[1], &box[2], &box[3], &r.Entry, &r.Body}
	if err := scanner(append(dst[:12], more...)...); err != nil {
		return Row{}, err
	}
	r.Known = time.UnixMicro(known).UTC()
	r.Valid = valid.interval()
	if west, ok := box[0].(float64); ok { // all four or none
		south, _ := box[1].(float64)
		east, _ := box[2].(float64)
		north, _ := box[3].(float64)
		r.Box = &Box{west, south, east, north}
	}
	return r, nil
}

// always stands in place of a limit where a question has none.
const always = math.MaxInt64

// until is known as the columns hold it; zero means now, which is no limit.
func until(known time.Time) int64 {
	if known.IsZero() {
		return always
	}
	return known.UnixMicro()
}
