package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline/bench/linkage"
	"github.com/truceline/truceline/bench/workload"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/rivals/score"
)

func TestP4CountsOnlyWhatIsGoodEnough(t *testing.T) {
	p := &fusionPart{sql: []linkage.Quality{{Said: 100, True: 100, Right: 95}}} // F1 0.95, above the floor
	for _, tc := range []struct {
		right int
		want  string
	}{
		{96, "met"},
		{94, "F1 0.940, precision 0.940, recall 0.940"},
	} {
		b, err := json.Marshal(fused{Quality: linkage.Quality{Said: 100, True: 100, Right: tc.right}})
		if err != nil {
			t.Fatal(err)
		}
		run, err := p.judged(answering(string(b)), "met")(t.Context())
		if err != nil || run.Answer != tc.want {
			t.Errorf("%d right: answered %q, %v, want %q", tc.right, run.Answer, err, tc.want)
		}
	}
	if _, err := p.judged(answering("no such file"), "met")(t.Context()); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Errorf("error %v, want one with what the task said", err)
	}
}

func TestPercentileIsByNearestRank(t *testing.T) {
	laps := make([]time.Duration, 1000)
	for i := range laps {
		laps[i] = time.Duration(1000 - i)
	}
	for share, want := range map[float64]time.Duration{0.5: 500, 0.99: 990, 1: 1000, 0: 1} {
		if got := percentile(laps, share); got != want {
			t.Errorf("%v of 1 to 1,000 is %d, want %d", share, got, want)
		}
	}
}

// The tasks of P4 and P5 on a small W6: the fusion is judged, and single reports
// get what the batch gives them.
func TestFusionTasks(t *testing.T) {
	shared := os.Getenv("TRUCELINE_SHARED")
	if shared == "" {
		t.Skip("TRUCELINE_SHARED is not set: the generator of W6 is not there")
	}
	dir, err := workload.OpenLinkage(t.Context(), shared, t.TempDir(), 5_000, 3)
	if err != nil {
		t.Fatal(err)
	}
	var p fusionPart
	if err := p.fix(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	in := input{W6: dir, Weights: p.weights, Asked: 100}
	b, err := json.Marshal(in) // as a child receives it
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &in); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(p.weights, in.Weights); d != "" {
		t.Fatal(d)
	}
	run := func(task task, to any) {
		t.Helper()
		step, err := task(in)
		if err != nil {
			t.Fatal(err)
		}
		tell, err := step()
		if err != nil {
			t.Fatal(err)
		}
		if answer := tell(); json.Unmarshal([]byte(answer), to) != nil {
			t.Fatalf("answered %q", answer)
		}
	}
	var q fused
	run(fuseTask, &q)
	if q.F1() < 0.9 || q.Proposed.Said < q.Said {
		t.Errorf("%s, and %d of %d pairs proposed: fewer events than W6's are no harder", q, q.Proposed.Said, q.Said)
	}
	var n nearby
	run(nearTask, &n)
	if n.Wrong != "" || n.Pairs == 0 || n.NearP50 <= 0 || n.NearP99 < n.NearP50 || n.AddP50 <= 0 {
		t.Errorf("%+v", n)
	}
}

func TestJudgedPairs(t *testing.T) {
	got, err := judgedPairs(strings.NewReader("report_a,report_b,score,joined\na,b,3.5,yes\na,c,-0.25,no\n"))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]score.Judged{{A: "a", B: "b", Score: 3.5, Joined: true}, {A: "a", B: "c", Score: -0.25}}, got); d != "" {
		t.Error(d)
	}
	if _, err := judgedPairs(strings.NewReader("report_a,report_b,score,joined\na,b,3.5,perhaps\n")); err == nil {
		t.Error("a pair that is neither joined nor not passes")
	}
}

func TestToldTellsEverythingOfAPair(t *testing.T) {
	p := incident.Pair{A: "1-1", B: "2-1", Score: 1, Linked: 2, Joined: true}
	for _, change := range []func(*incident.Pair){
		func(p *incident.Pair) { p.A = "1-2" }, func(p *incident.Pair) { p.B = "2-2" }, func(p *incident.Pair) { p.Score = 0 },
		func(p *incident.Pair) { p.Linked = 0 }, func(p *incident.Pair) { p.Joined = false },
	} {
		q := p
		if change(&q); toldOf(q) == toldOf(p) {
			t.Errorf("%+v passes for %+v", q, p)
		}
	}
}
