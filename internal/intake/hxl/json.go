package hxl

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/truceline/truceline"
)

// maxJSON is how many bytes HXL in JSON may have: it is held in memory, since
// the keys of all objects together are the header.
const maxJSON = 64 << 20

// isJSON reports whether the first mark of src is one that JSON begins with and
// no table does.
func isJSON(src *bufio.Reader) bool {
	head, _ := src.Peek(512) // an error is met again when the file is read
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	return len(head) > 0 && (head[0] == '[' || head[0] == '{')
}

// fromJSON makes a table of HXL in JSON (standard 1.1): a list of rows, each a
// list of cells, or a list of objects whose keys are hashtags. The columns of
// objects stand in the order in which keys first appear. Line n of the table is
// row n of the list, after one of keys for objects.
func fromJSON(src io.Reader, name string) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(src, maxJSON+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxJSON {
		return nil, truceline.Invalid(name, "the JSON file is larger than %d MiB; save it as CSV", maxJSON>>20)
	}
	l := list{name: name, json: json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))}
	l.json.UseNumber()
	rows, err := l.read()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	if err := w.WriteAll(rows); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// A list is the rows of a JSON file as they are read.
type list struct {
	name    string
	json    *json.Decoder
	columns map[string]int // by key of objects
	header  []string
	rows    [][]string
}

// refuse is a Problem with row n, from 1.
func (l *list) refuse(n int, format string, args ...any) error {
	return truceline.Invalid(fmt.Sprintf("%s, row %d", l.name, n), format, args...)
}

func (l *list) read() ([][]string, error) {
	if tok, err := l.json.Token(); err != nil || tok != json.Delim('[') {
		return nil, truceline.Invalid(l.name, "the file is a JSON object; HXL in JSON is a list of rows or of objects with hashtags as keys")
	}
	for n := 1; l.json.More(); n++ {
		if n > maxRows {
			return nil, l.refuse(n, "more rows than JSON is read with; save the table as CSV")
		}
		tok, err := l.json.Token()
		if err != nil {
			return nil, l.broken(n, err)
		}
		switch {
		case tok == json.Delim('['):
			err = l.row(n)
		case tok == json.Delim('{'):
			err = l.object(n)
		default:
			err = l.refuse(n, "a row must be a list of cells or an object with hashtags as keys")
		}
		if err != nil {
			return nil, err
		}
	}
	if _, err := l.json.Token(); err != nil {
		return nil, l.broken(len(l.rows)+1, err)
	}
	if l.columns == nil {
		return l.rows, nil
	}
	if len(l.rows)*len(l.header) > maxCells {
		return nil, truceline.Invalid(l.name, "the objects make a table of %d rows and %d columns; save it as CSV", len(l.rows), len(l.header))
	}
	for i, r := range l.rows {
		l.rows[i] = append(r, make([]string, len(l.header)-len(r))...)
	}
	return append([][]string{l.header}, l.rows...), nil
}

// broken is the Problem of bytes that are not JSON.
func (l *list) broken(n int, err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return l.refuse(n, "the JSON file ends too early; fetch it again")
	}
	return l.refuse(n, "not JSON that can be read: %v", err)
}

// row reads a list of cells.
func (l *list) row(n int) error {
	if l.columns != nil {
		return l.refuse(n, "a list of cells among objects; write all rows alike")
	}
	row := []string{}
	for l.json.More() {
		cell, err := l.cell(n)
		if err != nil {
			return err
		}
		row = append(row, cell)
	}
	l.rows = append(l.rows, row)
	if _, err := l.json.Token(); err != nil {
		return l.broken(n, err)
	}
	return nil
}

// object reads an object; of a key that stands twice the first value counts.
func (l *list) object(n int) error {
	if l.columns == nil {
		if len(l.rows) > 0 {
			return l.refuse(n, "an object among lists of cells; write all rows alike")
		}
		l.columns = map[string]int{}
	}
	var row []string
	seen := map[int]bool{}
	for l.json.More() {
		key, err := l.json.Token()
		if err != nil {
			return l.broken(n, err)
		}
		text, _ := key.(string) // a key is a string or the decoder fails
		i, ok := l.columns[text]
		if !ok {
			if len(l.header) == maxKeys {
				return l.refuse(n, "the objects have more than %d different keys", maxKeys)
			}
			i = len(l.header)
			l.columns[text] = i
			l.header = append(l.header, text)
		}
		cell, err := l.cell(n)
		if err != nil {
			return err
		}
		for len(row) <= i {
			row = append(row, "")
		}
		if !seen[i] {
			row[i], seen[i] = cell, true
		}
	}
	l.rows = append(l.rows, row)
	if _, err := l.json.Token(); err != nil {
		return l.broken(n, err)
	}
	return nil
}

// Bounds of what the rows of a list come to, since all are filled up to one width.
const (
	maxKeys  = 1000 // columns that objects may make together
	maxRows  = 1 << 20
	maxCells = 16 << 20
)

// cell reads one value as text.
func (l *list) cell(n int) (string, error) {
	tok, err := l.json.Token()
	if err != nil {
		return "", l.broken(n, err)
	}
	switch v := tok.(type) {
	case nil:
		return "", nil
	case json.Delim:
		return "", l.refuse(n, "a cell holds a list or an object; it must be text, a number, true or false")
	default:
		return fmt.Sprint(v), nil
	}
}
