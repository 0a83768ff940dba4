package csvrows

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A merge is a range of cells that are shown as one. Only its first cell holds
// a value.
type merge struct{ top, left, bottom, right int } // from 1, inclusive

// String is the range as people write it: "B5:B7".
func (m merge) String() string { return cellName(m.left, m.top) + ":" + cellName(m.right, m.bottom) }

// merges reads the merged ranges of a sheet, by their first row. They stand
// behind the rows, so the sheet is unpacked once for them alone.
func (b *book) merges(name string) ([]merge, error) {
	p, err := b.open(name)
	if err != nil {
		return nil, err
	}
	defer p.Close()
	src := bufio.NewReaderSize(p, chunk)
	if err := skipRows(src, p); err != nil {
		return nil, err
	}
	s := &scanner{part: p, xml: xml.NewDecoder(src)}
	var out []merge
	for {
		tok, err := s.next()
		if errors.Is(err, io.EOF) {
			slices.SortFunc(out, func(a, b merge) int { return a.top - b.top })
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		s.begin()
		e, ok := tok.(xml.StartElement)
		if !ok || e.Name.Local != "mergeCell" {
			continue
		}
		from, to, _ := strings.Cut(attr(e, "ref"), ":")
		left, top, ok1 := parseCell(from)
		right, bottom, ok2 := parseCell(to)
		if !ok1 || !ok2 || right < left || bottom < top {
			continue // a range of nothing covers nothing
		}
		if out = append(out, merge{top, left, bottom, right}); len(out) > maxMerges {
			return nil, b.refuse("the sheet has more than %d merged ranges; save the table as CSV in UTF-8", maxMerges)
		}
	}
}

// skipRows moves src behind the end of sheetData, or to its end.
func skipRows(src *bufio.Reader, p *part) error {
	for {
		p.since = 0
		piece, err := src.ReadSlice('>')
		if tag := bytes.TrimRight(bytes.TrimSuffix(piece, []byte(">")), " \t\r\n"); err == nil &&
			(bytes.HasSuffix(tag, []byte("</sheetData")) || bytes.HasSuffix(tag, []byte(":sheetData")) && bytes.Contains(tag, []byte("</"))) {
			return nil
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil && !errors.Is(err, bufio.ErrBufferFull):
			return err
		}
	}
}

// A covered tells which cells of a row are merged with others. Rows are asked
// for in order.
type covered struct {
	all  []merge // by first row
	next int     // of all, the first that did not begin yet
	open []merge // those that reach the row last asked for
}

// faults are the empty cells of a row, and of the first width columns, that are
// merged with another cell.
func (c *covered) faults(line, width int, fields []string) []fault {
	for c.next < len(c.all) && c.all[c.next].top <= line {
		c.open = append(c.open, c.all[c.next])
		c.next++
	}
	c.open = slices.DeleteFunc(c.open, func(m merge) bool { return m.bottom < line })
	var out []fault
	for _, m := range c.open {
		for col := m.left; col <= min(m.right, width); col++ {
			if fields[col-1] != "" || line == m.top && col == m.left || slices.ContainsFunc(out, func(f fault) bool { return f.column == col-1 }) {
				continue
			}
			out = append(out, fault{column: col - 1, reason: fmt.Sprintf(
				"cell %s is empty because it is merged into %v; unmerge the cells and fill in each", cellName(col, line), m)})
		}
	}
	slices.SortFunc(out, func(a, b fault) int { return a.column - b.column })
	return out
}

// cellName is the name of a cell: "C7". Both count from 1.
func cellName(col, row int) string {
	var letters []byte
	for ; col > 0; col = (col - 1) / 26 {
		letters = append(letters, 'A'+byte((col-1)%26))
	}
	slices.Reverse(letters)
	return fmt.Sprintf("%s%d", letters, row)
}

// parseCell reads "C7" or "$C$7" within the bounds of a sheet.
func parseCell(s string) (col, row int, ok bool) {
	i := 0
	for ; i < len(s); i++ {
		c := s[i] &^ 0x20
		switch {
		case s[i] == '$' && i == 0:
			continue
		case c >= 'A' && c <= 'Z' && col <= maxColumns:
			col = col*26 + int(c-'A') + 1
			continue
		}
		break
	}
	if i < len(s) && s[i] == '$' {
		i++
	}
	for ; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' || row > maxRows {
			return 0, 0, false
		}
		row = row*10 + int(s[i]-'0')
	}
	return col, row, col >= 1 && col <= maxColumns && row >= 1 && row <= maxRows
}
