package movement_test

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/movement"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// anIncident makes an incident somewhere in the made-up case from December 2016
// to June 2018.
func anIncident(r *rand.Rand, n int) incident.Incident {
	from := day("2016-12-01").Add(time.Duration(r.Intn(560*24)) * time.Hour)
	in := incident.Incident{
		ID: incident.ID(fmt.Sprintf("i-%04d", n)), Reports: []string{fmt.Sprintf("watch:%d", n)}, Fact: incident.Reported,
		When:    truceline.Interval{From: from, To: from.Add(time.Duration(one(r, 0, 1, 24, 48, 240, 2000)) * time.Hour)},
		Codes:   []string{one(r, "x:1", "x:1", "x:2", "x:3", "unknown")},
		Origins: one(r, nil, []string{"Radio"}, []string{"Post", "Radio"}),
	}
	in.Where.Point = place.Point{Lon: r.Float64()*3.2 - 0.1, Lat: r.Float64()*1.2 - 0.1, RadiusM: one(r, 0.0, 0, 500, 20_000, 80_000, 400_000)}
	for _, side := range []*[]report.Actor{&in.SideA, &in.SideB} {
		*side = []report.Actor{{Name: "x", Party: one[party.ID](r, "", "gov", "column", "column", "front", "wing", "rebels", "school")}}
	}
	if r.Intn(6) == 0 {
		in.Contradictions = []incident.Contradiction{{Aspect: incident.OverActor}}
	}
	if r.Intn(6) == 0 {
		in.Fact = one(r, incident.Refuted, incident.NotVerified, incident.Verified)
	}
	return in
}

func one[T any](r *rand.Rand, of ...T) T { return of[r.Intn(len(of))] }

// someIncidents are spread evenly, which what rapid draws by itself is not.
func someIncidents(t *rapid.T) []incident.Incident {
	r := rand.New(rand.NewSource(rapid.Int64().Draw(t, "seed")))
	out := make([]incident.Incident, r.Intn(120))
	for i := range out {
		out[i] = anIncident(r, i)
	}
	return out
}

func recordOf(t testing.TB, reg *observance.Register, q movement.Query, list []incident.Incident) movement.Record {
	t.Helper()
	var seen []movement.Sighting
	for _, in := range list {
		seen = append(seen, movement.SightingOf(in, observance.AreasOf(reg, in)))
	}
	return hold(t, reg, q, seen)
}

func asJSON(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// The order in which incidents come does not matter.
func TestOrderDoesNotMatter(t *testing.T) {
	reg := world(t, observance.Release{})
	rapid.Check(t, func(rt *rapid.T) {
		list := someIncidents(rt)
		want := asJSON(t, recordOf(t, reg, movement.Query{Quiet: 1}, list))
		other := slices.Clone(list)
		rand.New(rand.NewSource(rapid.Int64().Draw(rt, "order"))).Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		if got := asJSON(t, recordOf(t, reg, movement.Query{Quiet: 1}, other)); got != want {
			rt.Fatalf("got  %s\nwant %s", got, want)
		}
	})
}

// sureCells are the cells in which an incident is sure, by group.
func sureCells(r movement.Record, id incident.ID) map[string]bool {
	out := make(map[string]bool)
	for _, g := range r.Groups {
		for _, c := range g.Cells {
			if slices.Contains(c.Sure, id) {
				out[fmt.Sprintf("%s %s %s", g.ID, c.Area, c.Month)] = true
			}
		}
	}
	for _, e := range r.Effort {
		if slices.Contains(e.Sure, id) {
			out[fmt.Sprintf("anybody %s %s", e.Area, e.Month)] = true
		}
	}
	return out
}

// Less certainty of the place, of the time or of who acted never makes an
// incident sure anywhere, and no group is then surely present where it was not.
func TestLessCertaintyMakesNothingSure(t *testing.T) {
	reg := world(t, observance.Release{})
	rapid.Check(t, func(rt *rapid.T) {
		list := someIncidents(rt)
		if len(list) == 0 {
			return
		}
		before := recordOf(t, reg, movement.Query{}, list)
		i := rapid.IntRange(0, len(list)-1).Draw(rt, "which")
		vaguer := slices.Clone(list)
		in := &vaguer[i]
		switch rapid.SampledFrom([]string{"place", "time", "actor", "fact"}).Draw(rt, "what") {
		case "place":
			in.Where.RadiusM += rapid.SampledFrom([]float64{1, 1000, 50_000}).Draw(rt, "metres")
		case "time":
			in.When.From = in.When.From.Add(-time.Duration(rapid.IntRange(0, 900).Draw(rt, "earlier")) * time.Hour)
			in.When.To = in.When.To.Add(time.Duration(rapid.IntRange(1, 900).Draw(rt, "later")) * time.Hour)
		case "actor":
			in.Contradictions = []incident.Contradiction{{Aspect: incident.OverActor}}
		case "fact":
			if in.Fact == incident.Refuted {
				return // it was none, and would be one
			}
			in.Fact = incident.NotVerified
		}
		was, is := sureCells(before, in.ID), sureCells(recordOf(t, reg, movement.Query{}, vaguer), in.ID)
		for at := range is {
			if !was[at] {
				rt.Fatalf("%s is now surely in %s", in.ID, at)
			}
		}
	})
}

// A state says what the lists of its cell say, and every change rests on months
// that say so.
func TestStatesFollowFromTheLists(t *testing.T) {
	reg := world(t, observance.Release{})
	rapid.Check(t, func(rt *rapid.T) {
		q := movement.Query{Quiet: rapid.IntRange(1, 4).Draw(rt, "quiet"), Span: truceline.Interval{From: day("2016-12-01"), To: day("2018-06-01")}}
		r := recordOf(t, reg, q, someIncidents(rt))
		effort := make(map[string]movement.Effort)
		for _, e := range r.Effort {
			effort[fmt.Sprint(e.Area, e.Month)] = e
		}
		for _, g := range r.Groups {
			states := make(map[string]movement.State)
			for _, c := range g.Cells {
				states[fmt.Sprint(c.Area, c.Month)] = c.State
				e := effort[fmt.Sprint(c.Area, c.Month)]
				want := movement.Without
				switch {
				case len(c.Sure) > 0:
					want = movement.Reported
				case len(c.Possible) > 0:
					want = movement.Possible
				case len(e.Sure) == 0:
					want = movement.Unobserved
				}
				if c.State != want {
					rt.Fatalf("%s in %s is %s, want %s", c.Area, c.Month, c.State, want)
				}
				for _, id := range c.Sure {
					if !slices.Contains(e.Sure, id) {
						rt.Fatalf("%s is with the group in %s and not among all", id, c.Area)
					}
				}
			}
			for _, c := range g.Changes {
				step := movement.Month(1)
				if c.Turn == movement.Appeared {
					step = -1
				}
				if states[fmt.Sprint(c.Area, c.Month)] != movement.Reported || len(c.Incidents) == 0 {
					rt.Fatalf("%s %s in %s: the month is %s", c.Turn, c.Area, c.Month, states[fmt.Sprint(c.Area, c.Month)])
				}
				without := 0
				for m := c.Month + step; states[fmt.Sprint(c.Area, m)] != "" && states[fmt.Sprint(c.Area, m)] != movement.Reported; m += step {
					if states[fmt.Sprint(c.Area, m)] == movement.Without {
						without++
					}
				}
				if without != c.Without || without < q.Quiet {
					rt.Fatalf("%s in %s in %s: %d months without it, the states say %d", c.Turn, c.Area, c.Month, c.Without, without)
				}
			}
			for _, p := range g.Together {
				if p.From == p.To || p.First > p.Last+1 || p.Last > p.First+1 {
					rt.Fatalf("%+v do not stand together", p)
				}
			}
		}
	})
}

// Whatever the case's release rule is, no record says more than it allows.
func TestTheReleaseRuleIsNeverExceeded(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		release := observance.Release{
			Audience:    "public",
			Delay:       time.Duration(rapid.IntRange(0, 200*24).Draw(rt, "delay")) * time.Hour,
			BlurM:       rapid.SampledFrom([]float64{0, 100, 1_000, 5_000, 60_000, 120_000, 1e6}).Draw(rt, "blur"),
			Attribution: rapid.SampledFrom([]string{"", "named", "side", "forbidden"}).Draw(rt, "attribution"),
		}
		reg := world(t, release)
		known := day("2018-02-15").Add(-time.Duration(rapid.IntRange(0, 500*24).Draw(rt, "known")) * time.Hour)
		list := someIncidents(rt)
		r := recordOf(t, reg, movement.Query{Known: known, Quiet: 1, Division: rapid.SampledFrom([]string{"governorate", "district", "zone"}).Draw(rt, "division")}, list)
		said := asJSON(t, r)

		for _, in := range list {
			if in.When.To.Add(release.Delay).After(known) && strings.Contains(said, string(in.ID)) {
				rt.Fatalf("%s ended less than %s before %s and is shown", in.ID, release.Delay, known)
			}
		}
		past := func(m movement.Month) {
			if m.Span(zone).To.Add(release.Delay).After(known) {
				rt.Fatalf("%s is not past at %s with a delay of %s, and something is said of it", m, known, release.Delay)
			}
		}
		for _, e := range r.Effort {
			past(e.Month)
		}
		for _, x := range r.Told {
			past(x.Month)
		}
		for _, g := range r.Groups {
			for _, c := range g.Cells {
				if c.State != movement.Withheld {
					past(c.Month)
				} else if len(c.Sure)+len(c.Possible)+len(c.Slight)+len(c.Set)+len(c.Sources)+len(c.Origins) > 0 {
					rt.Fatalf("%s is withheld and says %+v", c.Month, c)
				}
				days := c.First + c.LastDay
				for _, m := range c.Possible {
					if m.Share != nil {
						days += m.Share.String()
					}
				}
				if days != "" && (release.BlurM > 0 || release.Attribution == "side") {
					rt.Fatalf("days or shares are given: %s", days)
				}
			}
			for _, c := range g.Changes {
				past(c.Month)
				if c.Other != nil {
					past(*c.Other)
				}
			}
			for _, p := range g.Together {
				past(p.Last)
				past(p.First)
			}
		}
		// Of the made-up areas a governorate and the zone are squares of one degree,
		// the small one of a hundredth, the thin one a thousandth wide, the district half a degree.
		side := map[place.AreaID]float64{"A": 111_000, "B": 111_000, "C": 111_000, "Z": 111_000, "AA": 55_500, "D": 1_110, "E": 111}
		for _, a := range r.Areas {
			if side[a] < release.BlurM {
				rt.Fatalf("area %s is smaller than %g m and is offered", a, release.BlurM)
			}
		}
		switch release.Attribution {
		case "forbidden":
			if len(r.Groups)+len(r.Silent)+len(r.Told)+len(r.Effort) > 0 || r.Refused == "" {
				rt.Fatalf("attribution is forbidden, and a record is given: %s", said)
			}
		case "side":
			for _, name := range []string{"column", "front", "wing", "X.1", "X.2", "rebels"} {
				if strings.Contains(said, `"`+name+`"`) {
					rt.Fatalf("no party may be named, and %s is", name)
				}
			}
		}
	})
}

func TestAReleaseRuleThatNobodyKnows(t *testing.T) {
	reg := world(t, observance.Release{Attribution: "whisper"})
	if _, err := movement.New(reg, year(movement.Query{})); err == nil || !strings.Contains(err.Error(), `"whisper" is no rule`) {
		t.Errorf("got %v", err)
	}
	if _, err := movement.New(world(t, observance.Release{Attribution: "side"}), year(movement.Query{Group: "front"})); err == nil || !strings.Contains(err.Error(), "lets no party be named") {
		t.Errorf("got %v", err)
	}
}
