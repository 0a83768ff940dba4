package measure

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// diary is a bench that waits for nothing, and sides that write down that they
// ran.
type diary struct{ ran []string }

func (d *diary) side(name, answer string) Side {
	return func(context.Context) (Run, error) {
		d.ran = append(d.ran, name)
		return Run{Wall: time.Second, Answer: answer}, nil
	}
}

func run(t *testing.T, rounds int, m Metric) Result {
	t.Helper()
	b := Bench{
		Rounds:    rounds,
		Calibrate: func() (float64, error) { return 1, nil },
		Quiet:     func(context.Context, time.Duration) float64 { return 0 },
		Say:       t.Logf,
	}
	_, results, err := b.Run(t.Context(), []Metric{m})
	if err != nil {
		t.Fatal(err)
	}
	return results[0]
}

func TestWhoComesFirstRotates(t *testing.T) {
	var d diary
	res := run(t, 2, Metric{Ours: d.side("o", "42"), Peer: d.side("p", "42"), Want: "42"})
	// One run of each to warm up, then pairs with the peer first, then with ours.
	if got, want := strings.Join(d.ran, ""), "po"+"popo"+"opop"; got != want {
		t.Errorf("ran %s, want %s", got, want)
	}
	if len(res.Ours) != 4 || len(res.Peer) != 4 {
		t.Errorf("%d and %d runs are kept, want 4 and 4: the first does not count", len(res.Ours), len(res.Peer))
	}
}

func TestAWrongAnswerHasNoTime(t *testing.T) {
	var d diary
	for _, tc := range []struct {
		name  string
		m     Metric
		wrong string
	}{
		{"ours is wrong", Metric{Ours: d.side("o", "41"), Peer: d.side("p", "42"), Want: "42", Rival: "peer"}, "gate not met: ours answered 41, want 42"},
		{"the peer is wrong", Metric{Ours: d.side("o", "42"), Peer: d.side("p", "41"), Want: "42", Rival: "peer"}, "gate not met: peer answered 41, want 42"},
		{"the two differ", Metric{Ours: d.side("o", "42"), Peer: d.side("p", "41"), Rival: "peer"}, "gate not met: ours answered 42, want 41"},
		{"ours fails", Metric{Ours: func(context.Context) (Run, error) { return Run{}, errors.New("no record") }}, "ours: no record"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			res := run(t, 3, tc.m)
			if res.Wrong != tc.wrong {
				t.Errorf("says %q, want %q", res.Wrong, tc.wrong)
			}
			if len(res.Ours) != 0 {
				t.Errorf("%d times are kept", len(res.Ours))
			}
			if c := res.cells(); c[9] != tc.wrong || c[3] != "-" {
				t.Errorf("the table shows %q and %q", c[9], c[3])
			}
		})
	}
}

func TestCells(t *testing.T) {
	m := Metric{ID: "P2", Name: "pairs", Gate: "42 pairs", Rival: "PostGIS", Target: 8, Items: 1_000_000}
	row := func(res Result) string {
		c := res.cells()
		return strings.Join(c[3:], "|")
	}
	for _, tc := range []struct {
		name string
		res  Result
		want string
	}{
		{"a peer that is there", Result{Metric: m, Ours: seconds(0.5, 1), Peer: seconds(5, 9)},
			"0.75 [0.50 .. 1.00], 1,333 k/s|7.00 [5.00 .. 9.00]|PostGIS|9.5|9|>= 8x|yes|0 / 0"},
		{"a peer that is not there", Result{Metric: m, Ours: seconds(0.5), Absent: true},
			"0.50 [0.50 .. 0.50], 2,000 k/s|absent|PostGIS|-|-|>= 8x|not measured|0 / -"},
		{"an aim without a peer", Result{Metric: Metric{Aim: time.Second}, Ours: seconds(0.5, 1.5, 1.2), Absent: true},
			"1.20 [0.50 .. 1.50]|-|-|-|-|aim 1s|no|0 / -"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if d := cmp.Diff(tc.want, row(tc.res)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestMarkdownHasARowForEachResult(t *testing.T) {
	var b strings.Builder
	results := []Result{{Metric: Metric{ID: "A", Name: "one | two"}, Ours: seconds(1)}, {Metric: Metric{ID: "B"}, Wrong: "gate not met"}}
	if err := Markdown(&b, []Round{{Calibration: 4e8, Busy: 0.5}}, results); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"400 MB/s (other load 50 %)", `| A | one \| two |`, "| B |", "gate not met"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
	columns := fmt.Sprint(len(header))
	for line := range strings.SplitSeq(b.String(), "\n") {
		if strings.HasPrefix(line, "| ") && fmt.Sprint(strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")-1) != columns {
			t.Errorf("not %s columns: %s", columns, line)
		}
	}
}
