package postgres

import (
	"os"
	"testing"

	"github.com/truceline/truceline/bench/linkage"
	"github.com/truceline/truceline/bench/workload"
)

func TestLinkageMatchesAsTheSketchDoes(t *testing.T) {
	shared := os.Getenv("TRUCELINE_SHARED")
	if shared == "" {
		t.Skip("TRUCELINE_SHARED is not set: the generator of W6 is not there")
	}
	c, ctx := begin(t), t.Context()
	dir, err := workload.OpenLinkage(ctx, shared, t.TempDir(), 2_000, 3)
	if err != nil {
		t.Fatal(err)
	}
	events, err := workload.Events(dir)
	if err != nil {
		t.Fatal(err)
	}
	l, err := NewLinkage(ctx, c, dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, cutoff := range linkage.Cutoffs {
		s, err := linkage.NewSketch(dir)
		if err != nil {
			t.Fatal(err)
		}
		want := s.Match(cutoff)
		for _, way := range []Way{Plain, Tuned} {
			run, q, err := l.Match(ctx, way, cutoff)
			if err != nil {
				t.Fatal(err)
			}
			if w := linkage.OfPairs(want.Pairs, events); run.Answer != w.Counts() || q != w {
				t.Errorf("way %d at %v: %s, want %s", way, cutoff, run.Answer, w.Counts())
			}
			if n, err := l.Candidates(ctx, way); err != nil || n != want.Candidates {
				t.Errorf("way %d: %d candidates, %v; want %d", way, n, err, want.Candidates)
			}
		}
		if cutoff != linkage.Cutoffs[0] {
			continue
		}
		if err := l.Ready(ctx); err != nil {
			t.Fatal(err)
		}
		asked, of := []int32{0, 17, 2_500, 5_999}, 0
		for _, n := range asked {
			for _, p := range want.Pairs {
				if p[0] == n || p[1] == n {
					of++
				}
			}
		}
		laps, found, err := l.Near(ctx, asked, cutoff)
		if err != nil || len(laps) != len(asked) || found != of {
			t.Errorf("%d matches near %d reports, %v; want %d", found, len(laps), err, of)
		}
	}
}
