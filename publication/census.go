package publication

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/observance"
)

// A census numbers the incidents of an edition and keeps, for every number that
// is made of them, which they are.
type census struct {
	held   []observance.Held // by row: held[i] is row i+1
	period int               // the first so many rows meet the period; the others are the index
	sets   map[string]string // id of a set, by its rows
	list   []Set
}

// newCensus numbers the incidents that meet the period first and then those
// that meet any other window, each by time.
func newCensus(held []observance.Held, period truceline.Interval, others []truceline.Interval) *census {
	c := &census{sets: map[string]string{}}
	var rest []observance.Held
	for _, h := range held {
		when := h.Incident.When
		switch {
		case within(when, period) != truceline.No:
			c.held = append(c.held, h)
		case slices.ContainsFunc(others, func(w truceline.Interval) bool { return within(when, w) != truceline.No }):
			rest = append(rest, h)
		}
	}
	c.period = len(c.held)
	c.held = append(c.held, rest...)
	return c
}

func byTime(a, b observance.Held) int {
	return cmp.Or(
		a.Incident.When.From.Compare(b.Incident.When.From),
		a.Incident.When.To.Compare(b.Incident.When.To),
		cmp.Compare(a.Incident.ID, b.Incident.ID))
}

// members are the rows behind a tally, one for each thing counted.
type members struct{ certain, possible []int }

// add counts row i (from zero) where the answer does not rule it out.
func (m *members) add(i int, a truceline.Answer) {
	switch a {
	case truceline.Yes:
		m.certain = append(m.certain, i+1)
	case truceline.Unknown:
		m.possible = append(m.possible, i+1)
	}
}

func (m *members) size() int { return len(m.certain) + len(m.possible) }

func (c *census) tally(m *members) Tally {
	return Tally{Certain: c.count(m.certain), Possible: c.count(m.possible)}
}

// count makes a number of rows, which ascend and may repeat.
func (c *census) count(rows []int) Count {
	if len(rows) == 0 {
		return Count{}
	}
	uniq := slices.Compact(slices.Clone(rows))
	var ranges [][2]int
	var key strings.Builder
	for _, r := range uniq {
		if n := len(ranges); n > 0 && ranges[n-1][1] == r-1 {
			ranges[n-1][1] = r
			continue
		}
		ranges = append(ranges, [2]int{r, r})
	}
	for _, r := range ranges {
		key.WriteString(strconv.Itoa(r[0]) + "-" + strconv.Itoa(r[1]) + " ")
	}
	id, ok := c.sets[key.String()]
	if !ok {
		id = "s" + strconv.Itoa(len(c.list)+1)
		c.sets[key.String()] = id
		c.list = append(c.list, Set{ID: id, N: len(uniq), Rows: ranges})
	}
	return Count{N: len(rows), Set: id}
}

// all counts the incidents in a window, wherever they happened.
func (c *census) all(window truceline.Interval) *members {
	m := &members{}
	for i := range c.held {
		m.add(i, within(c.held[i].Incident.When, window))
	}
	return m
}

// text and number build the parts of a sentence.
func text(format string, args ...any) Words { return Words{Text: fmt.Sprintf(format, args...)} }

func number(c Count) Words { return Words{Text: digits(c.N), Set: c.Set} }

// words is a tally as "12, and 3 possible".
func (t Tally) words() []Words {
	if t.Possible.N == 0 {
		return []Words{number(t.Certain)}
	}
	return []Words{number(t.Certain), text(", and "), number(t.Possible), text(" possible")}
}

// sentence joins words and lists of words.
func sentence(parts ...[]Words) Sentence { return slices.Concat(parts...) }

func one(w Words) []Words { return []Words{w} }

// digits writes a number with a comma between thousands.
func digits(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func plural(n int, one, many string) string {
	if n == 1 {
		return digits(n) + " " + one
	}
	return digits(n) + " " + many
}

// String is the tally as "12, and 3 possible".
func (t Tally) String() string { return Sentence(t.words()).String() }
