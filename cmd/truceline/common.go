package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/cases"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/observance"
)

// record is the flag of every command that works on a record.
type record struct {
	Record string `required:"" placeholder:"DIR" help:"Folder of the record."`
}

func (r record) open(ctx context.Context) (*desk.Desk, error) {
	return desk.Open(ctx, r.Record, desk.Options{})
}

func (r record) read(ctx context.Context) (*desk.Desk, error) {
	return desk.Open(ctx, r.Record, desk.Options{ReadOnly: true})
}

// by is the flag of every command that changes the record.
type by struct {
	By string `default:"operator" placeholder:"NAME" help:"Who acts; stands in the log. A role, not a person, is enough."`
}

// known is the flag of every command that asks.
type known struct {
	Known string `placeholder:"T" help:"Answer as known then: an instant, 2018-03-16T08:00:00Z. Default: all that is recorded."`
}

func (k known) time() (time.Time, error) {
	if k.Known == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339Nano, k.Known)
	if err != nil {
		return time.Time{}, truceline.Invalid("--known", "%q is not an instant; write it with its zone, as 2018-03-16T08:00:00Z", k.Known)
	}
	return t.UTC(), nil
}

// ask opens a record for reading, with the register as known then.
func ask(ctx context.Context, r record, k known) (*desk.Desk, *observance.Register, time.Time, error) {
	at, err := k.time()
	if err != nil {
		return nil, nil, at, err
	}
	d, err := r.read(ctx)
	if err != nil {
		return nil, nil, at, err
	}
	reg, err := d.Register(ctx, at)
	if err != nil {
		return nil, nil, at, errors.Join(err, d.Close())
	}
	return d, reg, at, nil
}

// day reads a local date.
func day(flag, s string, zone *time.Location) (time.Time, error) {
	t, err := time.ParseInLocation(time.DateOnly, s, zone)
	if err != nil {
		return time.Time{}, truceline.Invalid(flag, "%q is not a date; write it as 2018-03-16", s)
	}
	return t, nil
}

// days is the span from the first local day to the last, both included.
func days(from, to string, zone *time.Location) (truceline.Interval, error) {
	first, err := day("--from", from, zone)
	if err != nil {
		return truceline.Interval{}, err
	}
	last, err := day("--to", to, zone)
	if err != nil {
		return truceline.Interval{}, err
	}
	if last.Before(first) {
		return truceline.Interval{}, truceline.Invalid("--to", "%s lies before --from %s; give the first day and then the last", to, from)
	}
	return truceline.Interval{From: first.UTC(), To: last.AddDate(0, 0, 1).UTC()}, nil
}

// lonLat reads "LON,LAT".
func lonLat(s string) (lon, lat float64, err error) {
	a, b, ok := strings.Cut(s, ",")
	if ok {
		if lon, err = strconv.ParseFloat(strings.TrimSpace(a), 64); err == nil {
			lat, err = strconv.ParseFloat(strings.TrimSpace(b), 64)
		}
	}
	switch {
	case !ok || err != nil:
		return 0, 0, truceline.Invalid("--at", "%q is not a position; write it as longitude,latitude in degrees, for example 36.63,35.93", s)
	case !(lon >= -180 && lon <= 180):
		return 0, 0, truceline.Invalid("--at", "longitude %v is not between -180 and 180; longitude comes first", lon)
	case !(lat >= -90 && lat <= 90):
		return 0, 0, truceline.Invalid("--at", "latitude %v is not between -90 and 90; longitude comes first", lat)
	}
	return lon, lat, nil
}

// caseFiles opens a bundled case by name, or a folder.
func caseFiles(name string) (fs.FS, error) {
	if dir, ok := cases.Bundled(name); ok {
		return dir, nil
	}
	info, err := os.Stat(name)
	if err != nil || !info.IsDir() {
		return nil, truceline.NotFound("%q is neither a folder nor a case that comes with the program (astana)", name)
	}
	return os.DirFS(name), nil
}

func printJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// A bar shows progress on a terminal and nothing elsewhere.
type bar struct{ *progressbar.ProgressBar }

func newBar(w io.Writer, what string) bar {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return bar{}
	}
	return bar{progressbar.NewOptions64(-1,
		progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(what),
		progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))}
}

func (b bar) set(done, total int64) {
	if b.ProgressBar == nil {
		return
	}
	b.ChangeMax64(total)
	_ = b.Set64(done) // a bar that cannot be drawn is no reason to stop
}

func (b bar) done() {
	if b.ProgressBar != nil {
		_ = b.Finish()
	}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return fmt.Sprintf("%d %s", n, one)
	}
	return fmt.Sprintf("%d %s", n, many)
}
