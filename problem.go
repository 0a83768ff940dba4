package truceline

import (
	"errors"
	"fmt"
	"strings"
)

// A Kind sorts errors by who can do something about them.
type Kind int

// The kinds of Problem. Internal is the zero value: an error that is not a
// Problem is ours.
const (
	Internal    Kind = iota // ours; the message is for the log only
	InvalidKind             // the input is wrong; Msg says what would be right
	NotFoundKind
	ConflictKind    // it contradicts what the record holds
	UnavailableKind // not now: locked, full disk, not loaded yet
)

// A Problem is an error whose message is safe to show to whoever caused it.
// Any other error is Internal.
type Problem struct {
	Kind  Kind
	Field string // offending input field or place, if one: "line 12, field latitude"
	Msg   string // plain sentence, no trailing period
	Err   error  // cause, for the log only
}

// Error returns the place and the sentence.
func (p *Problem) Error() string {
	if p.Field == "" {
		return p.Msg
	}
	return p.Field + ": " + p.Msg
}

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.Err }

// KindOf reports the kind of err. Errors that are not Problems are Internal.
func KindOf(err error) Kind {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p.Kind
	}
	return Internal
}

// Invalid is a Problem with the input: field says where ("" if nowhere in
// particular), the sentence what is wrong and what would be right.
func Invalid(field, format string, args ...any) *Problem {
	return &Problem{Kind: InvalidKind, Field: field, Msg: fmt.Sprintf(format, args...)}
}

// NotFound is a Problem: there is no such thing.
func NotFound(format string, args ...any) *Problem {
	return &Problem{Kind: NotFoundKind, Msg: fmt.Sprintf(format, args...)}
}

// Conflict is a Problem: the input contradicts what the record holds.
func Conflict(format string, args ...any) *Problem {
	return &Problem{Kind: ConflictKind, Msg: fmt.Sprintf(format, args...)}
}

// Unavailable is a Problem that may pass: the record is locked, the disk is full.
func Unavailable(err error, format string, args ...any) *Problem {
	return &Problem{Kind: UnavailableKind, Msg: fmt.Sprintf(format, args...), Err: err}
}

// Problems are several Problems found in one pass, so that a person can mend
// them all before trying again.
type Problems []*Problem

// Error lists the problems, one a line.
func (ps Problems) Error() string {
	var b strings.Builder
	for i, p := range ps {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.Error())
	}
	return b.String()
}

// Unwrap lets errors.As find each.
func (ps Problems) Unwrap() []error {
	out := make([]error, len(ps))
	for i, p := range ps {
		out[i] = p
	}
	return out
}
