// Package cases holds the cases that come with the program, as the plain files
// that they are.
package cases

import (
	"embed"
	"io/fs"
)

//go:embed astana
var files embed.FS

// Bundled returns the folder of a case that comes with the program, and whether
// there is one of that name.
func Bundled(name string) (fs.FS, bool) {
	dir, err := fs.Sub(files, name)
	if err != nil {
		return nil, false
	}
	if _, err := fs.Stat(dir, "case.yaml"); err != nil {
		return nil, false
	}
	return dir, true
}
