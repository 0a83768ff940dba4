package measure

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"
)

// memoryAim is the resident memory that a row aims to stay under, bytes.
const memoryAim = 400 << 20

// header names the columns of a row.
var header = [...]string{"", "what", "gate", "ours, s: median [min .. max]", "peer, s: median [min .. max]", "peer", "ratio", "lowest", "target", "met", "memory, MiB: ours / peer"}

// cells are a result as the columns of header.
func (res Result) cells() [len(header)]string {
	m := res.Metric
	out := [len(header)]string{m.ID, m.Name, m.Gate, "-", "-", m.Rival, "-", "-", m.target(), "-", "-"}
	if res.Wrong != "" {
		out[9] = res.Wrong
	}
	if len(res.Ours) == 0 {
		return out
	}
	ours := walls(res.Ours)
	out[3] = figure(ours)
	if m.Items > 0 {
		out[3] += fmt.Sprintf(", %s/s", thousands(float64(m.Items)/ours.Median))
	}
	out[10] = fmt.Sprintf("%d / -", res.peak(res.Ours)>>20)
	switch {
	case m.Rival == "":
		out[5] = "-"
	case res.Absent:
		out[4] = "absent"
	case len(res.Peer) > 0:
		out[4] = figure(walls(res.Peer))
		out[10] = fmt.Sprintf("%d / %d", res.peak(res.Ours)>>20, res.peak(res.Peer)>>20)
		rs := SpreadOf(Ratios(res.Ours, res.Peer))
		out[6], out[7] = fmt.Sprintf("%.3g", rs.Median), fmt.Sprintf("%.3g", rs.Min)
	}
	if res.Wrong == "" {
		out[9] = res.verdict()
	}
	return out
}

// target prints what the metric should reach.
func (m Metric) target() string {
	var out []string
	if m.Target > 0 {
		out = append(out, fmt.Sprintf(">= %gx", m.Target))
	}
	if m.Aim > 0 {
		out = append(out, fmt.Sprintf("aim %v", m.Aim))
	}
	if len(out) == 0 {
		return "none"
	}
	return strings.Join(out, ", ")
}

// verdict says whether the target was met: of a ratio by Met, of an aim by our
// median. A row without either has none.
func (res Result) verdict() string {
	m := res.Metric
	ok := true
	switch {
	case m.Target > 0 && len(res.Peer) == 0:
		return "not measured"
	case m.Target > 0:
		ok = Met(Ratios(res.Ours, res.Peer), m.Target)
	case m.Aim == 0:
		return "-"
	}
	if m.Aim > 0 {
		ok = ok && walls(res.Ours).Median <= m.Aim.Seconds()
	}
	if ok {
		return "yes"
	}
	return "no"
}

// peak is the most memory that a run took.
func (Result) peak(runs []Run) (most int64) {
	for _, r := range runs {
		most = max(most, r.Peak)
	}
	return most
}

func walls(runs []Run) Spread {
	xs := make([]float64, len(runs))
	for i, r := range runs {
		xs[i] = r.Wall.Seconds()
	}
	return SpreadOf(xs)
}

// figure prints a spread of seconds with three digits that mean something.
func figure(s Spread) string {
	digits := 2
	if s.Median < 0.1 {
		digits = 4
	}
	return fmt.Sprintf("%.*f [%.*f .. %.*f]", digits, s.Median, digits, s.Min, digits, s.Max)
}

// thousands prints a rate: 1234567 as "1,235 k".
func thousands(x float64) string {
	if x < 10_000 {
		return fmt.Sprintf("%.0f", x)
	}
	k := fmt.Sprintf("%.0f", x/1000)
	if len(k) > 3 {
		k = k[:len(k)-3] + "," + k[len(k)-3:]
	}
	return k + " k"
}

// Text prints the table for a terminal.
func Text(w io.Writer, rounds []Round, results []Result) error {
	fmt.Fprintln(w, conditions(rounds))
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, strings.Join(header[:], "\t"))
	for _, res := range results {
		c := res.cells()
		fmt.Fprintln(tw, strings.Join(c[:], "\t"))
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%s\n%s\n", memoryLine(results), legend)
	return err
}

// Markdown prints the table for docs/performance.md.
func Markdown(w io.Writer, rounds []Round, results []Result) error {
	fmt.Fprintf(w, "%s\n\n", conditions(rounds))
	fmt.Fprintf(w, "| %s |\n|%s\n", strings.Join(header[:], " | "), strings.Repeat("---|", len(header)))
	for _, res := range results {
		c := res.cells()
		for i := range c {
			c[i] = strings.ReplaceAll(c[i], "|", `\|`)
		}
		fmt.Fprintf(w, "| %s |\n", strings.Join(c[:], " | "))
	}
	_, err := fmt.Fprintf(w, "\n%s\n\n%s\n", memoryLine(results), legend)
	return err
}

// conditions says under what the rounds ran.
func conditions(rounds []Round) string {
	speeds := make([]string, len(rounds))
	for i, r := range rounds {
		speeds[i] = fmt.Sprintf("%.0f MB/s (other load %.0f %%)", r.Calibration/1e6, 100*r.Busy)
	}
	return fmt.Sprintf("%d rounds; %d processors, %s/%s, %s. CSV decoding at the start of each round: %s.",
		len(rounds), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version(), strings.Join(speeds, ", "))
}

// legend says how to read the table.
const legend = "Ratio: the peer's wall time over ours, pair by neighbouring pair; median and lowest of all pairs. A ratio is met if " +
	"the median reaches it and the lowest pair four fifths of it. An aim is for our median on this machine and carries over to no other. " +
	"A time counts only where the answer passed the gate. Memory is the peak of our process, and of all of the peer's after a run, shared pages once."

// memoryLine says which of our rows stayed under the aim.
func memoryLine(results []Result) string {
	var over []string
	for _, res := range results {
		if p := res.peak(res.Ours); p > memoryAim {
			over = append(over, fmt.Sprintf("%s (%d MiB)", res.Metric.ID, p>>20))
		}
	}
	if len(over) == 0 {
		return fmt.Sprintf("Memory: every row of ours stayed under the aim of %d MiB.", memoryAim>>20)
	}
	return fmt.Sprintf("Memory: over the aim of %d MiB: %s.", memoryAim>>20, strings.Join(over, ", "))
}

// JSON writes every run, for comparing releases.
func JSON(w io.Writer, rounds []Round, results []Result) error {
	type row struct {
		ID     string        `json:"id"`
		Name   string        `json:"name"`
		Gate   string        `json:"gate"`
		Rival  string        `json:"peer_name,omitempty"`
		Target float64       `json:"target_ratio,omitempty"`
		Aim    time.Duration `json:"aim,omitempty"`
		Ours   []Run         `json:"ours"`
		Peer   []Run         `json:"peer,omitempty"`
		Ratios []float64     `json:"ratios,omitempty"`
		Wrong  string        `json:"wrong,omitempty"`
	}
	rows := make([]row, len(results))
	for i, res := range results {
		m := res.Metric
		rows[i] = row{m.ID, m.Name, m.Gate, m.Rival, m.Target, m.Aim, res.Ours, res.Peer, Ratios(res.Ours, res.Peer), res.Wrong}
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(map[string]any{"rounds": rounds, "rows": rows})
}
