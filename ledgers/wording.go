package ledgers

import (
	"fmt"
	"math"
	"strings"
)

// sentence makes a remark end as a sentence does.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") {
		return s
	}
	return s + "."
}

// num prints a number with as many digits as it can bear: whole from 100, one
// decimal below, two below 1.
func num(v float64) string {
	digits := 1
	switch a := math.Abs(v); {
	case a >= 100:
		digits = 0
	case a < 1:
		digits = 2
	}
	s := fmt.Sprintf("%.*f", digits, v)
	if strings.Trim(s, "-0.") == "" {
		return "0"
	}
	return s
}

// whole prints a number of incidents.
func whole(v float64) string { return fmt.Sprintf("%.0f", v) }

func (i Interval) words() string { return num(i.Low) + " to " + num(i.High) }

func (i Interval) whole() string { return whole(i.Low) + " to " + whole(i.High) }

// percent prints a share.
func percent(p float64) string { return fmt.Sprintf("%.0f %%", 100*p) }

// list joins words as a sentence does: "a, b and c".
func list(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
}

// incidents counts them: "1 incident", "4 incidents".
func incidents(n int) string {
	if n == 1 {
		return "1 incident"
	}
	return fmt.Sprintf("%d incidents", n)
}

// times counts occasions: "once", "4 times".
func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}
