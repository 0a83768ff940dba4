package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/bench/measure"
	"github.com/truceline/truceline/bench/workload"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/intake/casedir"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// makeCase writes the case of W2 beside the workload, where a child finds it.
func makeCase(dir string, areas []workload.Area) (string, error) {
	out := filepath.Join(dir, "case")
	return out, workload.WriteCase(out, areas)
}

// evalTask asks the seven questions of every incident against a register of one
// provision for each area, without sentences. Every incident lies exactly where
// and when W2 says, so that the findings are the pairs of P2.
func evalTask(in input) (step, error) {
	ins, err := workload.Incidents(in.Dir)
	if err != nil {
		return nil, err
	}
	loaded, err := casedir.Load(os.DirFS(in.Case))
	if err != nil {
		return nil, err
	}
	form := newFormer()
	return func() (answer, error) {
		reg, err := observance.Compile(loaded.Facts, loaded.Location)
		if err != nil {
			return nil, err
		}
		pairs := 0
		var findings []observance.Finding
		for i := range ins {
			findings = observance.Judge(findings[:0], reg, form.incident(&ins[i]))
			for j := range findings {
				r := &findings[j].Replies
				if r[0].Answer.And(r[1].Answer) == truceline.Yes {
					pairs++
				}
			}
		}
		return func() string { return strconv.Itoa(pairs) }, nil
	}, nil
}

// A former makes the field's incidents of W2's, sharing the slices that are the
// same for many.
type former struct {
	side  map[string][]report.Actor
	codes map[string][]string
}

func newFormer() former {
	return former{side: map[string][]report.Actor{}, codes: map[string][]string{}}
}

func (f former) incident(in *workload.Incident) incident.Incident {
	from := time.Unix(in.At, 0).UTC()
	who := workload.PartyOf(in.Actor)
	out := incident.Incident{
		ID:    incident.ID(strconv.Itoa(in.ID)),
		When:  truceline.Interval{From: from, To: from.Add(time.Second)},
		Where: place.Place{Point: place.Point{Lon: in.Lon, Lat: in.Lat}},
		Codes: f.codesOf(in.Type),
		SideA: f.sideOf(in.Actor, who),
		SideB: f.sideOf("", workload.Opponent(who, in.ID)),
		Form:  report.TwoSided,
		Fact:  incident.Reported,
	}
	if in.ID%2 == 0 {
		out.Form = report.OneSided
	}
	if in.Source != "press" {
		out.Fact = incident.Corroborated
	}
	return out
}

func (f former) sideOf(name, id string) []report.Actor {
	key := name + "|" + id
	s, ok := f.side[key]
	if !ok {
		s = []report.Actor{{Name: name, Party: party.ID(id)}}
		f.side[key] = s
	}
	return s
}

func (f former) codesOf(kind string) []string {
	c, ok := f.codes[kind]
	if !ok {
		c = []string{workload.TypeCode(kind)}
		f.codes[kind] = c
	}
	return c
}

// evaluation compares the whole evaluation with P2 alone, both ours: what the
// other six questions and the findings cost beside the place and the time.
func (b *bench) evaluation(ctx context.Context) ([]measure.Metric, error) {
	areas, err := workload.Areas(b.folder.Dir)
	if err != nil {
		return nil, err
	}
	if b.where.Case, err = makeCase(b.folder.Dir, areas); err != nil {
		return nil, err
	}
	eval, err := b.start(ctx, "eval")
	if err != nil {
		return nil, err
	}
	pairs, err := b.start(ctx, "pairs")
	if err != nil {
		return nil, err
	}
	truth := b.folder.Truth
	return []measure.Metric{{
		ID: "EVAL", Name: fmt.Sprintf("seven questions, %d provisions", len(areas)),
		Gate: fmt.Sprintf("%d findings in force in the area", truth.Pairs), Want: strconv.Itoa(truth.Pairs),
		Ours: eval.run, Peer: pairs.run, Rival: "P2 of ours: cost beside it", Items: truth.Incidents,
	}}, nil
}
