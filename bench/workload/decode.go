package workload

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"
)

// An Incident is a line of incidents.csv.
type Incident struct {
	ID       int
	At       int64   // Unix seconds, UTC
	Lon, Lat float64 // WGS 84, degrees
	Actor    string
	Type     string
	Source   string
}

// An Area is a line of areas.csv: one ring, and the span for which it stood.
type Area struct {
	ID       int
	Name     string
	From, To int64    // Unix seconds; From inclusive, To exclusive
	Ring     orb.Ring // closed, counter-clockwise
}

// lineBytes is a little less than the mean length of a line of incidents.csv,
// so that the slice is made once and is hardly too long.
const lineBytes = 82

// Incidents reads incidents.csv of a workload folder.
func Incidents(dir string) ([]Incident, error) {
	f, err := os.Open(filepath.Join(dir, "incidents.csv"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	out := make([]Incident, 0, info.Size()/lineBytes)
	names := map[string]string{} // one copy of each of the few names
	intern := func(s string) string {
		if v, ok := names[s]; ok {
			return v
		}
		v := strings.Clone(s)
		names[v] = v
		return v
	}
	err = rows(bufio.NewReaderSize(f, 1<<16), 7, func(r []string) error {
		id, err1 := strconv.Atoi(r[0])
		at, err2 := time.Parse(time.RFC3339, r[1])
		lon, err3 := strconv.ParseFloat(r[2], 64)
		lat, err4 := strconv.ParseFloat(r[3], 64)
		out = append(out, Incident{ID: id, At: at.Unix(), Lon: lon, Lat: lat,
			Actor: intern(r[4]), Type: intern(r[5]), Source: intern(r[6])})
		return errors.Join(err1, err2, err3, err4)
	})
	return out, err
}

// Areas reads areas.csv of a workload folder.
func Areas(dir string) ([]Area, error) {
	f, err := os.Open(filepath.Join(dir, "areas.csv"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []Area
	err = rows(f, 5, func(r []string) error {
		id, err1 := strconv.Atoi(r[0])
		from, err2 := time.Parse(time.RFC3339, r[2])
		to, err3 := time.Parse(time.RFC3339, r[3])
		ring, err4 := polygon(r[4])
		out = append(out, Area{ID: id, Name: r[1], From: from.Unix(), To: to.Unix(), Ring: ring})
		return errors.Join(err1, err2, err3, err4)
	})
	return out, err
}

// Calibrate decodes the CSV in b and returns how many bytes a second that
// took. It does nothing that the programs under test share, so it tells which
// speed the machine is in and nothing else.
func Calibrate(b []byte) (bytesPerSecond float64, err error) {
	start := time.Now()
	err = rows(bytes.NewReader(b), 7, func([]string) error { return nil })
	return float64(len(b)) / time.Since(start).Seconds(), err
}

// rows calls each for every record below the header. The slice is reused.
func rows(r io.Reader, fields int, each func([]string) error) error {
	c := csv.NewReader(r)
	c.FieldsPerRecord = fields
	c.ReuseRecord = true
	if _, err := c.Read(); err != nil {
		return fmt.Errorf("reading the header: %w", err)
	}
	for {
		rec, err := c.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := each(rec); err != nil {
			line, _ := c.FieldPos(0)
			return fmt.Errorf("line %d: %w", line, err)
		}
	}
}

// polygon reads "POLYGON((x y,x y,...))", the one form that the generator writes.
func polygon(s string) (orb.Ring, error) {
	s, ok1 := strings.CutPrefix(s, "POLYGON((")
	s, ok2 := strings.CutSuffix(s, "))")
	if !ok1 || !ok2 {
		return nil, errors.New("not a POLYGON of one ring")
	}
	ring := make(orb.Ring, 0, strings.Count(s, ",")+1)
	for xy := range strings.SplitSeq(s, ",") {
		x, y, _ := strings.Cut(xy, " ")
		lon, err1 := strconv.ParseFloat(x, 64)
		lat, err2 := strconv.ParseFloat(y, 64)
		if err := errors.Join(err1, err2); err != nil {
			return nil, err
		}
		ring = append(ring, orb.Point{lon, lat})
	}
	return ring, nil
}

// Holds reports whether the area holds a point by the generator's own rule: the
// even-odd rule, edge by edge. It is for checking, and slow.
func (a Area) Holds(lon, lat float64) bool {
	in := false
	for i, j := 0, len(a.Ring)-1; i < len(a.Ring); j, i = i, i+1 {
		xi, yi, xj, yj := a.Ring[i][0], a.Ring[i][1], a.Ring[j][0], a.Ring[j][1]
		if (yi > lat) != (yj > lat) && lon < (xj-xi)*(lat-yi)/(yj-yi)+xi {
			in = !in
		}
	}
	return in
}
