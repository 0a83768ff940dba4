package tlog

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/truceline/truceline"
	sumdb "golang.org/x/mod/sumdb/tlog"
)

// leafHeader is the first line of every leaf. A change to the form changes it.
const leafHeader = "truceline entry v1"

// knownLayout is RFC 3339 in UTC with exactly six digits of a second.
const knownLayout = "2006-01-02T15:04:05.000000Z"

// MaxName is how long a kind or an id may be, in bytes.
const MaxName = 512

// An Entry is what the log attests about one version of one record.
type Entry struct {
	Kind  string    // for example "incident"
	ID    string    // unique within the kind
	Seq   int       // version number, from 1
	Known time.Time // when it was recorded, UTC, whole microseconds
	Body  [32]byte  // SHA-256 of the body, byte for byte as recorded
}

// EntryOf is the entry of a version with the given body. known is cut to whole
// microseconds.
func EntryOf(kind, id string, seq int, known time.Time, body []byte) Entry {
	return Entry{kind, id, seq, known.UTC().Truncate(time.Microsecond), sha256.Sum256(body)}
}

// Leaf returns the bytes that are hashed into the log: UTF-8 text of six lines,
// each ended by a line feed, with one space after the name of each.
//
//	truceline entry v1
//	kind incident
//	id ged-212345
//	seq 1
//	known 2017-05-04T21:00:00.000000Z
//	sha256 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
//
// The last is the SHA-256 of the body as lower-case hexadecimal digits, so that
// a common sha256 program over the body's file gives it. Two entries that
// differ have leaves that differ, provided that CheckName accepts their names.
func (e Entry) Leaf() []byte {
	b := make([]byte, 0, 192+len(e.Kind)+len(e.ID))
	b = append(b, leafHeader+"\nkind "...)
	b = append(b, e.Kind...)
	b = append(b, "\nid "...)
	b = append(b, e.ID...)
	b = append(b, "\nseq "...)
	b = strconv.AppendInt(b, int64(e.Seq), 10)
	b = append(b, "\nknown "...)
	b = e.Known.UTC().AppendFormat(b, knownLayout)
	b = append(b, "\nsha256 "...)
	b = hex.AppendEncode(b, e.Body[:])
	return append(b, '\n')
}

// Hash is the hash by which the entry stands in the log.
func (e Entry) Hash() Hash { return sumdb.RecordHash(e.Leaf()) }

// Attests reports whether body is, byte for byte, what the entry attests.
func (e Entry) Attests(body []byte) bool { return sha256.Sum256(body) == e.Body }

// ParseLeaf reads the bytes that Leaf writes, and nothing else: what it accepts
// is written back to the same bytes.
func ParseLeaf(leaf []byte) (Entry, error) {
	wrong := truceline.Invalid("leaf", "this is not a log entry of the form %q", leafHeader)
	lines := strings.Split(string(leaf), "\n")
	if len(lines) != 7 || lines[0] != leafHeader || lines[6] != "" {
		return Entry{}, wrong
	}
	var value [5]string
	for i, name := range [5]string{"kind ", "id ", "seq ", "known ", "sha256 "} {
		v, ok := strings.CutPrefix(lines[i+1], name)
		if !ok {
			return Entry{}, wrong
		}
		value[i] = v
	}
	seq, err := strconv.Atoi(value[2])
	if err != nil || seq < 1 {
		return Entry{}, truceline.Invalid("leaf", "seq %q is not a version number, which counts from 1", value[2])
	}
	known, err := time.Parse(knownLayout, value[3])
	if err != nil {
		return Entry{}, truceline.Invalid("leaf", "known %q is not an instant like %s", value[3], knownLayout)
	}
	sum, err := hex.DecodeString(value[4])
	if err != nil || len(sum) != sha256.Size {
		return Entry{}, truceline.Invalid("leaf", "sha256 %q is not 64 hexadecimal digits", value[4])
	}
	e := Entry{Kind: value[0], ID: value[1], Seq: seq, Known: known, Body: [32]byte(sum)}
	if err := CheckName("kind", e.Kind); err != nil {
		return Entry{}, err
	}
	if err := CheckName("id", e.ID); err != nil {
		return Entry{}, err
	}
	if !bytes.Equal(e.Leaf(), leaf) {
		return Entry{}, wrong
	}
	return e, nil
}

// CheckName says whether name can be the kind or the id of an entry: 1 to
// MaxName bytes of UTF-8 without control characters, so that every leaf has
// exactly one reading. field names it in the Problem.
func CheckName(field, name string) error {
	switch {
	case name == "":
		return truceline.Invalid(field, "it is empty; a record needs one")
	case len(name) > MaxName:
		return truceline.Invalid(field, "it is %d bytes long; at most %d are allowed", len(name), MaxName)
	case !utf8.ValidString(name):
		return truceline.Invalid(field, "%q is not UTF-8", name)
	case strings.ContainsFunc(name, unicode.IsControl):
		return truceline.Invalid(field, "%q holds a control character", name)
	}
	return nil
}
