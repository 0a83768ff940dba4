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

// A Section is a table of what is not a time: how good the answers are, what
// they cost beside time.
type Section struct {
	Title  string     `json:"title"`
	Header []string   `json:"header"`
	Rows   [][]string `json:"rows"` // each as long as the header
	Note   string     `json:"note,omitempty"`
}

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
		out[3] += ", " + m.rate(float64(m.Items)/ours.Median)
	}
	out[10] = mib(res.peak(res.Ours)) + " / -"
	switch {
	case m.Rival == "":
		out[5] = "-"
	case res.Absent:
		out[4] = "absent"
	case len(res.Peer) > 0:
		peer := walls(res.Peer)
		out[4] = figure(peer)
		if m.PeerItems > 0 {
			out[4] += ", " + m.rate(float64(m.PeerItems)/peer.Median)
		}
		out[10] = mib(res.peak(res.Ours)) + " / " + mib(res.peak(res.Peer))
		rs := SpreadOf(res.ratios())
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
	if m.Floor > 0 {
		out = append(out, "aim "+m.rate(m.Floor))
	}
	if len(out) == 0 {
		return "none"
	}
	return strings.Join(out, ", ")
}

// rate prints things a second.
func (m Metric) rate(x float64) string {
	if m.Bytes {
		return fmt.Sprintf("%.3g MB/s", x/1e6)
	}
	return thousands(x) + "/s"
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
		ok = Met(res.ratios(), m.Target)
	case m.Aim == 0 && m.Floor == 0:
		return "-"
	}
	if m.Aim > 0 {
		ok = ok && walls(res.Ours).Median <= m.Aim.Seconds()
	}
	if m.Floor > 0 {
		ok = ok && float64(m.Items)/walls(res.Ours).Median >= m.Floor
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

// mib prints bytes of memory, or a dash where nothing is known.
func mib(bytes int64) string {
	if bytes == 0 {
		return "-"
	}
	return fmt.Sprint(bytes >> 20)
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
	switch {
	case s.Median < 0.001:
		digits = 6
	case s.Median < 0.1:
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

// rowsOf are the results as the rows of the table.
func rowsOf(results []Result) [][]string {
	out := make([][]string, len(results))
	for i, res := range results {
		c := res.cells()
		out[i] = c[:]
	}
	return out
}

// Text prints the table for a terminal, and below it the sections.
func Text(w io.Writer, rounds []Round, results []Result, sections []Section) error {
	var b strings.Builder
	fmt.Fprintln(&b, conditions(rounds))
	textTable(&b, header[:], rowsOf(results))
	fmt.Fprintf(&b, "%s\n%s\n", memoryLine(results), legend)
	for _, s := range sections {
		fmt.Fprintf(&b, "\n%s\n", s.Title)
		textTable(&b, s.Header, s.Rows)
		if s.Note != "" {
			fmt.Fprintln(&b, s.Note)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func textTable(b *strings.Builder, header []string, rows [][]string) {
	tw := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, strings.Join(header, "\t"))
	for _, row := range rows {
		fmt.Fprintln(tw, strings.Join(row, "\t"))
	}
	_ = tw.Flush() // a builder takes everything
}

// Markdown prints the table for docs/performance.md, and below it the sections.
func Markdown(w io.Writer, rounds []Round, results []Result, sections []Section) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", conditions(rounds))
	markdownTable(&b, header[:], rowsOf(results))
	fmt.Fprintf(&b, "\n%s\n\n%s\n", memoryLine(results), legend)
	for _, s := range sections {
		fmt.Fprintf(&b, "\n### %s\n\n", s.Title)
		markdownTable(&b, s.Header, s.Rows)
		if s.Note != "" {
			fmt.Fprintf(&b, "\n%s\n", s.Note)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func markdownTable(b *strings.Builder, header []string, rows [][]string) {
	line := func(cells []string) {
		for _, c := range cells {
			b.WriteString("| " + strings.ReplaceAll(c, "|", `\|`) + " ")
		}
		b.WriteString("|\n")
	}
	line(header)
	b.WriteString("|" + strings.Repeat("---|", len(header)) + "\n")
	for _, row := range rows {
		line(row)
	}
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
	"the median reaches it and the lowest pair four fifths of it. Where the peer took a sample, the ratio is of the times for one thing. " +
	"An aim is for our median on this machine and carries over to no other. " +
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

// JSON writes every run and the sections, for comparing releases.
func JSON(w io.Writer, rounds []Round, results []Result, sections []Section) error {
	type row struct {
		ID     string        `json:"id"`
		Name   string        `json:"name"`
		Gate   string        `json:"gate"`
		Rival  string        `json:"peer_name,omitempty"`
		Target float64       `json:"target_ratio,omitempty"`
		Aim    time.Duration `json:"aim,omitempty"`
		Floor  float64       `json:"floor,omitempty"`
		Items  int           `json:"items,omitempty"`
		Sample int           `json:"peer_items,omitempty"`
		Ours   []Run         `json:"ours"`
		Peer   []Run         `json:"peer,omitempty"`
		Ratios []float64     `json:"ratios,omitempty"`
		Wrong  string        `json:"wrong,omitempty"`
	}
	rows := make([]row, len(results))
	for i, res := range results {
		m := res.Metric
		rows[i] = row{m.ID, m.Name, m.Gate, m.Rival, m.Target, m.Aim, m.Floor, m.Items, m.PeerItems, res.Ours, res.Peer, res.ratios(), res.Wrong}
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(map[string]any{"rounds": rounds, "rows": rows, "sections": sections})
}
