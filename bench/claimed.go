package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/truceline/truceline/bench/measure"
	"github.com/truceline/truceline/cases"
	"github.com/truceline/truceline/internal/intake/casedir"
	"github.com/truceline/truceline/internal/rivals"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/place/gazetteer"
	"github.com/truceline/truceline/report"
)

// How near an event must be to stand beside a claim: the day that the claim is
// about, which began the day before it was published, and two hours' walk.
const (
	besideM    = 10_000
	besideDays = 1
)

// A claim is a village that one side says was shelled.
type claim struct {
	on                 string // date of publication; "" if it is not known
	province, name     string
	times              string
	resolved           gazetteer.Resolution
	events             int     // of the days near it, within besideM
	nearestM           float64 // of these, the nearest
	nearest, nearestOn string
}

// claimSection puts the villages that one side says were shelled beside the
// events that UCDP registered there then. Nobody knows the truth of either: it
// is a table to look at, and nothing is scored. It is empty where the file of
// claims is not there.
func claimSection(ctx context.Context, shared string) (measure.Section, error) {
	s := measure.Section{
		Title:  "Claims of one side, village by village, beside UCDP GED",
		Header: []string{"published", "place, as said", "times", "resolved to", "events within 10 km, that day or the day before", "the nearest"},
	}
	claims, err := readClaims(filepath.Join(shared, "data", "hmeimim_shelling_claims.csv"))
	if errors.Is(err, fs.ErrNotExist) {
		return measure.Section{}, nil
	}
	if err != nil {
		return s, err
	}
	ground, err := rivals.Bundled(ctx)
	if err != nil {
		return s, err
	}
	if err := besides(claims, ground); err != nil {
		return s, err
	}
	dated, resolved, met := 0, 0, 0
	for _, c := range claims {
		if c.on == "" {
			continue
		}
		dated++
		if c.resolved.Verdict != gazetteer.Resolved {
			continue
		}
		resolved++
		to, near := c.resolved.Candidates[0].Entry.Names[0].Text, "-"
		if c.events > 0 {
			met++
			near = fmt.Sprintf("%s on %s, %.1f km", c.nearest, c.nearestOn, c.nearestM/1000)
		}
		s.Rows = append(s.Rows, []string{c.on, c.name + ", " + c.province, c.times, to, strconv.Itoa(c.events), near})
	}
	s.Note = fmt.Sprintf("Of %d claims %d are dated, %d of these resolve to one place and stand here, and beside %d of those GED has an event with a death. "+
		"GED registers deaths, and most of the shelling that is claimed killed nobody: no event is no sign that a claim is false.", len(claims), dated, resolved, met)
	return s, nil
}

// readClaims reads the file of claims.
func readClaims(path string) ([]claim, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 || strings.Join(rows[0][:5], " ") != "report_date period province_as_reported place_as_reported times" {
		return nil, fmt.Errorf("%s does not have the columns of the claims", path)
	}
	var out []claim
	for _, r := range rows[1:] {
		out = append(out, claim{on: r[0], province: r[2], name: r[3], times: r[4]})
	}
	return out, nil
}

// besides resolves the places of claims and finds the events beside them.
func besides(claims []claim, ground rivals.Ground) error {
	dir, ok := cases.Bundled("astana")
	if !ok {
		return errors.New("the case astana does not come with the program")
	}
	c, err := casedir.Load(dir)
	if err != nil {
		return err
	}
	reg, err := observance.Compile(c.Facts, c.Location)
	if err != nil {
		return err
	}
	places := gazetteer.New(c.Gazetteer)
	for i := range claims {
		hint := gazetteer.Hint{Admin1: reg.BulletinAreas(claims[i].province)}
		claims[i].resolved = places.Resolve(claims[i].name, hint)
		if err := claims[i].beside(ground); err != nil {
			return err
		}
	}
	return nil
}

// beside counts the events near a claim whose place is resolved.
func (c *claim) beside(ground rivals.Ground) error {
	if c.resolved.Verdict != gazetteer.Resolved || c.on == "" {
		return nil
	}
	day, err := time.ParseInLocation(time.DateOnly, c.on, ground.Zone)
	if err != nil {
		return err
	}
	e := c.resolved.Candidates[0].Entry
	at := place.Point{Lon: e.Lon, Lat: e.Lat}
	from, to := day.AddDate(0, 0, -besideDays), day.AddDate(0, 0, 1)
	for _, r := range ground.Reports {
		d := place.DistanceM(at, r.Where.Point)
		if !r.When.From.Before(to) || !r.When.To.After(from) || d > besideM {
			continue
		}
		if c.events++; c.events == 1 || d < c.nearestM {
			c.nearestM, c.nearest, c.nearestOn = d, nameOf(r), r.When.From.In(ground.Zone).Format(time.DateOnly)
		}
	}
	return nil
}

// nameOf says what a report is about, as short as can be.
func nameOf(r report.Report) string {
	var sides []string
	for _, a := range slices.Concat(r.SideA, r.SideB) {
		sides = append(sides, a.Name)
	}
	return fmt.Sprintf("GED %s: %s, %d dead", r.Number, strings.Join(sides, " and "), r.Casualties.Deaths.Best)
}
