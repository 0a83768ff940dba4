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
	"github.com/truceline/truceline/internal/store"
)

// originalsDir is the folder of the record that keeps every imported file, byte
// for byte, under the hex SHA-256 of its bytes.
const originalsDir = "originals"

// keep reads a file once, whole, for its size and its digest, and keeps a copy
// of it with the record before anything of it is taken. A dry run keeps nothing.
func (d *Desk) keep(ctx context.Context, in Input) (size int64, digest string, err error) {
	f, err := in.Files.Open(in.Name)
	if err != nil {
		return 0, "", unreadable(in.Name, err)
	}
	defer f.Close()
	if !in.Dry {
		return d.keepBytes(ctx, f, in.Name)
	}
	h := sha256.New()
	if size, err = io.Copy(h, &cancelled{ctx: ctx, r: f}); err != nil {
		return 0, "", unreadable(in.Name, err)
	}
	return size, hex.EncodeToString(h.Sum(nil)), nil
}

// keepBytes keeps what it reads, under its digest.
func (d *Desk) keepBytes(ctx context.Context, r io.Reader, name string) (size int64, digest string, err error) {
	h := sha256.New()
	source := &cancelled{ctx: ctx, r: r}
	from := io.TeeReader(source, h)
	dir := filepath.Join(d.dir, originalsDir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return 0, "", notKept(err)
	}
	d.sweepTaking(dir)
	copied, err := os.CreateTemp(dir, takingPrefix+"*")
	if err != nil {
		return 0, "", notKept(err)
	}
	defer os.Remove(copied.Name()) // gone by then, if all went well
	size, err = io.Copy(copied, from)
	if err != nil {
		copied.Close()
		if source.failed != nil {
			return 0, "", unreadable(name, err)
		}
		return 0, "", notKept(err)
	}
	if err := errors.Join(copied.Sync(), copied.Close()); err != nil {
		return 0, "", notKept(err)
	}
	digest = hex.EncodeToString(h.Sum(nil))
	kept := filepath.Join(dir, digest)
	if _, err := os.Stat(kept); err == nil {
		return size, digest, nil
	}
	if err := os.Rename(copied.Name(), kept); err != nil {
		return 0, "", notKept(err)
	}
	return size, digest, syncDir(dir)
}

// takingPrefix begins the names of copies that are not whole yet.
const takingPrefix = ".taking-"

// sweepTaking removes the copies that an import left which was killed more than a
// day ago. What cannot be removed is left for the next time.
func (d *Desk) sweepTaking(dir string) {
	left, err := filepath.Glob(filepath.Join(dir, takingPrefix+"*"))
	if err != nil {
		return
	}
	for _, name := range left {
		if info, err := os.Stat(name); err == nil && d.now().Sub(info.ModTime()) > 24*time.Hour {
			_ = os.Remove(name)
		}
	}
}

// syncDir makes sure that the names in a folder are on the disk.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return notKept(err)
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return notKept(err)
	}
	return nil
}

func notKept(err error) error {
	return truceline.Unavailable(err, "the original file cannot be kept in the record's folder (%v); nothing was taken", err)
}

// ImportedFile opens an imported file as it was received.
func (d *Desk) ImportedFile(digest string) (fs.File, error) {
	if b, err := hex.DecodeString(digest); err != nil || len(b) != sha256.Size {
		return nil, truceline.Invalid("digest", "%q is not a SHA-256 in hexadecimal", digest)
	}
	f, err := os.Open(filepath.Join(d.dir, originalsDir, digest))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, truceline.NotFound("no file with the digest %s was imported here", digest)
	}
	return f, err
}

// verifyOriginals holds the imported files against the digests in the log. What
// was imported before files were kept names no format, and is passed over.
func (d *Desk) verifyOriginals(ctx context.Context) error {
	seen := make(map[string]bool)
	for row, err := range d.store.List(ctx, store.Query{Kind: kindAct}) {
		if err != nil {
			return err
		}
		act, err := decode[Act](row)
		if err != nil {
			return err
		}
		if kept := act.What == "import" && act.Format != "" || act.What == "confirm_claims" || act.What == "import_list"; !kept {
			continue
		}
		for _, digest := range []string{act.Digest, act.Mapping} { // how it was read as well as what
			if digest == "" || seen[digest] {
				continue
			}
			seen[digest] = true
			if err := d.verifyOriginal(ctx, digest, act.Of); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *Desk) verifyOriginal(ctx context.Context, digest, of string) error {
	f, err := d.ImportedFile(digest)
	if truceline.KindOf(err) == truceline.NotFoundKind {
		return truceline.Unavailable(err, "the file %s/%s is missing beside the record; import %s again, which puts it back", originalsDir, digest, of)
	}
	if err != nil {
		return truceline.Unavailable(err, "the file %s/%s cannot be read; check the permissions of the record's folder", originalsDir, digest)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, &cancelled{ctx: ctx, r: f}); err != nil {
		return err
	}
	if hex.EncodeToString(h.Sum(nil)) != digest {
		return truceline.Conflict("the file %s/%s is not what was imported: its bytes have another hash; take it away and import %s again, which puts it back", originalsDir, digest, of)
	}
	return nil
}

// cancelled reads until its context ends, and remembers why it stopped early.
type cancelled struct {
	ctx    context.Context
	r      io.Reader
	failed error
}

func (c *cancelled) Read(p []byte) (n int, err error) {
	if err = c.ctx.Err(); err == nil {
		n, err = c.r.Read(p)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		c.failed = err
	}
	return n, err
}
