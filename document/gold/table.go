package gold

import (
	"fmt"
	"strings"
)

// Table prints the figures for a terminal: the layers, then their fields. It
// ends with a line break.
func (s Scores) Table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "documents: %d", s.Documents)
	if s.Ignored > 0 {
		fmt.Fprintf(&b, "; proposals for others, ignored: %d", s.Ignored)
	}
	fmt.Fprintf(&b, "\n\n%-11s %5s %5s   %-20s   %s\n", "layer", "gold", "pred", "exact P / R / F1", "overlap P / R / F1")
	for _, x := range s.Layers {
		fmt.Fprintf(&b, "%-11s %5d %5d   %.3f %.3f %.3f      %.3f %.3f %.3f\n", x.Layer, x.Gold, x.Predicted,
			x.Exact.P, x.Exact.R, x.Exact.F1, x.Overlap.P, x.Overlap.R, x.Overlap.F1)
	}
	fmt.Fprintf(&b, "\n%-11s %-16s %-7s %-12s %s\n", "layer", "field", "figure", "ok/of", "measure")
	for _, x := range s.Fields {
		figure := "-"
		if x.Measured {
			figure = fmt.Sprintf("%.3f", x.Figure)
		}
		fmt.Fprintf(&b, "%-11s %-16s %-7s %-12s %s\n", x.Layer, x.Field, figure, fmt.Sprintf("%.6g/%.6g", x.OK, x.Of), x.Measure)
	}
	return b.String()
}
