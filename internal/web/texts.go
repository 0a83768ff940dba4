package web

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/truceline/truceline/instrument"
)

// A passageRow is where a text says what a provision says.
type passageRow struct {
	Where string // the text, by name, and the bytes of it
	Href  string // where it can be read; empty if the text is not in the record
	Words string // as the text has it; empty where it is not at hand
}

// A shelf is the texts of the record, for pages that lead to their passages.
type shelf struct {
	docs  map[string]DocumentRow
	texts map[DocumentID]string // those that were taken down
}

// shelf lists the texts of the record as known then.
func (s *Server) shelf(ctx context.Context, known time.Time) (shelf, error) {
	rows, err := s.desk.Documents(ctx, known)
	if err != nil {
		return shelf{}, err
	}
	sh := shelf{docs: make(map[string]DocumentRow, len(rows)), texts: make(map[DocumentID]string)}
	for _, d := range rows {
		sh.docs[string(d.ID)] = d
	}
	return sh, nil
}

// of are the texts of an instrument, the first taken in first.
func (sh shelf) of(id instrument.ID) []DocumentRow {
	var out []DocumentRow
	for _, d := range sh.docs {
		if d.Instrument == id {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b DocumentRow) int { return cmp.Or(a.Added.Compare(b.Added), cmp.Compare(a.ID, b.ID)) })
	return out
}

// holding is the text of the record that a passage counts in: the one that it
// names, or one that is byte for byte the text that the case names.
func (sh shelf) holding(at instrument.Passage) (DocumentRow, bool) {
	if d, ok := sh.docs[at.Document]; ok && d.Text == at.Text {
		return d, true
	}
	var found DocumentRow
	for _, d := range sh.docs {
		if d.Text == at.Text && (found.ID == "" || d.ID < found.ID) {
			found = d
		}
	}
	return found, found.ID != ""
}

// documentName is what a text is called: its title, or its file's name.
func documentName(d Document) string { return cmp.Or(d.Title, d.File, string(d.ID)) }

// passages are where texts say what a provision says. A passage counts in the
// bytes of one text; of another version of it nothing is shown.
func (f frame) passages(sh shelf, p *instrument.Provision) []passageRow {
	var out []passageRow
	for _, at := range p.Passages {
		row := passageRow{Where: f.T("passage.at", at.Document, at.Start, at.End)}
		if d, ok := sh.holding(at); ok {
			row.Where = f.T("passage.at", documentName(d.Document), at.Start, at.End)
			row.Href = f.Link(readURL(d.ID))
			if at.Act != "" {
				row.Href += "#" + local(at.Act)
			}
			if text, ok := sh.texts[d.ID]; ok && 0 <= at.Start && at.Start <= at.End && at.End <= len(text) {
				row.Words = text[at.Start:at.End]
			}
		}
		out = append(out, row)
	}
	return out
}

// takeDown reads the texts that an instrument's provisions have passages in.
func (s *Server) takeDown(ctx context.Context, sh shelf, in *instrument.Instrument) error {
	for i := range in.Provisions {
		for _, at := range in.Provisions[i].Passages {
			d, ok := sh.holding(at)
			if _, have := sh.texts[d.ID]; !ok || have {
				continue
			}
			_, text, err := s.desk.Content(ctx, d.ID)
			if err != nil {
				return fmt.Errorf("read the text %s: %w", d.ID, err)
			}
			sh.texts[d.ID] = text
		}
	}
	return nil
}
