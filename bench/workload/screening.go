package workload

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// NamesSize is how many queries W1 has.
const NamesSize = 1000

// The lists of the UN's that W1 is made from, by the day as of which they stand.
const (
	NamesList   = "2018-08-24" // the one that is timed
	EarlierList = "2017-07-03"
)

// namesDigests are the first 16 hex digits of the SHA-256 of queries.tsv by list,
// at full size and seed 1. The list that W1's published digest is of is another.
var namesDigests = map[string]string{
	NamesList:   "0848df35fe92dac7",
	EarlierList: "2573813b4a0caf3b",
}

// A NameQuery is one of W1: a name to screen.
type NameQuery struct {
	Kind   string // exact, alias, edit1, edit2, reorder, drop; none and none-hard are of nobody
	Type   string // person or entity
	Name   string
	Expect string // DATAID of the entry; - for none
}

// UNList unpacks the UN's list of a day, which lies below shared, into cache, and
// returns its path.
func UNList(shared, cache, day string) (string, error) {
	path := filepath.Join(cache, "un-"+day+".xml")
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	f, err := os.Open(filepath.Join(shared, "data", "un", "un_sc_consolidated_"+day+".xml.gz"))
	if err != nil {
		return "", err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return "", err
	}
	b, err := io.ReadAll(z)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return "", err
	}
	return path, writeWhole(path, b)
}

// writeWhole writes a file that gets its name only once it is whole.
func writeWhole(path string, b []byte) error {
	tmp := path + ".new"
	if err := os.WriteFile(tmp, b, 0o644); err != nil {
		return err
	}
	return os.Rename(tmp, path)
}

// OpenNames makes W1 of a list with a seed below cache, unless it is there
// already, checks it where its digest is known, and returns its file.
func OpenNames(ctx context.Context, shared, cache, day string, seed uint64) (string, error) {
	list, err := UNList(shared, cache, day)
	if err != nil {
		return "", err
	}
	dir := filepath.Join(cache, fmt.Sprintf("w1-%s-%d", day, seed))
	path := filepath.Join(dir, "queries.tsv")
	if _, err := os.Stat(path); err != nil {
		if err := generate(ctx, shared, dir, "names", NamesSize, seed, "-un", list); err != nil {
			return "", err
		}
	}
	got, err := fileDigest(path)
	if err != nil {
		return "", err
	}
	if want := namesDigests[day]; seed == 1 && got[:16] != want {
		return "", fmt.Errorf("%s is not W1: its SHA-256 begins with %s, not %s; remove the folder to make it again", path, got[:16], want)
	}
	return path, nil
}

// NameQueries reads a file of W1, which quotes nothing.
func NameQueries(path string) ([]NameQuery, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []NameQuery
	n := 0
	for line := range bytes.Lines(b) {
		f := strings.Split(strings.TrimSuffix(string(line), "\n"), "\t")
		if n++; len(f) != 4 {
			return nil, fmt.Errorf("%s, line %d: %d fields, not 4", path, n, len(f))
		}
		if n > 1 {
			out = append(out, NameQuery{f[0], f[1], f[2], f[3]})
		}
	}
	return out, nil
}
