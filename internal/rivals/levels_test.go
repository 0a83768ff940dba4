package rivals_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/truceline/truceline/internal/rivals"
	"github.com/truceline/truceline/internal/rivals/score"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// What the levels hold, by shares that a reader can hold against the table of
// docs/fusion-truth.md.
func TestWhatTheLevelsHold(t *testing.T) {
	g := ground(t)
	for _, n := range rivals.Levels() {
		s, err := g.Make(n, rivals.Scoring)
		if err != nil {
			t.Fatal(err)
		}
		tr, err := score.NewTruth(s.Links())
		if err != nil {
			t.Fatal(err)
		}
		sources, bySource, added, carried := map[string]map[report.SourceID]bool{}, map[report.SourceID]int{}, 0, 0
		for _, a := range s.Accounts {
			bySource[a.Source]++
			if sources[a.Event] == nil {
				sources[a.Event] = map[report.SourceID]bool{}
			}
			sources[a.Event][a.Source] = true
			if a.Origin() != string(a.Source) {
				carried++
			}
		}
		for _, e := range s.Events {
			if strings.HasSuffix(e.ID, "+1") {
				added++
			}
		}
		alone := map[report.SourceID]int{}
		one := 0
		for _, of := range sources {
			if len(of) == 1 {
				one++
				for id := range of {
					alone[id]++
				}
			}
		}
		hard := hardPairs(s.Events)
		t.Logf("%s: %d reports %v, %d of %d events told, %d by one source only %v, %d true pairs, %d carried with their origin, %d events added, near pairs of events %+v",
			n.Name, len(s.Accounts), bySource, tr.EventsN(), len(s.Events), one, alone, tr.PairsN(), carried, added, hard)
		if share := float64(added) / float64(len(s.Events)-added); math.Abs(share-n.Neighbours) > .02 {
			t.Errorf("%s: %.3f of the events have one added beside them, want about %.3f", n.Name, share, n.Neighbours)
		}
		if hard.within10 < 4_000 || hard.sameSides < 3_500 {
			t.Errorf("%s: only %+v near pairs; GED's own are gone", n.Name, hard)
		}
		for _, id := range rivals.Sources() {
			if bySource[id] < 1_000 {
				t.Errorf("%s: %s has %d reports", n.Name, id, bySource[id])
			}
		}
		// Nearly all true pairs stay where a linker looks.
		in := 0.
		for _, p := range reach(s) {
			if p.same {
				in++
			}
		}
		t.Logf("%s: %.4f of the true pairs lie within 48 hours and 40 km", n.Name, in/float64(tr.PairsN()))
		if share := in / float64(tr.PairsN()); share < .99 {
			t.Errorf("%s: only %.4f of the true pairs lie within 48 hours and 40 km", n.Name, share)
		}
	}
}

// nearPairs counts pairs of different events of one day: within 10 and 2 km, and
// within 10 km between the same sides.
type nearPairs struct{ within10, within2, sameSides int }

// hardPairs counts them.
func hardPairs(events []rivals.Event) (n nearPairs) {
	byDay := map[string][]rivals.Event{}
	for _, e := range events {
		byDay[e.Day] = append(byDay[e.Day], e)
	}
	sides := func(e rivals.Event) string { return fmt.Sprint(e.A, e.B) }
	for _, day := range byDay {
		for i, a := range day {
			for _, b := range day[:i] {
				d := place.DistanceM(place.Point{Lon: a.Spot.Lon, Lat: a.Spot.Lat}, place.Point{Lon: b.Spot.Lon, Lat: b.Spot.Lat})
				if d > 10_000 {
					continue
				}
				n.within10++
				if d <= 2_000 {
					n.within2++
				}
				if sides(a) == sides(b) {
					n.sameSides++
				}
			}
		}
	}
	return n
}
