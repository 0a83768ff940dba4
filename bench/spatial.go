package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/paulmach/orb"

	"github.com/truceline/truceline/bench/measure"
	"github.com/truceline/truceline/bench/postgres"
	"github.com/truceline/truceline/bench/tally"
	"github.com/truceline/truceline/bench/workload"
	"github.com/truceline/truceline/place"
)

// shapesOf are the areas' shapes, in their order.
func shapesOf(areas []workload.Area) []orb.MultiPolygon {
	out := make([]orb.MultiPolygon, len(areas))
	for i, a := range areas {
		out[i] = orb.MultiPolygon{{a.Ring}}
	}
	return out
}

// loadSpatial reads both files of W2.
func loadSpatial(dir string) ([]workload.Area, []workload.Incident, error) {
	areas, err := workload.Areas(dir)
	if err != nil {
		return nil, nil, err
	}
	ins, err := workload.Incidents(dir)
	return areas, ins, err
}

// pairsTask counts the pairs of incident and area in force, the index over the
// areas made each time.
func pairsTask(in input) (step, error) {
	areas, ins, err := loadSpatial(in.Dir)
	if err != nil {
		return nil, err
	}
	shapes := shapesOf(areas)
	return func() (answer, error) {
		x, err := place.NewIndex(shapes)
		if err != nil {
			return nil, err
		}
		pairs := 0
		for _, i := range ins {
			for _, c := range x.Candidates(i.Lon, i.Lat) {
				a := &areas[x.Shape(c)]
				if i.At >= a.From && i.At < a.To && x.Holds(c, i.Lon, i.Lat) {
					pairs++
				}
			}
		}
		return func() string { return strconv.Itoa(pairs) }, nil
	}, nil
}

// newTally is a tally of the areas, without incidents.
func newTally(areas []workload.Area) (*tally.Tally, error) {
	in := make([]tally.Area, len(areas))
	for i, s := range shapesOf(areas) {
		in[i] = tally.Area{Shape: s, From: areas[i].From, To: areas[i].To}
	}
	return tally.New(in)
}

// dailyCSV is a tally's counts as W2's daily CSV.
func dailyCSV(t *tally.Tally, areas []workload.Area) []byte {
	var counts []workload.AreaDay
	for c := range t.Counts() {
		counts = append(counts, workload.AreaDay{Area: areas[c.Area].ID, Day: c.Day, N: c.N})
	}
	return workload.Daily(counts)
}

// dailyTask counts all incidents by area and day, from nothing to the CSV.
func dailyTask(in input) (step, error) {
	areas, ins, err := loadSpatial(in.Dir)
	if err != nil {
		return nil, err
	}
	return func() (answer, error) {
		t, err := newTally(areas)
		if err != nil {
			return nil, err
		}
		addAll(t, ins)
		csv := dailyCSV(t, areas)
		return func() string { return workload.Digest(csv) }, nil
	}, nil
}

// renewTask adds the new incidents to the counts of all the others and writes
// the CSV anew. Each run starts from a copy that was made outside of the time:
// the product would count on.
func renewTask(in input) (step, error) {
	areas, base, added, err := counted(in)
	if err != nil {
		return nil, err
	}
	next := base.Clone()
	return func() (answer, error) {
		addAll(next, added)
		csv := dailyCSV(next, areas)
		return func() string {
			next = base.Clone()
			return workload.Digest(csv)
		}, nil
	}, nil
}

// addTask adds the new incidents to the counts of all the others and no more:
// from then on every count can be asked for.
func addTask(in input) (step, error) {
	areas, base, added, err := counted(in)
	if err != nil {
		return nil, err
	}
	next := base.Clone()
	return func() (answer, error) {
		addAll(next, added)
		return func() string {
			csv := dailyCSV(next, areas)
			next = base.Clone()
			return workload.Digest(csv)
		}, nil
	}, nil
}

// counted is a tally of all incidents, and those that arrive later.
func counted(in input) ([]workload.Area, *tally.Tally, []workload.Incident, error) {
	areas, ins, err := loadSpatial(in.Dir)
	if err != nil {
		return nil, nil, nil, err
	}
	added, err := workload.Incidents(in.New)
	if err != nil {
		return nil, nil, nil, err
	}
	t, err := newTally(areas)
	if err != nil {
		return nil, nil, nil, err
	}
	addAll(t, ins)
	return areas, t, added, nil
}

// addAll counts incidents.
func addAll(t *tally.Tally, ins []workload.Incident) {
	for _, i := range ins {
		t.Add(i.At, i.Lon, i.Lat)
	}
}

// spatialPeer is PostGIS with W2 loaded.
type spatialPeer struct {
	*postgres.Spatial
	added []workload.Incident
}

// pairsMetrics compare P2: one thread on both sides, and then two workers of
// the peer's against one thread of ours.
func pairsMetrics(truth workload.Truth, ours *child, peer *spatialPeer) []measure.Metric {
	m := measure.Metric{
		ID: "P2", Name: "incidents x areas in force",
		Gate: fmt.Sprintf("%d pairs", truth.Pairs), Want: strconv.Itoa(truth.Pairs),
		Ours: ours.run, Rival: "PostGIS, one process", Target: 8, Items: truth.Incidents,
	}
	two := m
	two.ID, two.Name, two.Rival, two.Target = "P2w", "the same, two workers of the peer", "PostGIS, two workers", 4
	if peer != nil {
		m.Peer = peer.Pairs
		two.Peer = func(ctx context.Context) (measure.Run, error) {
			if err := peer.Workers(ctx, 2); err != nil {
				return measure.Run{}, err
			}
			defer peer.Workers(context.WithoutCancel(ctx), 0)
			run, err := peer.Pairs(ctx)
			run.CPU = 0 // the workers' share is not in the backend's
			return run, err
		}
	}
	return []measure.Metric{m, two}
}

// dailyMetrics compare P3: the count from nothing, and renewed.
func dailyMetrics(truth workload.Truth, renewed string, daily, renew, add *child, peer *spatialPeer) []measure.Metric {
	first := measure.Metric{
		ID: "P3", Name: "daily count by area", Gate: "digest " + truth.DailyHash[:16], Want: truth.DailyHash,
		Ours: daily.run, Rival: "PostGIS, one process", Target: 8, Items: truth.Incidents,
	}
	recount := measure.Metric{
		ID: "P3r", Name: "renewed after 1,000 new incidents, CSV included", Gate: "digest of a recount of all", Want: renewed,
		Ours: renew.run, Rival: "PostGIS, recount", Aim: 10 * time.Millisecond,
	}
	upsert := recount
	upsert.ID, upsert.Name, upsert.Ours, upsert.Rival = "P3u", "the counts alone renewed", add.run, "PostGIS, upsert into a kept table"
	if peer != nil {
		first.Peer = peer.Daily
		recount.Peer = func(ctx context.Context) (measure.Run, error) { return peer.Recount(ctx, peer.added) }
		upsert.Peer = func(ctx context.Context) (measure.Run, error) { return peer.Upsert(ctx, peer.added) }
	}
	return []measure.Metric{first, recount, upsert}
}

// spatial prepares P2 and P3.
func (b *bench) spatial(ctx context.Context) ([]measure.Metric, error) {
	added, dir, err := b.folder.NewIncidents(ctx, b.shared)
	if err != nil {
		return nil, err
	}
	b.where.New = dir
	areas, ins, err := loadSpatial(b.folder.Dir)
	if err != nil {
		return nil, err
	}
	var peer *spatialPeer
	if b.cluster != nil {
		b.say("the peer: loading")
		s, err := postgres.LoadSpatial(ctx, b.cluster, areas, ins)
		if err != nil {
			return nil, err
		}
		if err := s.KeepDaily(ctx); err != nil {
			return nil, err
		}
		peer = &spatialPeer{Spatial: s, added: added}
	}
	var out []measure.Metric
	if b.wants("p2") {
		c, err := b.start(ctx, "pairs")
		if err != nil {
			return nil, err
		}
		out = append(out, pairsMetrics(b.folder.Truth, c, peer)...)
	}
	if b.wants("p3") {
		daily, err := b.start(ctx, "daily")
		if err != nil {
			return nil, err
		}
		renew, err := b.start(ctx, "renew")
		if err != nil {
			return nil, err
		}
		add, err := b.start(ctx, "add")
		if err != nil {
			return nil, err
		}
		// The gate of the renewal: a recount in which the new ones come first.
		t, err := newTally(areas)
		if err != nil {
			return nil, err
		}
		addAll(t, slices.Concat(added, ins))
		out = append(out, dailyMetrics(b.folder.Truth, workload.Digest(dailyCSV(t, areas)), daily, renew, add, peer)...)
	}
	return out, nil
}
