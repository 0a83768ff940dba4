// Package listing is what the readers of designation lists share: how a file
// of a list is unpacked within bounds, and how lists write names, scripts and
// dates.
package listing

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/encoding/unicode"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/unpack"
	"github.com/truceline/truceline/sanctions"
)

// What a list may hold. A list beyond it is no list that people keep, and is
// refused whole.
const (
	MaxUnread = 10_000 // pieces that cannot be read
	MaxName   = 1_000  // bytes of one name; a longer one is no name, and is Unread
	MaxNames  = 2_000_000
)

// A Roll collects the names of one entry.
type Roll struct {
	Names []sanctions.Name
	at    map[sanctions.Name]int // by text and quality
}

// Add appends a name unless one of that text and quality is there, and reports
// whether it did. A note that the first did not have is added to it.
func (r *Roll) Add(n sanctions.Name) bool {
	key := sanctions.Name{Text: n.Text, Quality: n.Quality}
	if i, ok := r.at[key]; ok {
		if r.Names[i].Note == "" {
			r.Names[i].Note = n.Note
		}
		return false
	}
	if r.at == nil {
		r.at = map[sanctions.Name]int{}
	}
	r.at[key] = len(r.Names)
	r.Names = append(r.Names, n)
	return true
}

// A Received file is the bytes of a file as they come, with their digest.
type Received struct {
	src io.Reader
	sum hash.Hash
}

// Receive reads a file from r.
func Receive(r io.Reader) *Received {
	sum := sha256.New()
	return &Received{src: io.TeeReader(r, sum), sum: sum}
}

func (f *Received) Read(p []byte) (int, error) { return f.src.Read(p) }

// Digest reads the file to its end and returns the hex SHA-256 of all of it.
func (f *Received) Digest() (string, error) {
	if _, err := io.Copy(io.Discard, f.src); err != nil {
		return "", err
	}
	return hex.EncodeToString(f.sum.Sum(nil)), nil
}

// Unpack returns the text of a file as UTF-8: out of gzip if it is packed, out
// of UTF-16 if a byte order mark says so, without its mark. A text of more than
// maxBytes ends with a Problem, as does a damaged gzip file; name is the file's,
// for messages.
func Unpack(r io.Reader, name string, maxBytes int64) (*bufio.Reader, error) {
	src := unpack.From(r)
	first, err := src.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if bytes.HasPrefix(first, []byte("PK\x03\x04")) {
		return nil, truceline.Invalid(name, "the file is a zip archive; unpack it and take the list in it")
	}
	in, err := src.Unpack(unpack.Bounds{Bytes: maxBytes, Ratio: maxRatio, Floor: ratioFloor,
		Refuse: func(f unpack.Fault, _ error) error { return refuse(name, maxBytes, f) }})
	if err != nil {
		return nil, err
	}
	text := bufio.NewReaderSize(in, 64<<10)
	mark, err := text.Peek(3)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch {
	case bytes.Equal(mark, []byte("\xef\xbb\xbf")):
		_, err = text.Discard(3)
		return text, err
	case bytes.HasPrefix(mark, []byte("\xff\xfe")), bytes.HasPrefix(mark, []byte("\xfe\xff")):
		wide := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Reader(text)
		return bufio.NewReaderSize(wide, 64<<10), nil
	}
	return text, nil
}

// Head returns the beginning of the text in the first bytes of a file, so that
// its format can be told: unpacked, without a mark and leading white space.
func Head(first []byte) []byte {
	if unpack.Gzip(first) {
		gz, err := gzip.NewReader(bytes.NewReader(first))
		if err != nil {
			return nil
		}
		first, _ = io.ReadAll(io.LimitReader(gz, 4<<10)) // what there is; it ends early
	}
	text, err := Unpack(bytes.NewReader(first), "", 1<<20)
	if err != nil {
		return nil
	}
	head, _ := io.ReadAll(io.LimitReader(text, 4<<10))
	return bytes.TrimSpace(head)
}

// A packed list grows 5 to 20-fold; gzip can reach 1,030.
const (
	maxRatio   = 200
	ratioFloor = 32 << 20 // bytes that may come out before the ratio counts
)

// refuse puts what is wrong with a file before it is unpacked into a sentence.
func refuse(name string, maxBytes int64, f unpack.Fault) error {
	switch f {
	case unpack.Long:
		return truceline.Invalid(name, "the file holds more than %d MiB, which no designation list does; nothing was taken", maxBytes>>20)
	case unpack.Inflated:
		return truceline.Invalid(name, "the gzip file grows more than %d-fold, which no list does; if it is genuine, unpack it and take the plain file", maxRatio)
	case unpack.CutOff:
		return truceline.Invalid(name, "the gzip file ends too early, as an interrupted download does; nothing was taken: fetch it again")
	}
	return truceline.Invalid(name, "the gzip file is damaged; nothing was taken: fetch it again")
}

// Shorten cuts a text to what an Unread piece shows, 200 characters.
func Shorten(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	const most = 200
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}

// ID makes the id of a list of a name: lower-case letters, digits and dashes.
// It is empty if none are left.
func ID(name string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-':
			return r
		case r == '_' || r == ' ':
			return '-'
		}
		return -1
	}, strings.ToLower(name)), "-")
}

// References are the references that entries go by, each with the line of its
// entry, so that no two go by one.
type References map[string]int

// Claim returns what an entry goes by: its reference, or its id if another entry
// has that reference, whose line it then is; 0 if none has.
func (r References) Claim(ref, id string, line int) (as string, was int) {
	as, was = ref, r[ref]
	if was > 0 {
		as = id
	}
	for r[as] > 0 { // an id may be another's reference
		as = "id " + as
	}
	r[as] = line
	return as, was
}

// Sort puts the entries of a snapshot in the order of their ids and what could
// not be read in the order of the file.
func Sort(s *sanctions.Snapshot) {
	slices.SortFunc(s.Entries, func(a, b sanctions.Entry) int { return strings.Compare(a.ID, b.ID) })
	slices.SortStableFunc(s.Unread, func(a, b sanctions.Unread) int { return a.Line - b.Line })
}

// TooMany is the Problem of a file with more than MaxNames names.
func TooMany(name string) error {
	return truceline.Invalid(name, "the file holds more than %d names, which no designation list does; nothing was taken", MaxNames)
}

// Add appends a piece that could not be read, and is a Problem once there are
// more than MaxUnread: such a file is not what it was taken for.
func Add(s *sanctions.Snapshot, name string, u sanctions.Unread) error {
	if len(s.Unread) >= MaxUnread {
		return truceline.Invalid(name, "more than %d pieces of the file cannot be read, the first on line %d (%s); it is not the list that it was taken for, and nothing was taken",
			MaxUnread, s.Unread[0].Line, s.Unread[0].Why)
	}
	u.Text = Shorten(u.Text)
	s.Unread = append(s.Unread, u)
	return nil
}
