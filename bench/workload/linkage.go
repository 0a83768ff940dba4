package workload

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// LinkageSize is the number of reports that each source of W6 holds.
const LinkageSize = 100_000

// linkageSources is how many sources W6 has.
const linkageSources = 3

// linkageDigests are the first 16 hex digits of the SHA-256 of the files of W6
// at full size and seed 1, on which figures are published.
var linkageDigests = map[string]string{
	"source1.csv": "0a6545ca36c6b2bd",
	"source2.csv": "80f053ceda97d51f",
	"source3.csv": "617bf869357f9317",
	"truth.csv":   "ac432c14861813d2",
}

// OpenLinkage makes W6 with n reports a source below cache, unless it is there
// already, checks it where it is the published one, and returns its folder.
// Seed 1 is scored; weights and thresholds are fixed on another.
func OpenLinkage(ctx context.Context, shared, cache string, n int, seed uint64) (string, error) {
	dir := filepath.Join(cache, fmt.Sprintf("w6-%d-%d", n, seed))
	if _, err := os.Stat(filepath.Join(dir, "truth.csv")); err != nil {
		if err := generate(ctx, shared, dir, "linkage", n, seed); err != nil {
			return "", err
		}
	}
	if n != LinkageSize || seed != 1 {
		return dir, nil
	}
	for name, want := range linkageDigests {
		got, err := fileDigest(filepath.Join(dir, name))
		if err != nil {
			return "", err
		}
		if got[:16] != want {
			return "", fmt.Errorf("%s is not W6: its SHA-256 begins with %s, not %s; remove the folder to make it again",
				filepath.Join(dir, name), got[:16], want)
		}
	}
	return dir, nil
}

// A SourceReport is a line of a source of W6. Its text repeats its other fields
// and is left out.
type SourceReport struct {
	Source   int   // 1 to 3
	Number   int   // within the source, from 1
	At       int64 // Unix seconds, UTC
	Lon, Lat float64
	Coarse   bool   // both coordinates lie on the grid of a tenth of a degree
	Actor    string // as the source spells it; empty if it names none
	Type     string
}

// ID names a report among those of all sources.
func (r SourceReport) ID() string { return string(r.appendID(nil)) }

func (r SourceReport) appendID(b []byte) []byte {
	b = strconv.AppendInt(b, int64(r.Source), 10)
	b = append(b, '-')
	return strconv.AppendInt(b, int64(r.Number), 10)
}

// typeGroups are the classes of the generator's types.
var typeGroups = map[string]string{
	"shelling": "indirect fire", "mortar fire": "indirect fire", "rocket fire": "indirect fire",
	"air strike": "aerial", "drone strike": "aerial",
	"sniper fire": "direct fire", "small arms fire": "direct fire",
	"landmine": "explosive device", "improvised explosive device": "explosive device",
	"raid": "ground", "looting": "ground",
	"abduction": "detention", "detention": "detention",
	"checkpoint closure": "movement", "troop movement": "movement", "fortification": "movement",
	"aid obstruction": "aid", "protest": "protest",
	"attack on medical facility": "protected site", "attack on school": "protected site",
}

// TypeGroup is the class that a type of W6 belongs to; empty if it is none of
// the generator's types.
func TypeGroup(kind string) string { return typeGroups[kind] }

// Types are the generator's types, sorted.
func Types() []string { return slices.Sorted(maps.Keys(typeGroups)) }

// SourceReports reads the sources of a folder one after the other, from the
// first line of the first to the last of the last. After an error there is
// nothing more.
func SourceReports(dir string) iter.Seq2[SourceReport, error] {
	return func(yield func(SourceReport, error) bool) {
		names := names{}
		for s := 1; s <= linkageSources; s++ {
			path := filepath.Join(dir, fmt.Sprintf("source%d.csv", s))
			f, err := os.Open(path)
			if err != nil {
				yield(SourceReport{}, err)
				return
			}
			on, err := readSource(f, s, names, yield)
			f.Close()
			if err != nil {
				yield(SourceReport{}, fmt.Errorf("%s: %w", path, err))
				return
			}
			if !on {
				return
			}
		}
	}
}

// names holds one copy of each of few names.
type names map[string]string

func (n names) of(b []byte) string {
	if v, ok := n[string(b)]; ok {
		return v
	}
	v := string(b)
	n[v] = v
	return v
}

const sourceHeader = "id,t,lon,lat,actor,type,text"

// readSource reads the lines of one source until yield has enough; on says that
// it has not. The generator quotes nothing, so a line is cut at its commas, and
// one with a quote is refused.
func readSource(r io.Reader, source int, names names, yield func(SourceReport, error) bool) (on bool, err error) {
	lines := bufio.NewScanner(bufio.NewReaderSize(r, 1<<16))
	if !lines.Scan() || lines.Text() != sourceHeader {
		return false, errors.Join(lines.Err(), fmt.Errorf("line 1: not the header %s", sourceHeader))
	}
	for n := 2; lines.Scan(); n++ {
		rep, err := sourceReport(lines.Bytes(), names)
		if err != nil {
			return false, fmt.Errorf("line %d: %w", n, err)
		}
		rep.Source = source
		if !yield(rep, nil) {
			return false, nil
		}
	}
	return true, lines.Err()
}

func sourceReport(line []byte, names names) (SourceReport, error) {
	var field [6][]byte
	rest := line
	for i := range field {
		var ok bool
		if field[i], rest, ok = bytes.Cut(rest, []byte{','}); !ok {
			return SourceReport{}, fmt.Errorf("%d fields, not 7", i+1)
		}
	}
	if bytes.IndexByte(rest, ',') >= 0 || bytes.IndexByte(line, '"') >= 0 {
		return SourceReport{}, errors.New("more than 7 fields, or quoted ones")
	}
	var out SourceReport
	var at time.Time
	err1 := at.UnmarshalText(field[1])
	lon, err2 := millionths(field[2])
	lat, err3 := millionths(field[3])
	number, err4 := strconv.Atoi(string(field[0]))
	out.Number, out.At, out.Lon, out.Lat = number, at.Unix(), float64(lon)/1e6, float64(lat)/1e6
	out.Coarse = lon%100_000 == 0 && lat%100_000 == 0
	out.Actor, out.Type = names.of(field[4]), names.of(field[5])
	return out, errors.Join(err1, err2, err3, err4)
}

// millionths reads degrees with six decimals as whole millionths. A coordinate
// is then one division away, which rounds as reading the decimal number does.
func millionths(b []byte) (int64, error) {
	whole, digits, ok := bytes.Cut(b, []byte{'.'})
	negative := len(whole) > 0 && whole[0] == '-'
	if negative {
		whole = whole[1:]
	}
	if !ok || len(digits) != 6 || len(whole) == 0 || len(whole) > 3 {
		return 0, fmt.Errorf("%q is not a number of degrees with six decimals", b)
	}
	n := int64(0)
	for _, part := range [][]byte{whole, digits} {
		for _, c := range part {
			if c < '0' || c > '9' {
				return 0, fmt.Errorf("%q is not a number of degrees with six decimals", b)
			}
			n = 10*n + int64(c-'0')
		}
	}
	if negative {
		n = -n
	}
	return n, nil
}

// coarseM is how far from its true position a point may be that was put on the
// grid of a tenth of a degree: half the diagonal of a cell at the equator,
// metres, rounded up.
const coarseM = 7_900

// Accounts reads W6 as fusion compares it. A report is an instant and a point.
// The point's radius is what its digits leave open: nothing, or the cell of the
// grid where both coordinates are whole tenths of a degree. Its kinds are the
// type and the type's group, so that two types of one group have a kind in
// common; its side is the actor, folded as fusion folds names that no list
// resolves. It has no words, since the text repeats the other fields.
func Accounts(dir string) ([]incident.Account, error) {
	out := make([]incident.Account, 0, linkageSources*LinkageSize)
	var places []place.Place // one piece of memory for many
	var ids []byte           // of all, one after the other
	ends := make([]int32, 0, cap(out))
	sources := [linkageSources + 1]report.SourceID{}
	for s := range sources {
		sources[s] = report.SourceID("source" + strconv.Itoa(s))
	}
	kinds, sides := map[string]incident.Terms{}, map[string]incident.Terms{}
	for r, err := range SourceReports(dir) {
		if err != nil {
			return nil, err
		}
		kind, ok := kinds[r.Type]
		if !ok {
			kind = kindsOf(r.Type)
			kinds[r.Type] = kind
		}
		side, ok := sides[r.Actor]
		if !ok {
			side = incident.NamedSides([]report.Actor{{Name: r.Actor}})
			sides[r.Actor] = side
		}
		if len(places) == cap(places) {
			places = make([]place.Place, 0, 4096)
		}
		places = append(places, place.Place{Point: place.Point{Lon: r.Lon, Lat: r.Lat}})
		where := places[len(places)-1 : len(places) : len(places)]
		if r.Coarse {
			where[0].RadiusM = coarseM
		}
		at := time.Unix(r.At, 0).UTC()
		out = append(out, incident.Account{
			Source: sources[r.Source], When: truceline.Interval{From: at, To: at},
			Places: where, Kinds: kind, Sides: side, Uncounted: true,
		})
		ids = r.appendID(ids)
		ends = append(ends, int32(len(ids)))
	}
	all, from := string(ids), int32(0)
	for i, to := range ends {
		out[i].ID, from = all[from:to], to
	}
	return out, nil
}

// kindsOf are a type and its group, sorted.
func kindsOf(kind string) incident.Terms {
	if g := TypeGroup(kind); g != "" {
		return incident.Terms{Named: []string{"group:" + g, "type:" + kind}}
	}
	return incident.Terms{Named: []string{"type:" + kind}}
}

// Events reads the true event of each report, in the order of SourceReports.
func Events(dir string) ([]int32, error) {
	b, err := os.ReadFile(filepath.Join(dir, "truth.csv"))
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
	if lines[0] != "source,report,event" {
		return nil, fmt.Errorf("truth.csv, line 1: not the header source,report,event")
	}
	out := make([]int32, 0, len(lines)-1)
	source, number := 1, 0
	for i, line := range lines[1:] {
		if number++; strings.HasPrefix(line, strconv.Itoa(source+1)+",") {
			source, number = source+1, 1
		}
		event, ok := strings.CutPrefix(line, fmt.Sprintf("%d,%d,", source, number))
		n, err := strconv.ParseInt(event, 10, 32)
		if !ok || err != nil {
			return nil, fmt.Errorf("truth.csv, line %d: %q is not the event of report %d of source %d", i+2, line, number, source)
		}
		out = append(out, int32(n))
	}
	return out, nil
}

// Apart picks n reports that are far from each other: of each group of types,
// one report from each of as many equal spans of time. They are given by their
// number in the order of SourceReports, sorted.
func Apart(dir string, n int) ([]int32, error) {
	type member struct {
		at     int64
		number int32
	}
	groups := make(map[string][]member)
	number, first, last := int32(0), int64(math.MaxInt64), int64(math.MinInt64)
	for r, err := range SourceReports(dir) {
		if err != nil {
			return nil, err
		}
		g := TypeGroup(r.Type)
		groups[g] = append(groups[g], member{r.At, number})
		first, last = min(first, r.At), max(last, r.At)
		number++
	}
	var out []int32
	for i, g := range slices.Sorted(maps.Keys(groups)) {
		slices.SortFunc(groups[g], func(a, b member) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.number, b.number)) })
		spans := int64(n*(i+1)/len(groups) - n*i/len(groups))
		for span := range spans {
			from, to := first+(last-first)*span/spans, first+(last-first)*(span+1)/spans
			// The middle one in the first half of the span: far from those of the next.
			lo, _ := slices.BinarySearchFunc(groups[g], from, func(m member, t int64) int { return cmp.Compare(m.at, t) })
			hi, _ := slices.BinarySearchFunc(groups[g], (from+to)/2, func(m member, t int64) int { return cmp.Compare(m.at, t) })
			if lo == hi {
				return nil, fmt.Errorf("no report of %s from %s to %s", g, time.Unix(from, 0).UTC(), time.Unix((from+to)/2, 0).UTC())
			}
			out = append(out, groups[g][(lo+hi)/2].number)
		}
	}
	slices.Sort(out)
	return out, nil
}
