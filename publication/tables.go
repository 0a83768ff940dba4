package publication

import (
	"slices"
	"strings"

	"github.com/truceline/truceline/report"
)

// registering is a source that counts areas, with all that it counts.
type registering struct {
	ID      report.SourceID
	Name    string
	Counts  string
	Origins []string
}

// registering are the sources of the table, each once.
func (t ClaimTable) registering() []registering {
	var out []registering
	var metrics []string
	for i, r := range t.Registrars {
		if i == 0 || t.Registrars[i-1].ID != r.ID {
			out = append(out, registering{ID: r.ID, Name: r.Name})
			metrics = nil
		}
		last := &out[len(out)-1]
		metrics = append(metrics, r.Metrics...)
		if last.Counts = strings.Join(metrics, ""); len(metrics) > 1 {
			last.Counts = "“" + strings.Join(metrics, "”, “") + "”"
		}
		for _, o := range r.Origins {
			last.Origins = addOnce(last.Origins, o)
		}
	}
	return out
}

// A countTable is the rows that count one thing.
type countTable struct {
	Metric     string // empty if all rows of the edition count one thing
	Registrars []Registrar
	Bulletins  []bulletin
}

// A bulletin is the rows that one bulletin makes for one window.
type bulletin struct {
	ClaimRow // the first of them, for what they share
	Rows     []ClaimRow
	Columns  int
}

// Unnamed reports whether the bulletin is named by its own dates, so that its
// name says nothing more.
func (b bulletin) Unnamed() bool { return unnamed(b.Bulletin, b.Published, b.Window) }

func unnamed(bulletin, published, window string) bool {
	first, last, ok := strings.Cut(bulletin, "..")
	return bulletin == published || ok && (window == first+" to "+last || window == first && first == last)
}

// tables split the rows by what they count, in the order of the registrars, so
// that numbers of different things do not stand in one line.
func (t ClaimTable) tables() []countTable {
	var metrics []string
	for _, r := range t.Registrars {
		if m := metricOf(r); !slices.Contains(metrics, m) {
			metrics = append(metrics, m)
		}
	}
	var out []countTable
	for _, m := range metrics {
		var c countTable
		if len(metrics) > 1 {
			if c.Metric = m; m == "" {
				c.Metric = "what is counted is not said"
			}
		}
		var columns []int
		for i, r := range t.Registrars {
			if metricOf(r) == m {
				columns = append(columns, i)
				c.Registrars = append(c.Registrars, r)
			}
		}
		for _, r := range t.Rows {
			if !slices.ContainsFunc(columns, func(i int) bool { return len(r.Cells[i]) > 0 }) {
				continue
			}
			var cells [][]ClaimCount
			for _, i := range columns {
				cells = append(cells, r.Cells[i])
			}
			r.Cells = cells
			n := len(c.Bulletins)
			if n == 0 || !r.follows(c.Bulletins[n-1].ClaimRow) {
				c.Bulletins = append(c.Bulletins, bulletin{ClaimRow: r, Columns: len(columns) + 2})
				n++
			}
			c.Bulletins[n-1].Rows = append(c.Bulletins[n-1].Rows, r)
		}
		out = append(out, c)
	}
	return out
}

// follows reports whether a row is of the same bulletin and window as another.
func (r ClaimRow) follows(x ClaimRow) bool {
	return r.Bulletin == x.Bulletin && r.Window == x.Window && r.URL == x.URL
}

// A townBulletin is the settlements that one source counts in one bulletin.
type townBulletin struct {
	SettlementRow // the first of them, for what they share
	Rows          []SettlementRow
}

// Unnamed reports whether the bulletin is named by its own dates.
func (b townBulletin) Unnamed() bool { return unnamed(b.Bulletin, b.Published, b.Window) }

// towns are the settlements by source and bulletin.
func (t ClaimTable) towns() []townBulletin {
	var out []townBulletin
	for _, r := range t.Settlements {
		n := len(out)
		if n == 0 || out[n-1].Bulletin != r.Bulletin || out[n-1].Window != r.Window || out[n-1].URL != r.URL || out[n-1].Source != r.Source || out[n-1].Metric != r.Metric {
			out = append(out, townBulletin{SettlementRow: r})
			n++
		}
		out[n-1].Rows = append(out[n-1].Rows, r)
	}
	return out
}
