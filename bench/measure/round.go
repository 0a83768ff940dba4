// Package measure runs two programs side by side and says how they compare.
//
// Only a ratio between two programs run within the same minute means anything
// on a machine that changes its speed. So a round runs peer and ours in turn,
// each pair of neighbours gives one ratio, and who comes first rotates.
package measure

import (
	"context"
	"fmt"
	"time"
)

// A Run is one execution of one side.
type Run struct {
	Wall   time.Duration `json:"wall"`             // nanoseconds
	CPU    time.Duration `json:"cpu"`              // user and system, nanoseconds; 0 if unknown
	Peak   int64         `json:"peak"`             // resident memory at its highest, bytes; 0 if unknown
	Allocs uint64        `json:"allocs,omitempty"` // pieces of memory asked for; 0 if unknown
	Answer string        `json:"answer,omitempty"`
}

// A Side runs one of the two programs once.
type Side func(context.Context) (Run, error)

// A Metric is what one row of the table compares.
type Metric struct {
	ID   string // short: "P2"
	Name string
	Gate string // in words: what must be right before a time counts
	// Want is the answer that both sides must give. Empty: each must give the
	// same as the other.
	Want   string
	Ours   Side
	Peer   Side    // nil if the row has no peer
	Rival  string  // the peer's name
	Target float64 // ratio of peer to ours; 0 if none is set
	// Aim is an absolute target for our median; 0 if none. It holds for one
	// machine only, and is printed as such.
	Aim   time.Duration
	Items int // things that a run handles, for a rate; 0 if a rate says nothing
	// PeerItems is how many things the peer's run handles, for a rate of its own;
	// where it is too slow for all of them, the ratio is of the times for one
	// thing. 0 means as many as ours, without a rate.
	PeerItems int
	// Bytes says that the things are bytes, and the rate is one of MB/s.
	Bytes bool
	// Floor is an absolute target for our rate, in things a second; 0 if none.
	// Like Aim it holds for one machine only.
	Floor float64
	Pairs int // pairs in a round; 0 means 2
	// Cold leaves out the run that warms the caches, where every run starts
	// from nothing anyway.
	Cold bool
}

// A Result is what a metric came to.
type Result struct {
	Metric Metric
	Ours   []Run
	Peer   []Run
	Wrong  string // a gate that was not met, or why a side did not run
	Absent bool   // the peer is not there
}

// A Round is the state of the machine in a round.
type Round struct {
	Calibration float64 `json:"calibration_bytes_per_second"` // CSV decode
	Busy        float64 `json:"busy"`                         // share of the processors in use by others before it began
}

// A Bench runs metrics. All fields must be set.
type Bench struct {
	Rounds    int
	Calibrate func() (float64, error)                             // opens each round: bytes of CSV decoded a second
	Quiet     func(context.Context, time.Duration) (busy float64) // waits for the others to be idle, see Quiet
	Say       func(format string, args ...any)                    // is told what happens
}

// How long a round and each run in it wait, at most, for a second in which
// nothing else runs.
const (
	quietRound = 8 * time.Second
	quietRun   = 2 * time.Second
)

// Run runs every metric in every round. A metric that fails, or whose gate is
// not met, is not run again; the others go on. Only a cancelled context and a
// calibration that fails are errors.
func (b Bench) Run(ctx context.Context, metrics []Metric) ([]Round, []Result, error) {
	results := make([]Result, len(metrics))
	for i, m := range metrics {
		results[i] = Result{Metric: m, Absent: m.Peer == nil}
		if err := b.warm(ctx, &results[i]); err != nil {
			return nil, results, err
		}
	}
	var rounds []Round
	for r := range b.Rounds {
		busy := b.Quiet(ctx, quietRound)
		speed, err := b.Calibrate()
		if err != nil {
			return rounds, results, err
		}
		rounds = append(rounds, Round{Calibration: speed, Busy: busy})
		b.Say("round %d of %d: calibration %.0f MB/s, other load %.0f %%", r+1, b.Rounds, speed/1e6, 100*busy)
		for i := range results {
			if err := b.round(ctx, r, &results[i]); err != nil {
				return rounds, results, err
			}
		}
	}
	return rounds, results, nil
}

// warm runs both sides once, so that the caches of both are warm. The gate
// holds for these runs too; their times are not kept.
func (b Bench) warm(ctx context.Context, res *Result) error {
	if res.Metric.Cold {
		return nil
	}
	b.peer(ctx, res)
	b.ours(ctx, res)
	res.Ours, res.Peer = nil, nil
	return ctx.Err()
}

// round adds one round's pairs. Whoever comes first in an even round comes
// second in an odd one.
func (b Bench) round(ctx context.Context, r int, res *Result) error {
	pairs := res.Metric.Pairs
	if pairs == 0 {
		pairs = 2
	}
	first, second := b.peer, b.ours
	if r%2 == 1 {
		first, second = second, first
	}
	for range pairs {
		first(ctx, res)
		second(ctx, res)
		if err := ctx.Err(); err != nil {
			return err
		}
		if res.Wrong != "" {
			b.Say("  %-8s %s", res.Metric.ID, res.Wrong)
			return nil
		}
		line := fmt.Sprintf("  %-8s ours %s", res.Metric.ID, describe(res.Ours))
		if !res.Absent {
			rs := res.ratios()
			line += fmt.Sprintf("   peer %s   ratio %.3g", describe(res.Peer), rs[len(rs)-1])
		}
		b.Say("%s", line)
	}
	return nil
}

func (b Bench) ours(ctx context.Context, res *Result) {
	b.side(ctx, res, "ours", res.Metric.Ours, &res.Ours, res.Peer)
}

func (b Bench) peer(ctx context.Context, res *Result) {
	if !res.Absent {
		b.side(ctx, res, res.Metric.Rival, res.Metric.Peer, &res.Peer, res.Ours)
	}
}

// side runs a side once and holds its answer against the gate.
func (b Bench) side(ctx context.Context, res *Result, who string, side Side, mine *[]Run, other []Run) {
	if res.Wrong != "" || ctx.Err() != nil {
		return
	}
	b.Quiet(ctx, quietRun)
	run, err := side(ctx)
	if err != nil {
		res.Wrong = fmt.Sprintf("%s: %v", who, err)
		return
	}
	want := res.Metric.Want
	if want == "" && len(other) > 0 {
		want = other[len(other)-1].Answer
	}
	if want != "" && run.Answer != want {
		res.Wrong = fmt.Sprintf("gate not met: %s answered %s, want %s", who, run.Answer, want)
		return
	}
	*mine = append(*mine, run)
}

// describe prints the last run: wall and processor seconds.
func describe(runs []Run) string {
	last := runs[len(runs)-1]
	s := fmt.Sprintf("%.4f s", last.Wall.Seconds())
	if last.CPU > 0 {
		s += fmt.Sprintf(" (cpu %.4f)", last.CPU.Seconds())
	}
	return s
}
