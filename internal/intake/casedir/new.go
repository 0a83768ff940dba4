package casedir

import (
	"embed"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/truceline/truceline"
)

// template is a case that lints: a fictitious ceasefire, each field with a
// comment.
//
//go:embed template
var template embed.FS

// New writes a commented, minimal case to a folder, which must be empty or not
// exist: elsewhere it is a Conflict, and nothing is written. If writing breaks
// off, what was written is taken away again.
func New(dir string) error {
	entries, err := os.ReadDir(dir)
	absent := errors.Is(err, fs.ErrNotExist)
	switch {
	case err != nil && !absent:
		return &truceline.Problem{Kind: truceline.InvalidKind, Field: dir, Msg: "is not a folder that can be read; name one that is empty or does not exist", Err: err}
	case len(entries) > 0:
		return &truceline.Problem{Kind: truceline.ConflictKind, Field: dir, Msg: "is not empty; name a folder that is empty or does not exist"}
	}
	files, err := fs.Sub(template, "template")
	if err != nil {
		return err
	}
	if err := os.CopyFS(dir, files); err != nil {
		takeAway(dir, files, absent)
		p := truceline.Unavailable(err, "cannot be written to; check its permissions and the space on the disk")
		p.Field = dir
		return p
	}
	return nil
}

// takeAway takes away what CopyFS wrote before it broke off. The folder was empty,
// so whatever bears a name of the template is ours.
func takeAway(dir string, files fs.FS, absent bool) {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return
	}
	for _, e := range entries {
		os.RemoveAll(filepath.Join(dir, e.Name()))
	}
	if absent {
		os.Remove(dir)
	}
}
