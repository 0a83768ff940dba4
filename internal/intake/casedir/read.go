package casedir

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"strings"
	"unicode/utf8"
)

// Files that are read whole are limited, so that a wrong file cannot fill the
// memory. Bundled reports and counts are streamed by their importer, within its bounds.
const (
	maxYAML    = 4 << 20  // bytes; a register of 300 provisions has some 300 KB
	maxGeoJSON = 64 << 20 // bytes
)

// read returns a file of at most limit bytes that is UTF-8, without a byte
// order mark, or refuses it. The file becomes part of the digest.
func (l *loader) read(name string, limit int64) ([]byte, bool) {
	at := spot{row: name}
	f, err := l.open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		l.refuse(at, "is missing; docs/case-format.md says what a case consists of")
		return nil, false
	case err != nil:
		l.refuse(at, "cannot be opened; make it a file that can be read")
		return nil, false
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		l.refuse(at, "cannot be read to its end; make it a file that can be read")
		return nil, false
	}
	if int64(len(b)) > limit {
		l.refuse(at, "is larger than %d MB; split it into several files", limit>>20)
		return nil, false
	}
	sum := sha256.Sum256(b)
	l.sums[name] = hex.EncodeToString(sum[:])
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	return b, l.text(at, b)
}

// open opens a regular file; a folder or a pipe in its place is an error.
func (l *loader) open(name string) (fs.File, error) {
	info, err := fs.Stat(l.fsys, name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fs.ErrInvalid
	}
	return l.fsys.Open(name)
}

// text refuses bytes that are not text in UTF-8, and says where.
func (l *loader) text(at spot, b []byte) bool {
	bad := bytes.IndexByte(b, 0)
	if !utf8.Valid(b) {
		bad = 0
		for rest := b; ; bad++ {
			r, n := utf8.DecodeRune(rest)
			if r == utf8.RuneError && n <= 1 || r == 0 {
				break
			}
			rest, bad = rest[n:], bad+n-1
		}
	}
	if bad < 0 {
		return true
	}
	line := bytes.Count(b[:bad], []byte("\n")) + 1
	column := bad - bytes.LastIndexByte(b[:bad], '\n')
	l.refuse(at, "line %d, byte %d (0x%02x) is not UTF-8 text; save the file as UTF-8", line, column, b[bad])
	return false
}

// sum adds a file that is not read here to the digest.
func (l *loader) sum(name string) {
	if !fs.ValidPath(name) || strings.ContainsAny(name, "\n\r") {
		return // refused where it is named
	}
	f, err := l.open(name)
	if err != nil {
		return
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		l.refuse(spot{row: name}, "cannot be read to its end; make it a file that can be read")
		return
	}
	l.sums[name] = hex.EncodeToString(h.Sum(nil))
}
