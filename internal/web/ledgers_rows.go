package web

import (
	"slices"
	"strings"

	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/ledgers"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/publication"
)

// A ledgerColumn is one sort of incident in a table or a drawing.
type ledgerColumn struct{ Cell, Head string }

// columns are those in which anything stands, and those left out.
func (f ledgerFrame) columns() (shown []ledgerColumn, unseen string) {
	t := f.ledger.Table.Total
	var left []string
	for _, word := range ledgerCells {
		c := ledgerColumn{word, f.T(locale.Key("ledgers.cell." + word))}
		if len(f.cellOf(t.Certain, word, ""))+len(f.cellOf(t.Possible, word, "")) == 0 {
			left = append(left, c.Head)
			continue
		}
		shown = append(shown, c)
	}
	return shown, strings.Join(left, ", ")
}

// A ledgerRow is one area or one step of time.
type ledgerRow struct {
	Name     link
	Cells    []ledgerCell
	Possible link // how many of any sort may belong here
	Quiet    bool // nobody registered anything
	Bar      []barSegment
}

// areaRows are the areas of the division, those without an incident included.
func (f ledgerFrame) areaRows(columns []ledgerColumn) []ledgerRow {
	var ids []place.AreaID
	for i := range f.facts.Areas {
		a := &f.facts.Areas[i]
		if f.asked.Area == a.ID || f.asked.Area == "" && a.Kind == publication.Division {
			ids = append(ids, a.ID)
		}
	}
	slices.Sort(ids)
	if f.areaTally("").Certain.N()+f.areaTally("").Possible.N() > 0 {
		ids = append(ids, "")
	}
	var out []ledgerRow
	top := 1
	for _, id := range ids {
		top = max(top, f.areaTally(id).Certain.N())
	}
	for _, id := range ids {
		t := f.areaTally(id)
		k := pick{In: string(id)}
		row := ledgerRow{Name: link{Word: f.AreaName(id), Href: f.Link("/areas/"+string(id), f.within(f.Span)...)}}
		if id == "" {
			k.In, row.Name = outside, link{Word: f.T("ledgers.outside")}
		}
		f.fill(&row, t.Certain, t.Possible, columns, k)
		row.Bar = segments(t.Certain, top)
		out = append(out, row)
	}
	return out
}

// fill sets the numbers of a row.
func (f ledgerFrame) fill(row *ledgerRow, certain, possible ledgers.Tally, columns []ledgerColumn, k pick) {
	for _, c := range columns {
		k.Cell, k.Sure = c.Cell, ""
		row.Cells = append(row.Cells, ledgerCell{Head: c.Head, N: f.number(len(f.cellOf(certain, c.Cell, "")), k), Missing: f.missing(c.Cell)})
	}
	k.Cell, k.Sure = "all", unknown
	row.Possible = f.number(possible.N(), k)
	row.Quiet = certain.N() == 0
}

// A ledgerRows is all that the part "ledgerrows" may refer to.
type ledgerRows struct {
	Page    frame
	Head    string
	Columns []ledgerColumn
	Rows    []ledgerRow
}

// Rows are rows of the tables by area and by time, under a heading.
func (p ledgersPage) Rows(rows []ledgerRow, head locale.Key) ledgerRows {
	return ledgerRows{p.frame, p.T(head), p.Shown, rows}
}
