package reading

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/document/gold"
)

// A Text is one of the texts that a reader is measured on.
type Text struct {
	Name string // of its file, without ".txt"
	Sort string // resolution, statement, readout, agreement, news
	On   string // the day of publication, or "" where the index has no whole date
	Body string
}

// Texts reads the texts that the index of a folder names, in its order.
func Texts(dir string) ([]Text, error) {
	rows, err := table(filepath.Join(dir, "index.tsv"), "id", "type", "date")
	if err != nil {
		return nil, err
	}
	out := make([]Text, len(rows))
	for i, row := range rows {
		body, err := os.ReadFile(filepath.Join(dir, "docs", row[0]+".txt"))
		if err != nil {
			return nil, err
		}
		out[i] = Text{Name: row[0], Sort: row[1], Body: string(body)}
		if _, err := time.Parse(time.DateOnly, row[2]); err == nil {
			out[i].On = row[2]
		}
	}
	return out, nil
}

// Annotations reads what people marked in some of the texts, and checks it
// against them.
func Annotations(dir string, texts []Text) ([]document.Proposal, error) {
	f, err := os.Open(filepath.Join(dir, "gold.jsonl"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	ps, err := gold.Read(f)
	if err != nil {
		return nil, fmt.Errorf("gold.jsonl: %w", err)
	}
	return ps, Check(ps, texts)
}

// Check holds proposals against the texts that they are of.
func Check(ps []document.Proposal, texts []Text) error {
	return gold.Check(ps, func(doc string) (string, error) {
		for _, t := range texts {
			if t.Name == doc {
				return t.Body, nil
			}
		}
		return "", fmt.Errorf("it is not in the index")
	})
}

// table reads the named columns of a file of tab-separated values with a header.
// Quotation marks mean nothing in it.
func table(path string, columns ...string) ([][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("%s is empty", path)
	}
	at := make([]int, len(columns))
	for i, c := range columns {
		if at[i] = slices.Index(rows[0], c); at[i] < 0 {
			return nil, fmt.Errorf("%s has no column %s", path, c)
		}
	}
	out := make([][]string, len(rows)-1)
	for i, row := range rows[1:] {
		for _, c := range at {
			if c >= len(row) {
				return nil, fmt.Errorf("%s, line %d: %d fields are too few", path, i+2, len(row))
			}
			out[i] = append(out[i], row[c])
		}
	}
	return out, nil
}

// Size is how many bytes texts have together.
func Size(texts []Text) (n int) {
	for _, t := range texts {
		n += len(t.Body)
	}
	return n
}

// Words is how many words texts have together: what stands between spaces.
func Words(texts []Text) (n int) {
	for _, t := range texts {
		n += len(strings.Fields(t.Body))
	}
	return n
}

// Joined is one text of at least size bytes: all texts one after the other, an
// empty line between two, again and again, to the end of the text that reaches
// the size.
func Joined(texts []Text, size int) Text {
	var b strings.Builder
	for b.Len() < size && len(texts) > 0 {
		for _, t := range texts {
			b.WriteString(t.Body)
			b.WriteString("\n\n")
			if b.Len() >= size {
				break
			}
		}
	}
	return Text{Name: "joined", Body: b.String()}
}

// OnOneLine is the text with a space for each line break: one paragraph.
func (t Text) OnOneLine() Text {
	t.Name += "-line"
	t.Body = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ").Replace(t.Body)
	return t
}

// Sample is the beginning of texts, as many whole ones as fit into size bytes.
// A longer one is passed over, so that no sort of text is left out for having a
// long one first.
func Sample(texts []Text, size int) []Text {
	var out []Text
	left := size
	for _, t := range texts {
		if len(t.Body) <= left {
			out = append(out, t)
			left -= len(t.Body)
		}
	}
	return out
}
