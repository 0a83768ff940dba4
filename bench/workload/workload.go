// Package workload makes and reads what is measured: the fixed workload W2
// (incidents and areas with the time for which they stood) from the shared
// generator, and files derived from it.
package workload

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

// FullSize is the number of incidents of W2 that the published gates hold for.
const FullSize = 1_000_000

// ErrNoGenerator is returned where the shared workload generator is not there.
var ErrNoGenerator = errors.New("the workload generator is not there: set TRUCELINE_SHARED to the folder that holds bench/gen")

// digests are the first 16 hex digits of the SHA-256 of the files of W2 at full
// size and seed 1. A file that differs is not W2, and no figure made from it
// may stand beside the published ones.
var digests = map[string]string{
	"incidents.csv": "a360ba88188e1e92",
	"areas.csv":     "2792038282541a1c",
}

// Truth is what the generator counted by brute force.
type Truth struct {
	Incidents int    `json:"incidents"`
	Areas     int    `json:"areas"`
	PairsEver int    `json:"pairs_any_time"` // (incident, area that holds it)
	Pairs     int    `json:"pairs_in_force"` // the same, the area standing at the time
	AreaDays  int    `json:"area_days"`
	DailyHash string `json:"daily_csv_sha256"` // of the lines that Daily writes
}

// Folder is a folder with W2 in it, checked.
type Folder struct {
	Dir   string
	Truth Truth
}

// Open makes W2 with n incidents below cache, unless it is there already, and
// checks it. shared is the folder that holds bench/gen.
func Open(ctx context.Context, shared, cache string, n int) (Folder, error) {
	dir := filepath.Join(cache, fmt.Sprintf("w2-%d", n))
	if _, err := os.Stat(filepath.Join(dir, "truth.json")); err != nil {
		if err := generate(ctx, shared, dir, "spatial", n, 1); err != nil {
			return Folder{}, err
		}
	}
	return Check(dir)
}

// Check reads the truth of a folder and, at full size, compares the digests.
func Check(dir string) (Folder, error) {
	b, err := os.ReadFile(filepath.Join(dir, "truth.json"))
	if err != nil {
		return Folder{}, fmt.Errorf("reading the workload: %w", err)
	}
	f := Folder{Dir: dir}
	if err := json.Unmarshal(b, &f.Truth); err != nil {
		return Folder{}, fmt.Errorf("reading %s: %w", filepath.Join(dir, "truth.json"), err)
	}
	if f.Truth.Incidents != FullSize {
		return f, nil
	}
	for name, want := range digests {
		got, err := fileDigest(filepath.Join(dir, name))
		if err != nil {
			return Folder{}, err
		}
		if got[:16] != want {
			return Folder{}, fmt.Errorf("%s is not W2: its SHA-256 begins with %s, not %s; remove the folder to make it again",
				filepath.Join(dir, name), got[:16], want)
		}
	}
	return f, nil
}

// NewIncidents are the thousand incidents that arrive after W2: the incidents
// of the generator's seed 2, numbered on from W2's last. It also returns the
// folder that they stand in, numbered from 1.
func (f Folder) NewIncidents(ctx context.Context, shared string) (_ []Incident, dir string, _ error) {
	dir = filepath.Join(filepath.Dir(f.Dir), "w2-new")
	if _, err := os.Stat(filepath.Join(dir, "truth.json")); err != nil {
		if err := generate(ctx, shared, dir, "spatial", 1000, 2); err != nil {
			return nil, "", err
		}
	}
	ins, err := Incidents(dir)
	for i := range ins {
		ins[i].ID += f.Truth.Incidents
	}
	return ins, dir, err
}

// generate has the shared generator make a workload of its kind in a new folder,
// which gets its name only once it is whole. Some kinds need more arguments.
func generate(ctx context.Context, shared, dir, kind string, n int, seed uint64, more ...string) error {
	src := filepath.Join(shared, "bench", "gen")
	if _, err := os.Stat(filepath.Join(src, "go.mod")); err != nil {
		return ErrNoGenerator
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return err
	}
	tmp, err := os.MkdirTemp(filepath.Dir(dir), "making-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	bin := filepath.Join(tmp, "gen")
	build := exec.CommandContext(ctx, "go", "build", "-o", bin, ".")
	build.Dir = src
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("building the workload generator: %w: %s", err, out)
	}
	whole := filepath.Join(tmp, "out")
	args := append([]string{kind, "-out", whole, "-n", strconv.Itoa(n), "-seed", strconv.FormatUint(seed, 10)}, more...)
	run := exec.CommandContext(ctx, bin, args...)
	if out, err := run.CombinedOutput(); err != nil {
		return fmt.Errorf("running the workload generator: %w: %s", err, out)
	}
	return os.Rename(whole, dir)
}

// fileDigest is the hex SHA-256 of a file.
func fileDigest(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
