// Package casedir reads a case, a folder of plain files as docs/case-format.md
// describes it, into the field's values. A case is checked as a whole: every
// problem is found in one pass and named by file, id or line, and field, with
// what would be right; a case with a problem does not load.
package casedir

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place/gazetteer"
	"github.com/truceline/truceline/report"
)

// A Case is a case folder, read and checked.
type Case struct {
	Facts     observance.Facts  // Known is zero: when it becomes known is for the record to say
	Location  *time.Location    // the case's calendar, Facts.Case.Zone
	Events    []File            // bundled reports, in the order of case.yaml
	Claims    []File            // bundled counts, in the order of case.yaml
	Lists     []ListFile        // bundled files of designation lists, in the order of case.yaml
	Weights   *incident.Weights // of fusion; nil if the case has none of its own
	Gazetteer []gazetteer.Entry // places by name, in the order of their file; empty if the case has none
	Readings  []Reading         // texts that were read for it, in the order of their files

	// Ambiguities is what the texts leave out, by instrument and provision.
	Ambiguities []Ambiguity

	// Digest says which state of the folder was read: the hex SHA-256 of one
	// line for each file that the case consists of, in the order of their paths,
	// as sha256sum prints it ("<hex SHA-256>  <path>\n"). Files that the case
	// does not name, such as a README, do not count.
	Digest string
}

// A File is a data file of a case that an importer reads.
type File struct {
	Path   string          // within the folder, slash-separated
	Format string          // the importer's name: ged, claims
	Source report.SourceID // whose reports they are; empty for claims, whose rows name their source
}

// A ListFile is one file of a designation list that a case bundles.
type ListFile struct {
	Path   string // within the folder, slash-separated
	Format string // the importer's name: csv, ftm, un-xml
	List   string // which list: "un-sc"
	Title  string // the list's name in full
	On     string // the day as of which it stands, "2017-07-03"; empty if the file says so itself
}

// Load reads the case in fsys. A case that does not lint does not load: the
// error is then truceline.Problems with everything that was found.
func Load(fsys fs.FS) (*Case, error) {
	l := newLoader(fsys)
	c := l.load()
	if len(l.problems) > 0 {
		return nil, l.problems
	}
	return c, nil
}

// Lint checks the case in fsys: the problems for which it would not load, and
// the list of what its texts leave out. The list is of what could be read; it
// is complete where there are no problems.
func Lint(fsys fs.FS) (problems truceline.Problems, ambiguities []Ambiguity) {
	l := newLoader(fsys)
	c := l.load()
	return l.problems, c.Ambiguities
}

// A loader reads one case and gathers what is wrong with it.
type loader struct {
	fsys     fs.FS
	zone     *time.Location // the case's, or UTC until it is known
	problems truceline.Problems
	sums     map[string]string          // hex SHA-256 of each file read, by path
	ids      map[kind]map[string]string // where each id stands, by kind
	unread   map[kind]bool              // kinds of which a file could not be read: nobody knows what is missing there
	refs     []ref
}

func newLoader(fsys fs.FS) *loader {
	return &loader{fsys: fsys, zone: time.UTC, sums: make(map[string]string), ids: make(map[kind]map[string]string), unread: make(map[kind]bool)}
}

// load reads everything that can be read. What it returns is the case only if
// there are no problems.
func (l *loader) load() *Case {
	c := &Case{}
	r := l.caseFile(c)
	l.partiesFile(c)
	l.actsFile(c)
	l.sourcesFile(c)
	l.fusion(c)
	l.designationsFile(c)
	for _, name := range l.list("instruments", ".yaml") {
		l.instrumentFile(c, name)
	}
	l.readingFiles(c)
	l.areaFiles(c)
	l.gazetteerFile(c, spot{row: "case.yaml", field: "gazetteer"}, r.Gazetteer)
	for _, f := range slices.Concat(c.Events, c.Claims) {
		l.sum(f.Path)
	}
	for _, f := range c.Lists {
		l.sum(f.Path)
	}
	l.resolve()
	c.Location = l.zone
	c.Ambiguities = ambiguities(c.Facts, l.zone)
	c.Digest = l.digest()
	return c
}

// list is the files of a folder of the case, sorted. There must be at least
// one, and nothing that would be left unread without a word.
func (l *loader) list(dir, ext string) []string {
	entries, err := fs.ReadDir(l.fsys, dir)
	if err != nil {
		l.refuse(spot{row: dir}, "the folder cannot be read; a case keeps %s/*%s", dir, ext)
		return nil
	}
	var names []string
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), ".") || strings.EqualFold(path.Ext(name), ".md"):
		case e.IsDir() || path.Ext(name) != ext:
			l.refuse(spot{row: name}, "is not read as part of the case; name it *%s or take it out of the folder", ext)
		default:
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		l.refuse(spot{row: dir}, "is empty; a case has at least one %s/*%s", dir, ext)
	}
	return names
}

// digest is Case.Digest.
func (l *loader) digest() string {
	paths := make([]string, 0, len(l.sums))
	for p := range l.sums {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	h := sha256.New()
	for _, p := range paths {
		fmt.Fprintf(h, "%s  %s\n", l.sums[p], p)
	}
	return hex.EncodeToString(h.Sum(nil))
}
