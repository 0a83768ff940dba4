package desk

import (
	"context"
	"encoding/hex"
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/report"
)

// documentPath is where a file of a document lies beside the record: under the
// hash of its bytes, so that a name says what the file must hold.
func (d *Desk) documentPath(digest string) string {
	return filepath.Join(d.dir, "documents", digest)
}

// keepFile writes a file under its hash, onto the disk, unless it is there as it
// should be. What names it may be recorded after that and not before.
func (d *Desk) keepFile(body []byte) error {
	digest := report.Digest(body)
	path := d.documentPath(digest)
	if have, err := os.ReadFile(path); err == nil && report.Digest(have) == digest {
		return nil
	}
	if err := writeFile(path, body); err != nil {
		return err
	}
	// The name must be on the disk as well as the bytes: a folder has its own.
	for _, dir := range [...]string{filepath.Dir(path), d.dir} {
		if err := syncFolder(dir); err != nil {
			return truceline.Unavailable(err, "the folder %s could not be written; check the disk", dir)
		}
	}
	return nil
}

// syncFolder puts the names of a folder onto the disk.
func syncFolder(dir string) error {
	if runtime.GOOS == "windows" { // has no such call, and orders names by itself
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// documentFile reads a file of a document. One whose bytes no longer have their
// hash is not handed out.
func (d *Desk) documentFile(doc Document, digest string) ([]byte, error) {
	if raw, err := hex.DecodeString(digest); err != nil || len(raw) != 32 {
		return nil, truceline.Conflict("%s names a file %q, which is no SHA-256; the record was not written by this program", doc.ID, digest)
	}
	body, err := os.ReadFile(d.documentPath(digest))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, truceline.Unavailable(err, "the file documents/%s of %s is missing beside the record; add %s again, which puts it back", digest, doc.ID, doc.File)
	case err != nil:
		return nil, truceline.Unavailable(err, "the file documents/%s of %s cannot be read; check the permissions of the record's folder", digest, doc.ID)
	case report.Digest(body) != digest:
		return nil, truceline.Conflict("the file documents/%s of %s is not what was taken in: its bytes have another hash; add %s again, which puts it back", digest, doc.ID, doc.File)
	}
	return body, nil
}

// documents are the documents of the record as known then, now if that is the
// zero time.
func (d *Desk) documents(ctx context.Context, known time.Time) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		for row, err := range d.store.List(ctx, store.Query{Kind: kindDocument, Known: known}) {
			var doc Document
			if err == nil {
				doc, err = decode[Document](row)
			}
			if !yield(doc, err) || err != nil {
				return
			}
		}
	}
}

// verifyFiles holds the files of the documents against their hashes in the log.
func (d *Desk) verifyFiles(ctx context.Context) error {
	for doc, err := range d.documents(ctx, time.Time{}) {
		if err != nil {
			return err
		}
		for _, digest := range [...]string{doc.Digest, doc.Text, doc.Layout} {
			if digest == "" {
				continue
			}
			if _, err := d.documentFile(doc, digest); err != nil {
				return err
			}
		}
	}
	return nil
}
