package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
)

// incomingDir is the folder of the record that holds files which were sent and
// not yet taken: each in a folder of its own, named by the hex SHA-256 of its
// bytes.
const incomingDir = "incoming"

// incomingFor is how long a file is held for whoever sent it to look at the dry
// run and take it.
const incomingFor = 24 * time.Hour

// Receive holds a file for up to a day, so that a person can look at what it
// would bring before it is taken, and returns its digest and the name that it
// goes by. Nothing of it is in the record. A file of more than limit bytes is
// refused.
func (d *Desk) Receive(ctx context.Context, name string, r io.Reader, limit int64) (digest, as string, err error) {
	if d.readOnly {
		return "", "", truceline.Unavailable(nil, "the record is open for reading only; nothing can be taken in")
	}
	if as = trimmed(name); as == "" {
		as = "file"
	}
	dir := filepath.Join(d.dir, incomingDir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", "", notHeld(err)
	}
	d.sweep(dir)
	tmp, err := os.MkdirTemp(dir, ".sending-*")
	if err != nil {
		return "", "", notHeld(err)
	}
	defer os.RemoveAll(tmp) // gone by then, if all went well
	f, err := os.OpenFile(filepath.Join(tmp, as), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", "", notHeld(err)
	}
	h := sha256.New()
	source := &cancelled{ctx: ctx, r: r}
	n, err := io.Copy(f, io.TeeReader(io.LimitReader(source, limit+1), h))
	if closed := f.Close(); err == nil {
		err = closed
	}
	switch {
	case source.failed != nil:
		return "", "", source.failed
	case err != nil:
		return "", "", notHeld(err)
	case n > limit:
		return "", "", truceline.Invalid("file", "it is larger than %d MB; import it with the command, truceline import", limit>>20)
	case n == 0:
		return "", "", truceline.Invalid("file", "%s is empty", as)
	}
	digest = hex.EncodeToString(h.Sum(nil))
	now := d.now()
	if err := os.Chtimes(tmp, now, now); err != nil { // the hours run by the desk's clock
		return "", "", notHeld(err)
	}
	held := filepath.Join(dir, digest)
	if err := os.RemoveAll(held); err != nil { // sent before, perhaps by another name
		return "", "", notHeld(err)
	}
	if err := os.Rename(tmp, held); err != nil {
		return "", "", notHeld(err)
	}
	return digest, as, nil
}

func notHeld(err error) error {
	return truceline.Unavailable(err, "the file cannot be held in the record's folder (%v); nothing was taken", err)
}

// sweep forgets what was sent more than a day ago. What cannot be removed is left
// for the next time.
func (d *Desk) sweep(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && d.now().Sub(info.ModTime()) > incomingFor {
			_ = os.RemoveAll(filepath.Join(dir, e.Name()))
		}
	}
}

// Incoming is a file that is held, alone in its folder, by its name. One that was
// never sent, was taken, or was held for a day is NotFound.
func (d *Desk) Incoming(digest string) (files fs.FS, name string, err error) {
	if !isDigest(digest) {
		return nil, "", truceline.Invalid("digest", "%q is not a SHA-256 in hexadecimal", digest)
	}
	dir := filepath.Join(d.dir, incomingDir, digest)
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) != 1 {
		return nil, "", truceline.NotFound("the file is no longer held here; it was taken, or sent more than a day ago: send it again")
	}
	if err != nil {
		return nil, "", err
	}
	return os.DirFS(dir), entries[0].Name(), nil
}

// Forget lets go of a file that is held, as one does when it was taken.
func (d *Desk) Forget(digest string) error {
	if !isDigest(digest) {
		return truceline.Invalid("digest", "%q is not a SHA-256 in hexadecimal", digest)
	}
	return os.RemoveAll(filepath.Join(d.dir, incomingDir, digest))
}

// isDigest reports whether a text is a SHA-256 in lower-case hexadecimal, and so
// safe as a name in a folder.
func isDigest(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == sha256.Size && hex.EncodeToString(b) == s
}

// Preview reads the first rows of a file of reports as Import would, n at most,
// refused ones included, and writes nothing.
func (d *Desk) Preview(ctx context.Context, in Input, n int) ([]csvrows.Item, error) {
	reg, err := d.Register(ctx, zeroTime)
	if err != nil {
		return nil, err
	}
	f, err := in.Files.Open(in.Name)
	if err != nil {
		return nil, unreadable(in.Name, err)
	}
	defer f.Close()
	items, err := d.items(ctx, reg, in, f)
	if err != nil {
		return nil, err
	}
	var out []csvrows.Item
	for item, err := range items {
		if err != nil {
			return out, err
		}
		if out = append(out, item); len(out) == n {
			break
		}
	}
	return out, nil
}
