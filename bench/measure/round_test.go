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
			"0.75 [0.50 .. 1.00], 1,333 k/s|7.00 [5.00 .. 9.00]|PostGIS|9.5|9|>= 8x|yes|- / -"},
		{"a peer that is not there", Result{Metric: m, Ours: seconds(0.5), Absent: true},
			"0.50 [0.50 .. 0.50], 2,000 k/s|absent|PostGIS|-|-|>= 8x|not measured|- / -"},
		{"a peer that takes a sample is compared thing by thing",
			Result{Metric: Metric{Rival: "prose", Target: 25, Items: 20_000, PeerItems: 1000}, Ours: seconds(2, 2), Peer: seconds(2, 4)},
			"2.00 [2.00 .. 2.00], 10 k/s|3.00 [2.00 .. 4.00], 333/s|prose|30|20|>= 25x|yes|- / -"},
		{"bytes have a rate in megabytes, and a floor holds for the median",
			Result{Metric: Metric{Items: 10_000_000, Bytes: true, Floor: 20e6}, Ours: seconds(0.4, 0.6, 2), Absent: true},
			"0.60 [0.40 .. 2.00], 16.7 MB/s|-|-|-|-|aim 20 MB/s|no|- / -"},
		{"a floor that is reached",
			Result{Metric: Metric{Items: 10_000_000, Bytes: true, Floor: 20e6}, Ours: seconds(0.5), Absent: true},
			"0.50 [0.50 .. 0.50], 20 MB/s|-|-|-|-|aim 20 MB/s|yes|- / -"},
		{"an aim without a peer", Result{Metric: Metric{Aim: time.Second}, Ours: seconds(0.5, 1.5, 1.2), Absent: true},
			"1.20 [0.50 .. 1.50]|-|-|-|-|aim 1s|no|- / -"},
		{"times below a millisecond keep their digits, and memory is shown where it is known",
			Result{Metric: Metric{Rival: "index", Aim: time.Millisecond}, Ours: []Run{{Wall: 147 * time.Microsecond, Peak: 3 << 20}}, Peer: seconds(0.002)},
			"0.000147 [0.000147 .. 0.000147]|0.0020 [0.0020 .. 0.0020]|index|13.6|13.6|aim 1ms|yes|3 / -"},
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
	section := Section{Title: "How good", Header: []string{"what", "figure"}, Rows: [][]string{{"acts", "0.9"}}, Note: "A note."}
	if err := Markdown(&b, []Round{{Calibration: 4e8, Busy: 0.5}}, results, []Section{section}); err != nil {
		t.Fatal(err)
	}
	table, below, found := strings.Cut(b.String(), "\n### ")
	if want := "How good\n\n| what | figure |\n|---|---|\n| acts | 0.9 |\n\nA note.\n"; !found || below != want {
		t.Errorf("the section is %q, want %q", below, want)
	}
	for _, want := range []string{"400 MB/s (other load 50 %)", `| A | one \| two |`, "| B |", "gate not met"} {
		if !strings.Contains(table, want) {
			t.Errorf("no %q in\n%s", want, table)
		}
	}
	columns := fmt.Sprint(len(header))
	for line := range strings.SplitSeq(table, "\n") {
		if strings.HasPrefix(line, "| ") && fmt.Sprint(strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")-1) != columns {
			t.Errorf("not %s columns: %s", columns, line)
		}
	}
}
